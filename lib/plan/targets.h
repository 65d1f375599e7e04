/* Targets on their way to the scopes and milestones of their indicators. */
#ifndef CHILDPLAN_LIB_PLAN_TARGETS_H
#define CHILDPLAN_LIB_PLAN_TARGETS_H

#include "files.h"
#include "loader.h"

struct target_draft {
    int32_t indicator;
    enum scope_kind kind;
    int32_t key;
    int64_t until;           /* the period with which it ends: `to`, keep_until or `by` */
    int32_t first_day;       /* of the stretch in which it is in force alone: up to milestone.end_day */
    int64_t group;           /* of an indicator that grows: equal for periods of one kind; else 0 */
    int32_t is_in_file;      /* it stands in a file of values */
    size_t order;            /* in which it was read */
    size_t target;           /* equal for those of one target */
    struct position written; /* the target's; the milestone's may be that of a value */
    struct milestone milestone;
};

#define OPERATOR_COUNT 5

/* A target as it was written. */
struct target_record {
    struct given_text by;
    struct keyword every;
    struct given_text from;
    struct given_text to;
    struct given_text keep_until;
    struct given_text operators[OPERATOR_COUNT];
    struct keyword increase;
    struct keyword decrease;
    struct keyword against;
    int32_t is_aspiration;
    const struct yaml_node *values;
    const struct yaml_node *units;
    struct given_text indicator;
    struct position position;
    int32_t faulty; /* a key or value was reported */
};

/* 1 where the key was given; its place is CHILDPLAN_NONE where its word was wrong. */
int32_t childplan__is_given(const struct keyword *keyword);

/* Targets of one indicator, as its own `targets:` has them; without `indicator`. */
void childplan__take_own_targets(struct loader *loader, const struct yaml_node *list, int32_t indicator);
/* Puts every target under its indicator. */
void childplan__build_scopes(struct loader *loader);

/* Reports a key that is there without the one it belongs to, unless that may be the one that was misspelt; gives 0. */
int32_t childplan__report_without(struct loader *loader, const struct target_record *record, struct position position,
                                  const char *key, const char *needed);
/* The day, stretch and kind of period of a target; `by` may be left to its values. Returns 0 where that was reported.
 */
int32_t childplan__take_when(struct loader *loader, const struct target_record *record, struct target_draft *target);
/* The `by` of a target, or of one of its values. */
int32_t childplan__take_by(struct loader *loader, const struct target_record *record, const struct given_text *by,
                           struct target_draft *target);

/* What a target's numbers are: indicator NULL where it is unknown. */
struct bar {
    const struct target_record *record;
    const struct indicator *indicator;
    struct milestone *milestone;
};

/* increase, decrease and against. Returns 0 where something about them was reported. */
int32_t childplan__take_change(struct loader *loader, const struct bar *bar);
/* The operators with their numbers, but for `assigned`. */
int32_t childplan__take_operators(struct loader *loader, const struct bar *bar);
/* The number given to a unit. */
int32_t childplan__take_assigned(struct loader *loader, const struct bar *bar, const struct given_text *given);

/* A number in an indicator's own unit, % allowed where per is 100 (or 0: unknown); 0 where it was reported. */
int32_t childplan__take_number(struct loader *loader, const struct given_text *given, int64_t per,
                               struct decimal *ret_number, int32_t *ret_percent);

/* A row of `values`. */
struct value_row {
    struct given_text unit;
    struct given_text value;
    struct given_text by;
};

enum values_by { VALUES_NEVER_BY, VALUES_MAYBE_BY, VALUES_ALWAYS_BY };

struct values_reader {
    /* `unit` is never CHILDPLAN_NONE; the value and by of the row may be absent, as was reported. */
    void (*take)(struct loader *loader, const struct values_reader *reader, const struct row_origin *origin,
                 const struct value_row *row, int32_t unit);
    void *context;
    enum values_by by; /* whether rows have a key `by` */
    size_t count;      /* rows so far */
};

/* Reads `values: […]` or `values: {file: …}`. */
void childplan__read_values(struct loader *loader, const struct yaml_node *node, struct values_reader *reader);

/* The baseline of an indicator whose `per` is known. */
void childplan__take_baseline(struct loader *loader, const struct yaml_node *node, struct indicator *indicator);

#endif
