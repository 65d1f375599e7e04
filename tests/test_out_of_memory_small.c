/*
 * As test_out_of_memory.c, on a plan so small that every allocation of a call has its turn to fail.
 */
#include "faults.h"
#include "out_of_memory_compare.h"
#include "out_of_memory_sweep.h"

#include <string.h>

/* Each allocation of an arena is one of the allocator: see base/alloc.c. No call takes as many. */
#define EVERY_POINT 100000

/* Something of every kind: units that come and go, tags, populations, rates, parts, all aggregates, targets of all
   forms and scopes, quotas, an indicator that counts units, tasks, a plan above. */
static const char plan_text[] =
    "childplan: 1\n"
    "plan:\n"
    "  id: small\n"
    "  title: Small\n"
    "  issuer: root\n"
    "  upholds: {file: above.yaml}\n"
    "  horizon: {from: 2024, to: 2025}\n"
    "  tasks: [{id: t, text: Task, indicators: [share], leads: [low, a], cadence: term}]\n"
    "calendar: {frequency: half}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units: {file: units.csv}\n"
    "rates: [{id: r, name: R, values: [{from: 2024-01-01, value: 1.5}]}]\n"
    "elements:\n"
    "  - {id: d, name: D, levels: [low], over_time: last, carry: 1}\n"
    "  - {id: n, name: N, levels: [low], over_time: last, carry: 1, part_of: d}\n"
    "  - {id: most, name: Most, over_time: max, over_units: max}\n"
    "  - {id: mean, name: Mean, type: decimal, decimals: 1, over_time: mean, over_units: mean}\n"
    "  - {id: ytd, name: Ytd, type: money, over_time: sum, given: year_to_date}\n"
    "  - {id: yes, name: Yes, type: flag, levels: [low], over_time: last}\n"
    "  - {id: fine, name: Fine, type: decimal, decimals: 1, levels: [low], over_time: last, part_of: d}\n"
    "indicators:\n"
    "  - id: share\n"
    "    name: Share\n"
    "    numerator: n\n"
    "    denominator: d\n"
    "    baseline: {period: 2023, value: 10, values: [{unit: b, value: 5}, {unit: a, value: 7}]}\n"
    "    targets:\n"
    "      - {by: 2024, at_least: 40%}\n"
    "      - {by: 2025, at_least: 50%}\n"
    "      - {by: 2024, above: 30%, units: {ids: [c, a]}}\n"
    "      - {by: 2025, above: 35%, units: {tag: far}}\n"
    "      - {by: 2025, above: 33%, units: {level: low}}\n"
    "  - {id: most, name: Most, numerator: most, targets: [{by: 2025, at_least: 2, at_most: 9}]}\n"
    "  - {id: mean, name: Mean, numerator: mean, better: lower, targets: [{every: year, decrease: relative, at_least: "
    "3%}]}\n"
    "  - id: paid\n"
    "    name: Paid\n"
    "    numerator: {element: n, rate: r}\n"
    "    units: {tag: far}\n"
    "  - id: given\n"
    "    name: Given\n"
    "    numerator: d\n"
    "    targets:\n"
    "      - {by: 2025, at_least: 30, units: {ids: [root]}}\n"
    "      - {by: 2025, at_least: assigned, values: [{unit: a, value: 9}, {unit: c, value: 8}]}\n"
    "  - {id: have, name: Have, numerator: yes, denominator: each_unit, units: {ids: [c, a]}}\n"
    "  - {id: meet, name: Meet, units_meeting: {indicator: share, level: low}, targets: [{by: 2025, at_least: 50%}]}\n";

static const char above_text[] =
    "childplan: 1\n"
    "plan: {id: above, title: Above, horizon: {from: 2024, to: 2025}}\n"
    "calendar: {frequency: half}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: a, name: A, level: low, parent: root, tags: [far]}\n"
    "  - {id: c, name: C, level: low, parent: root}\n"
    "elements:\n"
    "  - {id: d, name: D, levels: [low], over_time: last, carry: 1}\n"
    "  - {id: n, name: N, levels: [low], over_time: last, carry: 1, part_of: d}\n"
    "indicators:\n"
    "  - id: share\n"
    "    name: Share\n"
    "    numerator: n\n"
    "    denominator: d\n"
    "    baseline: {period: 2023, value: 12}\n"
    "    targets: [{by: 2025, at_least: 60%}, {by: 2025, at_least: 70%, units: {ids: [a]}}]\n"
    "  - {id: given, name: Given, numerator: d, targets: [{by: 2025, at_least: 40, units: {ids: [root]}}]}\n"
    "  - {id: absent, name: Absent, numerator: n, targets: [{by: 2025, at_least: 1}]}\n";

static const char units_text[] = "id,name,level,parent,from,until,successor,tags\n"
                                 "root,Root,top,,,,,\n"
                                 "a,A,low,root,,,,far\n"
                                 "b,B,low,root,,2024-12-31,c,near;far\n"
                                 "c,C,low,root,2025-01-01,,,near\n"
                                 "old,Old,low,,2010-01-01,2019-12-31,,\n";

static const char reports_text[] = "unit,period,element,value\n"
                                   "a,2024-H1,d,20\n"
                                   "a,2024-H1,n,5\n"
                                   "a,2024-H1,most,4\n"
                                   "b,2024-H1,d,10\n"
                                   "b,2024-H1,n,8\n"
                                   "a,2024-H1,ytd,100\n"
                                   "a,2024-H2,ytd,150\n"
                                   "a,2024-H2,mean,1.5\n"
                                   "b,2024-H2,mean,2.5\n"
                                   "b,2024-H2,most,7\n"
                                   "c,2025-H1,d,9\n"
                                   "c,2025-H1,n,3\n"
                                   "c,2025-H1,yes,yes\n"
                                   "a,2025-H1,yes,no\n"
                                   "root,2025-H1,most,3\n"
                                   "c,2025-H2,d,4\n"
                                   "c,2025-H2,fine,3.5\n";

static char above_name[] = "above.yaml";
static char units_name[] = "units.csv";
static char *file_names[] = {above_name, units_name, NULL};
static struct buffer file_texts[2];

static void begin_world(struct world *world) {
    *world = (struct world){.path = "small", .file_names = file_names, .file_texts = file_texts};
    buffer_add_string(&world->plan_text, plan_text);
    buffer_add_string(&world->reports_text, reports_text);
    memset(file_texts, 0, sizeof file_texts);
    buffer_add_string(&file_texts[0], above_text);
    buffer_add_string(&file_texts[1], units_text);
    ok(new_load_options(world));
    childplan_status status = load(world);
    if (status != CHILDPLAN_OK) {
        struct buffer text = {0};
        ok(childplan_diagnostics_new(&world->said));
        (void)load(world);
        buffer_add_diagnostics(&text, world->said, CHILDPLAN_ENGLISH);
        fail_msg("%s", text.bytes);
    }
}

static void end_world(struct world *world) {
    free_all(world);
    buffer_free(&world->plan_text);
    buffer_free(&world->reports_text);
    buffer_free(&world->written);
    buffer_free(&file_texts[0]);
    buffer_free(&file_texts[1]);
}

static void sweep_every(struct world *world, const struct stage *stages, size_t count) {
    for (size_t i = 0; i < count; i++) {
        sweep(world, &stages[i]);
    }
}

static void prepare_load_options(struct world *world) {
    ok(new_load_options(world));
}

static void plans(void **state) {
    (void)state;
    struct world world;
    static const struct stage loads = {"load", nothing, load, tell_plan, free_plan, EVERY_POINT};
    static const struct stage checks = {"check", nothing, check, tell_said, nothing, EVERY_POINT};
    static const struct stage units = {"added units", prepare_load_options, add_units,
                                       tell_nothing,  free_load_options,    EVERY_POINT};
    world = (struct world){.path = "units"};
    sweep(&world, &units);
    begin_world(&world);
    sweep(&world, &checks);
    free_plan(&world);
    sweep(&world, &loads);
    end_world(&world);
}

static void imports(void **state) {
    (void)state;
    struct world world;
    static const struct stage stages[] = {
        {"reports", nothing, new_reports, tell_nothing, free_reports, EVERY_POINT},
        {"import", prepare_reports, new_import, tell_nothing, free_reports, EVERY_POINT},
        {"read", prepare_import, read_reports, tell_import, free_reports, EVERY_POINT},
        {"read again", prepare_commit, read_reports, tell_import, free_reports, EVERY_POINT},
        {"commit", prepare_commit, commit, tell_store, free_reports, EVERY_POINT},
        {"values", prepare_revision, add_values, tell_import, free_reports, EVERY_POINT},
        {"withdrawal", prepare_revision, withdraw, tell_import, free_reports, EVERY_POINT},
        {"revision", prepare_revision_commit, commit, tell_store, free_reports, EVERY_POINT},
    };
    begin_world(&world);
    for (world.lenient = 0; world.lenient < 2; world.lenient++) {
        sweep_every(&world, stages, sizeof stages / sizeof stages[0]);
    }
    end_world(&world);
}

/* A live rollup, and reports that came after it. */
static void prepare_refresh(struct world *world) {
    prepare_commit(world);
    ok(commit(world));
    ok(compute_live(world));
    childplan_import_free(world->import);
    world->import = NULL;
    ok(new_import(world));
    ok(childplan_import_set_lenient(world->import, 1));
    ok(add_values(world));
    ok(withdraw(world));
    ok(commit(world));
}

static childplan_status refresh(struct world *world) {
    return childplan_rollup_refresh(world->rollup, world->reports, world->said);
}

static void free_refreshed(struct world *world) {
    free_rollup(world);
    free_reports(world);
}

/* The first reports there are, read at once. */
static void prepare_first_refresh(struct world *world) {
    prepare_reports(world);
    ok(compute_live(world));
    ok(new_import(world));
    ok(read_reports(world));
    ok(commit(world));
}

/* By default, and with everything asked for by name. */
static const char *const questions[] = {"", "-p\n2025\n-p\n2024\n-u\nroot\n-u\na\n-l\ntop\n-l\nlow\n"
                                            "-i\nshare\n-i\nmeet\n-i\nmost\n--until\n2025-06-30\n"};

static void rows(void **state) {
    (void)state;
    struct world world;
    static const struct stage options = {"rollup options",    nothing,    new_rollup_options, tell_nothing,
                                         free_rollup_options, EVERY_POINT};
    static const struct stage stages[] = {
        {"rollup", nothing, compute, tell_rows, free_rollup, EVERY_POINT},
        {"live rollup", nothing, compute_live, tell_rows, free_rollup, EVERY_POINT},
        {"compare days", nothing, compare_days, tell_comparison, free_compared, EVERY_POINT},
        {"compare plans", nothing, compare_plans, tell_comparison, free_compared, EVERY_POINT},
        {"panel", nothing, make_panel, tell_panel, free_compared, EVERY_POINT},
        {"breaks", nothing, find_breaks, tell_breaks, free_compared, EVERY_POINT},
        {"reporting", nothing, compute_reporting, tell_reporting, free_reporting, EVERY_POINT},
        {"data check", nothing, check_reports, tell_said, nothing, EVERY_POINT},
    };
    static const struct stage refreshes = {"refresh", prepare_refresh, refresh, tell_rows, free_refreshed, EVERY_POINT};
    static const struct stage first = {"first refresh", prepare_first_refresh, refresh,
                                       tell_rows,       free_refreshed,        EVERY_POINT};
    begin_world(&world);
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        strcpy(world.arguments, questions[i]);
        sweep(&world, &options);
        ok(new_rollup_options(&world));
        prepare_commit(&world);
        ok(commit(&world));
        begin_other(&world);
        sweep_every(&world, stages, sizeof stages / sizeof stages[0]);
        end_other(&world);
        free_reports(&world);
        sweep(&world, &refreshes);
        sweep(&world, &first);
        free_rollup_options(&world);
    }
    end_world(&world);
}

static void written(void **state) {
    (void)state;
    struct world world;
    static const struct stage write = {"write", nothing, write_rows, tell_written, nothing, EVERY_POINT};
    static const struct stage form = {"form", nothing, write_form, tell_written, nothing, EVERY_POINT};
    static const struct stage make = {"explanation", nothing, explain, tell_explanation, free_explanation, EVERY_POINT};
    begin_world(&world);
    faults_begin(1, 0);
    childplan_status status = childplan_output_new(&world.output);
    faults_end();
    assert_int_equal(status, faults.failed ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK);
    childplan_output_free(world.output);
    world.output = NULL;
    prepare_commit(&world);
    ok(commit(&world));
    ok(new_rollup_options(&world));
    ok(compute(&world));
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= CHILDPLAN_FORMAT_XLSX; format++) {
        if (!childplan_output_has_format(format)) {
            continue;
        }
        ok(childplan_output_new(&world.output));
        ok(childplan_output_set_format(world.output, format));
        ok(childplan_output_set_pace(world.output, 1));
        sweep(&world, &write);
        if (format == CHILDPLAN_FORMAT_CSV || format == CHILDPLAN_FORMAT_XLSX) {
            sweep(&world, &form);
        }
        childplan_output_free(world.output);
    }
    for (world.row = 0; world.row < childplan_rollup_row_count(world.rollup); world.row += 5) {
        sweep(&world, &make);
    }
    end_world(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans),
        cmocka_unit_test(imports),
        cmocka_unit_test(rows),
        cmocka_unit_test(written),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    print_message("# %zu points\n", sweep_points);
    return failed;
}
