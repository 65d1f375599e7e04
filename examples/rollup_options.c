#include "rollup_options.h"

#include <stdlib.h>
#include <string.h>

static childplan_status add_period(struct request *request, const char *text) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    childplan_status status = childplan_period_parse(text, strlen(text), &period);
    return status == CHILDPLAN_OK ? childplan_rollup_options_add_period(request->options, period) : status;
}

typedef childplan_status (*set_fn)(childplan_rollup_options *options, int32_t value);

static childplan_status set_day(struct request *request, const char *text, set_fn set) {
    int32_t day = CHILDPLAN_NO_DATE;
    childplan_status status = childplan_date_parse(text, strlen(text), &day);
    return status == CHILDPLAN_OK ? set(request->options, day) : status;
}

static childplan_status set_structure(struct request *request, const char *text) {
    return set_day(request, text, childplan_rollup_options_set_structure);
}

static childplan_status set_known_by(struct request *request, const char *text) {
    (void)childplan_date_parse(text, strlen(text), &request->known_by);
    childplan_data_check_options_set_known_by(request->check_options, request->known_by);
    return set_day(request, text, childplan_rollup_options_set_known_by);
}

static childplan_status set_since(struct request *request, const char *text) {
    int32_t day = CHILDPLAN_NO_DATE;
    childplan_status status = childplan_date_parse(text, strlen(text), &day);
    return status == CHILDPLAN_OK ? childplan_data_check_options_set_since(request->check_options, day) : status;
}

static childplan_status set_today(struct request *request, const char *text) {
    return childplan_date_parse(text, strlen(text), &request->today);
}

static childplan_status set_until(struct request *request, const char *text) {
    return set_day(request, text, childplan_rollup_options_set_until);
}

typedef childplan_status (*add_fn)(childplan_rollup_options *options, int32_t index);

/* An id of the plan; where there is none the diagnostics name the nearest one. */
static childplan_status add_id(struct request *request, int32_t kind, const char *id, add_fn add) {
    int32_t index = CHILDPLAN_NONE;
    childplan_status status = childplan_plan_look_up(request->plan, kind, id, &index, request->diagnostics);
    return status == CHILDPLAN_OK ? add(request->options, index) : status;
}

static childplan_status add_unit(struct request *request, const char *id) {
    return add_id(request, CHILDPLAN_KIND_UNIT, id, childplan_rollup_options_add_unit);
}

static childplan_status add_level(struct request *request, const char *id) {
    return add_id(request, CHILDPLAN_KIND_LEVEL, id, childplan_rollup_options_add_level);
}

static childplan_status add_indicator(struct request *request, const char *id) {
    return add_id(request, CHILDPLAN_KIND_INDICATOR, id, childplan_rollup_options_add_indicator);
}

/* A number of at most 9 digits; -1, which no setting takes, of anything else. */
static int32_t number_of(const char *text) {
    size_t size = strlen(text);
    int is_number = size > 0 && size <= 9 && strspn(text, "0123456789") == size;
    return is_number ? atoi(text) : -1;
}

static childplan_status set_threads(struct request *request, const char *text) {
    int32_t number = number_of(text);
    request->threads = number < 0 ? 0 : number;
    return childplan_rollup_options_set_threads(request->options, request->threads);
}

/* 350 of 3.5 or 3,5; -1 of more than two decimals, or of what is no number. */
static int32_t hundredths_of(const char *text) {
    size_t whole = strcspn(text, ".,");
    const char *decimals = text[whole] ? text + whole + 1 : "";
    char digits[10] = "";
    if (whole == 0 || whole > 7 || strlen(decimals) > 2) {
        return -1;
    }
    memcpy(digits, text, whole);
    memcpy(digits + whole, "00", 2);
    memcpy(digits + whole, decimals, strlen(decimals));
    return number_of(digits);
}

/* Unsaid in the option, as many reports as by default make a history. */
static childplan_status set_outliers(struct request *request, const char *score) {
    return childplan_data_check_options_set_outliers(request->check_options, hundredths_of(score), 6);
}

static childplan_status set_jump(struct request *request, const char *times) {
    return childplan_data_check_options_set_jump(request->check_options, hundredths_of(times));
}

static childplan_status set_floor(struct request *request, const char *number) {
    return childplan_data_check_options_set_floor(request->check_options, number_of(number));
}

/* A stock may well stay as it is: it is given twice as long, as by default. */
static childplan_status set_copies(struct request *request, const char *number) {
    int32_t reports = number_of(number);
    return childplan_data_check_options_set_copies(request->check_options, reports,
                                                   reports > 10000 ? reports : reports * 2);
}

static childplan_status add_other(struct request *request, const char *path) {
    request->others[request->other_count++] = path;
    return *path ? CHILDPLAN_OK : CHILDPLAN_ERROR_USAGE;
}

/* Where a word stands in a list; -1, which no setting takes, where it does not. */
static int32_t place_of(const char *word, const char *const words[], int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static childplan_status set_format(struct request *request, const char *text) {
    static const char *const formats[] = {"csv", "json", "table", "xlsx"};
    request->is_csv = strcmp(text, formats[CHILDPLAN_FORMAT_CSV]) == 0;
    return childplan_output_set_format(request->output, place_of(text, formats, 4));
}

static childplan_status set_language(struct request *request, const char *text) {
    static const char *const languages[] = {"en", "vi"};
    request->language = place_of(text, languages, 2);
    return childplan_output_set_language(request->output, request->language);
}

static childplan_status set_output(struct request *request, const char *path) {
    request->output_path = path;
    return *path ? CHILDPLAN_OK : CHILDPLAN_ERROR_USAGE;
}

#define TEXT(set) set, 0, 0
#define FOUND(add) add, 1, 0
#define FLAG(field) NULL, 0, offsetof(struct request, field)
#define OF_BOTH (OF_ROLLUP | OF_REPORT)

/* clang-format off */
const struct option request_options[] = {
    {OF_BOTH, "-p", "--period", "PERIOD", "2025, 2025-H1, 2025-Q3, 2025-04, 2021..2025 or plan", TEXT(add_period)},
    {OF_ROLLUP, "-u", "--unit", "UNIT", "only the rows of this unit", FOUND(add_unit)},
    {OF_ROLLUP, "-l", "--level", "LEVEL", "only the rows of units of this level", FOUND(add_level)},
    {OF_ROLLUP, "-i", "--indicator", "INDICATOR", "only the rows of this indicator", FOUND(add_indicator)},
    {OF_BOTH, NULL, "--structure", "DATE", "all periods in the tree of this day, not each in its own", TEXT(set_structure)},
    {OF_BOTH, NULL, "--known-by", "DATE", "only what had been submitted by this day", TEXT(set_known_by)},
    {OF_BOTH, NULL, "--until", "DATE", "the cut-off, instead of the end of the latest reported period", TEXT(set_until)},
    {OF_REPORT, NULL, "--today", "DATE", "the day on which it is judged who is late, instead of --known-by's or the cut-off", TEXT(set_today)},
    {OF_BOTH, NULL, "--decimal-comma", NULL, "numbers in the reports are written 1.234,5", FLAG(decimal_comma)},
    {OF_BOTH, NULL, "--lenient", NULL, "take the good rows and warn of the others", FLAG(lenient)},
    {OF_BOTH, NULL, "--also-serves", "PLAN.yaml", "leave rows that only this plan knows to it", TEXT(add_other)},
    {OF_ROLLUP, NULL, "--threads", "N", "how many threads may be used, 1 to 256", TEXT(set_threads)},
    {OF_ROLLUP, NULL, "--format", "FORMAT", "table (the default), csv, json or xlsx (a workbook, for -o FILE.xlsx)", TEXT(set_format)},
    {OF_ROLLUP, NULL, "--names", NULL, "names beside the ids in csv and json", FLAG(names)},
    {OF_ROLLUP, NULL, "--pace", NULL, "what each period that is left must add to reach the target", FLAG(pace)},
    {OF_ROLLUP, NULL, "--safe-cells", NULL, "csv that a spreadsheet takes for no formula, whoever wrote the plan", FLAG(safe_cells)},
    {OF_ROLLUP, NULL, "--lang", "LANGUAGE", "en (the default) or vi, for the table and the messages", TEXT(set_language)},
    {OF_REPORT, NULL, "--lang", "LANGUAGE", "en (the default) or vi, for the messages; the page is in Vietnamese", TEXT(set_language)},
    {OF_ROLLUP, "-o", "--output", "FILE", "write to this file", TEXT(set_output)},
    {OF_REPORT, "-o", "--output", "FILE", "the page to write", TEXT(set_output)},
    {OF_ROLLUP, NULL, "--check", NULL, "only check the plan and any reports, and say what is doubtful in them", FLAG(check)},
    {OF_ROLLUP, NULL, "--since", "DATE", "with --check: only reports for periods that end on this day or later", TEXT(set_since)},
    {OF_ROLLUP, NULL, "--outliers", "SCORE", "with --check: how far from the unit's others is asked about (3.5)", TEXT(set_outliers)},
    {OF_ROLLUP, NULL, "--jump", "TIMES", "with --check: how many times the report before is (5)", TEXT(set_jump)},
    {OF_ROLLUP, NULL, "--floor", "N", "with --check: smaller differences are not (10)", TEXT(set_floor)},
    {OF_ROLLUP, NULL, "--copies", "N", "with --check: the same figure how often in a row (4; a stock twice)", TEXT(set_copies)},
    {OF_BOTH, NULL, "--help", NULL, "show this", FLAG(help)},
    {OF_BOTH, NULL, "--version", NULL, "show the version", FLAG(version)},
};
/* clang-format on */

const size_t request_option_count = sizeof(request_options) / sizeof(request_options[0]);
