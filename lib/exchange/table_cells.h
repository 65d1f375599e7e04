/* A row's cells as a person reads them. */
#ifndef CHILDPLAN_LIB_EXCHANGE_TABLE_CELLS_H
#define CHILDPLAN_LIB_EXCHANGE_TABLE_CELLS_H

#include "../base/text.h"
#include "table_words.h"

/* Marks that occurred, so that the legend explains them and no others. */
enum table_mark {
    MARK_NO_DENOMINATOR,
    MARK_REPORTS,
    MARK_CARRIED,
    MARK_UNCERTAIN,
    MARK_UNKNOWN_TARGET,
    MARK_ASPIRATION,
    MARK_RANGE,
    MARK_OR_MORE,
    MARK_PATH,
    MARK_GAP,
    MARK_NO_GAP,
    MARK_PACE,
    MARK_COUNT
};

struct table_cells {
    const childplan_rollup *rollup;
    const struct table_words *words;
    int32_t language;
    int32_t shows_pace;
    struct text texts[TABLE_COLUMNS];
    const char *cells[TABLE_COLUMNS]; /* the texts, never NULL */
    uint8_t marks[MARK_COUNT];
};

void childplan__cells_begin(struct table_cells *cells, const childplan_rollup *rollup,
                            const struct childplan_output *output, const struct allocator *allocator);
/* Fills the cells from a row. Errors: NO_MEMORY. */
childplan_status childplan__cells_read(struct table_cells *cells, size_t row);
void childplan__cells_end(struct table_cells *cells);

/* Empties a text but keeps its memory. */
void childplan__text_clear(struct text *text);
/* What a text holds, "" where nothing. */
const char *childplan__text_string(const struct text *text);
/* Adds a template with {0}, {1}, {2} filled in; arguments that are not needed may be NULL. */
void childplan__text_add_filled(struct text *text, const char *template, const char *first, const char *second,
                                const char *third);
/* Adds a date as the language writes it. */
void childplan__text_add_date(struct text *text, int32_t date, int32_t language);
/* Adds a number of the CSV output with the language's decimal mark and grouped thousands. */
void childplan__text_add_number(struct text *text, const char *number, const struct table_words *words);
/* What follows a figure of the indicator: % where it counts in hundreds. */
const char *childplan__sign_of(const childplan_plan *plan, int32_t indicator);
/* Adds the edges of a target of the CSV output, ">= 5 <= 7", each held together and with the sign of its figure; 1
   where one of them prints as the path does. ret_is_unknown becomes 1 where a figure is not known. */
int32_t childplan__text_add_target(struct text *text, const char *target, const char *sign, const char *path,
                                   const struct table_words *words, int32_t *ret_is_unknown);
/* Adds a period's name in full. */
void childplan__text_add_period(struct text *text, const childplan_plan *plan, int64_t period,
                                const struct table_words *words);
/* Adds that a target is due by a period, in short. */
void childplan__text_add_by(struct text *text, const childplan_plan *plan, int64_t period,
                            const struct table_words *words);

#endif
