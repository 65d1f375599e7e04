/* What the benchmarks share: the workload asked for, its files, and the library's calls with every failure fatal. */
#ifndef CHILDPLAN_TESTS_BENCH_BENCH_H
#define CHILDPLAN_TESTS_BENCH_BENCH_H

#include "measure.h"
#include "workload_files.h"

#include <childplan/childplan.h>

struct bench {
    struct workload workload;
    int rounds;
    int32_t threads;
    char folder[1024];
    childplan_diagnostics *diagnostics;
};

/*
 * Arguments: FOLDER [nation|province]. From the environment: CHILDPLAN_BENCH_SCALE (default 0.02),
 * CHILDPLAN_BENCH_ROUNDS (default 5), CHILDPLAN_BENCH_THREADS (default 1), CHILDPLAN_BENCH_FOLDER instead of FOLDER.
 */
void bench_begin(struct bench *bench, int argc, char **argv);
void bench_end(struct bench *bench);

/* The path of a file of the workload, which is written unless it is there. */
void bench_file(const struct bench *bench, const char *name, char path[1200]);
/* A whole file, with its size; to be freed. */
char *bench_text(const struct bench *bench, const char *name, size_t *ret_size);
/* Ends the program unless the status is OK, with what the diagnostics say. */
void bench_check(const struct bench *bench, childplan_status status);

childplan_plan *bench_plan(const struct bench *bench);
/* Root, provinces and districts (every_unit: and unions), for every half-year, year and `plan`. */
childplan_rollup_options *bench_options(const struct bench *bench, int every_unit);
childplan_rollup *bench_rollup(const struct bench *bench, const childplan_reports *reports, int every_unit);

/* The workload's facts as columns. */
struct bench_facts {
    size_t count;
    int32_t *units;
    int64_t *periods;
    int32_t *elements;
    int64_t *values;
};
void bench_facts_begin(const struct bench *bench, struct bench_facts *facts);
void bench_facts_end(struct bench_facts *facts);
int64_t bench_period(int32_t period);
/* Facts into new reports. */
childplan_reports *bench_import(const struct bench *bench, const childplan_plan *plan, const struct bench_facts *facts);

/* calloc that ends the program. */
void *bench_allocate(size_t count, size_t size);

#endif
