/* Whether a workbook is whole: ZIP files made by hand, and a real one cut off anywhere. */
#include "support.h"

#include "exchange/book_check.h"

#include <stdio.h>
#include <string.h>

static void add_number(struct buffer *zip, uint32_t number, int size) {
    for (int i = 0; i < size; i++) {
        char byte = (char)(number >> 8 * i & 0xFF);
        buffer_add(zip, &byte, 1);
    }
}

static void add_zeros(struct buffer *zip, int count) {
    for (int i = 0; i < count; i++) {
        buffer_add(zip, "", 1);
    }
}

/* A ZIP file with one part, a text in a block that is not compressed. */
static void make_zip(struct buffer *zip, const char *text) {
    uint32_t size = (uint32_t)strlen(text);
    zip->size = 0;
    buffer_add(zip, "PK\3\4", 4);
    add_zeros(zip, 22);
    add_number(zip, 1, 2);
    add_zeros(zip, 2);
    buffer_add(zip, "p\1", 2);
    add_number(zip, size, 2);
    add_number(zip, ~size, 2);
    buffer_add(zip, text, size);
    uint32_t list_at = (uint32_t)zip->size;
    buffer_add(zip, "PK\1\2", 4);
    add_zeros(zip, 16);
    add_number(zip, size + 5, 4);
    add_number(zip, size, 4);
    add_number(zip, 1, 2);
    add_zeros(zip, 16);
    buffer_add(zip, "p", 1);
    uint32_t list_size = (uint32_t)zip->size - list_at;
    buffer_add(zip, "PK\5\6\0\0\0\0", 8);
    add_number(zip, 1, 2);
    add_number(zip, 1, 2);
    add_number(zip, list_size, 4);
    add_number(zip, list_at, 4);
    add_zeros(zip, 2);
}

/* As a file that is said to be so much longer than it is. */
static childplan_status check_as(const struct buffer *zip, size_t size, uint64_t more) {
    static const char path[] = "book-check.zip";
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(zip->bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
    struct input_file *file = NULL;
    int64_t found = 0;
    assert_int_equal(childplan__input_open(&childplan__malloc, path, &file, &found), CHILDPLAN_OK);
    childplan_status status = childplan__book_check(&childplan__malloc, file, (uint64_t)found + more);
    childplan__input_close(file);
    (void)remove(path);
    return status;
}

static childplan_status check(const struct buffer *zip, size_t size) {
    return check_as(zip, size, 0);
}

static const struct {
    const char *text;
    childplan_status status;
} parts[] = {
    {"<?xml version=\"1.0\"?>\n<a>x</a>", CHILDPLAN_OK},
    {"<?xml version=\"1.0\"?>\n<a:b c=\"d\"><e/></a:b>\n", CHILDPLAN_OK},
    {"<?xml version=\"1.0\"?>\n<a>x", CHILDPLAN_ERROR_FILE},
    {"<?xml version=\"1.0\"?>\n<a><b>x</b>", CHILDPLAN_ERROR_FILE},
    {"<?xml version=\"1.0\"?>\n", CHILDPLAN_ERROR_FILE},
    {"<", CHILDPLAN_ERROR_FILE},
    {"<a", CHILDPLAN_ERROR_FILE},
    {"<ab>", CHILDPLAN_ERROR_FILE},
    {"<?x", CHILDPLAN_ERROR_FILE},
    {"\n\n", CHILDPLAN_ERROR_FILE},
    {"", CHILDPLAN_ERROR_FILE},
};

static void a_part_ends_as_it_began(void **state) {
    (void)state;
    struct buffer zip = {0};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        make_zip(&zip, parts[i].text);
        if (check(&zip, zip.size) != parts[i].status) {
            fail_msg("%s", parts[i].text);
        }
    }
    buffer_free(&zip);
}

/* Longer than what is looked at, and than what is read at a time. */
static void a_long_part_ends_as_it_began(void **state) {
    (void)state;
    struct buffer text = {0};
    struct buffer zip = {0};
    buffer_add_string(&text, "<long>");
    while (text.size < 60000) {
        buffer_add_string(&text, "<c>1</c>");
    }
    make_zip(&zip, text.bytes);
    assert_int_equal(check(&zip, zip.size), CHILDPLAN_ERROR_FILE);
    buffer_add_string(&text, "</long>");
    make_zip(&zip, text.bytes);
    assert_int_equal(check(&zip, zip.size), CHILDPLAN_OK);
    buffer_free(&text);
    buffer_free(&zip);
}

static void what_is_cut_off_or_spoilt_is_not_whole(void **state) {
    (void)state;
    struct buffer zip = {0};
    make_zip(&zip, "<a>x</a>");
    for (size_t size = 0; size < zip.size; size++) {
        assert_int_equal(check(&zip, size), CHILDPLAN_ERROR_FILE);
    }
    /* Whatever stands in one byte, it is read to an end. */
    for (size_t i = 0; i < zip.size; i++) {
        zip.bytes[i] = (char)(zip.bytes[i] ^ 0x55);
        childplan_status status = check(&zip, zip.size);
        assert_true(status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_FILE);
        zip.bytes[i] = (char)(zip.bytes[i] ^ 0x55);
    }
    assert_int_equal(check(&zip, zip.size), CHILDPLAN_OK);
    buffer_free(&zip);
}

static void it_is_as_long_as_it_says_and_has_parts(void **state) {
    (void)state;
    struct buffer zip = {0};
    make_zip(&zip, "<a>x</a>");
    assert_int_equal(check_as(&zip, zip.size, 1), CHILDPLAN_ERROR_FILE);
    memset(zip.bytes + zip.size - 14, 0, 4);
    assert_int_equal(check(&zip, zip.size), CHILDPLAN_ERROR_FILE);
    /* The list and the part lie beyond the end that is there. */
    make_zip(&zip, "<a>x</a>");
    memset(zip.bytes + zip.size - 22 - 47 + 42, 0xFF, 2);
    assert_int_equal(check_as(&zip, zip.size, 0), CHILDPLAN_ERROR_FILE);
    buffer_free(&zip);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_ends_as_it_began),
        cmocka_unit_test(a_long_part_ends_as_it_began),
        cmocka_unit_test(what_is_cut_off_or_spoilt_is_not_whole),
        cmocka_unit_test(it_is_as_long_as_it_says_and_has_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
