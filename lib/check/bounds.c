/* Between which values an indicator lies by what its data elements are. */
#include "check.h"

/* A rate is never below 0, and makes nothing negative. */
static int32_t is_never_negative(const struct childplan_plan *plan, const struct term *terms, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        const struct term *term = &terms[i];
        if (term->sign < 0) {
            return 0;
        }
        if (term->element != EACH_UNIT && plan->elements[term->element].over_time != AGGREGATE_COUNT &&
            plan->elements[term->element].min < 0) {
            return 0;
        }
    }
    return 1;
}

static int32_t has_rate(const struct term *terms, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (terms[i].rate != CHILDPLAN_NONE) {
            return 1;
        }
    }
    return 0;
}

/* The place of an element among the denominator's terms, or CHILDPLAN_NONE. */
static int32_t place_below(const struct indicator *indicator, int32_t element) {
    for (int32_t i = 0; i < indicator->denominator_count; i++) {
        if (indicator->denominator[i].element == element) {
            return i;
        }
    }
    return CHILDPLAN_NONE;
}

/* Added up over the same stretch of time, a part stays within its whole. What is given year_to_date may be put right
   later in the year, so that a period's own part is above its whole. */
static int32_t stays_within(const struct indicator *indicator, const struct element *part,
                            const struct element *whole) {
    return part->over_time != AGGREGATE_COUNT && part->given == GIVEN_PERIOD && whole->given == GIVEN_PERIOD &&
           childplan__window_of(indicator, part) == childplan__window_of(indicator, whole);
}

/* The place of the denominator's term that a numerator's term can never be above, or CHILDPLAN_NONE. */
static int32_t whole_of(const struct childplan_plan *plan, const struct indicator *indicator, const struct term *term) {
    const struct element *part = &plan->elements[term->element];
    int32_t whole = part->part_of == CHILDPLAN_NONE ? CHILDPLAN_NONE : place_below(indicator, part->part_of);
    if (whole != CHILDPLAN_NONE) {
        return stays_within(indicator, part, &plan->elements[part->part_of]) ? whole : CHILDPLAN_NONE;
    }
    int32_t is_state =
        part->type == TYPE_FLAG && part->over_time != AGGREGATE_SUM && part->over_time != AGGREGATE_COUNT;
    return is_state ? place_below(indicator, EACH_UNIT) : CHILDPLAN_NONE;
}

/* No indicator has more. */
#define MOST_TERMS 256

/* 1 where every term above the line is part of one of its own below it, which nothing makes smaller. */
static int32_t is_share(const struct childplan_plan *plan, const struct indicator *indicator) {
    uint8_t taken[MOST_TERMS] = {0};
    if (indicator->denominator_count == 0 || has_rate(indicator->numerator, indicator->numerator_count) ||
        has_rate(indicator->denominator, indicator->denominator_count) ||
        !is_never_negative(plan, indicator->numerator, indicator->numerator_count) ||
        !is_never_negative(plan, indicator->denominator, indicator->denominator_count)) {
        return 0;
    }
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        int32_t whole = whole_of(plan, indicator, &indicator->numerator[i]);
        if (whole == CHILDPLAN_NONE || taken[whole]) {
            return 0;
        }
        taken[whole] = 1;
    }
    return 1;
}

/* 1 where an indicator is one of the figures reported, or their mean, not a sum of them. */
static int32_t is_single_figure(const struct childplan_plan *plan, const struct indicator *indicator) {
    if (indicator->denominator_count > 0 || indicator->numerator_count != 1 ||
        indicator->numerator->rate != CHILDPLAN_NONE) {
        return 0;
    }
    const struct element *element = &plan->elements[indicator->numerator->element];
    return element->over_time != AGGREGATE_SUM && element->over_time != AGGREGATE_COUNT &&
           element->over_units != AGGREGATE_SUM && element->over_units != AGGREGATE_COUNT;
}

static struct fraction scaled(int64_t value, int32_t decimals, int64_t per) {
    return (struct fraction){childplan__wide_product(value, per), childplan__wide(childplan__power_of_ten(decimals))};
}

static struct value_range range_of_figure(const struct element *element, int64_t per) {
    return (struct value_range){.has_low = element->has_min,
                                .has_high = element->has_max,
                                .low = scaled(element->min, element->decimals, per),
                                .high = scaled(element->max, element->decimals, per)};
}

struct value_range childplan__value_range(const struct childplan_plan *plan, const struct indicator *indicator) {
    struct value_range range = {.low = scaled(0, 0, 1), .high = scaled(indicator->per, 0, 1)};
    if (indicator->counted != CHILDPLAN_NONE) {
        range.has_low = 1;
        range.has_high = 1;
    } else if (is_single_figure(plan, indicator)) {
        range = range_of_figure(&plan->elements[indicator->numerator->element], indicator->per);
    } else {
        range.has_low = is_never_negative(plan, indicator->numerator, indicator->numerator_count);
        range.has_high = is_share(plan, indicator);
    }
    return range;
}
