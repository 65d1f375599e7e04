/**
 * @file
 * A rollup: reports combined up the tree of units into rows (unit, period, indicator), with bounds, targets and status.
 * The meaning of every figure is in README.md.
 */
#ifndef CHILDPLAN_ROLLUP_H
#define CHILDPLAN_ROLLUP_H

#include "reports.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Which rows, known by when, in which structure.
 * @since 0.1.0
 */
typedef struct childplan_rollup_options childplan_rollup_options;

/**
 * Computed rows.
 * @since 0.1.0
 */
typedef struct childplan_rollup childplan_rollup;

/**
 * Makes options with the defaults: every unit and indicator; each reporting year with a report, then its periods with a
 * report; the tree as it was on each period's last day; everything known; the cut-off on the last day of the latest
 * period that holds a report.
 * @param ret_options The caller's, to be freed with childplan_rollup_options_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_new(childplan_rollup_options **ret_options);

/**
 * Frees options; rollups computed with them live on.
 * @param options The options; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_rollup_options_free(childplan_rollup_options *options);

/**
 * Asks for a period, in the order of the calls; one asked for twice is given once. Without any, the default of
 * childplan_rollup_options_new.
 * @param options The options.
 * @param period A period's code.
 * @errors USAGE (NULL, no period), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_add_period(childplan_rollup_options *options, int64_t period);

/**
 * Asks for the rows of a unit. With units and levels a row must fit both. This chooses rows, never what is counted in
 * them.
 * @param options The options.
 * @param unit From 0; checked by childplan_rollup_compute.
 * @errors USAGE (NULL, below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_add_unit(childplan_rollup_options *options, int32_t unit);

/**
 * Asks for the rows of the units of a level. With units and levels a row must fit both. This chooses rows, never what
 * is counted in them.
 * @param options The options.
 * @param level From 0; checked by childplan_rollup_compute.
 * @errors USAGE (NULL, below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_add_level(childplan_rollup_options *options, int32_t level);

/**
 * Asks for the rows of an indicator.
 * @param options The options.
 * @param indicator From 0; checked by childplan_rollup_compute.
 * @errors USAGE (NULL, below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_add_indicator(childplan_rollup_options *options,
                                                                      int32_t indicator);

/**
 * Restates every period in the tree of one day.
 * @param options The options.
 * @param day A day of the horizon, in days since 1970-01-01; CHILDPLAN_NO_DATE: as it was.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_structure(childplan_rollup_options *options, int32_t day);

/**
 * Computes with what had been submitted by a day.
 * @param options The options.
 * @param day Days since 1970-01-01; CHILDPLAN_NO_DATE: all.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_known_by(childplan_rollup_options *options, int32_t day);

/**
 * The cut-off.
 * @param options The options.
 * @param day A day of the horizon, in days since 1970-01-01; CHILDPLAN_NO_DATE: the default of
 * childplan_rollup_options_new.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_until(childplan_rollup_options *options, int32_t day);

/**
 * How many threads may be used. Any number gives the same rows.
 * @param options The options.
 * @param threads 1 (default) to 256.
 * @errors USAGE (NULL, out of range).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_threads(childplan_rollup_options *options, int32_t threads);

/**
 * Tells how far the computation is (CHILDPLAN_PHASE_COMPUTING). Of a live rollup, the first one and each that is made
 * anew; then it must outlive the rollup.
 * @param options The options.
 * @param tell Told how far it is, and able to stop it; NULL (default): nobody is told.
 * @param context Passed to `tell`; must outlive the options.
 * @errors USAGE (NULL options).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_progress(childplan_rollup_options *options,
                                                                     childplan_progress_fn tell, void *context);

/**
 * Whether the digest of the reports is part of the stamp. It takes longer than the rows where there are millions of
 * reports, and is asked for in vain where only CSV is written, which carries no stamp.
 * @param options The options.
 * @param digest 1 (default): it is; 0: CHILDPLAN_STAMP_REPORTS_DIGEST holds nothing.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_digest(childplan_rollup_options *options, int32_t digest);

/**
 * Whether the rollup can be refreshed: see childplan_rollup_refresh. It then keeps, until it is freed, the sums from
 * which its rows are read: about 70 bytes for each period, indicator and unit of which rows are asked or which has
 * units below (again as much for the earlier period where a target is measured from it, and for what a count of units
 * that meet a target counts), and less than one byte a unit for each period. Its stamp has no digest of the reports,
 * which would cost more than all the rest: ask childplan_reports_digest.
 *
 * A live rollup watches its reports: both belong to the same thread. Until it is refreshed they keep a note of each
 * change, 40 bytes, of no more changes than there are units (and some thousands); past that, and where memory runs out
 * for a note, the next refresh computes all anew. Without a live rollup they keep none.
 * @param options The options.
 * @param live 1: it can; 0 (default): it stays as it was computed.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_rollup_options_set_live(childplan_rollup_options *options, int32_t live);

/**
 * Computes rows from the reports as they are now; later imports do not change them, but childplan_rollup_refresh does.
 * @param reports The reports, which need not outlive the rollup; their plan must.
 * @param options NULL for the defaults.
 * @param ret_rollup The caller's, to be freed with childplan_rollup_free.
 * @param reterr_diagnostics Gets the errors; notes (a default cut-off that ends early, a chosen unit without rows) are
 * added on success too.
 * @errors USAGE (NULL, an index that is none), NO_MEMORY, REFUSED (a period or day outside the horizon), OVERFLOW (a
 * figure over 64 bits, named in the diagnostics), STOPPED.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_compute(const childplan_reports *reports,
                                                        const childplan_rollup_options *options,
                                                        childplan_rollup **ret_rollup,
                                                        childplan_diagnostics *reterr_diagnostics);

/**
 * Brings a live rollup up to date: its rows become what childplan_rollup_compute would give of the reports as they are
 * now, with the same options and the cut-off and periods it has, to the byte. The cut-off and the periods stay what
 * they were at the start, also where a report of a later period has come. There are as many rows as before, in the same
 * order, and their cells change in place: what was borrowed from the columns stays valid and shows the new figures.
 *
 * After k new facts (reports, corrections, withdrawals) it costs in proportion to k and to the depth of the tree, not
 * to the number of units; where `max` or `min` over units is gone, also to the units next below. All is computed anew
 * where that is quicker (an eighth of the units has changed), where the rollup is known by a day, and where a figure is
 * too large.
 * @param rollup A rollup computed with childplan_rollup_options_set_live.
 * @param reports The reports it was computed from.
 * @param reterr_diagnostics Gets the errors.
 * @errors USAGE (NULL, not live, other reports, or rows that are shared with Arrow: what a consumer reads must not
 * change, so release its streams and arrays first), NO_MEMORY, OVERFLOW (a figure over 64 bits, named in the
 * diagnostics), STOPPED. On an error the rollup is as it was, and can be refreshed again.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_rollup_refresh(childplan_rollup *rollup, const childplan_reports *reports,
                                                        childplan_diagnostics *reterr_diagnostics);

/**
 * Frees a rollup and what was borrowed from it.
 * @param rollup The rollup; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_rollup_free(childplan_rollup *rollup);

/**
 * The plan it was computed for.
 * @param rollup The rollup.
 * @return Borrowed: the plan its reports were made for.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API const childplan_plan *childplan_rollup_plan(const childplan_rollup *rollup);

/**
 * The cut-off it was computed with.
 * @param rollup The rollup.
 * @return Days since 1970-01-01.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_rollup_until(const childplan_rollup *rollup);

/**
 * The day of its structure.
 * @param rollup The rollup.
 * @return Days since 1970-01-01, or CHILDPLAN_NO_DATE for as was.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_rollup_structure(const childplan_rollup *rollup);

/**
 * The day of knowledge.
 * @param rollup The rollup.
 * @return Days since 1970-01-01, or CHILDPLAN_NO_DATE for all.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_rollup_known_by(const childplan_rollup *rollup);

/**
 * @name The stamp
 * What a rollup was made from and how, so that what was published can be proved and made again. Since 0.1.0.
 * @{
 */
/** The library's version. */
#define CHILDPLAN_STAMP_LIBRARY 0
/** The plan's id. */
#define CHILDPLAN_STAMP_PLAN 1
/** SHA-256 of the plan, 64 hexadecimal digits: see childplan_plan_digest. */
#define CHILDPLAN_STAMP_PLAN_DIGEST 2
/** SHA-256 of the reports, 64 hexadecimal digits: see childplan_reports_digest; nothing where it was not asked for. */
#define CHILDPLAN_STAMP_REPORTS_DIGEST 3
/** The cut-off, YYYY-MM-DD. */
#define CHILDPLAN_STAMP_UNTIL 4
/** The day of knowledge, YYYY-MM-DD; nothing for all. */
#define CHILDPLAN_STAMP_KNOWN_BY 5
/** The structure's day, YYYY-MM-DD; nothing for as was. */
#define CHILDPLAN_STAMP_STRUCTURE 6
/** How many items a stamp has. */
#define CHILDPLAN_STAMP_COUNT 7
/** @} */

/**
 * The name under which JSON and Arrow carry an item of the stamp.
 * @param item CHILDPLAN_STAMP_*.
 * @return Such as "plan_sha256"; NULL out of range. Borrowed, never freed.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_stamp_name(int32_t item);

/**
 * An item of a rollup's stamp, as text.
 * @param rollup The rollup.
 * @param item CHILDPLAN_STAMP_*.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_rollup_stamp(const childplan_rollup *rollup, int32_t item, char *buffer, size_t size);

/**
 * How many rows: unit (document order) × period (as asked) × indicator (document order).
 * @param rollup The rollup.
 * @return How many.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_rollup_row_count(const childplan_rollup *rollup);

/**
 * @name Columns
 * The comment gives the type that crosses and when a row has none. Since 0.1.0.
 * @{
 */
/** int32: the unit. */
#define CHILDPLAN_COLUMN_UNIT 0
/** int64: the period. */
#define CHILDPLAN_COLUMN_PERIOD 1
/** int32: the indicator. */
#define CHILDPLAN_COLUMN_INDICATOR 2
/** int64: whole number of 10^-(numerator decimals); none where no unit contributes. */
#define CHILDPLAN_COLUMN_NUMERATOR 3
/** int64: whole number of 10^-(denominator decimals); none where no unit contributes, or for a total. */
#define CHILDPLAN_COLUMN_DENOMINATOR 4
/** double, for convenience: the value; none without one. The exact value is numerator × per ÷ denominator. */
#define CHILDPLAN_COLUMN_VALUE 5
/** double, for convenience: the lowest the missing reports could still make it; none where unbounded. */
#define CHILDPLAN_COLUMN_LOW 6
/** double, for convenience: the highest; none where unbounded. */
#define CHILDPLAN_COLUMN_HIGH 7
/** int32: how many units were expected. */
#define CHILDPLAN_COLUMN_UNITS_EXPECTED 8
/** int32: how many of them reported. */
#define CHILDPLAN_COLUMN_UNITS_REPORTED 9
/** int32: how many units are carried. */
#define CHILDPLAN_COLUMN_UNITS_CARRIED 10
/** double, for convenience: the target's number as the value is compared with it, of a range the lower edge; none where
 * no target applies, or what it is measured from is not known. As text the whole target, also where the number is not
 * known: "> 90", ">= 5 <= 7", "<= ?". A number measured from another figure has at most 4 decimals there. */
#define CHILDPLAN_COLUMN_TARGET 11
/** int64: the period the target is due by, of a recurring one that of the row; none where no target applies. */
#define CHILDPLAN_COLUMN_BY 12
/** double, for convenience: the value expected by now; none without a path. */
#define CHILDPLAN_COLUMN_PATH 13
/** int32: 1 met, 0 not; none without value or target, or where its number is not known. */
#define CHILDPLAN_COLUMN_MET 14
/** int32: 1 where no missing report can change `met`, else 0; none where that holds nothing. */
#define CHILDPLAN_COLUMN_CERTAIN 15
/** int32: CHILDPLAN_STATUS_MET … */
#define CHILDPLAN_COLUMN_STATUS 16
/** int64: whole number of 10^-(gap decimals), the smallest change of the numerator that meets the target; none where
 * none does. */
#define CHILDPLAN_COLUMN_GAP 17
/** int32: the period's last day, or the cut-off where that comes first. */
#define CHILDPLAN_COLUMN_AS_OF 18
/** int32: the unit's level on the structure's day. */
#define CHILDPLAN_COLUMN_LEVEL 19
/** int32: decimals of the numerator. */
#define CHILDPLAN_COLUMN_NUMERATOR_DECIMALS 20
/** int32: decimals of the denominator. */
#define CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS 21
/** int32: decimals of the gap. */
#define CHILDPLAN_COLUMN_GAP_DECIMALS 22
/** int32: the target's operator as it applies to the value, CHILDPLAN_ABOVE …: that of a decrease is turned round. Of a
 * range that of the lower edge. None where no target applies. */
#define CHILDPLAN_COLUMN_OPERATOR 23
/** double, for convenience: the upper edge of a range; none of any other target, or where it is not known. As text, its
 * number. Since 0.2.0. */
#define CHILDPLAN_COLUMN_TARGET_HIGH 24
/** int32: the operator of that edge, CHILDPLAN_BELOW or CHILDPLAN_AT_MOST; none of any other target. Since 0.2.0. */
#define CHILDPLAN_COLUMN_OPERATOR_HIGH 25
/** int32: 1 where the target is binding, 0 where it is an aspiration, as text yes and no; none where no target applies.
 * Since 0.2.0. */
#define CHILDPLAN_COLUMN_BINDING 26
/** int32: the reporting periods that are left for a target that lies ahead; none where none does. Since 0.2.0. */
#define CHILDPLAN_COLUMN_PERIODS_LEFT 27
/** double, for convenience: what each of them must add to the numerator: gap ÷ periods left, 0 where the target is met
 * already; none where there is no gap or no period left. As text at most 4 decimals. Since 0.2.0. */
#define CHILDPLAN_COLUMN_PACE 28
/** How many columns there are. */
#define CHILDPLAN_COLUMN_COUNT 29
/** @} */

/**
 * A whole column of int32: one cell a row.
 * @param rollup The rollup.
 * @param column CHILDPLAN_COLUMN_*, one of that type.
 * @param ret_cells As many cells as rows; borrowed until the rollup is freed. A cell that holds nothing is 0 and means
 * nothing.
 * @param ret_present One byte a row, 1 where the cell holds something; borrowed as the cells; may be NULL.
 * @errors USAGE (NULL, no such column, a column of another type).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_int32_column(const childplan_rollup *rollup, int32_t column,
                                                             const int32_t **ret_cells, const uint8_t **ret_present);

/**
 * A whole column of int64: one cell a row.
 * @param rollup The rollup.
 * @param column CHILDPLAN_COLUMN_*, one of that type.
 * @param ret_cells As many cells as rows; borrowed until the rollup is freed. A cell that holds nothing is 0 and means
 * nothing.
 * @param ret_present One byte a row, 1 where the cell holds something; borrowed as the cells; may be NULL.
 * @errors USAGE (NULL, no such column, a column of another type).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_int64_column(const childplan_rollup *rollup, int32_t column,
                                                             const int64_t **ret_cells, const uint8_t **ret_present);

/**
 * A whole column of double: one cell a row. For convenience; the exact figures are in the columns of int64.
 * @param rollup The rollup.
 * @param column CHILDPLAN_COLUMN_*, one of that type.
 * @param ret_cells As many cells as rows; borrowed until the rollup is freed. A cell that holds nothing is 0 and means
 * nothing.
 * @param ret_present One byte a row, 1 where the cell holds something; borrowed as the cells; may be NULL.
 * @errors USAGE (NULL, no such column, a column of another type).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_double_column(const childplan_rollup *rollup, int32_t column,
                                                              const double **ret_cells, const uint8_t **ret_present);

/**
 * One whole-numbered cell, of an int32 or int64 column.
 * @param rollup The rollup.
 * @param row From 0.
 * @param column CHILDPLAN_COLUMN_*.
 * @param ret_value The cell.
 * @return CHILDPLAN_ABSENT, writing nothing, where it holds nothing.
 * @errors USAGE (NULL, no such row or column, a column of double).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_get(const childplan_rollup *rollup, size_t row, int32_t column,
                                                    int64_t *ret_value);

/**
 * One cell as the CSV output prints it: ids, exact numbers, at most 4 decimals rounded half away from zero, nothing
 * where it holds nothing.
 * @param rollup The rollup.
 * @param row From 0.
 * @param column CHILDPLAN_COLUMN_*.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_rollup_text(const childplan_rollup *rollup, size_t row, int32_t column, char *buffer,
                                           size_t size);

/**
 * The row of a unit, period and indicator.
 * @param rollup The rollup.
 * @param unit The unit.
 * @param period A period's code.
 * @param indicator The indicator.
 * @param ret_row The row, from 0.
 * @return CHILDPLAN_ABSENT, writing nothing, where there is none.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_find(const childplan_rollup *rollup, int32_t unit, int64_t period,
                                                     int32_t indicator, size_t *ret_row);

#ifdef __cplusplus
}
#endif

#endif
