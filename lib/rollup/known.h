/* What is known: which cycles hold a report, and from that the default cut-off and the default periods. */
#ifndef CHILDPLAN_LIB_ROLLUP_KNOWN_H
#define CHILDPLAN_LIB_ROLLUP_KNOWN_H

#include "frame.h"

/* For each frequency that some element has: one byte a cycle, 1 where some report is in force that
   can be in a row. */
struct known {
    uint8_t *cycles[CHILDPLAN_YEAR + 1];
    int32_t latest; /* last day of the latest period that holds a report; CHILDPLAN_NO_DATE without any */
};

childplan_status childplan__known_begin(const struct sources *sources, struct known *ret_known);
void childplan__known_end(const struct sources *sources, struct known *known);

/* Each reporting year with a report, then its periods with a report, by first day, the longer first. ret_periods: the
   caller's to release. */
childplan_status childplan__known_periods(const struct sources *sources, const struct known *known,
                                          int64_t **ret_periods, size_t *ret_count);

/* 1 where a report of one of these units (a bit each) is in force. */
int32_t childplan__knows_reports(const struct sources *sources, const uint64_t *units);

/* How many units are expected in the cycles that end on a day, and how many of them have reported all of it. */
void childplan__count_reporting(const struct sources *sources, int32_t day, int32_t *ret_expected,
                                int32_t *ret_reported);

#endif
