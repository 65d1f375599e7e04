#include "known.h"

#include "../base/bits.h"

#include <stdlib.h>

/* Of the 64 units of a word those whose report for a cycle is in force. */
static uint64_t reported_units(const struct sources *sources, size_t word, int32_t index, int32_t cycle) {
    const struct fact_cells *cells = childplan__reports_cells(sources->reports, index);
    int32_t first = (int32_t)(word * WORD_BITS);
    struct cell_place place = childplan__cell_place(cells, first, cycle);
    int64_t ignored;
    if (place.tile == NULL) {
        return 0;
    }
    struct known_word known = childplan__cells_known_by(place.tile, place.word, sources->known_by);
    while (known.superseded != 0) {
        size_t lane = childplan__take_bit(&known.superseded);
        known.present |= (uint64_t)childplan__fact_in_force(sources->reports, first + (int32_t)lane, index, cycle,
                                                            sources->known_by, &ignored)
                         << lane;
    }
    return known.present;
}

static void note_cycles(const struct sources *sources, struct known *known, size_t word, int32_t index) {
    int32_t frequency = sources->plan->elements[index].frequency;
    uint8_t *cycles = known->cycles[frequency];
    for (int32_t cycle = 0; cycle < sources->life.cycle_count[frequency]; cycle++) {
        if (!cycles[cycle]) {
            cycles[cycle] = reported_units(sources, word, index, cycle) != 0;
        }
    }
}

static void find_latest(const struct sources *sources, struct known *known) {
    known->latest = CHILDPLAN_NO_DATE;
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        int32_t cycle = known->cycles[frequency] == NULL ? -1 : sources->life.cycle_count[frequency] - 1;
        while (cycle >= 0 && !known->cycles[frequency][cycle]) {
            cycle--;
        }
        if (cycle < 0) {
            continue;
        }
        int32_t last = childplan__cycle_days(&sources->plan->calendar, frequency, cycle).last;
        known->latest = last > known->latest ? last : known->latest;
    }
}

childplan_status childplan__known_begin(const struct sources *sources, struct known *ret_known) {
    const struct childplan_plan *plan = sources->plan;
    struct known known = {0};
    for (int32_t i = 0; i < plan->element_count; i++) {
        uint8_t **cycles = &known.cycles[plan->elements[i].frequency];
        if (*cycles == NULL) {
            *cycles = childplan__allocate(sources->allocator,
                                          (size_t)sources->life.cycle_count[plan->elements[i].frequency], 1);
        }
        if (*cycles == NULL) {
            childplan__known_end(sources, &known);
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    for (size_t word = 0; word < childplan__words_for(plan->unit_count); word++) {
        for (int32_t element = 0; element < plan->element_count; element++) {
            if (plan->elements[element].check_of == CHILDPLAN_NONE) {
                note_cycles(sources, &known, word, element);
            }
        }
    }
    find_latest(sources, &known);
    *ret_known = known;
    return CHILDPLAN_OK;
}

void childplan__known_end(const struct sources *sources, struct known *known) {
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        childplan__release(sources->allocator, known->cycles[frequency]);
    }
    *known = (struct known){0};
}

/* 1 where some cycle of any frequency inside the reporting year (counted from 0) holds a report. */
static int32_t year_is_known(const struct known *known, int32_t year) {
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        int32_t a_year = childplan__cycles_a_year(frequency);
        for (int32_t i = 0; known->cycles[frequency] != NULL && i < a_year; i++) {
            if (known->cycles[frequency][year * a_year + i]) {
                return 1;
            }
        }
    }
    return 0;
}

struct dated_period {
    int64_t period;
    struct days days;
};

/* By first day, the longer first. */
static int by_days(const void *left, const void *right) {
    const struct dated_period *a = left;
    const struct dated_period *b = right;
    if (a->days.first != b->days.first) {
        return a->days.first < b->days.first ? -1 : 1;
    }
    return (a->days.last < b->days.last) - (a->days.last > b->days.last);
}

/* The year and its periods with a report, at most 1 + 12 + 4 + 2 of them. */
static size_t periods_of_year(const struct sources *sources, const struct known *known, int32_t year,
                              struct dated_period periods[19]) {
    const struct calendar *calendar = &sources->plan->calendar;
    size_t count = 1;
    periods[0].period = childplan_period_of(CHILDPLAN_YEAR, calendar->first_year + year, 1);
    periods[0].days = childplan__period_days(calendar, periods[0].period);
    for (int32_t frequency = CHILDPLAN_MONTH; frequency < CHILDPLAN_YEAR; frequency++) {
        int32_t a_year = childplan__cycles_a_year(frequency);
        for (int32_t cycle = year * a_year; cycle < (year + 1) * a_year; cycle++) {
            if (known->cycles[frequency] == NULL || !known->cycles[frequency][cycle]) {
                continue;
            }
            periods[count].period = childplan__cycle_period(calendar, frequency, cycle);
            periods[count++].days = childplan__cycle_days(calendar, frequency, cycle);
        }
    }
    qsort(periods, count, sizeof *periods, by_days);
    return count;
}

childplan_status childplan__known_periods(const struct sources *sources, const struct known *known,
                                          int64_t **ret_periods, size_t *ret_count) {
    const struct calendar *calendar = &sources->plan->calendar;
    int32_t years = calendar->last_year - calendar->first_year + 1;
    int64_t *list = childplan__allocate(sources->allocator, (size_t)years * 19, sizeof *list);
    size_t count = 0;
    if (list == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t year = 0; year < years; year++) {
        struct dated_period periods[19];
        if (!year_is_known(known, year)) {
            continue;
        }
        size_t found = periods_of_year(sources, known, year, periods);
        for (size_t i = 0; i < found; i++) {
            list[count++] = periods[i].period;
        }
    }
    *ret_periods = list;
    *ret_count = count;
    return CHILDPLAN_OK;
}

/* Of the 64 units of a word those that are to report an element for a cycle. */
static uint64_t due_units(const struct sources *sources, size_t word, int32_t index, int32_t cycle) {
    const struct childplan_plan *plan = sources->plan;
    uint64_t due = 0;
    for (size_t lane = 0; lane < WORD_BITS && word * WORD_BITS + lane < (size_t)plan->unit_count; lane++) {
        int32_t unit = (int32_t)(word * WORD_BITS + lane);
        due |= (uint64_t)childplan__is_expected(&sources->life, &plan->elements[index], unit, cycle) << lane;
    }
    return due;
}

/* Whether anything is known of the units of a word that are chosen. */
static int32_t knows_of_word(const struct sources *sources, size_t word, uint64_t chosen) {
    const struct childplan_plan *plan = sources->plan;
    for (int32_t i = 0; i < plan->element_count; i++) {
        int32_t cycles = childplan__cycle_count(&plan->calendar, plan->elements[i].frequency);
        for (int32_t cycle = 0; cycle < cycles; cycle++) {
            if ((reported_units(sources, word, i, cycle) & chosen) != 0) {
                return 1;
            }
        }
    }
    return 0;
}

int32_t childplan__knows_reports(const struct sources *sources, const uint64_t *units) {
    for (size_t word = 0; word < childplan__words_for(sources->plan->unit_count); word++) {
        if (units[word] != 0 && knows_of_word(sources, word, units[word])) {
            return 1;
        }
    }
    return 0;
}

void childplan__count_reporting(const struct sources *sources, int32_t day, int32_t *ret_expected,
                                int32_t *ret_reported) {
    const struct childplan_plan *plan = sources->plan;
    *ret_expected = *ret_reported = 0;
    for (size_t word = 0; word < childplan__words_for(plan->unit_count); word++) {
        uint64_t expected = 0;
        uint64_t missing = 0;
        for (int32_t i = 0; i < plan->element_count; i++) {
            int32_t frequency = plan->elements[i].frequency;
            int32_t cycle = childplan__last_cycle_until(&plan->calendar, frequency, day);
            if (cycle >= 0 && childplan__cycle_days(&plan->calendar, frequency, cycle).last == day) {
                uint64_t due = due_units(sources, word, i, cycle);
                expected |= due;
                missing |= due & ~reported_units(sources, word, i, cycle);
            }
        }
        *ret_expected += childplan__bits_in(expected);
        *ret_reported += childplan__bits_in(expected & ~missing);
    }
}
