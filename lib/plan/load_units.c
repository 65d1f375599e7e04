/* Units: rows in YAML, in a CSV file and from columns, grouped by unit and resolved. */
#include "files.h"
#include "units.h"

#include "../base/text.h"

#include <string.h>

static void take_row(struct loader *loader, const struct row_origin *origin, void *record, void *context) {
    struct unit_row *row = record;
    (void)context;
    row->position = origin->position;
    row->faulty = origin->faulty;
    childplan__add_unit_row(loader, row);
}

/* Parents and successors are resolved when every row is known. */
static void load_rows(struct loader *loader, const struct yaml_node *units) {
    struct unit_row row;
    const struct table table = {.name = "units",
                                .fields = childplan__unit_fields,
                                .field_count = UNIT_FIELD_COUNT,
                                .mixes_files = 1,
                                .kept = 1U << UNIT_PARENT_FIELD | 1U << UNIT_SUCCESSOR_FIELD,
                                .record = &row,
                                .record_size = sizeof row,
                                .take_row = take_row,
                                .column_unknown = CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_UNKNOWN,
                                .column_missing = CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_MISSING,
                                .no_header = CHILDPLAN_DIAGNOSTIC_UNITS_NO_HEADER};
    int32_t complete = units->kind == YAML_LIST ? childplan__load_unit_rows(loader, &table)
                                                : childplan__read_table(loader, units, &table);
    loader->units_incomplete = loader->units_incomplete || !complete;
}

static struct given_text cell(const char *text, size_t row) {
    const struct position position = {"units", (uint32_t)row + 1, 0};
    return (struct given_text){text && *text ? text : NULL, text ? strlen(text) : 0, position};
}

/* A date given as days, as the text a row would have. */
static struct given_text date_cell(struct loader *loader, int32_t date, size_t row) {
    char *text = date == CHILDPLAN_NO_DATE ? NULL : childplan__scratch(loader, 32, 1);
    if (text) {
        childplan_date_format(date, text, 32);
    }
    return cell(text, row);
}

static int32_t is_utf8(const char *text) {
    return !text || childplan__utf8_check(text, strlen(text)) == strlen(text);
}

static void load_column_row(struct loader *loader, const struct column_row *given, size_t index) {
    struct unit_row row = {.id = cell(given->id, index),
                           .name = cell(given->name, index),
                           .level = cell(given->level, index),
                           .parent = cell(given->parent, index),
                           .from = date_cell(loader, given->from, index),
                           .until = date_cell(loader, given->until, index),
                           .successor = cell(given->successor, index)};
    row.position = row.id.position;
    int32_t is_text = is_utf8(given->id) & is_utf8(given->name) & is_utf8(given->level) & is_utf8(given->parent) &
                      is_utf8(given->successor) & is_utf8(given->tags);
    if (!is_text) {
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, row.position);
        loader->units_incomplete = 1;
        return;
    }
    for (size_t i = 0; i < UNIT_TAGS_FIELD; i++) {
        const struct given_text *value =
            (const struct given_text *)((const char *)&row + childplan__unit_fields[i].offset);
        if (childplan__unit_fields[i].required && !value->text) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_EMPTY, row.position, childplan__unit_fields[i].key);
        }
    }
    struct given_text tags = cell(given->tags, index);
    childplan__split_texts(loader, &tags, &row.tags);
    childplan__add_unit_row(loader, &row);
}

/* A value of a row in the plan's digest, with its NUL. */
static void digest_cell(struct loader *loader, const char *text) {
    text = text ? text : "";
    childplan__digest_add(&loader->digest, text, strlen(text) + 1);
}

static void digest_date(struct loader *loader, int32_t date) {
    char text[32];
    childplan_date_format(date, text, sizeof text);
    digest_cell(loader, text);
}

static void digest_column_row(struct loader *loader, const struct column_row *given) {
    digest_cell(loader, given->id);
    digest_cell(loader, given->name);
    digest_cell(loader, given->level);
    digest_cell(loader, given->parent);
    digest_date(loader, given->from);
    digest_date(loader, given->until);
    digest_cell(loader, given->successor);
    digest_cell(loader, given->tags);
}

/* 1 where versions stand together by unit already, none of them without one. */
static int32_t is_grouped(const struct childplan_plan *plan) {
    int32_t before = 0;
    for (int32_t i = 0; i < plan->version_count; i++) {
        if (plan->versions[i].unit < before) {
            return 0;
        }
        before = plan->versions[i].unit;
    }
    return 1;
}

/* Moves the versions, with their drafts, to where they belong, behind the `version_count` of their units that are there
   already. */
static void place_versions(struct loader *loader, struct unit_version *versions, struct version_draft *drafts) {
    struct childplan_plan *plan = loader->plan;
    int32_t count = 0;
    for (int32_t i = 0; i < plan->version_count; i++) {
        int32_t unit = plan->versions[i].unit;
        if (unit != CHILDPLAN_NONE) {
            struct unit *owner = &plan->units[unit];
            int32_t place = owner->first_version + owner->version_count++;
            versions[place] = plan->versions[i];
            drafts[place] = loader->drafts[i];
            count++;
        }
    }
    plan->version_count = count;
}

static int32_t sort_versions(struct loader *loader) {
    struct childplan_plan *plan = loader->plan;
    size_t count = (size_t)plan->version_count;
    struct unit_version *versions = childplan__allocate(&plan->allocator, count, sizeof *versions);
    struct version_draft *drafts = childplan__allocate(&plan->allocator, count, sizeof *drafts);
    if (!versions || !drafts) {
        childplan__release(&plan->allocator, versions);
        childplan__release(&plan->allocator, drafts);
        loader->findings->no_memory = 1;
        return 0;
    }
    for (int32_t i = 0; i < plan->unit_count; i++) {
        plan->units[i].version_count = 0;
    }
    place_versions(loader, versions, drafts);
    childplan__release(&plan->allocator, plan->versions);
    childplan__release(&plan->allocator, loader->drafts);
    plan->versions = versions;
    loader->drafts = drafts;
    return 1;
}

/* Units by document order, versions of each together in the order of their rows. */
static int32_t group_versions(struct loader *loader) {
    struct childplan_plan *plan = loader->plan;
    int32_t first = 0;
    for (int32_t i = 0; i < plan->version_count; i++) {
        if (plan->versions[i].unit != CHILDPLAN_NONE) {
            plan->units[plan->versions[i].unit].version_count++;
        }
    }
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        plan->units[unit].first_version = first;
        first += plan->units[unit].version_count;
    }
    return is_grouped(plan) || sort_versions(loader);
}

struct given_text childplan__given_parent(const struct loader *loader, int32_t version) {
    const struct version_draft *draft = &loader->drafts[version];
    const struct position position = {loader->plan->versions[version].position.file, draft->parent_line,
                                      draft->parent_column};
    return (struct given_text){draft->parent, draft->parent ? strlen(draft->parent) : 0, position};
}

static void resolve_references(struct loader *loader) {
    int32_t last_parent = CHILDPLAN_NONE;
    for (int32_t i = 0; i < loader->plan->version_count; i++) {
        struct version_draft *draft = &loader->drafts[i];
        struct unit_version *version = &loader->plan->versions[i];
        struct given_text parent = childplan__given_parent(loader, i);
        version->parent = childplan__find_unit_again(loader, &parent, last_parent);
        version->successor = draft->successor ? childplan__find_unit(loader, draft->successor) : CHILDPLAN_NONE;
        last_parent = version->parent;
        draft->faulty = draft->faulty || (parent.text && version->parent == CHILDPLAN_NONE);
    }
}

void childplan__load_units(struct loader *loader, const struct yaml_node *units) {
    const struct childplan_plan_options *options = loader->options;
    if (units) {
        load_rows(loader, units);
    }
    for (size_t i = 0; i < options->row_count; i++) {
        load_column_row(loader, &options->rows[i], i);
        digest_column_row(loader, &options->rows[i]);
    }
    if (loader->plan->version_count == 0 && !loader->units_incomplete) {
        struct position position = {loader->plan->file, 0, 0};
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_NONE,
                     units ? childplan__position(loader, units) : position);
        loader->units_incomplete = 1;
    }
    if (group_versions(loader)) {
        resolve_references(loader);
        childplan__check_units(loader);
    }
}
