/* What must hold of targets, populations and rates in the rows of any plan. */
#ifndef CHILDPLAN_TESTS_PROPERTY_BARS_H
#define CHILDPLAN_TESTS_PROPERTY_BARS_H

#include "property_standing.h"

/* The rows that the properties have looked at, by kind: without any, they say nothing. */
enum seen {
    SEEN_MET,
    SEEN_NOT_MET,
    SEEN_UNKNOWN_BAR,
    SEEN_GAP,
    SEEN_PACE,
    SEEN_ASPIRATION,
    SEEN_INSTANCE,
    SEEN_MEETING,
    SEEN_PARTS,
    SEEN_HALVES,
    SEEN_COUNT
};
extern unsigned long seen_rows[SEEN_COUNT];
extern const char *const seen_names[SEEN_COUNT];

/* Met, gap, pace and status of a row agree with the bar that it prints. */
void bars_hold(struct world *world);
/* The populations of all levels together hold what all units hold. */
void parts_make_the_whole(struct world *world);
/* Two halves of a year hold together what the year holds, in one tree. */
void halves_make_their_year(struct world *world);

#endif
