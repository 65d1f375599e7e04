/* An allocator that counts what is alive and fails from a chosen call on, for the unit tests. */
#ifndef CHILDPLAN_TESTS_FAILING_ALLOCATOR_H
#define CHILDPLAN_TESTS_FAILING_ALLOCATOR_H

#include "base/alloc.h"

#include <stdlib.h>

struct counts {
    size_t calls;    /* that asked for memory */
    size_t fail_at;  /* the call from which on all fail; 0: none does */
    size_t alive;    /* blocks not yet freed */
    size_t released; /* calls that freed one */
};

static void *allocate_and_count(void *context, void *memory, size_t size) {
    struct counts *counts = context;
    if (size == 0) {
        counts->alive -= memory ? 1 : 0;
        counts->released += memory ? 1 : 0;
        free(memory);
        return NULL;
    }
    counts->calls++;
    if (counts->fail_at > 0 && counts->calls >= counts->fail_at) {
        return NULL;
    }
    void *given = realloc(memory, size);
    counts->alive += given && !memory ? 1 : 0;
    return given;
}

static struct allocator counting(struct counts *counts) {
    return (struct allocator){allocate_and_count, counts};
}

#endif
