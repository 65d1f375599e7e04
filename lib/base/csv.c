#include "csv.h"

#include "text.h"

#include <string.h>

struct csv_scanner {
    const struct allocator *allocator;
    const char *file; /* the caller's */
    const char *at;
    const char *end;
    const char *line_start;
    size_t continuations; /* bytes since line_start that do not begin a character */
    uint32_t line;
    char delimiter;
    struct csv_cell *cells;
    size_t cell_capacity;
    size_t cell_count;
    struct arena unquoted; /* cells of this record whose doubled quotes were undone */
    int32_t refused;       /* something in this record was reported */
};

static int32_t is_line_end(char byte) {
    return byte == '\n' || byte == '\r';
}

static int32_t is_blank(const struct csv_scanner *scanner, char byte) {
    return byte == ' ' || (byte == '\t' && scanner->delimiter != '\t');
}

static int32_t is_continuation(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static uint32_t column_of(const struct csv_scanner *scanner, const char *at) {
    return (uint32_t)((size_t)(at - scanner->line_start) - scanner->continuations) + 1;
}

/* Steps over one byte of a cell. */
static void step(struct csv_scanner *scanner) {
    scanner->continuations += (size_t)is_continuation(*scanner->at);
    scanner->at++;
}

/* Steps over LF, CRLF or CR. */
static void step_line_end(struct csv_scanner *scanner) {
    if (*scanner->at == '\r' && scanner->at + 1 < scanner->end && scanner->at[1] == '\n') {
        scanner->at++;
    }
    scanner->at++;
    scanner->line_start = scanner->at;
    scanner->continuations = 0;
    scanner->line++;
}

static struct position position_here(const struct csv_scanner *scanner) {
    return (struct position){scanner->file, scanner->line, column_of(scanner, scanner->at)};
}

/* Moves to an offset, to say where it is. */
static struct position position_of(struct csv_scanner *scanner, const char *where) {
    while (scanner->at < where) {
        if (is_line_end(*scanner->at)) {
            step_line_end(scanner);
        } else {
            step(scanner);
        }
    }
    return position_here(scanner);
}

static childplan_status check_text(struct csv_scanner *scanner, struct findings *findings) {
    size_t size = (size_t)(scanner->end - scanner->at);
    size_t bad = childplan__utf8_check(scanner->at, size);
    const char *nul = size == 0 ? NULL : memchr(scanner->at, 0, size);
    if (nul != NULL && (size_t)(nul - scanner->at) < bad) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER, position_of(scanner, nul));
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (bad < size) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, position_of(scanner, scanner->at + bad));
        return CHILDPLAN_ERROR_REFUSED;
    }
    return CHILDPLAN_OK;
}

/* Excel's first line `sep=;`: 1 and stepped over. */
static int32_t take_separator_line(struct csv_scanner *scanner) {
    const char *at = scanner->at;
    size_t size = (size_t)(scanner->end - at);
    if (size < 5 || !childplan__equals_ignoring_case(at, 4, "sep=") ||
        (at[4] != ',' && at[4] != ';' && at[4] != '\t') || (size > 5 && !is_line_end(at[5]))) {
        return 0;
    }
    scanner->delimiter = at[4];
    scanner->at += 5;
    if (scanner->at < scanner->end) {
        step_line_end(scanner);
    }
    return 1;
}

static const char *after_blank_lines(const char *at, const char *end) {
    while (at < end && (is_line_end(*at) || *at == ' ')) {
        at++;
    }
    return at;
}

/* The first line that is not blank nor begins with #; where all do, the first one. */
static const char *header_line(const char *at, const char *end) {
    const char *first = after_blank_lines(at, end);
    const char *line = first;
    while (line < end && line[*line == '"' && end - line > 1] == '#') {
        while (line < end && !is_line_end(*line)) {
            line++;
        }
        line = after_blank_lines(line, end);
    }
    return line < end ? line : first;
}

/* The one of , ; tab that occurs most often outside quotes in that line. */
static char delimiter_of_header(const char *at, const char *end) {
    static const char delimiters[3] = {',', ';', '\t'};
    size_t counts[3] = {0, 0, 0};
    int32_t quoted = 0;
    at = header_line(at, end);
    for (; at < end && (quoted || !is_line_end(*at)); at++) {
        quoted ^= *at == '"';
        for (size_t i = 0; i < 3 && !quoted; i++) {
            counts[i] += *at == delimiters[i];
        }
    }
    size_t most = 0;
    for (size_t i = 1; i < 3; i++) {
        most = counts[i] > counts[most] ? i : most;
    }
    return delimiters[most];
}

childplan_status childplan__csv_begin(const struct allocator *allocator, const char *file, const char *text,
                                      size_t size, struct findings *findings, struct csv_scanner **ret_scanner) {
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    struct csv_scanner *scanner = childplan__allocate(allocator, 1, sizeof *scanner);
    if (scanner == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    scanner->allocator = allocator;
    scanner->file = file;
    scanner->at = text;
    scanner->end = size == 0 ? text : text + size;
    scanner->line_start = text;
    scanner->line = 1;
    childplan__arena_begin(&scanner->unquoted, allocator);
    childplan_status status = check_text(scanner, findings);
    if (status != CHILDPLAN_OK) {
        childplan__csv_end(scanner);
        return status;
    }
    if (!take_separator_line(scanner)) {
        scanner->delimiter = delimiter_of_header(scanner->at, scanner->end);
    }
    *ret_scanner = scanner;
    return CHILDPLAN_OK;
}

void childplan__csv_end(struct csv_scanner *scanner) {
    if (scanner != NULL) {
        const struct allocator *allocator = scanner->allocator;
        childplan__arena_end(&scanner->unquoted);
        childplan__release(allocator, scanner->cells);
        childplan__release(allocator, scanner);
    }
}

char childplan__csv_delimiter(const struct csv_scanner *scanner) {
    return scanner->delimiter;
}

const char *childplan__csv_at(const struct csv_scanner *scanner) {
    return scanner->at;
}

uint32_t childplan__csv_line(const struct csv_scanner *scanner) {
    return scanner->line;
}

static int32_t at_cell_end(const struct csv_scanner *scanner) {
    return scanner->at == scanner->end || *scanner->at == scanner->delimiter || is_line_end(*scanner->at);
}

static void skip_blanks(struct csv_scanner *scanner) {
    while (scanner->at < scanner->end && is_blank(scanner, *scanner->at)) {
        scanner->at++;
    }
}

static void scan_plain(struct csv_scanner *scanner, struct csv_cell *cell) {
    const char *at = scanner->at;
    const char *end = scanner->end;
    char delimiter = scanner->delimiter;
    size_t continuations = 0;
    while (at < end && *at != delimiter && !is_line_end(*at)) {
        continuations += (size_t)is_continuation(*at);
        at++;
    }
    cell->text = scanner->at;
    scanner->continuations += continuations;
    scanner->at = at;
    while (at > cell->text && is_blank(scanner, at[-1])) {
        at--;
    }
    cell->size = (size_t)(at - cell->text);
}

/* The cell's text with each doubled quote as one. */
static childplan_status undo_quotes(struct csv_scanner *scanner, struct csv_cell *cell) {
    char *copy = childplan__arena_allocate(&scanner->unquoted, cell->size, 1);
    if (copy == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    size_t size = 0;
    for (size_t i = 0; i < cell->size; i++) {
        copy[size++] = cell->text[i];
        i += cell->text[i] == '"';
    }
    cell->text = copy;
    cell->size = size;
    return CHILDPLAN_OK;
}

static childplan_status scan_quoted(struct csv_scanner *scanner, struct csv_cell *cell, struct findings *findings) {
    int32_t doubled = 0;
    scanner->at++;
    cell->text = scanner->at;
    while (scanner->at < scanner->end) {
        if (*scanner->at == '"') {
            if (scanner->at + 1 == scanner->end || scanner->at[1] != '"') {
                break;
            }
            doubled = 1;
            scanner->at += 2;
        } else if (is_line_end(*scanner->at)) {
            step_line_end(scanner);
        } else {
            step(scanner);
        }
    }
    if (scanner->at == scanner->end) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_QUOTE_NOT_CLOSED,
                     ((struct position){scanner->file, cell->line, cell->column}));
        scanner->refused = 1;
        return CHILDPLAN_OK;
    }
    cell->size = (size_t)(scanner->at - cell->text);
    scanner->at++;
    skip_blanks(scanner);
    if (!at_cell_end(scanner)) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_TEXT_AFTER_QUOTE, position_here(scanner));
        scanner->refused = 1;
        while (!at_cell_end(scanner)) {
            step(scanner);
        }
    }
    return doubled ? undo_quotes(scanner, cell) : CHILDPLAN_OK;
}

static childplan_status scan_cell(struct csv_scanner *scanner, struct findings *findings) {
    if (scanner->cell_count == scanner->cell_capacity &&
        childplan__reserve(scanner->allocator, &scanner->cells, &scanner->cell_capacity, scanner->cell_count + 1,
                           sizeof *scanner->cells) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    struct csv_cell *cell = &scanner->cells[scanner->cell_count++];
    skip_blanks(scanner);
    *cell = (struct csv_cell){scanner->at, 0, scanner->line, column_of(scanner, scanner->at), 0};
    if (scanner->at < scanner->end && *scanner->at == '"') {
        return scan_quoted(scanner, cell, findings);
    }
    scan_plain(scanner, cell);
    return CHILDPLAN_OK;
}

/* One record with its line end. */
static childplan_status scan_record(struct csv_scanner *scanner, struct findings *findings) {
    scanner->cell_count = 0;
    scanner->refused = 0;
    for (;;) {
        childplan_status status = scan_cell(scanner, findings);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        if (scanner->at == scanner->end) {
            return CHILDPLAN_OK;
        }
        if (is_line_end(*scanner->at)) {
            step_line_end(scanner);
            return CHILDPLAN_OK;
        }
        scanner->at++;
    }
}

static int32_t record_is_blank(const struct csv_scanner *scanner) {
    for (size_t i = 0; i < scanner->cell_count; i++) {
        if (scanner->cells[i].size > 0) {
            return 0;
        }
    }
    return 1;
}

childplan_status childplan__csv_next(struct csv_scanner *scanner, struct findings *findings,
                                     const struct csv_cell **ret_cells, size_t *ret_count) {
    if (scanner->unquoted.newest != NULL) {
        childplan__arena_end(&scanner->unquoted);
        childplan__arena_begin(&scanner->unquoted, scanner->allocator);
    }
    while (scanner->at < scanner->end) {
        childplan_status status = scan_record(scanner, findings);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        if (scanner->refused) {
            return CHILDPLAN_ERROR_REFUSED;
        }
        if (!record_is_blank(scanner)) {
            *ret_cells = scanner->cells;
            *ret_count = scanner->cell_count;
            return CHILDPLAN_OK;
        }
    }
    return CHILDPLAN_ABSENT;
}
