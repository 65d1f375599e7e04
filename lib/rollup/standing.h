/*
 * The standing of an indicator in a period: the sums of every unit of a tree, from which the figures of each are read.
 * Where a milestone is measured from the period before, it holds the sums of that one too.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_STANDING_H
#define CHILDPLAN_LIB_ROLLUP_STANDING_H

#include "assess.h"

/* An earlier period in the same tree. */
struct earlier {
    struct moment moment;
    struct frame frame;
    struct sums *sums; /* by slot of the tree */
};

struct standing {
    struct frame frame;
    const struct tree *tree;
    struct sums *sums; /* by slot of the tree */
    /* By kind of period: the one before that which holds the row's last day. NULL where nothing is measured from it, or
       it lies before the horizon. */
    struct earlier *earlier[CHILDPLAN_YEAR + 1];
};

/* ret_unit: where a figure was too large. Errors: NO_MEMORY, OVERFLOW. */
childplan_status childplan__standing_begin(const struct sources *sources, const struct moment *moment,
                                           const struct tree *tree, int32_t indicator, struct standing *ret_standing,
                                           int32_t *ret_unit);
void childplan__standing_end(struct standing *standing);

/* The figures of the unit of a slot. Errors: OVERFLOW. */
childplan_status childplan__standing_at(const struct standing *standing, int32_t slot, struct figures *ret_figures);

#endif
