/* What the command line of rollup asks for, and that of report, which has some of the same options. */
#ifndef CHILDPLAN_EXAMPLES_ROLLUP_REQUEST_H
#define CHILDPLAN_EXAMPLES_ROLLUP_REQUEST_H

#include <childplan/childplan.h>

/* Exit statuses. */
#define EXIT_OK 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2

/* The programs, a bit each. */
#define OF_ROLLUP 1
#define OF_REPORT 2

struct request {
    int program;
    char **paths; /* the plan's, then the reports' */
    int path_count;
    const char **others; /* plans that the reports serve too */
    int other_count;
    const char *output_path; /* NULL: the standard output */
    int32_t threads;         /* that may read and compute; 0: as many as when nothing is said */
    int32_t language, is_csv, decimal_comma, lenient, names, pace, safe_cells, check, help, version;
    int32_t known_by, today;    /* days; CHILDPLAN_NO_DATE: none */
    const childplan_plan *plan; /* these two once request_find has them */
    childplan_diagnostics *diagnostics;
    childplan_rollup_options *options;
    childplan_data_check_options *check_options;
    childplan_output *output;
};

/* Reads the command line. Anything but EXIT_OK has been explained on the standard error. */
int request_read(struct request *request, int program, int argc, char **argv);
/* Once there is a plan: looks up the ids of units, levels and indicators on the command line. */
childplan_status request_find(struct request *request, const childplan_plan *plan, childplan_diagnostics *diagnostics,
                              int argc, char **argv);
void request_print_help(int program);
void request_free(struct request *request);

#endif
