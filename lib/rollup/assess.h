/* From the sums of a row to its figures: value, bounds, target, path, status, gap. */
#ifndef CHILDPLAN_LIB_ROLLUP_ASSESS_H
#define CHILDPLAN_LIB_ROLLUP_ASSESS_H

#include "../base/wide.h"
#include "sums.h"

struct figures {
    int32_t has_parts; /* some unit contributes: numerator (and denominator) stand */
    int64_t numerator;
    int64_t denominator;
    int32_t numerator_decimals;
    int32_t has_value;
    struct fraction value;
    int32_t has_low;
    struct fraction low;
    int32_t has_high;
    struct fraction high;
    const struct milestone *milestone; /* the current one; NULL where no target applies */
    int32_t has_path;
    struct fraction path;
    int32_t met; /* these two only with a value and a milestone */
    int32_t certain;
    int32_t status;
    int32_t has_gap;
    int64_t gap;
};

/* Errors: OVERFLOW. */
childplan_status childplan__assess(const struct frame *frame, const struct sums *sums, const struct scope *scope,
                                   struct figures *ret_figures);

/* The target side of it (target.c). */
void childplan__assess_target(const struct frame *frame, const struct scope *scope, struct figures *figures,
                              int32_t *ret_overflow);
/* The smallest change of the numerator that meets the milestone (gap.c). */
void childplan__assess_gap(const struct frame *frame, struct figures *figures, int32_t *ret_overflow);

/* A decimal number as a fraction. */
struct fraction childplan__decimal_fraction(struct decimal number);
/* 1 where a value meets a milestone. */
int32_t childplan__meets(struct fraction value, const struct milestone *milestone);

#endif
