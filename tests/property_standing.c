#include "property_standing.h"

struct stretch period_days(const struct world *world, int64_t period, int32_t as_of) {
    struct stretch days = {0, 0};
    ok(world, childplan_plan_period_days(world->plan, period, &days.first, &days.last));
    days.last = as_of;
    return days;
}

static struct stretch cycle_days(const struct world *world, int64_t cycle) {
    struct stretch days = {0, 0};
    ok(world, childplan_plan_period_days(world->plan, cycle, &days.first, &days.last));
    return days;
}

int32_t last_day(const struct world *world, int64_t period) {
    return cycle_days(world, period).last;
}

struct stretch window_of(const struct world *world, const struct made_indicator *indicator,
                         const struct made_element *element, struct stretch period) {
    int over = indicator->window >= 0 ? indicator->window : element->window;
    int64_t year;
    struct stretch window = period;
    for (int number = 0; (year = cycle_at(&world->made, CHILDPLAN_YEAR, number)) != CHILDPLAN_NO_PERIOD; number++) {
        struct stretch days = cycle_days(world, year);
        int wanted = over == 2 ? number == 0 : days.first <= period.last && period.last <= days.last;
        if (over > 0 && wanted && days.first < period.first) {
            window.first = days.first;
        }
    }
    return window;
}

int newest_cycle(const struct world *world, int32_t frequency, int32_t day) {
    int number = 0;
    int64_t cycle;
    while ((cycle = cycle_at(&world->made, frequency, number)) != CHILDPLAN_NO_PERIOD &&
           cycle_days(world, cycle).last <= day) {
        number++;
    }
    return number - 1;
}

int expected_cell(const struct world *world, int unit, int64_t cycle, const struct made_element *element) {
    int32_t last = cycle_days(world, cycle).last;
    int64_t first_report = world->made.first_report;
    if (first_report != CHILDPLAN_NO_PERIOD && last < cycle_days(world, first_report).first) {
        return 0;
    }
    return childplan_plan_unit_is_alive(world->plan, unit, last) &&
           reports_at(element, childplan_plan_unit_level(world->plan, unit, last));
}

int reported_cell(const struct world *world, int unit, int64_t cycle, int element, int64_t *ret_value) {
    int64_t value = 0;
    childplan_status status =
        childplan_reports_get(world->reports, unit, cycle, element, world->known_by, &value, NULL);
    hold(world, status == CHILDPLAN_OK || status == CHILDPLAN_ABSENT, "a cell cannot be read");
    if (ret_value && status == CHILDPLAN_OK) {
        *ret_value = value;
    }
    return status == CHILDPLAN_OK;
}

static void add_cell(const struct world *world, struct standing *standing, int unit, int64_t cycle, int element) {
    if (expected_cell(world, unit, cycle, &world->made.elements[element])) {
        standing->reported =
            (standing->reported || !standing->expected) && reported_cell(world, unit, cycle, element, NULL);
        standing->expected = 1;
    }
}

static void add_stock(const struct world *world, struct standing *standing, const struct made_indicator *indicator,
                      int unit, int element, int32_t day) {
    int32_t frequency = world->made.elements[element].frequency;
    int number = newest_cycle(world, frequency, day);
    if (number >= 0 && belongs(&world->made, indicator, unit, day)) {
        add_cell(world, standing, unit, cycle_at(&world->made, frequency, number), element);
    }
}

/* 0 where no cycle lies inside: then nothing of the row is expected. */
static int add_flow(const struct world *world, struct standing *standing, const struct made_indicator *indicator,
                    int unit, int element, struct stretch period) {
    const struct made_element *made = &world->made.elements[element];
    struct stretch window = window_of(world, indicator, made, period);
    int inside = 0;
    int64_t cycle;
    for (int number = 0; (cycle = cycle_at(&world->made, made->frequency, number)) != CHILDPLAN_NO_PERIOD; number++) {
        struct stretch days = cycle_days(world, cycle);
        if (window.first <= days.first && days.last <= window.last) {
            inside = 1;
            if (belongs(&world->made, indicator, unit, days.last)) {
                add_cell(world, standing, unit, cycle, element);
            }
        }
    }
    return inside;
}

struct standing standing_of(const struct world *world, const struct made_indicator *indicator, struct stretch period,
                            int unit) {
    struct standing standing = {0, 0};
    for (int i = 0; i < indicator->numerator_count + indicator->denominator_count; i++) {
        int element = i < indicator->numerator_count ? indicator->numerator[i]
                                                     : indicator->denominator[i - indicator->numerator_count];
        if (element == EACH_UNIT_TERM) {
            continue;
        }
        if (world->made.elements[element].over_time == OVER_LAST) {
            add_stock(world, &standing, indicator, unit, element, period.last);
        } else if (!add_flow(world, &standing, indicator, unit, element, period)) {
            return (struct standing){0, 0};
        }
    }
    return standing;
}

int has_year_to_date(const struct made_plan *made, const struct made_indicator *indicator) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        if (made->elements[indicator->numerator[i]].year_to_date) {
            return 1;
        }
    }
    return 0;
}

static int32_t begins(const struct made_plan *made, const struct made_version *version) {
    return made->stage_start[version->first_stage];
}

static int32_t ends(const struct made_plan *made, const struct made_version *version) {
    int next = version->last_stage + 1;
    return next < made->stage_count ? made->stage_start[next] - 1 : INT32_MAX;
}

/* One step of the placement: the unit itself where it is alive, else who stands for it. */
static int stands_for(const struct made_plan *made, int unit, int32_t day) {
    const struct made_version *first = NULL;
    const struct made_version *last = NULL;
    for (int i = 0; i < made->version_count; i++) {
        const struct made_version *version = &made->versions[i];
        if (version->unit != unit) {
            continue;
        }
        if (begins(made, version) <= day && day <= ends(made, version)) {
            return unit;
        }
        first = first ? first : version;
        last = ends(made, version) < day ? version : last;
    }
    if (last) {
        return last->successor >= 0 ? last->successor : last->parent;
    }
    return first->parent;
}

int placement(const struct made_plan *made, int unit, int32_t day) {
    unsigned visited = 0;
    while (!(visited & (1u << unit))) {
        visited |= 1u << unit;
        int next = stands_for(made, unit, day);
        if (next == unit) {
            return unit;
        }
        unit = next;
    }
    return 0;
}

int is_under(const struct world *world, int unit, int above, int32_t day) {
    while (unit != above && unit != CHILDPLAN_NONE) {
        unit = childplan_plan_unit_parent(world->plan, unit, day);
    }
    return unit == above;
}
