#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <childplan/period.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t date;
    } cases[] = {
        {"1970-01-01", 0},       {"1970-01-02", 1},       {"1969-12-31", -1},     {"2000-02-29", 11016},
        {"2021-05-11", 18758},   {"2024-02-29", 19782},   {"2025-12-31", 20453},  {"2038-01-19", 24855},
        {"0001-01-01", -719162}, {"9999-12-31", 2932896}, {"1900-02-28", -25509}, {"1900-03-01", -25508},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int32_t date = 7;
        char buffer[16];
        assert_int_equal(childplan_date_parse(cases[i].text, 10, &date), CHILDPLAN_OK);
        assert_int_equal(date, cases[i].date);
        assert_int_equal(childplan_date_format(date, buffer, sizeof buffer), 10);
        assert_string_equal(buffer, cases[i].text);
    }
}

static void test_wrong_dates(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",           "2025",       "2025-1-1",   "2025-13-01", "2025-00-01",  "2025-01-00", "2025-01-32",
        "2025-02-29", "1900-02-29", "2025-04-31", "0000-01-01", "2025/01/01",  "01-01-2025", "2025-01-01 ",
        "2025-01-1x", "+025-01-01", "2025-01-0١", "20250101--", "2025-01-011",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int32_t date = 7;
        assert_int_equal(childplan_date_parse(cases[i], strlen(cases[i]), &date), CHILDPLAN_ERROR_REFUSED);
        assert_int_equal(date, 7);
    }
    int32_t date = 7;
    assert_int_equal(childplan_date_parse(NULL, 10, &date), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_date_parse("2025-01-01", 10, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_date_parse("2025-01-01T00:00", 10, &date), CHILDPLAN_OK);
    assert_int_equal(date, 20089);
}

static void test_date_format(void **state) {
    (void)state;
    char buffer[16] = "zzz";
    assert_int_equal(childplan_date_format(CHILDPLAN_NO_DATE, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
    assert_int_equal(childplan_date_format(0, NULL, 0), 10);
    assert_int_equal(childplan_date_format(0, buffer, 5), 10);
    assert_string_equal(buffer, "1970");
    /* Beyond four digits of year nothing breaks. */
    assert_int_equal(childplan_date_format(-719163, buffer, sizeof buffer), 10);
    assert_string_equal(buffer, "0000-12-31");
    assert_int_equal(childplan_date_format(INT32_MAX, buffer, sizeof buffer), 13);
    assert_string_equal(buffer, "5881580-07-11");
    assert_int_equal(childplan_date_format(CHILDPLAN_NO_DATE + 1, buffer, sizeof buffer), 14);
    assert_string_equal(buffer, "-5877641-06-24");
}

static const struct {
    const char *text;
    const char *name;
    int32_t kind;
    int32_t year;
    int32_t last_year;
    int32_t number;
} periods[] = {
    {"2025", "2025", CHILDPLAN_YEAR, 2025, 2025, 1},
    {"0001", "0001", CHILDPLAN_YEAR, 1, 1, 1},
    {"9999", "9999", CHILDPLAN_YEAR, 9999, 9999, 1},
    {"2025-H1", "2025-H1", CHILDPLAN_HALF, 2025, 2025, 1},
    {"2025-h2", "2025-H2", CHILDPLAN_HALF, 2025, 2025, 2},
    {"2025H1", "2025-H1", CHILDPLAN_HALF, 2025, 2025, 1},
    {"2025S1", "2025-H1", CHILDPLAN_HALF, 2025, 2025, 1},
    {"2025s2", "2025-H2", CHILDPLAN_HALF, 2025, 2025, 2},
    {"2025-S2", "2025-H2", CHILDPLAN_HALF, 2025, 2025, 2},
    {"2025-Q1", "2025-Q1", CHILDPLAN_QUARTER, 2025, 2025, 1},
    {"2025Q3", "2025-Q3", CHILDPLAN_QUARTER, 2025, 2025, 3},
    {"2025q4", "2025-Q4", CHILDPLAN_QUARTER, 2025, 2025, 4},
    {"2025-04", "2025-04", CHILDPLAN_MONTH, 2025, 2025, 4},
    {"202504", "2025-04", CHILDPLAN_MONTH, 2025, 2025, 4},
    {"2025-12", "2025-12", CHILDPLAN_MONTH, 2025, 2025, 12},
    {"2021..2025", "2021..2025", CHILDPLAN_SPAN, 2021, 2025, 0},
    {"0001..9999", "0001..9999", CHILDPLAN_SPAN, 1, 9999, 0},
    {"2021..2021", "2021", CHILDPLAN_YEAR, 2021, 2021, 1},
    {"plan", "plan", CHILDPLAN_WHOLE_PLAN, 0, 0, 0},
    {"PLAN", "plan", CHILDPLAN_WHOLE_PLAN, 0, 0, 0},
};

static void test_periods(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(periods); i++) {
        int64_t period = CHILDPLAN_NO_PERIOD;
        char name[16];
        assert_int_equal(childplan_period_parse(periods[i].text, strlen(periods[i].text), &period), CHILDPLAN_OK);
        assert_true(period > 0);
        assert_int_equal(childplan_period_kind(period), periods[i].kind);
        assert_int_equal(childplan_period_year(period), periods[i].year);
        assert_int_equal(childplan_period_last_year(period), periods[i].last_year);
        assert_int_equal(childplan_period_number(period), periods[i].number);
        assert_int_equal(childplan_period_format(period, name, sizeof name), strlen(periods[i].name));
        assert_string_equal(name, periods[i].name);
        assert_int_equal(childplan_period_format(period, NULL, 0), strlen(name));
        if (periods[i].kind <= CHILDPLAN_YEAR) {
            assert_true(childplan_period_of(periods[i].kind, periods[i].year, periods[i].number) == period);
        }
        int64_t again;
        assert_int_equal(childplan_period_parse(name, strlen(name), &again), CHILDPLAN_OK);
        assert_true(again == period);
    }
}

static void test_wrong_periods(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",          "20",      "202",     "0000",       "2025-",       "2025-H0",   "2025-H3",   "2025H",
        "2025-H11",  "2025-Q0", "2025-Q5", "2025-00",    "2025-13",     "202513",    "2025-4",    "2025-004",
        "2025 ",     " 2025",   "2025..",  "2025..2024", "2025..0000",  "2025.2026", "2025...26", "2025-2026",
        "2025..202", "plans",   "pla",     "2025-X1",    "2025--H1",    "20255",     "2025M04",   "2025-H1x",
        "H1-2025",   "2025/04", "12025",   "-2025",      "2025..20266", "٢٠٢٥",      "2025-H١",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t period = 7;
        if (childplan_period_parse(cases[i], strlen(cases[i]), &period) != CHILDPLAN_ERROR_REFUSED) {
            fail_msg("“%s” is taken for a period", cases[i]);
        }
        assert_true(period == 7);
    }
    int64_t period = 7;
    assert_int_equal(childplan_period_parse(NULL, 4, &period), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_period_parse("2025", 4, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_period_parse("2025-H1", 4, &period), CHILDPLAN_OK);
    assert_int_equal(childplan_period_kind(period), CHILDPLAN_YEAR);
    assert_int_equal(childplan_period_parse("plan\0", 5, &period), CHILDPLAN_ERROR_REFUSED);
}

static void test_period_of(void **state) {
    (void)state;
    static const struct {
        int32_t kind;
        int32_t year;
        int32_t number;
    } wrong[] = {
        {0, 2025, 1},
        {-1, 2025, 1},
        {CHILDPLAN_SPAN, 2025, 1},
        {CHILDPLAN_WHOLE_PLAN, 2025, 1},
        {7, 2025, 1},
        {CHILDPLAN_YEAR, 2025, 0},
        {CHILDPLAN_YEAR, 2025, 2},
        {CHILDPLAN_HALF, 2025, 3},
        {CHILDPLAN_QUARTER, 2025, 5},
        {CHILDPLAN_MONTH, 2025, 13},
        {CHILDPLAN_MONTH, 2025, -1},
        {CHILDPLAN_MONTH, 0, 1},
        {CHILDPLAN_MONTH, 10000, 1},
        {CHILDPLAN_MONTH, INT32_MIN, INT32_MAX},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        assert_true(childplan_period_of(wrong[i].kind, wrong[i].year, wrong[i].number) == CHILDPLAN_NO_PERIOD);
    }
}

static void check_no_period(int64_t period) {
    char buffer[8] = "zzz";
    assert_int_equal(childplan_period_kind(period), 0);
    assert_int_equal(childplan_period_year(period), 0);
    assert_int_equal(childplan_period_last_year(period), 0);
    assert_int_equal(childplan_period_number(period), 0);
    assert_int_equal(childplan_period_format(period, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
}

/* Any number that no name makes is no period: each bit of some good codes changed. */
static void test_no_periods(void **state) {
    (void)state;
    static const int64_t wrong[] = {CHILDPLAN_NO_PERIOD, -1, 1, 2025, INT64_MIN, INT64_MAX, INT64_C(2025) << 32};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        check_no_period(wrong[i]);
    }
    for (size_t i = 0; i < COUNT(periods); i++) {
        int64_t good;
        assert_int_equal(childplan_period_parse(periods[i].text, strlen(periods[i].text), &good), CHILDPLAN_OK);
        for (int bit = 0; bit < 63; bit++) {
            int64_t changed = good ^ INT64_C(1) << bit;
            char name[16];
            if (childplan_period_kind(changed) == 0) {
                check_no_period(changed);
                continue;
            }
            int64_t again = 0;
            size_t size = childplan_period_format(changed, name, sizeof name);
            assert_int_equal(childplan_period_parse(name, size, &again), CHILDPLAN_OK);
            assert_true(again == changed);
        }
    }
}

static void test_order(void **state) {
    (void)state;
    static const char *const in_order[] = {"plan",    "2024",    "2024-Q4", "2024-12", "2025..2030", "2025",
                                           "2025-H1", "2025-Q1", "2025-01", "2025-02", "2025-Q2",    "2025-H2",
                                           "2025-Q3", "2025-07", "2025-12", "2026"};
    int64_t before = 0;
    for (size_t i = 0; i < COUNT(in_order); i++) {
        int64_t period;
        assert_int_equal(childplan_period_parse(in_order[i], strlen(in_order[i]), &period), CHILDPLAN_OK);
        assert_true(period > before);
        before = period;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),      cmocka_unit_test(test_wrong_dates),   cmocka_unit_test(test_date_format),
        cmocka_unit_test(test_periods),    cmocka_unit_test(test_wrong_periods), cmocka_unit_test(test_period_of),
        cmocka_unit_test(test_no_periods), cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
