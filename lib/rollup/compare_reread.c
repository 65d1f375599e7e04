/* The facts of reports read again by another plan, as an import reads them. */
#include "../base/wide.h"
#include "comparison.h"

#include <string.h>

#define CHUNK 1024

struct rereading {
    const struct childplan_reports *from;
    const struct childplan_plan *plan; /* theirs */
    const struct childplan_plan *other;
    struct childplan_import *import;
    int32_t *units; /* where they are in the other plan */
    size_t count;   /* of the values below, which are not yet given to the import */
    int32_t unit[CHUNK];
    int64_t period[CHUNK];
    int32_t element[CHUNK];
    int64_t value[CHUNK];
    int32_t submitted[CHUNK];
};

static childplan_status flush(struct rereading *rereading) {
    size_t count = rereading->count;
    rereading->count = 0;
    return childplan_import_add_values(rereading->import, count, rereading->unit, rereading->period, rereading->element,
                                       rereading->value, rereading->submitted, NULL);
}

/* The value in the decimals of the other plan's element: 1, or 0 where it cannot be written so. */
static int32_t bring_to(int32_t from, int32_t to, int64_t *value) {
    if (to >= from) {
        return childplan__multiply(*value, childplan__power_of_ten(to - from), value);
    }
    int64_t divisor = childplan__power_of_ten(from - to);
    if (*value % divisor != 0) {
        return 0;
    }
    *value /= divisor;
    return 1;
}

static childplan_status give(struct rereading *rereading, int32_t unit, int32_t element, int64_t period, int32_t from,
                             const struct fact *fact) {
    int64_t value = fact->value;
    if (fact->withdrawn) {
        return childplan_import_add_withdrawal(rereading->import, unit, period, element, fact->submitted, NULL);
    }
    if (!bring_to(from, rereading->other->elements[element].decimals, &value)) {
        return CHILDPLAN_OK;
    }
    size_t at = rereading->count++;
    rereading->unit[at] = unit;
    rereading->period[at] = period;
    rereading->element[at] = element;
    rereading->value[at] = value;
    rereading->submitted[at] = fact->submitted;
    return rereading->count < CHUNK ? CHILDPLAN_OK : flush(rereading);
}

/* All facts of a unit and an element. */
static childplan_status give_row(struct rereading *rereading, int32_t unit, int32_t index, int32_t element) {
    const struct calendar *calendar = &rereading->plan->calendar;
    const struct element *reported = &rereading->plan->elements[index];
    int32_t cycles = childplan__cycle_count(calendar, reported->frequency);
    childplan_status status = CHILDPLAN_OK;
    for (int32_t cycle = 0; cycle < cycles; cycle++) {
        struct fact fact;
        int32_t found = childplan__fact_newest(rereading->from, unit, index, cycle, &fact);
        for (; found && status == CHILDPLAN_OK; found = childplan__fact_older(rereading->from, &fact, &fact)) {
            status = give(rereading, rereading->units[unit], element,
                          childplan__cycle_period(calendar, reported->frequency, cycle), reported->decimals, &fact);
        }
    }
    return status;
}

static childplan_status give_all(struct rereading *rereading) {
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < rereading->plan->element_count && status == CHILDPLAN_OK; i++) {
        const char *id = rereading->plan->elements[i].id;
        int32_t element = childplan__names_find(&rereading->other->element_names, id, strlen(id));
        for (int32_t unit = 0; element != CHILDPLAN_NONE && unit < rereading->plan->unit_count; unit++) {
            if (status == CHILDPLAN_OK && rereading->units[unit] != CHILDPLAN_NONE &&
                childplan__has_row(rereading->from, unit, i)) {
                status = give_row(rereading, unit, i, element);
            }
        }
    }
    return status == CHILDPLAN_OK ? flush(rereading) : status;
}

static childplan_status import_all(struct rereading *rereading, struct childplan_reports *reports) {
    childplan_status status = childplan_import_new(reports, &rereading->import);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_set_lenient(rereading->import, 1);
    }
    if (status == CHILDPLAN_OK) {
        status = give_all(rereading);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_import_commit(rereading->import, NULL, NULL, NULL);
    }
    childplan_import_free(rereading->import);
    return status;
}

childplan_status childplan__reread(const struct childplan_reports *reports, const struct childplan_plan *plan,
                                   struct childplan_reports **ret_reports) {
    const struct allocator *allocator = &plan->allocator;
    struct childplan_reports *read = NULL;
    struct rereading *rereading = childplan__allocate(allocator, 1, sizeof *rereading);
    childplan_status status = rereading == NULL ? CHILDPLAN_ERROR_NO_MEMORY : childplan_reports_new(plan, &read);
    if (status == CHILDPLAN_OK) {
        rereading->from = reports;
        rereading->plan = childplan__reports_plan(reports);
        rereading->other = plan;
        rereading->units = childplan__find_units_in(rereading->plan, plan, allocator);
        status = rereading->units == NULL ? CHILDPLAN_ERROR_NO_MEMORY : childplan_reports_set_origins(read, 0);
    }
    if (status == CHILDPLAN_OK) {
        status = import_all(rereading, read);
    }
    if (rereading != NULL) {
        childplan__release(allocator, rereading->units);
    }
    childplan__release(allocator, rereading);
    if (status == CHILDPLAN_OK) {
        *ret_reports = read;
    } else {
        childplan_reports_free(read);
    }
    return status;
}
