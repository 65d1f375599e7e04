/* What reports are checked by: plausible limits, and elements that check others. */
#include "elements.h"

#include "../base/text.h"

#include <string.h>

/* What an element that checks another may say of itself. */
static const char *const own_keys[] = {"id", "name", "definition", "levels", "plausible", "check_of", NULL};

static int32_t is_own(const char *key) {
    for (const char *const *own = own_keys; *own; own++) {
        if (strcmp(*own, key) == 0) {
            return 1;
        }
    }
    return 0;
}

static int32_t is_key(const struct yaml_node *key, const char *name) {
    return key->kind == YAML_TEXT && strcmp(key->text, name) == 0;
}

static int32_t has_key(const struct yaml_node *mapping, const char *name) {
    for (const struct yaml_node *key = mapping->first; key; key = key->next->next) {
        if (is_key(key, name)) {
            return 1;
        }
    }
    return 0;
}

void childplan__check_element_keys(struct loader *loader, const struct yaml_node *node,
                                   const struct given_text *check_of) {
    if (node->kind != YAML_MAPPING) {
        return;
    }
    if (!has_key(node, "check_of")) {
        if (!has_key(node, "over_time")) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_KEY_MISSING, childplan__position(loader, node), "over_time");
        }
        return;
    }
    for (const struct yaml_node *key = node->first; key && check_of->text; key = key->next->next) {
        if (key->kind == YAML_TEXT && !is_own(key->text)) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_CHECK_OF_BESIDE, childplan__position(loader, key), key->text,
                   childplan__plain(loader, check_of));
        }
    }
}

static const struct field plausible_fields[] = {
    {"min", 0, childplan__read_given, 0, NULL},
    {"max", 0, childplan__read_given, sizeof(struct given_text), NULL},
};

/* 1 and written, or 0 where it is absent, wrong or beyond what the element may be (reported). */
static int32_t take_limit(struct loader *loader, const struct given_text *given, const struct element *element,
                          int64_t *ret_limit) {
    char hard[32];
    int64_t limit;
    if (!given->text || !childplan__parse_number(loader, given, element->decimals, &limit)) {
        return 0;
    }
    int32_t is_over = element->has_max && limit > element->max;
    if (is_over || limit < element->min) {
        (void)childplan__number_format(is_over ? element->max : element->min, element->decimals, hard);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PLAUSIBLE_OUTSIDE, given->position,
               childplan__plain(loader, given), hard, element->id);
        return 0;
    }
    *ret_limit = limit;
    return 1;
}

static void take_plausible(struct loader *loader, const struct yaml_node *node, struct element *element) {
    struct findings *findings = loader->findings;
    struct given_text given[2] = {{0}, {0}};
    struct limits *limits = &element->plausible;
    if (element->type == TYPE_FLAG) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PLAUSIBLE_OF_FLAG, childplan__position(loader, node), element->id);
        return;
    }
    childplan__read_mapping(loader, node, "plausible", plausible_fields, FIELD_COUNT(plausible_fields), given);
    if (!loader->had_key_errors && !given[0].text && !given[1].text) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PLAUSIBLE_EMPTY, childplan__position(loader, node), element->id);
    }
    if (element->type == TYPE_DECIMAL && element->decimals == 0) {
        /* Without decimals no limit can be judged; their lack was reported. */
        return;
    }
    limits->has_min = take_limit(loader, &given[0], element, &limits->min);
    limits->has_max = take_limit(loader, &given[1], element, &limits->max);
    if (limits->has_min && limits->has_max && limits->min > limits->max) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_MIN_OVER_MAX, given[0].position, childplan__plain(loader, &given[0]),
               childplan__plain(loader, &given[1]));
    }
}

/* Who could declare for others: the levels above one that reports the element. */
static void take_levels_above(struct loader *loader, const struct element *checked, struct element *element) {
    int32_t count = loader->plan->level_count;
    uint8_t *levels = childplan__keep(loader, (size_t)count, 1);
    uint8_t is_above = 0;
    if (!levels) {
        return;
    }
    for (int32_t level = count - 1; level >= 0; level--) {
        levels[level] = is_above;
        is_above = is_above || checked->levels[level];
    }
    element->levels = levels;
}

static const char *over_units_word(enum aggregate over_units) {
    static const char *const words[] = {"sum", "last", "max", "min", "mean", "count"};
    return words[over_units];
}

/* How it is reported and counted is that of the element it checks; of flags it is how many there are. */
static void take_checked(struct loader *loader, const struct element_draft *draft, const struct element *checked,
                         struct element *element) {
    element->type = checked->type == TYPE_FLAG ? TYPE_COUNT : checked->type;
    element->decimals = checked->decimals;
    element->frequency = checked->frequency;
    element->over_time = checked->over_time;
    element->given = checked->given;
    element->min = checked->min < 0 ? INT64_MIN : 0;
    if (!draft->has_levels) {
        take_levels_above(loader, checked, element);
    }
}

static void resolve_check(struct loader *loader, const struct element_draft *drafts, int32_t index) {
    struct childplan_plan *plan = loader->plan;
    struct element *element = &plan->elements[index];
    int32_t found = childplan__find_element(loader, &drafts[index].check_of);
    if (found == CHILDPLAN_NONE) {
        return;
    }
    const struct element *checked = &plan->elements[found];
    const struct position position = drafts[index].check_of.position;
    element->check_of = found;
    if (drafts[found].check_of.text) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_CHECK_OF_CHECK, position, element->id, checked->id);
        return;
    }
    if (checked->over_units != AGGREGATE_SUM) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_CHECK_OF_OVER_UNITS, position, element->id, checked->id,
               over_units_word(checked->over_units));
    }
    take_checked(loader, &drafts[index], checked, element);
}

void childplan__resolve_checks(struct loader *loader, const struct element_draft *drafts) {
    struct childplan_plan *plan = loader->plan;
    for (int32_t i = 0; i < plan->element_count; i++) {
        if (drafts[i].check_of.text) {
            resolve_check(loader, drafts, i);
        }
        if (drafts[i].plausible) {
            take_plausible(loader, drafts[i].plausible, &plan->elements[i]);
        }
    }
}
