/* Where a series breaks. */
#include "panel_view.h"

#include <string.h>

/* The row in a period and in the one before it. */
struct pair {
    struct view views[2];
    uint8_t *marks[2];
};

static childplan_status see_period(const struct panel_world *world, int64_t period, struct view *view, uint8_t *marks) {
    const struct childplan_plan *plan = world->sources.plan;
    int32_t day = childplan__tree_day(plan, world->options->structure, world->sources.until, period);
    memset(marks, 0, (size_t)plan->unit_count);
    childplan_status status = childplan__view_open(world, period, day, view);
    return status == CHILDPLAN_OK ? childplan__view_mark(view, marks) : status;
}

static childplan_status find_break(const struct pair *pair, uint8_t *ret_break) {
    int32_t move = CHILDPLAN_MOVE_STAYED;
    for (int32_t unit = 0; unit < pair->views[0].world->sources.plan->unit_count && move == CHILDPLAN_MOVE_STAYED;
         unit++) {
        childplan_status status = childplan__find_move(pair->views, pair->marks, unit, &move);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    *ret_break = move != CHILDPLAN_MOVE_STAYED;
    return CHILDPLAN_OK;
}

/* The views of a pair are used in turn: a break is one whichever of the two comes first. */
static childplan_status find_breaks(const struct panel_world *world, const int64_t *periods, size_t count,
                                    struct pair *pair, uint8_t *breaks) {
    for (size_t i = 0; i < count; i++) {
        struct view *view = &pair->views[i % 2];
        childplan_status status = childplan__panel_check(world, periods[i]);
        childplan__view_end(view);
        if (status == CHILDPLAN_OK) {
            status = see_period(world, periods[i], view, pair->marks[i % 2]);
        }
        if (status == CHILDPLAN_OK && pair->views[(i + 1) % 2].world != NULL) {
            status = find_break(pair, &breaks[i]);
        }
        if (status != CHILDPLAN_OK && status != CHILDPLAN_ABSENT) {
            return status;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status find(const struct panel_world *world, const int64_t *periods, size_t count,
                             uint8_t *ret_breaks) {
    const struct allocator *allocator = world->sources.allocator;
    size_t units = (size_t)world->sources.plan->unit_count;
    struct pair pair = {.marks = {childplan__allocate(allocator, units, 1), childplan__allocate(allocator, units, 1)}};
    uint8_t *breaks = childplan__allocate(allocator, count, 1);
    childplan_status status = pair.marks[0] == NULL || pair.marks[1] == NULL || breaks == NULL
                                  ? CHILDPLAN_ERROR_NO_MEMORY
                                  : find_breaks(world, periods, count, &pair, breaks);
    if (status == CHILDPLAN_OK && count > 0) {
        memcpy(ret_breaks, breaks, count);
    }
    for (int32_t side = 0; side < 2; side++) {
        childplan__view_end(&pair.views[side]);
        childplan__release(allocator, pair.marks[side]);
    }
    childplan__release(allocator, breaks);
    return status;
}

childplan_status childplan_breaks_find(const childplan_reports *reports, const childplan_rollup_options *options,
                                       int32_t unit, int32_t indicator, const int64_t *periods, size_t count,
                                       uint8_t *ret_breaks, childplan_diagnostics *reterr_diagnostics) {
    if (reports == NULL || (count > 0 && (periods == NULL || ret_breaks == NULL))) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    struct panel_world world;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    childplan_status status = childplan__panel_begin(reports, options, unit, indicator, &findings, &world);
    if (status == CHILDPLAN_OK) {
        status = find(&world, periods, count, ret_breaks);
    }
    childplan__panel_end(&world);
    return findings.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : status;
}
