/*
 * The plan as the other floors see it: dense arrays, everything resolved and checked. It is filled by the loader and
 * never changes afterwards. All texts are NUL-terminated UTF-8 in NFC and live in the plan's arena.
 */
#ifndef CHILDPLAN_LIB_PLAN_MODEL_H
#define CHILDPLAN_LIB_PLAN_MODEL_H

#include "../base/digest.h"
#include "../base/findings.h"
#include "../base/names.h"
#include "../calendar/calendar.h"

#include <childplan/plan.h>

/* An inclusive stretch of days in which a unit is alive, with what it is then. from and until are real days: an absent
   end is the horizon's. They may reach outside the horizon where the file says so. */
struct unit_version {
    const char *name;
    int32_t unit;
    int32_t level;
    int32_t parent; /* unit, or CHILDPLAN_NONE */
    int32_t from;
    int32_t until;
    int32_t successor; /* unit, or CHILDPLAN_NONE */
    int32_t first_tag; /* into plan->tag_lists, where a version's tags are sorted */
    int32_t tag_count;
    struct position position;
};

/* A unit: its versions are plan->versions[first_version …], by time. */
struct unit {
    const char *id;
    int32_t first_version;
    int32_t version_count;
};

struct level {
    const char *id;
    const char *name;
};

enum element_type { TYPE_COUNT, TYPE_MONEY, TYPE_FLAG, TYPE_DECIMAL };
enum aggregate { AGGREGATE_SUM, AGGREGATE_LAST, AGGREGATE_MAX, AGGREGATE_MIN, AGGREGATE_MEAN, AGGREGATE_COUNT };
enum accumulation { GIVEN_PERIOD, GIVEN_YEAR_TO_DATE };
enum window { WINDOW_PERIOD, WINDOW_YEAR, WINDOW_PLAN };

/* What a figure lies between; an absent limit is none. In 10^-(the element's decimals). */
struct limits {
    int32_t has_min;
    int32_t has_max;
    int64_t min;
    int64_t max;
};

struct element {
    const char *id;
    const char *name;
    const char *definition; /* or NULL */
    const uint8_t *levels;  /* level_count bytes: 1 where units of that level report it */
    enum element_type type;
    int32_t decimals;
    int32_t frequency; /* CHILDPLAN_MONTH … YEAR */
    enum aggregate over_time;
    enum aggregate over_units; /* not AGGREGATE_LAST */
    enum accumulation given;
    enum window window;
    int32_t carry;
    int32_t part_of; /* element, or CHILDPLAN_NONE */
    int32_t has_min; /* always 1 today: the default is 0 */
    int32_t has_max;
    int64_t min; /* 10^-decimals; a flag's are 0 and 1 */
    int64_t max;
    struct limits plausible; /* outside of them a report is taken, and asked about */
    int32_t check_of;        /* the element whose subtree's figure this one declares, for no row; or CHILDPLAN_NONE */
    struct position position;
};

/* `each_unit` in a denominator. */
#define EACH_UNIT (-2)

struct term {
    int32_t element; /* or EACH_UNIT, in a denominator only */
    int32_t sign;    /* 1 or -1 */
    int32_t rate;    /* its figures are multiplied by it; CHILDPLAN_NONE: by none */
};

/* A number as it was written: value × 10^-decimals, without trailing zeros. */
struct decimal {
    int64_t value;
    int32_t decimals;
};

/* What a target's number is measured from. */
enum change { CHANGE_NONE, CHANGE_RELATIVE, CHANGE_POINTS };
enum against { AGAINST_PERIOD_BEFORE, AGAINST_BASELINE };

struct milestone {
    int64_t by;         /* period; of a recurring one the first */
    int32_t last_day;   /* of it: the first day it is due */
    int32_t end_day;    /* the last day it is due: of a recurring one's last period, or of keep_until; else last_day */
    int32_t every;      /* recurring: CHILDPLAN_MONTH …; else 0 */
    int32_t is_kept;    /* in force and due from last_day to end_day */
    int32_t comparison; /* CHILDPLAN_ABOVE … as it is written; of a range the lower edge's */
    struct decimal number;
    int32_t upper_comparison; /* of a range CHILDPLAN_BELOW or CHILDPLAN_AT_MOST; else 0 */
    struct decimal upper;
    enum change change;
    int32_t is_decrease;
    enum against against; /* with a change */
    int32_t is_aspiration;
    int32_t is_assigned; /* a quota handed to the unit of its scope */
    int32_t is_percent;  /* a number of it is written with % */
    struct position position;
};

/* Whom a target is for, from the narrowest: the order in which a unit looks. Each unit named by `ids` has a scope of
   its own, with the milestones of all the targets that name it. */
enum scope_kind { SCOPE_IDS, SCOPE_TAG, SCOPE_LEVEL, SCOPE_ALL };

struct scope {
    enum scope_kind kind;
    int32_t key;              /* SCOPE_IDS: unit; SCOPE_TAG: into plan->tags; SCOPE_LEVEL: level; SCOPE_ALL: 0 */
    struct position position; /* of its first target in the file: of several tags the first counts */
    const struct milestone *milestones; /* by last_day */
    int32_t milestone_count;
};

/* A number given to a unit. */
struct unit_value {
    int32_t unit;
    struct decimal value;
};

struct baseline {
    int64_t period; /* CHILDPLAN_NO_PERIOD without a baseline */
    int32_t last_day;
    int32_t has_value; /* for the units that have none of their own */
    struct decimal value;
    const struct unit_value *values; /* by unit */
    int32_t value_count;
    struct position position;
};

/* Which units an indicator is narrowed to; all that is given must hold. */
struct population {
    const uint8_t *has_version; /* a byte a version of the plan's; NULL: all units */
    int32_t level;              /* or CHILDPLAN_NONE */
    int32_t tag;                /* into plan->tags, or CHILDPLAN_NONE */
    const int32_t *units;       /* those named by `ids`, by unit */
    int32_t unit_count;         /* 0 without `ids` */
};

struct indicator {
    const char *id;
    const char *name;
    const char *source;     /* or NULL */
    const char *definition; /* or NULL */
    const struct term *numerator;
    int32_t numerator_count;
    const struct term *denominator;
    int32_t denominator_count; /* 0: a total */
    int64_t per;
    int32_t lower_is_better;
    int32_t counted;       /* units_meeting: the indicator whose target they meet; CHILDPLAN_NONE: it has a numerator */
    int32_t counted_level; /* units_meeting: their level */
    int32_t has_window;    /* 1: `window` stands for that of all its flows */
    enum window window;
    struct population population;
    struct baseline baseline;
    const struct scope *scopes; /* by kind and key */
    int32_t scope_count;
    struct position position;
};

struct threshold {
    const char *id;
    const char *name;  /* or NULL: the library's */
    const char *color; /* "#rrggbb" or NULL */
    int32_t has_attains;
    struct decimal attains; /* a share: 90% is 0.9 */
    struct position position;
};

/* A value that a rate has from a day on. */
struct rate_value {
    int32_t from;
    int64_t value;      /* 10^-(the rate's decimals) */
    const char *source; /* or NULL */
    struct position position;
};

struct rate {
    const char *id;
    const char *name;
    const char *source; /* or NULL */
    int32_t decimals;
    const struct rate_value *values; /* by day */
    int32_t value_count;
    struct position position;
};

/* Who leads a task: a level, or a unit. */
struct lead {
    int32_t level; /* or CHILDPLAN_NONE */
    int32_t unit;  /* or CHILDPLAN_NONE */
};

/* What a task of the document is followed by. */
struct task {
    const int32_t *indicators;
    int32_t indicator_count;
    const struct lead *leads;
    int32_t lead_count;
    int32_t cadence; /* CHILDPLAN_CADENCE_* of tasks.h */
};

struct document_item {
    const char *id;   /* or NULL */
    const char *text; /* or NULL */
    int32_t issued;
};

struct document_part {
    const struct document_item *items;
    size_t count;
};

struct childplan_plan {
    struct allocator allocator;
    struct arena arena;

    const char *file;
    char digest[DIGEST_SIZE]; /* of what it was loaded from */
    const char *id;
    const char *title;
    const char *signed_by;
    int32_t issued;
    int32_t issuer;
    struct document_part parts[CHILDPLAN_RECIPIENTS + 1]; /* by CHILDPLAN_BASED_ON … */

    struct calendar calendar;
    struct days horizon;
    int32_t frequency;        /* the calendar's default */
    int64_t first_report;     /* period */
    int32_t first_report_day; /* its first day: nothing is expected of a cycle that ends before it */
    int32_t due_days;         /* -1 where not said */

    struct level *levels;
    int32_t level_count;
    struct unit *units;
    int32_t unit_count;
    struct unit_version *versions; /* a unit's together and by time; units in document order */
    int32_t version_count;
    int32_t root;
    const char **tags; /* distinct tags */
    int32_t tag_count;
    int32_t *tag_lists;
    struct element *elements;
    int32_t element_count;
    struct indicator *indicators;
    int32_t indicator_count;
    struct rate *rates;
    int32_t rate_count;
    struct task *tasks;         /* one for each item of CHILDPLAN_TASKS */
    struct threshold *statuses; /* by CHILDPLAN_STATUS_*: five built-in ones, then the thresholds in file order */
    int32_t status_count;

    struct names level_names;
    struct names unit_names;
    struct names element_names;
    struct names indicator_names;
    struct names rate_names;

    struct childplan_plan *upheld; /* owned; NULL where it upholds none, or that was not asked for */
};

/* The value of a rate on a day; NULL before its first. */
const struct rate_value *childplan__rate_on(const struct rate *rate, int32_t day);

/* The value of a baseline for a unit, its own or else the general one: 1 and written, or 0 where there is none. */
int32_t childplan__baseline_value(const struct baseline *baseline, int32_t unit, struct decimal *ret_value);

/* What a flow is counted over in an indicator: the indicator's own window, or else the element's. Of a stock
   WINDOW_PERIOD. */
enum window childplan__window_of(const struct indicator *indicator, const struct element *element);

/* 1 where an indicator grows with the length of the period (a `sum` or `count` in the numerator, not over `window:
   plan`, and no denominator or a stock or `each_unit` in it), so that a milestone is only for rows of its kind; one
   that counts units grows as the indicator does whose target they meet. */
int32_t childplan__indicator_grows(const struct childplan_plan *plan, const struct indicator *indicator);

/* The version of a unit alive on a day; NULL where none. */
const struct unit_version *childplan__version_on(const struct childplan_plan *plan, int32_t unit, int32_t day);
/* That, or else the last one that began by the day, or else the first: what a name or level is taken from. */
const struct unit_version *childplan__version_near(const struct childplan_plan *plan, int32_t unit, int32_t day);
/* The version alive on the last living day of the unit in a stretch of days; NULL where it lives on none of them. */
const struct unit_version *childplan__last_version_in(const struct childplan_plan *plan, int32_t unit,
                                                      struct days days);

/* The scope that fits a unit on the structure's day, the narrowest kind first; NULL where none does. */
const struct scope *childplan__scope_of(const struct childplan_plan *plan, const struct indicator *indicator,
                                        int32_t unit, int32_t day);

/* Marks the versions that a population has, of all units or only of those it names. has_version: all 0 before. */
void childplan__mark_population(const struct childplan_plan *plan, const struct population *population,
                                int32_t is_of_all, uint8_t *has_version);

#endif
