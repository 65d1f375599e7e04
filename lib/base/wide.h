/*
 * 128-bit integers and exact fractions of them. wide.c is the only file that knows __int128, and has its own two-word
 * arithmetic where the compiler has none (or with CHILDPLAN_NO_INT128, for the tests).
 */
#ifndef CHILDPLAN_LIB_BASE_WIDE_H
#define CHILDPLAN_LIB_BASE_WIDE_H

#include <stddef.h>
#include <stdint.h>

/* Two's complement: high × 2^64 + low. */
struct wide {
    uint64_t low;
    int64_t high;
};

struct wide childplan__wide(int64_t value);
struct wide childplan__wide_product(int64_t a, int64_t b);
/* -1, 0, 1 */
int32_t childplan__wide_compare(struct wide a, struct wide b);
int32_t childplan__wide_sign(struct wide a);
/* These return 1 and write, or return 0 where the result does not fit. */
int32_t childplan__wide_add(struct wide a, struct wide b, struct wide *ret);
int32_t childplan__wide_subtract(struct wide a, struct wide b, struct wide *ret);
int32_t childplan__wide_multiply(struct wide a, struct wide b, struct wide *ret);
int32_t childplan__wide_to_int64(struct wide a, int64_t *ret);
/* Quotient rounded to minus infinity and the remainder (0 <= remainder < divisor); divisor > 0. remainder may be NULL.
 */
struct wide childplan__wide_floor_divide(struct wide a, struct wide divisor, struct wide *ret_remainder);
/* The same of a × b ÷ divisor, whose product may take up to 256 bits; b >= 0, divisor > 0. 1 and written, or 0 where
   the quotient does not fit. */
int32_t childplan__wide_multiply_divide(struct wide a, struct wide b, struct wide divisor, struct wide *ret_quotient,
                                        struct wide *ret_remainder);
double childplan__wide_to_double(struct wide a);

/* Checked int64 sum and product: 1 and written, or 0 where it does not fit. */
static inline int32_t childplan__add(int64_t a, int64_t b, int64_t *ret) {
    if (b < 0 ? a < INT64_MIN - b : a > INT64_MAX - b) {
        return 0;
    }
    *ret = a + b;
    return 1;
}
int32_t childplan__multiply(int64_t a, int64_t b, int64_t *ret);
/* 10^exponent for 0 to 18. */
int64_t childplan__power_of_ten(int32_t exponent);

/* numerator ÷ denominator, denominator > 0; not necessarily in lowest terms. */
struct fraction {
    struct wide numerator;
    struct wide denominator;
};

/* -1, 0, 1; exact for any two fractions (by continued fractions: no product is formed). */
int32_t childplan__fraction_compare(struct fraction a, struct fraction b);
/* Nearest whole number of 10^-decimals, half away from zero: 1, or 0 where it does not fit. */
int32_t childplan__fraction_round_wide(struct fraction a, int32_t decimals, struct wide *ret);
int32_t childplan__fraction_round(struct fraction a, int32_t decimals, int64_t *ret);
/* At most `decimals` decimals, half away from zero, trailing zeros trimmed, never "-0". Returns the length; 64 holds
 * any. */
size_t childplan__fraction_format(struct fraction a, int32_t decimals, char buffer[64]);
double childplan__fraction_to_double(struct fraction a);

#endif
