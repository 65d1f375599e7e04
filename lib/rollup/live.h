/*
 * A live rollup: one that keeps its computation, so that new reports cost what they touch. README.md's meaning is not
 * read twice: what a unit brings is asked of contribution.c as it was and as it is, and the difference is carried up.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_LIVE_H
#define CHILDPLAN_LIB_ROLLUP_LIVE_H

#include "../reports/changes.h"
#include "computation.h"

/* What is below each slot of a tree. */
struct below {
    int32_t *child;     /* by slot: the first slot below; CHILDPLAN_NONE. The others stand in its memory */
    int32_t *next;      /* by slot: the next one below the same */
    int32_t *unit;      /* by slot: the first unit that is added to it directly */
    int32_t *next_unit; /* by unit */
};

/* What the last refresh did. */
struct work {
    size_t contributions; /* asked for */
    size_t slots;         /* whose sums changed, counted each time */
    size_t rows;          /* written */
    int32_t anew;         /* all was computed anew */
};

struct live {
    struct computation computation;
    struct childplan_rollup_options options; /* its own: cut-off and periods as they were at the start */
    struct watch watch;
    struct below *below; /* by tree; filled where it is needed */
    uint64_t *mark;      /* by slot of any tree: the round in which it was touched */
    uint64_t round;
    int32_t *touched; /* slots, in that round */
    struct work work;
};

/* Computes a live rollup; is_again: without notes. Errors: those of childplan_rollup_compute. */
childplan_status childplan__live_compute(const struct childplan_reports *reports,
                                         const struct childplan_rollup_options *options, int32_t is_again,
                                         struct findings *findings, struct childplan_rollup **ret_rollup);
void childplan__live_end(struct live *live);

/* Follows the changes since it was computed or last refreshed, or leaves all as it was. ABSENT where all is to be
   computed anew: too many units changed, or some figure is too large. Errors: NO_MEMORY. */
childplan_status childplan__live_follow(struct live *live);

#endif
