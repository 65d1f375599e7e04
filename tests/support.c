/* Folders are read as POSIX has it; MinGW has that too. */
#define _POSIX_C_SOURCE 200809L

#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *grown(void *memory, size_t size) {
    void *bigger = realloc(memory, size);
    if (!bigger) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return bigger;
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t size) {
    if (buffer->size + size + 1 > buffer->capacity) {
        buffer->capacity = 2 * (buffer->size + size + 1);
        buffer->bytes = grown(buffer->bytes, buffer->capacity);
    }
    if (size > 0) {
        memcpy(buffer->bytes + buffer->size, bytes, size);
    }
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
}

void buffer_add_string(struct buffer *buffer, const char *string) {
    buffer_add(buffer, string, strlen(string));
}

void buffer_print(struct buffer *buffer, const char *format, ...) {
    char line[2048];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= sizeof line) {
        fail_msg("a line over %zu bytes", sizeof line);
    }
    buffer_add(buffer, line, (size_t)size);
}

void buffer_free(struct buffer *buffer) {
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

childplan_status buffer_write(void *context, const char *bytes, size_t size) {
    buffer_add(context, bytes, size);
    return CHILDPLAN_OK;
}

int read_whole_file(const char *path, struct buffer *buffer) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        return 0;
    }
    char piece[4096];
    size_t size;
    buffer_add(buffer, "", 0);
    while ((size = fread(piece, 1, sizeof piece, file)) > 0) {
        buffer_add(buffer, piece, size);
    }
    int bad = ferror(file);
    fclose(file);
    return !bad;
}

void buffer_add_diagnostics(struct buffer *buffer, const childplan_diagnostics *diagnostics, int32_t language) {
    buffer_add(buffer, "", 0);
    for (size_t i = 0; i < childplan_diagnostics_count(diagnostics); i++) {
        size_t size = childplan_diagnostics_format(diagnostics, i, language, NULL, 0);
        char *line = grown(NULL, size + 1);
        assert_int_equal(childplan_diagnostics_format(diagnostics, i, language, line, size + 1), size);
        buffer_add(buffer, line, size);
        buffer_add(buffer, "\n", 1);
        free(line);
    }
}

static void print_line(char mark, const char *line, size_t size) {
    if (size > 0) {
        print_error("%c %.*s\n", mark, (int)size, line);
    }
}

static size_t line_size(const char *text) {
    return strcspn(text, "\n");
}

void assert_same_lines(const char *what, const char *expected, const char *got) {
    if (strcmp(expected, got) == 0) {
        return;
    }
    print_error("%s: - expected, + got\n", what);
    while (*expected || *got) {
        size_t expected_size = line_size(expected);
        size_t got_size = line_size(got);
        if (expected_size == got_size && memcmp(expected, got, got_size) == 0) {
            print_line(' ', got, got_size);
        } else {
            print_line('-', expected, expected_size);
            print_line('+', got, got_size);
        }
        expected += expected_size + (expected[expected_size] == '\n');
        got += got_size + (got[got_size] == '\n');
    }
    fail_msg("%s differs", what);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int ends_with(const char *name, const char *ending) {
    size_t size = strlen(name);
    size_t ending_size = strlen(ending);
    return size > ending_size && strcmp(name + size - ending_size, ending) == 0;
}

char **list_files(const char *folder, const char *ending, size_t *ret_count) {
    char **names = grown(NULL, sizeof *names);
    size_t count = 0;
    DIR *open_folder = opendir(folder);
    struct dirent *entry;
    while (open_folder && (entry = readdir(open_folder))) {
        if (!ends_with(entry->d_name, ending)) {
            continue;
        }
        names = grown(names, (count + 2) * sizeof *names);
        names[count] = grown(NULL, strlen(entry->d_name) + 1);
        strcpy(names[count++], entry->d_name);
    }
    if (open_folder) {
        closedir(open_folder);
    }
    names[count] = NULL;
    qsort(names, count, sizeof *names, compare_names);
    *ret_count = count;
    return names;
}

void free_names(char **names) {
    for (char **name = names; *name; name++) {
        free(*name);
    }
    free(names);
}

static size_t column_bytes(const childplan_rollup *rollup, int32_t column, const void **ret_cells,
                           const uint8_t **ret_present) {
    const int32_t *numbers;
    const int64_t *large;
    const double *doubles;
    if (childplan_rollup_int32_column(rollup, column, &numbers, ret_present) == CHILDPLAN_OK) {
        *ret_cells = numbers;
        return sizeof *numbers;
    }
    if (childplan_rollup_int64_column(rollup, column, &large, ret_present) == CHILDPLAN_OK) {
        *ret_cells = large;
        return sizeof *large;
    }
    assert_int_equal(childplan_rollup_double_column(rollup, column, &doubles, ret_present), CHILDPLAN_OK);
    *ret_cells = doubles;
    return sizeof *doubles;
}

static void print_rows(const childplan_rollup *rollup, struct buffer *printed) {
    childplan_output *output = NULL;
    assert_int_equal(childplan_output_new(&output), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_pace(output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(rollup, output, buffer_write, printed), CHILDPLAN_OK);
    childplan_output_free(output);
}

void assert_same_rows(const char *what, const childplan_rollup *expected, const childplan_rollup *got) {
    struct buffer printed[2] = {{0}, {0}};
    size_t rows = childplan_rollup_row_count(expected);
    print_rows(expected, &printed[0]);
    print_rows(got, &printed[1]);
    assert_same_lines(what, printed[0].bytes, printed[1].bytes);
    assert_int_equal(childplan_rollup_row_count(got), rows);
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        const void *cells[2];
        const uint8_t *present[2];
        size_t size = column_bytes(expected, column, &cells[0], &present[0]);
        (void)column_bytes(got, column, &cells[1], &present[1]);
        if (memcmp(cells[0], cells[1], rows * size) != 0 || memcmp(present[0], present[1], rows) != 0) {
            fail_msg("%s: column %d differs", what, (int)column);
        }
    }
    buffer_free(&printed[0]);
    buffer_free(&printed[1]);
}
