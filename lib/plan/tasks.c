/* What the plan says of its tasks. */
#include "model.h"

#include <childplan/tasks.h>

static const struct task *task_of(const childplan_plan *plan, size_t task) {
    return plan && task < plan->parts[CHILDPLAN_TASKS].count ? &plan->tasks[task] : NULL;
}

size_t childplan_plan_task_indicator_count(const childplan_plan *plan, size_t task) {
    const struct task *found = task_of(plan, task);
    return found ? (size_t)found->indicator_count : 0;
}

int32_t childplan_plan_task_indicator(const childplan_plan *plan, size_t task, size_t item) {
    const struct task *found = task_of(plan, task);
    return found && item < (size_t)found->indicator_count ? found->indicators[item] : CHILDPLAN_NONE;
}

size_t childplan_plan_task_lead_count(const childplan_plan *plan, size_t task) {
    const struct task *found = task_of(plan, task);
    return found ? (size_t)found->lead_count : 0;
}

static struct lead lead_of(const childplan_plan *plan, size_t task, size_t item) {
    const struct task *found = task_of(plan, task);
    return found && item < (size_t)found->lead_count ? found->leads[item]
                                                     : (struct lead){CHILDPLAN_NONE, CHILDPLAN_NONE};
}

int32_t childplan_plan_task_lead_level(const childplan_plan *plan, size_t task, size_t item) {
    return lead_of(plan, task, item).level;
}

int32_t childplan_plan_task_lead_unit(const childplan_plan *plan, size_t task, size_t item) {
    return lead_of(plan, task, item).unit;
}

int32_t childplan_plan_task_cadence(const childplan_plan *plan, size_t task) {
    const struct task *found = task_of(plan, task);
    return found ? found->cadence : CHILDPLAN_CADENCE_NONE;
}
