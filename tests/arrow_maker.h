/* Streams of record batches made from texts, in any type a producer may send, for the tests of what is read. */
#ifndef CHILDPLAN_TESTS_ARROW_MAKER_H
#define CHILDPLAN_TESTS_ARROW_MAKER_H

#include "support.h"

#define MAKER_ROWS 12

/* A column: its Arrow format, and its cells as texts (a number's digits, true or false; of dates and times the number
   itself; \x01 in a text stands for NUL); NULL is null. index: the format of the indices where it is to be a
   dictionary, else NULL. */
struct made_column {
    const char *name;
    const char *format;
    const char *index;
    const char *cells[MAKER_ROWS];
};

/* Ways in which a batch is not what its schema says. */
enum damage {
    NO_DAMAGE,
    DAMAGE_CHILDREN,   /* one column too few */
    DAMAGE_LENGTH,     /* a column shorter than the batch */
    DAMAGE_OFFSET,     /* a negative one */
    DAMAGE_DATA,       /* a buffer that is missing */
    DAMAGE_BUFFERS,    /* as many as it should not have */
    DAMAGE_VALIDITY,   /* nulls without a bitmap */
    DAMAGE_ARRAY,      /* no buffers at all */
    DAMAGE_ROWS,       /* a batch of less than no rows */
    DAMAGE_START,      /* a batch that begins before its start */
    DAMAGE_END,        /* or ends past what can be counted */
    DAMAGE_TEXT,       /* a text that ends before it begins */
    DAMAGE_TEXT_START, /* that begins before its buffer */
    DAMAGE_TEXT_DATA,  /* without one */
    DAMAGE_INDEX,      /* an index past the dictionary */
    DAMAGE_INDEX_SIGN, /* below 0 */
    DAMAGE_VIEW,       /* a view of a text of less than no bytes */
    DAMAGE_VIEW_DATA,  /* a view into a buffer that is not there */
    DAMAGE_VIEW_INDEX, /* whose number is below 0 */
    DAMAGE_DICTIONARY, /* none */
    DAMAGE_COUNT
};

struct maker {
    const struct made_column *columns;
    size_t column_count;
    size_t row_count;
    size_t batch_rows;   /* 0: all in one */
    size_t slack;        /* items before the first one of each column, which its offset skips */
    size_t struct_slack; /* rows before the first one of each batch, which its offset skips */
    int64_t null_row;    /* a row that is null as a whole; -1: none */
    const char *format;  /* of the stream; NULL: "+s" */
    int schema_fails;    /* the code get_schema returns */
    int next_fails;      /* the code get_next returns… */
    size_t fails_at;     /* …for the batch that begins with this row */
    const char *error;   /* what get_last_error says then */
    enum damage damage;  /* of the first column in every batch */

    size_t next_row;
    size_t alive; /* structures handed out and not yet released */
};

/* A maker of all rows in one batch without any slack. */
struct maker maker_of(const struct made_column *columns, size_t column_count, size_t row_count);
void maker_open(struct maker *maker, struct ArrowArrayStream *ret_stream);

#endif
