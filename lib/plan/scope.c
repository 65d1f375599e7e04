/* Which targets are for a unit. */
#include "model.h"

static int32_t has_tag(const struct childplan_plan *plan, const struct unit_version *version, int32_t tag) {
    for (int32_t i = 0; i < version->tag_count; i++) {
        if (plan->tag_lists[version->first_tag + i] == tag) {
            return 1;
        }
    }
    return 0;
}

static int32_t fits(const struct childplan_plan *plan, const struct scope *scope, const struct unit_version *version) {
    switch (scope->kind) {
    case SCOPE_IDS:
        return scope->key == version->unit;
    case SCOPE_TAG:
        return has_tag(plan, version, scope->key);
    case SCOPE_LEVEL:
        return scope->key == version->level;
    default:
        return 1;
    }
}

/* The first scope that does not name a single unit; the ones before it are sorted by unit. */
static int32_t end_of_ids(const struct indicator *indicator) {
    int32_t low = 0;
    int32_t high = indicator->scope_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (indicator->scopes[middle].kind == SCOPE_IDS) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const struct scope *scope_of_id(const struct indicator *indicator, int32_t count, int32_t unit) {
    int32_t low = 0;
    while (low < count) {
        int32_t middle = low + (count - low) / 2;
        if (indicator->scopes[middle].key < unit) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low < indicator->scope_count && indicator->scopes[low].kind == SCOPE_IDS &&
                   indicator->scopes[low].key == unit
               ? &indicator->scopes[low]
               : NULL;
}

const struct scope *childplan__scope_of(const struct childplan_plan *plan, const struct indicator *indicator,
                                        int32_t unit, int32_t day) {
    const struct unit_version *version = childplan__version_on(plan, unit, day);
    int32_t ids = end_of_ids(indicator);
    const struct scope *own = scope_of_id(indicator, ids, unit);
    if (own != NULL || version == NULL) {
        return own;
    }
    for (int32_t i = ids; i < indicator->scope_count; i++) {
        if (fits(plan, &indicator->scopes[i], version)) {
            return &indicator->scopes[i];
        }
    }
    return NULL;
}
