/* Rows and cells in words. */
#include "../base/text.h"
#include "../base/wide.h"
#include "rows.h"

#include <string.h>

/* The longest text that is no id: all the marks. */
#define CELL_TEXT 96
#define RATE_DECIMALS 4

static const char *const state_names[][CHILDPLAN_REPORTING_STATE_COUNT] = {
    [CHILDPLAN_ENGLISH] = {"reported", "late", "missing", "not yet due", "not applicable", "not existing"},
    [CHILDPLAN_VIETNAMESE] = {"đã báo cáo", "báo cáo muộn", "chưa báo cáo", "chưa đến hạn", "không phải báo cáo",
                              "không tồn tại"},
};

static const char *const state_ids[] = {"reported", "late", "missing", "not_yet_due", "not_applicable", "not_existing"};
static const char *const mark_ids[] = {"withdrawn", "corrected", "partial", "unasked", "early"};
static const char *const timeliness_ids[] = {"on_time", "late", "unknown"};

static const char *const column_names[CHILDPLAN_REPORTING_COLUMN_COUNT] = {
    [CHILDPLAN_REPORTING_COLUMN_UNIT] = "unit",
    [CHILDPLAN_REPORTING_COLUMN_PERIOD] = "period",
    [CHILDPLAN_REPORTING_COLUMN_LEVEL] = "level",
    [CHILDPLAN_REPORTING_COLUMN_PLACE] = "place",
    [CHILDPLAN_REPORTING_COLUMN_STATE] = "state",
    [CHILDPLAN_REPORTING_COLUMN_MARKS] = "marks",
    [CHILDPLAN_REPORTING_COLUMN_TIMELINESS] = "timeliness",
    [CHILDPLAN_REPORTING_COLUMN_FIRST_SUBMITTED] = "first_submitted",
    [CHILDPLAN_REPORTING_COLUMN_LATEST_SUBMITTED] = "latest_submitted",
    [CHILDPLAN_REPORTING_COLUMN_DUE] = "due",
    [CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE] = "days_overdue",
    [CHILDPLAN_REPORTING_COLUMN_OWN_EXPECTED] = "own_expected",
    [CHILDPLAN_REPORTING_COLUMN_OWN_RECEIVED] = "own_received",
    [CHILDPLAN_REPORTING_COLUMN_OWN_MISSING] = "own_missing",
    [CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_EXPECTED] = "own_cells_expected",
    [CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_RECEIVED] = "own_cells_received",
    [CHILDPLAN_REPORTING_COLUMN_EXPECTED] = "expected",
    [CHILDPLAN_REPORTING_COLUMN_RECEIVED] = "received",
    [CHILDPLAN_REPORTING_COLUMN_COMPLETE] = "complete",
    [CHILDPLAN_REPORTING_COLUMN_ON_TIME] = "on_time",
    [CHILDPLAN_REPORTING_COLUMN_LATE] = "late",
    [CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN] = "timeliness_unknown",
    [CHILDPLAN_REPORTING_COLUMN_MISSING] = "missing",
    [CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE] = "not_yet_due",
    [CHILDPLAN_REPORTING_COLUMN_TO_COME] = "to_come",
    [CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED] = "cells_expected",
    [CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED] = "cells_received",
    [CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE] = "reporting_rate",
    [CHILDPLAN_REPORTING_COLUMN_ON_TIME_RATE] = "on_time_rate",
    [CHILDPLAN_REPORTING_COLUMN_COMPLETE_RATE] = "complete_rate",
};

const char *childplan_reporting_state_name(int32_t state, int32_t language) {
    if (state < 0 || state >= CHILDPLAN_REPORTING_STATE_COUNT) {
        return NULL;
    }
    return state_names[language == CHILDPLAN_VIETNAMESE ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH][state];
}

const char *childplan_reporting_column_name(int32_t column) {
    return column < 0 || column >= CHILDPLAN_REPORTING_COLUMN_COUNT ? NULL : column_names[column];
}

static size_t give_string(const char *string, char *buffer, size_t size) {
    return childplan__give_text(string, strlen(string), buffer, size);
}

static size_t give_number(int64_t value, char *buffer, size_t size) {
    char text[CELL_TEXT];
    return childplan__give_text(text, childplan__number_format(value, 0, text), buffer, size);
}

static size_t give_marks(int64_t marks, char *buffer, size_t size) {
    char text[CELL_TEXT];
    size_t length = 0;
    for (size_t i = 0; i < sizeof mark_ids / sizeof *mark_ids; i++) {
        if ((marks >> i & 1) == 0) {
            continue;
        }
        if (length > 0) {
            text[length++] = ' ';
        }
        memcpy(text + length, mark_ids[i], strlen(mark_ids[i]));
        length += strlen(mark_ids[i]);
    }
    return childplan__give_text(text, length, buffer, size);
}

static size_t give_rate(const childplan_reporting *reporting, size_t row, int32_t column, char *buffer, size_t size) {
    char text[CELL_TEXT];
    int64_t numerator;
    int64_t denominator;
    if (childplan_reporting_rate(reporting, row, column, &numerator, &denominator) != CHILDPLAN_OK) {
        return childplan__give_text("", 0, buffer, size);
    }
    struct fraction rate = {childplan__wide_product(numerator, 100), childplan__wide(denominator)};
    return childplan__give_text(text, childplan__fraction_format(rate, RATE_DECIMALS, text), buffer, size);
}

size_t childplan_reporting_text(const childplan_reporting *reporting, size_t row, int32_t column, char *buffer,
                                size_t size) {
    int64_t value;
    if (reporting != NULL && row < reporting->row_count && column >= CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE) {
        return give_rate(reporting, row, column, buffer, size);
    }
    if (childplan_reporting_get(reporting, row, column, &value) != CHILDPLAN_OK) {
        return childplan__give_text("", 0, buffer, size);
    }
    switch (column) {
    case CHILDPLAN_REPORTING_COLUMN_UNIT:
    case CHILDPLAN_REPORTING_COLUMN_PLACE:
        return give_string(childplan_plan_unit_id(reporting->plan, (int32_t)value), buffer, size);
    case CHILDPLAN_REPORTING_COLUMN_LEVEL:
        return give_string(childplan_plan_level_id(reporting->plan, (int32_t)value), buffer, size);
    case CHILDPLAN_REPORTING_COLUMN_PERIOD:
        return childplan_period_format(value, buffer, size);
    case CHILDPLAN_REPORTING_COLUMN_STATE:
        return give_string(state_ids[value], buffer, size);
    case CHILDPLAN_REPORTING_COLUMN_MARKS:
        return give_marks(value, buffer, size);
    case CHILDPLAN_REPORTING_COLUMN_TIMELINESS:
        return give_string(timeliness_ids[value], buffer, size);
    case CHILDPLAN_REPORTING_COLUMN_FIRST_SUBMITTED:
    case CHILDPLAN_REPORTING_COLUMN_LATEST_SUBMITTED:
    case CHILDPLAN_REPORTING_COLUMN_DUE:
        return childplan_date_format((int32_t)value, buffer, size);
    default:
        return give_number(value, buffer, size);
    }
}

size_t childplan_reporting_cell_text(const childplan_reporting *reporting, size_t cell, int32_t column, char *buffer,
                                     size_t size) {
    int64_t value;
    if (childplan_reporting_cell_get(reporting, cell, column, &value) != CHILDPLAN_OK) {
        return childplan__give_text("", 0, buffer, size);
    }
    switch (column) {
    case CHILDPLAN_REPORTING_CELL_UNIT:
        return give_string(childplan_plan_unit_id(reporting->plan, (int32_t)value), buffer, size);
    case CHILDPLAN_REPORTING_CELL_ELEMENT:
        return give_string(childplan_plan_element_id(reporting->plan, (int32_t)value), buffer, size);
    case CHILDPLAN_REPORTING_CELL_PERIOD:
        return childplan_period_format(value, buffer, size);
    case CHILDPLAN_REPORTING_CELL_STATE:
        return give_string(state_ids[value], buffer, size);
    case CHILDPLAN_REPORTING_CELL_MARKS:
        return give_marks(value, buffer, size);
    case CHILDPLAN_REPORTING_CELL_TIMELINESS:
        return give_string(timeliness_ids[value], buffer, size);
    default:
        return childplan_date_format((int32_t)value, buffer, size);
    }
}
