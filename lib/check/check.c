/* The call that checks a plan. */
#include "check.h"

#include <childplan/check.h>

static void fill_last_days(const struct childplan_plan *plan, const struct population *population, int32_t *days) {
    for (int32_t level = 0; level < plan->level_count; level++) {
        days[level] = CHILDPLAN_NO_DATE;
    }
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *version = &plan->versions[i];
        if ((population->has_version && !population->has_version[i]) || version->from > plan->horizon.last ||
            version->until < plan->horizon.first) {
            continue;
        }
        int32_t last = version->until < plan->horizon.last ? version->until : plan->horizon.last;
        days[version->level] = last > days[version->level] ? last : days[version->level];
    }
}

const int32_t *childplan__last_days(struct check *check, const struct indicator *indicator) {
    if (!indicator->population.has_version) {
        return check->last_days;
    }
    fill_last_days(check->plan, &indicator->population, check->narrowed_days);
    return check->narrowed_days;
}

int32_t childplan__last_day_of(const struct childplan_plan *plan, int32_t unit) {
    const struct unit_version *version = childplan__last_version_in(plan, unit, plan->horizon);
    if (!version) {
        return CHILDPLAN_NO_DATE;
    }
    return version->until < plan->horizon.last ? version->until : plan->horizon.last;
}

void *childplan__check_allocate(struct check *check, size_t count, size_t size) {
    void *memory = childplan__allocate(check->allocator, count, size);
    check->no_memory = check->no_memory || !memory;
    return memory;
}

childplan_status childplan__check_begin(struct check *check, const struct childplan_plan *plan) {
    const struct population everyone = {0};
    *check = (struct check){.plan = plan, .allocator = &plan->allocator};
    childplan__arena_begin(&check->texts, check->allocator);
    check->last_days = childplan__check_allocate(check, (size_t)plan->level_count, sizeof *check->last_days);
    check->narrowed_days = childplan__check_allocate(check, (size_t)plan->level_count, sizeof *check->narrowed_days);
    if (check->no_memory) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    fill_last_days(plan, &everyone, check->last_days);
    return CHILDPLAN_OK;
}

void childplan__check_end(struct check *check) {
    childplan__release(check->allocator, check->last_days);
    childplan__release(check->allocator, check->narrowed_days);
    childplan__release(check->allocator, check->remarks);
    childplan__arena_end(&check->texts);
}

static void check_all(struct check *check) {
    childplan__check_ratios(check);
    childplan__check_targets(check);
    childplan__check_addressees(check);
    childplan__check_quotas(check);
    childplan__check_rates(check);
    childplan__check_thresholds(check);
    childplan__check_counts(check);
    childplan__check_elements(check);
    childplan__check_lives(check);
    childplan__check_endings(check);
    childplan__check_successors(check);
}

childplan_status childplan_plan_check(const childplan_plan *plan, childplan_diagnostics *reterr_diagnostics) {
    struct check check;
    struct findings findings;
    if (!plan) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    if (childplan__check_begin(&check, plan) == CHILDPLAN_OK) {
        check_all(&check);
    }
    if (check.no_memory) {
        findings.no_memory = 1;
    } else {
        childplan__check_tell(&check, &findings);
    }
    childplan__check_end(&check);
    return childplan__findings_end(&findings);
}
