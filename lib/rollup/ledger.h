/*
 * A ledger: what units bring to the sums of a rollup, kept apart from adding it up the tree. Every sum is made in these
 * two steps, and a ledger stands between them: a computation that collects takes the first and puts what it makes into
 * the ledger, one that reads has the first from there and takes the second.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_LEDGER_H
#define CHILDPLAN_LIB_ROLLUP_LEDGER_H

#include "exact_sums.h"

/* What came to the sums of one unit, without those of the units below it. */
struct leaf {
    int32_t unit; /* that of a slot of the tree */
    struct exact_sums sums;
};

/* An indicator in a period, seen in the tree of a day. */
struct page {
    int32_t day;
    int32_t indicator;
    int64_t period;
    struct leaf *leaves; /* those that got something, by unit */
    size_t count;
    size_t capacity;
    int32_t is_read; /* some computation asked for it */
};

struct ledger {
    const struct allocator *allocator;
    struct page *pages; /* by day, period, indicator */
    size_t count;
    size_t capacity;
    int32_t knows_reports; /* some report of its units is in force */
    const uint64_t *units; /* while it collects: whose contributions, a bit each; else NULL */
};

void childplan__ledger_end(struct ledger *ledger);
/* -1, 0, 1 */
int32_t childplan__page_compare(const struct page *a, const struct page *b);
/* Adds an empty page where its key belongs; that place, which holds none of that key. Errors: NO_MEMORY. */
childplan_status childplan__ledger_insert(struct ledger *ledger, size_t at, const struct page *key);
/* Adds a leaf behind a page's others. Errors: NO_MEMORY. */
childplan_status childplan__page_append(const struct ledger *ledger, struct page *page, const struct leaf *leaf);

/* Whether a computation collects into it; 0 for NULL. */
int32_t childplan__ledger_collects(const struct ledger *ledger);

/*
 * The first step: of a ledger that collects, childplan__sum_units of its units; of another nothing, for it has that.
 * Errors: NO_MEMORY.
 */
childplan_status childplan__ledger_sum_units(const struct ledger *ledger, const struct tally *tallies, size_t count);
/*
 * What follows: puts a tally on its page, or makes its sums from there, added up the tree.
 * Errors: NO_MEMORY, OVERFLOW (with the unit), REFUSED (a leaf of a unit that has no slot in the tree).
 */
childplan_status childplan__ledger_settle(struct ledger *ledger, const struct tally *tally, int32_t *ret_unit);

/* What two ledgers of one plan and options hold together, as a new one. Errors: NO_MEMORY, OVERFLOW. */
childplan_status childplan__ledger_merge(const struct childplan_plan *plan, const struct ledger *a,
                                         const struct ledger *b, struct ledger *ret_ledger);

#endif
