/* What units declare for all of their subtree, against what the units in it have reported. */
#include "review.h"

#include "../base/order.h"
#include "../base/text.h"
#include "../structure/tree.h"

#include <stdlib.h>

/* A report of an element that checks another. */
struct declared {
    struct cell_key cell;
    int32_t checked; /* the element */
    int32_t day;     /* the cycle's last */
    int64_t value;
};

/* What units have reported of an element, together. */
struct subtotal {
    struct wide sum;
    int32_t could_report;
    int32_t reported;
};

struct subtrees {
    struct review *review;
    struct declared *declared;
    size_t count;
    size_t capacity;
    struct tree tree; /* of the day looked at; without memory before the first */
    int32_t has_tree;
    struct subtotal *totals; /* by position in the tree */
};

static childplan_status add_declared(struct subtrees *subtrees, const struct series *series,
                                     const struct point *point) {
    const struct review *review = subtrees->review;
    const struct element *element = series->element;
    struct declared declared = {
        .cell = {series->unit, series->index, point->cycle}, .checked = element->check_of, .value = point->reported};
    declared.day = childplan__cycle_days(&review->plan->calendar, element->frequency, point->cycle).last;
    if (declared.day < review->options->since) {
        return CHILDPLAN_OK;
    }
    childplan_status status = childplan__reserve(review->allocator, &subtrees->declared, &subtrees->capacity,
                                                 subtrees->count + 1, sizeof *subtrees->declared);
    if (status == CHILDPLAN_OK) {
        subtrees->declared[subtrees->count++] = declared;
    }
    return status;
}

static childplan_status gather_element(struct subtrees *subtrees, int32_t index) {
    struct review *review = subtrees->review;
    childplan_status status = CHILDPLAN_OK;
    for (int32_t unit = 0; unit < review->plan->unit_count && status == CHILDPLAN_OK; unit++) {
        struct series series = {0};
        if (childplan__has_row(review->reports, unit, index)) {
            (void)childplan__series_read(review, unit, index, &series);
        }
        for (int32_t i = 0; i < series.count && status == CHILDPLAN_OK; i++) {
            status = add_declared(subtrees, &series, &series.points[i]);
        }
    }
    return status;
}

/* By day and checked element, of which one sum is made for all who declare; then as they stand in the plan. */
static int compare_declared(const void *left, const void *right) {
    const struct declared *a = left;
    const struct declared *b = right;
    const int64_t keys[][2] = {
        {a->day, b->day}, {a->checked, b->checked}, {a->cell.unit, b->cell.unit}, {a->cell.element, b->cell.element}};
    return ORDER_KEYS(keys);
}

/* Sums are asked of any unit. */
static int32_t is_asked(const void *context, const struct unit_version *version) {
    (void)context;
    (void)version;
    return 1;
}

static childplan_status see_day(struct subtrees *subtrees, int32_t day) {
    const struct review *review = subtrees->review;
    struct tree tree;
    if (subtrees->has_tree && day >= subtrees->tree.same.first && day <= subtrees->tree.same.last) {
        return CHILDPLAN_OK;
    }
    childplan_status status = childplan__tree_begin(review->plan, review->allocator, day, is_asked, NULL, &tree);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    if (subtrees->has_tree) {
        childplan__tree_end(&subtrees->tree);
    }
    subtrees->tree = tree;
    subtrees->has_tree = 1;
    return CHILDPLAN_OK;
}

/* The cycle whose report of a unit belongs to the sum of a cycle; -1 where none does. A total since the year began of a
   unit that could report it earlier in the year only is still part of the year's. */
static int32_t cycle_of_unit(const struct subtrees *subtrees, const struct element *checked, int32_t unit,
                             int32_t cycle) {
    const struct life *life = &subtrees->review->life;
    int32_t first = cycle;
    if (checked->over_time == AGGREGATE_LAST && !childplan__tree_has(&subtrees->tree, unit)) {
        return -1;
    }
    if (checked->given == GIVEN_YEAR_TO_DATE) {
        first -= cycle % childplan__cycles_a_year(checked->frequency);
    }
    while (cycle >= first && !childplan__could_report(life, checked, unit, cycle)) {
        cycle--;
    }
    return cycle >= first ? cycle : -1;
}

static void add_total(struct subtotal *to, const struct subtotal *from) {
    /* At most 2^24 units of 64 bits cannot outgrow 128. */
    (void)childplan__wide_add(to->sum, from->sum, &to->sum);
    to->could_report += from->could_report;
    to->reported += from->reported;
}

static void add_unit(struct subtrees *subtrees, int32_t index, int32_t unit, int32_t cycle) {
    const struct review *review = subtrees->review;
    int32_t reported_in = cycle_of_unit(subtrees, &review->plan->elements[index], unit, cycle);
    int64_t value = 0;
    if (reported_in < 0) {
        return;
    }
    int32_t reported =
        childplan__fact_in_force(review->reports, unit, index, reported_in, review->options->known_by, &value);
    const struct subtotal own = {.sum = childplan__wide(reported ? value : 0), .could_report = 1, .reported = reported};
    add_total(&subtrees->totals[subtrees->tree.place[unit]], &own);
}

/* The subtotals of all positions: parents stand before their children. */
static void add_up(struct subtrees *subtrees, int32_t index, int32_t cycle) {
    const struct tree *tree = &subtrees->tree;
    for (int32_t position = 0; position < tree->count; position++) {
        subtrees->totals[position] = (struct subtotal){0};
    }
    for (int32_t unit = 0; unit < subtrees->review->plan->unit_count; unit++) {
        add_unit(subtrees, index, unit, cycle);
    }
    for (int32_t position = tree->count - 1; position > 0; position--) {
        add_total(&subtrees->totals[tree->parent[position]], &subtrees->totals[position]);
    }
}

static int32_t code_of(const struct element *checked, const struct subtotal *total, int32_t order) {
    if (total->reported == total->could_report) {
        return CHILDPLAN_DIAGNOSTIC_DATA_SUBTREE_DIFFERS;
    }
    return order < 0 && checked->min >= 0 ? CHILDPLAN_DIAGNOSTIC_DATA_SUBTREE_EXCEEDED
                                          : CHILDPLAN_DIAGNOSTIC_DATA_SUBTREE_INCOMPLETE;
}

static void compare(const struct subtrees *subtrees, const struct declared *declared) {
    struct review *review = subtrees->review;
    const struct tree *tree = &subtrees->tree;
    const struct element *checked = &review->plan->elements[declared->checked];
    char sum[64];
    if (!childplan__tree_has(tree, declared->cell.unit)) {
        return;
    }
    const struct subtotal *total = &subtrees->totals[tree->place[declared->cell.unit]];
    int32_t order = childplan__wide_compare(childplan__wide(declared->value), total->sum);
    if (order == 0 || total->could_report == 0) {
        return;
    }
    const struct fraction exact = {total->sum, childplan__wide(childplan__power_of_ten(checked->decimals))};
    (void)childplan__fraction_format(exact, checked->decimals, sum);
    TELL(review, code_of(checked, total, order), declared->cell, declared->value, sum, checked->id,
         childplan__count_text(total->could_report).text, childplan__count_text(total->reported).text);
}

static childplan_status compare_all(struct subtrees *subtrees) {
    const struct declared *last = NULL;
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < subtrees->count; i++) {
        const struct declared *declared = &subtrees->declared[i];
        if (last == NULL || declared->day != last->day || declared->checked != last->checked) {
            status = see_day(subtrees, declared->day);
            if (status != CHILDPLAN_OK) {
                return status;
            }
            add_up(subtrees, declared->checked, declared->cell.cycle);
        }
        compare(subtrees, declared);
        last = declared;
    }
    return status;
}

static void end(struct subtrees *subtrees) {
    const struct allocator *allocator = subtrees->review->allocator;
    if (subtrees->has_tree) {
        childplan__tree_end(&subtrees->tree);
    }
    childplan__release(allocator, subtrees->declared);
    childplan__release(allocator, subtrees->totals);
}

childplan_status childplan__check_subtrees(struct review *review) {
    const struct childplan_plan *plan = review->plan;
    struct subtrees subtrees = {.review = review};
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < plan->element_count && status == CHILDPLAN_OK; i++) {
        if (plan->elements[i].check_of != CHILDPLAN_NONE) {
            status = gather_element(&subtrees, i);
        }
    }
    if (status == CHILDPLAN_OK && subtrees.count > 0) {
        subtrees.totals = childplan__allocate(review->allocator, (size_t)plan->unit_count, sizeof *subtrees.totals);
        status = subtrees.totals == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
        qsort(subtrees.declared, subtrees.count, sizeof *subtrees.declared, compare_declared);
    }
    if (status == CHILDPLAN_OK && subtrees.count > 0) {
        status = compare_all(&subtrees);
    }
    end(&subtrees);
    return status;
}
