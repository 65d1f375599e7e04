/*
 * A program written against childplan 0.1.0. It is compiled against the headers of 0.1.0, kept beside it, and runs with
 * the library of today: what it prints may never change. It keeps to what C and C++ have in common.
 */
#include <childplan/childplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char plan_text[] = "childplan: 1\n"
                                "plan: {id: 1/KH, title: Every child can swim, horizon: {from: 2024, to: 2026}}\n"
                                "levels: [{id: town, name: Town}, {id: ward, name: Ward}]\n"
                                "units: {file: units.csv}\n"
                                "elements:\n"
                                "  - {id: children, name: Children, levels: [ward], over_time: last}\n"
                                "  - {id: swimmers, name: Swimmers, levels: [ward], over_time: last, "
                                "part_of: children}\n"
                                "indicators:\n"
                                "  - id: can_swim\n"
                                "    name: Children who can swim\n"
                                "    numerator: swimmers\n"
                                "    denominator: children\n"
                                "    targets: [{by: 2024, above: 50%}]\n";

static const char units_text[] =
    "id,name,level,parent\ntown,The town,town,\nhill,Hill,ward,town\nmill,Mill,ward,town\n";

static const char reports_text[] = "unit,period,children,swimmers\nhill,2024-H2,400,240\n";

static void expect(childplan_status status, childplan_status expected, const char *what) {
    if (status != expected) {
        printf("%s: %s\n", what, childplan_status_string(status));
        exit(1);
    }
}

static void *allocate(void *context, void *memory, size_t size) {
    int *calls = (int *)context;
    *calls += 1;
    if (size == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, size);
}

static childplan_status resolve(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    (void)context;
    if (strcmp(name, "units.csv") != 0) {
        return CHILDPLAN_ERROR_FILE;
    }
    *ret_text = units_text;
    *ret_size = sizeof units_text - 1;
    return CHILDPLAN_OK;
}

static childplan_plan *load_plan(int *calls) {
    childplan_plan_options *options = NULL;
    childplan_plan *plan = NULL;
    expect(childplan_plan_options_new_with_allocator(allocate, calls, &options), CHILDPLAN_OK, "options");
    expect(childplan_plan_options_set_resolver(options, resolve, NULL), CHILDPLAN_OK, "resolver");
    expect(childplan_plan_load_memory("plan.yaml", plan_text, sizeof plan_text - 1, options, &plan, NULL), CHILDPLAN_OK,
           "plan");
    childplan_plan_options_free(options);
    printf("plan %s, %d units, %d to %d\n", childplan_plan_id(plan), (int)childplan_plan_unit_count(plan),
           (int)childplan_plan_first_year(plan), (int)childplan_plan_last_year(plan));
    return plan;
}

static childplan_reports *take_reports(const childplan_plan *plan) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_diagnostics *diagnostics = NULL;
    int64_t accepted = 0;
    int64_t refused = 0;
    int64_t period = childplan_period_of(CHILDPLAN_HALF, 2024, 2);
    expect(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK, "diagnostics");
    expect(childplan_reports_new(plan, &reports), CHILDPLAN_OK, "reports");
    expect(childplan_import_new(reports, &import), CHILDPLAN_OK, "import");
    expect(childplan_import_set_lenient(import, 1), CHILDPLAN_OK, "lenient");
    expect(childplan_import_read_memory(import, "r.csv", reports_text, sizeof reports_text - 1, diagnostics),
           CHILDPLAN_OK, "read");
    int32_t mill = childplan_plan_find_unit(plan, "mill");
    int32_t children = childplan_plan_find_element(plan, "children");
    int32_t swimmers = childplan_plan_find_element(plan, "swimmers");
    expect(childplan_import_add_value(import, mill, period, children, 100, CHILDPLAN_NO_DATE, diagnostics),
           CHILDPLAN_OK, "children");
    expect(childplan_import_add_value(import, mill, period, swimmers, 41, CHILDPLAN_NO_DATE, diagnostics), CHILDPLAN_OK,
           "swimmers");
    expect(childplan_import_add_value(import, mill, period, swimmers, 42, CHILDPLAN_NO_DATE, diagnostics), CHILDPLAN_OK,
           "two values for one cell");
    expect(childplan_import_commit(import, &accepted, &refused, diagnostics), CHILDPLAN_OK, "commit");
    printf("%d accepted, %d refused, %d diagnostics, the first of severity %d with code %d\n", (int)accepted,
           (int)refused, (int)childplan_diagnostics_count(diagnostics),
           (int)childplan_diagnostics_severity(diagnostics, 0), (int)childplan_diagnostics_code(diagnostics, 0));
    childplan_import_free(import);
    childplan_diagnostics_free(diagnostics);
    return reports;
}

static void print_rows(const childplan_rollup *rollup) {
    const int64_t *numerators = NULL;
    const uint8_t *present = NULL;
    expect(childplan_rollup_int64_column(rollup, CHILDPLAN_COLUMN_NUMERATOR, &numerators, &present), CHILDPLAN_OK,
           "column");
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        int64_t status = 0;
        char target[32];
        expect(childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_STATUS, &status), CHILDPLAN_OK, "status");
        childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_TARGET, target, sizeof target);
        printf("row %d: %d %d, target %s, %s\n", (int)row, (int)present[row], (int)numerators[row], target,
               childplan_plan_status_name(childplan_rollup_plan(rollup), (int32_t)status, CHILDPLAN_VIETNAMESE));
    }
}

static childplan_status count_bytes(void *context, const char *bytes, size_t size) {
    size_t *sum = (size_t *)context;
    *sum += size;
    return bytes == NULL ? CHILDPLAN_ERROR_STOPPED : CHILDPLAN_OK;
}

static void print_outputs(const childplan_rollup *rollup) {
    size_t bytes = 0;
    struct ArrowArrayStream stream;
    struct ArrowArray batch;
    memset(&stream, 0, sizeof stream);
    memset(&batch, 0, sizeof batch);
    expect(childplan_rollup_write(rollup, NULL, count_bytes, &bytes), CHILDPLAN_OK, "write");
    expect(childplan_rollup_to_arrow(rollup, 2, &stream), CHILDPLAN_OK, "arrow");
    if (stream.get_next(&stream, &batch) == 0 && batch.release != NULL) {
        printf("csv %s, a batch of %d rows\n", bytes > 0 ? "written" : "empty", (int)batch.length);
        batch.release(&batch);
    }
    stream.release(&stream);
}

int main(void) {
    int calls = 0;
    size_t row = 99;
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    childplan_plan *plan = load_plan(&calls);
    childplan_reports *reports = take_reports(plan);
    int64_t year = childplan_period_of(CHILDPLAN_YEAR, 2024, 1);
    expect(childplan_rollup_options_new(&options), CHILDPLAN_OK, "options");
    expect(childplan_rollup_options_add_period(options, year), CHILDPLAN_OK, "period");
    expect(childplan_rollup_compute(reports, options, &rollup, NULL), CHILDPLAN_OK, "rollup");
    print_rows(rollup);
    print_outputs(rollup);
    expect(childplan_rollup_find(rollup, childplan_plan_find_unit(plan, "mill"), year, 0, &row), CHILDPLAN_OK, "find");
    printf("mill is row %d\n", (int)row);
    expect(childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_COUNT, &year), CHILDPLAN_ERROR_USAGE, "a column too far");
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    printf("the allocator was %s\n", calls > 0 ? "called" : "not called");
    return 0;
}
