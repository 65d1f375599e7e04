/* Reads the command line of compare, and what it names. */
#include "compare_request.h"

#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef childplan_status (*set_fn)(childplan_rollup_options *options, int32_t value);

/* A day that both readings have, or with --then- or --now- before its name one of them. */
static const struct {
    const char *name;
    set_fn set;
} days[] = {
    {"until", childplan_rollup_options_set_until},
    {"known-by", childplan_rollup_options_set_known_by},
    {"structure", childplan_rollup_options_set_structure},
};

static int set_day(struct request *request, const char *option, const char *text) {
    const char *name = option + 2;
    int is_then = strncmp(name, "then-", 5) == 0, is_now = strncmp(name, "now-", 4) == 0;
    int32_t day = CHILDPLAN_NO_DATE;
    name += is_then ? 5 : is_now ? 4 : 0;
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        if (strcmp(name, days[i].name) != 0) {
            continue;
        }
        if (childplan_date_parse(text, strlen(text), &day) != CHILDPLAN_OK) {
            return 0;
        }
        for (int side = THEN; side <= NOW; side++) {
            if (!(side == THEN ? is_now : is_then)) {
                days[i].set(request->readings[side].options, day);
            }
        }
        return 1;
    }
    return 0;
}

static int read_period(const char *text, int64_t *period) {
    return childplan_period_parse(text, strlen(text), period) == CHILDPLAN_OK;
}

static int add_period(struct request *request, const char *text) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    return read_period(text, &period) &&
           childplan_rollup_options_add_period(request->readings[THEN].options, period) == CHILDPLAN_OK &&
           childplan_rollup_options_add_period(request->readings[NOW].options, period) == CHILDPLAN_OK;
}

static int set_language(struct request *request, const char *text) {
    request->language = strcmp(text, "vi") == 0 ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
    return strcmp(text, "vi") == 0 || strcmp(text, "en") == 0;
}

static int is(const char *word, const char *letter, const char *name) {
    return strcmp(word, name) == 0 || (letter && strcmp(word, letter) == 0);
}

/* An option with what is after it: 1, or 0 where one of them is none. */
static int read_option(struct request *request, const char *option, char *argument) {
    if (is(option, "-p", "--period")) {
        return add_period(request, argument);
    }
    if (is(option, "-u", "--unit")) {
        request->units[request->unit_count++] = argument;
        return 1;
    }
    if (is(option, "-l", "--level")) {
        request->levels[request->level_count++] = argument;
        return 1;
    }
    if (is(option, "-i", "--indicator")) {
        request->indicators[request->indicator_count++] = argument;
        return 1;
    }
    return is(option, NULL, "--lang") ? set_language(request, argument)
                                      : strncmp(option, "--", 2) == 0 && set_day(request, option, argument);
}

static int read_flag(struct request *request, const char *option) {
    int32_t *flag = is(option, NULL, "--decimal-comma") ? &request->decimal_comma
                    : is(option, NULL, "--lenient")     ? &request->lenient
                    : is(option, NULL, "--help")        ? &request->help
                                                        : NULL;
    if (flag) {
        *flag = 1;
    }
    return flag != NULL;
}

static int make_room(struct request *request, size_t words) {
    char ***lists[] = {&request->readings[THEN].paths, &request->readings[NOW].paths, &request->units, &request->levels,
                       &request->indicators};
    int ok = childplan_rollup_options_new(&request->readings[THEN].options) == CHILDPLAN_OK &&
             childplan_rollup_options_new(&request->readings[NOW].options) == CHILDPLAN_OK;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        *lists[i] = calloc(words + 1, sizeof(char *));
        ok = ok && *lists[i];
    }
    return ok;
}

static int is_wrong(const struct request *request) {
    return !request->help && (request->readings[THEN].path_count < 2 || request->readings[NOW].path_count == 1);
}

int request_read(struct request *request, int argc, char **argv) {
    *request = (struct request){.change = {CHILDPLAN_NO_PERIOD, CHILDPLAN_NO_PERIOD}};
    struct reading *reading = &request->readings[THEN];
    if (!make_room(request, (size_t)argc)) {
        fprintf(stderr, "compare: out of memory\n");
        return EXIT_REFUSED;
    }
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            reading->paths[reading->path_count++] = argv[i];
        } else if (is(argv[i], NULL, "--with")) {
            reading = &request->readings[NOW];
        } else if (is(argv[i], NULL, "--change") && i + 2 < argc && read_period(argv[i + 1], &request->change[THEN]) &&
                   read_period(argv[i + 2], &request->change[NOW])) {
            i += 2;
        } else if (!read_flag(request, argv[i])) {
            if (i + 1 == argc || !read_option(request, argv[i], argv[i + 1])) {
                fprintf(stderr, "compare: %s %s is not understood; see --help\n", argv[i],
                        i + 1 < argc ? argv[i + 1] : "");
                return EXIT_USAGE;
            }
            i++;
        }
    }
    if (is_wrong(request)) {
        fprintf(stderr, "compare: a plan and its reports are needed; see --help\n");
        return EXIT_USAGE;
    }
    return EXIT_OK;
}

void request_print_help(void) {
    printf("usage: compare PLAN.yaml REPORTS.csv... [--with PLAN.yaml REPORTS.csv...] [options]\n\n"
           "What changed from one reading to another, and why: the cut-off, the structure, the\n"
           "configuration (all else that the plan says) or the data. Without --with both readings\n"
           "are of the same plan and reports.\n\n"
           "  -p, --period PERIOD         2025, 2025-H1, 2025-Q3, 2025-04, 2021..2025 or plan\n"
           "  -u, --unit UNIT             only the rows of this unit\n"
           "  -l, --level LEVEL           only the rows of units of this level\n"
           "  -i, --indicator INDICATOR   only the rows of this indicator\n"
           "  --until DATE                the cut-off of both, or of one with --then-until, --now-until\n"
           "  --known-by DATE             what had been submitted by then; --then-known-by, --now-known-by\n"
           "  --structure DATE            the tree of this day; --then-structure, --now-structure\n"
           "  --change PERIOD PERIOD      instead: the change from one period to the other, and on the\n"
           "                              units that reported in both\n"
           "  --decimal-comma             numbers in the reports are written 1.234,5\n"
           "  --lenient                   take the good rows and warn of the others\n"
           "  --lang LANGUAGE             en (the default) or vi\n"
           "  --help                      show this\n\n"
           "-p, -u, -l and -i may be repeated. DATE is YYYY-MM-DD.\n"
           "Exit status: 0; 1 where the input was refused; 2 for wrong usage.\n");
}

typedef int32_t (*find_fn)(const childplan_plan *plan, const char *id);

/* Ids of one kind. It is enough that one of the two plans has each; an index that cannot be gives no rows. */
static childplan_status choose(struct request *request, int32_t kind, char **ids, int count, find_fn find, set_fn add,
                               childplan_diagnostics *diagnostics) {
    childplan_status status = CHILDPLAN_OK;
    for (int i = 0; i < count && status == CHILDPLAN_OK; i++) {
        int found = 0;
        for (int side = THEN; side <= NOW; side++) {
            int32_t index = find(request->readings[side].plan, ids[i]);
            found = found || index != CHILDPLAN_NONE;
            if (index != CHILDPLAN_NONE) {
                add(request->readings[side].options, index);
            }
        }
        if (!found) {
            int32_t index;
            status = childplan_plan_look_up(request->readings[NOW].plan, kind, ids[i], &index, diagnostics);
        }
    }
    return status;
}

static childplan_status choose_all(struct request *request, childplan_diagnostics *diagnostics) {
    childplan_status status = choose(request, CHILDPLAN_KIND_UNIT, request->units, request->unit_count,
                                     childplan_plan_find_unit, childplan_rollup_options_add_unit, diagnostics);
    if (status == CHILDPLAN_OK) {
        status = choose(request, CHILDPLAN_KIND_LEVEL, request->levels, request->level_count, childplan_plan_find_level,
                        childplan_rollup_options_add_level, diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = choose(request, CHILDPLAN_KIND_INDICATOR, request->indicators, request->indicator_count,
                        childplan_plan_find_indicator, childplan_rollup_options_add_indicator, diagnostics);
    }
    return status;
}

childplan_status request_load(struct request *request, struct progress_bar *bar, childplan_diagnostics *diagnostics) {
    childplan_status status = CHILDPLAN_OK;
    for (int side = THEN; side <= NOW && status == CHILDPLAN_OK; side++) {
        struct reading *reading = &request->readings[side];
        if (reading->path_count == 0) {
            reading->plan = request->readings[THEN].plan;
            reading->reports = request->readings[THEN].reports;
            continue;
        }
        const struct report_files files = {reading->paths + 1, reading->path_count - 1, request->decimal_comma,
                                           request->lenient, .reads_on = 0};
        status = load_plan(reading->paths[0], bar, &reading->plan, diagnostics);
        if (status == CHILDPLAN_OK) {
            status = load_reports(reading->plan, &files, bar, &reading->reports, diagnostics);
        }
    }
    return status == CHILDPLAN_OK ? choose_all(request, diagnostics) : status;
}

void request_free(struct request *request) {
    for (int side = THEN; side <= NOW; side++) {
        struct reading *reading = &request->readings[side];
        childplan_rollup_options_free(reading->options);
        if (side == THEN || reading->path_count > 0) {
            childplan_reports_free(reading->reports);
            childplan_plan_free(reading->plan);
        }
        free(reading->paths);
    }
    free(request->units);
    free(request->levels);
    free(request->indicators);
}
