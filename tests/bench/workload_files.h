/* The workloads as files. */
#ifndef CHILDPLAN_TESTS_BENCH_WORKLOAD_FILES_H
#define CHILDPLAN_TESTS_BENCH_WORKLOAD_FILES_H

#include "workload.h"

/* What stands in a workload's folder. */
#define PLAN_FILE "plan.yaml"            /* its units are in UNITS_FILE */
#define UNITS_FILE "units.csv"           /* */
#define YAML_PLAN_FILE "plan-units.yaml" /* the same plan with the units in it */
#define REPORTS_FILE "reports.csv"       /* unit,period,element,value */
#define DATED_FILE "dated.csv"           /* with submitted, note, quotes, revisions and withdrawals */

/* Writes one of them into the folder, unless it is there; a file appears whole or not at all. Ends the program where
 * that fails. */
void workload_write(const struct workload *workload, const char *folder, const char *name);

/* Makes the folder of a workload, such as nation-0.01, in another one, and gives its path. */
void workload_folder(const struct workload *workload, const char *parent, char path[1024]);

#endif
