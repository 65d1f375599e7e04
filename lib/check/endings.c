/* Units that end while their children live on: who takes over what they had reported? */
#include "check.h"

/* The version that follows a version of the same unit without a gap; NULL where the unit ends. */
static const struct unit_version *next_of(const struct childplan_plan *plan, const struct unit_version *version) {
    const struct unit *unit = &plan->units[version->unit];
    const struct unit_version *next = version + 1;
    int32_t is_last = next == plan->versions + unit->first_version + unit->version_count;
    return !is_last && next->from == version->until + 1 ? next : NULL;
}

static int32_t ends_without_successor(const struct childplan_plan *plan, const struct unit_version *version) {
    return version->until >= plan->horizon.first && version->until < plan->horizon.last &&
           version->successor == CHILDPLAN_NONE && !next_of(plan, version);
}

/* The children that a version leaves: the first in the order of the file, and how many there are. */
struct left {
    const struct unit_version *first;
    int32_t new_parent; /* of the first; there is one, as nothing but the root has none */
    int32_t count;
};

/* A parent lives as long as its child, so a child that outlives it has a new version on the next day. */
static void collect(const struct childplan_plan *plan, struct left *left) {
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *child = &plan->versions[i];
        const struct unit_version *next = next_of(plan, child);
        if (child->parent == CHILDPLAN_NONE || !next) {
            continue;
        }
        const struct unit_version *parent = childplan__version_on(plan, child->parent, child->until);
        if (parent && parent->until == child->until && ends_without_successor(plan, parent)) {
            struct left *of_parent = &left[parent - plan->versions];
            if (of_parent->count == 0) {
                of_parent->first = child;
                of_parent->new_parent = next->parent;
            }
            of_parent->count++;
        }
    }
}

static void remark_left(struct check *check, const struct unit_version *version, const struct left *left) {
    const struct childplan_plan *plan = check->plan;
    char count[32];
    (void)childplan__number_format(left->count, 0, count);
    REMARK(check, CHILDPLAN_DIAGNOSTIC_UNIT_LEAVES_CHILDREN, version->position, plan->units[version->unit].id,
           childplan__day_text(version->until).text, count, plan->units[left->first->unit].id,
           plan->units[left->new_parent].id);
}

void childplan__check_endings(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    struct left *left = childplan__check_allocate(check, (size_t)plan->version_count, sizeof *left);
    if (!left) {
        return;
    }
    collect(plan, left);
    for (int32_t i = 0; i < plan->version_count; i++) {
        if (left[i].count > 0) {
            remark_left(check, &plan->versions[i], &left[i]);
        }
    }
    childplan__release(check->allocator, left);
}
