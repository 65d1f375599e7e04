#include "life.h"

#include <string.h>

static void fill_version(const struct childplan_plan *plan, struct life *life, int32_t frequency,
                         const struct unit_version *version) {
    int32_t count = life->cycle_count[frequency];
    size_t row = (size_t)version->unit * (size_t)count;
    int32_t cycle = childplan__last_cycle_until(&plan->calendar, frequency, version->from - 1) + 1;
    for (; cycle < count; cycle++) {
        struct days days = childplan__cycle_days(&plan->calendar, frequency, cycle);
        if (days.first > version->until) {
            return;
        }
        life->in_cycle[frequency][row + (size_t)cycle] = (int8_t)version->level;
        if (days.last <= version->until) {
            life->at_end[frequency][row + (size_t)cycle] = (int8_t)version->level;
        }
    }
}

static childplan_status fill_frequency(const struct childplan_plan *plan, struct life *life, int32_t frequency) {
    int32_t count = childplan__cycle_count(&plan->calendar, frequency);
    life->cycle_count[frequency] = count;
    life->first_expected[frequency] =
        childplan__last_cycle_until(&plan->calendar, frequency, plan->first_report_day - 1) + 1;
    life->in_cycle[frequency] = childplan__allocate(life->allocator, (size_t)plan->unit_count, (size_t)count);
    life->at_end[frequency] = childplan__allocate(life->allocator, (size_t)plan->unit_count, (size_t)count);
    if (life->in_cycle[frequency] == NULL || life->at_end[frequency] == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memset(life->in_cycle[frequency], NOT_ALIVE, (size_t)plan->unit_count * (size_t)count);
    memset(life->at_end[frequency], NOT_ALIVE, (size_t)plan->unit_count * (size_t)count);
    for (int32_t i = 0; i < plan->version_count; i++) {
        fill_version(plan, life, frequency, &plan->versions[i]);
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__life_begin(const struct childplan_plan *plan, const struct allocator *allocator,
                                       struct life *ret_life) {
    struct life life = {.allocator = allocator};
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < plan->element_count && status == CHILDPLAN_OK; i++) {
        if (life.in_cycle[plan->elements[i].frequency] == NULL) {
            status = fill_frequency(plan, &life, plan->elements[i].frequency);
        }
    }
    if (status != CHILDPLAN_OK) {
        childplan__life_end(&life);
        return status;
    }
    *ret_life = life;
    return CHILDPLAN_OK;
}

void childplan__life_end(struct life *life) {
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        childplan__release(life->allocator, life->in_cycle[frequency]);
        childplan__release(life->allocator, life->at_end[frequency]);
    }
    *life = (struct life){.allocator = life->allocator};
}

static int32_t is_level_of(const struct element *element, const int8_t *table, int32_t count, int32_t unit,
                           int32_t cycle) {
    int8_t level = table[(size_t)unit * (size_t)count + (size_t)cycle];
    return level != NOT_ALIVE && element->levels[level];
}

int32_t childplan__could_report(const struct life *life, const struct element *element, int32_t unit, int32_t cycle) {
    int32_t frequency = element->frequency;
    return is_level_of(element, life->in_cycle[frequency], life->cycle_count[frequency], unit, cycle);
}

int32_t childplan__is_expected(const struct life *life, const struct element *element, int32_t unit, int32_t cycle) {
    int32_t frequency = element->frequency;
    return cycle >= life->first_expected[frequency] &&
           is_level_of(element, life->at_end[frequency], life->cycle_count[frequency], unit, cycle);
}
