/*
 * Bulk: facts of an import held as cells, one a cell, as long as nothing has to be judged about them. What has to be
 * (a cell reported twice, one the store holds already, a part above its whole) is moved to the import's staged facts.
 */
#ifndef CHILDPLAN_LIB_REPORTS_BULK_H
#define CHILDPLAN_LIB_REPORTS_BULK_H

#include "fact_cells.h"

struct childplan_plan;
struct childplan_import;

struct bulk {
    struct fact_cells *cells; /* by element; NULL: empty */
    size_t count;
};

/* A fact with what is kept of its origin, its file in the import from 1; 0: nothing. */
struct bulk_fact {
    int64_t value;
    int32_t unit;
    int32_t element;
    int32_t cycle;
    int32_t submitted;
    uint32_t file;
    uint32_t line;
    uint32_t column;
};

childplan_status childplan__bulk_begin(struct bulk *bulk, const struct childplan_plan *plan);
void childplan__bulk_end(struct bulk *bulk, const struct childplan_plan *plan);

/* Puts a report into a cell; ABSENT where the cell has one already. Errors: NO_MEMORY. */
childplan_status childplan__bulk_put(struct bulk *bulk, const struct childplan_plan *plan,
                                     const struct bulk_fact *fact);

/* Takes what a call gathered into the import; `call` is empty afterwards. Errors: NO_MEMORY, both as they were. */
childplan_status childplan__bulk_join(struct childplan_import *import, struct bulk *call);

/* For a commit: moves what has to be judged to the staged facts. Errors: NO_MEMORY, nothing is lost. */
childplan_status childplan__bulk_settle(struct childplan_import *import);

/* Makes room in the store for what the bulk still has. Errors: NO_MEMORY. */
childplan_status childplan__bulk_reserve(const struct childplan_import *import);
/* Takes it into the store and empties the bulk; gives how many facts. files: by the import's files, the store's. */
size_t childplan__bulk_apply(struct childplan_import *import, const uint32_t *files);

#endif
