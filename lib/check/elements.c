/* Data elements that units report and nothing uses, and those that check where nothing is to be checked. */
#include "check.h"

#include <string.h>

static void mark(uint8_t *used, const struct term *terms, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (terms[i].element != EACH_UNIT) {
            used[terms[i].element] = 1;
        }
    }
}

/* The whole of what is used checks it, and so is used itself. */
static void mark_wholes(const struct childplan_plan *plan, uint8_t *used) {
    for (int32_t i = 0; i < plan->element_count; i++) {
        int32_t whole = used[i] ? plan->elements[i].part_of : CHILDPLAN_NONE;
        while (whole != CHILDPLAN_NONE && !used[whole]) {
            used[whole] = 1;
            whole = plan->elements[whole].part_of;
        }
    }
}

/* Units that declare the figure of others need others below them that report it. */
static void check_levels_below(struct check *check, const struct element *element) {
    const struct childplan_plan *plan = check->plan;
    const struct element *checked = &plan->elements[element->check_of];
    int32_t lowest = plan->level_count - 1;
    while (lowest > 0 && !checked->levels[lowest]) {
        lowest--;
    }
    int32_t has_levels = memchr(element->levels, 1, (size_t)plan->level_count) != NULL;
    for (int32_t level = lowest; level < plan->level_count; level++) {
        if (element->levels[level] || !has_levels) {
            REMARK(check, CHILDPLAN_DIAGNOSTIC_CHECK_OF_NOTHING_BELOW, element->position, element->id,
                   plan->levels[level].id, checked->id);
        }
        if (!has_levels) {
            return;
        }
    }
}

void childplan__check_elements(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    uint8_t *used = childplan__check_allocate(check, (size_t)plan->element_count, sizeof *used);
    if (!used) {
        return;
    }
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        mark(used, plan->indicators[i].numerator, plan->indicators[i].numerator_count);
        mark(used, plan->indicators[i].denominator, plan->indicators[i].denominator_count);
    }
    mark_wholes(plan, used);
    for (int32_t i = 0; i < plan->element_count; i++) {
        if (!used[i] && plan->elements[i].check_of == CHILDPLAN_NONE) {
            REMARK(check, CHILDPLAN_DIAGNOSTIC_ELEMENT_UNUSED, plan->elements[i].position, plan->elements[i].id);
        }
        if (plan->elements[i].check_of != CHILDPLAN_NONE) {
            check_levels_below(check, &plan->elements[i]);
        }
    }
    childplan__release(check->allocator, used);
}
