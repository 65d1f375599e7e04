/**
 * @file
 * Who has reported: for each unit and period whether its reports are there, on time and complete, and the same added up
 * over the units placed below it.
 *
 * A *cell* is a unit, a reporting period of a data element's frequency, and the data element: one figure. It is
 * expected where the unit lives on the period's last day, its level then reports the element, and the period does not
 * end before the plan's first_report starts. A *report* is what a unit owes for one such period: the cells of all the
 * elements asked for that are reported so often. A row of a longer period collects the reports of the periods inside
 * it: 2025 those of its months, quarters and halves, and of 2025 itself. A row of a quarter knows nothing of a half.
 *
 * All is judged on one day, `until`. A report is due on its period's last day and the plan's `due_days` later; without
 * `due_days` on the last day itself, and then nothing can be called on time or late. On the day that it is due it is
 * not missing yet. A period that ends after that day is not read: its reports are still to come, whatever is there.
 *
 * Timeliness goes by the first submission: the oldest date of any value of the cell that is known, also where it was
 * corrected or withdrawn since. A value without a date is the oldest, and then timeliness is not known. Of a report it
 * is the first of its cells, those withdrawn since too: on time where one of them was; else unknown where of one of
 * them that is not known; else late.
 */
#ifndef CHILDPLAN_REPORTING_H
#define CHILDPLAN_REPORTING_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Of which units, periods and elements, judged on which day, known by when, in which structure.
 * @since 0.2.0
 */
typedef struct childplan_reporting_options childplan_reporting_options;

/**
 * Who has reported: rows and, where they were asked for, cells.
 * @since 0.2.0
 */
typedef struct childplan_reporting childplan_reporting;

/**
 * @name States
 * Each cell and each report is in exactly one; a row of several reports in the first of this list that one of its own
 * reports is in: missing, late, reported, not yet due, not applicable, not existing. Since 0.2.0.
 * @{
 */
/** A report is there, on time or of unknown timeliness; zero is a report. */
#define CHILDPLAN_REPORTING_REPORTED 0
/** A report is there, but first came after the day it was due. */
#define CHILDPLAN_REPORTING_LATE 1
/** It was due, and there is none: nothing ever came, or it was withdrawn. */
#define CHILDPLAN_REPORTING_MISSING 2
/** There is none, and the day it is due has not passed; or its period has not ended, whatever came. */
#define CHILDPLAN_REPORTING_NOT_YET_DUE 3
/** Nothing is asked of the unit: its level does not report the element, or the period ends before first_report. */
#define CHILDPLAN_REPORTING_NOT_APPLICABLE 4
/** The unit does not live on the period's last day. */
#define CHILDPLAN_REPORTING_NOT_EXISTING 5
/** How many states there are. */
#define CHILDPLAN_REPORTING_STATE_COUNT 6
/** @} */

/**
 * @name Marks
 * Bits; a report and a row have those of their cells. Since 0.2.0.
 * @{
 */
/** Of a cell: the newest that is known of it withdraws it. */
#define CHILDPLAN_REPORTING_WITHDRAWN 1
/** Of a cell with a report: something older of it is another value, or withdrew it. */
#define CHILDPLAN_REPORTING_CORRECTED 2
/** Of a report or row: some of its own cells that are expected are there, and some are not. Of no cell. */
#define CHILDPLAN_REPORTING_PARTIAL 4
/** Of a cell: a report is there although none is asked (not applicable, or not existing on the period's last day). */
#define CHILDPLAN_REPORTING_UNASKED 8
/** Of a cell that is not yet due: a report is there already, of a period that has not ended. */
#define CHILDPLAN_REPORTING_EARLY 16
/** @} */

/**
 * @name Timeliness
 * Of what is there. Since 0.2.0.
 * @{
 */
/** First submitted by the day it was due. */
#define CHILDPLAN_REPORTING_ON_TIME 0
/** First submitted later. */
#define CHILDPLAN_REPORTING_TOO_LATE 1
/** Not known: the first has no date, or the plan no due_days. */
#define CHILDPLAN_REPORTING_UNKNOWN 2
/** @} */

/**
 * The plan's due_days: so many days after its period's last day a report is on time.
 * @param plan The plan.
 * @return The days; CHILDPLAN_NONE where the plan does not say.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_due_days(const childplan_plan *plan);

/**
 * A state in words.
 * @param state CHILDPLAN_REPORTING_REPORTED …
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE.
 * @return Such as "not yet due"; NULL where it is no state. Borrowed, never freed.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_reporting_state_name(int32_t state, int32_t language);

/**
 * Makes options with the defaults: every unit and data element; each period of the elements' frequencies that has ended
 * by the day judged and does not end before first_report, by first day, the longer first, whether anyone reported for
 * it or not; the tree as it was on each period's last day; everything known; judged on the last day of the latest
 * period that holds a report, as a rollup is; no cells.
 * @param ret_options The caller's, to be freed with childplan_reporting_options_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_new(childplan_reporting_options **ret_options);

/**
 * Frees options; what was computed with them lives on.
 * @param options The options; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_reporting_options_free(childplan_reporting_options *options);

/**
 * Asks for a period, in the order of the calls; one asked for twice is given once. It may end, or start, after the day
 * judged.
 * @param options The options.
 * @param period A period's code, of any kind.
 * @errors USAGE (NULL, no period), NO_MEMORY.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_add_period(childplan_reporting_options *options,
                                                                      int64_t period);

/**
 * Asks for the rows of a unit. With units and levels a row must fit both. This chooses rows, never what is counted in
 * them.
 * @param options The options.
 * @param unit From 0; checked by childplan_reporting_compute.
 * @errors USAGE (NULL, below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_add_unit(childplan_reporting_options *options, int32_t unit);

/**
 * Asks for the rows of the units of a level: on the structure's day, or when they last lived before it. With units and
 * levels a row must fit both. This chooses rows, never what is counted in them.
 * @param options The options.
 * @param level From 0; checked by childplan_reporting_compute.
 * @errors USAGE (NULL, below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_add_level(childplan_reporting_options *options,
                                                                     int32_t level);

/**
 * Looks only at a data element, and at others that are named so: what is counted are their cells, and the reports that
 * these make.
 * @param options The options.
 * @param element From 0; checked by childplan_reporting_compute.
 * @errors USAGE (NULL, below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_add_element(childplan_reporting_options *options,
                                                                       int32_t element);

/**
 * Looks only at the data elements of one frequency, so that the row of 2025 has the reports for 2025 alone, not those
 * of its halves.
 * @param options The options.
 * @param frequency CHILDPLAN_MONTH … CHILDPLAN_YEAR; 0 (default): of all.
 * @errors USAGE (NULL, another number).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_set_frequency(childplan_reporting_options *options,
                                                                         int32_t frequency);

/**
 * Adds up every period in the tree of one day.
 * @param options The options.
 * @param day A day of the horizon, in days since 1970-01-01; CHILDPLAN_NO_DATE: as it was, on the period's last day or
 * the day judged, whichever comes first.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_set_structure(childplan_reporting_options *options,
                                                                         int32_t day);

/**
 * Looks at what had been submitted by a day.
 * @param options The options.
 * @param day Days since 1970-01-01; CHILDPLAN_NO_DATE: all. Where no other day is set it is the day judged, too: so it
 * looked on that day.
 * @errors USAGE (NULL, no day of the years 1 to 9999).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_set_known_by(childplan_reporting_options *options,
                                                                        int32_t day);

/**
 * The day on which all is judged: today, for who wants to know whom to ask today. What came after it counts all the
 * same unless childplan_reporting_options_set_known_by says otherwise.
 * @param options The options.
 * @param day Any day, also after the horizon, in days since 1970-01-01; CHILDPLAN_NO_DATE: the default.
 * @errors USAGE (NULL, no day of the years 1 to 9999).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_set_until(childplan_reporting_options *options, int32_t day);

/**
 * Tells how far the computation is (CHILDPLAN_PHASE_COMPUTING).
 * @param options The options.
 * @param tell Told how far it is, and able to stop it; NULL (default): nobody is told.
 * @param context Passed to `tell`; must outlive the options.
 * @errors USAGE (NULL options).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_set_progress(childplan_reporting_options *options,
                                                                        childplan_progress_fn tell, void *context);

/**
 * Whether the cells of the rows are kept, too: 32 bytes for each data element and reporting period inside a row.
 * @param options The options.
 * @param cells 1: they are; 0 (default): they are not.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_options_set_cells(childplan_reporting_options *options,
                                                                     int32_t cells);

/**
 * Looks who has reported, in the reports as they are now; later imports do not change it.
 * @param reports The reports, which need not outlive the result; their plan must.
 * @param options NULL for the defaults.
 * @param ret_reporting The caller's, to be freed with childplan_reporting_free.
 * @param reterr_diagnostics Gets the errors.
 * @errors USAGE (NULL, an index that is none), NO_MEMORY, REFUSED (a period or the structure's day outside the
 * horizon), STOPPED (childplan_reporting_options_set_progress).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_compute(const childplan_reports *reports,
                                                           const childplan_reporting_options *options,
                                                           childplan_reporting **ret_reporting,
                                                           childplan_diagnostics *reterr_diagnostics);

/**
 * Frees what was computed, and what was borrowed from it.
 * @param reporting The result; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_reporting_free(childplan_reporting *reporting);

/**
 * The plan that it was computed for.
 * @param reporting The result.
 * @return The plan. Borrowed, owned by whoever loaded it.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const childplan_plan *childplan_reporting_plan(const childplan_reporting *reporting);

/**
 * The day on which it was judged.
 * @param reporting The result.
 * @return Days since 1970-01-01.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_reporting_until(const childplan_reporting *reporting);

/**
 * The day of its structure.
 * @param reporting The result.
 * @return Days since 1970-01-01, or CHILDPLAN_NO_DATE for as was.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_reporting_structure(const childplan_reporting *reporting);

/**
 * The day of knowledge.
 * @param reporting The result.
 * @return Days since 1970-01-01, or CHILDPLAN_NO_DATE for all.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_reporting_known_by(const childplan_reporting *reporting);

/**
 * How many rows: unit (document order) × period (as asked). Each unit that was asked for has a row for each period,
 * also where it does not live then: it may have ended within the year and owe a report all the same.
 * @param reporting The result.
 * @return How many.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_reporting_row_count(const childplan_reporting *reporting);

/**
 * @name Columns of rows
 * The comment gives the type that crosses and when a row has none. *Own* is of the unit's own reports in the period;
 * *below* of all reports in it of the units placed in the unit's subtree, itself included, in the tree of the
 * structure's day: an ended unit is placed at its successor or else its parent, and its row has nothing below. Only
 * reports count whose period has ended by the day judged, but for TO_COME. Always EXPECTED = RECEIVED + MISSING +
 * NOT_YET_DUE and RECEIVED = ON_TIME + LATE + TIMELINESS_UNKNOWN; and what is below a unit is what is its own, added up
 * over the units placed there. Since 0.2.0.
 * @{
 */
/** int32: the unit. */
#define CHILDPLAN_REPORTING_COLUMN_UNIT 0
/** int64: the period. */
#define CHILDPLAN_REPORTING_COLUMN_PERIOD 1
/** int32: the unit's level on the structure's day, or when it last lived before it. */
#define CHILDPLAN_REPORTING_COLUMN_LEVEL 2
/** int32: the unit in whose subtree its own reports count, itself where it lives on the structure's day. */
#define CHILDPLAN_REPORTING_COLUMN_PLACE 3
/** int32: the state, CHILDPLAN_REPORTING_REPORTED …; see there what that of several reports is. */
#define CHILDPLAN_REPORTING_COLUMN_STATE 4
/** int32: the marks, CHILDPLAN_REPORTING_WITHDRAWN … */
#define CHILDPLAN_REPORTING_COLUMN_MARKS 5
/** int32: CHILDPLAN_REPORTING_ON_TIME …; of several own reports that are there late before unknown before on time; none
 * where none is there. */
#define CHILDPLAN_REPORTING_COLUMN_TIMELINESS 6
/** int32: the first day on which a value of its own expected cells was submitted; none without a date. */
#define CHILDPLAN_REPORTING_COLUMN_FIRST_SUBMITTED 7
/** int32: the last day on which one was submitted, corrected or withdrawn; none without a date. */
#define CHILDPLAN_REPORTING_COLUMN_LATEST_SUBMITTED 8
/** int32: the day its report is due; of several the first that is missing, else the first that is not yet due, else the
 * last; none where none is expected. */
#define CHILDPLAN_REPORTING_COLUMN_DUE 9
/** int32: where it is missing, so many days past that day on the day judged; none of any other. */
#define CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE 10
/** int32, own: reports expected. */
#define CHILDPLAN_REPORTING_COLUMN_OWN_EXPECTED 11
/** int32, own: of these, those of which at least one cell is there. */
#define CHILDPLAN_REPORTING_COLUMN_OWN_RECEIVED 12
/** int32, own: of these, those that were due and of which no cell is there. */
#define CHILDPLAN_REPORTING_COLUMN_OWN_MISSING 13
/** int32, own: cells expected. */
#define CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_EXPECTED 14
/** int32, own: of these, those that are there. */
#define CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_RECEIVED 15
/** int64, below: reports expected. */
#define CHILDPLAN_REPORTING_COLUMN_EXPECTED 16
/** int64, below: of these, those of which at least one cell is there. */
#define CHILDPLAN_REPORTING_COLUMN_RECEIVED 17
/** int64, below: of those received, those of which all expected cells are there. */
#define CHILDPLAN_REPORTING_COLUMN_COMPLETE 18
/** int64, below: of those received, those that were on time. */
#define CHILDPLAN_REPORTING_COLUMN_ON_TIME 19
/** int64, below: of those received, those that were late. */
#define CHILDPLAN_REPORTING_COLUMN_LATE 20
/** int64, below: of those received, those of which that is not known. */
#define CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN 21
/** int64, below: reports that were due and are missing. */
#define CHILDPLAN_REPORTING_COLUMN_MISSING 22
/** int64, below: reports that are not there, of periods that have ended, and that may still come in time. */
#define CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE 23
/** int64, below: reports of periods that have not ended by the day judged; not among those expected. */
#define CHILDPLAN_REPORTING_COLUMN_TO_COME 24
/** int64, below: cells of the reports expected. */
#define CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED 25
/** int64, below: of these, those that are there. */
#define CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED 26
/** double, for convenience: received of expected, in percent; none where none is expected. As text at most 4 decimals.
 * The exact figure is childplan_reporting_rate's. */
#define CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE 27
/** double, for convenience: on time of expected, otherwise as the reporting rate. */
#define CHILDPLAN_REPORTING_COLUMN_ON_TIME_RATE 28
/** double, for convenience: complete of expected, otherwise as the reporting rate. */
#define CHILDPLAN_REPORTING_COLUMN_COMPLETE_RATE 29
/** How many columns there are. */
#define CHILDPLAN_REPORTING_COLUMN_COUNT 30
/** @} */

/**
 * The name of a column, as a header line of CSV has it.
 * @param column CHILDPLAN_REPORTING_COLUMN_*.
 * @return Such as "days_overdue"; NULL out of range. Borrowed, never freed.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_reporting_column_name(int32_t column);

/**
 * A whole column of int32: one cell a row.
 * @param reporting The result.
 * @param column CHILDPLAN_REPORTING_COLUMN_*, one of that type.
 * @param ret_cells As many cells as rows; borrowed until the result is freed. A cell that holds nothing is 0 and means
 * nothing.
 * @param ret_present One byte a row, 1 where the cell holds something; borrowed as the cells; may be NULL.
 * @errors USAGE (NULL, no such column, a column of another type).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_int32_column(const childplan_reporting *reporting, int32_t column,
                                                                const int32_t **ret_cells, const uint8_t **ret_present);

/**
 * A whole column of int64: one cell a row.
 * @param reporting The result.
 * @param column CHILDPLAN_REPORTING_COLUMN_*, one of that type.
 * @param ret_cells As many cells as rows; borrowed until the result is freed. A cell that holds nothing is 0 and means
 * nothing.
 * @param ret_present One byte a row, 1 where the cell holds something; borrowed as the cells; may be NULL.
 * @errors USAGE (NULL, no such column, a column of another type).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_int64_column(const childplan_reporting *reporting, int32_t column,
                                                                const int64_t **ret_cells, const uint8_t **ret_present);

/**
 * A whole column of double: one cell a row. For convenience; the exact figures are childplan_reporting_rate's.
 * @param reporting The result.
 * @param column CHILDPLAN_REPORTING_COLUMN_*, one of that type.
 * @param ret_cells As many cells as rows; borrowed until the result is freed. A cell that holds nothing is 0 and means
 * nothing.
 * @param ret_present One byte a row, 1 where the cell holds something; borrowed as the cells; may be NULL.
 * @errors USAGE (NULL, no such column, a column of another type).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_double_column(const childplan_reporting *reporting, int32_t column,
                                                                 const double **ret_cells, const uint8_t **ret_present);

/**
 * One whole-numbered cell of a row, of an int32 or int64 column.
 * @param reporting The result.
 * @param row From 0.
 * @param column CHILDPLAN_REPORTING_COLUMN_*.
 * @param ret_value The cell.
 * @return CHILDPLAN_ABSENT, writing nothing, where it holds nothing.
 * @errors USAGE (NULL, no such row or column, a column of double).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_get(const childplan_reporting *reporting, size_t row, int32_t column,
                                                       int64_t *ret_value);

/**
 * One cell of a row as text: ids, days as YYYY-MM-DD, states with their English words, joined by "_"
 * ("not_yet_due"), marks likewise and separated by spaces ("withdrawn partial"), timeliness as on_time, late or
 * unknown, rates with at most 4 decimals rounded half away from zero; nothing where it holds nothing.
 * @param reporting The result.
 * @param row From 0.
 * @param column CHILDPLAN_REPORTING_COLUMN_*.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_reporting_text(const childplan_reporting *reporting, size_t row, int32_t column,
                                              char *buffer, size_t size);

/**
 * The row of a unit and period.
 * @param reporting The result.
 * @param unit The unit.
 * @param period A period's code.
 * @param ret_row The row, from 0.
 * @return CHILDPLAN_ABSENT, writing nothing, where there is none.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_find(const childplan_reporting *reporting, int32_t unit,
                                                        int64_t period, size_t *ret_row);

/**
 * A rate of a row, exact. It is never over 1.
 * @param reporting The result.
 * @param row From 0.
 * @param column CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, _ON_TIME_RATE or _COMPLETE_RATE.
 * @param ret_numerator Reports received, on time, or complete.
 * @param ret_denominator Reports expected.
 * @return CHILDPLAN_ABSENT, writing nothing, where none is expected.
 * @errors USAGE (NULL, no such row, another column).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_rate(const childplan_reporting *reporting, size_t row,
                                                        int32_t column, int64_t *ret_numerator,
                                                        int64_t *ret_denominator);

/**
 * How many cells there are, of all rows together: for each row the reporting periods of the elements asked for that lie
 * inside its period (by first day, the longer first) × the elements that are reported so often (document order).
 * @param reporting The result.
 * @return How many; 0 where they were not asked for.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_reporting_cell_count(const childplan_reporting *reporting);

/**
 * The cells of a row: those of its unit alone, also where none is asked of it.
 * @param reporting The result.
 * @param row From 0.
 * @param ret_first The first of them.
 * @param ret_count How many follow on it, itself included; 0 where they were not asked for.
 * @errors USAGE (NULL, no such row).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_cells_of(const childplan_reporting *reporting, size_t row,
                                                            size_t *ret_first, size_t *ret_count);

/**
 * @name Columns of cells
 * All of int32, but for the period, which is int64. Since 0.2.0.
 * @{
 */
/** The unit. */
#define CHILDPLAN_REPORTING_CELL_UNIT 0
/** The reporting period, of the element's frequency. */
#define CHILDPLAN_REPORTING_CELL_PERIOD 1
/** The data element. */
#define CHILDPLAN_REPORTING_CELL_ELEMENT 2
/** The state, CHILDPLAN_REPORTING_REPORTED … */
#define CHILDPLAN_REPORTING_CELL_STATE 3
/** The marks, CHILDPLAN_REPORTING_WITHDRAWN … */
#define CHILDPLAN_REPORTING_CELL_MARKS 4
/** CHILDPLAN_REPORTING_ON_TIME …; none where it is neither reported nor late. */
#define CHILDPLAN_REPORTING_CELL_TIMELINESS 5
/** The day its first value was submitted, be it corrected or withdrawn since; none without a date. */
#define CHILDPLAN_REPORTING_CELL_FIRST_SUBMITTED 6
/** The day the newest was, a value or a withdrawal; none without a date. */
#define CHILDPLAN_REPORTING_CELL_LATEST_SUBMITTED 7
/** The day it is due; none where it is not expected. */
#define CHILDPLAN_REPORTING_CELL_DUE 8
/** How many columns there are. */
#define CHILDPLAN_REPORTING_CELL_COLUMN_COUNT 9
/** @} */

/**
 * One figure of a cell.
 * @param reporting The result.
 * @param cell From 0.
 * @param column CHILDPLAN_REPORTING_CELL_*.
 * @param ret_value The figure.
 * @return CHILDPLAN_ABSENT, writing nothing, where it holds nothing.
 * @errors USAGE (NULL, no such cell or column).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reporting_cell_get(const childplan_reporting *reporting, size_t cell,
                                                            int32_t column, int64_t *ret_value);

/**
 * One figure of a cell as text, as childplan_reporting_text.
 * @param reporting The result.
 * @param cell From 0.
 * @param column CHILDPLAN_REPORTING_CELL_*.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_reporting_cell_text(const childplan_reporting *reporting, size_t cell, int32_t column,
                                                   char *buffer, size_t size);

#ifdef __cplusplus
}
#endif

#endif
