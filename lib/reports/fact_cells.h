/*
 * The cells of one element: what each unit reported for each cycle, as columns. Units are held in blocks, so that an
 * element few units report costs little. What few cells need (dates, origins, older facts) is a column of its own that
 * a block has only where some cell of it needs it.
 */
#ifndef CHILDPLAN_LIB_REPORTS_FACT_CELLS_H
#define CHILDPLAN_LIB_REPORTS_FACT_CELLS_H

#include "../base/alloc.h"

/* Columns of a block by unit and cycle; bits by unit, `words` of 64 a unit. NULL: nothing of it in this block. */
struct block {
    uint64_t *present;   /* a report is in force; never NULL */
    int64_t *values;     /* the newest fact's; never NULL */
    uint64_t *withdrawn; /* the newest fact withdraws */
    int32_t *submitted;  /* the newest fact's day */
    uint32_t *older;     /* the fact it superseded, into the store's, from 1; 0: none */
    uint32_t *file;      /* the newest fact's origin, from 1; 0: none */
    uint32_t *line;
};

struct fact_cells {
    struct block **blocks; /* NULL: none of its units reported */
    int32_t unit_count;
    int32_t cycles;
    int32_t words;
    int32_t shift; /* a block holds 2^shift units */
};

/* Where a cell is. */
struct cell_place {
    struct block *block;
    size_t cell;  /* in the columns */
    size_t word;  /* in the bits */
    uint64_t bit; /* in the word */
};

childplan_status childplan__fact_cells_begin(struct fact_cells *cells, const struct allocator *allocator,
                                             int32_t unit_count, int32_t cycles);
void childplan__fact_cells_end(struct fact_cells *cells, const struct allocator *allocator);

/* block NULL where none of its units reported. */
struct cell_place childplan__cell_place(const struct fact_cells *cells, int32_t unit, int32_t cycle);
/* 1 where the cell holds a fact, be it a withdrawal. */
int32_t childplan__cell_is_held(const struct cell_place *place);

/* What a fact needs of its block beside presence and value. */
struct cell_needs {
    int32_t withdrawn;
    int32_t submitted;
    int32_t older;
    int32_t origin;
};

/* Makes the block of a unit with what is needed; cells that are there keep what they hold. Errors: NO_MEMORY. */
childplan_status childplan__fact_cells_reserve(struct fact_cells *cells, const struct allocator *allocator,
                                               int32_t unit, struct cell_needs needs);

#endif
