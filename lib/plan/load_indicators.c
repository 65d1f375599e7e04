/* Indicators: what they are computed from, their baselines and own targets. */
#include "indicators.h"
#include "targets.h"

#include "../base/text.h"
#include "../base/wide.h"

#define PER_DIGITS 9

static const char *const better_words[] = {"higher", "lower", NULL};

struct indicator_record {
    struct given_text id;
    const char *name;
    const char *source;
    const char *definition;
    const struct yaml_node *numerator;
    const struct yaml_node *denominator;
    struct given_text per;
    const struct yaml_node *units;
    struct keyword window;
    int32_t better;
    const struct yaml_node *baseline;
    const struct yaml_node *targets;
};

#define AT(member) offsetof(struct indicator_record, member)

static const struct field indicator_fields[] = {
    {"id", 1, childplan__read_given, AT(id), NULL},
    {"name", 1, childplan__read_line, AT(name), NULL},
    {"source", 0, childplan__read_line, AT(source), NULL},
    {"definition", 0, childplan__read_paragraph, AT(definition), NULL},
    {"numerator", 1, childplan__read_any, AT(numerator), NULL},
    {"denominator", 0, childplan__read_any, AT(denominator), NULL},
    {"per", 0, childplan__read_given, AT(per), NULL},
    {"units", 0, childplan__read_map, AT(units), NULL},
    {"window", 0, childplan__read_placed_keyword, AT(window), childplan__window_words},
    {"better", 0, childplan__read_keyword, AT(better), better_words},
    {"baseline", 0, childplan__read_map, AT(baseline), NULL},
    {"targets", 0, childplan__read_list, AT(targets), NULL},
};

static int64_t take_per(struct loader *loader, const struct given_text *given, int32_t is_ratio) {
    int64_t value = 0;
    if (!given->text) {
        return is_ratio ? 100 : 1;
    }
    if (childplan__number_parse(given->text, given->size, 0, 0, &value) == NUMBER_OK) {
        for (int32_t digits = 0; digits <= PER_DIGITS; digits++) {
            if (value == childplan__power_of_ten(digits)) {
                return value;
            }
        }
    }
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PER_MALFORMED, given->position, childplan__plain(loader, given));
    return 0;
}

static int32_t has_flow(const struct childplan_plan *plan, const struct term *terms, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (terms[i].element != EACH_UNIT && plan->elements[terms[i].element].over_time != AGGREGATE_LAST) {
            return 1;
        }
    }
    return 0;
}

/* sums_known: 1 where numerator and denominator are, so that a flow that is not there was not meant. */
static void take_window(struct loader *loader, const struct keyword *given, int32_t sums_known,
                        struct indicator *indicator) {
    const struct childplan_plan *plan = loader->plan;
    if (given->place == CHILDPLAN_NONE) {
        return;
    }
    indicator->has_window = 1;
    indicator->window = (enum window)given->place;
    if (sums_known && !has_flow(plan, indicator->numerator, indicator->numerator_count) &&
        !has_flow(plan, indicator->denominator, indicator->denominator_count)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_WINDOW_WITHOUT_FLOW, given->position,
               childplan__window_words[given->place]);
    }
}

static void load_indicator(struct loader *loader, const struct yaml_node *node) {
    struct childplan_plan *plan = loader->plan;
    struct indicator_record record = {.window.place = CHILDPLAN_NONE};
    struct indicator indicator = {.position = childplan__position(loader, node),
                                  .counted = CHILDPLAN_NONE,
                                  .population = {.level = CHILDPLAN_NONE, .tag = CHILDPLAN_NONE}};
    childplan__read_mapping(loader, node, "indicators", indicator_fields, FIELD_COUNT(indicator_fields), &record);
    indicator.name = record.name;
    indicator.source = record.source;
    indicator.definition = record.definition;
    indicator.lower_is_better = record.better;
    int32_t sums_known = childplan__take_sums(loader, record.numerator, record.denominator, &indicator);
    take_window(loader, &record.window, sums_known, &indicator);
    if (record.units) {
        childplan__take_population(loader, record.units, &indicator.population);
    }
    indicator.per = take_per(loader, &record.per, record.denominator != NULL);
    if (record.baseline) {
        childplan__take_baseline(loader, record.baseline, &indicator);
    }
    indicator.id = childplan__take_id(loader, &record.id);
    if (!indicator.id) {
        loader->indicators_incomplete = 1;
    } else if (childplan__enter_id(loader, &plan->indicator_names, indicator.id, plan->indicator_count, &record.id,
                                   CHILDPLAN_DIAGNOSTIC_INDICATOR_TWICE)) {
        plan->indicators[plan->indicator_count++] = indicator;
        if (record.targets) {
            childplan__take_own_targets(loader, record.targets, plan->indicator_count - 1);
        }
    }
}

void childplan__load_indicators(struct loader *loader, const struct yaml_node *list) {
    struct childplan_plan *plan = loader->plan;
    if (!list) {
        return;
    }
    if (childplan__is_list_too_long(loader, list, "indicators", INDICATOR_LIMIT)) {
        loader->indicators_incomplete = 1;
        return;
    }
    plan->indicators = childplan__keep(loader, list->size, sizeof *plan->indicators);
    for (const struct yaml_node *node = list->first; plan->indicators && node; node = node->next) {
        load_indicator(loader, node);
    }
}
