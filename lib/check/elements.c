/* Data elements that units report and nothing uses. */
#include "check.h"

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
        if (!used[i]) {
            REMARK(check, CHILDPLAN_DIAGNOSTIC_ELEMENT_UNUSED, plan->elements[i].position, plan->elements[i].id);
        }
    }
    childplan__release(check->allocator, used);
}
