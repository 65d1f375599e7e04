/*
 * Whether a plan carries out what the plan above asks of its units. `here` is the plan being loaded, `above` the one
 * it upholds; what is wrong is in the findings of the loader.
 */
#ifndef CHILDPLAN_LIB_PLAN_UPHOLD_H
#define CHILDPLAN_LIB_PLAN_UPHOLD_H

#include "loader.h"

#include "../base/wide.h"

/* Compares the plan with the one it upholds; `key` is where it names that one. */
void childplan__check_upheld(struct loader *loader, struct position key);

/* So many pairs of units and milestones are compared at most: a hostile plan must not cost hours. */
#define UPHOLD_WORK_LIMIT (INT64_C(1) << 25)

/* Days in which a unit is the same thing in both plans, inside both horizons. */
struct stay {
    int32_t unit;
    const struct unit_version *here;
    const struct unit_version *above;
    struct days days;
};

/* Units that the two plans treat alike in an indicator: some of a cohort of stays, or one stay of a unit that either
   plan singles out. */
struct party {
    const struct stay *stays;
    size_t count;
    int32_t is_single;
    int32_t unit;             /* the first */
    const struct scope *here; /* or NULL */
    const struct scope *above;
};

/* A milestone above that something here falls short of, for a party. */
struct hit {
    int32_t code;
    const struct milestone *above;
    const struct milestone *here; /* or NULL */
    size_t party;
    int32_t unit; /* the party's */
};

struct uphold {
    struct loader *loader;
    struct position key;
    const struct childplan_plan *here;
    const struct childplan_plan *above;
    struct days days; /* in both horizons */

    int32_t *unit_above; /* by unit here; CHILDPLAN_NONE where it is not known above */
    int32_t *unit_here;  /* by unit above */
    int32_t *element_here;
    int32_t *level_here;
    int32_t *tag_here;
    uint8_t *has_units;       /* by level here */
    uint8_t *levels_reported; /* by element here: 1 where its levels were compared */
    int32_t *term_marks;      /* by element here, and one for each_unit */
    uint32_t *stamps;         /* by unit here, to count units once */
    uint32_t stamp;

    struct stay *stays; /* cohorts together */
    size_t stay_count;
    size_t stay_capacity;
    size_t *cohorts; /* where each begins, and the end of the last */
    size_t cohort_count;

    /* Of the indicator being compared. */
    const struct indicator *indicator_here; /* NULL where it is missing */
    const struct indicator *indicator_above;
    int32_t grows;
    uint8_t *is_special; /* by unit here: the plans may single it out */
    int32_t *special;
    size_t special_count;
    size_t special_capacity;
    struct stay *special_stays;
    size_t special_stay_count;
    size_t special_stay_capacity;
    struct party *parties; /* by scope above */
    size_t party_count;
    size_t party_capacity;
    struct hit *hits;
    size_t hit_count;
    size_t hit_capacity;
    struct quota *quotas;
    size_t quota_count;
    size_t quota_capacity;

    int64_t work;
    int32_t is_spent; /* 1: past the limit, as was reported */
};

/* uphold_units.c: who is compared. */

/* Fills the maps from one plan to the other and the cohorts of stays. Returns 0 without memory, or where the plans have
   no day in common. */
int32_t childplan__uphold_units(struct uphold *uphold);
/* Fills the parties of the indicators set in uphold. Returns 0 without memory. */
int32_t childplan__uphold_parties(struct uphold *uphold);

/* uphold_milestones.c: what is asked. */

/* 1 where a milestone above is due for a party on some day. */
int32_t childplan__uphold_is_asked(struct uphold *uphold, const struct milestone *above, size_t party);
/* Adds what falls short of a milestone above, for a party of its scope. */
void childplan__uphold_milestone(struct uphold *uphold, const struct milestone *above, size_t party);
void childplan__uphold_hit(struct uphold *uphold, const struct hit *hit);
/* 1 where two milestones of an indicator, each of one plan, are for the same kind of period, as they must be where it
   grows with the period. */
int32_t childplan__uphold_is_of_kind(const struct uphold *uphold, const struct milestone *here,
                                     const struct milestone *above);
/* Counts work; 0 and reported where there was too much. */
int32_t childplan__uphold_work(struct uphold *uphold, int64_t steps);

/* uphold_bars.c: whether one number implies another. */

enum implication { IMPLIED, AT_THE_BAR, WEAKER };
/* A number over what it is counted in. */
struct fraction childplan__uphold_fraction(struct decimal number, int64_t per);
/* Of milestones of one form. */
enum implication childplan__uphold_bar(const struct uphold *uphold, const struct milestone *here,
                                       const struct milestone *above);
/* For a change against the baselines of a unit, where these are not the same: 1, and whether one bar implies the
   other. */
int32_t childplan__uphold_baseline(const struct uphold *uphold, const struct milestone *here,
                                   const struct milestone *above, int32_t unit, enum implication *ret_implication);
/* The baseline of a unit as text; "?" where it is not known. */
void childplan__uphold_baseline_text(const struct indicator *indicator, int32_t unit, char buffer[32]);

/* uphold_figures.c: whether it is the same figure. */

/* What is not the same, as its key; NULL where all is. */
const char *childplan__uphold_figure(struct uphold *uphold);
/* Reports units and levels that are left out here. */
void childplan__uphold_population(struct uphold *uphold);

/* uphold_quotas.c */
void childplan__uphold_quotas(struct uphold *uphold);

/* uphold_report.c */

/* Room for a milestone as it is written. */
#define MILESTONE_TEXT 400

void childplan__uphold_text(const struct childplan_plan *plan, const struct milestone *milestone,
                            char buffer[MILESTONE_TEXT]);
/* file:line, in scratch. */
const char *childplan__uphold_place(struct uphold *uphold, const struct position *position);
/* Reports the hits, one for each code, milestone above and milestone here, and forgets them. */
void childplan__uphold_report(struct uphold *uphold);
/* Reports the hits, which are all the missing indicator, as one. */
void childplan__uphold_report_missing(struct uphold *uphold);
/* How many units more than the first, as text; "" for none. */
void childplan__uphold_more(int64_t units, char buffer[32]);
/* 1 where nothing more would be shown. */
int32_t childplan__uphold_is_mute(const struct uphold *uphold);

#endif
