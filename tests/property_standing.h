/* What the specification says of one unit in one row, read slowly: expected, reported, placed, of what size. */
#ifndef CHILDPLAN_TESTS_PROPERTY_STANDING_H
#define CHILDPLAN_TESTS_PROPERTY_STANDING_H

#include "property_world.h"

struct stretch {
    int32_t first;
    int32_t last;
};

/* The period's days, cut. */
struct stretch period_days(const struct world *world, int64_t period, int32_t as_of);
/* The stretch over which an indicator counts a flow. */
struct stretch window_of(const struct world *world, const struct made_indicator *indicator,
                         const struct made_element *element, struct stretch period);

/* The newest cycle of a frequency that ends by a day; -1 where none. */
int newest_cycle(const struct world *world, int32_t frequency, int32_t day);
int expected_cell(const struct world *world, int unit, int64_t cycle, const struct made_element *element);
/* The last day of a period. */
int32_t last_day(const struct world *world, int64_t period);
/* 1 where the cell holds a report; ret_value may be NULL. */
int reported_cell(const struct world *world, int unit, int64_t cycle, int element, int64_t *ret_value);

struct standing {
    int expected;
    int reported;
};
/* Not for elements given year to date. */
struct standing standing_of(const struct world *world, const struct made_indicator *indicator, struct stretch period,
                            int unit);
int has_year_to_date(const struct made_plan *made, const struct made_indicator *indicator);

/* Where a unit stands in the tree of a day. */
int placement(const struct made_plan *made, int unit, int32_t day);
int is_under(const struct world *world, int unit, int above, int32_t day);

#endif
