/*
 * Progress: every phase tells 0 first, never less than before, and its whole total last; wherever it is stopped, all is
 * as it was, and the same call succeeds afterwards with the same bytes.
 */
#include "arrow_maker.h"

#include "reports/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNITS 3000
#define PERIODS 8
#define PLAN_FILE "test_progress.yaml"
#define REPORTS_FILE "test_progress.csv"
#define ROWS_FILE "test_progress.out"

/* What was told of a call, and where it is to be stopped. */
struct told {
    size_t count;
    size_t stop_at; /* the so manieth time, from 1; 0: never */
    int32_t phase;
    int64_t done;
    int64_t total;
};

static int32_t tell(void *context, int32_t phase, int64_t done, int64_t total) {
    struct told *told = context;
    if (told->count == 0) {
        assert_int_equal(done, 0);
        assert_in_range(total, 1, INT64_MAX);
        told->phase = phase;
        told->total = total;
    }
    assert_int_equal(phase, told->phase);
    assert_int_equal(total, told->total);
    assert_in_range(done, told->done, total);
    told->done = done;
    return ++told->count == told->stop_at;
}

static int32_t never_told(void *context, int32_t phase, int64_t done, int64_t total) {
    (void)context, (void)phase, (void)done, (void)total;
    fail();
    return 0;
}

static struct told told;

static void assert_told(int32_t phase, size_t least) {
    assert_int_equal(told.phase, phase);
    assert_int_equal(told.done, told.total);
    assert_in_range(told.count, least, SIZE_MAX);
}

static void must(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static struct buffer plan_text;
static struct buffer report_text;

static void make_texts(void) {
    buffer_add_string(&plan_text, "childplan: 1\n"
                                  "plan: {id: T, title: T, horizon: {from: 2021, to: 2024}}\n"
                                  "calendar: {frequency: half}\n"
                                  "levels: [{id: province, name: P}, {id: ward, name: W}]\n"
                                  "elements:\n"
                                  "  - {id: all, name: All, over_time: last}\n"
                                  "  - {id: some, name: Some, over_time: last, part_of: all}\n"
                                  "  - {id: most, name: Most, over_time: sum}\n"
                                  "indicators:\n"
                                  "  - {id: share, name: Share, numerator: some, denominator: all}\n"
                                  "  - {id: total, name: Total, numerator: most}\n"
                                  "units:\n"
                                  "  - {id: top, name: Top, level: province}\n");
    for (int i = 0; i < UNITS; i++) {
        buffer_print(&plan_text, "  - {id: u%d, name: Unit %d, level: ward, parent: top}\n", i, i);
    }
    buffer_add_string(&report_text, "unit,period,all,some,most\n");
    for (int i = 0; i < UNITS * PERIODS; i++) {
        buffer_print(&report_text, "u%d,%d-H%d,%d,%d,%d\n", i % UNITS, 2021 + i / UNITS / 2, i / UNITS % 2 + 1,
                     1000 + i % 77, i % 970, i % 13);
    }
}

static void write_file(const char *path, const struct buffer *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, text->size, file), text->size);
    assert_int_equal(fclose(file), 0);
}

/* Everything of one run up to rows. */
struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_import *import;
    childplan_rollup_options *options;
    childplan_output *output;
    childplan_rollup *rollup;
    childplan_diagnostics *said;
};

static childplan_status load(struct world *world) {
    childplan_plan_options *options = NULL;
    must(childplan_plan_options_new(&options));
    must(childplan_plan_options_set_progress(options, tell, &told));
    childplan_status status = childplan_plan_load_file(PLAN_FILE, options, &world->plan, world->said);
    childplan_plan_options_free(options);
    return status;
}

static childplan_status read_file(struct world *world) {
    return childplan_import_read_file(world->import, REPORTS_FILE, world->said);
}

static childplan_status read_memory(struct world *world) {
    return childplan_import_read_memory(world->import, REPORTS_FILE, report_text.bytes, report_text.size, world->said);
}

static childplan_status add_values(struct world *world) {
    enum { COUNT = UNITS * PERIODS };
    static int32_t units[COUNT];
    static int64_t periods[COUNT];
    static int32_t elements[COUNT];
    static int64_t values[COUNT];
    for (int i = 0; i < COUNT; i++) {
        units[i] = i % UNITS + 1;
        periods[i] = childplan_period_of(CHILDPLAN_HALF, 2021 + i / UNITS / 2, i / UNITS % 2 + 1);
        values[i] = i;
    }
    return childplan_import_add_values(world->import, COUNT, units, periods, elements, values, NULL, world->said);
}

static childplan_status commit(struct world *world) {
    return childplan_import_commit(world->import, NULL, NULL, world->said);
}

static childplan_status compute(struct world *world) {
    return childplan_rollup_compute(world->reports, world->options, &world->rollup, world->said);
}

static childplan_status write_rows(struct world *world) {
    return childplan_rollup_write_file(world->rollup, world->output, ROWS_FILE, world->said);
}

/* Makes a call stop every time but the last that it tells something, and then lets it be. */
static void stop_everywhere(struct world *world, childplan_status (*call)(struct world *world), int32_t phase,
                            size_t least) {
    size_t said = childplan_diagnostics_count(world->said);
    size_t stops = 0;
    for (childplan_status status = CHILDPLAN_ERROR_STOPPED; status != CHILDPLAN_OK; stops++) {
        told = (struct told){.stop_at = stops + 1};
        status = call(world);
        assert_true(status == CHILDPLAN_ERROR_STOPPED || told.done == told.total);
        assert_true(status == CHILDPLAN_OK || childplan_diagnostics_count(world->said) == said);
    }
    assert_told(phase, least);
}

static void begin_reports(struct world *world, int32_t threads, int32_t general,
                          childplan_status (*read)(struct world *)) {
    must(childplan_reports_new(world->plan, &world->reports));
    must(childplan_import_new(world->reports, &world->import));
    must(childplan_import_set_progress(world->import, tell, &told));
    must(childplan_import_set_threads(world->import, threads));
    world->import->general_only = general;
    world->import->block_size = 1 << 15;
    stop_everywhere(world, read, CHILDPLAN_PHASE_READING, read == add_values || threads > 1 ? 2 : 5);
    assert_int_equal(childplan_reports_fact_count(world->reports), 0);
    stop_everywhere(world, commit, CHILDPLAN_PHASE_COMMITTING, 2);
}

static void end_reports(struct world *world) {
    childplan_import_free(world->import);
    childplan_reports_free(world->reports);
}

static void begin(struct world *world) {
    *world = (struct world){NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    must(childplan_diagnostics_new(&world->said));
    stop_everywhere(world, load, CHILDPLAN_PHASE_LOADING, 5);
    must(childplan_rollup_options_new(&world->options));
    must(childplan_rollup_options_set_progress(world->options, tell, &told));
    must(childplan_rollup_options_add_period(world->options, childplan_period_of(CHILDPLAN_YEAR, 2021, 1)));
    must(childplan_output_new(&world->output));
    must(childplan_output_set_progress(world->output, tell, &told));
}

static void end(struct world *world) {
    childplan_output_free(world->output);
    childplan_rollup_options_free(world->options);
    childplan_diagnostics_free(world->said);
    childplan_plan_free(world->plan);
}

/* Rows in every format, stopped everywhere; those of the last one. */
static void write_formats(struct world *world, struct buffer *rows) {
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= CHILDPLAN_FORMAT_TABLE; format++) {
        must(childplan_output_set_format(world->output, format));
        stop_everywhere(world, write_rows, CHILDPLAN_PHASE_WRITING, 4);
    }
    assert_true(read_whole_file(ROWS_FILE, rows));
}

/* However reports are read, and wherever it was stopped, the rows are the same. */
static void every_phase_stops_everywhere(void **state) {
    static const struct {
        int32_t threads;
        int32_t general;
        childplan_status (*read)(struct world *);
    } ways[] = {{1, 0, read_file}, {1, 1, read_file}, {3, 0, read_file}, {1, 0, read_memory}, {2, 1, read_memory}};
    struct world world;
    struct buffer first = {0};
    (void)state;
    begin(&world);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct buffer rows = {0};
        begin_reports(&world, ways[i].threads, ways[i].general, ways[i].read);
        must(childplan_rollup_options_set_threads(world.options, ways[i].threads));
        stop_everywhere(&world, compute, CHILDPLAN_PHASE_COMPUTING, 5);
        write_formats(&world, i == 0 ? &first : &rows);
        childplan_rollup_free(world.rollup);
        if (i > 0) {
            assert_string_equal(first.bytes, rows.bytes);
        }
        buffer_free(&rows);
        end_reports(&world);
    }
    buffer_free(&first);
    end(&world);
}

static void columns_stop(void **state) {
    struct world world;
    (void)state;
    begin(&world);
    begin_reports(&world, 1, 0, add_values);
    assert_int_equal(childplan_reports_fact_count(world.reports), UNITS * PERIODS);
    end_reports(&world);
    begin_reports(&world, 1, 1, add_values);
    assert_int_equal(childplan_reports_fact_count(world.reports), UNITS * PERIODS);
    end_reports(&world);
    end(&world);
}

/* What was found before a stop is not said, and does not spoil the import. */
static void errors_before_a_stop_are_forgotten(void **state) {
    struct world world;
    struct buffer bad = {0};
    (void)state;
    begin(&world);
    must(childplan_reports_new(world.plan, &world.reports));
    must(childplan_import_new(world.reports, &world.import));
    must(childplan_import_set_progress(world.import, tell, &told));
    buffer_add_string(&bad, "unit,period,all\nnobody,2021-H1,3\n");
    for (int i = 0; i < 3 * UNITS; i++) {
        buffer_print(&bad, "u%d,2021-H1,%d\n", i % UNITS, 5);
    }
    told = (struct told){.stop_at = 3};
    assert_int_equal(childplan_import_read_memory(world.import, "bad.csv", bad.bytes, bad.size, world.said),
                     CHILDPLAN_ERROR_STOPPED);
    assert_int_equal(childplan_diagnostics_count(world.said), 0);
    told = (struct told){0};
    must(read_memory(&world));
    told = (struct told){0};
    must(commit(&world));
    assert_int_equal(childplan_reports_fact_count(world.reports), 3 * UNITS * PERIODS);
    buffer_free(&bad);
    end_reports(&world);
    end(&world);
}

/* A file that was there keeps what it held; a live rollup its rows. */
static void what_was_there_stays(void **state) {
    struct world world;
    struct buffer kept = {0};
    (void)state;
    begin(&world);
    begin_reports(&world, 1, 0, read_memory);
    must(childplan_rollup_options_set_live(world.options, 1));
    told = (struct told){0};
    must(compute(&world));
    write_file(ROWS_FILE, &plan_text);
    told = (struct told){.stop_at = 2};
    assert_int_equal(write_rows(&world), CHILDPLAN_ERROR_STOPPED);
    assert_true(read_whole_file(ROWS_FILE, &kept));
    assert_string_equal(kept.bytes, plan_text.bytes);

    struct buffer before = {0};
    struct buffer after = {0};
    must(childplan_rollup_write(world.rollup, NULL, buffer_write, &before));
    told = (struct told){0};
    must(childplan_import_read_memory(world.import, "half.csv", "unit,period,most\n", 17, NULL));
    for (int i = 1; i <= UNITS / 2; i++) {
        must(childplan_import_add_value(world.import, i, childplan_period_of(CHILDPLAN_HALF, 2021, 1), 2, i, 20000,
                                        NULL));
    }
    told = (struct told){0};
    must(commit(&world));
    told = (struct told){.stop_at = 3};
    assert_int_equal(childplan_rollup_refresh(world.rollup, world.reports, NULL), CHILDPLAN_ERROR_STOPPED);
    must(childplan_rollup_write(world.rollup, NULL, buffer_write, &after));
    assert_string_equal(before.bytes, after.bytes);
    told = (struct told){0};
    must(childplan_rollup_refresh(world.rollup, world.reports, NULL));
    buffer_free(&kept);
    buffer_free(&before);
    buffer_free(&after);
    childplan_rollup_free(world.rollup);
    end_reports(&world);
    end(&world);
}

/* What was asked of memory until a call was first told of. */
struct asked {
    size_t bytes;
    size_t at_first;
    int32_t is_told;
};

static void *count_bytes(void *context, void *block, size_t size) {
    struct asked *asked = context;
    asked->bytes += size;
    if (size > 0) {
        return realloc(block, size);
    }
    free(block);
    return NULL;
}

static int32_t note_first(void *context, int32_t phase, int64_t done, int64_t total) {
    struct asked *asked = context;
    (void)phase, (void)done, (void)total;
    if (!asked->is_told) {
        asked->at_first = asked->bytes;
        asked->is_told = 1;
    }
    return 0;
}

/* Room for many rows takes long, so it is made after the first that is told. */
static void rows_get_room_while_it_is_told(void **state) {
    struct asked asked = {0};
    struct world world = {0};
    childplan_plan_options *options = NULL;
    (void)state;
    must(childplan_plan_options_new_with_allocator(count_bytes, &asked, &options));
    must(childplan_plan_load_memory(PLAN_FILE, plan_text.bytes, plan_text.size, options, &world.plan, NULL));
    must(childplan_reports_new(world.plan, &world.reports));
    must(childplan_rollup_options_new(&world.options));
    must(childplan_rollup_options_set_progress(world.options, note_first, &asked));
    for (int32_t year = 2021; year <= 2024; year++) {
        must(childplan_rollup_options_add_period(world.options, childplan_period_of(CHILDPLAN_YEAR, year, 1)));
    }
    asked.bytes = 0;
    must(compute(&world));
    size_t rows = childplan_rollup_row_count(world.rollup);
    assert_in_range(rows, 8 * UNITS, SIZE_MAX);
    assert_in_range(asked.at_first, 0, 32 * rows);
    assert_in_range(asked.bytes - asked.at_first, 100 * rows, SIZE_MAX);
    childplan_rollup_free(world.rollup);
    childplan_rollup_options_free(world.options);
    childplan_reports_free(world.reports);
    childplan_plan_free(world.plan);
    childplan_plan_options_free(options);
}

static int32_t day_of(const char *text) {
    int32_t day = CHILDPLAN_NO_DATE;
    must(childplan_date_parse(text, strlen(text), &day));
    return day;
}

static childplan_status explain(struct world *world) {
    childplan_explanation *explanation = NULL;
    int64_t period = childplan_period_of(CHILDPLAN_YEAR, 2021, 1);
    childplan_status status =
        childplan_explanation_make(world->reports, world->options, 0, period, 0, &explanation, world->said);
    childplan_explanation_free(explanation);
    return status;
}

static childplan_status report(struct world *world) {
    childplan_reporting *reporting = NULL;
    childplan_reporting_options *options = NULL;
    must(childplan_reporting_options_new(&options));
    must(childplan_reporting_options_set_progress(options, tell, &told));
    must(childplan_reporting_options_set_cells(options, 1));
    childplan_status status = childplan_reporting_compute(world->reports, options, &reporting, world->said);
    assert_true((status == CHILDPLAN_OK) == (reporting != NULL));
    childplan_reporting_free(reporting);
    childplan_reporting_options_free(options);
    return status;
}

static void reporting_stops_everywhere(void **state) {
    struct world world;
    (void)state;
    begin(&world);
    begin_reports(&world, 1, 0, read_memory);
    stop_everywhere(&world, report, CHILDPLAN_PHASE_COMPUTING, (size_t)PERIODS);
    end_reports(&world);
    end(&world);
}

static void explanations_stop_everywhere(void **state) {
    struct world world;
    (void)state;
    begin(&world);
    begin_reports(&world, 1, 0, read_memory);
    stop_everywhere(&world, explain, CHILDPLAN_PHASE_COMPUTING, 2);
    end_reports(&world);
    end(&world);
}

static childplan_status compare(struct world *world) {
    childplan_comparison *comparison = NULL;
    childplan_rollup_options *before = NULL;
    must(childplan_rollup_options_new(&before));
    must(childplan_rollup_options_add_period(before, childplan_period_of(CHILDPLAN_YEAR, 2021, 1)));
    must(childplan_rollup_options_set_until(before, day_of("2021-06-30")));
    must(childplan_rollup_options_set_progress(before, never_told, NULL));
    childplan_status status =
        childplan_comparison_make(world->reports, before, world->reports, world->options, &comparison, world->said);
    assert_true((status == CHILDPLAN_OK) == (comparison != NULL));
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(before);
    return status;
}

/* As one work, though it is of several rollups. */
static void comparisons_stop_everywhere(void **state) {
    struct world world;
    (void)state;
    begin(&world);
    begin_reports(&world, 1, 0, read_memory);
    stop_everywhere(&world, compare, CHILDPLAN_PHASE_COMPUTING, 20);
    end_reports(&world);
    end(&world);
}

static childplan_status compute_partial(struct world *world) {
    static int32_t units[UNITS + 1];
    childplan_partial *partial = NULL;
    for (int32_t i = 0; i <= UNITS; i++) {
        units[i] = i;
    }
    childplan_status status =
        childplan_partial_compute(world->reports, world->options, units, UNITS + 1, &partial, world->said);
    if (status == CHILDPLAN_OK) {
        size_t count = told.count;
        must(childplan_partial_rows(partial, &world->rollup, world->said));
        assert_int_equal(told.count, count);
        childplan_rollup_free(world->rollup);
    }
    childplan_partial_free(partial);
    return status;
}

/* Its options outlive the call, but not what the caller's function works on. */
static void partial_results_stop_everywhere(void **state) {
    struct world world;
    (void)state;
    begin(&world);
    begin_reports(&world, 1, 0, read_memory);
    must(childplan_rollup_options_set_until(world.options, day_of("2024-12-31")));
    stop_everywhere(&world, compute_partial, CHILDPLAN_PHASE_COMPUTING, 3);
    end_reports(&world);
    end(&world);
}

static childplan_status read_stream(struct world *world) {
    static const struct made_column columns[] = {
        {"unit", "u", NULL, {"u1", "u2", "u3", "u4"}},
        {"period", "u", NULL, {"2021-H1", "2021-H1", "2021-H2", "2021-H1"}},
        {"all", "l", NULL, {"1", "2", "3", "4"}},
    };
    struct maker maker = maker_of(columns, 3, 4);
    struct ArrowArrayStream stream;
    maker.batch_rows = 2;
    maker_open(&maker, &stream);
    childplan_status status = childplan_import_read_arrow(world->import, "stream", &stream, world->said);
    assert_int_equal(maker.alive, 0);
    return status;
}

static void streams_stop_everywhere(void **state) {
    struct world world;
    (void)state;
    begin(&world);
    must(childplan_reports_new(world.plan, &world.reports));
    must(childplan_import_new(world.reports, &world.import));
    must(childplan_import_set_progress(world.import, tell, &told));
    stop_everywhere(&world, read_stream, CHILDPLAN_PHASE_READING, 3);
    stop_everywhere(&world, commit, CHILDPLAN_PHASE_COMMITTING, 2);
    assert_int_equal(childplan_reports_fact_count(world.reports), 4);
    end_reports(&world);
    end(&world);
}

static void phases_have_names(void **state) {
    (void)state;
    for (int32_t phase = CHILDPLAN_PHASE_LOADING; phase <= CHILDPLAN_PHASE_WRITING; phase++) {
        assert_non_null(childplan_phase_name(phase, CHILDPLAN_ENGLISH));
        assert_string_not_equal(childplan_phase_name(phase, CHILDPLAN_ENGLISH),
                                childplan_phase_name(phase, CHILDPLAN_VIETNAMESE));
    }
    assert_string_equal(childplan_phase_name(CHILDPLAN_PHASE_READING, 7), "reading reports");
    assert_null(childplan_phase_name(0, CHILDPLAN_ENGLISH));
    assert_null(childplan_phase_name(CHILDPLAN_PHASE_WRITING + 1, CHILDPLAN_ENGLISH));
}

static void null_is_wrong_usage(void **state) {
    (void)state;
    assert_int_equal(childplan_plan_options_set_progress(NULL, tell, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_progress(NULL, tell, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_progress(NULL, tell, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_progress(NULL, tell, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_progress(NULL, tell, NULL), CHILDPLAN_ERROR_USAGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phase_stops_everywhere),
        cmocka_unit_test(columns_stop),
        cmocka_unit_test(errors_before_a_stop_are_forgotten),
        cmocka_unit_test(what_was_there_stays),
        cmocka_unit_test(rows_get_room_while_it_is_told),
        cmocka_unit_test(reporting_stops_everywhere),
        cmocka_unit_test(explanations_stop_everywhere),
        cmocka_unit_test(comparisons_stop_everywhere),
        cmocka_unit_test(partial_results_stop_everywhere),
        cmocka_unit_test(streams_stop_everywhere),
        cmocka_unit_test(phases_have_names),
        cmocka_unit_test(null_is_wrong_usage),
    };
    make_texts();
    write_file(PLAN_FILE, &plan_text);
    write_file(REPORTS_FILE, &report_text);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_free(&plan_text);
    buffer_free(&report_text);
    (void)remove(PLAN_FILE);
    (void)remove(REPORTS_FILE);
    (void)remove(ROWS_FILE);
    return failed;
}
