/*
 * Figures far from the rest of their series, by the modified z-score of Iglewicz and Hoaglin (1993). All of it is in
 * whole numbers: medians and distances are kept doubled, so that the middle of two is one too.
 */
#include "review.h"

#include "../base/text.h"

#include <stdlib.h>

/* 0.6745 × d ÷ MAD with the doubled distance D and four times MAD is 1349 × D ÷ (1000 × them). */
#define SCORE_OF_MEDIAN 1349
#define SCALE_OF_MEDIAN 1000
/* d ÷ (1.253314 × the mean of n distances), in the same way: 1000000 × n × D ÷ (1253314 × the sum of the D). */
#define SCORE_OF_MEAN 1000000
#define SCALE_OF_MEAN 1253314

/* How the figures of a series lie about their median: a score is distance × times ÷ by. */
struct spread {
    struct wide median; /* doubled */
    struct wide times;
    struct wide by; /* 0: all are the same */
    int32_t count;
    int32_t is_mean; /* of the distances, where half of them are 0 */
};

static int compare_values(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int compare_wides(const void *left, const void *right) {
    return (int)childplan__wide_compare(*(const struct wide *)left, *(const struct wide *)right);
}

/* Of at most some thousand figures of 64 bits no sum and no product here can outgrow 128. */
static struct wide sum(struct wide a, struct wide b) {
    struct wide result = {0, 0};
    (void)childplan__wide_add(a, b, &result);
    return result;
}

static struct wide product(struct wide a, int64_t b) {
    struct wide result = {0, 0};
    (void)childplan__wide_multiply(a, childplan__wide(b), &result);
    return result;
}

/* Doubled. */
static struct wide distance(struct wide median, int64_t figure) {
    struct wide result = {0, 0};
    struct wide doubled = childplan__wide_product(figure, 2);
    if (childplan__wide_compare(doubled, median) < 0) {
        (void)childplan__wide_subtract(median, doubled, &result);
    } else {
        (void)childplan__wide_subtract(doubled, median, &result);
    }
    return result;
}

/* The figures, sorted, in review->values: how many. */
static int32_t sort_figures(struct review *review, const struct series *series) {
    int32_t count = 0;
    for (int32_t i = 0; i < series->count; i++) {
        if (series->points[i].has_figure) {
            review->values[count++] = series->points[i].figure;
        }
    }
    qsort(review->values, (size_t)count, sizeof *review->values, compare_values);
    return count;
}

static struct spread measure(struct review *review, int32_t count) {
    const int64_t *values = review->values;
    struct wide *distances = review->wides;
    struct wide total = {0, 0};
    struct spread spread = {.count = count, .times = childplan__wide(SCORE_OF_MEDIAN)};
    spread.median = sum(childplan__wide(values[(count - 1) / 2]), childplan__wide(values[count / 2]));
    for (int32_t i = 0; i < count; i++) {
        distances[i] = distance(spread.median, values[i]);
        total = sum(total, distances[i]);
    }
    qsort(distances, (size_t)count, sizeof *distances, compare_wides);
    spread.by = product(sum(distances[(count - 1) / 2], distances[count / 2]), SCALE_OF_MEDIAN);
    if (childplan__wide_sign(spread.by) == 0) {
        spread.is_mean = 1;
        spread.times = childplan__wide_product(SCORE_OF_MEAN, count);
        spread.by = product(total, SCALE_OF_MEAN);
    }
    return spread;
}

/* Score and median as a person reads them. */
static void tell_outlier(struct review *review, const struct series *series, const struct point *point,
                         const struct spread *spread, struct fraction score) {
    char score_text[64];
    char median_text[64];
    char threshold[32];
    const struct cell_key cell = {series->unit, series->index, point->cycle};
    const struct fraction median = {spread->median,
                                    childplan__wide_product(2, childplan__power_of_ten(series->element->decimals))};
    (void)childplan__fraction_format(score, 4, score_text);
    (void)childplan__fraction_format(median, series->element->decimals + 1, median_text);
    (void)childplan__number_format(review->options->score, 2, threshold);
    TELL(review, CHILDPLAN_DIAGNOSTIC_DATA_OUTLIER, cell, point->figure, median_text,
         childplan__count_text(spread->count).text, score_text, threshold, spread->is_mean ? "mean" : "",
         childplan__own_text(series->element));
}

static int32_t is_over(struct fraction score, int32_t hundredths) {
    return childplan__wide_compare(product(score.numerator, 100), product(score.denominator, hundredths)) > 0;
}

static int32_t reaches_floor(struct wide doubled_distance, uint64_t floor) {
    return childplan__wide_compare(doubled_distance, childplan__wide_product((int64_t)floor, 2)) >= 0;
}

void childplan__check_outliers(struct review *review, const struct series *series) {
    if (series->count < review->options->score_reports) {
        return;
    }
    int32_t count = sort_figures(review, series);
    struct spread spread = {.count = count};
    if (count >= review->options->score_reports) {
        spread = measure(review, count);
    }
    for (int32_t i = 0; i < series->count && childplan__wide_sign(spread.by) > 0; i++) {
        struct point *point = &series->points[i];
        struct wide apart = distance(spread.median, point->figure);
        struct fraction score = {{0, 0}, spread.by};
        (void)childplan__wide_multiply(apart, spread.times, &score.numerator);
        point->is_outlier =
            point->has_figure && is_over(score, review->options->score) && reaches_floor(apart, series->floor);
        if (point->is_outlier) {
            tell_outlier(review, series, point, &spread, score);
        }
    }
}
