/* Dates, reporting years, periods and cycles. */
#ifndef CHILDPLAN_LIB_CALENDAR_CALENDAR_H
#define CHILDPLAN_LIB_CALENDAR_CALENDAR_H

#include <childplan/period.h>

/* A plan's reporting years: first_year … last_year, each twelve months from start_month/start_day (day at most 28),
   named by the calendar year of its last day. */
struct calendar {
    int32_t start_month;
    int32_t start_day;
    int32_t first_year;
    int32_t last_year;
};

/* Days of the first and last day of what a period covers; both inclusive. */
struct days {
    int32_t first;
    int32_t last;
};

int32_t childplan__date(int32_t year, int32_t month, int32_t day);
void childplan__date_split(int32_t date, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day);

/* `count` (at most 9) ASCII digits as a number; -1 where one of them is none. */
int32_t childplan__digits(const char *text, size_t count);

struct days childplan__horizon(const struct calendar *calendar);
/* The days of any period (a real code), inside the horizon or not. */
struct days childplan__period_days(const struct calendar *calendar, int64_t period);
/* The period of the same kind before a month, quarter, half or year. */
int64_t childplan__period_before(int64_t period);
/* 1 where two periods are of one kind: both months, quarters, halves or years, or covering the same days, as runs of
   years and the whole plan must. */
int32_t childplan__is_same_kind(const struct calendar *calendar, int64_t a, int64_t b);
/* 1 where the whole period lies in the horizon. */
int32_t childplan__period_in_horizon(const struct calendar *calendar, int64_t period);

/*
 * Cycles: the periods of one frequency (CHILDPLAN_MONTH … YEAR) in the horizon, numbered from 0 in order of time.
 */
int32_t childplan__cycles_a_year(int32_t frequency); /* 12, 4, 2, 1 */
int32_t childplan__cycle_count(const struct calendar *calendar, int32_t frequency);
struct days childplan__cycle_days(const struct calendar *calendar, int32_t frequency, int32_t cycle);
int64_t childplan__cycle_period(const struct calendar *calendar, int32_t frequency, int32_t cycle);
/* The cycle of a period of that frequency; -1 where it is of another kind or outside the horizon. */
int32_t childplan__cycle_of(const struct calendar *calendar, int32_t frequency, int64_t period);
/* The cycle that holds a day: before the horizon negative, after it from the count on. */
int32_t childplan__cycle_on(const struct calendar *calendar, int32_t frequency, int32_t day);
/* The first cycle that starts on or after a day, the last one that ends on or before it: may be the count, or -1. */
int32_t childplan__first_cycle_from(const struct calendar *calendar, int32_t frequency, int32_t day);
int32_t childplan__last_cycle_until(const struct calendar *calendar, int32_t frequency, int32_t day);
/* The reporting year that holds a day. */
int32_t childplan__year_of(const struct calendar *calendar, int32_t day);

#endif
