#include "out_of_memory_compare.h"

#include "faults.h"

#include <string.h>

#define UNTOUCHED ((void *)&faults)
#define YEARS 2
#define NO_BREAK 7

static childplan_plan *other_plan;
static childplan_reports *other_reports;
static childplan_rollup_options *other_options;
static childplan_comparison *comparison;
static childplan_panel *panel;
static uint8_t breaks[YEARS];

/* Everything is asked for by name, of both. */
static void ask_the_same(const struct world *world) {
    struct world other = {.plan = other_plan};
    strcpy(other.arguments, world->arguments);
    ok(new_rollup_options(&other));
    childplan_rollup_options_free(other_options);
    other_options = other.options;
}

void begin_other(struct world *world) {
    struct buffer text = {0};
    childplan_import *import = NULL;
    int32_t first = 0;
    int32_t last = 0;
    buffer_add(&text, world->plan_text.bytes, world->plan_text.size);
    buffer_add_string(&text, "\n# another digest\n");
    ok(childplan_plan_load_memory(world->path, text.bytes, text.size, world->load_options, &other_plan, NULL));
    ok(childplan_reports_new(other_plan, &other_reports));
    ok(childplan_import_new(other_reports, &import));
    ok(childplan_import_set_decimal_comma(import, world->decimal_comma));
    ok(childplan_import_set_lenient(import, 1));
    ok(childplan_import_read_memory(import, "reports.csv", world->reports_text.bytes, world->reports_text.size, NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    int64_t year = childplan_period_of(CHILDPLAN_YEAR, childplan_plan_last_year(other_plan), 1);
    ok(childplan_plan_period_days(other_plan, year, &first, &last));
    ok(childplan_rollup_options_new(&other_options));
    if (world->options) {
        ask_the_same(world);
    }
    ok(childplan_rollup_options_set_structure(other_options, last));
    ok(childplan_rollup_options_set_until(other_options, last));
    buffer_free(&text);
}

void end_other(struct world *world) {
    (void)world;
    childplan_rollup_options_free(other_options);
    childplan_reports_free(other_reports);
    childplan_plan_free(other_plan);
    other_options = NULL;
    other_reports = NULL;
    other_plan = NULL;
}

static childplan_status compare_with(struct world *world, const childplan_reports *after) {
    childplan_comparison *made = UNTOUCHED;
    childplan_status status =
        childplan_comparison_make(world->reports, world->options, after, other_options, &made, world->said);
    if (status == CHILDPLAN_OK) {
        comparison = made;
    } else {
        assert_ptr_equal(made, UNTOUCHED);
    }
    return status;
}

childplan_status compare_plans(struct world *world) {
    return compare_with(world, other_reports);
}

childplan_status compare_days(struct world *world) {
    return compare_with(world, world->reports);
}

static int64_t year_of(const struct world *world, int32_t number) {
    return childplan_period_of(CHILDPLAN_YEAR, childplan_plan_first_year(world->plan) + number, 1);
}

static int32_t last_indicator(const struct world *world) {
    return (int32_t)childplan_plan_indicator_count(world->plan) - 1;
}

childplan_status make_panel(struct world *world) {
    childplan_panel *made = UNTOUCHED;
    childplan_status status = childplan_panel_make(world->reports, NULL, 0, last_indicator(world), year_of(world, 0),
                                                   year_of(world, 1), &made, world->said);
    if (status == CHILDPLAN_OK) {
        panel = made;
    } else {
        assert_ptr_equal(made, UNTOUCHED);
    }
    return status;
}

childplan_status find_breaks(struct world *world) {
    const int64_t years[YEARS] = {year_of(world, 0), year_of(world, 1)};
    memset(breaks, NO_BREAK, sizeof breaks);
    childplan_status status =
        childplan_breaks_find(world->reports, NULL, 0, last_indicator(world), years, YEARS, breaks, world->said);
    assert_true(status == CHILDPLAN_OK || breaks[YEARS - 1] == NO_BREAK);
    return status;
}

void tell_comparison(struct world *world, struct buffer *text) {
    buffer_add_diagnostics(text, world->said, CHILDPLAN_ENGLISH);
    for (size_t row = 0; row < childplan_comparison_row_count(comparison); row++) {
        buffer_print(text, "%s %s", childplan_comparison_unit(comparison, row),
                     childplan_comparison_indicator(comparison, row));
        for (int32_t cause = CHILDPLAN_CAUSE_ALL; cause < CHILDPLAN_CAUSE_COUNT; cause++) {
            char part[64];
            childplan_comparison_part_text(comparison, row, cause, CHILDPLAN_COLUMN_VALUE, part, sizeof part);
            buffer_print(text, " %s", part);
        }
        buffer_add_string(text, "\n");
    }
}

void tell_panel(struct world *world, struct buffer *text) {
    buffer_add_diagnostics(text, world->said, CHILDPLAN_ENGLISH);
    for (int32_t line = CHILDPLAN_PANEL_ROWS; line <= CHILDPLAN_PANEL_MATCHED; line++) {
        char change[64];
        childplan_panel_text(panel, line, CHILDPLAN_PANEL_CHANGE, CHILDPLAN_COLUMN_VALUE, change, sizeof change);
        buffer_print(text, "%s, of %zu units\n", change, childplan_panel_unit_count(panel));
    }
}

void tell_breaks(struct world *world, struct buffer *text) {
    buffer_add_diagnostics(text, world->said, CHILDPLAN_ENGLISH);
    buffer_print(text, "%d\n", breaks[YEARS - 1]);
}

void free_compared(struct world *world) {
    (void)world;
    childplan_comparison_free(comparison);
    childplan_panel_free(panel);
    comparison = NULL;
    panel = NULL;
}
