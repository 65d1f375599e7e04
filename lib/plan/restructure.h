/* A plan seen in the structure of another: its own figures, targets and calendar over the other's levels and units. */
#ifndef CHILDPLAN_LIB_PLAN_RESTRUCTURE_H
#define CHILDPLAN_LIB_PLAN_RESTRUCTURE_H

#include "model.h"

/*
 * What the plan says of levels, units and tags is found again in the other plan by id. What the other does not have
 * drops out: an element's level, a target's scope, a unit's own baseline; a population of it is of nobody. An element
 * that every level reports is reported by every level of the other. Where the horizons differ, the structure on the
 * first and last day of the other's holds on before and after it.
 *
 * Both plans must outlive the new one. Errors: NO_MEMORY.
 */
childplan_status childplan__plan_restructure(const struct childplan_plan *plan, const struct childplan_plan *structure,
                                             struct childplan_plan **ret_plan);
/* Not childplan_plan_free: most of it belongs to the two plans. Takes NULL. */
void childplan__plan_restructured_free(struct childplan_plan *plan);

#endif
