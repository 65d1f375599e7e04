/* Targets put in order: by indicator, scope and the day they are due. */
#include "targets.h"

#include "../base/text.h"

#include <stdlib.h>

static int32_t is_stock(const struct childplan_plan *plan, int32_t element) {
    return element == EACH_UNIT || plan->elements[element].over_time == AGGREGATE_LAST;
}

int32_t childplan__indicator_grows(const struct childplan_plan *plan, const struct indicator *indicator) {
    int32_t growing = 0;
    int32_t over_a_stock = 0;
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        int32_t index = indicator->numerator[i].element;
        if (index >= 0) {
            const struct element *element = &plan->elements[index];
            growing = growing || ((element->over_time == AGGREGATE_SUM || element->over_time == AGGREGATE_COUNT) &&
                                  element->window != WINDOW_PLAN);
        }
    }
    for (int32_t i = 0; i < indicator->denominator_count; i++) {
        over_a_stock = over_a_stock || is_stock(plan, indicator->denominator[i].element);
    }
    return growing && (indicator->denominator_count == 0 || over_a_stock);
}

static int32_t compare(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

static int compare_positions(const struct position *a, const struct position *b) {
    return a->line != b->line ? compare(a->line, b->line) : compare(a->column, b->column);
}

static int compare_targets(const void *left, const void *right) {
    const struct target_draft *a = left;
    const struct target_draft *b = right;
    int32_t order = compare(a->indicator, b->indicator);
    order = order ? order : compare((int64_t)a->kind, (int64_t)b->kind);
    order = order ? order : compare(a->key, b->key);
    order = order ? order : compare(a->milestone.last_day, b->milestone.last_day);
    return order ? order : compare_positions(&a->milestone.position, &b->milestone.position);
}

static int32_t is_same_scope(const struct target_draft *a, const struct target_draft *b) {
    return a->indicator == b->indicator && a->kind == b->kind && a->key == b->key;
}

static void report_pair(struct loader *loader, const struct milestone *first, const struct milestone *second,
                        int32_t grows) {
    char by[64];
    char other[64];
    char line[32];
    childplan_period_format(second->by, by, sizeof by);
    childplan_period_format(first->by, other, sizeof other);
    (void)childplan__number_format(first->position.line, 0, line);
    if (grows) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_SAME_PERIOD, second->position, by, line);
    } else {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_SAME_DAY, second->position, by, other, line);
    }
}

/* Two milestones of one scope that end on the same day; of an indicator that grows with the period's length only those
   of one kind. */
static void check_days(struct loader *loader) {
    const struct childplan_plan *plan = loader->plan;
    for (size_t i = 1; i < loader->target_count; i++) {
        const struct target_draft *target = &loader->targets[i];
        int32_t grows = childplan__indicator_grows(plan, &plan->indicators[target->indicator]);
        for (size_t k = i; k-- > 0;) {
            const struct target_draft *before = &loader->targets[k];
            if (!is_same_scope(before, target) || before->milestone.last_day != target->milestone.last_day) {
                break;
            }
            if (!grows || childplan__is_same_kind(&plan->calendar, before->milestone.by, target->milestone.by)) {
                report_pair(loader, &before->milestone, &target->milestone, grows);
                break;
            }
        }
    }
}

static int compare_scopes(const void *left, const void *right) {
    const struct scope *a = left;
    const struct scope *b = right;
    int32_t order = compare((int64_t)a->kind, (int64_t)b->kind);
    return order ? order : compare(a->key, b->key);
}

/* The scopes of the targets from `first` to `end`, which are all of one indicator. */
static void build_scopes_of(struct loader *loader, size_t first, size_t end) {
    struct indicator *indicator = &loader->plan->indicators[loader->targets[first].indicator];
    struct milestone *milestones = childplan__keep(loader, end - first, sizeof *milestones);
    struct scope *scopes = childplan__keep(loader, end - first, sizeof *scopes);
    int32_t count = 0;
    if (!milestones || !scopes) {
        return;
    }
    for (size_t i = first; i < end; i++) {
        const struct target_draft *target = &loader->targets[i];
        milestones[i - first] = target->milestone;
        if (i == first || !is_same_scope(target - 1, target)) {
            scopes[count++] =
                (struct scope){target->kind, target->key, target->milestone.position, &milestones[i - first], 0};
        }
        struct scope *scope = &scopes[count - 1];
        scope->milestone_count++;
        if (compare_positions(&target->milestone.position, &scope->position) < 0) {
            scope->position = target->milestone.position;
        }
    }
    qsort(scopes, (size_t)count, sizeof *scopes, compare_scopes);
    indicator->scopes = scopes;
    indicator->scope_count = count;
}

void childplan__build_scopes(struct loader *loader) {
    if (loader->target_count == 0) {
        return;
    }
    qsort(loader->targets, loader->target_count, sizeof *loader->targets, compare_targets);
    check_days(loader);
    for (size_t first = 0, end; first < loader->target_count; first = end) {
        for (end = first + 1;
             end < loader->target_count && loader->targets[end].indicator == loader->targets[first].indicator;) {
            end++;
        }
        build_scopes_of(loader, first, end);
    }
}
