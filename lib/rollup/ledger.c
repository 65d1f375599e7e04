#include "ledger.h"

#include <stdlib.h>
#include <string.h>

void childplan__ledger_end(struct ledger *ledger) {
    for (size_t i = 0; i < ledger->count; i++) {
        childplan__release(ledger->allocator, ledger->pages[i].leaves);
    }
    childplan__release(ledger->allocator, ledger->pages);
    *ledger = (struct ledger){.allocator = ledger->allocator};
}

static int32_t order_of(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

int32_t childplan__page_compare(const struct page *a, const struct page *b) {
    int32_t order = order_of(a->day, b->day);
    order = order != 0 ? order : order_of(a->period, b->period);
    return order != 0 ? order : order_of(a->indicator, b->indicator);
}

/* The first page that is not before the key. */
static size_t place_of(const struct ledger *ledger, const struct page *key) {
    size_t low = 0;
    size_t high = ledger->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (childplan__page_compare(&ledger->pages[middle], key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int32_t is_at(const struct ledger *ledger, size_t place, const struct page *key) {
    return place < ledger->count && childplan__page_compare(&ledger->pages[place], key) == 0;
}

childplan_status childplan__ledger_insert(struct ledger *ledger, size_t at, const struct page *key) {
    childplan_status status = childplan__reserve(ledger->allocator, &ledger->pages, &ledger->capacity,
                                                 ledger->count + 1, sizeof *ledger->pages);
    if (status == CHILDPLAN_OK) {
        struct page *pages = ledger->pages;
        memmove(&pages[at + 1], &pages[at], (ledger->count - at) * sizeof *pages);
        pages[at] = (struct page){.day = key->day, .indicator = key->indicator, .period = key->period};
        ledger->count++;
    }
    return status;
}

childplan_status childplan__page_append(const struct ledger *ledger, struct page *page, const struct leaf *leaf) {
    childplan_status status =
        childplan__reserve(ledger->allocator, &page->leaves, &page->capacity, page->count + 1, sizeof *page->leaves);
    if (status == CHILDPLAN_OK) {
        page->leaves[page->count++] = *leaf;
    }
    return status;
}

static struct page key_of(const struct frame *frame, const struct tree *tree) {
    return (struct page){.day = tree->day,
                         .indicator = (int32_t)(frame->indicator - frame->sources->plan->indicators),
                         .period = frame->moment->period};
}

static int by_unit(const void *left, const void *right) {
    return order_of(((const struct leaf *)left)->unit, ((const struct leaf *)right)->unit);
}

static childplan_status fill_page(const struct ledger *ledger, struct page *page, const struct tree *tree,
                                  const struct exact_sums *exact) {
    childplan_status status = CHILDPLAN_OK;
    for (int32_t slot = 0; slot < tree->slot_count && status == CHILDPLAN_OK; slot++) {
        if (!childplan__exact_sums_are_nothing(&exact[slot])) {
            struct leaf leaf = {tree->slot_unit[slot], exact[slot]};
            status = childplan__page_append(ledger, page, &leaf);
        }
    }
    if (page->count > 0) {
        qsort(page->leaves, page->count, sizeof *page->leaves, by_unit);
    }
    return status;
}

/* In 64 bits where they do: that is quicker. */
static childplan_status sum_slots(const struct ledger *ledger, const struct frame *frame, const struct tree *tree,
                                  struct sums *sums, struct exact_sums *exact, int32_t *ret_unit) {
    if (childplan__sum_slots(frame, tree, ledger->units, sums, ret_unit) != CHILDPLAN_OK) {
        return childplan__sum_slots_exactly(frame, tree, ledger->units, exact, ret_unit);
    }
    for (int32_t slot = 0; slot < tree->slot_count; slot++) {
        exact[slot] = childplan__exact_sums(&sums[slot]);
    }
    return CHILDPLAN_OK;
}

static childplan_status collect(struct ledger *ledger, const struct frame *frame, const struct tree *tree,
                                struct sums *sums, struct exact_sums *exact, int32_t *ret_unit) {
    struct page key = key_of(frame, tree);
    size_t place = place_of(ledger, &key);
    childplan_status status = CHILDPLAN_OK;
    if (!is_at(ledger, place, &key)) {
        status = sum_slots(ledger, frame, tree, sums, exact, ret_unit);
        if (status == CHILDPLAN_OK) {
            status = childplan__ledger_insert(ledger, place, &key);
        }
        if (status == CHILDPLAN_OK) {
            status = fill_page(ledger, &ledger->pages[place], tree, exact);
        }
    }
    memset(sums, 0, (size_t)tree->slot_count * sizeof *sums);
    return status;
}

/* The slot of a unit itself; CHILDPLAN_NONE where it has none. */
static int32_t own_slot(const struct tree *tree, int32_t unit) {
    return childplan__tree_has(tree, unit) ? tree->slot[tree->place[unit]] : CHILDPLAN_NONE;
}

static childplan_status read_page(struct ledger *ledger, const struct frame *frame, const struct tree *tree,
                                  struct sums *sums, struct exact_sums *exact, int32_t *ret_unit) {
    struct page key = key_of(frame, tree);
    size_t place = place_of(ledger, &key);
    int32_t found = is_at(ledger, place, &key);
    for (size_t i = 0; found && i < ledger->pages[place].count; i++) {
        const struct leaf *leaf = &ledger->pages[place].leaves[i];
        int32_t slot = own_slot(tree, leaf->unit);
        if (slot == CHILDPLAN_NONE) {
            return CHILDPLAN_ERROR_REFUSED;
        }
        exact[slot] = leaf->sums;
    }
    if (found) {
        ledger->pages[place].is_read = 1;
    }
    return childplan__sum_up_exactly(frame->over_units, tree, exact, sums, ret_unit);
}

childplan_status childplan__ledger_sums(struct ledger *ledger, const struct frame *frame, const struct tree *tree,
                                        struct sums *sums, int32_t *ret_unit) {
    const struct allocator *allocator = frame->sources->allocator;
    struct exact_sums *exact = childplan__allocate(allocator, (size_t)tree->slot_count, sizeof *exact);
    if (exact == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = ledger->units != NULL ? collect(ledger, frame, tree, sums, exact, ret_unit)
                                                    : read_page(ledger, frame, tree, sums, exact, ret_unit);
    childplan__release(allocator, exact);
    return status;
}

/* How the numerators of an indicator's units go together. */
static enum aggregate over_units_of(const struct childplan_plan *plan, int32_t indicator) {
    const struct indicator *of = &plan->indicators[indicator];
    return of->denominator_count > 0 || of->numerator_count == 0 ? AGGREGATE_SUM
                                                                 : plan->elements[of->numerator[0].element].over_units;
}

static childplan_status merge_leaves(const struct ledger *ledger, enum aggregate over_units, const struct page *a,
                                     const struct page *b, struct page *into) {
    into->leaves = childplan__allocate(ledger->allocator, a->count + b->count, sizeof *into->leaves);
    if (into->leaves == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    into->capacity = a->count + b->count;
    size_t i = 0;
    size_t k = 0;
    while (i < a->count || k < b->count) {
        int32_t order = i == a->count ? 1 : k == b->count ? -1 : order_of(a->leaves[i].unit, b->leaves[k].unit);
        struct leaf *leaf = &into->leaves[into->count++];
        *leaf = order <= 0 ? a->leaves[i] : b->leaves[k];
        if (order == 0 && !childplan__combine_exact_sums(over_units, &leaf->sums, &b->leaves[k].sums)) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
        i += order <= 0;
        k += order >= 0;
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__ledger_merge(const struct childplan_plan *plan, const struct ledger *a,
                                         const struct ledger *b, struct ledger *ret_ledger) {
    const struct page nothing = {0};
    struct ledger merged = {.allocator = a->allocator, .knows_reports = a->knows_reports || b->knows_reports};
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0, k = 0; (i < a->count || k < b->count) && status == CHILDPLAN_OK;) {
        int32_t order = i == a->count ? 1 : k == b->count ? -1 : childplan__page_compare(&a->pages[i], &b->pages[k]);
        const struct page *of_a = order <= 0 ? &a->pages[i++] : &nothing;
        const struct page *of_b = order >= 0 ? &b->pages[k++] : &nothing;
        const struct page *key = order <= 0 ? of_a : of_b;
        status = childplan__ledger_insert(&merged, merged.count, key);
        if (status == CHILDPLAN_OK) {
            status =
                merge_leaves(&merged, over_units_of(plan, key->indicator), of_a, of_b, &merged.pages[merged.count - 1]);
        }
    }
    if (status != CHILDPLAN_OK) {
        childplan__ledger_end(&merged);
        return status;
    }
    *ret_ledger = merged;
    return CHILDPLAN_OK;
}
