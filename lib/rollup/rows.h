/* The rows of a rollup, held as columns. */
#ifndef CHILDPLAN_LIB_ROLLUP_ROWS_H
#define CHILDPLAN_LIB_ROLLUP_ROWS_H

#include "../base/references.h"
#include "assess.h"

#include <childplan/rollup.h>

/* What is printed of a fraction: whole numbers of 10^-PRINTED_DECIMALS. */
#define PRINTED_DECIMALS 4

struct printed {
    struct wide value;
    struct wide low;
    struct wide high;
    struct wide path;
};

/* The numbers of a target as they are printed: one of the plan's as it was written, one that was measured from another
   figure to PRINTED_DECIMALS. What there is of them, the columns say. */
struct printed_bar {
    struct wide numbers[2]; /* 10^-decimals */
    int8_t decimals[2];
};

struct live;

struct childplan_rollup {
    struct live *live;            /* NULL: it stays as it is */
    struct references references; /* the caller's and those of what was shared with Arrow */
    struct allocator allocator;
    const struct childplan_plan *plan; /* may be gone once the caller's reference is */
    char plan_digest[DIGEST_SIZE];
    char reports_digest[DIGEST_SIZE];
    int32_t until;
    int32_t structure;
    int32_t known_by;
    size_t row_count;
    size_t rows_a_period;                     /* of a unit: one for each indicator asked for, in document order */
    void *columns[CHILDPLAN_COLUMN_COUNT];    /* int32_t, int64_t or double, as the column has it */
    uint8_t *present[CHILDPLAN_COLUMN_COUNT]; /* one byte a row */
    struct printed *printed;                  /* one a row */
    struct printed_bar *bars;                 /* one a row, with CHILDPLAN_COLUMN_OPERATOR */
    size_t *first_row; /* by unit, and one more: a unit's rows are first_row[unit] … first_row[unit + 1] − 1 */
};

/* Where and when a row is. */
struct row_place {
    int32_t unit;
    int32_t level;
    int64_t period;
    int32_t indicator;
    int32_t as_of;
};

/* Keeps the rows until they are let go once more; on any thread. */
struct childplan_rollup *childplan__rollup_hold(const struct childplan_rollup *rollup);
void childplan__rollup_let_go(struct childplan_rollup *rollup);

/* An empty rollup with room for row_count rows. Errors: NO_MEMORY. */
childplan_status childplan__rows_new(const struct sources *sources, size_t row_count,
                                     struct childplan_rollup **ret_rollup);
/* Fills a row. Errors: OVERFLOW (a figure that cannot be printed). */
childplan_status childplan__rows_set(struct childplan_rollup *rollup, size_t row, const struct row_place *place,
                                     const struct frame *frame, const struct sums *sums, const struct figures *figures);

/* A row as it was. */
struct kept_row {
    size_t row;
    int64_t cells[CHILDPLAN_COLUMN_COUNT]; /* their bytes */
    uint8_t present[CHILDPLAN_COLUMN_COUNT];
    struct printed printed;
    struct printed_bar bar;
};
/* Empties a row, to be filled again. */
void childplan__row_take_out(struct childplan_rollup *rollup, size_t row, struct kept_row *ret_kept);
void childplan__row_put_back(struct childplan_rollup *rollup, const struct kept_row *kept);
/* Copies all cells into a rollup of the same rows. */
void childplan__rows_copy(const struct childplan_rollup *from, struct childplan_rollup *into);
/* The first row of a unit in a period; that there are some is known. */
size_t childplan__rows_of(const struct childplan_rollup *rollup, int32_t unit, int64_t period);

/* A target as it is printed, "> 90", ">= 5 <= 7" or "<= ?", and its length; nothing where the row has none. */
#define TARGET_SIZE 128
/* One of its edges, "<= 7", or "<= ?" without a number: the bytes written. */
size_t childplan__edge_format(int32_t comparison, const struct fraction *number, int32_t decimals, char *buffer);
/* The decimals with which an edge of a milestone is printed: those it was written with, or PRINTED_DECIMALS. */
int32_t childplan__edge_decimals(const struct milestone *milestone, int32_t edge);
size_t childplan__target_format(const struct childplan_rollup *rollup, size_t row, char buffer[TARGET_SIZE]);

#endif
