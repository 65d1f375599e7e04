/*
 * Reports put in one by one, from memory, and the row read after each: what a program does that takes figures from a
 * form or a database. The rows are computed once; a refresh then costs what came. It needs no file.
 *
 * Watch the range. While a union is silent whose size nobody knows there is none; once the sizes are known it holds
 * whatever the missing figures may be; with every report in, it is the value. A correction replaces a figure, and one
 * that cannot be, more trained than there are, is refused with the reason:
 *
 *   clinic 2024 officers = 10: taken
 *      value 70, range 52.5..77.5, reports 2/3, gap 7
 *   clinic 2024 trained = 11: “trained” of “clinic” for 2024 is 11, but it is a part of “officers”, which is only 10
 */
#include "terminal.h"

#include <childplan/childplan.h>
#include <stdio.h>
#include <string.h>

static const char plan_text[] = "childplan: 1\n"
                                "plan: {id: live, title: Three unions, issuer: town, horizon: {from: 2024, to: 2025}}\n"
                                "calendar: {frequency: year}\n"
                                "levels: [{id: top, name: Town}, {id: base, name: Union}]\n"
                                "units:\n"
                                "  - {id: town, name: Town, level: top}\n"
                                "  - {id: mill, name: Mill, level: base, parent: town}\n"
                                "  - {id: school, name: School, level: base, parent: town}\n"
                                "  - {id: clinic, name: Clinic, level: base, parent: town}\n"
                                "elements:\n"
                                "  - {id: officers, name: Officers, levels: [base], over_time: last}\n"
                                "  - {id: trained, name: Trained, levels: [base], over_time: last, part_of: officers}\n"
                                "indicators:\n"
                                "  - id: reached\n"
                                "    name: Officers trained\n"
                                "    numerator: trained\n"
                                "    denominator: officers\n"
                                "    targets: [{by: 2025, above: 90%}]\n";

struct report {
    const char *unit, *period, *element;
    int64_t value;
    const char *submitted;
};

static const struct report inbox[] = {
    {"mill", "2024", "officers", 20, "2025-01-05"},   {"mill", "2024", "trained", 12, "2025-01-05"},
    {"school", "2024", "officers", 10, "2025-01-08"}, {"school", "2024", "trained", 9, "2025-01-08"},
    {"clinic", "2024", "officers", 10, "2025-01-09"}, {"clinic", "2024", "trained", 11, "2025-01-09"},
    {"clinic", "2024", "trained", 10, "2025-01-10"},  {"mill", "2024", "trained", 19, "2025-01-20"},
};

/* One report is one import of one value: taken, or refused with the reason in the diagnostics. */
static childplan_status put(childplan_reports *reports, const childplan_plan *plan, const struct report *report,
                            childplan_diagnostics *diagnostics) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    int32_t submitted = CHILDPLAN_NO_DATE;
    childplan_import *import = NULL;
    childplan_period_parse(report->period, strlen(report->period), &period);
    childplan_date_parse(report->submitted, strlen(report->submitted), &submitted);
    childplan_status status = childplan_import_new(reports, &import);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_add_value(import, childplan_plan_find_unit(plan, report->unit), period,
                                            childplan_plan_find_element(plan, report->element), report->value,
                                            submitted, diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_import_commit(import, NULL, NULL, diagnostics);
    }
    childplan_import_free(import);
    return status;
}

/* The rows of 2024, before anything is reported: they follow the reports from then on. */
static childplan_status follow(const childplan_reports *reports, childplan_rollup **ret_rollup) {
    childplan_rollup_options *options = NULL;
    childplan_status status = childplan_rollup_options_new(&options);
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_YEAR, 2024, 1));
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_options_set_live(options, 1);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_compute(reports, options, ret_rollup, NULL);
    }
    childplan_rollup_options_free(options);
    return status;
}

/* Brings the rows up to date, at the cost of what came and not of all there is, and prints the town's. */
static childplan_status print_row(childplan_rollup *rollup, const childplan_reports *reports,
                                  const childplan_plan *plan) {
    size_t row = 0;
    childplan_status status = childplan_rollup_refresh(rollup, reports, NULL);
    if (status == CHILDPLAN_OK) {
        status = childplan_rollup_find(rollup, childplan_plan_find_unit(plan, "town"),
                                       childplan_period_of(CHILDPLAN_YEAR, 2024, 1),
                                       childplan_plan_find_indicator(plan, "reached"), &row);
    }
    if (status == CHILDPLAN_OK) {
        static const int32_t shown[] = {CHILDPLAN_COLUMN_VALUE,          CHILDPLAN_COLUMN_LOW,
                                        CHILDPLAN_COLUMN_HIGH,           CHILDPLAN_COLUMN_UNITS_REPORTED,
                                        CHILDPLAN_COLUMN_UNITS_EXPECTED, CHILDPLAN_COLUMN_GAP};
        char text[6][32];
        for (size_t i = 0; i < 6; i++) {
            if (childplan_rollup_text(rollup, row, shown[i], text[i], sizeof(text[i])) == 0) {
                strcpy(text[i], "?"); /* the cell holds nothing: that is not zero */
            }
        }
        printf("   value %s, range %s..%s, reports %s/%s, gap %s\n", text[0], text[1], text[2], text[3], text[4],
               text[5]);
    }
    return status;
}

int main(int argc, char **argv) {
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    childplan_diagnostics *diagnostics = NULL;
    terminal_begin(&argc, &argv);
    childplan_status status = childplan_diagnostics_new(&diagnostics);
    if (status == CHILDPLAN_OK) {
        status = childplan_plan_load_memory("live", plan_text, strlen(plan_text), NULL, &plan, diagnostics);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reports_new(plan, &reports);
    }
    if (status == CHILDPLAN_OK) {
        status = follow(reports, &rollup);
    }
    for (size_t i = 0; status == CHILDPLAN_OK && i < sizeof(inbox) / sizeof(inbox[0]); i++) {
        const struct report *report = &inbox[i];
        char reason[1024] = "taken";
        childplan_diagnostics_clear(diagnostics);
        status = put(reports, plan, report, diagnostics);
        if (status == CHILDPLAN_ERROR_REFUSED) {
            childplan_diagnostics_message(diagnostics, 0, CHILDPLAN_ENGLISH, reason, sizeof(reason));
            status = CHILDPLAN_OK;
        }
        printf("%s %s %s = %d: %s\n", report->unit, report->period, report->element, (int)report->value, reason);
        status = status == CHILDPLAN_OK ? print_row(rollup, reports, plan) : status;
    }
    if (status != CHILDPLAN_OK) {
        fprintf(stderr, "live: %s\n", childplan_status_string(status));
    }
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    childplan_diagnostics_free(diagnostics);
    return status == CHILDPLAN_OK ? 0 : 1;
}
