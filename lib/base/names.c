#include "names.h"

#include "words.h"

#include <string.h>

struct name_slot {
    const char *name; /* NULL: free */
    size_t size;
    uint64_t hash;
    int32_t index;
};

static uint64_t mixed(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Eight bytes at a time, the last ones again with those before them; the bytes of a short name one by one. What differs
   in the last byte alone comes to the low bits, which the slots use, only when it is mixed once more. */
static uint64_t hash_of(const char *name, size_t size) {
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
    return mixed(mixed(hash, rest), 0);
}

/* The slot that holds the name, or the free one where it belongs. slot_count is a power of two, never full. */
static struct name_slot *slot_of(struct name_slot *slots, size_t slot_count, const char *name, size_t size,
                                 uint64_t hash) {
    size_t mask = slot_count - 1;
    size_t at = (size_t)hash & mask;
    while (slots[at].name) {
        if (slots[at].hash == hash && slots[at].size == size && memcmp(slots[at].name, name, size) == 0) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &slots[at];
}

void childplan__names_begin(struct names *names, const struct allocator *allocator) {
    names->allocator = allocator;
    names->slots = NULL;
    names->slot_count = 0;
    names->count = 0;
}

int32_t childplan__names_find(const struct names *names, const char *name, size_t size) {
    if (names->count == 0) {
        return CHILDPLAN_NONE;
    }
    const struct name_slot *slot = slot_of(names->slots, names->slot_count, name, size, hash_of(name, size));
    return slot->name ? slot->index : CHILDPLAN_NONE;
}

static childplan_status grow(struct names *names) {
    size_t slot_count = names->slot_count == 0 ? 16 : names->slot_count * 2;
    struct name_slot *slots = childplan__allocate(names->allocator, slot_count, sizeof(*slots));
    if (!slots) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < names->slot_count; i++) {
        const struct name_slot *old = &names->slots[i];
        if (old->name) {
            *slot_of(slots, slot_count, old->name, old->size, old->hash) = *old;
        }
    }
    childplan__release(names->allocator, names->slots);
    names->slots = slots;
    names->slot_count = slot_count;
    return CHILDPLAN_OK;
}

childplan_status childplan__names_add(struct names *names, const char *name, size_t size, int32_t index) {
    if (names->count >= names->slot_count / 2) {
        childplan_status status = grow(names);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    uint64_t hash = hash_of(name, size);
    struct name_slot *slot = slot_of(names->slots, names->slot_count, name, size, hash);
    if (!slot->name) {
        names->count++;
    }
    *slot = (struct name_slot){name, size, hash, index};
    return CHILDPLAN_OK;
}

void childplan__names_end(struct names *names) {
    childplan__release(names->allocator, names->slots);
    childplan__names_begin(names, names->allocator);
}
