/* A rollup by way of partial results: units dealt out among workers, and what these computed brought together. */
#ifndef CHILDPLAN_TESTS_PARTIAL_SPLIT_H
#define CHILDPLAN_TESTS_PARTIAL_SPLIT_H

#include "support.h"

#define MOST_WORKERS 7

struct split {
    const childplan_plan *plan;
    uint64_t random;
    int workers;
    int *worker_of;                                 /* by unit */
    const childplan_reports *reports[MOST_WORKERS]; /* what each has; at least what its units reported */
};

/* Deals the units out among 1 to 7 workers, who have no reports yet. */
void split_begin(struct split *split, const childplan_plan *plan, uint64_t seed);
void split_end(struct split *split);

/* From there to rows: some partial results go through Arrow, and they are added in a random order. */
childplan_status split_rows(struct split *split, const childplan_rollup_options *options, childplan_rollup **ret_rollup,
                            childplan_diagnostics *said);

/* As it is, or by way of a stream: the partial result itself is freed then. */
childplan_partial *through_arrow(childplan_partial *partial, int64_t batch_rows);

/* All there is of the rows: CSV, and JSON with names, pace and stamp. */
void write_everything(const childplan_rollup *rollup, struct buffer *text);

#endif
