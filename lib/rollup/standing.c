#include "meeting.h"

static childplan_status fill_sums(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                  int32_t *ret_unit) {
    struct standing counted;
    if (frame->indicator->counted == CHILDPLAN_NONE) {
        return childplan__sum_tree(frame, tree, sums, ret_unit);
    }
    childplan_status status =
        childplan__standing_begin(frame->sources, frame->moment, tree, frame->indicator->counted, &counted, ret_unit);
    if (status == CHILDPLAN_OK) {
        status = childplan__sum_meeting(frame, &counted, sums, ret_unit);
        childplan__standing_end(&counted);
    }
    return status;
}

/* The sums of every unit of the tree in a moment. */
static childplan_status sums_begin(const struct sources *sources, const struct moment *moment, const struct tree *tree,
                                   int32_t indicator, struct frame *ret_frame, struct sums **ret_sums,
                                   int32_t *ret_unit) {
    struct frame frame;
    childplan_status status = childplan__frame_begin(sources, moment, indicator, &frame);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct sums *sums = childplan__allocate(sources->allocator, (size_t)tree->slot_count, sizeof *sums);
    status = sums == NULL ? CHILDPLAN_ERROR_NO_MEMORY : fill_sums(&frame, tree, sums, ret_unit);
    if (status != CHILDPLAN_OK) {
        childplan__release(sources->allocator, sums);
        childplan__frame_end(&frame);
        return status;
    }
    *ret_frame = frame;
    *ret_sums = sums;
    return CHILDPLAN_OK;
}

static void earlier_end(const struct sources *sources, struct earlier *earlier) {
    if (earlier == NULL) {
        return;
    }
    if (earlier->sums != NULL) {
        childplan__release(sources->allocator, earlier->sums);
        childplan__frame_end(&earlier->frame);
    }
    childplan__moment_end(sources, &earlier->moment);
    childplan__release(sources->allocator, earlier);
}

static childplan_status earlier_begin(const struct standing *standing, int64_t period, struct earlier **ret_earlier,
                                      int32_t *ret_unit) {
    const struct sources *sources = standing->frame.sources;
    int32_t indicator = (int32_t)(standing->frame.indicator - sources->plan->indicators);
    struct earlier *earlier = childplan__allocate(sources->allocator, 1, sizeof *earlier);
    if (earlier == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = childplan__moment_begin(sources, period, &earlier->moment);
    if (status == CHILDPLAN_OK) {
        status =
            sums_begin(sources, &earlier->moment, standing->tree, indicator, &earlier->frame, &earlier->sums, ret_unit);
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

static childplan_status add_earlier(struct standing *standing, const struct milestone *milestone, int32_t *ret_unit) {
    const struct frame *frame = &standing->frame;
    struct earlier **earlier = &standing->earlier[milestone->every];
    if (!childplan__needs_period_before(frame, milestone) || *earlier != NULL) {
        return CHILDPLAN_OK;
    }
    int64_t period = period_before(frame, milestone->every);
    return childplan__period_in_horizon(&frame->sources->plan->calendar, period)
               ? earlier_begin(standing, period, earlier, ret_unit)
               : CHILDPLAN_OK;
}

static childplan_status add_all_earlier(struct standing *standing, int32_t *ret_unit) {
    const struct indicator *indicator = standing->frame.indicator;
    for (int32_t i = 0; i < indicator->scope_count; i++) {
        const struct scope *scope = &indicator->scopes[i];
        for (int32_t k = 0; k < scope->milestone_count; k++) {
            childplan_status status = add_earlier(standing, &scope->milestones[k], ret_unit);
            if (status != CHILDPLAN_OK) {
                return status;
            }
        }
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__standing_begin(const struct sources *sources, const struct moment *moment,
                                           const struct tree *tree, int32_t indicator, struct standing *ret_standing,
                                           int32_t *ret_unit) {
    struct standing standing = {.tree = tree};
    childplan_status status = sums_begin(sources, moment, tree, indicator, &standing.frame, &standing.sums, ret_unit);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    status = add_all_earlier(&standing, ret_unit);
    if (status != CHILDPLAN_OK) {
        childplan__standing_end(&standing);
        return status;
    }
    *ret_standing = standing;
    return CHILDPLAN_OK;
}

void childplan__standing_end(struct standing *standing) {
    const struct sources *sources = standing->frame.sources;
    for (int32_t kind = 0; kind <= CHILDPLAN_YEAR; kind++) {
        earlier_end(sources, standing->earlier[kind]);
    }
    childplan__release(sources->allocator, standing->sums);
    childplan__frame_end(&standing->frame);
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
    const struct sums *sums = &earlier->sums[slot];
    childplan_status status = childplan__measure(&earlier->frame, sums, &figures);
    if (status == CHILDPLAN_OK) {
        asked->period_before = figures.figure;
        asked->may_still_come = !figures.figure.has_value && sums->reported < sums->expected;
    }
    return status;
}

childplan_status childplan__standing_at(const struct standing *standing, int32_t slot, struct figures *ret_figures) {
    const struct frame *frame = &standing->frame;
    struct asked asked = {.unit = standing->tree->slot_unit[slot]};
    const struct scope *scope =
        childplan__scope_of(frame->sources->plan, frame->indicator, asked.unit, standing->tree->day);
    childplan__find_milestones(frame, scope, &asked.current, &asked.before);
    childplan_status status = measure_before(standing, slot, &asked);
    return status == CHILDPLAN_OK ? childplan__assess(frame, &standing->sums[slot], &asked, ret_figures) : status;
}
