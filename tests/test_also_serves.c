/* Files that serve several plans: each takes what it knows, leaves what only another one knows, and says how much. */
#include "arrow_maker.h"
#include "failing_allocator.h"

#include <childplan/childplan.h>

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LONG "unit,period,element,value\n"

static const char plan_text[] = "childplan: 1\n"
                                "plan: {id: T, title: T, horizon: {from: 2021, to: 2025}}\n"
                                "calendar: {frequency: half}\n"
                                "levels: [{id: province, name: P}, {id: town, name: T}]\n"
                                "units:\n"
                                "  - {id: top, name: Top, level: province}\n"
                                "  - {id: a, name: A, level: town, parent: top}\n"
                                "  - {id: b, name: B, level: town, parent: top, from: 2022-03-01}\n"
                                "elements: [{id: all, name: All, over_time: last}]\n";
/* It knows the units a and ga, the elements all and trees. */
static const char other_text[] = "childplan: 1\n"
                                 "plan: {id: O, title: O, horizon: {from: 2024, to: 2024}}\n"
                                 "levels: [{id: city, name: C}, {id: town, name: T}]\n"
                                 "units: [{id: a, name: A, level: city}, {id: ga, name: G, level: town, parent: a}]\n"
                                 "elements:\n"
                                 "  - {id: all, name: All, over_time: last}\n"
                                 "  - {id: trees, name: Trees, over_time: last}\n";
static const char third_text[] = "childplan: 1\n"
                                 "plan: {id: P, title: P, horizon: {from: 2024, to: 2024}}\n"
                                 "levels: [{id: town, name: T}]\n"
                                 "units: [{id: far, name: F, level: town}]\n";

static childplan_plan *load(const char *text) {
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("o.yaml", text, strlen(text), NULL, &plan, NULL), CHILDPLAN_OK);
    return plan;
}

struct fixture {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_diagnostics *diagnostics;
};

static void fixture_begin_with(struct fixture *fixture, const childplan_plan_options *options) {
    assert_int_equal(childplan_diagnostics_new(&fixture->diagnostics), CHILDPLAN_OK);
    assert_int_equal(
        childplan_plan_load_memory("plan.yaml", plan_text, strlen(plan_text), options, &fixture->plan, NULL),
        CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(fixture->plan, &fixture->reports), CHILDPLAN_OK);
}

static void fixture_begin(struct fixture *fixture) {
    fixture_begin_with(fixture, NULL);
}

static void fixture_end(struct fixture *fixture) {
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    childplan_diagnostics_free(fixture->diagnostics);
}

struct serving {
    const char *name;
    const char *rows;
    const char *said; /* "code@line:column", and for a note its arguments after it */
    int64_t accepted;
    int64_t refused; /* where it is lenient */
};

/* Of the other plan's rows nothing is judged; of one's own everything, and of nobody's that they are nobody's. */
static const struct serving servings[] = {
    {"own rows", LONG "a,2021-H1,all,3\n", "", 1, 0},
    {"a unit of another plan", LONG "a,2021-H1,all,3\nga,2021-H1,all,5\n", "695@0:0(1,)", 1, 0},
    {"an element of another plan", LONG "a,2021-H1,trees,5\n", "695@0:0(1,)", 0, 0},
    {"whatever the row says", LONG "ga,never,none,x\na,,trees,\"1,5\"\nga,,,\n", "695@0:0(3,)", 0, 0},
    {"a third plan's", LONG "far,2024,all,1\nga,2024,all,1\n", "695@0:0(2,)", 0, 0},
    {"a unit of nobody's", LONG "gaa,2021-H1,all,5\n", "331@2:1", 0, 1},
    {"a unit of nobody's with another plan's element", LONG "gaa,2021-H1,trees,5\n", "331@2:1", 0, 1},
    {"an element of nobody's", LONG "a,2021-H1,treees,5\n", "332@2:11", 0, 1},
    {"no unit", LONG ",2021-H1,trees,5\n", "410@2:1", 0, 1},
    {"too many cells", LONG "ga,2021-H1,all,5,6\n", "408@2:18", 0, 1},
    {"wide", "unit,period,all,trees\na,2021-H1,3,many\na,1900,,7\nga,x,y,z\na,2021-H2,4,\n", "695@0:0(2,1)", 2, 0},
    {"wide, only another plan's columns", "unit,period,trees\na,2021-H1,3\nb,2021-H1,\n", "416@3:1 695@0:0(1,)", 0, 1},
    {"wide, a wrong unit", "unit,period,trees\naa,2021-H1,3\n", "331@2:1", 0, 1},
    {"wide, a wrong column", "unit,period,treees\na,2021-H1,3\n", "406@1:13", -1, 0},
};

static void assert_what_is_said(const struct serving *serving, const childplan_diagnostics *said) {
    char text[512] = "";
    size_t size = 0;
    for (size_t i = 0; i < childplan_diagnostics_count(said); i++) {
        size += (size_t)snprintf(
            text + size, sizeof text - size, "%s%d@%u:%u", i > 0 ? " " : "", (int)childplan_diagnostics_code(said, i),
            (unsigned)childplan_diagnostics_file_line(said, i), (unsigned)childplan_diagnostics_file_column(said, i));
        if (childplan_diagnostics_severity(said, i) == CHILDPLAN_SEVERITY_NOTE) {
            size +=
                (size_t)snprintf(text + size, sizeof text - size, "(%s,%s)", childplan_diagnostics_argument(said, i, 0),
                                 childplan_diagnostics_argument(said, i, 1));
        }
    }
    if (strcmp(text, serving->said) != 0) {
        fail_msg("%s: said \"%s\"", serving->name, text);
    }
}

static void test_servings(void **state) {
    (void)state;
    childplan_plan *other = load(other_text);
    childplan_plan *third = load(third_text);
    for (size_t i = 0; i < COUNT(servings); i++) {
        const struct serving *serving = &servings[i];
        struct fixture fixture;
        childplan_import *import = NULL;
        int64_t accepted = -1;
        int64_t refused = -1;
        fixture_begin(&fixture);
        assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
        assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
        assert_int_equal(childplan_import_also_serves(import, other), CHILDPLAN_OK);
        assert_int_equal(childplan_import_also_serves(import, third), CHILDPLAN_OK);
        childplan_status status =
            childplan_import_read_memory(import, "r.csv", serving->rows, strlen(serving->rows), fixture.diagnostics);
        assert_int_equal(status, serving->accepted < 0 ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK);
        if (status == CHILDPLAN_OK) {
            assert_int_equal(childplan_import_commit(import, &accepted, &refused, fixture.diagnostics), CHILDPLAN_OK);
            assert_int_equal(accepted, serving->accepted);
            assert_int_equal(refused, serving->refused);
        }
        assert_what_is_said(serving, fixture.diagnostics);
        childplan_import_free(import);
        fixture_end(&fixture);
    }
    childplan_plan_free(other);
    childplan_plan_free(third);
}

/* Each commit says what was left since the one before; a plan told of itself changes nothing. */
static void test_each_commit(void **state) {
    (void)state;
    static const char rows[] = LONG "ga,2021-H1,all,5\na,2021-H1,all,3\n";
    struct fixture fixture;
    childplan_import *import = NULL;
    childplan_plan *other = load(other_text);
    fixture_begin(&fixture);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_also_serves(NULL, other), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_also_serves(import, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_also_serves(import, fixture.plan), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "r.csv", rows, strlen(rows), fixture.diagnostics),
                     CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    childplan_import_free(import);
    childplan_diagnostics_clear(fixture.diagnostics);

    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_also_serves(import, other), CHILDPLAN_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(childplan_import_read_memory(import, "r.csv", rows, strlen(rows), NULL), CHILDPLAN_OK);
        assert_int_equal(childplan_import_commit(import, NULL, NULL, fixture.diagnostics), CHILDPLAN_OK);
        assert_int_equal(childplan_diagnostics_code(fixture.diagnostics, i), CHILDPLAN_DIAGNOSTIC_OTHER_PLANS_ROWS);
        assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, i, 0), "1");
    }
    childplan_import_free(import);
    childplan_plan_free(other);
    fixture_end(&fixture);
}

/* A column that is another plan's may be of any type. */
static void test_arrow(void **state) {
    (void)state;
    static const struct made_column columns[] = {{"unit", "u", NULL, {"a", "ga", "a", "a"}},
                                                 {"period", "u", NULL, {"2021-H1", "2021-H1", "x", "2021-H2"}},
                                                 {"all", "l", NULL, {"3", "4", NULL, "5"}},
                                                 {"trees", "g", NULL, {"0.5", NULL, "1.5", NULL}}};
    static const struct made_column dates[] = {{"unit", "u", NULL, {"a"}},
                                               {"period", "u", NULL, {"2021-H1"}},
                                               {"all", "l", NULL, {"3"}},
                                               {"trees", "tdD", NULL, {"19000"}}};
    static const struct {
        const struct made_column *columns;
        size_t rows;
        int64_t accepted;
        const char *left;
        const char *cells;
    } cases[] = {{columns, 4, 2, "2", "1"}, {dates, 1, 1, NULL, NULL}};
    childplan_plan *other = load(other_text);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fixture fixture;
        struct maker maker = maker_of(cases[i].columns, 4, cases[i].rows);
        struct ArrowArrayStream stream;
        childplan_import *import = NULL;
        int64_t accepted = -1;
        fixture_begin(&fixture);
        maker_open(&maker, &stream);
        assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
        assert_int_equal(childplan_import_also_serves(import, other), CHILDPLAN_OK);
        assert_int_equal(childplan_import_read_arrow(import, "rows", &stream, fixture.diagnostics), CHILDPLAN_OK);
        assert_int_equal(childplan_import_commit(import, &accepted, NULL, fixture.diagnostics), CHILDPLAN_OK);
        assert_int_equal(accepted, cases[i].accepted);
        assert_int_equal(childplan_diagnostics_count(fixture.diagnostics), cases[i].left ? 1 : 0);
        if (cases[i].left) {
            assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, 0, 0), cases[i].left);
            assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, 0, 1), cases[i].cells);
        }
        childplan_import_free(import);
        fixture_end(&fixture);
    }
    childplan_plan_free(other);
}

/* One import that may fail anywhere: it takes all of its rows or none, and gives back what it had. */
static childplan_status serve_once(struct fixture *fixture, const childplan_plan *other) {
    static const char rows[] = LONG "ga,2021-H1,all,5\na,2021-H1,all,3\na,2021-H1,trees,3\n";
    childplan_import *import = NULL;
    childplan_status status = childplan_import_new(fixture->reports, &import);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_also_serves(import, other);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_import_read_memory(import, "r.csv", rows, strlen(rows), NULL);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_import_commit(import, NULL, NULL, NULL);
    }
    childplan_import_free(import);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    childplan_plan *other = load(other_text);
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    for (size_t fail_at = 1; status == CHILDPLAN_ERROR_NO_MEMORY; fail_at++) {
        struct counts counts = {0};
        const struct allocator allocator = counting(&counts);
        childplan_plan_options *options = NULL;
        struct fixture fixture;
        assert_int_equal(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options),
                         CHILDPLAN_OK);
        fixture_begin_with(&fixture, options);
        counts.calls = 0;
        counts.fail_at = fail_at;
        status = serve_once(&fixture, other);
        counts.fail_at = 0;
        assert_int_equal(childplan_reports_fact_count(fixture.reports), status == CHILDPLAN_OK ? 1 : 0);
        fixture_end(&fixture);
        childplan_plan_options_free(options);
        assert_int_equal(counts.alive, 0);
        assert_in_range(fail_at, 1, 1000);
    }
    assert_int_equal(status, CHILDPLAN_OK);
    childplan_plan_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_servings),
        cmocka_unit_test(test_each_commit),
        cmocka_unit_test(test_arrow),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
