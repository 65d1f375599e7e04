/* The standing of an indicator in a period: the sums of every unit of a tree, from which the figures of each are read.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_STANDING_H
#define CHILDPLAN_LIB_ROLLUP_STANDING_H

#include "assess.h"

struct standing {
    struct frame frame;
    const struct tree *tree;
    struct sums *sums; /* by slot of the tree */
};

/* ret_unit: where a figure was too large. Errors: NO_MEMORY, OVERFLOW. */
childplan_status childplan__standing_begin(const struct sources *sources, const struct moment *moment,
                                           const struct tree *tree, int32_t indicator, struct standing *ret_standing,
                                           int32_t *ret_unit);
void childplan__standing_end(struct standing *standing);

/* The figures of the unit of a slot. Errors: OVERFLOW. */
childplan_status childplan__standing_at(const struct standing *standing, int32_t slot, struct figures *ret_figures);

#endif
