/* What a program works on: a plan, and files of reports; a bar shows how far it is. */
#ifndef CHILDPLAN_EXAMPLES_LOAD_H
#define CHILDPLAN_EXAMPLES_LOAD_H

#include "progress_bar.h"

#include <childplan/childplan.h>

/* The plans that the reports serve too. */
struct served_plans {
    const char *const *paths;
    int count;
    childplan_plan **plans;
};

struct report_files {
    char *const *paths;
    int count;
    int32_t decimal_comma, lenient;    /* how they are read */
    const struct served_plans *served; /* NULL: no others */
    int reads_on;                      /* after a bad file too, to show every error at once */
};

childplan_status load_plan(const char *path, struct progress_bar *bar, childplan_plan **ret_plan,
                           childplan_diagnostics *diagnostics);
/* What those plans uphold is not their readers' matter. */
childplan_status load_served(struct served_plans *served, childplan_diagnostics *diagnostics);
childplan_status serve(childplan_import *import, const struct served_plans *served);
void free_served(struct served_plans *served);
/* All files are one import: by default any error refuses the whole. */
childplan_status load_files(childplan_import *import, const struct report_files *files, struct progress_bar *bar,
                            childplan_diagnostics *diagnostics);
/* The same into new reports, which are the caller's even where a file is refused. */
childplan_status load_reports(const childplan_plan *plan, const struct report_files *files, struct progress_bar *bar,
                              childplan_reports **ret_reports, childplan_diagnostics *diagnostics);
/* Wipes the bar away and says what was found, one line each, in its language: plan.yaml:3:5: error: … */
void load_end(struct progress_bar *bar, const childplan_diagnostics *diagnostics);

#endif
