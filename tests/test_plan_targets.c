/*
 * What a plan asks, whatever has been reported: by hand, and against the rows of every worked case without reports.
 * usage: test_plan_targets CASES_DIR
 */
#include "support.h"

#include <stdio.h>
#include <string.h>

static const char *cases;

/* The baseline stood 1826 days before the end of 2025, 3652 before that of 2030. */
static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: P, title: Plan, horizon: {from: 2021, to: 2030}}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: top, name: Top, level: top}\n"
    "  - {id: a, name: A, level: low, parent: top, until: 2027-12-31}\n"
    "  - {id: b, name: B, level: low, parent: top, until: 2025-12-31}\n"
    "  - {id: b, name: B, level: low, parent: top, from: 2026-01-01, tags: [hard]}\n"
    "elements: [{id: n, name: N, over_time: last}, {id: d, name: D, over_time: last}, {id: s, name: S, over_time: "
    "sum}]\n"
    "indicators:\n"
    "  - id: share\n"
    "    name: Share\n"
    "    numerator: n\n"
    "    denominator: d\n"
    "    baseline: {period: 2020, value: 40, values: [{unit: a, value: 53.5}]}\n"
    "    targets: [{by: 2025, above: 90%}, {by: 2030, above: 95%}]\n"
    "  - {id: range, name: Range, numerator: n, targets: [{by: 2024-H1, at_least: 5, at_most: 7.25}]}\n"
    "  - {id: yearly, name: Yearly, numerator: n, baseline: {period: 2022, value: 300}, targets: [{every: year, from: "
    "2022, decrease: relative, at_least: 1%}]}\n"
    "  - {id: held, name: Held, numerator: s, targets: [{every: year, to: 2028, at_least: 400, aspiration: yes}]}\n"
    "  - {id: free, name: Free, numerator: s}\n"
    "targets: [{indicator: share, by: 2030, at_least: 80%, units: {tag: hard}}]\n";

struct asked {
    childplan_plan *plan;
    int32_t unit;
    int64_t period;
    int32_t indicator;
    int32_t structure;
};

static int64_t period_of(const char *name) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &period), CHILDPLAN_OK);
    return period;
}

static struct asked ask(childplan_plan *plan, const char *unit, const char *period, const char *indicator) {
    struct asked asked = {plan, childplan_plan_find_unit(plan, unit), 0, childplan_plan_find_indicator(plan, indicator),
                          CHILDPLAN_NO_DATE};
    assert_int_equal(childplan_period_parse(period, strlen(period), &asked.period), CHILDPLAN_OK);
    return asked;
}

static const char *text_of(const struct asked *asked, int32_t item) {
    static char text[128];
    size_t size = childplan_plan_target_text(asked->plan, asked->unit, asked->period, asked->indicator,
                                             asked->structure, item, text, sizeof text);
    assert_int_equal(size, strlen(text));
    return text;
}

static childplan_status whole_of(const struct asked *asked, int32_t item, int64_t *ret_value) {
    return childplan_plan_target_get(asked->plan, asked->unit, asked->period, asked->indicator, asked->structure, item,
                                     ret_value);
}

static childplan_status figure_of(const struct asked *asked, int32_t item, int64_t *ret_figure) {
    return childplan_plan_target_figure(asked->plan, asked->unit, asked->period, asked->indicator, asked->structure,
                                        item, &ret_figure[0], &ret_figure[1]);
}

static void assert_whole(const struct asked *asked, int32_t item, int64_t expected) {
    int64_t value = -1;
    assert_int_equal(whole_of(asked, item, &value), CHILDPLAN_OK);
    assert_int_equal(value, expected);
}

static void assert_figure(const struct asked *asked, int32_t item, int64_t numerator, int64_t denominator) {
    int64_t figure[2] = {0, 0};
    assert_int_equal(figure_of(asked, item, figure), CHILDPLAN_OK);
    assert_int_equal(figure[0], numerator);
    assert_int_equal(figure[1], denominator);
}

static void assert_absent(const struct asked *asked, int32_t item) {
    int64_t figure[2] = {7, 8};
    int32_t is_figure = item == CHILDPLAN_TARGET_NUMBER || item == CHILDPLAN_TARGET_NUMBER_HIGH ||
                        item == CHILDPLAN_TARGET_PATH || item == CHILDPLAN_TARGET_START;
    assert_int_equal(is_figure ? figure_of(asked, item, figure) : whole_of(asked, item, figure), CHILDPLAN_ABSENT);
    assert_int_equal(figure[0], 7);
    assert_int_equal(figure[1], 8);
    assert_string_equal(text_of(asked, item), "");
}

/* "> 90 by 2025 (2025-12-31), path 69.9836, from 40 on 2020-12-31" */
static void assert_asked(childplan_plan *plan, const char *unit, const char *period, const char *indicator,
                         const char *expected) {
    struct asked asked = ask(plan, unit, period, indicator);
    struct buffer got = {0};
    buffer_print(&got, "%s", text_of(&asked, CHILDPLAN_TARGET_WHOLE));
    buffer_print(&got, " by %s", text_of(&asked, CHILDPLAN_TARGET_BY));
    buffer_print(&got, " (%s)", text_of(&asked, CHILDPLAN_TARGET_DUE_DAY));
    buffer_print(&got, ", path %s", text_of(&asked, CHILDPLAN_TARGET_PATH));
    buffer_print(&got, ", from %s", text_of(&asked, CHILDPLAN_TARGET_START));
    buffer_print(&got, " on %s", text_of(&asked, CHILDPLAN_TARGET_START_DAY));
    assert_string_equal(got.bytes, expected);
    buffer_free(&got);
}

static childplan_plan *load(const char *text) {
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text, strlen(text), NULL, &plan, NULL), CHILDPLAN_OK);
    return plan;
}

static void test_the_way(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    /* 1095 of 1826 days from 40 to 90; 731 of 1826 from 90 to 95. */
    assert_asked(plan, "top", "2023", "share", "> 90 by 2025 (2025-12-31), path 69.9836, from 40 on 2020-12-31");
    assert_asked(plan, "top", "2025", "share", "> 90 by 2025 (2025-12-31), path 90, from 40 on 2020-12-31");
    assert_asked(plan, "top", "2027", "share", "> 95 by 2030 (2030-12-31), path 91.9989, from 90 on 2025-12-31");
    assert_asked(plan, "top", "2030", "share", "> 95 by 2030 (2030-12-31), path 95, from 90 on 2025-12-31");
    assert_asked(plan, "a", "2025-H1", "share", "> 90 by 2025 (2025-12-31), path 86.322, from 53.5 on 2020-12-31");
    assert_asked(plan, "b", "2030", "share", ">= 80 by 2030 (2030-12-31), path 80, from 40 on 2020-12-31");
    assert_asked(plan, "top", "2021", "range", ">= 5 <= 7.25 by 2024-H1 (2024-06-30), path , from  on ");
    assert_asked(plan, "top", "2023", "yearly", "<= 297 by 2023 (2023-12-31), path 297, from 300 on 2022-12-31");
    /* From 2023's value, which nobody knows here. */
    assert_asked(plan, "top", "2024", "yearly", "<= ? by 2024 (2024-12-31), path , from  on ");
    assert_asked(plan, "top", "2028", "held", ">= 400 by 2028 (2028-12-31), path 400, from 0 on 2027-12-31");
    childplan_plan_free(plan);
}

static void test_items(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    struct asked share = ask(plan, "top", "2023", "share");
    struct asked range = ask(plan, "top", "2021", "range");
    struct asked yearly = ask(plan, "top", "2024", "yearly");
    struct asked held = ask(plan, "top", "2028", "held");
    assert_whole(&share, CHILDPLAN_TARGET_OPERATOR, CHILDPLAN_ABOVE);
    assert_whole(&share, CHILDPLAN_TARGET_BINDING, 1);
    assert_whole(&share, CHILDPLAN_TARGET_START_SOURCE, CHILDPLAN_SOURCE_BASELINE);
    assert_figure(&share, CHILDPLAN_TARGET_NUMBER, 90, 1);
    assert_figure(&share, CHILDPLAN_TARGET_PATH, 63895, 913); /* 40 + 50 × 1095 ÷ 1826 */
    assert_string_equal(text_of(&share, CHILDPLAN_TARGET_NUMBER), "90");
    assert_string_equal(text_of(&share, CHILDPLAN_TARGET_OPERATOR), "1");
    assert_absent(&share, CHILDPLAN_TARGET_OPERATOR_HIGH);
    assert_absent(&share, CHILDPLAN_TARGET_NUMBER_HIGH);
    share.period = childplan_period_of(CHILDPLAN_YEAR, 2026, 1);
    assert_whole(&share, CHILDPLAN_TARGET_START_SOURCE, CHILDPLAN_SOURCE_MILESTONE);
    assert_whole(&range, CHILDPLAN_TARGET_OPERATOR, CHILDPLAN_AT_LEAST);
    assert_whole(&range, CHILDPLAN_TARGET_OPERATOR_HIGH, CHILDPLAN_AT_MOST);
    assert_figure(&range, CHILDPLAN_TARGET_NUMBER_HIGH, 29, 4);
    assert_string_equal(text_of(&range, CHILDPLAN_TARGET_NUMBER_HIGH), "7.25");
    assert_absent(&range, CHILDPLAN_TARGET_START_SOURCE);
    assert_whole(&yearly, CHILDPLAN_TARGET_OPERATOR, CHILDPLAN_AT_MOST);
    assert_absent(&yearly, CHILDPLAN_TARGET_NUMBER);
    assert_absent(&yearly, CHILDPLAN_TARGET_START_DAY);
    assert_whole(&held, CHILDPLAN_TARGET_BINDING, 0);
    assert_whole(&held, CHILDPLAN_TARGET_START_SOURCE, CHILDPLAN_SOURCE_ZERO);
    childplan_plan_free(plan);
}

static void test_growing(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    assert_int_equal(childplan_plan_indicator_grows(plan, childplan_plan_find_indicator(plan, "held")), 1);
    assert_int_equal(childplan_plan_indicator_grows(plan, childplan_plan_find_indicator(plan, "share")), 0);
    assert_int_equal(childplan_plan_indicator_grows(plan, 5), 0);
    assert_int_equal(childplan_plan_indicator_grows(plan, CHILDPLAN_NONE), 0);
    assert_int_equal(childplan_plan_indicator_grows(NULL, 0), 0);
    childplan_plan_free(plan);
}

static void test_no_target(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    struct asked none[] = {ask(plan, "top", "2028", "free"), ask(plan, "top", "2029", "held"),
                           ask(plan, "top", "2028-H1", "held"), ask(plan, "a", "2028", "share")};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        for (int32_t item = 0; item < CHILDPLAN_TARGET_WHOLE; item++) {
            assert_absent(&none[i], item);
        }
        assert_string_equal(text_of(&none[i], CHILDPLAN_TARGET_WHOLE), "");
    }
    /* In a structure in which it lives, or has its tag, it is asked. */
    none[3].structure = 20000;
    assert_string_equal(text_of(&none[3], CHILDPLAN_TARGET_WHOLE), "> 95");
    struct asked tagged = ask(plan, "b", "2022", "share");
    assert_string_equal(text_of(&tagged, CHILDPLAN_TARGET_WHOLE), "> 90");
    tagged.structure = 21000;
    assert_string_equal(text_of(&tagged, CHILDPLAN_TARGET_WHOLE), ">= 80");
    childplan_plan_free(plan);
}

static void test_usage(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    const struct asked good = ask(plan, "top", "2023", "share");
    struct asked bad[] = {good, good, good, good, good, good, good};
    int64_t figure[2] = {7, 8};
    bad[0].plan = NULL;
    bad[1].unit = 3;
    bad[2].unit = CHILDPLAN_NONE;
    bad[3].indicator = 5;
    bad[4].indicator = CHILDPLAN_NONE;
    bad[5].period = childplan_period_of(CHILDPLAN_YEAR, 2031, 1);
    bad[6].period = CHILDPLAN_NO_PERIOD;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(whole_of(&bad[i], CHILDPLAN_TARGET_BY, figure), CHILDPLAN_ERROR_USAGE);
        assert_int_equal(figure_of(&bad[i], CHILDPLAN_TARGET_PATH, figure), CHILDPLAN_ERROR_USAGE);
        assert_string_equal(text_of(&bad[i], CHILDPLAN_TARGET_WHOLE), "");
    }
    assert_int_equal(whole_of(&good, CHILDPLAN_TARGET_PATH, figure), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(whole_of(&good, CHILDPLAN_TARGET_WHOLE, figure), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(whole_of(&good, CHILDPLAN_TARGET_ITEM_COUNT, figure), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(whole_of(&good, CHILDPLAN_TARGET_BY, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(figure_of(&good, CHILDPLAN_TARGET_BY, figure), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(figure_of(&good, -1, figure), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_target_figure(plan, good.unit, good.period, good.indicator, CHILDPLAN_NO_DATE,
                                                  CHILDPLAN_TARGET_PATH, NULL, &figure[1]),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_target_figure(plan, good.unit, good.period, good.indicator, CHILDPLAN_NO_DATE,
                                                  CHILDPLAN_TARGET_PATH, &figure[0], NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(figure[0], 7);
    assert_int_equal(figure[1], 8);
    childplan_plan_free(plan);
}

/* Every year and half of the horizon, and the whole of it. */
static void add_periods(const childplan_plan *plan, childplan_rollup_options *options) {
    for (int32_t year = childplan_plan_first_year(plan); year <= childplan_plan_last_year(plan); year++) {
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_YEAR, year, 1));
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_HALF, year, 1));
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_HALF, year, 2));
    }
    childplan_rollup_options_add_period(options, period_of("plan"));
}

/* The columns of a row without reports that the plan alone decides. */
static size_t compare_row(const childplan_rollup *rollup, size_t row, int32_t structure) {
    static const int32_t pairs[][2] = {{CHILDPLAN_COLUMN_TARGET, CHILDPLAN_TARGET_WHOLE},
                                       {CHILDPLAN_COLUMN_BY, CHILDPLAN_TARGET_BY},
                                       {CHILDPLAN_COLUMN_PATH, CHILDPLAN_TARGET_PATH},
                                       {CHILDPLAN_COLUMN_TARGET_HIGH, CHILDPLAN_TARGET_NUMBER_HIGH}};
    char expected[128];
    int64_t period, unit, indicator;
    assert_int_equal(childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_PERIOD, &period), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_UNIT, &unit), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_INDICATOR, &indicator), CHILDPLAN_OK);
    struct asked asked = {(childplan_plan *)childplan_rollup_plan(rollup), (int32_t)unit, period, (int32_t)indicator,
                          structure};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        childplan_rollup_text(rollup, row, pairs[i][0], expected, sizeof expected);
        assert_string_equal(text_of(&asked, pairs[i][1]), expected);
    }
    return text_of(&asked, CHILDPLAN_TARGET_PATH)[0] != '\0';
}

static size_t compare_case(const char *name, int32_t is_restated) {
    char path[512];
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    childplan_rollup_options *options = NULL;
    int32_t first, last;
    size_t paths = 0;
    snprintf(path, sizeof path, "%s/%s/plan.yaml", cases, name);
    assert_int_equal(childplan_plan_load_file(path, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_period_days(plan, period_of("plan"), &first, &last), CHILDPLAN_OK);
    int32_t structure = is_restated ? first + (last - first) / 2 : CHILDPLAN_NO_DATE;
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    add_periods(plan, options);
    childplan_rollup_options_set_structure(options, structure);
    assert_int_equal(childplan_rollup_compute(reports, options, &rollup, NULL), CHILDPLAN_OK);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        paths += compare_row(rollup, row, structure);
    }
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    return paths;
}

static void test_as_the_rows_have_it(void **state) {
    (void)state;
    static const char *const names[] = {"aspiration", "assigned",  "baseline-change", "change",      "decree-09",
                                        "kept",       "lai-chau",  "meeting",         "pace",        "path-and-gap",
                                        "range",      "recurring", "reorganised",     "since-start", "targets"};
    size_t paths = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        paths += compare_case(names[i], 0) + compare_case(names[i], 1);
    }
    assert_true(paths > 1000);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_way),   cmocka_unit_test(test_items), cmocka_unit_test(test_growing),
        cmocka_unit_test(test_no_target), cmocka_unit_test(test_usage), cmocka_unit_test(test_as_the_rows_have_it),
    };
    if (argc != 2) {
        return 2;
    }
    cases = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
