/*
 * Text eight bytes at a time, in whole numbers alone: the same on every machine. What is loaded may reach past what is
 * looked for, so text that is scanned so has WORD_PADDING bytes behind it.
 */
#ifndef CHILDPLAN_LIB_BASE_WORDS_H
#define CHILDPLAN_LIB_BASE_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WORD_SIZE 8
#define WORD_PADDING 64

#define WORD_ONES UINT64_C(0x0101010101010101)
#define WORD_HIGH UINT64_C(0x8080808080808080)

/* Whether the lowest byte of a number stands first: on what every compiler without these words is for. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOWEST_FIRST 0
#else
#define LOWEST_FIRST 1
#endif

/* The bytes in the other order. */
static inline uint64_t childplan__word_swapped(uint64_t word) {
    word = (word >> 8 & UINT64_C(0x00FF00FF00FF00FF)) | (word & UINT64_C(0x00FF00FF00FF00FF)) << 8;
    word = (word >> 16 & UINT64_C(0x0000FFFF0000FFFF)) | (word & UINT64_C(0x0000FFFF0000FFFF)) << 16;
    return word >> 32 | word << 32;
}

/* Eight bytes, the first one lowest. */
static inline uint64_t childplan__word(const char *text) {
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return LOWEST_FIRST ? word : childplan__word_swapped(word);
}

/* The first `size` of the bytes, 0 to 8, the others 0. */
static inline uint64_t childplan__word_start(uint64_t word, size_t size) {
    return size >= WORD_SIZE ? word : word & ((UINT64_C(1) << (8 * size)) - 1);
}

/* Of a word of which only high bits are set: the number of the first byte that is; 8 where none is. */
static inline size_t childplan__word_first(uint64_t high) {
    uint64_t below = (high & (~high + 1)) - 1;
    return high == 0 ? WORD_SIZE : (size_t)((below & WORD_ONES) * WORD_ONES >> 56) - 1;
}

/* High bits where a byte is; exact up to the first one. */
static inline uint64_t childplan__word_find(uint64_t word, char byte) {
    uint64_t others = word ^ WORD_ONES * (unsigned char)byte;
    return (others - WORD_ONES) & ~others & WORD_HIGH;
}

/* High bits where a byte is no digit. */
static inline uint64_t childplan__word_no_digits(uint64_t word) {
    uint64_t digits = word ^ UINT64_C(0x3030303030303030);
    return (((digits & ~WORD_HIGH) + UINT64_C(0x7676767676767676)) | digits) & WORD_HIGH;
}

/* The number that the first `count` bytes write, 1 to 8 digits: pairs, then fours, then all at once. */
static inline uint64_t childplan__word_number(uint64_t word, size_t count) {
    uint64_t digits = (word ^ UINT64_C(0x3030303030303030)) << (64 - 8 * count);
    digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
    digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    return (digits * 10000 + (digits >> 32)) & UINT64_C(0x00000000FFFFFFFF);
}

/* Says that memory will soon be read, of which NULL is none. */
static inline void childplan__fetch(const void *memory) {
#if defined(__GNUC__)
    __builtin_prefetch(memory);
#else
    (void)memory;
#endif
}

/* 1 where both begin with the same bytes; both with padding. */
static inline int32_t childplan__words_equal(const char *a, const char *b, size_t size) {
    for (; size > WORD_SIZE; size -= WORD_SIZE) {
        if (childplan__word(a) != childplan__word(b)) {
            return 0;
        }
        a += WORD_SIZE;
        b += WORD_SIZE;
    }
    return childplan__word_start(childplan__word(a) ^ childplan__word(b), size) == 0;
}

#endif
