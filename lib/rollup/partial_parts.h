/* Partial results. Not named partial.h: what a public header of that name declares would be taken for public. */
#ifndef CHILDPLAN_LIB_ROLLUP_PARTIAL_PARTS_H
#define CHILDPLAN_LIB_ROLLUP_PARTIAL_PARTS_H

#include "ledger.h"
#include "options.h"

#include <childplan/partial.h>

struct childplan_partial {
    const struct allocator *allocator; /* the plan's */
    const struct childplan_plan *plan;
    char units_digest[DIGEST_SIZE];          /* of the plan's units, which may stand in files of their own */
    struct childplan_rollup_options options; /* its own; what is chosen ascends, each once */
    uint64_t *units;                         /* those that are in it, a bit each */
    size_t unit_count;
    struct ledger ledger;
};

/* One without units. Errors: USAGE (an index that is none, no periods or cut-off), NO_MEMORY. */
childplan_status childplan__partial_new(const struct childplan_plan *plan,
                                        const struct childplan_rollup_options *options,
                                        struct childplan_partial **ret_partial);
/* 1, or 0 where the unit is in it already. */
int32_t childplan__partial_put_unit(struct childplan_partial *partial, int32_t unit);

#endif
