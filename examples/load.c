#include "load.h"

#include <stdio.h>
#include <stdlib.h>

childplan_status load_plan(const char *path, struct progress_bar *bar, childplan_plan **ret_plan,
                           childplan_diagnostics *diagnostics) {
    childplan_plan_options *options = NULL;
    childplan_status status = childplan_plan_options_new(&options);
    if (status == CHILDPLAN_OK) {
        childplan_plan_options_set_progress(options, progress_bar_tell, bar);
        status = childplan_plan_load_file(path, options, ret_plan, diagnostics);
    }
    childplan_plan_options_free(options);
    return status;
}

childplan_status load_served(struct served_plans *served, childplan_diagnostics *diagnostics) {
    childplan_plan_options *options = NULL;
    served->plans = calloc((size_t)served->count + 1, sizeof(*served->plans));
    childplan_status status = served->plans ? childplan_plan_options_new(&options) : CHILDPLAN_ERROR_NO_MEMORY;
    if (status == CHILDPLAN_OK) {
        status = childplan_plan_options_set_upholding(options, CHILDPLAN_UPHOLDING_IGNORED);
    }
    for (int i = 0; status == CHILDPLAN_OK && i < served->count; i++) {
        status = childplan_plan_load_file(served->paths[i], options, &served->plans[i], diagnostics);
    }
    childplan_plan_options_free(options);
    return status;
}

childplan_status serve(childplan_import *import, const struct served_plans *served) {
    childplan_status status = CHILDPLAN_OK;
    for (int i = 0; served && status == CHILDPLAN_OK && i < served->count; i++) {
        status = childplan_import_also_serves(import, served->plans[i]);
    }
    return status;
}

void free_served(struct served_plans *served) {
    for (int i = 0; served->plans && i < served->count; i++) {
        childplan_plan_free(served->plans[i]);
    }
    free(served->plans);
}

childplan_status load_files(childplan_import *import, const struct report_files *files, struct progress_bar *bar,
                            childplan_diagnostics *diagnostics) {
    childplan_status status = CHILDPLAN_OK;
    childplan_import_set_decimal_comma(import, files->decimal_comma);
    childplan_import_set_lenient(import, files->lenient);
    childplan_import_set_progress(import, progress_bar_tell, bar);
    for (int i = 0; i < files->count && (status == CHILDPLAN_OK || files->reads_on); i++) {
        childplan_status read = childplan_import_read_file(import, files->paths[i], diagnostics);
        status = read != CHILDPLAN_OK ? read : status;
    }
    if (status != CHILDPLAN_OK && !files->reads_on) {
        return status;
    }
    /* The rows that are good in themselves are checked against each other even so. */
    childplan_status committed = childplan_import_commit(import, NULL, NULL, diagnostics);
    return status != CHILDPLAN_OK ? status : committed;
}

childplan_status load_reports(const childplan_plan *plan, const struct report_files *files, struct progress_bar *bar,
                              childplan_reports **ret_reports, childplan_diagnostics *diagnostics) {
    childplan_import *import = NULL;
    childplan_status status = childplan_reports_new(plan, ret_reports);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_new(*ret_reports, &import);
    }
    if (status == CHILDPLAN_OK) {
        status = serve(import, files->served);
    }
    if (status == CHILDPLAN_OK) {
        status = load_files(import, files, bar, diagnostics);
    }
    childplan_import_free(import);
    return status;
}

void load_end(struct progress_bar *bar, const childplan_diagnostics *diagnostics) {
    char line[4096];
    progress_bar_end(bar);
    for (size_t i = 0; i < childplan_diagnostics_count(diagnostics); i++) {
        childplan_diagnostics_format(diagnostics, i, bar->language, line, sizeof(line));
        fprintf(stderr, "%s\n", line);
    }
}
