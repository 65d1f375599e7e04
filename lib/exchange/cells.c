/* What the formats share: the buffered writer, and the columns and cells of a row. */
#include "exchange.h"

#include <string.h>

void childplan__writer_begin(struct writer *writer, childplan_write_fn write, void *context,
                             const struct progress *progress, int64_t steps) {
    writer->write = write;
    writer->context = context;
    writer->progress = progress;
    writer->steps = steps;
    writer->step = 0;
    writer->status = CHILDPLAN_OK;
    writer->size = 0;
}

static void hand_over(struct writer *writer, const char *bytes, size_t size) {
    if (writer->status == CHILDPLAN_OK && size > 0) {
        writer->status = writer->write(writer->context, bytes, size);
    }
}

static void flush(struct writer *writer) {
    hand_over(writer, writer->bytes, writer->size);
    writer->size = 0;
}

void childplan__write(struct writer *writer, const char *bytes, size_t size) {
    if (size > sizeof(writer->bytes) - writer->size) {
        flush(writer);
    }
    if (size > sizeof(writer->bytes)) {
        hand_over(writer, bytes, size);
        return;
    }
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

/* Rows between two times that it is told how far the writing is. */
#define ROWS_UNTOLD 1024

void childplan__writer_step(struct writer *writer) {
    int64_t step = writer->step++;
    if (step % ROWS_UNTOLD == 0 && writer->status == CHILDPLAN_OK) {
        writer->status = childplan__tell(writer->progress, CHILDPLAN_PHASE_WRITING, step, writer->steps);
    }
}

void childplan__write_string(struct writer *writer, const char *string) {
    childplan__write(writer, string, strlen(string));
}

childplan_status childplan__writer_end(struct writer *writer) {
    flush(writer);
    return writer->status;
}

static const struct output_column all_columns[OUTPUT_COLUMNS] = {
    {"unit", CHILDPLAN_COLUMN_UNIT, CELL_TEXT, COLUMNS_ALWAYS},
    {"period", CHILDPLAN_COLUMN_PERIOD, CELL_TEXT, COLUMNS_ALWAYS},
    {"indicator", CHILDPLAN_COLUMN_INDICATOR, CELL_TEXT, COLUMNS_ALWAYS},
    {"numerator", CHILDPLAN_COLUMN_NUMERATOR, CELL_NUMBER, COLUMNS_ALWAYS},
    {"denominator", CHILDPLAN_COLUMN_DENOMINATOR, CELL_NUMBER, COLUMNS_ALWAYS},
    {"value", CHILDPLAN_COLUMN_VALUE, CELL_NUMBER, COLUMNS_ALWAYS},
    {"low", CHILDPLAN_COLUMN_LOW, CELL_NUMBER, COLUMNS_ALWAYS},
    {"high", CHILDPLAN_COLUMN_HIGH, CELL_NUMBER, COLUMNS_ALWAYS},
    {"units_expected", CHILDPLAN_COLUMN_UNITS_EXPECTED, CELL_NUMBER, COLUMNS_ALWAYS},
    {"units_reported", CHILDPLAN_COLUMN_UNITS_REPORTED, CELL_NUMBER, COLUMNS_ALWAYS},
    {"units_carried", CHILDPLAN_COLUMN_UNITS_CARRIED, CELL_NUMBER, COLUMNS_ALWAYS},
    {"target", CHILDPLAN_COLUMN_TARGET, CELL_TARGET, COLUMNS_ALWAYS},
    {"by", CHILDPLAN_COLUMN_BY, CELL_TEXT, COLUMNS_ALWAYS},
    {"path", CHILDPLAN_COLUMN_PATH, CELL_NUMBER, COLUMNS_ALWAYS},
    {"met", CHILDPLAN_COLUMN_MET, CELL_YES_NO, COLUMNS_ALWAYS},
    {"certain", CHILDPLAN_COLUMN_CERTAIN, CELL_YES_NO, COLUMNS_ALWAYS},
    {"status", CHILDPLAN_COLUMN_STATUS, CELL_TEXT, COLUMNS_ALWAYS},
    {"gap", CHILDPLAN_COLUMN_GAP, CELL_NUMBER, COLUMNS_ALWAYS},
    {"as_of", CHILDPLAN_COLUMN_AS_OF, CELL_TEXT, COLUMNS_ALWAYS},
    {"unit_name", OUTPUT_UNIT_NAME, CELL_TEXT, COLUMNS_OF_NAMES},
    {"level", CHILDPLAN_COLUMN_LEVEL, CELL_TEXT, COLUMNS_OF_NAMES},
    {"indicator_name", OUTPUT_INDICATOR_NAME, CELL_TEXT, COLUMNS_OF_NAMES},
    {"periods_left", CHILDPLAN_COLUMN_PERIODS_LEFT, CELL_NUMBER, COLUMNS_OF_PACE},
    {"pace", CHILDPLAN_COLUMN_PACE, CELL_NUMBER, COLUMNS_OF_PACE},
};

size_t childplan__output_columns(const struct childplan_output *output,
                                 const struct output_column *ret_columns[OUTPUT_COLUMNS]) {
    const int32_t asked[] = {
        [COLUMNS_ALWAYS] = 1,
        [COLUMNS_OF_NAMES] = output->names,
        [COLUMNS_OF_PACE] = output->pace,
    };
    size_t count = 0;
    for (size_t i = 0; i < OUTPUT_COLUMNS; i++) {
        if (asked[all_columns[i].group]) {
            ret_columns[count++] = &all_columns[i];
        }
    }
    return count;
}

int64_t childplan__cell(const childplan_rollup *rollup, size_t row, int32_t column, int64_t absent) {
    int64_t value;
    return childplan_rollup_get(rollup, row, column, &value) == CHILDPLAN_OK ? value : absent;
}

int32_t childplan__cell_index(const childplan_rollup *rollup, size_t row, int32_t column) {
    return (int32_t)childplan__cell(rollup, row, column, CHILDPLAN_NONE);
}

int32_t childplan__structure_day(const childplan_rollup *rollup, size_t row) {
    int32_t day = childplan_rollup_structure(rollup);
    return day != CHILDPLAN_NO_DATE ? day : childplan__cell_index(rollup, row, CHILDPLAN_COLUMN_AS_OF);
}

/* Texts of the plan, which may be longer than any buffer; NULL for every other column. */
static const char *plan_text(const childplan_rollup *rollup, size_t row, int32_t column) {
    const childplan_plan *plan = childplan_rollup_plan(rollup);
    switch (column) {
    case CHILDPLAN_COLUMN_UNIT:
        return childplan_plan_unit_id(plan, childplan__cell_index(rollup, row, column));
    case CHILDPLAN_COLUMN_INDICATOR:
        return childplan_plan_indicator_id(plan, childplan__cell_index(rollup, row, column));
    case CHILDPLAN_COLUMN_STATUS:
        return childplan_plan_status_id(plan, childplan__cell_index(rollup, row, column));
    case CHILDPLAN_COLUMN_LEVEL:
        return childplan_plan_level_id(plan, childplan__cell_index(rollup, row, column));
    case OUTPUT_UNIT_NAME:
        return childplan_plan_unit_name(plan, childplan__cell_index(rollup, row, CHILDPLAN_COLUMN_UNIT),
                                        childplan__structure_day(rollup, row));
    case OUTPUT_INDICATOR_NAME:
        return childplan_plan_indicator_name(plan, childplan__cell_index(rollup, row, CHILDPLAN_COLUMN_INDICATOR));
    default:
        return NULL;
    }
}

const char *childplan__cell_text(const childplan_rollup *rollup, size_t row, int32_t column, char buffer[CELL_SIZE]) {
    const char *text = plan_text(rollup, row, column);
    if (text) {
        return text;
    }
    buffer[0] = '\0';
    if (column >= 0) {
        (void)childplan_rollup_text(rollup, row, column, buffer, CELL_SIZE);
    }
    return buffer;
}
