#include "lines.h"

#include <stdio.h>
#include <string.h>

size_t characters_of(const char *text, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += (text[i] & 0xC0) != 0x80;
    }
    return count;
}

size_t bytes_that_fit(const char *text, size_t width) {
    size_t fit = 0, size = 0;
    for (; text[size]; size++) {
        if (text[size] == ' ') {
            fit = size;
        }
        if (characters_of(text, size + 1) > width) {
            return fit > 0 ? fit : size;
        }
    }
    return size;
}

void print_text(const char *indent, const char *text, int is_cut) {
    size_t used = characters_of(indent, strlen(indent));
    size_t width = LINE_WIDTH - used - (is_cut ? 2 : 0);
    size_t size = bytes_that_fit(text, width);
    printf("%s%.*s%s\n", indent, (int)size, text, is_cut && text[size] ? " …" : "");
    while (!is_cut && text[size]) {
        text += size + (text[size] == ' ');
        size = bytes_that_fit(text, width);
        printf("%*s%.*s\n", (int)used, "", (int)size, text);
    }
}
