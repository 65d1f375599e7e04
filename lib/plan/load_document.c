/* What the document says beside its figures: number, title, parts, recipients. */
#include "tasks.h"

#include <childplan/tasks.h>

#include <string.h>

struct document_record {
    const char *id;
    const char *title;
    int32_t issued;
    struct given_text issuer;
    const char *signed_by;
    const struct yaml_node *parts[CHILDPLAN_RECIPIENTS + 1];
    const struct yaml_node *horizon;
    const struct yaml_node *upholds; /* the key */
};

static void read_plan_id(struct loader *loader, const struct entry *entry, void *target) {
    struct given_text given = childplan__given(loader, entry->value, entry->field->key);
    *(const char **)target = childplan__take_id(loader, &given);
}

/* The key: what is missing from the plan is said there. */
static void read_upholds(struct loader *loader, const struct entry *entry, void *target) {
    const struct yaml_node *mapping = NULL;
    childplan__read_map(loader, entry, &mapping);
    *(const struct yaml_node **)target = mapping ? entry->key : NULL;
}

#define PART(part) (offsetof(struct document_record, parts) + sizeof(struct yaml_node *) * (part))

static const struct field document_fields[] = {
    {"id", 1, read_plan_id, offsetof(struct document_record, id), NULL},
    {"title", 1, childplan__read_line, offsetof(struct document_record, title), NULL},
    {"issued", 0, childplan__read_date, offsetof(struct document_record, issued), NULL},
    {"issuer", 0, childplan__read_given, offsetof(struct document_record, issuer), NULL},
    {"signed_by", 0, childplan__read_line, offsetof(struct document_record, signed_by), NULL},
    {"based_on", 0, childplan__read_list, PART(CHILDPLAN_BASED_ON), NULL},
    {"horizon", 1, childplan__read_map, offsetof(struct document_record, horizon), NULL},
    {"purpose", 0, childplan__read_list, PART(CHILDPLAN_PURPOSE), NULL},
    {"objectives", 0, childplan__read_list, PART(CHILDPLAN_OBJECTIVES), NULL},
    {"tasks", 0, childplan__read_list, PART(CHILDPLAN_TASKS), NULL},
    {"duties", 0, childplan__read_list, PART(CHILDPLAN_DUTIES), NULL},
    {"recipients", 0, childplan__read_list, PART(CHILDPLAN_RECIPIENTS), NULL},
    {"upholds", 0, read_upholds, offsetof(struct document_record, upholds), NULL},
};

struct item_record {
    struct given_text id;
    const char *text;
    int32_t issued;
    struct task_draft task;
};

/* From CHILDPLAN_CADENCE_NONE, which is not written. */
static const char *const cadence_words[] = {"year", "half", "term", "on_demand", NULL};

static void read_cadence(struct loader *loader, const struct entry *entry, void *target) {
    int32_t place = CHILDPLAN_CADENCE_NONE - CHILDPLAN_CADENCE_YEAR;
    childplan__read_keyword(loader, entry, &place);
    *(int32_t *)target = CHILDPLAN_CADENCE_YEAR + place;
}

static const struct field based_on_fields[] = {
    {"id", 1, childplan__read_given, offsetof(struct item_record, id), NULL},
    {"issued", 0, childplan__read_date, offsetof(struct item_record, issued), NULL},
};

static const struct field item_fields[] = {
    {"id", 1, childplan__read_given, offsetof(struct item_record, id), NULL},
    {"text", 1, childplan__read_paragraph, offsetof(struct item_record, text), NULL},
};

#define TASK(member) offsetof(struct item_record, task.member)

static const struct field task_fields[] = {
    {"id", 1, childplan__read_given, offsetof(struct item_record, id), NULL},
    {"text", 1, childplan__read_paragraph, offsetof(struct item_record, text), NULL},
    {"indicators", 0, childplan__read_some, TASK(indicators), NULL},
    {"leads", 0, childplan__read_some, TASK(leads), NULL},
    {"cadence", 0, read_cadence, TASK(cadence), cadence_words},
};

static const struct field duty_fields[] = {
    {"who", 1, childplan__read_given, offsetof(struct item_record, id), NULL},
    {"text", 1, childplan__read_paragraph, offsetof(struct item_record, text), NULL},
};

/* How the items of a part are written; without fields they are texts. */
struct part_shape {
    const char *key;
    const struct field *fields;
    size_t field_count;
    int32_t twice; /* the diagnostic for two items of one id; 0 where that is no mistake */
};

static const struct part_shape shapes[CHILDPLAN_RECIPIENTS + 1] = {
    [CHILDPLAN_BASED_ON] = {"based_on", based_on_fields, FIELD_COUNT(based_on_fields), 0},
    [CHILDPLAN_PURPOSE] = {"purpose", NULL, 0, 0},
    [CHILDPLAN_OBJECTIVES] = {"objectives", item_fields, FIELD_COUNT(item_fields),
                              CHILDPLAN_DIAGNOSTIC_OBJECTIVE_TWICE},
    [CHILDPLAN_TASKS] = {"tasks", task_fields, FIELD_COUNT(task_fields), CHILDPLAN_DIAGNOSTIC_TASK_TWICE},
    [CHILDPLAN_DUTIES] = {"duties", duty_fields, FIELD_COUNT(duty_fields), 0},
    [CHILDPLAN_RECIPIENTS] = {"recipients", NULL, 0, 0},
};

static void load_texts(struct loader *loader, const struct yaml_node *list, const char *key,
                       struct document_item *items) {
    struct given_text *texts = NULL;
    size_t count = childplan__take_texts(loader, list, key, &texts);
    for (size_t i = 0; i < count; i++) {
        items[i].text = childplan__take_paragraph(loader, &texts[i]);
    }
}

static const char *item_id(struct loader *loader, int32_t part, const struct given_text *given, struct names *seen) {
    if (!given->text) {
        return NULL;
    }
    if (part == CHILDPLAN_DUTIES) {
        return childplan__find_who(loader, given);
    }
    const char *id = childplan__take_id(loader, given);
    if (id && shapes[part].twice != 0) {
        childplan__enter_id(loader, seen, id, 0, given, shapes[part].twice);
    }
    return id;
}

/* tasks: one for each item, or NULL. */
static void load_items(struct loader *loader, const struct yaml_node *list, int32_t part, struct document_item *items,
                       struct task_draft *tasks) {
    const struct part_shape *shape = &shapes[part];
    struct names seen;
    size_t count = 0;
    childplan__names_begin(&seen, &loader->plan->allocator);
    for (const struct yaml_node *node = list->first; node; node = node->next, count++) {
        struct item_record record = {.issued = CHILDPLAN_NO_DATE};
        childplan__read_mapping(loader, node, shape->key, shape->fields, shape->field_count, &record);
        items[count].id = item_id(loader, part, &record.id, &seen);
        items[count].text = record.text;
        items[count].issued = record.issued;
        if (tasks) {
            tasks[count] = record.task;
        }
    }
    childplan__names_end(&seen);
}

static void load_part(struct loader *loader, const struct yaml_node *list, int32_t part) {
    struct document_item *items = childplan__keep(loader, list->size, sizeof *items);
    if (part == CHILDPLAN_TASKS) {
        loader->tasks = childplan__scratch(loader, list->size, sizeof *loader->tasks);
    }
    if (!items || loader->findings->no_memory) {
        return;
    }
    for (size_t i = 0; i < list->size; i++) {
        items[i].issued = CHILDPLAN_NO_DATE;
    }
    if (shapes[part].fields) {
        load_items(loader, list, part, items, part == CHILDPLAN_TASKS ? loader->tasks : NULL);
    } else {
        load_texts(loader, list, shapes[part].key, items);
    }
    loader->plan->parts[part] = (struct document_part){items, list->size};
}

void childplan__load_document(struct loader *loader, const struct yaml_node *plan) {
    struct document_record record = {.issued = CHILDPLAN_NO_DATE};
    struct childplan_plan *made = loader->plan;
    childplan__read_mapping(loader, plan, "plan", document_fields, FIELD_COUNT(document_fields), &record);
    made->id = record.id;
    made->title = record.title;
    made->signed_by = record.signed_by;
    made->issued = record.issued;
    loader->upholds = record.upholds;
    made->issuer = childplan__find_unit(loader, &record.issuer);
    for (int32_t part = CHILDPLAN_BASED_ON; part <= CHILDPLAN_RECIPIENTS; part++) {
        if (record.parts[part]) {
            load_part(loader, record.parts[part], part);
        }
    }
}
