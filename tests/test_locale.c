/*
 * A program that follows the user's locale gets the same figures: plans and reports are read, and CSV, JSON and tables
 * written, as under the C locale.
 * usage: test_locale LOCALE CASES_DIR; exit status 77 where the locale is not installed
 */
#include "support.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const char *locale_name;
static const char *cases_path;

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static void write_all(const childplan_rollup *rollup, struct buffer *texts) {
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= CHILDPLAN_FORMAT_TABLE; format++) {
        childplan_output *output = NULL;
        ok(childplan_output_new(&output));
        ok(childplan_output_set_format(output, format));
        ok(childplan_rollup_write(rollup, output, buffer_write, &texts[format]));
        childplan_output_free(output);
    }
}

/* The rows of a case, without arguments but the decimal comma, in every format. */
static void roll_up(const char *name, int decimal_comma, struct buffer *texts) {
    char path[1024];
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_rollup *rollup = NULL;
    snprintf(path, sizeof path, "%s/%s/plan.yaml", cases_path, name);
    ok(childplan_plan_load_file(path, NULL, &plan, NULL));
    ok(childplan_reports_new(plan, &reports));
    ok(childplan_import_new(reports, &import));
    ok(childplan_import_set_decimal_comma(import, decimal_comma));
    snprintf(path, sizeof path, "%s/%s/reports.csv", cases_path, name);
    ok(childplan_import_read_file(import, path, NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    ok(childplan_rollup_compute(reports, NULL, &rollup, NULL));
    write_all(rollup, texts);
    childplan_rollup_free(rollup);
    childplan_import_free(import);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

static void compare_case(const char *name, int decimal_comma) {
    struct buffer expected = {0};
    struct buffer plain[3] = {{0}, {0}, {0}};
    struct buffer local[3] = {{0}, {0}, {0}};
    char path[1024];
    snprintf(path, sizeof path, "%s/%s/expected-1.csv", cases_path, name);
    assert_true(read_whole_file(path, &expected));
    setlocale(LC_ALL, "C");
    roll_up(name, decimal_comma, plain);
    assert_non_null(setlocale(LC_ALL, locale_name));
    roll_up(name, decimal_comma, local);
    setlocale(LC_ALL, "C");
    assert_same_lines(name, expected.bytes, local[CHILDPLAN_FORMAT_CSV].bytes);
    for (int format = 0; format < 3; format++) {
        assert_same_lines(name, plain[format].bytes, local[format].bytes);
        buffer_free(&plain[format]);
        buffer_free(&local[format]);
    }
    buffer_free(&expected);
}

static void decree_09(void **state) {
    (void)state;
    compare_case("decree-09", 0);
}

static void edges(void **state) {
    (void)state;
    compare_case("edges", 0);
}

static void excel(void **state) {
    (void)state;
    compare_case("excel", 1);
}

static void reorganised(void **state) {
    (void)state;
    compare_case("reorganised", 0);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        return 2;
    }
    locale_name = argv[1];
    cases_path = argv[2];
    if (!setlocale(LC_ALL, locale_name)) {
        return 77;
    }
    setlocale(LC_ALL, "C");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decree_09),
        cmocka_unit_test(edges),
        cmocka_unit_test(excel),
        cmocka_unit_test(reorganised),
    };
    return cmocka_run_group_tests_name("locale", tests, NULL, NULL);
}
