#include "failing_allocator.h"
#include "reports_plan.h"

#define LONG "unit,period,element,value,submitted\n"

static void assert_held(const struct fixture *fixture, const char *expected) {
    char *text = held(fixture);
    assert_string_equal(text, expected);
    free(text);
}

static void test_misuse(void **state) {
    (void)state;
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    int64_t half = period("2021-H2");
    assert_int_equal(childplan_import_new(NULL, &import), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_new(fixture.reports, NULL), CHILDPLAN_ERROR_USAGE);
    assert_null(import);
    assert_int_equal(childplan_import_set_decimal_comma(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_lenient(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_read_file(NULL, "r.csv", NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_read_memory(NULL, "r.csv", "", 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_value(NULL, A, half, ALL, 1, CHILDPLAN_NO_DATE, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_withdrawal(NULL, A, half, ALL, 1, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_commit(NULL, NULL, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_import_free(NULL);

    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_decimal_comma(import, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_lenient(import, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_threads(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_threads(import, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_threads(import, 257), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_set_threads(import, 256), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_file(import, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_read_memory(import, NULL, "", 0, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_read_memory(import, "r.csv", NULL, 1, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_withdrawal(import, A, half, ALL, CHILDPLAN_NO_DATE, NULL),
                     CHILDPLAN_ERROR_USAGE);
    static const struct {
        int32_t unit;
        int32_t element;
    } wrong[] = {{-1, ALL}, {4, ALL}, {A, -1}, {A, 7}};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(childplan_import_add_value(import, wrong[i].unit, half, wrong[i].element, 1, CHILDPLAN_NO_DATE,
                                                    fixture.diagnostics),
                         CHILDPLAN_ERROR_USAGE);
        assert_int_equal(childplan_import_add_withdrawal(import, wrong[i].unit, half, wrong[i].element, 1, NULL),
                         CHILDPLAN_ERROR_USAGE);
    }
    assert_int_equal(childplan_import_add_value(import, A, CHILDPLAN_NO_PERIOD, ALL, 1, CHILDPLAN_NO_DATE, NULL),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_diagnostics_count(fixture.diagnostics), 0);
    int64_t accepted = -1;
    int64_t refused = -1;
    assert_int_equal(childplan_import_commit(import, &accepted, &refused, fixture.diagnostics), CHILDPLAN_OK);
    assert_int_equal(accepted, 0);
    assert_int_equal(refused, 0);
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_add_values_misuse(void **state) {
    (void)state;
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    const int32_t units[] = {A, 4};
    const int64_t periods[] = {period("2021-H2"), period("2021-H2")};
    const int32_t elements[] = {ALL, ALL};
    const int64_t values[] = {1, 2};
    childplan_diagnostics *said_here = fixture.diagnostics;
    assert_int_equal(childplan_import_add_values(NULL, 1, units, periods, elements, values, NULL, said_here),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_values(import, 1, NULL, periods, elements, values, NULL, said_here),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_values(import, 1, units, NULL, elements, values, NULL, said_here),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_values(import, 1, units, periods, NULL, values, NULL, said_here),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_values(import, 1, units, periods, elements, NULL, NULL, said_here),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_import_add_values(import, 2, units, periods, elements, values, NULL, said_here),
                     CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_diagnostics_count(said_here), 0);
    int64_t accepted = -1;
    assert_int_equal(childplan_import_commit(import, &accepted, NULL, said_here), CHILDPLAN_OK);
    assert_int_equal(accepted, 0);
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_atomic(void **state) {
    (void)state;
    struct fixture fixture;
    int64_t accepted = -1;
    int64_t refused = -1;
    fixture_begin(&fixture);
    assert_int_equal(
        take(&fixture, 0, LONG "a,2021-H2,all,7\na,2021-H2,al,1\nx,2021-h9,all,-1,soon\n", &accepted, &refused),
        CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "332@3:11 331@4:1 413@4:3 424@4:15 426@4:18");
    assert_string_equal(childplan_diagnostics_suggestion(fixture.diagnostics, 0), "all");
    assert_int_equal(accepted, -1);
    assert_int_equal(refused, -1);
    assert_held(&fixture, "");
    fixture_end(&fixture);
}

static void test_refused_stays_refused(void **state) {
    (void)state;
    static const char bad[] = LONG "a,2021-H2,all,x\n";
    static const char good[] = LONG "a,2021-H2,all,1\n";
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "bad", bad, sizeof bad - 1, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_import_read_memory(import, "good", good, sizeof good - 1, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "good", good, sizeof good - 1, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_held(&fixture, "");
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_lenient(void **state) {
    (void)state;
    struct fixture fixture;
    int64_t accepted = -1;
    int64_t refused = -1;
    fixture_begin(&fixture);
    assert_int_equal(
        take(&fixture, 1, LONG "a,2021-H2,all,7\na,2021-H2,al,1\nx,2021-h9,all,-1,soon\n", &accepted, &refused),
        CHILDPLAN_OK);
    assert_said(&fixture, "332@3:11 331@4:1 413@4:3 424@4:15 426@4:18");
    assert_int_equal(childplan_diagnostics_count_of(fixture.diagnostics, CHILDPLAN_SEVERITY_WARNING), 5);
    assert_int_equal(accepted, 1);
    assert_int_equal(refused, 2);
    assert_held(&fixture, "1 0 1: 7@-2147483648\n");
    fixture_end(&fixture);
}

/* A header that cannot be understood is an error, lenient or not; the import goes on without the file. */
static void test_lenient_header(void **state) {
    (void)state;
    static const char good[] = LONG "a,2021-H2,all,1\n";
    static const char *const bad[] = {"", "unit,period,element\n", "a,b\n", "\xFF", "\"", "unit,period\n"};
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        childplan_diagnostics_clear(fixture.diagnostics);
        assert_int_equal(childplan_import_read_memory(import, "bad", bad[i], strlen(bad[i]), fixture.diagnostics),
                         CHILDPLAN_ERROR_REFUSED);
        assert_true(childplan_diagnostics_count_of(fixture.diagnostics, CHILDPLAN_SEVERITY_ERROR) > 0);
    }
    assert_int_equal(childplan_import_read_memory(import, "empty", NULL, 0, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_import_read_memory(import, "good", good, sizeof good - 1, NULL), CHILDPLAN_OK);
    int64_t accepted = -1;
    int64_t refused = -1;
    assert_int_equal(childplan_import_commit(import, &accepted, &refused, NULL), CHILDPLAN_OK);
    assert_int_equal(accepted, 1);
    assert_int_equal(refused, 0);
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_header_only(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, LONG);
    take_good(&fixture, "unit;period;all;;");
    assert_held(&fixture, "");
    fixture_end(&fixture);
}

static void test_wide(void **state) {
    (void)state;
    struct fixture fixture;
    int64_t accepted = -1;
    int64_t refused = -1;
    fixture_begin(&fixture);
    assert_int_equal(take(&fixture, 1,
                          "Period;UNIT;all;held;hours;visits;note;\n"
                          "2021-H2;a;10;Có;12.5;;gì đó;\n"
                          "2021-H2;top;3;;1.234;7\n"
                          "2030-H1;a;1;x;;\n"
                          "2021-H2;b;1;x;;\n"
                          "2022;tổ;5;KHÔNG;;\n"
                          "2022-Q3;top;;;;1\n"
                          "2022-Q3;a;;;;1;;9\n"
                          "2022-Q3;a;;;;1;;\n",
                          &accepted, &refused),
                     CHILDPLAN_OK);
    assert_said(&fixture, "421@3:16 415@3:22 414@4:1 416@5:9 417@7:16 409@8:17");
    assert_int_equal(accepted, 7);
    assert_int_equal(refused, 6);
    assert_held(&fixture, "0 0 1: 3@-2147483648\n"
                          "1 0 1: 10@-2147483648\n"
                          "1 3 1: 1250@-2147483648\n"
                          "1 4 1: 1@-2147483648\n"
                          "1 6 6: 1@-2147483648\n"
                          "3 0 3: 5@-2147483648\n"
                          "3 4 3: 0@-2147483648\n");
    fixture_end(&fixture);
}

/* Combining and precomposed letters are the same name and the same flag. */
static void test_unicode_forms(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, LONG "to\xCC\x82\xCC\x89,2021-H1,held,kho\xCC\x82ng\n"
                             "t\xE1\xBB\x95,2021-H2,held,CO\xCC\x81\n");
    assert_held(&fixture, "3 4 0: 0@-2147483648\n3 4 1: 1@-2147483648\n");
    fixture_end(&fixture);
}

static void test_decimal_comma(void **state) {
    (void)state;
    static const char text[] = "unit;period;hours;all\na;2021-H1;12,5;1.234\na;2021-H2;-0,25;7\n";
    static const char wrong[] = "unit;period;hours;all\na;2021-H1;12.5;1.23\na;2021-H2;1,2,3;12a\n";
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_decimal_comma(import, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "c", text, sizeof text - 1, fixture.diagnostics),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, fixture.diagnostics), CHILDPLAN_OK);
    assert_held(&fixture, "1 0 0: 1234@-2147483648\n1 0 1: 7@-2147483648\n"
                          "1 3 0: 1250@-2147483648\n1 3 1: -25@-2147483648\n");
    assert_int_equal(childplan_import_read_memory(import, "c", wrong, sizeof wrong - 1, fixture.diagnostics),
                     CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "420@2:11 420@2:16 420@3:11 418@3:17");
    childplan_import_free(import);

    assert_int_equal(take(&fixture, 0, text, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "419@2:11 421@2:16 419@3:11 429@3:17");
    fixture_end(&fixture);
}

static void test_read_file(void **state) {
    (void)state;
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    FILE *file = fopen("test_import.csv", "wb");
    assert_non_null(file);
    fputs("\xEF\xBB\xBFunit\tperiod\tall\r\na\t2021-H1\t4\r\n", file);
    fclose(file);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_file(import, "test_import.csv", fixture.diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, fixture.diagnostics), CHILDPLAN_OK);
    remove("test_import.csv");
    assert_held(&fixture, "1 0 0: 4@-2147483648\n");
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_file(import, "test_import.csv", fixture.diagnostics), CHILDPLAN_ERROR_FILE);
    assert_said(&fixture, "101@0:0");
    assert_int_equal(childplan_diagnostics_count_of(fixture.diagnostics, CHILDPLAN_SEVERITY_ERROR), 1);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_lenient(import, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_file(import, "test_import.csv", NULL), CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_add_value(void **state) {
    (void)state;
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    childplan_diagnostics *notes = fixture.diagnostics;
    int64_t half = period("2021-H2");
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, half, ALL, 9, 100, notes), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, half, HOURS, 10001, CHILDPLAN_NO_DATE, notes), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, half, HELD, 2, CHILDPLAN_NO_DATE, notes), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, half, VISITS, 2, CHILDPLAN_NO_DATE, notes), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, period("2020-H2"), ALL, 2, CHILDPLAN_NO_DATE, notes),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, B, half, ALL, 2, CHILDPLAN_NO_DATE, notes), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, TOP, period("2021-Q1"), VISITS, 2, CHILDPLAN_NO_DATE, notes),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_withdrawal(import, A, half, ALL, 200, notes), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, half, SOME, 10, 150, notes), CHILDPLAN_OK);
    assert_said(&fixture, "425@2:0 423@3:0 415@4:0 414@5:0 416@6:0 417@7:0");
    assert_string_equal(childplan_diagnostics_file(notes, 0), "values");
    int64_t accepted = -1;
    int64_t refused = -1;
    assert_int_equal(childplan_import_commit(import, &accepted, &refused, notes), CHILDPLAN_OK);
    assert_int_equal(accepted, 2);
    assert_int_equal(refused, 7);
    assert_int_equal(childplan_diagnostics_code(notes, 6), CHILDPLAN_DIAGNOSTIC_PART_ABOVE_WHOLE);
    assert_int_equal(childplan_diagnostics_file_line(notes, 6), 9);
    assert_held(&fixture, "1 0 1: withdrawn 0@200 9@100\n");

    /* The import begins anew. */
    childplan_diagnostics_clear(notes);
    assert_int_equal(childplan_import_add_value(import, A, half, HELD, -1, CHILDPLAN_NO_DATE, notes), CHILDPLAN_OK);
    assert_said(&fixture, "423@1:0");
    assert_int_equal(childplan_import_commit(import, &accepted, &refused, notes), CHILDPLAN_OK);
    assert_int_equal(accepted, 0);
    assert_int_equal(refused, 1);
    assert_int_equal(childplan_import_set_lenient(import, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(import, A, half, HELD, -1, CHILDPLAN_NO_DATE, notes),
                     CHILDPLAN_ERROR_REFUSED);
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_add_values(void **state) {
    (void)state;
    struct fixture fixture;
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    const int32_t units[] = {A, TO, A};
    const int64_t periods[] = {period("2021-H2"), period("2022"), period("2021-H2")};
    const int32_t elements[] = {ALL, ALL, ALL};
    const int64_t values[] = {1, 2, -3};
    const int32_t submitted[] = {CHILDPLAN_NO_DATE, 7, 8};
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(
        childplan_import_add_values(import, 2, units, periods, elements, values, submitted, fixture.diagnostics),
        CHILDPLAN_OK);
    int64_t accepted = -1;
    assert_int_equal(childplan_import_commit(import, &accepted, NULL, fixture.diagnostics), CHILDPLAN_OK);
    assert_int_equal(accepted, 2);
    assert_held(&fixture, "1 0 1: 1@-2147483648\n3 0 3: 2@7\n");
    assert_int_equal(
        childplan_import_add_values(import, 3, units, periods, elements, values, NULL, fixture.diagnostics),
        CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "424@3:0");
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void test_same_cell_and_date(void **state) {
    (void)state;
    struct fixture fixture;
    int64_t accepted = -1;
    int64_t refused = -1;
    fixture_begin(&fixture);
    assert_int_equal(take(&fixture, 0, LONG "a,2021-H2,all,5\na,2021-h2,all,5.0\na,2021,all,+5\n", &accepted, &refused),
                     CHILDPLAN_OK);
    assert_said(&fixture, "429@3:15 429@4:12");
    assert_int_equal(accepted, 1);
    assert_int_equal(refused, 0);
    assert_int_equal(take(&fixture, 0, LONG "a,2022-H2,all,5\na,2022-H2,all,6\na,2022-H2,all,5\n", NULL, NULL),
                     CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "428@2:15 428@3:15 428@4:15");
    assert_int_equal(
        take(&fixture, 1, LONG "a,2022-H2,all,5\na,2022-H2,all,,2023-01-01\na,2022-H2,all,6\n", &accepted, &refused),
        CHILDPLAN_OK);
    assert_said(&fixture, "428@2:15 432@3:15 428@4:15");
    assert_int_equal(accepted, 1);
    assert_int_equal(refused, 2);
    /* Across imports what is held stays. */
    assert_int_equal(take(&fixture, 0, LONG "a,2021-H2,all,6\n", NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "428@2:15");
    assert_int_equal(take(&fixture, 1, LONG "a,2021-H2,all,6\na,2021-H2,all,5\n", &accepted, &refused), CHILDPLAN_OK);
    assert_said(&fixture, "428@2:15 429@3:15");
    assert_int_equal(accepted, 0);
    assert_int_equal(refused, 1);
    assert_int_equal(take(&fixture, 1, LONG "a,2022-H2,all,7,2023-01-01\n", NULL, &refused), CHILDPLAN_OK);
    assert_said(&fixture, "428@2:15");
    assert_held(&fixture, "1 0 1: 5@-2147483648\n1 0 3: withdrawn 0@19358\n");
    fixture_end(&fixture);
}

/* Two imports are each checked against what is held when they are committed. */
static void test_open_together(void **state) {
    (void)state;
    struct fixture fixture;
    childplan_import *first = NULL;
    childplan_import *second = NULL;
    fixture_begin(&fixture);
    int64_t half = period("2021-H2");
    assert_int_equal(childplan_import_new(fixture.reports, &first), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(fixture.reports, &second), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(first, A, half, ALL, 5, CHILDPLAN_NO_DATE, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_add_value(second, A, half, ALL, 6, CHILDPLAN_NO_DATE, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(second, NULL, NULL, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(first, NULL, NULL, fixture.diagnostics), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "428@1:0");
    assert_held(&fixture, "1 0 1: 6@-2147483648\n");
    childplan_import_free(first);
    childplan_import_free(second);
    fixture_end(&fixture);
}

static void test_nothing_to_withdraw(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    take_good(&fixture, LONG "a,2021-H2,all,,2022-02-01\na,2021-H2,all,5,2022-03-01\na,2021-H2,all,,2022-04-01\n"
                             "a,2021-H2,all,,2022-05-01\n");
    assert_said(&fixture, "432@2:15 432@5:15");
    take_good(&fixture, LONG "a,2022-H2,all,5\n");
    take_good(&fixture, LONG "a,2022-H2,all,,2023-01-10\n");
    assert_said(&fixture, "");
    fixture_end(&fixture);
}

/* Each: what is held before, what is imported leniently, what is said, what is held afterwards of unit a, cycle 1. */
static void test_parts(void **state) {
    (void)state;
    static const struct {
        const char *before;
        const char *import;
        const char *said;
        const char *held;
    } cases[] = {
        {"", "a,2021,some,5\na,2021,all,5\n", "", "1 0 1: 5@-2147483648\n1 1 1: 5@-2147483648\n"},
        {"", "a,2021,some,6\na,2021,all,5\n", "430@2:13", "1 0 1: 5@-2147483648\n"},
        /* No whole: nothing to be above of. Nor where it was withdrawn. */
        {"", "a,2021,some,6\n", "", "1 1 1: 6@-2147483648\n"},
        {"", "a,2021,all,5,1970-01-02\na,2021,all,,1970-01-03\na,2021,some,6,1970-01-03\n", "",
         "1 0 1: withdrawn 0@2 5@1\n1 1 1: 6@2\n"},
        /* For a time only the part is above: on that day it is refused. */
        {"", "a,2021,all,5\na,2021,some,6,1970-01-02\na,2021,all,7,1970-01-03\n", "430@3:13",
         "1 0 1: 7@2 5@-2147483648\n"},
        {"", "a,2021,all,5\na,2021,some,4,1970-01-02\na,2021,all,3,1970-01-03\n", "430@3:13",
         "1 0 1: 3@2 5@-2147483648\n"},
        {"", "a,2021,all,5\na,2021,some,4,1970-01-02\na,2021,all,3,1970-01-03\na,2021,some,2,1970-01-03\n", "",
         "1 0 1: 3@2 5@-2147483648\n1 1 1: 2@2 4@1\n"},
        /* What is refused lays bare an older part, which is refused too where it is above. */
        {"", "a,2021,all,9\na,2021,some,8\na,2021,some,7,1970-01-02\na,2021,all,3,1970-01-03\n", "430@3:13 430@4:13",
         "1 0 1: 3@2 9@-2147483648\n"},
        /* A refused whole is no whole: parts of parts. */
        {"", "a,2021,all,5\na,2021,some,6\na,2021,few,6\n", "430@3:13", "1 0 1: 5@-2147483648\n1 2 1: 6@-2147483648\n"},
        {"", "a,2021,few,3\na,2021,some,2\na,2021,all,5\n", "430@2:12", "1 0 1: 5@-2147483648\n1 1 1: 2@-2147483648\n"},
        /* Against what is held. */
        {"a,2021,all,5\n", "a,2021,some,6\n", "430@2:13", "1 0 1: 5@-2147483648\n"},
        {"a,2021,some,6\n", "a,2021,all,5\n", "431@2:12", "1 1 1: 6@-2147483648\n"},
        {"a,2021,some,6,1970-01-05\n", "a,2021,all,5,1970-01-02\na,2021,all,7,1970-01-05\n", "",
         "1 0 1: 7@4 5@1\n1 1 1: 6@4\n"},
        {"a,2021,all,10\na,2021,some,8\n", "a,2021,all,5,1970-01-02\na,2021,some,4,1970-01-02\n", "",
         "1 0 1: 5@1 10@-2147483648\n1 1 1: 4@1 8@-2147483648\n"},
        {"a,2021,all,10\na,2021,some,8\n", "a,2021,all,5,1970-01-02\na,2021,some,6,1970-01-02\n", "431@2:12 430@3:13",
         "1 0 1: 10@-2147483648\n1 1 1: 8@-2147483648\n"},
        {"a,2021,all,10\na,2021,some,8\n", "a,2021,all,5,1970-01-02\na,2021,some,6,1970-01-03\n", "431@2:12",
         "1 0 1: 10@-2147483648\n1 1 1: 6@2 8@-2147483648\n"},
        /* The whole that must go is itself a part: what it had superseded counts again. */
        {"a,2021,few,4\n", "a,2021,all,9\na,2021,some,8\na,2021,some,3,1970-01-02\na,2021,all,7,1970-01-03\n",
         "430@3:13 431@4:13", "1 0 1: 7@2 9@-2147483648\n1 2 1: 4@-2147483648\n"},
        /* A withdrawn part is above nothing; a refused withdrawal of one is not thought of. */
        {"a,2021,some,6\n", "a,2021,some,,1970-01-02\na,2021,all,5,1970-01-02\n", "",
         "1 0 1: 5@1\n1 1 1: withdrawn 0@1 6@-2147483648\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture;
        char text[512];
        fixture_begin(&fixture);
        snprintf(text, sizeof text, LONG "%s", cases[i].before);
        take_good(&fixture, text);
        snprintf(text, sizeof text, LONG "%s", cases[i].import);
        assert_int_equal(take(&fixture, 1, text, NULL, NULL), CHILDPLAN_OK);
        assert_said(&fixture, cases[i].said);
        assert_held(&fixture, cases[i].held);
        fixture_end(&fixture);
    }
}

/* Every order of some rows gives the same, together or as an atomic refusal. */
#define ROWS 6
static void permute(const char *const *rows, size_t *order, size_t from, const char *expected) {
    if (from == ROWS) {
        struct fixture fixture;
        char text[1024] = LONG;
        fixture_begin(&fixture);
        for (size_t i = 0; i < ROWS; i++) {
            strcat(text, rows[order[i]]);
        }
        assert_int_equal(take(&fixture, 0, text, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
        assert_held(&fixture, "");
        assert_int_equal(take(&fixture, 1, text, NULL, NULL), CHILDPLAN_OK);
        assert_held(&fixture, expected);
        fixture_end(&fixture);
        return;
    }
    for (size_t i = from; i < ROWS; i++) {
        size_t kept = order[from];
        order[from] = order[i];
        order[i] = kept;
        permute(rows, order, from + 1, expected);
        order[i] = order[from];
        order[from] = kept;
    }
}

static void test_any_order(void **state) {
    (void)state;
    static const char *const repeated[ROWS] = {"a,2021,all,5\n",  "a,2021,all,6\n",  "a,2021,all,5\n",
                                               "a,2021,some,5\n", "a,2021,some,5\n", "a,2021,all,4,1970-01-02\n"};
    static const char *const parts[ROWS] = {"a,2021,all,9\n",  "a,2021,all,3,1970-01-03\n",
                                            "a,2021,some,8\n", "a,2021,some,3,1970-01-02\n",
                                            "a,2021,few,8\n",  "a,2021,few,4,1970-01-03\n"};
    size_t order[ROWS] = {0, 1, 2, 3, 4, 5};
    permute(repeated, order, 0, "1 0 1: 4@1\n");
    permute(parts, order, 0, "1 0 1: 3@2 9@-2147483648\n1 1 1: 3@1 8@-2147483648\n");
}

static void test_many_rows(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    size_t room = 64 * 4096;
    char *text = malloc(room);
    assert_non_null(text);
    size_t size = (size_t)snprintf(text, room, LONG);
    for (int revision = 40; revision >= 1; revision--) {
        for (int month = 60; month >= 1; month--) {
            size +=
                (size_t)snprintf(text + size, room - size, "%s,%d%02d,ytd,%d,19%02d-01-01\n", month % 2 ? "a" : "top",
                                 2021 + (month - 1) / 12, (month - 1) % 12 + 1, revision * month, 70 + revision % 30);
        }
    }
    /* Ten of the dates stand twice, with different values. */
    int64_t accepted = -1;
    int64_t refused = -1;
    assert_int_equal(take(&fixture, 1, text, &accepted, &refused), CHILDPLAN_OK);
    assert_int_equal(accepted, 20 * 60);
    assert_int_equal(refused, 20 * 60);
    int64_t value = -1;
    assert_int_equal(childplan_reports_get(fixture.reports, A, period("2025-11"), YTD, CHILDPLAN_NO_DATE, &value, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(value, 29 * 59);
    assert_int_equal(
        childplan_reports_get(fixture.reports, TOP, period("202102"), YTD, date("1987-05-05"), &value, NULL),
        CHILDPLAN_OK);
    assert_int_equal(value, 17 * 2);
    free(text);
    fixture_end(&fixture);
}

static void test_error_limit(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    char text[8192] = LONG;
    for (int i = 0; i < 150; i++) {
        strcat(text, "nobody,2021-H2,all,1\n");
    }
    assert_int_equal(take(&fixture, 0, text, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_count_of(fixture.diagnostics, CHILDPLAN_SEVERITY_ERROR), 100);
    assert_int_equal(childplan_diagnostics_code(fixture.diagnostics, 100), CHILDPLAN_DIAGNOSTIC_MORE_ERRORS);
    int64_t refused = -1;
    assert_int_equal(take(&fixture, 1, text, NULL, &refused), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_count(fixture.diagnostics), 150);
    assert_int_equal(refused, 150);
    fixture_end(&fixture);
}

/* A cell that is long or holds line ends is quoted on one line and cut between characters. */
/* No id of an element can come next where there are none. */
static void test_plan_without_elements(void **state) {
    static const char plan[] = "childplan: 1\n"
                               "plan: {id: T, title: T, horizon: {from: 2021, to: 2021}}\n"
                               "levels: [{id: province, name: P}]\n"
                               "units: [{id: a, name: A, level: province}]\n";
    static const char text[] = LONG "a,2021-H1,all,1,\na,2021-H1,all,2,\n";
    childplan_plan *without = NULL;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    (void)state;
    assert_int_equal(childplan_plan_load_memory("plan.yaml", plan, strlen(plan), NULL, &without, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(without, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "r.csv", text, strlen(text), NULL), CHILDPLAN_ERROR_REFUSED);
    childplan_import_free(import);
    childplan_reports_free(reports);
    childplan_plan_free(without);
}

static void test_long_cells(void **state) {
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    char text[2048] = LONG "\"one\ntwo\",2021-H2,all,1\n";
    for (int i = 0; i < 200; i++) {
        strcat(text, i % 2 ? "ữ" : "a");
    }
    strcat(text, ",2021-H2,all,1\n");
    assert_int_equal(take(&fixture, 0, text, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, "331@2:1 331@4:1");
    assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, 0, 0), "one…");
    assert_int_equal(strlen(childplan_diagnostics_argument(fixture.diagnostics, 1, 0)), 40 + 40 * 3 + 3);
    fixture_end(&fixture);
}

static const char first_text[] = LONG "a,2021,all,5\na,2021,some,4\n";
static const char second_text[] = LONG "a,2021,all,7,1970-01-02\na,2022,some,4\na,2022,all,3\na,2022,all,3\n"
                                       "to\xCC\x82\xCC\x89,2021,held,\"c\xC3\xB3\"\na,2021,some,,1970-01-09\n"
                                       "a,2022-03,ytd,4\na,2022-03,ytd,5\na,2021,few,,1970-01-01\n"
                                       "a,2022-H1,hours,1\na,2022-H2,hours,1\na,2023-H1,hours,1\n"
                                       "a,2023-H2,hours,1\na,2024-H1,hours,1\na,2024-H2,hours,\"\"\"\"\n";

/* One import with the allocation `fail_at` calls later failing, and all after it; each failed call is tried again.
   1 where any failed. */
static int32_t import_with_failure(struct fixture *fixture, struct counts *counts, size_t fail_at) {
    childplan_import *import = NULL;
    int32_t failed = 0;
    char *before = held(fixture);
    counts->fail_at = counts->calls + fail_at;
    childplan_status status = childplan_import_new(fixture->reports, &import);
    if (status != CHILDPLAN_OK) {
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
        assert_null(import);
        counts->fail_at = 0;
        failed = 1;
        assert_int_equal(childplan_import_new(fixture->reports, &import), CHILDPLAN_OK);
    }
    assert_int_equal(childplan_import_set_lenient(import, 1), CHILDPLAN_OK);
    status = childplan_import_read_memory(import, "r.csv", second_text, sizeof second_text - 1, NULL);
    if (status != CHILDPLAN_OK) {
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
        counts->fail_at = 0;
        failed = 1;
        assert_int_equal(childplan_import_read_memory(import, "r.csv", second_text, sizeof second_text - 1, NULL),
                         CHILDPLAN_OK);
    }
    status = childplan_import_add_value(import, TOP, period("2021-H1"), ALL, 12, CHILDPLAN_NO_DATE, NULL);
    if (status != CHILDPLAN_OK) {
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
        counts->fail_at = 0;
        failed = 1;
        assert_int_equal(childplan_import_add_value(import, TOP, period("2021-H1"), ALL, 12, CHILDPLAN_NO_DATE, NULL),
                         CHILDPLAN_OK);
    }
    assert_held(fixture, before);
    int64_t accepted = -1;
    int64_t refused = -1;
    status = childplan_import_commit(import, &accepted, &refused, NULL);
    if (status != CHILDPLAN_OK) {
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
        assert_int_equal(accepted, -1);
        assert_held(fixture, before);
        counts->fail_at = 0;
        failed = 1;
        assert_int_equal(childplan_import_commit(import, &accepted, &refused, NULL), CHILDPLAN_OK);
    }
    assert_int_equal(accepted, 11);
    assert_int_equal(refused, 4);
    counts->fail_at = 0;
    childplan_import_free(import);
    free(before);
    return failed;
}

static void test_without_memory(void **state) {
    (void)state;
    int32_t failed = 1;
    for (size_t fail_at = 1; failed; fail_at++) {
        struct counts counts = {0};
        struct allocator allocator = counting(&counts);
        struct fixture fixture;
        childplan_plan_options *options = NULL;
        assert_int_equal(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options),
                         CHILDPLAN_OK);
        fixture_begin_with(&fixture, options);
        childplan_plan_options_free(options);
        take_good(&fixture, first_text);
        failed = import_with_failure(&fixture, &counts, fail_at);
        assert_held(&fixture, "0 0 0: 12@-2147483648\n"
                              "1 0 1: 7@1 5@-2147483648\n"
                              "1 0 3: 3@-2147483648\n"
                              "1 1 1: withdrawn 0@8 4@-2147483648\n"
                              "1 2 1: withdrawn 0@0\n"
                              "1 3 2: 100@-2147483648\n"
                              "1 3 3: 100@-2147483648\n"
                              "1 3 4: 100@-2147483648\n"
                              "1 3 5: 100@-2147483648\n"
                              "1 3 6: 100@-2147483648\n"
                              "3 4 1: 1@-2147483648\n");
        fixture_end(&fixture);
        assert_int_equal(counts.alive, 0);
    }
}

static void test_reports_without_memory(void **state) {
    (void)state;
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct fixture fixture;
    childplan_plan_options *options = NULL;
    assert_int_equal(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options),
                     CHILDPLAN_OK);
    fixture_begin_with(&fixture, options);
    childplan_plan_options_free(options);
    for (size_t fail_at = 1;; fail_at++) {
        childplan_reports *reports = NULL;
        counts.fail_at = counts.calls + fail_at;
        childplan_status status = childplan_reports_new(fixture.plan, &reports);
        counts.fail_at = 0;
        childplan_reports_free(reports);
        if (status == CHILDPLAN_OK) {
            assert_true(fail_at > 1);
            break;
        }
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
        assert_null(reports);
    }
    fixture_end(&fixture);
    assert_int_equal(counts.alive, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_add_values_misuse),
        cmocka_unit_test(test_atomic),
        cmocka_unit_test(test_refused_stays_refused),
        cmocka_unit_test(test_lenient),
        cmocka_unit_test(test_lenient_header),
        cmocka_unit_test(test_header_only),
        cmocka_unit_test(test_wide),
        cmocka_unit_test(test_unicode_forms),
        cmocka_unit_test(test_decimal_comma),
        cmocka_unit_test(test_read_file),
        cmocka_unit_test(test_add_value),
        cmocka_unit_test(test_add_values),
        cmocka_unit_test(test_same_cell_and_date),
        cmocka_unit_test(test_open_together),
        cmocka_unit_test(test_nothing_to_withdraw),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_many_rows),
        cmocka_unit_test(test_error_limit),
        cmocka_unit_test(test_plan_without_elements),
        cmocka_unit_test(test_long_cells),
        cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_reports_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
