/*
 * Reading what nothing is wrong with: rows of the plain kind go straight into a bulk, block by block and on several
 * threads; second reports of a cell and withdrawals wait beside them for the commit. At the first row that is anything
 * else (wrong, a line end in quotes) all of it is dropped, and what was given is read again by the general reader,
 * which says what is to be said.
 */
#ifndef CHILDPLAN_LIB_REPORTS_READ_FAST_H
#define CHILDPLAN_LIB_REPORTS_READ_FAST_H

#include "columns.h"

/* Reads a whole CSV text; ABSENT where it gave up, with the import as it was. Errors: NO_MEMORY, likewise. */
childplan_status childplan__read_text_fast(struct childplan_import *import, uint32_t file, const char *text,
                                           size_t size);
/* The same of a file, which is not held whole. ABSENT also where it cannot be read or is longer than the limit. */
childplan_status childplan__read_file_fast(struct childplan_import *import, uint32_t file, const char *path,
                                           int64_t limit);

/* Values given as columns, whose places are their numbers from first_line on; submitted may be NULL. */
struct value_columns {
    size_t count;
    const int32_t *units;
    const int64_t *periods;
    const int32_t *elements;
    const int64_t *values;
    const int32_t *submitted;
};

/* The same for values whose indices are in range. */
childplan_status childplan__read_columns_fast(struct childplan_import *import, uint32_t file, uint32_t first_line,
                                              const struct value_columns *columns);

#endif
