/* A call made again and again, each time with other allocations failing. */
#ifndef CHILDPLAN_TESTS_OUT_OF_MEMORY_SWEEP_H
#define CHILDPLAN_TESTS_OUT_OF_MEMORY_SWEEP_H

#include "out_of_memory_calls.h"

struct stage {
    const char *name;
    void (*prepare)(struct world *world);
    childplan_status (*call)(struct world *world);
    void (*tell)(struct world *world, struct buffer *text); /* what came of it, as text */
    void (*undo)(struct world *world);                      /* all since prepare */
    size_t most_points;
};

/* How often a call was made with memory that failed. */
extern size_t sweep_points;

/* The call with one allocation failing, and with that and all later ones: no more than most_points of them each. */
void sweep(struct world *world, const struct stage *stage);

void nothing(struct world *world);

/* What came of a call. */
void tell_nothing(struct world *world, struct buffer *text);
void tell_said(struct world *world, struct buffer *text);
void tell_plan(struct world *world, struct buffer *text);
void tell_rows(struct world *world, struct buffer *text);
void tell_store(struct world *world, struct buffer *text);
void tell_import(struct world *world, struct buffer *text);
void tell_written(struct world *world, struct buffer *text);
void tell_explanation(struct world *world, struct buffer *text);
void tell_reporting(struct world *world, struct buffer *text);

#endif
