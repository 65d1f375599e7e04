/*
 * Rates: what the plan says of them, the value of a day, and products at the edges. The figures of whole rows stand in
 * cases/rates, what is refused in data/invalid.
 */
#include "support.h"

#include <string.h>

static const char text[] =
    "childplan: 1\n"
    "plan: {id: r, title: R, issuer: root, horizon: {from: 2025, to: 2026}}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: a, name: A, level: low, parent: root}\n"
    "  - {id: b, name: B, level: low, parent: root}\n"
    "rates:\n"
    "  - id: trợ-cấp\n"
    "    name: Trợ cấp một trẻ một tháng\n"
    "    source: III.6\n"
    "    values:\n"
    "      - {from: 2020-11-01, value: 160000, source: Nghị định 105/2020/NĐ-CP}\n"
    "      - {from: 2025-07-01, value: 200000}\n"
    "  - {id: fine, name: Fine, values: [{from: 2025-06-30, value: 2}, {from: 2025-12-31, value: 0.000001}, {from: "
    "2026-01-01, value: 1.50}]}\n"
    "  - {id: one, name: One, values: [{from: 2000-02-29, value: 1}]}\n"
    "  - {id: huge, name: Huge, values: [{from: 2020-01-01, value: 1317624576693539401}]}\n"
    "elements:\n"
    "  - {id: months, name: Months, levels: [low], over_time: sum}\n"
    "  - {id: paid, name: Paid, type: money, levels: [low], over_time: sum}\n"
    "  - {id: mean, name: Mean, type: decimal, decimals: 2, levels: [low], over_time: mean}\n"
    "  - {id: tiny, name: Tiny, type: decimal, decimals: 6, levels: [low], over_time: sum}\n"
    "  - {id: largest, name: Largest, levels: [low], over_time: sum, over_units: max}\n"
    "  - {id: whole, name: Whole, levels: [low], over_time: last}\n"
    "  - {id: part, name: Part, levels: [low], over_time: last, part_of: whole}\n"
    "indicators:\n"
    "  - {id: due, name: D, numerator: {element: months, rate: trợ-cấp}, targets: [{by: 2025, at_least: 4100000}]}\n"
    "  - {id: share, name: S, numerator: paid, denominator: [{element: months, rate: trợ-cấp}]}\n"
    "  - {id: mean, name: M, numerator: {element: mean, rate: fine}}\n"
    "  - {id: tiny, name: T, numerator: {element: tiny, rate: fine}, targets: [{by: 2025, above: 0.000001}]}\n"
    "  - {id: same, name: E, numerator: {element: months, rate: one}}\n"
    "  - {id: largest, name: L, numerator: {element: largest, rate: trợ-cấp}}\n"
    "  - {id: rated_part, name: P, numerator: {element: part, rate: one}, denominator: whole}\n"
    "  - {id: rated_whole, name: P, numerator: part, denominator: {element: whole, rate: one}}\n"
    "  - {id: huge, name: H, numerator: {element: paid, rate: huge}}\n";

static int32_t date(const char *iso) {
    int32_t day = 0;
    assert_int_equal(childplan_date_parse(iso, strlen(iso), &day), CHILDPLAN_OK);
    return day;
}

static int setup(void **state) {
    return childplan_plan_load_memory("r.yaml", text, sizeof text - 1, NULL, (childplan_plan **)state, NULL) ==
                   CHILDPLAN_OK
               ? 0
               : 1;
}

static int teardown(void **state) {
    childplan_plan_free(*state);
    return 0;
}

static void test_getters(void **state) {
    const childplan_plan *plan = *state;
    assert_int_equal(childplan_plan_rate_count(plan), 4);
    assert_string_equal(childplan_plan_rate_id(plan, 0), "trợ-cấp");
    assert_string_equal(childplan_plan_rate_name(plan, 0), "Trợ cấp một trẻ một tháng");
    assert_string_equal(childplan_plan_rate_source(plan, 0), "III.6");
    assert_null(childplan_plan_rate_source(plan, 1));
    assert_int_equal(childplan_plan_rate_decimals(plan, 0), 0);
    assert_int_equal(childplan_plan_rate_decimals(plan, 1), 6);
    assert_int_equal(childplan_plan_rate_value_count(plan, 0), 2);
    assert_int_equal(childplan_plan_rate_value_count(plan, 1), 3);
    assert_int_equal(childplan_plan_rate_value_from(plan, 0, 0), date("2020-11-01"));
    assert_int_equal(childplan_plan_rate_value_from(plan, 0, 1), date("2025-07-01"));
    assert_string_equal(childplan_plan_rate_value_source(plan, 0, 0), "Nghị định 105/2020/NĐ-CP");
    assert_null(childplan_plan_rate_value_source(plan, 0, 1));
    assert_int_equal(childplan_plan_find_rate(plan, "fine"), 1);
    assert_int_equal(childplan_plan_find_rate(plan, "tro\xCC\x9B\xCC\xA3-ca\xCC\x82\xCC\x81p"), 0);
    assert_int_equal(childplan_plan_find_rate(plan, "months"), CHILDPLAN_NONE);
}

static void test_values(void **state) {
    static const struct {
        int32_t rate;
        size_t item;
        int64_t value;
    } values[] = {{0, 0, 160000}, {0, 1, 200000}, {1, 0, 2000000}, {1, 1, 1}, {1, 2, 1500000}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int64_t value = -1;
        assert_int_equal(childplan_plan_rate_value(*state, values[i].rate, values[i].item, &value), CHILDPLAN_OK);
        assert_int_equal(value, values[i].value);
    }
}

static void test_rate_on(void **state) {
    static const struct {
        int32_t rate;
        const char *day;
        int64_t value; /* -1: not valid yet */
    } days[] = {
        {0, "2020-10-31", -1},     {0, "2020-11-01", 160000},  {0, "2025-06-30", 160000},  {0, "2025-07-01", 200000},
        {0, "2099-01-01", 200000}, {1, "2025-06-29", -1},      {1, "2025-06-30", 2000000}, {1, "2025-12-30", 2000000},
        {1, "2025-12-31", 1},      {1, "2026-01-01", 1500000}, {2, "2000-02-28", -1},      {2, "2000-02-29", 1},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        int64_t value = -1;
        assert_int_equal(childplan_plan_rate_on(*state, days[i].rate, date(days[i].day), &value),
                         days[i].value < 0 ? CHILDPLAN_ABSENT : CHILDPLAN_OK);
        assert_int_equal(value, days[i].value);
    }
}

static void test_misuse(void **state) {
    const childplan_plan *plan = *state;
    static const int32_t wrong[] = {-1, 4, INT32_MAX, INT32_MIN};
    int64_t value = 7;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_null(childplan_plan_rate_id(plan, wrong[i]));
        assert_null(childplan_plan_rate_name(plan, wrong[i]));
        assert_null(childplan_plan_rate_source(plan, wrong[i]));
        assert_int_equal(childplan_plan_rate_decimals(plan, wrong[i]), 0);
        assert_int_equal(childplan_plan_rate_value_count(plan, wrong[i]), 0);
        assert_int_equal(childplan_plan_rate_value(plan, wrong[i], 0, &value), CHILDPLAN_ERROR_USAGE);
        assert_int_equal(childplan_plan_rate_on(plan, wrong[i], 0, &value), CHILDPLAN_ERROR_USAGE);
    }
    assert_int_equal(childplan_plan_rate_count(NULL), 0);
    assert_null(childplan_plan_rate_id(NULL, 0));
    assert_int_equal(childplan_plan_find_rate(NULL, "fine"), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_find_rate(plan, NULL), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_rate_value_from(plan, 0, 2), CHILDPLAN_NO_DATE);
    assert_null(childplan_plan_rate_value_source(plan, 0, 2));
    assert_int_equal(childplan_plan_rate_value(plan, 0, 2, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_rate_value(plan, 0, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_rate_on(plan, 0, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_rate_on(NULL, 0, 0, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(value, 7);
}

static void test_look_up(void **state) {
    childplan_diagnostics *diagnostics = NULL;
    int32_t index = 7;
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_look_up(*state, CHILDPLAN_KIND_RATE, "one", &index, diagnostics), CHILDPLAN_OK);
    assert_int_equal(index, 2);
    assert_int_equal(childplan_plan_look_up(*state, CHILDPLAN_KIND_RATE, "tro-cap", &index, diagnostics),
                     CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(index, 2);
    assert_int_equal(childplan_diagnostics_code(diagnostics, 0), CHILDPLAN_DIAGNOSTIC_RATE_UNKNOWN);
    assert_string_equal(childplan_diagnostics_suggestion(diagnostics, 0), "trợ-cấp");
    childplan_diagnostics_free(diagnostics);
}

/* The rollup of these reports; NULL with the status where there is none. */
static childplan_status compute(const childplan_plan *plan, const char *csv, const char *indicator,
                                childplan_rollup **ret_rollup, childplan_diagnostics *diagnostics) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_rollup_options *options = NULL;
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "reports.csv", csv, strlen(csv), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_YEAR, 2025, 1)),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_indicator(options, childplan_plan_find_indicator(plan, indicator)),
                     CHILDPLAN_OK);
    childplan_status status = childplan_rollup_compute(reports, options, ret_rollup, diagnostics);
    childplan_rollup_options_free(options);
    childplan_import_free(import);
    childplan_reports_free(reports);
    return status;
}

static const struct {
    const char *indicator;
    const char *csv;
    const char *columns[6]; /* of the root: numerator, value, low, high, status, gap */
} rows[] = {
    /* The example in README.md. */
    {"due",
     "unit,period,months\na,2025-H1,10\na,2025-H2,12\nb,2025-H1,0\nb,2025-H2,0\n",
     {"4000000", "4000000", "4000000", "4000000", "missed", "100000"}},
    /* A missing report can only add to a total; of a ratio it may change both sides by what nobody knows. */
    {"due",
     "unit,period,months\na,2025-H1,10\na,2025-H2,12\nb,2025-H1,1\n",
     {"4160000", "4160000", "4160000", "", "met", "0"}},
    {"share",
     "unit,period,months,paid\na,2025-H1,10,1600000\na,2025-H2,12,1200000\nb,2025-H1,1,\n",
     {"2800000", "70", "", "", "no_target", ""}},
    {"rated_part", "unit,period,whole,part\na,2025-H1,4,1\nb,2025-H1,4,\n", {"1", "25", "", "", "no_target", ""}},
    {"rated_whole", "unit,period,whole,part\na,2025-H1,4,1\nb,2025-H1,4,\n", {"1", "25", "", "", "no_target", ""}},
    /* (0.01 × 2 + 0.02 × 0.000001) ÷ 2: no digit is lost, though a mean has 6 decimals otherwise. */
    {"mean", "unit,period,mean\na,2025-H1,0.01\na,2025-H2,0.02\n", {"0.01000001", "0.01", "", "", "no_target", ""}},
    /* 12 decimals in all: 0.000001 × 0.000001. */
    {"tiny",
     "unit,period,tiny\na,2025-H1,0\na,2025-H2,0.000001\nb,2025-H1,0\nb,2025-H2,0\n",
     {"0.000000000001", "0", "0", "0", "missed", "0.000001"}},
    {"same", "unit,period,months\na,2025-H2,12\n", {"12", "12", "12", "", "no_target", ""}},
    /* The highest of the units' sums of products: both tell 3, a when it is worth 200000, b when it is 160000. */
    {"largest",
     "unit,period,largest\na,2025-H1,0\na,2025-H2,3\nb,2025-H1,3\nb,2025-H2,0\n",
     {"600000", "600000", "600000", "600000", "no_target", ""}},
    /* The largest product that is a figure: 7 × 1317624576693539401 = 2^63 - 1. */
    {"huge",
     "unit,period,paid\na,2025-H1,7\n",
     {"9223372036854775807", "9223372036854775807", "9223372036854775807", "", "no_target", ""}},
};

static void test_rows(void **state) {
    static const int32_t columns[] = {CHILDPLAN_COLUMN_NUMERATOR, CHILDPLAN_COLUMN_VALUE,  CHILDPLAN_COLUMN_LOW,
                                      CHILDPLAN_COLUMN_HIGH,      CHILDPLAN_COLUMN_STATUS, CHILDPLAN_COLUMN_GAP};
    const childplan_plan *plan = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        childplan_rollup *rollup = NULL;
        size_t row;
        assert_int_equal(compute(plan, rows[i].csv, rows[i].indicator, &rollup, NULL), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_find(rollup, 0, childplan_period_of(CHILDPLAN_YEAR, 2025, 1),
                                               childplan_plan_find_indicator(plan, rows[i].indicator), &row),
                         CHILDPLAN_OK);
        for (size_t column = 0; column < 6; column++) {
            char got[64];
            childplan_rollup_text(rollup, row, columns[column], got, sizeof got);
            if (strcmp(got, rows[i].columns[column]) != 0) {
                fail_msg("%s, column %d: %s, not %s", rows[i].indicator, (int)column, got, rows[i].columns[column]);
            }
        }
        childplan_rollup_free(rollup);
    }
}

/* One more than the largest product, and a sum of two that each fit. */
static void test_too_large(void **state) {
    static const char *const reports[] = {"unit,period,paid\na,2025-H1,8\n",
                                          "unit,period,paid\na,2025-H1,4\na,2025-H2,4\n",
                                          "unit,period,paid\na,2025-H1,4\nb,2025-H1,4\n"};
    for (size_t i = 0; i < 3; i++) {
        childplan_rollup *rollup = NULL;
        childplan_diagnostics *diagnostics = NULL;
        assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
        assert_int_equal(compute(*state, reports[i], "huge", &rollup, diagnostics), CHILDPLAN_ERROR_OVERFLOW);
        assert_null(rollup);
        assert_int_equal(childplan_diagnostics_code(diagnostics, 0), CHILDPLAN_DIAGNOSTIC_FIGURE_TOO_LARGE);
        childplan_diagnostics_free(diagnostics);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_getters),   cmocka_unit_test(test_values),  cmocka_unit_test(test_rate_on),
        cmocka_unit_test(test_misuse),    cmocka_unit_test(test_look_up), cmocka_unit_test(test_rows),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
