/*
 * Explanations: those of every row of every worked case hold, as was, under a structure's day and known by a day; and
 * what a few of them say.
 * usage: test_explain CASES_DIR…
 */
#include "explain_checks.h"

#include "../examples/rollup_request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **folders;
static int folder_count;

/* A case as the program runs it. */
struct run {
    struct request request;
    childplan_diagnostics *said;
    childplan_plan *plan;
    childplan_reports *reports;
};

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

#define MOST_ARGUMENTS 64

static void begin(struct run *run, const char *folder, const char *arguments) {
    static char plan[2048], reports[2048];
    char *argv[MOST_ARGUMENTS] = {(char *)"rollup", plan, reports};
    int argc = 3;
    struct buffer text = {0};
    childplan_import *import = NULL;
    snprintf(plan, sizeof plan, "%s/plan.yaml", folder);
    snprintf(reports, sizeof reports, "%s/reports.csv", folder);
    assert_true(read_whole_file(arguments, &text));
    buffer_add(&text, "", 0);
    for (char *word = strtok(text.bytes, "\n"); word != NULL && argc < MOST_ARGUMENTS; word = strtok(NULL, "\n")) {
        argv[argc++] = word;
    }
    assert_int_equal(request_read(&run->request, OF_ROLLUP, argc, argv), EXIT_OK);
    ok(childplan_diagnostics_new(&run->said));
    ok(childplan_plan_load_file(plan, NULL, &run->plan, run->said));
    ok(request_find(&run->request, run->plan, run->said, argc, argv));
    ok(childplan_reports_new(run->plan, &run->reports));
    ok(childplan_import_new(run->reports, &import));
    ok(childplan_import_set_decimal_comma(import, run->request.decimal_comma));
    ok(childplan_import_set_lenient(import, run->request.lenient));
    for (int i = 1; i < run->request.path_count; i++) {
        ok(childplan_import_read_file(import, run->request.paths[i], run->said));
    }
    ok(childplan_import_commit(import, NULL, NULL, run->said));
    childplan_import_free(import);
    buffer_free(&text);
}

static void end(struct run *run) {
    childplan_reports_free(run->reports);
    childplan_plan_free(run->plan);
    childplan_diagnostics_free(run->said);
    request_free(&run->request);
}

static size_t explain_rows(const char *what, const struct run *run, struct explained *explained) {
    childplan_rollup *rollup = NULL;
    ok(childplan_rollup_options_set_digest(run->request.options, 0));
    ok(childplan_rollup_compute(run->reports, run->request.options, &rollup, NULL));
    size_t count = childplan_rollup_row_count(rollup);
    for (size_t row = 0; row < count; row++) {
        explanation_holds(what, run->reports, run->request.options, rollup, row, explained);
    }
    childplan_rollup_free(rollup);
    return count;
}

/* The middle of the horizon, where some units have ended and some have not begun. */
static int32_t middle_day(const childplan_plan *plan) {
    int64_t period;
    int32_t first = 0, last = 0;
    ok(childplan_period_parse("plan", 4, &period));
    ok(childplan_plan_period_days(plan, period, &first, &last));
    return first + (last - first) / 2;
}

static size_t explain_case(const char *folder, const char *arguments, struct explained *explained) {
    struct run run = {.plan = NULL};
    begin(&run, folder, arguments);
    int32_t day = middle_day(run.plan);
    size_t rows = explain_rows(arguments, &run, explained);
    ok(childplan_rollup_options_set_structure(run.request.options, day));
    rows += explain_rows(arguments, &run, explained);
    ok(childplan_rollup_options_set_known_by(run.request.options, day));
    rows += explain_rows(arguments, &run, explained);
    ok(childplan_rollup_options_set_structure(run.request.options, CHILDPLAN_NO_DATE));
    rows += explain_rows(arguments, &run, explained);
    end(&run);
    return rows;
}

static void print_seen(const struct explained *explained) {
    print_message("# nodes:");
    for (int32_t kind = 0; kind < CHILDPLAN_NODE_COUNT; kind++) {
        print_message(" %zu %s", explained->nodes[kind], childplan_explanation_kind_name(kind));
    }
    print_message("\n# reasons:");
    for (int32_t reason = 1; reason < CHILDPLAN_REASON_END; reason++) {
        print_message(" %zu %s;", explained->reasons[reason], childplan_reason_text(reason, CHILDPLAN_ENGLISH));
    }
    print_message("\n");
}

static void every_row_of_every_case(void **state) {
    (void)state;
    struct explained explained = {.nodes = {0}};
    size_t rows = 0;
    size_t cases = 0;
    for (int i = 0; i < folder_count; i++) {
        /* A folder of cases has folders of args-1, args-2 and so on: their names come from a list. */
        size_t count = 0;
        char **names = list_files(folders[i], "", &count);
        for (size_t k = 0; k < count; k++) {
            for (int number = 1;; number++) {
                char folder[1024], arguments[1100];
                FILE *file;
                snprintf(folder, sizeof folder, "%s/%s", folders[i], names[k]);
                snprintf(arguments, sizeof arguments, "%s/args-%d", folder, number);
                file = names[k][0] == '.' ? NULL : fopen(arguments, "rb");
                if (file == NULL) {
                    break;
                }
                fclose(file);
                rows += explain_case(folder, arguments, &explained);
                cases++;
            }
        }
        free_names(names);
    }
    print_message("# %zu rows of %zu runs\n", rows, cases);
    print_seen(&explained);
    assert_true(cases > 10);
    for (int32_t kind = 0; kind < CHILDPLAN_NODE_COUNT; kind++) {
        assert_true(explained.nodes[kind] > 0);
    }
    for (int32_t use = 0; use < CHILDPLAN_USE_COUNT; use++) {
        assert_true(explained.uses[use] > 0);
    }
    for (int32_t band = 0; band < CHILDPLAN_BAND_COUNT; band++) {
        assert_true(explained.bands[band] > 0 || band == CHILDPLAN_BAND_NO_SIZE);
    }
}

/* A small world: b ended into c, d has not begun, e lies above; each reports what its name says. */
#define SMALL_PLAN                                                                                                     \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: p, title: t, horizon: {from: 2024, to: 2025}}\n"                                                       \
    "calendar: {frequency: half}\n"                                                                                    \
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"                                                           \
    "units:\n"                                                                                                         \
    "  - {id: r, name: Root, level: top}\n"                                                                            \
    "  - {id: b, name: Bee, level: low, parent: r, until: 2024-06-30, successor: c}\n"                                 \
    "  - {id: c, name: Cee, level: low, parent: r}\n"                                                                  \
    "  - {id: d, name: Dee, level: low, parent: r, from: 2025-01-01}\n"                                                \
    "elements: [{id: n, name: Visits, levels: [low], over_time: sum}]\n"                                               \
    "indicators: [{id: i, name: All visits, numerator: n, targets: [{by: 2024, at_least: 50}]}]\n"
#define SMALL_REPORTS                                                                                                  \
    "unit,period,element,value,submitted\n"                                                                            \
    "b,2024-H1,n,10,2024-07-01\n"                                                                                      \
    "c,2024-H1,n,20,2024-07-02\n"                                                                                      \
    "c,2024-H1,n,,2024-07-03\n"                                                                                        \
    "c,2024-H1,n,25,2024-07-04\n"

struct small {
    childplan_plan *plan;
    childplan_reports *reports;
    childplan_explanation *explanation;
};

static void begin_small(struct small *small, int32_t origins) {
    childplan_import *import = NULL;
    childplan_rollup_options *options = NULL;
    int32_t day = 0;
    ok(childplan_plan_load_memory("small.yaml", SMALL_PLAN, strlen(SMALL_PLAN), NULL, &small->plan, NULL));
    ok(childplan_reports_new(small->plan, &small->reports));
    ok(childplan_reports_set_origins(small->reports, origins));
    ok(childplan_import_new(small->reports, &import));
    ok(childplan_import_read_memory(import, "small.csv", SMALL_REPORTS, strlen(SMALL_REPORTS), NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    childplan_import_free(import);
    ok(childplan_rollup_options_new(&options));
    ok(childplan_date_parse("2024-12-31", 10, &day));
    ok(childplan_rollup_options_set_until(options, day));
    ok(childplan_explanation_make(small->reports, options, 0, childplan_period_of(CHILDPLAN_YEAR, 2024, 1), 0,
                                  &small->explanation, NULL));
    childplan_rollup_options_free(options);
    /* An explanation needs its plan alone. */
    childplan_reports_free(small->reports);
}

static void end_small(struct small *small) {
    childplan_explanation_free(small->explanation);
    childplan_plan_free(small->plan);
}

static void write_sentences(const childplan_explanation *explanation, int32_t language, struct buffer *text) {
    int32_t depth[64] = {0};
    for (int32_t node = 0; node < (int32_t)childplan_explanation_node_count(explanation); node++) {
        char sentence[512];
        int64_t parent;
        ok(childplan_explanation_get(explanation, node, CHILDPLAN_ITEM_PARENT, &parent));
        depth[node] = parent < 0 ? 0 : depth[parent] + 1;
        childplan_explanation_sentence(explanation, node, language, sentence, sizeof sentence);
        buffer_print(text, "%*s%s\n", (int)(2 * depth[node]), "", sentence);
    }
}

static void says(int32_t origins, int32_t language, const char *expected) {
    struct small small;
    struct buffer text = {0};
    begin_small(&small, origins);
    write_sentences(small.explanation, language, &text);
    assert_same_lines("sentences", expected, text.bytes);
    buffer_free(&text);
    end_small(&small);
}

static void what_it_says(void **state) {
    (void)state;
    says(1, CHILDPLAN_ENGLISH,
         "Root, All visits, 2024: 35; missing reports can only add; 1 of 2 units reported\n"
         "  target >= 50 by 2024, due; not met, could still change, gap 15; set for all units: small.yaml:11\n"
         "  Root: 35; 1 of 2 units reported\n"
         "    its own reports: left out: not asked of units of this level\n"
         "    Dee (not yet begun): left out: the unit does not exist then\n"
         "      begins on 2025-01-01; counts at its parent Root\n"
         "    Cee: 35; 1 of 2 units reported\n"
         "      its own reports: 25, not all reported\n"
         "        Visits: 25\n"
         "          2024-H1: 25\n"
         "            small.csv, line 5: 25, submitted 2024-07-04\n"
         "            small.csv, line 4, submitted 2024-07-03, withdrew what was reported, superseded\n"
         "            small.csv, line 3: 20, submitted 2024-07-02, superseded\n"
         "          2024-H2: not reported, due\n"
         "      Bee (ended, taken over): 10\n"
         "        ended on 2024-06-30; counts at its successor Cee\n"
         "        Visits: 10\n"
         "          2024-H1: 10\n"
         "            small.csv, line 2: 10, submitted 2024-07-01\n"
         "          2024-H2: the unit does not exist then\n");
}

static void what_it_says_in_vietnamese(void **state) {
    (void)state;
    says(0, CHILDPLAN_VIETNAMESE,
         "Root, All visits, 2024: 35; báo cáo còn thiếu chỉ làm tăng thêm; 1/2 đơn vị đã báo cáo\n"
         "  mục tiêu >= 50, hạn 2024, đã đến hạn; chưa đạt, còn có thể thay đổi, thêm/bớt 15; đặt cho mọi đơn vị: "
         "small.yaml:11\n"
         "  Root: 35; 1/2 đơn vị đã báo cáo\n"
         "    báo cáo của chính đơn vị: không tính: cấp này không phải báo cáo\n"
         "    Dee (chưa bắt đầu): không tính: khi đó không có đơn vị này\n"
         "      bắt đầu ngày 01/01/2025; tính vào cấp trên Root\n"
         "    Cee: 35; 1/2 đơn vị đã báo cáo\n"
         "      báo cáo của chính đơn vị: 25, chưa báo cáo đủ\n"
         "        Visits: 25\n"
         "          2024-H1: 25\n"
         "            (không lưu tên tệp và dòng): 25, nộp ngày 04/07/2024\n"
         "            (không lưu tên tệp và dòng), nộp ngày 03/07/2024, rút số đã báo cáo, sau đó được thay\n"
         "            (không lưu tên tệp và dòng): 20, nộp ngày 02/07/2024, đã được thay\n"
         "          2024-H2: chưa báo cáo, phải có\n"
         "      Bee (đã kết thúc, có kế tục): 10\n"
         "        kết thúc ngày 30/06/2024; tính vào đơn vị kế tục Cee\n"
         "        Visits: 10\n"
         "          2024-H1: 10\n"
         "            (không lưu tên tệp và dòng): 10, nộp ngày 01/07/2024\n"
         "          2024-H2: khi đó không có đơn vị này\n");
}

static void what_is_refused(void **state) {
    (void)state;
    struct small small;
    int64_t value = 77;
    const int32_t *cells = NULL;
    childplan_explanation *none = NULL;
    int64_t year = childplan_period_of(CHILDPLAN_YEAR, 2024, 1);
    begin_small(&small, 1);
    const childplan_explanation *explanation = small.explanation;
    ok(childplan_reports_new(small.plan, &small.reports));
    const struct {
        int32_t unit;
        int64_t period;
        int32_t indicator;
        childplan_status expected;
    } asked[] = {{-1, year, 0, CHILDPLAN_ERROR_USAGE},
                 {4, year, 0, CHILDPLAN_ERROR_USAGE},
                 {0, 0, 0, CHILDPLAN_ERROR_USAGE},
                 {0, year, 1, CHILDPLAN_ERROR_USAGE},
                 {0, childplan_period_of(CHILDPLAN_YEAR, 1999, 1), 0, CHILDPLAN_ERROR_REFUSED},
                 {1, year, 0, CHILDPLAN_ABSENT}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        assert_int_equal(childplan_explanation_make(small.reports, NULL, asked[i].unit, asked[i].period,
                                                    asked[i].indicator, &none, NULL),
                         asked[i].expected);
        assert_null(none);
    }
    assert_int_equal(childplan_explanation_make(NULL, NULL, 0, year, 0, &none, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_make(small.reports, NULL, 0, year, 0, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_reports_free(small.reports);

    assert_int_equal(childplan_explanation_node_count(NULL), 0);
    assert_null(childplan_explanation_rollup(NULL));
    assert_null(childplan_explanation_counted(NULL));
    assert_null(childplan_explanation_counted(explanation));
    assert_int_equal(childplan_explanation_column(explanation, CHILDPLAN_ITEM_PERIOD, &cells), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_column(NULL, CHILDPLAN_ITEM_KIND, &cells), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_get(explanation, -1, CHILDPLAN_ITEM_KIND, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_get(explanation, 1000, CHILDPLAN_ITEM_KIND, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_get(explanation, 0, CHILDPLAN_ITEM_COUNT, &value), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_get(explanation, 0, CHILDPLAN_ITEM_LINE, &value), CHILDPLAN_ABSENT);
    assert_int_equal(value, 77);
    assert_int_equal(childplan_explanation_text(explanation, 0, CHILDPLAN_ITEM_LINE, NULL, 0), 0);
    assert_int_equal(childplan_explanation_sentence(NULL, 0, CHILDPLAN_ENGLISH, NULL, 0), 0);
    assert_null(childplan_explanation_file(explanation, 0));
    assert_null(childplan_explanation_file(NULL, 0));
    assert_null(childplan_explanation_item_name(CHILDPLAN_ITEM_COUNT));
    assert_null(childplan_explanation_kind_name(-1));
    assert_null(childplan_reason_text(0, CHILDPLAN_ENGLISH));
    assert_null(childplan_reason_text(CHILDPLAN_REASON_END, CHILDPLAN_ENGLISH));
    assert_int_equal(childplan_explanation_write_json(explanation, 2, buffer_write, NULL), CHILDPLAN_ERROR_USAGE);
    assert_int_equal(childplan_explanation_write_json(explanation, 0, NULL, NULL), CHILDPLAN_ERROR_USAGE);
    childplan_explanation_free(NULL);
    end_small(&small);
}

/* Every name is another one of its kind, and there is one for each number. */
static void names_of_everything(void **state) {
    (void)state;
    for (int32_t item = 0; item < CHILDPLAN_ITEM_COUNT; item++) {
        assert_non_null(childplan_explanation_item_name(item));
        for (int32_t other = 0; other < item; other++) {
            assert_string_not_equal(childplan_explanation_item_name(item), childplan_explanation_item_name(other));
        }
    }
    for (int32_t reason = 1; reason < CHILDPLAN_REASON_END; reason++) {
        for (int32_t language = CHILDPLAN_ENGLISH; language <= CHILDPLAN_VIETNAMESE; language++) {
            assert_non_null(childplan_reason_text(reason, language));
        }
    }
}

static void as_json(void **state) {
    (void)state;
    struct small small;
    struct buffer text = {0};
    begin_small(&small, 1);
    ok(childplan_explanation_write_json(small.explanation, CHILDPLAN_ENGLISH, buffer_write, &text));
    assert_non_null(strstr(text.bytes, "{\"rollup\":{\"childplan\":"));
    assert_non_null(strstr(text.bytes,
                           "\n{\"kind\":\"fact\",\"parent\":9,\"end\":11,\"unit\":\"c\",\"day\":\"2024-07-04\","
                           "\"value\":25,\"state\":\"in_force\",\"line\":5,\"file\":\"small.csv\",\"text\":"));
    buffer_free(&text);
    end_small(&small);
}

/* By hand: 5 of 10 are carried from the first half; the whole of the second half is 0, its part is missing. So the one
   missing unit has the size 0, and nothing is left to take bounds of. */
static void sizes_that_are_nothing(void **state) {
    (void)state;
    static const char yaml[] = "childplan: 1\n"
                               "plan: {id: p, title: t, horizon: {from: 2024, to: 2024}}\n"
                               "levels: [{id: top, name: Top}]\n"
                               "units: [{id: r, name: R, level: top}]\n"
                               "elements:\n"
                               "  - {id: d, name: D, over_time: last, carry: 1}\n"
                               "  - {id: n, name: N, over_time: last, carry: 1, part_of: d}\n"
                               "indicators: [{id: i, name: I, numerator: n, denominator: d}]\n";
    static const char csv[] = "unit,period,element,value\nr,2024-H1,d,10\nr,2024-H1,n,5\nr,2024-H2,d,0\n";
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_rollup *rollup = NULL;
    struct explained explained = {.nodes = {0}};
    ok(childplan_plan_load_memory("nothing.yaml", yaml, strlen(yaml), NULL, &plan, NULL));
    ok(childplan_reports_new(plan, &reports));
    ok(childplan_import_new(reports, &import));
    ok(childplan_import_read_memory(import, "nothing.csv", csv, strlen(csv), NULL));
    ok(childplan_import_commit(import, NULL, NULL, NULL));
    ok(childplan_rollup_compute(reports, NULL, &rollup, NULL));
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        explanation_holds("nothing.yaml", reports, NULL, rollup, row, &explained);
    }
    assert_true(explained.bands[CHILDPLAN_BAND_NO_SIZE] > 0);
    childplan_rollup_free(rollup);
    childplan_import_free(import);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

/* A unit that went through twenty hands is placed where the tree has it; its steps are cut. */
static void many_steps(void **state) {
    (void)state;
    struct buffer yaml = {0};
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_explanation *explanation = NULL;
    buffer_add_string(&yaml, "childplan: 1\n"
                             "plan: {id: p, title: t, horizon: {from: 2000, to: 2030}}\n"
                             "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
                             "units:\n  - {id: r, name: R, level: top}\n");
    for (int i = 0; i < 20; i++) {
        buffer_print(&yaml, "  - {id: u%d, name: U%d, level: low, parent: r, until: %d-12-31, successor: u%d}\n", i, i,
                     2000 + i, i + 1);
    }
    buffer_add_string(&yaml, "  - {id: u20, name: U20, level: low, parent: r}\n"
                             "elements: [{id: n, name: N, levels: [low], over_time: sum}]\n"
                             "indicators: [{id: i, name: I, numerator: n}]\n");
    ok(childplan_plan_load_memory("many.yaml", yaml.bytes, yaml.size, NULL, &plan, NULL));
    ok(childplan_reports_new(plan, &reports));
    ok(childplan_explanation_make(reports, NULL, 0, childplan_period_of(CHILDPLAN_YEAR, 2030, 1), 0, &explanation,
                                  NULL));
    int64_t rule = 0, kind = 0, unit = 0;
    int further = 0;
    for (int32_t node = 0; node < (int32_t)childplan_explanation_node_count(explanation); node++) {
        ok(childplan_explanation_get(explanation, node, CHILDPLAN_ITEM_KIND, &kind));
        if (kind == CHILDPLAN_NODE_STEP) {
            ok(childplan_explanation_get(explanation, node, CHILDPLAN_ITEM_RULE, &rule));
            ok(childplan_explanation_get(explanation, node, CHILDPLAN_ITEM_UNIT, &unit));
            further += rule == CHILDPLAN_RULE_FURTHER;
            assert_true(rule != CHILDPLAN_RULE_FURTHER || unit == 21);
        }
    }
    assert_int_equal(further, 4); /* u0 … u3 take more than 16 steps */
    childplan_explanation_free(explanation);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    buffer_free(&yaml);
}

int main(int argc, char **argv) {
    folders = argv + 1;
    folder_count = argc - 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_every_case),    cmocka_unit_test(what_it_says),
        cmocka_unit_test(what_it_says_in_vietnamese), cmocka_unit_test(what_is_refused),
        cmocka_unit_test(names_of_everything),        cmocka_unit_test(as_json),
        cmocka_unit_test(sizes_that_are_nothing),     cmocka_unit_test(many_steps),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
