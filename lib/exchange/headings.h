/* What stands above the figures, in a table and on a sheet. */
#ifndef CHILDPLAN_LIB_EXCHANGE_HEADINGS_H
#define CHILDPLAN_LIB_EXCHANGE_HEADINGS_H

#include "exchange.h"
#include "table_cells.h"

/* Adds who issued the plan and when; nothing where the plan does not say. */
void childplan__text_add_issue(struct text *text, const childplan_rollup *rollup, const struct table_words *words,
                               int32_t language);
/* Adds the cut-off, the structure and the day of knowledge, in sentences. */
void childplan__text_add_basis(struct text *text, const childplan_rollup *rollup, const struct table_words *words,
                               int32_t language);
/* Adds a period's name, and in brackets its code, where the name does not show it, and its days, where the reporting
   year is not the calendar's: "Quarter 2 of 2025" may lie in 2024. */
void childplan__text_add_whole_period(struct text *text, const childplan_plan *plan, int64_t period,
                                      const struct table_words *words, int32_t language);
/* The same, and up to which day, where it has not ended by then. */
void childplan__text_add_period_so_far(struct text *text, const childplan_plan *plan, int64_t period, int32_t as_of,
                                       const struct table_words *words, int32_t language);

#endif
