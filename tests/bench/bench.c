#include "bench.h"

#include <stdlib.h>
#include <string.h>

void *bench_allocate(size_t count, size_t size) {
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return memory;
}

static double setting(const char *name, double otherwise) {
    const char *text = getenv(name);
    return text == NULL || *text == '\0' ? otherwise : strtod(text, NULL);
}

void bench_begin(struct bench *bench, int argc, char **argv) {
    const char *folder = getenv("CHILDPLAN_BENCH_FOLDER");
    const char *parent = folder != NULL && *folder != '\0' ? folder : argc > 1 ? argv[1] : NULL;
    double scale = setting("CHILDPLAN_BENCH_SCALE", 0.02);
    *bench = (struct bench){.rounds = (int)setting("CHILDPLAN_BENCH_ROUNDS", 5),
                            .threads = (int32_t)setting("CHILDPLAN_BENCH_THREADS", 1)};
    if (parent == NULL || bench->rounds < 1 || bench->rounds > MOST_ROUNDS || scale < 0.01 || scale > 16) {
        fprintf(stderr, "usage: %s FOLDER [nation|province]; see tests/bench/README.md\n", argv[0]);
        exit(2);
    }
    int is_province = argc > 2 && strcmp(argv[2], "province") == 0;
    workload_begin(&bench->workload, is_province ? WORKLOAD_PROVINCE : WORKLOAD_NATION, is_province ? 1 : scale);
    workload_folder(&bench->workload, parent, bench->folder);
    bench_check(bench, childplan_diagnostics_new(&bench->diagnostics));
    printf("%s at scale %g: %d units\n", is_province ? "province" : "nation", bench->workload.scale,
           (int)bench->workload.unit_count);
}

void bench_end(struct bench *bench) {
    childplan_diagnostics_free(bench->diagnostics);
    workload_end(&bench->workload);
}

void bench_file(const struct bench *bench, const char *name, char path[1200]) {
    workload_write(&bench->workload, bench->folder, name);
    snprintf(path, 1200, "%s/%s", bench->folder, name);
}

char *bench_text(const struct bench *bench, const char *name, size_t *ret_size) {
    char path[1200];
    bench_file(bench, name, path);
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    size_t size = (size_t)ftell(file);
    char *text = bench_allocate(size + 1, 1);
    rewind(file);
    if (fread(text, 1, size, file) != size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    *ret_size = size;
    return text;
}

void bench_check(const struct bench *bench, childplan_status status) {
    char line[1024];
    if (status == CHILDPLAN_OK) {
        return;
    }
    fprintf(stderr, "%s\n", childplan_status_string(status));
    for (size_t i = 0; bench->diagnostics != NULL && i < childplan_diagnostics_count(bench->diagnostics); i++) {
        childplan_diagnostics_format(bench->diagnostics, i, CHILDPLAN_ENGLISH, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    exit(1);
}

childplan_plan *bench_plan(const struct bench *bench) {
    char path[1200];
    childplan_plan *plan = NULL;
    childplan_plan_options *options = NULL;
    bench_file(bench, UNITS_FILE, path);
    bench_file(bench, PLAN_FILE, path);
    bench_check(bench, childplan_plan_options_new(&options));
    bench_check(bench, childplan_plan_options_set_size_limit(options, INT64_C(1) << 30));
    bench_check(bench, childplan_plan_load_file(path, options, &plan, bench->diagnostics));
    childplan_plan_options_free(options);
    return plan;
}

int64_t bench_period(int32_t period) {
    return childplan_period_of(CHILDPLAN_HALF, WORKLOAD_FIRST_YEAR + period / 2, period % 2 + 1);
}

childplan_rollup_options *bench_options(const struct bench *bench, int every_unit) {
    childplan_rollup_options *options = NULL;
    bench_check(bench, childplan_rollup_options_new(&options));
    for (int32_t i = 0; i < WORKLOAD_PERIODS; i++) {
        bench_check(bench, childplan_rollup_options_add_period(options, bench_period(i)));
    }
    for (int32_t i = 0; i < WORKLOAD_PERIODS / 2; i++) {
        int64_t year = childplan_period_of(CHILDPLAN_YEAR, WORKLOAD_FIRST_YEAR + i, 1);
        bench_check(bench, childplan_rollup_options_add_period(options, year));
    }
    int64_t whole = CHILDPLAN_NO_PERIOD;
    bench_check(bench, childplan_period_parse("plan", 4, &whole));
    bench_check(bench, childplan_rollup_options_add_period(options, whole));
    /* The lowest level is the one of the unions. */
    int32_t levels = bench->workload.kind == WORKLOAD_NATION ? 3 : 2;
    for (int32_t level = 0; level < levels && !every_unit; level++) {
        bench_check(bench, childplan_rollup_options_add_level(options, level));
    }
    bench_check(bench, childplan_rollup_options_set_threads(options, bench->threads));
    bench_check(bench, childplan_rollup_options_set_digest(options, 0));
    return options;
}

childplan_rollup *bench_rollup(const struct bench *bench, const childplan_reports *reports, int every_unit) {
    childplan_rollup *rollup = NULL;
    childplan_rollup_options *options = bench_options(bench, every_unit);
    bench_check(bench, childplan_rollup_compute(reports, options, &rollup, bench->diagnostics));
    childplan_rollup_options_free(options);
    return rollup;
}

static void add_report(struct bench_facts *facts, const struct workload_report *report) {
    for (int32_t i = 0; i < WORKLOAD_ELEMENTS; i++) {
        if (report->present >> i & 1) {
            facts->units[facts->count] = report->unit;
            facts->periods[facts->count] = bench_period(report->period);
            facts->elements[facts->count] = i;
            facts->values[facts->count] = report->values[i];
            facts->count++;
        }
    }
}

void bench_facts_begin(const struct bench *bench, struct bench_facts *facts) {
    size_t count = workload_fact_count(&bench->workload);
    facts->count = 0;
    facts->units = bench_allocate(count, sizeof *facts->units);
    facts->periods = bench_allocate(count, sizeof *facts->periods);
    facts->elements = bench_allocate(count, sizeof *facts->elements);
    facts->values = bench_allocate(count, sizeof *facts->values);
    for (int32_t period = 0; period < WORKLOAD_PERIODS; period++) {
        for (int32_t turn = 0; turn < bench->workload.unit_count; turn++) {
            struct workload_report report;
            workload_report(&bench->workload, period, turn, &report);
            add_report(facts, &report);
        }
    }
}

void bench_facts_end(struct bench_facts *facts) {
    free(facts->units);
    free(facts->periods);
    free(facts->elements);
    free(facts->values);
}

childplan_reports *bench_import(const struct bench *bench, const childplan_plan *plan,
                                const struct bench_facts *facts) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    bench_check(bench, childplan_reports_new(plan, &reports));
    bench_check(bench, childplan_reports_set_origins(reports, 0));
    bench_check(bench, childplan_import_new(reports, &import));
    bench_check(bench, childplan_import_add_values(import, facts->count, facts->units, facts->periods, facts->elements,
                                                   facts->values, NULL, bench->diagnostics));
    bench_check(bench, childplan_import_commit(import, NULL, NULL, bench->diagnostics));
    childplan_import_free(import);
    return reports;
}
