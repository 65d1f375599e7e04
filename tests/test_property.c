/*
 * What must hold for any plan and any reports, over random ones, through the public functions alone.
 * usage: test_property [SEED]; with a seed, that plan and its reports are printed.
 */
#include "partial_split.h"
#include "property_bars.h"
#include "property_completion.h"
#include "property_explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLANS 2000
#define LATE_DAY 24000 /* in 2035: after everything submitted */

static unsigned share[FEATURE_COUNT];

static void check_row(const struct world *world, const childplan_rollup *rollup, size_t row) {
    int64_t expected = count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED);
    int64_t reported = count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED);
    hold_in_row(world, rollup, row, 0 <= reported && reported <= expected, "reported is above expected");
    int value = has(rollup, row, CHILDPLAN_COLUMN_VALUE);
    int low = has(rollup, row, CHILDPLAN_COLUMN_LOW);
    int high = has(rollup, row, CHILDPLAN_COLUMN_HIGH);
    hold_in_row(world, rollup, row, value || (!low && !high), "bounds without a value");
    if (!value) {
        return;
    }
    long long number_value = number(rollup, row, CHILDPLAN_COLUMN_VALUE);
    hold_in_row(world, rollup, row, !low || number(rollup, row, CHILDPLAN_COLUMN_LOW) <= number_value,
                "low is above the value");
    hold_in_row(world, rollup, row, !high || number_value <= number(rollup, row, CHILDPLAN_COLUMN_HIGH),
                "high is below the value");
    if (expected == reported) {
        hold_in_row(world, rollup, row,
                    low && high && number(rollup, row, CHILDPLAN_COLUMN_LOW) == number_value &&
                        number(rollup, row, CHILDPLAN_COLUMN_HIGH) == number_value,
                    "nothing is missing, and yet there is room");
    }
}

static void rows_hold_together(struct world *world) {
    childplan_rollup *rollup = roll_up(world, world->reports, CHILDPLAN_NO_DATE);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        check_row(world, rollup, row);
    }
    childplan_rollup_free(rollup);
}

static int32_t random_day(struct world *world) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    int32_t first = 0;
    int32_t last = 0;
    ok(world, childplan_period_parse("plan", 4, &period));
    ok(world, childplan_plan_period_days(world->plan, period, &first, &last));
    return first + chance(&world->made, last - first + 1);
}

static int same_cell(const childplan_rollup *a, size_t row_a, const childplan_rollup *b, size_t row_b, int32_t column) {
    char text_a[128];
    char text_b[128];
    childplan_rollup_text(a, row_a, column, text_a, sizeof text_a);
    childplan_rollup_text(b, row_b, column, text_b, sizeof text_b);
    return strcmp(text_a, text_b) == 0;
}

static void same_root(const struct world *world, const childplan_rollup *was, const childplan_rollup *of) {
    static const int32_t columns[] = {CHILDPLAN_COLUMN_NUMERATOR,
                                      CHILDPLAN_COLUMN_DENOMINATOR,
                                      CHILDPLAN_COLUMN_VALUE,
                                      CHILDPLAN_COLUMN_LOW,
                                      CHILDPLAN_COLUMN_HIGH,
                                      CHILDPLAN_COLUMN_UNITS_EXPECTED,
                                      CHILDPLAN_COLUMN_UNITS_REPORTED,
                                      CHILDPLAN_COLUMN_UNITS_CARRIED,
                                      CHILDPLAN_COLUMN_AS_OF,
                                      CHILDPLAN_COLUMN_TARGET,
                                      CHILDPLAN_COLUMN_PATH,
                                      CHILDPLAN_COLUMN_MET,
                                      CHILDPLAN_COLUMN_CERTAIN,
                                      CHILDPLAN_COLUMN_STATUS,
                                      CHILDPLAN_COLUMN_GAP,
                                      CHILDPLAN_COLUMN_PACE};
    for (int p = 0; p < world->period_count; p++) {
        for (int32_t i = 0; i < world->made.indicator_count; i++) {
            size_t row_was = 0;
            size_t row_of = 0;
            if (world->made.indicators[i].counted >= 0) {
                continue; /* which units there are is a matter of the structure */
            }
            childplan_status found = childplan_rollup_find(was, 0, world->periods[p], i, &row_was);
            hold(world, childplan_rollup_find(of, 0, world->periods[p], i, &row_of) == found, "the root has no row");
            for (size_t c = 0; found == CHILDPLAN_OK && c < sizeof columns / sizeof columns[0]; c++) {
                hold_in_row(world, of, row_of, same_cell(was, row_was, of, row_of, columns[c]),
                            "the root depends on the structure's day");
            }
        }
    }
}

static void root_does_not_depend_on_the_structure(struct world *world) {
    childplan_rollup *was = roll_up(world, world->reports, CHILDPLAN_NO_DATE);
    for (int i = 0; i < 3; i++) {
        childplan_rollup *of = roll_up(world, world->reports, random_day(world));
        same_root(world, was, of);
        childplan_rollup_free(of);
    }
    childplan_rollup_free(was);
}

static void write_csv(const struct world *world, const childplan_reports *reports, struct buffer *csv) {
    childplan_rollup *rollup = roll_up(world, reports, CHILDPLAN_NO_DATE);
    csv->size = 0;
    ok(world, childplan_rollup_write(rollup, NULL, buffer_write, csv));
    childplan_rollup_free(rollup);
}

static void same_rows(const struct world *world, const childplan_reports *reports, const char *what) {
    struct buffer expected = {0};
    struct buffer got = {0};
    write_csv(world, world->reports, &expected);
    write_csv(world, reports, &got);
    hold(world, expected.size == got.size && memcmp(expected.bytes, got.bytes, got.size) == 0, what);
    buffer_free(&expected);
    buffer_free(&got);
}

static void order_makes_no_difference(struct world *world) {
    struct buffer csv = {0};
    shuffled(world, &csv);
    struct taken taken = take(world, world->plan, &csv, 0);
    same_rows(world, taken.reports, "the order of the rows makes a difference");
    childplan_reports_free(taken.reports);
    buffer_free(&csv);
}

/* Rows that are wrong, alone or beside a good one: for a unit that is none or not alive, of no number, over the
   whole, in conflict with the same cell's. */
static void spoil(struct world *world) {
    size_t good = rows.count;
    for (int i = 0; i < 12; i++) {
        struct buffer *line = &rows.lines[rows.count];
        *line = (struct buffer){0};
        struct made_fact fact = {0};
        if (good > 0) {
            fact = world->made.facts[chance(&world->made, (int)good)];
        }
        switch (chance(&world->made, 4)) {
        case 0:
            buffer_add_string(line, "nobody,2022-H1,share,1,\n");
            break;
        case 1:
            buffer_print(line, "%s,2021,%s,-3,\n", world->made.unit_ids[0], world->made.elements[0].id);
            break;
        default:
            fact.value += 1 + chance(&world->made, 25);
            if (good == 0 || fact.withdrawn) {
                continue;
            }
            write_fact(line, &world->made, &fact);
        }
        rows.count++;
    }
}

static void order_makes_no_difference_to_a_lenient_import(struct world *world) {
    struct buffer csv = {0};
    spoil(world);
    shuffled(world, &csv);
    struct taken first = take(world, world->plan, &csv, 1);
    shuffled(world, &csv);
    struct taken second = take(world, world->plan, &csv, 1);
    hold(world, first.accepted == second.accepted && first.refused == second.refused,
         "the order decides how many rows a lenient import takes");
    hold(world, childplan_reports_fact_count(first.reports) == childplan_reports_fact_count(second.reports),
         "the order decides how many facts there are");
    childplan_reports *kept = world->reports;
    world->reports = first.reports;
    same_rows(world, second.reports, "the order decides what a lenient import takes");
    world->reports = kept;
    childplan_reports_free(first.reports);
    childplan_reports_free(second.reports);
    buffer_free(&csv);
}

static childplan_status give_units(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    const struct buffer *units = context;
    if (strcmp(name, "units.csv") != 0) {
        return CHILDPLAN_ERROR_FILE;
    }
    *ret_text = units->bytes;
    *ret_size = units->size;
    return CHILDPLAN_OK;
}

static void units_from_csv_make_no_difference(struct world *world) {
    struct buffer csv = {0};
    childplan_plan_options *options = NULL;
    ok(world, childplan_plan_options_new(&options));
    ok(world, childplan_plan_options_set_resolver(options, give_units, &world->made.units_csv));
    childplan_plan *plan = load(world, &world->made.yaml_naming_file, options);
    shuffled(world, &csv);
    struct taken taken = take(world, plan, &csv, 0);
    same_rows(world, taken.reports, "units from a CSV file make a difference");
    childplan_reports_free(taken.reports);
    childplan_plan_free(plan);
    childplan_plan_options_free(options);
    buffer_free(&csv);
}
/* The units that count in each row by section 5: expected and reported units of a row are those placed under it. */
static void check_counts(const struct world *world, const childplan_rollup *rollup, size_t row, int32_t day,
                         const struct standing *standings) {
    int64_t unit = count_of(world, rollup, row, CHILDPLAN_COLUMN_UNIT);
    int64_t expected = 0;
    int64_t reported = 0;
    for (int v = 0; v < world->made.unit_count; v++) {
        if (is_under(world, placement(&world->made, v, day), (int)unit, day)) {
            expected += standings[v].expected;
            reported += standings[v].reported;
        }
    }
    hold_in_row(world, rollup, row, expected == count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_EXPECTED),
                "expected is not the sum of the units placed there");
    hold_in_row(world, rollup, row, reported == count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_REPORTED),
                "reported is not the sum of the units placed there");
}

/* A row holds at least what its children's rows hold together; the rest is its own placement's. */
static void check_children(const struct world *world, const childplan_rollup *rollup, size_t row, int32_t day,
                           int32_t column) {
    int64_t unit = count_of(world, rollup, row, CHILDPLAN_COLUMN_UNIT);
    int64_t period = count_of(world, rollup, row, CHILDPLAN_COLUMN_PERIOD);
    int64_t indicator = count_of(world, rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    int64_t whole = 0;
    childplan_status present = childplan_rollup_get(rollup, row, column, &whole);
    for (int32_t child = 0; child < world->made.unit_count; child++) {
        size_t below = 0;
        int64_t part = 0;
        if (!childplan_plan_unit_is_alive(world->plan, child, day) ||
            childplan_plan_unit_parent(world->plan, child, day) != unit) {
            continue;
        }
        ok(world, childplan_rollup_find(rollup, child, period, (int32_t)indicator, &below));
        if (childplan_rollup_get(rollup, below, column, &part) == CHILDPLAN_OK) {
            hold_in_row(world, rollup, row, present == CHILDPLAN_OK, "a child has what its parent has not");
            whole -= part;
        }
    }
    hold_in_row(world, rollup, row, whole >= 0, "the children hold more than their parent");
}

static void check_sums(const struct world *world, const childplan_rollup *rollup, int32_t structure) {
    static struct standing standings[MOST_UNITS];
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        const struct made_indicator *indicator =
            &world->made.indicators[count_of(world, rollup, row, CHILDPLAN_COLUMN_INDICATOR)];
        if (indicator->counted >= 0) {
            continue;
        }
        int32_t as_of = (int32_t)count_of(world, rollup, row, CHILDPLAN_COLUMN_AS_OF);
        int32_t day = structure != CHILDPLAN_NO_DATE ? structure : as_of;
        check_children(world, rollup, row, day, CHILDPLAN_COLUMN_UNITS_CARRIED);
        if (indicator->bounds != BOUNDS_NONE) {
            check_children(world, rollup, row, day, CHILDPLAN_COLUMN_NUMERATOR);
            check_children(world, rollup, row, day, CHILDPLAN_COLUMN_DENOMINATOR);
        }
        if (has_year_to_date(&world->made, indicator)) {
            continue;
        }
        struct stretch period = period_days(world, count_of(world, rollup, row, CHILDPLAN_COLUMN_PERIOD), as_of);
        for (int v = 0; v < world->made.unit_count; v++) {
            standings[v] = standing_of(world, indicator, period, v);
        }
        check_counts(world, rollup, row, day, standings);
    }
}

static void counts_are_sums(struct world *world) {
    int32_t days[] = {CHILDPLAN_NO_DATE, random_day(world)};
    for (size_t i = 0; i < 2; i++) {
        childplan_rollup *rollup = roll_up(world, world->reports, days[i]);
        check_sums(world, rollup, days[i]);
        childplan_rollup_free(rollup);
    }
}
static unsigned long completed_rows;
static unsigned long unknown_rows;
static unsigned long certain_rows;

/* The world's reports with a completion on top. */
static childplan_reports *completed(struct world *world, const struct completion *completion) {
    struct buffer csv = {0};
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    shuffled(world, &csv);
    struct taken taken = take(world, world->plan, &csv, 0);
    ok(world, childplan_diagnostics_new(&said));
    ok(world, childplan_import_new(taken.reports, &import));
    for (size_t i = 0; i < completion->count; i++) {
        const struct made_fact *fact = &completion->facts[i];
        accepted(
            world,
            childplan_import_add_value(import, fact->unit, fact->period, fact->element, fact->value, LATE_DAY, said),
            said);
    }
    accepted(world, childplan_import_commit(import, NULL, NULL, said), said);
    childplan_import_free(import);
    childplan_diagnostics_free(said);
    buffer_free(&csv);
    return taken.reports;
}

/* What was certain stays: of the period before nothing is taken back either. */
static void check_certain_row(const struct world *world, const childplan_rollup *before, const childplan_rollup *after,
                              size_t row) {
    int64_t certain = 0;
    int64_t met = 0;
    if (childplan_rollup_get(before, row, CHILDPLAN_COLUMN_CERTAIN, &certain) != CHILDPLAN_OK || !certain) {
        return;
    }
    certain_rows++;
    hold_in_row(world, after, row, childplan_rollup_get(after, row, CHILDPLAN_COLUMN_MET, &met) == CHILDPLAN_OK,
                "more reports took the answer away");
    hold_in_row(world, after, row, met == count_of(world, before, row, CHILDPLAN_COLUMN_MET),
                "what was certain has changed");
}

static void check_completed_row(const struct world *world, const childplan_rollup *before,
                                const childplan_rollup *after, size_t row) {
    int low = has(before, row, CHILDPLAN_COLUMN_LOW);
    int high = has(before, row, CHILDPLAN_COLUMN_HIGH);
    if (!low && !high) {
        return;
    }
    hold_in_row(world, after, row, has(after, row, CHILDPLAN_COLUMN_VALUE), "more reports took the value away");
    long long value = number(after, row, CHILDPLAN_COLUMN_VALUE);
    unsigned more = count_of(world, before, row, CHILDPLAN_COLUMN_UNITS_EXPECTED) >
                    count_of(world, before, row, CHILDPLAN_COLUMN_UNITS_REPORTED);
    completed_rows += more;
    hold_in_row(world, before, row, !low || number(before, row, CHILDPLAN_COLUMN_LOW) <= value,
                "a completion falls below low");
    hold_in_row(world, before, row, !high || value <= number(before, row, CHILDPLAN_COLUMN_HIGH),
                "a completion rises above high");
    if (world->made.indicators[count_of(world, before, row, CHILDPLAN_COLUMN_INDICATOR)].counted >= 0) {
        seen_rows[SEEN_MEETING] += more;
    }
}

/* Where a missing unit's size is not known, the root's row can have no bounds. */
static void check_unknown(const struct world *world, const childplan_rollup *rollup, size_t row) {
    if (count_of(world, rollup, row, CHILDPLAN_COLUMN_UNIT) == 0) {
        unknown_rows++;
        hold_in_row(world, rollup, row,
                    !has(rollup, row, CHILDPLAN_COLUMN_LOW) && !has(rollup, row, CHILDPLAN_COLUMN_HIGH),
                    "bounds though a missing unit's size is unknown");
    }
}

/* Where every size is known a value has its bounds; a total without carried units at least the lower one. */
static void check_known(const struct world *world, const childplan_rollup *rollup, size_t row, enum bounds_kind kind) {
    int low = has(rollup, row, CHILDPLAN_COLUMN_LOW);
    int high = has(rollup, row, CHILDPLAN_COLUMN_HIGH);
    int open = count_of(world, rollup, row, CHILDPLAN_COLUMN_UNITS_CARRIED) > 0;
    if (has(rollup, row, CHILDPLAN_COLUMN_VALUE)) {
        hold_in_row(world, rollup, row, kind == BOUNDS_RATIO ? low && high : low || open,
                    "no bounds though every missing unit's size is known");
    }
}

/* 1 where a late report for a period long past can come back as a figure carried, which no row's bounds speak of. */
static int carries(const struct made_plan *made, const struct made_indicator *indicator) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        if (made->elements[indicator->numerator[i]].carry > 0) {
            return 1;
        }
    }
    return 0;
}

static void complete_row(struct world *world, const childplan_rollup *before, size_t row) {
    static struct completion completion;
    int64_t period = count_of(world, before, row, CHILDPLAN_COLUMN_PERIOD);
    int64_t indicator = count_of(world, before, row, CHILDPLAN_COLUMN_INDICATOR);
    int32_t as_of = (int32_t)count_of(world, before, row, CHILDPLAN_COLUMN_AS_OF);
    const struct made_indicator *made = &world->made.indicators[indicator];
    complete(world, made, period_days(world, period, as_of), &completion);
    if (completion.beyond) {
        return;
    }
    if (completion.unknown) {
        check_unknown(world, before, row);
    } else {
        check_known(world, before, row, made->bounds);
    }
    childplan_reports *reports = completed(world, &completion);
    childplan_rollup *after = roll_up(world, reports, CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_rollup_row_count(after), childplan_rollup_row_count(before));
    for (size_t i = 0; i < childplan_rollup_row_count(before); i++) {
        int64_t of = count_of(world, before, i, CHILDPLAN_COLUMN_INDICATOR);
        if (of != indicator && world->made.indicators[of].counted != indicator) {
            continue;
        }
        int same = count_of(world, before, i, CHILDPLAN_COLUMN_PERIOD) == period;
        if (of == indicator ? same || !carries(&world->made, made) : same) {
            check_certain_row(world, before, after, i);
        }
        /* A unit that is judged by a figure carried may lose it to a newer report of nothing, and be undecided. */
        int is_undecided = of != indicator && !has(after, i, CHILDPLAN_COLUMN_VALUE);
        if (same && !is_undecided) {
            check_completed_row(world, before, after, i);
        }
    }
    childplan_rollup_free(after);
    childplan_reports_free(reports);
}

static void completions_stay_in_bounds(struct world *world) {
    world->known_by = CHILDPLAN_NO_DATE;
    childplan_rollup *before = roll_up(world, world->reports, CHILDPLAN_NO_DATE);
    world->until = childplan_rollup_until(before);
    for (size_t row = 0; row < childplan_rollup_row_count(before); row++) {
        int64_t indicator = count_of(world, before, row, CHILDPLAN_COLUMN_INDICATOR);
        if (count_of(world, before, row, CHILDPLAN_COLUMN_UNIT) == 0 &&
            world->made.indicators[indicator].bounds != BOUNDS_NONE && percent(&world->made, 25)) {
            complete_row(world, before, row);
            complete_row(world, before, row);
        }
    }
    childplan_rollup_free(before);
}

/* The reports of one worker's units, in another order. */
static const childplan_reports *reports_of_worker(struct world *world, const struct split *split, int worker) {
    struct buffer csv = {0};
    buffer_add_string(&csv, "unit,period,element,value,submitted\n");
    for (size_t i = world->made.fact_count; i-- > 0;) {
        if (split->worker_of[world->made.facts[i].unit] == worker) {
            write_fact(&csv, &world->made, &world->made.facts[i]);
        }
    }
    const childplan_reports *reports = take(world, world->plan, &csv, 0).reports;
    buffer_free(&csv);
    return reports;
}

static childplan_rollup *roll_up_in_parts(struct world *world, const childplan_rollup_options *options,
                                          childplan_diagnostics *said) {
    struct split split;
    childplan_rollup *rollup = NULL;
    split_begin(&split, world->plan, world->seed);
    for (int worker = 0; worker < split.workers; worker++) {
        split.reports[worker] = reports_of_worker(world, &split, worker);
    }
    accepted(world, split_rows(&split, options, &rollup, said), said);
    for (int worker = 0; worker < split.workers; worker++) {
        childplan_reports_free((childplan_reports *)split.reports[worker]);
    }
    split_end(&split);
    return rollup;
}

/* The question of the world with a cut-off; sometimes for the rows of some units and indicators, as of a day. */
static childplan_rollup_options *question(struct world *world) {
    childplan_rollup_options *options = NULL;
    ok(world, childplan_rollup_options_new(&options));
    for (int i = 0; i < world->period_count; i++) {
        ok(world, childplan_rollup_options_add_period(options, world->periods[i]));
    }
    int32_t until = world->until == CHILDPLAN_NO_DATE ? random_day(world) : world->until;
    ok(world, childplan_rollup_options_set_until(options, until));
    ok(world, childplan_rollup_options_set_known_by(options, world->known_by));
    ok(world, childplan_rollup_options_set_digest(options, 0));
    if (percent(&world->made, 30)) {
        ok(world, childplan_rollup_options_set_structure(options, random_day(world)));
    }
    /* In document order, as then the notes on them are in the same order. */
    for (int unit = 0; percent(&world->made, 60) && unit < world->made.unit_count; unit += 2) {
        ok(world, childplan_rollup_options_add_unit(options, unit));
    }
    for (int i = 0; percent(&world->made, 30) && i < 3; i++) {
        ok(world, childplan_rollup_options_add_indicator(options, chance(&world->made, world->made.indicator_count)));
    }
    return options;
}

static void partial_results_make_no_difference(struct world *world) {
    childplan_rollup_options *options = question(world);
    struct buffer texts[2] = {{0}, {0}};
    for (int in_parts = 0; in_parts < 2; in_parts++) {
        childplan_diagnostics *said = NULL;
        childplan_rollup *rollup = NULL;
        ok(world, childplan_diagnostics_new(&said));
        if (in_parts) {
            rollup = roll_up_in_parts(world, options, said);
        } else {
            accepted(world, childplan_rollup_compute(world->reports, options, &rollup, said), said);
        }
        write_everything(rollup, &texts[in_parts]);
        buffer_add_diagnostics(&texts[in_parts], said, CHILDPLAN_ENGLISH);
        childplan_rollup_free(rollup);
        childplan_diagnostics_free(said);
    }
    if (strcmp(texts[0].bytes, texts[1].bytes) != 0) {
        print_error("seed %llu\n", (unsigned long long)world->seed);
        assert_same_lines("rows in parts", texts[0].bytes, texts[1].bytes);
    }
    buffer_free(&texts[0]);
    buffer_free(&texts[1]);
    childplan_rollup_options_free(options);
}

static void for_each_plan(void (*property)(struct world *)) {
    static struct world world;
    for (uint64_t seed = 1; seed <= PLANS; seed++) {
        begin(&world, seed);
        property(&world);
        end(&world);
    }
}

static void count_shares(struct world *world) {
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        share[feature] += world->made.has[feature];
    }
}

/* Every feature must be met often, or the properties say little. */
static void every_feature_is_met(void **state) {
    static const char *const names[FEATURE_COUNT] = {"units with versions",
                                                     "gaps between versions",
                                                     "successors",
                                                     "changes of level",
                                                     "years not from 1 January",
                                                     "carry",
                                                     "windows",
                                                     "year to date",
                                                     "each_unit",
                                                     "decimals",
                                                     "targets",
                                                     "ranges",
                                                     "recurring targets",
                                                     "changes",
                                                     "kept-up targets",
                                                     "aspirations",
                                                     "quotas",
                                                     "baselines of units",
                                                     "populations",
                                                     "windows of indicators",
                                                     "rates",
                                                     "units that meet a target",
                                                     "a cut-off",
                                                     "known by",
                                                     "revisions",
                                                     "withdrawals"};
    (void)state;
    for_each_plan(count_shares);
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        print_message("# %5.1f%% %s\n", 100.0 * share[feature] / PLANS, names[feature]);
        assert_true(share[feature] >= PLANS / 10);
    }
}

static void every_completion_stays_in_bounds(void **state) {
    (void)state;
    for_each_plan(completions_stay_in_bounds);
    print_message("# %lu rows completed, %lu of unknown size, %lu certain ones\n", completed_rows, unknown_rows,
                  certain_rows);
    assert_true(completed_rows >= PLANS);
    assert_true(unknown_rows >= PLANS / 20);
    assert_true(certain_rows >= PLANS);
}

/* After the properties that count them: rows of each form, or the properties say little. */
static void every_form_has_its_rows(void **state) {
    (void)state;
    for (int kind = 0; kind < SEEN_COUNT; kind++) {
        print_message("# %lu %s\n", seen_rows[kind], seen_names[kind]);
        assert_true(seen_rows[kind] >= PLANS / 4);
    }
}

static void holds_for_every_plan(void **state) {
    void (*property)(struct world *);
    memcpy(&property, *state, sizeof property);
    for_each_plan(property);
}

static int print_world(uint64_t seed) {
    static struct world world;
    struct buffer csv = {0};
    begin(&world, seed);
    shuffled(&world, &csv);
    printf("%s\n%s\n%s", world.made.yaml.bytes, world.made.units_csv.bytes, csv.bytes);
    buffer_free(&csv);
    end(&world);
    return 0;
}

#define LIVE_ROLLUPS 3

/* The options of one of several live rollups: as the world asks, restated, chosen rows. */
static childplan_rollup_options *live_options(struct world *world, int which) {
    childplan_rollup_options *options = NULL;
    ok(world, childplan_rollup_options_new(&options));
    for (int i = 0; i < world->period_count; i++) {
        ok(world, childplan_rollup_options_add_period(options, world->periods[i]));
    }
    ok(world, childplan_rollup_options_set_until(options, world->until));
    if (which == 0 && percent(&world->made, 20)) {
        ok(world, childplan_rollup_options_set_known_by(options, world->known_by));
    }
    if (which == 1) {
        ok(world, childplan_rollup_options_set_structure(options, random_day(world)));
    }
    if (which == 2) {
        ok(world, childplan_rollup_options_add_unit(options, chance(&world->made, world->made.unit_count)));
        ok(world, childplan_rollup_options_add_indicator(options, chance(&world->made, world->made.indicator_count)));
        ok(world, childplan_rollup_options_add_level(options, chance(&world->made, world->made.level_count)));
    }
    return options;
}

/* Puts some of the world's reports in. */
static void put_facts(struct world *world, childplan_reports *reports, size_t from, size_t end) {
    childplan_import *import = NULL;
    ok(world, childplan_import_new(reports, &import));
    ok(world, childplan_import_set_lenient(import, 1));
    for (size_t i = from; i < end; i++) {
        const struct made_fact *fact = &world->made.facts[i];
        if (fact->withdrawn) {
            ok(world,
               childplan_import_add_withdrawal(import, fact->unit, fact->period, fact->element, fact->submitted, NULL));
        } else {
            ok(world, childplan_import_add_value(import, fact->unit, fact->period, fact->element, fact->value,
                                                 fact->submitted, NULL));
        }
    }
    ok(world, childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
}

static void refresh_is_fresh(struct world *world, childplan_rollup *live, const childplan_reports *reports,
                             childplan_rollup_options *options) {
    char what[64];
    childplan_rollup *fresh = NULL;
    snprintf(what, sizeof what, "the refresh, seed %llu", (unsigned long long)world->seed);
    ok(world, childplan_rollup_refresh(live, reports, NULL));
    ok(world, childplan_rollup_options_set_until(options, childplan_rollup_until(live)));
    ok(world, childplan_rollup_options_set_live(options, 0));
    ok(world, childplan_rollup_compute(reports, options, &fresh, NULL));
    assert_same_rows(what, fresh, live);
    childplan_rollup_free(fresh);
}

static void shuffle_facts(struct world *world) {
    struct made_fact *facts = world->made.facts;
    for (size_t i = world->made.fact_count; i > 1; i--) {
        size_t other = (size_t)chance(&world->made, (int)i);
        struct made_fact kept = facts[i - 1];
        facts[i - 1] = facts[other];
        facts[other] = kept;
    }
}

/* Several live rollups follow the same reports, each refreshed when it likes. */
static void a_refresh_is_a_fresh_rollup(struct world *world) {
    childplan_reports *reports = NULL;
    childplan_rollup *live[LIVE_ROLLUPS];
    childplan_rollup_options *options[LIVE_ROLLUPS];
    size_t count = world->made.fact_count;
    size_t done = (size_t)chance(&world->made, (int)count + 1);
    shuffle_facts(world);
    ok(world, childplan_reports_new(world->plan, &reports));
    put_facts(world, reports, 0, done);
    for (int i = 0; i < LIVE_ROLLUPS; i++) {
        options[i] = live_options(world, i);
        ok(world, childplan_rollup_options_set_live(options[i], 1));
        ok(world, childplan_rollup_compute(reports, options[i], &live[i], NULL));
    }
    while (done < count) {
        size_t more = 1 + (size_t)chance(&world->made, percent(&world->made, 50) ? 4 : (int)(count - done));
        size_t end = done + more < count ? done + more : count;
        put_facts(world, reports, done, end);
        done = end;
        int which = chance(&world->made, 2 * LIVE_ROLLUPS);
        if (which < LIVE_ROLLUPS) {
            refresh_is_fresh(world, live[which], reports, options[which]);
        }
    }
    for (int i = 0; i < LIVE_ROLLUPS; i++) {
        refresh_is_fresh(world, live[i], reports, options[i]);
        childplan_rollup_free(live[i]);
        childplan_rollup_options_free(options[i]);
    }
    childplan_reports_free(reports);
}

#define PROPERTY(function)                                                                                             \
    {                                                                                                                  \
#function, holds_for_every_plan, NULL, NULL, &(void (*)(struct world *)) {                                     \
            function                                                                                                   \
        }                                                                                                              \
    }

int main(int argc, char **argv) {
    if (argc == 2) {
        return print_world(strtoull(argv[1], NULL, 10));
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_feature_is_met),
        PROPERTY(rows_hold_together),
        PROPERTY(root_does_not_depend_on_the_structure),
        PROPERTY(counts_are_sums),
        PROPERTY(bars_hold),
        PROPERTY(parts_make_the_whole),
        PROPERTY(halves_make_their_year),
        cmocka_unit_test(every_completion_stays_in_bounds),
        cmocka_unit_test(every_form_has_its_rows),
        PROPERTY(order_makes_no_difference),
        PROPERTY(order_makes_no_difference_to_a_lenient_import),
        PROPERTY(units_from_csv_make_no_difference),
        PROPERTY(partial_results_make_no_difference),
        PROPERTY(a_refresh_is_a_fresh_rollup),
        PROPERTY(explanations_add_up),
        cmocka_unit_test(everything_was_explained),
    };
    return cmocka_run_group_tests_name("property", tests, NULL, NULL);
}
