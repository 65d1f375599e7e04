/* Random inputs for test_bulk.c: calls to imports whose rows are plain for the most part. */
#ifndef CHILDPLAN_TESTS_BULK_WORLD_H
#define CHILDPLAN_TESTS_BULK_WORLD_H

#include "support.h"

#define UNITS 300
#define ELEMENTS 7
#define MOST_CALLS 5
#define MOST_ROWS 160

enum { ALL, SOME, FEW, HOURS, HELD, YTD, VISITS };

enum { CALL_FILE, CALL_MEMORY, CALL_VALUES, CALL_ONE, CALL_WITHDRAWAL };

/* One call to an import. */
struct call {
    int kind;
    int starts_import;
    int32_t lenient;
    int32_t decimal_comma;
    int ends_import;
    struct buffer text;
    size_t count;
    int32_t units[MOST_ROWS];
    int64_t periods[MOST_ROWS];
    int32_t elements[MOST_ROWS];
    int64_t values[MOST_ROWS];
    int32_t dates[MOST_ROWS];
    int has_dates;
};

struct world {
    uint64_t seed;
    uint64_t random;
    int oddness;  /* so many rows in a thousand are anything but plain */
    int revising; /* per mille, rows that revise the one before */
    int in_order; /* the elements of a report follow each other, alike in quotes and note */
    int quotes;   /* of the row at hand, where they are in order */
    childplan_plan *plan;
    struct call calls[MOST_CALLS];
    int call_count;
    unsigned char used[UNITS + 1][ELEMENTS][60]; /* by the call at hand */
};

/* The plan all worlds share. */
childplan_plan *make_plan(void);
void make_world(struct world *world, childplan_plan *plan, uint64_t seed);
void free_world(struct world *world);

#endif
