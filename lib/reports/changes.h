/*
 * What changed in the reports since somebody last looked: a log of cells with what was in force in them before, kept
 * while there is someone who watches, and only as far back as the one who looked longest ago.
 */
#ifndef CHILDPLAN_LIB_REPORTS_CHANGES_H
#define CHILDPLAN_LIB_REPORTS_CHANGES_H

#include "../base/alloc.h"

/* A cell before it changed. */
struct past_cell {
    int64_t value;
    int32_t unit;
    int32_t element;
    int32_t cycle;
    int32_t was_present;
    size_t number; /* free for who sorts them */
};

struct change_log;

/* Who watches. */
struct watch {
    struct change_log *changes; /* NULL: the reports are gone, or the watch is over */
    struct watch *next;
    struct watch *previous;
    size_t seen;     /* of the log */
    int32_t is_lost; /* more changed than is kept: nobody knows what */
};

struct change_log {
    const struct allocator *allocator;
    struct watch *watches;
    struct past_cell *items;
    size_t count;
    size_t capacity;
    size_t limit; /* past so many to look anew costs no more than to follow them */
};

void childplan__changes_begin(struct change_log *changes, const struct allocator *allocator, size_t limit);
/* Lets go of all who watch. */
void childplan__changes_end(struct change_log *changes);

void childplan__watch_begin(struct watch *watch, struct change_log *changes);
void childplan__watch_end(struct watch *watch);
/* What came since it last looked. */
const struct past_cell *childplan__watch_news(const struct watch *watch, size_t *ret_count);
/* It has looked. */
void childplan__watch_seen(struct watch *watch);

/* Notes a change; where the log cannot grow, whoever watches has lost it. */
void childplan__changes_note(struct change_log *changes, const struct past_cell *change);

#endif
