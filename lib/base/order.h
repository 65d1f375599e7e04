/* Orders of things, as qsort and sorted lists want them. */
#ifndef CHILDPLAN_LIB_BASE_ORDER_H
#define CHILDPLAN_LIB_BASE_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* -1, 0, 1 */
static inline int childplan__order(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* By the first pair of keys that are not the same: -1, 0, 1. */
static inline int childplan__order_keys(const int64_t keys[][2], size_t count) {
    int order = 0;
    for (size_t i = 0; i < count && order == 0; i++) {
        order = childplan__order(keys[i][0], keys[i][1]);
    }
    return order;
}

#define ORDER_KEYS(keys) childplan__order_keys((keys), sizeof(keys) / sizeof(keys)[0])

#endif
