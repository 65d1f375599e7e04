/* What one unit brings to an indicator in a period. */
#ifndef CHILDPLAN_LIB_ROLLUP_CONTRIBUTION_H
#define CHILDPLAN_LIB_ROLLUP_CONTRIBUTION_H

#include "frame.h"

struct contribution {
    int64_t numerator;   /* 10^-(frame's numerator decimals) */
    int64_t denominator; /* 10^-(frame's denominator decimals) */
    int64_t size;        /* of a missing unit in a bounded ratio: its denominator, at the finer of both decimals */
    uint8_t contributes;
    uint8_t expected;
    uint8_t reported;
    uint8_t carried;
    uint8_t size_unknown;
};

/* Errors: OVERFLOW. */
childplan_status childplan__contribution(const struct frame *frame, int32_t unit,
                                         struct contribution *ret_contribution);

/* The value of a term's element that is in force in a cycle: 1 and written, or 0. */
int32_t childplan__reported_value(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle,
                                  int64_t *ret_value);

/* A flow's own value over its cycles: 1 and written, 0 where there is none, -1 on overflow. */
int32_t childplan__flow_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                              int64_t *ret_value);
/* The cycle whose year-to-date figure the period's is measured from; -1 where nothing is subtracted. */
int32_t childplan__year_to_date_base(const struct frame *frame, const struct frame_term *term, int32_t unit);
/* 1 where the unit could report the term's element in some cycle inside. */
int32_t childplan__flow_is_at(const struct frame *frame, const struct frame_term *term, int32_t unit);

#endif
