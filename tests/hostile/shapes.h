/*
 * Shapes of hostile input, of any size. A text is built of pieces in which some bytes stand for more:
 *   \1 the item's number; \2 a day, another for each number within the horizon; \3 half the number; \4 the next day;
 *   \5 a NUL; \6 the number modulo 64; \7 a day, another for each number; \b the next number.
 */
#ifndef CHILDPLAN_TESTS_HOSTILE_SHAPES_H
#define CHILDPLAN_TESTS_HOSTILE_SHAPES_H

#include <stddef.h>

enum kind { PLAN, UNITS, REPORTS };

struct shape {
    const char *name;
    enum kind kind;
    const char *head;
    const char *item; /* as often as fits; half of it where there is a second */
    const char *middle;
    const char *second; /* or NULL */
    const char *tail;
    int nests; /* 1: each item is a line, indented further than the one before */
};

extern const struct shape shapes[];
extern const size_t shape_count;

/* The plan of shapes of kind REPORTS; its units stand in a file for those of kind UNITS. */
extern const char reports_plan[];
extern const char units_plan[];

#endif
