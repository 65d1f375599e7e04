/*
 * The cells of one element: what each unit reported for each cycle, as columns. They are held in tiles of some units by
 * some cycles, so that an element few units report costs little and 64 units are one word. What few cells need (dates,
 * origins, older facts) is a column of its own that a tile has only where some cell of it needs it.
 */
#ifndef CHILDPLAN_LIB_REPORTS_FACT_CELLS_H
#define CHILDPLAN_LIB_REPORTS_FACT_CELLS_H

#include "../base/alloc.h"

/* A tile has so many cycles, or what is left of them. */
#define TILE_CYCLES 32

/*
 * Columns by cycle and then unit: cell (cycle % TILE_CYCLES) × units + unit % units, where `units` is the tile's. Bits
 * are in words of 64 cells. NULL: nothing of it in this tile.
 */
struct tile {
    uint64_t largest;    /* no value is further from 0; INT64_MIN counts as 2^63 */
    uint64_t *present;   /* a report is in force; never NULL */
    int64_t *values;     /* the newest fact's, 0 where none is in force; never NULL */
    uint64_t *withdrawn; /* the newest fact withdraws */
    int32_t *submitted;  /* the newest fact's day */
    uint32_t *older;     /* the fact it superseded, into the store's, from 1; 0: none */
    uint32_t *file;      /* the newest fact's origin, from 1; 0: none */
    uint32_t *line;
    uint32_t *column; /* of its value in the file; in an import only */
};

struct fact_cells {
    struct tile **tiles; /* [unit / units][cycle / TILE_CYCLES]; NULL: nothing in it was reported */
    int32_t unit_count;
    int32_t cycles;
    int32_t chunks;     /* of TILE_CYCLES cycles */
    int32_t unit_shift; /* a tile has 2^unit_shift units, at least 64 */
};

/* Where a cell is. */
struct cell_place {
    struct tile *tile; /* NULL: nothing in it was reported */
    size_t cell;
    size_t word; /* of the bits */
    uint64_t bit;
};

childplan_status childplan__fact_cells_begin(struct fact_cells *cells, const struct allocator *allocator,
                                             int32_t unit_count, int32_t cycles);
void childplan__fact_cells_end(struct fact_cells *cells, const struct allocator *allocator);

/* Where a cell's tile stands, and where the cell stands in it. */
static inline size_t childplan__tile_at(const struct fact_cells *cells, int32_t unit, int32_t cycle) {
    return (size_t)(unit >> cells->unit_shift) * (size_t)cells->chunks + (size_t)(cycle / TILE_CYCLES);
}
static inline size_t childplan__cell_at(const struct fact_cells *cells, int32_t unit, int32_t cycle) {
    size_t lane = (size_t)unit & (((size_t)1 << cells->unit_shift) - 1);
    return ((size_t)(cycle % TILE_CYCLES) << cells->unit_shift) + lane;
}

static inline struct cell_place childplan__cell_place(const struct fact_cells *cells, int32_t unit, int32_t cycle) {
    size_t cell = childplan__cell_at(cells, unit, cycle);
    return (struct cell_place){cells->tiles[childplan__tile_at(cells, unit, cycle)], cell, cell / 64,
                               UINT64_C(1) << (cell % 64)};
}
/* 1 where the cell holds a fact, be it a withdrawal. */
int32_t childplan__cell_is_held(const struct cell_place *place);
/* 1 where some cell of the unit's tiles may hold a fact. */
int32_t childplan__fact_cells_have(const struct fact_cells *cells, int32_t unit);

/* How many tiles there are, and the unit and cycle of a cell of one. */
size_t childplan__tile_count(const struct fact_cells *cells);
int32_t childplan__tile_unit(const struct fact_cells *cells, size_t tile, size_t cell);
int32_t childplan__tile_cycle(const struct fact_cells *cells, size_t tile, size_t cell);
/* Words of bits in a tile. */
size_t childplan__tile_words(const struct fact_cells *cells, size_t tile);

/* How far a value is from 0. */
static inline uint64_t childplan__size_of(int64_t value) {
    return value < 0 ? ~(uint64_t)value + 1 : (uint64_t)value;
}
/* Notes the size of a value that is put into a tile. */
static inline void childplan__tile_note(struct tile *tile, int64_t value) {
    uint64_t size = childplan__size_of(value);
    tile->largest = size > tile->largest ? size : tile->largest;
}

/* 64 cells side by side, those of the units from 64 × word on, in a cycle, as they were known by a day: reports that
   were in force, and cells whose newest fact came later and superseded others, so that theirs has to be looked up. */
struct known_word {
    uint64_t present;
    uint64_t superseded;
};
struct known_word childplan__cells_known_by(const struct tile *tile, size_t word, int32_t known_by);

/* What a fact needs of its tile beside presence and value. */
struct cell_needs {
    int32_t withdrawn;
    int32_t submitted;
    int32_t older;
    int32_t origin;
    int32_t column;
};

/* A tile for one of the places, with what is needed; NULL without memory. */
struct tile *childplan__tile_new(const struct fact_cells *cells, const struct allocator *allocator, size_t tile,
                                 struct cell_needs needs);
void childplan__tile_free(const struct allocator *allocator, struct tile *tile);

/* Makes a cell's tile with what is needed; cells that are there keep what they hold. Errors: NO_MEMORY. */
childplan_status childplan__fact_cells_reserve(struct fact_cells *cells, const struct allocator *allocator,
                                               int32_t unit, int32_t cycle, struct cell_needs needs);

#endif
