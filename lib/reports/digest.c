/* The digest of all facts: the same for the same facts, however they came in. */
#include "store.h"

#include "../base/digest.h"
#include "../base/text.h"

#include <string.h>

/* Room for a period's name or a number. */
#define TEXT_SIZE 48

/* A cell as RFC 4180 writes it, so that no two lists of facts read the same. */
static void add_id(struct digest *digest, const char *id) {
    if (!strpbrk(id, ",\"")) {
        childplan__digest_add_string(digest, id);
        return;
    }
    childplan__digest_add_string(digest, "\"");
    for (const char *quote; (quote = strchr(id, '"')); id = quote + 1) {
        childplan__digest_add(digest, id, (size_t)(quote - id) + 1);
        childplan__digest_add_string(digest, "\"");
    }
    childplan__digest_add_string(digest, id);
    childplan__digest_add_string(digest, "\"");
}

/* What the facts of a cell begin with. */
struct cell {
    const char *unit;
    const char *element;
    char period[TEXT_SIZE];
    int32_t decimals;
};

static void add_fact(struct digest *digest, const struct cell *cell, const struct fact *fact) {
    char text[TEXT_SIZE];
    add_id(digest, cell->unit);
    childplan__digest_add_string(digest, ",");
    childplan__digest_add_string(digest, cell->period);
    childplan__digest_add_string(digest, ",");
    add_id(digest, cell->element);
    childplan__digest_add_string(digest, ",");
    if (!fact->withdrawn) {
        childplan__digest_add(digest, text, childplan__number_format(fact->value, cell->decimals, text));
    }
    childplan__digest_add_string(digest, ",");
    childplan__digest_add(digest, text, childplan_date_format(fact->submitted, text, sizeof text));
    childplan__digest_add_string(digest, "\n");
}

static void add_row(struct digest *digest, const struct childplan_reports *reports, int32_t unit, int32_t element) {
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    const struct element *reported = &plan->elements[element];
    int32_t cycles = childplan__cycle_count(&plan->calendar, reported->frequency);
    struct cell cell = {.unit = plan->units[unit].id, .element = reported->id, .decimals = reported->decimals};
    for (int32_t cycle = 0; cycle < cycles; cycle++) {
        struct fact fact;
        int32_t found = childplan__fact_newest(reports, unit, element, cycle, &fact);
        if (!found) {
            continue;
        }
        int64_t period = childplan__cycle_period(&plan->calendar, reported->frequency, cycle);
        childplan_period_format(period, cell.period, sizeof cell.period);
        for (; found; found = childplan__fact_older(reports, &fact, &fact)) {
            add_fact(digest, &cell, &fact);
        }
    }
}

void childplan__reports_digest(const struct childplan_reports *reports, char digits[DIGEST_SIZE]) {
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct digest digest;
    childplan__digest_begin(&digest);
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        for (int32_t element = 0; element < plan->element_count; element++) {
            if (childplan__has_row(reports, unit, element)) {
                add_row(&digest, reports, unit, element);
            }
        }
    }
    childplan__digest_end(&digest, digits);
}

size_t childplan_reports_digest(const childplan_reports *reports, char *buffer, size_t size) {
    char digits[DIGEST_SIZE] = "";
    if (reports != NULL) {
        childplan__reports_digest(reports, digits);
    }
    return childplan__give_text(digits, strlen(digits), buffer, size);
}
