/* A loaded plan: every getter, and each asked wrongly. */
#include "support.h"

#include "plan/model.h"

#include <string.h>

static const char text[] =
    "childplan: 1\n"
    "plan:\n"
    "  id: 251/KH-LĐLĐ\n"
    "  title: Vì trẻ em\n"
    "  issued: 2021-05-11\n"
    "  issuer: tỉnh\n"
    "  signed_by: Đông Thị Nghĩa\n"
    "  based_on: [{id: 104/KH-TLĐ, issued: 2021-04-29}, {id: 28/NQ}]\n"
    "  horizon: {from: 2021, to: 2030}\n"
    "  purpose: [Nâng cao nhận thức, Tăng cường hoạt động]\n"
    "  objectives: [{id: II.1, text: Đảm bảo quyền}]\n"
    "  tasks:\n"
    "    - id: III.1\n"
    "      text: |\n"
    "        Truyền thông\n"
    "        hằng năm\n"
    "  duties: [{who: cơ-sở, text: Báo cáo}, {who: tỉnh, text: Chỉ đạo}]\n"
    "  recipients: ['Lưu: VT']\n"
    "calendar: {year_starts: 12-15, frequency: quarter, first_report: 2021-Q3, due_days: 15}\n"
    "levels:\n"
    "  - {id: tỉnh, name: Liên đoàn Lao động tỉnh}\n"
    "  - {id: cơ-sở, name: Công đoàn cơ sở}\n"
    "units:\n"
    "  - {id: tỉnh, name: LĐLĐ tỉnh, level: tỉnh}\n"
    "  - {id: a, name: A cũ, level: cơ-sở, parent: tỉnh, until: 2024-06-30, tags: [xã, miền núi]}\n"
    "  - {id: b, name: B, level: cơ-sở, parent: tỉnh, tags: [xã]}\n"
    "  - {id: a, name: A mới, level: cơ-sở, parent: tỉnh, from: 2024-07-01, tags: [phường]}\n"
    "elements:\n"
    "  - {id: staff, name: Cán bộ, definition: Có mặt cuối kỳ, over_time: last, carry: 2}\n"
    "  - {id: trained, name: Được tập huấn, levels: [cơ-sở], over_time: last, part_of: staff}\n"
    "  - {id: km, name: Kilômét, type: decimal, decimals: 2, frequency: month, over_time: sum, window: plan, min: "
    "-1.5, max: 10}\n"
    "  - {id: paid, name: Chi, type: money, frequency: year, over_time: sum, given: year_to_date}\n"
    "  - {id: has, name: Có, type: flag, over_time: max, over_units: mean}\n"
    "indicators:\n"
    "  - {id: share, name: Tỷ lệ, source: II.2.1, definition: Phấn đấu, numerator: [trained], denominator: [staff], "
    "baseline: {period: 2020-H2, value: 62.50%}, targets: [{by: 2030, above: 95%}, {by: 2025, above: 90 %}]}\n"
    "  - {id: rate, name: Tỷ suất, numerator: [trained, -has_not], denominator: each_unit, per: 1000, better: lower}\n"
    "  - {id: length, name: Độ dài, numerator: km}\n"
    "  - {id: spent, name: Đã chi, numerator: paid}\n"
    "targets:\n"
    "  - {indicator: share, by: 2024, at_least: 80, units: {tag: phường}}\n"
    "  - {indicator: share, by: 2024, at_least: 70, units: {tag: xã}}\n"
    "  - {indicator: share, by: 2026, at_most: 99.5, units: {level: cơ-sở}}\n"
    "  - {indicator: share, by: 2027, below: 98, units: {ids: [b, a]}}\n"
    "  - {indicator: share, by: 2026, equals: 97, units: {ids: [b]}}\n"
    "  - {indicator: spent, by: 2025, at_least: 100}\n"
    "  - {indicator: spent, by: 2025-H2, at_least: 50}\n"
    "thresholds:\n"
    "  - {id: open, name: Đang làm, color: \"#AbCdEf\"}\n"
    "  - {id: good, attains: 99.5%}\n"
    "  - {id: off_track}\n";

/* The text above names an element that is added here, so that it stands first in the file and last in the list. */
static childplan_plan *load(void) {
    struct buffer whole = {0};
    const char *cut = strstr(text, "indicators:\n");
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    buffer_add(&whole, text, (size_t)(cut - text));
    buffer_add_string(&whole, "  - {id: has_not, name: Không, over_time: last}\n");
    buffer_add_string(&whole, cut);
    if (childplan_plan_load_memory("plan.yaml", whole.bytes, whole.size, NULL, &plan, said) != CHILDPLAN_OK) {
        struct buffer lines = {0};
        buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
        fail_msg("%s", lines.bytes);
    }
    assert_int_equal(childplan_diagnostics_count(said), 0);
    childplan_diagnostics_free(said);
    buffer_free(&whole);
    return plan;
}

static int32_t date(const char *written) {
    int32_t day = 0;
    assert_int_equal(childplan_date_parse(written, strlen(written), &day), CHILDPLAN_OK);
    return day;
}

static void test_document(void **state) {
    (void)state;
    childplan_plan *plan = load();
    assert_string_equal(childplan_plan_id(plan), "251/KH-LĐLĐ");
    assert_string_equal(childplan_plan_title(plan), "Vì trẻ em");
    assert_string_equal(childplan_plan_signed_by(plan), "Đông Thị Nghĩa");
    assert_int_equal(childplan_plan_issued(plan), date("2021-05-11"));
    assert_int_equal(childplan_plan_issuer(plan), childplan_plan_find_unit(plan, "tỉnh"));
    assert_int_equal(childplan_plan_first_year(plan), 2021);
    assert_int_equal(childplan_plan_last_year(plan), 2030);
    childplan_plan_free(plan);
}

static void test_parts(void **state) {
    (void)state;
    childplan_plan *plan = load();
    assert_int_equal(childplan_plan_item_count(plan, CHILDPLAN_BASED_ON), 2);
    assert_string_equal(childplan_plan_item_id(plan, CHILDPLAN_BASED_ON, 0), "104/KH-TLĐ");
    assert_int_equal(childplan_plan_item_issued(plan, CHILDPLAN_BASED_ON, 0), date("2021-04-29"));
    assert_int_equal(childplan_plan_item_issued(plan, CHILDPLAN_BASED_ON, 1), CHILDPLAN_NO_DATE);
    assert_null(childplan_plan_item_text(plan, CHILDPLAN_BASED_ON, 0));
    assert_int_equal(childplan_plan_item_count(plan, CHILDPLAN_PURPOSE), 2);
    assert_string_equal(childplan_plan_item_text(plan, CHILDPLAN_PURPOSE, 1), "Tăng cường hoạt động");
    assert_null(childplan_plan_item_id(plan, CHILDPLAN_PURPOSE, 1));
    assert_string_equal(childplan_plan_item_id(plan, CHILDPLAN_OBJECTIVES, 0), "II.1");
    assert_string_equal(childplan_plan_item_text(plan, CHILDPLAN_TASKS, 0), "Truyền thông\nhằng năm");
    assert_string_equal(childplan_plan_item_id(plan, CHILDPLAN_DUTIES, 0), "cơ-sở");
    assert_string_equal(childplan_plan_item_text(plan, CHILDPLAN_DUTIES, 1), "Chỉ đạo");
    assert_string_equal(childplan_plan_item_text(plan, CHILDPLAN_RECIPIENTS, 0), "Lưu: VT");
    for (int32_t part = -1; part <= CHILDPLAN_RECIPIENTS + 1; part++) {
        size_t count = childplan_plan_item_count(plan, part);
        assert_null(childplan_plan_item_id(plan, part, count));
        assert_null(childplan_plan_item_text(plan, part, count));
        assert_int_equal(childplan_plan_item_issued(plan, part, count), CHILDPLAN_NO_DATE);
        assert_int_equal(count > 0, part >= CHILDPLAN_BASED_ON && part <= CHILDPLAN_RECIPIENTS);
    }
    childplan_plan_free(plan);
}

static void test_period_days(void **state) {
    (void)state;
    childplan_plan *plan = load();
    int32_t first = 7;
    int32_t last = 7;
    int64_t half = childplan_period_of(CHILDPLAN_HALF, 2025, 1);
    assert_int_equal(childplan_plan_period_days(plan, half, &first, &last), CHILDPLAN_OK);
    assert_int_equal(first, date("2024-12-15"));
    assert_int_equal(last, date("2025-06-14"));
    assert_int_equal(childplan_plan_period_days(plan, childplan_period_of(CHILDPLAN_YEAR, 1999, 1), &first, &last),
                     CHILDPLAN_OK);
    assert_int_equal(first, date("1998-12-15"));
    int64_t whole = 0;
    assert_int_equal(childplan_period_parse("plan", 4, &whole), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_period_days(plan, whole, &first, &last), CHILDPLAN_OK);
    assert_int_equal(first, date("2020-12-15"));
    assert_int_equal(last, date("2030-12-14"));
    first = last = 7;
    assert_int_equal(childplan_plan_period_days(NULL, half, &first, &last), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_period_days(plan, CHILDPLAN_NO_PERIOD, &first, &last), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_period_days(plan, half, NULL, &last), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_period_days(plan, half, &first, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(first, 7);
    assert_int_equal(last, 7);
    childplan_plan_free(plan);
}

static void test_levels(void **state) {
    (void)state;
    childplan_plan *plan = load();
    assert_int_equal(childplan_plan_level_count(plan), 2);
    assert_string_equal(childplan_plan_level_id(plan, 0), "tỉnh");
    assert_string_equal(childplan_plan_level_name(plan, 1), "Công đoàn cơ sở");
    assert_int_equal(childplan_plan_find_level(plan, "cơ-sở"), 1);
    assert_int_equal(childplan_plan_find_level(plan, "xã"), CHILDPLAN_NONE);
    for (int32_t wrong = -1; wrong <= 2; wrong += 3) {
        assert_null(childplan_plan_level_id(plan, wrong));
        assert_null(childplan_plan_level_name(plan, wrong));
    }
    childplan_plan_free(plan);
}

static void test_units(void **state) {
    (void)state;
    childplan_plan *plan = load();
    int32_t a = childplan_plan_find_unit(plan, "a");
    assert_int_equal(childplan_plan_unit_count(plan), 3);
    assert_int_equal(a, 1);
    assert_string_equal(childplan_plan_unit_id(plan, 2), "b");
    assert_string_equal(childplan_plan_unit_name(plan, a, date("2024-06-30")), "A cũ");
    assert_string_equal(childplan_plan_unit_name(plan, a, date("2024-07-01")), "A mới");
    assert_int_equal(childplan_plan_unit_level(plan, a, date("2025-01-01")), 1);
    assert_int_equal(childplan_plan_unit_parent(plan, a, date("2025-01-01")), 0);
    assert_int_equal(childplan_plan_unit_parent(plan, 0, date("2025-01-01")), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2020-12-14")), 0);
    assert_int_equal(childplan_plan_unit_is_alive(plan, a, date("2020-12-15")), 1);
    for (int32_t wrong = -1; wrong <= 3; wrong += 4) {
        assert_null(childplan_plan_unit_id(plan, wrong));
        assert_null(childplan_plan_unit_name(plan, wrong, 0));
        assert_int_equal(childplan_plan_unit_level(plan, wrong, 0), CHILDPLAN_NONE);
        assert_int_equal(childplan_plan_unit_parent(plan, wrong, 0), CHILDPLAN_NONE);
        assert_int_equal(childplan_plan_unit_is_alive(plan, wrong, 0), 0);
    }
    childplan_plan_free(plan);
}

/* Ids are compared in NFC, whoever asks; what is no UTF-8 is no id. */
static void test_find(void **state) {
    (void)state;
    childplan_plan *plan = load();
    assert_int_equal(childplan_plan_find_unit(plan, "ti\xCC\x89nh"), 0);
    assert_int_equal(childplan_plan_find_level(plan, "ti\xCC\x89nh"), 0);
    assert_int_equal(childplan_plan_find_unit(plan, "\xC3"), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_find_unit(plan, ""), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_find_unit(plan, NULL), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_find_element(plan, NULL), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_find_indicator(plan, "Share"), CHILDPLAN_NONE);
    childplan_plan_free(plan);
}

static const struct {
    int32_t kind;
    const char *id;
    childplan_status status;
    int32_t index;       /* with OK */
    int32_t code;        /* with REFUSED */
    const char *nearest; /* or NULL */
} look_ups[] = {
    {CHILDPLAN_KIND_LEVEL, "cơ-sở", CHILDPLAN_OK, 1, 0, NULL},
    {CHILDPLAN_KIND_UNIT, "ti\xCC\x89nh", CHILDPLAN_OK, 0, 0, NULL},
    {CHILDPLAN_KIND_ELEMENT, "paid", CHILDPLAN_OK, 3, 0, NULL},
    {CHILDPLAN_KIND_INDICATOR, "length", CHILDPLAN_OK, 2, 0, NULL},
    {CHILDPLAN_KIND_LEVEL, "co-so", CHILDPLAN_ERROR_REFUSED, 0, CHILDPLAN_DIAGNOSTIC_LEVEL_UNKNOWN, "cơ-sở"},
    {CHILDPLAN_KIND_UNIT, "tinh", CHILDPLAN_ERROR_REFUSED, 0, CHILDPLAN_DIAGNOSTIC_UNIT_UNKNOWN, "tỉnh"},
    {CHILDPLAN_KIND_ELEMENT, "stuff", CHILDPLAN_ERROR_REFUSED, 0, CHILDPLAN_DIAGNOSTIC_ELEMENT_UNKNOWN, "staff"},
    {CHILDPLAN_KIND_INDICATOR, "whatever", CHILDPLAN_ERROR_REFUSED, 0, CHILDPLAN_DIAGNOSTIC_INDICATOR_UNKNOWN, NULL},
    {CHILDPLAN_KIND_UNIT, "\xFF", CHILDPLAN_ERROR_REFUSED, 0, 0, NULL},
};

static void test_look_up(void **state) {
    (void)state;
    childplan_plan *plan = load();
    childplan_diagnostics *diagnostics = NULL;
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    for (size_t i = 0; i < sizeof look_ups / sizeof *look_ups; i++) {
        int32_t index = 77;
        childplan_diagnostics_clear(diagnostics);
        assert_int_equal(childplan_plan_look_up(plan, look_ups[i].kind, look_ups[i].id, &index, diagnostics),
                         look_ups[i].status);
        assert_int_equal(index, look_ups[i].status == CHILDPLAN_OK ? look_ups[i].index : 77);
        assert_int_equal(childplan_diagnostics_code(diagnostics, 0), look_ups[i].code);
        const char *nearest = childplan_diagnostics_suggestion(diagnostics, 0);
        assert_string_equal(nearest ? nearest : "", look_ups[i].nearest ? look_ups[i].nearest : "");
    }
    childplan_diagnostics_free(diagnostics);
    int32_t index = 77;
    assert_int_equal(childplan_plan_look_up(NULL, CHILDPLAN_KIND_UNIT, "a", &index, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_look_up(plan, 0, "a", &index, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_look_up(plan, CHILDPLAN_KIND_RATE + 1, "a", &index, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_look_up(plan, CHILDPLAN_KIND_UNIT, NULL, &index, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_look_up(plan, CHILDPLAN_KIND_UNIT, "a", NULL, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_plan_look_up(plan, CHILDPLAN_KIND_UNIT, "none", &index, NULL), CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(index, 77);
    childplan_plan_free(plan);
}

static void test_elements(void **state) {
    (void)state;
    childplan_plan *plan = load();
    int32_t km = childplan_plan_find_element(plan, "km");
    assert_int_equal(childplan_plan_element_count(plan), 6);
    assert_string_equal(childplan_plan_element_id(plan, 0), "staff");
    assert_string_equal(childplan_plan_element_name(plan, 1), "Được tập huấn");
    assert_string_equal(childplan_plan_element_definition(plan, 0), "Có mặt cuối kỳ");
    assert_null(childplan_plan_element_definition(plan, 1));
    assert_int_equal(childplan_plan_element_decimals(plan, km), 2);
    assert_int_equal(childplan_plan_element_frequency(plan, km), CHILDPLAN_MONTH);
    assert_int_equal(childplan_plan_element_frequency(plan, 0), CHILDPLAN_QUARTER);
    for (int32_t wrong = -1; wrong <= 6; wrong += 7) {
        assert_null(childplan_plan_element_id(plan, wrong));
        assert_null(childplan_plan_element_name(plan, wrong));
        assert_null(childplan_plan_element_definition(plan, wrong));
        assert_int_equal(childplan_plan_element_decimals(plan, wrong), 0);
        assert_int_equal(childplan_plan_element_frequency(plan, wrong), 0);
    }
    childplan_plan_free(plan);
}

static void test_indicators(void **state) {
    (void)state;
    childplan_plan *plan = load();
    int32_t rate = childplan_plan_find_indicator(plan, "rate");
    assert_int_equal(childplan_plan_indicator_count(plan), 4);
    assert_int_equal(rate, 1);
    assert_string_equal(childplan_plan_indicator_id(plan, 0), "share");
    assert_string_equal(childplan_plan_indicator_name(plan, 0), "Tỷ lệ");
    assert_string_equal(childplan_plan_indicator_source(plan, 0), "II.2.1");
    assert_string_equal(childplan_plan_indicator_definition(plan, 0), "Phấn đấu");
    assert_null(childplan_plan_indicator_source(plan, rate));
    assert_null(childplan_plan_indicator_definition(plan, rate));
    assert_int_equal(childplan_plan_indicator_per(plan, 0), 100);
    assert_int_equal(childplan_plan_indicator_per(plan, rate), 1000);
    assert_int_equal(childplan_plan_indicator_per(plan, 2), 1);
    assert_int_equal(childplan_plan_indicator_is_ratio(plan, rate), 1);
    assert_int_equal(childplan_plan_indicator_is_ratio(plan, 2), 0);
    for (int32_t wrong = -1; wrong <= 4; wrong += 5) {
        assert_null(childplan_plan_indicator_id(plan, wrong));
        assert_null(childplan_plan_indicator_name(plan, wrong));
        assert_null(childplan_plan_indicator_source(plan, wrong));
        assert_null(childplan_plan_indicator_definition(plan, wrong));
        assert_int_equal(childplan_plan_indicator_per(plan, wrong), 0);
        assert_int_equal(childplan_plan_indicator_is_ratio(plan, wrong), 0);
        assert_int_equal(childplan_plan_indicator_counted(plan, wrong), CHILDPLAN_NONE);
    }
    childplan_plan_free(plan);
}

/* What is counted may stand later; the one that counts grows as that does. */
static void test_units_meeting(void **state) {
    (void)state;
    static const char meeting[] =
        "childplan: 1\n"
        "plan: {id: m, title: M, horizon: {from: 2024, to: 2025}}\n"
        "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
        "units: [{id: top, name: Top, level: top}]\n"
        "elements: [{id: visits, name: V, over_time: sum}, {id: staff, name: S, over_time: last}]\n"
        "indicators:\n"
        "  - {id: a, name: A, units_meeting: {indicator: visited, level: low}, targets: [{by: 2025, above: 50%}]}\n"
        "  - {id: visited, name: V, numerator: visits}\n"
        "  - {id: staffed, name: S, numerator: staff, targets: [{by: 2025, at_least: 5}]}\n"
        "  - {id: b, name: B, units_meeting: {level: top, indicator: staffed}, per: 1}\n"
        "targets: [{indicator: visited, by: 2025, at_least: 4}]\n";
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("m.yaml", meeting, sizeof meeting - 1, NULL, &plan, NULL),
                     CHILDPLAN_OK);
    static const int32_t counted[] = {1, CHILDPLAN_NONE, CHILDPLAN_NONE, 2};
    static const int32_t per[] = {100, 1, 1, 1};
    static const int32_t grows[] = {1, 1, 0, 0};
    for (int32_t i = 0; i < 4; i++) {
        assert_int_equal(childplan_plan_indicator_counted(plan, i), counted[i]);
        assert_int_equal(childplan_plan_indicator_is_ratio(plan, i), counted[i] != CHILDPLAN_NONE);
        assert_int_equal(childplan_plan_indicator_per(plan, i), per[i]);
        assert_int_equal(childplan__indicator_grows(plan, &plan->indicators[i]), grows[i]);
    }
    assert_int_equal(plan->indicators[0].counted_level, 1);
    assert_int_equal(plan->indicators[3].counted_level, 0);
    childplan_plan_free(plan);
}

static void test_statuses(void **state) {
    (void)state;
    childplan_plan *plan = load();
    assert_int_equal(childplan_plan_status_count(plan), 7);
    assert_string_equal(childplan_plan_status_id(plan, CHILDPLAN_STATUS_NO_DATA), "no_data");
    assert_string_equal(childplan_plan_status_name(plan, CHILDPLAN_STATUS_OPEN, CHILDPLAN_ENGLISH), "Đang làm");
    assert_string_equal(childplan_plan_status_color(plan, CHILDPLAN_STATUS_OPEN), "#AbCdEf");
    assert_string_equal(childplan_plan_status_name(plan, CHILDPLAN_STATUS_MET, CHILDPLAN_ENGLISH), "Met");
    assert_string_equal(childplan_plan_status_name(plan, CHILDPLAN_STATUS_MET, CHILDPLAN_VIETNAMESE), "Đạt");
    assert_string_equal(childplan_plan_status_name(plan, CHILDPLAN_STATUS_MET, 77), "Met");
    assert_null(childplan_plan_status_color(plan, CHILDPLAN_STATUS_MET));
    assert_string_equal(childplan_plan_status_id(plan, CHILDPLAN_STATUS_FIRST_THRESHOLD), "good");
    assert_string_equal(childplan_plan_status_name(plan, CHILDPLAN_STATUS_FIRST_THRESHOLD, CHILDPLAN_ENGLISH), "good");
    assert_string_equal(childplan_plan_status_name(plan, 6, CHILDPLAN_VIETNAMESE), "Chậm tiến độ");
    assert_int_equal(plan->statuses[5].has_attains, 1);
    assert_int_equal(plan->statuses[5].attains.value, 995);
    assert_int_equal(plan->statuses[5].attains.decimals, 3);
    assert_int_equal(plan->statuses[6].has_attains, 0);
    for (int32_t wrong = -1; wrong <= 7; wrong += 8) {
        assert_null(childplan_plan_status_id(plan, wrong));
        assert_null(childplan_plan_status_name(plan, wrong, CHILDPLAN_ENGLISH));
        assert_null(childplan_plan_status_color(plan, wrong));
    }
    childplan_plan_free(plan);
}

static void test_default_statuses(void **state) {
    (void)state;
    static const char *const names[] = {"Met",       "Missed",   "Open",    "No data",
                                        "No target", "On track", "At risk", "Off track"};
    const char *plain = "childplan: 1\nplan: {id: x, title: T, horizon: {from: 2021, to: 2021}}\n"
                        "levels: [{id: t, name: T}]\nunits: [{id: r, name: R, level: t}]\n";
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("plan.yaml", plain, strlen(plain), NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_status_count(plan), 8);
    for (int32_t i = 0; i < 8; i++) {
        assert_string_equal(childplan_plan_status_name(plan, i, CHILDPLAN_ENGLISH), names[i]);
        assert_null(childplan_plan_status_color(plan, i));
    }
    assert_null(childplan_plan_signed_by(plan));
    assert_int_equal(childplan_plan_issued(plan), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_plan_issuer(plan), CHILDPLAN_NONE);
    assert_int_equal(plan->frequency, CHILDPLAN_HALF);
    assert_int_equal(plan->due_days, -1);
    assert_int_equal(plan->first_report_day, plan->horizon.first);
    childplan_plan_free(plan);
}

static void check_scope(const struct scope *scope, enum scope_kind kind, int32_t key, int32_t count) {
    assert_int_equal(scope->kind, kind);
    assert_int_equal(scope->key, key);
    assert_int_equal(scope->milestone_count, count);
}

/* Scopes from the narrowest, each kind by key; milestones by day. */
static void test_scopes(void **state) {
    (void)state;
    childplan_plan *plan = load();
    const struct indicator *share = &plan->indicators[0];
    assert_int_equal(share->scope_count, 6);
    check_scope(&share->scopes[0], SCOPE_IDS, childplan_plan_find_unit(plan, "a"), 1);
    check_scope(&share->scopes[1], SCOPE_IDS, childplan_plan_find_unit(plan, "b"), 2);
    check_scope(&share->scopes[2], SCOPE_TAG, 0, 1);
    check_scope(&share->scopes[3], SCOPE_TAG, 2, 1);
    assert_true(share->scopes[3].position.line < share->scopes[2].position.line);
    check_scope(&share->scopes[4], SCOPE_LEVEL, 1, 1);
    check_scope(&share->scopes[5], SCOPE_ALL, 0, 2);
    assert_string_equal(plan->tags[2], "phường");
    assert_int_equal(share->scopes[1].milestones[0].last_day, date("2026-12-14"));
    assert_int_equal(share->scopes[5].milestones[0].number.value, 90);
    assert_int_equal(share->scopes[4].milestones[0].number.value, 995);
    assert_int_equal(share->scopes[4].milestones[0].number.decimals, 1);
    assert_int_equal(share->baseline.value.value, 625);
    assert_int_equal(share->baseline.value.decimals, 1);
    assert_int_equal(share->baseline.last_day, date("2020-12-14"));
    assert_int_equal(childplan__indicator_grows(plan, share), 0);
    assert_int_equal(childplan__indicator_grows(plan, &plan->indicators[2]), 0);
    assert_int_equal(childplan__indicator_grows(plan, &plan->indicators[3]), 1);
    assert_int_equal(plan->indicators[3].scopes[0].milestone_count, 2);
    childplan_plan_free(plan);
}

static void test_model(void **state) {
    (void)state;
    childplan_plan *plan = load();
    const struct element *km = &plan->elements[2];
    const struct element *has = &plan->elements[4];
    assert_int_equal(plan->first_report_day, date("2021-06-15"));
    assert_int_equal(plan->due_days, 15);
    assert_int_equal(plan->elements[0].carry, 2);
    assert_int_equal(plan->elements[0].levels[0], 1);
    assert_int_equal(plan->elements[1].levels[0], 0);
    assert_int_equal(plan->elements[1].levels[1], 1);
    assert_int_equal(plan->elements[1].part_of, 0);
    assert_int_equal(plan->elements[0].part_of, CHILDPLAN_NONE);
    assert_int_equal(km->min, -150);
    assert_int_equal(km->max, 1000);
    assert_int_equal(km->window, WINDOW_PLAN);
    assert_int_equal(plan->elements[3].given, GIVEN_YEAR_TO_DATE);
    assert_int_equal(plan->elements[3].has_max, 0);
    assert_int_equal(has->over_time, AGGREGATE_MAX);
    assert_int_equal(has->over_units, AGGREGATE_MEAN);
    assert_int_equal(has->has_max, 1);
    assert_int_equal(has->max, 1);
    const struct indicator *rate = &plan->indicators[1];
    assert_int_equal(rate->numerator_count, 2);
    assert_int_equal(rate->numerator[1].sign, -1);
    assert_int_equal(rate->denominator[0].element, EACH_UNIT);
    assert_int_equal(rate->lower_is_better, 1);
    const struct unit_version *version = childplan__version_on(plan, 1, date("2021-01-01"));
    assert_int_equal(version->tag_count, 2);
    assert_string_equal(plan->tags[plan->tag_lists[version->first_tag + 1]], "miền núi");
    childplan_plan_free(plan);
}

#define LONG_NAME "một hai ba bốn năm sáu bảy tám chín mười "

/* Rows however they are written: in the order of the file, each with its own texts and place. */
static void test_row_shapes(void **state) {
    (void)state;
    static const char rows[] =
        "childplan: 1\n"
        "plan: {id: P, title: T, horizon: {from: 2021, to: 2022}}\n"
        "units:\n"
        "  - {parent: top, level: low, name: '  A ', id: a}\n"
        "  - id: b\n"
        "\n"
        "    name: >-\n"
        "      B\n"
        "      b\n"
        "    level: low\n"
        "    parent: top\n"
        "  - {id: c, tags: [x], name: C, level: low, parent: top}\n"
        "  - {id: d, name: " LONG_NAME LONG_NAME LONG_NAME LONG_NAME LONG_NAME LONG_NAME ", level: low, parent: top}\n"
        "  - {id: top, name: Top, level: top}\n"
        "  - {id: \"e\\u0323\", name: e\xCC\x81, level: low, parent: top, until: 2021-06-30, successor: a}\n"
        "  - {id: \xE1\xBA\xB9, name: E2, level: low, parent: top, from: 2021-07-01}\n"
        "levels: [{id: top, name: T}, {id: low, name: L}]\n";
    static const struct {
        const char *id;
        const char *name;
        uint32_t line;
        uint32_t column;
    } expected[] = {{"a", "A", 4, 5},   {"b", "B b", 5, 5},    {"c", "C", 12, 5},
                    {"d", NULL, 13, 5}, {"top", "Top", 14, 5}, {"\xE1\xBA\xB9", "\xC3\xA9", 15, 5}};
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("rows.yaml", rows, strlen(rows), NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_unit_count(plan), 6);
    for (int32_t i = 0; i < 6; i++) {
        const struct unit_version *version = &plan->versions[plan->units[i].first_version];
        assert_string_equal(plan->units[i].id, expected[i].id);
        if (expected[i].name) {
            assert_string_equal(version->name, expected[i].name);
        } else {
            assert_int_equal(strlen(version->name), 6 * strlen(LONG_NAME) - 1);
        }
        assert_int_equal(version->position.line, expected[i].line);
        assert_int_equal(version->position.column, expected[i].column);
    }
    assert_int_equal(plan->units[5].version_count, 2);
    assert_int_equal(plan->versions[5].successor, 0);
    assert_string_equal(plan->versions[6].name, "E2");
    childplan_plan_free(plan);
}

static void test_no_plan(void **state) {
    (void)state;
    assert_null(childplan_plan_id(NULL));
    assert_null(childplan_plan_title(NULL));
    assert_null(childplan_plan_signed_by(NULL));
    assert_int_equal(childplan_plan_issued(NULL), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_plan_issuer(NULL), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_first_year(NULL), 0);
    assert_int_equal(childplan_plan_last_year(NULL), 0);
    assert_int_equal(childplan_plan_item_count(NULL, CHILDPLAN_TASKS), 0);
    assert_null(childplan_plan_item_id(NULL, CHILDPLAN_TASKS, 0));
    assert_null(childplan_plan_item_text(NULL, CHILDPLAN_TASKS, 0));
    assert_int_equal(childplan_plan_item_issued(NULL, CHILDPLAN_TASKS, 0), CHILDPLAN_NO_DATE);
    assert_int_equal(childplan_plan_level_count(NULL), 0);
    assert_null(childplan_plan_level_id(NULL, 0));
    assert_null(childplan_plan_level_name(NULL, 0));
    assert_int_equal(childplan_plan_find_level(NULL, "x"), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_unit_count(NULL), 0);
    assert_null(childplan_plan_unit_id(NULL, 0));
    assert_null(childplan_plan_unit_name(NULL, 0, 0));
    assert_int_equal(childplan_plan_unit_level(NULL, 0, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_unit_parent(NULL, 0, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_unit_is_alive(NULL, 0, 0), 0);
    assert_int_equal(childplan_plan_find_unit(NULL, "x"), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_element_count(NULL), 0);
    assert_null(childplan_plan_element_id(NULL, 0));
    assert_null(childplan_plan_element_name(NULL, 0));
    assert_null(childplan_plan_element_definition(NULL, 0));
    assert_int_equal(childplan_plan_element_decimals(NULL, 0), 0);
    assert_int_equal(childplan_plan_element_frequency(NULL, 0), 0);
    assert_int_equal(childplan_plan_find_element(NULL, "x"), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_indicator_count(NULL), 0);
    assert_null(childplan_plan_indicator_id(NULL, 0));
    assert_null(childplan_plan_indicator_name(NULL, 0));
    assert_null(childplan_plan_indicator_source(NULL, 0));
    assert_null(childplan_plan_indicator_definition(NULL, 0));
    assert_int_equal(childplan_plan_indicator_per(NULL, 0), 0);
    assert_int_equal(childplan_plan_indicator_is_ratio(NULL, 0), 0);
    assert_int_equal(childplan_plan_indicator_counted(NULL, 0), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_find_indicator(NULL, "x"), CHILDPLAN_NONE);
    assert_int_equal(childplan_plan_status_count(NULL), 0);
    assert_null(childplan_plan_status_id(NULL, 0));
    assert_null(childplan_plan_status_name(NULL, 0, CHILDPLAN_ENGLISH));
    assert_null(childplan_plan_status_color(NULL, 0));
    childplan_plan_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document),      cmocka_unit_test(test_parts),    cmocka_unit_test(test_period_days),
        cmocka_unit_test(test_levels),        cmocka_unit_test(test_units),    cmocka_unit_test(test_find),
        cmocka_unit_test(test_look_up),       cmocka_unit_test(test_elements), cmocka_unit_test(test_indicators),
        cmocka_unit_test(test_units_meeting), cmocka_unit_test(test_statuses), cmocka_unit_test(test_default_statuses),
        cmocka_unit_test(test_scopes),        cmocka_unit_test(test_model),    cmocka_unit_test(test_no_plan),
        cmocka_unit_test(test_row_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
