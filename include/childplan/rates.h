/**
 * @file
 * Rates: named values that are valid from a day on, as a decree sets them, by which an indicator multiplies what is
 * reported. They are read with the plan.
 */
#ifndef CHILDPLAN_RATES_H
#define CHILDPLAN_RATES_H

#include "plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * How many rates there are, in document order.
 * @param plan The plan.
 * @return How many.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_plan_rate_count(const childplan_plan *plan);

/**
 * A rate's id.
 * @param plan The plan.
 * @param rate From 0.
 * @return The id. Borrowed from the plan.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_plan_rate_id(const childplan_plan *plan, int32_t rate);

/**
 * A rate's name.
 * @param plan The plan.
 * @param rate From 0.
 * @return The name. Borrowed from the plan.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_plan_rate_name(const childplan_plan *plan, int32_t rate);

/**
 * Where a rate is from.
 * @param plan The plan.
 * @param rate From 0.
 * @return NULL where not said. Borrowed from the plan.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_plan_rate_source(const childplan_plan *plan, int32_t rate);

/**
 * A rate's decimals, the most that one of its values has: all its values are whole numbers of 10^-decimals.
 * @param plan The plan.
 * @param rate From 0.
 * @return 0 to 6; 0 out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_rate_decimals(const childplan_plan *plan, int32_t rate);

/**
 * Finds a rate.
 * @param plan The plan.
 * @param id UTF-8, any normal form.
 * @return The rate; CHILDPLAN_NONE where there is none.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_find_rate(const childplan_plan *plan, const char *id);

/**
 * How many values a rate has, by the days on which they begin.
 * @param plan The plan.
 * @param rate From 0.
 * @return How many, at least 1; 0 out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_plan_rate_value_count(const childplan_plan *plan, int32_t rate);

/**
 * The first day of one of a rate's values, which is valid until the day before the next one's.
 * @param plan The plan.
 * @param rate From 0.
 * @param item Which value, from 0.
 * @return Days since 1970-01-01; CHILDPLAN_NO_DATE out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_rate_value_from(const childplan_plan *plan, int32_t rate, size_t item);

/**
 * One of a rate's values.
 * @param plan The plan.
 * @param rate From 0.
 * @param item Which value, from 0.
 * @param ret_value A whole number of 10^-(the rate's decimals), not negative.
 * @errors USAGE (NULL, out of range).
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_rate_value(const childplan_plan *plan, int32_t rate, size_t item,
                                                         int64_t *ret_value);

/**
 * Where one of a rate's values is from.
 * @param plan The plan.
 * @param rate From 0.
 * @param item Which value, from 0.
 * @return NULL where not said. Borrowed from the plan.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_plan_rate_value_source(const childplan_plan *plan, int32_t rate, size_t item);

/**
 * The value a rate has on a day. A report is multiplied by that of the last day of its period.
 * @param plan The plan.
 * @param rate From 0.
 * @param day Days since 1970-01-01.
 * @param ret_value A whole number of 10^-(the rate's decimals), not negative.
 * @return CHILDPLAN_OK, or CHILDPLAN_ABSENT before its first day.
 * @errors USAGE (NULL, out of range).
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_rate_on(const childplan_plan *plan, int32_t rate, int32_t day,
                                                      int64_t *ret_value);

#ifdef __cplusplus
}
#endif

#endif
