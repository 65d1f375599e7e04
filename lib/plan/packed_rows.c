/*
 * The rows of `units` while the rest of the plan is read. A nation has more than a hundred thousand, nearly all of them
 * plain: texts behind the keys of a unit, each once. Those are packed, in a fifth of the memory that their nodes take;
 * any other keeps its nodes, so that whatever is wrong with it is reported from them.
 */
#include "files.h"
#include "units.h"

#include <string.h>

/* Rows of one block: about 40 kB. */
#define BLOCK_ROWS 1024

/* The keys of a unit whose values are texts: all but the tags. */
#define TEXT_FIELDS UNIT_TAGS_FIELD

/* Where a text begins is told from where its row does. */
struct packed_row {
    union {
        const char *texts;            /* those given, in the fields' order, each with its NUL; in the plan's arena */
        const struct yaml_node *node; /* where line is 0 */
    };
    uint32_t line;
    uint32_t column;
    uint8_t lines[TEXT_FIELDS];
    uint8_t columns[TEXT_FIELDS];
    uint8_t sizes[TEXT_FIELDS]; /* 0: not given */
};

struct row_block {
    struct row_block *next;
    size_t count;
    struct packed_row rows[BLOCK_ROWS];
};

/* A plain row's texts by field; those not given are NULL. */
struct plain_row {
    const struct yaml_node *texts[TEXT_FIELDS];
    size_t size; /* of all, with their NULs */
};

/* 1 where the numbers of a packed row can say what a value is. */
static int32_t is_plain_text(const struct yaml_node *item, const struct yaml_node *value) {
    return value->kind == YAML_TEXT && value->size <= UINT8_MAX && value->line - item->line <= UINT8_MAX &&
           value->column >= item->column && value->column - item->column <= UINT8_MAX && !childplan__is_blank(value);
}

/* Returns 0 where a row is not plain, or lacks what it needs. */
static int32_t sort_texts(const struct yaml_node *item, struct plain_row *row) {
    size_t expected = 0;
    if (item->kind != YAML_MAPPING) {
        return 0;
    }
    for (const struct yaml_node *key = item->first; key; key = key->next->next) {
        size_t found = key->kind == YAML_TEXT
                           ? childplan__find_field(childplan__unit_fields, UNIT_FIELD_COUNT, key, expected)
                           : UNIT_FIELD_COUNT;
        if (found >= TEXT_FIELDS || row->texts[found] || !is_plain_text(item, key->next)) {
            return 0;
        }
        row->texts[found] = key->next;
        row->size += key->next->size + 1;
        expected = found + 1;
    }
    for (size_t i = 0; i < TEXT_FIELDS; i++) {
        if (childplan__unit_fields[i].required && !row->texts[i]) {
            return 0;
        }
    }
    return 1;
}

static void pack(const struct yaml_node *item, const struct plain_row *row, char *texts, struct packed_row *packed) {
    *packed = (struct packed_row){.texts = texts, .line = item->line, .column = item->column};
    for (size_t i = 0; i < TEXT_FIELDS; i++) {
        const struct yaml_node *text = row->texts[i];
        if (text) {
            packed->columns[i] = (uint8_t)(text->column - item->column);
            packed->sizes[i] = (uint8_t)text->size;
            packed->lines[i] = (uint8_t)(text->line - item->line);
            memcpy(texts, text->text, text->size + 1);
            texts += text->size + 1;
        }
    }
}

/* Room for one more row; NULL without memory. */
static struct packed_row *new_row(struct unit_rows *rows) {
    struct row_block *block = rows->last;
    if (!block || block->count == BLOCK_ROWS) {
        block = childplan__allocate(rows->allocator, 1, sizeof *block);
        if (!block) {
            return NULL;
        }
        if (rows->last) {
            rows->last->next = block;
        } else {
            rows->first = block;
        }
        rows->last = block;
    }
    rows->count++;
    return &block->rows[block->count++];
}

childplan_status childplan__take_unit_row(void *context, const struct yaml_node *item, int32_t *ret_is_kept) {
    struct loader *loader = context;
    struct plain_row row = {.size = 0};
    struct packed_row *packed = new_row(&loader->rows);
    if (!packed) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_is_kept = !sort_texts(item, &row);
    if (*ret_is_kept) {
        packed->node = item;
        return CHILDPLAN_OK;
    }
    char *texts = childplan__arena_bytes(&loader->plan->arena, row.size);
    if (!texts) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    pack(item, &row, texts, packed);
    return CHILDPLAN_OK;
}

static void unpack(const char *file, const struct packed_row *packed, struct unit_row *row) {
    const char *text = packed->texts;
    *row = (struct unit_row){.position = {file, packed->line, packed->column}, .is_kept = 1};
    for (size_t i = 0; i < TEXT_FIELDS; i++) {
        if (packed->sizes[i] > 0) {
            const struct position position = {file, packed->line + packed->lines[i],
                                              packed->column + packed->columns[i]};
            *(struct given_text *)((char *)row + childplan__unit_fields[i].offset) =
                (struct given_text){text, packed->sizes[i], position};
            text += packed->sizes[i] + 1;
        }
    }
}

/* So many rows before an id is looked for its slot is fetched. */
#define ROWS_AHEAD 8

static void expect_id(const struct loader *loader, const struct row_block *block, size_t index) {
    if (index < block->count && block->rows[index].line != 0) {
        childplan__names_expect(&loader->plan->unit_names, block->rows[index].texts, block->rows[index].sizes[0]);
    }
}

static void load_block(struct loader *loader, const struct row_block *block, const struct table *table,
                       int32_t *complete) {
    for (size_t i = 0; i < block->count; i++) {
        const struct packed_row *packed = &block->rows[i];
        expect_id(loader, block, i + ROWS_AHEAD);
        if (packed->line == 0) {
            *complete = childplan__read_item(loader, packed->node, table) && *complete;
        } else {
            struct unit_row row;
            unpack(loader->plan->file, packed, &row);
            childplan__add_unit_row(loader, &row);
        }
    }
}

int32_t childplan__load_unit_rows(struct loader *loader, const struct table *table) {
    int32_t complete = 1;
    childplan__expect_unit_rows(loader, loader->rows.count);
    while (loader->rows.first && !loader->findings->no_memory) {
        struct row_block *block = loader->rows.first;
        load_block(loader, block, table, &complete);
        loader->rows.first = block->next;
        childplan__release(loader->rows.allocator, block);
    }
    return complete;
}

void childplan__end_unit_rows(struct unit_rows *rows) {
    while (rows->first) {
        struct row_block *block = rows->first;
        rows->first = block->next;
        childplan__release(rows->allocator, block);
    }
}
