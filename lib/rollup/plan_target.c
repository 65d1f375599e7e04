/* What the plan asks of a unit for a period: the target of a row without its reports. */
#include "../base/text.h"
#include "comparison.h"

#include <childplan/targets.h>

#include <string.h>

/* Where it is asked, and what was found. */
struct found {
    struct sources sources;
    struct moment moment;
    struct frame frame;
    struct asked asked;
    struct figures figures;
    struct origin start; /* without value where there is no path to the target */
};

static int32_t is_inside(const childplan_plan *plan, int32_t unit, int64_t period, int32_t indicator, int32_t item) {
    return plan != NULL && unit >= 0 && unit < plan->unit_count && indicator >= 0 &&
           indicator < plan->indicator_count && item >= 0 && item < CHILDPLAN_TARGET_ITEM_COUNT &&
           childplan__period_in_horizon(&plan->calendar, period);
}

/* Of a frame only what a target is read from: it has no terms. */
static void set_frame(struct found *found, const childplan_plan *plan, int64_t period, int32_t indicator) {
    *found = (struct found){.sources = {.plan = plan}};
    found->moment.period = period;
    found->moment.days = found->moment.nominal = childplan__period_days(&plan->calendar, period);
    found->frame.sources = &found->sources;
    found->frame.moment = &found->moment;
    found->frame.indicator = &plan->indicators[indicator];
    found->frame.grows = childplan__indicator_grows(plan, found->frame.indicator);
}

static void set_start(struct found *found, int32_t *overflow) {
    const struct frame *frame = &found->frame;
    struct origin from = childplan__measured_from(frame, &found->asked);
    found->start = childplan__start_of_path(frame, &found->asked, &from, overflow);
    found->start.figure.has_value = found->start.figure.has_value && found->figures.bar.is_known &&
                                    found->start.day < found->asked.current.last_day;
}

static childplan_status find(const childplan_plan *plan, int32_t unit, int64_t period, int32_t indicator,
                             int32_t structure, struct found *found) {
    int32_t overflow = 0;
    set_frame(found, plan, period, indicator);
    int32_t day = structure != CHILDPLAN_NO_DATE ? structure : found->moment.days.last;
    if (childplan__version_on(plan, unit, day) == NULL) {
        return CHILDPLAN_ABSENT;
    }
    found->asked.unit = unit;
    childplan__find_milestones(&found->frame, childplan__scope_of(plan, found->frame.indicator, unit, day),
                               &found->asked.current, &found->asked.before);
    if (found->asked.current.milestone == NULL) {
        return CHILDPLAN_ABSENT;
    }
    childplan__assess_target(&found->frame, &found->asked, &found->figures, &overflow);
    set_start(found, &overflow);
    return overflow ? CHILDPLAN_ERROR_OVERFLOW : CHILDPLAN_OK;
}

/* 1 and written, or 0 where it has none. */
static int32_t whole_of(const struct found *found, int32_t item, int64_t *ret_value) {
    const struct edge *edges = found->figures.bar.edges;
    switch (item) {
    case CHILDPLAN_TARGET_BY:
        *ret_value = found->figures.by;
        return 1;
    case CHILDPLAN_TARGET_DUE_DAY:
        *ret_value = found->asked.current.last_day;
        return 1;
    case CHILDPLAN_TARGET_OPERATOR:
    case CHILDPLAN_TARGET_OPERATOR_HIGH:
        *ret_value = edges[item == CHILDPLAN_TARGET_OPERATOR_HIGH].comparison;
        return *ret_value != 0;
    case CHILDPLAN_TARGET_BINDING:
        *ret_value = !found->figures.milestone->is_aspiration;
        return 1;
    case CHILDPLAN_TARGET_START_SOURCE:
        *ret_value = childplan__source_of(found->start.source);
        return found->start.figure.has_value;
    default:
        *ret_value = found->start.day;
        return found->start.figure.has_value;
    }
}

static int32_t figure_of(const struct found *found, int32_t item, struct fraction *ret_figure) {
    const struct figures *figures = &found->figures;
    int32_t edge = item == CHILDPLAN_TARGET_NUMBER_HIGH;
    if (item == CHILDPLAN_TARGET_PATH) {
        *ret_figure = figures->path;
        return figures->has_path;
    }
    if (item == CHILDPLAN_TARGET_START) {
        *ret_figure = found->start.figure.value;
        return found->start.figure.has_value;
    }
    *ret_figure = figures->bar.edges[edge].limit.value;
    return figures->bar.is_known && figures->bar.edges[edge].comparison != 0;
}

static int32_t is_figure(int32_t item) {
    return item == CHILDPLAN_TARGET_NUMBER || item == CHILDPLAN_TARGET_NUMBER_HIGH || item == CHILDPLAN_TARGET_PATH ||
           item == CHILDPLAN_TARGET_START;
}

int32_t childplan_plan_indicator_grows(const childplan_plan *plan, int32_t indicator) {
    return plan != NULL && indicator >= 0 && indicator < plan->indicator_count &&
           childplan__indicator_grows(plan, &plan->indicators[indicator]);
}

childplan_status childplan_plan_target_get(const childplan_plan *plan, int32_t unit, int64_t period, int32_t indicator,
                                           int32_t structure, int32_t item, int64_t *ret_value) {
    struct found found;
    int64_t value;
    if (!is_inside(plan, unit, period, indicator, item) || is_figure(item) || item == CHILDPLAN_TARGET_WHOLE ||
        ret_value == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = find(plan, unit, period, indicator, structure, &found);
    if (status == CHILDPLAN_OK && !whole_of(&found, item, &value)) {
        status = CHILDPLAN_ABSENT;
    }
    if (status == CHILDPLAN_OK) {
        *ret_value = value;
    }
    return status;
}

childplan_status childplan_plan_target_figure(const childplan_plan *plan, int32_t unit, int64_t period,
                                              int32_t indicator, int32_t structure, int32_t item,
                                              int64_t *ret_numerator, int64_t *ret_denominator) {
    struct found found;
    struct fraction figure;
    if (!is_inside(plan, unit, period, indicator, item) || !is_figure(item) || ret_numerator == NULL ||
        ret_denominator == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = find(plan, unit, period, indicator, structure, &found);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    return figure_of(&found, item, &figure) ? childplan__give_fraction(figure, ret_numerator, ret_denominator)
                                            : CHILDPLAN_ABSENT;
}

static size_t format_edge(const struct found *found, int32_t edge, char *buffer) {
    const struct bar *bar = &found->figures.bar;
    struct fraction number = bar->edges[edge].limit.value;
    int32_t decimals = childplan__edge_decimals(found->figures.milestone, edge);
    return childplan__edge_format(bar->edges[edge].comparison, bar->is_known ? &number : NULL, decimals, buffer);
}

static size_t format_whole(const struct found *found, char *buffer) {
    size_t length = format_edge(found, 0, buffer);
    if (found->figures.bar.edges[1].comparison != 0) {
        buffer[length++] = ' ';
        length += format_edge(found, 1, buffer + length);
    }
    return length;
}

static size_t format_figure(const struct found *found, int32_t item, char *buffer) {
    struct fraction figure;
    int32_t decimals = PRINTED_DECIMALS;
    if (item == CHILDPLAN_TARGET_NUMBER || item == CHILDPLAN_TARGET_NUMBER_HIGH) {
        decimals = childplan__edge_decimals(found->figures.milestone, item == CHILDPLAN_TARGET_NUMBER_HIGH);
    }
    return figure_of(found, item, &figure) ? childplan__fraction_format(figure, decimals, buffer) : 0;
}

size_t childplan_plan_target_text(const childplan_plan *plan, int32_t unit, int64_t period, int32_t indicator,
                                  int32_t structure, int32_t item, char *buffer, size_t size) {
    struct found found;
    char text[TARGET_SIZE];
    int64_t whole;
    if (!is_inside(plan, unit, period, indicator, item) ||
        find(plan, unit, period, indicator, structure, &found) != CHILDPLAN_OK) {
        return childplan__give_text("", 0, buffer, size);
    }
    if (item == CHILDPLAN_TARGET_WHOLE) {
        return childplan__give_text(text, format_whole(&found, text), buffer, size);
    }
    if (is_figure(item)) {
        return childplan__give_text(text, format_figure(&found, item, text), buffer, size);
    }
    if (!whole_of(&found, item, &whole)) {
        return childplan__give_text("", 0, buffer, size);
    }
    switch (item) {
    case CHILDPLAN_TARGET_BY:
        return childplan_period_format(whole, buffer, size);
    case CHILDPLAN_TARGET_DUE_DAY:
    case CHILDPLAN_TARGET_START_DAY:
        return childplan_date_format((int32_t)whole, buffer, size);
    default:
        return childplan__give_text(text, childplan__number_format(whole, 0, text), buffer, size);
    }
}
