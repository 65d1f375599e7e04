/* Entry forms as CSV, with the layout of the sheet. */
#include "form.h"

#include <string.h>

/* A row of the form; each has all columns, so that a spreadsheet and whoever counts delimiters see them. */
static void write_cells(struct writer *writer, const char *const cells[FORM_COLUMNS]) {
    for (int column = 0; column < FORM_COLUMNS; column++) {
        int32_t is_remark = column == FORM_NAME || column == FORM_RULE;
        childplan__write_string(writer, column > 0 ? "," : "");
        childplan__write_csv_cell(writer, cells[column] ? cells[column] : "", is_remark);
    }
    childplan__write_string(writer, "\n");
}

static int32_t write_lines(const struct form *form, struct writer *writer) {
    struct text text;
    int32_t no_memory = 0;
    for (int32_t line = 0; line < FORM_LINES && !no_memory; line++) {
        childplan__text_begin(&text, &form->plan->allocator);
        childplan__form_line(form, line, &text);
        write_cells(writer, (const char *const[FORM_COLUMNS]){[FORM_UNIT] = "#", [FORM_NAME] = text.bytes});
        no_memory = text.no_memory;
        childplan__text_end(&text);
    }
    return !no_memory;
}

static int32_t write_rows(const struct form *form, struct writer *writer) {
    struct text texts[FORM_COLUMNS];
    int32_t no_memory = 0;
    for (size_t row = 0; row < form->count && !no_memory && writer->status == CHILDPLAN_OK; row++) {
        const char *cells[FORM_COLUMNS];
        for (int column = 0; column < FORM_COLUMNS; column++) {
            childplan__text_begin(&texts[column], &form->plan->allocator);
            cells[column] = childplan__form_cell(form, &form->rows[row], (enum form_column)column, &texts[column]);
            no_memory |= texts[column].no_memory;
        }
        write_cells(writer, cells);
        for (int column = 0; column < FORM_COLUMNS; column++) {
            childplan__text_end(&texts[column]);
        }
    }
    return !no_memory;
}

childplan_status childplan__form_write_csv(const struct form *form, childplan_write_fn write, void *context) {
    const char *names[FORM_COLUMNS];
    const struct progress nobody = {.tell = NULL};
    struct writer writer;
    childplan__writer_begin(&writer, write, context, &nobody, 1);
    for (int column = 0; column < FORM_COLUMNS; column++) {
        names[column] = childplan__form_name((enum form_column)column);
    }
    /* Spreadsheets take a file for UTF-8 by its mark. */
    childplan__write_string(&writer, "\xEF\xBB\xBF");
    write_cells(&writer, (const char *const[FORM_COLUMNS]){"#form", "0.5", NULL, form->words->form_title});
    write_cells(&writer, (const char *const[FORM_COLUMNS]){"#submitted", NULL, form->words->form_submitted});
    int32_t is_written = write_lines(form, &writer);
    write_cells(&writer, form->words->form_headings);
    write_cells(&writer, names);
    is_written = is_written && write_rows(form, &writer);
    return is_written ? childplan__writer_end(&writer) : CHILDPLAN_ERROR_NO_MEMORY;
}
