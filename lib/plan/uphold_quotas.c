/* Quotas handed to the units below a unit, against what is asked of that unit itself. */
#include "uphold.h"

#include "../base/text.h"

#include <childplan/rollup.h>

#include <stdlib.h>

/* Quotas are added up in the finest decimals a number has. */
#define QUOTA_DECIMALS NUMBER_DECIMALS

struct quota {
    int32_t parent;
    const struct milestone *milestone;
};

static int32_t asks_for_more(const struct milestone *milestone) {
    return milestone->change == CHANGE_NONE &&
           (milestone->comparison == CHILDPLAN_ABOVE || milestone->comparison == CHILDPLAN_AT_LEAST);
}

/* Parts add up to a whole only in a total. */
static int32_t adds_up(const struct uphold *uphold) {
    const struct indicator *here = uphold->indicator_here;
    int32_t sums = here->counted == CHILDPLAN_NONE && here->denominator_count == 0;
    for (int32_t i = 0; i < here->numerator_count && sums; i++) {
        sums = uphold->here->elements[here->numerator[i].element].over_units == AGGREGATE_SUM;
    }
    return sums;
}

static int32_t compare(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int32_t compare_groups(const struct quota *a, const struct quota *b) {
    int32_t order = compare(a->parent, b->parent);
    order = order ? order : compare(a->milestone->last_day, b->milestone->last_day);
    order = order ? order : compare(a->milestone->end_day, b->milestone->end_day);
    return order ? order : compare(a->milestone->by, b->milestone->by);
}

static int by_group(const void *left, const void *right) {
    const struct quota *a = left;
    const struct quota *b = right;
    int32_t order = compare_groups(a, b);
    order = order ? order : compare(a->milestone->position.line, b->milestone->position.line);
    return order ? order : compare(a->milestone->position.column, b->milestone->position.column);
}

static void add_quota(struct uphold *uphold, int32_t unit, const struct milestone *milestone) {
    const struct unit_version *version = childplan__version_on(uphold->here, unit, milestone->last_day);
    if (!milestone->is_assigned || !asks_for_more(milestone) || !version || version->parent == CHILDPLAN_NONE) {
        return;
    }
    if (childplan__grow(uphold->loader, &uphold->quotas, &uphold->quota_capacity, uphold->quota_count + 1,
                        sizeof *uphold->quotas)) {
        uphold->quotas[uphold->quota_count++] = (struct quota){version->parent, milestone};
    }
}

static void find_quotas(struct uphold *uphold) {
    const struct indicator *here = uphold->indicator_here;
    uphold->quota_count = 0;
    for (int32_t i = 0; i < here->scope_count && here->scopes[i].kind == SCOPE_IDS; i++) {
        for (int32_t k = 0; k < here->scopes[i].milestone_count; k++) {
            add_quota(uphold, here->scopes[i].key, &here->scopes[i].milestones[k]);
        }
    }
}

/* What a scope asks for on the days of a quota. */
static const struct milestone *asked_with(struct uphold *uphold, const struct scope *scope,
                                          const struct milestone *quota) {
    int32_t count = scope ? scope->milestone_count : 0;
    for (int32_t i = 0; i < count && childplan__uphold_work(uphold, 1); i++) {
        const struct milestone *asked = &scope->milestones[i];
        if (asked->last_day == quota->last_day && asked->every == quota->every && asks_for_more(asked) &&
            childplan__uphold_is_of_kind(uphold, quota, asked)) {
            return asked;
        }
    }
    return NULL;
}

/* Its own target here, or else above. */
static const struct milestone *asked_of(struct uphold *uphold, const struct quota *quota,
                                        const struct childplan_plan **ret_plan, int64_t *ret_per) {
    int32_t day = quota->milestone->last_day;
    int32_t above = uphold->unit_above[quota->parent];
    const struct milestone *own = asked_with(
        uphold, childplan__scope_of(uphold->here, uphold->indicator_here, quota->parent, day), quota->milestone);
    *ret_plan = uphold->here;
    *ret_per = uphold->indicator_here->per;
    if (own || above == CHILDPLAN_NONE) {
        return own;
    }
    *ret_plan = uphold->above;
    *ret_per = uphold->indicator_above->per;
    return asked_with(uphold, childplan__scope_of(uphold->above, uphold->indicator_above, above, day),
                      quota->milestone);
}

/* The sum of quotas: as many as a plan holds fit. ret_passes: 1 where one of them must be passed, and so must the sum.
 */
static struct fraction add_up(const struct quota *quotas, size_t count, int64_t per, int32_t *ret_passes) {
    struct fraction sum = {childplan__wide(0), childplan__wide_product(childplan__power_of_ten(QUOTA_DECIMALS), per)};
    *ret_passes = 0;
    for (size_t i = 0; i < count; i++) {
        struct decimal number = quotas[i].milestone->number;
        struct wide scaled =
            childplan__wide_product(number.value, childplan__power_of_ten(QUOTA_DECIMALS - number.decimals));
        (void)childplan__wide_add(sum.numerator, scaled, &sum.numerator);
        *ret_passes = *ret_passes || quotas[i].milestone->comparison == CHILDPLAN_ABOVE;
    }
    return sum;
}

static void report_short(struct uphold *uphold, const struct quota *first, const struct milestone *asked,
                         const struct childplan_plan *plan, struct fraction sum) {
    char text[64];
    char milestone[MILESTONE_TEXT];
    sum.denominator = childplan__wide(childplan__power_of_ten(QUOTA_DECIMALS));
    childplan__fraction_format(sum, QUOTA_DECIMALS, text);
    childplan__uphold_text(plan, asked, milestone);
    REPORT(uphold->loader->findings, CHILDPLAN_DIAGNOSTIC_QUOTAS_SHORT, first->milestone->position,
           uphold->indicator_here->id, uphold->here->units[first->parent].id, text, milestone,
           childplan__uphold_place(uphold, &asked->position));
}

static void compare_group(struct uphold *uphold, const struct quota *quotas, size_t count) {
    const struct childplan_plan *plan;
    int32_t passes;
    int64_t per;
    const struct milestone *asked = asked_of(uphold, quotas, &plan, &per);
    if (!asked) {
        return;
    }
    struct fraction sum = add_up(quotas, count, uphold->indicator_here->per, &passes);
    int32_t order = childplan__fraction_compare(sum, childplan__uphold_fraction(asked->number, per));
    if (order < 0 || (order == 0 && asked->comparison == CHILDPLAN_ABOVE && !passes)) {
        report_short(uphold, quotas, asked, plan, sum);
    }
}

void childplan__uphold_quotas(struct uphold *uphold) {
    if (!adds_up(uphold)) {
        return;
    }
    find_quotas(uphold);
    if (uphold->quota_count > 1) {
        qsort(uphold->quotas, uphold->quota_count, sizeof *uphold->quotas, by_group);
    }
    for (size_t i = 0, end; i < uphold->quota_count; i = end) {
        for (end = i + 1; end < uphold->quota_count && compare_groups(&uphold->quotas[i], &uphold->quotas[end]) == 0;) {
            end++;
        }
        compare_group(uphold, &uphold->quotas[i], end - i);
    }
}
