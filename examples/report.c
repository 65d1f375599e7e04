/*
 * Writes one page in Vietnamese that shows how far a plan has come, for people who look rather than read tables:
 * report PLAN.yaml REPORTS.csv... -o PAGE.html [options]
 *
 *   report examples/lai-chau/plan.yaml examples/lai-chau/reports.csv -o lai-chau.html
 *
 * The file holds everything, needs no network, opens by double click and prints on A4. What it is made of stands in
 * report/: the page's own HTML, CSS and JavaScript, and a charting library. The data in it is JSON from the library.
 */
#include "load.h"
#include "report/json.h"
#include "report/page.h"
#include "report/parts.h"
#include "rollup_request.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

struct run {
    struct request request;
    struct page page;
    childplan_plan *plan;
    struct served_plans served;
    childplan_reports *reports;
    childplan_rollup_options *reading; /* for what explains and compares single rows */
    childplan_rollup *rollup;
    childplan_reporting *reporting, *places;
    struct progress_bar bar;
};

/* What explains single rows needs no list of periods, and no digest for each of them. */
static childplan_status make_reading(struct run *run) {
    childplan_status status = childplan_rollup_options_new(&run->reading);
    if (status == CHILDPLAN_OK) {
        childplan_rollup_options_set_until(run->reading, childplan_rollup_until(run->rollup));
        childplan_rollup_options_set_known_by(run->reading, childplan_rollup_known_by(run->rollup));
        childplan_rollup_options_set_structure(run->reading, childplan_rollup_structure(run->rollup));
        childplan_rollup_options_set_digest(run->reading, 0);
    }
    return status;
}

/* Today, if that was said, or else the day by which reports are known, or else the cut-off. */
static int32_t day_judged(const struct run *run) {
    int32_t today =
        run->request.today != CHILDPLAN_NO_DATE ? run->request.today : childplan_rollup_known_by(run->rollup);
    return today != CHILDPLAN_NO_DATE ? today : childplan_rollup_until(run->rollup);
}

/* Of the periods of the rows, judged today; and, where `in_last_tree`, in the tree of the cut-off, unless all is
   seen in the tree of one day. */
static childplan_status look_who_reported(struct run *run, int in_last_tree, childplan_reporting **ret_reporting) {
    int32_t until = childplan_rollup_until(run->rollup), structure = childplan_rollup_structure(run->rollup);
    childplan_reporting_options *options = NULL;
    childplan_status status = childplan_reporting_options_new(&options);
    for (size_t i = 0; status == CHILDPLAN_OK && i < run->page.period_count; i++) {
        status = childplan_reporting_options_add_period(options, run->page.periods[i]);
    }
    if (status == CHILDPLAN_OK) {
        childplan_reporting_options_set_progress(options, progress_bar_tell, &run->bar);
        childplan_reporting_options_set_cells(options, !in_last_tree);
        childplan_reporting_options_set_known_by(options, run->request.known_by);
        childplan_reporting_options_set_until(options, day_judged(run));
        childplan_reporting_options_set_structure(options,
                                                  in_last_tree && structure == CHILDPLAN_NO_DATE ? until : structure);
        status = childplan_reporting_compute(run->reports, options, ret_reporting, run->page.diagnostics);
    }
    childplan_reporting_options_free(options);
    return status;
}

static childplan_status write_rows(const childplan_rollup *rollup, FILE *file) {
    childplan_output *output = NULL;
    childplan_status status = childplan_output_new(&output);
    if (status == CHILDPLAN_OK) {
        childplan_output_set_format(output, CHILDPLAN_FORMAT_JSON);
        childplan_output_set_compact(output, 1);
        childplan_output_set_pace(output, 1);
        status = childplan_rollup_write(rollup, output, json_pass, file);
    }
    childplan_output_free(output);
    return status;
}

static void write_bytes(FILE *file, const unsigned char *bytes, size_t size) {
    fwrite(bytes, 1, size, file);
}

/* What stands in place of {{name}} in page.html. */
static childplan_status write_part(const struct page *page, const char *name, size_t size, FILE *file) {
    const struct {
        const char *name;
        const unsigned char *bytes;
        size_t size;
    } parts[] = {
        {"style", report_style, report_style_size},
        {"charts", report_charts, report_charts_size},
        {"licences", report_licences, report_licences_size},
        {"script", report_script, report_script_size},
        {"charts_policy", (const unsigned char *)report_charts_policy, strlen(report_charts_policy)},
        {"script_policy", (const unsigned char *)report_script_policy, strlen(report_script_policy)},
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (strlen(parts[i].name) == size && memcmp(parts[i].name, name, size) == 0) {
            write_bytes(file, parts[i].bytes, parts[i].size);
            return CHILDPLAN_OK;
        }
    }
    switch (*name) {
    case 'i': /* id */
        html_text(file, childplan_plan_id(page->plan));
        return CHILDPLAN_OK;
    case 't': /* title */
        html_text(file, childplan_plan_title(page->plan));
        return CHILDPLAN_OK;
    case 'p': /* plan */
        page_write_plan(page, file);
        return CHILDPLAN_OK;
    case 'a': /* asked */
        return page_write_targets(page, file);
    case 'b': /* breaks */
        return page_write_breaks(page, file);
    case 'r': /* rows */
        return write_rows(page->rollup, file);
    case 'w': /* who has reported */
        page_write_reporting(page, file);
        return CHILDPLAN_OK;
    default: /* explanations */
        return page_write_explanations(page, file);
    }
}

static childplan_status write_page(const struct page *page, FILE *file) {
    const char *text = (const char *)report_page;
    childplan_status status = CHILDPLAN_OK;
    while (status == CHILDPLAN_OK) {
        const char *mark = strstr(text, "{{");
        const char *end = mark ? strstr(mark, "}}") : NULL;
        if (!end) {
            fputs(text, file);
            break;
        }
        write_bytes(file, (const unsigned char *)text, (size_t)(mark - text));
        status = write_part(page, mark + 2, (size_t)(end - mark - 2), file);
        text = end + 2;
    }
    return status;
}

/* The page takes its name when all of it is written. */
static childplan_status write_file(const struct run *run) {
    const char *path = run->request.output_path;
    size_t size = strlen(path) + sizeof(".part");
    char *part = malloc(size);
    if (!part) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    snprintf(part, size, "%s.part", path);
    FILE *file = fopen(part, "wb");
    childplan_status status = file ? write_page(&run->page, file) : CHILDPLAN_ERROR_FILE;
    if (file && (ferror(file) | fclose(file))) {
        status = CHILDPLAN_ERROR_FILE;
    }
    if (status == CHILDPLAN_OK && rename(part, path) != 0) {
        /* Windows replaces no file. */
        status = remove(path) == 0 && rename(part, path) == 0 ? CHILDPLAN_OK : CHILDPLAN_ERROR_FILE;
    }
    if (status != CHILDPLAN_OK && file) {
        remove(part);
    }
    free(part);
    return status;
}

static childplan_status make_page(struct run *run) {
    struct page *page = &run->page;
    const struct request *request = &run->request;
    const struct report_files files = {request->paths + 1,     request->path_count - 1,
                                       request->decimal_comma, request->lenient,
                                       &run->served,           .reads_on = 0};
    run->served = (struct served_plans){request->others, request->other_count, NULL};
    childplan_status status = load_plan(request->paths[0], &run->bar, &run->plan, page->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = load_served(&run->served, page->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = load_reports(run->plan, &files, &run->bar, &run->reports, page->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        childplan_rollup_options_set_progress(request->options, progress_bar_tell, &run->bar);
        status = childplan_rollup_compute(run->reports, request->options, &run->rollup, page->diagnostics);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    page->plan = run->plan;
    page->reports = run->reports;
    page->rollup = run->rollup;
    status = make_reading(run);
    page->options = run->reading;
    if (status == CHILDPLAN_OK) {
        status = page_find_periods(page) ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (status == CHILDPLAN_OK) {
        status = look_who_reported(run, 0, &run->reporting);
    }
    if (status == CHILDPLAN_OK) {
        status = look_who_reported(run, 1, &run->places);
    }
    page->reporting = run->reporting;
    page->places = run->places;
    return status == CHILDPLAN_OK ? write_file(run) : status;
}

static int run_request(struct run *run) {
    progress_bar_begin(&run->bar, run->request.language);
    childplan_status status = childplan_diagnostics_new(&run->page.diagnostics);
    status = status == CHILDPLAN_OK ? make_page(run) : status;
    load_end(&run->bar, run->page.diagnostics);
    if (status != CHILDPLAN_OK &&
        childplan_diagnostics_count_of(run->page.diagnostics, CHILDPLAN_SEVERITY_ERROR) == 0) {
        fprintf(stderr, "report: %s: %s\n", run->request.output_path, childplan_status_string(status));
    }
    return status == CHILDPLAN_OK ? 0 : EXIT_REFUSED;
}

int main(int argc, char **argv) {
    struct run run = {.plan = NULL};
    terminal_begin(&argc, &argv);
    int status = request_read(&run.request, OF_REPORT, argc, argv);
    if (status == EXIT_OK && run.request.help) {
        request_print_help(OF_REPORT);
    } else if (status == EXIT_OK && run.request.version) {
        printf("report %s\n", childplan_version_string());
    } else if (status == EXIT_OK) {
        status = run_request(&run);
    }
    childplan_reporting_free(run.places);
    childplan_reporting_free(run.reporting);
    childplan_rollup_free(run.rollup);
    childplan_rollup_options_free(run.reading);
    childplan_reports_free(run.reports);
    free_served(&run.served);
    childplan_plan_free(run.plan);
    childplan_diagnostics_free(run.page.diagnostics);
    free(run.page.periods);
    request_free(&run.request);
    return status;
}
