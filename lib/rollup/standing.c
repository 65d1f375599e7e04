#include "ledger.h"
#include "meeting.h"

/* NOLINTBEGIN(misc-no-recursion): a standing holds that of the indicator it counts and of periods before, which hold no
   further ones of their kind: three deep at most. */
static childplan_status open_sums(const struct sources *sources, const struct moment *moment, const struct tree *tree,
                                  int32_t indicator, struct standing *standing) {
    *standing = (struct standing){.tree = tree};
    childplan_status status = childplan__frame_begin(sources, moment, indicator, &standing->frame);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    standing->sums = childplan__allocate(sources->allocator, (size_t)tree->slot_count, sizeof *standing->sums);
    if (standing->sums == NULL) {
        childplan__frame_end(&standing->frame);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (standing->frame.indicator->counted == CHILDPLAN_NONE) {
        return CHILDPLAN_OK;
    }
    standing->counted = childplan__allocate(sources->allocator, 1, sizeof *standing->counted);
    status =
        standing->counted == NULL
            ? CHILDPLAN_ERROR_NO_MEMORY
            : childplan__standing_open(sources, moment, tree, standing->frame.indicator->counted, standing->counted);
    if (status != CHILDPLAN_OK) {
        childplan__standing_end(standing);
    }
    return status;
}

static void earlier_end(const struct sources *sources, struct earlier *earlier) {
    if (earlier != NULL) {
        childplan__standing_end(&earlier->standing);
        childplan__moment_end(sources, &earlier->moment);
        childplan__release(sources->allocator, earlier);
    }
}

static childplan_status open_earlier(const struct standing *standing, int64_t period, struct earlier **ret_earlier) {
    const struct sources *sources = standing->frame.sources;
    int32_t indicator = (int32_t)(standing->frame.indicator - sources->plan->indicators);
    struct earlier *earlier = childplan__allocate(sources->allocator, 1, sizeof *earlier);
    if (earlier == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = childplan__moment_begin(sources, period, &earlier->moment);
    if (status == CHILDPLAN_OK) {
        status = open_sums(sources, &earlier->moment, standing->tree, indicator, &earlier->standing);
    }
    if (status != CHILDPLAN_OK) {
        earlier_end(sources, earlier);
        return status;
    }
    *ret_earlier = earlier;
    return CHILDPLAN_OK;
}

/* The period before the one of a kind that holds the last day of the frame's period. */
static int64_t period_before(const struct frame *frame, int32_t kind) {
    const struct calendar *calendar = &frame->sources->plan->calendar;
    int32_t cycle = childplan__cycle_on(calendar, kind, frame->moment->days.last);
    return childplan__period_before(childplan__cycle_period(calendar, kind, cycle));
}

static childplan_status add_earlier(struct standing *standing, const struct milestone *milestone) {
    const struct frame *frame = &standing->frame;
    struct earlier **earlier = &standing->earlier[milestone->every];
    if (!childplan__needs_period_before(frame, milestone) || *earlier != NULL) {
        return CHILDPLAN_OK;
    }
    int64_t period = period_before(frame, milestone->every);
    return childplan__period_in_horizon(&frame->sources->plan->calendar, period)
               ? open_earlier(standing, period, earlier)
               : CHILDPLAN_OK;
}

static childplan_status add_all_earlier(struct standing *standing) {
    const struct indicator *indicator = standing->frame.indicator;
    for (int32_t i = 0; i < indicator->scope_count; i++) {
        const struct scope *scope = &indicator->scopes[i];
        for (int32_t k = 0; k < scope->milestone_count; k++) {
            childplan_status status = add_earlier(standing, &scope->milestones[k]);
            if (status != CHILDPLAN_OK) {
                return status;
            }
        }
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__standing_open(const struct sources *sources, const struct moment *moment,
                                          const struct tree *tree, int32_t indicator, struct standing *standing) {
    childplan_status status = open_sums(sources, moment, tree, indicator, standing);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    status = add_all_earlier(standing);
    if (status != CHILDPLAN_OK) {
        childplan__standing_end(standing);
    }
    return status;
}

void childplan__standing_end(struct standing *standing) {
    if (standing->sums == NULL) {
        return;
    }
    const struct sources *sources = standing->frame.sources;
    for (int32_t kind = 0; kind <= CHILDPLAN_YEAR; kind++) {
        earlier_end(sources, standing->earlier[kind]);
    }
    if (standing->counted != NULL) {
        childplan__standing_end(standing->counted);
        childplan__release(sources->allocator, standing->counted);
    }
    childplan__release(sources->allocator, standing->sums);
    childplan__frame_end(&standing->frame);
    *standing = (struct standing){0};
}

static struct tally tally_of(struct standing *standing) {
    return (struct tally){&standing->frame, standing->tree, standing->sums, &standing->too_large};
}

childplan_status childplan__standing_tallies(struct standing *standing, struct tallies *tallies) {
    const struct allocator *allocator = standing->frame.sources->allocator;
    childplan_status status = CHILDPLAN_OK;
    if (standing->counted != NULL) {
        status = childplan__standing_tallies(standing->counted, tallies);
    } else {
        status = childplan__reserve(allocator, &tallies->items, &tallies->capacity, tallies->count + 1,
                                    sizeof *tallies->items);
        if (status == CHILDPLAN_OK) {
            tallies->items[tallies->count++] = tally_of(standing);
        }
    }
    for (int32_t kind = 0; kind <= CHILDPLAN_YEAR && status == CHILDPLAN_OK; kind++) {
        if (standing->earlier[kind] != NULL) {
            status = childplan__standing_tallies(&standing->earlier[kind]->standing, tallies);
        }
    }
    return status;
}

/* A ledger that collects has what the target's own indicator needs: nobody can tell yet who meets it. */
static childplan_status settle_counted(struct standing *standing, int32_t *ret_unit) {
    childplan_status status = childplan__standing_settle(standing->counted, ret_unit);
    return status != CHILDPLAN_OK || childplan__ledger_collects(standing->frame.sources->ledger)
               ? status
               : childplan__sum_meeting(standing, ret_unit);
}

/* The sums of the standing itself. */
static childplan_status settle_sums(struct standing *standing, int32_t *ret_unit) {
    struct ledger *ledger = standing->frame.sources->ledger;
    if (standing->counted != NULL) {
        return settle_counted(standing, ret_unit);
    }
    if (ledger != NULL) {
        struct tally tally = tally_of(standing);
        return childplan__ledger_settle(ledger, &tally, ret_unit);
    }
    return standing->too_large ? childplan__sum_tree_exactly(&standing->frame, standing->tree, standing->sums, ret_unit)
                               : CHILDPLAN_OK;
}

childplan_status childplan__standing_settle(struct standing *standing, int32_t *ret_unit) {
    childplan_status status = settle_sums(standing, ret_unit);
    for (int32_t kind = 0; kind <= CHILDPLAN_YEAR && status == CHILDPLAN_OK; kind++) {
        if (standing->earlier[kind] != NULL) {
            status = childplan__standing_settle(&standing->earlier[kind]->standing, ret_unit);
        }
    }
    return status;
}

/* What the current milestone is measured from. */
static childplan_status measure_before(const struct standing *standing, int32_t slot, struct asked *asked) {
    const struct milestone *milestone = asked->current.milestone;
    const struct earlier *earlier =
        milestone != NULL && childplan__is_from_period_before(milestone) ? standing->earlier[milestone->every] : NULL;
    if (earlier == NULL) {
        return CHILDPLAN_OK;
    }
    struct figures figures;
    const struct sums *sums = &earlier->standing.sums[slot];
    childplan_status status = childplan__measure(&earlier->standing.frame, sums, &figures);
    if (status == CHILDPLAN_OK) {
        asked->period_before = figures.figure;
        asked->may_still_come = !figures.figure.has_value && sums->reported < sums->expected;
    }
    return status;
}

childplan_status childplan__standing_asked(const struct standing *standing, int32_t slot, struct asked *ret_asked) {
    const struct frame *frame = &standing->frame;
    *ret_asked = (struct asked){.unit = standing->tree->slot_unit[slot]};
    const struct scope *scope =
        childplan__scope_of(frame->sources->plan, frame->indicator, ret_asked->unit, standing->tree->day);
    childplan__find_milestones(frame, scope, &ret_asked->current, &ret_asked->before);
    return measure_before(standing, slot, ret_asked);
}

childplan_status childplan__standing_at(const struct standing *standing, int32_t slot, struct figures *ret_figures) {
    struct asked asked;
    childplan_status status = childplan__standing_asked(standing, slot, &asked);
    return status == CHILDPLAN_OK ? childplan__assess(&standing->frame, &standing->sums[slot], &asked, ret_figures)
                                  : status;
}
/* NOLINTEND(misc-no-recursion) */
