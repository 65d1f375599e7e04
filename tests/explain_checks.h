/* What must hold of every explanation: its leaves add up to the row, its cells to each unit's own values. */
#ifndef CHILDPLAN_TESTS_EXPLAIN_CHECKS_H
#define CHILDPLAN_TESTS_EXPLAIN_CHECKS_H

#include "support.h"

/* How much was looked at, so that a test can tell that it looked at something. */
struct explained {
    size_t nodes[CHILDPLAN_NODE_COUNT];
    size_t reasons[CHILDPLAN_REASON_END];
    size_t rules[CHILDPLAN_RULE_COUNT];
    size_t uses[CHILDPLAN_USE_COUNT];
    size_t states[CHILDPLAN_FACT_COUNT];
    size_t bands[CHILDPLAN_BAND_COUNT];
    size_t sources[CHILDPLAN_SOURCE_COUNT];
};

/* Explains a row of a rollup that was computed with these options, and fails the test where anything does not hold. */
void explanation_holds(const char *what, const childplan_reports *reports, const childplan_rollup_options *options,
                       const childplan_rollup *rollup, size_t row, struct explained *explained);

#endif
