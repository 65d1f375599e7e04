/* What must hold of the explanations of rows of any plan. */
#ifndef CHILDPLAN_TESTS_PROPERTY_EXPLAIN_H
#define CHILDPLAN_TESTS_PROPERTY_EXPLAIN_H

#include "property_world.h"

/* Leaves add up to their rows, cells to own values; of some rows, as was or in the structure of a day. */
void explanations_add_up(struct world *world);
/* A cmocka test, after the plans: what can be said was said of some of them. */
void everything_was_explained(void **state);

#endif
