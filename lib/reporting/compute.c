/* From the reports to rows: the periods asked for, the reports of each unit in them, and their sums up the tree. */
#include "../rollup/notes.h"
#include "../structure/tree.h"
#include "options.h"
#include "rows.h"

#include <stdlib.h>

#define UNITS_BETWEEN_TELLS 1024

/* A period of rows with the reporting periods inside it. */
struct agenda {
    int64_t period;
    int32_t day;    /* of its tree */
    int32_t exists; /* day on which a unit must live to owe something where no reporting period is inside */
    struct cycle *cycles;
    size_t cycle_count;
    size_t cell_count; /* of a unit */
};

struct work {
    const struct childplan_reporting_options *options;
    struct findings *findings;
    struct sources sources;
    struct agenda *agendas;
    size_t agenda_count;
    int32_t *elements;                    /* those asked for, by frequency and then document order */
    int32_t first_of[CHILDPLAN_YEAR + 2]; /* by frequency: the first of them */
    uint8_t *unit_is_chosen;              /* by unit */
    struct childplan_reporting *reporting;
    struct steps steps; /* each worth the units of a period */
};

static int32_t all_below(const struct choice *choice, int32_t count) {
    for (size_t i = 0; i < choice->count; i++) {
        if (choice->items[i] >= count) {
            return 0;
        }
    }
    return 1;
}

static childplan_status check_options(struct work *work) {
    const struct childplan_plan *plan = work->sources.plan;
    const struct childplan_reporting_options *options = work->options;
    if (!all_below(&options->units, plan->unit_count) || !all_below(&options->levels, plan->level_count) ||
        !all_below(&options->elements, plan->element_count)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    for (size_t i = 0; i < options->period_count; i++) {
        if (!childplan__period_in_horizon(&plan->calendar, options->periods[i])) {
            childplan__report_period_outside(work->findings, plan, options->periods[i]);
        }
    }
    int32_t day = options->structure;
    if (day != CHILDPLAN_NO_DATE && (day < plan->horizon.first || day > plan->horizon.last)) {
        childplan__report_day_outside(work->findings, plan, day);
    }
    return work->findings->errors > 0 ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK;
}

/* As a rollup's cut-off. */
static childplan_status find_latest_report(struct work *work) {
    struct known known;
    childplan_status status = childplan__known_begin(&work->sources, &known);
    if (status == CHILDPLAN_OK) {
        work->sources.until = known.latest != CHILDPLAN_NO_DATE ? known.latest : work->sources.plan->horizon.last;
        childplan__known_end(&work->sources, &known);
    }
    return status;
}

static childplan_status set_until(struct work *work) {
    work->sources.until = work->options->until != CHILDPLAN_NO_DATE ? work->options->until : work->options->known_by;
    return work->sources.until != CHILDPLAN_NO_DATE ? CHILDPLAN_OK : find_latest_report(work);
}

static childplan_status set_elements(struct work *work) {
    const struct childplan_plan *plan = work->sources.plan;
    uint8_t *is_chosen = childplan__allocate(work->sources.allocator, (size_t)plan->element_count, 1);
    work->elements = childplan__allocate(work->sources.allocator, (size_t)plan->element_count, sizeof *work->elements);
    if (is_chosen == NULL || work->elements == NULL) {
        childplan__release(work->sources.allocator, is_chosen);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < work->options->elements.count; i++) {
        is_chosen[work->options->elements.items[i]] = 1;
    }
    int32_t count = 0;
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        int32_t is_asked = work->options->frequency == 0 || work->options->frequency == frequency;
        work->first_of[frequency] = count;
        for (int32_t i = 0; is_asked && i < plan->element_count; i++) {
            if (plan->elements[i].frequency == frequency && (work->options->elements.count == 0 || is_chosen[i])) {
                work->elements[count++] = i;
            }
        }
    }
    work->first_of[CHILDPLAN_YEAR + 1] = count;
    childplan__release(work->sources.allocator, is_chosen);
    return CHILDPLAN_OK;
}

static childplan_status set_units(struct work *work) {
    work->unit_is_chosen =
        childplan__mark_chosen(&work->options->units, work->sources.allocator, (size_t)work->sources.plan->unit_count);
    return work->unit_is_chosen == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static int32_t element_count(const struct work *work, int32_t frequency) {
    return work->first_of[frequency + 1] - work->first_of[frequency];
}

/* By first day, the longer first. */
static int by_days(const void *left, const void *right) {
    const struct cycle *a = left;
    const struct cycle *b = right;
    if (a->days.first != b->days.first) {
        return a->days.first < b->days.first ? -1 : 1;
    }
    return (a->days.last < b->days.last) - (a->days.last > b->days.last);
}

static struct cycle cycle_of(const struct work *work, int32_t frequency, int32_t number) {
    const struct childplan_plan *plan = work->sources.plan;
    struct cycle cycle = {.period = childplan__cycle_period(&plan->calendar, frequency, number),
                          .days = childplan__cycle_days(&plan->calendar, frequency, number),
                          .frequency = frequency,
                          .number = number};
    cycle.due = cycle.days.last + (plan->due_days > 0 ? plan->due_days : 0);
    cycle.has_ended = cycle.days.last <= work->sources.until;
    return cycle;
}

/* The reporting periods inside some days, of the frequencies of which elements were asked for. from: of each frequency
   none before it; NULL: all. */
static childplan_status list_cycles(const struct work *work, struct days days, const int32_t *from,
                                    struct cycle **ret_cycles, size_t *ret_count) {
    const struct calendar *calendar = &work->sources.plan->calendar;
    int32_t first[CHILDPLAN_YEAR + 1];
    int32_t end[CHILDPLAN_YEAR + 1];
    size_t room = 0;
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        first[frequency] = childplan__first_cycle_from(calendar, frequency, days.first);
        end[frequency] = childplan__last_cycle_until(calendar, frequency, days.last) + 1;
        if (from != NULL && from[frequency] > first[frequency]) {
            first[frequency] = from[frequency];
        }
        if (element_count(work, frequency) == 0 || end[frequency] < first[frequency]) {
            end[frequency] = first[frequency];
        }
        room += (size_t)(end[frequency] - first[frequency]);
    }
    struct cycle *cycles = childplan__allocate(work->sources.allocator, room, sizeof *cycles);
    if (cycles == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    size_t count = 0;
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        for (int32_t number = first[frequency]; number < end[frequency]; number++) {
            cycles[count++] = cycle_of(work, frequency, number);
        }
    }
    qsort(cycles, count, sizeof *cycles, by_days);
    *ret_cycles = cycles;
    *ret_count = count;
    return CHILDPLAN_OK;
}

static int32_t within(struct days days, int32_t day) {
    if (day < days.first) {
        return days.first;
    }
    return day > days.last ? days.last : day;
}

static childplan_status open_agenda(struct work *work, int64_t period) {
    const struct childplan_plan *plan = work->sources.plan;
    struct agenda *agenda = &work->agendas[work->agenda_count++];
    struct days days = childplan__period_days(&plan->calendar, period);
    agenda->period = period;
    agenda->exists = days.last;
    agenda->day =
        within(plan->horizon, childplan__tree_day(plan, work->options->structure, work->sources.until, period));
    childplan_status status = list_cycles(work, days, NULL, &agenda->cycles, &agenda->cycle_count);
    for (size_t i = 0; i < agenda->cycle_count; i++) {
        agenda->cell_count += (size_t)element_count(work, agenda->cycles[i].frequency);
    }
    return status;
}

static childplan_status open_agendas(struct work *work, const int64_t *periods, size_t count) {
    work->agendas = childplan__allocate(work->sources.allocator, count, sizeof *work->agendas);
    childplan_status status = work->agendas == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        status = open_agenda(work, periods[i]);
    }
    return status;
}

/* Those that have ended: nobody may have reported for them, which is what one wants to know. */
static childplan_status open_default_agendas(struct work *work) {
    struct days days = {work->sources.plan->horizon.first, work->sources.until};
    struct cycle *cycles;
    size_t count;
    childplan_status status = list_cycles(work, days, work->sources.life.first_expected, &cycles, &count);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    int64_t *periods = childplan__allocate(work->sources.allocator, count, sizeof *periods);
    status = periods == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        periods[i] = cycles[i].period;
    }
    if (status == CHILDPLAN_OK) {
        status = open_agendas(work, periods, count);
    }
    childplan__release(work->sources.allocator, periods);
    childplan__release(work->sources.allocator, cycles);
    return status;
}

static int32_t level_near(const struct work *work, int32_t unit, int32_t day) {
    return childplan__version_near(work->sources.plan, unit, day)->level;
}

static int32_t has_row(const struct work *work, const struct agenda *agenda, int32_t unit) {
    return work->unit_is_chosen[unit] &&
           (work->options->levels.count == 0 ||
            childplan__is_chosen(&work->options->levels, level_near(work, unit, agenda->day)));
}

/* Notes in first_row where each unit's rows begin; how many there are of all. */
static size_t count_rows(struct work *work) {
    size_t *first_row = work->reporting->first_row;
    size_t count = 0;
    for (int32_t unit = 0; unit < work->sources.plan->unit_count; unit++) {
        first_row[unit] = count;
        for (size_t i = 0; i < work->agenda_count; i++) {
            count += (size_t)has_row(work, &work->agendas[i], unit);
        }
    }
    first_row[work->sources.plan->unit_count] = count;
    return count;
}

/* The cells of a unit's rows follow each other as the rows do. */
static childplan_status lay_out_cells(struct work *work) {
    struct childplan_reporting *reporting = work->reporting;
    const struct allocator *allocator = reporting->allocator;
    reporting->first_cell = childplan__allocate(allocator, reporting->row_count + 1, sizeof *reporting->first_cell);
    if (reporting->first_cell == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    size_t row = 0;
    size_t count = 0;
    for (int32_t unit = 0; unit < work->sources.plan->unit_count; unit++) {
        for (size_t i = 0; i < work->agenda_count; i++) {
            if (has_row(work, &work->agendas[i], unit)) {
                reporting->first_cell[row++] = count;
                count += work->agendas[i].cell_count;
            }
        }
    }
    reporting->first_cell[row] = count;
    reporting->cells = childplan__allocate(allocator, count, sizeof *reporting->cells);
    reporting->cell_count = reporting->cells == NULL ? 0 : count;
    return reporting->cells == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status lay_out(struct work *work) {
    const struct sources *sources = &work->sources;
    struct childplan_reporting *reporting = childplan__allocate(sources->allocator, 1, sizeof *reporting);
    if (reporting == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    reporting->allocator = sources->allocator;
    reporting->plan = sources->plan;
    reporting->until = sources->until;
    reporting->structure = work->options->structure;
    reporting->known_by = sources->known_by;
    work->reporting = reporting;
    reporting->first_row =
        childplan__allocate(sources->allocator, (size_t)sources->plan->unit_count + 1, sizeof *reporting->first_row);
    childplan_status status = reporting->first_row == NULL ? CHILDPLAN_ERROR_NO_MEMORY
                                                           : childplan__reporting_reserve(reporting, count_rows(work));
    return status == CHILDPLAN_OK && work->options->cells ? lay_out_cells(work) : status;
}

/* What a unit brings of its own. cells: where its cells go, or NULL. */
static struct own judge_unit(const struct work *work, const struct agenda *agenda, int32_t unit,
                             struct reporting_cell *cells) {
    const struct sources *sources = &work->sources;
    struct own own = childplan__own_begin();
    size_t written = 0;
    for (size_t i = 0; i < agenda->cycle_count; i++) {
        const struct cycle *cycle = &agenda->cycles[i];
        struct report report = childplan__report_begin(cycle);
        for (int32_t at = work->first_of[cycle->frequency]; at < work->first_of[cycle->frequency + 1]; at++) {
            struct reporting_cell cell = childplan__judge_cell(sources, cycle, unit, work->elements[at]);
            childplan__report_add(&report, &cell);
            if (cells != NULL) {
                cells[written++] = cell;
            }
        }
        childplan__own_add(&own, &report, sources->until);
    }
    if (agenda->cycle_count == 0) {
        int32_t lives = childplan__version_on(sources->plan, unit, agenda->exists) != NULL;
        own.has_state[lives ? CHILDPLAN_REPORTING_NOT_APPLICABLE : CHILDPLAN_REPORTING_NOT_EXISTING] = 1;
    }
    return own;
}

static int32_t is_never_asked(const void *context, const struct unit_version *version) {
    (void)context;
    (void)version;
    return 0;
}

static void sum_up(const struct tree *tree, struct report_counts *below) {
    for (int32_t position = tree->count - 1; position > 0; position--) {
        struct report_counts *above = &below[tree->parent[position]];
        for (int32_t i = 0; i < COUNTED; i++) {
            above->items[i] += below[position].items[i];
        }
    }
}

/* The row of a unit in a period; that there is one is known. */
static size_t row_of(const struct work *work, size_t number, int32_t unit) {
    size_t row = work->reporting->first_row[unit];
    if (work->options->levels.count == 0) {
        return row + number;
    }
    for (size_t i = 0; i < number; i++) {
        row += (size_t)has_row(work, &work->agendas[i], unit);
    }
    return row;
}

/* Room for a period's work, by unit and by position. */
struct room {
    struct own *owns;
    struct report_counts *below;
};

static childplan_status judge_units(struct work *work, size_t number, const struct tree *tree, struct room *room) {
    const struct agenda *agenda = &work->agendas[number];
    for (int32_t position = 0; position < tree->count; position++) {
        room->below[position] = (struct report_counts){{0}};
    }
    int32_t count = work->sources.plan->unit_count;
    childplan__steps_go_on(&work->steps, count);
    for (int32_t unit = 0; unit < count; unit++) {
        struct reporting_cell *cells = NULL;
        if (unit % UNITS_BETWEEN_TELLS == 0 &&
            childplan__steps_reach(&work->steps, (size_t)unit, (size_t)count) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_STOPPED;
        }
        if (work->options->cells && has_row(work, agenda, unit)) {
            cells = work->reporting->cells + work->reporting->first_cell[row_of(work, number, unit)];
        }
        room->owns[unit] = judge_unit(work, agenda, unit, cells);
        for (int32_t i = 0; i < COUNTED; i++) {
            room->below[tree->place[unit]].items[i] += room->owns[unit].counts.items[i];
        }
    }
    sum_up(tree, room->below);
    return CHILDPLAN_OK;
}

static void fill_rows(struct work *work, size_t number, const struct tree *tree, struct room *room) {
    const struct agenda *agenda = &work->agendas[number];
    for (int32_t unit = 0; unit < work->sources.plan->unit_count; unit++) {
        if (!has_row(work, agenda, unit)) {
            continue;
        }
        int32_t position = tree->place[unit];
        struct report_counts nothing = {{0}};
        struct reporting_place place = {.unit = unit,
                                        .period = agenda->period,
                                        .level = level_near(work, unit, agenda->day),
                                        .place = tree->units[position]};
        childplan__reporting_set(work->reporting, row_of(work, number, unit), &place, &room->owns[unit],
                                 childplan__tree_has(tree, unit) ? &room->below[position] : &nothing);
    }
}

static childplan_status fill_periods(struct work *work) {
    const struct allocator *allocator = work->sources.allocator;
    size_t units = (size_t)work->sources.plan->unit_count;
    struct room room = {childplan__allocate(allocator, units, sizeof *room.owns),
                        childplan__allocate(allocator, units, sizeof *room.below)};
    childplan_status status = room.owns == NULL || room.below == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (size_t i = 0; i < work->agenda_count && status == CHILDPLAN_OK; i++) {
        struct tree tree;
        status =
            childplan__tree_begin(work->sources.plan, allocator, work->agendas[i].day, is_never_asked, NULL, &tree);
        if (status == CHILDPLAN_OK) {
            status = judge_units(work, i, &tree, &room);
            if (status == CHILDPLAN_OK) {
                fill_rows(work, i, &tree, &room);
            }
            childplan__tree_end(&tree);
        }
    }
    childplan__release(allocator, room.owns);
    childplan__release(allocator, room.below);
    return status;
}

/* Before there is room for rows, which may take long. */
static childplan_status tell_first(struct work *work) {
    int64_t total = (int64_t)work->agenda_count * work->sources.plan->unit_count;
    work->steps = (struct steps){
        .progress = work->options->progress, .phase = CHILDPLAN_PHASE_COMPUTING, .total = total > 0 ? total : 1};
    return childplan__tell(&work->steps.progress, CHILDPLAN_PHASE_COMPUTING, 0, work->steps.total);
}

static childplan_status compute(struct work *work) {
    const struct childplan_reporting_options *options = work->options;
    childplan_status status = set_until(work);
    if (status == CHILDPLAN_OK) {
        status = set_elements(work);
    }
    if (status == CHILDPLAN_OK) {
        status = set_units(work);
    }
    if (status == CHILDPLAN_OK) {
        status = options->period_count > 0 ? open_agendas(work, options->periods, options->period_count)
                                           : open_default_agendas(work);
    }
    if (status == CHILDPLAN_OK) {
        status = tell_first(work);
    }
    if (status == CHILDPLAN_OK) {
        status = lay_out(work);
    }
    return status == CHILDPLAN_OK ? fill_periods(work) : status;
}

static void work_end(struct work *work) {
    const struct allocator *allocator = work->sources.allocator;
    for (size_t i = 0; i < work->agenda_count; i++) {
        childplan__release(allocator, work->agendas[i].cycles);
    }
    childplan__release(allocator, work->agendas);
    childplan__release(allocator, work->elements);
    childplan__release(allocator, work->unit_is_chosen);
    childplan__life_end(&work->sources.life);
}

childplan_status childplan_reporting_compute(const childplan_reports *reports,
                                             const childplan_reporting_options *options,
                                             childplan_reporting **ret_reporting,
                                             childplan_diagnostics *reterr_diagnostics) {
    if (reports == NULL || ret_reporting == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct work work = {.options = options == NULL ? &childplan__default_reporting_options : options,
                        .findings = &findings,
                        .sources = {.plan = plan, .reports = reports, .allocator = &plan->allocator, .threads = 1}};
    work.sources.known_by = work.options->known_by;
    work.sources.life.allocator = work.sources.allocator;
    childplan_status status = check_options(&work);
    if (status == CHILDPLAN_OK) {
        status = childplan__life_begin(plan, work.sources.allocator, &work.sources.life);
    }
    if (status == CHILDPLAN_OK) {
        status = compute(&work);
    }
    if (findings.no_memory) {
        status = CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (status == CHILDPLAN_OK) {
        *ret_reporting = work.reporting;
        childplan__tell_end(&work.steps.progress, CHILDPLAN_PHASE_COMPUTING, work.steps.total);
    } else {
        childplan_reporting_free(work.reporting);
    }
    work_end(&work);
    return status;
}
