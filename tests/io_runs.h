/* From files to rows as a program does it, told as text, for the tests of files that fail. */
#ifndef CHILDPLAN_TESTS_IO_RUNS_H
#define CHILDPLAN_TESTS_IO_RUNS_H

#include "support.h"

/* A plan and reports on it; reports[0] is 0 where there are none. */
struct fixture {
    char plan[400];
    char reports[400];
};

/* Those of tests/data and tests/cases; freed by the caller. */
struct fixture *list_fixtures(const char *data, const char *cases, size_t *ret_count);

/* Loads, imports, rolls up. `told` gets the status, what was said and the rows. */
childplan_status run_files(const struct fixture *fixture, struct buffer *told);

/* The same with `size` bytes of memory in the place of the plan or of the reports; both texts NULL: as run_files. */
childplan_status run_texts(const struct fixture *fixture, const struct buffer *plan, const struct buffer *reports,
                           struct buffer *told);

#endif
