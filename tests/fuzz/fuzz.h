/*
 * What the fuzz targets share. A target is one LLVMFuzzerTestOneInput; replay.c runs it over files where there is no
 * libFuzzer. Whatever does not hold aborts.
 */
#ifndef CHILDPLAN_TESTS_FUZZ_FUZZ_H
#define CHILDPLAN_TESTS_FUZZ_FUZZ_H

#include <childplan/childplan.h>

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process with a word on what did not hold. */
void hold(int holds, const char *what);

/* A stretch of the input. */
struct piece {
    const char *text;
    size_t size;
};

/* What stands before the first byte FF, which is in no UTF-8 text; that and the byte are taken off the rest. */
struct piece next_piece(struct piece *rest);

/* A growing text. Begins as {0}. */
struct gathered {
    char *bytes;
    size_t size;
    size_t capacity;
};
void text_add(struct gathered *text, const char *bytes, size_t size);
void text_free(struct gathered *text);
/* A childplan_write_fn whose context is a struct gathered. */
childplan_status text_write(void *context, const char *bytes, size_t size);

/* Valid UTF-8 without a control character but line ends. */
void check_printable(const char *text, size_t size);

/* Every diagnostic can be printed in both languages, and errors go with a refusal alone. */
void check_diagnostics(const childplan_diagnostics *said, childplan_status status);

/* NULL where the plan is refused; any file that it names is `units`. */
childplan_plan *load_plan(struct piece yaml, struct piece units);

#endif
