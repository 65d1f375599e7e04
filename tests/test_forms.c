/*
 * Entry forms and workbooks: which cells a unit owes, the form as CSV and back, remarks in report files, and what can
 * go wrong. What a spreadsheet makes of a workbook is tested in tests/sheets.
 * usage: test_forms PLAN_251
 */
#include "support.h"

#include "exchange/exchange.h"
#include "structure/life.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const char *plan_251_path;

static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: 1/KH, title: '=Thử', horizon: {from: 2024, to: 2025}}\n"
    "calendar: {frequency: quarter, first_report: 2024-Q2}\n"
    "levels: [{id: t, name: Tỉnh}, {id: x, name: Xã}]\n"
    "units:\n"
    "  - {id: t, name: LĐLĐ tỉnh, level: t}\n"
    "  - {id: a, name: '-Xã A', level: x, parent: t, until: 2024-11-15}\n"
    "elements:\n"
    "  - {id: d, name: Dân số, levels: [x], over_time: last}\n"
    "  - {id: n, name: '@Nữ', levels: [x], over_time: last, part_of: d, max: 5000}\n"
    "  - {id: g, name: Giờ, type: decimal, decimals: 2, levels: [x], frequency: half, over_time: sum, min: -1.5}\n"
    "  - {id: c, name: Có ban, type: flag, frequency: year, levels: [x, t], over_time: last}\n"
    "indicators: [{id: i, name: I, numerator: n, denominator: d}]\n";

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_output *output;
    childplan_diagnostics *said;
};

static void begin(struct world *world) {
    *world = (struct world){.plan = NULL};
    assert_int_equal(childplan_plan_load_memory("plan", plan_text, strlen(plan_text), NULL, &world->plan, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(world->plan, &world->reports), CHILDPLAN_OK);
    assert_int_equal(childplan_output_new(&world->output), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_new(&world->said), CHILDPLAN_OK);
}

static void end(struct world *world) {
    childplan_diagnostics_free(world->said);
    childplan_output_free(world->output);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

/* Imports a text; what was said is added. */
static childplan_status import_text(struct world *world, const char *text, int32_t decimal_comma, struct buffer *said) {
    childplan_import *import = NULL;
    childplan_diagnostics_clear(world->said);
    assert_int_equal(childplan_import_new(world->reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_decimal_comma(import, decimal_comma), CHILDPLAN_OK);
    childplan_status status = childplan_import_read_memory(import, "f.csv", text, strlen(text), world->said);
    childplan_status committed = childplan_import_commit(import, NULL, NULL, world->said);
    childplan_import_free(import);
    buffer_add_string(said, "");
    buffer_add_diagnostics(said, world->said, CHILDPLAN_ENGLISH);
    return status != CHILDPLAN_OK ? status : committed;
}

static int64_t period_of(const char *text) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(text, strlen(text), &period), CHILDPLAN_OK);
    return period;
}

static void assert_form(struct world *world, const char *unit, const char *period, const char *expected) {
    struct buffer got = {0};
    buffer_add_string(&got, "");
    assert_int_equal(childplan_form_write(world->plan, world->reports, childplan_plan_find_unit(world->plan, unit),
                                          period_of(period), world->output, buffer_write, &got),
                     CHILDPLAN_OK);
    assert_same_lines(period, expected, got.bytes);
    buffer_free(&got);
}

#define HELP                                                                                                           \
    "#,,,\"Fill in the yellow cells, for the unit itself only. Empty means not reported; none is written 0. Save as "  \
    "CSV (UTF-8) and send that file.\",,,,,\n"                                                                         \
    "# Unit,Period,Element,Data element,What is expected,Period before,Reported so far,Value,Note\n"                   \
    "unit,period,element,#name,#expected,#before,#reported,value,note\n"
#define TOP                                                                                                            \
    "\xEF\xBB\xBF"                                                                                                     \
    "#form,0.5,,ENTRY FORM,,,,,\n"                                                                                     \
    "#submitted,,\"◄ day of submission, to be filled in\",,,,,,\n"                                                   \
    "#,,,Plan 1/KH – =Thử,,,,,\n"

static void the_form_is_what_is_owed(void **state) {
    (void)state;
    struct world world;
    struct buffer said = {0};
    begin(&world);
    assert_int_equal(import_text(&world,
                                 "unit,period,element,value\na,2024-Q2,d,100\na,2024-Q2,n,40\na,2024-H1,g,-1.25\n", 0,
                                 &said),
                     CHILDPLAN_OK);
    /* Nothing for the first quarter; a ended before the fourth did, and before the half and the year. */
    assert_form(&world, "a", "2024",
                TOP "#,,,Unit: -Xã A – Xã,,,,,\n#,,,Period: Year 2024,,,,,\n" HELP
                    "a,2024-Q2,d,Dân số,\"a whole number, 0 or more\",,100,,\n"
                    "a,2024-Q2,n,'@Nữ,\"a whole number, from 0 to 5,000; no more than “Dân số”\",,40,,\n"
                    "a,2024-H1,g,Giờ,\"a number to 2 decimal place(s), -1.5 or more\",,-1.25,,\n"
                    "a,2024-Q3,d,Dân số,\"a whole number, 0 or more\",100,,,\n"
                    "a,2024-Q3,n,'@Nữ,\"a whole number, from 0 to 5,000; no more than “Dân số”\",40,,,\n");
    assert_form(&world, "t", "2025",
                TOP "#,,,Unit: LĐLĐ tỉnh – Tỉnh,,,,,\n#,,,Period: Year 2025,,,,,\n" HELP
                    "t,2025,c,Có ban,yes or no,,,,\n");
    buffer_free(&said);
    end(&world);
}

static void a_filled_form_is_read_back(void **state) {
    (void)state;
    struct world world;
    struct buffer said = {0};
    int64_t value = 0;
    int32_t submitted = 0;
    begin(&world);
    const char form[] = "#form;0,5;;;\n#submitted;2024-07-10;;;\n# a remark, with, commas, and, more;;;;\n"
                        "unit;period;element;#name;value\n"
                        "a;2024-Q2;d;Dân số;1.200\n"
                        "a;2024-Q2;n;;\n"
                        "a;2024-H1;g;Giờ;12,25\n";
    assert_int_equal(import_text(&world, form, 0, &said), CHILDPLAN_OK);
    assert_same_lines("said",
                      "f.csv: note: rows of this form that were not filled in, and so count as not reported: 1\n",
                      said.bytes);
    assert_int_equal(childplan_reports_fact_count(world.reports), 2);
    assert_int_equal(
        childplan_reports_get(world.reports, 1, period_of("2024-H1"), 2, CHILDPLAN_NO_DATE, &value, &submitted),
        CHILDPLAN_OK);
    assert_int_equal(value, 1225);
    assert_int_equal(submitted, 19914);
    buffer_free(&said);
    end(&world);
}

/* Texts and what is said of them; where nothing is an error the value of a's g for 2024-H1, in hundredths. */
static const struct {
    const char *text;
    int32_t decimal_comma;
    childplan_status status;
    int64_t value;
    const char *said;
} readings[] = {
    {"#form,0.5\nunit,period,element,value\na,2024-H1,g,\"1,200.5\"\n", 0, CHILDPLAN_OK, 120050, ""},
    /* What the file shows counts, whatever the caller said; without a sample what the caller said. */
    {"#form,0.5\nunit,period,element,value\na,2024-H1,g,12.5\n", 1, CHILDPLAN_OK, 1250, ""},
    {"#form\nunit,period,element,value\na,2024-H1,g,\"12,5\"\n", 1, CHILDPLAN_OK, 1250, ""},
    {"#FORM;0,5\nunit;period;element;value\na;2024-H1;g;12,5\n", 0, CHILDPLAN_OK, 1250, ""},
    {"#form,0.5\nunit,period,element,value\na,2024-H1,g,\"1,5\"\n", 0, CHILDPLAN_ERROR_REFUSED, 0,
     "f.csv:3:13: error: “1,5” is written with a decimal comma: declare it for the whole import (--decimal-comma), or "
     "write a point\n"},
    {"#form,½\nunit,period,element,value\na,2024-H1,g,1\n", 0, CHILDPLAN_ERROR_REFUSED, 0,
     "f.csv:1:7: error: “½” does not show how the numbers of this form are written: 0.5 or 0,5 was expected beside "
     "#form\n"},
    {"#submitted,10/7/2024\nunit,period,element,value\na,2024-H1,g,1\n", 0, CHILDPLAN_ERROR_REFUSED, 0,
     "f.csv:1:12: error: “10/7/2024” is not a date: write the day of submission as 2025-07-15\n"},
    /* Remarks are read in no file, wide or long; a row's own date comes first. */
    {"#,x\nunit,period,#x,g,#x\na,2024-H1,remark,7,1\n", 0, CHILDPLAN_OK, 700, ""},
    {"unit,period,element,value,#,#\na,2024-H1,g,7,\"x\",y\n", 0, CHILDPLAN_OK, 700, ""},
    {"#submitted,2024-07-10\nunit,period,element,value,submitted\na,2024-H1,g,7,2024-08-01\na,2024-H1,g,8,\n", 0,
     CHILDPLAN_OK, 700, ""},
    /* Only a form may leave values out, and there too a date of its own withdraws. */
    {"#submitted,2024-07-10\nunit,period,element,value\na,2024-H1,g,\n", 0, CHILDPLAN_ERROR_REFUSED, 0,
     "f.csv:3:13: error: the row has no value; to withdraw a report, say in `submitted` from which day\n"},
    {"#form\n#submitted,2024-07-10\nunit,period,element,value,submitted\na,2024-H1,g,7,\na,2024-Q2,d,,2024-08-01\n", 0,
     CHILDPLAN_OK, 700, "f.csv:5:13: warning: there is no report of “d” of “a” for 2024-Q2 to withdraw on that day\n"},
    {"#form,0.5\n#\n", 0, CHILDPLAN_ERROR_REFUSED, 0,
     "f.csv:1:1: error: the file is empty: the first line must name the columns, such as unit,period,element,value\n"},
};

static void remarks_and_forms_are_read_as_said(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
        struct world world;
        struct buffer said = {0};
        int64_t value = 0;
        begin(&world);
        childplan_status status = import_text(&world, readings[i].text, readings[i].decimal_comma, &said);
        assert_same_lines(readings[i].text, readings[i].said, said.bytes);
        assert_int_equal(status, readings[i].status);
        if (status == CHILDPLAN_OK) {
            assert_int_equal(
                childplan_reports_get(world.reports, 1, period_of("2024-H1"), 2, CHILDPLAN_NO_DATE, &value, NULL),
                CHILDPLAN_OK);
            assert_int_equal(value, readings[i].value);
        }
        buffer_free(&said);
        end(&world);
    }
}

/* For every unit and many periods: as many rows as cells are expected by the rule that rollups go by. */
static void every_cell_owed_has_a_row(void **state) {
    (void)state;
    static const char *const periods[] = {"2021",    "2022-H1", "2024-Q3",    "2025",
                                          "2025-H2", "2025-12", "2021..2024", "plan"};
    childplan_plan *plan = NULL;
    struct life life;
    size_t rows = 0;
    assert_int_equal(childplan_plan_load_file(plan_251_path, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan__life_begin(plan, &plan->allocator, &life), CHILDPLAN_OK);
    for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++) {
        struct days days = childplan__period_days(&plan->calendar, period_of(periods[i]));
        for (int32_t unit = 0; unit < plan->unit_count; unit++) {
            size_t expected = 0;
            for (int32_t element = 0; element < plan->element_count; element++) {
                const struct element *asked = &plan->elements[element];
                for (int32_t cycle = 0; cycle < childplan__cycle_count(&plan->calendar, asked->frequency); cycle++) {
                    struct days inside = childplan__cycle_days(&plan->calendar, asked->frequency, cycle);
                    expected += inside.first >= days.first && inside.last <= days.last &&
                                childplan__is_expected(&life, asked, unit, cycle);
                }
            }
            assert_int_equal(childplan_form_row_count(plan, unit, period_of(periods[i])), expected);
            rows += expected;
        }
    }
    assert_true(rows > 1000);
    childplan__life_end(&life);
    childplan_plan_free(plan);
}

static void wrong_calls_are_refused(void **state) {
    (void)state;
    struct world world;
    struct buffer got = {0};
    childplan_reports *others = NULL;
    childplan_plan *other = NULL;
    int64_t year = period_of("2024");
    begin(&world);
    assert_int_equal(childplan_plan_load_memory("plan", plan_text, strlen(plan_text), NULL, &other, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(other, &others), CHILDPLAN_OK);
    childplan_plan *plan = world.plan;
    assert_int_equal(childplan_form_write(NULL, NULL, 1, year, NULL, buffer_write, &got), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write(plan, NULL, 2, year, NULL, buffer_write, &got), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write(plan, NULL, -1, year, NULL, buffer_write, &got), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write(plan, NULL, 1, 0, NULL, buffer_write, &got), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write(plan, NULL, 1, year, NULL, NULL, &got), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write(plan, others, 1, year, NULL, buffer_write, &got), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write_file(plan, others, 1, year, NULL, "x", NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_JSON), CHILDPLAN_OK);
    assert_int_equal(childplan_form_write(plan, NULL, 1, year, world.output, buffer_write, &got),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_form_write(plan, NULL, 1, period_of("2025"), NULL, buffer_write, &got),
                     CHILDPLAN_ABSENT);
    assert_int_equal(childplan_form_write_file(plan, NULL, 1, period_of("1999"), NULL, "no/such/folder/x", world.said),
                     CHILDPLAN_ABSENT);
    assert_int_equal(got.size, 0);
    assert_int_equal(childplan_form_row_count(NULL, 1, year), 0);
    assert_int_equal(childplan_form_row_count(plan, 2, year), 0);
    assert_int_equal(childplan_form_row_count(plan, 1, 0), 0);
    assert_int_equal(childplan_diagnostics_count(world.said), 0);
    assert_int_equal(childplan_form_write_file(plan, NULL, 1, year, NULL, "no/such/folder/x", world.said),
                     CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_diagnostics_count(world.said), 1);
    childplan_reports_free(others);
    childplan_plan_free(other);
    end(&world);
}

static childplan_status stop(void *context, const char *bytes, size_t size) {
    (void)context;
    (void)bytes;
    (void)size;
    return CHILDPLAN_ERROR_STOPPED;
}

/* In a build without spreadsheets the answer says so; in one with them it is a ZIP file, the same in every locale. */
static void workbooks_are_written_or_refused(void **state) {
    (void)state;
    struct world world;
    struct buffer said = {0};
    struct buffer plain = {0};
    struct buffer again = {0};
    childplan_rollup *rollup = NULL;
    int64_t year = period_of("2024");
    begin(&world);
    assert_int_equal(import_text(&world, "unit,period,element,value\na,2024-Q2,d,300\na,2024-Q2,n,40\n", 0, &said),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(world.reports, NULL, &rollup, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_XLSX), CHILDPLAN_OK);
    childplan_status expected =
        childplan_output_has_format(CHILDPLAN_FORMAT_XLSX) ? CHILDPLAN_OK : CHILDPLAN_ERROR_UNSUPPORTED;
    assert_int_equal(childplan_rollup_write(rollup, world.output, buffer_write, &plain), expected);
    assert_int_equal(childplan_form_write(world.plan, world.reports, 1, year, world.output, buffer_write, &plain),
                     expected);
    setlocale(LC_ALL, "vi_VN.UTF-8");
    assert_int_equal(childplan_rollup_write(rollup, world.output, buffer_write, &again), expected);
    assert_int_equal(childplan_form_write(world.plan, world.reports, 1, year, world.output, buffer_write, &again),
                     expected);
    setlocale(LC_ALL, "C");
    if (expected == CHILDPLAN_OK) {
        assert_int_equal(plain.size, again.size);
        assert_memory_equal(plain.bytes, again.bytes, plain.size);
        assert_memory_equal(plain.bytes, "PK\3\4", 4);
        assert_int_equal(childplan_rollup_write(rollup, world.output, stop, NULL), CHILDPLAN_ERROR_STOPPED);
        assert_int_equal(childplan_rollup_write_file(rollup, world.output, "no/such/folder/x.xlsx", world.said),
                         CHILDPLAN_ERROR_FILE);
    } else {
        assert_int_equal(plain.size + again.size, 0);
        assert_int_equal(childplan_rollup_write_file(rollup, world.output, "none.xlsx", world.said), expected);
        assert_int_equal(childplan_form_write_file(world.plan, NULL, 1, year, world.output, "none.xlsx", world.said),
                         expected);
        assert_int_equal(childplan_diagnostics_code(world.said, 0), CHILDPLAN_DIAGNOSTIC_NO_SPREADSHEETS);
        assert_int_equal(childplan_diagnostics_code(world.said, 1), CHILDPLAN_DIAGNOSTIC_NO_SPREADSHEETS);
        assert_null(fopen("none.xlsx", "rb"));
    }
    assert_int_equal(CHILDPLAN_DIAGNOSTIC_NO_SPREADSHEETS, 110);
    assert_int_equal(childplan_output_has_format(CHILDPLAN_FORMAT_CSV), 1);
    assert_int_equal(childplan_output_has_format(CHILDPLAN_FORMAT_TABLE), 1);
    assert_int_equal(childplan_output_has_format(-1), 0);
    assert_int_equal(childplan_output_has_format(CHILDPLAN_FORMAT_XLSX + 1), 0);
    childplan_rollup_free(rollup);
    buffer_free(&said);
    buffer_free(&plain);
    buffer_free(&again);
    end(&world);
}

static int32_t stop_telling(void *context, int32_t phase, int64_t done, int64_t total) {
    (void)phase;
    (void)done;
    (void)total;
    ++*(int *)context;
    return 1;
}

/* How many sheets a workbook has: each is named twice in the ZIP file. */
static size_t count_sheets(const struct buffer *book) {
    static const char name[] = "xl/worksheets/sheet";
    size_t count = 0;
    for (size_t i = 0; i + sizeof(name) <= book->size; i++) {
        count += memcmp(book->bytes + i, name, sizeof(name) - 1) == 0;
    }
    return count / 2;
}

/* Rows that do not fit a sheet go on in another. */
static void more_rows_take_more_sheets(void **state) {
    (void)state;
    struct world world;
    struct buffer said = {0};
    childplan_rollup *rollup = NULL;
    if (!childplan_output_has_format(CHILDPLAN_FORMAT_XLSX)) {
        return;
    }
    begin(&world);
    assert_int_equal(import_text(&world, "unit,period,element,value\na,2024-Q2,d,300\na,2024-Q2,n,40\n", 0, &said),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(world.reports, NULL, &rollup, NULL), CHILDPLAN_OK);
    /* Two units and one indicator, for the year so far and for the quarter. */
    assert_int_equal(childplan_rollup_row_count(rollup), 4);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_XLSX), CHILDPLAN_OK);
    for (size_t lines = 0; lines < 3; lines++) {
        struct buffer book = {0};
        world.output->sheet_lines = lines;
        assert_int_equal(childplan_rollup_write(rollup, world.output, buffer_write, &book), CHILDPLAN_OK);
        assert_int_equal(count_sheets(&book), lines == 1 ? 4 : 2);
        buffer_free(&book);
    }
    /* Stopped before the first row is written, nothing is handed over. */
    int told = 0;
    struct buffer nothing = {0};
    assert_int_equal(childplan_output_set_progress(world.output, stop_telling, &told), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(rollup, world.output, buffer_write, &nothing), CHILDPLAN_ERROR_STOPPED);
    assert_int_equal(nothing.size, 0);
    assert_int_equal(told, 1);
    childplan_rollup_free(rollup);
    buffer_free(&said);
    end(&world);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_is_what_is_owed),
        cmocka_unit_test(a_filled_form_is_read_back),
        cmocka_unit_test(remarks_and_forms_are_read_as_said),
        cmocka_unit_test(every_cell_owed_has_a_row),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(workbooks_are_written_or_refused),
        cmocka_unit_test(more_rows_take_more_sheets),
    };
    if (argc != 2) {
        return 2;
    }
    plan_251_path = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
