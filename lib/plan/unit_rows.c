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

static int32_t add_unit(struct loader *loader, const char *id, size_t size) {
    struct childplan_plan *plan = loader->plan;
    int32_t index = plan->unit_count;
    if (!childplan__grow(loader, &plan->units, &loader->unit_capacity, (size_t)index + 1, sizeof *plan->units)) {
        return CHILDPLAN_NONE;
    }
    if (childplan__names_add(&plan->unit_names, id, size, index) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
        return CHILDPLAN_NONE;
    }
    plan->units[plan->unit_count++] = (struct unit){.id = id};
    return index;
}

/* The unit of an id, made where it is new; CHILDPLAN_NONE for an id that is none. */
static int32_t take_unit(struct loader *loader, const struct given_text *given, int32_t is_kept) {
    const struct names *names = &loader->plan->unit_names;
    if (!given->text) {
        return CHILDPLAN_NONE;
    }
    int32_t is_nfc = childplan__is_nfc(given->text, given->size);
    int32_t known = is_nfc ? childplan__names_find(names, given->text, given->size) : CHILDPLAN_NONE;
    if (known != CHILDPLAN_NONE) {
        return known;
    }
    const char *id = is_kept ? childplan__keep_id(loader, given) : childplan__take_id(loader, given);
    if (!id) {
        return CHILDPLAN_NONE;
    }
    size_t size = is_nfc ? given->size : strlen(id);
    known = is_nfc ? CHILDPLAN_NONE : childplan__names_find(names, id, size);
    return known != CHILDPLAN_NONE ? known : add_unit(loader, id, size);
}

/* The days a row says its version lives. An absent end is the horizon's; where the other one lies beyond that, the
   version is a day outside the horizon. Returns 0 where they are wrong. */
static int32_t take_days(struct loader *loader, const struct unit_row *row, struct unit_version *version) {
    struct days horizon = loader->plan->horizon;
    int32_t has_from = row->from.text != NULL;
    int32_t has_until = row->until.text != NULL;
    version->from = horizon.first;
    version->until = horizon.last;
    if ((has_from && !childplan__parse_date(loader, &row->from, &version->from)) ||
        (has_until && !childplan__parse_date(loader, &row->until, &version->until))) {
        return 0;
    }
    if (has_from && has_until && version->until < version->from) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_UNTIL_BEFORE_FROM, row->until.position,
               childplan__plain(loader, &row->id), childplan__plain(loader, &row->from),
               childplan__plain(loader, &row->until));
        return 0;
    }
    if (version->until < version->from) {
        version->from = has_from ? version->from : version->until;
        version->until = version->from;
    }
    return 1;
}

/* The successor's name in scratch; NULL without one. */
static const struct given_text *take_successor(struct loader *loader, const struct given_text *given) {
    struct given_text *successor = given->text ? childplan__scratch(loader, 1, sizeof *successor) : NULL;
    if (successor) {
        *successor = *given;
    }
    return successor;
}

/* Room for versions and their drafts. */
static int32_t grow_versions(struct loader *loader, size_t count) {
    struct childplan_plan *plan = loader->plan;
    return childplan__grow(loader, &plan->versions, &loader->version_capacity, count, sizeof *plan->versions) &&
           childplan__grow(loader, &loader->drafts, &loader->draft_capacity, count, sizeof *loader->drafts);
}

void childplan__expect_unit_rows(struct loader *loader, size_t count) {
    struct childplan_plan *plan = loader->plan;
    count = count < UNIT_ROW_LIMIT ? count : UNIT_ROW_LIMIT;
    if (grow_versions(loader, count) &&
        childplan__grow(loader, &plan->units, &loader->unit_capacity, count, sizeof *plan->units) &&
        childplan__names_reserve(&plan->unit_names, count) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
    }
}

void childplan__add_unit_row(struct loader *loader, struct unit_row *row) {
    struct childplan_plan *plan = loader->plan;
    size_t count = (size_t)plan->version_count;
    if (count >= UNIT_ROW_LIMIT) {
        if (!loader->units_incomplete) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_TOO_LONG, row->position, "units", "16777216");
        }
        loader->units_incomplete = 1;
        return;
    }
    if (!grow_versions(loader, count + 1)) {
        return;
    }
    struct unit_version *version = &plan->versions[count];
    int32_t last_level = count > 0 ? version[-1].level : CHILDPLAN_NONE;
    *version = (struct unit_version){.position = row->position};
    version->unit = take_unit(loader, &row->id, row->is_kept);
    version->name = row->is_kept ? childplan__keep_line(loader, &row->name) : childplan__take_line(loader, &row->name);
    version->level = childplan__find_level_again(loader, &row->level, last_level);
    int32_t has_days = take_days(loader, row, version);
    take_tags(loader, row, version);
    loader->drafts[count] =
        (struct version_draft){.parent = row->parent.text,
                               .parent_line = row->parent.position.line,
                               .parent_column = row->parent.position.column,
                               .successor = take_successor(loader, &row->successor),
                               .has_until = row->until.text != NULL,
                               .faulty = !has_days || row->faulty || version->level == CHILDPLAN_NONE};
    loader->units_incomplete = loader->units_incomplete || version->unit == CHILDPLAN_NONE;
    plan->version_count++;
}
