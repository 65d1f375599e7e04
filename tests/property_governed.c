/* What a made plan has of governed plans: populations, windows, rates, units that meet a target, every form of target.
 */
#include "property_plan.h"

#include <stdio.h>
#include <string.h>

/* 1 where nothing but flows of their own period are added up: what units, halves and populations hold adds up, too. */
static int is_plain_total(const struct made_plan *made, const struct made_indicator *indicator) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        const struct made_element *element = &made->elements[indicator->numerator[i]];
        int adds =
            element->over_time == OVER_SUM || element->over_time == OVER_LAST || element->over_time == OVER_COUNT;
        if (!adds || element->year_to_date || element->over_units != OVER_SUM) {
            return 0;
        }
    }
    return indicator->denominator_count == 0;
}

static int has_flow(const struct made_plan *made, const struct made_indicator *indicator) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        if (made->elements[indicator->numerator[i]].over_time != OVER_LAST) {
            return 1;
        }
    }
    return 0;
}

static int takes_rate(const struct made_plan *made, const struct made_indicator *indicator) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        const struct made_element *element = &made->elements[indicator->numerator[i]];
        if (element->over_time == OVER_COUNT || element->year_to_date) {
            return 0;
        }
    }
    return indicator->bounds != BOUNDS_RATIO;
}

static int tag_is_used(const struct made_plan *made, int tag) {
    for (int i = 0; i < made->version_count; i++) {
        if (made->versions[i].tag == tag) {
            return 1;
        }
    }
    return 0;
}

static void narrow(struct made_plan *made, struct made_indicator *indicator) {
    int kind = chance(made, 4);
    made->has[FEATURE_POPULATIONS] = 1;
    if (kind == 0 || kind == 3) {
        indicator->population.level = chance(made, made->level_count);
    }
    int tag = 1 + chance(made, 2);
    if (kind == 1 && tag_is_used(made, tag)) {
        indicator->population.tag = tag;
    } else if (kind != 0) {
        indicator->population.units = 1u + (unsigned)chance(made, (1 << made->unit_count) - 1);
    }
}

/* One indicator for the units of each level: together they are the whole. */
static void split_by_level(struct made_plan *made, int whole) {
    for (int level = 0; level < made->level_count; level++) {
        struct made_indicator *part = &made->indicators[made->indicator_count++];
        *part = made->indicators[whole];
        snprintf(part->id, sizeof part->id, "part_l%d", level);
        part->population.level = level;
        part->whole = whole;
    }
    made->has[FEATURE_POPULATIONS] = 1;
}

static void count_units_that_meet(struct made_plan *made, int counted) {
    struct made_indicator *meeting = &made->indicators[made->indicator_count++];
    memset(meeting, 0, sizeof *meeting);
    snprintf(meeting->id, sizeof meeting->id, "meeting%d", counted);
    meeting->window = meeting->whole = -1;
    meeting->population = (struct made_population){-1, -1, 0};
    meeting->counted = counted;
    meeting->counted_level = chance(made, made->level_count);
    made->has[FEATURE_MEETINGS] = 1;
    if (percent(made, 20)) {
        narrow(made, meeting);
    }
}

void govern_plan(struct made_plan *made) {
    int count = made->indicator_count;
    int whole = -1;
    if (percent(made, 20)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        struct made_indicator *indicator = &made->indicators[i];
        if (percent(made, 30)) {
            narrow(made, indicator);
        } else if (is_plain_total(made, indicator)) {
            whole = i;
        }
        if (has_flow(made, indicator) && percent(made, 30)) {
            indicator->window = chance(made, 3);
            made->has[FEATURE_INDICATOR_WINDOWS] = 1;
        }
        if (takes_rate(made, indicator) && percent(made, 50)) {
            indicator->rate = 1;
            made->has[FEATURE_RATES] = 1;
        }
    }
    if (whole >= 0) {
        split_by_level(made, whole);
    }
    for (int i = 0; i < 2; i++) {
        if (percent(made, 45)) {
            count_units_that_meet(made, i * (count - 1));
        }
        if (count == 1) {
            break;
        }
    }
}

void write_rates(struct made_plan *made) {
    static const char *const numbers[] = {"0", "1", "0.5", "2.5", "160000"};
    struct buffer *text = &made->yaml;
    if (!made->has[FEATURE_RATES]) {
        return;
    }
    buffer_print(text, "rates:\n  - {id: fee, name: Fee, values: [{from: 2019-01-01, value: %s}",
                 numbers[1 + chance(made, 4)]);
    for (int year = 2021; year <= 2023; year++) {
        if (percent(made, 60)) {
            buffer_print(text, ", {from: %d-%02d-%02d, value: %s}", year, 1 + chance(made, 12), 1 + chance(made, 28),
                         numbers[chance(made, 5)]);
        }
    }
    buffer_add_string(text, "]}\n");
}

void write_population(struct made_plan *made, const struct made_indicator *indicator) {
    struct buffer *text = &made->yaml;
    const struct made_population *population = &indicator->population;
    const char *separator = "    units: {";
    if (population->level >= 0) {
        buffer_print(text, "%slevel: l%d", separator, population->level);
        separator = ", ";
    }
    if (population->tag >= 0) {
        buffer_print(text, "%stag: t%d", separator, population->tag);
        separator = ", ";
    }
    if (population->units != 0) {
        buffer_print(text, "%sids: [", separator);
        separator = "";
        for (int unit = 0; unit < made->unit_count; unit++) {
            if (population->units >> unit & 1u) {
                buffer_print(text, "%s%s", separator, made->unit_ids[unit]);
                separator = ", ";
            }
        }
        buffer_add_string(text, "]");
    }
    if (population->level >= 0 || population->tag >= 0 || population->units != 0) {
        buffer_add_string(text, "}\n");
    }
}

/* One number, or a range. */
static void write_edges(struct made_plan *made, const char *sign) {
    static const char *const lower[] = {"above", "at_least"};
    static const char *const comparisons[] = {"above", "at_least", "below", "at_most", "equals"};
    int number = chance(made, 100);
    if (percent(made, 35)) {
        made->has[FEATURE_RANGES] = 1;
        buffer_print(&made->yaml, ", %s: %d%s, %s: %d.5%s", lower[chance(made, 2)], number, sign,
                     percent(made, 50) ? "below" : "at_most", number + chance(made, 30), sign);
    } else {
        buffer_print(&made->yaml, ", %s: %d%s", comparisons[chance(made, 5)], number, sign);
    }
}

static void write_change(struct made_plan *made) {
    int relative = percent(made, 50);
    made->has[FEATURE_CHANGES] = 1;
    buffer_print(&made->yaml, ", %s: %s", percent(made, 50) ? "increase" : "decrease",
                 relative ? "relative" : "points");
    write_edges(made, relative ? "%" : "");
}

/* What stands behind every milestone of an indicator, with its end. */
static void end_target(struct made_plan *made, const struct made_indicator *indicator) {
    made->has[FEATURE_ASPIRATIONS] |= indicator->targets.aspire != 0;
    buffer_add_string(&made->yaml, indicator->targets.aspire ? ", aspiration: yes}\n" : "}\n");
}

static void write_milestones(struct made_plan *made, const struct made_indicator *indicator) {
    for (int year = 2022; year <= 2024; year += 1 + chance(made, 2)) {
        buffer_print(&made->yaml, "      - {by: %d", year);
        if (percent(made, 25)) {
            write_change(made);
        } else {
            write_edges(made, "");
        }
        end_target(made, indicator);
    }
}

static void write_kept(struct made_plan *made, struct made_indicator *indicator) {
    made->has[FEATURE_KEPT_UP] = 1;
    indicator->targets.kept_until = 2023;
    buffer_print(&made->yaml, "      - {by: %s, keep_until: 2023", percent(made, 50) ? "2022" : "2022-H1");
    write_edges(made, "");
    end_target(made, indicator);
}

static void write_recurring(struct made_plan *made, struct made_indicator *indicator) {
    static const char *const kinds[] = {"year", "year", "half", "quarter"};
    const char *kind = kinds[chance(made, 4)];
    struct made_targets *targets = &indicator->targets;
    made->has[FEATURE_RECURRING] = 1;
    targets->recur = 1;
    targets->first_year = made->first_year;
    targets->last_year = made->last_year;
    buffer_print(&made->yaml, "      - {every: %s", kind);
    if (kind[0] == 'y' && percent(made, 60)) {
        targets->first_year += chance(made, 2);
        targets->last_year = targets->first_year + 1;
        buffer_print(&made->yaml, ", from: %d, to: %d", targets->first_year, targets->last_year);
    }
    if (percent(made, 70)) {
        write_change(made);
    } else {
        write_edges(made, "");
    }
    end_target(made, indicator);
}

static void write_quotas(struct made_plan *made, const struct made_indicator *indicator) {
    made->has[FEATURE_QUOTAS] = 1;
    buffer_add_string(&made->yaml, "      - {by: 2023, at_least: assigned, values: [");
    for (int unit = 0; unit < made->unit_count; unit += 2) {
        buffer_print(&made->yaml, "%s{unit: %s, value: %d}", unit > 0 ? ", " : "", made->unit_ids[unit],
                     chance(made, 90));
    }
    buffer_add_string(&made->yaml, "]");
    end_target(made, indicator);
}

static void write_baseline(struct made_plan *made) {
    struct buffer *text = &made->yaml;
    buffer_print(text, "    baseline: {period: %s, value: %d", percent(made, 70) ? "2020" : "2021", chance(made, 60));
    if (percent(made, 25)) {
        made->has[FEATURE_BASELINES_OF_UNITS] = 1;
        buffer_print(text, ", values: [{unit: %s, value: %d}]", made->unit_ids[chance(made, made->unit_count)],
                     chance(made, 60));
    }
    buffer_add_string(text, "}\n");
}

void write_targets(struct made_plan *made, struct made_indicator *indicator) {
    int counted = 0;
    for (int i = 0; i < made->indicator_count; i++) {
        counted |= made->indicators[i].counted >= 0 && &made->indicators[made->indicators[i].counted] == indicator;
    }
    if (!counted && percent(made, 25)) {
        return;
    }
    made->has[FEATURE_TARGETS] = 1;
    indicator->targets.aspire = percent(made, 20);
    write_baseline(made);
    buffer_add_string(&made->yaml, "    targets:\n");
    switch (chance(made, 4)) {
    case 0:
        write_milestones(made, indicator);
        break;
    case 1:
        write_kept(made, indicator);
        break;
    default:
        write_recurring(made, indicator);
    }
    if (percent(made, 25)) {
        write_quotas(made, indicator);
        indicator->targets.recur = indicator->targets.kept_until = 0;
    } else if (percent(made, 30)) {
        buffer_print(&made->yaml, "      - {by: 2022, at_least: %d, units: {level: l1}", chance(made, 100));
        end_target(made, indicator);
        indicator->targets.recur = indicator->targets.kept_until = 0;
    }
}

int belongs(const struct made_plan *made, const struct made_indicator *indicator, int unit, int32_t day) {
    const struct made_population *population = &indicator->population;
    for (int i = 0; i < made->version_count; i++) {
        const struct made_version *version = &made->versions[i];
        int next = version->last_stage + 1;
        if (version->unit == unit && made->stage_start[version->first_stage] <= day &&
            (next >= made->stage_count || day < made->stage_start[next])) {
            return (population->level < 0 || version->level == population->level) &&
                   (population->tag < 0 || version->tag == population->tag) &&
                   (population->units == 0 || (population->units >> unit & 1u));
        }
    }
    return 0;
}
