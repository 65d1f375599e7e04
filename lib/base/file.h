/* Files: opened by UTF-8 path, in binary, on every platform. */
#ifndef CHILDPLAN_LIB_BASE_FILE_H
#define CHILDPLAN_LIB_BASE_FILE_H

#include "findings.h"

/*
 * Reads a whole file. ret_text is NUL-terminated, the caller's to release with the allocator. A file over `limit`
 * bytes is reported (at that file); anything but an ordinary file (a directory, a pipe, a device), an unreadable or
 * missing one is, too, at named_at, the place that names it. Errors: NO_MEMORY, FILE.
 */
childplan_status childplan__file_read(const struct allocator *allocator, const char *path, int64_t limit,
                                      struct findings *findings, struct position named_at, char **ret_text,
                                      size_t *ret_size);

/* A file to be read in pieces, from any thread. Only an ordinary file can be opened, with the size it then has. Errors:
   NO_MEMORY, FILE (what is wrong is not reported). */
struct input_file;
childplan_status childplan__input_open(const struct allocator *allocator, const char *path,
                                       struct input_file **ret_file, int64_t *ret_size);
/* Reads so many bytes from a place on. Errors: FILE (it has no more, or cannot be read). */
childplan_status childplan__input_read(const struct input_file *file, uint64_t from, char *bytes, size_t size);
void childplan__input_close(struct input_file *file);

/*
 * A file being written; path NULL is the standard output, which stays open. What an ordinary file held stays until
 * childplan__file_close has put all of the new in its place. The caller reports what fails. Errors: NO_MEMORY, FILE.
 */
struct output_file;
childplan_status childplan__file_create(const struct allocator *allocator, const char *path,
                                        struct output_file **ret_file);
childplan_status childplan__file_write(struct output_file *file, const char *bytes, size_t size);
/* Closes and frees; FILE where what was written may not have arrived. Takes NULL. */
childplan_status childplan__file_close(struct output_file *file);
/* Frees, and leaves what the file held before. */
void childplan__file_abandon(struct output_file *file);

/* Makes an empty file for a while, in the system's folder for such files; ret_path is released by
   childplan__scratch_remove, which takes NULL. Errors: NO_MEMORY, FILE. */
childplan_status childplan__scratch_create(const struct allocator *allocator, char **ret_path);
void childplan__scratch_remove(const struct allocator *allocator, char *path);

/* `name` beside `path` (in its folder), unless name is absolute. Released by the caller; NULL without memory. */
char *childplan__file_beside(const struct allocator *allocator, const char *path, const char *name);
/* Takes out `.` and what `..` takes back, in place, by the text alone: links are not followed. */
void childplan__file_tidy(char *path);

#ifdef _WIN32
#include <wchar.h>
/* The path in UTF-16; NULL where it is not UTF-8 or memory ran out. */
wchar_t *childplan__wide_path(const struct allocator *allocator, const char *path);
#endif

#endif
