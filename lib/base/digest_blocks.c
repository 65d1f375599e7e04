#include "digest_blocks.h"

#include <string.h>

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const uint32_t childplan__digest_constants[DIGEST_ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, int bits) {
    return word >> bits | word << (32 - bits);
}

/* The message schedule (16 words of the block, big-endian, and what follows from them) with the rounds' constants. */
static void expand(const unsigned char *at, uint32_t words[DIGEST_ROUNDS]) {
    for (int i = 0; i < 16; i++, at += 4) {
        words[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (int i = 16; i < DIGEST_ROUNDS; i++) {
        uint32_t early = words[i - 15];
        uint32_t late = words[i - 2];
        words[i] = words[i - 16] + (rotate(early, 7) ^ rotate(early, 18) ^ early >> 3) + words[i - 7] +
                   (rotate(late, 17) ^ rotate(late, 19) ^ late >> 10);
    }
    for (int i = 0; i < DIGEST_ROUNDS; i++) {
        words[i] += childplan__digest_constants[i];
    }
}

/* One round of FIPS 180-4, section 6.2.2, but for the moving of every letter to the next: d becomes the new e and h the
   new a. */
static inline void take_round(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g,
                              uint32_t *h, uint32_t word) {
    uint32_t choice = g ^ (e & (f ^ g));
    uint32_t majority = (a & b) | (c & (a | b));
    uint32_t first = *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + word;
    *d += first;
    *h = first + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
}

static void add_block(uint32_t state[8], const unsigned char *block) {
    uint32_t w[DIGEST_ROUNDS];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    expand(block, w);
    /* After eight rounds every letter is where it was, so that none needs moving. */
    for (int i = 0; i < DIGEST_ROUNDS; i += 8) {
        take_round(a, b, c, &d, e, f, g, &h, w[i]);
        take_round(h, a, b, &c, d, e, f, &g, w[i + 1]);
        take_round(g, h, a, &b, c, d, e, &f, w[i + 2]);
        take_round(f, g, h, &a, b, c, d, &e, w[i + 3]);
        take_round(e, f, g, &h, a, b, c, &d, w[i + 4]);
        take_round(d, e, f, &g, h, a, b, &c, w[i + 5]);
        take_round(c, d, e, &f, g, h, a, &b, w[i + 6]);
        take_round(b, c, d, &e, f, g, h, &a, w[i + 7]);
    }
    const uint32_t added[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) {
        state[i] += added[i];
    }
}

void childplan__digest_add_blocks(uint32_t state[8], const unsigned char *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_block(state, blocks + i * DIGEST_BLOCK);
    }
}
