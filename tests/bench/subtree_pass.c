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
#define WORKLOAD_INDICATORS 10
#define TALLIES (WORKLOAD_PERIODS * WORKLOAD_INDICATORS)
#define MOST_THREADS 16

/* The units of one thread. */
struct range {
    const int64_t *matrix;
    int32_t first;
    int32_t end;
    uint64_t total;
};

struct job {
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
    struct job *run = context;
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

/* The pass as the library has it: for all half-years and indicators, what each unit brings and then the sums. */
static void add_up(void *context) {
    struct job *run = context;
    static struct moment moments[WORKLOAD_PERIODS];
    static struct frame frames[TALLIES];
    struct tally tallies[TALLIES];
    int32_t too_large = 0;
    size_t slots = (size_t)run->tree.slot_count;
    run->sources.threads = run->threads;
    memset(run->sums, 0, TALLIES * slots * sizeof *run->sums);
    for (int32_t i = 0; i < TALLIES; i++) {
        struct moment *moment = &moments[i / WORKLOAD_INDICATORS];
        if (i % WORKLOAD_INDICATORS == 0) {
            bench_check(run->bench,
                        childplan__moment_begin(&run->sources, bench_period(i / WORKLOAD_INDICATORS), moment));
        }
        bench_check(run->bench, childplan__frame_begin(&run->sources, moment, i % WORKLOAD_INDICATORS, &frames[i]));
        tallies[i] = (struct tally){&frames[i], &run->tree, run->sums + (size_t)i * slots, &too_large};
    }
    bench_check(run->bench, childplan__sum_trees(tallies, TALLIES));
    for (int32_t i = 0; i < TALLIES; i++) {
        childplan__frame_end(&frames[i]);
    }
    for (int32_t i = 0; i < WORKLOAD_PERIODS; i++) {
        childplan__moment_end(&run->sources, &moments[i]);
    }
    bench_check(run->bench, too_large ? CHILDPLAN_ERROR_OVERFLOW : CHILDPLAN_OK);
}

/* The sums that are kept are those of units with others below. */
static int32_t ask_none(const void *context, const struct unit_version *version) {
    (void)context;
    (void)version;
    return 0;
}

static void begin(struct job *run, const struct bench *bench, const childplan_plan *plan,
                  const childplan_reports *reports) {
    size_t units = (size_t)bench->workload.unit_count;
    *run = (struct job){.bench = bench};
    run->sources = (struct sources){.plan = plan,
                                    .reports = reports,
                                    .allocator = &plan->allocator,
                                    .known_by = CHILDPLAN_NO_DATE,
                                    .until = plan->horizon.last};
    bench_check(bench, childplan__life_begin(plan, &plan->allocator, &run->sources.life));
    bench_check(bench, childplan__tree_begin(plan, &plan->allocator, plan->horizon.last, ask_none, NULL, &run->tree));
    if (plan->indicator_count != WORKLOAD_INDICATORS) {
        fprintf(stderr, "the workload has other indicators\n");
        exit(1);
    }
    run->sums = bench_allocate(TALLIES * (size_t)run->tree.slot_count, sizeof *run->sums);
    run->matrix = bench_allocate(units * COLUMNS, sizeof *run->matrix);
    for (size_t i = 0; i < units * COLUMNS; i++) {
        run->matrix[i] = (int64_t)(workload_hash(4, i) % 1000);
    }
}

static void end(struct job *run) {
    free(run->matrix);
    free(run->sums);
    childplan__tree_end(&run->tree);
    childplan__life_end(&run->sources.life);
}

int main(int argc, char **argv) {
    struct bench bench;
    struct bench_facts facts;
    struct job run;
    bench_begin(&bench, argc, argv);
    childplan_plan *plan = bench_plan(&bench);
    bench_facts_begin(&bench, &facts);
    childplan_reports *reports = bench_import(&bench, plan, &facts);
    bench_facts_end(&facts);
    begin(&run, &bench, plan, reports);
    for (run.threads = 1; run.threads <= 2; run.threads++) {
        char pass_name[64];
        char name[64];
        snprintf(pass_name, sizeof pass_name, "the subtree pass, threads: %d", (int)run.threads);
        snprintf(name, sizeof name, "reading the matrix, threads: %d", (int)run.threads);
        struct step pass = {.name = pass_name, .run = add_up, .context = &run};
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
