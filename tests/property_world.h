/* A random plan loaded with its reports, a question about it, and what the properties need to look at the answer. */
#ifndef CHILDPLAN_TESTS_PROPERTY_WORLD_H
#define CHILDPLAN_TESTS_PROPERTY_WORLD_H

#include "property_plan.h"

#define MOST_PERIODS 12

struct world {
    uint64_t seed;
    struct made_plan made;
    childplan_plan *plan;
    childplan_reports *reports;
    int64_t periods[MOST_PERIODS];
    int period_count;
    int32_t until;    /* or CHILDPLAN_NO_DATE */
    int32_t known_by; /* or CHILDPLAN_NO_DATE */
};

void begin(struct world *world, uint64_t seed);
void end(struct world *world);

/* Ends the test, naming the seed. */
void fail_in(const struct world *world, const char *what);
void hold(const struct world *world, int holds, const char *what);
void hold_in_row(const struct world *world, const childplan_rollup *rollup, size_t row, int holds, const char *what);
void ok(const struct world *world, childplan_status status);
/* The same, with what was said. */
void accepted(const struct world *world, childplan_status status, const childplan_diagnostics *said);

childplan_plan *load(const struct world *world, const struct buffer *yaml, const childplan_plan_options *options);

/* The world's reports as rows of a long CSV file. */
struct made_rows {
    struct buffer lines[MOST_FACTS + 100];
    size_t count;
};
extern struct made_rows rows;

/* The file with its rows in a random order. */
void shuffled(struct world *world, struct buffer *csv);

struct taken {
    childplan_reports *reports;
    int64_t accepted;
    int64_t refused;
};
struct taken take(const struct world *world, const childplan_plan *plan, const struct buffer *csv, int lenient);

/* The rows of the world's question, over any reports. */
childplan_rollup *roll_up(const struct world *world, const childplan_reports *reports, int32_t structure);

/* Whether a cell holds anything; a number in ten-thousandths, as fine as values are printed; a count. */
int has(const childplan_rollup *rollup, size_t row, int32_t column);
long long number(const childplan_rollup *rollup, size_t row, int32_t column);
int64_t count_of(const struct world *world, const childplan_rollup *rollup, size_t row, int32_t column);

#endif
