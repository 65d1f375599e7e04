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
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

#define EXIT_REFUSED 1
#define EXIT_USAGE 2

struct request {
    char *paths[256]; /* the plan's, then the reports' */
    int path_count;
    const char *output_path;
    int32_t language, decimal_comma, lenient;
    int32_t until, known_by, today;
    int64_t periods[64];
    int period_count;
};

struct run {
    struct request request;
    struct page page;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup_options *options, *reading; /* the second for what explains and compares single rows */
    childplan_rollup *rollup;
    childplan_reporting *reporting, *places;
    struct progress_bar bar;
};

static const char help[] =
    "usage: report PLAN.yaml REPORTS.csv... -o PAGE.html [options]\n\n"
    "  -o, --output FILE     the page to write\n"
    "  -p, --period PERIOD   only this period: 2025, 2025-H1, 2025-Q3, 2025-04, 2021..2025 or plan; may be repeated\n"
    "  --until DATE          the cut-off, instead of the end of the latest reported period\n"
    "  --known-by DATE       only what had been submitted by this day\n"
    "  --today DATE          the day on which it is judged who is late, instead of the cut-off\n"
    "  --decimal-comma       numbers in the reports are written 1.234,5\n"
    "  --lenient             take the good rows and warn of the others\n"
    "  --lang LANGUAGE       en (the default) or vi, for the messages; the page is in Vietnamese\n"
    "  --help                show this\n\n"
    "DATE is YYYY-MM-DD. Exit status: 0; 1 where the input was refused; 2 for wrong usage.\n";

static int read_day(const char *text, int32_t *day) {
    return childplan_date_parse(text, strlen(text), day) == CHILDPLAN_OK;
}

/* 1 for a flag that was taken. */
static int read_flag(struct request *request, const char *word) {
    int32_t *flag = strcmp(word, "--decimal-comma") == 0 ? &request->decimal_comma
                    : strcmp(word, "--lenient") == 0     ? &request->lenient
                                                         : NULL;
    if (flag) {
        *flag = 1;
    }
    return flag != NULL;
}

static int read_period(struct request *request, const char *text) {
    size_t room = sizeof(request->periods) / sizeof(request->periods[0]);
    return (size_t)request->period_count < room &&
           childplan_period_parse(text, strlen(text), &request->periods[request->period_count++]) == CHILDPLAN_OK;
}

/* 1 where the option is known and takes this argument. */
static int read_option(struct request *request, const char *word, const char *argument) {
    if (strcmp(word, "-o") == 0 || strcmp(word, "--output") == 0) {
        request->output_path = argument;
        return *argument != '\0';
    }
    if (strcmp(word, "-p") == 0 || strcmp(word, "--period") == 0) {
        return read_period(request, argument);
    }
    if (strcmp(word, "--lang") == 0) {
        request->language = strcmp(argument, "vi") == 0 ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
        return strcmp(argument, "vi") == 0 || strcmp(argument, "en") == 0;
    }
    int32_t *day = strcmp(word, "--until") == 0      ? &request->until
                   : strcmp(word, "--known-by") == 0 ? &request->known_by
                   : strcmp(word, "--today") == 0    ? &request->today
                                                     : NULL;
    return day && read_day(argument, day);
}

static int read_request(struct request *request, int argc, char **argv) {
    size_t room = sizeof(request->paths) / sizeof(request->paths[0]);
    request->until = request->known_by = request->today = CHILDPLAN_NO_DATE;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            if ((size_t)request->path_count == room) {
                fprintf(stderr, "report: more files than %zu\n", room);
                return 0;
            }
            request->paths[request->path_count++] = argv[i];
        } else if (!read_flag(request, argv[i])) {
            const char *word = argv[i];
            i++;
            if (i == argc || !read_option(request, word, argv[i])) {
                fprintf(stderr, "report: %s is no option, or lacks what belongs after it; see --help\n", word);
                return 0;
            }
        }
    }
    if (request->path_count < 2 || !request->output_path) {
        fprintf(stderr, "report: a plan, its reports and -o PAGE.html are needed; see --help\n");
        return 0;
    }
    return 1;
}

static childplan_status compute_rows(struct run *run) {
    const struct request *request = &run->request;
    childplan_status status = childplan_rollup_options_new(&run->options);
    for (int i = 0; status == CHILDPLAN_OK && i < request->period_count; i++) {
        status = childplan_rollup_options_add_period(run->options, request->periods[i]);
    }
    if (status == CHILDPLAN_OK) {
        childplan_rollup_options_set_until(run->options, request->until);
        childplan_rollup_options_set_known_by(run->options, request->known_by);
        childplan_rollup_options_set_progress(run->options, progress_bar_tell, &run->bar);
        status = childplan_rollup_compute(run->reports, run->options, &run->rollup, run->page.diagnostics);
    }
    return status;
}

/* What explains single rows needs no list of periods, and no digest for each of them. */
static childplan_status make_reading(struct run *run) {
    childplan_status status = childplan_rollup_options_new(&run->reading);
    if (status == CHILDPLAN_OK) {
        childplan_rollup_options_set_until(run->reading, childplan_rollup_until(run->rollup));
        childplan_rollup_options_set_known_by(run->reading, run->request.known_by);
        childplan_rollup_options_set_digest(run->reading, 0);
    }
    return status;
}

/* Of the periods of the rows, judged today; and, where `in_last_tree`, in the tree of the cut-off. */
static childplan_status look_who_reported(struct run *run, int in_last_tree, childplan_reporting **ret_reporting) {
    int32_t until = childplan_rollup_until(run->rollup);
    childplan_reporting_options *options = NULL;
    childplan_status status = childplan_reporting_options_new(&options);
    for (size_t i = 0; status == CHILDPLAN_OK && i < run->page.period_count; i++) {
        status = childplan_reporting_options_add_period(options, run->page.periods[i]);
    }
    if (status == CHILDPLAN_OK) {
        childplan_reporting_options_set_progress(options, progress_bar_tell, &run->bar);
        childplan_reporting_options_set_known_by(options, run->request.known_by);
        childplan_reporting_options_set_until(options,
                                              run->request.today != CHILDPLAN_NO_DATE ? run->request.today : until);
        childplan_reporting_options_set_structure(options, in_last_tree ? until : CHILDPLAN_NO_DATE);
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
    const struct report_files files = {request->paths + 1, request->path_count - 1, request->decimal_comma,
                                       request->lenient, .reads_on = 0};
    childplan_status status = load_plan(request->paths[0], &run->bar, &run->plan, page->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = load_reports(run->plan, &files, &run->bar, &run->reports, page->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = compute_rows(run);
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
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return 0;
    }
    int status = read_request(&run.request, argc, argv) ? run_request(&run) : EXIT_USAGE;
    childplan_reporting_free(run.places);
    childplan_reporting_free(run.reporting);
    childplan_rollup_free(run.rollup);
    childplan_rollup_options_free(run.reading);
    childplan_rollup_options_free(run.options);
    childplan_reports_free(run.reports);
    childplan_plan_free(run.plan);
    childplan_diagnostics_free(run.page.diagnostics);
    free(run.page.periods);
    return status;
}
