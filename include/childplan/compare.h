/**
 * @file
 * What changed between two readings, and why: a reading is reports with their plan, and the options of a rollup.
 *
 * The way from one reading to the other is gone in four steps, each of which takes one cause from the other reading and
 * keeps what was taken before. So the differences of the steps add up to the whole, exactly:
 * - the cut-off;
 * - the structure: the levels and units of the plan, and the day in whose tree they are seen;
 * - the configuration: all else of the plan (elements, indicators, rates, targets, thresholds, calendar, horizon);
 * - the data: the reports, and the day by which they are known.
 *
 * Two plans are one where their digests are the same. Else units, levels, elements and indicators are the same where
 * their ids are. What the reports of before hold is judged anew by the plan of each step, as an import would; what it
 * does not take is left out from there on, so it is counted to the cause that left it out.
 */
#ifndef CHILDPLAN_COMPARE_H
#define CHILDPLAN_COMPARE_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Two readings side by side, and those between them.
 * @since 0.2.0
 */
typedef struct childplan_comparison childplan_comparison;

/**
 * @name Readings
 * In the order of the steps; each has all that the one before it took. Since 0.2.0.
 * @{
 */
/** The first of the two that are compared. */
#define CHILDPLAN_READING_BEFORE 0
/** Before, up to the cut-off of after. */
#define CHILDPLAN_READING_CUT_OFF 1
/** That, in the structure of after. */
#define CHILDPLAN_READING_STRUCTURE 2
/** That, with the configuration of after. */
#define CHILDPLAN_READING_CONFIGURATION 3
/** That, with the data of after: the second of the two. */
#define CHILDPLAN_READING_AFTER 4
/** How many readings there are. */
#define CHILDPLAN_READING_COUNT 5
/** @} */

/**
 * @name Causes
 * Each is the step from the reading before its own number to that of its number. Since 0.2.0.
 * @{
 */
/** All of them: the whole difference. */
#define CHILDPLAN_CAUSE_ALL 0
/** Up to which day figures are counted. */
#define CHILDPLAN_CAUSE_CUT_OFF 1
/** Levels and units, and the day in whose tree they are seen. */
#define CHILDPLAN_CAUSE_STRUCTURE 2
/** All else that the plan says. */
#define CHILDPLAN_CAUSE_CONFIGURATION 3
/** The reports, and by which day they are known. */
#define CHILDPLAN_CAUSE_DATA 4
/** How many causes there are, with CHILDPLAN_CAUSE_ALL. */
#define CHILDPLAN_CAUSE_COUNT 5
/** @} */

/** In place of a column: any of those that are compared. Since 0.2.0. */
#define CHILDPLAN_ANY_COLUMN (-1)

/**
 * Compares two readings. Both are read for all rows that one of them asks for: units, levels, periods and indicators
 * are put together, and where one of them names none of a kind all are read (of periods: those that are its default).
 * So a row is on one side only where the other has no such unit, indicator or period, not for want of asking.
 *
 * It takes the time and the memory of up to five rollups: of fewer where a step changes nothing.
 * @param before_reports The reports of the first reading. They need not outlive the comparison; their plan must.
 * @param before_options NULL for the defaults. That they are live is left aside, and their progress function.
 * @param after_reports The same of the second reading; the same reports may be given twice.
 * @param after_options The same; their progress function is told how far the comparison is.
 * @param ret_comparison The caller's, to be freed with childplan_comparison_free.
 * @param reterr_diagnostics Gets the errors.
 * @errors USAGE (NULL, an index that is none), NO_MEMORY, REFUSED (a period or day outside the horizon), OVERFLOW (a
 * figure over 64 bits, named in the diagnostics; be it in a reading between the two), STOPPED.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_comparison_make(const childplan_reports *before_reports,
                                                         const childplan_rollup_options *before_options,
                                                         const childplan_reports *after_reports,
                                                         const childplan_rollup_options *after_options,
                                                         childplan_comparison **ret_comparison,
                                                         childplan_diagnostics *reterr_diagnostics);

/**
 * Frees a comparison and what was borrowed from it.
 * @param comparison The comparison; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_comparison_free(childplan_comparison *comparison);

/**
 * All rows of a reading, those that do not differ too. Readings that a step did not change are the same rollup. Those
 * between may be of a plan made of both, which has no digest in their stamp.
 * @param comparison The comparison.
 * @param reading CHILDPLAN_READING_*.
 * @return Borrowed until the comparison is freed; NULL out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const childplan_rollup *childplan_comparison_reading(const childplan_comparison *comparison,
                                                                   int32_t reading);

/**
 * How many facts of the reports of before a reading's plan did not take: superseded ones and withdrawals included.
 * @param comparison The comparison.
 * @param reading CHILDPLAN_READING_*.
 * @return How many; 0 of BEFORE, of AFTER and out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_comparison_facts_left(const childplan_comparison *comparison, int32_t reading);

/**
 * How many rows differ: those of unit × period × indicator that only one of the two readings has, or of which one of
 * these columns differs: numerator, denominator, value, low, high, units expected, reported and carried, target, by,
 * path, met, certain, status, gap. They are in the order of the rows of after; units, and at a unit indicators, that
 * only before has come last.
 * @param comparison The comparison.
 * @return How many.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_comparison_row_count(const childplan_comparison *comparison);

/**
 * The unit of a row that differs.
 * @param comparison The comparison.
 * @param row From 0.
 * @return Its id, borrowed from its plan; NULL out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_comparison_unit(const childplan_comparison *comparison, size_t row);

/**
 * The period of a row that differs.
 * @param comparison The comparison.
 * @param row From 0.
 * @return Its code; CHILDPLAN_NO_PERIOD out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int64_t childplan_comparison_period(const childplan_comparison *comparison, size_t row);

/**
 * The indicator of a row that differs.
 * @param comparison The comparison.
 * @param row From 0.
 * @return Its id, borrowed from its plan; NULL out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_comparison_indicator(const childplan_comparison *comparison, size_t row);

/**
 * Where a row that differs stands in a reading, whose rollup has all its figures.
 * @param comparison The comparison.
 * @param row From 0.
 * @param reading CHILDPLAN_READING_*.
 * @param ret_row The row of the reading's rollup, from 0.
 * @return CHILDPLAN_ABSENT, writing nothing, where the reading has no such row.
 * @errors USAGE (NULL, out of range).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_comparison_row(const childplan_comparison *comparison, size_t row,
                                                        int32_t reading, size_t *ret_row);

/**
 * Whether a cause changed something in a row: numerator, denominator and value exactly, the rest as it is printed.
 * Where only one of the two readings of the step has the row, all of its columns are changed.
 * @param comparison The comparison.
 * @param row From 0.
 * @param cause CHILDPLAN_CAUSE_*.
 * @param column One of the columns that are compared, or CHILDPLAN_ANY_COLUMN.
 * @return 1 where it did, else 0; 0 for another column, and out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_comparison_changed(const childplan_comparison *comparison, size_t row, int32_t cause,
                                                   int32_t column);

/**
 * The part of a cause in the difference (after less before) of a figure, as a fraction in lowest terms. The parts of
 * the four causes add up to that of CHILDPLAN_CAUSE_ALL. There are parts where before and after have the figure; where
 * a reading between them has none, its part is 0 and the next reading that has the figure is measured from the last
 * that had it.
 * @param comparison The comparison.
 * @param row From 0.
 * @param cause CHILDPLAN_CAUSE_*.
 * @param column CHILDPLAN_COLUMN_NUMERATOR, DENOMINATOR or VALUE.
 * @param ret_numerator The fraction's numerator.
 * @param ret_denominator Its denominator, above 0.
 * @return CHILDPLAN_ABSENT, writing nothing, where before or after has no such figure.
 * @errors USAGE (NULL, out of range, another column), OVERFLOW (the fraction does not fit 64 bits: the figures of the
 * two readings are exact in their rows).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_comparison_part(const childplan_comparison *comparison, size_t row,
                                                         int32_t cause, int32_t column, int64_t *ret_numerator,
                                                         int64_t *ret_denominator);

/**
 * The same as text: with its sign ("+1.25", "-3", "0"), the parts of numerator and denominator exact, those of the
 * value with at most 4 decimals, rounded half away from zero.
 * @param comparison The comparison.
 * @param row From 0.
 * @param cause CHILDPLAN_CAUSE_*.
 * @param column As for childplan_comparison_part.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL; 0 where there is no such part.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_comparison_part_text(const childplan_comparison *comparison, size_t row, int32_t cause,
                                                    int32_t column, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif

#endif
