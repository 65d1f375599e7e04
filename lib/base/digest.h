/* SHA-256 (FIPS 180-4), piece by piece. Ours, so that the library needs no cryptographic one for a single function. */
#ifndef CHILDPLAN_LIB_BASE_DIGEST_H
#define CHILDPLAN_LIB_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Room for 64 hexadecimal digits and a NUL. */
#define DIGEST_SIZE 65
#define DIGEST_BLOCK 64

struct digest {
    void (*add_blocks)(uint32_t state[8], const unsigned char *blocks, size_t count);
    uint32_t state[8];
    uint64_t size;                     /* bytes added so far */
    unsigned char block[DIGEST_BLOCK]; /* the last size % DIGEST_BLOCK of them */
};

void childplan__digest_begin(struct digest *digest);
void childplan__digest_add(struct digest *digest, const char *bytes, size_t size);
void childplan__digest_add_string(struct digest *digest, const char *string);
/* Writes the digits. The digest is used up. */
void childplan__digest_end(struct digest *digest, char digits[DIGEST_SIZE]);

#endif
