/* An entry form: the cells a unit owes for a period, and what is said beside each. */
#ifndef CHILDPLAN_LIB_EXCHANGE_FORM_H
#define CHILDPLAN_LIB_EXCHANGE_FORM_H

#include "../base/text.h"
#include "../plan/model.h"
#include "exchange.h"
#include "sheet_words.h"
#include "table_words.h"

#include <childplan/forms.h>

struct form_row {
    int32_t element;
    int32_t cycle;
    int32_t whole; /* the row of the element it is a part of; -1 without one */
};

struct form {
    const struct childplan_plan *plan;
    const struct childplan_reports *reports; /* or NULL */
    int32_t unit;
    int64_t period;
    int32_t language;
    const struct sheet_words *words;
    const struct table_words *table_words;
    struct form_row *rows; /* by the end of their period, then in document order */
    size_t count;
    size_t capacity;
};

/* Errors: NO_MEMORY. */
childplan_status childplan__form_begin(struct form *form);
void childplan__form_end(struct form *form);

/* A cell of a row, empty where it holds nothing: borrowed from the plan or the text. Figures are as in CSV. */
const char *childplan__form_cell(const struct form *form, const struct form_row *row, enum form_column column,
                                 struct text *text);
/* The name of a column in the header that is read back. */
const char *childplan__form_name(enum form_column column);
/* The value in force for a cycle: 1 and written, or 0. */
int32_t childplan__form_reported(const struct form *form, int32_t element, int32_t cycle, int64_t *ret_value);

#define FORM_LINES 4
/* What stands above the rows: plan, unit, period, what to do. */
void childplan__form_line(const struct form *form, int32_t line, struct text *text);

/* Writes it. Errors: NO_MEMORY, UNSUPPORTED, FILE, OVERFLOW, what `write` returned. */
childplan_status childplan__form_write_csv(const struct form *form, childplan_write_fn write, void *context);
childplan_status childplan__form_write_workbook(const struct form *form, childplan_write_fn write, void *context);

#endif
