/* Indicators with `units_meeting` on their way: what they count may stand later in the file. */
#ifndef CHILDPLAN_LIB_PLAN_MEETING_H
#define CHILDPLAN_LIB_PLAN_MEETING_H

#include "loader.h"

struct meeting_draft {
    int32_t indicator;
    struct given_text counted; /* absent where it was reported */
};

/* Reads `units_meeting`, beside which no numerator and denominator may stand, and gives the indicator it names. */
struct given_text childplan__take_meeting(struct loader *loader, const struct yaml_node *node,
                                          const struct yaml_node *numerator, const struct yaml_node *denominator,
                                          struct indicator *indicator);
void childplan__add_meeting(struct loader *loader, struct meeting_draft meeting);
/* Finds what is counted, once all indicators are there. */
void childplan__resolve_meetings(struct loader *loader);
/* Reports what is counted and has no target, once all targets are there. */
void childplan__check_meetings(struct loader *loader);

#endif
