/* A rollup's way through periods and indicators. */
#ifndef CHILDPLAN_LIB_ROLLUP_COMPUTE_H
#define CHILDPLAN_LIB_ROLLUP_COMPUTE_H

#include "../base/findings.h"
#include "frame.h"
#include "options.h"

/*
 * Computes the rows; with a ledger that is read, from it, or into one that collects, and then no rows are made and
 * nothing is written. sources: plan, reports, ledger and allocator are the caller's to fill; with a ledger the options
 * have periods and a cut-off.
 * Errors: those of childplan_rollup_compute, REFUSED also where the ledger has what is not in its place.
 */
childplan_status childplan__compute(const struct sources *sources, const struct childplan_rollup_options *options,
                                    struct findings *findings, struct childplan_rollup **ret_rollup);

#endif
