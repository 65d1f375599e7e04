#include "property_completion.h"

static void add(struct completion *completion, int unit, int element, int64_t cycle, int64_t value) {
    assert_true(completion->count < MOST_MISSING);
    completion->facts[completion->count++] = (struct made_fact){unit, element, cycle, value, CHILDPLAN_NO_DATE, 0};
}

/* From low to high, its ends more often than by chance. */
static int64_t somewhere(struct world *world, int64_t low, int64_t high) {
    switch (chance(&world->made, 3)) {
    case 0:
        return low;
    case 1:
        return high;
    default:
        return low + chance(&world->made, (int)(high - low) + 1);
    }
}

/* Every expected cell of a flow or stock that has no report gets one. */
static void complete_element(struct world *world, const struct made_indicator *indicator, int element,
                             struct stretch period, int unit, struct completion *completion) {
    const struct made_element *made = &world->made.elements[element];
    struct stretch window = window_of(world, indicator, made, period);
    int newest = newest_cycle(world, made->frequency, period.last);
    int stock = made->over_time == OVER_LAST;
    if (stock && !belongs(&world->made, indicator, unit, period.last)) {
        return;
    }
    for (int number = newest; number >= 0; number--) {
        int64_t cycle = cycle_at(&world->made, made->frequency, number);
        int32_t first = 0;
        int32_t last = 0;
        ok(world, childplan_plan_period_days(world->plan, cycle, &first, &last));
        if (stock ? number < newest : first < window.first) {
            break;
        }
        if ((stock || belongs(&world->made, indicator, unit, last)) && expected_cell(world, unit, cycle, made) &&
            !reported_cell(world, unit, cycle, element, NULL)) {
            add(completion, unit, element, cycle, somewhere(world, 0, 30));
        }
    }
}

/* A whole of a missing unit: what it is counted with, and what is reported of it and of its part. */
struct whole {
    int64_t cycle;
    int64_t size;
    int64_t floor;
    int reported;
};

/* The size of a whole at a unit: its latest report, at least its part's. 0 where there is none. */
static int size_whole(const struct world *world, int unit, int element, int part, int32_t day, struct whole *whole) {
    const struct made_element *made = &world->made.elements[element];
    int newest = newest_cycle(world, made->frequency, day);
    if (newest < 0) {
        return 0;
    }
    *whole = (struct whole){cycle_at(&world->made, made->frequency, newest), 0, 0, 0};
    whole->reported = reported_cell(world, unit, whole->cycle, element, NULL);
    reported_cell(world, unit, whole->cycle, part, &whole->floor);
    for (int number = newest; number >= 0; number--) {
        if (reported_cell(world, unit, cycle_at(&world->made, made->frequency, number), element, &whole->size)) {
            whole->size = whole->size < whole->floor ? whole->floor : whole->size;
            return 1;
        }
    }
    return 0;
}

/* The wholes at a unit, shared out anew: together as large as before, none below its part. */
static void share_out(struct world *world, struct whole *wholes, int count) {
    if (count == 2 && !wholes[0].reported && !wholes[1].reported) {
        int64_t together = wholes[0].size + wholes[1].size;
        wholes[0].size = somewhere(world, wholes[0].floor, together - wholes[1].floor);
        wholes[1].size = together - wholes[0].size;
    }
}

static void complete_share(struct world *world, const struct made_indicator *indicator, int32_t day, int unit,
                           struct completion *completion) {
    struct whole wholes[MOST_TERMS];
    int parts[MOST_TERMS];
    int elements[MOST_TERMS];
    int count = 0;
    int32_t level = childplan_plan_unit_level(world->plan, unit, day);
    for (int i = 0; i < indicator->denominator_count; i++) {
        int element = indicator->denominator[i];
        if (!reports_at(&world->made.elements[element], level)) {
            continue;
        }
        elements[count] = element;
        parts[count] = indicator->numerator[i];
        if (!size_whole(world, unit, element, parts[count], day, &wholes[count])) {
            completion->unknown++;
            return;
        }
        if (!expected_cell(world, unit, wholes[count].cycle, &world->made.elements[element])) {
            completion->beyond++;
            return;
        }
        count++;
    }
    completion->beyond += count == 0;
    share_out(world, wholes, count);
    for (int i = 0; i < count; i++) {
        if (!wholes[i].reported) {
            add(completion, unit, elements[i], wholes[i].cycle, wholes[i].size);
        }
        if (!reported_cell(world, unit, wholes[i].cycle, parts[i], NULL)) {
            add(completion, unit, parts[i], wholes[i].cycle, somewhere(world, 0, wholes[i].size));
        }
    }
}

static void complete_flag(struct world *world, const struct made_indicator *indicator, int32_t day, int unit,
                          struct completion *completion) {
    int element = indicator->numerator[0];
    const struct made_element *made = &world->made.elements[element];
    int64_t cycle = cycle_at(&world->made, made->frequency, newest_cycle(world, made->frequency, day));
    if (!reports_at(made, childplan_plan_unit_level(world->plan, unit, day))) {
        completion->beyond++;
        return;
    }
    add(completion, unit, element, cycle, chance(&world->made, 2));
}

void complete(struct world *world, const struct made_indicator *indicator, struct stretch period,
              struct completion *completion) {
    completion->count = 0;
    completion->missing = completion->unknown = completion->beyond = 0;
    for (int unit = 0; unit < world->made.unit_count; unit++) {
        struct standing standing = standing_of(world, indicator, period, unit);
        if (!standing.expected || standing.reported) {
            continue;
        }
        completion->missing++;
        if (indicator->bounds == BOUNDS_TOTAL) {
            for (int i = 0; i < indicator->numerator_count; i++) {
                complete_element(world, indicator, indicator->numerator[i], period, unit, completion);
            }
        } else if (indicator->denominator[0] == EACH_UNIT_TERM) {
            complete_flag(world, indicator, period.last, unit, completion);
        } else {
            complete_share(world, indicator, period.last, unit, completion);
        }
    }
}
