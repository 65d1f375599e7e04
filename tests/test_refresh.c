/*
 * Live rollups: every worked case played in bit by bit, what a refresh costs, what becomes of it where something fails.
 * And that threads make no difference; built with -fsanitize=thread too.
 * usage: test_refresh CASES_DIR
 */
#include "failing_allocator.h"
#include "support.h"

#include "rollup/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *cases;

/* A fact as it is put in. */
struct put {
    int32_t unit;
    int32_t element;
    int64_t period;
    struct fact fact;
};

struct puts {
    struct put *items;
    size_t count;
};

static uint64_t random_state = 1;

static size_t below(size_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(random_state >> 33) % limit;
}

static childplan_plan *load_text(const char *text, const struct allocator *allocator) {
    childplan_plan *plan = NULL;
    childplan_plan_options *options = NULL;
    childplan_diagnostics *said = NULL;
    struct buffer lines = {0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    struct allocator by = allocator == NULL ? childplan__malloc : *allocator;
    assert_int_equal(childplan_plan_options_new_with_allocator(by.allocate, by.context, &options), CHILDPLAN_OK);
    childplan_status status = childplan_plan_load_memory("plan", text, strlen(text), options, &plan, said);
    buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
    if (status != CHILDPLAN_OK) {
        fail_msg("%s", lines.bytes == NULL ? "?" : lines.bytes);
    }
    buffer_free(&lines);
    childplan_plan_options_free(options);
    childplan_diagnostics_free(said);
    return plan;
}

static void add(childplan_import *import, const struct put *put) {
    const struct fact *fact = &put->fact;
    childplan_status status = fact->withdrawn ? childplan_import_add_withdrawal(import, put->unit, put->period,
                                                                                put->element, fact->submitted, NULL)
                                              : childplan_import_add_value(import, put->unit, put->period, put->element,
                                                                           fact->value, fact->submitted, NULL);
    assert_int_equal(status, CHILDPLAN_OK);
}

static void put_in(childplan_reports *reports, const struct put *puts, size_t count) {
    childplan_import *import = NULL;
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    for (size_t i = 0; i < count; i++) {
        add(import, &puts[i]);
    }
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
}

/* Every fact of the reports, in a random order. */
static struct puts facts_of(const childplan_plan *plan, const childplan_reports *reports) {
    struct puts puts = {calloc(childplan_reports_fact_count(reports) + 1, sizeof *puts.items), 0};
    assert_non_null(puts.items);
    for (int32_t unit = 0; unit < plan->unit_count; unit++) {
        for (int32_t element = 0; element < plan->element_count; element++) {
            int32_t frequency = plan->elements[element].frequency;
            for (int32_t cycle = 0; cycle < childplan__cycle_count(&plan->calendar, frequency); cycle++) {
                struct put put = {unit, element, childplan__cycle_period(&plan->calendar, frequency, cycle), {0}};
                int32_t found = childplan__fact_newest(reports, unit, element, cycle, &put.fact);
                for (; found; found = childplan__fact_older(reports, &put.fact, &put.fact)) {
                    size_t place = below(++puts.count);
                    puts.items[puts.count - 1] = puts.items[place];
                    puts.items[place] = put;
                }
            }
        }
    }
    return puts;
}

static childplan_rollup *compute(const childplan_reports *reports, childplan_rollup_options *options, int32_t live) {
    childplan_rollup *rollup = NULL;
    assert_int_equal(childplan_rollup_options_set_live(options, live), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(reports, options, &rollup, NULL), CHILDPLAN_OK);
    return rollup;
}

static childplan_rollup_options *new_options(void) {
    childplan_rollup_options *options = NULL;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    return options;
}

/* Every period of the plan's frequencies, years and the plan; which: how the question differs. */
static childplan_rollup_options *ask_all(const childplan_plan *plan, int32_t which) {
    childplan_rollup_options *options = new_options();
    int64_t whole = CHILDPLAN_NO_PERIOD;
    for (int32_t kind = CHILDPLAN_MONTH; kind <= CHILDPLAN_YEAR; kind++) {
        int32_t step = kind == CHILDPLAN_MONTH ? 5 : 1;
        for (int32_t cycle = 0; cycle < childplan__cycle_count(&plan->calendar, kind); cycle += step) {
            childplan_rollup_options_add_period(options, childplan__cycle_period(&plan->calendar, kind, cycle));
        }
    }
    assert_int_equal(childplan_period_parse("plan", 4, &whole), CHILDPLAN_OK);
    childplan_rollup_options_add_period(options, whole);
    childplan_rollup_options_set_until(options, plan->horizon.last - (which == 1 ? 200 : 0));
    childplan_rollup_options_set_structure(options, which == 1 ? plan->horizon.last : CHILDPLAN_NO_DATE);
    if (which == 2) {
        childplan_rollup_options_add_unit(options, plan->root);
    }
    return options;
}

static void assert_refreshed(const char *what, childplan_rollup *live, const childplan_reports *reports,
                             childplan_rollup_options *options) {
    assert_int_equal(childplan_rollup_refresh(live, reports, NULL), CHILDPLAN_OK);
    childplan_rollup *fresh = compute(reports, options, 0);
    assert_same_rows(what, fresh, live);
    childplan_rollup_free(fresh);
}

/* Plays the facts in, a few at a time. */
static void play(const char *name, const childplan_plan *plan, const struct puts *puts, int32_t which) {
    childplan_reports *reports = NULL;
    childplan_rollup_options *options = ask_all(plan, which);
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    size_t done = below(puts->count + 1);
    put_in(reports, puts->items, done);
    childplan_rollup *live = compute(reports, options, 1);
    size_t step = puts->count / 12 + 1;
    while (done < puts->count) {
        size_t more = 1 + below(step);
        more = more < puts->count - done ? more : puts->count - done;
        put_in(reports, puts->items + done, more);
        done += more;
        assert_refreshed(name, live, reports, options);
        assert_false(live->live->work.anew);
    }
    childplan_rollup_free(live);
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
}

static void play_case(const char *name) {
    char path[1024];
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    snprintf(path, sizeof path, "%s/%s/plan.yaml", cases, name);
    assert_int_equal(childplan_plan_load_file(path, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    snprintf(path, sizeof path, "%s/%s/reports.csv", cases, name);
    if (childplan_import_read_file(import, path, NULL) == CHILDPLAN_OK) {
        assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    }
    struct puts puts = facts_of(plan, reports);
    for (int32_t which = 0; which < 3; which++) {
        play(name, plan, &puts, which);
    }
    free(puts.items);
    childplan_import_free(import);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

static void every_case_played_in(void **state) {
    static const char *const names[] = {"aspiration",
                                        "assigned",
                                        "baseline-change",
                                        "bounds",
                                        "carry",
                                        "change",
                                        "cut-off",
                                        "decree-09",
                                        "edges",
                                        "expected",
                                        "kept",
                                        "lai-chau",
                                        "large-figures",
                                        "matching",
                                        "meeting",
                                        "meeting-over-time",
                                        "over-time",
                                        "over-units",
                                        "pace",
                                        "path-and-gap",
                                        "periods",
                                        "populations",
                                        "range",
                                        "rates",
                                        "recurring",
                                        "reorganised",
                                        "revisions",
                                        "since-start",
                                        "structure",
                                        "targets",
                                        "windows",
                                        "windows-of-indicators",
                                        "year-starts",
                                        "year-starts-december",
                                        "year-to-date"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        play_case(names[i]);
    }
}

static const char indicators_text[] =
    "elements:\n"
    "  - {id: whole, name: Whole, levels: [base], over_time: last, carry: 1}\n"
    "  - {id: part, name: Part, levels: [base], over_time: last, carry: 1, part_of: whole}\n"
    "  - {id: flow, name: Flow, levels: [base], over_time: sum}\n"
    "  - {id: most, name: Most, levels: [base], over_time: max, over_units: max}\n"
    "  - {id: least, name: Least, levels: [base], over_time: min, over_units: min}\n"
    "  - {id: mean, name: Mean, levels: [base], over_time: mean, over_units: mean}\n"
    "indicators:\n"
    "  - {id: share, name: Share, numerator: part, denominator: whole, targets: [{by: 2025, at_least: 50%},\n"
    "     {by: 2026, above: 60%, units: {level: base}}]}\n"
    "  - {id: sum, name: Sum, numerator: flow, better: lower, targets: [{every: half, decrease: relative, at_least: "
    "2%}]}\n"
    "  - {id: most, name: Most, numerator: most}\n"
    "  - {id: least, name: Least, numerator: least}\n"
    "  - {id: mean, name: Mean, numerator: mean}\n"
    "  - {id: meeting, name: Meeting, units_meeting: {indicator: share, level: base}}\n";

/* A plan of one root, `middle` units below it and `base` below each of these. */
static void write_plan(struct buffer *text, int32_t middle, int32_t base) {
    buffer_add_string(text, "childplan: 1\n"
                            "plan: {id: L, title: Live, horizon: {from: 2024, to: 2026}}\n"
                            "levels: [{id: top, name: Top}, {id: middle, name: Middle}, {id: base, name: Base}]\n"
                            "units:\n"
                            "  - {id: top, name: Top, level: top}\n");
    for (int32_t i = 0; i < middle; i++) {
        buffer_print(text, "  - {id: m%d, name: M, level: middle, parent: top}\n", (int)i);
        for (int32_t k = 0; k < base; k++) {
            buffer_print(text, "  - {id: b%d-%d, name: B, level: base, parent: m%d}\n", (int)i, (int)k, (int)i);
        }
    }
    buffer_add_string(text, indicators_text);
}

static struct put some_put(const childplan_plan *plan, int32_t unit, int64_t value, int32_t submitted) {
    int32_t element = (int32_t)below((size_t)plan->element_count);
    int64_t period = childplan_period_of(CHILDPLAN_HALF, 2024 + (int32_t)below(3), 1 + (int32_t)below(2));
    return (struct put){unit, element, period, {.value = value, .submitted = submitted}};
}

/* Facts for `count` different units. */
static void put_some(const childplan_plan *plan, childplan_reports *reports, int32_t count, int32_t submitted) {
    struct put *puts = calloc((size_t)count, sizeof *puts);
    assert_non_null(puts);
    int32_t unit = (int32_t)below(97);
    for (int32_t i = 0; i < count; i++) {
        do {
            unit = (unit + 1) % plan->unit_count;
        } while (childplan_plan_unit_level(plan, unit, plan->horizon.first) != 2);
        puts[i] = some_put(plan, unit, (int64_t)below(50), submitted);
    }
    put_in(reports, puts, (size_t)count);
    free(puts);
}

/* The years and the plan. */
static childplan_rollup_options *ask_years(const childplan_plan *plan) {
    childplan_rollup_options *options = new_options();
    int64_t whole = CHILDPLAN_NO_PERIOD;
    for (int32_t year = 2024; year <= 2026; year++) {
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_YEAR, year, 1));
        childplan_rollup_options_add_period(options, childplan_period_of(CHILDPLAN_HALF, year, 2));
    }
    assert_int_equal(childplan_period_parse("plan", 4, &whole), CHILDPLAN_OK);
    childplan_rollup_options_add_period(options, whole);
    childplan_rollup_options_set_until(options, plan->horizon.last);
    return options;
}

struct cost {
    size_t contributions;
    size_t slots;
    size_t rows;
};

/* What refreshes of k facts cost at most in a plan of so many units, the units below the middle as many in each. */
static struct cost cost_of(int32_t middle, int32_t facts) {
    struct buffer text = {0};
    struct cost cost = {0, 0, 0};
    childplan_reports *reports = NULL;
    write_plan(&text, middle, 20);
    childplan_plan *plan = load_text(text.bytes, NULL);
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    put_some(plan, reports, plan->unit_count, 100);
    childplan_rollup_options *options = ask_years(plan);
    childplan_rollup *live = compute(reports, options, 1);
    for (int32_t round = 0; round < 3; round++) {
        put_some(plan, reports, facts, 200 + round);
        assert_int_equal(childplan_rollup_refresh(live, reports, NULL), CHILDPLAN_OK);
        const struct work *work = &live->live->work;
        assert_false(work->anew);
        cost.contributions = work->contributions > cost.contributions ? work->contributions : cost.contributions;
        cost.slots = work->slots > cost.slots ? work->slots : cost.slots;
        cost.rows = work->rows > cost.rows ? work->rows : cost.rows;
    }
    assert_refreshed("10,000 units", live, reports, options);
    childplan_rollup_free(live);
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    buffer_free(&text);
    return cost;
}

#define ASKED_PERIODS 7

/* A fact is read by no more than two indicators in each, once more for the period before and
   the units that meet a target, as it was and as it is; where a highest or lowest is gone, the 20 units beside it are
   read. Each slot and row of it has two above. */
static void cost_is_in_proportion(void **state) {
    (void)state;
    for (int32_t facts = 1; facts <= 100; facts *= 10) {
        struct cost large = cost_of(476, facts);
        struct cost small = cost_of(24, facts);
        size_t most = (size_t)facts * ASKED_PERIODS;
        print_message(
            "# %d facts: %zu contributions, %zu sums, %zu rows; with a twentieth of the units %zu, %zu, %zu\n",
            (int)facts, large.contributions, large.slots, large.rows, small.contributions, small.slots, small.rows);
        assert_true(large.contributions <= most * (3 * 2 + 21));
        assert_true(large.slots <= most * 3 * 4);
        assert_true(large.rows <= most * 2 * 3);
        assert_true(large.contributions > 0 && small.contributions > 0);
    }
}

/* A small live rollup with its reports. */
struct scene {
    struct counts counts;
    struct allocator allocator;
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup_options *options;
    childplan_rollup *live;
};

static void begin(struct scene *scene) {
    struct buffer text = {0};
    *scene = (struct scene){0};
    scene->allocator = counting(&scene->counts);
    write_plan(&text, 4, 5);
    scene->plan = load_text(text.bytes, &scene->allocator);
    assert_int_equal(childplan_reports_new(scene->plan, &scene->reports), CHILDPLAN_OK);
    put_some(scene->plan, scene->reports, 15, 100);
    scene->options = ask_all(scene->plan, 0);
    scene->live = compute(scene->reports, scene->options, 1);
    buffer_free(&text);
}

static void end(struct scene *scene) {
    childplan_rollup_free(scene->live);
    childplan_rollup_options_free(scene->options);
    childplan_reports_free(scene->reports);
    childplan_plan_free(scene->plan);
    assert_int_equal(scene->counts.alive, 0);
}

static void assert_shows(const struct scene *scene, const struct buffer *was) {
    struct buffer is = {0};
    assert_int_equal(childplan_rollup_write(scene->live, NULL, buffer_write, &is), CHILDPLAN_OK);
    assert_string_equal(is.bytes, was->bytes);
    buffer_free(&is);
}

static void without_memory_it_is_as_it_was(void **state) {
    (void)state;
    struct scene scene;
    struct buffer was = {0};
    begin(&scene);
    put_some(scene.plan, scene.reports, 10, 200);
    assert_int_equal(childplan_rollup_write(scene.live, NULL, buffer_write, &was), CHILDPLAN_OK);
    size_t failures = 0;
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    for (; status == CHILDPLAN_ERROR_NO_MEMORY; failures++) {
        scene.counts.fail_at = scene.counts.calls + failures + 1;
        status = childplan_rollup_refresh(scene.live, scene.reports, NULL);
        scene.counts.fail_at = 0;
        if (status == CHILDPLAN_ERROR_NO_MEMORY) {
            assert_shows(&scene, &was);
        }
    }
    assert_true(failures > 5);
    assert_int_equal(status, CHILDPLAN_OK);
    assert_refreshed("after want of memory", scene.live, scene.reports, scene.options);
    buffer_free(&was);
    end(&scene);
}

/* A commit cannot fail for want of memory for a note: then the next refresh computes all anew. */
static void without_memory_for_notes_all_is_anew(void **state) {
    (void)state;
    struct scene scene;
    begin(&scene);
    size_t anew = 0;
    for (size_t fail_after = 0; fail_after < 40; fail_after++) {
        childplan_import *import = NULL;
        struct put put = some_put(scene.plan, 2 + (int32_t)below(5), (int64_t)below(9), 300 + (int32_t)fail_after);
        assert_int_equal(childplan_import_new(scene.reports, &import), CHILDPLAN_OK);
        add(import, &put);
        scene.counts.fail_at = scene.counts.calls + fail_after + 1;
        childplan_status status = childplan_import_commit(import, NULL, NULL, NULL);
        scene.counts.fail_at = 0;
        childplan_import_free(import);
        assert_true(status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_NO_MEMORY || status == CHILDPLAN_ERROR_REFUSED);
        assert_refreshed("after a lost note", scene.live, scene.reports, scene.options);
        anew += (size_t)scene.live->live->work.anew;
    }
    assert_true(anew > 0);
    end(&scene);
}

static void put_flow(struct scene *scene, const char *unit, int64_t value, int32_t submitted) {
    struct put put = {childplan_plan_find_unit(scene->plan, unit),
                      childplan_plan_find_element(scene->plan, "flow"),
                      childplan_period_of(CHILDPLAN_HALF, 2024, 1),
                      {.value = value, .submitted = submitted}};
    put_in(scene->reports, &put, 1);
}

/* Two of them are too large. */
#define LARGE INT64_C(5000000000000000000)

static void too_large_a_figure_leaves_it_as_it_was(void **state) {
    (void)state;
    struct scene scene;
    struct buffer was = {0};
    childplan_diagnostics *said = NULL;
    begin(&scene);
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    put_flow(&scene, "b0-0", LARGE, 400);
    assert_refreshed("nearly too large", scene.live, scene.reports, scene.options);
    assert_int_equal(childplan_rollup_write(scene.live, NULL, buffer_write, &was), CHILDPLAN_OK);
    put_flow(&scene, "b0-1", LARGE, 400);
    for (int i = 1; i <= 2; i++) {
        assert_int_equal(childplan_rollup_refresh(scene.live, scene.reports, said), CHILDPLAN_ERROR_OVERFLOW);
        assert_int_equal(childplan_diagnostics_count(said), i);
        assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_FIGURE_TOO_LARGE);
        assert_shows(&scene, &was);
    }
    /* The sum is too large on its way only: what makes it smaller comes after what makes it larger. */
    put_flow(&scene, "b0-0", 1, 401);
    assert_refreshed("no longer too large", scene.live, scene.reports, scene.options);
    put_flow(&scene, "b0-0", LARGE, 402);
    put_flow(&scene, "b0-1", 1, 402);
    assert_refreshed("too large on its way", scene.live, scene.reports, scene.options);
    buffer_free(&was);
    childplan_diagnostics_free(said);
    end(&scene);
}

static void wrong_calls_are_refused(void **state) {
    (void)state;
    struct scene scene;
    childplan_reports *others = NULL;
    begin(&scene);
    childplan_rollup *still = compute(scene.reports, scene.options, 0);
    assert_int_equal(childplan_reports_new(scene.plan, &others), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_refresh(NULL, scene.reports, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_refresh(scene.live, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_refresh(scene.live, others, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_refresh(still, scene.reports, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_live(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_options_set_live(scene.options, 2), CHILDPLAN_ERROR_USAGE);
    childplan_rollup_free(still);
    childplan_reports_free(others);
    end(&scene);
}

static void rows_shared_with_arrow_do_not_change(void **state) {
    (void)state;
    struct scene scene;
    struct ArrowArrayStream stream;
    begin(&scene);
    assert_int_equal(childplan_rollup_to_arrow(scene.live, 0, &stream), CHILDPLAN_OK);
    put_some(scene.plan, scene.reports, 3, 200);
    assert_int_equal(childplan_rollup_refresh(scene.live, scene.reports, NULL), CHILDPLAN_ERROR_USAGE);
    stream.release(&stream);
    assert_refreshed("after Arrow let go", scene.live, scene.reports, scene.options);
    assert_int_equal(childplan_rollup_to_arrow(scene.live, 0, &stream), CHILDPLAN_OK);
    childplan_rollup_free(scene.live);
    scene.live = NULL;
    put_some(scene.plan, scene.reports, 3, 300);
    stream.release(&stream);
    end(&scene);
}

static size_t notes_kept(const childplan_reports *reports) {
    return childplan__reports_changes(reports)->count;
}

static void notes_are_kept_for_those_who_watch(void **state) {
    (void)state;
    struct scene scene;
    begin(&scene);
    childplan_rollup *second = compute(scene.reports, scene.options, 1);
    assert_int_equal(notes_kept(scene.reports), 0);
    put_some(scene.plan, scene.reports, 10, 200);
    assert_int_equal(notes_kept(scene.reports), 10);
    assert_refreshed("the first", scene.live, scene.reports, scene.options);
    put_some(scene.plan, scene.reports, 4, 201);
    assert_int_equal(notes_kept(scene.reports), 14);
    assert_refreshed("the second", second, scene.reports, scene.options);
    assert_int_equal(notes_kept(scene.reports), 4);
    assert_refreshed("the first", scene.live, scene.reports, scene.options);
    assert_int_equal(notes_kept(scene.reports), 0);
    /* Corrections without end are not kept without end. */
    for (int32_t i = 0; i < 400; i++) {
        put_some(scene.plan, scene.reports, 15, 300 + i);
        assert_true(notes_kept(scene.reports) <= 4096 + 25);
    }
    assert_refreshed("past what is kept", second, scene.reports, scene.options);
    assert_true(second->live->work.anew);
    childplan_rollup_free(second);
    childplan_rollup_free(scene.live);
    scene.live = NULL;
    put_some(scene.plan, scene.reports, 10, 900);
    assert_int_equal(notes_kept(scene.reports), 0);
    assert_null(childplan__reports_changes(scene.reports)->items);
    end(&scene);
}

static void reports_may_go_first(void **state) {
    (void)state;
    struct scene scene;
    childplan_reports *others = NULL;
    begin(&scene);
    childplan_reports_free(scene.reports);
    scene.reports = NULL;
    assert_int_equal(childplan_reports_new(scene.plan, &others), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_refresh(scene.live, others, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_reports_free(others);
    end(&scene);
}

/* Cut-off, periods, columns and stamp of a live rollup. */
static void it_stays_what_it_was(void **state) {
    (void)state;
    struct scene scene;
    const int64_t *before;
    const int64_t *after;
    begin(&scene);
    childplan_rollup_options *options = new_options();
    childplan_reports *reports = NULL;
    assert_int_equal(childplan_reports_new(scene.plan, &reports), CHILDPLAN_OK);
    struct put first = {2, 2, childplan_period_of(CHILDPLAN_HALF, 2024, 1), {.value = 3, .submitted = 1}};
    struct put later = {2, 2, childplan_period_of(CHILDPLAN_HALF, 2025, 1), {.value = 4, .submitted = 1}};
    struct put other = {3, 2, childplan_period_of(CHILDPLAN_HALF, 2024, 1), {.value = 5, .submitted = 1}};
    put_in(reports, &first, 1);
    assert_int_equal(childplan_rollup_options_set_digest(options, 1), CHILDPLAN_OK);
    childplan_rollup *live = compute(reports, options, 1);
    assert_int_equal(childplan_rollup_stamp(live, CHILDPLAN_STAMP_REPORTS_DIGEST, NULL, 0), 0);
    size_t rows = childplan_rollup_row_count(live);
    int32_t until = childplan_rollup_until(live);
    assert_int_equal(childplan_rollup_int64_column(live, CHILDPLAN_COLUMN_NUMERATOR, &before, NULL), CHILDPLAN_OK);
    put_in(reports, &later, 1);
    put_in(reports, &other, 1);
    assert_int_equal(childplan_rollup_refresh(live, reports, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_until(live), until);
    assert_int_equal(childplan_rollup_row_count(live), rows);
    assert_int_equal(childplan_rollup_int64_column(live, CHILDPLAN_COLUMN_NUMERATOR, &after, NULL), CHILDPLAN_OK);
    assert_ptr_equal(before, after);
    size_t row = 0;
    assert_int_equal(childplan_rollup_find(live, 0, first.period, 1, &row), CHILDPLAN_OK);
    assert_int_equal(after[row], 8);
    childplan_rollup_free(live);
    childplan_reports_free(reports);
    childplan_rollup_options_free(options);
    end(&scene);
}

/* Without a period there is nothing to bring up to date. */
static void a_rollup_without_rows_stays_so(void **state) {
    (void)state;
    struct scene scene;
    childplan_reports *reports = NULL;
    childplan_rollup_options *options = new_options();
    begin(&scene);
    assert_int_equal(childplan_reports_new(scene.plan, &reports), CHILDPLAN_OK);
    childplan_rollup *live = compute(reports, options, 1);
    put_some(scene.plan, reports, 5, 1);
    assert_int_equal(childplan_rollup_refresh(live, reports, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_row_count(live), 0);
    assert_int_equal(notes_kept(reports), 0);
    childplan_rollup_free(live);
    childplan_reports_free(reports);
    childplan_rollup_options_free(options);
    end(&scene);
}

static childplan_rollup_options *ask_with_threads(const childplan_plan *plan, int32_t threads) {
    childplan_rollup_options *options = ask_years(plan);
    assert_int_equal(childplan_rollup_options_set_threads(options, threads), CHILDPLAN_OK);
    return options;
}

static void any_number_of_threads_gives_the_same_rows(void **state) {
    (void)state;
    struct buffer text = {0};
    childplan_reports *reports = NULL;
    write_plan(&text, 100, 30);
    childplan_plan *plan = load_text(text.bytes, NULL);
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    for (int32_t i = 0; i < 20; i++) {
        put_some(plan, reports, 2000, 100 + i);
    }
    childplan_rollup_options *options = ask_with_threads(plan, 1);
    childplan_rollup *alone = compute(reports, options, 0);
    childplan_rollup_options_free(options);
    for (int32_t threads = 2; threads <= 256; threads = threads < 5 ? threads + 1 : 256 + (threads == 256)) {
        options = ask_with_threads(plan, threads);
        childplan_rollup *together = compute(reports, options, threads % 2);
        assert_same_rows("threads", alone, together);
        childplan_rollup_free(together);
        childplan_rollup_options_free(options);
    }
    childplan_rollup_free(alone);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    buffer_free(&text);
}

/* What threads find too large, or not, and which unit they name. */
static void any_number_of_threads_finds_the_same_too_large(void **state) {
    (void)state;
    struct buffer text = {0};
    struct buffer said_alone = {0};
    write_plan(&text, 100, 30);
    childplan_plan *plan = load_text(text.bytes, NULL);
    for (int32_t threads = 1; threads <= 4; threads++) {
        struct scene scene = {.plan = plan};
        struct buffer said = {0};
        childplan_diagnostics *diagnostics = NULL;
        childplan_rollup *rollup = NULL;
        scene.options = ask_with_threads(plan, threads);
        assert_int_equal(childplan_reports_new(plan, &scene.reports), CHILDPLAN_OK);
        assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
        put_flow(&scene, "b7-3", LARGE, 1);
        put_flow(&scene, "b93-20", LARGE, 1);
        assert_int_equal(childplan_rollup_compute(scene.reports, scene.options, &rollup, diagnostics),
                         CHILDPLAN_ERROR_OVERFLOW);
        buffer_add_diagnostics(&said, diagnostics, CHILDPLAN_ENGLISH);
        if (threads == 1) {
            buffer_add_string(&said_alone, said.bytes);
        }
        assert_string_equal(said.bytes, said_alone.bytes);
        buffer_free(&said);
        childplan_diagnostics_free(diagnostics);
        childplan_reports_free(scene.reports);
        childplan_rollup_options_free(scene.options);
    }
    childplan_plan_free(plan);
    buffer_free(&said_alone);
    buffer_free(&text);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_played_in),
        cmocka_unit_test(cost_is_in_proportion),
        cmocka_unit_test(without_memory_it_is_as_it_was),
        cmocka_unit_test(without_memory_for_notes_all_is_anew),
        cmocka_unit_test(too_large_a_figure_leaves_it_as_it_was),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(rows_shared_with_arrow_do_not_change),
        cmocka_unit_test(notes_are_kept_for_those_who_watch),
        cmocka_unit_test(reports_may_go_first),
        cmocka_unit_test(it_stays_what_it_was),
        cmocka_unit_test(a_rollup_without_rows_stays_so),
        cmocka_unit_test(any_number_of_threads_gives_the_same_rows),
        cmocka_unit_test(any_number_of_threads_finds_the_same_too_large),
    };
    if (argc != 2) {
        fprintf(stderr, "usage: test_refresh CASES_DIR\n");
        return 2;
    }
    cases = argv[1];
    return cmocka_run_group_tests_name("refresh", tests, NULL, NULL);
}
