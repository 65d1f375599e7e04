#include "assess.h"

static struct wide product(struct wide a, int64_t b, int32_t *overflow) {
    struct wide result = a;
    if (!childplan__wide_multiply(a, childplan__wide(b), &result)) {
        *overflow = 1;
    }
    return result;
}

/*
 * How far the numerator is from where the value equals the milestone's number, in units of 10^-gap_decimals:
 * (number × denominator ÷ per − numerator) × 10^gap_decimals.
 */
static struct fraction distance(const struct frame *frame, const struct figures *figures, int32_t *overflow) {
    struct decimal number = figures->milestone->number;
    int64_t denominator = frame->is_ratio ? figures->denominator : 1;
    int32_t wanted_decimals = number.decimals + (frame->is_ratio ? frame->denominator_decimals : 0);
    int32_t decimals = wanted_decimals > figures->numerator_decimals ? wanted_decimals : figures->numerator_decimals;
    struct wide wanted = product(childplan__wide_product(number.value, denominator),
                                 childplan__power_of_ten(decimals - wanted_decimals), overflow);
    struct wide have = product(childplan__wide_product(figures->numerator, frame->indicator->per),
                               childplan__power_of_ten(decimals - figures->numerator_decimals), overflow);
    struct fraction distance = {wanted,
                                childplan__wide_product(frame->indicator->per, childplan__power_of_ten(decimals))};
    if (!childplan__wide_subtract(wanted, have, &distance.numerator)) {
        *overflow = 1;
    }
    distance.numerator = product(distance.numerator, childplan__power_of_ten(frame->gap_decimals), overflow);
    return distance;
}

/* The whole change nearest to none that satisfies the comparison: 1 and written, or 0 where there is none. */
static int32_t smallest_change(struct fraction distance, int32_t comparison, int64_t *ret_change, int32_t *overflow) {
    struct wide remainder;
    struct wide floor = childplan__wide_floor_divide(distance.numerator, distance.denominator, &remainder);
    int32_t is_whole = childplan__wide_sign(remainder) == 0;
    int32_t up = !is_whole;
    if (comparison == CHILDPLAN_EQUALS && !is_whole) {
        return 0;
    }
    if (comparison == CHILDPLAN_ABOVE) {
        up = 1;
    } else if (comparison == CHILDPLAN_AT_MOST || comparison == CHILDPLAN_EQUALS) {
        up = 0;
    } else if (comparison == CHILDPLAN_BELOW) {
        up = is_whole ? -1 : 0;
    }
    if (!childplan__wide_add(floor, childplan__wide(up), &floor) || !childplan__wide_to_int64(floor, ret_change)) {
        *overflow = 1;
    }
    return 1;
}

/* The changed numerator against 0 and, in a ratio bounded above, against its denominator. */
static int32_t is_possible(const struct frame *frame, const struct figures *figures, int64_t change,
                           int32_t *overflow) {
    struct fraction changed = {childplan__wide(0),
                               childplan__wide(childplan__power_of_ten(figures->numerator_decimals))};
    struct wide step = childplan__wide(change);
    int32_t finer = figures->numerator_decimals - frame->gap_decimals;
    if (finer >= 0) {
        step = product(step, childplan__power_of_ten(finer), overflow);
    }
    if (!childplan__wide_add(childplan__wide(figures->numerator), step, &changed.numerator)) {
        *overflow = 1;
    }
    if (frame->not_negative && childplan__wide_sign(changed.numerator) < 0) {
        return 0;
    }
    struct fraction whole = {childplan__wide(figures->denominator),
                             childplan__wide(childplan__power_of_ten(frame->denominator_decimals))};
    return frame->bounds != BOUNDS_RATIO || childplan__fraction_compare(changed, whole) <= 0;
}

void childplan__assess_gap(const struct frame *frame, struct figures *figures, int32_t *ret_overflow) {
    if (!figures->has_value || figures->milestone == NULL || frame->over_units != AGGREGATE_SUM) {
        return;
    }
    if (figures->met) {
        figures->has_gap = 1;
        return;
    }
    struct fraction away = distance(frame, figures, ret_overflow);
    int64_t change = 0;
    if (*ret_overflow || !smallest_change(away, figures->milestone->comparison, &change, ret_overflow) ||
        !is_possible(frame, figures, change, ret_overflow)) {
        return;
    }
    figures->has_gap = 1;
    figures->gap = change;
}
