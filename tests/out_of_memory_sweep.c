#include "out_of_memory_sweep.h"

#include "faults.h"

#include <string.h>

size_t sweep_points;

void nothing(struct world *world) {
    (void)world;
}

void tell_nothing(struct world *world, struct buffer *text) {
    (void)world;
    (void)text;
}

static void free_diagnostics(struct world *world) {
    childplan_diagnostics_free(world->said);
    world->said = NULL;
}

/* Diagnostics half added when memory failed can be read and added to all the same. */
static void read_diagnostics(struct world *world) {
    char line[64];
    for (size_t i = 0; i < childplan_diagnostics_count(world->said); i++) {
        (void)childplan_diagnostics_format(world->said, i, CHILDPLAN_VIETNAMESE, line, sizeof line);
    }
    childplan_diagnostics_clear(world->said);
}

/* One call that is told to fail, and again without failure. */
static void visit(struct world *world, const struct stage *stage, size_t fail_at, int all_later,
                  childplan_status expected, const char *told, struct buffer *text) {
    size_t alive = faults.alive;
    ok(childplan_diagnostics_new(&world->said));
    stage->prepare(world);
    childplan_diagnostics_clear(world->said);
    faults_begin(fail_at, all_later);
    childplan_status status = stage->call(world);
    faults_end();
    sweep_points++;
    if (faults.failed == 0 || status != CHILDPLAN_ERROR_NO_MEMORY) {
        fail_msg("%s %s: allocation %zu failed%s, and the call gave: %s", world->path, stage->name, fail_at,
                 all_later ? " with all later ones" : "", childplan_status_string(status));
    }
    read_diagnostics(world);
    status = stage->call(world);
    rewind_buffer(text);
    stage->tell(world, text);
    if (status != expected || strcmp(text->bytes, told) != 0) {
        print_error("%s %s: allocation %zu%s\n", world->path, stage->name, fail_at, all_later ? " and all later" : "");
        assert_int_equal(status, expected);
        assert_same_lines(stage->name, told, text->bytes);
    }
    stage->undo(world);
    free_diagnostics(world);
    if (faults.alive != alive) {
        fail_msg("%s %s: allocation %zu failed%s, and %zu blocks were alive, then %zu", world->path, stage->name,
                 fail_at, all_later ? " with all later ones" : "", alive, faults.alive);
    }
}

/* What comes of the call with all memory there is; how many allocations it takes. */
static childplan_status run_once(struct world *world, const struct stage *stage, struct buffer *text,
                                 size_t *ret_calls) {
    ok(childplan_diagnostics_new(&world->said));
    stage->prepare(world);
    childplan_diagnostics_clear(world->said);
    faults_begin(0, 0);
    childplan_status status = stage->call(world);
    faults_end();
    *ret_calls = faults.calls;
    rewind_buffer(text);
    stage->tell(world, text);
    stage->undo(world);
    free_diagnostics(world);
    return status;
}

void sweep(struct world *world, const struct stage *stage) {
    struct buffer told = {0};
    struct buffer text = {0};
    size_t calls;
    (void)run_once(world, stage, &told, &calls);
    childplan_status expected = run_once(world, stage, &told, &calls);
    buffer_add(&text, told.bytes, told.size);
    size_t step = (calls + stage->most_points - 1) / stage->most_points;
    for (int all_later = 0; all_later < 2; all_later++) {
        /* Others in each sweep, so that among many cases each point has its turn. */
        static size_t turn;
        for (size_t fail_at = 1 + (step > 0 ? turn++ % step : 0); fail_at <= calls; fail_at += step) {
            visit(world, stage, fail_at, all_later, expected, told.bytes, &text);
        }
    }
    buffer_free(&told);
    buffer_free(&text);
}

/*
 * What came of them.
 */
void tell_said(struct world *world, struct buffer *text) {
    buffer_add_diagnostics(text, world->said, CHILDPLAN_ENGLISH);
}

void tell_plan(struct world *world, struct buffer *text) {
    tell_said(world, text);
    size_t units = childplan_plan_unit_count(world->plan);
    for (size_t i = 0; i < units; i++) {
        int32_t unit = (int32_t)i;
        buffer_print(text, "%s %s\n", childplan_plan_unit_id(world->plan, unit),
                     childplan_plan_unit_name(world->plan, unit, 19500));
    }
    for (size_t i = 0; i < childplan_plan_element_count(world->plan); i++) {
        buffer_print(text, "%s\n", childplan_plan_element_name(world->plan, (int32_t)i));
    }
    for (size_t i = 0; i < childplan_plan_indicator_count(world->plan); i++) {
        buffer_print(text, "%s\n", childplan_plan_indicator_name(world->plan, (int32_t)i));
    }
}

void tell_rows(struct world *world, struct buffer *text) {
    tell_said(world, text);
    if (world->rollup) {
        ok(childplan_rollup_write(world->rollup, NULL, buffer_write, text));
    }
}

/* With the rows that follow from it where they are few. */
void tell_store(struct world *world, struct buffer *text) {
    buffer_print(text, "%d facts\n", (int)childplan_reports_fact_count(world->reports));
    if (childplan_plan_unit_count(world->plan) < 50) {
        (void)childplan_rollup_compute(world->reports, NULL, &world->rollup, NULL);
        tell_rows(world, text);
        free_rollup(world);
    } else {
        tell_said(world, text);
    }
}

void tell_import(struct world *world, struct buffer *text) {
    childplan_status status = commit(world);
    buffer_print(text, "%s\n", childplan_status_string(status));
    tell_store(world, text);
}

void tell_written(struct world *world, struct buffer *text) {
    tell_said(world, text);
    buffer_add(text, world->written.bytes, world->written.size);
}

void tell_explanation(struct world *world, struct buffer *text) {
    tell_said(world, text);
    if (world->explanation != NULL) {
        ok(childplan_explanation_write_json(world->explanation, CHILDPLAN_ENGLISH, buffer_write, text));
    }
}

void tell_reporting(struct world *world, struct buffer *text) {
    tell_said(world, text);
    for (size_t row = 0; row < childplan_reporting_row_count(world->reporting); row++) {
        for (int32_t column = 0; column < CHILDPLAN_REPORTING_COLUMN_COUNT; column++) {
            char cell[64];
            childplan_reporting_text(world->reporting, row, column, cell, sizeof cell);
            buffer_print(text, "%s,", cell);
        }
        buffer_add_string(text, "\n");
    }
    buffer_print(text, "%d cells\n", (int)childplan_reporting_cell_count(world->reporting));
}
