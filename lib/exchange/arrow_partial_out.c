/* A partial result as a stream of record batches; the form is described in childplan/partial.h. */
#include "../base/bits.h"
#include "arrow_partial.h"
#include "arrow_share.h"

#include <errno.h>
#include <string.h>

#define DEFAULT_BATCH_ROWS 65536
#define NAME_TEXT 48

struct leaf_row {
    int32_t day;
    int32_t indicator;
    int64_t period;
    struct leaf leaf;
};

struct leaf_stream {
    struct arrow_share *share;
    struct leaf_row *rows;
    size_t count;
    size_t next_row;
    size_t batch_rows;
    const char *error; /* of the last call; NULL: none */
};

static void add_size(struct text *metadata, size_t size) {
    int32_t number = (int32_t)size;
    char bytes[sizeof number];
    memcpy(bytes, &number, sizeof number);
    childplan__text_add(metadata, bytes, sizeof bytes);
}

/* Numbers in a row as "first-last". */
static void add_stretch(struct text *list, int32_t first, int32_t last) {
    if (list->size > 0) {
        childplan__text_add_string(list, " ");
    }
    childplan__text_add_integer(list, first);
    if (last > first) {
        childplan__text_add_string(list, "-");
        childplan__text_add_integer(list, last);
    }
}

static void add_choice(struct text *list, const struct choice *choice) {
    for (size_t i = 0, end; i < choice->count; i = end) {
        end = i + 1;
        while (end < choice->count && choice->items[end] == choice->items[end - 1] + 1) {
            end++;
        }
        add_stretch(list, choice->items[i], choice->items[end - 1]);
    }
}

static void add_units(struct text *list, const struct childplan_partial *partial) {
    for (int32_t unit = 0; unit < partial->plan->unit_count; unit++) {
        int32_t first = unit;
        while (childplan_partial_has_unit(partial, unit)) {
            unit++;
        }
        if (unit > first) {
            add_stretch(list, first, unit - 1);
        }
    }
}

static void add_date(struct text *text, int32_t date) {
    char name[NAME_TEXT];
    childplan__text_add(text, name, childplan_date_format(date, name, sizeof name));
}

static void add_periods(struct text *list, const struct childplan_rollup_options *options) {
    char name[NAME_TEXT];
    for (size_t i = 0; i < options->period_count; i++) {
        childplan__text_add_string(list, i > 0 ? " " : "");
        childplan__text_add(list, name, childplan_period_format(options->periods[i], name, sizeof name));
    }
}

static const char *fixed_item(const struct childplan_partial *partial, enum partial_item item) {
    switch (item) {
    case PARTIAL_ITEM_FORMAT:
        return PARTIAL_FORMAT;
    case PARTIAL_ITEM_LIBRARY:
        return childplan_version_string();
    case PARTIAL_ITEM_PLAN:
        return partial->plan->id;
    case PARTIAL_ITEM_PLAN_DIGEST:
        return partial->plan->digest;
    case PARTIAL_ITEM_UNITS_DIGEST:
        return partial->units_digest;
    default:
        return partial->ledger.knows_reports ? "yes" : "no";
    }
}

static void add_item(struct text *text, const struct childplan_partial *partial, enum partial_item item) {
    const struct childplan_rollup_options *options = &partial->options;
    switch (item) {
    case PARTIAL_ITEM_UNTIL:
        add_date(text, options->until);
        break;
    case PARTIAL_ITEM_KNOWN_BY:
        add_date(text, options->known_by);
        break;
    case PARTIAL_ITEM_STRUCTURE:
        add_date(text, options->structure);
        break;
    case PARTIAL_ITEM_PERIODS:
        add_periods(text, options);
        break;
    case PARTIAL_ITEM_ROW_UNITS:
        add_choice(text, &options->units);
        break;
    case PARTIAL_ITEM_LEVELS:
        add_choice(text, &options->levels);
        break;
    case PARTIAL_ITEM_INDICATORS:
        add_choice(text, &options->indicators);
        break;
    case PARTIAL_ITEM_UNITS:
        add_units(text, partial);
        break;
    default:
        childplan__text_add_string(text, fixed_item(partial, item));
        break;
    }
}

/* Arrow's metadata: how many pairs, then each text after its length. */
static childplan_status encode_metadata(const struct childplan_partial *partial, struct arrow_share *share) {
    struct text metadata;
    childplan__text_begin(&metadata, &share->allocator);
    add_size(&metadata, PARTIAL_ITEMS);
    for (int item = 0; item < PARTIAL_ITEMS; item++) {
        struct text value;
        childplan__text_begin(&value, &share->allocator);
        add_item(&value, partial, (enum partial_item)item);
        add_size(&metadata, strlen(childplan__partial_items[item]));
        childplan__text_add_string(&metadata, childplan__partial_items[item]);
        /* Lengths are of 32 bits. */
        metadata.no_memory = metadata.no_memory || value.no_memory || value.size > INT32_MAX;
        add_size(&metadata, value.size);
        childplan__text_add(&metadata, value.bytes == NULL ? "" : value.bytes, value.size);
        childplan__text_end(&value);
    }
    share->metadata = metadata.bytes;
    return metadata.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status new_share(const struct childplan_partial *partial, struct arrow_share **ret_share) {
    struct arrow_share *share = childplan__allocate(partial->allocator, 1, sizeof *share);
    if (share == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__references_begin(&share->references);
    share->allocator = *partial->allocator;
    if (encode_metadata(partial, share) != CHILDPLAN_OK) {
        childplan__arrow_share_drop(share);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_share = share;
    return CHILDPLAN_OK;
}

static int32_t fits(const struct leaf *leaf) {
    struct exact_sums sums = leaf->sums;
    struct partial_figures figures = childplan__partial_figures(&sums);
    for (size_t i = 0; i < sizeof figures.wides / sizeof *figures.wides; i++) {
        if (!childplan__wide_is_decimal(*figures.wides[i])) {
            return 0;
        }
    }
    return 1;
}

static childplan_status copy_rows(const struct ledger *ledger, struct leaf_stream *stream) {
    for (size_t i = 0; i < ledger->count; i++) {
        stream->count += ledger->pages[i].count;
    }
    stream->rows = childplan__allocate(ledger->allocator, stream->count, sizeof *stream->rows);
    if (stream->rows == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    struct leaf_row *row = stream->rows;
    for (size_t i = 0; i < ledger->count; i++) {
        const struct page *page = &ledger->pages[i];
        for (size_t k = 0; k < page->count; k++) {
            if (!fits(&page->leaves[k])) {
                return CHILDPLAN_ERROR_OVERFLOW;
            }
            *row++ = (struct leaf_row){page->day, page->indicator, page->period, page->leaves[k]};
        }
    }
    return CHILDPLAN_OK;
}

static int32_t key_of(const struct leaf_row *row, int column) {
    return column == PARTIAL_DAY ? row->day : column == PARTIAL_INDICATOR ? row->indicator : row->leaf.unit;
}

/* Writes one cell of a column that has `size` bytes for each. */
static void put_cell(const struct leaf_row *row, int column, char *cell) {
    struct exact_sums sums = row->leaf.sums;
    struct partial_figures figures = childplan__partial_figures(&sums);
    if (column == PARTIAL_PERIOD) {
        memcpy(cell, &row->period, sizeof row->period);
    } else if (column < PARTIAL_FIRST_WIDE) {
        int32_t key = key_of(row, column);
        memcpy(cell, &key, sizeof key);
    } else if (column < PARTIAL_FIRST_COUNT) {
        childplan__put_wide(*figures.wides[column - PARTIAL_FIRST_WIDE], cell);
    } else {
        memcpy(cell, figures.counts[column - PARTIAL_FIRST_COUNT], sizeof(int32_t));
    }
}

static size_t cell_size(int column) {
    if (column == PARTIAL_PERIOD) {
        return sizeof(int64_t);
    }
    return column >= PARTIAL_FIRST_WIDE && column < PARTIAL_FIRST_COUNT ? 16 : sizeof(int32_t);
}

static childplan_status make_column(const struct leaf_stream *stream, int column, size_t count,
                                    struct ArrowArray *ret_array) {
    childplan_status status = childplan__arrow_array_new(stream->share, count, 2, 0, ret_array);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    char *cells = childplan__arrow_array_own(ret_array, 1, count * cell_size(column));
    for (size_t i = 0; cells != NULL && i < count; i++) {
        put_cell(&stream->rows[stream->next_row + i], column, cells + i * cell_size(column));
    }
    return cells == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status make_batch(const struct leaf_stream *stream, size_t count, struct ArrowArray *ret_array) {
    struct ArrowArray batch;
    childplan_status status = childplan__arrow_array_new(stream->share, count, 1, PARTIAL_COLUMNS, &batch);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    for (int column = 0; column < PARTIAL_COLUMNS && status == CHILDPLAN_OK; column++) {
        status = make_column(stream, column, count, batch.children[column]);
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
    childplan_status status = childplan__arrow_schema_new(share, "+s", "", PARTIAL_COLUMNS, &schema);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    schema.metadata = share->metadata;
    for (int column = 0; column < PARTIAL_COLUMNS && status == CHILDPLAN_OK; column++) {
        const struct partial_field *field = &childplan__partial_fields[column];
        status = childplan__arrow_schema_new(share, field->format, field->name, 0, schema.children[column]);
    }
    if (status != CHILDPLAN_OK) {
        schema.release(&schema);
        return status;
    }
    *ret_schema = schema;
    return CHILDPLAN_OK;
}

static int answer(struct leaf_stream *stream, childplan_status status) {
    stream->error = status == CHILDPLAN_OK ? NULL : childplan_status_string(status);
    return status == CHILDPLAN_OK ? 0 : ENOMEM;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    struct leaf_stream *leaves = stream->private_data;
    return answer(leaves, make_schema(leaves->share, out));
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    struct leaf_stream *leaves = stream->private_data;
    size_t left = leaves->count - leaves->next_row;
    size_t count = left < leaves->batch_rows ? left : leaves->batch_rows;
    if (count == 0) {
        /* The end, to whoever reads. */
        *out = (struct ArrowArray){.release = NULL};
        return answer(leaves, CHILDPLAN_OK);
    }
    childplan_status status = make_batch(leaves, count, out);
    if (status == CHILDPLAN_OK) {
        leaves->next_row += count;
    }
    return answer(leaves, status);
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
    return ((const struct leaf_stream *)stream->private_data)->error;
}

static void free_leaves(struct leaf_stream *leaves, const struct allocator *of) {
    struct allocator allocator = *of;
    if (leaves->share != NULL) {
        childplan__arrow_share_drop(leaves->share);
    }
    childplan__release(&allocator, leaves->rows);
    childplan__release(&allocator, leaves);
}

static void release_stream(struct ArrowArrayStream *stream) {
    struct leaf_stream *leaves = stream->private_data;
    free_leaves(leaves, &leaves->share->allocator);
    stream->release = NULL;
}

childplan_status childplan_partial_to_arrow(const childplan_partial *partial, int64_t batch_rows,
                                            struct ArrowArrayStream *ret_stream) {
    if (partial == NULL || batch_rows < 0 || ret_stream == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct leaf_stream *leaves = childplan__allocate(partial->allocator, 1, sizeof *leaves);
    if (leaves == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = new_share(partial, &leaves->share);
    if (status == CHILDPLAN_OK) {
        status = copy_rows(&partial->ledger, leaves);
    }
    if (status != CHILDPLAN_OK) {
        free_leaves(leaves, partial->allocator);
        return status;
    }
    leaves->batch_rows = batch_rows == 0 ? DEFAULT_BATCH_ROWS : (size_t)batch_rows;
    *ret_stream = (struct ArrowArrayStream){.get_schema = get_schema,
                                            .get_next = get_next,
                                            .get_last_error = get_last_error,
                                            .release = release_stream,
                                            .private_data = leaves};
    return CHILDPLAN_OK;
}
