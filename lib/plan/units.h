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
    int32_t faulty; /* a key or value was reported */
};

/* What is required and where it goes, by the keys' names; tags last. */
extern const struct field childplan__unit_fields[];
#define UNIT_FIELD_COUNT 8
#define UNIT_PARENT_FIELD 3
#define UNIT_SUCCESSOR_FIELD 6
#define UNIT_TAGS_FIELD 7

/* A version whose references are still names. */
struct version_draft {
    struct unit_version version; /* unit is set; CHILDPLAN_NONE where the row had no usable id */
    struct given_text parent;
    struct given_text successor;
    int32_t has_from;
    int32_t has_until;
    int32_t faulty; /* something about it was reported: what depends on it is not */
};

void childplan__add_unit_row(struct loader *loader, struct unit_row *row);

/* Section 3: what must hold at every date of the horizon. The drafts are those of plan->versions, in their order. */
void childplan__check_units(struct loader *loader);

#endif
