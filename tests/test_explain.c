/*
 * Explanations: those of every row of every worked case hold, as was, under a structure's day and known by a day; and
 * what a few of them say.
 * usage: test_explain CASES_DIR…
 */
#include "explain_checks.h"

#include "../examples/rollup_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **folders;
static int folder_count;

/* A case as the program runs it. */
struct run {
    struct request request;
    childplan_diagnostics *said;
    childplan_plan *plan;
    childplan_reports *reports;
};

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

#define MOST_ARGUMENTS 64

static void begin(struct run *run, const char *folder, const char *arguments) {
    static char plan[2048], reports[2048];
    char *argv[MOST_ARGUMENTS] = {(char *)"rollup", plan, reports};
    int argc = 3;
    struct buffer text = {0};
    childplan_import *import = NULL;
    snprintf(plan, sizeof plan, "%s/plan.yaml", folder);
    snprintf(reports, sizeof reports, "%s/reports.csv", folder);
    assert_true(read_whole_file(arguments, &text));
    buffer_add(&text, "", 0);
    for (char *word = strtok(text.bytes, "\n"); word != NULL && argc < MOST_ARGUMENTS; word = strtok(NULL, "\n")) {
        argv[argc++] = word;
    }
    assert_int_equal(request_read(&run->request, argc, argv), EXIT_OK);
    ok(childplan_diagnostics_new(&run->said));
    ok(childplan_plan_load_file(plan, NULL, &run->plan, run->said));
    ok(request_find(&run->request, run->plan, run->said, argc, argv));
    ok(childplan_reports_new(run->plan, &run->reports));
    ok(childplan_import_new(run->reports, &import));
    ok(childplan_import_set_decimal_comma(import, run->request.decimal_comma));
    ok(childplan_import_set_lenient(import, run->request.lenient));
    for (int i = 1; i < run->request.path_count; i++) {
        ok(childplan_import_read_file(import, run->request.paths[i], run->said));
    }
    ok(childplan_import_commit(import, NULL, NULL, run->said));
    childplan_import_free(import);
    buffer_free(&text);
}

static void end(struct run *run) {
    childplan_reports_free(run->reports);
    childplan_plan_free(run->plan);
    childplan_diagnostics_free(run->said);
    request_free(&run->request);
}

static size_t explain_rows(const char *what, const struct run *run, struct explained *explained) {
    childplan_rollup *rollup = NULL;
    ok(childplan_rollup_options_set_digest(run->request.options, 0));
    ok(childplan_rollup_compute(run->reports, run->request.options, &rollup, NULL));
    size_t count = childplan_rollup_row_count(rollup);
    for (size_t row = 0; row < count; row++) {
        explanation_holds(what, run->reports, run->request.options, rollup, row, explained);
    }
    childplan_rollup_free(rollup);
    return count;
}

/* The middle of the horizon, where some units have ended and some have not begun. */
static int32_t middle_day(const childplan_plan *plan) {
    int64_t period;
    int32_t first = 0, last = 0;
    ok(childplan_period_parse("plan", 4, &period));
    ok(childplan_plan_period_days(plan, period, &first, &last));
    return first + (last - first) / 2;
}

static size_t explain_case(const char *folder, const char *arguments, struct explained *explained) {
    struct run run = {.plan = NULL};
    begin(&run, folder, arguments);
    int32_t day = middle_day(run.plan);
    size_t rows = explain_rows(arguments, &run, explained);
    ok(childplan_rollup_options_set_structure(run.request.options, day));
    rows += explain_rows(arguments, &run, explained);
    ok(childplan_rollup_options_set_known_by(run.request.options, day));
    rows += explain_rows(arguments, &run, explained);
    ok(childplan_rollup_options_set_structure(run.request.options, CHILDPLAN_NO_DATE));
    rows += explain_rows(arguments, &run, explained);
    end(&run);
    return rows;
}

static void print_seen(const struct explained *explained) {
    print_message("# nodes:");
    for (int32_t kind = 0; kind < CHILDPLAN_NODE_COUNT; kind++) {
        print_message(" %zu %s", explained->nodes[kind], childplan_explanation_kind_name(kind));
    }
    print_message("\n# reasons:");
    for (int32_t reason = 1; reason < CHILDPLAN_REASON_END; reason++) {
        print_message(" %zu %s;", explained->reasons[reason], childplan_reason_text(reason, CHILDPLAN_ENGLISH));
    }
    print_message("\n");
}

static void every_row_of_every_case(void **state) {
    (void)state;
    struct explained explained = {.nodes = {0}};
    size_t rows = 0;
    size_t cases = 0;
    for (int i = 0; i < folder_count; i++) {
        /* A folder of cases has folders of args-1, args-2 and so on: their names come from a list. */
        size_t count = 0;
        char **names = list_files(folders[i], "", &count);
        for (size_t k = 0; k < count; k++) {
            for (int number = 1;; number++) {
                char folder[1024], arguments[1100];
                FILE *file;
                snprintf(folder, sizeof folder, "%s/%s", folders[i], names[k]);
                snprintf(arguments, sizeof arguments, "%s/args-%d", folder, number);
                file = names[k][0] == '.' ? NULL : fopen(arguments, "rb");
                if (file == NULL) {
                    break;
                }
                fclose(file);
                rows += explain_case(folder, arguments, &explained);
                cases++;
            }
        }
        free_names(names);
    }
    print_message("# %zu rows of %zu runs\n", rows, cases);
    print_seen(&explained);
    assert_true(cases > 10);
    for (int32_t kind = 0; kind < CHILDPLAN_NODE_COUNT; kind++) {
        assert_true(explained.nodes[kind] > 0);
    }
    for (int32_t use = 0; use < CHILDPLAN_USE_COUNT; use++) {
        assert_true(explained.uses[use] > 0);
    }
}

int main(int argc, char **argv) {
    folders = argv + 1;
    folder_count = argc - 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_every_case),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
