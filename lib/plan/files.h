/* Files that a plan names, and the tables of rows that stand in them or in the plan itself. */
#ifndef CHILDPLAN_LIB_PLAN_FILES_H
#define CHILDPLAN_LIB_PLAN_FILES_H

#include "loader.h"

struct named_file {
    const char *name; /* for diagnostics: the path on the disk, or what the resolver was asked for. In plan->arena. */
    const char *text;
    size_t size;
    char *owned; /* the text where it was read from the disk; NULL where it is the resolver's */
};

/*
 * Gets a file that the plan names: from the resolver, else from the disk, beside the plan. Returns 0 where it cannot be
 * had: reported at the name, with loader->stopped and stops set where the file itself is the cause. The digest is left
 * to the caller.
 */
int32_t childplan__open_named(struct loader *loader, const struct given_text *name, struct named_file *ret_file);
void childplan__close_named(struct loader *loader, struct named_file *file);

/* Where a row stands, and whether something about it was reported. */
struct row_origin {
    struct position position;
    int32_t faulty;
};

#define TABLE_FIELD_LIMIT 32

/*
 * Rows under a key: a list of mappings, or {file: …}, a CSV file whose columns are the keys. The fields are read with
 * childplan__read_given, or with childplan__read_texts, whose texts a cell separates by `;`.
 */
struct table {
    const char *name; /* the key */
    const struct field *fields;
    size_t field_count;  /* at most TABLE_FIELD_LIMIT */
    int32_t mixes_files; /* 1: an item of the list may be {file: …} too, and stands for the rows of that file */
    uint32_t kept;       /* a bit for each field of a text that must outlive its row */
    void *record;        /* of record_size bytes: cleared, filled and given to take_row, row by row */
    size_t record_size;
    void (*take_row)(struct loader *loader, const struct row_origin *origin, void *record, void *context);
    void *context;
    /* What is said of a file's header: CHILDPLAN_DIAGNOSTIC_* with the column and the table's name. */
    int32_t column_unknown;
    int32_t column_missing;
    int32_t no_header; /* with the table's name */
};

/* Reads all rows; a file goes into the plan's digest. Returns 0 where some rows are lacking, as was reported. */
int32_t childplan__read_table(struct loader *loader, const struct yaml_node *node, const struct table *table);

/* The same of one item of a list. */
int32_t childplan__read_item(struct loader *loader, const struct yaml_node *node, const struct table *table);

#endif
