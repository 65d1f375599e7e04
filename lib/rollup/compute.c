#include "ledger.h"
#include "live.h"
#include "notes.h"

int32_t childplan__day_of_tree(const struct computation *computation, int64_t period) {
    return childplan__tree_day(computation->sources.plan, computation->options->structure, computation->sources.until,
                               period);
}

const struct unit_version *childplan__row_version(const struct computation *computation, int32_t unit, int32_t day) {
    if (!computation->unit_is_chosen[unit]) {
        return NULL;
    }
    const struct unit_version *version = childplan__version_on(computation->sources.plan, unit, day);
    return version != NULL && childplan__is_chosen(&computation->options->levels, version->level) ? version : NULL;
}

static int32_t all_below(const struct choice *choice, int32_t count) {
    for (size_t i = 0; i < choice->count; i++) {
        if (choice->items[i] >= count) {
            return 0;
        }
    }
    return 1;
}

static void check_day(const struct childplan_plan *plan, int32_t day, struct findings *findings) {
    if (day != CHILDPLAN_NO_DATE && (day < plan->horizon.first || day > plan->horizon.last)) {
        childplan__report_day_outside(findings, plan, day);
    }
}

childplan_status childplan__check_options(const struct childplan_plan *plan,
                                          const struct childplan_rollup_options *options, struct findings *findings) {
    size_t errors = findings->errors;
    if (!all_below(&options->units, plan->unit_count) || !all_below(&options->levels, plan->level_count) ||
        !all_below(&options->indicators, plan->indicator_count)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    for (size_t i = 0; i < options->period_count; i++) {
        if (!childplan__period_in_horizon(&plan->calendar, options->periods[i])) {
            childplan__report_period_outside(findings, plan, options->periods[i]);
        }
    }
    check_day(plan, options->structure, findings);
    check_day(plan, options->until, findings);
    return findings->errors > errors ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK;
}

int32_t childplan__cut_off(const struct childplan_plan *plan, const struct childplan_rollup_options *options,
                           const struct known *known) {
    if (options->until != CHILDPLAN_NO_DATE) {
        return options->until;
    }
    return known->latest != CHILDPLAN_NO_DATE ? known->latest : plan->horizon.last;
}

static childplan_status copy_asked_periods(struct computation *computation) {
    const struct childplan_rollup_options *options = computation->options;
    computation->periods =
        childplan__allocate(computation->sources.allocator, options->period_count, sizeof *computation->periods);
    if (computation->periods == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    computation->period_count = options->period_count;
    for (size_t i = 0; i < options->period_count; i++) {
        computation->periods[i] = options->periods[i];
    }
    return CHILDPLAN_OK;
}

static void drop_later_periods(struct computation *computation) {
    const struct calendar *calendar = &computation->sources.plan->calendar;
    size_t kept = 0;
    for (size_t i = 0; i < computation->period_count; i++) {
        if (childplan__period_days(calendar, computation->periods[i]).first <= computation->sources.until) {
            computation->periods[kept++] = computation->periods[i];
        }
    }
    computation->period_count = kept;
}

static childplan_status set_periods(struct computation *computation) {
    childplan_status status = computation->options->period_count > 0
                                  ? copy_asked_periods(computation)
                                  : childplan__known_periods(&computation->sources, &computation->known,
                                                             &computation->periods, &computation->period_count);
    if (status == CHILDPLAN_OK) {
        drop_later_periods(computation);
    }
    return status;
}

static childplan_status set_chosen_units(struct computation *computation) {
    computation->unit_is_chosen = childplan__mark_chosen(&computation->options->units, computation->sources.allocator,
                                                         (size_t)computation->sources.plan->unit_count);
    return computation->unit_is_chosen == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status set_counted_levels(struct computation *computation) {
    const struct childplan_plan *plan = computation->sources.plan;
    computation->level_is_counted = childplan__allocate(computation->sources.allocator, (size_t)plan->level_count, 1);
    if (computation->level_is_counted == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        if (plan->indicators[i].counted != CHILDPLAN_NONE) {
            computation->level_is_counted[plan->indicators[i].counted_level] = 1;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status set_indicators(struct computation *computation) {
    const struct childplan_plan *plan = computation->sources.plan;
    computation->indicators = childplan__allocate(computation->sources.allocator, (size_t)plan->indicator_count,
                                                  sizeof *computation->indicators);
    if (computation->indicators == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        if (childplan__is_chosen(&computation->options->indicators, i)) {
            computation->indicators[computation->indicator_count++] = i;
        }
    }
    return CHILDPLAN_OK;
}

/* Counts each unit's rows into next_row. */
static size_t count_rows(struct computation *computation) {
    size_t indicators = (size_t)computation->indicator_count;
    size_t total = 0;
    for (size_t i = 0; i < computation->period_count; i++) {
        int32_t day = childplan__day_of_tree(computation, computation->periods[i]);
        for (int32_t unit = 0; unit < computation->sources.plan->unit_count; unit++) {
            if (childplan__row_version(computation, unit, day) != NULL) {
                computation->next_row[unit] += indicators;
                total += indicators;
            }
        }
    }
    return total;
}

static childplan_status lay_out_rows(struct computation *computation) {
    const struct sources *sources = &computation->sources;
    size_t units = (size_t)sources->plan->unit_count;
    computation->next_row = childplan__allocate(sources->allocator, units, sizeof *computation->next_row);
    if (computation->next_row == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = childplan__rows_new(sources, count_rows(computation), &computation->rollup);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    computation->rollup->rows_a_period = (size_t)computation->indicator_count;
    size_t *first_row = computation->rollup->first_row;
    for (size_t unit = 0; unit < units; unit++) {
        first_row[unit + 1] = first_row[unit] + computation->next_row[unit];
        computation->next_row[unit] = first_row[unit];
    }
    if (!computation->options->no_digest && !computation->options->live) {
        childplan__reports_digest(sources->reports, computation->rollup->reports_digest);
    }
    computation->rollup->until = computation->sources.until;
    computation->rollup->structure = computation->options->structure;
    computation->rollup->known_by = sources->known_by;
    return CHILDPLAN_OK;
}

/* The sums of so many bytes are made together, so that the cells of a unit are read once for many periods. */
#define SUMS_AT_ONCE ((size_t)24 << 20)

/* Opens some periods, from one on, at least that one. */
static childplan_status open_stages(struct computation *computation, size_t first, struct tallies *tallies) {
    size_t bytes = 0;
    childplan_status status = CHILDPLAN_OK;
    while (first + computation->stage_count < computation->period_count && bytes < SUMS_AT_ONCE &&
           status == CHILDPLAN_OK) {
        struct stage *stage = &computation->stages[computation->stage_count];
        size_t before = tallies->count;
        int64_t period = computation->periods[first + computation->stage_count++];
        status = childplan__stage_open(computation, period, stage, tallies);
        if (status == CHILDPLAN_OK) {
            bytes += (tallies->count - before) * (size_t)stage->tree->slot_count * sizeof(struct sums);
        }
    }
    return status;
}

/* Sums of a period are one step, its rows another. */
#define STEP INT64_C(1000)

/* Those from a number on, with all their rows. */
static childplan_status fill_stages(struct computation *computation, size_t from, const struct tallies *tallies) {
    childplan__steps_go_on(&computation->steps, STEP * (int64_t)(computation->stage_count - from));
    const struct ledger *ledger = computation->sources.ledger;
    childplan_status status = ledger == NULL ? childplan__sum_trees(tallies->items, tallies->count)
                                             : childplan__ledger_sum_units(ledger, tallies->items, tallies->count);
    for (size_t i = from; i < computation->stage_count && status == CHILDPLAN_OK; i++) {
        status = childplan__stage_settle(computation, &computation->stages[i]);
        if (status == CHILDPLAN_OK && !childplan__ledger_collects(ledger)) {
            status = childplan__stage_fill(computation, &computation->stages[i]);
        }
        childplan__steps_go_on(&computation->steps, STEP);
        if (status == CHILDPLAN_OK) {
            status = childplan__steps_reach(&computation->steps, 1, 1);
        }
    }
    return status;
}

static void end_stages(struct computation *computation) {
    for (size_t i = 0; i < computation->stage_count; i++) {
        childplan__stage_end(computation, &computation->stages[i]);
    }
    computation->stage_count = 0;
}

/* Some periods after the other; those of a live rollup stay open. */
static childplan_status fill_periods(struct computation *computation) {
    const struct allocator *allocator = computation->sources.allocator;
    computation->stages = childplan__allocate(allocator, computation->period_count, sizeof *computation->stages);
    childplan_status status = computation->stages == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (size_t done = 0; done < computation->period_count && status == CHILDPLAN_OK;) {
        struct tallies tallies = {0};
        size_t from = computation->stage_count;
        status = open_stages(computation, done - from, &tallies);
        if (status == CHILDPLAN_OK) {
            status = fill_stages(computation, from, &tallies);
        }
        childplan__release(allocator, tallies.items);
        done += computation->stage_count - from;
        if (!computation->options->live) {
            end_stages(computation);
        }
        if (!computation->options->live && computation->tree_count > 1) {
            childplan__end_trees(computation);
        }
    }
    return status;
}

/* Of a ledger all that matters is whether there are reports: it comes with periods and cut-off. */
static childplan_status see_reports(struct computation *computation) {
    const struct ledger *ledger = computation->sources.ledger;
    if (ledger == NULL) {
        return childplan__known_begin(&computation->sources, &computation->known);
    }
    computation->known.latest = ledger->knows_reports ? computation->options->until : CHILDPLAN_NO_DATE;
    return CHILDPLAN_OK;
}

/* What a collected or computed row needs. */
static childplan_status prepare(struct computation *computation) {
    childplan_status status = see_reports(computation);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    computation->sources.until =
        childplan__cut_off(computation->sources.plan, computation->options, &computation->known);
    status = set_periods(computation);
    if (status == CHILDPLAN_OK) {
        status = set_chosen_units(computation);
    }
    if (status == CHILDPLAN_OK) {
        status = set_counted_levels(computation);
    }
    if (status == CHILDPLAN_OK) {
        status = set_indicators(computation);
    }
    return status;
}

/* Nothing has rows that is only collected. */
static childplan_status compute_rows(struct computation *computation) {
    int32_t collects = childplan__ledger_collects(computation->sources.ledger);
    childplan_status status = prepare(computation);
    if (status == CHILDPLAN_OK) {
        computation->steps.total = STEP * 2 * (int64_t)computation->period_count + 1;
        status = childplan__steps_reach(&computation->steps, 0, 1); /* before the room for many rows is made */
    }
    if (status == CHILDPLAN_OK && !collects) {
        status = lay_out_rows(computation);
    }
    if (status == CHILDPLAN_OK) {
        status = fill_periods(computation);
    }
    if (status == CHILDPLAN_OK && !collects && !computation->is_again) {
        childplan__report_notes(computation->findings, &computation->sources, &computation->known, computation->options,
                                computation->rollup, computation->periods, computation->period_count);
    }
    return status;
}

void childplan__computation_end(struct computation *computation) {
    const struct allocator *allocator = computation->sources.allocator;
    end_stages(computation);
    childplan__end_trees(computation);
    childplan__known_end(&computation->sources, &computation->known);
    childplan__release(allocator, computation->stages);
    childplan__release(allocator, computation->trees);
    childplan__release(allocator, computation->periods);
    childplan__release(allocator, computation->unit_is_chosen);
    childplan__release(allocator, computation->level_is_counted);
    childplan__release(allocator, computation->indicators);
    childplan__release(allocator, computation->next_row);
    childplan__life_end(&computation->sources.life);
}

childplan_status childplan__compute(struct computation *computation) {
    struct sources *sources = &computation->sources;
    sources->known_by = computation->options->known_by;
    sources->threads = computation->options->threads;
    sources->life.allocator = sources->allocator;
    sources->steps = &computation->steps;
    childplan_status status = childplan__check_options(sources->plan, computation->options, computation->findings);
    if (status == CHILDPLAN_OK) {
        status = childplan__life_begin(sources->plan, sources->allocator, &sources->life);
    }
    computation->steps =
        (struct steps){.progress = computation->options->progress, .phase = CHILDPLAN_PHASE_COMPUTING, .total = 1};
    if (status == CHILDPLAN_OK) {
        status = compute_rows(computation);
    }
    if (computation->findings->no_memory) {
        status = CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (status != CHILDPLAN_OK) {
        childplan_rollup_free(computation->rollup);
        computation->rollup = NULL;
        return status;
    }
    childplan__tell_end(&computation->steps.progress, CHILDPLAN_PHASE_COMPUTING, computation->steps.total);
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_compute(const childplan_reports *reports, const childplan_rollup_options *options,
                                          childplan_rollup **ret_rollup, childplan_diagnostics *reterr_diagnostics) {
    if (reports == NULL || ret_rollup == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    if (options != NULL && options->live) {
        return childplan__live_compute(reports, options, 0, &findings, ret_rollup);
    }
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct computation computation = {.options = options == NULL ? &childplan__default_rollup_options : options,
                                      .findings = &findings,
                                      .sources = {.plan = plan, .reports = reports, .allocator = &plan->allocator}};
    childplan_status status = childplan__compute(&computation);
    if (status == CHILDPLAN_OK) {
        *ret_rollup = computation.rollup;
    }
    childplan__computation_end(&computation);
    return status;
}
