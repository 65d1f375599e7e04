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

static childplan_status make_room(const struct sources *sources, struct moment *moment) {
    size_t words = childplan__words_for(sources->plan->unit_count);
    moment->at_level =
        childplan__allocate(sources->allocator, (size_t)sources->plan->level_count * words, sizeof *moment->at_level);
    int32_t complete = moment->at_level != NULL;
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        moment->steady[window] = childplan__allocate(sources->allocator, words, sizeof *moment->steady[window]);
        complete = complete && moment->steady[window] != NULL;
    }
    return complete ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

static void see_unit(const struct childplan_plan *plan, struct moment *moment, size_t words, int32_t unit) {
    const struct unit_version *at_end = childplan__version_on(plan, unit, moment->days.last);
    size_t word = (size_t)unit / WORD_BITS;
    uint64_t bit = UINT64_C(1) << ((size_t)unit % WORD_BITS);
    if (at_end == NULL) {
        return;
    }
    moment->at_level[(size_t)at_end->level * words + word] |= bit;
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        moment->steady[window][word] |= at_end->from <= moment->stretch[window].first ? bit : 0;
    }
}

/* Most units live through the horizon as they are; only the others are looked at one by one. */
static void see_units(const struct sources *sources, struct moment *moment) {
    const struct life *life = &sources->life;
    int32_t units = sources->plan->unit_count;
    size_t words = childplan__words_for(units);
    memcpy(moment->at_level, life->at_level, (size_t)sources->plan->level_count * words * sizeof *life->at_level);
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        memcpy(moment->steady[window], life->whole, words * sizeof *life->whole);
    }
    for (size_t word = 0; word < words; word++) {
        uint64_t left = ~life->whole[word] & childplan__bits_between(0, (size_t)units - word * WORD_BITS);
        while (left != 0) {
            see_unit(sources->plan, moment, words, (int32_t)(word * WORD_BITS + childplan__take_bit(&left)));
        }
    }
}

static int32_t index_of(const struct childplan_plan *plan, const struct unit_version *version) {
    return version == NULL ? NOT_ALIVE : (int32_t)(version - plan->versions);
}

int32_t childplan__version_at_end(const struct sources *sources, const struct moment *moment, int32_t unit) {
    return index_of(sources->plan, childplan__version_on(sources->plan, unit, moment->days.last));
}

int32_t childplan__version_in_window(const struct sources *sources, const struct moment *moment, enum window window,
                                     int32_t unit) {
    int32_t at_end = childplan__version_at_end(sources, moment, unit);
    return at_end != NOT_ALIVE
               ? at_end
               : index_of(sources->plan, childplan__last_version_in(sources->plan, unit, moment->stretch[window]));
}

childplan_status childplan__moment_begin(const struct sources *sources, int64_t period, struct moment *ret_moment) {
    const struct childplan_plan *plan = sources->plan;
    struct moment moment = {0};
    set_days(plan, &moment, period, sources->until);
    if (make_room(sources, &moment) != CHILDPLAN_OK) {
        childplan__moment_end(sources, &moment);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    see_units(sources, &moment);
    *ret_moment = moment;
    return CHILDPLAN_OK;
}

void childplan__moment_end(const struct sources *sources, struct moment *moment) {
    childplan__release(sources->allocator, moment->at_level);
    for (int32_t window = WINDOW_PERIOD; window <= WINDOW_PLAN; window++) {
        childplan__release(sources->allocator, moment->steady[window]);
    }
    *moment = (struct moment){0};
}
