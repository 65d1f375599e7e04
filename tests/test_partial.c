/*
 * Partial results: every worked case split at random, and what does not add up. That random plans make no difference
 * either is in test_property.c; streams that lie are in test_partial_streams.c.
 * usage: test_partial CASES_DIR
 */
#include "out_of_memory_calls.h"
#include "partial_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPLITS 6

/* As rules.tsv names them. */
#define UNITS_MISSING 520
#define UNIT_TWICE 521
#define OTHER_PLAN 522
#define OTHER_OPTIONS 523

static const char *cases_path;

/*
 * Worked cases.
 */
static void read_argument_file(struct world *world, const char *name) {
    struct buffer text = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", world->path, name);
    assert_true(read_whole_file(path, &text));
    buffer_add(&text, "", 0);
    assert_in_range(text.size, 0, sizeof world->arguments - 1);
    strcpy(world->arguments, text.bytes);
    world->decimal_comma = strstr(text.bytes, "--decimal-comma") != NULL;
    world->lenient = strstr(text.bytes, "--lenient") != NULL;
    buffer_free(&text);
}

/* What the defaults come to, said outright: a part must be told. */
static void settle_options(struct world *world) {
    const int64_t *periods = NULL;
    ok(childplan_rollup_compute(world->reports, world->options, &world->rollup, NULL));
    ok(childplan_rollup_int64_column(world->rollup, CHILDPLAN_COLUMN_PERIOD, &periods, NULL));
    for (size_t row = 0; row < childplan_rollup_row_count(world->rollup); row++) {
        ok(childplan_rollup_options_add_period(world->options, periods[row]));
    }
    if (childplan_rollup_row_count(world->rollup) == 0) {
        int64_t plan;
        ok(childplan_period_parse("plan", 4, &plan));
        ok(childplan_rollup_options_add_period(world->options, plan));
    }
    ok(childplan_rollup_options_set_until(world->options, childplan_rollup_until(world->rollup)));
    ok(childplan_rollup_options_set_digest(world->options, 0));
    free_rollup(world);
}

static void compare_split(const struct world *world, const char *what, uint64_t seed) {
    struct split split;
    struct buffer expected = {0};
    struct buffer got = {0};
    childplan_rollup *single = NULL;
    childplan_rollup *rollup = NULL;
    ok(childplan_rollup_compute(world->reports, world->options, &single, NULL));
    split_begin(&split, world->plan, seed);
    for (int worker = 0; worker < split.workers; worker++) {
        split.reports[worker] = world->reports;
    }
    ok(split_rows(&split, world->options, &rollup, NULL));
    split_end(&split);
    write_everything(single, &expected);
    write_everything(rollup, &got);
    assert_same_lines(what, expected.bytes, got.bytes);
    assert_int_equal(expected.size, got.size);
    childplan_rollup_free(single);
    childplan_rollup_free(rollup);
    buffer_free(&expected);
    buffer_free(&got);
}

static void begin_case(struct world *world, const char *folder, const char *arguments) {
    char path[1024];
    *world = (struct world){.decimal_comma = 0};
    assert_in_range(strlen(folder), 1, sizeof world->path - 1);
    strcpy(world->path, folder);
    read_argument_file(world, arguments);
    snprintf(path, sizeof path, "%s/plan.yaml", folder);
    ok(childplan_plan_load_file(path, NULL, &world->plan, NULL));
    ok(childplan_reports_new(world->plan, &world->reports));
    ok(childplan_import_new(world->reports, &world->import));
    ok(childplan_import_set_decimal_comma(world->import, world->decimal_comma));
    ok(childplan_import_set_lenient(world->import, world->lenient));
    snprintf(path, sizeof path, "%s/reports.csv", folder);
    ok(childplan_import_read_file(world->import, path, NULL));
    ok(childplan_import_commit(world->import, NULL, NULL, NULL));
    ok(new_rollup_options(world));
}

static void split_case(const char *folder, const char *arguments) {
    struct world world;
    char what[1200];
    begin_case(&world, folder, arguments);
    settle_options(&world);
    for (uint64_t seed = 1; seed <= SPLITS; seed++) {
        snprintf(what, sizeof what, "%s %s, split %d", folder, arguments, (int)seed);
        compare_split(&world, what, seed);
    }
    free_all(&world);
}

static void worked_cases_split(void **state) {
    size_t count;
    size_t found = 0;
    char **folders = list_files(cases_path, "", &count);
    (void)state;
    for (char **folder = folders; *folder != NULL; folder++) {
        char path[600];
        if (**folder == '.') {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", cases_path, *folder);
        char **names = list_files(path, "", &count);
        for (char **name = names; *name != NULL; name++) {
            if (strncmp(*name, "args-", 5) == 0) {
                split_case(path, *name);
                found++;
            }
        }
        free_names(names);
    }
    free_names(folders);
    assert_in_range(found, 60, 100000);
}

static void units_that_are_in_it(void **state) {
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    childplan_partial *nothing = part_of(&fixture, 0, -1);
    childplan_partial *some = part_of(&fixture, A, B);
    assert_int_equal(childplan_partial_unit_count(nothing), 0);
    assert_ptr_equal(childplan_partial_plan(some), fixture.plan);
    ok(childplan_partial_add(nothing, some, NULL));
    assert_int_equal(childplan_partial_unit_count(nothing), 2);
    for (int32_t unit = -1; unit <= UNITS; unit++) {
        assert_int_equal(childplan_partial_has_unit(nothing, unit), unit == A || unit == B);
    }
    assert_null(childplan_partial_plan(NULL));
    assert_int_equal(childplan_partial_unit_count(NULL), 0);
    assert_int_equal(childplan_partial_has_unit(NULL, 0), 0);
    childplan_partial_free(nothing);
    childplan_partial_free(some);
    childplan_partial_free(NULL);
    end(&fixture);
}

static void rows_need_every_unit(void **state) {
    struct fixture fixture;
    childplan_rollup *rollup = NULL;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    childplan_partial *partial = part_of(&fixture, TOP, A);
    assert_int_equal(childplan_partial_rows(partial, &rollup, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), UNITS_MISSING);
    assert_said(&fixture, "error: 2 of the plan's 4 units are in none of the partial results, the first of them “b”: a "
                          "part was not added, or no part was computed for them\n");
    assert_null(rollup);
    childplan_partial_free(partial);
    end(&fixture);
}

static void what_does_not_add_up(void **state) {
    struct fixture fixture;
    struct fixture other;
    struct fixture renamed;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    begin(&other, PLAN_OF("U", ""), SMALL);
    begin(&renamed, PLAN_OF("T", ", until: 2023-12-31"), SMALL);
    childplan_partial *partial = part_of(&fixture, A, A);
    childplan_partial *twice = part_of(&fixture, A, B);
    childplan_partial *of_other = part_of(&other, B, B);
    childplan_partial *of_renamed = part_of(&renamed, B, B);
    ok(childplan_rollup_options_set_known_by(fixture.options, 19000));
    childplan_partial *known_by = part_of(&fixture, B, B);
    assert_int_equal(childplan_partial_add(partial, twice, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), UNIT_TWICE);
    assert_said(&fixture,
                "error: “a” is in both partial results: a unit, with all its reports, belongs in one of them\n");
    assert_int_equal(childplan_partial_add(partial, of_other, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_partial_add(partial, of_renamed, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), OTHER_PLAN);
    childplan_diagnostics_clear(fixture.said);
    assert_int_equal(childplan_partial_add(partial, known_by, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), OTHER_OPTIONS);
    assert_said(&fixture, "error: the partial results were not computed with the same periods, chosen rows, cut-off, "
                          "day of knowledge and structure\n");
    assert_int_equal(childplan_partial_add(partial, partial, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_unit_count(partial), 1);
    childplan_partial_free(partial);
    childplan_partial_free(twice);
    childplan_partial_free(of_other);
    childplan_partial_free(of_renamed);
    childplan_partial_free(known_by);
    end(&fixture);
    end(&other);
    end(&renamed);
}

/* What cannot be asked of a part. */
static void wrong_usage(void **state) {
    struct fixture fixture;
    childplan_partial *partial = NULL;
    childplan_rollup_options *defaults = NULL;
    static const int32_t twice[] = {A, A};
    static const int32_t none[] = {UNITS};
    static const int32_t below[] = {-1};
    (void)state;
    begin(&fixture, plan_text, SMALL);
    const childplan_reports *reports = fixture.reports;
    ok(childplan_rollup_options_new(&defaults));
    assert_int_equal(childplan_partial_compute(reports, defaults, twice, 1, &partial, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, NULL, twice, 1, &partial, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, twice, 2, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, none, 1, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, below, 1, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, NULL, 1, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    ok(childplan_rollup_options_add_period(fixture.options, childplan_period_of(CHILDPLAN_YEAR, 2031, 1)));
    assert_int_equal(childplan_partial_compute(reports, fixture.options, twice, 1, &partial, fixture.said),
                     CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), CHILDPLAN_DIAGNOSTIC_ASKED_PERIOD_OUTSIDE_HORIZON);
    assert_null(partial);
    childplan_rollup_options_free(defaults);
    end(&fixture);
}

/* The order in which large figures are added decides nothing: in a single run neither. */
#define LARGE "9000000000000000000"
static void only_sums_can_be_too_large(void **state) {
    static const struct {
        const char *csv;
        childplan_status status;
    } tries[] = {
        {HEADER "a,2021,all," LARGE "\nb,2021,all," LARGE "\nc,2021,all,-" LARGE "\n", CHILDPLAN_OK},
        {HEADER "a,2021,all,-" LARGE "\nb,2021,all,-" LARGE "\nc,2021,all," LARGE "\n", CHILDPLAN_OK},
        {HEADER "a,2021,all," LARGE "\nb,2021,all," LARGE "\n", CHILDPLAN_ERROR_OVERFLOW},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct fixture fixture;
        struct buffer texts[2] = {{0}, {0}};
        childplan_rollup *rollup = NULL;
        begin(&fixture, plan_text, tries[i].csv);
        childplan_status status = childplan_rollup_compute(fixture.reports, fixture.options, &rollup, fixture.said);
        assert_int_equal(status, tries[i].status);
        buffer_add_diagnostics(&texts[0], fixture.said, CHILDPLAN_ENGLISH);
        if (status == CHILDPLAN_OK) {
            write_everything(rollup, &texts[0]);
        }
        childplan_rollup_free(rollup);
        for (int32_t last_of_first = TOP; last_of_first < UNITS; last_of_first++) {
            childplan_partial *partial = through_arrow(part_of(&fixture, TOP, last_of_first), 0);
            childplan_partial *rest = part_of(&fixture, last_of_first + 1, C);
            ok(childplan_partial_add(partial, rest, NULL));
            partial = through_arrow(partial, 0);
            rollup = NULL;
            texts[1].size = 0;
            childplan_diagnostics_clear(fixture.said);
            assert_int_equal(childplan_partial_rows(partial, &rollup, fixture.said), tries[i].status);
            buffer_add_diagnostics(&texts[1], fixture.said, CHILDPLAN_ENGLISH);
            if (status == CHILDPLAN_OK) {
                write_everything(rollup, &texts[1]);
            }
            assert_string_equal(texts[1].bytes, texts[0].bytes);
            childplan_rollup_free(rollup);
            childplan_partial_free(rest);
            childplan_partial_free(partial);
        }
        buffer_free(&texts[0]);
        buffer_free(&texts[1]);
        end(&fixture);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: test_partial CASES_DIR\n");
        return 2;
    }
    cases_path = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_cases_split),   cmocka_unit_test(units_that_are_in_it),
        cmocka_unit_test(rows_need_every_unit), cmocka_unit_test(what_does_not_add_up),
        cmocka_unit_test(wrong_usage),          cmocka_unit_test(only_sums_can_be_too_large),
    };
    return cmocka_run_group_tests_name("partial", tests, NULL, NULL);
}
