/* Sums and products of fractions, small ones and such as only fit in lowest terms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fraction.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct fraction of(int64_t numerator, int64_t denominator) {
    return (struct fraction){childplan__wide(numerator), childplan__wide(denominator)};
}

/* Not in lowest terms: both times 10^18. */
static struct fraction inflated(int64_t numerator, int64_t denominator) {
    int64_t factor = childplan__power_of_ten(18);
    return (struct fraction){childplan__wide_product(numerator, factor), childplan__wide_product(denominator, factor)};
}

static void assert_equal(struct fraction got, struct fraction expected) {
    assert_int_equal(childplan__fraction_compare(got, expected), 0);
    assert_int_equal(childplan__wide_sign(got.denominator), 1);
}

static void test_small(void **state) {
    (void)state;
    static const struct {
        int64_t a[2];
        int64_t b[2];
        int64_t sum[2];
        int64_t product[2];
    } cases[] = {
        {{1, 2}, {1, 3}, {5, 6}, {1, 6}},      {{-1, 2}, {1, 2}, {0, 1}, {-1, 4}},
        {{0, 7}, {5, 9}, {5, 9}, {0, 1}},      {{40, 1}, {98, 100}, {4098, 100}, {392, 10}},
        {{-3, 4}, {-5, 6}, {-19, 12}, {5, 8}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fraction a = of(cases[i].a[0], cases[i].a[1]);
        struct fraction b = of(cases[i].b[0], cases[i].b[1]);
        struct fraction got;
        assert_true(childplan__fraction_add(a, b, &got));
        assert_equal(got, of(cases[i].sum[0], cases[i].sum[1]));
        assert_true(childplan__fraction_multiply(b, a, &got));
        assert_equal(got, of(cases[i].product[0], cases[i].product[1]));
    }
}

static void test_reduced(void **state) {
    (void)state;
    static const int64_t cases[][4] = {{6, 4, 3, 2}, {-6, 4, -3, 2}, {0, 9, 0, 1}, {7, 1, 7, 1}, {-9, 9, -1, 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fraction got = childplan__fraction_reduced(inflated(cases[i][0], cases[i][1]));
        int64_t numerator = 0;
        int64_t denominator = 0;
        assert_true(childplan__wide_to_int64(got.numerator, &numerator));
        assert_true(childplan__wide_to_int64(got.denominator, &denominator));
        assert_true(numerator == cases[i][2] && denominator == cases[i][3]);
    }
}

/* From 10 on day 0 to 30 on day 4: 25 on day 3. The ends may have denominators of their own, and the way may go down.
 */
static void test_between(void **state) {
    (void)state;
    struct fraction got;
    assert_true(childplan__fraction_between(of(10, 1), of(30, 1), 3, 4, &got));
    assert_equal(got, of(25, 1));
    assert_true(childplan__fraction_between(of(1, 3), of(-1, 7), 1, 2, &got));
    assert_equal(got, of(2, 21));
    assert_true(childplan__fraction_between(of(1, 3), of(1, 7), 0, 365, &got));
    assert_equal(got, of(1, 3));
    assert_true(childplan__fraction_between(of(1, 3), of(1, 7), 365, 365, &got));
    assert_equal(got, of(1, 7));
}

/* Products over 128 bits before they are brought to lowest terms. */
static void test_large(void **state) {
    (void)state;
    const int64_t large = INT64_C(999999999999999989); /* a prime, as are the next two */
    const int64_t other = INT64_C(999999999999999967);
    struct fraction got;
    assert_true(childplan__fraction_multiply(inflated(large, other), inflated(other, large), &got));
    assert_equal(got, of(1, 1));
    assert_true(childplan__fraction_add(inflated(large, 7), inflated(1, 7), &got));
    assert_equal(got, of(large + 1, 7));
    assert_true(childplan__fraction_between(inflated(large, other), inflated(2 * large, other), 1, 2, &got));
    assert_equal(got, of(3 * large, 2 * other));
}

static void test_too_large(void **state) {
    (void)state;
    const struct fraction most = {{UINT64_MAX, INT64_MAX}, {1, 0}};
    const struct fraction least = {{1, 0}, {UINT64_MAX, INT64_MAX}};
    struct fraction got = of(7, 7);
    assert_false(childplan__fraction_add(most, of(1, 1), &got));
    assert_false(childplan__fraction_multiply(most, of(2, 1), &got));
    assert_false(childplan__fraction_multiply(least, of(1, 2), &got));
    assert_false(childplan__fraction_between(most, of(1, 1), 1, 3, &got));
    assert_equal(got, of(7, 7));
    assert_true(childplan__fraction_multiply(most, least, &got));
    assert_equal(got, of(1, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small), cmocka_unit_test(test_reduced),   cmocka_unit_test(test_between),
        cmocka_unit_test(test_large), cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests_name("fraction", tests, NULL, NULL);
}
