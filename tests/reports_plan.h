/* A small plan for the tests of reports and imports, and what both do with it. */
#ifndef CHILDPLAN_TESTS_REPORTS_PLAN_H
#define CHILDPLAN_TESTS_REPORTS_PLAN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <childplan/childplan.h>

#include "reports/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char plan_text[] = "childplan: 1\n"
                                "plan: {id: T, title: T, horizon: {from: 2021, to: 2025}}\n"
                                "calendar: {frequency: half}\n"
                                "levels: [{id: province, name: P}, {id: grassroots, name: G}]\n"
                                "units:\n"
                                "  - {id: top, name: Top, level: province}\n"
                                "  - {id: a, name: A, level: grassroots, parent: top}\n"
                                "  - {id: b, name: B, level: grassroots, parent: top, from: 2022-03-01, "
                                "until: 2023-08-31}\n"
                                "  - {id: tổ, name: Tổ, level: grassroots, parent: top}\n"
                                "elements:\n"
                                "  - {id: all, name: All, over_time: last}\n"
                                "  - {id: some, name: Some, over_time: last, part_of: all}\n"
                                "  - {id: few, name: Few, over_time: last, part_of: some}\n"
                                "  - {id: hours, name: Hours, type: decimal, decimals: 2, over_time: sum, min: -10, "
                                "max: 100}\n"
                                "  - {id: held, name: Held, type: flag, over_time: last}\n"
                                "  - {id: ytd, name: Ytd, over_time: sum, given: year_to_date, frequency: month}\n"
                                "  - {id: visits, name: Visits, over_time: sum, frequency: quarter, "
                                "levels: [grassroots]}\n"
                                "indicators: [{id: i, name: I, numerator: all}]\n";

/* The order of the plan. */
enum { TOP, A, B, TO };
enum { ALL, SOME, FEW, HOURS, HELD, YTD, VISITS };

struct fixture {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_diagnostics *diagnostics;
};

static void fixture_begin_with(struct fixture *fixture, const childplan_plan_options *options) {
    assert_int_equal(childplan_diagnostics_new(&fixture->diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_load_memory("plan.yaml", plan_text, sizeof plan_text - 1, options, &fixture->plan,
                                                fixture->diagnostics),
                     CHILDPLAN_OK);
    childplan_diagnostics_clear(fixture->diagnostics);
    assert_int_equal(childplan_reports_new(fixture->plan, &fixture->reports), CHILDPLAN_OK);
}

static void fixture_begin(struct fixture *fixture) {
    fixture_begin_with(fixture, NULL);
}

static void fixture_end(struct fixture *fixture) {
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    childplan_diagnostics_free(fixture->diagnostics);
}

static int64_t period(const char *text) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(text, strlen(text), &code), CHILDPLAN_OK);
    return code;
}

static int32_t date(const char *text) {
    int32_t day = 0;
    if (text == NULL) {
        return CHILDPLAN_NO_DATE;
    }
    assert_int_equal(childplan_date_parse(text, strlen(text), &day), CHILDPLAN_OK);
    return day;
}

/* Reads a text and commits it; counts may be NULL. */
static childplan_status take(struct fixture *fixture, int32_t lenient, const char *text, int64_t *accepted,
                             int64_t *refused) {
    childplan_import *import = NULL;
    childplan_diagnostics_clear(fixture->diagnostics);
    childplan_status status = childplan_import_new(fixture->reports, &import);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_set_lenient(import, lenient);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_import_read_memory(import, "r.csv", text, strlen(text), fixture->diagnostics);
    }
    if (status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_REFUSED) {
        childplan_status commit = childplan_import_commit(import, accepted, refused, fixture->diagnostics);
        status = status == CHILDPLAN_OK ? commit : status;
    }
    childplan_import_free(import);
    return status;
}

static void take_good(struct fixture *fixture, const char *text) {
    assert_int_equal(take(fixture, 0, text, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_count_of(fixture->diagnostics, CHILDPLAN_SEVERITY_ERROR), 0);
}

/* The diagnostics as "code@line:column code@line:column". */
static const char *said(const struct fixture *fixture, char text[1024]) {
    size_t size = 0;
    text[0] = '\0';
    for (size_t i = 0; i < childplan_diagnostics_count(fixture->diagnostics) && size < 1000; i++) {
        size += (size_t)snprintf(text + size, 1024 - size, "%s%d@%u:%u", i == 0 ? "" : " ",
                                 (int)childplan_diagnostics_code(fixture->diagnostics, i),
                                 (unsigned)childplan_diagnostics_file_line(fixture->diagnostics, i),
                                 (unsigned)childplan_diagnostics_file_column(fixture->diagnostics, i));
    }
    return text;
}

static void assert_said(const struct fixture *fixture, const char *expected) {
    char text[1024];
    assert_string_equal(said(fixture, text), expected);
}

/* Every fact that is held, as "unit element cycle: value@submitted …" lines, newest first. */
static char *held(const struct fixture *fixture) {
    size_t size = 0;
    size_t room = 64 + 64 * childplan_reports_fact_count(fixture->reports);
    char *text = calloc(room, 1);
    assert_non_null(text);
    for (int32_t u = 0; u < 4; u++) {
        for (int32_t e = 0; e < 7; e++) {
            int32_t cycles = e == YTD ? 60 : e == VISITS ? 20 : 10;
            for (int32_t c = 0; c < cycles; c++) {
                struct fact fact;
                int32_t found = childplan__fact_newest(fixture->reports, u, e, c, &fact);
                if (found) {
                    size += (size_t)snprintf(text + size, room - size, "%d %d %d:", (int)u, (int)e, (int)c);
                }
                for (; found; found = childplan__fact_older(fixture->reports, &fact, &fact)) {
                    size += (size_t)snprintf(text + size, room - size, " %s%d@%d", fact.withdrawn ? "withdrawn " : "",
                                             (int)fact.value, (int)fact.submitted);
                }
                if (size > 0 && text[size - 1] != '\n') {
                    text[size++] = '\n';
                }
            }
        }
    }
    assert_true(size < room);
    return text;
}

#endif
