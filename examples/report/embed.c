/*
 * Runs at build time: writes C source that holds files as arrays, and beside each the name by which a page's
 * Content-Security-Policy allows it.
 *
 *   embed OUTPUT.c NAME FILE... [-- NAME FILE...]...
 *
 * The files of one NAME are one text, in this order.
 */
#include "../../lib/base/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_A_LINE 24

struct text {
    unsigned char *bytes;
    size_t size;
};

static int append(struct text *text, const char *path) {
    FILE *file = fopen(path, "rb");
    int ok = file && fseek(file, 0, SEEK_END) == 0;
    long size = ok ? ftell(file) : -1;
    ok = ok && size >= 0 && fseek(file, 0, SEEK_SET) == 0;
    unsigned char *bytes = ok ? realloc(text->bytes, text->size + (size_t)size + 1) : NULL;
    if (bytes) {
        text->bytes = bytes;
        ok = fread(bytes + text->size, 1, (size_t)size, file) == (size_t)size;
        text->size += (size_t)size;
    }
    if (file) {
        fclose(file);
    }
    return ok && bytes;
}

/* The n-th byte that the digits write; 0 past the last one. */
static unsigned byte_of(const char digits[DIGEST_SIZE], size_t n) {
    char pair[3] = {0};
    if (2 * n + 1 >= DIGEST_SIZE) {
        return 0;
    }
    memcpy(pair, digits + 2 * n, 2);
    return (unsigned)strtoul(pair, NULL, 16);
}

/* "sha256-" and the digest in base64: 32 bytes are ten threes and two over. */
static void name_for_policy(const struct text *text, char name[64]) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char digits[DIGEST_SIZE];
    struct digest digest;
    childplan__digest_begin(&digest);
    childplan__digest_add(&digest, (const char *)text->bytes, text->size);
    childplan__digest_end(&digest, digits);
    char *end = name + sprintf(name, "sha256-");
    for (size_t i = 0; i < DIGEST_SIZE / 2; i += 3) {
        unsigned three = byte_of(digits, i) << 16 | byte_of(digits, i + 1) << 8 | byte_of(digits, i + 2);
        for (int shift = 18; shift >= 0; shift -= 6) {
            *end++ = letters[three >> shift & 63];
        }
    }
    end[-1] = '=';
    *end = '\0';
}

static void write_text(FILE *output, const char *name, const struct text *text) {
    char policy[64];
    name_for_policy(text, policy);
    fprintf(output, "const size_t report_%s_size = %zu;\nconst char report_%s_policy[] = \"%s\";\n", name, text->size,
            name, policy);
    fprintf(output, "const unsigned char report_%s[] = {", name);
    for (size_t i = 0; i < text->size; i++) {
        fprintf(output, "%s%d,", i % BYTES_A_LINE == 0 ? "\n" : "", text->bytes[i]);
    }
    fprintf(output, "0};\n");
}

int main(int argc, char **argv) {
    FILE *output = argc > 3 ? fopen(argv[1], "wb") : NULL;
    int ok = output != NULL;
    if (ok) {
        fprintf(output, "#include \"report/parts.h\"\n");
    }
    for (int i = 2; ok && i < argc; i++) {
        struct text text = {NULL, 0};
        const char *name = argv[i++];
        for (; ok && i < argc && strcmp(argv[i], "--") != 0; i++) {
            ok = append(&text, argv[i]);
        }
        if (ok) {
            write_text(output, name, &text);
        } else {
            fprintf(stderr, "embed: cannot read %s\n", argv[i - 1]);
        }
        free(text.bytes);
    }
    if (output) {
        ok = !ferror(output) && ok;
        ok = fclose(output) == 0 && ok;
    }
    return ok ? 0 : 1;
}
