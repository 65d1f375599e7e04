#include "live.h"

#include <string.h>

static childplan_status copy_choice(const struct allocator *allocator, const struct choice *from, struct choice *into) {
    if (from->count == 0) {
        return CHILDPLAN_OK;
    }
    into->items = childplan__allocate(allocator, from->count, sizeof *into->items);
    if (into->items == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(into->items, from->items, from->count * sizeof *into->items);
    into->count = from->count;
    return CHILDPLAN_OK;
}

static childplan_status copy_periods(struct live *live, const int64_t *periods, size_t count) {
    const struct allocator *allocator = live->computation.sources.allocator;
    int64_t *copy = childplan__allocate(allocator, count, sizeof *copy);
    if (copy == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (count > 0) {
        memcpy(copy, periods, count * sizeof *copy);
    }
    childplan__release(allocator, live->options.periods);
    live->options.periods = copy;
    live->options.period_count = count;
    return CHILDPLAN_OK;
}

static childplan_status copy_options(struct live *live, const struct childplan_rollup_options *options) {
    const struct allocator *allocator = live->computation.sources.allocator;
    struct childplan_rollup_options *own = &live->options;
    *own = (struct childplan_rollup_options){.structure = options->structure,
                                             .known_by = options->known_by,
                                             .until = options->until,
                                             .threads = options->threads,
                                             .no_digest = 1,
                                             .progress = options->progress,
                                             .live = 1};
    childplan_status status = copy_periods(live, options->periods, options->period_count);
    if (status == CHILDPLAN_OK) {
        status = copy_choice(allocator, &options->units, &own->units);
    }
    if (status == CHILDPLAN_OK) {
        status = copy_choice(allocator, &options->levels, &own->levels);
    }
    return status == CHILDPLAN_OK ? copy_choice(allocator, &options->indicators, &own->indicators) : status;
}

/* Room to mark the slots of any tree. */
static childplan_status make_room(struct live *live) {
    const struct computation *computation = &live->computation;
    const struct allocator *allocator = computation->sources.allocator;
    size_t slots = 0;
    for (size_t i = 0; i < computation->tree_count; i++) {
        size_t count = (size_t)computation->trees[i]->slot_count;
        slots = count > slots ? count : slots;
    }
    live->below = childplan__allocate(allocator, computation->tree_count, sizeof *live->below);
    live->mark = childplan__allocate(allocator, slots, sizeof *live->mark);
    live->touched = childplan__allocate(allocator, slots, sizeof *live->touched);
    int32_t complete = live->below != NULL && live->mark != NULL && live->touched != NULL;
    return complete ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

static childplan_status compute(struct live *live, const struct childplan_rollup_options *options) {
    struct computation *computation = &live->computation;
    childplan_status status = copy_options(live, options);
    if (status == CHILDPLAN_OK) {
        status = childplan__compute(computation);
    }
    if (status == CHILDPLAN_OK) {
        live->options.until = computation->sources.until;
        status = copy_periods(live, computation->periods, computation->period_count);
    }
    return status == CHILDPLAN_OK ? make_room(live) : status;
}

childplan_status childplan__live_compute(const struct childplan_reports *reports,
                                         const struct childplan_rollup_options *options, int32_t is_again,
                                         struct findings *findings, struct childplan_rollup **ret_rollup) {
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct live *live = childplan__allocate(&plan->allocator, 1, sizeof *live);
    if (live == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    live->computation =
        (struct computation){.options = &live->options,
                             .findings = findings,
                             .is_again = is_again,
                             .sources = {.plan = plan, .reports = reports, .allocator = &plan->allocator}};
    childplan_status status = compute(live, options);
    live->computation.findings = NULL;
    if (status != CHILDPLAN_OK) {
        childplan_rollup_free(live->computation.rollup);
        childplan__live_end(live);
        return status;
    }
    *ret_rollup = live->computation.rollup;
    (*ret_rollup)->live = live;
    childplan__watch_begin(&live->watch, childplan__reports_changes(reports));
    return CHILDPLAN_OK;
}

void childplan__live_end(struct live *live) {
    if (live == NULL) {
        return;
    }
    const struct allocator *allocator = live->computation.sources.allocator;
    childplan__watch_end(&live->watch);
    for (size_t i = 0; live->below != NULL && i < live->computation.tree_count; i++) {
        childplan__release(allocator, live->below[i].child);
    }
    childplan__computation_end(&live->computation);
    childplan__release(allocator, live->below);
    childplan__release(allocator, live->mark);
    childplan__release(allocator, live->touched);
    childplan__release(allocator, live->options.periods);
    childplan__release(allocator, live->options.units.items);
    childplan__release(allocator, live->options.levels.items);
    childplan__release(allocator, live->options.indicators.items);
    childplan__release(allocator, live);
}

/* Computes all anew, and puts it where it was: its cells in place, for whoever borrowed them. */
static childplan_status compute_anew(struct childplan_rollup *rollup, struct findings *findings) {
    struct live *before = rollup->live;
    struct childplan_rollup *fresh = NULL;
    childplan_status status =
        childplan__live_compute(before->computation.sources.reports, &before->options, 1, findings, &fresh);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    childplan__rows_copy(fresh, rollup);
    rollup->live = fresh->live;
    rollup->live->computation.rollup = rollup;
    rollup->live->work.anew = 1;
    fresh->live = before;
    childplan_rollup_free(fresh);
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_refresh(childplan_rollup *rollup, const childplan_reports *reports,
                                          childplan_diagnostics *reterr_diagnostics) {
    if (rollup == NULL || reports == NULL || rollup->live == NULL ||
        rollup->live->watch.changes != childplan__reports_changes(reports) ||
        childplan__references_are_shared(&rollup->references)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct live *live = rollup->live;
    size_t count;
    (void)childplan__watch_news(&live->watch, &count);
    live->work = (struct work){0};
    if (rollup->row_count == 0 || (count == 0 && !live->watch.is_lost)) {
        childplan__watch_seen(&live->watch);
        return CHILDPLAN_OK;
    }
    int32_t can_follow = !live->watch.is_lost && live->options.known_by == CHILDPLAN_NO_DATE;
    childplan_status status = can_follow ? childplan__live_follow(live) : CHILDPLAN_ABSENT;
    if (status == CHILDPLAN_ABSENT) {
        struct findings findings;
        childplan__findings_begin(&findings, reterr_diagnostics, 0);
        return compute_anew(rollup, &findings);
    }
    if (status == CHILDPLAN_OK) {
        childplan__watch_seen(&live->watch);
    }
    return status;
}
