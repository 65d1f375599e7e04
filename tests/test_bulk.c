/*
 * Reports that are read straight into cells, in blocks and on threads, against the same reports read one by one: the
 * same facts, the same words about them in the same order, the same statuses and counts. Random inputs, plain for the
 * most part.
 */
#include "bulk_world.h"

#include "reports/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "test_bulk.csv"

/* How the same inputs are taken. */
struct way {
    int32_t general; /* every row by itself */
    int32_t origins;
    int32_t threads;
    size_t block_size; /* 0: the usual one */
};

/* What came of it. */
struct outcome {
    struct buffer steps; /* statuses and counts */
    struct buffer said;
    struct buffer codes; /* of what was said, sorted */
    struct buffer facts;
    char digest[65];
    size_t said_count;
    int fast_calls;
    int aside_calls; /* fast ones that left some to the commit */
};

static struct {
    int calls;
    int fast;
    int aside;
    int said;
} seen;

static void write_file(const struct buffer *text) {
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, text->size, file), text->size);
    assert_int_equal(fclose(file), 0);
}

/* From memory that ends where the text does. */
static childplan_status read_memory(childplan_import *import, const struct buffer *text, childplan_diagnostics *said) {
    char *copy = malloc(text->size > 0 ? text->size : 1);
    assert_non_null(copy);
    memcpy(copy, text->bytes, text->size);
    childplan_status status = childplan_import_read_memory(import, FILE_NAME, copy, text->size, said);
    free(copy);
    return status;
}

static childplan_status do_call(childplan_import *import, const struct call *call, childplan_diagnostics *said) {
    switch (call->kind) {
    case CALL_FILE:
        write_file(&call->text);
        return childplan_import_read_file(import, FILE_NAME, said);
    case CALL_MEMORY:
        return read_memory(import, &call->text, said);
    case CALL_VALUES:
        return childplan_import_add_values(import, call->count, call->units, call->periods, call->elements,
                                           call->values, call->has_dates ? call->dates : NULL, said);
    case CALL_ONE:
        return childplan_import_add_value(import, call->units[0], call->periods[0], call->elements[0], call->values[0],
                                          call->dates[0], said);
    default:
        return childplan_import_add_withdrawal(import, call->units[0], call->periods[0], call->elements[0],
                                               call->dates[0], said);
    }
}

static void add_fact(struct buffer *text, const childplan_reports *reports, int32_t unit, int32_t element,
                     int32_t cycle, int32_t origins) {
    struct fact fact;
    int32_t found = childplan__fact_newest(reports, unit, element, cycle, &fact);
    for (; found; found = childplan__fact_older(reports, &fact, &fact)) {
        buffer_print(text, "%d %d %d %d%s@%d", (int)unit, (int)element, (int)cycle, (int)fact.value,
                     fact.withdrawn ? " withdrawn" : "", (int)fact.submitted);
        if (origins) {
            buffer_print(text, " %s:%u", childplan__reports_file(reports, fact.file), (unsigned)fact.line);
        }
        buffer_add_string(text, "\n");
    }
}

static void add_facts(struct buffer *text, const childplan_reports *reports, int32_t origins) {
    for (int32_t unit = 0; unit < UNITS; unit++) {
        for (int32_t element = 0; element < ELEMENTS; element++) {
            int32_t cycles = element == YTD ? 60 : element == VISITS ? 20 : 10;
            for (int32_t cycle = 0; cycle < cycles; cycle++) {
                add_fact(text, reports, unit, element, cycle, origins);
            }
        }
    }
    buffer_print(text, "%u facts\n", (unsigned)childplan_reports_fact_count(reports));
}

static int compare_codes(const void *a, const void *b) {
    int32_t first = *(const int32_t *)a;
    int32_t second = *(const int32_t *)b;
    return (first > second) - (first < second);
}

static void add_codes(struct buffer *text, const childplan_diagnostics *said) {
    size_t count = childplan_diagnostics_count(said);
    int32_t *codes = calloc(count + 1, sizeof *codes);
    assert_non_null(codes);
    for (size_t i = 0; i < count; i++) {
        codes[i] = childplan_diagnostics_code(said, i);
    }
    qsort(codes, count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < count; i++) {
        buffer_print(text, "%d ", (int)codes[i]);
    }
    buffer_add_string(text, "\n");
    free(codes);
}

/* What a call is to be compared by, and whether it was read the fast way. */
static void note(struct outcome *outcome, const childplan_import *import, childplan_status status,
                 childplan_diagnostics *said, int32_t fast_before) {
    outcome->fast_calls += import->fast_calls > fast_before;
    outcome->aside_calls += import->fast_calls > fast_before && import->staged_count > 0;
    buffer_print(&outcome->steps, "%d\n", (int)status);
    buffer_add_diagnostics(&outcome->said, said, CHILDPLAN_ENGLISH);
    add_codes(&outcome->codes, said);
    outcome->said_count += childplan_diagnostics_count(said);
    childplan_diagnostics_clear(said);
}

static void end_import(struct outcome *outcome, childplan_import *import, childplan_diagnostics *said) {
    int64_t accepted = -1;
    int64_t refused = -1;
    childplan_status status = childplan_import_commit(import, &accepted, &refused, said);
    note(outcome, import, status, said, import->fast_calls);
    buffer_print(&outcome->steps, "%d accepted, %d refused\n", (int)accepted, (int)refused);
}

static void run(const struct world *world, struct way way, struct outcome *outcome) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    *outcome = (struct outcome){.fast_calls = 0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(world->plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_set_origins(reports, way.origins), CHILDPLAN_OK);
    for (int i = 0; i < world->call_count; i++) {
        const struct call *call = &world->calls[i];
        if (call->starts_import) {
            assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
            import->general_only = way.general;
            import->block_size = way.block_size;
            childplan_import_set_threads(import, way.threads);
            childplan_import_set_lenient(import, call->lenient);
        }
        childplan_import_set_decimal_comma(import, call->decimal_comma);
        int32_t fast_before = import->fast_calls;
        note(outcome, import, do_call(import, call, said), said, fast_before);
        if (call->ends_import) {
            end_import(outcome, import, said);
            childplan_import_free(import);
        }
    }
    add_facts(&outcome->facts, reports, way.origins);
    childplan_reports_digest(reports, outcome->digest, sizeof outcome->digest);
    childplan_reports_free(reports);
    childplan_diagnostics_free(said);
}

static void free_outcome(struct outcome *outcome) {
    buffer_free(&outcome->steps);
    buffer_free(&outcome->said);
    buffer_free(&outcome->codes);
    buffer_free(&outcome->facts);
}

static void same(const struct world *world, const char *what, const struct buffer *expected, const struct buffer *got) {
    char label[64];
    snprintf(label, sizeof label, "seed %u: %s", (unsigned)world->seed, what);
    assert_same_lines(label, expected->bytes == NULL ? "" : expected->bytes, got->bytes == NULL ? "" : got->bytes);
}

/* Fails where anything but the places of facts without origins differs. Past a hundred errors the order of the rows
   decides which are said. */
static void compare(const struct world *world, struct way way, const struct outcome *general) {
    struct outcome outcome;
    run(world, way, &outcome);
    same(world, "statuses and counts", &general->steps, &outcome.steps);
    if (way.origins) {
        same(world, "what was said", &general->said, &outcome.said);
        same(world, "facts", &general->facts, &outcome.facts);
    }
    assert_string_equal(general->digest, outcome.digest);
    if (general->said_count < 100) {
        same(world, "codes", &general->codes, &outcome.codes);
    }
    if (!way.general) {
        seen.fast += outcome.fast_calls;
        seen.aside += outcome.aside_calls;
        seen.calls += world->call_count;
        seen.said += outcome.said_count > 0;
    }
    free_outcome(&outcome);
}

static void compare_ways(const struct world *world) {
    static const struct way ways[] = {
        {.origins = 1, .threads = 1},
        {.origins = 0, .threads = 1},
        {.origins = 1, .threads = 1, .block_size = 1},
        {.origins = 0, .threads = 1, .block_size = 100},
        {.origins = 1, .threads = 3, .block_size = 70},
        {.origins = 0, .threads = 2, .block_size = 500},
    };
    struct outcome general;
    run(world, (struct way){.general = 1, .origins = 1, .threads = 2}, &general);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        compare(world, ways[i], &general);
    }
    free_outcome(&general);
}

static void try_world(childplan_plan *plan, uint64_t seed) {
    static struct world world;
    make_world(&world, plan, seed);
    world.seed = seed;
    compare_ways(&world);
    free_world(&world);
}

static void test_both_ways(void **state) {
    const char *count = getenv("CHILDPLAN_WORLDS");
    const char *first = getenv("CHILDPLAN_SEED");
    uint64_t seeds = count == NULL ? 100 : strtoull(count, NULL, 10);
    uint64_t seed = first == NULL ? 1 : strtoull(first, NULL, 10);
    childplan_plan *plan = make_plan();
    (void)state;
    for (uint64_t i = 0; i < seeds; i++) {
        try_world(plan, seed + i);
    }
    print_message("# %d calls, %d of them fast, %d with facts left to the commit; something was said in %d worlds\n",
                  seen.calls, seen.fast, seen.aside, seen.said);
    assert_true(seen.fast > seen.calls / 6);
    assert_true(seen.fast < seen.calls);
    assert_true(seen.aside > seen.calls / 40);
    assert_true(seen.said > 0);
    childplan_plan_free(plan);
    remove(FILE_NAME);
}

/* For each \1. */
static void put_nul(struct buffer *text) {
    for (size_t i = 0; i < text->size; i++) {
        text->bytes[i] = (char)(text->bytes[i] == 1 ? 0 : text->bytes[i]);
    }
}

/* What was read in the fast way and should not have been. */
static void test_texts(void **state) {
    static const char *const texts[] = {
        /* Line ends before the first LF. */
        "sep=;\runit;period;element;value\nu4;2021-H1;al;1\nu4;2021-H2;all;1\n",
        "unit,period,element,value\ru4,2021-H1,al,1\nu4,2021-H2,all,1\n",
        /* A wide row of a unit that does not live, without values. */
        "unit,period,all\nu4,2021-H1,1\ntổ35,2021-H1,\n",
        /* An id that holds what stands between cells, or quotes. */
        "unit,note,period,element,value\nu1,2021-H1,x,2021-H1,all,1\n",
        "unit,period,element,value\n\"u3\",2021-H1,all,1\n",
        "unit,period,element,value\n\"\"\"u3\"\"\",2021-H1,all,1\n\"\"\"u3\"\"\",2021-H2,all,1\n",
        /* What is not UTF-8, or NUL, in a cell that nobody reads. */
        "unit,period,element,value,note\nu4,2021-H1,all,1,\xFF\n",
        "unit,period,element,value,note\nu4,2021-H1,all,1,\"\xC3\"\n",
        /* Ends that are none. */
        "unit,period,element,value\nu4,2021-H1,all,1\r",
        "unit,period,element,value\nu4,2021-H1,all,1",
        "unit,period,element,value\nu4,2021-H1,all,",
        "unit,period,element,value\nu4,2021-H1,all",
        "unit,period,element,value\nu4,2021-H1,\"all\",\"1",
        "unit,period,element,value",
        "unit,period,element,value\n",
        "unit,period,element,value\n\n\r\n\n",
        /* Line ends and NUL (\1 here) in quotes, blanks beside a unit. */
        "unit,period,element,value\n\"u4\r\",2021-H1,all,1\n",
        "unit,period,element,value\n\"u4\1\",2021-H1,all,1\n",
        "unit,period,element,value\nu4 ,2021-H1,all,1\n",
        "unit,period,element,value,note\nu4,2021-H1,all,1,\"a\rb\"\n",
        "unit,period,element,value,note\nu4,2021-H1,all,1,\"a\1b\"\n",
        "unit,period,element,value,note\nu4,2021-H1,all,1,\"a\"b\n",
        "unit,period,element,value,note\nu4,2021-H1,all,1,\"a",
        /* Longer than any period or day. */
        "unit,period,element,value\nu4,2021-H1-and-something-that-is-no-period,all,1\n",
        "unit,period,element,value\nu4,\"2021-H1 and something that is longer than any period there is\",all,1\n",
        "unit,period,element,value,submitted\nu4,2021-H1,all,1,2021-01-01 and then something longer than a day\n",
        "unit,period,element,value,submitted\nu4,2021-H1,all,1,\"2021-01-01\n",
        /* More than an element, in quotes and without. */
        "unit,period,element,value\nu4,2021-H1,\"allied\",1\n",
        "unit,period,element,value\nu4,2021-H1,\"all\"x,1\n",
        /* A column without a name, empty or not. */
        "unit,period,element,value,\nu4,2021-H1,all,1,\nu4,2021-H2,all,1,x\n",
        "unit,period,element,value,\nu4,2021-H1,all,1,\nu4,2021-H2,all,1,\" \n",
        /* Columns in other orders: the value first, its place taken by another. */
        "value,unit,period,element\n1,u4,2021-H1,all\n\"2\",u4,2021-H2,all\n",
        "unit,period,element,note,value\nu4,2021-H1,all,,1\nu4,2021-H2,all,x,2\n",
        "unit,note,element,value,period\nu4,,all,1,2021-H1\nu4,,all,2,2021-H2\n",
        /* A value that is none, in a wide row. */
        "unit,period,all\nu4,2021-H1,\" 1\"\n",
        "unit,period,all\nu4,2021-H1,\"1\n",
        /* Rows that go on like the one before, until one ends early, or says a cell again. */
        "unit,period,element,value\nu4,2021-H1,all,1\nu4,2021-H1,some\n",
        "unit,period,element,value\nu4,2021-H1,all,1\nu4,2021-H1,some,1\nu4,2021-H1,few,1\nu4,2021-H1,all,1\n",
        "unit,period,element,value\nu4,2021-H1,all,1\nu4,2021-H1,some,12345678\n",
        /* Yes in letters that are put together, and what is neither yes nor no. */
        "unit,period,element,value\nu4,2021,held,co\xCC\x81\nu4,2022,held,yes\n",
        "unit,period,element,value\nu4,2021,held,co\xCC\x80\n",
        "unit,period,element,value\nu4,2021,held,c\xFF\n",
        /* A unit that nobody is, when one was read before. */
        "unit,period,element,value\nu4,2021-H1,all,1\n,2021-H1,some,1\n",
    };
    static struct world world;
    childplan_plan *plan = make_plan();
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        world = (struct world){.plan = plan, .call_count = 1};
        world.seed = i;
        world.calls[0] = (struct call){.kind = CALL_FILE, .starts_import = 1, .ends_import = 1, .lenient = 1};
        buffer_add_string(&world.calls[0].text, texts[i]);
        put_nul(&world.calls[0].text);
        compare_ways(&world);
        world.calls[0].kind = CALL_MEMORY;
        compare_ways(&world);
        free_world(&world);
    }
    childplan_plan_free(plan);
    remove(FILE_NAME);
}

/* So many elements that fewer periods are remembered with all of theirs. */
static void test_many_elements(void **state) {
    (void)state;
    enum { MANY = 300 };
    struct buffer plan_text = {0};
    struct buffer csv = {0};
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    buffer_add_string(&plan_text, "childplan: 1\nplan: {id: p, title: P, horizon: {from: 2021, to: 2022}}\n"
                                  "levels: [{id: top, name: Top}]\nunits: [{id: u, name: U, level: top}]\nelements:\n");
    buffer_add_string(&csv, "unit,period,element,value\n");
    for (int i = 0; i < MANY; i++) {
        buffer_print(&plan_text, "  - {id: e%d, name: E, over_time: last}\n", i);
        buffer_print(&csv, "u,2021-H1,e%d,%d\nu,2022-H2,e%d,7\n", i, i, i);
    }
    buffer_add_string(&plan_text, "indicators: [{id: i, name: I, numerator: e0}]\n");
    assert_int_equal(childplan_plan_load_memory("plan", plan_text.bytes, plan_text.size, NULL, &plan, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "csv", csv.bytes, csv.size, NULL), CHILDPLAN_OK);
    assert_int_equal(import->fast_calls, 1);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_fact_count(reports), 2 * MANY);
    childplan_import_free(import);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    buffer_free(&plan_text);
    buffer_free(&csv);
}

/* Lines longer than what is read past a block at first, and than what is read so at all. */
static void test_long_lines(void **state) {
    static const size_t sizes[] = {4000, 70000, 300000, 1200000};
    static struct world world;
    childplan_plan *plan = make_plan();
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buffer note = {0};
        world = (struct world){.plan = plan, .call_count = 1, .seed = i};
        world.calls[0] = (struct call){.kind = CALL_FILE, .starts_import = 1, .ends_import = 1, .lenient = 1};
        while (note.size < sizes[i]) {
            buffer_add_string(&note, "đã gửi; ");
        }
        struct buffer *text = &world.calls[0].text;
        buffer_add_string(text, "unit,period,element,value,note\nu4,2021-H1,all,1,\nu4,2021-H2,all,1,");
        buffer_add(text, note.bytes, note.size);
        buffer_add_string(text, ".\nu4,2022-H1,all,1,");
        buffer_add(text, note.bytes, note.size);
        buffer_add_string(text, ".\nu4,2022-H2,all,1,\n");
        struct outcome general;
        run(&world, (struct way){.general = 1, .origins = 1, .threads = 1}, &general);
        compare(&world, (struct way){.origins = 1, .threads = 1}, &general);
        compare(&world, (struct way){.origins = 0, .threads = 1}, &general);
        compare(&world, (struct way){.origins = 1, .threads = 3, .block_size = 100000}, &general);
        free_outcome(&general);
        free_world(&world);
        buffer_free(&note);
    }
    childplan_plan_free(plan);
    remove(FILE_NAME);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_many_elements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
