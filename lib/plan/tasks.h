/* Tasks on their way: the document is read before the indicators that follow them. */
#ifndef CHILDPLAN_LIB_PLAN_TASKS_H
#define CHILDPLAN_LIB_PLAN_TASKS_H

#include "loader.h"

struct task_draft {
    const struct yaml_node *indicators; /* NULL where there are none */
    const struct yaml_node *leads;      /* NULL where there are none */
    int32_t cadence;                    /* CHILDPLAN_CADENCE_* */
};

/* Finds what each task names, once all indicators are there. */
void childplan__resolve_tasks(struct loader *loader);

#endif
