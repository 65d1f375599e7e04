/* Names in the plan found among its definitions, or the nearest one to them. */
#include "loader.h"
#include "look_up.h"

#include "../base/text.h"

#include <string.h>

static const char *tag_id(const void *context, size_t index) {
    return ((const struct childplan_plan *)context)->tags[index];
}

/* incomplete: a definition of the kind was broken, so that a name not found may be no further mistake. */
static int32_t find(struct loader *loader, const struct given_text *given, struct id_kind kind, int32_t incomplete) {
    const char *name = given->text;
    size_t size = given->size;
    if (!name) {
        return CHILDPLAN_NONE;
    }
    if (!childplan__is_nfc(name, size)) {
        name = childplan__plain(loader, given);
        size = strlen(name);
    }
    int32_t found = childplan__names_find(kind.names, name, size);
    if (found == CHILDPLAN_NONE && !incomplete) {
        const char *nearest = childplan__is_mute(loader)
                                  ? NULL
                                  : childplan__nearest(name, size, (size_t)kind.count, kind.id_of, loader->plan);
        REPORT_NEAREST(loader->findings, kind.code, given->position, nearest,
                       childplan__is_mute(loader) ? "" : childplan__plain(loader, given));
    }
    return found;
}

/* 1 where a name is that of the one found last, which in long lists it is mostly. */
static int32_t is_again(const struct given_text *given, const char *id) {
    return given->text && given->text[0] == id[0] && strlen(id) == given->size &&
           memcmp(id, given->text, given->size) == 0;
}

int32_t childplan__find_level_again(struct loader *loader, const struct given_text *given, int32_t last) {
    int32_t again = last != CHILDPLAN_NONE && is_again(given, loader->plan->levels[last].id);
    return again ? last : childplan__find_level(loader, given);
}

int32_t childplan__find_unit_again(struct loader *loader, const struct given_text *given, int32_t last) {
    int32_t again = last != CHILDPLAN_NONE && is_again(given, loader->plan->units[last].id);
    return again ? last : childplan__find_unit(loader, given);
}

int32_t childplan__find_level(struct loader *loader, const struct given_text *given) {
    return find(loader, given, childplan__id_kind(loader->plan, CHILDPLAN_KIND_LEVEL), loader->levels_incomplete);
}

int32_t childplan__find_unit(struct loader *loader, const struct given_text *given) {
    return find(loader, given, childplan__id_kind(loader->plan, CHILDPLAN_KIND_UNIT), loader->units_incomplete);
}

int32_t childplan__find_element(struct loader *loader, const struct given_text *given) {
    return find(loader, given, childplan__id_kind(loader->plan, CHILDPLAN_KIND_ELEMENT), loader->elements_incomplete);
}

int32_t childplan__find_rate(struct loader *loader, const struct given_text *given) {
    return find(loader, given, childplan__id_kind(loader->plan, CHILDPLAN_KIND_RATE), loader->rates_incomplete);
}

int32_t childplan__find_indicator(struct loader *loader, const struct given_text *given) {
    return find(loader, given, childplan__id_kind(loader->plan, CHILDPLAN_KIND_INDICATOR),
                loader->indicators_incomplete);
}

int32_t childplan__find_tag(struct loader *loader, const struct given_text *given) {
    struct id_kind tags = {&loader->tag_names, loader->plan->tag_count, tag_id, CHILDPLAN_DIAGNOSTIC_TAG_UNKNOWN};
    return find(loader, given, tags, loader->units_incomplete);
}

static const char *level_or_unit_id(const void *context, size_t index) {
    const struct childplan_plan *plan = context;
    size_t levels = (size_t)plan->level_count;
    return index < levels ? plan->levels[index].id : plan->units[index - levels].id;
}

int32_t childplan__find_lead(struct loader *loader, const struct given_text *given, struct lead *ret_lead) {
    const struct childplan_plan *plan = loader->plan;
    const char *name = childplan__plain(loader, given);
    size_t size = strlen(name);
    int32_t level = childplan__names_find(&plan->level_names, name, size);
    int32_t unit = level != CHILDPLAN_NONE ? CHILDPLAN_NONE : childplan__names_find(&plan->unit_names, name, size);
    if (level != CHILDPLAN_NONE || unit != CHILDPLAN_NONE) {
        *ret_lead = (struct lead){level, unit};
        return 1;
    }
    if (!loader->levels_incomplete && !loader->units_incomplete) {
        size_t count = (size_t)plan->level_count + (size_t)plan->unit_count;
        REPORT_NEAREST(loader->findings, CHILDPLAN_DIAGNOSTIC_WHO_UNKNOWN, given->position,
                       childplan__nearest(name, size, count, level_or_unit_id, plan), name);
    }
    return 0;
}

const char *childplan__find_who(struct loader *loader, const struct given_text *given) {
    const struct childplan_plan *plan = loader->plan;
    struct lead who;
    if (!childplan__find_lead(loader, given, &who)) {
        return NULL;
    }
    return who.level != CHILDPLAN_NONE ? plan->levels[who.level].id : plan->units[who.unit].id;
}

int32_t childplan__enter_id(struct loader *loader, struct names *names, const char *id, int32_t index,
                            const struct given_text *given, int32_t code) {
    size_t size = strlen(id);
    if (childplan__names_find(names, id, size) != CHILDPLAN_NONE) {
        REPORT(loader->findings, code, given->position, id);
        return 0;
    }
    if (childplan__names_add(names, id, size, index) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
        return 0;
    }
    return 1;
}
