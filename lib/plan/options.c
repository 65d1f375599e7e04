#include "options.h"

#include <string.h>

static childplan_status new_with(const struct allocator *allocator, childplan_plan_options **ret_options) {
    struct childplan_plan_options *options = childplan__allocate(allocator, 1, sizeof *options);
    if (!options) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    options->allocator = *allocator;
    options->size_limit = DEFAULT_SIZE_LIMIT;
    childplan__arena_begin(&options->arena, &options->allocator);
    *ret_options = options;
    return CHILDPLAN_OK;
}

childplan_status childplan_plan_options_new(childplan_plan_options **ret_options) {
    return ret_options ? new_with(&childplan__malloc, ret_options) : CHILDPLAN_ERROR_USAGE;
}

childplan_status childplan_plan_options_new_with_allocator(childplan_allocate_fn allocate, void *context,
                                                           childplan_plan_options **ret_options) {
    if (!allocate || !ret_options) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct allocator allocator = {allocate, context};
    return new_with(&allocator, ret_options);
}

void childplan_plan_options_free(childplan_plan_options *options) {
    if (!options) {
        return;
    }
    struct allocator allocator = options->allocator;
    childplan__arena_end(&options->arena);
    childplan__release(&allocator, options->rows);
    childplan__release(&allocator, options);
}

childplan_status childplan_plan_options_set_resolver(childplan_plan_options *options, childplan_resolve_fn resolve,
                                                     void *context) {
    if (!options) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->resolve = resolve;
    options->resolve_context = context;
    return CHILDPLAN_OK;
}

childplan_status childplan_plan_options_set_size_limit(childplan_plan_options *options, int64_t bytes) {
    if (!options || bytes < 1) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->size_limit = bytes;
    return CHILDPLAN_OK;
}

childplan_status childplan_plan_options_set_progress(childplan_plan_options *options, childplan_progress_fn tell,
                                                     void *context) {
    if (!options) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->progress = (struct progress){tell, context};
    return CHILDPLAN_OK;
}

childplan_status childplan_plan_options_set_upholding(childplan_plan_options *options, int32_t upholding) {
    if (!options || upholding < CHILDPLAN_UPHOLDING_REPORTED || upholding > CHILDPLAN_UPHOLDING_IGNORED) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->upholding = upholding;
    return CHILDPLAN_OK;
}

/* A copy of a text that may be NULL, as may be its column. Returns 0 without memory. */
static int32_t copy_cell(struct arena *arena, const char *const *column, size_t row, const char **ret_copy) {
    const char *text = column ? column[row] : NULL;
    *ret_copy = text ? childplan__arena_copy_text(arena, text, strlen(text)) : NULL;
    return text == NULL || *ret_copy != NULL;
}

static int32_t has_all(size_t count, const char *const *column) {
    for (size_t i = 0; column && i < count; i++) {
        if (!column[i]) {
            return 0;
        }
    }
    return column != NULL;
}

childplan_status childplan_plan_options_add_units(childplan_plan_options *options, size_t count, const char *const *ids,
                                                  const char *const *names, const char *const *levels,
                                                  const char *const *parents, const int32_t *from, const int32_t *until,
                                                  const char *const *successors, const char *const *tags) {
    if (!options || count > INT32_MAX || !has_all(count, ids) || !has_all(count, names) || !has_all(count, levels)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    size_t before = options->row_count;
    if (childplan__reserve_few(&options->allocator, &options->rows, &options->row_capacity, before, count,
                               sizeof *options->rows) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        struct column_row *row = &options->rows[before + i];
        row->from = from ? from[i] : CHILDPLAN_NO_DATE;
        row->until = until ? until[i] : CHILDPLAN_NO_DATE;
        int32_t is_kept =
            copy_cell(&options->arena, ids, i, &row->id) & copy_cell(&options->arena, names, i, &row->name) &
            copy_cell(&options->arena, levels, i, &row->level) & copy_cell(&options->arena, parents, i, &row->parent) &
            copy_cell(&options->arena, successors, i, &row->successor) &
            copy_cell(&options->arena, tags, i, &row->tags);
        if (!is_kept) {
            /* What was copied stays in the arena, unused. */
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    options->row_count = before + count;
    return CHILDPLAN_OK;
}
