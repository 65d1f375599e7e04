/* How work tells the caller how far it is. */
#ifndef CHILDPLAN_LIB_BASE_PROGRESS_H
#define CHILDPLAN_LIB_BASE_PROGRESS_H

#include <childplan/progress.h>

struct progress {
    childplan_progress_fn tell; /* NULL: nobody asks */
    void *context;
};

/* Tells it, on the caller's thread. Errors: STOPPED. */
childplan_status childplan__tell(const struct progress *progress, int32_t phase, int64_t done, int64_t total);
/* Tells that all is done, which nothing can stop any more. */
void childplan__tell_end(const struct progress *progress, int32_t phase, int64_t total);

#endif
