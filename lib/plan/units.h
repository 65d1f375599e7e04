/* Rows of units on their way to versions: the one path for rows in YAML, in a CSV file and from columns. */
#ifndef CHILDPLAN_LIB_PLAN_UNITS_H
#define CHILDPLAN_LIB_PLAN_UNITS_H

#include "loader.h"

/* A row as it was given. */
struct unit_row {
    struct given_text id;
    struct given_text name;
    struct given_text level;
    struct given_text parent;
    struct given_text from;
    struct given_text until;
    struct given_text successor;
    struct given_texts tags;
    struct position position;
    int32_t faulty;  /* a key or value was reported */
    int32_t is_kept; /* the texts are NUL-terminated, in the plan's arena */
};

/* What is required and where it goes, by the keys' names; tags last. */
extern const struct field childplan__unit_fields[];
#define UNIT_FIELD_COUNT 8
#define UNIT_PARENT_FIELD 3
#define UNIT_SUCCESSOR_FIELD 6
#define UNIT_TAGS_FIELD 7

/* What is to be known of a version until the units are resolved and checked. */
struct version_draft {
    const char *parent; /* as it was given; NULL: none */
    uint32_t parent_line;
    uint32_t parent_column;
    const struct given_text *successor; /* NULL: none */
    uint8_t has_until;
    uint8_t faulty; /* something about it was reported: what depends on it is not */
};

/* Adds a version, whose unit is CHILDPLAN_NONE where the row has no usable id, and its draft. Parent and successor live
   as long as the load, NUL-terminated. */
void childplan__add_unit_row(struct loader *loader, struct unit_row *row);
/* Makes room for so many rows in all. */
void childplan__expect_unit_rows(struct loader *loader, size_t count);
/* The parent that a version names. */
struct given_text childplan__given_parent(const struct loader *loader, int32_t version);

struct table;

/* Takes a row of the list of `units` as it is read; the context is the loader. As struct yaml_items wants it. */
childplan_status childplan__take_unit_row(void *context, const struct yaml_node *item, int32_t *ret_is_kept);
/* Adds the rows taken. Returns 0 where some are lacking, as was reported. */
int32_t childplan__load_unit_rows(struct loader *loader, const struct table *table);
void childplan__end_unit_rows(struct unit_rows *rows);

/* Section 3: what must hold at every date of the horizon. The drafts are those of plan->versions, in their order. */
void childplan__check_units(struct loader *loader);

#endif
