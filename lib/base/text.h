/* Text: UTF-8, NFC, width, names near to each other, numbers as people write them. Nothing here depends on the locale.
 */
#ifndef CHILDPLAN_LIB_BASE_TEXT_H
#define CHILDPLAN_LIB_BASE_TEXT_H

#include "alloc.h"

/* Where the first byte that is not UTF-8 stands; `size` where all is. NUL counts as a character. */
size_t childplan__utf8_check(const char *text, size_t size);
/* The length of the well-formed character that begins a text of at least one byte (Unicode's table 3-7); 0 where none
   does. */
size_t childplan__utf8_character(const char *bytes, size_t size);
/* How many Unicode characters `size` bytes of UTF-8 hold. */
size_t childplan__utf8_length(const char *text, size_t size);
/* How many columns of a terminal they take (combining marks none, East Asian wide ones two). */
size_t childplan__utf8_width(const char *text, size_t size);
/* How many bytes from the start fill at most `columns` columns, whole characters with their combining marks. */
size_t childplan__utf8_fit(const char *text, size_t size, size_t columns);

/*
 * The text in NFC, NUL-terminated, in the arena; ret_text may be `text` itself only where it is copied (it always is).
 * ret_size may be NULL. Errors: NO_MEMORY, REFUSED (not UTF-8).
 */
childplan_status childplan__nfc(struct arena *arena, const char *text, size_t size, char **ret_text, size_t *ret_size);
/* 1 where plain ASCII or otherwise surely NFC already, so that no copy is needed to compare. */
int32_t childplan__is_nfc(const char *text, size_t size);
/* The first character that has no place in an id: control, zero-width, direction-changing, unassigned, any space but
   the plain one; 0xFFFD for NUL or what is not UTF-8; 0 where there is none. */
uint32_t childplan__invisible_character(const char *text, size_t size);

/* Copies text to the (buffer, size) of a public text function, by the convention of base.h; returns text_size. */
size_t childplan__give_text(const char *text, size_t text_size, char *buffer, size_t size);

/* A growing text, for building lines. */
struct text {
    const struct allocator *allocator;
    char *bytes; /* NUL-terminated once anything was added */
    size_t size;
    size_t capacity;
    int32_t no_memory; /* 1: something could not be added; nothing is added from then on */
};
void childplan__text_begin(struct text *text, const struct allocator *allocator);
void childplan__text_add(struct text *text, const char *bytes, size_t size);
void childplan__text_add_string(struct text *text, const char *string);
void childplan__text_add_integer(struct text *text, int64_t value);
void childplan__text_end(struct text *text);

/*
 * Reads a number: digits, optional sign, `.` decimals; with decimal_comma `,` decimals and exact groups of three by
 * `.` (a grouped number does not begin with 0). ret_value: whole number of 10^-decimals. Returns NUMBER_OK or why not.
 * decimals: at most 18.
 */
#define NUMBER_OK 0
#define NUMBER_MALFORMED 1
#define NUMBER_TOO_FINE 2  /* more decimals than allowed, other than zeros; or three zeros that may be a group */
#define NUMBER_TOO_LARGE 3 /* does not fit int64 */
int32_t childplan__number_parse(const char *text, size_t size, int32_t decimals, int32_t decimal_comma,
                                int64_t *ret_value);
/* How many decimals a well-formed number is written with (trailing zeros not counted), -1 for a malformed one. */
int32_t childplan__number_decimals(const char *text, size_t size);
/* Writes value × 10^-decimals, trailing zeros trimmed ("24.7", "-0.5", "12"); at most 32 bytes with NUL. Returns its
 * length. */
size_t childplan__number_format(int64_t value, int32_t decimals, char buffer[32]);

/* 1 where the texts are equal but for ASCII case. */
int32_t childplan__equals_ignoring_case(const char *text, size_t size, const char *ascii);

/*
 * The nearest of several names to a wrong one: the least edit distance in characters, at most a third of its length and
 * at least 1 (also where only case or Vietnamese marks differ); NULL where none is near. `name_of(context, i)` gives
 * names, NULL to leave one out. Case and marks count only between names that are as near otherwise; a swap of two
 * neighbours counts as one. Looks at no more than 20,000 names, and at none of more than 96 characters; a caller with
 * many wrong names asks for some of them only.
 */
const char *childplan__nearest(const char *wrong, size_t size, size_t count,
                               const char *(*name_of)(const void *context, size_t index), const void *context);
/* The same over a list. */
const char *childplan__nearest_of(const char *wrong, size_t size, size_t count, const char *const *names);

#endif
