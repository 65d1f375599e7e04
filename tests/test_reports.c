#include "reports_plan.h"

static void assert_value(const struct fixture *fixture, int32_t unit, const char *name, int32_t element,
                         const char *known_by, int64_t expected, const char *expected_submitted) {
    int64_t value = -1;
    int32_t submitted = -1;
    assert_int_equal(
        childplan_reports_get(fixture->reports, unit, period(name), element, date(known_by), &value, &submitted),
        CHILDPLAN_OK);
    assert_int_equal(value, expected);
    assert_int_equal(submitted, date(expected_submitted));
    int32_t cycle = childplan__cycle_named(fixture->plan, &fixture->plan->elements[element], period(name));
    value = -1;
    assert_int_equal(childplan__fact_in_force(fixture->reports, unit, element, cycle, date(known_by), &value), 1);
    assert_int_equal(value, expected);
}

static void assert_absent(const struct fixture *fixture, int32_t unit, const char *name, int32_t element,
                          const char *known_by) {
    int64_t value = -1;
    int32_t submitted = -1;
    assert_int_equal(
        childplan_reports_get(fixture->reports, unit, period(name), element, date(known_by), &value, &submitted),
        CHILDPLAN_ABSENT);
    assert_int_equal(value, -1);
    assert_int_equal(submitted, -1);
    int32_t cycle = childplan__cycle_named(fixture->plan, &fixture->plan->elements[element], period(name));
    assert_int_equal(childplan__fact_in_force(fixture->reports, unit, element, cycle, date(known_by), &value), 0);
    assert_int_equal(value, -1);
}

static void test_new_and_free(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    childplan_reports *reports = NULL;
    assert_int_equal(childplan_reports_new(NULL, &reports), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reports_new(fixture.plan, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reports_set_origins(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reports_set_origins(fixture.reports, 2), CHILDPLAN_ERROR_USAGE);
    assert_null(reports);
    assert_int_equal(childplan_reports_fact_count(NULL), 0);
    assert_int_equal(childplan_reports_fact_count(fixture.reports), 0);
    assert_ptr_equal(childplan__reports_plan(fixture.reports), fixture.plan);
    childplan_reports_free(NULL);
    fixture_end(&fixture);
}

static void test_get(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, "unit,period,element,value\na,2021-H2,all,7\na,2022-H1,hours,-1.25\n");
    assert_said(&fixture, "");
    assert_value(&fixture, A, "2021-H2", ALL, NULL, 7, NULL);
    assert_value(&fixture, A, "2021-H2", ALL, "1990-01-01", 7, NULL);
    assert_value(&fixture, A, "2022-H1", HOURS, NULL, -125, NULL);
    assert_absent(&fixture, A, "2022-H1", ALL, NULL);
    assert_absent(&fixture, TOP, "2021-H2", ALL, NULL);
    assert_int_equal(childplan_reports_fact_count(fixture.reports), 2);
    assert_int_equal(childplan__has_row(fixture.reports, A, ALL), 1);
    assert_int_equal(childplan__has_row(fixture.reports, A, SOME), 0);
    assert_int_equal(childplan__has_row(fixture.reports, TO, VISITS), 0);
    int64_t value = -1;
    assert_int_equal(childplan_reports_get(fixture.reports, A, period("2021-H2"), ALL, CHILDPLAN_NO_DATE, &value, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(value, 7);
    fixture_end(&fixture);
}

static void test_get_misuse(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    static const struct {
        int32_t unit;
        const char *period;
        int32_t element;
    } wrong[] = {
        {-1, "2021-H2", ALL}, {4, "2021-H2", ALL},    {A, "2021-H2", -1},  {A, "2021-H2", 7},
        {A, "2020-H2", ALL},  {A, "2026", ALL},       {A, "2021-Q2", ALL}, {A, "2021-03", ALL},
        {A, "plan", ALL},     {A, "2021..2022", ALL}, {A, "2021", HOURS},  {A, "2021", VISITS},
    };
    int64_t value = -1;
    int32_t submitted = -1;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(childplan_reports_get(fixture.reports, wrong[i].unit, period(wrong[i].period),
                                               wrong[i].element, CHILDPLAN_NO_DATE, &value, &submitted),
                         CHILDPLAN_ERROR_USAGE);
    }
    int64_t half = period("2021-H2");
    assert_int_equal(childplan_reports_get(NULL, A, half, ALL, CHILDPLAN_NO_DATE, &value, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reports_get(fixture.reports, A, half, ALL, CHILDPLAN_NO_DATE, NULL, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(
        childplan_reports_get(fixture.reports, A, CHILDPLAN_NO_PERIOD, ALL, CHILDPLAN_NO_DATE, &value, NULL),
        CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reports_get(fixture.reports, A, INT64_MIN, ALL, CHILDPLAN_NO_DATE, &value, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(value, -1);
    assert_int_equal(submitted, -1);
    fixture_end(&fixture);
}

/* A year's name means its last cycle for a stock and for what is given year to date. */
static void test_year_names(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, "unit,period,element,value\na,2021,all,7\na,2025,ytd,9\na,2022,held,x\n");
    assert_value(&fixture, A, "2021-H2", ALL, NULL, 7, NULL);
    assert_value(&fixture, A, "2021", ALL, NULL, 7, NULL);
    assert_value(&fixture, A, "2025-12", YTD, NULL, 9, NULL);
    assert_value(&fixture, A, "2025", YTD, NULL, 9, NULL);
    assert_value(&fixture, A, "2022", HELD, NULL, 1, NULL);
    assert_absent(&fixture, A, "2021-H1", ALL, NULL);
    fixture_end(&fixture);
}

static void assert_revisions(const struct fixture *fixture) {
    assert_value(fixture, A, "2021-H2", ALL, NULL, 4, "2022-04-01");
    assert_value(fixture, A, "2021-H2", ALL, "2022-04-01", 4, "2022-04-01");
    assert_absent(fixture, A, "2021-H2", ALL, "2022-03-31");
    assert_absent(fixture, A, "2021-H2", ALL, "2022-03-01");
    assert_value(fixture, A, "2021-H2", ALL, "2022-02-28", 2, "2022-02-01");
    assert_value(fixture, A, "2021-H2", ALL, "2022-01-31", 1, NULL);
    assert_value(fixture, A, "2021-H2", ALL, "1970-01-01", 1, NULL);
    assert_int_equal(childplan_reports_fact_count(fixture->reports), 4);
}

static void test_revisions(void **state) {
    (void)state;
    static const char *const rows[] = {"a,2021-H2,all,1,\n", "a,2021-H2,all,2,2022-02-01\n",
                                       "a,2021-H2,all,,2022-03-01\n", "a,2021-H2,all,4,2022-04-01\n"};
    for (size_t order = 0; order < 256; order++) {
        size_t picks[4] = {order & 3, (order >> 2) & 3, (order >> 4) & 3, (order >> 6) & 3};
        if (((1U << picks[0]) | (1U << picks[1]) | (1U << picks[2]) | (1U << picks[3])) != 15) {
            continue;
        }
        struct fixture together;
        struct fixture apart;
        fixture_begin(&together);
        fixture_begin(&apart);
        char text[256] = "unit,period,element,value,submitted\n";
        for (size_t i = 0; i < 4; i++) {
            char one[128];
            strcat(text, rows[picks[i]]);
            snprintf(one, sizeof one, "unit,period,element,value,submitted\n%s", rows[picks[i]]);
            take_good(&apart, one);
        }
        take_good(&together, text);
        assert_revisions(&together);
        assert_revisions(&apart);
        char *first = held(&together);
        char *second = held(&apart);
        assert_string_equal(first, second);
        free(first);
        free(second);
        fixture_end(&together);
        fixture_end(&apart);
    }
}

static void test_withdrawn_for_good(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, "unit,period,element,value,submitted\na,2021-H2,all,1,2022-01-05\na,2021-H2,all,,2022-02-01\n");
    assert_absent(&fixture, A, "2021-H2", ALL, NULL);
    assert_value(&fixture, A, "2021-H2", ALL, "2022-01-31", 1, "2022-01-05");
    assert_absent(&fixture, A, "2021-H2", ALL, "2022-01-04");
    assert_int_equal(childplan__has_row(fixture.reports, A, ALL), 1);
    fixture_end(&fixture);
}

static void test_origin(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, "unit,period,element,value\na,2021-H2,all,1\n\na,2022-H1,all,2\n");
    struct fact fact;
    assert_int_equal(childplan__fact_newest(fixture.reports, A, ALL, 2, &fact), 1);
    assert_int_equal(fact.line, 4);
    assert_string_equal(childplan__reports_file(fixture.reports, fact.file), "r.csv");
    assert_int_equal(childplan__fact_older(fixture.reports, &fact, &fact), 0);
    assert_int_equal(childplan__fact_newest(fixture.reports, A, ALL, 3, &fact), 0);
    assert_int_equal(childplan__fact_newest(fixture.reports, A, SOME, 3, &fact), 0);
    fixture_end(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_and_free), cmocka_unit_test(test_get),
        cmocka_unit_test(test_get_misuse),   cmocka_unit_test(test_year_names),
        cmocka_unit_test(test_revisions),    cmocka_unit_test(test_withdrawn_for_good),
        cmocka_unit_test(test_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
