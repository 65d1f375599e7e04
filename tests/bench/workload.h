/*
 * The workloads of the benchmarks: a tree of trade unions and what its units report. They are drawn from hashes of
 * whole numbers, so that every machine and run has the same, and skewed, as provinces and unions are.
 */
#ifndef CHILDPLAN_TESTS_BENCH_WORKLOAD_H
#define CHILDPLAN_TESTS_BENCH_WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

#define WORKLOAD_ELEMENTS 10
#define WORKLOAD_PERIODS 20 /* half-years */
#define WORKLOAD_FIRST_YEAR 2021

enum workload_kind { WORKLOAD_NATION, WORKLOAD_PROVINCE };
enum workload_level { LEVEL_NATION, LEVEL_PROVINCE, LEVEL_DISTRICT, LEVEL_UNION };

struct workload_unit {
    char id[24];
    int32_t level;
    int32_t parent;  /* -1: the root */
    int32_t number;  /* among its siblings, from 1 */
    int32_t members; /* how many workers it has, about */
};

/* Grassroots unions that report together: those of one province. */
struct workload_group {
    int32_t first;
    int32_t count;
};

struct workload {
    enum workload_kind kind;
    double scale;
    struct workload_unit *units; /* level by level */
    int32_t unit_count;
    int32_t first_union;
    struct workload_group *groups;
    int32_t group_count;
};

/* What a unit sends for a half-year; value i is there where bit i of `present` is set. */
struct workload_report {
    int32_t unit;
    int32_t period;
    uint32_t present;
    int64_t values[WORKLOAD_ELEMENTS];
};

extern const char *const workload_elements[WORKLOAD_ELEMENTS];

/*
 * At scale 1 the nation has 125,764 units and the province 1,000; districts and grassroots unions grow with the scale
 * (0.01 to 16). Ends the program where memory runs out.
 */
void workload_begin(struct workload *workload, enum workload_kind kind, double scale);
void workload_end(struct workload *workload);

/* The report that comes in at a turn (0 … unit_count − 1) of a period: province by province, within one in no order. */
void workload_report(const struct workload *workload, int32_t period, int32_t turn, struct workload_report *report);

/* How many facts all reports hold. */
size_t workload_fact_count(const struct workload *workload);

/* A number that looks random, the same for the same arguments. */
uint64_t workload_hash(uint64_t a, uint64_t b);

#endif
