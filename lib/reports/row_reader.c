#include "row_reader.h"

#include "../base/text.h"
#include "../plan/look_up.h"

#include <string.h>

/* The nearest name is looked for so many times in one file at most: it takes a look at every name. */
#define SUGGESTION_LIMIT 100
static int32_t is_last(const struct last *last, const struct csv_cell *cell) {
    return cell->fault == 0 && last->size == cell->size && cell->size > 0 &&
           memcmp(last->text, cell->text, cell->size) == 0;
}

static void remember(struct last *last, const struct csv_cell *cell, int64_t meaning) {
    last->size = 0;
    if (cell->size > 0 && cell->size <= LAST_SIZE) {
        memcpy(last->text, cell->text, cell->size);
        last->size = cell->size;
        last->meaning = meaning;
    }
}

static struct spot spot_of(const struct csv_cell *cell) {
    return (struct spot){cell->line, cell->column};
}

static struct position position_of(const struct row_reader *reader, const struct csv_cell *cell) {
    return childplan__import_position(reader->import, reader->file, spot_of(cell));
}

/* The cell of a column; an empty one, at the row's start, where the row ends before it. */
static struct csv_cell cell_of(const struct row_reader *reader, int32_t column) {
    if (column >= 0 && (size_t)column < reader->cell_count) {
        return reader->cells[column];
    }
    return (struct csv_cell){"", 0, reader->cells[0].line, reader->cells[0].column, 0};
}

static void report_cell(struct row_reader *reader, int32_t code, const struct csv_cell *cell) {
    char text[CELL_EXCERPT];
    childplan__cell_excerpt(cell, text);
    REPORT(reader->findings, code, position_of(reader, cell), text);
}

static int32_t is_empty(const struct csv_cell *cell) {
    return cell->size == 0 && cell->fault == 0;
}

/* 1, and reported, where the cell has no text to be read. */
static int32_t is_faulty(struct row_reader *reader, const struct csv_cell *cell) {
    if (cell->fault != 0 && cell->size > 0) {
        report_cell(reader, cell->fault, cell);
    } else if (cell->fault != 0) {
        REPORT_PLAIN(reader->findings, cell->fault, position_of(reader, cell));
    }
    return cell->fault != 0;
}

static void report_unknown(struct row_reader *reader, struct id_kind kind, const struct csv_cell *cell) {
    char text[CELL_EXCERPT];
    childplan__cell_excerpt(cell, text);
    const char *nearest = NULL;
    if (reader->suggestions < SUGGESTION_LIMIT) {
        reader->suggestions++;
        nearest = childplan__nearest(text, strlen(text), (size_t)kind.count, kind.id_of, reader->import->plan);
    }
    REPORT_NEAREST(reader->findings, kind.code, position_of(reader, cell), nearest, text);
}

/*
 * What a cell says. Each of these returns OK and writes; REFUSED where it was reported; NO_MEMORY.
 */
static childplan_status require(struct row_reader *reader, const struct csv_cell *cell, const char *column) {
    if (is_faulty(reader, cell)) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (cell->size > 0) {
        return CHILDPLAN_OK;
    }
    REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_CELL_EMPTY, position_of(reader, cell), column);
    return CHILDPLAN_ERROR_REFUSED;
}

static childplan_status read_id(struct row_reader *reader, const struct csv_cell *cell, const char *column,
                                int32_t kind, struct last *last, int32_t *ret_index) {
    const struct childplan_plan *plan = reader->import->plan;
    if (is_last(last, cell)) {
        *ret_index = (int32_t)last->meaning;
        return CHILDPLAN_OK;
    }
    struct id_kind ids = childplan__id_kind(plan, kind);
    childplan_status status = require(reader, cell, column);
    if (status == CHILDPLAN_OK) {
        status = childplan__find_cell(plan, ids.names, cell, ret_index);
    }
    if (status == CHILDPLAN_ABSENT) {
        report_unknown(reader, ids, cell);
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (status == CHILDPLAN_OK) {
        remember(last, cell, *ret_index);
    }
    return status;
}

static childplan_status read_unit(struct row_reader *reader, const struct csv_cell *cell, int32_t *ret_unit) {
    return read_id(reader, cell, "unit", CHILDPLAN_KIND_UNIT, &reader->last_unit, ret_unit);
}

static childplan_status read_element(struct row_reader *reader, const struct csv_cell *cell, int32_t *ret_element) {
    return read_id(reader, cell, "element", CHILDPLAN_KIND_ELEMENT, &reader->last_element, ret_element);
}

static childplan_status read_period(struct row_reader *reader, const struct csv_cell *cell, int64_t *ret_period) {
    if (is_last(&reader->last_period, cell)) {
        *ret_period = reader->last_period.meaning;
        return CHILDPLAN_OK;
    }
    childplan_status status = require(reader, cell, "period");
    if (status != CHILDPLAN_OK) {
        return status;
    }
    if (childplan_period_parse(cell->text, cell->size, ret_period) != CHILDPLAN_OK) {
        report_cell(reader, CHILDPLAN_DIAGNOSTIC_REPORT_PERIOD_MALFORMED, cell);
        return CHILDPLAN_ERROR_REFUSED;
    }
    remember(&reader->last_period, cell, *ret_period);
    return CHILDPLAN_OK;
}

static childplan_status read_submitted(struct row_reader *reader, const struct csv_cell *cell, int32_t *ret_submitted) {
    *ret_submitted = reader->preface.submitted;
    if (is_faulty(reader, cell)) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (cell->size == 0) {
        return CHILDPLAN_OK;
    }
    if (is_last(&reader->last_submitted, cell)) {
        *ret_submitted = (int32_t)reader->last_submitted.meaning;
        return CHILDPLAN_OK;
    }
    if (childplan_date_parse(cell->text, cell->size, ret_submitted) != CHILDPLAN_OK) {
        report_cell(reader, CHILDPLAN_DIAGNOSTIC_SUBMITTED_MALFORMED, cell);
        return CHILDPLAN_ERROR_REFUSED;
    }
    remember(&reader->last_submitted, cell, *ret_submitted);
    return CHILDPLAN_OK;
}

static void report_number(struct row_reader *reader, const struct csv_cell *cell, const struct element *element,
                          int32_t reason) {
    char text[CELL_EXCERPT];
    char decimals[32];
    childplan__cell_excerpt(cell, text);
    childplan__number_format(element->decimals, 0, decimals);
    struct position position = position_of(reader, cell);
    switch (reason) {
    case NUMBER_TOO_FINE:
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_TOO_FINE, position, text, decimals, element->id);
        break;
    case NUMBER_TOO_LARGE:
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_TOO_LARGE, position, text);
        break;
    default:
        REPORT(reader->findings, childplan__malformed_number(cell, reader->preface.decimal_comma), position, text);
        break;
    }
}

/* Reads a number. Some cells of a form are shown in groups of three, and so saved: where the mark of decimals is the
   point, by commas, which is the number of a decimal comma with its marks exchanged. */
static int32_t parse_number(const struct row_reader *reader, const struct csv_cell *cell, int32_t decimals,
                            int64_t *ret_value) {
    char exchanged[LAST_SIZE];
    int32_t decimal_comma = reader->preface.decimal_comma;
    if (!reader->preface.is_form || decimal_comma || cell->size > sizeof exchanged || cell->size == 0 ||
        memchr(cell->text, ',', cell->size) == NULL) {
        return childplan__number_parse(cell->text, cell->size, decimals, decimal_comma, ret_value);
    }
    for (size_t i = 0; i < cell->size; i++) {
        exchanged[i] = cell->text[i] == ',' ? '.' : cell->text[i] == '.' ? ',' : cell->text[i];
    }
    return childplan__number_parse(exchanged, cell->size, decimals, 1, ret_value);
}

static childplan_status read_value(struct row_reader *reader, const struct csv_cell *cell, struct entry *entry) {
    const struct element *element = &reader->import->plan->elements[entry->element];
    if (is_faulty(reader, cell)) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (element->type == TYPE_FLAG) {
        childplan_status status = childplan__read_flag(reader->import->plan, cell, &entry->value);
        if (status != CHILDPLAN_ABSENT) {
            return status;
        }
        char text[CELL_EXCERPT];
        childplan__cell_excerpt(cell, text);
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_FLAG_MALFORMED, position_of(reader, cell), text, element->id);
        return CHILDPLAN_ERROR_REFUSED;
    }
    int32_t reason = parse_number(reader, cell, element->decimals, &entry->value);
    if (reason != NUMBER_OK) {
        report_number(reader, cell, element, reason);
        return CHILDPLAN_ERROR_REFUSED;
    }
    return childplan__check_value(reader->import, reader->findings, entry) ? CHILDPLAN_OK : CHILDPLAN_ERROR_REFUSED;
}

/* Unit, period and date, which a whole row shares. All that is wrong is reported. */
static childplan_status read_row_start(struct row_reader *reader, struct entry *entry) {
    const struct columns *columns = &reader->columns;
    struct csv_cell unit = cell_of(reader, columns->unit);
    struct csv_cell period = cell_of(reader, columns->period);
    struct csv_cell submitted = cell_of(reader, columns->submitted);
    childplan_status statuses[3] = {read_unit(reader, &unit, &entry->unit),
                                    read_period(reader, &period, &entry->period),
                                    read_submitted(reader, &submitted, &entry->submitted)};
    entry->unit_at = spot_of(&unit);
    entry->period_at = spot_of(&period);
    for (size_t i = 0; i < 3; i++) {
        if (statuses[i] == CHILDPLAN_ERROR_NO_MEMORY) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    if (statuses[0] == CHILDPLAN_OK && statuses[1] == CHILDPLAN_OK &&
        !childplan__check_row(reader->import, reader->findings, entry)) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    return statuses[0] != CHILDPLAN_OK ? statuses[0] : statuses[1] != CHILDPLAN_OK ? statuses[1] : statuses[2];
}

/* The value of a long row: empty, with a date, it withdraws. */
static childplan_status read_long_value(struct row_reader *reader, struct entry *entry, childplan_status start) {
    struct csv_cell submitted = cell_of(reader, reader->columns.submitted);
    struct csv_cell value = cell_of(reader, reader->columns.value);
    entry->value_at = spot_of(&value);
    if (!is_empty(&value)) {
        return read_value(reader, &value, entry);
    }
    entry->withdrawn = 1;
    if (!is_empty(&submitted)) {
        return start;
    }
    REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_MISSING, position_of(reader, &value));
    return CHILDPLAN_ERROR_REFUSED;
}

/* 1 where the form asked for a figure that was not filled in. A date of its own would withdraw one. */
static int32_t is_not_filled_in(const struct row_reader *reader) {
    struct csv_cell value = cell_of(reader, reader->columns.value);
    struct csv_cell submitted = cell_of(reader, reader->columns.submitted);
    return reader->preface.is_form && is_empty(&value) && is_empty(&submitted);
}

static childplan_status read_long_row(struct row_reader *reader) {
    if (is_not_filled_in(reader)) {
        reader->not_filled_in++;
        return CHILDPLAN_OK;
    }
    struct entry entry = {.file = reader->file};
    struct csv_cell element = cell_of(reader, reader->columns.element);
    childplan_status start = read_row_start(reader, &entry);
    if (start == CHILDPLAN_ERROR_NO_MEMORY) {
        return start;
    }
    childplan_status status = read_element(reader, &element, &entry.element);
    if (status == CHILDPLAN_OK) {
        entry.element_at = spot_of(&element);
        status = read_long_value(reader, &entry, start);
    }
    if (status == CHILDPLAN_ERROR_NO_MEMORY || start != CHILDPLAN_OK) {
        return status == CHILDPLAN_OK ? start : status;
    }
    int32_t cycle = 0;
    if (status != CHILDPLAN_OK || !childplan__check_element(reader->import, reader->findings, &entry, &cycle)) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    return childplan__stage(reader->import, &entry, cycle);
}

/* One cell of a wide row. Where the row's start is wrong only the value is looked at. */
static childplan_status read_wide_cell(struct row_reader *reader, const struct entry *row, const struct csv_cell *cell,
                                       int32_t element, int32_t row_is_good) {
    struct entry entry = *row;
    int32_t cycle = 0;
    entry.element = element;
    entry.period_at = entry.element_at = entry.value_at = spot_of(cell);
    childplan_status status = read_value(reader, cell, &entry);
    if (!row_is_good || status == CHILDPLAN_ERROR_NO_MEMORY) {
        return status;
    }
    if (!childplan__check_element(reader->import, reader->findings, &entry, &cycle) || status != CHILDPLAN_OK) {
        reader->import->refused++;
        return CHILDPLAN_OK;
    }
    return childplan__stage(reader->import, &entry, cycle);
}

static childplan_status read_wide_row(struct row_reader *reader) {
    struct entry row = {.file = reader->file};
    childplan_status start = read_row_start(reader, &row);
    if (start == CHILDPLAN_ERROR_NO_MEMORY) {
        return start;
    }
    for (size_t i = 0; i < reader->cell_count; i++) {
        const struct csv_cell *cell = &reader->cells[i];
        int32_t element = reader->columns.meanings[i];
        if (element == COLUMN_OTHERS && !is_empty(cell)) {
            reader->import->cells_left += start == CHILDPLAN_OK;
        }
        if (element < 0 || is_empty(cell)) {
            continue;
        }
        childplan_status status = read_wide_cell(reader, &row, cell, element, start == CHILDPLAN_OK);
        if (status == CHILDPLAN_ERROR_NO_MEMORY) {
            return status;
        }
    }
    return start;
}

/* More cells than columns, or a cell under no name: what stands where is not clear. */
static int32_t row_fits_header(struct row_reader *reader) {
    const struct columns *columns = &reader->columns;
    if (reader->cell_count > columns->count) {
        char cells[32];
        char names[32];
        childplan__number_format((int64_t)reader->cell_count, 0, cells);
        childplan__number_format((int64_t)columns->count, 0, names);
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_TOO_MANY_CELLS,
               position_of(reader, &reader->cells[columns->count]), cells, names);
        return 0;
    }
    for (size_t i = 0; columns->has_nameless && i < reader->cell_count; i++) {
        if (columns->meanings[i] == COLUMN_NAMELESS && !is_empty(&reader->cells[i])) {
            report_cell(reader, CHILDPLAN_DIAGNOSTIC_CELL_WITHOUT_COLUMN, &reader->cells[i]);
            return 0;
        }
    }
    return 1;
}

/* OK where only another plan that the file serves has the unit or element of a cell; ABSENT. Errors: NO_MEMORY. */
static childplan_status is_elsewhere(const struct row_reader *reader, int32_t kind, const struct csv_cell *cell) {
    const struct childplan_plan *plan = reader->import->plan;
    int32_t index;
    if (is_empty(cell) || cell->fault != 0) {
        return CHILDPLAN_ABSENT;
    }
    childplan_status status = childplan__find_cell(plan, childplan__id_kind(plan, kind).names, cell, &index);
    if (status == CHILDPLAN_ABSENT) {
        return childplan__find_elsewhere(reader->import, kind, cell);
    }
    return status == CHILDPLAN_OK ? CHILDPLAN_ABSENT : status;
}

/* OK where all that a wide row reports is of another plan's elements. */
static childplan_status has_others_only(const struct row_reader *reader) {
    int32_t others = 0;
    for (size_t i = 0; i < reader->cell_count; i++) {
        if (!is_empty(&reader->cells[i]) && reader->columns.meanings[i] >= 0) {
            return CHILDPLAN_ABSENT;
        }
        others = others || (!is_empty(&reader->cells[i]) && reader->columns.meanings[i] == COLUMN_OTHERS);
    }
    return others ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
}

/* OK where a row is left to another plan that the file serves: what else it says is that plan's matter. ABSENT where it
   is not. Errors: NO_MEMORY, REFUSED (reported). */
static childplan_status is_left(struct row_reader *reader) {
    const struct columns *columns = &reader->columns;
    struct csv_cell unit = cell_of(reader, columns->unit);
    struct csv_cell element = cell_of(reader, columns->element);
    childplan_status status = is_elsewhere(reader, CHILDPLAN_KIND_UNIT, &unit);
    if (status != CHILDPLAN_ABSENT) {
        return status;
    }
    if (columns->is_wide) {
        status = columns->has_others ? has_others_only(reader) : CHILDPLAN_ABSENT;
    } else {
        status = is_elsewhere(reader, CHILDPLAN_KIND_ELEMENT, &element);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    /* A unit that nobody knows is a mistake, whatever it reports. */
    int32_t index;
    return read_unit(reader, &unit, &index);
}

childplan_status childplan__read_row(struct row_reader *reader, const struct csv_cell *cells, size_t count) {
    childplan_status status = CHILDPLAN_ERROR_REFUSED;
    reader->cells = cells;
    reader->cell_count = count;
    if (row_fits_header(reader)) {
        status = reader->import->other_count > 0 ? is_left(reader) : CHILDPLAN_ABSENT;
        if (status == CHILDPLAN_OK) {
            reader->import->rows_left++;
        } else if (status == CHILDPLAN_ABSENT) {
            status = reader->columns.is_wide ? read_wide_row(reader) : read_long_row(reader);
        }
    }
    if (status == CHILDPLAN_ERROR_REFUSED) {
        reader->import->refused++;
        return CHILDPLAN_OK;
    }
    return status;
}
