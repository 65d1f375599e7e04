/* The Arrow form of a partial result, as both its writer and its reader know it. */
#ifndef CHILDPLAN_LIB_EXCHANGE_ARROW_PARTIAL_H
#define CHILDPLAN_LIB_EXCHANGE_ARROW_PARTIAL_H

#include "../base/text.h"
#include "../rollup/partial_parts.h"

/* Goes up when columns or metadata change; the library's version must be the same anyhow. */
#define PARTIAL_FORMAT "1"

enum partial_column {
    PARTIAL_DAY,
    PARTIAL_PERIOD,
    PARTIAL_INDICATOR,
    PARTIAL_UNIT,
    PARTIAL_FIRST_WIDE,
    PARTIAL_FIRST_COUNT = PARTIAL_FIRST_WIDE + 5,
    PARTIAL_COLUMNS = PARTIAL_FIRST_COUNT + 7
};

struct partial_field {
    const char *name;
    const char *format;
};
extern const struct partial_field childplan__partial_fields[PARTIAL_COLUMNS];

/* Where a leaf keeps what stands in the columns from PARTIAL_FIRST_WIDE and PARTIAL_FIRST_COUNT on. */
struct partial_figures {
    struct wide *wides[5];
    int32_t *counts[7];
};
struct partial_figures childplan__partial_figures(struct exact_sums *sums);

/* The metadata's names, in their order. */
enum partial_item {
    PARTIAL_ITEM_FORMAT,
    PARTIAL_ITEM_LIBRARY,
    PARTIAL_ITEM_PLAN,
    PARTIAL_ITEM_PLAN_DIGEST,
    PARTIAL_ITEM_UNITS_DIGEST,
    PARTIAL_ITEM_UNTIL,
    PARTIAL_ITEM_KNOWN_BY,
    PARTIAL_ITEM_STRUCTURE,
    PARTIAL_ITEM_PERIODS,   /* names */
    PARTIAL_ITEM_ROW_UNITS, /* this and the next two: what rows are asked for; empty: all */
    PARTIAL_ITEM_LEVELS,
    PARTIAL_ITEM_INDICATORS,
    PARTIAL_ITEM_UNITS, /* those that are in it */
    PARTIAL_ITEM_KNOWS, /* "yes" where some report of theirs is in force, else "no" */
    PARTIAL_ITEMS
};
extern const char *const childplan__partial_items[PARTIAL_ITEMS];

/* A field of 16 bytes in the machine's order. */
void childplan__put_wide(struct wide value, char *bytes);
struct wide childplan__get_wide(const char *bytes);
/* 1 where it has at most 38 digits, as a decimal128 has. */
int32_t childplan__wide_is_decimal(struct wide value);

#endif
