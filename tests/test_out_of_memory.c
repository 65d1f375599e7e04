/*
 * Every call with every allocation failing: only that one, or that one and all later ones. The call must say so, write
 * nothing, leak nothing, and give the same as ever when it is made again with the objects it was given.
 * The cases are those of tests/cases, and the plans and reports of tests/data, most of which are refused.
 * usage: test_out_of_memory CASES_DIR DATA_DIR
 */
#include "out_of_memory_calls.h"

#include "out_of_memory_compare.h"
#include "out_of_memory_sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sweep visits no more points than this in each of its two ways; of a longer one it takes every so many. */
#define MOST_POINTS 100
/* And of one whose every call takes long. */
#define FEW_POINTS 4
/* And of a workbook. */
#define SOME_POINTS 25

static const char *cases_path;
static const char *data_path;
/*
 * The sweeps of a case.
 */
static void sweep_options(struct world *world) {
    static const struct stage make = {"options",    nothing,           new_load_options,
                                      tell_nothing, free_load_options, MOST_POINTS};
    sweep(world, &make);
    ok(new_load_options(world));
    free_load_options(world);
}

static void prepare_load_options(struct world *world) {
    ok(new_load_options(world));
}

/* The plan of the units that were added. */
static void tell_units(struct world *world, struct buffer *text) {
    static const char plan[] = "childplan: 1\n"
                               "plan: {id: p, title: t, horizon: {from: 2021, to: 2025}}\n"
                               "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
                               "elements: [{id: e, name: E, over_time: sum}]\n"
                               "indicators: [{id: i, name: I, numerator: e}]\n";
    childplan_status status =
        childplan_plan_load_memory("plan.yaml", plan, sizeof plan - 1, world->load_options, &world->plan, world->said);
    buffer_print(text, "%s\n", childplan_status_string(status));
    tell_plan(world, text);
    free_plan(world);
}

static void sweep_added_units(void **state) {
    (void)state;
    static const struct stage add = {"added units", prepare_load_options, add_units,
                                     tell_units,    free_load_options,    MOST_POINTS};
    struct world world = {.path = "units"};
    sweep(&world, &add);
}

/* In each way of importing. */
static void sweep_imports(struct world *world, size_t most_points) {
    const struct stage stages[] = {
        {"reports", nothing, new_reports, tell_nothing, free_reports, most_points},
        {"import", prepare_reports, new_import, tell_nothing, free_reports, most_points},
        {"read", prepare_import, read_reports, tell_import, free_reports, most_points},
        {"read again", prepare_commit, read_reports, tell_import, free_reports, most_points},
        {"commit twice", prepare_read_twice, commit, tell_store, free_reports, most_points},
        {"commit", prepare_commit, commit, tell_store, free_reports, most_points},
        {"values", prepare_revision, add_values, tell_import, free_reports, most_points},
        {"withdrawal", prepare_revision, withdraw, tell_import, free_reports, most_points},
        {"revision", prepare_revision_commit, commit, tell_store, free_reports, most_points},
    };
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        sweep(world, &stages[i]);
    }
}

static void free_output(struct world *world) {
    childplan_output_free(world->output);
    world->output = NULL;
}

/* A workbook takes long: those of one case are enough. */
static int has_workbooks(const struct world *world) {
    return strstr(world->path, "/excel") && childplan_output_has_format(CHILDPLAN_FORMAT_XLSX);
}

static void sweep_formats(struct world *world, size_t most_points) {
    struct stage stage = {"write", nothing, write_rows, tell_written, nothing, most_points};
    int32_t last = has_workbooks(world) ? CHILDPLAN_FORMAT_XLSX : CHILDPLAN_FORMAT_TABLE;
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= last; format++) {
        stage.most_points = format == CHILDPLAN_FORMAT_XLSX ? SOME_POINTS : most_points;
        for (int32_t names = 0; names < 2; names++) {
            ok(childplan_output_new(&world->output));
            ok(childplan_output_set_format(world->output, format));
            ok(childplan_output_set_names(world->output, names));
            ok(childplan_output_set_color(world->output, names));
            ok(childplan_output_set_pace(world->output, names));
            ok(childplan_output_set_language(world->output, names ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH));
            sweep(world, &stage);
            free_output(world);
        }
    }
}

static void sweep_forms(struct world *world) {
    struct stage stage = {"form", nothing, write_form, tell_written, nothing, FEW_POINTS};
    ok(childplan_output_new(&world->output));
    sweep(world, &stage);
    if (has_workbooks(world)) {
        ok(childplan_output_set_format(world->output, CHILDPLAN_FORMAT_XLSX));
        stage.most_points = SOME_POINTS;
        sweep(world, &stage);
    }
    free_output(world);
}

/* Every 7th row of an unknown unit, every 5th with another value, every 11th twice. */
static void spoil_reports(struct world *world) {
    struct buffer spoilt = {0};
    size_t number = 0;
    for (const char *line = world->reports_text.bytes; *line; number++) {
        size_t size = strcspn(line, "\r\n");
        size_t end = size + strspn(line + size, "\r\n");
        int is_header = number < 2;
        for (int copy = 0; copy < (number % 11 == 10 ? 2 : 1); copy++) {
            buffer_add_string(&spoilt, number % 7 == 6 && !is_header ? "x" : "");
            buffer_add(&spoilt, line, size);
            buffer_add_string(&spoilt, number % 5 == 4 && !is_header ? "9" : "");
            buffer_add(&spoilt, line + size, end - size);
        }
        line += end;
    }
    buffer_free(&world->reports_text);
    world->reports_text = spoilt;
}

/* Of the first row, which holds all units, and one in the middle. */
static void sweep_explanations(struct world *world, size_t most_points) {
    const struct stage make = {"explanation", nothing, explain, tell_explanation, free_explanation, most_points};
    const struct stage write = {"write explanation", nothing, write_explanation, tell_written, nothing, most_points};
    size_t rows = childplan_rollup_row_count(world->rollup);
    for (int part = 0; part < 2 && rows > 0; part++) {
        world->row = part == 0 ? 0 : rows / 2;
        sweep(world, &make);
        ok(explain(world));
        sweep(world, &write);
        free_explanation(world);
    }
}

/* Told what the defaults came to, as every part must be. */
static void sweep_parts(struct world *world, size_t most_points) {
    const struct stage parts = {"parts", nothing, compute_in_parts, tell_rows, free_rollup, most_points};
    const int64_t *periods = NULL;
    childplan_rollup *rollup = world->rollup;
    ok(childplan_rollup_int64_column(rollup, CHILDPLAN_COLUMN_PERIOD, &periods, NULL));
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        ok(childplan_rollup_options_add_period(world->options, periods[row]));
    }
    ok(childplan_rollup_options_set_until(world->options, childplan_rollup_until(rollup)));
    if (childplan_rollup_row_count(rollup) > 0) {
        world->rollup = NULL;
        sweep(world, &parts);
        world->rollup = rollup;
    }
}

static void sweep_rollup(struct world *world, const char *name, size_t most_points) {
    const struct stage options = {"rollup options",    nothing,    new_rollup_options, tell_nothing,
                                  free_rollup_options, most_points};
    const struct stage rows = {"rollup", nothing, compute, tell_rows, free_rollup, most_points};
    const struct stage live = {"live rollup", nothing, compute_live, tell_rows, free_rollup, most_points};
    struct buffer expected = {0};
    char path[600];
    sweep(world, &options);
    ok(new_rollup_options(world));
    sweep(world, &rows);
    sweep(world, &live);
    ok(compute(world));
    snprintf(path, sizeof path, "%s/expected-%s.csv", world->path, name);
    assert_true(read_whole_file(path, &expected));
    ok(childplan_output_new(&world->output));
    ok(childplan_output_set_names(world->output, world->names));
    ok(childplan_output_set_pace(world->output, world->pace));
    ok(write_rows(world));
    free_output(world);
    assert_same_lines(path, expected.bytes, world->written.bytes);
    sweep_formats(world, most_points);
    sweep_explanations(world, most_points);
    sweep_parts(world, most_points < FEW_POINTS ? most_points : FEW_POINTS);
    free_rollup(world);
    free_rollup_options(world);
    buffer_free(&expected);
}

/* By default, and as asked. */
static void sweep_reporting(struct world *world, size_t most_points) {
    const struct stage options = {"reporting options",    nothing,    new_reporting_options, tell_nothing,
                                  free_reporting_options, most_points};
    const struct stage rows = {"reporting", nothing, compute_reporting, tell_reporting, free_reporting, most_points};
    sweep(world, &rows);
    sweep(world, &options);
    ok(new_reporting_options(world));
    sweep(world, &rows);
    free_reporting_options(world);
}

static void read_text(const struct world *world, const char *name, struct buffer *text) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", world->path, name);
    assert_true(read_whole_file(path, text));
}

static void read_files(struct world *world) {
    size_t count;
    world->file_names = list_files(world->path, "", &count);
    world->file_texts = calloc(count + 1, sizeof *world->file_texts);
    assert_non_null(world->file_texts);
    for (size_t i = 0; i < count; i++) {
        if (world->file_names[i][0] != '.') {
            read_text(world, world->file_names[i], &world->file_texts[i]);
        }
    }
}

static void set_arguments(struct world *world, const char *name) {
    struct buffer text = {0};
    char file[64];
    snprintf(file, sizeof file, "args-%s", name);
    read_text(world, file, &text);
    assert_in_range(text.size, 0, sizeof world->arguments - 1);
    strcpy(world->arguments, text.bytes);
    world->decimal_comma = strstr(text.bytes, "--decimal-comma") != NULL;
    world->lenient = strstr(text.bytes, "--lenient") != NULL;
    world->names = strstr(text.bytes, "--names") != NULL;
    world->pace = strstr(text.bytes, "--pace") != NULL;
    buffer_free(&text);
}

static void begin_case(struct world *world, const char *name) {
    *world = (struct world){.decimal_comma = 0};
    snprintf(world->path, sizeof world->path, "%s/%s", cases_path, name);
    read_text(world, "plan.yaml", &world->plan_text);
    read_files(world);
    read_text(world, "reports.csv", &world->reports_text);
    set_arguments(world, "1");
}

static void end_case(struct world *world) {
    free_all(world);
    buffer_free(&world->plan_text);
    for (size_t i = 0; world->file_names[i]; i++) {
        buffer_free(&world->file_texts[i]);
    }
    free_names(world->file_names);
    free(world->file_texts);
    buffer_free(&world->reports_text);
    buffer_free(&world->written);
}

/* What the check finds in the plan. */
static void sweep_check(struct world *world) {
    static const struct stage checks = {"check", nothing, check, tell_said, nothing, MOST_POINTS};
    sweep(world, &checks);
}

/* What the check finds in the reports. */
static void sweep_data_check(struct world *world) {
    static const struct stage checks = {"data check", nothing, check_reports, tell_said, nothing, MOST_POINTS};
    sweep(world, &checks);
}

/* Of a comparison every call takes as long as several rollups. */
static void sweep_comparisons(struct world *world, size_t most_points) {
    size_t fewer = most_points > 4 * FEW_POINTS ? 4 * FEW_POINTS : most_points;
    const struct stage stages[] = {
        {"compare plans", nothing, compare_plans, tell_comparison, free_compared, fewer},
        {"compare days", nothing, compare_days, tell_comparison, free_compared, fewer},
        {"panel", nothing, make_panel, tell_panel, free_compared, most_points},
        {"breaks", nothing, find_breaks, tell_breaks, free_compared, most_points},
    };
    begin_other(world);
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        sweep(world, &stages[i]);
    }
    end_other(world);
}

static void worked_case(void **state) {
    struct world world;
    begin_case(&world, *state);
    size_t most_points = world.reports_text.size > 100000 ? FEW_POINTS : MOST_POINTS;
    const struct stage loads = {"load", nothing, load, tell_plan, free_plan, MOST_POINTS};
    const struct stage all = {"all", nothing, run_all, tell_written, free_all, most_points};
    sweep_options(&world);
    ok(new_load_options(&world));
    sweep(&world, &loads);
    ok(load(&world));
    sweep_check(&world);
    sweep_imports(&world, most_points);
    prepare_commit(&world);
    ok(commit(&world));
    sweep_forms(&world);
    sweep_data_check(&world);
    sweep_reporting(&world, most_points);
    size_t count;
    char **names = list_files(world.path, ".csv", &count);
    for (char **name = names; *name; name++) {
        char number[16];
        if (sscanf(*name, "expected-%15[0-9]", number) == 1) {
            set_arguments(&world, number);
            sweep_rollup(&world, number, most_points);
        }
    }
    free_names(names);
    sweep_comparisons(&world, most_points);
    free_all(&world);
    sweep(&world, &all);
    ok(new_load_options(&world));
    ok(load(&world));
    spoil_reports(&world);
    for (world.lenient = 0; world.lenient < 2; world.lenient++) {
        sweep_imports(&world, most_points);
    }
    end_case(&world);
}

/*
 * The plans and reports of tests/data.
 */
static int file_exists(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file) {
        fclose(file);
    }
    return file != NULL;
}

static void read_data_arguments(struct world *world) {
    char path[600];
    struct buffer text = {0};
    snprintf(path, sizeof path, "%s.args", world->path);
    if (read_whole_file(path, &text)) {
        world->decimal_comma = strstr(text.bytes, "decimal-comma") != NULL;
        world->lenient = strstr(text.bytes, "lenient") != NULL;
    }
    buffer_free(&text);
}

static void sweep_data(struct world *world) {
    static const struct stage loads = {"load", nothing, load_file, tell_plan, free_plan, MOST_POINTS};
    static const struct stage reads = {"read",      prepare_import, read_reports_file,
                                       tell_import, free_reports,   MOST_POINTS};
    static const struct stage rows = {"rollup", nothing, compute, tell_rows, free_rollup, MOST_POINTS};
    char path[600];
    read_data_arguments(world);
    ok(new_load_options(world));
    sweep(world, &loads);
    snprintf(path, sizeof path, "%s.csv", world->path);
    if (load_file(world) == CHILDPLAN_OK && file_exists(path)) {
        sweep(world, &reads);
        prepare_import(world);
        (void)read_reports_file(world);
        (void)commit(world);
        sweep(world, &rows);
        sweep_data_check(world);
    }
    free_all(world);
}

/* Those that need no other file. */
static void checked_folder(void **state) {
    (void)state;
    char folder[300];
    size_t count;
    size_t checked = 0;
    snprintf(folder, sizeof folder, "%s/lint", data_path);
    char **names = list_files(folder, ".yaml", &count);
    for (char **name = names; *name; name++) {
        struct world world = {.decimal_comma = 0};
        (*name)[strlen(*name) - strlen(".yaml")] = '\0';
        snprintf(world.path, sizeof world.path, "%s/%s", folder, *name);
        ok(new_load_options(&world));
        if (load_file(&world) == CHILDPLAN_OK) {
            sweep_check(&world);
            checked++;
        }
        free_all(&world);
    }
    assert_in_range(checked, 100, count);
    free_names(names);
}

static void data_folder(void **state) {
    char folder[300];
    size_t count;
    snprintf(folder, sizeof folder, "%s/%s", data_path, (const char *)*state);
    char **names = list_files(folder, ".yaml", &count);
    assert_in_range(count, 10, 10000);
    for (char **name = names; *name; name++) {
        struct world world = {.decimal_comma = 0};
        (*name)[strlen(*name) - strlen(".yaml")] = '\0';
        snprintf(world.path, sizeof world.path, "%s/%s", folder, *name);
        sweep_data(&world);
    }
    free_names(names);
}

static void enough_points(void **state) {
    (void)state;
    print_message("# %zu points\n", sweep_points);
    assert_in_range(sweep_points, 20000, SIZE_MAX);
}

static int run_sweeps(char **cases, size_t count) {
    struct CMUnitTest *tests = calloc(count + 5, sizeof *tests);
    if (!tests) {
        return 1;
    }
    size_t made = 0;
    tests[made++] = (struct CMUnitTest)cmocka_unit_test(sweep_added_units);
    for (size_t i = 0; i < count; i++) {
        if (cases[i][0] != '.') {
            tests[made++] = (struct CMUnitTest){cases[i], worked_case, NULL, NULL, cases[i]};
        }
    }
    static char valid[] = "valid";
    static char invalid[] = "invalid";
    tests[made++] = (struct CMUnitTest){valid, data_folder, NULL, NULL, valid};
    tests[made++] = (struct CMUnitTest){invalid, data_folder, NULL, NULL, invalid};
    tests[made++] = (struct CMUnitTest)cmocka_unit_test(checked_folder);
    tests[made++] = (struct CMUnitTest)cmocka_unit_test(enough_points);
    int failed = _cmocka_run_group_tests("out of memory", tests, made, NULL, NULL);
    free(tests);
    return failed;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        return 2;
    }
    cases_path = argv[1];
    data_path = argv[2];
    size_t count;
    char **cases = list_files(cases_path, "", &count);
    int failed = run_sweeps(cases, count);
    free_names(cases);
    return failed;
}
