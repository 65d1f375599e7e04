#include "options.h"

#include "../base/threads.h"

#include <string.h>

const struct childplan_rollup_options childplan__default_rollup_options = {
    .structure = CHILDPLAN_NO_DATE, .known_by = CHILDPLAN_NO_DATE, .until = CHILDPLAN_NO_DATE, .threads = 1};

childplan_status childplan_rollup_options_new(childplan_rollup_options **ret_options) {
    if (ret_options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct childplan_rollup_options *options = childplan__allocate(&childplan__malloc, 1, sizeof *options);
    if (options == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *options = childplan__default_rollup_options;
    *ret_options = options;
    return CHILDPLAN_OK;
}

void childplan_rollup_options_free(childplan_rollup_options *options) {
    if (options == NULL) {
        return;
    }
    childplan__release(&childplan__malloc, options->periods);
    childplan__release(&childplan__malloc, options->units.items);
    childplan__release(&childplan__malloc, options->levels.items);
    childplan__release(&childplan__malloc, options->indicators.items);
    childplan__release(&childplan__malloc, options);
}

childplan_status childplan__ask_period(int64_t **periods, size_t *count, size_t *capacity, int64_t period) {
    if (childplan_period_kind(period) == 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    for (size_t i = 0; i < *count; i++) {
        if ((*periods)[i] == period) {
            return CHILDPLAN_OK;
        }
    }
    childplan_status status = childplan__reserve(&childplan__malloc, periods, capacity, *count + 1, sizeof **periods);
    if (status == CHILDPLAN_OK) {
        (*periods)[(*count)++] = period;
    }
    return status;
}

childplan_status childplan_rollup_options_add_period(childplan_rollup_options *options, int64_t period) {
    return options == NULL
               ? CHILDPLAN_ERROR_USAGE
               : childplan__ask_period(&options->periods, &options->period_count, &options->period_capacity, period);
}

childplan_status childplan__choose(struct choice *choice, int32_t item) {
    if (item < 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = childplan__reserve(&childplan__malloc, &choice->items, &choice->capacity,
                                                 choice->count + 1, sizeof *choice->items);
    if (status == CHILDPLAN_OK) {
        choice->items[choice->count++] = item;
    }
    return status;
}

uint8_t *childplan__mark_chosen(const struct choice *choice, const struct allocator *allocator, size_t count) {
    uint8_t *is_chosen = childplan__allocate(allocator, count, 1);
    if (is_chosen == NULL) {
        return NULL;
    }
    memset(is_chosen, choice->count == 0, count);
    for (size_t i = 0; i < choice->count; i++) {
        is_chosen[choice->items[i]] = 1;
    }
    return is_chosen;
}

childplan_status childplan_rollup_options_add_unit(childplan_rollup_options *options, int32_t unit) {
    return options == NULL ? CHILDPLAN_ERROR_USAGE : childplan__choose(&options->units, unit);
}

childplan_status childplan_rollup_options_add_level(childplan_rollup_options *options, int32_t level) {
    return options == NULL ? CHILDPLAN_ERROR_USAGE : childplan__choose(&options->levels, level);
}

childplan_status childplan_rollup_options_add_indicator(childplan_rollup_options *options, int32_t indicator) {
    return options == NULL ? CHILDPLAN_ERROR_USAGE : childplan__choose(&options->indicators, indicator);
}

childplan_status childplan_rollup_options_set_structure(childplan_rollup_options *options, int32_t day) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->structure = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_options_set_known_by(childplan_rollup_options *options, int32_t day) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->known_by = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_options_set_until(childplan_rollup_options *options, int32_t day) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->until = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_options_set_threads(childplan_rollup_options *options, int32_t threads) {
    if (options == NULL || threads < 1 || threads > MOST_THREADS) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->threads = threads;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_options_set_progress(childplan_rollup_options *options, childplan_progress_fn tell,
                                                       void *context) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->progress = (struct progress){tell, context};
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_options_set_digest(childplan_rollup_options *options, int32_t digest) {
    if (options == NULL || (digest != 0 && digest != 1)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->no_digest = !digest;
    return CHILDPLAN_OK;
}

childplan_status childplan_rollup_options_set_live(childplan_rollup_options *options, int32_t live) {
    if (options == NULL || (live != 0 && live != 1)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->live = live;
    return CHILDPLAN_OK;
}

int32_t childplan__is_chosen(const struct choice *choice, int32_t item) {
    for (size_t i = 0; i < choice->count; i++) {
        if (choice->items[i] == item) {
            return 1;
        }
    }
    return choice->count == 0;
}
