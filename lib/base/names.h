/* An id table: names in NFC to dense indices. Names are borrowed. */
#ifndef CHILDPLAN_LIB_BASE_NAMES_H
#define CHILDPLAN_LIB_BASE_NAMES_H

#include "alloc.h"

struct names {
    const struct allocator *allocator;
    struct name_slot *slots;
    size_t slot_count;
    struct name_entry *entries;
    size_t capacity;
    size_t count;
};

void childplan__names_begin(struct names *names, const struct allocator *allocator);
/* The index of a name, or CHILDPLAN_NONE. The text must be NFC. */
int32_t childplan__names_find(const struct names *names, const char *name, size_t size);
/* Says that a name will soon be looked for: of a large table its slot is far away in memory. */
void childplan__names_expect(const struct names *names, const char *name, size_t size);
/* The same in steps, each some time after the one before: the name's slot, its entry, its text; the last one gives the
 * index, most likely, or CHILDPLAN_NONE. */
uint32_t childplan__names_expect_slot(const struct names *names, const char *name, size_t size);
void childplan__names_expect_entry(const struct names *names, uint32_t hash);
int32_t childplan__names_expect_text(const struct names *names, uint32_t hash);
/* Makes room for so many names in all, so that the table need not grow towards them. Errors: NO_MEMORY, table
 * unchanged. */
childplan_status childplan__names_reserve(struct names *names, size_t count);
/* Adds a name (NFC, must live as long as the table) that is not there yet. Errors: NO_MEMORY, table unchanged. */
childplan_status childplan__names_add(struct names *names, const char *name, size_t size, int32_t index);
void childplan__names_end(struct names *names);

#endif
