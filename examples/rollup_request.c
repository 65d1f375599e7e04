/* Reads the command line of rollup by its table of options. */
#include "rollup_options.h"
#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option *option_of(const char *word) {
    for (size_t i = 0; i < rollup_option_count; i++) {
        if (strcmp(word, rollup_options[i].name) == 0 ||
            (rollup_options[i].letter && strcmp(word, rollup_options[i].letter) == 0)) {
            return &rollup_options[i];
        }
    }
    return NULL;
}

static int read_option(struct request *request, const struct option *option, const char *argument) {
    if (!option->set) {
        *(int32_t *)(void *)((char *)request + option->flag) = 1;
    } else if (!option->needs_plan && option->set(request, argument) != CHILDPLAN_OK) {
        fprintf(stderr, "rollup: \"%s\" is no %s for %s; see --help\n", argument, option->argument, option->name);
        return EXIT_USAGE;
    }
    return EXIT_OK;
}

int request_read(struct request *request, int argc, char **argv) {
    *request = (struct request){.paths = calloc((size_t)argc + 1, sizeof(char *)),
                                .others = calloc((size_t)argc + 1, sizeof(char *)),
                                .known_by = CHILDPLAN_NO_DATE,
                                .since = CHILDPLAN_NO_DATE};
    if (!request->paths || !request->others || childplan_rollup_options_new(&request->options) != CHILDPLAN_OK ||
        childplan_output_new(&request->output) != CHILDPLAN_OK) {
        fprintf(stderr, "rollup: out of memory\n");
        return EXIT_REFUSED;
    }
    childplan_output_set_format(request->output, CHILDPLAN_FORMAT_TABLE);
    childplan_output_set_width(request->output, terminal_width());
    for (int i = 1; i < argc; i++) {
        const struct option *option = option_of(argv[i]);
        if (!option && argv[i][0] != '-') {
            request->paths[request->path_count++] = argv[i];
            continue;
        }
        if (!option || (option->argument && i + 1 == argc)) {
            fprintf(stderr,
                    option ? "rollup: %s needs something after it; see --help\n"
                           : "rollup: there is no option %s; see --help\n",
                    argv[i]);
            return EXIT_USAGE;
        }
        int status = read_option(request, option, option->argument ? argv[++i] : NULL);
        if (status != EXIT_OK) {
            return status;
        }
    }
    childplan_output_set_names(request->output, request->names);
    childplan_output_set_safe_cells(request->output, request->safe_cells);
    childplan_output_set_pace(request->output, request->pace);
    childplan_output_set_color(request->output, !request->output_path && terminal_has_color());
    if (!request->help && !request->version && request->path_count < (request->check ? 1 : 2)) {
        fprintf(stderr, "rollup: a plan and its reports are needed; see --help\n");
        return EXIT_USAGE;
    }
    return EXIT_OK;
}

childplan_status request_find(struct request *request, const childplan_plan *plan, childplan_diagnostics *diagnostics,
                              int argc, char **argv) {
    childplan_status status = CHILDPLAN_OK;
    request->plan = plan;
    request->diagnostics = diagnostics;
    for (int i = 1; i + 1 < argc; i++) {
        const struct option *option = option_of(argv[i]);
        if (!option || !option->argument) {
            continue;
        }
        i++;
        childplan_status found = option->needs_plan ? option->set(request, argv[i]) : CHILDPLAN_OK;
        status = found != CHILDPLAN_OK ? found : status;
    }
    return status;
}

void request_print_help(void) {
    printf("usage: rollup PLAN.yaml REPORTS.csv... [options]\n\n");
    for (size_t i = 0; i < rollup_option_count; i++) {
        const struct option *option = &rollup_options[i];
        int used = printf("  %s%s%s %s", option->letter ? option->letter : "", option->letter ? ", " : "", option->name,
                          option->argument ? option->argument : "");
        printf("%*s%s\n", used < 30 ? 30 - used : 1, "", option->help);
    }
    printf("\n-p, -u, -l, -i and --also-serves may be repeated. DATE is YYYY-MM-DD.\nExit status: 0; 1 where the input "
           "was refused; 2 "
           "for wrong usage.\n");
}

void request_free(struct request *request) {
    childplan_output_free(request->output);
    childplan_rollup_options_free(request->options);
    free(request->paths);
    free(request->others);
}
