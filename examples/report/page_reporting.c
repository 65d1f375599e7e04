/* Who has reported, as the page needs it: a list of figures for each unit and period of which something is asked. */
#include "page.h"

#include <string.h>

static const int32_t columns[] = {
    CHILDPLAN_REPORTING_COLUMN_STATE,
    CHILDPLAN_REPORTING_COLUMN_MARKS,
    CHILDPLAN_REPORTING_COLUMN_TIMELINESS,
    CHILDPLAN_REPORTING_COLUMN_FIRST_SUBMITTED,
    CHILDPLAN_REPORTING_COLUMN_DUE,
    CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE,
    CHILDPLAN_REPORTING_COLUMN_OWN_EXPECTED,
    CHILDPLAN_REPORTING_COLUMN_OWN_RECEIVED,
    CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_EXPECTED,
    CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_RECEIVED,
    CHILDPLAN_REPORTING_COLUMN_EXPECTED,
    CHILDPLAN_REPORTING_COLUMN_RECEIVED,
    CHILDPLAN_REPORTING_COLUMN_COMPLETE,
    CHILDPLAN_REPORTING_COLUMN_ON_TIME,
    CHILDPLAN_REPORTING_COLUMN_LATE,
    CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN,
    CHILDPLAN_REPORTING_COLUMN_MISSING,
    CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE,
    CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE,
    CHILDPLAN_REPORTING_COLUMN_ON_TIME_RATE,
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static void write_cell(const childplan_reporting *reporting, size_t row, int32_t column, struct json *json) {
    int64_t value;
    char text[64];
    if (column >= CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE) {
        json_raw(json, childplan_reporting_text(reporting, row, column, text, sizeof(text)) > 0 ? text : "null");
    } else if (childplan_reporting_get(reporting, row, column, &value) == CHILDPLAN_OK) {
        json_number(json, value);
    } else {
        json_null(json);
    }
}

static void write_row(const childplan_reporting *reporting, size_t row, struct json *json) {
    int64_t state = CHILDPLAN_REPORTING_NOT_EXISTING, expected = 0, unit = 0, period = 0;
    char text[64];
    childplan_reporting_get(reporting, row, CHILDPLAN_REPORTING_COLUMN_STATE, &state);
    childplan_reporting_get(reporting, row, CHILDPLAN_REPORTING_COLUMN_EXPECTED, &expected);
    if (expected == 0 && state >= CHILDPLAN_REPORTING_NOT_APPLICABLE) {
        return;
    }
    childplan_reporting_get(reporting, row, CHILDPLAN_REPORTING_COLUMN_UNIT, &unit);
    childplan_reporting_get(reporting, row, CHILDPLAN_REPORTING_COLUMN_PERIOD, &period);
    childplan_period_format(period, text, sizeof(text));
    json_open(json, '[');
    json_number(json, unit);
    json_text(json, text);
    for (size_t i = 0; i < COLUMNS; i++) {
        write_cell(reporting, row, columns[i], json);
    }
    json_close(json, ']');
}

static int64_t cell_item(const childplan_reporting *reporting, size_t cell, int32_t column) {
    int64_t value = CHILDPLAN_NONE;
    childplan_reporting_cell_get(reporting, cell, column, &value);
    return value;
}

/* Which figures a unit owes for a period, as [unit, period, [[period of the figure, element], …]]. */
static void write_lacking(const childplan_reporting *reporting, size_t row, struct json *json) {
    int64_t unit = 0, period = 0;
    size_t first = 0, count = 0;
    char text[64];
    int begun = 0;
    childplan_reporting_get(reporting, row, CHILDPLAN_REPORTING_COLUMN_UNIT, &unit);
    childplan_reporting_get(reporting, row, CHILDPLAN_REPORTING_COLUMN_PERIOD, &period);
    childplan_reporting_cells_of(reporting, row, &first, &count);
    for (size_t cell = first; cell < first + count; cell++) {
        if (cell_item(reporting, cell, CHILDPLAN_REPORTING_CELL_STATE) != CHILDPLAN_REPORTING_MISSING) {
            continue;
        }
        if (!begun++) {
            childplan_period_format(period, text, sizeof(text));
            json_open(json, '[');
            json_number(json, unit);
            json_text(json, text);
            json_open(json, '[');
        }
        childplan_period_format(cell_item(reporting, cell, CHILDPLAN_REPORTING_CELL_PERIOD), text, sizeof(text));
        json_open(json, '[');
        json_text(json, text);
        json_number(json, cell_item(reporting, cell, CHILDPLAN_REPORTING_CELL_ELEMENT));
        json_close(json, ']');
    }
    if (begun) {
        json_close(json, ']');
        json_close(json, ']');
    }
}

void page_write_reporting(const struct page *page, FILE *file) {
    struct json json = {.file = file};
    char day[32];
    json_open(&json, '{');
    json_name(&json, "judged");
    childplan_date_format(childplan_reporting_until(page->reporting), day, sizeof(day));
    json_text(&json, day);
    json_name(&json, "due_days");
    json_number(&json, childplan_plan_due_days(page->plan));
    json_name(&json, "states");
    json_open(&json, '[');
    for (int32_t state = 0; state < CHILDPLAN_REPORTING_STATE_COUNT; state++) {
        json_text(&json, childplan_reporting_state_name(state, CHILDPLAN_VIETNAMESE));
    }
    json_close(&json, ']');
    json_name(&json, "columns");
    json_open(&json, '[');
    json_text(&json, "unit");
    json_text(&json, "period");
    for (size_t i = 0; i < COLUMNS; i++) {
        json_text(&json, childplan_reporting_column_name(columns[i]));
    }
    json_close(&json, ']');
    json_name(&json, "rows");
    json_open(&json, '[');
    for (size_t row = 0; row < childplan_reporting_row_count(page->reporting); row++) {
        write_row(page->reporting, row, &json);
    }
    json_close(&json, ']');
    json_name(&json, "lacking");
    json_open(&json, '[');
    for (size_t row = 0; row < childplan_reporting_row_count(page->reporting); row++) {
        write_lacking(page->reporting, row, &json);
    }
    json_close(&json, ']');
    json_close(&json, '}');
}
