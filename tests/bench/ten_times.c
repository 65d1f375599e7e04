/*
 * Ten times the workload: time and peak memory beside those of the workload itself, and peak memory beside the least
 * that dense cells take: 64 bits a value and one bit that says whether it is there. Facts go in as columns, a half-year
 * at a time, so that they themselves take little; each run is a process of its own.
 * usage: bench_ten_times FOLDER
 */
#include "bench.h"

#include <stdlib.h>

struct run {
    const struct bench *bench;
};

struct result {
    double seconds;
    double memory;
    size_t facts;
};

/* The facts of one half-year. */
static size_t gather(const struct bench *bench, int32_t period, struct bench_facts *facts) {
    facts->count = 0;
    for (int32_t turn = 0; turn < bench->workload.unit_count; turn++) {
        struct workload_report report;
        workload_report(&bench->workload, period, turn, &report);
        for (int32_t i = 0; i < WORKLOAD_ELEMENTS; i++) {
            if (report.present >> i & 1) {
                facts->units[facts->count] = report.unit;
                facts->periods[facts->count] = bench_period(period);
                facts->elements[facts->count] = i;
                facts->values[facts->count++] = report.values[i];
            }
        }
    }
    return facts->count;
}

static void add_all(const struct bench *bench, childplan_import *import, struct result *result) {
    struct bench_facts facts;
    size_t most = (size_t)bench->workload.unit_count * WORKLOAD_ELEMENTS;
    facts.units = bench_allocate(most, sizeof *facts.units);
    facts.periods = bench_allocate(most, sizeof *facts.periods);
    facts.elements = bench_allocate(most, sizeof *facts.elements);
    facts.values = bench_allocate(most, sizeof *facts.values);
    for (int32_t period = 0; period < WORKLOAD_PERIODS; period++) {
        result->facts += gather(bench, period, &facts);
        double start = now();
        bench_check(bench, childplan_import_add_values(import, facts.count, facts.units, facts.periods, facts.elements,
                                                       facts.values, NULL, bench->diagnostics));
        result->seconds += now() - start;
    }
    bench_facts_end(&facts);
}

static void compute(void *context, void *written) {
    const struct run *run = context;
    struct result *result = written;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_plan *plan = bench_plan(run->bench);
    bench_check(run->bench, childplan_reports_new(plan, &reports));
    bench_check(run->bench, childplan_reports_set_origins(reports, 0));
    bench_check(run->bench, childplan_import_new(reports, &import));
    add_all(run->bench, import, result);
    double start = now();
    bench_check(run->bench, childplan_import_commit(import, NULL, NULL, run->bench->diagnostics));
    childplan_import_free(import);
    bench_rollup(run->bench, reports, 0);
    result->seconds += now() - start;
    result->memory = peak_memory();
}

/* The least that the workload's cells take. */
static double dense(const struct bench *bench) {
    return (double)bench->workload.unit_count * WORKLOAD_PERIODS * WORKLOAD_ELEMENTS * (8 + 1.0 / 8);
}

static void print_size(const struct bench *bench, const struct result *result, double seconds) {
    printf("%8d units %10zu facts %9.3f s; peak memory %7.0f MB, dense cells and presence %7.0f MB, ratio %.2f\n",
           (int)bench->workload.unit_count, result->facts, seconds, result->memory / 1e6, dense(bench) / 1e6,
           result->memory / dense(bench));
}

int main(int argc, char **argv) {
    struct bench benches[2];
    struct result results[2];
    struct series seconds[2] = {{.count = 0}};
    char parent[1024];
    char path[1200];
    bench_begin(&benches[0], argc, argv);
    benches[1] = benches[0];
    workload_begin(&benches[1].workload, WORKLOAD_NATION, benches[0].workload.scale * 10);
    snprintf(parent, sizeof parent, "%.1000s/..", benches[0].folder);
    workload_folder(&benches[1].workload, parent, benches[1].folder);
    for (int round = 0; round < benches[0].rounds; round++) {
        for (int i = 0; i < 2; i++) {
            struct run run = {&benches[i]};
            bench_file(&benches[i], UNITS_FILE, path);
            bench_file(&benches[i], PLAN_FILE, path);
            run_apart(compute, &run, &results[i], sizeof results[i]);
            series_add(&seconds[i], results[i].seconds);
        }
    }
    double of_one = series_median(&seconds[0]);
    double of_ten = series_median(&seconds[1]);
    print_size(&benches[0], &results[0], of_one);
    print_size(&benches[1], &results[1], of_ten);
    printf("ratio %.2f in time, %.2f in memory (medians of %d)\n", of_ten / of_one,
           results[1].memory / results[0].memory, benches[0].rounds);
    workload_end(&benches[1].workload);
    bench_end(&benches[0]);
    return 0;
}
