/* Memory: the only door to malloc. Every object carries the allocator it was made with. */
#ifndef CHILDPLAN_LIB_BASE_ALLOC_H
#define CHILDPLAN_LIB_BASE_ALLOC_H

#include <childplan/base.h>

struct allocator {
    childplan_allocate_fn allocate;
    void *context;
};

/* malloc, realloc and free. */
extern const struct allocator childplan__malloc;

/* Zeroed memory for count items of size bytes; NULL where it cannot be had or the product overflows. count 0 counts
 * as 1. */
void *childplan__allocate(const struct allocator *allocator, size_t count, size_t size);
/* Frees; takes NULL. */
void childplan__release(const struct allocator *allocator, void *memory);
/* A NUL-terminated copy of size bytes. */
char *childplan__copy_text(const struct allocator *allocator, const char *text, size_t size);

/*
 * Makes room in a growing array for `needed` items in all, doubling its capacity; new room is not zeroed.
 * `items` is the address of the array's pointer. NO_MEMORY leaves both as they were.
 */
childplan_status childplan__reserve(const struct allocator *allocator, void *items, size_t *capacity, size_t needed,
                                    size_t item_size);

/* The same for `more` items than the `count` there are, of which 32 bits must be able to count all. */
childplan_status childplan__reserve_few(const struct allocator *allocator, void *items, size_t *capacity, size_t count,
                                        size_t more, size_t item_size);

/* Memory that is freed all at once: a plan's texts, rows of cells. */
struct arena {
    const struct allocator *allocator;
    struct arena_block *newest;
};

void childplan__arena_begin(struct arena *arena, const struct allocator *allocator);
/* Zeroed, aligned for any type; as childplan__allocate. */
void *childplan__arena_allocate(struct arena *arena, size_t count, size_t size);
/* The same of one item that is not zeroed. */
void *childplan__arena_take(struct arena *arena, size_t size);
/* Bytes, neither zeroed nor aligned. */
char *childplan__arena_bytes(struct arena *arena, size_t size);
char *childplan__arena_copy_text(struct arena *arena, const char *text, size_t size);
void childplan__arena_end(struct arena *arena);

/* How far an arena is used. What was handed out since can be returned, where no new block was begun for it; it stays
   until the arena's end otherwise. */
struct arena_place {
    struct arena_block *block;
    size_t used;
};
struct arena_place childplan__arena_place(const struct arena *arena);
void childplan__arena_return(struct arena *arena, struct arena_place place);

#endif
