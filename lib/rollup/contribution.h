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

/* The size of a missing unit in a bounded ratio: 1 and written, 0 unknown (what is known of it is written), -1 on
   overflow. */
int32_t childplan__missing_size(const struct frame *frame, int32_t unit, int64_t *ret_size);

/* The value of a term's element that is in force in a cycle: 1 and written, or 0. */
int32_t childplan__reported_value(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle,
                                  int64_t *ret_value);

/* 1 where the unit is of the indicator's population in that version of it (NOT_ALIVE: of none). */
int32_t childplan__is_of_population(const struct frame *frame, int32_t version);
/* What was reported for a cycle, times the rate of then: 1 and written, or 0 on overflow. */
int32_t childplan__apply_rate(const struct frame_term *term, int32_t cycle, int64_t *value);

/* A flow's own value over its cycles: 1 and written, 0 where there is none, -1 on overflow. */
int32_t childplan__flow_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                              int64_t *ret_value);
/* Cycles of one reporting year, in a row, whose year-to-date figures are counted together. */
struct run {
    int32_t first;
    int32_t last;
    int32_t base; /* the cycle whose figure is subtracted; CHILDPLAN_NONE where nothing is */
};

/* The next run from a cycle on: 1 and written, or 0 where there is none. */
int32_t childplan__next_run(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t from,
                            struct run *ret_run);
/* 1 where what the unit could report of a flow for the cycle counts. */
int32_t childplan__counts_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle);
/* 1 where the unit could report the term's element, and is of the population, in some cycle inside. */
int32_t childplan__flow_is_at(const struct frame *frame, const struct frame_term *term, int32_t unit);

#endif
