/*
 * Why a number is what it is, down to the lines of the reports:
 * explain PLAN.yaml REPORTS.csv... -u UNIT -p PERIOD -i INDICATOR [options], see --help. For example
 *
 *   explain examples/lai-chau/plan.yaml examples/lai-chau/reports.csv -u tam-duong -p 2025 -i can_bo
 *
 * prints a tree: the row, its target, and each unit that counts in it with its figures and where they were reported, or
 * with the reason why it brings none. Units of which there is nothing to say are only counted.
 */
#include "lines.h"
#include "load.h"
#include "terminal.h"

#include <childplan/childplan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXIT_REFUSED 1
#define EXIT_USAGE 2

/* As deep as units go, and what is below a unit. */
#define MOST_DEPTH 80
#define PREFIX_SIZE (MOST_DEPTH * 4 + 8)
#define SENTENCE_SIZE 8192

struct request {
    char **paths; /* the plan's, then the reports' */
    int path_count;
    const char *unit, *indicator, *format;
    int64_t period;
    int32_t language, decimal_comma, lenient, help;
    childplan_rollup_options *options;
};

struct run {
    struct request request;
    childplan_diagnostics *diagnostics;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_explanation *explanation;
    struct progress_bar bar;
};

static const char *const usage = "usage: explain PLAN.yaml REPORTS.csv... -u UNIT -p PERIOD -i INDICATOR [options]\n"
                                 "\n"
                                 "  -u, --unit UNIT             the row's unit\n"
                                 "  -p, --period PERIOD         the row's period\n"
                                 "  -i, --indicator INDICATOR   the row's indicator\n"
                                 "  --structure DATE            in the tree of this day\n"
                                 "  --known-by DATE             only what had been submitted by this day\n"
                                 "  --until DATE                the cut-off\n"
                                 "  --decimal-comma             numbers in the reports are written 1.234,5\n"
                                 "  --lenient                   take the good rows and warn of the others\n"
                                 "  --lang LANGUAGE             en (the default) or vi\n"
                                 "  --format FORMAT             tree (the default) or json\n"
                                 "  --help                      show this\n"
                                 "\n"
                                 "Exit status: 0; 1 where the input was refused or there is no such row; 2 for wrong "
                                 "usage.\n";

/* Reading the command line */

typedef childplan_status (*set_day_fn)(childplan_rollup_options *options, int32_t day);

static int set_day(struct request *request, const char *text, set_day_fn set) {
    int32_t day;
    return childplan_date_parse(text, strlen(text), &day) == CHILDPLAN_OK && set(request->options, day) == CHILDPLAN_OK;
}

/* An option with something after it: 1 where that could be taken. */
static int take_argument(struct request *request, const char *name, const char *argument) {
    if (strcmp(name, "-u") == 0 || strcmp(name, "--unit") == 0) {
        request->unit = argument;
    } else if (strcmp(name, "-i") == 0 || strcmp(name, "--indicator") == 0) {
        request->indicator = argument;
    } else if (strcmp(name, "-p") == 0 || strcmp(name, "--period") == 0) {
        return childplan_period_parse(argument, strlen(argument), &request->period) == CHILDPLAN_OK;
    } else if (strcmp(name, "--structure") == 0) {
        return set_day(request, argument, childplan_rollup_options_set_structure);
    } else if (strcmp(name, "--known-by") == 0) {
        return set_day(request, argument, childplan_rollup_options_set_known_by);
    } else if (strcmp(name, "--until") == 0) {
        return set_day(request, argument, childplan_rollup_options_set_until);
    } else if (strcmp(name, "--lang") == 0) {
        request->language = strcmp(argument, "vi") == 0 ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
        return strcmp(argument, "vi") == 0 || strcmp(argument, "en") == 0;
    } else if (strcmp(name, "--format") == 0) {
        request->format = argument;
        return strcmp(argument, "tree") == 0 || strcmp(argument, "json") == 0;
    } else {
        return 0;
    }
    return 1;
}

static int take_flag(struct request *request, const char *name) {
    if (strcmp(name, "--decimal-comma") == 0) {
        request->decimal_comma = 1;
    } else if (strcmp(name, "--lenient") == 0) {
        request->lenient = 1;
    } else if (strcmp(name, "--help") == 0) {
        request->help = 1;
    } else {
        return 0;
    }
    return 1;
}

static int read_request(struct request *request, int argc, char **argv) {
    request->paths = calloc((size_t)argc + 1, sizeof(char *));
    request->format = "tree";
    if (!request->paths || childplan_rollup_options_new(&request->options) != CHILDPLAN_OK) {
        return EXIT_REFUSED;
    }
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            request->paths[request->path_count++] = argv[i];
        } else if (take_flag(request, argv[i])) {
            continue;
        } else if (i + 1 == argc || !take_argument(request, argv[i], argv[i + 1])) {
            fprintf(stderr, "explain: %s is no option, or what follows it cannot be taken; see --help\n", argv[i]);
            return EXIT_USAGE;
        } else {
            i++;
        }
    }
    if (!request->help &&
        (request->path_count < 2 || !request->unit || !request->indicator || request->period == CHILDPLAN_NO_PERIOD)) {
        fprintf(stderr, "explain: a plan, its reports, -u, -p and -i are needed; see --help\n");
        return EXIT_USAGE;
    }
    return 0;
}

/* Printing the tree */

struct tree {
    const childplan_explanation *explanation;
    int32_t language;
    char prefix[PREFIX_SIZE]; /* of the lines below what is open */
};

static int64_t item(const struct tree *tree, int32_t node, int32_t which, int64_t absent) {
    int64_t value;
    return childplan_explanation_get(tree->explanation, node, which, &value) == CHILDPLAN_OK ? value : absent;
}

static int32_t kind_of(const struct tree *tree, int32_t node) {
    return (int32_t)item(tree, node, CHILDPLAN_ITEM_KIND, CHILDPLAN_NONE);
}

static int32_t end_of(const struct tree *tree, int32_t node) {
    return (int32_t)item(tree, node, CHILDPLAN_ITEM_END, 0);
}

/* The node below, if there is exactly one next below and it is of that kind; CHILDPLAN_NONE otherwise. */
static int32_t only_child(const struct tree *tree, int32_t node, int32_t kind) {
    int32_t child = node + 1;
    return child < end_of(tree, node) && end_of(tree, child) == end_of(tree, node) && kind_of(tree, child) == kind
               ? child
               : CHILDPLAN_NONE;
}

/* A line of the tree, wrapped at its width. */
static void print_line(const struct tree *tree, const char *branch, const char *trunk, const char *text) {
    size_t used = characters_of(tree->prefix, strlen(tree->prefix)) + characters_of(branch, strlen(branch));
    size_t width = used + 20 < LINE_WIDTH ? LINE_WIDTH - used : 20;
    size_t size = bytes_that_fit(text, width);
    printf("%s%s%.*s\n", tree->prefix, branch, (int)size, text);
    while (text[size]) {
        text += size + (text[size] == ' ');
        size = bytes_that_fit(text, width - 2);
        printf("%s%s  %.*s\n", tree->prefix, trunk, (int)size, text);
    }
}

static void print_branch(const struct tree *tree, int is_last, const char *text) {
    print_line(tree, is_last ? "└ " : "├ ", is_last ? "  " : "│ ", text);
}

/* Where a report stands: " ← reports.csv:4 (2025-02-01)". */
static void add_place(const struct tree *tree, int32_t fact, char *sentence) {
    char line[32], day[32];
    size_t used = strlen(sentence);
    const char *file = childplan_explanation_file(tree->explanation, fact);
    childplan_explanation_text(tree->explanation, fact, CHILDPLAN_ITEM_LINE, line, sizeof(line));
    childplan_explanation_text(tree->explanation, fact, CHILDPLAN_ITEM_DAY, day, sizeof(day));
    snprintf(sentence + used, SENTENCE_SIZE - used, *day ? "%s%s%s (%s)" : "%s%s%s", file, *line ? ":" : "", line, day);
}

/* What a node says. A cell that holds one report in force says where it stands, and a term of which one such cell is
   taken says so, too. Gives the node whose children are still to be printed. */
static int32_t sentence_of(const struct tree *tree, int32_t node, char *sentence) {
    char period[64];
    childplan_explanation_sentence(tree->explanation, node, tree->language, sentence, SENTENCE_SIZE);
    int32_t kind = kind_of(tree, node);
    int32_t cell = kind == CHILDPLAN_NODE_TERM ? only_child(tree, node, CHILDPLAN_NODE_CELL) : node;
    int32_t fact = cell == CHILDPLAN_NONE || kind_of(tree, cell) != CHILDPLAN_NODE_CELL
                       ? CHILDPLAN_NONE
                       : only_child(tree, cell, CHILDPLAN_NODE_FACT);
    if (fact == CHILDPLAN_NONE || item(tree, fact, CHILDPLAN_ITEM_STATE, 0) != CHILDPLAN_FACT_IN_FORCE) {
        return node;
    }
    int is_plain = item(tree, cell, CHILDPLAN_ITEM_USE, 0) == CHILDPLAN_USE_TAKEN &&
                   item(tree, node, CHILDPLAN_ITEM_RATE, CHILDPLAN_NONE) == CHILDPLAN_NONE;
    if (kind == CHILDPLAN_NODE_TERM && !is_plain) {
        return node;
    }
    strcat(sentence, " ← ");
    if (kind == CHILDPLAN_NODE_TERM) {
        childplan_explanation_text(tree->explanation, cell, CHILDPLAN_ITEM_FROM, period, sizeof(period));
        strcat(strcat(sentence, period), ", ");
    }
    add_place(tree, fact, sentence);
    return fact;
}

/* 1 where there is nothing to say of a unit that is placed: it is not asked, and has reported nothing. */
static int is_silent_placed(const struct tree *tree, int32_t node) {
    int64_t reason = item(tree, node, CHILDPLAN_ITEM_REASON, 0);
    return item(tree, node, CHILDPLAN_ITEM_EXPECTED, 0) == 0 &&
           (reason == CHILDPLAN_REASON_LEVEL || reason == CHILDPLAN_REASON_POPULATION ||
            reason == CHILDPLAN_REASON_NOT_ALIVE || reason == CHILDPLAN_REASON_NO_PERIOD);
}

/* Of a unit: 1 where that holds for all that is below. */
static int is_silent(const struct tree *tree, int32_t node) {
    int32_t kind = kind_of(tree, node);
    if (kind == CHILDPLAN_NODE_PLACED) {
        return is_silent_placed(tree, node);
    }
    if (kind != CHILDPLAN_NODE_UNIT || item(tree, node, CHILDPLAN_ITEM_CONTRIBUTING, 0) > 0 ||
        item(tree, node, CHILDPLAN_ITEM_EXPECTED, 0) > 0) {
        return 0;
    }
    for (int32_t below = node + 1; below < end_of(tree, node); below++) {
        int32_t other = kind_of(tree, below);
        if (other == CHILDPLAN_NODE_COUNTED || (other == CHILDPLAN_NODE_PLACED && !is_silent_placed(tree, below))) {
            return 0;
        }
    }
    return 1;
}

/* How many units are placed in what is silent, and why they bring nothing: the reason of the last one. */
static void count_silent(const struct tree *tree, int32_t node, int counts[CHILDPLAN_REASON_END]) {
    for (int32_t at = node; at < end_of(tree, node); at++) {
        if (kind_of(tree, at) == CHILDPLAN_NODE_PLACED) {
            counts[item(tree, at, CHILDPLAN_ITEM_REASON, 0)]++;
        }
    }
}

/* NOLINTBEGIN(misc-no-recursion): as deep as there are levels, and what is below a unit. */
static void print_below(struct tree *tree, int32_t node, int is_more);

static void print_node(struct tree *tree, int32_t node, int is_last) {
    char sentence[SENTENCE_SIZE * 2];
    size_t used = strlen(tree->prefix);
    int32_t below = sentence_of(tree, node, sentence);
    int32_t placed =
        kind_of(tree, node) == CHILDPLAN_NODE_UNIT ? only_child(tree, node, CHILDPLAN_NODE_PLACED) : CHILDPLAN_NONE;
    if (kind_of(tree, node) == CHILDPLAN_NODE_UNIT) {
        int32_t counted = only_child(tree, node, CHILDPLAN_NODE_COUNTED);
        if (counted != CHILDPLAN_NONE) {
            below = counted;
            childplan_explanation_sentence(tree->explanation, counted, tree->language, sentence, SENTENCE_SIZE);
        }
    }
    if (placed != CHILDPLAN_NONE) {
        /* It stands for itself alone: its figures are the unit's. */
        below = placed;
        if (item(tree, placed, CHILDPLAN_ITEM_REASON, 0) != 0) {
            int64_t reason = item(tree, placed, CHILDPLAN_ITEM_REASON, 0);
            strcat(strcat(sentence, "; "), childplan_reason_text((int32_t)reason, tree->language));
        }
    }
    print_branch(tree, is_last, sentence);
    if (used + 8 < PREFIX_SIZE) {
        strcat(tree->prefix, is_last ? "  " : "│ ");
        print_below(tree, below, 0);
        tree->prefix[used] = '\0';
    }
}

static void print_counts(struct tree *tree, const int counts[CHILDPLAN_REASON_END], int is_more) {
    static const char *const words[] = {"units", "đơn vị"};
    int left = is_more;
    for (int reason = 0; reason < CHILDPLAN_REASON_END; reason++) {
        left += counts[reason] > 0;
    }
    for (int32_t reason = 1; reason < CHILDPLAN_REASON_END; reason++) {
        char text[512];
        if (counts[reason] > 0) {
            snprintf(text, sizeof(text), "%d %s: %s", counts[reason],
                     counts[reason] == 1 && tree->language == CHILDPLAN_ENGLISH ? "unit" : words[tree->language],
                     childplan_reason_text(reason, tree->language));
            print_branch(tree, --left == 0, text);
        }
    }
}

/* What is below a node; what is silent is counted at its end. is_more: the caller prints more after it. */
static void print_below(struct tree *tree, int32_t node, int is_more) {
    int counts[CHILDPLAN_REASON_END] = {0};
    int silent = 0;
    int32_t last = CHILDPLAN_NONE;
    for (int32_t child = node + 1; child < end_of(tree, node); child = end_of(tree, child)) {
        if (is_silent(tree, child)) {
            count_silent(tree, child, counts);
            silent = 1;
        } else {
            last = child;
        }
    }
    for (int32_t child = node + 1; child < end_of(tree, node); child = end_of(tree, child)) {
        if (!is_silent(tree, child)) {
            print_node(tree, child, child == last && !silent && !is_more);
        }
    }
    print_counts(tree, counts, is_more);
}

/* NOLINTEND(misc-no-recursion) */

/* The row's unit is named in the row: what is below it is printed below that. */
static void print_tree(const struct run *run) {
    char sentence[SENTENCE_SIZE];
    struct tree tree = {.explanation = run->explanation, .language = run->request.language};
    childplan_explanation_sentence(run->explanation, 0, tree.language, sentence, sizeof(sentence));
    print_text("", sentence, 0);
    int32_t unit = 1;
    while (kind_of(&tree, unit) != CHILDPLAN_NODE_UNIT) {
        print_node(&tree, unit, 0);
        unit = end_of(&tree, unit);
    }
    print_below(&tree, unit, 0);
}

/* Making the explanation */

static childplan_status explain(struct run *run) {
    const struct request *request = &run->request;
    const struct report_files files = {request->paths + 1, request->path_count - 1, request->decimal_comma,
                                       request->lenient, .reads_on = 1};
    int32_t unit = CHILDPLAN_NONE;
    int32_t indicator = CHILDPLAN_NONE;
    progress_bar_begin(&run->bar, request->language);
    childplan_rollup_options_set_progress(request->options, progress_bar_tell, &run->bar);
    childplan_status status = childplan_diagnostics_new(&run->diagnostics);
    if (status == CHILDPLAN_OK) {
        status = load_plan(request->paths[0], &run->bar, &run->plan, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_plan_look_up(run->plan, CHILDPLAN_KIND_UNIT, request->unit, &unit, run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_plan_look_up(run->plan, CHILDPLAN_KIND_INDICATOR, request->indicator, &indicator,
                                        run->diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = load_reports(run->plan, &files, &run->bar, &run->reports, run->diagnostics);
    }
    return status != CHILDPLAN_OK ? status
                                  : childplan_explanation_make(run->reports, request->options, unit, request->period,
                                                               indicator, &run->explanation, run->diagnostics);
}

static childplan_status write_bytes(void *context, const char *bytes, size_t size) {
    return fwrite(bytes, 1, size, context) == size ? CHILDPLAN_OK : CHILDPLAN_ERROR_FILE;
}

static int print_explanation(struct run *run) {
    childplan_status status = explain(run);
    load_end(&run->bar, run->diagnostics);
    if (status == CHILDPLAN_ABSENT) {
        fprintf(stderr, "explain: there is no such row: the unit does not exist then, or the period starts after the "
                        "cut-off\n");
    } else if (status == CHILDPLAN_OK && strcmp(run->request.format, "json") == 0) {
        status = childplan_explanation_write_json(run->explanation, run->request.language, write_bytes, stdout);
    } else if (status == CHILDPLAN_OK) {
        print_tree(run);
    } else if (childplan_diagnostics_count_of(run->diagnostics, CHILDPLAN_SEVERITY_ERROR) == 0) {
        fprintf(stderr, "explain: %s\n", childplan_status_string(status));
    }
    return status == CHILDPLAN_OK && fflush(stdout) == 0 ? 0 : EXIT_REFUSED;
}

int main(int argc, char **argv) {
    struct run run = {.plan = NULL};
    terminal_begin(&argc, &argv);
    int status = read_request(&run.request, argc, argv);
    if (status == 0 && run.request.help) {
        printf("%s", usage);
    } else if (status == 0) {
        status = print_explanation(&run);
    }
    childplan_explanation_free(run.explanation);
    childplan_reports_free(run.reports);
    childplan_plan_free(run.plan);
    childplan_diagnostics_free(run.diagnostics);
    childplan_rollup_options_free(run.request.options);
    free(run.request.paths);
    return status;
}
