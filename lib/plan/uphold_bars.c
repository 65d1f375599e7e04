/* Numbers of milestones against each other: exact, whatever `per` they are counted in. */
#include "uphold.h"

#include "../base/text.h"

#include <childplan/rollup.h>

#include <string.h>

/* The values that meet a milestone: from low to high. */
struct edge {
    int32_t is_there;
    int32_t is_open; /* the value itself does not meet it */
    struct fraction value;
};

struct span {
    struct edge low;
    struct edge high;
};

struct fraction childplan__uphold_fraction(struct decimal number, int64_t per) {
    return (struct fraction){childplan__wide(number.value),
                             childplan__wide_product(childplan__power_of_ten(number.decimals), per)};
}

/* A change in percent is the same whatever the indicator is counted in. */
static int64_t unit_of(const struct indicator *indicator, const struct milestone *milestone) {
    return milestone->change == CHANGE_RELATIVE ? 1 : indicator->per;
}

static void narrow(struct span *span, int32_t comparison, struct fraction value) {
    int32_t is_open = comparison == CHILDPLAN_ABOVE || comparison == CHILDPLAN_BELOW;
    const struct edge edge = {1, is_open, value};
    if (comparison == CHILDPLAN_ABOVE || comparison == CHILDPLAN_AT_LEAST || comparison == CHILDPLAN_EQUALS) {
        span->low = edge;
    }
    if (comparison == CHILDPLAN_BELOW || comparison == CHILDPLAN_AT_MOST || comparison == CHILDPLAN_EQUALS) {
        span->high = edge;
    }
}

static struct span span_of(const struct indicator *indicator, const struct milestone *milestone) {
    struct span span = {.low = {.is_there = 0}};
    int64_t per = unit_of(indicator, milestone);
    narrow(&span, milestone->comparison, childplan__uphold_fraction(milestone->number, per));
    if (milestone->upper_comparison) {
        narrow(&span, milestone->upper_comparison, childplan__uphold_fraction(milestone->upper, per));
    }
    return span;
}

/* inner against outer, on the side where `towards` is the order of a better inner edge. */
static enum implication compare_edges(const struct edge *inner, const struct edge *outer, int32_t towards) {
    if (!outer->is_there) {
        return IMPLIED;
    }
    int32_t order = inner->is_there ? childplan__fraction_compare(inner->value, outer->value) * towards : -1;
    if (order != 0) {
        return order > 0 ? IMPLIED : WEAKER;
    }
    return outer->is_open && !inner->is_open ? AT_THE_BAR : IMPLIED;
}

static enum implication compare_spans(const struct span *inner, const struct span *outer) {
    enum implication low = compare_edges(&inner->low, &outer->low, 1);
    enum implication high = compare_edges(&inner->high, &outer->high, -1);
    return low > high ? low : high;
}

enum implication childplan__uphold_bar(const struct uphold *uphold, const struct milestone *here,
                                       const struct milestone *above) {
    struct span inner = span_of(uphold->indicator_here, here);
    struct span outer = span_of(uphold->indicator_above, above);
    return compare_spans(&inner, &outer);
}

/* r × (100 ± the number) ÷ 100, or r ± the number; over the indicator's per. 0 where it does not fit. */
static int32_t bar_from(struct decimal r, struct decimal number, const struct indicator *indicator,
                        const struct milestone *milestone, struct fraction *ret_bar) {
    int32_t is_relative = milestone->change == CHANGE_RELATIVE;
    struct decimal start = is_relative ? (struct decimal){100, 0} : r;
    struct wide from = childplan__wide_product(start.value, childplan__power_of_ten(number.decimals));
    struct wide step = childplan__wide_product(number.value, childplan__power_of_ten(start.decimals));
    struct wide sum = from;
    struct wide scale =
        childplan__wide_product(childplan__power_of_ten(number.decimals + start.decimals), indicator->per);
    int32_t fits = (milestone->is_decrease ? childplan__wide_subtract : childplan__wide_add)(from, step, &sum);
    if (is_relative) {
        fits &=
            childplan__wide_multiply(sum, childplan__wide(r.value), &sum) &
            childplan__wide_multiply(scale, childplan__wide_product(100, childplan__power_of_ten(r.decimals)), &scale);
    }
    *ret_bar = (struct fraction){sum, scale};
    return fits;
}

/* The values that a change of r asks for; a decrease turns the operators round. 0 where a bar does not fit. */
static int32_t span_from(struct decimal r, const struct indicator *indicator, const struct milestone *milestone,
                         struct span *ret_span) {
    struct span span = span_of(indicator, milestone);
    struct decimal low = milestone->number;
    struct decimal high = milestone->upper_comparison ? milestone->upper : milestone->number;
    int32_t fits = bar_from(r, low, indicator, milestone, &span.low.value) &
                   bar_from(r, high, indicator, milestone, &span.high.value);
    *ret_span = milestone->is_decrease ? (struct span){span.high, span.low} : span;
    return fits;
}

/* Whether r gives a bar: of less than nothing there is no share. */
static int32_t is_usable(struct decimal r, const struct milestone *milestone) {
    return milestone->change != CHANGE_RELATIVE || r.value >= 0;
}

int32_t childplan__uphold_baseline(const struct uphold *uphold, const struct milestone *here,
                                   const struct milestone *above, int32_t unit, enum implication *ret_implication) {
    struct decimal r;
    struct decimal r_above;
    struct span inner;
    struct span outer;
    if (!childplan__baseline_value(&uphold->indicator_above->baseline, uphold->unit_above[unit], &r_above) ||
        !is_usable(r_above, above)) {
        return 0;
    }
    *ret_implication = WEAKER;
    if (!childplan__baseline_value(&uphold->indicator_here->baseline, unit, &r) || !is_usable(r, here)) {
        return 1;
    }
    if (childplan__fraction_compare(childplan__uphold_fraction(r, uphold->indicator_here->per),
                                    childplan__uphold_fraction(r_above, uphold->indicator_above->per)) == 0) {
        return 0;
    }
    if (span_from(r, uphold->indicator_here, here, &inner) &
        span_from(r_above, uphold->indicator_above, above, &outer)) {
        *ret_implication = compare_spans(&inner, &outer);
    }
    return 1;
}

void childplan__uphold_baseline_text(const struct indicator *indicator, int32_t unit, char buffer[32]) {
    struct decimal value;
    if (childplan__baseline_value(&indicator->baseline, unit, &value)) {
        (void)childplan__number_format(value.value, value.decimals, buffer);
    } else {
        memcpy(buffer, "?", 2);
    }
}
