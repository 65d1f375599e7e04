/* What a reader of plain rows begins with, and its end. */
#include "fast_rows.h"

#include <string.h>

/* How many periods with their targets are remembered, and how many targets in all. */
#define MOST_PERIODS 256
#define MOST_TARGETS 65536

/* The start of a text as words: its masks. */
static uint64_t mask_of(size_t size) {
    return size == 0 ? 0 : childplan__word_start(~UINT64_C(0), size);
}

/* Blanks no id begins or ends with. */
static struct plain_id plain_id(const char *id, char delimiter) {
    struct plain_id plain = {.size = strlen(id)};
    char padded[2 * WORD_SIZE] = {0};
    if (plain.size > sizeof padded || strchr(id, delimiter) != NULL || strchr(id, '"') != NULL) {
        return (struct plain_id){.size = 0};
    }
    memcpy(padded, id, plain.size);
    plain.words[0] = childplan__word(padded);
    plain.words[1] = childplan__word(padded + WORD_SIZE);
    plain.masks[0] = mask_of(plain.size);
    plain.masks[1] = mask_of(plain.size > WORD_SIZE ? plain.size - WORD_SIZE : 0);
    return plain;
}

static childplan_status begin_periods(struct fast_reader *reader) {
    size_t elements = (size_t)reader->plan->element_count;
    size_t periods = MOST_PERIODS;
    /* Of the most elements that a plan has a few periods are still remembered. */
    while (periods * elements > MOST_TARGETS) {
        periods /= 2;
    }
    reader->period_mask = periods - 1;
    reader->periods = childplan__allocate(reader->allocator, periods, sizeof *reader->periods);
    reader->targets = childplan__allocate(reader->allocator, periods * elements, sizeof *reader->targets);
    for (size_t i = 0; reader->periods != NULL && i < periods; i++) {
        reader->periods[i].targets = reader->targets + i * elements;
    }
    return reader->periods == NULL || reader->targets == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

/* Elements are expected in the order of the plan, until they come in another one. */
static childplan_status begin_elements(struct fast_reader *reader) {
    const struct childplan_plan *plan = reader->plan;
    size_t count = (size_t)plan->element_count;
    reader->following = childplan__allocate(reader->allocator, count, sizeof *reader->following);
    reader->element_ids = childplan__allocate(reader->allocator, count, sizeof *reader->element_ids);
    if (reader->following == NULL || reader->element_ids == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t element = 0; element < plan->element_count; element++) {
        reader->following[element] = element + 1 < plan->element_count ? element + 1 : 0;
        reader->element_ids[element] = plain_id(plan->elements[element].id, reader->delimiter);
    }
    reader->element = plan->element_count - 1;
    return CHILDPLAN_OK;
}

/* How many columns a row begins with that are its unit or period. */
static void find_layout(struct fast_reader *reader) {
    const struct columns *columns = reader->columns;
    size_t first_value = columns->count;
    size_t last_named = 0;
    for (size_t i = 0; i < columns->count; i++) {
        int32_t meaning = columns->meanings[i];
        first_value = meaning >= 0 && first_value > i ? i : first_value;
        last_named = meaning == COLUMN_UNIT || meaning == COLUMN_PERIOD || meaning == COLUMN_SUBMITTED ? i : last_named;
    }
    reader->is_direct = columns->is_wide && last_named < first_value;
    while (reader->prefix_columns + 1 < columns->count &&
           (columns->meanings[reader->prefix_columns] == COLUMN_UNIT ||
            columns->meanings[reader->prefix_columns] == COLUMN_PERIOD)) {
        reader->prefix_columns++;
    }
    reader->is_usual = reader->file == 0 && columns->element == 2 && columns->value == 3 && reader->prefix_columns == 2;
}

childplan_status childplan__fast_begin(struct fast_reader *reader) {
    reader->plan = reader->import->plan;
    reader->allocator = &reader->plan->allocator;
    reader->unit = reader->coming_unit = CHILDPLAN_NONE;
    reader->submitted = CHILDPLAN_NO_DATE;
    reader->stops['\n'] = reader->stops['\r'] = reader->stops[0] = reader->stops[(unsigned char)reader->delimiter] = 1;
    if (reader->plan->element_count == 0) {
        return CHILDPLAN_ABSENT;
    }
    childplan_status status = begin_periods(reader);
    if (status == CHILDPLAN_OK && reader->columns != NULL) {
        find_layout(reader);
        reader->pieces = childplan__allocate(reader->allocator, reader->columns->count, sizeof *reader->pieces);
        status = reader->pieces == NULL ? CHILDPLAN_ERROR_NO_MEMORY : begin_elements(reader);
    }
    return status;
}

void childplan__fast_end(struct fast_reader *reader) {
    if (reader->allocator != NULL) {
        childplan__release(reader->allocator, reader->asides.items);
        childplan__release(reader->allocator, reader->journal.items);
        childplan__release(reader->allocator, reader->pieces);
        childplan__release(reader->allocator, reader->element_ids);
        childplan__release(reader->allocator, reader->following);
        childplan__release(reader->allocator, reader->periods);
        childplan__release(reader->allocator, reader->targets);
    }
}
