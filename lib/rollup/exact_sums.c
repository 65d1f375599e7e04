#include "exact_sums.h"

#include "../base/bits.h"

struct exact_sums childplan__exact_sums(const struct sums *sums) {
    return (struct exact_sums){.numerator = childplan__wide(sums->numerator),
                               .denominator = childplan__wide(sums->denominator),
                               .sure_numerator = childplan__wide(sums->sure_numerator),
                               .sure_denominator = childplan__wide(sums->sure_denominator),
                               .missing_size = childplan__wide(sums->missing_size),
                               .contributing = sums->contributing,
                               .expected = sums->expected,
                               .reported = sums->reported,
                               .carried = sums->carried,
                               .missing_contributing = sums->missing_contributing,
                               .missing_carried = sums->missing_carried,
                               .missing_unknown = sums->missing_unknown};
}

/* Whoever brings a figure contributes, or is missing and expected. */
int32_t childplan__exact_sums_are_nothing(const struct exact_sums *sums) {
    return sums->contributing == 0 && sums->expected == 0;
}

static int32_t combine_numerators(enum aggregate over_units, struct exact_sums *into, const struct exact_sums *from) {
    if (from->contributing == 0 || over_units == AGGREGATE_COUNT) {
        return 1;
    }
    int32_t order = childplan__wide_compare(from->numerator, into->numerator);
    if (into->contributing == 0 || (over_units == AGGREGATE_MAX && order > 0) ||
        (over_units == AGGREGATE_MIN && order < 0)) {
        into->numerator = from->numerator;
        return 1;
    }
    return over_units == AGGREGATE_MAX || over_units == AGGREGATE_MIN ||
           childplan__wide_add(into->numerator, from->numerator, &into->numerator);
}

int32_t childplan__combine_exact_sums(enum aggregate over_units, struct exact_sums *into,
                                      const struct exact_sums *from) {
    int32_t fits = combine_numerators(over_units, into, from) &
                   childplan__wide_add(into->denominator, from->denominator, &into->denominator) &
                   childplan__wide_add(into->sure_denominator, from->sure_denominator, &into->sure_denominator) &
                   childplan__wide_add(into->missing_size, from->missing_size, &into->missing_size);
    if (over_units == AGGREGATE_SUM) {
        fits &= childplan__wide_add(into->sure_numerator, from->sure_numerator, &into->sure_numerator);
    }
    into->contributing += from->contributing;
    into->expected += from->expected;
    into->reported += from->reported;
    into->carried += from->carried;
    into->missing_contributing += from->missing_contributing;
    into->missing_carried += from->missing_carried;
    into->missing_unknown += from->missing_unknown;
    return fits;
}

/* 1 and written, or 0 where a figure does not fit. */
static int32_t narrow(const struct exact_sums *exact, struct sums *sums) {
    *sums = (struct sums){.contributing = exact->contributing,
                          .expected = exact->expected,
                          .reported = exact->reported,
                          .carried = exact->carried,
                          .missing_contributing = exact->missing_contributing,
                          .missing_carried = exact->missing_carried,
                          .missing_unknown = exact->missing_unknown};
    return childplan__wide_to_int64(exact->numerator, &sums->numerator) &
           childplan__wide_to_int64(exact->denominator, &sums->denominator) &
           childplan__wide_to_int64(exact->sure_numerator, &sums->sure_numerator) &
           childplan__wide_to_int64(exact->sure_denominator, &sums->sure_denominator) &
           childplan__wide_to_int64(exact->missing_size, &sums->missing_size);
}

childplan_status childplan__sum_slots_exactly(const struct frame *frame, const struct tree *tree, const uint64_t *units,
                                              struct exact_sums *exact, int32_t *ret_unit) {
    for (int32_t unit = 0; unit < frame->sources->plan->unit_count; unit++) {
        struct sums own;
        if (units != NULL && !(units[unit / WORD_BITS] >> (unit % WORD_BITS) & 1)) {
            continue;
        }
        childplan_status status = childplan__sums_of_unit(frame, unit, &own);
        struct exact_sums brought = childplan__exact_sums(&own);
        if (status != CHILDPLAN_OK) {
            *ret_unit = unit;
            return CHILDPLAN_ERROR_OVERFLOW;
        }
        /* As many figures of 64 bits as there are units fit. */
        (void)childplan__combine_exact_sums(frame->over_units, &exact[tree->slot_of[unit]], &brought);
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__sum_up_exactly(enum aggregate over_units, const struct tree *tree, struct exact_sums *exact,
                                           struct sums *sums, int32_t *ret_unit) {
    for (int32_t slot = tree->slot_count - 1; slot >= 0; slot--) {
        int32_t fits =
            narrow(&exact[slot], &sums[slot]) &&
            (slot == 0 || childplan__combine_exact_sums(over_units, &exact[tree->slot_parent[slot]], &exact[slot]));
        if (!fits) {
            *ret_unit = tree->slot_unit[slot];
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__sum_tree_exactly(const struct frame *frame, const struct tree *tree, struct sums *sums,
                                             int32_t *ret_unit) {
    const struct allocator *allocator = frame->sources->allocator;
    struct exact_sums *exact = childplan__allocate(allocator, (size_t)tree->slot_count, sizeof *exact);
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    if (exact != NULL) {
        status = childplan__sum_slots_exactly(frame, tree, NULL, exact, ret_unit);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan__sum_up_exactly(frame->over_units, tree, exact, sums, ret_unit);
    }
    childplan__release(allocator, exact);
    return status;
}
