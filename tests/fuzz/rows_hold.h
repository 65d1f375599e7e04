/* What must hold for the rows of any plan and any reports: test_property.c's, as far as it needs no second reading. */
#ifndef CHILDPLAN_TESTS_FUZZ_ROWS_HOLD_H
#define CHILDPLAN_TESTS_FUZZ_ROWS_HOLD_H

#include "fuzz.h"

struct days {
    int32_t first;
    int32_t last;
};
struct days horizon_of(const childplan_plan *plan);

/* Counts, bounds around the value, and a parent's counts at least its children's. */
void check_rows(const childplan_rollup *rollup);
/* The root's figures do not depend on the structure's day. */
void check_same_root(const childplan_rollup *was, const childplan_rollup *of);
/* The same bytes as CSV. */
void check_same_rows(const childplan_rollup *a, const childplan_rollup *b);
/* Every format in every language can be written and printed. */
void check_written(const childplan_rollup *rollup);

#endif
