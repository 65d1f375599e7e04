/* Life: in which cycles a unit could report, and as what. */
#ifndef CHILDPLAN_LIB_STRUCTURE_LIFE_H
#define CHILDPLAN_LIB_STRUCTURE_LIFE_H

#include "../plan/model.h"

#define NOT_ALIVE (-1)

/* For each frequency that some element has; a table holds cycle_count versions a row, as indices of the plan's,
 * NOT_ALIVE where there is none. Units of which one version lives through the whole horizon have no row. */
struct life {
    const struct allocator *allocator;
    const struct unit_version *versions; /* the plan's */
    int32_t cycle_count[CHILDPLAN_YEAR + 1];
    int32_t first_expected[CHILDPLAN_YEAR + 1]; /* the first cycle that does not end before first_report starts */
    int32_t *in_cycle[CHILDPLAN_YEAR + 1];      /* that of the unit's last living day in the cycle */
    int32_t *at_end[CHILDPLAN_YEAR + 1];        /* that of the cycle's last day */
    uint64_t *whole;                            /* a bit a unit: one version lives through the whole horizon */
    int32_t *places; /* by unit: that version, or else the row of the tables as −1 − row */
    int32_t rows;
    uint64_t *at_level; /* by level, then a bit a unit: such units, all their life at that level */
};

/* Errors: NO_MEMORY. */
childplan_status childplan__life_begin(const struct childplan_plan *plan, const struct allocator *allocator,
                                       struct life *ret_life);
void childplan__life_end(struct life *life);

/* The version of the unit by which its report for the cycle is judged, or NOT_ALIVE. */
int32_t childplan__version_in_cycle(const struct life *life, int32_t frequency, int32_t unit, int32_t cycle);
/* 1 where the unit could report the element for the cycle: the test by which a fact is accepted. */
int32_t childplan__could_report(const struct life *life, const struct element *element, int32_t unit, int32_t cycle);
/* 1 where the unit is expected to report it: alive on the cycle's last day, not before first_report. An element that
   only checks another is expected of nobody. */
int32_t childplan__is_expected(const struct life *life, const struct element *element, int32_t unit, int32_t cycle);

#endif
