/* Staged facts in the order of their cells. */
#include "import.h"

#include <string.h>

/* Below so many, moving items one by one is the fastest. */
#define INSERTION_LIMIT 12

typedef int32_t (*compare_fn)(const void *context, uint32_t a, uint32_t b);

static int32_t is_sorted(const uint32_t *order, size_t count, compare_fn compare, const void *context) {
    for (size_t i = 1; i < count; i++) {
        if (compare(context, order[i], order[i - 1]) < 0) {
            return 0;
        }
    }
    return 1;
}

static void insertion_sort(uint32_t *order, size_t count, compare_fn compare, const void *context) {
    for (size_t i = 1; i < count; i++) {
        uint32_t item = order[i];
        size_t place = i;
        for (; place > 0 && compare(context, item, order[place - 1]) < 0; place--) {
            order[place] = order[place - 1];
        }
        order[place] = item;
    }
}

static void merge(uint32_t *order, uint32_t *scratch, size_t half, size_t count, compare_fn compare,
                  const void *context) {
    memcpy(scratch, order, half * sizeof *order);
    size_t left = 0;
    size_t right = half;
    for (size_t i = 0; left < half; i++) {
        int32_t take_right = right < count && compare(context, order[right], scratch[left]) < 0;
        order[i] = take_right ? order[right++] : scratch[left++];
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): it halves, so 64 deep at most. */
void childplan__sort_indices(uint32_t *order, uint32_t *scratch, size_t count, compare_fn compare,
                             const void *context) {
    if (count <= INSERTION_LIMIT) {
        insertion_sort(order, count, compare, context);
    } else if (!is_sorted(order, count, compare, context)) {
        size_t half = count / 2;
        childplan__sort_indices(order, scratch, half, compare, context);
        childplan__sort_indices(order + half, scratch, count - half, compare, context);
        merge(order, scratch, half, count, compare, context);
    }
}

static int32_t compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* Where rows stand: by file, line and column. */
int32_t childplan__compare_places(const struct staged *a, const struct staged *b) {
    int32_t order = compare_numbers(a->file, b->file);
    if (order == 0) {
        order = compare_numbers(a->line, b->line);
    }
    return order == 0 ? compare_numbers(a->column, b->column) : order;
}

/* By cell and date, those of one cell and date as they stand in their files. */
static int32_t compare_staged(const void *context, uint32_t a, uint32_t b) {
    const struct staged *first = (const struct staged *)context + a;
    const struct staged *second = (const struct staged *)context + b;
    int32_t order = compare_numbers(first->unit, second->unit);
    if (order == 0) {
        order = compare_numbers(first->element, second->element);
    }
    if (order == 0) {
        order = compare_numbers(first->cycle, second->cycle);
    }
    if (order == 0) {
        order = compare_numbers(first->submitted, second->submitted);
    }
    return order == 0 ? childplan__compare_places(first, second) : order;
}

static size_t row_of(const struct childplan_import *import, const struct staged *staged) {
    return (size_t)staged->unit * (size_t)import->plan->element_count + (size_t)staged->element;
}

/* Many: first by (unit, element) in one sweep, then within each. starts: zeroed, one more than there are rows. */
static void order_by_row(const struct childplan_import *import, uint32_t *order, uint32_t *scratch, uint32_t *starts,
                         size_t rows) {
    const struct staged *staged = import->staged;
    size_t count = import->staged_count;
    for (size_t i = 0; i < count; i++) {
        starts[row_of(import, &staged[i]) + 1]++;
    }
    for (size_t row = 0; row < rows; row++) {
        starts[row + 1] += starts[row];
    }
    for (size_t i = 0; i < count; i++) {
        order[starts[row_of(import, &staged[i])]++] = (uint32_t)i;
    }
    /* Now each row's start is where it ends. */
    for (size_t row = 0, start = 0; row < rows; row++) {
        childplan__sort_indices(order + start, scratch, starts[row] - start, compare_staged, staged);
        start = starts[row];
    }
}

childplan_status childplan__order_staged(const struct childplan_import *import, uint32_t *order, uint32_t *scratch) {
    size_t count = import->staged_count;
    size_t rows = (size_t)import->plan->unit_count * (size_t)import->plan->element_count;
    if (count >= rows / 8 && count > INSERTION_LIMIT) {
        uint32_t *starts = childplan__allocate(import->allocator, rows + 1, sizeof *starts);
        if (starts == NULL) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        order_by_row(import, order, scratch, starts, rows);
        childplan__release(import->allocator, starts);
        return CHILDPLAN_OK;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    childplan__sort_indices(order, scratch, count, compare_staged, import->staged);
    return CHILDPLAN_OK;
}
