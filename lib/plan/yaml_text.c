#include "yaml_text.h"

#include "../base/text.h"

#include <string.h>

const struct text_place childplan__text_start = {0, 0, 1, 1};

static size_t character_size(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static void step(struct text_place *place, const char *text, size_t size) {
    char c = text[place->offset];
    int32_t ends_line = c == '\n' || (c == '\r' && !(place->offset + 1 < size && text[place->offset + 1] == '\n'));
    place->offset += character_size((unsigned char)c);
    place->index++;
    if (ends_line) {
        place->line++;
        place->column = 1;
    } else {
        place->column++;
    }
}

void childplan__text_advance(struct text_place *place, const char *text, size_t size, size_t index) {
    while (place->index < index && place->offset < size) {
        step(place, text, size);
    }
}

struct position childplan__text_position(const char *file, const char *text, size_t offset) {
    struct text_place place = childplan__text_start;
    while (place.offset < offset) {
        step(&place, text, offset);
    }
    return (struct position){file, place.line, place.column};
}

static int32_t is_utf16_or_utf32(const char *text, size_t size) {
    if (size < 2) {
        return 0;
    }
    unsigned char first = (unsigned char)text[0];
    unsigned char second = (unsigned char)text[1];
    int32_t marked = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    /* Without a mark: the ASCII letters a plan begins with have every other byte zero. */
    return marked || (first == 0) != (second == 0);
}

/* U+FEFF within a text, and the two non-characters of three bytes. */
static int32_t is_odd_three_byte(const unsigned char *at) {
    return at[0] == 0xEF && ((at[1] == 0xBB && at[2] == 0xBF) || (at[1] == 0xBF && at[2] >= 0xBE));
}

/* U+0085, U+2028, U+2029: libyaml ends a line at them, an editor does not, so that comments would hide what follows. */
static int32_t is_odd_line_end(const unsigned char *at) {
    return (at[0] == 0xC2 && at[1] == 0x85) || (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9));
}

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

static uint64_t word_at(const char *text) {
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return word;
}

/* In a byte below 0x20 the difference has its high bit set, in 0x7F the sum, in those above the word itself. */
static int32_t is_printable(uint64_t word) {
    return (((word - EACH_BYTE(0x20)) | (word + EACH_BYTE(0x01)) | word) & EACH_BYTE(0x80)) == 0;
}

/* How many bytes from the start are printable ASCII for sure, eight at a time. */
static size_t printable_run(const char *text, size_t size) {
    size_t at = 0;
    while (size - at >= sizeof(uint64_t) && is_printable(word_at(text + at))) {
        at += sizeof(uint64_t);
    }
    return at;
}

/* A character that YAML does not allow, or that we do not. */
static int32_t is_refused(const unsigned char *at) {
    unsigned char c = at[0];
    if (c < 0x80) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
    }
    int32_t c1_control = c == 0xC2 && at[1] < 0xA0;
    return c1_control || is_odd_line_end(at) || (c == 0xEF && is_odd_three_byte(at));
}

struct scan {
    size_t at;
    size_t characters; /* before it */
    size_t refused;    /* where the first character stands that is refused; SIZE_MAX: there is none so far */
};

static int32_t is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* The length of the character that begins here, 0 where none does; those of Vietnamese without a call. */
static size_t length_of(const unsigned char *at, size_t size) {
    if (at[0] < 0x80) {
        return 1;
    }
    if (at[0] >= 0xC3 && at[0] < 0xE0 && size >= 2 && is_continuation(at[1])) {
        return 2;
    }
    if (at[0] == 0xE1 && size >= 3 && is_continuation(at[1]) && is_continuation(at[2])) {
        return 3;
    }
    return childplan__utf8_character((const char *)at, size);
}

/* Some characters one by one. Returns 0 at a byte that is not UTF-8. */
static int32_t scan_some(struct scan *scan, const char *text, size_t size) {
    for (int32_t i = 0; i < 8 && scan->at < size; i++) {
        const unsigned char *at = (const unsigned char *)text + scan->at;
        size_t length = length_of(at, size - scan->at);
        if (length == 0) {
            return 0;
        }
        if (scan->refused == SIZE_MAX && is_refused(at)) {
            scan->refused = scan->at;
        }
        scan->at += length;
        scan->characters++;
    }
    return 1;
}

static struct scan scan_text(const char *text, size_t size) {
    struct scan scan = {0, 0, SIZE_MAX};
    int32_t is_utf8 = 1;
    while (is_utf8 && scan.at < size) {
        size_t run = printable_run(text + scan.at, size - scan.at);
        scan.at += run;
        scan.characters += run;
        is_utf8 = scan_some(&scan, text, size);
    }
    return scan;
}

static uint32_t character_at(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    return at[0] < 0x80   ? at[0]
           : at[0] < 0xE0 ? (uint32_t)(at[0] & 0x1F) << 6 | (at[1] & 0x3F)
                          : (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
}

static void report_control_character(const char *file, const char *text, size_t offset, struct findings *findings) {
    char name[] = "U+0000";
    uint32_t character = character_at(text + offset);
    for (size_t i = 0; i < 4; i++) {
        name[5 - i] = "0123456789ABCDEF"[character >> (4 * i) & 0xF];
    }
    struct position position = childplan__text_position(file, text, offset);
    if (character == 0) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER, position);
    } else {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, position, name);
    }
}

/* Where a `%` directive stands before the document; `size` where there is none. */
static size_t find_directive(const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        if (text[at] == '%') {
            return at;
        }
        size_t begin = at;
        while (begin < size && (text[begin] == ' ' || text[begin] == '\t')) {
            begin++;
        }
        if (begin < size && text[begin] != '#' && text[begin] != '\n' && text[begin] != '\r') {
            return size;
        }
        while (begin < size && text[begin] != '\n' && text[begin] != '\r') {
            begin++;
        }
        at = begin + 1;
    }
    return size;
}

childplan_status childplan__yaml_check_text(const char *file, const char *text, size_t size, struct findings *findings,
                                            size_t *ret_characters) {
    const struct position start = {file, 1, 1};
    if (is_utf16_or_utf32(text, size)) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_UTF16, start);
        return CHILDPLAN_ERROR_REFUSED;
    }
    struct scan scan = scan_text(text, size);
    if (scan.at < size) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, childplan__text_position(file, text, scan.at));
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (scan.refused != SIZE_MAX) {
        report_control_character(file, text, scan.refused, findings);
        return CHILDPLAN_ERROR_REFUSED;
    }
    size_t directive = find_directive(text, size);
    if (directive < size) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE, childplan__text_position(file, text, directive));
        return CHILDPLAN_ERROR_REFUSED;
    }
    *ret_characters = scan.characters;
    return CHILDPLAN_OK;
}
