/**
 * @file
 * Rows written out: as CSV, as JSON, as a table a person reads, or as a workbook of spreadsheets.
 *
 * CSV: RFC 4180 with LF line ends; a header line, then a line for each row:
 * unit,period,indicator,numerator,denominator,value,low,high,units_expected,units_reported,units_carried,target,by,
 * path,met,certain,status,gap,as_of and, with names, unit_name,level,indicator_name, and last, with pace,
 * periods_left,pace. A cell that holds nothing is empty. met and certain are yes or no; the target is written "> 90", a
 * range ">= 5 <= 7", one measured from a figure that is not there "<= ?".
 *
 * A spreadsheet takes a cell of a CSV file that begins with = + - @ tab or CR for a formula, which may run programs or
 * send what the sheet holds elsewhere. Ids and names come from the plan, so a table of a plan that somebody else wrote
 * is to be opened in a spreadsheet only as written with childplan_output_set_safe_cells.
 *
 * JSON: one object {"childplan": version, "plan": {"id", "title"}, "plan_id", "plan_sha256", "reports_sha256", "until",
 * "known_by", "structure", "rows": [...]}. All but "plan" and "rows" are the stamp (childplan_rollup_stamp) under its
 * names. The days are "YYYY-MM-DD"; structure is null for "as was", known_by null for "all". Each row is an object with
 * the columns of the CSV as keys, all of them in each row: figures are exact decimal numbers, as in the CSV; met and
 * certain are true or false; the target is {"operator": "above", "number": 90} with the operator's name in the plan
 * file (above, at_least, below, at_most, equals); what a cell does not hold is null. A range has its upper edge under
 * "and": {"operator": "at_least", "number": 5, "and": {"operator": "at_most", "number": 7}}; a number that is not known
 * is null. Compact, the names are said once, "columns": ["unit", …], and each row is a list of its cells in their
 * order.
 *
 * Table: for a terminal, in English or Vietnamese. The figures are those of the CSV, in the language's own form. An
 * aspiration is marked. The last line gives the first 12 digits of the digests of plan and reports.
 *
 * Workbook (XLSX), where the library was built with libxlsxwriter: a sheet for each period, in order of time, with a
 * line for each unit and indicator, as an official report needs it: title, cut-off and structure above, a header that
 * stays in view and is printed on each page of A4, statuses in the plan's names and colours, and below what the columns
 * mean and the stamp. Figures are numbers, in a number format that a spreadsheet shows with the marks of its own
 * country (1.234,5 in Viet Nam), percentages with their %; a figure of more than 15 digits, which no spreadsheet holds
 * exactly, is text. Whatever comes from the plan is text too, never a formula. The file is said to have been made on
 * the cut-off, so that the same rows give the same file. Memory for the workbook comes from malloc, and its parts are
 * gathered in the system's folder for temporary files.
 */
#ifndef CHILDPLAN_OUTPUT_H
#define CHILDPLAN_OUTPUT_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * How to write rows.
 * @since 0.1.0
 */
typedef struct childplan_output childplan_output;

/**
 * @name Formats
 * Since 0.1.0.
 * @{
 */
/** CSV, as above. */
#define CHILDPLAN_FORMAT_CSV 0
/** JSON, as above. */
#define CHILDPLAN_FORMAT_JSON 1
/** The table, as above. */
#define CHILDPLAN_FORMAT_TABLE 2
/** The workbook, as above. Since 0.2.0. */
#define CHILDPLAN_FORMAT_XLSX 3
/** @} */

/**
 * Takes a piece of the output.
 * @param context The caller's, as given with the callback.
 * @param bytes `size` bytes, UTF-8, valid during the call; a piece may end within a character.
 * @param size The bytes of the piece.
 * @return CHILDPLAN_OK, or anything else to stop the writing with that status.
 * @threads called by the thread that writes
 * @since 0.1.0
 */
typedef childplan_status (*childplan_write_fn)(void *context, const char *bytes, size_t size);

/**
 * Makes output settings with the defaults: CSV, ids only, English, no colour, a table 80 columns wide.
 * @param ret_output The caller's, to be freed with childplan_output_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_output_new(childplan_output **ret_output);

/**
 * Frees output settings.
 * @param output The settings; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_output_free(childplan_output *output);

/**
 * Which format is written.
 * @param output The settings.
 * @param format CHILDPLAN_FORMAT_*.
 * @errors USAGE (NULL, no such format).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_output_set_format(childplan_output *output, int32_t format);

/**
 * Whether this build of the library can write a format.
 * @param format CHILDPLAN_FORMAT_*.
 * @return 1 where it can; 0 where not: CHILDPLAN_FORMAT_XLSX in a build without libxlsxwriter, or no such format.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_output_has_format(int32_t format);

/**
 * Whether CSV and JSON carry unit_name, level and indicator_name too.
 * @param output The settings.
 * @param names 1: they do; 0 (default): ids only.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_output_set_names(childplan_output *output, int32_t names);

/**
 * Whether CSV is safe to open in a spreadsheet whoever wrote the plan: a cell of text that begins with = + - @ tab or
 * CR gets an apostrophe before it, so that no spreadsheet takes it for a formula. Numbers stay numbers, "-5" too; a
 * target is text ("= 90"). Programs that read the file find the apostrophe in the text.
 * @param output The settings.
 * @param safe 1: it is; 0 (default): the texts are written as they are.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_output_set_safe_cells(childplan_output *output, int32_t safe);

/**
 * Tells how many of the rows are written (CHILDPLAN_PHASE_WRITING).
 * @param output The settings.
 * @param tell Told how far it is, and able to stop it; NULL (default): nobody is told.
 * @param context Passed to `tell`; must outlive the settings.
 * @errors USAGE (NULL output).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_output_set_progress(childplan_output *output, childplan_progress_fn tell,
                                                             void *context);

/**
 * The language of the words of tables, workbooks and forms.
 * @param output The settings.
 * @param language CHILDPLAN_ENGLISH (default) or CHILDPLAN_VIETNAMESE.
 * @errors USAGE (NULL, no such language).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_output_set_language(childplan_output *output, int32_t language);

/**
 * Whether the table is coloured for a terminal, with the plan's colours.
 * @param output The settings.
 * @param color 1: it is; 0 (default): it is not.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_output_set_color(childplan_output *output, int32_t color);

/**
 * The table's width.
 * @param output The settings.
 * @param columns In terminal columns, 60 to 1000.
 * @errors USAGE (NULL, out of range).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_output_set_width(childplan_output *output, int32_t columns);

/**
 * Whether the rows say at which pace a target that lies ahead is reached: CSV, JSON and workbooks by periods_left and
 * pace, the table below the gap.
 * @param output The settings.
 * @param pace 1: they do; 0 (default): they do not.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_output_set_pace(childplan_output *output, int32_t pace);

/**
 * Whether JSON names the columns once, before the rows, and not in each row: of many rows about a third is left.
 * @param output The settings.
 * @param compact 1: rows are lists; 0 (default): objects.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_output_set_compact(childplan_output *output, int32_t compact);

/**
 * Writes the rows, in pieces.
 * @param rollup The rows.
 * @param output NULL for the defaults.
 * @param write Is given the pieces, in order.
 * @param context Passed to `write`.
 * @errors USAGE (NULL), NO_MEMORY, STOPPED, UNSUPPORTED (a workbook, in a build without them), FILE and OVERFLOW (a
 * workbook whose parts could not be written, or do not fit), what `write` returned.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_write(const childplan_rollup *rollup, const childplan_output *output,
                                                      childplan_write_fn write, void *context);

/**
 * Writes the rows to a file. Lines end in LF everywhere. An ordinary file is written beside its name (as path.part00)
 * and takes the name in the end: whatever fails before, what was there is still there. In place are written, as before
 * 0.2.0: symbolic links, files with several names, devices and pipes; and a file that cannot be replaced by one with
 * the same owner, group and mode, or in whose folder no file can be made.
 * @param rollup The rows.
 * @param output NULL for the defaults.
 * @param path UTF-8, replaced if it exists; NULL is the standard output.
 * @param reterr_diagnostics Says which file could not be written.
 * @errors USAGE (NULL), NO_MEMORY, STOPPED, FILE and UNSUPPORTED (each with a diagnostic), OVERFLOW.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_write_file(const childplan_rollup *rollup,
                                                           const childplan_output *output, const char *path,
                                                           childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
