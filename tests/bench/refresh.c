/*
 * A live rollup of the nation: refreshing it after 1, 10, 100 and 1000 corrections, beside computing it anew. The
 * corrections themselves (an import of so many values, its commit) are put in outside of what is measured.
 * usage: bench_refresh FOLDER nation|province
 */
#include "bench.h"

#include <stdlib.h>

struct run {
    const struct bench *bench;
    const childplan_plan *plan;
    childplan_reports *reports;
    uint64_t corrections;
};

/* Values of one data element, of units all over the country, each newer than what it corrects. */
static void correct(struct run *run, int count) {
    childplan_import *import = NULL;
    uint64_t units = (uint64_t)run->bench->workload.unit_count;
    bench_check(run->bench, childplan_import_new(run->reports, &import));
    bench_check(run->bench, childplan_import_set_lenient(import, 1));
    for (int i = 0; i < count; i++) {
        uint64_t hash = workload_hash(77, run->corrections++);
        int32_t unit = (int32_t)(hash % units);
        int64_t period = bench_period((int32_t)(hash >> 40) % WORKLOAD_PERIODS);
        bench_check(run->bench, childplan_import_add_value(import, unit, period, 0, (int64_t)(hash >> 50) % 90,
                                                           30000 + (int32_t)run->corrections,
                                                           run->bench->diagnostics) == CHILDPLAN_ERROR_NO_MEMORY
                                    ? CHILDPLAN_ERROR_NO_MEMORY
                                    : CHILDPLAN_OK);
    }
    bench_check(run->bench, childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
}

/* Without the digest, which a live rollup has not either. */
static double seconds_anew(struct run *run) {
    childplan_rollup *rollup = NULL;
    childplan_rollup_options *options = bench_options(run->bench, 0);
    bench_check(run->bench, childplan_rollup_options_set_digest(options, 0));
    double start = now();
    bench_check(run->bench, childplan_rollup_compute(run->reports, options, &rollup, run->bench->diagnostics));
    double seconds = now() - start;
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    return seconds;
}

static double seconds_of_refresh(struct run *run, childplan_rollup *live, int count) {
    correct(run, count);
    double start = now();
    bench_check(run->bench, childplan_rollup_refresh(live, run->reports, NULL));
    return now() - start;
}

static void measure(struct run *run, childplan_rollup *live, int count) {
    struct series refresh = {.count = 0};
    struct series anew = {.count = 0};
    (void)seconds_of_refresh(run, live, count);
    for (int round = 0; round < run->bench->rounds; round++) {
        series_add(&refresh, seconds_of_refresh(run, live, count));
        series_add(&anew, seconds_anew(run));
    }
    double seconds = series_median(&refresh);
    printf("%5d facts: refresh %10.6f s (%8.2f us a fact), anew %8.4f s, ratio %.5f (medians of %d)\n", count, seconds,
           seconds / count * 1e6, series_median(&anew), seconds / series_median(&anew), run->bench->rounds);
}

int main(int argc, char **argv) {
    struct bench bench;
    struct bench_facts facts;
    bench_begin(&bench, argc, argv);
    childplan_plan *plan = bench_plan(&bench);
    bench_facts_begin(&bench, &facts);
    struct run run = {.bench = &bench, .plan = plan, .reports = bench_import(&bench, plan, &facts)};
    bench_facts_end(&facts);
    childplan_rollup *live = NULL;
    childplan_rollup_options *options = bench_options(&bench, 0);
    bench_check(&bench, childplan_rollup_options_set_live(options, 1));
    bench_check(&bench, childplan_rollup_compute(run.reports, options, &live, bench.diagnostics));
    for (int count = 1; count <= 1000; count *= 10) {
        measure(&run, live, count);
    }
    childplan_rollup_options_free(options);
    childplan_rollup_free(live);
    childplan_reports_free(run.reports);
    childplan_plan_free(plan);
    bench_end(&bench);
    return 0;
}
