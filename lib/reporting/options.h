/* What is asked about reporting. */
#ifndef CHILDPLAN_LIB_REPORTING_OPTIONS_H
#define CHILDPLAN_LIB_REPORTING_OPTIONS_H

#include "../rollup/options.h"

#include <childplan/reporting.h>

struct childplan_reporting_options {
    int64_t *periods;
    size_t period_count;
    size_t period_capacity;
    struct choice units;
    struct choice levels;
    struct choice elements;
    int32_t frequency; /* 0: all */
    int32_t structure; /* these three CHILDPLAN_NO_DATE where not set */
    int32_t known_by;
    int32_t until;
    int32_t cells;
    struct progress progress;
};

/* What is used where the caller gives no options. */
extern const struct childplan_reporting_options childplan__default_reporting_options;

#endif
