/* Indicators that nobody is left to report: of some of their data elements, or of all. */
#include "../base/order.h"
#include "check.h"

#include <stdlib.h>

/* An element of an indicator and the last day on which a unit lives that reports it. */
struct reported {
    int32_t last_day; /* CHILDPLAN_NO_DATE: none ever does */
    int32_t element;
    int32_t is_below; /* in the denominator */
};

static int compare_reported(const void *left, const void *right) {
    const struct reported *a = left;
    const struct reported *b = right;
    const int64_t keys[][2] = {{a->last_day, b->last_day}, {a->element, b->element}};
    return ORDER_KEYS(keys);
}

static int32_t last_day_of(const struct check *check, const struct element *element, const int32_t *last_days) {
    int32_t last = CHILDPLAN_NO_DATE;
    for (int32_t level = 0; level < check->plan->level_count; level++) {
        last = element->levels[level] && last_days[level] > last ? last_days[level] : last;
    }
    return last;
}

/* What one indicator loses, in the order in which it does. */
struct losses {
    struct check *check;
    const struct indicator *indicator;
    struct reported *reported;
    int32_t count;
    int32_t left[2]; /* elements that are still reported, above and below the line */
};

static void add_terms(struct losses *losses, const struct term *terms, int32_t count, int32_t is_below,
                      const int32_t *last_days) {
    const struct childplan_plan *plan = losses->check->plan;
    for (int32_t i = 0; i < count; i++) {
        losses->left[is_below]++;
        if (terms[i].element == EACH_UNIT) {
            continue;
        }
        int32_t last = last_day_of(losses->check, &plan->elements[terms[i].element], last_days);
        if (last < plan->horizon.last) {
            losses->reported[losses->count++] = (struct reported){last, terms[i].element, is_below};
        }
    }
}

static int32_t is_whole_loss(const struct losses *losses) {
    return losses->left[0] == 0 || (losses->indicator->denominator_count > 0 && losses->left[1] == 0);
}

/* The place after those lost on the same day as the one at `first`. */
static int32_t end_of_day(const struct losses *losses, int32_t first) {
    int32_t end = first;
    while (end < losses->count && losses->reported[end].last_day == losses->reported[first].last_day) {
        end++;
    }
    return end;
}

static void remark_loss(const struct losses *losses, int32_t last_day, const char *elements, const char *levels) {
    struct check *check = losses->check;
    const struct indicator *indicator = losses->indicator;
    int32_t is_whole = is_whole_loss(losses);
    if (last_day == CHILDPLAN_NO_DATE) {
        REMARK(check,
               is_whole ? CHILDPLAN_DIAGNOSTIC_INDICATOR_NEVER_REPORTED : CHILDPLAN_DIAGNOSTIC_INDICATOR_LACKS_PART,
               indicator->position, indicator->id, elements, levels);
    } else {
        REMARK(check, is_whole ? CHILDPLAN_DIAGNOSTIC_INDICATOR_ENDS : CHILDPLAN_DIAGNOSTIC_INDICATOR_LOSES_PART,
               indicator->position, indicator->id, elements, levels, childplan__day_text(last_day + 1).text);
    }
}

/* Those lost on one day are one loss. */
static void tell_loss(struct losses *losses, int32_t first, int32_t end, uint8_t *levels) {
    struct check *check = losses->check;
    const struct childplan_plan *plan = check->plan;
    struct text elements;
    struct text ids;
    childplan__text_begin(&elements, check->allocator);
    childplan__text_begin(&ids, check->allocator);
    for (int32_t level = 0; level < plan->level_count; level++) {
        levels[level] = 0;
    }
    for (int32_t i = first; i < end; i++) {
        const struct element *element = &plan->elements[losses->reported[i].element];
        losses->left[losses->reported[i].is_below]--;
        for (int32_t level = 0; level < plan->level_count; level++) {
            levels[level] |= element->levels[level];
        }
        if (i == first || losses->reported[i].element != losses->reported[i - 1].element) {
            childplan__add_quoted(&elements, element->id);
        }
    }
    childplan__add_levels(check, &ids, levels);
    remark_loss(losses, losses->reported[first].last_day, childplan__listed(check, &elements),
                childplan__listed(check, &ids));
    childplan__text_end(&elements);
    childplan__text_end(&ids);
}

/* 1 where an indicator is narrowed to units of which none ever lives. */
static int32_t is_without_units(const struct check *check, const struct indicator *indicator,
                                const int32_t *last_days) {
    for (int32_t level = 0; level < check->plan->level_count; level++) {
        if (last_days[level] != CHILDPLAN_NO_DATE) {
            return 0;
        }
    }
    return indicator->population.has_version != NULL;
}

static void check_indicator(struct check *check, const struct indicator *indicator, struct reported *reported,
                            uint8_t *levels) {
    const int32_t *last_days = childplan__last_days(check, indicator);
    if (is_without_units(check, indicator, last_days)) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_POPULATION_WITHOUT_UNIT, indicator->position, indicator->id);
        return;
    }
    struct losses losses = {.check = check, .indicator = indicator, .reported = reported};
    add_terms(&losses, indicator->numerator, indicator->numerator_count, 0, last_days);
    add_terms(&losses, indicator->denominator, indicator->denominator_count, 1, last_days);
    if (losses.count > 1) {
        qsort(reported, (size_t)losses.count, sizeof *reported, compare_reported);
    }
    for (int32_t first = 0, end; first < losses.count; first = end) {
        end = end_of_day(&losses, first);
        tell_loss(&losses, first, end, levels);
        if (is_whole_loss(&losses)) {
            return;
        }
    }
}

/* How many terms an indicator has at most. */
static int32_t most_terms(const struct childplan_plan *plan) {
    int32_t most = 0;
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        int32_t count = plan->indicators[i].numerator_count + plan->indicators[i].denominator_count;
        most = count > most ? count : most;
    }
    return most;
}

void childplan__check_lives(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    struct reported *reported = childplan__check_allocate(check, (size_t)most_terms(plan), sizeof *reported);
    uint8_t *levels = childplan__check_allocate(check, (size_t)plan->level_count, sizeof *levels);
    for (int32_t i = 0; i < plan->indicator_count && reported && levels; i++) {
        check_indicator(check, &plan->indicators[i], reported, levels);
    }
    childplan__release(check->allocator, reported);
    childplan__release(check->allocator, levels);
}
