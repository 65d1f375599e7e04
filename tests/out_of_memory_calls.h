/* The calls that test_out_of_memory.c makes with memory that fails, each on what stands in a struct world. */
#ifndef CHILDPLAN_TESTS_OUT_OF_MEMORY_CALLS_H
#define CHILDPLAN_TESTS_OUT_OF_MEMORY_CALLS_H

#include "support.h"

/* What the calls of a sweep work on. Whatever is not NULL is freed by its stage. */
struct world {
    char path[512];      /* the case's folder, or the file without its ending */
    char arguments[512]; /* of the program: a file, a line each */
    struct buffer plan_text, reports_text;
    char **file_names; /* of the case's folder: what the plan may name */
    struct buffer *file_texts;
    int decimal_comma, lenient, names, pace;
    childplan_plan_options *load_options;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_import *import;
    childplan_rollup_options *options;
    childplan_rollup *rollup;
    childplan_reporting_options *reporting_options;
    childplan_reporting *reporting;
    size_t row; /* of it, that is explained */
    childplan_explanation *explanation;
    childplan_output *output;
    childplan_diagnostics *said;
    struct buffer written; /* with room enough after a first time, so that it takes no memory when that fails */
};

void ok(childplan_status status);
/* Text that is begun again keeps its room. */
void rewind_buffer(struct buffer *buffer);

/*
 * Each gives what the library gave, and asserts that on failure it wrote nothing.
 */
childplan_status new_load_options(struct world *world);
childplan_status add_units(struct world *world);
childplan_status load(struct world *world);
childplan_status load_file(struct world *world);
childplan_status check(struct world *world);
childplan_status check_reports(struct world *world);
childplan_status new_reports(struct world *world);
childplan_status new_import(struct world *world);
childplan_status read_reports(struct world *world);
childplan_status read_reports_file(struct world *world);
childplan_status add_values(struct world *world);
childplan_status withdraw(struct world *world);
childplan_status commit(struct world *world);
childplan_status new_rollup_options(struct world *world);
childplan_status compute(struct world *world);
/* Rows that could be refreshed. */
childplan_status compute_live(struct world *world);
/* The rows by way of two partial results, both sent through Arrow. */
childplan_status compute_in_parts(struct world *world);
childplan_status write_rows(struct world *world);
childplan_status new_reporting_options(struct world *world);
childplan_status compute_reporting(struct world *world);
childplan_status explain(struct world *world);
childplan_status write_explanation(struct world *world);
/* Of the first unit that owes anything, for the whole plan. */
childplan_status write_form(struct world *world);
/* From a plan's text to written rows, as a program does it; all of it is freed on failure. */
childplan_status run_all(struct world *world);

/*
 * What a call needs before it, with memory that does not fail.
 */
void prepare_reports(struct world *world);
void prepare_import(struct world *world);
/* Ready to be committed, though some of it may have been refused. */
void prepare_commit(struct world *world);
void prepare_read_twice(struct world *world);
/* A store that holds the reports, and an import that is empty and takes what is good. */
void prepare_revision(struct world *world);
/* The same with newer values in it. */
void prepare_revision_commit(struct world *world);

void free_load_options(struct world *world);
void free_plan(struct world *world);
void free_reports(struct world *world);
void free_rollup_options(struct world *world);
void free_rollup(struct world *world);
void free_reporting_options(struct world *world);
void free_reporting(struct world *world);
void free_explanation(struct world *world);
void free_all(struct world *world);

#endif
