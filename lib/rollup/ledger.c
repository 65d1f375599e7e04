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

int32_t childplan__ledger_collects(const struct ledger *ledger) {
    return ledger != NULL && ledger->units != NULL;
}

childplan_status childplan__ledger_sum_units(const struct ledger *ledger, const struct tally *tallies, size_t count) {
    return childplan__ledger_collects(ledger) ? childplan__sum_units(tallies, count, ledger->units) : CHILDPLAN_OK;
}

/* What a tally that was made holds, again where 64 bits did not. */
static childplan_status widen(const struct tally *tally, const uint64_t *units, struct exact_sums *exact,
                              int32_t *ret_unit) {
    if (*tally->too_large) {
        return childplan__sum_slots_exactly(tally->frame, tally->tree, units, exact, ret_unit);
    }
    for (int32_t slot = 0; slot < tally->tree->slot_count; slot++) {
        exact[slot] = childplan__exact_sums(&tally->sums[slot]);
    }
    return CHILDPLAN_OK;
}

/* What is measured from the period before may be asked for more than once. */
static childplan_status put_page(struct ledger *ledger, const struct tally *tally, struct exact_sums *exact,
                                 int32_t *ret_unit) {
    struct page key = key_of(tally->frame, tally->tree);
    size_t place = place_of(ledger, &key);
    if (is_at(ledger, place, &key)) {
        return CHILDPLAN_OK;
    }
    childplan_status status = widen(tally, ledger->units, exact, ret_unit);
    if (status == CHILDPLAN_OK) {
        status = childplan__ledger_insert(ledger, place, &key);
    }
    return status == CHILDPLAN_OK ? fill_page(ledger, &ledger->pages[place], tally->tree, exact) : status;
}

/* The slot of a unit itself; CHILDPLAN_NONE where it has none. */
static int32_t own_slot(const struct tree *tree, int32_t unit) {
    return childplan__tree_has(tree, unit) ? tree->slot[tree->place[unit]] : CHILDPLAN_NONE;
}

static childplan_status read_page(struct ledger *ledger, const struct tally *tally, struct exact_sums *exact,
                                  int32_t *ret_unit) {
    struct page key = key_of(tally->frame, tally->tree);
    size_t place = place_of(ledger, &key);
    struct page *page = is_at(ledger, place, &key) ? &ledger->pages[place] : NULL;
    for (size_t i = 0; page != NULL && i < page->count; i++) {
        int32_t slot = own_slot(tally->tree, page->leaves[i].unit);
        if (slot == CHILDPLAN_NONE) {
            return CHILDPLAN_ERROR_REFUSED;
        }
        exact[slot] = page->leaves[i].sums;
    }
    if (page != NULL) {
        page->is_read = 1;
    }
    return childplan__sum_up_exactly(tally->frame->over_units, tally->tree, exact, tally->sums, ret_unit);
}

childplan_status childplan__ledger_settle(struct ledger *ledger, const struct tally *tally, int32_t *ret_unit) {
    const struct allocator *allocator = tally->frame->sources->allocator;
    struct exact_sums *exact = childplan__allocate(allocator, (size_t)tally->tree->slot_count, sizeof *exact);
    if (exact == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status =
        (childplan__ledger_collects(ledger) ? put_page : read_page)(ledger, tally, exact, ret_unit);
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
