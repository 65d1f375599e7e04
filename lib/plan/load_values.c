/* `values`: numbers given to units, each on its own. */
#include "targets.h"

#define BY_FIELD 2
#define FIELDS 3

static const struct field value_fields[FIELDS] = {
    {"unit", 1, childplan__read_given, offsetof(struct value_row, unit), NULL},
    {"value", 1, childplan__read_given, offsetof(struct value_row, value), NULL},
    {"by", 0, childplan__read_given, offsetof(struct value_row, by), NULL},
};

static void take_row(struct loader *loader, const struct row_origin *origin, void *record, void *context) {
    struct values_reader *reader = context;
    const struct value_row *row = record;
    reader->count++;
    int32_t unit = childplan__find_unit(loader, &row->unit);
    if (unit != CHILDPLAN_NONE) {
        reader->take(loader, reader, origin, row, unit);
    }
}

void childplan__read_values(struct loader *loader, const struct yaml_node *node, struct values_reader *reader) {
    struct value_row row;
    struct field fields[FIELDS] = {value_fields[0], value_fields[1], value_fields[2]};
    fields[BY_FIELD].required = reader->by == VALUES_ALWAYS_BY;
    const struct table table = {.name = "values",
                                .fields = fields,
                                .field_count = reader->by == VALUES_NEVER_BY ? BY_FIELD : FIELDS,
                                .record = &row,
                                .record_size = sizeof row,
                                .take_row = take_row,
                                .context = reader,
                                .column_unknown = CHILDPLAN_DIAGNOSTIC_VALUES_COLUMN_UNKNOWN,
                                .column_missing = CHILDPLAN_DIAGNOSTIC_VALUES_COLUMN_MISSING,
                                .no_header = CHILDPLAN_DIAGNOSTIC_VALUES_NO_HEADER};
    if (childplan__read_table(loader, node, &table) && reader->count == 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_EMPTY, childplan__position(loader, node), "values");
    }
}
