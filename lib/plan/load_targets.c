/* Targets: whom they are for. */
#include "targets.h"

static const char *const change_words[] = {"relative", "points", NULL};
static const char *const against_words[] = {"period_before", "baseline", NULL};
static const char *const aspiration_words[] = {"no", "yes", NULL};

#define AT(member) offsetof(struct target_record, member)
#define OPERATOR(place) (AT(operators) + sizeof(struct given_text) * (place))

/* An indicator's own targets do not name it: `indicator` is last. */
static const struct field target_fields[] = {
    {"by", 0, childplan__read_given, AT(by), NULL},
    {"every", 0, childplan__read_placed_keyword, AT(every), childplan__frequency_words},
    {"from", 0, childplan__read_given, AT(from), NULL},
    {"to", 0, childplan__read_given, AT(to), NULL},
    {"keep_until", 0, childplan__read_given, AT(keep_until), NULL},
    {"above", 0, childplan__read_given, OPERATOR(0), NULL},
    {"at_least", 0, childplan__read_given, OPERATOR(1), NULL},
    {"below", 0, childplan__read_given, OPERATOR(2), NULL},
    {"at_most", 0, childplan__read_given, OPERATOR(3), NULL},
    {"equals", 0, childplan__read_given, OPERATOR(4), NULL},
    {"increase", 0, childplan__read_placed_keyword, AT(increase), change_words},
    {"decrease", 0, childplan__read_placed_keyword, AT(decrease), change_words},
    {"against", 0, childplan__read_placed_keyword, AT(against), against_words},
    {"aspiration", 0, childplan__read_keyword, AT(is_aspiration), aspiration_words},
    {"values", 0, childplan__read_rows, AT(values), NULL},
    {"units", 0, childplan__read_map, AT(units), NULL},
    {"indicator", 1, childplan__read_given, AT(indicator), NULL},
};

static void add_target(struct loader *loader, const struct target_draft *target) {
    if (childplan__grow(loader, &loader->targets, &loader->target_capacity, loader->target_count + 1,
                        sizeof *loader->targets)) {
        loader->targets[loader->target_count] = *target;
        loader->targets[loader->target_count].order = loader->target_count;
        loader->target_count++;
    }
}

static void add_for_ids(struct loader *loader, const struct yaml_node *list, struct target_draft target) {
    int32_t *units = NULL;
    size_t count = childplan__take_units(loader, list, &units);
    target.kind = SCOPE_IDS;
    for (size_t i = 0; i < count; i++) {
        target.key = units[i];
        add_target(loader, &target);
    }
}

static void add_for_units(struct loader *loader, const struct yaml_node *units, struct target_draft target) {
    struct unit_choice choice = {0};
    if (childplan__read_unit_choice(loader, units, &choice) != 1) {
        if (!loader->had_key_errors) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_SCOPE, childplan__position(loader, units));
        }
        return;
    }
    if (choice.ids) {
        add_for_ids(loader, choice.ids, target);
        return;
    }
    target.kind = choice.tag.text ? SCOPE_TAG : SCOPE_LEVEL;
    target.key =
        choice.tag.text ? childplan__find_tag(loader, &choice.tag) : childplan__find_level(loader, &choice.level);
    if (target.key != CHILDPLAN_NONE) {
        add_target(loader, &target);
    }
}

/* A target with quotas, and what its values share. */
struct assigned {
    const struct target_record *record;
    const struct indicator *indicator;
    const struct target_draft *target;
};

static void take_value(struct loader *loader, const struct values_reader *reader, const struct row_origin *origin,
                       const struct value_row *row, int32_t unit) {
    const struct assigned *assigned = reader->context;
    struct target_draft target = *assigned->target;
    struct bar bar = {assigned->record, assigned->indicator, &target.milestone};
    target.kind = SCOPE_IDS;
    target.key = unit;
    target.milestone.position = origin->position;
    int32_t good = row->value.text && childplan__take_assigned(loader, &bar, &row->value);
    if (row->by.text && reader->by == VALUES_MAYBE_BY) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_VALUES_BY, row->by.position,
               assigned->record->by.text ? "by" : "every");
    } else if (row->by.text) {
        good = childplan__take_by(loader, assigned->record, &row->by, &target) && good;
    }
    if (good && target.milestone.by != CHILDPLAN_NO_PERIOD) {
        add_target(loader, &target);
    }
}

static void add_assigned(struct loader *loader, const struct target_record *record, const struct indicator *indicator,
                         const struct target_draft *target) {
    struct assigned assigned = {record, indicator, target};
    int32_t has_time = record->by.text || childplan__is_given(&record->every);
    struct values_reader reader = {
        .take = take_value, .context = &assigned, .by = has_time ? VALUES_MAYBE_BY : VALUES_ALWAYS_BY};
    childplan__read_values(loader, record->values, &reader);
}

/* Returns 0 where `values` does not go with the rest (reported). */
static int32_t check_values(struct loader *loader, const struct target_record *record, int32_t is_assigned) {
    if (record->values && record->units) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_KEYS_TOGETHER, childplan__position(loader, record->units),
               "values", "units");
        return 0;
    }
    if (record->values && !is_assigned) {
        return childplan__report_without(loader, record, childplan__position(loader, record->values), "values",
                                         "assigned");
    }
    return 1;
}

static void add_for_all(struct loader *loader, const struct target_record *record, const struct indicator *indicator,
                        const struct target_draft *target) {
    if (target->milestone.is_assigned) {
        if (record->values) {
            add_assigned(loader, record, indicator, target);
        }
    } else if (record->units) {
        add_for_units(loader, record->units, *target);
    } else {
        add_target(loader, target);
    }
}

static void take_target(struct loader *loader, const struct target_record *record, int32_t indicator) {
    const struct indicator *of = indicator == CHILDPLAN_NONE ? NULL : &loader->plan->indicators[indicator];
    struct target_draft target = {.indicator = indicator, .kind = SCOPE_ALL, .target = loader->target_serial++};
    struct bar bar = {record, of, &target.milestone};
    size_t before = loader->target_count;
    size_t errors = loader->findings->errors;
    target.milestone.position = target.written = record->position;
    target.milestone.is_aspiration = record->is_aspiration;
    (void)childplan__take_when(loader, record, &target);
    if (childplan__take_change(loader, &bar) && childplan__take_operators(loader, &bar)) {
        (void)check_values(loader, record, target.milestone.is_assigned);
    }
    add_for_all(loader, record, of, &target);
    if (loader->findings->errors > errors || record->faulty || indicator == CHILDPLAN_NONE) {
        loader->target_count = before;
    }
}

/* Reads a target by the first `count` of its fields. Returns 0 where it is none. */
static int32_t read_target(struct loader *loader, const struct yaml_node *node, size_t count,
                           struct target_record *ret_record) {
    *ret_record = (struct target_record){.every.place = CHILDPLAN_NONE,
                                         .increase.place = CHILDPLAN_NONE,
                                         .decrease.place = CHILDPLAN_NONE,
                                         .against.place = CHILDPLAN_NONE,
                                         .position = childplan__position(loader, node)};
    if (!childplan__read_mapping(loader, node, "targets", target_fields, count, ret_record)) {
        return 0;
    }
    ret_record->faulty = loader->had_key_errors;
    return 1;
}

void childplan__take_own_targets(struct loader *loader, const struct yaml_node *list, int32_t indicator) {
    struct target_record record;
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        if (read_target(loader, node, FIELD_COUNT(target_fields) - 1, &record)) {
            take_target(loader, &record, indicator);
        }
    }
}

void childplan__load_targets(struct loader *loader, const struct yaml_node *list) {
    struct target_record record;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        if (read_target(loader, node, FIELD_COUNT(target_fields), &record)) {
            take_target(loader, &record, childplan__find_indicator(loader, &record.indicator));
        }
    }
}
