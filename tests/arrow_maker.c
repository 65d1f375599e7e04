#include "arrow_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An array with the memory it points to. */
struct made_array {
    struct maker *maker;
    struct buffer memory[4];
    const void *buffers[5];
    struct ArrowArray dictionary;
    struct ArrowArray children[8];
    struct ArrowArray *child_list[8];
};

struct made_schema {
    struct maker *maker;
    struct ArrowSchema dictionary;
    struct ArrowSchema children[8];
    struct ArrowSchema *child_list[8];
};

static void *made(size_t size) {
    void *memory = calloc(1, size);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static void release_made_array(struct ArrowArray *array) {
    struct made_array *owner = array->private_data;
    for (size_t i = 0; i < 8; i++) {
        if (owner->children[i].release != NULL) {
            owner->children[i].release(&owner->children[i]);
        }
    }
    if (owner->dictionary.release != NULL) {
        owner->dictionary.release(&owner->dictionary);
    }
    for (size_t i = 0; i < 4; i++) {
        buffer_free(&owner->memory[i]);
    }
    owner->maker->alive--;
    free(owner);
    array->release = NULL;
}

static struct made_array *new_array(struct maker *maker, size_t length, int64_t buffer_count,
                                    struct ArrowArray *array) {
    struct made_array *owner = made(sizeof *owner);
    owner->maker = maker;
    maker->alive++;
    *array = (struct ArrowArray){.length = (int64_t)length,
                                 .n_buffers = buffer_count,
                                 .buffers = owner->buffers,
                                 .release = release_made_array,
                                 .private_data = owner};
    return owner;
}

static void add_number(struct buffer *buffer, int64_t number, size_t width) {
    int8_t one = (int8_t)number;
    int16_t two = (int16_t)number;
    int32_t four = (int32_t)number;
    int64_t eight[2] = {number, number < 0 ? -1 : 0};
    const uint16_t probe = 1;
    if (width == 16 && *(const char *)&probe != 1) {
        eight[1] = number;
        eight[0] = number < 0 ? -1 : 0;
    }
    const void *bytes = width == 1 ? (void *)&one : width == 2 ? (void *)&two : width == 4 ? (void *)&four : eight;
    buffer_add(buffer, bytes, width);
}

static void set_bit(struct buffer *bits, size_t at, int is_set) {
    while (bits->size <= at / 8) {
        buffer_add(bits, "", 1);
    }
    if (is_set) {
        bits->bytes[at / 8] = (char)((unsigned char)bits->bytes[at / 8] | 1U << at % 8);
    }
}

static void add_text(struct made_array *owner, const char *format, const char *text) {
    size_t size = strlen(text);
    size_t width = *format == 'U' ? 8 : 4;
    if (*format != 'v') {
        if (owner->memory[1].size == 0) {
            add_number(&owner->memory[1], 0, width);
        }
        buffer_add(&owner->memory[2], text, size);
        for (char *nul; (nul = memchr(owner->memory[2].bytes, 1, owner->memory[2].size));) {
            *nul = '\0';
        }
        add_number(&owner->memory[1], (int64_t)owner->memory[2].size, width);
        return;
    }
    char start[12] = {0};
    memcpy(start, text, size < sizeof start ? size : sizeof start);
    add_number(&owner->memory[1], (int64_t)size, 4);
    if (size <= sizeof start) {
        buffer_add(&owner->memory[1], start, sizeof start);
        return;
    }
    buffer_add(&owner->memory[1], start, 4);
    add_number(&owner->memory[1], 0, 4);
    add_number(&owner->memory[1], (int64_t)owner->memory[2].size, 4);
    buffer_add(&owner->memory[2], text, size);
}

static size_t decimal_width(const char *format) {
    const char *bits = strchr(strchr(format, ',') + 1, ',');
    return bits == NULL ? 16 : (size_t)atoi(bits + 1) / 8;
}

static size_t width_of(const char *format) {
    static const char letters[] = "cCsSiIlL";
    const char *found = strchr(letters, *format);
    if (strcmp(format, "tdD") == 0) {
        return 4;
    }
    return *format == 'd' ? decimal_width(format) : found == NULL ? 8 : (size_t)1 << (found - letters) / 2;
}

static void add_item(struct made_array *owner, const char *format, size_t at, const char *text) {
    if (*format == 'u' || *format == 'U' || *format == 'v') {
        add_text(owner, format, text);
    } else if (*format == 'b') {
        set_bit(&owner->memory[1], at, strcmp(text, "true") == 0);
    } else if (*format == 'f') {
        float number = (float)strtod(text, NULL);
        buffer_add(&owner->memory[1], (const char *)&number, sizeof number);
    } else if (*format == 'g') {
        double number = strtod(text, NULL);
        buffer_add(&owner->memory[1], (const char *)&number, sizeof number);
    } else if (*format == 'L') {
        uint64_t number = strtoull(text, NULL, 10);
        buffer_add(&owner->memory[1], (const char *)&number, sizeof number);
    } else if (*format != 'n') {
        add_number(&owner->memory[1], strtoll(text, NULL, 10), width_of(format));
    }
}

/* An array of the cells after so many items that stand for nothing. */
static void make_values(struct maker *maker, const char *format, const char *const *cells, size_t count, size_t slack,
                        struct ArrowArray *array) {
    int64_t buffers = *format == 'n' ? 0 : *format == 'v' ? 4 : *format == 'u' || *format == 'U' ? 3 : 2;
    struct made_array *owner = new_array(maker, count, buffers, array);
    array->offset = (int64_t)slack;
    for (size_t i = 0; i < slack + count; i++) {
        const char *cell = i < slack ? "9" : cells[i - slack];
        set_bit(&owner->memory[0], i, cell != NULL);
        array->null_count += i >= slack && cell == NULL;
        add_item(owner, format, i, cell == NULL ? "0" : cell);
    }
    for (size_t i = 0; i < 3; i++) {
        owner->buffers[i] = owner->memory[i].bytes;
    }
    if (array->null_count == 0) {
        owner->buffers[0] = NULL;
    } else if (count > 2) {
        array->null_count = -1;
    }
    add_number(&owner->memory[3], (int64_t)owner->memory[2].size, 8);
    owner->buffers[3] = owner->memory[3].bytes;
}

/* Indices that run backwards through a dictionary with the cells; every other null is one of the dictionary. */
static void make_dictionary(struct maker *maker, const struct made_column *column, const char *const *cells,
                            size_t count, struct ArrowArray *array) {
    const char *entries[2 * MAKER_ROWS];
    char digits[2 * MAKER_ROWS][8];
    const char *indices[2 * MAKER_ROWS];
    for (size_t i = 0; i < count; i++) {
        snprintf(digits[i], sizeof digits[i], "%d", (int)(count - 1 - i));
        entries[count - 1 - i] = cells[i];
        indices[i] = cells[i] == NULL && i % 2 == 0 ? NULL : digits[i];
    }
    make_values(maker, column->index, indices, count, maker->slack, array);
    struct made_array *owner = array->private_data;
    make_values(maker, column->format, entries, count, maker->slack, &owner->dictionary);
    array->dictionary = &owner->dictionary;
}

static void damage(struct maker *maker, struct ArrowArray *batch) {
    struct ArrowArray *column = batch->children[0];
    struct ArrowArray *values = column->dictionary != NULL ? column->dictionary : column;
    struct made_array *owner = values->private_data;
    switch (maker->damage) {
    case DAMAGE_CHILDREN:
        batch->n_children--;
        break;
    case DAMAGE_LENGTH:
        column->length--;
        break;
    case DAMAGE_OFFSET:
        values->offset = -1;
        break;
    case DAMAGE_DATA:
        owner->buffers[1] = NULL;
        break;
    case DAMAGE_BUFFERS:
        values->n_buffers = 1;
        break;
    case DAMAGE_VALIDITY:
        values->null_count = 1;
        owner->buffers[0] = NULL;
        break;
    case DAMAGE_ARRAY:
        values->buffers = NULL;
        break;
    case DAMAGE_ROWS:
        batch->length = -1;
        break;
    case DAMAGE_START:
        batch->offset = -1;
        break;
    case DAMAGE_END:
        batch->offset = INT64_MAX;
        break;
    case DAMAGE_TEXT_START:
        memset(owner->memory[1].bytes, 0xFF, 4);
        break;
    case DAMAGE_TEXT_DATA:
        owner->buffers[2] = NULL;
        break;
    case DAMAGE_INDEX_SIGN:
        owner = column->private_data;
        memset(owner->memory[1].bytes, 0xFF, owner->memory[1].size);
        break;
    case DAMAGE_VIEW_INDEX:
        memset(owner->memory[1].bytes, 0x7F, owner->memory[1].size);
        memset(owner->memory[1].bytes + 8, 0xFF, 4);
        break;
    case DAMAGE_TEXT:
        memset(owner->memory[1].bytes + 4, 0xFF, 4);
        break;
    case DAMAGE_INDEX:
        values->length = 0;
        break;
    case DAMAGE_VIEW:
        memset(owner->memory[1].bytes, 0xFF, owner->memory[1].size);
        break;
    case DAMAGE_VIEW_DATA:
        memset(owner->memory[1].bytes, 0x7F, owner->memory[1].size);
        break;
    case DAMAGE_DICTIONARY:
        column->dictionary = NULL;
        break;
    default:
        break;
    }
}

static void make_batch(struct maker *maker, size_t count, struct ArrowArray *batch) {
    struct made_array *owner = new_array(maker, count, 1, batch);
    batch->offset = (int64_t)maker->struct_slack;
    batch->n_children = (int64_t)maker->column_count;
    batch->children = owner->child_list;
    for (size_t i = 0; i < maker->column_count; i++) {
        const struct made_column *column = &maker->columns[i];
        const char *cells[2 * MAKER_ROWS];
        for (size_t row = 0; row < maker->struct_slack; row++) {
            cells[row] = "8";
        }
        for (size_t row = 0; row < count; row++) {
            cells[maker->struct_slack + row] = column->cells[maker->next_row + row];
        }
        owner->child_list[i] = &owner->children[i];
        if (column->index != NULL) {
            make_dictionary(maker, column, cells, maker->struct_slack + count, &owner->children[i]);
        } else {
            make_values(maker, column->format, cells, maker->struct_slack + count, maker->slack, &owner->children[i]);
        }
    }
    if (maker->null_row >= 0) {
        for (size_t row = 0; row < count; row++) {
            set_bit(&owner->memory[0], maker->struct_slack + row, (int64_t)(maker->next_row + row) != maker->null_row);
        }
        owner->buffers[0] = owner->memory[0].bytes;
        batch->null_count = -1;
    }
    damage(maker, batch);
}

static void release_made_schema(struct ArrowSchema *schema) {
    struct made_schema *owner = schema->private_data;
    for (size_t i = 0; i < 8; i++) {
        if (owner->children[i].release != NULL) {
            owner->children[i].release(&owner->children[i]);
        }
    }
    if (owner->dictionary.release != NULL) {
        owner->dictionary.release(&owner->dictionary);
    }
    owner->maker->alive--;
    free(owner);
    schema->release = NULL;
}

static struct made_schema *new_schema(struct maker *maker, const char *format, const char *name,
                                      struct ArrowSchema *schema) {
    struct made_schema *owner = made(sizeof *owner);
    owner->maker = maker;
    maker->alive++;
    *schema =
        (struct ArrowSchema){.format = format, .name = name, .release = release_made_schema, .private_data = owner};
    return owner;
}

static int get_made_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    struct maker *maker = stream->private_data;
    if (maker->schema_fails != 0) {
        return maker->schema_fails;
    }
    struct made_schema *owner = new_schema(maker, maker->format == NULL ? "+s" : maker->format, "", out);
    out->n_children = (int64_t)maker->column_count;
    out->children = owner->child_list;
    for (size_t i = 0; i < maker->column_count; i++) {
        const struct made_column *column = &maker->columns[i];
        const char *format = column->index != NULL ? column->index : column->format;
        struct made_schema *field = new_schema(maker, format, column->name, &owner->children[i]);
        owner->child_list[i] = &owner->children[i];
        if (column->index != NULL) {
            new_schema(maker, column->format, NULL, &field->dictionary);
            owner->children[i].dictionary = &field->dictionary;
        }
    }
    return 0;
}

static int get_made_batch(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    struct maker *maker = stream->private_data;
    if (maker->next_fails != 0 && maker->next_row >= maker->fails_at) {
        return maker->next_fails;
    }
    size_t left = maker->row_count - maker->next_row;
    size_t count = maker->batch_rows == 0 || maker->batch_rows > left ? left : maker->batch_rows;
    if (count == 0) {
        out->release = NULL;
        return 0;
    }
    make_batch(maker, count, out);
    maker->next_row += count;
    return 0;
}

static const char *get_made_error(struct ArrowArrayStream *stream) {
    return ((const struct maker *)stream->private_data)->error;
}

static void release_made_stream(struct ArrowArrayStream *stream) {
    ((struct maker *)stream->private_data)->alive--;
    stream->release = NULL;
}

struct maker maker_of(const struct made_column *columns, size_t column_count, size_t row_count) {
    return (struct maker){.columns = columns, .column_count = column_count, .row_count = row_count, .null_row = -1};
}

void maker_open(struct maker *maker, struct ArrowArrayStream *ret_stream) {
    maker->next_row = 0;
    maker->alive = 1;
    *ret_stream = (struct ArrowArrayStream){.get_schema = get_made_schema,
                                            .get_next = get_made_batch,
                                            .get_last_error = get_made_error,
                                            .release = release_made_stream,
                                            .private_data = maker};
}
