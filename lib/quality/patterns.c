/* Figures beside the plausible limits and beside those before them. */
#include "review.h"

/* A small stock stays as it is: 12 officers are 12 officers for years. */
#define STOCK_FLOORS 10

static struct cell_key cell_of(const struct series *series, const struct point *point) {
    return (struct cell_key){series->unit, series->index, point->cycle};
}

void childplan__check_plausible(struct review *review, const struct series *series) {
    const struct element *element = series->element;
    const struct limits *limits = &element->plausible;
    for (int32_t i = 0; i < series->count && (limits->has_min || limits->has_max); i++) {
        const struct point *point = &series->points[i];
        if (limits->has_min && point->reported < limits->min) {
            TELL(review, CHILDPLAN_DIAGNOSTIC_DATA_BELOW_PLAUSIBLE, cell_of(series, point), point->reported,
                 childplan__figure_text(element, limits->min).text);
        } else if (limits->has_max && point->reported > limits->max) {
            TELL(review, CHILDPLAN_DIAGNOSTIC_DATA_ABOVE_PLAUSIBLE, cell_of(series, point), point->reported,
                 childplan__figure_text(element, limits->max).text);
        }
    }
}

static int32_t is_same_year(const struct element *element, int32_t cycle, int32_t other) {
    int32_t a_year = childplan__cycles_a_year(element->frequency);
    return cycle / a_year == other / a_year;
}

void childplan__check_falls(struct review *review, const struct series *series) {
    const struct element *element = series->element;
    for (int32_t i = 1; i < series->count && element->given == GIVEN_YEAR_TO_DATE; i++) {
        const struct point *point = &series->points[i];
        const struct point *before = point - 1;
        if (is_same_year(element, point->cycle, before->cycle) && point->reported < before->reported) {
            TELL(review, CHILDPLAN_DIAGNOSTIC_DATA_TOTAL_FALLS, cell_of(series, point), point->reported,
                 childplan__figure_text(element, before->reported).text,
                 childplan__cycle_text(review, element, before->cycle).text);
        }
    }
}

static uint64_t difference(int64_t a, int64_t b) {
    return a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
}

static int32_t is_jump(const struct review *review, const struct series *series, int64_t figure, int64_t before) {
    struct wide larger = {childplan__size_of(figure), 0};
    struct wide smaller = {childplan__size_of(before), 0};
    if (figure == before || difference(figure, before) < series->floor) {
        return 0;
    }
    if (figure == 0 || before == 0 || (figure < 0) != (before < 0)) {
        return series->element->over_time == AGGREGATE_LAST;
    }
    if (larger.low < smaller.low) {
        uint64_t low = larger.low;
        larger.low = smaller.low;
        smaller.low = low;
    }
    (void)childplan__wide_multiply(larger, childplan__wide(100), &larger);
    (void)childplan__wide_multiply(smaller, childplan__wide(review->options->jump), &smaller);
    return childplan__wide_compare(larger, smaller) >= 0;
}

void childplan__check_jumps(struct review *review, const struct series *series) {
    const struct point *before = NULL;
    for (int32_t i = 0; i < series->count; i++) {
        const struct point *point = &series->points[i];
        if (!point->has_figure) {
            continue;
        }
        if (before != NULL && !point->is_outlier && !before->is_outlier &&
            is_jump(review, series, point->figure, before->figure)) {
            TELL(review, CHILDPLAN_DIAGNOSTIC_DATA_JUMP, cell_of(series, point), point->figure,
                 childplan__figure_text(series->element, before->figure).text,
                 childplan__cycle_text(review, series->element, before->cycle).text,
                 childplan__own_text(series->element));
        }
        before = point;
    }
}

/* A run of the same figure is told at its end. */
static void end_run(struct review *review, const struct series *series, const struct point *first,
                    const struct point *last, int32_t length) {
    const struct element *element = series->element;
    int32_t is_stock = element->over_time == AGGREGATE_LAST;
    int32_t least = is_stock ? review->options->stock_copies : review->options->flow_copies;
    uint64_t size = childplan__size_of(first->figure) / (is_stock ? STOCK_FLOORS : 1);
    if (least > 0 && length >= least && first->figure != 0 && size >= series->floor) {
        TELL(review, CHILDPLAN_DIAGNOSTIC_DATA_COPIED, cell_of(series, last), last->figure,
             childplan__count_text(length).text, childplan__cycle_text(review, element, first->cycle).text,
             childplan__own_text(element));
    }
}

void childplan__check_copies(struct review *review, const struct series *series) {
    const struct point *first = NULL;
    const struct point *last = NULL;
    int32_t length = 0;
    for (int32_t i = 0; i < series->count; i++) {
        const struct point *point = &series->points[i];
        if (!point->has_figure) {
            continue;
        }
        if (first != NULL && point->figure == first->figure) {
            length++;
        } else {
            if (first != NULL) {
                end_run(review, series, first, last, length);
            }
            first = point;
            length = 1;
        }
        last = point;
    }
    if (first != NULL) {
        end_run(review, series, first, last, length);
    }
}
