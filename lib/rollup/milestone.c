#include "milestone.h"

int32_t childplan__is_from_period_before(const struct milestone *milestone) {
    return milestone->change != CHANGE_NONE && milestone->against == AGAINST_PERIOD_BEFORE;
}

static struct instance instance_by(const struct frame *frame, const struct milestone *milestone, int64_t by) {
    struct days days = childplan__period_days(&frame->sources->plan->calendar, by);
    return (struct instance){milestone, by, days.first, days.last, days.last};
}

/* Of a recurring milestone the instance of the period that holds a day, or the last one. */
static struct instance instance_on(const struct frame *frame, const struct milestone *milestone, int32_t day) {
    const struct calendar *calendar = &frame->sources->plan->calendar;
    if (milestone->every == 0) {
        struct instance instance = instance_by(frame, milestone, milestone->by);
        instance.end_day = milestone->is_kept ? milestone->end_day : instance.last_day;
        return instance;
    }
    int32_t within = day < milestone->end_day ? day : milestone->end_day;
    int32_t cycle = childplan__cycle_on(calendar, milestone->every, within);
    return instance_by(frame, milestone, childplan__cycle_period(calendar, milestone->every, cycle));
}

/* 1 where a recurring milestone has not begun to ask: before the first of its periods. */
static int32_t has_not_begun(const struct frame *frame, const struct milestone *milestone) {
    return milestone->every != 0 &&
           frame->moment->days.last < childplan__period_days(&frame->sources->plan->calendar, milestone->by).first;
}

/* An indicator that grows has only the milestones of the row's kind. */
static int32_t is_of_kind(const struct frame *frame, const struct milestone *milestone) {
    return !frame->grows ||
           childplan__is_same_kind(&frame->sources->plan->calendar, milestone->by, frame->moment->period);
}

/* 1 where a milestone has no instance before this one. */
static int32_t is_first(const struct instance *instance) {
    return instance->milestone->every == 0 || instance->by == instance->milestone->by;
}

void childplan__find_milestones(const struct frame *frame, const struct scope *scope, struct instance *ret_current,
                                struct instance *ret_before) {
    int32_t today = frame->moment->days.last;
    struct instance latest = {.milestone = NULL};
    *ret_current = *ret_before = latest;
    for (int32_t i = 0; scope != NULL && i < scope->milestone_count; i++) {
        const struct milestone *milestone = &scope->milestones[i];
        if (!is_of_kind(frame, milestone)) {
            continue;
        }
        int32_t is_ahead = has_not_begun(frame, milestone);
        struct instance instance = instance_on(frame, milestone, is_ahead ? milestone->end_day : today);
        if (!is_ahead && today <= instance.end_day) {
            *ret_current = instance;
            if (!childplan__is_from_period_before(milestone) && !is_first(&instance)) {
                *ret_before = instance_by(frame, milestone, childplan__period_before(instance.by));
            }
            return;
        }
        if (!is_ahead) {
            latest = instance;
        }
        if (!childplan__is_from_period_before(milestone)) {
            *ret_before = instance;
        }
    }
    /* After the last milestone that one stays in force, unless it says itself until when. */
    if (latest.milestone != NULL && latest.milestone->every == 0 && !latest.milestone->is_kept) {
        *ret_current = latest;
    }
}

int32_t childplan__needs_period_before(const struct frame *frame, const struct milestone *milestone) {
    return childplan__is_from_period_before(milestone) && frame->moment->days.last <= milestone->end_day &&
           !has_not_begun(frame, milestone) && is_of_kind(frame, milestone);
}

int32_t childplan__is_due(const struct frame *frame, const struct instance *instance) {
    const struct moment *moment = frame->moment;
    int32_t was_cut = moment->days.last < moment->nominal.last;
    return moment->days.last >= instance->last_day && !(frame->grows && was_cut);
}
