/* Rows written out: settings, CSV, JSON, the table, and what can go wrong on the way. */
#include "support.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char plan_text[] =
    "childplan: 1\n"
    "plan: {id: 'No, 1', title: 'A \"title\" with \\ in it', issued: 2024-02-03, issuer: top, "
    "horizon: {from: 2024, to: 2026}}\n"
    "calendar: {frequency: year}\n"
    "levels: [{id: top, name: Province}, {id: low, name: Union}]\n"
    "units:\n"
    "  - {id: top, name: 'Liên đoàn, tỉnh \"X\"', level: top}\n"
    "  - {id: a, name: Công đoàn cơ sở Một, level: low, parent: top}\n"
    "  - {id: b, name: Công đoàn cơ sở Hai, level: low, parent: top}\n"
    "elements:\n"
    "  - {id: d, name: D, levels: [low], over_time: last, carry: 1}\n"
    "  - {id: n, name: N, levels: [low], over_time: last, carry: 1, part_of: d}\n"
    "  - {id: money, name: Money, type: money, levels: [low], over_time: sum}\n"
    "indicators:\n"
    "  - id: share\n"
    "    name: Cán bộ được truyền thông\n"
    "    numerator: n\n"
    "    denominator: d\n"
    "    baseline: {period: 2023, value: 50}\n"
    "    targets: [{by: 2025, above: 90%}]\n"
    "  - {id: paid, name: Kinh phí, numerator: money}\n"
    "thresholds:\n"
    "  - {id: met, name: Đạt, color: '#fee08b'}\n"
    "  - {id: behind, name: Chậm, color: '#000080'}\n";

static const char reports_text[] = "unit,period,element,value\n"
                                   "a,2024,d,10\n"
                                   "a,2024,n,8\n"
                                   "a,2024,money,1234567\n"
                                   "b,2024,d,20\n"
                                   "b,2024,n,18\n"
                                   "a,2025,d,12\n"
                                   "a,2025,n,12\n";

/* A reporting year from February, targets by every kind of period, figures as long as they come, a denominator of 0. */
static const char words_plan_text[] =
    "childplan: 1\n"
    "plan: {id: W, title: Words, horizon: {from: 2025, to: 2027}}\n"
    "calendar: {year_starts: 02-01, frequency: quarter}\n"
    "levels: [{id: low, name: Union}]\n"
    "units: [{id: a, name: A, level: low}]\n"
    "elements:\n"
    "  - {id: n, name: N, over_time: last}\n"
    "  - {id: d, name: D, over_time: last}\n"
    "  - {id: big, name: Big, over_time: last}\n"
    "indicators:\n"
    "  - {id: month, name: Month, numerator: n, targets: [{by: 2025-01, at_most: 5}]}\n"
    "  - {id: quarter, name: Quarter, numerator: n, targets: [{by: 2025-Q3, at_most: 5}]}\n"
    "  - {id: half, name: Half, numerator: n, targets: [{by: 2025-H1, at_least: 5}]}\n"
    "  - {id: year, name: Year, numerator: n, targets: [{by: 2025, at_most: 5}]}\n"
    "  - {id: span, name: Span, numerator: n, targets: [{by: 2025..2026, at_most: 5}]}\n"
    "  - {id: all, name: All, numerator: big, targets: [{by: plan, below: 1}]}\n"
    "  - {id: share, name: Share, numerator: n, denominator: d, targets: [{by: 2025, at_least: 5%}]}\n";

static const char words_reports_text[] = "unit,period,element,value\n"
                                         "a,2025-Q2,n,7\n"
                                         "a,2025-Q2,d,0\n"
                                         "a,2025-Q2,big,9000000000000001\n";

struct world {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_rollup *rollup;
    childplan_output *output;
};

static void begin_with(struct world *world, const char *plan, const char *reports, const char *const periods[],
                       const childplan_plan_options *plan_options) {
    childplan_import *import;
    childplan_rollup_options *options;
    memset(world, 0, sizeof(*world));
    assert_int_equal(childplan_plan_load_memory("plan", plan, strlen(plan), plan_options, &world->plan, NULL),
                     CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(world->plan, &world->reports), CHILDPLAN_OK);
    assert_int_equal(childplan_import_new(world->reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "reports", reports, strlen(reports), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    for (size_t i = 0; periods[i]; i++) {
        int64_t period;
        assert_int_equal(childplan_period_parse(periods[i], strlen(periods[i]), &period), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_options_add_period(options, period), CHILDPLAN_OK);
    }
    assert_int_equal(childplan_rollup_compute(world->reports, options, &world->rollup, NULL), CHILDPLAN_OK);
    childplan_rollup_options_free(options);
    assert_int_equal(childplan_output_new(&world->output), CHILDPLAN_OK);
}

static void begin(struct world *world, const char *const periods[], const childplan_plan_options *plan_options) {
    begin_with(world, plan_text, reports_text, periods, plan_options);
}

static void end(struct world *world) {
    childplan_output_free(world->output);
    childplan_rollup_free(world->rollup);
    childplan_reports_free(world->reports);
    childplan_plan_free(world->plan);
}

static const char *const two_years[] = {"2024", "2025", NULL};
static const char *const one_year[] = {"2025", NULL};

static void assert_written(const struct world *world, const char *expected) {
    struct buffer got = {0};
    assert_int_equal(childplan_rollup_write(world->rollup, world->output, buffer_write, &got), CHILDPLAN_OK);
    assert_same_lines("output", expected, got.bytes);
    buffer_free(&got);
}

static void settings_take_what_they_should(void **state) {
    (void)state;
    childplan_output *output = NULL;
    assert_int_equal(childplan_output_new(NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_new(&output), CHILDPLAN_OK);
    assert_non_null(output);
    assert_int_equal(childplan_output_set_format(output, CHILDPLAN_FORMAT_CSV), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_format(output, CHILDPLAN_FORMAT_JSON), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_format(output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_format(output, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_format(output, 4), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_format(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_names(output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_names(output, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_names(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_safe_cells(output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_safe_cells(output, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_safe_cells(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_language(output, CHILDPLAN_VIETNAMESE), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_language(output, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_language(NULL, 0), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_color(output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_color(output, -1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_color(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_width(output, 60), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_width(output, 1000), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_width(output, 59), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_width(output, 1001), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_width(NULL, 80), CHILDPLAN_ERROR_USAGE);
    childplan_output_free(output);
    childplan_output_free(NULL);
}

static void csv_quotes_what_it_must(void **state) {
    (void)state;
    struct world world;
    begin(&world, one_year, NULL);
    static const char plain[] =
        "unit,period,indicator,numerator,denominator,value,low,high,units_expected,units_reported,units_carried,target,"
        "by,path,met,certain,status,gap,as_of\n"
        "top,2025,share,30,32,93.75,37.5,100,2,1,1,> 90,2025,90,yes,no,met,0,2025-12-31\n"
        "top,2025,paid,,,,,,2,0,0,,,,,,no_data,,2025-12-31\n"
        "a,2025,share,12,12,100,100,100,1,1,0,> 90,2025,90,yes,yes,met,0,2025-12-31\n"
        "a,2025,paid,,,,,,1,0,0,,,,,,no_data,,2025-12-31\n"
        "b,2025,share,18,20,90,0,100,1,0,1,> 90,2025,90,no,no,missed,1,2025-12-31\n"
        "b,2025,paid,,,,,,1,0,0,,,,,,no_data,,2025-12-31\n";
    struct buffer got = {0};
    assert_int_equal(childplan_rollup_write(world.rollup, NULL, buffer_write, &got), CHILDPLAN_OK);
    assert_same_lines("CSV by default", plain, got.bytes);
    buffer_free(&got);

    assert_int_equal(childplan_output_set_names(world.output, 1), CHILDPLAN_OK);
    got = (struct buffer){0};
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    assert_non_null(strstr(got.bytes, ",as_of,unit_name,level,indicator_name\n"));
    assert_non_null(strstr(got.bytes, ",2025-12-31,\"Liên đoàn, tỉnh \"\"X\"\"\",top,Cán bộ được truyền thông\n"));
    assert_non_null(strstr(got.bytes, ",2025-12-31,Công đoàn cơ sở Hai,low,Kinh phí\n"));
    buffer_free(&got);
    end(&world);
}

static const char formulas_plan_text[] =
    "childplan: 1\n"
    "plan: {id: F, title: F, horizon: {from: 2024, to: 2025}}\n"
    "calendar: {frequency: year}\n"
    "levels: [{id: '-level', name: L}]\n"
    "units: [{id: '=1+1', name: '@SUM(1,\"2\")', level: '-level'}]\n"
    "elements: [{id: n, name: N, over_time: sum, min: -9}]\n"
    "indicators: [{id: '+i', name: '=HYPERLINK(1)', numerator: n, better: lower, targets: [{by: 2024, equals: 90}]}]\n";

static void no_cell_is_a_formula(void **state) {
    (void)state;
    static const char *const year[] = {"2024", NULL};
    static const char safe[] = "\n'=1+1,2024,'+i,-5,,-5,-5,-5,1,1,0,'= 90,2024,90,no,yes,missed,95,2024-12-31,"
                               "\"'@SUM(1,\"\"2\"\")\",'-level,'=HYPERLINK(1)\n";
    struct world world;
    struct buffer got = {0};
    begin_with(&world, formulas_plan_text, "unit,period,element,value\n=1+1,2024,n,-5\n", year, NULL);
    assert_int_equal(childplan_output_set_names(world.output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_safe_cells(world.output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    assert_string_equal(strchr(got.bytes, '\n'), safe);
    /* As they are where nobody asked. */
    got.size = 0;
    assert_int_equal(childplan_output_set_safe_cells(world.output, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    assert_null(strchr(got.bytes, '\''));
    buffer_free(&got);
    end(&world);
}

static void json_is_exact_and_escaped(void **state) {
    (void)state;
    struct world world;
    begin(&world, one_year, NULL);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_JSON), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_names(world.output, 1), CHILDPLAN_OK);
    struct buffer got = {0};
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    struct buffer head = {0};
    buffer_print(&head, "{\"childplan\":\"%s\",\n", childplan_version_string());
    buffer_add_string(&head,
                      "\"plan\":{\"id\":\"No, 1\",\"title\":\"A \\\"title\\\" with \\\\ in it\"},\n"
                      "\"plan_id\":\"No, 1\",\n"
                      "\"plan_sha256\":\"fdc36ed0e587c64232cc8de575b0654189d3bc2957bea6603c765692bee7579e\",\n"
                      "\"reports_sha256\":\"c4cee8f361219de0c9d08bd80df1d8c933e31302727bc56df5093214d733466b\",\n"
                      "\"until\":\"2025-12-31\",\n"
                      "\"known_by\":null,\n"
                      "\"structure\":null,\n"
                      "\"rows\":[\n"
                      "{\"unit\":\"top\",\"period\":\"2025\",\"indicator\":\"share\",\"numerator\":30,"
                      "\"denominator\":32,\"value\":93.75,\"low\":37.5,\"high\":100,\"units_expected\":2,"
                      "\"units_reported\":1,\"units_carried\":1,"
                      "\"target\":{\"operator\":\"above\",\"number\":90},\"by\":\"2025\",\"path\":90,"
                      "\"met\":true,\"certain\":false,\"status\":\"met\",\"gap\":0,\"as_of\":\"2025-12-31\","
                      "\"unit_name\":\"Liên đoàn, tỉnh \\\"X\\\"\",\"level\":\"top\","
                      "\"indicator_name\":\"Cán bộ được truyền thông\"},\n"
                      "{\"unit\":\"top\",\"period\":\"2025\",\"indicator\":\"paid\",\"numerator\":null,");
    assert_true(got.size > head.size);
    got.bytes[head.size] = '\0';
    assert_same_lines("JSON", head.bytes, got.bytes);
    buffer_free(&head);
    buffer_free(&got);
    end(&world);
}

static void json_names_columns_once_where_asked(void **state) {
    (void)state;
    struct world world;
    begin(&world, one_year, NULL);
    assert_int_equal(childplan_output_set_compact(NULL, 1), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_compact(world.output, 2), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_output_set_compact(world.output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_JSON), CHILDPLAN_OK);
    struct buffer got = {0};
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    buffer_add(&got, "", 1);
    const char *columns = strstr(got.bytes, "\"columns\":[\"unit\",\"period\",\"indicator\",\"numerator\",");
    assert_non_null(columns);
    assert_non_null(strstr(columns,
                           ",\"gap\",\"as_of\"],\n\"rows\":[\n[\"top\",\"2025\",\"share\",30,32,93.75,37.5,100,2,1,1,"
                           "{\"operator\":\"above\",\"number\":90},\"2025\",90,true,false,\"met\",0,"
                           "\"2025-12-31\"],\n[\"top\",\"2025\",\"paid\",null,"));
    buffer_free(&got);
    end(&world);
}

#define TEN_LINES "──────────"
#define RULE TEN_LINES TEN_LINES TEN_LINES TEN_LINES TEN_LINES TEN_LINES TEN_LINES TEN_LINES "\n"

/* clang-format off */
static const char vietnamese[] =
"Kế hoạch số No, 1\n"
"A \"title\" with \\ in it\n"
"Liên đoàn, tỉnh \"X\" ban hành ngày 03/02/2024\n"
"Số liệu đến hết ngày 31/12/2025. Các đơn vị theo cơ cấu tổ chức tại ngày cuối\n"
"mỗi kỳ.\n"
"\n"
RULE
"Liên đoàn, tỉnh \"X\" – Province\n"
"  Chỉ tiêu                          Kết quả  Báo  Mục tiêu   Đánh     Thêm/bớt\n"
"                                     Khoảng  cáo             giá\n"
"\n"
"  Năm 2025\n"
"  Cán bộ được truyền thông           93,75%  1/2  > 90% đến  Đạt ?           0\n"
"                                   37,5–100  1*   năm 2025\n"
"  Kinh phí                  chưa có số liệu  0/2             Chưa có\n"
"                                                             số liệu\n"
"\n"
RULE
"Công đoàn cơ sở Một – Union\n"
"  Chỉ tiêu                          Kết quả  Báo  Mục tiêu   Đánh     Thêm/bớt\n"
"                                     Khoảng  cáo             giá\n"
"\n"
"  Năm 2025\n"
"  Cán bộ được truyền thông             100%  1/1  > 90% đến  Đạt             0\n"
"                                                  năm 2025\n"
"  Kinh phí                  chưa có số liệu  0/1             Chưa có\n"
"                                                             số liệu\n"
"\n"
RULE
"Công đoàn cơ sở Hai – Union\n"
"  Chỉ tiêu                          Kết quả  Báo  Mục tiêu   Đánh     Thêm/bớt\n"
"                                     Khoảng  cáo             giá\n"
"\n"
"  Năm 2025\n"
"  Cán bộ được truyền thông              90%  0/1  > 90% đến  Không          +1\n"
"                                      0–100  1*   năm 2025   đạt ?\n"
"  Kinh phí                  chưa có số liệu  0/1             Chưa có\n"
"                                                             số liệu\n"
"\n"
RULE
"Báo cáo: số đơn vị đã báo cáo / số đơn vị phải báo cáo\n"
"n*: trong đó n đơn vị tạm tính theo số liệu của kỳ trước\n"
"?: có thể thay đổi khi có thêm các báo cáo còn thiếu\n"
"a–b: khoảng mà kết quả sẽ nằm trong đó khi có đủ báo cáo\n"
"Thêm/bớt: phần nhỏ nhất phải thêm (+) hoặc bớt (-) ở tử số để đạt mục tiêu\n"
"Thêm/bớt để trống: chưa có kết quả, không có mục tiêu, hoặc không xác định được\n"
"  phải thêm, bớt bao nhiêu\n"
"SHA-256: kế hoạch fdc36ed0e587…, báo cáo c4cee8f36121…\n";

static const char english[] =
"Plan No, 1\n"
"A \"title\" with \\ in it\n"
"Issued by Liên đoàn, tỉnh \"X\" on 2024-02-03\n"
"Figures up to 2025-12-31. Units as they stood at the end of each period.\n"
"\n"
RULE
"Liên đoàn, tỉnh \"X\" – Province\n"
"  Indicator                    Value  Reports  Target         Status    Gap\n"
"                               Range\n"
"\n"
"  Year 2025\n"
"  Cán bộ được truyền thông    93.75%  1/2 1*   > 90% by 2025  Đạt ?       0\n"
"                            37.5–100\n"
"  Kinh phí                   no data  0/2                     No data\n"
"\n"
RULE
"Công đoàn cơ sở Một – Union\n"
"  Indicator                    Value  Reports  Target         Status    Gap\n"
"                               Range\n"
"\n"
"  Year 2025\n"
"  Cán bộ được truyền thông      100%  1/1      > 90% by 2025  Đạt         0\n"
"  Kinh phí                   no data  0/1                     No data\n"
"\n"
RULE
"Công đoàn cơ sở Hai – Union\n"
"  Indicator                    Value  Reports  Target         Status    Gap\n"
"                               Range\n"
"\n"
"  Year 2025\n"
"  Cán bộ được truyền thông       90%  0/1 1*   > 90% by 2025  Missed ?   +1\n"
"                               0–100\n"
"  Kinh phí                   no data  0/1                     No data\n"
"\n"
RULE
"Reports: units that have reported / units expected to\n"
"n*: so many of the units count with a figure of an earlier period\n"
"?: the reports that are missing could still change this\n"
"a–b: where the value can lie once every missing report is in\n"
"Gap: the smallest change of the numerator that meets the target\n"
"Gap left empty: no value, no target, or no change of the numerator is known to\n"
"  meet it\n"
"SHA-256: plan fdc36ed0e587…, reports c4cee8f36121…\n";
/* clang-format on */

static void the_table_reads_in_both_languages(void **state) {
    (void)state;
    struct world world;
    begin(&world, one_year, NULL);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_language(world.output, CHILDPLAN_VIETNAMESE), CHILDPLAN_OK);
    assert_written(&world, vietnamese);
    assert_int_equal(childplan_output_set_language(world.output, CHILDPLAN_ENGLISH), CHILDPLAN_OK);
    assert_written(&world, english);
    end(&world);
}

static const char *const words_periods[] = {"2025", "2025-Q1", "2025-Q2", NULL};

static void begin_words(struct world *world) {
    begin_with(world, words_plan_text, words_reports_text, words_periods, NULL);
    assert_int_equal(childplan_output_set_format(world->output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
}

/* Each text stands somewhere in the wide table. */
static void assert_words(int32_t language, const char *const texts[]) {
    struct world world;
    struct buffer got = {0};
    begin_words(&world);
    assert_int_equal(childplan_output_set_language(world.output, language), CHILDPLAN_OK);
    assert_int_equal(childplan_output_set_width(world.output, 200), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got), CHILDPLAN_OK);
    for (size_t i = 0; texts[i]; i++) {
        if (!strstr(got.bytes, texts[i])) {
            fail_msg("no \"%s\" in\n%s", texts[i], got.bytes);
        }
    }
    buffer_free(&got);
    end(&world);
}

static void a_row_that_is_not_due_is_under_way(void **state) {
    (void)state;
    static const char *const texts[] = {"Đang thực hiện", NULL};
    static const char *const english_texts[] = {"Open", NULL};
    assert_words(CHILDPLAN_VIETNAMESE, texts);
    assert_words(CHILDPLAN_ENGLISH, english_texts);
}

static void targets_say_their_period_in_words(void **state) {
    (void)state;
    static const char *const texts[] = {"<= 5 đến hết tháng 1/2025 ",
                                        "<= 5 đến hết quý 3/2025 ",
                                        ">= 5 đến hết 6 tháng đầu 2025 ",
                                        "<= 5 đến năm 2025 ",
                                        "<= 5 đến hết 2025–2026 ",
                                        "< 1 đến hết giai đoạn ",
                                        NULL};
    static const char *const english_texts[] = {"<= 5 by month 1 of 2025 ",
                                                "<= 5 by quarter 3 of 2025 ",
                                                ">= 5 by first half of 2025 ",
                                                "<= 5 by 2025 ",
                                                "<= 5 by 2025–2026 ",
                                                "< 1 by the plan's end ",
                                                NULL};
    assert_words(CHILDPLAN_VIETNAMESE, texts);
    assert_words(CHILDPLAN_ENGLISH, english_texts);
}

static void a_year_of_its_own_shows_its_days(void **state) {
    (void)state;
    static const char *const texts[] = {"\n  Năm 2025 (01/02/2024–31/01/2025), tính đến hết ngày 31/07/2024\n",
                                        "\n  Quý 2 năm 2025 (2025-Q2, 01/05/2024–31/07/2024)\n", NULL};
    static const char *const english_texts[] = {"\n  Year 2025 (2024-02-01 to 2025-01-31), so far: up to 2024-07-31\n",
                                                "\n  Quarter 2 of 2025 (2025-Q2, 2024-05-01 to 2024-07-31)\n", NULL};
    assert_words(CHILDPLAN_VIETNAMESE, texts);
    assert_words(CHILDPLAN_ENGLISH, english_texts);
}

static void a_gap_may_be_negative_or_empty(void **state) {
    (void)state;
    static const char *const texts[] = {
        "  Thêm/bớt\n", " -2\n", "\nThêm/bớt: phần nhỏ nhất phải thêm (+) hoặc bớt (-) ở tử số để đạt mục tiêu\n",
        "\nThêm/bớt để trống: chưa có kết quả, không có mục tiêu, hoặc không xác định được phải thêm, bớt bao nhiêu\n",
        NULL};
    static const char *const english_texts[] = {
        "  Gap\n", " -2\n", "\nGap: the smallest change of the numerator that meets the target\n",
        "\nGap left empty: no value, no target, or no change of the numerator is known to meet it\n", NULL};
    assert_words(CHILDPLAN_VIETNAMESE, texts);
    assert_words(CHILDPLAN_ENGLISH, english_texts);
}

static void a_denominator_of_zero_is_no_missing_report(void **state) {
    (void)state;
    static const char *const texts[] = {
        "  –  1/1      >= 5% đến năm 2025             Chưa có số liệu\n",
        "  chưa có số liệu  0/1      >= 5% đến năm 2025             Chưa có số liệu\n",
        "\n–: mẫu số của các số liệu đã có bằng 0 (hoặc âm) nên không tính được kết quả\n", NULL};
    static const char *const english_texts[] = {
        "  –  1/1      >= 5% by 2025               No data\n",
        "  no data  0/1      >= 5% by 2025               No data\n",
        "\n–: the denominator of the figures that are in is 0 (or negative), which gives no value\n", NULL};
    assert_words(CHILDPLAN_VIETNAMESE, texts);
    assert_words(CHILDPLAN_ENGLISH, english_texts);
}

static void add_without_escapes(struct buffer *plain, const char *text) {
    while (*text) {
        size_t size = strcspn(text, "\x1b");
        buffer_add(plain, text, size);
        text += size;
        text += *text ? strcspn(text, "m") + 1 : 0;
    }
}

static void colour_changes_no_letter(void **state) {
    (void)state;
    struct world world;
    struct buffer plain = {0}, colored = {0}, stripped = {0};
    begin(&world, two_years, NULL);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &plain), CHILDPLAN_OK);
    assert_null(strchr(plain.bytes, '\x1b'));
    assert_int_equal(childplan_output_set_color(world.output, 1), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &colored), CHILDPLAN_OK);
    /* Black on the plan's pale yellow, white on its dark blue. */
    assert_non_null(strstr(colored.bytes, "\x1b[38;2;0;0;0;48;2;254;224;139mĐạt"));
    assert_non_null(strstr(colored.bytes, "\x1b[38;2;255;255;255;48;2;000;000;128mChậm"));
    add_without_escapes(&stripped, colored.bytes);
    assert_non_null(strstr(stripped.bytes, "Công đoàn cơ sở Hai – Union\n"));
    buffer_free(&plain);
    buffer_free(&colored);
    buffer_free(&stripped);
    end(&world);
}

static void assert_fits(const struct world *world, int32_t language) {
    for (int32_t width = 60; width <= 150; width++) {
        struct buffer got = {0};
        assert_int_equal(childplan_output_set_width(world->output, width), CHILDPLAN_OK);
        assert_int_equal(childplan_output_set_language(world->output, language), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_write(world->rollup, world->output, buffer_write, &got), CHILDPLAN_OK);
        for (const char *line = got.bytes; *line; line += strcspn(line, "\n") + 1) {
            size_t size = strcspn(line, "\n");
            assert_true(childplan__utf8_width(line, size) <= (size_t)width);
            assert_true(size == 0 || line[size - 1] != ' ');
        }
        buffer_free(&got);
    }
}

static void no_line_is_wider_than_the_terminal(void **state) {
    (void)state;
    struct world world, words;
    begin(&world, two_years, NULL);
    begin_words(&words);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    for (int32_t language = CHILDPLAN_ENGLISH; language <= CHILDPLAN_VIETNAMESE; language++) {
        assert_fits(&world, language);
        assert_fits(&words, language);
    }
    end(&words);
    end(&world);
}

struct stopper {
    size_t calls;
    childplan_status answer;
};

static childplan_status stop(void *context, const char *bytes, size_t size) {
    struct stopper *stopper = context;
    (void)bytes;
    assert_true(size > 0);
    stopper->calls++;
    return stopper->answer;
}

static void a_writer_can_stop(void **state) {
    (void)state;
    struct world world;
    begin(&world, two_years, NULL);
    for (int32_t format = CHILDPLAN_FORMAT_CSV; format <= CHILDPLAN_FORMAT_TABLE; format++) {
        struct stopper stopper = {0, CHILDPLAN_ERROR_STOPPED};
        assert_int_equal(childplan_output_set_format(world.output, format), CHILDPLAN_OK);
        assert_int_equal(childplan_rollup_write(world.rollup, world.output, stop, &stopper), CHILDPLAN_ERROR_STOPPED);
        assert_int_equal(stopper.calls, 1);
    }
    assert_int_equal(childplan_rollup_write(NULL, world.output, buffer_write, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    end(&world);
}

static void files_are_written_or_refused(void **state) {
    (void)state;
    struct world world;
    struct buffer direct = {0}, from_file = {0};
    childplan_diagnostics *diagnostics;
    static const char path[] = "test_output.tmp";
    begin(&world, two_years, NULL);
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write_file(NULL, NULL, path, diagnostics), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_rollup_write_file(world.rollup, NULL, path, diagnostics), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_write_file(world.rollup, NULL, path, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_count(diagnostics), 0);
    assert_int_equal(childplan_rollup_write(world.rollup, NULL, buffer_write, &direct), CHILDPLAN_OK);
    assert_true(read_whole_file(path, &from_file));
    assert_string_equal(direct.bytes, from_file.bytes);
    assert_int_equal(remove(path), 0);

    assert_int_equal(childplan_rollup_write_file(world.rollup, NULL, "no/such/folder/x.csv", NULL),
                     CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_rollup_write_file(world.rollup, NULL, "no/such/folder/x.csv", diagnostics),
                     CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_diagnostics_count(diagnostics), 1);
    assert_int_equal(childplan_diagnostics_code(diagnostics, 0), CHILDPLAN_DIAGNOSTIC_FILE_UNWRITABLE);
    childplan_diagnostics_free(diagnostics);
    buffer_free(&direct);
    buffer_free(&from_file);
    end(&world);
}

/* Allocations from this one on fail; 0: none does. */
struct limited {
    size_t calls;
    size_t fail_at;
};

static void *allocate_limited(void *context, void *memory, size_t size) {
    struct limited *limited = context;
    if (size == 0) {
        free(memory);
        return NULL;
    }
    limited->calls++;
    return limited->fail_at > 0 && limited->calls >= limited->fail_at ? NULL : realloc(memory, size);
}

static void assert_survives_failing(const char *plan, const char *reports, const char *const periods[]) {
    struct world world;
    struct limited limited = {0, 0};
    childplan_plan_options *options;
    assert_int_equal(childplan_plan_options_new_with_allocator(allocate_limited, &limited, &options), CHILDPLAN_OK);
    begin_with(&world, plan, reports, periods, options);
    assert_int_equal(childplan_output_set_format(world.output, CHILDPLAN_FORMAT_TABLE), CHILDPLAN_OK);
    struct buffer whole = {0};
    limited.calls = 0;
    assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &whole), CHILDPLAN_OK);
    size_t needed = limited.calls;
    for (size_t fail_at = 1; fail_at <= needed; fail_at++) {
        struct buffer got = {0};
        limited = (struct limited){0, fail_at};
        assert_int_equal(childplan_rollup_write(world.rollup, world.output, buffer_write, &got),
                         CHILDPLAN_ERROR_NO_MEMORY);
        buffer_free(&got);
    }
    limited = (struct limited){0, 0};
    assert_written(&world, whole.bytes);
    buffer_free(&whole);
    end(&world);
    childplan_plan_options_free(options);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    assert_survives_failing(plan_text, reports_text, two_years);
    assert_survives_failing(words_plan_text, words_reports_text, words_periods);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_take_what_they_should),
        cmocka_unit_test(csv_quotes_what_it_must),
        cmocka_unit_test(no_cell_is_a_formula),
        cmocka_unit_test(json_is_exact_and_escaped),
        cmocka_unit_test(json_names_columns_once_where_asked),
        cmocka_unit_test(the_table_reads_in_both_languages),
        cmocka_unit_test(a_row_that_is_not_due_is_under_way),
        cmocka_unit_test(targets_say_their_period_in_words),
        cmocka_unit_test(a_year_of_its_own_shows_its_days),
        cmocka_unit_test(a_gap_may_be_negative_or_empty),
        cmocka_unit_test(a_denominator_of_zero_is_no_missing_report),
        cmocka_unit_test(colour_changes_no_letter),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(a_writer_can_stop),
        cmocka_unit_test(files_are_written_or_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
