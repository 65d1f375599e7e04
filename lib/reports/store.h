/* The store: every accepted fact by cell (unit, element, cycle), newest revision first. The rollup floor reads it. */
#ifndef CHILDPLAN_LIB_REPORTS_STORE_H
#define CHILDPLAN_LIB_REPORTS_STORE_H

#include "../plan/model.h"
#include "changes.h"
#include "fact_cells.h"

#include <childplan/reports.h>

/* What a unit reported for a cycle on a day. submitted: CHILDPLAN_NO_DATE is the oldest. */
struct fact {
    int64_t value;
    int32_t submitted;
    int32_t withdrawn; /* 1: from `submitted` on there is no report; value means nothing */
    uint32_t file;     /* into the reports' list, from 1, see childplan__reports_file; 0: not kept */
    uint32_t line;
    uint32_t older; /* into the superseded facts, from 1; 0: none */
};

/*
 * The fact in force for a cell by a day (CHILDPLAN_NO_DATE: all): 1 and written, or 0 where there is none or it is
 * withdrawn. Indices must be in range.
 */
int32_t childplan__fact_in_force(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                                 int32_t known_by, int64_t *ret_value);

/* That fact, with what is kept of it. */
int32_t childplan__fact_known(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                              int32_t known_by, struct fact *ret_fact);

/* The newest fact of a cell, and the one that a fact superseded: 1 and written, or 0 where there is none. */
int32_t childplan__fact_newest(const struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                               struct fact *ret_fact);
int32_t childplan__fact_older(const struct childplan_reports *reports, const struct fact *fact, struct fact *ret_fact);

/* 1 where a fact of that unit and element may be held (a quick test that skips empty rows). */
int32_t childplan__has_row(const struct childplan_reports *reports, int32_t unit, int32_t element);

const struct childplan_plan *childplan__reports_plan(const struct childplan_reports *reports);

/* The cells of an element. */
const struct fact_cells *childplan__reports_cells(const struct childplan_reports *reports, int32_t element);

/* The log of its changes. Whoever only reads may watch them, on the reports' thread. */
struct change_log *childplan__reports_changes(const struct childplan_reports *reports);

/* What childplan_reports_digest gives. */
void childplan__reports_digest(const struct childplan_reports *reports, char digits[DIGEST_SIZE]);

/* The digest as it was computed, until facts are added; "" before. Room for DIGEST_SIZE. */
char *childplan__kept_digest(const struct childplan_reports *reports);

/* The name of the file a fact came from; "" where it was not kept. */
const char *childplan__reports_file(const struct childplan_reports *reports, uint32_t file);

/*
 * The cycle of an element that a period names in a report: one of its frequency, or its last one of a year where only
 * the year's name is given and the element is `last` or year-to-date; -1 where there is none in the horizon.
 */
int32_t childplan__cycle_named(const struct childplan_plan *plan, const struct element *element, int64_t period);

/*
 * Writing, for a commit: everything that can fail comes first, and leaves the store as it was to every reader.
 */
/* 1 where facts keep the file and line they came from. */
int32_t childplan__keeps_origins(const struct childplan_reports *reports);
/* The cells of an element, to be changed by a commit. */
struct fact_cells *childplan__store_cells(struct childplan_reports *reports, int32_t element);
/* Counts facts that were put into the cells. */
void childplan__store_count(struct childplan_reports *reports, size_t facts);
/* What a fact needs of its cell's tile; is_superseded: there is one that is not the newest. */
struct cell_needs childplan__fact_needs(const struct fact *fact, int32_t is_superseded);
/* Makes room for so many more facts that are not the newest of their cell. Errors: NO_MEMORY. */
childplan_status childplan__store_reserve_superseded(struct childplan_reports *reports, size_t count);
/* The index of a file's name, from 1, which is copied when it is new. Errors: NO_MEMORY. */
childplan_status childplan__store_reserve_file(struct childplan_reports *reports, const char *name, uint32_t *ret_file);
/* Notes that a cell in which nothing is held gets a report. */
void childplan__store_note_new(struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle);
/* 1 where somebody watches the changes. */
int32_t childplan__store_is_watched(const struct childplan_reports *reports);
/* Adds a fact to a cell that has none of that date, in what was reserved. */
void childplan__store_add(struct childplan_reports *reports, int32_t unit, int32_t element, int32_t cycle,
                          const struct fact *fact);

#endif
