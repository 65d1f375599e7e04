/*
 * Rows as Arrow record batches: every cell is that of the rollup, figures are its own memory, and everything can be
 * released in any order.
 * usage: test_arrow CASES_DIR
 */
#include "support.h"

#include "failing_allocator.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *cases_path;

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup *rollup;
};

static void begin(struct world *world, const char *name, const childplan_plan_options *options) {
    char path[1024];
    childplan_import *import = NULL;
    *world = (struct world){NULL, NULL, NULL};
    snprintf(path, sizeof path, "%s/%s/plan.yaml", cases_path, name);
    ok(childplan_plan_load_file(path, options, &world->plan, NULL));
    ok(childplan_reports_new(world->plan, &world->reports));
    ok(childplan_import_new(world->reports, &import));
    snprintf(path, sizeof path, "%s/%s/reports.csv", cases_path, name);
    ok(childplan_import_read_file(import, path, NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    ok(childplan_rollup_compute(world->reports, NULL, &world->rollup, NULL));
}

static void end(struct world *world) {
    childplan_rollup_free(world->rollup);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

enum kind { WORDS, TEXT, EXACT, DOUBLE, WHOLE, FLAG, DATE };

static const struct {
    const char *name;
    const char *format;
    enum kind kind;
    int32_t column;
    int32_t is_nullable;
} fields[] = {
    {"unit", "i", WORDS, CHILDPLAN_COLUMN_UNIT, 0},
    {"period", "i", WORDS, CHILDPLAN_COLUMN_PERIOD, 0},
    {"indicator", "i", WORDS, CHILDPLAN_COLUMN_INDICATOR, 0},
    {"numerator", "l", EXACT, CHILDPLAN_COLUMN_NUMERATOR, 1},
    {"denominator", "l", EXACT, CHILDPLAN_COLUMN_DENOMINATOR, 1},
    {"value", "g", DOUBLE, CHILDPLAN_COLUMN_VALUE, 1},
    {"low", "g", DOUBLE, CHILDPLAN_COLUMN_LOW, 1},
    {"high", "g", DOUBLE, CHILDPLAN_COLUMN_HIGH, 1},
    {"units_expected", "i", WHOLE, CHILDPLAN_COLUMN_UNITS_EXPECTED, 0},
    {"units_reported", "i", WHOLE, CHILDPLAN_COLUMN_UNITS_REPORTED, 0},
    {"units_carried", "i", WHOLE, CHILDPLAN_COLUMN_UNITS_CARRIED, 0},
    {"target", "u", TEXT, CHILDPLAN_COLUMN_TARGET, 1},
    {"by", "i", WORDS, CHILDPLAN_COLUMN_BY, 1},
    {"path", "g", DOUBLE, CHILDPLAN_COLUMN_PATH, 1},
    {"met", "b", FLAG, CHILDPLAN_COLUMN_MET, 1},
    {"certain", "b", FLAG, CHILDPLAN_COLUMN_CERTAIN, 1},
    {"status", "i", WORDS, CHILDPLAN_COLUMN_STATUS, 0},
    {"gap", "l", EXACT, CHILDPLAN_COLUMN_GAP, 1},
    {"as_of", "tdD", DATE, CHILDPLAN_COLUMN_AS_OF, 0},
    {"level", "i", WORDS, CHILDPLAN_COLUMN_LEVEL, 0},
    {"target_value", "g", DOUBLE, CHILDPLAN_COLUMN_TARGET, 1},
    {"numerator_decimals", "i", WHOLE, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS, 0},
    {"denominator_decimals", "i", WHOLE, CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS, 0},
    {"gap_decimals", "i", WHOLE, CHILDPLAN_COLUMN_GAP_DECIMALS, 0},
    {"target_high_value", "g", DOUBLE, CHILDPLAN_COLUMN_TARGET_HIGH, 1},
    {"binding", "b", FLAG, CHILDPLAN_COLUMN_BINDING, 1},
    {"periods_left", "i", WHOLE, CHILDPLAN_COLUMN_PERIODS_LEFT, 1},
    {"pace", "g", DOUBLE, CHILDPLAN_COLUMN_PACE, 1},
};

#define DECIMALS_OF(column)                                                                                            \
    ((column) == CHILDPLAN_COLUMN_NUMERATOR     ? CHILDPLAN_COLUMN_NUMERATOR_DECIMALS                                  \
     : (column) == CHILDPLAN_COLUMN_DENOMINATOR ? CHILDPLAN_COLUMN_DENOMINATOR_DECIMALS                                \
                                                : CHILDPLAN_COLUMN_GAP_DECIMALS)

static void take_text(const struct ArrowArray *texts, size_t at, char text[256]) {
    const int32_t *offsets = texts->buffers[1];
    const char *bytes = texts->buffers[2];
    assert_int_equal(texts->n_buffers, 3);
    assert_int_equal(texts->offset, 0);
    assert_in_range(offsets[at + 1] - offsets[at], 0, 255);
    memcpy(text, bytes + offsets[at], (size_t)(offsets[at + 1] - offsets[at]));
    text[offsets[at + 1] - offsets[at]] = '\0';
}

static int bit(const void *bits, size_t at) {
    return ((const uint8_t *)bits)[at / 8] >> at % 8 & 1;
}

/* The cell as the CSV would have it; of a double only whether there is one. */
static void take_cell(const struct ArrowArray *array, size_t field, size_t at, int32_t decimals, char text[256]) {
    const int32_t *int32s = array->buffers[1];
    const int64_t *int64s = array->buffers[1];
    switch (fields[field].kind) {
    case WORDS:
        assert_in_range(int32s[at], 0, array->dictionary->length - 1);
        take_text(array->dictionary, (size_t)int32s[at], text);
        break;
    case TEXT:
        take_text(array, at, text);
        break;
    case EXACT:
        childplan__number_format(int64s[at], decimals, text);
        break;
    case WHOLE:
        childplan__number_format(int32s[at], 0, text);
        break;
    case FLAG:
        strcpy(text, bit(array->buffers[1], at) ? "yes" : "no");
        break;
    case DATE:
        childplan_date_format(int32s[at], text, 256);
        break;
    default:
        break;
    }
}

static void compare_column(const childplan_rollup *rollup, size_t first, const struct ArrowArray *array, size_t field) {
    size_t nulls = 0;
    int32_t column = fields[field].column;
    for (size_t i = 0; i < (size_t)array->length; i++) {
        char expected[256];
        char got[256] = "";
        int64_t decimals = 0;
        childplan_rollup_text(rollup, first + i, column, expected, sizeof expected);
        int is_null = array->buffers[0] != NULL && !bit(array->buffers[0], i);
        nulls += is_null ? 1 : 0;
        assert_int_equal(is_null, expected[0] == '\0');
        if (is_null || fields[field].kind == DOUBLE) {
            continue;
        }
        if (fields[field].kind == EXACT) {
            ok(childplan_rollup_get(rollup, first + i, DECIMALS_OF(column), &decimals));
        }
        take_cell(array, field, i, (int32_t)decimals, got);
        if (strcmp(got, expected) != 0) {
            fail_msg("row %zu, %s: %s, not %s", first + i, fields[field].name, got, expected);
        }
    }
    assert_int_equal(array->null_count, nulls);
    assert_int_equal(array->buffers[0] != NULL, nulls > 0);
}

/* The figures are the rollup's own: the same addresses. */
static void compare_addresses(const childplan_rollup *rollup, size_t first, const struct ArrowArray *array,
                              size_t field) {
    const int32_t *int32s = NULL;
    const int64_t *int64s = NULL;
    const double *doubles = NULL;
    int32_t column = fields[field].column;
    if (childplan_rollup_double_column(rollup, column, &doubles, NULL) == CHILDPLAN_OK) {
        assert_true(fields[field].kind == TEXT || array->buffers[1] == (const void *)(doubles + first));
    } else if (childplan_rollup_int64_column(rollup, column, &int64s, NULL) == CHILDPLAN_OK) {
        assert_true(fields[field].kind == WORDS || array->buffers[1] == (const void *)(int64s + first));
    } else {
        ok(childplan_rollup_int32_column(rollup, column, &int32s, NULL));
        assert_true(fields[field].kind == FLAG || array->buffers[1] == (const void *)(int32s + first));
    }
}

static void compare_rows(const childplan_rollup *rollup, int64_t batch_rows) {
    struct ArrowArrayStream stream;
    struct ArrowArray batch;
    size_t row = 0;
    size_t most = batch_rows == 0 ? 65536 : (size_t)batch_rows;
    ok(childplan_rollup_to_arrow(rollup, batch_rows, &stream));
    for (;;) {
        assert_int_equal(stream.get_next(&stream, &batch), 0);
        assert_null(stream.get_last_error(&stream));
        if (batch.release == NULL) {
            break;
        }
        assert_in_range(batch.length, 1, most);
        assert_int_equal(batch.offset, 0);
        assert_int_equal(batch.null_count, 0);
        assert_int_equal(batch.n_buffers, 1);
        assert_null(batch.buffers[0]);
        assert_int_equal(batch.n_children, COUNT(fields));
        for (size_t i = 0; i < COUNT(fields); i++) {
            assert_int_equal(batch.children[i]->length, batch.length);
            assert_int_equal(batch.children[i]->offset, 0);
            assert_int_equal(batch.children[i]->dictionary != NULL, fields[i].kind == WORDS);
            compare_column(rollup, row, batch.children[i], i);
            compare_addresses(rollup, row, batch.children[i], i);
        }
        row += (size_t)batch.length;
        assert_true((size_t)batch.length == most || row == childplan_rollup_row_count(rollup));
        batch.release(&batch);
        assert_null(batch.release);
    }
    assert_int_equal(row, childplan_rollup_row_count(rollup));
    /* The end stays the end. */
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_null(batch.release);
    stream.release(&stream);
    assert_null(stream.release);
}

static void every_cell_of_the_cases(void **state) {
    (void)state;
    static const char *const names[] = {"bounds", "path-and-gap", "over-units", "reorganised", "year-to-date"};
    static const int64_t sizes[] = {0, 1, 7, 8, 9, 64, INT64_MAX};
    struct world world;
    for (size_t i = 0; i < COUNT(names); i++) {
        begin(&world, names[i], NULL);
        for (size_t k = 0; k < COUNT(sizes); k++) {
            compare_rows(world.rollup, sizes[k]);
        }
        end(&world);
    }
    begin(&world, "lai-chau", NULL);
    compare_rows(world.rollup, 1000);
    end(&world);
}

static int32_t read_number(const char **at) {
    int32_t number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static void assert_next_text(const char **at, const char *expected) {
    int32_t size = read_number(at);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(*at, expected, (size_t)size);
    *at += size;
}

static void the_schema(void **state) {
    (void)state;
    struct world world;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    begin(&world, "bounds", NULL);
    ok(childplan_rollup_to_arrow(world.rollup, 0, &stream));
    for (int times = 0; times < 2; times++) {
        assert_int_equal(stream.get_schema(&stream, &schema), 0);
        assert_string_equal(schema.format, "+s");
        assert_int_equal(schema.n_children, COUNT(fields));
        for (size_t i = 0; i < COUNT(fields); i++) {
            const struct ArrowSchema *field = schema.children[i];
            assert_string_equal(field->name, fields[i].name);
            assert_string_equal(field->format, fields[i].format);
            assert_int_equal(field->flags, fields[i].is_nullable ? ARROW_FLAG_NULLABLE : 0);
            assert_int_equal(field->n_children, 0);
            assert_int_equal(field->dictionary != NULL, fields[i].kind == WORDS);
            if (field->dictionary != NULL) {
                assert_string_equal(field->dictionary->format, "u");
            }
        }
        const char *at = schema.metadata;
        assert_int_equal(read_number(&at), CHILDPLAN_STAMP_COUNT);
        for (int32_t item = 0; item < CHILDPLAN_STAMP_COUNT; item++) {
            char value[256];
            childplan_rollup_stamp(world.rollup, item, value, sizeof value);
            assert_next_text(&at, childplan_stamp_name(item));
            assert_next_text(&at, value);
        }
        schema.release(&schema);
        assert_null(schema.release);
    }
    stream.release(&stream);
    end(&world);
}

static void wrong_use_and_no_rows(void **state) {
    (void)state;
    struct world world;
    struct ArrowArrayStream stream = {.private_data = &world};
    begin(&world, "bounds", NULL);
    assert_int_equal(childplan_rollup_to_arrow(NULL, 0, &stream), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_to_arrow(world.rollup, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_to_arrow(world.rollup, -1, &stream), CHILDPLAN_ERROR_USAGE);
    assert_true(stream.private_data == &world);

    childplan_reports *none = NULL;
    childplan_rollup *empty = NULL;
    ok(childplan_reports_new(world.plan, &none));
    ok(childplan_rollup_compute(none, NULL, &empty, NULL));
    assert_int_equal(childplan_rollup_row_count(empty), 0);
    compare_rows(empty, 0);
    childplan_rollup_free(empty);
    childplan_reports_free(none);
    end(&world);
}

/* All that one call hands out, with a column and a field moved out of their parents. */
struct handed_out {
    struct world world;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowSchema field;
    struct ArrowArray first;
    struct ArrowArray second;
    struct ArrowArray column;
    struct ArrowArray dictionary;
};

#define PARTS 8
#define ROWS_AND_PLAN 7

static void hand_out(struct handed_out *out, const childplan_plan_options *options) {
    begin(&out->world, "bounds", options);
    childplan_reports_free(out->world.reports);
    ok(childplan_rollup_to_arrow(out->world.rollup, 3, &out->stream));
    assert_int_equal(out->stream.get_schema(&out->stream, &out->schema), 0);
    assert_int_equal(out->stream.get_next(&out->stream, &out->first), 0);
    assert_int_equal(out->stream.get_next(&out->stream, &out->second), 0);
    out->field = *out->schema.children[0];
    out->schema.children[0]->release = NULL;
    out->column = *out->first.children[0];
    out->first.children[0]->release = NULL;
    out->dictionary = *out->first.children[1]->dictionary;
    out->first.children[1]->dictionary->release = NULL;
}

static void let_go(struct handed_out *out, size_t part) {
    switch (part) {
    case 0:
        out->stream.release(&out->stream);
        break;
    case 1:
        out->schema.release(&out->schema);
        break;
    case 2:
        out->field.release(&out->field);
        break;
    case 3:
        out->first.release(&out->first);
        break;
    case 4:
        out->second.release(&out->second);
        break;
    case 5:
        out->column.release(&out->column);
        break;
    case 6:
        out->dictionary.release(&out->dictionary);
        break;
    case ROWS_AND_PLAN:
    default:
        childplan_rollup_free(out->world.rollup);
        childplan_plan_free(out->world.plan);
        break;
    }
}

/* Whatever is still there can still be read. */
static void look_at(const struct handed_out *out) {
    if (out->stream.release != NULL) {
        struct ArrowArrayStream stream = out->stream;
        struct ArrowSchema schema;
        struct ArrowArray batch;
        assert_int_equal(stream.get_schema(&stream, &schema), 0);
        assert_string_equal(schema.children[11]->name, "target");
        schema.release(&schema);
        assert_int_equal(stream.get_next(&stream, &batch), 0);
        if (batch.release != NULL) {
            batch.release(&batch);
        }
    }
    if (out->schema.release != NULL) {
        const char *metadata = out->schema.metadata;
        assert_int_equal(read_number(&metadata), CHILDPLAN_STAMP_COUNT);
    }
    if (out->field.release != NULL) {
        assert_string_equal(out->field.name, "unit");
        assert_string_equal(out->field.dictionary->format, "u");
    }
    if (out->second.release != NULL) {
        char text[256];
        take_cell(out->second.children[2], 2, 0, 0, text);
        assert_true(strlen(text) > 0);
        assert_true(*(const double *)out->second.children[5]->buffers[1] >= 0);
    }
    if (out->column.release != NULL) {
        char text[256];
        take_cell(&out->column, 0, 2, 0, text);
        assert_string_equal(text, "top");
    }
    if (out->dictionary.release != NULL) {
        char text[256];
        take_text(&out->dictionary, 0, text);
        assert_int_equal(text[0], '2');
    }
}

static void released_in_any_order(void **state) {
    (void)state;
    struct counts counts = {0, 0, 0, 0};
    struct allocator allocator = counting(&counts);
    uint32_t random = 1;
    for (size_t round = 0; round < 60; round++) {
        struct handed_out out;
        size_t order[PARTS];
        childplan_plan_options *options = NULL;
        ok(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options));
        hand_out(&out, options);
        childplan_plan_options_free(options);
        for (size_t i = 0; i < PARTS; i++) {
            random = random * 1664525U + 1013904223U;
            size_t place = random / 65536 % (i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        /* In every third round all else outlives the rows and their plan. */
        for (size_t i = 0; round % 3 == 0 && i < PARTS; i++) {
            if (order[i] == ROWS_AND_PLAN) {
                order[i] = order[0];
                order[0] = ROWS_AND_PLAN;
            }
        }
        for (size_t i = 0; i < PARTS; i++) {
            look_at(&out);
            let_go(&out, order[i]);
        }
        assert_int_equal(counts.alive, 0);
    }
}

/* Opens a stream and reads all of it, giving up where memory ends. */
static int read_all(const childplan_rollup *rollup) {
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    childplan_status status = childplan_rollup_to_arrow(rollup, 100, &stream);
    if (status != CHILDPLAN_OK) {
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
        return 0;
    }
    assert_null(stream.get_last_error(&stream));
    int code = stream.get_schema(&stream, &schema);
    if (code == 0) {
        schema.release(&schema);
        code = stream.get_next(&stream, &batch);
    }
    if (code == 0) {
        batch.release(&batch);
    } else {
        assert_string_equal(stream.get_last_error(&stream), "out of memory");
    }
    stream.release(&stream);
    return code == 0;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    struct counts counts = {0, 0, 0, 0};
    struct allocator allocator = counting(&counts);
    struct world world;
    childplan_plan_options *options = NULL;
    ok(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options));
    begin(&world, "bounds", options);
    childplan_plan_options_free(options);
    size_t before = counts.alive;
    counts.calls = 0;
    assert_true(read_all(world.rollup));
    size_t needed = counts.calls;
    assert_true(needed > 100);
    for (size_t fail_at = 1; fail_at <= needed; fail_at++) {
        counts.calls = 0;
        counts.fail_at = fail_at;
        assert_false(read_all(world.rollup));
        assert_int_equal(counts.alive, before);
    }
    counts.fail_at = 0;
    compare_rows(world.rollup, 5);
    end(&world);
    assert_int_equal(counts.alive, 0);
}

/* A batch that could not be made is not skipped. */
static void a_failed_batch_can_be_asked_for_again(void **state) {
    (void)state;
    struct counts counts = {0, 0, 0, 0};
    struct allocator allocator = counting(&counts);
    struct world world;
    struct ArrowArrayStream stream;
    struct ArrowArray batch = {.length = 99};
    childplan_plan_options *options = NULL;
    ok(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options));
    begin(&world, "bounds", options);
    childplan_plan_options_free(options);
    ok(childplan_rollup_to_arrow(world.rollup, 2, &stream));
    counts.fail_at = counts.calls + 5;
    assert_int_not_equal(stream.get_next(&stream, &batch), 0);
    assert_int_equal(batch.length, 99);
    counts.fail_at = 0;
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_null(stream.get_last_error(&stream));
    compare_column(world.rollup, 0, batch.children[0], 0);
    batch.release(&batch);
    stream.release(&stream);
    end(&world);
    assert_int_equal(counts.alive, 0);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_of_the_cases),   cmocka_unit_test(the_schema),
        cmocka_unit_test(wrong_use_and_no_rows),     cmocka_unit_test(released_in_any_order),
        cmocka_unit_test(every_allocation_may_fail), cmocka_unit_test(a_failed_batch_can_be_asked_for_again),
    };
    if (argc != 2) {
        fputs("usage: test_arrow CASES_DIR\n", stderr);
        return 2;
    }
    cases_path = argv[1];
    return cmocka_run_group_tests_name("arrow", tests, NULL, NULL);
}
