/* The parts of an indicator as they are read. */
#ifndef CHILDPLAN_LIB_PLAN_INDICATORS_H
#define CHILDPLAN_LIB_PLAN_INDICATORS_H

#include "loader.h"

/* Numerator and denominator; a node is NULL where it is absent. Returns 0 where they are not known whole (reported). */
int32_t childplan__take_sums(struct loader *loader, const struct yaml_node *numerator_node,
                             const struct yaml_node *denominator_node, struct indicator *indicator);
/* Reports, at the position, that the rate is not valid yet when the element can first be reported. */
void childplan__check_rate_covers(struct loader *loader, const struct rate *rate, const struct element *element,
                                  struct position position);

/* `units:` of an indicator. */
void childplan__take_population(struct loader *loader, const struct yaml_node *node, struct population *population);

#endif
