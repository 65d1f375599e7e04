/* The text of a YAML file before and beside the parser: what it may hold, and where a character stands. */
#ifndef CHILDPLAN_LIB_PLAN_YAML_TEXT_H
#define CHILDPLAN_LIB_PLAN_YAML_TEXT_H

#include "../base/findings.h"

/* A place in a text: both the byte and the character it stands at, from 0. */
struct text_place {
    size_t offset;
    size_t index;
    uint32_t line;
    uint32_t column;
};

extern const struct text_place childplan__text_start;

/* Goes on to a character, or the text's end. Lines end with LF, CR LF or CR, as for an editor (libyaml has more). */
void childplan__text_advance(struct text_place *place, const char *text, size_t size, size_t index);
/* Where a byte stands. */
struct position childplan__text_position(const char *file, const char *text, size_t offset);

/*
 * Refuses what is no text a plan may be written in: UTF-16 and UTF-32, bytes that are not UTF-8, NUL and control
 * characters, and directives. `text` without its byte order mark. Returns OK, with how many characters it holds, or
 * REFUSED, with one diagnostic.
 */
childplan_status childplan__yaml_check_text(const char *file, const char *text, size_t size, struct findings *findings,
                                            size_t *ret_characters);

#endif
