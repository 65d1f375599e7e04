/* Who has reported, read a second time and slowly: from the facts that were made, not from what the library holds. */
#ifndef CHILDPLAN_TESTS_PROPERTY_REPORTING_H
#define CHILDPLAN_TESTS_PROPERTY_REPORTING_H

#include "property_standing.h"

#define MOST_CYCLES 200
#define MOST_COUNTED (CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED + 1)

/* A question about a world. */
struct question {
    const struct world *world;
    int32_t due_days; /* -1: the plan does not say */
    int32_t until;
    int32_t known_by;
    int32_t structure;
    int64_t period;
};

/* A cell by the facts that were made. */
struct seen_cell {
    int state;
    int marks;
    int timeliness; /* of its first value, be it withdrawn since; -1 where none is known */
    int32_t first;
    int32_t latest;
    int32_t due;
    int is_expected;
    int is_there;
};

/* A row by its cells; `counts` by column, own ones from OWN_EXPECTED, those below from EXPECTED on. */
struct seen_row {
    int state;
    int marks;
    int timeliness;
    int32_t first;
    int32_t latest;
    int32_t due;
    int64_t counts[MOST_COUNTED];
};

/* Sorts the facts by cell; for one world at a time. */
void see_facts(const struct world *world);
struct seen_cell see_cell(const struct question *question, int unit, int64_t cycle, int element);
/* The reporting periods inside the question's, by first day and the longer first; how many. */
int cycles_inside(const struct question *question, int64_t cycles[MOST_CYCLES]);
/* The day in whose tree the question's period is seen. */
int32_t day_of_tree(const struct question *question);
/* Its own part alone. */
struct seen_row see_own(const struct question *question, int unit);
/* All of it. */
struct seen_row see_row(const struct question *question, int unit);

#endif
