#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"

static int is_zero(const unsigned char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return 0;
        }
    }
    return 1;
}

static void test_allocate(void **state) {
    (void)state;
    static const struct {
        size_t count;
        size_t size;
        int given;
    } cases[] = {
        {1, 1, 1},
        {0, 8, 1},
        {8, 0, 1},
        {0, 0, 1},
        {1000, 24, 1},
        {SIZE_MAX, 2, 0},
        {2, SIZE_MAX, 0},
        {SIZE_MAX / 2 + 1, 2, 0},
        {SIZE_MAX, SIZE_MAX, 0},
    };
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        void *memory = childplan__allocate(&allocator, cases[i].count, cases[i].size);
        assert_int_equal(memory != NULL, cases[i].given);
        if (memory) {
            assert_true(is_zero(memory, cases[i].count * cases[i].size));
        }
        childplan__release(&allocator, memory);
    }
    assert_int_equal(counts.alive, 0);
    counts.fail_at = 1;
    assert_null(childplan__allocate(&allocator, 1, 1));
    assert_null(childplan__copy_text(&allocator, "a", 1));
}

static void test_default_allocator(void **state) {
    (void)state;
    char *text = childplan__copy_text(&childplan__malloc, "Tam Đường!", strlen("Tam Đường"));
    assert_string_equal(text, "Tam Đường");
    childplan__release(&childplan__malloc, text);
    childplan__release(&childplan__malloc, NULL);
    text = childplan__copy_text(&childplan__malloc, NULL, 0);
    assert_string_equal(text, "");
    childplan__release(&childplan__malloc, text);
    assert_null(childplan__copy_text(&childplan__malloc, "", SIZE_MAX));
}

static void test_reserve(void **state) {
    (void)state;
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    int32_t *items = NULL;
    size_t capacity = 0;
    for (int32_t i = 0; i < 10000; i++) {
        assert_int_equal(childplan__reserve(&allocator, &items, &capacity, (size_t)i + 1, sizeof *items), CHILDPLAN_OK);
        items[i] = i;
    }
    for (int32_t i = 0; i < 10000; i++) {
        assert_int_equal(items[i], i);
    }
    /* Doubling, not a call for each item. */
    assert_in_range(counts.calls, 2, 20);

    int32_t *before = items;
    size_t capacity_before = capacity;
    assert_int_equal(childplan__reserve(&allocator, &items, &capacity, SIZE_MAX / 4 + 1, sizeof *items),
                     CHILDPLAN_ERROR_NO_MEMORY);
    counts.fail_at = 1;
    assert_int_equal(childplan__reserve(&allocator, &items, &capacity, capacity + 1, sizeof *items),
                     CHILDPLAN_ERROR_NO_MEMORY);
    assert_ptr_equal(items, before);
    assert_int_equal(capacity, capacity_before);
    assert_int_equal(items[9999], 9999);
    childplan__release(&allocator, items);
    assert_int_equal(counts.alive, 0);
}

static void test_arena(void **state) {
    (void)state;
    static const size_t sizes[] = {1, 7, 8, 24, 100, 3, 511, 512, 5000, 16, 1000000, 40, 70000, 2, 300000, 9};
    enum { ROUNDS = 50, SIZES = sizeof sizes / sizeof sizes[0] };
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct arena arena;
    unsigned char *given[ROUNDS * SIZES];
    childplan__arena_begin(&arena, &allocator);
    for (size_t i = 0; i < ROUNDS * SIZES; i++) {
        size_t size = i >= SIZES && sizes[i % SIZES] > 9999 ? 10 : sizes[i % SIZES];
        given[i] = childplan__arena_allocate(&arena, 1, size);
        assert_non_null(given[i]);
        assert_int_equal((uintptr_t)given[i] % _Alignof(max_align_t), 0);
        assert_true(is_zero(given[i], size));
        memset(given[i], (int)(i % 251) + 1, size);
        const char *text = childplan__arena_copy_text(&arena, "xyz", i % 4);
        assert_int_equal(strlen(text), i % 4);
    }
    for (size_t i = 0; i < ROUNDS * SIZES; i++) {
        assert_int_equal(given[i][0], i % 251 + 1);
    }
    /* Blocks, not a call for each piece. */
    assert_in_range(counts.calls, 1, 60);
    childplan__arena_end(&arena);
    assert_int_equal(counts.alive, 0);
    childplan__arena_end(&arena);
}

/* What is returned is handed out again; not where a block was begun since, whose room would be lost with it. */
static void test_arena_return(void **state) {
    (void)state;
    struct arena arena;
    childplan__arena_begin(&arena, &childplan__malloc);
    struct arena_place nowhere = childplan__arena_place(&arena);
    char *first = childplan__arena_bytes(&arena, 10);
    assert_non_null(first);
    childplan__arena_return(&arena, nowhere);
    struct arena_place place = childplan__arena_place(&arena);
    char *second = childplan__arena_bytes(&arena, 10);
    assert_ptr_equal(second, first + 10);
    memset(second, 'x', 10);
    childplan__arena_return(&arena, place);
    assert_ptr_equal(childplan__arena_copy_text(&arena, "abc", 3), second);
    assert_string_equal(second, "abc");
    childplan__arena_return(&arena, place);
    unsigned char *zeroed = childplan__arena_allocate(&arena, 1, 64);
    for (size_t i = 0; i < 64; i++) {
        assert_int_equal(zeroed[i], 0);
    }
    memset(zeroed, 'z', 64);
    for (int i = 0; i < 100; i++) {
        assert_non_null(childplan__arena_take(&arena, 64));
    }
    childplan__arena_return(&arena, place);
    memset(childplan__arena_bytes(&arena, 64), 'x', 64);
    assert_int_equal(zeroed[0], 'z');
    childplan__arena_end(&arena);
}

static void test_arena_without_memory(void **state) {
    (void)state;
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct arena arena;
    childplan__arena_begin(&arena, &allocator);
    assert_null(childplan__arena_allocate(&arena, SIZE_MAX, 2));
    assert_null(childplan__arena_allocate(&arena, 1, SIZE_MAX));
    assert_null(childplan__arena_copy_text(&arena, "", SIZE_MAX));
    assert_non_null(childplan__arena_allocate(&arena, 0, 0));
    counts.fail_at = counts.calls + 1;
    assert_null(childplan__arena_allocate(&arena, 1, 100000));
    /* What is left of the block is still given out. */
    char *text = childplan__arena_copy_text(&arena, "Sìn Hồ", strlen("Sìn Hồ"));
    assert_string_equal(text, "Sìn Hồ");
    counts.fail_at = 0;
    assert_non_null(childplan__arena_allocate(&arena, 1, 100000));
    assert_string_equal(text, "Sìn Hồ");
    childplan__arena_end(&arena);
    assert_int_equal(counts.alive, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocate),
        cmocka_unit_test(test_default_allocator),
        cmocka_unit_test(test_reserve),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_without_memory),
        cmocka_unit_test(test_arena_return),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
