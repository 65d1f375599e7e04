/* Reports from Arrow streams. What the rows mean is tested with CSV; here, that each type says the same. */
#include "arrow_maker.h"
#include "failing_allocator.h"
#include "reports_plan.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LONG "unit,period,element,value,submitted\n"

/* Reads what a maker gives and commits it; counts may be NULL. */
static childplan_status send(struct fixture *fixture, struct maker *maker, int32_t lenient, int32_t decimal_comma,
                             int64_t *accepted, int64_t *refused) {
    childplan_import *import = NULL;
    struct ArrowArrayStream stream;
    childplan_diagnostics_clear(fixture->diagnostics);
    maker_open(maker, &stream);
    childplan_status status = childplan_import_new(fixture->reports, &import);
    if (status == CHILDPLAN_OK) {
        status = childplan_import_set_lenient(import, lenient);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_import_set_decimal_comma(import, decimal_comma);
    }
    if (status != CHILDPLAN_OK) {
        stream.release(&stream);
        return status;
    }
    status = childplan_import_read_arrow(import, "rows", &stream, fixture->diagnostics);
    assert_null(stream.release);
    assert_int_equal(maker->alive, 0);
    if (status != CHILDPLAN_ERROR_NO_MEMORY) {
        childplan_status commit = childplan_import_commit(import, accepted, refused, fixture->diagnostics);
        status = status == CHILDPLAN_OK ? commit : status;
    }
    childplan_import_free(import);
    return status;
}

/* The rows are taken, and what is held then is what the same rows as CSV give. */
static void assert_same_as_csv(struct maker *maker, int32_t decimal_comma, const char *csv) {
    struct fixture from_csv;
    struct fixture from_arrow;
    char digits[2][65];
    fixture_begin(&from_csv);
    fixture_begin(&from_arrow);
    take_good(&from_csv, csv);
    childplan_status status = send(&from_arrow, maker, 0, decimal_comma, NULL, NULL);
    assert_said(&from_arrow, "");
    assert_int_equal(status, CHILDPLAN_OK);
    char *expected = held(&from_csv);
    char *got = held(&from_arrow);
    assert_string_equal(got, expected);
    childplan_reports_digest(from_csv.reports, digits[0], sizeof digits[0]);
    childplan_reports_digest(from_arrow.reports, digits[1], sizeof digits[1]);
    assert_string_equal(digits[1], digits[0]);
    free(expected);
    free(got);
    fixture_end(&from_csv);
    fixture_end(&from_arrow);
}

/* Sent atomically it is refused with these diagnostics, and nothing is held. */
static void assert_refused(struct maker *maker, childplan_status status, const char *diagnostics) {
    struct fixture fixture;
    fixture_begin(&fixture);
    assert_int_equal(send(&fixture, maker, 0, 0, NULL, NULL), status);
    assert_said(&fixture, diagnostics);
    assert_int_equal(childplan_reports_fact_count(fixture.reports), 0);
    for (size_t i = 0; i < childplan_diagnostics_count(fixture.diagnostics); i++) {
        assert_string_equal(childplan_diagnostics_file(fixture.diagnostics, i), "rows");
    }
    fixture_end(&fixture);
}

/* One value, for an element, in a long row. */
static void assert_value_refused(const char *element, const char *format, const char *value, const char *diagnostics) {
    const struct made_column columns[] = {{"unit", "u", NULL, {"a"}},
                                          {"period", "u", NULL, {"2021-H2"}},
                                          {"element", "u", NULL, {element}},
                                          {"value", format, NULL, {value}}};
    struct maker maker = maker_of(columns, COUNT(columns), 1);
    assert_refused(&maker, CHILDPLAN_ERROR_REFUSED, diagnostics);
}

#define UNITS "a", "tổ", "top", "a", "a"
#define PERIODS "2021-H1", "2021-H1", "2021-H1", "2021-H2", "2022-H1"
#define ALLS "all", "all", "all", "all", "all"

static const char wholes_csv[] = LONG "a,2021-H1,all,7,\ntổ,2021-H1,all,0,\ntop,2021-H1,all,120,\na,2021-H2,all,1,\n"
                                      "a,2022-H1,all,127,\n";

static void send_wholes(const char *text_format, const char *text_index, const char *format, const char *index,
                        size_t batch_rows, size_t slack) {
    const struct made_column columns[] = {{"unit", text_format, text_index, {UNITS}},
                                          {"period", text_format, text_index, {PERIODS}},
                                          {"element", text_format, text_index, {ALLS}},
                                          {"value", format, index, {"7", "0", "120", "1", "127"}}};
    struct maker maker = maker_of(columns, COUNT(columns), 5);
    maker.batch_rows = batch_rows;
    maker.slack = slack;
    maker.struct_slack = slack / 2;
    assert_same_as_csv(&maker, 0, wholes_csv);
}

static const char *const index_formats[] = {"c", "C", "s", "S", "i", "I", "l", "L"};

static void whole_numbers_of_any_type(void **state) {
    (void)state;
    static const char *const formats[] = {"c", "C", "s",      "S",          "i",        "I",         "l", "L", "f",
                                          "g", "u", "d:10,0", "d:38,0,128", "d:9,0,32", "d:18,0,64", "U", "vu"};
    for (size_t i = 0; i < COUNT(formats); i++) {
        send_wholes("u", NULL, formats[i], NULL, 0, 0);
        send_wholes("u", NULL, formats[i], "c", 0, 0);
        send_wholes("u", NULL, formats[i], NULL, 2, 3);
        send_wholes("u", NULL, formats[i], "L", 2, 11);
    }
}

static void texts_of_any_type(void **state) {
    (void)state;
    static const char *const formats[] = {"u", "U", "vu"};
    for (size_t i = 0; i < COUNT(formats); i++) {
        for (size_t batch_rows = 0; batch_rows < 4; batch_rows++) {
            send_wholes(formats[i], NULL, "l", NULL, batch_rows, 0);
            send_wholes(formats[i], NULL, "l", NULL, batch_rows, 9);
        }
        for (size_t k = 0; k < COUNT(index_formats); k++) {
            send_wholes(formats[i], index_formats[k], "l", index_formats[k], 2, k);
        }
    }
}

/* Views hold texts of up to 12 bytes themselves. */
static void texts_of_any_length(void **state) {
    (void)state;
    static const char *const formats[] = {"u", "U", "vu"};
    for (size_t i = 0; i < COUNT(formats); i++) {
        const struct made_column columns[] = {
            {"unit", "u", NULL, {"a", "a", "a", "a"}},
            {"period", formats[i], NULL, {"2021-H1", "  2021-H2  ", "              ", "\t\t\t\t\t\t\t\t2022-H1"}},
            {"all", formats[i], "i", {"000000000001", "0000000000002", NULL, "00000000000000000000000003"}}};
        struct maker maker = maker_of(columns, COUNT(columns), 4);
        maker.null_row = 2;
        maker.slack = 3;
        assert_same_as_csv(&maker, 0, "unit,period,all\na,2021-H1,1\na,2021-H2,2\na,2022-H1,3\n");
    }
}

static void ids_and_periods_may_be_numbers(void **state) {
    (void)state;
    static const struct made_column columns[] = {{"note", "+l", NULL, {NULL}},
                                                 {"UNIT", "u", NULL, {" a", "\ttop "}},
                                                 {"period", "I", NULL, {"2021", "202203"}},
                                                 {"element", "vu", NULL, {"all", "ytd"}},
                                                 {"value", "l", NULL, {"5", "6"}}};
    struct maker maker = maker_of(columns, COUNT(columns), 2);
    assert_same_as_csv(&maker, 0, LONG "a,2021,all,5,\ntop,2022-03,ytd,6,\n");
}

static void exact_decimals(void **state) {
    (void)state;
    static const struct {
        const char *format;
        const char *cells[3];
        const char *csv;
    } cases[] = {
        {"d:10,2", {"1250", "-7", "0"}, "12.5 -0.07 0"},
        {"d:38,2", {"9999", "-1000", "1"}, "99.99 -10 0.01"},
        {"d:9,4,32", {"12500", "-70000", "0"}, "1.25 -7 0"},
        {"d:18,2,64", {"125", "-700", "0"}, "1.25 -7 0"},
        {"d:5,-1", {"5", "-1", "0"}, "50 -10 0"},
        {"f", {"12.5", "-0.25", "99.75"}, "12.5 -0.25 99.75"},
        {"g", {"12.5", "-0.25", "-0.0"}, "12.5 -0.25 0"},
        {"l", {"12", "-10", "0"}, "12 -10 0"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char csv[256];
        char numbers[3][16];
        const struct made_column columns[] = {
            {"unit", "u", NULL, {"a", "a", "a"}},
            {"period", "u", NULL, {"2021-H1", "2021-H2", "2022-H1"}},
            {"hours", cases[i].format, NULL, {cases[i].cells[0], cases[i].cells[1], cases[i].cells[2]}}};
        struct maker maker = maker_of(columns, COUNT(columns), 3);
        assert_int_equal(sscanf(cases[i].csv, "%15s %15s %15s", numbers[0], numbers[1], numbers[2]), 3);
        snprintf(csv, sizeof csv, "unit,period,hours\na,2021-H1,%s\na,2021-H2,%s\na,2022-H1,%s\n", numbers[0],
                 numbers[1], numbers[2]);
        assert_same_as_csv(&maker, 0, csv);
        /* A decimal comma is a matter of texts. */
        assert_same_as_csv(&maker, 1, csv);
    }
}

static void a_decimal_comma_is_for_texts(void **state) {
    (void)state;
    static const struct made_column columns[] = {{"unit", "u", NULL, {"a", "a"}},
                                                 {"period", "u", NULL, {"2021-H1", "2021-H2"}},
                                                 {"hours", "u", NULL, {"12,5", "1"}},
                                                 {"all", "g", NULL, {NULL, "1234"}}};
    struct maker maker = maker_of(columns, COUNT(columns), 2);
    assert_same_as_csv(&maker, 1, "unit,period,hours,all\na,2021-H1,12.5,\na,2021-H2,1,1234\n");
}

static void flags(void **state) {
    (void)state;
    static const char *const formats[] = {"b", "c", "g", "u"};
    for (size_t i = 0; i < COUNT(formats); i++) {
        const int is_number = i == 1 || i == 2;
        const char *yes = is_number ? "1" : "true";
        const char *no = is_number ? "0" : "false";
        const struct made_column columns[] = {{"unit", "u", NULL, {"a", "a", "a", "a"}},
                                              {"period", "u", NULL, {"2021", "2022", "2023", "2024"}},
                                              {"held", formats[i], NULL, {yes, no, NULL, yes}}};
        struct maker maker = maker_of(columns, COUNT(columns), 4);
        maker.slack = 5;
        assert_same_as_csv(&maker, 0, "unit,period,held\na,2021,1\na,2022,0\na,2024,1\n");
    }
    assert_value_refused("held", "c", "2", "423@1:4");
    assert_value_refused("all", "b", "true", "418@1:4");
}

static void values_that_do_not_fit(void **state) {
    (void)state;
    assert_value_refused("all", "L", "18446744073709551615", "422@1:4");
    assert_value_refused("all", "l", "-9223372036854775808", "424@1:4");
    assert_value_refused("hours", "l", "9223372036854775807", "422@1:4");
    assert_value_refused("hours", "d:20,3", "1001", "421@1:4");
    assert_value_refused("hours", "d:20,-20", "1001", "422@1:4");
    assert_value_refused("hours", "d:20,0", "101", "425@1:4");
    assert_value_refused("all", "g", "2.5", "421@1:4");
    assert_value_refused("all", "g", "1e19", "422@1:4");
    assert_value_refused("all", "g", "-1e300", "422@1:4");
    assert_value_refused("hours", "g", "70368744177663.984375", "422@1:4");
    assert_value_refused("all", "u", "1.234,5", "419@1:4");
    assert_value_refused("all", "u", "\xC3(", "104@1:4");
    assert_value_refused("all", "u", "1\x01", "105@1:4");
}

static void a_float_is_exact_or_refused(void **state) {
    (void)state;
    static const struct {
        const char *value;
        const char *shown;
    } cases[] = {{"92.3", "92.3"}, {"-0.1", "-0.1"},           {"1e-9", "1e-9"},
                 {"nan", "nan"},   {"-inf", "-inf"},           {"1234567890123.4", "1.235e12"},
                 {"inf", "inf"},   {"-2.5e-300", "-2.5e-300"}, {"0.0078125", "0.007813"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct made_column columns[] = {
            {"unit", "u", NULL, {"a"}}, {"period", "u", NULL, {"2021-H2"}}, {"hours", "g", NULL, {cases[i].value}}};
        struct maker maker = maker_of(columns, COUNT(columns), 1);
        struct fixture fixture;
        fixture_begin(&fixture);
        assert_int_equal(send(&fixture, &maker, 0, 0, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
        assert_said(&fixture, "444@1:3");
        assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, 0, 0), cases[i].shown);
        fixture_end(&fixture);
    }
}

static void dates_of_submission(void **state) {
    (void)state;
    static const struct {
        const char *format;
        const char *cells[3];
    } cases[] = {
        {"tdD", {"18993", NULL, "-1"}},
        {"tdm", {"1640995200000", NULL, "-86400000"}},
        {"tss:", {"1640995200", NULL, "-86400"}},
        {"tsm:UTC", {"1640995200000", NULL, "-86400000"}},
        {"tsu:+00:00", {"1640995200000000", NULL, "-86400000000"}},
        {"tsn:Etc/UTC", {"1640995200000000000", NULL, "-86400000000000"}},
        {"u", {"2022-01-01", "", "1969-12-31"}},
        {"vu", {"2022-01-01", "", "1969-12-31"}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (size_t k = 0; k < 2; k++) {
            const struct made_column columns[] = {{"unit", "u", NULL, {"a", "a", "top"}},
                                                  {"period", "u", NULL, {"2021-H1", "2021-H1", "2021-H1"}},
                                                  {"element", "u", NULL, {"all", "all", "all"}},
                                                  {"value", "l", NULL, {"2", "1", "3"}},
                                                  {"submitted",
                                                   cases[i].format,
                                                   k == 0 ? NULL : "s",
                                                   {cases[i].cells[0], cases[i].cells[1], cases[i].cells[2]}}};
            struct maker maker = maker_of(columns, COUNT(columns), 3);
            assert_same_as_csv(&maker, 0,
                               LONG "a,2021-H1,all,2,2022-01-01\na,2021-H1,all,1,\ntop,2021-H1,all,3,1969-12-31\n");
        }
    }
}

static void assert_date_refused(const char *format, const char *cell, const char *diagnostics, const char *shown) {
    const struct made_column columns[] = {{"unit", "u", NULL, {"a"}},
                                          {"period", "u", NULL, {"2021-H1"}},
                                          {"submitted", format, NULL, {cell}},
                                          {"all", "l", NULL, {"1"}}};
    struct maker maker = maker_of(columns, COUNT(columns), 1);
    struct fixture fixture;
    fixture_begin(&fixture);
    assert_int_equal(send(&fixture, &maker, 0, 0, NULL, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_said(&fixture, diagnostics);
    assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, 0, 0), shown);
    fixture_end(&fixture);
}

static void times_that_are_no_date(void **state) {
    (void)state;
    assert_date_refused("tss:", "1640995201", "445@1:3", "2022-01-01 00:00:01");
    assert_date_refused("tsu:UTC", "-1", "445@1:3", "1969-12-31 23:59:59");
    assert_date_refused("tdm", "45296000", "445@1:3", "1970-01-01 12:34:56");
    assert_date_refused("tdD", "2147483647", "426@1:3", "2147483647");
    assert_date_refused("tdD", "-2147483648", "426@1:3", "-2147483648");
    assert_date_refused("tdD", "3000000", "426@1:3", "10183-09-21");
    assert_date_refused("u", "1/2/2022", "426@1:3", "1/2/2022");
}

static void nulls_are_empty_cells(void **state) {
    (void)state;
    static const struct made_column wide[] = {{"unit", "u", "i", {"a", NULL, "a", "top"}},
                                              {"period", "u", NULL, {"2021-H1", NULL, "2021-H2", "2021-H1"}},
                                              {"all", "l", NULL, {"1", NULL, NULL, "5"}},
                                              {"held", "n", NULL, {NULL, NULL, NULL, NULL}},
                                              {"hours", "g", "S", {NULL, NULL, "2.5", NULL}}};
    for (size_t slack = 0; slack < 10; slack++) {
        struct maker maker = maker_of(wide, COUNT(wide), 4);
        maker.slack = slack;
        maker.batch_rows = slack % 4;
        assert_same_as_csv(&maker, 0, "unit,period,all,hours\na,2021-H1,1,\na,2021-H2,,2.5\ntop,2021-H1,5,\n");
        maker.null_row = 3;
        assert_same_as_csv(&maker, 0, "unit,period,all,hours\na,2021-H1,1,\na,2021-H2,,2.5\n");
    }
}

static void a_null_value_withdraws(void **state) {
    (void)state;
    static const struct made_column columns[] = {{"unit", "u", NULL, {"a", "a"}},
                                                 {"period", "u", NULL, {"2021-H1", "2021-H1"}},
                                                 {"element", "u", NULL, {"all", "all"}},
                                                 {"value", "l", NULL, {"1", NULL}},
                                                 {"submitted", "tdD", NULL, {"18993", "18994"}}};
    struct maker maker = maker_of(columns, COUNT(columns), 2);
    assert_same_as_csv(&maker, 0, LONG "a,2021-H1,all,1,2022-01-01\na,2021-H1,all,,2022-01-02\n");
    maker.column_count = 4;
    assert_refused(&maker, CHILDPLAN_ERROR_REFUSED, "427@2:4");
}

static void rows_are_counted_over_batches(void **state) {
    (void)state;
    static const struct made_column columns[] = {
        {"unit", "u", NULL, {"a", NULL, "a", "x", "a\xFF", "a\nb"}},
        {"period", "u", NULL, {"2021-H1", NULL, NULL, "2021-H1", "2021-H1", "2021-H1"}},
        {"all", "l", NULL, {"-1", NULL, "1", "1", "1", "1"}}};
    for (size_t batch_rows = 0; batch_rows < 4; batch_rows++) {
        struct maker maker = maker_of(columns, COUNT(columns), 6);
        maker.batch_rows = batch_rows;
        assert_refused(&maker, CHILDPLAN_ERROR_REFUSED, "424@1:3 410@3:2 331@4:1 104@5:1 331@6:1");
    }
}

static void a_lenient_import_takes_the_rest(void **state) {
    (void)state;
    static const struct made_column columns[] = {{"unit", "u", NULL, {"a", "b", "a"}},
                                                 {"period", "u", NULL, {"2021-H1", "2021-H1", "2021-H2"}},
                                                 {"all", "g", NULL, {"1", "2", "3"}},
                                                 {"hours", "g", NULL, {"0.1", NULL, "0.5"}}};
    struct maker maker = maker_of(columns, COUNT(columns), 3);
    struct fixture fixture;
    int64_t accepted = 0;
    int64_t refused = 0;
    fixture_begin(&fixture);
    assert_int_equal(send(&fixture, &maker, 1, 0, &accepted, &refused), CHILDPLAN_OK);
    assert_said(&fixture, "444@1:4 416@2:1");
    assert_int_equal(childplan_diagnostics_count_of(fixture.diagnostics, CHILDPLAN_SEVERITY_WARNING), 2);
    assert_int_equal(accepted, 3);
    assert_int_equal(refused, 2);
    fixture_end(&fixture);
}

static void assert_columns_refused(const struct made_column *columns, size_t count, const char *diagnostics) {
    struct maker maker = maker_of(columns, count, 1);
    assert_refused(&maker, CHILDPLAN_ERROR_REFUSED, diagnostics);
}

static void columns_that_are_wrong(void **state) {
    (void)state;
    static const struct made_column unknown[] = {
        {"unit", "u", NULL, {"a"}}, {"period", "u", NULL, {"2021"}}, {"al", "l", NULL, {"1"}}};
    static const struct made_column twice[] = {{"unit", "u", NULL, {"a"}},
                                               {"period", "u", NULL, {"2021"}},
                                               {"all", "l", NULL, {"1"}},
                                               {"Unit", "u", NULL, {"a"}}};
    static const struct made_column missing[] = {{"unit", "u", NULL, {"a"}}, {"value", "l", NULL, {"1"}}};
    static const struct made_column name[] = {{"unit\xFF", "u", NULL, {"a"}}};
    static const struct made_column nameless[] = {{"unit", "u", NULL, {"a"}},
                                                  {"period", "u", NULL, {"2021"}},
                                                  {"all", "l", NULL, {"1"}},
                                                  {NULL, "l", NULL, {"1"}}};
    assert_columns_refused(unknown, COUNT(unknown), "406@0:3");
    assert_columns_refused(twice, COUNT(twice), "405@0:4");
    assert_columns_refused(missing, COUNT(missing), "404@0:1 404@0:1");
    assert_columns_refused(name, COUNT(name), "104@0:1");
    assert_columns_refused(nameless, COUNT(nameless), "409@1:4");
    assert_columns_refused(nameless, 0, "404@0:0 404@0:0 407@0:0");
}

static void types_that_are_not_read(void **state) {
    (void)state;
    static const char *const formats[] = {"+l",       "z",     "e",     "tdD",      "tss:",   "d:76,2,256", "d:4",
                                          "d:x",      "",      "uu",    "d:38,99",  "d:3,2,", "w:4",        "D",
                                          "d:1234,2", "d:3,/", "d:3,:", "d:38,-99", "d3",     "td",         "ts",
                                          "tX:",      "tsx:",  "tss",   "tss:Mars", "tsm/UTC"};
    for (size_t i = 0; i < COUNT(formats); i++) {
        const struct made_column columns[] = {{"unit", "u", NULL, {"a"}},
                                              {"period", "u", NULL, {"2021"}},
                                              {"all", formats[i], NULL, {"1"}},
                                              {"note", formats[i], NULL, {"1"}}};
        assert_columns_refused(columns, COUNT(columns), "442@0:3");
    }
    static const struct made_column others[] = {{"unit", "b", NULL, {"true"}},
                                                {"period", "g", NULL, {"2021"}},
                                                {"all", "u", "u", {"1"}},
                                                {"submitted", "tss:Asia/Ho_Chi_Minh", NULL, {"0"}}};
    assert_columns_refused(others, COUNT(others), "442@0:1 442@0:2 442@0:3 442@0:4");
    static const struct made_column dates[] = {{"unit", "u", NULL, {"a"}},
                                               {"period", "tdD", "i", {"1"}},
                                               {"all", "l", NULL, {"1"}},
                                               {"submitted", "l", NULL, {"1"}}};
    assert_columns_refused(dates, COUNT(dates), "442@0:2 442@0:4");
    struct maker maker = maker_of(dates, COUNT(dates), 1);
    maker.format = "l";
    assert_refused(&maker, CHILDPLAN_ERROR_REFUSED, "441@0:0");
}

static const struct made_column good[] = {{"unit", "u", NULL, {"a", "a", "top", "a"}},
                                          {"period", "u", "c", {"2021-H1", "2021-H2", "2021-H1", "2022-H1"}},
                                          {"all", "l", NULL, {"1", "2", "3", "4"}},
                                          {"held", "b", NULL, {"true", NULL, "false", NULL}}};

/* What fails half-way is forgotten, lenient or not; the import goes on where it is lenient. */
static void assert_stream_refused(struct maker *maker, childplan_status status, const char *diagnostics,
                                  const char *argument) {
    assert_refused(maker, status, diagnostics);
    struct fixture fixture;
    int64_t accepted = -1;
    int64_t refused = -1;
    fixture_begin(&fixture);
    assert_int_equal(send(&fixture, maker, 1, 0, &accepted, &refused), status);
    assert_said(&fixture, diagnostics);
    assert_int_equal(childplan_diagnostics_count_of(fixture.diagnostics, CHILDPLAN_SEVERITY_ERROR), 1);
    assert_int_equal(accepted, 0);
    assert_int_equal(refused, 0);
    if (argument != NULL) {
        assert_string_equal(childplan_diagnostics_argument(fixture.diagnostics, 0, 0), argument);
    }
    fixture_end(&fixture);
}

static void streams_that_fail(void **state) {
    (void)state;
    static const struct {
        const char *error;
        const char *shown;
    } cases[] = {{"the server went away", "the server went away"},
                 {"IO error\nTraceback", "IO error…"},
                 {NULL, "5"},
                 {"", "5"},
                 {"\xFF", "5"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct maker maker = maker_of(good, COUNT(good), 4);
        maker.error = cases[i].error;
        maker.schema_fails = 5;
        assert_stream_refused(&maker, CHILDPLAN_ERROR_FILE, "440@0:0", cases[i].shown);
        maker.schema_fails = 0;
        maker.next_fails = 5;
        maker.batch_rows = 2;
        for (maker.fails_at = 0; maker.fails_at <= 4; maker.fails_at += 2) {
            assert_stream_refused(&maker, CHILDPLAN_ERROR_FILE, "440@0:0", cases[i].shown);
        }
    }
}

static void batches_that_are_not_what_they_say(void **state) {
    (void)state;
    static const struct made_column columns[][3] = {
        {{"all", "l", NULL, {"1", "2"}}, {"unit", "u", NULL, {"a", "a"}}, {"period", "u", NULL, {"2021", "2022"}}},
        {{"unit", "u", NULL, {"a", "a"}}, {"all", "l", NULL, {"1", "2"}}, {"period", "u", NULL, {"2021", "2022"}}},
        {{"unit", "vu", "s", {"a", "a"}}, {"all", "l", NULL, {"1", "2"}}, {"period", "u", NULL, {"2021", "2022"}}}};
    for (size_t i = 0; i < COUNT(columns); i++) {
        for (int damage = DAMAGE_CHILDREN; damage < DAMAGE_COUNT; damage++) {
            struct maker maker = maker_of(columns[i], 3, 2);
            maker.damage = (enum damage)damage;
            int is_of_text = damage >= DAMAGE_TEXT && damage <= DAMAGE_TEXT_DATA;
            if ((is_of_text && i != 1) || (damage >= DAMAGE_INDEX && i != 2)) {
                continue;
            }
            assert_stream_refused(&maker, CHILDPLAN_ERROR_REFUSED, "443@1:0", NULL);
        }
    }
}

static void wrong_use(void **state) {
    (void)state;
    struct fixture fixture;
    struct ArrowArrayStream stream;
    struct maker maker = maker_of(good, COUNT(good), 4);
    childplan_import *import = NULL;
    fixture_begin(&fixture);
    assert_int_equal(childplan_import_new(fixture.reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_arrow(import, "rows", NULL, NULL), CHILDPLAN_ERROR_USAGE);
    maker_open(&maker, &stream);
    assert_int_equal(childplan_import_read_arrow(NULL, "rows", &stream, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(maker.alive, 0);
    assert_int_equal(childplan_import_read_arrow(import, "rows", &stream, NULL), CHILDPLAN_ERROR_USAGE);
    maker_open(&maker, &stream);
    assert_int_equal(childplan_import_read_arrow(import, NULL, &stream, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(maker.alive, 0);
    /* Several streams, and CSV between them, are one import. */
    maker_open(&maker, &stream);
    assert_int_equal(childplan_import_read_arrow(import, "rows", &stream, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "csv", "unit,period,held\ntop,2022,1\n", 28, NULL),
                     CHILDPLAN_OK);
    maker_open(&maker, &stream);
    assert_int_equal(childplan_import_read_arrow(import, "again", &stream, NULL), CHILDPLAN_OK);
    int64_t accepted = 0;
    assert_int_equal(childplan_import_commit(import, &accepted, NULL, fixture.diagnostics), CHILDPLAN_OK);
    assert_int_equal(accepted, 7);
    int64_t value = 0;
    assert_int_equal(
        childplan_reports_get(fixture.reports, TOP, period("2021-H1"), ALL, date("2021-01-01"), &value, NULL),
        CHILDPLAN_OK);
    assert_int_equal(value, 3);
    childplan_import_free(import);
    fixture_end(&fixture);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    struct counts counts = {0, 0, 0, 0};
    struct allocator allocator = counting(&counts);
    size_t needed = SIZE_MAX;
    for (size_t fail_at = 0; fail_at <= needed; fail_at++) {
        struct fixture fixture;
        childplan_plan_options *options = NULL;
        struct maker maker = maker_of(good, COUNT(good), 4);
        maker.batch_rows = 3;
        counts.fail_at = 0;
        assert_int_equal(childplan_plan_options_new_with_allocator(allocator.allocate, allocator.context, &options),
                         CHILDPLAN_OK);
        fixture_begin_with(&fixture, options);
        counts.calls = 0;
        counts.fail_at = fail_at;
        childplan_status status = send(&fixture, &maker, 0, 0, NULL, NULL);
        size_t calls = counts.calls;
        counts.fail_at = 0;
        if (fail_at == 0) {
            needed = calls;
            assert_int_equal(status, CHILDPLAN_OK);
        } else {
            assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
            assert_int_equal(childplan_reports_fact_count(fixture.reports), 0);
        }
        assert_int_equal(maker.alive, 0);
        fixture_end(&fixture);
        childplan_plan_options_free(options);
        assert_int_equal(counts.alive, 0);
    }
    assert_true(needed > 5 && needed < 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_of_any_type),
        cmocka_unit_test(texts_of_any_type),
        cmocka_unit_test(texts_of_any_length),
        cmocka_unit_test(ids_and_periods_may_be_numbers),
        cmocka_unit_test(exact_decimals),
        cmocka_unit_test(a_decimal_comma_is_for_texts),
        cmocka_unit_test(flags),
        cmocka_unit_test(values_that_do_not_fit),
        cmocka_unit_test(a_float_is_exact_or_refused),
        cmocka_unit_test(dates_of_submission),
        cmocka_unit_test(times_that_are_no_date),
        cmocka_unit_test(nulls_are_empty_cells),
        cmocka_unit_test(a_null_value_withdraws),
        cmocka_unit_test(rows_are_counted_over_batches),
        cmocka_unit_test(a_lenient_import_takes_the_rest),
        cmocka_unit_test(columns_that_are_wrong),
        cmocka_unit_test(types_that_are_not_read),
        cmocka_unit_test(streams_that_fail),
        cmocka_unit_test(batches_that_are_not_what_they_say),
        cmocka_unit_test(wrong_use),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("arrow reports", tests, NULL, NULL);
}
