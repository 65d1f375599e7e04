/*
 * A CSV scanner (RFC 4180 quotes; `,` `;` or tab, taken from the header line; LF, CRLF or lone CR; BOM and Excel's
 * `sep=` skipped; records whose cells are all empty skipped). It hands out one record at a time with the position of
 * every cell, and copies nothing but quoted cells.
 */
#ifndef CHILDPLAN_LIB_BASE_CSV_H
#define CHILDPLAN_LIB_BASE_CSV_H

#include "findings.h"

struct csv_cell {
    const char *text; /* not NUL-terminated; blanks around an unquoted cell are trimmed */
    size_t size;
    uint32_t line;   /* where it begins */
    uint32_t column; /* in Unicode characters, of the cell's first character (the opening quote of a quoted one) */
    int32_t fault;   /* CHILDPLAN_DIAGNOSTIC_*: why a cell that is not from CSV has no text to be read; else 0 */
};

struct csv_scanner; /* in csv.c */

/*
 * Begins a scan of `size` bytes that stay the caller's. The whole text must be UTF-8 without NUL: what is not is
 * reported with its position. The delimiter is that of the `sep=` line, else the one of `,` `;` tab that occurs most
 * often outside quotes in the header line, the first that does not begin with `#`. Errors: NO_MEMORY, REFUSED (reported
 * in findings).
 */
childplan_status childplan__csv_begin(const struct allocator *allocator, const char *file, const char *text,
                                      size_t size, struct findings *findings, struct csv_scanner **ret_scanner);
/*
 * The next record that is not blank. ret_cells is borrowed until the next call. Returns OK; ABSENT at the end;
 * NO_MEMORY; REFUSED where a quote is never closed or is followed by text (reported; for an unclosed one the scan is
 * then at the end, else the record is skipped and scanning can go on).
 */
childplan_status childplan__csv_next(struct csv_scanner *scanner, struct findings *findings,
                                     const struct csv_cell **ret_cells, size_t *ret_count);
/* What the scan found to stand between cells, and where it has come to. */
char childplan__csv_delimiter(const struct csv_scanner *scanner);
const char *childplan__csv_at(const struct csv_scanner *scanner);
uint32_t childplan__csv_line(const struct csv_scanner *scanner);
void childplan__csv_end(struct csv_scanner *scanner);

#endif
