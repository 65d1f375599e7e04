#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_allocator.h"

#include "base/findings.h"
#include "base/text.h"

#define MOST_ARGUMENTS 10

static const char *const arguments[MOST_ARGUMENTS] = {"<a0>", "<a1>", "<a2>", "<a3>", "<a4>",
                                                      "<a5>", "<a6>", "<a7>", "<a8>", "<a9>"};
static const struct position nowhere = {NULL, 0, 0};

static childplan_diagnostics *new_list(void) {
    childplan_diagnostics *list = NULL;
    assert_int_equal(childplan_diagnostics_new(&list), CHILDPLAN_OK);
    assert_non_null(list);
    return list;
}

/* The place of the next {0}…{9}; NULL where there is none. Other braces are text. */
static const char *next_placeholder(const char *text) {
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        if (at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            return at;
        }
    }
    return NULL;
}

/* How many arguments a pattern asks for: the highest number in braces, and one. */
static size_t argument_count(const char *pattern) {
    size_t count = 0;
    for (const char *at = next_placeholder(pattern); at; at = next_placeholder(at + 1)) {
        size_t number = (size_t)(at[1] - '0') + 1;
        count = number > count ? number : count;
    }
    return count;
}

static int32_t mentions(const char *pattern, size_t argument) {
    const char braces[] = {'{', (char)('0' + argument), '}', '\0'};
    return strstr(pattern, braces) != NULL;
}

/* Both languages are complete, ask for the same arguments, and leave none out. */
static void test_catalogue(void **state) {
    (void)state;
    assert_true(childplan__message_count > 0);
    for (size_t i = 0; i < childplan__message_count; i++) {
        const struct message *message = &childplan__messages[i];
        assert_in_range(message->code, 101, 799);
        assert_in_range(message->severity, CHILDPLAN_SEVERITY_NOTE, CHILDPLAN_SEVERITY_ERROR);
        assert_true(strlen(message->english) > 0);
        assert_true(strlen(message->vietnamese) > 0);
        assert_string_not_equal(message->english, message->vietnamese);
        assert_int_equal(childplan__utf8_check(message->vietnamese, strlen(message->vietnamese)),
                         strlen(message->vietnamese));
        assert_true(childplan__is_nfc(message->vietnamese, strlen(message->vietnamese)));
        size_t count = argument_count(message->english);
        assert_int_equal(argument_count(message->vietnamese), count);
        for (size_t argument = 0; argument < count; argument++) {
            if (!mentions(message->english, argument) || !mentions(message->vietnamese, argument)) {
                fail_msg("message %d leaves out an argument in a language", (int)message->code);
            }
        }
        for (size_t j = 0; j < i; j++) {
            if (childplan__messages[j].code == message->code) {
                fail_msg("message %d stands twice", (int)message->code);
            }
        }
    }
}

static void check_rendered(const childplan_diagnostics *list, int32_t language, size_t count) {
    char text[2048];
    size_t size = childplan_diagnostics_message(list, 0, language, text, sizeof text);
    assert_in_range(size, 1, sizeof text - 1);
    assert_int_equal(size, strlen(text));
    assert_null(next_placeholder(text));
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        assert_int_equal(strstr(text, arguments[i]) != NULL, i < count);
    }
    char line[2048];
    size_t line_size = childplan_diagnostics_format(list, 0, language, line, sizeof line);
    assert_int_equal(line_size, strlen(line));
    assert_int_equal(strncmp(line, "plan.yaml:3:5: ", 15), 0);
    assert_string_equal(line + line_size - size, text);
}

static void test_every_code_renders(void **state) {
    (void)state;
    const struct position position = {"plan.yaml", 3, 5};
    childplan_diagnostics *list = new_list();
    for (size_t i = 0; i < childplan__message_count; i++) {
        const struct message *message = &childplan__messages[i];
        struct findings findings;
        childplan__findings_begin(&findings, list, 0);
        size_t count = argument_count(message->english);
        childplan__report(&findings, message->code, position, NULL, count, arguments);
        assert_int_equal(childplan_diagnostics_count(list), 1);
        assert_int_equal(childplan_diagnostics_code(list, 0), message->code);
        assert_int_equal(childplan_diagnostics_severity(list, 0), message->severity);
        check_rendered(list, CHILDPLAN_ENGLISH, count);
        check_rendered(list, CHILDPLAN_VIETNAMESE, count);
        childplan_diagnostics_clear(list);
    }
    childplan_diagnostics_free(list);
}

static void test_format(void **state) {
    (void)state;
    static const struct {
        int32_t code;
        struct position position;
        const char *suggestion;
        int32_t language;
        const char *line;
    } cases[] = {
        {101, {"a.yaml", 3, 5}, NULL, CHILDPLAN_ENGLISH, "a.yaml:3:5: error: there is no file “x”"},
        {101, {"a.yaml", 3, 5}, NULL, CHILDPLAN_VIETNAMESE, "a.yaml:3:5: lỗi: không có tệp “x”"},
        {101, {"a.yaml", 3, 5}, NULL, 77, "a.yaml:3:5: error: there is no file “x”"},
        {101, {"a.yaml", 3, 0}, NULL, CHILDPLAN_ENGLISH, "a.yaml:3: error: there is no file “x”"},
        {101, {"a.yaml", 0, 5}, NULL, CHILDPLAN_ENGLISH, "a.yaml: error: there is no file “x”"},
        {101, {NULL, 3, 5}, NULL, CHILDPLAN_ENGLISH, "3:5: error: there is no file “x”"},
        {101, {NULL, 0, 0}, "y", CHILDPLAN_ENGLISH, "error: there is no file “x”; did you mean “y”?"},
        {101, {NULL, 0, 0}, "y", CHILDPLAN_VIETNAMESE, "lỗi: không có tệp “x”; có phải là “y” không?"},
        {107, {NULL, 0, 0}, NULL, CHILDPLAN_ENGLISH, "note: further errors that are not listed: x"},
        {107, {NULL, 0, 0}, NULL, CHILDPLAN_VIETNAMESE, "ghi chú: số lỗi khác không được liệt kê: x"},
        {9999, {NULL, 0, 0}, NULL, CHILDPLAN_ENGLISH, "error: unknown error"},
        {9999, {NULL, 0, 0}, NULL, CHILDPLAN_VIETNAMESE, "lỗi: lỗi không rõ"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        childplan_diagnostics *list = new_list();
        struct findings findings;
        childplan__findings_begin(&findings, list, 0);
        REPORT_NEAREST(&findings, cases[i].code, cases[i].position, cases[i].suggestion, "x");
        char line[256];
        size_t size = childplan_diagnostics_format(list, 0, cases[i].language, line, sizeof line);
        assert_string_equal(line, cases[i].line);
        assert_int_equal(size, strlen(line));
        childplan_diagnostics_free(list);
    }
}

/* By the convention of base.h: the whole size always, never half a character, always a NUL. */
static void test_small_buffers(void **state) {
    (void)state;
    static const char whole[] = "lỗi: không có tệp “Tam Đường”";
    childplan_diagnostics *list = new_list();
    struct findings findings;
    childplan__findings_begin(&findings, list, 0);
    REPORT(&findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, nowhere, "Tam Đường");
    for (size_t size = 0; size < sizeof whole + 2; size++) {
        char buffer[sizeof whole + 4];
        memset(buffer, 'z', sizeof buffer);
        assert_int_equal(childplan_diagnostics_format(list, 0, CHILDPLAN_VIETNAMESE, buffer, size), sizeof whole - 1);
        assert_int_equal(buffer[size], 'z');
        if (size > 0) {
            size_t length = strlen(buffer);
            assert_true(length < size);
            assert_memory_equal(buffer, whole, length);
            assert_int_equal(childplan__utf8_check(buffer, length), length);
            assert_true(length + 4 > size || length == sizeof whole - 1);
        }
    }
    assert_int_equal(childplan_diagnostics_format(list, 0, CHILDPLAN_VIETNAMESE, NULL, 0), sizeof whole - 1);
    assert_int_equal(childplan_diagnostics_message(list, 0, CHILDPLAN_ENGLISH, NULL, 0),
                     strlen("there is no file “Tam Đường”"));
    childplan_diagnostics_free(list);
}

/* What an argument holds cannot break the line, colour a terminal or fill it. */
static void test_hostile_arguments(void **state) {
    (void)state;
    static const struct {
        const char *argument;
        const char *shown;
    } cases[] = {
        {"a\nb\tc\r", "a b c "},
        {"\x1B[31mx", " [31mx"},
        {"a\xC2\x9B"
         "b",
         "a b"},
        {"{0}{1}", "{0}{1}"},
        {"a\xC2\xA0"
         "b",
         "a\xC2\xA0"
         "b"},
        {"\x7F", " "},
        {"", ""},
        {"\xC2", " "},
    };
    childplan_diagnostics *list = new_list();
    struct findings findings;
    childplan__findings_begin(&findings, list, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[64];
        char text[64];
        (void)snprintf(expected, sizeof expected, "there is no file “%s”", cases[i].shown);
        REPORT(&findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, nowhere, cases[i].argument);
        (void)childplan_diagnostics_message(list, i, CHILDPLAN_ENGLISH, text, sizeof text);
        assert_string_equal(text, expected);
        assert_string_equal(childplan_diagnostics_argument(list, i, 0), cases[i].argument);
    }
    /* A plan may name a file so. */
    childplan_diagnostics_clear(list);
    REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER, ((struct position){"a\n\x1B[2J\xC2\x9B.csv", 2, 3}));
    char line[128];
    (void)childplan_diagnostics_format(list, 0, CHILDPLAN_ENGLISH, line, sizeof line);
    assert_string_equal(strtok(line, "e"), "a  [2J .csv:2:3: ");
    assert_string_equal(childplan_diagnostics_file(list, 0), "a\n\x1B[2J\xC2\x9B.csv");
    static char endless[5001];
    for (size_t i = 0; i + 2 < sizeof endless; i += 2) {
        memcpy(endless + i, "Đ", 2);
    }
    childplan_diagnostics_clear(list);
    REPORT(&findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, nowhere, endless);
    assert_in_range(childplan_diagnostics_message(list, 0, CHILDPLAN_ENGLISH, NULL, 0), 400, 450);
    assert_string_equal(childplan_diagnostics_argument(list, 0, 0), endless);
    childplan_diagnostics_free(list);
}

static void test_getters(void **state) {
    (void)state;
    childplan_diagnostics *list = new_list();
    struct findings findings;
    childplan__findings_begin(&findings, list, 0);
    char file[] = "plan.yaml";
    char argument[] = "first";
    char suggestion[] = "near";
    const struct position position = {file, 12, 34};
    REPORT_NEAREST(&findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, position, suggestion, argument, "second", NULL);
    REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
    /* Everything was copied. */
    memset(file, 'z', 4);
    memset(argument, 'z', 4);
    memset(suggestion, 'z', 4);
    assert_int_equal(childplan_diagnostics_count(list), 2);
    assert_int_equal(childplan_diagnostics_count_of(list, CHILDPLAN_SEVERITY_ERROR), 2);
    assert_int_equal(childplan_diagnostics_count_of(list, CHILDPLAN_SEVERITY_NOTE), 0);
    assert_int_equal(childplan_diagnostics_severity(list, 0), CHILDPLAN_SEVERITY_ERROR);
    assert_int_equal(childplan_diagnostics_code(list, 1), CHILDPLAN_DIAGNOSTIC_NOT_UTF8);
    assert_string_equal(childplan_diagnostics_file(list, 0), "plan.yaml");
    assert_null(childplan_diagnostics_file(list, 1));
    assert_int_equal(childplan_diagnostics_file_line(list, 0), 12);
    assert_int_equal(childplan_diagnostics_file_column(list, 0), 34);
    assert_int_equal(childplan_diagnostics_argument_count(list, 0), 3);
    assert_int_equal(childplan_diagnostics_argument_count(list, 1), 0);
    assert_string_equal(childplan_diagnostics_argument(list, 0, 0), "first");
    assert_string_equal(childplan_diagnostics_argument(list, 0, 1), "second");
    assert_string_equal(childplan_diagnostics_argument(list, 0, 2), "");
    assert_null(childplan_diagnostics_argument(list, 0, 3));
    assert_string_equal(childplan_diagnostics_suggestion(list, 0), "near");
    assert_null(childplan_diagnostics_suggestion(list, 1));
    childplan_diagnostics_clear(list);
    assert_int_equal(childplan_diagnostics_count(list), 0);
    assert_int_equal(childplan_diagnostics_count_of(list, CHILDPLAN_SEVERITY_ERROR), 0);
    REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
    assert_int_equal(childplan_diagnostics_count(list), 1);
    childplan_diagnostics_free(list);
}

static void check_nothing(const childplan_diagnostics *list, size_t index) {
    char buffer[8] = "zzz";
    assert_int_equal(childplan_diagnostics_severity(list, index), CHILDPLAN_NONE);
    assert_int_equal(childplan_diagnostics_code(list, index), 0);
    assert_null(childplan_diagnostics_file(list, index));
    assert_int_equal(childplan_diagnostics_file_line(list, index), 0);
    assert_int_equal(childplan_diagnostics_file_column(list, index), 0);
    assert_int_equal(childplan_diagnostics_argument_count(list, index), 0);
    assert_null(childplan_diagnostics_argument(list, index, 0));
    assert_null(childplan_diagnostics_suggestion(list, index));
    assert_int_equal(childplan_diagnostics_message(list, index, CHILDPLAN_ENGLISH, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
    buffer[0] = 'z';
    assert_int_equal(childplan_diagnostics_format(list, index, CHILDPLAN_ENGLISH, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
    assert_int_equal(childplan_diagnostics_format(list, index, CHILDPLAN_ENGLISH, NULL, 0), 0);
    assert_int_equal(childplan_diagnostics_format(list, index, CHILDPLAN_ENGLISH, NULL, 8), 0);
}

static void test_misuse(void **state) {
    (void)state;
    assert_int_equal(childplan_diagnostics_new(NULL), CHILDPLAN_ERROR_USAGE);
    childplan_diagnostics_free(NULL);
    childplan_diagnostics_clear(NULL);
    assert_int_equal(childplan_diagnostics_count(NULL), 0);
    assert_int_equal(childplan_diagnostics_count_of(NULL, CHILDPLAN_SEVERITY_ERROR), 0);
    check_nothing(NULL, 0);
    childplan_diagnostics *list = new_list();
    check_nothing(list, 0);
    struct findings findings;
    childplan__findings_begin(&findings, list, 0);
    REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
    check_nothing(list, 1);
    check_nothing(list, SIZE_MAX);
    assert_int_equal(childplan_diagnostics_count_of(list, -1), 0);
    assert_int_equal(childplan_diagnostics_count_of(list, 3), 0);
    assert_null(childplan_diagnostics_argument(list, 0, SIZE_MAX));
    childplan_diagnostics_free(list);
}

static void test_limit(void **state) {
    (void)state;
    childplan_diagnostics *list = new_list();
    struct findings findings;
    childplan__findings_begin(&findings, list, 3);
    assert_int_equal(childplan__findings_end(&findings), CHILDPLAN_OK);
    for (int i = 0; i < 3; i++) {
        REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
    }
    assert_int_equal(childplan__findings_end(&findings), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_count(list), 3);
    for (int i = 0; i < 12; i++) {
        REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
    }
    assert_int_equal(findings.errors, 15);
    assert_int_equal(childplan__findings_end(&findings), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_count(list), 4);
    assert_int_equal(childplan_diagnostics_code(list, 3), CHILDPLAN_DIAGNOSTIC_MORE_ERRORS);
    assert_string_equal(childplan_diagnostics_argument(list, 3, 0), "12");
    childplan_diagnostics_free(list);
}

static void test_not_interested(void **state) {
    (void)state;
    struct findings findings;
    childplan__findings_begin(&findings, NULL, 1);
    for (int i = 0; i < 5; i++) {
        REPORT(&findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, nowhere, "x");
    }
    assert_int_equal(findings.errors, 5);
    assert_int_equal(findings.no_memory, 0);
    assert_int_equal(childplan__findings_end(&findings), CHILDPLAN_ERROR_REFUSED);
}

static void test_lenient(void **state) {
    (void)state;
    childplan_diagnostics *list = new_list();
    struct findings findings;
    childplan__findings_begin(&findings, list, 0);
    findings.lenient = 1;
    REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
    REPORT(&findings, CHILDPLAN_DIAGNOSTIC_MORE_ERRORS, nowhere, "x");
    assert_int_equal(findings.errors, 1);
    assert_int_equal(childplan_diagnostics_severity(list, 0), CHILDPLAN_SEVERITY_WARNING);
    assert_int_equal(childplan_diagnostics_severity(list, 1), CHILDPLAN_SEVERITY_NOTE);
    char line[128];
    (void)childplan_diagnostics_format(list, 0, CHILDPLAN_VIETNAMESE, line, sizeof line);
    assert_int_equal(strncmp(line, "cảnh báo: ", strlen("cảnh báo: ")), 0);
    (void)childplan_diagnostics_format(list, 0, CHILDPLAN_ENGLISH, line, sizeof line);
    assert_int_equal(strncmp(line, "warning: ", strlen("warning: ")), 0);
    childplan_diagnostics_free(list);
}

static void test_without_memory(void **state) {
    (void)state;
    enum { REPORTS = 40 };
    size_t kept = 0;
    for (size_t fail_at = 1; kept < REPORTS; fail_at++) {
        struct counts counts = {.fail_at = fail_at};
        struct allocator allocator = counting(&counts);
        childplan_diagnostics *list = NULL;
        if (childplan__diagnostics_new(&allocator, &list) != CHILDPLAN_OK) {
            assert_null(list);
            continue;
        }
        struct findings findings;
        childplan__findings_begin(&findings, list, 0);
        for (int i = 0; i < REPORTS; i++) {
            char file[300];
            (void)snprintf(file, sizeof file, "%0*d.csv", i * 7, i);
            const struct position position = {file, 1, 1};
            REPORT_NEAREST(&findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, position, file, file, file);
        }
        kept = childplan_diagnostics_count(list);
        assert_int_equal(findings.no_memory, kept < REPORTS);
        assert_int_equal(findings.errors, REPORTS);
        assert_int_equal(childplan__findings_end(&findings),
                         kept < REPORTS ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_ERROR_REFUSED);
        for (size_t i = 0; i < kept; i++) {
            assert_int_equal(childplan_diagnostics_argument_count(list, i), 2);
            assert_string_equal(childplan_diagnostics_argument(list, i, 1), childplan_diagnostics_file(list, i));
            assert_string_equal(childplan_diagnostics_suggestion(list, i), childplan_diagnostics_file(list, i));
        }
        /* Still of use. */
        counts.fail_at = 0;
        childplan_diagnostics_clear(list);
        childplan__findings_begin(&findings, list, 0);
        REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NOT_UTF8, nowhere);
        assert_int_equal(childplan_diagnostics_count(list), 1);
        childplan_diagnostics_free(list);
        assert_int_equal(counts.alive, 0);
    }
}

static void test_status_strings(void **state) {
    (void)state;
    for (childplan_status status = CHILDPLAN_OK; status <= CHILDPLAN_ERROR_UNSUPPORTED; status++) {
        assert_true(strlen(childplan_status_string(status)) > 0);
        assert_string_not_equal(childplan_status_string(status), "unknown status");
    }
    assert_string_equal(childplan_status_string(CHILDPLAN_ERROR_NO_MEMORY), "out of memory");
    assert_string_equal(childplan_status_string(-1), "unknown status");
    assert_string_equal(childplan_status_string(9), "unknown status");
    assert_string_equal(childplan_status_string(INT32_MIN), "unknown status");
    assert_string_equal(childplan_status_string(INT32_MAX), "unknown status");
    unsigned numbers[3];
    assert_int_equal(sscanf(childplan_version_string(), "%u.%u.%u", &numbers[0], &numbers[1], &numbers[2]), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue),
        cmocka_unit_test(test_every_code_renders),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_small_buffers),
        cmocka_unit_test(test_hostile_arguments),
        cmocka_unit_test(test_getters),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_not_interested),
        cmocka_unit_test(test_lenient),
        cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_status_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
