/* Scanning by words against scanning byte by byte. */
#include "support.h"

#include "base/threads.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

static uint64_t random_state = 88172645463325252;

/* xorshift64, by Marsaglia. */
static size_t below(size_t limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state >> 20) % limit;
}

/* Bytes among which those near to digits, separators and the high bit are frequent. */
static void fill(char *text, size_t size) {
    static const char frequent[] = "0123456789/:,,\n\r\0\x01\x2B\x2D\x7F\x80\xB0\xAC\xFF";
    for (size_t i = 0; i < size; i++) {
        text[i] = below(9) == 0 ? (char)(unsigned char)below(256) : frequent[below(sizeof frequent - 1)];
    }
}

static void test_words(void **state) {
    char text[WORD_SIZE + WORD_PADDING];
    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        fill(text, sizeof text);
        uint64_t word = childplan__word(text);
        uint64_t expected = 0;
        size_t comma = 0;
        size_t digits = 0;
        for (size_t i = WORD_SIZE; i > 0; i--) {
            expected = expected << 8 | (unsigned char)text[i - 1];
        }
        while (comma < WORD_SIZE && text[comma] != ',') {
            comma++;
        }
        while (digits < WORD_SIZE && text[digits] >= '0' && text[digits] <= '9') {
            digits++;
        }
        assert_true(word == expected);
        assert_true(childplan__word_swapped(childplan__word_swapped(word)) == word);
        assert_true((childplan__word_swapped(word) >> 56) == (word & 0xFF));
        assert_int_equal(childplan__word_first(childplan__word_find(word, ',')), comma);
        assert_int_equal(childplan__word_first(childplan__word_no_digits(word)), digits);
        for (size_t size = 0; size <= WORD_SIZE; size++) {
            uint64_t mask = size == WORD_SIZE ? ~UINT64_C(0) : (UINT64_C(1) << (8 * size)) - 1;
            assert_true(childplan__word_start(word, size) == (word & mask));
        }
    }
}

static void test_numbers(void **state) {
    (void)state;
    for (size_t count = 1; count <= WORD_SIZE; count++) {
        for (size_t round = 0; round < 2000; round++) {
            char text[WORD_SIZE];
            uint64_t expected = 0;
            fill(text, sizeof text);
            for (size_t i = 0; i < count; i++) {
                int digit = round == 0 ? 9 : (int)below(10);
                text[i] = (char)('0' + digit);
                expected = expected * 10 + (uint64_t)digit;
            }
            assert_true(childplan__word_number(childplan__word(text), count) == expected);
        }
    }
}

static void test_equal(void **state) {
    char a[40 + WORD_PADDING] = {0};
    char b[40 + WORD_PADDING] = {0};
    (void)state;
    for (size_t size = 0; size <= 40; size++) {
        fill(a, sizeof a);
        memcpy(b, a, size);
        b[size] = (char)(a[size] ^ 1);
        assert_true(childplan__words_equal(a, b, size));
        assert_false(childplan__words_equal(a, b, size + 1));
        for (size_t i = 0; i < size; i++) {
            b[i] = (char)(b[i] ^ 0x80);
            assert_false(childplan__words_equal(a, b, size));
            b[i] = a[i];
        }
    }
}

/* What threads do together. */
struct shared {
    uint64_t words[64];
    uint64_t largest;
    void *place;
    size_t counter;
    size_t runs[MOST_THREADS];
    size_t won[MOST_THREADS];
    int is_same[MOST_THREADS];
};

static void work_together(void *context, int32_t index) {
    struct shared *shared = context;
    shared->runs[index]++;
    for (size_t bit = 0; bit < sizeof shared->words * 8; bit++) {
        uint64_t mask = UINT64_C(1) << (bit % 64);
        shared->won[index] += (childplan__shared_set(&shared->words[bit / 64], mask) & mask) == 0;
        childplan__shared_raise(&shared->largest, bit * (size_t)(index + 1));
        (void)childplan__shared_add(&shared->counter, 1);
    }
    shared->is_same[index] =
        childplan__shared_publish(&shared->place, &shared->runs[index]) == childplan__shared_get(&shared->place);
}

static void test_threads(void **state) {
    static const int32_t counts[] = {1, 2, 7, MOST_THREADS};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct shared *shared = calloc(1, sizeof *shared);
        assert_non_null(shared);
        childplan__threads_run(counts[i], work_together, shared);
        size_t won = 0;
        for (int32_t thread = 0; thread < MOST_THREADS; thread++) {
            assert_int_equal(shared->runs[thread], thread < counts[i]);
            assert_int_equal(shared->is_same[thread], thread < counts[i]);
            won += shared->won[thread];
        }
        size_t bits = sizeof shared->words * 8;
        assert_int_equal(won, bits);
        assert_int_equal(shared->counter, bits * (size_t)counts[i]);
        assert_int_equal(shared->largest, (bits - 1) * (size_t)counts[i]);
        assert_non_null(shared->place);
        free(shared);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
