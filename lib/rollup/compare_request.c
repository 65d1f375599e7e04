/* What the two readings ask for, put together and asked of one plan. */
#include "../base/order.h"
#include "comparison.h"

#include <stdlib.h>
#include <string.h>

static childplan_status copy_periods(const struct given_reading *given, int64_t **ret_periods) {
    const struct childplan_rollup_options *options = given->options;
    int64_t *periods = childplan__allocate(&given->plan->allocator, options->period_count, sizeof *periods);
    if (periods == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(periods, options->periods, options->period_count * sizeof *periods);
    *ret_periods = periods;
    return CHILDPLAN_OK;
}

static childplan_status see_known(struct sources *sources, struct given_reading *given) {
    struct known known;
    childplan_status status = childplan__known_begin(sources, &known);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    given->until = childplan__cut_off(given->plan, given->options, &known);
    if (given->options->period_count == 0) {
        status = childplan__known_periods(sources, &known, &given->periods, &given->period_count);
    } else {
        given->period_count = given->options->period_count;
        status = copy_periods(given, &given->periods);
    }
    childplan__known_end(sources, &known);
    return status;
}

childplan_status childplan__given_begin(const struct childplan_reports *reports,
                                        const struct childplan_rollup_options *options, struct findings *findings,
                                        struct given_reading *ret_given) {
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct given_reading given = {
        .plan = plan, .reports = reports, .options = options == NULL ? &childplan__default_rollup_options : options};
    struct sources sources = {
        .plan = plan, .reports = reports, .allocator = &plan->allocator, .known_by = given.options->known_by};
    childplan_status status = childplan__check_options(plan, given.options, findings);
    if (status == CHILDPLAN_OK) {
        status = childplan__life_begin(plan, sources.allocator, &sources.life);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    status = see_known(&sources, &given);
    childplan__life_end(&sources.life);
    if (status == CHILDPLAN_OK) {
        *ret_given = given;
    }
    return status;
}

void childplan__given_end(struct given_reading *given) {
    if (given->plan != NULL) {
        childplan__release(&given->plan->allocator, given->periods);
    }
}

struct placed_period {
    int64_t period;
    struct days days;
    size_t order; /* as it was given */
};

/* As the default periods of a rollup are: by first day, the longer first. */
static int by_days(const void *left, const void *right) {
    const struct placed_period *a = left;
    const struct placed_period *b = right;
    const int64_t keys[][2] = {
        {a->days.first, b->days.first}, {b->days.last, a->days.last}, {(int64_t)a->order, (int64_t)b->order}};
    return ORDER_KEYS(keys);
}

static int by_period(const void *left, const void *right) {
    const struct placed_period *a = left;
    const struct placed_period *b = right;
    const int64_t keys[][2] = {{a->period, b->period}, {(int64_t)a->order, (int64_t)b->order}};
    return ORDER_KEYS(keys);
}

static int by_order(const void *left, const void *right) {
    const struct placed_period *a = left;
    const struct placed_period *b = right;
    return childplan__order((int64_t)a->order, (int64_t)b->order);
}

static size_t drop_repeated(struct placed_period *list, size_t count) {
    size_t kept = 0;
    qsort(list, count, sizeof *list, by_period);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || list[kept - 1].period != list[i].period) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

childplan_status childplan__compared_periods(const struct given_reading *before, const struct given_reading *after,
                                             int64_t **ret_periods, size_t *ret_count) {
    const struct allocator *allocator = &after->plan->allocator;
    size_t count = after->period_count + before->period_count;
    struct placed_period *list = childplan__allocate(allocator, count, sizeof *list);
    int64_t *periods = childplan__allocate(allocator, count, sizeof *periods);
    if (list == NULL || periods == NULL) {
        childplan__release(allocator, list);
        childplan__release(allocator, periods);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        list[i].period = i < after->period_count ? after->periods[i] : before->periods[i - after->period_count];
        list[i].days = childplan__period_days(&after->plan->calendar, list[i].period);
        list[i].order = i;
    }
    int32_t is_asked = before->options->period_count > 0 || after->options->period_count > 0;
    count = drop_repeated(list, count);
    qsort(list, count, sizeof *list, is_asked ? by_order : by_days);
    for (size_t i = 0; i < count; i++) {
        periods[i] = list[i].period;
    }
    childplan__release(allocator, list);
    *ret_periods = periods;
    *ret_count = count;
    return CHILDPLAN_OK;
}

typedef const char *id_of_fn(const struct childplan_plan *plan, int32_t index);

static const char *unit_id(const struct childplan_plan *plan, int32_t index) {
    return plan->units[index].id;
}

static const char *level_id(const struct childplan_plan *plan, int32_t index) {
    return plan->levels[index].id;
}

static const char *indicator_id(const struct childplan_plan *plan, int32_t index) {
    return plan->indicators[index].id;
}

static int32_t *find_in(const struct childplan_plan *plan, int32_t count, id_of_fn *id_of, const struct names *names,
                        const struct allocator *allocator) {
    int32_t *places = childplan__allocate(allocator, (size_t)count, sizeof *places);
    for (int32_t i = 0; places != NULL && i < count; i++) {
        const char *id = id_of(plan, i);
        places[i] = childplan__names_find(names, id, strlen(id));
    }
    return places;
}

int32_t *childplan__find_units_in(const struct childplan_plan *plan, const struct childplan_plan *other,
                                  const struct allocator *allocator) {
    return find_in(plan, plan->unit_count, unit_id, &other->unit_names, allocator);
}

int32_t *childplan__find_indicators_in(const struct childplan_plan *plan, const struct childplan_plan *other,
                                       const struct allocator *allocator) {
    return find_in(plan, plan->indicator_count, indicator_id, &other->indicator_names, allocator);
}

/* What one of the two chose, where the asked plan has it. */
static void choose(struct choice *choice, const struct choice *chosen, const struct childplan_plan *plan,
                   id_of_fn *id_of, const struct names *names) {
    for (size_t i = 0; i < chosen->count; i++) {
        const char *id = id_of(plan, chosen->items[i]);
        int32_t place = childplan__names_find(names, id, strlen(id));
        if (place != CHILDPLAN_NONE) {
            choice->items[choice->count++] = place;
        }
    }
}

/* No level is that: no row is asked for. */
static int32_t no_level[] = {CHILDPLAN_NONE};

struct merging {
    const struct childplan_plan *asked; /* the plan that is asked */
    const struct given_reading *before;
    const struct given_reading *after;
    struct childplan_rollup_options options;
    int32_t asks_nothing;
};

/* The choices of one kind: those that are made, of before and of after. */
struct choices {
    struct choice *made;
    const struct choice *before;
    const struct choice *after;
};

/* Each plan that is asked has the units, levels or indicators of one of the two, so that something is left. */
static childplan_status merge(struct merging *merging, struct choices choices, id_of_fn *id_of,
                              const struct names *names) {
    if (choices.before->count == 0 || choices.after->count == 0) {
        return CHILDPLAN_OK;
    }
    struct choice *made = choices.made;
    made->items = childplan__allocate(&merging->asked->allocator, choices.before->count + choices.after->count,
                                      sizeof *made->items);
    if (made->items == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    choose(made, choices.after, merging->after->plan, id_of, names);
    choose(made, choices.before, merging->before->plan, id_of, names);
    return CHILDPLAN_OK;
}

static childplan_status merge_periods(struct merging *merging, const int64_t *periods, size_t count) {
    struct childplan_rollup_options *options = &merging->options;
    options->periods = childplan__allocate(&merging->asked->allocator, count, sizeof *options->periods);
    if (options->periods == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        if (childplan__period_in_horizon(&merging->asked->calendar, periods[i])) {
            options->periods[options->period_count++] = periods[i];
        }
    }
    merging->asks_nothing = options->period_count == 0;
    return CHILDPLAN_OK;
}

static childplan_status merge_all(struct merging *merging, const int64_t *periods, size_t count) {
    const struct childplan_plan *asked = merging->asked;
    const struct childplan_rollup_options *before = merging->before->options;
    const struct childplan_rollup_options *after = merging->after->options;
    struct childplan_rollup_options *made = &merging->options;
    const struct choices units = {&made->units, &before->units, &after->units};
    const struct choices levels = {&made->levels, &before->levels, &after->levels};
    const struct choices indicators = {&made->indicators, &before->indicators, &after->indicators};
    childplan_status status = merge_periods(merging, periods, count);
    if (status == CHILDPLAN_OK) {
        status = merge(merging, units, unit_id, &asked->unit_names);
    }
    if (status == CHILDPLAN_OK) {
        status = merge(merging, levels, level_id, &asked->level_names);
    }
    if (status == CHILDPLAN_OK) {
        status = merge(merging, indicators, indicator_id, &asked->indicator_names);
    }
    return status;
}

static int32_t inside(const struct days *days, int32_t day) {
    if (day == CHILDPLAN_NO_DATE) {
        return day;
    }
    day = day < days->first ? days->first : day;
    return day > days->last ? days->last : day;
}

childplan_status childplan__compute_request(const struct request *request, const struct given_reading *before,
                                            const struct given_reading *after, const int64_t *periods, size_t count,
                                            struct findings *findings, struct childplan_rollup **ret_rollup) {
    const struct childplan_plan *plan = request->plan;
    struct merging merging = {.asked = plan, .before = before, .after = after};
    struct childplan_rollup_options *options = &merging.options;
    options->until = inside(&plan->horizon, request->until);
    options->structure = inside(&plan->horizon, request->structure);
    options->known_by = request->known_by;
    options->threads = after->options->threads;
    options->no_digest = request->no_digest;
    options->progress = request->progress;
    childplan_status status = merge_all(&merging, periods, count);
    struct choice levels = options->levels;
    if (merging.asks_nothing) {
        options->levels = (struct choice){no_level, 1, 1};
    }
    if (status == CHILDPLAN_OK) {
        struct computation computation = {
            .options = options,
            .findings = findings,
            .sources = {.plan = plan, .reports = request->reports, .allocator = &plan->allocator},
            .is_again = 1};
        status = childplan__compute(&computation);
        if (status == CHILDPLAN_OK) {
            *ret_rollup = computation.rollup;
        }
        childplan__computation_end(&computation);
    }
    childplan__release(&plan->allocator, options->periods);
    childplan__release(&plan->allocator, options->units.items);
    childplan__release(&plan->allocator, levels.items);
    childplan__release(&plan->allocator, options->indicators.items);
    return status;
}
