/*
 * Rows written out: as CSV, as JSON, or as a table a person reads.
 *
 * CSV: RFC 4180 with LF line ends; a header line, then a line for each row:
 * unit,period,indicator,numerator,denominator,value,low,high,units_expected,units_reported,units_carried,target,by,
 * path,met,certain,status,gap,as_of and, with names, unit_name,level,indicator_name. A cell that holds nothing is
 * empty. met and certain are yes or no; the target is written "> 90".
 *
 * JSON: one object {"childplan": version, "plan": {"id", "title"}, "until", "structure", "known_by", "rows": [...]}.
 * The days are "YYYY-MM-DD"; structure is null for "as was", known_by null for "all". Each row is an object with the
 * columns of the CSV as keys, all of them in each row: figures are exact decimal numbers, as in the CSV; met and
 * certain are true or false; the target is {"operator": "above", "number": 90} with the operator's name in the plan
 * file (above, at_least, below, at_most, equals); what a cell does not hold is null.
 *
 * Table: for a terminal, in English or Vietnamese. The figures are those of the CSV, in the language's own form.
 */
#ifndef CHILDPLAN_OUTPUT_H
#define CHILDPLAN_OUTPUT_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How to write rows. Since 0.1.0. */
typedef struct childplan_output childplan_output;

#define CHILDPLAN_FORMAT_CSV 0
#define CHILDPLAN_FORMAT_JSON 1
#define CHILDPLAN_FORMAT_TABLE 2

/*
 * Takes a piece of the output. Returns CHILDPLAN_OK, or anything else to stop the writing with that status. Since
 * 0.1.0.
 */
typedef childplan_status (*childplan_write_fn)(void *context, const char *bytes, size_t size);

/*
 * Makes output settings with the defaults: CSV, ids only, English, no colour, a table 80 columns wide.
 * ret_output: the caller's. Errors: USAGE (NULL), NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_output_new(childplan_output **ret_output);

/* Frees them. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_output_free(childplan_output *output);

/* CHILDPLAN_FORMAT_*. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_output_set_format(childplan_output *output, int32_t format);

/* 1: CSV and JSON carry unit_name, level and indicator_name too. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_output_set_names(childplan_output *output, int32_t names);

/* The language of the table's own words. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_output_set_language(childplan_output *output, int32_t language);

/* 1: the table is coloured for a terminal, with the plan's colours. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_output_set_color(childplan_output *output, int32_t color);

/* The table's width in terminal columns, 60 to 1000. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_output_set_width(childplan_output *output, int32_t columns);

/*
 * Writes the rows, in pieces. output: NULL for the defaults. Errors: USAGE, NO_MEMORY, what `write` returned. Since
 * 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_write(const childplan_rollup *rollup, const childplan_output *output,
                                                      childplan_write_fn write, void *context);

/*
 * Writes the rows to a file. path: UTF-8, replaced if it exists; NULL is the standard output. Lines end in LF
 * everywhere. Errors: USAGE, NO_MEMORY, FILE (with a diagnostic). Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_rollup_write_file(const childplan_rollup *rollup,
                                                           const childplan_output *output, const char *path,
                                                           childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
