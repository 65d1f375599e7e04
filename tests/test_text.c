#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "failing_allocator.h"

#include "base/text.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void test_utf8_check(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        size_t good;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"a\0b", 3, 3},
        {"Đ", 2, 2},
        {"ệ", 3, 3},
        {"\xF0\x9F\x98\x80", 4, 4},
        {"\xF4\x8F\xBF\xBF", 4, 4},
        {"\xED\x9F\xBF", 3, 3},
        {"\xEE\x80\x80", 3, 3},
        {"ab\x80", 3, 2},
        {"ab\xBF", 3, 2},
        {"\xC0\x80", 2, 0},
        {"\xC1\xBF", 2, 0},
        {"\xE0\x9F\xBF", 3, 0},
        {"\xED\xA0\x80", 3, 0},
        {"\xF0\x8F\xBF\xBF", 4, 0},
        {"\xF4\x90\x80\x80", 4, 0},
        {"\xF5\x80\x80\x80", 4, 0},
        {"\xFF", 1, 0},
        {"x\xC4", 2, 1},
        {"x\xE1\xBB", 3, 1},
        {"x\xE1\xBB!", 4, 1},
        {"x\xF0\x9F\x98", 4, 1},
        {"x\xF0\x9F\x98 ", 5, 1},
        {"0123456789abcdef\xFF", 17, 16},
        {"0123456789abcdefĐ0123456789abcdef\xFFz", 36, 34},
        {"L\xF4 V\xE2n", 6, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(childplan__utf8_check(cases[i].bytes, cases[i].size), cases[i].good);
    }
}

/* Against libutf8proc, for every pair of lead and second byte and what may follow. */
static void test_utf8_check_all_leads(void **state) {
    (void)state;
    for (int first = 0x80; first < 0x100; first++) {
        for (int second = 0x70; second < 0xD0; second++) {
            const unsigned char bytes[] = {(unsigned char)first, (unsigned char)second, 0x80, 0xBF};
            for (size_t size = 1; size <= 4; size++) {
                utf8proc_int32_t character;
                utf8proc_ssize_t length = utf8proc_iterate(bytes, (utf8proc_ssize_t)size, &character);
                size_t good = childplan__utf8_check((const char *)bytes, size);
                assert_int_equal(good > 0, length > 0);
            }
        }
    }
}

static void test_length_and_width(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        size_t width;
    } cases[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"Tỷ lệ", 5, 5},
        {"Ty\xCC\x89 le\xCC\xA3\xCC\x82", 8, 5},
        {"Đạt – “x”", 9, 9},
        {"漢字", 2, 4},
        {"ｘ", 1, 2},
        {"a\xE2\x80\x8B"
         "b",
         3, 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(childplan__utf8_length(cases[i].text, strlen(cases[i].text)), cases[i].length);
        assert_int_equal(childplan__utf8_width(cases[i].text, strlen(cases[i].text)), cases[i].width);
    }
    assert_int_equal(childplan__utf8_width("\xFF\xFE", 2), 2);
}

static void test_fit(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
        const char *fitting;
    } cases[] = {
        {"abc", 0, ""},
        {"abc", 2, "ab"},
        {"abc", 3, "abc"},
        {"abc", 9, "abc"},
        {"Tỷ lệ", 2, "Tỷ"},
        {"Ty\xCC\x89 le", 2, "Ty\xCC\x89"},
        {"Ty\xCC\x89 le", 1, "T"},
        {"漢字", 3, "漢"},
        {"漢字", 1, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t size = childplan__utf8_fit(cases[i].text, strlen(cases[i].text), cases[i].columns);
        assert_int_equal(size, strlen(cases[i].fitting));
        assert_memory_equal(cases[i].text, cases[i].fitting, size);
    }
}

static void test_nfc(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *normal;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"Tỷ lệ trẻ em được tiêm", "Tỷ lệ trẻ em được tiêm"},
        /* Combining form, marks in either order. */
        {"le\xCC\xA3\xCC\x82", "lệ"},
        {"le\xCC\x82\xCC\xA3", "lệ"},
        {"\xC3\xAA\xCC\xA3", "ệ"},
        {"u\xCC\x9B\xCC\x9B", "ư\xCC\x9B"},
        {"Tu\xCC\x9Bo\xCC\x9B\xCC\x80ng", "Tường"},
        /* A singleton, Hangul, an exclusion, marks without a letter. */
        {"\xE2\x84\xAB", "Å"},
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "각"},
        {"\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"},
        {"\xCC\x82\xCC\xA3", "\xCC\xA3\xCC\x82"},
    };
    struct arena arena;
    childplan__arena_begin(&arena, &childplan__malloc);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *normal = NULL;
        size_t size = 77;
        assert_int_equal(childplan__nfc(&arena, cases[i].text, strlen(cases[i].text), &normal, &size), CHILDPLAN_OK);
        assert_string_equal(normal, cases[i].normal);
        assert_int_equal(size, strlen(cases[i].normal));
        assert_true(normal != cases[i].text);
        assert_int_equal(childplan__nfc(&arena, cases[i].text, strlen(cases[i].text), &normal, NULL), CHILDPLAN_OK);
        if (childplan__is_nfc(cases[i].text, strlen(cases[i].text))) {
            assert_string_equal(cases[i].text, cases[i].normal);
        }
    }
    char *untouched = NULL;
    assert_int_equal(childplan__nfc(&arena, "\xCC\x82\xFF", 3, &untouched, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_null(untouched);
    childplan__arena_end(&arena);
    assert_true(childplan__is_nfc("Tỷ lệ – 90%", strlen("Tỷ lệ – 90%")));
    assert_false(childplan__is_nfc("e\xCC\xA3", 3));
    assert_false(childplan__is_nfc("\xFF", 1));
    /* Cut off, no text, and the neighbours of the ranges that need no look. */
    static const struct {
        const char *text;
        int32_t is_plain;
    } others[] = {{"\xC3", 0},      {"\xC3x", 0},        {"\x80\x80", 0},     {"\xCB\xBF", 1},     {"\xCC\x80", 0},
                  {"\xE1\xBA", 0},  {"\xE1\xB7\xBF", 0}, {"\xE1\xB8\x80", 1}, {"\xE1\xBB\xBF", 1}, {"\xE1\xBC\x80", 0},
                  {"\xE1\xBAx", 0}, {"\xE2\x80\x8F", 0}, {"\xE2\x80\x90", 1}, {"\xE2\x81\x9E", 1}, {"\xE2\x81\x9F", 0}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (childplan__is_nfc(others[i].text, strlen(others[i].text)) != others[i].is_plain) {
            fail_msg("number %zu", i);
        }
    }
}

/* Every character alone and after the letter e, against libutf8proc's own normalisation. */
static void test_nfc_of_all_characters(void **state) {
    (void)state;
    for (utf8proc_int32_t character = 1; character < 0x30000; character++) {
        unsigned char text[16] = "e";
        if (!utf8proc_codepoint_valid(character)) {
            continue;
        }
        size_t size = 1 + (size_t)utf8proc_encode_char(character, text + 1);
        text[size] = '\0';
        for (size_t from = 0; from < 2; from++) {
            unsigned char *expected = utf8proc_NFC(text + from);
            struct arena arena;
            char *normal;
            childplan__arena_begin(&arena, &childplan__malloc);
            assert_int_equal(childplan__nfc(&arena, (const char *)text + from, size - from, &normal, NULL),
                             CHILDPLAN_OK);
            assert_string_equal(normal, (const char *)expected);
            childplan__arena_end(&arena);
            free(expected);
        }
    }
}

/* A run of marks in the worst order takes no longer than its length, and comes out sorted. */
static void test_nfc_of_many_marks(void **state) {
    (void)state;
    enum { PAIRS = 100000 };
    static char text[1 + PAIRS * 4];
    text[0] = 'a';
    for (size_t i = 0; i < PAIRS; i++) {
        const char *mark = i < PAIRS / 2 ? "\xCC\x95\xCC\x95" : "\xCC\xA3\xCC\xA3"; /* class 232, then 220 */
        memcpy(text + 1 + i * 4, mark, 4);
    }
    struct arena arena;
    char *normal;
    size_t size;
    childplan__arena_begin(&arena, &childplan__malloc);
    assert_int_equal(childplan__nfc(&arena, text, sizeof text, &normal, &size), CHILDPLAN_OK);
    assert_memory_equal(normal, "ạ\xCC\xA3", 5);
    assert_memory_equal(normal + size - 2, "\xCC\x95", 2);
    childplan__arena_end(&arena);
}

static void test_nfc_without_memory(void **state) {
    (void)state;
    static const char *const letters[] = {"e\xCC\x82\xCC\xA3", "x", "\xCC\x95\xCC\xA3"};
    for (size_t kind = 0; kind < COUNT(letters); kind++) {
        char text[4096] = "";
        for (int i = 0; i < 400; i++) {
            memcpy(text + strlen(text), letters[kind], strlen(letters[kind]) + 1);
        }
        childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
        for (size_t fail_at = 1; status == CHILDPLAN_ERROR_NO_MEMORY; fail_at++) {
            struct counts counts = {.fail_at = fail_at};
            struct allocator allocator = counting(&counts);
            struct arena arena;
            char *normal = NULL;
            childplan__arena_begin(&arena, &allocator);
            status = childplan__nfc(&arena, text, strlen(text), &normal, NULL);
            assert_int_equal(status == CHILDPLAN_OK, normal != NULL);
            childplan__arena_end(&arena);
            assert_int_equal(counts.alive, 0);
            assert_true(fail_at < 50);
        }
        assert_int_equal(status, CHILDPLAN_OK);
    }
}

static void test_invisible_character(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t found;
    } cases[] = {
        {"", 0},
        {"tam-duong", 0},
        {"251/KH-LĐLĐ", 0},
        {"Tỷ lệ (%) – “x”", 0},
        {"le\xCC\xA3\xCC\x82", 0},
        {"漢字", 0},
        {"a\tb", 9},
        {"a\nb", 10},
        {"a\x7F", 0x7F},
        {"a\xC2\x85", 0x85},
        {"a\xC2\xA0"
         "b",
         0xA0},
        {"a\xC2\xAD"
         "b",
         0xAD},
        {"\xCD\x8F", 0x34F},
        {"a\xE2\x80\x8B", 0x200B},
        {"a\xE2\x80\x8D", 0x200D},
        {"a\xE2\x80\x8F", 0x200F},
        {"a\xE2\x80\xA8", 0x2028},
        {"a\xE2\x80\xAE", 0x202E},
        {"a\xE2\x81\xA6", 0x2066},
        {"a\xE3\x85\xA4", 0x3164},
        {"a\xEF\xB8\x8F", 0xFE0F},
        {"\xEF\xBB\xBF"
         "a",
         0xFEFF},
        {"a\xEE\x80\x80", 0xE000},
        {"a\xEF\xBF\xBF", 0xFFFF},
        {"a\xCD\xB8", 0x378},
        {"a\xF3\xA0\x84\x80", 0xE0100},
        {"a\xFF", 0xFFFD},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(childplan__invisible_character(cases[i].text, strlen(cases[i].text)), cases[i].found);
    }
    assert_int_equal(childplan__invisible_character("a\0", 2), 0xFFFD);
}

static void test_give_text(void **state) {
    (void)state;
    static const struct {
        size_t size;
        const char *given;
    } cases[] = {{0, NULL}, {1, ""}, {2, "l"}, {3, "l"}, {4, "l"}, {5, "lệ"}, {6, "lệ!"}, {7, "lệ!"}, {16, "lệ!"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        char buffer[16];
        memset(buffer, 'z', sizeof buffer);
        assert_int_equal(childplan__give_text("lệ!", 5, buffer, cases[i].size), 5);
        if (cases[i].given) {
            assert_string_equal(buffer, cases[i].given);
        } else {
            assert_int_equal(buffer[0], 'z');
        }
        assert_true(cases[i].size == sizeof buffer || buffer[cases[i].size] == 'z');
    }
    assert_int_equal(childplan__give_text("lệ!", 5, NULL, 0), 5);
    assert_int_equal(childplan__give_text("lệ!", 5, NULL, 9), 5);
}

static void test_growing_text(void **state) {
    (void)state;
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct text text;
    childplan__text_begin(&text, &allocator);
    childplan__text_add(&text, NULL, 0);
    assert_string_equal(text.bytes, "");
    childplan__text_add_string(&text, "Đạt ");
    childplan__text_add_integer(&text, INT64_MIN);
    childplan__text_add(&text, " 95%xx", 4);
    assert_string_equal(text.bytes, "Đạt -9223372036854775808 95%");
    assert_int_equal(text.size, strlen(text.bytes));
    assert_int_equal(text.no_memory, 0);
    counts.fail_at = counts.calls + 1;
    for (int i = 0; i < 100 && !text.no_memory; i++) {
        childplan__text_add_string(&text, "12345678");
    }
    assert_int_equal(text.no_memory, 1);
    size_t size = text.size;
    childplan__text_add(&text, "", 0);
    childplan__text_add_string(&text, "x");
    assert_int_equal(text.size, size);
    assert_int_equal(strlen(text.bytes), size);
    childplan__text_end(&text);
    assert_int_equal(counts.alive, 0);
    counts.fail_at = 0;
    childplan__text_add_string(&text, "again");
    assert_string_equal(text.bytes, "again");
    childplan__text_add(&text, "x", SIZE_MAX - 2);
    assert_int_equal(text.no_memory, 1);
    childplan__text_end(&text);
    assert_int_equal(counts.alive, 0);
}

static void test_equals_ignoring_case(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *ascii;
        int32_t equal;
    } cases[] = {
        {"", "", 1},        {"plan", "plan", 1},  {"PLan", "plan", 1}, {"plan", "PLAN", 1},
        {"pla", "plan", 0}, {"plans", "plan", 0}, {"", "plan", 0},     {"plan", "", 0},
        {"[", "{", 0},      {"@", "`", 0},        {"CÓ", "có", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(childplan__equals_ignoring_case(cases[i].text, strlen(cases[i].text), cases[i].ascii),
                         cases[i].equal);
    }
    assert_int_equal(childplan__equals_ignoring_case("plan\0", 5, "plan"), 0);
}

static void test_nearest(void **state) {
    (void)state;
    static const char *const names[] = {"officers", "officers_trained", "tỷ-lệ",    "tam-duong", "Đạt", "a", "bà",
                                        "bá",       "sin-ho",           "lai-chau", "children"};
    static const struct {
        const char *wrong;
        const char *nearest;
    } cases[] = {
        {"officer", "officers"},
        {"oficers", "officers"},
        {"offciers", "officers"},
        {"officers_traned", "officers_trained"},
        {"OFFICERS", "officers"},
        {"Officers-Trained", "officers_trained"},
        {"ty-le", "tỷ-lệ"},
        {"TY-LE", "tỷ-lệ"},
        {"ty\xCC\x89-le\xCC\xA3\xCC\x82", "tỷ-lệ"},
        {"tam-đường", "tam-duong"},
        {"tâm_dương", "tam-duong"},
        {"dat", "Đạt"},
        {"A", "a"},
        {"b", "bà"},
        {"ba", "bà"},
        {"bạ", "bà"},
        {"bá ", "bá"},
        {"z", NULL},
        {"zzz", NULL},
        {"sinho", "sin-ho"},
        {"laichau", "lai-chau"},
        {"lai châu", "lai-chau"},
        {"childrne", "children"},
        {"kindergarten", NULL},
        {"", NULL},
        {"\xFF", NULL},
        {"\xCC\x89", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *nearest = childplan__nearest_of(cases[i].wrong, strlen(cases[i].wrong), COUNT(names), names);
        if (cases[i].nearest) {
            assert_non_null(nearest);
            assert_string_equal(nearest, cases[i].nearest);
        } else {
            assert_null(nearest);
        }
    }
    assert_null(childplan__nearest_of("officer", 7, 0, NULL));
    assert_string_equal(childplan__nearest_of("officersXXXX", 8, COUNT(names), names), "officers");
}

static size_t asked;

static const char *numbered_name(const void *context, size_t index) {
    static char names[2][32];
    (void)context;
    asked++;
    char *name = names[index % 2];
    (void)snprintf(name, sizeof names[0], "unit-%zu-of-the-union", index);
    return index % 1000 == 999 ? NULL : name;
}

static void test_nearest_of_very_many(void **state) {
    (void)state;
    asked = 0;
    assert_null(childplan__nearest("something-else-altogether", 25, 1000000, numbered_name, NULL));
    assert_in_range(asked, 20000, 20000);

    /* Long texts cost nothing. */
    enum { LONG = 1000000 };
    static char text[LONG + 1];
    memset(text, 'a', LONG);
    const char *const names[] = {text, "aaaa"};
    assert_null(childplan__nearest_of(text, LONG, 2, names));
    assert_string_equal(childplan__nearest_of("aaa", 3, 2, names), "aaaa");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_check),
        cmocka_unit_test(test_utf8_check_all_leads),
        cmocka_unit_test(test_length_and_width),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_nfc_of_all_characters),
        cmocka_unit_test(test_nfc_of_many_marks),
        cmocka_unit_test(test_nfc_without_memory),
        cmocka_unit_test(test_invisible_character),
        cmocka_unit_test(test_give_text),
        cmocka_unit_test(test_growing_text),
        cmocka_unit_test(test_equals_ignoring_case),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_nearest_of_very_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
