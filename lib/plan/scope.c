/* Which targets are for a unit. */
#include "../base/order.h"
#include "model.h"

/* The first scope that is not before (kind, key) in their order; it need not be of them. */
static int32_t first_scope(const struct indicator *indicator, enum scope_kind kind, int32_t key) {
    int32_t low = 0;
    int32_t high = indicator->scope_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        const struct scope *scope = &indicator->scopes[middle];
        if (scope->kind < kind || (scope->kind == kind && scope->key < key)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const struct scope *scope_of_key(const struct indicator *indicator, enum scope_kind kind, int32_t key) {
    int32_t place = first_scope(indicator, kind, key);
    const struct scope *scope = place < indicator->scope_count ? &indicator->scopes[place] : NULL;
    return scope && scope->kind == kind && scope->key == key ? scope : NULL;
}

static int32_t has_tag(const struct childplan_plan *plan, const struct unit_version *version, int32_t tag) {
    int32_t low = 0;
    int32_t high = version->tag_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (plan->tag_lists[version->first_tag + middle] < tag) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < version->tag_count && plan->tag_lists[version->first_tag + low] == tag;
}

static const struct scope *earlier(const struct scope *a, const struct scope *b) {
    if (!a || !b) {
        return a ? a : b;
    }
    const int64_t keys[][2] = {{(int64_t)a->position.line, (int64_t)b->position.line},
                               {(int64_t)a->position.column, (int64_t)b->position.column}};
    return ORDER_KEYS(keys) <= 0 ? a : b;
}

/* Of the scopes for a tag of the unit the one that the file mentions first. Both lists are sorted: the shorter is
   walked and the other searched. */
static const struct scope *scope_of_tags(const struct childplan_plan *plan, const struct indicator *indicator,
                                         const struct unit_version *version) {
    int32_t begin = first_scope(indicator, SCOPE_TAG, 0);
    int32_t end = first_scope(indicator, SCOPE_LEVEL, 0);
    const struct scope *found = NULL;
    if (end - begin <= version->tag_count) {
        for (int32_t i = begin; i < end; i++) {
            const struct scope *scope = &indicator->scopes[i];
            found = has_tag(plan, version, scope->key) ? earlier(found, scope) : found;
        }
        return found;
    }
    for (int32_t i = 0; i < version->tag_count; i++) {
        found = earlier(found, scope_of_key(indicator, SCOPE_TAG, plan->tag_lists[version->first_tag + i]));
    }
    return found;
}

const struct scope *childplan__scope_of(const struct childplan_plan *plan, const struct indicator *indicator,
                                        int32_t unit, int32_t day) {
    const struct unit_version *version = childplan__version_on(plan, unit, day);
    const struct scope *found = scope_of_key(indicator, SCOPE_IDS, unit);
    if (found || !version) {
        return found;
    }
    found = scope_of_tags(plan, indicator, version);
    if (!found) {
        found = scope_of_key(indicator, SCOPE_LEVEL, version->level);
    }
    return found ? found : scope_of_key(indicator, SCOPE_ALL, 0);
}
