/* Text in lines of 80 characters. */
#ifndef CHILDPLAN_EXAMPLES_LINES_H
#define CHILDPLAN_EXAMPLES_LINES_H

#include <stddef.h>

#define LINE_WIDTH 80

/* How many characters `size` bytes of UTF-8 are. */
size_t characters_of(const char *text, size_t size);

/* How many bytes of a text fit into so many characters, whole words if there is one. */
size_t bytes_that_fit(const char *text, size_t width);

/* A text after an indent, in as many lines as it takes, or (is_cut) in one. */
void print_text(const char *indent, const char *text, int is_cut);

#endif
