/*
 * YAML as this library takes it: text, lists and mappings with their positions. Everything else YAML knows (anchors,
 * aliases, tags, directives, merge keys, several documents) is refused with a diagnostic.
 */
#ifndef CHILDPLAN_LIB_PLAN_YAML_READ_H
#define CHILDPLAN_LIB_PLAN_YAML_READ_H

#include "../base/findings.h"

/* Mappings and lists may stand in each other so deep. */
#define YAML_DEPTH_LIMIT 64

enum yaml_kind {
    YAML_TEXT,
    YAML_LIST,
    YAML_MAPPING,
    YAML_REFUSED /* an alias: reported, and nothing more is to be said about it */
};

enum yaml_style {
    STYLE_PLAIN = 1,      /* text without quotes */
    STYLE_BRACES = 2,     /* a mapping in {…} */
    STYLE_NO_COLON = 4,   /* an empty value in {…} after whose key no colon stands: a comma made the key */
    STYLE_COMMENTED = 8,  /* an empty value where a comment begins instead */
    STYLE_BLOCK_TEXT = 16 /* text after `|` or `>` */
};

struct yaml_node {
    union {
        const char *text;        /* of text: NUL-terminated */
        struct yaml_node *first; /* of a list its items; of a mapping key, value, key, value… */
    };
    struct yaml_node *next;
    uint32_t size; /* of text its bytes; else how many nodes follow `first` */
    uint32_t line;
    uint32_t column;
    uint8_t kind;
    uint8_t style;
};

/* A list too long to stand in the tree as a whole: that of a key of the root. */
struct yaml_items {
    const char *key;
    /*
     * Takes an item when it has been read. Where ret_is_kept is 0 its nodes are gone afterwards, else the item stays in
     * the tree. Errors: NO_MEMORY.
     */
    childplan_status (*take)(void *context, const struct yaml_node *item, int32_t *ret_is_kept);
    /* Now and then: how far it is, of how many characters. NULL: nobody asks. Errors: those that end the reading. */
    childplan_status (*reach)(void *context, size_t characters, size_t total);
    void *context;
};

/*
 * Reads one document into the arena; items may be NULL. `text` must be shorter than 4 GiB; a byte order mark is
 * skipped. Returns OK with the root (there may be errors in findings even so), REFUSED (reported), NO_MEMORY, or what
 * items->reach ended it with.
 */
childplan_status childplan__yaml_read(struct arena *arena, const char *file, const char *text, size_t size,
                                      const struct yaml_items *items, struct findings *findings,
                                      const struct yaml_node **ret_root);

#endif
