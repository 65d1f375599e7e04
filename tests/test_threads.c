/*
 * The thread contract: one plan shared by threads that each have reports, an import, a rollup and output of their own
 * get what a single one gets, to the byte; what the library's own threads read is what one reads; and what Arrow was
 * given may be released on any thread. Built with -fsanitize=thread too. usage: test_threads CASE_DIR
 */
#include "support.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 8
#define ROUNDS 2
#define MANY 1100 /* units: so many that two threads can share them */

static const char *case_path;

/* What one thread works on and what it found. Nothing of it is shared but the plan. */
struct worker {
    const childplan_plan *plan;
    struct buffer said;
    childplan_status status;
};

static void file_of_case(char path[1024], const char *name) {
    snprintf(path, 1024, "%s/%s", case_path, name);
}

/* What the plan itself says, so that every accessor is in use at once. */
static void describe_plan(struct worker *worker) {
    const childplan_plan *plan = worker->plan;
    char digest[65];
    childplan_plan_digest(plan, digest, sizeof digest);
    buffer_print(&worker->said, "%s %s %s\n", childplan_plan_id(plan), childplan_plan_title(plan), digest);
    for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(plan); unit++) {
        const char *id = childplan_plan_unit_id(plan, unit);
        int32_t day = childplan_plan_issued(plan) + 365;
        buffer_print(&worker->said, "%s %d %s %d %d %d\n", id, (int)childplan_plan_find_unit(plan, id),
                     childplan_plan_unit_name(plan, unit, day), (int)childplan_plan_unit_level(plan, unit, day),
                     (int)childplan_plan_unit_parent(plan, unit, day),
                     (int)childplan_plan_unit_is_alive(plan, unit, day));
    }
    for (int32_t status = 0; status < (int32_t)childplan_plan_status_count(plan); status++) {
        buffer_print(&worker->said, "%s\n", childplan_plan_status_name(plan, status, CHILDPLAN_VIETNAMESE));
    }
}

/* An id that is none, spelt with combining marks, so that it is normalised and the nearest one is looked for. */
static void look_up(struct worker *worker) {
    int32_t index = 0;
    childplan_diagnostics *diagnostics = NULL;
    worker->status = childplan_diagnostics_new(&diagnostics);
    if (worker->status == CHILDPLAN_OK) {
        childplan_plan_look_up(worker->plan, CHILDPLAN_KIND_UNIT, "la\xcc\x82i-cha", &index, diagnostics);
        buffer_add_diagnostics(&worker->said, diagnostics, CHILDPLAN_VIETNAMESE);
        childplan_diagnostics_free(diagnostics);
    }
}

static void take_reports(struct worker *worker, childplan_reports *reports) {
    static const char wrong[] = "unit,period,element,value\nnobody,2024-H1,nothing,1\n";
    childplan_import *import = NULL;
    childplan_diagnostics *diagnostics = NULL;
    char path[1024];
    file_of_case(path, "reports.csv");
    worker->status = childplan_diagnostics_new(&diagnostics);
    if (worker->status == CHILDPLAN_OK) {
        worker->status = childplan_import_new(reports, &import);
    }
    if (worker->status == CHILDPLAN_OK) {
        childplan_import_set_lenient(import, 1);
        childplan_import_read_memory(import, "wrong.csv", wrong, sizeof wrong - 1, diagnostics);
        worker->status = childplan_import_read_file(import, path, diagnostics);
    }
    if (worker->status == CHILDPLAN_OK) {
        worker->status = childplan_import_commit(import, NULL, NULL, diagnostics);
    }
    buffer_add_diagnostics(&worker->said, diagnostics, CHILDPLAN_ENGLISH);
    childplan_import_free(import);
    childplan_diagnostics_free(diagnostics);
}

static void write_rows(struct worker *worker, const childplan_rollup *rollup) {
    childplan_output *output = NULL;
    worker->status = childplan_output_new(&output);
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= CHILDPLAN_FORMAT_TABLE && worker->status == CHILDPLAN_OK;
         format++) {
        childplan_output_set_format(output, format);
        worker->status = childplan_rollup_write(rollup, output, buffer_write, &worker->said);
    }
    childplan_output_free(output);
}

/* The numerators once more, as Arrow gives them. */
static void stream_rows(struct worker *worker, const childplan_rollup *rollup) {
    struct ArrowArrayStream stream;
    struct ArrowArray batch;
    worker->status = childplan_rollup_to_arrow(rollup, 64, &stream);
    if (worker->status != CHILDPLAN_OK) {
        return;
    }
    while (stream.get_next(&stream, &batch) == 0 && batch.release != NULL) {
        buffer_print(&worker->said, "%d rows of %d columns\n", (int)batch.length, (int)batch.n_children);
        batch.release(&batch);
    }
    stream.release(&stream);
}

static void *work(void *argument) {
    struct worker *worker = argument;
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    describe_plan(worker);
    look_up(worker);
    if (worker->status == CHILDPLAN_OK) {
        worker->status = childplan_reports_new(worker->plan, &reports);
    }
    if (worker->status == CHILDPLAN_OK) {
        take_reports(worker, reports);
    }
    if (worker->status == CHILDPLAN_OK) {
        worker->status = childplan_rollup_compute(reports, NULL, &rollup, NULL);
    }
    if (worker->status == CHILDPLAN_OK) {
        write_rows(worker, rollup);
    }
    if (worker->status == CHILDPLAN_OK) {
        stream_rows(worker, rollup);
    }
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    return NULL;
}

static childplan_plan *load_plan(void) {
    childplan_plan *plan = NULL;
    char path[1024];
    file_of_case(path, "plan.yaml");
    assert_int_equal(childplan_plan_load_file(path, NULL, &plan, NULL), CHILDPLAN_OK);
    return plan;
}

static void threads_get_what_one_gets(void **state) {
    (void)state;
    childplan_plan *plan = load_plan();
    struct worker alone = {.plan = plan};
    work(&alone);
    assert_int_equal(alone.status, CHILDPLAN_OK);
    assert_true(alone.said.size > 10000);
    for (int round = 0; round < ROUNDS; round++) {
        struct worker workers[THREADS];
        pthread_t threads[THREADS];
        for (size_t i = 0; i < THREADS; i++) {
            workers[i] = (struct worker){.plan = plan};
            assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
        }
        for (size_t i = 0; i < THREADS; i++) {
            assert_int_equal(pthread_join(threads[i], NULL), 0);
        }
        for (size_t i = 0; i < THREADS; i++) {
            assert_int_equal(workers[i].status, CHILDPLAN_OK);
            assert_same_lines("a thread", alone.said.bytes, workers[i].said.bytes);
            assert_int_equal(workers[i].said.size, alone.said.size);
            buffer_free(&workers[i].said);
        }
    }
    buffer_free(&alone.said);
    childplan_plan_free(plan);
}

/* A file of many blocks, read by several threads, into one store. */
static childplan_reports *read_many(const childplan_plan *plan, const struct buffer *text, int32_t threads,
                                    int32_t origins, struct buffer *said) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_diagnostics *diagnostics = NULL;
    int64_t accepted = 0;
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_set_origins(reports, origins), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_threads(import, threads), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "many", text->bytes, text->size, diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, &accepted, NULL, diagnostics), CHILDPLAN_OK);
    buffer_print(said, "%d taken\n", (int)accepted);
    buffer_add_diagnostics(said, diagnostics, CHILDPLAN_ENGLISH);
    childplan_import_free(import);
    childplan_diagnostics_free(diagnostics);
    return reports;
}

static childplan_plan *many_units(int units, int last_year, struct buffer *rows) {
    struct buffer text = {0};
    childplan_plan *plan = NULL;
    buffer_add_string(&text, "childplan: 1\nplan: {id: M, title: M, horizon: {from: 2021, to: 2030}}\n"
                             "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
                             "elements:\n  - {id: n, name: N, over_time: last}\n"
                             "  - {id: money, name: M, type: money, over_time: sum, frequency: month}\n"
                             "indicators: [{id: i, name: I, numerator: n}]\n"
                             "units:\n  - {id: all, name: All, level: top}\n");
    buffer_add_string(rows, "unit,period,element,value\n");
    for (int unit = 0; unit < units; unit++) {
        buffer_print(&text, "  - {id: u%d, name: U, level: low, parent: all}\n", unit);
    }
    for (int year = 2021; year <= last_year; year++) {
        for (int unit = 0; unit < units; unit++) {
            buffer_print(rows, "u%d,%d-H1,n,%d\n", unit, year, unit * 31 % 997);
            for (int month = 1; month <= 12; month++) {
                buffer_print(rows, "u%d,%d-%02d,money,%d\n", unit, year, month, unit * 1000 + month);
            }
        }
    }
    assert_int_equal(childplan_plan_load_memory("plan", text.bytes, text.size, NULL, &plan, NULL), CHILDPLAN_OK);
    buffer_free(&text);
    return plan;
}

/* With a row at the end that is wrong, too, or is said twice. */
static void a_file_is_read_by_any_number_of_threads(void **state) {
    static const char *const more[] = {"", "u1,2021-H1,n,31\n", "u699,2021-H1,money,1\n"};
    struct buffer rows = {0};
    childplan_plan *plan = many_units(700, 2030, &rows);
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct buffer alone = {0};
        char expected[65];
        buffer_add_string(&rows, more[i]);
        childplan_reports *reports = read_many(plan, &rows, 1, 1, &alone);
        childplan_reports_digest(reports, expected, sizeof expected);
        childplan_reports_free(reports);
        for (int32_t threads = 2; threads <= THREADS; threads *= 2) {
            for (int32_t origins = 0; origins < 2; origins++) {
                struct buffer said = {0};
                char digest[65];
                reports = read_many(plan, &rows, threads, origins, &said);
                childplan_reports_digest(reports, digest, sizeof digest);
                assert_string_equal(digest, expected);
                assert_same_lines("threads", alone.bytes, said.bytes);
                childplan_reports_free(reports);
                buffer_free(&said);
            }
        }
        buffer_free(&alone);
    }
    buffer_free(&rows);
    childplan_plan_free(plan);
}

static void write_csv(const childplan_rollup *rollup, struct buffer *text) {
    childplan_output *output = NULL;
    assert_int_equal(childplan_output_new(&output), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(rollup, output, buffer_write, text), CHILDPLAN_OK);
    childplan_output_free(output);
}

/* The units with an even index, or those with an odd one. */
static childplan_partial *half(const childplan_reports *reports, const childplan_rollup_options *options, int32_t odd) {
    int32_t units[MANY];
    size_t count = 0;
    childplan_partial *partial = NULL;
    for (int32_t unit = odd; unit < MANY + 1; unit += 2) {
        units[count++] = unit;
    }
    assert_int_equal(childplan_partial_compute(reports, options, units, count, &partial, NULL), CHILDPLAN_OK);
    return partial;
}

static void parts_are_computed_by_any_number_of_threads(void **state) {
    struct buffer rows = {0};
    struct buffer said = {0};
    struct buffer expected = {0};
    childplan_plan *plan = many_units(MANY, 2022, &rows);
    childplan_reports *reports = read_many(plan, &rows, 1, 0, &said);
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    (void)state;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    for (int32_t year = 2021; year <= 2022; year++) {
        int64_t period = childplan_period_of(CHILDPLAN_YEAR, year, 1);
        assert_int_equal(childplan_rollup_options_add_period(options, period), CHILDPLAN_OK);
    }
    int32_t until = 0;
    assert_int_equal(childplan_date_parse("2030-12-31", 10, &until), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_until(options, until), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(reports, options, &rollup, NULL), CHILDPLAN_OK);
    write_csv(rollup, &expected);
    childplan_rollup_free(rollup);
    for (int32_t threads = 1; threads <= THREADS; threads *= 2) {
        struct buffer got = {0};
        assert_int_equal(childplan_rollup_options_set_threads(options, threads), CHILDPLAN_OK);
        childplan_partial *even = half(reports, options, 0);
        childplan_partial *odd = half(reports, options, 1);
        assert_int_equal(childplan_partial_add(even, odd, NULL), CHILDPLAN_OK);
        assert_int_equal(childplan_partial_rows(even, &rollup, NULL), CHILDPLAN_OK);
        write_csv(rollup, &got);
        assert_same_lines("parts", expected.bytes, got.bytes);
        childplan_rollup_free(rollup);
        childplan_partial_free(even);
        childplan_partial_free(odd);
        buffer_free(&got);
    }
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    buffer_free(&rows);
    buffer_free(&said);
    buffer_free(&expected);
}

static void *release_batch(void *argument) {
    struct ArrowArray *batch = argument;
    const int64_t *cells = batch->children[batch->n_children - 1]->buffers[1];
    void *seen = cells != NULL ? batch : NULL;
    batch->release(batch);
    return seen;
}

/* Batches outlive their rollup, reports and stream; each thread releases one. */
static void batches_are_released_on_any_thread(void **state) {
    (void)state;
    struct ArrowArrayStream stream;
    struct ArrowArray batches[THREADS];
    pthread_t threads[THREADS];
    struct worker worker = {.plan = load_plan()};
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    assert_int_equal(childplan_reports_new(worker.plan, &reports), CHILDPLAN_OK);
    take_reports(&worker, reports);
    assert_int_equal(childplan_rollup_compute(reports, NULL, &rollup, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_to_arrow(rollup, 4, &stream), CHILDPLAN_OK);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(stream.get_next(&stream, &batches[i]), 0);
        assert_non_null(batches[i].release);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, release_batch, &batches[i]), 0);
    }
    stream.release(&stream);
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    for (size_t i = 0; i < THREADS; i++) {
        void *seen = NULL;
        assert_int_equal(pthread_join(threads[i], &seen), 0);
        assert_non_null(seen);
    }
    childplan_plan_free((childplan_plan *)worker.plan);
    buffer_free(&worker.said);
}

int main(int count, char **arguments) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_get_what_one_gets),
        cmocka_unit_test(a_file_is_read_by_any_number_of_threads),
        cmocka_unit_test(parts_are_computed_by_any_number_of_threads),
        cmocka_unit_test(batches_are_released_on_any_thread),
    };
    if (count != 2) {
        fprintf(stderr, "usage: test_threads CASE_DIR\n");
        return 2;
    }
    case_path = arguments[1];
    return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
