/*
 * Cases as files, in the working folder:
 * - valid/NAME.yaml, with reports in NAME.csv where there is one: loads, imports and rolls up without an error, into
 *   the rows of NAME.rows where there is one.
 * - invalid/NAME.yaml breaks one rule, itself or with its reports in NAME.csv (and NAME.2.csv, a second import): what
 *   is said must be NAME.expected, line for line. NAME.args says how it is read, a line each: decimal-comma, lenient,
 *   size-limit N, from-memory, upholding required, also-serves PLAN, check N (the reports, N findings of it); and then
 * how it is rolled up: rollup, period P, structure DATE, until DATE, known-by DATE, unit ID, level ID; and written:
 * write FILE.
 * - rules.tsv: section, rule and the cases that break it.
 * usage: test_data valid | invalid | write FOLDER NAME (prints what NAME.expected or NAME.rows would be)
 */
#include "support.h"

#include "base/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    int decimal_comma;
    int lenient;
    int from_memory;
    int upholding;
    char also_serves[200]; /* a plan's file; empty: none */
    int64_t size_limit;
    int rolls_up;
    int32_t most_found;   /* of the check of the reports; -1: they are not checked */
    const char *write_to; /* or NULL; within the arguments */
    struct buffer arguments;
};

struct data_case {
    char path[256]; /* folder/NAME */
    struct reading how;
    childplan_plan *plan;
    childplan_plan *other; /* that the reports serve too */
    childplan_reports *reports;
    childplan_diagnostics *said;
    struct buffer rows; /* as CSV */
};

/* By the message's place in the catalogue: 1 where some case made the library say it. */
static unsigned char said_somewhere[1000];

static const char *beside(const struct data_case *data, const char *ending, char path[300]) {
    snprintf(path, 300, "%s%s", data->path, ending);
    return path;
}

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static void read_arguments(struct data_case *data) {
    char path[300];
    if (!read_whole_file(beside(data, ".args", path), &data->how.arguments)) {
        return;
    }
    struct buffer copy = {0};
    buffer_add_string(&copy, data->how.arguments.bytes);
    for (char *line = strtok(copy.bytes, "\n"); line; line = strtok(NULL, "\n")) {
        if (strcmp(line, "decimal-comma") == 0) {
            data->how.decimal_comma = 1;
        } else if (strcmp(line, "lenient") == 0) {
            data->how.lenient = 1;
        } else if (strcmp(line, "from-memory") == 0) {
            data->how.from_memory = 1;
        } else if (strcmp(line, "upholding required") == 0) {
            data->how.upholding = CHILDPLAN_UPHOLDING_REQUIRED;
        } else if (strncmp(line, "also-serves ", 12) == 0) {
            snprintf(data->how.also_serves, sizeof data->how.also_serves, "%s", line + 12);
        } else if (strncmp(line, "check ", 6) == 0) {
            data->how.most_found = (int32_t)strtol(line + 6, NULL, 10);
        } else if (strncmp(line, "size-limit ", 11) == 0) {
            data->how.size_limit = strtoll(line + 11, NULL, 10);
        } else {
            data->how.rolls_up = 1;
        }
    }
    buffer_free(&copy);
}

static childplan_status load_from(struct data_case *data, const char *path, const childplan_plan_options *options) {
    struct buffer text = {0};
    if (!data->how.from_memory) {
        return childplan_plan_load_file(path, options, &data->plan, data->said);
    }
    assert_true(read_whole_file(path, &text));
    childplan_status status = childplan_plan_load_memory(path, text.bytes, text.size, options, &data->plan, data->said);
    buffer_free(&text);
    return status;
}

static childplan_status load(struct data_case *data) {
    char path[300];
    childplan_plan_options *options = NULL;
    ok(childplan_plan_options_new(&options));
    if (data->how.size_limit > 0) {
        ok(childplan_plan_options_set_size_limit(options, data->how.size_limit));
    }
    ok(childplan_plan_options_set_upholding(options, data->how.upholding));
    childplan_status status = load_from(data, beside(data, ".yaml", path), options);
    childplan_plan_options_free(options);
    return status;
}

static childplan_status import(struct data_case *data, const char *ending) {
    char path[300];
    struct buffer text = {0};
    if (!read_whole_file(beside(data, ending, path), &text)) {
        buffer_free(&text);
        return CHILDPLAN_OK;
    }
    childplan_import *import = NULL;
    ok(childplan_import_new(data->reports, &import));
    ok(childplan_import_set_decimal_comma(import, data->how.decimal_comma));
    ok(childplan_import_set_lenient(import, data->how.lenient));
    if (data->other) {
        ok(childplan_import_also_serves(import, data->other));
    }
    childplan_status status = childplan_import_read_memory(import, path, text.bytes, text.size, data->said);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_commit(import, NULL, NULL, data->said);
    }
    childplan_import_free(import);
    buffer_free(&text);
    return status;
}

static void set_date(childplan_rollup_options *options, const char *text,
                     childplan_status (*set)(childplan_rollup_options *, int32_t)) {
    int32_t date = 0;
    ok(childplan_date_parse(text, strlen(text), &date));
    ok(set(options, date));
}

static void set_argument(struct data_case *data, childplan_rollup_options *options, char *line) {
    char *word = strchr(line, ' ');
    if (!word) {
        return;
    }
    *word++ = '\0';
    if (strcmp(line, "period") == 0) {
        int64_t period = 0;
        ok(childplan_period_parse(word, strlen(word), &period));
        ok(childplan_rollup_options_add_period(options, period));
    } else if (strcmp(line, "structure") == 0) {
        set_date(options, word, childplan_rollup_options_set_structure);
    } else if (strcmp(line, "until") == 0) {
        set_date(options, word, childplan_rollup_options_set_until);
    } else if (strcmp(line, "known-by") == 0) {
        set_date(options, word, childplan_rollup_options_set_known_by);
    } else if (strcmp(line, "unit") == 0) {
        ok(childplan_rollup_options_add_unit(options, childplan_plan_find_unit(data->plan, word)));
    } else if (strcmp(line, "level") == 0) {
        ok(childplan_rollup_options_add_level(options, childplan_plan_find_level(data->plan, word)));
    } else if (strcmp(line, "write") == 0) {
        data->how.write_to = word;
    } else if (strcmp(line, "size-limit") != 0 && strcmp(line, "upholding") != 0 && strcmp(line, "also-serves") != 0) {
        fail_msg("%s.args: what is \"%s\"?", data->path, line);
    }
}

static childplan_status roll_up(struct data_case *data) {
    childplan_rollup_options *options = NULL;
    childplan_rollup *rollup = NULL;
    ok(childplan_rollup_options_new(&options));
    buffer_add(&data->how.arguments, "", 0);
    for (char *line = strtok(data->how.arguments.bytes, "\n"); line; line = strtok(NULL, "\n")) {
        set_argument(data, options, line);
    }
    childplan_status status = childplan_rollup_compute(data->reports, options, &rollup, data->said);
    if (status == CHILDPLAN_OK) {
        ok(childplan_rollup_write(rollup, NULL, buffer_write, &data->rows));
    }
    if (status == CHILDPLAN_OK && data->how.write_to) {
        status = childplan_rollup_write_file(rollup, NULL, data->how.write_to, data->said);
    }
    childplan_rollup_options_free(options);
    childplan_rollup_free(rollup);
    return status;
}

static childplan_status check_reports(struct data_case *data) {
    childplan_data_check_options *options = NULL;
    ok(childplan_data_check_options_new(&options));
    ok(childplan_data_check_options_set_limit(options, data->how.most_found));
    childplan_status status = childplan_reports_check(data->reports, options, data->said);
    childplan_data_check_options_free(options);
    return status;
}

static childplan_status run(struct data_case *data) {
    childplan_status status = load(data);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    ok(childplan_reports_new(data->plan, &data->reports));
    if (*data->how.also_serves) {
        ok(childplan_plan_load_file(data->how.also_serves, NULL, &data->other, NULL));
    }
    status = import(data, ".csv");
    if (status == CHILDPLAN_OK) {
        status = import(data, ".2.csv");
    }
    if (status == CHILDPLAN_OK && data->how.most_found >= 0) {
        status = check_reports(data);
    }
    if (status == CHILDPLAN_OK && data->how.rolls_up) {
        status = roll_up(data);
    }
    return status;
}

static void begin(struct data_case *data, const char *folder, const char *name) {
    memset(data, 0, sizeof *data);
    data->how.most_found = -1;
    snprintf(data->path, sizeof data->path, "%s/%s", folder, name);
    ok(childplan_diagnostics_new(&data->said));
    read_arguments(data);
}

static void end(struct data_case *data) {
    childplan_reports_free(data->reports);
    childplan_plan_free(data->plan);
    childplan_plan_free(data->other);
    childplan_diagnostics_free(data->said);
    buffer_free(&data->how.arguments);
    buffer_free(&data->rows);
}

static void note_codes(const childplan_diagnostics *said) {
    for (size_t i = 0; i < childplan_diagnostics_count(said); i++) {
        for (size_t k = 0; k < childplan__message_count; k++) {
            if (childplan__messages[k].code == childplan_diagnostics_code(said, i)) {
                said_somewhere[k] = 1;
            }
        }
    }
}

static void valid_case(void **state) {
    struct data_case data;
    struct buffer said = {0};
    struct buffer expected = {0};
    char path[300];
    begin(&data, "valid", *state);
    data.how.rolls_up = 1;
    childplan_status status = run(&data);
    buffer_add_diagnostics(&said, data.said, CHILDPLAN_ENGLISH);
    if (status != CHILDPLAN_OK || childplan_diagnostics_count_of(data.said, CHILDPLAN_SEVERITY_ERROR) > 0) {
        print_error("%s\n", said.bytes);
        fail_msg("%s: %s", data.path, childplan_status_string(status));
    }
    if (read_whole_file(beside(&data, ".rows", path), &expected)) {
        assert_same_lines(path, expected.bytes, data.rows.bytes);
    }
    buffer_free(&said);
    buffer_free(&expected);
    end(&data);
}

static void invalid_case(void **state) {
    struct data_case data;
    struct buffer said = {0};
    struct buffer expected = {0};
    char path[300];
    begin(&data, "invalid", *state);
    childplan_status status = run(&data);
    note_codes(data.said);
    buffer_add_diagnostics(&said, data.said, CHILDPLAN_ENGLISH);
    if (!read_whole_file(beside(&data, ".expected", path), &expected)) {
        print_error("%s\n", said.bytes);
        fail_msg("%s is missing", path);
    }
    assert_same_lines(path, expected.bytes, said.bytes);
    assert_true(childplan_diagnostics_count(data.said) > 0);
    assert_int_equal(childplan_diagnostics_count_of(data.said, CHILDPLAN_SEVERITY_ERROR) > 0, status != CHILDPLAN_OK);
    buffer_free(&said);
    buffer_free(&expected);
    end(&data);
}

/* Marks a code that no case can bring about as said in another test, which rules.tsv names as FILE#CODE. */
static void note_other_test(const char *name) {
    struct buffer test = {0};
    char path[300];
    const char *code = strchr(name, '#') + 1;
    snprintf(path, sizeof path, "../%.*s", (int)(code - 1 - name), name);
    if (!read_whole_file(path, &test) || !strstr(test.bytes, code)) {
        fail_msg("rules.tsv names %s, but %s says nothing of it", name, path);
    }
    for (size_t k = 0; k < childplan__message_count; k++) {
        if (childplan__messages[k].code == (int32_t)atoi(code)) {
            said_somewhere[k] = 1;
        }
    }
    buffer_free(&test);
}

static void every_code_has_a_case(void **state) {
    (void)state;
    size_t without = 0;
    assert_in_range(childplan__message_count, 50, sizeof said_somewhere);
    for (size_t k = 0; k < childplan__message_count; k++) {
        if (!said_somewhere[k]) {
            print_error("no case for %d: %s\n", (int)childplan__messages[k].code, childplan__messages[k].english);
            without++;
        }
    }
    assert_int_equal(without, 0);
}

/* Marks `name` as listed in the table; fails where there is no such case. */
static void find_case(char **names, unsigned char *listed, const char *name) {
    for (size_t i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            listed[i] = 1;
            return;
        }
    }
    fail_msg("rules.tsv names %s, which is no case", name);
}

/* The names of the cases: the plan files' without their ending. */
static char **list_cases(const char *folder, size_t *ret_count) {
    char **names = list_files(folder, ".yaml", ret_count);
    for (char **name = names; *name; name++) {
        (*name)[strlen(*name) - strlen(".yaml")] = '\0';
    }
    return names;
}

static void every_rule_has_a_case(void **state) {
    (void)state;
    size_t count;
    char **names = list_cases("invalid", &count);
    unsigned char *listed = calloc(count + 1, 1);
    struct buffer table = {0};
    assert_non_null(listed);
    assert_true(read_whole_file("rules.tsv", &table));
    size_t rules = 0;
    char *next = table.bytes;
    while (next && *next) {
        char *line = next;
        next = strchr(line, '\n');
        if (next) {
            *next++ = '\0';
        }
        char *rule = strchr(line, '\t');
        char *cases = rule ? strchr(rule + 1, '\t') : NULL;
        if (!cases) {
            fail_msg("rules.tsv: not section, rule, cases: %s", line);
        }
        for (char *name = strtok(cases, "\t "); name; name = strtok(NULL, "\t ")) {
            if (strchr(name, '#')) {
                note_other_test(name);
            } else {
                find_case(names, listed, name);
            }
        }
        rules++;
    }
    assert_true(rules > 50);
    for (size_t i = 0; i < count; i++) {
        if (!listed[i]) {
            fail_msg("rules.tsv does not list %s", names[i]);
        }
    }
    buffer_free(&table);
    free(listed);
    free_names(names);
}

static int write_expected(const char *folder, const char *name) {
    struct data_case data;
    struct buffer said = {0};
    int valid = strcmp(folder, "valid") == 0;
    begin(&data, folder, name);
    data.how.rolls_up |= valid;
    run(&data);
    buffer_add_diagnostics(&said, data.said, CHILDPLAN_ENGLISH);
    fputs(said.bytes, valid ? stderr : stdout);
    fputs(valid && data.rows.bytes ? data.rows.bytes : "", stdout);
    buffer_free(&said);
    end(&data);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "write") == 0) {
        return write_expected(argv[2], argv[3]);
    }
    int invalid = argc == 2 && strcmp(argv[1], "invalid") == 0;
    size_t count;
    char **names = list_cases(invalid ? "invalid" : "valid", &count);
    struct CMUnitTest *tests = calloc(count + 2, sizeof *tests);
    if (!tests || count == 0) {
        fputs("no cases\n", stderr);
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){names[i], invalid ? invalid_case : valid_case, NULL, NULL, names[i]};
    }
    if (invalid) {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(every_rule_has_a_case);
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(every_code_has_a_case);
    }
    int failed = _cmocka_run_group_tests(invalid ? "invalid" : "valid", tests, count, NULL, NULL);
    free(tests);
    free_names(names);
    return failed;
}
