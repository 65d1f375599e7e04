#include "store.h"

#include <string.h>

/* So many changes are always followed, and as many as there are units. */
#define FEW_CHANGES 4096

struct childplan_reports {
    const struct childplan_plan *plan;
    const struct allocator *allocator; /* the plan's */
    struct arena arena;                /* file names */
    struct fact_cells *cells;          /* by element */
    struct fact *superseded;
    size_t superseded_count;
    size_t superseded_capacity;
    const char **files;
    size_t file_count;
    size_t file_capacity;
    size_t fact_count;
    int32_t drops_origins;
    struct change_log changes;
    char *digest; /* of all facts; "": not computed since some were added */
};

static childplan_status begin_cells(struct childplan_reports *reports) {
    const struct childplan_plan *plan = reports->plan;
    reports->cells = childplan__allocate(reports->allocator, (size_t)plan->element_count, sizeof *reports->cells);
    childplan_status status = reports->cells == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    for (int32_t element = 0; element < plan->element_count && status == CHILDPLAN_OK; element++) {
        int32_t cycles = childplan__cycle_count(&plan->calendar, plan->elements[element].frequency);
        status = childplan__fact_cells_begin(&reports->cells[element], reports->allocator, plan->unit_count, cycles);
    }
    return status;
}

childplan_status childplan_reports_new(const childplan_plan *plan, childplan_reports **ret_reports) {
    if (plan == NULL || ret_reports == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct childplan_reports *reports = childplan__allocate(&plan->allocator, 1, sizeof *reports);
    if (reports == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    reports->plan = plan;
    reports->allocator = &plan->allocator;
    childplan__arena_begin(&reports->arena, reports->allocator);
    childplan__changes_begin(&reports->changes, reports->allocator, (size_t)plan->unit_count + FEW_CHANGES);
    reports->digest = childplan__arena_allocate(&reports->arena, DIGEST_SIZE, 1);
    childplan_status status = reports->digest == NULL ? CHILDPLAN_ERROR_NO_MEMORY : begin_cells(reports);
    if (status != CHILDPLAN_OK) {
        childplan_reports_free(reports);
        return status;
    }
    *ret_reports = reports;
    return CHILDPLAN_OK;
}

void childplan_reports_free(childplan_reports *reports) {
    if (reports == NULL) {
        return;
    }
    const struct allocator *allocator = reports->allocator;
    for (int32_t element = 0; reports->cells != NULL && element < reports->plan->element_count; element++) {
        childplan__fact_cells_end(&reports->cells[element], allocator);
    }
    childplan__arena_end(&reports->arena);
    childplan__changes_end(&reports->changes);
    childplan__release(allocator, reports->cells);
    childplan__release(allocator, reports->superseded);
    childplan__release(allocator, (void *)reports->files);
    childplan__release(allocator, reports);
}

size_t childplan_reports_fact_count(const childplan_reports *reports) {
    return reports == NULL ? 0 : reports->fact_count;
}

childplan_status childplan_reports_set_origins(childplan_reports *reports, int32_t origins) {
    if (reports == NULL || (origins != 0 && origins != 1)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    reports->drops_origins = !origins;
    return CHILDPLAN_OK;
}

const struct childplan_plan *childplan__reports_plan(const struct childplan_reports *reports) {
    return reports->plan;
}

const char *childplan__reports_file(const struct childplan_reports *reports, uint32_t file) {
    return file == 0 ? "" : reports->files[file - 1];
}

int32_t childplan__has_row(const struct childplan_reports *reports, int32_t unit, int32_t element) {
    return childplan__fact_cells_have(&reports->cells[element], unit);
}

struct change_log *childplan__reports_changes(const struct childplan_reports *reports) {
    struct childplan_reports *watched = (struct childplan_reports *)reports;
    return &watched->changes;
}

int32_t childplan__store_is_watched(const struct childplan_reports *reports) {
    return reports->changes.watches != NULL;
}

void childplan__store_note_new(struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle) {
    struct past_cell change = {.unit = unit, .element = element, .cycle = cycle};
    childplan__changes_note(&reports->changes, &change);
}

/* What a tile says of a cell that holds a fact. */
static struct fact fact_at(const struct cell_place *place) {
    const struct tile *tile = place->tile;
    return (struct fact){
        .value = tile->values[place->cell],
        .submitted = tile->submitted == NULL ? CHILDPLAN_NO_DATE : tile->submitted[place->cell],
        .withdrawn = (tile->present[place->word] & place->bit) == 0,
        .file = tile->file == NULL ? 0 : tile->file[place->cell],
        .line = tile->line == NULL ? 0 : tile->line[place->cell],
        .older = tile->older == NULL ? 0 : tile->older[place->cell],
    };
}

int32_t childplan__fact_newest(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                               struct fact *ret_fact) {
    struct cell_place place = childplan__cell_place(&reports->cells[element], unit, cycle);
    if (!childplan__cell_is_held(&place)) {
        return 0;
    }
    *ret_fact = fact_at(&place);
    return 1;
}

int32_t childplan__fact_older(const struct childplan_reports *reports, const struct fact *fact, struct fact *ret_fact) {
    if (fact->older == 0) {
        return 0;
    }
    *ret_fact = reports->superseded[fact->older - 1];
    return 1;
}

/* CHILDPLAN_NO_DATE, the least date, is submitted by any day. */
int32_t childplan__fact_known(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                              int32_t known_by, struct fact *ret_fact) {
    int32_t found = childplan__fact_newest(reports, unit, element, cycle, ret_fact);
    while (known_by != CHILDPLAN_NO_DATE && found && ret_fact->submitted > known_by) {
        found = childplan__fact_older(reports, ret_fact, ret_fact);
    }
    return found && !ret_fact->withdrawn;
}

int32_t childplan__fact_in_force(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                                 int32_t known_by, int64_t *ret_value) {
    if (known_by == CHILDPLAN_NO_DATE) {
        struct cell_place place = childplan__cell_place(&reports->cells[element], unit, cycle);
        if (place.tile == NULL || (place.tile->present[place.word] & place.bit) == 0) {
            return 0;
        }
        *ret_value = place.tile->values[place.cell];
        return 1;
    }
    struct fact fact;
    if (!childplan__fact_known(reports, unit, element, cycle, known_by, &fact)) {
        return 0;
    }
    *ret_value = fact.value;
    return 1;
}

int32_t childplan__cycle_named(const struct childplan_plan *plan, const struct element *element, int64_t period) {
    const struct calendar *calendar = &plan->calendar;
    int32_t kind = childplan_period_kind(period);
    int32_t takes_year = element->over_time == AGGREGATE_LAST || element->given == GIVEN_YEAR_TO_DATE;
    if (kind != CHILDPLAN_YEAR || element->frequency == CHILDPLAN_YEAR || !takes_year) {
        return childplan__cycle_of(calendar, element->frequency, period);
    }
    if (!childplan__period_in_horizon(calendar, period)) {
        return -1;
    }
    int32_t years = childplan_period_year(period) - calendar->first_year + 1;
    return years * childplan__cycles_a_year(element->frequency) - 1;
}

childplan_status childplan_reports_get(const childplan_reports *reports, int32_t unit, int64_t period, int32_t element,
                                       int32_t known_by, int64_t *ret_value, int32_t *ret_submitted) {
    if (reports == NULL || ret_value == NULL || unit < 0 || unit >= reports->plan->unit_count || element < 0 ||
        element >= reports->plan->element_count) {
        return CHILDPLAN_ERROR_USAGE;
    }
    int32_t cycle = childplan__cycle_named(reports->plan, &reports->plan->elements[element], period);
    if (cycle < 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct fact fact;
    if (!childplan__fact_known(reports, unit, element, cycle, known_by, &fact)) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value = fact.value;
    if (ret_submitted != NULL) {
        *ret_submitted = fact.submitted;
    }
    return CHILDPLAN_OK;
}

const struct fact_cells *childplan__reports_cells(const struct childplan_reports *reports, int32_t element) {
    return &reports->cells[element];
}

int32_t childplan__keeps_origins(const struct childplan_reports *reports) {
    return !reports->drops_origins;
}

struct fact_cells *childplan__store_cells(struct childplan_reports *reports, int32_t element) {
    return &reports->cells[element];
}

char *childplan__kept_digest(const struct childplan_reports *reports) {
    return reports->digest;
}

void childplan__store_count(struct childplan_reports *reports, size_t facts) {
    reports->fact_count += facts;
    reports->digest[0] = '\0';
}

struct cell_needs childplan__fact_needs(const struct fact *fact, int32_t is_superseded) {
    return (struct cell_needs){.withdrawn = fact->withdrawn,
                               .submitted = fact->submitted != CHILDPLAN_NO_DATE,
                               .older = is_superseded,
                               .origin = fact->file != 0};
}

childplan_status childplan__store_reserve_superseded(struct childplan_reports *reports, size_t count) {
    return childplan__reserve_few(reports->allocator, &reports->superseded, &reports->superseded_capacity,
                                  reports->superseded_count, count, sizeof *reports->superseded);
}

childplan_status childplan__store_reserve_file(struct childplan_reports *reports, const char *name,
                                               uint32_t *ret_file) {
    for (size_t i = reports->file_count; i > 0; i--) {
        if (strcmp(reports->files[i - 1], name) == 0) {
            *ret_file = (uint32_t)i;
            return CHILDPLAN_OK;
        }
    }
    childplan_status status = childplan__reserve(reports->allocator, (void *)&reports->files, &reports->file_capacity,
                                                 reports->file_count + 1, sizeof *reports->files);
    const char *copy = status != CHILDPLAN_OK ? NULL : childplan__arena_copy_text(&reports->arena, name, strlen(name));
    if (copy == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    reports->files[reports->file_count++] = copy;
    *ret_file = (uint32_t)reports->file_count;
    return CHILDPLAN_OK;
}

static void put(struct cell_place place, const struct fact *fact) {
    struct tile *tile = place.tile;
    tile->values[place.cell] = fact->withdrawn ? 0 : fact->value;
    childplan__tile_note(tile, tile->values[place.cell]);
    tile->present[place.word] &= ~place.bit;
    if (!fact->withdrawn) {
        tile->present[place.word] |= place.bit;
    }
    if (tile->withdrawn != NULL) {
        tile->withdrawn[place.word] &= ~place.bit;
        tile->withdrawn[place.word] |= fact->withdrawn ? place.bit : 0;
    }
    if (tile->submitted != NULL) {
        tile->submitted[place.cell] = fact->submitted;
    }
    if (tile->older != NULL) {
        tile->older[place.cell] = fact->older;
    }
    if (tile->file != NULL) {
        tile->file[place.cell] = fact->file;
        tile->line[place.cell] = fact->line;
    }
}

/* Keeps a superseded fact; gives where, from 1. */
static uint32_t keep_older(struct childplan_reports *reports, const struct fact *fact) {
    reports->superseded[reports->superseded_count++] = *fact;
    return (uint32_t)reports->superseded_count;
}

/* Puts a fact that is not the newest where its date belongs in the cell's chain. */
static void add_older(struct childplan_reports *reports, uint32_t *link, const struct fact *fact) {
    while (*link != 0 && reports->superseded[*link - 1].submitted > fact->submitted) {
        link = &reports->superseded[*link - 1].older;
    }
    struct fact added = *fact;
    added.older = *link;
    *link = keep_older(reports, &added);
}

void childplan__store_add(struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                          const struct fact *fact) {
    struct cell_place place = childplan__cell_place(&reports->cells[element], unit, cycle);
    struct fact added = *fact;
    childplan__store_count(reports, 1);
    if (!childplan__cell_is_held(&place)) {
        added.older = 0;
        childplan__store_note_new(reports, unit, element, cycle);
        put(place, &added);
        return;
    }
    struct fact newest = fact_at(&place);
    struct past_cell change = {
        .value = newest.value, .unit = unit, .element = element, .cycle = cycle, .was_present = !newest.withdrawn};
    childplan__changes_note(&reports->changes, &change);
    if (newest.submitted > fact->submitted) {
        add_older(reports, &place.tile->older[place.cell], fact);
        return;
    }
    added.older = keep_older(reports, &newest);
    put(place, &added);
}
