/* The sums of an indicator that counts the units which meet another one's target. */
#ifndef CHILDPLAN_LIB_ROLLUP_MEETING_H
#define CHILDPLAN_LIB_ROLLUP_MEETING_H

#include "standing.h"

/* Fills the sums of a standing (all 0 before) from that of the indicator it counts, which is settled. Errors: OVERFLOW,
   with the unit at which it happened in ret_unit. */
childplan_status childplan__sum_meeting(struct standing *standing, int32_t *ret_unit);
/* What the unit of a slot brings by itself. Errors: OVERFLOW. */
childplan_status childplan__sums_of_meeting(const struct standing *standing, int32_t slot, struct sums *ret_sums);

#endif
