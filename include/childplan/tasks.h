/**
 * @file
 * The tasks of a plan's document: the indicators that follow them, who leads them, how often they come up, and where
 * each stands for a unit and a period. A task has the index of its item of CHILDPLAN_TASKS, which has its id and text.
 */
#ifndef CHILDPLAN_TASKS_H
#define CHILDPLAN_TASKS_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * How many indicators follow a task.
 * @param plan The plan.
 * @param task From 0.
 * @return How many; 0 where it is not measured, and out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_plan_task_indicator_count(const childplan_plan *plan, size_t task);

/**
 * An indicator that follows a task.
 * @param plan The plan.
 * @param task From 0.
 * @param item From 0, in the order of the file.
 * @return The indicator; CHILDPLAN_NONE out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_task_indicator(const childplan_plan *plan, size_t task, size_t item);

/**
 * How many lead a task.
 * @param plan The plan.
 * @param task From 0.
 * @return How many levels and units; 0 where the plan does not say, and out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_plan_task_lead_count(const childplan_plan *plan, size_t task);

/**
 * The level that leads a task: each of its units does.
 * @param plan The plan.
 * @param task From 0.
 * @param item From 0, in the order of the file.
 * @return The level; CHILDPLAN_NONE where it is a unit that leads, and out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_task_lead_level(const childplan_plan *plan, size_t task, size_t item);

/**
 * The unit that leads a task.
 * @param plan The plan.
 * @param task From 0.
 * @param item From 0, in the order of the file.
 * @return The unit; CHILDPLAN_NONE where it is a level that leads, and out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_task_lead_unit(const childplan_plan *plan, size_t task, size_t item);

/**
 * @name How often a task comes up
 * Since 0.2.0.
 * @{
 */
/** The plan does not say. */
#define CHILDPLAN_CADENCE_NONE 0
/** Each year. */
#define CHILDPLAN_CADENCE_YEAR 1
/** Each half-year. */
#define CHILDPLAN_CADENCE_HALF 2
/** Each term of office. */
#define CHILDPLAN_CADENCE_TERM 3
/** Whenever there is a reason. */
#define CHILDPLAN_CADENCE_ON_DEMAND 4
/** @} */

/**
 * How often a task comes up.
 * @param plan The plan.
 * @param task From 0.
 * @return CHILDPLAN_CADENCE_NONE … CHILDPLAN_CADENCE_ON_DEMAND; NONE out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_task_cadence(const childplan_plan *plan, size_t task);

/**
 * In place of a status: no indicator follows the task, which is not good and not bad.
 * @since 0.2.0
 */
#define CHILDPLAN_TASK_NOT_MEASURED (-2)

/**
 * Where a task stands for a unit and a period: the worst status among the rows of its indicators. From the worst:
 * missed, the thresholds from the last to the second, no_data, open, the first threshold, met, no_target.
 * @param rollup The rollup.
 * @param unit From 0.
 * @param period A period's code.
 * @param task From 0.
 * @param ret_worst CHILDPLAN_STATUS_MET …, a threshold, or CHILDPLAN_TASK_NOT_MEASURED.
 * @return CHILDPLAN_ABSENT, writing nothing, where the rollup has no row of the unit and the period for one of the
 * task's indicators.
 * @errors USAGE (NULL, no such unit or task).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_rollup_task_standing(const childplan_rollup *rollup, int32_t unit,
                                                              int64_t period, size_t task, int32_t *ret_worst);

/**
 * How many of a task's indicators have a status for a unit and a period.
 * @param rollup The rollup.
 * @param unit From 0.
 * @param period A period's code.
 * @param task From 0.
 * @param status CHILDPLAN_STATUS_MET …, or a threshold.
 * @param ret_count How many; 0 for a task that is not measured.
 * @return CHILDPLAN_ABSENT, writing nothing, where the rollup has no row of the unit and the period for one of the
 * task's indicators.
 * @errors USAGE (NULL, no such unit, task or status).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_rollup_task_count(const childplan_rollup *rollup, int32_t unit, int64_t period,
                                                           size_t task, int32_t status, int32_t *ret_count);

#ifdef __cplusplus
}
#endif

#endif
