#include "fuzz.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Printing all of a hundred would take most of the time. */
#define MOST_PRINTED 3

void hold(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

struct piece next_piece(struct piece *rest) {
    const char *end = rest->size > 0 ? memchr(rest->text, 0xFF, rest->size) : NULL;
    struct piece piece = {rest->text, end ? (size_t)(end - rest->text) : rest->size};
    size_t taken = end ? piece.size + 1 : piece.size;
    rest->text += taken;
    rest->size -= taken;
    return piece;
}

void text_add(struct gathered *text, const char *bytes, size_t size) {
    if (text->size + size + 1 > text->capacity) {
        text->capacity = 2 * (text->size + size + 1);
        text->bytes = realloc(text->bytes, text->capacity);
        hold(text->bytes != NULL, "memory");
    }
    if (size > 0) {
        memcpy(text->bytes + text->size, bytes, size);
    }
    text->size += size;
    text->bytes[text->size] = '\0';
}

void text_free(struct gathered *text) {
    free(text->bytes);
    *text = (struct gathered){0};
}

childplan_status text_write(void *context, const char *bytes, size_t size) {
    text_add(context, bytes, size);
    return CHILDPLAN_OK;
}

void check_printable(const char *text, size_t size) {
    hold(childplan__utf8_check(text, size) == size, "what is written is UTF-8");
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        hold(byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t', "no control character is written");
    }
}

static void check_message(const childplan_diagnostics *said, size_t index) {
    for (int32_t language = CHILDPLAN_ENGLISH; language <= CHILDPLAN_VIETNAMESE; language++) {
        char line[512];
        size_t size = childplan_diagnostics_format(said, index, language, line, sizeof line);
        hold(size > 0, "a diagnostic has words");
        check_printable(line, strlen(line));
        hold(!strchr(line, '\n'), "a diagnostic is one line");
    }
    hold(childplan_diagnostics_file_line(said, index) > 0 || childplan_diagnostics_file_column(said, index) == 0,
         "no column without a line");
}

void check_diagnostics(const childplan_diagnostics *said, childplan_status status) {
    size_t count = childplan_diagnostics_count(said);
    for (size_t i = 0; i < count && i < MOST_PRINTED; i++) {
        check_message(said, count - 1 - i);
    }
    size_t errors = childplan_diagnostics_count_of(said, CHILDPLAN_SEVERITY_ERROR);
    hold(status != CHILDPLAN_ERROR_USAGE && status != CHILDPLAN_ERROR_NO_MEMORY, "no input is misuse or eats memory");
    hold((status == CHILDPLAN_OK) == (errors == 0), "errors go with a refusal");
}

static childplan_status give_units(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    const struct piece *units = context;
    (void)name;
    *ret_text = units->text;
    *ret_size = units->size;
    return CHILDPLAN_OK;
}

childplan_plan *load_plan(struct piece yaml, struct piece units) {
    childplan_plan *plan = NULL;
    childplan_plan_options *options = NULL;
    childplan_diagnostics *said = NULL;
    hold(childplan_diagnostics_new(&said) == CHILDPLAN_OK, "memory");
    hold(childplan_plan_options_new(&options) == CHILDPLAN_OK, "memory");
    hold(childplan_plan_options_set_resolver(options, give_units, &units) == CHILDPLAN_OK, "a resolver is taken");
    childplan_status status = childplan_plan_load_memory("plan", yaml.text, yaml.size, options, &plan, said);
    check_diagnostics(said, status);
    hold((status == CHILDPLAN_OK) == (plan != NULL), "a plan comes with success alone");
    childplan_plan_options_free(options);
    childplan_diagnostics_free(said);
    return plan;
}
