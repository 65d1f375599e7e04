/* From the sums of a row to its figures: value, bounds, target, path, status, gap, pace. */
#ifndef CHILDPLAN_LIB_ROLLUP_ASSESS_H
#define CHILDPLAN_LIB_ROLLUP_ASSESS_H

#include "bar.h"
#include "milestone.h"
#include "sums.h"

struct figures {
    int32_t has_parts; /* some unit contributes: numerator (and denominator) stand */
    int64_t numerator;
    int64_t denominator;
    int32_t numerator_decimals;
    struct figure figure;
    const struct milestone *milestone; /* the current one; NULL where no target applies */
    int64_t by;                        /* the period it is due by */
    struct bar bar;
    int32_t has_path;
    struct fraction path;
    int32_t has_met; /* a value and a bar: the next two stand */
    int32_t met;
    int32_t certain;
    int32_t status;
    int32_t has_gap;
    int64_t gap;
    int32_t is_ahead; /* the milestone is: the next one stands */
    int32_t periods_left;
    int32_t has_pace; /* gap ÷ periods_left, or 0 */
};

/* What is asked of a row. */
struct asked {
    int32_t unit;
    struct instance current; /* the milestone in force, and where the path to it begins */
    struct instance before;
    struct figure period_before; /* the value then, where the current milestone is measured from it */
    int32_t may_still_come;      /* there is none, but reports of that period are missing */
};

/* Where a figure comes from that a change is measured from, or a path begins with. */
enum origin_source { FROM_NOTHING, FROM_BASELINE, FROM_PERIOD_BEFORE, FROM_MILESTONE, FROM_ZERO };
/* CHILDPLAN_SOURCE_* */
uint8_t childplan__source_of(enum origin_source source);
struct origin {
    enum origin_source source;
    int64_t period; /* that of the source; CHILDPLAN_NO_PERIOD where it has none */
    int32_t day;    /* on which it stood */
    struct figure figure;
};
/* What the current milestone is measured from; without value where it is from nothing, or that is not known. */
struct origin childplan__measured_from(const struct frame *frame, const struct asked *asked);
/* Where the path to the current milestone begins, which is measured from `from`. */
struct origin childplan__start_of_path(const struct frame *frame, const struct asked *asked, const struct origin *from,
                                       int32_t *ret_overflow);

/* The figures without a target. Errors: OVERFLOW. */
childplan_status childplan__measure(const struct frame *frame, const struct sums *sums, struct figures *ret_figures);
/* All of them. Errors: OVERFLOW. */
childplan_status childplan__assess(const struct frame *frame, const struct sums *sums, const struct asked *asked,
                                   struct figures *ret_figures);

/* Bar, met, certain, path and status of figures that were measured (target.c). */
void childplan__assess_target(const struct frame *frame, const struct asked *asked, struct figures *figures,
                              int32_t *ret_overflow);
/* The smallest change of the numerator that meets the milestone (gap.c). */
void childplan__assess_gap(const struct frame *frame, struct figures *figures, int32_t *ret_overflow);
/* How many periods are left for it (pace.c). */
void childplan__assess_pace(const struct frame *frame, const struct asked *asked, struct figures *figures);

#endif
