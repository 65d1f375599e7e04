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

/* One block; the letters are those of FIPS 180-4, section 6.2.2, with s[0] … s[7] for a … h. */
static void add_block(struct digest *digest, const unsigned char *block) {
    uint32_t words[ROUNDS];
    uint32_t s[8];
    expand(block, words);
    memcpy(s, digest->state, sizeof s);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        uint32_t first =
            s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) + choice + round_constants[i] + words[i];
        uint32_t second = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + majority;
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++) {
        digest->state[i] += s[i];
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
