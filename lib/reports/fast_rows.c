#include "fast_rows.h"

#include "../base/text.h"

#include <string.h>

/* So many digits fit 64 bits whatever they are. */
#define SAFE_DIGITS 18
/* A cell is looked for in so many words before it is read byte by byte. */
#define CELL_WORDS ((size_t)4)
/* How many elements are tried before one is looked up: some are left out of a report. */
#define ELEMENT_TRIES 3
/* Where nothing else is said these return 1, or 0 where the general reader has to look. */

/* What a tile keeps beside the value. */
static void keep_more(const struct fast_reader *reader, struct tile *tile, size_t cell, uint32_t column) {
    if (tile->submitted != NULL) {
        tile->submitted[cell] = reader->submitted;
    }
    if (tile->column != NULL) {
        tile->file[cell] = reader->file;
        tile->line[cell] = reader->line;
        tile->column[cell] = column;
    }
}

/* A fact that has no place among the cells waits for the commit. Where neither its place nor a date can tell it from
   the other one the general reader has to look. */
static childplan_status set_aside(struct fast_reader *reader, const struct target *target, int64_t value,
                                  int32_t withdrawn, uint32_t column) {
    struct asides *asides = &reader->asides;
    if (!reader->filling.needs.submitted && reader->file == 0) {
        return CHILDPLAN_ABSENT;
    }
    if (asides->count == asides->capacity &&
        childplan__reserve(reader->allocator, &asides->items, &asides->capacity, asides->count + 1,
                           sizeof *asides->items) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    asides->items[asides->count++] = (struct staged){.value = value,
                                                     .unit = reader->unit,
                                                     .element = (int32_t)(target->cells - reader->bulk->cells),
                                                     .cycle = target->cycle,
                                                     .submitted = reader->submitted,
                                                     .file = reader->file == 0 ? NO_ORIGIN : reader->file - 1,
                                                     .line = reader->file == 0 ? 0 : reader->line,
                                                     .column = column,
                                                     .withdrawn = (uint8_t)withdrawn};
    return CHILDPLAN_OK;
}

static childplan_status reserve_journal(struct fast_reader *reader) {
    struct journal *journal = &reader->journal;
    return journal->count < journal->capacity
               ? CHILDPLAN_OK
               : childplan__reserve(reader->allocator, &journal->items, &journal->capacity, journal->count + 1,
                                    sizeof *journal->items);
}

/* A value of the reader's unit, where its element's go: OK, ABSENT where the general reader has to look. Errors:
   NO_MEMORY. */
static inline childplan_status put_at(struct fast_reader *reader, const struct target *target, int64_t value,
                                      uint32_t column) {
    if (value < target->least || value > target->most) {
        return CHILDPLAN_ABSENT;
    }
    struct fact_cells *cells = target->cells;
    size_t place = (size_t)(reader->unit >> cells->unit_shift) * (size_t)cells->chunks + target->chunk;
    size_t cell = target->first_cell + ((size_t)reader->unit & (((size_t)1 << cells->unit_shift) - 1));
    struct tile *tile = reader->filling.is_shared ? NULL : cells->tiles[place];
    tile = tile == NULL ? childplan__bulk_tile(&reader->filling, cells, place) : tile;
    if (tile == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (reader->keeps_journal && reserve_journal(reader) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (!childplan__bulk_take(&reader->filling, tile, cell, value)) {
        return set_aside(reader, target, value, 0, column);
    }
    if (reader->keeps_journal) {
        reader->journal.items[reader->journal.count++] = (struct journal_item){tile, (uint32_t)cell};
    }
    if (reader->filling.needs.submitted || reader->filling.needs.origin) {
        keep_more(reader, tile, cell, column);
    }
    reader->count++;
    return CHILDPLAN_OK;
}

/* Where the reader's unit and period take an element; NULL where the general reader has to look. */
static inline const struct target *find_target(struct fast_reader *reader, int32_t element, struct target *of_year) {
    if (reader->version == NULL && !childplan__find_version(reader)) {
        return NULL;
    }
    const struct target *target = &reader->period->targets[element];
    return target->cycle >= 0 ? target : childplan__find_target(reader, element, of_year);
}

static childplan_status put(struct fast_reader *reader, int32_t element, int64_t value, uint32_t column) {
    struct target of_year;
    const struct target *target = find_target(reader, element, &of_year);
    return target == NULL ? CHILDPLAN_ABSENT : put_at(reader, target, value, column);
}

/* Only what has a date can withdraw. */
static childplan_status withdraw(struct fast_reader *reader, int32_t element, uint32_t column) {
    struct target of_year;
    const struct target *target = find_target(reader, element, &of_year);
    return target == NULL || reader->submitted == CHILDPLAN_NO_DATE ? CHILDPLAN_ABSENT
                                                                    : set_aside(reader, target, 0, 1, column);
}

static int32_t is_stop(const struct fast_reader *reader, char byte) {
    return reader->stops[(unsigned char)byte];
}

/* A quoted cell without quotes or line ends in it. */
static int32_t read_quoted(struct fast_reader *reader, struct piece *ret_piece) {
    const char *text = reader->at + 1;
    const char *at = text;
    while (at < reader->end && *at != '"' && *at != '\n' && *at != '\r' && *at != '\0') {
        at++;
    }
    if (at == reader->end || *at != '"' || !is_stop(reader, at[1])) {
        return 0;
    }
    *ret_piece = (struct piece){.text = text, .size = (size_t)(at - text)};
    reader->at = at + 1;
    return 1;
}

static int32_t read_piece(struct fast_reader *reader, struct piece *ret_piece) {
    const char *at = reader->at;
    if (*at == '"') {
        return read_quoted(reader, ret_piece);
    }
    while (!is_stop(reader, *at)) {
        at++;
    }
    *ret_piece = (struct piece){.text = reader->at, .size = (size_t)(at - reader->at)};
    reader->at = at;
    return ret_piece->size == 0 || (!childplan__is_odd(*ret_piece->text) && !childplan__is_odd(at[-1]));
}

/* The size of a short cell with a delimiter behind it, in which nothing is known to be odd but its ends; 0: none. It
   may hold other stops, so it is no cell unless it equals one. */
static size_t short_cell(const struct fast_reader *reader) {
    const char *text = reader->at;
    for (size_t i = 0; i < CELL_WORDS; i++) {
        uint64_t found = childplan__word_find(childplan__word(text + i * WORD_SIZE), reader->delimiter);
        if (found != 0) {
            size_t size = i * WORD_SIZE + childplan__word_first(found);
            return size == 0 || childplan__is_odd(text[0]) || childplan__is_odd(text[size - 1]) ? 0 : size;
        }
    }
    return 0;
}

/* Keeps a unit with the text that named it, if that is a short cell. */
static void choose_unit(struct fast_reader *reader, int32_t unit, const char *text, size_t size) {
    if (unit != reader->unit) {
        reader->unit = unit;
        reader->version = NULL;
    }
    memcpy(reader->unit_text, text, CELL_WORDS * WORD_SIZE);
    reader->unit_size = size;
}

static int32_t read_unit(struct fast_reader *reader) {
    const struct names *names = &reader->plan->unit_names;
    size_t size = reader->unit_size;
    if (size > 0 && childplan__words_equal(reader->at, reader->unit_text, size) && is_stop(reader, reader->at[size])) {
        reader->at += size;
        return 1;
    }
    childplan__look_ahead(reader);
    size = short_cell(reader);
    int32_t unit = size == 0 ? CHILDPLAN_NONE : childplan__names_find(names, reader->at, size);
    if (unit != CHILDPLAN_NONE) {
        choose_unit(reader, unit, reader->at, size);
        reader->at += size;
        return 1;
    }
    struct piece piece;
    if (!read_piece(reader, &piece)) {
        return 0;
    }
    unit = childplan__names_find(names, piece.text, piece.size);
    if (unit == CHILDPLAN_NONE) {
        return 0;
    }
    choose_unit(reader, unit, piece.text, 0);
    return 1;
}

/* 1 and stepped over where the cell is the text. */
static int32_t is_text(struct fast_reader *reader, const char *text, size_t size) {
    if (size == 0 || !childplan__words_equal(reader->at, text, size) || !is_stop(reader, reader->at[size])) {
        return 0;
    }
    reader->at += size;
    return 1;
}

static uint64_t text_hash(const char *text, size_t size) {
    uint64_t hash = size;
    for (size_t i = 0; i < size; i += WORD_SIZE) {
        hash = hash * 31 + childplan__word_start(childplan__word(text + i), size - i);
    }
    return hash;
}

static int32_t read_new_period(struct fast_reader *reader) {
    struct piece piece;
    int64_t period;
    if (!read_piece(reader, &piece) || piece.size == 0 || piece.size > PERIOD_SIZE) {
        return 0;
    }
    char text[PERIOD_SIZE + WORD_PADDING] = {0};
    memcpy(text, piece.text, piece.size);
    struct named_period *place = childplan__period_place(reader, text_hash(text, piece.size));
    if (childplan_period_parse(text, piece.size, &period) != CHILDPLAN_OK ||
        !childplan__name_period(reader, place, period)) {
        return 0;
    }
    memcpy(place->text, text, sizeof text);
    place->size = piece.size;
    return 1;
}

static int32_t read_period(struct fast_reader *reader) {
    if (reader->period != NULL && is_text(reader, reader->period->text, reader->period->size)) {
        return 1;
    }
    size_t size = short_cell(reader);
    if (size > 0 && size <= PERIOD_SIZE) {
        struct named_period *place = childplan__period_place(reader, text_hash(reader->at, size));
        if (place->size == size && is_text(reader, place->text, size)) {
            childplan__choose_period(reader, place);
            return 1;
        }
    }
    return read_new_period(reader);
}

/* The element of a cell that has the id of one that may come now, stepped over; CHILDPLAN_NONE. */
static inline int32_t expected_element(const struct fast_reader *reader, const char **cell) {
    int32_t is_quoted = **cell == '"';
    const char *at = *cell + is_quoted;
    uint64_t first = childplan__word(at);
    uint64_t second = childplan__word(at + WORD_SIZE);
    int32_t next = reader->element;
    for (size_t i = 0; i < ELEMENT_TRIES; i++) {
        next = reader->following[next];
        const struct plain_id *id = &reader->element_ids[next];
        if ((first & id->masks[0]) == id->words[0] && (second & id->masks[1]) == id->words[1] && id->size > 0 &&
            (!is_quoted || at[id->size] == '"') && is_stop(reader, at[id->size + (size_t)is_quoted])) {
            *cell = at + id->size + is_quoted;
            return next;
        }
    }
    return CHILDPLAN_NONE;
}

/* Elements mostly follow each other in the order of the rows before. */
static int32_t read_element(struct fast_reader *reader) {
    int32_t next = expected_element(reader, &reader->at);
    if (next != CHILDPLAN_NONE) {
        reader->element = next;
        return 1;
    }
    struct piece piece;
    if (!read_piece(reader, &piece)) {
        return 0;
    }
    int32_t element = childplan__names_find(&reader->plan->element_names, piece.text, piece.size);
    if (element == CHILDPLAN_NONE) {
        return 0;
    }
    reader->following[reader->element] = element;
    reader->element = element;
    return 1;
}

static int32_t read_submitted(struct fast_reader *reader) {
    struct piece piece;
    if (is_text(reader, reader->submitted_text, reader->submitted_size)) {
        return 1;
    }
    if (!read_piece(reader, &piece) || piece.size > PERIOD_SIZE) {
        return 0;
    }
    reader->submitted = CHILDPLAN_NO_DATE;
    reader->submitted_size = piece.size;
    memcpy(reader->submitted_text, piece.text, piece.size);
    return piece.size == 0 || childplan_date_parse(piece.text, piece.size, &reader->submitted) == CHILDPLAN_OK;
}

/* A quoted note, with its quotes doubled. */
static int32_t read_quoted_note(struct fast_reader *reader, struct piece *ret_piece) {
    const char *text = reader->at + 1;
    const char *at = text;
    while (at < reader->end && (*at != '"' || at[1] == '"') && *at != '\n' && *at != '\r' && *at != '\0') {
        at += *at == '"' ? 2 : 1;
    }
    if (at >= reader->end || *at != '"' || !is_stop(reader, at[1])) {
        return 0;
    }
    *ret_piece = (struct piece){.text = text, .size = (size_t)(at - text)};
    reader->at = at + 1;
    return 1;
}

/* A note may say anything that is text. */
static int32_t skip_note(struct fast_reader *reader) {
    struct piece piece;
    int32_t is_read = *reader->at == '"' ? read_quoted_note(reader, &piece) : read_piece(reader, &piece);
    return is_read && childplan__utf8_check(piece.text, piece.size) == piece.size;
}

/* Digits up to the cell's end are the value itself; anything else waits as it stands. */
static int32_t read_value(struct fast_reader *reader, struct piece *piece) {
    const char *text = reader->at;
    uint64_t word = childplan__word(text);
    size_t count = childplan__word_first(childplan__word_no_digits(word));
    uint64_t value = count == 0 ? 0 : childplan__word_number(word, count);
    if (count == WORD_SIZE) {
        for (; count < SAFE_DIGITS && (unsigned char)(text[count] - '0') <= 9; count++) {
            value = value * 10 + (unsigned char)(text[count] - '0');
        }
    }
    if (count > 0 && is_stop(reader, text[count])) {
        piece->text = text;
        piece->size = count;
        piece->is_whole = 1;
        piece->whole = (int64_t)value;
        reader->at = text + count;
        return 1;
    }
    return read_piece(reader, piece);
}

/* By the rules of all numbers where it is not whole: OK, or ABSENT. Errors: NO_MEMORY. */
static childplan_status read_number(const struct fast_reader *reader, const struct element *element,
                                    const struct piece *piece, int64_t *ret_value) {
    if (element->type == TYPE_FLAG) {
        struct csv_cell cell = {.text = piece->text, .size = piece->size};
        childplan_status status = childplan__read_flag(reader->plan, &cell, ret_value);
        return status == CHILDPLAN_ERROR_REFUSED ? CHILDPLAN_ABSENT : status;
    }
    return childplan__number_parse(piece->text, piece->size, element->decimals, reader->import->decimal_comma,
                                   ret_value) == NUMBER_OK
               ? CHILDPLAN_OK
               : CHILDPLAN_ABSENT;
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

static childplan_status put_piece(struct fast_reader *reader, int32_t index, const char *line,
                                  const struct piece *piece) {
    const struct element *element = &reader->plan->elements[index];
    int64_t value = piece->whole;
    if (piece->size == 0) {
        return withdraw(reader, index, column_of(reader, line, piece));
    }
    if (!piece->is_whole || element->decimals != 0 || element->type == TYPE_FLAG) {
        childplan_status status = read_number(reader, element, piece, &value);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    return put(reader, index, value, column_of(reader, line, piece));
}

static int32_t read_named(struct fast_reader *reader, size_t column) {
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
    case COLUMN_REMARK:
        return skip_note(reader);
    case COLUMN_NAMELESS: {
        struct piece piece;
        return read_piece(reader, &piece) && piece.size == 0;
    }
    default:
        return read_value(reader, &reader->pieces[column]);
    }
}

/* The cell of one column, whose value is put at once, or waits until the row is read. */
static childplan_status read_column(struct fast_reader *reader, const char *line, size_t column) {
    int32_t meaning = reader->columns->meanings[column];
    struct piece *piece = &reader->pieces[column];
    if (meaning < 0 || !reader->is_direct) {
        int32_t is_read = read_named(reader, column);
        reader->value_end = meaning == COLUMN_VALUE ? reader->at : reader->value_end;
        return is_read ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    }
    if (!read_value(reader, piece)) {
        return CHILDPLAN_ABSENT;
    }
    return piece->size == 0 ? CHILDPLAN_OK : put_piece(reader, meaning, line, piece);
}

/* Steps over the line's end; 0 where there is none. */
static int32_t read_line_end(struct fast_reader *reader) {
    const char *at = reader->at;
    if (*at == '\n') {
        reader->at = at + 1;
        return 1;
    }
    if (*at == '\r' && at[1] == '\n') {
        reader->at = at + 2;
        return 1;
    }
    return at == reader->end;
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

/* Keeps how a usual row ended, once it is read. */
static void keep_tail(struct fast_reader *reader) {
    size_t size = reader->value_end == NULL ? 0 : (size_t)(reader->at - reader->value_end);
    reader->tail_size = 0;
    if (size > 0 && size <= TAIL_SIZE && reader->at[-1] == '\n') {
        memcpy(reader->tail, reader->value_end, size);
        reader->tail_size = size;
    }
}

/* 1 and stepped over where the row begins as the last one did. */
static int32_t has_prefix(struct fast_reader *reader) {
    size_t size = reader->prefix_size;
    if (size == 0 || !childplan__words_equal(reader->at, reader->prefix, size)) {
        return 0;
    }
    reader->at += size;
    return 1;
}

static childplan_status read_cells(struct fast_reader *reader, const char *line) {
    size_t column = has_prefix(reader) ? reader->prefix_columns : 0;
    int32_t is_new = column == 0;
    for (size_t first = column; column < reader->columns->count; column++) {
        if (column > first && *reader->at++ != reader->delimiter) {
            return CHILDPLAN_ABSENT;
        }
        if (is_new && column > 0 && column == reader->prefix_columns) {
            keep_prefix(reader, line);
        }
        childplan_status status = read_column(reader, line, column);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    return read_line_end(reader) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
}

/* Also where it has no values the row is of a unit that lives. */
static childplan_status put_wide_row(struct fast_reader *reader, const char *line) {
    childplan_status status = childplan__find_version(reader) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    for (size_t column = 0; !reader->is_direct && column < reader->columns->count && status == CHILDPLAN_OK; column++) {
        if (reader->columns->meanings[column] >= 0 && reader->pieces[column].size > 0) {
            status = put_piece(reader, reader->columns->meanings[column], line, &reader->pieces[column]);
        }
    }
    return status;
}

static childplan_status read_row(struct fast_reader *reader) {
    const char *line = reader->at;
    reader->value_end = NULL;
    if (*line == '\n' || *line == '\r') {
        return read_line_end(reader) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    }
    childplan_status status = read_cells(reader, line);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    if (reader->columns->is_wide) {
        return put_wide_row(reader, line);
    }
    return put_piece(reader, reader->element, line, &reader->pieces[reader->columns->value]);
}

/* The next row, where it is one of the usual kind that says the next element of the same unit and period and ends as
   the last one did: 1 and its parts, or 0. `at` then stands behind it. */
static inline int32_t is_next(struct fast_reader *reader, const struct target **ret_target, int64_t *ret_value) {
    const char *at = reader->at;
    if (!childplan__words_equal(at, reader->prefix, reader->prefix_size)) {
        return 0;
    }
    at += reader->prefix_size;
    int32_t element = expected_element(reader, &at);
    if (element == CHILDPLAN_NONE || reader->period->targets[element].cycle < 0 ||
        !reader->period->targets[element].is_whole) {
        return 0;
    }
    uint64_t word = childplan__word(at + 1);
    size_t count = childplan__word_first(childplan__word_no_digits(word));
    const char *tail = at + 1 + count;
    if (count == 0 || count == WORD_SIZE || *at != reader->delimiter ||
        !childplan__words_equal(tail, reader->tail, reader->tail_size)) {
        return 0;
    }
    *ret_target = &reader->period->targets[element];
    *ret_value = (int64_t)childplan__word_number(word, count);
    reader->element = element;
    reader->at = tail + reader->tail_size;
    return 1;
}

/* Rows that go on where the one before stood. */
static childplan_status read_next(struct fast_reader *reader) {
    childplan_status status = CHILDPLAN_OK;
    const struct target *target;
    int64_t value;
    while (status == CHILDPLAN_OK && is_next(reader, &target, &value)) {
        status = put_at(reader, target, value, 0);
        reader->line++;
    }
    return status;
}

childplan_status childplan__fast_lines(struct fast_reader *reader, const char *text, const char *end, uint32_t line) {
    childplan_status status = CHILDPLAN_OK;
    reader->at = text;
    reader->end = end;
    reader->unit_at = NULL;
    reader->line = line;
    while (reader->at < end && status == CHILDPLAN_OK) {
        status = read_row(reader);
        reader->line++;
        if (reader->is_usual && status == CHILDPLAN_OK && reader->prefix_size > 0 && reader->version != NULL) {
            keep_tail(reader);
            status = reader->tail_size > 0 ? read_next(reader) : CHILDPLAN_OK;
        }
    }
    return status;
}

childplan_status childplan__fast_value(struct fast_reader *reader, int32_t unit, int64_t period, int32_t element,
                                       int64_t value, int32_t submitted) {
    if (unit != reader->unit) {
        reader->unit = unit;
        reader->version = NULL;
    }
    if (reader->period == NULL || reader->period->period != period) {
        struct named_period *place = childplan__period_place(reader, (uint64_t)period);
        if (place->kind != 0 && place->period == period) {
            childplan__choose_period(reader, place);
        } else if (!childplan__name_period(reader, place, period)) {
            return CHILDPLAN_ABSENT;
        }
    }
    reader->submitted = submitted;
    return put(reader, element, value, 0);
}
