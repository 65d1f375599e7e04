/* Targets, quotas and baselines: the model holds what was written, wherever it was written. */
#include "support.h"

#include "plan/model.h"

#include <stdio.h>
#include <string.h>

#define HEAD                                                                                                           \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: x, title: T, horizon: {from: 2021, to: 2025}}\n"                                                       \
    "levels: [{id: t, name: T}, {id: l, name: L}]\n"                                                                   \
    "units: [{id: r, name: R, level: t}, {id: a, name: A, level: l, parent: r, tags: [x]}, "                           \
    "{id: b, name: B, level: l, parent: r}, {id: c, name: C, level: l, parent: r}]\n"                                  \
    "elements: [{id: n, name: N, over_time: last}, {id: d, name: D, over_time: last}, "                                \
    "{id: v, name: V, over_time: sum}]\n"

#define RATIO "{id: i, name: I, numerator: n, denominator: d, baseline: {period: 2020, value: 62.5%}"
#define TOTAL "{id: v, name: V, numerator: v, baseline: {period: 2020, value: 400}"

/* What a resolver has. */
struct file {
    const char *name;
    const char *text;
};

struct files {
    const struct file *files;
    size_t count;
    struct buffer asked;
};

static childplan_status resolve(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    struct files *files = context;
    buffer_print(&files->asked, "%s\n", name);
    for (size_t i = 0; i < files->count; i++) {
        if (strcmp(files->files[i].name, name) == 0) {
            *ret_text = files->files[i].text;
            *ret_size = strlen(files->files[i].text);
            return CHILDPLAN_OK;
        }
    }
    return strcmp(name, "stop.csv") == 0 ? CHILDPLAN_ERROR_STOPPED : CHILDPLAN_ERROR_FILE;
}

/* Loads HEAD with more; what was said is given, one a line. */
static childplan_status try_load(const char *more, struct files *files, int64_t size_limit, childplan_plan **ret_plan,
                                 struct buffer *said) {
    struct buffer text = {0};
    childplan_plan_options *options = NULL;
    childplan_diagnostics *diagnostics = NULL;
    buffer_add_string(&text, HEAD);
    buffer_add_string(&text, more);
    buffer_add_string(said, "");
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    if (files) {
        assert_int_equal(childplan_plan_options_set_resolver(options, resolve, files), CHILDPLAN_OK);
    }
    if (size_limit > 0) {
        assert_int_equal(childplan_plan_options_set_size_limit(options, size_limit), CHILDPLAN_OK);
    }
    childplan_status status =
        childplan_plan_load_memory("plan.yaml", text.bytes, text.size, options, ret_plan, diagnostics);
    buffer_add_diagnostics(said, diagnostics, CHILDPLAN_ENGLISH);
    childplan_diagnostics_free(diagnostics);
    childplan_plan_options_free(options);
    buffer_free(&text);
    return status;
}

static childplan_plan *load(const char *more, struct files *files) {
    childplan_plan *plan = NULL;
    struct buffer said = {0};
    if (try_load(more, files, 0, &plan, &said) != CHILDPLAN_OK) {
        fail_msg("%s: %s", more, said.bytes);
    }
    buffer_free(&said);
    return plan;
}

/*
 * The model as text.
 */
static void tell_decimal(struct buffer *text, struct decimal number) {
    static const char *const dots[] = {"", "e-1", "e-2", "e-3", "e-4", "e-5", "e-6"};
    buffer_print(text, "%lld%s", (long long)number.value, dots[number.decimals]);
}

static void tell_day(struct buffer *text, const char *what, int32_t day) {
    char date[16];
    childplan_date_format(day, date, sizeof date);
    buffer_print(text, " %s %s", what, date);
}

static void tell_change(struct buffer *text, const struct milestone *milestone) {
    static const char *const changes[] = {"", " relative", " points"};
    if (milestone->change != CHANGE_NONE) {
        buffer_print(text, "%s%s against %s", milestone->is_decrease ? " decrease" : " increase",
                     changes[milestone->change],
                     milestone->against == AGAINST_PERIOD_BEFORE ? "period before" : "baseline");
    }
}

static void tell_milestone(struct buffer *text, const struct milestone *milestone) {
    static const char *const operators[] = {"", ">", ">=", "<", "<=", "="};
    char by[32];
    childplan_period_format(milestone->by, by, sizeof by);
    buffer_print(text, "%s", by);
    if (milestone->every) {
        buffer_print(text, " every %d", (int)milestone->every);
    }
    tell_day(text, "due", milestone->last_day);
    tell_day(text, "to", milestone->end_day);
    buffer_print(text, "%s%s%s", milestone->is_kept ? " kept" : "", milestone->is_aspiration ? " aspiration" : "",
                 milestone->is_assigned ? " assigned" : "");
    tell_change(text, milestone);
    buffer_print(text, " %s ", operators[milestone->comparison]);
    tell_decimal(text, milestone->number);
    if (milestone->upper_comparison) {
        buffer_print(text, " %s ", operators[milestone->upper_comparison]);
        tell_decimal(text, milestone->upper);
    }
    buffer_print(text, "%s\n", milestone->is_percent ? " %" : "");
}

static void tell_scopes(struct buffer *text, const struct indicator *indicator) {
    static const char *const kinds[] = {"unit", "tag", "level", "all"};
    for (int32_t i = 0; i < indicator->scope_count; i++) {
        const struct scope *scope = &indicator->scopes[i];
        for (int32_t k = 0; k < scope->milestone_count; k++) {
            buffer_print(text, "%s %d: ", kinds[scope->kind], (int)scope->key);
            tell_milestone(text, &scope->milestones[k]);
        }
    }
}

static void tell_baseline(struct buffer *text, const struct baseline *baseline) {
    char period[32];
    childplan_period_format(baseline->period, period, sizeof period);
    buffer_print(text, "%s", period);
    tell_day(text, "on", baseline->last_day);
    if (baseline->has_value) {
        buffer_add_string(text, ": ");
        tell_decimal(text, baseline->value);
    }
    for (int32_t i = 0; i < baseline->value_count; i++) {
        buffer_print(text, " unit %d: ", (int)baseline->values[i].unit);
        tell_decimal(text, baseline->values[i].value);
    }
    buffer_add_string(text, "\n");
}

/*
 * Forms of target, in the ratio of RATIO (i) or the total of TOTAL (v).
 */
static const struct {
    const char *indicator;
    const char *written;
    const char *milestone;
} forms[] = {
    {"i", "by: 2025, above: 90%", "2025 due 2025-12-31 to 2025-12-31 > 90 %\n"},
    {"v", "by: 2023-H1, equals: 12", "2023-H1 due 2023-06-30 to 2023-06-30 = 12\n"},
    {"v", "by: plan, at_least: 5, at_most: 7", "plan due 2025-12-31 to 2025-12-31 >= 5 <= 7\n"},
    {"i", "by: 2025, at_most: 50.0, at_least: 50%", "2025 due 2025-12-31 to 2025-12-31 >= 50 <= 50 %\n"},
    {"i", "by: 2025, below: 7.25, above: 7.2", "2025 due 2025-12-31 to 2025-12-31 > 72e-1 < 725e-2\n"},
    {"i", "by: 2025, above: -9223372036854775808, below: 0.000001",
     "2025 due 2025-12-31 to 2025-12-31 > -9223372036854775808 < 1e-6\n"},
    {"v", "every: year, at_least: 1", "2021 every 4 due 2021-12-31 to 2025-12-31 >= 1\n"},
    {"v", "every: half, from: 2023-H2, at_least: 1", "2023-H2 every 3 due 2023-12-31 to 2025-12-31 >= 1\n"},
    {"v", "every: quarter, to: 2021-Q1, at_least: 1", "2021-Q1 every 2 due 2021-03-31 to 2021-03-31 >= 1\n"},
    {"v", "every: month, from: 2024-02, to: 2024-11, at_least: 1",
     "2024-02 every 1 due 2024-02-29 to 2024-11-30 >= 1\n"},
    {"i", "every: year, decrease: relative, at_least: 2%, at_most: 3.5%",
     "2021 every 4 due 2021-12-31 to 2025-12-31 decrease relative against period before >= 2 <= 35e-1 %\n"},
    {"v", "every: year, increase: relative, above: 0 %, against: period_before",
     "2021 every 4 due 2021-12-31 to 2025-12-31 increase relative against period before > 0 %\n"},
    {"i", "every: year, decrease: points, at_least: 1",
     "2021 every 4 due 2021-12-31 to 2025-12-31 decrease points against period before >= 1\n"},
    {"i", "every: year, decrease: points, at_least: 1, against: baseline",
     "2021 every 4 due 2021-12-31 to 2025-12-31 decrease points against baseline >= 1\n"},
    {"i", "by: 2025, decrease: relative, at_least: 10%",
     "2025 due 2025-12-31 to 2025-12-31 decrease relative against baseline >= 10 %\n"},
    {"v", "by: 2025, increase: points, equals: 40, against: baseline",
     "2025 due 2025-12-31 to 2025-12-31 increase points against baseline = 40\n"},
    {"i", "by: 2023, at_least: 100%, keep_until: 2025", "2023 due 2023-12-31 to 2025-12-31 kept >= 100 %\n"},
    {"v", "by: 2023-Q1, below: 3, keep_until: 2023-H1", "2023-Q1 due 2023-03-31 to 2023-06-30 kept < 3\n"},
    {"i", "by: 2025, at_least: 100%, aspiration: yes", "2025 due 2025-12-31 to 2025-12-31 aspiration >= 100 %\n"},
    {"i", "by: 2025, at_least: 100%, aspiration: no", "2025 due 2025-12-31 to 2025-12-31 >= 100 %\n"},
};

/* Among an indicator's own targets, and in the plan's list. */
static void test_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        int is_total = forms[i].indicator[0] == 'v';
        for (int own = 0; own < 2; own++) {
            struct buffer text = {0};
            struct buffer model = {0};
            struct buffer expected = {0};
            buffer_print(&text, "indicators:\n  - %s%s%s%s}\n", is_total ? TOTAL : RATIO, own ? ", targets: [{" : "",
                         own ? forms[i].written : "", own ? "}]" : "");
            if (!own) {
                buffer_print(&text, "targets:\n  - {%s, indicator: %s}\n", forms[i].written, forms[i].indicator);
            }
            childplan_plan *plan = load(text.bytes, NULL);
            tell_scopes(&model, &plan->indicators[0]);
            buffer_print(&expected, "all 0: %s", forms[i].milestone);
            assert_same_lines(forms[i].written, expected.bytes, model.bytes);
            childplan_plan_free(plan);
            buffer_free(&text);
            buffer_free(&model);
            buffer_free(&expected);
        }
    }
}

/* Whom a target is for does not hang on its form. */
static void test_scopes(void **state) {
    (void)state;
    struct buffer model = {0};
    childplan_plan *plan = load("indicators:\n  - " TOTAL "}\n"
                                "targets:\n"
                                "  - {indicator: v, every: year, at_least: 1, units: {level: l}}\n"
                                "  - {indicator: v, by: 2022, keep_until: 2024, at_least: 2, units: {tag: x}}\n"
                                "  - {indicator: v, by: 2025, at_least: 3, at_most: 4, units: {ids: [c, a]}}\n",
                                NULL);
    tell_scopes(&model, &plan->indicators[0]);
    assert_same_lines("scopes",
                      "unit 1: 2025 due 2025-12-31 to 2025-12-31 >= 3 <= 4\n"
                      "unit 3: 2025 due 2025-12-31 to 2025-12-31 >= 3 <= 4\n"
                      "tag 0: 2022 due 2022-12-31 to 2024-12-31 kept >= 2\n"
                      "level 1: 2021 every 4 due 2021-12-31 to 2025-12-31 >= 1\n",
                      model.bytes);
    buffer_free(&model);
    childplan_plan_free(plan);
}

/*
 * What may stand side by side in a scope.
 */
static const char *const side_by_side[] = {
    /* One day apart on both sides. */
    "by: 2021, above: 1; every: year, from: 2022, to: 2023, above: 2; by: 2024-01, above: 3",
    "every: month, to: 2022-12, above: 1; every: year, from: 2023, above: 2",
    "by: 2021, keep_until: 2023, above: 1; every: half, from: 2024-H1, above: 2",
    "by: 2021-11, above: 1; by: 2021, keep_until: 2022, above: 2; by: 2023-01, above: 3",
};

/* Of an indicator that grows also what is for another kind of period. */
static const char *const of_other_kinds[] = {
    "every: year, above: 4; every: half, above: 2; every: quarter, above: 1; by: plan, above: 20",
    "by: 2022, keep_until: 2025, above: 4; by: 2023-H1, above: 2; by: 2021..2023, above: 12; by: 2022..2023, above: 8",
};

static void try_targets(const char *indicator, const char *list, childplan_status expected) {
    struct buffer text = {0};
    struct buffer said = {0};
    childplan_plan *plan = NULL;
    buffer_print(&text, "indicators:\n  - %s}\n  - %s}\ntargets:\n", RATIO, TOTAL);
    while (*list) {
        size_t size = strcspn(list, ";");
        buffer_print(&text, "  - {indicator: %s, %.*s}\n", indicator, (int)size, list);
        list += size + (list[size] == ';');
    }
    childplan_status status = try_load(text.bytes, NULL, 0, &plan, &said);
    if (status != expected) {
        fail_msg("%s%s", text.bytes, said.bytes);
    }
    childplan_plan_free(plan);
    buffer_free(&text);
    buffer_free(&said);
}

static void test_stretches(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof side_by_side / sizeof *side_by_side; i++) {
        try_targets("i", side_by_side[i], CHILDPLAN_OK);
        try_targets("v", side_by_side[i], CHILDPLAN_OK);
    }
    for (size_t i = 0; i < sizeof of_other_kinds / sizeof *of_other_kinds; i++) {
        try_targets("i", of_other_kinds[i], CHILDPLAN_ERROR_REFUSED);
        try_targets("v", of_other_kinds[i], CHILDPLAN_OK);
    }
}

/* A plan of one year: `plan` and that year are the same kind. */
static void test_plan_of_a_year(void **state) {
    (void)state;
    static const char text[] = "childplan: 1\n"
                               "plan: {id: x, title: T, horizon: {from: 2025, to: 2025}}\n"
                               "levels: [{id: t, name: T}]\n"
                               "units: [{id: r, name: R, level: t}]\n"
                               "elements: [{id: v, name: V, over_time: sum}]\n"
                               "indicators: [{id: v, name: V, numerator: v}]\n"
                               "targets: [{indicator: v, by: plan, above: 1}, {indicator: v, every: year, above: 1}]\n";
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text, sizeof text - 1, NULL, &plan, said),
                     CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_TARGET_OVERLAP);
    childplan_diagnostics_free(said);
}

/* What costs a line in the file costs one milestone, however long the horizon. */
static void test_not_expanded(void **state) {
    (void)state;
    static const char text[] = "childplan: 1\n"
                               "plan: {id: x, title: T, horizon: {from: 1900, to: 2099}}\n"
                               "levels: [{id: t, name: T}]\n"
                               "units: [{id: r, name: R, level: t}]\n"
                               "elements: [{id: v, name: V, over_time: sum}]\n"
                               "indicators: [{id: v, name: V, numerator: v, targets: [{every: month, above: 1}]}]\n";
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text, sizeof text - 1, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(plan->indicators[0].scopes[0].milestone_count, 1);
    childplan_plan_free(plan);
}

/*
 * Quotas and baselines, wherever their values stand.
 */
static const struct file value_files[] = {
    {"quotas.csv", "unit,value\na,90%\nc,62.50\n"},
    {"dated.csv", "\xEF\xBB\xBFsep=;\r\nby;unit;value\r\n2024;c;7\r\n2023-H1;a;5\r\n2025;c;\" 9 \"\r\n"},
    {"baseline.csv", "value\tunit\n35\tc\n\n41.5\ta\n"},
};

static struct files all_files(void) {
    return (struct files){value_files, sizeof value_files / sizeof *value_files, {0}};
}

static const struct {
    const char *target;
    const char *in_a_file;
    const char *in_the_plan;
    const char *scopes;
} quotas[] = {
    {"indicator: i, by: 2025, at_least: assigned", "{file: quotas.csv}",
     "[{unit: a, value: 90%}, {value: 62.50, unit: c}]",
     "unit 1: 2025 due 2025-12-31 to 2025-12-31 assigned >= 90 %\n"
     "unit 3: 2025 due 2025-12-31 to 2025-12-31 assigned >= 625e-1\n"},
    {"indicator: i, every: year, from: 2024, above: assigned, aspiration: yes", "{file: quotas.csv}",
     "[{unit: c, value: 62.5}, {unit: a, value: 90%}]",
     "unit 1: 2024 every 4 due 2024-12-31 to 2025-12-31 aspiration assigned > 90 %\n"
     "unit 3: 2024 every 4 due 2024-12-31 to 2025-12-31 aspiration assigned > 625e-1\n"},
    {"indicator: i, at_most: assigned", "{file: dated.csv}",
     "[{unit: a, by: 2023-H1, value: 5}, {unit: c, by: 2025, value: 9}, {unit: c, by: 2024, value: 7}]",
     "unit 1: 2023-H1 due 2023-06-30 to 2023-06-30 assigned <= 5\n"
     "unit 3: 2024 due 2024-12-31 to 2024-12-31 assigned <= 7\n"
     "unit 3: 2025 due 2025-12-31 to 2025-12-31 assigned <= 9\n"},
    {"indicator: i, at_least: assigned, increase: points, keep_until: 2025", "[{unit: a, by: 2023, value: 0}]",
     "[{unit: a, by: 2023, value: 0.0}]",
     "unit 1: 2023 due 2023-12-31 to 2025-12-31 kept assigned increase points against baseline >= 0\n"},
};

static void check_quotas(const char *target, const char *values, const char *expected) {
    struct files files = all_files();
    struct buffer text = {0};
    struct buffer model = {0};
    buffer_print(&text, "indicators:\n  - %s}\ntargets:\n  - {%s, values: %s}\n", RATIO, target, values);
    childplan_plan *plan = load(text.bytes, &files);
    tell_scopes(&model, &plan->indicators[0]);
    assert_same_lines(target, expected, model.bytes);
    childplan_plan_free(plan);
    buffer_free(&files.asked);
    buffer_free(&text);
    buffer_free(&model);
}

static void test_quotas(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof quotas / sizeof *quotas; i++) {
        check_quotas(quotas[i].target, quotas[i].in_a_file, quotas[i].scopes);
        check_quotas(quotas[i].target, quotas[i].in_the_plan, quotas[i].scopes);
    }
}

/* A quota joins the other targets that name its unit. */
static void test_quotas_among_others(void **state) {
    (void)state;
    struct files files = all_files();
    struct buffer model = {0};
    childplan_plan *plan = load("indicators:\n  - " RATIO ", targets: [{by: 2023, above: 50%}]}\n"
                                "targets:\n"
                                "  - {indicator: i, by: 2023, above: 60, units: {ids: [b, c]}}\n"
                                "  - {indicator: i, by: 2025, at_least: assigned, values: {file: quotas.csv}}\n",
                                &files);
    tell_scopes(&model, &plan->indicators[0]);
    assert_same_lines("quotas",
                      "unit 1: 2025 due 2025-12-31 to 2025-12-31 assigned >= 90 %\n"
                      "unit 2: 2023 due 2023-12-31 to 2023-12-31 > 60\n"
                      "unit 3: 2023 due 2023-12-31 to 2023-12-31 > 60\n"
                      "unit 3: 2025 due 2025-12-31 to 2025-12-31 assigned >= 625e-1\n"
                      "all 0: 2023 due 2023-12-31 to 2023-12-31 > 50 %\n",
                      model.bytes);
    const struct position *where = &plan->indicators[0].scopes[2].milestones[1].position;
    assert_string_equal(where->file, "quotas.csv");
    assert_int_equal(where->line, 3);
    buffer_free(&files.asked);
    buffer_free(&model);
    childplan_plan_free(plan);
}

static const struct {
    const char *written;
    const char *baseline;
} baselines[] = {
    {"{period: 2020, value: 40%}", "2020 on 2020-12-31: 40\n"},
    {"{period: 2021-H1, value: 40, values: [{unit: c, value: 35}, {unit: a, value: 41.5%}]}",
     "2021-H1 on 2021-06-30: 40 unit 1: 415e-1 unit 3: 35\n"},
    {"{period: 2020, values: {file: baseline.csv}}", "2020 on 2020-12-31 unit 1: 415e-1 unit 3: 35\n"},
};

static void test_baselines(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof baselines / sizeof *baselines; i++) {
        struct files files = all_files();
        struct buffer text = {0};
        struct buffer model = {0};
        buffer_print(&text,
                     "indicators:\n  - {id: i, name: I, numerator: n, denominator: d, baseline: %s, "
                     "targets: [{by: 2025, increase: points, above: 5}]}\n",
                     baselines[i].written);
        childplan_plan *plan = load(text.bytes, &files);
        tell_baseline(&model, &plan->indicators[0].baseline);
        assert_same_lines("baseline", baselines[i].baseline, model.bytes);
        assert_int_equal(plan->indicators[0].baseline.position.line, 7);
        childplan_plan_free(plan);
        buffer_free(&files.asked);
        buffer_free(&text);
        buffer_free(&model);
    }
}

/* One baseline's values do not reach into the next. */
static void test_baselines_apart(void **state) {
    (void)state;
    struct buffer model = {0};
    childplan_plan *plan = load("indicators:\n"
                                "  - {id: i, name: I, numerator: v, baseline: {period: 2020, values: [{unit: b, value: "
                                "1}, {unit: a, value: 2}]}}\n"
                                "  - {id: j, name: J, numerator: v, baseline: {period: 2020, values: [{unit: c, value: "
                                "3}]}}\n"
                                "  - {id: k, name: K, numerator: v}\n",
                                NULL);
    tell_baseline(&model, &plan->indicators[0].baseline);
    tell_baseline(&model, &plan->indicators[1].baseline);
    assert_same_lines("baselines",
                      "2020 on 2020-12-31 unit 1: 2 unit 2: 1\n"
                      "2020 on 2020-12-31 unit 3: 3\n",
                      model.bytes);
    assert_true(plan->indicators[2].baseline.period == CHILDPLAN_NO_PERIOD);
    assert_null(plan->indicators[2].baseline.position.file);
    buffer_free(&model);
    childplan_plan_free(plan);
}

/*
 * Files.
 */
static const char three_files[] =
    "targets:\n"
    "  - {indicator: i, by: 2022, at_least: assigned, values: {file: quotas.csv}}\n"
    "indicators:\n"
    "  - {id: i, name: I, numerator: n, denominator: d, targets: [{at_least: assigned, values: {file: "
    "dated.csv}}], baseline: {values: {file: baseline.csv}, period: 2020}}\n";

/* The plan's digest is of what it was read from, in the order in which that is documented. */
static void test_digest(void **state) {
    (void)state;
    struct files files = all_files();
    struct buffer text = {0};
    struct digest digest;
    char expected[DIGEST_SIZE];
    char got[DIGEST_SIZE];
    buffer_add_string(&text, three_files);
    childplan_plan *plan = load(text.bytes, &files);
    assert_same_lines("asked", "baseline.csv\ndated.csv\nquotas.csv\n", files.asked.bytes);
    childplan__digest_begin(&digest);
    childplan__digest_add_string(&digest, HEAD);
    childplan__digest_add(&digest, text.bytes, text.size);
    childplan__digest_add_string(&digest, value_files[2].text);
    childplan__digest_add_string(&digest, value_files[1].text);
    childplan__digest_add_string(&digest, value_files[0].text);
    childplan__digest_end(&digest, expected);
    assert_int_equal(childplan_plan_digest(plan, got, sizeof got), DIGEST_SIZE - 1);
    assert_string_equal(got, expected);
    buffer_free(&files.asked);
    buffer_free(&text);
    childplan_plan_free(plan);
}

static const struct {
    const char *file;
    int32_t has_resolver;
    int64_t size_limit;
    childplan_status status;
    const char *said;
} failures[] = {
    {"none.csv", 1, 0, CHILDPLAN_ERROR_FILE, "plan.yaml:9:65: error: there is no file “none.csv”\n"},
    {"stop.csv", 1, 0, CHILDPLAN_ERROR_STOPPED, ""},
    {"quotas.csv", 0, 0, CHILDPLAN_ERROR_REFUSED,
     "plan.yaml:9:65: error: the file “quotas.csv” cannot be had: the plan was read from memory\n"},
    {"long.csv", 1, 1000, CHILDPLAN_ERROR_REFUSED,
     "long.csv: error: the input is larger than the limit of 1000 bytes\n"},
};

static void test_files_that_fail(void **state) {
    (void)state;
    struct buffer long_text = {0};
    while (long_text.size <= 1000) {
        buffer_add_string(&long_text, "unit,value\n");
    }
    const struct file more[] = {{"long.csv", long_text.bytes}};
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        struct files files = {more, 1, {0}};
        struct buffer text = {0};
        struct buffer said = {0};
        childplan_plan *plan = NULL;
        buffer_print(&text,
                     "indicators:\n  - %s}\ntargets:\n"
                     "  - {indicator: i, by: 2025, at_least: assigned, values: {file: %s}}\n",
                     RATIO, failures[i].file);
        assert_int_equal(
            try_load(text.bytes, failures[i].has_resolver ? &files : NULL, failures[i].size_limit, &plan, &said),
            failures[i].status);
        assert_same_lines(failures[i].file, failures[i].said, said.bytes);
        assert_null(plan);
        buffer_free(&files.asked);
        buffer_free(&text);
        buffer_free(&said);
    }
    buffer_free(&long_text);
}

/* A file that is named over and over is read only as often as the limit allows, not as often as it is named. */
static void test_files_together(void **state) {
    (void)state;
    struct buffer long_text = {0};
    struct buffer text = {0};
    struct buffer said = {0};
    childplan_plan *plan = NULL;
    buffer_add_string(&long_text, "unit,value\na,90\n");
    while (long_text.size < 300000) {
        buffer_add_string(&long_text, "\n");
    }
    const struct file more[] = {{"long.csv", long_text.bytes}};
    struct files files = {more, 1, {0}};
    buffer_add_string(&text, "indicators:\n  - " RATIO "}\ntargets:\n");
    for (int i = 0; i < 500; i++) {
        buffer_add_string(&text, "  - {indicator: i, by: 2025, at_least: assigned, values: {file: long.csv}}\n");
    }
    assert_int_equal(try_load(text.bytes, &files, 1000000, &plan, &said), CHILDPLAN_ERROR_REFUSED);
    assert_same_lines("asked", "long.csv\nlong.csv\nlong.csv\nlong.csv\n", files.asked.bytes);
    assert_same_lines(
        "said",
        "plan.yaml:12:65: error: the files that the plan names hold more than 1000000 bytes together\n"
        "long.csv:2:1: error: the milestone 2025 ends on the same day as 2025 for the same units (line 9, "
        "plan.yaml)\n"
        "long.csv:2:1: error: the milestone 2025 ends on the same day as 2025 for the same units (line 10, "
        "plan.yaml)\n",
        said.bytes);
    buffer_free(&files.asked);
    buffer_free(&long_text);
    buffer_free(&text);
    buffer_free(&said);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_scopes),
        cmocka_unit_test(test_stretches),
        cmocka_unit_test(test_plan_of_a_year),
        cmocka_unit_test(test_not_expanded),
        cmocka_unit_test(test_quotas),
        cmocka_unit_test(test_quotas_among_others),
        cmocka_unit_test(test_baselines),
        cmocka_unit_test(test_baselines_apart),
        cmocka_unit_test(test_digest),
        cmocka_unit_test(test_files_that_fail),
        cmocka_unit_test(test_files_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
