/* The readings of a comparison, and which of their rows differ. */
#include "../base/order.h"
#include "../plan/restructure.h"
#include "comparison.h"

#include <string.h>

/* A step of the comparison, as its progress counts. */
#define STEP INT64_C(1000)
#define UNITS_BETWEEN_TELLS 256

/* A comparison on its way. */
struct making {
    struct given_reading before;
    struct given_reading after;
    int64_t *periods; /* of both */
    size_t period_count;
    int32_t is_one_plan;
    struct childplan_reports *reread; /* before's, by the plan of the reading that is computed; NULL: as they are */
    struct findings *findings;
    struct steps steps; /* one for each reading that is computed, one for their rows */
    struct childplan_comparison *made;
};

/* A reading's end is not the comparison's: it is told as the beginning of the next step, where it can be stopped. */
static int32_t tell_reading(void *context, int32_t phase, int64_t done, int64_t total) {
    const struct making *making = context;
    (void)phase;
    return done < total && childplan__steps_reach(&making->steps, (size_t)done, (size_t)total) != CHILDPLAN_OK;
}

static struct request request_of(struct making *making, int32_t reading) {
    const struct given_reading *before = &making->before;
    const struct given_reading *after = &making->after;
    if (reading == CHILDPLAN_READING_AFTER) {
        return (struct request){.plan = after->plan,
                                .reports = after->reports,
                                .until = after->until,
                                .structure = after->options->structure,
                                .known_by = after->options->known_by,
                                .no_digest = after->options->no_digest,
                                .progress = {tell_reading, making}};
    }
    return (struct request){.plan = making->reread == NULL ? before->plan : childplan__reports_plan(making->reread),
                            .reports = making->reread == NULL ? before->reports : making->reread,
                            .until = reading >= CHILDPLAN_READING_CUT_OFF ? after->until : before->until,
                            .structure = reading >= CHILDPLAN_READING_STRUCTURE ? after->options->structure
                                                                                : before->options->structure,
                            .known_by = before->options->known_by,
                            .no_digest = (reading > CHILDPLAN_READING_BEFORE) | before->options->no_digest,
                            .progress = {tell_reading, making}};
}

/* 1 where a step leaves everything as it was. */
static int32_t changes_nothing(const struct making *making, int32_t reading) {
    const struct given_reading *before = &making->before;
    const struct given_reading *after = &making->after;
    switch (reading) {
    case CHILDPLAN_READING_CUT_OFF:
        return after->until == before->until;
    case CHILDPLAN_READING_STRUCTURE:
        return making->is_one_plan && after->options->structure == before->options->structure;
    case CHILDPLAN_READING_CONFIGURATION:
        return making->is_one_plan;
    default:
        return after->reports == before->reports && after->options->known_by == before->options->known_by;
    }
}

/* Of two plans: before's facts as the plan of this reading takes them. */
static childplan_status reread(struct making *making, int32_t reading) {
    const struct childplan_plan *plan = making->after.plan;
    if (making->is_one_plan || reading < CHILDPLAN_READING_STRUCTURE || reading == CHILDPLAN_READING_AFTER) {
        return CHILDPLAN_OK;
    }
    childplan_reports_free(making->reread);
    making->reread = NULL;
    if (reading == CHILDPLAN_READING_STRUCTURE) {
        childplan_status status =
            childplan__plan_restructure(making->before.plan, making->after.plan, &making->made->between);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        plan = making->made->between;
    }
    childplan_status status = childplan__reread(making->before.reports, plan, &making->reread);
    if (status == CHILDPLAN_OK) {
        making->made->facts_left[reading] =
            childplan_reports_fact_count(making->before.reports) - childplan_reports_fact_count(making->reread);
    }
    return status;
}

static void begin_steps(struct making *making) {
    making->steps = (struct steps){
        .progress = making->after.options->progress, .phase = CHILDPLAN_PHASE_COMPUTING, .total = 2 * STEP};
    for (int32_t reading = CHILDPLAN_READING_BEFORE + 1; reading < CHILDPLAN_READING_COUNT; reading++) {
        making->steps.total += changes_nothing(making, reading) ? 0 : STEP;
    }
}

static childplan_status compute_readings(struct making *making) {
    struct childplan_rollup **readings = making->made->readings;
    begin_steps(making);
    for (int32_t reading = CHILDPLAN_READING_BEFORE; reading < CHILDPLAN_READING_COUNT; reading++) {
        if (reading > CHILDPLAN_READING_BEFORE && changes_nothing(making, reading)) {
            readings[reading] = readings[reading - 1];
            continue;
        }
        childplan__steps_go_on(&making->steps, STEP);
        childplan_status status = reread(making, reading);
        struct request request = request_of(making, reading);
        if (status == CHILDPLAN_OK) {
            status = childplan__compute_request(&request, &making->before, &making->after, making->periods,
                                                making->period_count, making->findings, &readings[reading]);
        }
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    return CHILDPLAN_OK;
}

/* The units or indicators of both plans: those of after, then those that only before has. */
struct joined {
    int32_t *before; /* in before's plan, or CHILDPLAN_NONE */
    int32_t *after;  /* in after's */
    int32_t count;
};

typedef int32_t *find_in_fn(const struct childplan_plan *plan, const struct childplan_plan *other,
                            const struct allocator *allocator);

static void joined_end(struct joined *joined, const struct allocator *allocator) {
    childplan__release(allocator, joined->before);
    childplan__release(allocator, joined->after);
}

static childplan_status join(const struct making *making, find_in_fn *find_in, int32_t before_count,
                             int32_t after_count, struct joined *ret_joined) {
    const struct allocator *allocator = making->made->allocator;
    size_t most = (size_t)before_count + (size_t)after_count;
    int32_t *places = find_in(making->before.plan, making->after.plan, allocator);
    struct joined joined = {childplan__allocate(allocator, most, sizeof(int32_t)),
                            childplan__allocate(allocator, most, sizeof(int32_t)), after_count};
    if (places == NULL || joined.before == NULL || joined.after == NULL) {
        childplan__release(allocator, places);
        joined_end(&joined, allocator);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t i = 0; i < after_count; i++) {
        joined.before[i] = CHILDPLAN_NONE;
        joined.after[i] = i;
    }
    for (int32_t i = 0; i < before_count; i++) {
        int32_t at = places[i] == CHILDPLAN_NONE ? joined.count++ : places[i];
        joined.before[at] = i;
        joined.after[at] = places[i];
    }
    childplan__release(allocator, places);
    *ret_joined = joined;
    return CHILDPLAN_OK;
}

/* Where the rows of a reading are met as units, periods and indicators are gone through in its order. */
struct cursor {
    const struct childplan_rollup *rollup;
    const int32_t *units;      /* of the joined units, the reading's */
    const int32_t *indicators; /* the same of indicators */
    size_t *offsets;           /* by joined indicator, from the first row of a unit and period; NO_ROW */
    size_t next;               /* the first row of the next period that the unit has */
    size_t end;
    size_t block; /* the first row of the present unit and period, or NO_ROW */
};

struct pairing {
    struct making *making;
    struct joined units;
    struct joined indicators;
    struct cursor cursors[CHILDPLAN_READING_COUNT];
};

/* Every unit and period has rows of the same indicators. */
static childplan_status cursor_begin(const struct pairing *pairing, struct cursor *cursor) {
    const struct childplan_rollup *rollup = cursor->rollup;
    const struct allocator *allocator = pairing->making->made->allocator;
    const int32_t *indicators = rollup->columns[CHILDPLAN_COLUMN_INDICATOR];
    size_t known = (size_t)rollup->plan->indicator_count;
    size_t *offsets = childplan__allocate(allocator, known, sizeof *offsets);
    cursor->offsets = childplan__allocate(allocator, (size_t)pairing->indicators.count, sizeof *cursor->offsets);
    if (offsets == NULL || cursor->offsets == NULL) {
        childplan__release(allocator, offsets);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < known; i++) {
        offsets[i] = NO_ROW;
    }
    for (size_t row = 0; row < rollup->rows_a_period && row < rollup->row_count; row++) {
        offsets[indicators[row]] = row;
    }
    for (int32_t i = 0; i < pairing->indicators.count; i++) {
        int32_t indicator = cursor->indicators[i];
        cursor->offsets[i] = indicator == CHILDPLAN_NONE ? NO_ROW : offsets[indicator];
    }
    childplan__release(allocator, offsets);
    return CHILDPLAN_OK;
}

/* Units are those of after from the step of the structure on, indicators from that of the configuration on. */
static childplan_status cursors_begin(struct pairing *pairing) {
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = CHILDPLAN_READING_BEFORE; i < CHILDPLAN_READING_COUNT && status == CHILDPLAN_OK; i++) {
        struct cursor *cursor = &pairing->cursors[i];
        cursor->rollup = pairing->making->made->readings[i];
        cursor->units = i < CHILDPLAN_READING_STRUCTURE ? pairing->units.before : pairing->units.after;
        cursor->indicators =
            i < CHILDPLAN_READING_CONFIGURATION ? pairing->indicators.before : pairing->indicators.after;
        status = cursor_begin(pairing, cursor);
    }
    return status;
}

static void go_to_unit(struct pairing *pairing, int32_t unit) {
    for (int32_t i = CHILDPLAN_READING_BEFORE; i < CHILDPLAN_READING_COUNT; i++) {
        struct cursor *cursor = &pairing->cursors[i];
        int32_t own = cursor->units[unit];
        cursor->next = own == CHILDPLAN_NONE ? 0 : cursor->rollup->first_row[own];
        cursor->end = own == CHILDPLAN_NONE ? 0 : cursor->rollup->first_row[own + 1];
    }
}

/* The rows of a unit are in the order of the periods. */
static void go_to_period(struct pairing *pairing, int64_t period) {
    for (int32_t i = CHILDPLAN_READING_BEFORE; i < CHILDPLAN_READING_COUNT; i++) {
        struct cursor *cursor = &pairing->cursors[i];
        const int64_t *periods = cursor->rollup->columns[CHILDPLAN_COLUMN_PERIOD];
        int32_t is_there = cursor->next < cursor->end && periods[cursor->next] == period;
        cursor->block = is_there ? cursor->next : NO_ROW;
        cursor->next += is_there ? cursor->rollup->rows_a_period : 0;
    }
}

static struct row_at row_in(const struct pairing *pairing, int32_t reading, int32_t indicator) {
    const struct cursor *cursor = &pairing->cursors[reading];
    int32_t is_there = cursor->block != NO_ROW && cursor->offsets[indicator] != NO_ROW;
    return (struct row_at){cursor->rollup, is_there ? cursor->block + cursor->offsets[indicator] : NO_ROW};
}

static childplan_status compare_row(const struct pairing *pairing, int32_t indicator) {
    struct childplan_comparison *made = pairing->making->made;
    if (!childplan__rows_differ(row_in(pairing, CHILDPLAN_READING_BEFORE, indicator),
                                row_in(pairing, CHILDPLAN_READING_AFTER, indicator))) {
        return CHILDPLAN_OK;
    }
    childplan_status status =
        childplan__reserve(made->allocator, &made->rows, &made->row_capacity, made->row_count + 1, sizeof *made->rows);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct compared_row *row = &made->rows[made->row_count++];
    for (int32_t reading = CHILDPLAN_READING_BEFORE; reading < CHILDPLAN_READING_COUNT; reading++) {
        row->at[reading] = row_in(pairing, reading, indicator).row;
    }
    return CHILDPLAN_OK;
}

static childplan_status compare_unit(struct pairing *pairing, int32_t unit) {
    const struct making *making = pairing->making;
    childplan_status status = CHILDPLAN_OK;
    if (unit % UNITS_BETWEEN_TELLS == 0) {
        status = childplan__steps_reach(&making->steps, (size_t)unit, (size_t)pairing->units.count);
    }
    go_to_unit(pairing, unit);
    for (size_t i = 0; i < making->period_count && status == CHILDPLAN_OK; i++) {
        go_to_period(pairing, making->periods[i]);
        for (int32_t k = 0; k < pairing->indicators.count && status == CHILDPLAN_OK; k++) {
            status = compare_row(pairing, k);
        }
    }
    return status;
}

static childplan_status compare_rows(struct making *making) {
    const struct childplan_plan *before = making->before.plan;
    const struct childplan_plan *after = making->after.plan;
    struct pairing pairing = {.making = making};
    childplan_status status =
        join(making, childplan__find_units_in, before->unit_count, after->unit_count, &pairing.units);
    if (status == CHILDPLAN_OK) {
        status = join(making, childplan__find_indicators_in, before->indicator_count, after->indicator_count,
                      &pairing.indicators);
    }
    if (status == CHILDPLAN_OK) {
        status = cursors_begin(&pairing);
    }
    childplan__steps_go_on(&making->steps, STEP);
    for (int32_t unit = 0; unit < pairing.units.count && status == CHILDPLAN_OK; unit++) {
        status = compare_unit(&pairing, unit);
    }
    joined_end(&pairing.units, making->made->allocator);
    joined_end(&pairing.indicators, making->made->allocator);
    for (int32_t i = CHILDPLAN_READING_BEFORE; i < CHILDPLAN_READING_COUNT; i++) {
        childplan__release(making->made->allocator, pairing.cursors[i].offsets);
    }
    return status;
}

/* Loaded twice from the same, with the same indices; the digest does not say where one file ends and the next begins.
 */
static int32_t is_one_plan(const struct childplan_plan *a, const struct childplan_plan *b) {
    const int64_t keys[][2] = {{strcmp(a->digest, b->digest), 0},    {a->level_count, b->level_count},
                               {a->unit_count, b->unit_count},       {a->version_count, b->version_count},
                               {a->element_count, b->element_count}, {a->indicator_count, b->indicator_count},
                               {a->status_count, b->status_count}};
    return ORDER_KEYS(keys) == 0;
}

static childplan_status make(struct making *making, const struct childplan_reports *before_reports,
                             const struct childplan_rollup_options *before_options,
                             const struct childplan_reports *after_reports,
                             const struct childplan_rollup_options *after_options) {
    childplan_status status = childplan__given_begin(before_reports, before_options, making->findings, &making->before);
    if (status == CHILDPLAN_OK) {
        status = childplan__given_begin(after_reports, after_options, making->findings, &making->after);
    }
    if (status == CHILDPLAN_OK) {
        making->is_one_plan = is_one_plan(making->before.plan, making->after.plan);
        status = childplan__compared_periods(&making->before, &making->after, &making->periods, &making->period_count);
    }
    if (status == CHILDPLAN_OK) {
        status = compute_readings(making);
    }
    return status == CHILDPLAN_OK ? compare_rows(making) : status;
}

childplan_status
childplan_comparison_make(const childplan_reports *before_reports, const childplan_rollup_options *before_options,
                          const childplan_reports *after_reports, const childplan_rollup_options *after_options,
                          childplan_comparison **ret_comparison, childplan_diagnostics *reterr_diagnostics) {
    if (before_reports == NULL || after_reports == NULL || ret_comparison == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    const struct allocator *allocator = &childplan__reports_plan(after_reports)->allocator;
    struct making making = {.findings = &findings, .made = childplan__allocate(allocator, 1, sizeof *making.made)};
    if (making.made == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    making.made->allocator = allocator;
    childplan_status status = make(&making, before_reports, before_options, after_reports, after_options);
    childplan__release(allocator, making.periods);
    childplan_reports_free(making.reread);
    childplan__given_end(&making.before);
    childplan__given_end(&making.after);
    status = findings.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : status;
    if (status == CHILDPLAN_OK) {
        childplan__tell_end(&making.steps.progress, CHILDPLAN_PHASE_COMPUTING, making.steps.total);
        *ret_comparison = making.made;
    } else {
        childplan_comparison_free(making.made);
    }
    return status;
}

void childplan_comparison_free(childplan_comparison *comparison) {
    if (comparison == NULL) {
        return;
    }
    const struct allocator *allocator = comparison->allocator;
    for (int32_t reading = CHILDPLAN_READING_BEFORE; reading < CHILDPLAN_READING_COUNT; reading++) {
        if (reading == CHILDPLAN_READING_BEFORE || comparison->readings[reading] != comparison->readings[reading - 1]) {
            childplan_rollup_free(comparison->readings[reading]);
        }
    }
    childplan__plan_restructured_free(comparison->between);
    childplan__release(allocator, comparison->rows);
    childplan__release(allocator, comparison);
}

const childplan_rollup *childplan_comparison_reading(const childplan_comparison *comparison, int32_t reading) {
    int32_t is_one = comparison != NULL && reading >= CHILDPLAN_READING_BEFORE && reading < CHILDPLAN_READING_COUNT;
    return is_one ? comparison->readings[reading] : NULL;
}

size_t childplan_comparison_facts_left(const childplan_comparison *comparison, int32_t reading) {
    int32_t is_one = comparison != NULL && reading >= CHILDPLAN_READING_BEFORE && reading < CHILDPLAN_READING_COUNT;
    return is_one ? comparison->facts_left[reading] : 0;
}

size_t childplan_comparison_row_count(const childplan_comparison *comparison) {
    return comparison == NULL ? 0 : comparison->row_count;
}

/* Where a row that differs stands in one of the two readings that has it; NULL out of range. */
static const struct childplan_rollup *place_of(const struct childplan_comparison *comparison, size_t row,
                                               size_t *ret_row) {
    if (comparison == NULL || row >= comparison->row_count) {
        return NULL;
    }
    const struct compared_row *compared = &comparison->rows[row];
    int32_t reading =
        compared->at[CHILDPLAN_READING_AFTER] == NO_ROW ? CHILDPLAN_READING_BEFORE : CHILDPLAN_READING_AFTER;
    *ret_row = compared->at[reading];
    return comparison->readings[reading];
}

const char *childplan_comparison_unit(const childplan_comparison *comparison, size_t row) {
    size_t at = 0;
    const struct childplan_rollup *rollup = place_of(comparison, row, &at);
    return rollup == NULL
               ? NULL
               : childplan_plan_unit_id(rollup->plan, ((int32_t *)rollup->columns[CHILDPLAN_COLUMN_UNIT])[at]);
}

int64_t childplan_comparison_period(const childplan_comparison *comparison, size_t row) {
    size_t at = 0;
    const struct childplan_rollup *rollup = place_of(comparison, row, &at);
    return rollup == NULL ? CHILDPLAN_NO_PERIOD : ((int64_t *)rollup->columns[CHILDPLAN_COLUMN_PERIOD])[at];
}

const char *childplan_comparison_indicator(const childplan_comparison *comparison, size_t row) {
    size_t at = 0;
    const struct childplan_rollup *rollup = place_of(comparison, row, &at);
    return rollup == NULL ? NULL
                          : childplan_plan_indicator_id(rollup->plan,
                                                        ((int32_t *)rollup->columns[CHILDPLAN_COLUMN_INDICATOR])[at]);
}

childplan_status childplan_comparison_row(const childplan_comparison *comparison, size_t row, int32_t reading,
                                          size_t *ret_row) {
    if (comparison == NULL || row >= comparison->row_count || reading < CHILDPLAN_READING_BEFORE ||
        reading >= CHILDPLAN_READING_COUNT || ret_row == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    size_t at = comparison->rows[row].at[reading];
    if (at == NO_ROW) {
        return CHILDPLAN_ABSENT;
    }
    *ret_row = at;
    return CHILDPLAN_OK;
}
