/* An import: rows that were good in themselves, waiting to be committed. */
#ifndef CHILDPLAN_LIB_REPORTS_IMPORT_H
#define CHILDPLAN_LIB_REPORTS_IMPORT_H

#include "../base/progress.h"
#include "bulk.h"
#include "store.h"

/* What became of a staged fact in a commit. */
enum fate { FATE_ACCEPTED, FATE_REPEATED, FATE_REFUSED };

/* The file of a fact whose origin was not kept. */
#define NO_ORIGIN UINT32_MAX

struct staged {
    int64_t value;
    int32_t unit;
    int32_t element;
    int32_t cycle;
    int32_t submitted;
    uint32_t file; /* into the import's list; NO_ORIGIN */
    uint32_t line;
    uint32_t column;
    uint8_t withdrawn;
    uint8_t fate; /* enum fate; written by each commit */
};

struct childplan_import {
    struct childplan_reports *reports;
    const struct childplan_plan *plan;
    const struct allocator *allocator; /* the plan's */
    struct staged *staged;             /* in the order in which they came */
    size_t staged_count;
    size_t staged_capacity;
    struct bulk bulk; /* facts about which nothing is to be judged yet */
    char **files;
    size_t file_count;
    size_t file_capacity;
    int64_t refused;     /* rows and cells, since the last commit */
    uint32_t values;     /* given one by one, since the last commit */
    uint32_t value_file; /* their file, from 1; 0: none yet */
    int32_t threads;     /* that may read */
    struct progress progress;
    int64_t read_total; /* of the reading at work, in bytes or values, with one more for its end; 0: not begun */
    int64_t read_told;
    const struct childplan_plan **others; /* plans that the files serve too */
    size_t other_count;
    size_t other_capacity;
    int64_t rows_left; /* to those, since the last commit; and single cells of wide rows */
    int64_t cells_left;
    int32_t decimal_comma;
    int32_t lenient;
    int32_t spoiled; /* 1: something was refused while it was atomic */

    /* For tests of what shall make no difference. */
    int32_t general_only; /* 1: nothing is read in the fast way */
    size_t block_size;    /* bytes that are read at a time; 0: as many as is best */
    int32_t fast_calls;   /* how many were read in the fast way */

    /* What was asked last, for rows that follow each other. */
    int32_t last_unit;
    int64_t last_period;
    const struct unit_version *last_version; /* alive in that period */
};

/* Where in a file. */
struct spot {
    uint32_t line;
    uint32_t column;
};

/* One reported value on its way in, with the places to name where it is wrong. */
struct entry {
    int64_t period;
    int64_t value;
    int32_t unit;
    int32_t element;
    int32_t withdrawn;
    int32_t submitted;
    uint32_t file;
    struct spot unit_at;
    struct spot period_at;
    struct spot element_at;
    struct spot value_at;
};

/* What an import held before a call that may fail. */
struct savepoint {
    size_t staged_count;
    size_t file_count;
    int64_t refused;
    uint32_t values;
    uint32_t value_file;
    int64_t rows_left;
    int64_t cells_left;
};

struct savepoint childplan__import_save(const struct childplan_import *import);
void childplan__import_restore(struct childplan_import *import, struct savepoint savepoint);
/* Begins the findings of a call: errors about rows are warnings where the import is lenient. */
void childplan__import_findings(const struct childplan_import *import, childplan_diagnostics *diagnostics,
                                struct findings *findings);
/* Ends them: NO_MEMORY; where anything was refused and the import is atomic, marks it and gives REFUSED; else OK. */
childplan_status childplan__import_outcome(struct childplan_import *import, struct findings *findings);
/* Values between two times that it is told how far a reading is. */
#define VALUES_UNTOLD 65536

/* Begins a reading of so many bytes or values, and tells how far it is: never less than before, though a text may be
   read twice. Errors: STOPPED. */
void childplan__import_begin_read(struct childplan_import *import, uint64_t total);
childplan_status childplan__import_reach(struct childplan_import *import, uint64_t done);
/* Ends a reading, giving its outcome, and tells it: where memory ran out or it was stopped, as if it had not been. */
childplan_status childplan__import_end_reading(struct childplan_import *import, struct savepoint before,
                                               childplan_status status, struct findings *findings);
/* The index of a new file in the import. Errors: NO_MEMORY. */
childplan_status childplan__import_add_file(struct childplan_import *import, const char *name, uint32_t *ret_file);
struct position childplan__import_position(const struct childplan_import *import, uint32_t file, struct spot spot);

/*
 * The checks of one entry. Each reports at most one error and returns 1 where all is well, else 0.
 */
/* Of its unit and period: inside the horizon; the unit lives. */
int32_t childplan__check_row(struct childplan_import *import, struct findings *findings, const struct entry *entry);
/* Of its element in that unit and period; gives the cycle. */
int32_t childplan__check_element(struct childplan_import *import, struct findings *findings, const struct entry *entry,
                                 int32_t *ret_cycle);
/* Of its value. */
int32_t childplan__check_value(struct childplan_import *import, struct findings *findings, const struct entry *entry);
/* Keeps what passed them all. Errors: NO_MEMORY. */
childplan_status childplan__stage(struct childplan_import *import, const struct entry *entry, int32_t cycle);

/* Reads the rows of a CSV text into the import. Errors: NO_MEMORY, STOPPED, REFUSED (the header, or a whole text that
 * is not UTF-8: reported as errors even where the import is lenient). */
childplan_status childplan__read_csv(struct childplan_import *import, uint32_t file, const char *text, size_t size,
                                     struct findings *findings);

/*
 * A commit at work: every staged fact gets its fate, and a verdict where there is something to say about it.
 */
struct verdict {
    uint32_t staged;
    int32_t code;          /* CHILDPLAN_DIAGNOSTIC_* */
    int32_t other_element; /* of a broken part_of: the other one, and its value */
    int64_t other_value;
    const char *other_file; /* of a repetition: where the other one stands */
    uint32_t other_line;
};

struct commit {
    struct childplan_import *import;
    struct staged *staged;
    size_t count;
    uint32_t *order; /* staged facts by unit, element, cycle, submitted; then as they came */
    struct verdict *verdicts;
    size_t verdict_count;
    size_t verdict_capacity;
    size_t refused;
    size_t told; /* steps of the passes over the staged facts */
};

/* The passes of a commit that can be stopped. */
enum commit_pass { PASS_DATES, PASS_PARTS, PASS_WITHDRAWALS, COMMIT_PASSES };
/* Tells, now and then, that a pass has come to a place of the order. Errors: STOPPED. */
childplan_status childplan__commit_reach(struct commit *commit, enum commit_pass pass, size_t place);

/* Fills an array of `count` indices, with another as scratch, in the order above. Errors: NO_MEMORY. */
childplan_status childplan__order_staged(const struct childplan_import *import, uint32_t *order, uint32_t *scratch);
/* A negative number where the row of a stands before that of b, by file, line and column; 0 where it is the same. */
int32_t childplan__compare_places(const struct staged *a, const struct staged *b);
/* Sorts indices; stable. compare gives a negative number where a comes first. */
void childplan__sort_indices(uint32_t *order, uint32_t *scratch, size_t count,
                             int32_t (*compare)(const void *context, uint32_t a, uint32_t b), const void *context);

/* Adds a verdict; refuses the staged fact where `refuse`. Errors: NO_MEMORY. */
childplan_status childplan__judge(struct commit *commit, const struct verdict *verdict, int32_t refuse);

/* A cell's facts from the oldest, those of the store and the accepted ones of the import. */
struct dated_fact {
    int64_t value;
    int32_t submitted;
    int32_t withdrawn;
    size_t staged; /* NOT_STAGED: the store's */
};
#define NOT_STAGED SIZE_MAX

struct timeline {
    struct dated_fact *facts;
    size_t count;
    size_t capacity;
};

/* Gathers the timeline of a cell whose staged facts are order[begin … end). Errors: NO_MEMORY. */
childplan_status childplan__gather(const struct commit *commit, int32_t unit, int32_t element, int32_t cycle,
                                   size_t begin, size_t end, struct timeline *timeline);

/* 1 where a value of a part is above one of its whole. */
int32_t childplan__is_above(const struct childplan_plan *plan, int32_t part, int64_t part_value, int32_t whole,
                            int64_t whole_value);
/* Refuses what breaks part_of. Errors: NO_MEMORY, STOPPED. */
childplan_status childplan__settle_parts(struct commit *commit);

#endif
