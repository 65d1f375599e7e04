/* How far long work is, as a bar on the standard error where that is a terminal. */
#ifndef CHILDPLAN_EXAMPLES_PROGRESS_BAR_H
#define CHILDPLAN_EXAMPLES_PROGRESS_BAR_H

#include <childplan/childplan.h>

struct progress_bar {
    int32_t language;
    int is_shown;  /* the standard error is a terminal */
    int64_t begun; /* when the work began, in milliseconds */
    int drawn;     /* characters that stand there */
    int32_t phase;
    int percent;
};

void progress_bar_begin(struct progress_bar *bar, int32_t language);
/* A childplan_progress_fn whose context is the bar. It shows nothing of work that is done in a moment. */
int32_t progress_bar_tell(void *context, int32_t phase, int64_t done, int64_t total);
/* Wipes it away, before anything else is written there. */
void progress_bar_end(struct progress_bar *bar);

#endif
