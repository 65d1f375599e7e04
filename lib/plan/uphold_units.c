/* Whom both plans know, grouped so that units alike are compared once. */
#include "uphold.h"

#include <stdlib.h>
#include <string.h>

static int32_t find(const struct names *names, const char *id) {
    return childplan__names_find(names, id, strlen(id));
}

/* Where each thing of the one plan stands in the other. */
static int32_t fill_maps(struct uphold *uphold) {
    const struct childplan_plan *here = uphold->here;
    const struct childplan_plan *above = uphold->above;
    struct loader *loader = uphold->loader;
    uphold->unit_above = childplan__scratch(loader, (size_t)here->unit_count, sizeof(int32_t));
    uphold->unit_here = childplan__scratch(loader, (size_t)above->unit_count, sizeof(int32_t));
    uphold->element_here = childplan__scratch(loader, (size_t)above->element_count, sizeof(int32_t));
    uphold->level_here = childplan__scratch(loader, (size_t)above->level_count, sizeof(int32_t));
    uphold->tag_here = childplan__scratch(loader, (size_t)above->tag_count, sizeof(int32_t));
    uphold->has_units = childplan__scratch(loader, (size_t)here->level_count, 1);
    if (loader->findings->no_memory) {
        return 0;
    }
    for (int32_t i = 0; i < here->unit_count; i++) {
        uphold->unit_above[i] = find(&above->unit_names, here->units[i].id);
    }
    for (int32_t i = 0; i < above->unit_count; i++) {
        uphold->unit_here[i] = find(&here->unit_names, above->units[i].id);
    }
    for (int32_t i = 0; i < here->version_count; i++) {
        uphold->has_units[here->versions[i].level] = 1;
    }
    for (int32_t i = 0; i < above->element_count; i++) {
        uphold->element_here[i] = find(&here->element_names, above->elements[i].id);
    }
    for (int32_t i = 0; i < above->level_count; i++) {
        uphold->level_here[i] = find(&here->level_names, above->levels[i].id);
    }
    for (int32_t i = 0; i < above->tag_count; i++) {
        uphold->tag_here[i] = find(&loader->tag_names, above->tags[i]);
    }
    return 1;
}

/* The days of both, if any. */
static int32_t meet(const struct days *a, const struct days *b, struct days *ret_both) {
    struct days both = {a->first > b->first ? a->first : b->first, a->last < b->last ? a->last : b->last};
    *ret_both = both;
    return both.first <= both.last;
}

/* Adds the stays of a unit to a growing array. */
static int32_t add_stays(struct uphold *uphold, int32_t unit, struct stay **stays, size_t *count, size_t *capacity) {
    const struct unit *here = &uphold->here->units[unit];
    const struct unit *above = &uphold->above->units[uphold->unit_above[unit]];
    int32_t i = 0;
    int32_t k = 0;
    while (i < here->version_count && k < above->version_count) {
        const struct unit_version *mine = &uphold->here->versions[here->first_version + i];
        const struct unit_version *theirs = &uphold->above->versions[above->first_version + k];
        struct stay stay = {.unit = unit, .here = mine, .above = theirs};
        struct days lives = {mine->from, mine->until};
        struct days lives_above = {theirs->from, theirs->until};
        if (meet(&lives, &lives_above, &stay.days) && meet(&stay.days, &uphold->days, &stay.days)) {
            if (!childplan__grow(uphold->loader, stays, capacity, *count + 1, sizeof **stays)) {
                return 0;
            }
            (*stays)[(*count)++] = stay;
        }
        i += mine->until <= theirs->until;
        k += theirs->until <= mine->until;
    }
    return 1;
}

static int32_t compare(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* Level and tags of one version against another of the same plan; the plan's lists of tags. */
static int32_t compare_versions(const int32_t *tags, const struct unit_version *a, const struct unit_version *b) {
    int32_t order = compare(a->level, b->level);
    order = order ? order : compare(a->tag_count, b->tag_count);
    for (int32_t i = 0; i < a->tag_count && order == 0; i++) {
        order = compare(tags[a->first_tag + i], tags[b->first_tag + i]);
    }
    return order;
}

static int32_t compare_cohorts(const struct uphold *uphold, const struct stay *a, const struct stay *b) {
    int32_t order = compare(a->days.first, b->days.first);
    order = order ? order : compare(a->days.last, b->days.last);
    order = order ? order : compare_versions(uphold->here->tag_lists, a->here, b->here);
    return order ? order : compare_versions(uphold->above->tag_lists, a->above, b->above);
}

/* By cohort, in each by unit: a merge sort, because what is compared needs both plans. */
/* NOLINTNEXTLINE(misc-no-recursion): it halves, so 64 deep at most. */
static void sort_stays(const struct uphold *uphold, struct stay *stays, struct stay *scratch, size_t count) {
    if (count < 2) {
        return;
    }
    size_t half = count / 2;
    sort_stays(uphold, stays, scratch, half);
    sort_stays(uphold, stays + half, scratch, count - half);
    memcpy(scratch, stays, half * sizeof *stays);
    for (size_t left = 0, right = half, at = 0; left < half;) {
        int32_t takes_right = right < count && compare_cohorts(uphold, &stays[right], &scratch[left]) < 0;
        stays[at++] = takes_right ? stays[right++] : scratch[left++];
    }
}

static int32_t find_cohorts(struct uphold *uphold) {
    struct stay *scratch = childplan__scratch(uphold->loader, uphold->stay_count / 2 + 1, sizeof *scratch);
    uphold->cohorts = childplan__scratch(uphold->loader, uphold->stay_count + 1, sizeof *uphold->cohorts);
    if (!scratch || !uphold->cohorts) {
        return 0;
    }
    sort_stays(uphold, uphold->stays, scratch, uphold->stay_count);
    for (size_t i = 0; i < uphold->stay_count; i++) {
        if (i == 0 || compare_cohorts(uphold, &uphold->stays[i - 1], &uphold->stays[i]) != 0) {
            uphold->cohorts[uphold->cohort_count++] = i;
        }
    }
    uphold->cohorts[uphold->cohort_count] = uphold->stay_count;
    return 1;
}

int32_t childplan__uphold_units(struct uphold *uphold) {
    struct loader *loader = uphold->loader;
    size_t units = (size_t)uphold->here->unit_count;
    uphold->is_special = childplan__scratch(loader, units, 1);
    uphold->stamps = childplan__scratch(loader, units, sizeof *uphold->stamps);
    if (!fill_maps(uphold) || !meet(&uphold->here->horizon, &uphold->above->horizon, &uphold->days)) {
        return 0;
    }
    for (int32_t unit = 0; unit < uphold->here->unit_count; unit++) {
        if (uphold->unit_above[unit] != CHILDPLAN_NONE &&
            !add_stays(uphold, unit, &uphold->stays, &uphold->stay_count, &uphold->stay_capacity)) {
            return 0;
        }
    }
    return find_cohorts(uphold);
}

/* A unit that a plan singles out; CHILDPLAN_NONE and one that is not shared are none. */
static void add_special(struct uphold *uphold, int32_t unit) {
    if (unit == CHILDPLAN_NONE || uphold->unit_above[unit] == CHILDPLAN_NONE || uphold->is_special[unit]) {
        return;
    }
    if (childplan__grow(uphold->loader, &uphold->special, &uphold->special_capacity, uphold->special_count + 1,
                        sizeof *uphold->special)) {
        uphold->is_special[unit] = 1;
        uphold->special[uphold->special_count++] = unit;
    }
}

/* Those with a target or a baseline of their own. `to_here` translates the indicator's units; NULL: they are. */
static void find_special(struct uphold *uphold, const struct indicator *indicator, const int32_t *to_here) {
    for (int32_t i = 0; i < indicator->scope_count && indicator->scopes[i].kind == SCOPE_IDS; i++) {
        int32_t unit = indicator->scopes[i].key;
        add_special(uphold, to_here ? to_here[unit] : unit);
    }
    for (int32_t i = 0; i < indicator->baseline.value_count; i++) {
        int32_t unit = indicator->baseline.values[i].unit;
        add_special(uphold, to_here ? to_here[unit] : unit);
    }
}

static const struct scope *scope_here(const struct uphold *uphold, const struct stay *stay) {
    return uphold->indicator_here
               ? childplan__scope_of(uphold->here, uphold->indicator_here, stay->unit, stay->days.first)
               : NULL;
}

/* A party whose first stay is given, where the plan above asks something of it at all. */
static int32_t add_party(struct uphold *uphold, struct party party, const struct stay *first) {
    party.unit = first->unit;
    party.above = childplan__scope_of(uphold->above, uphold->indicator_above, first->above->unit, first->days.first);
    if (!party.above) {
        return 1;
    }
    party.here = scope_here(uphold, first);
    if (!childplan__grow(uphold->loader, &uphold->parties, &uphold->party_capacity, uphold->party_count + 1,
                         sizeof *uphold->parties)) {
        return 0;
    }
    uphold->parties[uphold->party_count++] = party;
    return 1;
}

static int32_t add_cohorts(struct uphold *uphold) {
    for (size_t i = 0; i < uphold->cohort_count; i++) {
        struct party party = {.stays = uphold->stays + uphold->cohorts[i],
                              .count = uphold->cohorts[i + 1] - uphold->cohorts[i]};
        while (party.count > 0 && uphold->is_special[party.stays->unit]) {
            party.stays++;
            party.count--;
        }
        if (party.count > 0 && !add_party(uphold, party, party.stays)) {
            return 0;
        }
    }
    return 1;
}

static int32_t add_singles(struct uphold *uphold) {
    uphold->special_stay_count = 0;
    for (size_t i = 0; i < uphold->special_count; i++) {
        if (!add_stays(uphold, uphold->special[i], &uphold->special_stays, &uphold->special_stay_count,
                       &uphold->special_stay_capacity)) {
            return 0;
        }
    }
    for (size_t i = 0; i < uphold->special_stay_count; i++) {
        struct party party = {.stays = uphold->special_stays + i, .count = 1, .is_single = 1};
        if (!add_party(uphold, party, party.stays)) {
            return 0;
        }
    }
    return 1;
}

static int by_scope(const void *left, const void *right) {
    const struct party *a = left;
    const struct party *b = right;
    int32_t order = (a->above > b->above) - (a->above < b->above);
    order = order ? order : compare(a->unit, b->unit);
    return order ? order : compare(a->stays->days.first, b->stays->days.first);
}

static void forget_special(struct uphold *uphold) {
    for (size_t i = 0; i < uphold->special_count; i++) {
        uphold->is_special[uphold->special[i]] = 0;
    }
    uphold->special_count = 0;
}

int32_t childplan__uphold_parties(struct uphold *uphold) {
    forget_special(uphold);
    uphold->party_count = 0;
    find_special(uphold, uphold->indicator_above, uphold->unit_here);
    if (uphold->indicator_here) {
        find_special(uphold, uphold->indicator_here, NULL);
    }
    if (!add_cohorts(uphold) || !add_singles(uphold)) {
        return 0;
    }
    if (uphold->party_count > 1) {
        qsort(uphold->parties, uphold->party_count, sizeof *uphold->parties, by_scope);
    }
    return 1;
}
