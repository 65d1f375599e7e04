/* Indicators: their sums, with their baselines and own targets. */
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
    struct given_text per;
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
    {"better", 0, childplan__read_keyword, AT(better), better_words},
    {"baseline", 0, childplan__read_map, AT(baseline), NULL},
    {"targets", 0, childplan__read_list, AT(targets), NULL},
};

/* A sum as it was written. */
struct sum {
    struct given_text *names;
    struct term *terms;
    int32_t count;
    uint8_t *seen;  /* a byte an element, and one for each_unit */
    int32_t broken; /* some term of it was reported */
};

/* "-x" subtracts x. Returns 0 where the term is no element (reported). */
static int32_t take_term(struct loader *loader, const struct given_text *given, int32_t is_denominator,
                         struct term *ret_term) {
    struct given_text name = *given;
    struct term term = {.sign = 1, .rate = CHILDPLAN_NONE};
    if (name.size > 1 && name.text[0] == '-') {
        term.sign = -1;
        name.text++;
        name.size--;
    }
    if (name.size == strlen("each_unit") && memcmp(name.text, "each_unit", name.size) == 0) {
        term.element = EACH_UNIT;
        if (!is_denominator) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_EACH_UNIT_NUMERATOR, given->position);
        } else if (term.sign < 0) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_EACH_UNIT_SUBTRACTED, given->position);
        }
    } else {
        term.element = childplan__find_element(loader, &name);
    }
    *ret_term = term;
    return term.element != CHILDPLAN_NONE;
}

static void add_term(struct loader *loader, struct sum *sum, const struct given_text *given, int32_t is_denominator) {
    struct term term;
    if (!take_term(loader, given, is_denominator, &term)) {
        sum->broken = 1;
        return;
    }
    size_t place = term.element == EACH_UNIT ? (size_t)loader->plan->element_count : (size_t)term.element;
    if (sum->seen[place]) {
        const char *id = term.element == EACH_UNIT ? "each_unit" : loader->plan->elements[term.element].id;
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TERM_TWICE, given->position, id);
        sum->broken = 1;
        return;
    }
    sum->seen[place] = 1;
    sum->names[sum->count] = *given;
    sum->terms[sum->count++] = term;
}

/* A list of names, or one name without brackets. */
static struct sum take_sum(struct loader *loader, const struct yaml_node *node, const char *key,
                           int32_t is_denominator) {
    struct sum sum = {0};
    struct given_text alone;
    struct given_text *given = &alone;
    size_t count = 1;
    if (node && node->kind == YAML_LIST) {
        count = childplan__take_texts(loader, node, key, &given);
        if (node->size == 0) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_EMPTY, childplan__position(loader, node), key);
        }
    } else if (node) {
        alone = childplan__given(loader, node, key);
        count = alone.text != NULL;
    }
    if (!node || count == 0 || childplan__is_list_too_long(loader, node, key, TERM_LIMIT)) {
        sum.broken = 1;
        return sum;
    }
    sum.terms = childplan__keep(loader, count, sizeof *sum.terms);
    sum.names = childplan__scratch(loader, count, sizeof *sum.names);
    sum.seen = childplan__scratch(loader, (size_t)loader->plan->element_count + 1, 1);
    for (size_t i = 0; sum.terms && sum.names && sum.seen && i < count; i++) {
        add_term(loader, &sum, &given[i], is_denominator);
    }
    return sum;
}

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

static const char *aggregate_word(enum aggregate aggregate) {
    static const char *const words[] = {"sum", "last", "max", "min", "mean", "count"};
    return words[aggregate];
}

/* Anything but a sum over units is only for a total of that one element. */
static void check_over_units(struct loader *loader, const struct sum *sum, int32_t is_alone) {
    for (int32_t i = 0; i < sum->count; i++) {
        const struct term *term = &sum->terms[i];
        if (term->element == EACH_UNIT) {
            continue;
        }
        const struct element *element = &loader->plan->elements[term->element];
        if (element->over_units != AGGREGATE_SUM && !(is_alone && term->sign > 0)) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_OVER_UNITS, sum->names[i].position, element->id,
                   aggregate_word(element->over_units));
        }
    }
}

static void take_sums(struct loader *loader, const struct indicator_record *record, struct indicator *indicator) {
    struct sum numerator = {0};
    struct sum denominator = {0};
    if (record->numerator) {
        numerator = take_sum(loader, record->numerator, "numerator", 0);
    }
    if (record->denominator) {
        denominator = take_sum(loader, record->denominator, "denominator", 1);
    }
    int32_t is_alone = numerator.count == 1 && !numerator.broken && !record->denominator;
    check_over_units(loader, &numerator, is_alone);
    check_over_units(loader, &denominator, 0);
    indicator->numerator = numerator.terms;
    indicator->numerator_count = numerator.count;
    indicator->denominator = denominator.terms;
    indicator->denominator_count = denominator.count;
}

static void load_indicator(struct loader *loader, const struct yaml_node *node) {
    struct childplan_plan *plan = loader->plan;
    struct indicator_record record = {0};
    struct indicator indicator = {.position = childplan__position(loader, node), .counted = CHILDPLAN_NONE};
    childplan__read_mapping(loader, node, "indicators", indicator_fields, FIELD_COUNT(indicator_fields), &record);
    indicator.name = record.name;
    indicator.source = record.source;
    indicator.definition = record.definition;
    indicator.lower_is_better = record.better;
    take_sums(loader, &record, &indicator);
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
