/* Numerators and denominators that do not fit together: by level, and by how they go through time. */
#include "check.h"

/* A side of a ratio. */
struct side {
    const struct term *terms;
    int32_t count;
};

static struct side numerator_of(const struct indicator *indicator) {
    return (struct side){indicator->numerator, indicator->numerator_count};
}

static struct side denominator_of(const struct indicator *indicator) {
    return (struct side){indicator->denominator, indicator->denominator_count};
}

static int32_t has_each_unit(const struct side *side) {
    for (int32_t i = 0; i < side->count; i++) {
        if (side->terms[i].element == EACH_UNIT) {
            return 1;
        }
    }
    return 0;
}

/* The first element of a side that a level reports; NULL where it reports none. */
static const struct element *reported_by(const struct childplan_plan *plan, const struct side *side, int32_t level) {
    for (int32_t i = 0; i < side->count; i++) {
        const struct element *element = &plan->elements[side->terms[i].element];
        if (element->levels[level]) {
            return element;
        }
    }
    return NULL;
}

static void check_levels(struct check *check, const struct indicator *indicator) {
    const struct childplan_plan *plan = check->plan;
    struct side numerator = numerator_of(indicator);
    struct side denominator = denominator_of(indicator);
    const struct element *alone = NULL;
    struct text levels;
    if (denominator.count == 0 || has_each_unit(&denominator)) {
        return;
    }
    const int32_t *last_days = childplan__last_days(check, indicator);
    childplan__text_begin(&levels, check->allocator);
    for (int32_t level = 0; level < plan->level_count; level++) {
        const struct element *element = reported_by(plan, &numerator, level);
        if (element && last_days[level] != CHILDPLAN_NO_DATE && !reported_by(plan, &denominator, level)) {
            alone = alone ? alone : element;
            childplan__add_quoted(&levels, plan->levels[level].id);
        }
    }
    if (alone) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_LEVEL_WITHOUT_DENOMINATOR, indicator->position, indicator->id,
               childplan__listed(check, &levels), alone->id);
    }
    childplan__text_end(&levels);
}

/* A figure of one period that is added up to the year's. What is reported once a year, or counted from the start of the
   year or the plan, is not. */
static int32_t is_added_up(const struct indicator *indicator, const struct element *element) {
    return element->over_time == AGGREGATE_SUM && childplan__cycles_a_year(element->frequency) > 1 &&
           childplan__window_of(indicator, element) == WINDOW_PERIOD;
}

/* The elements of a side by how they go through time. */
struct course {
    const struct element *standing; /* the first that is `last` */
    const struct element *added_up; /* the first that is added up */
    int32_t others;
};

static struct course course_of(const struct childplan_plan *plan, const struct indicator *indicator,
                               const struct side *side) {
    struct course course = {0};
    for (int32_t i = 0; i < side->count; i++) {
        const struct element *element =
            side->terms[i].element == EACH_UNIT ? NULL : &plan->elements[side->terms[i].element];
        if (element && element->over_time == AGGREGATE_LAST) {
            course.standing = course.standing ? course.standing : element;
        } else if (element && is_added_up(indicator, element)) {
            course.added_up = course.added_up ? course.added_up : element;
        } else {
            course.others++;
        }
    }
    return course;
}

static void check_sum(struct check *check, const struct indicator *indicator, const struct course *course) {
    if (course->standing && course->added_up) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_STANDING_AND_FLOW_ADDED, indicator->position, indicator->id,
               course->standing->id, course->added_up->id);
    }
}

/* Sessions per 100 members, a flow over a standing, are well measured; the other way round who is there all year counts
   in every period below the line, and once above it. */
static void check_standing_over_flow(struct check *check, const struct indicator *indicator, const struct course *above,
                                     const struct course *below) {
    if (above->standing && !above->added_up && !above->others && below->added_up && !below->standing &&
        !below->others) {
        REMARK(check, CHILDPLAN_DIAGNOSTIC_STANDING_OVER_FLOW, below->added_up->position, below->added_up->id,
               indicator->id, above->standing->id);
    }
}

/* Yes in two periods makes 200% of a unit. With another `per` it may be meant: meetings per unit. */
static void check_flags(struct check *check, const struct indicator *indicator) {
    struct side denominator = denominator_of(indicator);
    if (indicator->per != 100 || !has_each_unit(&denominator)) {
        return;
    }
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        const struct element *element = &check->plan->elements[indicator->numerator[i].element];
        if (element->type == TYPE_FLAG && is_added_up(indicator, element)) {
            REMARK(check, CHILDPLAN_DIAGNOSTIC_FLAG_ADDED_UP, element->position, element->id, indicator->id);
        }
    }
}

static void check_courses(struct check *check, const struct indicator *indicator) {
    struct side numerator = numerator_of(indicator);
    struct side denominator = denominator_of(indicator);
    struct course above = course_of(check->plan, indicator, &numerator);
    struct course below = course_of(check->plan, indicator, &denominator);
    check_sum(check, indicator, &above);
    check_sum(check, indicator, &below);
    check_standing_over_flow(check, indicator, &above, &below);
    check_flags(check, indicator);
}

void childplan__check_ratios(struct check *check) {
    const struct childplan_plan *plan = check->plan;
    for (int32_t i = 0; i < plan->indicator_count; i++) {
        check_levels(check, &plan->indicators[i]);
        check_courses(check, &plan->indicators[i]);
    }
}
