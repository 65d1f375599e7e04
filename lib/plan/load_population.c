/* Which units a target is for, and which an indicator is narrowed to. */
#include "indicators.h"

#include <stdlib.h>
#include <string.h>

static const struct field choice_fields[] = {
    {"level", 0, childplan__read_given, offsetof(struct unit_choice, level), NULL},
    {"tag", 0, childplan__read_given, offsetof(struct unit_choice, tag), NULL},
    {"ids", 0, childplan__read_some, offsetof(struct unit_choice, ids), NULL},
};

int32_t childplan__read_unit_choice(struct loader *loader, const struct yaml_node *node, struct unit_choice *choice) {
    childplan__read_mapping(loader, node, "units", choice_fields, FIELD_COUNT(choice_fields), choice);
    return (choice->level.text != NULL) + (choice->tag.text != NULL) + (choice->ids != NULL);
}

size_t childplan__take_units(struct loader *loader, const struct yaml_node *list, int32_t **ret_units) {
    struct given_text *names = NULL;
    size_t named = childplan__take_texts(loader, list, "ids", &names);
    named = named > 1 ? childplan__keep_first(loader, names, named) : named;
    int32_t *units = childplan__scratch(loader, named, sizeof *units);
    size_t count = 0;
    for (size_t i = 0; units && i < named; i++) {
        units[count] = childplan__find_unit(loader, &names[i]);
        count += units[count] != CHILDPLAN_NONE;
    }
    *ret_units = units;
    return count;
}

static int compare_units(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left;
    int32_t b = *(const int32_t *)right;
    return a < b ? -1 : a > b;
}

static void mark_population(struct loader *loader, struct population *population) {
    const struct childplan_plan *plan = loader->plan;
    uint8_t *has_version = childplan__keep(loader, (size_t)plan->version_count, 1);
    population->has_version = has_version;
    if (has_version) {
        childplan__mark_population(plan, population, population->unit_count == 0, has_version);
    }
}

static void take_ids(struct loader *loader, const struct yaml_node *list, struct population *population) {
    int32_t *named = NULL;
    size_t count = childplan__take_units(loader, list, &named);
    int32_t *units = count > 0 ? childplan__keep(loader, count, sizeof *units) : NULL;
    if (!units) {
        return;
    }
    memcpy(units, named, count * sizeof *units);
    qsort(units, count, sizeof *units, compare_units);
    population->units = units;
    population->unit_count = (int32_t)count;
}

void childplan__take_population(struct loader *loader, const struct yaml_node *node, struct population *population) {
    struct unit_choice choice = {0};
    int32_t given = childplan__read_unit_choice(loader, node, &choice);
    if (given == 0) {
        if (!loader->had_key_errors) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_POPULATION_EMPTY, childplan__position(loader, node));
        }
        return;
    }
    population->level = childplan__find_level(loader, &choice.level);
    population->tag = childplan__find_tag(loader, &choice.tag);
    if (choice.ids) {
        take_ids(loader, choice.ids, population);
    }
    mark_population(loader, population);
}
