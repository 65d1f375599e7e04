#include "bar.h"

#include <childplan/rollup.h>

struct fraction childplan__decimal_fraction(struct decimal number) {
    return (struct fraction){childplan__wide(number.value), childplan__wide(childplan__power_of_ten(number.decimals))};
}

struct figure childplan__exact_figure(struct decimal number) {
    struct fraction value = childplan__decimal_fraction(number);
    return (struct figure){1, value, 1, value, 1, value};
}

struct figure childplan__baseline_of(const struct baseline *baseline, int32_t unit) {
    struct decimal value;
    return childplan__baseline_value(baseline, unit, &value) ? childplan__exact_figure(value) : (struct figure){0};
}

/* What is asked of a figure that is to have moved by the number. */
static struct fraction moved(const struct milestone *milestone, struct fraction from, struct decimal number,
                             int32_t *overflow) {
    struct fraction result = from;
    struct fraction step = childplan__decimal_fraction(number);
    if (milestone->is_decrease) {
        *overflow |= !childplan__wide_subtract(childplan__wide(0), step.numerator, &step.numerator);
    }
    if (milestone->change == CHANGE_POINTS) {
        *overflow |= !childplan__fraction_add(from, step, &result);
        return result;
    }
    struct fraction hundred = {childplan__wide_product(100, childplan__power_of_ten(number.decimals)),
                               step.denominator};
    *overflow |= !childplan__wide_add(hundred.numerator, step.numerator, &step.numerator);
    struct fraction factor = {step.numerator, hundred.numerator};
    *overflow |= !childplan__fraction_multiply(from, factor, &result);
    return result;
}

/* What is left of the figure that is compared with: 1 some of it, 0 nothing, -1 less than nothing, so that more of the
   one makes less of the other. */
static int32_t sign_of_rest(const struct milestone *milestone, struct decimal number) {
    struct fraction all = {childplan__wide(100), childplan__wide(1)};
    if (milestone->change != CHANGE_RELATIVE || !milestone->is_decrease) {
        return 1;
    }
    return childplan__fraction_compare(all, childplan__decimal_fraction(number));
}

static struct figure limit_of(const struct milestone *milestone, const struct figure *from, struct decimal number,
                              int32_t *overflow) {
    struct figure limit = *from;
    if (milestone->change == CHANGE_NONE) {
        return childplan__exact_figure(number);
    }
    limit.value = moved(milestone, from->value, number, overflow);
    int32_t rest = sign_of_rest(milestone, number);
    if (rest == 0) {
        return (struct figure){1, limit.value, 1, limit.value, 1, limit.value};
    }
    limit.low = from->has_low ? moved(milestone, from->low, number, overflow) : from->low;
    limit.high = from->has_high ? moved(milestone, from->high, number, overflow) : from->high;
    if (rest < 0) {
        return (struct figure){1, limit.value, limit.has_high, limit.high, limit.has_low, limit.low};
    }
    return limit;
}

/* A decrease by at least so much leaves at most so much. */
static int32_t turned(int32_t comparison) {
    switch (comparison) {
    case CHILDPLAN_ABOVE:
        return CHILDPLAN_BELOW;
    case CHILDPLAN_AT_LEAST:
        return CHILDPLAN_AT_MOST;
    case CHILDPLAN_BELOW:
        return CHILDPLAN_ABOVE;
    case CHILDPLAN_AT_MOST:
        return CHILDPLAN_AT_LEAST;
    default:
        return comparison;
    }
}

/* 1 where what a milestone is measured from, if it is measured from anything, gives it a bar. */
static int32_t has_bar(const struct milestone *milestone, const struct figure *from) {
    if (milestone->change == CHANGE_NONE) {
        return 1;
    }
    return from->has_value && (milestone->change == CHANGE_POINTS || childplan__wide_sign(from->value.numerator) >= 0);
}

struct bar childplan__bar_of(const struct milestone *milestone, const struct figure *from, int32_t *ret_overflow) {
    struct bar bar = {.is_known = has_bar(milestone, from)};
    int32_t turns = milestone->change != CHANGE_NONE && milestone->is_decrease;
    int32_t is_range = milestone->upper_comparison != 0;
    struct edge *first = &bar.edges[turns && is_range ? 1 : 0];
    struct edge *second = &bar.edges[turns && is_range ? 0 : 1];
    first->comparison = turns ? turned(milestone->comparison) : milestone->comparison;
    if (bar.is_known) {
        first->limit = limit_of(milestone, from, milestone->number, ret_overflow);
    }
    if (is_range) {
        second->comparison = turns ? turned(milestone->upper_comparison) : milestone->upper_comparison;
    }
    if (is_range && bar.is_known) {
        second->limit = limit_of(milestone, from, milestone->upper, ret_overflow);
    }
    return bar;
}

const struct edge *childplan__goal(const struct bar *bar, int32_t lower_is_better) {
    return &bar->edges[lower_is_better && bar->edges[1].comparison != 0 ? 1 : 0];
}

int32_t childplan__compares(int32_t order, int32_t comparison) {
    switch (comparison) {
    case CHILDPLAN_ABOVE:
        return order > 0;
    case CHILDPLAN_AT_LEAST:
        return order >= 0;
    case CHILDPLAN_BELOW:
        return order < 0;
    case CHILDPLAN_AT_MOST:
        return order <= 0;
    default:
        return order == 0;
    }
}

static int32_t meets_edge(struct fraction value, const struct edge *edge) {
    return edge->comparison == 0 ||
           childplan__compares(childplan__fraction_compare(value, edge->limit.value), edge->comparison);
}

int32_t childplan__meets(struct fraction value, const struct bar *bar) {
    return meets_edge(value, &bar->edges[0]) && meets_edge(value, &bar->edges[1]);
}

/* How the lowest and the highest value compare with an edge where it is hardest and easiest to be above it. */
struct orders {
    int32_t least;
    int32_t most;
};

static struct orders orders_of(const struct figure *figure, const struct edge *edge) {
    const struct figure *limit = &edge->limit;
    struct orders orders = {-1, 1};
    if (figure->has_low && limit->has_high) {
        orders.least = childplan__fraction_compare(figure->low, limit->high);
    }
    if (figure->has_high && limit->has_low) {
        orders.most = childplan__fraction_compare(figure->high, limit->low);
    }
    return orders;
}

static int32_t always_meets(const struct figure *figure, const struct edge *edge) {
    struct orders orders = orders_of(figure, edge);
    return edge->comparison == 0 ||
           (childplan__compares(orders.least, edge->comparison) && childplan__compares(orders.most, edge->comparison));
}

static int32_t never_meets(const struct figure *figure, const struct edge *edge) {
    struct orders orders = orders_of(figure, edge);
    if (edge->comparison == 0) {
        return 0;
    }
    if (edge->comparison == CHILDPLAN_EQUALS) {
        return orders.least > 0 || orders.most < 0;
    }
    return !childplan__compares(orders.least, edge->comparison) && !childplan__compares(orders.most, edge->comparison);
}

/* No bar lies above its other edge, so values that all fail a range either all fall short of it or all go past it. */
int32_t childplan__is_certain(const struct figure *figure, const struct bar *bar) {
    if (childplan__meets(figure->value, bar)) {
        return always_meets(figure, &bar->edges[0]) && always_meets(figure, &bar->edges[1]);
    }
    return never_meets(figure, &bar->edges[0]) || never_meets(figure, &bar->edges[1]);
}
