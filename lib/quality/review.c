/* The call that checks reports. */
#include "review.h"

#include "../base/text.h"

#define NAMED_ARGUMENTS 4
#define MOST_ARGUMENTS 6

struct figure_text childplan__figure_text(const struct element *element, int64_t value) {
    struct figure_text figure = {""};
    (void)childplan__number_format(value, element->decimals, figure.text);
    return figure;
}

struct figure_text childplan__cycle_text(const struct review *review, const struct element *element, int32_t cycle) {
    struct figure_text name = {""};
    int64_t period = childplan__cycle_period(&review->plan->calendar, element->frequency, cycle);
    (void)childplan_period_format(period, name.text, sizeof name.text);
    return name;
}

struct figure_text childplan__count_text(int64_t count) {
    struct figure_text number = {""};
    (void)childplan__number_format(count, 0, number.text);
    return number;
}

const char *childplan__own_text(const struct element *element) {
    return element->given == GIVEN_YEAR_TO_DATE ? "own" : "";
}

/* Where the report in force stands; nowhere where that was not kept. */
static struct position position_of(const struct review *review, struct cell_key cell) {
    struct position position = {NULL, 0, 0};
    struct fact fact;
    if (childplan__fact_known(review->reports, cell.unit, cell.element, cell.cycle, review->options->known_by, &fact) &&
        fact.file != 0) {
        position.file = childplan__reports_file(review->reports, fact.file);
        position.line = fact.line;
    }
    return position;
}

void childplan__say(struct review *review, int32_t code, struct cell_key cell, int64_t figure, size_t count,
                    const char *const *arguments) {
    const struct element *element = &review->plan->elements[cell.element];
    struct days days = childplan__cycle_days(&review->plan->calendar, element->frequency, cell.cycle);
    if (days.last < review->options->since || review->found++ >= review->options->most) {
        return;
    }
    const struct figure_text period = childplan__cycle_text(review, element, cell.cycle);
    const struct figure_text value = childplan__figure_text(element, figure);
    const char *all[NAMED_ARGUMENTS + MOST_ARGUMENTS] = {element->id, review->plan->units[cell.unit].id, period.text,
                                                         value.text};
    for (size_t i = 0; i < count && i < MOST_ARGUMENTS; i++) {
        all[NAMED_ARGUMENTS + i] = arguments[i];
    }
    childplan__report(&review->findings, code, position_of(review, cell), NULL, NAMED_ARGUMENTS + count, all);
}

static childplan_status begin(struct review *review, const struct childplan_reports *reports,
                              const struct childplan_data_check_options *options) {
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    int32_t cycles = 1;
    *review = (struct review){.reports = reports, .plan = plan, .options = options, .allocator = &plan->allocator};
    for (int32_t i = 0; i < plan->element_count; i++) {
        int32_t count = childplan__cycle_count(&plan->calendar, plan->elements[i].frequency);
        cycles = count > cycles ? count : cycles;
    }
    review->points = childplan__allocate(review->allocator, (size_t)cycles, sizeof *review->points);
    review->values = childplan__allocate(review->allocator, (size_t)cycles, sizeof *review->values);
    review->wides = childplan__allocate(review->allocator, (size_t)cycles, sizeof *review->wides);
    if (review->points == NULL || review->values == NULL || review->wides == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    return childplan__life_begin(plan, review->allocator, &review->life);
}

static void end(struct review *review) {
    childplan__life_end(&review->life);
    childplan__release(review->allocator, review->points);
    childplan__release(review->allocator, review->values);
    childplan__release(review->allocator, review->wides);
}

static void check_series(struct review *review, const struct series *series) {
    int32_t checks = review->options->checks;
    int32_t is_number = series->element->type != TYPE_FLAG;
    if (checks & CHILDPLAN_DATA_CHECK_PLAUSIBLE) {
        childplan__check_plausible(review, series);
    }
    if (checks & CHILDPLAN_DATA_CHECK_FALLS) {
        childplan__check_falls(review, series);
    }
    if (is_number && checks & CHILDPLAN_DATA_CHECK_OUTLIERS) {
        childplan__check_outliers(review, series);
    }
    if (is_number && checks & CHILDPLAN_DATA_CHECK_JUMPS) {
        childplan__check_jumps(review, series);
    }
    if (is_number && checks & CHILDPLAN_DATA_CHECK_COPIES) {
        childplan__check_copies(review, series);
    }
}

static void check_all_series(struct review *review) {
    struct series series;
    if ((review->options->checks & ~CHILDPLAN_DATA_CHECK_SUBTREES) == 0) {
        return;
    }
    for (int32_t unit = 0; unit < review->plan->unit_count; unit++) {
        for (int32_t element = 0; element < review->plan->element_count; element++) {
            if (childplan__has_row(review->reports, unit, element) &&
                childplan__series_read(review, unit, element, &series)) {
                check_series(review, &series);
            }
        }
    }
}

static childplan_status check_all(struct review *review) {
    check_all_series(review);
    if (review->options->checks & CHILDPLAN_DATA_CHECK_SUBTREES) {
        return childplan__check_subtrees(review);
    }
    return CHILDPLAN_OK;
}

/* After the findings were put in order, so that it stands at their end. */
static childplan_status tell_rest(const struct review *review, childplan_diagnostics *diagnostics) {
    struct findings findings;
    const struct position nowhere = {NULL, 0, 0};
    if (review->found <= review->options->most) {
        return CHILDPLAN_OK;
    }
    childplan__findings_begin(&findings, diagnostics, 0);
    REPORT(&findings, CHILDPLAN_DIAGNOSTIC_DATA_MORE_FINDINGS, nowhere,
           childplan__count_text(review->found - review->options->most).text);
    return childplan__findings_end(&findings);
}

childplan_status childplan_reports_check(const childplan_reports *reports, const childplan_data_check_options *options,
                                         childplan_diagnostics *reterr_diagnostics) {
    struct review review;
    if (reports == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status =
        begin(&review, reports, options == NULL ? &childplan__default_data_check_options : options);
    childplan__findings_begin(&review.findings, reterr_diagnostics, 0);
    if (status == CHILDPLAN_OK) {
        status = check_all(&review);
    }
    childplan_status told = childplan__findings_end(&review.findings);
    if (status == CHILDPLAN_OK && told == CHILDPLAN_OK) {
        told = tell_rest(&review, reterr_diagnostics);
    }
    end(&review);
    return status != CHILDPLAN_OK ? status : told;
}
