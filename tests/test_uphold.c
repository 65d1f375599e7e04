/* Plans in a chain: how they are found and owned, what is said of them, and how much. */
#include "failing_allocator.h"
#include "uphold_plans.h"

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

/* A chain of three with findings: without memory, at whichever allocation, nothing is given and nothing is left. */
static void test_no_memory(void **state) {
    (void)state;
    struct buffer texts[3] = {{0}, {0}, {0}};
    static const char *const documents[] = {"upholds: {file: up/b.yaml}, " HORIZON, "upholds: {file: c.yaml}, " HORIZON,
                                            HORIZON};
    static const char *const rests[] = {
        FROM("{period: 2020, value: 50, values: [{unit: hill, value: 20}]}",
             "{by: 2030, decrease: relative, at_least: 10%}, {by: 2025, at_least: assigned, values: [{unit: hill, "
             "value: "
             "5}]}"),
        FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 10%}"),
        RATES FROM("{period: 2020, value: 40}", "{by: 2030, decrease: relative, at_least: 11%}")
            TOTAL("") /* a key twice: the top of the chain is refused */};
    for (size_t i = 0; i < 3; i++) {
        add_plan(&texts[i], documents[i], i == 0 ? UNITS_HERE : "  - {file: units.csv}\n", ELEMENTS, rests[i]);
    }
    struct shelf shelf = {.names = {"up/b.yaml", "up/c.yaml", "up/units.csv"},
                          .texts = {texts[1].bytes, texts[2].bytes,
                                    "id,name,level,parent\nnation,N,top,\ntown,T,mid,nation\nhill,H,low,town\n"},
                          .count = 3};
    for (int32_t upholding = CHILDPLAN_UPHOLDING_REPORTED; upholding <= CHILDPLAN_UPHOLDING_REQUIRED; upholding++) {
        childplan_status expected = upholding == CHILDPLAN_UPHOLDING_REPORTED ? CHILDPLAN_OK : CHILDPLAN_ERROR_REFUSED;
        childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
        for (size_t fail_at = 1; status == CHILDPLAN_ERROR_NO_MEMORY; fail_at++) {
            struct counts counts = {0};
            const struct allocator allocator = counting(&counts);
            childplan_plan_options *options = NULL;
            childplan_plan *plan = NULL;
            childplan_diagnostics *said = NULL;
            assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
            assert_int_equal(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options),
                             CHILDPLAN_OK);
            assert_int_equal(childplan_plan_options_set_resolver(options, give, &shelf), CHILDPLAN_OK);
            assert_int_equal(childplan_plan_options_set_upholding(options, upholding), CHILDPLAN_OK);
            counts.calls = 0;
            counts.fail_at = fail_at;
            status = childplan_plan_load_memory("here.yaml", texts[0].bytes, texts[0].size, options, &plan, said);
            assert_int_equal(plan != NULL, status == CHILDPLAN_OK);
            childplan_plan_free(plan);
            childplan_plan_options_free(options);
            assert_int_equal(counts.alive, 0);
            childplan_diagnostics_free(said);
            assert_in_range(fail_at, 1, 5000);
        }
        assert_int_equal(status, expected);
    }
    for (size_t i = 0; i < 3; i++) {
        buffer_free(&texts[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),      cmocka_unit_test(test_circles),       cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_stop),          cmocka_unit_test(test_options),
        cmocka_unit_test(test_many_units), cmocka_unit_test(test_many_findings), cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
