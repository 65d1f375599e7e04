#include "sums.h"

#include "../base/wide.h"

#include <string.h>

static struct sums sums_of(const struct contribution *contribution) {
    int32_t missing = contribution->expected && !contribution->reported;
    struct sums sums = {.numerator = contribution->numerator,
                        .denominator = contribution->denominator,
                        .missing_size = contribution->size,
                        .contributing = contribution->contributes,
                        .expected = contribution->expected,
                        .reported = contribution->reported,
                        .carried = contribution->carried,
                        .missing_contributing = missing && contribution->contributes,
                        .missing_carried = missing && contribution->carried,
                        .missing_unknown = contribution->size_unknown};
    if (!missing) {
        sums.sure_numerator = contribution->numerator;
        sums.sure_denominator = contribution->denominator;
    }
    return sums;
}

/* The numerators of two subtrees: 1, or 0 on overflow. */
static int32_t combine_numerators(enum aggregate over_units, struct sums *into, const struct sums *from) {
    if (from->contributing == 0 || over_units == AGGREGATE_COUNT) {
        return 1;
    }
    if (into->contributing == 0) {
        into->numerator = from->numerator;
    } else if (over_units == AGGREGATE_MAX) {
        into->numerator = from->numerator > into->numerator ? from->numerator : into->numerator;
    } else if (over_units == AGGREGATE_MIN) {
        into->numerator = from->numerator < into->numerator ? from->numerator : into->numerator;
    } else {
        return childplan__add(into->numerator, from->numerator, &into->numerator);
    }
    return 1;
}

static int32_t combine(enum aggregate over_units, struct sums *into, const struct sums *from) {
    if (!combine_numerators(over_units, into, from) ||
        !childplan__add(into->denominator, from->denominator, &into->denominator) ||
        !childplan__add(into->sure_denominator, from->sure_denominator, &into->sure_denominator) ||
        !childplan__add(into->missing_size, from->missing_size, &into->missing_size)) {
        return 0;
    }
    if (over_units == AGGREGATE_SUM &&
        !childplan__add(into->sure_numerator, from->sure_numerator, &into->sure_numerator)) {
        return 0;
    }
    into->contributing += from->contributing;
    into->expected += from->expected;
    into->reported += from->reported;
    into->carried += from->carried;
    into->missing_contributing += from->missing_contributing;
    into->missing_carried += from->missing_carried;
    into->missing_unknown += from->missing_unknown;
    return 1;
}

childplan_status childplan__sum_up(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                   int32_t *ret_unit) {
    for (int32_t position = tree->count - 1; position > 0; position--) {
        if (!combine(frame->over_units, &sums[tree->parent[position]], &sums[position])) {
            *ret_unit = tree->units[tree->parent[position]];
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__sum_tree(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                     int32_t *ret_unit) {
    memset(sums, 0, (size_t)tree->count * sizeof *sums);
    for (int32_t unit = 0; unit < frame->sources->plan->unit_count; unit++) {
        struct contribution contribution;
        childplan_status status = childplan__contribution(frame, unit, &contribution);
        struct sums own = sums_of(&contribution);
        if (status != CHILDPLAN_OK || !combine(frame->over_units, &sums[tree->place[unit]], &own)) {
            *ret_unit = unit;
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return childplan__sum_up(frame, tree, sums, ret_unit);
}
