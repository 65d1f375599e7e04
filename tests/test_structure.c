/* The tree on a day: who is alive, where everybody else is placed. Life: in which cycles a unit could report. */
#include "support.h"

#include "structure/life.h"
#include "structure/tree.h"

#include <string.h>

static const char text[] =
    "childplan: 1\n"
    "plan: {id: s, title: S, issuer: root, horizon: {from: 2021, to: 2024}}\n"
    "calendar: {first_report: 2021-H2}\n"
    "levels: [{id: top, name: Top}, {id: mid, name: Mid}, {id: low, name: Low}]\n"
    "units:\n"
    "  - {id: root, name: Root, level: top}\n"
    "  - {id: north, name: North, level: mid, parent: root, until: 2022-06-30, successor: east}\n"
    "  - {id: east, name: East, level: mid, parent: root, until: 2023-06-30, successor: late}\n"
    "  - {id: late, name: Late, level: mid, parent: root, from: 2023-07-01}\n"
    "  - {id: closed, name: Closed, level: low, parent: north, until: 2021-12-31}\n"
    "  - {id: gap, name: Gap, level: low, parent: north, until: 2021-12-31}\n"
    "  - {id: gap, name: Gap, level: low, parent: late, from: 2024-01-01}\n"
    "  - {id: young, name: Young, level: low, parent: late, from: 2024-03-01}\n"
    "  - {id: riser, name: Riser, level: low, parent: root, until: 2022-08-15}\n"
    "  - {id: riser, name: Riser, level: mid, parent: root, from: 2022-08-16, until: 2023-11-30}\n"
    "  - {id: to, name: To, level: low, parent: root, from: 2022-01-01, until: 2022-12-31, successor: fro}\n"
    "  - {id: fro, name: Fro, level: low, parent: root, from: 2023-01-01, until: 2023-12-31, successor: to}\n"
    "  - {id: to, name: To, level: low, parent: root, from: 2024-01-01, until: 2024-02-29}\n"
    "elements: [{id: e, name: E, levels: [low], over_time: sum}]\n";

static int setup(void **state) {
    return childplan_plan_load_memory("structure.yaml", text, sizeof text - 1, NULL, (childplan_plan **)state, NULL) ==
                   CHILDPLAN_OK
               ? 0
               : 1;
}

static int teardown(void **state) {
    childplan_plan_free(*state);
    return 0;
}

static int32_t date(const char *iso) {
    int32_t day = 0;
    assert_int_equal(childplan_date_parse(iso, strlen(iso), &day), CHILDPLAN_OK);
    return day;
}

static const struct {
    const char *day;
    const char *unit;
    const char *place;
} placements[] = {
    {"2021-03-01", "root", "root"},    {"2021-03-01", "closed", "closed"},
    {"2022-03-01", "closed", "north"}, /* no successor: the parent */
    {"2022-09-01", "closed", "east"},  /* the parent has ended: its successor */
    {"2023-09-01", "closed", "late"},  /* and that one's */
    {"2022-03-01", "gap", "north"},    /* in the gap the last version counts */
    {"2023-09-01", "gap", "late"},     {"2024-06-01", "gap", "gap"},
    {"2021-03-01", "young", "root"}, /* starts later: its first parent, who starts later too */
    {"2023-09-01", "young", "late"},   {"2021-03-01", "late", "root"},
    {"2024-06-01", "to", "root"}, /* its last version has no successor */
    {"2024-06-01", "fro", "root"},     {"2024-01-15", "fro", "to"},
    {"2023-05-01", "to", "fro"},       {"2024-06-01", "riser", "root"},
};

static int32_t ask_all(const void *context, const struct unit_version *version) {
    (void)context;
    (void)version;
    return 1;
}

static void test_placement(void **state) {
    const childplan_plan *plan = *state;
    for (size_t i = 0; i < sizeof placements / sizeof *placements; i++) {
        struct tree tree;
        assert_int_equal(childplan__tree_begin(plan, &childplan__malloc, date(placements[i].day), ask_all, NULL, &tree),
                         CHILDPLAN_OK);
        int32_t unit = childplan_plan_find_unit(plan, placements[i].unit);
        assert_string_equal(childplan_plan_unit_id(plan, tree.units[tree.place[unit]]), placements[i].place);
        assert_int_equal(childplan__tree_has(&tree, unit), childplan_plan_unit_is_alive(plan, unit, tree.day));
        childplan__tree_end(&tree);
    }
}

/* Every day of the horizon: the living and no others, each below its parent, everybody placed. */
static void test_every_day(void **state) {
    const childplan_plan *plan = *state;
    int32_t units = (int32_t)childplan_plan_unit_count(plan);
    for (int32_t day = plan->horizon.first; day <= plan->horizon.last; day++) {
        struct tree tree;
        int32_t alive = 0;
        assert_int_equal(childplan__tree_begin(plan, &childplan__malloc, day, ask_all, NULL, &tree), CHILDPLAN_OK);
        for (int32_t unit = 0; unit < units; unit++) {
            alive += childplan_plan_unit_is_alive(plan, unit, day);
            assert_true(tree.place[unit] >= 0 && tree.place[unit] < tree.count);
        }
        assert_int_equal(alive, tree.count);
        assert_int_equal(tree.parent[0], CHILDPLAN_NONE);
        for (int32_t position = 1; position < tree.count; position++) {
            assert_in_range(tree.parent[position], 0, position - 1);
            assert_int_equal(tree.units[tree.parent[position]],
                             childplan_plan_unit_parent(plan, tree.units[position], day));
        }
        childplan__tree_end(&tree);
    }
}

/* Two successors that lead to each other, with a gap in both: the way comes back, so the root. */
static void test_circular_successors(void **state) {
    (void)state;
    static const char circle[] =
        "childplan: 1\n"
        "plan: {id: c, title: C, issuer: root, horizon: {from: 2021, to: 2024}}\n"
        "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
        "units:\n"
        "  - {id: root, name: Root, level: top}\n"
        "  - {id: a, name: A, level: low, parent: root, until: 2021-12-31, successor: b}\n"
        "  - {id: a, name: A, level: low, parent: root, from: 2023-01-01, until: 2023-06-30}\n"
        "  - {id: b, name: B, level: low, parent: root, from: 2022-01-01, until: 2022-12-31, successor: a}\n";
    childplan_plan *plan = NULL;
    struct tree tree;
    assert_int_equal(childplan_plan_load_memory("c", circle, sizeof circle - 1, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan__tree_begin(plan, &childplan__malloc, date("2023-03-01"), ask_all, NULL, &tree),
                     CHILDPLAN_OK);
    assert_int_equal(tree.units[tree.place[2]], 1); /* b's successor a lives again */
    childplan__tree_end(&tree);
    assert_int_equal(childplan__tree_begin(plan, &childplan__malloc, date("2024-03-01"), ask_all, NULL, &tree),
                     CHILDPLAN_OK);
    assert_int_equal(tree.units[tree.place[1]], 0);
    assert_int_equal(tree.units[tree.place[2]], 0);
    childplan__tree_end(&tree);
    childplan_plan_free(plan);
}

static const struct {
    const char *unit;
    const char *period;
    int could;
    int expected;
} lives[] = {
    {"closed", "2021-H1", 1, 0}, /* before first_report */
    {"closed", "2021-H2", 1, 1}, {"closed", "2022-H1", 0, 0},
    {"riser", "2022-H1", 1, 1},  {"riser", "2022-H2", 0, 0}, /* at its end it is of another level */
    {"young", "2023-H2", 0, 0},  {"young", "2024-H1", 1, 1},
    {"to", "2024-H1", 1, 0}, /* lives in it, but not on its last day */
    {"gap", "2022-H1", 0, 0},    {"gap", "2024-H2", 1, 1},
};

static void test_life(void **state) {
    const childplan_plan *plan = *state;
    const struct element *element = &plan->elements[0];
    struct life life;
    assert_int_equal(childplan__life_begin(plan, &childplan__malloc, &life), CHILDPLAN_OK);
    for (size_t i = 0; i < sizeof lives / sizeof *lives; i++) {
        int64_t period = CHILDPLAN_NO_PERIOD;
        assert_int_equal(childplan_period_parse(lives[i].period, strlen(lives[i].period), &period), CHILDPLAN_OK);
        int32_t cycle = childplan__cycle_of(&plan->calendar, CHILDPLAN_HALF, period);
        int32_t unit = childplan_plan_find_unit(plan, lives[i].unit);
        assert_int_equal(childplan__could_report(&life, element, unit, cycle), lives[i].could);
        assert_int_equal(childplan__is_expected(&life, element, unit, cycle), lives[i].expected);
    }
    childplan__life_end(&life);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_placement),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_circular_successors),
        cmocka_unit_test(test_life),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
