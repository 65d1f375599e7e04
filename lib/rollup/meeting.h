/* The sums of an indicator that counts the units which meet another one's target. */
#ifndef CHILDPLAN_LIB_ROLLUP_MEETING_H
#define CHILDPLAN_LIB_ROLLUP_MEETING_H

#include "standing.h"

/*
 * Fills sums (one for each slot of the tree, all 0 before) from the standing of the indicator that is counted, in
 * the same tree. Errors: NO_MEMORY, OVERFLOW, with the unit at which it happened in ret_unit.
 */
childplan_status childplan__sum_meeting(const struct frame *frame, const struct standing *counted, struct sums *sums,
                                        int32_t *ret_unit);

#endif
