#include "rows.h"

enum column_type { COLUMN_INT32, COLUMN_INT64, COLUMN_DOUBLE };

static enum column_type type_of(int32_t column) {
    if (column >= CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE) {
        return COLUMN_DOUBLE;
    }
    return column == CHILDPLAN_REPORTING_COLUMN_PERIOD || column >= CHILDPLAN_REPORTING_COLUMN_EXPECTED ? COLUMN_INT64
                                                                                                        : COLUMN_INT32;
}

childplan_status childplan__reporting_reserve(struct childplan_reporting *reporting, size_t row_count) {
    const struct allocator *allocator = reporting->allocator;
    int32_t complete = 1;
    reporting->row_count = row_count;
    for (int32_t column = 0; complete && column < CHILDPLAN_REPORTING_COLUMN_COUNT; column++) {
        size_t size = type_of(column) == COLUMN_INT32 ? sizeof(int32_t) : sizeof(int64_t);
        reporting->columns[column] = childplan__allocate(allocator, row_count, size);
        reporting->present[column] = childplan__allocate(allocator, row_count, 1);
        complete = reporting->columns[column] != NULL && reporting->present[column] != NULL;
    }
    return complete ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

void childplan_reporting_free(childplan_reporting *reporting) {
    if (reporting == NULL) {
        return;
    }
    const struct allocator *allocator = reporting->allocator;
    for (int32_t column = 0; column < CHILDPLAN_REPORTING_COLUMN_COUNT; column++) {
        childplan__release(allocator, reporting->columns[column]);
        childplan__release(allocator, reporting->present[column]);
    }
    childplan__release(allocator, reporting->first_row);
    childplan__release(allocator, reporting->first_cell);
    childplan__release(allocator, reporting->cells);
    childplan__release(allocator, reporting);
}

static void set_whole(struct childplan_reporting *reporting, size_t row, int32_t column, int32_t present,
                      int64_t value) {
    if (!present) {
        return;
    }
    reporting->present[column][row] = 1;
    if (type_of(column) == COLUMN_INT32) {
        ((int32_t *)reporting->columns[column])[row] = (int32_t)value;
    } else {
        ((int64_t *)reporting->columns[column])[row] = value;
    }
}

static void set_day(struct childplan_reporting *reporting, size_t row, int32_t column, int32_t day) {
    set_whole(reporting, row, column, day != CHILDPLAN_NO_DATE, day);
}

static void set_own(struct childplan_reporting *reporting, size_t row, struct own *own) {
    static const int32_t counted[][2] = {
        {CHILDPLAN_REPORTING_COLUMN_OWN_EXPECTED, CHILDPLAN_REPORTING_COLUMN_EXPECTED},
        {CHILDPLAN_REPORTING_COLUMN_OWN_RECEIVED, CHILDPLAN_REPORTING_COLUMN_RECEIVED},
        {CHILDPLAN_REPORTING_COLUMN_OWN_MISSING, CHILDPLAN_REPORTING_COLUMN_MISSING},
        {CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_EXPECTED, CHILDPLAN_REPORTING_COLUMN_CELLS_EXPECTED},
        {CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_RECEIVED, CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED},
    };
    int32_t state = childplan__own_state(own);
    int32_t timeliness = childplan__own_timeliness(own);
    int32_t due = childplan__own_due(own);
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_STATE, 1, state);
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_MARKS, 1, childplan__own_marks(own));
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_TIMELINESS, timeliness != TIMELINESS_NONE, timeliness);
    set_day(reporting, row, CHILDPLAN_REPORTING_COLUMN_FIRST_SUBMITTED, own->first);
    set_day(reporting, row, CHILDPLAN_REPORTING_COLUMN_LATEST_SUBMITTED, own->latest);
    set_day(reporting, row, CHILDPLAN_REPORTING_COLUMN_DUE, due);
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE, state == CHILDPLAN_REPORTING_MISSING,
              (int64_t)reporting->until - due);
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        set_whole(reporting, row, counted[i][0], 1, *childplan__report_count(&own->counts, counted[i][1]));
    }
}

/* Which of the reports a rate counts. */
static int32_t numerator_column(int32_t column) {
    switch (column) {
    case CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE:
        return CHILDPLAN_REPORTING_COLUMN_RECEIVED;
    case CHILDPLAN_REPORTING_COLUMN_ON_TIME_RATE:
        return CHILDPLAN_REPORTING_COLUMN_ON_TIME;
    default:
        return CHILDPLAN_REPORTING_COLUMN_COMPLETE;
    }
}

static void set_rate(struct childplan_reporting *reporting, size_t row, int32_t column) {
    int64_t numerator;
    int64_t denominator;
    if (childplan_reporting_rate(reporting, row, column, &numerator, &denominator) == CHILDPLAN_OK) {
        reporting->present[column][row] = 1;
        ((double *)reporting->columns[column])[row] = 100.0 * (double)numerator / (double)denominator;
    }
}

void childplan__reporting_set(struct childplan_reporting *reporting, size_t row, const struct reporting_place *place,
                              struct own *own, struct report_counts *below) {
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_UNIT, 1, place->unit);
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_PERIOD, 1, place->period);
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_LEVEL, 1, place->level);
    set_whole(reporting, row, CHILDPLAN_REPORTING_COLUMN_PLACE, 1, place->place);
    set_own(reporting, row, own);
    for (int32_t column = CHILDPLAN_REPORTING_COLUMN_EXPECTED; column <= CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED;
         column++) {
        set_whole(reporting, row, column, 1, *childplan__report_count(below, column));
    }
    set_rate(reporting, row, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE);
    set_rate(reporting, row, CHILDPLAN_REPORTING_COLUMN_ON_TIME_RATE);
    set_rate(reporting, row, CHILDPLAN_REPORTING_COLUMN_COMPLETE_RATE);
}

const childplan_plan *childplan_reporting_plan(const childplan_reporting *reporting) {
    return reporting == NULL ? NULL : reporting->plan;
}

int32_t childplan_reporting_until(const childplan_reporting *reporting) {
    return reporting == NULL ? CHILDPLAN_NO_DATE : reporting->until;
}

int32_t childplan_reporting_structure(const childplan_reporting *reporting) {
    return reporting == NULL ? CHILDPLAN_NO_DATE : reporting->structure;
}

int32_t childplan_reporting_known_by(const childplan_reporting *reporting) {
    return reporting == NULL ? CHILDPLAN_NO_DATE : reporting->known_by;
}

size_t childplan_reporting_row_count(const childplan_reporting *reporting) {
    return reporting == NULL ? 0 : reporting->row_count;
}

static int32_t has_column(const childplan_reporting *reporting, int32_t column, enum column_type type) {
    return reporting != NULL && column >= 0 && column < CHILDPLAN_REPORTING_COLUMN_COUNT && type_of(column) == type;
}

static void give_presence(const childplan_reporting *reporting, int32_t column, const uint8_t **ret_present) {
    if (ret_present != NULL) {
        *ret_present = reporting->present[column];
    }
}

childplan_status childplan_reporting_int32_column(const childplan_reporting *reporting, int32_t column,
                                                  const int32_t **ret_cells, const uint8_t **ret_present) {
    if (!has_column(reporting, column, COLUMN_INT32) || ret_cells == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_cells = reporting->columns[column];
    give_presence(reporting, column, ret_present);
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_int64_column(const childplan_reporting *reporting, int32_t column,
                                                  const int64_t **ret_cells, const uint8_t **ret_present) {
    if (!has_column(reporting, column, COLUMN_INT64) || ret_cells == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_cells = reporting->columns[column];
    give_presence(reporting, column, ret_present);
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_double_column(const childplan_reporting *reporting, int32_t column,
                                                   const double **ret_cells, const uint8_t **ret_present) {
    if (!has_column(reporting, column, COLUMN_DOUBLE) || ret_cells == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_cells = reporting->columns[column];
    give_presence(reporting, column, ret_present);
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_get(const childplan_reporting *reporting, size_t row, int32_t column,
                                         int64_t *ret_value) {
    int32_t is_int32 = has_column(reporting, column, COLUMN_INT32);
    if ((!is_int32 && !has_column(reporting, column, COLUMN_INT64)) || ret_value == NULL ||
        row >= reporting->row_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (!reporting->present[column][row]) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value = is_int32 ? ((const int32_t *)reporting->columns[column])[row]
                          : ((const int64_t *)reporting->columns[column])[row];
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_rate(const childplan_reporting *reporting, size_t row, int32_t column,
                                          int64_t *ret_numerator, int64_t *ret_denominator) {
    if (!has_column(reporting, column, COLUMN_DOUBLE) || ret_numerator == NULL || ret_denominator == NULL ||
        row >= reporting->row_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const int64_t *expected = reporting->columns[CHILDPLAN_REPORTING_COLUMN_EXPECTED];
    const int64_t *counted = reporting->columns[numerator_column(column)];
    if (expected[row] == 0) {
        return CHILDPLAN_ABSENT;
    }
    *ret_numerator = counted[row];
    *ret_denominator = expected[row];
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_find(const childplan_reporting *reporting, int32_t unit, int64_t period,
                                          size_t *ret_row) {
    if (reporting == NULL || ret_row == NULL || unit < 0 || unit >= reporting->plan->unit_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const int64_t *periods = reporting->columns[CHILDPLAN_REPORTING_COLUMN_PERIOD];
    for (size_t row = reporting->first_row[unit]; row < reporting->first_row[unit + 1]; row++) {
        if (periods[row] == period) {
            *ret_row = row;
            return CHILDPLAN_OK;
        }
    }
    return CHILDPLAN_ABSENT;
}

size_t childplan_reporting_cell_count(const childplan_reporting *reporting) {
    return reporting == NULL ? 0 : reporting->cell_count;
}

childplan_status childplan_reporting_cells_of(const childplan_reporting *reporting, size_t row, size_t *ret_first,
                                              size_t *ret_count) {
    if (reporting == NULL || ret_first == NULL || ret_count == NULL || row >= reporting->row_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_first = reporting->first_cell == NULL ? 0 : reporting->first_cell[row];
    *ret_count = reporting->first_cell == NULL ? 0 : reporting->first_cell[row + 1] - reporting->first_cell[row];
    return CHILDPLAN_OK;
}

static int64_t cell_value(const struct reporting_cell *cell, int32_t column) {
    switch (column) {
    case CHILDPLAN_REPORTING_CELL_UNIT:
        return cell->unit;
    case CHILDPLAN_REPORTING_CELL_PERIOD:
        return cell->period;
    case CHILDPLAN_REPORTING_CELL_ELEMENT:
        return cell->element;
    case CHILDPLAN_REPORTING_CELL_STATE:
        return cell->state;
    case CHILDPLAN_REPORTING_CELL_MARKS:
        return cell->marks;
    case CHILDPLAN_REPORTING_CELL_TIMELINESS:
        return childplan__is_received(cell->state) ? cell->timeliness : CHILDPLAN_NO_DATE;
    case CHILDPLAN_REPORTING_CELL_FIRST_SUBMITTED:
        return cell->first;
    case CHILDPLAN_REPORTING_CELL_LATEST_SUBMITTED:
        return cell->latest;
    default:
        return cell->due;
    }
}

childplan_status childplan_reporting_cell_get(const childplan_reporting *reporting, size_t cell, int32_t column,
                                              int64_t *ret_value) {
    if (reporting == NULL || ret_value == NULL || cell >= reporting->cell_count || column < 0 ||
        column >= CHILDPLAN_REPORTING_CELL_COLUMN_COUNT) {
        return CHILDPLAN_ERROR_USAGE;
    }
    int64_t value = cell_value(&reporting->cells[cell], column);
    if (value == CHILDPLAN_NO_DATE) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value = value;
    return CHILDPLAN_OK;
}
