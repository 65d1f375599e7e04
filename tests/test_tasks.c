/* Tasks: what the plan says of them, and where they stand. */
#include "support.h"

#include <string.h>

/* 2024 is worked with: of 100 by 2025 the straight way from 0 in 2023 asks for 366 ÷ 731, so that 60 is on track, 46 at
   risk (at least 45.06) and 10 behind. */
static const char plan_text[] =
    "childplan: 1\n"
    "plan:\n"
    "  id: t\n"
    "  title: T\n"
    "  horizon: {from: 2023, to: 2025}\n"
    "  tasks:\n"
    "    - {id: none, text: A, leads: [low, root, b], cadence: on_demand}\n"
    "    - {id: all, text: A, indicators: [good, met, open, on, risk, off, missed, nothing], leads: [a]}\n"
    "    - {id: same, text: A, indicators: [met, met2, off], cadence: year}\n"
    "    - {id: half, text: A, indicators: [met], cadence: half}\n"
    "    - {id: term, text: A, cadence: term}\n"
    "calendar: {frequency: year}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}, {id: b, name: Level B}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: a, name: A, level: low, parent: root}\n"
    "  - {id: b, name: B, level: low, parent: root, until: 2023-12-31}\n"
    "elements:\n"
    "  - {id: five, name: Five, over_time: last, levels: [low]}\n"
    "  - {id: ten, name: Ten, over_time: last, levels: [low]}\n"
    "  - {id: many, name: Many, over_time: last, levels: [low]}\n"
    "  - {id: most, name: Most, over_time: last, levels: [low]}\n"
    "  - {id: never, name: Never, over_time: last, levels: [low]}\n"
    "indicators:\n"
    "  - {id: good, name: I, numerator: five}\n"
    "  - {id: met, name: I, numerator: five, targets: [{by: 2024, at_least: 5}]}\n"
    "  - {id: met2, name: I, numerator: ten, targets: [{by: 2024, at_least: 5}]}\n"
    "  - {id: missed, name: I, numerator: five, targets: [{by: 2024, at_least: 6}]}\n"
    "  - {id: open, name: I, numerator: five, targets: [{by: 2025, at_least: 6}]}\n"
    "  - {id: on, name: I, numerator: most, baseline: {period: 2023, value: 0}, targets: [{by: 2025, at_least: 100}]}\n"
    "  - {id: risk, name: I, numerator: many, baseline: {period: 2023, value: 0}, targets: [{by: 2025, at_least: "
    "100}]}\n"
    "  - {id: off, name: I, numerator: ten, baseline: {period: 2023, value: 0}, targets: [{by: 2025, at_least: 100}]}\n"
    "  - {id: nothing, name: I, numerator: never, targets: [{by: 2025, at_least: 6}]}\n";

static const char reports_text[] = "unit,period,five,ten,many,most\n"
                                   "a,2024,5,10,46,60\n";

static childplan_plan *load(const char *text) {
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text, strlen(text), NULL, &plan, NULL), CHILDPLAN_OK);
    return plan;
}

static int64_t period(const char *name) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &code), CHILDPLAN_OK);
    return code;
}

static childplan_rollup *roll_up(const childplan_plan *plan, const childplan_rollup_options *options) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_rollup *rollup = NULL;
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "r", reports_text, sizeof reports_text - 1, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(reports, options, &rollup, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
    childplan_reports_free(reports);
    return rollup;
}

static void test_plan(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    assert_int_equal(childplan_plan_task_indicator_count(plan, 0), 0);
    assert_int_equal(childplan_plan_task_indicator_count(plan, 1), 8);
    assert_int_equal(childplan_plan_task_indicator(plan, 1, 0), childplan_plan_find_indicator(plan, "good"));
    assert_int_equal(childplan_plan_task_indicator(plan, 1, 7), childplan_plan_find_indicator(plan, "nothing"));
    assert_int_equal(childplan_plan_task_indicator(plan, 1, 8), CHILDPLAN_NONE);
    /* As with duties, a level comes before a unit of the same id. */
    assert_int_equal(childplan_plan_task_lead_count(plan, 0), 3);
    assert_int_equal(childplan_plan_task_lead_level(plan, 0, 0), 1);
    assert_int_equal(childplan_plan_task_lead_unit(plan, 0, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_lead_level(plan, 0, 1), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_lead_unit(plan, 0, 1), 0);
    assert_int_equal(childplan_plan_task_lead_level(plan, 0, 2), 2);
    assert_int_equal(childplan_plan_task_lead_unit(plan, 0, 2), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_lead_unit(plan, 1, 0), 1);
    assert_int_equal(childplan_plan_task_lead_level(plan, 0, 3), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_lead_unit(plan, 0, 3), CHILDPLAN_NONE);
    static const int32_t cadences[] = {CHILDPLAN_CADENCE_ON_DEMAND, CHILDPLAN_CADENCE_NONE, CHILDPLAN_CADENCE_YEAR,
                                       CHILDPLAN_CADENCE_HALF, CHILDPLAN_CADENCE_TERM};
    for (size_t task = 0; task < 5; task++) {
        assert_int_equal(childplan_plan_task_cadence(plan, task), cadences[task]);
    }
    childplan_plan_free(plan);
}

static void assert_nothing_said(const childplan_plan *plan, size_t task) {
    assert_int_equal(childplan_plan_task_indicator_count(plan, task), 0);
    assert_int_equal(childplan_plan_task_indicator(plan, task, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_lead_count(plan, task), 0);
    assert_int_equal(childplan_plan_task_lead_level(plan, task, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_lead_unit(plan, task, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_task_cadence(plan, task), CHILDPLAN_CADENCE_NONE);
}

static void test_out_of_range(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    assert_nothing_said(plan, 5);
    assert_nothing_said(plan, SIZE_MAX);
    assert_nothing_said(NULL, 0);
    childplan_plan_free(plan);
}

/* The plan with one more task, the last one, that names two indicators; and with more at its end. */
static void assert_worst_of(const char *one, const char *other, const char *end, int32_t expected) {
    struct buffer text = {0};
    const char *cut = strstr(plan_text, "calendar:");
    int32_t worst = -9;
    buffer_add(&text, plan_text, (size_t)(cut - plan_text));
    buffer_print(&text, "    - {id: two, text: A, indicators: [%s, %s]}\n%s%s", one, other, cut, end);
    childplan_plan *plan = load(text.bytes);
    childplan_rollup *rollup = roll_up(plan, NULL);
    assert_int_equal(childplan_rollup_task_standing(rollup, 1, period("2024"), 5, &worst), CHILDPLAN_OK);
    assert_int_equal(worst, expected);
    childplan_rollup_free(rollup);
    childplan_plan_free(plan);
    buffer_free(&text);
}

static void test_order(void **state) {
    (void)state;
    static const struct {
        const char *indicator;
        int32_t status;
    } from_the_worst[] = {
        {"missed", CHILDPLAN_STATUS_MISSED},
        {"off", CHILDPLAN_STATUS_FIRST_THRESHOLD + 2},
        {"risk", CHILDPLAN_STATUS_FIRST_THRESHOLD + 1},
        {"nothing", CHILDPLAN_STATUS_NO_DATA},
        {"open", CHILDPLAN_STATUS_OPEN},
        {"on", CHILDPLAN_STATUS_FIRST_THRESHOLD},
        {"met", CHILDPLAN_STATUS_MET},
        {"good", CHILDPLAN_STATUS_NO_TARGET},
    };
    for (size_t i = 0; i + 1 < sizeof from_the_worst / sizeof from_the_worst[0]; i++) {
        assert_worst_of(from_the_worst[i].indicator, from_the_worst[i + 1].indicator, "", from_the_worst[i].status);
        assert_worst_of(from_the_worst[i + 1].indicator, from_the_worst[i].indicator, "", from_the_worst[i].status);
    }
    assert_worst_of("met", "met2", "", CHILDPLAN_STATUS_MET);
}

/* With one threshold of its own a plan has it as the first: that is better than no data and worse than met. */
static void test_one_threshold(void **state) {
    (void)state;
    static const char thresholds[] = "thresholds: [{id: under_way}]\n";
    assert_worst_of("off", "nothing", thresholds, CHILDPLAN_STATUS_NO_DATA);
    assert_worst_of("off", "open", thresholds, CHILDPLAN_STATUS_OPEN);
    assert_worst_of("off", "met", thresholds, CHILDPLAN_STATUS_FIRST_THRESHOLD);
    assert_worst_of("off", "missed", thresholds, CHILDPLAN_STATUS_MISSED);
}

static void assert_count(const childplan_rollup *rollup, size_t task, int32_t status, int32_t expected) {
    int32_t count = -9;
    assert_int_equal(childplan_rollup_task_count(rollup, 1, period("2024"), task, status, &count), CHILDPLAN_OK);
    assert_int_equal(count, expected);
}

static void test_standing_and_counts(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_rollup *rollup = roll_up(plan, NULL);
    int32_t worst = -9;
    assert_int_equal(childplan_rollup_task_standing(rollup, 1, period("2024"), 0, &worst), CHILDPLAN_OK);
    assert_int_equal(worst, CHILDPLAN_TASK_NOT_MEASURED);
    assert_int_equal(childplan_rollup_task_standing(rollup, 1, period("2024"), 1, &worst), CHILDPLAN_OK);
    assert_int_equal(worst, CHILDPLAN_STATUS_MISSED);
    for (int32_t status = 0; status < 8; status++) {
        assert_count(rollup, 0, status, 0);
        assert_count(rollup, 1, status, 1);
    }
    assert_count(rollup, 2, CHILDPLAN_STATUS_MET, 2);
    assert_count(rollup, 2, CHILDPLAN_STATUS_FIRST_THRESHOLD + 2, 1);
    assert_count(rollup, 2, CHILDPLAN_STATUS_MISSED, 0);
    childplan_rollup_free(rollup);
    childplan_plan_free(plan);
}

static void assert_absent(const childplan_rollup *rollup, int32_t unit, int64_t period, size_t task) {
    int32_t untouched = -9;
    assert_int_equal(childplan_rollup_task_standing(rollup, unit, period, task, &untouched), CHILDPLAN_ABSENT);
    assert_int_equal(childplan_rollup_task_count(rollup, unit, period, task, CHILDPLAN_STATUS_MET, &untouched),
                     CHILDPLAN_ABSENT);
    assert_int_equal(untouched, -9);
}

static void test_without_rows(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_rollup_options *options = NULL;
    int32_t worst = -9;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(options, childplan_plan_find_indicator(plan, "met")),
                     CHILDPLAN_OK);
    childplan_rollup *rollup = roll_up(plan, options);
    assert_int_equal(childplan_rollup_task_standing(rollup, 1, period("2024"), 3, &worst), CHILDPLAN_OK);
    assert_int_equal(worst, CHILDPLAN_STATUS_MET);
    assert_absent(rollup, 1, period("2024"), 2); /* one of its indicators was not asked for */
    assert_absent(rollup, 1, period("2025"), 3); /* nor was the period */
    assert_absent(rollup, 2, period("2024"), 3); /* the unit has ended */
    assert_int_equal(childplan_rollup_task_standing(rollup, 2, period("2025"), 0, &worst), CHILDPLAN_OK);
    assert_int_equal(worst, CHILDPLAN_TASK_NOT_MEASURED);
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    childplan_plan_free(plan);
}

static void assert_misuse(const childplan_rollup *rollup, int32_t unit, size_t task, int32_t status) {
    int32_t untouched = -9;
    assert_int_equal(childplan_rollup_task_count(rollup, unit, period("2024"), task, status, &untouched),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(untouched, -9);
}

static void test_misuse(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_rollup *rollup = roll_up(plan, NULL);
    int32_t worst = -9;
    assert_int_equal(childplan_rollup_task_standing(NULL, 1, period("2024"), 1, &worst), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_task_standing(rollup, -1, period("2024"), 1, &worst), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_task_standing(rollup, 3, period("2024"), 0, &worst), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_task_standing(rollup, 1, period("2024"), 5, &worst), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(worst, -9);
    assert_int_equal(childplan_rollup_task_standing(rollup, 1, period("2024"), 1, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_task_count(rollup, 1, period("2024"), 1, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_misuse(NULL, 1, 1, 0);
    assert_misuse(rollup, -1, 1, 0);
    assert_misuse(rollup, 3, 1, 0);
    assert_misuse(rollup, 1, 5, 0);
    assert_misuse(rollup, 1, 1, -1);
    assert_misuse(rollup, 1, 1, CHILDPLAN_TASK_NOT_MEASURED);
    assert_misuse(rollup, 1, 1, 8);
    childplan_rollup_free(rollup);
    childplan_plan_free(plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_out_of_range),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_one_threshold),
        cmocka_unit_test(test_standing_and_counts),
        cmocka_unit_test(test_without_rows),
        cmocka_unit_test(test_misuse),
    };
    return cmocka_run_group_tests_name("tasks", tests, NULL, NULL);
}
