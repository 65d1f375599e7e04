/*
 * Which units meet their targets in a period, who is short and by how much: targets PLAN.yaml REPORTS.csv [PERIOD]
 *
 *   targets examples/lai-chau/plan.yaml examples/lai-chau/reports.csv 2025
 *
 * prints for each indicator
 *
 *   Cán bộ công đoàn được truyền thông, target > 90: 13 met, 9 short, 1 without data; 2 could still change
 *    81.8182  short by    1  CĐCS số 1 huyện Tam Đường ?
 *
 * and shows how to read the rows of a rollup column by column, and how to tell "not met" from "nobody reported".
 */
#include "load.h"
#include "terminal.h"

#include <childplan/childplan.h>
#include <stdio.h>
#include <string.h>

struct columns {
    const int32_t *unit, *indicator, *met, *certain, *as_of;
    const uint8_t *has_met; /* 0: no value or no target, so neither met nor short */
};

static childplan_status get_columns(const childplan_rollup *rollup, struct columns *columns) {
    const struct {
        int32_t column;
        const int32_t **cells;
        const uint8_t **present;
    } wanted[] = {
        {CHILDPLAN_COLUMN_UNIT, &columns->unit, NULL},
        {CHILDPLAN_COLUMN_INDICATOR, &columns->indicator, NULL},
        {CHILDPLAN_COLUMN_MET, &columns->met, &columns->has_met},
        {CHILDPLAN_COLUMN_CERTAIN, &columns->certain, NULL},
        {CHILDPLAN_COLUMN_AS_OF, &columns->as_of, NULL},
    };
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; status == CHILDPLAN_OK && i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        status = childplan_rollup_int32_column(rollup, wanted[i].column, wanted[i].cells, wanted[i].present);
    }
    return status;
}

/* One unit: its value, the gap, its name, and a question mark where a missing report could still change the verdict. */
static void print_unit(const childplan_rollup *rollup, const struct columns *columns, size_t row) {
    char value[64], gap[64];
    const childplan_plan *plan = childplan_rollup_plan(rollup);
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_VALUE, value, sizeof(value));
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_GAP, gap, sizeof(gap));
    printf("  %8s  short by %4s  %s%s\n", value, *gap ? gap : "-",
           childplan_plan_unit_name(plan, columns->unit[row], columns->as_of[row]), columns->certain[row] ? "" : " ?");
}

static void print_indicator(const childplan_rollup *rollup, const struct columns *columns, int32_t indicator) {
    size_t met = 0, uncertain = 0, shorter = 0, unknown = 0;
    char target[64] = "";
    const childplan_plan *plan = childplan_rollup_plan(rollup);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        if (columns->indicator[row] != indicator) {
            continue;
        }
        if (!*target) {
            childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_TARGET, target, sizeof(target));
        }
        unknown += !columns->has_met[row];
        met += columns->has_met[row] && columns->met[row];
        shorter += columns->has_met[row] && !columns->met[row];
        uncertain += columns->has_met[row] && !columns->certain[row];
    }
    if (!*target) {
        return;
    }
    printf("%s, target %s: %zu met, %zu short, %zu without data; %zu could still change\n",
           childplan_plan_indicator_name(plan, indicator), target, met, shorter, unknown, uncertain);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        if (columns->indicator[row] == indicator && columns->has_met[row] && !columns->met[row]) {
            print_unit(rollup, columns, row);
        }
    }
}

int main(int argc, char **argv) {
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    childplan_diagnostics *diagnostics = NULL;
    const struct report_files files = {.paths = argv + 2, .count = 1};
    struct progress_bar bar;
    struct columns columns;
    int64_t period;

    terminal_begin(&argc, &argv);
    const char *name = argc > 3 ? argv[3] : "2025";
    if (argc < 3 || argc > 4 || childplan_period_parse(name, strlen(name), &period) != CHILDPLAN_OK) {
        fprintf(stderr, "usage: targets PLAN.yaml REPORTS.csv [PERIOD]\n");
        return 2;
    }
    progress_bar_begin(&bar, CHILDPLAN_ENGLISH);
    int ok = childplan_diagnostics_new(&diagnostics) == CHILDPLAN_OK &&
             load_plan(argv[1], &bar, &plan, diagnostics) == CHILDPLAN_OK &&
             load_reports(plan, &files, &bar, &reports, diagnostics) == CHILDPLAN_OK &&
             childplan_rollup_options_new(&options) == CHILDPLAN_OK &&
             childplan_rollup_options_add_period(options, period) == CHILDPLAN_OK &&
             childplan_rollup_options_set_progress(options, progress_bar_tell, &bar) == CHILDPLAN_OK &&
             childplan_rollup_compute(reports, options, &rollup, diagnostics) == CHILDPLAN_OK &&
             get_columns(rollup, &columns) == CHILDPLAN_OK;
    load_end(&bar, diagnostics);
    for (size_t indicator = 0; ok && indicator < childplan_plan_indicator_count(plan); indicator++) {
        print_indicator(rollup, &columns, (int32_t)indicator);
    }
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    childplan_diagnostics_free(diagnostics);
    return ok ? 0 : 1;
}
