/* What the command line of compare asks for. */
#ifndef CHILDPLAN_EXAMPLES_COMPARE_REQUEST_H
#define CHILDPLAN_EXAMPLES_COMPARE_REQUEST_H

#include "progress_bar.h"

#include <childplan/childplan.h>

/* Exit statuses. */
#define EXIT_OK 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2

/* One of the two readings. */
struct reading {
    char **paths; /* the plan's, then the reports' */
    int path_count;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup_options *options;
};

#define THEN 0
#define NOW 1

struct request {
    struct reading readings[2]; /* the second has no paths where it is of the first's plan and reports */
    int64_t change[2];          /* two periods of a panel; CHILDPLAN_NO_PERIOD: no panel is asked for */
    char **units, **levels, **indicators;
    int unit_count, level_count, indicator_count;
    int32_t language, decimal_comma, lenient, help;
};

/* Reads the command line. Anything but EXIT_OK has been explained on the standard error. */
int request_read(struct request *request, int argc, char **argv);
/* Loads what it names. The bar is left to be wiped away. */
childplan_status request_load(struct request *request, struct progress_bar *bar, childplan_diagnostics *diagnostics);
void request_print_help(void);
void request_free(struct request *request);

#endif
