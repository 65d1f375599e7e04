/* Rows of a CSV text into an import. */
#include "row_reader.h"

#include "../base/text.h"

/* Rows between two times that it is told how far the reading is. */
#define ROWS_UNTOLD 4096

static childplan_status read_rows(struct row_reader *reader, struct csv_scanner *scanner, const char *text) {
    for (size_t row = 0;; row++) {
        const struct csv_cell *cells = NULL;
        size_t count = 0;
        childplan_status status = CHILDPLAN_OK;
        if (row % ROWS_UNTOLD == 0) {
            size_t done = row == 0 ? 0 : (size_t)(childplan__csv_at(scanner) - text);
            status = childplan__import_reach(reader->import, done);
        }
        if (status != CHILDPLAN_OK) {
            return status;
        }
        status = childplan__csv_next(scanner, reader->findings, &cells, &count);
        if (status == CHILDPLAN_OK) {
            status = childplan__read_row(reader, cells, count);
        }
        if (status == CHILDPLAN_ERROR_REFUSED) {
            reader->import->refused++;
        } else if (status != CHILDPLAN_OK) {
            return status == CHILDPLAN_ABSENT ? CHILDPLAN_OK : status;
        }
    }
}

/* Not an error, but whoever gathers the forms should know. */
static void note_not_filled_in(const struct row_reader *reader) {
    char count[32];
    if (reader->not_filled_in > 0) {
        childplan__number_format((int64_t)reader->not_filled_in, 0, count);
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_FORM_NOT_FILLED_IN,
               childplan__import_position(reader->import, reader->file, (struct spot){0, 0}), count);
    }
}

childplan_status childplan__read_csv(struct childplan_import *import, uint32_t file, const char *text, size_t size,
                                     struct findings *findings) {
    struct csv_scanner *scanner = NULL;
    childplan_status status =
        childplan__csv_begin(import->allocator, import->files[file], text, size, findings, &scanner);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct row_reader reader = {.import = import, .findings = findings, .file = file};
    status = childplan__columns_begin(import, file, scanner, findings, &reader.columns, &reader.preface);
    if (status == CHILDPLAN_OK) {
        findings->lenient = import->lenient;
        status = read_rows(&reader, scanner, text);
        note_not_filled_in(&reader);
        childplan__columns_end(import, &reader.columns);
    }
    childplan__csv_end(scanner);
    return status;
}
