/**
 * @file
 * Rows out and reports in through the Arrow C data and stream interfaces
 * (arrow.apache.org/docs/format/CDataInterface.html), in record batches, so that pyarrow, pandas, polars, DuckDB and
 * databases take them without a file between.
 */
#ifndef CHILDPLAN_ARROW_H
#define CHILDPLAN_ARROW_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The three structures as the Arrow project defines them, so that no Arrow library is needed. */
/** @cond */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#endif
/** @endcond */

/**
 * Gives the rows as a stream of record batches. Streams, schemas and arrays may be released in any order, on any
 * thread, and after childplan_rollup_free: they keep the rows alive, and need the plan no more. (An allocator of the
 * caller's must outlive them, and is called on the thread that releases.) Figures are shared, not copied.
 *
 * Columns, first those of the CSV in its order: unit, period, indicator (dictionary<int32, utf8>: ids), numerator,
 * denominator (int64, whole numbers of 10^-numerator_decimals, …), value, low, high (double, for convenience),
 * units_expected, units_reported, units_carried (int32), target (utf8, as "> 90"), by (dictionary), path (double), met,
 * certain (bool), status (dictionary), gap (int64), as_of (date32); then level (dictionary), target_value (double),
 * numerator_decimals, denominator_decimals, gap_decimals (int32); since 0.2.0 also target_high_value (double), binding
 * (bool), periods_left (int32), pace (double). What a row does not have is null. The schema's metadata is the rollup's
 * stamp under its names, an item that has nothing as an empty text.
 * @param rollup The rows.
 * @param batch_rows The most rows of a batch; 0: 65,536.
 * @param ret_stream The caller's structure, filled on success; whoever holds it ends it with its release.
 * @errors USAGE (NULL, batch_rows below 0), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_rollup_to_arrow(const childplan_rollup *rollup, int64_t batch_rows,
                                                         struct ArrowArrayStream *ret_stream);

/**
 * Adds the rows of a stream to an import, by the rules of childplan_import_read_memory. A stream that breaks off, or
 * that is not built as its schema says, is refused whole, lenient or not.
 *
 * Long: columns unit, period, element, value, and optionally submitted and note; wide: unit, period, optionally
 * submitted and note, and a column for each data element. Text is utf8, large utf8 or a view of it; any column may be a
 * dictionary. Unit, period and element are text or integers. A value is an integer of any width, a decimal of up to 128
 * bits, a bool for a flag, or text as in CSV. A float is taken only where it is exactly a value of the element (92.5
 * with one decimal); otherwise it is refused, as nobody can tell what it was rounded from. submitted is a date, a
 * timestamp at midnight (without a zone or in UTC), or text. Null is an empty cell: no report, or in a long row with
 * submitted a withdrawal. A row of nulls is left out.
 * @param import The import.
 * @param name What diagnostics call it; their line is the row, from 1, over all batches, and their column the number of
 *     the field, from 1.
 * @param stream Released in every case.
 * @param reterr_diagnostics Says what is wrong with which row.
 * @errors USAGE (NULL), NO_MEMORY, FILE (the stream failed), REFUSED, STOPPED.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_import_read_arrow(childplan_import *import, const char *name,
                                                           struct ArrowArrayStream *stream,
                                                           childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
