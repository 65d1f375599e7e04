#include "assess.h"

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
    const int32_t *tags = version->tag_count > 0 ? plan->tag_lists + version->first_tag : NULL;
    int32_t low = 0;
    int32_t high = version->tag_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (tags[middle] < tag) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < version->tag_count && tags[low] == tag;
}

static const struct scope *earlier(const struct scope *a, const struct scope *b) {
    if (!a || !b) {
        return a ? a : b;
    }
    int32_t order = (a->position.line > b->position.line) - (a->position.line < b->position.line);
    order = order ? order : (a->position.column > b->position.column) - (a->position.column < b->position.column);
    return order <= 0 ? a : b;
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

struct fraction childplan__decimal_fraction(struct decimal number) {
    return (struct fraction){childplan__wide(number.value), childplan__wide(childplan__power_of_ten(number.decimals))};
}

static int32_t compares(int32_t order, int32_t comparison) {
    switch (comparison) {
    case CHILDPLAN_ABOVE:
        return order > 0;
    case CHILDPLAN_AT_LEAST:
        return order >= 0;
    case CHILDPLAN_BELOW:
        return order < 0;
    case CHILDPLAN_AT_MOST:
        return order <= 0;
    default:
        return order == 0;
    }
}

int32_t childplan__meets(struct fraction value, const struct milestone *milestone) {
    return compares(childplan__fraction_compare(value, childplan__decimal_fraction(milestone->number)),
                    milestone->comparison);
}

/* 1 where every value from low to high (absent: unbounded) meets the milestone, or else none does. */
static int32_t is_certain(const struct figures *figures, const struct milestone *milestone) {
    struct fraction number = childplan__decimal_fraction(milestone->number);
    int32_t low = figures->has_low ? childplan__fraction_compare(figures->low, number) : -2;
    int32_t high = figures->has_high ? childplan__fraction_compare(figures->high, number) : 2;
    if (figures->met) {
        return compares(low, milestone->comparison) && compares(high, milestone->comparison);
    }
    if (milestone->comparison == CHILDPLAN_EQUALS) {
        return low > 0 || high < 0;
    }
    return !compares(low, milestone->comparison) && !compares(high, milestone->comparison);
}

static int32_t is_of_kind(const struct frame *frame, const struct milestone *milestone) {
    return !frame->grows ||
           childplan__is_same_kind(&frame->sources->plan->calendar, milestone->by, frame->moment->period);
}

/* The current milestone and the one before it, among those of the row's kind. */
static void find_milestone(const struct frame *frame, const struct scope *scope, const struct milestone **ret_current,
                           const struct milestone **ret_before) {
    *ret_current = *ret_before = NULL;
    for (int32_t i = 0; scope != NULL && i < scope->milestone_count; i++) {
        const struct milestone *milestone = &scope->milestones[i];
        if (!is_of_kind(frame, milestone)) {
            continue;
        }
        *ret_before = *ret_current;
        *ret_current = milestone;
        if (milestone->last_day >= frame->moment->days.last) {
            return;
        }
    }
}

static int32_t is_due(const struct frame *frame, const struct milestone *milestone) {
    const struct moment *moment = frame->moment;
    int32_t was_cut = moment->days.last < moment->nominal.last;
    return moment->days.last >= milestone->last_day && !(frame->grows && was_cut);
}

/* start + (end − start) × elapsed ÷ total, at the finer of both decimals. */
static struct fraction between(struct decimal start, struct decimal end, int32_t elapsed, int32_t total,
                               int32_t *overflow) {
    int32_t decimals = start.decimals > end.decimals ? start.decimals : end.decimals;
    struct wide from = childplan__wide_product(start.value, childplan__power_of_ten(decimals - start.decimals));
    struct wide to = childplan__wide_product(end.value, childplan__power_of_ten(decimals - end.decimals));
    struct fraction path = {from, childplan__wide_product(childplan__power_of_ten(decimals), total)};
    if (!childplan__wide_multiply(from, childplan__wide(total - elapsed), &from) ||
        !childplan__wide_multiply(to, childplan__wide(elapsed), &to) ||
        !childplan__wide_add(from, to, &path.numerator)) {
        *overflow = 1;
    }
    return path;
}

static void set_path(const struct frame *frame, const struct milestone *before, struct figures *figures,
                     int32_t *overflow) {
    const struct milestone *current = figures->milestone;
    const struct indicator *indicator = frame->indicator;
    int32_t today = frame->moment->days.last;
    if (is_due(frame, current)) {
        figures->has_path = 1;
        figures->path = childplan__decimal_fraction(current->number);
        return;
    }
    if (before == NULL && indicator->baseline_period == CHILDPLAN_NO_PERIOD) {
        return;
    }
    int32_t start = before != NULL ? before->last_day : indicator->baseline_last_day;
    struct decimal from = before != NULL ? before->number : indicator->baseline;
    if (start > today || today > current->last_day || start >= current->last_day) {
        return;
    }
    figures->has_path = 1;
    figures->path = between(from, current->number, today - start, current->last_day - start, overflow);
}

static struct fraction times(struct fraction a, struct fraction b, int32_t *overflow) {
    struct fraction product = a;
    if (!childplan__wide_multiply(a.numerator, b.numerator, &product.numerator) ||
        !childplan__wide_multiply(a.denominator, b.denominator, &product.denominator)) {
        *overflow = 1;
    }
    return product;
}

static int32_t reaches(const struct frame *frame, const struct figures *figures, struct decimal share,
                       int32_t *overflow) {
    struct fraction attains = childplan__decimal_fraction(share);
    if (frame->indicator->lower_is_better) {
        return childplan__fraction_compare(times(attains, figures->value, overflow), figures->path) <= 0;
    }
    return childplan__fraction_compare(figures->value, times(attains, figures->path, overflow)) >= 0;
}

static int32_t threshold_of(const struct frame *frame, const struct figures *figures, int32_t *overflow) {
    const struct childplan_plan *plan = frame->sources->plan;
    int32_t status = CHILDPLAN_STATUS_FIRST_THRESHOLD;
    while (status < plan->status_count - 1 && plan->statuses[status].has_attains &&
           !reaches(frame, figures, plan->statuses[status].attains, overflow)) {
        status++;
    }
    return status;
}

static int32_t status_of(const struct frame *frame, const struct figures *figures, int32_t *overflow) {
    if (!figures->has_value) {
        return CHILDPLAN_STATUS_NO_DATA;
    }
    if (figures->milestone == NULL) {
        return CHILDPLAN_STATUS_NO_TARGET;
    }
    if (figures->met) {
        return CHILDPLAN_STATUS_MET;
    }
    if (is_due(frame, figures->milestone)) {
        return CHILDPLAN_STATUS_MISSED;
    }
    if (!figures->has_path) {
        return CHILDPLAN_STATUS_OPEN;
    }
    return threshold_of(frame, figures, overflow);
}

void childplan__assess_target(const struct frame *frame, const struct scope *scope, struct figures *figures,
                              int32_t *ret_overflow) {
    const struct milestone *before;
    find_milestone(frame, scope, &figures->milestone, &before);
    if (figures->milestone != NULL) {
        set_path(frame, before, figures, ret_overflow);
        if (figures->has_value) {
            figures->met = childplan__meets(figures->value, figures->milestone);
            figures->certain = is_certain(figures, figures->milestone);
        }
    }
    figures->status = status_of(frame, figures, ret_overflow);
}
