/* Statuses: the built-in five, renamed where the plan says so, and the thresholds. */
#include "loader.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <string.h>

static const char *const built_in_ids[CHILDPLAN_STATUS_FIRST_THRESHOLD] = {"met", "missed", "open", "no_data",
                                                                           "no_target"};

struct threshold_record {
    struct given_text id;
    const char *name;
    struct given_text attains;
    struct given_text color;
};

#define AT(member) offsetof(struct threshold_record, member)

static const struct field threshold_fields[] = {
    {"id", 1, childplan__read_given, AT(id), NULL},
    {"name", 0, childplan__read_line, AT(name), NULL},
    {"attains", 0, childplan__read_given, AT(attains), NULL},
    {"color", 0, childplan__read_given, AT(color), NULL},
};

static const struct threshold default_thresholds[] = {
    {"on_track", NULL, NULL, 1, {1, 0}, {0}},
    {"at_risk", NULL, NULL, 1, {9, 1}, {0}},
    {"off_track", NULL, NULL, 0, {0, 0}, {0}},
};

static int32_t is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static const char *take_color(struct loader *loader, const struct given_text *given) {
    if (!given->text) {
        return NULL;
    }
    int32_t good = given->size == 7 && given->text[0] == '#';
    for (size_t i = 1; good && i < 7; i++) {
        good = is_hex_digit(given->text[i]);
    }
    if (!good) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_COLOR_MALFORMED, given->position,
               childplan__plain(loader, given));
        return NULL;
    }
    return childplan__take_id(loader, given);
}

/* A percentage as a share: 90% is 0.9. */
static void take_attains(struct loader *loader, const struct given_text *given, struct threshold *threshold) {
    struct decimal number;
    int32_t percent;
    if (!childplan__parse_decimal(loader, given, &number, &percent)) {
        return;
    }
    if (!percent) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ATTAINS_PERCENT, given->position,
               childplan__plain(loader, given));
    } else if (number.value < 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ATTAINS_NEGATIVE, given->position,
               childplan__plain(loader, given));
    } else {
        threshold->attains = (struct decimal){number.value, number.decimals + 2};
        while (threshold->attains.decimals > 0 && threshold->attains.value % 10 == 0) {
            threshold->attains.value /= 10;
            threshold->attains.decimals--;
        }
    }
}

static int32_t find_built_in(const char *id) {
    for (int32_t i = 0; i < CHILDPLAN_STATUS_FIRST_THRESHOLD; i++) {
        if (strcmp(built_in_ids[i], id) == 0) {
            return i;
        }
    }
    return CHILDPLAN_NONE;
}

/* The plan's own thresholds as they are read. */
struct own {
    struct names seen;
    struct given_text *ids; /* by threshold, from CHILDPLAN_STATUS_FIRST_THRESHOLD on; absent where it is faulty */
    struct given_text *attains;
};

static void load_threshold(struct loader *loader, const struct yaml_node *node, struct own *own) {
    struct childplan_plan *plan = loader->plan;
    struct threshold_record record = {0};
    childplan__read_mapping(loader, node, "thresholds", threshold_fields, FIELD_COUNT(threshold_fields), &record);
    int32_t faulty = loader->had_key_errors;
    const char *id = childplan__take_id(loader, &record.id);
    const char *color = take_color(loader, &record.color);
    struct threshold read = {.id = id,
                             .name = record.name,
                             .color = color,
                             .has_attains = record.attains.text != NULL,
                             .position = childplan__position(loader, node)};
    if (read.has_attains) {
        take_attains(loader, &record.attains, &read);
    }
    if (!id) {
        return;
    }
    childplan__enter_id(loader, &own->seen, id, 0, &record.id, CHILDPLAN_DIAGNOSTIC_THRESHOLD_TWICE);
    int32_t built_in = find_built_in(id);
    if (built_in == CHILDPLAN_NONE) {
        if (!faulty) {
            own->ids[plan->status_count] = record.id;
        }
        own->attains[plan->status_count] = record.attains;
        plan->statuses[plan->status_count++] = read;
        return;
    }
    plan->statuses[built_in].name = read.name;
    plan->statuses[built_in].color = read.color;
    if (read.has_attains) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ATTAINS_BUILT_IN, record.attains.position, id);
    }
}

static void check_attains(struct loader *loader, const struct own *own) {
    const struct childplan_plan *plan = loader->plan;
    for (int32_t i = CHILDPLAN_STATUS_FIRST_THRESHOLD; i < plan->status_count; i++) {
        int32_t is_last = i + 1 == plan->status_count;
        if (is_last && own->attains[i].text) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ATTAINS_LAST, own->attains[i].position, plan->statuses[i].id);
        } else if (!is_last && !own->attains[i].text && own->ids[i].text) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ATTAINS_MISSING, own->ids[i].position, plan->statuses[i].id);
        }
    }
}

void childplan__load_thresholds(struct loader *loader, const struct yaml_node *list) {
    struct childplan_plan *plan = loader->plan;
    size_t most = CHILDPLAN_STATUS_FIRST_THRESHOLD + (list ? list->size : 0) + FIELD_COUNT(default_thresholds);
    struct own own = {.ids = childplan__scratch(loader, most, sizeof *own.ids),
                      .attains = childplan__scratch(loader, most, sizeof *own.attains)};
    plan->statuses = childplan__keep(loader, most, sizeof *plan->statuses);
    if (!plan->statuses || !own.ids || !own.attains ||
        (list && childplan__is_list_too_long(loader, list, "thresholds", THRESHOLD_LIMIT))) {
        return;
    }
    for (int32_t i = 0; i < CHILDPLAN_STATUS_FIRST_THRESHOLD; i++) {
        plan->statuses[plan->status_count++] = (struct threshold){.id = built_in_ids[i]};
    }
    childplan__names_begin(&own.seen, &plan->allocator);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        load_threshold(loader, node, &own);
    }
    childplan__names_end(&own.seen);
    check_attains(loader, &own);
    if (plan->status_count == CHILDPLAN_STATUS_FIRST_THRESHOLD) {
        memcpy(plan->statuses + plan->status_count, default_thresholds, sizeof default_thresholds);
        plan->status_count += (int32_t)FIELD_COUNT(default_thresholds);
    }
}
