/* The periods of a computation, one after the other: their sums, then their rows. */
#include "../base/threads.h"
#include "computation.h"
#include "notes.h"

childplan_status childplan__refuse_large(const struct computation *computation, const struct stage *stage,
                                         int32_t indicator, int32_t unit) {
    const struct childplan_plan *plan = computation->sources.plan;
    childplan__report_too_large(computation->findings, plan, unit, stage->moment.period,
                                &plan->indicators[computation->indicators[indicator]]);
    return CHILDPLAN_ERROR_OVERFLOW;
}

/* Rows are asked of the unit, or whether it meets a target. */
static int32_t is_asked(const void *context, const struct unit_version *version) {
    const struct computation *computation = context;
    return computation->level_is_counted[version->level] ||
           (computation->unit_is_chosen[version->unit] &&
            childplan__is_chosen(&computation->options->levels, version->level));
}

void childplan__end_trees(struct computation *computation) {
    for (size_t i = 0; i < computation->tree_count; i++) {
        childplan__tree_end(computation->trees[i]);
        childplan__release(computation->sources.allocator, computation->trees[i]);
    }
    computation->tree_count = 0;
}

/* The tree of one day serves all periods that are read on it. Errors: NO_MEMORY. */
static childplan_status see_structure(struct computation *computation, int32_t day, const struct tree **ret_tree) {
    const struct allocator *allocator = computation->sources.allocator;
    for (size_t i = 0; i < computation->tree_count; i++) {
        if (day >= computation->trees[i]->same.first && day <= computation->trees[i]->same.last) {
            *ret_tree = computation->trees[i];
            return CHILDPLAN_OK;
        }
    }
    if (childplan__reserve(allocator, &computation->trees, &computation->tree_capacity, computation->tree_count + 1,
                           sizeof *computation->trees) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    struct tree *tree = childplan__allocate(allocator, 1, sizeof *tree);
    childplan_status status =
        tree == NULL ? CHILDPLAN_ERROR_NO_MEMORY
                     : childplan__tree_begin(computation->sources.plan, allocator, day, is_asked, computation, tree);
    if (status != CHILDPLAN_OK) {
        childplan__release(allocator, tree);
        return status;
    }
    computation->trees[computation->tree_count++] = tree;
    *ret_tree = tree;
    return CHILDPLAN_OK;
}

static childplan_status open_standings(struct computation *computation, struct stage *stage, struct tallies *tallies) {
    const struct sources *sources = &computation->sources;
    stage->standings =
        childplan__allocate(sources->allocator, (size_t)computation->indicator_count, sizeof *stage->standings);
    childplan_status status = stage->standings == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (int32_t i = 0; i < computation->indicator_count && status == CHILDPLAN_OK; i++) {
        struct standing *standing = &stage->standings[i];
        status = childplan__standing_open(sources, &stage->moment, stage->tree, computation->indicators[i], standing);
        if (status == CHILDPLAN_OK) {
            status = childplan__standing_tallies(standing, tallies);
        }
    }
    return status;
}

childplan_status childplan__stage_settle(const struct computation *computation, struct stage *stage) {
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < computation->indicator_count && status == CHILDPLAN_OK; i++) {
        int32_t failed_at;
        status = childplan__standing_settle(&stage->standings[i], &failed_at);
        if (status == CHILDPLAN_ERROR_OVERFLOW) {
            (void)childplan__refuse_large(computation, stage, i, failed_at);
        }
    }
    return status;
}

childplan_status childplan__stage_open(struct computation *computation, int64_t period, struct stage *stage,
                                       struct tallies *tallies) {
    const struct sources *sources = &computation->sources;
    *stage = (struct stage){0};
    childplan_status status = see_structure(computation, childplan__day_of_tree(computation, period), &stage->tree);
    if (status == CHILDPLAN_OK) {
        status = childplan__moment_begin(sources, period, &stage->moment);
    }
    return status == CHILDPLAN_OK ? open_standings(computation, stage, tallies) : status;
}

void childplan__stage_end(const struct computation *computation, struct stage *stage) {
    if (stage->tree == NULL) {
        return;
    }
    for (int32_t i = 0; stage->standings != NULL && i < computation->indicator_count; i++) {
        childplan__standing_end(&stage->standings[i]);
    }
    childplan__release(computation->sources.allocator, stage->standings);
    childplan__moment_end(&computation->sources, &stage->moment);
    *stage = (struct stage){0};
}

childplan_status childplan__fill_row(struct computation *computation, const struct stage *stage, int32_t indicator,
                                     int32_t slot, const struct unit_version *version, size_t row) {
    struct figures figures;
    const struct standing *standing = &stage->standings[indicator];
    struct row_place place = {version->unit, version->level, stage->moment.period, computation->indicators[indicator],
                              stage->moment.days.last};
    childplan_status status = childplan__standing_at(standing, slot, &figures);
    return status == CHILDPLAN_OK ? childplan__rows_set(computation->rollup, row, &place, &standing->frame,
                                                        &standing->sums[slot], &figures)
                                  : status;
}

/* A thread has at least so many slots, or it is not worth its start. */
#define SLOTS_A_THREAD 64

/* Rows on their way, of which each thread fills a share. */
struct filling {
    struct computation *computation;
    const struct stage *stage;
    int32_t threads;
    struct {
        int32_t indicator; /* where its first row stands that cannot be filled; indicator_count: there is none */
        int32_t slot;
    } failed[MOST_THREADS];
};

/* The rows of an indicator from a slot on. The slot where it failed, or CHILDPLAN_NONE. */
static int32_t fill_slots(const struct filling *filling, int32_t indicator, int32_t from, int32_t end) {
    struct computation *computation = filling->computation;
    const struct tree *tree = filling->stage->tree;
    for (int32_t slot = from; slot < end; slot++) {
        int32_t unit = tree->slot_unit[slot];
        const struct unit_version *version = childplan__row_version(computation, unit, tree->day);
        if (version != NULL && childplan__fill_row(computation, filling->stage, indicator, slot, version,
                                                   computation->next_row[unit]++) != CHILDPLAN_OK) {
            return slot;
        }
    }
    return CHILDPLAN_NONE;
}

static void fill_share(void *context, int32_t thread) {
    struct filling *filling = context;
    int64_t slots = filling->stage->tree->slot_count;
    int32_t from = (int32_t)(slots * thread / filling->threads);
    int32_t end = (int32_t)(slots * (thread + 1) / filling->threads);
    int32_t failed = CHILDPLAN_NONE;
    int32_t i = 0;
    while (i < filling->computation->indicator_count) {
        failed = fill_slots(filling, i, from, end);
        if (failed != CHILDPLAN_NONE) {
            break;
        }
        i++;
    }
    filling->failed[thread].indicator = i;
    filling->failed[thread].slot = failed;
}

childplan_status childplan__stage_fill(struct computation *computation, const struct stage *stage) {
    int32_t most = stage->tree->slot_count / SLOTS_A_THREAD;
    struct filling filling = {.computation = computation, .stage = stage, .threads = computation->sources.threads};
    filling.threads = most < filling.threads ? (most < 1 ? 1 : most) : filling.threads;
    childplan__threads_run(filling.threads, fill_share, &filling);
    int32_t first = 0;
    for (int32_t thread = 1; thread < filling.threads; thread++) {
        first = filling.failed[thread].indicator < filling.failed[first].indicator ? thread : first;
    }
    if (filling.failed[first].slot == CHILDPLAN_NONE) {
        return CHILDPLAN_OK;
    }
    return childplan__refuse_large(computation, stage, filling.failed[first].indicator,
                                   stage->tree->slot_unit[filling.failed[first].slot]);
}
