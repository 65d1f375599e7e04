/*
 * A plan with all its units in YAML, beside libyaml's own event loop on the same text; the same plan with its units in
 * CSV; and the YAML plan beside one of half the units, whose ratio says whether loading is linear.
 * usage: bench_yaml_plan FOLDER
 */
#include "bench.h"

#include <stdlib.h>
#include <yaml.h>

struct run {
    const struct bench *bench;
    childplan_plan_options *options;
    char *text;
    size_t size;
    size_t events;
};

static void load_yaml(void *context) {
    struct run *run = context;
    childplan_plan *plan = NULL;
    bench_check(run->bench, childplan_plan_load_memory(YAML_PLAN_FILE, run->text, run->size, run->options, &plan,
                                                       run->bench->diagnostics));
    childplan_plan_free(plan);
}

static void load_csv(void *context) {
    struct run *run = context;
    childplan_plan_free(bench_plan(run->bench));
}

static void parse_events(void *context) {
    struct run *run = context;
    yaml_parser_t parser;
    yaml_event_t event;
    int is_last = !yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)run->text, run->size);
    run->events = 0;
    while (!is_last) {
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "libyaml: %s\n", parser.problem);
            exit(1);
        }
        is_last = event.type == YAML_STREAM_END_EVENT;
        run->events++;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

static void begin(struct run *run, const struct bench *bench) {
    *run = (struct run){.bench = bench};
    run->text = bench_text(bench, YAML_PLAN_FILE, &run->size);
    bench_check(bench, childplan_plan_options_new(&run->options));
    bench_check(bench, childplan_plan_options_set_size_limit(run->options, INT64_C(1) << 30));
}

static void end(struct run *run) {
    childplan_plan_options_free(run->options);
    free(run->text);
}

/* The same bench with half the units. */
static void begin_half(struct bench *half, const struct bench *bench) {
    char parent[1024];
    *half = *bench;
    snprintf(parent, sizeof parent, "%.1000s/..", bench->folder);
    workload_begin(&half->workload, bench->workload.kind, bench->workload.scale / 2);
    workload_folder(&half->workload, parent, half->folder);
}

int main(int argc, char **argv) {
    struct bench bench;
    struct bench half_bench;
    struct run run;
    struct run half;
    bench_begin(&bench, argc, argv);
    begin_half(&half_bench, &bench);
    begin(&run, &bench);
    begin(&half, &half_bench);
    struct step whole = {.name = "the plan from YAML", .run = load_yaml, .context = &run};
    struct step bare = {.name = "libyaml's event loop on it", .run = parse_events, .context = &run};
    measure_pair(&whole, &bare, bench.rounds);
    printf("%zu bytes, %zu events\n\n", run.size, run.events);
    struct step again = {.name = "the plan from YAML", .run = load_yaml, .context = &run};
    struct step small = {.name = "one of half the units", .run = load_yaml, .context = &half};
    measure_pair(&again, &small, bench.rounds);
    printf("\n");
    struct step yaml = {.name = "the plan from YAML", .run = load_yaml, .context = &run};
    struct step csv = {.name = "the same with its units in CSV", .run = load_csv, .context = &run};
    measure_pair(&yaml, &csv, bench.rounds);
    end(&run);
    end(&half);
    workload_end(&half_bench.workload);
    bench_end(&bench);
    return 0;
}
