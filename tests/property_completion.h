/* The missing reports of one indicator's row, made up within the sizes that section 5 states. */
#ifndef CHILDPLAN_TESTS_PROPERTY_COMPLETION_H
#define CHILDPLAN_TESTS_PROPERTY_COMPLETION_H

#include "property_standing.h"

#define MOST_MISSING 2000

struct completion {
    struct made_fact facts[MOST_MISSING];
    size_t count;
    int missing; /* units that have not reported */
    int unknown; /* of them, those whose size is not known: they stay missing, and their rows can have no bounds */
    int beyond;  /* of them, those that cannot report what they are counted with; nothing is claimed then */
};

/* For an indicator with bounds, of a period cut at its last day. */
void complete(struct world *world, const struct made_indicator *indicator, struct stretch period,
              struct completion *completion);

#endif
