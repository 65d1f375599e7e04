#include "tree.h"

#include "../base/bits.h"

#define UNRESOLVED (-2)
#define ON_THE_WAY (-3)

/* Counts the living units of each level, so that each level gets its own stretch of `units`: a child's level is below
   its parent's, which makes the order by level one of parents before children. */
static childplan_status order_by_level(const struct childplan_plan *plan, struct tree *tree) {
    int32_t *next = childplan__allocate(tree->allocator, (size_t)plan->level_count + 1, sizeof *next);
    if (next == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        const struct unit_version *version = childplan__version_on(plan, unit, tree->day);
        if (version != NULL) {
            next[version->level + 1]++;
        }
    }
    for (int32_t level = 0; level < plan->level_count; level++) {
        next[level + 1] += next[level];
    }
    tree->count = next[plan->level_count];
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        const struct unit_version *version = childplan__version_on(plan, unit, tree->day);
        tree->place[unit] = UNRESOLVED;
        if (version == NULL) {
            continue;
        }
        tree->place[unit] = next[version->level]++;
        tree->units[tree->place[unit]] = unit;
    }
    childplan__release(tree->allocator, next);
    return CHILDPLAN_OK;
}

static void link_parents(const struct childplan_plan *plan, struct tree *tree) {
    for (int32_t position = 0; position < tree->count; position++) {
        const struct unit_version *version = childplan__version_on(plan, tree->units[position], tree->day);
        tree->parent[position] = version->parent == CHILDPLAN_NONE ? CHILDPLAN_NONE : tree->place[version->parent];
    }
}

struct placement_step childplan__placement_step(const struct childplan_plan *plan, int32_t unit, int32_t day) {
    const struct unit_version *first = &plan->versions[plan->units[unit].first_version];
    const struct unit_version *ended = NULL;
    for (int32_t i = 0; i < plan->units[unit].version_count && first[i].until < day; i++) {
        ended = &first[i];
    }
    if (ended == NULL) {
        return (struct placement_step){STEP_FIRST_PARENT, first->parent, first->from};
    }
    if (ended->successor != CHILDPLAN_NONE) {
        return (struct placement_step){STEP_SUCCESSOR, ended->successor, ended->until};
    }
    return (struct placement_step){STEP_PARENT, ended->parent, ended->until};
}

static void place_unit(const struct childplan_plan *plan, struct tree *tree, int32_t unit) {
    int32_t end = unit;
    while (end != CHILDPLAN_NONE && tree->place[end] == UNRESOLVED) {
        tree->place[end] = ON_THE_WAY;
        end = childplan__placement_step(plan, end, tree->day).to;
    }
    int32_t found =
        end == CHILDPLAN_NONE || tree->place[end] == ON_THE_WAY ? tree->place[plan->root] : tree->place[end];
    for (int32_t at = unit; at != CHILDPLAN_NONE && tree->place[at] == ON_THE_WAY;) {
        tree->place[at] = found;
        at = childplan__placement_step(plan, at, tree->day).to;
    }
}

int32_t childplan__tree_day(const struct childplan_plan *plan, int32_t structure, int32_t until, int64_t period) {
    if (structure != CHILDPLAN_NO_DATE) {
        return structure;
    }
    int32_t last = childplan__period_days(&plan->calendar, period).last;
    return last < until ? last : until;
}

/* Every position that is asked of or has units below, before whichever is below it. */
static void number_slots(const struct childplan_plan *plan, struct tree *tree, childplan__is_asked_fn *is_asked,
                         const void *context) {
    for (int32_t position = 0; position < tree->count; position++) {
        const struct unit_version *version = childplan__version_on(plan, tree->units[position], tree->day);
        tree->slot[position] = is_asked(context, version) ? 0 : CHILDPLAN_NONE;
    }
    for (int32_t position = 1; position < tree->count; position++) {
        tree->slot[tree->parent[position]] = 0;
    }
    tree->slot[0] = 0;
    for (int32_t position = 0; position < tree->count; position++) {
        if (tree->slot[position] == CHILDPLAN_NONE) {
            continue;
        }
        int32_t slot = tree->slot_count++;
        int32_t parent = tree->parent[position];
        tree->slot[position] = slot;
        tree->slot_unit[slot] = tree->units[position];
        tree->slot_parent[slot] = parent == CHILDPLAN_NONE ? CHILDPLAN_NONE : tree->slot[parent];
    }
}

static void assign_slots(const struct childplan_plan *plan, struct tree *tree) {
    int32_t before = CHILDPLAN_NONE;
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        int32_t position = tree->place[unit];
        int32_t slot =
            tree->slot[position] != CHILDPLAN_NONE ? tree->slot[position] : tree->slot[tree->parent[position]];
        tree->slot_of[unit] = slot;
        if (slot != before) {
            tree->changes[unit / WORD_BITS] |= UINT64_C(1) << (unit % WORD_BITS);
        }
        before = slot;
    }
}

/* The days around the tree's between which no version begins or ends. */
static void find_same_days(const struct childplan_plan *plan, struct tree *tree) {
    struct days same = {INT32_MIN, INT32_MAX};
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *version = &plan->versions[i];
        if (version->until < tree->day) {
            same.first = version->until >= same.first ? version->until + 1 : same.first;
        } else {
            same.last = version->until < same.last ? version->until : same.last;
        }
        if (version->from > tree->day) {
            same.last = version->from <= same.last ? version->from - 1 : same.last;
        } else {
            same.first = version->from > same.first ? version->from : same.first;
        }
    }
    tree->same = same;
}

static childplan_status make_room(const struct childplan_plan *plan, struct tree *tree) {
    size_t units = (size_t)plan->unit_count;
    const struct allocator *allocator = tree->allocator;
    tree->units = childplan__allocate(allocator, units, sizeof *tree->units);
    tree->parent = childplan__allocate(allocator, units, sizeof *tree->parent);
    tree->place = childplan__allocate(allocator, units, sizeof *tree->place);
    tree->slot = childplan__allocate(allocator, units, sizeof *tree->slot);
    tree->slot_parent = childplan__allocate(allocator, units, sizeof *tree->slot_parent);
    tree->slot_unit = childplan__allocate(allocator, units, sizeof *tree->slot_unit);
    tree->slot_of = childplan__allocate(allocator, units, sizeof *tree->slot_of);
    tree->changes = childplan__allocate(allocator, units / WORD_BITS + 1, sizeof *tree->changes);
    int32_t complete = tree->units != NULL && tree->parent != NULL && tree->place != NULL && tree->slot != NULL &&
                       tree->slot_parent != NULL && tree->slot_unit != NULL && tree->slot_of != NULL &&
                       tree->changes != NULL;
    return complete ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

childplan_status childplan__tree_begin(const struct childplan_plan *plan, const struct allocator *allocator,
                                       int32_t day, childplan__is_asked_fn *is_asked, const void *context,
                                       struct tree *ret_tree) {
    struct tree tree = {.allocator = allocator, .day = day};
    childplan_status status = make_room(plan, &tree);
    if (status == CHILDPLAN_OK) {
        status = order_by_level(plan, &tree);
    }
    if (status != CHILDPLAN_OK) {
        childplan__tree_end(&tree);
        return status;
    }
    link_parents(plan, &tree);
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        if (tree.place[unit] == UNRESOLVED) {
            place_unit(plan, &tree, unit);
        }
    }
    find_same_days(plan, &tree);
    number_slots(plan, &tree, is_asked, context);
    assign_slots(plan, &tree);
    *ret_tree = tree;
    return CHILDPLAN_OK;
}

void childplan__tree_end(struct tree *tree) {
    childplan__release(tree->allocator, tree->units);
    childplan__release(tree->allocator, tree->parent);
    childplan__release(tree->allocator, tree->place);
    childplan__release(tree->allocator, tree->slot);
    childplan__release(tree->allocator, tree->slot_parent);
    childplan__release(tree->allocator, tree->slot_unit);
    childplan__release(tree->allocator, tree->slot_of);
    childplan__release(tree->allocator, tree->changes);
    *tree = (struct tree){.allocator = tree->allocator};
}

int32_t childplan__tree_has(const struct tree *tree, int32_t unit) {
    return tree->units[tree->place[unit]] == unit;
}
