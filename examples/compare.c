/*
 * What changed from one reading to another, and why; and with --change, what changed from one period to another on the
 * units that reported in both: compare PLAN.yaml REPORTS.csv... [--with PLAN.yaml REPORTS.csv...] [options]
 *
 *   compare plan.yaml reports.csv --then-known-by 2025-01-31
 *
 * prints for each unit and period the indicators that differ, and below each how much of it every cause brought
 *
 *   Children who can swim                   47.8462 -> 52.4615            +4.6154
 *     data +4.6154
 */
#include "compare_request.h"
#include "lines.h"
#include "load.h"
#include "terminal.h"

#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 38
#define FIGURES_WIDTH 24
#define MOST_NAMES 3

struct words {
    const char *titles[2], *up_to, *known_by, *all_known, *as_was, *as_of, *no_data, *only[2], *reports, *target;
    const char *causes[CHILDPLAN_CAUSE_COUNT];
    const char *same, *left, *lines[3], *is_break, *more, *moves[5], *no_panel;
};

static const struct words words_of[] = {
    [CHILDPLAN_ENGLISH] = {{"First", "Second"},
                           "up to",
                           "known by",
                           "all that is known",
                           "as it was",
                           "in the structure of",
                           "no data",
                           {"only in the first", "only in the second"},
                           "reports",
                           "target",
                           {"all", "cut-off", "structure", "configuration", "data"},
                           "Nothing differs.",
                           "Reported figures of the first that the plan of the second does not take",
                           {"as it is read", "in one structure", "units that reported in both"},
                           "A break in the series:",
                           " and %zu more",
                           {"stayed", "began", "ended", "came in", "went out"},
                           "no row in one of the periods"},
    [CHILDPLAN_VIETNAMESE] = {{"Trước", "Sau"},
                              "tính đến",
                              "theo báo cáo gửi đến",
                              "mọi báo cáo",
                              "theo bộ máy từng thời kỳ",
                              "theo bộ máy ngày",
                              "không có số liệu",
                              {"chỉ có ở lần trước", "chỉ có ở lần sau"},
                              "báo cáo",
                              "mục tiêu",
                              {"tất cả", "ngày chốt", "tổ chức bộ máy", "cách tính", "số liệu"},
                              "Không có gì khác.",
                              "Số liệu của lần trước mà kế hoạch của lần sau không nhận",
                              {"như bảng kết quả", "theo cùng một bộ máy", "đơn vị có báo cáo cả hai kỳ"},
                              "Chuỗi số liệu bị đứt đoạn:",
                              " và %zu đơn vị khác",
                              {"như cũ", "mới lập", "kết thúc", "chuyển đến", "chuyển đi"},
                              "một trong hai kỳ không có dòng nào"},
};

struct view {
    const childplan_comparison *comparison;
    const struct words *words;
};

static void add(char *line, size_t size, const char *text) {
    size_t used = strlen(line);
    snprintf(line + used, size - used, "%s", text);
}

static void add_day(char *line, size_t size, const char *before, int32_t day) {
    char text[32];
    childplan_date_format(day, text, sizeof(text));
    add(line, size, before);
    add(line, size, " ");
    add(line, size, text);
}

/* "First: 12/KH, up to 2024-12-31, known by 2025-01-31, as it was" */
static void print_reading(const struct view *view, int side, int32_t reading) {
    const childplan_rollup *rollup = childplan_comparison_reading(view->comparison, reading);
    const struct words *words = view->words;
    char line[4096] = "";
    add(line, sizeof(line), words->titles[side]);
    add(line, sizeof(line), ": ");
    add(line, sizeof(line), childplan_plan_id(childplan_rollup_plan(rollup)));
    add(line, sizeof(line), ", ");
    add_day(line, sizeof(line), words->up_to, childplan_rollup_until(rollup));
    add(line, sizeof(line), ", ");
    if (childplan_rollup_known_by(rollup) == CHILDPLAN_NO_DATE) {
        add(line, sizeof(line), words->all_known);
    } else {
        add_day(line, sizeof(line), words->known_by, childplan_rollup_known_by(rollup));
    }
    add(line, sizeof(line), ", ");
    if (childplan_rollup_structure(rollup) == CHILDPLAN_NO_DATE) {
        add(line, sizeof(line), words->as_was);
    } else {
        add_day(line, sizeof(line), words->as_of, childplan_rollup_structure(rollup));
    }
    print_text("", line, 0);
}

/* The rollup of one of the two readings, and the row there: NULL where it has none. */
static const childplan_rollup *find(const struct view *view, size_t row, int side, size_t *ret_row) {
    int32_t reading = side == THEN ? CHILDPLAN_READING_BEFORE : CHILDPLAN_READING_AFTER;
    return childplan_comparison_row(view->comparison, row, reading, ret_row) == CHILDPLAN_OK
               ? childplan_comparison_reading(view->comparison, reading)
               : NULL;
}

static const childplan_rollup *find_either(const struct view *view, size_t row, size_t *ret_row) {
    const childplan_rollup *rollup = find(view, row, NOW, ret_row);
    return rollup ? rollup : find(view, row, THEN, ret_row);
}

static int is_same_place(const struct view *view, size_t a, size_t b) {
    return childplan_comparison_period(view->comparison, a) == childplan_comparison_period(view->comparison, b) &&
           strcmp(childplan_comparison_unit(view->comparison, a), childplan_comparison_unit(view->comparison, b)) == 0;
}

static void print_place(const struct view *view, size_t row) {
    size_t at = 0;
    int64_t unit = 0, day = 0;
    char period[64], line[4096] = "";
    const childplan_rollup *rollup = find_either(view, row, &at);
    childplan_rollup_get(rollup, at, CHILDPLAN_COLUMN_UNIT, &unit);
    childplan_rollup_get(rollup, at, CHILDPLAN_COLUMN_AS_OF, &day);
    childplan_rollup_text(rollup, at, CHILDPLAN_COLUMN_PERIOD, period, sizeof(period));
    add(line, sizeof(line), childplan_plan_unit_name(childplan_rollup_plan(rollup), (int32_t)unit, (int32_t)day));
    add(line, sizeof(line), ", ");
    add(line, sizeof(line), period);
    printf("\n");
    print_text("", line, 1);
}

/* A cell of one reading; without a value what the words call that. */
static void cell(const struct view *view, size_t row, int side, int32_t column, char *text, size_t size) {
    size_t at = 0;
    const childplan_rollup *rollup = find(view, row, side, &at);
    childplan_rollup_text(rollup, at, column, text, size);
    if (!*text) {
        snprintf(text, size, "%s", column == CHILDPLAN_COLUMN_VALUE ? view->words->no_data : "-");
    }
}

static void status_of(const struct view *view, size_t row, int side, char *text, size_t size) {
    size_t at = 0;
    int64_t status = 0;
    const childplan_rollup *rollup = find(view, row, side, &at);
    childplan_rollup_get(rollup, at, CHILDPLAN_COLUMN_STATUS, &status);
    int32_t language = view->words == &words_of[CHILDPLAN_VIETNAMESE] ? CHILDPLAN_VIETNAMESE : CHILDPLAN_ENGLISH;
    const char *name = childplan_plan_status_name(childplan_rollup_plan(rollup), (int32_t)status, language);
    snprintf(text, size, "%s", name);
}

/* "; target > 60 -> > 80" */
static void add_change(char *line, size_t size, const char *what, const char *before, const char *after) {
    if (strcmp(before, after) != 0) {
        add(line, size, *line ? "; " : "");
        add(line, size, what);
        add(line, size, *what ? " " : "");
        add(line, size, before);
        add(line, size, " -> ");
        add(line, size, after);
    }
}

static void add_reports(const struct view *view, size_t row, char *line, size_t size) {
    char expected[64], both[2][160];
    for (int side = THEN; side <= NOW; side++) {
        cell(view, row, side, CHILDPLAN_COLUMN_UNITS_REPORTED, both[side], 64);
        cell(view, row, side, CHILDPLAN_COLUMN_UNITS_EXPECTED, expected, sizeof(expected));
        add(both[side], sizeof(both[side]), "/");
        add(both[side], sizeof(both[side]), expected);
    }
    add_change(line, size, view->words->reports, both[THEN], both[NOW]);
}

/* The causes with their parts; those that changed something else are named without one. */
static void add_causes(const struct view *view, size_t row, char *line, size_t size) {
    char part[64];
    for (int32_t cause = CHILDPLAN_CAUSE_CUT_OFF; cause < CHILDPLAN_CAUSE_COUNT; cause++) {
        if (!childplan_comparison_changed(view->comparison, row, cause, CHILDPLAN_ANY_COLUMN)) {
            continue;
        }
        childplan_comparison_part_text(view->comparison, row, cause, CHILDPLAN_COLUMN_VALUE, part, sizeof(part));
        add(line, size, *line ? ", " : "");
        add(line, size, view->words->causes[cause]);
        add(line, size, *part && strcmp(part, "0") != 0 ? " " : "");
        add(line, size, strcmp(part, "0") != 0 ? part : "");
    }
}

static void print_details(const struct view *view, size_t row) {
    char line[4096] = "", both[2][256];
    size_t at;
    add_causes(view, row, line, sizeof(line));
    if (find(view, row, THEN, &at) && find(view, row, NOW, &at)) {
        add_reports(view, row, line, sizeof(line));
        cell(view, row, THEN, CHILDPLAN_COLUMN_TARGET, both[THEN], sizeof(both[THEN]));
        cell(view, row, NOW, CHILDPLAN_COLUMN_TARGET, both[NOW], sizeof(both[NOW]));
        add_change(line, sizeof(line), view->words->target, both[THEN], both[NOW]);
        status_of(view, row, THEN, both[THEN], sizeof(both[THEN]));
        status_of(view, row, NOW, both[NOW], sizeof(both[NOW]));
        add_change(line, sizeof(line), "", both[THEN], both[NOW]);
    }
    print_text("    ", line, 0);
}

/* A name, what is before and after, and the change, each in its column. */
static void print_figures(const char *name, const char *figures, const char *change) {
    size_t size = bytes_that_fit(name, NAME_WIDTH);
    size_t used = characters_of(figures, strlen(figures));
    printf("  %.*s%*s  %s", (int)size, name, (int)(NAME_WIDTH - characters_of(name, size)), "", figures);
    if (*change) {
        printf("%*s %12s", (int)(used < FIGURES_WIDTH ? FIGURES_WIDTH - used : 0), "", change);
    }
    printf("\n");
}

static void print_row(const struct view *view, size_t row) {
    char figures[256] = "", change[64], value[64];
    size_t at = 0;
    int64_t indicator = 0;
    const childplan_rollup *then = find(view, row, THEN, &at), *now = find(view, row, NOW, &at);
    const childplan_rollup *either = find_either(view, row, &at);
    childplan_rollup_get(either, at, CHILDPLAN_COLUMN_INDICATOR, &indicator);
    if (then && now) {
        cell(view, row, THEN, CHILDPLAN_COLUMN_VALUE, value, sizeof(value));
        add(figures, sizeof(figures), value);
        add(figures, sizeof(figures), " -> ");
        cell(view, row, NOW, CHILDPLAN_COLUMN_VALUE, value, sizeof(value));
        add(figures, sizeof(figures), value);
    } else {
        add(figures, sizeof(figures), view->words->only[then ? THEN : NOW]);
    }
    childplan_comparison_part_text(view->comparison, row, CHILDPLAN_CAUSE_ALL, CHILDPLAN_COLUMN_VALUE, change,
                                   sizeof(change));
    print_figures(childplan_plan_indicator_name(childplan_rollup_plan(either), (int32_t)indicator), figures, change);
    print_details(view, row);
}

static childplan_status print_comparison(const struct request *request, struct progress_bar *bar,
                                         childplan_diagnostics *diagnostics) {
    const struct reading *then = &request->readings[THEN], *now = &request->readings[NOW];
    childplan_comparison *comparison = NULL;
    childplan_rollup_options_set_progress(now->options, progress_bar_tell, bar);
    childplan_status status =
        childplan_comparison_make(then->reports, then->options, now->reports, now->options, &comparison, diagnostics);
    progress_bar_end(bar);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    const struct view view = {comparison, &words_of[request->language]};
    size_t left = childplan_comparison_facts_left(comparison, CHILDPLAN_READING_CONFIGURATION);
    size_t count = childplan_comparison_row_count(comparison);
    print_reading(&view, THEN, CHILDPLAN_READING_BEFORE);
    print_reading(&view, NOW, CHILDPLAN_READING_AFTER);
    for (size_t row = 0; row < count; row++) {
        if (row == 0 || !is_same_place(&view, row - 1, row)) {
            print_place(&view, row);
        }
        print_row(&view, row);
    }
    if (left > 0) {
        printf("\n%s: %zu\n", view.words->left, left);
    }
    printf("%s%s", count == 0 ? view.words->same : "", count == 0 ? "\n" : "");
    childplan_comparison_free(comparison);
    return CHILDPLAN_OK;
}

static void print_line(const childplan_panel *panel, const struct words *words, int32_t line) {
    char texts[3][64], figures[160] = "";
    for (int32_t side = CHILDPLAN_PANEL_FIRST; side <= CHILDPLAN_PANEL_CHANGE; side++) {
        childplan_panel_text(panel, line, side, CHILDPLAN_COLUMN_VALUE, texts[side], sizeof(texts[side]));
    }
    add(figures, sizeof(figures), *texts[0] ? texts[0] : words->no_data);
    add(figures, sizeof(figures), " -> ");
    add(figures, sizeof(figures), *texts[1] ? texts[1] : words->no_data);
    print_figures(words->lines[line], figures, texts[2]);
}

/* "ended A, B, C and 2 more" */
static void add_moved(char *line, size_t size, const childplan_plan *plan, const childplan_panel *panel,
                      const struct words *words, int32_t move) {
    size_t count = 0;
    char more[64] = "";
    for (size_t i = 0; i < childplan_panel_unit_count(panel); i++) {
        if (childplan_panel_unit_move(panel, i) != move) {
            continue;
        }
        if (count++ < MOST_NAMES) {
            add(line, size, count == 1 ? words->moves[move] : ",");
            add(line, size, " ");
            add(line, size,
                childplan_plan_unit_name(plan, childplan_panel_unit(panel, i), childplan_panel_structure(panel)));
        }
    }
    if (count > MOST_NAMES) {
        snprintf(more, sizeof(more), words->more, count - MOST_NAMES);
        add(line, size, more);
    }
}

/* The units that make it a break: what became of them. */
static void print_moves(const childplan_plan *plan, const childplan_panel *panel, const struct words *words) {
    char line[4096];
    printf("  %s\n", words->is_break);
    for (int32_t move = CHILDPLAN_MOVE_BEGAN; move <= CHILDPLAN_MOVE_OUT; move++) {
        *line = '\0';
        add_moved(line, sizeof(line), plan, panel, words, move);
        if (*line) {
            print_text("    ", line, 0);
        }
    }
}

static childplan_status print_panel(const struct request *request, int32_t unit, int32_t indicator,
                                    childplan_diagnostics *diagnostics) {
    const struct reading *reading = &request->readings[THEN];
    const struct words *words = &words_of[request->language];
    childplan_panel *panel = NULL;
    childplan_status status = childplan_panel_make(reading->reports, reading->options, unit, indicator,
                                                   request->change[THEN], request->change[NOW], &panel, diagnostics);
    if (status != CHILDPLAN_OK && status != CHILDPLAN_ABSENT) {
        return status;
    }
    printf("\n");
    print_text("", childplan_plan_indicator_name(reading->plan, indicator), 1);
    if (status == CHILDPLAN_ABSENT) {
        printf("  %s\n", words->no_panel);
        return CHILDPLAN_OK;
    }
    for (int32_t line = CHILDPLAN_PANEL_ROWS; line <= CHILDPLAN_PANEL_MATCHED; line++) {
        print_line(panel, words, line);
    }
    if (childplan_panel_is_break(panel)) {
        print_moves(reading->plan, panel, words);
    }
    childplan_panel_free(panel);
    return CHILDPLAN_OK;
}

/* Whether an id was asked for, or none was. */
static int is_asked(char **ids, int count, const char *id) {
    for (int i = 0; i < count; i++) {
        if (strcmp(ids[i], id) == 0) {
            return 1;
        }
    }
    return count == 0;
}

static int is_root(const childplan_plan *plan, int32_t unit, int64_t period) {
    int32_t first = 0, last = 0;
    childplan_plan_period_days(plan, period, &first, &last);
    return childplan_plan_unit_is_alive(plan, unit, last) &&
           childplan_plan_unit_parent(plan, unit, last) == CHILDPLAN_NONE;
}

/* Of the units asked for, or else of the root. */
static childplan_status print_panels(const struct request *request, struct progress_bar *bar,
                                     childplan_diagnostics *diagnostics) {
    progress_bar_end(bar);
    const childplan_plan *plan = request->readings[THEN].plan;
    char periods[2][64];
    uint8_t breaks[2];
    /* Periods outside the plan's horizon are refused before anything is printed. */
    childplan_status status = childplan_breaks_find(request->readings[THEN].reports, request->readings[THEN].options, 0,
                                                    0, request->change, 2, breaks, diagnostics);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    childplan_period_format(request->change[THEN], periods[THEN], sizeof(periods[THEN]));
    childplan_period_format(request->change[NOW], periods[NOW], sizeof(periods[NOW]));
    for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(plan); unit++) {
        int is_shown = request->unit_count > 0
                           ? is_asked(request->units, request->unit_count, childplan_plan_unit_id(plan, unit))
                           : is_root(plan, unit, request->change[NOW]);
        if (!is_shown) {
            continue;
        }
        int32_t first = 0, last = 0;
        childplan_plan_period_days(plan, request->change[NOW], &first, &last);
        printf("%s, %s -> %s\n", childplan_plan_unit_name(plan, unit, last), periods[THEN], periods[NOW]);
        for (int32_t i = 0; i < (int32_t)childplan_plan_indicator_count(plan) && status == CHILDPLAN_OK; i++) {
            if (is_asked(request->indicators, request->indicator_count, childplan_plan_indicator_id(plan, i))) {
                status = print_panel(request, unit, i, diagnostics);
            }
        }
    }
    return status;
}

int main(int argc, char **argv) {
    struct request request;
    childplan_diagnostics *diagnostics = NULL;
    terminal_begin(&argc, &argv);
    int result = request_read(&request, argc, argv);
    if (result == EXIT_OK && request.help) {
        request_print_help();
    } else if (result == EXIT_OK) {
        int is_panel = request.change[THEN] != CHILDPLAN_NO_PERIOD;
        struct progress_bar bar;
        progress_bar_begin(&bar, request.language);
        int ok = childplan_diagnostics_new(&diagnostics) == CHILDPLAN_OK &&
                 request_load(&request, &bar, diagnostics) == CHILDPLAN_OK;
        ok = ok && (is_panel ? print_panels(&request, &bar, diagnostics)
                             : print_comparison(&request, &bar, diagnostics)) == CHILDPLAN_OK;
        load_end(&bar, diagnostics);
        result = ok ? EXIT_OK : EXIT_REFUSED;
    }
    childplan_diagnostics_free(diagnostics);
    request_free(&request);
    return result;
}
