/* Random plans that are valid by the way they are made: a table of who is alive, under whom, in each stage of time. */
#include "property_plan.h"

#include <stdio.h>
#include <string.h>

/* Whether a unit is alive in a stage, and what it is then. */
struct place {
    int alive;
    int level;
    int parent;
    int tag;
};

int chance(struct made_plan *made, int below) {
    uint64_t mixed = made->random += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (int)((mixed ^ (mixed >> 31)) % (uint64_t)below);
}

int percent(struct made_plan *made, int share) {
    return chance(made, 100) < share;
}

static void make_stages(struct made_plan *made) {
    int32_t day = 0;
    childplan_date_parse("2021-02-10", 10, &day);
    made->stage_count = 1 + chance(made, MOST_STAGES);
    made->stage_start[0] = CHILDPLAN_NO_DATE;
    for (int stage = 1; stage < made->stage_count; stage++) {
        day += 20 + chance(made, 300);
        made->stage_start[stage] = day;
    }
}

/* Any unit that is alive in the stage, above the level. */
static int pick_parent(struct made_plan *made, struct place places[][MOST_STAGES], int stage, int level) {
    for (int tries = 0; tries < 5; tries++) {
        int unit = chance(made, made->unit_count);
        if (places[unit][stage].alive && places[unit][stage].level < level) {
            return unit;
        }
    }
    return 0;
}

static int parent_fits(const struct place *parent, int level) {
    return parent->alive && parent->level < level;
}

static void fill_stage(struct made_plan *made, struct place places[][MOST_STAGES], int stage) {
    places[0][stage] = (struct place){1, 0, -1, stage > 0 && percent(made, 10)};
    for (int unit = 1; unit < made->unit_count; unit++) {
        const struct place *before = stage > 0 ? &places[unit][stage - 1] : NULL;
        struct place *now = &places[unit][stage];
        int keeps = before && before->level > 0 && percent(made, 90);
        now->level = keeps ? before->level : 1 + chance(made, made->level_count - 1);
        now->tag = before && percent(made, 85) ? before->tag : chance(made, 3);
        now->alive = percent(made, before && !before->alive ? 40 : 80);
    }
    for (int unit = 1; unit < made->unit_count; unit++) {
        struct place *now = &places[unit][stage];
        int old = stage > 0 ? places[unit][stage - 1].parent : -1;
        int keeps = old >= 0 && parent_fits(&places[old][stage], now->level) && percent(made, 80);
        now->parent = keeps ? old : pick_parent(made, places, stage, now->level);
    }
}

/* Who takes over from a unit that is not alive in the stage after. */
static int pick_successor(struct made_plan *made, struct place places[][MOST_STAGES], int unit, int stage) {
    if (stage + 1 >= made->stage_count || places[unit][stage + 1].alive || percent(made, 40)) {
        return -1;
    }
    int successor = chance(made, made->unit_count);
    if (successor == unit || !places[successor][stage + 1].alive) {
        return -1;
    }
    made->has[FEATURE_SUCCESSORS] = 1;
    return successor;
}

static int same_place(const struct place *a, const struct place *b) {
    return a->level == b->level && a->parent == b->parent && a->tag == b->tag;
}

static void make_versions(struct made_plan *made, struct place places[][MOST_STAGES], int unit) {
    int seen = 0;
    for (int stage = 0; stage < made->stage_count; stage++) {
        const struct place *place = &places[unit][stage];
        if (!place->alive) {
            continue;
        }
        int last = stage;
        while (last + 1 < made->stage_count && places[unit][last + 1].alive &&
               same_place(place, &places[unit][last + 1])) {
            last++;
        }
        const struct made_version *before = seen > 0 ? &made->versions[made->version_count - 1] : NULL;
        made->has[FEATURE_VERSIONS] |= seen > 0;
        made->has[FEATURE_GAPS] |= before && before->last_stage + 1 < stage;
        made->has[FEATURE_LEVEL_CHANGES] |= before && before->level != place->level;
        int successor = pick_successor(made, places, unit, last);
        made->versions[made->version_count++] =
            (struct made_version){unit, stage, last, place->level, place->parent, place->tag, successor};
        seen++;
        stage = last;
    }
}

static void make_units(struct made_plan *made) {
    static struct place places[MOST_UNITS][MOST_STAGES];
    memset(places, 0, sizeof places);
    made->level_count = 2 + chance(made, 2);
    made->unit_count = 3 + chance(made, MOST_UNITS - 2);
    make_stages(made);
    for (int stage = 0; stage < made->stage_count; stage++) {
        fill_stage(made, places, stage);
    }
    for (int unit = 0; unit < made->unit_count; unit++) {
        int alive = 0;
        for (int stage = 0; stage < made->stage_count; stage++) {
            alive |= places[unit][stage].alive;
        }
        places[unit][0].alive |= !alive;
        snprintf(made->unit_ids[unit], sizeof made->unit_ids[unit], unit % 3 == 2 ? "đơn-vị-%d" : "u%d", unit);
    }
    for (int unit = 0; unit < made->unit_count; unit++) {
        make_versions(made, places, unit);
    }
}

static struct made_element *add_element(struct made_plan *made, const char *id, enum over_time over_time) {
    static const int32_t frequencies[] = {CHILDPLAN_QUARTER, CHILDPLAN_HALF, CHILDPLAN_YEAR, CHILDPLAN_HALF};
    struct made_element *element = &made->elements[made->element_count++];
    snprintf(element->id, sizeof element->id, "%s", id);
    element->over_time = over_time;
    element->frequency = percent(made, 5) ? CHILDPLAN_MONTH : frequencies[chance(made, 4)];
    element->part_of = -1;
    element->levels = percent(made, 60) ? 7u : 1u + (unsigned)chance(made, 7);
    if (!(element->levels & ((1u << made->level_count) - 1u))) {
        element->levels = 7u;
    }
    return element;
}

/* Makes the last element a part of another, which may be the one before it. */
static void make_part(struct made_element *part, const struct made_element *elements, int whole) {
    part->part_of = whole;
    part->frequency = elements[whole].frequency;
    part->levels = elements[whole].levels;
    part->carry = elements[whole].carry;
}

static struct made_indicator *add_indicator(struct made_plan *made, const char *id, enum bounds_kind bounds) {
    struct made_indicator *indicator = &made->indicators[made->indicator_count++];
    snprintf(indicator->id, sizeof indicator->id, "%s", id);
    indicator->bounds = bounds;
    indicator->window = indicator->whole = indicator->counted = -1;
    indicator->population = (struct made_population){-1, -1, 0};
    return indicator;
}

static void add_term(const struct made_plan *made, struct made_indicator *indicator, int sign) {
    indicator->signs[indicator->numerator_count] = sign;
    indicator->numerator[indicator->numerator_count++] = made->element_count - 1;
}

/* Shares of one or two stocks, each with its part. */
static void add_stock_ratio(struct made_plan *made) {
    struct made_indicator *indicator = add_indicator(made, "share", BOUNDS_RATIO);
    int pairs = 1 + chance(made, 2);
    for (int pair = 0; pair < pairs; pair++) {
        char id[16];
        snprintf(id, sizeof id, "whole%d", pair);
        struct made_element *whole = add_element(made, id, OVER_LAST);
        whole->carry = percent(made, 50) ? 1 + chance(made, 2) : 0;
        made->has[FEATURE_CARRY] |= whole->carry > 0;
        indicator->denominator[indicator->denominator_count++] = made->element_count - 1;
        snprintf(id, sizeof id, "part%d", pair);
        struct made_element *part = add_element(made, id, OVER_LAST);
        make_part(part, made->elements, made->element_count - 2);
        add_term(made, indicator, 1);
    }
}

static void add_flag_share(struct made_plan *made) {
    struct made_indicator *indicator = add_indicator(made, "having", BOUNDS_RATIO);
    struct made_element *flag = add_element(made, "flag", OVER_LAST);
    flag->flag = 1;
    flag->carry = chance(made, 2);
    made->has[FEATURE_CARRY] |= flag->carry > 0;
    made->has[FEATURE_EACH_UNIT] = 1;
    add_term(made, indicator, 1);
    indicator->denominator[indicator->denominator_count++] = EACH_UNIT_TERM;
}

static void spread_over_time(struct made_plan *made, struct made_element *element) {
    element->window = percent(made, 40) ? 1 + chance(made, 2) : 0;
    made->has[FEATURE_WINDOWS] |= element->window > 0;
}

static void add_total(struct made_plan *made) {
    static const enum over_time ways[] = {OVER_SUM, OVER_SUM, OVER_MAX, OVER_COUNT, OVER_LAST};
    struct made_indicator *indicator = add_indicator(made, "total", BOUNDS_TOTAL);
    int count = 1 + chance(made, 2);
    for (int i = 0; i < count; i++) {
        char id[16];
        snprintf(id, sizeof id, "added%d", i);
        struct made_element *element = add_element(made, id, ways[chance(made, 5)]);
        if (element->over_time != OVER_LAST) {
            spread_over_time(made, element);
        } else {
            element->carry = chance(made, 2);
        }
        element->decimals = percent(made, 30) ? 1 + chance(made, 2) : 0;
        made->has[FEATURE_DECIMALS] |= element->decimals > 0;
        add_term(made, indicator, 1);
    }
}

/* A total of one element: means, smallest ones, or over units otherwise than by sum. */
static void add_lone_total(struct made_plan *made) {
    static const int over_units[] = {OVER_SUM, OVER_MAX, OVER_MIN, OVER_MEAN, OVER_COUNT};
    struct made_indicator *indicator = add_indicator(made, "lone", BOUNDS_NONE);
    struct made_element *element = add_element(made, "lone_x", percent(made, 50) ? OVER_MEAN : OVER_MIN);
    spread_over_time(made, element);
    element->over_units = over_units[chance(made, 5)];
    add_term(made, indicator, 1);
}

static void add_difference(struct made_plan *made) {
    struct made_indicator *indicator = add_indicator(made, "difference", BOUNDS_NONE);
    add_element(made, "joined", OVER_SUM);
    add_term(made, indicator, 1);
    add_element(made, "left", OVER_SUM);
    add_term(made, indicator, -1);
}

static void add_flow_ratio(struct made_plan *made) {
    struct made_indicator *indicator = add_indicator(made, "flow_share", BOUNDS_NONE);
    struct made_element *whole = add_element(made, "held", OVER_SUM);
    spread_over_time(made, whole);
    indicator->denominator[indicator->denominator_count++] = made->element_count - 1;
    struct made_element *part = add_element(made, "attended", OVER_SUM);
    make_part(part, made->elements, made->element_count - 2);
    part->window = made->elements[made->element_count - 2].window;
    add_term(made, indicator, 1);
}

static void add_year_to_date(struct made_plan *made) {
    struct made_indicator *indicator = add_indicator(made, "spent", BOUNDS_NONE);
    struct made_element *element = add_element(made, "spent_x", OVER_SUM);
    element->year_to_date = 1;
    spread_over_time(made, element);
    made->has[FEATURE_YEAR_TO_DATE] = 1;
    add_term(made, indicator, 1);
    if (percent(made, 50)) {
        add_element(made, "families", OVER_LAST);
        indicator->denominator[indicator->denominator_count++] = made->element_count - 1;
    }
}

void make_plan(struct made_plan *made, uint64_t seed) {
    static void (*const kinds[])(struct made_plan *) = {
        add_stock_ratio, add_flag_share, add_total, add_lone_total, add_difference, add_flow_ratio, add_year_to_date};
    memset(made, 0, sizeof *made);
    made->random = seed;
    made->first_year = 2021;
    made->last_year = 2024 + chance(made, 2);
    make_units(made);
    for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
        if (percent(made, 55)) {
            kinds[kind](made);
        }
    }
    if (made->indicator_count == 0) {
        add_stock_ratio(made);
    }
    govern_plan(made);
    write_plan(made);
}

void free_plan(struct made_plan *made) {
    buffer_free(&made->yaml);
    buffer_free(&made->yaml_naming_file);
    buffer_free(&made->units_csv);
}
