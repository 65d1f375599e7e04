/* A row of units, wherever it comes from, made a version of its unit. */
#include "units.h"

#include "../base/text.h"

#include <stdlib.h>
#include <string.h>

const struct field childplan__unit_fields[UNIT_FIELD_COUNT] = {
    {"id", 1, childplan__read_given, offsetof(struct unit_row, id), NULL},
    {"name", 1, childplan__read_given, offsetof(struct unit_row, name), NULL},
    {"level", 1, childplan__read_given, offsetof(struct unit_row, level), NULL},
    {"parent", 0, childplan__read_given, offsetof(struct unit_row, parent), NULL},
    {"from", 0, childplan__read_given, offsetof(struct unit_row, from), NULL},
    {"until", 0, childplan__read_given, offsetof(struct unit_row, until), NULL},
    {"successor", 0, childplan__read_given, offsetof(struct unit_row, successor), NULL},
    {"tags", 0, childplan__read_texts, offsetof(struct unit_row, tags), NULL},
};

static int32_t keep_tag_name(struct loader *loader, const char *tag) {
    struct childplan_plan *plan = loader->plan;
    int32_t index = plan->tag_count;
    if (!childplan__grow(loader, &plan->tags, &loader->tag_capacity, (size_t)index + 1, sizeof *plan->tags)) {
        return CHILDPLAN_NONE;
    }
    if (childplan__names_add(&loader->tag_names, tag, strlen(tag), index) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
        return CHILDPLAN_NONE;
    }
    plan->tags[plan->tag_count++] = tag;
    return index;
}

static int32_t take_tag(struct loader *loader, const struct given_text *given) {
    if (childplan__is_nfc(given->text, given->size)) {
        int32_t known = childplan__names_find(&loader->tag_names, given->text, given->size);
        if (known != CHILDPLAN_NONE) {
            return known;
        }
    }
    const char *tag = childplan__take_id(loader, given);
    if (!tag) {
        return CHILDPLAN_NONE;
    }
    if (strchr(tag, ';')) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TAG_SEMICOLON, given->position, tag);
        return CHILDPLAN_NONE;
    }
    int32_t known = childplan__names_find(&loader->tag_names, tag, strlen(tag));
    return known != CHILDPLAN_NONE ? known : keep_tag_name(loader, tag);
}

static int compare_tags(const void *left, const void *right) {
    const int32_t *a = left;
    const int32_t *b = right;
    return (*a > *b) - (*a < *b);
}

static void take_tags(struct loader *loader, struct unit_row *row, struct unit_version *version) {
    struct childplan_plan *plan = loader->plan;
    struct given_texts *tags = &row->tags;
    tags->count = tags->count > 1 ? childplan__keep_first(loader, tags->items, tags->count) : tags->count;
    version->first_tag = (int32_t)loader->tag_list_count;
    if (!childplan__grow(loader, &plan->tag_lists, &loader->tag_list_capacity, loader->tag_list_count + tags->count,
                         sizeof *plan->tag_lists)) {
        return;
    }
    for (size_t i = 0; i < tags->count; i++) {
        int32_t tag = take_tag(loader, &tags->items[i]);
        if (tag != CHILDPLAN_NONE) {
            plan->tag_lists[loader->tag_list_count++] = tag;
            version->tag_count++;
        }
    }
    if (version->tag_count > 1) {
        qsort(plan->tag_lists + version->first_tag, (size_t)version->tag_count, sizeof *plan->tag_lists, compare_tags);
    }
}

/* The unit of an id, made where it is new; CHILDPLAN_NONE for an id that is none. */
static int32_t take_unit(struct loader *loader, const struct given_text *given) {
    struct childplan_plan *plan = loader->plan;
    if (!given->text) {
        return CHILDPLAN_NONE;
    }
    if (childplan__is_nfc(given->text, given->size)) {
        int32_t known = childplan__names_find(&plan->unit_names, given->text, given->size);
        if (known != CHILDPLAN_NONE) {
            return known;
        }
    }
    const char *id = childplan__take_id(loader, given);
    int32_t known = id ? childplan__names_find(&plan->unit_names, id, strlen(id)) : CHILDPLAN_NONE;
    if (!id || known != CHILDPLAN_NONE) {
        return known;
    }
    int32_t index = plan->unit_count;
    if (!childplan__grow(loader, &plan->units, &loader->unit_capacity, (size_t)index + 1, sizeof *plan->units)) {
        return CHILDPLAN_NONE;
    }
    if (childplan__names_add(&plan->unit_names, id, strlen(id), index) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
        return CHILDPLAN_NONE;
    }
    plan->units[plan->unit_count++] = (struct unit){.id = id};
    return index;
}

/* The days a row says its version lives. An absent end is the horizon's; where the other one lies beyond that, the
   version is a day outside the horizon. */
static void take_days(struct loader *loader, const struct unit_row *row, struct version_draft *draft) {
    struct days horizon = loader->plan->horizon;
    struct unit_version *version = &draft->version;
    version->from = horizon.first;
    version->until = horizon.last;
    draft->has_from = row->from.text != NULL;
    draft->has_until = row->until.text != NULL;
    if ((draft->has_from && !childplan__parse_date(loader, &row->from, &version->from)) ||
        (draft->has_until && !childplan__parse_date(loader, &row->until, &version->until))) {
        draft->faulty = 1;
    } else if (draft->has_from && draft->has_until && version->until < version->from) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_UNTIL_BEFORE_FROM, row->until.position,
               childplan__plain(loader, &row->id), childplan__plain(loader, &row->from),
               childplan__plain(loader, &row->until));
        draft->faulty = 1;
    } else if (version->until < version->from) {
        version->from = draft->has_from ? version->from : version->until;
        version->until = version->from;
    }
}

void childplan__add_unit_row(struct loader *loader, struct unit_row *row) {
    if (loader->draft_count >= UNIT_ROW_LIMIT) {
        if (!loader->units_incomplete) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_TOO_LONG, row->position, "units", "16777216");
        }
        loader->units_incomplete = 1;
        return;
    }
    if (!childplan__grow(loader, &loader->drafts, &loader->draft_capacity, loader->draft_count + 1,
                         sizeof *loader->drafts)) {
        return;
    }
    struct version_draft *draft = &loader->drafts[loader->draft_count];
    *draft = (struct version_draft){.parent = row->parent, .successor = row->successor};
    draft->version.position = row->position;
    draft->version.unit = take_unit(loader, &row->id);
    draft->version.name = childplan__take_line(loader, &row->name);
    draft->version.level = childplan__find_level(loader, &row->level);
    take_days(loader, row, draft);
    take_tags(loader, row, &draft->version);
    draft->faulty = draft->faulty || row->faulty || draft->version.level == CHILDPLAN_NONE;
    loader->units_incomplete = loader->units_incomplete || draft->version.unit == CHILDPLAN_NONE;
    loader->draft_count++;
}
