#include "arrow_share.h"

#include "../plan/model.h"

#include <string.h>

/* Room for a period's name. */
#define PERIOD_SIZE 48

static int32_t list_size(const struct arrow_share *share, enum word_list list, int32_t period_count) {
    const struct childplan_plan *plan = share->rollup->plan;
    switch (list) {
    case WORDS_UNITS:
        return plan->unit_count;
    case WORDS_LEVELS:
        return plan->level_count;
    case WORDS_INDICATORS:
        return plan->indicator_count;
    case WORDS_STATUSES:
        return plan->status_count;
    default:
        return period_count;
    }
}

static const char *word_of(const struct arrow_share *share, enum word_list list, int32_t index,
                           char buffer[PERIOD_SIZE]) {
    const struct childplan_plan *plan = share->rollup->plan;
    switch (list) {
    case WORDS_UNITS:
        return plan->units[index].id;
    case WORDS_LEVELS:
        return plan->levels[index].id;
    case WORDS_INDICATORS:
        return plan->indicators[index].id;
    case WORDS_STATUSES:
        return plan->statuses[index].id;
    default:
        (void)childplan_period_format(share->periods[index], buffer, PERIOD_SIZE);
        return buffer;
    }
}

static childplan_status collect_words(struct arrow_share *share, enum word_list list, int32_t count) {
    struct words *words = &share->words[list];
    struct text text;
    char buffer[PERIOD_SIZE];
    words->count = count;
    words->offsets = childplan__allocate(&share->allocator, (size_t)count + 1, sizeof *words->offsets);
    if (words->offsets == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__text_begin(&text, &share->allocator);
    childplan__text_add_string(&text, "");
    for (int32_t i = 0; i < count; i++) {
        childplan__text_add_string(&text, word_of(share, list, i, buffer));
        words->offsets[i + 1] = (int32_t)text.size;
    }
    words->bytes = text.bytes;
    /* Offsets are of 32 bits. */
    return text.no_memory || text.size > INT32_MAX ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static int32_t place_of(const int64_t *periods, int32_t count, int64_t period) {
    int32_t low = 0;
    int32_t high = count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (periods[middle] < period) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int32_t childplan__arrow_period(const struct arrow_share *share, int64_t period) {
    return place_of(share->periods, share->words[WORDS_PERIODS].count, period);
}

/* The periods a column names, each once. */
static childplan_status collect_periods(struct arrow_share *share, int32_t column, size_t *capacity, int32_t *count) {
    const struct childplan_rollup *rollup = share->rollup;
    const int64_t *codes = rollup->columns[column];
    int64_t last = CHILDPLAN_NO_PERIOD;
    for (size_t row = 0; row < rollup->row_count; row++) {
        if (!rollup->present[column][row] || codes[row] == last) {
            continue;
        }
        last = codes[row];
        int32_t place = place_of(share->periods, *count, last);
        if (place < *count && share->periods[place] == last) {
            continue;
        }
        if (childplan__reserve(&share->allocator, &share->periods, capacity, (size_t)*count + 1,
                               sizeof *share->periods) != CHILDPLAN_OK) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        memmove(share->periods + place + 1, share->periods + place, (size_t)(*count - place) * sizeof *share->periods);
        share->periods[place] = last;
        (*count)++;
    }
    return CHILDPLAN_OK;
}

static void add_number(struct text *metadata, int32_t number) {
    char bytes[sizeof number];
    memcpy(bytes, &number, sizeof number);
    childplan__text_add(metadata, bytes, sizeof bytes);
}

/* Arrow's metadata: how many pairs, then each text after its length. */
static childplan_status encode_stamp(struct arrow_share *share) {
    struct text metadata;
    childplan__text_begin(&metadata, &share->allocator);
    add_number(&metadata, CHILDPLAN_STAMP_COUNT);
    for (int32_t item = 0; item < CHILDPLAN_STAMP_COUNT; item++) {
        const char *name = childplan_stamp_name(item);
        size_t size = childplan_rollup_stamp(share->rollup, item, NULL, 0);
        char *value = childplan__allocate(&share->allocator, size + 1, 1);
        if (value != NULL) {
            (void)childplan_rollup_stamp(share->rollup, item, value, size + 1);
            add_number(&metadata, (int32_t)strlen(name));
            childplan__text_add_string(&metadata, name);
            add_number(&metadata, (int32_t)size);
            childplan__text_add_string(&metadata, value);
        }
        metadata.no_memory = metadata.no_memory || value == NULL;
        childplan__release(&share->allocator, value);
    }
    share->metadata = metadata.bytes;
    return metadata.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static childplan_status fill_share(struct arrow_share *share) {
    size_t capacity = 0;
    int32_t periods = 0;
    childplan_status status = collect_periods(share, CHILDPLAN_COLUMN_PERIOD, &capacity, &periods);
    if (status == CHILDPLAN_OK) {
        status = collect_periods(share, CHILDPLAN_COLUMN_BY, &capacity, &periods);
    }
    for (int list = 0; list < WORD_LISTS && status == CHILDPLAN_OK; list++) {
        status = collect_words(share, (enum word_list)list, list_size(share, (enum word_list)list, periods));
    }
    return status == CHILDPLAN_OK ? encode_stamp(share) : status;
}

childplan_status childplan__arrow_share_new(const childplan_rollup *rollup, struct arrow_share **ret_share) {
    struct arrow_share *share = childplan__allocate(&rollup->allocator, 1, sizeof *share);
    if (share == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__references_begin(&share->references);
    share->allocator = rollup->allocator;
    share->rollup = childplan__rollup_hold(rollup);
    childplan_status status = fill_share(share);
    if (status != CHILDPLAN_OK) {
        childplan__arrow_share_drop(share);
        return status;
    }
    *ret_share = share;
    return CHILDPLAN_OK;
}

void childplan__arrow_share_drop(struct arrow_share *share) {
    if (!childplan__references_drop(&share->references)) {
        return;
    }
    struct allocator allocator = share->allocator;
    for (int list = 0; list < WORD_LISTS; list++) {
        childplan__release(&allocator, share->words[list].offsets);
        childplan__release(&allocator, share->words[list].bytes);
    }
    childplan__release(&allocator, share->periods);
    childplan__release(&allocator, share->metadata);
    if (share->rollup != NULL) {
        childplan__rollup_let_go(share->rollup);
    }
    childplan__release(&allocator, share);
}
