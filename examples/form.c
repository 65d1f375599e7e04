/*
 * Entry forms for units to fill in, as workbooks or CSV:
 * form PLAN.yaml PERIOD (-u UNIT | -l LEVEL) -o FILE|FOLDER [REPORTS.csv...] [--format xlsx|csv] [--lang en|vi]
 *
 *   form examples/lai-chau/plan.yaml 2025-H2 -l grassroots -o forms examples/lai-chau/reports.csv --lang vi
 *
 * writes a workbook for each grassroots union into the folder forms, which must be there, named by unit and period. The
 * reports are for the figures of the period before, which stand beside. Saved as CSV, a filled form is read by rollup
 * and every other program as reports.
 */
#include "load.h"
#include "terminal.h"

#include <childplan/childplan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_SIZE 4096

struct request {
    const char *plan_path, *period_text, *unit, *level, *output, *format;
    char **reports; /* paths */
    int report_count;
    int32_t language;
};

struct run {
    struct request request;
    childplan_diagnostics *diagnostics;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_output *settings;
    int64_t period;
    int32_t last_day; /* of it */
    int written;
    struct progress_bar bar;
};

static int read_option(struct request *request, const char *option, const char *value) {
    if (strcmp(option, "-u") == 0) {
        request->unit = value;
    } else if (strcmp(option, "-l") == 0) {
        request->level = value;
    } else if (strcmp(option, "-o") == 0) {
        request->output = value;
    } else if (strcmp(option, "--format") == 0) {
        request->format = value;
        return strcmp(value, "xlsx") == 0 || strcmp(value, "csv") == 0;
    } else if (strcmp(option, "--lang") == 0) {
        request->language = strcmp(value, "vi") == 0 ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
        return strcmp(value, "vi") == 0 || strcmp(value, "en") == 0;
    } else {
        return 0;
    }
    return 1;
}

/* The paths of reports are moved to the front of the arguments. */
static int read_request(struct request *request, int argc, char **argv) {
    int words = 0;
    request->format = "xlsx";
    request->reports = argv;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-') {
            if (i + 1 == argc || !read_option(request, argv[i], argv[i + 1])) {
                return 0;
            }
            i++;
        } else if (++words == 1) {
            request->plan_path = argv[i];
        } else if (words == 2) {
            request->period_text = argv[i];
        } else {
            argv[request->report_count++] = argv[i];
        }
    }
    return words >= 2 && request->output && !request->unit != !request->level;
}

static childplan_status make_settings(struct run *run) {
    int32_t format = strcmp(run->request.format, "csv") == 0 ? CHILDPLAN_FORMAT_CSV : CHILDPLAN_FORMAT_XLSX;
    childplan_status status = childplan_output_new(&run->settings);
    if (status == CHILDPLAN_OK) {
        status = childplan_output_set_format(run->settings, format);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_output_set_language(run->settings, run->request.language);
    }
    return status;
}

static childplan_status write_form(struct run *run, int32_t unit, const char *path) {
    childplan_status status =
        childplan_form_write_file(run->plan, run->reports, unit, run->period, run->settings, path, run->diagnostics);
    run->written += status == CHILDPLAN_OK;
    return status;
}

/* FOLDER/UNIT-PERIOD.xlsx. An id may hold what a file's name may not: that becomes _, and the unit's number is added,
   so that no two units share a file. */
static childplan_status write_into_folder(struct run *run, int32_t unit) {
    char name[PATH_SIZE], period[64], number[32] = "", path[PATH_SIZE];
    snprintf(name, sizeof(name), "%s", childplan_plan_unit_id(run->plan, unit));
    for (char *at = name; (at = strpbrk(at, "/\\:*?\"<>|")) != NULL; at++) {
        *at = '_';
        snprintf(number, sizeof(number), "-%d", (int)unit);
    }
    if (name[0] == '.') {
        name[0] = '_';
        snprintf(number, sizeof(number), "-%d", (int)unit);
    }
    childplan_period_format(run->period, period, sizeof(period));
    int size =
        snprintf(path, sizeof(path), "%s/%s%s-%s.%s", run->request.output, name, number, period, run->request.format);
    return size < (int)sizeof(path) ? write_form(run, unit, path) : CHILDPLAN_ERROR_FILE;
}

/* The form of each unit that is of the level on the period's last day, but for those that owe nothing. */
static childplan_status write_level(struct run *run) {
    int32_t level = CHILDPLAN_NONE;
    childplan_status status =
        childplan_plan_look_up(run->plan, CHILDPLAN_KIND_LEVEL, run->request.level, &level, run->diagnostics);
    for (int32_t unit = 0; status == CHILDPLAN_OK && unit < (int32_t)childplan_plan_unit_count(run->plan); unit++) {
        if (childplan_plan_unit_is_alive(run->plan, unit, run->last_day) &&
            childplan_plan_unit_level(run->plan, unit, run->last_day) == level) {
            status = write_into_folder(run, unit);
            status = status == CHILDPLAN_ABSENT ? CHILDPLAN_OK : status;
        }
    }
    return status;
}

static childplan_status write_unit(struct run *run) {
    int32_t unit = CHILDPLAN_NONE;
    childplan_status status =
        childplan_plan_look_up(run->plan, CHILDPLAN_KIND_UNIT, run->request.unit, &unit, run->diagnostics);
    return status == CHILDPLAN_OK ? write_form(run, unit, run->request.output) : status;
}

static childplan_status write_forms(struct run *run) {
    int32_t first_day;
    childplan_status status = childplan_plan_period_days(run->plan, run->period, &first_day, &run->last_day);
    if (status == CHILDPLAN_OK) {
        status = run->request.unit ? write_unit(run) : write_level(run);
    }
    return status == CHILDPLAN_ABSENT ? CHILDPLAN_OK : status;
}

static childplan_status run_request(struct run *run) {
    const struct report_files files = {.paths = run->request.reports, .count = run->request.report_count};
    progress_bar_begin(&run->bar, run->request.language);
    childplan_status status = childplan_diagnostics_new(&run->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = load_plan(run->request.plan_path, &run->bar, &run->plan, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = load_reports(run->plan, &files, &run->bar, &run->reports, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = make_settings(run);
    }
    return status == CHILDPLAN_OK ? write_forms(run) : status;
}

static int report(struct run *run, childplan_status status) {
    int is_vietnamese = run->request.language == CHILDPLAN_VIETNAMESE;
    load_end(&run->bar, run->diagnostics);
    if (status != CHILDPLAN_OK && childplan_diagnostics_count_of(run->diagnostics, CHILDPLAN_SEVERITY_ERROR) == 0) {
        fprintf(stderr, "form: %s\n", childplan_status_string(status));
    }
    if (status == CHILDPLAN_OK && run->request.level) {
        printf(is_vietnamese ? "%d biểu đã ghi\n" : "%d written\n", run->written);
    }
    return status == CHILDPLAN_OK ? 0 : 1;
}

int main(int argc, char **argv) {
    struct run run = {.plan = NULL};
    terminal_begin(&argc, &argv);
    if (!read_request(&run.request, argc, argv) ||
        childplan_period_parse(run.request.period_text, strlen(run.request.period_text), &run.period) != CHILDPLAN_OK) {
        fprintf(stderr, "usage: form PLAN.yaml PERIOD (-u UNIT | -l LEVEL) -o FILE|FOLDER [REPORTS.csv...] "
                        "[--format xlsx|csv] [--lang en|vi]\n");
        return 2;
    }
    int exit_status = report(&run, run_request(&run));
    childplan_output_free(run.settings);
    childplan_reports_free(run.reports);
    childplan_plan_free(run.plan);
    childplan_diagnostics_free(run.diagnostics);
    return exit_status;
}
