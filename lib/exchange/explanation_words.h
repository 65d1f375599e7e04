/* The words in which an explanation is told. {0}, {1} … are filled in. */
#ifndef CHILDPLAN_LIB_EXCHANGE_EXPLANATION_WORDS_H
#define CHILDPLAN_LIB_EXCHANGE_EXPLANATION_WORDS_H

#include <childplan/explain.h>

struct explanation_words {
    const char *reasons[CHILDPLAN_REASON_END];
    const char *cells[CHILDPLAN_USE_COUNT]; /* {0} period, {1} figure */
    const char *states[CHILDPLAN_FACT_COUNT];
    const char *bands[CHILDPLAN_BAND_COUNT];     /* {0} low, {1} high */
    const char *sources[CHILDPLAN_SOURCE_COUNT]; /* {0} period */
    const char *steps[CHILDPLAN_RULE_COUNT];     /* {0} the unit it leads to, {1} day */
    const char *placed[CHILDPLAN_RULE_COUNT];    /* {0} the unit's name */
    const char *scopes[CHILDPLAN_SCOPE_COUNT];
    const char *over_time[CHILDPLAN_OVER_COUNT + 1];
    const char *over_units[CHILDPLAN_OVER_COUNT + 1]; /* {0} how many */
    const char *row;                                  /* {0} unit, {1} indicator, {2} period */
    const char *reports;                              /* {0} reported, {1} expected */
    const char *carried;                              /* {0} how many */
    const char *unknown;                              /* {0} how many */
    const char *own_carried;
    const char *own_missing;
    const char *target; /* {0} target, {1} by */
    const char *due;
    const char *met;
    const char *not_met;
    const char *uncertain;
    const char *gap;      /* {0} */
    const char *place;    /* {0} file, {1} line */
    const char *place_in; /* {0} file, {1} line */
    const char *basis;    /* {0} value, {1} source */
    const char *start;    /* {0} value, {1} day, {2} source */
    const char *not_known;
    const char *nothing; /* {0} reason */
    const char *denominator;
    const char *minus; /* {0} element */
    const char *each_unit;
    const char *is_due;
    const char *no_origin;
    const char *submitted; /* {0} day */
    const char *size;      /* {0} element, {1} size, {2} source */
    const char *no_size;   /* {0} element */
    const char *against;   /* {0} value, {1} target */
};

const struct explanation_words *childplan__explanation_words(int32_t language);

#endif
