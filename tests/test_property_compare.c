/*
 * What must hold of comparisons and panels for any plans and any reports, over random ones.
 */
#include "property_world.h"

#include "../lib/base/fraction.h"
#include "../lib/base/wide.h"

#include <string.h>

#define PLANS 400

static size_t compared_rows;
static size_t split_rows; /* with parts of more than one cause */
static size_t between_rows;
static size_t matched_panels;
static size_t broken_panels;

static const int32_t exact_columns[] = {CHILDPLAN_COLUMN_NUMERATOR, CHILDPLAN_COLUMN_DENOMINATOR,
                                        CHILDPLAN_COLUMN_VALUE};

static struct fraction as_fraction(int64_t numerator, int64_t denominator) {
    return (struct fraction){childplan__wide(numerator), childplan__wide(denominator)};
}

/* A question of the world, or another one about the same reports. */
struct question {
    int32_t until;
    int32_t known_by;
    int32_t structure;
};

static int32_t random_day(struct world *world) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    int32_t first = 0;
    int32_t last = 0;
    ok(world, childplan_period_parse("plan", 4, &period));
    ok(world, childplan_plan_period_days(world->plan, period, &first, &last));
    return first + chance(&world->made, last - first + 1);
}

static struct question random_question(struct world *world) {
    struct question question = {world->until, world->known_by, CHILDPLAN_NO_DATE};
    question.until = percent(&world->made, 50) ? random_day(world) : question.until;
    question.known_by = percent(&world->made, 50) ? random_day(world) : question.known_by;
    question.structure = percent(&world->made, 50) ? random_day(world) : question.structure;
    return question;
}

static childplan_rollup_options *ask_as(const struct world *world, struct question question) {
    childplan_rollup_options *options = NULL;
    ok(world, childplan_rollup_options_new(&options));
    for (int i = 0; i < world->period_count; i++) {
        ok(world, childplan_rollup_options_add_period(options, world->periods[i]));
    }
    ok(world, childplan_rollup_options_set_until(options, question.until));
    ok(world, childplan_rollup_options_set_known_by(options, question.known_by));
    ok(world, childplan_rollup_options_set_structure(options, question.structure));
    return options;
}

static childplan_comparison *compare(const struct world *world, const childplan_reports *before,
                                     const childplan_rollup_options *before_options, const childplan_reports *after,
                                     const childplan_rollup_options *after_options) {
    childplan_comparison *comparison = NULL;
    childplan_diagnostics *said = NULL;
    ok(world, childplan_diagnostics_new(&said));
    accepted(world, childplan_comparison_make(before, before_options, after, after_options, &comparison, said), said);
    assert_int_equal(childplan_diagnostics_count(said), 0);
    childplan_diagnostics_free(said);
    return comparison;
}

/* The parts of a figure add up to the whole: gives how many causes have one that is not 0. */
static int parts_add_up(const struct world *world, const childplan_comparison *comparison, size_t row, int32_t column) {
    int64_t numerator = 0;
    int64_t denominator = 1;
    int count = 0;
    struct fraction sum = as_fraction(0, 1);
    childplan_status whole =
        childplan_comparison_part(comparison, row, CHILDPLAN_CAUSE_ALL, column, &numerator, &denominator);
    struct fraction all = as_fraction(numerator, denominator);
    for (int32_t cause = CHILDPLAN_CAUSE_CUT_OFF; cause < CHILDPLAN_CAUSE_COUNT; cause++) {
        childplan_status found = childplan_comparison_part(comparison, row, cause, column, &numerator, &denominator);
        hold(world, (found == CHILDPLAN_ABSENT) == (whole == CHILDPLAN_ABSENT), "a part without a whole");
        if (found == CHILDPLAN_ABSENT) {
            continue;
        }
        ok(world, found);
        hold(world, denominator > 0, "a denominator is not above 0");
        hold(world, numerator == 0 || childplan_comparison_changed(comparison, row, cause, column),
             "a cause has a part and changes nothing");
        hold(world, childplan__fraction_add(sum, as_fraction(numerator, denominator), &sum), "the sum does not fit");
        count += numerator != 0;
    }
    hold(world, whole == CHILDPLAN_ABSENT || childplan__fraction_compare(sum, all) == 0,
         "the parts do not add up to the whole");
    return count;
}

static void whole_is_difference(const struct world *world, const childplan_comparison *comparison, size_t row) {
    int64_t numerator = 0;
    int64_t denominator = 1;
    long long figures[2] = {0, 0};
    size_t at[2] = {0, 0};
    const int32_t readings[2] = {CHILDPLAN_READING_BEFORE, CHILDPLAN_READING_AFTER};
    if (childplan_comparison_part(comparison, row, CHILDPLAN_CAUSE_ALL, CHILDPLAN_COLUMN_NUMERATOR, &numerator,
                                  &denominator) != CHILDPLAN_OK) {
        return;
    }
    for (int side = 0; side < 2; side++) {
        ok(world, childplan_comparison_row(comparison, row, readings[side], &at[side]));
        figures[side] =
            number(childplan_comparison_reading(comparison, readings[side]), at[side], CHILDPLAN_COLUMN_NUMERATOR);
    }
    int64_t difference = 0;
    if (childplan__fraction_round(as_fraction(numerator, denominator), 4, &difference)) {
        long long off = difference - (figures[1] - figures[0]);
        hold(world, off >= -1 && off <= 1, "the whole is not the difference of the two");
    }
}

static void rows_add_up(const struct world *world, const childplan_comparison *comparison) {
    for (size_t row = 0; row < childplan_comparison_row_count(comparison); row++) {
        int most = 0;
        for (size_t i = 0; i < 3; i++) {
            int count = parts_add_up(world, comparison, row, exact_columns[i]);
            most = count > most ? count : most;
        }
        whole_is_difference(world, comparison, row);
        hold(world, childplan_comparison_changed(comparison, row, CHILDPLAN_CAUSE_ALL, CHILDPLAN_ANY_COLUMN),
             "a row is listed and does not differ");
        compared_rows++;
        split_rows += most > 1;
    }
}

static int same_text(const childplan_rollup *a, size_t row_a, const childplan_rollup *b, size_t row_b, int32_t column) {
    char text_a[128];
    char text_b[128];
    childplan_rollup_text(a, row_a, column, text_a, sizeof text_a);
    childplan_rollup_text(b, row_b, column, text_b, sizeof text_b);
    return strcmp(text_a, text_b) == 0;
}

/* Rows of both readings that differ as they are printed are all listed. */
static void all_are_listed(const struct world *world, const childplan_comparison *comparison) {
    static const int32_t left[] = {CHILDPLAN_COLUMN_AS_OF, CHILDPLAN_COLUMN_LEVEL, CHILDPLAN_COLUMN_PACE,
                                   CHILDPLAN_COLUMN_PERIODS_LEFT};
    const childplan_rollup *before = childplan_comparison_reading(comparison, CHILDPLAN_READING_BEFORE);
    const childplan_rollup *after = childplan_comparison_reading(comparison, CHILDPLAN_READING_AFTER);
    size_t differing = 0;
    size_t both = 0;
    for (size_t row = 0; row < childplan_rollup_row_count(after); row++) {
        size_t other = 0;
        if (childplan_rollup_find(before, (int32_t)count_of(world, after, row, CHILDPLAN_COLUMN_UNIT),
                                  count_of(world, after, row, CHILDPLAN_COLUMN_PERIOD),
                                  (int32_t)count_of(world, after, row, CHILDPLAN_COLUMN_INDICATOR),
                                  &other) != CHILDPLAN_OK) {
            differing++;
            continue;
        }
        int same = 1;
        for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
            int is_left = 0;
            for (size_t i = 0; i < sizeof left / sizeof left[0]; i++) {
                is_left = is_left || left[i] == column;
            }
            same = same && (is_left || same_text(before, other, after, row, column));
        }
        both++;
        differing += !same;
    }
    differing += childplan_rollup_row_count(before) - both;
    hold(world, childplan_comparison_row_count(comparison) == differing, "not all rows that differ are listed");
}

static void is_opposite(const struct world *world, const childplan_comparison *there,
                        const childplan_comparison *back) {
    hold(world, childplan_comparison_row_count(there) == childplan_comparison_row_count(back),
         "the way back has other rows");
    for (size_t row = 0; row < childplan_comparison_row_count(there); row++) {
        for (size_t i = 0; i < 3; i++) {
            int64_t there_part[2] = {0, 1};
            int64_t back_part[2] = {0, 1};
            childplan_status found = childplan_comparison_part(there, row, CHILDPLAN_CAUSE_ALL, exact_columns[i],
                                                               &there_part[0], &there_part[1]);
            hold(world,
                 childplan_comparison_part(back, row, CHILDPLAN_CAUSE_ALL, exact_columns[i], &back_part[0],
                                           &back_part[1]) == found,
                 "the way back has another difference");
            hold(world, there_part[0] == -back_part[0] && there_part[1] == back_part[1],
                 "the way back is not the opposite");
        }
    }
}

static void questions_are_compared(struct world *world) {
    const struct question mine = {world->until, world->known_by, CHILDPLAN_NO_DATE};
    childplan_rollup_options *before = ask_as(world, mine);
    struct question other = random_question(world);
    childplan_rollup_options *after = ask_as(world, other);
    childplan_comparison *same = compare(world, world->reports, before, world->reports, before);
    childplan_comparison *there = compare(world, world->reports, before, world->reports, after);
    childplan_comparison *back = compare(world, world->reports, after, world->reports, before);
    childplan_rollup *rollup = NULL;
    hold(world, childplan_comparison_row_count(same) == 0, "a reading differs from itself");
    rows_add_up(world, there);
    all_are_listed(world, there);
    is_opposite(world, there, back);
    ok(world, childplan_rollup_compute(world->reports, before, &rollup, NULL));
    assert_same_rows("before", rollup, childplan_comparison_reading(there, CHILDPLAN_READING_BEFORE));
    childplan_rollup_free(rollup);
    ok(world, childplan_rollup_compute(world->reports, after, &rollup, NULL));
    assert_same_rows("after", rollup, childplan_comparison_reading(there, CHILDPLAN_READING_AFTER));
    childplan_rollup_free(rollup);
    childplan_comparison_free(same);
    childplan_comparison_free(there);
    childplan_comparison_free(back);
    childplan_rollup_options_free(before);
    childplan_rollup_options_free(after);
}

/* The same plan under another digest: everything is found again by id, and nothing differs. */
static void another_digest_makes_no_difference(struct world *world) {
    struct buffer yaml = {0};
    struct buffer csv = {0};
    buffer_add(&yaml, world->made.yaml.bytes, world->made.yaml.size);
    buffer_add_string(&yaml, "\n# the same\n");
    childplan_plan *plan = load(world, &yaml, NULL);
    shuffled(world, &csv);
    struct taken taken = take(world, plan, &csv, 0);
    const struct question mine = {world->until, world->known_by, CHILDPLAN_NO_DATE};
    childplan_rollup_options *options = ask_as(world, mine);
    childplan_comparison *comparison = compare(world, world->reports, options, taken.reports, options);
    hold(world, childplan_comparison_row_count(comparison) == 0, "the same plan makes a difference");
    const childplan_rollup *before = childplan_comparison_reading(comparison, CHILDPLAN_READING_BEFORE);
    for (int32_t reading = CHILDPLAN_READING_CUT_OFF; reading < CHILDPLAN_READING_COUNT; reading++) {
        hold(world, childplan_comparison_facts_left(comparison, reading) == 0, "a fact is left out");
        assert_same_rows("of the same plan", before, childplan_comparison_reading(comparison, reading));
    }
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(options);
    childplan_reports_free(taken.reports);
    childplan_plan_free(plan);
    buffer_free(&yaml);
    buffer_free(&csv);
}

static struct world other_world;

/* Two plans that have little more in common than ids. */
static void other_plans_are_compared(struct world *world) {
    begin(&other_world, world->seed + PLANS);
    childplan_rollup_options *before =
        ask_as(world, (struct question){world->until, world->known_by, CHILDPLAN_NO_DATE});
    childplan_rollup_options *after =
        ask_as(&other_world, (struct question){other_world.until, other_world.known_by, random_day(&other_world)});
    childplan_comparison *comparison = compare(world, world->reports, before, other_world.reports, after);
    rows_add_up(world, comparison);
    between_rows += childplan_rollup_row_count(childplan_comparison_reading(comparison, CHILDPLAN_READING_STRUCTURE));
    childplan_comparison_free(comparison);
    childplan_rollup_options_free(before);
    childplan_rollup_options_free(after);
    end(&other_world);
}

/* A side of the panel's rows is the row of a rollup. */
static void panel_has_row(const struct world *world, const childplan_panel *panel, int32_t side,
                          const childplan_rollup *rollup, const size_t *row) {
    for (size_t i = 0; i < 3; i++) {
        char of_panel[128];
        char of_row[128] = "";
        childplan_panel_text(panel, CHILDPLAN_PANEL_ROWS, side, exact_columns[i], of_panel, sizeof of_panel);
        if (row != NULL) {
            childplan_rollup_text(rollup, *row, exact_columns[i], of_row, sizeof of_row);
        }
        hold(world, strcmp(of_panel, of_row) == 0, "a panel's row is not the rollup's");
    }
}

static int64_t matched_units(const childplan_panel *panel) {
    int64_t count = 0;
    for (size_t i = 0; i < childplan_panel_unit_count(panel); i++) {
        count += childplan_panel_unit_share(panel, i) == CHILDPLAN_SHARE_MATCHED;
    }
    return count;
}

static void panel_holds(struct world *world, const childplan_rollup *rollup, const childplan_rollup_options *options,
                        int32_t structure) {
    int32_t unit = chance(&world->made, world->made.unit_count);
    int32_t indicator = chance(&world->made, world->made.indicator_count);
    const int64_t periods[2] = {world->periods[chance(&world->made, world->period_count)],
                                world->periods[chance(&world->made, world->period_count)]};
    childplan_panel *panel = NULL;
    uint8_t breaks[2] = {7, 7};
    childplan_status found =
        childplan_panel_make(world->reports, options, unit, indicator, periods[0], periods[1], &panel, NULL);
    ok(world, childplan_breaks_find(world->reports, options, unit, indicator, periods, 2, breaks, NULL));
    hold(world, breaks[0] == 0 && breaks[1] < 2, "what is no break");
    if (found == CHILDPLAN_ABSENT) {
        return;
    }
    ok(world, found);
    hold(world, breaks[1] == childplan_panel_is_break(panel), "the panel is a break and the series has none");
    hold(world, periods[0] != periods[1] || !breaks[1], "a period breaks with itself");
    for (int32_t side = 0; side < 2; side++) {
        size_t row = 0;
        int has_row = childplan_rollup_find(rollup, unit, periods[side], indicator, &row) == CHILDPLAN_OK;
        panel_has_row(world, panel, side, rollup, has_row ? &row : NULL);
        for (size_t i = 0; i < 3 && structure != CHILDPLAN_NO_DATE; i++) {
            char of_row[128];
            char restated[128];
            childplan_panel_text(panel, CHILDPLAN_PANEL_ROWS, side, exact_columns[i], of_row, sizeof of_row);
            childplan_panel_text(panel, CHILDPLAN_PANEL_RESTATED, side, exact_columns[i], restated, sizeof restated);
            hold(world, strcmp(of_row, restated) == 0, "what is in one structure is restated otherwise");
        }
        char text[128];
        size_t length =
            childplan_panel_text(panel, CHILDPLAN_PANEL_MATCHED, side, CHILDPLAN_COLUMN_NUMERATOR, text, sizeof text);
        hold(world, (length > 0) == (matched_units(panel) > 0), "figures without a matched unit");
    }
    matched_panels += matched_units(panel) > 1;
    broken_panels += breaks[1];
    childplan_panel_free(panel);
}

static void panels_hold(struct world *world) {
    for (int i = 0; i < 2; i++) {
        struct question question = {world->until, world->known_by, i == 0 ? CHILDPLAN_NO_DATE : random_day(world)};
        childplan_rollup_options *options = ask_as(world, question);
        childplan_rollup *rollup = NULL;
        ok(world, childplan_rollup_compute(world->reports, options, &rollup, NULL));
        for (int k = 0; k < 12; k++) {
            panel_holds(world, rollup, options, question.structure);
        }
        childplan_rollup_free(rollup);
        childplan_rollup_options_free(options);
    }
}

static void holds_for_every_plan(void **state) {
    static struct world world;
    void (*const property)(struct world *) = *(void (**)(struct world *)) * state;
    for (uint64_t seed = 1; seed <= PLANS; seed++) {
        begin(&world, seed);
        property(&world);
        end(&world);
    }
}

static void enough_was_seen(void **state) {
    (void)state;
    print_message(
        "# %zu rows compared, %zu with several causes, %zu of plans between; %zu panels matched, %zu broken\n",
        compared_rows, split_rows, between_rows, matched_panels, broken_panels);
    assert_true(compared_rows > 100 * PLANS);
    assert_true(split_rows > PLANS);
    assert_true(between_rows > 10 * PLANS);
    assert_true(matched_panels > PLANS / 10);
    assert_true(broken_panels > PLANS / 10);
}

#define PROPERTY(function)                                                                                             \
    {                                                                                                                  \
#function, holds_for_every_plan, NULL, NULL, &(void (*)(struct world *)) {                                     \
            function                                                                                                   \
        }                                                                                                              \
    }

int main(void) {
    const struct CMUnitTest tests[] = {
        PROPERTY(questions_are_compared),   PROPERTY(another_digest_makes_no_difference),
        PROPERTY(other_plans_are_compared), PROPERTY(panels_hold),
        cmocka_unit_test(enough_was_seen),
    };
    return cmocka_run_group_tests_name("property-compare", tests, NULL, NULL);
}
