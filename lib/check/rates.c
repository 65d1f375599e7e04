/* Rates that change within a period which is reported as one figure. */
#include "check.h"

#define FREQUENCIES (CHILDPLAN_YEAR + 1)

/* For each rate and frequency the first flow it is multiplied with that is reported so often, or CHILDPLAN_NONE. */
static void find_flows(const struct childplan_plan *plan, const struct term *terms, int32_t count, int32_t *flows) {
    for (int32_t i = 0; i < count; i++) {
        if (terms[i].rate == CHILDPLAN_NONE || plan->elements[terms[i].element].over_time != AGGREGATE_SUM) {
            continue;
        }
        int32_t *flow = &flows[terms[i].rate * FREQUENCIES + plan->elements[terms[i].element].frequency];
        *flow = *flow == CHILDPLAN_NONE ? terms[i].element : *flow;
    }
}

/* The cycle that holds a day of the horizon and is not begun by it, or CHILDPLAN_NONE. */
static int32_t cycle_within(const struct childplan_plan *plan, int32_t frequency, int32_t day) {
    if (day <= plan->horizon.first || day > plan->horizon.last) {
        return CHILDPLAN_NONE;
    }
    int32_t cycle = childplan__last_cycle_until(&plan->calendar, frequency, day - 1) + 1;
    return childplan__cycle_days(&plan->calendar, frequency, cycle).first < day ? cycle : CHILDPLAN_NONE;
}

static void check_flow(struct check *check, const struct rate *rate, const struct element *element) {
    const struct childplan_plan *plan = check->plan;
    for (int32_t i = 1; i < rate->value_count; i++) {
        const struct rate_value *value = &rate->values[i];
        int32_t cycle = cycle_within(plan, element->frequency, value->from);
        if (cycle == CHILDPLAN_NONE || value->value == rate->values[i - 1].value ||
            childplan__cycle_days(&plan->calendar, element->frequency, cycle).last < plan->first_report_day) {
            continue;
        }
        int64_t period = childplan__cycle_period(&plan->calendar, element->frequency, cycle);
        REMARK(check, CHILDPLAN_DIAGNOSTIC_RATE_CHANGES_WITHIN, value->position, rate->id,
               childplan__day_text(value->from).text, childplan__period_text(period).text, element->id);
    }
}

void childplan__check_rates(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    size_t cells = (size_t)plan->rate_count * FREQUENCIES;
    int32_t *flows = childplan__check_allocate(check, cells, sizeof *flows);
    if (!flows) {
        return;
    }
    for (size_t i = 0; i < cells; i++) {
        flows[i] = CHILDPLAN_NONE;
    }
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        const struct indicator *indicator = &plan->indicators[i];
        find_flows(plan, indicator->numerator, indicator->numerator_count, flows);
        find_flows(plan, indicator->denominator, indicator->denominator_count, flows);
    }
    for (size_t i = 0; i < cells; i++) {
        if (flows[i] != CHILDPLAN_NONE) {
            check_flow(check, &plan->rates[i / FREQUENCIES], &plan->elements[flows[i]]);
        }
    }
    childplan__release(check->allocator, flows);
}
