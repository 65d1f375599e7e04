/*
 * Rows about which nothing is to be said, read straight into the cells of a bulk. One reader reads stretches of whole
 * lines, of one file or of what threads share of it; it gives up at the first row that is anything but plain.
 */
#ifndef CHILDPLAN_LIB_REPORTS_FAST_ROWS_H
#define CHILDPLAN_LIB_REPORTS_FAST_ROWS_H

#include "../base/words.h"
#include "columns.h"

/* A period's name is shorter, and a date. */
#define PERIOD_SIZE 32
/* Longer beginnings of rows are read anew. */
#define PREFIX_SIZE 128
/* Longer ends too. */
#define TAIL_SIZE 128

/* Where the reports of an element go that name a period, of units of one level. */
struct target {
    struct fact_cells *cells;
    size_t first_cell; /* of the cycle in its tiles */
    size_t chunk;      /* of its tiles */
    int64_t least;     /* value that is taken, and the most */
    int64_t most;
    int32_t cycle;    /* -1: none, or not in the plain way; -2: not looked up */
    int32_t is_whole; /* digits are the value itself */
};

/* A period that rows name. */
struct named_period {
    char text[PERIOD_SIZE + WORD_PADDING];
    size_t size; /* 0: by its number alone */
    int64_t period;
    int32_t kind;  /* 0: this place is free */
    int32_t level; /* of the units for which targets were looked up */
    struct days days;
    struct target *targets; /* by element */
};

/* An id as it stands in a plain cell. */
struct plain_id {
    uint64_t words[2];
    uint64_t masks[2]; /* of its bytes */
    size_t size;       /* 0: it is too long, or not read without quotes */
};

/* A cell of the row at hand. */
struct piece {
    const char *text;
    size_t size;
    int32_t is_whole; /* 1: nothing but a few digits, the number `whole` */
    int64_t whole;
};

struct fast_reader {
    const struct childplan_import *import;
    const struct childplan_plan *plan;
    const struct allocator *allocator;
    const struct columns *columns; /* NULL: values that are no text */
    struct bulk *bulk;
    struct filling filling;
    char delimiter;
    uint8_t stops[256]; /* by byte: 1 where a plain cell ends */
    uint32_t file;      /* of the facts, from 1; 0 where origins are not kept */
    uint32_t line;      /* of the row at hand */
    size_t count;       /* facts taken */
    struct asides asides;
    int32_t keeps_journal;
    struct journal journal;
    const char *at;
    const char *end;

    struct piece *pieces;                    /* by column: values of the row at hand */
    int32_t is_direct;                       /* a wide file in which values come after all that they need */
    int32_t is_usual;                        /* a unit and period, an element, a value, then a date or note or none */
    char prefix[PREFIX_SIZE + WORD_PADDING]; /* how the last row began: its unit and period, where they come first */
    size_t prefix_size;                      /* 0: none */
    size_t prefix_columns;                   /* how many columns that can be */
    char tail[TAIL_SIZE + WORD_PADDING];     /* what stood behind the last row's value, to its line end */
    size_t tail_size;                        /* 0: none */
    const char *value_end;                   /* of the row at hand */
    struct plain_id *element_ids;
    int32_t *following;                 /* by element: the one that comes after it */
    int32_t element;                    /* of the last row */
    int32_t unit;                       /* of the last row; CHILDPLAN_NONE before the first */
    const char *unit_at;                /* where a new one was read last; NULL: not in these lines */
    uint32_t coming[2];                 /* hashes of units that are looked for soon */
    int32_t coming_unit;                /* sooner than those, most likely */
    char unit_text[2 * WORD_PADDING];   /* its id, as it stood */
    size_t unit_size;                   /* 0: not kept */
    const struct unit_version *version; /* of the unit in the period; NULL: not looked up */
    struct named_period *periods;       /* by a hash of what names them */
    size_t period_mask;
    struct target *targets;
    struct named_period *period; /* of the last row; NULL before the first */
    int32_t submitted;
    char submitted_text[PERIOD_SIZE + WORD_PADDING];
    size_t submitted_size; /* 0: none */
};

/* 1 where a cell that begins or ends so may mean something else than it says. */
static inline int32_t childplan__is_odd(char byte) {
    return byte == ' ' || byte == '\t' || byte == '"';
}

/*
 * Where rows go (fast_targets.c).
 */
/* At a new unit, in any long file: of many units the table, and what is known of each, is far away in memory, so what
   will soon be read is fetched ahead, a step each time. Where that is follows from how far apart the last two stood. */
void childplan__look_ahead(struct fast_reader *reader);
/* Where a period is remembered that a hash names, and choosing the one that is there. */
struct named_period *childplan__period_place(const struct fast_reader *reader, uint64_t name);
void childplan__choose_period(struct fast_reader *reader, struct named_period *period);
/* Remembers and chooses a period: 1, or 0 where it is outside the horizon. */
int32_t childplan__name_period(struct fast_reader *reader, struct named_period *place, int64_t period);
/* The version of the unit that lives in the period: 1, or 0 where there is none. */
int32_t childplan__find_version(struct fast_reader *reader);
/* Where the unit's reports of an element go; NULL where the general reader has to look. of_year: room for one. */
const struct target *childplan__find_target(const struct fast_reader *reader, int32_t index, struct target *of_year);

/* Begins with import, columns, delimiter, bulk, filling and file set and the rest zero. To be ended also where it
   fails. Errors: NO_MEMORY. */
childplan_status childplan__fast_begin(struct fast_reader *reader);
void childplan__fast_end(struct fast_reader *reader);

/*
 * Reads whole lines, with WORD_PADDING bytes behind them, of which the first is 0 where the last line has no end.
 * line: of the first one. ABSENT where the general reader has to look. Errors: NO_MEMORY.
 */
childplan_status childplan__fast_lines(struct fast_reader *reader, const char *text, const char *end, uint32_t line);

/* Takes a value that came with indices. Likewise. */
childplan_status childplan__fast_value(struct fast_reader *reader, int32_t unit, int64_t period, int32_t element,
                                       int64_t value, int32_t submitted);

#endif
