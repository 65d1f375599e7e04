#define _XOPEN_SOURCE 700

#include "measure.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double peak_memory(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss * 1024;
}

void series_add(struct series *series, double item) {
    if (series->count < MOST_ROUNDS) {
        series->items[series->count++] = item;
    }
}

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

double series_median(const struct series *series) {
    struct series sorted = *series;
    qsort(sorted.items, (size_t)sorted.count, sizeof *sorted.items, by_size);
    int middle = sorted.count / 2;
    return sorted.count % 2 == 1 ? sorted.items[middle] : (sorted.items[middle - 1] + sorted.items[middle]) / 2;
}

static void run_step(struct step *step, int is_counted) {
    double start = now();
    step->run(step->context);
    if (is_counted) {
        series_add(&step->seconds, now() - start);
    }
}

void measure_pair(struct step *a, struct step *b, int rounds) {
    for (int round = 0; round <= rounds; round++) {
        run_step(a, round > 0);
        run_step(b, round > 0);
    }
    double of_a = series_median(&a->seconds);
    double of_b = series_median(&b->seconds);
    printf("%-44s %9.4f s\n%-44s %9.4f s\nratio %.2f (medians of %d)\n", a->name, of_a, b->name, of_b, of_a / of_b,
           rounds);
}

static void read_all(int from, void *result, size_t size) {
    size_t have = 0;
    while (have < size) {
        ssize_t count = read(from, (char *)result + have, size - have);
        if (count <= 0) {
            fprintf(stderr, "the step that ran apart has failed\n");
            exit(1);
        }
        have += (size_t)count;
    }
}

void run_apart(void (*run)(void *context, void *result), void *context, void *result, size_t size) {
    int ends[2];
    fflush(NULL);
    pid_t child = pipe(ends) == 0 ? fork() : -1;
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        memset(result, 0, size);
        run(context, result);
        _exit(write(ends[1], result, size) == (ssize_t)size ? 0 : 1);
    }
    close(ends[1]);
    read_all(ends[0], result, size);
    close(ends[0]);
    waitpid(child, NULL, 0);
}
