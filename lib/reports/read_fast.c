#include "read_fast.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <string.h>

/* So many digits fit 64 bits whatever they are. */
#define SAFE_DIGITS 18
/* A period's name is shorter. */
#define PERIOD_SIZE 32
/* Longer beginnings of rows are read anew. */
#define PREFIX_SIZE 128

/* A cell of the row at hand. */
struct piece {
    const char *text;
    size_t size;
    int32_t is_whole; /* 1: nothing but a few digits, the number `whole` */
    int64_t whole;
};

struct fast_reader {
    const struct childplan_import *import;
    const struct childplan_plan *plan;
    struct bulk *bulk;
    const struct columns *columns;
    char delimiter;
    const char *at;
    const char *end;
    uint32_t line;
    uint32_t file;        /* of the facts, from 1; 0 where origins are not kept */
    struct piece *pieces; /* by column: values of the row at hand */

    uint8_t stops[256];       /* by byte: 1 where a plain cell ends */
    char prefix[PREFIX_SIZE]; /* how the last row began: its unit and period, where they come first */
    size_t prefix_size;       /* 0: none */
    size_t prefix_columns;    /* how many columns that can be */
    int32_t unit;             /* of the last row; CHILDPLAN_NONE before the first */
    size_t unit_size;
    int64_t period;
    char period_text[PERIOD_SIZE];
    size_t period_size;
    int32_t period_kind;
    struct days days;                   /* of the period */
    const struct unit_version *version; /* of the unit in the period; NULL: not looked up */
    int32_t element;                    /* of the last row */
    int32_t *following;                 /* by element: the one that came after it */
    int32_t *cycles;                    /* by element: the cycle that a unit of the version's level reports for the
                                           period; -1: it does not, or not in the plain way; -2 not looked up */
    int32_t level;                      /* for which that was looked up */
    int32_t submitted;
    char submitted_text[PERIOD_SIZE];
    size_t submitted_size;
};

static childplan_status begin(struct fast_reader *reader) {
    const struct childplan_plan *plan = reader->plan;
    reader->unit = reader->element = reader->level = CHILDPLAN_NONE;
    reader->stops['\n'] = reader->stops['\r'] = reader->stops[(unsigned char)reader->delimiter] = 1;
    reader->following = childplan__allocate(&plan->allocator, (size_t)plan->element_count, sizeof *reader->following);
    reader->cycles = childplan__allocate(&plan->allocator, (size_t)plan->element_count, sizeof *reader->cycles);
    return reader->following == NULL || reader->cycles == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static void end(struct fast_reader *reader) {
    childplan__release(&reader->plan->allocator, reader->following);
    childplan__release(&reader->plan->allocator, reader->cycles);
}

/* The rest return 1, or 0 where the general reader has to look. */

static void forget_cycles(struct fast_reader *reader) {
    for (int32_t element = 0; element < reader->plan->element_count; element++) {
        reader->cycles[element] = -2;
    }
}

static int32_t set_period(struct fast_reader *reader, int64_t period) {
    const struct calendar *calendar = &reader->plan->calendar;
    if (!childplan__period_in_horizon(calendar, period)) {
        return 0;
    }
    reader->period = period;
    reader->period_kind = childplan_period_kind(period);
    reader->days = childplan__period_days(calendar, period);
    reader->version = NULL;
    forget_cycles(reader);
    return 1;
}

static void set_unit(struct fast_reader *reader, int32_t unit) {
    reader->unit = unit;
    reader->unit_size = strlen(reader->plan->units[unit].id);
    reader->version = NULL;
}

/* The version of the unit that lives in the period. */
static int32_t find_version(struct fast_reader *reader) {
    if (reader->version == NULL) {
        reader->version = childplan__last_version_in(reader->plan, reader->unit, reader->days);
        if (reader->version != NULL && reader->version->level != reader->level) {
            reader->level = reader->version->level;
            forget_cycles(reader);
        }
    }
    return reader->version != NULL;
}

/* Only a report for a period of the element's own frequency is plain, or for a year of a unit that does not change. */
static int32_t find_cycle(struct fast_reader *reader, int32_t index) {
    const struct childplan_plan *plan = reader->plan;
    const struct element *element = &plan->elements[index];
    int32_t cycle = childplan__cycle_named(plan, element, reader->period);
    int32_t is_plain = reader->period_kind == element->frequency && element->levels[reader->level];
    reader->cycles[index] = is_plain ? cycle : -1;
    return reader->cycles[index];
}

static int32_t is_in_range(const struct element *element, int64_t value) {
    return (!element->has_min || value >= element->min) && (!element->has_max || value <= element->max) &&
           (element->type != TYPE_FLAG || value == 0 || value == 1);
}

/* A year's name for its last cycle, in which the unit may be another version. */
static int32_t cycle_of_year(struct fast_reader *reader, int32_t index) {
    const struct childplan_plan *plan = reader->plan;
    const struct element *element = &plan->elements[index];
    int32_t cycle = childplan__cycle_named(plan, element, reader->period);
    if (cycle < 0 || reader->period_kind == element->frequency) {
        return -1;
    }
    struct days days = childplan__cycle_days(&plan->calendar, element->frequency, cycle);
    const struct unit_version *version = childplan__last_version_in(plan, reader->unit, days);
    return version != NULL && element->levels[version->level] ? cycle : -1;
}

/* A value that was read, of the reader's unit and period: OK, ABSENT where the general reader has to look. */
static childplan_status take(struct fast_reader *reader, int32_t index, int64_t value, uint32_t column) {
    if (!find_version(reader)) {
        return CHILDPLAN_ABSENT;
    }
    int32_t cycle = reader->cycles[index];
    cycle = cycle == -2 ? find_cycle(reader, index) : cycle;
    cycle = cycle == -1 ? cycle_of_year(reader, index) : cycle;
    if (cycle < 0 || !is_in_range(&reader->plan->elements[index], value)) {
        return CHILDPLAN_ABSENT;
    }
    struct bulk_fact fact = {.value = value,
                             .unit = reader->unit,
                             .element = index,
                             .cycle = cycle,
                             .submitted = reader->submitted,
                             .file = reader->file,
                             .line = reader->line,
                             .column = column};
    return childplan__bulk_put(reader->bulk, reader->plan, &fact);
}

static int32_t is_piece_end(const struct fast_reader *reader, const char *at) {
    return at == reader->end || reader->stops[(unsigned char)*at];
}

static int32_t is_odd(char byte) {
    return byte == ' ' || byte == '\t' || byte == '"';
}

/* A quoted cell without quotes or line ends in it. */
static int32_t read_quoted(struct fast_reader *reader, struct piece *ret_piece) {
    const char *text = reader->at + 1;
    const char *quote = memchr(text, '"', (size_t)(reader->end - text));
    if (quote == NULL || !is_piece_end(reader, quote + 1)) {
        return 0;
    }
    *ret_piece = (struct piece){.text = text, .size = (size_t)(quote - text)};
    reader->at = quote + 1;
    return memchr(text, '\n', ret_piece->size) == NULL && memchr(text, '\r', ret_piece->size) == NULL;
}

static int32_t read_piece(struct fast_reader *reader, struct piece *ret_piece) {
    const char *at = reader->at;
    if (at < reader->end && *at == '"') {
        return read_quoted(reader, ret_piece);
    }
    while (!is_piece_end(reader, at)) {
        at++;
    }
    *ret_piece = (struct piece){.text = reader->at, .size = (size_t)(at - reader->at)};
    reader->at = at;
    return ret_piece->size == 0 || (!is_odd(*ret_piece->text) && !is_odd(at[-1]));
}

/* 1 where an id without quotes would be read as something else. */
static int32_t needs_quotes(const struct fast_reader *reader, const char *id, size_t size) {
    return memchr(id, reader->delimiter, size) != NULL || memchr(id, '"', size) != NULL;
}

/* 1 and stepped over where the cell is that id. */
static int32_t is_id(struct fast_reader *reader, const char *id, size_t size) {
    if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, id, size) != 0 ||
        !is_piece_end(reader, reader->at + size) || needs_quotes(reader, id, size)) {
        return 0;
    }
    reader->at += size;
    return 1;
}

/* Rows follow each other by unit, or by unit within a period. */
static int32_t read_unit(struct fast_reader *reader) {
    const struct childplan_plan *plan = reader->plan;
    int32_t last = reader->unit;
    if (last != CHILDPLAN_NONE && is_id(reader, plan->units[last].id, reader->unit_size)) {
        return 1;
    }
    int32_t next = last + 1 < plan->unit_count ? last + 1 : 0;
    if (is_id(reader, plan->units[next].id, strlen(plan->units[next].id))) {
        set_unit(reader, next);
        return 1;
    }
    struct piece piece;
    if (!read_piece(reader, &piece)) {
        return 0;
    }
    int32_t unit = childplan__names_find(&plan->unit_names, piece.text, piece.size);
    if (unit == CHILDPLAN_NONE) {
        return 0;
    }
    if (unit != last) {
        set_unit(reader, unit);
    }
    return 1;
}

static int32_t is_text(const struct piece *piece, const char *text, size_t size) {
    return piece->size == size && memcmp(piece->text, text, size) == 0;
}

static int32_t read_period(struct fast_reader *reader) {
    if (reader->period_size > 0 && is_id(reader, reader->period_text, reader->period_size)) {
        return 1;
    }
    struct piece piece;
    int64_t period;
    if (!read_piece(reader, &piece) || piece.size == 0 || piece.size > PERIOD_SIZE) {
        return 0;
    }
    if (is_text(&piece, reader->period_text, reader->period_size)) {
        return 1;
    }
    if (childplan_period_parse(piece.text, piece.size, &period) != CHILDPLAN_OK || !set_period(reader, period)) {
        return 0;
    }
    memcpy(reader->period_text, piece.text, piece.size);
    reader->period_size = piece.size;
    return 1;
}

/* Elements mostly follow each other in the order of the rows before. */
static int32_t read_element(struct fast_reader *reader) {
    const struct childplan_plan *plan = reader->plan;
    int32_t last = reader->element;
    if (last != CHILDPLAN_NONE) {
        int32_t next = reader->following[last];
        if (is_id(reader, plan->elements[next].id, strlen(plan->elements[next].id))) {
            reader->element = next;
            return 1;
        }
    }
    struct piece piece;
    if (!read_piece(reader, &piece)) {
        return 0;
    }
    int32_t element = childplan__names_find(&plan->element_names, piece.text, piece.size);
    if (element == CHILDPLAN_NONE) {
        return 0;
    }
    if (last != CHILDPLAN_NONE) {
        reader->following[last] = element;
    }
    reader->element = element;
    return 1;
}

static int32_t read_submitted(struct fast_reader *reader) {
    if (reader->submitted_size > 0 && is_id(reader, reader->submitted_text, reader->submitted_size)) {
        return 1;
    }
    struct piece piece;
    if (!read_piece(reader, &piece) || piece.size > PERIOD_SIZE) {
        return 0;
    }
    reader->submitted = CHILDPLAN_NO_DATE;
    reader->submitted_size = piece.size;
    memcpy(reader->submitted_text, piece.text, piece.size);
    return piece.size == 0 || childplan_date_parse(piece.text, piece.size, &reader->submitted) == CHILDPLAN_OK;
}

/* By the rules of all numbers where it is not whole: OK, or ABSENT. Errors: NO_MEMORY. */
static childplan_status read_number(const struct fast_reader *reader, const struct element *element,
                                    const struct piece *piece, int64_t *ret_value) {
    if (piece->is_whole && element->decimals == 0 && element->type != TYPE_FLAG) {
        *ret_value = piece->whole;
        return CHILDPLAN_OK;
    }
    if (element->type == TYPE_FLAG) {
        struct csv_cell cell = {.text = piece->text, .size = piece->size};
        return childplan__read_flag(reader->plan, &cell, ret_value);
    }
    return childplan__number_parse(piece->text, piece->size, element->decimals, reader->import->decimal_comma,
                                   ret_value) == NUMBER_OK
               ? CHILDPLAN_OK
               : CHILDPLAN_ABSENT;
}

/* A note may say anything that is text. */
static int32_t skip_note(struct fast_reader *reader) {
    struct piece piece;
    return read_piece(reader, &piece) && memchr(piece.text, 0, piece.size) == NULL &&
           childplan__utf8_check(piece.text, piece.size) == piece.size;
}

/* Digits up to the cell's end are the value itself; anything else waits as it stands. */
static int32_t read_value(struct fast_reader *reader, struct piece *piece) {
    const char *at = reader->at;
    const char *end = (size_t)(reader->end - at) > SAFE_DIGITS ? at + SAFE_DIGITS : reader->end;
    int64_t value = 0;
    for (; at < end && (unsigned char)(*at - '0') <= 9; at++) {
        value = value * 10 + (*at - '0');
    }
    if (at > reader->at && is_piece_end(reader, at)) {
        *piece = (struct piece){reader->at, (size_t)(at - reader->at), 1, value};
        reader->at = at;
        return 1;
    }
    return read_piece(reader, piece);
}

/* The cell of one column, whose value waits in `pieces` until the row is read. */
static int32_t read_column(struct fast_reader *reader, size_t column) {
    struct piece *piece = &reader->pieces[column];
    switch (reader->columns->meanings[column]) {
    case COLUMN_UNIT:
        return read_unit(reader);
    case COLUMN_PERIOD:
        return read_period(reader);
    case COLUMN_ELEMENT:
        return read_element(reader);
    case COLUMN_SUBMITTED:
        return read_submitted(reader);
    case COLUMN_NOTE:
        return skip_note(reader);
    case COLUMN_NAMELESS:
        return read_piece(reader, piece) && piece->size == 0;
    default:
        return read_value(reader, piece);
    }
}

/* Steps over the line's end; 0 where there is none. */
static int32_t read_line_end(struct fast_reader *reader) {
    if (reader->at < reader->end && *reader->at == '\r') {
        reader->at++;
    }
    if (reader->at == reader->end) {
        return reader->at[-1] != '\r';
    }
    return *reader->at++ == '\n';
}

/* Keeps how the row begins, once its first columns are read; `at` stands behind them. */
static void keep_prefix(struct fast_reader *reader, const char *line) {
    size_t size = (size_t)(reader->at - line);
    reader->prefix_size = 0;
    if (size <= PREFIX_SIZE) {
        memcpy(reader->prefix, line, size);
        reader->prefix_size = size;
    }
}

/* 1 and stepped over where the row begins as the last one did. */
static int32_t has_prefix(struct fast_reader *reader) {
    size_t size = reader->prefix_size;
    if (size == 0 || (size_t)(reader->end - reader->at) < size || memcmp(reader->at, reader->prefix, size) != 0) {
        return 0;
    }
    reader->at += size;
    return 1;
}

static int32_t read_delimiter(struct fast_reader *reader) {
    return reader->at < reader->end && *reader->at++ == reader->delimiter;
}

static int32_t read_cells(struct fast_reader *reader) {
    const char *line = reader->at;
    size_t column = has_prefix(reader) ? reader->prefix_columns : 0;
    int32_t is_new = column == 0;
    for (size_t first = column; column < reader->columns->count; column++) {
        if (column > first && !read_delimiter(reader)) {
            return 0;
        }
        if (is_new && column > 0 && column == reader->prefix_columns) {
            keep_prefix(reader, line);
        }
        if (!read_column(reader, column)) {
            return 0;
        }
    }
    return read_line_end(reader);
}

/* In Unicode characters, from 1; of a quoted cell that of its quote. Not asked where no origin is kept. */
static uint32_t column_of(const struct fast_reader *reader, const char *line, const struct piece *piece) {
    if (reader->file == 0) {
        return 0;
    }
    uint32_t column = 1;
    for (const char *at = line; at < piece->text; at++) {
        column += ((unsigned char)*at & 0xC0) != 0x80;
    }
    return column - (piece->text > line && piece->text[-1] == '"');
}

static childplan_status take_piece(struct fast_reader *reader, int32_t element, const char *line,
                                   const struct piece *piece) {
    int64_t value;
    childplan_status status = read_number(reader, &reader->plan->elements[element], piece, &value);
    return status == CHILDPLAN_OK ? take(reader, element, value, column_of(reader, line, piece)) : status;
}

static childplan_status take_wide_row(struct fast_reader *reader, const char *line) {
    childplan_status status = find_version(reader) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    for (size_t column = 0; column < reader->columns->count && status == CHILDPLAN_OK; column++) {
        if (reader->columns->meanings[column] >= 0 && reader->pieces[column].size > 0) {
            status = take_piece(reader, reader->columns->meanings[column], line, &reader->pieces[column]);
        }
    }
    return status;
}

static int32_t is_blank_line(const struct fast_reader *reader) {
    return *reader->at == '\n' || *reader->at == '\r';
}

static childplan_status read_row(struct fast_reader *reader) {
    const char *line = reader->at;
    if (is_blank_line(reader)) {
        return read_line_end(reader) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    }
    if (!read_cells(reader)) {
        return CHILDPLAN_ABSENT;
    }
    if (reader->columns->is_wide) {
        return take_wide_row(reader, line);
    }
    return take_piece(reader, reader->element, line, &reader->pieces[reader->columns->value]);
}

static childplan_status read_rows(struct fast_reader *reader) {
    childplan_status status = CHILDPLAN_OK;
    while (reader->at < reader->end && status == CHILDPLAN_OK) {
        status = read_row(reader);
        reader->line++;
    }
    return status;
}

/* With room for the pieces of a row. */
static childplan_status read_with_room(struct fast_reader *reader) {
    const struct allocator *allocator = &reader->plan->allocator;
    const int32_t *meanings = reader->columns->meanings;
    while (reader->prefix_columns + 1 < reader->columns->count &&
           (meanings[reader->prefix_columns] == COLUMN_UNIT || meanings[reader->prefix_columns] == COLUMN_PERIOD)) {
        reader->prefix_columns++;
    }
    reader->pieces = childplan__allocate(allocator, reader->columns->count, sizeof *reader->pieces);
    childplan_status status = reader->pieces == NULL ? CHILDPLAN_ERROR_NO_MEMORY : begin(reader);
    if (status == CHILDPLAN_OK) {
        status = read_rows(reader);
    }
    end(reader);
    childplan__release(allocator, reader->pieces);
    return status;
}

/* The end of the lines that say how the file is laid out: the header, with a `sep=` line before it. */
static const char *header_end(const char *text, size_t size) {
    const char *end = size == 0 ? NULL : memchr(text, '\n', size);
    size_t start = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (end != NULL && size >= start + 4 && childplan__equals_ignoring_case(text + start, 4, "sep=")) {
        end = memchr(end + 1, '\n', size - (size_t)(end + 1 - text));
    }
    return end == NULL ? NULL : end + 1;
}

static childplan_status read_below(struct childplan_import *import, struct fast_reader *reader, struct bulk *call) {
    childplan_status status = childplan__bulk_begin(call, import->plan);
    if (status == CHILDPLAN_OK) {
        reader->bulk = call;
        status = read_with_room(reader);
    }
    return status == CHILDPLAN_OK ? childplan__bulk_join(import, call) : status;
}

/* Where origins are kept, the file's number from 1. */
static uint32_t origin_of(const struct childplan_import *import, uint32_t file) {
    return childplan__keeps_origins(import->reports) ? file + 1 : 0;
}

childplan_status childplan__read_text_fast(struct childplan_import *import, uint32_t file, const char *text,
                                           size_t size) {
    const char *below = header_end(text, size);
    struct findings ignored;
    struct csv_scanner *scanner = NULL;
    struct columns columns;
    struct bulk call = {0};
    if (below == NULL) {
        return CHILDPLAN_ABSENT;
    }
    childplan__findings_begin(&ignored, NULL, 1);
    childplan_status status =
        childplan__csv_begin(import->allocator, import->files[file], text, (size_t)(below - text), &ignored, &scanner);
    if (status != CHILDPLAN_OK) {
        return status == CHILDPLAN_ERROR_REFUSED ? CHILDPLAN_ABSENT : status;
    }
    status = childplan__columns_begin(import, file, scanner, &ignored, &columns);
    if (status == CHILDPLAN_OK) {
        struct fast_reader reader = {.import = import,
                                     .plan = import->plan,
                                     .columns = &columns,
                                     .delimiter = childplan__csv_delimiter(scanner),
                                     .at = childplan__csv_at(scanner),
                                     .end = text + size,
                                     .line = childplan__csv_line(scanner),
                                     .file = origin_of(import, file),
                                     .submitted = CHILDPLAN_NO_DATE};
        status = read_below(import, &reader, &call);
        childplan__columns_end(import, &columns);
    }
    childplan__csv_end(scanner);
    childplan__bulk_end(&call, import->plan);
    return status == CHILDPLAN_ERROR_REFUSED ? CHILDPLAN_ABSENT : status;
}

static childplan_status take_value(struct fast_reader *reader, const struct value_columns *columns, size_t i) {
    if (columns->units[i] != reader->unit) {
        reader->unit = columns->units[i];
        reader->version = NULL;
    }
    if ((i == 0 || columns->periods[i] != reader->period) && !set_period(reader, columns->periods[i])) {
        return CHILDPLAN_ABSENT;
    }
    reader->submitted = columns->submitted == NULL ? CHILDPLAN_NO_DATE : columns->submitted[i];
    return take(reader, columns->elements[i], columns->values[i], 0);
}

static childplan_status read_values(struct fast_reader *reader, const struct value_columns *columns) {
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < columns->count && status == CHILDPLAN_OK; i++) {
        status = take_value(reader, columns, i);
        reader->line++;
    }
    return status;
}

childplan_status childplan__read_columns_fast(struct childplan_import *import, uint32_t file, uint32_t first_line,
                                              const struct value_columns *columns) {
    struct bulk call = {0};
    struct fast_reader reader = {
        .import = import, .plan = import->plan, .bulk = &call, .line = first_line, .file = origin_of(import, file)};
    childplan_status status = childplan__bulk_begin(&call, import->plan);
    if (status == CHILDPLAN_OK) {
        status = begin(&reader);
    }
    if (status == CHILDPLAN_OK) {
        status = read_values(&reader, columns);
    }
    end(&reader);
    if (status == CHILDPLAN_OK) {
        status = childplan__bulk_join(import, &call);
    }
    childplan__bulk_end(&call, import->plan);
    return status;
}
