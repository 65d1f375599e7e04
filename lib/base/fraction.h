/* Sums and products of fractions. */
#ifndef CHILDPLAN_LIB_BASE_FRACTION_H
#define CHILDPLAN_LIB_BASE_FRACTION_H

#include "wide.h"

/*
 * Sum, product and the point elapsed ÷ total of the way from one to the other (total > 0). They are brought to lowest
 * terms where they would not fit otherwise: 1 and written, or 0 where that does not help.
 */
int32_t childplan__fraction_add(struct fraction a, struct fraction b, struct fraction *ret);
int32_t childplan__fraction_multiply(struct fraction a, struct fraction b, struct fraction *ret);
int32_t childplan__fraction_between(struct fraction start, struct fraction end, int32_t elapsed, int32_t total,
                                    struct fraction *ret);

/* In lowest terms. */
struct fraction childplan__fraction_reduced(struct fraction a);

#endif
