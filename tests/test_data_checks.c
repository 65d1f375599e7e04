/*
 * Checks of reports: every rule at its edge, by figures worked out by hand, and that no check changes a row. What plans
 * may say of it is in data/invalid, the scores of random series are computed again by differential/data_checks.py.
 * usage: test_data_checks CASES
 */
#include "data_checks_world.h"

/* A series of unit c by itself. */
struct series_case {
    const char *element;
    const char *figures;
    const char *expected;
    int32_t checks;
};

#define OUTLIERS CHILDPLAN_DATA_CHECK_OUTLIERS
#define JUMPS CHILDPLAN_DATA_CHECK_JUMPS
#define FALLS CHILDPLAN_DATA_CHECK_FALLS
#define COPIES CHILDPLAN_DATA_CHECK_COPIES
#define PLAUSIBLE CHILDPLAN_DATA_CHECK_PLAUSIBLE
#define SUBTREES CHILDPLAN_DATA_CHECK_SUBTREES

static const struct series_case series_cases[] = {
    /* Plausible: 5 and 5000 are, whatever else is reported. A fall of the least decimal is below 0.50. */
    {"flow", "4 5 5000 5001", "750 c 2021-H1 4; 751 c 2022-H2 5001", PLAUSIBLE},
    {"hours", "0.5 0.49 0", "750 c 2021-H2 0.49; 750 c 2022-H1 0", PLAUSIBLE},
    {"balance", "-9223372036854775807 100 101", "751 c 2022-H1 101", PLAUSIBLE},
    /* Outliers. Sorted 100 102 104 106 108 x: median 105; distances 5 3 1 1 3 x-105, their median 3.
       0.6745 × (x - 105) ÷ 3 > 3.5 asks for x - 105 > 15.567: 121 is one, 120 (3.3725) is not. */
    {"flow", "100 102 104 106 108 121", "752 c 2023-H2 121", OUTLIERS},
    {"flow", "100 102 104 106 108 120", "", OUTLIERS},
    /* The same with five reports, of which nothing is said. */
    {"flow", "100 102 106 108 121", "", OUTLIERS},
    /* An odd count: 10 20 30 40 50 60 x: median 40, distances 30 20 10 0 10 20 x-40, median 20: 0.6745 × d ÷ 20 > 3.5
       asks for d > 103.78. */
    {"flow", "60 50 144 40 30 20 10", "752 c 2022-H1 144", OUTLIERS},
    {"flow", "60 50 143 40 30 20 10", "", OUTLIERS},
    /* The threshold itself is not over it: median 10000, MAD 1349, and 0.6745 × 7000 ÷ 1349 is 3.5. */
    {"balance", "10000 8651 11349 8651 11349 17000 2999", "752 c 2024-H1 2999", OUTLIERS},
    /* Below, too; and missing reports are no zeros. */
    {"flow", "900 902 - 904 906 908 - 880", "752 c 2024-H2 880", OUTLIERS},
    /* More than half the same: the distances are 0 0 0 0 0 d, their mean d ÷ 6, the score 6 ÷ 1.253314 = 4.7873, over
       3.5 for every d, which the floor of 10 keeps silent. */
    {"flow", "50 50 50 50 50 60", "752 c 2023-H2 60", OUTLIERS},
    {"flow", "50 50 50 50 50 59", "", OUTLIERS},
    /* Two others share the mean: of 8 with distances 20 and 30 it is 50 ÷ 8 = 6.25; 30 ÷ (1.253314 × 6.25) = 3.8298,
       20 ÷ … = 2.5532. */
    {"flow", "50 50 50 70 50 50 50 80", "752 c 2024-H2 80", OUTLIERS},
    {"flow", "70 70 70 70 70 70 70 70", "", OUTLIERS},
    /* The floor with a median distance: 3 4 3 4 3 4 9 is 0.6745 × 5 ÷ 1, but 5 is below 10. */
    {"flow", "3 4 3 4 3 4 9", "", OUTLIERS},
    /* Decimals: in hundredths median 201.5, distances 1.5 0.5 0.5 1.5 2.5 and 1098.5, their median 1.5. The floor of 10
       is 10 hours. */
    {"hours", "2.00 2.01 2.02 2.03 1.99 13", "752 c 2023-H2 13", OUTLIERS},
    {"hours", "2.00 2.01 2.02 2.03 1.99 12.01", "", OUTLIERS},
    /* The largest figures do not overflow. Median 0 and distances 1 1 0 0 2 2 and the whole range: their median 1. */
    {"balance", "-1 1 0 0 2 -2 9223372036854775807", "752 c 2024-H1 9223372036854775807", OUTLIERS},
    {"balance", "-9223372036854775807 9223372036854775807 -9223372036854775807 9223372036854775807 0 1", "", OUTLIERS},
    /* Yes and no are not compared. */
    {"held", "1 1 1 1 1 1 1 1 0", "", OUTLIERS | JUMPS | COPIES},
    /* Totals since the year began, period by period: 10 12 11 9, 12 10 13 120: the median is 11.5, the distances 1.5
       0.5 0.5 2.5 0.5 1.5 1.5 108.5, their median 1.5. */
    {"ytd", "10 22 33 42 12 22 35 155", "752 c 2022-Q4 120", OUTLIERS},
    /* Jumps: five times, or a fifth, and by 10. */
    {"flow", "100 500", "753 c 2021-H2 500", JUMPS},
    {"flow", "100 499 100", "", JUMPS},
    {"flow", "500 100", "753 c 2021-H2 100", JUMPS},
    {"flow", "1 3 1 10", "", JUMPS},
    {"flow", "1 11 2 12", "753 c 2021-H2 11; 753 c 2022-H2 12", JUMPS},
    {"flow", "20 - - 100", "753 c 2022-H2 100", JUMPS},
    /* Nothing may happen in a period; but a standing that goes has gone. */
    {"flow", "100 0 100", "", JUMPS},
    {"stock", "100 0 9 100", "753 c 2021-H2 0; 753 c 2022-H2 100", JUMPS},
    {"net", "-5 4 -6", "753 c 2022-H1 -6", JUMPS},
    {"balance", "-20 -100 100", "753 c 2021-H2 -100", JUMPS},
    {"balance", "-9223372036854775807 9223372036854775807", "", JUMPS},
    /* What is found as an outlier is no jump again, neither up nor down. */
    {"flow", "100 102 104 1000 106 108", "752 c 2022-H2 1000", OUTLIERS | JUMPS},
    {"flow", "100 102 104 1000 106 108", "753 c 2022-H2 1000; 753 c 2023-H1 106", JUMPS},
    /* Totals: 20, then 20 more, then 260 more; the new year's 30 is no fall, and a jump from 260. */
    {"ytd", "20 40 300 - 30", "753 c 2021-Q3 260; 753 c 2022-Q1 30", JUMPS},
    /* A fall is no figure that another could be compared with. */
    {"ytd", "200 180 80", "", JUMPS},
    /* What a total adds after a missing one is not known. */
    {"ytd", "20 - 300", "", JUMPS},
    /* Falls within a year only, also across a missing report. */
    {"ytd", "100 90 90 95 10", "754 c 2021-Q2 90", FALLS},
    {"ytd", "100 - 99", "754 c 2021-Q3 99", FALLS},
    {"ytd", "100 200 300 400 50 60", "", FALLS},
    {"flow", "100 90", "", FALLS},
    /* Copies: four of a flow, eight of a standing of 100 or more. Never zeros, nor small figures. */
    {"flow", "40 40 40 41", "", COPIES},
    {"flow", "40 40 - 40 40 41 41 41 41", "755 c 2023-H1 40; 755 c 2025-H1 41", COPIES},
    {"flow", "9 9 9 9 9", "", COPIES},
    {"flow", "10 10 10 10", "755 c 2022-H2 10", COPIES},
    {"flow", "0 0 0 0 0 0 0 0 0 0", "", COPIES},
    {"balance", "-10 -10 -10 -10", "755 c 2022-H2 -10", COPIES},
    {"stock", "100 100 100 100 100 100 100 100", "755 c 2024-H2 100", COPIES},
    {"stock", "100 100 100 100 100 100 100", "", COPIES},
    {"stock", "99 99 99 99 99 99 99 99 99 99", "", COPIES},
    {"hours", "10 10 10 10.00", "755 c 2022-H2 10", COPIES},
    {"hours", "9.99 9.99 9.99 9.99", "", COPIES},
    /* A total that stands still adds nothing; one that adds the same each time was perhaps never counted. */
    {"ytd", "50 50 50 50", "", COPIES},
    {"ytd", "50 100 150 200", "755 c 2021-Q4 50", COPIES},
};

static void test_series(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof series_cases / sizeof series_cases[0]; i++) {
        const struct series_case *data = &series_cases[i];
        struct world world;
        begin(&world);
        take_series(&world, "c", data->element, data->figures);
        const char *found = findings(&world, data->checks);
        if (strcmp(found, data->expected) != 0) {
            fail_msg("%s of %s: expected \"%s\", got \"%s\"", data->element, data->figures, data->expected, found);
        }
        end(&world);
    }
}

/* Reports of several units; what the districts and the province declare. */
struct subtree_case {
    const char *rows;
    const char *expected;
};

static const struct subtree_case subtree_cases[] = {
    /* In 2021 east has a and b, west has c. */
    {"a,2021-H1,flow,20,\nb,2021-H1,flow,30,\neast,2021-H1,all_flow,50,\n", ""},
    {"a,2021-H1,flow,20,\nb,2021-H1,flow,30,\neast,2021-H1,all_flow,51,\n", "756 east 2021-H1 51"},
    {"a,2021-H1,flow,20,\nb,2021-H1,flow,30,\neast,2021-H1,all_flow,49,\n", "756 east 2021-H1 49"},
    /* A report that is missing is no zero: more than is there may well be right, less cannot. */
    {"a,2021-H1,flow,20,\neast,2021-H1,all_flow,50,\n", "758 east 2021-H1 50"},
    {"a,2021-H1,flow,20,\neast,2021-H1,all_flow,19,\n", "757 east 2021-H1 19"},
    {"a,2021-H1,flow,20,\neast,2021-H1,all_flow,20,\n", ""},
    {"east,2021-H1,all_flow,20,\n", "758 east 2021-H1 20"},
    {"east,2021-H1,all_flow,0,\n", ""},
    /* Where figures may be negative a missing one can also take away. */
    {"a,2021-H1,balance,20,\neast,2021-H1,all_balance,-19,\n", "758 east 2021-H1 -19"},
    {"a,2021-H1,balance,9223372036854775807,\nb,2021-H1,balance,9223372036854775807,\neast,2021-H1,all_balance,-2,\n",
     "756 east 2021-H1 -2"},
    /* Decimals are compared exactly. */
    {"c,2021-H1,hours,1.25,\nwest,2021-H1,all_hours,1.25,\n", ""},
    {"c,2021-H1,hours,1.25,\nwest,2021-H1,all_hours,1.26,\n", "756 west 2021-H1 1.26"},
    /* The province has all three; of another period nothing is taken. */
    {"a,2021-H1,flow,1,\nb,2021-H1,flow,2,\nc,2021-H1,flow,4,\nc,2021-H2,flow,8,\ntop,2021-H1,all_flow,7,\n", ""},
    /* b ends on 2023-09-30; on the last day of 2023-H2 it is placed in its successor c, in west. What it did in that
       half counts there, what stood does not. */
    {"a,2023-H2,flow,1,\nb,2023-H2,flow,2,\nc,2023-H2,flow,4,\neast,2023-H2,all_flow,1,\nwest,2023-H2,all_flow,6,\n",
     ""},
    {"a,2023-H2,flow,1,\nc,2023-H2,flow,4,\neast,2023-H2,all_flow,1,\nwest,2023-H2,all_flow,6,\n",
     "758 west 2023-H2 6"},
    {"a,2023-H2,stock,1,\nb,2023-H2,stock,2,\nc,2023-H2,stock,4,\neast,2023-H2,all_stock,1,\nwest,2023-H2,all_stock,"
     "4,\n",
     ""},
    /* b's total of the third quarter is still part of the year's in the fourth. */
    {"b,2023-Q3,ytd,20,\nc,2023-Q4,ytd,40,\nwest,2023-Q4,all_ytd,60,\n", ""},
    {"b,2023-Q2,ytd,20,\nc,2023-Q4,ytd,40,\nwest,2023-Q4,all_ytd,60,\n", "758 west 2023-Q4 60"},
    {"b,2023-Q3,ytd,20,\nc,2024-Q1,ytd,40,\nwest,2024-Q1,all_ytd,40,\n", ""},
    /* North has nobody below. */
    {"c,2021-H1,flow,4,\nnorth,2021-H1,all_flow,9,\n", ""},
    /* a moves to west in 2025; east ends within 2025-H1, so that it has no subtree on its last day. */
    {"a,2025-H1,flow,1,\nc,2025-H1,flow,4,\nwest,2025-H1,all_flow,5,\neast,2025-H1,all_flow,9,\n", ""},
    /* Flags: how many of them say yes, the districts' own among them. */
    {"a,2021-H1,held,yes,\nb,2021-H1,held,no,\nc,2021-H1,held,yes,\neast,2021-H1,held,yes,\nwest,2021-H1,held,no,\n"
     "north,2021-H1,held,no,\ntop,2021-H1,all_held,3,\n",
     ""},
    {"a,2021-H1,held,yes,\nb,2021-H1,held,no,\nc,2021-H1,held,yes,\nwest,2021-H1,held,no,\ntop,2021-H1,all_held,1,\n",
     "757 top 2021-H1 1"},
    /* Two declare for the same period. */
    {"a,2021-H1,flow,1,\nb,2021-H1,flow,2,\nc,2021-H1,flow,4,\neast,2021-H1,all_flow,4,\nwest,2021-H1,all_flow,3,\n"
     "top,2021-H1,all_flow,7,\n",
     "756 east 2021-H1 4; 756 west 2021-H1 3"},
};

static void test_subtrees(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof subtree_cases / sizeof subtree_cases[0]; i++) {
        struct world world;
        begin(&world);
        take(&world, subtree_cases[i].rows);
        const char *found = findings(&world, SUBTREES);
        if (strcmp(found, subtree_cases[i].expected) != 0) {
            fail_msg("%s: expected \"%s\", got \"%s\"", subtree_cases[i].rows, subtree_cases[i].expected, found);
        }
        end(&world);
    }
}

static void test_arguments(void **state) {
    (void)state;
    struct world world;
    begin(&world);
    take_series(&world, "c", "flow", "100 102 104 106 108 121");
    assert_string_equal(findings(&world, OUTLIERS), "752 c 2023-H2 121");
    assert_argument(&world, 0, "flow");
    assert_argument(&world, 4, "105");
    assert_argument(&world, 5, "6");
    /* 0.6745 × 16 ÷ 3 */
    assert_argument(&world, 6, "3.5973");
    assert_argument(&world, 7, "3.5");
    assert_argument(&world, 8, "");
    end(&world);
    begin(&world);
    take_series(&world, "c", "hours", "2.00 2.01 2.02 2.03 1.99 13");
    assert_string_equal(findings(&world, OUTLIERS), "752 c 2023-H2 13");
    assert_argument(&world, 4, "2.015");
    end(&world);
    begin(&world);
    take_series(&world, "c", "flow", "50 50 50 50 50 60");
    assert_string_equal(findings(&world, OUTLIERS), "752 c 2023-H2 60");
    /* 6 ÷ 1.253314 */
    assert_argument(&world, 6, "4.7873");
    assert_argument(&world, 8, "mean");
    end(&world);
    begin(&world);
    take(&world, "a,2021-H1,balance,9223372036854775807,\nb,2021-H1,balance,9223372036854775807,\n"
                 "east,2021-H1,all_balance,-2,\n");
    assert_string_equal(findings(&world, SUBTREES), "756 east 2021-H1 -2");
    assert_argument(&world, 4, "18446744073709551614");
    assert_argument(&world, 6, "2");
    end(&world);
}

static void test_options(void **state) {
    (void)state;
    struct world world;
    begin(&world);
    take_series(&world, "c", "flow", "100 102 104 106 108 120 - 3");
    assert_string_equal(findings(&world, JUMPS), "753 c 2024-H2 3");
    ok(childplan_data_check_options_set_jump(world.options, 4001));
    assert_string_equal(findings(&world, JUMPS), "");
    ok(childplan_data_check_options_set_jump(world.options, 4000));
    assert_string_equal(findings(&world, JUMPS), "753 c 2024-H2 3");
    ok(childplan_data_check_options_set_floor(world.options, 118));
    assert_string_equal(findings(&world, JUMPS), "");
    ok(childplan_data_check_options_set_floor(world.options, INT64_MAX));
    assert_string_equal(findings(&world, JUMPS | OUTLIERS | COPIES), "");
    ok(childplan_data_check_options_set_floor(world.options, 0));
    /* Median 104, distances 4 2 0 2 4 16 101, their median 4: 16 is 2.698, 101 is 17.031. */
    assert_string_equal(findings(&world, OUTLIERS), "752 c 2024-H2 3");
    ok(childplan_data_check_options_set_outliers(world.options, 269, 6));
    assert_string_equal(findings(&world, OUTLIERS), "752 c 2023-H2 120; 752 c 2024-H2 3");
    ok(childplan_data_check_options_set_outliers(world.options, 270, 7));
    assert_string_equal(findings(&world, OUTLIERS), "752 c 2024-H2 3");
    ok(childplan_data_check_options_set_outliers(world.options, 269, 8));
    assert_string_equal(findings(&world, OUTLIERS), "");
    end(&world);
}

static void test_copy_options(void **state) {
    (void)state;
    struct world world;
    begin(&world);
    take_series(&world, "c", "flow", "40 40 41");
    take_series(&world, "c", "stock", "200 200 200 201");
    ok(childplan_data_check_options_set_copies(world.options, 2, 3));
    assert_string_equal(findings(&world, COPIES), "755 c 2021-H2 40; 755 c 2022-H1 200");
    ok(childplan_data_check_options_set_copies(world.options, 2, 0));
    assert_string_equal(findings(&world, COPIES), "755 c 2021-H2 40");
    ok(childplan_data_check_options_set_copies(world.options, 0, 3));
    assert_string_equal(findings(&world, COPIES), "755 c 2022-H1 200");
    end(&world);
    begin(&world);
    take_series(&world, "c", "flow", "0 0 0 0 1 1 1 1");
    ok(childplan_data_check_options_set_floor(world.options, 0));
    assert_string_equal(findings(&world, COPIES), "755 c 2024-H2 1");
    end(&world);
}

/* Known by, since, the limit; and with no origins the order is that of units and elements. */
static void test_knowledge(void **state) {
    (void)state;
    struct world world;
    begin(&world);
    take(&world, "c,2021-H1,flow,100,2021-07-10\nc,2021-H2,flow,600,2022-01-10\nc,2021-H2,flow,110,2022-03-01\n"
                 "c,2022-H1,flow,600,2022-07-10\nwest,2021-H2,all_flow,600,2022-01-10\n");
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "753 c 2022-H1 600; 756 west 2021-H2 600");
    ok(childplan_data_check_options_set_known_by(world.options, date("2022-02-28")));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "753 c 2021-H2 600");
    ok(childplan_data_check_options_set_known_by(world.options, date("2021-12-31")));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "");
    ok(childplan_data_check_options_set_known_by(world.options, CHILDPLAN_NO_DATE));
    ok(childplan_data_check_options_set_since(world.options, date("2022-06-30")));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "753 c 2022-H1 600");
    ok(childplan_data_check_options_set_since(world.options, date("2022-07-01")));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "");
    ok(childplan_data_check_options_set_since(world.options, CHILDPLAN_NO_DATE));
    ok(childplan_data_check_options_set_limit(world.options, 1));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "753 c 2022-H1 600; 759");
    assert_argument(&world, 0, "flow");
    ok(childplan_data_check_options_set_limit(world.options, 0));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "759");
    assert_argument(&world, 0, "2");
    ok(childplan_data_check_options_set_limit(world.options, 2));
    assert_string_equal(findings(&world, CHILDPLAN_DATA_CHECK_ALL), "753 c 2022-H1 600; 756 west 2021-H2 600");
    end(&world);
}

static void assert_first_line(const struct world *world, const char *file, uint32_t line) {
    childplan_diagnostics *said = NULL;
    ok(childplan_diagnostics_new(&said));
    ok(childplan_reports_check(world->reports, NULL, said));
    assert_int_equal(childplan_diagnostics_count(said), 1);
    assert_int_equal(childplan_diagnostics_severity(said, 0), CHILDPLAN_SEVERITY_WARNING);
    if (file) {
        assert_string_equal(childplan_diagnostics_file(said, 0), file);
    } else {
        assert_null(childplan_diagnostics_file(said, 0));
    }
    assert_int_equal(childplan_diagnostics_file_line(said, 0), line);
    childplan_diagnostics_free(said);
}

/* The place is that of the report in force, not of one it superseded. */
static void test_origins(void **state) {
    (void)state;
    static const char rows[] =
        "c,2021-H1,flow,100,2021-07-10\nc,2021-H2,flow,110,2022-01-10\nc,2021-H2,flow,600,2022-03-01\n";
    struct world world;
    begin(&world);
    take(&world, rows);
    assert_first_line(&world, "r.csv", 4);
    end(&world);
    begin(&world);
    ok(childplan_reports_set_origins(world.reports, 0));
    take(&world, rows);
    assert_first_line(&world, NULL, 0);
    end(&world);
}

static void test_usage(void **state) {
    (void)state;
    struct world world;
    childplan_data_check_options *options = NULL;
    int64_t limit = -7;
    const childplan_status usage = CHILDPLAN_ERROR_USAGE;
    begin(&world);
    options = world.options;
    assert_int_equal(childplan_reports_check(NULL, options, NULL), usage);
    assert_int_equal(childplan_reports_check(world.reports, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_data_check_options_new(NULL), usage);
    childplan_data_check_options_free(NULL);
    assert_int_equal(childplan_data_check_options_set_checks(NULL, 1), usage);
    assert_int_equal(childplan_data_check_options_set_checks(options, 0), usage);
    assert_int_equal(childplan_data_check_options_set_checks(options, CHILDPLAN_DATA_CHECK_ALL + 1), usage);
    assert_int_equal(childplan_data_check_options_set_known_by(NULL, 0), usage);
    assert_int_equal(childplan_data_check_options_set_since(NULL, 0), usage);
    assert_int_equal(childplan_data_check_options_set_outliers(NULL, 350, 6), usage);
    assert_int_equal(childplan_data_check_options_set_outliers(options, 0, 6), usage);
    assert_int_equal(childplan_data_check_options_set_outliers(options, 100001, 6), usage);
    assert_int_equal(childplan_data_check_options_set_outliers(options, 350, 2), usage);
    assert_int_equal(childplan_data_check_options_set_outliers(options, 350, 10001), usage);
    assert_int_equal(childplan_data_check_options_set_jump(NULL, 500), usage);
    assert_int_equal(childplan_data_check_options_set_jump(options, 100), usage);
    assert_int_equal(childplan_data_check_options_set_jump(options, 100000001), usage);
    assert_int_equal(childplan_data_check_options_set_floor(NULL, 1), usage);
    assert_int_equal(childplan_data_check_options_set_floor(options, -1), usage);
    assert_int_equal(childplan_data_check_options_set_copies(NULL, 4, 8), usage);
    assert_int_equal(childplan_data_check_options_set_copies(options, 1, 8), usage);
    assert_int_equal(childplan_data_check_options_set_copies(options, 4, 10001), usage);
    assert_int_equal(childplan_data_check_options_set_limit(NULL, 1), usage);
    assert_int_equal(childplan_data_check_options_set_limit(options, -1), usage);
    assert_int_equal(childplan_plan_element_plausible(NULL, 0, 0, &limit), usage);
    assert_int_equal(childplan_plan_element_plausible(world.plan, -1, 0, &limit), usage);
    assert_int_equal(childplan_plan_element_plausible(world.plan, 0, 2, &limit), usage);
    assert_int_equal(childplan_plan_element_plausible(world.plan, 0, 0, NULL), usage);
    assert_int_equal(limit, -7);
    end(&world);
}

static void test_plan(void **state) {
    (void)state;
    struct world world;
    int64_t limit = -7;
    begin(&world);
    int32_t flow = childplan_plan_find_element(world.plan, "flow");
    int32_t hours = childplan_plan_find_element(world.plan, "hours");
    int32_t all = childplan_plan_find_element(world.plan, "all_hours");
    assert_int_equal(childplan_plan_element_check_of(world.plan, flow), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_element_check_of(world.plan, all), hours);
    assert_int_equal(childplan_plan_element_check_of(world.plan, 999), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_element_check_of(NULL, all), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_element_decimals(world.plan, all), 2);
    ok(childplan_plan_element_plausible(world.plan, flow, 0, &limit));
    assert_int_equal(limit, 5);
    ok(childplan_plan_element_plausible(world.plan, flow, 1, &limit));
    assert_int_equal(limit, 5000);
    ok(childplan_plan_element_plausible(world.plan, hours, 0, &limit));
    assert_int_equal(limit, 50);
    assert_int_equal(childplan_plan_element_plausible(world.plan, hours, 1, &limit), CHILDPLAN_ABSENT);
    assert_int_equal(limit, 50);
    assert_int_equal(childplan_plan_element_frequency(world.plan, childplan_plan_find_element(world.plan, "all_ytd")),
                     CHILDPLAN_QUARTER);
    end(&world);
}

static childplan_rollup *roll_up(const childplan_reports *reports) {
    childplan_rollup *rollup = NULL;
    ok(childplan_rollup_compute(reports, NULL, &rollup, NULL));
    return rollup;
}

static const char *cases_folder;

/* Every worked case: the rows are the same before a check and after it, and so are the reports. */
static void test_nothing_changes(void **state) {
    (void)state;
    size_t count = 0;
    size_t checked = 0;
    char **names = list_files(cases_folder, "", &count);
    for (size_t i = 0; i < count; i++) {
        char path[600];
        char before[65];
        char after[65];
        childplan_plan *plan = NULL;
        childplan_reports *reports = NULL;
        childplan_import *import = NULL;
        snprintf(path, sizeof path, "%s/%s/plan.yaml", cases_folder, names[i]);
        if (childplan_plan_load_file(path, NULL, &plan, NULL) != CHILDPLAN_OK) {
            continue;
        }
        ok(childplan_reports_new(plan, &reports));
        ok(childplan_import_new(reports, &import));
        snprintf(path, sizeof path, "%s/%s/reports.csv", cases_folder, names[i]);
        if (childplan_import_read_file(import, path, NULL) == CHILDPLAN_OK &&
            childplan_import_commit(import, NULL, NULL, NULL) == CHILDPLAN_OK) {
            childplan_rollup *first = roll_up(reports);
            (void)childplan_reports_digest(reports, before, sizeof before);
            ok(childplan_reports_check(reports, NULL, NULL));
            childplan_rollup *second = roll_up(reports);
            (void)childplan_reports_digest(reports, after, sizeof after);
            assert_same_rows(names[i], first, second);
            assert_string_equal(before, after);
            childplan_rollup_free(first);
            childplan_rollup_free(second);
            checked++;
        }
        childplan_import_free(import);
        childplan_reports_free(reports);
        childplan_plan_free(plan);
    }
    free_names(names);
    assert_true(checked > 20);
}

/* What is declared for subtrees is in no row, makes no period of its own and moves no cut-off. */
static void test_declared_is_in_no_row(void **state) {
    (void)state;
    struct world without;
    struct world with;
    struct buffer rows[2] = {{0}, {0}};
    begin(&without);
    begin(&with);
    take_series(&without, "c", "flow", "10 20 - 30");
    take_series(&with, "c", "flow", "10 20 - 30");
    take_series(&with, "west", "all_flow", "11 19 500 1 7 8 9 10");
    take_series(&with, "top", "all_flow", "11 19 500 1 7 8 9 10 11 12");
    take_series(&with, "west", "all_ytd", "1 2 3 4 5 6");
    childplan_rollup *rollups[2] = {roll_up(without.reports), roll_up(with.reports)};
    for (size_t i = 0; i < 2; i++) {
        ok(childplan_rollup_write(rollups[i], NULL, buffer_write, &rows[i]));
    }
    assert_true(childplan_rollup_row_count(rollups[0]) > 10);
    assert_string_equal(rows[0].bytes, rows[1].bytes);
    for (size_t i = 0; i < 2; i++) {
        childplan_rollup_free(rollups[i]);
        buffer_free(&rows[i]);
    }
    end(&without);
    end(&with);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_series),
        cmocka_unit_test(test_subtrees),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_copy_options),
        cmocka_unit_test(test_knowledge),
        cmocka_unit_test(test_origins),
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_nothing_changes),
        cmocka_unit_test(test_declared_is_in_no_row),
    };
    if (argc != 2) {
        return 2;
    }
    cases_folder = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
