/* Rows as JSON: one object, one row a line; its shape is described in childplan/output.h. */
#include "exchange.h"

#include <string.h>

static void write_escaped(struct writer *writer, unsigned char character) {
    static const char digits[] = "0123456789abcdef";
    char code[] = "\\u0000";
    char plain[] = "\\?";
    static const char named[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *known = strchr(named, character);
    if (known) {
        plain[1] = names[known - named];
        childplan__write_string(writer, plain);
        return;
    }
    code[4] = digits[character >> 4];
    code[5] = digits[character & 15];
    childplan__write_string(writer, code);
}

void childplan__write_json_text(struct writer *writer, const char *text) {
    childplan__write_string(writer, "\"");
    while (*text) {
        size_t plain = 0;
        while ((unsigned char)text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\') {
            plain++;
        }
        childplan__write(writer, text, plain);
        text += plain;
        if (*text) {
            write_escaped(writer, (unsigned char)*text++);
        }
    }
    childplan__write_string(writer, "\"");
}

/* An item of the stamp that is short: all but the plan's id. */
static void write_stamp(const childplan_rollup *rollup, int32_t item, struct writer *writer) {
    char text[CELL_SIZE];
    childplan__write_string(writer, ",\n");
    childplan__write_json_text(writer, childplan_stamp_name(item));
    childplan__write_string(writer, ":");
    if (childplan_rollup_stamp(rollup, item, text, sizeof(text)) > 0) {
        childplan__write_json_text(writer, text);
    } else {
        childplan__write_string(writer, "null");
    }
}

/* An edge of a target, whose number begins the text; "?" is no number. */
static void write_edge(struct writer *writer, const char *number, int64_t comparison) {
    static const char *const names[] = {
        [CHILDPLAN_ABOVE] = "above",     [CHILDPLAN_AT_LEAST] = "at_least", [CHILDPLAN_BELOW] = "below",
        [CHILDPLAN_AT_MOST] = "at_most", [CHILDPLAN_EQUALS] = "equals",
    };
    childplan__write_string(writer, "{\"operator\":");
    childplan__write_json_text(writer, names[comparison]);
    childplan__write_string(writer, ",\"number\":");
    if (*number == '?') {
        childplan__write_string(writer, "null");
    } else {
        childplan__write(writer, number, strcspn(number, " "));
    }
}

/* The text is as in the CSV, "> 90" or ">= 5 <= 7": the number of an edge follows its operator. */
static void write_target(const childplan_rollup *rollup, size_t row, const char *text, struct writer *writer) {
    int64_t comparison = childplan__cell(rollup, row, CHILDPLAN_COLUMN_OPERATOR, 0);
    int64_t upper = childplan__cell(rollup, row, CHILDPLAN_COLUMN_OPERATOR_HIGH, 0);
    write_edge(writer, strchr(text, ' ') + 1, comparison);
    if (upper != 0) {
        childplan__write_string(writer, ",\"and\":");
        write_edge(writer, strrchr(text, ' ') + 1, upper);
        childplan__write_string(writer, "}");
    }
    childplan__write_string(writer, "}");
}

static void write_cell(const childplan_rollup *rollup, size_t row, const struct output_column *column,
                       struct writer *writer) {
    char buffer[CELL_SIZE];
    const char *text = childplan__cell_text(rollup, row, column->column, buffer);
    if (!*text) {
        childplan__write_string(writer, "null");
    } else if (column->kind == CELL_NUMBER) {
        childplan__write_string(writer, text);
    } else if (column->kind == CELL_YES_NO) {
        childplan__write_string(writer, childplan__cell(rollup, row, column->column, 0) ? "true" : "false");
    } else if (column->kind == CELL_TARGET) {
        write_target(rollup, row, text, writer);
    } else {
        childplan__write_json_text(writer, text);
    }
}

/* An object, or without the names a list. */
static void write_row(const childplan_rollup *rollup, size_t row, const struct output_column *const *columns,
                      size_t count, int is_list, struct writer *writer) {
    childplan__write_string(writer, is_list ? "[" : "{");
    for (size_t i = 0; i < count; i++) {
        childplan__write_string(writer, i > 0 ? "," : "");
        if (!is_list) {
            childplan__write_json_text(writer, columns[i]->name);
            childplan__write_string(writer, ":");
        }
        write_cell(rollup, row, columns[i], writer);
    }
    childplan__write_string(writer, is_list ? "]" : "}");
}

static void write_names(const struct output_column *const *columns, size_t count, struct writer *writer) {
    childplan__write_string(writer, ",\n\"columns\":[");
    for (size_t i = 0; i < count; i++) {
        childplan__write_string(writer, i > 0 ? "," : "");
        childplan__write_json_text(writer, columns[i]->name);
    }
    childplan__write_string(writer, "]");
}

void childplan__write_json(const childplan_rollup *rollup, const struct childplan_output *output,
                           struct writer *writer) {
    const childplan_plan *plan = childplan_rollup_plan(rollup);
    childplan__write_string(writer, "{\"childplan\":");
    childplan__write_json_text(writer, childplan_version_string());
    childplan__write_string(writer, ",\n\"plan\":{\"id\":");
    childplan__write_json_text(writer, childplan_plan_id(plan));
    childplan__write_string(writer, ",\"title\":");
    childplan__write_json_text(writer, childplan_plan_title(plan));
    childplan__write_string(writer, "},\n\"plan_id\":");
    childplan__write_json_text(writer, childplan_plan_id(plan));
    for (int32_t item = CHILDPLAN_STAMP_PLAN_DIGEST; item < CHILDPLAN_STAMP_COUNT; item++) {
        write_stamp(rollup, item, writer);
    }

    const struct output_column *columns[OUTPUT_COLUMNS];
    size_t count = childplan__output_columns(output, columns);
    if (output->compact) {
        write_names(columns, count, writer);
    }
    childplan__write_string(writer, ",\n\"rows\":[");
    size_t rows = childplan_rollup_row_count(rollup);
    for (size_t row = 0; row < rows && writer->status == CHILDPLAN_OK; row++) {
        childplan__writer_step(writer);
        childplan__write_string(writer, row > 0 ? ",\n" : "\n");
        write_row(rollup, row, columns, count, output->compact, writer);
    }
    childplan__write_string(writer, "\n]}\n");
}
