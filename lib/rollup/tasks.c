/* Where the tasks stand: the statuses of their indicators' rows, for a unit and a period. */
#include "rows.h"

#include <childplan/tasks.h>

/* The worst status has the lowest rank. */
static int32_t rank_of(const struct childplan_plan *plan, int32_t status) {
    int32_t second = CHILDPLAN_STATUS_FIRST_THRESHOLD + 1;
    int32_t below_thresholds = plan->status_count - second + 1;
    switch (status) {
    case CHILDPLAN_STATUS_MISSED:
        return 0;
    case CHILDPLAN_STATUS_NO_DATA:
        return below_thresholds;
    case CHILDPLAN_STATUS_OPEN:
        return below_thresholds + 1;
    case CHILDPLAN_STATUS_FIRST_THRESHOLD:
        return below_thresholds + 2;
    case CHILDPLAN_STATUS_MET:
        return below_thresholds + 3;
    case CHILDPLAN_STATUS_NO_TARGET:
        return below_thresholds + 4;
    default:
        return plan->status_count - status;
    }
}

/* One task for one unit and period. */
struct task_place {
    const struct childplan_rollup *rollup;
    int32_t unit;
    int64_t period;
    size_t task;
};

static int32_t is_inside(const struct task_place *place) {
    return place->rollup != NULL && place->unit >= 0 && place->unit < place->rollup->plan->unit_count &&
           place->task < place->rollup->plan->parts[CHILDPLAN_TASKS].count;
}

/* The status of one of its indicators. Returns ABSENT where there is no such row. */
static childplan_status status_of(const struct task_place *place, size_t item, int32_t *ret_status) {
    size_t row;
    int32_t indicator = childplan_plan_task_indicator(place->rollup->plan, place->task, item);
    childplan_status found = childplan_rollup_find(place->rollup, place->unit, place->period, indicator, &row);
    if (found == CHILDPLAN_OK) {
        *ret_status = ((const int32_t *)place->rollup->columns[CHILDPLAN_COLUMN_STATUS])[row];
    }
    return found;
}

childplan_status childplan_rollup_task_standing(const childplan_rollup *rollup, int32_t unit, int64_t period,
                                                size_t task, int32_t *ret_worst) {
    const struct task_place place = {rollup, unit, period, task};
    if (!is_inside(&place) || ret_worst == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    int32_t worst = CHILDPLAN_TASK_NOT_MEASURED;
    for (size_t i = 0; i < childplan_plan_task_indicator_count(rollup->plan, task); i++) {
        int32_t status;
        childplan_status found = status_of(&place, i, &status);
        if (found != CHILDPLAN_OK) {
            return found;
        }
        if (worst == CHILDPLAN_TASK_NOT_MEASURED || rank_of(rollup->plan, status) < rank_of(rollup->plan, worst)) {
            worst = status;
        }
    }
    *ret_worst = worst;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_task_count(const childplan_rollup *rollup, int32_t unit, int64_t period, size_t task,
                                             int32_t status, int32_t *ret_count) {
    const struct task_place place = {rollup, unit, period, task};
    if (!is_inside(&place) || status < 0 || status >= rollup->plan->status_count || ret_count == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    int32_t count = 0;
    for (size_t i = 0; i < childplan_plan_task_indicator_count(rollup->plan, task); i++) {
        int32_t of_item;
        childplan_status found = status_of(&place, i, &of_item);
        if (found != CHILDPLAN_OK) {
            return found;
        }
        count += of_item == status;
    }
    *ret_count = count;
    return CHILDPLAN_OK;
}
