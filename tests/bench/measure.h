/*
 * Measuring. A figure of a benchmark is a ratio of two steps that take turns in one run (A B A B), of their medians: it
 * says the same on a fast machine and on a slow or busy one.
 */
#ifndef CHILDPLAN_TESTS_BENCH_MEASURE_H
#define CHILDPLAN_TESTS_BENCH_MEASURE_H

#include <stdint.h>
#include <stdio.h>

#define MOST_ROUNDS 64

/* Seconds since some moment. */
double now(void);

/* The most memory this process has held, in bytes. */
double peak_memory(void);

struct series {
    double items[MOST_ROUNDS];
    int count;
};

void series_add(struct series *series, double item);
double series_median(const struct series *series);

typedef void (*step_fn)(void *context);

struct step {
    const char *name;
    step_fn run;
    void *context;
    struct series seconds;
};

/* Runs a and b in turn, once each to warm up and then `rounds` times, and prints their medians and a's over b's. */
void measure_pair(struct step *a, struct step *b, int rounds);

/* Runs a step in a process of its own, so that its peak memory is its own, and gives what it wrote into `result`
   (`size` bytes). Ends the program where the step did. */
void run_apart(void (*run)(void *context, void *result), void *context, void *result, size_t size);

#endif
