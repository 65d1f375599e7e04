/**
 * @file
 * Entry forms: what a unit owes for a period, as a sheet (or CSV) to be filled in and read back as reports.
 *
 * A form has a row for each cell that is expected of the unit (README.md, "Expected") within the period: the data
 * elements of its level, for each period of their frequency. Each row has the ids by which it is read back, the
 * element's name, what is expected as its value, the value in force for the period before and the one reported so far,
 * and room for a value and a note. In a workbook a spreadsheet takes nothing else than what is expected: a whole number
 * or one of so many decimals, between `min` and `max`, yes or no, a part no larger than its whole; and only the cells
 * to be filled in can be changed.
 *
 * Saved as CSV, as a workbook or by hand, a form is a report file: unit, period, element, value and note are read, the
 * columns whose name begins with # are not. The rows before the header begin with # as well; `#form` says that it is a
 * form, in which a row without a value is one that was not filled in, and shows by one half, as the program that saved
 * it writes it, how its numbers are written (0.5 or 0,5); `#submitted` has the day on which it was submitted, for all
 * of its rows.
 *
 * Whatever comes from the plan is text in a workbook, never a formula. In CSV the same guard as
 * childplan_output_set_safe_cells is on what is not read back; ids stay as they are.
 */
#ifndef CHILDPLAN_FORMS_H
#define CHILDPLAN_FORMS_H

#include "output.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * How many rows the form of a unit for a period has.
 * @param plan The plan.
 * @param unit The unit.
 * @param period Any period; what lies outside the horizon is not expected.
 * @return How many; 0 where nothing is expected, or for NULL, an index or period that is none.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_form_row_count(const childplan_plan *plan, int32_t unit, int64_t period);

/**
 * Writes the form of a unit for a period, in pieces.
 * @param plan The plan.
 * @param reports Of that plan, for the values beside; NULL: there are none.
 * @param unit The unit.
 * @param period Any period.
 * @param output Its format, CHILDPLAN_FORMAT_CSV or CHILDPLAN_FORMAT_XLSX, and its language; NULL: CSV, in English.
 * @param write Is given the pieces, in order.
 * @param context Passed to `write`.
 * @return CHILDPLAN_ABSENT, writing nothing, where nothing is expected.
 * @errors USAGE (NULL, an index or period that is none, another format, reports of another plan), NO_MEMORY,
 * UNSUPPORTED (a workbook, in a build without them), FILE and OVERFLOW (a workbook whose parts could not be written, or
 * do not fit), what `write` returned.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_form_write(const childplan_plan *plan, const childplan_reports *reports,
                                                    int32_t unit, int64_t period, const childplan_output *output,
                                                    childplan_write_fn write, void *context);

/**
 * Writes the form of a unit for a period to a file, which is replaced as by childplan_rollup_write_file.
 * @param plan The plan.
 * @param reports Of that plan, for the values beside; NULL: there are none.
 * @param unit The unit.
 * @param period Any period.
 * @param output As for childplan_form_write.
 * @param path UTF-8; NULL is the standard output.
 * @param reterr_diagnostics Says which file could not be written.
 * @return CHILDPLAN_ABSENT, writing no file, where nothing is expected.
 * @errors USAGE (as for childplan_form_write), NO_MEMORY, FILE and UNSUPPORTED (each with a diagnostic), OVERFLOW.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_form_write_file(const childplan_plan *plan, const childplan_reports *reports,
                                                         int32_t unit, int64_t period, const childplan_output *output,
                                                         const char *path, childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
