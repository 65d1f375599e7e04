/*
 * Reports: what units reported, with every revision, and imports, the only way in.
 *
 * An import is a transaction. It gathers rows from CSV files, from memory or one by one, and childplan_import_commit
 * takes them together: all or, where anything is wrong, nothing (atomic, the default); or the good ones, with the rest
 * as warnings (lenient). Either way the order of the rows makes no difference.
 */
#ifndef CHILDPLAN_REPORTS_H
#define CHILDPLAN_REPORTS_H

#include "plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The reports of one plan. Since 0.1.0. */
typedef struct childplan_reports childplan_reports;

/* Rows on their way into reports. Since 0.1.0. */
typedef struct childplan_import childplan_import;

/*
 * Makes an empty store for a plan, which must outlive it. ret_reports: the caller's.
 * Errors: USAGE, NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_reports_new(const childplan_plan *plan, childplan_reports **ret_reports);

/* Frees reports, which must outlive their imports and rollups. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_reports_free(childplan_reports *reports);

/* How many facts are held: accepted values and withdrawals, superseded ones included. Since 0.1.0. */
CHILDPLAN_API size_t childplan_reports_fact_count(const childplan_reports *reports);

/*
 * The value in force for a cell: the newest one submitted by `known_by` (CHILDPLAN_NO_DATE: all). period: of the
 * element's frequency (or a year's name where an import would take it). ret_value: whole number of 10^-decimals of the
 * element. ret_submitted (may be NULL): when it was submitted, or CHILDPLAN_NO_DATE. Returns CHILDPLAN_ABSENT, writing
 * nothing, where there is no report or it was withdrawn. Errors: USAGE. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_reports_get(const childplan_reports *reports, int32_t unit, int64_t period,
                                                     int32_t element, int32_t known_by, int64_t *ret_value,
                                                     int32_t *ret_submitted);

/*
 * Begins an import into reports. Several may be open; each is checked against what is held when it is committed.
 * ret_import: the caller's. Errors: USAGE, NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_import_new(childplan_reports *reports, childplan_import **ret_import);

/* Ends an import; what was not committed is forgotten. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_import_free(childplan_import *import);

/* 1: numbers in CSV are written 1.234,5; 0 (default): 1234.5. For what is read from then on. Errors: USAGE. Since
 * 0.1.0. */
CHILDPLAN_API childplan_status childplan_import_set_decimal_comma(childplan_import *import, int32_t decimal_comma);

/* 1: take the good rows and return the rest as warnings; 0 (default): all or nothing. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_import_set_lenient(childplan_import *import, int32_t lenient);

/*
 * Reads a CSV file (long or wide, see README.md). path: UTF-8. Rows that are wrong in themselves become diagnostics
 * now, the others wait for childplan_import_commit. A file whose header cannot be understood is refused whole, lenient
 * or not. Errors: USAGE, NO_MEMORY, FILE (unreadable), REFUSED (atomic: anything wrong; lenient: the header). An atomic
 * import that was refused once takes nothing any more; its commit still reports what else is wrong. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_import_read_file(childplan_import *import, const char *path,
                                                          childplan_diagnostics *reterr_diagnostics);

/* The same from memory. name: what diagnostics call it. text: `size` bytes, not kept. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_import_read_memory(childplan_import *import, const char *name,
                                                            const char *text, size_t size,
                                                            childplan_diagnostics *reterr_diagnostics);

/*
 * Adds one value. unit, element: indices of the plan. period: of the element's frequency (or a year's name, see the
 * README). value: whole number of 10^-decimals of the element. submitted: when, or CHILDPLAN_NO_DATE. Errors: USAGE (an
 * index or period that is none), NO_MEMORY, REFUSED (a rule of the plan forbids it; as for CSV rows, the diagnostics
 * say which; their file is "values" and their line the number of the value in the import, from 1). Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_import_add_value(childplan_import *import, int32_t unit, int64_t period,
                                                          int32_t element, int64_t value, int32_t submitted,
                                                          childplan_diagnostics *reterr_diagnostics);

/* Adds `count` values as columns, each as childplan_import_add_value; submitted may be NULL. Errors: as there, and
   USAGE where a column is NULL; on USAGE nothing was added. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_import_add_values(childplan_import *import, size_t count, const int32_t *units,
                                                           const int64_t *periods, const int32_t *elements,
                                                           const int64_t *values, const int32_t *submitted,
                                                           childplan_diagnostics *reterr_diagnostics);

/* Withdraws a cell's report from a date on; submitted is required. Errors: as childplan_import_add_value. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_import_add_withdrawal(childplan_import *import, int32_t unit, int64_t period,
                                                               int32_t element, int32_t submitted,
                                                               childplan_diagnostics *reterr_diagnostics);

/*
 * Takes the gathered rows into the reports and empties the import, which can be used again. ret_accepted, ret_refused
 * (may be NULL): facts taken, and rows or cells refused since the import began or was last committed. Errors: USAGE,
 * NO_MEMORY, REFUSED (atomic: nothing was taken). On NO_MEMORY the reports and the import are as before. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_import_commit(childplan_import *import, int64_t *ret_accepted,
                                                       int64_t *ret_refused, childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
