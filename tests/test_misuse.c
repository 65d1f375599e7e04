/* Whatever is missing or out of range is answered, by explanations, parts of a rollup, and who has reported. */
#include "support.h"

#include <string.h>

static const char plan_text[] = "childplan: 1\n"
                                "plan: {id: m, title: M, horizon: {from: 2023, to: 2024}}\n"
                                "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
                                "units:\n"
                                "  - {id: root, name: Root, level: top}\n"
                                "  - {id: a, name: A, level: low, parent: root}\n"
                                "elements: [{id: e, name: E, levels: [low], over_time: sum}]\n"
                                "indicators: [{id: i, name: I, numerator: e}]\n";
static const char reports_text[] = "unit,period,e\na,2023-H1,4\n";

struct fixture {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup_options *options;
};

static int64_t year;

static void ok(childplan_status status) {
    assert_int_equal(status, CHILDPLAN_OK);
}

static void refused(childplan_status status) {
    assert_int_equal(status, CHILDPLAN_ERROR_USAGE);
}

static int setup(void **state) {
    static struct fixture fixture;
    childplan_import *import = NULL;
    ok(childplan_plan_load_memory("plan.yaml", plan_text, sizeof plan_text - 1, NULL, &fixture.plan, NULL));
    ok(childplan_reports_new(fixture.plan, &fixture.reports));
    ok(childplan_import_new(fixture.reports, &import));
    ok(childplan_import_read_memory(import, "a\x01\n\t\"\\.csv", reports_text, sizeof reports_text - 1, NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    ok(childplan_period_parse("2023", 4, &year));
    ok(childplan_rollup_options_new(&fixture.options));
    ok(childplan_rollup_options_add_period(fixture.options, year));
    *state = &fixture;
    return 0;
}

static int teardown(void **state) {
    struct fixture *fixture = *state;
    childplan_rollup_options_free(fixture->options);
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    return 0;
}

static void test_no_explanation(void **state) {
    struct fixture *fixture = *state;
    childplan_explanation *made = NULL;
    refused(childplan_explanation_make(NULL, NULL, 0, year, 0, &made, NULL));
    refused(childplan_explanation_make(fixture->reports, NULL, 0, year, 0, NULL, NULL));
    refused(childplan_explanation_make(fixture->reports, NULL, -1, year, 0, &made, NULL));
    refused(childplan_explanation_make(fixture->reports, NULL, 2, year, 0, &made, NULL));
    refused(childplan_explanation_make(fixture->reports, NULL, 0, year, -1, &made, NULL));
    refused(childplan_explanation_make(fixture->reports, NULL, 0, year, 1, &made, NULL));
    refused(childplan_explanation_make(fixture->reports, NULL, 0, CHILDPLAN_NO_PERIOD, 0, &made, NULL));
    assert_null(made);
}

static void test_explanation(void **state) {
    struct fixture *fixture = *state;
    childplan_explanation *made = NULL;
    const int32_t *cells = NULL;
    int64_t value = 7;
    char text[8] = "x";
    ok(childplan_explanation_make(fixture->reports, fixture->options, 0, year, 0, &made, NULL));
    int32_t count = (int32_t)childplan_explanation_node_count(made);
    assert_true(count > 0);
    refused(childplan_explanation_column(NULL, CHILDPLAN_ITEM_KIND, &cells));
    refused(childplan_explanation_column(made, CHILDPLAN_ITEM_KIND, NULL));
    refused(childplan_explanation_column(made, CHILDPLAN_ITEM_KIND - 1, &cells));
    refused(childplan_explanation_column(made, CHILDPLAN_ITEM_UNIT + 1, &cells));
    assert_null(cells);
    refused(childplan_explanation_get(NULL, 0, CHILDPLAN_ITEM_KIND, &value));
    refused(childplan_explanation_get(made, -1, CHILDPLAN_ITEM_KIND, &value));
    refused(childplan_explanation_get(made, count, CHILDPLAN_ITEM_KIND, &value));
    refused(childplan_explanation_get(made, 0, -1, &value));
    refused(childplan_explanation_get(made, 0, CHILDPLAN_ITEM_COUNT, &value));
    refused(childplan_explanation_get(made, 0, CHILDPLAN_ITEM_KIND, NULL));
    assert_int_equal(value, 7);
    assert_int_equal(childplan_explanation_text(NULL, 0, CHILDPLAN_ITEM_KIND, text, sizeof text), 0);
    assert_string_equal(text, "");
    assert_int_equal(childplan_explanation_text(made, 0, -1, text, sizeof text), 0);
    assert_int_equal(childplan_explanation_text(made, 0, CHILDPLAN_ITEM_COUNT, text, sizeof text), 0);
    assert_null(childplan_explanation_item_name(-1));
    assert_null(childplan_explanation_item_name(CHILDPLAN_ITEM_COUNT));
    assert_null(childplan_explanation_kind_name(-1));
    assert_null(childplan_explanation_kind_name(CHILDPLAN_NODE_COUNT));
    assert_null(childplan_explanation_file(NULL, 0));
    childplan_explanation_free(made);
    childplan_explanation_free(NULL);
}

/* With a file whose name no JSON can hold as it is. */
static void test_explanation_in_json(void **state) {
    struct fixture *fixture = *state;
    struct buffer text = {0};
    childplan_explanation *made = NULL;
    ok(childplan_explanation_make(fixture->reports, fixture->options, 0, year, 0, &made, NULL));
    refused(childplan_explanation_write_json(NULL, CHILDPLAN_ENGLISH, buffer_write, &text));
    refused(childplan_explanation_write_json(made, CHILDPLAN_ENGLISH, NULL, &text));
    refused(childplan_explanation_write_json(made, -1, buffer_write, &text));
    assert_int_equal(text.size, 0);
    ok(childplan_explanation_write_json(made, CHILDPLAN_ENGLISH, buffer_write, &text));
    assert_non_null(strstr(text.bytes, "a\\u0001\\n\\t\\\"\\\\.csv"));
    buffer_free(&text);
    childplan_explanation_free(made);
}

static void test_parts(void **state) {
    struct fixture *fixture = *state;
    const int32_t units[] = {0, 1};
    const int32_t beyond = 2;
    childplan_partial *part = NULL;
    childplan_partial *other = NULL;
    childplan_rollup *rollup = NULL;
    refused(childplan_partial_compute(NULL, fixture->options, units, 1, &part, NULL));
    refused(childplan_partial_compute(fixture->reports, NULL, units, 1, &part, NULL));
    refused(childplan_partial_compute(fixture->reports, fixture->options, NULL, 1, &part, NULL));
    refused(childplan_partial_compute(fixture->reports, fixture->options, units, 1, NULL, NULL));
    refused(childplan_partial_compute(fixture->reports, fixture->options, &beyond, 1, &part, NULL));
    assert_null(part);
    ok(childplan_rollup_options_set_until(fixture->options, 19600));
    ok(childplan_partial_compute(fixture->reports, fixture->options, units, 2, &part, NULL));
    ok(childplan_partial_compute(fixture->reports, fixture->options, NULL, 0, &other, NULL));
    refused(childplan_partial_add(NULL, part, NULL));
    refused(childplan_partial_add(part, NULL, NULL));
    refused(childplan_partial_add(part, part, NULL));
    ok(childplan_partial_add(part, other, NULL));
    refused(childplan_partial_rows(NULL, &rollup, NULL));
    refused(childplan_partial_rows(part, NULL, NULL));
    assert_null(rollup);
    ok(childplan_partial_rows(part, &rollup, NULL));
    assert_int_equal(childplan_rollup_row_count(rollup), 2);
    childplan_rollup_free(rollup);
    childplan_partial_free(other);
    childplan_partial_free(part);
}

/* Each question that differs in one answer only is another question. */
static void test_parts_of_other_questions(void **state) {
    struct fixture *fixture = *state;
    enum { UNTIL, KNOWN_BY, STRUCTURE, PERIOD, OTHER_PERIOD, UNIT, LEVEL, INDICATOR, QUESTIONS };
    const int32_t day = 19600;
    const int64_t half = childplan_period_of(CHILDPLAN_HALF, 2023, 1);
    childplan_partial *part = NULL;
    ok(childplan_rollup_options_set_until(fixture->options, day));
    ok(childplan_partial_compute(fixture->reports, fixture->options, NULL, 0, &part, NULL));
    for (int question = UNTIL; question < QUESTIONS; question++) {
        childplan_rollup_options *options = NULL;
        childplan_partial *other = NULL;
        ok(childplan_rollup_options_new(&options));
        ok(childplan_rollup_options_set_until(options, question == UNTIL ? day + 1 : day));
        ok(childplan_rollup_options_add_period(options, question == OTHER_PERIOD ? half : year));
        ok(question == KNOWN_BY ? childplan_rollup_options_set_known_by(options, day) : CHILDPLAN_OK);
        ok(question == STRUCTURE ? childplan_rollup_options_set_structure(options, day) : CHILDPLAN_OK);
        ok(question == UNIT ? childplan_rollup_options_add_unit(options, 0) : CHILDPLAN_OK);
        ok(question == LEVEL ? childplan_rollup_options_add_level(options, 0) : CHILDPLAN_OK);
        ok(question == INDICATOR ? childplan_rollup_options_add_indicator(options, 0) : CHILDPLAN_OK);
        ok(question == PERIOD ? childplan_rollup_options_add_period(options, half) : CHILDPLAN_OK);
        ok(childplan_partial_compute(fixture->reports, options, NULL, 0, &other, NULL));
        assert_int_equal(childplan_partial_add(part, other, NULL), CHILDPLAN_ERROR_REFUSED);
        childplan_partial_free(other);
        childplan_rollup_options_free(options);
    }
    childplan_partial_free(part);
}

static void test_reporting(void **state) {
    struct fixture *fixture = *state;
    childplan_reporting *made = NULL;
    size_t row = 7;
    size_t count = 7;
    int64_t value = 7;
    ok(childplan_reporting_compute(fixture->reports, NULL, &made, NULL));
    size_t rows = childplan_reporting_row_count(made);
    assert_true(rows > 0);
    refused(childplan_reporting_find(NULL, 0, year, &row));
    refused(childplan_reporting_find(made, -1, year, &row));
    refused(childplan_reporting_find(made, 2, year, &row));
    refused(childplan_reporting_find(made, 0, year, NULL));
    refused(childplan_reporting_cells_of(NULL, 0, &row, &count));
    refused(childplan_reporting_cells_of(made, 0, NULL, &count));
    refused(childplan_reporting_cells_of(made, 0, &row, NULL));
    refused(childplan_reporting_cells_of(made, rows, &row, &count));
    assert_int_equal(row, 7);
    ok(childplan_reporting_cells_of(made, 0, &row, &count));
    assert_int_equal(row, 0);
    assert_int_equal(count, 0);
    int32_t column = CHILDPLAN_REPORTING_COLUMN_EXPECTED;
    while (childplan_reporting_rate(made, 0, column, &value, &value) == CHILDPLAN_ERROR_USAGE) {
        column++;
        assert_true(column < CHILDPLAN_REPORTING_COLUMN_COUNT);
    }
    refused(childplan_reporting_rate(made, 0, column, NULL, &value));
    refused(childplan_reporting_rate(made, 0, column, &value, NULL));
    refused(childplan_reporting_rate(made, rows, column, &value, &value));
    refused(childplan_reporting_cell_get(NULL, 0, 0, &value));
    refused(childplan_reporting_cell_get(made, 0, 0, NULL));
    refused(childplan_reporting_cell_get(made, 0, 0, &value));
    childplan_reporting_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_no_explanation, setup, teardown),
        cmocka_unit_test_setup_teardown(test_explanation, setup, teardown),
        cmocka_unit_test_setup_teardown(test_explanation_in_json, setup, teardown),
        cmocka_unit_test_setup_teardown(test_parts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_parts_of_other_questions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reporting, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
