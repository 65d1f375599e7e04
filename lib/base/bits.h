/* Words of bits, without what compilers differ in. */
#ifndef CHILDPLAN_LIB_BASE_BITS_H
#define CHILDPLAN_LIB_BASE_BITS_H

#include <stddef.h>
#include <stdint.h>

#define WORD_BITS 64

/* The words that hold a bit for each of so many. */
static inline size_t childplan__words_for(int32_t count) {
    return ((size_t)count + WORD_BITS - 1) / WORD_BITS;
}

/* How many bits are set (the sideways sum of Knuth's TAOCP 7.1.3). */
static inline int32_t childplan__bits_in(uint64_t word) {
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (int32_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

/* The number of the lowest bit that is set, which is cleared; the word is not 0. */
static inline size_t childplan__take_bit(uint64_t *word) {
    uint64_t lowest = *word & (~*word + 1);
    *word &= *word - 1;
    return (size_t)childplan__bits_in(lowest - 1);
}

/* Bits from … end − 1; from < WORD_BITS. */
static inline uint64_t childplan__bits_between(size_t from, size_t end) {
    uint64_t below = end >= WORD_BITS ? ~UINT64_C(0) : (UINT64_C(1) << end) - 1;
    return below & ~((UINT64_C(1) << from) - 1);
}

#endif
