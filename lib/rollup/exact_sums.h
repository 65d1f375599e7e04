/*
 * Sums on their way up the tree in 128 bits, so that neither the order of adding nor how units were dealt out among
 * workers decides whether they fit: no plan has units enough to overflow them.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_EXACT_SUMS_H
#define CHILDPLAN_LIB_ROLLUP_EXACT_SUMS_H

#include "../base/wide.h"
#include "sums.h"

/* As struct sums. */
struct exact_sums {
    struct wide numerator;
    struct wide denominator;
    struct wide sure_numerator;
    struct wide sure_denominator;
    struct wide missing_size;
    int32_t contributing;
    int32_t expected;
    int32_t reported;
    int32_t carried;
    int32_t missing_contributing;
    int32_t missing_carried;
    int32_t missing_unknown;
};

struct exact_sums childplan__exact_sums(const struct sums *sums);
/* 1 where nothing was added. */
int32_t childplan__exact_sums_are_nothing(const struct exact_sums *sums);
/* As childplan__combine_sums: 1, or 0 where 128 bits do not hold it. */
int32_t childplan__combine_exact_sums(enum aggregate over_units, struct exact_sums *into,
                                      const struct exact_sums *from);

/* As childplan__sum_units, of one frame. Errors: OVERFLOW (what one unit brings), with the unit in ret_unit. */
childplan_status childplan__sum_slots_exactly(const struct frame *frame, const struct tree *tree, const uint64_t *units,
                                              struct exact_sums *exact, int32_t *ret_unit);
/* Adds each slot's to the slot above, and fills sums with them. Errors: OVERFLOW, with the unit in ret_unit. */
childplan_status childplan__sum_up_exactly(enum aggregate over_units, const struct tree *tree, struct exact_sums *exact,
                                           struct sums *sums, int32_t *ret_unit);
/* As childplan__sum_trees, of one frame, and slower. Errors: NO_MEMORY, OVERFLOW, with the unit in ret_unit. */
childplan_status childplan__sum_tree_exactly(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                             int32_t *ret_unit);

#endif
