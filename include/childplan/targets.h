/**
 * @file
 * What a plan asks of a unit for a period, whatever has been reported: the target in force at the period's end, the
 * milestone before it or the baseline, and the path from there. It needs no reports, and goes beyond the cut-off of any
 * rollup, to the horizon's end: the way that is still to go.
 */
#ifndef CHILDPLAN_TARGETS_H
#define CHILDPLAN_TARGETS_H

#include "explain.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @name Items of a target
 * The comment gives how it crosses: a whole number (childplan_plan_target_get) or a fraction
 * (childplan_plan_target_figure), and when there is none. Since 0.2.0.
 * @{
 */
/** Whole: the period it is due by, of a recurring one that which holds the period's last day. */
#define CHILDPLAN_TARGET_BY 0
/** Whole: the last day of that period, days since 1970-01-01. */
#define CHILDPLAN_TARGET_DUE_DAY 1
/** Whole: CHILDPLAN_ABOVE …, as it applies to the value; of a range that of the lower edge. */
#define CHILDPLAN_TARGET_OPERATOR 2
/** Fraction: its number; none where it is measured from a value that was reported, or from nothing. */
#define CHILDPLAN_TARGET_NUMBER 3
/** Whole: CHILDPLAN_BELOW or CHILDPLAN_AT_MOST of the upper edge; none of any target but a range. */
#define CHILDPLAN_TARGET_OPERATOR_HIGH 4
/** Fraction: the number of that edge; none as above. */
#define CHILDPLAN_TARGET_NUMBER_HIGH 5
/** Whole: 1 where it is binding, 0 where it is an aspiration. */
#define CHILDPLAN_TARGET_BINDING 6
/** Fraction: the value expected at the period's end; none without a path. */
#define CHILDPLAN_TARGET_PATH 7
/** Whole: CHILDPLAN_SOURCE_BASELINE, CHILDPLAN_SOURCE_MILESTONE (the one before) or CHILDPLAN_SOURCE_ZERO, where the
 * path to the target begins; none without a path to it. */
#define CHILDPLAN_TARGET_START_SOURCE 8
/** Whole: the day on which that stood; none as above. */
#define CHILDPLAN_TARGET_START_DAY 9
/** Fraction: how much it was; none as above. */
#define CHILDPLAN_TARGET_START 10
/** Only as text: the whole target, as CHILDPLAN_COLUMN_TARGET has it: "> 90", ">= 5 <= 7", "<= ?". */
#define CHILDPLAN_TARGET_WHOLE 11
/** How many items there are. */
#define CHILDPLAN_TARGET_ITEM_COUNT 12
/** @} */

/**
 * Whether an indicator grows with the length of the period, so that a milestone is only for rows of its own kind of
 * period: 400 visits a year are not asked of a half-year.
 * @param plan The plan.
 * @param indicator From 0.
 * @return 1 where it grows; 0 where it does not, and out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_indicator_grows(const childplan_plan *plan, int32_t indicator);

/**
 * A whole-numbered item of the target that a unit has for an indicator at the end of a period. The period is read to
 * its end, as if the cut-off were not before it, and as if nothing had been reported: what is measured from the period
 * before has a number only where the baseline is of that very period.
 * @param plan The plan.
 * @param unit From 0.
 * @param period A period's code.
 * @param indicator From 0.
 * @param structure The day on which unit, level and tags are seen; CHILDPLAN_NO_DATE: the period's last one.
 * @param item CHILDPLAN_TARGET_*, a whole one.
 * @param ret_value The item.
 * @return CHILDPLAN_ABSENT, writing nothing, where there is no target, the unit does not live on that day, or the
 * target has it not.
 * @errors USAGE (NULL, an index or item that is none, a period outside the horizon), OVERFLOW (a figure over 128 bits).
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_target_get(const childplan_plan *plan, int32_t unit, int64_t period,
                                                         int32_t indicator, int32_t structure, int32_t item,
                                                         int64_t *ret_value);

/**
 * An item that is a fraction, exactly. Otherwise as childplan_plan_target_get.
 * @param plan The plan.
 * @param unit From 0.
 * @param period A period's code.
 * @param indicator From 0.
 * @param structure The day on which unit, level and tags are seen; CHILDPLAN_NO_DATE: the period's last one.
 * @param item CHILDPLAN_TARGET_*, one that is a fraction.
 * @param ret_numerator,ret_denominator In lowest terms, the denominator above 0.
 * @return CHILDPLAN_ABSENT, writing nothing, as childplan_plan_target_get.
 * @errors USAGE (NULL, an index or item that is none, a period outside the horizon), OVERFLOW (over 64 bits).
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_target_figure(const childplan_plan *plan, int32_t unit, int64_t period,
                                                            int32_t indicator, int32_t structure, int32_t item,
                                                            int64_t *ret_numerator, int64_t *ret_denominator);

/**
 * Any item as text: numbers as they are written in the plan, or with at most 4 decimals, rounded half away from zero;
 * periods and days as they are written; a source by its number; nothing where there is none.
 * @param plan The plan.
 * @param unit From 0.
 * @param period A period's code.
 * @param indicator From 0.
 * @param structure The day on which unit, level and tags are seen; CHILDPLAN_NO_DATE: the period's last one.
 * @param item CHILDPLAN_TARGET_*.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_plan_target_text(const childplan_plan *plan, int32_t unit, int64_t period,
                                                int32_t indicator, int32_t structure, int32_t item, char *buffer,
                                                size_t size);

#ifdef __cplusplus
}
#endif

#endif
