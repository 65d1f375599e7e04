/*
 * The check of plans, by cases as files in the working folder. lint/codes.tsv lists code and NAME:
 * - lint/NAME.yaml has the mistake: the check says that code and nothing else, in both languages as in NAME.expected.
 * - lint/NAME-near.yaml is legal and meant, and hardly another text: the check says nothing.
 * usage: test_check [write NAME]   (prints what NAME.expected would be)
 */
#include "support.h"

#include "base/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CODE 700
#define LAST_CODE 739
/* In how many lines a near miss may differ from its case; a comment is one of them. */
#define MOST_DIFFERENCES 3

struct check_case {
    int32_t code;
    const char *name;
};

/* codes.tsv, cut into its words. */
static struct buffer table;
static struct check_case *cases;
static size_t case_count;

static const char *path_of(const char *name, const char *ending) {
    static char path[300];
    snprintf(path, sizeof path, "lint/%s%s", name, ending);
    return path;
}

static childplan_diagnostics *new_list(void) {
    childplan_diagnostics *list = NULL;
    assert_int_equal(childplan_diagnostics_new(&list), CHILDPLAN_OK);
    return list;
}

/* What the check says of a file that loads without an error. */
static childplan_diagnostics *check_file(const char *path) {
    childplan_diagnostics *said = new_list();
    childplan_plan *plan = NULL;
    struct buffer text = {0};
    if (childplan_plan_load_file(path, NULL, &plan, said) != CHILDPLAN_OK) {
        buffer_add_diagnostics(&text, said, CHILDPLAN_ENGLISH);
        fail_msg("%s is refused: %s", path, text.bytes);
    }
    childplan_diagnostics_clear(said);
    assert_int_equal(childplan_plan_check(plan, said), CHILDPLAN_OK);
    childplan_plan_free(plan);
    return said;
}

static void tell(struct buffer *text, const childplan_diagnostics *said) {
    buffer_add(text, "", 0);
    buffer_add_diagnostics(text, said, CHILDPLAN_ENGLISH);
    buffer_add_diagnostics(text, said, CHILDPLAN_VIETNAMESE);
}

static void firing_case(void **state) {
    const struct check_case *data = *state;
    struct buffer said = {0};
    struct buffer expected = {0};
    childplan_diagnostics *list = check_file(path_of(data->name, ".yaml"));
    tell(&said, list);
    assert_true(childplan_diagnostics_count(list) > 0);
    for (size_t i = 0; i < childplan_diagnostics_count(list); i++) {
        assert_int_equal(childplan_diagnostics_code(list, i), data->code);
        assert_int_equal(childplan_diagnostics_severity(list, i), CHILDPLAN_SEVERITY_WARNING);
        assert_true(childplan_diagnostics_file_line(list, i) > 0 && childplan_diagnostics_file_column(list, i) > 0);
    }
    if (!read_whole_file(path_of(data->name, ".expected"), &expected)) {
        print_error("%s\n", said.bytes);
        fail_msg("%s is missing", path_of(data->name, ".expected"));
    }
    assert_same_lines(data->name, expected.bytes, said.bytes);
    childplan_diagnostics_free(list);
    buffer_free(&said);
    buffer_free(&expected);
}

/* In how many lines two texts differ, line by line. */
static size_t count_differences(const char *a, const char *b) {
    size_t count = 0;
    while (*a || *b) {
        size_t size_a = strcspn(a, "\n");
        size_t size_b = strcspn(b, "\n");
        count += size_a != size_b || memcmp(a, b, size_a) != 0;
        a += size_a + (a[size_a] == '\n');
        b += size_b + (b[size_b] == '\n');
    }
    return count;
}

static void near_miss(void **state) {
    const struct check_case *data = *state;
    struct buffer said = {0};
    struct buffer firing = {0};
    struct buffer near = {0};
    childplan_diagnostics *list = check_file(path_of(data->name, "-near.yaml"));
    tell(&said, list);
    assert_same_lines(data->name, "", said.bytes);
    assert_true(read_whole_file(path_of(data->name, ".yaml"), &firing));
    assert_true(read_whole_file(path_of(data->name, "-near.yaml"), &near));
    assert_in_range(count_differences(firing.bytes, near.bytes), 1, MOST_DIFFERENCES);
    childplan_diagnostics_free(list);
    buffer_free(&said);
    buffer_free(&firing);
    buffer_free(&near);
}

static int has_case(int32_t code) {
    for (size_t i = 0; i < case_count; i++) {
        if (cases[i].code == code) {
            return 1;
        }
    }
    return 0;
}

static void every_code_has_cases(void **state) {
    (void)state;
    size_t codes = 0;
    for (size_t i = 0; i < childplan__message_count; i++) {
        int32_t code = childplan__messages[i].code;
        if (code >= FIRST_CODE && code <= LAST_CODE) {
            codes++;
            if (!has_case(code)) {
                fail_msg("no case for %d: %s", (int)code, childplan__messages[i].english);
            }
        }
    }
    assert_true(codes > 20);
}

static int is_listed(const char *file) {
    for (size_t i = 0; i < case_count; i++) {
        size_t size = strlen(cases[i].name);
        if (strncmp(file, cases[i].name, size) == 0 &&
            (strcmp(file + size, ".yaml") == 0 || strcmp(file + size, "-near.yaml") == 0)) {
            return 1;
        }
    }
    return 0;
}

static void every_file_is_listed(void **state) {
    (void)state;
    size_t count;
    char **names = list_files("lint", ".yaml", &count);
    assert_int_equal(count, 2 * case_count);
    for (char **name = names; *name; name++) {
        if (!is_listed(*name)) {
            fail_msg("codes.tsv does not list %s", *name);
        }
    }
    free_names(names);
}

/* A target for several units stands in the scope of each of them, and is found once. */
static void said_once(void **state) {
    (void)state;
    childplan_diagnostics *list = check_file("lint/milestone-goes-back-ids.yaml");
    assert_int_equal(childplan_diagnostics_count(list), 1);
    childplan_diagnostics_free(list);
}

static void arguments_of_the_call(void **state) {
    (void)state;
    childplan_plan *plan = NULL;
    childplan_diagnostics *list = new_list();
    assert_int_equal(childplan_plan_check(NULL, list), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_diagnostics_count(list), 0);
    assert_int_equal(childplan_plan_load_file("lint/element-unused.yaml", NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_check(plan, NULL), CHILDPLAN_OK);
    for (size_t times = 1; times <= 2; times++) {
        assert_int_equal(childplan_plan_check(plan, list), CHILDPLAN_OK);
        assert_int_equal(childplan_diagnostics_count(list), times);
    }
    childplan_plan_free(plan);
    childplan_diagnostics_free(list);
}

/* The order is that of the file, whatever was looked at first. */
static void in_the_order_of_the_file(void **state) {
    (void)state;
    static const char text[] =
        "childplan: 1\n"
        "plan: {id: p, title: t, horizon: {from: 2021, to: 2025}}\n"
        "levels: [{id: top, name: Top}]\n"
        "units: [{id: r, name: R, level: top}]\n"
        "thresholds: [{id: a, attains: 90%}, {id: b, attains: 90%}, {id: c}]\n"
        "elements: [{id: x, name: X, over_time: last}, {id: y, name: Y, over_time: last}]\n"
        "indicators: [{id: i, name: I, numerator: x, targets: [{by: 2025, at_least: 0}, {by: 2024, above: 7}]}]\n";
    static const int32_t codes[] = {CHILDPLAN_DIAGNOSTIC_THRESHOLD_NEVER_REACHED, CHILDPLAN_DIAGNOSTIC_ELEMENT_UNUSED,
                                    CHILDPLAN_DIAGNOSTIC_MILESTONE_GOES_BACK,
                                    CHILDPLAN_DIAGNOSTIC_TARGET_MET_BY_LOWEST};
    childplan_plan *plan = NULL;
    childplan_diagnostics *list = new_list();
    assert_int_equal(childplan_plan_load_memory("p.yaml", text, sizeof text - 1, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_check(plan, list), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_count(list), sizeof codes / sizeof *codes);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_int_equal(childplan_diagnostics_code(list, i), codes[i]);
        assert_int_equal(childplan_diagnostics_file_line(list, i), i < 2 ? 5 + i : 7);
    }
    childplan_plan_free(plan);
    childplan_diagnostics_free(list);
}

/* Lines of code and name. */
static int read_table(void) {
    if (!read_whole_file("lint/codes.tsv", &table)) {
        return 0;
    }
    cases = calloc(table.size, sizeof *cases);
    for (char *line = strtok(table.bytes, "\n"); cases && line; line = strtok(NULL, "\n")) {
        char *name = strchr(line, '\t');
        if (!name) {
            return 0;
        }
        *name++ = '\0';
        cases[case_count++] = (struct check_case){atoi(line), name};
    }
    return cases && case_count > 0;
}

static int write_expected(const char *name) {
    struct buffer said = {0};
    childplan_diagnostics *list = check_file(path_of(name, ".yaml"));
    tell(&said, list);
    fputs(said.bytes, stdout);
    buffer_free(&said);
    childplan_diagnostics_free(list);
    return 0;
}

static size_t add_cases(struct CMUnitTest *tests, char (*names)[300]) {
    size_t count = 0;
    for (size_t i = 0; i < case_count; i++) {
        snprintf(names[count], sizeof *names, "%s", cases[i].name);
        tests[count] = (struct CMUnitTest){names[count], firing_case, NULL, NULL, &cases[i]};
        count++;
        snprintf(names[count], sizeof *names, "%s, a near miss", cases[i].name);
        tests[count] = (struct CMUnitTest){names[count], near_miss, NULL, NULL, &cases[i]};
        count++;
    }
    return count;
}

int main(int argc, char **argv) {
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(every_code_has_cases),
        cmocka_unit_test(every_file_is_listed),
        cmocka_unit_test(said_once),
        cmocka_unit_test(arguments_of_the_call),
        cmocka_unit_test(in_the_order_of_the_file),
    };
    if (argc == 3 && strcmp(argv[1], "write") == 0) {
        return write_expected(argv[2]);
    }
    if (!read_table()) {
        fputs("lint/codes.tsv cannot be read\n", stderr);
        return 1;
    }
    size_t other_count = sizeof others / sizeof *others;
    struct CMUnitTest *tests = calloc(2 * case_count + other_count, sizeof *tests);
    char(*names)[300] = calloc(2 * case_count, sizeof *names);
    if (!tests || !names) {
        return 1;
    }
    size_t count = add_cases(tests, names);
    memcpy(tests + count, others, sizeof others);
    int failed = _cmocka_run_group_tests("check", tests, count + other_count, NULL, NULL);
    free(tests);
    free(names);
    free(cases);
    buffer_free(&table);
    return failed;
}
