/* A row of a panel: an indicator in a period, unit by unit, in one tree. */
#ifndef CHILDPLAN_LIB_ROLLUP_PANEL_VIEW_H
#define CHILDPLAN_LIB_ROLLUP_PANEL_VIEW_H

#include "computation.h"
#include "meeting.h"

#include <childplan/panel.h>

/* What all views of a panel share. */
struct panel_world {
    struct sources sources;
    const struct childplan_rollup_options *options;
    struct findings *findings;
    int32_t unit;
    int32_t indicator;
};

/* Errors: USAGE, REFUSED (reported), NO_MEMORY. */
childplan_status childplan__panel_begin(const struct childplan_reports *reports,
                                        const struct childplan_rollup_options *options, int32_t unit, int32_t indicator,
                                        struct findings *findings, struct panel_world *ret_world);
void childplan__panel_end(struct panel_world *world);
/* OK; ABSENT where the period begins after the cut-off. Errors: USAGE, REFUSED (reported). */
childplan_status childplan__panel_check(const struct panel_world *world, int64_t period);

/* It does not move while it is open. */
struct view {
    const struct panel_world *world; /* NULL: it is not open */
    struct moment moment;
    struct tree tree;
    struct frame frame;
    struct standing standing; /* of an indicator that counts units; else not open */
    uint8_t *under;           /* by position of the tree: it is the unit of the row, or below it */
    int32_t *key;             /* by unit, see childplan__view_key */
};

/* A period as the tree of a day has it. Errors: NO_MEMORY, OVERFLOW (reported). It must be ended all the same. */
childplan_status childplan__view_open(const struct panel_world *world, int64_t period, int32_t day, struct view *view);
void childplan__view_end(struct view *view);

/* 1 where the tree has the unit of the row, so that there is one. */
int32_t childplan__view_has_row(const struct view *view);
/* 1 where what a unit reported is counted in the row. */
int32_t childplan__view_has(const struct view *view, int32_t unit);
/* Under whose name: its own, or that of the successor that took its place. One that is placed at its parent for want of
   a successor keeps its own. */
int32_t childplan__view_key(const struct view *view, int32_t unit);
/* What it brings. Errors: OVERFLOW (reported). */
childplan_status childplan__view_own(const struct view *view, int32_t unit, struct sums *ret_sums);
/* Adds to sums. Errors: OVERFLOW (reported). */
childplan_status childplan__view_add(const struct view *view, struct sums *into, const struct sums *from);

/* Which units a row is made of: a byte a unit. */
#define MARK_BRINGS 1 /* something is counted under its name */
#define MARK_COULD 2  /* it, or one that is counted under its name, is there on the period's last day */
/* Errors: OVERFLOW (reported). */
childplan_status childplan__view_mark(const struct view *view, uint8_t *marks);
/* What reorganisation did to a unit between two rows, CHILDPLAN_MOVE_*. Errors: OVERFLOW (reported). */
childplan_status childplan__find_move(const struct view views[2], uint8_t *const marks[2], int32_t unit,
                                      int32_t *ret_move);

#endif
