/* The data of the page: what it says of the plan, who has reported, what rows are made of. */
#ifndef CHILDPLAN_EXAMPLES_REPORT_PAGE_H
#define CHILDPLAN_EXAMPLES_REPORT_PAGE_H

#include "json.h"

struct page {
    const childplan_plan *plan;
    const childplan_reports *reports;
    const childplan_rollup *rollup;
    const childplan_reporting *reporting;
    const childplan_reporting *places; /* the same in the tree of the cut-off: where ended units are placed */
    const childplan_rollup_options *options;
    int64_t *periods; /* those of the rows, in their order */
    size_t period_count;
    childplan_diagnostics *diagnostics;
};

/* The periods of the rollup; 0 without memory. */
int page_find_periods(struct page *page);
/* The day on which a period sees the tree of units. */
int32_t page_tree_day(const struct page *page, int64_t period);

void page_write_plan(const struct page *page, FILE *file);
/* What is asked of each unit through the whole horizon, also after the cut-off. */
childplan_status page_write_targets(const struct page *page, FILE *file);
void page_write_reporting(const struct page *page, FILE *file);
childplan_status page_write_explanations(const struct page *page, FILE *file);
/* Where the series of years break, of every row. */
childplan_status page_write_breaks(const struct page *page, FILE *file);

#endif
