/* The check of plans where its conditions are next to being met: small plans, and all that is said of each. */
#include "support.h"

#include <stdio.h>
#include <string.h>

/* Root, m and n below it, a to c below m. */
#define HEAD                                                                                                           \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: p, title: P, horizon: {from: 2021, to: 2030}}\n"                                                       \
    "calendar: {frequency: half}\n"                                                                                    \
    "levels: [{id: top, name: Top}, {id: mid, name: Middle}, {id: low, name: Low}]\n"
#define UNITS                                                                                                          \
    "units:\n"                                                                                                         \
    "  - {id: root, name: Root, level: top}\n"                                                                         \
    "  - {id: m, name: M, level: mid, parent: root}\n"                                                                 \
    "  - {id: n, name: N, level: mid, parent: root}\n"                                                                 \
    "  - {id: a, name: A, level: low, parent: m}\n"                                                                    \
    "  - {id: b, name: B, level: low, parent: m}\n"                                                                    \
    "  - {id: c, name: C, level: low, parent: m}\n"

struct edge {
    const char *name;
    const char *plan;
    const char *said;
};

static const struct edge edges[] = {
    {"decreases by more than all",
     HEAD UNITS "elements:\n"
                "  - {id: x, name: X, over_time: last, over_units: max, min: -10, max: 50}\n"
                "  - {id: y, name: Y, over_time: last}\n"
                "  - {id: z, name: Z, over_time: last}\n"
                "indicators:\n"
                "  - {id: below_0, name: I, numerator: x, better: lower, baseline: {period: 2020, value: 40}, "
                "targets: [{by: 2030, decrease: relative, at_least: 120%}]}\n"
                "  - {id: difference, name: I, numerator: [y, -z], better: lower, baseline: {period: 2020, value: 40}, "
                "targets: [{by: 2030, decrease: relative, at_least: 120%}]}\n",
     ""},
    {"a range whose upper edge is out of reach, and a change that falls",
     HEAD UNITS "elements:\n"
                "  - {id: x, name: X, over_time: last, over_units: max, min: -10, max: 50}\n"
                "  - {id: y, name: Y, over_time: last}\n"
                "indicators:\n"
                "  - {id: range, name: I, numerator: x, targets: [{by: 2025, at_least: -30, at_most: -20}]}\n"
                "  - {id: points, name: I, numerator: y, baseline: {period: 2020, value: 40}, "
                "targets: [{by: 2024, increase: points, at_least: 9}, {by: 2025, increase: points, at_least: 8}]}\n",
     "p:16:50: warning: “range” can never be under -10, so the target “at_least: -30, at_most: -20” can never be met; "
     "correct the number or the operator\n"
     "p:17:131: warning: “points” goes back: “increase: points, at_least: 8” by 2025 is worse than “increase: points, "
     "at_least: 9” by 2024 (line 17); put the milestones in order, or set “better” right\n"},
    {"aspirations that fall, spans, and milestones of other lengths than the baseline",
     HEAD UNITS
     "elements:\n"
     "  - {id: y, name: Y, over_time: last}\n"
     "  - {id: f, name: F, over_time: sum}\n"
     "indicators:\n"
     "  - {id: wish, name: I, numerator: y, targets: [{by: 2024, at_least: 9, aspiration: yes}, "
     "{by: 2025, at_least: 8, aspiration: yes}]}\n"
     "  - {id: flow, name: I, numerator: f, baseline: {period: 2020, value: 50}, targets: [{by: 2021-H1, at_least: 1}, "
     "{by: 2021..2025, at_least: 10}, {by: 2025, at_least: 40}]}\n"
     "  - {id: own, name: I, numerator: y, baseline: {period: 2020, values: [{unit: m, value: 5}]}, "
     "targets: [{by: 2025, at_least: 1, units: {ids: [root]}}, {by: 2025, at_least: 1, units: {ids: [n]}}]}\n"
     "  - {id: change, name: I, numerator: y, baseline: {period: 2020, value: 5}, "
     "targets: [{by: 2024, increase: points, at_least: 1}, {by: 2025, at_least: 4}]}\n",
     "p:16:91: warning: “wish” goes back: “at_least: 8” by 2025 is worse than “at_least: 9” by 2024 (line 16); put the "
     "milestones in order, or set “better” right\n"
     "p:19:130: warning: “change”: “at_least: 4” by 2025 is worse than the baseline, which was 5 in 2020 (line 19); "
     "correct one of them, or “better”\n"},
    {"shares that may be above all",
     HEAD UNITS
     "elements:\n"
     "  - {id: d, name: D, over_time: last}\n"
     "  - {id: part, name: Part, over_time: last, part_of: d}\n"
     "  - {id: times_all, name: Times, over_time: count}\n"
     "  - {id: counted, name: Counted, over_time: count, part_of: times_all}\n"
     "  - {id: s, name: S, over_time: sum}\n"
     "  - {id: ytd, name: Ytd, over_time: sum, given: year_to_date}\n"
     "  - {id: of_ytd, name: Of ytd, over_time: sum, given: year_to_date, part_of: ytd}\n"
     "  - {id: year, name: Year, over_time: sum, window: year, part_of: s}\n"
     "  - {id: yes_sum, name: Yes, type: flag, over_time: sum}\n"
     "  - {id: yes_count, name: Yes, type: flag, over_time: count}\n"
     "  - {id: most, name: Most, over_time: max, over_units: count, max: 5}\n"
     "  - {id: times, name: Times, over_time: count, over_units: max, max: 5}\n"
     "indicators:\n"
     "  - {id: i1, name: I, numerator: counted, denominator: times_all, targets: [{by: 2025, above: 100%}]}\n"
     "  - {id: i2, name: I, numerator: of_ytd, denominator: ytd, targets: [{by: 2025, above: 100%}]}\n"
     "  - {id: i3, name: I, numerator: year, denominator: s, targets: [{by: 2025, above: 100%}]}\n"
     "  - {id: i4, name: I, numerator: yes_sum, denominator: each_unit, per: 10, targets: [{by: 2025, above: 10}]}\n"
     "  - {id: i5, name: I, numerator: yes_count, denominator: each_unit, targets: [{by: 2025, above: 100%}]}\n"
     "  - {id: i6, name: I, numerator: [-part], denominator: d, targets: [{by: 2025, above: 100%}]}\n"
     "  - {id: i7, name: I, numerator: part, denominator: [d, -part], targets: [{by: 2025, above: 100%}]}\n"
     "  - {id: i8, name: I, numerator: most, targets: [{by: 2025, above: 6}]}\n"
     "  - {id: i9, name: I, numerator: times, targets: [{by: 2025, above: 6}]}\n",
     ""},
    {"quotas of all forms",
     HEAD "units:\n"
          "  - {id: root, name: Root, level: top}\n"
          "  - {id: m, name: M, level: mid, parent: root, until: 2027-12-31}\n"
          "  - {id: a, name: A, level: low, parent: m, until: 2024-12-31}\n"
          "  - {id: b, name: B, level: low, parent: m, until: 2027-12-31}\n"
          "  - {id: c, name: C, level: low, parent: m, from: 2026-01-01, until: 2027-12-31}\n"
          "elements: [{id: y, name: Y, levels: [low], over_time: last}]\n"
          "indicators:\n"
          "  - id: i\n"
          "    name: I\n"
          "    numerator: y\n"
          "    baseline: {period: 2020, value: 1}\n"
          "    targets:\n"
          "      - {by: 2025, above: assigned, values: [{unit: m, value: 9}, {unit: b, value: 8}]}\n"
          "      - {by: 2026, at_least: assigned, values: [{unit: m, value: 9}, {unit: b, value: 8}]}\n"
          "      - {by: 2027, at_most: assigned, values: [{unit: m, value: 9}, {unit: b, value: 8}]}\n"
          "      - {by: 2029, at_least: assigned, values: [{unit: m, value: 9}, {unit: b, value: 8}]}\n",
     "p:13:5: warning: from 2028-01-01 on “i” can no longer be reported: no unit of level “low” that counts in it "
     "lives to report “y”; if others take over, add their level to its “levels”\n"
     "p:18:46: warning: “m” was handed 9 of “i” for 2025, but all the units under it (1) together only 8: it falls "
     "short even if each of them meets its own; hand the rest to some of them\n"
     "p:20:48: warning: “i” has the target “at_most: 9” but better: higher, so that its path and statuses are read the "
     "wrong way round; write better: lower\n"
     "p:20:69: warning: “i” has the target “at_most: 8” but better: higher, so that its path and statuses are read the "
     "wrong way round; write better: lower\n"
     "p:21:49: warning: nobody will have to meet the target “at_least: 9” of “i” by 2029: from 2028-01-01 on none of "
     "the units it is for lives; set it for those that take over\n"
     "p:21:70: warning: nobody will have to meet the target “at_least: 8” of “i” by 2029: from 2028-01-01 on none of "
     "the units it is for lives; set it for those that take over\n"},
    {"units that end with their successor or their next version, or before the horizon",
     HEAD "units:\n"
          "  - {id: root, name: Root, level: top}\n"
          "  - {id: gone, name: Gone, level: mid, parent: root, from: 2018-01-01, until: 2019-12-31}\n"
          "  - {id: m, name: M, level: mid, parent: root, until: 2022-12-31, successor: n}\n"
          "  - {id: n, name: N, level: mid, parent: root, until: 2023-12-31}\n"
          "  - {id: n, name: New N, level: mid, parent: root, from: 2024-01-01}\n"
          "  - {id: a, name: A, level: low, parent: gone, from: 2018-01-01, until: 2019-12-31}\n"
          "  - {id: a, name: A, level: low, parent: m, from: 2020-01-01, until: 2022-12-31}\n"
          "  - {id: a, name: A, level: low, parent: n, from: 2023-01-01, until: 2023-12-31}\n"
          "  - {id: a, name: A, level: low, parent: root, from: 2024-01-01}\n"
          "  - {id: b, name: B, level: low, parent: gone, from: 2015-01-01, until: 2016-12-31}\n"
          "  - {id: b, name: B, level: low, parent: root, from: 2017-01-01}\n"
          "elements: [{id: y, name: Y, over_time: last}]\n"
          "indicators: [{id: i, name: I, numerator: y}]\n",
     "p:7:5: warning: unit “gone” lives on no day of the plan’s years\n"},
    {"targets for units outside the horizon",
     HEAD "units:\n"
          "  - {id: root, name: Root, level: top}\n"
          "  - {id: before, name: Before, level: mid, parent: root, from: 2018-01-01, until: 2019-12-31, tags: [old]}\n"
          "  - {id: after, name: After, level: mid, parent: root, from: 2032-01-01, tags: [new]}\n"
          "elements: [{id: y, name: Y, over_time: last}]\n"
          "indicators:\n"
          "  - id: i\n"
          "    name: I\n"
          "    numerator: y\n"
          "    targets:\n"
          "      - {by: 2025, at_least: 1, units: {tag: old}}\n"
          "      - {by: 2025, at_least: 1, units: {tag: new}}\n"
          "      - {by: 2025, at_least: 1, units: {ids: [before]}}\n",
     "p:7:5: warning: unit “before” lives on no day of the plan’s years\n"
     "p:8:5: warning: unit “after” lives on no day of the plan’s years\n"
     "p:15:9: warning: nobody will have to meet the target “at_least: 1” of “i” by 2025: from 2021-01-01 on none of "
     "the units it is for lives; set it for those that take over\n"
     "p:16:9: warning: nobody will have to meet the target “at_least: 1” of “i” by 2025: from 2021-01-01 on none of "
     "the units it is for lives; set it for those that take over\n"
     "p:17:9: warning: nobody will have to meet the target “at_least: 1” of “i” by 2025: from 2021-01-01 on none of "
     "the units it is for lives; set it for those that take over\n"},
    {"what is lost above and below the line at once",
     HEAD "units:\n"
          "  - {id: root, name: Root, level: top}\n"
          "  - {id: m, name: M, level: mid, parent: root, until: 2025-12-31}\n"
          "elements:\n"
          "  - {id: x, name: X, levels: [top, mid], over_time: last}\n"
          "  - {id: d, name: D, levels: [mid], over_time: last}\n"
          "indicators:\n"
          "  - {id: i, name: I, numerator: x, denominator: d}\n"
          "  - {id: j, name: J, numerator: [x, d], denominator: [x, d]}\n",
     "p:12:5: warning: in “i” units of level “top” report “x” above the line and nothing below it: they have no value "
     "of their own and push up that of the units above them; let the level report a denominator, or take it from the "
     "numerator’s levels\n"
     "p:12:5: warning: from 2026-01-01 on “i” can no longer be reported: no unit of level “mid” that counts in it "
     "lives to report “d”; if others take over, add their level to its “levels”\n"
     "p:13:5: warning: from 2026-01-01 on “j” goes on without a part of it: no unit of level “mid” that counts in it "
     "lives to report “d”; if others take over, add their level to its “levels”\n"},
    {"a standing over flows and other things, levels without a denominator",
     HEAD UNITS "elements:\n"
                "  - {id: x, name: X, over_time: last}\n"
                "  - {id: y, name: Y, levels: [top], over_time: last}\n"
                "  - {id: f, name: F, over_time: sum}\n"
                "  - {id: o, name: O, over_time: max}\n"
                "indicators:\n"
                "  - {id: i, name: I, numerator: x, denominator: [f, o]}\n"
                "  - {id: j, name: J, numerator: x, denominator: y}\n"
                "  - {id: k, name: K, numerator: [x, o], denominator: f}\n",
     "p:19:5: warning: in “j” units of level “mid”, “low” report “x” above the line and nothing below it: they have no "
     "value of their own and push up that of the units above them; let the level report a denominator, or take it from "
     "the numerator’s levels\n"},
    {"0% of the path where figures may be below 0",
     HEAD UNITS "elements: [{id: x, name: X, over_time: last, over_units: max, min: -10}]\n"
                "indicators: [{id: i, name: I, numerator: x}]\n"
                "thresholds: [{id: some, name: Some, attains: 0%}, {id: rest, name: Rest}]\n",
     ""},
    {"one threshold",
     HEAD UNITS "elements: [{id: x, name: X, over_time: last}]\n"
                "indicators: [{id: i, name: I, numerator: x}]\n"
                "thresholds: [{id: rest, name: Rest}]\n",
     ""},
    {"a circle of ten",
     HEAD "units:\n"
          "  - {id: root, name: Root, level: top}\n"
          "  - {id: u0, name: U, level: low, parent: root, until: 2021-12-31, successor: u1}\n"
          "  - {id: u1, name: U, level: low, parent: root, until: 2022-12-31, successor: u2}\n"
          "  - {id: u2, name: U, level: low, parent: root, until: 2023-12-31, successor: u3}\n"
          "  - {id: u3, name: U, level: low, parent: root, until: 2024-12-31, successor: u4}\n"
          "  - {id: u4, name: U, level: low, parent: root, until: 2025-12-31, successor: u5}\n"
          "  - {id: u5, name: U, level: low, parent: root, until: 2026-12-31, successor: u6}\n"
          "  - {id: u6, name: U, level: low, parent: root, until: 2027-12-31, successor: u7}\n"
          "  - {id: u7, name: U, level: low, parent: root, until: 2028-12-31, successor: u8}\n"
          "  - {id: u8, name: U, level: low, parent: root, until: 2029-12-31, successor: u9}\n"
          "  - {id: u9, name: U, level: low, parent: root, until: 2025-12-31, successor: u0}\n"
          "  - {id: u9, name: U, level: low, parent: root, from: 2026-01-01}\n"
          "  - {id: u0, name: U, level: low, parent: root, from: 2026-01-01}\n"
          "elements: [{id: x, name: X, levels: [top], over_time: last}]\n"
          "indicators: [{id: i, name: I, numerator: x}]\n",
     "p:16:5: warning: the successor of “u9” leads back to it (u0 → u1 → u2 → u3 → u4 → u5 → u6 → u7 → … → u0); name "
     "the unit that really takes over, or give a unit that is founded anew a new id\n"},
    {"rates that change outside the horizon",
     HEAD UNITS "rates: [{id: r, name: R, values: [{from: 2019-01-01, value: 1}, {from: 2020-03-01, value: 2}, "
                "{from: 2032-03-01, value: 3}]}]\n"
                "elements: [{id: f, name: F, over_time: sum}]\n"
                "indicators: [{id: i, name: I, numerator: [{element: f, rate: r}]}]\n",
     ""},
};

static void says_this_of_each(void **state) {
    const struct edge *edge = *state;
    childplan_diagnostics *said = NULL;
    childplan_plan *plan = NULL;
    struct buffer text = {0};
    buffer_add_string(&text, "");
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    childplan_status status = childplan_plan_load_memory("p", edge->plan, strlen(edge->plan), NULL, &plan, said);
    if (status == CHILDPLAN_OK) {
        status = childplan_plan_check(plan, said);
    }
    buffer_add_diagnostics(&text, said, CHILDPLAN_ENGLISH);
    assert_same_lines(edge->name, edge->said, text.bytes);
    assert_int_equal(status, CHILDPLAN_OK);
    childplan_plan_free(plan);
    childplan_diagnostics_free(said);
    buffer_free(&text);
}

int main(void) {
    struct CMUnitTest tests[sizeof edges / sizeof edges[0]];
    struct edge copies[sizeof edges / sizeof edges[0]];
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        copies[i] = edges[i];
        tests[i] = (struct CMUnitTest){edges[i].name, says_this_of_each, NULL, NULL, &copies[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
