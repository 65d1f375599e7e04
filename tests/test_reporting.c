/* Who has reported: cases worked by hand, and each function of reporting.h. */
#include "support.h"

#include <stdio.h>
#include <string.h>

/*
 * Reports are due on 15 January and 15 July. East ends with June 2025 and its ward Hill moves to the town; Mill is
 * merged into Hill in March 2025; Port begins in July 2025. Wards owe a and b each half-year and y each year, the
 * town and its district c.
 */
#define PLAN(calendar)                                                                                                 \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: t, title: T, horizon: {from: 2024, to: 2025}}\n"                                                       \
    "calendar: {" calendar "}\n"                                                                                       \
    "levels: [{id: top, name: Top}, {id: mid, name: Mid}, {id: ward, name: Ward}]\n"                                   \
    "units:\n"                                                                                                         \
    "  - {id: town, name: Town, level: top}\n"                                                                         \
    "  - {id: east, name: East, level: mid, parent: town, until: 2025-06-30}\n"                                        \
    "  - {id: hill, name: Hill, level: ward, parent: east, until: 2025-06-30}\n"                                       \
    "  - {id: hill, name: Hill, level: ward, parent: town, from: 2025-07-01}\n"                                        \
    "  - {id: mill, name: Mill, level: ward, parent: east, until: 2025-03-31, successor: hill}\n"                      \
    "  - {id: port, name: Port, level: ward, parent: town, from: 2025-07-01}\n"                                        \
    "elements:\n"                                                                                                      \
    "  - {id: a, name: A, levels: [ward], over_time: last}\n"                                                          \
    "  - {id: b, name: B, levels: [ward], over_time: sum}\n"                                                           \
    "  - {id: c, name: C, levels: [top, mid], over_time: sum}\n"                                                       \
    "  - {id: y, name: Y, levels: [ward], frequency: year, over_time: last}\n"                                         \
    "indicators: [{id: i, name: I, numerator: a}, {id: ab, name: AB, numerator: [b, a]}]\n"

static const char plan_text[] = PLAN("first_report: 2024-H2, due_days: 15");
static const char plan_without_due_days[] = PLAN("first_report: 2024-H2");

static const char reports_text[] = "unit,period,element,value,submitted\n"
                                   "hill,2024-H2,a,5,2025-01-10\n"
                                   "hill,2024-H2,b,1,2025-01-20\n"
                                   "mill,2024-H2,a,4,\n"
                                   "mill,2024,y,2,2025-01-15\n"
                                   "east,2024-H2,c,0,2025-02-01\n"
                                   "town,2024-H2,c,3,2025-01-05\n"
                                   "town,2024-H2,c,,2025-01-12\n"
                                   "hill,2025-H1,a,6,2025-07-01\n"
                                   "hill,2025-H1,a,7,2025-08-01\n"
                                   "hill,2025-H1,b,2,2025-07-01\n"
                                   "mill,2025-H1,b,1,2025-04-10\n"
                                   "town,2025-H1,c,2,2025-07-10\n"
                                   "town,2025-H1,c,,2025-07-12\n"
                                   "town,2025-H1,c,2,2025-08-20\n"
                                   "hill,2025-H2,a,8,2026-01-15\n"
                                   "port,2025-H2,a,1,2026-01-16\n"
                                   "port,2025-H2,b,1,2026-01-16\n"
                                   "town,2025-H2,c,5,\n"
                                   "hill,2025,y,1,2026-01-10\n";

struct case_of {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_reporting_options *options;
    childplan_reporting *reporting;
};

static int64_t period(const char *name) {
    int64_t code = CHILDPLAN_NO_PERIOD;
    assert_int_equal(childplan_period_parse(name, strlen(name), &code), CHILDPLAN_OK);
    return code;
}

static int32_t day(const char *text) {
    int32_t date = CHILDPLAN_NO_DATE;
    assert_int_equal(childplan_date_parse(text, strlen(text), &date), CHILDPLAN_OK);
    return date;
}

static void begin_with(struct case_of *world, const char *plan, const char *reports) {
    childplan_import *import = NULL;
    *world = (struct case_of){0};
    assert_int_equal(childplan_plan_load_memory("p", plan, strlen(plan), NULL, &world->plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(world->plan, &world->reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(world->reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "r", reports, strlen(reports), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
    assert_int_equal(childplan_reporting_options_new(&world->options), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_set_cells(world->options, 1), CHILDPLAN_OK);
}

static void begin(struct case_of *world) {
    begin_with(world, plan_text, reports_text);
}

static void compute(struct case_of *world) {
    childplan_reporting_free(world->reporting);
    world->reporting = NULL;
    assert_int_equal(childplan_reporting_compute(world->reports, world->options, &world->reporting, NULL),
                     CHILDPLAN_OK);
}

static void end(struct case_of *world) {
    childplan_reporting_free(world->reporting);
    childplan_reporting_options_free(world->options);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

static void ask(struct case_of *world, const char *name, const char *until, const char *known_by) {
    childplan_reporting_options_free(world->options);
    assert_int_equal(childplan_reporting_options_new(&world->options), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_add_period(world->options, period(name)), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_set_cells(world->options, 1), CHILDPLAN_OK);
    if (until != NULL) {
        assert_int_equal(childplan_reporting_options_set_until(world->options, day(until)), CHILDPLAN_OK);
    }
    if (known_by != NULL) {
        assert_int_equal(childplan_reporting_options_set_known_by(world->options, day(known_by)), CHILDPLAN_OK);
    }
    compute(world);
}

static void assert_columns(const struct case_of *world, int32_t first, int32_t last, const char *expected) {
    struct buffer got = {0};
    for (size_t row = 0; row < childplan_reporting_row_count(world->reporting); row++) {
        char text[128];
        childplan_reporting_text(world->reporting, row, CHILDPLAN_REPORTING_COLUMN_UNIT, text, sizeof text);
        buffer_add_string(&got, text);
        for (int32_t column = first; column <= last; column++) {
            childplan_reporting_text(world->reporting, row, column, text, sizeof text);
            buffer_print(&got, ",%s", text);
        }
        buffer_add_string(&got, "\n");
    }
    assert_same_lines("rows", expected, got.bytes);
    buffer_free(&got);
}

/* unit,place,state,marks,timeliness,first,latest,due,overdue,own: expected,received,missing,cells expected,received */
static void assert_own(const struct case_of *world, const char *expected) {
    assert_columns(world, CHILDPLAN_REPORTING_COLUMN_PLACE, CHILDPLAN_REPORTING_COLUMN_OWN_CELLS_RECEIVED, expected);
}

/* unit,expected,received,complete,on time,late,unknown,missing,not yet due,to come,cells expected,received,rates */
static void assert_below(const struct case_of *world, const char *expected) {
    assert_columns(world, CHILDPLAN_REPORTING_COLUMN_EXPECTED, CHILDPLAN_REPORTING_COLUMN_COMPLETE_RATE, expected);
}

/* unit,period,element,state,marks,timeliness,first,latest,due of those cells that a state holds for */
static void assert_cells(const struct case_of *world, int32_t but_of_state, const char *expected) {
    struct buffer got = {0};
    for (size_t cell = 0; cell < childplan_reporting_cell_count(world->reporting); cell++) {
        int64_t state = 0;
        char text[128];
        assert_int_equal(childplan_reporting_cell_get(world->reporting, cell, CHILDPLAN_REPORTING_CELL_STATE, &state),
                         CHILDPLAN_OK);
        for (int32_t column = 0; column < CHILDPLAN_REPORTING_CELL_COLUMN_COUNT && state != but_of_state; column++) {
            childplan_reporting_cell_text(world->reporting, cell, column, text, sizeof text);
            buffer_print(&got, "%s%s", text, column + 1 < CHILDPLAN_REPORTING_CELL_COLUMN_COUNT ? "," : "\n");
        }
    }
    assert_same_lines("cells", expected, got.bytes);
    buffer_free(&got);
}

/*
 * The second half of 2024, due on 15 January 2025, seen on 1 February 2026:
 * Town's 3 was withdrawn: missing, since 382 days (365 and 17). East's zero is a report, which came late. Of Hill's
 * report a was on time, so it was, though b came later. Mill's a has no date: unknown; b is missing: partial.
 * Below East: East, Hill and Mill; 3 of 3 came, 2 complete, 5 cells of which 4 came. Below Town also its own: 3 of 4.
 */
static void test_late_withdrawn_partial(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    ask(&world, "2024-H2", "2026-02-01", NULL);
    assert_own(&world, "town,town,missing,withdrawn,,2025-01-05,2025-01-12,2025-01-15,382,1,0,1,1,0\n"
                       "east,east,late,,late,2025-02-01,2025-02-01,2025-01-15,,1,1,0,1,1\n"
                       "hill,hill,reported,,on_time,2025-01-10,2025-01-20,2025-01-15,,1,1,0,2,2\n"
                       "mill,mill,reported,partial,unknown,,,2025-01-15,,1,1,0,2,1\n"
                       "port,town,not_existing,,,,,,,0,0,0,0,0\n");
    assert_below(&world, "town,4,3,2,1,1,1,1,0,0,6,4,75,25,50\n"
                         "east,3,3,2,1,1,1,0,0,0,5,4,100,33.3333,66.6667\n"
                         "hill,1,1,1,1,0,0,0,0,0,2,2,100,100,100\n"
                         "mill,1,1,0,0,0,1,0,0,0,2,1,100,0,0\n"
                         "port,0,0,0,0,0,0,0,0,0,0,0,,,\n");
    assert_cells(&world, CHILDPLAN_REPORTING_NOT_APPLICABLE,
                 "town,2024-H2,c,missing,withdrawn,,2025-01-05,2025-01-12,2025-01-15\n"
                 "east,2024-H2,c,late,,late,2025-02-01,2025-02-01,2025-01-15\n"
                 "hill,2024-H2,a,reported,,on_time,2025-01-10,2025-01-10,2025-01-15\n"
                 "hill,2024-H2,b,late,,late,2025-01-20,2025-01-20,2025-01-15\n"
                 "mill,2024-H2,a,reported,,unknown,,,2025-01-15\n"
                 "mill,2024-H2,b,missing,,,,,2025-01-15\n"
                 "port,2024-H2,a,not_existing,,,,,\n"
                 "port,2024-H2,b,not_existing,,,,,\n"
                 "port,2024-H2,c,not_existing,,,,,\n");
    end(&world);
}

/*
 * 2025 has the reports for 2025 itself, for its first half (due 2025-07-15) and its second (due 2026-01-15):
 * Town: c of both halves; the first, on time, was withdrawn and given again; the second has no date.
 * East owes the first half only, and did not report: 201 days on 1 February. It is no more on 31 December: its reports
 *   count at Town, which is its parent.
 * Hill: y, a and b twice; b of the second half is missing; the rest was on time, a of the first was corrected.
 * Mill ended in March: it owes nothing, and what it reported of the first half was not asked. It counts at Hill.
 * Port owes y (missing since 17 days) and the second half, which came a day late.
 * Below Town 2 + 1 + 3 + 0 + 2 = 8 reports; 2 + 0 + 3 + 0 + 1 = 6 came; all but Hill's second half complete; on time
 *   Town's first half and Hill's three. Cells 2 + 1 + 5 + 0 + 3 = 11, of which 2 + 0 + 4 + 0 + 2 = 8 came.
 */
static void test_a_year_with_its_halves(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    ask(&world, "2025", "2026-02-01", NULL);
    assert_own(&world, "town,town,reported,corrected,unknown,2025-07-10,2025-08-20,2026-01-15,,2,2,0,2,2\n"
                       "east,town,missing,,,,,2025-07-15,201,1,0,1,1,0\n"
                       "hill,hill,reported,corrected partial,on_time,2025-07-01,2026-01-15,2026-01-15,,3,3,0,5,4\n"
                       "mill,hill,not_existing,unasked,,,,,,0,0,0,0,0\n"
                       "port,port,missing,partial,late,2026-01-16,2026-01-16,2026-01-15,17,2,1,1,3,2\n");
    assert_below(&world, "town,8,6,5,4,1,1,2,0,0,11,8,75,50,62.5\n"
                         "east,0,0,0,0,0,0,0,0,0,0,0,,,\n"
                         "hill,3,3,2,3,0,0,0,0,0,5,4,100,100,66.6667\n"
                         "mill,0,0,0,0,0,0,0,0,0,0,0,,,\n"
                         "port,2,1,1,0,1,0,1,0,0,3,2,50,0,50\n");
    end(&world);
}

/*
 * The first half of 2025 as it was: Hill below East, Mill at Hill, Port not there yet. Below East its own missing
 * report and Hill's; 3 cells, 2 came. In the tree of 31 December East is no more, and all of it is the town's.
 */
static void test_structures(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    ask(&world, "2025-H1", "2026-02-01", NULL);
    assert_below(&world, "town,3,2,2,2,0,0,1,0,0,4,3,66.6667,66.6667,66.6667\n"
                         "east,2,1,1,1,0,0,1,0,0,3,2,50,50,50\n"
                         "hill,1,1,1,1,0,0,0,0,0,2,2,100,100,100\n"
                         "mill,0,0,0,0,0,0,0,0,0,0,0,,,\n"
                         "port,0,0,0,0,0,0,0,0,0,0,0,,,\n");
    assert_int_equal(childplan_reporting_options_set_structure(world.options, day("2025-12-31")), CHILDPLAN_OK);
    compute(&world);
    assert_int_equal(childplan_reporting_structure(world.reporting), day("2025-12-31"));
    assert_below(&world, "town,3,2,2,2,0,0,1,0,0,4,3,66.6667,66.6667,66.6667\n"
                         "east,0,0,0,0,0,0,0,0,0,0,0,,,\n"
                         "hill,1,1,1,1,0,0,0,0,0,2,2,100,100,100\n"
                         "mill,0,0,0,0,0,0,0,0,0,0,0,,,\n"
                         "port,0,0,0,0,0,0,0,0,0,0,0,,,\n");
    end(&world);
}

/*
 * As it looked on 11 January 2025: Town's 3 was there and on time, Hill's a too, East may still report, and of Mill
 * nobody knows when. On the 15th, the day it is due, East is not missing yet; on the 16th it is.
 */
static void test_as_it_was_known(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    ask(&world, "2024-H2", NULL, "2025-01-11");
    assert_int_equal(childplan_reporting_until(world.reporting), day("2025-01-11"));
    assert_int_equal(childplan_reporting_known_by(world.reporting), day("2025-01-11"));
    assert_own(&world, "town,town,reported,,on_time,2025-01-05,2025-01-05,2025-01-15,,1,1,0,1,1\n"
                       "east,east,not_yet_due,,,,,2025-01-15,,1,0,0,1,0\n"
                       "hill,hill,reported,partial,on_time,2025-01-10,2025-01-10,2025-01-15,,1,1,0,2,1\n"
                       "mill,mill,reported,partial,unknown,,,2025-01-15,,1,1,0,2,1\n"
                       "port,town,not_existing,,,,,,,0,0,0,0,0\n");
    assert_below(&world, "town,4,3,1,2,0,1,0,1,0,6,3,75,50,25\n"
                         "east,3,2,0,1,0,1,0,1,0,5,2,66.6667,33.3333,0\n"
                         "hill,1,1,0,1,0,0,0,0,0,2,1,100,100,0\n"
                         "mill,1,1,0,0,0,1,0,0,0,2,1,100,0,0\n"
                         "port,0,0,0,0,0,0,0,0,0,0,0,,,\n");
    static const struct {
        const char *day;
        int32_t state;
    } days[] = {{"2025-01-15", CHILDPLAN_REPORTING_NOT_YET_DUE},
                {"2025-01-16", CHILDPLAN_REPORTING_MISSING},
                {"2025-02-01", CHILDPLAN_REPORTING_LATE}};
    for (size_t i = 0; i < 3; i++) {
        int64_t got = -1;
        ask(&world, "2024-H2", NULL, days[i].day);
        assert_int_equal(childplan_reporting_get(world.reporting, 1, CHILDPLAN_REPORTING_COLUMN_STATE, &got),
                         CHILDPLAN_OK);
        assert_int_equal(got, days[i].state);
    }
    end(&world);
}

/* On the day before it ends nothing of a period is read: what is there is early, and all is to come; y of 2025 is not
   of this row. Before first_report nothing is asked. Of a month nothing is. */
static void test_nothing_due(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    ask(&world, "2025-H1", "2025-06-29", NULL);
    assert_own(&world, "town,town,not_yet_due,corrected early,,2025-07-10,2025-08-20,2025-07-15,,0,0,0,0,0\n"
                       "east,east,not_yet_due,,,,,2025-07-15,,0,0,0,0,0\n"
                       "hill,hill,not_yet_due,corrected early,,2025-07-01,2025-08-01,2025-07-15,,0,0,0,0,0\n"
                       "mill,hill,not_existing,unasked,,,,,,0,0,0,0,0\n"
                       "port,town,not_existing,,,,,,,0,0,0,0,0\n");
    assert_below(&world, "town,0,0,0,0,0,0,0,0,3,0,0,,,\n"
                         "east,0,0,0,0,0,0,0,0,2,0,0,,,\n"
                         "hill,0,0,0,0,0,0,0,0,1,0,0,,,\n"
                         "mill,0,0,0,0,0,0,0,0,0,0,0,,,\n"
                         "port,0,0,0,0,0,0,0,0,0,0,0,,,\n");
    static const char *const nothing[] = {"2024-H1", "2024-05"};
    for (size_t i = 0; i < 2; i++) {
        ask(&world, nothing[i], "2026-02-01", NULL);
        assert_own(&world, "town,town,not_applicable,,,,,,,0,0,0,0,0\n"
                           "east,east,not_applicable,,,,,,,0,0,0,0,0\n"
                           "hill,hill,not_applicable,,,,,,,0,0,0,0,0\n"
                           "mill,mill,not_applicable,,,,,,,0,0,0,0,0\n"
                           "port,town,not_existing,,,,,,,0,0,0,0,0\n");
    }
    end(&world);
}

/* Without due_days a report is due on the last day; whether it was on time nobody can say. */
static void test_without_due_days(void **state) {
    struct case_of world;
    (void)state;
    begin_with(&world, plan_without_due_days, reports_text);
    assert_int_equal(childplan_plan_due_days(world.plan), CHILDPLAN_NONE);
    ask(&world, "2024-H2", "2024-12-31", NULL);
    assert_columns(&world, CHILDPLAN_REPORTING_COLUMN_STATE, CHILDPLAN_REPORTING_COLUMN_TIMELINESS,
                   "town,not_yet_due,withdrawn,\n"
                   "east,reported,,unknown\n"
                   "hill,reported,,unknown\n"
                   "mill,reported,partial,unknown\n"
                   "port,not_existing,,\n");
    ask(&world, "2024-H2", "2025-01-01", NULL);
    assert_columns(&world, CHILDPLAN_REPORTING_COLUMN_DUE, CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE,
                   "town,2024-12-31,1\neast,2024-12-31,\nhill,2024-12-31,\nmill,2024-12-31,\nport,,\n");
    end(&world);
}

/* A withdrawal is no submission; what is given again as it was, was withdrawn in between; the same value on another day
   corrects nothing. */
static void test_withdrawn_first(void **state) {
    struct case_of world;
    (void)state;
    begin_with(&world, plan_text,
               "unit,period,element,value,submitted\n"
               "hill,2024-H2,a,,2025-01-01\n"
               "hill,2024-H2,a,5,2025-01-20\n"
               "hill,2024-H2,b,5,2025-01-02\n"
               "hill,2024-H2,b,5,2025-01-21\n");
    ask(&world, "2024-H2", "2025-02-01", NULL);
    assert_int_equal(childplan_reporting_cell_count(world.reporting), 15);
    char text[64];
    childplan_reporting_cell_text(world.reporting, 6, CHILDPLAN_REPORTING_CELL_MARKS, text, sizeof text);
    assert_string_equal(text, "corrected");
    childplan_reporting_cell_text(world.reporting, 6, CHILDPLAN_REPORTING_CELL_FIRST_SUBMITTED, text, sizeof text);
    assert_string_equal(text, "2025-01-20");
    childplan_reporting_cell_text(world.reporting, 7, CHILDPLAN_REPORTING_CELL_MARKS, text, sizeof text);
    assert_string_equal(text, "");
    childplan_reporting_cell_text(world.reporting, 7, CHILDPLAN_REPORTING_CELL_TIMELINESS, text, sizeof text);
    assert_string_equal(text, "on_time");
    end(&world);
}

/* Rows that are chosen count what they counted; elements and a frequency narrow what is counted. */
static void test_choices(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    ask(&world, "2025", "2026-02-01", NULL);
    int32_t town = childplan_plan_find_unit(world.plan, "town");
    assert_int_equal(childplan_reporting_options_add_level(world.options, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_add_level(world.options, 1), CHILDPLAN_OK);
    compute(&world);
    /* East was of its level when it last lived. */
    assert_below(&world, "town,8,6,5,4,1,1,2,0,0,11,8,75,50,62.5\neast,0,0,0,0,0,0,0,0,0,0,0,,,\n");
    assert_int_equal(childplan_reporting_cell_count(world.reporting), 2 * (1 + 3 + 3));
    assert_int_equal(childplan_reporting_options_add_unit(world.options, town), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_set_frequency(world.options, CHILDPLAN_YEAR), CHILDPLAN_OK);
    compute(&world);
    /* y of Hill, which came in time, and of Port, which is missing. */
    assert_below(&world, "town,2,1,1,1,0,0,1,0,0,2,1,50,50,50\n");
    assert_int_equal(childplan_reporting_options_set_frequency(world.options, 0), CHILDPLAN_OK);
    assert_int_equal(
        childplan_reporting_options_add_element(world.options, childplan_plan_find_element(world.plan, "b")),
        CHILDPLAN_OK);
    compute(&world);
    /* b of Hill for both halves, of Port for the second; Hill's second is missing. */
    assert_below(&world, "town,3,2,2,1,1,0,1,0,0,3,2,66.6667,33.3333,66.6667\n");
    end(&world);
}

/* The day is a rollup's cut-off; the periods those that ended by it from first_report on, by first day and the longer
   first. */
static void test_defaults(void **state) {
    static const char *const periods[] = {"2024", "2024-H2", "2025", "2025-H1", "2025-H2"};
    struct case_of world;
    (void)state;
    begin(&world);
    assert_int_equal(childplan_reporting_compute(world.reports, NULL, &world.reporting, NULL), CHILDPLAN_OK);
    assert_ptr_equal(childplan_reporting_plan(world.reporting), world.plan);
    assert_int_equal(childplan_reporting_until(world.reporting), day("2025-12-31"));
    assert_int_equal(childplan_reporting_structure(world.reporting), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_reporting_known_by(world.reporting), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_reporting_row_count(world.reporting), 25);
    assert_int_equal(childplan_reporting_cell_count(world.reporting), 0);
    const int64_t *got = NULL;
    assert_int_equal(childplan_reporting_int64_column(world.reporting, CHILDPLAN_REPORTING_COLUMN_PERIOD, &got, NULL),
                     CHILDPLAN_OK);
    for (size_t i = 0; i < 25; i++) {
        assert_int_equal(got[i], period(periods[i % 5]));
    }
    childplan_reporting_free(world.reporting);
    world.reporting = NULL;
    /* Before anything has ended there is no period. */
    assert_int_equal(childplan_reporting_options_set_until(world.options, day("2020-01-01")), CHILDPLAN_OK);
    compute(&world);
    assert_int_equal(childplan_reporting_row_count(world.reporting), 0);
    end(&world);
}

/* Where one period and one indicator are meant, the rollup counts the units that this counts as reports. */
static void test_agrees_with_a_rollup(void **state) {
    struct case_of world;
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    (void)state;
    begin(&world);
    assert_int_equal(childplan_reporting_options_add_period(world.options, period("2025-H2")), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_add_element(world.options, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_add_element(world.options, 1), CHILDPLAN_OK);
    compute(&world);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_add_period(options, period("2025-H2")), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(world.reports, options, &rollup, NULL), CHILDPLAN_OK);
    size_t row = 0;
    size_t other = 0;
    int64_t figures[4] = {0};
    assert_int_equal(childplan_rollup_find(rollup, 0, period("2025-H2"), 1, &row), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_find(world.reporting, 0, period("2025-H2"), &other), CHILDPLAN_OK);
    childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED, &figures[0]);
    childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED, &figures[1]);
    childplan_reporting_get(world.reporting, other, CHILDPLAN_REPORTING_COLUMN_EXPECTED, &figures[2]);
    childplan_reporting_get(world.reporting, other, CHILDPLAN_REPORTING_COLUMN_COMPLETE, &figures[3]);
    /* Hill and Port; Hill lacks b. */
    assert_int_equal(figures[0], 2);
    assert_int_equal(figures[1], 1);
    assert_int_equal(figures[2], 2);
    assert_int_equal(figures[3], 1);
    childplan_rollup_free(rollup);
    childplan_rollup_options_free(options);
    end(&world);
}

static void test_columns(void **state) {
    struct case_of world;
    const int32_t *narrow = NULL;
    const int64_t *wide = NULL;
    const double *rates = NULL;
    const uint8_t *present = NULL;
    int64_t numerator = 0;
    int64_t denominator = 0;
    size_t first = 9;
    size_t count = 9;
    (void)state;
    begin(&world);
    ask(&world, "2025", "2026-02-01", NULL);
    const childplan_reporting *all = world.reporting;
    assert_int_equal(childplan_reporting_int32_column(all, CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE, &narrow, &present),
                     CHILDPLAN_OK);
    assert_true(present[1] && narrow[1] == 201 && !present[2]);
    assert_int_equal(childplan_reporting_int64_column(all, CHILDPLAN_REPORTING_COLUMN_RECEIVED, &wide, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(wide[0], 6);
    assert_int_equal(childplan_reporting_double_column(all, CHILDPLAN_REPORTING_COLUMN_ON_TIME_RATE, &rates, &present),
                     CHILDPLAN_OK);
    assert_true(present[0] && rates[0] > 49.999 && rates[0] < 50.001 && !present[1]);
    assert_int_equal(
        childplan_reporting_rate(all, 0, CHILDPLAN_REPORTING_COLUMN_COMPLETE_RATE, &numerator, &denominator),
        CHILDPLAN_OK);
    assert_true(numerator == 5 && denominator == 8);
    assert_int_equal(
        childplan_reporting_rate(all, 1, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, &numerator, &denominator),
        CHILDPLAN_ABSENT);
    /* Of each row y, then a, b, c of either half. */
    assert_int_equal(childplan_reporting_cells_of(all, 4, &first, &count), CHILDPLAN_OK);
    assert_true(first == 28 && count == 7);
    assert_int_equal(childplan_reporting_cell_count(all), 35);
    for (int32_t column = 0; column < CHILDPLAN_REPORTING_COLUMN_COUNT; column++) {
        assert_non_null(childplan_reporting_column_name(column));
    }
    end(&world);
}

static void test_names(void **state) {
    (void)state;
    for (int32_t i = 0; i < CHILDPLAN_REPORTING_STATE_COUNT; i++) {
        assert_non_null(childplan_reporting_state_name(i, CHILDPLAN_ENGLISH));
        assert_string_not_equal(childplan_reporting_state_name(i, CHILDPLAN_ENGLISH),
                                childplan_reporting_state_name(i, CHILDPLAN_VIETNAMESE));
    }
    assert_string_equal(childplan_reporting_state_name(CHILDPLAN_REPORTING_NOT_YET_DUE, 99), "not yet due");
    assert_null(childplan_reporting_state_name(-1, CHILDPLAN_ENGLISH));
    assert_null(childplan_reporting_state_name(CHILDPLAN_REPORTING_STATE_COUNT, CHILDPLAN_ENGLISH));
    assert_null(childplan_reporting_column_name(-1));
    assert_null(childplan_reporting_column_name(CHILDPLAN_REPORTING_COLUMN_COUNT));
    assert_string_equal(childplan_reporting_column_name(CHILDPLAN_REPORTING_COLUMN_TO_COME), "to_come");
}

static void test_wrong_options(void **state) {
    struct case_of world;
    (void)state;
    begin(&world);
    childplan_reporting_options *options = world.options;
    assert_int_equal(childplan_reporting_options_new(NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_period(options, CHILDPLAN_NO_PERIOD), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_period(NULL, period("2024")), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_unit(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_unit(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_level(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_level(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_element(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_element(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_frequency(options, CHILDPLAN_SPAN), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_frequency(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_frequency(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_structure(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_known_by(options, INT32_MAX), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_known_by(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_until(options, INT32_MIN + 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_until(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_cells(options, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_set_cells(options, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_set_cells(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_due_days(NULL), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_due_days(world.plan), 15);
    childplan_reporting_options_free(NULL);
    /* The ends of what a date can be. */
    assert_int_equal(childplan_reporting_options_add_period(options, period("plan")), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_options_add_period(options, period("plan")), CHILDPLAN_OK);
    static const char *const ends[] = {"0001-01-01", "9999-12-31"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(childplan_reporting_options_set_until(options, day(ends[i])), CHILDPLAN_OK);
        compute(&world);
        assert_int_equal(childplan_reporting_row_count(world.reporting), 5);
    }
    end(&world);
}

static void assert_refused(struct case_of *world, childplan_status expected, const char *said) {
    childplan_diagnostics *diagnostics = NULL;
    childplan_reporting *reporting = NULL;
    struct buffer lines = {0};
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_reporting_compute(world->reports, world->options, &reporting, diagnostics), expected);
    assert_null(reporting);
    buffer_add_string(&lines, "");
    buffer_add_diagnostics(&lines, diagnostics, CHILDPLAN_ENGLISH);
    assert_non_null(strstr(lines.bytes, said));
    buffer_free(&lines);
    childplan_diagnostics_free(diagnostics);
}

static void test_refused(void **state) {
    struct case_of world;
    childplan_reporting *reporting = NULL;
    (void)state;
    begin(&world);
    assert_int_equal(childplan_reporting_compute(NULL, NULL, &reporting, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_compute(world.reports, NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_options_add_period(world.options, period("2026")), CHILDPLAN_OK);
    assert_refused(&world, CHILDPLAN_ERROR_REFUSED, "2026");
    end(&world);
    begin(&world);
    assert_int_equal(childplan_reporting_options_set_structure(world.options, day("2026-01-01")), CHILDPLAN_OK);
    assert_refused(&world, CHILDPLAN_ERROR_REFUSED, "2026-01-01");
    end(&world);
    for (int i = 0; i < 3; i++) {
        begin(&world);
        assert_int_equal(i == 0   ? childplan_reporting_options_add_unit(world.options, 4)
                         : i == 1 ? childplan_reporting_options_add_level(world.options, 3)
                                  : childplan_reporting_options_add_element(world.options, 4),
                         CHILDPLAN_OK);
        if (i == 0) {
            compute(&world);
            assert_int_equal(childplan_reporting_options_add_unit(world.options, 5), CHILDPLAN_OK);
        }
        assert_refused(&world, CHILDPLAN_ERROR_USAGE, "");
        end(&world);
    }
}

static void test_out_of_range(void **state) {
    struct case_of world;
    const int32_t *narrow = NULL;
    const int64_t *wide = NULL;
    const double *rates = NULL;
    int64_t value = 7;
    size_t place = 7;
    char text[8] = "x";
    (void)state;
    begin(&world);
    ask(&world, "2025", NULL, NULL);
    const childplan_reporting *all = world.reporting;
    assert_null(childplan_reporting_plan(NULL));
    assert_int_equal(childplan_reporting_until(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_reporting_structure(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_reporting_known_by(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_reporting_row_count(NULL), 0);
    assert_int_equal(childplan_reporting_cell_count(NULL), 0);
    assert_int_equal(childplan_reporting_int32_column(all, CHILDPLAN_REPORTING_COLUMN_PERIOD, &narrow, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_cell_get(all, 0, -1, &(int64_t){0}), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_int32_column(all, -1, &narrow, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_int32_column(all, 0, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_int64_column(all, CHILDPLAN_REPORTING_COLUMN_UNIT, &wide, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_int64_column(all, 1, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_double_column(all, CHILDPLAN_REPORTING_COLUMN_COUNT, &rates, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_double_column(all, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, NULL, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_get(all, 5, CHILDPLAN_REPORTING_COLUMN_UNIT, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_get(all, 0, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, &value),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_get(all, 0, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_rate(all, 0, CHILDPLAN_REPORTING_COLUMN_EXPECTED, &value, &value),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_rate(all, 5, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, &value, &value),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_find(all, 5, period("2025"), &place), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_find(all, 0, period("2025"), NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_find(all, 0, period("2024"), &place), CHILDPLAN_ABSENT);
    assert_int_equal(childplan_reporting_cells_of(all, 5, &place, &place), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_cells_of(all, 0, NULL, &place), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_cell_get(all, 35, 0, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_cell_get(all, 0, CHILDPLAN_REPORTING_CELL_COLUMN_COUNT, &value),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_reporting_cell_get(all, 0, 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_true(value == 7 && place == 7 && narrow == NULL && wide == NULL && rates == NULL);
    assert_int_equal(childplan_reporting_text(all, 5, 0, text, sizeof text), 0);
    assert_int_equal(childplan_reporting_text(all, 0, CHILDPLAN_REPORTING_COLUMN_COUNT, text, sizeof text), 0);
    assert_int_equal(childplan_reporting_text(NULL, 0, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, text, sizeof text),
                     0);
    assert_int_equal(childplan_reporting_cell_text(all, 35, 0, text, sizeof text), 0);
    assert_string_equal(text, "");
    assert_int_equal(childplan_reporting_text(all, 0, 0, NULL, 0), 4);
    childplan_reporting_free(NULL);
    end(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_late_withdrawn_partial),
        cmocka_unit_test(test_a_year_with_its_halves),
        cmocka_unit_test(test_structures),
        cmocka_unit_test(test_as_it_was_known),
        cmocka_unit_test(test_nothing_due),
        cmocka_unit_test(test_without_due_days),
        cmocka_unit_test(test_withdrawn_first),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_agrees_with_a_rollup),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_wrong_options),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_out_of_range),
    };
    return cmocka_run_group_tests_name("reporting", tests, NULL, NULL);
}
