/*
 * A commit: first every staged fact gets its fate, then all that can fail is done, and only then the store changes.
 */
#include "import.h"

#include "../base/text.h"

#include <string.h>

static const struct staged *staged_at(const struct commit *commit, size_t place) {
    return &commit->staged[commit->order[place]];
}

/* Staged facts between two times that it is told how far the commit is. */
#define FACTS_UNTOLD 65536

static int64_t commit_steps(const struct commit *commit) {
    return (int64_t)commit->count * COMMIT_PASSES + 1;
}

childplan_status childplan__commit_reach(struct commit *commit, enum commit_pass pass, size_t place) {
    size_t step = commit->count * (size_t)pass + place;
    if (step < commit->told + FACTS_UNTOLD) {
        return CHILDPLAN_OK;
    }
    commit->told = step;
    return childplan__tell(&commit->import->progress, CHILDPLAN_PHASE_COMMITTING, (int64_t)step, commit_steps(commit));
}

childplan_status childplan__judge(struct commit *commit, const struct verdict *verdict, int32_t refuse) {
    struct staged *staged = &commit->staged[verdict->staged];
    if (staged->fate == FATE_REFUSED) {
        return CHILDPLAN_OK;
    }
    if (commit->verdict_count == commit->verdict_capacity &&
        childplan__reserve(commit->import->allocator, &commit->verdicts, &commit->verdict_capacity,
                           commit->verdict_count + 1, sizeof *commit->verdicts) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    commit->verdicts[commit->verdict_count++] = *verdict;
    if (refuse) {
        staged->fate = FATE_REFUSED;
        commit->refused++;
    }
    return CHILDPLAN_OK;
}

childplan_status childplan__gather(const struct commit *commit, int32_t unit, int32_t element, int32_t cycle,
                                   size_t begin, size_t end, struct timeline *timeline) {
    const struct childplan_reports *reports = commit->import->reports;
    struct fact newest;
    int32_t is_held = childplan__fact_newest(reports, unit, element, cycle, &newest);
    size_t count = 0;
    struct fact fact = newest;
    for (int32_t found = is_held; found; found = childplan__fact_older(reports, &fact, &fact)) {
        count++;
    }
    for (size_t i = begin; i < end; i++) {
        count += staged_at(commit, i)->fate == FATE_ACCEPTED;
    }
    timeline->count = 0;
    if (childplan__reserve(commit->import->allocator, &timeline->facts, &timeline->capacity, count,
                           sizeof *timeline->facts) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    timeline->count = count;
    while (count > 0) {
        while (end > begin && staged_at(commit, end - 1)->fate != FATE_ACCEPTED) {
            end--;
        }
        const struct staged *staged = end > begin ? staged_at(commit, end - 1) : NULL;
        if (is_held && (staged == NULL || newest.submitted > staged->submitted)) {
            timeline->facts[--count] =
                (struct dated_fact){newest.value, newest.submitted, newest.withdrawn, NOT_STAGED};
            is_held = childplan__fact_older(reports, &newest, &newest);
        } else if (staged != NULL) {
            timeline->facts[--count] =
                (struct dated_fact){staged->value, staged->submitted, staged->withdrawn, commit->order[--end]};
        }
    }
    return CHILDPLAN_OK;
}

static int32_t is_same_cell(const struct staged *a, const struct staged *b) {
    return a->unit == b->unit && a->element == b->element && a->cycle == b->cycle;
}

static int32_t is_same_value(const struct staged *staged, int64_t value, int32_t withdrawn) {
    return staged->withdrawn == withdrawn && (withdrawn || staged->value == value);
}

/* What the store holds for a cell of that very date: 1 and written, or 0. */
static int32_t held_fact(const struct commit *commit, const struct staged *staged, struct fact *ret_fact) {
    const struct childplan_reports *reports = commit->import->reports;
    int32_t found = childplan__fact_newest(reports, staged->unit, staged->element, staged->cycle, ret_fact);
    while (found && ret_fact->submitted > staged->submitted) {
        found = childplan__fact_older(reports, ret_fact, ret_fact);
    }
    return found && ret_fact->submitted == staged->submitted;
}

static childplan_status repeated(struct commit *commit, size_t place, const char *file, uint32_t line) {
    struct verdict verdict = {.staged = commit->order[place],
                              .code = CHILDPLAN_DIAGNOSTIC_REPORTED_TWICE,
                              .other_file = file,
                              .other_line = line};
    commit->staged[verdict.staged].fate = FATE_REPEATED;
    return childplan__judge(commit, &verdict, 0);
}

static childplan_status contradicted(struct commit *commit, size_t place, const char *file, uint32_t line) {
    struct verdict verdict = {.staged = commit->order[place],
                              .code = CHILDPLAN_DIAGNOSTIC_REPORTED_OTHERWISE,
                              .other_file = file,
                              .other_line = line};
    return childplan__judge(commit, &verdict, 1);
}

/* One or more rows of a cell and date of which the store has a fact. */
static childplan_status settle_with_held(struct commit *commit, size_t begin, size_t end, const struct fact *held) {
    const char *file = childplan__reports_file(commit->import->reports, held->file);
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = begin; i < end && status == CHILDPLAN_OK; i++) {
        int32_t is_same = is_same_value(staged_at(commit, i), held->value, held->withdrawn);
        status = (is_same ? repeated : contradicted)(commit, i, file, held->line);
    }
    return status;
}

/* Several rows of a cell and date: one fact where they agree, none where any differs. */
static childplan_status settle_among(struct commit *commit, size_t begin, size_t end) {
    char *const *files = commit->import->files;
    const struct staged *first = staged_at(commit, begin);
    const struct staged *other = NULL;
    for (size_t i = begin + 1; i < end && other == NULL; i++) {
        other = is_same_value(staged_at(commit, i), first->value, first->withdrawn) ? NULL : staged_at(commit, i);
    }
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = begin + (other == NULL); i < end && status == CHILDPLAN_OK; i++) {
        int32_t is_same = is_same_value(staged_at(commit, i), first->value, first->withdrawn);
        const struct staged *named = is_same && other != NULL ? other : first;
        const char *file = named->file == NO_ORIGIN ? "" : files[named->file];
        status = (other == NULL ? repeated : contradicted)(commit, i, file, named->line);
    }
    return status;
}

static childplan_status settle_dates(struct commit *commit) {
    childplan_status status = CHILDPLAN_OK;
    for (size_t begin = 0; begin < commit->count && status == CHILDPLAN_OK;) {
        const struct staged *first = staged_at(commit, begin);
        size_t end = begin + 1;
        while (end < commit->count && is_same_cell(first, staged_at(commit, end)) &&
               first->submitted == staged_at(commit, end)->submitted) {
            end++;
        }
        struct fact held;
        if (held_fact(commit, first, &held)) {
            status = settle_with_held(commit, begin, end, &held);
        } else if (end - begin > 1) {
            status = settle_among(commit, begin, end);
        }
        begin = end;
        status = status == CHILDPLAN_OK ? childplan__commit_reach(commit, PASS_DATES, begin) : status;
    }
    return status;
}

/* The end of the stretch of one cell. */
static size_t cell_end(const struct commit *commit, size_t begin) {
    size_t end = begin + 1;
    while (end < commit->count && is_same_cell(staged_at(commit, begin), staged_at(commit, end))) {
        end++;
    }
    return end;
}

static childplan_status warn_in_cell(struct commit *commit, size_t begin, size_t end, struct timeline *timeline) {
    const struct staged *cell = staged_at(commit, begin);
    childplan_status status = childplan__gather(commit, cell->unit, cell->element, cell->cycle, begin, end, timeline);
    for (size_t i = 0; i < timeline->count && status == CHILDPLAN_OK; i++) {
        const struct dated_fact *fact = &timeline->facts[i];
        int32_t is_empty = i == 0 || timeline->facts[i - 1].withdrawn;
        if (fact->staged != NOT_STAGED && fact->withdrawn && is_empty) {
            struct verdict verdict = {.staged = (uint32_t)fact->staged,
                                      .code = CHILDPLAN_DIAGNOSTIC_NOTHING_TO_WITHDRAW};
            status = childplan__judge(commit, &verdict, 0);
        }
    }
    return status;
}

/* Withdrawals before which nothing was reported are taken, with a warning: the cell may be mistaken. */
static childplan_status warn_of_withdrawals(struct commit *commit) {
    struct timeline timeline = {NULL, 0, 0};
    childplan_status status = CHILDPLAN_OK;
    for (size_t begin = 0; begin < commit->count && status == CHILDPLAN_OK;) {
        size_t end = cell_end(commit, begin);
        int32_t any = 0;
        for (size_t i = begin; i < end; i++) {
            any |= staged_at(commit, i)->withdrawn;
        }
        if (any) {
            status = warn_in_cell(commit, begin, end, &timeline);
        }
        begin = end;
        status = status == CHILDPLAN_OK ? childplan__commit_reach(commit, PASS_WITHDRAWALS, begin) : status;
    }
    childplan__release(commit->import->allocator, timeline.facts);
    return status;
}

static childplan_status report_verdict(const struct commit *commit, struct findings *findings,
                                       const struct verdict *verdict) {
    const struct childplan_import *import = commit->import;
    const struct childplan_plan *plan = import->plan;
    const struct staged *staged = &commit->staged[verdict->staged];
    const struct element *element = &plan->elements[staged->element];
    const struct element *other = &plan->elements[verdict->other_element];
    const char *unit = plan->units[staged->unit].id;
    char period[32];
    char value[32];
    char other_value[32];
    childplan_period_format(childplan__cycle_period(&plan->calendar, element->frequency, staged->cycle), period,
                            sizeof period);
    childplan__number_format(staged->value, element->decimals, value);
    childplan__number_format(verdict->other_value, other->decimals, other_value);
    struct position position =
        childplan__import_position(import, staged->file, (struct spot){staged->line, staged->column});
    if (verdict->code == CHILDPLAN_DIAGNOSTIC_PART_ABOVE_WHOLE ||
        verdict->code == CHILDPLAN_DIAGNOSTIC_WHOLE_BELOW_PART) {
        REPORT(findings, verdict->code, position, element->id, value, other->id, other_value, unit, period);
        return CHILDPLAN_OK;
    }
    if (verdict->code == CHILDPLAN_DIAGNOSTIC_NOTHING_TO_WITHDRAW) {
        REPORT(findings, verdict->code, position, element->id, unit, period);
        return CHILDPLAN_OK;
    }
    struct text place;
    childplan__text_begin(&place, import->allocator);
    childplan__text_add_string(&place, verdict->other_file);
    childplan__text_add_string(&place, ":");
    childplan__text_add_integer(&place, verdict->other_line);
    int32_t no_memory = place.no_memory;
    if (!no_memory) {
        REPORT(findings, verdict->code, position, element->id, unit, period, place.bytes);
    }
    childplan__text_end(&place);
    return no_memory ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static int32_t compare_verdicts(const void *context, uint32_t a, uint32_t b) {
    const struct commit *commit = context;
    return childplan__compare_places(&commit->staged[commit->verdicts[a].staged],
                                     &commit->staged[commit->verdicts[b].staged]);
}

/* Reports in the order of the rows. */
static childplan_status report_verdicts(const struct commit *commit, struct findings *findings) {
    size_t count = commit->verdict_count;
    if (count == 0) {
        return CHILDPLAN_OK;
    }
    /* A staged fact has at most one verdict, so 32-bit indices do here too. */
    uint32_t *order = childplan__allocate(commit->import->allocator, count, 2 * sizeof *order);
    if (order == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    childplan__sort_indices(order, order + count, count, compare_verdicts, commit);
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        status = report_verdict(commit, findings, &commit->verdicts[order[i]]);
    }
    childplan__release(commit->import->allocator, order);
    return status;
}

/* Rows left out are no secret. */
static void report_left(const struct childplan_import *import, struct findings *findings) {
    char rows[32];
    char cells[32] = "";
    const struct position nowhere = {NULL, 0, 0};
    if (import->cells_left > 0) {
        childplan__number_format(import->cells_left, 0, cells);
    }
    if (import->rows_left > 0 || import->cells_left > 0) {
        childplan__number_format(import->rows_left, 0, rows);
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_OTHER_PLANS_ROWS, nowhere, rows, cells);
    }
}

/* Gives every staged fact its fate and reports what is to be said. */
static childplan_status judge_all(struct commit *commit, struct findings *findings) {
    for (size_t i = 0; i < commit->count; i++) {
        commit->staged[i].fate = FATE_ACCEPTED;
    }
    childplan_status status = settle_dates(commit);
    if (status == CHILDPLAN_OK) {
        status = childplan__settle_parts(commit);
    }
    if (status == CHILDPLAN_OK && !commit->import->spoiled) {
        status = warn_of_withdrawals(commit);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    report_left(commit->import, findings);
    return report_verdicts(commit, findings);
}

static struct fact fact_of(const struct staged *staged, const uint32_t *files) {
    return (struct fact){.value = staged->value,
                         .submitted = staged->submitted,
                         .withdrawn = staged->withdrawn,
                         .file = staged->file == NO_ORIGIN ? 0 : files[staged->file],
                         .line = staged->line};
}

/* Makes room for what a cell gets, and counts what of it is not the newest. */
static childplan_status reserve_cell(const struct commit *commit, const uint32_t *files, size_t begin, size_t end,
                                     size_t *superseded) {
    struct childplan_reports *reports = commit->import->reports;
    struct fact held;
    const struct staged *cell = staged_at(commit, begin);
    int32_t is_held = childplan__fact_newest(reports, cell->unit, cell->element, cell->cycle, &held);
    for (size_t i = begin; i < end; i++) {
        const struct staged *staged = staged_at(commit, i);
        if (staged->fate != FATE_ACCEPTED) {
            continue;
        }
        struct fact fact = fact_of(staged, files);
        if (childplan__bulk_reserve_judged(commit->import, staged->unit, staged->element, staged->cycle,
                                           childplan__fact_needs(&fact, is_held)) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        *superseded += (size_t)is_held;
        is_held = 1;
    }
    return CHILDPLAN_OK;
}

/* files: by the import's files, the store's, from 1. */
static childplan_status reserve_files(const struct commit *commit, uint32_t *files) {
    const struct childplan_import *import = commit->import;
    if (!childplan__keeps_origins(import->reports)) {
        return CHILDPLAN_OK;
    }
    for (size_t i = 0; i < import->file_count && import->bulk.cells != NULL; i++) {
        if (childplan__store_reserve_file(import->reports, import->files[i], &files[i]) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    for (size_t i = 0; i < commit->count; i++) {
        const struct staged *staged = &commit->staged[i];
        if (staged->fate == FATE_ACCEPTED && staged->file != NO_ORIGIN && files[staged->file] == 0 &&
            childplan__store_reserve_file(import->reports, import->files[staged->file], &files[staged->file]) !=
                CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status reserve_all(const struct commit *commit, uint32_t *files) {
    size_t superseded = 0;
    childplan_status status = reserve_files(commit, files);
    for (size_t begin = 0; begin < commit->count && status == CHILDPLAN_OK;) {
        size_t end = cell_end(commit, begin);
        status = reserve_cell(commit, files, begin, end, &superseded);
        begin = end;
    }
    if (status == CHILDPLAN_OK) {
        status = childplan__store_reserve_superseded(commit->import->reports, superseded);
    }
    return status == CHILDPLAN_OK ? childplan__bulk_reserve(commit->import) : status;
}

static int64_t apply(const struct commit *commit, const uint32_t *files) {
    int64_t accepted = (int64_t)childplan__bulk_apply(commit->import, files);
    for (size_t i = 0; i < commit->count; i++) {
        const struct staged *staged = staged_at(commit, i);
        if (staged->fate == FATE_ACCEPTED) {
            struct fact fact = fact_of(staged, files);
            childplan__store_add(commit->import->reports, staged->unit, staged->element, staged->cycle, &fact);
            accepted++;
        }
    }
    return accepted;
}

static childplan_status take_all(const struct commit *commit, int64_t *ret_accepted) {
    const struct allocator *allocator = commit->import->allocator;
    uint32_t *files = childplan__allocate(allocator, commit->import->file_count, sizeof *files);
    childplan_status status = files == NULL ? CHILDPLAN_ERROR_NO_MEMORY : reserve_all(commit, files);
    if (status == CHILDPLAN_OK) {
        *ret_accepted = apply(commit, files);
    }
    childplan__release(allocator, files);
    return status;
}

/* With order and scratch for the staged facts. */
static childplan_status commit_ordered(struct commit *commit, struct findings *findings, int64_t *ret_accepted) {
    struct childplan_import *import = commit->import;
    childplan_status status = judge_all(commit, findings);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    status = childplan__import_outcome(import, findings);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    return import->spoiled ? CHILDPLAN_ERROR_REFUSED : take_all(commit, ret_accepted);
}

static childplan_status commit_staged(struct commit *commit, struct findings *findings, int64_t *ret_accepted) {
    const struct allocator *allocator = commit->import->allocator;
    uint32_t *scratch = childplan__allocate(allocator, commit->count, sizeof *scratch);
    commit->order = childplan__allocate(allocator, commit->count, sizeof *commit->order);
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    if (scratch != NULL && commit->order != NULL) {
        status = childplan__order_staged(commit->import, commit->order, scratch);
    }
    childplan__release(allocator, scratch);
    if (status == CHILDPLAN_OK) {
        status = commit_ordered(commit, findings, ret_accepted);
    }
    childplan__release(allocator, commit->order);
    childplan__release(allocator, commit->verdicts);
    return status;
}

childplan_status childplan_import_commit(childplan_import *import, int64_t *ret_accepted, int64_t *ret_refused,
                                         childplan_diagnostics *reterr_diagnostics) {
    if (import == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__import_findings(import, reterr_diagnostics, &findings);
    int64_t accepted = 0;
    childplan_status status = childplan__bulk_settle(import);
    struct commit commit = {.import = import, .staged = import->staged, .count = import->staged_count};
    if (status == CHILDPLAN_OK) {
        status = childplan__tell(&import->progress, CHILDPLAN_PHASE_COMMITTING, 0, commit_steps(&commit));
    }
    if (status == CHILDPLAN_OK) {
        status = commit_staged(&commit, &findings, &accepted);
    }
    if (status == CHILDPLAN_ERROR_NO_MEMORY || status == CHILDPLAN_ERROR_STOPPED) {
        return status;
    }
    int64_t refused = import->refused + (int64_t)commit.refused;
    childplan__bulk_end(&import->bulk, import->plan);
    childplan__import_restore(import, (struct savepoint){.staged_count = 0});
    if (status == CHILDPLAN_OK && ret_accepted != NULL) {
        *ret_accepted = accepted;
    }
    if (status == CHILDPLAN_OK && ret_refused != NULL) {
        *ret_refused = refused;
    }
    if (status == CHILDPLAN_OK) {
        childplan__tell_end(&import->progress, CHILDPLAN_PHASE_COMMITTING, commit_steps(&commit));
    }
    return status;
}
