/* How work tells the caller how far it is. */
#ifndef CHILDPLAN_LIB_BASE_PROGRESS_H
#define CHILDPLAN_LIB_BASE_PROGRESS_H

#include <childplan/progress.h>

#include <stddef.h>

struct progress {
    childplan_progress_fn tell; /* NULL: nobody asks */
    void *context;
};

/* Tells it, on the caller's thread. Errors: STOPPED. */
childplan_status childplan__tell(const struct progress *progress, int32_t phase, int64_t done, int64_t total);
/* Tells that all is done, which nothing can stop any more. */
void childplan__tell_end(const struct progress *progress, int32_t phase, int64_t total);

/* Work of several steps, each worth some of the total. */
struct steps {
    struct progress progress;
    int32_t phase;
    int64_t total;
    int64_t done;
    int64_t step; /* what the step at work is worth */
};

/* Goes on to the next step, which is worth so much. */
void childplan__steps_go_on(struct steps *steps, int64_t step);
/* Tells that a part of the step at work is done. Errors: STOPPED. */
childplan_status childplan__steps_reach(const struct steps *steps, size_t part, size_t whole);

#endif
