/* Comparisons and panels: worked cases, each with its calculation by hand. */
#include "support.h"

#include <string.h>

static childplan_plan *load(const char *text) {
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    struct buffer lines = {0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    childplan_status status = childplan_plan_load_memory("plan.yaml", text, strlen(text), NULL, &plan, said);
    buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
    assert_same_lines("plan", "", lines.bytes ? lines.bytes : "");
    assert_int_equal(status, CHILDPLAN_OK);
    childplan_diagnostics_free(said);
    buffer_free(&lines);
    return plan;
}

static void take(childplan_reports *reports, const char *csv) {
    childplan_import *import = NULL;
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "r", csv, strlen(csv), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
}

static childplan_reports *reported(const childplan_plan *plan, const char *csv) {
    childplan_reports *reports = NULL;
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    take(reports, csv);
    return reports;
}

static int64_t period(const char *name) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &code), CHILDPLAN_OK);
    return code;
}

static int32_t day(const char *name) {
    int32_t date = CHILDPLAN_NO_DATE;
    assert_int_equal(childplan_date_parse(name, strlen(name), &date), CHILDPLAN_OK);
    return date;
}

/* Options of one period; "" leaves a day as it is by default. */
static childplan_rollup_options *asked(const char *name, const char *until, const char *known_by,
                                       const char *structure) {
    childplan_rollup_options *options = NULL;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period(name)), CHILDPLAN_OK);
    if (*until) {
        assert_int_equal(childplan_rollup_options_set_until(options, day(until)), CHILDPLAN_OK);
    }
    if (*known_by) {
        assert_int_equal(childplan_rollup_options_set_known_by(options, day(known_by)), CHILDPLAN_OK);
    }
    if (*structure) {
        assert_int_equal(childplan_rollup_options_set_structure(options, day(structure)), CHILDPLAN_OK);
    }
    return options;
}

static void add_cell(struct buffer *text, const childplan_comparison *comparison, size_t row, int32_t reading,
                     int32_t column) {
    size_t at = 0;
    char cell[128] = "none";
    if (childplan_comparison_row(comparison, row, reading, &at) == CHILDPLAN_OK) {
        childplan_rollup_text(childplan_comparison_reading(comparison, reading), at, column, cell, sizeof cell);
    }
    buffer_print(text, " %s", *cell ? cell : "-");
}

/* "unit period indicator: before -> after = whole [cut-off structure configuration data]", of a column. */
static void tell(const childplan_comparison *comparison, int32_t column, struct buffer *text) {
    for (size_t row = 0; row < childplan_comparison_row_count(comparison); row++) {
        char name[64];
        childplan_period_format(childplan_comparison_period(comparison, row), name, sizeof name);
        buffer_print(text, "%s %s %s:", childplan_comparison_unit(comparison, row), name,
                     childplan_comparison_indicator(comparison, row));
        add_cell(text, comparison, row, CHILDPLAN_READING_BEFORE, column);
        buffer_add_string(text, " ->");
        add_cell(text, comparison, row, CHILDPLAN_READING_AFTER, column);
        for (int32_t cause = CHILDPLAN_CAUSE_ALL; cause < CHILDPLAN_CAUSE_COUNT; cause++) {
            char part[64];
            size_t length = childplan_comparison_part_text(comparison, row, cause, column, part, sizeof part);
            buffer_print(text, "%s%s%s", cause == CHILDPLAN_CAUSE_ALL ? " = " : " ", length ? part : "-",
                         childplan_comparison_changed(comparison, row, cause, CHILDPLAN_ANY_COLUMN) ? "*" : "");
        }
        buffer_add_string(text, "\n");
    }
}

static void assert_differences(const childplan_comparison *comparison, int32_t column, const char *expected) {
    struct buffer text = {0};
    buffer_add_string(&text, "");
    tell(comparison, column, &text);
    assert_same_lines("differences", expected, text.bytes);
    buffer_free(&text);
}

static childplan_comparison *compare(const childplan_reports *before, const childplan_rollup_options *before_options,
                                     const childplan_reports *after, const childplan_rollup_options *after_options) {
    childplan_comparison *comparison = NULL;
    assert_int_equal(childplan_comparison_make(before, before_options, after, after_options, &comparison, NULL),
                     CHILDPLAN_OK);
    return comparison;
}

/* c ends with 2024 and b, of the other group, takes its place. */
#define PLAN_HEAD                                                                                                      \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: t, title: T, horizon: {from: 2024, to: 2026}}\n"                                                       \
    "calendar: {frequency: year}\n"                                                                                    \
    "levels: [{id: top, name: Top}, {id: group, name: Group}, {id: low, name: Low}]\n"                                 \
    "units:\n"                                                                                                         \
    "  - {id: root, name: Root, level: top}\n"                                                                         \
    "  - {id: g1, name: G1, level: group, parent: root}\n"                                                             \
    "  - {id: g2, name: G2, level: group, parent: root}\n"                                                             \
    "  - {id: a, name: A, level: low, parent: g1}\n"
#define PLAN_TAIL                                                                                                      \
    "elements:\n"                                                                                                      \
    "  - {id: total, name: Total, over_time: last, levels: [low]}\n"                                                   \
    "  - {id: trained, name: Trained, over_time: last, levels: [low], part_of: total}\n"                               \
    "  - {id: helpers, name: Helpers, over_time: last, levels: [low]}\n"                                               \
    "  - {id: visits, name: Visits, over_time: sum, levels: [low]}\n"

static const char plan_text[] = PLAN_HEAD
    "  - {id: b, name: B, level: low, parent: g1}\n"
    "  - {id: c, name: C, level: low, parent: g2, until: 2024-12-31, successor: b}\n"
    "  - {id: d, name: D, level: low, parent: g2}\n" PLAN_TAIL "indicators:\n"
    "  - {id: ratio, name: Ratio, numerator: trained, denominator: total, targets: [{by: 2026, at_least: 90%}]}\n"
    "  - {id: visits, name: Visits, numerator: visits}\n"
    "  - {id: total, name: Total, numerator: visits, window: plan}\n";

/* 2024: a 10 of 20, b 30 of 40; then a is corrected to 16 of 20. Root and g1: 40/60 -> 46/60, 66.6667 -> 76.6667: +10.
   a: 50 -> 80. */
static void test_correction(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *before = reported(plan, "unit,period,total,trained\na,2024,20,10\nb,2024,40,30\n");
    childplan_reports *after =
        reported(plan, "unit,period,total,trained,submitted\na,2024,20,10,\nb,2024,40,30,\na,2024,,16,2025-02-10\n");
    childplan_rollup_options *options = asked("2024", "", "", "");
    assert_int_equal(childplan_rollup_options_add_indicator(options, 0), CHILDPLAN_OK);
    childplan_comparison *comparison = compare(before, options, after, options);
    assert_differences(comparison, CHILDPLAN_COLUMN_VALUE,
                       "root 2024 ratio: 66.6667 -> 76.6667 = +10* 0 0 0 +10*\n"
                       "g1 2024 ratio: 66.6667 -> 76.6667 = +10* 0 0 0 +10*\n"
                       "a 2024 ratio: 50 -> 80 = +30* 0 0 0 +30*\n");
    assert_differences(comparison, CHILDPLAN_COLUMN_NUMERATOR,
                       "root 2024 ratio: 40 -> 46 = +6* 0 0 0 +6*\n"
                       "g1 2024 ratio: 40 -> 46 = +6* 0 0 0 +6*\n"
                       "a 2024 ratio: 10 -> 16 = +6* 0 0 0 +6*\n");
    int64_t numerator = 0;
    int64_t denominator = 0;
    assert_int_equal(childplan_comparison_part(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_DENOMINATOR,
                                               &numerator, &denominator),
                     CHILDPLAN_OK);
    assert_int_equal(numerator, 0);
    assert_int_equal(denominator, 1);
    assert_true(childplan_comparison_changed(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_GAP));
    assert_false(childplan_comparison_changed(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_DENOMINATOR));
    assert_false(childplan_comparison_changed(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_PACE));
    childplan_comparison_free(comparison);
    comparison = compare(before, NULL, before, options);
    assert_int_equal(childplan_comparison_row_count(comparison), 0);
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(options);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(plan);
}

/* What was published for 2024 and the total since the plan began as it is read today: 5 + 7 = 12 until the end of 2024,
   known by 2025-01-31. The cut-off of today, 2025-12-31, brings b's 11 of 2025, which has no date and so was known:
   +11. The data bring a's correction to 6 and d's 4 of 2025: +1 +4. */
static void test_publication(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *reports = reported(plan, "unit,period,element,value,submitted\n"
                                                "a,2024,visits,5,2025-01-10\n"
                                                "b,2024,visits,7,2025-01-10\n"
                                                "a,2024,visits,6,2025-02-10\n"
                                                "b,2025,visits,11,\n"
                                                "d,2025,visits,4,2026-01-10\n");
    childplan_rollup_options *published = asked("plan", "2024-12-31", "2025-01-31", "");
    childplan_rollup_options *today = asked("plan", "", "", "");
    assert_int_equal(childplan_rollup_options_add_unit(published, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_unit(today, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(today, 2), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(published, 2), CHILDPLAN_OK);
    childplan_comparison *comparison = compare(reports, published, reports, today);
    assert_differences(comparison, CHILDPLAN_COLUMN_NUMERATOR, "root plan total: 12 -> 28 = +16* +11* 0 0 +5*\n");
    const childplan_rollup *between = childplan_comparison_reading(comparison, CHILDPLAN_READING_CUT_OFF);
    assert_int_equal(childplan_rollup_until(between), day("2025-12-31"));
    assert_int_equal(childplan_rollup_known_by(between), day("2025-01-31"));
    assert_ptr_equal(between, childplan_comparison_reading(comparison, CHILDPLAN_READING_CONFIGURATION));
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(published);
    childplan_rollup_options_free(today);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/* 2024 as it was and in the tree of 2025, in which c counts at b: g1 (10+30)/(20+40) = 66.6667 -> (40+8)/(60+10) =
   68.5714, and 480/7 − 200/3 = 40/21; g2 8/10 -> nothing; b 30/40 = 75 -> 38/50 = 76; c is there before only. */
static void test_as_was(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *reports = reported(plan, "unit,period,total,trained\na,2024,20,10\nb,2024,40,30\nc,2024,10,8\n");
    childplan_rollup_options *as_was = asked("2024", "", "", "");
    childplan_rollup_options *as_of = asked("2024", "", "", "2025-06-30");
    assert_int_equal(childplan_rollup_options_add_indicator(as_was, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(as_of, 0), CHILDPLAN_OK);
    childplan_comparison *comparison = compare(reports, as_was, reports, as_of);
    assert_differences(comparison, CHILDPLAN_COLUMN_VALUE,
                       "g1 2024 ratio: 66.6667 -> 68.5714 = +1.9048* 0 +1.9048* 0 0\n"
                       "g2 2024 ratio: 80 -> - = -* - -* - -\n"
                       "b 2024 ratio: 75 -> 76 = +1* 0 +1* 0 0\n"
                       "c 2024 ratio: 80 -> none = -* - -* - -\n");
    int64_t numerator = 0;
    int64_t denominator = 0;
    assert_int_equal(childplan_comparison_part(comparison, 0, CHILDPLAN_CAUSE_STRUCTURE, CHILDPLAN_COLUMN_VALUE,
                                               &numerator, &denominator),
                     CHILDPLAN_OK);
    assert_int_equal(numerator, 40);
    assert_int_equal(denominator, 21);
    assert_int_equal(
        childplan_comparison_part(comparison, 1, CHILDPLAN_CAUSE_ALL, CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
        CHILDPLAN_ABSENT);
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(as_was);
    childplan_rollup_options_free(as_of);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/* A new version of the plan: b is of g2, x is gone, helpers count as trained, the element `old` is gone. */
static const char old_version[] = PLAN_HEAD
    "  - {id: b, name: B, level: low, parent: g1}\n"
    "  - {id: d, name: D, level: low, parent: g2}\n"
    "  - {id: x, name: X, level: low, parent: g1}\n" PLAN_TAIL
    "  - {id: old, name: Old, over_time: last, levels: [low]}\n"
    "indicators:\n"
    "  - {id: ratio, name: Ratio, numerator: trained, denominator: total, targets: [{by: 2026, at_least: 60%}]}\n"
    "  - {id: gone, name: Gone, numerator: visits}\n";
static const char new_version[] =
    PLAN_HEAD "  - {id: b, name: B, level: low, parent: g2}\n"
              "  - {id: d, name: D, level: low, parent: g2}\n" PLAN_TAIL "indicators:\n"
              "  - {id: come, name: Come, numerator: visits}\n"
              "  - {id: ratio, name: Ratio, numerator: [trained, helpers], denominator: total,\n"
              "     targets: [{by: 2026, at_least: 80%}]}\n";

/*
 * 2024, old: g2 is d, 8/10 = 80; g1 is a, b and x, (10+30+1)/(20+40+5) = 41/65.
 * Structure: g2 is b and d, 38/50 = 76 (−4); g1 is a, 10/20 = 50; root loses x, 49/75 -> 48/70; x's 3 facts are left.
 * Configuration: helpers, a 2, b 5, d 1: g2 44/50 = 88 (+12), g1 12/20 = 60 (+10), root 56/70 = 80; a 50 -> 60,
 * b 75 -> 87.5, d 80 -> 90. x's facts and the one of `old` are left, the indicators come and go.
 * Data: d's total is corrected to 11: g2 44/51 (−88/51), root 56/71, d 9/11.
 */
static void test_versions(void **state) {
    (void)state;
    childplan_plan *old_plan = load(old_version);
    childplan_plan *new_plan = load(new_version);
    childplan_reports *before =
        reported(old_plan, "unit,period,total,trained,helpers,old\n"
                           "a,2024,20,10,2,\nb,2024,40,30,5,3\nd,2024,10,8,1,\nx,2024,5,1,0,\n");
    childplan_reports *after = reported(new_plan, "unit,period,total,trained,helpers\n"
                                                  "a,2024,20,10,2\nb,2024,40,30,5\nd,2024,11,8,1\n");
    childplan_rollup_options *options = asked("2024", "", "", "");
    childplan_comparison *comparison = compare(before, options, after, options);
    assert_differences(comparison, CHILDPLAN_COLUMN_VALUE,
                       "root 2024 come: none -> - = -* - - -* -\n"
                       "root 2024 ratio: 65.3333 -> 78.8732 = +13.5399* 0 +3.2381* +11.4286* -1.1268*\n"
                       "root 2024 gone: - -> none = -* - -* -* -\n"
                       "g1 2024 come: none -> - = -* - - -* -\n"
                       "g1 2024 ratio: 63.0769 -> 60 = -3.0769* 0 -13.0769* +10* 0\n"
                       "g1 2024 gone: - -> none = -* - -* -* -\n"
                       "g2 2024 come: none -> - = -* - - -* -\n"
                       "g2 2024 ratio: 80 -> 86.2745 = +6.2745* 0 -4* +12* -1.7255*\n"
                       "g2 2024 gone: - -> none = -* - -* -* -\n"
                       "a 2024 come: none -> - = -* - - -* -\n"
                       "a 2024 ratio: 50 -> 60 = +10* 0 0 +10* 0\n"
                       "a 2024 gone: - -> none = -* - - -* -\n"
                       "b 2024 come: none -> - = -* - - -* -\n"
                       "b 2024 ratio: 75 -> 87.5 = +12.5* 0 0 +12.5* 0\n"
                       "b 2024 gone: - -> none = -* - - -* -\n"
                       "d 2024 come: none -> - = -* - - -* -\n"
                       "d 2024 ratio: 80 -> 81.8182 = +1.8182* 0 0 +10* -8.1818*\n"
                       "d 2024 gone: - -> none = -* - - -* -\n"
                       "x 2024 ratio: 20 -> none = -* - -* - -\n"
                       "x 2024 gone: - -> none = -* - -* - -\n");
    assert_int_equal(childplan_comparison_facts_left(comparison, CHILDPLAN_READING_BEFORE), 0);
    assert_int_equal(childplan_comparison_facts_left(comparison, CHILDPLAN_READING_STRUCTURE), 3);
    assert_int_equal(childplan_comparison_facts_left(comparison, CHILDPLAN_READING_CONFIGURATION), 4);
    assert_int_equal(childplan_comparison_facts_left(comparison, CHILDPLAN_READING_AFTER), 0);
    /* The plan between: what before asks, of the units of after. */
    const childplan_plan *between =
        childplan_rollup_plan(childplan_comparison_reading(comparison, CHILDPLAN_READING_STRUCTURE));
    assert_int_equal(childplan_plan_find_unit(between, "x"), CHILDPLAN_NONE);
    assert_string_equal(childplan_plan_indicator_id(between, 1), "gone");
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(options);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(old_plan);
    childplan_plan_free(new_plan);
}

/* Only the units stand in another place: no figure of the configuration may move. */
static const char narrow_first[] =
    "childplan: 1\n"
    "plan: {id: t, title: T, horizon: {from: 2024, to: 2024}, tasks: [{id: T1, text: T, leads: [low, b, town]}]}\n"
    "calendar: {frequency: year}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: town, name: Town, level: low, parent: root, tags: [river]}\n"
    "  - {id: b, name: B, level: low, parent: root}\n"
    "elements: [{id: n, name: N, over_time: last}]\n"
    "indicators:\n"
    "  - {id: river, name: River, numerator: n, units: {tag: river}, baseline: {period: 2023, values: [{unit: b, "
    "value: "
    "1}]}}\n"
    "  - {id: named, name: Named, numerator: n, units: {ids: [b]}, targets: [{by: 2024, at_least: 2, units: {ids: "
    "[b]}}]}\n"
    "  - {id: met, name: Met, units_meeting: {indicator: named, level: low}}\n";
static const char narrow_second[] =
    "childplan: 1\n"
    "plan: {id: t, title: T, horizon: {from: 2023, to: 2025}}\n"
    "calendar: {frequency: year}\n"
    "levels: [{id: head, name: Head}, {id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: b, name: B, level: low, parent: root, tags: [river]}\n"
    "  - {id: root, name: Root, level: head}\n"
    "  - {id: town, name: Town, level: low, parent: root}\n"
    "  - {id: z, name: Z, level: low, parent: root, until: 2024-06-30, successor: b}\n"
    "elements: [{id: n, name: N, over_time: last}]\n"
    "indicators:\n"
    "  - {id: river, name: River, numerator: n, units: {tag: river}}\n"
    "  - {id: named, name: Named, numerator: n, units: {ids: [b]}, targets: [{by: 2024, at_least: 2, units: {ids: "
    "[b]}}]}\n"
    "  - {id: met, name: Met, units_meeting: {indicator: named, level: low}}\n";

/* root reports 1, town 3, b 5. The tag goes from town (3) to b (5) with the structure: +2 at the root. What is asked of
   b stays, though b is another index there; the horizons differ. The way back has the opposite. */
static void test_narrowed(void **state) {
    (void)state;
    childplan_plan *first = load(narrow_first);
    childplan_plan *second = load(narrow_second);
    childplan_reports *before = reported(first, "unit,period,n\nroot,2024,1\ntown,2024,3\nb,2024,5\n");
    childplan_reports *after = reported(second, "unit,period,n\nroot,2024,1\ntown,2024,3\nb,2024,5\n");
    childplan_rollup_options *options = asked("2024", "", "", "");
    childplan_comparison *comparison = compare(before, options, after, options);
    assert_differences(comparison, CHILDPLAN_COLUMN_NUMERATOR,
                       "b 2024 river: - -> 5 = -* - -* - -\n"
                       "root 2024 river: 3 -> 5 = +2* 0 +2* 0 0\n"
                       "town 2024 river: 3 -> - = -* - -* - -\n");
    const childplan_plan *between =
        childplan_rollup_plan(childplan_comparison_reading(comparison, CHILDPLAN_READING_STRUCTURE));
    assert_int_equal(childplan_plan_task_lead_count(between, 0), 3);
    assert_int_equal(childplan_plan_task_lead_level(between, 0, 0), 2);
    assert_int_equal(childplan_plan_task_lead_unit(between, 0, 1), 0);
    childplan_comparison_free(comparison);
    comparison = compare(after, options, before, options);
    assert_differences(comparison, CHILDPLAN_COLUMN_NUMERATOR,
                       "root 2024 river: 5 -> 3 = -2* 0 -2* 0 0\n"
                       "town 2024 river: - -> 3 = -* - -* - -\n"
                       "b 2024 river: 5 -> - = -* - -* - -\n");
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(options);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(first);
    childplan_plan_free(second);
}

/* What each asks for is put together; a period that one plan does not have is on one side only. */
static void test_choice(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *before = reported(plan, "unit,period,visits\na,2024,5\nb,2024,7\n");
    childplan_reports *after = reported(plan, "unit,period,visits\na,2024,6\nb,2024,8\nd,2025,1\n");
    childplan_rollup_options *of_a = asked("2024", "2024-12-31", "", "");
    childplan_rollup_options *of_b = asked("2025", "", "", "");
    assert_int_equal(childplan_rollup_options_add_unit(of_a, childplan_plan_find_unit(plan, "a")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_unit(of_b, childplan_plan_find_unit(plan, "b")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_level(of_a, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_level(of_b, 2), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(of_a, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(of_b, 1), CHILDPLAN_OK);
    childplan_comparison *comparison = compare(before, of_a, after, of_b);
    assert_differences(comparison, CHILDPLAN_COLUMN_NUMERATOR,
                       "a 2025 visits: none -> - = -* -* - - -\n"
                       "a 2024 visits: 5 -> 6 = +1* 0 0 0 +1*\n"
                       "b 2025 visits: none -> - = -* -* - - -\n"
                       "b 2024 visits: 7 -> 8 = +1* 0 0 0 +1*\n");
    childplan_comparison_free(comparison);
    assert_int_equal(childplan_rollup_options_add_unit(of_b, 77), CHILDPLAN_OK);
    comparison = NULL;
    assert_int_equal(childplan_comparison_make(before, of_a, after, of_b, &comparison, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_rollup_options *late = asked("2030", "", "", "");
    assert_int_equal(childplan_comparison_make(before, late, after, NULL, &comparison, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_null(comparison);
    childplan_rollup_options_free(of_a);
    childplan_rollup_options_free(of_b);
    childplan_rollup_options_free(late);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(plan);
}

/* A part that does not fit 64 bits is said to, and its text is there: 3 × 2^61 as the value of a ratio over primes. */
static void test_large(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *before =
        reported(plan, "unit,period,total,trained\na,2024,9223372036854775783,4611686018427387847\n");
    childplan_reports *after =
        reported(plan, "unit,period,total,trained\na,2024,9223372036854775643,4611686018427387847\n");
    childplan_comparison *comparison = compare(before, NULL, after, NULL);
    int64_t numerator = 7;
    int64_t denominator = 7;
    char text[64];
    assert_string_equal(childplan_comparison_indicator(comparison, 0), "ratio");
    assert_int_equal(childplan_comparison_part(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_VALUE, &numerator,
                                               &denominator),
                     CHILDPLAN_ERROR_OVERFLOW);
    assert_int_equal(numerator, 7);
    childplan_comparison_part_text(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_VALUE, text, sizeof text);
    assert_string_equal(text, "0");
    childplan_comparison_part_text(comparison, 0, CHILDPLAN_CAUSE_DATA, CHILDPLAN_COLUMN_DENOMINATOR, text,
                                   sizeof text);
    assert_string_equal(text, "-140");
    childplan_comparison_free(comparison);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(plan);
}

#define PLAN_OF(units, indicators)                                                                                     \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: t, title: T, horizon: {from: 2024, to: 2026}}\n"                                                       \
    "calendar: {frequency: year}\n"                                                                                    \
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"                                                           \
    "units:\n"                                                                                                         \
    "  - {id: root, name: Root, level: top}\n" units "elements: [{id: x, name: X, over_time: last}]\n"                 \
    "indicators:\n" indicators
#define UNIT_OF(id) "  - {id: " id ", name: U, level: low, parent: root}\n"
#define INDICATOR_OF(id) "  - {id: " id ", name: I, numerator: x}\n"

/* Options that name a unit and an indicator that the other plan does not have. */
static childplan_rollup_options *asked_of(const childplan_plan *plan, const char *const units[2],
                                          const char *const indicators[2]) {
    childplan_rollup_options *options = asked("2024", "", "", "");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(childplan_rollup_options_add_unit(options, childplan_plan_find_unit(plan, units[i])),
                         CHILDPLAN_OK);
        assert_int_equal(
            childplan_rollup_options_add_indicator(options, childplan_plan_find_indicator(plan, indicators[i])),
            CHILDPLAN_OK);
    }
    assert_int_equal(childplan_rollup_options_add_level(options, childplan_plan_find_level(plan, "low")), CHILDPLAN_OK);
    return options;
}

static void test_asked_of_each(void **state) {
    (void)state;
    childplan_plan *plan = load(PLAN_OF(UNIT_OF("a") UNIT_OF("b"), INDICATOR_OF("i") INDICATOR_OF("j")));
    childplan_plan *other = load(PLAN_OF(UNIT_OF("a") UNIT_OF("c"), INDICATOR_OF("i") INDICATOR_OF("k")));
    childplan_reports *before = reported(plan, "unit,period,element,value\na,2024,x,1\nb,2024,x,2\n");
    childplan_reports *after = reported(other, "unit,period,element,value\na,2024,x,5\nc,2024,x,7\n");
    childplan_rollup_options *ask_before =
        asked_of(plan, (const char *const[]){"a", "b"}, (const char *const[]){"i", "j"});
    childplan_rollup_options *ask_after =
        asked_of(other, (const char *const[]){"a", "c"}, (const char *const[]){"k", "i"});
    childplan_comparison *comparison = compare(before, ask_before, after, ask_after);
    assert_differences(comparison, CHILDPLAN_COLUMN_VALUE,
                       "a 2024 i: 1 -> 5 = +4* 0 0 0 +4*\n"
                       "a 2024 k: none -> 5 = -* - - -* -*\n"
                       "a 2024 j: 1 -> none = -* - - -* -\n"
                       "c 2024 i: none -> 7 = -* - -* - -*\n"
                       "c 2024 k: none -> 7 = -* - - -* -*\n"
                       "b 2024 i: 2 -> none = -* - -* - -\n"
                       "b 2024 j: 2 -> none = -* - -* - -\n");
    /* A row that one of the readings does not have differs in every column; b's goes with the structure. */
    static const int32_t columns[] = {CHILDPLAN_COLUMN_VALUE, CHILDPLAN_COLUMN_STATUS};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        assert_int_equal(childplan_comparison_changed(comparison, 5, CHILDPLAN_CAUSE_ALL, columns[i]), 1);
        assert_int_equal(childplan_comparison_changed(comparison, 5, CHILDPLAN_CAUSE_STRUCTURE, columns[i]), 1);
        assert_int_equal(childplan_comparison_changed(comparison, 5, CHILDPLAN_CAUSE_DATA, columns[i]), 0);
        assert_int_equal(childplan_comparison_changed(comparison, 3, CHILDPLAN_CAUSE_STRUCTURE, columns[i]), 1);
    }
    childplan_comparison_free(comparison);
    /* With no choice of the one the other's is none. */
    comparison = compare(before, NULL, after, ask_after);
    assert_true(childplan_comparison_row_count(comparison) > 0);
    childplan_comparison_free(comparison);
    comparison = compare(before, ask_before, after, NULL);
    assert_true(childplan_comparison_row_count(comparison) > 0);
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(ask_before);
    childplan_rollup_options_free(ask_after);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(plan);
    childplan_plan_free(other);
}

/* Without any report and any choice there is no period to speak of. */
static void test_nothing(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *before = NULL;
    childplan_reports *after = NULL;
    assert_int_equal(childplan_reports_new(plan, &before), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(plan, &after), CHILDPLAN_OK);
    childplan_comparison *comparison = compare(before, NULL, after, NULL);
    assert_int_equal(childplan_comparison_row_count(comparison), 0);
    childplan_comparison_free(comparison);
    childplan_reports_free(before);
    childplan_reports_free(after);
    childplan_plan_free(plan);
}

static void test_usage(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *reports = reported(plan, "unit,period,visits\na,2024,5\n");
    childplan_reports *none = NULL;
    childplan_comparison *comparison = NULL;
    int64_t number = 0;
    size_t row = 0;
    assert_int_equal(childplan_reports_new(plan, &none), CHILDPLAN_OK);
    assert_int_equal(childplan_comparison_make(NULL, NULL, reports, NULL, &comparison, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_make(reports, NULL, NULL, NULL, &comparison, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_make(reports, NULL, reports, NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    comparison = compare(none, NULL, reports, NULL);
    assert_true(childplan_comparison_row_count(comparison) > 0);
    size_t rows = childplan_comparison_row_count(comparison);
    assert_null(childplan_comparison_unit(comparison, rows));
    assert_null(childplan_comparison_indicator(comparison, rows));
    assert_int_equal(childplan_comparison_period(comparison, rows), CHILDPLAN_NO_PERIOD);
    assert_int_equal(childplan_comparison_row(comparison, rows, 0, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_row(comparison, 0, CHILDPLAN_READING_COUNT, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_row(comparison, 0, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_null(childplan_comparison_reading(comparison, -1));
    assert_null(childplan_comparison_reading(comparison, CHILDPLAN_READING_COUNT));
    assert_int_equal(childplan_comparison_facts_left(comparison, CHILDPLAN_READING_COUNT), 0);
    assert_int_equal(childplan_comparison_facts_left(comparison, -1), 0);
    assert_int_equal(childplan_comparison_row(comparison, 0, -1, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_changed(comparison, rows, 0, CHILDPLAN_ANY_COLUMN), 0);
    assert_int_equal(childplan_comparison_changed(comparison, 0, CHILDPLAN_CAUSE_ALL - 1, CHILDPLAN_ANY_COLUMN), 0);
    assert_int_equal(
        childplan_comparison_part(comparison, 0, CHILDPLAN_CAUSE_ALL, CHILDPLAN_COLUMN_VALUE, &number, NULL),
        CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_changed(comparison, 0, CHILDPLAN_CAUSE_COUNT, CHILDPLAN_ANY_COLUMN), 0);
    assert_int_equal(
        childplan_comparison_part(comparison, 0, CHILDPLAN_CAUSE_ALL, CHILDPLAN_COLUMN_LOW, &number, &number),
        CHILDPLAN_ERROR_USAGE);
    assert_int_equal(
        childplan_comparison_part(comparison, 0, CHILDPLAN_CAUSE_ALL, CHILDPLAN_COLUMN_VALUE, NULL, &number),
        CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_part_text(comparison, rows, 0, CHILDPLAN_COLUMN_VALUE, NULL, 0), 0);
    childplan_comparison_free(comparison);
    childplan_comparison_free(NULL);
    assert_int_equal(childplan_comparison_row_count(NULL), 0);
    assert_null(childplan_comparison_unit(NULL, 0));
    assert_null(childplan_comparison_reading(NULL, 0));
    assert_int_equal(childplan_comparison_facts_left(NULL, 0), 0);
    assert_int_equal(childplan_comparison_row(NULL, 0, 0, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_comparison_changed(NULL, 0, 0, CHILDPLAN_ANY_COLUMN), 0);
    childplan_reports_free(none);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/*
 * Panels.
 */
static void tell_panel(const childplan_plan *plan, const childplan_panel *panel, int32_t column, struct buffer *text) {
    static const char *const lines[] = {"rows", "restated", "matched"};
    static const char *const shares[] = {"-", "matched", "first", "second", "incomplete"};
    static const char *const moves[] = {"stayed", "began", "ended", "in", "out"};
    for (int32_t line = CHILDPLAN_PANEL_ROWS; line <= CHILDPLAN_PANEL_MATCHED; line++) {
        buffer_print(text, "%s", lines[line]);
        for (int32_t side = CHILDPLAN_PANEL_FIRST; side <= CHILDPLAN_PANEL_CHANGE; side++) {
            char cell[64];
            size_t length = childplan_panel_text(panel, line, side, column, cell, sizeof cell);
            buffer_print(text, " %s", length ? cell : "-");
        }
        buffer_add_string(text, "\n");
    }
    for (size_t i = 0; i < childplan_panel_unit_count(panel); i++) {
        buffer_print(text, "%s %s %s\n", childplan_plan_unit_id(plan, childplan_panel_unit(panel, i)),
                     shares[childplan_panel_unit_share(panel, i)], moves[childplan_panel_unit_move(panel, i)]);
    }
    buffer_add_string(text, childplan_panel_is_break(panel) ? "break\n" : "no break\n");
}

static void assert_panel(const childplan_reports *reports, const childplan_plan *plan,
                         const childplan_rollup_options *options, const char *unit, const char *indicator,
                         int32_t column, const char *expected) {
    childplan_panel *panel = NULL;
    struct buffer text = {0};
    assert_int_equal(childplan_panel_make(reports, options, childplan_plan_find_unit(plan, unit),
                                          childplan_plan_find_indicator(plan, indicator), period("2024"),
                                          period("2025"), &panel, NULL),
                     CHILDPLAN_OK);
    tell_panel(plan, panel, column, &text);
    assert_same_lines(unit, expected, text.bytes);
    buffer_free(&text);
    childplan_panel_free(panel);
}

/* A merger that looks like a trend: visits of 2024 a 5, b 7, c 9, d 4, of 2025 a 6, b 17, d nothing. As it was g1 goes
   from 12 to 23; but c, which was of g2, is b by then. In the tree of 2025: 21 -> 23, and so on a and b alone. */
static void test_merger(void **state) {
    (void)state;
    static const char csv[] = "unit,period,visits\na,2024,5\nb,2024,7\nc,2024,9\nd,2024,4\na,2025,6\nb,2025,17\n";
    childplan_plan *plan = load(plan_text);
    childplan_reports *reports = reported(plan, csv);
    childplan_rollup_options *as_of = asked("2024", "", "", "2025-06-30");
    assert_panel(reports, plan, NULL, "g1", "visits", CHILDPLAN_COLUMN_NUMERATOR,
                 "rows 12 23 +11\nrestated 21 23 +2\nmatched 21 23 +2\n"
                 "a matched stayed\nb matched stayed\nc - in\nbreak\n");
    assert_panel(reports, plan, as_of, "g1", "visits", CHILDPLAN_COLUMN_NUMERATOR,
                 "rows 21 23 +2\nrestated 21 23 +2\nmatched 21 23 +2\n"
                 "a matched stayed\nb matched stayed\nno break\n");
    assert_panel(reports, plan, NULL, "g2", "visits", CHILDPLAN_COLUMN_NUMERATOR,
                 "rows 13 - -\nrestated 4 - -\nmatched - - -\nc - out\nd first stayed\nbreak\n");
    /* At the root nothing moves in or out, but c is not there any more: 25 -> 23, of which d's silence is −4. */
    assert_panel(reports, plan, NULL, "root", "visits", CHILDPLAN_COLUMN_NUMERATOR,
                 "rows 25 23 -2\nrestated 25 23 -2\nmatched 21 23 +2\n"
                 "a matched stayed\nb matched stayed\nc - ended\nd first stayed\nbreak\n");
    childplan_rollup_options_free(as_of);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/* Without a successor there is nothing to match with; a unit that begins has no past. x of g1 ends with 2024, n begins
   with 2025. 2024: a 10/20, x 8/10; 2025: a 12/20, n 1/5. As it was 18/30 = 60 -> 13/25 = 52; in the tree of 2025 x is
   counted at g1, so the same; matched a alone, 50 -> 60. */
static void test_without_successor(void **state) {
    (void)state;
    static const char text[] = PLAN_HEAD
        "  - {id: x, name: X, level: low, parent: g1, until: 2024-12-31}\n"
        "  - {id: n, name: N, level: low, parent: g1, from: 2025-01-01}\n"
        "  - {id: m, name: M, level: low, parent: g1, until: 2024-12-31}\n"
        "  - {id: m, name: M, level: low, parent: g2, from: 2025-01-01}\n" PLAN_TAIL "indicators:\n"
        "  - {id: ratio, name: Ratio, numerator: trained, denominator: total, targets: [{by: 2026, at_least: 55%}]}\n"
        "  - {id: met, name: Met, units_meeting: {indicator: ratio, level: low}}\n";
    childplan_plan *plan = load(text);
    childplan_reports *reports = reported(plan, "unit,period,total,trained\na,2024,20,10\nx,2024,10,8\n"
                                                "a,2025,20,12\nn,2025,5,1\n");
    assert_panel(reports, plan, NULL, "g1", "ratio", CHILDPLAN_COLUMN_VALUE,
                 "rows 60 52 -8\nrestated 60 52 -8\nmatched 50 60 +10\n"
                 "a matched stayed\nx first ended\nn second began\nbreak\n");
    take(reports, "unit,period,total,trained\nm,2024,10,0\nm,2025,10,5\n");
    /* m moves to g2 with its 0/10: g1 as it was 18/40 = 45. */
    assert_panel(reports, plan, NULL, "g1", "ratio", CHILDPLAN_COLUMN_VALUE,
                 "rows 45 52 +7\nrestated 60 52 -8\nmatched 50 60 +10\n"
                 "a matched stayed\nx first ended\nn second began\nm - out\nbreak\n");
    /* Units that meet 55%: of a (no), x (yes) and m (no) one in 2024, of a (yes) and n (no) one in 2025; in the tree of
       2025 only a and n can be asked, and n said nothing in 2024. */
    assert_panel(reports, plan, NULL, "g1", "met", CHILDPLAN_COLUMN_NUMERATOR,
                 "rows 1 1 0\nrestated 0 1 +1\nmatched 0 1 +1\n"
                 "a matched stayed\nx - ended\nn second began\nm - out\nbreak\n");
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/* What is not all there is not matched: b owes trained too in 2025. */
static void test_incomplete(void **state) {
    (void)state;
    static const char text[] = PLAN_HEAD "  - {id: b, name: B, level: low, parent: g1}\n" PLAN_TAIL
                                         "indicators: [{id: both, name: Both, numerator: [visits, helpers]}]\n";
    childplan_plan *plan = load(text);
    childplan_reports *reports =
        reported(plan, "unit,period,visits,helpers\na,2024,1,1\nb,2024,2,2\na,2025,3,3\nb,2025,4,\n");
    assert_panel(reports, plan, NULL, "root", "both", CHILDPLAN_COLUMN_VALUE,
                 "rows 6 10 +4\nrestated 6 10 +4\nmatched 2 6 +4\na matched stayed\nb incomplete stayed\nno break\n");
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/* x ends in the middle of 2025; its successor, the group g1, does not report visits: what x did in half of 2025 is not
   matched with the whole of 2024. e ends then too, and a goes on for it: 5 + 3 -> 6 + 1. */
static void test_half_a_year(void **state) {
    (void)state;
    static const char text[] =
        PLAN_HEAD "  - {id: x, name: X, level: low, parent: g1, until: 2025-06-30, successor: g1}\n"
                  "  - {id: e, name: E, level: low, parent: g1, until: 2025-06-30, successor: a}\n"
                  "elements: [{id: visits, name: Visits, over_time: sum, levels: [low], frequency: half}]\n"
                  "indicators: [{id: visits, name: Visits, numerator: visits}]\n";
    childplan_plan *plan = load(text);
    childplan_reports *reports = reported(plan, "unit,period,visits\n"
                                                "a,2024-H1,2\na,2024-H2,3\na,2025-H1,4\na,2025-H2,2\n"
                                                "x,2024-H1,4\nx,2024-H2,4\nx,2025-H1,4\n"
                                                "e,2024-H1,1\ne,2024-H2,2\ne,2025-H1,1\n");
    assert_panel(reports, plan, NULL, "root", "visits", CHILDPLAN_COLUMN_NUMERATOR,
                 "rows 16 11 -5\nrestated 16 11 -5\nmatched 8 7 -1\n"
                 "g1 incomplete stayed\na matched stayed\nx - ended\ne - ended\nbreak\n");
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

static void test_breaks(void **state) {
    (void)state;
    static const char csv[] =
        "unit,period,visits\na,2024,5\nb,2024,7\nc,2024,9\na,2025,6\nb,2025,17\na,2026,6\nb,2026,18\n";
    childplan_plan *plan = load(plan_text);
    childplan_reports *reports = reported(plan, csv);
    const int64_t series[] = {period("2024"), period("2025"), period("2026")};
    int32_t g1 = childplan_plan_find_unit(plan, "g1");
    uint8_t breaks[3] = {7, 7, 7};
    assert_int_equal(childplan_breaks_find(reports, NULL, g1, 1, series, 3, breaks, NULL), CHILDPLAN_OK);
    assert_memory_equal(breaks, ((const uint8_t[]){0, 1, 0}), 3);
    /* Up to a cut-off, and in one structure. */
    childplan_rollup_options *options = asked("2024", "2025-06-30", "", "");
    assert_int_equal(childplan_breaks_find(reports, options, g1, 1, series, 3, breaks, NULL), CHILDPLAN_OK);
    assert_memory_equal(breaks, ((const uint8_t[]){0, 1, 0}), 3);
    assert_int_equal(childplan_rollup_options_set_structure(options, day("2025-06-30")), CHILDPLAN_OK);
    assert_int_equal(childplan_breaks_find(reports, options, g1, 1, series, 3, breaks, NULL), CHILDPLAN_OK);
    assert_memory_equal(breaks, ((const uint8_t[]){0, 0, 0}), 3);
    childplan_panel *panel = NULL;
    assert_int_equal(childplan_panel_make(reports, options, g1, 1, series[0], series[2], &panel, NULL),
                     CHILDPLAN_ABSENT);
    int32_t c = childplan_plan_find_unit(plan, "c");
    assert_int_equal(childplan_panel_make(reports, NULL, c, 1, series[0], series[1], &panel, NULL), CHILDPLAN_ABSENT);
    assert_null(panel);
    assert_int_equal(childplan_breaks_find(NULL, NULL, g1, 1, series, 3, breaks, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_breaks_find(reports, NULL, 99, 1, series, 3, breaks, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_breaks_find(reports, NULL, g1, 9, series, 3, breaks, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_breaks_find(reports, NULL, g1, 1, NULL, 3, breaks, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_breaks_find(reports, NULL, g1, 1, series, 3, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_breaks_find(reports, NULL, g1, 1, NULL, 0, NULL, NULL), CHILDPLAN_OK);
    const int64_t outside[] = {period("2024"), period("2040")};
    breaks[0] = breaks[1] = 7;
    assert_int_equal(childplan_breaks_find(reports, NULL, g1, 1, outside, 2, breaks, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(breaks[0], 7);
    assert_int_equal(childplan_panel_make(reports, NULL, g1, 1, series[0], outside[1], &panel, NULL),
                     CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_panel_make(reports, NULL, g1, 1, series[0], 0, &panel, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

static void test_panel_usage(void **state) {
    (void)state;
    childplan_plan *plan = load(plan_text);
    childplan_reports *reports = reported(plan, "unit,period,total,trained\na,2024,3,1\na,2025,3,2\n");
    childplan_panel *panel = NULL;
    int64_t numerator = 0;
    int64_t denominator = 0;
    assert_int_equal(childplan_panel_make(NULL, NULL, 0, 0, period("2024"), period("2025"), &panel, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_make(reports, NULL, 0, 0, period("2024"), period("2025"), NULL, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_make(reports, NULL, 0, 0, period("2024"), period("2025"), &panel, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_panel_structure(panel), day("2025-12-31"));
    assert_int_equal(childplan_panel_figure(panel, CHILDPLAN_PANEL_MATCHED, CHILDPLAN_PANEL_CHANGE,
                                            CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
                     CHILDPLAN_OK);
    assert_int_equal(numerator, 100);
    assert_int_equal(denominator, 3);
    assert_int_equal(childplan_panel_figure(panel, 3, 0, CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(panel, 0, 3, CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(panel, 0, 0, CHILDPLAN_COLUMN_LOW, &numerator, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(panel, 0, 0, CHILDPLAN_COLUMN_VALUE, NULL, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(panel, 0, 0, CHILDPLAN_COLUMN_VALUE, &numerator, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(panel, -1, 0, CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(panel, 0, -1, CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_figure(NULL, 0, 0, CHILDPLAN_COLUMN_VALUE, &numerator, &denominator),
                     CHILDPLAN_ERROR_USAGE);
    childplan_panel *other = NULL;
    assert_int_equal(childplan_panel_make(reports, NULL, -1, 0, period("2024"), period("2025"), &other, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_panel_make(reports, NULL, 0, -1, period("2024"), period("2025"), &other, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_null(other);
    assert_int_equal(childplan_panel_unit(panel, 1), CHILDPLAN_NONE);
    assert_int_equal(childplan_panel_unit_share(panel, 1), CHILDPLAN_SHARE_NONE);
    assert_int_equal(childplan_panel_unit_move(panel, 1), CHILDPLAN_MOVE_STAYED);
    childplan_panel_free(panel);
    childplan_panel_free(NULL);
    assert_int_equal(childplan_panel_structure(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_panel_is_break(NULL), 0);
    assert_int_equal(childplan_panel_unit_count(NULL), 0);
    assert_int_equal(childplan_panel_unit(NULL, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_panel_unit_share(NULL, 0), CHILDPLAN_SHARE_NONE);
    assert_int_equal(childplan_panel_unit_move(NULL, 0), CHILDPLAN_MOVE_STAYED);
    assert_int_equal(childplan_panel_text(NULL, 0, 0, CHILDPLAN_COLUMN_VALUE, NULL, 0), 0);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_correction),    cmocka_unit_test(test_publication),
        cmocka_unit_test(test_as_was),        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_narrowed),      cmocka_unit_test(test_choice),
        cmocka_unit_test(test_large),         cmocka_unit_test(test_usage),
        cmocka_unit_test(test_asked_of_each), cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_merger),        cmocka_unit_test(test_without_successor),
        cmocka_unit_test(test_incomplete),    cmocka_unit_test(test_half_a_year),
        cmocka_unit_test(test_breaks),        cmocka_unit_test(test_panel_usage),
    };
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
