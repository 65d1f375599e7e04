/* Reads a command line by the table of options. */
#include "rollup_options.h"
#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *name_of(int program) {
    return program == OF_REPORT ? "report" : "rollup";
}

static const struct option *option_of(int program, const char *word) {
    for (size_t i = 0; i < request_option_count; i++) {
        const struct option *option = &request_options[i];
        if ((option->programs & program) &&
            (strcmp(word, option->name) == 0 || (option->letter && strcmp(word, option->letter) == 0))) {
            return option;
        }
    }
    return NULL;
}

static int read_option(struct request *request, const struct option *option, const char *argument) {
    if (!option->set) {
        *(int32_t *)(void *)((char *)request + option->flag) = 1;
    } else if (!option->needs_plan && option->set(request, argument) != CHILDPLAN_OK) {
        fprintf(stderr, "%s: \"%s\" is no %s for %s; see --help\n", name_of(request->program), argument,
                option->argument, option->name);
        return EXIT_USAGE;
    }
    return EXIT_OK;
}

/* What is read into; 0 without memory. */
static int make_room(struct request *request, int argc) {
    request->paths = calloc((size_t)argc + 1, sizeof(char *));
    request->others = calloc((size_t)argc + 1, sizeof(char *));
    return request->paths && request->others && childplan_rollup_options_new(&request->options) == CHILDPLAN_OK &&
           childplan_data_check_options_new(&request->check_options) == CHILDPLAN_OK &&
           childplan_output_new(&request->output) == CHILDPLAN_OK;
}

static int read_words(struct request *request, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        const struct option *option = option_of(request->program, argv[i]);
        if (!option && argv[i][0] != '-') {
            request->paths[request->path_count++] = argv[i];
            continue;
        }
        if (!option || (option->argument && i + 1 == argc)) {
            fprintf(stderr,
                    option ? "%s: %s needs something after it; see --help\n"
                           : "%s: there is no option %s; see --help\n",
                    name_of(request->program), argv[i]);
            return EXIT_USAGE;
        }
        int status = read_option(request, option, option->argument ? argv[++i] : NULL);
        if (status != EXIT_OK) {
            return status;
        }
    }
    return EXIT_OK;
}

static int check_files(const struct request *request) {
    int is_page = request->program == OF_REPORT;
    if (request->help || request->version ||
        (request->path_count >= (request->check ? 1 : 2) && (!is_page || request->output_path))) {
        return EXIT_OK;
    }
    fprintf(stderr, "%s: a plan%s are needed; see --help\n", name_of(request->program),
            is_page ? ", its reports and -o PAGE.html" : " and its reports");
    return EXIT_USAGE;
}

int request_read(struct request *request, int program, int argc, char **argv) {
    *request = (struct request){.program = program, .known_by = CHILDPLAN_NO_DATE, .today = CHILDPLAN_NO_DATE};
    if (!make_room(request, argc)) {
        fprintf(stderr, "%s: out of memory\n", name_of(program));
        return EXIT_REFUSED;
    }
    childplan_output_set_format(request->output, CHILDPLAN_FORMAT_TABLE);
    childplan_output_set_width(request->output, terminal_width());
    int status = read_words(request, argc, argv);
    if (status != EXIT_OK) {
        return status;
    }
    childplan_output_set_names(request->output, request->names);
    childplan_output_set_safe_cells(request->output, request->safe_cells);
    childplan_output_set_pace(request->output, request->pace);
    childplan_output_set_color(request->output, !request->output_path && terminal_has_color());
    return check_files(request);
}

childplan_status request_find(struct request *request, const childplan_plan *plan, childplan_diagnostics *diagnostics,
                              int argc, char **argv) {
    childplan_status status = CHILDPLAN_OK;
    request->plan = plan;
    request->diagnostics = diagnostics;
    for (int i = 1; i + 1 < argc; i++) {
        const struct option *option = option_of(request->program, argv[i]);
        if (!option || !option->argument) {
            continue;
        }
        i++;
        childplan_status found = option->needs_plan ? option->set(request, argv[i]) : CHILDPLAN_OK;
        status = found != CHILDPLAN_OK ? found : status;
    }
    return status;
}

void request_print_help(int program) {
    int is_page = program == OF_REPORT;
    printf("usage: %s PLAN.yaml REPORTS.csv... %s[options]\n\n", name_of(program), is_page ? "-o PAGE.html " : "");
    for (size_t i = 0; i < request_option_count; i++) {
        const struct option *option = &request_options[i];
        if (!(option->programs & program)) {
            continue;
        }
        int used = printf("  %s%s%s %s", option->letter ? option->letter : "", option->letter ? ", " : "", option->name,
                          option->argument ? option->argument : "");
        printf("%*s%s\n", used < 30 ? 30 - used : 1, "", option->help);
    }
    printf(
        "\n%s and --also-serves may be repeated. DATE is YYYY-MM-DD.\nExit status: 0; 1 where the input was refused; "
        "2 for wrong usage.\n",
        is_page ? "-p" : "-p, -u, -l, -i");
}

void request_free(struct request *request) {
    childplan_output_free(request->output);
    childplan_data_check_options_free(request->check_options);
    childplan_rollup_options_free(request->options);
    free(request->paths);
    free(request->others);
}
