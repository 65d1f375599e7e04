/*
 * Plan and reports together, down to rows with what must hold for any of them. The first byte says how: bit 0 with a
 * decimal comma, bit 1 lenient, bit 2 cut within the horizon, bit 3 known by a day, bit 4 also months. Then the plan,
 * a byte FF, the reports, and after another FF the file of units that the plan may name.
 */
#include "rows_hold.h"

#include <string.h>

enum { DECIMAL_COMMA = 1, LENIENT = 2, CUT = 4, KNOWN_BY = 8, MONTHS = 16 };

/* The lines of a text without quotes, last first, under its header; 0 where there are quotes. */
static int turned_over(struct piece csv, struct gathered *turned) {
    if (csv.size == 0 || memchr(csv.text, '"', csv.size) || memchr(csv.text, '\r', csv.size)) {
        return 0;
    }
    const char *end = csv.text + csv.size;
    const char *header = memchr(csv.text, '\n', csv.size);
    size_t first = header ? (size_t)(header - csv.text) + 1 : csv.size;
    /* Whatever is no plain header, an empty line or one with sep=, is left alone. */
    if (csv.size < 5 || csv.text[0] != 'u' || first == csv.size) {
        return 0;
    }
    text_add(turned, csv.text, first);
    while (end > csv.text + first) {
        const char *line = end - 1;
        while (line > csv.text + first && line[-1] != '\n') {
            line--;
        }
        size_t size = (size_t)(end - line);
        text_add(turned, line, size);
        if (end[-1] != '\n') {
            text_add(turned, "\n", 1);
        }
        end = line;
    }
    return 1;
}

static childplan_reports *read_reports(const childplan_plan *plan, struct piece csv, int how) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    hold(childplan_diagnostics_new(&said) == CHILDPLAN_OK, "memory");
    hold(childplan_reports_new(plan, &reports) == CHILDPLAN_OK, "memory");
    hold(childplan_import_new(reports, &import) == CHILDPLAN_OK, "memory");
    childplan_import_set_decimal_comma(import, (how & DECIMAL_COMMA) != 0);
    childplan_import_set_lenient(import, (how & LENIENT) != 0);
    childplan_status status = childplan_import_read_memory(import, "reports", csv.text, csv.size, said);
    status = status == CHILDPLAN_OK ? childplan_import_commit(import, NULL, NULL, said) : status;
    check_diagnostics(said, status);
    childplan_import_free(import);
    childplan_diagnostics_free(said);
    return reports;
}

static void add_periods(childplan_rollup_options *options, const childplan_plan *plan, int how) {
    int64_t horizon = CHILDPLAN_NO_PERIOD;
    int32_t year = childplan_plan_first_year(plan);
    hold(childplan_period_parse("plan", 4, &horizon) == CHILDPLAN_OK, "plan is a period");
    childplan_rollup_options_add_period(options, horizon);
    childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_YEAR, year, 1));
    childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_HALF, year, 2));
    if (how & MONTHS) {
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_QUARTER, year, 3));
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_MONTH, year, 11));
    }
}

/* NULL where it is refused. */
static childplan_rollup *roll_up(const childplan_plan *plan, const childplan_reports *reports, int how,
                                 int32_t structure) {
    childplan_rollup *rollup = NULL;
    childplan_rollup_options *options = NULL;
    childplan_diagnostics *said = NULL;
    struct days days = horizon_of(plan);
    hold(childplan_diagnostics_new(&said) == CHILDPLAN_OK, "memory");
    hold(childplan_rollup_options_new(&options) == CHILDPLAN_OK, "memory");
    add_periods(options, plan, how);
    int32_t middle = days.first + (days.last - days.first) / 3;
    childplan_rollup_options_set_until(options, how & CUT ? middle : CHILDPLAN_NO_DATE);
    childplan_rollup_options_set_known_by(options, how & KNOWN_BY ? middle + 40 : CHILDPLAN_NO_DATE);
    childplan_rollup_options_set_structure(options, structure);
    check_diagnostics(said, childplan_rollup_compute(reports, options, &rollup, said));
    childplan_rollup_options_free(options);
    childplan_diagnostics_free(said);
    return rollup;
}

static void check_structures(const childplan_plan *plan, const childplan_reports *reports, int how,
                             const childplan_rollup *was) {
    struct days days = horizon_of(plan);
    const int32_t some[] = {days.first, days.first + (days.last - days.first) / 2, days.last};
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        childplan_rollup *of = roll_up(plan, reports, how, some[i]);
        if (of) {
            check_rows(of);
            check_same_root(was, of);
        }
        childplan_rollup_free(of);
    }
}

static void check_order(const childplan_plan *plan, struct piece csv, int how, const childplan_reports *reports,
                        const childplan_rollup *rollup) {
    struct gathered turned = {0};
    if (turned_over(csv, &turned)) {
        struct piece other_csv = {turned.bytes, turned.size};
        childplan_reports *other = read_reports(plan, other_csv, how);
        childplan_rollup *again = roll_up(plan, other, how, CHILDPLAN_NO_DATE);
        char digest[65];
        char other_digest[65];
        childplan_reports_digest(reports, digest, sizeof digest);
        childplan_reports_digest(other, other_digest, sizeof other_digest);
        hold(strcmp(digest, other_digest) == 0, "the order of the lines makes no difference to the reports");
        hold(again != NULL, "the order of the lines makes no difference to the rollup");
        check_same_rows(rollup, again);
        childplan_rollup_free(again);
        childplan_reports_free(other);
    }
    text_free(&turned);
}

/* Strict enough to find something. */
static void check_reports(const childplan_reports *reports, int how) {
    childplan_data_check_options *options = NULL;
    childplan_diagnostics *said = NULL;
    hold(childplan_diagnostics_new(&said) == CHILDPLAN_OK, "memory");
    hold(childplan_data_check_options_new(&options) == CHILDPLAN_OK, "memory");
    if (how & MONTHS) {
        childplan_data_check_options_set_floor(options, 0);
        childplan_data_check_options_set_outliers(options, 1, 3);
        childplan_data_check_options_set_jump(options, 101);
        childplan_data_check_options_set_copies(options, 2, 2);
    }
    check_diagnostics(said, childplan_reports_check(reports, options, said));
    childplan_data_check_options_free(options);
    childplan_diagnostics_free(said);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int how = size > 0 ? data[0] : 0;
    struct piece rest = {(const char *)data + (size > 0), size - (size > 0)};
    struct piece yaml = next_piece(&rest);
    struct piece csv = next_piece(&rest);
    childplan_plan *plan = load_plan(yaml, rest);
    childplan_reports *reports = plan ? read_reports(plan, csv, how) : NULL;
    if (plan) {
        check_reports(reports, how);
    }
    childplan_rollup *rollup = plan ? roll_up(plan, reports, how, CHILDPLAN_NO_DATE) : NULL;
    if (rollup) {
        check_rows(rollup);
        check_written(rollup);
        check_structures(plan, reports, how, rollup);
        check_order(plan, csv, how, reports, rollup);
    }
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    return 0;
}
