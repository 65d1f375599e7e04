#include "names.h"

#include "words.h"

#include <string.h>

/* A power of two. */
#define LEAST_SLOTS ((size_t)16)

/* Names stand in the order in which they were added; the slots, which are met in no order, are kept small for it. */
struct name_entry {
    const char *name;
    size_t size;
    int32_t index;
};

struct name_slot {
    uint32_t hash;
    uint32_t entry; /* from 1; 0: the slot is free */
};

static uint64_t mixed(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Eight bytes at a time, the last ones again with those before them; the bytes of a short name one by one. What differs
   in the last byte alone comes to the low bits, which the slots use, only when it is mixed once more. */
static uint32_t hash_of(const char *name, size_t size) {
    uint64_t hash = size;
    uint64_t rest = 0;
    for (size_t i = 0; i + WORD_SIZE < size; i += WORD_SIZE) {
        hash = mixed(hash, childplan__word(name + i));
    }
    if (size >= WORD_SIZE) {
        rest = childplan__word(name + size - WORD_SIZE);
    } else {
        for (size_t i = 0; i < size; i++) {
            rest = rest << 8 | (unsigned char)name[i];
        }
    }
    return (uint32_t)mixed(mixed(hash, rest), 0);
}

static int32_t is_name_of(const struct name_entry *entry, const char *name, size_t size) {
    return entry->size == size && memcmp(entry->name, name, size) == 0;
}

/* The slot that holds the name, or the free one where it belongs. slot_count is a power of two, never full. */
static struct name_slot *slot_of(const struct names *names, const char *name, size_t size, uint32_t hash) {
    size_t mask = names->slot_count - 1;
    size_t at = (size_t)hash & mask;
    while (names->slots[at].entry != 0 &&
           !(names->slots[at].hash == hash && is_name_of(&names->entries[names->slots[at].entry - 1], name, size))) {
        at = (at + 1) & mask;
    }
    return &names->slots[at];
}

void childplan__names_begin(struct names *names, const struct allocator *allocator) {
    *names = (struct names){.allocator = allocator};
}

void childplan__names_expect(const struct names *names, const char *name, size_t size) {
    if (names->slot_count > 0) {
        (void)childplan__names_expect_slot(names, name, size);
    }
}

uint32_t childplan__names_expect_slot(const struct names *names, const char *name, size_t size) {
    uint32_t hash = hash_of(name, size);
    childplan__fetch(&names->slots[hash & (names->slot_count - 1)]);
    return hash;
}

/* The entry of a hash, if it is in its own slot; NULL. */
static const struct name_entry *likely_entry(const struct names *names, uint32_t hash) {
    const struct name_slot *slot = &names->slots[hash & (names->slot_count - 1)];
    return slot->entry != 0 && slot->hash == hash ? &names->entries[slot->entry - 1] : NULL;
}

void childplan__names_expect_entry(const struct names *names, uint32_t hash) {
    childplan__fetch(likely_entry(names, hash));
}

int32_t childplan__names_expect_text(const struct names *names, uint32_t hash) {
    const struct name_entry *entry = likely_entry(names, hash);
    childplan__fetch(entry == NULL ? NULL : entry->name);
    return entry == NULL ? CHILDPLAN_NONE : entry->index;
}

int32_t childplan__names_find(const struct names *names, const char *name, size_t size) {
    if (names->count == 0) {
        return CHILDPLAN_NONE;
    }
    const struct name_slot *slot = slot_of(names, name, size, hash_of(name, size));
    return slot->entry != 0 ? names->entries[slot->entry - 1].index : CHILDPLAN_NONE;
}

/* The slots' names differ, so that each goes to the first free slot. */
static childplan_status grow(struct names *names, size_t slot_count) {
    struct name_slot *slots = childplan__allocate(names->allocator, slot_count, sizeof(*slots));
    if (!slots) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < names->slot_count; i++) {
        size_t at = (size_t)names->slots[i].hash & (slot_count - 1);
        while (names->slots[i].entry != 0 && slots[at].entry != 0) {
            at = (at + 1) & (slot_count - 1);
        }
        if (names->slots[i].entry != 0) {
            slots[at] = names->slots[i];
        }
    }
    childplan__release(names->allocator, names->slots);
    names->slots = slots;
    names->slot_count = slot_count;
    return CHILDPLAN_OK;
}

childplan_status childplan__names_reserve(struct names *names, size_t count) {
    size_t slot_count = LEAST_SLOTS;
    while (slot_count / 2 < count) {
        slot_count *= 2;
    }
    childplan_status status =
        childplan__reserve(names->allocator, &names->entries, &names->capacity, count, sizeof(*names->entries));
    if (status != CHILDPLAN_OK || slot_count <= names->slot_count) {
        return status;
    }
    return grow(names, slot_count);
}

childplan_status childplan__names_add(struct names *names, const char *name, size_t size, int32_t index) {
    int32_t is_full = names->count == names->capacity || names->count >= names->slot_count / 2;
    childplan_status status = is_full ? childplan__names_reserve(names, names->count + 1) : CHILDPLAN_OK;
    if (status != CHILDPLAN_OK) {
        return status;
    }
    uint32_t hash = hash_of(name, size);
    struct name_slot *slot = slot_of(names, name, size, hash);
    if (slot->entry == 0) {
        *slot = (struct name_slot){hash, (uint32_t)++names->count};
    }
    names->entries[slot->entry - 1] = (struct name_entry){name, size, index};
    return CHILDPLAN_OK;
}

void childplan__names_end(struct names *names) {
    childplan__release(names->allocator, names->slots);
    childplan__release(names->allocator, names->entries);
    childplan__names_begin(names, names->allocator);
}
