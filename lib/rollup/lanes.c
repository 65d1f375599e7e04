#include "lanes.h"

#include "../base/bits.h"
#include "../base/wide.h"

#include <string.h>

/* Values up to this size, over so many cycles and terms, cannot add up past 64 bits for 64 units. */
#define SAFE_SIZE (UINT64_C(1) << 40)
#define SAFE_CYCLES 1024
#define SAFE_TERMS 16

/* What 64 units bring. */
struct lanes {
    uint64_t units; /* which of them are read */
    uint64_t expected;
    uint64_t missing; /* of the expected, those that have not reported all */
    uint64_t contributes;
    uint64_t carried;
    int64_t side[2][WORD_BITS]; /* numerator, denominator */
};

/* What one term is for 64 units. */
struct lane_term {
    uint64_t at;  /* units that could report it */
    uint64_t has; /* units that have an own value */
};

static int32_t is_stock_in_stretch(const struct frame *frame, const struct frame_term *term) {
    const struct calendar *calendar = &frame->sources->plan->calendar;
    return term->last_cycle >= 0 && childplan__cycle_days(calendar, term->element->frequency, term->last_cycle).last >=
                                        frame->moment->stretch[frame->longest].first;
}

static int32_t takes_term(const struct frame *frame, const struct frame_term *term) {
    if (term->scale != 1 || term->rate != NULL) {
        return 0;
    }
    if (term->element == NULL) {
        return 1;
    }
    if (!term->is_stock) {
        return term->element->over_time == AGGREGATE_SUM && term->element->given == GIVEN_PERIOD &&
               term->last_cycle - term->first_cycle < SAFE_CYCLES;
    }
    /* Stocks that go together must reach back equally far for all units. */
    return is_stock_in_stretch(frame, term) && term->first_cycle == frame->terms[term->group].first_cycle;
}

int32_t childplan__frame_takes_lanes(const struct frame *frame) {
    if (frame->sources->known_by != CHILDPLAN_NO_DATE || frame->over_units != AGGREGATE_SUM ||
        frame->term_count > SAFE_TERMS) {
        return 0;
    }
    for (int32_t i = 0; i < frame->term_count; i++) {
        if (!takes_term(frame, &frame->terms[i])) {
            return 0;
        }
    }
    return 1;
}

static struct cell_word cells_of(const struct frame *frame, const struct frame_term *term, size_t word, int32_t cycle) {
    return childplan__cell_word(childplan__reports_cells(frame->sources->reports, term->index), word, cycle);
}

/* Units of the indicator's population. */
static uint64_t population_of(const struct frame *frame, size_t word, uint64_t units) {
    uint64_t of_it = 0;
    if (frame->population == NULL) {
        return units;
    }
    for (uint64_t left = units; left != 0;) {
        size_t lane = childplan__take_bit(&left);
        int32_t version = frame->moment->version_at_end[word * WORD_BITS + lane];
        of_it |= (uint64_t)(frame->population[version] != 0) << lane;
    }
    return of_it;
}

static uint64_t at_levels(const struct frame *frame, const uint8_t *levels, size_t word) {
    const struct childplan_plan *plan = frame->sources->plan;
    size_t words = ((size_t)plan->unit_count + WORD_BITS - 1) / WORD_BITS;
    uint64_t at = 0;
    for (int32_t level = 0; level < plan->level_count; level++) {
        if (levels[level]) {
            at |= frame->moment->at_level[(size_t)level * words + word];
        }
    }
    return at;
}

/* Adds 64 values to one side; those of `except` only seem to be there. */
static void add_values(int64_t *side, const int64_t *values, int32_t sign, uint64_t except) {
    for (size_t lane = 0; lane < WORD_BITS; lane++) {
        side[lane] += sign * values[lane];
    }
    for (uint64_t left = except; left != 0;) {
        size_t lane = childplan__take_bit(&left);
        side[lane] -= sign * values[lane];
    }
}

static void add_cells(struct lanes *lanes, const struct frame_term *term, const struct cell_word *cells,
                      uint64_t usable) {
    if (usable != 0) {
        add_values(lanes->side[term->in_denominator], cells->values, term->sign, cells->present & ~usable);
    }
}

/* Units for which everything taken together with a term was reported in the cycle. */
static uint64_t matched(const struct frame *frame, const struct lane_term *lane_terms, int32_t group, size_t word,
                        int32_t cycle) {
    uint64_t matched = ~UINT64_C(0);
    for (int32_t i = group; i < frame->term_count; i++) {
        if (frame->terms[i].group == group) {
            matched &= ~lane_terms[i].at | cells_of(frame, &frame->terms[i], word, cycle).present;
        }
    }
    return matched;
}

static int32_t first_expected(const struct frame *frame, const struct frame_term *term) {
    return frame->sources->life.first_expected[term->element->frequency];
}

static void read_flow(const struct frame *frame, struct lane_term *lane_terms, int32_t index, size_t word,
                      struct lanes *lanes) {
    const struct frame_term *term = &frame->terms[index];
    struct lane_term *lane = &lane_terms[index];
    for (int32_t cycle = term->first_cycle; cycle <= term->last_cycle; cycle++) {
        struct cell_word cells = cells_of(frame, term, word, cycle);
        uint64_t usable = lane->at & cells.present;
        if (frame->is_ratio) {
            usable &= matched(frame, lane_terms, term->group, word, cycle);
        }
        if (cycle >= first_expected(frame, term)) {
            lanes->expected |= lane->at;
            lanes->missing |= lane->at & ~cells.present;
        }
        lane->has |= usable;
        add_cells(lanes, term, &cells, usable);
    }
}

/* Of one group of stocks, from the newest cycle back. */
static void read_stocks(const struct frame *frame, struct lane_term *lane_terms, int32_t group, size_t word,
                        struct lanes *lanes) {
    const struct frame_term *first = &frame->terms[group];
    const struct calendar *calendar = &frame->sources->plan->calendar;
    uint64_t left = lanes->units;
    for (int32_t cycle = first->last_cycle; cycle >= first->first_cycle && left != 0; cycle--) {
        uint64_t hit = left & matched(frame, lane_terms, group, word, cycle);
        int32_t is_old =
            cycle < first->last_cycle ||
            childplan__cycle_days(calendar, first->element->frequency, cycle).last < frame->moment->days.first;
        for (int32_t i = group; i < frame->term_count; i++) {
            if (frame->terms[i].group == group) {
                struct cell_word cells = cells_of(frame, &frame->terms[i], word, cycle);
                uint64_t usable = hit & lane_terms[i].at;
                lane_terms[i].has |= usable;
                lanes->carried |= is_old ? usable : 0;
                add_cells(lanes, &frame->terms[i], &cells, usable);
            }
        }
        left &= ~hit;
    }
}

static void expect_stock(const struct frame *frame, const struct frame_term *term, uint64_t at, size_t word,
                         struct lanes *lanes) {
    if (term->last_cycle >= first_expected(frame, term)) {
        lanes->expected |= at;
        lanes->missing |= at & ~cells_of(frame, term, word, term->last_cycle).present;
    }
}

static void read_each_unit(const struct frame_term *term, struct lane_term *lane, struct lanes *lanes) {
    lane->has = lane->at;
    for (uint64_t left = lane->at; left != 0;) {
        lanes->side[term->in_denominator][childplan__take_bit(&left)] += term->sign;
    }
}

static void read_terms(const struct frame *frame, struct lane_term *lane_terms, size_t word, struct lanes *lanes) {
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        if (term->element == NULL) {
            read_each_unit(term, &lane_terms[i], lanes);
        } else if (!term->is_stock) {
            read_flow(frame, lane_terms, i, word, lanes);
        } else {
            expect_stock(frame, term, lane_terms[i].at, word, lanes);
            if (term->group == i) {
                read_stocks(frame, lane_terms, i, word, lanes);
            }
        }
    }
}

/* In a ratio everything at a unit must be there, or it brings nothing. */
static void settle(const struct frame *frame, const struct lane_term *lane_terms, struct lanes *lanes) {
    uint64_t any = 0;
    uint64_t all = lanes->units;
    for (int32_t i = 0; i < frame->term_count; i++) {
        any |= lane_terms[i].has;
        all &= ~lane_terms[i].at | lane_terms[i].has;
    }
    lanes->contributes = frame->is_ratio ? any & all : any;
    lanes->carried &= lanes->contributes;
    lanes->missing &= lanes->expected;
    for (uint64_t left = any & ~lanes->contributes; left != 0;) {
        size_t lane = childplan__take_bit(&left);
        lanes->side[0][lane] = lanes->side[1][lane] = 0;
    }
}

static int64_t sum_between(const int64_t *side, size_t from, size_t end) {
    int64_t sum = 0;
    for (size_t lane = from; lane < end; lane++) {
        sum += side[lane];
    }
    return sum;
}

static int64_t sum_of(const int64_t *side, uint64_t units) {
    int64_t sum = 0;
    for (uint64_t left = units; left != 0;) {
        sum += side[childplan__take_bit(&left)];
    }
    return sum;
}

/* The units from … end − 1, which have one slot. */
static childplan_status add_stretch(const struct frame *frame, const struct lanes *lanes, size_t word, size_t from,
                                    size_t end, struct sums *into) {
    uint64_t units = lanes->units & childplan__bits_between(from, end);
    uint64_t missing = lanes->missing & units;
    struct sums own = {.numerator = sum_between(lanes->side[0], from, end),
                       .denominator = sum_between(lanes->side[1], from, end),
                       .contributing = childplan__bits_in(lanes->contributes & units),
                       .expected = childplan__bits_in(lanes->expected & units),
                       .reported = childplan__bits_in(lanes->expected & units & ~missing),
                       .carried = childplan__bits_in(lanes->carried & units),
                       .missing_contributing = childplan__bits_in(missing & lanes->contributes),
                       .missing_carried = childplan__bits_in(missing & lanes->carried)};
    own.sure_numerator = own.numerator - sum_of(lanes->side[0], missing & lanes->contributes);
    own.sure_denominator = own.denominator - sum_of(lanes->side[1], missing & lanes->contributes);
    for (uint64_t left = frame->bounds == BOUNDS_RATIO ? missing : 0; left != 0;) {
        int64_t size = 0;
        int32_t unit = (int32_t)(word * WORD_BITS + childplan__take_bit(&left));
        int32_t known = childplan__missing_size(frame, unit, &size);
        if (known < 0 || !childplan__add(own.missing_size, size, &own.missing_size)) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
        own.missing_unknown += !known;
    }
    return childplan__combine_sums(AGGREGATE_SUM, into, &own) ? CHILDPLAN_OK : CHILDPLAN_ERROR_OVERFLOW;
}

/* 1 where no value that will be read is so large that adding without a look could go wrong. */
static int32_t is_safe(const struct frame *frame, size_t word) {
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        for (int32_t cycle = term->first_cycle; term->element != NULL && cycle <= term->last_cycle;
             cycle = (cycle / TILE_CYCLES + 1) * TILE_CYCLES) {
            const struct fact_cells *cells = childplan__reports_cells(frame->sources->reports, term->index);
            if (childplan__cell_word_limit(cells, word, cycle) > SAFE_SIZE) {
                return 0;
            }
        }
    }
    return 1;
}

childplan_status childplan__add_lanes(const struct frame *frame, const struct tree *tree, size_t word,
                                      struct sums *sums, uint64_t *ret_taken, int32_t *ret_unit) {
    struct lane_term lane_terms[SAFE_TERMS];
    struct lanes lanes = {.units = frame->moment->steady[frame->longest][word]};
    *ret_taken = 0;
    if (lanes.units == 0 || !is_safe(frame, word)) {
        return CHILDPLAN_OK;
    }
    uint64_t of_population = population_of(frame, word, lanes.units);
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        const uint8_t *levels = term->element == NULL ? frame->each_unit_levels : term->element->levels;
        lane_terms[i] = (struct lane_term){at_levels(frame, levels, word) & of_population, 0};
    }
    read_terms(frame, lane_terms, word, &lanes);
    settle(frame, lane_terms, &lanes);
    size_t units = (size_t)frame->sources->plan->unit_count - word * WORD_BITS;
    size_t count = units < WORD_BITS ? units : WORD_BITS;
    uint64_t changes = tree->changes[word] & ~UINT64_C(1);
    for (size_t from = 0, end; from < count; from = end) {
        end = changes == 0 ? count : childplan__take_bit(&changes);
        int32_t unit = (int32_t)(word * WORD_BITS + from);
        if (add_stretch(frame, &lanes, word, from, end, &sums[tree->slot_of[unit]]) != CHILDPLAN_OK) {
            *ret_unit = unit;
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    *ret_taken = lanes.units;
    return CHILDPLAN_OK;
}
