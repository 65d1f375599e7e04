#include "workbook.h"

#include <string.h>
#include <zlib.h>

static size_t number_at(const char *bytes, size_t size) {
    size_t number = 0;
    for (size_t i = 0; i < size; i++) {
        number |= (size_t)(unsigned char)bytes[i] << 8 * i;
    }
    return number;
}

/* A part of a workbook, found by its entry in the list at the end. */
static void read_part(const struct buffer *book, const char *name, struct buffer *part) {
    const char *end = book->bytes + book->size;
    const char *entry = book->bytes + number_at(end - 6, 4);
    size_t length = strlen(name);
    while (number_at(entry + 28, 2) != length || memcmp(entry + 46, name, length) != 0) {
        entry += 46 + number_at(entry + 28, 2) + number_at(entry + 30, 2) + number_at(entry + 32, 2);
        assert_true(entry + 46 < end);
    }
    const char *local = book->bytes + number_at(entry + 42, 4);
    size_t size = number_at(entry + 24, 4);
    char *text = test_malloc(size + 1);
    z_stream stream = {.avail_in = (uInt)number_at(entry + 20, 4), .avail_out = (uInt)size};
    /* Fields that are not const, but only read. */
    memcpy(&stream.next_in, &(const char *){local + 30 + number_at(local + 26, 2) + number_at(local + 28, 2)},
           sizeof stream.next_in);
    stream.next_out = (Bytef *)text;
    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(inflateEnd(&stream), Z_OK);
    text[size] = '\0';
    part->size = 0;
    buffer_add(part, text, size + 1);
    test_free(text);
}

void assert_part_holds(const struct buffer *book, const char *part, const char *text) {
    struct buffer found = {0};
    read_part(book, part, &found);
    if (strstr(found.bytes, text) == NULL) {
        print_error("%s does not hold %s:\n%s\n", part, text, found.bytes);
    }
    assert_non_null(strstr(found.bytes, text));
    buffer_free(&found);
}
