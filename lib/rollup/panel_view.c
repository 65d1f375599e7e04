#include "panel_view.h"

#include "notes.h"

#define UNKNOWN_KEY (-2)

static childplan_status find_cut_off(struct panel_world *world) {
    struct sources *sources = &world->sources;
    struct known known = {.latest = CHILDPLAN_NO_DATE};
    if (world->options->until == CHILDPLAN_NO_DATE) {
        childplan_status status = childplan__known_begin(sources, &known);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    sources->until = childplan__cut_off(sources->plan, world->options, &known);
    childplan__known_end(sources, &known);
    return CHILDPLAN_OK;
}

childplan_status childplan__panel_begin(const struct childplan_reports *reports,
                                        const struct childplan_rollup_options *options, int32_t unit, int32_t indicator,
                                        struct findings *findings, struct panel_world *ret_world) {
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct panel_world *world = ret_world;
    *world = (struct panel_world){.options = options == NULL ? &childplan__default_rollup_options : options,
                                  .findings = findings,
                                  .unit = unit,
                                  .indicator = indicator};
    world->sources = (struct sources){.plan = plan,
                                      .reports = reports,
                                      .allocator = &plan->allocator,
                                      .known_by = world->options->known_by,
                                      .threads = world->options->threads};
    world->sources.life.allocator = &plan->allocator;
    if (unit < 0 || unit >= plan->unit_count || indicator < 0 || indicator >= plan->indicator_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = childplan__check_options(plan, world->options, findings);
    if (status == CHILDPLAN_OK) {
        status = childplan__life_begin(plan, &plan->allocator, &world->sources.life);
    }
    return status == CHILDPLAN_OK ? find_cut_off(world) : status;
}

void childplan__panel_end(struct panel_world *world) {
    childplan__life_end(&world->sources.life);
}

childplan_status childplan__panel_check(const struct panel_world *world, int64_t period) {
    const struct childplan_plan *plan = world->sources.plan;
    if (childplan_period_kind(period) == 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (!childplan__period_in_horizon(&plan->calendar, period)) {
        childplan__report_period_outside(world->findings, plan, period);
        return CHILDPLAN_ERROR_REFUSED;
    }
    int32_t first = childplan__period_days(&plan->calendar, period).first;
    return first <= world->sources.until ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
}

static childplan_status refuse_large(const struct view *view, int32_t unit) {
    const struct panel_world *world = view->world;
    const struct childplan_plan *plan = world->sources.plan;
    childplan__report_too_large(world->findings, plan, unit, view->moment.period, &plan->indicators[world->indicator]);
    return CHILDPLAN_ERROR_OVERFLOW;
}

static int32_t is_asked(const void *context, const struct unit_version *version) {
    (void)context;
    return version != NULL;
}

/* Of an indicator that counts units: which of them meet their target in this tree. */
static childplan_status settle_counted(struct view *view) {
    const struct sources *sources = &view->world->sources;
    struct tallies tallies = {0};
    int32_t failed_at = CHILDPLAN_NONE;
    childplan_status status =
        childplan__standing_open(sources, &view->moment, &view->tree, view->world->indicator, &view->standing);
    if (status == CHILDPLAN_OK) {
        status = childplan__standing_tallies(&view->standing, &tallies);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan__sum_trees(tallies.items, tallies.count);
    }
    childplan__release(sources->allocator, tallies.items);
    if (status == CHILDPLAN_OK) {
        status = childplan__standing_settle(view->standing.counted, &failed_at);
    }
    return status == CHILDPLAN_ERROR_OVERFLOW ? refuse_large(view, failed_at) : status;
}

static void find_under(struct view *view) {
    const struct tree *tree = &view->tree;
    for (int32_t position = 0; position < tree->count; position++) {
        int32_t parent = tree->parent[position];
        view->under[position] =
            tree->units[position] == view->world->unit || (parent != CHILDPLAN_NONE && view->under[parent]);
    }
}

/* The successor of a unit that ended before a day; CHILDPLAN_NONE where it has none. */
static int32_t successor_by(const struct childplan_plan *plan, int32_t unit, int32_t day) {
    const struct unit_version *last = childplan__version_near(plan, unit, day);
    return last->until < day ? last->successor : CHILDPLAN_NONE;
}

/* Follows the successors from a unit to one whose key is known or that has none, and gives that key to all of them: a
   living one's to all; where the way ends without one, or goes round, each keeps its own name. */
static void find_key(const struct view *view, int32_t unit) {
    const struct childplan_plan *plan = view->world->sources.plan;
    int32_t end = unit;
    while (end != CHILDPLAN_NONE && view->key[end] == UNKNOWN_KEY) {
        view->key[end] = CHILDPLAN_NONE;
        end = successor_by(plan, end, view->tree.day);
    }
    int32_t found = end == CHILDPLAN_NONE ? CHILDPLAN_NONE : view->key[end];
    int32_t lives = found != CHILDPLAN_NONE && childplan__tree_has(&view->tree, found);
    for (int32_t at = unit; at != CHILDPLAN_NONE && view->key[at] == CHILDPLAN_NONE;) {
        view->key[at] = lives ? found : at;
        at = successor_by(plan, at, view->tree.day);
    }
}

static void find_keys(struct view *view) {
    int32_t units = view->world->sources.plan->unit_count;
    for (int32_t unit = 0; unit < units; unit++) {
        view->key[unit] = childplan__tree_has(&view->tree, unit) ? unit : UNKNOWN_KEY;
    }
    for (int32_t unit = 0; unit < units; unit++) {
        if (view->key[unit] == UNKNOWN_KEY) {
            find_key(view, unit);
        }
    }
}

static childplan_status open_tree(struct view *view, int32_t day) {
    const struct sources *sources = &view->world->sources;
    childplan_status status =
        childplan__tree_begin(sources->plan, sources->allocator, day, is_asked, NULL, &view->tree);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    view->under = childplan__allocate(sources->allocator, (size_t)view->tree.count, 1);
    view->key = childplan__allocate(sources->allocator, (size_t)sources->plan->unit_count, sizeof *view->key);
    if (view->under == NULL || view->key == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    find_under(view);
    find_keys(view);
    return CHILDPLAN_OK;
}

childplan_status childplan__view_open(const struct panel_world *world, int64_t period, int32_t day, struct view *view) {
    const struct sources *sources = &world->sources;
    *view = (struct view){.world = world, .tree.allocator = sources->allocator};
    childplan_status status = childplan__moment_begin(sources, period, &view->moment);
    if (status == CHILDPLAN_OK) {
        status = open_tree(view, day);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan__frame_begin(sources, &view->moment, world->indicator, &view->frame);
    }
    if (status == CHILDPLAN_OK && view->frame.indicator->counted != CHILDPLAN_NONE) {
        status = settle_counted(view);
    }
    return status;
}

void childplan__view_end(struct view *view) {
    if (view->world == NULL) {
        return;
    }
    const struct sources *sources = &view->world->sources;
    childplan__standing_end(&view->standing);
    if (view->frame.sources != NULL) {
        childplan__frame_end(&view->frame);
    }
    childplan__release(sources->allocator, view->under);
    childplan__release(sources->allocator, view->key);
    childplan__tree_end(&view->tree);
    childplan__moment_end(sources, &view->moment);
    *view = (struct view){0};
}

int32_t childplan__view_has_row(const struct view *view) {
    return childplan__tree_has(&view->tree, view->world->unit);
}

int32_t childplan__view_has(const struct view *view, int32_t unit) {
    return view->under[view->tree.place[unit]];
}

int32_t childplan__view_key(const struct view *view, int32_t unit) {
    return view->key[unit];
}

childplan_status childplan__view_own(const struct view *view, int32_t unit, struct sums *ret_sums) {
    childplan_status status = CHILDPLAN_OK;
    *ret_sums = (struct sums){0};
    if (view->standing.sums == NULL) {
        status = childplan__sums_of_unit(&view->frame, unit, ret_sums);
    } else if (childplan__tree_has(&view->tree, unit)) {
        int32_t slot = view->tree.slot[view->tree.place[unit]];
        status = childplan__sums_of_meeting(&view->standing, slot, ret_sums);
    }
    return status == CHILDPLAN_ERROR_OVERFLOW ? refuse_large(view, unit) : status;
}

childplan_status childplan__view_add(const struct view *view, struct sums *into, const struct sums *from) {
    return childplan__combine_sums(view->frame.over_units, into, from) ? CHILDPLAN_OK
                                                                       : refuse_large(view, view->world->unit);
}

childplan_status childplan__view_mark(const struct view *view, uint8_t *marks) {
    const struct sources *sources = &view->world->sources;
    for (int32_t unit = 0; unit < sources->plan->unit_count; unit++) {
        struct sums own;
        if (!childplan__view_has(view, unit)) {
            continue;
        }
        childplan_status status = childplan__view_own(view, unit, &own);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        int32_t lives = childplan__version_at_end(sources, &view->moment, unit) != NOT_ALIVE;
        marks[view->key[unit]] |= (uint8_t)((own.contributing > 0 ? MARK_BRINGS : 0) | (lives ? MARK_COULD : 0));
    }
    return CHILDPLAN_OK;
}

/* 1 where something is counted under its name in a row, and nothing of the kind could be in the other. */
static int32_t is_reorganised(uint8_t marks, uint8_t other_marks) {
    return (marks & MARK_BRINGS) != 0 && (other_marks & (MARK_BRINGS | MARK_COULD)) == 0;
}

childplan_status childplan__find_move(const struct view views[2], uint8_t *const marks[2], int32_t unit,
                                      int32_t *ret_move) {
    struct sums own[2];
    int32_t was_there = childplan__view_has(&views[0], unit);
    *ret_move = CHILDPLAN_MOVE_STAYED;
    if (was_there == childplan__view_has(&views[1], unit)) {
        if (is_reorganised(marks[0][unit], marks[1][unit])) {
            *ret_move = CHILDPLAN_MOVE_ENDED;
        } else if (is_reorganised(marks[1][unit], marks[0][unit])) {
            *ret_move = CHILDPLAN_MOVE_BEGAN;
        }
        return CHILDPLAN_OK;
    }
    for (int32_t side = 0; side < 2; side++) {
        childplan_status status = childplan__view_own(&views[side], unit, &own[side]);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    if (own[0].contributing > 0 || own[1].contributing > 0) {
        *ret_move = was_there ? CHILDPLAN_MOVE_OUT : CHILDPLAN_MOVE_IN;
    }
    return CHILDPLAN_OK;
}
