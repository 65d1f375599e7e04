/* Which milestone is in force for a row, and the one before it. */
#ifndef CHILDPLAN_LIB_ROLLUP_MILESTONE_H
#define CHILDPLAN_LIB_ROLLUP_MILESTONE_H

#include "frame.h"

/* A milestone as it falls due: of a recurring one, the instance of one period. */
struct instance {
    const struct milestone *milestone; /* NULL: there is none */
    int64_t by;
    int32_t first_day; /* of that period */
    int32_t last_day;  /* of it: the first day on which it is due */
    int32_t end_day;   /* the last one: of a kept-up milestone later, else the same */
};

/* The milestone of a scope (NULL: none) that is in force for the frame's rows, and the one before it, where a path to
   it begins: never one measured from the period before. */
void childplan__find_milestones(const struct frame *frame, const struct scope *scope, struct instance *ret_current,
                                struct instance *ret_before);

/* 1 where its number is a change against the period before. */
int32_t childplan__is_from_period_before(const struct milestone *milestone);
/* 1 where a milestone that is measured from the period before is in force for the frame's rows. */
int32_t childplan__needs_period_before(const struct frame *frame, const struct milestone *milestone);
/* 1 where a row of the frame has reached the day on which it is due. */
int32_t childplan__is_due(const struct frame *frame, const struct instance *instance);

#endif
