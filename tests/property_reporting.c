#include "property_reporting.h"

#include <string.h>

#define NOTHING (-1)

/* The facts of a unit and element, chained. */
static int first_fact[MOST_UNITS][MOST_ELEMENTS];
static int next_fact[MOST_FACTS];

void see_facts(const struct world *world) {
    for (int unit = 0; unit < MOST_UNITS; unit++) {
        for (int element = 0; element < MOST_ELEMENTS; element++) {
            first_fact[unit][element] = NOTHING;
        }
    }
    for (int i = 0; i < (int)world->made.fact_count; i++) {
        const struct made_fact *fact = &world->made.facts[i];
        next_fact[i] = first_fact[fact->unit][fact->element];
        first_fact[fact->unit][fact->element] = i;
    }
}

static struct stretch days_of(const struct world *world, int64_t period) {
    struct stretch days = {0, 0};
    ok(world, childplan_plan_period_days(world->plan, period, &days.first, &days.last));
    return days;
}

/* The facts of a cell that are known, by date; no date is the oldest. */
static int known_facts(const struct question *question, int unit, int64_t cycle, int element,
                       const struct made_fact *facts[8]) {
    const struct made_plan *made = &question->world->made;
    int count = 0;
    for (int i = first_fact[unit][element]; i != NOTHING; i = next_fact[i]) {
        const struct made_fact *fact = &made->facts[i];
        int is_known = question->known_by == CHILDPLAN_NO_DATE || fact->submitted == CHILDPLAN_NO_DATE ||
                       fact->submitted <= question->known_by;
        if (fact->period != cycle || !is_known) {
            continue;
        }
        int at = count++;
        while (at > 0 && facts[at - 1]->submitted > fact->submitted) {
            facts[at] = facts[at - 1];
            at--;
        }
        facts[at] = fact;
    }
    return count;
}

static void see_history(const struct question *question, struct seen_cell *cell, const struct made_fact *const *facts,
                        int count) {
    const struct made_fact *newest = facts[count - 1];
    cell->is_there = !newest->withdrawn;
    cell->marks |= newest->withdrawn ? CHILDPLAN_REPORTING_WITHDRAWN : 0;
    cell->latest = newest->submitted;
    for (int i = count - 1; i >= 0; i--) {
        if (cell->is_there && (facts[i]->withdrawn || facts[i]->value != newest->value)) {
            cell->marks |= CHILDPLAN_REPORTING_CORRECTED;
        }
        if (!facts[i]->withdrawn) {
            int is_unknown = question->due_days < 0 || facts[i]->submitted == CHILDPLAN_NO_DATE;
            int in_time = facts[i]->submitted <= cell->due ? CHILDPLAN_REPORTING_ON_TIME : CHILDPLAN_REPORTING_TOO_LATE;
            cell->first = facts[i]->submitted;
            cell->timeliness = is_unknown ? CHILDPLAN_REPORTING_UNKNOWN : in_time;
        }
    }
}

struct seen_cell see_cell(const struct question *question, int unit, int64_t cycle, int element) {
    const struct world *world = question->world;
    const struct made_fact *facts[8];
    int32_t last = days_of(world, cycle).last;
    struct seen_cell cell = {.first = CHILDPLAN_NO_DATE, .latest = CHILDPLAN_NO_DATE, .timeliness = NOTHING};
    cell.due = last + (question->due_days > 0 ? question->due_days : 0);
    cell.is_expected = expected_cell(world, unit, cycle, &world->made.elements[element]);
    int count = known_facts(question, unit, cycle, element, facts);
    if (count > 0) {
        see_history(question, &cell, facts, count);
    }
    if (!cell.is_expected) {
        cell.state = childplan_plan_unit_is_alive(world->plan, unit, last) ? CHILDPLAN_REPORTING_NOT_APPLICABLE
                                                                           : CHILDPLAN_REPORTING_NOT_EXISTING;
        cell.marks |= cell.is_there ? CHILDPLAN_REPORTING_UNASKED : 0;
        cell.due = CHILDPLAN_NO_DATE;
    } else if (last > question->until) {
        cell.state = CHILDPLAN_REPORTING_NOT_YET_DUE;
        cell.marks |= cell.is_there ? CHILDPLAN_REPORTING_EARLY : 0;
    } else if (cell.is_there) {
        cell.state =
            cell.timeliness == CHILDPLAN_REPORTING_TOO_LATE ? CHILDPLAN_REPORTING_LATE : CHILDPLAN_REPORTING_REPORTED;
    } else {
        cell.state = question->until <= cell.due ? CHILDPLAN_REPORTING_NOT_YET_DUE : CHILDPLAN_REPORTING_MISSING;
    }
    return cell;
}

static int64_t whole_plan(const struct world *world) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    ok(world, childplan_period_parse("plan", 4, &period));
    return period;
}

static int is_reported_so_often(const struct world *world, int32_t frequency) {
    for (int element = 0; element < world->made.element_count; element++) {
        if (world->made.elements[element].frequency == frequency) {
            return 1;
        }
    }
    return 0;
}

static int comes_before(struct stretch a, struct stretch b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
}

int cycles_inside(const struct question *question, int64_t cycles[MOST_CYCLES]) {
    const struct world *world = question->world;
    struct stretch whole = days_of(world, question->period);
    int count = 0;
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        int64_t cycle;
        for (int i = 0; is_reported_so_often(world, frequency) &&
                        (cycle = cycle_at(&world->made, frequency, i)) != CHILDPLAN_NO_PERIOD;
             i++) {
            struct stretch days = days_of(world, cycle);
            if (days.first < whole.first || days.last > whole.last) {
                continue;
            }
            int at = count++;
            while (at > 0 && comes_before(days, days_of(world, cycles[at - 1]))) {
                cycles[at] = cycles[at - 1];
                at--;
            }
            cycles[at] = cycle;
        }
    }
    return count;
}

/* Those of a unit's cells that one report is made of. */
struct seen_report {
    int expected;
    int received;
    int is_on_time;
    int is_unknown;
    int lives;
    int has_ended;
    int32_t due;
};

static struct seen_report see_report(const struct question *question, struct seen_row *row, int unit, int64_t cycle) {
    const struct world *world = question->world;
    int32_t last = days_of(world, cycle).last;
    struct seen_report report = {.lives = childplan_plan_unit_is_alive(world->plan, unit, last),
                                 .has_ended = last <= question->until};
    for (int element = 0; element < world->made.element_count; element++) {
        if (world->made.elements[element].frequency != childplan_period_kind(cycle)) {
            continue;
        }
        struct seen_cell cell = see_cell(question, unit, cycle, element);
        row->marks |= cell.marks;
        if (!cell.is_expected) {
            continue;
        }
        report.expected++;
        report.received += cell.is_there && report.has_ended;
        report.is_on_time |= cell.timeliness == CHILDPLAN_REPORTING_ON_TIME;
        report.is_unknown |= cell.timeliness == CHILDPLAN_REPORTING_UNKNOWN;
        report.due = cell.due;
        if (cell.first != CHILDPLAN_NO_DATE && (row->first == CHILDPLAN_NO_DATE || cell.first < row->first)) {
            row->first = cell.first;
        }
        if (cell.latest != CHILDPLAN_NO_DATE && (row->latest == CHILDPLAN_NO_DATE || cell.latest > row->latest)) {
            row->latest = cell.latest;
        }
    }
    return report;
}

/* The column that counts reports of its state, and the state. */
static int state_of_report(const struct question *question, const struct seen_report *report, int *ret_column) {
    if (report->expected == 0) {
        *ret_column = NOTHING;
        return report->lives ? CHILDPLAN_REPORTING_NOT_APPLICABLE : CHILDPLAN_REPORTING_NOT_EXISTING;
    }
    if (!report->has_ended) {
        *ret_column = CHILDPLAN_REPORTING_COLUMN_TO_COME;
        return CHILDPLAN_REPORTING_NOT_YET_DUE;
    }
    if (report->received > 0) {
        int is_late = !report->is_on_time && !report->is_unknown;
        int other =
            report->is_on_time ? CHILDPLAN_REPORTING_COLUMN_ON_TIME : CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN;
        *ret_column = is_late ? CHILDPLAN_REPORTING_COLUMN_LATE : other;
        return is_late ? CHILDPLAN_REPORTING_LATE : CHILDPLAN_REPORTING_REPORTED;
    }
    int is_missing = question->until > report->due;
    *ret_column = is_missing ? CHILDPLAN_REPORTING_COLUMN_MISSING : CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE;
    return is_missing ? CHILDPLAN_REPORTING_MISSING : CHILDPLAN_REPORTING_NOT_YET_DUE;
}

static void count_report(struct seen_row *row, const struct seen_report *report, int column) {
    if (column != NOTHING) {
        row->counts[column]++;
    }
    if (column != NOTHING && column != CHILDPLAN_REPORTING_COLUMN_TO_COME) {
        row->counts[CHILDPLAN_REPORTING_COLUMN_EXPECTED]++;
        row->counts[CHILDPLAN_REPORTING_COLUMN_RECEIVED] += report->received > 0;
        row->counts[CHILDPLAN_REPORTING_COLUMN_COMPLETE] += report->received == report->expected;
        row->counts[CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED] += report->expected;
        row->counts[CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED] += report->received;
    }
}

/* Where a state stands in the order in which several are one. */
static int weight(int state) {
    static const int weights[] = {3, 4, 5, 2, 1, 0};
    return weights[state];
}

/* Of the days on which reports are due: the first of those missing, else of those not yet due, else the last of all. */
struct dues {
    int32_t missing;
    int32_t not_yet;
    int32_t last;
};

static void take_due(struct dues *dues, int state, int32_t due) {
    if (state == CHILDPLAN_REPORTING_MISSING && due < dues->missing) {
        dues->missing = due;
    }
    if (state == CHILDPLAN_REPORTING_NOT_YET_DUE && due < dues->not_yet) {
        dues->not_yet = due;
    }
    dues->last = due > dues->last ? due : dues->last;
}

static int32_t due_of(const struct dues *dues) {
    if (dues->missing != INT32_MAX) {
        return dues->missing;
    }
    return dues->not_yet != INT32_MAX ? dues->not_yet : dues->last;
}

static int timeliness_of(const struct seen_row *row) {
    if (row->counts[CHILDPLAN_REPORTING_COLUMN_LATE] > 0) {
        return CHILDPLAN_REPORTING_TOO_LATE;
    }
    if (row->counts[CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN] > 0) {
        return CHILDPLAN_REPORTING_UNKNOWN;
    }
    return row->counts[CHILDPLAN_REPORTING_COLUMN_ON_TIME] > 0 ? CHILDPLAN_REPORTING_ON_TIME : NOTHING;
}

struct seen_row see_own(const struct question *question, int unit) {
    static const int own_columns[][2] = {
        {CHILDPLAN_REPORTING_COLUMN_OWN_EXPECTED, CHILDPLAN_REPORTING_COLUMN_EXPECTED},
        {CHILDPLAN_REPORTING_COLUMN_OWN_RECEIVED, CHILDPLAN_REPORTING_COLUMN_RECEIVED},
        {CHILDPLAN_REPORTING_COLUMN_OWN_MISSING, CHILDPLAN_REPORTING_COLUMN_MISSING},
        {CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_EXPECTED, CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED},
        {CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_RECEIVED, CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED},
    };
    int64_t cycles[MOST_CYCLES];
    int count = cycles_inside(question, cycles);
    struct seen_row row = {.first = CHILDPLAN_NO_DATE, .latest = CHILDPLAN_NO_DATE};
    struct dues dues = {INT32_MAX, INT32_MAX, CHILDPLAN_NO_DATE};
    int lives =
        childplan_plan_unit_is_alive(question->world->plan, unit, days_of(question->world, question->period).last);
    row.state = count == 0 && lives ? CHILDPLAN_REPORTING_NOT_APPLICABLE : CHILDPLAN_REPORTING_NOT_EXISTING;
    for (int i = 0; i < count; i++) {
        struct seen_report report = see_report(question, &row, unit, cycles[i]);
        int column;
        int state = state_of_report(question, &report, &column);
        count_report(&row, &report, column);
        row.state = weight(state) > weight(row.state) ? state : row.state;
        if (report.expected > 0) {
            take_due(&dues, state, report.due);
        }
    }
    for (size_t i = 0; i < sizeof own_columns / sizeof own_columns[0]; i++) {
        row.counts[own_columns[i][0]] = row.counts[own_columns[i][1]];
    }
    int64_t received = row.counts[CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED];
    if (received > 0 && received < row.counts[CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED]) {
        row.marks |= CHILDPLAN_REPORTING_PARTIAL;
    }
    row.timeliness = timeliness_of(&row);
    row.due = due_of(&dues);
    return row;
}

int32_t day_of_tree(const struct question *question) {
    struct stretch horizon = days_of(question->world, whole_plan(question->world));
    int32_t last = days_of(question->world, question->period).last;
    int32_t day = question->structure != CHILDPLAN_NO_DATE ? question->structure
                  : last < question->until                 ? last
                                                           : question->until;
    day = day < horizon.first ? horizon.first : day;
    return day > horizon.last ? horizon.last : day;
}

struct seen_row see_row(const struct question *question, int unit) {
    const struct world *world = question->world;
    struct seen_row row = see_own(question, unit);
    int32_t day = day_of_tree(question);
    memset(row.counts + CHILDPLAN_REPORTING_COLUMN_EXPECTED, 0,
           (MOST_COUNTED - CHILDPLAN_REPORTING_COLUMN_EXPECTED) * sizeof row.counts[0]);
    for (int v = 0; v < world->made.unit_count; v++) {
        if (!is_under(world, placement(&world->made, v, day), unit, day)) {
            continue;
        }
        struct seen_row own = see_own(question, v);
        for (int column = CHILDPLAN_REPORTING_COLUMN_EXPECTED; column < MOST_COUNTED; column++) {
            row.counts[column] += own.counts[column];
        }
    }
    return row;
}
