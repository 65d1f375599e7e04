/* A partial result from a stream of record batches. Whoever sent it is not trusted: what it says is checked against the
   plan, and what cannot be seen here (whether somebody asks for a page, whether a unit has a slot) when it is read. */
#include "arrow_partial.h"
#include "arrow_values.h"

#include <stdlib.h>
#include <string.h>

struct item {
    const char *text; /* NULL: not there */
    size_t size;
};

struct partial_reader {
    const struct childplan_plan *plan;
    const char *name;
    struct ArrowArrayStream *stream;
    struct findings *findings;
    struct item items[PARTIAL_ITEMS];
    struct field_type types[PARTIAL_COLUMNS];
    struct childplan_partial *partial;
    uint32_t line;        /* of the row read last */
    int64_t expected;     /* on the page so far */
    int64_t contributing; /* the same */
};

static struct position position_at(const struct partial_reader *reader, uint32_t line) {
    return (struct position){reader->name, line, 0};
}

static childplan_status malformed(const struct partial_reader *reader, uint32_t line) {
    REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED, position_at(reader, line));
    return CHILDPLAN_ERROR_REFUSED;
}

static childplan_status report_failure(const struct partial_reader *reader, int code) {
    char text[CELL_EXCERPT];
    childplan__arrow_error(reader->stream, code, text);
    REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_ARROW_STREAM_FAILED, position_at(reader, 0), text);
    return CHILDPLAN_ERROR_FILE;
}

/* A text after its length; 0 where that is none. */
static int32_t take_text(const char **at, struct item *ret_item) {
    int32_t size;
    memcpy(&size, *at, sizeof size);
    if (size < 0) {
        return 0;
    }
    *ret_item = (struct item){*at + sizeof size, (size_t)size};
    *at += sizeof size + (size_t)size;
    return 1;
}

static int32_t equals(const struct item *item, const char *text) {
    return item->size == strlen(text) && memcmp(item->text, text, item->size) == 0;
}

/* Others may have added items of their own. */
static int32_t read_item(struct partial_reader *reader, const char **at) {
    struct item name;
    struct item value;
    if (!take_text(at, &name) || !take_text(at, &value)) {
        return 0;
    }
    for (int i = 0; i < PARTIAL_ITEMS; i++) {
        if (equals(&name, childplan__partial_items[i])) {
            int32_t is_first = reader->items[i].text == NULL;
            reader->items[i] = value;
            return is_first;
        }
    }
    return 1;
}

static int32_t read_metadata(struct partial_reader *reader, const char *metadata) {
    int32_t count;
    if (metadata == NULL) {
        return 0;
    }
    const char *at = metadata + sizeof count;
    memcpy(&count, metadata, sizeof count);
    for (int32_t i = 0; i < count; i++) {
        if (!read_item(reader, &at)) {
            return 0;
        }
    }
    for (int i = 0; i < PARTIAL_ITEMS; i++) {
        if (reader->items[i].text == NULL) {
            return 0;
        }
    }
    return equals(&reader->items[PARTIAL_ITEM_FORMAT], PARTIAL_FORMAT);
}

/* Numbers below a limit, ascending: "0-5 7". */
struct stretches {
    struct item left;
    int32_t limit;
    int32_t next; /* the least that may still come */
};

/* 1 and written, or 0. */
static int32_t take_number(struct item *left, int32_t limit, int32_t *ret_number) {
    int64_t number = 0;
    size_t digits = 0;
    while (digits < left->size && left->text[digits] >= '0' && left->text[digits] <= '9' && number < limit) {
        number = number * 10 + (left->text[digits++] - '0');
    }
    left->text += digits;
    left->size -= digits;
    *ret_number = (int32_t)(number < limit ? number : limit);
    return digits > 0 && number < limit;
}

static int32_t take_letter(struct item *left, char letter) {
    if (left->size == 0 || *left->text != letter) {
        return 0;
    }
    left->text++;
    left->size--;
    return 1;
}

/* The next ones: 1 and written, 0 where there are no more, -1 where it is no such list. */
static int32_t next_stretch(struct stretches *stretches, int32_t *ret_first, int32_t *ret_last) {
    if (stretches->left.size == 0) {
        return 0;
    }
    if ((stretches->next > 0 && !take_letter(&stretches->left, ' ')) ||
        !take_number(&stretches->left, stretches->limit, ret_first) || *ret_first < stretches->next) {
        return -1;
    }
    *ret_last = *ret_first;
    if (take_letter(&stretches->left, '-') &&
        (!take_number(&stretches->left, stretches->limit, ret_last) || *ret_last <= *ret_first)) {
        return -1;
    }
    stretches->next = *ret_last + 1;
    return 1;
}

static childplan_status read_choice(const struct partial_reader *reader, enum partial_item item, int32_t limit,
                                    struct choice *choice) {
    struct stretches stretches = {reader->items[item], limit, 0};
    int32_t first;
    int32_t last;
    int32_t found;
    choice->items = childplan__allocate(&reader->plan->allocator, (size_t)limit, sizeof *choice->items);
    if (choice->items == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    while ((found = next_stretch(&stretches, &first, &last)) > 0) {
        for (int32_t number = first; number <= last; number++) {
            choice->items[choice->count++] = number;
        }
    }
    return found < 0 ? malformed(reader, 0) : CHILDPLAN_OK;
}

static childplan_status read_units(const struct partial_reader *reader) {
    struct stretches stretches = {reader->items[PARTIAL_ITEM_UNITS], reader->plan->unit_count, 0};
    int32_t first;
    int32_t last;
    int32_t found;
    while ((found = next_stretch(&stretches, &first, &last)) > 0) {
        for (int32_t unit = first; unit <= last; unit++) {
            (void)childplan__partial_put_unit(reader->partial, unit);
        }
    }
    return found < 0 ? malformed(reader, 0) : CHILDPLAN_OK;
}

static childplan_status read_date(const struct partial_reader *reader, enum partial_item item, int32_t *ret_date) {
    const struct item *text = &reader->items[item];
    *ret_date = CHILDPLAN_NO_DATE;
    return text->size == 0 || childplan_date_parse(text->text, text->size, ret_date) == CHILDPLAN_OK
               ? CHILDPLAN_OK
               : malformed(reader, 0);
}

static int by_code(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Named again and again, a period would cost its rows each time. */
static childplan_status each_once(const struct partial_reader *reader, const struct childplan_rollup_options *options) {
    size_t count = options->period_count;
    int64_t *sorted = childplan__allocate(&reader->plan->allocator, count, sizeof *sorted);
    if (sorted == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(sorted, options->periods, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_code);
    size_t i = 1;
    while (i < count && sorted[i] != sorted[i - 1]) {
        i++;
    }
    childplan__release(&reader->plan->allocator, sorted);
    return i < count ? malformed(reader, 0) : CHILDPLAN_OK;
}

static childplan_status read_periods(const struct partial_reader *reader, struct childplan_rollup_options *options) {
    struct item left = reader->items[PARTIAL_ITEM_PERIODS];
    options->periods = childplan__allocate(&reader->plan->allocator, left.size, sizeof *options->periods);
    if (options->periods == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    while (left.size > 0) {
        const char *blank = memchr(left.text, ' ', left.size);
        size_t size = blank == NULL ? left.size : (size_t)(blank - left.text);
        if (childplan_period_parse(left.text, size, &options->periods[options->period_count]) != CHILDPLAN_OK) {
            return malformed(reader, 0);
        }
        options->period_count++;
        size += blank != NULL;
        left = (struct item){left.text + size, left.size - size};
    }
    return each_once(reader, options);
}

static childplan_status read_options(const struct partial_reader *reader, struct childplan_rollup_options *options) {
    const struct childplan_plan *plan = reader->plan;
    childplan_status status = read_date(reader, PARTIAL_ITEM_UNTIL, &options->until);
    if (status == CHILDPLAN_OK) {
        status = read_date(reader, PARTIAL_ITEM_KNOWN_BY, &options->known_by);
    }
    if (status == CHILDPLAN_OK) {
        status = read_date(reader, PARTIAL_ITEM_STRUCTURE, &options->structure);
    }
    if (status == CHILDPLAN_OK) {
        status = read_periods(reader, options);
    }
    if (status == CHILDPLAN_OK) {
        status = read_choice(reader, PARTIAL_ITEM_ROW_UNITS, plan->unit_count, &options->units);
    }
    if (status == CHILDPLAN_OK) {
        status = read_choice(reader, PARTIAL_ITEM_LEVELS, plan->level_count, &options->levels);
    }
    return status == CHILDPLAN_OK
               ? read_choice(reader, PARTIAL_ITEM_INDICATORS, plan->indicator_count, &options->indicators)
               : status;
}

static childplan_status make_partial(struct partial_reader *reader) {
    const struct allocator *allocator = &reader->plan->allocator;
    struct childplan_rollup_options options = {.threads = 1};
    childplan_status status = read_options(reader, &options);
    if (status == CHILDPLAN_OK) {
        status = childplan__partial_new(reader->plan, &options, &reader->partial);
        status = status == CHILDPLAN_ERROR_USAGE ? malformed(reader, 0) : status;
    }
    childplan__release(allocator, options.periods);
    childplan__release(allocator, options.units.items);
    childplan__release(allocator, options.levels.items);
    childplan__release(allocator, options.indicators.items);
    return status;
}

/* An item's text for a diagnostic. */
static void show(const struct partial_reader *reader, enum partial_item item, char text[CELL_EXCERPT]) {
    struct csv_cell cell = {.text = reader->items[item].text, .size = reader->items[item].size};
    if (childplan__utf8_check(cell.text, cell.size) < cell.size) {
        cell.size = 0;
    }
    childplan__cell_excerpt(&cell, text);
}

static childplan_status report_library(const struct partial_reader *reader) {
    char version[CELL_EXCERPT];
    show(reader, PARTIAL_ITEM_LIBRARY, version);
    REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_LIBRARY, position_at(reader, 0), version,
           childplan_version_string());
    return CHILDPLAN_ERROR_REFUSED;
}

static childplan_status report_plan(const struct partial_reader *reader) {
    char id[CELL_EXCERPT];
    char digest[CELL_EXCERPT];
    show(reader, PARTIAL_ITEM_PLAN, id);
    show(reader, PARTIAL_ITEM_PLAN_DIGEST, digest);
    REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN, position_at(reader, 0), id, digest,
           reader->plan->id, reader->plan->digest);
    return CHILDPLAN_ERROR_REFUSED;
}

static int32_t read_fields(struct partial_reader *reader, const struct ArrowSchema *schema) {
    if (schema->format == NULL || strcmp(schema->format, "+s") != 0 || schema->n_children != PARTIAL_COLUMNS) {
        return 0;
    }
    for (int column = 0; column < PARTIAL_COLUMNS; column++) {
        const struct ArrowSchema *field = schema->children[column];
        const struct partial_field *wanted = &childplan__partial_fields[column];
        if (field->name == NULL || strcmp(field->name, wanted->name) != 0 ||
            strcmp(field->format, wanted->format) != 0 || field->dictionary != NULL) {
            return 0;
        }
        reader->types[column] = childplan__arrow_type(field);
    }
    return 1;
}

static childplan_status begin_partial(struct partial_reader *reader, const struct ArrowSchema *schema) {
    if (!read_fields(reader, schema) || !read_metadata(reader, schema->metadata)) {
        return malformed(reader, 0);
    }
    if (!equals(&reader->items[PARTIAL_ITEM_LIBRARY], childplan_version_string())) {
        return report_library(reader);
    }
    if (!equals(&reader->items[PARTIAL_ITEM_PLAN_DIGEST], reader->plan->digest)) {
        return report_plan(reader);
    }
    childplan_status status = make_partial(reader);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    if (!equals(&reader->items[PARTIAL_ITEM_UNITS_DIGEST], reader->partial->units_digest)) {
        return report_plan(reader);
    }
    int32_t knows = equals(&reader->items[PARTIAL_ITEM_KNOWS], "yes");
    reader->partial->ledger.knows_reports = knows;
    return knows || equals(&reader->items[PARTIAL_ITEM_KNOWS], "no") ? read_units(reader) : malformed(reader, 0);
}

static childplan_status read_schema(struct partial_reader *reader) {
    struct ArrowSchema schema = {.release = NULL};
    int code = reader->stream->get_schema(reader->stream, &schema);
    if (code != 0) {
        return report_failure(reader, code);
    }
    childplan_status status = begin_partial(reader, &schema);
    if (schema.release != NULL) {
        schema.release(&schema);
    }
    return status;
}

static int32_t batch_fits(const struct partial_reader *reader, const struct ArrowArray *batch) {
    if (batch->length < 0 || batch->offset < 0 || batch->n_children != PARTIAL_COLUMNS ||
        batch->length > INT64_MAX - batch->offset) {
        return 0;
    }
    for (int column = 0; column < PARTIAL_COLUMNS; column++) {
        if (!childplan__arrow_fits(batch->children[column], &reader->types[column], batch->offset + batch->length)) {
            return 0;
        }
    }
    return 1;
}

static int32_t row_is_valid(const struct ArrowArray *batch, int64_t row) {
    for (int column = 0; column < PARTIAL_COLUMNS; column++) {
        if (!childplan__arrow_is_valid(batch->children[column], batch->offset + row)) {
            return 0;
        }
    }
    return childplan__arrow_is_valid(batch, row);
}

/* Where a cell of so many bytes stands. */
static const char *cell_at(const struct ArrowArray *batch, int column, int64_t row, int32_t width) {
    const struct ArrowArray *array = batch->children[column];
    return (const char *)array->buffers[1] + (array->offset + batch->offset + row) * width;
}

static int32_t int32_at(const struct ArrowArray *batch, int column, int64_t row) {
    int32_t value;
    memcpy(&value, cell_at(batch, column, row, (int32_t)sizeof value), sizeof value);
    return value;
}

static int32_t read_figures(const struct ArrowArray *batch, int64_t row, struct exact_sums *sums) {
    struct partial_figures figures = childplan__partial_figures(sums);
    for (int column = PARTIAL_FIRST_WIDE; column < PARTIAL_FIRST_COUNT; column++) {
        struct wide value = childplan__get_wide(cell_at(batch, column, row, 16));
        if (!childplan__wide_is_decimal(value)) {
            return 0;
        }
        *figures.wides[column - PARTIAL_FIRST_WIDE] = value;
    }
    for (int column = PARTIAL_FIRST_COUNT; column < PARTIAL_COLUMNS; column++) {
        int32_t value = int32_at(batch, column, row);
        if (value < 0) {
            return 0;
        }
        *figures.counts[column - PARTIAL_FIRST_COUNT] = value;
    }
    return 1;
}

/* 1 where some units could have brought that. */
static int32_t counts_hold_together(const struct exact_sums *sums) {
    int32_t missing = sums->expected - sums->reported;
    return !childplan__exact_sums_are_nothing(sums) && missing >= 0 && sums->carried <= sums->contributing &&
           sums->missing_contributing <= missing && sums->missing_contributing <= sums->contributing &&
           sums->missing_carried <= sums->missing_contributing && sums->missing_carried <= sums->carried &&
           sums->missing_unknown <= missing;
}

static struct page *last_page(const struct partial_reader *reader) {
    const struct ledger *ledger = &reader->partial->ledger;
    return ledger->count == 0 ? NULL : &ledger->pages[ledger->count - 1];
}

/* The page of a row, a new one where its key is past the last; ABSENT where the rows do not ascend. */
static childplan_status turn_to_page(struct partial_reader *reader, const struct page *key, int32_t unit) {
    const struct page *last = last_page(reader);
    int32_t order = last == NULL ? 1 : childplan__page_compare(key, last);
    if (order < 0 || (order == 0 && unit <= last->leaves[last->count - 1].unit)) {
        return CHILDPLAN_ABSENT;
    }
    if (order == 0) {
        return CHILDPLAN_OK;
    }
    reader->expected = reader->contributing = 0;
    return childplan__ledger_insert(&reader->partial->ledger, reader->partial->ledger.count, key);
}

static childplan_status take_row(struct partial_reader *reader, const struct ArrowArray *batch, int64_t row) {
    struct leaf leaf = {.unit = int32_at(batch, PARTIAL_UNIT, row)};
    struct page key = {.day = int32_at(batch, PARTIAL_DAY, row), .indicator = int32_at(batch, PARTIAL_INDICATOR, row)};
    memcpy(&key.period, cell_at(batch, PARTIAL_PERIOD, row, (int32_t)sizeof key.period), sizeof key.period);
    if (leaf.unit < 0 || leaf.unit >= reader->plan->unit_count || key.indicator < 0 ||
        key.indicator >= reader->plan->indicator_count || !read_figures(batch, row, &leaf.sums) ||
        !counts_hold_together(&leaf.sums)) {
        return CHILDPLAN_ABSENT;
    }
    childplan_status status = turn_to_page(reader, &key, leaf.unit);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    /* A unit brings what it brings to one place. */
    reader->expected += leaf.sums.expected;
    reader->contributing += leaf.sums.contributing;
    int64_t units = (int64_t)reader->partial->unit_count;
    return reader->expected > units || reader->contributing > units
               ? CHILDPLAN_ABSENT
               : childplan__page_append(&reader->partial->ledger, last_page(reader), &leaf);
}

static childplan_status read_batch(struct partial_reader *reader, const struct ArrowArray *batch) {
    if (!batch_fits(reader, batch)) {
        return malformed(reader, reader->line + 1);
    }
    for (int64_t row = 0; row < batch->length; row++) {
        reader->line += reader->line < UINT32_MAX - 1;
        childplan_status status = row_is_valid(batch, row) ? take_row(reader, batch, row) : CHILDPLAN_ABSENT;
        if (status != CHILDPLAN_OK) {
            return status == CHILDPLAN_ABSENT ? malformed(reader, reader->line) : status;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status read_batches(struct partial_reader *reader) {
    for (;;) {
        struct ArrowArray batch = {.release = NULL};
        int code = reader->stream->get_next(reader->stream, &batch);
        if (code != 0) {
            return report_failure(reader, code);
        }
        if (batch.release == NULL) {
            return CHILDPLAN_OK;
        }
        childplan_status status = read_batch(reader, &batch);
        batch.release(&batch);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
}

static childplan_status read_partial(struct partial_reader *reader, struct childplan_partial **ret_partial) {
    childplan_status status = read_schema(reader);
    if (status == CHILDPLAN_OK) {
        status = read_batches(reader);
    }
    status = reader->findings->no_memory ? CHILDPLAN_ERROR_NO_MEMORY : status;
    if (status != CHILDPLAN_OK) {
        childplan_partial_free(reader->partial);
        return status;
    }
    *ret_partial = reader->partial;
    return CHILDPLAN_OK;
}

childplan_status childplan_partial_from_arrow(const childplan_plan *plan, const char *name,
                                              struct ArrowArrayStream *stream, childplan_partial **ret_partial,
                                              childplan_diagnostics *reterr_diagnostics) {
    int32_t is_open = stream != NULL && stream->release != NULL;
    childplan_status status = CHILDPLAN_ERROR_USAGE;
    if (plan != NULL && name != NULL && is_open && ret_partial != NULL) {
        struct findings findings;
        childplan__findings_begin(&findings, reterr_diagnostics, 0);
        struct partial_reader reader = {.plan = plan, .name = name, .stream = stream, .findings = &findings};
        status = read_partial(&reader, ret_partial);
    }
    if (is_open) {
        stream->release(stream);
    }
    return status;
}
