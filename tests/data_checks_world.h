/* A plan for the tests of checks of reports, its reports, and what is found in them. */
#ifndef CHILDPLAN_TESTS_DATA_CHECKS_WORLD_H
#define CHILDPLAN_TESTS_DATA_CHECKS_WORLD_H

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SAID 4000

static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: D, title: D, horizon: {from: 2021, to: 2025}}\n"
    "levels: [{id: province, name: P}, {id: district, name: D}, {id: union, name: U}]\n"
    "units:\n"
    "  - {id: top, name: Top, level: province}\n"
    "  - {id: east, name: East, level: district, parent: top, until: 2025-05-31}\n"
    "  - {id: west, name: West, level: district, parent: top}\n"
    "  - {id: north, name: North, level: district, parent: top}\n"
    "  - {id: a, name: A, level: union, parent: east, until: 2024-12-31}\n"
    "  - {id: a, name: A, level: union, parent: west, from: 2025-01-01}\n"
    "  - {id: b, name: B, level: union, parent: east, until: 2023-09-30, successor: c}\n"
    "  - {id: c, name: C, level: union, parent: west}\n"
    "elements:\n"
    "  - {id: flow, name: F, levels: [union], over_time: sum, plausible: {min: 5, max: 5000}}\n"
    "  - {id: stock, name: S, levels: [union], over_time: last}\n"
    "  - {id: balance, name: B, levels: [union], over_time: sum, min: -9223372036854775807, plausible: {max: 100}}\n"
    "  - {id: net, name: N, levels: [union], over_time: last, min: -1000}\n"
    "  - {id: hours, name: H, levels: [union], type: decimal, decimals: 2, over_time: mean, plausible: {min: 0.5}}\n"
    "  - {id: ytd, name: Y, levels: [union], over_time: sum, given: year_to_date, frequency: quarter}\n"
    "  - {id: held, name: H, levels: [district, union], type: flag, over_time: last}\n"
    "  - {id: all_flow, name: AF, check_of: flow}\n"
    "  - {id: all_stock, name: AS, check_of: stock}\n"
    "  - {id: all_ytd, name: AY, levels: [district], check_of: ytd, plausible: {max: 900}}\n"
    "  - {id: all_held, name: AH, levels: [province], check_of: held}\n"
    "  - {id: all_balance, name: AB, check_of: balance}\n"
    "  - {id: all_hours, name: AO, check_of: hours}\n"
    "indicators: [{id: i, name: I, numerator: flow}]\n";

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_data_check_options *options;
};

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static int32_t date(const char *iso) {
    int32_t day = 0;
    ok(childplan_date_parse(iso, strlen(iso), &day));
    return day;
}

static void begin(struct world *world) {
    ok(childplan_plan_load_memory("d.yaml", plan_text, sizeof plan_text - 1, NULL, &world->plan, NULL));
    ok(childplan_reports_new(world->plan, &world->reports));
    ok(childplan_data_check_options_new(&world->options));
}

static void end(struct world *world) {
    childplan_data_check_options_free(world->options);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

static void take(struct world *world, const char *rows) {
    struct buffer text = {0};
    struct buffer said = {0};
    childplan_import *import = NULL;
    childplan_diagnostics *diagnostics = NULL;
    buffer_add_string(&text, "unit,period,element,value,submitted\n");
    buffer_add_string(&text, rows);
    ok(childplan_diagnostics_new(&diagnostics));
    ok(childplan_import_new(world->reports, &import));
    childplan_status status = childplan_import_read_memory(import, "r.csv", text.bytes, text.size, diagnostics);
    childplan_status committed = childplan_import_commit(import, NULL, NULL, diagnostics);
    buffer_add(&said, "", 0);
    buffer_add_diagnostics(&said, diagnostics, CHILDPLAN_ENGLISH);
    assert_string_equal(said.bytes, "");
    ok(status);
    ok(committed);
    childplan_import_free(import);
    childplan_diagnostics_free(diagnostics);
    buffer_free(&text);
    buffer_free(&said);
}

/* A figure for each period from 2021 on, `-` for none, from the unit's first cycle. */
static void take_series(struct world *world, const char *unit, const char *element, const char *figures) {
    struct buffer rows = {0};
    int is_ytd = strcmp(element, "ytd") == 0 || strcmp(element, "all_ytd") == 0;
    char *copy = malloc(strlen(figures) + 1);
    int cycle = 0;
    assert_non_null(copy);
    strcpy(copy, figures);
    buffer_add(&rows, "", 0);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "), cycle++) {
        int a_year = is_ytd ? 4 : 2;
        if (strcmp(word, "-") != 0) {
            buffer_print(&rows, "%s,%d-%c%d,%s,%s,\n", unit, 2021 + cycle / a_year, is_ytd ? 'Q' : 'H',
                         cycle % a_year + 1, element, word);
        }
    }
    take(world, rows.bytes);
    free(copy);
    buffer_free(&rows);
}

/* What is found, as "CODE unit period figure; …". */
static const char *findings(const struct world *world, int32_t checks) {
    static char text[MOST_SAID];
    childplan_diagnostics *said = NULL;
    size_t size = 0;
    ok(childplan_diagnostics_new(&said));
    ok(childplan_data_check_options_set_checks(world->options, checks));
    ok(childplan_reports_check(world->reports, world->options, said));
    text[0] = '\0';
    for (size_t i = 0; i < childplan_diagnostics_count(said) && size < MOST_SAID - 200; i++) {
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%d", i > 0 ? "; " : "",
                                 (int)childplan_diagnostics_code(said, i));
        for (size_t k = 1; k < 4 && k < childplan_diagnostics_argument_count(said, i); k++) {
            size +=
                (size_t)snprintf(text + size, sizeof text - size, " %s", childplan_diagnostics_argument(said, i, k));
        }
    }
    childplan_diagnostics_free(said);
    return text;
}

/* One argument of the first finding. */
static void assert_argument(const struct world *world, size_t argument, const char *expected) {
    childplan_diagnostics *said = NULL;
    ok(childplan_diagnostics_new(&said));
    ok(childplan_reports_check(world->reports, world->options, said));
    assert_true(childplan_diagnostics_count(said) > 0);
    assert_string_equal(childplan_diagnostics_argument(said, 0, argument), expected);
    childplan_diagnostics_free(said);
}

#endif
