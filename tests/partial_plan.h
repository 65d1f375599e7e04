/* A small plan for the tests of partial results, and parts of its rollup. */
#ifndef CHILDPLAN_TESTS_PARTIAL_PLAN_H
#define CHILDPLAN_TESTS_PARTIAL_PLAN_H

#include "partial_split.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void must(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

#define PLAN_OF(id, last_unit)                                                                                         \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: " id ", title: T, horizon: {from: 2021, to: 2024}}\n"                                                  \
    "calendar: {frequency: year}\n"                                                                                    \
    "levels: [{id: province, name: P}, {id: ward, name: W}]\n"                                                         \
    "units:\n"                                                                                                         \
    "  - {id: top, name: Top, level: province}\n"                                                                      \
    "  - {id: a, name: A, level: ward, parent: top}\n"                                                                 \
    "  - {id: b, name: B, level: ward, parent: top}\n"                                                                 \
    "  - {id: c, name: C, level: ward, parent: top" last_unit "}\n"                                                    \
    "elements:\n"                                                                                                      \
    "  - {id: all, name: All, over_time: last, min: -9223372036854775807}\n"                                           \
    "  - {id: some, name: Some, over_time: last, part_of: all}\n"                                                      \
    "  - {id: most, name: Most, over_time: max, over_units: max}\n"                                                    \
    "indicators:\n"                                                                                                    \
    "  - {id: total, name: Total, numerator: all}\n"                                                                   \
    "  - {id: ratio, name: Ratio, numerator: some, denominator: all}\n"                                                \
    "  - {id: most, name: Most, numerator: most, targets: [{by: 2024, above: 3}]}\n"

static const char plan_text[] = PLAN_OF("T", "");

enum { TOP, A, B, C, UNITS };

struct fixture {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup_options *options;
    childplan_diagnostics *said;
};

static void begin(struct fixture *fixture, const char *text, const char *csv) {
    childplan_import *import = NULL;
    *fixture = (struct fixture){NULL, NULL, NULL, NULL};
    must(childplan_diagnostics_new(&fixture->said));
    must(childplan_plan_load_memory("plan.yaml", text, strlen(text), NULL, &fixture->plan, NULL));
    must(childplan_reports_new(fixture->plan, &fixture->reports));
    must(childplan_import_new(fixture->reports, &import));
    must(childplan_import_read_memory(import, "reports.csv", csv, strlen(csv), NULL));
    must(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    must(childplan_rollup_options_new(&fixture->options));
    must(childplan_rollup_options_add_period(fixture->options, childplan_period_of(CHILDPLAN_YEAR, 2021, 1)));
    must(childplan_rollup_options_set_until(fixture->options, 18992)); /* 2021-12-31 */
    must(childplan_rollup_options_set_digest(fixture->options, 0));
}

static void end(struct fixture *fixture) {
    childplan_rollup_options_free(fixture->options);
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    childplan_diagnostics_free(fixture->said);
}

#define HEADER "unit,period,element,value\n"
#define SMALL HEADER "a,2021,all,10\na,2021,some,4\nb,2021,all,6\nb,2021,most,5\n"

static childplan_partial *part_of(const struct fixture *fixture, int32_t first, int32_t last) {
    int32_t units[UNITS];
    size_t count = 0;
    childplan_partial *partial = NULL;
    for (int32_t unit = first; unit <= last; unit++) {
        units[count++] = unit;
    }
    must(childplan_partial_compute(fixture->reports, fixture->options, units, count, &partial, NULL));
    return partial;
}

static void assert_said(struct fixture *fixture, const char *expected) {
    struct buffer text = {0};
    buffer_add(&text, "", 0);
    buffer_add_diagnostics(&text, fixture->said, CHILDPLAN_ENGLISH);
    assert_string_equal(text.bytes, expected);
    buffer_free(&text);
    childplan_diagnostics_clear(fixture->said);
}

#endif
