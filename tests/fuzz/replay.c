/*
 * Runs a fuzz target over the files of folders, with any compiler: corpora and past crashes stay tests where there is
 * no libFuzzer. usage: replay FOLDER…
 */
#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* 1 where the file was run. */
static int run_file(const char *folder, const char *name) {
    char path[1024];
    char piece[4096];
    struct gathered text = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = name[0] == '.' ? NULL : fopen(path, "rb");
    if (!file) {
        return 0;
    }
    size_t size;
    text_add(&text, "", 0);
    while ((size = fread(piece, 1, sizeof piece, file)) > 0) {
        text_add(&text, piece, size);
    }
    fclose(file);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput((const uint8_t *)text.bytes, text.size);
    text_free(&text);
    return 1;
}

int main(int argc, char **argv) {
    int count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        hold(folder != NULL, argv[i]);
        for (struct dirent *entry; (entry = readdir(folder));) {
            count += run_file(argv[i], entry->d_name);
        }
        closedir(folder);
    }
    printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
