/**
 * @file
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

/**
 * The reports of one plan.
 * @since 0.1.0
 */
typedef struct childplan_reports childplan_reports;

/**
 * Rows on their way into reports. An import and its reports belong to the same thread.
 * @since 0.1.0
 */
typedef struct childplan_import childplan_import;

/**
 * Makes an empty store.
 * @param plan The plan, which must outlive it.
 * @param ret_reports The caller's, to be freed with childplan_reports_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_reports_new(const childplan_plan *plan, childplan_reports **ret_reports);

/**
 * Frees reports, which must outlive their imports; rollups computed from them live on.
 * @param reports The reports; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_reports_free(childplan_reports *reports);

/**
 * How many facts are held: accepted values and withdrawals, superseded ones included.
 * @param reports The reports.
 * @return How many.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_reports_fact_count(const childplan_reports *reports);

/**
 * SHA-256 (FIPS 180-4) of all the facts held, as 64 hexadecimal digits: of one line for each, in order of unit, data
 * element and period, the newest date first, as `unit,period,element,value,submitted` with ids (quoted as in CSV), the
 * period's first spelling, the exact value (nothing where it is withdrawn) and the date (nothing without one), each
 * ended by LF. The same facts give the same digest however they came in.
 * @param reports The reports.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_reports_digest(const childplan_reports *reports, char *buffer, size_t size);

/**
 * Whether facts that are taken from then on keep the file and line they came from. Without them they take half the
 * memory, but a diagnostic of a commit may not be able to name the place of a report.
 * @param reports The reports.
 * @param origins 1 (default): they do; 0: they do not.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reports_set_origins(childplan_reports *reports, int32_t origins);

/**
 * The value in force for a cell: the newest one submitted by a day.
 * @param reports The reports.
 * @param unit The unit.
 * @param period Of the element's frequency (or a year's name where an import would take it).
 * @param element The data element.
 * @param known_by The day; CHILDPLAN_NO_DATE: all.
 * @param ret_value Whole number of 10^-decimals of the element.
 * @param ret_submitted When it was submitted, or CHILDPLAN_NO_DATE; may be NULL.
 * @return CHILDPLAN_ABSENT, writing nothing, where there is no report or it was withdrawn.
 * @errors USAGE (NULL, an index or period that is none).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_reports_get(const childplan_reports *reports, int32_t unit, int64_t period,
                                                     int32_t element, int32_t known_by, int64_t *ret_value,
                                                     int32_t *ret_submitted);

/**
 * Begins an import. Several may be open; each is checked against what is held when it is committed.
 * @param reports Where the rows go; they must outlive the import.
 * @param ret_import The caller's, to be freed with childplan_import_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_new(childplan_reports *reports, childplan_import **ret_import);

/**
 * Ends an import; what was not committed is forgotten.
 * @param import The import; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_import_free(childplan_import *import);

/**
 * How numbers are written in the CSV that is read from then on.
 * @param import The import.
 * @param decimal_comma 1: 1.234,5; 0 (default): 1234.5.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_set_decimal_comma(childplan_import *import, int32_t decimal_comma);

/**
 * How many threads may read the CSV that is given from then on, in childplan_import_read_file and
 * childplan_import_read_memory. Any number gives the same facts and the same diagnostics; a small text is read by
 * fewer. They end before the call does. Where there is more than one, an allocator of the plan's is called from several
 * threads at once.
 * @param import The import.
 * @param threads 1 (default) to 256.
 * @errors USAGE (NULL, another number).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_import_set_threads(childplan_import *import, int32_t threads);

/**
 * Tells how far each reading (CHILDPLAN_PHASE_READING) and the commit (CHILDPLAN_PHASE_COMMITTING) are. A reading that
 * is stopped leaves what was read before it.
 * @param import The import.
 * @param tell Told how far it is, and able to stop it; NULL (default): nobody is told.
 * @param context Passed to `tell`; must outlive the import.
 * @errors USAGE (NULL import).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_import_set_progress(childplan_import *import, childplan_progress_fn tell,
                                                             void *context);

/**
 * What becomes of the good rows where others are wrong.
 * @param import The import.
 * @param lenient 1: take the good rows and return the rest as warnings; 0 (default): all or nothing.
 * @errors USAGE (NULL, neither 0 nor 1).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_set_lenient(childplan_import *import, int32_t lenient);

/**
 * Says that the files of the import serve another plan too, as those of a chain of plans do. A row of CSV or Arrow
 * whose unit or data element this plan does not know but that one does is left to it, and so is a column of a wide
 * file; nothing else about it is judged. Commit says in a note how much was left. May be called for several plans.
 * @param import The import.
 * @param other The other plan; must outlive the import.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_import_also_serves(childplan_import *import, const childplan_plan *other);

/**
 * Reads a CSV file (long or wide, see README.md). Rows that are wrong in themselves become diagnostics now, the others
 * wait for childplan_import_commit. A file whose header cannot be understood is refused whole, lenient or not. An
 * atomic import that was refused once takes nothing any more; its commit still reports what else is wrong.
 * @param import The import.
 * @param path UTF-8.
 * @param reterr_diagnostics Says what is wrong with which line.
 * @errors USAGE (NULL), NO_MEMORY, FILE (unreadable), REFUSED (atomic: anything wrong; lenient: the header),
 * STOPPED.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_read_file(childplan_import *import, const char *path,
                                                          childplan_diagnostics *reterr_diagnostics);

/**
 * Reads CSV from memory. Otherwise as childplan_import_read_file.
 * @param import The import.
 * @param name What diagnostics call it.
 * @param text `size` bytes, not kept.
 * @param size The bytes of the text.
 * @param reterr_diagnostics Says what is wrong with which line.
 * @errors USAGE (NULL), NO_MEMORY, REFUSED (atomic: anything wrong; lenient: the header), STOPPED.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_read_memory(childplan_import *import, const char *name,
                                                            const char *text, size_t size,
                                                            childplan_diagnostics *reterr_diagnostics);

/**
 * Adds one value.
 * @param import The import.
 * @param unit The unit.
 * @param period Of the element's frequency (or a year's name, see README.md).
 * @param element The data element.
 * @param value Whole number of 10^-decimals of the element.
 * @param submitted When, or CHILDPLAN_NO_DATE.
 * @param reterr_diagnostics Say which rule; their file is "values" and their line the number of the value in the
 * import, from 1.
 * @errors USAGE (NULL, an index or period that is none), NO_MEMORY, REFUSED (a rule of the plan forbids it, as for CSV
 * rows).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_add_value(childplan_import *import, int32_t unit, int64_t period,
                                                          int32_t element, int64_t value, int32_t submitted,
                                                          childplan_diagnostics *reterr_diagnostics);

/**
 * Adds values as columns, each as childplan_import_add_value.
 * @param import The import.
 * @param count How many: the length of each column.
 * @param units,periods,elements,values The columns.
 * @param submitted The dates; may be NULL.
 * @param reterr_diagnostics As for childplan_import_add_value.
 * @errors as childplan_import_add_value, and USAGE where a column is NULL, STOPPED; on USAGE nothing was added.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_add_values(childplan_import *import, size_t count, const int32_t *units,
                                                           const int64_t *periods, const int32_t *elements,
                                                           const int64_t *values, const int32_t *submitted,
                                                           childplan_diagnostics *reterr_diagnostics);

/**
 * Withdraws a cell's report from a date on.
 * @param import The import.
 * @param unit The unit.
 * @param period As for childplan_import_add_value.
 * @param element The data element.
 * @param submitted The date; required.
 * @param reterr_diagnostics As for childplan_import_add_value.
 * @errors as childplan_import_add_value.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_add_withdrawal(childplan_import *import, int32_t unit, int64_t period,
                                                               int32_t element, int32_t submitted,
                                                               childplan_diagnostics *reterr_diagnostics);

/**
 * Takes the gathered rows into the reports and empties the import, which can be used again.
 * @param import The import.
 * @param ret_accepted Facts taken; may be NULL.
 * @param ret_refused Rows or cells refused since the import began or was last committed; may be NULL.
 * @param reterr_diagnostics Says what is wrong with which row.
 * @errors USAGE (NULL), NO_MEMORY and STOPPED (the reports and the import are as before), REFUSED (atomic: nothing was
 * taken).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_commit(childplan_import *import, int64_t *ret_accepted,
                                                       int64_t *ret_refused, childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
