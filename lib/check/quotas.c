/* Quotas handed to a unit, against those handed on to the units under it. */
#include "../base/order.h"
#include "check.h"

#include <childplan/rollup.h>

#include <stdlib.h>
#include <string.h>

/* All quotas are added in this many decimals, the most that a number may have. */
#define SUM_DECIMALS 6

/* A quota, and the unit that its own stands under on the day it is due. */
struct quota {
    int32_t parent; /* CHILDPLAN_NONE for the root, and for a unit that does not live then */
    int32_t unit;
    const struct milestone *milestone;
};

struct quotas {
    struct check *check;
    const struct indicator *indicator;
    struct quota *items; /* by parent and period */
    size_t count;
    int32_t *first_child;  /* for each unit the first version under it, or CHILDPLAN_NONE */
    int32_t *next_sibling; /* for each version the next one under the same unit, or CHILDPLAN_NONE */
};

static int compare_keys(const struct quota *quota, int32_t parent, const struct milestone *milestone) {
    const int64_t keys[][2] = {
        {quota->parent, parent}, {quota->milestone->by, milestone->by}, {quota->milestone->every, milestone->every}};
    return ORDER_KEYS(keys);
}

static int compare_quotas(const void *left, const void *right) {
    const struct quota *b = right;
    return compare_keys(left, b->parent, b->milestone);
}

static int32_t asks_for_more(const struct milestone *milestone) {
    return milestone->is_assigned && milestone->change == CHANGE_NONE &&
           (milestone->comparison == CHILDPLAN_AT_LEAST || milestone->comparison == CHILDPLAN_ABOVE);
}

static void collect(struct quotas *quotas) {
    const struct childplan_plan *plan = quotas->check->plan;
    quotas->count = 0;
    for (int32_t s = 0; s < quotas->indicator->scope_count; s++) {
        const struct scope *scope = &quotas->indicator->scopes[s];
        for (int32_t i = 0; i < scope->milestone_count && scope->kind == SCOPE_IDS; i++) {
            const struct milestone *milestone = &scope->milestones[i];
            const struct unit_version *version = childplan__version_on(plan, scope->key, milestone->last_day);
            if (asks_for_more(milestone)) {
                quotas->items[quotas->count++] =
                    (struct quota){version ? version->parent : CHILDPLAN_NONE, scope->key, milestone};
            }
        }
    }
    if (quotas->count > 1) {
        qsort(quotas->items, quotas->count, sizeof *quotas->items, compare_quotas);
    }
}

/* The first of the quotas handed to the units under one; the count of all where there is none. */
static size_t first_under(const struct quotas *quotas, int32_t unit, const struct milestone *milestone) {
    size_t low = 0;
    size_t high = quotas->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(&quotas->items[middle], unit, milestone) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < quotas->count && compare_keys(&quotas->items[low], unit, milestone) == 0 ? low : quotas->count;
}

/* How many units live under one on a day. */
static size_t count_children(const struct quotas *quotas, int32_t unit, int32_t day) {
    const struct childplan_plan *plan = quotas->check->plan;
    size_t count = 0;
    for (int32_t i = quotas->first_child[unit]; i != CHILDPLAN_NONE; i = quotas->next_sibling[i]) {
        count += plan->versions[i].from <= day && day <= plan->versions[i].until;
    }
    return count;
}

/* 1 where a unit of that level reports something of the indicator itself, and so may bring what is missing. */
static int32_t reports_itself(const struct quotas *quotas, int32_t unit, int32_t day) {
    const struct childplan_plan *plan = quotas->check->plan;
    const struct unit_version *version = childplan__version_on(plan, unit, day);
    for (int32_t i = 0; version && i < quotas->indicator->numerator_count; i++) {
        if (plan->elements[quotas->indicator->numerator[i].element].levels[version->level]) {
            return 1;
        }
    }
    return !version;
}

static struct wide amount_of(const struct milestone *milestone) {
    return childplan__wide_product(milestone->number.value,
                                   childplan__power_of_ten(SUM_DECIMALS - milestone->number.decimals));
}

static void remark_short(const struct quotas *quotas, const struct quota *quota, struct wide sum, size_t children) {
    struct fraction whole = {sum, childplan__wide(childplan__power_of_ten(SUM_DECIMALS))};
    char text[64];
    char count[32];
    char own[32];
    (void)childplan__fraction_format(whole, SUM_DECIMALS, text);
    (void)childplan__number_format((int64_t)children, 0, count);
    (void)childplan__number_format(quota->milestone->number.value, quota->milestone->number.decimals, own);
    REMARK(quotas->check, CHILDPLAN_DIAGNOSTIC_QUOTAS_UNDER_OWN, quota->milestone->position, quotas->indicator->id,
           quotas->check->plan->units[quota->unit].id, childplan__period_text(quota->milestone->by).text, own, text,
           count);
}

/* Only where every unit under it was handed one is nothing left to come from elsewhere. */
static void check_quota(const struct quotas *quotas, const struct quota *quota) {
    const struct milestone *milestone = quota->milestone;
    struct wide sum = childplan__wide(0);
    size_t children = 0;
    for (size_t i = first_under(quotas, quota->unit, milestone);
         i < quotas->count && compare_keys(&quotas->items[i], quota->unit, milestone) == 0; i++) {
        (void)childplan__wide_add(sum, amount_of(quotas->items[i].milestone), &sum);
        children++;
    }
    if (children > 0 && childplan__wide_compare(sum, amount_of(milestone)) < 0 &&
        children == count_children(quotas, quota->unit, milestone->last_day) &&
        !reports_itself(quotas, quota->unit, milestone->last_day)) {
        remark_short(quotas, quota, sum, children);
    }
}

/* 1 where the plan above has the indicator too: then loading has compared its quotas, also with what is asked above. */
static int32_t is_upheld(const struct childplan_plan *plan, const struct indicator *indicator) {
    return plan->upheld && childplan__names_find(&plan->upheld->indicator_names, indicator->id,
                                                 strlen(indicator->id)) != CHILDPLAN_NONE;
}

/* 1 where a unit's figure is the sum of what those under it bring. */
static int32_t adds_up(const struct childplan_plan *plan, const struct indicator *indicator) {
    if (indicator->numerator_count == 0 || indicator->denominator_count > 0) {
        return 0;
    }
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        if (indicator->numerator[i].sign < 0) {
            return 0;
        }
    }
    return plan->elements[indicator->numerator->element].over_units == AGGREGATE_SUM;
}

static void link_children(struct quotas *quotas) {
    const struct childplan_plan *plan = quotas->check->plan;
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        quotas->first_child[unit] = CHILDPLAN_NONE;
    }
    for (int32_t i = 0; i < plan->version_count; i++) {
        int32_t parent = plan->versions[i].parent;
        if (parent != CHILDPLAN_NONE) {
            quotas->next_sibling[i] = quotas->first_child[parent];
            quotas->first_child[parent] = i;
        }
    }
}

void childplan__check_quotas(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    struct quotas quotas = {
        .check = check,
        .items = childplan__check_allocate(check, childplan__most_milestones(plan), sizeof *quotas.items),
        .first_child = childplan__check_allocate(check, (size_t)plan->unit_count, sizeof *quotas.first_child),
        .next_sibling = childplan__check_allocate(check, (size_t)plan->version_count, sizeof *quotas.next_sibling)};
    if (!check->no_memory) {
        link_children(&quotas);
    }
    for (int32_t i = 0; i < plan->indicator_count && !check->no_memory; i++) {
        quotas.indicator = &plan->indicators[i];
        if (!adds_up(plan, quotas.indicator) || is_upheld(plan, quotas.indicator)) {
            continue;
        }
        collect(&quotas);
        for (size_t k = 0; k < quotas.count; k++) {
            check_quota(&quotas, &quotas.items[k]);
        }
    }
    childplan__release(check->allocator, quotas.items);
    childplan__release(check->allocator, quotas.first_child);
    childplan__release(check->allocator, quotas.next_sibling);
}
