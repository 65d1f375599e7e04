/*
 * Memory that fails on purpose. Three doors lead here: the allocator that a caller gives to the library; with
 * --wrap=malloc, calloc, realloc and free the library's own malloc (WRAPS_MALLOC); and libyaml's
 * (REPLACES_YAML_MALLOC).
 */
#ifndef CHILDPLAN_TESTS_FAULTS_H
#define CHILDPLAN_TESTS_FAULTS_H

#include <stddef.h>

struct faults {
    size_t calls;   /* that asked for memory since faults_begin */
    size_t fail_at; /* which of them fails, from 1; 0: none */
    int all_later;  /* 1: and every later one */
    int armed;
    size_t failed; /* how many did */
    size_t alive;  /* blocks not yet freed, always counted */
};

extern struct faults faults;

/* From here on calls are counted and fail. */
void faults_begin(size_t fail_at, int all_later);
/* Back to memory that does not fail. */
void faults_end(void);

/* A childplan_allocate_fn that needs no context. */
void *faults_allocate(void *context, void *memory, size_t size);

#endif
