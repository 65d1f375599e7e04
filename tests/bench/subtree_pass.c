/*
 * The pass that adds the units up the tree, beside reading a matrix of the same cells (unit by unit, 64 bits for every
 * half-year and data element) once and adding them all together: the time that memory alone takes. Links the internals.
 * usage: bench_subtree_pass FOLDER
 */
#include "bench.h"

#include "reports/store.h"
#include "rollup/sums.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS (WORKLOAD_PERIODS * WORKLOAD_ELEMENTS)
#define MOST_THREADS 16

/* The units of one thread. */
struct range {
    const int64_t *matrix;
    int32_t first;
    int32_t end;
    uint64_t total;
};

struct run {
    const struct bench *bench;
    int32_t threads;
    int64_t *matrix; /* unit by unit */
    uint64_t total;
    struct sources sources;
    struct tree tree;
    struct sums *sums;
};

static void *read_range(void *context) {
    struct range *range = context;
    const int64_t *cell = range->matrix + (size_t)range->first * COLUMNS;
    const int64_t *end = range->matrix + (size_t)range->end * COLUMNS;
    uint64_t totals[4] = {0, 0, 0, 0};
    for (; cell < end; cell += 4) {
        totals[0] += (uint64_t)cell[0];
        totals[1] += (uint64_t)cell[1];
        totals[2] += (uint64_t)cell[2];
        totals[3] += (uint64_t)cell[3];
    }
    range->total = totals[0] + totals[1] + totals[2] + totals[3];
    return NULL;
}

static void read_matrix(void *context) {
    struct run *run = context;
    struct range ranges[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    int32_t units = run->bench->workload.unit_count;
    for (int32_t i = 0; i < run->threads; i++) {
        int32_t first = (int32_t)((int64_t)units * i / run->threads);
        ranges[i] = (struct range){run->matrix, first, (int32_t)((int64_t)units * (i + 1) / run->threads), 0};
        if (i > 0 && pthread_create(&threads[i], NULL, read_range, &ranges[i]) != 0) {
            exit(1);
        }
    }
    read_range(&ranges[0]);
    run->total = ranges[0].total;
    for (int32_t i = 1; i < run->threads; i++) {
        pthread_join(threads[i], NULL);
        run->total += ranges[i].total;
    }
}

static void sum_indicators(struct run *run, const struct moment *moment) {
    int32_t failed_at;
    for (int32_t i = 0; i < run->sources.plan->indicator_count; i++) {
        struct frame frame;
        bench_check(run->bench, childplan__frame_begin(&run->sources, moment, i, &frame));
        bench_check(run->bench, childplan__sum_tree(&frame, &run->tree, run->sums, &failed_at));
        childplan__frame_end(&frame);
    }
}

/* The pass as the library has it: for every half-year and indicator, what each unit brings and then the sums. It has no
   threads; one that has them takes run->threads. */
static void add_up(void *context) {
    struct run *run = context;
    for (int32_t period = 0; period < WORKLOAD_PERIODS; period++) {
        struct moment moment;
        bench_check(run->bench, childplan__moment_begin(&run->sources, bench_period(period), run->tree.day, &moment));
        sum_indicators(run, &moment);
        childplan__moment_end(&run->sources, &moment);
    }
}

static void begin(struct run *run, const struct bench *bench, const childplan_plan *plan,
                  const childplan_reports *reports) {
    size_t units = (size_t)bench->workload.unit_count;
    *run = (struct run){.bench = bench};
    run->sources = (struct sources){
        .plan = plan, .reports = reports, .allocator = &plan->allocator, .known_by = CHILDPLAN_NO_DATE};
    bench_check(bench, childplan__life_begin(plan, &plan->allocator, &run->sources.life));
    bench_check(bench, childplan__tree_begin(plan, &plan->allocator, plan->horizon.last, &run->tree));
    run->sums = bench_allocate(units, sizeof *run->sums);
    run->matrix = bench_allocate(units * COLUMNS, sizeof *run->matrix);
    for (size_t i = 0; i < units * COLUMNS; i++) {
        run->matrix[i] = (int64_t)(workload_hash(4, i) % 1000);
    }
}

static void end(struct run *run) {
    free(run->matrix);
    free(run->sums);
    childplan__tree_end(&run->tree);
    childplan__life_end(&run->sources.life);
}

int main(int argc, char **argv) {
    struct bench bench;
    struct bench_facts facts;
    struct run run;
    bench_begin(&bench, argc, argv);
    childplan_plan *plan = bench_plan(&bench);
    bench_facts_begin(&bench, &facts);
    childplan_reports *reports = bench_import(&bench, plan, &facts);
    bench_facts_end(&facts);
    begin(&run, &bench, plan, reports);
    for (run.threads = 1; run.threads <= 2; run.threads++) {
        char name[64];
        snprintf(name, sizeof name, "reading the matrix, threads: %d", (int)run.threads);
        struct step pass = {.name = "the subtree pass (one thread)", .run = add_up, .context = &run};
        struct step matrix = {.name = name, .run = read_matrix, .context = &run};
        measure_pair(&pass, &matrix, bench.rounds);
    }
    printf("(all cells together: %llu)\n", (unsigned long long)run.total);
    end(&run);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    bench_end(&bench);
    return 0;
}
