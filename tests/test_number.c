#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

#define UNTOUCHED INT64_C(-77777)

struct reading {
    const char *text;
    int32_t decimals;
    int32_t decimal_comma;
    int32_t outcome;
    int64_t value;
};

static void check_readings(const struct reading *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct reading *c = &cases[i];
        int64_t value = UNTOUCHED;
        int32_t outcome = childplan__number_parse(c->text, strlen(c->text), c->decimals, c->decimal_comma, &value);
        if (outcome != c->outcome || value != (c->outcome == NUMBER_OK ? c->value : UNTOUCHED)) {
            fail_msg("“%s” with %d decimals: outcome %d, value %lld", c->text, (int)c->decimals, (int)outcome,
                     (long long)value);
        }
    }
}

static void test_decimal_point(void **state) {
    (void)state;
    static const struct reading cases[] = {
        {"0", 0, 0, NUMBER_OK, 0},
        {"12", 0, 0, NUMBER_OK, 12},
        {"+12", 0, 0, NUMBER_OK, 12},
        {"-12", 0, 0, NUMBER_OK, -12},
        {"-0", 0, 0, NUMBER_OK, 0},
        {"007", 0, 0, NUMBER_OK, 7},
        {"12.0", 0, 0, NUMBER_OK, 12},
        {"1.000", 0, 0, NUMBER_TOO_FINE, 0}, /* a thousand? */
        {"-120.000", 2, 0, NUMBER_TOO_FINE, 0},
        {"12.500", 2, 0, NUMBER_TOO_FINE, 0},
        {"12.500", 3, 0, NUMBER_OK, 12500},
        {"0.000", 0, 0, NUMBER_OK, 0},
        {"1234.000", 0, 0, NUMBER_OK, 1234},
        {"1.0000", 0, 0, NUMBER_OK, 1},
        {"12.000000000000000000000000", 0, 0, NUMBER_OK, 12},
        {"12.5", 0, 0, NUMBER_TOO_FINE, 0},
        {"12.5", 1, 0, NUMBER_OK, 125},
        {"12.5", 3, 0, NUMBER_OK, 12500},
        {"-12.5", 3, 0, NUMBER_OK, -12500},
        {"-0.5", 1, 0, NUMBER_OK, -5},
        {"0.000001", 6, 0, NUMBER_OK, 1},
        {"0.0000001", 6, 0, NUMBER_TOO_FINE, 0},
        {"0.0000010", 6, 0, NUMBER_OK, 1},
        {"9223372036854775807", 0, 0, NUMBER_OK, INT64_MAX},
        {"-9223372036854775808", 0, 0, NUMBER_OK, INT64_MIN},
        {"9223372036854775808", 0, 0, NUMBER_TOO_LARGE, 0},
        {"-9223372036854775809", 0, 0, NUMBER_TOO_LARGE, 0},
        {"922337203685477580.7", 1, 0, NUMBER_OK, INT64_MAX},
        {"922337203685477580.8", 1, 0, NUMBER_TOO_LARGE, 0},
        {"9223372036854775807", 1, 0, NUMBER_TOO_LARGE, 0},
        {"0000000000000000000000000000001", 0, 0, NUMBER_OK, 1},
        {"99999999999999999999999999999999999999", 0, 0, NUMBER_TOO_LARGE, 0},
        {"", 0, 0, NUMBER_MALFORMED, 0},
        {"+", 0, 0, NUMBER_MALFORMED, 0},
        {"-", 0, 0, NUMBER_MALFORMED, 0},
        {"+-1", 0, 0, NUMBER_MALFORMED, 0},
        {"--1", 0, 0, NUMBER_MALFORMED, 0},
        {".5", 1, 0, NUMBER_MALFORMED, 0},
        {"5.", 1, 0, NUMBER_MALFORMED, 0},
        {".", 1, 0, NUMBER_MALFORMED, 0},
        {"1.2.3", 6, 0, NUMBER_MALFORMED, 0},
        {"1,5", 1, 0, NUMBER_MALFORMED, 0},
        {"1.234,5", 6, 0, NUMBER_MALFORMED, 0},
        {"1,234.5", 6, 0, NUMBER_MALFORMED, 0},
        {"1e3", 0, 0, NUMBER_MALFORMED, 0},
        {"0x10", 0, 0, NUMBER_MALFORMED, 0},
        {"1 000", 0, 0, NUMBER_MALFORMED, 0},
        {" 1", 0, 0, NUMBER_MALFORMED, 0},
        {"1 ", 0, 0, NUMBER_MALFORMED, 0},
        {"1-", 0, 0, NUMBER_MALFORMED, 0},
        {"12%", 0, 0, NUMBER_MALFORMED, 0},
        {"nan", 0, 0, NUMBER_MALFORMED, 0},
        {"inf", 0, 0, NUMBER_MALFORMED, 0},
        {"−5", 0, 0, NUMBER_MALFORMED, 0},
        {"١٢", 0, 0, NUMBER_MALFORMED, 0},
        {"５", 0, 0, NUMBER_MALFORMED, 0},
    };
    check_readings(cases, sizeof cases / sizeof cases[0]);
    int64_t value = UNTOUCHED;
    assert_int_equal(childplan__number_parse("1\0", 2, 0, 0, &value), NUMBER_MALFORMED);
    assert_int_equal(childplan__number_parse("12345", 3, 0, 0, &value), NUMBER_OK);
    assert_int_equal(value, 123);
}

static void test_decimal_comma(void **state) {
    (void)state;
    static const struct reading cases[] = {
        {"12", 0, 1, NUMBER_OK, 12},
        {"1234", 0, 1, NUMBER_OK, 1234},
        {"1234,5", 1, 1, NUMBER_OK, 12345},
        {"1.234", 0, 1, NUMBER_OK, 1234},
        {"12.345", 0, 1, NUMBER_OK, 12345},
        {"123.456", 0, 1, NUMBER_OK, 123456},
        {"1.234.567,8", 1, 1, NUMBER_OK, 12345678},
        {"-1.234.567,8", 1, 1, NUMBER_OK, -12345678},
        {"+1.234,0", 0, 1, NUMBER_OK, 1234},
        {"1.234,5", 0, 1, NUMBER_TOO_FINE, 0},
        {"1,000", 0, 1, NUMBER_TOO_FINE, 0},
        {"1.200,00", 0, 1, NUMBER_OK, 1200},
        {"9.223.372.036.854.775.807", 0, 1, NUMBER_OK, INT64_MAX},
        {"9.223.372.036.854.775.808", 0, 1, NUMBER_TOO_LARGE, 0},
        {"0,5", 1, 1, NUMBER_OK, 5},
        {"1.5", 1, 1, NUMBER_MALFORMED, 0},
        {"12.34,5", 1, 1, NUMBER_MALFORMED, 0},
        {"1234.567", 0, 1, NUMBER_MALFORMED, 0},
        {"1.2345", 0, 1, NUMBER_MALFORMED, 0},
        {"1.234.56", 0, 1, NUMBER_MALFORMED, 0},
        {"1..234", 0, 1, NUMBER_MALFORMED, 0},
        {".234", 0, 1, NUMBER_MALFORMED, 0},
        {"1.", 0, 1, NUMBER_MALFORMED, 0},
        {"1.234.", 0, 1, NUMBER_MALFORMED, 0},
        {"0.123", 3, 1, NUMBER_MALFORMED, 0},
        {"012.345", 0, 1, NUMBER_MALFORMED, 0},
        {",5", 1, 1, NUMBER_MALFORMED, 0},
        {"5,", 1, 1, NUMBER_MALFORMED, 0},
        {"1,234,567", 6, 1, NUMBER_MALFORMED, 0},
        {"1,234.567", 6, 1, NUMBER_MALFORMED, 0},
        {"", 0, 1, NUMBER_MALFORMED, 0},
        {"-", 0, 1, NUMBER_MALFORMED, 0},
    };
    check_readings(cases, sizeof cases / sizeof cases[0]);
}

static void test_decimals(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t decimals;
    } cases[] = {
        {"0", 0},        {"12", 0}, {"12.0", 0}, {"12.50", 1}, {"-0.125", 3},
        {"1.000001", 6}, {"", -1},  {"x", -1},   {"1,5", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(childplan__number_decimals(cases[i].text, strlen(cases[i].text)), cases[i].decimals);
    }
}

static void test_format(void **state) {
    (void)state;
    static const struct {
        int64_t value;
        int32_t decimals;
        const char *text;
    } cases[] = {
        {0, 0, "0"},
        {0, 6, "0"},
        {12, 0, "12"},
        {-12, 0, "-12"},
        {10, 0, "10"},
        {247, 1, "24.7"},
        {-5, 1, "-0.5"},
        {5, 3, "0.005"},
        {50, 3, "0.05"},
        {500, 3, "0.5"},
        {5000, 3, "5"},
        {-5000, 3, "-5"},
        {1000001, 6, "1.000001"},
        {INT64_MAX, 0, "9223372036854775807"},
        {INT64_MIN, 0, "-9223372036854775808"},
        {INT64_MAX, 6, "9223372036854.775807"},
        {INT64_MIN, 18, "-9.223372036854775808"},
        {1, 18, "0.000000000000000001"},
        {-1, 18, "-0.000000000000000001"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buffer[32];
        size_t length = childplan__number_format(cases[i].value, cases[i].decimals, buffer);
        assert_string_equal(buffer, cases[i].text);
        assert_int_equal(length, strlen(cases[i].text));
        int64_t again = UNTOUCHED;
        assert_int_equal(childplan__number_parse(buffer, length, cases[i].decimals, 0, &again), NUMBER_OK);
        assert_true(again == cases[i].value);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decimal_point),
        cmocka_unit_test(test_decimal_comma),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
