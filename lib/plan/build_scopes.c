/* Targets put in order: by indicator, scope and the day they are due. */
#include "targets.h"

#include "../base/text.h"

#include <stdlib.h>
#include <string.h>

static int32_t is_stock(const struct childplan_plan *plan, int32_t element) {
    return element == EACH_UNIT || plan->elements[element].over_time == AGGREGATE_LAST;
}

static int32_t sums_grow(const struct childplan_plan *plan, const struct indicator *indicator) {
    int32_t growing = 0;
    int32_t over_a_stock = 0;
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        int32_t index = indicator->numerator[i].element;
        if (index >= 0) {
            const struct element *element = &plan->elements[index];
            growing = growing || ((element->over_time == AGGREGATE_SUM || element->over_time == AGGREGATE_COUNT) &&
                                  childplan__window_of(indicator, element) != WINDOW_PLAN);
        }
    }
    for (int32_t i = 0; i < indicator->denominator_count; i++) {
        over_a_stock = over_a_stock || is_stock(plan, indicator->denominator[i].element);
    }
    return growing && (indicator->denominator_count == 0 || over_a_stock);
}

int32_t childplan__indicator_grows(const struct childplan_plan *plan, const struct indicator *indicator) {
    return sums_grow(plan, indicator->counted == CHILDPLAN_NONE ? indicator : &plan->indicators[indicator->counted]);
}

static int32_t compare(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

static int compare_positions(const struct position *a, const struct position *b) {
    return a->line != b->line ? compare(a->line, b->line) : compare(a->column, b->column);
}

/* Those that stand in the plan itself by their place there, then those of files as they were read. */
static int32_t compare_places(const struct target_draft *a, const struct target_draft *b) {
    int32_t order = compare(a->is_in_file, b->is_in_file);
    if (order == 0 && !a->is_in_file) {
        order = compare_positions(&a->milestone.position, &b->milestone.position);
    }
    return order ? order : compare((int64_t)a->order, (int64_t)b->order);
}

static int32_t is_stretch(const struct target_draft *target) {
    return target->milestone.every != 0 || target->milestone.is_kept;
}

static int32_t compare_scope(const struct target_draft *a, const struct target_draft *b) {
    int32_t order = compare(a->indicator, b->indicator);
    order = order ? order : compare((int64_t)a->kind, (int64_t)b->kind);
    return order ? order : compare(a->key, b->key);
}

/* As a scope has them: by the day they are due. */
static int compare_targets(const void *left, const void *right) {
    const struct target_draft *a = left;
    const struct target_draft *b = right;
    int32_t order = compare_scope(a, b);
    order = order ? order : compare(a->milestone.last_day, b->milestone.last_day);
    return order ? order : compare_places(a, b);
}

/* By the kind of period that they are for, and the day from which they are in force alone. */
static int compare_stretches(const void *left, const void *right) {
    const struct target_draft *a = left;
    const struct target_draft *b = right;
    int32_t order = compare_scope(a, b);
    order = order ? order : compare(a->group, b->group);
    order = order ? order : compare(a->first_day, b->first_day);
    return order ? order : compare_places(a, b);
}

/* "2025", or "2024 – 2026" of one that recurs or is kept up. */
static void name_stretch(const struct target_draft *target, char name[64]) {
    static const char dash[] = " – ";
    size_t size = childplan_period_format(target->milestone.by, name, 24);
    if (target->until != target->milestone.by) {
        memcpy(name + size, dash, sizeof dash - 1);
        childplan_period_format(target->until, name + size + sizeof dash - 1, 24);
    }
}

/* Where another milestone stands: its line, with the file where it is another one. Of two targets with one file of
   values a line in that file would tell nothing. */
static const char *place_of(struct loader *loader, const struct target_draft *other, const struct target_draft *here) {
    const struct position *position = &other->milestone.position;
    const char *file = here->milestone.position.file;
    char line[32];
    if (other->is_in_file && other->target != here->target && strcmp(position->file, file) == 0) {
        position = &other->written;
    }
    size_t size = childplan__number_format(position->line, 0, line);
    size_t length = strcmp(position->file, file) == 0 ? 0 : strlen(position->file);
    char *place = childplan__scratch(loader, size + length + 3, 1);
    if (!place) {
        return "";
    }
    memcpy(place, line, size);
    if (length > 0) {
        memcpy(place + size, ", ", 2);
        memcpy(place + size + 2, position->file, length);
    }
    return place;
}

static void report_pair(struct loader *loader, const struct target_draft *a, const struct target_draft *b) {
    const struct target_draft *first = compare_places(a, b) < 0 ? a : b;
    const struct target_draft *second = first == a ? b : a;
    const struct milestone *milestone = &second->milestone;
    const char *place = place_of(loader, first, second);
    char by[64];
    char other[64];
    name_stretch(second, by);
    name_stretch(first, other);
    if (first->target == second->target && first->milestone.by == milestone->by) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_VALUE_TWICE, milestone->position,
               loader->plan->units[second->key].id, place);
    } else if (is_stretch(first) || is_stretch(second)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_OVERLAP, milestone->position, by, other, place);
    } else if (second->group != 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_SAME_PERIOD, milestone->position, by, place);
    } else {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_SAME_DAY, milestone->position, by, other, place);
    }
}

/* Of an indicator that grows a row has only the milestones of its own kind of period. */
static int64_t group_of(const struct calendar *calendar, int64_t period) {
    int32_t kind = childplan_period_kind(period);
    if (kind == CHILDPLAN_WHOLE_PLAN && calendar->first_year == calendar->last_year) {
        kind = CHILDPLAN_YEAR;
    }
    if (kind <= CHILDPLAN_YEAR) {
        return kind;
    }
    struct days days = childplan__period_days(calendar, period);
    return days.first * (INT64_C(1) << 32) + days.last;
}

static void set_groups(struct loader *loader) {
    const struct childplan_plan *plan = loader->plan;
    int32_t grows = 0;
    for (size_t i = 0; i < loader->target_count; i++) {
        struct target_draft *target = &loader->targets[i];
        if (i == 0 || target->indicator != target[-1].indicator) {
            grows = childplan__indicator_grows(plan, &plan->indicators[target->indicator]);
        }
        target->group = grows ? group_of(&plan->calendar, target->milestone.by) : 0;
        target->is_in_file = target->milestone.position.file != plan->file;
    }
}

/* In one scope and for one kind of period only one milestone may be in force or due on a day. */
static void check_stretches(struct loader *loader) {
    const struct target_draft *longest = loader->targets;
    set_groups(loader);
    qsort(loader->targets, loader->target_count, sizeof *loader->targets, compare_stretches);
    for (size_t i = 1; i < loader->target_count; i++) {
        const struct target_draft *target = &loader->targets[i];
        if (compare_scope(longest, target) != 0 || longest->group != target->group) {
            longest = target;
            continue;
        }
        if (target->first_day <= longest->milestone.end_day) {
            report_pair(loader, longest, target);
        }
        if (target->milestone.end_day >= longest->milestone.end_day) {
            longest = target;
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
        if (i == first || compare_scope(target - 1, target) != 0) {
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
    check_stretches(loader);
    qsort(loader->targets, loader->target_count, sizeof *loader->targets, compare_targets);
    for (size_t first = 0, end; first < loader->target_count; first = end) {
        for (end = first + 1;
             end < loader->target_count && loader->targets[end].indicator == loader->targets[first].indicator;) {
            end++;
        }
        build_scopes_of(loader, first, end);
    }
}
