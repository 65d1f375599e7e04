/* Targets that are due when none of the units they are for lives any more. */
#include "../base/order.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* A milestone of a scope, and the last day on which a unit lives that has it. */
struct addressed {
    const struct milestone *milestone;
    int32_t last_day;
};

struct addressees {
    struct check *check;
    int32_t *tag_days; /* by tag the last day on which a unit with it lives */
    struct addressed *addressed;
};

static void fill_tag_days(const struct childplan_plan *plan, int32_t *days) {
    for (int32_t tag = 0; tag < plan->tag_count; tag++) {
        days[tag] = CHILDPLAN_NO_DATE;
    }
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *version = &plan->versions[i];
        int32_t is_inside = version->until >= plan->horizon.first && version->from <= plan->horizon.last;
        for (int32_t t = 0; t < version->tag_count && is_inside; t++) {
            int32_t *day = &days[plan->tag_lists[version->first_tag + t]];
            *day = version->until > *day ? version->until : *day;
        }
    }
}

static int32_t last_day_of_scope(const struct addressees *addressees, const struct scope *scope) {
    const struct check *check = addressees->check;
    switch (scope->kind) {
    case SCOPE_IDS:
        return childplan__last_day_of(check->plan, scope->key);
    case SCOPE_TAG:
        return addressees->tag_days[scope->key];
    case SCOPE_LEVEL:
        return check->last_days[scope->key];
    default:
        return check->plan->horizon.last;
    }
}

/* A target for several units stands in the scope of each: by its place, and then by its day, as quotas may have one
   place for several. */
static int compare_addressed(const void *left, const void *right) {
    const struct milestone *a = ((const struct addressed *)left)->milestone;
    const struct milestone *b = ((const struct addressed *)right)->milestone;
    const int64_t keys[][2] = {{strcmp(a->position.file, b->position.file), 0},
                               {(int64_t)a->position.line, (int64_t)b->position.line},
                               {(int64_t)a->position.column, (int64_t)b->position.column},
                               {a->last_day, b->last_day}};
    return ORDER_KEYS(keys);
}

static void remark_missed(struct check *check, const struct indicator *indicator, const struct addressed *addressed) {
    const struct milestone *milestone = addressed->milestone;
    if (addressed->last_day >= milestone->last_day) {
        return;
    }
    int32_t is_never = addressed->last_day == CHILDPLAN_NO_DATE;
    int32_t day = is_never ? check->plan->horizon.first : addressed->last_day + 1;
    REMARK(check, CHILDPLAN_DIAGNOSTIC_TARGET_WITHOUT_UNIT, milestone->position, indicator->id,
           childplan__target_text(milestone).text, childplan__period_text(milestone->by).text,
           childplan__day_text(day).text);
}

static void check_indicator(struct addressees *addressees, const struct indicator *indicator) {
    struct addressed *addressed = addressees->addressed;
    size_t count = 0;
    for (int32_t s = 0; s < indicator->scope_count; s++) {
        const struct scope *scope = &indicator->scopes[s];
        int32_t last_day = last_day_of_scope(addressees, scope);
        for (int32_t i = 0; i < scope->milestone_count; i++) {
            addressed[count++] = (struct addressed){&scope->milestones[i], last_day};
        }
    }
    if (count > 1) {
        qsort(addressed, count, sizeof *addressed, compare_addressed);
    }
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && compare_addressed(&addressed[first], &addressed[end]) == 0; end++) {
            int32_t later = addressed[end].last_day > addressed[first].last_day;
            addressed[first].last_day = addressed[later ? end : first].last_day;
        }
        remark_missed(addressees->check, indicator, &addressed[first]);
    }
}

size_t childplan__most_milestones(const struct childplan_plan *plan) {
    size_t most = 0;
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        size_t count = 0;
        for (int32_t s = 0; s < plan->indicators[i].scope_count; s++) {
            count += (size_t)plan->indicators[i].scopes[s].milestone_count;
        }
        most = count > most ? count : most;
    }
    return most;
}

void childplan__check_addressees(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    struct addressees addressees = {
        .check = check,
        .tag_days = childplan__check_allocate(check, (size_t)plan->tag_count, sizeof *addressees.tag_days),
        .addressed = childplan__check_allocate(check, childplan__most_milestones(plan), sizeof *addressees.addressed)};
    if (!check->no_memory) {
        fill_tag_days(plan, addressees.tag_days);
    }
    for (int32_t i = 0; i < plan->indicator_count && !check->no_memory; i++) {
        check_indicator(&addressees, &plan->indicators[i]);
    }
    childplan__release(check->allocator, addressees.tag_days);
    childplan__release(check->allocator, addressees.addressed);
}
