#include "names.h"

#include <string.h>

/* A power of two. */
#define LEAST_SLOTS ((size_t)16)

struct name_slot {
    const char *name; /* NULL: free */
    size_t size;
    uint32_t hash;
    int32_t index;
};

/* FNV-1a by eight bytes at a time, the last ones alone; the shifts spread the high bits, as the slots use the low
   ones. */
static uint32_t hash_of(const char *name, size_t size) {
    uint64_t hash = UINT64_C(14695981039346656037) ^ size;
    for (; size >= sizeof hash; name += sizeof hash, size -= sizeof hash) {
        uint64_t word;
        memcpy(&word, name, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (unsigned char)name[i]) * UINT64_C(1099511628211);
    }
    hash ^= hash >> 32;
    return (uint32_t)(hash * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

/* The slot that holds the name, or the free one where it belongs. slot_count is a power of two, never full. */
static struct name_slot *slot_of(struct name_slot *slots, size_t slot_count, const char *name, size_t size,
                                 uint32_t hash) {
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

static childplan_status grow(struct names *names, size_t slot_count) {
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

childplan_status childplan__names_reserve(struct names *names, size_t count) {
    size_t slot_count = LEAST_SLOTS;
    while (slot_count / 2 < count && slot_count <= SIZE_MAX / 4) {
        slot_count *= 2;
    }
    return slot_count > names->slot_count ? grow(names, slot_count) : CHILDPLAN_OK;
}

childplan_status childplan__names_add(struct names *names, const char *name, size_t size, int32_t index) {
    if (names->count >= names->slot_count / 2) {
        childplan_status status = grow(names, names->slot_count == 0 ? LEAST_SLOTS : names->slot_count * 2);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    uint32_t hash = hash_of(name, size);
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
