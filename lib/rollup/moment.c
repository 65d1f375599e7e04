#include "frame.h"

#include "../base/bits.h"

#include <string.h>

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static void set_days(const struct childplan_plan *plan, struct moment *moment, int64_t period, int32_t until) {
    moment->period = period;
    moment->nominal = childplan__period_days(&plan->calendar, period);
    moment->days = (struct days){moment->nominal.first, smaller(moment->nominal.last, until)};
    int64_t year = childplan_period_of(CHILDPLAN_YEAR, childplan__year_of(&plan->calendar, moment->days.last), 1);
    int32_t year_starts = childplan__period_days(&plan->calendar, year).first;
    moment->stretch[WINDOW_PERIOD] = moment->days;
    moment->stretch[WINDOW_YEAR] = (struct days){smaller(moment->days.first, year_starts), moment->days.last};
    moment->stretch[WINDOW_PLAN] = (struct days){plan->horizon.first, moment->days.last};
}

static int32_t index_of(const struct childplan_plan *plan, const struct unit_version *version) {
    return version == NULL ? NOT_ALIVE : (int32_t)(version - plan->versions);
}

static int32_t *by_unit(const struct sources *sources) {
    return childplan__allocate(sources->allocator, (size_t)sources->plan->unit_count, sizeof(int32_t));
}

static size_t words_of(const struct sources *sources) {
    return ((size_t)sources->plan->unit_count + WORD_BITS - 1) / WORD_BITS;
}

static childplan_status make_room(const struct sources *sources, struct moment *moment) {
    size_t words = words_of(sources);
    moment->version_at_end = by_unit(sources);
    moment->at_level =
        childplan__allocate(sources->allocator, (size_t)sources->plan->level_count * words, sizeof *moment->at_level);
    int32_t complete = moment->version_at_end != NULL && moment->at_level != NULL;
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        moment->version_in[window] = by_unit(sources);
        moment->steady[window] = childplan__allocate(sources->allocator, words, sizeof(uint64_t));
        complete = complete && moment->version_in[window] != NULL && moment->steady[window] != NULL;
    }
    return complete ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

/* Most units live through the period as they are; only for the others is it looked up window by window. */
static void see_unit(const struct childplan_plan *plan, struct moment *moment, size_t words, int32_t unit) {
    const struct unit_version *at_end = childplan__version_on(plan, unit, moment->days.last);
    size_t word = (size_t)unit / WORD_BITS;
    uint64_t bit = UINT64_C(1) << ((size_t)unit % WORD_BITS);
    moment->version_at_end[unit] = index_of(plan, at_end);
    if (at_end != NULL) {
        moment->at_level[(size_t)at_end->level * words + word] |= bit;
    }
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        int32_t is_steady = at_end != NULL && at_end->from <= moment->stretch[window].first;
        const struct unit_version *in =
            at_end != NULL ? at_end : childplan__last_version_in(plan, unit, moment->stretch[window]);
        moment->version_in[window][unit] = index_of(plan, in);
        moment->steady[window][word] |= is_steady ? bit : 0;
    }
}

childplan_status childplan__moment_begin(const struct sources *sources, int64_t period, struct moment *ret_moment) {
    const struct childplan_plan *plan = sources->plan;
    struct moment moment = {0};
    set_days(plan, &moment, period, sources->until);
    if (make_room(sources, &moment) != CHILDPLAN_OK) {
        childplan__moment_end(sources, &moment);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        see_unit(plan, &moment, words_of(sources), unit);
    }
    *ret_moment = moment;
    return CHILDPLAN_OK;
}

void childplan__moment_end(const struct sources *sources, struct moment *moment) {
    childplan__release(sources->allocator, moment->version_at_end);
    childplan__release(sources->allocator, moment->at_level);
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        childplan__release(sources->allocator, moment->version_in[window]);
        childplan__release(sources->allocator, moment->steady[window]);
    }
    *moment = (struct moment){0};
}
