/* Data elements. */
#include "elements.h"

#include "../base/text.h"

#include <string.h>

static const char *const type_words[] = {"count", "money", "flag", "decimal", NULL};
static const char *const over_time_words[] = {"sum", "last", "max", "min", "mean", "count", NULL};
/* In the order of enum aggregate, which over_time names all of; `last` is none over units. */
static const char *const over_units_words[] = {"sum", "max", "min", "mean", "count", NULL};
static const enum aggregate over_units_meaning[] = {AGGREGATE_SUM, AGGREGATE_MAX, AGGREGATE_MIN, AGGREGATE_MEAN,
                                                    AGGREGATE_COUNT};
static const char *const given_words[] = {"period", "year_to_date", NULL};
const char *const childplan__window_words[] = {"period", "year", "plan", NULL};

struct element_record {
    struct given_text id;
    const char *name;
    const char *definition;
    const struct yaml_node *levels;
    int32_t type;
    struct given_text decimals;
    int32_t frequency;
    int32_t over_time;
    int32_t over_units;
    struct keyword given;
    struct keyword window;
    struct given_text carry;
    struct given_text part_of;
    struct given_text min;
    struct given_text max;
    const struct yaml_node *plausible;
    struct given_text check_of;
    int32_t faulty; /* a key or value was reported */
};

#define AT(member) offsetof(struct element_record, member)

static const struct field element_fields[] = {
    {"id", 1, childplan__read_given, AT(id), NULL},
    {"name", 1, childplan__read_line, AT(name), NULL},
    {"definition", 0, childplan__read_paragraph, AT(definition), NULL},
    {"levels", 0, childplan__read_some, AT(levels), NULL},
    {"type", 0, childplan__read_keyword, AT(type), type_words},
    {"decimals", 0, childplan__read_given, AT(decimals), NULL},
    {"frequency", 0, childplan__read_keyword, AT(frequency), childplan__frequency_words},
    {"over_time", 0, childplan__read_keyword, AT(over_time), over_time_words},
    {"over_units", 0, childplan__read_keyword, AT(over_units), over_units_words},
    {"given", 0, childplan__read_placed_keyword, AT(given), given_words},
    {"window", 0, childplan__read_placed_keyword, AT(window), childplan__window_words},
    {"carry", 0, childplan__read_given, AT(carry), NULL},
    {"part_of", 0, childplan__read_given, AT(part_of), NULL},
    {"min", 0, childplan__read_given, AT(min), NULL},
    {"max", 0, childplan__read_given, AT(max), NULL},
    {"plausible", 0, childplan__read_map, AT(plausible), NULL},
    {"check_of", 0, childplan__read_given, AT(check_of), NULL},
};

static void take_levels(struct loader *loader, const struct yaml_node *list, struct element *element) {
    size_t count = (size_t)loader->plan->level_count;
    uint8_t *levels = childplan__keep(loader, count, 1);
    struct given_text *names = NULL;
    element->levels = levels;
    if (!levels) {
        return;
    }
    if (!list) {
        memset(levels, 1, count);
        return;
    }
    size_t named = childplan__take_texts(loader, list, "levels", &names);
    named = named > 1 ? childplan__keep_first(loader, names, named) : named;
    for (size_t i = 0; i < named; i++) {
        int32_t level = childplan__find_level(loader, &names[i]);
        if (level != CHILDPLAN_NONE) {
            levels[level] = 1;
        }
    }
}

static void take_decimals(struct loader *loader, const struct element_record *record, struct element *element) {
    const struct whole_range range = {1, NUMBER_DECIMALS};
    if (record->type == TYPE_DECIMAL && !record->decimals.text && !record->faulty) {
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_DECIMALS_MISSING, element->position);
    } else if (record->type != TYPE_DECIMAL && record->decimals.text) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_DECIMALS_NOT_ALLOWED, record->decimals.position,
               type_words[record->type]);
    } else if (record->decimals.text) {
        childplan__parse_whole(loader, &record->decimals, range, &element->decimals);
    }
}

static void take_flag_limit(struct loader *loader, const struct given_text *given, const char *key, int64_t natural) {
    int64_t value = -1;
    if (given->text && childplan__number_parse(given->text, given->size, 0, 0, &value) == NUMBER_OK &&
        value == natural) {
        return;
    }
    if (given->text) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_FLAG_LIMITS, given->position, key);
    }
}

static void take_limits(struct loader *loader, const struct element_record *record, struct element *element) {
    element->has_min = 1;
    if (record->type == TYPE_FLAG) {
        element->has_max = 1;
        element->max = 1;
        take_flag_limit(loader, &record->min, "min", 0);
        take_flag_limit(loader, &record->max, "max", 1);
        return;
    }
    if (record->type == TYPE_DECIMAL && element->decimals == 0) {
        /* Without decimals no limit can be judged; their lack was reported. */
        return;
    }
    int32_t min_known =
        !record->min.text || childplan__parse_number(loader, &record->min, element->decimals, &element->min);
    element->has_max =
        record->max.text && childplan__parse_number(loader, &record->max, element->decimals, &element->max);
    if (min_known && element->has_max && element->min > element->max) {
        const struct given_text *where = record->min.text ? &record->min : &record->max;
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_MIN_OVER_MAX, where->position,
               record->min.text ? childplan__plain(loader, &record->min) : "0", childplan__plain(loader, &record->max));
    }
}

/* Keys that go with some over_time only. */
static void take_time(struct loader *loader, const struct element_record *record, struct element *element) {
    const struct whole_range range = {0, CARRY_LIMIT};
    struct findings *findings = loader->findings;
    int32_t over_time = record->over_time;
    element->given = (enum accumulation)record->given.place;
    element->window = (enum window)record->window.place;
    if (record->carry.text) {
        childplan__parse_whole(loader, &record->carry, range, &element->carry);
    }
    if (over_time == CHILDPLAN_NONE) {
        return;
    }
    element->over_time = (enum aggregate)over_time;
    if (element->given == GIVEN_YEAR_TO_DATE && over_time != AGGREGATE_SUM) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_GIVEN_NOT_SUM, record->given.position, over_time_words[over_time]);
    }
    if (element->window != WINDOW_PERIOD && over_time == AGGREGATE_LAST) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_WINDOW_OF_LAST, record->window.position,
               childplan__window_words[element->window]);
    }
    if (element->carry > 0 && over_time != AGGREGATE_LAST) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_CARRY_NOT_LAST, record->carry.position, over_time_words[over_time]);
    }
}

static const char *take_element_id(struct loader *loader, const struct given_text *given) {
    const char *id = childplan__take_id(loader, given);
    if (!id) {
        loader->elements_incomplete = 1;
        return NULL;
    }
    if (id[0] == '-') {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ELEMENT_MINUS, given->position, id);
        loader->elements_incomplete = 1;
        return NULL;
    }
    if (strcmp(id, "each_unit") == 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ELEMENT_RESERVED, given->position, id);
        return NULL;
    }
    return id;
}

static void load_element(struct loader *loader, const struct yaml_node *node, struct element_draft *drafts) {
    struct childplan_plan *plan = loader->plan;
    struct element_record record = {.frequency = plan->frequency - CHILDPLAN_MONTH, .over_time = CHILDPLAN_NONE};
    struct element element = {
        .part_of = CHILDPLAN_NONE, .check_of = CHILDPLAN_NONE, .position = childplan__position(loader, node)};
    size_t errors = loader->findings->errors;
    childplan__read_mapping(loader, node, "elements", element_fields, FIELD_COUNT(element_fields), &record);
    record.faulty = loader->had_key_errors;
    childplan__check_element_keys(loader, node, &record.check_of);
    element.name = record.name;
    element.definition = record.definition;
    element.type = (enum element_type)record.type;
    element.frequency = CHILDPLAN_MONTH + record.frequency;
    element.over_units = over_units_meaning[record.over_units];
    take_levels(loader, record.levels, &element);
    take_decimals(loader, &record, &element);
    take_limits(loader, &record, &element);
    take_time(loader, &record, &element);
    element.id = take_element_id(loader, &record.id);
    if (element.id && childplan__enter_id(loader, &plan->element_names, element.id, plan->element_count, &record.id,
                                          CHILDPLAN_DIAGNOSTIC_ELEMENT_TWICE)) {
        drafts[plan->element_count] = (struct element_draft){.part_of = record.part_of,
                                                             .check_of = record.check_of,
                                                             .plausible = record.plausible,
                                                             .has_levels = record.levels != NULL,
                                                             .faulty = loader->findings->errors > errors};
        plan->elements[plan->element_count++] = element;
    }
}

/* The same frequency and over_time, and only levels that report the whole too. */
static void check_part(struct loader *loader, const struct element *part, const struct element *whole,
                       struct position position) {
    struct findings *findings = loader->findings;
    if (part->frequency != whole->frequency) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PART_OF_FREQUENCY, position, part->id, whole->id);
    }
    if (part->over_time != whole->over_time) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PART_OF_OVER_TIME, position, part->id, whole->id);
    }
    for (int32_t level = 0; level < loader->plan->level_count; level++) {
        if (part->levels[level] && !whole->levels[level]) {
            REPORT(findings, CHILDPLAN_DIAGNOSTIC_PART_OF_LEVELS, position, part->id, whole->id,
                   loader->plan->levels[level].id);
            break;
        }
    }
    if (part->given != whole->given) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PART_OF_GIVEN, position, part->id, whole->id);
    }
}

/* 1 where the way from an element to its wholes comes back to it, and it is the first in the file of those on it. */
static int32_t begins_cycle(const struct childplan_plan *plan, int32_t index) {
    int32_t at = plan->elements[index].part_of;
    int32_t steps = 0;
    while (at != CHILDPLAN_NONE && at > index && steps++ < plan->element_count) {
        at = plan->elements[at].part_of;
    }
    return at == index;
}

static void resolve_parts(struct loader *loader, const struct element_draft *drafts) {
    struct childplan_plan *plan = loader->plan;
    for (int32_t i = 0; i < plan->element_count; i++) {
        int32_t whole = childplan__find_element(loader, &drafts[i].part_of);
        if (whole == i) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PART_OF_ITSELF, drafts[i].part_of.position,
                   plan->elements[i].id);
            continue;
        }
        plan->elements[i].part_of = whole;
        if (whole != CHILDPLAN_NONE && drafts[whole].check_of.text) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PART_OF_CHECK, drafts[i].part_of.position,
                   plan->elements[i].id, plan->elements[whole].id);
            continue;
        }
        if (whole != CHILDPLAN_NONE && !drafts[i].faulty && !drafts[whole].faulty) {
            check_part(loader, &plan->elements[i], &plan->elements[whole], drafts[i].part_of.position);
        }
    }
    for (int32_t i = 0; i < plan->element_count; i++) {
        if (begins_cycle(plan, i)) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PART_OF_CYCLE, drafts[i].part_of.position,
                   plan->elements[i].id);
        }
    }
}

void childplan__load_elements(struct loader *loader, const struct yaml_node *list) {
    struct childplan_plan *plan = loader->plan;
    if (!list) {
        return;
    }
    if (childplan__is_list_too_long(loader, list, "elements", ELEMENT_LIMIT)) {
        loader->elements_incomplete = 1;
        return;
    }
    plan->elements = childplan__keep(loader, list->size, sizeof *plan->elements);
    struct element_draft *drafts = childplan__scratch(loader, list->size, sizeof *drafts);
    if (!plan->elements || !drafts) {
        return;
    }
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        load_element(loader, node, drafts);
    }
    if (!loader->findings->no_memory) {
        resolve_parts(loader, drafts);
        childplan__resolve_checks(loader, drafts);
    }
}
