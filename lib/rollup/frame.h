/* A frame: an indicator in a period, with everything of a row that is the same for all units. */
#ifndef CHILDPLAN_LIB_ROLLUP_FRAME_H
#define CHILDPLAN_LIB_ROLLUP_FRAME_H

#include "../base/progress.h"
#include "../reports/changes.h"
#include "../reports/store.h"
#include "../structure/life.h"

struct ledger;

/* Cells of one unit as they were, by element and cycle. */
struct past {
    const struct past_cell *cells;
    size_t count;
};

/* What every frame of a rollup reads. */
struct sources {
    const struct childplan_plan *plan;
    const struct childplan_reports
        *reports; /* NULL where they are not asked: to assess only, or with a ledger that gives */
    const struct allocator *allocator;
    struct ledger *ledger;   /* takes or gives what units bring; NULL: it is added up from the reports */
    const struct past *past; /* what is asked of that unit is asked as it was; NULL: as it is */
    struct life life;
    int32_t known_by;
    int32_t until;             /* the cut-off */
    int32_t threads;           /* that may be used; at least 1 */
    const struct steps *steps; /* on which sums are a step; NULL: nobody asks */
};

/* A period after the cut-off, the stretches that a window can make of it, and which units live how in them. */
struct moment {
    int64_t period;
    struct days nominal;    /* before the cut-off */
    struct days days;       /* after it */
    struct days stretch[3]; /* by enum window */
    uint64_t *steady[3];    /* by enum window, a bit a unit: one version lives through the whole stretch */
    uint64_t *at_level;     /* by level, then a bit a unit: that level's on the last day */
};

/* The period up to the cut-off of the sources. */
childplan_status childplan__moment_begin(const struct sources *sources, int64_t period, struct moment *ret_moment);
void childplan__moment_end(const struct sources *sources, struct moment *moment);

/* The version of a unit (an index of the plan's) on the moment's last day, NOT_ALIVE where it does not live then; and
   the one by which it counts in a window: that, or else the one of its last living day in that stretch. */
int32_t childplan__version_at_end(const struct sources *sources, const struct moment *moment, int32_t unit);
int32_t childplan__version_in_window(const struct sources *sources, const struct moment *moment, enum window window,
                                     int32_t unit);

/* A mean is rounded to so many at least. */
#define MEAN_DECIMALS 6
#define TERMS_APART (-1)

/* A term of the indicator in the period. */
struct frame_term {
    const struct element *element;  /* NULL for each_unit */
    int32_t index;                  /* of the element, or EACH_UNIT */
    const struct fact_cells *cells; /* the element's; NULL for each_unit */
    int32_t sign;
    int32_t in_denominator;
    int32_t is_stock;
    enum window window;  /* of a flow: what it is counted over in this indicator */
    int32_t first_cycle; /* of a flow: inside the period or its window. Of a stock: the oldest that `carry` reaches. */
    int32_t last_cycle;  /* of a stock: L0 */
    int32_t is_past;     /* of a stock: L0 ended before the period begins */
    const struct rate *rate; /* or NULL */
    int64_t *rates;          /* with a rate: its values for first_cycle … last_cycle */
    int32_t figure_decimals; /* of a report times its rate */
    int32_t decimals;        /* of its own value */
    int64_t scale;           /* brings an own value to the decimals of its side of the ratio */
    int32_t part;  /* of a denominator term in a bounded ratio: the numerator term that is part of it, or -1 */
    int32_t group; /* terms taken over the same cycles have the same one; TERMS_APART where cycles do not matter */
};

/* How far the missing reports can move the value (section "bounds" of README.md). */
enum bounds_kind { BOUNDS_NONE, BOUNDS_RATIO, BOUNDS_TOTAL };

struct frame {
    const struct sources *sources;
    const struct moment *moment;
    const struct indicator *indicator;
    const uint8_t *population; /* a byte a version of the plan's; NULL: all units */
    int32_t is_ratio;
    enum aggregate over_units;
    enum window longest;  /* window among its terms */
    int32_t takes_lanes;  /* its units can be read side by side (lanes.h) */
    int32_t is_empty;     /* some flow has no cycle: nothing is expected, nothing contributes */
    int32_t grows;        /* with the length of the period, so that only milestones of the row's kind count */
    int32_t not_negative; /* its numerator cannot be */
    enum bounds_kind bounds;
    int32_t numerator_decimals;
    int32_t denominator_decimals;
    int32_t gap_decimals;
    uint8_t *each_unit_levels; /* by level: those of the numerator's elements together */
    struct frame_term *terms;
    int32_t term_count;
};

childplan_status childplan__frame_begin(const struct sources *sources, const struct moment *moment, int32_t indicator,
                                        struct frame *ret_frame);
void childplan__frame_end(struct frame *frame);

#endif
