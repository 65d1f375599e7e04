/*
 * What the parts of the loader share: its state, texts with their place, and the table that says which keys a mapping
 * may have and how each is read.
 *
 * Nothing here returns a status: what is wrong is in the findings, and so is that memory ran out (findings->no_memory);
 * readers then leave their target as it was. childplan__load decides at the end.
 */
#ifndef CHILDPLAN_LIB_PLAN_LOADER_H
#define CHILDPLAN_LIB_PLAN_LOADER_H

#include "model.h"
#include "options.h"
#include "yaml_read.h"

/* What a plan may hold at most. */
#define LEVEL_LIMIT 64
#define ELEMENT_LIMIT 4096
#define INDICATOR_LIMIT 4096
#define RATE_LIMIT 4096
/* Of a numerator or a denominator: the work on a row grows with the square. */
#define TERM_LIMIT 256
#define THRESHOLD_LIMIT 256
#define UNIT_ROW_LIMIT (1 << 24)
#define YEAR_LIMIT 200
#define ID_LIMIT 200
#define NAME_LIMIT 1000
#define DUE_DAYS_LIMIT 3660
#define CARRY_LIMIT 2400
#define NUMBER_DECIMALS 6
/* A table by frequency has room for CHILDPLAN_MONTH … CHILDPLAN_YEAR. */
#define FREQUENCY_ROOM (CHILDPLAN_YEAR + 1)
/* Past so many errors a load only counts them. */
#define ERROR_LIMIT 100

/* A text of the input where it stands; text NULL: absent. Not necessarily NUL-terminated or NFC. */
struct given_text {
    const char *text;
    size_t size;
    struct position position;
};

struct given_texts {
    struct given_text *items;
    size_t count;
};

/* A number given to a unit, where it stands. */
struct value_draft {
    struct unit_value given;
    struct position position;
    size_t order;
};

struct version_draft; /* in units.h */
struct row_block;     /* in packed_rows.c */

struct unit_rows {
    const struct allocator *allocator;
    struct row_block *first;
    struct row_block *last;
    size_t count;
};

struct loader {
    struct childplan_plan *plan;
    const struct childplan_plan_options *options; /* never NULL */
    struct findings *findings;
    struct arena scratch;            /* ends with the load */
    struct digest digest;            /* of the input so far */
    const char *path;                /* of the plan file, for the files beside it; NULL from memory */
    const struct loader *below;      /* of the plan that upholds this one; NULL for the plan that the caller loads */
    size_t errors_before;            /* in the findings when this load began */
    const struct yaml_node *upholds; /* the key of the plan that this one upholds; NULL: none */
    childplan_status stopped;        /* other than OK: why a file the plan names could not be had */
    int32_t stops;                   /* 1: the resolver's status ends the load at once */
    uint64_t named_size;             /* bytes of all the files that the plan names */

    /* 1: a definition was too broken to have a name, so that names not found may be no further mistake. */
    int32_t levels_incomplete;
    int32_t units_incomplete;
    int32_t elements_incomplete;
    int32_t rates_incomplete;
    int32_t indicators_incomplete;
    int32_t targets_incomplete; /* the same of targets */
    int32_t horizon_known;
    int32_t had_key_errors; /* 1: the mapping read last had a key or value that was reported */

    struct names tag_names;
    size_t tag_capacity;
    size_t tag_list_count;
    size_t tag_list_capacity;
    struct unit_rows rows;        /* of `units`, as they were read */
    struct version_draft *drafts; /* of plan->versions: until they are grouped in the order of the input */
    size_t draft_capacity;
    size_t version_capacity;
    size_t unit_capacity;
    int32_t *first_cycles; /* by level and frequency the first for which some unit can report; NULL: not yet asked */
    struct target_draft *targets;
    size_t target_count;
    size_t target_capacity;
    size_t target_serial;
    struct value_draft *values; /* of the baseline that is being read */
    size_t value_count;
    size_t value_capacity;
    struct meeting_draft *meetings;
    size_t meeting_count;
    size_t meeting_capacity;
    struct task_draft *tasks; /* one for each item of CHILDPLAN_TASKS */
};

/* Mappings. */

struct field;

/* A key and what stands behind it. */
struct entry {
    const struct field *field;
    const struct yaml_node *key;
    const struct yaml_node *value;
};

typedef void read_field(struct loader *loader, const struct entry *entry, void *target);

struct field {
    const char *key;
    int32_t required;
    read_field *read;
    size_t offset;      /* of the target in the record */
    const void *detail; /* what the reader needs to know more */
};

#define FIELD_COUNT(fields) (sizeof(fields) / sizeof((fields)[0]))

/*
 * Reads a mapping by its table into a record. Reports unknown, double and missing keys and empty values. Returns 0
 * where the node is no mapping (reported; `name` is the key or list it stands under).
 */
int32_t childplan__read_mapping(struct loader *loader, const struct yaml_node *node, const char *name,
                                const struct field *fields, size_t count, void *record);

/* The field of a key, looked for first where it is expected; `count` for a key of none. */
size_t childplan__find_field(const struct field *fields, size_t count, const struct yaml_node *key, size_t expected);
/* 1 for a text of nothing but blanks and line ends. */
int32_t childplan__is_blank(const struct yaml_node *text);

/* Readers; the target's type in brackets. */
read_field childplan__read_given;          /* struct given_text: the text as it stands */
read_field childplan__read_line;           /* const char *: a name or title: one line, NFC */
read_field childplan__read_paragraph;      /* const char *: text of any length, NFC */
read_field childplan__read_date;           /* int32_t */
read_field childplan__read_keyword;        /* int32_t: the place in detail, a NULL-terminated list of words */
read_field childplan__read_placed_keyword; /* struct keyword: the same and where it stands */
read_field childplan__read_whole;          /* int32_t: detail is a struct whole_range */
read_field childplan__read_list;           /* const struct yaml_node *: a list */
read_field childplan__read_some;           /* const struct yaml_node *: a list with at least one item */
read_field childplan__read_map;            /* const struct yaml_node *: a mapping */
read_field childplan__read_any;            /* const struct yaml_node *: whatever is not empty */
read_field childplan__read_rows;           /* const struct yaml_node *: a list, or {file: …} */
read_field childplan__read_texts;          /* struct given_texts: a list of texts */

struct keyword {
    int32_t place;
    struct position position;
};

struct whole_range {
    int32_t least;
    int32_t most;
};

/* Texts. */

struct position childplan__position(const struct loader *loader, const struct yaml_node *node);
/* The text of a node; absent (and reported under the name of its key or list) where it is none. */
struct given_text childplan__given(struct loader *loader, const struct yaml_node *node, const char *name);
/* A NUL-terminated copy in scratch, NFC; "" without memory. For messages and lookups. */
const char *childplan__plain(struct loader *loader, const struct given_text *given);
/* An id for the plan to keep; NULL where it is absent, wrong (reported) or memory ran out. */
const char *childplan__take_id(struct loader *loader, const struct given_text *given);
/* The same of a text that is NUL-terminated and in the plan's arena: kept as it stands where it is NFC. */
const char *childplan__keep_id(struct loader *loader, const struct given_text *given);
const char *childplan__keep_line(struct loader *loader, const struct given_text *given);
/* A name for the plan to keep, under the same terms. */
const char *childplan__take_line(struct loader *loader, const struct given_text *given);
/* Free text for the plan to keep. */
const char *childplan__take_paragraph(struct loader *loader, const struct given_text *given);
/* The texts of a list that are texts: their count; ret_items in scratch. The rest is reported under the list's name. */
size_t childplan__take_texts(struct loader *loader, const struct yaml_node *list, const char *name,
                             struct given_text **ret_items);
/* The texts that stand between `;`, without the blanks around them; none of an absent one. */
void childplan__split_texts(struct loader *loader, const struct given_text *given, struct given_texts *ret_texts);
/* Leaves of each text the first, reporting the others; gives how many are left. */
size_t childplan__keep_first(struct loader *loader, struct given_text *items, size_t count);
/* Memory in scratch, and in the plan; NULL where there is none (noted in the findings). */
void *childplan__scratch(struct loader *loader, size_t count, size_t size);
void *childplan__keep(struct loader *loader, size_t count, size_t size);
/* Makes room in an array of the loader's; 0 without memory. */
int32_t childplan__grow(struct loader *loader, void *items, size_t *capacity, size_t needed, size_t item_size);
/* 1, and reported, where a list has more items than it may. */
int32_t childplan__is_list_too_long(struct loader *loader, const struct yaml_node *list, const char *key,
                                    int32_t limit);
/* 1 where nothing more will be shown, so that looking for the nearest name is wasted. */
int32_t childplan__is_mute(const struct loader *loader);

/* Values. Each returns 1 and writes, or 0 where it was reported; the given text must be there. */

int32_t childplan__parse_date(struct loader *loader, const struct given_text *given, int32_t *ret_date);
int32_t childplan__parse_period(struct loader *loader, const struct given_text *given, int64_t *ret_period);
/* The same, and in the horizon. */
int32_t childplan__parse_period_inside(struct loader *loader, const struct given_text *given, int64_t *ret_period);
int32_t childplan__parse_whole(struct loader *loader, const struct given_text *given, struct whole_range range,
                               int32_t *ret_value);
/* A whole number of 10^-decimals. */
int32_t childplan__parse_number(struct loader *loader, const struct given_text *given, int32_t decimals,
                                int64_t *ret_value);
/* A number with at most 6 decimals; ret_percent: 1 where a % stands behind it. */
int32_t childplan__parse_decimal(struct loader *loader, const struct given_text *given, struct decimal *ret_number,
                                 int32_t *ret_percent);

/* Names. Each gives the index, or CHILDPLAN_NONE where it was reported (or is not worth it: see *_incomplete). */

int32_t childplan__find_level(struct loader *loader, const struct given_text *given);
int32_t childplan__find_unit(struct loader *loader, const struct given_text *given);
/* The same, tried first with the one found last (or CHILDPLAN_NONE). */
int32_t childplan__find_level_again(struct loader *loader, const struct given_text *given, int32_t last);
int32_t childplan__find_unit_again(struct loader *loader, const struct given_text *given, int32_t last);
int32_t childplan__find_element(struct loader *loader, const struct given_text *given);
int32_t childplan__find_rate(struct loader *loader, const struct given_text *given);
int32_t childplan__find_indicator(struct loader *loader, const struct given_text *given);
int32_t childplan__find_tag(struct loader *loader, const struct given_text *given);
/* A level, or else a unit; 0 where it is neither (reported). */
int32_t childplan__find_lead(struct loader *loader, const struct given_text *given, struct lead *ret_lead);
/* The id of that; NULL where it is neither. */
const char *childplan__find_who(struct loader *loader, const struct given_text *given);

/* Which units: `units:` of a target or an indicator. */
struct unit_choice {
    struct given_text level;
    struct given_text tag;
    const struct yaml_node *ids;
};

/* Returns how many of its keys are given. */
int32_t childplan__read_unit_choice(struct loader *loader, const struct yaml_node *node, struct unit_choice *choice);
/* The units named by `ids`, each once: their count; ret_units in scratch. */
size_t childplan__take_units(struct loader *loader, const struct yaml_node *list, int32_t **ret_units);

/* Enters an id; 0 where it is there already (reported with the code) or without memory. */
int32_t childplan__enter_id(struct loader *loader, struct names *names, const char *id, int32_t index,
                            const struct given_text *given, int32_t code);

/* month, quarter, half, year; CHILDPLAN_MONTH is the first. */
extern const char *const childplan__frequency_words[];
/* By enum window. */
extern const char *const childplan__window_words[];

/* A text in memory, wherever it comes from; path NULL where it is not from a file. */
struct source {
    const char *name;
    const char *path;
    const char *text;
    size_t size;
};

/* Loads one plan with the options, findings and `below` of the loader. NULL where it was refused: reported, or in
   loader->stopped, or without memory. */
struct childplan_plan *childplan__load_plan(struct loader *loader, const struct source *source);

/* Sections, in this order; a node may be NULL where the section is absent or was refused. */

void childplan__load_calendar(struct loader *loader, const struct yaml_node *plan, const struct yaml_node *calendar);
void childplan__load_levels(struct loader *loader, const struct yaml_node *list);
void childplan__load_units(struct loader *loader, const struct yaml_node *units);
void childplan__load_document(struct loader *loader, const struct yaml_node *plan);
void childplan__load_elements(struct loader *loader, const struct yaml_node *list);
void childplan__load_rates(struct loader *loader, const struct yaml_node *list);
void childplan__load_indicators(struct loader *loader, const struct yaml_node *list);
void childplan__load_targets(struct loader *loader, const struct yaml_node *list);
void childplan__load_thresholds(struct loader *loader, const struct yaml_node *list);
/* When all of the plan is known: the plan it upholds, if any, and what it leaves undone of that. */
void childplan__load_upheld(struct loader *loader);

#endif
