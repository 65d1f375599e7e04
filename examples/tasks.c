/*
 * Where the tasks of a plan's document stand, for the whole and for each unit of the second level:
 * tasks PLAN.yaml REPORTS.csv... [PERIOD] [--lang en|vi]
 *
 *   tasks examples/lai-chau/plan.yaml examples/lai-chau/reports.csv 2024
 *
 * prints what each task is, who leads it and how often it comes up, and then for each unit
 *
 *   LĐLĐ huyện Tam Đường
 *     III.1  Open                  2 Open, 1 No target
 *     III.4  not measured
 *
 * the worst status among the task's indicators, and how many of them have which. Without PERIOD it is the last
 * reporting year that holds a report.
 */
#include "lines.h"
#include "load.h"
#include "terminal.h"

#include <childplan/childplan.h>
#include <stdio.h>
#include <string.h>

#define STATUS_WIDTH 22

struct words {
    const char *title, *led_by, *not_measured, *no_tasks;
    const char *cadence[CHILDPLAN_CADENCE_ON_DEMAND + 1];
};

static const struct words words_of[] = {
    [CHILDPLAN_ENGLISH] = {"Tasks of plan",
                           "led by",
                           "not measured",
                           "The plan has no tasks.",
                           {"", "each year", "each half-year", "each term", "on demand"}},
    [CHILDPLAN_VIETNAMESE] = {"Nhiệm vụ của kế hoạch số",
                              "chủ trì:",
                              "không đo bằng chỉ tiêu",
                              "Kế hoạch không có nhiệm vụ nào.",
                              {"", "hằng năm", "6 tháng một lần", "mỗi nhiệm kỳ", "khi có việc"}},
};

struct view {
    const childplan_plan *plan;
    const childplan_rollup *rollup;
    int64_t period;
    int32_t day; /* the period's last day, up to the cut-off */
    int32_t language;
    const struct words *words;
};

static void add(char *line, size_t size, const char *text) {
    size_t used = strlen(line);
    snprintf(line + used, size - used, "%s", text);
}

static const char *lead_name(const struct view *view, size_t task, size_t item) {
    int32_t level = childplan_plan_task_lead_level(view->plan, task, item);
    return level != CHILDPLAN_NONE
               ? childplan_plan_level_name(view->plan, level)
               : childplan_plan_unit_name(view->plan, childplan_plan_task_lead_unit(view->plan, task, item), view->day);
}

/* The task's id and text, and below it its cadence and who leads it. */
static void print_task(const struct view *view, size_t task) {
    char indent[32], line[4096];
    size_t leads = childplan_plan_task_lead_count(view->plan, task);
    snprintf(indent, sizeof(indent), "%-7s", childplan_plan_item_id(view->plan, CHILDPLAN_TASKS, task));
    print_text(indent, childplan_plan_item_text(view->plan, CHILDPLAN_TASKS, task), 1);
    snprintf(line, sizeof(line), "%s", view->words->cadence[childplan_plan_task_cadence(view->plan, task)]);
    for (size_t i = 0; i < leads; i++) {
        add(line, sizeof(line), i > 0 ? ", " : *line ? "; " : "");
        add(line, sizeof(line), i > 0 ? "" : view->words->led_by);
        add(line, sizeof(line), i > 0 ? "" : " ");
        add(line, sizeof(line), lead_name(view, task, i));
    }
    if (*line) {
        print_text("       ", line, 0);
    }
}

/* "2 Open, 1 No target" */
static void count_statuses(const struct view *view, int32_t unit, size_t task, char *line, size_t size) {
    *line = '\0';
    for (int32_t status = 0; status < (int32_t)childplan_plan_status_count(view->plan); status++) {
        int32_t count = 0;
        char number[32];
        childplan_rollup_task_count(view->rollup, unit, view->period, task, status, &count);
        if (count > 0) {
            snprintf(number, sizeof(number), "%s%d ", *line ? ", " : "", (int)count);
            add(line, size, number);
            add(line, size, childplan_plan_status_name(view->plan, status, view->language));
        }
    }
}

static void print_standing(const struct view *view, int32_t unit, size_t task) {
    char indent[128], counts[1024];
    int32_t worst = CHILDPLAN_NONE;
    const char *id = childplan_plan_item_id(view->plan, CHILDPLAN_TASKS, task);
    if (childplan_rollup_task_standing(view->rollup, unit, view->period, task, &worst) != CHILDPLAN_OK) {
        return;
    }
    if (worst == CHILDPLAN_TASK_NOT_MEASURED) {
        printf("  %-5s  %s\n", id, view->words->not_measured);
        return;
    }
    const char *name = childplan_plan_status_name(view->plan, worst, view->language);
    size_t width = characters_of(name, strlen(name));
    snprintf(indent, sizeof(indent), "  %-5s  %s%*s", id, name, width < STATUS_WIDTH ? (int)(STATUS_WIDTH - width) : 1,
             "");
    count_statuses(view, unit, task, counts, sizeof(counts));
    print_text(indent, counts, 0);
}

static void print_unit(const struct view *view, int32_t unit) {
    printf("\n%s\n", childplan_plan_unit_name(view->plan, unit, view->day));
    for (size_t task = 0; task < childplan_plan_item_count(view->plan, CHILDPLAN_TASKS); task++) {
        print_standing(view, unit, task);
    }
}

/* The root, and the units of the second level. */
static int is_shown(const struct view *view, int32_t unit) {
    return childplan_plan_unit_is_alive(view->plan, unit, view->day) &&
           (childplan_plan_unit_parent(view->plan, unit, view->day) == CHILDPLAN_NONE ||
            childplan_plan_unit_level(view->plan, unit, view->day) == 1);
}

static void print_view(const struct view *view) {
    char period[64];
    size_t tasks = childplan_plan_item_count(view->plan, CHILDPLAN_TASKS);
    if (tasks == 0) {
        printf("%s\n", view->words->no_tasks);
        return;
    }
    childplan_period_format(view->period, period, sizeof(period));
    printf("%s %s, %s\n\n", view->words->title, childplan_plan_id(view->plan), period);
    for (size_t task = 0; task < tasks; task++) {
        print_task(view, task);
    }
    for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(view->plan); unit++) {
        if (is_shown(view, unit)) {
            print_unit(view, unit);
        }
    }
}

/* The last of the years among the rows: by default there is one for each that holds a report. */
static int64_t last_year(const childplan_rollup *rollup) {
    const int64_t *periods = NULL;
    int64_t last = CHILDPLAN_NO_PERIOD;
    childplan_rollup_int64_column(rollup, CHILDPLAN_COLUMN_PERIOD, &periods, NULL);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        if (childplan_period_kind(periods[row]) == CHILDPLAN_YEAR &&
            (last == CHILDPLAN_NO_PERIOD || childplan_period_year(periods[row]) > childplan_period_year(last))) {
            last = periods[row];
        }
    }
    return last;
}

static void show(const childplan_rollup *rollup, int64_t period, int32_t language) {
    int32_t first, last;
    if (childplan_rollup_row_count(rollup) == 0) {
        return;
    }
    struct view view = {.plan = childplan_rollup_plan(rollup),
                        .rollup = rollup,
                        .period = period == CHILDPLAN_NO_PERIOD ? last_year(rollup) : period,
                        .language = language,
                        .words = &words_of[language]};
    if (childplan_plan_period_days(view.plan, view.period, &first, &last) == CHILDPLAN_OK) {
        view.day = last < childplan_rollup_until(rollup) ? last : childplan_rollup_until(rollup);
        print_view(&view);
    }
}

static childplan_status compute(const childplan_reports *reports, int64_t period, struct progress_bar *bar,
                                childplan_rollup **ret_rollup, childplan_diagnostics *diagnostics) {
    childplan_rollup_options *options = NULL;
    childplan_status status = childplan_rollup_options_new(&options);
    if (status == CHILDPLAN_OK && period != CHILDPLAN_NO_PERIOD) {
        status = childplan_rollup_options_add_period(options, period);
    }
    if (status == CHILDPLAN_OK) {
        childplan_rollup_options_set_progress(options, progress_bar_tell, bar);
        status = childplan_rollup_compute(reports, options, ret_rollup, diagnostics);
    }
    childplan_rollup_options_free(options);
    return status;
}

/* Takes --lang out of the arguments; 0 where its language is none. */
static int take_language(int *argc, char **argv, int32_t *ret_language) {
    for (int i = 1; i + 1 < *argc; i++) {
        if (strcmp(argv[i], "--lang") == 0) {
            const char *name = argv[i + 1];
            *ret_language = strcmp(name, "vi") == 0 ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
            memmove(argv + i, argv + i + 2, (size_t)(*argc - i - 2) * sizeof(*argv));
            *argc -= 2;
            return strcmp(name, "vi") == 0 || strcmp(name, "en") == 0;
        }
    }
    return 1;
}

int main(int argc, char **argv) {
    childplan_plan *plan = NULL;
    childplan_reports *reports = NULL;
    childplan_rollup *rollup = NULL;
    childplan_diagnostics *diagnostics = NULL;
    int64_t period = CHILDPLAN_NO_PERIOD;
    int32_t language = CHILDPLAN_ENGLISH;

    terminal_begin(&argc, &argv);
    int known = take_language(&argc, argv, &language);
    if (argc > 3 && childplan_period_parse(argv[argc - 1], strlen(argv[argc - 1]), &period) == CHILDPLAN_OK) {
        argc--;
    }
    if (!known || argc < 3) {
        fprintf(stderr, "usage: tasks PLAN.yaml REPORTS.csv... [PERIOD] [--lang en|vi]\n");
        return 2;
    }
    const struct report_files files = {.paths = argv + 2, .count = argc - 2};
    struct progress_bar bar;
    progress_bar_begin(&bar, language);
    int ok = childplan_diagnostics_new(&diagnostics) == CHILDPLAN_OK &&
             load_plan(argv[1], &bar, &plan, diagnostics) == CHILDPLAN_OK &&
             load_reports(plan, &files, &bar, &reports, diagnostics) == CHILDPLAN_OK &&
             compute(reports, period, &bar, &rollup, diagnostics) == CHILDPLAN_OK;
    load_end(&bar, diagnostics);
    if (ok) {
        show(rollup, period, language);
    }
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    childplan_diagnostics_free(diagnostics);
    return ok ? 0 : 1;
}
