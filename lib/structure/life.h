/* Life: in which cycles a unit could report, and at which level. */
#ifndef CHILDPLAN_LIB_STRUCTURE_LIFE_H
#define CHILDPLAN_LIB_STRUCTURE_LIFE_H

#include "../plan/model.h"

#define NOT_ALIVE (-1)

/* For each frequency that some element has; a table holds unit_count × cycle_count levels, NOT_ALIVE where there is
 * none. */
struct life {
    const struct allocator *allocator;
    int32_t cycle_count[CHILDPLAN_YEAR + 1];
    int32_t first_expected[CHILDPLAN_YEAR + 1]; /* the first cycle that does not end before first_report starts */
    int8_t *in_cycle[CHILDPLAN_YEAR + 1];       /* the level on the unit's last living day in the cycle */
    int8_t *at_end[CHILDPLAN_YEAR + 1];         /* the level on the cycle's last day */
};

/* Errors: NO_MEMORY. */
childplan_status childplan__life_begin(const struct childplan_plan *plan, const struct allocator *allocator,
                                       struct life *ret_life);
void childplan__life_end(struct life *life);

/* 1 where the unit could report the element for the cycle: the test by which a fact is accepted. */
int32_t childplan__could_report(const struct life *life, const struct element *element, int32_t unit, int32_t cycle);
/* 1 where the unit is expected to report it: alive on the cycle's last day, not before first_report. */
int32_t childplan__is_expected(const struct life *life, const struct element *element, int32_t unit, int32_t cycle);

#endif
