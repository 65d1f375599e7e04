/*
 * 64 units side by side: what those units bring to an indicator that live through its whole stretch as they are. The
 * rules are those of contribution.c, read as operations on words of 64 units and on 64 values at a time.
 */
#ifndef CHILDPLAN_LIB_ROLLUP_LANES_H
#define CHILDPLAN_LIB_ROLLUP_LANES_H

#include "sums.h"

/* 1 where the indicator is made of what can be read so. */
int32_t childplan__frame_takes_lanes(const struct frame *frame);

/* Adds what those of the units of the word (from 64 × word on) bring to the sums of their slots that can be read so;
   ret_taken: which. Errors: OVERFLOW. */
childplan_status childplan__add_lanes(const struct frame *frame, const struct tree *tree, size_t word, uint64_t units,
                                      struct sums *sums, uint64_t *ret_taken);

#endif
