/* Levels, from the top down. */
#include "loader.h"

#include "../base/text.h"

struct level_record {
    struct given_text id;
    const char *name;
};

static const struct field level_fields[] = {
    {"id", 1, childplan__read_given, offsetof(struct level_record, id), NULL},
    {"name", 1, childplan__read_line, offsetof(struct level_record, name), NULL},
};

int32_t childplan__is_list_too_long(struct loader *loader, const struct yaml_node *list, const char *key,
                                    int32_t limit) {
    char most[32];
    if (list->size <= (uint32_t)limit) {
        return 0;
    }
    (void)childplan__number_format(limit, 0, most);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_TOO_LONG, childplan__position(loader, list), key, most);
    return 1;
}

static void load_level(struct loader *loader, const struct yaml_node *node) {
    struct childplan_plan *plan = loader->plan;
    struct level_record record = {0};
    childplan__read_mapping(loader, node, "levels", level_fields, FIELD_COUNT(level_fields), &record);
    const char *id = childplan__take_id(loader, &record.id);
    if (!id) {
        loader->levels_incomplete = 1;
    } else if (childplan__enter_id(loader, &plan->level_names, id, plan->level_count, &record.id,
                                   CHILDPLAN_DIAGNOSTIC_LEVEL_TWICE)) {
        plan->levels[plan->level_count++] = (struct level){id, record.name};
    }
}

void childplan__load_levels(struct loader *loader, const struct yaml_node *list) {
    loader->levels_incomplete = !list || childplan__is_list_too_long(loader, list, "levels", LEVEL_LIMIT);
    if (loader->levels_incomplete) {
        return;
    }
    loader->plan->levels = childplan__keep(loader, list->size, sizeof *loader->plan->levels);
    for (const struct yaml_node *node = list->first; node && loader->plan->levels; node = node->next) {
        load_level(loader, node);
    }
}
