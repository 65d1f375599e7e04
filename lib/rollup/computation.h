/* A computation on its way: what was asked, what is known, the rows as they fill. That of a live rollup is kept. */
#ifndef CHILDPLAN_LIB_ROLLUP_COMPUTATION_H
#define CHILDPLAN_LIB_ROLLUP_COMPUTATION_H

#include "../base/findings.h"
#include "known.h"
#include "options.h"
#include "rows.h"
#include "standing.h"

/* A period with the standings of the chosen indicators. It does not move while it is open. */
struct stage {
    struct moment moment;
    const struct tree *tree;    /* NULL: it is not open */
    struct standing *standings; /* by chosen indicator */
};

struct computation {
    const struct childplan_rollup_options *options;
    struct findings *findings;
    struct sources sources;
    struct known known;
    int64_t *periods; /* those that start by the cut-off */
    size_t period_count;
    uint8_t *unit_is_chosen;   /* by unit */
    uint8_t *level_is_counted; /* by level: some indicator counts its units */
    int32_t *indicators;       /* the chosen ones, in document order */
    int32_t indicator_count;
    struct tree **trees;
    size_t tree_count;
    size_t tree_capacity;
    size_t *next_row; /* by unit */
    struct stage *stages;
    size_t stage_count; /* those that are open */
    struct steps steps;
    struct childplan_rollup *rollup;
    int32_t is_again; /* what is to be noted was noted before */
};

/* Makes the rows of a computation that has options, findings and sources: plan, reports, ledger and allocator of these
   are the caller's to set, and with a ledger the options have periods and a cut-off. Into a ledger that collects it
   makes no rows. Its end is the caller's also where it failed. Errors: those of childplan_rollup_compute, REFUSED also
   where the ledger has what is not in its place. */
childplan_status childplan__compute(struct computation *computation);
void childplan__computation_end(struct computation *computation);

/* The day in whose tree a period is seen. */
int32_t childplan__day_of_tree(const struct computation *computation, int64_t period);
/* The version of a unit whose rows were asked for on the structure's day; NULL where there are none. */
const struct unit_version *childplan__row_version(const struct computation *computation, int32_t unit, int32_t day);

/* Opens a period; its tallies are still to be made. Errors: NO_MEMORY; it must be ended all the same. */
childplan_status childplan__stage_open(struct computation *computation, int64_t period, struct stage *stage,
                                       struct tallies *tallies);
/* The rest of its sums, once they are. Errors: NO_MEMORY, OVERFLOW (reported). */
childplan_status childplan__stage_settle(const struct computation *computation, struct stage *stage);
/* Fills its rows. Errors: OVERFLOW (reported). */
childplan_status childplan__stage_fill(struct computation *computation, const struct stage *stage);
void childplan__stage_end(const struct computation *computation, struct stage *stage);
/* Ends the trees; no stage that sees them is open any more. */
void childplan__end_trees(struct computation *computation);

/* Fills the row of a slot. Errors: OVERFLOW. */
childplan_status childplan__fill_row(struct computation *computation, const struct stage *stage, int32_t indicator,
                                     int32_t slot, const struct unit_version *version, size_t row);
/* Reports a figure that is too large. */
childplan_status childplan__refuse_large(const struct computation *computation, const struct stage *stage,
                                         int32_t indicator, int32_t unit);

#endif
