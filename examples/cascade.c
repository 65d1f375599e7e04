/*
 * A chain of plans, from the one given up to the one that upholds no other: cascade PLAN.yaml [REPORTS.csv...]
 *
 *   cascade examples/lai-chau/tam-duong.yaml examples/lai-chau/reports.csv
 *
 * prints each plan and who issued it, what one leaves undone of the plan above it, and from the same reports how far
 * each plan's first unit has come towards its targets. Exit status: 0; 1 where something was found, or refused.
 */
#include "lines.h"
#include "load.h"
#include "terminal.h"

#include <childplan/childplan.h>
#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 42

/* The unit on top is the same on every day of the plan. */
static int32_t root_of(const childplan_plan *plan, int32_t day) {
    int32_t unit = 0;
    while (!childplan_plan_unit_is_alive(plan, unit, day) ||
           childplan_plan_unit_parent(plan, unit, day) != CHILDPLAN_NONE) {
        unit++;
    }
    return unit;
}

static int32_t first_day_of(const childplan_plan *plan) {
    int32_t first = 0, last = 0;
    childplan_plan_period_days(plan, childplan_period_of(CHILDPLAN_YEAR, childplan_plan_first_year(plan), 1), &first,
                               &last);
    return first;
}

static void print_plan(const childplan_plan *plan) {
    char issued[64] = "", line[4096];
    int32_t issuer = childplan_plan_issuer(plan);
    printf("%s\n", childplan_plan_id(plan));
    print_text("  ", childplan_plan_title(plan), 0);
    childplan_date_format(childplan_plan_issued(plan), issued, sizeof(issued));
    snprintf(line, sizeof(line), "%s%s%s%s%s%d to %d", issuer == CHILDPLAN_NONE ? "" : "issued by ",
             issuer == CHILDPLAN_NONE ? "" : childplan_plan_unit_name(plan, issuer, first_day_of(plan)),
             *issued ? " on " : "", issued, issuer == CHILDPLAN_NONE && !*issued ? "for " : ", for ",
             (int)childplan_plan_first_year(plan), (int)childplan_plan_last_year(plan));
    print_text("  ", line, 0);
    if (childplan_plan_upheld(plan)) {
        printf("  upholds %s\n", childplan_plan_id(childplan_plan_upheld(plan)));
    }
}

static size_t print_diagnostics(const childplan_diagnostics *diagnostics) {
    char line[4096];
    size_t count = childplan_diagnostics_count(diagnostics);
    for (size_t i = 0; i < count; i++) {
        childplan_diagnostics_format(diagnostics, i, CHILDPLAN_ENGLISH, line, sizeof(line));
        print_text("  ", line, 0);
    }
    return count;
}

/* Every plan of the chain takes the rows it knows, and leaves the others' to them. */
static childplan_status import_files(childplan_reports *reports, const childplan_plan *chain,
                                     const struct report_files *files, struct progress_bar *bar,
                                     childplan_diagnostics *diagnostics) {
    childplan_import *import = NULL;
    childplan_status status = childplan_import_new(reports, &import);
    for (; status == CHILDPLAN_OK && chain; chain = childplan_plan_upheld(chain)) {
        status = childplan_import_also_serves(import, chain);
    }
    if (status == CHILDPLAN_OK) {
        status = load_files(import, files, bar, diagnostics);
    }
    childplan_import_free(import);
    return status;
}

/* The rows of the root in the last year with a report, which are the last ones of each indicator. */
static childplan_status compute(const childplan_plan *plan, const childplan_reports *reports,
                                childplan_rollup **ret_rollup, childplan_diagnostics *diagnostics) {
    childplan_rollup_options *options = NULL;
    childplan_status status = childplan_rollup_options_new(&options);
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_options_add_unit(options, root_of(plan, first_day_of(plan)));
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_compute(reports, options, ret_rollup, diagnostics);
    }
    childplan_rollup_options_free(options);
    return status;
}

static int64_t last_year(const childplan_rollup *rollup) {
    const int64_t *periods = NULL;
    int64_t last = CHILDPLAN_NO_PERIOD;
    childplan_rollup_int64_column(rollup, CHILDPLAN_COLUMN_PERIOD, &periods, NULL);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        if (childplan_period_kind(periods[row]) == CHILDPLAN_YEAR &&
            (last == CHILDPLAN_NO_PERIOD || childplan_period_year(periods[row]) > childplan_period_year(last))) {
            last = periods[row];
        }
    }
    return last;
}

/* "Name of the indicator        92.8889  > 90, 2025  met"; nothing where no target applies. */
static void print_row(const childplan_rollup *rollup, size_t row, const char *name) {
    char value[64], target[64], by[64], status[64];
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_VALUE, value, sizeof(value));
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_TARGET, target, sizeof(target));
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_BY, by, sizeof(by));
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_STATUS, status, sizeof(status));
    size_t size = bytes_that_fit(name, NAME_WIDTH);
    if (*target) {
        printf("  %.*s%*s %8s  %s, %s  %s\n", (int)size, name, (int)(NAME_WIDTH - characters_of(name, size)), "",
               *value ? value : "-", target, by, status);
    }
}

static void print_rows(const childplan_plan *plan, const childplan_rollup *rollup) {
    int64_t period = last_year(rollup);
    char name[64];
    size_t row;
    int32_t unit = root_of(plan, first_day_of(plan));
    childplan_period_format(period, name, sizeof(name));
    printf("\n%s, %s of %s\n", name, childplan_plan_unit_name(plan, unit, first_day_of(plan)), childplan_plan_id(plan));
    for (int32_t i = 0; i < (int32_t)childplan_plan_indicator_count(plan); i++) {
        if (childplan_rollup_find(rollup, unit, period, i, &row) == CHILDPLAN_OK) {
            print_row(rollup, row, childplan_plan_indicator_name(plan, i));
        }
    }
}

static childplan_status report_on(const childplan_plan *plan, const childplan_plan *chain,
                                  const struct report_files *files, struct progress_bar *bar,
                                  childplan_diagnostics *diagnostics) {
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    childplan_status status = childplan_reports_new(plan, &reports);
    if (status == CHILDPLAN_OK) {
        status = import_files(reports, chain, files, bar, diagnostics);
    }
    progress_bar_end(bar);
    if (status == CHILDPLAN_OK) {
        status = compute(plan, reports, &rollup, diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        print_rows(plan, rollup);
    }
    print_diagnostics(diagnostics);
    childplan_diagnostics_clear(diagnostics);
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    return status;
}

int main(int argc, char **argv) {
    childplan_plan *plan = NULL;
    childplan_diagnostics *diagnostics = NULL;
    terminal_begin(&argc, &argv);
    if (argc < 2) {
        fprintf(stderr, "usage: cascade PLAN.yaml [REPORTS.csv...]\n");
        return 2;
    }
    const struct report_files files = {.paths = argv + 2, .count = argc - 2};
    struct progress_bar bar;
    progress_bar_begin(&bar, CHILDPLAN_ENGLISH);
    int ok = childplan_diagnostics_new(&diagnostics) == CHILDPLAN_OK &&
             load_plan(argv[1], &bar, &plan, diagnostics) == CHILDPLAN_OK;
    progress_bar_end(&bar);
    for (const childplan_plan *link = plan; link; link = childplan_plan_upheld(link)) {
        print_plan(link);
    }
    printf("%s\n", ok ? "\nWhat they leave undone:" : "The plan is refused:");
    if (print_diagnostics(diagnostics) == 0) {
        printf("  nothing\n");
    } else {
        ok = 0;
    }
    childplan_diagnostics_clear(diagnostics);
    for (const childplan_plan *link = argc > 2 ? plan : NULL; link; link = childplan_plan_upheld(link)) {
        ok = report_on(link, plan, &files, &bar, diagnostics) == CHILDPLAN_OK && ok;
    }
    childplan_plan_free(plan);
    childplan_diagnostics_free(diagnostics);
    return ok ? 0 : 1;
}
