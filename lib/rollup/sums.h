/* Contributions combined up the tree. */
#ifndef CHILDPLAN_LIB_ROLLUP_SUMS_H
#define CHILDPLAN_LIB_ROLLUP_SUMS_H

#include "../structure/tree.h"
#include "contribution.h"

/* What the units placed in a subtree bring together. */
struct sums {
    int64_t numerator; /* the sum; with over_units max or min that, with mean or count still the sum */
    int64_t denominator;
    int64_t sure_numerator; /* of the contributing units that are not missing */
    int64_t sure_denominator;
    int64_t missing_size; /* of the missing units, at the finer of both decimals */
    int32_t contributing;
    int32_t expected;
    int32_t reported;
    int32_t carried;
    int32_t missing_contributing;
    int32_t missing_carried;
    int32_t missing_unknown; /* missing units whose size is not known */
};

/* Adds what another subtree brings: 1, or 0 on overflow. */
int32_t childplan__combine_sums(enum aggregate over_units, struct sums *into, const struct sums *from);

/*
 * Fills sums (one for each slot of the tree) with those of the frame's indicator.
 * Errors: OVERFLOW, with the unit at which it happened in ret_unit.
 */
childplan_status childplan__sum_tree(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                     int32_t *ret_unit);
/*
 * Adds to the sums of each slot those of all below it.
 * Errors: OVERFLOW, with the unit at which it happened in ret_unit.
 */
childplan_status childplan__sum_up(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                   int32_t *ret_unit);

#endif
