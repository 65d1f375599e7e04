#include "live.h"

#include <string.h>

enum column_type { COLUMN_INT32, COLUMN_INT64, COLUMN_DOUBLE };

static const enum column_type column_types[CHILDPLAN_COLUMN_COUNT] = {
    [CHILDPLAN_COLUMN_PERIOD] = COLUMN_INT64,       [CHILDPLAN_COLUMN_NUMERATOR] = COLUMN_INT64,
    [CHILDPLAN_COLUMN_DENOMINATOR] = COLUMN_INT64,  [CHILDPLAN_COLUMN_VALUE] = COLUMN_DOUBLE,
    [CHILDPLAN_COLUMN_LOW] = COLUMN_DOUBLE,         [CHILDPLAN_COLUMN_HIGH] = COLUMN_DOUBLE,
    [CHILDPLAN_COLUMN_TARGET] = COLUMN_DOUBLE,      [CHILDPLAN_COLUMN_BY] = COLUMN_INT64,
    [CHILDPLAN_COLUMN_PATH] = COLUMN_DOUBLE,        [CHILDPLAN_COLUMN_GAP] = COLUMN_INT64,
    [CHILDPLAN_COLUMN_TARGET_HIGH] = COLUMN_DOUBLE, [CHILDPLAN_COLUMN_PACE] = COLUMN_DOUBLE,
};

static size_t cell_size(int32_t column) {
    return column_types[column] == COLUMN_INT32 ? sizeof(int32_t) : sizeof(int64_t);
}

childplan_status childplan__rows_new(const struct sources *sources, size_t row_count,
                                     struct childplan_rollup **ret_rollup) {
    struct childplan_rollup *rollup = childplan__allocate(sources->allocator, 1, sizeof *rollup);
    if (rollup == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__references_begin(&rollup->references);
    rollup->allocator = *sources->allocator;
    rollup->plan = sources->plan;
    memcpy(rollup->plan_digest, sources->plan->digest, DIGEST_SIZE);
    rollup->row_count = row_count;
    rollup->printed = childplan__allocate(sources->allocator, row_count, sizeof *rollup->printed);
    rollup->bars = childplan__allocate(sources->allocator, row_count, sizeof *rollup->bars);
    rollup->first_row =
        childplan__allocate(sources->allocator, (size_t)sources->plan->unit_count + 1, sizeof *rollup->first_row);
    int32_t complete = rollup->printed != NULL && rollup->bars != NULL && rollup->first_row != NULL;
    for (int32_t column = 0; complete && column < CHILDPLAN_COLUMN_COUNT; column++) {
        rollup->columns[column] = childplan__allocate(sources->allocator, row_count, cell_size(column));
        rollup->present[column] = childplan__allocate(sources->allocator, row_count, 1);
        complete = rollup->columns[column] != NULL && rollup->present[column] != NULL;
    }
    if (!complete) {
        childplan_rollup_free(rollup);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_rollup = rollup;
    return CHILDPLAN_OK;
}

struct childplan_rollup *childplan__rollup_hold(const struct childplan_rollup *rollup) {
    /* Whoever only reads may share: the count alone changes. */
    struct childplan_rollup *held = (struct childplan_rollup *)rollup;
    childplan__references_add(&held->references);
    return held;
}

void childplan_rollup_free(childplan_rollup *rollup) {
    if (rollup != NULL) {
        /* Whoever still holds the rows may be on another thread than the reports. */
        childplan__live_end(rollup->live);
        rollup->live = NULL;
        childplan__rollup_let_go(rollup);
    }
}

void childplan__rollup_let_go(struct childplan_rollup *rollup) {
    if (!childplan__references_drop(&rollup->references)) {
        return;
    }
    struct allocator allocator = rollup->allocator;
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        childplan__release(&allocator, rollup->columns[column]);
        childplan__release(&allocator, rollup->present[column]);
    }
    childplan__release(&allocator, rollup->printed);
    childplan__release(&allocator, rollup->bars);
    childplan__release(&allocator, rollup->first_row);
    childplan__release(&allocator, rollup);
}

static void set_whole(struct childplan_rollup *rollup, size_t row, int32_t column, int32_t present, int64_t value) {
    if (!present) {
        return;
    }
    rollup->present[column][row] = 1;
    if (column_types[column] == COLUMN_INT32) {
        ((int32_t *)rollup->columns[column])[row] = (int32_t)value;
    } else {
        ((int64_t *)rollup->columns[column])[row] = value;
    }
}

static void set_double(struct childplan_rollup *rollup, size_t row, int32_t column, struct fraction value) {
    rollup->present[column][row] = 1;
    ((double *)rollup->columns[column])[row] = childplan__fraction_to_double(value);
}

/* 1, or 0 where the fraction is too large to print. */
static int32_t set_fraction(struct childplan_rollup *rollup, size_t row, int32_t column, int32_t present,
                            struct fraction value, struct wide *ret_printed) {
    if (!present) {
        return 1;
    }
    set_double(rollup, row, column, value);
    return childplan__fraction_round_wide(value, PRINTED_DECIMALS, ret_printed);
}

static void set_place(struct childplan_rollup *rollup, size_t row, const struct row_place *place) {
    set_whole(rollup, row, CHILDPLAN_COLUMN_UNIT, 1, place->unit);
    set_whole(rollup, row, CHILDPLAN_COLUMN_LEVEL, 1, place->level);
    set_whole(rollup, row, CHILDPLAN_COLUMN_PERIOD, 1, place->period);
    set_whole(rollup, row, CHILDPLAN_COLUMN_INDICATOR, 1, place->indicator);
    set_whole(rollup, row, CHILDPLAN_COLUMN_AS_OF, 1, place->as_of);
}

static const int32_t number_columns[] = {CHILDPLAN_COLUMN_TARGET, CHILDPLAN_COLUMN_TARGET_HIGH};
static const int32_t operator_columns[] = {CHILDPLAN_COLUMN_OPERATOR, CHILDPLAN_COLUMN_OPERATOR_HIGH};

int32_t childplan__edge_decimals(const struct milestone *milestone, int32_t edge) {
    if (milestone->change != CHANGE_NONE) {
        return PRINTED_DECIMALS;
    }
    return edge == 0 ? milestone->number.decimals : milestone->upper.decimals;
}

/* 1, or 0 where it is too large to print. */
static int32_t set_edge(struct childplan_rollup *rollup, size_t row, int32_t place, const struct figures *figures) {
    const struct milestone *milestone = figures->milestone;
    const struct edge *edge = &figures->bar.edges[place];
    struct printed_bar *printed = &rollup->bars[row];
    set_whole(rollup, row, operator_columns[place], edge->comparison != 0, edge->comparison);
    if (edge->comparison == 0 || !figures->bar.is_known) {
        return 1;
    }
    set_double(rollup, row, number_columns[place], edge->limit.value);
    printed->decimals[place] = (int8_t)childplan__edge_decimals(milestone, place);
    if (milestone->change == CHANGE_NONE) {
        printed->numbers[place] = childplan__wide(place == 0 ? milestone->number.value : milestone->upper.value);
        return 1;
    }
    return childplan__fraction_round_wide(edge->limit.value, PRINTED_DECIMALS, &printed->numbers[place]);
}

static int32_t set_target(struct childplan_rollup *rollup, size_t row, const struct figures *figures) {
    const struct milestone *milestone = figures->milestone;
    set_whole(rollup, row, CHILDPLAN_COLUMN_STATUS, 1, figures->status);
    if (milestone == NULL) {
        return 1;
    }
    set_whole(rollup, row, CHILDPLAN_COLUMN_BY, 1, figures->by);
    set_whole(rollup, row, CHILDPLAN_COLUMN_BINDING, 1, !milestone->is_aspiration);
    set_whole(rollup, row, CHILDPLAN_COLUMN_MET, figures->has_met, figures->met);
    set_whole(rollup, row, CHILDPLAN_COLUMN_CERTAIN, figures->has_met, figures->certain);
    return set_edge(rollup, row, 0, figures) & set_edge(rollup, row, 1, figures);
}

static void set_gap(struct childplan_rollup *rollup, size_t row, const struct frame *frame,
                    const struct figures *figures) {
    set_whole(rollup, row, CHILDPLAN_COLUMN_GAP, figures->has_gap, figures->gap);
    set_whole(rollup, row, CHILDPLAN_COLUMN_GAP_DECIMALS, 1, frame->gap_decimals);
    set_whole(rollup, row, CHILDPLAN_COLUMN_PERIODS_LEFT, figures->is_ahead, figures->periods_left);
    if (figures->has_pace) {
        int64_t periods = figures->periods_left > 0 ? figures->periods_left : 1;
        struct fraction pace = {childplan__wide(figures->gap),
                                childplan__wide_product(periods, childplan__power_of_ten(frame->gap_decimals))};
        set_double(rollup, row, CHILDPLAN_COLUMN_PACE, pace);
    }
}

childplan_status childplan__rows_set(struct childplan_rollup *rollup, size_t row, const struct row_place *place,
                                     const struct frame *frame, const struct sums *sums,
                                     const struct figures *figures) {
    struct printed *printed = &rollup->printed[row];
    set_place(rollup, row, place);
    set_whole(rollup, row, CHILDPLAN_COLUMN_NUMERATOR, figures->has_parts, figures->numerator);
    set_whole(rollup, row, CHILDPLAN_COLUMN_DENOMINATOR, figures->has_parts && frame->is_ratio, figures->denominator);
    set_whole(rollup, row, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS, 1, figures->numerator_decimals);
    set_whole(rollup, row, CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS, 1, frame->denominator_decimals);
    set_whole(rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED, 1, sums->expected);
    set_whole(rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED, 1, sums->reported);
    set_whole(rollup, row, CHILDPLAN_COLUMN_UNITS_CARRIED, 1, sums->carried);
    set_gap(rollup, row, frame, figures);
    const struct figure *figure = &figures->figure;
    int32_t fits =
        set_fraction(rollup, row, CHILDPLAN_COLUMN_VALUE, figure->has_value, figure->value, &printed->value) &
        set_fraction(rollup, row, CHILDPLAN_COLUMN_LOW, figure->has_low, figure->low, &printed->low) &
        set_fraction(rollup, row, CHILDPLAN_COLUMN_HIGH, figure->has_high, figure->high, &printed->high) &
        set_fraction(rollup, row, CHILDPLAN_COLUMN_PATH, figures->has_path, figures->path, &printed->path) &
        set_target(rollup, row, figures);
    return fits ? CHILDPLAN_OK : CHILDPLAN_ERROR_OVERFLOW;
}

void childplan__row_take_out(struct childplan_rollup *rollup, size_t row, struct kept_row *ret_kept) {
    *ret_kept = (struct kept_row){.row = row, .printed = rollup->printed[row], .bar = rollup->bars[row]};
    rollup->printed[row] = (struct printed){0};
    rollup->bars[row] = (struct printed_bar){0};
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        char *cell = (char *)rollup->columns[column] + row * cell_size(column);
        memcpy(&ret_kept->cells[column], cell, cell_size(column));
        memset(cell, 0, cell_size(column));
        ret_kept->present[column] = rollup->present[column][row];
        rollup->present[column][row] = 0;
    }
}

void childplan__row_put_back(struct childplan_rollup *rollup, const struct kept_row *kept) {
    rollup->printed[kept->row] = kept->printed;
    rollup->bars[kept->row] = kept->bar;
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        char *cell = (char *)rollup->columns[column] + kept->row * cell_size(column);
        memcpy(cell, &kept->cells[column], cell_size(column));
        rollup->present[column][kept->row] = kept->present[column];
    }
}

void childplan__rows_copy(const struct childplan_rollup *from, struct childplan_rollup *into) {
    memcpy(into->printed, from->printed, from->row_count * sizeof *from->printed);
    memcpy(into->bars, from->bars, from->row_count * sizeof *from->bars);
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        memcpy(into->columns[column], from->columns[column], from->row_count * cell_size(column));
        memcpy(into->present[column], from->present[column], from->row_count);
    }
}

size_t childplan__rows_of(const struct childplan_rollup *rollup, int32_t unit, int64_t period) {
    const int64_t *periods = rollup->columns[CHILDPLAN_COLUMN_PERIOD];
    size_t row = rollup->first_row[unit];
    while (row < rollup->first_row[unit + 1] && periods[row] != period) {
        row += rollup->rows_a_period;
    }
    return row;
}

const childplan_plan *childplan_rollup_plan(const childplan_rollup *rollup) {
    return rollup == NULL ? NULL : rollup->plan;
}

int32_t childplan_rollup_until(const childplan_rollup *rollup) {
    return rollup == NULL ? CHILDPLAN_NO_DATE : rollup->until;
}

int32_t childplan_rollup_structure(const childplan_rollup *rollup) {
    return rollup == NULL ? CHILDPLAN_NO_DATE : rollup->structure;
}

int32_t childplan_rollup_known_by(const childplan_rollup *rollup) {
    return rollup == NULL ? CHILDPLAN_NO_DATE : rollup->known_by;
}

size_t childplan_rollup_row_count(const childplan_rollup *rollup) {
    return rollup == NULL ? 0 : rollup->row_count;
}

static int32_t has_column(const childplan_rollup *rollup, int32_t column, enum column_type type) {
    return rollup != NULL && column >= 0 && column < CHILDPLAN_COLUMN_COUNT && column_types[column] == type;
}

static void give_presence(const childplan_rollup *rollup, int32_t column, const uint8_t **ret_present) {
    if (ret_present != NULL) {
        *ret_present = rollup->present[column];
    }
}

childplan_status childplan_rollup_int32_column(const childplan_rollup *rollup, int32_t column,
                                               const int32_t **ret_cells, const uint8_t **ret_present) {
    if (!has_column(rollup, column, COLUMN_INT32) || ret_cells == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_cells = rollup->columns[column];
    give_presence(rollup, column, ret_present);
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_int64_column(const childplan_rollup *rollup, int32_t column,
                                               const int64_t **ret_cells, const uint8_t **ret_present) {
    if (!has_column(rollup, column, COLUMN_INT64) || ret_cells == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_cells = rollup->columns[column];
    give_presence(rollup, column, ret_present);
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_double_column(const childplan_rollup *rollup, int32_t column,
                                                const double **ret_cells, const uint8_t **ret_present) {
    if (!has_column(rollup, column, COLUMN_DOUBLE) || ret_cells == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *ret_cells = rollup->columns[column];
    give_presence(rollup, column, ret_present);
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_get(const childplan_rollup *rollup, size_t row, int32_t column, int64_t *ret_value) {
    int32_t is_int32 = has_column(rollup, column, COLUMN_INT32);
    if ((!is_int32 && !has_column(rollup, column, COLUMN_INT64)) || ret_value == NULL || row >= rollup->row_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (!rollup->present[column][row]) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value =
        is_int32 ? ((const int32_t *)rollup->columns[column])[row] : ((const int64_t *)rollup->columns[column])[row];
    return CHILDPLAN_OK;
}

/* Among the rows of one unit and period, which begin at `first`. */
static childplan_status find_indicator(const childplan_rollup *rollup, size_t first, int32_t indicator,
                                       size_t *ret_row) {
    const int32_t *indicators = rollup->columns[CHILDPLAN_COLUMN_INDICATOR];
    size_t end = first + rollup->rows_a_period;
    size_t low = first;
    size_t high = end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (indicators[middle] < indicator) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == end || indicators[low] != indicator) {
        return CHILDPLAN_ABSENT;
    }
    *ret_row = low;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_find(const childplan_rollup *rollup, int32_t unit, int64_t period, int32_t indicator,
                                       size_t *ret_row) {
    if (rollup == NULL || ret_row == NULL || unit < 0 || unit >= rollup->plan->unit_count || indicator < 0 ||
        indicator >= rollup->plan->indicator_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    size_t row = childplan__rows_of(rollup, unit, period);
    if (row >= rollup->first_row[unit + 1]) {
        return CHILDPLAN_ABSENT;
    }
    return find_indicator(rollup, row, indicator, ret_row);
}
