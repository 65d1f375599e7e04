/* Numbers and times as text: exact, or with the reason why not. */
#include "../base/text.h"
#include "../base/wide.h"
#include "../base/words.h"
#include "arrow_values.h"

#include <string.h>

/* The most decimals an element can have. */
#define ELEMENT_DECIMALS 6
/* 2^63 */
#define INT64_END 9223372036854775808.0
/* Ten thousand years: no date is farther away. */
#define FARTHEST_DAY INT64_C(3700000)

size_t childplan__format_unsigned(uint64_t value, int32_t is_negative, char *text) {
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    size_t size = 0;
    if (is_negative) {
        text[size++] = '-';
    }
    while (count > 0) {
        text[size++] = digits[--count];
    }
    text[size] = '\0';
    return size;
}

/* A decimal's magnitude in base 2^32, the highest first; gives its sign. */
static int32_t read_magnitude(const void *bytes, int32_t width, uint32_t parts[4]) {
    uint32_t words[4] = {0};
    size_t count = (size_t)width / 4;
    memcpy(words, bytes, (size_t)width);
    int32_t is_negative = words[LOWEST_FIRST ? count - 1 : 0] >> 31 != 0;
    uint64_t carry = is_negative ? 1 : 0;
    memset(parts, 0, 4 * sizeof *parts);
    for (size_t i = 0; i < count; i++) {
        uint32_t word = words[LOWEST_FIRST ? i : count - 1 - i];
        carry += is_negative ? (uint32_t)~word : word;
        parts[3 - i] = (uint32_t)carry;
        carry >>= 32;
    }
    return is_negative;
}

/* Divides by ten and gives the remainder. */
static uint32_t take_digit(uint32_t parts[4]) {
    uint64_t rest = 0;
    for (size_t i = 0; i < 4; i++) {
        uint64_t part = rest << 32 | parts[i];
        parts[i] = (uint32_t)(part / 10);
        rest = part % 10;
    }
    return (uint32_t)rest;
}

size_t childplan__format_decimal(const void *bytes, int32_t width, int32_t scale, char *text) {
    uint32_t parts[4];
    char digits[VALUE_ROOM];
    size_t decimals = scale > 0 ? (size_t)scale : 0;
    size_t count = 0;
    int32_t is_negative = read_magnitude(bytes, width, parts);
    for (; scale < 0; scale++) {
        digits[count++] = '0';
    }
    while (count <= decimals || parts[0] || parts[1] || parts[2] || parts[3]) {
        digits[count++] = (char)('0' + take_digit(parts));
    }
    /* The type's zeros say nothing of the value. */
    size_t lowest = 0;
    while (lowest < decimals && digits[lowest] == '0') {
        lowest++;
    }
    size_t size = 0;
    if (is_negative) {
        text[size++] = '-';
    }
    while (count > lowest) {
        if (count == decimals) {
            text[size++] = '.';
        }
        text[size++] = digits[--count];
    }
    text[size] = '\0';
    return size;
}

/* Roughly, for a diagnostic: 1.845e19. */
static size_t show_power(double value, char *text) {
    int64_t exponent = 0;
    size_t size = 0;
    if (value < 0) {
        text[size++] = '-';
        value = -value;
    }
    for (; value >= 10; value /= 10) {
        exponent++;
    }
    for (; value < 1; value *= 10) {
        exponent--;
    }
    size += childplan__number_format((int64_t)(value * 1000 + 0.5), 3, text + size);
    text[size++] = 'e';
    return size + childplan__number_format(exponent, 0, text + size);
}

/* What a reader takes an inexact number for: 92.3. */
static size_t show_double(double value, char *text) {
    double magnitude = value < 0 ? -value : value;
    if (value != value || magnitude > 1.7976931348623157e308) {
        const char *name = value != value ? "nan" : value < 0 ? "-inf" : "inf";
        size_t size = strlen(name);
        memcpy(text, name, size + 1);
        return size;
    }
    if (magnitude >= 1e12 || magnitude < 1e-6) {
        return show_power(value, text);
    }
    return childplan__number_format((int64_t)(value * 1e6 + (value < 0 ? -0.5 : 0.5)), ELEMENT_DECIMALS, text);
}

/* A binary fraction with k binary places has just as many decimal ones: value × 10^k = (value × 2^k) × 5^k, where the
 * first product is exact. */
size_t childplan__format_double(double value, char *text, int32_t *ret_fault) {
    double scaled = value;
    int64_t fives = 1;
    *ret_fault = CHILDPLAN_DIAGNOSTIC_ARROW_FLOAT_NOT_EXACT;
    for (int32_t decimals = 0; decimals <= ELEMENT_DECIMALS; decimals++) {
        int64_t whole = scaled > -INT64_END && scaled < INT64_END ? (int64_t)scaled : 0;
        if ((double)whole == scaled) {
            int64_t number;
            if (!childplan__multiply(whole, fives, &number)) {
                *ret_fault = CHILDPLAN_DIAGNOSTIC_VALUE_TOO_LARGE;
                return show_double(value, text);
            }
            *ret_fault = 0;
            return childplan__number_format(number, decimals, text);
        }
        scaled *= 2;
        fives *= 5;
    }
    if ((value >= INT64_END || value <= -INT64_END) && value - value == 0) {
        *ret_fault = CHILDPLAN_DIAGNOSTIC_VALUE_TOO_LARGE;
    }
    return show_double(value, text);
}

static char *put_two(char *at, int64_t number) {
    *at++ = (char)('0' + number / 10);
    *at++ = (char)('0' + number % 10);
    return at;
}

size_t childplan__format_time(int64_t value, int64_t per_day, char *text, int32_t *ret_fault) {
    int64_t day = value / per_day - (value % per_day < 0);
    if (day < -FARTHEST_DAY || day > FARTHEST_DAY) {
        *ret_fault = CHILDPLAN_DIAGNOSTIC_SUBMITTED_MALFORMED;
        return childplan__number_format(value, 0, text);
    }
    size_t size = childplan_date_format((int32_t)day, text, VALUE_ROOM);
    int64_t rest = value - day * per_day;
    if (rest == 0) {
        return size;
    }
    int64_t second = rest / (per_day / 86400);
    char *at = text + size;
    *at++ = ' ';
    at = put_two(at, second / 3600);
    *at++ = ':';
    at = put_two(at, second / 60 % 60);
    *at++ = ':';
    at = put_two(at, second % 60);
    *at = '\0';
    *ret_fault = CHILDPLAN_DIAGNOSTIC_ARROW_TIME_OF_DAY;
    return (size_t)(at - text);
}
