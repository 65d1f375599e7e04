/*
 * A file of reports to rows: load the plan, read the file, commit, compute, write the rows as CSV, stage by stage,
 * beside reading the same bytes once and counting their separators. The peers' script measures the same from outside.
 * usage: bench_csv_to_rows FOLDER nation|province [dated] [every-unit] [origins]
 *   origins  each fact keeps its file and line
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

enum { PLAN, READ, COMMIT, COMPUTE, WRITE, ALL, STAGES };

static const char *const stage_names[STAGES] = {"load the plan", "read the file",  "commit",
                                                "compute rows",  "write the rows", "all of it"};

struct run {
    const struct bench *bench;
    char reports[1200];
    int every_unit;
    int origins;
};

struct result {
    double seconds[STAGES];
    double memory[STAGES]; /* the most until the stage ended */
    size_t rows;
};

static void lap(struct result *result, int stage, double *since) {
    double time = now();
    result->seconds[stage] = time - *since;
    result->seconds[ALL] += time - *since;
    result->memory[stage] = result->memory[ALL] = peak_memory();
    *since = time;
}

static childplan_status count_bytes(void *context, const char *bytes, size_t size) {
    (void)bytes;
    *(size_t *)context += size;
    return CHILDPLAN_OK;
}

/* Nothing is freed: the process ends. */
static void read_and_compute(void *context, void *written) {
    const struct run *run = context;
    struct result *result = written;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    size_t bytes = 0;
    double since = now();
    childplan_plan *plan = bench_plan(run->bench);
    lap(result, PLAN, &since);
    bench_check(run->bench, childplan_reports_new(plan, &reports));
    bench_check(run->bench, childplan_reports_set_origins(reports, run->origins));
    bench_check(run->bench, childplan_import_new(reports, &import));
    bench_check(run->bench, childplan_import_set_threads(import, run->bench->threads));
    bench_check(run->bench, childplan_import_read_file(import, run->reports, run->bench->diagnostics));
    lap(result, READ, &since);
    bench_check(run->bench, childplan_import_commit(import, NULL, NULL, run->bench->diagnostics));
    childplan_import_free(import);
    lap(result, COMMIT, &since);
    childplan_rollup *rollup = bench_rollup(run->bench, reports, run->every_unit);
    lap(result, COMPUTE, &since);
    bench_check(run->bench, childplan_rollup_write(rollup, NULL, count_bytes, &bytes));
    lap(result, WRITE, &since);
    result->rows = childplan_rollup_row_count(rollup);
}

static size_t count_separators(const char *bytes, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += bytes[i] == ',' || bytes[i] == '\n';
    }
    return count;
}

static double read_once(const struct run *run, size_t *ret_separators) {
    static char block[1 << 18];
    double start = now();
    FILE *file = fopen(run->reports, "rb");
    size_t size;
    *ret_separators = 0;
    while (file != NULL && (size = fread(block, 1, sizeof block, file)) > 0) {
        *ret_separators += count_separators(block, size);
    }
    if (file == NULL || fclose(file) != 0) {
        perror(run->reports);
        exit(1);
    }
    return now() - start;
}

static void print_result(const struct series stages[STAGES], const struct series *once, const struct result *last,
                         size_t separators) {
    double all = series_median(&stages[ALL]);
    double reading = series_median(once);
    for (int stage = 0; stage < STAGES; stage++) {
        double seconds = series_median(&stages[stage]);
        printf("%-44s %9.4f s %5.1f %%  peak memory %6.0f MB\n", stage_names[stage], seconds, 100 * seconds / all,
               last->memory[stage] / 1e6);
    }
    printf("%-44s %9.4f s (%zu separators)\n", "reading the bytes once", reading, separators);
    printf("ratio %.2f (medians of %d); %zu rows; peak memory %.0f MB\n", all / reading, once->count, last->rows,
           last->memory[ALL] / 1e6);
}

static int has_argument(int argc, char **argv, const char *argument) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], argument) == 0) {
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    struct bench bench;
    bench_begin(&bench, argc, argv);
    struct run run = {.bench = &bench,
                      .every_unit = has_argument(argc, argv, "every-unit"),
                      .origins = has_argument(argc, argv, "origins")};
    struct series stages[STAGES] = {{.count = 0}};
    struct series once = {.count = 0};
    struct result result;
    size_t separators = 0;
    bench_file(&bench, UNITS_FILE, run.reports);
    bench_file(&bench, PLAN_FILE, run.reports);
    bench_file(&bench, has_argument(argc, argv, "dated") ? DATED_FILE : REPORTS_FILE, run.reports);
    /* The file is in the page cache from here on. */
    read_once(&run, &separators);
    for (int round = 0; round < bench.rounds; round++) {
        run_apart(read_and_compute, &run, &result, sizeof result);
        for (int stage = 0; stage < STAGES; stage++) {
            series_add(&stages[stage], result.seconds[stage]);
        }
        series_add(&once, read_once(&run, &separators));
    }
    print_result(stages, &once, &result, separators);
    bench_end(&bench);
    return 0;
}
