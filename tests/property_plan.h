/* Random plans and reports for test_property.c: what was made, so that the test can tell what must hold. */
#ifndef CHILDPLAN_TESTS_PROPERTY_PLAN_H
#define CHILDPLAN_TESTS_PROPERTY_PLAN_H

#include "support.h"

#define MOST_UNITS 9
#define MOST_STAGES 4
#define MOST_ELEMENTS 14
#define MOST_INDICATORS 20
#define MOST_TERMS 3
#define MOST_FACTS 4000
#define EACH_UNIT_TERM (-2)

/* The features whose share is printed. */
enum feature {
    FEATURE_VERSIONS,
    FEATURE_GAPS,
    FEATURE_SUCCESSORS,
    FEATURE_LEVEL_CHANGES,
    FEATURE_YEAR_STARTS,
    FEATURE_CARRY,
    FEATURE_WINDOWS,
    FEATURE_YEAR_TO_DATE,
    FEATURE_EACH_UNIT,
    FEATURE_DECIMALS,
    FEATURE_TARGETS,
    FEATURE_RANGES,
    FEATURE_RECURRING,
    FEATURE_CHANGES,
    FEATURE_KEPT_UP,
    FEATURE_ASPIRATIONS,
    FEATURE_QUOTAS,
    FEATURE_BASELINES_OF_UNITS,
    FEATURE_POPULATIONS,
    FEATURE_INDICATOR_WINDOWS,
    FEATURE_RATES,
    FEATURE_MEETINGS,
    FEATURE_CUT_OFF,
    FEATURE_KNOWN_BY,
    FEATURE_REVISIONS,
    FEATURE_WITHDRAWALS,
    FEATURE_COUNT
};

enum over_time { OVER_SUM, OVER_LAST, OVER_MAX, OVER_MIN, OVER_MEAN, OVER_COUNT };

struct made_element {
    char id[16];
    enum over_time over_time;
    int32_t frequency;
    int window; /* 0 period, 1 year, 2 plan */
    int year_to_date;
    int carry;
    int part_of; /* element or -1 */
    int flag;
    int32_t decimals;
    int over_units;  /* an enum over_time, not OVER_LAST */
    unsigned levels; /* a bit for each level */
};

/* What the specification says of the bounds of an indicator. */
enum bounds_kind { BOUNDS_NONE, BOUNDS_RATIO, BOUNDS_TOTAL };

/* The units an indicator is narrowed to; all that is given must hold. */
struct made_population {
    int level;      /* or -1 */
    int tag;        /* or -1 */
    unsigned units; /* a bit for each that `ids` names; 0: none is named */
};

/* What is known of an indicator's targets beside what their rows print. */
struct made_targets {
    int aspire; /* 1: all of them are aspirations */
    int recur;  /* 1: all of them recur, from first_year to last_year */
    int first_year;
    int last_year;
    int kept_until; /* the year after which nothing is asked any more; 0: no such */
};

struct made_indicator {
    char id[24];
    int numerator[MOST_TERMS];
    int signs[MOST_TERMS];
    int numerator_count;
    int denominator[MOST_TERMS]; /* element or EACH_UNIT_TERM */
    int denominator_count;
    enum bounds_kind bounds;
    int window; /* as of an element, or -1 */
    int rate;   /* 1: what is counted is multiplied by it */
    struct made_population population;
    int whole;         /* the indicator of which this counts the units of one level; -1 */
    int counted;       /* the indicator whose target is met by the units that this counts; -1 */
    int counted_level; /* of those units */
    struct made_targets targets;
};

struct made_version {
    int unit;
    int first_stage;
    int last_stage;
    int level;
    int parent; /* unit or -1 */
    int tag;
    int successor; /* unit or -1 */
};

struct made_fact {
    int unit;
    int element;
    int64_t period;
    int64_t value;
    int32_t submitted; /* or CHILDPLAN_NO_DATE */
    int withdrawn;
};

struct made_plan {
    uint64_t random;
    unsigned char has[FEATURE_COUNT];
    int level_count;
    int unit_count;
    int stage_count;
    int32_t stage_start[MOST_STAGES]; /* the day a stage begins; the first is the horizon's */
    char unit_ids[MOST_UNITS][24];
    struct made_version versions[MOST_UNITS * MOST_STAGES]; /* a unit's together and by time */
    int version_count;
    struct made_element elements[MOST_ELEMENTS];
    int element_count;
    struct made_indicator indicators[MOST_INDICATORS];
    int indicator_count;
    int first_year;
    int last_year;
    int early_months;     /* of the first reporting year, named by the calendar year before it */
    int64_t first_report; /* period, or CHILDPLAN_NO_PERIOD */
    struct buffer yaml;
    struct buffer yaml_naming_file; /* the same plan with its units in units_csv */
    struct buffer units_csv;
    struct made_fact facts[MOST_FACTS];
    size_t fact_count;
};

/* A number from 0 to below. */
int chance(struct made_plan *made, int below);
/* 1 in so many percent of the calls. */
int percent(struct made_plan *made, int share);

/* Makes the plan of a seed: units, elements, indicators, and its texts. */
void make_plan(struct made_plan *made, uint64_t seed);
void write_plan(struct made_plan *made);
/* Gives a plan that was made populations, windows, rates and units that meet a target. */
void govern_plan(struct made_plan *made);
/* The rates of a plan; what an indicator is narrowed to; its baseline and its targets, in any form. */
void write_rates(struct made_plan *made);
void write_population(struct made_plan *made, const struct made_indicator *indicator);
void write_targets(struct made_plan *made, struct made_indicator *indicator);
void free_plan(struct made_plan *made);

/* Makes reports that an atomic import takes. */
void make_facts(struct made_plan *made, const childplan_plan *plan);
/* One fact as a row of a long CSV file, with its line end. */
void write_fact(struct buffer *row, const struct made_plan *made, const struct made_fact *fact);

/* The number-th cycle of a frequency in the horizon; CHILDPLAN_NO_PERIOD past the last one. */
int64_t cycle_at(const struct made_plan *made, int32_t frequency, int number);

/* The level of a unit on its last living day from first to last; CHILDPLAN_NONE where it lives on none. */
int32_t last_level_in(const childplan_plan *plan, int unit, int32_t first, int32_t last);
/* 1 where a unit is alive on the day, and one of the indicator's population. */
int belongs(const struct made_plan *made, const struct made_indicator *indicator, int unit, int32_t day);
/* 1 where units of the level report the element. */
int reports_at(const struct made_element *element, int32_t level);

#endif
