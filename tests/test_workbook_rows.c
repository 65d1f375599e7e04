/* Rows as a workbook: what each cell says beside its figure. */
#include "workbook.h"

#include <stdio.h>
#include <string.h>

/* 2025: share has a target above its path of 2024, and a unit that says nothing; none has a denominator of 0; from an
   unknown baseline no target is known; wish is an aspiration, and a total that can only grow. */
static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: w, title: W, horizon: {from: 2024, to: 2026}}\n"
    "calendar: {frequency: year}\n"
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: top, name: Top, level: top}\n"
    "  - {id: a, name: A, level: low, parent: top}\n"
    "  - {id: b, name: B, level: low, parent: top}\n"
    "  - {id: gone, name: Gone, level: low, parent: top, until: 2024-12-31}\n"
    "elements:\n"
    "  - {id: d, name: D, levels: [low], over_time: last}\n"
    "  - {id: n, name: N, levels: [low], over_time: last, part_of: d}\n"
    "  - {id: zero, name: Zero, levels: [low], over_time: last}\n"
    "indicators:\n"
    "  - {id: share, name: Share, numerator: n, denominator: d, baseline: {period: 2023, value: 20}, "
    "targets: [{by: 2024, at_least: 50%}, {by: 2026, above: 90%}]}\n"
    "  - {id: rate, name: Rate, numerator: n, denominator: d, per: 100000, baseline: {period: 2023, value: 20000}, "
    "targets: [{by: 2026, above: 90000}]}\n"
    "  - {id: each, name: Each, numerator: n, denominator: d, per: 1}\n"
    "  - {id: none, name: None, numerator: n, denominator: zero}\n"
    "  - {id: moved, name: Moved, numerator: n, targets: [{every: year, increase: relative, at_least: 5%}]}\n"
    "  - {id: wish, name: WISH, numerator: n, targets: [{by: 2025, at_least: 100, aspiration: yes}]}\n"
    "thresholds:\n"
    "  - {id: met, name: Done, color: '#000080'}\n"
    "  - {id: missed, name: Missed, color: '#ffff00'}\n";

static const char reports_text[] = "unit,period,element,value\n"
                                   "a,2024,d,100\na,2024,n,60\na,2024,zero,0\n"
                                   "a,2025,d,100\na,2025,n,70\na,2025,zero,0\n"
                                   "b,2024,d,10\n";

/* A blank at which no line breaks. */
#define UNBROKEN(before, after) before "\xC2\xA0" after

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup *rollup;
    struct buffer book;
};

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

/* Of the unit, or of all where it is NULL. */
static void begin(struct world *world, const char *plan, const char *const periods[], const char *unit) {
    childplan_import *import;
    childplan_rollup_options *options;
    childplan_output *output;
    memset(world, 0, sizeof *world);
    ok(childplan_plan_load_memory("plan", plan, strlen(plan), NULL, &world->plan, NULL));
    ok(childplan_reports_new(world->plan, &world->reports));
    ok(childplan_import_new(world->reports, &import));
    ok(childplan_import_read_memory(import, "reports", reports_text, sizeof reports_text - 1, NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    ok(childplan_rollup_options_new(&options));
    for (size_t i = 0; periods[i]; i++) {
        int64_t period;
        ok(childplan_period_parse(periods[i], strlen(periods[i]), &period));
        ok(childplan_rollup_options_add_period(options, period));
    }
    if (unit) {
        ok(childplan_rollup_options_add_unit(options, childplan_plan_find_unit(world->plan, unit)));
    }
    ok(childplan_rollup_compute(world->reports, options, &world->rollup, NULL));
    childplan_rollup_options_free(options);
    ok(childplan_output_new(&output));
    ok(childplan_output_set_format(output, CHILDPLAN_FORMAT_XLSX));
    ok(childplan_rollup_write(world->rollup, output, buffer_write, &world->book));
    childplan_output_free(output);
}

static void end(struct world *world) {
    buffer_free(&world->book);
    childplan_rollup_free(world->rollup);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

static void assert_says(const struct world *world, const char *text) {
    char cell[256];
    snprintf(cell, sizeof cell, ">%s</t>", text);
    assert_part_holds(&world->book, "xl/sharedStrings.xml", cell);
}

static void notes_and_targets(void **state) {
    static const char *const years[] = {"2024", "2025", NULL};
    static const char *const said[] = {
        UNBROKEN("&gt;=", "50%"),
        UNBROKEN("by", "2026"),
        "not certain: missing reports could still change this",
        "no value: the denominator is 0 or negative",
        "the figure the target is measured from is not known; missing reports can only add to it",
        "an aspiration; missing reports can only add to it",
    };
    struct world world;
    (void)state;
    begin(&world, plan_text, years, NULL);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        assert_says(&world, said[i]);
    }
    assert_part_holds(&world.book, "xl/styles.xml", "&quot; /100,000&quot;");
    assert_part_holds(&world.book, "xl/styles.xml", "<fgColor rgb=\"FF000080\"/>");
    assert_part_holds(&world.book, "xl/styles.xml", "<color rgb=\"FFFFFFFF\"/>");
    end(&world);
}

/* Whatever they were asked for in; the whole plan, which begins with its first year, before that. */
static void sheets_in_order_of_time(void **state) {
    static const char *const periods[] = {"2025", "2024", "plan", NULL};
    struct world world;
    (void)state;
    begin(&world, plan_text, periods, NULL);
    assert_part_holds(&world.book, "xl/workbook.xml",
                      "sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Year 2024\" sheetId=\"2\" r:id=\"rId2\"/>"
                      "<sheet name=\"Year 2025\" sheetId=\"3\" r:id=\"rId3\"/>");
    end(&world);
}

static void no_rows(void **state) {
    static const char *const year[] = {"2026", NULL};
    struct world world;
    (void)state;
    begin(&world, plan_text, year, "gone");
    assert_int_equal(childplan_rollup_row_count(world.rollup), 0);
    assert_says(&world, "There are no rows.");
    assert_part_holds(&world.book, "xl/workbook.xml", "<sheet name=\"0\"");
    end(&world);
}

/* A name as long as it may be takes more lines than a row is made high. */
static void the_longest_name(void **state) {
    static const char *const year[] = {"2024", NULL};
    struct buffer plan = {0};
    struct buffer name = {0};
    struct world world;
    (void)state;
    const char *place = strstr(plan_text, "WISH");
    for (int i = 0; i < 1000; i++) {
        buffer_add_string(&name, "x");
    }
    buffer_add(&plan, plan_text, (size_t)(place - plan_text));
    buffer_add_string(&plan, name.bytes);
    buffer_add_string(&plan, place + 4);
    begin(&world, plan.bytes, year, NULL);
    assert_part_holds(&world.book, "xl/sharedStrings.xml", name.bytes);
    assert_part_holds(&world.book, "xl/worksheets/sheet1.xml", "ht=\"262\" customHeight=\"1\"");
    end(&world);
    buffer_free(&plan);
    buffer_free(&name);
}

/* A form whose cells take a yes or no, no more than is exact in a spreadsheet, and no more than the whole of many
   parts, one of which may be below 0; one name is as long as it may be. */
static void a_form_and_its_rules(void **state) {
    struct buffer plan = {0};
    struct buffer book = {0};
    childplan_plan *loaded = NULL;
    childplan_output *output = NULL;
    int64_t year = 0;
    (void)state;
    buffer_add_string(&plan, "childplan: 1\n"
                             "plan: {id: w, title: W, horizon: {from: 2024, to: 2026}}\n"
                             "calendar: {frequency: year}\n"
                             "levels: [{id: top, name: Top}]\n"
                             "units: [{id: top, name: Top, level: top}]\n"
                             "elements:\n"
                             "  - {id: yes, name: Yes, type: flag, over_time: last}\n"
                             "  - {id: whole, name: Whole, over_time: last, max: 9000000000000000000}\n"
                             "  - {id: loss, name: Loss, over_time: last, part_of: whole, min: -5}\n"
                             "  - {id: some, name: Some, over_time: last, max: 7, min: 2}\n");
    for (int i = 0; i < 120; i++) {
        buffer_print(&plan, "  - {id: part%d, name: %0*d, over_time: last, part_of: whole}\n", i, i == 7 ? 1000 : 3, i);
    }
    buffer_add_string(&plan, "indicators: [{id: i, name: I, numerator: whole}]\n");
    ok(childplan_plan_load_memory("plan", plan.bytes, plan.size, NULL, &loaded, NULL));
    ok(childplan_period_parse("2024", 4, &year));
    ok(childplan_output_new(&output));
    ok(childplan_output_set_format(output, CHILDPLAN_FORMAT_XLSX));
    ok(childplan_form_write(loaded, NULL, 0, year, output, buffer_write, &book));
    assert_part_holds(&book, "xl/worksheets/sheet1.xml", "<formula1>\"yes,no\"</formula1>");
    assert_part_holds(&book, "xl/worksheets/sheet1.xml", "999999999999999");
    /* By default as CSV; of a unit that there is. */
    book.size = 0;
    ok(childplan_form_write(loaded, NULL, 0, year, NULL, buffer_write, &book));
    assert_non_null(strstr(book.bytes, "part119"));
    for (int32_t unit = -1; unit <= 1; unit += 2) {
        assert_int_equal(childplan_form_write(loaded, NULL, unit, year, NULL, buffer_write, &book),
                         CHILDPLAN_ERROR_USAGE);
    }
    childplan_output_free(output);
    childplan_plan_free(loaded);
    buffer_free(&book);
    buffer_free(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_and_targets), cmocka_unit_test(sheets_in_order_of_time), cmocka_unit_test(no_rows),
        cmocka_unit_test(the_longest_name),  cmocka_unit_test(a_form_and_its_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
