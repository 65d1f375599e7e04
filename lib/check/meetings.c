/* Indicators that count units which meet a target: is there any to count, and has it a target? */
#include "check.h"

static void check_level(struct check *check, const struct indicator *indicator) {
    const struct childplan_plan *plan = check->plan;
    const char *level = plan->levels[indicator->counted_level].id;
    int32_t last = childplan__last_days(check, indicator)[indicator->counted_level];
    if (last == CHILDPLAN_NO_DATE) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_MEETING_NEVER, indicator->position, indicator->id, level);
    } else if (last < plan->horizon.last) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_MEETING_ENDS, indicator->position, indicator->id, level,
               childplan__day_text(last + 1).text);
    }
}

/* Marks the tags that units of a level have. */
static void mark_tags(const struct childplan_plan *plan, int32_t level, uint8_t *is_tag) {
    for (int32_t tag = 0; tag < plan->tag_count; tag++) {
        is_tag[tag] = 0;
    }
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *version = &plan->versions[i];
        for (int32_t t = 0; t < version->tag_count && version->level == level; t++) {
            is_tag[plan->tag_lists[version->first_tag + t]] = 1;
        }
    }
}

static int32_t is_ever_of(const struct childplan_plan *plan, int32_t unit, int32_t level) {
    const struct unit_version *first = &plan->versions[plan->units[unit].first_version];
    for (int32_t i = 0; i < plan->units[unit].version_count; i++) {
        if (first[i].level == level) {
            return 1;
        }
    }
    return 0;
}

/* 1 where a unit of the level can have the targets of a scope. */
static int32_t fits(const struct childplan_plan *plan, const struct scope *scope, int32_t level,
                    const uint8_t *is_tag) {
    switch (scope->kind) {
    case SCOPE_IDS:
        return is_ever_of(plan, scope->key, level);
    case SCOPE_TAG:
        return is_tag[scope->key];
    case SCOPE_LEVEL:
        return scope->key == level;
    default:
        return 1;
    }
}

static void check_scopes(struct check *check, const struct indicator *indicator, uint8_t *is_tag) {
    const struct childplan_plan *plan = check->plan;
    const struct indicator *counted = &plan->indicators[indicator->counted];
    mark_tags(plan, indicator->counted_level, is_tag);
    for (int32_t i = 0; i < counted->scope_count; i++) {
        if (fits(plan, &counted->scopes[i], indicator->counted_level, is_tag)) {
            return;
        }
    }
    REMARK(check, CHILDPLAN_DIAGNOSTIC_MEETING_WITHOUT_TARGET, indicator->position, indicator->id, counted->id,
           plan->levels[indicator->counted_level].id);
}

void childplan__check_counts(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    uint8_t *is_tag = childplan__check_allocate(check, (size_t)plan->tag_count, sizeof *is_tag);
    for (int32_t i = 0; i < plan->indicator_count && is_tag; i++) {
        const struct indicator *indicator = &plan->indicators[i];
        if (indicator->counted != CHILDPLAN_NONE) {
            check_level(check, indicator);
            check_scopes(check, indicator, is_tag);
        }
    }
    childplan__release(check->allocator, is_tag);
}
