#include "contribution.h"

#include "../base/wide.h"

int32_t childplan__is_of_population(const struct frame *frame, int32_t version) {
    return version != NOT_ALIVE && (frame->population == NULL || frame->population[version]);
}

int32_t childplan__is_there_at_end(const struct frame *frame, int32_t unit) {
    return childplan__is_of_population(frame, childplan__version_at_end(frame->sources, frame->moment, unit));
}

int32_t childplan__is_at(const struct frame *frame, const struct frame_term *term, int32_t unit) {
    if (term->element != NULL && !term->is_stock) {
        return childplan__flow_is_at(frame, term, unit);
    }
    enum window window = frame->is_ratio ? frame->longest : WINDOW_PERIOD;
    int32_t version = childplan__version_in_window(frame->sources, frame->moment, window, unit);
    const uint8_t *levels = term->element == NULL ? frame->each_unit_levels : term->element->levels;
    return childplan__is_of_population(frame, version) && levels[frame->sources->plan->versions[version].level];
}

/* Notes one cell that may be expected. */
static void expect(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle,
                   int32_t is_expected, struct contribution *contribution) {
    int64_t ignored;
    if (!is_expected) {
        return;
    }
    if (!contribution->expected) {
        contribution->expected = contribution->reported = 1;
    }
    if (contribution->reported) {
        contribution->reported = (uint8_t)childplan__reported_value(frame, term, unit, cycle, &ignored);
    }
}

static void expect_bases(const struct frame *frame, const struct frame_term *term, int32_t unit,
                         struct contribution *contribution) {
    struct run run;
    for (int32_t from = term->first_cycle; childplan__next_run(frame, term, unit, from, &run); from = run.last + 1) {
        expect(frame, term, unit, run.base, run.base != CHILDPLAN_NONE, contribution);
    }
}

static void expect_term(const struct frame *frame, const struct frame_term *term, int32_t unit,
                        struct contribution *contribution) {
    const struct life *life = &frame->sources->life;
    if (term->element == NULL) {
        return;
    }
    if (term->is_stock) {
        if (term->last_cycle >= 0 && childplan__is_there_at_end(frame, unit)) {
            expect(frame, term, unit, term->last_cycle,
                   childplan__is_expected(life, term->element, unit, term->last_cycle), contribution);
        }
        return;
    }
    for (int32_t cycle = term->first_cycle; cycle <= term->last_cycle; cycle++) {
        expect(frame, term, unit, cycle,
               childplan__is_expected(life, term->element, unit, cycle) &&
                   childplan__counts_in(frame, term, unit, cycle),
               contribution);
    }
    if (term->element->given == GIVEN_YEAR_TO_DATE) {
        expect_bases(frame, term, unit, contribution);
    }
}

int32_t childplan__oldest_common_cycle(const struct frame *frame, const struct frame_term *term, int32_t unit) {
    int32_t oldest = term->first_cycle;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *other = &frame->terms[i];
        if (other->group == term->group && other->first_cycle > oldest && childplan__is_at(frame, other, unit)) {
            oldest = other->first_cycle;
        }
    }
    return oldest;
}

static int32_t all_reported_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle) {
    int64_t ignored;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *other = &frame->terms[i];
        if (other->group == term->group && childplan__is_at(frame, other, unit) &&
            !childplan__reported_value(frame, other, unit, cycle, &ignored)) {
            return 0;
        }
    }
    return 1;
}

int32_t childplan__stock_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                               int64_t *ret_value, int32_t *ret_cycle) {
    if (!childplan__is_there_at_end(frame, unit) || !childplan__has_row(frame->sources->reports, unit, term->index)) {
        return 0;
    }
    int32_t oldest = childplan__oldest_common_cycle(frame, term, unit);
    for (int32_t cycle = term->last_cycle; cycle >= oldest; cycle--) {
        if (all_reported_in(frame, term, unit, cycle)) {
            *ret_cycle = cycle;
            return childplan__reported_value(frame, term, unit, cycle, ret_value);
        }
    }
    return 0;
}

int32_t childplan__is_carried(const struct frame_term *term, int32_t cycle) {
    return cycle < term->last_cycle || term->is_past;
}

int32_t childplan__own_value(const struct frame *frame, const struct frame_term *term, int32_t unit, int64_t *ret_value,
                             uint8_t *ret_carried) {
    if (term->element == NULL) {
        *ret_value = 1;
        return childplan__is_there_at_end(frame, unit);
    }
    if (!term->is_stock) {
        return childplan__flow_value(frame, term, unit, ret_value);
    }
    int32_t cycle;
    if (!childplan__stock_value(frame, term, unit, ret_value, &cycle)) {
        return 0;
    }
    if (childplan__is_carried(term, cycle)) {
        *ret_carried = 1;
    }
    return childplan__apply_rate(term, cycle, ret_value) ? 1 : -1;
}

static int32_t add_to_side(const struct frame_term *term, int64_t value, struct contribution *contribution) {
    int64_t *side = term->in_denominator ? &contribution->denominator : &contribution->numerator;
    return childplan__multiply(value, term->scale * term->sign, &value) && childplan__add(*side, value, side);
}

/* Adds up what is present. In a ratio everything at the unit must be, or it brings nothing. */
static childplan_status add_terms(const struct frame *frame, int32_t unit, struct contribution *contribution) {
    int32_t present = 0;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        int64_t value;
        if (!childplan__is_at(frame, term, unit)) {
            continue;
        }
        int32_t found = childplan__own_value(frame, term, unit, &value, &contribution->carried);
        if (found < 0 || (found && !add_to_side(term, value, contribution))) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
        if (!found && frame->is_ratio) {
            return CHILDPLAN_OK;
        }
        present += found;
    }
    contribution->contributes = present > 0;
    return CHILDPLAN_OK;
}

/* The latest report of a stock that ended by the period's end: 1 and written with its cycle, or 0. */
static int32_t latest_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                            struct term_size *size) {
    if (!childplan__has_row(frame->sources->reports, unit, term->index)) {
        return 0;
    }
    for (int32_t cycle = term->last_cycle; cycle >= 0; cycle--) {
        if (childplan__reported_value(frame, term, unit, cycle, &size->value)) {
            size->cycle = cycle;
            return 1;
        }
    }
    return 0;
}

static int32_t bring_to(int32_t decimals, const struct frame_term *term, int64_t *value) {
    return childplan__multiply(*value, childplan__power_of_ten(decimals - term->decimals), value);
}

int32_t childplan__term_size(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t decimals,
                             struct term_size *ret_size) {
    int64_t part;
    *ret_size = (struct term_size){.value = 1, .cycle = CHILDPLAN_NONE};
    if (term->element != NULL && !latest_value(frame, term, unit, ret_size)) {
        return 0;
    }
    if (!bring_to(decimals, term, &ret_size->value)) {
        return -1;
    }
    const struct frame_term *part_term = term->part == CHILDPLAN_NONE ? NULL : &frame->terms[term->part];
    if (part_term == NULL || part_term->last_cycle < 0 ||
        !childplan__reported_value(frame, part_term, unit, part_term->last_cycle, &part)) {
        return 1;
    }
    if (!bring_to(decimals, part_term, &part)) {
        return -1;
    }
    if (part > ret_size->value) {
        *ret_size = (struct term_size){part, part_term->last_cycle, 1};
    }
    return 1;
}

int32_t childplan__missing_size(const struct frame *frame, int32_t unit, int64_t *ret_size) {
    int32_t decimals = frame->numerator_decimals > frame->denominator_decimals ? frame->numerator_decimals
                                                                               : frame->denominator_decimals;
    int32_t all_known = 1;
    *ret_size = 0;
    for (int32_t i = frame->indicator->numerator_count; i < frame->term_count; i++) {
        struct term_size size;
        if (!childplan__is_at(frame, &frame->terms[i], unit)) {
            continue;
        }
        int32_t known = childplan__term_size(frame, &frame->terms[i], unit, decimals, &size);
        if (known < 0 || (known && !childplan__add(*ret_size, size.value, ret_size))) {
            return -1;
        }
        all_known = all_known && known;
    }
    return all_known;
}

static childplan_status add_size(const struct frame *frame, int32_t unit, struct contribution *contribution) {
    int32_t known = childplan__missing_size(frame, unit, &contribution->size);
    contribution->size_unknown = known == 0;
    return known < 0 ? CHILDPLAN_ERROR_OVERFLOW : CHILDPLAN_OK;
}

childplan_status childplan__contribution(const struct frame *frame, int32_t unit,
                                         struct contribution *ret_contribution) {
    struct contribution contribution = {0};
    *ret_contribution = contribution;
    if (frame->is_empty) {
        return CHILDPLAN_OK;
    }
    for (int32_t i = 0; i < frame->term_count; i++) {
        expect_term(frame, &frame->terms[i], unit, &contribution);
    }
    childplan_status status = add_terms(frame, unit, &contribution);
    if (status == CHILDPLAN_OK && frame->bounds == BOUNDS_RATIO && contribution.expected && !contribution.reported) {
        status = add_size(frame, unit, &contribution);
    }
    if (!contribution.contributes) {
        contribution.numerator = contribution.denominator = contribution.carried = 0;
    }
    *ret_contribution = contribution;
    return status;
}
