#include "digest.h"

#include "digest_blocks.h"

#include <string.h>

/* Where a message's length in bits stands in its last block. */
#define LENGTH_AT 56

void childplan__digest_begin(struct digest *digest) {
    /* The first 32 bits of the fractional parts of the square roots of the first eight primes. */
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(digest->state, start, sizeof start);
    digest->size = 0;
    digest->add_blocks = childplan__digest_add_blocks;
    if (childplan__digest_has_instructions()) { /* GCOV_EXCL_BR_LINE: the machine decides */
        digest->add_blocks = childplan__digest_add_blocks_by_instructions;
    }
}

/* Fills the block that is begun. Returns how many bytes that took. */
static size_t fill_block(struct digest *digest, const char *bytes, size_t size) {
    size_t held = (size_t)(digest->size % DIGEST_BLOCK);
    size_t part = size < DIGEST_BLOCK - held ? size : DIGEST_BLOCK - held;
    memcpy(digest->block + held, bytes, part);
    if (held + part == DIGEST_BLOCK) {
        digest->add_blocks(digest->state, digest->block, 1);
    }
    digest->size += part;
    return part;
}

void childplan__digest_add(struct digest *digest, const char *bytes, size_t size) {
    if (size > 0 && digest->size % DIGEST_BLOCK != 0) {
        size_t part = fill_block(digest, bytes, size);
        bytes += part;
        size -= part;
    }
    size_t whole = size / DIGEST_BLOCK;
    if (whole > 0) {
        digest->add_blocks(digest->state, (const unsigned char *)bytes, whole);
        digest->size += whole * DIGEST_BLOCK;
    }
    if (size % DIGEST_BLOCK != 0) {
        (void)fill_block(digest, bytes + whole * DIGEST_BLOCK, size % DIGEST_BLOCK);
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
