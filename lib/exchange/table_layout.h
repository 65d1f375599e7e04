/* Columns of wrapped text, aligned by display width, fitted to a terminal. */
#ifndef CHILDPLAN_LIB_EXCHANGE_TABLE_LAYOUT_H
#define CHILDPLAN_LIB_EXCHANGE_TABLE_LAYOUT_H

#include "exchange.h"

enum table_column {
    TABLE_NAME,
    TABLE_VALUE,
    TABLE_RANGE,
    TABLE_REPORTS,
    TABLE_TARGET,
    TABLE_STATUS,
    TABLE_GAP,
    TABLE_COLUMNS
};

/*
 * Cells are texts that wrap at spaces and break at line feeds; a no-break space (U+00A0) holds words together. Nothing
 * is ever cut: a word wider than its column goes on in the next line.
 */
struct table_layout {
    size_t natural[TABLE_COLUMNS]; /* the widest line of a column */
    size_t halved[TABLE_COLUMNS];  /* the least width in which no line of it wraps more than once */
    size_t least[TABLE_COLUMNS];   /* its widest word */
    size_t widths[TABLE_COLUMNS];  /* 0: the column is not shown */
    uint8_t used[TABLE_COLUMNS];   /* 1 where some row has something in it */
    int32_t range_apart;           /* 1: a column of its own; 0: below the value */
    int32_t stacked;               /* 1: the name on lines of its own, above the other columns */
};

/* Measure every row and the heading, then fit. An unused column is left out. */
void childplan__layout_measure(struct table_layout *layout, const char *const cells[TABLE_COLUMNS], int32_t heading);
void childplan__layout_fit(struct table_layout *layout, size_t width);

/* Writes a row. styles: a terminal's escape sequence for each column, or NULL; that of TABLE_STATUS fills its column.
 */
void childplan__layout_write(const struct table_layout *layout, size_t width, const char *const cells[TABLE_COLUMNS],
                             const char *const styles[TABLE_COLUMNS], struct writer *writer);

/* Writes a wrapped text, its first line after `first` columns that are already written and the others indented. */
void childplan__write_wrapped(struct writer *writer, const char *text, size_t first, size_t indent, size_t width,
                              const char *style);

/* Ends a style. */
#define STYLE_END "\x1b[0m"

#endif
