/* The rules by which a single report is accepted, wherever it comes from. */
#include "import.h"

#include "../base/text.h"

/* Room for a number or a period's name. */
#define NAME_SIZE 32

static void report_horizon(const struct childplan_import *import, struct findings *findings,
                           const struct entry *entry) {
    char period[NAME_SIZE];
    char first[NAME_SIZE];
    char last[NAME_SIZE];
    childplan_period_format(entry->period, period, sizeof period);
    childplan__number_format(import->plan->calendar.first_year, 0, first);
    childplan__number_format(import->plan->calendar.last_year, 0, last);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_REPORT_OUTSIDE_HORIZON,
           childplan__import_position(import, entry->file, entry->period_at), period, first, last);
}

static void report_not_alive(const struct childplan_import *import, struct findings *findings,
                             const struct entry *entry, int64_t named, struct spot at) {
    char period[NAME_SIZE];
    childplan_period_format(named, period, sizeof period);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_UNIT_NOT_ALIVE, childplan__import_position(import, entry->file, at),
           import->plan->units[entry->unit].id, period);
}

int32_t childplan__check_row(struct childplan_import *import, struct findings *findings, const struct entry *entry) {
    if (entry->unit == import->last_unit && entry->period == import->last_period) {
        return 1;
    }
    const struct childplan_plan *plan = import->plan;
    if (!childplan__period_in_horizon(&plan->calendar, entry->period)) {
        report_horizon(import, findings, entry);
        return 0;
    }
    struct days days = childplan__period_days(&plan->calendar, entry->period);
    const struct unit_version *version = childplan__last_version_in(plan, entry->unit, days);
    if (version == NULL) {
        report_not_alive(import, findings, entry, entry->period, entry->unit_at);
        return 0;
    }
    import->last_unit = entry->unit;
    import->last_period = entry->period;
    import->last_version = version;
    return 1;
}

static void report_frequency(const struct childplan_import *import, struct findings *findings,
                             const struct entry *entry) {
    const struct calendar *calendar = &import->plan->calendar;
    const struct element *element = &import->plan->elements[entry->element];
    char period[NAME_SIZE];
    char example[NAME_SIZE];
    int32_t year = childplan_period_year(entry->period);
    int32_t years = year < calendar->first_year ? 0 : year - calendar->first_year;
    int32_t cycle = years * childplan__cycles_a_year(element->frequency);
    childplan_period_format(entry->period, period, sizeof period);
    childplan_period_format(childplan__cycle_period(calendar, element->frequency, cycle), example, sizeof example);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_REPORT_OTHER_FREQUENCY,
           childplan__import_position(import, entry->file, entry->period_at), period, element->id, example);
}

static void report_level(const struct childplan_import *import, struct findings *findings, const struct entry *entry,
                         int32_t level) {
    char period[NAME_SIZE];
    childplan_period_format(entry->period, period, sizeof period);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_LEVEL_NOT_ASKED,
           childplan__import_position(import, entry->file, entry->element_at), import->plan->units[entry->unit].id,
           import->plan->levels[level].id, period, import->plan->elements[entry->element].id);
}

int32_t childplan__check_element(struct childplan_import *import, struct findings *findings, const struct entry *entry,
                                 int32_t *ret_cycle) {
    const struct childplan_plan *plan = import->plan;
    const struct element *element = &plan->elements[entry->element];
    int32_t cycle = childplan__cycle_named(plan, element, entry->period);
    if (cycle < 0) {
        report_frequency(import, findings, entry);
        return 0;
    }
    const struct unit_version *version = import->last_version;
    if (childplan_period_kind(entry->period) != element->frequency) {
        struct days days = childplan__cycle_days(&plan->calendar, element->frequency, cycle);
        version = childplan__last_version_in(plan, entry->unit, days);
    }
    if (version == NULL) {
        report_not_alive(import, findings, entry, childplan__cycle_period(&plan->calendar, element->frequency, cycle),
                         entry->element_at);
        return 0;
    }
    if (!element->levels[version->level]) {
        report_level(import, findings, entry, version->level);
        return 0;
    }
    *ret_cycle = cycle;
    return 1;
}

static void report_bound(const struct childplan_import *import, struct findings *findings, const struct entry *entry,
                         int32_t code, int64_t bound) {
    const struct element *element = &import->plan->elements[entry->element];
    char value_text[NAME_SIZE];
    char bound_text[NAME_SIZE];
    childplan__number_format(entry->value, element->decimals, value_text);
    childplan__number_format(bound, element->decimals, bound_text);
    REPORT(findings, code, childplan__import_position(import, entry->file, entry->value_at), value_text, bound_text,
           element->id);
}

int32_t childplan__check_value(struct childplan_import *import, struct findings *findings, const struct entry *entry) {
    const struct element *element = &import->plan->elements[entry->element];
    if (element->type == TYPE_FLAG && entry->value != 0 && entry->value != 1) {
        char text[NAME_SIZE];
        childplan__number_format(entry->value, 0, text);
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_FLAG_MALFORMED,
               childplan__import_position(import, entry->file, entry->value_at), text, element->id);
        return 0;
    }
    if (element->has_min && entry->value < element->min) {
        report_bound(import, findings, entry, CHILDPLAN_DIAGNOSTIC_VALUE_BELOW_MIN, element->min);
        return 0;
    }
    if (element->has_max && entry->value > element->max) {
        report_bound(import, findings, entry, CHILDPLAN_DIAGNOSTIC_VALUE_ABOVE_MAX, element->max);
        return 0;
    }
    return 1;
}

childplan_status childplan__stage(struct childplan_import *import, const struct entry *entry, int32_t cycle) {
    /* Indices of staged facts are 32-bit numbers. */
    if (childplan__reserve_few(import->allocator, &import->staged, &import->staged_capacity, import->staged_count, 1,
                               sizeof *import->staged) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    import->staged[import->staged_count++] = (struct staged){.value = entry->withdrawn ? 0 : entry->value,
                                                             .unit = entry->unit,
                                                             .element = entry->element,
                                                             .cycle = cycle,
                                                             .submitted = entry->submitted,
                                                             .file = entry->file,
                                                             .line = entry->value_at.line,
                                                             .column = entry->value_at.column,
                                                             .withdrawn = (uint8_t)entry->withdrawn};
    return CHILDPLAN_OK;
}
