/*
 * Rolls up units' reports on a plan: rollup PLAN.yaml REPORTS.csv… [options], see --help. For example
 *
 *   rollup examples/lai-chau/plan.yaml examples/lai-chau/reports.csv -u lai-chau -p 2025 --lang vi
 *
 * prints how far the province of Lai Châu had come by the end of 2025, as a table. The steps are those of every program
 * that uses the library: load the plan, import the reports, compute rows, use them.
 */
#include "load.h"
#include "rollup_request.h"
#include "terminal.h"

#include <stdio.h>

struct run {
    struct request request;
    childplan_diagnostics *diagnostics;
    childplan_plan *plan;
    struct served_plans served;
    childplan_reports *reports;
    childplan_import *import;
    childplan_rollup *rollup;
    struct progress_bar bar;
};

static childplan_status import_with(struct run *run, int32_t origins) {
    const struct request *request = &run->request;
    const struct report_files files = {request->paths + 1,     request->path_count - 1,
                                       request->decimal_comma, request->lenient,
                                       &run->served,           .reads_on = 1};
    childplan_status status = childplan_reports_new(run->plan, &run->reports);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_new(run->reports, &run->import);
    }
    if (status == CHILDPLAN_OK) {
        status = serve(run->import, &run->served);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    childplan_reports_set_origins(run->reports, origins);
    if (request->threads > 0) {
        childplan_import_set_threads(run->import, request->threads);
    }
    return load_files(run->import, &files, &run->bar, run->diagnostics);
}

/* Reports of which there is nothing to say are read without remembering the line of each, which takes half the memory.
   Otherwise they are read again, to say where. */
static childplan_status import_reports(struct run *run) {
    childplan_diagnostics *diagnostics = run->diagnostics;
    if (run->request.check) {
        return import_with(run, 1);
    }
    childplan_status status = childplan_diagnostics_new(&run->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = import_with(run, 0);
    }
    int said = status != CHILDPLAN_OK || childplan_diagnostics_count(run->diagnostics) > 0;
    childplan_diagnostics_free(run->diagnostics);
    run->diagnostics = diagnostics;
    if (!said) {
        return CHILDPLAN_OK;
    }
    childplan_import_free(run->import);
    childplan_reports_free(run->reports);
    run->import = NULL;
    run->reports = NULL;
    return import_with(run, 1);
}

static childplan_status compute_and_write(struct run *run) {
    const struct request *request = &run->request;
    childplan_rollup_options_set_digest(request->options, !request->is_csv);
    childplan_rollup_options_set_progress(request->options, progress_bar_tell, &run->bar);
    childplan_status status = childplan_rollup_compute(run->reports, request->options, &run->rollup, run->diagnostics);
    if (request->output_path) {
        childplan_output_set_progress(request->output, progress_bar_tell, &run->bar);
    } else {
        progress_bar_end(&run->bar);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_write_file(run->rollup, request->output, request->output_path, run->diagnostics);
    }
    return status;
}

static void print_check(const struct run *run) {
    printf(run->request.language == CHILDPLAN_VIETNAMESE
               ? "%s: %zu đơn vị, %zu số liệu, %zu chỉ tiêu; đã nhận %zu con số báo cáo\n"
               : "%s: %zu units, %zu data elements, %zu indicators; %zu reported figures taken\n",
           childplan_plan_id(run->plan), childplan_plan_unit_count(run->plan), childplan_plan_element_count(run->plan),
           childplan_plan_indicator_count(run->plan), childplan_reports_fact_count(run->reports));
}

static int run_request(struct run *run, int argc, char **argv) {
    progress_bar_begin(&run->bar, run->request.language);
    childplan_status status = childplan_diagnostics_new(&run->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = load_plan(run->request.paths[0], &run->bar, &run->plan, run->diagnostics);
    }
    if (status == CHILDPLAN_OK && run->request.check) {
        status = childplan_plan_check(run->plan, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = request_find(&run->request, run->plan, run->diagnostics, argc, argv);
    }
    if (status == CHILDPLAN_OK) {
        run->served.paths = run->request.others;
        run->served.count = run->request.other_count;
        status = load_served(&run->served, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = import_reports(run);
    }
    if (status == CHILDPLAN_OK && run->request.check) {
        /* Figures that are taken and yet worth a question. */
        status = childplan_reports_check(run->reports, run->request.check_options, run->diagnostics);
        progress_bar_end(&run->bar);
        print_check(run);
    } else if (status == CHILDPLAN_OK) {
        status = compute_and_write(run);
    }
    load_end(&run->bar, run->diagnostics);
    if (status != CHILDPLAN_OK && childplan_diagnostics_count_of(run->diagnostics, CHILDPLAN_SEVERITY_ERROR) == 0) {
        fprintf(stderr, "rollup: %s\n", childplan_status_string(status));
    }
    return status == CHILDPLAN_OK ? EXIT_OK : EXIT_REFUSED;
}

int main(int argc, char **argv) {
    struct run run = {.plan = NULL};
    terminal_begin(&argc, &argv);
    int status = request_read(&run.request, OF_ROLLUP, argc, argv);
    if (status == EXIT_OK && run.request.help) {
        request_print_help(OF_ROLLUP);
    } else if (status == EXIT_OK && run.request.version) {
        printf("rollup %s\n", childplan_version_string());
    } else if (status == EXIT_OK) {
        status = run_request(&run, argc, argv);
    }
    childplan_rollup_free(run.rollup);
    childplan_import_free(run.import);
    childplan_reports_free(run.reports);
    free_served(&run.served);
    childplan_plan_free(run.plan);
    childplan_diagnostics_free(run.diagnostics);
    request_free(&run.request);
    return status;
}
