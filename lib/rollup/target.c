#include "assess.h"

#include <childplan/explain.h>

uint8_t childplan__source_of(enum origin_source source) {
    static const uint8_t sources[] = {[FROM_NOTHING] = CHILDPLAN_SOURCE_UNKNOWN,
                                      [FROM_BASELINE] = CHILDPLAN_SOURCE_BASELINE,
                                      [FROM_PERIOD_BEFORE] = CHILDPLAN_SOURCE_PERIOD_BEFORE,
                                      [FROM_MILESTONE] = CHILDPLAN_SOURCE_MILESTONE,
                                      [FROM_ZERO] = CHILDPLAN_SOURCE_ZERO};
    return sources[source];
}

struct origin childplan__measured_from(const struct frame *frame, const struct asked *asked) {
    const struct milestone *milestone = asked->current.milestone;
    const struct baseline *baseline = &frame->indicator->baseline;
    struct origin origin = {.source = FROM_NOTHING, .period = baseline->period, .day = baseline->last_day};
    if (milestone->change == CHANGE_NONE) {
        return origin;
    }
    if (!childplan__is_from_period_before(milestone)) {
        origin.figure = childplan__baseline_of(baseline, asked->unit);
        origin.source = origin.figure.has_value ? FROM_BASELINE : FROM_NOTHING;
        return origin;
    }
    int64_t period_before = childplan__period_before(asked->current.by);
    if (asked->period_before.has_value || baseline->period != period_before) {
        enum origin_source source = asked->period_before.has_value ? FROM_PERIOD_BEFORE : FROM_NOTHING;
        return (struct origin){source, period_before, asked->current.first_day - 1, asked->period_before};
    }
    origin.figure = childplan__baseline_of(baseline, asked->unit);
    origin.figure.has_low = origin.figure.has_high = !asked->may_still_come;
    origin.source = origin.figure.has_value ? FROM_BASELINE : FROM_NOTHING;
    return origin;
}

static struct origin start_at_zero(int32_t day) {
    struct figure nothing = childplan__exact_figure((struct decimal){0, 0});
    return (struct origin){FROM_ZERO, CHILDPLAN_NO_PERIOD, day, nothing};
}

static struct origin start_at_milestone(const struct frame *frame, const struct asked *asked, int32_t *overflow) {
    const struct instance *before = &asked->before;
    struct figure baseline = childplan__baseline_of(&frame->indicator->baseline, asked->unit);
    struct bar bar = childplan__bar_of(before->milestone, &baseline, overflow);
    const struct edge *goal = childplan__goal(&bar, frame->indicator->lower_is_better);
    struct origin start = {bar.is_known ? FROM_MILESTONE : FROM_NOTHING, before->by, before->end_day, goal->limit};
    start.figure.has_value = bar.is_known;
    return start;
}

/* A total that is counted from the plan's start on. */
static int32_t counts_from_start(const struct indicator *indicator) {
    return indicator->has_window && indicator->window == WINDOW_PLAN && indicator->denominator_count == 0;
}

struct origin childplan__start_of_path(const struct frame *frame, const struct asked *asked, const struct origin *from,
                                       int32_t *ret_overflow) {
    const struct instance *current = &asked->current;
    const struct indicator *indicator = frame->indicator;
    if (current->milestone->every != 0 && frame->grows) {
        return start_at_zero(current->first_day - 1);
    }
    if (childplan__is_from_period_before(current->milestone)) {
        struct origin start = *from;
        start.day = current->first_day - 1;
        return start;
    }
    if (asked->before.milestone != NULL) {
        return start_at_milestone(frame, asked, ret_overflow);
    }
    struct figure baseline = childplan__baseline_of(&indicator->baseline, asked->unit);
    if (!baseline.has_value && counts_from_start(indicator)) {
        return start_at_zero(frame->sources->plan->horizon.first - 1);
    }
    return (struct origin){baseline.has_value ? FROM_BASELINE : FROM_NOTHING, indicator->baseline.period,
                           indicator->baseline.last_day, baseline};
}

static void set_path(const struct frame *frame, const struct asked *asked, const struct origin *from,
                     struct figures *figures, int32_t *overflow) {
    const struct instance *current = &asked->current;
    int32_t today = frame->moment->days.last;
    if (!figures->bar.is_known) {
        return;
    }
    struct fraction goal = childplan__goal(&figures->bar, frame->indicator->lower_is_better)->limit.value;
    if (childplan__is_due(frame, current)) {
        figures->has_path = 1;
        figures->path = goal;
        return;
    }
    struct origin start = childplan__start_of_path(frame, asked, from, overflow);
    if (!start.figure.has_value || start.day > today || today > current->last_day || start.day >= current->last_day) {
        return;
    }
    figures->has_path = 1;
    *overflow |= !childplan__fraction_between(start.figure.value, goal, today - start.day,
                                              current->last_day - start.day, &figures->path);
}

static int32_t reaches(const struct frame *frame, const struct figures *figures, struct decimal share,
                       int32_t *overflow) {
    struct fraction attains = childplan__decimal_fraction(share);
    struct fraction value = figures->figure.value;
    struct fraction path = figures->path;
    if (frame->indicator->lower_is_better) {
        *overflow |= !childplan__fraction_multiply(attains, value, &value);
        return childplan__fraction_compare(value, path) <= 0;
    }
    *overflow |= !childplan__fraction_multiply(attains, path, &path);
    return childplan__fraction_compare(value, path) >= 0;
}

static int32_t threshold_of(const struct frame *frame, const struct figures *figures, int32_t *overflow) {
    const struct childplan_plan *plan = frame->sources->plan;
    int32_t status = CHILDPLAN_STATUS_FIRST_THRESHOLD;
    while (status < plan->status_count - 1 && plan->statuses[status].has_attains &&
           !reaches(frame, figures, plan->statuses[status].attains, overflow)) {
        status++;
    }
    return status;
}

static int32_t status_of(const struct frame *frame, const struct asked *asked, const struct figures *figures,
                         int32_t *overflow) {
    if (!figures->figure.has_value) {
        return CHILDPLAN_STATUS_NO_DATA;
    }
    if (figures->milestone == NULL) {
        return CHILDPLAN_STATUS_NO_TARGET;
    }
    int32_t is_due = childplan__is_due(frame, &asked->current);
    if (!figures->bar.is_known) {
        return is_due ? CHILDPLAN_STATUS_NO_DATA : CHILDPLAN_STATUS_OPEN;
    }
    if (figures->met) {
        return CHILDPLAN_STATUS_MET;
    }
    if (is_due && !figures->milestone->is_aspiration) {
        return CHILDPLAN_STATUS_MISSED;
    }
    return figures->has_path ? threshold_of(frame, figures, overflow) : CHILDPLAN_STATUS_OPEN;
}

void childplan__assess_target(const struct frame *frame, const struct asked *asked, struct figures *figures,
                              int32_t *ret_overflow) {
    figures->milestone = asked->current.milestone;
    if (figures->milestone != NULL) {
        struct origin from = childplan__measured_from(frame, asked);
        figures->by = asked->current.by;
        figures->bar = childplan__bar_of(figures->milestone, &from.figure, ret_overflow);
        set_path(frame, asked, &from, figures, ret_overflow);
        figures->has_met = figures->figure.has_value && figures->bar.is_known;
        if (figures->has_met) {
            figures->met = childplan__meets(figures->figure.value, &figures->bar);
            figures->certain = childplan__is_certain(&figures->figure, &figures->bar);
        }
    }
    figures->status = status_of(frame, asked, figures, ret_overflow);
}
