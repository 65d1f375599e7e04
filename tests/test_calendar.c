#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "calendar/calendar.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct calendar calendars[] = {
    {1, 1, 2021, 2030},  {12, 15, 2021, 2030}, {4, 1, 2021, 2030},   {1, 15, 2021, 2030}, {12, 1, 2024, 2024},
    {2, 28, 2020, 2024}, {7, 2, 2021, 2023},   {12, 28, 1999, 2001}, {1, 2, 2023, 2024},  {12, 15, 1, 9999},
};

static int64_t period(const char *name) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &code), CHILDPLAN_OK);
    return code;
}

static int32_t day(const char *text) {
    int32_t date = CHILDPLAN_NO_DATE;
    assert_int_equal(childplan_date_parse(text, 10, &date), CHILDPLAN_OK);
    return date;
}

/* Forwards and back, one day after the other, over more than the 400 years after which all repeats. */
static void test_every_day(void **state) {
    (void)state;
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t date = childplan__date(-5, 1, 1);
    for (int32_t year = -5; year <= 2405; year++) {
        int32_t is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int32_t month = 1; month <= 12; month++) {
            int32_t length = lengths[month - 1] + (month == 2 && is_leap);
            for (int32_t of_month = 1; of_month <= length; of_month++) {
                int32_t got[3];
                assert_int_equal(childplan__date(year, month, of_month), date);
                childplan__date_split(date, &got[0], &got[1], &got[2]);
                if (got[0] != year || got[1] != month || got[2] != of_month) {
                    fail_msg("day %d is split wrongly", (int)date);
                }
                date++;
            }
        }
    }
    assert_int_equal(childplan__date(1970, 1, 1), 0);
}

static void test_digits(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t count;
        int32_t value;
    } cases[] = {{"", 0, 0}, {"7", 1, 7}, {"007x", 3, 7}, {"007x", 4, -1}, {"-1", 2, -1}, {"999999999", 9, 999999999}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(childplan__digits(cases[i].text, cases[i].count), cases[i].value);
    }
}

static void test_period_days(void **state) {
    (void)state;
    static const struct {
        size_t calendar;
        const char *period;
        const char *first;
        const char *last;
    } cases[] = {
        {0, "2025", "2025-01-01", "2025-12-31"},    {0, "2025-H1", "2025-01-01", "2025-06-30"},
        {0, "2025-H2", "2025-07-01", "2025-12-31"}, {0, "2025-Q3", "2025-07-01", "2025-09-30"},
        {0, "2024-02", "2024-02-01", "2024-02-29"}, {0, "2021..2025", "2021-01-01", "2025-12-31"},
        {0, "plan", "2021-01-01", "2030-12-31"},    {0, "1999", "1999-01-01", "1999-12-31"},
        {1, "2025", "2024-12-15", "2025-12-14"},    {1, "2025-H1", "2024-12-15", "2025-06-14"},
        {1, "2025-H2", "2025-06-15", "2025-12-14"}, {1, "2025-Q1", "2024-12-15", "2025-03-14"},
        {1, "2025-01", "2024-12-15", "2025-01-14"}, {1, "2025-12", "2025-11-15", "2025-12-14"},
        {1, "plan", "2020-12-15", "2030-12-14"},    {2, "2025", "2024-04-01", "2025-03-31"},
        {2, "2025-Q1", "2024-04-01", "2024-06-30"}, {2, "2025-Q4", "2025-01-01", "2025-03-31"},
        {2, "2025-03", "2025-03-01", "2025-03-31"}, {2, "2021..2022", "2020-04-01", "2022-03-31"},
        {3, "2025", "2024-01-15", "2025-01-14"},    {3, "2025-H1", "2024-01-15", "2024-07-14"},
        {3, "2025-01", "2024-12-15", "2025-01-14"}, {4, "2024", "2023-12-01", "2024-11-30"},
        {4, "2024-Q1", "2023-12-01", "2024-02-29"}, {5, "2024", "2023-02-28", "2024-02-27"},
        {5, "2024-03", "2024-02-28", "2024-03-27"}, {8, "2024", "2023-01-02", "2024-01-01"},
        {8, "2024-01", "2023-12-02", "2024-01-01"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct days days = childplan__period_days(&calendars[cases[i].calendar], period(cases[i].period));
        char text[16];
        (void)childplan_date_format(days.first, text, sizeof text);
        assert_string_equal(text, cases[i].first);
        (void)childplan_date_format(days.last, text, sizeof text);
        assert_string_equal(text, cases[i].last);
    }
    struct days none = childplan__period_days(&calendars[0], CHILDPLAN_NO_PERIOD);
    assert_int_equal(none.first, CHILDPLAN_NO_DATE);
    assert_int_equal(none.last, CHILDPLAN_NO_DATE);
}

static void test_horizon(void **state) {
    (void)state;
    static const struct {
        size_t calendar;
        const char *period;
        int32_t inside;
    } cases[] = {
        {0, "2021", 1},       {0, "2020", 0},    {0, "2031-01", 0}, {0, "2030-12", 1},    {0, "plan", 1},
        {1, "2021-01", 1},    {1, "2020-12", 0}, {1, "2030-12", 1}, {1, "2031-01", 0},    {2, "2020-04", 1},
        {2, "2020-03", 0},    {2, "2030-04", 0}, {2, "2030-Q4", 1}, {0, "2020..2025", 0}, {0, "2025..2031", 0},
        {0, "2021..2030", 1}, {9, "0001", 1},    {9, "9999", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(childplan__period_in_horizon(&calendars[cases[i].calendar], period(cases[i].period)),
                         cases[i].inside);
    }
    struct days horizon = childplan__horizon(&calendars[1]);
    assert_int_equal(horizon.first, day("2020-12-15"));
    assert_int_equal(horizon.last, day("2030-12-14"));
}

/* It ends the day before and is of the same kind, also before the horizon; there is no year before 1. */
static void check_period_before(const struct calendar *calendar, int64_t period, int32_t first_day) {
    int64_t before = childplan__period_before(period);
    if (childplan_period_year(period) == 1) {
        assert_int_equal(before, CHILDPLAN_NO_PERIOD);
        return;
    }
    assert_int_equal(childplan_period_kind(before), childplan_period_kind(period));
    assert_int_equal(childplan__period_days(calendar, before).last, first_day - 1);
}

/* The cycles of a frequency fill the horizon without gap or overlap, and carry names that lead back to them. */
static void check_cycles(const struct calendar *calendar, int32_t frequency) {
    int32_t count = childplan__cycle_count(calendar, frequency);
    struct days horizon = childplan__horizon(calendar);
    int32_t a_year = childplan__cycles_a_year(frequency);
    int32_t next_first = horizon.first;
    assert_int_equal(count, (calendar->last_year - calendar->first_year + 1) * a_year);
    for (int32_t cycle = 0; cycle < count; cycle++) {
        struct days days = childplan__cycle_days(calendar, frequency, cycle);
        int64_t code = childplan__cycle_period(calendar, frequency, cycle);
        struct days named = childplan__period_days(calendar, code);
        assert_int_equal(days.first, next_first);
        assert_true(days.last > days.first);
        assert_int_equal(named.first, days.first);
        assert_int_equal(named.last, days.last);
        assert_int_equal(childplan_period_kind(code), frequency);
        assert_int_equal(childplan__cycle_of(calendar, frequency, code), cycle);
        assert_int_equal(childplan__year_of(calendar, days.first), calendar->first_year + cycle / a_year);
        assert_int_equal(childplan__year_of(calendar, days.last), calendar->first_year + cycle / a_year);
        assert_int_equal(childplan__first_cycle_from(calendar, frequency, days.first), cycle);
        assert_int_equal(childplan__first_cycle_from(calendar, frequency, days.first + 1), cycle + 1);
        assert_int_equal(childplan__first_cycle_from(calendar, frequency, days.last), cycle + 1);
        assert_int_equal(childplan__cycle_on(calendar, frequency, days.first), cycle);
        assert_int_equal(childplan__cycle_on(calendar, frequency, days.last), cycle);
        check_period_before(calendar, code, days.first);
        assert_int_equal(childplan__last_cycle_until(calendar, frequency, days.last), cycle);
        assert_int_equal(childplan__last_cycle_until(calendar, frequency, days.last - 1), cycle - 1);
        assert_int_equal(childplan__last_cycle_until(calendar, frequency, days.first), cycle - 1);
        if (frequency == CHILDPLAN_MONTH) {
            int32_t year;
            int32_t month;
            int32_t of_month;
            childplan__date_split(days.last, &year, &month, &of_month);
            assert_int_equal(childplan_period_year(code), year);
            assert_int_equal(childplan_period_number(code), month);
        }
        next_first = days.last + 1;
    }
    assert_int_equal(next_first, horizon.last + 1);
    /* Days far outside the horizon. */
    static const int32_t far[] = {400, 40000, 4000000};
    for (size_t i = 0; i < COUNT(far); i++) {
        assert_int_equal(childplan__first_cycle_from(calendar, frequency, horizon.first - far[i]), 0);
        assert_int_equal(childplan__first_cycle_from(calendar, frequency, horizon.last + far[i]), count);
        assert_int_equal(childplan__last_cycle_until(calendar, frequency, horizon.first - far[i]), -1);
        assert_int_equal(childplan__last_cycle_until(calendar, frequency, horizon.last + far[i]), count - 1);
    }
}

static void test_cycles(void **state) {
    (void)state;
    for (size_t i = 0; i + 1 < COUNT(calendars); i++) {
        for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
            check_cycles(&calendars[i], frequency);
        }
    }
    check_cycles(&calendars[COUNT(calendars) - 1], CHILDPLAN_YEAR);
}

static void test_cycle_of(void **state) {
    (void)state;
    static const struct {
        size_t calendar;
        int32_t frequency;
        const char *period;
        int32_t cycle;
    } cases[] = {
        {0, CHILDPLAN_HALF, "2021-H1", 0},     {0, CHILDPLAN_HALF, "2030-H2", 19},
        {0, CHILDPLAN_HALF, "2031-H1", -1},    {0, CHILDPLAN_HALF, "2020-H2", -1},
        {0, CHILDPLAN_HALF, "2021", -1},       {0, CHILDPLAN_YEAR, "2021", 0},
        {0, CHILDPLAN_MONTH, "2021-Q1", -1},   {0, CHILDPLAN_MONTH, "2020-12", -1},
        {2, CHILDPLAN_MONTH, "2020-04", 0},    {2, CHILDPLAN_MONTH, "2020-03", -1},
        {2, CHILDPLAN_MONTH, "2030-03", 119},  {2, CHILDPLAN_MONTH, "2030-04", -1},
        {0, CHILDPLAN_YEAR, "2021..2022", -1}, {0, CHILDPLAN_SPAN, "2021..2022", -1},
        {0, CHILDPLAN_WHOLE_PLAN, "plan", -1}, {0, 0, "2021", -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(
            childplan__cycle_of(&calendars[cases[i].calendar], cases[i].frequency, period(cases[i].period)),
            cases[i].cycle);
    }
    assert_int_equal(childplan__cycle_of(&calendars[0], 0, CHILDPLAN_NO_PERIOD), -1);
    assert_int_equal(childplan__cycles_a_year(0), 0);
    assert_int_equal(childplan__cycles_a_year(CHILDPLAN_SPAN), 0);
    assert_int_equal(childplan__cycle_count(&calendars[0], CHILDPLAN_SPAN), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day), cmocka_unit_test(test_digits), cmocka_unit_test(test_period_days),
        cmocka_unit_test(test_horizon),   cmocka_unit_test(test_cycles), cmocka_unit_test(test_cycle_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
