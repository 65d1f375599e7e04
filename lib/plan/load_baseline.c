/* Baselines: of all units, and of each. */
#include "targets.h"

#include "../base/order.h"
#include "../base/text.h"

#include <stdlib.h>

struct baseline_record {
    struct given_text period;
    struct given_text value;
    const struct yaml_node *values;
};

static const struct field baseline_fields[] = {
    {"period", 1, childplan__read_given, offsetof(struct baseline_record, period), NULL},
    {"value", 0, childplan__read_given, offsetof(struct baseline_record, value), NULL},
    {"values", 0, childplan__read_rows, offsetof(struct baseline_record, values), NULL},
};

static void take_value(struct loader *loader, const struct values_reader *reader, const struct row_origin *origin,
                       const struct value_row *row, int32_t unit) {
    const struct indicator *indicator = reader->context;
    struct value_draft draft = {.given = {.unit = unit}, .position = origin->position, .order = loader->value_count};
    int32_t percent;
    if (row->value.text && childplan__take_number(loader, &row->value, indicator->per, &draft.given.value, &percent) &&
        childplan__grow(loader, &loader->values, &loader->value_capacity, loader->value_count + 1,
                        sizeof *loader->values)) {
        loader->values[loader->value_count++] = draft;
    }
}

static int compare_values(const void *left, const void *right) {
    const struct value_draft *a = left;
    const struct value_draft *b = right;
    const int64_t keys[][2] = {{a->given.unit, b->given.unit}, {(int64_t)a->order, (int64_t)b->order}};
    return ORDER_KEYS(keys);
}

static void report_twice(struct loader *loader, const struct value_draft *first, const struct value_draft *second) {
    char line[32];
    (void)childplan__number_format(first->position.line, 0, line);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_VALUE_TWICE, second->position,
           loader->plan->units[second->given.unit].id, line);
}

static void keep_values(struct loader *loader, struct baseline *baseline) {
    size_t count = loader->value_count;
    struct unit_value *kept = count > 0 ? childplan__keep(loader, count, sizeof *kept) : NULL;
    if (!kept) {
        return;
    }
    qsort(loader->values, count, sizeof *loader->values, compare_values);
    for (size_t i = 0; i < count; i++) {
        kept[i] = loader->values[i].given;
        if (i > 0 && kept[i].unit == kept[i - 1].unit) {
            report_twice(loader, &loader->values[i - 1], &loader->values[i]);
        }
    }
    baseline->values = kept;
    baseline->value_count = (int32_t)count;
}

static void take_values(struct loader *loader, const struct yaml_node *node, struct indicator *indicator) {
    struct values_reader reader = {.take = take_value, .context = indicator, .by = VALUES_NEVER_BY};
    loader->value_count = 0;
    childplan__read_values(loader, node, &reader);
    keep_values(loader, &indicator->baseline);
}

void childplan__take_baseline(struct loader *loader, const struct yaml_node *node, struct indicator *indicator) {
    struct baseline_record record = {0};
    struct baseline *baseline = &indicator->baseline;
    int32_t percent;
    baseline->position = childplan__position(loader, node);
    childplan__read_mapping(loader, node, "baseline", baseline_fields, FIELD_COUNT(baseline_fields), &record);
    if (!record.value.text && !record.values && !loader->had_key_errors) {
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_BASELINE_VALUE_MISSING, baseline->position);
    }
    if (record.period.text && childplan__parse_period(loader, &record.period, &baseline->period)) {
        baseline->last_day = childplan__period_days(&loader->plan->calendar, baseline->period).last;
    }
    if (record.value.text) {
        baseline->has_value = childplan__take_number(loader, &record.value, indicator->per, &baseline->value, &percent);
    }
    if (record.values) {
        take_values(loader, record.values, indicator);
    }
}
