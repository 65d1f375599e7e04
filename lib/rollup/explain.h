/* An explanation: nodes as columns, and what their items are read with. */
#ifndef CHILDPLAN_LIB_ROLLUP_EXPLAIN_H
#define CHILDPLAN_LIB_ROLLUP_EXPLAIN_H

#include "computation.h"

#include <childplan/explain.h>

/* Of ROW, UNIT, PLACED and COUNTED. */
struct node_sums {
    int64_t numerator;
    int64_t denominator;
    int64_t missing_size;
    int32_t contributing;
    int32_t expected;
    int32_t reported;
    int32_t carried;
    int32_t sizes_unknown;
};

/* Of the others; a node uses what its kind has. */
struct node_figure {
    int64_t value;
    int64_t added;
    union {
        int64_t rate_value;
        int64_t period;
    };
    int32_t term; /* into the explanation's */
    int32_t from; /* cycles of the term's element */
    int32_t to;
    int32_t day;
    uint32_t file; /* into the explanation's, from 1 */
    uint32_t line;
};

struct node {
    union {
        struct node_sums sums;
        struct node_figure figure;
    };
    int32_t row;       /* of COUNTED; CHILDPLAN_NONE: none */
    uint8_t code;      /* rule, use, state, source, scope or band, as the kind has it */
    uint8_t reason;    /* 0: none */
    uint8_t has_value; /* of sums: a numerator that fits */
    uint8_t has_added;
    uint8_t expected;
};

/* A term of the indicator, as it stood in the frame. */
struct explained_term {
    const struct element *element; /* NULL: each_unit */
    int32_t index;
    int32_t sign;
    int32_t side;
    int32_t rate; /* or CHILDPLAN_NONE */
    enum window window;
    int32_t from; /* cycles; none where from is above to */
    int32_t to;
    int32_t decimals;        /* of its own value */
    int32_t figure_decimals; /* of a report times its rate */
    int32_t side_decimals;
    int32_t counts; /* over_time count: a cell adds 1 */
};

struct childplan_explanation {
    const struct allocator *allocator;
    const struct childplan_plan *plan;
    struct arena arena; /* names of files */
    struct childplan_rollup *rollup;
    struct childplan_rollup *counted; /* or NULL */
    int32_t indicator;
    int64_t period;
    int32_t day; /* of the tree */
    enum aggregate over_units;
    int32_t is_ratio;
    int32_t numerator_decimals; /* of UNIT and PLACED */
    int32_t denominator_decimals;
    struct explained_term *terms;
    int32_t term_count;
    const char **files; /* NULL where none was kept */
    const struct milestone *milestone;

    size_t count;
    struct node *nodes;
    size_t node_capacity;
    int32_t *kinds;
    size_t kind_capacity;
    int32_t *parents;
    size_t parent_capacity;
    int32_t *ends;
    size_t end_capacity;
    int32_t *units;
    size_t unit_capacity;
};

/* An explanation on its way. */
struct explaining {
    struct childplan_explanation *explanation;
    const struct computation *computation;
    const struct standing *standing;
    const struct frame *frame;
    const struct tree *tree;
    int32_t row_position;  /* of the row's unit in the tree */
    int32_t *first_child;  /* by position; its children follow each other in `children` */
    int32_t *children;     /* positions */
    int32_t *first_placed; /* by position; in `placed` */
    int32_t *placed;       /* units, but the one that stands there itself */
    uint32_t last_file;    /* of the reports', the highest that a node names */
    int32_t open;          /* the innermost node that is open */
    childplan_status status;
    struct node spare; /* what is filled once memory ran out */
};

/* Adds a node below the innermost one that is open, and opens it. It can be filled until the next one is added. */
struct node *childplan__explain_open(struct explaining *explaining, int32_t kind, int32_t unit);
void childplan__explain_close(struct explaining *explaining);
/* The innermost node that is open, as a number; and a node by that. */
int32_t childplan__explain_here(const struct explaining *explaining);
struct node *childplan__explain_node(struct explaining *explaining, int32_t node);

/* The terms of the frame are copied first. */
childplan_status childplan__explain_terms(struct explaining *explaining);
/* Below an open PLACED node: the unit's terms. Gives why the unit brings nothing; to be asked only where it does not.
 */
uint8_t childplan__explain_unit_terms(struct explaining *explaining, int32_t unit, int32_t contributes);
/* Below it: the sizes of a missing unit. */
void childplan__explain_sizes(struct explaining *explaining, int32_t unit);
/* Below an open TERM node: its cells. */
void childplan__explain_cells(struct explaining *explaining, int32_t term, int32_t unit);
/* The reason why a cell that does not count is not in force, 0 where it is. */
uint8_t childplan__explain_cell_reason(const struct explaining *explaining, const struct frame_term *term, int32_t unit,
                                       int32_t cycle);

/* Below the ROW node: the target in force. */
void childplan__explain_target(struct explaining *explaining, int32_t slot);
/* Below the ROW node: the units. */
void childplan__explain_units(struct explaining *explaining);

#endif
