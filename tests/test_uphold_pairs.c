/*
 * Pairs of plans as data: what the one asks, what the other makes of it, and which findings there are. Each weakness
 * fires, and what is only nearly one does not.
 */
#include "uphold_plans.h"

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

    /* On the edge. */
    {"kept up just as long", RATIO("{by: 2025, at_least: 90%, keep_until: 2029}"),
     RATIO("{by: 2025, at_least: 90%, keep_until: 2029}"), "", 0, 0, 0, 0},
    {"a unit that begins on the day it is due", RATIO("{by: 2025, at_least: 80, units: {ids: [mill]}}"), RATIO(""),
     "665", 0,
     "  - {id: town, name: Town, level: mid}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, from: 2025-12-31}\n",
     0, 0},
    {"a unit that begins the day after", RATIO("{by: 2025, at_least: 80, units: {ids: [mill]}}"), RATIO(""), "", 0,
     "  - {id: town, name: Town, level: mid}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, from: 2026-01-01}\n",
     0, 0},
    {"another baseline of one unit",
     FROM("{period: 2020, value: 40, values: [{unit: hill, value: 30}]}", "{by: 2030, decrease: points, at_least: 1}"),
     FROM("{period: 2020, value: 40, values: [{unit: hill, value: 31}]}", "{by: 2030, decrease: points, at_least: 1}"),
     "673", 0, 0, 0, 0},
    {"a rate of another id", RATES FIGURE("numerator: {element: visits, rate: fee}"),
     "rates: [{id: fine, name: Fee, values: [{from: 2021-01-01, value: 10}]}]\n" FIGURE(
         "numerator: {element: visits, rate: fine}"),
     "674", 0, 0, 0, 0},
    {"other units named in both populations", FIGURE("numerator: trained, units: {ids: [city, mill]}"),
     FIGURE("numerator: trained, units: {ids: [hill, mill]}"), "", 0, 0, 0, 0},
    {"left out when it lived before the horizon they share", FIGURE("numerator: trained"),
     FIGURE("numerator: trained, units: {tag: river}"), "", 0,
     "  - {id: town, name: Town, level: mid, tags: [river]}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, until: 2020-12-31}\n",
     0, "horizon: {from: 2020, to: 2030}"},
    {"left out on the first day they share", FIGURE("numerator: trained"),
     FIGURE("numerator: trained, units: {tag: river}"), "675", 0,
     "  - {id: town, name: Town, level: mid, tags: [river]}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, until: 2021-01-01}\n",
     0, "horizon: {from: 2020, to: 2030}"},
    {"quotas not to be passed do not add up to what is to be reached",
     TOTAL("{by: 2025, at_least: 500, units: {ids: "
           "[town]}}"),
     TOTAL(
         "{by: 2025, at_least: 500, units: {ids: [town]}}, {by: 2025, at_most: assigned, values: [{unit: hill, value: "
         "60}]}"),
     "", 0, 0, 0, 0},
    {"targets of children that are no quotas", TOTAL("{by: 2025, at_least: 500, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_least: 500, units: {ids: [town]}}, {by: 2025, at_least: 60, units: {ids: [hill, mill]}}"), "",
     0, 0, 0, 0},
    {"a quota of the root, and of one that has ended", TOTAL("{by: 2025, at_least: 500, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_least: assigned, values: [{unit: town, value: 500}, {unit: mill, value: 60}]}"), "", 0,
     "  - {id: town, name: Town, level: mid}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, until: 2025-06-30}\n",
     0, 0},

    /* Next to others. */
    {"a rate that nobody asks for", FIGURE("numerator: visits"),
     RATES FIGURE("numerator: {element: visits, rate: fee}"), "674", 0, 0, 0, 0},
    {"a rate with one value more", RATES FIGURE("numerator: {element: visits, rate: fee}"),
     "rates: [{id: fee, name: Fee, values: [{from: 2021-01-01, value: 10}, {from: 2025-01-01, value: 11}]}]\n" FIGURE(
         "numerator: {element: visits, rate: fee}"),
     "674", 0, 0, 0, 0},
    {"a rate with a decimal", RATES FIGURE("numerator: {element: visits, rate: fee}"),
     "rates: [{id: fee, name: Fee, values: [{from: 2021-01-01, value: 10.5}]}]\n" FIGURE(
         "numerator: {element: visits, rate: fee}"),
     "674", 0, 0, 0, 0},
    {"a rate from another day", RATES FIGURE("numerator: {element: visits, rate: fee}"),
     "rates: [{id: fee, name: Fee, values: [{from: 2020-01-01, value: 10}]}]\n" FIGURE(
         "numerator: {element: visits, rate: fee}"),
     "674", 0, 0, 0, 0},
    {"an element put together otherwise", FIGURE("numerator: visits"), FIGURE("numerator: visits"), "674", 0, 0,
     "  - {id: visits, name: Visits, over_time: sum, over_units: max}\n", 0},
    {"an element that is not known", FIGURE("numerator: extra"), FIGURE("numerator: visits"), "674", 0, 0,
     "  - {id: visits, name: Visits, over_time: sum}\n", 0},
    {"units that meet it instead of a figure", FIGURE("numerator: trained"),
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: other, name: O, numerator: trained, targets: [{by: 2025, at_least: 9}]},\n"
     "  {id: f, name: M, units_meeting: {indicator: reached, level: low}, targets: [{by: 2025, at_least: 50}]}]\n",
     "674", 0, 0, 0, 0},
    {"a figure instead of units that meet it",
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: other, name: O, numerator: trained, targets: [{by: 2025, at_least: 9}]},\n"
     "  {id: f, name: M, units_meeting: {indicator: reached, level: low}, targets: [{by: 2025, at_least: 50}]}]\n",
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: other, name: O, numerator: trained, targets: [{by: 2025, at_least: 9}]},\n"
     "  {id: f, name: M, numerator: trained, targets: [{by: 2025, at_least: 50}]}]\n",
     "674", 0, 0, 0, 0},
    {"units that meet another one",
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: other, name: O, numerator: trained, targets: [{by: 2025, at_least: 9}]},\n"
     "  {id: f, name: M, units_meeting: {indicator: reached, level: low}, targets: [{by: 2025, at_least: 50}]}]\n",
     "indicators: [{id: reached, name: R, numerator: trained, denominator: staff, targets: [{by: 2025, above: 90}]},\n"
     "  {id: other, name: O, numerator: trained, targets: [{by: 2025, at_least: 9}]},\n"
     "  {id: f, name: M, units_meeting: {indicator: other, level: low}, targets: [{by: 2025, at_least: 50}]}]\n",
     "674", 0, 0, 0, 0},
    {"those with a tag left out by their level", FIGURE("numerator: trained, units: {tag: river}"),
     FIGURE("numerator: trained, units: {level: low}"), "675", 0, 0, 0, 0},
    {"a tag that is not known here", FIGURE("numerator: trained, units: {tag: port}"),
     FIGURE("numerator: trained, units: {tag: river}"), "",
     UNITS_ABOVE "  - {id: dock, name: Dock, level: low, parent: town, tags: [port]}\n", 0, 0, 0},
    {"a population of one that is not here", FIGURE("numerator: trained, units: {ids: [nation]}"),
     FIGURE("numerator: trained, units: {tag: river}"), "", 0, 0, 0, 0},
    {"left out in both of its versions", FIGURE("numerator: trained"),
     FIGURE("numerator: trained, units: {tag: river}"), "675", 0,
     "  - {id: town, name: Town, level: mid, tags: [river]}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, until: 2024-12-31}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, from: 2025-01-01}\n",
     0, 0},
    {"left out when it lives after the horizon they share", FIGURE("numerator: trained"),
     FIGURE("numerator: trained, units: {tag: river}"), "", 0,
     "  - {id: town, name: Town, level: mid, tags: [river]}\n"
     "  - {id: mill, name: Mill, level: low, parent: town, from: 2032-01-01}\n",
     0, "horizon: {from: 2021, to: 2035}"},
    {"a smaller change each year against the baseline",
     FROM("{period: 2020, value: 40}", "{every: year, increase: points, against: baseline, at_least: 2}"),
     FROM("{period: 2020, value: 40}", "{every: year, increase: points, against: baseline, at_least: 1}"), "667", 0, 0,
     0, 0},
    {"a change against something else",
     FROM("{period: 2020, value: 40}", "{every: year, increase: points, against: baseline, at_least: 2}"),
     FROM("{period: 2020, value: 40}", "{every: year, increase: points, at_least: 2}"), "669", 0, 0, 0, 0},
    {"not kept up until the middle of the first year", RATIO("{by: 2021-Q1, at_least: 90%, keep_until: 2021-H1}"),
     RATIO("{by: 2021-Q1, at_least: 90%}"), "671", 0, 0, 0, 0},
    {"not kept up for a month", RATIO("{by: 2021-01, at_least: 90%, keep_until: 2021-02}"),
     RATIO("{by: 2021-01, at_least: 90%}"), "671", 0, 0, 0, 0},
    {"a life without the end of a year", TOTAL("{every: year, at_least: 1, units: {ids: [hill]}}"), TOTAL(""), "", 0,
     "  - {id: town, name: Town, level: mid}\n"
     "  - {id: hill, name: Hill, level: low, parent: town, from: 2022-02-01, until: 2022-11-30}\n",
     0, 0},
    {"several years", TOTAL("{by: 2021..2025, at_least: 5}"), TOTAL("{by: 2021..2025, at_least: 5}"), "", 0, 0, 0, 0},
    {"several years, but others", TOTAL("{by: 2021..2025, at_least: 5}"), TOTAL("{by: 2021..2026, at_least: 5}"), "665",
     0, 0, 0, 0},
    {"an aspiration for an aspiration", RATIO("{by: 2025, at_least: 90%, aspiration: yes}"),
     RATIO("{by: 2025, at_least: 90%, aspiration: yes}"), "", 0, 0, 0, 0},
    {"a range from a higher baseline",
     FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%, at_most: 20%}"),
     FROM("{period: 2020, value: 50}", "{by: 2030, decrease: relative, at_least: 10%, at_most: 20%}"), "673", 0, 0, 0,
     0},
    {"a share of a baseline below 0 above",
     FROM("{period: 2020, value: -5}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2020, value: 50}", "{by: 2030, decrease: relative, at_least: 10%}"), "", 0, 0, 0, 0},
    {"a share of a baseline below 0",
     FROM("{period: 2020, value: 50}", "{by: 2030, decrease: relative, at_least: 10%}"),
     FROM("{period: 2020, value: -5}", "{by: 2030, decrease: relative, at_least: 10%}"), "673", 0, 0, 0, 0},
    {"quotas under a target not to be passed", TOTAL("{by: 2025, at_most: 500, units: {ids: [town]}}"),
     TOTAL("{by: 2025, at_most: 500, units: {ids: [town]}}, {by: 2025, at_least: assigned, values: [{unit: hill, "
           "value: 60}]}"),
     "", 0, 0, 0, 0},
    {"quotas under a unit that is not known above", TOTAL("{by: 2025, at_least: 500, units: {ids: [city]}}"),
     TOTAL("{by: 2025, at_least: assigned, values: [{unit: barn, value: 60}]}"), "", 0,
     "  - {id: town, name: Town, level: top}\n"
     "  - {id: farm, name: Farm, level: mid, parent: town}\n"
     "  - {id: barn, name: Barn, level: low, parent: farm}\n",
     0, 0},
};

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
    /* Whoever is not interested in what is said is refused all the same. */
    childplan_plan *plan = NULL;
    assert_int_equal(load(here.bytes, &shelf, CHILDPLAN_UPHOLDING_REQUIRED, &plan, NULL),
                     *pair->said ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK);
    childplan_plan_free(plan);
    buffer_free(&above);
    buffer_free(&here);
}

static void test_pairs(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        check_pair(&pairs[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
