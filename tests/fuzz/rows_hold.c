#include "rows_hold.h"

#include <stdio.h>
#include <string.h>

/* More rows than this are only looked at alone, so that no input takes long. */
#define MOST_ROWS 400

struct days horizon_of(const childplan_plan *plan) {
    struct days days = {0, 0};
    int64_t horizon = CHILDPLAN_NO_PERIOD;
    hold(childplan_period_parse("plan", 4, &horizon) == CHILDPLAN_OK, "plan is a period");
    hold(childplan_plan_period_days(plan, horizon, &days.first, &days.last) == CHILDPLAN_OK, "the horizon has days");
    return days;
}

static void hold_in_row(const childplan_rollup *rollup, size_t row, int holds, const char *what) {
    for (int32_t column = 0; !holds && column <= CHILDPLAN_COLUMN_AS_OF; column++) {
        char cell[512];
        childplan_rollup_text(rollup, row, column, cell, sizeof cell);
        fprintf(stderr, "%s,", cell);
    }
    hold(holds, what);
}

static int has(const childplan_rollup *rollup, size_t row, int32_t column) {
    return childplan_rollup_text(rollup, row, column, NULL, 0) > 0;
}

static int64_t count_of(const childplan_rollup *rollup, size_t row, int32_t column) {
    int64_t count = 0;
    hold_in_row(rollup, row, childplan_rollup_get(rollup, row, column, &count) == CHILDPLAN_OK, "a count is there");
    return count;
}

/* -1, 0 or 1, of two printed numbers of any length that are not negative. */
static int compare_sizes(const char *a, const char *b) {
    size_t whole_a = strcspn(a, ".");
    size_t whole_b = strcspn(b, ".");
    if (whole_a != whole_b) {
        return whole_a < whole_b ? -1 : 1;
    }
    int order = strcmp(a, b);
    return (order > 0) - (order < 0);
}

static int compare_numbers(const char *a, const char *b) {
    int negative_a = a[0] == '-';
    int negative_b = b[0] == '-';
    if (negative_a != negative_b) {
        return negative_b - negative_a;
    }
    return negative_a ? compare_sizes(b + 1, a + 1) : compare_sizes(a, b);
}

static int compare_cells(const childplan_rollup *rollup, size_t row, int32_t a, int32_t b) {
    char text_a[256];
    char text_b[256];
    hold(childplan_rollup_text(rollup, row, a, text_a, sizeof text_a) < sizeof text_a, "a number is short");
    hold(childplan_rollup_text(rollup, row, b, text_b, sizeof text_b) < sizeof text_b, "a number is short");
    return compare_numbers(text_a, text_b);
}

static void check_row(const childplan_rollup *rollup, size_t row) {
    int64_t expected = count_of(rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED);
    int64_t reported = count_of(rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED);
    int value = has(rollup, row, CHILDPLAN_COLUMN_VALUE);
    int low = has(rollup, row, CHILDPLAN_COLUMN_LOW);
    int high = has(rollup, row, CHILDPLAN_COLUMN_HIGH);
    hold_in_row(rollup, row, 0 <= reported && reported <= expected, "reported is at most expected");
    hold_in_row(rollup, row, value || (!low && !high), "no bounds without a value");
    if (!value) {
        return;
    }
    int above_low = low ? compare_cells(rollup, row, CHILDPLAN_COLUMN_VALUE, CHILDPLAN_COLUMN_LOW) : 0;
    int below_high = high ? compare_cells(rollup, row, CHILDPLAN_COLUMN_HIGH, CHILDPLAN_COLUMN_VALUE) : 0;
    hold_in_row(rollup, row, above_low >= 0, "low is at most the value");
    hold_in_row(rollup, row, below_high >= 0, "high is at least the value");
    if (expected == reported) {
        hold_in_row(rollup, row, low && high && above_low == 0 && below_high == 0,
                    "where nothing is missing there is no room");
    }
}

/* A row counts at least what its children's rows count together; the rest is its own placement's. */
static void check_children(const childplan_rollup *rollup, size_t row, int32_t column) {
    const childplan_plan *plan = childplan_rollup_plan(rollup);
    int32_t structure = childplan_rollup_structure(rollup);
    int32_t day = structure != CHILDPLAN_NO_DATE ? structure : (int32_t)count_of(rollup, row, CHILDPLAN_COLUMN_AS_OF);
    int32_t unit = (int32_t)count_of(rollup, row, CHILDPLAN_COLUMN_UNIT);
    int64_t period = count_of(rollup, row, CHILDPLAN_COLUMN_PERIOD);
    int32_t indicator = (int32_t)count_of(rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    int64_t whole = count_of(rollup, row, column);
    for (int32_t child = 0; child < (int32_t)childplan_plan_unit_count(plan); child++) {
        size_t below = 0;
        if (childplan_plan_unit_is_alive(plan, child, day) && childplan_plan_unit_parent(plan, child, day) == unit) {
            hold_in_row(rollup, row, childplan_rollup_find(rollup, child, period, indicator, &below) == CHILDPLAN_OK,
                        "every child has a row");
            whole -= count_of(rollup, below, column);
        }
    }
    hold_in_row(rollup, row, whole >= 0, "the children count no more than their parent");
}

void check_rows(const childplan_rollup *rollup) {
    size_t rows = childplan_rollup_row_count(rollup);
    for (size_t row = 0; row < rows; row++) {
        check_row(rollup, row);
    }
    for (size_t row = 0; row < rows && rows <= MOST_ROWS; row++) {
        check_children(rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED);
        check_children(rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED);
        check_children(rollup, row, CHILDPLAN_COLUMN_UNITS_CARRIED);
    }
}

static void check_same_cell(const childplan_rollup *a, size_t row_a, const childplan_rollup *b, size_t row_b,
                            int32_t column) {
    char text_a[256];
    char text_b[256];
    childplan_rollup_text(a, row_a, column, text_a, sizeof text_a);
    childplan_rollup_text(b, row_b, column, text_b, sizeof text_b);
    hold_in_row(b, row_b, strcmp(text_a, text_b) == 0, "the root does not depend on the structure's day");
}

void check_same_root(const childplan_rollup *was, const childplan_rollup *of) {
    static const int32_t columns[] = {CHILDPLAN_COLUMN_NUMERATOR,      CHILDPLAN_COLUMN_DENOMINATOR,
                                      CHILDPLAN_COLUMN_VALUE,          CHILDPLAN_COLUMN_LOW,
                                      CHILDPLAN_COLUMN_HIGH,           CHILDPLAN_COLUMN_UNITS_EXPECTED,
                                      CHILDPLAN_COLUMN_UNITS_REPORTED, CHILDPLAN_COLUMN_UNITS_CARRIED,
                                      CHILDPLAN_COLUMN_AS_OF};
    const childplan_plan *plan = childplan_rollup_plan(was);
    int32_t first = horizon_of(plan).first;
    for (size_t row = 0; row < childplan_rollup_row_count(was); row++) {
        int32_t unit = (int32_t)count_of(was, row, CHILDPLAN_COLUMN_UNIT);
        size_t other = 0;
        /* Units that meet a target are counted where they stand, so that the structure's day decides. */
        int32_t indicator = (int32_t)count_of(was, row, CHILDPLAN_COLUMN_INDICATOR);
        if (!childplan_plan_unit_is_alive(plan, unit, first) ||
            childplan_plan_unit_parent(plan, unit, first) != CHILDPLAN_NONE ||
            childplan_plan_indicator_counted(plan, indicator) != CHILDPLAN_NONE) {
            continue;
        }
        childplan_status found =
            childplan_rollup_find(of, unit, count_of(was, row, CHILDPLAN_COLUMN_PERIOD), indicator, &other);
        hold_in_row(was, row, found == CHILDPLAN_OK, "the root has a row under every structure");
        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
            check_same_cell(was, row, of, other, columns[i]);
        }
    }
}

static void write_rows(const childplan_rollup *rollup, int32_t format, int32_t language, struct gathered *text) {
    childplan_output *output = NULL;
    hold(childplan_output_new(&output) == CHILDPLAN_OK, "memory");
    childplan_output_set_format(output, format);
    childplan_output_set_language(output, language);
    childplan_output_set_names(output, 1);
    text->size = 0;
    hold(childplan_rollup_write(rollup, output, text_write, text) == CHILDPLAN_OK, "rows can be written");
    childplan_output_free(output);
}

void check_same_rows(const childplan_rollup *a, const childplan_rollup *b) {
    struct gathered text_a = {0};
    struct gathered text_b = {0};
    write_rows(a, CHILDPLAN_FORMAT_CSV, CHILDPLAN_ENGLISH, &text_a);
    write_rows(b, CHILDPLAN_FORMAT_CSV, CHILDPLAN_ENGLISH, &text_b);
    hold(text_a.size == text_b.size && memcmp(text_a.bytes, text_b.bytes, text_a.size) == 0,
         "the order of the lines makes no difference to the rows");
    text_free(&text_a);
    text_free(&text_b);
}

void check_written(const childplan_rollup *rollup) {
    struct gathered text = {0};
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= CHILDPLAN_FORMAT_TABLE; format++) {
        int32_t last = format == CHILDPLAN_FORMAT_TABLE ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
        for (int32_t language = CHILDPLAN_ENGLISH; language <= last; language++) {
            write_rows(rollup, format, language, &text);
            check_printable(text.bytes, text.size);
        }
    }
    text_free(&text);
}
