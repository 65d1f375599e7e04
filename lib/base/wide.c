#include "wide.h"

/*
 * A magnitude is an unsigned 128-bit number in two words. Only its product and its division know whether the compiler
 * has a type of that size; all else is built on them.
 */
struct magnitude {
    uint64_t low;
    uint64_t high;
};

/* Shifts the top bit of `a` into `rest` and takes the divisor away where it fits. Returns the quotient's bit. */
static uint64_t divide_step(struct magnitude *a, struct magnitude *rest, struct magnitude divisor) {
    uint64_t carry = rest->high >> 63;
    rest->high = rest->high << 1 | rest->low >> 63;
    rest->low = rest->low << 1 | a->high >> 63;
    a->high = a->high << 1 | a->low >> 63;
    a->low <<= 1;
    int32_t fits = carry || rest->high > divisor.high || (rest->high == divisor.high && rest->low >= divisor.low);
    if (fits) {
        rest->high -= divisor.high + (rest->low < divisor.low ? 1 : 0);
        rest->low -= divisor.low;
    }
    return fits ? 1 : 0;
}

/* (rest × 2^128 + a) ÷ divisor, where rest < divisor. */
static struct magnitude divide_long(struct magnitude rest, struct magnitude a, struct magnitude divisor,
                                    struct magnitude *ret_remainder) {
    struct magnitude quotient = {0, 0};
    for (int32_t bit = 0; bit < 128; bit++) {
        quotient.high = quotient.high << 1 | quotient.low >> 63;
        quotient.low = quotient.low << 1;
        quotient.low |= divide_step(&a, &rest, divisor);
    }
    *ret_remainder = rest;
    return quotient;
}

#if defined(__SIZEOF_INT128__) && !defined(CHILDPLAN_NO_INT128)

__extension__ typedef unsigned __int128 word128;

static word128 joined(struct magnitude a) {
    return (word128)a.high << 64 | a.low;
}

static struct magnitude halves(word128 a) {
    return (struct magnitude){(uint64_t)a, (uint64_t)(a >> 64)};
}

static struct magnitude product_of_words(uint64_t a, uint64_t b) {
    return halves((word128)a * b);
}

static struct magnitude divide(struct magnitude a, struct magnitude divisor, struct magnitude *ret_remainder) {
    if ((a.high | divisor.high) == 0) {
        *ret_remainder = (struct magnitude){a.low % divisor.low, 0};
        return (struct magnitude){a.low / divisor.low, 0};
    }
    *ret_remainder = halves(joined(a) % joined(divisor));
    return halves(joined(a) / joined(divisor));
}

#else

static struct magnitude product_of_words(uint64_t a, uint64_t b) {
    uint64_t a_low = a & UINT32_MAX;
    uint64_t b_low = b & UINT32_MAX;
    uint64_t low = a_low * b_low;
    uint64_t middle = (a >> 32) * b_low + (low >> 32);
    uint64_t other = a_low * (b >> 32) + (middle & UINT32_MAX);
    return (struct magnitude){
        .low = other << 32 | (low & UINT32_MAX),
        .high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32),
    };
}

static struct magnitude divide(struct magnitude a, struct magnitude divisor, struct magnitude *ret_remainder) {
    if ((a.high | divisor.high) == 0) {
        *ret_remainder = (struct magnitude){a.low % divisor.low, 0};
        return (struct magnitude){a.low / divisor.low, 0};
    }
    return divide_long((struct magnitude){0, 0}, a, divisor, ret_remainder);
}

#endif

static int32_t compare_magnitudes(struct magnitude a, struct magnitude b) {
    if (a.high != b.high) {
        return a.high < b.high ? -1 : 1;
    }
    return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

static int32_t is_zero(struct magnitude a) {
    return (a.low | a.high) == 0;
}

static struct magnitude sum(struct magnitude a, struct magnitude b) {
    uint64_t low = a.low + b.low;
    return (struct magnitude){low, a.high + b.high + (low < a.low ? 1 : 0)};
}

static struct magnitude difference(struct magnitude a, struct magnitude b) {
    return (struct magnitude){a.low - b.low, a.high - b.high - (a.low < b.low ? 1 : 0)};
}

/* Two's complement both ways, without relying on how an unsigned word becomes a signed one. */
static int64_t as_signed(uint64_t word) {
    return word <= INT64_MAX ? (int64_t)word : -(int64_t)(UINT64_MAX - word) - 1;
}

static struct magnitude as_words(struct wide a) {
    return (struct magnitude){a.low, (uint64_t)a.high};
}

static struct wide from_words(struct magnitude a) {
    return (struct wide){a.low, as_signed(a.high)};
}

static struct magnitude negated(struct magnitude a) {
    return difference((struct magnitude){0, 0}, a);
}

static struct magnitude magnitude_of(struct wide a) {
    return a.high < 0 ? negated(as_words(a)) : as_words(a);
}

static int32_t with_sign(struct magnitude a, int32_t negative, struct wide *ret) {
    const struct magnitude limit = {0, UINT64_C(1) << 63};
    int32_t compared = compare_magnitudes(a, limit);
    if (compared > 0 || (compared == 0 && !negative)) {
        return 0;
    }
    *ret = from_words(negative ? negated(a) : a);
    return 1;
}

struct wide childplan__wide(int64_t value) {
    return (struct wide){(uint64_t)value, value < 0 ? -1 : 0};
}

static uint64_t absolute(int64_t value) {
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

struct wide childplan__wide_product(int64_t a, int64_t b) {
    struct magnitude product = product_of_words(absolute(a), absolute(b));
    return from_words((a < 0) != (b < 0) ? negated(product) : product);
}

int32_t childplan__wide_compare(struct wide a, struct wide b) {
    if (a.high != b.high) {
        return a.high < b.high ? -1 : 1;
    }
    return a.low == b.low ? 0 : a.low < b.low ? -1 : 1;
}

int32_t childplan__wide_sign(struct wide a) {
    return a.high < 0 ? -1 : (a.high | (int64_t)(a.low != 0)) != 0 ? 1 : 0;
}

int32_t childplan__wide_add(struct wide a, struct wide b, struct wide *ret) {
    struct wide added = from_words(sum(as_words(a), as_words(b)));
    if ((a.high < 0) == (b.high < 0) && (added.high < 0) != (a.high < 0)) {
        return 0;
    }
    *ret = added;
    return 1;
}

int32_t childplan__wide_subtract(struct wide a, struct wide b, struct wide *ret) {
    struct wide rest = from_words(difference(as_words(a), as_words(b)));
    if ((a.high < 0) != (b.high < 0) && (rest.high < 0) != (a.high < 0)) {
        return 0;
    }
    *ret = rest;
    return 1;
}

int32_t childplan__wide_multiply(struct wide a, struct wide b, struct wide *ret) {
    struct magnitude x = magnitude_of(a);
    struct magnitude y = magnitude_of(b);
    if (x.high != 0 && y.high != 0) {
        return 0;
    }
    struct magnitude product = product_of_words(x.low, y.low);
    struct magnitude crossed = x.high != 0 ? product_of_words(x.high, y.low) : product_of_words(x.low, y.high);
    if (crossed.high != 0 || crossed.low > UINT64_MAX - product.high) {
        return 0;
    }
    product.high += crossed.low;
    return with_sign(product, (a.high < 0) != (b.high < 0), ret);
}

int32_t childplan__wide_to_int64(struct wide a, int64_t *ret) {
    int64_t value = as_signed(a.low);
    if (a.high != (value < 0 ? -1 : 0)) {
        return 0;
    }
    *ret = value;
    return 1;
}

/* Quotient and remainder of a magnitude as those of the number, rounded to minus infinity: 1, or 0 where they do not
   fit. */
static int32_t floored(struct magnitude quotient, struct magnitude rest, struct magnitude divisor, int32_t negative,
                       struct wide *ret_quotient, struct wide *ret_remainder) {
    if (negative && !is_zero(rest)) {
        quotient = sum(quotient, (struct magnitude){1, 0});
        rest = difference(divisor, rest);
    }
    *ret_remainder = from_words(rest);
    return with_sign(quotient, negative, ret_quotient);
}

struct wide childplan__wide_floor_divide(struct wide a, struct wide divisor, struct wide *ret_remainder) {
    struct magnitude rest;
    struct wide remainder;
    struct wide floor = {0, 0};
    struct magnitude quotient = divide(magnitude_of(a), as_words(divisor), &rest);
    (void)floored(quotient, rest, as_words(divisor), a.high < 0, &floor, &remainder);
    if (ret_remainder) {
        *ret_remainder = remainder;
    }
    return floor;
}

int32_t childplan__wide_multiply_divide(struct wide a, struct wide b, struct wide divisor, struct wide *ret_quotient,
                                        struct wide *ret_remainder) {
    struct wide product;
    if (childplan__wide_multiply(a, b, &product)) {
        *ret_quotient = childplan__wide_floor_divide(product, divisor, ret_remainder);
        return 1;
    }
    struct magnitude x = magnitude_of(a);
    struct magnitude y = magnitude_of(b);
    struct magnitude low = product_of_words(x.low, y.low);
    struct magnitude crossed = product_of_words(x.low, y.high);
    struct magnitude other = product_of_words(x.high, y.low);
    struct magnitude middle = sum((struct magnitude){low.high, 0}, (struct magnitude){crossed.low, 0});
    middle = sum(middle, (struct magnitude){other.low, 0});
    low.high = middle.low;
    struct magnitude high = sum(product_of_words(x.high, y.high), (struct magnitude){crossed.high, 0});
    high = sum(sum(high, (struct magnitude){other.high, 0}), (struct magnitude){middle.high, 0});
    if (compare_magnitudes(high, as_words(divisor)) >= 0) {
        return 0;
    }
    struct magnitude rest;
    struct magnitude quotient = divide_long(high, low, as_words(divisor), &rest);
    return floored(quotient, rest, as_words(divisor), a.high < 0, ret_quotient, ret_remainder);
}

double childplan__wide_to_double(struct wide a) {
    struct magnitude size = magnitude_of(a);
    double value = (double)size.high * 18446744073709551616.0 + (double)size.low;
    return a.high < 0 ? -value : value;
}

int32_t childplan__multiply(int64_t a, int64_t b, int64_t *ret) {
    return childplan__wide_to_int64(childplan__wide_product(a, b), ret);
}

int64_t childplan__power_of_ten(int32_t exponent) {
    int64_t power = 1;
    for (int32_t i = 0; i < exponent; i++) {
        power *= 10;
    }
    return power;
}

/* Fractions whose four numbers all fit one word, as nearly all do: the products then fit two. */
static int32_t compare_small(struct fraction a, struct fraction b, int32_t *ret) {
    int64_t numbers[4];
    if (!childplan__wide_to_int64(a.numerator, &numbers[0]) || !childplan__wide_to_int64(b.denominator, &numbers[1]) ||
        !childplan__wide_to_int64(b.numerator, &numbers[2]) || !childplan__wide_to_int64(a.denominator, &numbers[3])) {
        return 0;
    }
    *ret = childplan__wide_compare(childplan__wide_product(numbers[0], numbers[1]),
                                   childplan__wide_product(numbers[2], numbers[3]));
    return 1;
}

int32_t childplan__fraction_compare(struct fraction a, struct fraction b) {
    int32_t compared;
    if (compare_small(a, b, &compared)) {
        return compared;
    }
    /* The whole parts decide; where they are equal, the reciprocals of the rests decide the other way round. */
    for (int32_t sign = 1;; sign = -sign) {
        struct wide rest_a;
        struct wide rest_b;
        struct wide whole_a = childplan__wide_floor_divide(a.numerator, a.denominator, &rest_a);
        struct wide whole_b = childplan__wide_floor_divide(b.numerator, b.denominator, &rest_b);
        compared = childplan__wide_compare(whole_a, whole_b);
        if (compared != 0) {
            return sign * compared;
        }
        int32_t sign_a = childplan__wide_sign(rest_a);
        int32_t sign_b = childplan__wide_sign(rest_b);
        if (sign_a == 0 || sign_b == 0) {
            return sign * (sign_a - sign_b);
        }
        a = (struct fraction){a.denominator, rest_a};
        b = (struct fraction){b.denominator, rest_b};
    }
}

#define MOST_DECIMALS 18

/* The magnitude of a fraction to so many decimals, rounded half up. */
struct digits {
    struct magnitude whole;
    int32_t count;
    unsigned char decimals[MOST_DECIMALS];
};

/* The next decimal of rest ÷ divisor, and what is left. Where ten times a rest might not fit one word, ten additions
   instead of the product: rest and divisor are below 2^127. */
static unsigned char next_decimal(struct magnitude *rest, struct magnitude divisor) {
    unsigned char decimal = 0;
    if (divisor.high == 0 && divisor.low <= UINT64_MAX / 10) {
        uint64_t product = rest->low * 10;
        rest->low = product % divisor.low;
        return (unsigned char)(product / divisor.low);
    }
    struct magnitude ten_times = {0, 0};
    for (int32_t i = 0; i < 10; i++) {
        ten_times = sum(ten_times, *rest);
        if (compare_magnitudes(ten_times, divisor) >= 0) {
            ten_times = difference(ten_times, divisor);
            decimal++;
        }
    }
    *rest = ten_times;
    return decimal;
}

static void round_up(struct digits *digits) {
    for (int32_t i = digits->count - 1; i >= 0; i--) {
        if (digits->decimals[i] < 9) {
            digits->decimals[i]++;
            return;
        }
        digits->decimals[i] = 0;
    }
    digits->whole = sum(digits->whole, (struct magnitude){1, 0});
}

static struct digits digits_of(struct fraction a, int32_t decimals) {
    struct digits digits = {.count = decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals};
    struct magnitude divisor = as_words(a.denominator);
    struct magnitude rest;
    digits.whole = divide(magnitude_of(a.numerator), divisor, &rest);
    for (int32_t i = 0; i < digits.count; i++) {
        digits.decimals[i] = next_decimal(&rest, divisor);
    }
    if (compare_magnitudes(rest, difference(divisor, rest)) >= 0) {
        round_up(&digits);
    }
    return digits;
}

int32_t childplan__fraction_round_wide(struct fraction a, int32_t decimals, struct wide *ret) {
    struct digits digits = digits_of(a, decimals);
    struct wide rounded;
    if (!with_sign(digits.whole, 0, &rounded)) {
        return 0;
    }
    for (int32_t i = 0; i < digits.count; i++) {
        if (!childplan__wide_multiply(rounded, childplan__wide(10), &rounded) ||
            !childplan__wide_add(rounded, childplan__wide(digits.decimals[i]), &rounded)) {
            return 0;
        }
    }
    if (a.numerator.high < 0) {
        return childplan__wide_subtract(childplan__wide(0), rounded, ret);
    }
    *ret = rounded;
    return 1;
}

int32_t childplan__fraction_round(struct fraction a, int32_t decimals, int64_t *ret) {
    struct wide rounded;
    return childplan__fraction_round_wide(a, decimals, &rounded) && childplan__wide_to_int64(rounded, ret);
}

size_t childplan__fraction_format(struct fraction a, int32_t decimals, char buffer[64]) {
    struct digits digits = digits_of(a, decimals);
    while (digits.count > 0 && digits.decimals[digits.count - 1] == 0) {
        digits.count--;
    }
    size_t length = 0;
    if (a.numerator.high < 0 && (digits.count > 0 || !is_zero(digits.whole))) {
        buffer[length++] = '-';
    }
    char reversed[40];
    size_t whole_digits = 0;
    do {
        struct magnitude digit;
        digits.whole = divide(digits.whole, (struct magnitude){10, 0}, &digit);
        reversed[whole_digits++] = (char)('0' + digit.low);
    } while (!is_zero(digits.whole));
    while (whole_digits > 0) {
        buffer[length++] = reversed[--whole_digits];
    }
    for (int32_t i = 0; i < digits.count; i++) {
        if (i == 0) {
            buffer[length++] = '.';
        }
        buffer[length++] = (char)('0' + digits.decimals[i]);
    }
    buffer[length] = '\0';
    return length;
}

double childplan__fraction_to_double(struct fraction a) {
    return childplan__wide_to_double(a.numerator) / childplan__wide_to_double(a.denominator);
}
