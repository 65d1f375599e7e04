/*
 * The standing of an indicator in a period: the sums of every unit of a tree, from which the figures of each are read.
 * Where a milestone is measured from the period before, it holds the standing of that one too; where it counts the
 * units that meet a target, the standing of the indicator that has it.
 *
 * It is opened, its tallies are made by childplan__sum_trees (together with those of others), and it is settled.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_STANDING_H
#define CHILDPLAN_LIB_ROLLUP_STANDING_H

#include "assess.h"

struct earlier;

/* It does not move while it is open. */
struct standing {
    struct frame frame;
    const struct tree *tree;
    struct sums *sums;        /* by slot of the tree; NULL: it is not open */
    int32_t too_large;        /* the sums must be made exactly */
    struct standing *counted; /* of units_meeting, the indicator that is counted; else NULL */
    /* By kind of period: the one before that which holds the row's last day. NULL where nothing is measured from it, or
       it lies before the horizon. */
    struct earlier *earlier[CHILDPLAN_YEAR + 1];
};

/* An earlier period in the same tree. */
struct earlier {
    struct moment moment;
    struct standing standing;
};

/* Errors: NO_MEMORY. */
childplan_status childplan__standing_open(const struct sources *sources, const struct moment *moment,
                                          const struct tree *tree, int32_t indicator, struct standing *standing);
void childplan__standing_end(struct standing *standing);

struct tallies {
    struct tally *items;
    size_t count;
    size_t capacity;
};
/* Adds those of a standing. Errors: NO_MEMORY. */
childplan_status childplan__standing_tallies(struct standing *standing, struct tallies *tallies);

/* Once they are made: the rest. ret_unit: where a figure was too large. Errors: NO_MEMORY, OVERFLOW. */
childplan_status childplan__standing_settle(struct standing *standing, int32_t *ret_unit);

/* What is asked of the unit of a slot. Errors: OVERFLOW. */
childplan_status childplan__standing_asked(const struct standing *standing, int32_t slot, struct asked *ret_asked);
/* The figures of the unit of a slot. Errors: OVERFLOW. */
childplan_status childplan__standing_at(const struct standing *standing, int32_t slot, struct figures *ret_figures);

#endif
