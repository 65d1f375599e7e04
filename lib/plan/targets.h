/* Targets on their way to the scopes and milestones of their indicators. */
#ifndef CHILDPLAN_LIB_PLAN_TARGETS_H
#define CHILDPLAN_LIB_PLAN_TARGETS_H

#include "loader.h"

struct target_draft {
    int32_t indicator;
    enum scope_kind kind;
    int32_t key;
    struct milestone milestone;
};

/* Targets of one indicator, as its own `targets:` has them; without `indicator`. */
void childplan__take_own_targets(struct loader *loader, const struct yaml_node *list, int32_t indicator);
/* Puts every target under its indicator. */
void childplan__build_scopes(struct loader *loader);
/* A number in an indicator's own unit, % allowed where per is 100; 0 where it was reported. */
int32_t childplan__take_number(struct loader *loader, const struct given_text *given, int64_t per,
                               struct decimal *ret_number);

#endif
