/* Comparisons and panels with memory that fails, on the plan and the reports of a struct world. */
#ifndef CHILDPLAN_TESTS_OUT_OF_MEMORY_COMPARE_H
#define CHILDPLAN_TESTS_OUT_OF_MEMORY_COMPARE_H

#include "out_of_memory_calls.h"

/* What a comparison is made with: the same plan under another digest, and its reports. */
void begin_other(struct world *world);
void end_other(struct world *world);

/*
 * Each gives what the library gave, and asserts that on failure it wrote nothing.
 */
childplan_status compare_plans(struct world *world);
childplan_status compare_days(struct world *world);
childplan_status make_panel(struct world *world);
childplan_status find_breaks(struct world *world);

void tell_comparison(struct world *world, struct buffer *text);
void tell_panel(struct world *world, struct buffer *text);
void tell_breaks(struct world *world, struct buffer *text);
void free_compared(struct world *world);

#endif
