#include "json.h"

#include <inttypes.h>
#include <string.h>

static void separate(struct json *json) {
    if (json->follows) {
        putc(',', json->file);
    }
    json->follows = 1;
}

void json_open(struct json *json, char bracket) {
    separate(json);
    putc(bracket, json->file);
    json->follows = 0;
}

void json_close(struct json *json, char bracket) {
    putc(bracket, json->file);
    json->follows = 1;
}

static void put_text(FILE *file, const char *text) {
    putc('"', file);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20 || byte == '<' || byte == '"' || byte == '\\') {
            fprintf(file, "\\u%04x", byte);
        } else {
            putc(byte, file);
        }
    }
    putc('"', file);
}

void json_name(struct json *json, const char *name) {
    separate(json);
    put_text(json->file, name);
    putc(':', json->file);
    json->follows = 0;
}

void json_text(struct json *json, const char *text) {
    if (!text) {
        json_null(json);
        return;
    }
    separate(json);
    put_text(json->file, text);
}

void json_number(struct json *json, int64_t number) {
    separate(json);
    fprintf(json->file, "%" PRId64, number);
}

void json_null(struct json *json) {
    json_raw(json, "null");
}

void json_raw(struct json *json, const char *text) {
    separate(json);
    fputs(text, json->file);
}

childplan_status json_pass(void *file, const char *bytes, size_t size) {
    FILE *to = file;
    while (size > 0) {
        const char *bracket = memchr(bytes, '<', size);
        size_t plain = bracket ? (size_t)(bracket - bytes) : size;
        fwrite(bytes, 1, plain, to);
        if (bracket) {
            fputs("\\u003c", to);
            plain++;
        }
        bytes += plain;
        size -= plain;
    }
    return ferror(to) ? CHILDPLAN_ERROR_FILE : CHILDPLAN_OK;
}

void html_text(FILE *file, const char *text) {
    for (; *text; text++) {
        const char *name = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
        name = *text == '"' ? "&quot;" : name;
        if (name) {
            fputs(name, file);
        } else {
            putc(*text, file);
        }
    }
}
