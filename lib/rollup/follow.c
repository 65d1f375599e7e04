/*
 * What changed cells do to the sums and rows of a live rollup. Whatever is written is noted first, so that all can be
 * taken back.
 */
#include "../base/order.h"
#include "live.h"
#include "meeting.h"

#include <stdlib.h>

/* Past so many changed units, and this part of all, it is quicker to compute anew. */
#define FEW_UNITS 1024
#define PART_OF_UNITS 8

struct kept_sums {
    struct sums *place;
    struct sums sums;
};

struct follow {
    struct live *live;
    struct past_cell *cells; /* that are not as they were: what they held, by unit, element, cycle */
    size_t count;
    struct kept_sums *sums;
    size_t sums_count;
    size_t sums_capacity;
    struct kept_row *rows;
    size_t row_count;
    size_t row_capacity;
};

static int compare_changes(const void *left, const void *right) {
    const struct past_cell *a = left;
    const struct past_cell *b = right;
    const int64_t keys[][2] = {
        {a->unit, b->unit}, {a->element, b->element}, {a->cycle, b->cycle}, {(int64_t)a->number, (int64_t)b->number}};
    return ORDER_KEYS(keys);
}

static int32_t is_same_cell(const struct past_cell *a, const struct past_cell *b) {
    return a->unit == b->unit && a->element == b->element && a->cycle == b->cycle;
}

static int32_t is_as_it_was(const struct sources *sources, const struct past_cell *cell) {
    int64_t value;
    int32_t is_present =
        childplan__fact_in_force(sources->reports, cell->unit, cell->element, cell->cycle, CHILDPLAN_NO_DATE, &value);
    return is_present == cell->was_present && (!is_present || value == cell->value);
}

/* Of each cell the oldest change, if it is another now. Errors: NO_MEMORY. */
static childplan_status gather_cells(struct follow *follow) {
    const struct sources *sources = &follow->live->computation.sources;
    size_t count;
    size_t kept = 0;
    const struct past_cell *news = childplan__watch_news(&follow->live->watch, &count);
    follow->cells = childplan__allocate(sources->allocator, count, sizeof *follow->cells);
    if (follow->cells == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        follow->cells[i] = news[i];
        follow->cells[i].number = i;
    }
    qsort(follow->cells, count, sizeof *follow->cells, compare_changes);
    struct past_cell last = {.unit = CHILDPLAN_NONE};
    for (size_t i = 0; i < count; i++) {
        struct past_cell cell = follow->cells[i];
        if (!is_same_cell(&last, &cell) && !is_as_it_was(sources, &cell)) {
            follow->cells[kept++] = cell;
        }
        last = cell;
    }
    follow->count = kept;
    return CHILDPLAN_OK;
}

/* The cells of one unit from a place on. */
static struct past past_at(const struct follow *follow, size_t begin) {
    size_t end = begin + 1;
    while (end < follow->count && follow->cells[end].unit == follow->cells[begin].unit) {
        end++;
    }
    return (struct past){&follow->cells[begin], end - begin};
}

static int32_t are_too_many(const struct follow *follow) {
    size_t units = 0;
    for (size_t begin = 0; begin < follow->count; begin += past_at(follow, begin).count) {
        units++;
    }
    size_t all = (size_t)follow->live->computation.sources.plan->unit_count;
    return units > FEW_UNITS && units > all / PART_OF_UNITS;
}

/* 1 where some sum of the frame may depend on the cell. */
static int32_t frame_reads(const struct frame *frame, const struct past_cell *cell) {
    for (int32_t i = 0; i < frame->term_count && !frame->is_empty; i++) {
        const struct frame_term *term = &frame->terms[i];
        int32_t first = term->first_cycle;
        if (term->element == NULL || term->index != cell->element || cell->cycle > term->last_cycle) {
            continue;
        }
        if (term->is_stock && frame->bounds == BOUNDS_RATIO) {
            first = 0; /* the last known size */
        } else if (!term->is_stock && term->element->given == GIVEN_YEAR_TO_DATE) {
            first -= first % childplan__cycles_a_year(term->element->frequency);
        }
        if (cell->cycle >= first) {
            return 1;
        }
    }
    return 0;
}

static int32_t frame_reads_any(const struct frame *frame, const struct past *past) {
    for (size_t i = 0; i < past->count; i++) {
        if (frame_reads(frame, &past->cells[i])) {
            return 1;
        }
    }
    return 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as standings hold each other, see standing.c. */
static int32_t standing_reads(const struct standing *standing, const struct past *past) {
    if (frame_reads_any(&standing->frame, past) ||
        (standing->counted != NULL && standing_reads(standing->counted, past))) {
        return 1;
    }
    for (int32_t kind = 0; kind <= CHILDPLAN_YEAR; kind++) {
        if (standing->earlier[kind] != NULL && standing_reads(&standing->earlier[kind]->standing, past)) {
            return 1;
        }
    }
    return 0;
}

/* The slots whose figures may have changed: the changed units' own and all above. */
static size_t touch(const struct follow *follow, const struct standing *standing) {
    struct live *live = follow->live;
    const struct tree *tree = standing->tree;
    size_t touched = 0;
    live->round++;
    for (size_t begin = 0; begin < follow->count;) {
        struct past past = past_at(follow, begin);
        begin += past.count;
        if (!standing_reads(standing, &past)) {
            continue;
        }
        for (int32_t slot = tree->slot_of[past.cells[0].unit];
             slot != CHILDPLAN_NONE && live->mark[slot] != live->round; slot = tree->slot_parent[slot]) {
            live->mark[slot] = live->round;
            live->touched[touched++] = slot;
        }
    }
    return touched;
}

static childplan_status keep_sums(struct follow *follow, struct sums *place) {
    childplan_status status = childplan__reserve(follow->live->computation.sources.allocator, &follow->sums,
                                                 &follow->sums_capacity, follow->sums_count + 1, sizeof *follow->sums);
    if (status == CHILDPLAN_OK) {
        follow->sums[follow->sums_count++] = (struct kept_sums){place, *place};
        follow->live->work.slots++;
    }
    return status;
}

/* 1, or 0 where the sum does not fit: three numbers of 64 bits always fit 128. */
static int32_t exchange(int64_t *sum, int64_t before, int64_t after) {
    struct wide exact = childplan__wide(*sum);
    (void)childplan__wide_subtract(exact, childplan__wide(before), &exact);
    (void)childplan__wide_add(exact, childplan__wide(after), &exact);
    return childplan__wide_to_int64(exact, sum);
}

static int32_t exchange_sums(struct sums *sums, const struct sums *before, const struct sums *after) {
    sums->contributing += after->contributing - before->contributing;
    sums->expected += after->expected - before->expected;
    sums->reported += after->reported - before->reported;
    sums->carried += after->carried - before->carried;
    sums->missing_contributing += after->missing_contributing - before->missing_contributing;
    sums->missing_carried += after->missing_carried - before->missing_carried;
    sums->missing_unknown += after->missing_unknown - before->missing_unknown;
    return exchange(&sums->denominator, before->denominator, after->denominator) &
           exchange(&sums->sure_numerator, before->sure_numerator, after->sure_numerator) &
           exchange(&sums->sure_denominator, before->sure_denominator, after->sure_denominator) &
           exchange(&sums->missing_size, before->missing_size, after->missing_size);
}

static int32_t are_same(const struct sums *a, const struct sums *b) {
    const int64_t keys[][2] = {{a->numerator, b->numerator},
                               {a->denominator, b->denominator},
                               {a->sure_numerator, b->sure_numerator},
                               {a->sure_denominator, b->sure_denominator},
                               {a->missing_size, b->missing_size},
                               {a->contributing, b->contributing},
                               {a->expected, b->expected},
                               {a->reported, b->reported},
                               {a->carried, b->carried},
                               {a->missing_contributing, b->missing_contributing},
                               {a->missing_carried, b->missing_carried},
                               {a->missing_unknown, b->missing_unknown}};
    return ORDER_KEYS(keys) == 0;
}

static childplan_status see_below(const struct sources *sources, const struct tree *tree, struct below *below) {
    size_t slots = (size_t)tree->slot_count;
    size_t units = (size_t)sources->plan->unit_count;
    if (below->child != NULL) {
        return CHILDPLAN_OK;
    }
    int32_t *child = childplan__allocate(sources->allocator, 3 * slots + units, sizeof *child);
    if (child == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    int32_t *next = child + slots;
    int32_t *unit = next + slots;
    int32_t *next_unit = unit + slots;
    for (size_t slot = 0; slot < slots; slot++) {
        child[slot] = unit[slot] = CHILDPLAN_NONE;
    }
    for (int32_t slot = tree->slot_count - 1; slot > 0; slot--) {
        next[slot] = child[tree->slot_parent[slot]];
        child[tree->slot_parent[slot]] = slot;
    }
    for (int32_t i = sources->plan->unit_count - 1; i >= 0; i--) {
        next_unit[i] = unit[tree->slot_of[i]];
        unit[tree->slot_of[i]] = i;
    }
    *below = (struct below){child, next, unit, next_unit};
    return CHILDPLAN_OK;
}

static int32_t is_better(enum aggregate over_units, int64_t value, int64_t than) {
    return over_units == AGGREGATE_MAX ? value > than : value < than;
}

/* The highest or lowest of what is below a slot, of which some contributes. */
static childplan_status find_extreme(struct follow *follow, const struct standing *standing, int32_t slot) {
    struct live *live = follow->live;
    const struct frame *frame = &standing->frame;
    size_t place = 0;
    while (live->computation.trees[place] != standing->tree) {
        place++;
    }
    struct below *below = &live->below[place];
    childplan_status status = see_below(frame->sources, standing->tree, below);
    struct sums found = {0};
    if (status != CHILDPLAN_OK) {
        return status;
    }
    for (int32_t child = below->child[slot]; child != CHILDPLAN_NONE; child = below->next[child]) {
        const struct sums *sums = &standing->sums[child];
        if (sums->contributing > 0 &&
            (found.contributing == 0 || is_better(frame->over_units, sums->numerator, found.numerator))) {
            found = *sums;
        }
    }
    for (int32_t unit = below->unit[slot]; unit != CHILDPLAN_NONE; unit = below->next_unit[unit]) {
        struct sums own;
        /* It fits: it did when the unit's report was followed. */
        (void)childplan__sums_of_unit(frame, unit, &own);
        live->work.contributions++;
        if (own.contributing > 0 &&
            (found.contributing == 0 || is_better(frame->over_units, own.numerator, found.numerator))) {
            found = own;
        }
    }
    standing->sums[slot].numerator = found.numerator;
    return CHILDPLAN_OK;
}

/* The numerator where one of what is below changed, the counts having changed already. */
static childplan_status exchange_extreme(struct follow *follow, const struct standing *standing, int32_t slot,
                                         const struct sums *before, const struct sums *after) {
    struct sums *sums = &standing->sums[slot];
    if (sums->contributing == 0) {
        sums->numerator = 0;
    } else if (after->contributing > 0 &&
               (sums->contributing == 1 || is_better(standing->frame.over_units, after->numerator, sums->numerator))) {
        sums->numerator = after->numerator;
    } else if (before->contributing > 0 && before->numerator == sums->numerator) {
        return find_extreme(follow, standing, slot);
    }
    return CHILDPLAN_OK;
}

/* Carries a difference from a slot up. */
static childplan_status carry_up(struct follow *follow, const struct standing *standing, int32_t from,
                                 const struct sums *before, const struct sums *after) {
    enum aggregate over_units = standing->frame.over_units;
    if (are_same(before, after)) {
        return CHILDPLAN_OK;
    }
    for (int32_t slot = from; slot != CHILDPLAN_NONE; slot = standing->tree->slot_parent[slot]) {
        struct sums *sums = &standing->sums[slot];
        childplan_status status = keep_sums(follow, sums);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        int32_t fits = exchange_sums(sums, before, after);
        if (over_units == AGGREGATE_SUM || over_units == AGGREGATE_MEAN) {
            fits &= exchange(&sums->numerator, before->numerator, after->numerator);
        } else if (over_units != AGGREGATE_COUNT) {
            status = exchange_extreme(follow, standing, slot, before, after);
        }
        if (!fits || status != CHILDPLAN_OK) {
            return fits ? status : CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status follow_unit(struct follow *follow, const struct standing *standing, const struct past *past) {
    struct live *live = follow->live;
    struct sums before;
    struct sums after;
    int32_t unit = past->cells[0].unit;
    live->computation.sources.past = past;
    /* What the rows hold fits. */
    (void)childplan__sums_of_unit(&standing->frame, unit, &before);
    live->computation.sources.past = NULL;
    childplan_status status = childplan__sums_of_unit(&standing->frame, unit, &after);
    live->work.contributions += 2;
    return status == CHILDPLAN_OK ? carry_up(follow, standing, standing->tree->slot_of[unit], &before, &after) : status;
}

static childplan_status follow_standing(struct follow *follow, struct standing *standing);

/* What the unit of a slot brought to a count of units that meet a target. */
struct met {
    int32_t slot;
    struct sums before;
};

/* NOLINTBEGIN(misc-no-recursion): likewise. */
static childplan_status carry_met(struct follow *follow, struct standing *standing, const struct met *met,
                                  size_t count) {
    childplan_status status = follow_standing(follow, standing->counted);
    for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        struct sums after;
        status = childplan__sums_of_meeting(standing, met[i].slot, &after);
        if (status == CHILDPLAN_OK) {
            status = carry_up(follow, standing, met[i].slot, &met[i].before, &after);
        }
    }
    return status;
}

static childplan_status follow_meeting(struct follow *follow, struct standing *standing) {
    const struct allocator *allocator = follow->live->computation.sources.allocator;
    size_t count = touch(follow, standing->counted);
    struct met *met = childplan__allocate(allocator, count, sizeof *met);
    childplan_status status = met == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        met[i].slot = follow->live->touched[i];
        status = childplan__sums_of_meeting(standing, met[i].slot, &met[i].before);
    }
    if (status == CHILDPLAN_OK) {
        status = carry_met(follow, standing, met, count);
    }
    childplan__release(allocator, met);
    return status;
}

static childplan_status follow_standing(struct follow *follow, struct standing *standing) {
    childplan_status status = standing->counted == NULL ? CHILDPLAN_OK : follow_meeting(follow, standing);
    for (size_t begin = 0; begin < follow->count && status == CHILDPLAN_OK && standing->counted == NULL;) {
        struct past past = past_at(follow, begin);
        begin += past.count;
        if (frame_reads_any(&standing->frame, &past)) {
            status = follow_unit(follow, standing, &past);
        }
    }
    for (int32_t kind = 0; kind <= CHILDPLAN_YEAR && status == CHILDPLAN_OK; kind++) {
        if (standing->earlier[kind] != NULL) {
            status = follow_standing(follow, &standing->earlier[kind]->standing);
        }
    }
    return status;
}
/* NOLINTEND(misc-no-recursion) */

static childplan_status write_row(struct follow *follow, const struct stage *stage, int32_t indicator, int32_t slot) {
    struct computation *computation = &follow->live->computation;
    struct childplan_rollup *rollup = computation->rollup;
    int32_t unit = stage->tree->slot_unit[slot];
    const struct unit_version *version = childplan__row_version(computation, unit, stage->tree->day);
    if (version == NULL) {
        return CHILDPLAN_OK;
    }
    size_t row = childplan__rows_of(rollup, unit, stage->moment.period) + (size_t)indicator;
    if (childplan__reserve(computation->sources.allocator, &follow->rows, &follow->row_capacity, follow->row_count + 1,
                           sizeof *follow->rows) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__row_take_out(rollup, row, &follow->rows[follow->row_count++]);
    follow->live->work.rows++;
    return childplan__fill_row(computation, stage, indicator, slot, version, row);
}

static childplan_status follow_indicator(struct follow *follow, const struct stage *stage, int32_t indicator) {
    struct standing *standing = &stage->standings[indicator];
    if (touch(follow, standing) == 0) {
        return CHILDPLAN_OK;
    }
    childplan_status status = follow_standing(follow, standing);
    size_t touched = touch(follow, standing);
    for (size_t i = 0; i < touched && status == CHILDPLAN_OK; i++) {
        status = write_row(follow, stage, indicator, follow->live->touched[i]);
    }
    return status;
}

static void take_back(struct follow *follow) {
    while (follow->sums_count > 0) {
        const struct kept_sums *kept = &follow->sums[--follow->sums_count];
        *kept->place = kept->sums;
    }
    while (follow->row_count > 0) {
        childplan__row_put_back(follow->live->computation.rollup, &follow->rows[--follow->row_count]);
    }
}

childplan_status childplan__live_follow(struct live *live) {
    const struct computation *computation = &live->computation;
    struct follow follow = {.live = live};
    childplan_status status = gather_cells(&follow);
    if (status == CHILDPLAN_OK && are_too_many(&follow)) {
        status = CHILDPLAN_ABSENT;
    }
    for (size_t i = 0; i < computation->period_count && status == CHILDPLAN_OK; i++) {
        for (int32_t k = 0; k < computation->indicator_count && status == CHILDPLAN_OK; k++) {
            status = follow_indicator(&follow, &computation->stages[i], k);
        }
    }
    if (status != CHILDPLAN_OK) {
        take_back(&follow);
    }
    childplan__release(computation->sources.allocator, follow.cells);
    childplan__release(computation->sources.allocator, follow.sums);
    childplan__release(computation->sources.allocator, follow.rows);
    /* A sum may only be too large until the other changes are in. */
    return status == CHILDPLAN_ERROR_OVERFLOW ? CHILDPLAN_ABSENT : status;
}
