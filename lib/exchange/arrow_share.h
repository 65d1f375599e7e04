/* What the structures handed out by one call of childplan_rollup_to_arrow share, and those structures themselves. */
#ifndef CHILDPLAN_LIB_EXCHANGE_ARROW_SHARE_H
#define CHILDPLAN_LIB_EXCHANGE_ARROW_SHARE_H

#include "../base/text.h"
#include "../rollup/rows.h"

#include <childplan/arrow.h>

/* The texts that columns point into. */
enum word_list { WORDS_UNITS, WORDS_LEVELS, WORDS_INDICATORS, WORDS_STATUSES, WORDS_PERIODS, WORD_LISTS };

/* Texts as Arrow's utf8 has them: the i-th is bytes[offsets[i] … offsets[i + 1]). */
struct words {
    int32_t count;
    int32_t *offsets;
    char *bytes;
};

/* The rows and all that is said about them; the plan is not needed any more. Freed with the last that holds it. */
struct arrow_share {
    struct references references;
    struct allocator allocator;
    struct childplan_rollup *rollup; /* NULL where it is not made of one */
    struct words words[WORD_LISTS];
    int64_t *periods; /* the codes behind WORDS_PERIODS, ascending */
    char *metadata;   /* the stamp, as Arrow encodes it */
};

/* ret_share: one hold. Errors: NO_MEMORY. */
childplan_status childplan__arrow_share_new(const childplan_rollup *rollup, struct arrow_share **ret_share);
void childplan__arrow_share_drop(struct arrow_share *share);
/* The place of a period of the rows in its word list. */
int32_t childplan__arrow_period(const struct arrow_share *share, int64_t period);

/*
 * Structures. Each owns what it points to and holds the share, so that each may be moved and released apart from the
 * others. Errors: NO_MEMORY, nothing written.
 */
childplan_status childplan__arrow_schema_new(struct arrow_share *share, const char *format, const char *name,
                                             size_t children, struct ArrowSchema *ret_schema);
/* Its children are released structures, to be filled. buffer_count: at most 3, all NULL. */
childplan_status childplan__arrow_array_new(struct arrow_share *share, size_t length, size_t buffer_count,
                                            size_t children, struct ArrowArray *ret_array);
/* Memory that becomes a buffer of the array: zeroed, and its own; NULL where there is none. */
void *childplan__arrow_array_own(struct ArrowArray *array, size_t buffer, size_t size);
/* Give it a dictionary of texts. */
childplan_status childplan__arrow_schema_add_words(struct ArrowSchema *schema);
childplan_status childplan__arrow_array_add_words(struct ArrowArray *array, enum word_list list);

#endif
