/* Thresholds that no row reaches, or that leave a gap where a row is exactly on its path. */
#include "check.h"

#include <string.h>

static struct fraction share_of(const struct threshold *threshold) {
    return (struct fraction){childplan__wide(threshold->attains.value),
                             childplan__wide(childplan__power_of_ten(threshold->attains.decimals))};
}

static struct short_text percent_text(const struct threshold *threshold) {
    struct short_text percent;
    struct decimal share = threshold->attains;
    struct fraction hundredfold = {childplan__wide_product(share.value, 100),
                                   childplan__wide(childplan__power_of_ten(share.decimals))};
    char number[64];
    size_t size = childplan__fraction_format(hundredfold, 6, number);
    memcpy(percent.text, number, size);
    memcpy(percent.text + size, "%", 2);
    return percent;
}

/* In the order of the file the first that is reached counts, so each must ask for less than all before it. */
static void check_falling(struct check *check, const struct threshold *least, const struct threshold *threshold) {
    if (childplan__fraction_compare(share_of(threshold), share_of(least)) >= 0) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_THRESHOLD_NEVER_REACHED, threshold->position, threshold->id,
               percent_text(threshold).text, least->id, percent_text(least).text);
    }
}

/* 1 where no indicator can be below 0: then 0% of the path is always reached. */
static int32_t are_never_negative(const struct childplan_plan *plan) {
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        struct value_range range = childplan__value_range(plan, &plan->indicators[i]);
        if (!range.has_low || childplan__wide_sign(range.low.numerator) < 0) {
            return 0;
        }
    }
    return 1;
}

static void check_least(struct check *check, const struct threshold *least, const struct threshold *last) {
    const struct fraction whole = {childplan__wide(1), childplan__wide(1)};
    if (least->attains.value == 0 && are_never_negative(check->plan)) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_THRESHOLD_TAKES_ALL, least->position, least->id, last->id);
    }
    if (childplan__fraction_compare(share_of(least), whole) > 0) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_THRESHOLDS_OVER_PATH, least->position, least->id, percent_text(least).text,
               last->id);
    }
}

void childplan__check_thresholds(struct check *check) {
    const struct threshold *statuses = check->plan->statuses;
    const struct threshold *least = NULL;
    int32_t last = check->plan->status_count - 1;
    for (int32_t i = CHILDPLAN_STATUS_FIRST_THRESHOLD; i < last; i++) {
        if (least) {
            check_falling(check, least, &statuses[i]);
        }
        if (!least || childplan__fraction_compare(share_of(&statuses[i]), share_of(least)) < 0) {
            least = &statuses[i];
        }
    }
    if (least) {
        check_least(check, least, &statuses[last]);
    }
}
