#include "workload.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

const char *const workload_elements[WORKLOAD_ELEMENTS] = {
    "sessions", "families",         "families_reached", "children_helped", "money_spent",
    "officers", "officers_trained", "members",          "women_members",   "children",
};

enum {
    SESSIONS,
    FAMILIES,
    FAMILIES_REACHED,
    CHILDREN_HELPED,
    MONEY_SPENT,
    OFFICERS,
    OFFICERS_TRAINED,
    MEMBERS,
    WOMEN_MEMBERS,
    CHILDREN
};

/* The finaliser of splitmix64. */
static uint64_t mix(uint64_t x) {
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

uint64_t workload_hash(uint64_t a, uint64_t b) {
    return mix(mix(a) + b);
}

static void *zeroed(size_t count, size_t size) {
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) {
        fprintf(stderr, "workload: out of memory\n");
        exit(1);
    }
    return memory;
}

/* Where part i of `parts` begins in `total`: the first parts are the largest, and none is empty. */
static int32_t share_start(int32_t total, int32_t parts, int32_t i) {
    int64_t before = 0;
    int64_t all = 0;
    for (int32_t k = 0; k < parts; k++) {
        int64_t weight = 10000000 / (k + 3);
        before += k < i ? weight : 0;
        all += weight;
    }
    return i + (int32_t)((total - parts) * before / all);
}

static int32_t share(int32_t total, int32_t parts, int32_t i) {
    return share_start(total, parts, i + 1) - share_start(total, parts, i);
}

/* Half of the unions are small, a quarter twice as large, and so on. */
static int32_t draw_members(int32_t unit) {
    uint64_t random = workload_hash(1, (uint64_t)unit);
    uint32_t size = 12;
    for (int32_t doubling = 0; doubling < 10 && random % 2 == 1; doubling++) {
        size *= 2;
        random /= 2;
    }
    return (int32_t)(size + (uint32_t)(random >> 32) % size);
}

static int32_t add_unit(struct workload *workload, int32_t level, int32_t parent, int32_t number) {
    int32_t index = workload->unit_count++;
    struct workload_unit *unit = &workload->units[index];
    *unit = (struct workload_unit){.level = level, .parent = parent, .number = number};
    unit->members = draw_members(index);
    struct workload_unit above = {.id = ""};
    if (parent > 0) {
        above = workload->units[parent];
    }
    if (parent < 0) {
        snprintf(unit->id, sizeof unit->id, "root");
    } else if (level == LEVEL_PROVINCE) {
        snprintf(unit->id, sizeof unit->id, "p%02" PRId32, number);
    } else if (level == LEVEL_DISTRICT) {
        snprintf(unit->id, sizeof unit->id, "%.4sd%03" PRId32, above.id, number);
    } else {
        snprintf(unit->id, sizeof unit->id, "%.11su%07" PRId32, above.id, number);
    }
    return index;
}

static void add_districts(struct workload *workload, const struct workload_group *parents, int32_t districts) {
    for (int32_t i = 0; i < parents->count; i++) {
        int32_t count = share(districts, parents->count, i);
        for (int32_t number = 1; number <= count; number++) {
            add_unit(workload, LEVEL_DISTRICT, parents->first + i, number);
        }
    }
}

/* The unions of one province, over its districts. */
static void add_group(struct workload *workload, int32_t first_district, int32_t districts, int32_t unions) {
    struct workload_group *group = &workload->groups[workload->group_count++];
    *group = (struct workload_group){workload->unit_count, unions};
    for (int32_t i = 0; i < districts; i++) {
        int32_t count = share(unions, districts, i);
        for (int32_t number = 1; number <= count; number++) {
            add_unit(workload, LEVEL_UNION, first_district + i, number);
        }
    }
}

static void add_unions(struct workload *workload, const struct workload_group *parents, int32_t districts,
                       int32_t unions) {
    int32_t first_district = workload->unit_count - districts;
    workload->first_union = workload->unit_count;
    for (int32_t i = 0; i < parents->count; i++) {
        int32_t of_parent = share(districts, parents->count, i);
        add_group(workload, first_district, of_parent, share(unions, parents->count, i));
        first_district += of_parent;
    }
}

static int32_t at_least(int32_t least, double number) {
    return number < least ? least : (int32_t)(number + 0.5);
}

void workload_begin(struct workload *workload, enum workload_kind kind, double scale) {
    int32_t is_nation = kind == WORKLOAD_NATION;
    int32_t provinces = is_nation ? at_least(1, scale < 1 ? 63 * scale : 63) : 0;
    int32_t districts = is_nation ? at_least(provinces + 1, 700 * scale) : at_least(2, 12 * scale);
    int32_t unions = is_nation ? at_least(1000, 125000 * scale) : at_least(100, 987 * scale);
    struct workload_group parents = is_nation ? (struct workload_group){1, provinces} : (struct workload_group){0, 1};
    *workload = (struct workload){.kind = kind, .scale = scale};
    workload->units = zeroed((size_t)(1 + provinces + districts + unions), sizeof *workload->units);
    workload->groups = zeroed((size_t)parents.count, sizeof *workload->groups);
    int32_t root = add_unit(workload, is_nation ? LEVEL_NATION : LEVEL_PROVINCE, -1, 1);
    for (int32_t i = 0; i < provinces; i++) {
        add_unit(workload, LEVEL_PROVINCE, root, i + 1);
    }
    add_districts(workload, &parents, districts);
    add_unions(workload, &parents, districts, unions);
}

void workload_end(struct workload *workload) {
    free(workload->units);
    free(workload->groups);
    *workload = (struct workload){.units = NULL};
}

/* A step through `count` places that reaches all of them. */
static int32_t coprime_step(int32_t count) {
    static const int32_t primes[] = {7919, 6841, 5923, 4801, 3677};
    int32_t i = 0;
    while (i < 4 && count % primes[i] == 0) {
        i++;
    }
    return primes[i];
}

static const struct workload_group *group_of(const struct workload *workload, int32_t unit) {
    int32_t low = 0;
    int32_t high = workload->group_count - 1;
    while (low < high) {
        int32_t middle = (low + high + 1) / 2;
        if (workload->groups[middle].first <= unit) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return &workload->groups[low];
}

static int32_t unit_at(const struct workload *workload, int32_t period, int32_t turn) {
    if (turn < workload->first_union) {
        return turn;
    }
    const struct workload_group *group = group_of(workload, turn);
    int64_t step = coprime_step(group->count);
    int64_t place = (turn - group->first) * step + 613 * (int64_t)period;
    return group->first + (int32_t)(place % group->count);
}

/* Which of its data elements a unit reports: 80 % of them all, with whole reports missing, most of them of a lax fifth
   of the units, and 1 % of the units never heard of. */
static uint32_t draw_present(int32_t unit, uint64_t random) {
    uint64_t nature = workload_hash(2, (uint64_t)unit);
    uint32_t percent_missing = nature / 100 % 5 == 0 ? 40 : 5;
    if (nature % 100 == 0 || random % 100 < percent_missing) {
        return 0;
    }
    uint32_t present = 0;
    for (uint32_t i = 0; i < WORKLOAD_ELEMENTS; i++) {
        present |= (uint32_t)(mix(random + i) % 1000 < 918) << i;
    }
    return present;
}

static int64_t percent(int64_t whole, uint64_t random, uint64_t from, uint64_t to) {
    return whole * (int64_t)(from + random % (to - from + 1)) / 100;
}

static void draw_values(int64_t values[WORKLOAD_ELEMENTS], int64_t members, uint64_t random) {
    values[SESSIONS] = (int64_t)(random % 7);
    values[FAMILIES] = members / 2 + (int64_t)(random / 7 % 9);
    values[FAMILIES_REACHED] = percent(values[FAMILIES], random >> 10, 20, 100);
    values[CHILDREN_HELPED] = members / 10 + (int64_t)((random >> 14) % 12);
    values[MONEY_SPENT] = values[CHILDREN_HELPED] * 150000 + (int64_t)((random >> 18) % 40) * 10000;
    values[OFFICERS] = members / 15 + 1 + (int64_t)((random >> 24) % 2);
    values[OFFICERS_TRAINED] = percent(values[OFFICERS], random >> 28, 60, 100);
    values[MEMBERS] = members;
    values[WOMEN_MEMBERS] = percent(members, random >> 36, 20, 80);
    values[CHILDREN] = percent(members, random >> 44, 30, 80);
}

void workload_report(const struct workload *workload, int32_t period, int32_t turn, struct workload_report *report) {
    int32_t unit = unit_at(workload, period, turn);
    uint64_t random = workload_hash((uint64_t)unit + 3, (uint64_t)period);
    report->unit = unit;
    report->period = period;
    report->present = draw_present(unit, random);
    draw_values(report->values, percent(workload->units[unit].members, random >> 52, 90, 120), mix(random));
}

size_t workload_fact_count(const struct workload *workload) {
    size_t count = 0;
    for (int32_t period = 0; period < WORKLOAD_PERIODS; period++) {
        for (int32_t turn = 0; turn < workload->unit_count; turn++) {
            struct workload_report report;
            workload_report(workload, period, turn, &report);
            for (uint32_t bits = report.present; bits != 0; bits &= bits - 1) {
                count++;
            }
        }
    }
    return count;
}
