/* The list of whom to telephone, for a person. */
#ifndef CHILDPLAN_EXAMPLES_REPORTING_LIST_H
#define CHILDPLAN_EXAMPLES_REPORTING_LIST_H

#include <childplan/childplan.h>

/* What is listed. The result has the cells of every unit, for one or more periods, in the tree of `day`. */
struct list {
    const childplan_plan *plan;
    const childplan_reporting *reporting;
    int32_t day;
    int32_t language;
    int with_late;  /* those that came late, too */
    int32_t *units; /* only these and those below them; none: all */
    int unit_count;
    int32_t *levels; /* only those of these levels; none: all */
    int level_count;
};

/* 1, or 0 without memory. */
int list_print(const struct list *list);

#endif
