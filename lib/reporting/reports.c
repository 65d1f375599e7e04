#include "reports.h"

int64_t *childplan__report_count(struct report_counts *counts, int32_t column) {
    return &counts->items[column - CHILDPLAN_REPORTING_COLUMN_EXPECTED];
}

static void take_earlier(int32_t *day, int32_t other) {
    if (other != CHILDPLAN_NO_DATE && (*day == CHILDPLAN_NO_DATE || other < *day)) {
        *day = other;
    }
}

/* CHILDPLAN_NO_DATE is before any day. */
static void take_later(int32_t *day, int32_t other) {
    *day = other > *day ? other : *day;
}

struct report childplan__report_begin(const struct cycle *cycle) {
    return (struct report){.cycle = cycle,
                           .unasked_state = CHILDPLAN_REPORTING_NOT_EXISTING,
                           .first = CHILDPLAN_NO_DATE,
                           .latest = CHILDPLAN_NO_DATE};
}

void childplan__report_add(struct report *report, const struct reporting_cell *cell) {
    report->marks |= cell->marks;
    if (cell->due == CHILDPLAN_NO_DATE) {
        report->unasked_state = cell->state;
        return;
    }
    report->cells_expected++;
    report->cells_received += childplan__is_received(cell->state);
    report->is_on_time |= cell->timeliness == CHILDPLAN_REPORTING_ON_TIME;
    report->is_unknown |= cell->timeliness == CHILDPLAN_REPORTING_UNKNOWN;
    take_earlier(&report->first, cell->first);
    take_later(&report->latest, cell->latest);
}

struct own childplan__own_begin(void) {
    struct own own = {.first = CHILDPLAN_NO_DATE, .latest = CHILDPLAN_NO_DATE, .last_due = CHILDPLAN_NO_DATE};
    for (int32_t state = 0; state < CHILDPLAN_REPORTING_STATE_COUNT; state++) {
        own.due[state] = CHILDPLAN_NO_DATE;
    }
    return own;
}

static void count(struct own *own, int32_t column, int32_t number) {
    *childplan__report_count(&own->counts, column) += number;
}

/* The column that counts reports received of that timeliness. */
static int32_t timeliness_column(const struct report *report) {
    if (report->is_on_time) {
        return CHILDPLAN_REPORTING_COLUMN_ON_TIME;
    }
    return report->is_unknown ? CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN : CHILDPLAN_REPORTING_COLUMN_LATE;
}

static void count_received(struct own *own, const struct report *report) {
    count(own, CHILDPLAN_REPORTING_COLUMN_RECEIVED, 1);
    count(own, CHILDPLAN_REPORTING_COLUMN_COMPLETE, report->cells_received == report->cells_expected);
    count(own, timeliness_column(report), 1);
}

/* Of a report of which something is expected. */
static int32_t state_of(const struct report *report, int32_t until) {
    if (!report->cycle->has_ended) {
        return CHILDPLAN_REPORTING_NOT_YET_DUE;
    }
    if (report->cells_received > 0) {
        return timeliness_column(report) == CHILDPLAN_REPORTING_COLUMN_LATE ? CHILDPLAN_REPORTING_LATE
                                                                            : CHILDPLAN_REPORTING_REPORTED;
    }
    return until > report->cycle->due ? CHILDPLAN_REPORTING_MISSING : CHILDPLAN_REPORTING_NOT_YET_DUE;
}

static void count_ended(struct own *own, const struct report *report, int32_t state) {
    count(own, CHILDPLAN_REPORTING_COLUMN_EXPECTED, 1);
    count(own, CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED, report->cells_expected);
    count(own, CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED, report->cells_received);
    if (childplan__is_received(state)) {
        count_received(own, report);
    } else if (state == CHILDPLAN_REPORTING_MISSING) {
        count(own, CHILDPLAN_REPORTING_COLUMN_MISSING, 1);
    } else {
        count(own, CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE, 1);
    }
}

void childplan__own_add(struct own *own, const struct report *report, int32_t until) {
    own->marks |= report->marks;
    if (report->cells_expected == 0) {
        own->has_state[report->unasked_state] = 1;
        return;
    }
    int32_t state = state_of(report, until);
    own->has_state[state] = 1;
    take_earlier(&own->due[state], report->cycle->due);
    take_later(&own->last_due, report->cycle->due);
    take_earlier(&own->first, report->first);
    take_later(&own->latest, report->latest);
    if (report->cycle->has_ended) {
        count_ended(own, report, state);
    } else {
        count(own, CHILDPLAN_REPORTING_COLUMN_TO_COME, 1);
    }
}

int32_t childplan__own_state(const struct own *own) {
    static const int32_t by_weight[] = {CHILDPLAN_REPORTING_MISSING,        CHILDPLAN_REPORTING_LATE,
                                        CHILDPLAN_REPORTING_REPORTED,       CHILDPLAN_REPORTING_NOT_YET_DUE,
                                        CHILDPLAN_REPORTING_NOT_APPLICABLE, CHILDPLAN_REPORTING_NOT_EXISTING};
    int32_t at = 0;
    while (at < CHILDPLAN_REPORTING_STATE_COUNT - 1 && !own->has_state[by_weight[at]]) {
        at++;
    }
    return by_weight[at];
}

int32_t childplan__own_marks(struct own *own) {
    int64_t received = *childplan__report_count(&own->counts, CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED);
    int64_t expected = *childplan__report_count(&own->counts, CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED);
    return own->marks | (received > 0 && received < expected ? CHILDPLAN_REPORTING_PARTIAL : 0);
}

int32_t childplan__own_timeliness(struct own *own) {
    if (*childplan__report_count(&own->counts, CHILDPLAN_REPORTING_COLUMN_LATE) > 0) {
        return CHILDPLAN_REPORTING_TOO_LATE;
    }
    if (*childplan__report_count(&own->counts, CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN) > 0) {
        return CHILDPLAN_REPORTING_UNKNOWN;
    }
    int32_t is_there = *childplan__report_count(&own->counts, CHILDPLAN_REPORTING_COLUMN_ON_TIME) > 0;
    return is_there ? CHILDPLAN_REPORTING_ON_TIME : TIMELINESS_NONE;
}

int32_t childplan__own_due(const struct own *own) {
    if (own->has_state[CHILDPLAN_REPORTING_MISSING]) {
        return own->due[CHILDPLAN_REPORTING_MISSING];
    }
    return own->has_state[CHILDPLAN_REPORTING_NOT_YET_DUE] ? own->due[CHILDPLAN_REPORTING_NOT_YET_DUE] : own->last_due;
}
