/* Tables of rows, from YAML or from a CSV file with the same keys as columns. */
#include "files.h"

#include "../base/csv.h"
#include "../base/text.h"

#include <string.h>

struct table_file {
    struct loader *loader;
    const struct table *table;
    const char *name;
    size_t columns[TABLE_FIELD_LIMIT]; /* for each field its column, from 1; 0: it has none */
    size_t column_count;
    int32_t faulty;   /* the header has a column that was reported */
    int32_t complete; /* no row was left out */
};

static const char *name_of_field(const void *context, size_t index) {
    return ((const struct field *)context)[index].key;
}

static struct given_text given_of(const struct table_file *file, const struct csv_cell *cell) {
    return (struct given_text){cell->size > 0 ? cell->text : NULL, cell->size, {file->name, cell->line, cell->column}};
}

/* Reports a column of no key, or of one that stands in the header before. */
static void take_column(struct table_file *file, const struct given_text *header, size_t column) {
    struct loader *loader = file->loader;
    const struct table *table = file->table;
    for (size_t i = 0; i < table->field_count; i++) {
        const char *key = table->fields[i].key;
        if (strlen(key) != header->size || memcmp(key, header->text, header->size) != 0) {
            continue;
        }
        if (file->columns[i] != 0) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_TWICE, header->position, key);
        } else {
            file->columns[i] = column;
        }
        return;
    }
    const char *nearest =
        childplan__nearest(header->text, header->size, table->field_count, name_of_field, table->fields);
    REPORT_NEAREST(loader->findings, table->column_unknown, header->position, nearest, childplan__plain(loader, header),
                   table->name);
}

/* Returns 0 where the header lacks what every row needs (reported). */
static int32_t read_header(struct table_file *file, const struct csv_cell *cells, size_t count) {
    struct loader *loader = file->loader;
    const struct table *table = file->table;
    size_t errors = loader->findings->errors;
    file->column_count = count;
    for (size_t i = 0; i < count; i++) {
        struct given_text header = given_of(file, &cells[i]);
        if (header.text) {
            take_column(file, &header, i + 1);
        }
    }
    file->faulty = loader->findings->errors > errors;
    int32_t complete = 1;
    for (size_t i = 0; i < table->field_count; i++) {
        if (table->fields[i].required && file->columns[i] == 0) {
            struct position position = {file->name, count > 0 ? cells[0].line : 1, 1};
            REPORT(loader->findings, table->column_missing, position, table->fields[i].key, table->name);
            complete = 0;
        }
    }
    return complete;
}

static void report_long_row(struct table_file *file, const struct csv_cell *cells, size_t count) {
    char given[32];
    char expected[32];
    struct given_text extra = given_of(file, &cells[file->column_count]);
    (void)childplan__number_format((int64_t)count, 0, given);
    (void)childplan__number_format((int64_t)file->column_count, 0, expected);
    REPORT(file->loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_ROW_TOO_LONG, extra.position, given, expected);
}

/* A cell's bytes are gone with its row. */
static void keep_text(struct loader *loader, struct given_text *given) {
    if (given->text) {
        given->text = childplan__arena_copy_text(&loader->scratch, given->text, given->size);
        loader->findings->no_memory = loader->findings->no_memory || !given->text;
    }
}

static void take_cell(struct table_file *file, size_t place, struct given_text value) {
    struct loader *loader = file->loader;
    const struct table *table = file->table;
    const struct field *field = &table->fields[place];
    void *target = (char *)table->record + field->offset;
    if (field->required && !value.text) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_EMPTY, value.position, field->key);
    }
    if (field->read == childplan__read_texts) {
        childplan__split_texts(loader, &value, target);
        return;
    }
    if (table->kept & (1U << place)) {
        keep_text(loader, &value);
    }
    *(struct given_text *)target = value;
}

static void read_row(struct table_file *file, const struct csv_cell *cells, size_t count) {
    const struct table *table = file->table;
    const struct row_origin origin = {{file->name, cells[0].line, cells[0].column}, file->faulty};
    while (count > file->column_count && cells[count - 1].size == 0) {
        count--;
    }
    if (count > file->column_count) {
        report_long_row(file, cells, count);
        file->complete = 0;
        return;
    }
    memset(table->record, 0, table->record_size);
    for (size_t i = 0; i < table->field_count; i++) {
        const struct given_text absent = {NULL, 0, origin.position};
        size_t column = file->columns[i];
        if (column != 0) {
            take_cell(file, i, column <= count ? given_of(file, &cells[column - 1]) : absent);
        }
    }
    table->take_row(file->loader, &origin, table->record, table->context);
}

/* Every record after the header. A record with broken quotes was reported and is left out. */
static void read_rows(struct table_file *file, struct csv_scanner *scanner) {
    struct loader *loader = file->loader;
    const struct csv_cell *cells = NULL;
    size_t count = 0;
    childplan_status status;
    while ((status = childplan__csv_next(scanner, loader->findings, &cells, &count)) == CHILDPLAN_OK ||
           status == CHILDPLAN_ERROR_REFUSED) {
        if (status == CHILDPLAN_OK) {
            read_row(file, cells, count);
        } else {
            file->complete = 0;
        }
    }
    if (status == CHILDPLAN_ERROR_NO_MEMORY) {
        loader->findings->no_memory = 1;
    }
}

static void read_text(struct table_file *file, const char *text, size_t size) {
    struct loader *loader = file->loader;
    struct csv_scanner *scanner = NULL;
    const struct csv_cell *cells = NULL;
    size_t count = 0;
    childplan_status status =
        childplan__csv_begin(&loader->plan->allocator, file->name, text, size, loader->findings, &scanner);
    if (status != CHILDPLAN_OK) {
        file->complete = 0;
        loader->findings->no_memory = loader->findings->no_memory || status == CHILDPLAN_ERROR_NO_MEMORY;
        return;
    }
    status = childplan__csv_next(scanner, loader->findings, &cells, &count);
    if (status == CHILDPLAN_ABSENT) {
        REPORT(loader->findings, file->table->no_header, ((struct position){file->name, 1, 1}), file->table->name);
    }
    loader->findings->no_memory = loader->findings->no_memory || status == CHILDPLAN_ERROR_NO_MEMORY;
    if (status == CHILDPLAN_OK && read_header(file, cells, count)) {
        read_rows(file, scanner);
    } else {
        file->complete = 0;
    }
    childplan__csv_end(scanner);
}

struct file_record {
    struct given_text file;
};

static const struct field file_fields[] = {
    {"file", 1, childplan__read_given, offsetof(struct file_record, file), NULL},
};

static int32_t read_file(struct loader *loader, const struct yaml_node *node, const struct table *table) {
    struct file_record record = {0};
    struct named_file source;
    childplan__read_mapping(loader, node, table->name, file_fields, FIELD_COUNT(file_fields), &record);
    if (!record.file.text || !childplan__open_named(loader, &record.file, &source)) {
        return 0;
    }
    struct table_file file = {.loader = loader, .table = table, .name = source.name, .complete = 1};
    childplan__digest_add(&loader->digest, source.text, source.size);
    read_text(&file, source.text, source.size);
    childplan__close_named(loader, &source);
    return file.complete;
}

/* The key `file` of an item that stands for the rows of a file; NULL in a row. */
static const struct yaml_node *file_key(const struct yaml_node *item) {
    const struct yaml_node *key = item->kind == YAML_MAPPING ? item->first : NULL;
    while (key && !(key->kind == YAML_TEXT && strcmp(key->text, file_fields[0].key) == 0)) {
        key = key->next->next;
    }
    return key;
}

int32_t childplan__read_item(struct loader *loader, const struct yaml_node *node, const struct table *table) {
    struct row_origin origin = {childplan__position(loader, node), 0};
    const struct yaml_node *file = table->mixes_files ? file_key(node) : NULL;
    if (file && node->size > 2) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_ALONE, childplan__position(loader, file), table->name);
        return 0;
    }
    if (file) {
        return read_file(loader, node, table);
    }
    memset(table->record, 0, table->record_size);
    if (!childplan__read_mapping(loader, node, table->name, table->fields, table->field_count, table->record)) {
        return 0;
    }
    origin.faulty = loader->had_key_errors;
    table->take_row(loader, &origin, table->record, table->context);
    return 1;
}

static int32_t read_list(struct loader *loader, const struct yaml_node *list, const struct table *table) {
    int32_t complete = 1;
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        complete = childplan__read_item(loader, node, table) && complete;
    }
    return complete;
}

int32_t childplan__read_table(struct loader *loader, const struct yaml_node *node, const struct table *table) {
    return node->kind == YAML_LIST ? read_list(loader, node, table) : read_file(loader, node, table);
}

void childplan__read_rows(struct loader *loader, const struct entry *entry, void *target) {
    if (entry->value->kind == YAML_MAPPING) {
        childplan__read_map(loader, entry, target);
    } else {
        childplan__read_list(loader, entry, target);
    }
}
