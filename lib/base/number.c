/* Numbers as people write them, exactly, under any locale. */
#include "text.h"

#include "wide.h"

/* Where the parts of a well-formed number stand. */
struct number {
    const char *whole; /* digits, with group marks */
    size_t whole_size;
    const char *fraction;
    size_t fraction_size; /* 0 without decimals */
    int32_t negative;
};

static int32_t is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* 1 where `.` stands after each group of three, counted from the right, and the number does not begin with 0. */
static int32_t has_exact_groups(const char *text, size_t size) {
    if (text[0] == '0' || text[0] == '.') {
        return 0;
    }
    for (size_t i = 0; i < size; i++) {
        int32_t mark_expected = (size - i) % 4 == 0;
        if ((text[i] == '.') != mark_expected) {
            return 0;
        }
    }
    return 1;
}

static int32_t split_number(const char *text, size_t size, int32_t decimal_comma, struct number *ret) {
    char mark = decimal_comma ? ',' : '.';
    size_t at = 0;
    int32_t negative = size > 0 && text[0] == '-';
    if (size > 0 && (text[0] == '-' || text[0] == '+')) {
        at++;
    }
    size_t whole = at;
    int32_t grouped = 0;
    while (at < size && (is_digit(text[at]) || (decimal_comma && text[at] == '.'))) {
        grouped = grouped || text[at] == '.';
        at++;
    }
    size_t whole_size = at - whole;
    if (whole_size == 0 || (grouped && !has_exact_groups(text + whole, whole_size))) {
        return 0;
    }
    size_t fraction_size = 0;
    if (at < size) {
        if (text[at] != mark || at + 1 == size) {
            return 0;
        }
        at++;
        while (at + fraction_size < size) {
            if (!is_digit(text[at + fraction_size])) {
                return 0;
            }
            fraction_size++;
        }
    }
    *ret = (struct number){text + whole, whole_size, text + at, fraction_size, negative};
    return 1;
}

static size_t without_trailing_zeros(const struct number *number) {
    size_t size = number->fraction_size;
    while (size > 0 && number->fraction[size - 1] == '0') {
        size--;
    }
    return size;
}

/* 1 for 1.000 and its like, which may be a thousand where no such decimals are expected. */
static int32_t may_be_group(const struct number *number) {
    return number->fraction_size == 3 && number->whole_size <= 3 && number->whole[0] != '0';
}

/* Appends a digit to the number, negative all the way where it is, as INT64_MIN has no positive. */
static int32_t append_digit(int64_t *value, int32_t digit, int32_t negative) {
    int64_t tens;
    return childplan__multiply(*value, 10, &tens) && childplan__add(tens, negative ? -digit : digit, value);
}

int32_t childplan__number_parse(const char *text, size_t size, int32_t decimals, int32_t decimal_comma,
                                int64_t *ret_value) {
    struct number number;
    if (!split_number(text, size, decimal_comma, &number)) {
        return NUMBER_MALFORMED;
    }
    size_t written = without_trailing_zeros(&number);
    size_t wanted = decimals > 0 ? (size_t)decimals : 0;
    if (written > wanted || (number.fraction_size > wanted && may_be_group(&number))) {
        return NUMBER_TOO_FINE;
    }
    int64_t value = 0;
    int32_t fits = 1;
    for (size_t i = 0; i < number.whole_size && fits; i++) {
        fits = number.whole[i] == '.' || append_digit(&value, number.whole[i] - '0', number.negative);
    }
    for (size_t i = 0; i < wanted && fits; i++) {
        fits = append_digit(&value, i < written ? number.fraction[i] - '0' : 0, number.negative);
    }
    if (!fits) {
        return NUMBER_TOO_LARGE;
    }
    *ret_value = value;
    return NUMBER_OK;
}

int32_t childplan__number_decimals(const char *text, size_t size) {
    struct number number;
    if (!split_number(text, size, 0, &number)) {
        return -1;
    }
    size_t written = without_trailing_zeros(&number);
    return written > INT32_MAX ? INT32_MAX : (int32_t)written;
}

size_t childplan__number_format(int64_t value, int32_t decimals, char buffer[32]) {
    char reversed[32];
    size_t count = 0;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t fine = decimals < 0 ? 0 : decimals > 18 ? 18 : (size_t)decimals;
    while (fine > 0 && rest % 10 == 0) {
        rest /= 10;
        fine--;
    }
    do {
        if (fine > 0 && count == fine) {
            reversed[count++] = '.';
        }
        reversed[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0 || (fine > 0 && count < fine + 2));
    if (value < 0) {
        reversed[count++] = '-';
    }
    for (size_t i = 0; i < count; i++) {
        buffer[i] = reversed[count - 1 - i];
    }
    buffer[count] = '\0';
    return count;
}
