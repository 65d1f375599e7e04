/* SHA-256's blocks, in portable C and by a processor's own instructions, where it has them. */
#ifndef CHILDPLAN_LIB_BASE_DIGEST_BLOCKS_H
#define CHILDPLAN_LIB_BASE_DIGEST_BLOCKS_H

#include "digest.h"

#define DIGEST_ROUNDS 64

extern const uint32_t childplan__digest_constants[DIGEST_ROUNDS];

void childplan__digest_add_blocks(uint32_t state[8], const unsigned char *blocks, size_t count);
/* 1 where this processor has such instructions, and this build can use them. */
int32_t childplan__digest_has_instructions(void);
/* The same result, several times faster; only where there are such instructions. */
void childplan__digest_add_blocks_by_instructions(uint32_t state[8], const unsigned char *blocks, size_t count);

#endif
