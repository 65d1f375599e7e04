#include "references.h"

#ifndef __STDC_NO_ATOMICS__

void childplan__references_begin(struct references *references) {
    atomic_init(&references->count, 1);
}

void childplan__references_add(struct references *references) {
    atomic_fetch_add_explicit(&references->count, 1, memory_order_relaxed);
}

int32_t childplan__references_are_shared(struct references *references) {
    return atomic_load_explicit(&references->count, memory_order_acquire) > 1;
}

int32_t childplan__references_drop(struct references *references) {
    return atomic_fetch_sub_explicit(&references->count, 1, memory_order_acq_rel) == 1;
}

#else

void childplan__references_begin(struct references *references) {
    references->count = 1;
}

void childplan__references_add(struct references *references) {
    references->count++;
}

int32_t childplan__references_are_shared(struct references *references) {
    return references->count > 1;
}

int32_t childplan__references_drop(struct references *references) {
    return --references->count == 0;
}

#endif
