/* Streams that are no partial results, or lie: the library's own, spoilt on their way. */
#include "partial_plan.h"

#include <stdlib.h>

/* As rules.tsv names them. */
#define OTHER_LIBRARY 524
#define MALFORMED 525

struct liar {
    struct ArrowArrayStream inner;
    void (*spoil_schema)(struct liar *liar, struct ArrowSchema *schema);
    void (*spoil_batch)(struct liar *liar, struct ArrowArray *batch);
    const char *item; /* of the metadata */
    const char *value;
    int column;
    int64_t number;
    uint64_t random;
    char *metadata;
    int fails;
};

static int lie_about_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    struct liar *liar = stream->private_data;
    int code = liar->inner.get_schema(&liar->inner, out);
    if (code == 0 && liar->spoil_schema != NULL) {
        liar->spoil_schema(liar, out);
    }
    return code;
}

static int lie_about_rows(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    struct liar *liar = stream->private_data;
    if (liar->fails) {
        return 5;
    }
    int code = liar->inner.get_next(&liar->inner, out);
    if (code == 0 && out->release != NULL && liar->spoil_batch != NULL) {
        liar->spoil_batch(liar, out);
    }
    return code;
}

static const char *say_why(struct ArrowArrayStream *stream) {
    (void)stream;
    return "the line is cut";
}

static void end_lies(struct ArrowArrayStream *stream) {
    struct liar *liar = stream->private_data;
    liar->inner.release(&liar->inner);
    free(liar->metadata);
    stream->release = NULL;
}

static childplan_status read_lies(struct fixture *fixture, struct liar *liar, int64_t batch_rows,
                                  childplan_partial **ret_partial) {
    childplan_partial *partial = part_of(fixture, TOP, C);
    must(childplan_partial_to_arrow(partial, batch_rows, &liar->inner));
    childplan_partial_free(partial);
    struct ArrowArrayStream stream = {lie_about_schema, lie_about_rows, say_why, end_lies, liar};
    return childplan_partial_from_arrow(fixture->plan, "lies", &stream, ret_partial, fixture->said);
}

/* It is refused, at once or when its rows are asked for, and for that reason. */
static void assert_refused(struct fixture *fixture, struct liar *liar, int32_t code, uint32_t line) {
    childplan_partial *partial = NULL;
    childplan_rollup *rollup = NULL;
    liar->metadata = NULL;
    childplan_status status = read_lies(fixture, liar, 0, &partial);
    if (status == CHILDPLAN_OK) {
        status = childplan_partial_rows(partial, &rollup, fixture->said);
    }
    if (status != CHILDPLAN_ERROR_REFUSED) {
        print_error("%s %s column %d number %lld\n", liar->item, liar->value, liar->column, (long long)liar->number);
    }
    assert_int_equal(status, CHILDPLAN_ERROR_REFUSED);
    assert_null(rollup);
    /* Behind any notes. */
    size_t last = childplan_diagnostics_count(fixture->said) - 1;
    assert_int_equal(childplan_diagnostics_code(fixture->said, last), code);
    assert_int_equal(childplan_diagnostics_file_line(fixture->said, last), line);
    childplan_diagnostics_clear(fixture->said);
    childplan_partial_free(partial);
}

static void add_size(struct buffer *buffer, int32_t size) {
    buffer_add(buffer, (const char *)&size, sizeof size);
}

/* Metadata anew, with another value of one item, or without it. */
static void change_metadata(struct liar *liar, struct ArrowSchema *schema) {
    struct buffer changed = {0};
    int32_t count;
    const char *at = schema->metadata + sizeof count;
    memcpy(&count, schema->metadata, sizeof count);
    add_size(&changed, liar->value == NULL ? count - 1 : count);
    for (int32_t i = 0; i < count; i++) {
        int32_t sizes[2];
        memcpy(&sizes[0], at, sizeof sizes[0]);
        const char *name = at + sizeof sizes[0];
        memcpy(&sizes[1], name + sizes[0], sizeof sizes[1]);
        const char *value = name + sizes[0] + sizeof sizes[1];
        int is_it = (size_t)sizes[0] == strlen(liar->item) && memcmp(name, liar->item, (size_t)sizes[0]) == 0;
        at = value + sizes[1];
        if (is_it && liar->value == NULL) {
            continue;
        }
        add_size(&changed, sizes[0]);
        buffer_add(&changed, name, (size_t)sizes[0]);
        add_size(&changed, is_it ? (int32_t)strlen(liar->value) : sizes[1]);
        buffer_add(&changed, is_it ? liar->value : value, is_it ? strlen(liar->value) : (size_t)sizes[1]);
    }
    liar->metadata = changed.bytes;
    schema->metadata = changed.bytes;
}

static void lies_in_the_metadata(void **state) {
    static const char *const items[] = {"childplan_partial", "childplan",    "plan_id",    "plan_sha256",
                                        "units_sha256",      "until",        "known_by",   "structure",
                                        "periods",           "row_units",    "row_levels", "units",
                                        "row_indicators",    "knows_reports"};
    static const struct {
        const char *item;
        const char *value;
        int32_t code;
    } lies[] = {
        {"childplan_partial", "2", MALFORMED},
        {"childplan", "0.0.1", OTHER_LIBRARY},
        {"childplan", "\xff", OTHER_LIBRARY},
        {"plan_sha256", "00", CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN},
        {"units_sha256", "00", CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN},
        {"until", "", MALFORMED},
        {"until", "yesterday", MALFORMED},
        {"until", "1999-12-31", CHILDPLAN_DIAGNOSTIC_ASKED_DAY_OUTSIDE_HORIZON},
        {"until", "2021-06-30", MALFORMED},
        {"known_by", "2021-13-01", MALFORMED},
        {"structure", "2021-01-01x", MALFORMED},
        {"structure", "2022-01-01", MALFORMED},
        {"periods", "", MALFORMED},
        {"periods", "2021 2021", MALFORMED},
        {"periods", "2021  2022", MALFORMED},
        {"periods", "2022", MALFORMED},
        {"periods", "1999", CHILDPLAN_DIAGNOSTIC_ASKED_PERIOD_OUTSIDE_HORIZON},
        {"row_units", "0", MALFORMED},
        {"row_units", "4", MALFORMED},
        {"row_units", "99999999999999999999999", MALFORMED},
        {"row_units", "1 1", MALFORMED},
        {"row_units", "1-0", MALFORMED},
        {"row_units", "0-", MALFORMED},
        {"row_units", " 0", MALFORMED},
        {"row_units", "0-3 ", MALFORMED},
        {"row_levels", "2", MALFORMED},
        {"row_indicators", "0", MALFORMED},
        {"units", "0-2", MALFORMED},
        {"units", "0-4", MALFORMED},
        {"units", "-1", MALFORMED},
        {"units", "0/", MALFORMED},
        {"units", "0:", MALFORMED},
        {"row_units", "1a", MALFORMED},
        {"knows_reports", "perhaps", MALFORMED},
    };
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (size_t i = 0; i < COUNT(lies); i++) {
        struct liar liar = {.spoil_schema = change_metadata, .item = lies[i].item, .value = lies[i].value};
        /* Where one more unit is expected than there are. */
        uint32_t line = strcmp(lies[i].value, "0-2") == 0 ? 4 : 0;
        assert_refused(&fixture, &liar, lies[i].code, line);
    }
    for (size_t i = 0; i < COUNT(items); i++) {
        struct liar liar = {.spoil_schema = change_metadata, .item = items[i]};
        assert_refused(&fixture, &liar, MALFORMED, 0);
    }
    end(&fixture);
}

/* Behind the others one that this library does not know. */
static void add_item(struct liar *liar, struct ArrowSchema *schema) {
    struct buffer changed = {0};
    liar->item = "";
    liar->value = "";
    change_metadata(liar, schema);
    int32_t count;
    memcpy(&count, schema->metadata, sizeof count);
    const char *at = schema->metadata + sizeof count;
    for (int32_t i = 0; i < 2 * count; i++) {
        int32_t size;
        memcpy(&size, at, sizeof size);
        at += sizeof size + (size_t)size;
    }
    add_size(&changed, count + 1);
    buffer_add(&changed, schema->metadata + sizeof count, (size_t)(at - schema->metadata) - sizeof count);
    add_size(&changed, 1);
    buffer_add(&changed, "x", 1);
    add_size(&changed, 1);
    buffer_add(&changed, "y", 1);
    free(liar->metadata);
    liar->metadata = changed.bytes;
    schema->metadata = changed.bytes;
}

static void an_unknown_item_is_passed_over(void **state) {
    struct fixture fixture;
    struct liar liar = {.spoil_schema = add_item};
    childplan_partial *partial = NULL;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    must(read_lies(&fixture, &liar, 0, &partial));
    childplan_partial_free(partial);
    end(&fixture);
}

static void lose_metadata(struct liar *liar, struct ArrowSchema *schema) {
    (void)liar;
    schema->metadata = NULL;
}

static void break_metadata(struct liar *liar, struct ArrowSchema *schema) {
    static const int32_t broken[] = {1, -1, 0};
    (void)liar;
    schema->metadata = (const char *)broken;
}

/* An item with half a value. */
static void break_value(struct liar *liar, struct ArrowSchema *schema) {
    static const int32_t broken[] = {1, 4, 0x61626364, -1};
    (void)liar;
    schema->metadata = (const char *)broken;
}

static void call_it_nothing(struct liar *liar, struct ArrowSchema *schema) {
    (void)liar;
    schema->format = NULL;
}

static void lose_column(struct liar *liar, struct ArrowSchema *schema) {
    (void)liar;
    struct ArrowSchema *last = schema->children[--schema->n_children];
    last->release(last);
}

static void add_dictionary(struct liar *liar, struct ArrowSchema *schema) {
    static struct ArrowSchema words = {.format = "u"};
    schema->children[liar->column]->dictionary = &words;
}

static void call_it_a_list(struct liar *liar, struct ArrowSchema *schema) {
    (void)liar;
    schema->format = "+l";
}

static void rename_column(struct liar *liar, struct ArrowSchema *schema) {
    schema->children[liar->column]->name = "x";
}

static void retype_column(struct liar *liar, struct ArrowSchema *schema) {
    schema->children[liar->column]->format = "g";
}

static void lose_name(struct liar *liar, struct ArrowSchema *schema) {
    schema->children[liar->column]->name = NULL;
}

static void lies_in_the_schema(void **state) {
    static void (*const spoils[])(struct liar *, struct ArrowSchema *) = {
        lose_metadata, break_metadata, call_it_a_list,  rename_column, retype_column,
        lose_name,     break_value,    call_it_nothing, lose_column,   add_dictionary};
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (size_t i = 0; i < COUNT(spoils); i++) {
        struct liar liar = {.spoil_schema = spoils[i], .column = (int)i};
        assert_refused(&fixture, &liar, MALFORMED, 0);
    }
    end(&fixture);
}

static size_t width_of(int column) {
    return column == 1 ? 8 : column >= 4 && column < 9 ? 16 : 4;
}

/* A cell of the first row; what is behind it is the library's memory. */
static void change_cell(struct liar *liar, struct ArrowArray *batch) {
    char *cell = (char *)batch->children[liar->column]->buffers[1];
    int32_t number = (int32_t)liar->number;
    if (width_of(liar->column) == 4) {
        memcpy(cell, &number, sizeof number);
    } else {
        memset(cell, liar->number < 0 ? 0x7f : 0, width_of(liar->column));
        memcpy(cell, &liar->number, sizeof liar->number);
    }
}

static void lies_in_the_rows(void **state) {
    /* day, period, indicator, unit; 9 contributing, expected, reported, carried, … */
    static const struct {
        int column;
        int64_t number;
        uint32_t line;
    } lies[] = {
        {0, -1, 0}, {0, 99999, 2}, {1, 7, 0},   {2, 3, 1},  {2, -1, 1}, {2, 2, 2}, {3, 4, 1},
        {3, -1, 1}, {3, 3, 2},     {4, -1, 1},  {8, -1, 1}, {9, -1, 1}, {9, 5, 1}, {10, 5, 1},
        {11, 2, 1}, {12, 3, 1},    {13, -5, 1}, {14, 1, 1}, {15, 2, 1},
    };
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (size_t i = 0; i < COUNT(lies); i++) {
        struct liar liar = {.spoil_batch = change_cell, .column = lies[i].column, .number = lies[i].number};
        assert_refused(&fixture, &liar, MALFORMED, lies[i].line);
    }
    end(&fixture);
}

static void shorten(struct liar *liar, struct ArrowArray *batch) {
    batch->children[liar->column]->length--;
}

static void skip_before(struct liar *liar, struct ArrowArray *batch) {
    batch->children[liar->column]->offset = -1;
}

static void lose_data(struct liar *liar, struct ArrowArray *batch) {
    batch->children[liar->column]->buffers[1] = NULL;
}

static void lose_buffer(struct liar *liar, struct ArrowArray *batch) {
    batch->children[liar->column]->n_buffers = 1;
}

static void claim_nulls(struct liar *liar, struct ArrowArray *batch) {
    batch->children[liar->column]->null_count = 1;
}

static void make_null(struct liar *liar, struct ArrowArray *batch) {
    static const uint8_t none[16] = {0};
    batch->children[liar->column]->null_count = batch->length;
    batch->children[liar->column]->buffers[0] = none;
}

static void lose_child(struct liar *liar, struct ArrowArray *batch) {
    (void)liar;
    struct ArrowArray *last = batch->children[--batch->n_children];
    last->release(last);
}

static void claim_length(struct liar *liar, struct ArrowArray *batch) {
    (void)liar;
    batch->length = -1;
}

static void claim_start(struct liar *liar, struct ArrowArray *batch) {
    (void)liar;
    batch->offset = -1;
}

static void claim_end(struct liar *liar, struct ArrowArray *batch) {
    (void)liar;
    batch->offset = INT64_MAX - 1;
}

static void lies_in_the_batch(void **state) {
    static void (*const spoils[])(struct liar *, struct ArrowArray *) = {
        shorten,   skip_before, lose_data,    lose_buffer, claim_nulls,
        make_null, lose_child,  claim_length, claim_start, claim_end};
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (size_t i = 0; i < COUNT(spoils); i++) {
        struct liar liar = {.spoil_batch = spoils[i], .column = (int)i};
        assert_refused(&fixture, &liar, MALFORMED, 1);
    }
    end(&fixture);
}

static void a_stream_that_breaks_off(void **state) {
    struct fixture fixture;
    childplan_partial *partial = NULL;
    struct liar liar = {.fails = 1};
    (void)state;
    begin(&fixture, plan_text, SMALL);
    assert_int_equal(read_lies(&fixture, &liar, 0, &partial), CHILDPLAN_ERROR_FILE);
    assert_said(&fixture, "lies: error: the stream of rows broke off, and nothing of it is taken: the line is cut\n");
    assert_null(partial);
    end(&fixture);
}

static void arrow_usage(void **state) {
    struct fixture fixture;
    struct ArrowArrayStream stream = {.release = NULL};
    childplan_partial *read = NULL;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    childplan_partial *partial = part_of(&fixture, TOP, C);
    assert_int_equal(childplan_partial_to_arrow(NULL, 0, &stream), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_to_arrow(partial, -1, &stream), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_to_arrow(partial, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_from_arrow(fixture.plan, "x", &stream, &read, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_from_arrow(fixture.plan, "x", NULL, &read, NULL), CHILDPLAN_ERROR_USAGE);
    must(childplan_partial_to_arrow(partial, 0, &stream));
    assert_int_equal(childplan_partial_from_arrow(NULL, "x", &stream, &read, NULL), CHILDPLAN_ERROR_USAGE);
    assert_null(stream.release);
    must(childplan_partial_to_arrow(partial, 0, &stream));
    assert_int_equal(childplan_partial_from_arrow(fixture.plan, NULL, &stream, &read, NULL), CHILDPLAN_ERROR_USAGE);
    must(childplan_partial_to_arrow(partial, 0, &stream));
    assert_int_equal(childplan_partial_from_arrow(fixture.plan, "x", &stream, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_null(stream.release);
    assert_int_equal(childplan_partial_rows(NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_partial_free(partial);
    end(&fixture);
}

/* A bit of some cell turned over. */
static void turn_a_bit(struct liar *liar, struct ArrowArray *batch) {
    liar->random = liar->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    int column = (int)(liar->random >> 40) % 16;
    size_t bits = (size_t)batch->length * width_of(column) * 8;
    size_t bit = (size_t)(liar->random >> 20) % bits;
    char *cells = (char *)batch->children[column]->buffers[1];
    cells[bit / 8] = (char)(cells[bit / 8] ^ 1 << bit % 8);
}

/* Whatever comes of it, nothing breaks, and what is taken can be given on. */
static void any_bit_may_be_wrong(void **state) {
    struct fixture fixture;
    int taken = 0;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct liar liar = {.spoil_batch = turn_a_bit, .random = seed * 977};
        childplan_partial *partial = NULL;
        childplan_rollup *rollup = NULL;
        if (read_lies(&fixture, &liar, 0, &partial) == CHILDPLAN_OK) {
            partial = through_arrow(partial, 2);
            childplan_status status = childplan_partial_rows(partial, &rollup, NULL);
            assert_true(status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_REFUSED ||
                        status == CHILDPLAN_ERROR_OVERFLOW);
            taken += status == CHILDPLAN_OK;
            childplan_rollup_free(rollup);
            childplan_partial_free(partial);
        }
        childplan_diagnostics_clear(fixture.said);
    }
    assert_in_range(taken, 100, 2900);
    end(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_in_the_metadata),     cmocka_unit_test(lies_in_the_schema),
        cmocka_unit_test(lies_in_the_rows),         cmocka_unit_test(lies_in_the_batch),
        cmocka_unit_test(a_stream_that_breaks_off), cmocka_unit_test(arrow_usage),
        cmocka_unit_test(any_bit_may_be_wrong),     cmocka_unit_test(an_unknown_item_is_passed_over),
    };
    return cmocka_run_group_tests_name("partial streams", tests, NULL, NULL);
}
