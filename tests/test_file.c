#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"

#include "base/file.h"

#ifndef _WIN32
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* In the folder where the test runs; the name shows that paths are UTF-8. */
#define PATH "test_file_Tam Đường.tmp"

static void write_bytes(const char *bytes, size_t size) {
    struct output_file *file = NULL;
    assert_int_equal(childplan__file_create(&childplan__malloc, PATH, &file), CHILDPLAN_OK);
    assert_int_equal(childplan__file_write(file, bytes, size), CHILDPLAN_OK);
    assert_int_equal(childplan__file_close(file), CHILDPLAN_OK);
}

/* Where the file is named; what is wrong with it as a whole is said there, its size of the file itself. */
static const struct position named_at = {"named", 3, 5};

static void check_refused(const char *path, int64_t limit, int32_t code) {
    childplan_diagnostics *list = NULL;
    assert_int_equal(childplan_diagnostics_new(&list), CHILDPLAN_OK);
    struct findings findings;
    childplan__findings_begin(&findings, list, 0);
    char *text = NULL;
    size_t size = 77;
    assert_int_equal(childplan__file_read(&childplan__malloc, path, limit, &findings, named_at, &text, &size),
                     CHILDPLAN_ERROR_FILE);
    assert_null(text);
    assert_int_equal(size, 77);
    assert_int_equal(childplan_diagnostics_count(list), 1);
    assert_int_equal(childplan_diagnostics_code(list, 0), code);
    int32_t is_size = code == CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE;
    assert_string_equal(childplan_diagnostics_file(list, 0), is_size ? path : "named");
    assert_int_equal(childplan_diagnostics_file_line(list, 0), is_size ? 0 : 3);
    childplan_diagnostics_free(list);
}

static char *read_bytes(const struct allocator *allocator, int64_t limit, size_t *ret_size) {
    struct findings findings;
    childplan__findings_begin(&findings, NULL, 0);
    char *text = NULL;
    assert_int_equal(childplan__file_read(allocator, PATH, limit, &findings, named_at, &text, ret_size), CHILDPLAN_OK);
    assert_int_equal(findings.errors, 0);
    assert_int_equal(text[*ret_size], '\0');
    return text;
}

/* Line ends and every other byte come back as they were written. */
static void test_round_trip(void **state) {
    (void)state;
    enum { LARGE = 300000 };
    static char bytes[LARGE];
    static const size_t sizes[] = {0, 1, 2, 255, 256, 65534, 65535, 65536, 65537, 131072, LARGE};
    for (size_t i = 0; i < LARGE; i++) {
        bytes[i] = (char)(i % 251 == 0 ? '\r' : i % 241 == 0 ? '\n' : (int)(i * 31 % 127));
    }
    bytes[7] = 0x1A;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        size_t size;
        write_bytes(bytes, sizes[i]);
        char *text = read_bytes(&childplan__malloc, LARGE, &size);
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(text, bytes, size);
        childplan__release(&childplan__malloc, text);
    }
    assert_int_equal(remove(PATH), 0);
}

static void test_limit(void **state) {
    (void)state;
    static const struct {
        size_t size;
        int64_t limit;
        int taken;
    } cases[] = {
        {10, 10, 1}, {11, 10, 0}, {0, 0, 1},    {1, 0, 0},     {5000, 10, 0}, {1, INT64_MAX, 1},
        {1, -1, 0},  {0, -1, 1},  {100, 99, 0}, {100, 100, 1}, {100, 101, 1},
    };
    static const char bytes[5000] = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        write_bytes(bytes, cases[i].size);
        if (cases[i].taken) {
            size_t size;
            char *text = read_bytes(&childplan__malloc, cases[i].limit, &size);
            assert_int_equal(size, cases[i].size);
            childplan__release(&childplan__malloc, text);
        } else {
            check_refused(PATH, cases[i].limit, CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE);
        }
    }
    assert_int_equal(remove(PATH), 0);
}

static void test_unreadable(void **state) {
    (void)state;
    check_refused("no such file.yaml", 100, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND);
    check_refused("no such folder/plan.yaml", 100, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND);
    check_refused("", 100, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND);
    check_refused(".", 100, CHILDPLAN_DIAGNOSTIC_FILE_UNREADABLE);
#ifndef _WIN32
    write_bytes("x", 1);
    check_refused(PATH "/below", 100, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND);
    if (geteuid() != 0) {
        assert_int_equal(chmod(PATH, 0), 0);
        check_refused(PATH, 100, CHILDPLAN_DIAGNOSTIC_FILE_UNREADABLE);
    }
    assert_int_equal(remove(PATH), 0);
    check_refused("/dev/null", 100, CHILDPLAN_DIAGNOSTIC_FILE_UNREADABLE);
    /* A pipe nobody writes to: the library must not wait for it. */
    assert_int_equal(mkfifo(PATH, 0600), 0);
    check_refused(PATH, 100, CHILDPLAN_DIAGNOSTIC_FILE_UNREADABLE);
    assert_int_equal(remove(PATH), 0);
#endif
}

static void test_without_memory(void **state) {
    (void)state;
    static char bytes[200000];
    write_bytes(bytes, sizeof bytes);
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    for (size_t fail_at = 1; status == CHILDPLAN_ERROR_NO_MEMORY; fail_at++) {
        struct counts counts = {.fail_at = fail_at};
        struct allocator allocator = counting(&counts);
        struct findings findings;
        childplan__findings_begin(&findings, NULL, 0);
        char *text = NULL;
        size_t size = 77;
        status = childplan__file_read(&allocator, PATH, 1000000, &findings, named_at, &text, &size);
        assert_int_equal(size, status == CHILDPLAN_OK ? sizeof bytes : 77);
        childplan__release(&allocator, text);
        assert_int_equal(counts.alive, 0);
    }
    assert_int_equal(status, CHILDPLAN_OK);
    struct counts counts = {.fail_at = 1};
    struct allocator allocator = counting(&counts);
    struct output_file *file = NULL;
    assert_int_equal(childplan__file_create(&allocator, PATH, &file), CHILDPLAN_ERROR_NO_MEMORY);
    assert_null(file);
    assert_null(childplan__file_beside(&allocator, "a/b", "c"));
    assert_int_equal(remove(PATH), 0);
}

static void test_writing(void **state) {
    (void)state;
    struct output_file *file = NULL;
    assert_int_equal(childplan__file_create(&childplan__malloc, "no such folder/out.csv", &file), CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan__file_create(&childplan__malloc, ".", &file), CHILDPLAN_ERROR_FILE);
    assert_null(file);
    assert_int_equal(childplan__file_close(NULL), CHILDPLAN_OK);
    /* What was there is replaced. */
    size_t size;
    write_bytes("a longer text", 13);
    write_bytes("x\n", 2);
    char *text = read_bytes(&childplan__malloc, 100, &size);
    assert_string_equal(text, "x\n");
    childplan__release(&childplan__malloc, text);
    assert_int_equal(remove(PATH), 0);
#ifdef __linux__
    /* A disk that is full: a few bytes fail only on closing, many at once. */
    static const char many[100000] = "x";
    for (size_t count = 1; count <= sizeof many; count += sizeof many - 1) {
        assert_int_equal(childplan__file_create(&childplan__malloc, "/dev/full", &file), CHILDPLAN_OK);
        childplan_status status = childplan__file_write(file, many, count);
        assert_int_equal(status, count == 1 ? CHILDPLAN_OK : CHILDPLAN_ERROR_FILE);
        assert_int_equal(childplan__file_close(file), CHILDPLAN_ERROR_FILE);
    }
#endif
}

#ifndef _WIN32

/* The standard output turned elsewhere for a while. */
static int turn_standard_output(const char *path) {
    (void)fflush(stdout);
    int kept = dup(STDOUT_FILENO);
    int other = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(kept >= 0 && other >= 0 && dup2(other, STDOUT_FILENO) >= 0);
    (void)close(other);
    return kept;
}

static void turn_back(int kept) {
    (void)fflush(stdout);
    clearerr(stdout);
    (void)dup2(kept, STDOUT_FILENO);
    (void)close(kept);
}

static void test_standard_output(void **state) {
    (void)state;
    struct output_file *file = NULL;
    int kept = turn_standard_output(PATH);
    (void)fputs("before ", stdout);
    childplan_status created = childplan__file_create(&childplan__malloc, NULL, &file);
    childplan_status written = childplan__file_write(file, "đạt\n", strlen("đạt\n"));
    childplan_status closed = childplan__file_close(file);
    /* The stream is still the program's. */
    int after = fputs("after", stdout);
    turn_back(kept);
    assert_int_equal(created, CHILDPLAN_OK);
    assert_int_equal(written, CHILDPLAN_OK);
    assert_int_equal(closed, CHILDPLAN_OK);
    assert_true(after >= 0);
    size_t size;
    char *text = read_bytes(&childplan__malloc, 100, &size);
    assert_string_equal(text, "before đạt\nafter");
    childplan__release(&childplan__malloc, text);
    assert_int_equal(remove(PATH), 0);
}

#endif

static void test_tidy(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *tidy;
    } cases[] = {
        {"plan.yaml", "plan.yaml"},
        {"./a/./plan.yaml", "a/plan.yaml"},
        {"a/../b/../plan.yaml", "plan.yaml"},
        {"a/b/../../../c", "../c"},
        {"../../a", "../../a"},
        {"../a/..", ".."},
        {"/a/../../b", "/../b"},
        {"/a//b/", "/a/b"},
        {"a/...", "a/..."},
        {"a/..b/.c", "a/..b/.c"},
        {"a/..", ""},
        {"/", "/"},
        {"", ""},
#ifdef _WIN32
        {"a\\..\\b", "b"},
#else
        {"a\\..\\b", "a\\..\\b"},
#endif
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char path[32];
        strcpy(path, cases[i].path);
        childplan__file_tidy(path);
        assert_string_equal(path, cases[i].tidy);
    }
}

static void test_beside(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *name;
        const char *joined;
    } cases[] = {
        {"plan.yaml", "units.csv", "units.csv"},
        {"lai-chau/plan.yaml", "units.csv", "lai-chau/units.csv"},
        {"/a/b/plan.yaml", "c/units.csv", "/a/b/c/units.csv"},
        {"/plan.yaml", "units.csv", "/units.csv"},
        {"a/plan.yaml", "/b/units.csv", "/b/units.csv"},
        {"a/plan.yaml", "../units.csv", "a/../units.csv"},
        {"a/", "units.csv", "a/units.csv"},
        {"", "units.csv", "units.csv"},
        {"a/plan.yaml", "", "a/"},
        {NULL, "units.csv", "units.csv"},
#ifdef _WIN32
        {"a\\plan.yaml", "units.csv", "a\\units.csv"},
        {"C:plan.yaml", "units.csv", "C:units.csv"},
        {"a\\plan.yaml", "D:\\units.csv", "D:\\units.csv"},
#else
        {"a\\plan.yaml", "units.csv", "units.csv"},
#endif
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *joined = childplan__file_beside(&childplan__malloc, cases[i].path, cases[i].name);
        assert_string_equal(joined, cases[i].joined);
        childplan__release(&childplan__malloc, joined);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),      cmocka_unit_test(test_limit),   cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_without_memory),  cmocka_unit_test(test_writing),
#ifndef _WIN32
        cmocka_unit_test(test_standard_output),
#endif
        cmocka_unit_test(test_beside),          cmocka_unit_test(test_tidy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
