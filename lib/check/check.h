/*
 * What is legal in a plan and yet surely a mistake. Each part looks at one kind of thing and remarks on it; what is the
 * same on the same place is said once, as when a target for many units stands in the scope of each.
 */
#ifndef CHILDPLAN_LIB_CHECK_CHECK_H
#define CHILDPLAN_LIB_CHECK_CHECK_H

#include "../base/text.h"
#include "../base/wide.h"
#include "../plan/model.h"

struct remark; /* in remarks.c */

struct check {
    const struct childplan_plan *plan;
    const struct allocator *allocator;
    struct arena texts;
    struct remark *remarks;
    size_t count;
    size_t capacity;
    int32_t *last_days;     /* level_count: of all units */
    int32_t *narrowed_days; /* level_count: of the population asked for last */
    int32_t no_memory;      /* 1: something could not be looked at or kept */
};

/* Errors: NO_MEMORY; it is to be ended all the same. */
childplan_status childplan__check_begin(struct check *check, const struct childplan_plan *plan);
/* Gives what was remarked to the findings, each once. */
void childplan__check_tell(struct check *check, struct findings *findings);
void childplan__check_end(struct check *check);

void childplan__remark(struct check *check, int32_t code, struct position position, size_t count,
                       const char *const *arguments);
/* REMARK(check, code, position, "argument", …) */
#define REMARK(check, code, position, ...)                                                                             \
    childplan__remark(check, code, position, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),              \
                      (const char *const[]){__VA_ARGS__})

/* Zeroed memory; NULL where there is none (noted). Released with childplan__release. */
void *childplan__check_allocate(struct check *check, size_t count, size_t size);

/* Texts for arguments. */

struct short_text {
    char text[32];
};
struct short_text childplan__day_text(int32_t day);
struct short_text childplan__line_text(struct position position);

/* A list of ids as people read one: “a”, “b”. It ends with childplan__text_end; "" where memory ran out (noted). */
void childplan__add_quoted(struct text *list, const char *id);
const char *childplan__listed(struct check *check, const struct text *list);
/* The levels marked in `levels` (level_count bytes), in that way. */
void childplan__add_levels(const struct check *check, struct text *list, const uint8_t *levels);

/* What several parts ask of an indicator. */

/* For each level the last day of the horizon on which a unit of it lives that the indicator counts; CHILDPLAN_NO_DATE
   where none ever does. Good until the next call. */
const int32_t *childplan__last_days(struct check *check, const struct indicator *indicator);

/* The last day of the horizon on which a unit lives; CHILDPLAN_NO_DATE where it never does. */
int32_t childplan__last_day_of(const struct childplan_plan *plan, int32_t unit);

/* How many milestones the scopes of one indicator have together at most. */
size_t childplan__most_milestones(const struct childplan_plan *plan);

/* Between which values an indicator lies, whatever is reported. */
struct value_range {
    int32_t has_low;
    int32_t has_high;
    struct fraction low;
    struct fraction high;
};
struct value_range childplan__value_range(const struct childplan_plan *plan, const struct indicator *indicator);

/* “at_least: 90%”, as it stands in the file. */
struct target_text {
    char text[200];
};
struct target_text childplan__target_text(const struct milestone *milestone);
struct short_text childplan__period_text(int64_t period);

/* The parts. */

void childplan__check_ratios(struct check *check);
void childplan__check_targets(struct check *check);
void childplan__check_addressees(struct check *check);
void childplan__check_quotas(struct check *check);
void childplan__check_rates(struct check *check);
void childplan__check_thresholds(struct check *check);
void childplan__check_counts(struct check *check);
void childplan__check_elements(struct check *check);
void childplan__check_lives(struct check *check);
void childplan__check_endings(struct check *check);
void childplan__check_successors(struct check *check);

#endif
