/* Cells: in which state one figure of a unit is on the day judged. */
#ifndef CHILDPLAN_LIB_REPORTING_CELLS_H
#define CHILDPLAN_LIB_REPORTING_CELLS_H

#include "../rollup/frame.h"

#include <childplan/reporting.h>

#define TIMELINESS_NONE (-1)

struct reporting_cell {
    int64_t period;
    int32_t unit;
    int32_t element;
    int32_t first; /* days, CHILDPLAN_NO_DATE where there is none */
    int32_t latest;
    int32_t due; /* CHILDPLAN_NO_DATE where it is not expected */
    int16_t state;
    int8_t marks;
    int8_t timeliness; /* of its first value, be it withdrawn since; TIMELINESS_NONE where none is known */
};

/* A reporting period inside the period of a row. */
struct cycle {
    int64_t period;
    struct days days;
    int32_t frequency;
    int32_t number;
    int32_t due;
    int32_t has_ended; /* by the day judged */
};

/* 1 where the state is of a cell or report that is there. */
int32_t childplan__is_received(int32_t state);
/* sources->until is the day judged. */
struct reporting_cell childplan__judge_cell(const struct sources *sources, const struct cycle *cycle, int32_t unit,
                                            int32_t element);

#endif
