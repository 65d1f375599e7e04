#include "arrow_values.h"

#include "../base/text.h"

#include <string.h>

/* The longest text that stands in a view itself. */
#define INLINE_SIZE 12

void childplan__arrow_error(struct ArrowArrayStream *stream, int code, char text[CELL_EXCERPT]) {
    const char *error = stream->get_last_error(stream);
    struct csv_cell cell = {.text = error, .size = error == NULL ? 0 : strlen(error)};
    if (cell.size > 0 && childplan__utf8_check(cell.text, cell.size) == cell.size) {
        childplan__cell_excerpt(&cell, text);
    } else {
        childplan__number_format(code, 0, text);
    }
}

int32_t childplan__arrow_is_valid(const struct ArrowArray *array, int64_t item) {
    const uint8_t *bits = array->n_buffers > 0 && array->null_count != 0 ? array->buffers[0] : NULL;
    int64_t at = array->offset + item;
    return bits == NULL || (bits[at / 8] >> at % 8 & 1);
}

static int32_t has_buffers(const struct ArrowArray *array, enum value_kind kind) {
    switch (kind) {
    case VALUE_NULL:
        return 1;
    case VALUE_TEXT:
    case VALUE_LARGE_TEXT:
        return array->n_buffers == 3;
    case VALUE_TEXT_VIEW:
        return array->n_buffers >= 3;
    default:
        return array->n_buffers == 2;
    }
}

static int32_t values_fit(const struct ArrowArray *array, enum value_kind kind, int64_t length) {
    if (array->release == NULL || array->offset < 0 || array->length < length || !has_buffers(array, kind)) {
        return 0;
    }
    if (kind == VALUE_NULL || array->length == 0) {
        return 1;
    }
    return array->buffers != NULL && array->buffers[1] != NULL && (array->null_count <= 0 || array->buffers[0] != NULL);
}

int32_t childplan__arrow_fits(const struct ArrowArray *array, const struct field_type *type, int64_t length) {
    if (type->index.kind == VALUE_NONE) {
        return values_fit(array, type->value.kind, length);
    }
    return values_fit(array, type->index.kind, length) && array->dictionary != NULL &&
           values_fit(array->dictionary, type->value.kind, 0);
}

static const char *item_of(const struct ArrowArray *array, int64_t item, int32_t width) {
    return (const char *)array->buffers[1] + (array->offset + item) * width;
}

static int64_t read_signed(const char *bytes, int32_t width) {
    int8_t one;
    int16_t two;
    int32_t four;
    int64_t eight;
    switch (width) {
    case 1:
        memcpy(&one, bytes, sizeof one);
        return one;
    case 2:
        memcpy(&two, bytes, sizeof two);
        return two;
    case 4:
        memcpy(&four, bytes, sizeof four);
        return four;
    default:
        memcpy(&eight, bytes, sizeof eight);
        return eight;
    }
}

static uint64_t read_unsigned(const char *bytes, int32_t width) {
    uint64_t value = (uint64_t)read_signed(bytes, width);
    return width == 8 ? value : value & ((UINT64_C(1) << 8 * width) - 1);
}

static double read_float(const char *bytes, int32_t width) {
    float four;
    double eight;
    if (width == 4) {
        memcpy(&four, bytes, sizeof four);
        return four;
    }
    memcpy(&eight, bytes, sizeof eight);
    return eight;
}

/* Each gives where a text stands; 0 where its size is none. */
static int32_t read_text(const struct ArrowArray *array, int64_t item, int32_t width, struct csv_cell *cell) {
    const char *offsets = item_of(array, item, width);
    int64_t begin = read_signed(offsets, width);
    int64_t end = read_signed(offsets + width, width);
    if (begin < 0 || end < begin || (end > begin && array->buffers[2] == NULL) || (uint64_t)end > SIZE_MAX) {
        return 0;
    }
    cell->text = end > begin ? (const char *)array->buffers[2] + begin : "";
    cell->size = (size_t)(end - begin);
    return 1;
}

static int32_t read_view(const struct ArrowArray *array, int64_t item, struct csv_cell *cell) {
    const char *view = item_of(array, item, 16);
    int64_t size = read_signed(view, 4);
    int64_t buffer = read_signed(view + 8, 4);
    int64_t offset = read_signed(view + 12, 4);
    if (size < 0) {
        return 0;
    }
    cell->size = (size_t)size;
    cell->text = view + 4;
    if (size > INLINE_SIZE) {
        /* The last buffer holds the sizes of those between. */
        if (buffer < 0 || buffer >= array->n_buffers - 3 || offset < 0 || array->buffers[2 + buffer] == NULL) {
            return 0;
        }
        cell->text = (const char *)array->buffers[2 + buffer] + offset;
    }
    return 1;
}

static int32_t is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

/* As the CSV scanner: blanks around it are no part of a text, which is UTF-8 without NUL. */
static void check_text(struct csv_cell *cell) {
    while (cell->size > 0 && is_blank(*cell->text)) {
        cell->text++;
        cell->size--;
    }
    while (cell->size > 0 && is_blank(cell->text[cell->size - 1])) {
        cell->size--;
    }
    if (cell->size == 0) {
        return;
    }
    if (childplan__utf8_check(cell->text, cell->size) < cell->size) {
        cell->fault = CHILDPLAN_DIAGNOSTIC_NOT_UTF8;
    } else if (memchr(cell->text, '\0', cell->size) != NULL) {
        cell->fault = CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER;
    }
    cell->size = cell->fault == 0 ? cell->size : 0;
}

static size_t put_string(const char *string, char *text) {
    size_t size = strlen(string);
    memcpy(text, string, size + 1);
    return size;
}

static size_t format_value(const struct ArrowArray *array, const struct value_type *type, int64_t item, char *text,
                           int32_t *ret_fault) {
    const uint8_t *bits = array->buffers[1];
    int64_t at = array->offset + item;
    const char *bytes = item_of(array, item, type->width);
    int64_t value;
    switch (type->kind) {
    case VALUE_SIGNED:
        value = read_signed(bytes, type->width);
        return childplan__format_unsigned(value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0, text);
    case VALUE_UNSIGNED:
        return childplan__format_unsigned(read_unsigned(bytes, type->width), 0, text);
    case VALUE_BOOL:
        return put_string(bits[at / 8] >> at % 8 & 1 ? "true" : "false", text);
    case VALUE_FLOAT:
        return childplan__format_double(read_float(bytes, type->width), text, ret_fault);
    case VALUE_DECIMAL:
        return childplan__format_decimal(bytes, type->width, type->scale, text);
    default:
        return childplan__format_time(read_signed(bytes, type->width), type->per_day, text, ret_fault);
    }
}

static int32_t read_value(const struct ArrowArray *array, const struct value_type *type, int64_t item,
                          int32_t decimal_comma, char room[VALUE_ROOM], struct csv_cell *cell) {
    if (type->kind == VALUE_NULL || !childplan__arrow_is_valid(array, item)) {
        return 1;
    }
    if (type->kind == VALUE_TEXT || type->kind == VALUE_LARGE_TEXT || type->kind == VALUE_TEXT_VIEW) {
        int32_t is_read = type->kind == VALUE_TEXT_VIEW
                              ? read_view(array, item, cell)
                              : read_text(array, item, type->kind == VALUE_TEXT ? 4 : 8, cell);
        if (is_read) {
            check_text(cell);
        }
        return is_read;
    }
    cell->text = room;
    cell->size = format_value(array, type, item, room, &cell->fault);
    char *point = decimal_comma && cell->fault == 0 ? memchr(room, '.', cell->size) : NULL;
    if (point != NULL) {
        *point = ',';
    }
    return 1;
}

int32_t childplan__arrow_read(const struct ArrowArray *array, const struct field_type *type, int64_t item,
                              int32_t decimal_comma, char room[VALUE_ROOM], struct csv_cell *cell) {
    cell->text = "";
    cell->size = 0;
    cell->fault = 0;
    if (type->index.kind == VALUE_NONE) {
        return read_value(array, &type->value, item, decimal_comma, room, cell);
    }
    if (!childplan__arrow_is_valid(array, item)) {
        return 1;
    }
    const char *bytes = item_of(array, item, type->index.width);
    int64_t index = type->index.kind == VALUE_SIGNED ? read_signed(bytes, type->index.width)
                                                     : (int64_t)read_unsigned(bytes, type->index.width);
    if (index < 0 || index >= array->dictionary->length) {
        return 0;
    }
    return read_value(array->dictionary, &type->value, index, decimal_comma, room, cell);
}
