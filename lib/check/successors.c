/* Units that succeed each other in a circle. */
#include "check.h"

/* A circle is shown by its first units. */
#define MOST_SHOWN 8

/* The way from unit to successor that is being followed. `place` is a unit's place on it from 1, 0 where it was never
   followed, -1 where all its ways were. */
struct way {
    struct check *check;
    int32_t *units;
    int32_t *next; /* for each unit on the way, the version whose successor is looked at next */
    int32_t *place;
    int32_t count;
};

static void go_to(struct way *way, int32_t unit) {
    way->units[way->count] = unit;
    way->next[way->count] = way->check->plan->units[unit].first_version;
    way->place[unit] = ++way->count;
}

static void remark_circle(const struct way *way, const struct unit_version *version) {
    struct check *check = way->check;
    const struct childplan_plan *plan = check->plan;
    struct text circle;
    childplan__text_begin(&circle, check->allocator);
    int32_t first = way->place[version->successor] - 1;
    for (int32_t i = first; i < way->count && i < first + MOST_SHOWN; i++) {
        childplan__text_add_string(&circle, plan->units[way->units[i]].id);
        childplan__text_add_string(&circle, " → ");
    }
    childplan__text_add_string(&circle, way->count - first > MOST_SHOWN ? "… → " : "");
    childplan__text_add_string(&circle, plan->units[version->successor].id);
    REMARK(check, CHILDPLAN_DIAGNOSTIC_SUCCESSOR_CIRCLE, version->position, plan->units[version->unit].id,
           childplan__listed(check, &circle));
    childplan__text_end(&circle);
}

/* One step on from the end of the way, or back where there is none. */
static void step(struct way *way) {
    const struct childplan_plan *plan = way->check->plan;
    int32_t end = way->count - 1;
    const struct unit *unit = &plan->units[way->units[end]];
    if (way->next[end] == unit->first_version + unit->version_count) {
        way->place[way->units[end]] = -1;
        way->count--;
        return;
    }
    const struct unit_version *version = &plan->versions[way->next[end]++];
    if (version->successor == CHILDPLAN_NONE) {
        return;
    }
    if (way->place[version->successor] == 0) {
        go_to(way, version->successor);
    } else if (way->place[version->successor] > 0) {
        remark_circle(way, version);
    }
}

void childplan__check_successors(struct check *check) {
    size_t count = (size_t)check->plan->unit_count;
    struct way way = {.check = check,
                      .units = childplan__check_allocate(check, count, sizeof *way.units),
                      .next = childplan__check_allocate(check, count, sizeof *way.next),
                      .place = childplan__check_allocate(check, count, sizeof *way.place)};
    for (int32_t unit = 0; unit < check->plan->unit_count && !check->no_memory; unit++) {
        if (way.place[unit] != 0) {
            continue;
        }
        go_to(&way, unit);
        while (way.count > 0) {
            step(&way);
        }
    }
    childplan__release(check->allocator, way.units);
    childplan__release(check->allocator, way.next);
    childplan__release(check->allocator, way.place);
}
