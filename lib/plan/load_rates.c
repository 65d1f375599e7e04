/* Rates: values valid from a day, and whether one is valid wherever it is needed. */
#include "indicators.h"
#include "units.h"

#include "../base/text.h"
#include "../base/wide.h"

struct rate_record {
    struct given_text id;
    const char *name;
    const char *source;
    const struct yaml_node *values;
};

static const struct field rate_fields[] = {
    {"id", 1, childplan__read_given, offsetof(struct rate_record, id), NULL},
    {"name", 1, childplan__read_line, offsetof(struct rate_record, name), NULL},
    {"source", 0, childplan__read_line, offsetof(struct rate_record, source), NULL},
    {"values", 1, childplan__read_some, offsetof(struct rate_record, values), NULL},
};

struct value_record {
    struct given_text from;
    struct given_text value;
    const char *source;
};

static const struct field value_fields[] = {
    {"from", 1, childplan__read_given, offsetof(struct value_record, from), NULL},
    {"value", 1, childplan__read_given, offsetof(struct value_record, value), NULL},
    {"source", 0, childplan__read_line, offsetof(struct value_record, source), NULL},
};

/* A value whose decimals are still its own. */
struct rate_draft {
    struct given_text from;
    struct given_text given;
    struct decimal number;
};

/* Returns 0 where it was reported. */
static int32_t take_number(struct loader *loader, const struct given_text *given, struct decimal *ret_number) {
    int32_t percent = 0;
    if (!given->text || !childplan__parse_decimal(loader, given, ret_number, &percent)) {
        return 0;
    }
    if (percent) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_NUMBER_MALFORMED, given->position,
               childplan__plain(loader, given));
        return 0;
    }
    if (ret_number->value < 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_RATE_NEGATIVE, given->position, childplan__plain(loader, given));
        return 0;
    }
    return 1;
}

/* Returns 0 where it was reported. */
static int32_t take_value(struct loader *loader, const struct yaml_node *node, struct rate_value *ret_value,
                          struct rate_draft *ret_draft) {
    struct value_record record = {0};
    *ret_value = (struct rate_value){.position = childplan__position(loader, node)};
    if (!childplan__read_mapping(loader, node, "values", value_fields, FIELD_COUNT(value_fields), &record)) {
        return 0;
    }
    *ret_draft = (struct rate_draft){.from = record.from, .given = record.value};
    ret_value->source = record.source;
    int32_t is_dated = record.from.text && childplan__parse_date(loader, &record.from, &ret_value->from);
    return take_number(loader, &record.value, &ret_draft->number) && is_dated;
}

static void check_order(struct loader *loader, const struct rate_value *before, const struct rate_value *value,
                        struct position position) {
    char from[32];
    char earlier[32];
    char line[32];
    if (value->from > before->from) {
        return;
    }
    (void)childplan_date_format(value->from, from, sizeof from);
    (void)childplan_date_format(before->from, earlier, sizeof earlier);
    (void)childplan__number_format(before->position.line, 0, line);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_RATE_ORDER, position, from, earlier, line);
}

/* Brings all values to the decimals of the one that has the most. */
static void scale_values(struct loader *loader, const struct rate_draft *drafts, struct rate_value *values,
                         struct rate *rate) {
    for (int32_t i = 0; i < rate->value_count; i++) {
        rate->decimals = drafts[i].number.decimals > rate->decimals ? drafts[i].number.decimals : rate->decimals;
    }
    for (int32_t i = 0; i < rate->value_count; i++) {
        int64_t factor = childplan__power_of_ten(rate->decimals - drafts[i].number.decimals);
        if (!childplan__multiply(drafts[i].number.value, factor, &values[i].value)) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_NUMBER_TOO_LARGE, drafts[i].given.position,
                   childplan__plain(loader, &drafts[i].given));
        }
    }
}

static void take_values(struct loader *loader, const struct yaml_node *list, struct rate *rate) {
    struct rate_value *values = childplan__keep(loader, list->size, sizeof *values);
    struct rate_draft *drafts = childplan__scratch(loader, list->size, sizeof *drafts);
    int32_t count = 0;
    if (!values || !drafts) {
        return;
    }
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        if (!take_value(loader, node, &values[count], &drafts[count])) {
            continue;
        }
        if (count > 0) {
            check_order(loader, &values[count - 1], &values[count], drafts[count].from.position);
        }
        count++;
    }
    rate->values = values;
    rate->value_count = count;
    scale_values(loader, drafts, values, rate);
}

static void load_rate(struct loader *loader, const struct yaml_node *node) {
    struct childplan_plan *plan = loader->plan;
    struct rate_record record = {0};
    struct rate rate = {.position = childplan__position(loader, node)};
    size_t errors = loader->findings->errors;
    childplan__read_mapping(loader, node, "rates", rate_fields, FIELD_COUNT(rate_fields), &record);
    rate.name = record.name;
    rate.source = record.source;
    if (record.values) {
        take_values(loader, record.values, &rate);
    }
    if (loader->findings->errors > errors) {
        /* Where it is valid is no longer known. */
        rate.value_count = 0;
    }
    rate.id = childplan__take_id(loader, &record.id);
    if (!rate.id) {
        loader->rates_incomplete = 1;
    } else if (childplan__enter_id(loader, &plan->rate_names, rate.id, plan->rate_count, &record.id,
                                   CHILDPLAN_DIAGNOSTIC_RATE_TWICE)) {
        plan->rates[plan->rate_count++] = rate;
    }
}

void childplan__load_rates(struct loader *loader, const struct yaml_node *list) {
    struct childplan_plan *plan = loader->plan;
    if (!list) {
        return;
    }
    if (childplan__is_list_too_long(loader, list, "rates", RATE_LIMIT)) {
        loader->rates_incomplete = 1;
        return;
    }
    plan->rates = childplan__keep(loader, list->size, sizeof *plan->rates);
    for (const struct yaml_node *node = list->first; plan->rates && node; node = node->next) {
        load_rate(loader, node);
    }
}

/* The first cycle for which the unit reports in this version: the one that holds the version's first day, unless a
   later version of the unit began in it too. */
static int32_t first_cycle_of(const struct childplan_plan *plan, int32_t index, int32_t frequency) {
    const struct unit_version *version = &plan->versions[index];
    int32_t cycle = childplan__last_cycle_until(&plan->calendar, frequency, version->from - 1) + 1;
    int32_t count = childplan__cycle_count(&plan->calendar, frequency);
    if (cycle >= count) {
        return count;
    }
    struct days days = childplan__cycle_days(&plan->calendar, frequency, cycle);
    const struct unit_version *next = index + 1 < plan->version_count ? version + 1 : NULL;
    int32_t is_followed = next && next->unit == version->unit && next->from <= days.last;
    return version->until < days.first || is_followed ? count : cycle;
}

/* For each level and frequency the first cycle for which some unit can report. */
static int32_t find_first_cycles(struct loader *loader) {
    const struct childplan_plan *plan = loader->plan;
    size_t cells = (size_t)plan->level_count * FREQUENCY_ROOM;
    loader->first_cycles = childplan__scratch(loader, cells, sizeof *loader->first_cycles);
    if (!loader->first_cycles) {
        return 0;
    }
    for (size_t i = 0; i < cells; i++) {
        loader->first_cycles[i] = INT32_MAX;
    }
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *version = &plan->versions[i];
        for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR && !loader->drafts[i].faulty;
             frequency++) {
            int32_t *first = &loader->first_cycles[version->level * FREQUENCY_ROOM + frequency];
            int32_t cycle = first_cycle_of(plan, i, frequency);
            *first = cycle < *first ? cycle : *first;
        }
    }
    return 1;
}

/* The first cycle for which the element can be reported; the count of them where there is none. */
static int32_t first_cycle(struct loader *loader, const struct element *element) {
    const struct childplan_plan *plan = loader->plan;
    int32_t first = childplan__cycle_count(&plan->calendar, element->frequency);
    for (int32_t level = 0; level < plan->level_count; level++) {
        int32_t of_level = loader->first_cycles[level * FREQUENCY_ROOM + element->frequency];
        if (element->levels[level] && of_level < first) {
            first = of_level;
        }
    }
    return first;
}

void childplan__check_rate_covers(struct loader *loader, const struct rate *rate, const struct element *element,
                                  struct position position) {
    const struct calendar *calendar = &loader->plan->calendar;
    char from[32];
    char period[32];
    char last[32];
    if (rate->value_count == 0 || !loader->horizon_known || !element->levels ||
        (!loader->first_cycles && !find_first_cycles(loader))) {
        return;
    }
    int32_t cycle = first_cycle(loader, element);
    if (cycle == childplan__cycle_count(calendar, element->frequency)) {
        return;
    }
    int32_t needed = childplan__cycle_days(calendar, element->frequency, cycle).last;
    if (rate->values[0].from <= needed) {
        return;
    }
    (void)childplan_date_format(rate->values[0].from, from, sizeof from);
    (void)childplan_period_format(childplan__cycle_period(calendar, element->frequency, cycle), period, sizeof period);
    (void)childplan_date_format(needed, last, sizeof last);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_RATE_NOT_YET_VALID, position, rate->id, from, element->id, period,
           last);
}
