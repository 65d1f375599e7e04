/* A made plan as YAML and CSV, and its reports. */
#include "property_plan.h"

#include <stdio.h>
#include <string.h>

static const char *const over_names[] = {"sum", "last", "max", "min", "mean", "count"};

static const char *const windows[] = {"period", "year", "plan"};

static void print_date(struct buffer *text, const char *key, int32_t date) {
    char name[16];
    childplan_date_format(date, name, sizeof name);
    buffer_print(text, "%s%s", key, name);
}

/* The last day of a version, or CHILDPLAN_NO_DATE where it has no end. */
static int32_t version_until(const struct made_plan *made, const struct made_version *version) {
    int next = version->last_stage + 1;
    return next < made->stage_count ? made->stage_start[next] - 1 : CHILDPLAN_NO_DATE;
}

static void write_yaml_unit(struct made_plan *made, const struct made_version *version) {
    struct buffer *text = &made->yaml;
    int32_t from = made->stage_start[version->first_stage];
    int32_t until = version_until(made, version);
    buffer_print(text, "  - {id: %s, name: Đơn vị %d, level: l%d", made->unit_ids[version->unit], version->unit,
                 version->level);
    if (version->parent >= 0) {
        buffer_print(text, ", parent: %s", made->unit_ids[version->parent]);
    }
    if (from != CHILDPLAN_NO_DATE) {
        print_date(text, ", from: ", from);
    }
    if (until != CHILDPLAN_NO_DATE) {
        print_date(text, ", until: ", until);
    }
    if (version->successor >= 0) {
        buffer_print(text, ", successor: %s", made->unit_ids[version->successor]);
    }
    if (version->tag > 0) {
        buffer_print(text, ", tags: [t%d, all]", version->tag);
    }
    buffer_add_string(text, "}\n");
}

static void write_csv_unit(struct made_plan *made, const struct made_version *version) {
    struct buffer *text = &made->units_csv;
    buffer_print(text, "%s,Đơn vị %d,l%d,%s", made->unit_ids[version->unit], version->unit, version->level,
                 version->parent >= 0 ? made->unit_ids[version->parent] : "");
    print_date(text, ",", made->stage_start[version->first_stage]);
    print_date(text, ",", version_until(made, version));
    buffer_print(text, ",%s,", version->successor >= 0 ? made->unit_ids[version->successor] : "");
    if (version->tag > 0) {
        buffer_print(text, "t%d;all", version->tag);
    }
    buffer_add_string(text, "\n");
}

/* First versions in the order of the units, so that indices agree; then the others. */
static void write_units(struct made_plan *made, void (*write)(struct made_plan *, const struct made_version *)) {
    for (int later = 0; later < 2; later++) {
        for (int i = 0; i < made->version_count; i++) {
            int is_later = i > 0 && made->versions[i - 1].unit == made->versions[i].unit;
            if (is_later == later) {
                write(made, &made->versions[i]);
            }
        }
    }
}

static void write_calendar(struct made_plan *made) {
    static const char *const starts[] = {"01-01", "12-15", "04-01", "10-28"};
    static const int early_months[] = {0, 0, 9, 2};
    int start = percent(made, 40) ? 0 : chance(made, 4);
    made->has[FEATURE_YEAR_STARTS] |= start > 0;
    made->early_months = early_months[start];
    buffer_print(&made->yaml, "calendar: {year_starts: %s", starts[start]);
    if (percent(made, 50)) {
        char name[24];
        made->first_report = percent(made, 50) ? childplan_period_of(CHILDPLAN_HALF, 2021, 2)
                                               : childplan_period_of(CHILDPLAN_QUARTER, 2022, 2);
        childplan_period_format(made->first_report, name, sizeof name);
        buffer_print(&made->yaml, ", first_report: %s", name);
    }
    buffer_add_string(&made->yaml, "}\n");
}

static void write_element_levels(struct made_plan *made, unsigned levels) {
    const char *separator = ", levels: [";
    if ((levels & 7u) == 7u) {
        return;
    }
    for (int level = 0; level < made->level_count; level++) {
        if (levels & (1u << level)) {
            buffer_print(&made->yaml, "%sl%d", separator, level);
            separator = ", ";
        }
    }
    buffer_add_string(&made->yaml, "]");
}

static void write_element(struct made_plan *made, const struct made_element *element) {
    static const char *const frequencies[] = {"", "month", "quarter", "half", "year"};
    struct buffer *text = &made->yaml;
    buffer_print(text, "  - {id: %s, name: X, frequency: %s, over_time: %s", element->id,
                 frequencies[element->frequency], over_names[element->over_time]);
    if (element->flag || element->decimals > 0) {
        buffer_print(text, ", type: %s", element->flag ? "flag" : "decimal");
    }
    if (element->decimals > 0) {
        buffer_print(text, ", decimals: %d", (int)element->decimals);
    }
    if (element->window > 0) {
        buffer_print(text, ", window: %s", windows[element->window]);
    }
    if (element->year_to_date) {
        buffer_add_string(text, ", given: year_to_date");
    }
    if (element->carry > 0) {
        buffer_print(text, ", carry: %d", element->carry);
    }
    if (element->part_of >= 0) {
        buffer_print(text, ", part_of: %s", made->elements[element->part_of].id);
    }
    if (element->over_units != OVER_SUM) {
        buffer_print(text, ", over_units: %s", over_names[element->over_units]);
    }
    write_element_levels(made, element->levels);
    buffer_add_string(text, "}\n");
}

static void write_term(struct made_plan *made, const struct made_indicator *indicator, int term) {
    const char *sign = indicator->signs[term] < 0 ? "-" : "";
    const char *id = made->elements[indicator->numerator[term]].id;
    buffer_print(&made->yaml, indicator->rate ? "{element: \"%s%s\", rate: fee}" : "%s%s", sign, id);
}

static void write_terms(struct made_plan *made, const struct made_indicator *indicator) {
    struct buffer *text = &made->yaml;
    buffer_add_string(text, "    numerator: [");
    for (int i = 0; i < indicator->numerator_count; i++) {
        buffer_add_string(text, i > 0 ? ", " : "");
        write_term(made, indicator, i);
    }
    buffer_add_string(text, "]\n");
    for (int i = 0; i < indicator->denominator_count; i++) {
        int element = indicator->denominator[i];
        buffer_print(text, "%s%s", i > 0 ? ", " : "    denominator: [",
                     element == EACH_UNIT_TERM ? "each_unit" : made->elements[element].id);
    }
    if (indicator->denominator_count > 0) {
        buffer_add_string(text, "]\n");
    }
}

static void write_indicator(struct made_plan *made, struct made_indicator *indicator) {
    struct buffer *text = &made->yaml;
    buffer_print(text, "  - id: %s\n    name: Y\n", indicator->id);
    if (indicator->counted >= 0) {
        buffer_print(text, "    units_meeting: {indicator: %s, level: l%d}\n", made->indicators[indicator->counted].id,
                     indicator->counted_level);
    } else {
        write_terms(made, indicator);
    }
    if (indicator->window >= 0) {
        buffer_print(text, "    window: %s\n", windows[indicator->window]);
    }
    write_population(made, indicator);
    write_targets(made, indicator);
}

void write_plan(struct made_plan *made) {
    struct buffer *text = &made->yaml;
    buffer_print(text, "childplan: 1\nplan: {id: P, title: T, horizon: {from: %d, to: %d}}\n", made->first_year,
                 made->last_year);
    write_calendar(made);
    buffer_add_string(text, "levels:\n");
    for (int level = 0; level < made->level_count; level++) {
        buffer_print(text, "  - {id: l%d, name: Cấp %d}\n", level, level);
    }
    buffer_add(&made->yaml_naming_file, text->bytes, text->size);
    buffer_add_string(&made->yaml_naming_file, "units: {file: units.csv}\n");
    buffer_add_string(&made->units_csv, "id,name,level,parent,from,until,successor,tags\n");
    buffer_add_string(text, "units:\n");
    write_units(made, write_yaml_unit);
    write_units(made, write_csv_unit);
    size_t rest = text->size;
    buffer_add_string(text, "elements:\n");
    for (int i = 0; i < made->element_count; i++) {
        write_element(made, &made->elements[i]);
    }
    write_rates(made);
    buffer_add_string(text, "indicators:\n");
    for (int i = 0; i < made->indicator_count; i++) {
        write_indicator(made, &made->indicators[i]);
    }
    buffer_add_string(&made->yaml_naming_file, text->bytes + rest);
}

int64_t cycle_at(const struct made_plan *made, int32_t frequency, int number) {
    static const int a_year[] = {0, 12, 4, 2, 1};
    int past_last = (made->last_year - made->first_year + 1) * a_year[frequency];
    if (number < 0 || number >= past_last) {
        return CHILDPLAN_NO_PERIOD;
    }
    /* Months are named by the calendar's year, the others by the reporting year. */
    int named = made->first_year * a_year[frequency] + number - (frequency == CHILDPLAN_MONTH ? made->early_months : 0);
    return childplan_period_of(frequency, named / a_year[frequency], 1 + named % a_year[frequency]);
}

int32_t last_level_in(const childplan_plan *plan, int unit, int32_t first, int32_t last) {
    for (int32_t day = last; day >= first; day--) {
        if (childplan_plan_unit_is_alive(plan, unit, day)) {
            return childplan_plan_unit_level(plan, unit, day);
        }
    }
    return CHILDPLAN_NONE;
}

int reports_at(const struct made_element *element, int32_t level) {
    return level >= 0 && (element->levels >> level & 1u);
}

static const struct made_fact *fact_of(const struct made_plan *made, size_t from, int unit, int element,
                                       int64_t period) {
    for (size_t i = from; i < made->fact_count; i++) {
        const struct made_fact *fact = &made->facts[i];
        if (fact->unit == unit && fact->element == element && fact->period == period) {
            return fact;
        }
    }
    return NULL;
}

/* Where a unit's facts begin: a part looks there for its whole. */
static int most_for(const struct made_plan *made, size_t unit_begins, int unit, int element, int64_t period) {
    const struct made_element *made_element = &made->elements[element];
    if (made_element->flag) {
        return 1;
    }
    const struct made_fact *whole =
        made_element->part_of < 0 ? NULL : fact_of(made, unit_begins, unit, made_element->part_of, period);
    return whole ? (int)whole->value : made_element->part_of < 0 ? 30 : 10;
}

static int has_part(const struct made_plan *made, int element) {
    return element + 1 < made->element_count && made->elements[element + 1].part_of == element;
}

static void add_fact(struct made_plan *made, struct made_fact fact) {
    if (made->fact_count < MOST_FACTS) {
        made->facts[made->fact_count++] = fact;
    }
}

/* The report of a cell, and sometimes what came later for it. */
static void make_cell(struct made_plan *made, size_t unit_begins, struct made_fact fact, int32_t last_day) {
    const struct made_element *element = &made->elements[fact.element];
    fact.value = chance(made, 1 + most_for(made, unit_begins, fact.unit, fact.element, fact.period));
    fact.submitted = percent(made, 50) ? last_day + chance(made, 60) : CHILDPLAN_NO_DATE;
    add_fact(made, fact);
    fact.submitted = (fact.submitted == CHILDPLAN_NO_DATE ? last_day : fact.submitted) + 1 + chance(made, 60);
    if (percent(made, 5)) {
        fact.withdrawn = 1;
        made->has[FEATURE_WITHDRAWALS] = 1;
        add_fact(made, fact);
    } else if (element->part_of < 0 && !has_part(made, fact.element) && percent(made, 8)) {
        fact.value = chance(made, element->flag ? 2 : 30);
        made->has[FEATURE_REVISIONS] = 1;
        add_fact(made, fact);
    }
}

void make_facts(struct made_plan *made, const childplan_plan *plan) {
    int32_t now = 0;
    childplan_date_parse("2022-06-01", 10, &now);
    now += chance(made, 900);
    for (int unit = 0; unit < made->unit_count; unit++) {
        size_t unit_begins = made->fact_count;
        int diligence = 50 + chance(made, 51);
        for (int element = 0; element < made->element_count; element++) {
            int32_t frequency = made->elements[element].frequency;
            int64_t period;
            for (int cycle = 0; (period = cycle_at(made, frequency, cycle)) != CHILDPLAN_NO_PERIOD; cycle++) {
                int32_t first = 0;
                int32_t last = 0;
                childplan_plan_period_days(plan, period, &first, &last);
                if (last <= now && percent(made, diligence) &&
                    reports_at(&made->elements[element], last_level_in(plan, unit, first, last))) {
                    struct made_fact fact = {unit, element, period, 0, CHILDPLAN_NO_DATE, 0};
                    make_cell(made, unit_begins, fact, last);
                }
            }
        }
    }
}

static void write_value(struct buffer *row, int64_t value, int32_t decimals) {
    int64_t unit = 1;
    for (int32_t i = 0; i < decimals; i++) {
        unit *= 10;
    }
    buffer_print(row, "%lld", (long long)(value / unit));
    if (decimals > 0) {
        buffer_print(row, ".%0*lld", (int)decimals, (long long)(value % unit));
    }
}

void write_fact(struct buffer *row, const struct made_plan *made, const struct made_fact *fact) {
    char period[24];
    childplan_period_format(fact->period, period, sizeof period);
    buffer_print(row, "%s,%s,%s,", made->unit_ids[fact->unit], period, made->elements[fact->element].id);
    if (!fact->withdrawn) {
        write_value(row, fact->value, made->elements[fact->element].decimals);
    }
    print_date(row, ",", fact->submitted);
    buffer_add_string(row, "\n");
}
