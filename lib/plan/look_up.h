/* Ids by kind, for the loader and for callers. */
#ifndef CHILDPLAN_LIB_PLAN_LOOK_UP_H
#define CHILDPLAN_LIB_PLAN_LOOK_UP_H

#include "model.h"

struct id_kind {
    const struct names *names;
    int32_t count;
    const char *(*id_of)(const void *plan, size_t index);
    int32_t code; /* CHILDPLAN_DIAGNOSTIC_*: there is no such id */
};

/* Of a CHILDPLAN_KIND_*. */
struct id_kind childplan__id_kind(const struct childplan_plan *plan, int32_t kind);

#endif
