#include "digest.h"

#include <string.h>

#define ROUNDS 64
/* Where a message's length in bits stands in its last block. */
#define LENGTH_AT 56

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constants[ROUNDS] = {
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

/* The message schedule: 16 words of the block, big-endian, and what follows from them. */
static void expand(const unsigned char *block, uint32_t words[ROUNDS]) {
    for (int i = 0; i < 16; i++) {
        const unsigned char *at = block + (size_t)4 * (size_t)i;
        words[i] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (int i = 16; i < ROUNDS; i++) {
        uint32_t early = words[i - 15];
        uint32_t late = words[i - 2];
        words[i] = words[i - 16] + (rotate(early, 7) ^ rotate(early, 18) ^ early >> 3) + words[i - 7] +
                   (rotate(late, 17) ^ rotate(late, 19) ^ late >> 10);
    }
}

/* One round; the letters are those of FIPS 180-4, section 6.2.2. What the standard moves from letter to letter the
   caller moves by its arguments. */
static inline void add_round(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g,
                             uint32_t *h, uint32_t word) {
    uint32_t first = *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + word;
    uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
    *d += first;
    *h = first + second;
}

/* One block. */
static void add_block(struct digest *digest, const unsigned char *block) {
    uint32_t words[ROUNDS];
    uint32_t a = digest->state[0], b = digest->state[1], c = digest->state[2], d = digest->state[3];
    uint32_t e = digest->state[4], f = digest->state[5], g = digest->state[6], h = digest->state[7];
    expand(block, words);
    for (int i = 0; i < ROUNDS; i += 8) {
        const uint32_t *k = round_constants + i;
        const uint32_t *w = words + i;
        add_round(a, b, c, &d, e, f, g, &h, k[0] + w[0]);
        add_round(h, a, b, &c, d, e, f, &g, k[1] + w[1]);
        add_round(g, h, a, &b, c, d, e, &f, k[2] + w[2]);
        add_round(f, g, h, &a, b, c, d, &e, k[3] + w[3]);
        add_round(e, f, g, &h, a, b, c, &d, k[4] + w[4]);
        add_round(d, e, f, &g, h, a, b, &c, k[5] + w[5]);
        add_round(c, d, e, &f, g, h, a, &b, k[6] + w[6]);
        add_round(b, c, d, &e, f, g, h, &a, k[7] + w[7]);
    }
    const uint32_t sums[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) {
        digest->state[i] += sums[i];
    }
}

void childplan__digest_begin(struct digest *digest) {
    /* The first 32 bits of the fractional parts of the square roots of the first eight primes. */
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(digest->state, start, sizeof start);
    digest->size = 0;
}

void childplan__digest_add(struct digest *digest, const char *bytes, size_t size) {
    while (size > 0) {
        size_t held = (size_t)(digest->size % DIGEST_BLOCK);
        if (held == 0 && size >= DIGEST_BLOCK) {
            add_block(digest, (const unsigned char *)bytes);
            digest->size += DIGEST_BLOCK;
            bytes += DIGEST_BLOCK;
            size -= DIGEST_BLOCK;
            continue;
        }
        size_t part = size < DIGEST_BLOCK - held ? size : DIGEST_BLOCK - held;
        memcpy(digest->block + held, bytes, part);
        digest->size += part;
        bytes += part;
        size -= part;
        if (held + part == DIGEST_BLOCK) {
            add_block(digest, digest->block);
        }
    }
}

void childplan__digest_add_string(struct digest *digest, const char *string) {
    childplan__digest_add(digest, string, strlen(string));
}

/* A one bit, zeros, and the length in bits fill the last block. */
static void add_padding(struct digest *digest) {
    uint64_t bits = digest->size * 8;
    char length[8];
    for (int i = 0; i < 8; i++) {
        length[i] = (char)(unsigned char)(bits >> (56 - 8 * i) & 0xFF);
    }
    childplan__digest_add(digest, "\x80", 1);
    while (digest->size % DIGEST_BLOCK != LENGTH_AT) {
        childplan__digest_add(digest, "", 1);
    }
    childplan__digest_add(digest, length, sizeof length);
}

void childplan__digest_end(struct digest *digest, char digits[DIGEST_SIZE]) {
    static const char hexadecimal[] = "0123456789abcdef";
    add_padding(digest);
    for (int i = 0; i < DIGEST_SIZE - 1; i++) {
        digits[i] = hexadecimal[digest->state[i / 8] >> (28 - 4 * (i % 8)) & 0xF];
    }
    digits[DIGEST_SIZE - 1] = '\0';
}
