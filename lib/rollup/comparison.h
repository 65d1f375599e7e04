/* A comparison: the rollups of its readings, and where in them the rows stand that differ. */
#ifndef CHILDPLAN_LIB_ROLLUP_COMPARISON_H
#define CHILDPLAN_LIB_ROLLUP_COMPARISON_H

#include "computation.h"

#include <childplan/compare.h>

#define NO_ROW SIZE_MAX

struct compared_row {
    size_t at[CHILDPLAN_READING_COUNT]; /* by reading: the row of its rollup, or NO_ROW */
};

struct childplan_comparison {
    const struct allocator *allocator;
    struct childplan_rollup
        *readings[CHILDPLAN_READING_COUNT]; /* the same as the one before it where nothing changed */
    size_t facts_left[CHILDPLAN_READING_COUNT];
    struct childplan_plan *between; /* before's in after's structure; NULL where the two plans are one */
    struct compared_row *rows;
    size_t row_count;
    size_t row_capacity;
};

/* One of the two readings as it was given, with what its defaults come to. */
struct given_reading {
    const struct childplan_plan *plan;
    const struct childplan_reports *reports;
    const struct childplan_rollup_options *options;
    int32_t until;
    int64_t *periods; /* those asked for, or else its default ones */
    size_t period_count;
};

/* Errors: USAGE, REFUSED (reported), NO_MEMORY. */
childplan_status childplan__given_begin(const struct childplan_reports *reports,
                                        const struct childplan_rollup_options *options, struct findings *findings,
                                        struct given_reading *ret_given);
void childplan__given_end(struct given_reading *given);

/* The periods of both, each once. Errors: NO_MEMORY. */
childplan_status childplan__compared_periods(const struct given_reading *before, const struct given_reading *after,
                                             int64_t **ret_periods, size_t *ret_count);

/* What is read of one reading. */
struct request {
    const struct childplan_plan *plan;
    const struct childplan_reports *reports; /* of that plan */
    int32_t until;
    int32_t structure;
    int32_t known_by;
    int32_t no_digest;
    struct progress progress;
};

/* Its rows: all that one of the two asks for and the plan has. Errors: those of childplan_rollup_compute. */
childplan_status childplan__compute_request(const struct request *request, const struct given_reading *before,
                                            const struct given_reading *after, const int64_t *periods, size_t count,
                                            struct findings *findings, struct childplan_rollup **ret_rollup);

/* The facts of reports as another plan takes them. Errors: NO_MEMORY. */
childplan_status childplan__reread(const struct childplan_reports *reports, const struct childplan_plan *plan,
                                   struct childplan_reports **ret_reports);

/* Where the ids of a plan are in another: count places, CHILDPLAN_NONE where they are not. NULL without memory. */
int32_t *childplan__find_units_in(const struct childplan_plan *plan, const struct childplan_plan *other,
                                  const struct allocator *allocator);
int32_t *childplan__find_indicators_in(const struct childplan_plan *plan, const struct childplan_plan *other,
                                       const struct allocator *allocator);

/* A row of a rollup; row NO_ROW: there is none. */
struct row_at {
    const struct childplan_rollup *rollup;
    size_t row;
};

/* 1 where two readings of a row differ in one of the columns that are compared, or in that one. */
int32_t childplan__rows_differ(struct row_at a, struct row_at b);
int32_t childplan__cells_differ(struct row_at a, struct row_at b, int32_t column);
/* The exact figure of a row, of CHILDPLAN_COLUMN_NUMERATOR, DENOMINATOR or VALUE: 1 and written, or 0 where there is
   none. */
int32_t childplan__figure_of(struct row_at at, int32_t column, struct fraction *ret_figure);

/* after − before in lowest terms: 1, or 0 where it does not fit. */
int32_t childplan__fraction_subtract(struct fraction after, struct fraction before, struct fraction *ret_difference);
/* Into 64 bits. Errors: OVERFLOW. */
childplan_status childplan__give_fraction(struct fraction figure, int64_t *ret_numerator, int64_t *ret_denominator);
/* As text; with its sign where it is a change. */
size_t childplan__give_figure(struct fraction figure, int32_t column, int32_t is_change, char *buffer, size_t size);

#endif
