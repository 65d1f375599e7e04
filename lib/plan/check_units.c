/*
 * Units through time: at every date of the horizon one root, the same unit throughout; every parent alive and above its
 * child; no cycle; and successors that live when they take over. Days are never walked: each version is compared with
 * the versions of its parent it meets, which makes it about linear in their number.
 */
#include "units.h"

#include "../base/order.h"
#include "../base/text.h"
#include "../base/wide.h"

#include <stdlib.h>

struct check {
    struct loader *loader;
    const struct childplan_plan *plan;
    const struct version_draft *drafts; /* of plan->versions, in their order */
    uint8_t *faulty;                    /* a byte a unit: something about it was reported already */
    uint8_t *in_cycle;                  /* a byte a unit: its cycle was reported */
    int32_t *alive_until;               /* for each version the last day its unit lives without a gap from it on */
    int32_t *deeper; /* for each version the next one of its unit with a deeper level, or the unit's end */
};

/* A date in an own buffer, for messages. */
struct date_text {
    char text[16];
};

static struct date_text date_of(int32_t day) {
    struct date_text date = {""};
    childplan_date_format(day, date.text, sizeof date.text);
    return date;
}

static const char *id_of(const struct check *check, int32_t unit) {
    return check->plan->units[unit].id;
}

static int32_t end_of(const struct unit *unit) {
    return unit->first_version + unit->version_count;
}

static int32_t later(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static int32_t earlier(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t is_inside(const struct check *check, const struct unit_version *version) {
    return version->until >= check->plan->horizon.first && version->from <= check->plan->horizon.last;
}

/* The version of a unit that lives on a day, or CHILDPLAN_NONE. */
static int32_t version_on(const struct check *check, int32_t unit, int32_t day) {
    const struct unit_version *found = childplan__version_on(check->plan, unit, day);
    return found ? (int32_t)(found - check->plan->versions) : CHILDPLAN_NONE;
}

/* Versions of one unit follow each other in time. */
static void check_order(struct check *check, int32_t first, int32_t second) {
    const struct unit_version *before = &check->plan->versions[first];
    const struct unit_version *version = &check->plan->versions[second];
    const char *id = id_of(check, version->unit);
    char line[32];
    if (version->from > before->until) {
        return;
    }
    check->faulty[version->unit] = 1;
    (void)childplan__number_format(before->position.line, 0, line);
    if (version->until < before->from) {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_ORDER, version->position, id,
               date_of(version->until).text, line);
    } else {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_OVERLAP, version->position, id,
               date_of(later(version->from, before->from)).text, line);
    }
}

static void check_versions_of(struct check *check, const struct unit *unit) {
    int32_t before = CHILDPLAN_NONE;
    int32_t inside = 0;
    for (int32_t i = unit->first_version; i < end_of(unit); i++) {
        inside = inside || check->drafts[i].faulty || is_inside(check, &check->plan->versions[i]);
        if (check->drafts[i].faulty) {
            check->faulty[check->plan->versions[i].unit] = 1;
            continue;
        }
        if (before != CHILDPLAN_NONE) {
            check_order(check, before, i);
        }
        before = i;
    }
    if (!inside) {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_UNIT_OUTSIDE_HORIZON,
               check->plan->versions[unit->first_version].position, unit->id);
    }
}

static void prepare_versions_of(struct check *check, const struct unit *unit) {
    const struct unit_version *versions = check->plan->versions;
    int32_t end = end_of(unit);
    for (int32_t i = end - 1; i >= unit->first_version; i--) {
        int32_t joined = i + 1 < end && versions[i + 1].from == versions[i].until + 1;
        check->alive_until[i] = joined ? check->alive_until[i + 1] : versions[i].until;
        int32_t next = i + 1;
        while (next < end && versions[next].level <= versions[i].level) {
            next = check->deeper[next];
        }
        check->deeper[i] = next;
    }
}

static void check_successor(struct check *check, int32_t index) {
    const struct unit_version *version = &check->plan->versions[index];
    const struct version_draft *draft = &check->drafts[index];
    struct findings *findings = check->loader->findings;
    const char *id = id_of(check, version->unit);
    if (version->successor == CHILDPLAN_NONE) {
        return;
    }
    if (version->successor == version->unit) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_SUCCESSOR_ITSELF, draft->successor->position, id);
    } else if (!draft->has_until) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_SUCCESSOR_WITHOUT_END, draft->successor->position, id);
    } else if (version->until < check->plan->horizon.last && !check->faulty[version->successor]) {
        int32_t day = later(version->until + 1, check->plan->horizon.first);
        if (version_on(check, version->successor, day) == CHILDPLAN_NONE) {
            REPORT(findings, CHILDPLAN_DIAGNOSTIC_SUCCESSOR_NOT_ALIVE, draft->successor->position, id,
                   id_of(check, version->successor), date_of(day).text);
        }
    }
}

/* Follows parents up on a day. Returns the first unit in the order of the file of the cycle that leads back to `unit`,
   or CHILDPLAN_NONE where there is none. */
static int32_t find_cycle(const struct check *check, int32_t unit, int32_t day) {
    int32_t first = unit;
    int32_t at = unit;
    for (int32_t steps = 0; steps < check->plan->unit_count; steps++) {
        int32_t version = version_on(check, at, day);
        at = version == CHILDPLAN_NONE ? CHILDPLAN_NONE : check->plan->versions[version].parent;
        if (at == CHILDPLAN_NONE) {
            return CHILDPLAN_NONE;
        }
        if (at == unit) {
            return first;
        }
        first = earlier(first, at);
    }
    return CHILDPLAN_NONE;
}

static void mark_cycle(struct check *check, int32_t unit, int32_t day) {
    int32_t at = unit;
    do {
        check->in_cycle[at] = 1;
        at = check->plan->versions[version_on(check, at, day)].parent;
    } while (at != unit);
}

/* A parent that is not above its child: a cycle, or levels in the wrong order. Only here can a cycle be, for around it
   the levels cannot go down all the way. */
static void report_level(struct check *check, int32_t index, int32_t parent_version, int32_t day) {
    const struct unit_version *version = &check->plan->versions[index];
    struct findings *findings = check->loader->findings;
    struct date_text date = date_of(day);
    if (check->in_cycle[version->unit]) {
        return;
    }
    int32_t first = childplan__is_mute(check->loader) ? CHILDPLAN_NONE : find_cycle(check, version->unit, day);
    if (first != CHILDPLAN_NONE) {
        mark_cycle(check, first, day);
        struct given_text parent = childplan__given_parent(check->loader, version_on(check, first, day));
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PARENT_CYCLE, parent.position, id_of(check, first), date.text);
        return;
    }
    const struct level *levels = check->plan->levels;
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_PARENT_LEVEL, childplan__given_parent(check->loader, index).position,
           id_of(check, version->unit), id_of(check, version->parent), date.text, levels[version->level].id,
           levels[check->plan->versions[parent_version].level].id);
}

/* Every day a version lives in the horizon its parent must live too, at a higher level. */
static void check_parent(struct check *check, int32_t index) {
    const struct unit_version *versions = check->plan->versions;
    const struct unit_version *version = &versions[index];
    int32_t first = later(version->from, check->plan->horizon.first);
    int32_t last = earlier(version->until, check->plan->horizon.last);
    if (version->parent == CHILDPLAN_NONE || check->drafts[index].faulty || check->faulty[version->parent] ||
        first > last) {
        return;
    }
    int32_t parent = version_on(check, version->parent, first);
    if (parent == CHILDPLAN_NONE || check->alive_until[parent] < last) {
        int32_t day = parent == CHILDPLAN_NONE ? first : check->alive_until[parent] + 1;
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_PARENT_NOT_ALIVE,
               childplan__given_parent(check->loader, index).position, id_of(check, version->unit),
               id_of(check, version->parent), date_of(day).text);
        return;
    }
    int32_t end = end_of(&check->plan->units[version->parent]);
    while (parent < end && versions[parent].level < version->level) {
        parent = check->deeper[parent];
    }
    if (parent < end && versions[parent].from <= last) {
        report_level(check, index, parent, later(first, versions[parent].from));
    }
}

static int compare_roots(const void *left, const void *right) {
    const struct unit_version *a = *(const struct unit_version *const *)left;
    const struct unit_version *b = *(const struct unit_version *const *)right;
    const int64_t keys[][2] = {{a->from, b->from}, {a - b, 0}};
    return ORDER_KEYS(keys);
}

/* Versions without a parent that live in the horizon, by time. */
static size_t collect_roots(const struct check *check, const struct unit_version **roots) {
    size_t count = 0;
    for (int32_t i = 0; i < check->plan->version_count; i++) {
        const struct unit_version *version = &check->plan->versions[i];
        if (!check->drafts[i].parent && is_inside(check, version) && !check->faulty[version->unit]) {
            roots[count++] = version;
        }
    }
    qsort(roots, count, sizeof *roots, compare_roots);
    return count;
}

static void report_other_root(const struct check *check, const struct unit_version *root, int32_t root_until,
                              const struct unit_version *other) {
    int32_t day = later(other->from, check->plan->horizon.first);
    if (day <= root_until) {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_ROOT_TWO, other->position, id_of(check, root->unit),
               id_of(check, other->unit), date_of(day).text);
    } else {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_ROOT_CHANGES, other->position, id_of(check, other->unit),
               id_of(check, root->unit), date_of(day).text);
    }
}

/* The root is the unit that is first without a parent; each other such unit is an error, and each day without any. */
static void check_roots(struct check *check, const struct unit_version **roots, size_t count) {
    struct days horizon = check->plan->horizon;
    const struct unit_version *root = roots[0];
    int32_t covered = horizon.first - 1;
    int32_t root_until = covered;
    const struct unit_version *last_root = root;
    for (size_t i = 0; i < count; i++) {
        const struct unit_version *version = roots[i];
        if (version->from > covered + 1) {
            REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_ROOT_GAP, last_root->position,
                   id_of(check, root->unit), date_of(covered + 1).text);
        }
        if (version->unit == root->unit) {
            root_until = later(root_until, version->until);
            last_root = version;
        } else {
            report_other_root(check, root, root_until, version);
        }
        covered = later(covered, version->until);
    }
    if (covered < horizon.last) {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_ROOT_GAP, last_root->position, id_of(check, root->unit),
               date_of(covered + 1).text);
    }
}

/* 1 where a unit that may be the root has a fault of its own: what the root lacks is then no further mistake. */
static int32_t is_root_unclear(const struct check *check) {
    for (int32_t i = 0; i < check->plan->version_count; i++) {
        if (!check->drafts[i].parent && check->faulty[check->plan->versions[i].unit]) {
            return 1;
        }
    }
    return check->loader->units_incomplete;
}

static void check_root(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    if (is_root_unclear(check)) {
        return;
    }
    const struct unit_version **roots =
        childplan__allocate(&plan->allocator, (size_t)plan->version_count, sizeof *roots);
    if (!roots) {
        check->loader->findings->no_memory = 1;
        return;
    }
    size_t count = collect_roots(check, roots);
    if (count > 0) {
        check->loader->plan->root = roots[0]->unit;
        check_roots(check, roots, count);
    } else {
        REPORT(check->loader->findings, CHILDPLAN_DIAGNOSTIC_ROOT_NONE, plan->versions[0].position,
               date_of(plan->horizon.first).text);
    }
    childplan__release(&plan->allocator, roots);
}

static void check_all(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    for (int32_t i = 0; i < plan->unit_count; i++) {
        check_versions_of(check, &plan->units[i]);
    }
    for (int32_t i = 0; i < plan->unit_count; i++) {
        prepare_versions_of(check, &plan->units[i]);
    }
    check_root(check);
    for (int32_t i = 0; i < plan->version_count; i++) {
        check_parent(check, i);
        check_successor(check, i);
    }
}

void childplan__check_units(struct loader *loader) {
    const struct childplan_plan *plan = loader->plan;
    struct check check = {.loader = loader, .plan = plan, .drafts = loader->drafts};
    if (plan->version_count == 0 || !loader->horizon_known || loader->findings->no_memory) {
        return;
    }
    check.faulty = childplan__scratch(loader, (size_t)plan->unit_count, 1);
    check.in_cycle = childplan__scratch(loader, (size_t)plan->unit_count, 1);
    check.alive_until = childplan__scratch(loader, (size_t)plan->version_count, sizeof *check.alive_until);
    check.deeper = childplan__scratch(loader, (size_t)plan->version_count, sizeof *check.deeper);
    if (check.faulty && check.in_cycle && check.alive_until && check.deeper) {
        check_all(&check);
    }
}
