/* What each of the periods that are left must add. */
#include "assess.h"

/* The frequency in which the numerator is reported: of several elements, the longest. */
static int32_t frequency_of(const struct childplan_plan *plan, const struct indicator *indicator) {
    int32_t frequency = CHILDPLAN_MONTH;
    if (indicator->numerator_count == 0) {
        indicator = &plan->indicators[indicator->counted];
    }
    for (int32_t i = 0; i < indicator->numerator_count; i++) {
        const struct element *element = &plan->elements[indicator->numerator[i].element];
        frequency = element->frequency > frequency ? element->frequency : frequency;
    }
    return frequency;
}

/* An indicator that grows begins anew with each period: a row that is whole adds no more to itself. */
static int32_t kind_of_periods(const struct frame *frame) {
    const struct moment *moment = frame->moment;
    int32_t kind = childplan_period_kind(moment->period);
    int32_t is_whole = moment->days.last == moment->nominal.last;
    return frame->grows && is_whole && kind <= CHILDPLAN_YEAR ? kind
                                                              : frequency_of(frame->sources->plan, frame->indicator);
}

void childplan__assess_pace(const struct frame *frame, const struct asked *asked, struct figures *figures) {
    const struct calendar *calendar = &frame->sources->plan->calendar;
    int32_t today = frame->moment->days.last;
    if (figures->milestone == NULL || today >= asked->current.last_day) {
        return;
    }
    int32_t kind = kind_of_periods(frame);
    figures->is_ahead = 1;
    figures->periods_left = childplan__last_cycle_until(calendar, kind, asked->current.last_day) -
                            childplan__last_cycle_until(calendar, kind, today);
    figures->has_pace = figures->has_gap && (figures->gap == 0 || figures->periods_left > 0);
}
