#include "cells.h"

/* What is known of a cell by the day of knowledge. */
struct history {
    int32_t is_in_force;
    int32_t is_withdrawn;
    int32_t is_corrected;
    int32_t has_value; /* some value, be it withdrawn since: `first` stands */
    int32_t first;
    int32_t latest;
};

static void note_value(struct history *history, const struct fact *fact) {
    if (!fact->withdrawn) {
        history->has_value = 1;
        history->first = fact->submitted;
    }
}

static struct history read_history(const struct sources *sources, int32_t unit, int32_t element, int32_t cycle) {
    struct history history = {.first = CHILDPLAN_NO_DATE, .latest = CHILDPLAN_NO_DATE};
    struct fact newest;
    int32_t found = childplan__fact_newest(sources->reports, unit, element, cycle, &newest);
    while (sources->known_by != CHILDPLAN_NO_DATE && found && newest.submitted > sources->known_by) {
        found = childplan__fact_older(sources->reports, &newest, &newest);
    }
    if (!found) {
        return history;
    }
    history.is_in_force = !newest.withdrawn;
    history.is_withdrawn = newest.withdrawn;
    history.latest = newest.submitted;
    note_value(&history, &newest);
    struct fact older = newest;
    while (childplan__fact_older(sources->reports, &older, &older)) {
        history.is_corrected |= history.is_in_force && (older.withdrawn || older.value != newest.value);
        note_value(&history, &older);
    }
    return history;
}

int32_t childplan__is_received(int32_t state) {
    return state == CHILDPLAN_REPORTING_REPORTED || state == CHILDPLAN_REPORTING_LATE;
}

static int8_t timeliness_of(const struct sources *sources, const struct cycle *cycle, const struct history *history) {
    if (!history->has_value) {
        return TIMELINESS_NONE;
    }
    if (sources->plan->due_days < 0 || history->first == CHILDPLAN_NO_DATE) {
        return CHILDPLAN_REPORTING_UNKNOWN;
    }
    return history->first <= cycle->due ? CHILDPLAN_REPORTING_ON_TIME : CHILDPLAN_REPORTING_TOO_LATE;
}

static int16_t state_of(const struct sources *sources, const struct cycle *cycle, const struct history *history,
                        int32_t timeliness) {
    if (!cycle->has_ended) {
        return CHILDPLAN_REPORTING_NOT_YET_DUE;
    }
    if (history->is_in_force) {
        return timeliness == CHILDPLAN_REPORTING_TOO_LATE ? CHILDPLAN_REPORTING_LATE : CHILDPLAN_REPORTING_REPORTED;
    }
    return sources->until > cycle->due ? CHILDPLAN_REPORTING_MISSING : CHILDPLAN_REPORTING_NOT_YET_DUE;
}

static int16_t state_unasked(const struct sources *sources, const struct cycle *cycle, int32_t unit) {
    return childplan__version_on(sources->plan, unit, cycle->days.last) == NULL ? CHILDPLAN_REPORTING_NOT_EXISTING
                                                                                : CHILDPLAN_REPORTING_NOT_APPLICABLE;
}

struct reporting_cell childplan__judge_cell(const struct sources *sources, const struct cycle *cycle, int32_t unit,
                                            int32_t element) {
    struct history history = read_history(sources, unit, element, cycle->number);
    int32_t is_expected =
        childplan__is_expected(&sources->life, &sources->plan->elements[element], unit, cycle->number);
    struct reporting_cell cell = {.period = cycle->period,
                                  .unit = unit,
                                  .element = element,
                                  .first = history.first,
                                  .latest = history.latest,
                                  .due = is_expected ? cycle->due : CHILDPLAN_NO_DATE,
                                  .timeliness = timeliness_of(sources, cycle, &history)};
    cell.state =
        is_expected ? state_of(sources, cycle, &history, cell.timeliness) : state_unasked(sources, cycle, unit);
    int32_t marks = (history.is_withdrawn ? CHILDPLAN_REPORTING_WITHDRAWN : 0) |
                    (history.is_corrected ? CHILDPLAN_REPORTING_CORRECTED : 0);
    if (history.is_in_force && !is_expected) {
        marks |= CHILDPLAN_REPORTING_UNASKED;
    }
    if (history.is_in_force && is_expected && !cycle->has_ended) {
        marks |= CHILDPLAN_REPORTING_EARLY;
    }
    cell.marks = (int8_t)marks;
    return cell;
}
