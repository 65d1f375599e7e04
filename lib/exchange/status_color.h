/* The colour of a status, and the ink that can be read on it. */
#ifndef CHILDPLAN_LIB_EXCHANGE_STATUS_COLOR_H
#define CHILDPLAN_LIB_EXCHANGE_STATUS_COLOR_H

#include <childplan/plan.h>

/* Red, green and blue, 0 to 255: 1 and written, from the plan or else the library's; 0 where a status has no colour. */
int32_t childplan__status_color(const childplan_plan *plan, int32_t status, int32_t ret_parts[3]);

/* 1 where black has a better contrast on the colour than white. */
int32_t childplan__takes_black_ink(const int32_t parts[3]);

#endif
