#include "../base/text.h"
#include "rows.h"

#include <string.h>

/* The longest text that is not an id: an operator, a blank and a number, or a fraction. */
#define CELL_TEXT 96

static size_t give_string(const char *string, char *buffer, size_t size) {
    return childplan__give_text(string, strlen(string), buffer, size);
}

static int64_t whole_cell(const childplan_rollup *rollup, size_t row, int32_t column) {
    int64_t value = 0;
    (void)childplan_rollup_get(rollup, row, column, &value);
    return value;
}

static size_t give_number(const childplan_rollup *rollup, size_t row, int32_t column, int32_t decimals_column,
                          char *buffer, size_t size) {
    char text[CELL_TEXT];
    int32_t decimals = decimals_column < 0 ? 0 : (int32_t)whole_cell(rollup, row, decimals_column);
    return childplan__give_text(text, childplan__number_format(whole_cell(rollup, row, column), decimals, text), buffer,
                                size);
}

static size_t give_printed(struct wide printed, char *buffer, size_t size) {
    char text[CELL_TEXT];
    struct fraction value = {printed, childplan__wide(childplan__power_of_ten(PRINTED_DECIMALS))};
    return childplan__give_text(text, childplan__fraction_format(value, PRINTED_DECIMALS, text), buffer, size);
}

static struct fraction number_of(const struct childplan_rollup *rollup, size_t row, int32_t edge) {
    const struct printed_bar *bar = &rollup->bars[row];
    return (struct fraction){bar->numbers[edge], childplan__wide(childplan__power_of_ten(bar->decimals[edge]))};
}

static size_t format_number(const struct childplan_rollup *rollup, size_t row, int32_t edge, char *buffer) {
    return childplan__fraction_format(number_of(rollup, row, edge), rollup->bars[row].decimals[edge], buffer);
}

size_t childplan__edge_format(int32_t comparison, const struct fraction *number, int32_t decimals, char *buffer) {
    static const char *const operators[] = {"", "> ", ">= ", "< ", "<= ", "= "};
    const char *sign = operators[comparison];
    size_t length = strlen(sign);
    memcpy(buffer, sign, length);
    if (number != NULL) {
        return length + childplan__fraction_format(*number, decimals, buffer + length);
    }
    buffer[length] = '?';
    return length + 1;
}

static size_t format_edge(const struct childplan_rollup *rollup, size_t row, int32_t edge, char *buffer) {
    int32_t column = edge == 0 ? CHILDPLAN_COLUMN_OPERATOR : CHILDPLAN_COLUMN_OPERATOR_HIGH;
    int32_t is_known = rollup->present[CHILDPLAN_COLUMN_TARGET][row];
    struct fraction number = number_of(rollup, row, edge);
    return childplan__edge_format((int32_t)whole_cell(rollup, row, column), is_known ? &number : NULL,
                                  rollup->bars[row].decimals[edge], buffer);
}

size_t childplan__target_format(const struct childplan_rollup *rollup, size_t row, char buffer[TARGET_SIZE]) {
    if (!rollup->present[CHILDPLAN_COLUMN_OPERATOR][row]) {
        return 0;
    }
    size_t length = format_edge(rollup, row, 0, buffer);
    if (rollup->present[CHILDPLAN_COLUMN_OPERATOR_HIGH][row]) {
        buffer[length++] = ' ';
        length += format_edge(rollup, row, 1, buffer + length);
    }
    return length;
}

static size_t give_target(const childplan_rollup *rollup, size_t row, char *buffer, size_t size) {
    char text[TARGET_SIZE];
    return childplan__give_text(text, childplan__target_format(rollup, row, text), buffer, size);
}

static size_t give_pace(const childplan_rollup *rollup, size_t row, char *buffer, size_t size) {
    char text[CELL_TEXT];
    int64_t periods = whole_cell(rollup, row, CHILDPLAN_COLUMN_PERIODS_LEFT);
    int32_t decimals = (int32_t)whole_cell(rollup, row, CHILDPLAN_COLUMN_GAP_DECIMALS);
    struct fraction pace = {childplan__wide(whole_cell(rollup, row, CHILDPLAN_COLUMN_GAP)),
                            childplan__wide_product(periods > 0 ? periods : 1, childplan__power_of_ten(decimals))};
    return childplan__give_text(text, childplan__fraction_format(pace, PRINTED_DECIMALS, text), buffer, size);
}

static size_t give_id(const childplan_rollup *rollup, int32_t column, int32_t index, char *buffer, size_t size) {
    const childplan_plan *plan = rollup->plan;
    switch (column) {
    case CHILDPLAN_COLUMN_UNIT:
        return give_string(childplan_plan_unit_id(plan, index), buffer, size);
    case CHILDPLAN_COLUMN_LEVEL:
        return give_string(childplan_plan_level_id(plan, index), buffer, size);
    case CHILDPLAN_COLUMN_INDICATOR:
        return give_string(childplan_plan_indicator_id(plan, index), buffer, size);
    default:
        return give_string(childplan_plan_status_id(plan, index), buffer, size);
    }
}

/* Of a target whose number is not known the operator is printed. */
static int32_t has_text(const childplan_rollup *rollup, size_t row, int32_t column) {
    return rollup->present[column == CHILDPLAN_COLUMN_TARGET ? CHILDPLAN_COLUMN_OPERATOR : column][row];
}

size_t childplan_rollup_text(const childplan_rollup *rollup, size_t row, int32_t column, char *buffer, size_t size) {
    if (rollup == NULL || row >= rollup->row_count || column < 0 || column >= CHILDPLAN_COLUMN_COUNT ||
        !has_text(rollup, row, column)) {
        return childplan__give_text("", 0, buffer, size);
    }
    char text[TARGET_SIZE];
    switch (column) {
    case CHILDPLAN_COLUMN_UNIT:
    case CHILDPLAN_COLUMN_LEVEL:
    case CHILDPLAN_COLUMN_INDICATOR:
    case CHILDPLAN_COLUMN_STATUS:
        return give_id(rollup, column, (int32_t)whole_cell(rollup, row, column), buffer, size);
    case CHILDPLAN_COLUMN_PERIOD:
    case CHILDPLAN_COLUMN_BY:
        return childplan_period_format(whole_cell(rollup, row, column), buffer, size);
    case CHILDPLAN_COLUMN_NUMERATOR:
        return give_number(rollup, row, column, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS, buffer, size);
    case CHILDPLAN_COLUMN_DENOMINATOR:
        return give_number(rollup, row, column, CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS, buffer, size);
    case CHILDPLAN_COLUMN_GAP:
        return give_number(rollup, row, column, CHILDPLAN_COLUMN_GAP_DECIMALS, buffer, size);
    case CHILDPLAN_COLUMN_VALUE:
        return give_printed(rollup->printed[row].value, buffer, size);
    case CHILDPLAN_COLUMN_LOW:
        return give_printed(rollup->printed[row].low, buffer, size);
    case CHILDPLAN_COLUMN_HIGH:
        return give_printed(rollup->printed[row].high, buffer, size);
    case CHILDPLAN_COLUMN_PATH:
        return give_printed(rollup->printed[row].path, buffer, size);
    case CHILDPLAN_COLUMN_TARGET:
        return give_target(rollup, row, buffer, size);
    case CHILDPLAN_COLUMN_TARGET_HIGH:
        return childplan__give_text(text, format_number(rollup, row, 1, text), buffer, size);
    case CHILDPLAN_COLUMN_PACE:
        return give_pace(rollup, row, buffer, size);
    case CHILDPLAN_COLUMN_MET:
    case CHILDPLAN_COLUMN_CERTAIN:
    case CHILDPLAN_COLUMN_BINDING:
        return give_string(whole_cell(rollup, row, column) ? "yes" : "no", buffer, size);
    case CHILDPLAN_COLUMN_AS_OF:
        return childplan_date_format((int32_t)whole_cell(rollup, row, column), buffer, size);
    default:
        return give_number(rollup, row, column, -1, buffer, size);
    }
}
