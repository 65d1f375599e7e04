/*
 * Populations: which units an indicator is narrowed to on a day, and that a row of it is what the same row of these
 * units alone would be. The figures themselves stand in cases/populations, what is refused in data/invalid.
 */
#include "support.h"

#include "plan/model.h"

#include <stdlib.h>
#include <string.h>

/* Each unit moves another way between the tags, or dies in between; `all` stands on every version. */
static const char text[] =
    "childplan: 1\n"
    "plan: {id: p, title: P, issuer: root, horizon: {from: 2024, to: 2025}}\n"
    "calendar: {frequency: quarter}\n"
    "levels: [{id: top, name: Top}, {id: mid, name: Mid}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top, tags: [all]}\n"
    "  - {id: stays, name: Stays, level: low, parent: root, tags: [all, near]}\n"
    "  - {id: moves, name: Moves, level: low, parent: root, until: 2025-06-30, tags: [all, near]}\n"
    "  - {id: moves, name: Moves, level: low, parent: root, from: 2025-07-01, tags: [all, far]}\n"
    "  - {id: returns, name: Returns, level: low, parent: root, until: 2025-02-10, tags: [far, all]}\n"
    "  - {id: returns, name: Returns, level: low, parent: root, from: 2025-02-11, until: 2025-09-15, tags: [near, "
    "all]}\n"
    "  - {id: returns, name: Returns, level: mid, parent: root, from: 2025-09-16, tags: [far, all]}\n"
    "  - {id: gap, name: Gap, level: low, parent: root, until: 2025-03-31, tags: [near, all]}\n"
    "  - {id: gap, name: Gap, level: low, parent: root, from: 2025-10-01, tags: [far, all]}\n"
    "  - {id: ends, name: Ends, level: low, parent: root, until: 2025-08-10, successor: stays, tags: [far, all]}\n"
    "elements:\n"
    "  - {id: flow, name: Flow, levels: [low], over_time: sum}\n"
    "  - {id: most, name: Most, levels: [low], over_time: max, window: year}\n"
    "  - {id: total, name: Since January, levels: [low], over_time: sum, given: year_to_date}\n"
    "  - {id: whole, name: Whole, levels: [low], over_time: last, carry: 1}\n"
    "  - {id: part, name: Part, levels: [low], over_time: last, part_of: whole}\n"
    "  - {id: has, name: Has, levels: [low], type: flag, frequency: half, over_time: last}\n"
    "indicators:\n"
    "  - {id: flow, name: F, numerator: flow}\n"
    "  - {id: flow_all, name: F, numerator: flow, units: {tag: all}}\n"
    "  - {id: flow_near, name: F, numerator: flow, units: {tag: near}}\n"
    "  - {id: flow_far, name: F, numerator: flow, units: {tag: far}}\n"
    "  - {id: total, name: T, numerator: total}\n"
    "  - {id: total_all, name: T, numerator: total, units: {tag: all}}\n"
    "  - {id: total_near, name: T, numerator: total, units: {tag: near}}\n"
    "  - {id: total_far, name: T, numerator: total, units: {tag: far}}\n"
    "  - {id: share, name: S, numerator: part, denominator: whole}\n"
    "  - {id: share_all, name: S, numerator: part, denominator: whole, units: {tag: all}}\n"
    "  - {id: share_near, name: S, numerator: part, denominator: whole, units: {tag: near}}\n"
    "  - {id: having, name: H, numerator: has, denominator: each_unit}\n"
    "  - {id: having_all, name: H, numerator: has, denominator: each_unit, units: {tag: all}}\n"
    "  - {id: mixed, name: M, numerator: [flow, total], denominator: [whole, most]}\n"
    "  - {id: mixed_all, name: M, numerator: [flow, total], denominator: [whole, most], units: {tag: all}}\n"
    "  - {id: chosen, name: C, numerator: flow, units: {ids: [gap, moves, root], tag: far, level: low}}\n"
    "  - {id: per, name: P, numerator: flow, denominator: whole, per: 1, window: year}\n"
    "  - {id: per_far, name: P, numerator: flow, denominator: whole, per: 1, window: year, units: {tag: far}}\n"
    "  - {id: high, name: L, numerator: flow, units: {level: mid}}\n";

/* Every quarter of 2025, also those in which a unit is not what it was. */
static const char told[] = "unit,period,flow,most,total,whole,part\n"
                           "stays,2025-Q1,1,3,1,10,2\n"
                           "stays,2025-Q2,2,2,3,11,2\n"
                           "stays,2025-Q3,4,1,7,12,3\n"
                           "stays,2025-Q4,8,1,15,13,4\n"
                           "moves,2025-Q1,16,5,16,20,5\n"
                           "moves,2025-Q2,32,6,48,21,6\n"
                           "moves,2025-Q3,64,7,112,22,7\n"
                           "moves,2025-Q4,128,8,240,23,8\n"
                           "returns,2025-Q1,256,9,256,30,9\n"
                           "returns,2025-Q2,512,9,768,31,10\n"
                           "gap,2025-Q1,1024,1,1024,40,11\n"
                           "gap,2025-Q4,2048,2,3072,41,12\n"
                           "ends,2025-Q1,4096,3,4096,50,13\n"
                           "ends,2025-Q2,8192,4,12288,51,14\n"
                           "ends,2025-Q3,16384,5,28672,52,15\n";

static const char told_of_halves[] = "unit,period,has\n"
                                     "stays,2025-H1,yes\n"
                                     "moves,2025-H1,no\n"
                                     "ends,2025-H1,yes\n"
                                     "stays,2025-H2,no\n";

static const char *const periods[] = {"2025",    "2025-H1", "2025-H2", "2025-Q1", "2025-Q2",
                                      "2025-Q3", "2025-Q4", "2025-02", "2025-08", "2025-11"};

#define PERIODS (sizeof periods / sizeof *periods)

static int32_t date(const char *iso) {
    int32_t day = 0;
    assert_int_equal(childplan_date_parse(iso, strlen(iso), &day), CHILDPLAN_OK);
    return day;
}

static int64_t period(const char *name) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &code), CHILDPLAN_OK);
    return code;
}

static childplan_plan *load(void) {
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("p.yaml", text, sizeof text - 1, NULL, &plan, NULL), CHILDPLAN_OK);
    return plan;
}

static void import_text(childplan_reports *reports, const char *csv) {
    childplan_import *import = NULL;
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "reports.csv", csv, strlen(csv), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
}

static childplan_rollup *compute(const childplan_reports *reports) {
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    for (size_t i = 0; i < PERIODS; i++) {
        assert_int_equal(childplan_rollup_options_add_period(options, period(periods[i])), CHILDPLAN_OK);
    }
    assert_int_equal(childplan_rollup_options_set_until(options, date("2025-12-31")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(reports, options, &rollup, NULL), CHILDPLAN_OK);
    childplan_rollup_options_free(options);
    return rollup;
}

struct told_plan {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup *rollup;
};

static int setup(void **state) {
    static struct told_plan fixture;
    fixture.plan = load();
    assert_int_equal(childplan_reports_new(fixture.plan, &fixture.reports), CHILDPLAN_OK);
    import_text(fixture.reports, told);
    import_text(fixture.reports, told_of_halves);
    fixture.rollup = compute(fixture.reports);
    *state = &fixture;
    return 0;
}

static int teardown(void **state) {
    struct told_plan *fixture = *state;
    childplan_rollup_free(fixture->rollup);
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    return 0;
}

/* The cell of a row; "no row" where there is none. */
static const char *cell(const struct told_plan *fixture, const char *unit, const char *when, const char *indicator,
                        int32_t column, char buffer[64]) {
    size_t row;
    if (childplan_rollup_find(fixture->rollup, childplan_plan_find_unit(fixture->plan, unit), period(when),
                              childplan_plan_find_indicator(fixture->plan, indicator), &row) != CHILDPLAN_OK) {
        return "no row";
    }
    assert_in_range(childplan_rollup_text(fixture->rollup, row, column, buffer, 64), 0, 63);
    return buffer;
}

static int64_t number(const struct told_plan *fixture, const char *unit, const char *when, const char *indicator,
                      int32_t column) {
    char buffer[64];
    return strtoll(cell(fixture, unit, when, indicator, column, buffer), NULL, 10);
}

static const struct {
    const char *indicator;
    const char *unit;
    const char *day;
    int32_t has;
} memberships[] = {
    {"flow_near", "moves", "2025-06-30", 1},  {"flow_near", "moves", "2025-07-01", 0},
    {"flow_far", "moves", "2025-06-30", 0},   {"flow_far", "moves", "2025-07-01", 1},
    {"flow_far", "returns", "2025-02-10", 1}, {"flow_far", "returns", "2025-02-11", 0},
    {"flow_far", "returns", "2025-09-16", 1}, {"flow_near", "gap", "2025-03-31", 1},
    {"flow_near", "gap", "2025-04-01", 0}, /* not alive */
    {"flow_far", "gap", "2025-10-01", 1},     {"flow_near", "root", "2025-01-01", 0},
    {"flow_all", "ends", "2025-08-10", 1},    {"flow_all", "ends", "2025-08-11", 0},
    {"flow", "ends", "2025-08-10", 1}, /* without `units:` whoever is alive */
    {"flow", "ends", "2025-08-11", 0},        {"flow", "root", "2025-08-11", 1},
    {"chosen", "moves", "2025-06-30", 0}, /* not far yet */
    {"chosen", "moves", "2025-07-01", 1},     {"chosen", "gap", "2025-10-01", 1},
    {"chosen", "root", "2025-07-01", 0},  /* another level */
    {"chosen", "stays", "2025-07-01", 0}, /* not named */
    {"chosen", "ends", "2025-07-01", 0},  /* far, but not named */
    {"high", "returns", "2025-09-15", 0},     {"high", "returns", "2025-09-16", 1},
};

static void test_has_unit(void **state) {
    const childplan_plan *plan = ((struct told_plan *)*state)->plan;
    for (size_t i = 0; i < sizeof memberships / sizeof *memberships; i++) {
        int32_t has = childplan_plan_indicator_has_unit(
            plan, childplan_plan_find_indicator(plan, memberships[i].indicator),
            childplan_plan_find_unit(plan, memberships[i].unit), date(memberships[i].day));
        if (has != memberships[i].has) {
            fail_msg("%s of %s on %s: %d", memberships[i].unit, memberships[i].indicator, memberships[i].day, has);
        }
    }
}

static void test_has_unit_misuse(void **state) {
    const childplan_plan *plan = ((struct told_plan *)*state)->plan;
    int32_t day = date("2025-01-01");
    assert_int_equal(childplan_plan_indicator_has_unit(plan, 0, 0, day), 1);
    assert_int_equal(childplan_plan_indicator_has_unit(NULL, 0, 0, day), 0);
    assert_int_equal(childplan_plan_indicator_has_unit(plan, -1, 0, day), 0);
    assert_int_equal(childplan_plan_indicator_has_unit(plan, plan->indicator_count, 0, day), 0);
    assert_int_equal(childplan_plan_indicator_has_unit(plan, 0, -1, day), 0);
    assert_int_equal(childplan_plan_indicator_has_unit(plan, 0, plan->unit_count, day), 0);
    assert_int_equal(childplan_plan_indicator_has_unit(plan, 0, 0, CHILDPLAN_NO_DATE), 0);
}

static void test_model(void **state) {
    const childplan_plan *plan = ((struct told_plan *)*state)->plan;
    const struct population *none = &plan->indicators[childplan_plan_find_indicator(plan, "flow")].population;
    assert_null(none->has_version);
    assert_int_equal(none->level, CHILDPLAN_NONE);
    assert_int_equal(none->tag, CHILDPLAN_NONE);
    assert_int_equal(none->unit_count, 0);
    const struct population *chosen = &plan->indicators[childplan_plan_find_indicator(plan, "chosen")].population;
    assert_int_equal(chosen->level, childplan_plan_find_level(plan, "low"));
    assert_string_equal(plan->tags[chosen->tag], "far");
    assert_int_equal(chosen->unit_count, 3);
    assert_int_equal(chosen->units[0], childplan_plan_find_unit(plan, "root"));
    assert_int_equal(chosen->units[1], childplan_plan_find_unit(plan, "moves"));
    assert_int_equal(chosen->units[2], childplan_plan_find_unit(plan, "gap"));
}

static void assert_same_row(const struct told_plan *fixture, const char *unit, const char *when, const char *one,
                            const char *other) {
    char a[64];
    char b[64];
    for (int32_t column = CHILDPLAN_COLUMN_NUMERATOR; column <= CHILDPLAN_COLUMN_AS_OF; column++) {
        const char *left = cell(fixture, unit, when, one, column, a);
        const char *right = cell(fixture, unit, when, other, column, b);
        if (strcmp(left, right) != 0) {
            fail_msg("%s, %s, column %d: %s has %s, %s has %s", unit, when, (int)column, one, left, other, right);
        }
    }
}

/* Whatever a unit has gone through, a population that it never leaves changes nothing. */
static void test_population_of_all(void **state) {
    static const char *const pairs[][2] = {{"flow", "flow_all"},
                                           {"total", "total_all"},
                                           {"share", "share_all"},
                                           {"having", "having_all"},
                                           {"mixed", "mixed_all"}};
    const struct told_plan *fixture = *state;
    for (size_t pair = 0; pair < sizeof pairs / sizeof *pairs; pair++) {
        for (size_t when = 0; when < PERIODS; when++) {
            for (size_t unit = 0; unit < childplan_plan_unit_count(fixture->plan); unit++) {
                assert_same_row(fixture, childplan_plan_unit_id(fixture->plan, (int32_t)unit), periods[when],
                                pairs[pair][0], pairs[pair][1]);
            }
        }
    }
}

/* All is told, so near and far are the whole, period by period, and the halves are the year. */
static void test_parts_add_up(void **state) {
    static const char *const flows[][3] = {{"flow", "flow_near", "flow_far"}, {"total", "total_near", "total_far"}};
    const struct told_plan *fixture = *state;
    for (size_t i = 0; i < 2; i++) {
        for (size_t when = 0; when < 7; when++) {
            int64_t whole = number(fixture, "root", periods[when], flows[i][0], CHILDPLAN_COLUMN_NUMERATOR);
            int64_t near = number(fixture, "root", periods[when], flows[i][1], CHILDPLAN_COLUMN_NUMERATOR);
            int64_t far = number(fixture, "root", periods[when], flows[i][2], CHILDPLAN_COLUMN_NUMERATOR);
            if (whole == 0 || near + far != whole) {
                fail_msg("%s in %s: %d, near %d, far %d", flows[i][0], periods[when], (int)whole, (int)near, (int)far);
            }
        }
        for (size_t kind = 0; kind < 3; kind++) {
            assert_int_equal(number(fixture, "root", "2025-H1", flows[i][kind], CHILDPLAN_COLUMN_NUMERATOR) +
                                 number(fixture, "root", "2025-H2", flows[i][kind], CHILDPLAN_COLUMN_NUMERATOR),
                             number(fixture, "root", "2025", flows[i][kind], CHILDPLAN_COLUMN_NUMERATOR));
        }
    }
}

static const struct {
    const char *unit;
    const char *when;
    const char *indicator;
    int32_t column;
    const char *expected;
} cells[] = {
    /* Each report of a flow is a power of two of its own. returns is near in Q1 already: on its last day there. */
    {"root", "2025", "flow_near", CHILDPLAN_COLUMN_NUMERATOR, "1855"},     /* 15 + 48 + 768 + 1024 */
    {"root", "2025", "flow_far", CHILDPLAN_COLUMN_NUMERATOR, "30912"},     /* 192 + 2048 + 28672 */
    {"root", "2025-H2", "total_far", CHILDPLAN_COLUMN_NUMERATOR, "18624"}, /* 192 + (3072 - 1024) + (28672 - 12288) */
    {"root", "2025-H2", "total_near", CHILDPLAN_COLUMN_NUMERATOR, "12"},
    /* gap: in Q2 it does not live; what is expected of it then belongs to near, as its last report did. */
    {"root", "2025-Q2", "total_far", CHILDPLAN_COLUMN_UNITS_EXPECTED, "1"},
    /* returns rises to a level that does not report before Q3 ends. */
    {"root", "2025-Q3", "flow_near", CHILDPLAN_COLUMN_UNITS_EXPECTED, "1"},
    {"root", "2025-Q3", "flow_far", CHILDPLAN_COLUMN_UNITS_EXPECTED, "1"},
    {"root", "2025", "high", CHILDPLAN_COLUMN_STATUS, "no_data"},
    {"root", "2025", "high", CHILDPLAN_COLUMN_UNITS_EXPECTED, "0"},
    {"moves", "2025-H1", "flow_far", CHILDPLAN_COLUMN_STATUS, "no_data"},
    /* Far since July: its quarters of this year do not count in August, what it holds by then does. */
    {"moves", "2025-08", "per_far", CHILDPLAN_COLUMN_NUMERATOR, "0"},
    {"moves", "2025-08", "per_far", CHILDPLAN_COLUMN_DENOMINATOR, "21"},
    /* The year is the window of its row in Q4 too: `ends` has ended in it without a stock, and so counts on no side.
       15 + 240 + 768 + 3072 over 13 + 23 + 41. */
    {"root", "2025-Q4", "per", CHILDPLAN_COLUMN_NUMERATOR, "4095"},
    {"root", "2025-Q4", "per", CHILDPLAN_COLUMN_DENOMINATOR, "77"},
};

static void test_cells(void **state) {
    const struct told_plan *fixture = *state;
    char buffer[64];
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const char *got = cell(fixture, cells[i].unit, cells[i].when, cells[i].indicator, cells[i].column, buffer);
        if (strcmp(got, cells[i].expected) != 0) {
            fail_msg("%s of %s in %s: %s, not %s", cells[i].indicator, cells[i].unit, cells[i].when, got,
                     cells[i].expected);
        }
    }
}

static const char stock_text[] =
    "childplan: 1\n"
    "plan: {id: s, title: S, issuer: root, horizon: {from: 2025, to: 2025}}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: stays, name: Stays, level: low, parent: root, tags: [near]}\n"
    "  - {id: joins, name: Joins, level: low, parent: root, until: 2025-07-10}\n"
    "  - {id: joins, name: Joins, level: low, parent: root, from: 2025-07-11, tags: [near]}\n"
    "  - {id: leaves, name: Leaves, level: low, parent: root, until: 2025-07-10, tags: [near]}\n"
    "  - {id: leaves, name: Leaves, level: low, parent: root, from: 2025-07-11}\n"
    "elements:\n"
    "  - {id: stock, name: Stock, levels: [low], over_time: last}\n"
    "indicators:\n"
    "  - {id: near, name: N, numerator: stock, units: {tag: near}}\n";

/* The row of July looks at the reports of the first half: expected is whoever could still move it. */
static void test_stock_expected(void **state) {
    (void)state;
    struct told_plan fixture = {0};
    char buffer[64];
    assert_int_equal(childplan_plan_load_memory("s.yaml", stock_text, sizeof stock_text - 1, NULL, &fixture.plan, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(fixture.plan, &fixture.reports), CHILDPLAN_OK);
    import_text(fixture.reports, "unit,period,stock\nstays,2025-H1,5\n");
    for (int32_t round = 0; round < 2; round++) {
        childplan_rollup_options *options = NULL;
        assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_options_add_period(options, period("2025-07")), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_options_set_until(options, date("2025-07-31")), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_compute(fixture.reports, options, &fixture.rollup, NULL), CHILDPLAN_OK);
        childplan_rollup_options_free(options);
        assert_string_equal(cell(&fixture, "root", "2025-07", "near", CHILDPLAN_COLUMN_VALUE, buffer),
                            round == 0 ? "5" : "8");
        assert_string_equal(cell(&fixture, "root", "2025-07", "near", CHILDPLAN_COLUMN_UNITS_EXPECTED, buffer), "2");
        assert_string_equal(cell(&fixture, "root", "2025-07", "near", CHILDPLAN_COLUMN_UNITS_REPORTED, buffer),
                            round == 0 ? "1" : "2");
        assert_string_equal(cell(&fixture, "root", "2025-07", "near", CHILDPLAN_COLUMN_LOW, buffer),
                            round == 0 ? "5" : "8");
        assert_string_equal(cell(&fixture, "root", "2025-07", "near", CHILDPLAN_COLUMN_HIGH, buffer),
                            round == 0 ? "" : "8");
        childplan_rollup_free(fixture.rollup);
        if (round == 0) {
            import_text(fixture.reports, "unit,period,stock\njoins,2025-H1,3\nleaves,2025-H1,100\n");
        }
    }
    childplan_reports_free(fixture.reports);
    childplan_plan_free(fixture.plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_has_unit),          cmocka_unit_test(test_has_unit_misuse), cmocka_unit_test(test_model),
        cmocka_unit_test(test_population_of_all), cmocka_unit_test(test_parts_add_up),    cmocka_unit_test(test_cells),
        cmocka_unit_test(test_stock_expected),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
