/*
 * A rollup: reports combined up the tree of units into rows (unit, period, indicator), with bounds, targets and status.
 * The meaning of every figure is in README.md.
 */
#ifndef CHILDPLAN_ROLLUP_H
#define CHILDPLAN_ROLLUP_H

#include "reports.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which rows, known by when, in which structure. Since 0.1.0. */
typedef struct childplan_rollup_options childplan_rollup_options;

/* Computed rows. Since 0.1.0. */
typedef struct childplan_rollup childplan_rollup;

/*
 * Makes options with the defaults: every unit and indicator; each reporting year with a report, then its periods with a
 * report; the tree as it was on each period's last day; everything known; the cut-off on the last day of the latest
 * period that holds a report. ret_options: the caller's. Errors: USAGE (NULL), NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_options_new(childplan_rollup_options **ret_options);

/* Frees options; rollups computed with them live on. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_rollup_options_free(childplan_rollup_options *options);

/*
 * Asks for a period, in the order of the calls; one asked for twice is given once. Without any, the default above.
 * Errors: USAGE (no period), NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_options_add_period(childplan_rollup_options *options, int64_t period);

/* Asks for the rows of a unit; of a level; of an indicator. With units and levels a row must fit both. These choose
   rows, never what is counted in them. Indices are checked by childplan_rollup_compute. Errors: USAGE, NO_MEMORY. Since
   0.1.0. */
CHILDPLAN_API childplan_status childplan_rollup_options_add_unit(childplan_rollup_options *options, int32_t unit);
CHILDPLAN_API childplan_status childplan_rollup_options_add_level(childplan_rollup_options *options, int32_t level);
CHILDPLAN_API childplan_status childplan_rollup_options_add_indicator(childplan_rollup_options *options,
                                                                      int32_t indicator);

/* Restates every period in the tree of one day of the horizon; CHILDPLAN_NO_DATE: as it was. Errors: USAGE. Since
 * 0.1.0. */
CHILDPLAN_API childplan_status childplan_rollup_options_set_structure(childplan_rollup_options *options, int32_t day);

/* Computes with what had been submitted by a day; CHILDPLAN_NO_DATE: all. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_rollup_options_set_known_by(childplan_rollup_options *options, int32_t day);

/* The cut-off, a day of the horizon; CHILDPLAN_NO_DATE: the default above. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_rollup_options_set_until(childplan_rollup_options *options, int32_t day);

/* How many threads may be used, 1 (default) to 256. Any number gives the same rows. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_rollup_options_set_threads(childplan_rollup_options *options, int32_t threads);

/*
 * Computes rows from the reports as they are now; later imports do not change them. options: NULL for the defaults.
 * ret_rollup: the caller's; the plan must outlive it, the reports need not. Notes (a default cut-off that ends early, a
 * chosen unit without rows) are added to reterr_diagnostics on success too.
 * Errors: USAGE, NO_MEMORY, REFUSED (a period or day outside the horizon), OVERFLOW (a figure over 64 bits, named in
 * the diagnostics). Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_compute(const childplan_reports *reports,
                                                        const childplan_rollup_options *options,
                                                        childplan_rollup **ret_rollup,
                                                        childplan_diagnostics *reterr_diagnostics);

/* Frees a rollup and what was borrowed from it. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_rollup_free(childplan_rollup *rollup);

/* The plan it was computed for. Borrowed. Since 0.1.0. */
CHILDPLAN_API const childplan_plan *childplan_rollup_plan(const childplan_rollup *rollup);

/* The cut-off it was computed with; the day of its structure, or CHILDPLAN_NO_DATE for as was; the day of knowledge, or
   CHILDPLAN_NO_DATE for all. Since 0.1.0. */
CHILDPLAN_API int32_t childplan_rollup_until(const childplan_rollup *rollup);
CHILDPLAN_API int32_t childplan_rollup_structure(const childplan_rollup *rollup);
CHILDPLAN_API int32_t childplan_rollup_known_by(const childplan_rollup *rollup);

/* How many rows: unit (document order) × period (as asked) × indicator (document order). Since 0.1.0. */
CHILDPLAN_API size_t childplan_rollup_row_count(const childplan_rollup *rollup);

/*
 * Columns. The comment gives the type that crosses and when a row has none.
 */
/* int32: the unit. */
#define CHILDPLAN_COLUMN_UNIT 0
/* int64: the period. */
#define CHILDPLAN_COLUMN_PERIOD 1
/* int32: the indicator. */
#define CHILDPLAN_COLUMN_INDICATOR 2
/* int64: whole number of 10^-(numerator decimals); none where no unit contributes. */
#define CHILDPLAN_COLUMN_NUMERATOR 3
/* int64: whole number of 10^-(denominator decimals); none where no unit contributes, or for a total. */
#define CHILDPLAN_COLUMN_DENOMINATOR 4
/* double, for convenience: the value; none without one. The exact value is numerator × per ÷ denominator. */
#define CHILDPLAN_COLUMN_VALUE 5
/* double, for convenience: the lowest the missing reports could still make it; none where unbounded. */
#define CHILDPLAN_COLUMN_LOW 6
/* double, for convenience: the highest; none where unbounded. */
#define CHILDPLAN_COLUMN_HIGH 7
/* int32: how many units were expected, of them reported, and carried. */
#define CHILDPLAN_COLUMN_UNITS_EXPECTED 8
#define CHILDPLAN_COLUMN_UNITS_REPORTED 9
#define CHILDPLAN_COLUMN_UNITS_CARRIED 10
/* double, for convenience: the target's number; none where no target applies. As text: "> 90". */
#define CHILDPLAN_COLUMN_TARGET 11
/* int64: the period the target is due by; none where no target applies. */
#define CHILDPLAN_COLUMN_BY 12
/* double, for convenience: the value expected by now; none without a path. */
#define CHILDPLAN_COLUMN_PATH 13
/* int32: 1 met, 0 not; none without value or target. */
#define CHILDPLAN_COLUMN_MET 14
/* int32: 1 where no missing report can change `met`, else 0; none without value or target. */
#define CHILDPLAN_COLUMN_CERTAIN 15
/* int32: CHILDPLAN_STATUS_MET … */
#define CHILDPLAN_COLUMN_STATUS 16
/* int64: whole number of 10^-(gap decimals), the smallest change of the numerator that meets the target; none where
   none does. */
#define CHILDPLAN_COLUMN_GAP 17
/* int32: the period's last day after the cut-off. */
#define CHILDPLAN_COLUMN_AS_OF 18
/* int32: the unit's level on the structure's day. */
#define CHILDPLAN_COLUMN_LEVEL 19
/* int32: decimals of the numerator, the denominator and the gap. */
#define CHILDPLAN_COLUMN_NUMERATOR_DECIMALS 20
#define CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS 21
#define CHILDPLAN_COLUMN_GAP_DECIMALS 22
/* int32: the target's operator, CHILDPLAN_ABOVE …; none where no target applies. */
#define CHILDPLAN_COLUMN_OPERATOR 23
#define CHILDPLAN_COLUMN_COUNT 24

/*
 * A whole column: one cell a row, borrowed until the rollup is freed. ret_present (may be NULL): one byte a row, 1
 * where the cell holds something; a cell that holds nothing is 0 in the column and means nothing. Errors: USAGE (NULL,
 * no such column, a column of another type). Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_int32_column(const childplan_rollup *rollup, int32_t column,
                                                             const int32_t **ret_cells, const uint8_t **ret_present);
CHILDPLAN_API childplan_status childplan_rollup_int64_column(const childplan_rollup *rollup, int32_t column,
                                                             const int64_t **ret_cells, const uint8_t **ret_present);
CHILDPLAN_API childplan_status childplan_rollup_double_column(const childplan_rollup *rollup, int32_t column,
                                                              const double **ret_cells, const uint8_t **ret_present);

/*
 * One whole-numbered cell, of an int32 or int64 column. Returns CHILDPLAN_ABSENT, writing nothing, where it holds
 * nothing. Errors: USAGE. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_get(const childplan_rollup *rollup, size_t row, int32_t column,
                                                    int64_t *ret_value);

/*
 * One cell as the CSV output prints it: ids, exact numbers, at most 4 decimals rounded half away from zero, nothing
 * where it holds nothing. Text convention of base.h. Since 0.1.0.
 */
CHILDPLAN_API size_t childplan_rollup_text(const childplan_rollup *rollup, size_t row, int32_t column, char *buffer,
                                           size_t size);

/*
 * The row of a unit, period and indicator. Returns CHILDPLAN_ABSENT, writing nothing, where there is none.
 * Errors: USAGE. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_find(const childplan_rollup *rollup, int32_t unit, int64_t period,
                                                     int32_t indicator, size_t *ret_row);

#ifdef __cplusplus
}
#endif

#endif
