/* A review of reports: what is legal in them and yet worth a question. Each part looks at one kind of thing. */
#ifndef CHILDPLAN_LIB_QUALITY_REVIEW_H
#define CHILDPLAN_LIB_QUALITY_REVIEW_H

#include "../base/wide.h"
#include "../reports/store.h"
#include "../structure/life.h"
#include "options.h"

/* A report in force of a series. */
struct point {
    int64_t reported;
    int64_t figure; /* the period's own; of a total since the year began what it adds to the one before */
    int32_t cycle;
    int32_t has_figure; /* 0: what is to be subtracted is missing, or larger */
    int32_t is_outlier;
};

/* What one unit reported of one element, by cycle. */
struct series {
    int32_t unit;
    int32_t index; /* of the element */
    const struct element *element;
    uint64_t floor; /* in the element's decimals */
    struct point *points;
    int32_t count;
};

struct review {
    const struct childplan_reports *reports;
    const struct childplan_plan *plan;
    const struct childplan_data_check_options *options;
    const struct allocator *allocator;
    struct life life;
    struct findings findings;
    struct point *points; /* room for the cycles of any element */
    int64_t *values;      /* the same, and for what is sorted of them */
    struct wide *wides;
    int64_t found; /* findings, told or not */
};

/* Reads the series of a unit; 0 where it has no report. */
int32_t childplan__series_read(struct review *review, int32_t unit, int32_t index, struct series *ret_series);

/* Which report of which element is spoken of. */
struct cell_key {
    int32_t unit;
    int32_t element;
    int32_t cycle;
};

struct figure_text {
    char text[32];
};
struct figure_text childplan__figure_text(const struct element *element, int64_t value);
struct figure_text childplan__cycle_text(const struct review *review, const struct element *element, int32_t cycle);
struct figure_text childplan__count_text(int64_t count);

/* Not empty where figures are what the periods add to the year's total. */
const char *childplan__own_text(const struct element *element);

/* Tells of a report: arguments 0 to 3 are the ids of element and unit, the period and the figure; these follow. */
void childplan__say(struct review *review, int32_t code, struct cell_key cell, int64_t figure, size_t count,
                    const char *const *arguments);
/* TELL(review, code, cell, figure, "argument", …) */
#define TELL(review, code, cell, figure, ...)                                                                          \
    childplan__say(review, code, cell, figure, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),            \
                   (const char *const[]){__VA_ARGS__})

/* The parts. */

void childplan__check_plausible(struct review *review, const struct series *series);
void childplan__check_falls(struct review *review, const struct series *series);
void childplan__check_outliers(struct review *review, const struct series *series);
void childplan__check_jumps(struct review *review, const struct series *series);
void childplan__check_copies(struct review *review, const struct series *series);
/* Errors: NO_MEMORY. */
childplan_status childplan__check_subtrees(struct review *review);

#endif
