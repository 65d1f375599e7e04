/*
 * Who has reported: the list to telephone tomorrow morning.
 * reporting PLAN.yaml REPORTS.csv... [options]; see --help.
 *
 *   reporting examples/lai-chau/plan.yaml examples/lai-chau/reports.csv --until 2026-01-20
 *
 * prints, for each superior, the units from which something is missing that was due on that day: for which period, how
 * long overdue, which figures; and then how many reports were expected, came, came on time, are missing. All of it in
 * the tree of that day: of a unit that is no more whoever took over is to be asked. Without -p it is the reporting year
 * of the period that ended last.
 */
#include "load.h"
#include "reporting_list.h"
#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXIT_OK 0
#define EXIT_REFUSED 1
#define EXIT_USAGE 2

static const char help[] = "usage: reporting PLAN.yaml REPORTS.csv... [options]\n"
                           "\n"
                           "  -p, --period PERIOD      2025, 2025-H1, 2025-Q3, 2025-04, 2021..2025 or plan\n"
                           "  -u, --unit UNIT          only this unit, in the table also those below it\n"
                           "  -l, --level LEVEL        only units of this level\n"
                           "  --known-by DATE          only what had been submitted by this day, judged on it\n"
                           "  --until DATE             the day on which it is judged: today\n"
                           "  --late                   list those that came late, too\n"
                           "  --format FORMAT          table (the default) or csv\n"
                           "  --lang LANGUAGE          en (the default) or vi, for the table and the messages\n"
                           "  --help                   show this\n"
                           "\n"
                           "-p, -u and -l may be repeated. DATE is YYYY-MM-DD; without one it is judged on the\n"
                           "last day of the latest period that holds a report. csv is in each period's own tree.\n"
                           "Exit status: 0; 1 where the input was refused; 2 for wrong usage.\n";

struct request {
    char **paths, **units, **levels;
    int path_count, unit_count, level_count;
    int64_t *periods;
    int period_count;
    int32_t known_by, until, language;
    int is_csv, with_late, help;
};

/* All that has to be let go. */
struct run {
    struct request request;
    childplan_diagnostics *diagnostics;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_reporting *reporting;
    struct list list;
    struct progress_bar bar;
};

static int is_option(const char *word, const char *letter, const char *name) {
    return strcmp(word, name) == 0 || (letter && strcmp(word, letter) == 0);
}

static int take_date(const char *text, int32_t *ret_date) {
    return childplan_date_parse(text, strlen(text), ret_date) == CHILDPLAN_OK;
}

static int take_choice(const char *text, const char *first, const char *second, int32_t *ret_choice) {
    *ret_choice = strcmp(text, second) == 0;
    return strcmp(text, first) == 0 || *ret_choice;
}

/* An option with something after it: 1 taken, 0 wrong, -1 no such option. */
static int take_option(struct request *request, const char *option, char *argument) {
    if (is_option(option, "-p", "--period")) {
        return childplan_period_parse(argument, strlen(argument), &request->periods[request->period_count++]) ==
               CHILDPLAN_OK;
    }
    if (is_option(option, "-u", "--unit")) {
        request->units[request->unit_count++] = argument;
        return 1;
    }
    if (is_option(option, "-l", "--level")) {
        request->levels[request->level_count++] = argument;
        return 1;
    }
    if (is_option(option, NULL, "--known-by")) {
        return take_date(argument, &request->known_by);
    }
    if (is_option(option, NULL, "--until")) {
        return take_date(argument, &request->until);
    }
    if (is_option(option, NULL, "--format")) {
        return take_choice(argument, "table", "csv", &request->is_csv);
    }
    return is_option(option, NULL, "--lang") ? take_choice(argument, "en", "vi", &request->language) : -1;
}

static int take_flag(struct request *request, const char *option) {
    request->with_late |= strcmp(option, "--late") == 0;
    request->help |= strcmp(option, "--help") == 0;
    return strcmp(option, "--late") == 0 || strcmp(option, "--help") == 0;
}

static int read_arguments(struct request *request, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            request->paths[request->path_count++] = argv[i];
            continue;
        }
        if (take_flag(request, argv[i])) {
            continue;
        }
        int taken = i + 1 < argc ? take_option(request, argv[i], argv[i + 1]) : -1;
        if (taken != 1) {
            fprintf(stderr,
                    taken == 0 ? "reporting: \"%s\" does not go with %s; see --help\n"
                               : "reporting: \"%s\" is no option, or lacks what comes after it; see --help\n",
                    taken == 0 ? argv[i + 1] : argv[i], argv[i]);
            return EXIT_USAGE;
        }
        i++;
    }
    if (!request->help && request->path_count < 2) {
        fprintf(stderr, "reporting: a plan and its reports are needed; see --help\n");
        return EXIT_USAGE;
    }
    return EXIT_OK;
}

static int make_room(struct run *run, int argc) {
    struct request *request = &run->request;
    size_t room = (size_t)argc + 1;
    request->known_by = request->until = CHILDPLAN_NO_DATE;
    request->paths = calloc(room, sizeof(char *));
    request->units = calloc(room, sizeof(char *));
    request->levels = calloc(room, sizeof(char *));
    request->periods = calloc(room, sizeof(int64_t));
    run->list.units = calloc(room, sizeof(int32_t));
    run->list.levels = calloc(room, sizeof(int32_t));
    return request->paths && request->units && request->levels && request->periods && run->list.units &&
           run->list.levels;
}

/* The indices of the ids that were asked for. */
static childplan_status find_names(struct run *run) {
    childplan_status status = CHILDPLAN_OK;
    for (int i = 0; status == CHILDPLAN_OK && i < run->request.unit_count; i++) {
        status = childplan_plan_look_up(run->plan, CHILDPLAN_KIND_UNIT, run->request.units[i],
                                        &run->list.units[run->list.unit_count++], run->diagnostics);
    }
    for (int i = 0; status == CHILDPLAN_OK && i < run->request.level_count; i++) {
        status = childplan_plan_look_up(run->plan, CHILDPLAN_KIND_LEVEL, run->request.levels[i],
                                        &run->list.levels[run->list.level_count++], run->diagnostics);
    }
    return status;
}

/* The days and periods that were asked for. */
static childplan_status new_options(struct run *run, childplan_reporting_options **ret_options) {
    const struct request *request = &run->request;
    childplan_status status = childplan_reporting_options_new(ret_options);
    for (int i = 0; status == CHILDPLAN_OK && i < request->period_count; i++) {
        status = childplan_reporting_options_add_period(*ret_options, request->periods[i]);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_set_known_by(*ret_options, request->known_by);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_set_until(*ret_options, request->until);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_set_progress(*ret_options, progress_bar_tell, &run->bar);
    }
    return status;
}

static childplan_status compute_rows(struct run *run) {
    childplan_reporting_options *options = NULL;
    childplan_status status = new_options(run, &options);
    for (int i = 0; status == CHILDPLAN_OK && i < run->list.unit_count; i++) {
        status = childplan_reporting_options_add_unit(options, run->list.units[i]);
    }
    for (int i = 0; status == CHILDPLAN_OK && i < run->list.level_count; i++) {
        status = childplan_reporting_options_add_level(options, run->list.levels[i]);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_compute(run->reports, options, &run->reporting, run->diagnostics);
    }
    childplan_reporting_options_free(options);
    return status;
}

/* Plans may have ids with commas and quotes in them. */
static void print_csv_cell(const char *text) {
    int is_quoted = strpbrk(text, ",\"\r\n") != NULL;
    printf(is_quoted ? "\"" : "");
    for (; *text; text++) {
        printf(*text == '"' ? "\"\"" : "%c", *text);
    }
    printf(is_quoted ? "\"" : "");
}

static void print_csv(const childplan_reporting *reporting) {
    char text[4096];
    for (int32_t column = 0; column < CHILDPLAN_REPORTING_COLUMN_COUNT; column++) {
        printf("%s%s", column > 0 ? "," : "", childplan_reporting_column_name(column));
    }
    printf("\n");
    for (size_t row = 0; row < childplan_reporting_row_count(reporting); row++) {
        for (int32_t column = 0; column < CHILDPLAN_REPORTING_COLUMN_COUNT; column++) {
            childplan_reporting_text(reporting, row, column, text, sizeof(text));
            printf(column > 0 ? "," : "");
            print_csv_cell(text);
        }
        printf("\n");
    }
}

/* The reporting year that holds a day, or the nearest one. */
static int64_t year_of(const childplan_plan *plan, int32_t day) {
    int32_t year = childplan_plan_first_year(plan);
    int32_t first, last;
    while (year < childplan_plan_last_year(plan) &&
           childplan_plan_period_days(plan, childplan_period_of(CHILDPLAN_YEAR, year, 1), &first, &last) ==
               CHILDPLAN_OK &&
           last < day) {
        year++;
    }
    return childplan_period_of(CHILDPLAN_YEAR, year, 1);
}

/* By default there is a row for each period that has ended: the last day of the one that ended last. */
static int32_t last_day_ended(const struct run *run, const childplan_reporting *reporting) {
    const int64_t *periods = NULL;
    int32_t first, last, latest = CHILDPLAN_NO_DATE;
    childplan_reporting_int64_column(reporting, CHILDPLAN_REPORTING_COLUMN_PERIOD, &periods, NULL);
    for (size_t row = 0; row < childplan_reporting_row_count(reporting); row++) {
        if (childplan_plan_period_days(run->plan, periods[row], &first, &last) == CHILDPLAN_OK && last > latest) {
            latest = last;
        }
    }
    return latest;
}

/* What is listed is chosen by the day judged, which may be the default: so that is asked first. */
static childplan_status choose_day(struct run *run) {
    childplan_reporting_options *options = NULL;
    childplan_reporting *reporting = NULL;
    int32_t first = 0, last = 0;
    childplan_status status = new_options(run, &options);
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_add_unit(options, 0);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_compute(run->reports, options, &reporting, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        int64_t whole = CHILDPLAN_NO_PERIOD;
        childplan_period_parse("plan", 4, &whole);
        childplan_plan_period_days(run->plan, whole, &first, &last);
        int32_t day = childplan_reporting_until(reporting);
        run->list.day = day < first ? first : day > last ? last : day;
        if (run->request.period_count == 0) {
            run->request.periods[run->request.period_count++] = year_of(run->plan, last_day_ended(run, reporting));
        }
    }
    childplan_reporting_free(reporting);
    childplan_reporting_options_free(options);
    return status;
}

static childplan_status compute_list(struct run *run) {
    childplan_reporting_options *options = NULL;
    childplan_status status = choose_day(run);
    if (status == CHILDPLAN_OK) {
        status = new_options(run, &options);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_set_structure(options, run->list.day);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_set_cells(options, 1);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_compute(run->reports, options, &run->reporting, run->diagnostics);
    }
    childplan_reporting_options_free(options);
    return status;
}

static childplan_status answer(struct run *run) {
    const struct report_files files = {.paths = run->request.paths + 1, .count = run->request.path_count - 1};
    childplan_status status = childplan_diagnostics_new(&run->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = load_plan(run->request.paths[0], &run->bar, &run->plan, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = find_names(run);
    }
    if (status == CHILDPLAN_OK) {
        status = load_reports(run->plan, &files, &run->bar, &run->reports, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = run->request.is_csv ? compute_rows(run) : compute_list(run);
    }
    return status;
}

static int print_answer(struct run *run) {
    if (run->request.is_csv) {
        print_csv(run->reporting);
        return 1;
    }
    run->list.plan = run->plan;
    run->list.reporting = run->reporting;
    run->list.language = run->request.language;
    run->list.with_late = run->request.with_late;
    return list_print(&run->list);
}

static int run_request(struct run *run) {
    progress_bar_begin(&run->bar, run->request.language);
    childplan_status status = answer(run);
    load_end(&run->bar, run->diagnostics);
    if (status == CHILDPLAN_OK && !print_answer(run)) {
        status = CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (fflush(stdout) != 0) {
        status = CHILDPLAN_ERROR_FILE;
    }
    if (status != CHILDPLAN_OK && childplan_diagnostics_count_of(run->diagnostics, CHILDPLAN_SEVERITY_ERROR) == 0) {
        fprintf(stderr, "reporting: %s\n", childplan_status_string(status));
    }
    return status == CHILDPLAN_OK ? EXIT_OK : EXIT_REFUSED;
}

int main(int argc, char **argv) {
    struct run run = {.plan = NULL};
    terminal_begin(&argc, &argv);
    int status = make_room(&run, argc) ? read_arguments(&run.request, argc, argv) : EXIT_REFUSED;
    if (status == EXIT_OK && run.request.help) {
        printf("%s", help);
    } else if (status == EXIT_OK) {
        status = run_request(&run);
    }
    childplan_reporting_free(run.reporting);
    childplan_reports_free(run.reports);
    childplan_plan_free(run.plan);
    childplan_diagnostics_free(run.diagnostics);
    free(run.request.paths);
    free(run.request.units);
    free(run.request.levels);
    free(run.request.periods);
    free(run.list.units);
    free(run.list.levels);
    return status;
}
