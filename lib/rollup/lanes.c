#include "lanes.h"

#include "../base/bits.h"
#include "../base/wide.h"

/* Values up to this size, in so many cells of a unit, cannot add up past 64 bits for 64 units. */
#define SAFE_SIZE (UINT64_C(1) << 40)
#define SAFE_CELLS 512
#define SAFE_TERMS 16

/* The cells of 64 units in a cycle. */
struct reading {
    const int64_t *values; /* 64 of them, 0 where none is held */
    uint64_t held;
    uint64_t present; /* by the day that is asked for */
    uint64_t usable;  /* those that count */
};

/* What one term is for 64 units. */
struct lane_term {
    uint64_t at;              /* units that could report it */
    uint64_t has;             /* units that have an own value */
    struct reading *readings; /* of a stock the newest cycle first */
    int32_t count;
};

/* What 64 units bring. */
struct lanes {
    const struct frame *frame;
    size_t word;
    uint64_t units; /* which of them are read */
    uint64_t expected;
    uint64_t missing; /* of the expected, those that have not reported all */
    uint64_t contributes;
    uint64_t carried;
    uint64_t superseded; /* units with a report that was another one by the day that is asked for */
    struct lane_term terms[SAFE_TERMS];
    struct reading readings[SAFE_CELLS];
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
        return term->element->over_time == AGGREGATE_SUM && term->element->given == GIVEN_PERIOD;
    }
    /* Stocks that go together must reach back equally far for all units. */
    return is_stock_in_stretch(frame, term) && term->first_cycle == frame->terms[term->group].first_cycle;
}

static int32_t cycles_of(const struct frame_term *term) {
    return term->element == NULL ? 0 : term->last_cycle - term->first_cycle + 1;
}

int32_t childplan__frame_takes_lanes(const struct frame *frame) {
    int32_t cells = 0;
    if (frame->over_units != AGGREGATE_SUM || frame->term_count > SAFE_TERMS) {
        return 0;
    }
    for (int32_t i = 0; i < frame->term_count; i++) {
        cells += cycles_of(&frame->terms[i]);
        if (!takes_term(frame, &frame->terms[i]) || cells > SAFE_CELLS) {
            return 0;
        }
    }
    return 1;
}

/* 0 where some value may be so large that adding without a look could go wrong. ret_superseded: of which units the
   report is another one. */
static inline int32_t read_cells(const struct lanes *lanes, const struct frame_term *term, int32_t cycle,
                                 struct reading *ret_reading, uint64_t *ret_superseded) {
    int32_t known_by = lanes->frame->sources->known_by;
    struct cell_place place = childplan__cell_place(term->cells, (int32_t)(lanes->word * WORD_BITS), cycle);
    const struct tile *tile = place.tile;
    *ret_superseded = 0;
    if (tile == NULL) {
        *ret_reading = (struct reading){0};
        return 1;
    }
    uint64_t held = tile->present[place.word];
    *ret_reading = (struct reading){&tile->values[place.cell], held, held, 0};
    if (known_by != CHILDPLAN_NO_DATE) {
        struct known_word known = childplan__cells_known_by(tile, place.word, known_by);
        ret_reading->present = known.present;
        *ret_superseded = known.superseded;
    }
    return tile->largest <= SAFE_SIZE;
}

/* Units of the indicator's population. */
static uint64_t population_of(const struct frame *frame, size_t word, uint64_t units) {
    uint64_t of_it = 0;
    if (frame->population == NULL) {
        return units;
    }
    for (uint64_t left = units; left != 0;) {
        size_t lane = childplan__take_bit(&left);
        int32_t version = childplan__version_at_end(frame->sources, frame->moment, (int32_t)(word * WORD_BITS + lane));
        of_it |= (uint64_t)(frame->population[version] != 0) << lane;
    }
    return of_it;
}

static uint64_t at_levels(const struct frame *frame, const uint8_t *levels, size_t word) {
    const struct childplan_plan *plan = frame->sources->plan;
    size_t words = childplan__words_for(plan->unit_count);
    uint64_t at = 0;
    for (int32_t level = 0; level < plan->level_count; level++) {
        at |= levels[level] ? frame->moment->at_level[(size_t)level * words + word] : 0;
    }
    return at;
}

static int32_t first_expected(const struct frame *frame, const struct frame_term *term) {
    return frame->sources->life.first_expected[term->element->frequency];
}

static void expect(struct lanes *lanes, const struct lane_term *lane, uint64_t present) {
    lanes->expected |= lane->at;
    lanes->missing |= lane->at & ~present;
}

/* Reads the terms of a group in a cycle, as their readings of that number. matched: the units for which all that is
   at them was reported. 0 where a value may be too large. */
static int32_t read_group(struct lanes *lanes, int32_t group, int32_t cycle, int32_t number, uint64_t *ret_matched) {
    const struct frame *frame = lanes->frame;
    uint64_t matched = ~UINT64_C(0);
    for (int32_t i = group; i < frame->term_count; i++) {
        struct lane_term *lane = &lanes->terms[i];
        if (frame->terms[i].group != group) {
            continue;
        }
        uint64_t superseded;
        if (!read_cells(lanes, &frame->terms[i], cycle, &lane->readings[number], &superseded)) {
            return 0;
        }
        lanes->superseded |= superseded & lane->at;
        lane->count = number + 1;
        matched &= ~lane->at | lane->readings[number].present;
    }
    *ret_matched = matched;
    return 1;
}

static int32_t read_flows(struct lanes *lanes, int32_t group) {
    const struct frame *frame = lanes->frame;
    const struct frame_term *first = &frame->terms[group];
    for (int32_t cycle = first->first_cycle; cycle <= first->last_cycle; cycle++) {
        int32_t number = cycle - first->first_cycle;
        uint64_t matched;
        if (!read_group(lanes, group, cycle, number, &matched)) {
            return 0;
        }
        for (int32_t i = group; i < frame->term_count; i++) {
            struct lane_term *lane = &lanes->terms[i];
            if (frame->terms[i].group != group) {
                continue;
            }
            struct reading *reading = &lane->readings[number];
            reading->usable = lane->at & reading->present & matched;
            lane->has |= reading->usable;
            if (cycle >= first_expected(frame, first)) {
                expect(lanes, lane, reading->present);
            }
        }
    }
    return 1;
}

/* From the newest cycle back. */
static int32_t read_stocks(struct lanes *lanes, int32_t group) {
    const struct frame *frame = lanes->frame;
    const struct frame_term *first = &frame->terms[group];
    uint64_t left = lanes->units;
    for (int32_t cycle = first->last_cycle; cycle >= first->first_cycle && left != 0; cycle--) {
        int32_t number = first->last_cycle - cycle;
        uint64_t matched;
        if (!read_group(lanes, group, cycle, number, &matched)) {
            return 0;
        }
        int32_t is_old = cycle < first->last_cycle || first->is_past;
        for (int32_t i = group; i < frame->term_count; i++) {
            struct lane_term *lane = &lanes->terms[i];
            if (frame->terms[i].group != group) {
                continue;
            }
            struct reading *reading = &lane->readings[number];
            reading->usable = lane->at & left & matched;
            lane->has |= reading->usable;
            lanes->carried |= is_old ? reading->usable : 0;
            if (number == 0 && cycle >= first_expected(frame, first)) {
                expect(lanes, lane, reading->present);
            }
        }
        left &= ~matched;
    }
    return 1;
}

/* 0 where a value may be too large. */
static int32_t read_terms(struct lanes *lanes) {
    const struct frame *frame = lanes->frame;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        if (term->element == NULL) {
            lanes->terms[i].has = lanes->terms[i].at;
        } else if (term->group == i && !(term->is_stock ? read_stocks : read_flows)(lanes, i)) {
            return 0;
        }
    }
    return 1;
}

/* In a ratio everything at a unit must be there, or it brings nothing. */
static void settle(struct lanes *lanes) {
    uint64_t any = 0;
    uint64_t all = lanes->units;
    for (int32_t i = 0; i < lanes->frame->term_count; i++) {
        any |= lanes->terms[i].has;
        all &= ~lanes->terms[i].at | lanes->terms[i].has;
    }
    lanes->contributes = lanes->frame->is_ratio ? any & all : any;
    lanes->carried &= lanes->contributes;
    lanes->missing &= lanes->expected;
}

/* A whole word of values; of constant length, so that compilers add several at a time. */
static int64_t sum_of_word(const int64_t *values) {
    int64_t sum = 0;
    for (size_t lane = 0; lane < WORD_BITS; lane++) {
        sum += values[lane];
    }
    return sum;
}

static int64_t sum_of_bits(const int64_t *values, uint64_t bits) {
    int64_t sum = 0;
    while (bits != 0) {
        sum += values[childplan__take_bit(&bits)];
    }
    return sum;
}

static int64_t sum_between(const int64_t *values, size_t from, size_t end) {
    int64_t sums[2] = {0, 0};
    size_t lane = from;
    for (; lane + 2 <= end; lane += 2) {
        sums[0] += values[lane];
        sums[1] += values[lane + 1];
    }
    return sums[0] + sums[1] + (lane < end ? values[lane] : 0);
}

/* Where units are that have one slot: from … end − 1, as bits too. */
struct stretch {
    size_t from;
    size_t end;
    uint64_t range;
    uint64_t units; /* of the range, those that are read */
};

/* The values that count. Where nothing is held the value is 0, so it is quicker to add all and take away the few that
   are held and do not count. */
static int64_t sum_of_usable(const struct reading *reading, const struct stretch *stretch, uint64_t counted) {
    uint64_t usable = reading->usable & counted & stretch->units;
    uint64_t others = reading->held & stretch->range & ~usable;
    if (usable == 0) {
        return 0;
    }
    if (childplan__bits_in(usable) < childplan__bits_in(others) + 8) {
        return sum_of_bits(reading->values, usable);
    }
    int64_t all = stretch->end - stretch->from == WORD_BITS ? sum_of_word(reading->values)
                                                            : sum_between(reading->values, stretch->from, stretch->end);
    return others == 0 ? all : all - sum_of_bits(reading->values, others);
}

/* What a term adds to its side: the units counted of a stretch. */
static int64_t sum_of_term(const struct lanes *lanes, int32_t index, const struct stretch *stretch, uint64_t counted) {
    const struct lane_term *lane = &lanes->terms[index];
    int64_t sum = 0;
    if (lanes->frame->terms[index].element == NULL) {
        sum = childplan__bits_in(lane->at & counted & stretch->units);
    }
    for (int32_t i = 0; i < lane->count; i++) {
        sum += sum_of_usable(&lane->readings[i], stretch, counted);
    }
    return sum * lanes->frame->terms[index].sign;
}

static void sum_sides(const struct lanes *lanes, const struct stretch *stretch, uint64_t counted,
                      int64_t *ret_numerator, int64_t *ret_denominator) {
    *ret_numerator = *ret_denominator = 0;
    for (int32_t i = 0; counted != 0 && i < lanes->frame->term_count; i++) {
        *(lanes->frame->terms[i].in_denominator ? ret_denominator : ret_numerator) +=
            sum_of_term(lanes, i, stretch, counted);
    }
}

/* One size of a denominator term, not below what was reported of its part. 0 on overflow. */
static int32_t add_size(const struct lanes *lanes, const struct frame_term *term, size_t lane, int64_t size,
                        int64_t *sum) {
    const struct frame *frame = lanes->frame;
    int32_t decimals = frame->numerator_decimals > frame->denominator_decimals ? frame->numerator_decimals
                                                                               : frame->denominator_decimals;
    int64_t part = 0;
    if (term->part != CHILDPLAN_NONE) {
        const struct reading *reading = &lanes->terms[term->part].readings[0];
        if (reading->present >> lane & 1) {
            part = reading->values[lane];
        }
    }
    int32_t part_decimals = term->part == CHILDPLAN_NONE ? decimals : frame->terms[term->part].decimals;
    int32_t fits = childplan__multiply(size, childplan__power_of_ten(decimals - term->decimals), &size) &
                   childplan__multiply(part, childplan__power_of_ten(decimals - part_decimals), &part);
    return fits && childplan__add(*sum, part > size ? part : size, sum);
}

/* The size as it was by the day that is asked for: 1 and written, or 0 where there was none. */
static int32_t older_size(const struct lanes *lanes, const struct frame_term *term, size_t lane, int32_t cycle,
                          int64_t *ret_size) {
    const struct sources *sources = lanes->frame->sources;
    return childplan__fact_in_force(sources->reports, (int32_t)(lanes->word * WORD_BITS + lane), term->index, cycle,
                                    sources->known_by, ret_size);
}

/* The latest sizes of units; ret_unknown: those that never reported one. 0 on overflow. */
static int32_t add_latest_sizes(const struct lanes *lanes, const struct frame_term *term, uint64_t units, int64_t *sum,
                                uint64_t *ret_unknown) {
    uint64_t left = units;
    for (int32_t cycle = term->last_cycle; cycle >= 0 && left != 0; cycle--) {
        struct reading reading;
        uint64_t superseded;
        (void)read_cells(lanes, term, cycle, &reading, &superseded);
        for (uint64_t found = left & (reading.present | superseded); found != 0;) {
            size_t lane = childplan__take_bit(&found);
            int64_t size = reading.values[lane];
            if ((superseded >> lane & 1) != 0 && !older_size(lanes, term, lane, cycle, &size)) {
                continue;
            }
            left &= ~(UINT64_C(1) << lane);
            if (!add_size(lanes, term, lane, size, sum)) {
                return 0;
            }
        }
    }
    *ret_unknown |= left;
    return 1;
}

/* The sizes of missing units: 1, or 0 on overflow. */
static int32_t add_missing_sizes(const struct lanes *lanes, uint64_t missing, struct sums *own) {
    const struct frame *frame = lanes->frame;
    uint64_t unknown = 0;
    for (int32_t i = frame->indicator->numerator_count; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        uint64_t units = missing & lanes->terms[i].at;
        if (term->element != NULL) {
            if (!add_latest_sizes(lanes, term, units, &own->missing_size, &unknown)) {
                return 0;
            }
            continue;
        }
        while (units != 0) {
            if (!add_size(lanes, term, childplan__take_bit(&units), 1, &own->missing_size)) {
                return 0;
            }
        }
    }
    own->missing_unknown = childplan__bits_in(unknown);
    return 1;
}

static childplan_status add_stretch(const struct lanes *lanes, const struct stretch *stretch, struct sums *into) {
    uint64_t contributes = lanes->contributes & stretch->units;
    uint64_t missing = lanes->missing & stretch->units;
    int32_t expected = childplan__bits_in(lanes->expected & stretch->units);
    struct sums own = {.contributing = childplan__bits_in(contributes),
                       .expected = expected,
                       .reported = expected - childplan__bits_in(missing)};
    sum_sides(lanes, stretch, contributes, &own.numerator, &own.denominator);
    if ((lanes->carried & stretch->units) != 0) {
        own.carried = childplan__bits_in(lanes->carried & stretch->units);
        own.missing_carried = childplan__bits_in(missing & lanes->carried);
    }
    own.missing_contributing = (missing & contributes) == 0 ? 0 : childplan__bits_in(missing & contributes);
    if (lanes->frame->bounds == BOUNDS_RATIO) {
        sum_sides(lanes, stretch, missing & contributes, &own.sure_numerator, &own.sure_denominator);
        own.sure_numerator = own.numerator - own.sure_numerator;
        own.sure_denominator = own.denominator - own.sure_denominator;
        if (!add_missing_sizes(lanes, missing, &own)) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return childplan__combine_sums(AGGREGATE_SUM, into, &own) ? CHILDPLAN_OK : CHILDPLAN_ERROR_OVERFLOW;
}

static void begin_terms(struct lanes *lanes) {
    const struct frame *frame = lanes->frame;
    uint64_t of_population = population_of(frame, lanes->word, lanes->units);
    struct reading *readings = lanes->readings;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        const uint8_t *levels = term->element == NULL ? frame->each_unit_levels : term->element->levels;
        lanes->terms[i] =
            (struct lane_term){.at = at_levels(frame, levels, lanes->word) & of_population, .readings = readings};
        readings += cycles_of(term);
    }
}

childplan_status childplan__add_lanes(const struct frame *frame, const struct tree *tree, size_t word, uint64_t units,
                                      struct sums *sums, uint64_t *ret_taken) {
    struct lanes lanes;
    lanes.frame = frame;
    lanes.word = word;
    lanes.units = frame->moment->steady[frame->longest][word] & units;
    lanes.expected = lanes.missing = lanes.contributes = lanes.carried = lanes.superseded = 0;
    *ret_taken = 0;
    if (lanes.units == 0) {
        return CHILDPLAN_OK;
    }
    begin_terms(&lanes);
    if (!read_terms(&lanes)) {
        return CHILDPLAN_OK;
    }
    /* Units do not depend on each other, so those that are to be read one by one are left out from here on. */
    lanes.units &= ~lanes.superseded;
    settle(&lanes);
    size_t to_end = (size_t)frame->sources->plan->unit_count - word * WORD_BITS;
    size_t count = to_end < WORD_BITS ? to_end : WORD_BITS;
    uint64_t changes = tree->changes[word] & ~UINT64_C(1);
    for (size_t from = 0, end; from < count; from = end) {
        end = changes == 0 ? count : childplan__take_bit(&changes);
        uint64_t range = childplan__bits_between(from, end);
        struct stretch stretch = {from, end, range, range & lanes.units};
        struct sums *into = &sums[tree->slot_of[word * WORD_BITS + from]];
        if (stretch.units != 0 && add_stretch(&lanes, &stretch, into) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    *ret_taken = lanes.units;
    return CHILDPLAN_OK;
}
