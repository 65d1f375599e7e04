/**
 * @file
 * The check of a plan: what is legal in it and yet surely a mistake.
 */
#ifndef CHILDPLAN_CHECK_H
#define CHILDPLAN_CHECK_H

#include "plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Looks for what a plan may say, but nobody can mean. Each finding is a warning with its place in the file, what is
 * wrong and what to do. It is about:
 *
 * - Ratios (700 to 703). A level of living units that reports something of the numerator and nothing of the
 *   denominator. A stock (`last`) divided by what is added up over time (`sum`, reported more than once a year, over
 *   no longer window): over the year the lower side counts who is there in every period. The other way round is well
 *   measured, as sessions per 100 members, and is not found. A flag that is added up over time, as a percentage of
 *   `each_unit`. A stock and what is added up over time in one sum.
 * - Milestones in order (704 to 707). A baseline that does not end before the first milestone (of a recurring target:
 *   before the last time it is due); a milestone worse, in the direction of `better`, than the one before of its scope
 *   and form, or than the baseline; a target in the direction opposite to `better`. Totals that grow with the length
 *   of the period are left out of the order: 300 houses may be built in one year and 200 in the next. Only the general
 *   target is held against the general baseline, and that of a unit against its own: a group may be behind. `equals`,
 *   and a binding milestone after an aspiration, are never found.
 * - Targets within reach (708 to 713). What no value meets or any value does: over 100% or under 0% of a share whose
 *   numerator is `part_of` the denominator (or a flag of `each_unit`, or units that meet a target), under 0 of what
 *   has no negative elements, outside `min` and `max` of a single element that is not added up; a decrease of over
 *   100%; a percentage of a total, unless it is a relative change.
 * - Thresholds (714 to 716). `attains` that does not fall, so that one is never reached; 0%, which leaves nothing to
 *   the last one; and a gap: none at or under 100%, so that who is exactly on the path has the last and worst one.
 * - Data elements (717) that are in no indicator, nor the whole of one that is. Those that declare the figure of
 *   subtrees (732) at a level below which nobody reports it.
 * - Indicators nobody is left to report (718 to 721), wholly or in part: from some day to the horizon's end, or ever,
 *   no unit lives whose level reports an element, or none that the indicator counts.
 * - Units (722, 723). One that ends within the horizon without a successor while children of it live on; one whose
 *   successors lead back to it.
 * - Rates (724) that change within a period for which what is added up over time is reported as one figure.
 * - Quotas (725) of all units under one that together do not reach its own, where it reports nothing itself.
 * - Units that are counted (726 to 728, 731). `units_meeting` of a level without units, or whose units have no target
 *   to meet; an indicator narrowed to units of which none ever lives.
 * - Targets for nobody (729, 730). For a period too short to have figures, where the indicator grows with its length;
 *   for units none of which lives when it is first due.
 *
 * @param plan The plan.
 * @param reterr_diagnostics What was found is added, in the order of the file, as warnings; NULL is taken.
 * @return OK also where something was found.
 * @errors USAGE (NULL plan), NO_MEMORY (some findings may have been added).
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_check(const childplan_plan *plan,
                                                    childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
