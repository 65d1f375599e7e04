#include "review.h"

static int32_t year_of(const struct element *element, int32_t cycle) {
    return cycle / childplan__cycles_a_year(element->frequency);
}

/* The newest earlier cycle of the same reporting year in which the unit could report; -1 where there is none. */
static int32_t cycle_before(const struct review *review, const struct series *series, int32_t cycle) {
    const struct element *element = series->element;
    int32_t first = year_of(element, cycle) * childplan__cycles_a_year(element->frequency);
    for (int32_t before = cycle - 1; before >= first; before--) {
        if (childplan__could_report(&review->life, element, series->unit, before)) {
            return before;
        }
    }
    return -1;
}

/* What a total since the year began adds to the one before, as a rollup takes it apart; a fall is no figure. */
static void take_apart(const struct review *review, const struct series *series, struct point *point) {
    int32_t before = cycle_before(review, series, point->cycle);
    if (before < 0) {
        return;
    }
    const struct point *last = series->count > 0 ? &series->points[series->count - 1] : NULL;
    point->has_figure = last != NULL && last->cycle == before && last->reported != INT64_MIN &&
                        childplan__add(point->reported, -last->reported, &point->figure) && point->figure >= 0;
}

static uint64_t floor_of(const struct review *review, const struct element *element) {
    int64_t floor = INT64_MAX;
    (void)childplan__multiply(review->options->floor, childplan__power_of_ten(element->decimals), &floor);
    return (uint64_t)floor;
}

int32_t childplan__series_read(struct review *review, int32_t unit, int32_t index, struct series *ret_series) {
    const struct element *element = &review->plan->elements[index];
    const struct fact_cells *cells = childplan__reports_cells(review->reports, index);
    struct series series = {
        .unit = unit, .index = index, .element = element, .floor = floor_of(review, element), .points = review->points};
    for (int32_t cycle = 0; cycle < cells->cycles; cycle++) {
        struct point point = {.cycle = cycle, .has_figure = 1};
        if (cells->tiles[childplan__tile_at(cells, unit, cycle)] == NULL) {
            cycle += TILE_CYCLES - 1 - cycle % TILE_CYCLES;
            continue;
        }
        if (!childplan__fact_in_force(review->reports, unit, index, cycle, review->options->known_by,
                                      &point.reported)) {
            continue;
        }
        point.figure = point.reported;
        if (element->given == GIVEN_YEAR_TO_DATE) {
            take_apart(review, &series, &point);
        }
        series.points[series.count++] = point;
    }
    *ret_series = series;
    return series.count > 0;
}
