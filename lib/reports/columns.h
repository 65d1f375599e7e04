/* The header of a report file, and what single cells say. */
#ifndef CHILDPLAN_LIB_REPORTS_COLUMNS_H
#define CHILDPLAN_LIB_REPORTS_COLUMNS_H

#include "../base/csv.h"
#include "import.h"

/* What a column holds: a data element (its index) in a wide file, or one of these. */
#define COLUMN_UNIT (-1)
#define COLUMN_PERIOD (-2)
#define COLUMN_ELEMENT (-3)
#define COLUMN_VALUE (-4)
#define COLUMN_SUBMITTED (-5)
#define COLUMN_NOTE (-6)
#define COLUMN_NAMELESS (-7) /* must be empty; spreadsheets leave such columns behind */
#define COLUMN_OTHERS (-8)   /* a data element of another plan that the file serves */
#define COLUMN_REMARK (-9)   /* its name begins with #: not read */

struct columns {
    int32_t *meanings; /* one a column */
    size_t count;
    int32_t is_wide;
    int32_t has_nameless;
    int32_t has_others;
    /* Where these stand; -1 where they do not. */
    int32_t unit;
    int32_t period;
    int32_t element;
    int32_t value;
    int32_t submitted;
};

/* What the rows before the header, whose first cell begins with #, say about the file. */
struct preface {
    int32_t is_form;       /* a row without a value is one that was not filled in */
    int32_t decimal_comma; /* how its numbers are written */
    int32_t submitted;     /* of the rows that have no date of their own, or CHILDPLAN_NO_DATE */
};

/* Reads the header, the first record that does not belong to the preface. ret_preface holds what the caller of the
   import said. Errors: NO_MEMORY, REFUSED (reported). */
childplan_status childplan__columns_begin(const struct childplan_import *import, uint32_t file,
                                          struct csv_scanner *scanner, struct findings *findings,
                                          struct columns *ret_columns, struct preface *ret_preface);
/* The same from the names themselves; `cells` has room for one even where there are none. */
childplan_status childplan__columns_read(const struct childplan_import *import, uint32_t file,
                                         const struct csv_cell *cells, size_t count, struct findings *findings,
                                         struct columns *ret_columns);
void childplan__columns_end(const struct childplan_import *import, struct columns *columns);

/* The index of the name a cell holds, in any Unicode form. Errors: NO_MEMORY, ABSENT. */
childplan_status childplan__find_cell(const struct childplan_plan *plan, const struct names *names,
                                      const struct csv_cell *cell, int32_t *ret_index);

/* Whether another plan that the files of an import serve has that unit or element (CHILDPLAN_KIND_*): OK, ABSENT.
   Errors: NO_MEMORY. */
childplan_status childplan__find_elsewhere(const struct childplan_import *import, int32_t kind,
                                           const struct csv_cell *cell);

/* Reads a flag. Errors: NO_MEMORY, ABSENT (it is none). */
childplan_status childplan__read_flag(const struct childplan_plan *plan, const struct csv_cell *cell,
                                      int64_t *ret_value);

/* Which diagnostic fits a malformed number best. */
int32_t childplan__malformed_number(const struct csv_cell *cell, int32_t decimal_comma);

/* A cell's text as a diagnostic quotes it: one line, cut where it is long. */
#define CELL_EXCERPT 256
void childplan__cell_excerpt(const struct csv_cell *cell, char excerpt[CELL_EXCERPT]);

#endif
