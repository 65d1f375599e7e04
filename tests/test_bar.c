/* What a milestone asks for: exact bars, their bands, and when no report can change the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rollup/bar.h"

#include <childplan/rollup.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct fraction of(int64_t numerator, int64_t denominator) {
    return (struct fraction){childplan__wide(numerator), childplan__wide(denominator)};
}

static struct figure exact(struct fraction value) {
    return (struct figure){1, value, 1, value, 1, value};
}

static void assert_fraction(struct fraction got, struct fraction expected) {
    assert_int_equal(childplan__fraction_compare(got, expected), 0);
}

static struct milestone change(enum change change, int32_t is_decrease, int32_t comparison, struct decimal number) {
    return (struct milestone){.change = change,
                              .is_decrease = is_decrease,
                              .against = AGAINST_BASELINE,
                              .comparison = comparison,
                              .number = number};
}

static struct bar bar_of(const struct milestone *milestone, struct figure from) {
    int32_t overflow = 0;
    struct bar bar = childplan__bar_of(milestone, &from, &overflow);
    assert_int_equal(overflow, 0);
    return bar;
}

static void changes_are_exact(void **state) {
    (void)state;
    static const struct {
        enum change change;
        int32_t is_decrease;
        struct decimal number;
        int64_t from[2];
        int64_t bar[2];
    } cases[] = {
        {CHANGE_RELATIVE, 1, {2, 0}, {40, 1}, {392, 10}},
        {CHANGE_RELATIVE, 0, {2, 0}, {40, 1}, {408, 10}},
        {CHANGE_RELATIVE, 1, {25, 1}, {1, 3}, {975, 3000}},
        {CHANGE_RELATIVE, 1, {100, 0}, {7, 1}, {0, 1}},
        {CHANGE_RELATIVE, 1, {150, 0}, {8, 1}, {-4, 1}},
        {CHANGE_RELATIVE, 0, {1, 6}, {100, 1}, {100000001, 1000000}},
        {CHANGE_RELATIVE, 0, {50, 0}, {0, 1}, {0, 1}},
        {CHANGE_POINTS, 1, {1, 0}, {17, 1}, {16, 1}},
        {CHANGE_POINTS, 0, {25, 1}, {1, 3}, {17, 6}},
        {CHANGE_POINTS, 1, {3, 0}, {-5, 1}, {-8, 1}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct milestone milestone = change(cases[i].change, cases[i].is_decrease, CHILDPLAN_EQUALS, cases[i].number);
        struct bar bar = bar_of(&milestone, exact(of(cases[i].from[0], cases[i].from[1])));
        assert_int_equal(bar.is_known, 1);
        assert_int_equal(bar.edges[0].comparison, CHILDPLAN_EQUALS);
        assert_int_equal(bar.edges[1].comparison, 0);
        assert_fraction(bar.edges[0].limit.value, of(cases[i].bar[0], cases[i].bar[1]));
        assert_fraction(bar.edges[0].limit.low, of(cases[i].bar[0], cases[i].bar[1]));
        assert_fraction(bar.edges[0].limit.high, of(cases[i].bar[0], cases[i].bar[1]));
    }
}

static void a_decrease_turns_operators_and_edges_round(void **state) {
    (void)state;
    static const int32_t turned[][2] = {{CHILDPLAN_ABOVE, CHILDPLAN_BELOW},
                                        {CHILDPLAN_AT_LEAST, CHILDPLAN_AT_MOST},
                                        {CHILDPLAN_BELOW, CHILDPLAN_ABOVE},
                                        {CHILDPLAN_AT_MOST, CHILDPLAN_AT_LEAST},
                                        {CHILDPLAN_EQUALS, CHILDPLAN_EQUALS}};
    for (size_t i = 0; i < COUNT(turned); i++) {
        struct milestone less = change(CHANGE_POINTS, 1, turned[i][0], (struct decimal){2, 0});
        struct milestone more = change(CHANGE_POINTS, 0, turned[i][0], (struct decimal){2, 0});
        assert_int_equal(bar_of(&less, exact(of(9, 1))).edges[0].comparison, turned[i][1]);
        assert_int_equal(bar_of(&more, exact(of(9, 1))).edges[0].comparison, turned[i][0]);
    }
    struct milestone range = change(CHANGE_RELATIVE, 1, CHILDPLAN_ABOVE, (struct decimal){2, 0});
    range.upper_comparison = CHILDPLAN_AT_MOST;
    range.upper = (struct decimal){3, 0};
    struct bar bar = bar_of(&range, exact(of(200, 1)));
    assert_int_equal(bar.edges[0].comparison, CHILDPLAN_AT_LEAST);
    assert_fraction(bar.edges[0].limit.value, of(194, 1));
    assert_int_equal(bar.edges[1].comparison, CHILDPLAN_BELOW);
    assert_fraction(bar.edges[1].limit.value, of(196, 1));
    assert_fraction(childplan__goal(&bar, 0)->limit.value, of(194, 1));
    assert_fraction(childplan__goal(&bar, 1)->limit.value, of(196, 1));
}

static void what_is_measured_from_nothing_is_unknown(void **state) {
    (void)state;
    struct milestone relative = change(CHANGE_RELATIVE, 1, CHILDPLAN_AT_LEAST, (struct decimal){2, 0});
    struct milestone points = change(CHANGE_POINTS, 1, CHILDPLAN_AT_LEAST, (struct decimal){2, 0});
    struct milestone plain = change(CHANGE_NONE, 0, CHILDPLAN_AT_LEAST, (struct decimal){2, 0});
    struct bar bar = bar_of(&relative, (struct figure){0});
    assert_int_equal(bar.is_known, 0);
    assert_int_equal(bar.edges[0].comparison, CHILDPLAN_AT_MOST);
    assert_int_equal(bar_of(&points, (struct figure){0}).is_known, 0);
    assert_int_equal(bar_of(&plain, (struct figure){0}).is_known, 1);
    assert_int_equal(bar_of(&relative, exact(of(-1, 7))).is_known, 0);
    assert_int_equal(bar_of(&points, exact(of(-1, 7))).is_known, 1);
}

/* A fall by more than all makes the bar fall as the figure rises. */
static void bands_follow_the_figure(void **state) {
    (void)state;
    struct figure from = {1, of(20, 1), 1, of(10, 1), 1, of(60, 1)};
    struct milestone half = change(CHANGE_RELATIVE, 1, CHILDPLAN_AT_LEAST, (struct decimal){50, 0});
    struct milestone beyond = change(CHANGE_RELATIVE, 1, CHILDPLAN_AT_LEAST, (struct decimal){150, 0});
    struct figure limit = bar_of(&half, from).edges[0].limit;
    assert_fraction(limit.low, of(5, 1));
    assert_fraction(limit.high, of(30, 1));
    limit = bar_of(&beyond, from).edges[0].limit;
    assert_fraction(limit.low, of(-30, 1));
    assert_fraction(limit.value, of(-10, 1));
    assert_fraction(limit.high, of(-5, 1));
    from.has_high = 0;
    limit = bar_of(&beyond, from).edges[0].limit;
    assert_true(!limit.has_low && limit.has_high);
    limit = bar_of(&half, from).edges[0].limit;
    assert_true(limit.has_low && !limit.has_high);
}

/* Quarters from low to high, both of them whole. */
struct quarters {
    int64_t low;
    int64_t high;
};

static struct figure figure_of(struct quarters quarters, int64_t value) {
    return (struct figure){1, of(value, 4), 1, of(quarters.low, 4), 1, of(quarters.high, 4)};
}

/* Whether a value meets what is asked of a change from r, for each of both that there may be: 1 where all agree. */
static int32_t all_agree(const struct milestone *milestone, struct quarters values, struct quarters from) {
    int32_t met = 0;
    int32_t failed = 0;
    for (int64_t r = from.low; r <= from.high; r++) {
        struct bar bar = bar_of(milestone, exact(of(r, 4)));
        for (int64_t value = values.low; value <= values.high; value++) {
            int32_t meets = childplan__meets(of(value, 4), &bar);
            met |= meets;
            failed |= !meets;
        }
    }
    return !(met && failed);
}

static void assert_certainty(const struct milestone *milestone) {
    for (int64_t low = 0; low <= 24; low += 4) {
        for (int64_t width = 0; width <= 8; width += 4) {
            for (int64_t from_width = 0; from_width <= 8; from_width += 4) {
                struct quarters values = {low, low + width};
                struct quarters from = {12, 12 + from_width};
                struct bar bar = bar_of(milestone, figure_of(from, from.low));
                struct figure figure = figure_of(values, values.high);
                assert_int_equal(childplan__is_certain(&figure, &bar), all_agree(milestone, values, from));
            }
        }
    }
}

/* Against every value and every bar there could be, in steps of a quarter. */
static void certain_is_that_every_pair_agrees(void **state) {
    (void)state;
    static const int32_t lower[] = {CHILDPLAN_ABOVE, CHILDPLAN_AT_LEAST};
    static const int32_t upper[] = {0, CHILDPLAN_BELOW, CHILDPLAN_AT_MOST};
    for (int32_t comparison = CHILDPLAN_ABOVE; comparison <= CHILDPLAN_EQUALS; comparison++) {
        struct milestone more = change(CHANGE_POINTS, 0, comparison, (struct decimal){1, 0});
        struct milestone less = change(CHANGE_RELATIVE, 1, comparison, (struct decimal){25, 0});
        assert_certainty(&more);
        assert_certainty(&less);
    }
    for (size_t i = 0; i < COUNT(lower); i++) {
        for (size_t k = 0; k < COUNT(upper); k++) {
            struct milestone range = change(CHANGE_POINTS, (int32_t)(k % 2), lower[i], (struct decimal){1, 0});
            range.upper_comparison = upper[k];
            range.upper = (struct decimal){2, 0};
            assert_certainty(&range);
        }
    }
}

static void an_absent_bound_is_unbounded(void **state) {
    (void)state;
    struct milestone plain = change(CHANGE_NONE, 0, CHILDPLAN_AT_LEAST, (struct decimal){5, 0});
    struct bar bar = bar_of(&plain, (struct figure){0});
    struct figure grows = {1, of(7, 1), 1, of(7, 1), 0, of(0, 1)};
    assert_int_equal(childplan__is_certain(&grows, &bar), 1);
    grows = (struct figure){1, of(4, 1), 1, of(4, 1), 0, of(0, 1)};
    assert_int_equal(childplan__is_certain(&grows, &bar), 0);
    struct figure known = exact(of(4, 1));
    bar.edges[0].limit.has_low = 0;
    assert_int_equal(childplan__is_certain(&known, &bar), 0);
    bar.edges[0].limit.has_low = 1;
    bar.edges[0].limit.has_high = 0;
    assert_int_equal(childplan__is_certain(&known, &bar), 1);
}

static void baselines_are_the_units_own_or_the_general_one(void **state) {
    (void)state;
    static const struct unit_value values[] = {{2, {35, 1}}, {5, {7, 0}}, {9, {1, 0}}};
    struct baseline baseline = {.has_value = 1, .value = {4, 0}, .values = values, .value_count = 3};
    assert_fraction(childplan__baseline_of(&baseline, 2).value, of(35, 10));
    assert_fraction(childplan__baseline_of(&baseline, 9).high, of(1, 1));
    assert_fraction(childplan__baseline_of(&baseline, 0).value, of(4, 1));
    assert_fraction(childplan__baseline_of(&baseline, 7).low, of(4, 1));
    baseline.has_value = 0;
    assert_int_equal(childplan__baseline_of(&baseline, 5).has_value, 1);
    assert_int_equal(childplan__baseline_of(&baseline, 6).has_value, 0);
    assert_int_equal(childplan__baseline_of(&baseline, 10).has_value, 0);
}

/* A ratio of money with 15 digits, times a share with six decimals; and what no fraction of 128 bits holds. */
static void large_figures_fit_or_are_refused(void **state) {
    (void)state;
    struct milestone less = change(CHANGE_RELATIVE, 1, CHILDPLAN_AT_LEAST, (struct decimal){2345678, 6});
    struct fraction ratio = {childplan__wide_product(INT64_C(987654321098761), 100),
                             childplan__wide(INT64_C(999999999999989))};
    struct bar bar = bar_of(&less, exact(ratio));
    struct fraction back;
    assert_true(childplan__fraction_multiply(bar.edges[0].limit.value, of(100000000, 97654322), &back));
    assert_fraction(back, ratio);
    struct fraction most = {{UINT64_MAX, INT64_MAX}, {1, 0}};
    struct figure from = exact(most);
    int32_t overflow = 0;
    (void)childplan__bar_of(&less, &from, &overflow);
    assert_int_equal(overflow, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_exact),
        cmocka_unit_test(a_decrease_turns_operators_and_edges_round),
        cmocka_unit_test(what_is_measured_from_nothing_is_unknown),
        cmocka_unit_test(bands_follow_the_figure),
        cmocka_unit_test(certain_is_that_every_pair_agrees),
        cmocka_unit_test(an_absent_bound_is_unbounded),
        cmocka_unit_test(baselines_are_the_units_own_or_the_general_one),
        cmocka_unit_test(large_figures_fit_or_are_refused),
    };
    return cmocka_run_group_tests_name("bar", tests, NULL, NULL);
}
