/*
 * Facts in memory to rows, one thread: columns through childplan_import_add_values, commit, compute; beside placing the
 * same facts in a dense matrix and adding it up the tree, which knows of no presence, matching, bounds or targets.
 * usage: bench_facts_to_rows FOLDER nation|province [ROWS.csv]
 * With ROWS.csv: once, for the peers' script; the rows are written there, and the seconds of it on the standard output.
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS (WORKLOAD_PERIODS * WORKLOAD_ELEMENTS)

struct run {
    const struct bench *bench;
    const childplan_plan *plan;
    struct bench_facts facts;
    int64_t *matrix; /* unit by unit */
    int64_t root;
};

static void use_library(void *context) {
    struct run *run = context;
    childplan_reports *reports = bench_import(run->bench, run->plan, &run->facts);
    childplan_rollup_free(bench_rollup(run->bench, reports, 0));
    childplan_reports_free(reports);
}

static void place_facts(struct run *run) {
    const struct bench_facts *facts = &run->facts;
    memset(run->matrix, 0, (size_t)run->bench->workload.unit_count * COLUMNS * sizeof *run->matrix);
    for (size_t i = 0; i < facts->count; i++) {
        int32_t period = (childplan_period_year(facts->periods[i]) - WORKLOAD_FIRST_YEAR) * 2 +
                         childplan_period_number(facts->periods[i]) - 1;
        run->matrix[(size_t)facts->units[i] * COLUMNS + (size_t)(period * WORKLOAD_ELEMENTS + facts->elements[i])] =
            facts->values[i];
    }
}

static void add_up(void *context) {
    struct run *run = context;
    const struct workload *workload = &run->bench->workload;
    place_facts(run);
    /* The units stand level by level, so from the last one on every child comes before its parent. */
    for (int32_t unit = workload->unit_count - 1; unit > 0; unit--) {
        const int64_t *from = &run->matrix[(size_t)unit * COLUMNS];
        int64_t *into = &run->matrix[(size_t)workload->units[unit].parent * COLUMNS];
        for (int32_t i = 0; i < COLUMNS; i++) {
            into[i] += from[i];
        }
    }
    run->root = run->matrix[0];
}

/* Both must have computed the same: the sessions of the first half-year in the whole country. */
static void compare(struct run *run) {
    childplan_reports *reports = bench_import(run->bench, run->plan, &run->facts);
    childplan_rollup *rollup = bench_rollup(run->bench, reports, 0);
    size_t row = 0;
    int64_t sessions = -1;
    bench_check(run->bench, childplan_rollup_find(rollup, 0, bench_period(0), 0, &row));
    bench_check(run->bench, childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_NUMERATOR, &sessions));
    if (sessions != run->root) {
        fprintf(stderr, "the library and the matrix disagree\n");
        exit(1);
    }
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
}

static void write_rows(struct run *run, const char *path) {
    double start = now();
    childplan_reports *reports = bench_import(run->bench, run->plan, &run->facts);
    childplan_rollup *rollup = bench_rollup(run->bench, reports, 0);
    double seconds = now() - start;
    bench_check(run->bench, childplan_rollup_write_file(rollup, NULL, path, run->bench->diagnostics));
    printf("{\"seconds\": %.6f}\n", seconds);
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
}

static void measure(struct run *run) {
    run->matrix = bench_allocate((size_t)run->bench->workload.unit_count * COLUMNS, sizeof *run->matrix);
    struct step library = {.name = "facts in memory to rows", .run = use_library, .context = run};
    struct step matrix = {.name = "placing the facts and adding up, nothing more", .run = add_up, .context = run};
    measure_pair(&library, &matrix, run->bench->rounds);
    compare(run);
    free(run->matrix);
}

int main(int argc, char **argv) {
    struct bench bench;
    bench_begin(&bench, argc, argv);
    childplan_plan *plan = bench_plan(&bench);
    struct run run = {.bench = &bench, .plan = plan};
    bench_facts_begin(&bench, &run.facts);
    if (argc > 3) {
        write_rows(&run, argv[3]);
    } else {
        measure(&run);
    }
    bench_facts_end(&run.facts);
    childplan_plan_free(plan);
    bench_end(&bench);
    return 0;
}
