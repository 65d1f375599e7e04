/* The tree of units as it stood on one day, and where in it every unit is placed. */
#ifndef CHILDPLAN_LIB_STRUCTURE_TREE_H
#define CHILDPLAN_LIB_STRUCTURE_TREE_H

#include "../plan/model.h"

struct tree {
    const struct allocator *allocator;
    int32_t day;
    struct days same; /* on these days it is the same tree */
    int32_t count;    /* units alive on the day */
    int32_t *units;   /* count: the living units, parents before their children */
    int32_t *parent;  /* count: position of the parent in `units`; CHILDPLAN_NONE for the root */
    int32_t *place;   /* unit_count: position of each unit's placement, of the living and of all the others */

    /* Slots: the positions of which something is asked, and those with units below, in the order of positions. What a
       unit brings is added to its slot, its own or the nearest above. */
    int32_t slot_count;
    int32_t *slot;        /* by position: its own slot, or CHILDPLAN_NONE */
    int32_t *slot_parent; /* by slot: the nearest above; CHILDPLAN_NONE for the root's */
    int32_t *slot_unit;   /* by slot */
    int32_t *slot_of;     /* by unit, wherever it is placed */
    uint64_t *changes;    /* a bit a unit: its slot is another than the unit's before it */
};

/* The day in whose tree a period is seen: the given one, or else (CHILDPLAN_NO_DATE) the period's last day up to the
 * cut-off. */
int32_t childplan__tree_day(const struct childplan_plan *plan, int32_t structure, int32_t until, int64_t period);

/* Whether something is asked of a living unit. */
typedef int32_t childplan__is_asked_fn(const void *context, const struct unit_version *version);

/* Errors: NO_MEMORY. */
childplan_status childplan__tree_begin(const struct childplan_plan *plan, const struct allocator *allocator,
                                       int32_t day, childplan__is_asked_fn *is_asked, const void *context,
                                       struct tree *ret_tree);
void childplan__tree_end(struct tree *tree);
/* Why the way of a unit that is not alive on a day leads where it does. */
enum step_rule { STEP_SUCCESSOR, STEP_PARENT, STEP_FIRST_PARENT };

struct placement_step {
    enum step_rule rule;
    int32_t to;  /* unit; CHILDPLAN_NONE where the way ends */
    int32_t day; /* the last one of the version that ended, the first one of that which has not begun */
};
/* The next step of a unit that is not alive on the day: to the successor, or else the parent, of its last version that
   ended before the day; to the parent of its first version where it only starts after it. */
struct placement_step childplan__placement_step(const struct childplan_plan *plan, int32_t unit, int32_t day);

/* 1 where the unit is alive on the tree's day. */
int32_t childplan__tree_has(const struct tree *tree, int32_t unit);

#endif
