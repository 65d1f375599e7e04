#include "changes.h"

#include <string.h>

void childplan__changes_begin(struct change_log *changes, const struct allocator *allocator, size_t limit) {
    *changes = (struct change_log){.allocator = allocator, .limit = limit};
}

void childplan__changes_end(struct change_log *changes) {
    while (changes->watches != NULL) {
        childplan__watch_end(changes->watches);
    }
    childplan__release(changes->allocator, changes->items);
}

/* Forgets what everybody has seen. */
static void cut(struct change_log *changes) {
    size_t seen = changes->count;
    for (const struct watch *watch = changes->watches; watch != NULL; watch = watch->next) {
        seen = watch->seen < seen ? watch->seen : seen;
    }
    if (changes->watches == NULL) {
        childplan__release(changes->allocator, changes->items);
        changes->items = NULL;
        changes->capacity = 0;
        changes->count = 0;
        return;
    }
    if (seen * 2 < changes->count) {
        /* So that what is moved is paid for by what came. */
        return;
    }
    if (seen < changes->count) {
        memmove(changes->items, changes->items + seen, (changes->count - seen) * sizeof *changes->items);
    }
    changes->count -= seen;
    for (struct watch *watch = changes->watches; watch != NULL; watch = watch->next) {
        watch->seen -= seen;
    }
}

void childplan__watch_begin(struct watch *watch, struct change_log *changes) {
    *watch = (struct watch){.changes = changes, .next = changes->watches, .seen = changes->count};
    if (watch->next != NULL) {
        watch->next->previous = watch;
    }
    changes->watches = watch;
}

void childplan__watch_end(struct watch *watch) {
    struct change_log *changes = watch->changes;
    if (changes == NULL) {
        return;
    }
    if (watch->next != NULL) {
        watch->next->previous = watch->previous;
    }
    if (watch->previous != NULL) {
        watch->previous->next = watch->next;
    } else {
        changes->watches = watch->next;
    }
    watch->changes = NULL;
    cut(changes);
}

const struct past_cell *childplan__watch_news(const struct watch *watch, size_t *ret_count) {
    *ret_count = watch->changes->count - watch->seen;
    return watch->changes->items + watch->seen;
}

void childplan__watch_seen(struct watch *watch) {
    watch->seen = watch->changes->count;
    watch->is_lost = 0;
    cut(watch->changes);
}

void childplan__changes_note(struct change_log *changes, const struct past_cell *change) {
    if (changes->watches == NULL) {
        return;
    }
    if (changes->count < changes->limit &&
        childplan__reserve(changes->allocator, &changes->items, &changes->capacity, changes->count + 1,
                           sizeof *changes->items) == CHILDPLAN_OK) {
        changes->items[changes->count++] = *change;
        return;
    }
    changes->count = 0;
    for (struct watch *watch = changes->watches; watch != NULL; watch = watch->next) {
        watch->seen = 0;
        watch->is_lost = 1;
    }
}
