/* Figures that do not fit, on every way to a row: which of the calls refuse them, and that they say so. */
#include "support.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                                                           \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: p, title: P, horizon: {from: 2021, to: 2030}}\n"                                                       \
    "calendar: {frequency: month}\n"                                                                                   \
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"                                                           \
    "units:\n"                                                                                                         \
    "  - {id: root, name: Root, level: top}\n"                                                                         \
    "  - {id: a, name: A, level: low, parent: root}\n"                                                                 \
    "  - {id: b, name: B, level: low, parent: root}\n"                                                                 \
    "  - {id: c, name: C, level: low, parent: root}\n"
#define CELLS "unit,period,element,value\n"
#define LARGE "9000000000000000000"

struct large {
    const char *name;
    const char *plan; /* the last indicator is asked of */
    const char *reports;
    const char *year;
    const char *refused; /* by these calls */
};

#define EVERY_CALL "rows partial refresh panel breaks explanation"

static const struct large larges[] = {
    {"fits",
     HEAD
     "elements: [{id: x, name: X, levels: [low], over_time: last}]\nindicators: [{id: i, name: I, numerator: x}]\n",
     CELLS "a,2021-01,x," LARGE "\na,2022-01,x," LARGE "\n", "2022", ""},
    {"a sum over units",
     HEAD "elements: [{id: x, name: X, levels: [low], over_time: last, frequency: year}]\n"
          "indicators: [{id: i, name: I, numerator: x}]\n",
     CELLS "a,2021,x," LARGE "\nb,2021,x," LARGE "\na,2022,x," LARGE "\nb,2022,x," LARGE "\n", "2022",
     "rows partial refresh panel explanation"},
    {"a mean over units, in millionths",
     HEAD "elements: [{id: x, name: X, levels: [low], over_time: last, over_units: mean, frequency: year}]\n"
          "indicators: [{id: i, name: I, numerator: x}]\n",
     CELLS "a,2021,x," LARGE "\na,2022,x," LARGE "\n", "2022", "rows partial refresh panel explanation"},
    {"units counted by a mean",
     HEAD "elements: [{id: x, name: X, levels: [low], over_time: last, over_units: mean, frequency: year}]\n"
          "indicators:\n"
          "  - {id: mean, name: I, numerator: x, targets: [{by: 2022, at_least: 1}]}\n"
          "  - {id: i, name: I, units_meeting: {indicator: mean, level: low}}\n",
     CELLS "a,2021,x," LARGE "\na,2022,x," LARGE "\n", "2022", EVERY_CALL},
    {"two terms of a unit",
     HEAD "elements:\n"
          "  - {id: x, name: X, levels: [low], over_time: last, frequency: year}\n"
          "  - {id: y, name: Y, levels: [low], over_time: last, frequency: year}\n"
          "indicators: [{id: i, name: I, numerator: [x, y]}]\n",
     CELLS "a,2021,x," LARGE "\na,2021,y," LARGE "\na,2022,x," LARGE "\na,2022,y," LARGE "\n", "2022", EVERY_CALL},
    {"terms of a count of units",
     HEAD "elements:\n"
          "  - {id: x, name: X, levels: [low], over_time: last, frequency: year}\n"
          "  - {id: y, name: Y, levels: [low], over_time: last, frequency: year}\n"
          "indicators:\n"
          "  - {id: sum, name: I, numerator: [x, y], targets: [{by: 2022, at_least: 1}]}\n"
          "  - {id: i, name: I, units_meeting: {indicator: sum, level: low}}\n",
     CELLS "a,2021,x," LARGE "\na,2021,y," LARGE "\na,2022,x," LARGE "\na,2022,y," LARGE "\n", "2022", EVERY_CALL},
    {"a term in the decimals of another",
     HEAD "elements:\n"
          "  - {id: x, name: X, levels: [low], over_time: last, frequency: year}\n"
          "  - {id: y, name: Y, type: decimal, decimals: 6, levels: [low], over_time: last, frequency: year}\n"
          "indicators: [{id: i, name: I, numerator: [x, y]}]\n",
     CELLS "a,2021,x," LARGE "\na,2021,y,1\na,2022,x," LARGE "\na,2022,y,1\n", "2022", EVERY_CALL},
    {"a rate",
     HEAD "rates: [{id: r, name: R, values: [{from: 2021-01-01, value: 1000}]}]\n"
          "elements: [{id: x, name: X, levels: [low], over_time: last, frequency: year}]\n"
          "indicators: [{id: i, name: I, numerator: [{element: x, rate: r}]}]\n",
     CELLS "a,2021,x," LARGE "\na,2022,x," LARGE "\n", "2022", EVERY_CALL},
    {"the months of a year",
     HEAD "elements: [{id: x, name: X, levels: [low], over_time: sum}]\n"
          "indicators: [{id: i, name: I, numerator: x}]\n",
     CELLS "a,2021-01,x," LARGE "\na,2021-02,x," LARGE "\na,2022-01,x," LARGE "\na,2022-02,x," LARGE "\n", "2022",
     EVERY_CALL},
    {"the mean of a month in millionths",
     HEAD "elements: [{id: x, name: X, type: decimal, decimals: 6, levels: [low], over_time: mean}]\n"
          "indicators: [{id: i, name: I, numerator: x}]\n",
     CELLS "a,2021-01,x,9000000000000\na,2022-01,x,9000000000000\na,2022-02,x,9000000000000\n", "2022", EVERY_CALL},
    {"what a year came to since its last report",
     HEAD "elements: [{id: x, name: X, levels: [low], over_time: sum, given: year_to_date, min: -" LARGE "}]\n"
          "indicators: [{id: i, name: I, numerator: x}]\n",
     CELLS "a,2022-01,x,-" LARGE "\na,2022-02,x," LARGE "\n", "2022-02", EVERY_CALL},
    {"the sizes of units that are missing",
     HEAD "elements:\n"
          "  - {id: d, name: D, levels: [low], over_time: last}\n"
          "  - {id: n, name: N, levels: [low], over_time: last, part_of: d}\n"
          "indicators: [{id: i, name: I, numerator: n, denominator: d}]\n",
     CELLS "a,2021-01,d," LARGE "\na,2021-01,n,1\nb,2021-02,d," LARGE
           "\nb,2021-02,n,1\nc,2030-12,d,10\nc,2030-12,n,1\n",
     "2030", "rows partial refresh panel explanation"},
    {"the size of a unit that is missing, in decimals",
     HEAD "elements:\n"
          "  - {id: d, name: D, levels: [low], over_time: last}\n"
          "  - {id: n, name: N, type: decimal, decimals: 6, levels: [low], over_time: last, part_of: d}\n"
          "indicators: [{id: i, name: I, numerator: n, denominator: d}]\n",
     CELLS "a,2021-01,d," LARGE "\na,2021-01,n,1\nc,2030-12,d,10\nc,2030-12,n,1\n", "2030", EVERY_CALL},
    {"the size of a unit's part",
     HEAD "elements:\n"
          "  - {id: d, name: D, type: decimal, decimals: 6, levels: [low], over_time: last}\n"
          "  - {id: n, name: N, levels: [low], over_time: last, part_of: d}\n"
          "indicators: [{id: i, name: I, numerator: n, denominator: d}]\n",
     CELLS "a,2021-01,d,1\na,2030-12,n," LARGE "\nc,2030-12,d,10\nc,2030-12,n,1\n", "2030", EVERY_CALL},
    {"a gap",
     HEAD "elements:\n"
          "  - {id: d, name: D, levels: [low], over_time: last, frequency: year}\n"
          "  - {id: n, name: N, levels: [low], over_time: last, frequency: year}\n"
          "indicators: [{id: i, name: I, numerator: n, denominator: d, targets: [{by: 2030, at_least: 900%}]}]\n",
     CELLS "a,2021,d," LARGE "\na,2021,n,1\na,2022,d," LARGE "\na,2022,n,1\n", "2022",
     "rows partial refresh explanation"},
    {"a bar from the year before",
     HEAD "elements:\n"
          "  - {id: d, name: D, type: decimal, decimals: 6, levels: [low], over_time: last, frequency: year}\n"
          "  - {id: n, name: N, levels: [low], over_time: last, frequency: year}\n"
          "indicators: [{id: i, name: I, numerator: n, denominator: d, per: 1000000000, "
          "targets: [{every: year, increase: relative, at_least: 900000000.333331%}]}]\n",
     CELLS "a,2021,d,9223372036854.775783\na,2021,n,4611686018427387847\n"
           "a,2022,d,9223372036854.775643\na,2022,n,4611686018427387847\n",
     "2022", "rows partial refresh explanation"},
};

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_diagnostics *said;
    int64_t period;
    int64_t before;
    int32_t indicator;
    const char *name;
};

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static void take(struct world *world, const char *csv) {
    childplan_import *import = NULL;
    ok(childplan_import_new(world->reports, &import));
    ok(childplan_import_read_memory(import, "r", csv, strlen(csv), world->said));
    ok(childplan_import_commit(import, NULL, NULL, world->said));
    childplan_import_free(import);
}

/* Adds the call's name where it refused; it must have said why. */
static void note(struct world *world, struct buffer *refused, const char *call, childplan_status status) {
    size_t count = childplan_diagnostics_count(world->said);
    if (status == CHILDPLAN_ERROR_OVERFLOW) {
        buffer_print(refused, "%s%s", refused->size > 0 ? " " : "", call);
        assert_true(count > 0);
        assert_int_equal(childplan_diagnostics_code(world->said, count - 1), CHILDPLAN_DIAGNOSTIC_FIGURE_TOO_LARGE);
    } else {
        ok(status);
    }
    childplan_diagnostics_clear(world->said);
}

static childplan_rollup_options *asked(const struct world *world) {
    childplan_rollup_options *options = NULL;
    ok(childplan_rollup_options_new(&options));
    ok(childplan_rollup_options_add_period(options, world->period));
    return options;
}

static void compute(struct world *world, struct buffer *refused) {
    childplan_rollup *rollup = NULL;
    childplan_partial *partial = NULL;
    childplan_rollup_options *options = asked(world);
    const int32_t units[] = {0, 1, 2, 3};
    int32_t first = 0;
    int32_t last = 0;
    ok(childplan_plan_period_days(world->plan, world->period, &first, &last));
    ok(childplan_rollup_options_set_until(options, last));
    note(world, refused, "rows", childplan_rollup_compute(world->reports, options, &rollup, world->said));
    childplan_rollup_free(rollup);
    rollup = NULL;
    childplan_status status = childplan_partial_compute(world->reports, options, units, 4, &partial, world->said);
    if (status == CHILDPLAN_OK) {
        status = childplan_partial_rows(partial, &rollup, world->said);
    }
    note(world, refused, "partial", status);
    childplan_rollup_free(rollup);
    childplan_partial_free(partial);
    childplan_rollup_options_free(options);
}

/* Rows that stood before the reports came. */
static void refresh(struct world *world, const char *csv, struct buffer *refused) {
    childplan_reports *reports = world->reports;
    childplan_rollup *rollup = NULL;
    childplan_rollup_options *options = asked(world);
    ok(childplan_rollup_options_set_live(options, 1));
    ok(childplan_reports_new(world->plan, &world->reports));
    ok(childplan_rollup_compute(world->reports, options, &rollup, NULL));
    take(world, csv);
    note(world, refused, "refresh", childplan_rollup_refresh(rollup, world->reports, world->said));
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    childplan_reports_free(world->reports);
    world->reports = reports;
}

static void ask_panel(struct world *world, struct buffer *refused) {
    childplan_panel *panel = NULL;
    const int64_t periods[] = {world->before, world->period};
    uint8_t breaks[2];
    note(world, refused, "panel",
         childplan_panel_make(world->reports, NULL, 0, world->indicator, world->before, world->period, &panel,
                              world->said));
    childplan_panel_free(panel);
    note(world, refused, "breaks",
         childplan_breaks_find(world->reports, NULL, 0, world->indicator, periods, 2, breaks, world->said));
}

static void ask_why(struct world *world, struct buffer *refused) {
    childplan_explanation *explanation = NULL;
    childplan_rollup_options *options = asked(world);
    note(world, refused, "explanation",
         childplan_explanation_make(world->reports, options, 0, world->period, world->indicator, &explanation,
                                    world->said));
    childplan_explanation_free(explanation);
    childplan_rollup_options_free(options);
}

static void is_refused_by(void **state) {
    const struct large *large = *state;
    struct world world = {.name = large->name};
    struct buffer refused = {0};
    buffer_add_string(&refused, "");
    ok(childplan_diagnostics_new(&world.said));
    childplan_status status =
        childplan_plan_load_memory("p", large->plan, strlen(large->plan), NULL, &world.plan, world.said);
    if (status != CHILDPLAN_OK) {
        struct buffer text = {0};
        buffer_add_diagnostics(&text, world.said, CHILDPLAN_ENGLISH);
        fail_msg("%s", text.bytes);
    }
    ok(childplan_reports_new(world.plan, &world.reports));
    ok(childplan_period_parse(large->year, strlen(large->year), &world.period));
    ok(childplan_period_parse(strlen(large->year) == 4 ? "2021" : "2021-02", strlen(large->year), &world.before));
    world.indicator = (int32_t)childplan_plan_indicator_count(world.plan) - 1;
    take(&world, large->reports);
    childplan_diagnostics_clear(world.said);
    compute(&world, &refused);
    refresh(&world, large->reports, &refused);
    ask_panel(&world, &refused);
    ask_why(&world, &refused);
    assert_same_lines(large->name, large->refused, refused.bytes);
    buffer_free(&refused);
    childplan_reports_free(world.reports);
    childplan_plan_free(world.plan);
    childplan_diagnostics_free(world.said);
}

int main(void) {
    struct CMUnitTest tests[sizeof larges / sizeof larges[0]];
    struct large copies[sizeof larges / sizeof larges[0]];
    for (size_t i = 0; i < sizeof larges / sizeof larges[0]; i++) {
        copies[i] = larges[i];
        tests[i] = (struct CMUnitTest){larges[i].name, is_refused_by, NULL, NULL, &copies[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
