/* How a plan is loaded: from a file, from memory, with a resolver, with columns of units, without memory. */
#include "support.h"

#include "failing_allocator.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                                                           \
    "childplan: 1\nplan: {id: x, title: T, horizon: {from: 2021, to: 2025}}\n"                                         \
    "levels: [{id: t, name: T}, {id: l, name: L}]\n"

static const char rows[] = "id;name;level;parent;from;until;successor;tags\n"
                           "r;Root;t;;;;;\n"
                           "a;\"Xã A; huyện B\";l;r;;2023-12-31;r;\" x ; y \"\n";

static childplan_plan_options *new_options(void) {
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    return options;
}

static childplan_diagnostics *new_list(void) {
    childplan_diagnostics *list = NULL;
    assert_int_equal(childplan_diagnostics_new(&list), CHILDPLAN_OK);
    return list;
}

static childplan_status load(const char *text, const childplan_plan_options *options, childplan_plan **ret_plan,
                             childplan_diagnostics *said) {
    return childplan_plan_load_memory("plan.yaml", text, strlen(text), options, ret_plan, said);
}

/* What a resolver answers, and what it was asked. */
struct files {
    childplan_status status;
    const char *text;
    char asked[64];
};

static childplan_status resolve(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    struct files *files = context;
    snprintf(files->asked, sizeof files->asked, "%s", name);
    if (files->status == CHILDPLAN_OK) {
        *ret_text = files->text;
        *ret_size = files->text ? strlen(files->text) : 0;
    }
    return files->status;
}

static const char with_file[] = HEAD "units: {file: sub/units.csv}\n";

static void test_resolver(void **state) {
    (void)state;
    struct files files = {.text = rows};
    childplan_plan_options *options = new_options();
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_options_set_resolver(options, resolve, &files), CHILDPLAN_OK);
    assert_int_equal(load(with_file, options, &plan, NULL), CHILDPLAN_OK);
    assert_string_equal(files.asked, "sub/units.csv");
    assert_string_equal(childplan_plan_unit_name(plan, 1, 0), "Xã A; huyện B");
    childplan_plan_options_free(options);
    assert_string_equal(childplan_plan_unit_id(plan, 1), "a");
    childplan_plan_free(plan);
}

/* A resolver that has no such file, and one that says to stop. */
static void test_resolver_fails(void **state) {
    (void)state;
    struct files files = {.status = CHILDPLAN_ERROR_FILE};
    childplan_plan_options *options = new_options();
    childplan_diagnostics *said = new_list();
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_options_set_resolver(options, resolve, &files), CHILDPLAN_OK);
    assert_int_equal(load(with_file, options, &plan, said), CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_diagnostics_count(said), 1);
    assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND);
    assert_string_equal(childplan_diagnostics_file(said, 0), "plan.yaml");
    assert_int_equal(childplan_diagnostics_file_line(said, 0), 4);
    childplan_diagnostics_clear(said);
    files.status = CHILDPLAN_ERROR_STOPPED;
    assert_int_equal(load(with_file, options, &plan, said), CHILDPLAN_ERROR_STOPPED);
    files.status = CHILDPLAN_OK;
    files.text = NULL;
    assert_int_equal(load(with_file, options, &plan, said), CHILDPLAN_ERROR_REFUSED);
    assert_null(plan);
    childplan_diagnostics_free(said);
    childplan_plan_options_free(options);
}

static void test_no_resolver(void **state) {
    (void)state;
    struct files files = {.text = rows};
    childplan_plan_options *options = new_options();
    childplan_diagnostics *said = new_list();
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_options_set_resolver(options, resolve, &files), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(load(with_file, options, &plan, said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_UNITS_FILE_UNREACHABLE);
    assert_string_equal(files.asked, "");
    childplan_diagnostics_free(said);
    childplan_plan_options_free(options);
}

static void test_size_limit(void **state) {
    (void)state;
    struct files files = {.text = rows};
    childplan_plan_options *options = new_options();
    childplan_diagnostics *said = new_list();
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_options_set_resolver(options, resolve, &files), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_size_limit(options, (int64_t)strlen(with_file)), CHILDPLAN_OK);
    assert_int_equal(load(with_file, options, &plan, NULL), CHILDPLAN_OK);
    childplan_plan_free(plan);
    plan = NULL;
    assert_int_equal(childplan_plan_options_set_size_limit(options, (int64_t)strlen(with_file) - 1), CHILDPLAN_OK);
    assert_int_equal(load(with_file, options, &plan, said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE);
    assert_string_equal(childplan_diagnostics_argument(said, 0, 0), "143");
    assert_int_equal(childplan_plan_options_set_size_limit(options, INT64_MAX), CHILDPLAN_OK);
    assert_int_equal(load(with_file, options, &plan, NULL), CHILDPLAN_OK);
    childplan_plan_free(plan);
    childplan_diagnostics_free(said);
    childplan_plan_options_free(options);
}

static void test_columns(void **state) {
    (void)state;
    const char *const ids[] = {"r", "a", "a", "b"};
    const char *const names[] = {"Root", "A", "A moved", "B"};
    const char *const levels[] = {"t", "l", "l", "l"};
    const char *const parents[] = {NULL, "r", "r", "r"};
    const char *const successors[] = {NULL, NULL, NULL, "a"};
    const char *const tags[] = {NULL, "x; y", "", "x"};
    const int32_t from[] = {CHILDPLAN_NO_DATE, CHILDPLAN_NO_DATE, 19359, CHILDPLAN_NO_DATE};
    const int32_t until[] = {CHILDPLAN_NO_DATE, 19358, CHILDPLAN_NO_DATE, 19000};
    childplan_plan_options *options = new_options();
    childplan_plan *plan = NULL;
    assert_int_equal(
        childplan_plan_options_add_units(options, 4, ids, names, levels, parents, from, until, successors, tags),
        CHILDPLAN_OK);
    assert_int_equal(load(HEAD, options, &plan, NULL), CHILDPLAN_OK);
    childplan_plan_options_free(options);
    assert_int_equal(childplan_plan_unit_count(plan), 3);
    assert_string_equal(childplan_plan_unit_name(plan, 1, 19358), "A");
    assert_string_equal(childplan_plan_unit_name(plan, 1, 19359), "A moved");
    assert_int_equal(childplan_plan_unit_is_alive(plan, 2, 19001), 0);
    childplan_plan_free(plan);
}

/* Columns follow the file's own rows, and one call follows another. */
static void test_columns_added(void **state) {
    (void)state;
    const char *const first[] = {"a"};
    const char *const second[] = {"b"};
    const char *const level[] = {"l"};
    const char *const parent[] = {"r"};
    childplan_plan_options *options = new_options();
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_options_add_units(options, 1, first, first, level, parent, NULL, NULL, NULL, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_add_units(options, 1, second, second, level, first, NULL, NULL, NULL, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_add_units(options, (size_t)INT32_MAX + 1, first, first, level, NULL, NULL,
                                                      NULL, NULL, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_add_units(options, 0, first, first, level, NULL, NULL, NULL, NULL, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(load(HEAD "units: [{id: r, name: R, level: t}]\n", options, &plan, NULL), CHILDPLAN_ERROR_REFUSED);
    childplan_plan_options_free(options);
    options = new_options();
    assert_int_equal(childplan_plan_options_add_units(options, 1, first, first, level, parent, NULL, NULL, NULL, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(load(HEAD "units: [{id: r, name: R, level: t}]\n", options, &plan, NULL), CHILDPLAN_OK);
    assert_string_equal(childplan_plan_unit_id(plan, 1), "a");
    childplan_plan_free(plan);
    childplan_plan_options_free(options);
}

/* What is wrong in a column is said with the row, from 1. */
static void test_columns_refused(void **state) {
    (void)state;
    const char *const ids[] = {"r", "a", "b", "\xC3", ""};
    const char *const names[] = {"Root", "A", "B", "C", "D"};
    const char *const levels[] = {"t", "low", "l", "l", "l"};
    const char *const parents[] = {NULL, "r", "r", "r", "r"};
    const int32_t until[] = {CHILDPLAN_NO_DATE, CHILDPLAN_NO_DATE, INT32_MAX, CHILDPLAN_NO_DATE, CHILDPLAN_NO_DATE};
    childplan_plan_options *options = new_options();
    childplan_diagnostics *said = new_list();
    childplan_plan *plan = NULL;
    struct buffer lines = {0};
    assert_int_equal(childplan_plan_options_add_units(options, 5, ids, names, levels, parents, NULL, until, NULL, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(load(HEAD, options, &plan, said), CHILDPLAN_ERROR_REFUSED);
    buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
    assert_same_lines("columns",
                      "units:2: error: “low” is not a level of the plan\n"
                      "units:3: error: “5881580-07-11” is not a date; expected YYYY-MM-DD, such as 2025-06-30\n"
                      "units:4: error: the text from here on is not UTF-8: save the file with the encoding UTF-8\n"
                      "units:5: error: “id” has no value\n",
                      lines.bytes);
    buffer_free(&lines);
    childplan_diagnostics_free(said);
    childplan_plan_options_free(options);
}

static void test_misuse(void **state) {
    (void)state;
    const char *const texts[] = {"a"};
    const char *const holes[] = {NULL};
    childplan_plan_options *options = new_options();
    struct files files = {0};
    assert_int_equal(childplan_plan_options_new(NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_new_with_allocator(NULL, NULL, &options), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_new_with_allocator(allocate_and_count, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_set_resolver(NULL, resolve, &files), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_set_size_limit(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_set_size_limit(options, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_set_size_limit(options, -1), CHILDPLAN_ERROR_USAGE);
    for (int i = 0; i < 3; i++) {
        const char *const *const ids = i == 0 ? NULL : texts;
        const char *const *const names = i == 1 ? NULL : texts;
        const char *const *const levels = i == 2 ? holes : texts;
        assert_int_equal(childplan_plan_options_add_units(options, 1, ids, names, levels, NULL, NULL, NULL, NULL, NULL),
                         CHILDPLAN_ERROR_USAGE);
    }
    assert_int_equal(childplan_plan_options_add_units(NULL, 1, texts, texts, texts, NULL, NULL, NULL, NULL, NULL),
                     CHILDPLAN_ERROR_USAGE);
    childplan_plan_options_free(options);
    childplan_plan_options_free(NULL);
}

static void test_load_misuse(void **state) {
    (void)state;
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory(NULL, "a", 1, NULL, &plan, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_load_memory("x", NULL, 0, NULL, &plan, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_load_memory("x", "a", 1, NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_load_file(NULL, NULL, &plan, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_load_file("x", NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_load_memory("x", "", 0, NULL, &plan, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_null(plan);
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void test_file(void **state) {
    (void)state;
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = new_list();
    assert_int_equal(childplan_plan_load_file("test_plan_options.none", NULL, &plan, said), CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND);
    assert_null(plan);
    write_file("test_plan_options.yaml", HEAD "units: {file: test_plan_options.csv}\n");
    assert_int_equal(childplan_plan_load_file("test_plan_options.yaml", NULL, &plan, said), CHILDPLAN_ERROR_FILE);
    write_file("test_plan_options.csv", rows);
    assert_int_equal(childplan_plan_load_file("test_plan_options.yaml", NULL, &plan, said), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_unit_count(plan), 2);
    childplan_plan_free(plan);
    childplan_diagnostics_free(said);
    remove("test_plan_options.yaml");
    remove("test_plan_options.csv");
}

static const char rich[] =
    "childplan: 1\nplan: {id: x, title: Kế hoạch, issuer: r, based_on: [{id: b}], horizon: {from: 2021, to: 2025},\n"
    "  purpose: [p], objectives: [{id: o, text: t}], duties: [{who: l, text: d}]}\n"
    "levels: [{id: t, name: T}, {id: l, name: L}]\n"
    "units: {file: units.csv}\n"
    "elements: [{id: s, name: S, over_time: last}, {id: p, name: P, over_time: last, part_of: s, levels: [l]}]\n"
    "indicators: [{id: i, name: I, numerator: p, denominator: s, baseline: {period: 2020, value: 5},\n"
    "  targets: [{by: 2025, above: 90%}]}]\n"
    "targets: [{indicator: i, by: 2024, above: 80%, units: {ids: [a, r]}}]\n"
    "thresholds: [{id: good, attains: 90%}, {id: bad}]\n";

/* Fails each allocation in turn: nothing leaks, nothing is written, and the options stay usable. */
static void sweep(const char *text, childplan_status outcome) {
    struct files files = {.text = rows};
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, resolve, &files), CHILDPLAN_OK);
    size_t alive = counts.alive;
    for (size_t i = 1; status == CHILDPLAN_ERROR_NO_MEMORY; i++) {
        childplan_plan *plan = NULL;
        counts.fail_at = counts.calls + i;
        status = load(text, options, &plan, NULL);
        assert_int_equal(plan != NULL, status == CHILDPLAN_OK);
        counts.fail_at = 0;
        childplan_plan_free(plan);
        assert_int_equal(counts.alive, alive);
    }
    assert_int_equal(status, outcome);
    childplan_plan_options_free(options);
    assert_int_equal(counts.alive, 0);
}

static void test_without_memory(void **state) {
    (void)state;
    sweep(rich, CHILDPLAN_OK);
    sweep(HEAD "units: [{id: r, name: R, level: tt, colour: x}, {id: a, name: A, level: l, parent: b}]\n"
               "elements: [{id: s, name: S, over_time: sum, min: x, part_of: y}]\n",
          CHILDPLAN_ERROR_REFUSED);
}

static void test_columns_without_memory(void **state) {
    (void)state;
    const char *const ids[] = {"r", "a", "b"};
    const char *const levels[] = {"t", "l", "l"};
    const char *const parents[] = {NULL, "r", "r"};
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    for (size_t i = 1; status != CHILDPLAN_OK; i++) {
        struct counts counts = {.fail_at = i};
        struct allocator allocator = counting(&counts);
        childplan_plan_options *options = NULL;
        childplan_plan *plan = NULL;
        status = childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options);
        if (status == CHILDPLAN_OK) {
            status = childplan_plan_options_add_units(options, 3, ids, ids, levels, parents, NULL, NULL, NULL, NULL);
        }
        if (status == CHILDPLAN_OK) {
            status = load(HEAD, options, &plan, NULL);
        }
        assert_true(status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_NO_MEMORY);
        childplan_plan_free(plan);
        childplan_plan_options_free(options);
        assert_int_equal(counts.alive, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolver),        cmocka_unit_test(test_resolver_fails),
        cmocka_unit_test(test_no_resolver),     cmocka_unit_test(test_size_limit),
        cmocka_unit_test(test_columns),         cmocka_unit_test(test_columns_added),
        cmocka_unit_test(test_columns_refused), cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_load_misuse),     cmocka_unit_test(test_file),
        cmocka_unit_test(test_without_memory),  cmocka_unit_test(test_columns_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
