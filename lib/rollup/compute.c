#include "known.h"
#include "notes.h"
#include "options.h"
#include "rows.h"
#include "standing.h"

/* A computation on its way: what was asked, what is known, the rows as they fill. */
struct computation {
    const struct childplan_rollup_options *options;
    struct findings *findings;
    struct sources sources;
    struct known known;
    int64_t *periods; /* those that start by the cut-off */
    size_t period_count;
    uint8_t *unit_is_chosen;   /* by unit */
    uint8_t *level_is_counted; /* by level: some indicator counts its units */
    struct tree tree;
    size_t *next_row; /* by unit */
    struct childplan_rollup *rollup;
};

static int32_t structure_day(const struct computation *computation, int64_t period) {
    return childplan__tree_day(computation->sources.plan, computation->options->structure, computation->sources.until,
                               period);
}

/* The version of a unit whose rows were asked for on the structure's day; NULL where there are none. */
static const struct unit_version *row_version(const struct computation *computation, int32_t unit, int32_t day) {
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

static void check_day(struct computation *computation, int32_t day) {
    const struct childplan_plan *plan = computation->sources.plan;
    if (day != CHILDPLAN_NO_DATE && (day < plan->horizon.first || day > plan->horizon.last)) {
        childplan__report_day_outside(computation->findings, plan, day);
    }
}

static childplan_status check_options(struct computation *computation) {
    const struct childplan_plan *plan = computation->sources.plan;
    const struct childplan_rollup_options *options = computation->options;
    if (!all_below(&options->units, plan->unit_count) || !all_below(&options->levels, plan->level_count) ||
        !all_below(&options->indicators, plan->indicator_count)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    for (size_t i = 0; i < options->period_count; i++) {
        if (!childplan__period_in_horizon(&plan->calendar, options->periods[i])) {
            childplan__report_period_outside(computation->findings, plan, options->periods[i]);
        }
    }
    check_day(computation, options->structure);
    check_day(computation, options->until);
    return computation->findings->errors > 0 ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK;
}

static void set_cut_off(struct computation *computation) {
    computation->sources.until = computation->options->until;
    if (computation->sources.until == CHILDPLAN_NO_DATE) {
        computation->sources.until = computation->known.latest;
    }
    if (computation->sources.until == CHILDPLAN_NO_DATE) {
        computation->sources.until = computation->sources.plan->horizon.last;
    }
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
    size_t count = (size_t)computation->sources.plan->unit_count;
    const struct choice *units = &computation->options->units;
    computation->unit_is_chosen = childplan__allocate(computation->sources.allocator, count, 1);
    if (computation->unit_is_chosen == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t unit = 0; unit < count && units->count == 0; unit++) {
        computation->unit_is_chosen[unit] = 1;
    }
    for (size_t i = 0; i < units->count; i++) {
        computation->unit_is_chosen[units->items[i]] = 1;
    }
    return CHILDPLAN_OK;
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

static size_t chosen_indicators(const struct computation *computation) {
    size_t count = 0;
    for (int32_t i = 0; i < computation->sources.plan->indicator_count; i++) {
        count += (size_t)childplan__is_chosen(&computation->options->indicators, i);
    }
    return count;
}

/* Counts each unit's rows into next_row. */
static size_t count_rows(struct computation *computation) {
    size_t indicators = chosen_indicators(computation);
    size_t total = 0;
    for (size_t i = 0; i < computation->period_count; i++) {
        int32_t day = structure_day(computation, computation->periods[i]);
        for (int32_t unit = 0; unit < computation->sources.plan->unit_count; unit++) {
            if (row_version(computation, unit, day) != NULL) {
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
    computation->rollup->rows_a_period = chosen_indicators(computation);
    size_t *first_row = computation->rollup->first_row;
    for (size_t unit = 0; unit < units; unit++) {
        first_row[unit + 1] = first_row[unit] + computation->next_row[unit];
        computation->next_row[unit] = first_row[unit];
    }
    if (!computation->options->no_digest) {
        childplan__reports_digest(sources->reports, computation->rollup->reports_digest);
    }
    computation->rollup->until = computation->sources.until;
    computation->rollup->structure = computation->options->structure;
    computation->rollup->known_by = sources->known_by;
    return CHILDPLAN_OK;
}

static childplan_status refuse_large(const struct computation *computation, const struct moment *moment,
                                     int32_t indicator, int32_t unit) {
    const struct childplan_plan *plan = computation->sources.plan;
    childplan__report_too_large(computation->findings, plan, unit, moment->period, &plan->indicators[indicator]);
    return CHILDPLAN_ERROR_OVERFLOW;
}

static childplan_status fill_row(struct computation *computation, const struct standing *standing, int32_t indicator,
                                 int32_t slot, const struct unit_version *version) {
    struct figures figures;
    const struct moment *moment = standing->frame.moment;
    struct row_place place = {version->unit, version->level, moment->period, indicator, moment->days.last};
    childplan_status status = childplan__standing_at(standing, slot, &figures);
    if (status == CHILDPLAN_OK) {
        status = childplan__rows_set(computation->rollup, computation->next_row[version->unit]++, &place,
                                     &standing->frame, &standing->sums[slot], &figures);
    }
    return status == CHILDPLAN_OK ? status : refuse_large(computation, moment, indicator, version->unit);
}

static childplan_status fill_indicator(struct computation *computation, const struct moment *moment,
                                       int32_t indicator) {
    struct standing standing;
    const struct tree *tree = &computation->tree;
    int32_t failed_at;
    childplan_status status =
        childplan__standing_begin(&computation->sources, moment, tree, indicator, &standing, &failed_at);
    if (status != CHILDPLAN_OK) {
        return status == CHILDPLAN_ERROR_OVERFLOW ? refuse_large(computation, moment, indicator, failed_at) : status;
    }
    for (int32_t slot = 0; slot < tree->slot_count && status == CHILDPLAN_OK; slot++) {
        const struct unit_version *version = row_version(computation, tree->slot_unit[slot], tree->day);
        if (version != NULL) {
            status = fill_row(computation, &standing, indicator, slot, version);
        }
    }
    childplan__standing_end(&standing);
    return status;
}

/* Rows are asked of the unit, or whether it meets a target. */
static int32_t is_asked(const void *context, const struct unit_version *version) {
    const struct computation *computation = context;
    return computation->level_is_counted[version->level] ||
           (computation->unit_is_chosen[version->unit] &&
            childplan__is_chosen(&computation->options->levels, version->level));
}

/* The tree of one day serves all periods that are read on it. */
static childplan_status see_structure(struct computation *computation, int32_t day) {
    struct tree *tree = &computation->tree;
    if (tree->units != NULL && day >= tree->same.first && day <= tree->same.last) {
        tree->day = day;
        return CHILDPLAN_OK;
    }
    childplan__tree_end(tree);
    return childplan__tree_begin(computation->sources.plan, computation->sources.allocator, day, is_asked, computation,
                                 tree);
}

static childplan_status fill_period(struct computation *computation, int64_t period) {
    struct moment moment;
    childplan_status status = see_structure(computation, structure_day(computation, period));
    if (status == CHILDPLAN_OK) {
        status = childplan__moment_begin(&computation->sources, period, &moment);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    for (int32_t i = 0; i < computation->sources.plan->indicator_count && status == CHILDPLAN_OK; i++) {
        if (childplan__is_chosen(&computation->options->indicators, i)) {
            status = fill_indicator(computation, &moment, i);
        }
    }
    childplan__moment_end(&computation->sources, &moment);
    return status;
}

static childplan_status compute_rows(struct computation *computation) {
    childplan_status status = childplan__known_begin(&computation->sources, &computation->known);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    set_cut_off(computation);
    status = set_periods(computation);
    if (status == CHILDPLAN_OK) {
        status = set_chosen_units(computation);
    }
    if (status == CHILDPLAN_OK) {
        status = set_counted_levels(computation);
    }
    if (status == CHILDPLAN_OK) {
        status = lay_out_rows(computation);
    }
    for (size_t i = 0; i < computation->period_count && status == CHILDPLAN_OK; i++) {
        status = fill_period(computation, computation->periods[i]);
    }
    if (status == CHILDPLAN_OK) {
        childplan__report_notes(computation->findings, &computation->sources, &computation->known, computation->options,
                                computation->rollup, computation->periods, computation->period_count);
    }
    return status;
}

static void release(struct computation *computation) {
    const struct sources *sources = &computation->sources;
    childplan__known_end(sources, &computation->known);
    childplan__release(sources->allocator, computation->periods);
    childplan__release(sources->allocator, computation->unit_is_chosen);
    childplan__release(sources->allocator, computation->level_is_counted);
    childplan__release(sources->allocator, computation->next_row);
    childplan__tree_end(&computation->tree);
    childplan__life_end(&computation->sources.life);
}

static childplan_status compute(struct computation *computation) {
    struct sources *sources = &computation->sources;
    childplan_status status = check_options(computation);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    computation->tree.allocator = sources->allocator;
    status = childplan__life_begin(sources->plan, sources->allocator, &sources->life);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    status = compute_rows(computation);
    release(computation);
    return status;
}

childplan_status childplan_rollup_compute(const childplan_reports *reports, const childplan_rollup_options *options,
                                          childplan_rollup **ret_rollup, childplan_diagnostics *reterr_diagnostics) {
    if (reports == NULL || ret_rollup == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct computation computation = {.options = options == NULL ? &childplan__default_rollup_options : options,
                                      .findings = &findings,
                                      .sources = {.plan = plan, .reports = reports, .allocator = &plan->allocator}};
    computation.sources.known_by = computation.options->known_by;
    childplan_status status = compute(&computation);
    if (findings.no_memory) {
        status = CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (status != CHILDPLAN_OK) {
        childplan_rollup_free(computation.rollup);
        return status;
    }
    *ret_rollup = computation.rollup;
    return CHILDPLAN_OK;
}
