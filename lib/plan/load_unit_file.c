/* Units from a CSV file: the same keys as columns. */
#include "units.h"

#include "../base/csv.h"
#include "../base/file.h"
#include "../base/text.h"

#include <string.h>

#define NO_COLUMN (-1)

struct unit_file {
    struct loader *loader;
    const char *name;
    int32_t *columns; /* for each column its place in childplan__unit_fields, or NO_COLUMN */
    size_t column_count;
    int32_t faulty; /* the header has a column that was reported */
};

static const char *name_of_field(const void *context, size_t index) {
    return ((const struct field *)context)[index].key;
}

static struct given_text given_of(const struct unit_file *file, const struct csv_cell *cell) {
    return (struct given_text){cell->size > 0 ? cell->text : NULL, cell->size, {file->name, cell->line, cell->column}};
}

/* The place of a column's key, reported where there is none or it stands in the header twice. */
static int32_t find_column(struct unit_file *file, const struct given_text *header, uint32_t *seen) {
    struct loader *loader = file->loader;
    if (!header->text) {
        return NO_COLUMN;
    }
    for (int32_t i = 0; i < UNIT_FIELD_COUNT; i++) {
        const char *key = childplan__unit_fields[i].key;
        if (strlen(key) != header->size || memcmp(key, header->text, header->size) != 0) {
            continue;
        }
        if (*seen & (1U << i)) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_TWICE, header->position, key);
            return NO_COLUMN;
        }
        *seen |= 1U << i;
        return i;
    }
    const char *nearest =
        childplan__nearest(header->text, header->size, UNIT_FIELD_COUNT, name_of_field, childplan__unit_fields);
    REPORT_NEAREST(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_UNKNOWN, header->position, nearest,
                   childplan__plain(loader, header));
    return NO_COLUMN;
}

/* Returns 0 where the header lacks what every row needs (reported), or without memory. */
static int32_t read_header(struct unit_file *file, const struct csv_cell *cells, size_t count) {
    struct loader *loader = file->loader;
    uint32_t seen = 0;
    size_t errors = loader->findings->errors;
    file->columns = childplan__scratch(loader, count, sizeof *file->columns);
    if (!file->columns) {
        return 0;
    }
    file->column_count = count;
    for (size_t i = 0; i < count; i++) {
        struct given_text header = given_of(file, &cells[i]);
        file->columns[i] = find_column(file, &header, &seen);
    }
    file->faulty = loader->findings->errors > errors;
    int32_t complete = 1;
    for (int32_t i = 0; i < UNIT_FIELD_COUNT; i++) {
        if (childplan__unit_fields[i].required && !(seen & (1U << i))) {
            struct position position = {file->name, count > 0 ? cells[0].line : 1, 1};
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_MISSING, position,
                   childplan__unit_fields[i].key);
            complete = 0;
        }
    }
    return complete;
}

static void report_long_row(struct unit_file *file, const struct csv_cell *cells, size_t count) {
    char given[32];
    char expected[32];
    struct given_text extra = given_of(file, &cells[file->column_count]);
    (void)childplan__number_format((int64_t)count, 0, given);
    (void)childplan__number_format((int64_t)file->column_count, 0, expected);
    REPORT(file->loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_ROW_TOO_LONG, extra.position, given, expected);
}

/* The cells of a row by their columns; required ones that are empty or lacking are reported. */
static void fill_row(struct unit_file *file, const struct csv_cell *cells, size_t count, struct unit_row *row) {
    struct given_text tags = {0};
    for (size_t i = 0; i < file->column_count; i++) {
        int32_t place = file->columns[i];
        if (place == NO_COLUMN) {
            continue;
        }
        const struct field *field = &childplan__unit_fields[place];
        struct given_text value = {NULL, 0, row->position};
        if (i < count) {
            value = given_of(file, &cells[i]);
        }
        if (field->required && !value.text) {
            REPORT(file->loader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_EMPTY, value.position, field->key);
        }
        if (place == UNIT_TAGS_FIELD) {
            tags = value;
        } else {
            *(struct given_text *)((char *)row + field->offset) = value;
        }
    }
    if (tags.text) {
        childplan__split_tags(file->loader, &tags, row);
    }
}

/* References are resolved when every row is known, and the cells are gone by then. */
static void keep_reference(struct loader *loader, struct given_text *reference) {
    if (reference->text) {
        reference->text = childplan__arena_copy_text(&loader->scratch, reference->text, reference->size);
        loader->findings->no_memory = loader->findings->no_memory || !reference->text;
    }
}

static void read_row(struct unit_file *file, const struct csv_cell *cells, size_t count) {
    struct unit_row row = {.position = {file->name, cells[0].line, cells[0].column}, .faulty = file->faulty};
    while (count > file->column_count && cells[count - 1].size == 0) {
        count--;
    }
    if (count > file->column_count) {
        report_long_row(file, cells, count);
        file->loader->units_incomplete = 1;
        return;
    }
    fill_row(file, cells, count, &row);
    keep_reference(file->loader, &row.parent);
    keep_reference(file->loader, &row.successor);
    childplan__add_unit_row(file->loader, &row);
}

/* Every record after the header. A record with broken quotes was reported and is left out. */
static void read_rows(struct unit_file *file, struct csv_scanner *scanner) {
    struct loader *loader = file->loader;
    const struct csv_cell *cells = NULL;
    size_t count = 0;
    childplan_status status;
    while ((status = childplan__csv_next(scanner, loader->findings, &cells, &count)) == CHILDPLAN_OK ||
           status == CHILDPLAN_ERROR_REFUSED) {
        if (status == CHILDPLAN_OK) {
            read_row(file, cells, count);
        } else {
            loader->units_incomplete = 1;
        }
    }
    if (status == CHILDPLAN_ERROR_NO_MEMORY) {
        loader->findings->no_memory = 1;
    }
}

static void read_text(struct unit_file *file, const char *text, size_t size) {
    struct loader *loader = file->loader;
    childplan__digest_add(&loader->digest, text, size);
    struct csv_scanner *scanner = NULL;
    const struct csv_cell *cells = NULL;
    size_t count = 0;
    childplan_status status =
        childplan__csv_begin(&loader->plan->allocator, file->name, text, size, loader->findings, &scanner);
    if (status != CHILDPLAN_OK) {
        loader->units_incomplete = 1;
        loader->findings->no_memory = loader->findings->no_memory || status == CHILDPLAN_ERROR_NO_MEMORY;
        return;
    }
    status = childplan__csv_next(scanner, loader->findings, &cells, &count);
    if (status == CHILDPLAN_ABSENT) {
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_NO_HEADER, ((struct position){file->name, 1, 1}));
    }
    loader->findings->no_memory = loader->findings->no_memory || status == CHILDPLAN_ERROR_NO_MEMORY;
    if (status == CHILDPLAN_OK && read_header(file, cells, count)) {
        read_rows(file, scanner);
    } else {
        loader->units_incomplete = 1;
    }
    childplan__csv_end(scanner);
}

static void read_resolved(struct unit_file *file, const struct given_text *name) {
    struct loader *loader = file->loader;
    const struct childplan_plan_options *options = loader->options;
    const char *text = NULL;
    size_t size = 0;
    childplan_status status = options->resolve(options->resolve_context, file->name, &text, &size);
    if (status == CHILDPLAN_ERROR_FILE || (status == CHILDPLAN_OK && !text && size > 0)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, name->position, file->name);
        loader->stopped = CHILDPLAN_ERROR_FILE;
    } else if (status != CHILDPLAN_OK) {
        loader->stopped = status;
        loader->stops = 1;
    } else if ((uint64_t)size > (uint64_t)options->size_limit) {
        char limit[32];
        (void)childplan__number_format(options->size_limit, 0, limit);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE, ((struct position){file->name, 0, 0}), limit);
    } else {
        read_text(file, text ? text : "", size);
        return;
    }
    loader->units_incomplete = 1;
}

static void read_from_disk(struct unit_file *file, const struct given_text *name) {
    struct loader *loader = file->loader;
    const struct allocator *allocator = &loader->plan->allocator;
    char *path = childplan__file_beside(allocator, loader->path, file->name);
    char *text = NULL;
    size_t size = 0;
    if (path) {
        file->name = childplan__arena_copy_text(&loader->plan->arena, path, strlen(path));
    }
    childplan__release(allocator, path);
    if (!path || !file->name) {
        loader->findings->no_memory = 1;
        return;
    }
    childplan_status status = childplan__file_read(allocator, file->name, loader->options->size_limit, loader->findings,
                                                   name->position, &text, &size);
    if (status == CHILDPLAN_OK) {
        read_text(file, text, size);
        childplan__release(allocator, text);
        return;
    }
    loader->units_incomplete = 1;
    if (status == CHILDPLAN_ERROR_NO_MEMORY) {
        loader->findings->no_memory = 1;
    } else {
        loader->stopped = status;
    }
}

void childplan__load_unit_file(struct loader *loader, const struct given_text *name) {
    struct unit_file file = {.loader = loader,
                             .name = childplan__arena_copy_text(&loader->plan->arena, name->text, name->size)};
    if (!file.name) {
        loader->findings->no_memory = 1;
    } else if (loader->options->resolve) {
        read_resolved(&file, name);
    } else if (loader->path) {
        read_from_disk(&file, name);
    } else {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_FILE_UNREACHABLE, name->position, file.name);
        loader->units_incomplete = 1;
    }
}
