/* Forms of target and pace in the rows: their columns, and how CSV, JSON and the table write them. */
#include "support.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: F, title: Forms, horizon: {from: 2024, to: 2026}}\n"
    "levels: [{id: top, name: Union}]\n"
    "units: [{id: top, name: Top, level: top}]\n"
    "elements:\n"
    "  - {id: n, name: N, over_time: last}\n"
    "  - {id: d, name: D, over_time: last}\n"
    "  - {id: km, name: Km, type: decimal, decimals: 1, over_time: last}\n"
    "indicators:\n"
    "  - {id: plain, name: Plain, numerator: n, targets: [{by: 2025, above: 90.12345}]}\n"
    "  - {id: range, name: Range, numerator: n, denominator: d, targets: [{by: 2025, at_least: 5%, below: 7.5%}]}\n"
    "  - id: change\n"
    "    name: Change\n"
    "    numerator: n\n"
    "    better: lower\n"
    "    baseline: {period: 2023, value: 1000}\n"
    "    targets: [{every: year, decrease: relative, at_least: 1.23456%, at_most: 50%}]\n"
    "  - {id: unknown, name: Unknown, numerator: n, targets: [{every: half, decrease: points, above: 1}]}\n"
    "  - {id: unknown_range, name: Unknown range, numerator: n, targets: [{every: year, increase: points, at_least: 1, "
    "at_most: 2}]}\n"
    "  - {id: aim, name: Aim, numerator: n, denominator: d, targets: [{by: 2024-H1, at_least: 50%, aspiration: yes}]}\n"
    "  - {id: pace, name: Pace, numerator: [km, n], targets: [{by: 2025-H2, at_least: 100}]}\n"
    "  - {id: due, name: Due, numerator: n, denominator: d, targets: [{by: 2024-H1, at_least: 5%, below: 50%}]}\n"
    "  - {id: none, name: None, numerator: n}\n";

static const char reports_text[] = "unit,period,n,d,km\n"
                                   "top,2024-H1,40,100,0.5\n"
                                   "top,2025-H1,30,100,\n";

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup *rollup;
    childplan_output *output;
};

static void begin(struct world *world, const childplan_plan_options *plan_options) {
    childplan_import *import = NULL;
    childplan_rollup_options *options = NULL;
    int64_t period = childplan_period_of(CHILDPLAN_HALF, 2024, 1);
    *world = (struct world){0};
    assert_int_equal(
        childplan_plan_load_memory("plan.yaml", plan_text, sizeof plan_text - 1, plan_options, &world->plan, NULL),
        CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(world->plan, &world->reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(world->reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "reports", reports_text, sizeof reports_text - 1, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(world->reports, options, &world->rollup, NULL), CHILDPLAN_OK);
    childplan_rollup_options_free(options);
    assert_int_equal(childplan_output_new(&world->output), CHILDPLAN_OK);
}

static void end(struct world *world) {
    childplan_output_free(world->output);
    childplan_rollup_free(world->rollup);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

static size_t row_of(const struct world *world, const char *indicator) {
    size_t row = 0;
    assert_int_equal(childplan_rollup_find(world->rollup, 0, childplan_period_of(CHILDPLAN_HALF, 2024, 1),
                                           childplan_plan_find_indicator(world->plan, indicator), &row),
                     CHILDPLAN_OK);
    return row;
}

/* What the columns of a row's target and pace hold as text; "" for nothing, and then the cell is absent, too. */
struct expected {
    const char *indicator;
    const char *target;
    int32_t is_known; /* the target's number is there */
    const char *high;
    const char *operators[2]; /* numbers of CHILDPLAN_ABOVE … */
    const char *binding;
    const char *met;
    const char *certain;
    const char *periods_left;
    const char *pace;
};

static const struct expected expected_rows[] = {
    /* A number of the plan's is printed as it was written, one that was computed with 4 decimals. */
    {"plain", "> 90.12345", 1, "", {"1", ""}, "yes", "no", "yes", "3", "17"},
    {"range", ">= 5 < 7.5", 1, "7.5", {"2", "3"}, "yes", "no", "yes", "3", "-11"},
    {"change", ">= 500 <= 987.6544", 1, "987.6544", {"2", "4"}, "yes", "no", "yes", "1", "460"},
    {"unknown", "< ?", 0, "", {"3", ""}, "yes", "", "", "", ""},
    {"unknown_range", ">= ? <= ?", 0, "", {"2", "4"}, "yes", "", "", "1", ""},
    {"aim", ">= 50", 1, "", {"2", ""}, "no", "no", "yes", "", ""},
    {"pace", ">= 100", 1, "", {"2", ""}, "yes", "no", "yes", "3", "19.8333"},
    {"due", ">= 5 < 50", 1, "50", {"2", "3"}, "yes", "yes", "yes", "", ""},
    {"none", "", 0, "", {"", ""}, "", "", "", "", ""},
};
#define EXPECTED_ROWS (sizeof expected_rows / sizeof *expected_rows)

static void assert_cell(const struct world *world, size_t row, int32_t column, const char *expected) {
    char text[64];
    int64_t value;
    assert_int_equal(childplan_rollup_text(world->rollup, row, column, text, sizeof text), strlen(expected));
    assert_string_equal(text, expected);
    childplan_status status = childplan_rollup_get(world->rollup, row, column, &value);
    if (status != CHILDPLAN_ERROR_USAGE) {
        assert_int_equal(status, *expected ? CHILDPLAN_OK : CHILDPLAN_ABSENT);
    }
}

static void columns_hold_the_bar(void **state) {
    (void)state;
    struct world world;
    begin(&world, NULL);
    const double *targets = NULL;
    const uint8_t *has_target = NULL;
    assert_int_equal(childplan_rollup_double_column(world.rollup, CHILDPLAN_COLUMN_TARGET, &targets, &has_target),
                     CHILDPLAN_OK);
    for (size_t i = 0; i < EXPECTED_ROWS; i++) {
        const struct expected *expected = &expected_rows[i];
        size_t row = row_of(&world, expected->indicator);
        assert_cell(&world, row, CHILDPLAN_COLUMN_TARGET, expected->target);
        assert_int_equal(has_target[row], expected->is_known);
        assert_cell(&world, row, CHILDPLAN_COLUMN_TARGET_HIGH, expected->high);
        assert_cell(&world, row, CHILDPLAN_COLUMN_OPERATOR, expected->operators[0]);
        assert_cell(&world, row, CHILDPLAN_COLUMN_OPERATOR_HIGH, expected->operators[1]);
        assert_cell(&world, row, CHILDPLAN_COLUMN_BINDING, expected->binding);
        assert_cell(&world, row, CHILDPLAN_COLUMN_MET, expected->met);
        assert_cell(&world, row, CHILDPLAN_COLUMN_CERTAIN, expected->certain);
        assert_cell(&world, row, CHILDPLAN_COLUMN_PERIODS_LEFT, expected->periods_left);
        assert_cell(&world, row, CHILDPLAN_COLUMN_PACE, expected->pace);
    }
    assert_true(targets[row_of(&world, "change")] == 500.0);
    end(&world);
}

static void doubles_are_not_rounded(void **state) {
    (void)state;
    struct world world;
    const double *cells = NULL;
    begin(&world, NULL);
    assert_int_equal(childplan_rollup_double_column(world.rollup, CHILDPLAN_COLUMN_TARGET_HIGH, &cells, NULL),
                     CHILDPLAN_OK);
    assert_true(cells[row_of(&world, "change")] > 987.65439 && cells[row_of(&world, "change")] < 987.65441);
    assert_int_equal(childplan_rollup_double_column(world.rollup, CHILDPLAN_COLUMN_PACE, &cells, NULL), CHILDPLAN_OK);
    assert_true(cells[row_of(&world, "pace")] > 19.83333 && cells[row_of(&world, "pace")] < 19.83334);
    end(&world);
}

static void assert_contains(const struct world *world, const char *const texts[]) {
    struct buffer got = {0};
    assert_int_equal(childplan_rollup_write(world->rollup, world->output, buffer_write, &got), CHILDPLAN_OK);
    for (size_t i = 0; texts[i] != NULL; i++) {
        if (strstr(got.bytes, texts[i]) == NULL) {
            fail_msg("no \"%s\" in\n%s", texts[i], got.bytes);
        }
    }
    buffer_free(&got);
}

static void csv_carries_pace_where_asked(void **state) {
    (void)state;
    struct world world;
    begin(&world, NULL);
    static const char *const with[] = {",gap,as_of,periods_left,pace\n", "open,59.5,2024-06-30,3,19.8333\n",
                                       ",no_target,,2024-06-30,,\n", NULL};
    static const char *const with_names[] = {",as_of,unit_name,level,indicator_name,periods_left,pace\n",
                                             ",2024-06-30,Top,top,Pace,3,19.8333\n", NULL};
    assert_int_equal(childplan_output_set_pace(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_pace(world.output, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_pace(world.output, 1), CHILDPLAN_OK);
    assert_contains(&world, with);
    assert_int_equal(childplan_output_set_names(world.output, 1), CHILDPLAN_OK);
    assert_contains(&world, with_names);
    assert_int_equal(childplan_output_set_pace(world.output, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_names(world.output, 0), CHILDPLAN_OK);
    static const char *const bare[] = {",status,gap,as_of\n", ",open,59.5,2024-06-30\n", NULL};
    assert_contains(&world, bare);
    end(&world);
}

static void json_says_both_edges(void **state) {
    (void)state;
    struct world world;
    begin(&world, NULL);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_JSON), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_pace(world.output, 1), CHILDPLAN_OK);
    static const char *const texts[] = {
        "\"target\":{\"operator\":\"above\",\"number\":90.12345},\"by\"",
        "\"target\":{\"operator\":\"at_least\",\"number\":5,\"and\":{\"operator\":\"below\",\"number\":7.5}},\"by\"",
        "\"target\":{\"operator\":\"below\",\"number\":null},\"by\":\"2024-H1\",\"path\":null,\"met\":null",
        "\"target\":{\"operator\":\"at_least\",\"number\":null,\"and\":{\"operator\":\"at_most\",\"number\":null}},",
        "\"target\":null,\"by\":null",
        "\"as_of\":\"2024-06-30\",\"periods_left\":3,\"pace\":19.8333}",
        "\"as_of\":\"2024-06-30\",\"periods_left\":null,\"pace\":null}",
        NULL,
    };
    assert_contains(&world, texts);
    end(&world);
}

static void the_table_explains_its_marks(void **state) {
    (void)state;
    struct world world;
    begin(&world, NULL);
    static const char *const english[] = {
        "  >= 5% < 7.5% by 2025 ",
        "  < ? by first half of 2024 ",
        "  >= ? <= ? by 2024 ",
        "  >= 50%† by first half of 2024 ",
        " +59.5\n",
        " 3 × 19.8333\n",
        " 3 × -11\n",
        "\n? in a target: the figure it is measured from is not known\n",
        "\n†: an aspiration; to fall short of it is not to have missed it\n",
        "\nn × m below the gap: the gap spread evenly over the n reporting periods left, m in each\n",
        NULL,
    };
    static const char *const vietnamese[] = {
        "  >= 5% < 7,5% đến năm 2025 ",
        "  < ? đến hết 6 tháng đầu 2024 ",
        "  >= 50%† đến hết 6 tháng đầu 2024 ",
        " 3 × 19,8333\n",
        "\n? trong mục tiêu: chưa có số liệu kỳ trước hoặc số gốc để so sánh\n",
        "\n†: mục tiêu phấn đấu, khi chưa đạt cũng không xếp là không đạt\n",
        "\nn × m dưới phần thêm/bớt: chia đều cho n kỳ báo cáo còn lại, mỗi kỳ m\n",
        NULL,
    };
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_pace(world.output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_width(world.output, 200), CHILDPLAN_OK);
    assert_contains(&world, english);
    assert_int_equal(childplan_output_set_language(world.output, CHILDPLAN_VIETNAMESE), CHILDPLAN_OK);
    assert_contains(&world, vietnamese);
    end(&world);
}

/* Without pace asked for the table says nothing of it, nor of a path that is an edge of the target itself. */
static void the_table_explains_no_other_marks(void **state) {
    (void)state;
    struct world world;
    struct buffer got = {0};
    begin(&world, NULL);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    assert_null(strstr(got.bytes, "×"));
    assert_null(strstr(got.bytes, "path 5%"));
    assert_non_null(strstr(got.bytes, "path 993.8"));
    buffer_free(&got);
    end(&world);
}

static void no_line_is_wider_than_the_terminal(void **state) {
    (void)state;
    struct world world;
    begin(&world, NULL);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_pace(world.output, 1), CHILDPLAN_OK);
    for (int32_t width = 60; width <= 140; width++) {
        struct buffer got = {0};
        assert_int_equal(childplan_output_set_width(world.output, width), CHILDPLAN_OK);
        assert_int_equal(childplan_output_set_language(world.output, width % 2), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
        for (const char *line = got.bytes; *line; line += strcspn(line, "\n") + 1) {
            assert_true(childplan__utf8_width(line, strcspn(line, "\n")) <= (size_t)width);
        }
        buffer_free(&got);
    }
    end(&world);
}

/* Allocations from this one on fail; 0: none does. */
struct limited {
    size_t calls;
    size_t fail_at;
};

static void *allocate_limited(void *context, void *memory, size_t size) {
    struct limited *limited = context;
    if (size == 0) {
        free(memory);
        return NULL;
    }
    limited->calls++;
    return limited->fail_at > 0 && limited->calls >= limited->fail_at ? NULL : realloc(memory, size);
}

/* The sums of the period before and the table's further texts. */
static void every_allocation_may_fail(void **state) {
    (void)state;
    struct world world;
    struct limited limited = {0, 0};
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new_with_allocator(allocate_limited, &limited, &options), CHILDPLAN_OK);
    begin(&world, options);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_pace(world.output, 1), CHILDPLAN_OK);
    childplan_rollup *rollup = NULL;
    limited = (struct limited){0, 0};
    assert_int_equal(childplan_rollup_compute(world.reports, NULL, &rollup, NULL), CHILDPLAN_OK);
    size_t needed = limited.calls;
    childplan_rollup_free(rollup);
    for (size_t fail_at = 1; fail_at <= needed; fail_at++) {
        childplan_rollup *none = NULL;
        limited = (struct limited){0, fail_at};
        assert_int_equal(childplan_rollup_compute(world.reports, NULL, &none, NULL), CHILDPLAN_ERROR_NO_MEMORY);
        assert_null(none);
    }
    limited = (struct limited){0, 0};
    struct buffer whole = {0};
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &whole), CHILDPLAN_OK);
    needed = limited.calls;
    for (size_t fail_at = 1; fail_at <= needed; fail_at++) {
        struct buffer got = {0};
        limited = (struct limited){0, fail_at};
        assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got),
                         CHILDPLAN_ERROR_NO_MEMORY);
        buffer_free(&got);
    }
    limited = (struct limited){0, 0};
    buffer_free(&whole);
    end(&world);
    childplan_plan_options_free(options);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_hold_the_bar),
        cmocka_unit_test(doubles_are_not_rounded),
        cmocka_unit_test(csv_carries_pace_where_asked),
        cmocka_unit_test(json_says_both_edges),
        cmocka_unit_test(the_table_explains_its_marks),
        cmocka_unit_test(the_table_explains_no_other_marks),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("target_rows", tests, NULL, NULL);
}
