#include "fact_cells.h"

#include "../base/bits.h"

#define LEAST_SHIFT 6
#define LARGEST_SHIFT 8

size_t childplan__tile_count(const struct fact_cells *cells) {
    size_t units = (size_t)1 << cells->unit_shift;
    return ((size_t)cells->unit_count + units - 1) / units * (size_t)cells->chunks;
}

static int32_t cycles_in(const struct fact_cells *cells, size_t tile) {
    int32_t left = cells->cycles - (int32_t)(tile % (size_t)cells->chunks) * TILE_CYCLES;
    return left < TILE_CYCLES ? left : TILE_CYCLES;
}

int32_t childplan__tile_unit(const struct fact_cells *cells, size_t tile, size_t cell) {
    size_t lane = cell & (((size_t)1 << cells->unit_shift) - 1);
    return (int32_t)((tile / (size_t)cells->chunks << cells->unit_shift) + lane);
}

int32_t childplan__tile_cycle(const struct fact_cells *cells, size_t tile, size_t cell) {
    return (int32_t)(tile % (size_t)cells->chunks) * TILE_CYCLES + (int32_t)(cell >> cells->unit_shift);
}

size_t childplan__tile_words(const struct fact_cells *cells, size_t tile) {
    return ((size_t)cycles_in(cells, tile) << cells->unit_shift) / 64;
}

childplan_status childplan__fact_cells_begin(struct fact_cells *cells, const struct allocator *allocator,
                                             int32_t unit_count, int32_t cycles) {
    struct fact_cells begun = {.unit_count = unit_count,
                               .cycles = cycles,
                               .chunks = (cycles + TILE_CYCLES - 1) / TILE_CYCLES,
                               .unit_shift = LEAST_SHIFT};
    while (begun.unit_shift < LARGEST_SHIFT && 1 << begun.unit_shift < unit_count) {
        begun.unit_shift++;
    }
    begun.tiles = childplan__allocate(allocator, childplan__tile_count(&begun), sizeof *begun.tiles);
    if (begun.tiles == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *cells = begun;
    return CHILDPLAN_OK;
}

void childplan__tile_free(const struct allocator *allocator, struct tile *tile) {
    if (tile != NULL) {
        childplan__release(allocator, tile->present);
        childplan__release(allocator, tile->values);
        childplan__release(allocator, tile->withdrawn);
        childplan__release(allocator, tile->submitted);
        childplan__release(allocator, tile->older);
        childplan__release(allocator, tile->file);
        childplan__release(allocator, tile->line);
        childplan__release(allocator, tile->column);
        childplan__release(allocator, tile);
    }
}

void childplan__fact_cells_end(struct fact_cells *cells, const struct allocator *allocator) {
    for (size_t i = 0; cells->tiles != NULL && i < childplan__tile_count(cells); i++) {
        childplan__tile_free(allocator, cells->tiles[i]);
    }
    childplan__release(allocator, cells->tiles);
    *cells = (struct fact_cells){0};
}

struct known_word childplan__cells_known_by(const struct tile *tile, size_t word, int32_t known_by) {
    struct known_word known = {tile->present[word], 0};
    uint64_t later = 0;
    if (tile->submitted == NULL || known_by == CHILDPLAN_NO_DATE) {
        return known;
    }
    for (size_t lane = 0; lane < 64; lane++) {
        later |= (uint64_t)(tile->submitted[word * 64 + lane] > known_by) << lane;
    }
    later &= tile->present[word] | (tile->withdrawn == NULL ? 0 : tile->withdrawn[word]);
    known.present &= ~later;
    for (uint64_t left = tile->older == NULL ? 0 : later; left != 0;) {
        size_t lane = childplan__take_bit(&left);
        known.superseded |= (uint64_t)(tile->older[word * 64 + lane] != 0) << lane;
    }
    return known;
}

int32_t childplan__cell_is_held(const struct cell_place *place) {
    const struct tile *tile = place->tile;
    if (tile == NULL) {
        return 0;
    }
    return (tile->present[place->word] & place->bit) != 0 ||
           (tile->withdrawn != NULL && (tile->withdrawn[place->word] & place->bit) != 0);
}

int32_t childplan__fact_cells_have(const struct fact_cells *cells, int32_t unit) {
    for (int32_t chunk = 0; chunk < cells->chunks; chunk++) {
        if (cells->tiles[childplan__tile_at(cells, unit, chunk * TILE_CYCLES)] != NULL) {
            return 1;
        }
    }
    return 0;
}

static struct tile *bare_tile(const struct allocator *allocator, size_t words) {
    struct tile *tile = childplan__allocate(allocator, 1, sizeof *tile);
    if (tile == NULL) {
        return NULL;
    }
    tile->present = childplan__allocate(allocator, words, sizeof *tile->present);
    tile->values = childplan__allocate(allocator, words, 64 * sizeof *tile->values);
    if (tile->present == NULL || tile->values == NULL) {
        childplan__tile_free(allocator, tile);
        return NULL;
    }
    return tile;
}

static int32_t reserve_withdrawn(struct tile *tile, const struct allocator *allocator, size_t words) {
    if (tile->withdrawn == NULL) {
        tile->withdrawn = childplan__allocate(allocator, words, sizeof *tile->withdrawn);
    }
    return tile->withdrawn != NULL;
}

/* Facts that came without a date stay so. */
static int32_t reserve_submitted(struct tile *tile, const struct allocator *allocator, size_t cells) {
    if (tile->submitted != NULL) {
        return 1;
    }
    tile->submitted = childplan__allocate(allocator, cells, sizeof *tile->submitted);
    for (size_t i = 0; tile->submitted != NULL && i < cells; i++) {
        tile->submitted[i] = CHILDPLAN_NO_DATE;
    }
    return tile->submitted != NULL;
}

static int32_t reserve_older(struct tile *tile, const struct allocator *allocator, size_t cells) {
    if (tile->older == NULL) {
        tile->older = childplan__allocate(allocator, cells, sizeof *tile->older);
    }
    return tile->older != NULL;
}

static int32_t reserve_column(struct tile *tile, const struct allocator *allocator, size_t cells) {
    if (tile->column == NULL) {
        tile->column = childplan__allocate(allocator, cells, sizeof *tile->column);
    }
    return tile->column != NULL;
}

static int32_t reserve_origin(struct tile *tile, const struct allocator *allocator, size_t cells) {
    if (tile->file == NULL) {
        tile->file = childplan__allocate(allocator, cells, sizeof *tile->file);
    }
    if (tile->line == NULL) {
        tile->line = childplan__allocate(allocator, cells, sizeof *tile->line);
    }
    return tile->file != NULL && tile->line != NULL;
}

/* 1, or 0 without memory. */
static int32_t reserve_all(struct tile *tile, const struct allocator *allocator, size_t words,
                           struct cell_needs needs) {
    size_t cells = words * 64;
    return (!needs.withdrawn || reserve_withdrawn(tile, allocator, words)) &&
           (!needs.submitted || reserve_submitted(tile, allocator, cells)) &&
           (!needs.older || reserve_older(tile, allocator, cells)) &&
           (!needs.origin || reserve_origin(tile, allocator, cells)) &&
           (!needs.column || reserve_column(tile, allocator, cells));
}

struct tile *childplan__tile_new(const struct fact_cells *cells, const struct allocator *allocator, size_t tile,
                                 struct cell_needs needs) {
    size_t words = childplan__tile_words(cells, tile);
    struct tile *made = bare_tile(allocator, words);
    if (made != NULL && !reserve_all(made, allocator, words, needs)) {
        childplan__tile_free(allocator, made);
        return NULL;
    }
    return made;
}

childplan_status childplan__fact_cells_reserve(struct fact_cells *cells, const struct allocator *allocator,
                                               int32_t unit, int32_t cycle, struct cell_needs needs) {
    size_t place = childplan__tile_at(cells, unit, cycle);
    size_t words = childplan__tile_words(cells, place);
    struct tile **tile = &cells->tiles[place];
    if (*tile == NULL) {
        *tile = bare_tile(allocator, words);
    }
    return *tile != NULL && reserve_all(*tile, allocator, words, needs) ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}
