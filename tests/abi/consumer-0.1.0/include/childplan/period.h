/**
 * @file
 * Dates and periods. A period is an int64_t code that carries its own name; which days it covers depends on the plan's
 * reporting year (childplan_plan_period_days). Names follow DHIS2 and spec: 2025, 2025-H1, 2025-Q3, 2025-04,
 * 2021..2025, plan.
 */
#ifndef CHILDPLAN_PERIOD_H
#define CHILDPLAN_PERIOD_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @name Kinds of period, from short to long
 * Since 0.1.0.
 * @{
 */
/** A month. */
#define CHILDPLAN_MONTH 1
/** A quarter of a reporting year. */
#define CHILDPLAN_QUARTER 2
/** Half a reporting year. */
#define CHILDPLAN_HALF 3
/** A reporting year. */
#define CHILDPLAN_YEAR 4
/** A run of reporting years. */
#define CHILDPLAN_SPAN 5
/** The plan's whole horizon. */
#define CHILDPLAN_WHOLE_PLAN 6
/** @} */

/** No period. */
#define CHILDPLAN_NO_PERIOD INT64_C(0)

/**
 * Reads a date written YYYY-MM-DD.
 * @param text `size` bytes.
 * @param size The bytes of the text.
 * @param ret_date Days since 1970-01-01.
 * @errors USAGE (NULL), REFUSED (not such a date, or no day of the calendar).
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_date_parse(const char *text, size_t size, int32_t *ret_date);

/**
 * Writes a date as YYYY-MM-DD, nothing for CHILDPLAN_NO_DATE.
 * @param date Days since 1970-01-01.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_date_format(int32_t date, char *buffer, size_t size);

/**
 * Reads a period in any accepted spelling, any case: 2025, 2025-H1, 2025H1, 2025S1, 2025-Q3, 2025Q3, 2025-04, 202504,
 * 2021..2025, plan. A span of one year is that year.
 * @param text `size` bytes.
 * @param size The bytes of the text.
 * @param ret_period The period's code.
 * @errors USAGE (NULL), REFUSED (not a period).
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_period_parse(const char *text, size_t size, int64_t *ret_period);

/**
 * Makes a period.
 * @param kind CHILDPLAN_MONTH, CHILDPLAN_QUARTER, CHILDPLAN_HALF or CHILDPLAN_YEAR.
 * @param year The year in its name, 1 to 9999.
 * @param number The number in its name: 1 to 12, 4, 2 or 1.
 * @return The period's code; CHILDPLAN_NO_PERIOD for anything else.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int64_t childplan_period_of(int32_t kind, int32_t year, int32_t number);

/**
 * Writes a period's name, in the first spelling of those childplan_period_parse takes; nothing for what is no period.
 * @param period A period's code.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_period_format(int64_t period, char *buffer, size_t size);

/**
 * What kind of period it is.
 * @param period A period's code.
 * @return CHILDPLAN_MONTH … CHILDPLAN_WHOLE_PLAN; 0 for what is no period.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_period_kind(int64_t period);

/**
 * The year in its name, of a span the first one.
 * @param period A period's code.
 * @return The year; 0 for the whole plan or what is no period.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_period_year(int64_t period);

/**
 * The year in its name, of a span the last one.
 * @param period A period's code.
 * @return The year; 0 for the whole plan or what is no period.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_period_last_year(int64_t period);

/**
 * The number in its name.
 * @param period A period's code.
 * @return Month 1-12, quarter 1-4, half 1-2; 1 for a year; 0 for the others.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_period_number(int64_t period);

#ifdef __cplusplus
}
#endif

#endif
