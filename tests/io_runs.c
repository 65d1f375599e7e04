#include "io_runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_there(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file) {
        fclose(file);
    }
    return file != NULL;
}

static void add_fixture(struct fixture **fixtures, size_t *count, const char *folder, const char *name,
                        const char *reports) {
    *fixtures = realloc(*fixtures, (*count + 1) * sizeof **fixtures);
    assert_non_null(*fixtures);
    struct fixture *fixture = &(*fixtures)[(*count)++];
    snprintf(fixture->plan, sizeof fixture->plan, "%s/%s", folder, name);
    snprintf(fixture->reports, sizeof fixture->reports, "%s/%s", folder, reports);
    if (!is_there(fixture->reports)) {
        fixture->reports[0] = '\0';
    }
}

static void add_data(struct fixture **fixtures, size_t *count, const char *data, const char *kind) {
    char folder[300];
    size_t names_count;
    snprintf(folder, sizeof folder, "%s/%s", data, kind);
    char **names = list_files(folder, ".yaml", &names_count);
    for (char **name = names; *name; name++) {
        char reports[300];
        snprintf(reports, sizeof reports, "%.*s.csv", (int)(strlen(*name) - strlen(".yaml")), *name);
        add_fixture(fixtures, count, folder, *name, reports);
    }
    free_names(names);
}

struct fixture *list_fixtures(const char *data, const char *cases, size_t *ret_count) {
    struct fixture *fixtures = NULL;
    size_t count = 0;
    size_t case_count;
    add_data(&fixtures, &count, data, "valid");
    add_data(&fixtures, &count, data, "invalid");
    char **names = list_files(cases, "", &case_count);
    for (char **name = names; *name; name++) {
        char folder[300];
        char plan[320];
        snprintf(folder, sizeof folder, "%s/%s", cases, *name);
        snprintf(plan, sizeof plan, "%s/plan.yaml", folder);
        if ((*name)[0] != '.' && is_there(plan)) {
            add_fixture(&fixtures, &count, folder, "plan.yaml", "reports.csv");
        }
    }
    free_names(names);
    *ret_count = count;
    return fixtures;
}

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static childplan_status import(const struct fixture *fixture, const struct buffer *text, childplan_reports *reports,
                               childplan_diagnostics *said) {
    childplan_import *import = NULL;
    ok(childplan_import_new(reports, &import));
    childplan_status status =
        text ? childplan_import_read_memory(import, fixture->reports, text->bytes, text->size, said)
             : childplan_import_read_file(import, fixture->reports, said);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_commit(import, NULL, NULL, said);
    }
    childplan_import_free(import);
    assert_true(status == CHILDPLAN_OK || childplan_reports_fact_count(reports) == 0);
    return status;
}

static childplan_status roll_up(const childplan_reports *reports, childplan_diagnostics *said, struct buffer *told) {
    childplan_rollup *rollup = NULL;
    childplan_status status = childplan_rollup_compute(reports, NULL, &rollup, said);
    assert_int_equal(status == CHILDPLAN_OK, rollup != NULL);
    if (status == CHILDPLAN_OK) {
        ok(childplan_rollup_write(rollup, NULL, buffer_write, told));
    }
    childplan_rollup_free(rollup);
    return status;
}

childplan_status run_texts(const struct fixture *fixture, const struct buffer *plan_text, const struct buffer *text,
                           struct buffer *told) {
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_diagnostics *said = NULL;
    ok(childplan_diagnostics_new(&said));
    told->size = 0;
    childplan_status status =
        plan_text ? childplan_plan_load_memory(fixture->plan, plan_text->bytes, plan_text->size, NULL, &plan, said)
                  : childplan_plan_load_file(fixture->plan, NULL, &plan, said);
    assert_int_equal(status == CHILDPLAN_OK, plan != NULL);
    if (status == CHILDPLAN_OK && fixture->reports[0]) {
        ok(childplan_reports_new(plan, &reports));
        status = import(fixture, text, reports, said);
    }
    if (status == CHILDPLAN_OK && reports) {
        status = roll_up(reports, said, told);
    }
    assert_int_equal(childplan_diagnostics_count_of(said, CHILDPLAN_SEVERITY_ERROR) > 0, status != CHILDPLAN_OK);
    buffer_print(told, "%s\n", childplan_status_string(status));
    buffer_add_diagnostics(told, said, CHILDPLAN_ENGLISH);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    childplan_diagnostics_free(said);
    return status;
}

childplan_status run_files(const struct fixture *fixture, struct buffer *told) {
    return run_texts(fixture, NULL, NULL, told);
}
