/*
 * Bulk: facts of an import held as cells, one a cell, as long as nothing has to be judged about them. What has to be
 * (a cell reported twice, one the store holds already, a part above its whole) is moved to the import's staged facts.
 */
#ifndef CHILDPLAN_LIB_REPORTS_BULK_H
#define CHILDPLAN_LIB_REPORTS_BULK_H

#include "fact_cells.h"

struct childplan_plan;
struct childplan_import;

/* Facts that have no place among the cells: a second report of a cell, a withdrawal. They are judged by the commit. */
struct staged;
struct asides {
    struct staged *items;
    size_t count;
    size_t capacity;
};

struct bulk {
    struct fact_cells *cells; /* by element; NULL: empty */
    size_t count;
};

childplan_status childplan__bulk_begin(struct bulk *bulk, const struct childplan_plan *plan);
void childplan__bulk_end(struct bulk *bulk, const struct childplan_plan *plan);

/* The cells that a call took in a bulk which had others before. */
struct journal {
    struct journal_item {
        struct tile *tile;
        uint32_t cell;
    } * items;
    size_t count;
    size_t capacity;
};

/*
 * The bulk that a call fills: `call`, begun here, where the import has none yet and it is only to be dropped if the
 * call fails; or else the import's, in which case what is taken goes into a journal, too. Errors: NO_MEMORY.
 */
childplan_status childplan__bulk_open(struct childplan_import *import, struct cell_needs needs, struct bulk *call,
                                      struct bulk **ret_bulk);
/* The call came to its end: the import keeps what it took. */
void childplan__bulk_close(struct childplan_import *import, struct bulk *call, size_t count);
/* It did not: takes back what a journal has. */
void childplan__bulk_undo(const struct journal *journal);

/* What the tiles of a call's bulk have, the same for all; and whether several threads fill them. */
struct filling {
    const struct allocator *allocator;
    struct cell_needs needs;
    int32_t is_shared;
};

/* The tile of a place, made where there is none yet; NULL without memory. */
struct tile *childplan__bulk_tile(const struct filling *filling, struct fact_cells *cells, size_t tile);
/* Takes a cell that has no report for one of that value; 0 where it has. */
int32_t childplan__bulk_take_shared(struct tile *tile, size_t cell, int64_t value);
static inline int32_t childplan__bulk_take(const struct filling *filling, struct tile *tile, size_t cell,
                                           int64_t value) {
    uint64_t bit = UINT64_C(1) << (cell % 64);
    if (filling->is_shared) {
        return childplan__bulk_take_shared(tile, cell, value);
    }
    if ((tile->present[cell / 64] & bit) != 0) {
        return 0;
    }
    tile->present[cell / 64] |= bit;
    tile->values[cell] = value;
    childplan__tile_note(tile, value);
    return 1;
}

/* Adds the asides of a call to the import's staged facts. ABSENT where one repeats a cell and date and nobody would
   know where it stands: the general reader has to look. Errors: NO_MEMORY. Otherwise some are staged. */
childplan_status childplan__bulk_add_asides(struct childplan_import *import, const struct bulk *bulk,
                                            const struct asides *asides);

/* For a commit: moves what has to be judged to the staged facts. Errors: NO_MEMORY, nothing is lost. */
childplan_status childplan__bulk_settle(struct childplan_import *import);

/* Makes room for a fact that was judged: in the store, or in the bulk's tile that becomes the store's. Errors:
   NO_MEMORY. */
childplan_status childplan__bulk_reserve_judged(const struct childplan_import *import, int32_t unit, int32_t element,
                                                int32_t cycle, struct cell_needs needs);
/* Makes room in the store for what the bulk still has. Errors: NO_MEMORY. */
childplan_status childplan__bulk_reserve(const struct childplan_import *import);
/* Takes it into the store, before facts that were judged, and empties the bulk; gives how many facts. files: by the
 * import's files, the store's. */
size_t childplan__bulk_apply(struct childplan_import *import, const uint32_t *files);

#endif
