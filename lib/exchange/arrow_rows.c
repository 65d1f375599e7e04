/* Rows as a stream of record batches; the columns are described in childplan/arrow.h. */
#include "arrow_share.h"

#include <errno.h>
#include <string.h>

#define DEFAULT_BATCH_ROWS 65536
/* The offsets of its targets are of 32 bits. */
#define LARGEST_BATCH (INT32_MAX / TARGET_SIZE)

enum column_kind {
    SHARED_COLUMN, /* the rollup's own memory */
    PERIOD_COLUMN, /* codes, to be looked up among the periods */
    FLAG_COLUMN,   /* 0 and 1, to be packed */
    TARGET_COLUMN, /* written out */
};

#define NO_WORDS WORD_LISTS

struct arrow_column {
    const char *name;
    const char *format;
    int32_t column;
    enum column_kind kind;
    enum word_list words;
    int32_t is_nullable;
};

static const struct arrow_column columns[] = {
    {"unit", "i", CHILDPLAN_COLUMN_UNIT, SHARED_COLUMN, WORDS_UNITS, 0},
    {"period", "i", CHILDPLAN_COLUMN_PERIOD, PERIOD_COLUMN, WORDS_PERIODS, 0},
    {"indicator", "i", CHILDPLAN_COLUMN_INDICATOR, SHARED_COLUMN, WORDS_INDICATORS, 0},
    {"numerator", "l", CHILDPLAN_COLUMN_NUMERATOR, SHARED_COLUMN, NO_WORDS, 1},
    {"denominator", "l", CHILDPLAN_COLUMN_DENOMINATOR, SHARED_COLUMN, NO_WORDS, 1},
    {"value", "g", CHILDPLAN_COLUMN_VALUE, SHARED_COLUMN, NO_WORDS, 1},
    {"low", "g", CHILDPLAN_COLUMN_LOW, SHARED_COLUMN, NO_WORDS, 1},
    {"high", "g", CHILDPLAN_COLUMN_HIGH, SHARED_COLUMN, NO_WORDS, 1},
    {"units_expected", "i", CHILDPLAN_COLUMN_UNITS_EXPECTED, SHARED_COLUMN, NO_WORDS, 0},
    {"units_reported", "i", CHILDPLAN_COLUMN_UNITS_REPORTED, SHARED_COLUMN, NO_WORDS, 0},
    {"units_carried", "i", CHILDPLAN_COLUMN_UNITS_CARRIED, SHARED_COLUMN, NO_WORDS, 0},
    {"target", "u", CHILDPLAN_COLUMN_OPERATOR, TARGET_COLUMN, NO_WORDS, 1},
    {"by", "i", CHILDPLAN_COLUMN_BY, PERIOD_COLUMN, WORDS_PERIODS, 1},
    {"path", "g", CHILDPLAN_COLUMN_PATH, SHARED_COLUMN, NO_WORDS, 1},
    {"met", "b", CHILDPLAN_COLUMN_MET, FLAG_COLUMN, NO_WORDS, 1},
    {"certain", "b", CHILDPLAN_COLUMN_CERTAIN, FLAG_COLUMN, NO_WORDS, 1},
    {"status", "i", CHILDPLAN_COLUMN_STATUS, SHARED_COLUMN, WORDS_STATUSES, 0},
    {"gap", "l", CHILDPLAN_COLUMN_GAP, SHARED_COLUMN, NO_WORDS, 1},
    {"as_of", "tdD", CHILDPLAN_COLUMN_AS_OF, SHARED_COLUMN, NO_WORDS, 0},
    {"level", "i", CHILDPLAN_COLUMN_LEVEL, SHARED_COLUMN, WORDS_LEVELS, 0},
    {"target_value", "g", CHILDPLAN_COLUMN_TARGET, SHARED_COLUMN, NO_WORDS, 1},
    {"numerator_decimals", "i", CHILDPLAN_COLUMN_NUMERATOR_DECIMALS, SHARED_COLUMN, NO_WORDS, 0},
    {"denominator_decimals", "i", CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS, SHARED_COLUMN, NO_WORDS, 0},
    {"gap_decimals", "i", CHILDPLAN_COLUMN_GAP_DECIMALS, SHARED_COLUMN, NO_WORDS, 0},
    {"target_high_value", "g", CHILDPLAN_COLUMN_TARGET_HIGH, SHARED_COLUMN, NO_WORDS, 1},
    {"binding", "b", CHILDPLAN_COLUMN_BINDING, FLAG_COLUMN, NO_WORDS, 1},
    {"periods_left", "i", CHILDPLAN_COLUMN_PERIODS_LEFT, SHARED_COLUMN, NO_WORDS, 1},
    {"pace", "g", CHILDPLAN_COLUMN_PACE, SHARED_COLUMN, NO_WORDS, 1},
};

#define ARROW_COLUMNS (sizeof columns / sizeof *columns)

struct row_stream {
    struct arrow_share *share;
    size_t next_row;
    size_t batch_rows;
    const char *error; /* of the last call; NULL: none */
};

/* A stretch of the rows. */
struct rows {
    size_t first;
    size_t count;
};

static void set_bit(uint8_t *bits, size_t at) {
    bits[at / 8] = (uint8_t)(bits[at / 8] | 1U << at % 8);
}

/* Which cells hold something, where some do not. */
static childplan_status fill_validity(const uint8_t *present, size_t count, struct ArrowArray *array) {
    size_t nulls = 0;
    for (size_t i = 0; i < count; i++) {
        nulls += !present[i];
    }
    array->null_count = (int64_t)nulls;
    if (nulls == 0) {
        return CHILDPLAN_OK;
    }
    uint8_t *bits = childplan__arrow_array_own(array, 0, (count + 7) / 8);
    for (size_t i = 0; bits != NULL && i < count; i++) {
        if (present[i]) {
            set_bit(bits, i);
        }
    }
    return bits == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status fill_periods(const struct arrow_share *share, int32_t column, struct rows rows,
                                     struct ArrowArray *array) {
    const int64_t *codes = (const int64_t *)share->rollup->columns[column] + rows.first;
    const uint8_t *present = share->rollup->present[column] + rows.first;
    int32_t *indices = childplan__arrow_array_own(array, 1, rows.count * sizeof *indices);
    if (indices == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < rows.count; i++) {
        if (i > 0 && codes[i] == codes[i - 1]) {
            indices[i] = indices[i - 1];
        } else if (present[i]) {
            indices[i] = childplan__arrow_period(share, codes[i]);
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status fill_flags(const struct childplan_rollup *rollup, int32_t column, struct rows rows,
                                   struct ArrowArray *array) {
    const int32_t *cells = (const int32_t *)rollup->columns[column] + rows.first;
    uint8_t *bits = childplan__arrow_array_own(array, 1, (rows.count + 7) / 8);
    for (size_t i = 0; bits != NULL && i < rows.count; i++) {
        if (cells[i]) {
            set_bit(bits, i);
        }
    }
    return bits == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status fill_targets(const struct childplan_rollup *rollup, struct rows rows,
                                     struct ArrowArray *array) {
    char text[TARGET_SIZE];
    int32_t *offsets = childplan__arrow_array_own(array, 1, (rows.count + 1) * sizeof *offsets);
    size_t size = 0;
    for (size_t i = 0; offsets != NULL && i < rows.count; i++) {
        size += childplan__target_format(rollup, rows.first + i, text);
        offsets[i + 1] = (int32_t)size;
    }
    char *bytes = offsets == NULL ? NULL : childplan__arrow_array_own(array, 2, size);
    for (size_t i = 0; bytes != NULL && i < rows.count; i++) {
        size_t length = childplan__target_format(rollup, rows.first + i, text);
        memcpy(bytes + offsets[i], text, length);
    }
    return bytes == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static void fill_shared(const struct childplan_rollup *rollup, const struct arrow_column *column, struct rows rows,
                        struct ArrowArray *array) {
    size_t size = *column->format == 'l' || *column->format == 'g' ? sizeof(int64_t) : sizeof(int32_t);
    array->buffers[1] = (const char *)rollup->columns[column->column] + rows.first * size;
}

static childplan_status fill_data(const struct arrow_share *share, const struct arrow_column *column, struct rows rows,
                                  struct ArrowArray *array) {
    switch (column->kind) {
    case PERIOD_COLUMN:
        return fill_periods(share, column->column, rows, array);
    case FLAG_COLUMN:
        return fill_flags(share->rollup, column->column, rows, array);
    case TARGET_COLUMN:
        return fill_targets(share->rollup, rows, array);
    case SHARED_COLUMN:
    default:
        fill_shared(share->rollup, column, rows, array);
        return CHILDPLAN_OK;
    }
}

static childplan_status make_column(struct arrow_share *share, const struct arrow_column *column, struct rows rows,
                                    struct ArrowArray *ret_array) {
    size_t buffers = column->kind == TARGET_COLUMN ? 3 : 2;
    childplan_status status = childplan__arrow_array_new(share, rows.count, buffers, 0, ret_array);
    if (status == CHILDPLAN_OK) {
        status = fill_validity(share->rollup->present[column->column] + rows.first, rows.count, ret_array);
    }
    if (status == CHILDPLAN_OK) {
        status = fill_data(share, column, rows, ret_array);
    }
    if (status == CHILDPLAN_OK && column->words != NO_WORDS) {
        status = childplan__arrow_array_add_words(ret_array, column->words);
    }
    return status;
}

static childplan_status make_batch(struct arrow_share *share, struct rows rows, struct ArrowArray *ret_array) {
    struct ArrowArray batch;
    childplan_status status = childplan__arrow_array_new(share, rows.count, 1, ARROW_COLUMNS, &batch);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    for (size_t i = 0; i < ARROW_COLUMNS && status == CHILDPLAN_OK; i++) {
        status = make_column(share, &columns[i], rows, batch.children[i]);
    }
    if (status != CHILDPLAN_OK) {
        batch.release(&batch);
        return status;
    }
    *ret_array = batch;
    return CHILDPLAN_OK;
}

static childplan_status make_schema(struct arrow_share *share, struct ArrowSchema *ret_schema) {
    struct ArrowSchema schema;
    childplan_status status = childplan__arrow_schema_new(share, "+s", "", ARROW_COLUMNS, &schema);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    schema.metadata = share->metadata;
    for (size_t i = 0; i < ARROW_COLUMNS && status == CHILDPLAN_OK; i++) {
        struct ArrowSchema *child = schema.children[i];
        status = childplan__arrow_schema_new(share, columns[i].format, columns[i].name, 0, child);
        if (status == CHILDPLAN_OK) {
            child->flags = columns[i].is_nullable ? ARROW_FLAG_NULLABLE : 0;
        }
        if (status == CHILDPLAN_OK && columns[i].words != NO_WORDS) {
            status = childplan__arrow_schema_add_words(child);
        }
    }
    if (status != CHILDPLAN_OK) {
        schema.release(&schema);
        return status;
    }
    *ret_schema = schema;
    return CHILDPLAN_OK;
}

static int answer(struct row_stream *stream, childplan_status status) {
    stream->error = status == CHILDPLAN_OK ? NULL : childplan_status_string(status);
    return status == CHILDPLAN_OK ? 0 : ENOMEM;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    struct row_stream *rows = stream->private_data;
    return answer(rows, make_schema(rows->share, out));
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    struct row_stream *rows = stream->private_data;
    size_t left = rows->share->rollup->row_count - rows->next_row;
    size_t count = left < rows->batch_rows ? left : rows->batch_rows;
    if (count == 0) {
        /* The end, to whoever reads. */
        *out = (struct ArrowArray){.release = NULL};
        return answer(rows, CHILDPLAN_OK);
    }
    childplan_status status = make_batch(rows->share, (struct rows){rows->next_row, count}, out);
    if (status == CHILDPLAN_OK) {
        rows->next_row += count;
    }
    return answer(rows, status);
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
    return ((const struct row_stream *)stream->private_data)->error;
}

static void release_stream(struct ArrowArrayStream *stream) {
    struct row_stream *rows = stream->private_data;
    struct allocator allocator = rows->share->allocator;
    childplan__arrow_share_drop(rows->share);
    childplan__release(&allocator, rows);
    stream->release = NULL;
}

childplan_status childplan_rollup_to_arrow(const childplan_rollup *rollup, int64_t batch_rows,
                                           struct ArrowArrayStream *ret_stream) {
    if (rollup == NULL || batch_rows < 0 || ret_stream == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct row_stream *rows = childplan__allocate(&rollup->allocator, 1, sizeof *rows);
    if (rows == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = childplan__arrow_share_new(rollup, &rows->share);
    if (status != CHILDPLAN_OK) {
        childplan__release(&rollup->allocator, rows);
        return status;
    }
    rows->batch_rows = (size_t)(batch_rows < LARGEST_BATCH ? batch_rows : LARGEST_BATCH);
    if (batch_rows == 0) {
        rows->batch_rows = DEFAULT_BATCH_ROWS;
    }
    *ret_stream = (struct ArrowArrayStream){.get_schema = get_schema,
                                            .get_next = get_next,
                                            .get_last_error = get_last_error,
                                            .release = release_stream,
                                            .private_data = rows};
    return CHILDPLAN_OK;
}
