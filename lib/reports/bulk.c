#include "bulk.h"

#include "../base/bits.h"
#include "../base/threads.h"
#include "import.h"

static int32_t cycle_count(const struct childplan_plan *plan, int32_t element) {
    return childplan__cycle_count(&plan->calendar, plan->elements[element].frequency);
}

childplan_status childplan__bulk_begin(struct bulk *bulk, const struct childplan_plan *plan) {
    struct bulk begun = {0};
    begun.cells = childplan__allocate(&plan->allocator, (size_t)plan->element_count, sizeof *begun.cells);
    childplan_status status = begun.cells == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (int32_t element = 0; element < plan->element_count && status == CHILDPLAN_OK; element++) {
        status = childplan__fact_cells_begin(&begun.cells[element], &plan->allocator, plan->unit_count,
                                             cycle_count(plan, element));
    }
    if (status != CHILDPLAN_OK) {
        childplan__bulk_end(&begun, plan);
        return status;
    }
    *bulk = begun;
    return CHILDPLAN_OK;
}

void childplan__bulk_end(struct bulk *bulk, const struct childplan_plan *plan) {
    for (int32_t element = 0; bulk->cells != NULL && element < plan->element_count; element++) {
        childplan__fact_cells_end(&bulk->cells[element], &plan->allocator);
    }
    childplan__release(&plan->allocator, bulk->cells);
    *bulk = (struct bulk){0};
}

childplan_status childplan__bulk_open(struct childplan_import *import, struct cell_needs needs, struct bulk *call,
                                      struct bulk **ret_bulk) {
    const struct childplan_plan *plan = import->plan;
    childplan_status status = CHILDPLAN_OK;
    *ret_bulk = &import->bulk;
    if (import->bulk.cells == NULL) {
        *ret_bulk = call;
        return childplan__bulk_begin(call, plan);
    }
    for (int32_t element = 0; element < plan->element_count && status == CHILDPLAN_OK; element++) {
        struct fact_cells *cells = &import->bulk.cells[element];
        for (size_t i = 0; i < childplan__tile_count(cells) && status == CHILDPLAN_OK; i++) {
            if (cells->tiles[i] != NULL) {
                status = childplan__fact_cells_reserve(cells, import->allocator, childplan__tile_unit(cells, i, 0),
                                                       childplan__tile_cycle(cells, i, 0), needs);
            }
        }
    }
    return status;
}

void childplan__bulk_close(struct childplan_import *import, struct bulk *call, size_t count) {
    if (import->bulk.cells == NULL) {
        import->bulk = *call;
        *call = (struct bulk){0};
    }
    import->bulk.count += count;
}

void childplan__bulk_undo(const struct journal *journal) {
    for (size_t i = 0; i < journal->count; i++) {
        struct tile *tile = journal->items[i].tile;
        uint32_t cell = journal->items[i].cell;
        tile->present[cell / 64] &= ~(UINT64_C(1) << (cell % 64));
        tile->values[cell] = 0;
    }
}

struct tile *childplan__bulk_tile(const struct filling *filling, struct fact_cells *cells, size_t tile) {
    void **place = (void **)&cells->tiles[tile];
    struct tile *held = filling->is_shared ? childplan__shared_get(place) : cells->tiles[tile];
    if (held != NULL) {
        return held;
    }
    struct tile *made = childplan__tile_new(cells, filling->allocator, tile, filling->needs);
    if (made == NULL) {
        return NULL;
    }
    if (!filling->is_shared) {
        cells->tiles[tile] = made;
        return made;
    }
    held = childplan__shared_publish(place, made);
    if (held != made) {
        childplan__tile_free(filling->allocator, made);
    }
    return held;
}

/* Whoever sets the bit first writes the value; the other one is told. */
int32_t childplan__bulk_take_shared(struct tile *tile, size_t cell, int64_t value) {
    uint64_t bit = UINT64_C(1) << (cell % 64);
    if ((childplan__shared_set(&tile->present[cell / 64], bit) & bit) != 0) {
        return 0;
    }
    tile->values[cell] = value;
    childplan__shared_raise(&tile->largest, childplan__size_of(value));
    return 1;
}

/* What of the cells of a tile the import's bulk shares with others: facts to be moved. */
static struct staged staged_of(const struct tile *tile, size_t cell, int32_t unit, int32_t element, int32_t cycle) {
    struct staged staged = {.value = tile->values[cell],
                            .unit = unit,
                            .element = element,
                            .cycle = cycle,
                            .submitted = tile->submitted == NULL ? CHILDPLAN_NO_DATE : tile->submitted[cell],
                            .file = NO_ORIGIN};
    if (tile->column != NULL && tile->file[cell] != 0) {
        staged.file = tile->file[cell] - 1;
        staged.line = tile->line[cell];
        staged.column = tile->column[cell];
    }
    return staged;
}

static childplan_status reserve_staged(struct childplan_import *import, size_t more) {
    return childplan__reserve_few(import->allocator, &import->staged, &import->staged_capacity, import->staged_count,
                                  more, sizeof *import->staged);
}

/* Moves the report of a cell, if there is one, to the staged facts, which have room. */
static void move_out(struct childplan_import *import, struct bulk *bulk, int32_t unit, int32_t element, int32_t cycle) {
    struct cell_place place = childplan__cell_place(&bulk->cells[element], unit, cycle);
    if (place.tile == NULL || (place.tile->present[place.word] & place.bit) == 0) {
        return;
    }
    import->staged[import->staged_count++] = staged_of(place.tile, place.cell, unit, element, cycle);
    place.tile->present[place.word] &= ~place.bit;
    place.tile->values[place.cell] = 0;
    bulk->count--;
}

/* 1 where the bulk's cell has a report of the same day. */
static int32_t repeats_cell(const struct bulk *bulk, const struct staged *aside) {
    struct cell_place place = childplan__cell_place(&bulk->cells[aside->element], aside->unit, aside->cycle);
    return childplan__cell_is_held(&place) &&
           (place.tile->submitted == NULL || place.tile->submitted[place.cell] == aside->submitted);
}

childplan_status childplan__bulk_add_asides(struct childplan_import *import, const struct bulk *bulk,
                                            const struct asides *asides) {
    if (reserve_staged(import, asides->count) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < asides->count; i++) {
        const struct staged *aside = &asides->items[i];
        if (aside->file == NO_ORIGIN && repeats_cell(bulk, aside)) {
            return CHILDPLAN_ABSENT;
        }
        import->staged[import->staged_count++] = *aside;
    }
    return CHILDPLAN_OK;
}

/* What a tile has to be able to hold to take in another's facts. */
static struct cell_needs needs_of(const struct tile *tile) {
    return (struct cell_needs){
        .submitted = tile->submitted != NULL, .origin = tile->file != NULL, .column = tile->column != NULL};
}

/* Room in `into` for all of `from`. */
static childplan_status reserve_tiles(const struct fact_cells *from, struct fact_cells *into,
                                      const struct allocator *allocator) {
    for (size_t i = 0; i < childplan__tile_count(from); i++) {
        if (from->tiles[i] == NULL || into->tiles[i] == NULL) {
            continue;
        }
        struct cell_needs needs = needs_of(from->tiles[i]);
        needs.column = 0;
        if (childplan__fact_cells_reserve(into, allocator, childplan__tile_unit(from, i, 0),
                                          childplan__tile_cycle(from, i, 0), needs) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

static void copy_cell(const struct tile *from, struct tile *into, size_t cell) {
    into->values[cell] = from->values[cell];
    if (into->submitted != NULL) {
        into->submitted[cell] = from->submitted == NULL ? CHILDPLAN_NO_DATE : from->submitted[cell];
    }
    if (into->file != NULL) {
        into->file[cell] = from->file == NULL ? 0 : from->file[cell];
        into->line[cell] = from->line == NULL ? 0 : from->line[cell];
    }
}

static void copy_tile(const struct tile *from, struct tile *into, size_t words) {
    into->largest = from->largest > into->largest ? from->largest : into->largest;
    for (size_t word = 0; word < words; word++) {
        into->present[word] |= from->present[word];
        for (uint64_t left = from->present[word]; left != 0;) {
            copy_cell(from, into, word * 64 + childplan__take_bit(&left));
        }
    }
}

/* Takes all of `from`, no cell of which `into` has, in what was reserved: whole tiles where they are not there yet. */
static void take_tiles(struct fact_cells *from, struct fact_cells *into) {
    for (size_t i = 0; i < childplan__tile_count(from); i++) {
        if (from->tiles[i] != NULL && into->tiles[i] == NULL) {
            into->tiles[i] = from->tiles[i];
            from->tiles[i] = NULL;
        } else if (from->tiles[i] != NULL) {
            copy_tile(from->tiles[i], into->tiles[i], childplan__tile_words(from, i));
        }
    }
}

/* The elements that part_of ties together: `next` leads around each family. */
static void tie_families(const struct childplan_plan *plan, int32_t *next) {
    for (int32_t element = 0; element < plan->element_count; element++) {
        next[element] = element;
    }
    for (int32_t element = 0; element < plan->element_count; element++) {
        int32_t whole = plan->elements[element].part_of;
        if (whole != CHILDPLAN_NONE) {
            int32_t after = next[element];
            next[element] = next[whole];
            next[whole] = after;
        }
    }
}

/* Moves what the bulk has of a family in a unit and cycle. */
static childplan_status move_family(struct childplan_import *import, const int32_t *next, int32_t unit, int32_t element,
                                    int32_t cycle) {
    int32_t member = element;
    do {
        if (reserve_staged(import, 1) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        move_out(import, &import->bulk, unit, member, cycle);
        member = next[member];
    } while (member != element);
    return CHILDPLAN_OK;
}

static childplan_status move_families(struct childplan_import *import, const int32_t *next, int32_t element,
                                      size_t tile, size_t word, uint64_t cells) {
    const struct fact_cells *held = &import->bulk.cells[element];
    for (uint64_t left = cells; left != 0;) {
        size_t cell = word * 64 + childplan__take_bit(&left);
        if (move_family(import, next, childplan__tile_unit(held, tile, cell), element,
                        childplan__tile_cycle(held, tile, cell)) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

static uint64_t held_word(const struct tile *tile, size_t word) {
    return tile->present[word] | (tile->withdrawn == NULL ? 0 : tile->withdrawn[word]);
}

/* Cells of the bulk's element where the store holds a fact of another element of the same cycles, or of itself. */
static childplan_status move_held(struct childplan_import *import, const int32_t *next, int32_t element,
                                  int32_t other) {
    const struct fact_cells *cells = &import->bulk.cells[element];
    const struct fact_cells *store = childplan__store_cells(import->reports, other);
    for (size_t i = 0; i < childplan__tile_count(cells); i++) {
        for (size_t word = 0;
             cells->tiles[i] != NULL && store->tiles[i] != NULL && word < childplan__tile_words(cells, i); word++) {
            uint64_t both = cells->tiles[i]->present[word] & held_word(store->tiles[i], word);
            if (move_families(import, next, element, i, word, both) != CHILDPLAN_OK) {
                return CHILDPLAN_ERROR_NO_MEMORY;
            }
        }
    }
    return CHILDPLAN_OK;
}

/* The cells of a word in which the part is above its whole. */
static uint64_t broken_cells(const struct childplan_plan *plan, int32_t part, const struct tile *parts, int32_t whole,
                             const struct tile *wholes, size_t word) {
    uint64_t broken = 0;
    int32_t same_decimals = plan->elements[part].decimals == plan->elements[whole].decimals;
    for (uint64_t left = parts->present[word] & wholes->present[word]; left != 0;) {
        size_t bit = childplan__take_bit(&left);
        int64_t part_value = parts->values[word * 64 + bit];
        int64_t whole_value = wholes->values[word * 64 + bit];
        int32_t is_above =
            same_decimals ? part_value > whole_value : childplan__is_above(plan, part, part_value, whole, whole_value);
        broken |= (uint64_t)is_above << bit;
    }
    return broken;
}

static childplan_status move_broken(struct childplan_import *import, const int32_t *next, int32_t part, int32_t whole) {
    const struct fact_cells *parts = &import->bulk.cells[part];
    const struct fact_cells *wholes = &import->bulk.cells[whole];
    for (size_t i = 0; i < childplan__tile_count(parts); i++) {
        for (size_t word = 0;
             parts->tiles[i] != NULL && wholes->tiles[i] != NULL && word < childplan__tile_words(parts, i); word++) {
            uint64_t broken = broken_cells(import->plan, part, parts->tiles[i], whole, wholes->tiles[i], word);
            if (move_families(import, next, part, i, word, broken) != CHILDPLAN_OK) {
                return CHILDPLAN_ERROR_NO_MEMORY;
            }
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status settle_element(struct childplan_import *import, const int32_t *next, int32_t element) {
    int32_t whole = import->plan->elements[element].part_of;
    childplan_status status = move_held(import, next, element, element);
    if (whole == CHILDPLAN_NONE || status != CHILDPLAN_OK) {
        return status;
    }
    status = move_held(import, next, element, whole);
    if (status == CHILDPLAN_OK) {
        status = move_held(import, next, whole, element);
    }
    return status == CHILDPLAN_OK ? move_broken(import, next, element, whole) : status;
}

childplan_status childplan__bulk_settle(struct childplan_import *import) {
    const struct childplan_plan *plan = import->plan;
    if (import->bulk.count == 0) {
        return CHILDPLAN_OK;
    }
    int32_t *next = childplan__allocate(import->allocator, (size_t)plan->element_count, sizeof *next);
    childplan_status status = next == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    if (status != CHILDPLAN_OK) {
        return status;
    }
    tie_families(plan, next);
    size_t staged = import->staged_count;
    for (size_t i = 0; i < staged && status == CHILDPLAN_OK; i++) {
        const struct staged fact = import->staged[i];
        status = move_family(import, next, fact.unit, fact.element, fact.cycle);
    }
    for (int32_t element = 0; element < plan->element_count && status == CHILDPLAN_OK; element++) {
        status = settle_element(import, next, element);
    }
    childplan__release(import->allocator, next);
    return status;
}

childplan_status childplan__bulk_reserve_judged(const struct childplan_import *import, int32_t unit, int32_t element,
                                                int32_t cycle, struct cell_needs needs) {
    struct fact_cells *cells = childplan__store_cells(import->reports, element);
    size_t tile = childplan__tile_at(cells, unit, cycle);
    if (cells->tiles[tile] == NULL && import->bulk.cells != NULL && import->bulk.cells[element].tiles[tile] != NULL) {
        cells = &import->bulk.cells[element];
    }
    return childplan__fact_cells_reserve(cells, import->allocator, unit, cycle, needs);
}

childplan_status childplan__bulk_reserve(const struct childplan_import *import) {
    for (int32_t element = 0; import->bulk.cells != NULL && element < import->plan->element_count; element++) {
        if (reserve_tiles(&import->bulk.cells[element], childplan__store_cells(import->reports, element),
                          import->allocator) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

/* Origins as the store counts files; columns end with the import. */
static void rename_origins(const struct fact_cells *cells, const struct allocator *allocator, const uint32_t *files) {
    for (size_t i = 0; i < childplan__tile_count(cells); i++) {
        struct tile *tile = cells->tiles[i];
        for (size_t cell = 0; tile != NULL && tile->file != NULL && cell < childplan__tile_words(cells, i) * 64;
             cell++) {
            tile->file[cell] = tile->file[cell] == 0 ? 0 : files[tile->file[cell] - 1];
        }
        if (tile != NULL) {
            childplan__release(allocator, tile->column);
            tile->column = NULL;
        }
    }
}

/* For whoever watches the store, which holds nothing in any of these cells. */
static void note_cells(struct childplan_reports *reports, const struct fact_cells *cells, int32_t element) {
    for (size_t i = 0; i < childplan__tile_count(cells); i++) {
        for (size_t word = 0; cells->tiles[i] != NULL && word < childplan__tile_words(cells, i); word++) {
            for (uint64_t left = cells->tiles[i]->present[word]; left != 0;) {
                size_t cell = word * 64 + childplan__take_bit(&left);
                childplan__store_note_new(reports, childplan__tile_unit(cells, i, cell), element,
                                          childplan__tile_cycle(cells, i, cell));
            }
        }
    }
}

size_t childplan__bulk_apply(struct childplan_import *import, const uint32_t *files) {
    size_t count = import->bulk.count;
    for (int32_t element = 0; import->bulk.cells != NULL && element < import->plan->element_count; element++) {
        struct fact_cells *cells = &import->bulk.cells[element];
        if (childplan__store_is_watched(import->reports)) {
            note_cells(import->reports, cells, element);
        }
        rename_origins(cells, import->allocator, files);
        take_tiles(cells, childplan__store_cells(import->reports, element));
    }
    childplan__store_count(import->reports, count);
    childplan__bulk_end(&import->bulk, import->plan);
    return count;
}
