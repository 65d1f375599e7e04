/*
 * Reports as CSV, on a fixed plan. The first byte says how they are read: bit 0 with a decimal comma, bit 1 lenient.
 */
#include "fuzz.h"

#include <string.h>

static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: T, title: T, horizon: {from: 2021, to: 2025}}\n"
    "calendar: {frequency: half, first_report: 2021-H2, year_starts: 02-15}\n"
    "levels: [{id: province, name: P}, {id: base, name: G}]\n"
    "units:\n"
    "  - {id: top, name: Top, level: province}\n"
    "  - {id: a, name: A, level: base, parent: top}\n"
    "  - {id: b, name: B, level: base, parent: top, from: 2022-03-01, until: 2023-08-31, successor: a}\n"
    "  - {id: tổ, name: Tổ, level: base, parent: top}\n"
    "elements:\n"
    "  - {id: all, name: All, over_time: last, carry: 2}\n"
    "  - {id: some, name: Some, over_time: last, carry: 1, part_of: all}\n"
    "  - {id: few, name: Few, over_time: last, part_of: some}\n"
    "  - {id: hours, name: Hours, type: decimal, decimals: 2, over_time: sum, min: -10, max: 100}\n"
    "  - {id: held, name: Held, type: flag, over_time: last, frequency: year}\n"
    "  - {id: ytd, name: Ytd, type: money, over_time: sum, given: year_to_date, frequency: month}\n"
    "  - {id: mean, name: Mean, over_time: mean, over_units: mean, window: plan}\n"
    "  - {id: visits, name: Visits, over_time: sum, frequency: quarter, levels: [base]}\n"
    "indicators:\n"
    "  - {id: i, name: I, numerator: some, denominator: all, targets: [{by: 2024, at_least: 50}]}\n"
    "  - {id: j, name: J, numerator: [hours, -visits]}\n"
    "  - {id: k, name: K, numerator: held, denominator: each_unit}\n"
    "  - {id: l, name: L, numerator: ytd}\n"
    "  - {id: m, name: M, numerator: mean}\n";

/* Loaded once: plans are immutable. */
static const childplan_plan *the_plan(void) {
    static childplan_plan *plan;
    if (!plan) {
        plan = load_plan((struct piece){plan_text, sizeof plan_text - 1}, (struct piece){"", 0});
        hold(plan != NULL, "the plan loads");
    }
    return plan;
}

struct outcome {
    childplan_reports *reports;
    childplan_status status;
    int64_t accepted;
    int64_t refused;
    char digest[65];
};

static struct outcome read_reports(struct piece csv, int decimal_comma, int lenient) {
    struct outcome outcome = {NULL, CHILDPLAN_OK, 0, 0, ""};
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    hold(childplan_diagnostics_new(&said) == CHILDPLAN_OK, "memory");
    hold(childplan_reports_new(the_plan(), &outcome.reports) == CHILDPLAN_OK, "memory");
    hold(childplan_import_new(outcome.reports, &import) == CHILDPLAN_OK, "memory");
    childplan_import_set_decimal_comma(import, decimal_comma);
    childplan_import_set_lenient(import, lenient);
    outcome.status = childplan_import_read_memory(import, "reports", csv.text, csv.size, said);
    childplan_status committed = childplan_import_commit(import, &outcome.accepted, &outcome.refused, said);
    outcome.status = outcome.status != CHILDPLAN_OK ? outcome.status : committed;
    check_diagnostics(said, outcome.status);
    childplan_reports_digest(outcome.reports, outcome.digest, sizeof outcome.digest);
    childplan_import_free(import);
    childplan_diagnostics_free(said);
    return outcome;
}

/* An atomic import that succeeds takes what a lenient one takes; one that fails takes nothing. */
static void check_atomic(struct piece csv, int decimal_comma, const struct outcome *lenient) {
    struct outcome atomic = read_reports(csv, decimal_comma, 0);
    if (atomic.status == CHILDPLAN_OK) {
        hold(lenient->status == CHILDPLAN_OK && lenient->refused == 0, "a lenient import refuses no more");
        hold(strcmp(atomic.digest, lenient->digest) == 0, "both kinds of import take the same");
    } else {
        hold(childplan_reports_fact_count(atomic.reports) == 0, "a refused import leaves nothing");
        hold(lenient->status != CHILDPLAN_OK || lenient->refused > 0, "a lenient import says what it refuses");
    }
    childplan_reports_free(atomic.reports);
}

static void check_rows(const childplan_reports *reports) {
    childplan_rollup *rollup = NULL;
    childplan_diagnostics *said = NULL;
    hold(childplan_diagnostics_new(&said) == CHILDPLAN_OK, "memory");
    childplan_status status = childplan_rollup_compute(reports, NULL, &rollup, said);
    check_diagnostics(said, status);
    if (status == CHILDPLAN_OK) {
        struct gathered csv = {0};
        hold(childplan_rollup_write(rollup, NULL, text_write, &csv) == CHILDPLAN_OK, "rows can be written");
        check_printable(csv.bytes, csv.size);
        text_free(&csv);
    }
    childplan_rollup_free(rollup);
    childplan_diagnostics_free(said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int how = size > 0 ? data[0] : 0;
    struct piece csv = {(const char *)data + (size > 0), size - (size > 0)};
    struct outcome lenient = read_reports(csv, how & 1, 1);
    check_atomic(csv, how & 1, &lenient);
    if ((how & 2) && lenient.status == CHILDPLAN_OK && childplan_reports_fact_count(lenient.reports) > 0) {
        check_rows(lenient.reports);
    }
    childplan_reports_free(lenient.reports);
    return 0;
}
