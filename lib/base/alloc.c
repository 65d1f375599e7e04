#include "alloc.h"

#include <stdlib.h>
#include <string.h>

static void *allocate_by_malloc(void *context, void *memory, size_t size) {
    (void)context;
    if (size == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, size);
}

const struct allocator childplan__malloc = {allocate_by_malloc, NULL};

void *childplan__allocate(const struct allocator *allocator, size_t count, size_t size) {
    if (count == 0) {
        count = 1;
    }
    if (size == 0) {
        size = 1;
    }
    if (count > SIZE_MAX / size) {
        return NULL;
    }
    void *memory = allocator->allocate(allocator->context, NULL, count * size);
    if (memory) {
        memset(memory, 0, count * size);
    }
    return memory;
}

void childplan__release(const struct allocator *allocator, void *memory) {
    if (memory) {
        (void)allocator->allocate(allocator->context, memory, 0);
    }
}

char *childplan__copy_text(const struct allocator *allocator, const char *text, size_t size) {
    if (size == SIZE_MAX) {
        return NULL;
    }
    char *copy = allocator->allocate(allocator->context, NULL, size + 1);
    if (copy) {
        if (size > 0) {
            memcpy(copy, text, size);
        }
        copy[size] = '\0';
    }
    return copy;
}

childplan_status childplan__reserve(const struct allocator *allocator, void *items, size_t *capacity, size_t needed,
                                    size_t item_size) {
    if (needed <= *capacity) {
        return CHILDPLAN_OK;
    }
    size_t most = SIZE_MAX / item_size;
    if (needed > most) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    /* Twice what is held can be counted, as all memory can. */
    size_t room = *capacity * 2;
    if (room < needed) {
        room = needed < 8 ? 8 : needed;
    }
    /* The caller's pointer may point to any type: it is read and written as bytes. */
    void *memory;
    memcpy(&memory, items, sizeof(memory));
    memory = allocator->allocate(allocator->context, memory, room * item_size);
    if (!memory) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(items, &memory, sizeof(memory));
    *capacity = room;
    return CHILDPLAN_OK;
}

childplan_status childplan__reserve_few(const struct allocator *allocator, void *items, size_t *capacity, size_t count,
                                        size_t more, size_t item_size) {
    if (more > UINT32_MAX - count) {      /* GCOV_EXCL_BR_LINE: so many take more memory than a test has */
        return CHILDPLAN_ERROR_NO_MEMORY; /* GCOV_EXCL_LINE: likewise */
    }
    return childplan__reserve(allocator, items, capacity, count + more, item_size);
}

/* A block's bytes follow its header. */
struct arena_block {
    struct arena_block *older;
    size_t used;
    size_t size;
};

#define ALIGNMENT (_Alignof(max_align_t))
#define HEADER_SIZE ((sizeof(struct arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)
/* Tests make blocks of a byte, so that whatever is taken from an arena may fail. */
#ifndef FIRST_BLOCK_SIZE
#define FIRST_BLOCK_SIZE ((size_t)1024)
#define LARGEST_BLOCK_SIZE ((size_t)256 * 1024)
#endif

void childplan__arena_begin(struct arena *arena, const struct allocator *allocator) {
    arena->allocator = allocator;
    arena->newest = NULL;
}

/* Where `size` bytes fit in a block; NULL where they do not. The alignment is a power of two. */
static void *take_from(struct arena_block *block, size_t size, size_t alignment) {
    if (!block) {
        return NULL;
    }
    size_t start = (block->used + alignment - 1) & ~(alignment - 1);
    if (start > block->size || size > block->size - start) {
        return NULL;
    }
    block->used = start + size;
    return (char *)block + HEADER_SIZE + start;
}

static struct arena_block *new_block(struct arena *arena, size_t size) {
    if (size > SIZE_MAX - HEADER_SIZE) {
        return NULL;
    }
    struct arena_block *block = arena->allocator->allocate(arena->allocator->context, NULL, HEADER_SIZE + size);
    if (block) {
        *block = (struct arena_block){.size = size};
    }
    return block;
}

static void *take(struct arena *arena, size_t size, size_t alignment) {
    void *memory = take_from(arena->newest, size, alignment);
    if (memory) {
        return memory;
    }
    size_t next = arena->newest ? arena->newest->size : FIRST_BLOCK_SIZE / 2;
    next = next < LARGEST_BLOCK_SIZE / 2 ? next * 2 : LARGEST_BLOCK_SIZE;
    /* What would fill most of a block gets one of its own, behind the newest, whose room is kept for others. */
    int32_t alone = arena->newest != NULL && size > next / 2;
    struct arena_block *block = new_block(arena, alone || size > next ? size : next);
    if (!block) {
        return NULL;
    }
    if (alone) {
        block->older = arena->newest->older;
        arena->newest->older = block;
    } else {
        block->older = arena->newest;
        arena->newest = block;
    }
    return take_from(block, size, alignment);
}

void *childplan__arena_allocate(struct arena *arena, size_t count, size_t size) {
    if (count == 0) {
        count = 1;
    }
    if (size == 0) {
        size = 1;
    }
    void *memory = count > SIZE_MAX / size ? NULL : take(arena, count * size, ALIGNMENT);
    if (memory) {
        memset(memory, 0, count * size);
    }
    return memory;
}

void *childplan__arena_take(struct arena *arena, size_t size) {
    return take(arena, size, ALIGNMENT);
}

char *childplan__arena_bytes(struct arena *arena, size_t size) {
    return take(arena, size, 1);
}

char *childplan__arena_copy_text(struct arena *arena, const char *text, size_t size) {
    char *copy = size == SIZE_MAX ? NULL : take(arena, size + 1, 1);
    if (copy) {
        if (size > 0) {
            memcpy(copy, text, size);
        }
        copy[size] = '\0';
    }
    return copy;
}

struct arena_place childplan__arena_place(const struct arena *arena) {
    return (struct arena_place){arena->newest, arena->newest ? arena->newest->used : 0};
}

void childplan__arena_return(struct arena *arena, struct arena_place place) {
    if (place.block && place.block == arena->newest) {
        place.block->used = place.used;
    }
}

void childplan__arena_end(struct arena *arena) {
    struct arena_block *block = arena->newest;
    while (block) {
        struct arena_block *older = block->older;
        childplan__release(arena->allocator, block);
        block = older;
    }
    arena->newest = NULL;
}
