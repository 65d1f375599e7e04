/* The digest of all facts: the same for the same facts, however they came in. It needs no memory of its own. */
#include "store.h"

#include "../base/digest.h"
#include "../base/text.h"

#include <string.h>

/* Room for a period's name, a number or a date. */
#define TEXT_SIZE 48
/* What is gathered before it is added: some facts. */
#define CHUNK_SIZE 2048
/* Periods whose names are kept. */
#define PERIOD_COUNT 64

/* An id, in quotes where CSV needs them. */
struct id {
    const char *text;
    size_t size; /* of what is plain; 0: needs quotes */
};

struct named {
    int64_t period;
    size_t size; /* 0: free */
    char text[TEXT_SIZE];
};

struct work {
    const struct childplan_reports *reports;
    const struct childplan_plan *plan;
    struct digest digest;
    struct named periods[PERIOD_COUNT];
    char chunk[CHUNK_SIZE];
    size_t size;
};

static void flush(struct work *work) {
    childplan__digest_add(&work->digest, work->chunk, work->size);
    work->size = 0;
}

static void add(struct work *work, const char *bytes, size_t size) {
    if (size > CHUNK_SIZE - work->size) {
        flush(work);
    }
    if (size > CHUNK_SIZE) {
        childplan__digest_add(&work->digest, bytes, size);
        return;
    }
    memcpy(work->chunk + work->size, bytes, size);
    work->size += size;
}

static struct id id_of(const char *text) {
    return (struct id){text, strpbrk(text, ",\"") == NULL ? strlen(text) : 0};
}

/* A cell as RFC 4180 writes it, so that no two lists of facts read the same. */
static void add_id(struct work *work, struct id id) {
    if (id.size > 0) {
        add(work, id.text, id.size);
        return;
    }
    add(work, "\"", 1);
    for (const char *quote; (quote = strchr(id.text, '"')); id.text = quote + 1) {
        add(work, id.text, (size_t)(quote - id.text) + 1);
        add(work, "\"", 1);
    }
    add(work, id.text, strlen(id.text));
    add(work, "\"", 1);
}

/* The name of a period between commas. */
static const struct named *name_of(struct work *work, int64_t period) {
    struct named *named = &work->periods[((uint64_t)period ^ (uint64_t)period >> 8) % PERIOD_COUNT];
    if (named->size == 0 || named->period != period) {
        named->period = period;
        named->text[0] = ',';
        named->size = 1 + childplan_period_format(period, named->text + 1, sizeof named->text - 2);
        named->text[named->size++] = ',';
    }
    return named;
}

static void add_facts(struct work *work, struct id unit, int32_t element, struct id element_id, int64_t period,
                      const struct fact *newest) {
    const struct named *named = name_of(work, period);
    int32_t decimals = work->plan->elements[element].decimals;
    struct fact fact = *newest;
    for (int32_t found = 1; found; found = childplan__fact_older(work->reports, &fact, &fact)) {
        char text[2 * TEXT_SIZE] = ",";
        size_t size = 1;
        add_id(work, unit);
        add(work, named->text, named->size);
        add_id(work, element_id);
        size += fact.withdrawn ? 0 : childplan__number_format(fact.value, decimals, text + size);
        text[size++] = ',';
        size += fact.submitted == CHILDPLAN_NO_DATE
                    ? 0
                    : childplan_date_format(fact.submitted, text + size, sizeof text - size);
        text[size++] = '\n';
        add(work, text, size);
    }
}

static void add_row(struct work *work, struct id unit_id, int32_t unit, int32_t element) {
    const struct calendar *calendar = &work->plan->calendar;
    const struct element *reported = &work->plan->elements[element];
    int32_t cycles = childplan__cycle_count(calendar, reported->frequency);
    struct id element_id = id_of(reported->id);
    for (int32_t cycle = 0; cycle < cycles; cycle++) {
        struct fact fact;
        if (childplan__fact_newest(work->reports, unit, element, cycle, &fact)) {
            int64_t period = childplan__cycle_period(calendar, reported->frequency, cycle);
            add_facts(work, unit_id, element, element_id, period, &fact);
        }
    }
}

static void compute(const struct childplan_reports *reports, char digits[DIGEST_SIZE]) {
    struct work work = {.reports = reports, .plan = childplan__reports_plan(reports)};
    childplan__digest_begin(&work.digest);
    for (int32_t unit = 0; unit < work.plan->unit_count; unit++) {
        struct id id = id_of(work.plan->units[unit].id);
        for (int32_t element = 0; element < work.plan->element_count; element++) {
            if (childplan__has_row(reports, unit, element)) {
                add_row(&work, id, unit, element);
            }
        }
    }
    flush(&work);
    childplan__digest_end(&work.digest, digits);
}

void childplan__reports_digest(const struct childplan_reports *reports, char digits[DIGEST_SIZE]) {
    char *kept = childplan__kept_digest(reports);
    if (kept[0] == '\0') {
        compute(reports, kept);
    }
    memcpy(digits, kept, DIGEST_SIZE);
}

size_t childplan_reports_digest(const childplan_reports *reports, char *buffer, size_t size) {
    char digits[DIGEST_SIZE] = "";
    if (reports != NULL) {
        childplan__reports_digest(reports, digits);
    }
    return childplan__give_text(digits, strlen(digits), buffer, size);
}
