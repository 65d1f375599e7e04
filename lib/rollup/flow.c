#include "contribution.h"

#include "../base/wide.h"

static const struct past_cell *find_past(const struct past *past, int32_t unit, int32_t element, int32_t cycle) {
    size_t low = 0;
    size_t high = past->cells[0].unit == unit ? past->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct past_cell *cell = &past->cells[middle];
        if (cell->element < element || (cell->element == element && cell->cycle < cycle)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct past_cell *found = &past->cells[low];
    return low < past->count && found->unit == unit && found->element == element && found->cycle == cycle ? found
                                                                                                          : NULL;
}

int32_t childplan__reported_value(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle,
                                  int64_t *ret_value) {
    const struct sources *sources = frame->sources;
    const struct past_cell *past = sources->past == NULL ? NULL : find_past(sources->past, unit, term->index, cycle);
    if (past != NULL) {
        *ret_value = past->value;
        return past->was_present;
    }
    return childplan__fact_in_force(sources->reports, unit, term->index, cycle, sources->known_by, ret_value);
}

int32_t childplan__apply_rate(const struct frame_term *term, int32_t cycle, int64_t *value) {
    return term->rate == NULL || childplan__multiply(*value, term->rates[cycle - term->first_cycle], value);
}

int32_t childplan__counts_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle) {
    return frame->population == NULL ||
           childplan__is_of_population(
               frame, childplan__version_in_cycle(&frame->sources->life, term->element->frequency, unit, cycle));
}

int32_t childplan__flow_is_at(const struct frame *frame, const struct frame_term *term, int32_t unit) {
    for (int32_t cycle = term->first_cycle; cycle <= term->last_cycle; cycle++) {
        if (childplan__could_report(&frame->sources->life, term->element, unit, cycle) &&
            childplan__counts_in(frame, term, unit, cycle)) {
            return 1;
        }
    }
    return 0;
}

/* 1 where every term taken together with this one that the unit could report in the cycle is reported. */
static int32_t is_matched(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle) {
    int64_t ignored;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *other = &frame->terms[i];
        if (other->group == term->group && other != term &&
            childplan__could_report(&frame->sources->life, other->element, unit, cycle) &&
            !childplan__reported_value(frame, other, unit, cycle, &ignored)) {
            return 0;
        }
    }
    return 1;
}

int32_t childplan__value_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle,
                            int64_t *ret_value) {
    return childplan__reported_value(frame, term, unit, cycle, ret_value) && is_matched(frame, term, unit, cycle);
}

struct fold {
    int64_t value;
    int64_t count;
    int32_t overflow;
};

static void fold_value(struct fold *fold, enum aggregate aggregate, int64_t value) {
    fold->count++;
    if (fold->count == 1) {
        fold->value = value;
    } else if (aggregate == AGGREGATE_MAX) {
        fold->value = value > fold->value ? value : fold->value;
    } else if (aggregate == AGGREGATE_MIN) {
        fold->value = value < fold->value ? value : fold->value;
    } else if (aggregate != AGGREGATE_COUNT && !childplan__add(fold->value, value, &fold->value)) {
        fold->overflow = 1;
    }
}

static int32_t mean_of(const struct fold *fold, int32_t decimals, int32_t mean_decimals, int64_t *ret_value) {
    struct fraction mean = {childplan__wide(fold->value),
                            childplan__wide_product(fold->count, childplan__power_of_ten(decimals))};
    return childplan__fraction_round(mean, mean_decimals, ret_value) ? 1 : -1;
}

static int32_t folded_value(const struct fold *fold, const struct frame_term *term, int64_t *ret_value) {
    if (fold->overflow) {
        return -1;
    }
    if (fold->count == 0) {
        return 0;
    }
    if (term->element->over_time == AGGREGATE_MEAN) {
        return mean_of(fold, term->figure_decimals, term->decimals, ret_value);
    }
    *ret_value = term->element->over_time == AGGREGATE_COUNT ? fold->count : fold->value;
    return 1;
}

static int32_t year_start(const struct frame_term *term, int32_t cycle) {
    return cycle - cycle % childplan__cycles_a_year(term->element->frequency);
}

/* The newest cycle from `from` back to `first` that the unit could report; CHILDPLAN_NONE where there is none. */
static int32_t newest_reportable(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t from,
                                 int32_t first) {
    for (int32_t cycle = from; cycle >= first; cycle--) {
        if (childplan__could_report(&frame->sources->life, term->element, unit, cycle)) {
            return cycle;
        }
    }
    return CHILDPLAN_NONE;
}

/* 1 where the total up to the cycle belongs to a time in which the unit was not of the population. A cycle that it
   could not report continues the one before. */
static int32_t is_outside(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle) {
    if (frame->population == NULL) {
        return 0;
    }
    int32_t newest = newest_reportable(frame, term, unit, cycle, year_start(term, cycle));
    return newest != CHILDPLAN_NONE && !childplan__counts_in(frame, term, unit, newest);
}

/* The last cycle of the run that begins with this one: it ends with the year, or before the unit leaves. */
static int32_t last_of_run(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t first,
                           int32_t end) {
    int32_t last = first;
    while (last < end && !is_outside(frame, term, unit, last + 1)) {
        last++;
    }
    return last;
}

/* Where the unit could report nothing before it is seen outside, it had left already. */
int32_t childplan__next_run(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t from,
                            struct run *ret_run) {
    for (int32_t first = from; first <= term->last_cycle; first++) {
        if (is_outside(frame, term, unit, first)) {
            continue;
        }
        int32_t year = year_start(term, first);
        int32_t end = year + childplan__cycles_a_year(term->element->frequency) - 1;
        end = end < term->last_cycle ? end : term->last_cycle;
        int32_t last = last_of_run(frame, term, unit, first, end);
        if (last == end || newest_reportable(frame, term, unit, last, first) != CHILDPLAN_NONE) {
            *ret_run = (struct run){first, last, newest_reportable(frame, term, unit, first - 1, year)};
            return 1;
        }
        first = last;
    }
    return 0;
}

int32_t childplan__newest_in_run(const struct frame *frame, const struct frame_term *term, int32_t unit,
                                 const struct run *run, int64_t *ret_value) {
    int32_t cycle = run->last;
    while (cycle >= run->first && !childplan__value_in(frame, term, unit, cycle, ret_value)) {
        cycle--;
    }
    return cycle < run->first ? CHILDPLAN_NONE : cycle;
}

/* What a run adds up to: 1, 0 or -1 as for a flow. */
static int32_t run_value(const struct frame *frame, const struct frame_term *term, int32_t unit, const struct run *run,
                         int64_t *ret_value) {
    int64_t latest;
    int64_t before = 0;
    if (childplan__newest_in_run(frame, term, unit, run, &latest) == CHILDPLAN_NONE ||
        (run->base != CHILDPLAN_NONE && !childplan__value_in(frame, term, unit, run->base, &before))) {
        return 0;
    }
    return before == INT64_MIN || !childplan__add(latest, -before, ret_value) ? -1 : 1;
}

static int32_t year_to_date_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                                  int64_t *ret_value) {
    struct fold fold = {0};
    struct run run;
    for (int32_t from = term->first_cycle; childplan__next_run(frame, term, unit, from, &run); from = run.last + 1) {
        int64_t value;
        int32_t found = run_value(frame, term, unit, &run, &value);
        if (found < 0) {
            return found;
        }
        if (found) {
            fold_value(&fold, AGGREGATE_SUM, value);
        }
    }
    return folded_value(&fold, term, ret_value);
}

int32_t childplan__flow_value(const struct frame *frame, const struct frame_term *term, int32_t unit,
                              int64_t *ret_value) {
    if (!childplan__has_row(frame->sources->reports, unit, term->index)) {
        return 0;
    }
    if (term->element->given == GIVEN_YEAR_TO_DATE) {
        return year_to_date_value(frame, term, unit, ret_value);
    }
    struct fold fold = {0};
    int64_t value;
    for (int32_t cycle = term->first_cycle; cycle <= term->last_cycle; cycle++) {
        if (!childplan__counts_in(frame, term, unit, cycle) || !childplan__value_in(frame, term, unit, cycle, &value)) {
            continue;
        }
        if (!childplan__apply_rate(term, cycle, &value)) {
            return -1;
        }
        fold_value(&fold, term->element->over_time, value);
    }
    return folded_value(&fold, term, ret_value);
}
