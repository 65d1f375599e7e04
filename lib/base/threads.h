/* Threads, where the system has them, and what they may do at once to memory they share. */
#ifndef CHILDPLAN_LIB_BASE_THREADS_H
#define CHILDPLAN_LIB_BASE_THREADS_H

#include <stddef.h>
#include <stdint.h>

#define MOST_THREADS 256

/* 1 where there are threads, and words that several of them can change at once. */
int32_t childplan__threads_exist(void);

/*
 * Calls work(context, 0) … work(context, count - 1), each on a thread of its own as far as there are any, and returns
 * when all are done. count: 1 to MOST_THREADS. One call alone, and what no thread could be had for, is done by the
 * caller's thread. Never fails.
 */
void childplan__threads_run(int32_t count, void (*work)(void *context, int32_t index), void *context);

/* Lets other threads go first. */
void childplan__threads_yield(void);

/* Sets bits; gives the word as it was. */
uint64_t childplan__shared_set(uint64_t *word, uint64_t bits);
/* Makes a number at least as large. */
void childplan__shared_raise(uint64_t *word, uint64_t least);
/* What was published, with all that was written before; NULL: nothing yet. */
void *childplan__shared_get(void **place);
/* Publishes what the others shall see, if nothing is there yet; gives what then is there. */
void *childplan__shared_publish(void **place, void *item);
/* A counter. */
size_t childplan__shared_add(size_t *counter, size_t more);
size_t childplan__shared_read(size_t *counter);
/* Sets a counter, for whoever sees it to see all that was written before. */
void childplan__shared_write(size_t *counter, size_t value);

#endif
