#include "text.h"

#include <string.h>
#include <utf8proc.h>

/* How many bytes from the start are ASCII for sure, eight at a time. */
static size_t ascii_run(const char *text, size_t size) {
    size_t at = 0;
    while (size - at >= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text + at, sizeof(word));
        if (word & UINT64_C(0x8080808080808080)) {
            break;
        }
        at += sizeof(word);
    }
    return at;
}

static int32_t is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

size_t childplan__utf8_character(const char *bytes, size_t size) {
    const unsigned char *text = (const unsigned char *)bytes;
    unsigned char first = text[0];
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length > size) {
        return 0;
    }
    unsigned char lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (text[1] < lowest || text[1] > highest) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if (!is_continuation(text[i])) {
            return 0;
        }
    }
    return length;
}

size_t childplan__utf8_check(const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        at += ascii_run(text + at, size - at);
        /* Some characters one by one before the next look for a run. */
        for (int32_t i = 0; i < 8 && at < size; i++) {
            size_t length = childplan__utf8_character(text + at, size - at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
    }
    return at;
}

size_t childplan__utf8_length(const char *text, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < size; i++) {
        length += is_continuation((unsigned char)text[i]) ? 0 : 1;
    }
    return length;
}

/* The character that begins here and its columns; a byte that is not UTF-8 counts as a character of one column. */
static size_t next_width(const char *text, size_t size, size_t *ret_columns) {
    unsigned char first = (unsigned char)text[0];
    if (first >= 0x20 && first < 0x7F) {
        *ret_columns = 1;
        return 1;
    }
    size_t length = childplan__utf8_character(text, size);
    if (length == 0) {
        *ret_columns = 1;
        return 1;
    }
    utf8proc_int32_t character;
    (void)utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &character);
    int width = utf8proc_charwidth(character);
    *ret_columns = width > 0 ? (size_t)width : 0;
    return length;
}

size_t childplan__utf8_width(const char *text, size_t size) {
    size_t columns = 0;
    for (size_t at = 0; at < size;) {
        size_t width;
        at += next_width(text + at, size - at, &width);
        columns += width;
    }
    return columns;
}

size_t childplan__utf8_fit(const char *text, size_t size, size_t columns) {
    size_t at = 0;
    while (at < size) {
        size_t width;
        size_t length = next_width(text + at, size - at, &width);
        if (width > columns) {
            break;
        }
        columns -= width;
        at += length;
    }
    return at;
}

/* Default-ignorable characters that Unicode files under letters and marks: fillers, joiners, variation selectors. */
static int32_t is_ignorable(utf8proc_int32_t character) {
    static const struct {
        utf8proc_int32_t first;
        utf8proc_int32_t last;
    } ranges[] = {
        {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x2800, 0x2800},
        {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (character >= ranges[i].first && character <= ranges[i].last) {
            return 1;
        }
    }
    return 0;
}

static int32_t is_invisible(utf8proc_int32_t character) {
    switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return 1;
    case UTF8PROC_CATEGORY_ZS:
        return character != ' ';
    default:
        return is_ignorable(character);
    }
}

uint32_t childplan__invisible_character(const char *text, size_t size) {
    for (size_t at = 0; at < size;) {
        unsigned char first = (unsigned char)text[at];
        if (first >= 0x20 && first < 0x7F) {
            at++;
            continue;
        }
        size_t length = childplan__utf8_character(text + at, size - at);
        if (length == 0) {
            return 0xFFFD;
        }
        utf8proc_int32_t character;
        (void)utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)length, &character);
        if (is_invisible(character)) {
            /* U+0000 itself could not be told from "none". */
            return character == 0 ? 0xFFFD : (uint32_t)character;
        }
        at += length;
    }
    return 0;
}

size_t childplan__give_text(const char *text, size_t text_size, char *buffer, size_t size) {
    if (!buffer || size == 0) {
        return text_size;
    }
    size_t end = text_size;
    if (end >= size) {
        end = size - 1;
        while (end > 0 && is_continuation((unsigned char)text[end])) {
            end--;
        }
    }
    if (end > 0) {
        memcpy(buffer, text, end);
    }
    buffer[end] = '\0';
    return text_size;
}

void childplan__text_begin(struct text *text, const struct allocator *allocator) {
    *text = (struct text){.allocator = allocator};
}

void childplan__text_add(struct text *text, const char *bytes, size_t size) {
    if (text->no_memory) {
        return;
    }
    if (size > SIZE_MAX - text->size - 1 ||
        childplan__reserve(text->allocator, &text->bytes, &text->capacity, text->size + size + 1, 1) != CHILDPLAN_OK) {
        text->no_memory = 1;
        return;
    }
    if (size > 0) {
        memcpy(text->bytes + text->size, bytes, size);
    }
    text->size += size;
    text->bytes[text->size] = '\0';
}

void childplan__text_add_string(struct text *text, const char *string) {
    childplan__text_add(text, string, strlen(string));
}

void childplan__text_add_integer(struct text *text, int64_t value) {
    char digits[32];
    childplan__text_add(text, digits, childplan__number_format(value, 0, digits));
}

void childplan__text_end(struct text *text) {
    childplan__release(text->allocator, text->bytes);
    *text = (struct text){.allocator = text->allocator};
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int32_t childplan__equals_ignoring_case(const char *text, size_t size, const char *ascii) {
    for (size_t i = 0; i < size; i++) {
        if (ascii[i] == '\0' || lower(text[i]) != lower(ascii[i])) {
            return 0;
        }
    }
    return ascii[size] == '\0';
}
