/* Values of Arrow arrays, of the types in which reports may come, as the text CSV would have in the cell. */
#ifndef CHILDPLAN_LIB_EXCHANGE_ARROW_VALUES_H
#define CHILDPLAN_LIB_EXCHANGE_ARROW_VALUES_H

#include "../reports/columns.h"

#include <childplan/arrow.h>

enum value_kind {
    VALUE_NONE, /* of a type that is not read */
    VALUE_NULL,
    VALUE_TEXT,
    VALUE_LARGE_TEXT,
    VALUE_TEXT_VIEW,
    VALUE_SIGNED,
    VALUE_UNSIGNED,
    VALUE_BOOL,
    VALUE_FLOAT,
    VALUE_DECIMAL,
    VALUE_TIME, /* a date, or a time without a zone or in UTC */
};

struct value_type {
    enum value_kind kind;
    int32_t width;   /* bytes, of the kinds from VALUE_SIGNED on other than VALUE_BOOL */
    int32_t scale;   /* of a decimal */
    int64_t per_day; /* of a time: so many to a day */
};

/* The type of a field: of its values, and of their indices where they stand in a dictionary. */
struct field_type {
    struct value_type value;
    struct value_type index; /* VALUE_NONE: no dictionary */
};

/* VALUE_NONE where it is a type that is not read. */
struct field_type childplan__arrow_type(const struct ArrowSchema *schema);

/* Why a stream failed: its own words where they are text, else the number it gave. */
void childplan__arrow_error(struct ArrowArrayStream *stream, int code, char text[CELL_EXCERPT]);

/* 1 where the array has what an array of that type and at least `length` items must have. */
int32_t childplan__arrow_fits(const struct ArrowArray *array, const struct field_type *type, int64_t length);

/* The item's bit in a validity bitmap; 1 without one. */
int32_t childplan__arrow_is_valid(const struct ArrowArray *array, int64_t item);

/*
 * Item `item` of an array: writes the cell's text, borrowed from the array or written to `room`, its size and its
 * fault; empty for null. Returns 0 where an index is outside its dictionary or a text has no size.
 */
#define VALUE_ROOM 160
int32_t childplan__arrow_read(const struct ArrowArray *array, const struct field_type *type, int64_t item,
                              int32_t decimal_comma, char room[VALUE_ROOM], struct csv_cell *cell);

/*
 * Numbers and times as text of at most VALUE_ROOM bytes. Each returns its size, and writes the fault where there is no
 * exact text: the text then is what a diagnostic shows.
 */
size_t childplan__format_unsigned(uint64_t value, int32_t is_negative, char *text);
/* bytes: two's complement in the machine's order; width: 4, 8 or 16. */
size_t childplan__format_decimal(const void *bytes, int32_t width, int32_t scale, char *text);
size_t childplan__format_double(double value, char *text, int32_t *ret_fault);
size_t childplan__format_time(int64_t value, int64_t per_day, char *text, int32_t *ret_fault);

#endif
