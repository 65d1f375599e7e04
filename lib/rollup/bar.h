/* The bar of a milestone: what it asks of the value, in the indicator's own unit. */
#ifndef CHILDPLAN_LIB_ROLLUP_BAR_H
#define CHILDPLAN_LIB_ROLLUP_BAR_H

#include "../base/fraction.h"
#include "../plan/model.h"

/* A figure, and how low and how high the missing reports could still make it; absent: unbounded. */
struct figure {
    int32_t has_value;
    struct fraction value;
    int32_t has_low;
    struct fraction low;
    int32_t has_high;
    struct fraction high;
};

struct edge {
    int32_t comparison;  /* CHILDPLAN_ABOVE …, as it applies to the value; 0: there is no such edge */
    struct figure limit; /* only with a bar that is known */
};

struct bar {
    int32_t is_known;     /* 0: what it is measured from is not there */
    struct edge edges[2]; /* of a range the lower one first; else one */
};

/* A decimal number as a fraction. */
struct fraction childplan__decimal_fraction(struct decimal number);
/* A number that no report can change. */
struct figure childplan__exact_figure(struct decimal number);
/* The baseline of a unit: its own, or else the general one; without value where there is neither. */
struct figure childplan__baseline_of(const struct baseline *baseline, int32_t unit);

/* from: what a change is measured from; not looked at by any other milestone. */
struct bar childplan__bar_of(const struct milestone *milestone, const struct figure *from, int32_t *ret_overflow);
/* Where the path goes: of a range, the edge on the better side. */
const struct edge *childplan__goal(const struct bar *bar, int32_t lower_is_better);

/* These with a value and a bar that is known. 1 where the value satisfies the bar. */
int32_t childplan__meets(struct fraction value, const struct bar *bar);
/* 1 where that cannot change: for any value and any bar within their bounds it is the same. */
int32_t childplan__is_certain(const struct figure *figure, const struct bar *bar);
/* 1 where a value that compares with an edge as -1, 0 or 1 satisfies it. */
int32_t childplan__compares(int32_t order, int32_t comparison);

#endif
