/* Plans at the edges of what loads, and all that is said of each. */
#include "support.h"

#include <string.h>

#define HEAD                                                                                                           \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: p, title: P, horizon: {from: 2021, to: 2030}}\n"                                                       \
    "levels: [{id: top, name: Top}]\n"
#define UNITS "units: [{id: root, name: Root, level: top}]\n"
#define ELEMENTS "elements: [{id: x, name: X, over_time: last}]\n"
#define INDICATORS "indicators: [{id: i, name: I, numerator: x}]\n"
#define TARGETS(targets) "indicators: [{id: i, name: I, numerator: x, targets: [" targets "]}]\n"
#define FILE_UNITS "units: {file: units.csv}\n"
#define NINE_HUNDRED(x) THREE_HUNDRED(x) THREE_HUNDRED(x) THREE_HUNDRED(x)
#define THREE_HUNDRED(x) THIRTY(x x) THIRTY(x x) THIRTY(x x) THIRTY(x x) THIRTY(x x)
#define THIRTY(x) x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x

struct edge {
    const char *name;
    const char *plan;
    const char *units; /* the file */
    const char *said;
};

static const struct edge edges[] = {
    {"a definition that is a list",
     HEAD UNITS "elements: [{id: x, name: X, over_time: last, definition: [y]}]\n" INDICATORS, NULL,
     "p:5:58: error: “definition” must be a text, not a list or keys\n"},
    {"a name that is a list", HEAD UNITS "elements: [{id: x, name: [X], over_time: last}]\n" INDICATORS, NULL,
     "p:5:26: error: “name” must be a text, not a list or keys\n"},
    {"a percentage of nothing", HEAD UNITS ELEMENTS TARGETS("{by: 2025, at_least: '%'}"), NULL,
     "p:6:76: error: “%” is not a number; expected digits with “.” before decimals, such as 62.5\n"},
    {"a list for a number",
     HEAD UNITS ELEMENTS TARGETS("{by: 2025, at_least: [5]}, {by: 2026, at_least: 1, at_most: [5]}"), NULL,
     "p:6:76: error: “at_least” must be a text, not a list or keys\n"
     "p:6:115: error: “at_most” must be a text, not a list or keys\n"},
    {"marks of two bytes", HEAD UNITS "elements: [{id: x, name: «X», over_time: last}]\n" INDICATORS, NULL, ""},
    {"a blank of two bytes", HEAD UNITS "elements: [{id: x, name: \" X\\r\", over_time: last}]\n" INDICATORS, NULL, ""},
    {"control characters",
     HEAD UNITS
     "elements:\n  - {id: x, name: \"X\\x7F\", over_time: last}\n  - {id: y, name: \"Y\\x85\", over_time: last}\n"
     "indicators: [{id: i, name: I, numerator: [x, y]}]\n",
     NULL,
     "p:6:19: error: “X ” must be one line without control characters\n"
     "p:7:19: error: “Y ” must be one line without control characters\n"},
    {"900 letters of 3 bytes",
     HEAD UNITS "elements: [{id: x, name: " NINE_HUNDRED("ế") ", over_time: last}]\n" INDICATORS, NULL, ""},
    {"names of units", HEAD FILE_UNITS ELEMENTS INDICATORS,
     "id,name,level,parent,from,until,successor,tags\nroot,Root\x07,top,,,,,\na, ,top,,,,,\n",
     "units.csv:2:6: error: “Root ” must be one line without control characters\n"
     "units.csv:3:1: error: on 2021-01-01 both “root” and “a” have no parent: only one unit may be the root\n"
     "units.csv:3:4: error: “name” has no value\n"},
    {"units of a file", HEAD FILE_UNITS ELEMENTS INDICATORS,
     "id,name,level,parent,from,until,successor,tags\nroot, Root ,top,,,,, b ;; a;b\n",
     "units.csv:2:22: error: “b” stands twice in this list\n"},
    {"no units", HEAD FILE_UNITS ELEMENTS INDICATORS, "",
     "units.csv:1:1: error: the file of units has no header line\n"},
    {"rates without values",
     HEAD UNITS "rates: [{id: r, name: R, values: []}, {id: s, name: S, values: [{from: x, value: 1}]}]\n" ELEMENTS
                "indicators: [{id: i, name: I, numerator: [{element: x, rate: r}]}, {id: j, name: J, numerator: "
                "[{element: x, rate: s}]}]\n",
     NULL,
     "p:5:34: error: the list “values” must have at least one item\n"
     "p:5:72: error: “x” is not a date; expected YYYY-MM-DD, such as 2025-06-30\n"},
    {"a baseline that is a list",
     HEAD UNITS ELEMENTS "indicators: [{id: i, name: I, numerator: x, baseline: {period: 2020, value: [5]}}]\n", NULL,
     "p:6:77: error: “value” must be a text, not a list or keys\n"},
    {"a range with one edge wrong",
     HEAD UNITS ELEMENTS TARGETS("{by: 2025, at_least: x, at_most: 5}, {by: 2026, at_least: 5, at_most: x}"), NULL,
     "p:6:76: error: “x” is not a number; expected digits with “.” before decimals, such as 62.5\n"
     "p:6:125: error: “x” is not a number; expected digits with “.” before decimals, such as 62.5\n"},
    {"tags of two units", HEAD "units: [{id: root, name: Root, level: top, tags: [a, b, a]}]\n" ELEMENTS INDICATORS,
     NULL, "p:4:57: error: “a” stands twice in this list\n"},
    {"quotas without a value",
     HEAD UNITS ELEMENTS TARGETS("{by: 2025, at_least: assigned, values: [{unit: root, value: [5]}]}"), NULL,
     "p:6:115: error: “value” must be a text, not a list or keys\n"},
};

static childplan_status give(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    const struct edge *edge = context;
    if (edge->units == NULL || strcmp(name, "units.csv") != 0) {
        return CHILDPLAN_ERROR_FILE;
    }
    *ret_text = *edge->units ? edge->units : NULL;
    *ret_size = strlen(edge->units);
    return CHILDPLAN_OK;
}

static void says_this_of_each(void **state) {
    struct edge *edge = *state;
    childplan_diagnostics *said = NULL;
    childplan_plan_options *options = NULL;
    childplan_plan *plan = NULL;
    struct buffer text = {0};
    buffer_add_string(&text, "");
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, give, edge), CHILDPLAN_OK);
    childplan_status status = childplan_plan_load_memory("p", edge->plan, strlen(edge->plan), options, &plan, said);
    assert_int_equal(status == CHILDPLAN_OK, childplan_diagnostics_count_of(said, CHILDPLAN_SEVERITY_ERROR) == 0);
    buffer_add_diagnostics(&text, said, CHILDPLAN_ENGLISH);
    assert_same_lines(edge->name, edge->said, text.bytes);
    childplan_plan_free(plan);
    childplan_plan_options_free(options);
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
