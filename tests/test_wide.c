#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "portable_wide.h"

#define LOWEST INT64_MIN
#define HIGHEST INT64_MAX

static struct wide of(int64_t high, uint64_t low) {
    return (struct wide){low, high};
}

static struct portable_wide twin(struct wide a) {
    return (struct portable_wide){a.low, a.high};
}

static struct portable_fraction twin_fraction(struct fraction a) {
    return (struct portable_fraction){twin(a.numerator), twin(a.denominator)};
}

static void assert_wide(struct wide got, struct wide expected) {
    assert_true(got.high == expected.high);
    assert_true(got.low == expected.low);
}

static void assert_twin(struct wide got, struct portable_wide other) {
    assert_true(got.high == other.high);
    assert_true(got.low == other.low);
}

/* splitmix64: the same numbers on every machine. */
static uint64_t next_random(uint64_t *seed) {
    uint64_t z = *seed += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Every length of number, either sign, and often right beside a power of two. */
static struct wide random_wide(uint64_t *seed) {
    uint64_t choice = next_random(seed);
    uint32_t bits = (uint32_t)(choice >> 8 & 127);
    uint64_t high = next_random(seed) & INT64_MAX;
    uint64_t low = next_random(seed);
    if (choice & 1) {
        high = choice & 2 ? INT64_MAX : 0;
        low = choice & 4 ? UINT64_MAX - (low & 3) : low & 3;
    }
    low = bits < 64 ? low >> (63 - bits) : low;
    high = bits < 64 ? 0 : high >> (127 - bits);
    struct wide value = {low, (int64_t)high};
    if (choice & 8 && !childplan__wide_subtract(childplan__wide(0), value, &value)) {
        fail();
    }
    return (choice >> 20 & 63) == 0 ? of(LOWEST, low & 1) : value;
}

static struct wide random_positive(uint64_t *seed) {
    for (;;) {
        struct wide value = random_wide(seed);
        if (childplan__wide_sign(value) > 0) {
            return value;
        }
    }
}

static void test_products(void **state) {
    (void)state;
    static const struct {
        int64_t a;
        int64_t b;
        struct wide product;
    } cases[] = {
        {0, 0, {0, 0}},
        {0, LOWEST, {0, 0}},
        {3, -7, {(uint64_t)-21, -1}},
        {-1, -1, {1, 0}},
        {HIGHEST, HIGHEST, {1, 0x3FFFFFFFFFFFFFFF}},
        {LOWEST, LOWEST, {0, 0x4000000000000000}},
        {LOWEST, HIGHEST, {UINT64_C(1) << 63, -0x4000000000000000}},
        {LOWEST, -1, {UINT64_C(1) << 63, 0}},
        {INT64_C(1) << 32, INT64_C(1) << 32, {0, 1}},
        {INT64_C(0xFFFFFFFF), INT64_C(0xFFFFFFFF), {UINT64_C(0xFFFFFFFE00000001), 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_wide(childplan__wide_product(cases[i].a, cases[i].b), cases[i].product);
        assert_wide(childplan__wide_product(cases[i].b, cases[i].a), cases[i].product);
        assert_twin(cases[i].product, portable_product(cases[i].a, cases[i].b));
    }
}

static void test_limits(void **state) {
    (void)state;
    const struct wide most = of(HIGHEST, UINT64_MAX);
    const struct wide fewest = of(LOWEST, 0);
    const struct wide one = childplan__wide(1);
    struct wide got = of(7, 7);
    int64_t value = 7;
    assert_false(childplan__wide_add(most, one, &got));
    assert_false(childplan__wide_subtract(fewest, one, &got));
    assert_false(childplan__wide_subtract(childplan__wide(0), fewest, &got));
    assert_false(childplan__wide_multiply(fewest, childplan__wide(-1), &got));
    assert_false(childplan__wide_multiply(most, childplan__wide(2), &got));
    assert_false(childplan__wide_multiply(of(1, 0), of(1, 0), &got));
    assert_false(childplan__wide_multiply(of(0, UINT64_MAX), of(0, UINT64_MAX), &got));
    assert_false(childplan__wide_to_int64(of(0, UINT64_C(1) << 63), &value));
    assert_false(childplan__wide_to_int64(of(-1, HIGHEST), &value));
    assert_false(childplan__wide_to_int64(of(1, 0), &value));
    assert_wide(got, of(7, 7));
    assert_true(value == 7);

    assert_true(childplan__wide_add(fewest, most, &got));
    assert_wide(got, childplan__wide(-1));
    assert_true(childplan__wide_subtract(fewest, fewest, &got));
    assert_wide(got, childplan__wide(0));
    assert_true(childplan__wide_subtract(childplan__wide(-1), fewest, &got));
    assert_wide(got, most);
    assert_true(childplan__wide_multiply(of(INT64_C(1) << 62, 0), childplan__wide(-2), &got));
    assert_wide(got, fewest);
    assert_true(childplan__wide_to_int64(childplan__wide(LOWEST), &value));
    assert_true(value == LOWEST);
    assert_true(childplan__wide_to_int64(childplan__wide(HIGHEST), &value));
    assert_true(value == HIGHEST);

    static const struct {
        struct wide a;
        int32_t sign;
    } in_order[] = {
        {{0, LOWEST}, -1}, {{UINT64_MAX, LOWEST}, -1}, {{0, -1}, -1}, {{UINT64_MAX, -1}, -1},     {{0, 0}, 0},
        {{1, 0}, 1},       {{UINT64_MAX, 0}, 1},       {{0, 1}, 1},   {{UINT64_MAX, HIGHEST}, 1},
    };
    enum { COUNT = sizeof in_order / sizeof in_order[0] };
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(childplan__wide_sign(in_order[i].a), in_order[i].sign);
        for (int j = 0; j < COUNT; j++) {
            assert_int_equal(childplan__wide_compare(in_order[i].a, in_order[j].a), i < j ? -1 : i > j ? 1 : 0);
        }
    }
}

static void test_division(void **state) {
    (void)state;
    static const struct {
        struct wide a;
        struct wide divisor;
        struct wide quotient;
        struct wide remainder;
    } cases[] = {
        {{7, 0}, {2, 0}, {3, 0}, {1, 0}},
        {{(uint64_t)-7, -1}, {2, 0}, {(uint64_t)-4, -1}, {1, 0}},
        {{(uint64_t)-8, -1}, {2, 0}, {(uint64_t)-4, -1}, {0, 0}},
        {{(uint64_t)-1, -1}, {UINT64_MAX, HIGHEST}, {(uint64_t)-1, -1}, {UINT64_MAX - 1, HIGHEST}},
        {{0, LOWEST}, {1, 0}, {0, LOWEST}, {0, 0}},
        {{0, LOWEST}, {UINT64_MAX, HIGHEST}, {(uint64_t)-2, -1}, {UINT64_MAX - 1, HIGHEST}},
        {{UINT64_MAX, HIGHEST}, {UINT64_MAX, HIGHEST}, {1, 0}, {0, 0}},
        {{UINT64_MAX, HIGHEST}, {0, 1}, {HIGHEST, 0}, {UINT64_MAX, 0}},
        {{0, 0}, {5, 0}, {0, 0}, {0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wide rest = of(7, 7);
        assert_wide(childplan__wide_floor_divide(cases[i].a, cases[i].divisor, &rest), cases[i].quotient);
        assert_wide(rest, cases[i].remainder);
        assert_wide(childplan__wide_floor_divide(cases[i].a, cases[i].divisor, NULL), cases[i].quotient);
        struct portable_wide other;
        assert_twin(cases[i].quotient, portable_floor_divide(twin(cases[i].a), twin(cases[i].divisor), &other));
        assert_twin(cases[i].remainder, other);
    }
}

/* The two ways of computing agree, and satisfy what defines a sum, a product and a quotient. */
static void test_random_operands(void **state) {
    (void)state;
    uint64_t seed = 251;
    for (int i = 0; i < 40000; i++) {
        struct wide a = random_wide(&seed);
        struct wide b = random_wide(&seed);
        struct wide divisor = random_positive(&seed);
        struct wide got = {0, 0};
        struct portable_wide other = {0, 0};
        int32_t fits = childplan__wide_add(a, b, &got);
        assert_int_equal(fits, portable_add(twin(a), twin(b), &other));
        assert_twin(got, other);
        struct wide back;
        if (fits && childplan__wide_subtract(got, b, &back)) {
            assert_wide(back, a);
        }
        assert_int_equal(childplan__wide_subtract(a, b, &got), portable_subtract(twin(a), twin(b), &other));
        assert_twin(got, other);
        fits = childplan__wide_multiply(a, b, &got);
        assert_int_equal(fits, portable_multiply(twin(a), twin(b), &other));
        assert_twin(got, other);
        struct wide quotient = childplan__wide_floor_divide(a, divisor, &got);
        assert_twin(quotient, portable_floor_divide(twin(a), twin(divisor), &other));
        assert_twin(got, other);
        assert_true(childplan__wide_sign(got) >= 0 && childplan__wide_compare(got, divisor) < 0);
        /* The product of a negative quotient may pass the lowest number by less than the divisor. */
        struct wide product;
        if (childplan__wide_multiply(quotient, divisor, &product)) {
            assert_true(childplan__wide_add(product, got, &product));
            assert_wide(product, a);
        } else {
            assert_true(childplan__wide_sign(a) < 0);
        }
        int64_t x = (int64_t)(a.low >> 1) - (int64_t)(b.low >> 1);
        int64_t y = (int64_t)(b.low >> 1) >> (a.low & 63);
        assert_twin(childplan__wide_product(x, y), portable_product(x, y));
        assert_true(childplan__wide_multiply(childplan__wide(x), childplan__wide(y), &got));
        assert_wide(got, childplan__wide_product(x, y));
        assert_true(childplan__wide_to_double(a) == portable_to_double(twin(a)));
        assert_int_equal(childplan__wide_compare(a, b), portable_compare(twin(a), twin(b)));
        assert_int_equal(childplan__wide_sign(a), portable_sign(twin(a)));
    }
}

/* q = floor(a × b ÷ divisor) is what q ÷ b <= a ÷ divisor < (q + 1) ÷ b says, without any product. */
static void check_multiply_divide(struct wide a, struct wide b, struct wide divisor) {
    const struct wide most = of(HIGHEST, UINT64_MAX);
    const struct wide fewest = of(LOWEST, 0);
    struct wide quotient = of(7, 7);
    struct wide rest = of(7, 7);
    struct portable_wide other = twin(quotient);
    struct portable_wide other_rest = twin(rest);
    struct fraction exact = {a, divisor};
    int32_t fits = childplan__wide_multiply_divide(a, b, divisor, &quotient, &rest);
    assert_int_equal(fits, portable_multiply_divide(twin(a), twin(b), twin(divisor), &other, &other_rest));
    if (!fits) {
        assert_true(childplan__fraction_compare(exact, (struct fraction){most, b}) > 0 ||
                    childplan__fraction_compare(exact, (struct fraction){fewest, b}) < 0);
        return;
    }
    assert_twin(quotient, other);
    assert_twin(rest, other_rest);
    assert_true(childplan__wide_sign(rest) >= 0 && childplan__wide_compare(rest, divisor) < 0);
    int32_t order = childplan__fraction_compare((struct fraction){quotient, b}, exact);
    assert_int_equal(order, childplan__wide_sign(rest) == 0 ? 0 : -1);
    struct wide next;
    if (childplan__wide_add(quotient, childplan__wide(1), &next)) {
        assert_true(childplan__fraction_compare(exact, (struct fraction){next, b}) < 0);
    }
    struct wide product;
    if (childplan__wide_multiply(a, b, &product)) {
        struct wide expected;
        assert_wide(quotient, childplan__wide_floor_divide(product, divisor, &expected));
        assert_wide(rest, expected);
    }
}

static void test_multiply_divide(void **state) {
    (void)state;
    uint64_t seed = 2026;
    for (int i = 0; i < 40000; i++) {
        check_multiply_divide(random_wide(&seed), random_positive(&seed), random_positive(&seed));
    }
    const struct wide most = of(HIGHEST, UINT64_MAX);
    struct wide quotient = {0, 0};
    struct wide rest = {0, 0};
    check_multiply_divide(most, most, most);
    check_multiply_divide(of(LOWEST, 0), most, most);
    check_multiply_divide(of(LOWEST, 0), most, of(HIGHEST, UINT64_MAX - 1));
    check_multiply_divide(of(0, 0), most, most);
    /* 10^20 × 10^20 ÷ 3 = 3333…, which has 40 digits: too long; ÷ 300 it has 38 and fits. */
    const struct wide large = of(5, UINT64_C(7766279631452241920));
    assert_false(childplan__wide_multiply_divide(large, large, childplan__wide(3), &quotient, &rest));
    assert_true(childplan__wide_multiply_divide(large, large, childplan__wide(300), &quotient, &rest));
    assert_wide(rest, childplan__wide(100));
}

static void test_int64(void **state) {
    (void)state;
    static const struct {
        int64_t a;
        int64_t b;
        int32_t sum_fits;
        int32_t product_fits;
    } cases[] = {
        {0, 0, 1, 1},
        {HIGHEST, 0, 1, 1},
        {HIGHEST, 1, 0, 1},
        {LOWEST, -1, 0, 0},
        {LOWEST, 1, 1, 1},
        {LOWEST, LOWEST, 0, 0},
        {LOWEST, HIGHEST, 1, 0},
        {HIGHEST, HIGHEST, 0, 0},
        {INT64_C(3037000499), INT64_C(3037000499), 1, 1},
        {INT64_C(3037000500), INT64_C(3037000500), 1, 0},
        {LOWEST / 2, 2, 1, 1},
        {LOWEST / 2, -2, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t got = 7;
        assert_int_equal(childplan__add(cases[i].a, cases[i].b, &got), cases[i].sum_fits);
        assert_true(got == (cases[i].sum_fits ? cases[i].a + cases[i].b : 7));
        got = 7;
        assert_int_equal(childplan__multiply(cases[i].a, cases[i].b, &got), cases[i].product_fits);
        assert_true(got == (cases[i].product_fits ? cases[i].a * cases[i].b : 7));
    }
    assert_true(childplan__power_of_ten(0) == 1);
    assert_true(childplan__power_of_ten(6) == 1000000);
    assert_true(childplan__power_of_ten(18) == INT64_C(1000000000000000000));
}

static void check_order(struct fraction a, struct fraction b, int32_t expected) {
    assert_int_equal(childplan__fraction_compare(a, b), expected);
    assert_int_equal(childplan__fraction_compare(b, a), -expected);
    assert_int_equal(portable_fraction_compare(twin_fraction(a), twin_fraction(b)), expected);
}

static void test_fraction_order(void **state) {
    (void)state;
    const struct wide most = of(HIGHEST, UINT64_MAX);
    const struct wide less = of(HIGHEST, UINT64_MAX - 1);
    const struct wide fewest = of(LOWEST, 0);
    const struct wide one = childplan__wide(1);
    const struct wide none = childplan__wide(0);
    const struct {
        struct fraction a;
        struct fraction b;
        int32_t order;
    } cases[] = {
        {{none, one}, {none, most}, 0},
        {{one, most}, {none, one}, 1},
        {{one, most}, {one, less}, -1},
        {{most, less}, {one, one}, 1},
        {{less, most}, {one, one}, -1},
        {{less, most}, {most, less}, -1},
        {{fewest, most}, {childplan__wide(-1), one}, -1},
        {{fewest, one}, {fewest, childplan__wide(2)}, -1},
        {{fewest, most}, {fewest, less}, 1},
        {{childplan__wide(-1), most}, {none, one}, -1},
        {{childplan__wide(9), childplan__wide(10)}, {childplan__wide(90), childplan__wide(100)}, 0},
        {{childplan__wide(HIGHEST), childplan__wide(HIGHEST - 1)},
         {childplan__wide(HIGHEST - 1), childplan__wide(HIGHEST - 2)},
         -1},
        {{childplan__wide(LOWEST), childplan__wide(HIGHEST)}, {childplan__wide(-1), one}, -1},
        {{most, most}, {one, one}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_order(cases[i].a, cases[i].b, cases[i].order);
        check_order(cases[i].a, cases[i].a, 0);
    }
}

/* Ratios of neighbouring Fibonacci numbers: the longest continued fractions there are, turn by turn on either side of
   the golden ratio. */
static void test_deep_fractions(void **state) {
    (void)state;
    struct wide a = childplan__wide(1);
    struct wide b = childplan__wide(1);
    struct wide c = childplan__wide(2);
    struct wide next;
    int32_t order = -1;
    int steps = 0;
    while (childplan__wide_add(b, c, &next)) {
        check_order((struct fraction){b, a}, (struct fraction){c, b}, order);
        struct wide negative_b;
        struct wide negative_c;
        assert_true(childplan__wide_subtract(childplan__wide(0), b, &negative_b));
        assert_true(childplan__wide_subtract(childplan__wide(0), c, &negative_c));
        check_order((struct fraction){negative_b, a}, (struct fraction){negative_c, b}, -order);
        order = -order;
        a = b;
        b = c;
        c = next;
        steps++;
    }
    assert_in_range(steps, 175, 190);
}

static void test_random_fractions(void **state) {
    (void)state;
    uint64_t seed = 2030;
    for (int i = 0; i < 10000; i++) {
        struct fraction a = {random_wide(&seed), random_positive(&seed)};
        struct fraction b = {random_wide(&seed), random_positive(&seed)};
        check_order(a, b, childplan__fraction_compare(a, b));
        /* The same fraction, not in lowest terms. */
        struct wide factor = random_positive(&seed);
        struct fraction c = a;
        if (childplan__wide_multiply(a.numerator, factor, &c.numerator) &&
            childplan__wide_multiply(a.denominator, factor, &c.denominator)) {
            check_order(a, c, 0);
            check_order(b, c, childplan__fraction_compare(b, a));
        }
        /* Small ones, against products. */
        int64_t n = (int64_t)(next_random(&seed) >> 33) - (INT64_C(1) << 30);
        int64_t d = (int64_t)(next_random(&seed) >> 33) + 1;
        int64_t m = (int64_t)(next_random(&seed) >> 33) - (INT64_C(1) << 30);
        int64_t e = (int64_t)(next_random(&seed) >> 33) + 1;
        check_order((struct fraction){childplan__wide(n), childplan__wide(d)},
                    (struct fraction){childplan__wide(m), childplan__wide(e)},
                    n * e < m * d   ? -1
                    : n * e > m * d ? 1
                                    : 0);
        char text[64];
        char other[64];
        size_t length = childplan__fraction_format(a, 18, text);
        assert_int_equal(length, strlen(text));
        assert_int_equal(length, portable_fraction_format(twin_fraction(a), 18, other));
        assert_string_equal(text, other);
        int64_t rounded = 7;
        int64_t other_rounded = 7;
        int32_t decimals = (int32_t)(i % 7);
        assert_int_equal(childplan__fraction_round(a, decimals, &rounded),
                         portable_fraction_round(twin_fraction(a), decimals, &other_rounded));
        assert_true(rounded == other_rounded);
    }
}

static void test_fraction_format(void **state) {
    (void)state;
    static const struct {
        struct fraction a;
        int32_t decimals;
        const char *text;
    } cases[] = {
        {{{0, 0}, {7, 0}}, 4, "0"},
        {{{5, 0}, {10, 0}}, 4, "0.5"},
        {{{1, 0}, {3, 0}}, 4, "0.3333"},
        {{{2, 0}, {3, 0}}, 4, "0.6667"},
        {{{(uint64_t)-2, -1}, {3, 0}}, 4, "-0.6667"},
        {{{1, 0}, {20000, 0}}, 4, "0.0001"},
        {{{(uint64_t)-1, -1}, {20000, 0}}, 4, "-0.0001"},
        {{{1, 0}, {20001, 0}}, 4, "0"},
        {{{(uint64_t)-1, -1}, {20001, 0}}, 4, "0"},
        {{{99999, 0}, {100000, 0}}, 4, "1"},
        {{{(uint64_t)-999999, -1}, {100000, 0}}, 4, "-10"},
        {{{9004, 0}, {100, 0}}, 4, "90.04"},
        {{{100, 0}, {4, 0}}, 0, "25"},
        {{{5, 0}, {2, 0}}, 0, "3"},
        {{{(uint64_t)-5, -1}, {2, 0}}, 0, "-3"},
        {{{UINT64_MAX, HIGHEST}, {1, 0}}, 18, "170141183460469231731687303715884105727"},
        {{{0, LOWEST}, {1, 0}}, 4, "-170141183460469231731687303715884105728"},
        {{{0, LOWEST}, {3, 0}}, 18, "-56713727820156410577229101238628035242.666666666666666667"},
        {{{UINT64_MAX - 1, HIGHEST}, {UINT64_MAX, HIGHEST}}, 18, "1"},
        {{{0, 0x4000000000000000}, {UINT64_MAX, HIGHEST}}, 6, "0.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[64];
        size_t length = childplan__fraction_format(cases[i].a, cases[i].decimals, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(length, strlen(text));
    }
}

static void test_fraction_round(void **state) {
    (void)state;
    static const struct {
        struct fraction a;
        int32_t decimals;
        int32_t fits;
        int64_t value;
    } cases[] = {
        {{{1, 0}, {3, 0}}, 6, 1, 333333},
        {{{2, 0}, {3, 0}}, 6, 1, 666667},
        {{{(uint64_t)-2, -1}, {3, 0}}, 6, 1, -666667},
        {{{1, 0}, {2, 0}}, 0, 1, 1},
        {{{(uint64_t)-1, -1}, {2, 0}}, 0, 1, -1},
        {{{(uint64_t)-1, -1}, {3, 0}}, 0, 1, 0},
        {{{HIGHEST, 0}, {1, 0}}, 0, 1, HIGHEST},
        {{{(uint64_t)LOWEST, -1}, {1, 0}}, 0, 1, LOWEST},
        {{{(uint64_t)LOWEST, 0}, {1, 0}}, 0, 0, 0},
        {{{(uint64_t)HIGHEST - 1, -1}, {1, 0}}, 0, 0, 0},
        {{{HIGHEST, 0}, {1, 0}}, 1, 0, 0},
        {{{UINT64_MAX, 0}, {2, 0}}, 0, 0, 0},
        {{{UINT64_MAX - 2, 0}, {2, 0}}, 0, 1, HIGHEST},
        {{{UINT64_MAX, 0}, {1, 0}}, 1, 0, 0},
        {{{0, 1}, {1, 0}}, 0, 0, 0},
        {{{UINT64_MAX, HIGHEST}, {0, HIGHEST}}, 6, 1, 1000000},
        {{{UINT64_MAX, HIGHEST}, {0, 1}}, 0, 0, 0},
        {{{UINT64_MAX, HIGHEST}, {0, 2}}, 0, 1, INT64_C(0x4000000000000000)},
        {{{0, LOWEST}, {UINT64_MAX, HIGHEST}}, 6, 1, -1000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t got = 7;
        assert_int_equal(childplan__fraction_round(cases[i].a, cases[i].decimals, &got), cases[i].fits);
        assert_true(got == (cases[i].fits ? cases[i].value : 7));
    }
}

static void test_fraction_round_wide(void **state) {
    (void)state;
    static const struct {
        struct fraction a;
        int32_t decimals;
        int32_t fits;
        struct wide value;
    } cases[] = {
        {{{1, 0}, {3, 0}}, 6, 1, {333333, 0}},
        {{{0, 5}, {1, 0}}, 1, 1, {0, 50}},
        {{{(uint64_t)-5, -1}, {2, 0}}, 0, 1, {(uint64_t)-3, -1}},
        {{{UINT64_MAX, HIGHEST}, {1, 0}}, 0, 1, {UINT64_MAX, HIGHEST}},
        {{{UINT64_MAX, HIGHEST}, {1, 0}}, 1, 0, {0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wide got = of(7, 7);
        assert_int_equal(childplan__fraction_round_wide(cases[i].a, cases[i].decimals, &got), cases[i].fits);
        assert_wide(got, cases[i].fits ? cases[i].value : of(7, 7));
    }
}

static void test_doubles(void **state) {
    (void)state;
    assert_true(childplan__wide_to_double(childplan__wide(-1)) == -1.0);
    assert_true(childplan__wide_to_double(of(1, 0)) == 18446744073709551616.0);
    assert_true(childplan__wide_to_double(of(LOWEST, 0)) == -170141183460469231731687303715884105728.0);
    const struct fraction half = {childplan__wide(-1), childplan__wide(2)};
    assert_true(childplan__fraction_to_double(half) == -0.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_products),         cmocka_unit_test(test_limits),
        cmocka_unit_test(test_division),         cmocka_unit_test(test_random_operands),
        cmocka_unit_test(test_multiply_divide),  cmocka_unit_test(test_int64),
        cmocka_unit_test(test_fraction_order),   cmocka_unit_test(test_deep_fractions),
        cmocka_unit_test(test_random_fractions), cmocka_unit_test(test_fraction_format),
        cmocka_unit_test(test_fraction_round),   cmocka_unit_test(test_fraction_round_wide),
        cmocka_unit_test(test_doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
