/* What a rollup has to say beside its rows. */
#ifndef CHILDPLAN_LIB_ROLLUP_NOTES_H
#define CHILDPLAN_LIB_ROLLUP_NOTES_H

#include "../base/findings.h"
#include "known.h"
#include "options.h"
#include "rows.h"

void childplan__report_period_outside(struct findings *findings, const struct childplan_plan *plan, int64_t period);
void childplan__report_day_outside(struct findings *findings, const struct childplan_plan *plan, int32_t day);
void childplan__report_too_large(struct findings *findings, const struct childplan_plan *plan, int32_t unit,
                                 int64_t period, const struct indicator *indicator);
/* Notes on reports that are missing, on the cut-off, and on chosen units without rows; periods: those that have rows.
 */
void childplan__report_notes(struct findings *findings, const struct sources *sources, const struct known *known,
                             const struct childplan_rollup_options *options, const struct childplan_rollup *rollup,
                             const int64_t *periods, size_t period_count);

#endif
