#include "life.h"

#include "../base/bits.h"

static void fill_version(const struct childplan_plan *plan, struct life *life, int32_t frequency, int32_t index) {
    const struct unit_version *version = &plan->versions[index];
    int32_t count = life->cycle_count[frequency];
    int32_t place = life->places[version->unit];
    if (place >= 0) {
        return;
    }
    size_t row = (size_t)(-1 - place) * (size_t)count;
    int32_t cycle = childplan__last_cycle_until(&plan->calendar, frequency, version->from - 1) + 1;
    for (; cycle < count; cycle++) {
        struct days days = childplan__cycle_days(&plan->calendar, frequency, cycle);
        if (days.first > version->until) {
            return;
        }
        life->in_cycle[frequency][row + (size_t)cycle] = index;
        if (days.last <= version->until) {
            life->at_end[frequency][row + (size_t)cycle] = index;
        }
    }
}

/* A table of NOT_ALIVE; NULL without memory. */
static int32_t *new_table(const struct life *life, int32_t count) {
    size_t cells = (size_t)life->rows * (size_t)count;
    int32_t *table = childplan__allocate(life->allocator, cells, sizeof *table);
    for (size_t i = 0; table != NULL && i < cells; i++) {
        table[i] = NOT_ALIVE;
    }
    return table;
}

static childplan_status fill_frequency(const struct childplan_plan *plan, struct life *life, int32_t frequency) {
    int32_t count = childplan__cycle_count(&plan->calendar, frequency);
    life->cycle_count[frequency] = count;
    life->first_expected[frequency] =
        childplan__last_cycle_until(&plan->calendar, frequency, plan->first_report_day - 1) + 1;
    life->in_cycle[frequency] = new_table(life, count);
    life->at_end[frequency] = new_table(life, count);
    if (life->in_cycle[frequency] == NULL || life->at_end[frequency] == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t i = 0; i < plan->version_count; i++) {
        fill_version(plan, life, frequency, i);
    }
    return CHILDPLAN_OK;
}

static childplan_status see_whole_lives(const struct childplan_plan *plan, struct life *life) {
    size_t words = childplan__words_for(plan->unit_count);
    life->whole = childplan__allocate(life->allocator, words, sizeof *life->whole);
    life->at_level = childplan__allocate(life->allocator, (size_t)plan->level_count * words, sizeof *life->at_level);
    life->places = childplan__allocate(life->allocator, (size_t)plan->unit_count, sizeof *life->places);
    if (life->whole == NULL || life->at_level == NULL || life->places == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        const struct unit_version *version = &plan->versions[plan->units[unit].first_version];
        size_t word = (size_t)unit / WORD_BITS;
        uint64_t bit = UINT64_C(1) << ((size_t)unit % WORD_BITS);
        if (version->from <= plan->horizon.first && version->until >= plan->horizon.last) {
            life->whole[word] |= bit;
            life->at_level[(size_t)version->level * words + word] |= bit;
            life->places[unit] = plan->units[unit].first_version;
        } else {
            life->places[unit] = -1 - life->rows++;
        }
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__life_begin(const struct childplan_plan *plan, const struct allocator *allocator,
                                       struct life *ret_life) {
    struct life life = {.allocator = allocator, .versions = plan->versions};
    childplan_status status = see_whole_lives(plan, &life);
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
    childplan__release(life->allocator, life->whole);
    childplan__release(life->allocator, life->places);
    childplan__release(life->allocator, life->at_level);
    *life = (struct life){.allocator = life->allocator};
}

static int32_t cell(const struct life *life, int32_t *const tables[], int32_t frequency, int32_t unit, int32_t cycle) {
    int32_t place = life->places[unit];
    return place >= 0 ? place
                      : tables[frequency][(size_t)(-1 - place) * (size_t)life->cycle_count[frequency] + (size_t)cycle];
}

static int32_t reports(const struct life *life, const struct element *element, int32_t version) {
    return version != NOT_ALIVE && element->levels[life->versions[version].level];
}

int32_t childplan__version_in_cycle(const struct life *life, int32_t frequency, int32_t unit, int32_t cycle) {
    return cell(life, life->in_cycle, frequency, unit, cycle);
}

int32_t childplan__could_report(const struct life *life, const struct element *element, int32_t unit, int32_t cycle) {
    return reports(life, element, cell(life, life->in_cycle, element->frequency, unit, cycle));
}

int32_t childplan__is_expected(const struct life *life, const struct element *element, int32_t unit, int32_t cycle) {
    return element->check_of == CHILDPLAN_NONE && cycle >= life->first_expected[element->frequency] &&
           reports(life, element, cell(life, life->at_end, element->frequency, unit, cycle));
}
