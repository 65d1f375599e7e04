/* Pairs of plans in the making, for the tests of what is upheld, and a resolver that gives them. */
#ifndef CHILDPLAN_TESTS_UPHOLD_PLANS_H
#define CHILDPLAN_TESTS_UPHOLD_PLANS_H

#include "support.h"

#include <childplan/childplan.h>

#include <stdio.h>
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

#endif
