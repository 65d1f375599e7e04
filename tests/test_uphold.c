/*
 * Pairs of plans as data: what the one asks, what the other makes of it, and which findings there are. Each weakness
 * fires, and what is only nearly one does not.
 */
#include "support.h"

#include <childplan/childplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(items) (sizeof(items) / sizeof((items)[0]))

#define HORIZON "horizon: {from: 2021, to: 2030}"
#define UNITS_ABOVE                                                                                                    \
    "  - {id: nation, name: Nation, level: top}\n"                                                                     \
    "  - {id: town, name: Town, level: mid, parent: nation, tags: [river]}\n"                                          \
    "  - {id: city, name: City, level: mid, parent: nation}\n"                                                         \
    "  - {id: hill, name: Hill, level: low, parent: town, tags: [river]}\n"                                            \
    "  - {id: mill, name: Mill, level: low, parent: town}\n"
#define UNITS_HERE                                                                                                     \
    "  - {id: town, name: Town, level: mid, tags: [river]}\n"                                                          \
    "  - {id: hill, name: Hill, level: low, parent: town, tags: [river]}\n"                                            \
    "  - {id: mill, name: Mill, level: low, parent: town}\n"
#define ELEMENTS                                                                                                       \
    "  - {id: staff, name: Staff, over_time: last}\n"                                                                  \
    "  - {id: trained, name: Trained, over_time: last, part_of: staff}\n"                                              \
    "  - {id: visits, name: Visits, over_time: sum}\n"                                                                 \
    "  - {id: extra, name: Extra, over_time: sum}\n"
#define RATES "rates: [{id: fee, name: Fee, values: [{from: 2021-01-01, value: 10}]}]\n"

/* A ratio of stocks, and a total that grows with the period. */
#define RATIO(targets)                                                                                                 \
    "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [" targets "]}]\n"
#define FIGURE(keys) "indicators: [{id: f, name: F, " keys ", targets: [{by: 2025, at_least: 50}]}]\n"
#define TOTAL(targets) "indicators: [{id: visits, name: V, numerator: visits, targets: [" targets "]}]\n"
#define FROM(baseline, targets)                                                                                        \
    "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, baseline: " baseline                  \
    ", targets: [" targets "]}]\n"

struct pair {
    const char *name;
    const char *above; /* the plans from `indicators` on */
    const char *here;
    const char *said;        /* codes, in the order of the file */
    const char *units_above; /* NULL: as above */
    const char *units_here;
    const char *elements_here;
    const char *horizon_here;
};

static const struct pair pairs[] = {
    /* What is missing. */
    {"the same", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025, above: 90%}"), "", 0, 0, 0, 0},
    {"no indicator", RATIO("{by: 2025, above: 90%}"), TOTAL(""), "664", 0, 0, 0, 0},
    {"no indicator, asked twice", RATIO("{by: 2025, above: 90%}, {by: 2030, above: 90%}"), "", "664", 0, 0, 0, 0},
    {"no indicator, nothing asked", RATIO(""), "", "", 0, 0, 0, 0},
    {"no indicator, asked of others", RATIO("{by: 2025, above: 90%, units: {ids: [city]}}"), "", "", 0, 0, 0, 0},
    {"no target", RATIO("{by: 2025, above: 90%}"), RATIO(""), "665", 0, 0, 0, 0},
    {"a target for some", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025, above: 90%, units: {level: low}}"), "665",
     0, 0, 0, 0},
    {"a target for those asked", RATIO("{by: 2025, above: 90%, units: {level: low}}"),
     RATIO("{by: 2025, above: 90%, units: {level: low}}"), "", 0, 0, 0, 0},
    {"due after the horizon here", RATIO("{by: 2030, above: 90%}"), RATIO(""), "", 0, 0, 0,
     "horizon: {from: 2021, to: 2029}"},
    {"due before the horizon here", RATIO("{by: 2021, above: 90%}"), RATIO(""), "", 0, 0, 0,
     "horizon: {from: 2022, to: 2030}"},
    {"no day in common", RATIO("{by: 2021, above: 90%}"), RATIO(""), "", 0, 0, 0, "horizon: {from: 2031, to: 2032}"},

    /* Days. */
    {"due later", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025-H1, above: 80%}, {by: 2026, above: 90%}"), "667", 0,
     0, 0, 0},
    {"due later, nothing before", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2026, above: 90%}"), "666", 0, 0, 0, 0},
    {"due later and weaker", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2026, above: 80%}"), "666 667", 0, 0, 0, 0},
    {"due earlier", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2024-Q3, above: 90%}"), "", 0, 0, 0, 0},
    {"relaxed by the day it is due", RATIO("{by: 2025, above: 90%}"),
     RATIO("{by: 2023, above: 95%}, {by: 2025, above: 85%}"), "667", 0, 0, 0, 0},
    {"steps on the way", RATIO("{by: 2025, above: 90%}"),
     RATIO("{by: 2023, above: 50%}, {by: 2025, above: 90%}, {by: 2030, above: 95%}"), "", 0, 0, 0, 0},

    /* Bars. */
    {"a lower bar", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025, above: 89.999999%}"), "667", 0, 0, 0, 0},
    {"a higher bar", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025, at_least: 90.000001%}"), "", 0, 0, 0, 0},
    {"at_least for above", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025, at_least: 90%}"), "668", 0, 0, 0, 0},
    {"above for at_least", RATIO("{by: 2025, at_least: 90%}"), RATIO("{by: 2025, above: 90%}"), "", 0, 0, 0, 0},
    {"at_most for below", RATIO("{by: 2025, below: 10%}"), RATIO("{by: 2025, at_most: 10%}"), "668", 0, 0, 0, 0},
    {"below for at_most", RATIO("{by: 2025, at_most: 10%}"), RATIO("{by: 2025, below: 10%}"), "", 0, 0, 0, 0},
    {"a higher bar where less is asked", RATIO("{by: 2025, at_most: 10%}"), RATIO("{by: 2025, at_most: 11%}"), "667", 0,
     0, 0, 0},
    {"the other side", RATIO("{by: 2025, at_least: 50%}"), RATIO("{by: 2025, at_most: 50%}"), "667", 0, 0, 0, 0},
    {"equals for at_least", RATIO("{by: 2025, at_least: 90%}"), RATIO("{by: 2025, equals: 90%}"), "", 0, 0, 0, 0},
    {"equals for above", RATIO("{by: 2025, above: 90%}"), RATIO("{by: 2025, equals: 90%}"), "668", 0, 0, 0, 0},
    {"at_least for equals", RATIO("{by: 2025, equals: 90%}"), RATIO("{by: 2025, at_least: 90%}"), "667", 0, 0, 0, 0},
    {"a wider range", RATIO("{by: 2025, at_least: 5, at_most: 7}"), RATIO("{by: 2025, at_least: 5, at_most: 8}"), "667",
     0, 0, 0, 0},
    {"a narrower range", RATIO("{by: 2025, at_least: 5, at_most: 7}"), RATIO("{by: 2025, above: 5, below: 6}"), "", 0,
     0, 0, 0},
    {"one edge of a range", RATIO("{by: 2025, at_least: 5, at_most: 7}"), RATIO("{by: 2025, at_least: 5}"), "667", 0, 0,
     0, 0},
    {"a range within a bound", RATIO("{by: 2025, at_least: 5}"), RATIO("{by: 2025, at_least: 5, at_most: 7}"), "", 0, 0,
     0, 0},
    {"counted in thousandths, the same",
     "indicators: [{id: f, name: F, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]}]\n",
     "indicators: [{id: f, name: F, numerator: trained, denominator: staff, per: 1000, targets: [{by: 2025, above: "
     "900}]}]\n",
     "", 0, 0, 0, 0},
    {"counted in thousandths, less",
     "indicators: [{id: f, name: F, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]}]\n",
     "indicators: [{id: f, name: F, numerator: trained, denominator: staff, per: 1000, targets: [{by: 2025, above: "
     "899.9}]}]\n",
     "667", 0, 0, 0, 0},
    {"an aspiration", RATIO("{by: 2025, at_least: 90%}"), RATIO("{by: 2025, at_least: 90%, aspiration: yes}"), "672", 0,
     0, 0, 0},
    {"binding for an aspiration", RATIO("{by: 2025, at_least: 90%, aspiration: yes}"),
     RATIO("{by: 2025, at_least: 90%}"), "", 0, 0, 0, 0},
    {"an aspiration and weaker", RATIO("{by: 2025, at_least: 90%}"),
     RATIO("{by: 2025, at_least: 80%, aspiration: yes}"), "667 672", 0, 0, 0, 0},

    /* Kept up. */
    {"kept up shorter", RATIO("{by: 2025, at_least: 90%, keep_until: 2030}"),
     RATIO("{by: 2025, at_least: 90%, keep_until: 2029}"), "671", 0, 0, 0, 0},
    {"not kept up", RATIO("{by: 2025, at_least: 90%, keep_until: 2030}"), RATIO("{by: 2025, at_least: 90%}"), "671", 0,
     0, 0, 0},
    {"kept up as long", RATIO("{by: 2025, at_least: 90%, keep_until: 2029}"),
     RATIO("{by: 2024, at_least: 90%, keep_until: 2030}"), "", 0, 0, 0, 0},
    {"kept up to the end of the horizon here", RATIO("{by: 2023, at_least: 90%, keep_until: 2030}"),
     RATIO("{by: 2023, at_least: 90%, keep_until: 2025}"), "", 0, 0, 0, "horizon: {from: 2021, to: 2025}"},
    {"kept up without need", RATIO("{by: 2025, at_least: 90%}"), RATIO("{by: 2025, at_least: 90%, keep_until: 2026}"),
     "", 0, 0, 0, 0},
    {"kept up, but no longer then", RATIO("{by: 2025, at_least: 90%}"),
     RATIO("{by: 2023, at_least: 90%, keep_until: 2024}"), "671", 0, 0, 0, 0},
    {"repeated for kept up", RATIO("{by: 2025, at_least: 90%, keep_until: 2030}"),
     RATIO("{every: year, at_least: 90%}"), "669", 0, 0, 0, 0},

    /* Repeated. */
    {"repeated for a shorter time", TOTAL("{every: year, at_least: 1}"), TOTAL("{every: year, to: 2029, at_least: 1}"),
     "670", 0, 0, 0, 0},
    {"repeated from later on", TOTAL("{every: year, at_least: 1}"), TOTAL("{every: year, from: 2022, at_least: 1}"),
     "670", 0, 0, 0, 0},
    {"repeated as often", TOTAL("{every: year, from: 2022, to: 2029, at_least: 1}"),
     TOTAL("{every: year, at_least: 1}"), "", 0, 0, 0, 0},
    {"repeated in two stretches", TOTAL("{every: year, at_least: 1}"),
     TOTAL("{every: year, to: 2025, at_least: 1}, {every: year, from: 2026, at_least: 2}"), "", 0, 0, 0, 0},
    {"a gap between the stretches", TOTAL("{every: year, at_least: 1}"),
     TOTAL("{every: year, to: 2025, at_least: 1}, {every: year, from: 2027, at_least: 2}"), "670", 0, 0, 0, 0},
    {"the second stretch is weaker", TOTAL("{every: year, at_least: 2}"),
     TOTAL("{every: year, to: 2025, at_least: 2}, {every: year, from: 2026, at_least: 1}"), "667", 0, 0, 0, 0},
    {"repeated less often", TOTAL("{every: half, at_least: 1}"), TOTAL("{every: year, at_least: 2}"), "665", 0, 0, 0,
     0},
    {"a ratio repeated less often", RATIO("{every: half, at_least: 1}"), RATIO("{every: year, at_least: 2}"), "669", 0,
     0, 0, 0},
    {"once for repeated", RATIO("{every: year, at_least: 90%}"), RATIO("{by: 2021, at_least: 90%}"), "669", 0, 0, 0, 0},
    {"repeated for once", RATIO("{by: 2025, at_least: 90%}"), RATIO("{every: year, at_least: 90%}"), "", 0, 0, 0, 0},
    {"repeated for once, but no longer then", RATIO("{by: 2025, at_least: 90%}"),
     RATIO("{every: year, to: 2024, at_least: 90%}"), "670", 0, 0, 0, 0},
    {"repeated in the horizon they share", TOTAL("{every: year, at_least: 1}"), TOTAL("{every: year, at_least: 1}"), "",
     0, 0, 0, "horizon: {from: 2023, to: 2025}"},

    /* Changes. */
    {"a smaller change", RATIO("{every: year, decrease: relative, at_least: 2%}"),
     RATIO("{every: year, decrease: relative, at_least: 1.9%}"), "667", 0, 0, 0, 0},
    {"a larger change", RATIO("{every: year, decrease: relative, at_least: 2%}"),
     RATIO("{every: year, decrease: relative, at_least: 2%, at_most: 3%}"), "", 0, 0, 0, 0},
    {"points for percent", RATIO("{every: year, decrease: relative, at_least: 2%}"),
     RATIO("{every: year, decrease: points, at_least: 2}"), "669", 0, 0, 0, 0},
    {"up for down", RATIO("{every: year, decrease: points, at_least: 2}"),
     RATIO("{every: year, increase: points, at_least: 2}"), "669", 0, 0, 0, 0},
    {"a level for a change", RATIO("{every: year, increase: points, at_least: 2}"), RATIO("{every: year, at_least: 2}"),
     "669", 0, 0, 0, 0},
    {"from the same baseline", FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2019, value: 40.0}", "{by: 2030, decrease: relative, at_least: 10%}"), "", 0, 0, 0, 0},
    /* 10% less than 50 is 45, of 40 is 36. */
    {"from a higher baseline", FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2020, value: 50}", "{by: 2030, decrease: relative, at_least: 10%}"), "673", 0, 0, 0, 0},
    /* 28% less than 50 is 36, at which 10% less than 40 is just met. */
    {"from a higher baseline, just enough",
     FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2020, value: 50}", "{by: 2030, decrease: relative, at_least: 28%}"), "", 0, 0, 0, 0},
    {"from a lower baseline, less is enough",
     FROM("{period: 2020, value: 40}", "{by: 2030, decrease: points, at_least: 10}"),
     FROM("{period: 2020, value: 35}", "{by: 2030, decrease: points, at_least: 5}"), "", 0, 0, 0, 0},
    {"from a lower baseline, too little",
     FROM("{period: 2020, value: 40}", "{by: 2030, decrease: points, at_least: 10}"),
     FROM("{period: 2020, value: 35}", "{by: 2030, decrease: points, above: 4.9}"), "667", 0, 0, 0, 0},
    {"from a lower baseline, at the bar", FROM("{period: 2020, value: 40}", "{by: 2030, decrease: points, above: 10}"),
     FROM("{period: 2020, value: 35}", "{by: 2030, decrease: points, at_least: 5}"), "668", 0, 0, 0, 0},
    {"an increase from a lower baseline",
     FROM("{period: 2020, value: 40}", "{by: 2030, increase: points, at_least: 10}"),
     FROM("{period: 2020, value: 39}", "{by: 2030, increase: points, at_least: 10}"), "673", 0, 0, 0, 0},
    {"no baseline of one unit", FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2020, values: [{unit: town, value: 40}, {unit: hill, value: 40}]}",
          "{by: 2030, decrease: relative, at_least: 10%}"),
     "673", 0, 0, 0, 0},
    {"baselines of their own",
     FROM("{period: 2020, value: 40, values: [{unit: hill, value: 30}]}", "{by: 2030, decrease: points, at_least: 1}"),
     FROM("{period: 2020, value: 40, values: [{unit: hill, value: 30}]}", "{by: 2030, decrease: points, at_least: 1}"),
     "", 0, 0, 0, 0},
    {"no baseline above either",
     FROM("{period: 2020, values: [{unit: city, value: 40}]}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%}"), "", 0, 0, 0, 0},

    /* Units. */
    {"the narrowest scope above", RATIO("{by: 2025, at_least: 50}, {by: 2025, at_least: 80, units: {tag: river}}"),
     RATIO("{by: 2025, at_least: 50}, {by: 2025, at_least: 70, units: {tag: river}}"), "667", 0, 0, 0, 0},
    {"a narrower scope above asks less",
     RATIO("{by: 2025, at_least: 80}, {by: 2025, at_least: 50, units: {ids: [town, hill, mill]}}"),
     RATIO("{by: 2025, at_least: 50}"), "", 0, 0, 0, 0},
    {"a narrower scope here asks less", RATIO("{by: 2025, at_least: 80}"),
     RATIO("{by: 2025, at_least: 80}, {by: 2025, at_least: 70, units: {ids: [mill]}}"), "667", 0, 0, 0, 0},
    {"units named together are one finding", RATIO("{by: 2025, at_least: 80, units: {ids: [town, hill, mill]}}"),
     RATIO("{by: 2025, at_least: 70}"), "667", 0, 0, 0, 0},
    {"a unit that ended before it is due", RATIO("{by: 2025, at_least: 80, units: {ids: [mill]}}"), RATIO(""), "", 0,
     "  - {id: town, name: Town, level: mid}\n"
     "  - {id: hill, name: Hill, level: low, parent: town}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, until: 2025-12-30}\n",
     0, 0},
    {"a unit that lived until it is due", RATIO("{by: 2025, at_least: 80, units: {ids: [mill]}}"), RATIO(""), "665", 0,
     "  - {id: town, name: Town, level: mid}\n"
     "  - {id: hill, name: Hill, level: low, parent: town}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, until: 2025-12-31}\n",
     0, 0},
    {"a tag it has on the day, above", RATIO("{by: 2025, at_least: 80, units: {tag: port}}"), RATIO(""), "665",
     UNITS_ABOVE "  - {id: dock, name: Dock, level: low, parent: town, until: 2025-06-30}\n"
                 "  - {id: dock, name: Dock, level: low, parent: town, from: 2025-07-01, tags: [port]}\n",
     UNITS_HERE "  - {id: dock, name: Dock, level: low, parent: town}\n", 0, 0},
    {"a tag it no longer has, above", RATIO("{by: 2025, at_least: 80, units: {tag: port}}"), RATIO(""), "",
     UNITS_ABOVE "  - {id: dock, name: Dock, level: low, parent: town, until: 2025-06-30, tags: [port]}\n"
                 "  - {id: dock, name: Dock, level: low, parent: town, from: 2025-07-01}\n",
     UNITS_HERE "  - {id: dock, name: Dock, level: low, parent: town}\n", 0, 0},
    {"the root is not known above", RATIO(""), RATIO(""), "663", 0, "  - {id: twon, name: Town, level: mid}\n", 0, 0},

    /* Figures. */
    {"the same sum in another order", FIGURE("numerator: [trained, staff]"), FIGURE("numerator: [staff, trained]"), "",
     0, 0, 0, 0},
    {"a term less", FIGURE("numerator: [trained, staff]"), FIGURE("numerator: [staff]"), "674", 0, 0, 0, 0},
    {"another term", FIGURE("numerator: trained"), FIGURE("numerator: staff"), "674", 0, 0, 0, 0},
    {"another sign", FIGURE("numerator: [staff, trained]"), FIGURE("numerator: [staff, -trained]"), "674", 0, 0, 0, 0},
    {"another denominator", FIGURE("numerator: trained, denominator: staff"),
     FIGURE("numerator: trained, denominator: each_unit"), "674", 0, 0, 0, 0},
    {"no denominator", FIGURE("numerator: trained, denominator: staff"), FIGURE("numerator: trained"), "674", 0, 0, 0,
     0},
    {"better the other way", FIGURE("numerator: trained"), FIGURE("numerator: trained, better: lower"), "674", 0, 0, 0,
     0},
    {"another window", FIGURE("numerator: visits, window: plan"), FIGURE("numerator: visits"), "674", 0, 0, 0, 0},
    {"the same window, from the element", FIGURE("numerator: visits, window: plan"), FIGURE("numerator: visits"), "", 0,
     0, "  - {id: visits, name: Visits, over_time: sum, window: plan}\n", 0},
    {"a window of stocks does not matter", FIGURE("numerator: [staff, visits], window: year"),
     FIGURE("numerator: [staff, visits]"), "", 0, 0,
     "  - {id: staff, name: Staff, over_time: last}\n"
     "  - {id: visits, name: Visits, over_time: sum, window: year}\n",
     0},
    {"an element counted otherwise", FIGURE("numerator: visits"), FIGURE("numerator: visits"), "674", 0, 0,
     "  - {id: visits, name: Visits, over_time: max}\n", 0},
    {"an element given otherwise", FIGURE("numerator: visits"), FIGURE("numerator: visits"), "674", 0, 0,
     "  - {id: visits, name: Visits, over_time: sum, given: year_to_date}\n", 0},
    {"a rate", RATES FIGURE("numerator: {element: visits, rate: fee}"),
     RATES FIGURE("numerator: {element: visits, rate: fee}"), "", 0, 0, 0, 0},
    {"without the rate", RATES FIGURE("numerator: {element: visits, rate: fee}"), FIGURE("numerator: visits"), "674", 0,
     0, 0, 0},
    {"another value of the rate", RATES FIGURE("numerator: {element: visits, rate: fee}"),
     "rates: [{id: fee, name: Fee, values: [{from: 2021-01-01, value: 11}]}]\n" FIGURE(
         "numerator: {element: visits, rate: fee}"),
     "674", 0, 0, 0, 0},
    {"another figure that nobody is asked",
     "indicators: [{id: f, name: F, numerator: trained, targets: [{by: 2025, at_least: 5, units: {ids: [city]}}]}]\n",
     FIGURE("numerator: staff"), "", 0, 0, 0, 0},
    {"units that meet it",
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: m, name: M, units_meeting: {indicator: reached, level: low}, targets: [{by: 2025, at_least: 50}]}]\n",
     "indicators: [{id: m, name: M, units_meeting: {indicator: reached, level: low}, targets: [{by: 2025, at_least: "
     "50}]},\n"
     "  {id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]}]\n",
     "", 0, 0, 0, 0},
    {"units of another level that meet it",
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: m, name: M, units_meeting: {indicator: reached, level: low}, targets: [{by: 2025, at_least: 50}]}]\n",
     "indicators: [{id: m, name: M, units_meeting: {indicator: reached, level: mid}, targets: [{by: 2025, at_least: "
     "50}]},\n"
     "  {id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]}]\n",
     "674", 0, 0, 0, 0},

    /* Populations. */
    {"a narrower population", FIGURE("numerator: trained"), FIGURE("numerator: trained, units: {tag: river}"), "675", 0,
     0, 0, 0},
    {"a wider population", FIGURE("numerator: trained, units: {tag: river}"), FIGURE("numerator: trained"), "", 0, 0, 0,
     0},
    {"the same population", FIGURE("numerator: trained, units: {tag: river, level: low}"),
     FIGURE("numerator: trained, units: {level: low, tag: river}"), "", 0, 0, 0, 0},
    {"the same units otherwise", FIGURE("numerator: trained, units: {tag: river, level: low}"),
     FIGURE("numerator: trained, units: {ids: [hill]}"), "", 0, 0, 0, 0},
    {"a unit less", FIGURE("numerator: trained, units: {ids: [hill, mill, city]}"),
     FIGURE("numerator: trained, units: {ids: [hill]}"), "675", 0, 0, 0, 0},
    {"a level less reports", FIGURE("numerator: visits"), FIGURE("numerator: visits"), "676", 0, 0,
     "  - {id: visits, name: Visits, over_time: sum, levels: [low]}\n", 0},
    {"a level without units less reports", FIGURE("numerator: visits"), FIGURE("numerator: visits"), "", 0, 0,
     "  - {id: visits, name: Visits, over_time: sum, levels: [mid, low]}\n", 0},

    /* Quotas: 60 and 60 are 120. */
    {"quotas that reach it", TOTAL("{by: 2025, at_least: 100}"),
     TOTAL("{by: 2025, at_least: 120}, {by: 2025, at_least: assigned, values: [{unit: hill, value: 60}, {unit: mill, "
           "value: 60}]}"),
     "667", 0, 0, 0, 0},
    {"quotas that reach what is asked above", TOTAL("{by: 2025, at_least: 120, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_least: 120, units: {ids: [town]}}, {by: 2025, at_least: assigned, values: [{unit: hill, "
           "value: 60}, {unit: mill, value: 60}]}"),
     "", 0, 0, 0, 0},
    {"quotas short of its own", TOTAL("{by: 2025, at_least: 100, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_least: 120.5, units: {ids: [town]}}, {by: 2025, at_least: assigned, values: [{unit: hill, "
           "value: 60}, {unit: mill, value: 60}]}"),
     "677", 0, 0, 0, 0},
    {"quotas short of what is asked above", TOTAL("{by: 2025, at_least: 121, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_least: assigned, values: [{unit: hill, value: 60}, {unit: mill, value: 60}]}"), "665 677", 0,
     0, 0, 0},
    {"quotas at the bar to pass", TOTAL("{by: 2025, above: 120, units: {ids: [town]}}"),
     TOTAL("{by: 2025, above: 120, units: {ids: [town]}}, {by: 2025, at_least: assigned, values: [{unit: hill, value: "
           "60}, {unit: mill, value: 60}]}"),
     "677", 0, 0, 0, 0},
    {"quotas to pass come to more than the bar", TOTAL("{by: 2025, above: 120, units: {ids: [town]}}"),
     TOTAL(
         "{by: 2025, above: 120, units: {ids: [town]}}, {by: 2025, above: assigned, values: [{unit: hill, value: 60}, "
         "{unit: mill, value: 60}]}"),
     "", 0, 0, 0, 0},
    {"quotas of another day", TOTAL("{by: 2026, at_least: 500, units: {ids: [town]}}"),
     TOTAL(
         "{by: 2026, at_least: 500, units: {ids: [town]}}, {by: 2025, at_least: assigned, values: [{unit: hill, value: "
         "60}]}"),
     "", 0, 0, 0, 0},
    {"quotas of another kind of period", TOTAL("{by: 2025, at_least: 500, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_least: 500, units: {ids: [town]}}, {by: 2025-H2, at_least: assigned, values: [{unit: hill, "
           "value: 60}]}"),
     "", 0, 0, 0, 0},
    {"quotas of each year", TOTAL("{every: year, at_least: 100, units: {ids: [town]}}"),
     TOTAL(
         "{every: year, at_least: 100, units: {ids: [town]}}, {every: year, at_least: assigned, values: [{unit: hill, "
         "value: 60}]}"),
     "677", 0, 0, 0, 0},
    {"shares do not add up", RATIO("{by: 2025, at_least: 90, units: {ids: [town]}}"),
     RATIO(
         "{by: 2025, at_least: 90, units: {ids: [town]}}, {by: 2025, at_least: assigned, values: [{unit: hill, value: "
         "20}]}"),
     "", 0, 0, 0, 0},
    {"quotas not to be passed", TOTAL("{by: 2025, at_most: 500, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_most: 500, units: {ids: [town]}}, {by: 2025, at_most: assigned, values: [{unit: hill, value: "
           "60}]}"),
     "", 0, 0, 0, 0},
    {"weaker quotas are one finding",
     TOTAL("{by: 2025, at_least: assigned, values: [{unit: hill, value: 60}, {unit: mill, value: 60}]}"),
     TOTAL("{by: 2025, at_least: assigned, values: [{unit: hill, value: 59}, {unit: mill, value: 58}]}"), "667", 0, 0,
     0, 0},
};

/* Files that a resolver gives; asked counts how often. */
struct shelf {
    const char *names[20];
    const char *texts[20];
    size_t count;
    size_t asked;
};

static childplan_status give(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    struct shelf *shelf = context;
    shelf->asked++;
    for (size_t i = 0; i < shelf->count; i++) {
        if (strcmp(shelf->names[i], name) == 0) {
            *ret_text = shelf->texts[i];
            *ret_size = strlen(shelf->texts[i]);
            return CHILDPLAN_OK;
        }
    }
    return CHILDPLAN_ERROR_FILE;
}

static void add_plan(struct buffer *text, const char *document, const char *units, const char *elements,
                     const char *rest) {
    buffer_add_string(text, "childplan: 1\nplan: {id: P, title: T, ");
    buffer_add_string(text, document);
    buffer_add_string(text, "}\nlevels: [{id: top, name: T}, {id: mid, name: M}, {id: low, name: L}]\nunits:\n");
    buffer_add_string(text, units);
    buffer_add_string(text, "elements:\n");
    buffer_add_string(text, elements);
    buffer_add_string(text, rest);
}

static childplan_status load(const char *text, struct shelf *shelf, int32_t upholding, childplan_plan **plan,
                             childplan_diagnostics *said) {
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, give, shelf), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_upholding(options, upholding), CHILDPLAN_OK);
    childplan_status status = childplan_plan_load_memory("here.yaml", text, strlen(text), options, plan, said);
    childplan_plan_options_free(options);
    return status;
}

static void codes_of(const childplan_diagnostics *said, struct buffer *codes) {
    char code[16];
    buffer_add(codes, "", 0);
    for (size_t i = 0; i < childplan_diagnostics_count(said); i++) {
        snprintf(code, sizeof code, "%s%d", i > 0 ? " " : "", (int)childplan_diagnostics_code(said, i));
        buffer_add_string(codes, code);
    }
}

static const char *or_else(const char *given, const char *otherwise) {
    return given ? given : otherwise;
}

/* As warnings the plan loads with them; as errors it is refused for the same; ignored, nothing is read. */
static void check_pair(const struct pair *pair) {
    struct buffer above = {0};
    struct buffer here = {0};
    char document[200];
    snprintf(document, sizeof document, "upholds: {file: above.yaml}, %s", or_else(pair->horizon_here, HORIZON));
    add_plan(&above, HORIZON, or_else(pair->units_above, UNITS_ABOVE), ELEMENTS, pair->above);
    add_plan(&here, document, or_else(pair->units_here, UNITS_HERE), or_else(pair->elements_here, ELEMENTS),
             pair->here);
    struct shelf shelf = {.names = {"above.yaml"}, .texts = {above.bytes}, .count = 1};
    for (int32_t upholding = CHILDPLAN_UPHOLDING_REPORTED; upholding <= CHILDPLAN_UPHOLDING_IGNORED; upholding++) {
        int32_t is_required = upholding == CHILDPLAN_UPHOLDING_REQUIRED && *pair->said != '\0';
        struct buffer codes = {0};
        childplan_plan *plan = NULL;
        childplan_diagnostics *said = NULL;
        assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
        shelf.asked = 0;
        childplan_status status = load(here.bytes, &shelf, upholding, &plan, said);
        codes_of(said, &codes);
        const char *expected = upholding == CHILDPLAN_UPHOLDING_IGNORED ? "" : pair->said;
        if (strcmp(codes.bytes, expected) != 0 || status != (is_required ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK)) {
            struct buffer lines = {0};
            buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
            fail_msg("%s (%d): %s, said \"%s\"\n%s", pair->name, (int)upholding, childplan_status_string(status),
                     codes.bytes, lines.bytes);
        }
        size_t errors = childplan_diagnostics_count_of(said, CHILDPLAN_SEVERITY_ERROR);
        assert_int_equal(errors, is_required ? childplan_diagnostics_count(said) : 0);
        assert_int_equal(shelf.asked, upholding == CHILDPLAN_UPHOLDING_IGNORED ? 0 : 1);
        assert_int_equal(childplan_plan_upheld(plan) != NULL, plan && upholding != CHILDPLAN_UPHOLDING_IGNORED);
        buffer_free(&codes);
        childplan_diagnostics_free(said);
        childplan_plan_free(plan);
    }
    buffer_free(&above);
    buffer_free(&here);
}

static void test_pairs(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        check_pair(&pairs[i]);
    }
}

#define MINIMAL(id, more)                                                                                              \
    "childplan: 1\nplan: {id: " id ", title: T, " more " " HORIZON "}\nlevels: [{id: top, name: T}]\nunits:\n"         \
    "  - {file: units.csv}\n"
#define UNITS_CSV "id,name,level\nroot,Root,top\n"

static void expect(const char *text, struct shelf *shelf, int32_t upholding, childplan_status expected,
                   const char *lines) {
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    struct buffer got = {0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    childplan_status status = load(text, shelf, upholding, &plan, said);
    buffer_add(&got, "", 0);
    buffer_add_diagnostics(&got, said, CHILDPLAN_ENGLISH);
    assert_string_equal(got.bytes, lines);
    assert_int_equal(status, expected);
    childplan_plan_free(plan);
    childplan_diagnostics_free(said);
    buffer_free(&got);
}

/* A plan that is upheld names its files from its own folder. */
static void test_names(void **state) {
    (void)state;
    struct shelf shelf = {
        .names = {"units.csv", "up/b.yaml", "up/units.csv", "up/far/c.yaml", "up/far/units.csv", "d.yaml"},
        .texts = {UNITS_CSV, MINIMAL("B", "upholds: {file: ./far/c.yaml},"), UNITS_CSV,
                  MINIMAL("C", "upholds: {file: ../../d.yaml},"), UNITS_CSV, MINIMAL("D", "")},
        .count = 6};
    childplan_plan *plan = NULL;
    assert_int_equal(
        load(MINIMAL("A", "upholds: {file: up/b.yaml},"), &shelf, CHILDPLAN_UPHOLDING_REQUIRED, &plan, NULL),
        CHILDPLAN_OK);
    static const char *const ids[] = {"A", "B", "C", "D"};
    const childplan_plan *link = plan;
    for (size_t i = 0; i < COUNT(ids); i++, link = childplan_plan_upheld(link)) {
        assert_string_equal(childplan_plan_id(link), ids[i]);
    }
    assert_null(link);
    assert_null(childplan_plan_upheld(NULL));
    /* The digest is that of the plan's own files: of one that upholds none, byte for byte the same. */
    char digest[65];
    childplan_plan_digest(plan, digest, sizeof digest);
    childplan_plan_free(plan);
    plan = NULL;
    assert_int_equal(
        load(MINIMAL("A", "upholds: {file: up/b.yaml},"), &shelf, CHILDPLAN_UPHOLDING_IGNORED, &plan, NULL),
        CHILDPLAN_OK);
    char alone[65];
    childplan_plan_digest(plan, alone, sizeof alone);
    assert_string_equal(digest, alone);
    childplan_plan_free(plan);
}

static void test_circles(void **state) {
    (void)state;
    struct shelf shelf = {.names = {"units.csv", "b/b.yaml", "b/units.csv"},
                          .texts = {UNITS_CSV, MINIMAL("B", "upholds: {file: ../here.yaml},"), UNITS_CSV,
                                    MINIMAL("A", "upholds: {file: b/b.yaml},")},
                          .count = 4};
    shelf.names[3] = "here.yaml";
    expect(shelf.texts[3], &shelf, CHILDPLAN_UPHOLDING_REPORTED, CHILDPLAN_OK,
           "b/b.yaml:2:41: warning: “here.yaml” stands in this chain of plans already\n");
    expect(shelf.texts[3], &shelf, CHILDPLAN_UPHOLDING_REQUIRED, CHILDPLAN_ERROR_REFUSED,
           "b/b.yaml:2:41: error: “here.yaml” stands in this chain of plans already\n"
           "here.yaml:2:41: error: “b/b.yaml” was refused, so what it asks is not compared (errors: 1)\n");
}

/* Each plan upholds the next, under other names: sixteen are a chain, seventeen (diagnostic 661) are too many. */
static void test_long_chains(void **state) {
    (void)state;
    for (size_t plans = 16; plans <= 17; plans++) {
        char names[17][16];
        char texts[17][400];
        struct shelf shelf = {.names = {"units.csv"}, .texts = {UNITS_CSV}, .count = 1};
        for (size_t i = 0; i < plans; i++) {
            char more[64] = "";
            snprintf(names[i], sizeof names[i], "p%d.yaml", (int)i);
            if (i + 1 < plans) {
                snprintf(more, sizeof more, "upholds: {file: p%d.yaml},", (int)i + 1);
            }
            snprintf(texts[i], sizeof texts[i], MINIMAL("P", "%s"), more);
            shelf.names[shelf.count] = names[i];
            shelf.texts[shelf.count++] = texts[i];
        }
        expect(texts[0], &shelf, CHILDPLAN_UPHOLDING_REPORTED, CHILDPLAN_OK,
               plans == 16 ? "" : "p15.yaml:2:41: warning: “p16.yaml” would make a chain of more than 16 plans\n");
    }
}

/* What is wrong with the plan above is said with its own lines; so is that it is not there. */
static void test_refused(void **state) {
    (void)state;
    struct shelf shelf = {
        .names = {"units.csv", "b.yaml"}, .texts = {UNITS_CSV, MINIMAL("B", "issuer: rot,") "unit: 1\n"}, .count = 2};
    const char *here = MINIMAL("A", "upholds: {file: b.yaml},");
    expect(here, &shelf, CHILDPLAN_UPHOLDING_REPORTED, CHILDPLAN_OK,
           "b.yaml:2:33: warning: “rot” is not a unit of the plan; did you mean “root”?\n"
           "b.yaml:6:1: warning: “unit” is not a known key here; did you mean “units”?\n"
           "here.yaml:2:41: warning: “b.yaml” was refused, so what it asks is not compared (errors: 2)\n");
    shelf.count = 1;
    expect(here, &shelf, CHILDPLAN_UPHOLDING_REPORTED, CHILDPLAN_OK,
           "here.yaml:2:41: warning: there is no file “b.yaml”\n");
    expect(here, &shelf, CHILDPLAN_UPHOLDING_REQUIRED, CHILDPLAN_ERROR_FILE,
           "here.yaml:2:41: error: there is no file “b.yaml”\n");
}

static childplan_status stop(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    (void)ret_text;
    (void)ret_size;
    (*(size_t *)context)++;
    return strcmp(name, "b.yaml") == 0 ? CHILDPLAN_ERROR_STOPPED : CHILDPLAN_ERROR_FILE;
}

/* A resolver that wants to stop is obeyed, wherever it says so. */
static void test_stop(void **state) {
    (void)state;
    size_t asked = 0;
    const char *text = "childplan: 1\nplan: {id: A, title: T, upholds: {file: b.yaml}, " HORIZON "}\n"
                       "levels: [{id: top, name: T}]\nunits: [{id: root, name: R, level: top}]\n";
    childplan_plan_options *options = NULL;
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, stop, &asked), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_load_memory("a.yaml", text, strlen(text), options, &plan, NULL),
                     CHILDPLAN_ERROR_STOPPED);
    assert_null(plan);
    assert_int_equal(asked, 1);
    childplan_plan_options_free(options);
}

static void test_options(void **state) {
    (void)state;
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_upholding(NULL, CHILDPLAN_UPHOLDING_IGNORED), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_set_upholding(options, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_options_set_upholding(options, 3), CHILDPLAN_ERROR_USAGE);
    /* The units that the caller adds are those of the plan that the caller loads. */
    static const char *const ids[] = {"leaf"};
    static const char *const names[] = {"Leaf"};
    static const char *const levels[] = {"top"};
    struct shelf shelf = {.names = {"b.yaml", "units.csv"}, .texts = {MINIMAL("B", ""), UNITS_CSV}, .count = 2};
    const char *text = "childplan: 1\nplan: {id: A, title: T, upholds: {file: b.yaml}, " HORIZON "}\n"
                       "levels: [{id: top, name: T}]\n";
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    struct buffer codes = {0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, give, &shelf), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_add_units(options, 1, ids, names, levels, NULL, NULL, NULL, NULL, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_plan_load_memory("a.yaml", text, strlen(text), options, &plan, said), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_unit_count(childplan_plan_upheld(plan)), 1);
    codes_of(said, &codes);
    assert_string_equal(codes.bytes, "663");
    buffer_free(&codes);
    childplan_diagnostics_free(said);
    childplan_plan_free(plan);
    childplan_plan_options_free(options);
}

/* Many units that fall short alike are one finding; a unit with several versions is one unit. */
static void test_many_units(void **state) {
    (void)state;
    struct buffer units = {0};
    struct buffer above = {0};
    struct buffer here = {0};
    char row[200];
    buffer_add_string(&units, "  - {id: town, name: Town, level: mid}\n");
    for (int i = 0; i < 3000; i++) {
        snprintf(row, sizeof row,
                 "  - {id: u%d, name: U, level: low, parent: town, until: 2025-06-30, tags: [t%d]}\n"
                 "  - {id: u%d, name: U, level: low, parent: town, from: 2025-07-01}\n",
                 i, i % 50, i);
        buffer_add_string(&units, row);
    }
    add_plan(&above, HORIZON, units.bytes, ELEMENTS,
             TOTAL("{every: year, at_least: 2}, {every: year, at_least: 5, units: {ids: [u7]}}"));
    add_plan(&here, "upholds: {file: above.yaml}, " HORIZON, units.bytes, ELEMENTS,
             TOTAL("{every: year, at_least: 1}"));
    struct shelf shelf = {.names = {"above.yaml"}, .texts = {above.bytes}, .count = 1};
    expect(
        here.bytes, &shelf, CHILDPLAN_UPHOLDING_REPORTED, CHILDPLAN_OK,
        "here.yaml:6011:65: warning: “visits” of “u7”: “{every: year, from: 2021, to: 2030, at_least: 1}” can be met "
        "without meeting “{every: year, from: 2021, to: 2030, at_least: 5}” (above.yaml:6011)\n"
        "here.yaml:6011:65: warning: “visits” of “town” and 2999 more: “{every: year, from: 2021, to: 2030, "
        "at_least: 1}” can be met without meeting “{every: year, from: 2021, to: 2030, at_least: 2}” "
        "(above.yaml:6011)\n");
    buffer_free(&units);
    buffer_free(&above);
    buffer_free(&here);
}

/* A hundred findings are listed, and the rest counted (diagnostic 678). */
static void test_many_findings(void **state) {
    (void)state;
    struct buffer indicators = {0};
    struct buffer above = {0};
    struct buffer here = {0};
    char row[200];
    buffer_add_string(&indicators, "indicators:\n");
    for (int i = 0; i < 130; i++) {
        snprintf(row, sizeof row, "  - {id: i%d, name: I, numerator: staff, targets: [{by: 2025, at_least: 1}]}\n", i);
        buffer_add_string(&indicators, row);
    }
    add_plan(&above, HORIZON, UNITS_ABOVE, ELEMENTS, indicators.bytes);
    add_plan(&here, "upholds: {file: above.yaml}, " HORIZON, UNITS_HERE, ELEMENTS, "");
    struct shelf shelf = {.names = {"above.yaml"}, .texts = {above.bytes}, .count = 1};
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    assert_int_equal(load(here.bytes, &shelf, CHILDPLAN_UPHOLDING_REPORTED, &plan, said), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_count(said), 101);
    assert_int_equal(childplan_diagnostics_count_of(said, CHILDPLAN_SEVERITY_WARNING), 101);
    size_t more = 0;
    while (childplan_diagnostics_code(said, more) != CHILDPLAN_DIAGNOSTIC_UPHELD_MORE) {
        more++;
        assert_in_range(more, 0, 100);
    }
    assert_string_equal(childplan_diagnostics_argument(said, more, 0), "30");
    childplan_plan_free(plan);
    plan = NULL;
    childplan_diagnostics_clear(said);
    assert_int_equal(load(here.bytes, &shelf, CHILDPLAN_UPHOLDING_REQUIRED, &plan, said), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_count_of(said, CHILDPLAN_SEVERITY_ERROR), 100);
    assert_int_equal(childplan_diagnostics_code(said, 100), CHILDPLAN_DIAGNOSTIC_MORE_ERRORS);
    childplan_diagnostics_free(said);
    buffer_free(&indicators);
    buffer_free(&above);
    buffer_free(&here);
}

/* Units that are all unlike, under many milestones, would take too long; it is said that not all was compared (679). */
static void test_too_many(void **state) {
    (void)state;
    struct buffer units = {0};
    struct buffer indicators = {0};
    struct buffer above = {0};
    struct buffer here = {0};
    char row[200];
    buffer_add_string(&units, "  - {id: town, name: Town, level: mid}\n");
    for (int i = 0; i < 3000; i++) {
        snprintf(row, sizeof row, "  - {id: u%d, name: U, level: low, parent: town, tags: [t%d]}\n", i, i);
        buffer_add_string(&units, row);
    }
    buffer_add_string(&indicators, "indicators:\n");
    for (int i = 0; i < 200; i++) {
        snprintf(row, sizeof row, "  - {id: i%d, name: I, numerator: staff, targets: [", i);
        buffer_add_string(&indicators, row);
        for (int year = 2021; year <= 2030; year++) {
            snprintf(row, sizeof row, "%s{by: %d, at_least: 1}", year > 2021 ? ", " : "", year);
            buffer_add_string(&indicators, row);
        }
        buffer_add_string(&indicators, "]}\n");
    }
    add_plan(&above, HORIZON, units.bytes, ELEMENTS, indicators.bytes);
    add_plan(&here, "upholds: {file: above.yaml}, " HORIZON, units.bytes, ELEMENTS, indicators.bytes);
    struct shelf shelf = {.names = {"above.yaml"}, .texts = {above.bytes}, .count = 1};
    expect(here.bytes, &shelf, CHILDPLAN_UPHOLDING_REPORTED, CHILDPLAN_OK,
           "here.yaml:2:25: warning: “above.yaml” was compared in part only: more than 33554432 pairs of unit and "
           "milestone\n");
    buffer_free(&units);
    buffer_free(&indicators);
    buffer_free(&above);
    buffer_free(&here);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),       cmocka_unit_test(test_names),      cmocka_unit_test(test_circles),
        cmocka_unit_test(test_long_chains), cmocka_unit_test(test_refused),    cmocka_unit_test(test_stop),
        cmocka_unit_test(test_options),     cmocka_unit_test(test_many_units), cmocka_unit_test(test_many_findings),
        cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
