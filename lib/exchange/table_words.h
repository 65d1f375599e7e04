/* The table's own words. {0}, {1} are filled in. */
#ifndef CHILDPLAN_LIB_EXCHANGE_TABLE_WORDS_H
#define CHILDPLAN_LIB_EXCHANGE_TABLE_WORDS_H

#include "table_layout.h"

struct table_words {
    char decimal_mark;
    char group_mark;
    const char *plan;
    const char *issued;    /* {0} issuer, {1} day */
    const char *issued_by; /* {0} issuer */
    const char *cut_off;
    const char *structure_as_was;
    const char *structure_as_of;
    const char *known_by;
    const char *periods[CHILDPLAN_WHOLE_PLAN + 1]; /* {0} number or first year, {1} year or last year */
    const char *halves[2];
    const char *days;                                 /* {0} first, {1} last */
    const char *by_periods[CHILDPLAN_WHOLE_PLAN + 1]; /* in a target, {0} and {1} as above */
    const char *by_halves[2];
    const char *period_so_far; /* {0} period, {1} day */
    const char *headings[TABLE_COLUMNS];
    const char *no_data;
    const char *or_more;
    const char *path;
    const char *no_rows;
    /* The legend: what a mark means. */
    const char *legend_no_denominator;
    const char *legend_reports;
    const char *legend_carried;
    const char *legend_uncertain;
    const char *legend_unknown_target;
    const char *legend_aspiration;
    const char *legend_range;
    const char *legend_or_more;
    const char *legend_path;
    const char *legend_gap;
    const char *legend_no_gap;
    const char *legend_pace;
    const char *digests; /* {0} of the plan, {1} of the reports */
};

const struct table_words *childplan__table_words(int32_t language);

#endif
