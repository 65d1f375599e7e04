/* Targets: milestones with their scopes. */
#include "targets.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <childplan/rollup.h>

#include <stdlib.h>
#include <string.h>

#define OPERATOR_COUNT 5

/* In the order of CHILDPLAN_ABOVE … CHILDPLAN_EQUALS. */
static const char *const operator_keys[OPERATOR_COUNT] = {"above", "at_least", "below", "at_most", "equals"};

struct target_record {
    struct given_text by;
    struct given_text operators[OPERATOR_COUNT];
    const struct yaml_node *units;
    struct given_text indicator;
    int32_t faulty; /* a key or value was reported */
};

#define OPERATOR(place) (offsetof(struct target_record, operators) + sizeof(struct given_text) * (place))

/* An indicator's own targets do not name it: `indicator` is last. */
static const struct field target_fields[] = {
    {"by", 1, childplan__read_given, offsetof(struct target_record, by), NULL},
    {"above", 0, childplan__read_given, OPERATOR(0), NULL},
    {"at_least", 0, childplan__read_given, OPERATOR(1), NULL},
    {"below", 0, childplan__read_given, OPERATOR(2), NULL},
    {"at_most", 0, childplan__read_given, OPERATOR(3), NULL},
    {"equals", 0, childplan__read_given, OPERATOR(4), NULL},
    {"units", 0, childplan__read_map, offsetof(struct target_record, units), NULL},
    {"indicator", 1, childplan__read_given, offsetof(struct target_record, indicator), NULL},
};

int32_t childplan__take_number(struct loader *loader, const struct given_text *given, int64_t per,
                               struct decimal *ret_number) {
    struct decimal number;
    int32_t percent;
    if (!childplan__parse_decimal(loader, given, &number, &percent)) {
        return 0;
    }
    /* per is 0 where it was reported. */
    if (percent && per != 100 && per != 0) {
        char text[32];
        (void)childplan__number_format(per, 0, text);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PERCENT_NOT_ALLOWED, given->position,
               childplan__plain(loader, given), text);
        return 0;
    }
    *ret_number = number;
    return 1;
}

/* The one operator and its number. Returns 0 where something about them was reported. */
static int32_t take_operator(struct loader *loader, const struct yaml_node *node, const struct target_record *record,
                             int64_t per, struct milestone *milestone) {
    int32_t found = CHILDPLAN_NONE;
    for (int32_t i = 0; i < OPERATOR_COUNT; i++) {
        const struct given_text *given = &record->operators[i];
        if (given->text && found != CHILDPLAN_NONE) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_OPERATOR_TWICE, given->position, operator_keys[found],
                   operator_keys[i]);
            return 0;
        }
        found = given->text ? i : found;
    }
    if (found == CHILDPLAN_NONE) {
        if (!record->faulty) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_OPERATOR_MISSING,
                         childplan__position(loader, node));
        }
        return 0;
    }
    milestone->comparison = CHILDPLAN_ABOVE + found;
    return childplan__take_number(loader, &record->operators[found], per, &milestone->number);
}

static void add_target(struct loader *loader, struct target_draft target) {
    if (childplan__grow(loader, &loader->targets, &loader->target_capacity, loader->target_count + 1,
                        sizeof *loader->targets)) {
        loader->targets[loader->target_count++] = target;
    }
}

static void add_for_ids(struct loader *loader, const struct yaml_node *list, struct target_draft target) {
    int32_t *units = NULL;
    size_t count = childplan__take_units(loader, list, &units);
    target.kind = SCOPE_IDS;
    for (size_t i = 0; i < count; i++) {
        target.key = units[i];
        add_target(loader, target);
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
        add_target(loader, target);
    }
}

static void take_target(struct loader *loader, const struct yaml_node *node, const struct target_record *record,
                        int32_t indicator) {
    const struct calendar *calendar = &loader->plan->calendar;
    struct target_draft target = {.indicator = indicator, .kind = SCOPE_ALL};
    target.milestone.position = childplan__position(loader, node);
    int64_t per = indicator == CHILDPLAN_NONE ? 0 : loader->plan->indicators[indicator].per;
    int32_t good = take_operator(loader, node, record, per, &target.milestone);
    if (record->by.text) {
        good = childplan__parse_period_inside(loader, &record->by, &target.milestone.by) && good;
    }
    if (target.milestone.by != CHILDPLAN_NO_PERIOD) {
        target.milestone.last_day = childplan__period_days(calendar, target.milestone.by).last;
        target.milestone.end_day = target.milestone.last_day;
    }
    size_t before = loader->target_count;
    if (record->units) {
        add_for_units(loader, record->units, target);
    } else {
        add_target(loader, target);
    }
    if (!good || !record->by.text || indicator == CHILDPLAN_NONE) {
        loader->target_count = before;
    }
}

/* Reads a target by the first `count` of its fields. Returns 0 where it is none. */
static int32_t read_target(struct loader *loader, const struct yaml_node *node, size_t count,
                           struct target_record *ret_record) {
    *ret_record = (struct target_record){0};
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
            take_target(loader, node, &record, indicator);
        }
    }
}

void childplan__load_targets(struct loader *loader, const struct yaml_node *list) {
    struct target_record record;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        if (read_target(loader, node, FIELD_COUNT(target_fields), &record)) {
            take_target(loader, node, &record, childplan__find_indicator(loader, &record.indicator));
        }
    }
}
