/* Rows as CSV: RFC 4180 but for LF line ends. */
#include "exchange.h"

#include <string.h>

/* What a spreadsheet would take for a formula. */
static int32_t begins_a_formula(const char *text) {
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

void childplan__write_csv_cell(struct writer *writer, const char *text, int32_t must_not_compute) {
    const char *apostrophe = must_not_compute && begins_a_formula(text) ? "'" : "";
    if (!strpbrk(text, ",\"\r\n")) {
        childplan__write_string(writer, apostrophe);
        childplan__write_string(writer, text);
        return;
    }
    childplan__write_string(writer, "\"");
    childplan__write_string(writer, apostrophe);
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        childplan__write(writer, text, (size_t)(quote - text) + 1);
        childplan__write_string(writer, "\"");
    }
    childplan__write_string(writer, text);
    childplan__write_string(writer, "\"");
}

void childplan__write_csv(const childplan_rollup *rollup, const struct childplan_output *output,
                          struct writer *writer) {
    const struct output_column *columns[OUTPUT_COLUMNS];
    size_t count = childplan__output_columns(output, columns);
    for (size_t i = 0; i < count; i++) {
        childplan__write_string(writer, i > 0 ? "," : "");
        childplan__write_string(writer, columns[i]->name);
    }
    childplan__write_string(writer, "\n");

    size_t rows = childplan_rollup_row_count(rollup);
    for (size_t row = 0; row < rows && writer->status == CHILDPLAN_OK; row++) {
        childplan__writer_step(writer);
        for (size_t i = 0; i < count; i++) {
            char buffer[CELL_SIZE];
            childplan__write_string(writer, i > 0 ? "," : "");
            const char *text = childplan__cell_text(rollup, row, columns[i]->column, buffer);
            if (columns[i]->kind == CELL_NUMBER) {
                childplan__write_string(writer, text);
            } else {
                childplan__write_csv_cell(writer, text, output->safe_cells);
            }
        }
        childplan__write_string(writer, "\n");
    }
}
