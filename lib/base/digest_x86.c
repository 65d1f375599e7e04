/* SHA-256 by the SHA extensions of x86-64; elsewhere the portable twin stands in. */
#include "digest_blocks.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

#define WITH_INSTRUCTIONS __attribute__((target("sha,sse4.1,ssse3")))

int32_t childplan__digest_has_instructions(void) {
    unsigned int a, b, c, d;
    const unsigned int vectors = bit_SSSE3 | bit_SSE4_1;
    /* GCOV_EXCL_START: the machine decides; both ways of adding blocks have their tests */
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & vectors) != vectors) {
        return 0;
    }
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0;
    /* GCOV_EXCL_STOP */
}

/* The instructions keep a … h as two halves, in this order from the highest word: a b e f and c d g h. */
struct halves {
    __m128i abef;
    __m128i cdgh;
};

WITH_INSTRUCTIONS static struct halves load_state(const uint32_t state[8]) {
    __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1B);
    return (struct halves){_mm_alignr_epi8(badc, hgfe, 8), _mm_blend_epi16(hgfe, badc, 0xF0)};
}

WITH_INSTRUCTIONS static void store_state(struct halves halves, uint32_t state[8]) {
    __m128i feba = _mm_shuffle_epi32(halves.abef, 0x1B);
    __m128i dchg = _mm_shuffle_epi32(halves.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Four words of a block, which are big-endian. */
WITH_INSTRUCTIONS static __m128i load_words(const unsigned char *at) {
    const __m128i order = _mm_set_epi64x(INT64_C(0x0C0D0E0F08090A0B), INT64_C(0x0405060700010203));
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), order);
}

WITH_INSTRUCTIONS static struct halves four_rounds(struct halves s, __m128i words, const uint32_t *constants) {
    __m128i added = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(const void *)constants));
    s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, added);
    s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(added, 0x0E));
    return s;
}

/* The four words that follow 16 of the message schedule. */
WITH_INSTRUCTIONS static __m128i next_words(const __m128i words[4]) {
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(words[0], words[1]), _mm_alignr_epi8(words[3], words[2], 4));
    return _mm_sha256msg2_epu32(sum, words[3]);
}

WITH_INSTRUCTIONS static struct halves add_block(struct halves s, const unsigned char *block) {
    const struct halves before = s;
    __m128i words[4] = {load_words(block), load_words(block + 16), load_words(block + 32), load_words(block + 48)};
    for (int i = 0; i < DIGEST_ROUNDS; i += 4) {
        s = four_rounds(s, words[0], childplan__digest_constants + i);
        /* The last 16 words are made for nothing: cheaper than asking. */
        __m128i next = next_words(words);
        words[0] = words[1];
        words[1] = words[2];
        words[2] = words[3];
        words[3] = next;
    }
    return (struct halves){_mm_add_epi32(s.abef, before.abef), _mm_add_epi32(s.cdgh, before.cdgh)};
}

WITH_INSTRUCTIONS void childplan__digest_add_blocks_by_instructions(uint32_t state[8], const unsigned char *blocks,
                                                                    size_t count) {
    struct halves halves = load_state(state);
    for (size_t i = 0; i < count; i++) {
        halves = add_block(halves, blocks + i * DIGEST_BLOCK);
    }
    store_state(halves, state);
}

#else

int32_t childplan__digest_has_instructions(void) {
    return 0;
}

void childplan__digest_add_blocks_by_instructions(uint32_t state[8], const unsigned char *blocks, size_t count) {
    childplan__digest_add_blocks(state, blocks, count);
}

#endif
