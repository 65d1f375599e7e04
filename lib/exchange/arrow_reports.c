/* Reports from a stream of record batches: each row becomes the cells that CSV would have for it. */
#include "arrow_values.h"

#include "../base/text.h"
#include "../reports/row_reader.h"

#include <string.h>

#define ROWS_BETWEEN_TELLS 4096

struct arrow_reader {
    struct row_reader rows;
    struct ArrowArrayStream *stream;
    size_t count; /* of the columns */
    struct field_type *types;
    struct csv_cell *cells;
    char (*rooms)[VALUE_ROOM];
    uint32_t line; /* of the row read last */
};

static struct position position_at(const struct arrow_reader *reader, uint32_t line, size_t column) {
    struct spot spot = {line, (uint32_t)column};
    return childplan__import_position(reader->rows.import, reader->rows.file, spot);
}

static childplan_status report_failure(struct arrow_reader *reader, int code) {
    char text[CELL_EXCERPT];
    childplan__arrow_error(reader->stream, code, text);
    reader->rows.findings->lenient = 0;
    REPORT(reader->rows.findings, CHILDPLAN_DIAGNOSTIC_ARROW_STREAM_FAILED, position_at(reader, 0, 0), text);
    return CHILDPLAN_ERROR_FILE;
}

static childplan_status report_batch(struct arrow_reader *reader, uint32_t line) {
    reader->rows.findings->lenient = 0;
    REPORT_PLAIN(reader->rows.findings, CHILDPLAN_DIAGNOSTIC_ARROW_BATCH_MALFORMED, position_at(reader, line, 0));
    return CHILDPLAN_ERROR_REFUSED;
}

/* Whether a column of that meaning is read from values of that type. */
static int32_t is_readable(int32_t meaning, enum value_kind kind) {
    int32_t is_text = kind == VALUE_NULL || kind == VALUE_TEXT || kind == VALUE_LARGE_TEXT || kind == VALUE_TEXT_VIEW;
    switch (meaning) {
    case COLUMN_NOTE:
        return 1;
    case COLUMN_UNIT:
    case COLUMN_PERIOD:
    case COLUMN_ELEMENT:
        return is_text || kind == VALUE_SIGNED || kind == VALUE_UNSIGNED;
    case COLUMN_SUBMITTED:
        return is_text || kind == VALUE_TIME;
    default:
        return kind != VALUE_NONE && kind != VALUE_TIME;
    }
}

static void report_type(struct arrow_reader *reader, size_t column, const struct ArrowSchema *field) {
    char name[CELL_EXCERPT];
    char type[CELL_EXCERPT];
    const char *format = field->dictionary != NULL ? field->dictionary->format : field->format;
    struct csv_cell cell = {.text = format, .size = strlen(format)};
    childplan__cell_excerpt(&reader->cells[column], name);
    childplan__cell_excerpt(&cell, type);
    REPORT(reader->rows.findings, CHILDPLAN_DIAGNOSTIC_ARROW_COLUMN_TYPE, position_at(reader, 0, column + 1), name,
           type);
}

/* The cells still hold the names. */
static childplan_status read_types(struct arrow_reader *reader, const struct ArrowSchema *schema) {
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < reader->count; i++) {
        int32_t *meaning = &reader->rows.columns.meanings[i];
        reader->types[i] = childplan__arrow_type(schema->children[i]);
        if (*meaning == COLUMN_REMARK ||
            (*meaning == COLUMN_OTHERS && !is_readable(*meaning, reader->types[i].value.kind))) {
            *meaning = COLUMN_NOTE;
        }
        if (!is_readable(*meaning, reader->types[i].value.kind)) {
            report_type(reader, i, schema->children[i]);
            status = CHILDPLAN_ERROR_REFUSED;
        }
    }
    return status;
}

/* The names of the fields, as a header's cells. */
static childplan_status read_names(struct arrow_reader *reader, const struct ArrowSchema *schema) {
    for (size_t i = 0; i < reader->count; i++) {
        const char *name = schema->children[i]->name;
        struct csv_cell *cell = &reader->cells[i];
        *cell = (struct csv_cell){.text = name == NULL ? "" : name, .column = (uint32_t)i + 1};
        cell->size = strlen(cell->text);
        if (childplan__utf8_check(cell->text, cell->size) < cell->size) {
            REPORT_PLAIN(reader->rows.findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, position_at(reader, 0, i + 1));
            return CHILDPLAN_ERROR_REFUSED;
        }
    }
    return childplan__columns_read(reader->rows.import, reader->rows.file, reader->cells, reader->count,
                                   reader->rows.findings, &reader->rows.columns);
}

static childplan_status read_fields(struct arrow_reader *reader, const struct ArrowSchema *schema) {
    const struct allocator *allocator = reader->rows.import->allocator;
    if (schema->format == NULL || strcmp(schema->format, "+s") != 0 || schema->n_children < 0 ||
        schema->n_children > INT32_MAX) {
        REPORT_PLAIN(reader->rows.findings, CHILDPLAN_DIAGNOSTIC_ARROW_NO_ROWS, position_at(reader, 0, 0));
        return CHILDPLAN_ERROR_REFUSED;
    }
    reader->count = (size_t)schema->n_children;
    reader->types = childplan__allocate(allocator, reader->count, sizeof *reader->types);
    reader->cells = childplan__allocate(allocator, reader->count, sizeof *reader->cells);
    reader->rooms = childplan__allocate(allocator, reader->count, sizeof *reader->rooms);
    if (reader->types == NULL || reader->cells == NULL || reader->rooms == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = read_names(reader, schema);
    return status == CHILDPLAN_OK ? read_types(reader, schema) : status;
}

static childplan_status read_schema(struct arrow_reader *reader) {
    struct ArrowSchema schema = {.release = NULL};
    int code = reader->stream->get_schema(reader->stream, &schema);
    if (code != 0) {
        return report_failure(reader, code);
    }
    childplan_status status = read_fields(reader, &schema);
    if (schema.release != NULL) {
        schema.release(&schema);
    }
    return status;
}

static uint32_t next_line(const struct arrow_reader *reader) {
    return reader->line < UINT32_MAX ? reader->line + 1 : reader->line;
}

static int32_t batch_fits(const struct arrow_reader *reader, const struct ArrowArray *batch) {
    if (batch->length < 0 || batch->offset < 0 || (uint64_t)batch->n_children != reader->count ||
        batch->length > INT64_MAX - batch->offset) {
        return 0;
    }
    for (size_t i = 0; i < reader->count; i++) {
        int32_t is_read = reader->rows.columns.meanings[i] != COLUMN_NOTE;
        if (is_read && !childplan__arrow_fits(batch->children[i], &reader->types[i], batch->offset + batch->length)) {
            return 0;
        }
    }
    return 1;
}

/* Writes the row's cells; ABSENT where they are all empty. */
static childplan_status fill_cells(struct arrow_reader *reader, const struct ArrowArray *batch, int64_t row) {
    childplan_status status = CHILDPLAN_ABSENT;
    for (size_t i = 0; i < reader->count; i++) {
        struct csv_cell *cell = &reader->cells[i];
        *cell = (struct csv_cell){.text = "", .line = reader->line, .column = (uint32_t)i + 1};
        if (reader->rows.columns.meanings[i] == COLUMN_NOTE) {
            continue;
        }
        if (!childplan__arrow_read(batch->children[i], &reader->types[i], batch->offset + row,
                                   reader->rows.import->decimal_comma, reader->rooms[i], cell)) {
            return report_batch(reader, reader->line);
        }
        if (cell->size > 0 || cell->fault != 0) {
            status = CHILDPLAN_OK;
        }
    }
    return status;
}

static childplan_status read_batch_row(struct arrow_reader *reader, const struct ArrowArray *batch, int64_t row) {
    if (!childplan__arrow_is_valid(batch, row)) {
        return CHILDPLAN_OK;
    }
    childplan_status status = fill_cells(reader, batch, row);
    if (status == CHILDPLAN_OK) {
        status = childplan__read_row(&reader->rows, reader->cells, reader->count);
    }
    return status == CHILDPLAN_ABSENT ? CHILDPLAN_OK : status;
}

/* A stream does not say how long it is, so it is told as at its beginning until it ends. */
static childplan_status read_batch(struct arrow_reader *reader, const struct ArrowArray *batch) {
    if (!batch_fits(reader, batch)) {
        return report_batch(reader, next_line(reader));
    }
    for (int64_t row = 0; row < batch->length; row++) {
        childplan_status status =
            row % ROWS_BETWEEN_TELLS == 0 ? childplan__import_reach(reader->rows.import, 0) : CHILDPLAN_OK;
        reader->line = next_line(reader);
        if (status == CHILDPLAN_OK) {
            status = read_batch_row(reader, batch, row);
        }
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status read_batches(struct arrow_reader *reader) {
    for (;;) {
        struct ArrowArray batch = {.release = NULL};
        int code = reader->stream->get_next(reader->stream, &batch);
        if (code != 0) {
            return report_failure(reader, code);
        }
        if (batch.release == NULL) {
            return CHILDPLAN_OK;
        }
        childplan_status status = read_batch(reader, &batch);
        batch.release(&batch);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
}

static childplan_status read_stream(struct childplan_import *import, const char *name, struct ArrowArrayStream *stream,
                                    struct findings *findings) {
    struct arrow_reader reader = {
        .rows = {.import = import,
                 .findings = findings,
                 .preface = {.decimal_comma = import->decimal_comma, .submitted = CHILDPLAN_NO_DATE}},
        .stream = stream};
    childplan_status status = childplan__import_add_file(import, name, &reader.rows.file);
    if (status == CHILDPLAN_OK) {
        status = childplan__import_reach(import, 0);
    }
    if (status == CHILDPLAN_OK) {
        status = read_schema(&reader);
    }
    if (status == CHILDPLAN_OK) {
        findings->lenient = import->lenient;
        status = read_batches(&reader);
    }
    childplan__columns_end(import, &reader.rows.columns);
    childplan__release(import->allocator, reader.types);
    childplan__release(import->allocator, reader.cells);
    childplan__release(import->allocator, reader.rooms);
    return status;
}

childplan_status childplan_import_read_arrow(childplan_import *import, const char *name,
                                             struct ArrowArrayStream *stream,
                                             childplan_diagnostics *reterr_diagnostics) {
    int32_t is_open = stream != NULL && stream->release != NULL;
    childplan_status status = CHILDPLAN_ERROR_USAGE;
    if (import != NULL && name != NULL && is_open) {
        struct findings findings;
        childplan__import_findings(import, reterr_diagnostics, &findings);
        findings.lenient = 0;
        struct savepoint before = childplan__import_save(import);
        childplan__import_begin_read(import, 0);
        status = read_stream(import, name, stream, &findings);
        /* Half a stream is no import, lenient or not. */
        if (status != CHILDPLAN_OK) {
            childplan__import_restore(import, before);
        }
        status = childplan__import_end_reading(import, before, status, &findings);
    }
    if (is_open) {
        stream->release(stream);
    }
    return status;
}
