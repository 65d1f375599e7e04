/*
 * Units through time: the loader's sweep over change dates against a walk over every day of small random plans, and
 * what it says about single plans (more of those in data/invalid/units-*).
 */
#include "support.h"

#include "plan/model.h"

#include <string.h>

#define UNITS 5
#define VERSIONS 3
#define DAYS 365 /* a horizon of one year */
#define LEVELS 4
#define ABSENT (-1)

static const char *const level_ids[LEVELS] = {"l0", "l1", "l2", "l3"};
static const char *const unit_ids[UNITS] = {"u0", "u1", "u2", "u3", "u4"};

/* Days of the horizon from 0; ABSENT where the row says nothing. */
struct row {
    int unit;
    int level;
    int parent;
    int from;
    int until;
    int successor;
};

struct world {
    struct row rows[UNITS * VERSIONS];
    size_t count;
};

static uint64_t seed;

static int below(int limit) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((seed >> 33) % (uint64_t)limit);
}

static int first_day(const struct row *row) {
    return row->from == ABSENT ? 0 : row->from;
}

static int last_day(const struct row *row) {
    return row->until == ABSENT ? DAYS - 1 : row->until;
}

static const struct row *alive(const struct world *world, int unit, int day) {
    for (size_t i = 0; i < world->count; i++) {
        const struct row *row = &world->rows[i];
        if (row->unit == unit && first_day(row) <= day && day <= last_day(row)) {
            return row;
        }
    }
    return NULL;
}

/* Section 3 for one day; `root` is that of the days before, or ABSENT. */
static int day_is_right(const struct world *world, int day, int *root) {
    int roots = 0;
    for (int unit = 0; unit < UNITS; unit++) {
        const struct row *row = alive(world, unit, day);
        if (!row) {
            continue;
        }
        if (row->parent == ABSENT) {
            roots++;
            if (*root != ABSENT && *root != unit) {
                return 0;
            }
            *root = unit;
            continue;
        }
        const struct row *parent = alive(world, row->parent, day);
        if (!parent || parent->level >= row->level) {
            return 0;
        }
    }
    return roots == 1;
}

static int rows_are_right(const struct world *world) {
    for (size_t i = 0; i < world->count; i++) {
        const struct row *row = &world->rows[i];
        if (last_day(row) < first_day(row)) {
            return 0;
        }
        for (size_t k = 0; k < i; k++) {
            if (world->rows[k].unit == row->unit && first_day(row) <= last_day(&world->rows[k])) {
                return 0;
            }
        }
        if (row->successor == ABSENT) {
            continue;
        }
        if (row->successor == row->unit || row->until == ABSENT ||
            (row->until < DAYS - 1 && !alive(world, row->successor, row->until + 1))) {
            return 0;
        }
    }
    return 1;
}

static int is_right(const struct world *world) {
    int root = ABSENT;
    if (!rows_are_right(world)) {
        return 0;
    }
    for (int day = 0; day < DAYS; day++) {
        if (!day_is_right(world, day, &root)) {
            return 0;
        }
    }
    return 1;
}

/* Mostly a plausible tree, now and then with a mistake, so that about half of the plans are right. */
static struct world random_world(void) {
    static const int turns[] = {31, 90, 181, 200, 300};
    struct world world = {.count = 0};
    for (int unit = 0; unit < UNITS; unit++) {
        int versions = 1 + below(VERSIONS);
        int at = unit > 0 && below(3) == 0 ? turns[below(2)] : ABSENT;
        for (int k = 0; k < versions; k++) {
            struct row row = {.unit = unit, .from = at, .until = ABSENT, .successor = ABSENT};
            row.level = unit == 0 ? 0 : 1 + (unit - 1) / 2;
            row.parent = unit == 0 ? ABSENT : below(unit < 3 ? 1 : 3);
            int turn = turns[below(5)];
            if ((k + 1 < versions || (unit > 2 && below(2) == 0)) && turn > at) {
                row.until = turn;
                at = turn + 1 + (below(12) == 0 ? below(20) : 0);
            }
            if (row.until != ABSENT && below(6) == 0) {
                row.successor = below(UNITS);
            }
            if (below(60) == 0) {
                row.level = below(LEVELS);
            }
            if (below(60) == 0) {
                row.parent = below(UNITS + 1) - 1;
            }
            world.rows[world.count++] = row;
            if (row.until == ABSENT) {
                break;
            }
        }
    }
    return world;
}

struct columns {
    const char *ids[UNITS * VERSIONS];
    const char *names[UNITS * VERSIONS];
    const char *levels[UNITS * VERSIONS];
    const char *parents[UNITS * VERSIONS];
    const char *successors[UNITS * VERSIONS];
    int32_t from[UNITS * VERSIONS];
    int32_t until[UNITS * VERSIONS];
};

static childplan_status load(const struct world *world, childplan_plan **ret_plan, childplan_diagnostics *said) {
    static const char *text = "childplan: 1\n"
                              "plan: {id: x, title: T, horizon: {from: 2023, to: 2023}}\n"
                              "levels: [{id: l0, name: A}, {id: l1, name: B}, {id: l2, name: C}, {id: l3, name: D}]\n";
    struct columns columns;
    int32_t start = 0;
    assert_int_equal(childplan_date_parse("2023-01-01", 10, &start), CHILDPLAN_OK);
    for (size_t i = 0; i < world->count; i++) {
        const struct row *row = &world->rows[i];
        columns.ids[i] = unit_ids[row->unit];
        columns.names[i] = "name";
        columns.levels[i] = level_ids[row->level];
        columns.parents[i] = row->parent == ABSENT ? NULL : unit_ids[row->parent];
        columns.successors[i] = row->successor == ABSENT ? NULL : unit_ids[row->successor];
        columns.from[i] = row->from == ABSENT ? CHILDPLAN_NO_DATE : start + row->from;
        columns.until[i] = row->until == ABSENT ? CHILDPLAN_NO_DATE : start + row->until;
    }
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_add_units(options, world->count, columns.ids, columns.names, columns.levels,
                                                      columns.parents, columns.from, columns.until, columns.successors,
                                                      NULL),
                     CHILDPLAN_OK);
    childplan_status status = childplan_plan_load_memory("plan.yaml", text, strlen(text), options, ret_plan, said);
    childplan_plan_options_free(options);
    return status;
}

static void print_world(const struct world *world, const childplan_diagnostics *said) {
    struct buffer text = {0};
    for (size_t i = 0; i < world->count; i++) {
        const struct row *row = &world->rows[i];
        print_error("u%d level %d parent %d, days %d to %d, successor %d\n", row->unit, row->level, row->parent,
                    row->from, row->until, row->successor);
    }
    buffer_add(&text, "", 0);
    buffer_add_diagnostics(&text, said, CHILDPLAN_ENGLISH);
    print_error("%s\n", text.bytes);
    buffer_free(&text);
}

/* What the floors above ask of a right plan, on some days. */
static void check_versions(const struct world *world, const childplan_plan *plan) {
    for (int unit = 0; unit < UNITS; unit++) {
        int32_t index = childplan_plan_find_unit(plan, unit_ids[unit]);
        for (int day = 0; day < DAYS; day += 13) {
            const struct row *row = alive(world, unit, day);
            const struct unit_version *version = childplan__version_on(plan, index, plan->horizon.first + day);
            assert_int_equal(version != NULL, row != NULL);
            if (row) {
                assert_int_equal(version->level, row->level);
                assert_int_equal(version->parent, row->parent == ABSENT
                                                      ? CHILDPLAN_NONE
                                                      : childplan_plan_find_unit(plan, unit_ids[row->parent]));
            }
        }
    }
}

static void test_random_plans(void **state) {
    (void)state;
    int right = 0;
    int total = 4000;
    seed = 251;
    for (int i = 0; i < total; i++) {
        struct world world = random_world();
        childplan_plan *plan = NULL;
        childplan_diagnostics *said = NULL;
        assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
        int expected = is_right(&world);
        childplan_status status = load(&world, &plan, said);
        if ((status == CHILDPLAN_OK) != expected) {
            print_world(&world, said);
            fail_msg("plan %d is %s, but the loader says %s", i, expected ? "right" : "wrong",
                     childplan_status_string(status));
        }
        if (plan) {
            check_versions(&world, plan);
        }
        right += expected;
        childplan_plan_free(plan);
        childplan_diagnostics_free(said);
    }
    print_message("# %d of %d random plans are right\n", right, total);
    assert_in_range(right, total / 5, 4 * total / 5);
}

static childplan_plan *load_yaml(const char *units) {
    struct buffer text = {0};
    childplan_plan *plan = NULL;
    buffer_add_string(&text, "childplan: 1\nplan: {id: x, title: T, horizon: {from: 2023, to: 2025}}\n"
                             "levels: [{id: l0, name: A}, {id: l1, name: B}]\nunits:\n");
    buffer_add_string(&text, units);
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text.bytes, text.size, NULL, &plan, NULL), CHILDPLAN_OK);
    buffer_free(&text);
    return plan;
}

static int32_t date(const char *text) {
    int32_t day = 0;
    assert_int_equal(childplan_date_parse(text, strlen(text), &day), CHILDPLAN_OK);
    return day;
}

static void test_versions(void **state) {
    (void)state;
    childplan_plan *plan =
        load_yaml("  - {id: r, name: R, level: l0}\n"
                  "  - {id: a, name: First, level: l1, parent: r, from: 2023-03-01, until: 2023-12-31}\n"
                  "  - {id: b, name: B, level: l1, parent: r, until: 2024-01-31, successor: a}\n"
                  "  - {id: a, name: Second, level: l1, parent: r, from: 2024-02-01}\n");
    int32_t a = childplan_plan_find_unit(plan, "a");
    const struct days gap = {date("2024-01-01"), date("2024-01-31")};
    const struct days spring = {date("2023-01-01"), date("2023-06-30")};
    const struct days around = {date("2023-12-01"), date("2024-01-31")};
    assert_string_equal(childplan_plan_unit_name(plan, a, date("2023-01-01")), "First");
    assert_string_equal(childplan_plan_unit_name(plan, a, date("2024-01-15")), "First");
    assert_string_equal(childplan_plan_unit_name(plan, a, date("2024-02-01")), "Second");
    assert_string_equal(childplan_plan_unit_name(plan, a, date("2030-01-01")), "Second");
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2023-02-28")), 0);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2023-03-01")), 1);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2023-12-31")), 1);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2024-01-01")), 0);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2025-12-31")), 1);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2026-01-01")), 0);
    assert_null(childplan__last_version_in(plan, a, gap));
    assert_string_equal(childplan__last_version_in(plan, a, spring)->name, "First");
    assert_string_equal(childplan__last_version_in(plan, a, around)->name, "First");
    assert_string_equal(childplan__last_version_in(plan, a, plan->horizon)->name, "Second");
    assert_int_equal(plan->root, childplan_plan_find_unit(plan, "r"));
    childplan_plan_free(plan);
}

/* Ends outside the horizon are taken as they are. */
static void test_beyond_the_horizon(void **state) {
    (void)state;
    childplan_plan *plan = load_yaml("  - {id: r, name: R, level: l0, from: 1990-01-01, until: 2040-01-01}\n"
                                     "  - {id: a, name: A, level: l1, parent: r, until: 2022-06-30, successor: b}\n"
                                     "  - {id: b, name: B, level: l1, parent: r, from: 2010-01-01}\n"
                                     "  - {id: c, name: C, level: l1, parent: r, from: 2031-01-01}\n"
                                     "  - {id: d, name: D, level: l1, parent: r, until: 2025-12-31, successor: b}\n");
    assert_int_equal(childplan_plan_unit_is_alive(plan, childplan_plan_find_unit(plan, "a"), date("2023-01-01")), 0);
    assert_int_equal(childplan_plan_unit_is_alive(plan, childplan_plan_find_unit(plan, "b"), date("2023-01-01")), 1);
    assert_int_equal(childplan_plan_unit_is_alive(plan, childplan_plan_find_unit(plan, "c"), date("2025-12-31")), 0);
    assert_int_equal(childplan_plan_unit_is_alive(plan, childplan_plan_find_unit(plan, "r"), date("2039-12-31")), 1);
    childplan_plan_free(plan);
}

/* Thousands of children under a unit with thousands of versions: a sweep that met each with all would be felt. */
static void test_many_versions(void **state) {
    (void)state;
    struct buffer text = {0};
    childplan_plan *plan = NULL;
    int32_t day = date("2001-01-01");
    char from[16];
    char until[16];
    buffer_add_string(&text, "childplan: 1\nplan: {id: x, title: T, horizon: {from: 2001, to: 2030}}\n"
                             "levels: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}]\n"
                             "units:\n- {id: r, name: R, level: a}\n");
    for (int i = 0; i < 5000; i++) {
        childplan_date_format(day + 2 * i, from, sizeof from);
        childplan_date_format(day + 2 * i + 1, until, sizeof until);
        buffer_print(&text, "- {id: p, name: P, level: %s, parent: r, from: %s, until: %s}\n", i % 2 ? "b" : "c", from,
                     until);
    }
    for (int i = 0; i < 5000; i++) {
        buffer_print(&text, "- {id: u%d, name: U, level: d, parent: p, until: %s}\n", i, until);
    }
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text.bytes, text.size, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_unit_count(plan), 5002);
    childplan_plan_free(plan);
    buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_plans),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_beyond_the_horizon),
        cmocka_unit_test(test_many_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
