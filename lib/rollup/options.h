/* What a rollup was asked for. */
#ifndef CHILDPLAN_LIB_ROLLUP_OPTIONS_H
#define CHILDPLAN_LIB_ROLLUP_OPTIONS_H

#include "../base/alloc.h"
#include "../base/progress.h"

#include <childplan/rollup.h>

struct choice {
    int32_t *items;
    size_t count;
    size_t capacity;
};

struct childplan_rollup_options {
    int64_t *periods;
    size_t period_count;
    size_t period_capacity;
    struct choice units;
    struct choice levels;
    struct choice indicators;
    int32_t structure; /* these three CHILDPLAN_NO_DATE where not set */
    int32_t known_by;
    int32_t until;
    int32_t threads;
    int32_t no_digest;
    int32_t live;
    struct progress progress;
};

/* What is used where the caller gives no options. */
extern const struct childplan_rollup_options childplan__default_rollup_options;

/* Adds a period that is not there yet. Errors: USAGE (no period), NO_MEMORY. */
childplan_status childplan__ask_period(int64_t **periods, size_t *count, size_t *capacity, int64_t period);
/* Adds an item. Errors: USAGE (below 0), NO_MEMORY. */
childplan_status childplan__choose(struct choice *choice, int32_t item);
/* 1 where the item was chosen, or nothing was. */
int32_t childplan__is_chosen(const struct choice *choice, int32_t item);
/* A byte for each of `count` items: 1 where childplan__is_chosen. NULL: no memory. */
uint8_t *childplan__mark_chosen(const struct choice *choice, const struct allocator *allocator, size_t count);

#endif
