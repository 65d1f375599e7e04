#include "import.h"
#include "read_fast.h"

#include "../base/file.h"
#include "../base/threads.h"

#include <string.h>

/* Past so many errors an atomic import only counts. A lenient one says what became of every row. */
#define ERROR_LIMIT 100
/* Lines and columns are 32-bit numbers. */
#define SIZE_LIMIT INT64_C(4294967295)

childplan_status childplan_import_new(childplan_reports *reports, childplan_import **ret_import) {
    if (reports == NULL || ret_import == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct childplan_plan *plan = childplan__reports_plan(reports);
    struct childplan_import *import = childplan__allocate(&plan->allocator, 1, sizeof *import);
    if (import == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    import->reports = reports;
    import->plan = plan;
    import->allocator = &plan->allocator;
    import->threads = 1;
    import->last_unit = CHILDPLAN_NONE;
    *ret_import = import;
    return CHILDPLAN_OK;
}

void childplan_import_free(childplan_import *import) {
    if (import != NULL) {
        childplan__import_restore(import, (struct savepoint){.staged_count = 0});
        childplan__release(import->allocator, (void *)import->others);
        childplan__bulk_end(&import->bulk, import->plan);
        childplan__release(import->allocator, import->files);
        childplan__release(import->allocator, import->staged);
        childplan__release(import->allocator, import);
    }
}

childplan_status childplan_import_set_decimal_comma(childplan_import *import, int32_t decimal_comma) {
    if (import == NULL || (decimal_comma != 0 && decimal_comma != 1)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    import->decimal_comma = decimal_comma;
    return CHILDPLAN_OK;
}

childplan_status childplan_import_set_threads(childplan_import *import, int32_t threads) {
    if (import == NULL || threads < 1 || threads > MOST_THREADS) {
        return CHILDPLAN_ERROR_USAGE;
    }
    import->threads = threads;
    return CHILDPLAN_OK;
}

childplan_status childplan_import_set_progress(childplan_import *import, childplan_progress_fn tell, void *context) {
    if (import == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    import->progress = (struct progress){tell, context};
    return CHILDPLAN_OK;
}

childplan_status childplan_import_set_lenient(childplan_import *import, int32_t lenient) {
    if (import == NULL || (lenient != 0 && lenient != 1)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    import->lenient = lenient;
    return CHILDPLAN_OK;
}

childplan_status childplan_import_also_serves(childplan_import *import, const childplan_plan *other) {
    if (import == NULL || other == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = childplan__reserve(import->allocator, &import->others, &import->other_capacity,
                                                 import->other_count + 1, sizeof *import->others);
    if (status == CHILDPLAN_OK) {
        import->others[import->other_count++] = other;
    }
    return status;
}

struct savepoint childplan__import_save(const struct childplan_import *import) {
    return (struct savepoint){import->staged_count, import->file_count, import->refused,   import->values,
                              import->value_file,   import->rows_left,  import->cells_left};
}

void childplan__import_restore(struct childplan_import *import, struct savepoint savepoint) {
    while (import->file_count > savepoint.file_count) {
        childplan__release(import->allocator, import->files[--import->file_count]);
    }
    import->staged_count = savepoint.staged_count;
    import->refused = savepoint.refused;
    import->values = savepoint.values;
    import->value_file = savepoint.value_file;
    import->rows_left = savepoint.rows_left;
    import->cells_left = savepoint.cells_left;
}

void childplan__import_findings(const struct childplan_import *import, childplan_diagnostics *diagnostics,
                                struct findings *findings) {
    childplan__findings_begin(findings, diagnostics, import->lenient ? 0 : ERROR_LIMIT);
    findings->lenient = import->lenient;
}

childplan_status childplan__import_outcome(struct childplan_import *import, struct findings *findings) {
    childplan_status status = childplan__findings_end(findings);
    if (status != CHILDPLAN_ERROR_REFUSED) {
        return status;
    }
    if (import->lenient) {
        return CHILDPLAN_OK;
    }
    import->spoiled = 1;
    return CHILDPLAN_ERROR_REFUSED;
}

childplan_status childplan__import_add_file(struct childplan_import *import, const char *name, uint32_t *ret_file) {
    childplan_status status = childplan__reserve(import->allocator, &import->files, &import->file_capacity,
                                                 import->file_count + 1, sizeof *import->files);
    char *copy = status != CHILDPLAN_OK ? NULL : childplan__copy_text(import->allocator, name, strlen(name));
    if (copy == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_file = (uint32_t)import->file_count;
    import->files[import->file_count++] = copy;
    return CHILDPLAN_OK;
}

struct position childplan__import_position(const struct childplan_import *import, uint32_t file, struct spot spot) {
    return (struct position){file == NO_ORIGIN ? NULL : import->files[file], spot.line, spot.column};
}

/* Ends a call that staged what it could: where memory ran out or it was stopped, as if it had not been. */
static childplan_status end_call(struct childplan_import *import, struct savepoint before, childplan_status status,
                                 struct findings *findings) {
    childplan_status outcome = status;
    if (status == CHILDPLAN_ERROR_STOPPED) {
        childplan__findings_forget(findings);
        childplan__import_restore(import, before);
        return status;
    }
    if (status != CHILDPLAN_ERROR_NO_MEMORY) {
        outcome = childplan__import_outcome(import, findings);
    }
    if (outcome == CHILDPLAN_ERROR_NO_MEMORY) {
        childplan__import_restore(import, before);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    return status != CHILDPLAN_OK ? status : outcome;
}

void childplan__import_begin_read(struct childplan_import *import, uint64_t total) {
    import->read_total = (int64_t)total + 1;
    import->read_told = 0;
}

childplan_status childplan__import_reach(struct childplan_import *import, uint64_t done) {
    import->read_told = (int64_t)done > import->read_told ? (int64_t)done : import->read_told;
    return childplan__tell(&import->progress, CHILDPLAN_PHASE_READING, import->read_told, import->read_total);
}

childplan_status childplan__import_end_reading(struct childplan_import *import, struct savepoint before,
                                               childplan_status status, struct findings *findings) {
    status = end_call(import, before, status, findings);
    if (status == CHILDPLAN_OK) {
        childplan__tell_end(&import->progress, CHILDPLAN_PHASE_READING, import->read_total);
    }
    return status;
}

/* What concerns the whole file is an error, lenient or not: childplan__read_csv turns to the rows. */
static childplan_status read_text(struct childplan_import *import, const char *name, const char *text, size_t size,
                                  struct findings *findings) {
    uint64_t given = size;
    if (given > (uint64_t)SIZE_LIMIT) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE, ((struct position){name, 0, 0}), "4294967295");
        return CHILDPLAN_ERROR_REFUSED;
    }
    uint32_t file = 0;
    childplan_status status = childplan__import_add_file(import, name, &file);
    if (status == CHILDPLAN_OK) {
        status = import->general_only ? CHILDPLAN_ABSENT : childplan__read_text_fast(import, file, text, size);
        status = status == CHILDPLAN_ABSENT ? childplan__read_csv(import, file, text, size, findings) : status;
    }
    return status;
}

childplan_status childplan_import_read_memory(childplan_import *import, const char *name, const char *text, size_t size,
                                              childplan_diagnostics *reterr_diagnostics) {
    if (import == NULL || name == NULL || (text == NULL && size > 0)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__import_findings(import, reterr_diagnostics, &findings);
    findings.lenient = 0;
    struct savepoint before = childplan__import_save(import);
    childplan__import_begin_read(import, size);
    return childplan__import_end_reading(import, before, read_text(import, name, text, size, &findings), &findings);
}

/* Held whole, for the general reader. */
static childplan_status read_whole(struct childplan_import *import, uint32_t file, const char *path,
                                   struct findings *findings) {
    char *text = NULL;
    size_t size = 0;
    childplan_status status = childplan__file_read(import->allocator, path, SIZE_LIMIT, findings,
                                                   (struct position){path, 0, 0}, &text, &size);
    if (status == CHILDPLAN_OK) {
        import->read_total = (int64_t)size + 1;
        status = childplan__read_csv(import, file, text, size, findings);
        childplan__release(import->allocator, text);
    }
    return status;
}

childplan_status childplan_import_read_file(childplan_import *import, const char *path,
                                            childplan_diagnostics *reterr_diagnostics) {
    if (import == NULL || path == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__import_findings(import, reterr_diagnostics, &findings);
    struct savepoint before = childplan__import_save(import);
    uint32_t file = 0;
    findings.lenient = 0;
    childplan__import_begin_read(import, 0);
    childplan_status status = childplan__import_add_file(import, path, &file);
    if (status == CHILDPLAN_OK) {
        status = import->general_only ? CHILDPLAN_ABSENT : childplan__read_file_fast(import, file, path, SIZE_LIMIT);
    }
    if (status == CHILDPLAN_ABSENT) {
        status = read_whole(import, file, path, &findings);
    }
    return childplan__import_end_reading(import, before, status, &findings);
}

static int32_t is_usable(const struct childplan_import *import, const struct entry *entry) {
    return entry->unit >= 0 && entry->unit < import->plan->unit_count && entry->element >= 0 &&
           entry->element < import->plan->element_count && childplan_period_kind(entry->period) != 0;
}

/* The file that values given through the API stand in. */
static childplan_status begin_values(struct childplan_import *import) {
    uint32_t file = 0;
    if (import->value_file != 0) {
        return CHILDPLAN_OK;
    }
    childplan_status status = childplan__import_add_file(import, "values", &file);
    if (status == CHILDPLAN_OK) {
        import->value_file = file + 1;
    }
    return status;
}

/* One value given through the API, by the same checks as a row. */
static childplan_status take_value(struct childplan_import *import, struct entry *entry, struct findings *findings) {
    childplan_status status = begin_values(import);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct spot at = {++import->values, 0};
    entry->file = import->value_file - 1;
    entry->unit_at = entry->period_at = entry->element_at = entry->value_at = at;
    int32_t cycle = 0;
    int32_t good = entry->withdrawn || childplan__check_value(import, findings, entry);
    if (!childplan__check_row(import, findings, entry) || !childplan__check_element(import, findings, entry, &cycle) ||
        !good) {
        import->refused++;
        return CHILDPLAN_OK;
    }
    return childplan__stage(import, entry, cycle);
}

static childplan_status take_one(struct childplan_import *import, struct entry *entry,
                                 childplan_diagnostics *diagnostics) {
    if (import == NULL || !is_usable(import, entry)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__import_findings(import, diagnostics, &findings);
    struct savepoint before = childplan__import_save(import);
    return end_call(import, before, take_value(import, entry, &findings), &findings);
}

childplan_status childplan_import_add_value(childplan_import *import, int32_t unit, int64_t period, int32_t element,
                                            int64_t value, int32_t submitted,
                                            childplan_diagnostics *reterr_diagnostics) {
    struct entry entry = {.unit = unit, .period = period, .element = element, .value = value, .submitted = submitted};
    return take_one(import, &entry, reterr_diagnostics);
}

childplan_status childplan_import_add_withdrawal(childplan_import *import, int32_t unit, int64_t period,
                                                 int32_t element, int32_t submitted,
                                                 childplan_diagnostics *reterr_diagnostics) {
    struct entry entry = {.unit = unit, .period = period, .element = element, .withdrawn = 1, .submitted = submitted};
    if (submitted == CHILDPLAN_NO_DATE) {
        return CHILDPLAN_ERROR_USAGE;
    }
    return take_one(import, &entry, reterr_diagnostics);
}

/* All of them at once, or one by one where there is something to say. */
static childplan_status take_columns(struct childplan_import *import, const struct value_columns *columns,
                                     struct findings *findings) {
    childplan_status status = begin_values(import);
    if (status == CHILDPLAN_OK && !import->general_only && columns->count <= UINT32_MAX - import->values) {
        status = childplan__read_columns_fast(import, import->value_file - 1, import->values + 1, columns);
        if (status != CHILDPLAN_ABSENT) {
            import->values += status == CHILDPLAN_OK ? (uint32_t)columns->count : 0;
            return status;
        }
        status = CHILDPLAN_OK;
    }
    for (size_t i = 0; i < columns->count && status == CHILDPLAN_OK; i++) {
        if (i % VALUES_UNTOLD == 0 && (status = childplan__import_reach(import, i)) != CHILDPLAN_OK) {
            break;
        }
        struct entry entry = {.unit = columns->units[i],
                              .period = columns->periods[i],
                              .element = columns->elements[i],
                              .value = columns->values[i],
                              .submitted = columns->submitted == NULL ? CHILDPLAN_NO_DATE : columns->submitted[i]};
        status = take_value(import, &entry, findings);
    }
    return status;
}

childplan_status childplan_import_add_values(childplan_import *import, size_t count, const int32_t *units,
                                             const int64_t *periods, const int32_t *elements, const int64_t *values,
                                             const int32_t *submitted, childplan_diagnostics *reterr_diagnostics) {
    if (import == NULL || units == NULL || periods == NULL || elements == NULL || values == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    for (size_t i = 0; i < count; i++) {
        struct entry entry = {.unit = units[i], .period = periods[i], .element = elements[i]};
        if (!is_usable(import, &entry)) {
            return CHILDPLAN_ERROR_USAGE;
        }
    }
    struct value_columns columns = {count, units, periods, elements, values, submitted};
    struct findings findings;
    childplan__import_findings(import, reterr_diagnostics, &findings);
    struct savepoint before = childplan__import_save(import);
    childplan__import_begin_read(import, count);
    return childplan__import_end_reading(import, before, take_columns(import, &columns, &findings), &findings);
}
