#include "columns.h"

#include "../base/text.h"
#include "../plan/look_up.h"

#include <string.h>

static const char *const reserved_names[] = {"unit", "period", "element", "value", "submitted", "note"};
#define RESERVED_COUNT 6

void childplan__cell_excerpt(const struct csv_cell *cell, char excerpt[CELL_EXCERPT]) {
    static const char more[] = "…";
    size_t size = 0;
    while (size < cell->size && cell->text[size] != '\n' && cell->text[size] != '\r') {
        size++;
    }
    int32_t is_cut = size < cell->size;
    if (size > CELL_EXCERPT - sizeof more) {
        size = CELL_EXCERPT - sizeof more;
        while (((unsigned char)cell->text[size] & 0xC0) == 0x80) {
            size--;
        }
        size = childplan__utf8_fit(cell->text, size, 80);
        is_cut = 1;
    }
    memcpy(excerpt, cell->text, size);
    memcpy(excerpt + size, is_cut ? more : "", is_cut ? sizeof more : 1);
}

childplan_status childplan__find_cell(const struct childplan_plan *plan, const struct names *names,
                                      const struct csv_cell *cell, int32_t *ret_index) {
    int32_t index = CHILDPLAN_NONE;
    if (childplan__is_nfc(cell->text, cell->size)) {
        index = childplan__names_find(names, cell->text, cell->size);
    } else {
        struct arena arena;
        char *name = NULL;
        size_t size = 0;
        childplan__arena_begin(&arena, &plan->allocator);
        childplan_status status = childplan__nfc(&arena, cell->text, cell->size, &name, &size);
        if (status == CHILDPLAN_OK) {
            index = childplan__names_find(names, name, size);
        }
        childplan__arena_end(&arena);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    if (index == CHILDPLAN_NONE) {
        return CHILDPLAN_ABSENT;
    }
    *ret_index = index;
    return CHILDPLAN_OK;
}

childplan_status childplan__find_elsewhere(const struct childplan_import *import, int32_t kind,
                                           const struct csv_cell *cell) {
    childplan_status status = CHILDPLAN_ABSENT;
    for (size_t i = 0; i < import->other_count && status == CHILDPLAN_ABSENT; i++) {
        const struct childplan_plan *other = import->others[i];
        int32_t index;
        status = childplan__find_cell(other, childplan__id_kind(other, kind).names, cell, &index);
    }
    return status;
}

/* Small letters for the capitals of the flag words, in place: ASCII, Ó and Ô. */
static void fold(char *word, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (word[i] >= 'A' && word[i] <= 'Z') {
            word[i] = (char)(word[i] - 'A' + 'a');
        } else if (i > 0 && word[i - 1] == '\xC3' && (word[i] == '\x93' || word[i] == '\x94')) {
            word[i] = (char)(word[i] + 0x20);
        }
    }
}

static int32_t flag_of(const char *text, size_t size, int64_t *ret_value) {
    static const char *const words[] = {"1", "true", "yes", "có", "x", "0", "false", "no", "không"};
    char word[8];
    if (size >= sizeof word) {
        return 0;
    }
    memcpy(word, text, size);
    word[size] = '\0';
    fold(word, size);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0) {
            *ret_value = i < 5;
            return 1;
        }
    }
    return 0;
}

childplan_status childplan__read_flag(const struct childplan_plan *plan, const struct csv_cell *cell,
                                      int64_t *ret_value) {
    if (childplan__is_nfc(cell->text, cell->size)) {
        return flag_of(cell->text, cell->size, ret_value) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    }
    struct arena arena;
    char *text = NULL;
    size_t size = 0;
    childplan__arena_begin(&arena, &plan->allocator);
    childplan_status status = childplan__nfc(&arena, cell->text, cell->size, &text, &size);
    if (status == CHILDPLAN_OK && !flag_of(text, size, ret_value)) {
        status = CHILDPLAN_ABSENT;
    }
    childplan__arena_end(&arena);
    return status;
}

int32_t childplan__malformed_number(const struct csv_cell *cell, int32_t decimal_comma) {
    int64_t value = 0;
    if (!decimal_comma) {
        int32_t reason = childplan__number_parse(cell->text, cell->size, 18, 1, &value);
        return reason == NUMBER_MALFORMED ? CHILDPLAN_DIAGNOSTIC_VALUE_MALFORMED : CHILDPLAN_DIAGNOSTIC_DECIMAL_COMMA;
    }
    for (size_t i = 0; i < cell->size; i++) {
        char byte = cell->text[i];
        if ((byte < '0' || byte > '9') && byte != '.' && byte != ',' && byte != '-' && byte != '+') {
            return CHILDPLAN_DIAGNOSTIC_VALUE_MALFORMED;
        }
    }
    return CHILDPLAN_DIAGNOSTIC_NUMBER_GROUPS;
}

/* A header being read. */
struct header {
    const struct childplan_import *import;
    struct findings *findings;
    uint32_t file;
    const struct csv_cell *cells;
    size_t count;
    struct columns *columns;
    uint8_t *seen; /* by element, then by reserved name */
};

static struct csv_cell trimmed(struct csv_cell cell) {
    while (cell.size > 0 && (*cell.text == ' ' || *cell.text == '\t')) {
        cell.text++;
        cell.size--;
    }
    while (cell.size > 0 && (cell.text[cell.size - 1] == ' ' || cell.text[cell.size - 1] == '\t')) {
        cell.size--;
    }
    return cell;
}

/* COLUMN_UNIT …, or 0. */
static int32_t reserved_meaning(const struct csv_cell *name) {
    for (int32_t i = 0; i < RESERVED_COUNT; i++) {
        if (childplan__equals_ignoring_case(name->text, name->size, reserved_names[i])) {
            return COLUMN_UNIT - i;
        }
    }
    return 0;
}

static struct position header_position(const struct header *header, const struct csv_cell *cell) {
    return childplan__import_position(header->import, header->file, (struct spot){cell->line, cell->column});
}

static const char *column_name(const void *context, size_t index) {
    const struct header *header = context;
    return index < RESERVED_COUNT ? reserved_names[index] : header->import->plan->elements[index - RESERVED_COUNT].id;
}

static void report_unknown(const struct header *header, const struct csv_cell *cell) {
    char text[CELL_EXCERPT];
    childplan__cell_excerpt(cell, text);
    size_t elements = header->columns->is_wide ? (size_t)header->import->plan->element_count : 0;
    const char *nearest = childplan__nearest(text, strlen(text), RESERVED_COUNT + elements, column_name, header);
    REPORT_NEAREST(header->findings, CHILDPLAN_DIAGNOSTIC_COLUMN_UNKNOWN, header_position(header, cell), nearest, text);
}

/* Errors: NO_MEMORY, ABSENT (reported as unknown). */
static childplan_status column_meaning(const struct header *header, const struct csv_cell *cell, int32_t *ret_meaning) {
    const struct childplan_plan *plan = header->import->plan;
    int32_t meaning = cell->size == 0 ? COLUMN_NAMELESS : reserved_meaning(cell);
    childplan_status status = CHILDPLAN_OK;
    if (meaning == 0) {
        status = header->columns->is_wide ? childplan__find_cell(plan, &plan->element_names, cell, &meaning)
                                          : CHILDPLAN_ABSENT;
    }
    if (status == CHILDPLAN_ABSENT && header->columns->is_wide) {
        status = childplan__find_elsewhere(header->import, CHILDPLAN_KIND_ELEMENT, cell);
        meaning = COLUMN_OTHERS;
    }
    if (status == CHILDPLAN_ABSENT && cell->size > 0 && *cell->text == '#') {
        status = CHILDPLAN_OK;
        meaning = COLUMN_REMARK;
    }
    if (status == CHILDPLAN_ABSENT) {
        report_unknown(header, cell);
    }
    if (status == CHILDPLAN_OK) {
        *ret_meaning = meaning;
    }
    return status;
}

static void check_twice(const struct header *header, const struct csv_cell *cell, int32_t meaning) {
    size_t place = meaning >= 0 ? (size_t)meaning : (size_t)header->import->plan->element_count + (size_t)-meaning;
    if (meaning == COLUMN_NAMELESS) {
        header->columns->has_nameless = 1;
    } else if (meaning == COLUMN_OTHERS) {
        header->columns->has_others = 1;
    } else if (meaning != COLUMN_REMARK && header->seen[place]) {
        char text[CELL_EXCERPT];
        childplan__cell_excerpt(cell, text);
        REPORT(header->findings, CHILDPLAN_DIAGNOSTIC_COLUMN_TWICE, header_position(header, cell), text);
    } else if (meaning != COLUMN_REMARK) {
        header->seen[place] = 1;
    }
}

static int32_t *place_of(struct columns *columns, int32_t meaning) {
    switch (meaning) {
    case COLUMN_UNIT:
        return &columns->unit;
    case COLUMN_PERIOD:
        return &columns->period;
    case COLUMN_ELEMENT:
        return &columns->element;
    case COLUMN_VALUE:
        return &columns->value;
    case COLUMN_SUBMITTED:
        return &columns->submitted;
    default:
        return NULL;
    }
}

static void find_shape(const struct header *header) {
    header->columns->is_wide = 1;
    for (size_t i = 0; i < header->count; i++) {
        struct csv_cell name = trimmed(header->cells[i]);
        int32_t meaning = reserved_meaning(&name);
        if (meaning == COLUMN_ELEMENT || meaning == COLUMN_VALUE) {
            header->columns->is_wide = 0;
        }
    }
}

static void check_missing(const struct header *header, int32_t elements) {
    struct columns *columns = header->columns;
    for (int32_t i = 0; i < (columns->is_wide ? 2 : 4); i++) {
        const int32_t *place = place_of(columns, COLUMN_UNIT - i);
        if (place && *place < 0) {
            REPORT(header->findings, CHILDPLAN_DIAGNOSTIC_COLUMN_MISSING, header_position(header, header->cells),
                   reserved_names[i]);
        }
    }
    if (columns->is_wide && elements == 0) {
        REPORT_PLAIN(header->findings, CHILDPLAN_DIAGNOSTIC_NO_ELEMENT_COLUMN, header_position(header, header->cells));
    }
}

static childplan_status read_header(const struct header *header) {
    size_t errors = header->findings->errors;
    int32_t elements = 0;
    find_shape(header);
    for (size_t i = 0; i < header->count; i++) {
        struct csv_cell name = trimmed(header->cells[i]);
        int32_t meaning = COLUMN_NOTE;
        childplan_status status = column_meaning(header, &name, &meaning);
        if (status == CHILDPLAN_ERROR_NO_MEMORY) {
            return status;
        }
        elements += status == CHILDPLAN_ABSENT || meaning >= 0 || meaning == COLUMN_OTHERS;
        if (status == CHILDPLAN_OK) {
            check_twice(header, &name, meaning);
        }
        header->columns->meanings[i] = meaning;
        if (place_of(header->columns, meaning) != NULL) {
            *place_of(header->columns, meaning) = (int32_t)i;
        }
    }
    check_missing(header, elements);
    return header->findings->errors > errors ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK;
}

/* 1 where a record before the header is a remark or says something about the file. */
static int32_t is_preface(const struct csv_cell *cells, size_t count) {
    struct csv_cell first = trimmed(cells[0]);
    int32_t is_header = 0;
    for (size_t i = 0; i < count; i++) {
        struct csv_cell name = trimmed(cells[i]);
        is_header = is_header || reserved_meaning(&name) == COLUMN_UNIT;
    }
    return first.size > 0 && *first.text == '#' && !is_header;
}

/* 1/2 as the spreadsheet that saved the form writes it tells how its numbers are written. */
static void read_form(struct preface *preface, const struct csv_cell *sample, struct findings *findings,
                      struct position position) {
    preface->is_form = 1;
    if (childplan__equals_ignoring_case(sample->text, sample->size, "0.5")) {
        preface->decimal_comma = 0;
    } else if (childplan__equals_ignoring_case(sample->text, sample->size, "0,5")) {
        preface->decimal_comma = 1;
    } else if (sample->size > 0) {
        char text[CELL_EXCERPT];
        childplan__cell_excerpt(sample, text);
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_FORM_NUMBERS_MALFORMED, position, text);
    }
}

static void read_submitted(struct preface *preface, const struct csv_cell *day, struct findings *findings,
                           struct position position) {
    if (day->size > 0 && childplan_date_parse(day->text, day->size, &preface->submitted) != CHILDPLAN_OK) {
        char text[CELL_EXCERPT];
        childplan__cell_excerpt(day, text);
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_SUBMITTED_MALFORMED, position, text);
    }
}

static void read_preface(const struct childplan_import *import, uint32_t file, const struct csv_cell *cells,
                         size_t count, struct findings *findings, struct preface *preface) {
    struct csv_cell word = trimmed(cells[0]);
    struct csv_cell argument = count > 1 ? trimmed(cells[1]) : (struct csv_cell){.text = ""};
    struct position position = childplan__import_position(import, file, (struct spot){argument.line, argument.column});
    if (childplan__equals_ignoring_case(word.text, word.size, "#form")) {
        read_form(preface, &argument, findings, position);
    } else if (childplan__equals_ignoring_case(word.text, word.size, "#submitted")) {
        read_submitted(preface, &argument, findings, position);
    }
}

childplan_status childplan__columns_begin(const struct childplan_import *import, uint32_t file,
                                          struct csv_scanner *scanner, struct findings *findings,
                                          struct columns *ret_columns, struct preface *ret_preface) {
    const struct csv_cell *cells = NULL;
    size_t count = 0;
    size_t errors = findings->errors;
    struct preface preface = {.decimal_comma = import->decimal_comma, .submitted = CHILDPLAN_NO_DATE};
    childplan_status status = childplan__csv_next(scanner, findings, &cells, &count);
    while (status == CHILDPLAN_OK && is_preface(cells, count)) {
        read_preface(import, file, cells, count, findings, &preface);
        status = childplan__csv_next(scanner, findings, &cells, &count);
    }
    if (status == CHILDPLAN_ABSENT) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_NO_HEADER,
                     childplan__import_position(import, file, (struct spot){1, 1}));
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (status == CHILDPLAN_OK && findings->errors > errors) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    *ret_preface = preface;
    return status != CHILDPLAN_OK ? status : childplan__columns_read(import, file, cells, count, findings, ret_columns);
}

childplan_status childplan__columns_read(const struct childplan_import *import, uint32_t file,
                                         const struct csv_cell *cells, size_t count, struct findings *findings,
                                         struct columns *ret_columns) {
    struct columns columns = {.count = count, .unit = -1, .period = -1, .element = -1, .value = -1, .submitted = -1};
    struct header header = {
        .import = import, .findings = findings, .file = file, .cells = cells, .count = count, .columns = &columns};
    columns.meanings = childplan__allocate(import->allocator, count, sizeof *columns.meanings);
    header.seen = childplan__allocate(import->allocator, (size_t)import->plan->element_count + RESERVED_COUNT + 1, 1);
    childplan_status status =
        columns.meanings == NULL || header.seen == NULL ? CHILDPLAN_ERROR_NO_MEMORY : read_header(&header);
    childplan__release(import->allocator, header.seen);
    if (status != CHILDPLAN_OK) {
        childplan__columns_end(import, &columns);
        return status;
    }
    *ret_columns = columns;
    return CHILDPLAN_OK;
}

void childplan__columns_end(const struct childplan_import *import, struct columns *columns) {
    childplan__release(import->allocator, columns->meanings);
}
