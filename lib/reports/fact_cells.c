#include "fact_cells.h"

#include <childplan/base.h>

/* A block's values fill about so many bytes. */
#define BLOCK_BYTES 65536
#define LARGEST_SHIFT 8

static size_t block_count(const struct fact_cells *cells) {
    return ((size_t)cells->unit_count + ((size_t)1 << cells->shift) - 1) >> cells->shift;
}

childplan_status childplan__fact_cells_begin(struct fact_cells *cells, const struct allocator *allocator,
                                             int32_t unit_count, int32_t cycles) {
    struct fact_cells begun = {.unit_count = unit_count, .cycles = cycles, .words = (cycles + 63) / 64};
    while (begun.shift < LARGEST_SHIFT &&
           ((size_t)2 << begun.shift) * (size_t)cycles * sizeof(int64_t) <= BLOCK_BYTES &&
           1 << begun.shift < unit_count) {
        begun.shift++;
    }
    begun.blocks = childplan__allocate(allocator, block_count(&begun), sizeof *begun.blocks);
    if (begun.blocks == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *cells = begun;
    return CHILDPLAN_OK;
}

static void release_block(const struct allocator *allocator, struct block *block) {
    if (block != NULL) {
        childplan__release(allocator, block->present);
        childplan__release(allocator, block->values);
        childplan__release(allocator, block->withdrawn);
        childplan__release(allocator, block->submitted);
        childplan__release(allocator, block->older);
        childplan__release(allocator, block->file);
        childplan__release(allocator, block->line);
        childplan__release(allocator, block);
    }
}

void childplan__fact_cells_end(struct fact_cells *cells, const struct allocator *allocator) {
    for (size_t i = 0; cells->blocks != NULL && i < block_count(cells); i++) {
        release_block(allocator, cells->blocks[i]);
    }
    childplan__release(allocator, cells->blocks);
    *cells = (struct fact_cells){0};
}

struct cell_place childplan__cell_place(const struct fact_cells *cells, int32_t unit, int32_t cycle) {
    size_t row = (size_t)unit & (((size_t)1 << cells->shift) - 1);
    return (struct cell_place){cells->blocks[unit >> cells->shift], row * (size_t)cells->cycles + (size_t)cycle,
                               row * (size_t)cells->words + (size_t)cycle / 64, UINT64_C(1) << (cycle % 64)};
}

int32_t childplan__cell_is_held(const struct cell_place *place) {
    const struct block *block = place->block;
    if (block == NULL) {
        return 0;
    }
    return (block->present[place->word] & place->bit) != 0 ||
           (block->withdrawn != NULL && (block->withdrawn[place->word] & place->bit) != 0);
}

static struct block *new_block(const struct allocator *allocator, size_t cells, size_t words) {
    struct block *block = childplan__allocate(allocator, 1, sizeof *block);
    if (block == NULL) {
        return NULL;
    }
    block->present = childplan__allocate(allocator, words, sizeof *block->present);
    block->values = childplan__allocate(allocator, cells, sizeof *block->values);
    if (block->present == NULL || block->values == NULL) {
        release_block(allocator, block);
        return NULL;
    }
    return block;
}

static int32_t reserve_withdrawn(struct block *block, const struct allocator *allocator, size_t words) {
    if (block->withdrawn == NULL) {
        block->withdrawn = childplan__allocate(allocator, words, sizeof *block->withdrawn);
    }
    return block->withdrawn != NULL;
}

/* Facts that came without a date stay so. */
static int32_t reserve_submitted(struct block *block, const struct allocator *allocator, size_t cells) {
    if (block->submitted != NULL) {
        return 1;
    }
    block->submitted = childplan__allocate(allocator, cells, sizeof *block->submitted);
    for (size_t i = 0; block->submitted != NULL && i < cells; i++) {
        block->submitted[i] = CHILDPLAN_NO_DATE;
    }
    return block->submitted != NULL;
}

static int32_t reserve_older(struct block *block, const struct allocator *allocator, size_t cells) {
    if (block->older == NULL) {
        block->older = childplan__allocate(allocator, cells, sizeof *block->older);
    }
    return block->older != NULL;
}

static int32_t reserve_origin(struct block *block, const struct allocator *allocator, size_t cells) {
    if (block->file == NULL) {
        block->file = childplan__allocate(allocator, cells, sizeof *block->file);
    }
    if (block->line == NULL) {
        block->line = childplan__allocate(allocator, cells, sizeof *block->line);
    }
    return block->file != NULL && block->line != NULL;
}

childplan_status childplan__fact_cells_reserve(struct fact_cells *cells, const struct allocator *allocator,
                                               int32_t unit, struct cell_needs needs) {
    size_t units = (size_t)1 << cells->shift;
    size_t count = units * (size_t)cells->cycles;
    size_t words = units * (size_t)cells->words;
    struct block **block = &cells->blocks[unit >> cells->shift];
    if (*block == NULL) {
        *block = new_block(allocator, count, words);
    }
    if (*block == NULL || (needs.withdrawn && !reserve_withdrawn(*block, allocator, words)) ||
        (needs.submitted && !reserve_submitted(*block, allocator, count)) ||
        (needs.older && !reserve_older(*block, allocator, count)) ||
        (needs.origin && !reserve_origin(*block, allocator, count))) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    return CHILDPLAN_OK;
}
