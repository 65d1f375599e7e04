#include "store.h"

#include <string.h>

/* A fact and the one it superseded. */
struct revision {
    struct fact fact; /* first, so that a fact leads to its revision */
    uint32_t older;   /* into superseded, from 1; 0: none */
    uint32_t present; /* of a cell: 1 where there is a fact */
};

/* The cells of a unit and element, one a cycle. */
struct row {
    size_t fact_count;
    struct revision cells[];
};

struct childplan_reports {
    const struct childplan_plan *plan;
    const struct allocator *allocator; /* the plan's */
    struct arena arena;                /* rows, file names */
    struct row **rows;                 /* [unit * element_count + element], NULL where nothing was reported */
    struct revision *superseded;
    size_t superseded_count;
    size_t superseded_capacity;
    const char **files;
    size_t file_count;
    size_t file_capacity;
    size_t fact_count;
};

static struct row **row_at(const struct childplan_reports *reports, int32_t unit, int32_t element) {
    return &reports->rows[(size_t)unit * (size_t)reports->plan->element_count + (size_t)element];
}

childplan_status childplan_reports_new(const childplan_plan *plan, childplan_reports **ret_reports) {
    if (plan == NULL || ret_reports == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    size_t units = (size_t)plan->unit_count;
    size_t elements = (size_t)plan->element_count;
    if (elements > 0 && units > SIZE_MAX / elements) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    struct childplan_reports *reports = childplan__allocate(&plan->allocator, 1, sizeof *reports);
    if (reports == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    reports->plan = plan;
    reports->allocator = &plan->allocator;
    childplan__arena_begin(&reports->arena, reports->allocator);
    reports->rows = childplan__allocate(reports->allocator, units * elements, sizeof(struct row *));
    if (reports->rows == NULL) {
        childplan_reports_free(reports);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_reports = reports;
    return CHILDPLAN_OK;
}

void childplan_reports_free(childplan_reports *reports) {
    if (reports != NULL) {
        const struct allocator *allocator = reports->allocator;
        childplan__arena_end(&reports->arena);
        childplan__release(allocator, reports->rows);
        childplan__release(allocator, reports->superseded);
        childplan__release(allocator, (void *)reports->files);
        childplan__release(allocator, reports);
    }
}

size_t childplan_reports_fact_count(const childplan_reports *reports) {
    return reports == NULL ? 0 : reports->fact_count;
}

const struct childplan_plan *childplan__reports_plan(const struct childplan_reports *reports) {
    return reports->plan;
}

const char *childplan__reports_file(const struct childplan_reports *reports, uint32_t file) {
    return reports->files[file];
}

int32_t childplan__has_row(const struct childplan_reports *reports, int32_t unit, int32_t element) {
    const struct row *row = *row_at(reports, unit, element);
    return row != NULL && row->fact_count > 0;
}

const struct fact *childplan__fact_newest(const struct childplan_reports *reports, int32_t unit, int32_t element,
                                          int32_t cycle) {
    const struct row *row = *row_at(reports, unit, element);
    return row == NULL || !row->cells[cycle].present ? NULL : &row->cells[cycle].fact;
}

const struct fact *childplan__fact_older(const struct childplan_reports *reports, const struct fact *fact) {
    uint32_t older = ((const struct revision *)fact)->older;
    return older == 0 ? NULL : &reports->superseded[older - 1].fact;
}

/* The newest fact submitted by a day. CHILDPLAN_NO_DATE, the least date, is submitted by any. */
static const struct fact *newest_by(const struct childplan_reports *reports, int32_t unit, int32_t element,
                                    int32_t cycle, int32_t known_by) {
    const struct fact *fact = childplan__fact_newest(reports, unit, element, cycle);
    while (known_by != CHILDPLAN_NO_DATE && fact != NULL && fact->submitted > known_by) {
        fact = childplan__fact_older(reports, fact);
    }
    return fact == NULL || fact->withdrawn ? NULL : fact;
}

int32_t childplan__fact_in_force(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                                 int32_t known_by, int64_t *ret_value) {
    const struct fact *fact = newest_by(reports, unit, element, cycle, known_by);
    if (fact == NULL) {
        return 0;
    }
    *ret_value = fact->value;
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
    const struct fact *fact = newest_by(reports, unit, element, cycle, known_by);
    if (fact == NULL) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value = fact->value;
    if (ret_submitted != NULL) {
        *ret_submitted = fact->submitted;
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__store_reserve_row(struct childplan_reports *reports, int32_t unit, int32_t element) {
    struct row **row = row_at(reports, unit, element);
    if (*row == NULL) {
        int32_t frequency = reports->plan->elements[element].frequency;
        size_t cycles = (size_t)childplan__cycle_count(&reports->plan->calendar, frequency);
        /* A year has at most 12 cycles and there are at most 9999 years, so this fits. */
        *row = childplan__arena_allocate(&reports->arena, 1, sizeof **row + cycles * sizeof(struct revision));
    }
    return *row == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

childplan_status childplan__store_reserve_superseded(struct childplan_reports *reports, size_t count) {
    if (count > UINT32_MAX - reports->superseded_count) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (count == 0) {
        return CHILDPLAN_OK;
    }
    return childplan__reserve(reports->allocator, &reports->superseded, &reports->superseded_capacity,
                              reports->superseded_count + count, sizeof *reports->superseded);
}

childplan_status childplan__store_reserve_file(struct childplan_reports *reports, const char *name,
                                               uint32_t *ret_file) {
    for (size_t i = reports->file_count; i > 0; i--) {
        if (strcmp(reports->files[i - 1], name) == 0) {
            *ret_file = (uint32_t)(i - 1);
            return CHILDPLAN_OK;
        }
    }
    childplan_status status = childplan__reserve(reports->allocator, (void *)&reports->files, &reports->file_capacity,
                                                 reports->file_count + 1, sizeof *reports->files);
    const char *copy = status != CHILDPLAN_OK ? NULL : childplan__arena_copy_text(&reports->arena, name, strlen(name));
    if (copy == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_file = (uint32_t)reports->file_count;
    reports->files[reports->file_count++] = copy;
    return CHILDPLAN_OK;
}

/* Puts a fact that is not the newest where its date belongs in the cell's chain. */
static void add_older(struct childplan_reports *reports, struct revision *cell, const struct fact *fact) {
    struct revision *newer = cell;
    while (newer->older != 0 && reports->superseded[newer->older - 1].fact.submitted > fact->submitted) {
        newer = &reports->superseded[newer->older - 1];
    }
    struct revision *added = &reports->superseded[reports->superseded_count++];
    *added = (struct revision){*fact, newer->older, 1};
    newer->older = (uint32_t)reports->superseded_count;
}

void childplan__store_add(struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                          const struct fact *fact) {
    struct row *row = *row_at(reports, unit, element);
    struct revision *cell = &row->cells[cycle];
    if (!cell->present) {
        *cell = (struct revision){*fact, 0, 1};
    } else if (cell->fact.submitted > fact->submitted) {
        add_older(reports, cell, fact);
    } else {
        reports->superseded[reports->superseded_count++] = *cell;
        *cell = (struct revision){*fact, (uint32_t)reports->superseded_count, 1};
    }
    row->fact_count++;
    reports->fact_count++;
}
