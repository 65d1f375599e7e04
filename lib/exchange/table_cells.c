#include "table_cells.h"

#include <string.h>

#define NO_BREAK "\xC2\xA0"
#define ASPIRATION_MARK "†"

void childplan__cells_begin(struct table_cells *cells, const childplan_rollup *rollup,
                            const struct childplan_output *output, const struct allocator *allocator) {
    memset(cells, 0, sizeof(*cells));
    cells->rollup = rollup;
    cells->language = output->language;
    cells->shows_pace = output->pace;
    cells->words = childplan__table_words(output->language);
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        childplan__text_begin(&cells->texts[column], allocator);
    }
}

void childplan__cells_end(struct table_cells *cells) {
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        childplan__text_end(&cells->texts[column]);
    }
}

/* Adds a figure in the language's form. */
static void add_figure(struct table_cells *cells, enum table_column to, size_t row, int32_t column) {
    char number[CELL_SIZE];
    childplan__text_add_number(&cells->texts[to], childplan__cell_text(cells->rollup, row, column, number),
                               cells->words);
}

/* Adds what the value is per, where no sign says it: "/100,000". */
static void add_per(struct table_cells *cells, int32_t indicator) {
    const childplan_plan *plan = childplan_rollup_plan(cells->rollup);
    int64_t per = childplan_plan_indicator_per(plan, indicator);
    if (!childplan_plan_indicator_is_ratio(plan, indicator) || per == 1 ||
        *childplan__sign_of(childplan_rollup_plan(cells->rollup), indicator)) {
        return;
    }
    struct text *text = &cells->texts[TABLE_VALUE];
    struct text number;
    childplan__text_begin(&number, text->allocator);
    childplan__text_add_integer(&number, per);
    childplan__text_add_string(text, "\n/");
    childplan__text_add_number(text, childplan__text_string(&number), cells->words);
    text->no_memory |= number.no_memory;
    childplan__text_end(&number);
}

/* A row without a value. It has a numerator where units contribute: then it is the denominator that gives none. */
static void read_no_value(struct table_cells *cells, size_t row) {
    int64_t numerator;
    if (childplan_rollup_get(cells->rollup, row, CHILDPLAN_COLUMN_NUMERATOR, &numerator) == CHILDPLAN_OK) {
        childplan__text_add_string(&cells->texts[TABLE_VALUE], "–");
        cells->marks[MARK_NO_DENOMINATOR] = 1;
    } else {
        childplan__text_add_string(&cells->texts[TABLE_VALUE], cells->words->no_data);
    }
}

static void read_value(struct table_cells *cells, size_t row, int32_t indicator) {
    char value[CELL_SIZE];
    struct text *text = &cells->texts[TABLE_VALUE];
    const char *number = childplan__cell_text(cells->rollup, row, CHILDPLAN_COLUMN_VALUE, value);
    if (!*number) {
        read_no_value(cells, row);
        return;
    }
    childplan__text_add_number(text, number, cells->words);
    childplan__text_add_string(text, childplan__sign_of(childplan_rollup_plan(cells->rollup), indicator));
    add_per(cells, indicator);
}

/* The range of a value, nothing where it is the value itself or unknown. */
static void read_range(struct table_cells *cells, size_t row) {
    char value_buffer[CELL_SIZE], low_buffer[CELL_SIZE], high_buffer[CELL_SIZE];
    const char *value = childplan__cell_text(cells->rollup, row, CHILDPLAN_COLUMN_VALUE, value_buffer);
    const char *low = childplan__cell_text(cells->rollup, row, CHILDPLAN_COLUMN_LOW, low_buffer);
    const char *high = childplan__cell_text(cells->rollup, row, CHILDPLAN_COLUMN_HIGH, high_buffer);
    struct text *text = &cells->texts[TABLE_RANGE];
    if (*low && *high) {
        if (strcmp(low, value) != 0 || strcmp(high, value) != 0) {
            childplan__text_add_number(text, low, cells->words);
            childplan__text_add_string(text, "–");
            childplan__text_add_number(text, high, cells->words);
            cells->marks[MARK_RANGE] = 1;
        }
    } else if (*low) {
        /* Without a highest value the lowest is the value itself. */
        childplan__text_add_string(text, cells->words->or_more);
        cells->marks[MARK_OR_MORE] = 1;
    }
}

static void read_reports(struct table_cells *cells, size_t row) {
    struct text *text = &cells->texts[TABLE_REPORTS];
    int64_t carried = childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_UNITS_CARRIED, 0);
    childplan__text_add_integer(text, childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED, 0));
    childplan__text_add_string(text, "/");
    childplan__text_add_integer(text, childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED, 0));
    if (carried > 0) {
        childplan__text_add_string(text, " ");
        childplan__text_add_integer(text, carried);
        childplan__text_add_string(text, "*");
        cells->marks[MARK_CARRIED] = 1;
    }
    cells->marks[MARK_REPORTS] = 1;
}

/* "> 90% by 2025", and below it the path where it is not the target itself. */
static void read_target(struct table_cells *cells, size_t row, int32_t indicator) {
    char target_buffer[CELL_SIZE], path_buffer[CELL_SIZE];
    const char *target = childplan__cell_text(cells->rollup, row, CHILDPLAN_COLUMN_TARGET, target_buffer);
    const char *path = childplan__cell_text(cells->rollup, row, CHILDPLAN_COLUMN_PATH, path_buffer);
    struct text *text = &cells->texts[TABLE_TARGET];
    if (!*target) {
        return;
    }
    const char *sign = childplan__sign_of(childplan_rollup_plan(cells->rollup), indicator);
    int32_t is_unknown = 0;
    int32_t is_path = childplan__text_add_target(text, target, sign, path, cells->words, &is_unknown);
    cells->marks[MARK_UNKNOWN_TARGET] |= (uint8_t)is_unknown;
    if (childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_BINDING, 1) == 0) {
        childplan__text_add_string(text, ASPIRATION_MARK);
        cells->marks[MARK_ASPIRATION] = 1;
    }
    childplan__text_add_string(text, " ");
    childplan__text_add_by(text, childplan_rollup_plan(cells->rollup),
                           childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_BY, CHILDPLAN_NO_PERIOD), cells->words);
    if (*path && !is_path) {
        const char *place = strchr(cells->words->path, '{');
        childplan__text_add_string(text, "\n");
        childplan__text_add(text, cells->words->path, (size_t)(place - cells->words->path));
        childplan__text_add_number(text, path, cells->words);
        childplan__text_add_string(text, sign);
        cells->marks[MARK_PATH] = 1;
    }
}

static void read_status(struct table_cells *cells, size_t row) {
    int32_t status = childplan__cell_index(cells->rollup, row, CHILDPLAN_COLUMN_STATUS);
    struct text *text = &cells->texts[TABLE_STATUS];
    const char *name = childplan_plan_status_name(childplan_rollup_plan(cells->rollup), status, cells->language);
    childplan__text_add_string(text, name);
    int32_t says_met_or_missed = status == CHILDPLAN_STATUS_MET || status == CHILDPLAN_STATUS_MISSED;
    if (says_met_or_missed && childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_CERTAIN, 1) == 0) {
        childplan__text_add_string(text, NO_BREAK "?");
        cells->marks[MARK_UNCERTAIN] = 1;
    }
}

/* "4 × 4.75" below the gap, where something is left to be done in the periods that are left. */
static void read_pace(struct table_cells *cells, size_t row, int64_t gap) {
    struct text *text = &cells->texts[TABLE_GAP];
    int64_t periods = childplan__cell(cells->rollup, row, CHILDPLAN_COLUMN_PERIODS_LEFT, 0);
    if (!cells->shows_pace || gap == 0 || periods == 0) {
        return;
    }
    childplan__text_add_string(text, "\n");
    childplan__text_add_integer(text, periods);
    childplan__text_add_string(text, NO_BREAK "× ");
    add_figure(cells, TABLE_GAP, row, CHILDPLAN_COLUMN_PACE);
    cells->marks[MARK_PACE] = 1;
}

static void read_gap(struct table_cells *cells, size_t row) {
    int64_t gap;
    if (childplan_rollup_get(cells->rollup, row, CHILDPLAN_COLUMN_GAP, &gap) != CHILDPLAN_OK) {
        cells->marks[MARK_NO_GAP] = 1;
        return;
    }
    childplan__text_add_string(&cells->texts[TABLE_GAP], gap > 0 ? "+" : "");
    add_figure(cells, TABLE_GAP, row, CHILDPLAN_COLUMN_GAP);
    read_pace(cells, row, gap);
    cells->marks[MARK_GAP] = 1;
}

childplan_status childplan__cells_read(struct table_cells *cells, size_t row) {
    int32_t indicator = childplan__cell_index(cells->rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    const char *name = childplan_plan_indicator_name(childplan_rollup_plan(cells->rollup), indicator);
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        childplan__text_clear(&cells->texts[column]);
    }
    childplan__text_add_string(&cells->texts[TABLE_NAME], name);
    read_value(cells, row, indicator);
    read_range(cells, row);
    read_reports(cells, row);
    read_target(cells, row, indicator);
    read_status(cells, row);
    read_gap(cells, row);
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        if (cells->texts[column].no_memory) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        cells->cells[column] = childplan__text_string(&cells->texts[column]);
    }
    return CHILDPLAN_OK;
}
