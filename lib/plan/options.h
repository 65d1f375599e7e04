/* How to load a plan, with the rows of units a caller adds. */
#ifndef CHILDPLAN_LIB_PLAN_OPTIONS_H
#define CHILDPLAN_LIB_PLAN_OPTIONS_H

#include "../base/alloc.h"
#include "../base/progress.h"

#include <childplan/plan.h>

#define DEFAULT_SIZE_LIMIT (INT64_C(64) * 1024 * 1024)

/* A row of units given as columns; NULL and CHILDPLAN_NO_DATE where it says nothing. */
struct column_row {
    const char *id;
    const char *name;
    const char *level;
    const char *parent;
    const char *successor;
    const char *tags;
    int32_t from;
    int32_t until;
};

struct childplan_plan_options {
    struct allocator allocator;
    struct arena arena; /* the rows' texts */
    childplan_resolve_fn resolve;
    void *resolve_context;
    int64_t size_limit;
    int32_t upholding; /* CHILDPLAN_UPHOLDING_* */
    struct progress progress;
    struct column_row *rows;
    size_t row_count;
    size_t row_capacity;
};

#endif
