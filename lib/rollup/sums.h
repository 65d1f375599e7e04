/* Contributions combined up the tree. */
#ifndef CHILDPLAN_LIB_ROLLUP_SUMS_H
#define CHILDPLAN_LIB_ROLLUP_SUMS_H

#include "../structure/tree.h"
#include "contribution.h"

/* What the units placed in a subtree bring together. */
struct sums {
    int64_t numerator; /* the sum; with over_units max or min that, with mean or count still the sum */
    int64_t denominator;
    int64_t sure_numerator; /* with BOUNDS_RATIO, of the contributing units that are not missing */
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

/* What one unit brings. Errors: OVERFLOW. */
childplan_status childplan__sums_of_unit(const struct frame *frame, int32_t unit, struct sums *ret_sums);

/* Sums that are to be made: of the frame, one for each slot of the tree, all 0 before. */
struct tally {
    const struct frame *frame;
    const struct tree *tree;
    struct sums *sums;
    int32_t *too_large; /* becomes 1 where they are to be made exactly (exact_sums.h) */
};

/*
 * Makes what units bring to each slot by themselves, not what is below: of several frames in one pass over the units,
 * on the threads of the sources. units: which, a bit each; NULL: all. Errors: NO_MEMORY, STOPPED.
 */
childplan_status childplan__sum_units(const struct tally *tallies, size_t count, const uint64_t *units);
/* The same of all units, added up the tree. Errors: NO_MEMORY, STOPPED. */
childplan_status childplan__sum_trees(const struct tally *tallies, size_t count);

/* Adds to the sums of each slot those of all below it. Errors: OVERFLOW. */
childplan_status childplan__sum_up(enum aggregate over_units, const struct tree *tree, struct sums *sums);

#endif
