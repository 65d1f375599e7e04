/* Rows and cells of a result, held as columns. */
#ifndef CHILDPLAN_LIB_REPORTING_ROWS_H
#define CHILDPLAN_LIB_REPORTING_ROWS_H

#include "reports.h"

#include <childplan/reporting.h>

struct childplan_reporting {
    const struct allocator *allocator; /* the plan's */
    const struct childplan_plan *plan;
    int32_t until;
    int32_t structure;
    int32_t known_by;
    size_t row_count;
    void *columns[CHILDPLAN_REPORTING_COLUMN_COUNT];    /* int32_t, int64_t or double, as the column has it */
    uint8_t *present[CHILDPLAN_REPORTING_COLUMN_COUNT]; /* one byte a row */
    size_t *first_row; /* by unit, and one more: a unit's rows are first_row[unit] … first_row[unit + 1] − 1 */
    struct reporting_cell *cells;
    size_t cell_count;
    size_t *first_cell; /* by row, and one more; NULL where no cells were asked for */
};

/* Where a row is. */
struct reporting_place {
    int32_t unit;
    int64_t period;
    int32_t level;
    int32_t place;
};

/* Makes room in a result that has allocator and plan. Errors: NO_MEMORY; what there is must be freed all the same. */
childplan_status childplan__reporting_reserve(struct childplan_reporting *reporting, size_t row_count);
void childplan__reporting_set(struct childplan_reporting *reporting, size_t row, const struct reporting_place *place,
                              struct own *own, struct report_counts *below);

#endif
