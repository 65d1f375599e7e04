#include "assess.h"

static struct wide product(struct wide a, int64_t b, int32_t *overflow) {
    struct wide result = a;
    *overflow |= !childplan__wide_multiply(a, childplan__wide(b), &result);
    return result;
}

/* How far the numerator is from where the value equals a limit, in units of 10^-gap_decimals and rounded down. */
struct distance {
    struct wide floor;
    int32_t is_whole;
};

/* The numerator with which the value equals the limit, in units of 10^-decimals: limit × denominator ÷ per. */
static struct distance wanted_numerator(const struct frame *frame, const struct figures *figures, struct fraction limit,
                                        int32_t decimals, int32_t *overflow) {
    struct distance wanted = {{0, 0}, 0};
    struct wide remainder = {0, 0};
    int64_t denominator = frame->is_ratio ? figures->denominator : 1;
    int32_t denominator_decimals = frame->is_ratio ? frame->denominator_decimals : 0;
    struct fraction lowest = childplan__fraction_reduced(limit);
    struct wide divisor = product(product(lowest.denominator, frame->indicator->per, overflow),
                                  childplan__power_of_ten(denominator_decimals), overflow);
    struct wide factor = childplan__wide_product(denominator, childplan__power_of_ten(decimals));
    *overflow |= !childplan__wide_multiply_divide(lowest.numerator, factor, divisor, &wanted.floor, &remainder);
    wanted.is_whole = childplan__wide_sign(remainder) == 0;
    return wanted;
}

static struct distance distance(const struct frame *frame, const struct figures *figures, struct fraction limit,
                                int32_t *overflow) {
    int32_t decimals =
        figures->numerator_decimals > frame->gap_decimals ? figures->numerator_decimals : frame->gap_decimals;
    struct distance away = wanted_numerator(frame, figures, limit, decimals, overflow);
    struct wide have = product(childplan__wide(figures->numerator),
                               childplan__power_of_ten(decimals - figures->numerator_decimals), overflow);
    struct wide remainder;
    *overflow |= !childplan__wide_subtract(away.floor, have, &away.floor);
    away.floor = childplan__wide_floor_divide(
        away.floor, childplan__wide(childplan__power_of_ten(decimals - frame->gap_decimals)), &remainder);
    away.is_whole = away.is_whole && childplan__wide_sign(remainder) == 0;
    return away;
}

/* The changes that satisfy a bar, both inclusive; none where least is above most. A side without an edge is at the end
   of what a number holds. */
struct changes {
    int64_t least;
    int64_t most;
};

static int64_t stepped(struct wide floor, int32_t up, int32_t *overflow) {
    int64_t change = 0;
    *overflow |= !childplan__wide_add(floor, childplan__wide(up), &floor);
    *overflow |= !childplan__wide_to_int64(floor, &change);
    return change;
}

static void narrow(struct changes *changes, struct distance away, int32_t comparison, int32_t *overflow) {
    int64_t change;
    switch (comparison) {
    case CHILDPLAN_ABOVE:
        changes->least = stepped(away.floor, 1, overflow);
        break;
    case CHILDPLAN_AT_LEAST:
        changes->least = stepped(away.floor, away.is_whole ? 0 : 1, overflow);
        break;
    case CHILDPLAN_BELOW:
        changes->most = stepped(away.floor, away.is_whole ? -1 : 0, overflow);
        break;
    case CHILDPLAN_AT_MOST:
        changes->most = stepped(away.floor, 0, overflow);
        break;
    default:
        change = stepped(away.floor, 0, overflow);
        changes->least = away.is_whole ? change : INT64_MAX;
        changes->most = away.is_whole ? change : INT64_MIN;
        break;
    }
}

static struct changes satisfying(const struct frame *frame, const struct figures *figures, int32_t *overflow) {
    struct changes changes = {INT64_MIN, INT64_MAX};
    for (int32_t i = 0; i < 2; i++) {
        const struct edge *edge = &figures->bar.edges[i];
        if (edge->comparison != 0) {
            narrow(&changes, distance(frame, figures, edge->limit.value, overflow), edge->comparison, overflow);
        }
    }
    return changes;
}

/* The changed numerator against 0 and, in a ratio bounded above, against its denominator. */
static int32_t is_possible(const struct frame *frame, const struct figures *figures, int64_t change,
                           int32_t *overflow) {
    struct fraction changed = {childplan__wide(0),
                               childplan__wide(childplan__power_of_ten(figures->numerator_decimals))};
    int32_t finer = figures->numerator_decimals - frame->gap_decimals;
    struct wide step = product(childplan__wide(change), childplan__power_of_ten(finer), overflow);
    *overflow |= !childplan__wide_add(childplan__wide(figures->numerator), step, &changed.numerator);
    if (frame->not_negative && childplan__wide_sign(changed.numerator) < 0) {
        return 0;
    }
    struct fraction whole = {childplan__wide(figures->denominator),
                             childplan__wide(childplan__power_of_ten(frame->denominator_decimals))};
    return frame->bounds != BOUNDS_RATIO || childplan__fraction_compare(changed, whole) <= 0;
}

void childplan__assess_gap(const struct frame *frame, struct figures *figures, int32_t *ret_overflow) {
    if (!figures->has_met || frame->over_units != AGGREGATE_SUM) {
        return;
    }
    if (figures->met) {
        figures->has_gap = 1;
        return;
    }
    struct changes changes = satisfying(frame, figures, ret_overflow);
    /* No change does, so 0 is not among those that would. */
    int64_t change = changes.least > 0 ? changes.least : changes.most;
    if (*ret_overflow || changes.least > changes.most || !is_possible(frame, figures, change, ret_overflow)) {
        return;
    }
    figures->has_gap = 1;
    figures->gap = change;
}
