#include "frame.h"

#include "../base/wide.h"
#include "lanes.h"

static int32_t larger(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static int32_t own_decimals(const struct frame_term *term) {
    if (term->element->over_time == AGGREGATE_MEAN) {
        return larger(MEAN_DECIMALS, term->figure_decimals);
    }
    return term->element->over_time == AGGREGATE_COUNT ? 0 : term->figure_decimals;
}

/* The decimals in which a change of the term is counted: a mean moves by what is reported. */
static int32_t change_decimals(const struct frame_term *term) {
    return term->element->over_time == AGGREGATE_COUNT ? 0 : term->figure_decimals;
}

static void set_cycles(const struct frame *frame, struct frame_term *term) {
    const struct calendar *calendar = &frame->sources->plan->calendar;
    const struct element *element = term->element;
    struct days stretch = frame->moment->stretch[term->window];
    term->last_cycle = childplan__last_cycle_until(calendar, element->frequency, stretch.last);
    term->first_cycle = term->is_stock ? larger(0, term->last_cycle - element->carry)
                                       : childplan__first_cycle_from(calendar, element->frequency, stretch.first);
    term->is_past =
        term->is_stock && term->last_cycle >= 0 &&
        childplan__cycle_days(calendar, element->frequency, term->last_cycle).last < frame->moment->days.first;
}

static void add_term(struct frame *frame, const struct term *source, int32_t in_denominator) {
    struct frame_term *term = &frame->terms[frame->term_count++];
    *term = (struct frame_term){.index = source->element,
                                .sign = source->sign,
                                .in_denominator = in_denominator,
                                .part = CHILDPLAN_NONE,
                                .group = TERMS_APART};
    if (source->element == EACH_UNIT) {
        return;
    }
    const struct childplan_plan *plan = frame->sources->plan;
    term->element = &plan->elements[source->element];
    if (frame->sources->reports != NULL) {
        term->cells = childplan__reports_cells(frame->sources->reports, source->element);
    }
    term->is_stock = term->element->over_time == AGGREGATE_LAST;
    term->window = childplan__window_of(frame->indicator, term->element);
    term->rate = source->rate == CHILDPLAN_NONE ? NULL : &plan->rates[source->rate];
    term->figure_decimals = term->element->decimals + (term->rate == NULL ? 0 : term->rate->decimals);
    term->decimals = own_decimals(term);
    set_cycles(frame, term);
    frame->is_empty = frame->is_empty || (!term->is_stock && term->first_cycle > term->last_cycle);
    if (term->window > frame->longest) {
        frame->longest = term->window;
    }
}

static void add_terms(struct frame *frame) {
    const struct indicator *indicator = frame->indicator;
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        add_term(frame, &indicator->numerator[i], 0);
    }
    for (int32_t i = 0; i < indicator->denominator_count; i++) {
        add_term(frame, &indicator->denominator[i], 1);
    }
}

/* Stocks of one frequency are taken from one cycle, flows of one frequency, window and `given` over the same cycles. */
static int32_t go_together(const struct frame_term *a, const struct frame_term *b) {
    if (a->element == NULL || b->element == NULL || a->is_stock != b->is_stock ||
        a->element->frequency != b->element->frequency) {
        return 0;
    }
    return a->is_stock || (a->window == b->window && a->element->given == b->element->given);
}

static void group_terms(struct frame *frame) {
    for (int32_t i = 0; i < frame->term_count; i++) {
        int32_t first = 0;
        while (first < i && !(frame->is_ratio && go_together(&frame->terms[first], &frame->terms[i]))) {
            first++;
        }
        frame->terms[i].group = frame->terms[i].element == NULL ? TERMS_APART : first;
    }
}

static void set_scales(struct frame *frame) {
    int32_t decimals[2] = {0, 0};
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        decimals[term->in_denominator] = larger(decimals[term->in_denominator], term->decimals);
        if (!term->in_denominator) {
            frame->gap_decimals = larger(frame->gap_decimals, change_decimals(term));
        }
    }
    for (int32_t i = 0; i < frame->term_count; i++) {
        struct frame_term *term = &frame->terms[i];
        term->scale = childplan__power_of_ten(decimals[term->in_denominator] - term->decimals);
    }
    frame->numerator_decimals = decimals[0];
    frame->denominator_decimals = decimals[1];
}

static childplan_status set_each_unit_levels(struct frame *frame) {
    const struct childplan_plan *plan = frame->sources->plan;
    frame->each_unit_levels = childplan__allocate(frame->sources->allocator, (size_t)plan->level_count, 1);
    if (frame->each_unit_levels == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t i = 0; i < frame->indicator->numerator_count; i++) {
        for (int32_t level = 0; level < plan->level_count; level++) {
            frame->each_unit_levels[level] |= frame->terms[i].element->levels[level];
        }
    }
    return CHILDPLAN_OK;
}

/* A report for a period of its own rate: those of the cycles that a term is taken from. */
static childplan_status set_rates(struct frame *frame, struct frame_term *term) {
    const struct calendar *calendar = &frame->sources->plan->calendar;
    if (term->rate == NULL || term->first_cycle > term->last_cycle) {
        return CHILDPLAN_OK;
    }
    size_t count = (size_t)(term->last_cycle - term->first_cycle) + 1;
    term->rates = childplan__allocate(frame->sources->allocator, count, sizeof *term->rates);
    if (term->rates == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t cycle = term->first_cycle; cycle <= term->last_cycle; cycle++) {
        int32_t day = childplan__cycle_days(calendar, term->element->frequency, cycle).last;
        const struct rate_value *value = childplan__rate_on(term->rate, day);
        /* Before its first day nobody could report the element. */
        term->rates[cycle - term->first_cycle] = value == NULL ? 0 : value->value;
    }
    return CHILDPLAN_OK;
}

static int32_t has_denominator(const struct frame *frame, int32_t element) {
    for (int32_t i = frame->indicator->numerator_count; i < frame->term_count; i++) {
        if (frame->terms[i].index == element) {
            return 1;
        }
    }
    return 0;
}

/* The denominator term that a numerator term is part of, not yet taken by another one; NULL where there is none. */
static struct frame_term *whole_of(struct frame *frame, const struct frame_term *part) {
    int32_t whole = part->element->part_of;
    if (part->element->type == TYPE_FLAG && (whole == CHILDPLAN_NONE || !has_denominator(frame, whole))) {
        whole = EACH_UNIT;
    }
    for (int32_t i = frame->indicator->numerator_count; i < frame->term_count; i++) {
        if (frame->terms[i].index == whole && frame->terms[i].part == CHILDPLAN_NONE) {
            return &frame->terms[i];
        }
    }
    return NULL;
}

static int32_t is_bounded_ratio(struct frame *frame) {
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        if (term->sign < 0 || term->rate != NULL ||
            (term->element != NULL && (!term->is_stock || term->element->min < 0))) {
            return 0;
        }
    }
    for (int32_t i = 0; i < frame->indicator->numerator_count; i++) {
        struct frame_term *whole = whole_of(frame, &frame->terms[i]);
        if (whole == NULL) {
            return 0;
        }
        whole->part = i;
    }
    return 1;
}

static int32_t only_grows(const struct element *element) {
    if (element->min < 0) {
        return 0;
    }
    if (element->over_time == AGGREGATE_SUM) {
        return element->given == GIVEN_PERIOD;
    }
    return element->over_time == AGGREGATE_MAX || element->over_time == AGGREGATE_COUNT ||
           element->over_time == AGGREGATE_LAST;
}

static int32_t is_bounded_total(const struct frame *frame) {
    for (int32_t i = 0; i < frame->term_count; i++) {
        if (frame->terms[i].sign < 0 || !only_grows(frame->terms[i].element)) {
            return 0;
        }
    }
    return frame->over_units == AGGREGATE_SUM;
}

static void set_bounds(struct frame *frame) {
    if (frame->is_ratio) {
        frame->bounds = is_bounded_ratio(frame) ? BOUNDS_RATIO : BOUNDS_NONE;
    } else {
        frame->bounds = is_bounded_total(frame) ? BOUNDS_TOTAL : BOUNDS_NONE;
    }
}

static int32_t cannot_be_negative(const struct frame *frame) {
    for (int32_t i = 0; i < frame->indicator->numerator_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        if (term->sign < 0 || (term->element->over_time != AGGREGATE_COUNT && term->element->min < 0)) {
            return 0;
        }
    }
    return 1;
}

childplan_status childplan__frame_begin(const struct sources *sources, const struct moment *moment, int32_t indicator,
                                        struct frame *ret_frame) {
    struct frame frame = {.sources = sources, .moment = moment, .indicator = &sources->plan->indicators[indicator]};
    size_t count = (size_t)frame.indicator->numerator_count + (size_t)frame.indicator->denominator_count;
    frame.terms = childplan__allocate(sources->allocator, count, sizeof *frame.terms);
    if (frame.terms == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    frame.is_ratio = frame.indicator->denominator_count > 0 || frame.indicator->counted != CHILDPLAN_NONE;
    add_terms(&frame);
    group_terms(&frame);
    set_scales(&frame);
    frame.over_units = frame.is_ratio ? AGGREGATE_SUM : frame.terms[0].element->over_units;
    set_bounds(&frame);
    frame.not_negative = cannot_be_negative(&frame);
    frame.grows = childplan__indicator_grows(sources->plan, frame.indicator);
    frame.population = frame.indicator->population.has_version;
    childplan_status status = set_each_unit_levels(&frame);
    for (int32_t i = 0; i < frame.term_count && status == CHILDPLAN_OK; i++) {
        status = set_rates(&frame, &frame.terms[i]);
    }
    if (status != CHILDPLAN_OK) {
        childplan__frame_end(&frame);
        return status;
    }
    frame.takes_lanes = childplan__frame_takes_lanes(&frame);
    *ret_frame = frame;
    return CHILDPLAN_OK;
}

void childplan__frame_end(struct frame *frame) {
    for (int32_t i = 0; i < frame->term_count; i++) {
        childplan__release(frame->sources->allocator, frame->terms[i].rates);
    }
    childplan__release(frame->sources->allocator, frame->each_unit_levels);
    childplan__release(frame->sources->allocator, frame->terms);
}
