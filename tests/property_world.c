/* A random plan loaded with its reports, and a question about it. */
#include "property_world.h"

#include <stdlib.h>
#include <string.h>

void fail_in(const struct world *world, const char *what) {
    fail_msg("seed %llu: %s", (unsigned long long)world->seed, what);
}

void hold(const struct world *world, int holds, const char *what) {
    if (!holds) {
        fail_in(world, what);
    }
}

void hold_in_row(const struct world *world, const childplan_rollup *rollup, size_t row, int holds, const char *what) {
    if (holds) {
        return;
    }
    struct buffer line = {0};
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_AS_OF + 1; column++) {
        char cell[128];
        childplan_rollup_text(rollup, row, column, cell, sizeof cell);
        buffer_print(&line, "%s,", cell);
    }
    print_error("%s\n", line.bytes);
    buffer_free(&line);
    fail_in(world, what);
}

void ok(const struct world *world, childplan_status status) {
    hold(world, status == CHILDPLAN_OK, childplan_status_string(status));
}

/* Fails with what was said where a call was refused. */
void accepted(const struct world *world, childplan_status status, const childplan_diagnostics *said) {
    if (status != CHILDPLAN_OK) {
        struct buffer lines = {0};
        buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
        print_error("%s", lines.bytes);
        buffer_free(&lines);
        ok(world, status);
    }
}

childplan_plan *load(const struct world *world, const struct buffer *yaml, const childplan_plan_options *options) {
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    ok(world, childplan_diagnostics_new(&said));
    accepted(world, childplan_plan_load_memory("plan", yaml->bytes, yaml->size, options, &plan, said), said);
    childplan_diagnostics_free(said);
    return plan;
}

struct made_rows rows;

static void free_rows(void) {
    for (size_t i = 0; i < rows.count; i++) {
        buffer_free(&rows.lines[i]);
    }
    rows.count = 0;
}

static void write_rows(struct world *world) {
    free_rows();
    for (rows.count = 0; rows.count < world->made.fact_count; rows.count++) {
        write_fact(&rows.lines[rows.count], &world->made, &world->made.facts[rows.count]);
    }
}

void shuffled(struct world *world, struct buffer *csv) {
    for (size_t i = rows.count; i > 1; i--) {
        size_t other = (size_t)chance(&world->made, (int)i);
        struct buffer kept = rows.lines[i - 1];
        rows.lines[i - 1] = rows.lines[other];
        rows.lines[other] = kept;
    }
    csv->size = 0;
    buffer_add_string(csv, "unit,period,element,value,submitted\n");
    for (size_t i = 0; i < rows.count; i++) {
        buffer_add(csv, rows.lines[i].bytes, rows.lines[i].size);
    }
}

struct taken take(const struct world *world, const childplan_plan *plan, const struct buffer *csv, int lenient) {
    struct taken taken = {NULL, 0, 0};
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    ok(world, childplan_diagnostics_new(&said));
    ok(world, childplan_reports_new(plan, &taken.reports));
    ok(world, childplan_import_new(taken.reports, &import));
    ok(world, childplan_import_set_lenient(import, lenient));
    accepted(world, childplan_import_read_memory(import, "reports", csv->bytes, csv->size, said), said);
    accepted(world, childplan_import_commit(import, &taken.accepted, &taken.refused, said), said);
    childplan_import_free(import);
    childplan_diagnostics_free(said);
    return taken;
}

static void ask_period(struct world *world, int64_t period) {
    for (int i = 0; i < world->period_count; i++) {
        if (world->periods[i] == period) {
            return;
        }
    }
    world->periods[world->period_count++] = period;
}

static void ask(struct world *world) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    ok(world, childplan_period_parse("plan", 4, &period));
    ask_period(world, period);
    ok(world, childplan_period_parse("2021..2022", 10, &period));
    ask_period(world, period);
    ask_period(world, childplan_period_of(CHILDPLAN_YEAR, 2022 + chance(&world->made, 2), 1));
    ask_period(world, childplan_period_of(CHILDPLAN_HALF, 2021 + chance(&world->made, 3), 1 + chance(&world->made, 2)));
    ask_period(world, childplan_period_of(CHILDPLAN_HALF, 2021 + chance(&world->made, 3), 1 + chance(&world->made, 2)));
    ask_period(world,
               childplan_period_of(CHILDPLAN_QUARTER, 2021 + chance(&world->made, 3), 1 + chance(&world->made, 4)));
    ask_period(world,
               childplan_period_of(CHILDPLAN_MONTH, 2021 + chance(&world->made, 3), 1 + chance(&world->made, 12)));
    world->until = CHILDPLAN_NO_DATE;
    world->known_by = CHILDPLAN_NO_DATE;
    if (percent(&world->made, 40)) {
        ok(world, childplan_date_parse("2021-09-01", 10, &world->until));
        world->until += chance(&world->made, 900);
        world->made.has[FEATURE_CUT_OFF] = 1;
    }
    if (percent(&world->made, 25)) {
        ok(world, childplan_date_parse("2021-12-01", 10, &world->known_by));
        world->known_by += chance(&world->made, 700);
        world->made.has[FEATURE_KNOWN_BY] = 1;
    }
}

void begin(struct world *world, uint64_t seed) {
    struct buffer csv = {0};
    memset(world, 0, sizeof *world);
    world->seed = seed;
    make_plan(&world->made, seed);
    world->plan = load(world, &world->made.yaml, NULL);
    make_facts(&world->made, world->plan);
    write_rows(world);
    shuffled(world, &csv);
    world->reports = take(world, world->plan, &csv, 0).reports;
    ask(world);
    buffer_free(&csv);
}

void end(struct world *world) {
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
    free_plan(&world->made);
}

childplan_rollup *roll_up(const struct world *world, const childplan_reports *reports, int32_t structure) {
    childplan_rollup *rollup = NULL;
    childplan_rollup_options *options = NULL;
    childplan_diagnostics *said = NULL;
    ok(world, childplan_diagnostics_new(&said));
    ok(world, childplan_rollup_options_new(&options));
    for (int i = 0; i < world->period_count; i++) {
        ok(world, childplan_rollup_options_add_period(options, world->periods[i]));
    }
    ok(world, childplan_rollup_options_set_until(options, world->until));
    ok(world, childplan_rollup_options_set_known_by(options, world->known_by));
    ok(world, childplan_rollup_options_set_structure(options, structure));
    accepted(world, childplan_rollup_compute(reports, options, &rollup, said), said);
    childplan_rollup_options_free(options);
    childplan_diagnostics_free(said);
    return rollup;
}

int has(const childplan_rollup *rollup, size_t row, int32_t column) {
    return childplan_rollup_text(rollup, row, column, NULL, 0) > 0;
}

long long number(const childplan_rollup *rollup, size_t row, int32_t column) {
    char text[128];
    childplan_rollup_text(rollup, row, column, text, sizeof text);
    char *point = strchr(text, '.');
    long long millionths = 0;
    if (point) {
        *point = '\0';
        char digits[8] = "000000";
        size_t length = strlen(point + 1);
        memcpy(digits, point + 1, length < 6 ? length : 6);
        millionths = strtoll(digits, NULL, 10);
    }
    long long fraction = (millionths + 50) / 100;
    long long whole = strtoll(text, NULL, 10) * 10000;
    return text[0] == '-' ? whole - fraction : whole + fraction;
}

int64_t count_of(const struct world *world, const childplan_rollup *rollup, size_t row, int32_t column) {
    int64_t count = 0;
    ok(world, childplan_rollup_get(rollup, row, column, &count));
    return count;
}
