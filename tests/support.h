/* What several tests share: cmocka with what it needs, growing text, files, diagnostics as text. */
#ifndef CHILDPLAN_TESTS_SUPPORT_H
#define CHILDPLAN_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <childplan/childplan.h>

/* A growing text; bytes is NUL-terminated once anything was added. Begins as {0}. Out of memory ends the test. */
struct buffer {
    char *bytes;
    size_t size;
    size_t capacity;
};

void buffer_add(struct buffer *buffer, const char *bytes, size_t size);
void buffer_add_string(struct buffer *buffer, const char *string);
/* As printf. */
void buffer_print(struct buffer *buffer, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 2, 3)))
#endif
    ;
void buffer_free(struct buffer *buffer);

/* A childplan_write_fn whose context is a struct buffer. */
childplan_status buffer_write(void *context, const char *bytes, size_t size);

/* The whole file, added to the buffer: 1, or 0 where it cannot be read. */
int read_whole_file(const char *path, struct buffer *buffer);

/* Every diagnostic as a program prints it, one a line. */
void buffer_add_diagnostics(struct buffer *buffer, const childplan_diagnostics *diagnostics, int32_t language);

/* Fails the test where the texts differ, with the lines that do. */
void assert_same_lines(const char *what, const char *expected, const char *got);

/* Fails the test unless both have the same rows: every cell's bytes, and what is printed. */
void assert_same_rows(const char *what, const childplan_rollup *expected, const childplan_rollup *got);

/* The names of a folder's files that end so, sorted: ends with a NULL. Freed with free_names. */
char **list_files(const char *folder, const char *ending, size_t *ret_count);
void free_names(char **names);

#endif
