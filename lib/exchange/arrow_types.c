/* Arrow's format strings. */
#include "arrow_values.h"

#include <string.h>

#define SECONDS_A_DAY INT64_C(86400)
/* Beyond it a decimal of 128 bits has no use for more. */
#define SCALE_LIMIT 76

/* Reads a whole number of at most 3 digits; gives where it ends, NULL where there is none. */
static const char *read_number(const char *text, int32_t *ret_number) {
    int32_t sign = *text == '-' ? -1 : 1;
    int32_t number = 0;
    const char *at = text + (*text == '-');
    const char *first = at;
    while (*at >= '0' && *at <= '9' && at - first < 3) {
        number = number * 10 + (*at++ - '0');
    }
    *ret_number = sign * number;
    return at > first ? at : NULL;
}

/* What follows "d:": precision, scale and, other than 128, bits. */
static struct value_type decimal_type(const char *text) {
    const struct value_type none = {.kind = VALUE_NONE};
    int32_t precision = 0;
    int32_t scale = 0;
    int32_t bits = 128;
    const char *at = read_number(text, &precision);
    at = at != NULL && *at == ',' ? read_number(at + 1, &scale) : NULL;
    if (at != NULL && *at == ',') {
        at = read_number(at + 1, &bits);
    }
    if (at == NULL || *at != '\0' || scale > SCALE_LIMIT || scale < -SCALE_LIMIT ||
        (bits != 32 && bits != 64 && bits != 128)) {
        return none;
    }
    return (struct value_type){.kind = VALUE_DECIMAL, .width = bits / 8, .scale = scale};
}

static int32_t is_utc(const char *zone) {
    static const char *const names[] = {"", "UTC", "Etc/UTC", "GMT", "Z", "+00:00"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(zone, names[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* What follows "t": dates tdD (days) and tdm (milliseconds); times such as "tss:UTC". */
static struct value_type time_type(const char *text) {
    static const char units[] = "smun";
    struct value_type type = {.kind = VALUE_TIME, .width = 8, .per_day = SECONDS_A_DAY};
    if (strcmp(text, "dD") == 0) {
        type.width = 4;
        type.per_day = 1;
        return type;
    }
    if (strcmp(text, "dm") == 0) {
        type.per_day *= 1000;
        return type;
    }
    const char *unit = text[0] == 's' && text[1] != '\0' ? strchr(units, text[1]) : NULL;
    if (unit == NULL || text[2] != ':' || !is_utc(text + 3)) {
        type.kind = VALUE_NONE;
        return type;
    }
    for (const char *finer = units; finer < unit; finer++) {
        type.per_day *= 1000;
    }
    return type;
}

static struct value_type simple_type(char letter) {
    static const struct {
        char letter;
        struct value_type type;
    } types[] = {
        {'n', {.kind = VALUE_NULL}},
        {'b', {.kind = VALUE_BOOL}},
        {'u', {.kind = VALUE_TEXT}},
        {'U', {.kind = VALUE_LARGE_TEXT}},
        {'c', {.kind = VALUE_SIGNED, .width = 1}},
        {'s', {.kind = VALUE_SIGNED, .width = 2}},
        {'i', {.kind = VALUE_SIGNED, .width = 4}},
        {'l', {.kind = VALUE_SIGNED, .width = 8}},
        {'C', {.kind = VALUE_UNSIGNED, .width = 1}},
        {'S', {.kind = VALUE_UNSIGNED, .width = 2}},
        {'I', {.kind = VALUE_UNSIGNED, .width = 4}},
        {'L', {.kind = VALUE_UNSIGNED, .width = 8}},
        {'f', {.kind = VALUE_FLOAT, .width = 4}},
        {'g', {.kind = VALUE_FLOAT, .width = 8}},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (types[i].letter == letter) {
            return types[i].type;
        }
    }
    return (struct value_type){.kind = VALUE_NONE};
}

static struct value_type type_of(const char *format) {
    if (format[0] == 'd' && format[1] == ':') {
        return decimal_type(format + 2);
    }
    if (format[0] == 't') {
        return time_type(format + 1);
    }
    if (strcmp(format, "vu") == 0) {
        return (struct value_type){.kind = VALUE_TEXT_VIEW};
    }
    if (format[0] == '\0' || format[1] != '\0') {
        return (struct value_type){.kind = VALUE_NONE};
    }
    return simple_type(format[0]);
}

struct field_type childplan__arrow_type(const struct ArrowSchema *schema) {
    struct field_type type = {.value = type_of(schema->format)};
    if (schema->dictionary != NULL) {
        type.index = type.value;
        type.value = type_of(schema->dictionary->format);
        int32_t is_index = type.index.kind == VALUE_SIGNED || type.index.kind == VALUE_UNSIGNED;
        if (!is_index || schema->dictionary->dictionary != NULL) {
            type.value.kind = VALUE_NONE;
        }
    }
    return type;
}
