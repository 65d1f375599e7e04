#include "partial_parts.h"

#include "../base/bits.h"
#include "../base/text.h"
#include "computation.h"

#include <string.h>

#define COUNT_TEXT 32

static const struct position nowhere = {NULL, 0, 0};

/* Copies a choice, ascending and each once. Errors: USAGE (an item that is none), NO_MEMORY. */
static childplan_status copy_choice(const struct allocator *allocator, const struct choice *from, int32_t limit,
                                    struct choice *into) {
    if (from->count == 0) {
        return CHILDPLAN_OK;
    }
    uint8_t *is_chosen = childplan__allocate(allocator, (size_t)limit, 1);
    into->items = childplan__allocate(allocator, (size_t)limit, sizeof *into->items);
    if (is_chosen == NULL || into->items == NULL) {
        childplan__release(allocator, is_chosen);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < from->count && status == CHILDPLAN_OK; i++) {
        if (from->items[i] < limit) {
            is_chosen[from->items[i]] = 1;
        } else {
            status = CHILDPLAN_ERROR_USAGE;
        }
    }
    for (int32_t item = 0; item < limit; item++) {
        if (is_chosen[item]) {
            into->items[into->count++] = item;
        }
    }
    childplan__release(allocator, is_chosen);
    return status;
}

static childplan_status copy_options(struct childplan_partial *partial,
                                     const struct childplan_rollup_options *options) {
    const struct childplan_plan *plan = partial->plan;
    struct childplan_rollup_options *own = &partial->options;
    own->structure = options->structure;
    own->known_by = options->known_by;
    own->until = options->until;
    own->threads = options->threads;
    own->no_digest = 1;
    own->periods = childplan__allocate(partial->allocator, options->period_count, sizeof *own->periods);
    if (own->periods == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    own->period_count = options->period_count;
    memcpy(own->periods, options->periods, own->period_count * sizeof *own->periods);
    childplan_status status = copy_choice(partial->allocator, &options->units, plan->unit_count, &own->units);
    if (status == CHILDPLAN_OK) {
        status = copy_choice(partial->allocator, &options->levels, plan->level_count, &own->levels);
    }
    if (status == CHILDPLAN_OK) {
        status = copy_choice(partial->allocator, &options->indicators, plan->indicator_count, &own->indicators);
    }
    return status;
}

static void digest_number(struct digest *digest, int32_t number) {
    char text[COUNT_TEXT];
    size_t size = childplan__number_format(number, 0, text);
    childplan__digest_add(digest, text, size + 1);
}

/* What decides where a unit's reports count. */
static void digest_units(const struct childplan_plan *plan, char digits[DIGEST_SIZE]) {
    struct digest digest;
    childplan__digest_begin(&digest);
    for (int32_t i = 0; i < plan->version_count; i++) {
        const struct unit_version *version = &plan->versions[i];
        const char *id = plan->units[version->unit].id;
        childplan__digest_add(&digest, id, strlen(id) + 1);
        digest_number(&digest, version->level);
        digest_number(&digest, version->parent);
        digest_number(&digest, version->from);
        digest_number(&digest, version->until);
        digest_number(&digest, version->successor);
        for (int32_t k = 0; k < version->tag_count; k++) {
            const char *tag = plan->tags[plan->tag_lists[version->first_tag + k]];
            childplan__digest_add(&digest, tag, strlen(tag) + 1);
        }
    }
    childplan__digest_end(&digest, digits);
}

childplan_status childplan__partial_new(const struct childplan_plan *plan,
                                        const struct childplan_rollup_options *options,
                                        struct childplan_partial **ret_partial) {
    if (options->period_count == 0 || options->until == CHILDPLAN_NO_DATE) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct childplan_partial *partial = childplan__allocate(&plan->allocator, 1, sizeof *partial);
    if (partial == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    partial->allocator = &plan->allocator;
    partial->plan = plan;
    partial->ledger.allocator = &plan->allocator;
    partial->units =
        childplan__allocate(&plan->allocator, childplan__words_for(plan->unit_count), sizeof *partial->units);
    childplan_status status = partial->units == NULL ? CHILDPLAN_ERROR_NO_MEMORY : copy_options(partial, options);
    if (status != CHILDPLAN_OK) {
        childplan_partial_free(partial);
        return status;
    }
    digest_units(plan, partial->units_digest);
    *ret_partial = partial;
    return CHILDPLAN_OK;
}

void childplan_partial_free(childplan_partial *partial) {
    if (partial == NULL) {
        return;
    }
    const struct allocator *allocator = partial->allocator;
    childplan__release(allocator, partial->options.periods);
    childplan__release(allocator, partial->options.units.items);
    childplan__release(allocator, partial->options.levels.items);
    childplan__release(allocator, partial->options.indicators.items);
    childplan__release(allocator, partial->units);
    childplan__ledger_end(&partial->ledger);
    childplan__release(allocator, partial);
}

int32_t childplan__partial_put_unit(struct childplan_partial *partial, int32_t unit) {
    uint64_t *word = &partial->units[unit / WORD_BITS];
    uint64_t bit = UINT64_C(1) << (unit % WORD_BITS);
    if (*word & bit) {
        return 0;
    }
    *word |= bit;
    partial->unit_count++;
    return 1;
}

static childplan_status put_units(struct childplan_partial *partial, const int32_t *units, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (units[i] < 0 || units[i] >= partial->plan->unit_count || !childplan__partial_put_unit(partial, units[i])) {
            return CHILDPLAN_ERROR_USAGE;
        }
    }
    return CHILDPLAN_OK;
}

/* A computation with the partial's plan and options. reports: NULL where the ledger is read. */
static struct computation computation_of(const struct childplan_partial *partial, const childplan_reports *reports,
                                         struct ledger *ledger, struct findings *findings) {
    return (struct computation){.options = &partial->options,
                                .findings = findings,
                                .sources = {.plan = partial->plan,
                                            .reports = reports,
                                            .ledger = ledger,
                                            .allocator = partial->allocator,
                                            .known_by = partial->options.known_by}};
}

/* The caller's progress function is his only as long as this works. */
static childplan_status collect(struct childplan_partial *partial, const childplan_reports *reports,
                                struct progress progress, struct findings *findings) {
    struct ledger *ledger = &partial->ledger;
    struct computation computation = computation_of(partial, reports, ledger, findings);
    partial->options.progress = progress;
    ledger->knows_reports = childplan__knows_reports(&computation.sources, partial->units);
    ledger->units = partial->units;
    childplan_status status = childplan__compute(&computation);
    childplan__computation_end(&computation);
    partial->options.progress = (struct progress){NULL, NULL};
    ledger->units = NULL;
    return status;
}

childplan_status childplan_partial_compute(const childplan_reports *reports, const childplan_rollup_options *options,
                                           const int32_t *units, size_t count, childplan_partial **ret_partial,
                                           childplan_diagnostics *reterr_diagnostics) {
    struct childplan_partial *partial = NULL;
    if (reports == NULL || options == NULL || (units == NULL && count > 0) || ret_partial == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    childplan_status status = childplan__partial_new(childplan__reports_plan(reports), options, &partial);
    if (status == CHILDPLAN_OK) {
        status = put_units(partial, units, count);
    }
    if (status == CHILDPLAN_OK) {
        status = collect(partial, reports, options->progress, &findings);
    }
    if (status != CHILDPLAN_OK) {
        childplan_partial_free(partial);
        return status;
    }
    *ret_partial = partial;
    return CHILDPLAN_OK;
}

const childplan_plan *childplan_partial_plan(const childplan_partial *partial) {
    return partial == NULL ? NULL : partial->plan;
}

size_t childplan_partial_unit_count(const childplan_partial *partial) {
    return partial == NULL ? 0 : partial->unit_count;
}

int32_t childplan_partial_has_unit(const childplan_partial *partial, int32_t unit) {
    return partial != NULL && unit >= 0 && unit < partial->plan->unit_count &&
           (partial->units[unit / WORD_BITS] >> (unit % WORD_BITS) & 1);
}

static int32_t same_choice(const struct choice *a, const struct choice *b) {
    return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static int32_t same_options(const struct childplan_rollup_options *a, const struct childplan_rollup_options *b) {
    return a->structure == b->structure && a->known_by == b->known_by && a->until == b->until &&
           a->period_count == b->period_count &&
           memcmp(a->periods, b->periods, a->period_count * sizeof *a->periods) == 0 &&
           same_choice(&a->units, &b->units) && same_choice(&a->levels, &b->levels) &&
           same_choice(&a->indicators, &b->indicators);
}

/* The first unit that is in both; CHILDPLAN_NONE where none is. */
static int32_t unit_in_both(const struct childplan_partial *a, const struct childplan_partial *b) {
    for (size_t word = 0; word < childplan__words_for(a->plan->unit_count); word++) {
        uint64_t both = a->units[word] & b->units[word];
        if (both != 0) {
            return (int32_t)(word * WORD_BITS + childplan__take_bit(&both));
        }
    }
    return CHILDPLAN_NONE;
}

static int32_t same_plan(const struct childplan_partial *a, const struct childplan_partial *b) {
    return strcmp(a->plan->digest, b->plan->digest) == 0 && strcmp(a->units_digest, b->units_digest) == 0;
}

static childplan_status check_fit(const struct childplan_partial *partial, const struct childplan_partial *other,
                                  struct findings *findings) {
    if (!same_plan(partial, other)) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN, nowhere, other->plan->id, other->plan->digest,
               partial->plan->id, partial->plan->digest);
        return CHILDPLAN_ERROR_REFUSED;
    }
    if (!same_options(&partial->options, &other->options)) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_OPTIONS, nowhere);
        return CHILDPLAN_ERROR_REFUSED;
    }
    int32_t unit = unit_in_both(partial, other);
    if (unit != CHILDPLAN_NONE) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_UNIT_TWICE, nowhere, partial->plan->units[unit].id);
        return CHILDPLAN_ERROR_REFUSED;
    }
    return CHILDPLAN_OK;
}

childplan_status childplan_partial_add(childplan_partial *partial, const childplan_partial *other,
                                       childplan_diagnostics *reterr_diagnostics) {
    struct ledger merged;
    if (partial == NULL || other == NULL || partial == other) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    childplan_status status = check_fit(partial, other, &findings);
    if (status == CHILDPLAN_OK) {
        status = childplan__ledger_merge(partial->plan, &partial->ledger, &other->ledger, &merged);
    }
    if (status != CHILDPLAN_OK) {
        return findings.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : status;
    }
    childplan__ledger_end(&partial->ledger);
    partial->ledger = merged;
    for (size_t word = 0; word < childplan__words_for(partial->plan->unit_count); word++) {
        partial->units[word] |= other->units[word];
    }
    partial->unit_count += other->unit_count;
    return CHILDPLAN_OK;
}

static childplan_status report_missing(const struct childplan_partial *partial, struct findings *findings) {
    char missing[COUNT_TEXT];
    char all[COUNT_TEXT];
    int32_t first = 0;
    while (childplan_partial_has_unit(partial, first)) {
        first++;
    }
    (void)childplan__number_format(partial->plan->unit_count - (int64_t)partial->unit_count, 0, missing);
    (void)childplan__number_format(partial->plan->unit_count, 0, all);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_UNITS_MISSING, nowhere, missing, all, partial->plan->units[first].id);
    return CHILDPLAN_ERROR_REFUSED;
}

/* A view of the ledger in which the pages that are asked for can be marked. */
static childplan_status view_ledger(const struct childplan_partial *partial, struct ledger *ret_view) {
    struct ledger view = partial->ledger;
    view.pages = childplan__allocate(partial->allocator, view.count, sizeof *view.pages);
    if (view.pages == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < view.count; i++) {
        view.pages[i] = partial->ledger.pages[i];
        view.pages[i].is_read = 0;
    }
    *ret_view = view;
    return CHILDPLAN_OK;
}

static int32_t all_were_read(const struct ledger *ledger) {
    for (size_t i = 0; i < ledger->count; i++) {
        if (!ledger->pages[i].is_read) {
            return 0;
        }
    }
    return 1;
}

static childplan_status read_rows(const struct childplan_partial *partial, struct findings *findings,
                                  struct childplan_rollup **ret_rollup) {
    struct ledger view;
    childplan_status status = view_ledger(partial, &view);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct computation computation = computation_of(partial, NULL, &view, findings);
    status = childplan__compute(&computation);
    childplan__computation_end(&computation);
    struct childplan_rollup *rollup = computation.rollup;
    if (status == CHILDPLAN_OK && !all_were_read(&view)) {
        childplan_rollup_free(rollup);
        status = CHILDPLAN_ERROR_REFUSED;
    }
    childplan__release(partial->allocator, view.pages);
    if (status == CHILDPLAN_OK) {
        *ret_rollup = rollup;
    } else if (status == CHILDPLAN_ERROR_REFUSED && findings->errors == 0) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED, nowhere);
    }
    return status;
}

childplan_status childplan_partial_rows(const childplan_partial *partial, childplan_rollup **ret_rollup,
                                        childplan_diagnostics *reterr_diagnostics) {
    if (partial == NULL || ret_rollup == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    childplan_status status = partial->unit_count < (size_t)partial->plan->unit_count
                                  ? report_missing(partial, &findings)
                                  : read_rows(partial, &findings, ret_rollup);
    return findings.no_memory && status == CHILDPLAN_ERROR_REFUSED ? CHILDPLAN_ERROR_NO_MEMORY : status;
}
