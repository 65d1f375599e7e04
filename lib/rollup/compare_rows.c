/* Two readings of one row: what differs, and by how much. */
#include "../base/fraction.h"
#include "../base/text.h"
#include "comparison.h"

#include <string.h>

static const int32_t compared_columns[] = {
    CHILDPLAN_COLUMN_NUMERATOR,
    CHILDPLAN_COLUMN_DENOMINATOR,
    CHILDPLAN_COLUMN_VALUE,
    CHILDPLAN_COLUMN_LOW,
    CHILDPLAN_COLUMN_HIGH,
    CHILDPLAN_COLUMN_UNITS_EXPECTED,
    CHILDPLAN_COLUMN_UNITS_REPORTED,
    CHILDPLAN_COLUMN_UNITS_CARRIED,
    CHILDPLAN_COLUMN_TARGET,
    CHILDPLAN_COLUMN_BY,
    CHILDPLAN_COLUMN_PATH,
    CHILDPLAN_COLUMN_MET,
    CHILDPLAN_COLUMN_CERTAIN,
    CHILDPLAN_COLUMN_STATUS,
    CHILDPLAN_COLUMN_GAP,
};
#define COMPARED_COUNT (sizeof compared_columns / sizeof compared_columns[0])

static int32_t has(struct row_at at, int32_t column) {
    return at.row != NO_ROW && at.rollup->present[column][at.row];
}

static int64_t whole(struct row_at at, int32_t column) {
    int64_t value = 0;
    (void)childplan_rollup_get(at.rollup, at.row, column, &value);
    return value;
}

static struct wide ten_to(struct row_at at, int32_t decimals_column) {
    return childplan__wide(childplan__power_of_ten((int32_t)whole(at, decimals_column)));
}

/* numerator × per × 10^denominator decimals ÷ (denominator × 10^numerator decimals). That it fits was seen when the row
   was filled. */
static int32_t exact_value(struct row_at at, struct fraction *ret_value) {
    int64_t per = at.rollup->plan->indicators[whole(at, CHILDPLAN_COLUMN_INDICATOR)].per;
    int64_t denominator = has(at, CHILDPLAN_COLUMN_DENOMINATOR) ? whole(at, CHILDPLAN_COLUMN_DENOMINATOR) : 1;
    struct wide factor;
    (void)childplan__wide_multiply(childplan__wide(per), ten_to(at, CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS), &factor);
    return childplan__wide_multiply(childplan__wide(whole(at, CHILDPLAN_COLUMN_NUMERATOR)), factor,
                                    &ret_value->numerator) &
           childplan__wide_multiply(childplan__wide(denominator), ten_to(at, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS),
                                    &ret_value->denominator);
}

int32_t childplan__figure_of(struct row_at at, int32_t column, struct fraction *ret_figure) {
    if (!has(at, column)) {
        return 0;
    }
    if (column == CHILDPLAN_COLUMN_VALUE) {
        return exact_value(at, ret_figure);
    }
    int32_t decimals = column == CHILDPLAN_COLUMN_NUMERATOR ? CHILDPLAN_COLUMN_NUMERATOR_DECIMALS
                                                            : CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS;
    *ret_figure = (struct fraction){childplan__wide(whole(at, column)), ten_to(at, decimals)};
    return 1;
}

static int32_t is_exact(int32_t column) {
    return column == CHILDPLAN_COLUMN_NUMERATOR || column == CHILDPLAN_COLUMN_DENOMINATOR ||
           column == CHILDPLAN_COLUMN_VALUE;
}

/* What is compared as it is printed. */
static int32_t texts_differ(struct row_at a, struct row_at b, int32_t column) {
    char text_a[TARGET_SIZE];
    char text_b[TARGET_SIZE];
    if (column == CHILDPLAN_COLUMN_STATUS) {
        return strcmp(childplan_plan_status_id(a.rollup->plan, (int32_t)whole(a, column)),
                      childplan_plan_status_id(b.rollup->plan, (int32_t)whole(b, column))) != 0;
    }
    (void)childplan_rollup_text(a.rollup, a.row, column, text_a, sizeof text_a);
    (void)childplan_rollup_text(b.rollup, b.row, column, text_b, sizeof text_b);
    return strcmp(text_a, text_b) != 0;
}

int32_t childplan__cells_differ(struct row_at a, struct row_at b, int32_t column) {
    if (a.row == NO_ROW || b.row == NO_ROW) {
        return a.row != b.row;
    }
    if (!is_exact(column)) {
        return texts_differ(a, b, column);
    }
    struct fraction of_a;
    struct fraction of_b;
    int32_t in_a = childplan__figure_of(a, column, &of_a);
    int32_t in_b = childplan__figure_of(b, column, &of_b);
    return in_a != in_b || (in_a && childplan__fraction_compare(of_a, of_b) != 0);
}

/* 1 where all cells are the same: of two readings of one plan most are, and then nothing need be printed to see it. */
static int32_t is_same_row(struct row_at a, struct row_at b) {
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        int32_t column = compared_columns[i];
        if (has(a, column) != has(b, column)) {
            return 0;
        }
        if (has(a, column) && column != CHILDPLAN_COLUMN_VALUE && column != CHILDPLAN_COLUMN_TARGET &&
            column != CHILDPLAN_COLUMN_LOW && column != CHILDPLAN_COLUMN_HIGH && column != CHILDPLAN_COLUMN_PATH &&
            whole(a, column) != whole(b, column)) {
            return 0;
        }
    }
    return memcmp(&a.rollup->printed[a.row], &b.rollup->printed[b.row], sizeof *a.rollup->printed) == 0;
}

int32_t childplan__rows_differ(struct row_at a, struct row_at b) {
    if (a.row == NO_ROW || b.row == NO_ROW) {
        return a.row != b.row;
    }
    int32_t is_one_plan = strcmp(a.rollup->plan_digest, b.rollup->plan_digest) == 0;
    if (a.rollup == b.rollup ||
        (is_one_plan && is_same_row(a, b) && !childplan__cells_differ(a, b, CHILDPLAN_COLUMN_TARGET))) {
        return 0;
    }
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        if (childplan__cells_differ(a, b, compared_columns[i])) {
            return 1;
        }
    }
    return 0;
}

static struct row_at row_of(const struct childplan_comparison *comparison, size_t row, int32_t reading) {
    return (struct row_at){comparison->readings[reading], comparison->rows[row].at[reading]};
}

/* A step of a row: 1, or 0 where there is no such. */
static int32_t is_step(const struct childplan_comparison *comparison, size_t row, int32_t cause) {
    return comparison != NULL && row < comparison->row_count && cause >= CHILDPLAN_CAUSE_ALL &&
           cause < CHILDPLAN_CAUSE_COUNT;
}

static int32_t reading_before(int32_t cause) {
    return cause == CHILDPLAN_CAUSE_ALL ? CHILDPLAN_READING_BEFORE : cause - 1;
}

static int32_t reading_after(int32_t cause) {
    return cause == CHILDPLAN_CAUSE_ALL ? CHILDPLAN_READING_AFTER : cause;
}

static int32_t is_compared(int32_t column) {
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        if (compared_columns[i] == column) {
            return 1;
        }
    }
    return 0;
}

int32_t childplan_comparison_changed(const childplan_comparison *comparison, size_t row, int32_t cause,
                                     int32_t column) {
    if (!is_step(comparison, row, cause) || (column != CHILDPLAN_ANY_COLUMN && !is_compared(column))) {
        return 0;
    }
    struct row_at a = row_of(comparison, row, reading_before(cause));
    struct row_at b = row_of(comparison, row, reading_after(cause));
    return column == CHILDPLAN_ANY_COLUMN ? childplan__rows_differ(a, b) : childplan__cells_differ(a, b, column);
}

/* The row in the last reading up to one that has the figure. */
static struct row_at last_with(const struct childplan_comparison *comparison, size_t row, int32_t reading,
                               int32_t column) {
    while (reading > CHILDPLAN_READING_BEFORE && !has(row_of(comparison, row, reading), column)) {
        reading--;
    }
    return row_of(comparison, row, reading);
}

/* The two rows between which a cause stands. Errors: ABSENT, USAGE. */
static childplan_status find_step(const struct childplan_comparison *comparison, size_t row, int32_t cause,
                                  int32_t column, struct row_at *ret_before, struct row_at *ret_after) {
    if (!is_step(comparison, row, cause) || !is_exact(column)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (!has(row_of(comparison, row, CHILDPLAN_READING_BEFORE), column) ||
        !has(row_of(comparison, row, CHILDPLAN_READING_AFTER), column)) {
        return CHILDPLAN_ABSENT;
    }
    *ret_before = last_with(comparison, row, reading_before(cause), column);
    *ret_after = last_with(comparison, row, reading_after(cause), column);
    return CHILDPLAN_OK;
}

int32_t childplan__fraction_subtract(struct fraction after, struct fraction before, struct fraction *ret_difference) {
    struct fraction sum;
    if (!childplan__wide_subtract(childplan__wide(0), before.numerator, &before.numerator) ||
        !childplan__fraction_add(after, before, &sum)) {
        return 0;
    }
    *ret_difference = childplan__fraction_reduced(sum);
    return 1;
}

static int32_t subtract_rows(struct row_at after, struct row_at before, int32_t column, struct fraction *ret) {
    struct fraction of_after;
    struct fraction of_before;
    return childplan__figure_of(after, column, &of_after) && childplan__figure_of(before, column, &of_before) &&
           childplan__fraction_subtract(of_after, of_before, ret);
}

childplan_status childplan__give_fraction(struct fraction figure, int64_t *ret_numerator, int64_t *ret_denominator) {
    int64_t numerator;
    int64_t denominator;
    figure = childplan__fraction_reduced(figure);
    if (!childplan__wide_to_int64(figure.numerator, &numerator) ||
        !childplan__wide_to_int64(figure.denominator, &denominator)) {
        return CHILDPLAN_ERROR_OVERFLOW;
    }
    *ret_numerator = numerator;
    *ret_denominator = denominator;
    return CHILDPLAN_OK;
}

childplan_status childplan_comparison_part(const childplan_comparison *comparison, size_t row, int32_t cause,
                                           int32_t column, int64_t *ret_numerator, int64_t *ret_denominator) {
    struct row_at before;
    struct row_at after;
    struct fraction part;
    if (ret_numerator == NULL || ret_denominator == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = find_step(comparison, row, cause, column, &before, &after);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    return subtract_rows(after, before, column, &part) ? childplan__give_fraction(part, ret_numerator, ret_denominator)
                                                       : CHILDPLAN_ERROR_OVERFLOW;
}

/* Numerators and denominators have no more decimals than that. */
#define MOST_DECIMALS 12

size_t childplan__give_figure(struct fraction figure, int32_t column, int32_t is_change, char *buffer, size_t size) {
    char text[72] = "+";
    int32_t decimals = column == CHILDPLAN_COLUMN_VALUE ? PRINTED_DECIMALS : MOST_DECIMALS;
    size_t length = childplan__fraction_format(figure, decimals, text + 1);
    int32_t has_sign = is_change && text[1] != '-' && strcmp(text + 1, "0") != 0;
    return childplan__give_text(has_sign ? text : text + 1, has_sign ? length + 1 : length, buffer, size);
}

/* A value's part whose exact fraction is too long: from the values as they are printed. */
static int32_t subtract_printed(struct row_at after, struct row_at before, struct fraction *ret) {
    ret->denominator = childplan__wide(childplan__power_of_ten(PRINTED_DECIMALS));
    return childplan__wide_subtract(after.rollup->printed[after.row].value, before.rollup->printed[before.row].value,
                                    &ret->numerator);
}

size_t childplan_comparison_part_text(const childplan_comparison *comparison, size_t row, int32_t cause, int32_t column,
                                      char *buffer, size_t size) {
    struct row_at before;
    struct row_at after;
    struct fraction part;
    if (find_step(comparison, row, cause, column, &before, &after) != CHILDPLAN_OK ||
        (!subtract_rows(after, before, column, &part) && !subtract_printed(after, before, &part))) {
        return childplan__give_text("", 0, buffer, size);
    }
    return childplan__give_figure(part, column, 1, buffer, size);
}
