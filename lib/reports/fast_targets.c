/* Where rows go: units that are met soon, periods, and the cycles their elements are reported in. */
#include "fast_rows.h"

/* Below so many units everything about them stays in cache; how many reports further on is looked. */
#define MANY_UNITS 4096
#define REPORTS_AHEAD 4
/* Targets that were not looked up, and what is not reported in the plain way. */
#define NOT_LOOKED_UP (-2)
#define NOT_PLAIN (-1)

static void forget_targets(const struct fast_reader *reader, struct named_period *period, int32_t level) {
    period->level = level;
    for (int32_t element = 0; element < reader->plan->element_count; element++) {
        period->targets[element].cycle = NOT_LOOKED_UP;
    }
}

struct named_period *childplan__period_place(const struct fast_reader *reader, uint64_t name) {
    return &reader->periods[(name ^ name >> 29) * UINT64_C(0x9E3779B97F4A7C15) >> 40 & reader->period_mask];
}

void childplan__choose_period(struct fast_reader *reader, struct named_period *period) {
    reader->period = period;
    reader->version = NULL;
}

int32_t childplan__name_period(struct fast_reader *reader, struct named_period *place, int64_t period) {
    const struct calendar *calendar = &reader->plan->calendar;
    if (!childplan__period_in_horizon(calendar, period)) {
        return 0;
    }
    place->size = 0;
    place->period = period;
    place->kind = childplan_period_kind(period);
    place->days = childplan__period_days(calendar, period);
    forget_targets(reader, place, CHILDPLAN_NONE);
    childplan__choose_period(reader, place);
    return 1;
}

int32_t childplan__find_version(struct fast_reader *reader) {
    if (reader->version == NULL) {
        reader->version = childplan__last_version_in(reader->plan, reader->unit, reader->period->days);
        if (reader->version != NULL && reader->version->level != reader->period->level) {
            forget_targets(reader, reader->period, reader->version->level);
        }
    }
    return reader->version != NULL;
}

static void aim(const struct fast_reader *reader, int32_t index, int32_t cycle, struct target *target) {
    const struct element *element = &reader->plan->elements[index];
    target->cycle = cycle;
    target->is_whole = element->decimals == 0 && element->type != TYPE_FLAG;
    target->least = element->has_min ? element->min : INT64_MIN;
    target->most = element->has_max ? element->max : INT64_MAX;
    if (element->type == TYPE_FLAG) {
        target->least = target->least < 0 ? 0 : target->least;
        target->most = target->most > 1 ? 1 : target->most;
    }
    if (cycle >= 0) {
        target->cells = &reader->bulk->cells[index];
        target->first_cell = childplan__cell_at(target->cells, 0, cycle);
        target->chunk = childplan__tile_at(target->cells, 0, cycle);
    }
}

/* A year's name for its last cycle, in which the unit may be another version. */
static int32_t cycle_of_year(const struct fast_reader *reader, int32_t index) {
    const struct childplan_plan *plan = reader->plan;
    const struct element *element = &plan->elements[index];
    int32_t cycle = childplan__cycle_named(plan, element, reader->period->period);
    if (cycle < 0 || reader->period->kind == element->frequency) {
        return NOT_PLAIN;
    }
    struct days days = childplan__cycle_days(&plan->calendar, element->frequency, cycle);
    const struct unit_version *version = childplan__last_version_in(plan, reader->unit, days);
    return version != NULL && element->levels[version->level] ? cycle : NOT_PLAIN;
}

/* Only a report for a period of the element's own frequency is plain, or for a year, which is looked up each time. */
const struct target *childplan__find_target(const struct fast_reader *reader, int32_t index, struct target *of_year) {
    struct target *target = &reader->period->targets[index];
    if (target->cycle == NOT_LOOKED_UP) {
        const struct element *element = &reader->plan->elements[index];
        int32_t is_plain = reader->period->kind == element->frequency && element->levels[reader->period->level];
        int32_t cycle = childplan__cycle_named(reader->plan, element, reader->period->period);
        aim(reader, index, is_plain ? cycle : NOT_PLAIN, target);
    }
    if (target->cycle >= 0) {
        return target;
    }
    aim(reader, index, cycle_of_year(reader, index), of_year);
    return of_year->cycle >= 0 ? of_year : NULL;
}

void childplan__look_ahead(struct fast_reader *reader) {
    const struct childplan_plan *plan = reader->plan;
    const char *last = reader->unit_at;
    reader->unit_at = reader->at;
    if (reader->columns->unit != 0 || plan->unit_count < MANY_UNITS || last == NULL) {
        return;
    }
    size_t reach = REPORTS_AHEAD * (size_t)(reader->at - last);
    if (reach >= (size_t)(reader->end - reader->at)) {
        return;
    }
    const char *from = reader->at + reach;
    const char *line = memchr(from, '\n', (size_t)(reader->end - from));
    const char *delimiter = line == NULL ? NULL : memchr(line, reader->delimiter, (size_t)(reader->end - line));
    if (reader->coming_unit != CHILDPLAN_NONE) {
        childplan__fetch(&plan->versions[plan->units[reader->coming_unit].first_version]);
    }
    reader->coming_unit = childplan__names_expect_text(&plan->unit_names, reader->coming[1]);
    childplan__fetch(reader->coming_unit == CHILDPLAN_NONE ? NULL : &plan->units[reader->coming_unit]);
    childplan__names_expect_entry(&plan->unit_names, reader->coming[0]);
    reader->coming[1] = reader->coming[0];
    if (delimiter != NULL) {
        reader->coming[0] = childplan__names_expect_slot(&plan->unit_names, line + 1, (size_t)(delimiter - line) - 1);
    }
}
