/* Reports: a unit's own cells put together, a reporting period at a time and then for the period of a row. */
#ifndef CHILDPLAN_LIB_REPORTING_REPORTS_H
#define CHILDPLAN_LIB_REPORTING_REPORTS_H

#include "cells.h"

/* Numbers of reports or cells, in the order of the columns from CHILDPLAN_REPORTING_COLUMN_EXPECTED on. */
#define COUNTED (CHILDPLAN_REPORTING_COLUMN_CELLS_RECEIVED - CHILDPLAN_REPORTING_COLUMN_EXPECTED + 1)

struct report_counts {
    int64_t items[COUNTED];
};

/* One of them, by its column. */
int64_t *childplan__report_count(struct report_counts *counts, int32_t column);

/* One report on its way. */
struct report {
    const struct cycle *cycle;
    int32_t unasked_state; /* of its cells that are not expected */
    int32_t marks;
    int32_t cells_expected;
    int32_t cells_received;
    int32_t is_on_time; /* some cell was */
    int32_t is_unknown; /* of some cell it is not known */
    int32_t first;
    int32_t latest;
};

/* What a unit brings to a row of its own. */
struct own {
    struct report_counts counts;
    int32_t has_state[CHILDPLAN_REPORTING_STATE_COUNT]; /* some report is in it */
    int32_t due[CHILDPLAN_REPORTING_STATE_COUNT];       /* of a state: the first day such a report is due */
    int32_t last_due;
    int32_t marks;
    int32_t first; /* CHILDPLAN_NO_DATE where there is none */
    int32_t latest;
};

struct report childplan__report_begin(const struct cycle *cycle);
void childplan__report_add(struct report *report, const struct reporting_cell *cell);

struct own childplan__own_begin(void);
void childplan__own_add(struct own *own, const struct report *report, int32_t until);

/* These once all is added. */
int32_t childplan__own_state(const struct own *own);
int32_t childplan__own_marks(struct own *own);
int32_t childplan__own_timeliness(struct own *own); /* TIMELINESS_NONE where nothing is there */
int32_t childplan__own_due(const struct own *own);  /* CHILDPLAN_NO_DATE where nothing is expected */

#endif
