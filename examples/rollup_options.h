/* The options of rollup and report, as a table. */
#ifndef CHILDPLAN_EXAMPLES_ROLLUP_OPTIONS_H
#define CHILDPLAN_EXAMPLES_ROLLUP_OPTIONS_H

#include "rollup_request.h"

struct option {
    int programs; /* that have it: OF_ROLLUP, OF_REPORT */
    const char *letter, *name, *argument, *help;
    childplan_status (*set)(struct request *request, const char *argument); /* NULL: the option is a flag */
    int needs_plan;                                                         /* 1: set looks an id up in the plan */
    size_t flag;                                                            /* where the flag stands in the request */
};

extern const struct option request_options[];
extern const size_t request_option_count;

#endif
