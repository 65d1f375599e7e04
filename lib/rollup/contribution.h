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

/* What a denominator term of a missing unit is taken to be. */
struct term_size {
    int64_t value;     /* 10^-(the decimals asked for) */
    int32_t cycle;     /* of the report it is taken from; CHILDPLAN_NONE for each_unit */
    int32_t from_part; /* that of its part, which is larger */
};
/* 1 and written, 0 unknown, -1 on overflow. */
int32_t childplan__term_size(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t decimals,
                             struct term_size *ret_size);

/* 1 where the unit, alive and of the population on the last day, holds what a stock or each_unit counts. */
int32_t childplan__is_there_at_end(const struct frame *frame, int32_t unit);
/* Whether a term counts for the unit at all: whether the unit, at its level, is one that reports the element. */
int32_t childplan__is_at(const struct frame *frame, const struct frame_term *term, int32_t unit);
/* The own value of a term: 1 and written, 0 where it is not present, -1 on overflow. ret_carried becomes 1 where it is
   carried. */
int32_t childplan__own_value(const struct frame *frame, const struct frame_term *term, int32_t unit, int64_t *ret_value,
                             uint8_t *ret_carried);
/* A stock's report that counts, before any rate: 1 and written with its cycle, or 0. */
int32_t childplan__stock_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                               int64_t *ret_value, int32_t *ret_cycle);
/* The oldest cycle that the stocks taken together with this one, those at the unit, all reach. */
int32_t childplan__oldest_common_cycle(const struct frame *frame, const struct frame_term *term, int32_t unit);
/* 1 where a stock taken from that cycle is carried. */
int32_t childplan__is_carried(const struct frame_term *term, int32_t cycle);

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
/* The newest cycle of a run that counts: that, with its figure, or CHILDPLAN_NONE. */
int32_t childplan__newest_in_run(const struct frame *frame, const struct frame_term *term, int32_t unit,
                                 const struct run *run, int64_t *ret_value);
/* What is reported of a flow for a cycle, if all that is taken together with it is: 1 and written, or 0. */
int32_t childplan__value_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle,
                            int64_t *ret_value);
/* 1 where what the unit could report of a flow for the cycle counts. */
int32_t childplan__counts_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle);
/* 1 where the unit could report the term's element, and is of the population, in some cycle inside. */
int32_t childplan__flow_is_at(const struct frame *frame, const struct frame_term *term, int32_t unit);

#endif
