/* Targets: in the order of time, in the direction of `better`, within what the indicator can be. */
#include "check.h"

#include <childplan/rollup.h>

#include <string.h>

#define TARGET_TEXT 96

/* One bound that a target sets. */
struct edge {
    int32_t comparison;
    struct decimal number;
};

static struct fraction fraction_of(struct decimal number) {
    return (struct fraction){childplan__wide(number.value), childplan__wide(childplan__power_of_ten(number.decimals))};
}

static struct edge lower_edge(const struct milestone *milestone) {
    return (struct edge){milestone->comparison, milestone->number};
}

static struct edge upper_edge(const struct milestone *milestone) {
    return (struct edge){milestone->upper_comparison, milestone->upper};
}

/* Ends a number as those of the milestone are written. */
static void add_percent(const struct milestone *milestone, char *end) {
    end[0] = milestone->is_percent ? '%' : '\0';
    end[milestone->is_percent] = '\0';
}

/* As it stands in the file: “at_least: 90%”. */
static void edge_text(const struct milestone *milestone, const struct edge *edge, char text[TARGET_TEXT]) {
    static const char *const words[] = {"above: ", "at_least: ", "below: ", "at_most: ", "equals: "};
    const char *word = words[edge->comparison - CHILDPLAN_ABOVE];
    size_t size = strlen(word);
    memcpy(text, word, size);
    size += childplan__number_format(edge->number.value, edge->number.decimals, text + size);
    add_percent(milestone, text + size);
}

struct target_text childplan__target_text(const struct milestone *milestone) {
    static const char *const changes[] = {"", "increase: relative, ", "increase: points, ", "decrease: relative, ",
                                          "decrease: points, "};
    struct target_text target;
    struct edge edge = lower_edge(milestone);
    int32_t is_decrease = milestone->change != CHANGE_NONE && milestone->is_decrease;
    const char *change = changes[(int32_t)milestone->change + (is_decrease ? 2 : 0)];
    memcpy(target.text, change, strlen(change));
    edge_text(milestone, &edge, target.text + strlen(change));
    if (milestone->upper_comparison) {
        size_t size = strlen(target.text);
        memcpy(target.text + size, ", ", 3);
        edge = upper_edge(milestone);
        edge_text(milestone, &edge, target.text + size + 2);
    }
    return target;
}

struct short_text childplan__period_text(int64_t period) {
    struct short_text name = {{0}};
    (void)childplan_period_format(period, name.text, sizeof name.text);
    return name;
}

/* Within what the indicator can be. */

#define NEVER_HIGH CHILDPLAN_DIAGNOSTIC_TARGET_OVER_HIGHEST
#define NEVER_LOW CHILDPLAN_DIAGNOSTIC_TARGET_UNDER_LOWEST
#define ALWAYS_HIGH CHILDPLAN_DIAGNOSTIC_TARGET_MET_BY_HIGHEST
#define ALWAYS_LOW CHILDPLAN_DIAGNOSTIC_TARGET_MET_BY_LOWEST
#define IS_NEVER(code) ((code) == NEVER_HIGH || (code) == NEVER_LOW)

/* to_low, to_high: how the number compares with the lowest and highest value; so that it is within them where there is
   none. */
static int32_t judge(int32_t comparison, int32_t to_low, int32_t to_high) {
    int32_t is_upward = comparison == CHILDPLAN_ABOVE || comparison == CHILDPLAN_AT_LEAST;
    int32_t is_open = comparison == CHILDPLAN_ABOVE || comparison == CHILDPLAN_BELOW;
    int32_t is_exact = comparison == CHILDPLAN_EQUALS;
    if ((is_upward || is_exact) && to_high + is_open > 0) {
        return NEVER_HIGH;
    }
    if (!is_upward && to_low - is_open < 0) {
        return NEVER_LOW;
    }
    if (is_upward && to_low - !is_open < 0) {
        return ALWAYS_LOW;
    }
    return !is_upward && !is_exact && to_high + !is_open > 0 ? ALWAYS_HIGH : 0;
}

/* Why an edge is never met or always; 0 where it is neither. */
static int32_t judge_edge(const struct value_range *range, const struct edge *edge) {
    struct fraction number = fraction_of(edge->number);
    int32_t to_low = range->has_low ? childplan__fraction_compare(number, range->low) : 1;
    int32_t to_high = range->has_high ? childplan__fraction_compare(number, range->high) : -1;
    return judge(edge->comparison, to_low < 0 ? -1 : to_low > 0, to_high < 0 ? -1 : to_high > 0);
}

/* A range is met where both of its edges are. */
static int32_t judge_milestone(const struct value_range *range, const struct milestone *milestone) {
    struct edge edge = lower_edge(milestone);
    int32_t lower = judge_edge(range, &edge);
    if (!milestone->upper_comparison) {
        return lower;
    }
    edge = upper_edge(milestone);
    int32_t upper = judge_edge(range, &edge);
    if (IS_NEVER(lower) || IS_NEVER(upper)) {
        return IS_NEVER(lower) ? lower : upper;
    }
    return lower && upper ? lower : 0;
}

static void check_reach(struct check *check, const struct indicator *indicator, const struct value_range *range,
                        const struct milestone *milestone) {
    char limit[72];
    if (milestone->change != CHANGE_NONE) {
        return;
    }
    int32_t code = judge_milestone(range, milestone);
    if (code == 0) {
        return;
    }
    int32_t is_high = code == NEVER_HIGH || code == ALWAYS_HIGH;
    size_t size = childplan__fraction_format(is_high ? range->high : range->low, 6, limit);
    add_percent(milestone, limit + size);
    REMARK(check, code, milestone->position, indicator->id, childplan__target_text(milestone).text, limit);
}

/* Nothing that is never negative can fall by more than all of it. */
static void check_decrease(struct check *check, const struct indicator *indicator, const struct value_range *range,
                           const struct milestone *milestone) {
    const struct decimal all = {100, 0};
    int32_t asks_for_more = milestone->comparison == CHILDPLAN_ABOVE || milestone->comparison == CHILDPLAN_AT_LEAST ||
                            milestone->comparison == CHILDPLAN_EQUALS;
    if (milestone->change == CHANGE_RELATIVE && milestone->is_decrease && asks_for_more && range->has_low &&
        childplan__wide_sign(range->low.numerator) >= 0 &&
        childplan__fraction_compare(fraction_of(milestone->number), fraction_of(all)) > 0) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_DECREASE_OVER_ALL, milestone->position, indicator->id,
               childplan__target_text(milestone).text);
    }
}

/* In the direction of `better`. */

/* 1 where the value is to be high, -1 low, 0 neither: exact, or a range. */
static int32_t direction_of(const struct milestone *milestone) {
    if (milestone->comparison == CHILDPLAN_EQUALS || milestone->upper_comparison) {
        return 0;
    }
    int32_t is_upward = milestone->comparison == CHILDPLAN_ABOVE || milestone->comparison == CHILDPLAN_AT_LEAST;
    return is_upward != milestone->is_decrease ? 1 : -1;
}

static int32_t better_of(const struct indicator *indicator) {
    return indicator->lower_is_better ? -1 : 1;
}

static void check_direction(struct check *check, const struct indicator *indicator, const struct milestone *milestone) {
    static const char *const words[] = {"lower", "higher"};
    int32_t better = better_of(indicator);
    if (direction_of(milestone) == -better) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_TARGET_AGAINST_BETTER, milestone->position, indicator->id,
               childplan__target_text(milestone).text, words[better > 0], words[better < 0]);
    }
}

static void check_percent(struct check *check, const struct indicator *indicator, const struct milestone *milestone) {
    if (milestone->is_percent && milestone->change != CHANGE_RELATIVE && indicator->denominator_count == 0 &&
        indicator->counted == CHILDPLAN_NONE) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_PERCENT_OF_TOTAL, milestone->position, indicator->id,
               childplan__target_text(milestone).text);
    }
}

/* The first flow of an indicator that is not reported as often as periods of a kind end; NULL where there is none. */
static const struct element *slower_flow(const struct childplan_plan *plan, const struct indicator *indicator,
                                         int32_t kind) {
    for (int32_t i = 0; i < indicator->numerator_count + indicator->denominator_count; i++) {
        const struct term *term = i < indicator->numerator_count
                                      ? &indicator->numerator[i]
                                      : &indicator->denominator[i - indicator->numerator_count];
        const struct element *element = term->element == EACH_UNIT ? NULL : &plan->elements[term->element];
        if (element && element->over_time != AGGREGATE_LAST &&
            childplan__window_of(indicator, element) == WINDOW_PERIOD &&
            childplan__cycles_a_year(element->frequency) < childplan__cycles_a_year(kind)) {
            return element;
        }
    }
    return NULL;
}

/* An indicator that grows has a milestone only in rows of its kind, which have no value where they are too short. */
static void check_kind(struct check *check, const struct indicator *indicator, const struct milestone *milestone) {
    static const char *const words[] = {"month", "quarter", "half", "year"};
    int32_t kind = childplan_period_kind(milestone->by);
    if (kind > CHILDPLAN_YEAR || !childplan__indicator_grows(check->plan, indicator)) {
        return;
    }
    const struct childplan_plan *plan = check->plan;
    const struct indicator *summed =
        indicator->counted == CHILDPLAN_NONE ? indicator : &plan->indicators[indicator->counted];
    const struct element *element = slower_flow(plan, summed, kind);
    if (element) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_TARGET_WITHOUT_ROWS, milestone->position, indicator->id,
               childplan__target_text(milestone).text, childplan__period_text(milestone->by).text, element->id,
               words[element->frequency - CHILDPLAN_MONTH]);
    }
}

/* In the order of time. */

/* Of a total of what each period brings the years are apart: fewer in a later one may be meant. */
static int32_t brings_its_own(const struct childplan_plan *plan, const struct indicator *indicator) {
    return indicator->denominator_count == 0 && indicator->counted == CHILDPLAN_NONE &&
           childplan__indicator_grows(plan, indicator);
}

/* 1 where a milestone's number can be held against another's: not exact, nor against `better`. */
static int32_t has_rank(const struct indicator *indicator, const struct milestone *milestone) {
    int32_t is_exact = milestone->comparison == CHILDPLAN_EQUALS;
    int32_t moves = milestone->change != CHANGE_NONE && milestone->against == AGAINST_PERIOD_BEFORE;
    return !is_exact && !moves && direction_of(milestone) != -better_of(indicator);
}

/* The edge of the better side, the further a decrease the lower. */
static struct fraction bar_of(const struct indicator *indicator, const struct milestone *milestone) {
    int32_t is_upper = milestone->upper_comparison && indicator->lower_is_better != milestone->is_decrease;
    struct fraction bar = fraction_of(is_upper ? milestone->upper : milestone->number);
    if (milestone->is_decrease) {
        (void)childplan__wide_subtract(childplan__wide(0), bar.numerator, &bar.numerator);
    }
    return bar;
}

static int32_t is_worse(const struct indicator *indicator, struct fraction bar, struct fraction than) {
    return childplan__fraction_compare(bar, than) * better_of(indicator) < 0;
}

/* 1 where a milestone is one to come up to: of the same form (all that have a rank are against the baseline), and no
 * mere aspiration beside a binding one. */
static int32_t is_to_be_kept(const struct milestone *before, const struct milestone *milestone) {
    return before->change == milestone->change && (!before->is_aspiration || milestone->is_aspiration);
}

static void check_pair(struct check *check, const struct indicator *indicator, const struct milestone *before,
                       const struct milestone *milestone) {
    if (is_to_be_kept(before, milestone) &&
        is_worse(indicator, bar_of(indicator, milestone), bar_of(indicator, before))) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_MILESTONE_GOES_BACK, milestone->position, indicator->id,
               childplan__target_text(milestone).text, childplan__period_text(milestone->by).text,
               childplan__target_text(before).text, childplan__period_text(before->by).text,
               childplan__line_text(before->position).text);
    }
}

/* Each milestone against the one before; of a rate that grows with the period's length, against that of its kind. */
static void check_order(struct check *check, const struct indicator *indicator, const struct scope *scope) {
    const struct milestone *last_of[CHILDPLAN_WHOLE_PLAN + 1] = {NULL};
    int32_t grows = childplan__indicator_grows(check->plan, indicator);
    for (int32_t i = 0; i < scope->milestone_count; i++) {
        const struct milestone *milestone = &scope->milestones[i];
        int32_t kind = grows ? childplan_period_kind(milestone->by) : 0;
        if (!has_rank(indicator, milestone) || kind == CHILDPLAN_SPAN) {
            continue;
        }
        if (last_of[kind]) {
            check_pair(check, indicator, last_of[kind], milestone);
        }
        last_of[kind] = milestone;
    }
}

/* The baseline of those a scope is for; a tag or level may well be behind the general one. NULL where there is none. */
static const struct decimal *baseline_of(const struct indicator *indicator, const struct scope *scope) {
    const struct baseline *baseline = &indicator->baseline;
    int32_t low = 0;
    int32_t high = scope->kind == SCOPE_IDS ? baseline->value_count : 0;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (baseline->values[middle].unit < scope->key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (scope->kind == SCOPE_IDS) {
        return low < baseline->value_count && baseline->values[low].unit == scope->key ? &baseline->values[low].value
                                                                                       : NULL;
    }
    return scope->kind == SCOPE_ALL && baseline->has_value ? &baseline->value : NULL;
}

/* The first milestone of a scope that asks for less than there was. */
static void check_baseline(struct check *check, const struct indicator *indicator, const struct scope *scope) {
    const struct decimal *baseline = baseline_of(indicator, scope);
    const struct calendar *calendar = &check->plan->calendar;
    int32_t grows = childplan__indicator_grows(check->plan, indicator);
    char number[40];
    for (int32_t i = 0; baseline && i < scope->milestone_count; i++) {
        const struct milestone *milestone = &scope->milestones[i];
        if (milestone->change == CHANGE_NONE && has_rank(indicator, milestone) &&
            (!grows || childplan__is_same_kind(calendar, milestone->by, indicator->baseline.period)) &&
            is_worse(indicator, bar_of(indicator, milestone), fraction_of(*baseline))) {
            size_t size = childplan__number_format(baseline->value, baseline->decimals, number);
            add_percent(milestone, number + size);
            REMARK(check, CHILDPLAN_DIAGNOSTIC_MILESTONE_UNDER_BASELINE, milestone->position, indicator->id,
                   childplan__target_text(milestone).text, childplan__period_text(milestone->by).text, number,
                   childplan__period_text(indicator->baseline.period).text,
                   childplan__line_text(indicator->baseline.position).text);
            return;
        }
    }
}

/* The day before which a baseline is of use. Of a recurring target that is the last time it is due: the others may lie
   before the baseline, or be the baseline's own. */
static int32_t deadline_of(const struct milestone *milestone) {
    return milestone->every ? milestone->end_day : milestone->last_day;
}

static void check_baseline_day(struct check *check, const struct indicator *indicator) {
    const struct baseline *baseline = &indicator->baseline;
    const struct milestone *first = NULL;
    for (int32_t s = 0; s < indicator->scope_count; s++) {
        for (int32_t i = 0; i < indicator->scopes[s].milestone_count; i++) {
            const struct milestone *milestone = &indicator->scopes[s].milestones[i];
            first = !first || deadline_of(milestone) < deadline_of(first) ? milestone : first;
        }
    }
    if (first && baseline->period != CHILDPLAN_NO_PERIOD && baseline->last_day >= deadline_of(first)) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_BASELINE_LATE, baseline->position, indicator->id,
               childplan__period_text(baseline->period).text, childplan__period_text(first->by).text,
               childplan__line_text(first->position).text);
    }
}

static void check_scope(struct check *check, const struct indicator *indicator, const struct value_range *range,
                        const struct scope *scope) {
    for (int32_t i = 0; i < scope->milestone_count; i++) {
        const struct milestone *milestone = &scope->milestones[i];
        check_reach(check, indicator, range, milestone);
        check_decrease(check, indicator, range, milestone);
        check_direction(check, indicator, milestone);
        check_percent(check, indicator, milestone);
        check_kind(check, indicator, milestone);
    }
    if (!brings_its_own(check->plan, indicator)) {
        check_order(check, indicator, scope);
        check_baseline(check, indicator, scope);
    }
}

void childplan__check_targets(struct check *check) {
    for (int32_t i = 0; i < check->plan->indicator_count; i++) {
        const struct indicator *indicator = &check->plan->indicators[i];
        struct value_range range = childplan__value_range(check->plan, indicator);
        for (int32_t s = 0; s < indicator->scope_count; s++) {
            check_scope(check, indicator, &range, &indicator->scopes[s]);
        }
        check_baseline_day(check, indicator);
    }
}
