/* The public functions of rollup.h: what they give, and what they say to misuse. */
#include "support.h"

#include <string.h>

static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: r, title: R, issuer: root, horizon: {from: 2023, to: 2024}}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: a, name: A, level: low, parent: root}\n"
    "  - {id: b, name: B, level: low, parent: root, until: 2023-12-31}\n"
    "  - {id: c, name: C, level: low, parent: root, from: 2024-01-01}\n"
    "elements:\n"
    "  - {id: all, name: All, levels: [low], over_time: last}\n"
    "  - {id: some, name: Some, levels: [low], over_time: last, part_of: all}\n"
    "  - {id: hours, name: Hours, levels: [low], type: decimal, decimals: 2, over_time: sum, min: -1000000}\n"
    "indicators:\n"
    "  - {id: share, name: Share, numerator: some, denominator: all, targets: [{by: 2024, above: 90%}]}\n"
    "  - {id: total, name: Total, numerator: hours}\n";

static const char reports_text[] = "unit,period,all,some,hours\n"
                                   "a,2023-H1,10,9,1.25\n"
                                   "b,2023-H1,30,18,2.5\n"
                                   "a,2023-H2,10,9,\n"
                                   "b,2023-H2,30,30,-0.5\n"
                                   "a,2024-H1,10,10,4\n";

struct fixture {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup *rollup;
};

static int64_t period(const char *name) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &code), CHILDPLAN_OK);
    return code;
}

static int32_t date(const char *iso) {
    int32_t day = 0;
    assert_int_equal(childplan_date_parse(iso, strlen(iso), &day), CHILDPLAN_OK);
    return day;
}

static void import_text(childplan_reports *reports, const char *csv) {
    childplan_import *import = NULL;
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "reports.csv", csv, strlen(csv), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
}

static int setup(void **state) {
    static struct fixture fixture;
    assert_int_equal(
        childplan_plan_load_memory("plan.yaml", plan_text, sizeof plan_text - 1, NULL, &fixture.plan, NULL),
        CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(fixture.plan, &fixture.reports), CHILDPLAN_OK);
    import_text(fixture.reports, reports_text);
    assert_int_equal(childplan_rollup_compute(fixture.reports, NULL, &fixture.rollup, NULL), CHILDPLAN_OK);
    *state = &fixture;
    return 0;
}

static int teardown(void **state) {
    struct fixture *fixture = *state;
    childplan_rollup_free(fixture->rollup);
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    return 0;
}

static void assert_cell(const childplan_rollup *rollup, size_t row, int32_t column, const char *expected) {
    char text[128];
    size_t size = childplan_rollup_text(rollup, row, column, text, sizeof text);
    assert_string_equal(text, expected);
    assert_int_equal(size, strlen(expected));
}

static void test_defaults(void **state) {
    struct fixture *fixture = *state;
    const childplan_rollup *rollup = fixture->rollup;
    assert_ptr_equal(childplan_rollup_plan(rollup), fixture->plan);
    assert_int_equal(childplan_rollup_until(rollup), date("2024-06-30"));
    assert_int_equal(childplan_rollup_structure(rollup), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_rollup_known_by(rollup), CHILDPLAN_NO_DATE);
    /* root and a: 2023, H1, H2, 2024, H1; b: 2023 and its halves; c: 2024 and its half; two indicators */
    assert_int_equal(childplan_rollup_row_count(rollup), (5 + 5 + 3 + 2) * 2);
}

static void test_find_and_text(void **state) {
    struct fixture *fixture = *state;
    size_t row = 999;
    assert_int_equal(childplan_rollup_find(fixture->rollup, 0, period("2023"), 0, &row), CHILDPLAN_OK);
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_UNIT, "root");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_LEVEL, "top");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_PERIOD, "2023");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_INDICATOR, "share");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_NUMERATOR, "39");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_DENOMINATOR, "40");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_VALUE, "97.5");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_TARGET, "> 90");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_BY, "2024");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_MET, "yes");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_CERTAIN, "yes");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_STATUS, "met");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_GAP, "0");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_PATH, "");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_AS_OF, "2023-12-31");
    assert_int_equal(childplan_rollup_find(fixture->rollup, 0, period("2023-H1"), 1, &row), CHILDPLAN_OK);
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_NUMERATOR, "3.75");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_DENOMINATOR, "");
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS, "2");
    assert_int_equal(childplan_rollup_text(fixture->rollup, row, CHILDPLAN_COLUMN_INDICATOR, NULL, 0), 5);
    char cut[3];
    assert_int_equal(childplan_rollup_text(fixture->rollup, row, CHILDPLAN_COLUMN_INDICATOR, cut, sizeof cut), 5);
    assert_string_equal(cut, "to");
}

/* The three doors to a cell give the same. */
/* Every row is found where it is, also where not all indicators were asked for, and in periods in no order. */
static void assert_each_is_found(const childplan_rollup *rollup) {
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        int64_t place[3] = {0};
        size_t found = 999;
        for (int32_t column = CHILDPLAN_COLUMN_UNIT; column <= CHILDPLAN_COLUMN_INDICATOR; column++) {
            assert_int_equal(childplan_rollup_get(rollup, row, column, &place[column]), CHILDPLAN_OK);
        }
        assert_int_equal(childplan_rollup_find(rollup, (int32_t)place[0], place[1], (int32_t)place[2], &found),
                         CHILDPLAN_OK);
        assert_int_equal(found, row);
    }
}

static void test_each_is_found(void **state) {
    struct fixture *fixture = *state;
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    size_t row = 999;
    assert_each_is_found(fixture->rollup);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(options, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period("2024-H1")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period("2023")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(fixture->reports, options, &rollup, NULL), CHILDPLAN_OK);
    assert_each_is_found(rollup);
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2023"), 0, &row), CHILDPLAN_ABSENT);
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2024"), 1, &row), CHILDPLAN_ABSENT);
    assert_int_equal(childplan_rollup_find(rollup, 2, period("2024-H1"), 1, &row), CHILDPLAN_ABSENT);
    assert_int_equal(row, 999);
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
}

static void test_columns_agree(void **state) {
    const childplan_rollup *rollup = ((struct fixture *)*state)->rollup;
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        const int32_t *narrow = NULL;
        const int64_t *whole = NULL;
        const double *real = NULL;
        const uint8_t *present = NULL;
        int types = (childplan_rollup_int32_column(rollup, column, &narrow, &present) == CHILDPLAN_OK) +
                    (childplan_rollup_int64_column(rollup, column, &whole, &present) == CHILDPLAN_OK) +
                    (childplan_rollup_double_column(rollup, column, &real, &present) == CHILDPLAN_OK);
        assert_int_equal(types, 1);
        for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
            int64_t value = -77;
            assert_int_equal(childplan_rollup_text(rollup, row, column, NULL, 0) > 0, present[row]);
            childplan_status status = childplan_rollup_get(rollup, row, column, &value);
            if (real != NULL) {
                assert_int_equal(status, CHILDPLAN_ERROR_USAGE);
                continue;
            }
            assert_int_equal(status, present[row] ? CHILDPLAN_OK : CHILDPLAN_ABSENT);
            if (present[row]) {
                assert_int_equal(value, narrow != NULL ? narrow[row] : whole[row]);
            }
        }
    }
}

static void test_double_column(void **state) {
    struct fixture *fixture = *state;
    const double *values = NULL;
    size_t row = 0;
    assert_int_equal(childplan_rollup_double_column(fixture->rollup, CHILDPLAN_COLUMN_VALUE, &values, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_find(fixture->rollup, 0, period("2023"), 0, &row), CHILDPLAN_OK);
    assert_true(values[row] > 97.49 && values[row] < 97.51);
}

static void test_options(void **state) {
    struct fixture *fixture = *state;
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period("plan")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period("2023-H1")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period("plan")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_level(options, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(options, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_structure(options, date("2023-03-01")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_until(options, date("2023-12-31")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_known_by(options, date("2025-01-01")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_threads(options, 2), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(fixture->reports, options, &rollup, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_row_count(rollup), 4); /* a and b, plan and 2023-H1 */
    assert_cell(rollup, 0, CHILDPLAN_COLUMN_PERIOD, "plan");
    assert_cell(rollup, 1, CHILDPLAN_COLUMN_PERIOD, "2023-H1");
    assert_cell(rollup, 2, CHILDPLAN_COLUMN_UNIT, "b");
    assert_cell(rollup, 2, CHILDPLAN_COLUMN_NUMERATOR, "2");
    assert_int_equal(childplan_rollup_structure(rollup), date("2023-03-01"));
    assert_int_equal(childplan_rollup_until(rollup), date("2023-12-31"));
    assert_int_equal(childplan_rollup_known_by(rollup), date("2025-01-01"));
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
}

/* A rollup shows the reports of its time. */
static void test_later_imports_do_not_change_it(void **state) {
    struct fixture *fixture = *state;
    childplan_rollup *later = NULL;
    size_t row = 0;
    import_text(fixture->reports, "unit,period,element,value\nc,2024-H1,all,10\nc,2024-H1,some,1\n");
    assert_int_equal(childplan_rollup_find(fixture->rollup, 0, period("2024-H1"), 0, &row), CHILDPLAN_OK);
    assert_cell(fixture->rollup, row, CHILDPLAN_COLUMN_NUMERATOR, "10");
    assert_int_equal(childplan_rollup_compute(fixture->reports, NULL, &later, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_find(later, 0, period("2024-H1"), 0, &row), CHILDPLAN_OK);
    assert_cell(later, row, CHILDPLAN_COLUMN_NUMERATOR, "11");
    childplan_rollup_free(later);
}

static void test_misuse_of_options(void **state) {
    (void)state;
    childplan_rollup_options *options = NULL;
    assert_int_equal(childplan_rollup_options_new(NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(NULL, period("2023")), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_period(options, CHILDPLAN_NO_PERIOD), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_unit(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_unit(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_level(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_level(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_indicator(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_add_indicator(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_structure(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_known_by(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_until(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_threads(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_threads(options, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_threads(options, 257), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_digest(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_digest(options, 2), CHILDPLAN_ERROR_USAGE);
    childplan_rollup_options_free(options);
    childplan_rollup_options_free(NULL);
}

typedef childplan_status (*choose)(childplan_rollup_options *options, int32_t item);

static void test_indices_past_the_plan(void **state) {
    struct fixture *fixture = *state;
    const choose choices[] = {childplan_rollup_options_add_unit, childplan_rollup_options_add_level,
                              childplan_rollup_options_add_indicator};
    const int32_t past[] = {4, 2, 2};
    for (size_t i = 0; i < 3; i++) {
        childplan_rollup_options *options = NULL;
        childplan_rollup *rollup = NULL;
        assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
        assert_int_equal(choices[i](options, past[i]), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_compute(fixture->reports, options, &rollup, NULL), CHILDPLAN_ERROR_USAGE);
        assert_null(rollup);
        childplan_rollup_options_free(options);
    }
}

static void test_misuse_of_rows(void **state) {
    struct fixture *fixture = *state;
    const childplan_rollup *rollup = fixture->rollup;
    childplan_rollup *none = NULL;
    const int32_t *narrow = NULL;
    const int64_t *whole = NULL;
    const double *real = NULL;
    int64_t value = 7;
    size_t row = 7;
    assert_int_equal(childplan_rollup_compute(NULL, NULL, &none, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_compute(fixture->reports, NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_int32_column(NULL, 0, &narrow, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_int32_column(rollup, 0, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_int32_column(rollup, -1, &narrow, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_int32_column(rollup, CHILDPLAN_COLUMN_COUNT, &narrow, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_int64_column(rollup, CHILDPLAN_COLUMN_UNIT, &whole, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_int64_column(rollup, CHILDPLAN_COLUMN_GAP, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_double_column(rollup, CHILDPLAN_COLUMN_UNIT, &real, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_double_column(rollup, CHILDPLAN_COLUMN_LOW, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_get(NULL, 0, 0, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_get(rollup, 30, 0, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_get(rollup, 0, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_find(NULL, 0, period("2023"), 0, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_find(rollup, 4, period("2023"), 0, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_find(rollup, -1, period("2023"), 0, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2023"), -1, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2023"), 99, &row), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_text(rollup, 0, -1, NULL, 0), 0);
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2023"), 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_find(rollup, 3, period("2023"), 0, &row), CHILDPLAN_ABSENT);
    assert_int_equal(value, 7);
    assert_int_equal(row, 7);
    assert_null(narrow);
    assert_int_equal(childplan_rollup_text(NULL, 0, 0, NULL, 0), 0);
    assert_int_equal(childplan_rollup_text(rollup, 30, 0, NULL, 0), 0);
    assert_int_equal(childplan_rollup_text(rollup, 0, CHILDPLAN_COLUMN_COUNT, NULL, 0), 0);
    assert_null(childplan_rollup_plan(NULL));
    assert_int_equal(childplan_rollup_until(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_rollup_structure(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_rollup_known_by(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_rollup_row_count(NULL), 0);
    childplan_rollup_free(NULL);
}

/* The largest figures: exact where they fit, refused by name where a sum does not. */
static void test_overflow(void **state) {
    struct fixture *fixture = *state;
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    childplan_diagnostics *diagnostics = NULL;
    size_t row = 0;
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(fixture->plan, &reports), CHILDPLAN_OK);
    import_text(reports, "unit,period,all,some\na,2023-H1,9223372036854775807,9223372036854775806\n");
    assert_int_equal(childplan_rollup_compute(reports, NULL, &rollup, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2023-H1"), 0, &row), CHILDPLAN_OK);
    assert_cell(rollup, row, CHILDPLAN_COLUMN_NUMERATOR, "9223372036854775806");
    assert_cell(rollup, row, CHILDPLAN_COLUMN_VALUE, "100");
    childplan_rollup_free(rollup);
    rollup = NULL;
    import_text(reports, "unit,period,all,some\nb,2023-H1,1,1\n");
    assert_int_equal(childplan_rollup_compute(reports, NULL, &rollup, diagnostics), CHILDPLAN_ERROR_OVERFLOW);
    assert_null(rollup);
    assert_int_equal(childplan_diagnostics_count(diagnostics), 1);
    assert_int_equal(childplan_diagnostics_code(diagnostics, 0), CHILDPLAN_DIAGNOSTIC_FIGURE_TOO_LARGE);
    assert_string_equal(childplan_diagnostics_argument(diagnostics, 0, 0), "root");
    assert_string_equal(childplan_diagnostics_argument(diagnostics, 0, 2), "share");
    childplan_diagnostics_free(diagnostics);
    childplan_reports_free(reports);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_defaults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_find_and_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_each_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_columns_agree, setup, teardown),
        cmocka_unit_test_setup_teardown(test_double_column, setup, teardown),
        cmocka_unit_test_setup_teardown(test_options, setup, teardown),
        cmocka_unit_test_setup_teardown(test_later_imports_do_not_change_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_misuse_of_options, setup, teardown),
        cmocka_unit_test_setup_teardown(test_indices_past_the_plan, setup, teardown),
        cmocka_unit_test_setup_teardown(test_misuse_of_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_overflow, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
