#include "assess.h"

/* value × 10^decimals × factor as a wide number; sets overflow where it does not fit. */
static struct wide scaled(struct wide value, int32_t decimals, int64_t factor, int32_t *overflow) {
    struct wide result = value;
    *overflow |=
        !childplan__wide_multiply(value, childplan__wide_product(childplan__power_of_ten(decimals), factor), &result);
    return result;
}

/* A ratio of 10^-numerator_decimals over 10^-denominator_decimals, times per. */
static struct fraction ratio(struct wide numerator, int32_t numerator_decimals, struct wide denominator,
                             int32_t denominator_decimals, int64_t per, int32_t *overflow) {
    return (struct fraction){scaled(numerator, denominator_decimals, per, overflow),
                             scaled(denominator, numerator_decimals, 1, overflow)};
}

/* The numerator as over_units has it. */
static void set_parts(const struct frame *frame, const struct sums *sums, struct figures *figures, int32_t *overflow) {
    figures->has_parts = sums->contributing > 0;
    figures->numerator = sums->numerator;
    figures->denominator = sums->denominator;
    figures->numerator_decimals = frame->numerator_decimals;
    if (frame->over_units == AGGREGATE_COUNT) {
        figures->numerator = sums->contributing;
        figures->numerator_decimals = 0;
    } else if (frame->over_units == AGGREGATE_MEAN && figures->has_parts) {
        struct fraction mean = {
            childplan__wide(sums->numerator),
            childplan__wide_product(sums->contributing, childplan__power_of_ten(frame->numerator_decimals))};
        if (frame->numerator_decimals < MEAN_DECIMALS) {
            figures->numerator_decimals = MEAN_DECIMALS;
        }
        *overflow |= !childplan__fraction_round(mean, figures->numerator_decimals, &figures->numerator);
    }
}

static void set_value(const struct frame *frame, struct figures *figures, int32_t *overflow) {
    int64_t denominator = frame->is_ratio ? figures->denominator : 1;
    figures->figure.has_value = figures->has_parts && denominator > 0;
    if (figures->figure.has_value) {
        figures->figure.value =
            ratio(childplan__wide(figures->numerator), figures->numerator_decimals, childplan__wide(denominator),
                  frame->denominator_decimals, frame->indicator->per, overflow);
    }
}

static void widen(struct figures *figures) {
    if (childplan__fraction_compare(figures->figure.value, figures->figure.low) < 0) {
        figures->figure.low = figures->figure.value;
    }
    if (childplan__fraction_compare(figures->figure.value, figures->figure.high) > 0) {
        figures->figure.high = figures->figure.value;
    }
}

/* low = Σn ÷ (Σd + Σm), high = (Σn + Σm) ÷ (Σd + Σm), both sides at the finer of their decimals. */
static void set_ratio_bounds(const struct frame *frame, const struct sums *sums, struct figures *figures,
                             int32_t *overflow) {
    int32_t finer = frame->numerator_decimals > frame->denominator_decimals ? frame->numerator_decimals
                                                                            : frame->denominator_decimals;
    struct wide missing = childplan__wide(sums->missing_size);
    struct wide low = scaled(childplan__wide(sums->sure_numerator), finer - frame->numerator_decimals, 1, overflow);
    struct wide all = scaled(childplan__wide(sums->sure_denominator), finer - frame->denominator_decimals, 1, overflow);
    struct wide high = low;
    *overflow |= !childplan__wide_add(all, missing, &all);
    *overflow |= !childplan__wide_add(low, missing, &high);
    if (sums->missing_unknown > 0 || childplan__wide_sign(all) <= 0) {
        return;
    }
    figures->figure.has_low = figures->figure.has_high = 1;
    figures->figure.low = ratio(low, 0, all, 0, frame->indicator->per, overflow);
    figures->figure.high = ratio(high, 0, all, 0, frame->indicator->per, overflow);
    if (sums->missing_contributing > 0) {
        widen(figures);
    }
}

static void set_bounds(const struct frame *frame, const struct sums *sums, struct figures *figures, int32_t *overflow) {
    if (!figures->figure.has_value) {
        return;
    }
    if (sums->reported == sums->expected) {
        figures->figure.has_low = figures->figure.has_high = 1;
        figures->figure.low = figures->figure.high = figures->figure.value;
    } else if (frame->bounds == BOUNDS_RATIO) {
        set_ratio_bounds(frame, sums, figures, overflow);
    } else if (frame->bounds == BOUNDS_TOTAL && sums->missing_carried == 0) {
        figures->figure.has_low = 1;
        figures->figure.low = figures->figure.value;
    }
}

childplan_status childplan__measure(const struct frame *frame, const struct sums *sums, struct figures *ret_figures) {
    struct figures figures = {0};
    int32_t overflow = 0;
    set_parts(frame, sums, &figures, &overflow);
    set_value(frame, &figures, &overflow);
    set_bounds(frame, sums, &figures, &overflow);
    if (overflow) {
        return CHILDPLAN_ERROR_OVERFLOW;
    }
    *ret_figures = figures;
    return CHILDPLAN_OK;
}

childplan_status childplan__assess(const struct frame *frame, const struct sums *sums, const struct asked *asked,
                                   struct figures *ret_figures) {
    struct figures figures;
    int32_t overflow = 0;
    childplan_status status = childplan__measure(frame, sums, &figures);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    childplan__assess_target(frame, asked, &figures, &overflow);
    childplan__assess_gap(frame, &figures, &overflow);
    childplan__assess_pace(frame, asked, &figures);
    if (overflow) {
        return CHILDPLAN_ERROR_OVERFLOW;
    }
    *ret_figures = figures;
    return CHILDPLAN_OK;
}
