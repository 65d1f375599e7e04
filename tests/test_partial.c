/*
 * Partial results: every worked case split at random, what is refused, and streams that lie. That random plans make no
 * difference either is in test_property.c.
 * usage: test_partial CASES_DIR
 */
#include "out_of_memory_calls.h"
#include "partial_split.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SPLITS 6

static const char *cases_path;

/*
 * Worked cases.
 */
static void read_argument_file(struct world *world, const char *name) {
    struct buffer text = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", world->path, name);
    assert_true(read_whole_file(path, &text));
    buffer_add(&text, "", 0);
    assert_in_range(text.size, 0, sizeof world->arguments - 1);
    strcpy(world->arguments, text.bytes);
    world->decimal_comma = strstr(text.bytes, "--decimal-comma") != NULL;
    world->lenient = strstr(text.bytes, "--lenient") != NULL;
    buffer_free(&text);
}

/* What the defaults come to, said outright: a part must be told. */
static void settle_options(struct world *world) {
    const int64_t *periods = NULL;
    ok(childplan_rollup_compute(world->reports, world->options, &world->rollup, NULL));
    ok(childplan_rollup_int64_column(world->rollup, CHILDPLAN_COLUMN_PERIOD, &periods, NULL));
    for (size_t row = 0; row < childplan_rollup_row_count(world->rollup); row++) {
        ok(childplan_rollup_options_add_period(world->options, periods[row]));
    }
    if (childplan_rollup_row_count(world->rollup) == 0) {
        int64_t plan;
        ok(childplan_period_parse("plan", 4, &plan));
        ok(childplan_rollup_options_add_period(world->options, plan));
    }
    ok(childplan_rollup_options_set_until(world->options, childplan_rollup_until(world->rollup)));
    ok(childplan_rollup_options_set_digest(world->options, 0));
    free_rollup(world);
}

static void compare_split(const struct world *world, const char *what, uint64_t seed) {
    struct split split;
    struct buffer expected = {0};
    struct buffer got = {0};
    childplan_rollup *single = NULL;
    childplan_rollup *rollup = NULL;
    ok(childplan_rollup_compute(world->reports, world->options, &single, NULL));
    split_begin(&split, world->plan, seed);
    for (int worker = 0; worker < split.workers; worker++) {
        split.reports[worker] = world->reports;
    }
    ok(split_rows(&split, world->options, &rollup, NULL));
    split_end(&split);
    write_everything(single, &expected);
    write_everything(rollup, &got);
    assert_same_lines(what, expected.bytes, got.bytes);
    assert_int_equal(expected.size, got.size);
    childplan_rollup_free(single);
    childplan_rollup_free(rollup);
    buffer_free(&expected);
    buffer_free(&got);
}

static void begin_case(struct world *world, const char *folder, const char *arguments) {
    char path[1024];
    *world = (struct world){.decimal_comma = 0};
    assert_in_range(strlen(folder), 1, sizeof world->path - 1);
    strcpy(world->path, folder);
    read_argument_file(world, arguments);
    snprintf(path, sizeof path, "%s/plan.yaml", folder);
    ok(childplan_plan_load_file(path, NULL, &world->plan, NULL));
    ok(childplan_reports_new(world->plan, &world->reports));
    ok(childplan_import_new(world->reports, &world->import));
    ok(childplan_import_set_decimal_comma(world->import, world->decimal_comma));
    ok(childplan_import_set_lenient(world->import, world->lenient));
    snprintf(path, sizeof path, "%s/reports.csv", folder);
    ok(childplan_import_read_file(world->import, path, NULL));
    ok(childplan_import_commit(world->import, NULL, NULL, NULL));
    ok(new_rollup_options(world));
}

static void split_case(const char *folder, const char *arguments) {
    struct world world;
    char what[1200];
    begin_case(&world, folder, arguments);
    settle_options(&world);
    for (uint64_t seed = 1; seed <= SPLITS; seed++) {
        snprintf(what, sizeof what, "%s %s, split %d", folder, arguments, (int)seed);
        compare_split(&world, what, seed);
    }
    free_all(&world);
}

static void worked_cases_split(void **state) {
    size_t count;
    size_t found = 0;
    char **folders = list_files(cases_path, "", &count);
    (void)state;
    for (char **folder = folders; *folder != NULL; folder++) {
        char path[600];
        if (**folder == '.') {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", cases_path, *folder);
        char **names = list_files(path, "", &count);
        for (char **name = names; *name != NULL; name++) {
            if (strncmp(*name, "args-", 5) == 0) {
                split_case(path, *name);
                found++;
            }
        }
        free_names(names);
    }
    free_names(folders);
    assert_in_range(found, 60, 100000);
}

/*
 * A plan of its own.
 */
#define PLAN_OF(id, last_unit)                                                                                         \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: " id ", title: T, horizon: {from: 2021, to: 2024}}\n"                                                  \
    "calendar: {frequency: year}\n"                                                                                    \
    "levels: [{id: province, name: P}, {id: ward, name: W}]\n"                                                         \
    "units:\n"                                                                                                         \
    "  - {id: top, name: Top, level: province}\n"                                                                      \
    "  - {id: a, name: A, level: ward, parent: top}\n"                                                                 \
    "  - {id: b, name: B, level: ward, parent: top}\n"                                                                 \
    "  - {id: c, name: C, level: ward, parent: top" last_unit "}\n"                                                    \
    "elements:\n"                                                                                                      \
    "  - {id: all, name: All, over_time: last, min: -9223372036854775807}\n"                                           \
    "  - {id: some, name: Some, over_time: last, part_of: all}\n"                                                      \
    "  - {id: most, name: Most, over_time: max, over_units: max}\n"                                                    \
    "indicators:\n"                                                                                                    \
    "  - {id: total, name: Total, numerator: all}\n"                                                                   \
    "  - {id: ratio, name: Ratio, numerator: some, denominator: all}\n"                                                \
    "  - {id: most, name: Most, numerator: most, targets: [{by: 2024, above: 3}]}\n"

static const char plan_text[] = PLAN_OF("T", "");

enum { TOP, A, B, C, UNITS };

struct fixture {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup_options *options;
    childplan_diagnostics *said;
};

static void begin(struct fixture *fixture, const char *text, const char *csv) {
    childplan_import *import = NULL;
    *fixture = (struct fixture){NULL, NULL, NULL, NULL};
    ok(childplan_diagnostics_new(&fixture->said));
    ok(childplan_plan_load_memory("plan.yaml", text, strlen(text), NULL, &fixture->plan, NULL));
    ok(childplan_reports_new(fixture->plan, &fixture->reports));
    ok(childplan_import_new(fixture->reports, &import));
    ok(childplan_import_read_memory(import, "reports.csv", csv, strlen(csv), NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    ok(childplan_rollup_options_new(&fixture->options));
    ok(childplan_rollup_options_add_period(fixture->options, childplan_period_of(CHILDPLAN_YEAR, 2021, 1)));
    ok(childplan_rollup_options_set_until(fixture->options, 18992)); /* 2021-12-31 */
    ok(childplan_rollup_options_set_digest(fixture->options, 0));
}

static void end(struct fixture *fixture) {
    childplan_rollup_options_free(fixture->options);
    childplan_reports_free(fixture->reports);
    childplan_plan_free(fixture->plan);
    childplan_diagnostics_free(fixture->said);
}

#define HEADER "unit,period,element,value\n"
#define SMALL HEADER "a,2021,all,10\na,2021,some,4\nb,2021,all,6\nb,2021,most,5\n"

static childplan_partial *part_of(const struct fixture *fixture, int32_t first, int32_t last) {
    int32_t units[UNITS];
    size_t count = 0;
    childplan_partial *partial = NULL;
    for (int32_t unit = first; unit <= last; unit++) {
        units[count++] = unit;
    }
    ok(childplan_partial_compute(fixture->reports, fixture->options, units, count, &partial, NULL));
    return partial;
}

static void assert_said(struct fixture *fixture, const char *expected) {
    struct buffer text = {0};
    buffer_add(&text, "", 0);
    buffer_add_diagnostics(&text, fixture->said, CHILDPLAN_ENGLISH);
    assert_string_equal(text.bytes, expected);
    buffer_free(&text);
    childplan_diagnostics_clear(fixture->said);
}

static void units_that_are_in_it(void **state) {
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    childplan_partial *nothing = part_of(&fixture, 0, -1);
    childplan_partial *some = part_of(&fixture, A, B);
    assert_int_equal(childplan_partial_unit_count(nothing), 0);
    assert_ptr_equal(childplan_partial_plan(some), fixture.plan);
    ok(childplan_partial_add(nothing, some, NULL));
    assert_int_equal(childplan_partial_unit_count(nothing), 2);
    for (int32_t unit = -1; unit <= UNITS; unit++) {
        assert_int_equal(childplan_partial_has_unit(nothing, unit), unit == A || unit == B);
    }
    assert_null(childplan_partial_plan(NULL));
    assert_int_equal(childplan_partial_unit_count(NULL), 0);
    assert_int_equal(childplan_partial_has_unit(NULL, 0), 0);
    childplan_partial_free(nothing);
    childplan_partial_free(some);
    childplan_partial_free(NULL);
    end(&fixture);
}

static void rows_need_every_unit(void **state) {
    struct fixture fixture;
    childplan_rollup *rollup = NULL;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    childplan_partial *partial = part_of(&fixture, TOP, A);
    assert_int_equal(childplan_partial_rows(partial, &rollup, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "error: 2 of the plan's 4 units are in none of the partial results, the first of them “b”: a "
                          "part was not added, or no part was computed for them\n");
    assert_null(rollup);
    childplan_partial_free(partial);
    end(&fixture);
}

static void what_does_not_add_up(void **state) {
    struct fixture fixture;
    struct fixture other;
    struct fixture renamed;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    begin(&other, PLAN_OF("U", ""), SMALL);
    begin(&renamed, PLAN_OF("T", ", until: 2023-12-31"), SMALL);
    childplan_partial *partial = part_of(&fixture, A, A);
    childplan_partial *twice = part_of(&fixture, A, B);
    childplan_partial *of_other = part_of(&other, B, B);
    childplan_partial *of_renamed = part_of(&renamed, B, B);
    ok(childplan_rollup_options_set_known_by(fixture.options, 19000));
    childplan_partial *known_by = part_of(&fixture, B, B);
    assert_int_equal(childplan_partial_add(partial, twice, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture,
                "error: “a” is in both partial results: a unit, with all its reports, belongs in one of them\n");
    assert_int_equal(childplan_partial_add(partial, of_other, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_partial_add(partial, of_renamed, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN);
    childplan_diagnostics_clear(fixture.said);
    assert_int_equal(childplan_partial_add(partial, known_by, fixture.said), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "error: the partial results were not computed with the same periods, chosen rows, cut-off, "
                          "day of knowledge and structure\n");
    assert_int_equal(childplan_partial_add(partial, partial, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_unit_count(partial), 1);
    childplan_partial_free(partial);
    childplan_partial_free(twice);
    childplan_partial_free(of_other);
    childplan_partial_free(of_renamed);
    childplan_partial_free(known_by);
    end(&fixture);
    end(&other);
    end(&renamed);
}

/* What cannot be asked of a part. */
static void wrong_usage(void **state) {
    struct fixture fixture;
    childplan_partial *partial = NULL;
    childplan_rollup_options *defaults = NULL;
    static const int32_t twice[] = {A, A};
    static const int32_t none[] = {UNITS};
    static const int32_t below[] = {-1};
    (void)state;
    begin(&fixture, plan_text, SMALL);
    const childplan_reports *reports = fixture.reports;
    ok(childplan_rollup_options_new(&defaults));
    assert_int_equal(childplan_partial_compute(reports, defaults, twice, 1, &partial, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, NULL, twice, 1, &partial, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, twice, 2, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, none, 1, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, below, 1, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_partial_compute(reports, fixture.options, NULL, 1, &partial, NULL),
                     CHILDPLAN_ERROR_USAGE);
    ok(childplan_rollup_options_add_period(fixture.options, childplan_period_of(CHILDPLAN_YEAR, 2031, 1)));
    assert_int_equal(childplan_partial_compute(reports, fixture.options, twice, 1, &partial, fixture.said),
                     CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(fixture.said, 0), CHILDPLAN_DIAGNOSTIC_ASKED_PERIOD_OUTSIDE_HORIZON);
    assert_null(partial);
    childplan_rollup_options_free(defaults);
    end(&fixture);
}

/* The order in which large figures are added decides nothing: in a single run neither. */
#define LARGE "9000000000000000000"
static void only_sums_can_be_too_large(void **state) {
    static const struct {
        const char *csv;
        childplan_status status;
    } tries[] = {
        {HEADER "a,2021,all," LARGE "\nb,2021,all," LARGE "\nc,2021,all,-" LARGE "\n", CHILDPLAN_OK},
        {HEADER "a,2021,all,-" LARGE "\nb,2021,all,-" LARGE "\nc,2021,all," LARGE "\n", CHILDPLAN_OK},
        {HEADER "a,2021,all," LARGE "\nb,2021,all," LARGE "\n", CHILDPLAN_ERROR_OVERFLOW},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(tries); i++) {
        struct fixture fixture;
        struct buffer texts[2] = {{0}, {0}};
        childplan_rollup *rollup = NULL;
        begin(&fixture, plan_text, tries[i].csv);
        childplan_status status = childplan_rollup_compute(fixture.reports, fixture.options, &rollup, fixture.said);
        assert_int_equal(status, tries[i].status);
        buffer_add_diagnostics(&texts[0], fixture.said, CHILDPLAN_ENGLISH);
        if (status == CHILDPLAN_OK) {
            write_everything(rollup, &texts[0]);
        }
        childplan_rollup_free(rollup);
        for (int32_t last_of_first = TOP; last_of_first < UNITS; last_of_first++) {
            childplan_partial *partial = through_arrow(part_of(&fixture, TOP, last_of_first), 0);
            childplan_partial *rest = part_of(&fixture, last_of_first + 1, C);
            ok(childplan_partial_add(partial, rest, NULL));
            partial = through_arrow(partial, 0);
            rollup = NULL;
            texts[1].size = 0;
            childplan_diagnostics_clear(fixture.said);
            assert_int_equal(childplan_partial_rows(partial, &rollup, fixture.said), tries[i].status);
            buffer_add_diagnostics(&texts[1], fixture.said, CHILDPLAN_ENGLISH);
            if (status == CHILDPLAN_OK) {
                write_everything(rollup, &texts[1]);
            }
            assert_string_equal(texts[1].bytes, texts[0].bytes);
            childplan_rollup_free(rollup);
            childplan_partial_free(rest);
            childplan_partial_free(partial);
        }
        buffer_free(&texts[0]);
        buffer_free(&texts[1]);
        end(&fixture);
    }
}

/*
 * Streams that lie: the library's own, spoilt on their way.
 */
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
    ok(childplan_partial_to_arrow(partial, batch_rows, &liar->inner));
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
        {"childplan_partial", "2", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"childplan", "0.0.1", CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_LIBRARY},
        {"childplan", "\xff", CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_LIBRARY},
        {"plan_sha256", "00", CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN},
        {"units_sha256", "00", CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN},
        {"until", "", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"until", "yesterday", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"until", "1999-12-31", CHILDPLAN_DIAGNOSTIC_ASKED_DAY_OUTSIDE_HORIZON},
        {"until", "2021-06-30", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"known_by", "2021-13-01", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"structure", "2021-01-01x", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"structure", "2022-01-01", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"periods", "", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"periods", "2021 2021", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"periods", "2021  2022", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"periods", "2022", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"periods", "1999", CHILDPLAN_DIAGNOSTIC_ASKED_PERIOD_OUTSIDE_HORIZON},
        {"row_units", "0", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", "4", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", "99999999999999999999999", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", "1 1", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", "1-0", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", "0-", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", " 0", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_units", "0-3 ", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_levels", "2", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"row_indicators", "0", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"units", "0-2", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"units", "0-4", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"units", "-1", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
        {"knows_reports", "perhaps", CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED},
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
        assert_refused(&fixture, &liar, CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED, 0);
    }
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
    static void (*const spoils[])(struct liar *, struct ArrowSchema *) = {lose_metadata, break_metadata, call_it_a_list,
                                                                          rename_column, retype_column,  lose_name};
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (size_t i = 0; i < COUNT(spoils); i++) {
        struct liar liar = {.spoil_schema = spoils[i], .column = (int)i};
        assert_refused(&fixture, &liar, CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED, 0);
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
        assert_refused(&fixture, &liar, CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED, lies[i].line);
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

static void claim_end(struct liar *liar, struct ArrowArray *batch) {
    (void)liar;
    batch->offset = INT64_MAX - 1;
}

static void lies_in_the_batch(void **state) {
    static void (*const spoils[])(struct liar *, struct ArrowArray *) = {
        shorten, skip_before, lose_data, lose_buffer, claim_nulls, make_null, lose_child, claim_length, claim_end};
    struct fixture fixture;
    (void)state;
    begin(&fixture, plan_text, SMALL);
    for (size_t i = 0; i < COUNT(spoils); i++) {
        struct liar liar = {.spoil_batch = spoils[i], .column = (int)i};
        assert_refused(&fixture, &liar, CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED, 1);
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
    ok(childplan_partial_to_arrow(partial, 0, &stream));
    assert_int_equal(childplan_partial_from_arrow(NULL, "x", &stream, &read, NULL), CHILDPLAN_ERROR_USAGE);
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

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: test_partial CASES_DIR\n");
        return 2;
    }
    cases_path = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_cases_split),
        cmocka_unit_test(units_that_are_in_it),
        cmocka_unit_test(rows_need_every_unit),
        cmocka_unit_test(what_does_not_add_up),
        cmocka_unit_test(wrong_usage),
        cmocka_unit_test(only_sums_can_be_too_large),
        cmocka_unit_test(lies_in_the_metadata),
        cmocka_unit_test(lies_in_the_schema),
        cmocka_unit_test(lies_in_the_rows),
        cmocka_unit_test(lies_in_the_batch),
        cmocka_unit_test(a_stream_that_breaks_off),
        cmocka_unit_test(arrow_usage),
        cmocka_unit_test(any_bit_may_be_wrong),
    };
    return cmocka_run_group_tests_name("partial", tests, NULL, NULL);
}
