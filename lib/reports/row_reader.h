/* Rows of cells, long or wide, into an import: one way for all of them, wherever they come from. */
#ifndef CHILDPLAN_LIB_REPORTS_ROW_READER_H
#define CHILDPLAN_LIB_REPORTS_ROW_READER_H

#include "columns.h"

/* Texts up to this size are remembered from one row to the next. */
#define LAST_SIZE 64

/* A text that was resolved, for the next rows that say the same. */
struct last {
    char text[LAST_SIZE];
    size_t size;
    int64_t meaning;
};

/* Begins with import, findings, file, columns and preface set and the rest zero. */
struct row_reader {
    struct childplan_import *import;
    struct findings *findings;
    uint32_t file;
    struct columns columns;
    struct preface preface;
    size_t not_filled_in;         /* rows of a form */
    const struct csv_cell *cells; /* of the row */
    size_t cell_count;
    int32_t suggestions; /* how many were looked for */
    struct last last_unit;
    struct last last_period;
    struct last last_element;
    struct last last_submitted;
};

/* Reads a row of at least one cell: what is good is staged, what is not is reported and counted. Errors: NO_MEMORY. */
childplan_status childplan__read_row(struct row_reader *reader, const struct csv_cell *cells, size_t count);

#endif
