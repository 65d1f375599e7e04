/* What a plan says, to callers and to the floors above. */
#include "model.h"

#include "../base/text.h"

#include <string.h>

const struct unit_version *childplan__version_on(const struct childplan_plan *plan, int32_t unit, int32_t day) {
    const struct unit_version *version = childplan__version_near(plan, unit, day);
    return version->from <= day && day <= version->until ? version : NULL;
}

int32_t childplan__baseline_value(const struct baseline *baseline, int32_t unit, struct decimal *ret_value) {
    int32_t low = 0;
    int32_t high = baseline->value_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (baseline->values[middle].unit < unit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < baseline->value_count && baseline->values[low].unit == unit) {
        *ret_value = baseline->values[low].value;
        return 1;
    }
    *ret_value = baseline->value;
    return baseline->has_value;
}

const struct unit_version *childplan__version_near(const struct childplan_plan *plan, int32_t unit, int32_t day) {
    const struct unit_version *first = &plan->versions[plan->units[unit].first_version];
    int32_t low = 0;
    int32_t high = plan->units[unit].version_count - 1;
    while (low < high) {
        int32_t middle = high - (high - low) / 2;
        if (first[middle].from <= day) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return first + low;
}

const struct unit_version *childplan__last_version_in(const struct childplan_plan *plan, int32_t unit,
                                                      struct days days) {
    const struct unit_version *version = childplan__version_near(plan, unit, days.last);
    return version->from <= days.last && version->until >= days.first ? version : NULL;
}

enum window childplan__window_of(const struct indicator *indicator, const struct element *element) {
    return indicator->has_window && element->over_time != AGGREGATE_LAST ? indicator->window : element->window;
}

size_t childplan_plan_digest(const childplan_plan *plan, char *buffer, size_t size) {
    const char *digits = plan ? plan->digest : "";
    return childplan__give_text(digits, strlen(digits), buffer, size);
}

const char *childplan_plan_id(const childplan_plan *plan) {
    return plan ? plan->id : NULL;
}

const char *childplan_plan_title(const childplan_plan *plan) {
    return plan ? plan->title : NULL;
}

const char *childplan_plan_signed_by(const childplan_plan *plan) {
    return plan ? plan->signed_by : NULL;
}

int32_t childplan_plan_issued(const childplan_plan *plan) {
    return plan ? plan->issued : CHILDPLAN_NO_DATE;
}

int32_t childplan_plan_issuer(const childplan_plan *plan) {
    return plan ? plan->issuer : CHILDPLAN_NONE;
}

const childplan_plan *childplan_plan_upheld(const childplan_plan *plan) {
    return plan ? plan->upheld : NULL;
}

int32_t childplan_plan_first_year(const childplan_plan *plan) {
    return plan ? plan->calendar.first_year : 0;
}

int32_t childplan_plan_last_year(const childplan_plan *plan) {
    return plan ? plan->calendar.last_year : 0;
}

static const struct document_item *item_of(const childplan_plan *plan, int32_t part, size_t item) {
    if (!plan || part < CHILDPLAN_BASED_ON || part > CHILDPLAN_RECIPIENTS || item >= plan->parts[part].count) {
        return NULL;
    }
    return &plan->parts[part].items[item];
}

size_t childplan_plan_item_count(const childplan_plan *plan, int32_t part) {
    return plan && part >= CHILDPLAN_BASED_ON && part <= CHILDPLAN_RECIPIENTS ? plan->parts[part].count : 0;
}

const char *childplan_plan_item_id(const childplan_plan *plan, int32_t part, size_t item) {
    const struct document_item *found = item_of(plan, part, item);
    return found ? found->id : NULL;
}

const char *childplan_plan_item_text(const childplan_plan *plan, int32_t part, size_t item) {
    const struct document_item *found = item_of(plan, part, item);
    return found ? found->text : NULL;
}

int32_t childplan_plan_item_issued(const childplan_plan *plan, int32_t part, size_t item) {
    const struct document_item *found = item_of(plan, part, item);
    return found ? found->issued : CHILDPLAN_NO_DATE;
}

childplan_status childplan_plan_period_days(const childplan_plan *plan, int64_t period, int32_t *ret_first_day,
                                            int32_t *ret_last_day) {
    if (!plan || !ret_first_day || !ret_last_day || childplan_period_kind(period) == 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct days days = childplan__period_days(&plan->calendar, period);
    *ret_first_day = days.first;
    *ret_last_day = days.last;
    return CHILDPLAN_OK;
}

static const struct level *level_of(const childplan_plan *plan, int32_t level) {
    return plan && level >= 0 && level < plan->level_count ? &plan->levels[level] : NULL;
}

size_t childplan_plan_level_count(const childplan_plan *plan) {
    return plan ? (size_t)plan->level_count : 0;
}

const char *childplan_plan_level_id(const childplan_plan *plan, int32_t level) {
    const struct level *found = level_of(plan, level);
    return found ? found->id : NULL;
}

const char *childplan_plan_level_name(const childplan_plan *plan, int32_t level) {
    const struct level *found = level_of(plan, level);
    return found ? found->name : NULL;
}

static int32_t is_unit(const childplan_plan *plan, int32_t unit) {
    return plan && unit >= 0 && unit < plan->unit_count;
}

size_t childplan_plan_unit_count(const childplan_plan *plan) {
    return plan ? (size_t)plan->unit_count : 0;
}

const char *childplan_plan_unit_id(const childplan_plan *plan, int32_t unit) {
    return is_unit(plan, unit) ? plan->units[unit].id : NULL;
}

const char *childplan_plan_unit_name(const childplan_plan *plan, int32_t unit, int32_t day) {
    return is_unit(plan, unit) ? childplan__version_near(plan, unit, day)->name : NULL;
}

int32_t childplan_plan_unit_level(const childplan_plan *plan, int32_t unit, int32_t day) {
    return is_unit(plan, unit) ? childplan__version_near(plan, unit, day)->level : CHILDPLAN_NONE;
}

int32_t childplan_plan_unit_parent(const childplan_plan *plan, int32_t unit, int32_t day) {
    return is_unit(plan, unit) ? childplan__version_near(plan, unit, day)->parent : CHILDPLAN_NONE;
}

int32_t childplan_plan_unit_is_alive(const childplan_plan *plan, int32_t unit, int32_t day) {
    return is_unit(plan, unit) && childplan__version_on(plan, unit, day) != NULL;
}

static const struct element *element_of(const childplan_plan *plan, int32_t element) {
    return plan && element >= 0 && element < plan->element_count ? &plan->elements[element] : NULL;
}

size_t childplan_plan_element_count(const childplan_plan *plan) {
    return plan ? (size_t)plan->element_count : 0;
}

const char *childplan_plan_element_id(const childplan_plan *plan, int32_t element) {
    const struct element *found = element_of(plan, element);
    return found ? found->id : NULL;
}

const char *childplan_plan_element_name(const childplan_plan *plan, int32_t element) {
    const struct element *found = element_of(plan, element);
    return found ? found->name : NULL;
}

const char *childplan_plan_element_definition(const childplan_plan *plan, int32_t element) {
    const struct element *found = element_of(plan, element);
    return found ? found->definition : NULL;
}

int32_t childplan_plan_element_decimals(const childplan_plan *plan, int32_t element) {
    const struct element *found = element_of(plan, element);
    return found ? found->decimals : 0;
}

int32_t childplan_plan_element_frequency(const childplan_plan *plan, int32_t element) {
    const struct element *found = element_of(plan, element);
    return found ? found->frequency : 0;
}

int32_t childplan_plan_element_check_of(const childplan_plan *plan, int32_t element) {
    const struct element *found = element_of(plan, element);
    return found ? found->check_of : CHILDPLAN_NONE;
}

childplan_status childplan_plan_element_plausible(const childplan_plan *plan, int32_t element, int32_t upper,
                                                  int64_t *ret_limit) {
    const struct element *found = element_of(plan, element);
    if (!found || (upper != 0 && upper != 1) || !ret_limit) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct limits *plausible = &found->plausible;
    if (upper ? !plausible->has_max : !plausible->has_min) {
        return CHILDPLAN_ABSENT;
    }
    *ret_limit = upper ? plausible->max : plausible->min;
    return CHILDPLAN_OK;
}

static const struct indicator *indicator_of(const childplan_plan *plan, int32_t indicator) {
    return plan && indicator >= 0 && indicator < plan->indicator_count ? &plan->indicators[indicator] : NULL;
}

size_t childplan_plan_indicator_count(const childplan_plan *plan) {
    return plan ? (size_t)plan->indicator_count : 0;
}

const char *childplan_plan_indicator_id(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found ? found->id : NULL;
}

const char *childplan_plan_indicator_name(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found ? found->name : NULL;
}

const char *childplan_plan_indicator_source(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found ? found->source : NULL;
}

const char *childplan_plan_indicator_definition(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found ? found->definition : NULL;
}

int64_t childplan_plan_indicator_per(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found ? found->per : 0;
}

int32_t childplan_plan_indicator_is_ratio(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found && (found->denominator_count > 0 || found->counted != CHILDPLAN_NONE);
}

int32_t childplan_plan_indicator_counted(const childplan_plan *plan, int32_t indicator) {
    const struct indicator *found = indicator_of(plan, indicator);
    return found ? found->counted : CHILDPLAN_NONE;
}

int32_t childplan_plan_indicator_has_unit(const childplan_plan *plan, int32_t indicator, int32_t unit, int32_t day) {
    const struct indicator *found = indicator_of(plan, indicator);
    const struct unit_version *version = found && is_unit(plan, unit) ? childplan__version_on(plan, unit, day) : NULL;
    if (!version || !found->population.has_version) {
        return version != NULL;
    }
    return found->population.has_version[version - plan->versions];
}

/* What the library calls its own statuses. */
static const char *const status_names[][3] = {
    {"met", "Met", "Đạt"},
    {"missed", "Missed", "Không đạt"},
    {"open", "Open", "Đang thực hiện"},
    {"no_data", "No data", "Chưa có số liệu"},
    {"no_target", "No target", "Không có mục tiêu"},
    {"on_track", "On track", "Đúng lộ trình"},
    {"at_risk", "At risk", "Có nguy cơ"},
    {"off_track", "Off track", "Chậm tiến độ"},
};

static const struct threshold *status_of(const childplan_plan *plan, int32_t status) {
    return plan && status >= 0 && status < plan->status_count ? &plan->statuses[status] : NULL;
}

size_t childplan_plan_status_count(const childplan_plan *plan) {
    return plan ? (size_t)plan->status_count : 0;
}

const char *childplan_plan_status_id(const childplan_plan *plan, int32_t status) {
    const struct threshold *found = status_of(plan, status);
    return found ? found->id : NULL;
}

const char *childplan_plan_status_name(const childplan_plan *plan, int32_t status, int32_t language) {
    const struct threshold *found = status_of(plan, status);
    if (!found || found->name) {
        return found ? found->name : NULL;
    }
    for (size_t i = 0; i < sizeof status_names / sizeof status_names[0]; i++) {
        if (strcmp(status_names[i][0], found->id) == 0) {
            return status_names[i][language == CHILDPLAN_VIETNAMESE ? 2 : 1];
        }
    }
    return found->id;
}

const char *childplan_plan_status_color(const childplan_plan *plan, int32_t status) {
    const struct threshold *found = status_of(plan, status);
    return found ? found->color : NULL;
}
