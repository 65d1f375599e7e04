#include "restructure.h"

#include "../base/order.h"

#include <stdlib.h>
#include <string.h>

/* Where the levels, units and tags of a plan are in the other one; CHILDPLAN_NONE where they are not. */
struct move {
    const struct childplan_plan *plan;
    const struct childplan_plan *structure;
    struct childplan_plan *made;
    int32_t *levels;
    int32_t *units;
    int32_t *tags;
    int32_t no_memory;
};

static void *keep(struct move *move, size_t count, size_t size) {
    void *kept = childplan__arena_allocate(&move->made->arena, count, size);
    move->no_memory = move->no_memory || kept == NULL;
    return kept;
}

static int32_t place_of(const struct names *names, const char *id) {
    return childplan__names_find(names, id, strlen(id));
}

/* There are as many tags as a file can hold, and no table of them once it is loaded. */
static void find_tags(struct move *move) {
    struct names names;
    childplan__names_begin(&names, &move->made->allocator);
    for (int32_t tag = 0; tag < move->structure->tag_count && !move->no_memory; tag++) {
        const char *text = move->structure->tags[tag];
        move->no_memory = childplan__names_add(&names, text, strlen(text), tag) != CHILDPLAN_OK;
    }
    for (int32_t tag = 0; tag < move->plan->tag_count && !move->no_memory; tag++) {
        move->tags[tag] = place_of(&names, move->plan->tags[tag]);
    }
    childplan__names_end(&names);
}

static void find_all(struct move *move) {
    const struct childplan_plan *plan = move->plan;
    move->levels = keep(move, (size_t)plan->level_count, sizeof *move->levels);
    move->units = keep(move, (size_t)plan->unit_count, sizeof *move->units);
    move->tags = keep(move, (size_t)plan->tag_count, sizeof *move->tags);
    if (move->no_memory) {
        return;
    }
    for (int32_t level = 0; level < plan->level_count; level++) {
        move->levels[level] = place_of(&move->structure->level_names, plan->levels[level].id);
    }
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        move->units[unit] = place_of(&move->structure->unit_names, plan->units[unit].id);
    }
    find_tags(move);
}

static int32_t moved(const int32_t *places, int32_t index) {
    return index < 0 ? index : places[index];
}

/* A version that is seen in the structure's horizon is kept there; on that horizon's first and last day it is the one
   that holds on in a longer one, and others that lie beyond would be in its way. */
static void stretch_version(struct unit_version *version, const struct days *known, const struct days *asked) {
    if (version->until < known->first) {
        version->from = version->until = INT32_MIN + 2;
    } else if (version->from > known->last) {
        version->from = version->until = INT32_MAX - 2;
    } else {
        version->from = version->from <= known->first && asked->first < version->from ? asked->first : version->from;
        version->until = version->until >= known->last && asked->last > version->until ? asked->last : version->until;
    }
}

static void move_units(struct move *move) {
    const struct childplan_plan *structure = move->structure;
    struct childplan_plan *made = move->made;
    struct unit_version *versions = keep(move, (size_t)structure->version_count, sizeof *versions);
    if (versions == NULL) {
        return;
    }
    memcpy(versions, structure->versions, (size_t)structure->version_count * sizeof *versions);
    int32_t is_longer = made->horizon.first < structure->horizon.first || made->horizon.last > structure->horizon.last;
    for (int32_t i = 0; is_longer && i < structure->version_count; i++) {
        stretch_version(&versions[i], &structure->horizon, &made->horizon);
    }
    made->levels = structure->levels;
    made->level_count = structure->level_count;
    made->units = structure->units;
    made->unit_count = structure->unit_count;
    made->versions = versions;
    made->version_count = structure->version_count;
    made->root = structure->root;
    made->tags = structure->tags;
    made->tag_count = structure->tag_count;
    made->tag_lists = structure->tag_lists;
    made->level_names = structure->level_names;
    made->unit_names = structure->unit_names;
    made->issuer = moved(move->units, move->plan->issuer);
}

static void move_levels_of(struct move *move, struct element *element) {
    uint8_t *levels = keep(move, (size_t)move->structure->level_count, 1);
    int32_t everywhere = 1;
    if (levels == NULL) {
        return;
    }
    for (int32_t level = 0; level < move->plan->level_count; level++) {
        everywhere = everywhere && element->levels[level];
        if (element->levels[level] && move->levels[level] != CHILDPLAN_NONE) {
            levels[move->levels[level]] = 1;
        }
    }
    if (everywhere) {
        memset(levels, 1, (size_t)move->structure->level_count);
    }
    element->levels = levels;
}

static void move_elements(struct move *move) {
    size_t count = (size_t)move->plan->element_count;
    struct element *elements = keep(move, count, sizeof *elements);
    for (size_t i = 0; elements != NULL && i < count; i++) {
        elements[i] = move->plan->elements[i];
        move_levels_of(move, &elements[i]);
    }
    move->made->elements = elements;
}

static int compare_units(const void *left, const void *right) {
    return childplan__order(*(const int32_t *)left, *(const int32_t *)right);
}

/* Those of some units that the other plan has, sorted. */
static int32_t move_some_units(struct move *move, const int32_t *units, int32_t count, const int32_t **ret_units) {
    int32_t *found = keep(move, (size_t)count, sizeof *found);
    int32_t kept = 0;
    for (int32_t i = 0; found != NULL && i < count; i++) {
        found[kept] = move->units[units[i]];
        kept += found[kept] != CHILDPLAN_NONE;
    }
    if (kept > 0) {
        qsort(found, (size_t)kept, sizeof *found, compare_units);
    }
    *ret_units = found;
    return kept;
}

static void move_population(struct move *move, struct indicator *indicator) {
    struct population *population = &indicator->population;
    const struct population old = *population;
    int32_t no_such_level = indicator->counted != CHILDPLAN_NONE && indicator->counted_level == CHILDPLAN_NONE;
    if (old.has_version == NULL && !no_such_level) {
        return;
    }
    uint8_t *has_version = keep(move, (size_t)move->made->version_count, 1);
    int32_t is_of_all = old.unit_count == 0;
    population->has_version = has_version;
    if (old.has_version != NULL) {
        population->level = moved(move->levels, old.level);
        population->tag = moved(move->tags, old.tag);
        population->unit_count = move_some_units(move, old.units, old.unit_count, &population->units);
        no_such_level = no_such_level || (population->level == CHILDPLAN_NONE) != (old.level == CHILDPLAN_NONE) ||
                        (population->tag == CHILDPLAN_NONE) != (old.tag == CHILDPLAN_NONE);
    }
    if (!move->no_memory && !no_such_level) {
        childplan__mark_population(move->made, population, is_of_all, has_version);
    }
}

static int compare_scopes(const void *left, const void *right) {
    const struct scope *a = left;
    const struct scope *b = right;
    const int64_t keys[][2] = {{(int64_t)a->kind, (int64_t)b->kind}, {a->key, b->key}};
    return ORDER_KEYS(keys);
}

static int32_t moved_key(const struct move *move, const struct scope *scope) {
    const int32_t *places[] = {[SCOPE_IDS] = move->units, [SCOPE_TAG] = move->tags, [SCOPE_LEVEL] = move->levels};
    return scope->kind == SCOPE_ALL ? scope->key : moved(places[scope->kind], scope->key);
}

static void move_scopes(struct move *move, struct indicator *indicator) {
    struct scope *scopes = keep(move, (size_t)indicator->scope_count, sizeof *scopes);
    int32_t kept = 0;
    for (int32_t i = 0; scopes != NULL && i < indicator->scope_count; i++) {
        scopes[kept] = indicator->scopes[i];
        scopes[kept].key = moved_key(move, &indicator->scopes[i]);
        kept += scopes[kept].key != CHILDPLAN_NONE;
    }
    if (kept > 0) {
        qsort(scopes, (size_t)kept, sizeof *scopes, compare_scopes);
    }
    indicator->scopes = scopes;
    indicator->scope_count = kept;
}

static int compare_values(const void *left, const void *right) {
    return childplan__order(((const struct unit_value *)left)->unit, ((const struct unit_value *)right)->unit);
}

static void move_baseline(struct move *move, struct baseline *baseline) {
    struct unit_value *values = keep(move, (size_t)baseline->value_count, sizeof *values);
    int32_t kept = 0;
    for (int32_t i = 0; values != NULL && i < baseline->value_count; i++) {
        values[kept] = baseline->values[i];
        values[kept].unit = move->units[baseline->values[i].unit];
        kept += values[kept].unit != CHILDPLAN_NONE;
    }
    if (kept > 0) {
        qsort(values, (size_t)kept, sizeof *values, compare_values);
    }
    baseline->values = values;
    baseline->value_count = kept;
}

static void move_indicators(struct move *move) {
    size_t count = (size_t)move->plan->indicator_count;
    struct indicator *indicators = keep(move, count, sizeof *indicators);
    for (size_t i = 0; indicators != NULL && i < count && !move->no_memory; i++) {
        struct indicator *indicator = &indicators[i];
        *indicator = move->plan->indicators[i];
        if (indicator->counted != CHILDPLAN_NONE) {
            indicator->counted_level = moved(move->levels, indicator->counted_level);
        }
        move_population(move, indicator);
        /* Nobody is of its population then. */
        indicator->counted_level = indicator->counted_level < 0 ? 0 : indicator->counted_level;
        move_scopes(move, indicator);
        move_baseline(move, &indicator->baseline);
    }
    move->made->indicators = indicators;
}

static void move_tasks(struct move *move) {
    size_t count = move->plan->parts[CHILDPLAN_TASKS].count;
    struct task *tasks = keep(move, count, sizeof *tasks);
    for (size_t i = 0; tasks != NULL && i < count && move->plan->tasks != NULL; i++) {
        tasks[i] = move->plan->tasks[i];
        struct lead *leads = keep(move, (size_t)tasks[i].lead_count, sizeof *leads);
        int32_t kept = 0;
        for (int32_t k = 0; leads != NULL && k < tasks[i].lead_count; k++) {
            leads[kept].level = moved(move->levels, tasks[i].leads[k].level);
            leads[kept].unit = moved(move->units, tasks[i].leads[k].unit);
            kept += leads[kept].level != CHILDPLAN_NONE || leads[kept].unit != CHILDPLAN_NONE;
        }
        tasks[i].leads = leads;
        tasks[i].lead_count = kept;
    }
    move->made->tasks = tasks;
}

childplan_status childplan__plan_restructure(const struct childplan_plan *plan, const struct childplan_plan *structure,
                                             struct childplan_plan **ret_plan) {
    struct childplan_plan *made = childplan__allocate(&structure->allocator, 1, sizeof *made);
    if (made == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *made = *plan;
    made->allocator = structure->allocator;
    made->upheld = NULL;
    made->digest[0] = '\0';
    childplan__arena_begin(&made->arena, &made->allocator);
    struct move move = {.plan = plan, .structure = structure, .made = made};
    void (*const steps[])(struct move *) = {find_all, move_units, move_elements, move_indicators, move_tasks};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !move.no_memory; i++) {
        steps[i](&move);
    }
    if (move.no_memory) {
        childplan__plan_restructured_free(made);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_plan = made;
    return CHILDPLAN_OK;
}

void childplan__plan_restructured_free(struct childplan_plan *plan) {
    if (plan != NULL) {
        struct allocator allocator = plan->allocator;
        childplan__arena_end(&plan->arena);
        childplan__release(&allocator, plan);
    }
}
