#include "sums.h"

#include "../base/bits.h"
#include "../base/wide.h"
#include "lanes.h"

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

int32_t childplan__combine_sums(enum aggregate over_units, struct sums *into, const struct sums *from) {
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
    for (int32_t slot = tree->slot_count - 1; slot > 0; slot--) {
        if (!childplan__combine_sums(frame->over_units, &sums[tree->slot_parent[slot]], &sums[slot])) {
            *ret_unit = tree->slot_unit[tree->slot_parent[slot]];
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

/* The units one by one that are left of a word. */
static childplan_status add_units(const struct frame *frame, const struct tree *tree, size_t word, uint64_t units,
                                  struct sums *sums, int32_t *ret_unit) {
    for (uint64_t left = units; left != 0;) {
        int32_t unit = (int32_t)(word * WORD_BITS + childplan__take_bit(&left));
        struct contribution contribution;
        childplan_status status = childplan__contribution(frame, unit, &contribution);
        struct sums own = sums_of(&contribution);
        if (status != CHILDPLAN_OK || !childplan__combine_sums(frame->over_units, &sums[tree->slot_of[unit]], &own)) {
            *ret_unit = unit;
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status add_all(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                int32_t *ret_unit) {
    size_t units = (size_t)frame->sources->plan->unit_count;
    int32_t side_by_side = childplan__frame_takes_lanes(frame);
    for (size_t word = 0; word * WORD_BITS < units; word++) {
        uint64_t left = childplan__bits_between(0, units - word * WORD_BITS);
        if (side_by_side) {
            uint64_t taken = 0;
            if (childplan__add_lanes(frame, tree, word, sums, &taken, ret_unit) != CHILDPLAN_OK) {
                return CHILDPLAN_ERROR_OVERFLOW;
            }
            left &= ~taken;
        }
        if (add_units(frame, tree, word, left, sums, ret_unit) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__sum_tree(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                     int32_t *ret_unit) {
    memset(sums, 0, (size_t)tree->slot_count * sizeof *sums);
    if (frame->is_empty) {
        return CHILDPLAN_OK;
    }
    childplan_status status = add_all(frame, tree, sums, ret_unit);
    return status == CHILDPLAN_OK ? childplan__sum_up(frame, tree, sums, ret_unit) : status;
}
