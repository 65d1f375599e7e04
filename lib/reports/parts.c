/*
 * part_of: at every moment, among the values then in force, a part is not above its whole. Of an import the parts that
 * break it are refused, wholes being settled first; or, where the part is held from an earlier import, the whole. What
 * is refused depends on the set of the facts only, never on their order.
 */
#include "import.h"

#include "../base/wide.h"

/* A stretch of the order of staged facts. */
struct stretch {
    size_t begin;
    size_t end;
};

struct settling {
    struct commit *commit;
    const struct childplan_plan *plan;
    int32_t *members; /* elements that are a part or a whole: families together, wholes before their parts */
    int32_t *ends;    /* by member: where its family ends */
    int32_t member_count;
    struct stretch *left; /* by element: what is left of a unit's staged facts */
    struct stretch *cell; /* by element: those of the cycle at hand */
    struct timeline part;
    struct timeline whole;
};

static const struct staged *staged_at(const struct settling *settling, size_t place) {
    return &settling->commit->staged[settling->commit->order[place]];
}

int32_t childplan__is_above(const struct childplan_plan *plan, int32_t part, int64_t part_value, int32_t whole,
                            int64_t whole_value) {
    int64_t part_unit = childplan__power_of_ten(plan->elements[part].decimals);
    int64_t whole_unit = childplan__power_of_ten(plan->elements[whole].decimals);
    return childplan__wide_compare(childplan__wide_product(part_value, whole_unit),
                                   childplan__wide_product(whole_value, part_unit)) > 0;
}

/* Refuses the one of a part and its whole that is to go, if it is of the kind looked for. */
static childplan_status refuse(struct settling *settling, int32_t part_element, const struct dated_fact *part,
                               const struct dated_fact *whole, int32_t held_parts) {
    int32_t whole_element = settling->plan->elements[part_element].part_of;
    if (held_parts && part->staged == NOT_STAGED && whole->staged != NOT_STAGED) {
        struct verdict verdict = {.staged = (uint32_t)whole->staged,
                                  .code = CHILDPLAN_DIAGNOSTIC_WHOLE_BELOW_PART,
                                  .other_element = part_element,
                                  .other_value = part->value};
        return childplan__judge(settling->commit, &verdict, 1);
    }
    if (!held_parts && part->staged != NOT_STAGED) {
        struct verdict verdict = {.staged = (uint32_t)part->staged,
                                  .code = CHILDPLAN_DIAGNOSTIC_PART_ABOVE_WHOLE,
                                  .other_element = whole_element,
                                  .other_value = whole->value};
        return childplan__judge(settling->commit, &verdict, 1);
    }
    return CHILDPLAN_OK;
}

/* Goes through the days on which a part or its whole changed. */
static childplan_status walk(struct settling *settling, int32_t part_element, int32_t held_parts) {
    int32_t whole_element = settling->plan->elements[part_element].part_of;
    const struct timeline *parts = &settling->part;
    const struct timeline *wholes = &settling->whole;
    const struct dated_fact *part = NULL;
    const struct dated_fact *whole = NULL;
    size_t p = 0;
    size_t w = 0;
    childplan_status status = CHILDPLAN_OK;
    while (status == CHILDPLAN_OK && (p < parts->count || w < wholes->count)) {
        int32_t part_next =
            p < parts->count && (w == wholes->count || parts->facts[p].submitted <= wholes->facts[w].submitted);
        int32_t whole_next =
            w < wholes->count && (p == parts->count || wholes->facts[w].submitted <= parts->facts[p].submitted);
        part = part_next ? &parts->facts[p] : part;
        whole = whole_next ? &wholes->facts[w] : whole;
        p += (size_t)part_next;
        w += (size_t)whole_next;
        if (part != NULL && whole != NULL && !part->withdrawn && !whole->withdrawn &&
            childplan__is_above(settling->plan, part_element, part->value, whole_element, whole->value)) {
            status = refuse(settling, part_element, part, whole, held_parts);
        }
    }
    return status;
}

static childplan_status gather(const struct settling *settling, int32_t unit, int32_t element, int32_t cycle,
                               struct timeline *timeline) {
    struct stretch cell = settling->cell[element];
    return childplan__gather(settling->commit, unit, element, cycle, cell.begin, cell.end, timeline);
}

/* One round for a part in a cell: wholes below a held part, or else parts above their whole, are refused. */
static childplan_status settle_once(struct settling *settling, int32_t unit, int32_t part, int32_t cycle,
                                    int32_t held_parts) {
    childplan_status status = gather(settling, unit, part, cycle, &settling->part);
    if (status == CHILDPLAN_OK) {
        status = gather(settling, unit, settling->plan->elements[part].part_of, cycle, &settling->whole);
    }
    return status == CHILDPLAN_OK ? walk(settling, part, held_parts) : status;
}

static int32_t is_empty(struct stretch stretch) {
    return stretch.begin == stretch.end;
}

/* One kind of refusal in a family's cells, from the wholes down; what is refused lays bare what it had superseded, so
   that its element is looked at again. */
static childplan_status settle_kind(struct settling *settling, int32_t unit, int32_t cycle, struct stretch family,
                                    int32_t held_parts) {
    for (size_t m = family.begin; m < family.end;) {
        int32_t part = settling->members[m];
        int32_t whole = settling->plan->elements[part].part_of;
        size_t before = settling->commit->refused;
        if (whole != CHILDPLAN_NONE && !(is_empty(settling->cell[part]) && is_empty(settling->cell[whole])) &&
            settle_once(settling, unit, part, cycle, held_parts) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        m += settling->commit->refused == before;
    }
    return CHILDPLAN_OK;
}

/* A family's cells of one unit and cycle, until nothing more is to be refused. Wholes that break a held part go first,
   so that no part is refused for a whole that does not stay. */
static childplan_status settle_cells(struct settling *settling, int32_t unit, int32_t cycle, struct stretch family) {
    size_t refused = 0;
    childplan_status status = CHILDPLAN_OK;
    do {
        refused = settling->commit->refused;
        status = settle_kind(settling, unit, cycle, family, 1);
        if (status == CHILDPLAN_OK) {
            status = settle_kind(settling, unit, cycle, family, 0);
        }
    } while (status == CHILDPLAN_OK && settling->commit->refused > refused);
    return status;
}

/* The earliest cycle among a family's facts that are left; INT32_MAX: none. */
static int32_t next_cycle(const struct settling *settling, int32_t begin, int32_t end) {
    int32_t cycle = INT32_MAX;
    for (int32_t m = begin; m < end; m++) {
        struct stretch left = settling->left[settling->members[m]];
        if (!is_empty(left) && staged_at(settling, left.begin)->cycle < cycle) {
            cycle = staged_at(settling, left.begin)->cycle;
        }
    }
    return cycle;
}

static childplan_status settle_family(struct settling *settling, int32_t unit, int32_t begin, int32_t end) {
    for (int32_t cycle = next_cycle(settling, begin, end); cycle != INT32_MAX;
         cycle = next_cycle(settling, begin, end)) {
        for (int32_t m = begin; m < end; m++) {
            struct stretch *left = &settling->left[settling->members[m]];
            struct stretch *cell = &settling->cell[settling->members[m]];
            cell->begin = left->begin;
            while (!is_empty(*left) && staged_at(settling, left->begin)->cycle == cycle) {
                left->begin++;
            }
            cell->end = left->begin;
        }
        if (settle_cells(settling, unit, cycle, (struct stretch){(size_t)begin, (size_t)end}) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

/* One unit's staged facts. Each element's stretch is used up where it is of a family, and else forgotten. */
static childplan_status settle_unit(struct settling *settling, struct stretch unit) {
    for (size_t i = unit.begin; i < unit.end;) {
        int32_t element = staged_at(settling, i)->element;
        size_t begin = i;
        while (i < unit.end && staged_at(settling, i)->element == element) {
            i++;
        }
        settling->left[element] = (struct stretch){begin, i};
    }
    int32_t unit_index = staged_at(settling, unit.begin)->unit;
    for (int32_t m = 0; m < settling->member_count; m = settling->ends[m]) {
        if (settle_family(settling, unit_index, m, settling->ends[m]) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status settle_units(struct settling *settling) {
    struct commit *commit = settling->commit;
    for (size_t i = 0; i < commit->count;) {
        struct stretch unit = {i, i};
        while (unit.end < commit->count && staged_at(settling, unit.end)->unit == staged_at(settling, i)->unit) {
            unit.end++;
        }
        childplan_status status = settle_unit(settling, unit);
        if (status == CHILDPLAN_OK) {
            status = childplan__commit_reach(commit, PASS_PARTS, unit.end);
        }
        if (status != CHILDPLAN_OK) {
            return status;
        }
        i = unit.end;
    }
    return CHILDPLAN_OK;
}

/* Lists the families of the plan. parts and siblings: by element, scratch. */
static void list_families(struct settling *settling, int32_t *parts, int32_t *siblings) {
    const struct childplan_plan *plan = settling->plan;
    for (int32_t e = 0; e < plan->element_count; e++) {
        parts[e] = CHILDPLAN_NONE;
    }
    for (int32_t e = plan->element_count - 1; e >= 0; e--) {
        int32_t whole = plan->elements[e].part_of;
        if (whole != CHILDPLAN_NONE) {
            siblings[e] = parts[whole];
            parts[whole] = e;
        }
    }
    for (int32_t root = 0; root < plan->element_count; root++) {
        if (plan->elements[root].part_of != CHILDPLAN_NONE || parts[root] == CHILDPLAN_NONE) {
            continue;
        }
        int32_t begin = settling->member_count;
        settling->members[settling->member_count++] = root;
        for (int32_t m = begin; m < settling->member_count; m++) {
            for (int32_t e = parts[settling->members[m]]; e != CHILDPLAN_NONE; e = siblings[e]) {
                settling->members[settling->member_count++] = e;
            }
        }
        for (int32_t m = begin; m < settling->member_count; m++) {
            settling->ends[m] = settling->member_count;
        }
    }
}

static int32_t has_parts(const struct childplan_plan *plan) {
    for (int32_t e = 0; e < plan->element_count; e++) {
        if (plan->elements[e].part_of != CHILDPLAN_NONE) {
            return 1;
        }
    }
    return 0;
}

childplan_status childplan__settle_parts(struct commit *commit) {
    const struct childplan_plan *plan = commit->import->plan;
    const struct allocator *allocator = commit->import->allocator;
    if (!has_parts(plan)) {
        return CHILDPLAN_OK;
    }
    size_t elements = (size_t)plan->element_count;
    int32_t *numbers = childplan__allocate(allocator, 4 * elements, sizeof *numbers);
    struct stretch *stretches = childplan__allocate(allocator, 2 * elements, sizeof *stretches);
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    if (numbers != NULL && stretches != NULL) {
        struct settling settling = {.commit = commit,
                                    .plan = plan,
                                    .members = numbers,
                                    .ends = numbers + elements,
                                    .left = stretches,
                                    .cell = stretches + elements};
        list_families(&settling, numbers + 2 * elements, numbers + 3 * elements);
        status = settle_units(&settling);
        childplan__release(allocator, settling.part.facts);
        childplan__release(allocator, settling.whole.facts);
    }
    childplan__release(allocator, numbers);
    childplan__release(allocator, stretches);
    return status;
}
