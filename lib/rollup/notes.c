#include "notes.h"

#include "../base/text.h"
#include "known.h"

#define NAME_TEXT 32

static const struct position nowhere = {NULL, 0, 0};

static void name_horizon(const struct childplan_plan *plan, char text[NAME_TEXT * 2]) {
    size_t length = childplan_date_format(plan->horizon.first, text, NAME_TEXT);
    text[length++] = '.';
    text[length++] = '.';
    (void)childplan_date_format(plan->horizon.last, text + length, NAME_TEXT);
}

void childplan__report_period_outside(struct findings *findings, const struct childplan_plan *plan, int64_t period) {
    char name[NAME_TEXT];
    char horizon[NAME_TEXT * 2];
    (void)childplan_period_format(period, name, sizeof name);
    name_horizon(plan, horizon);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_ASKED_PERIOD_OUTSIDE_HORIZON, nowhere, name, horizon);
}

void childplan__report_day_outside(struct findings *findings, const struct childplan_plan *plan, int32_t day) {
    char name[NAME_TEXT];
    char horizon[NAME_TEXT * 2];
    (void)childplan_date_format(day, name, sizeof name);
    name_horizon(plan, horizon);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_ASKED_DAY_OUTSIDE_HORIZON, nowhere, name, horizon);
}

void childplan__report_too_large(struct findings *findings, const struct childplan_plan *plan, int32_t unit,
                                 int64_t period, const struct indicator *indicator) {
    char name[NAME_TEXT];
    (void)childplan_period_format(period, name, sizeof name);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_FIGURE_TOO_LARGE, nowhere, plan->units[unit].id, name, indicator->id);
}

static void note_period(struct findings *findings, int32_t code, int32_t until, int64_t period) {
    char day[NAME_TEXT];
    char name[NAME_TEXT];
    (void)childplan_date_format(until, day, sizeof day);
    (void)childplan_period_format(period, name, sizeof name);
    REPORT(findings, code, nowhere, day, name);
}

/* Periods asked for that have no rows or, by a cut-off nobody chose, not all of their time. */
static void note_periods(struct findings *findings, const struct childplan_plan *plan,
                         const struct childplan_rollup_options *options, int32_t until) {
    for (size_t i = 0; i < options->period_count; i++) {
        struct days days = childplan__period_days(&plan->calendar, options->periods[i]);
        if (days.first > until) {
            note_period(findings, CHILDPLAN_DIAGNOSTIC_PERIOD_AFTER_CUT_OFF, until, options->periods[i]);
        } else if (days.last > until && options->until == CHILDPLAN_NO_DATE) {
            note_period(findings, CHILDPLAN_DIAGNOSTIC_CUT_OFF_BEFORE_PERIOD, until, options->periods[i]);
        }
    }
}

static void note_no_reports(struct findings *findings, int32_t known_by) {
    char day[NAME_TEXT];
    if (known_by == CHILDPLAN_NO_DATE) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_NO_REPORTS_KNOWN, nowhere);
        return;
    }
    (void)childplan_date_format(known_by, day, sizeof day);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_NO_REPORTS_KNOWN_BY, nowhere, day);
}

static void note_few_reports(struct findings *findings, const struct sources *sources, int32_t until) {
    int32_t expected;
    int32_t reported;
    char day[NAME_TEXT];
    char reported_text[32];
    char expected_text[32];
    childplan__count_reporting(sources, until, &expected, &reported);
    if ((int64_t)reported * 2 >= expected) {
        return;
    }
    (void)childplan_date_format(until, day, sizeof day);
    (void)childplan__number_format(reported, 0, reported_text);
    (void)childplan__number_format(expected, 0, expected_text);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_FEW_REPORTS, nowhere, reported_text, expected_text, day);
}

static void note_no_life(struct findings *findings, const struct childplan_plan *plan, int32_t unit, int32_t day) {
    const struct unit *of = &plan->units[unit];
    char on[NAME_TEXT];
    char from[NAME_TEXT];
    char until[NAME_TEXT];
    (void)childplan_date_format(day, on, sizeof on);
    (void)childplan_date_format(plan->versions[of->first_version].from, from, sizeof from);
    (void)childplan_date_format(plan->versions[of->first_version + of->version_count - 1].until, until, sizeof until);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_NO_ROWS_NOT_ALIVE, nowhere, of->id, on, from, until);
}

static void note_no_rows(struct findings *findings, const struct sources *sources,
                         const struct childplan_rollup *rollup, int32_t unit, const int64_t *periods,
                         size_t period_count) {
    const struct childplan_plan *plan = sources->plan;
    int32_t day = CHILDPLAN_NO_DATE;
    for (size_t i = 0; i < period_count; i++) {
        day = childplan__tree_day(plan, rollup->structure, rollup->until, periods[i]);
        const struct unit_version *version = childplan__version_on(plan, unit, day);
        if (version != NULL) {
            REPORT(findings, CHILDPLAN_DIAGNOSTIC_NO_ROWS_OTHER_LEVEL, nowhere, plan->units[unit].id,
                   plan->levels[version->level].id);
            return;
        }
    }
    note_no_life(findings, plan, unit, day);
}

static void note_no_period(struct findings *findings, int32_t until) {
    char day[NAME_TEXT];
    (void)childplan_date_format(until, day, sizeof day);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_NO_PERIOD_BY_CUT_OFF, nowhere, day);
}

void childplan__report_notes(struct findings *findings, const struct sources *sources, const struct known *known,
                             const struct childplan_rollup_options *options, const struct childplan_rollup *rollup,
                             const int64_t *periods, size_t period_count) {
    note_periods(findings, sources->plan, options, rollup->until);
    if (known->latest == CHILDPLAN_NO_DATE) {
        note_no_reports(findings, rollup->known_by);
    } else if (options->until == CHILDPLAN_NO_DATE) {
        note_few_reports(findings, sources, rollup->until);
    } else if (period_count == 0 && options->period_count == 0) {
        note_no_period(findings, rollup->until);
    }
    int32_t has_rows = period_count > 0 && sources->plan->indicator_count > 0;
    for (size_t i = 0; i < options->units.count && has_rows; i++) {
        int32_t unit = options->units.items[i];
        if (rollup->first_row[unit] == rollup->first_row[unit + 1]) {
            note_no_rows(findings, sources, rollup, unit, periods, period_count);
        }
    }
}
