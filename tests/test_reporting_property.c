/*
 * What must hold of who has reported, for any plan and any reports, over the random ones of test_property.c: every cell
 * and every figure is what a second, slow reading of the facts gives.
 * usage: test_reporting_property [SEED]; with a seed, only that plan.
 */
#include "property_reporting.h"

#include <stdlib.h>
#include <string.h>

#define PLANS 1000

static unsigned long cells_seen[CHILDPLAN_REPORTING_STATE_COUNT];
static unsigned long rows_seen[CHILDPLAN_REPORTING_STATE_COUNT];
static unsigned long marks_seen[5];
static unsigned long rows_agreed;

/* Few of what is made has more than one date, is given again once it was withdrawn, or comes before its period ends. */
static void enrich(struct world *world) {
    struct made_plan *made = &world->made;
    size_t count = made->fact_count;
    for (size_t i = 0; i < count && made->fact_count < MOST_FACTS; i++) {
        struct made_fact *fact = &made->facts[i];
        int is_first = i == 0 || made->facts[i - 1].unit != fact->unit || made->facts[i - 1].element != fact->element ||
                       made->facts[i - 1].period != fact->period;
        if (is_first && fact->submitted != CHILDPLAN_NO_DATE && percent(made, 10)) {
            fact->submitted -= 100;
        }
        if (i > 0 && fact->withdrawn && percent(made, 50)) {
            struct made_fact again = made->facts[i - 1];
            again.submitted = fact->submitted + 1 + chance(made, 40);
            made->facts[made->fact_count++] = again;
        }
    }
}

static void take_facts(struct world *world) {
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    ok(world, childplan_diagnostics_new(&said));
    ok(world, childplan_reports_new(world->plan, &world->reports));
    ok(world, childplan_import_new(world->reports, &import));
    for (size_t i = 0; i < world->made.fact_count; i++) {
        const struct made_fact *fact = &world->made.facts[i];
        accepted(world,
                 fact->withdrawn ? childplan_import_add_withdrawal(import, fact->unit, fact->period, fact->element,
                                                                   fact->submitted, said)
                                 : childplan_import_add_value(import, fact->unit, fact->period, fact->element,
                                                              fact->value, fact->submitted, said),
                 said);
    }
    accepted(world, childplan_import_commit(import, NULL, NULL, said), said);
    childplan_import_free(import);
    childplan_diagnostics_free(said);
}

/* The world again, its plan with due_days (-1: without). */
static void give_due_days(struct world *world, int32_t due_days) {
    static const char calendar[] = "calendar: {";
    struct buffer yaml = {0};
    char *at = strstr(world->made.yaml.bytes, calendar);
    hold(world, at != NULL, "the plan has no calendar");
    at += sizeof calendar - 1;
    buffer_add(&yaml, world->made.yaml.bytes, (size_t)(at - world->made.yaml.bytes));
    if (due_days >= 0) {
        buffer_print(&yaml, "due_days: %d, ", (int)due_days);
    }
    buffer_add_string(&yaml, at);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
    world->plan = load(world, &yaml, NULL);
    hold(world, childplan_plan_due_days(world->plan) == (due_days >= 0 ? due_days : CHILDPLAN_NONE), "due_days");
    enrich(world);
    take_facts(world);
    see_facts(world);
    buffer_free(&yaml);
}

static childplan_reporting *compute(const struct world *world, const childplan_reporting_options *options) {
    childplan_reporting *reporting = NULL;
    childplan_diagnostics *said = NULL;
    ok(world, childplan_diagnostics_new(&said));
    accepted(world, childplan_reporting_compute(world->reports, options, &reporting, said), said);
    childplan_diagnostics_free(said);
    return reporting;
}

static childplan_reporting_options *options_of(const struct question *question) {
    const struct world *world = question->world;
    childplan_reporting_options *options = NULL;
    ok(world, childplan_reporting_options_new(&options));
    for (int i = 0; i < world->period_count; i++) {
        ok(world, childplan_reporting_options_add_period(options, world->periods[i]));
    }
    ok(world, childplan_reporting_options_set_until(options, question->until));
    ok(world, childplan_reporting_options_set_known_by(options, question->known_by));
    ok(world, childplan_reporting_options_set_structure(options, question->structure));
    ok(world, childplan_reporting_options_set_cells(options, 1));
    return options;
}

static void hold_number(const struct world *world, childplan_status status, int64_t got, int is_present,
                        int64_t expected, const char *what) {
    if (is_present ? status != CHILDPLAN_OK || got != expected : status != CHILDPLAN_ABSENT) {
        print_error("got %d, %lld instead of %d, %lld\n", (int)status, (long long)got, is_present, (long long)expected);
        fail_in(world, what);
    }
}

static void hold_cell(const struct question *question, const childplan_reporting *reporting, size_t cell,
                      int32_t column, int is_present, int64_t expected, const char *what) {
    int64_t got = 0;
    childplan_status status = childplan_reporting_cell_get(reporting, cell, column, &got);
    hold_number(question->world, status, got, is_present, expected, what);
}

static void check_cell(const struct question *question, const childplan_reporting *reporting, size_t cell, int unit,
                       int64_t cycle, int element) {
    struct seen_cell seen = see_cell(question, unit, cycle, element);
    int is_there = seen.state == CHILDPLAN_REPORTING_REPORTED || seen.state == CHILDPLAN_REPORTING_LATE;
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_UNIT, 1, unit, "a cell's unit");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_PERIOD, 1, cycle, "a cell's period");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_ELEMENT, 1, element, "a cell's element");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_STATE, 1, seen.state, "a cell's state");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_MARKS, 1, seen.marks, "a cell's marks");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_TIMELINESS, is_there, seen.timeliness,
              "a cell's timeliness");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_FIRST_SUBMITTED, seen.first != CHILDPLAN_NO_DATE,
              seen.first, "a cell's first day");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_LATEST_SUBMITTED, seen.latest != CHILDPLAN_NO_DATE,
              seen.latest, "a cell's latest day");
    hold_cell(question, reporting, cell, CHILDPLAN_REPORTING_CELL_DUE, seen.due != CHILDPLAN_NO_DATE, seen.due,
              "the day a cell is due");
    cells_seen[seen.state]++;
    for (int i = 0; i < 5; i++) {
        marks_seen[i] += seen.marks >> i & 1;
    }
}

/* The cells of a row are those of its unit, each once and in their order. */
static void check_cells(const struct question *question, const childplan_reporting *reporting, size_t row, int unit) {
    const struct world *world = question->world;
    int64_t cycles[MOST_CYCLES];
    int count = cycles_inside(question, cycles);
    size_t cell = 0;
    size_t left = 0;
    ok(world, childplan_reporting_cells_of(reporting, row, &cell, &left));
    for (int i = 0; i < count; i++) {
        for (int element = 0; element < world->made.element_count; element++) {
            if (world->made.elements[element].frequency == childplan_period_kind(cycles[i])) {
                hold(world, left-- > 0, "a cell is not there");
                check_cell(question, reporting, cell++, unit, cycles[i], element);
            }
        }
    }
    hold(world, left == 0, "there are more cells than there can be");
}

static void hold_row(const struct question *question, const childplan_reporting *reporting, size_t row, int32_t column,
                     int is_present, int64_t expected) {
    int64_t got = 0;
    childplan_status status = childplan_reporting_get(reporting, row, column, &got);
    hold_number(question->world, status, got, is_present, expected, childplan_reporting_column_name(column));
}

static void check_row(const struct question *question, const childplan_reporting *reporting, size_t row, int unit) {
    struct seen_row seen = see_row(question, unit);
    int is_missing = seen.state == CHILDPLAN_REPORTING_MISSING;
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_STATE, 1, seen.state);
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_MARKS, 1, seen.marks);
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_PLACE, 1,
             placement(&question->world->made, unit, day_of_tree(question)));
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_TIMELINESS, seen.timeliness >= 0, seen.timeliness);
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_FIRST_SUBMITTED, seen.first != CHILDPLAN_NO_DATE,
             seen.first);
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_LATEST_SUBMITTED, seen.latest != CHILDPLAN_NO_DATE,
             seen.latest);
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_DUE, seen.due != CHILDPLAN_NO_DATE, seen.due);
    hold_row(question, reporting, row, CHILDPLAN_REPORTING_COLUMN_DAYS_OVERDUE, is_missing,
             (int64_t)question->until - seen.due);
    for (int32_t column = CHILDPLAN_REPORTING_COLUMN_OWN_EXPECTED; column < MOST_COUNTED; column++) {
        hold_row(question, reporting, row, column, 1, seen.counts[column]);
    }
    rows_seen[seen.state]++;
}

static int64_t figure(const struct world *world, const childplan_reporting *reporting, size_t row, int32_t column) {
    int64_t value = 0;
    ok(world, childplan_reporting_get(reporting, row, column, &value));
    return value;
}

/* What needs no second reading. */
static void check_invariants(const struct world *world, const childplan_reporting *reporting, size_t row) {
    int64_t expected = figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_EXPECTED);
    int64_t received = figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_RECEIVED);
    hold(world,
         expected == received + figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_MISSING) +
                         figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE),
         "expected is not received, missing and not yet due together");
    hold(world,
         received == figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_ON_TIME) +
                         figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_LATE) +
                         figure(world, reporting, row, CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN),
         "received is not on time, late and unknown together");
    for (int32_t column = CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE; column < CHILDPLAN_REPORTING_COLUMN_COUNT;
         column++) {
        int64_t numerator = -1;
        int64_t denominator = -1;
        const double *rates = NULL;
        const uint8_t *present = NULL;
        childplan_status status = childplan_reporting_rate(reporting, row, column, &numerator, &denominator);
        ok(world, childplan_reporting_double_column(reporting, column, &rates, &present));
        hold(world, status == (expected > 0 ? CHILDPLAN_OK : CHILDPLAN_ABSENT) && present[row] == (expected > 0),
             "a rate is there where nothing is expected, or not where something is");
        hold(world,
             expected == 0 ||
                 (0 <= numerator && numerator <= denominator && denominator == expected && rates[row] <= 100.0),
             "a rate is over 100%");
    }
}

static void check_reporting(const struct question *asked) {
    struct question question = *asked;
    const struct world *world = question.world;
    childplan_reporting_options *options = options_of(&question);
    childplan_reporting *reporting = compute(world, options);
    size_t row = 0;
    for (int unit = 0; unit < world->made.unit_count; unit++) {
        for (int i = 0; i < world->period_count; i++) {
            size_t found = 0;
            question.period = world->periods[i];
            ok(world, childplan_reporting_find(reporting, unit, question.period, &found));
            hold(world, found == row, "a row is not where it belongs");
            check_cells(&question, reporting, row, unit);
            check_row(&question, reporting, row, unit);
            check_invariants(world, reporting, row);
            row++;
        }
    }
    hold(world, row == childplan_reporting_row_count(reporting), "there are more rows than there can be");
    childplan_reporting_free(reporting);
    childplan_reporting_options_free(options);
}

/* The frequency of all elements of an indicator that counts nothing but the row's own period; 0 where there is none. */
static int32_t plain_frequency(const struct world *world, const struct made_indicator *indicator) {
    int32_t frequency = 0;
    if (indicator->counted >= 0 || indicator->population.level >= 0 || indicator->population.tag >= 0 ||
        indicator->population.units != 0 || indicator->window > 0) {
        return 0;
    }
    for (int i = 0; i < indicator->numerator_count + indicator->denominator_count; i++) {
        int index = i < indicator->numerator_count ? indicator->numerator[i]
                                                   : indicator->denominator[i - indicator->numerator_count];
        if (index == EACH_UNIT_TERM) {
            continue;
        }
        const struct made_element *element = &world->made.elements[index];
        int is_plain = !element->year_to_date &&
                       (element->over_time == OVER_LAST || indicator->window == 0 || element->window == 0);
        if (!is_plain || (frequency != 0 && element->frequency != frequency)) {
            return 0;
        }
        frequency = element->frequency;
    }
    return frequency;
}

static void add_elements(const struct world *world, const struct made_indicator *indicator,
                         childplan_reporting_options *options) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        ok(world, childplan_reporting_options_add_element(options, indicator->numerator[i]));
    }
    for (int i = 0; i < indicator->denominator_count; i++) {
        if (indicator->denominator[i] != EACH_UNIT_TERM) {
            ok(world, childplan_reporting_options_add_element(options, indicator->denominator[i]));
        }
    }
}

/* Of one reporting period and the elements of one indicator the reports are the units that the rollup counts. */
static void check_agreement(const struct world *world, const childplan_rollup *rollup, int32_t indicator,
                            int64_t period, const childplan_reporting *reporting) {
    for (int32_t unit = 0; unit < world->made.unit_count; unit++) {
        size_t row = 0;
        size_t other = 0;
        if (childplan_rollup_find(rollup, unit, period, indicator, &row) != CHILDPLAN_OK) {
            continue;
        }
        ok(world, childplan_reporting_find(reporting, unit, period, &other));
        hold_in_row(world, rollup, row,
                    count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED) ==
                        figure(world, reporting, other, CHILDPLAN_REPORTING_COLUMN_EXPECTED),
                    "the rollup expects other units");
        hold_in_row(world, rollup, row,
                    count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED) ==
                        figure(world, reporting, other, CHILDPLAN_REPORTING_COLUMN_COMPLETE),
                    "the rollup counts other units as having reported");
        rows_agreed++;
    }
}

static void check_rollup(const struct world *world, int32_t structure) {
    childplan_rollup *rollup = roll_up(world, world->reports, structure);
    for (int32_t i = 0; i < world->made.indicator_count; i++) {
        int32_t frequency = plain_frequency(world, &world->made.indicators[i]);
        for (int p = 0; p < world->period_count && frequency != 0; p++) {
            if (childplan_period_kind(world->periods[p]) != frequency ||
                last_day(world, world->periods[p]) > childplan_rollup_until(rollup)) {
                continue;
            }
            childplan_reporting_options *options = NULL;
            ok(world, childplan_reporting_options_new(&options));
            ok(world, childplan_reporting_options_add_period(options, world->periods[p]));
            ok(world, childplan_reporting_options_set_until(options, childplan_rollup_until(rollup)));
            ok(world, childplan_reporting_options_set_known_by(options, world->known_by));
            ok(world, childplan_reporting_options_set_structure(options, structure));
            add_elements(world, &world->made.indicators[i], options);
            childplan_reporting *reporting = compute(world, options);
            check_agreement(world, rollup, i, world->periods[p], reporting);
            childplan_reporting_free(reporting);
            childplan_reporting_options_free(options);
        }
    }
    childplan_rollup_free(rollup);
}

/* The default day is the rollup's cut-off, the default periods those that have ended by it. */
static void check_defaults(struct world *world) {
    int32_t known_by = world->known_by;
    world->known_by = CHILDPLAN_NO_DATE;
    world->until = CHILDPLAN_NO_DATE;
    childplan_rollup *rollup = roll_up(world, world->reports, CHILDPLAN_NO_DATE);
    childplan_reporting *reporting = compute(world, NULL);
    struct question question = {.world = world, .until = childplan_rollup_until(rollup)};
    hold(world, childplan_reporting_until(reporting) == question.until, "it is judged on another day");
    int64_t cycles[MOST_CYCLES];
    ok(world, childplan_period_parse("plan", 4, &question.period));
    int count = cycles_inside(&question, cycles);
    size_t row = 0;
    for (int i = 0; i < count; i++) {
        int32_t last = last_day(world, cycles[i]);
        int32_t first = 0;
        int32_t ignored = 0;
        if (world->made.first_report != CHILDPLAN_NO_PERIOD) {
            ok(world, childplan_plan_period_days(world->plan, world->made.first_report, &first, &ignored));
        } else {
            first = last;
        }
        if (last <= question.until && last >= first) {
            size_t found = 0;
            ok(world, childplan_reporting_find(reporting, 0, cycles[i], &found));
            hold(world, found == row++, "a period is not where it belongs");
        }
    }
    hold(world, row * (size_t)world->made.unit_count == childplan_reporting_row_count(reporting),
         "another period is taken by default");
    childplan_reporting_free(reporting);
    childplan_rollup_free(rollup);
    world->known_by = known_by;
}

static int32_t random_day(struct world *world) {
    int32_t from = last_day(world, world->periods[0]) - 1300;
    return from + chance(&world->made, 1500);
}

static void check_world(uint64_t seed) {
    static struct world world;
    begin(&world, seed);
    int32_t due_days = percent(&world.made, 30) ? -1 : chance(&world.made, 60);
    give_due_days(&world, due_days);
    check_rollup(&world, CHILDPLAN_NO_DATE);
    for (int i = 0; i < 3; i++) {
        struct question question = {.world = &world,
                                    .due_days = due_days,
                                    .until = random_day(&world),
                                    .known_by = percent(&world.made, 50) ? CHILDPLAN_NO_DATE : random_day(&world),
                                    .structure = CHILDPLAN_NO_DATE};
        if (percent(&world.made, 30)) {
            int32_t last = last_day(&world, world.periods[0]);
            question.structure = last - chance(&world.made, 900);
        }
        check_reporting(&question);
    }
    check_defaults(&world);
    end(&world);
}

static void every_figure_is_what_a_second_reading_gives(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= PLANS; seed++) {
        check_world(seed);
    }
    for (int i = 0; i < CHILDPLAN_REPORTING_STATE_COUNT; i++) {
        print_message("# %s: %lu cells, %lu rows\n", childplan_reporting_state_name(i, CHILDPLAN_ENGLISH),
                      cells_seen[i], rows_seen[i]);
        assert_true(cells_seen[i] > 1000 && rows_seen[i] > 100);
    }
    for (int i = 0; i < 5; i++) {
        assert_true(1 << i == CHILDPLAN_REPORTING_PARTIAL || marks_seen[i] > 100);
    }
    print_message("# %lu rows agree with a rollup's\n", rows_agreed);
    assert_true(rows_agreed > 1000);
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check_world(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_figure_is_what_a_second_reading_gives)};
    return cmocka_run_group_tests_name("reporting_property", tests, NULL, NULL);
}
