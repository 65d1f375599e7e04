#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"

#include "base/names.h"

static void test_empty(void **state) {
    (void)state;
    struct names names;
    childplan__names_begin(&names, &childplan__malloc);
    assert_int_equal(childplan__names_find(&names, "x", 1), CHILDPLAN_NONE);
    childplan__names_end(&names);
    const struct names zeroed = {0};
    assert_int_equal(childplan__names_find(&zeroed, "x", 1), CHILDPLAN_NONE);
}

/* Sizes tell names apart, not NULs: prefixes, the empty name, one that holds a NUL. */
static void test_like_names(void **state) {
    (void)state;
    static const struct {
        const char *name;
        size_t size;
    } cases[] = {
        {"", 0}, {"a", 1}, {"ab", 2}, {"abc", 3}, {"A", 1}, {"tam-đường", 13}, {"tam-duong", 9}, {"a\0b", 3}, {"\0", 1},
    };
    enum { COUNT = sizeof cases / sizeof cases[0] };
    struct names names;
    childplan__names_begin(&names, &childplan__malloc);
    for (int32_t i = 0; i < COUNT; i++) {
        assert_int_equal(childplan__names_find(&names, cases[i].name, cases[i].size), CHILDPLAN_NONE);
        assert_int_equal(childplan__names_add(&names, cases[i].name, cases[i].size, i * 10), CHILDPLAN_OK);
    }
    for (int32_t i = 0; i < COUNT; i++) {
        assert_int_equal(childplan__names_find(&names, cases[i].name, cases[i].size), i * 10);
    }
    assert_int_equal(names.count, COUNT);
    assert_int_equal(childplan__names_find(&names, "abcd", 2), 20);
    assert_int_equal(childplan__names_find(&names, "abcd", 4), CHILDPLAN_NONE);
    childplan__names_end(&names);
}

static void test_many(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    static char texts[COUNT][16];
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct names names;
    childplan__names_begin(&names, &allocator);
    for (int32_t i = 0; i < COUNT; i++) {
        int size = snprintf(texts[i], sizeof texts[i], "cd-%d", i);
        assert_int_equal(childplan__names_add(&names, texts[i], (size_t)size, i), CHILDPLAN_OK);
    }
    for (int32_t i = 0; i < COUNT; i++) {
        assert_int_equal(childplan__names_find(&names, texts[i], strlen(texts[i])), i);
    }
    assert_int_equal(childplan__names_find(&names, "cd-20000", 8), CHILDPLAN_NONE);
    childplan__names_end(&names);
    assert_int_equal(counts.alive, 0);
}

/* With room made before, or in between, the same names are found. */
static void test_reserve(void **state) {
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct names names;
    childplan__names_begin(&names, &allocator);
    childplan__names_expect(&names, "a", 1);
    assert_int_equal(childplan__names_reserve(&names, 20), CHILDPLAN_OK);
    size_t calls = counts.calls;
    for (int32_t i = 0; i < 20; i++) {
        assert_int_equal(childplan__names_add(&names, letters, (size_t)i, i), CHILDPLAN_OK);
    }
    assert_int_equal(counts.calls, calls);
    assert_int_equal(childplan__names_reserve(&names, 1000), CHILDPLAN_OK);
    assert_int_equal(childplan__names_reserve(&names, 5), CHILDPLAN_OK);
    childplan__names_expect(&names, letters, 7);
    for (int32_t i = 0; i <= 20; i++) {
        assert_int_equal(childplan__names_find(&names, letters, (size_t)i), i < 20 ? i : CHILDPLAN_NONE);
    }
    counts.fail_at = counts.calls + 1;
    assert_int_equal(childplan__names_reserve(&names, 100000), CHILDPLAN_ERROR_NO_MEMORY);
    assert_int_equal(childplan__names_find(&names, letters, 19), 19);
    childplan__names_end(&names);
    assert_int_equal(counts.alive, 0);
}

static void test_without_memory(void **state) {
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    struct counts counts = {.fail_at = 1};
    struct allocator allocator = counting(&counts);
    struct names names;
    childplan__names_begin(&names, &allocator);
    assert_int_equal(childplan__names_add(&names, letters, 1, 0), CHILDPLAN_ERROR_NO_MEMORY);
    counts.fail_at = counts.calls + 3;
    int32_t added = 0;
    while (added < 26 && childplan__names_add(&names, letters + added, 1, added) == CHILDPLAN_OK) {
        added++;
    }
    assert_in_range(added, 1, 25);
    assert_int_equal(names.count, added);
    for (int32_t i = 0; i < 26; i++) {
        assert_int_equal(childplan__names_find(&names, letters + i, 1), i < added ? i : CHILDPLAN_NONE);
    }
    counts.fail_at = 0;
    assert_int_equal(childplan__names_add(&names, letters + added, 1, added), CHILDPLAN_OK);
    childplan__names_end(&names);
    assert_int_equal(counts.alive, 0);
}

/* So many that hashes of 32 bits coincide; the first of them twice, which changes its index. */
static void test_the_same_hash(void **state) {
    (void)state;
    enum { COUNT = 300000 };
    char(*texts)[12] = malloc(COUNT * sizeof *texts);
    struct names names;
    assert_non_null(texts);
    childplan__names_begin(&names, &childplan__malloc);
    for (int32_t i = 0; i < COUNT; i++) {
        size_t size = (size_t)snprintf(texts[i], sizeof *texts, "%d", (int)i);
        assert_int_equal(childplan__names_add(&names, texts[i], size, i), CHILDPLAN_OK);
    }
    assert_int_equal(childplan__names_add(&names, texts[0], 1, COUNT), CHILDPLAN_OK);
    assert_int_equal(childplan__names_find(&names, "0", 1), COUNT);
    for (int32_t i = 1; i < COUNT; i++) {
        if (childplan__names_find(&names, texts[i], strlen(texts[i])) != i) {
            fail_msg("%s is not found", texts[i]);
        }
    }
    childplan__names_end(&names);
    free(texts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),   cmocka_unit_test(test_like_names),     cmocka_unit_test(test_many),
        cmocka_unit_test(test_reserve), cmocka_unit_test(test_without_memory), cmocka_unit_test(test_the_same_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
