/* Rates: what the plan says of them, and their values by day. */
#include "model.h"

#include <childplan/rates.h>

const struct rate_value *childplan__rate_on(const struct rate *rate, int32_t day) {
    int32_t low = 0;
    int32_t high = rate->value_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (rate->values[middle].from <= day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? NULL : &rate->values[low - 1];
}

static const struct rate *rate_of(const childplan_plan *plan, int32_t rate) {
    return plan && rate >= 0 && rate < plan->rate_count ? &plan->rates[rate] : NULL;
}

size_t childplan_plan_rate_count(const childplan_plan *plan) {
    return plan ? (size_t)plan->rate_count : 0;
}

const char *childplan_plan_rate_id(const childplan_plan *plan, int32_t rate) {
    const struct rate *found = rate_of(plan, rate);
    return found ? found->id : NULL;
}

const char *childplan_plan_rate_name(const childplan_plan *plan, int32_t rate) {
    const struct rate *found = rate_of(plan, rate);
    return found ? found->name : NULL;
}

const char *childplan_plan_rate_source(const childplan_plan *plan, int32_t rate) {
    const struct rate *found = rate_of(plan, rate);
    return found ? found->source : NULL;
}

int32_t childplan_plan_rate_decimals(const childplan_plan *plan, int32_t rate) {
    const struct rate *found = rate_of(plan, rate);
    return found ? found->decimals : 0;
}

static const struct rate_value *value_of(const childplan_plan *plan, int32_t rate, size_t item) {
    const struct rate *found = rate_of(plan, rate);
    return found && item < (size_t)found->value_count ? &found->values[item] : NULL;
}

size_t childplan_plan_rate_value_count(const childplan_plan *plan, int32_t rate) {
    const struct rate *found = rate_of(plan, rate);
    return found ? (size_t)found->value_count : 0;
}

int32_t childplan_plan_rate_value_from(const childplan_plan *plan, int32_t rate, size_t item) {
    const struct rate_value *found = value_of(plan, rate, item);
    return found ? found->from : CHILDPLAN_NO_DATE;
}

childplan_status childplan_plan_rate_value(const childplan_plan *plan, int32_t rate, size_t item, int64_t *ret_value) {
    const struct rate_value *found = value_of(plan, rate, item);
    if (!found || !ret_value) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_value = found->value;
    return CHILDPLAN_OK;
}

const char *childplan_plan_rate_value_source(const childplan_plan *plan, int32_t rate, size_t item) {
    const struct rate_value *found = value_of(plan, rate, item);
    return found ? found->source : NULL;
}

childplan_status childplan_plan_rate_on(const childplan_plan *plan, int32_t rate, int32_t day, int64_t *ret_value) {
    const struct rate *found = rate_of(plan, rate);
    if (!found || !ret_value) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct rate_value *value = childplan__rate_on(found, day);
    if (!value) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value = value->value;
    return CHILDPLAN_OK;
}
