/* Indicators: what they are computed from, their baselines and own targets. */
#include "indicators.h"
#include "meeting.h"
#include "targets.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <string.h>

#define PER_DIGITS 9

static const char *const better_words[] = {"higher", "lower", NULL};

struct indicator_record {
    struct given_text id;
    const char *name;
    const char *source;
    const char *definition;
    const struct yaml_node *numerator;
    const struct yaml_node *denominator;
    const struct yaml_node *units_meeting;
    int32_t is_meeting; /* units_meeting stands there, be it right or wrong */
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
    {"units_meeting", 0, childplan__read_map, AT(units_meeting), NULL},
    {"per", 0, childplan__read_given, AT(per), NULL},
    {"units", 0, childplan__read_map, AT(units), NULL},
    {"window", 0, childplan__read_placed_keyword, AT(window), childplan__window_words},
    {"better", 0, childplan__read_keyword, AT(better), better_words},
    {"baseline", 0, childplan__read_map, AT(baseline), NULL},
    {"targets", 0, childplan__read_list, AT(targets), NULL},
};

#define NUMERATOR_FIELD 4

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

static int32_t has_key(const struct yaml_node *node, const char *name) {
    const struct yaml_node *key = node->kind == YAML_MAPPING ? node->first : NULL;
    while (key && !(key->kind == YAML_TEXT && strcmp(key->text, name) == 0)) {
        key = key->next->next;
    }
    return key != NULL;
}

/* It has a numerator, or else units_meeting. */
static void read_indicator(struct loader *loader, const struct yaml_node *node, struct indicator_record *record) {
    struct field fields[FIELD_COUNT(indicator_fields)];
    memcpy(fields, indicator_fields, sizeof fields);
    record->is_meeting = has_key(node, "units_meeting");
    fields[NUMERATOR_FIELD].required = !record->is_meeting;
    childplan__read_mapping(loader, node, "indicators", fields, FIELD_COUNT(fields), record);
}

static void take_own_targets(struct loader *loader, const struct yaml_node *list, int32_t indicator) {
    size_t errors = loader->findings->errors;
    childplan__take_own_targets(loader, list, indicator);
    loader->targets_incomplete = loader->targets_incomplete || loader->findings->errors > errors;
}

/* Numerator and denominator, or units_meeting, of which it gives the indicator that is counted. */
static struct given_text take_figure(struct loader *loader, const struct indicator_record *record,
                                     struct indicator *indicator) {
    if (!record->units_meeting) {
        int32_t sums_known = childplan__take_sums(loader, record->numerator, record->denominator, indicator);
        take_window(loader, &record->window, sums_known && !record->is_meeting, indicator);
        return (struct given_text){0};
    }
    if (record->window.place != CHILDPLAN_NONE) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_MEETING_BESIDE, record->window.position, "window");
    }
    return childplan__take_meeting(loader, record->units_meeting, record->numerator, record->denominator, indicator);
}

static void load_indicator(struct loader *loader, const struct yaml_node *node) {
    struct childplan_plan *plan = loader->plan;
    struct indicator_record record = {.window.place = CHILDPLAN_NONE};
    struct indicator indicator = {.position = childplan__position(loader, node),
                                  .counted = CHILDPLAN_NONE,
                                  .population = {.level = CHILDPLAN_NONE, .tag = CHILDPLAN_NONE}};
    read_indicator(loader, node, &record);
    indicator.name = record.name;
    indicator.source = record.source;
    indicator.definition = record.definition;
    indicator.lower_is_better = record.better;
    struct given_text counted = take_figure(loader, &record, &indicator);
    if (record.units) {
        childplan__take_population(loader, record.units, &indicator.population);
    }
    indicator.per = take_per(loader, &record.per, record.denominator || record.is_meeting);
    if (record.baseline) {
        childplan__take_baseline(loader, record.baseline, &indicator);
    }
    indicator.id = childplan__take_id(loader, &record.id);
    if (!indicator.id) {
        loader->indicators_incomplete = 1;
    } else if (childplan__enter_id(loader, &plan->indicator_names, indicator.id, plan->indicator_count, &record.id,
                                   CHILDPLAN_DIAGNOSTIC_INDICATOR_TWICE)) {
        plan->indicators[plan->indicator_count++] = indicator;
        if (record.units_meeting) {
            childplan__add_meeting(loader, (struct meeting_draft){plan->indicator_count - 1, counted});
        }
        if (record.targets) {
            take_own_targets(loader, record.targets, plan->indicator_count - 1);
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
