#include "reporting_list.h"
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_WIDTH 26
#define COUNT_WIDTH 6
#define COUNT_COLUMNS 8

struct words {
    const char *title, *judged, *due_days, *no_due_days, *nobody, *call, *ended, *overdue, *late, *nothing, *some,
        *came;
    const char *legend;
    const char *heads[2][COUNT_COLUMNS + 1];
};

static const struct words words_of[] = {
    [CHILDPLAN_ENGLISH] = {"Who has not reported: plan",
                           "Judged on",
                           "a report is due %d days after its period ends.",
                           "a report is due when its period ends.",
                           "Nobody is to be telephoned: nothing is missing that was due.",
                           "Units to telephone:",
                           " (no longer there)",
                           "%d days overdue",
                           "%d days late",
                           "nothing has come",
                           "%d of %d figures missing: ",
                           "came on ",
                           "Full: with all figures. Unknown: without a date. Not due: may still be on time.",
                           {{"", "", "", "On", "", "Un-", "Mis-", "Not", ""},
                            {"Owed", "Came", "Full", "time", "Late", "known", "sing", "due", "Rate"}}},
    [CHILDPLAN_VIETNAMESE] = {"Đơn vị chưa báo cáo: kế hoạch",
                              "Tính đến ngày",
                              "hạn nộp là %d ngày sau khi hết kỳ.",
                              "hạn nộp là ngày hết kỳ.",
                              "Không phải gọi ai: không thiếu báo cáo nào đã đến hạn.",
                              "Số đơn vị phải gọi:",
                              " (nay không còn)",
                              "quá hạn %d ngày",
                              "nộp muộn %d ngày",
                              "chưa có gì",
                              "thiếu %d/%d số liệu: ",
                              "nộp ngày ",
                              "Nộp đủ: đủ số liệu. Không rõ: không ghi ngày nộp. Chưa đến: chưa đến hạn nộp.",
                              {{"Phải", "Đã", "Nộp", "Đúng", "Nộp", "Không", "Chưa", "Chưa", "Tỷ lệ"},
                               {"nộp", "nộp", "đủ", "hạn", "muộn", "rõ", "nộp", "đến", "nộp"}}},
};

/* What is asked of a unit for one period: its cells from `first` on. */
struct report {
    size_t first, count;
    int64_t period;
    int expected, missing, late;
    int32_t due, submitted;
};

/* The units that are to be listed by their superior of that day, in document order; and who has units below. */
struct tree {
    int32_t *first, *next;
    char *is_superior;
};

static int64_t cell_figure(const struct list *list, size_t cell, int32_t column) {
    int64_t value = 0;
    childplan_reporting_cell_get(list->reporting, cell, column, &value);
    return value;
}

static int64_t row_figure(const struct list *list, size_t row, int32_t column) {
    int64_t value = 0;
    childplan_reporting_get(list->reporting, row, column, &value);
    return value;
}

/* Whom to ask about a unit: its superior; of one that is no more, who took over. */
static int32_t superior_of(const struct list *list, size_t row, int32_t unit) {
    int32_t place = (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_PLACE);
    int32_t parent = childplan_plan_unit_parent(list->plan, unit, list->day);
    return place != unit ? place : parent != CHILDPLAN_NONE ? parent : unit;
}

static int is_among(const int32_t *items, int count, int32_t item) {
    for (int i = 0; i < count; i++) {
        if (items[i] == item) {
            return 1;
        }
    }
    return count == 0;
}

static int is_under_chosen(const struct list *list, int32_t unit) {
    while (unit != CHILDPLAN_NONE && !is_among(list->units, list->unit_count, unit)) {
        unit = childplan_plan_unit_parent(list->plan, unit, list->day);
    }
    return unit != CHILDPLAN_NONE;
}

static int is_listed(const struct list *list, size_t row, int32_t unit) {
    int32_t place = (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_PLACE);
    int32_t level = (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_LEVEL);
    return is_among(list->levels, list->level_count, level) &&
           (is_under_chosen(list, place) || (list->unit_count > 0 && is_among(list->units, list->unit_count, unit)));
}

/* The next report of a row that begins at `cell`, up to `end`. */
static struct report read_report(const struct list *list, size_t cell, size_t end) {
    struct report report = {.first = cell, .period = cell_figure(list, cell, CHILDPLAN_REPORTING_CELL_PERIOD)};
    int64_t value, state;
    int on_time = 0;
    for (; cell < end && cell_figure(list, cell, CHILDPLAN_REPORTING_CELL_PERIOD) == report.period; cell++) {
        report.count++;
        if (childplan_reporting_cell_get(list->reporting, cell, CHILDPLAN_REPORTING_CELL_DUE, &value) != CHILDPLAN_OK) {
            continue;
        }
        state = cell_figure(list, cell, CHILDPLAN_REPORTING_CELL_STATE);
        report.due = (int32_t)value;
        report.expected++;
        report.missing += state == CHILDPLAN_REPORTING_MISSING;
        on_time |= state == CHILDPLAN_REPORTING_REPORTED;
        if (state == CHILDPLAN_REPORTING_LATE) {
            value = cell_figure(list, cell, CHILDPLAN_REPORTING_CELL_FIRST_SUBMITTED);
            report.submitted = !report.late || value < report.submitted ? (int32_t)value : report.submitted;
            report.late = 1;
        }
    }
    report.late = report.late && !on_time;
    return report;
}

/* Calls for the reports of a unit, in all its rows, that are to be listed; how many. */
static int each_report(const struct list *list, size_t first_row, int32_t unit,
                       void (*print)(const struct list *list, const struct report *report)) {
    int found = 0;
    size_t rows = childplan_reporting_row_count(list->reporting);
    for (size_t row = first_row; row < rows && row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_UNIT) == unit; row++) {
        size_t cell, count;
        if (childplan_reporting_cells_of(list->reporting, row, &cell, &count) != CHILDPLAN_OK) {
            return found;
        }
        for (size_t end = cell + count; cell < end;) {
            struct report report = read_report(list, cell, end);
            cell += report.count;
            if (report.missing > 0 || (list->with_late && report.late)) {
                found++;
                if (print) {
                    print(list, &report);
                }
            }
        }
    }
    return found;
}

static void add_missing_names(const struct list *list, const struct report *report, char *line, size_t size) {
    int named = 0;
    for (size_t i = report->first; i < report->first + report->count; i++) {
        size_t used = strlen(line);
        if (cell_figure(list, i, CHILDPLAN_REPORTING_CELL_STATE) == CHILDPLAN_REPORTING_MISSING) {
            int32_t element = (int32_t)cell_figure(list, i, CHILDPLAN_REPORTING_CELL_ELEMENT);
            snprintf(line + used, size - used, "%s%s", named++ ? "; " : "",
                     childplan_plan_element_name(list->plan, element));
        }
    }
}

/* "    2025-H2  5 days overdue    2 of 6 figures missing: …" */
static void print_report(const struct list *list, const struct report *report) {
    const struct words *words = &words_of[list->language];
    char period[32], days[64], indent[160], line[4096] = "";
    int32_t since = report->missing ? childplan_reporting_until(list->reporting) : report->submitted;
    childplan_period_format(report->period, period, sizeof(period));
    snprintf(days, sizeof(days), report->missing ? words->overdue : words->late, (int)(since - report->due));
    size_t width = characters_of(days, strlen(days));
    snprintf(indent, sizeof(indent), "    %-8s %s%*s", period, days, width < 18 ? (int)(19 - width) : 1, "");
    if (report->missing == report->expected) {
        snprintf(line, sizeof(line), "%s", words->nothing);
    } else if (report->missing) {
        snprintf(line, sizeof(line), words->some, report->missing, report->expected);
        add_missing_names(list, report, line, sizeof(line));
    } else {
        size_t used = (size_t)snprintf(line, sizeof(line), "%s", words->came);
        childplan_date_format(report->submitted, line + used, sizeof(line) - used);
    }
    print_text(indent, line, 0);
}

static const char *name_of(const struct list *list, int32_t unit) {
    return childplan_plan_unit_name(list->plan, unit, list->day);
}

/* The first row of the unit after that of a row. */
static size_t next_unit(const struct list *list, size_t row) {
    int32_t unit = (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_UNIT);
    size_t rows = childplan_reporting_row_count(list->reporting);
    while (row < rows && (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_UNIT) == unit) {
        row++;
    }
    return row;
}

static void print_unit(const struct list *list, int32_t unit, size_t row) {
    char line[2048];
    int lives = childplan_plan_unit_is_alive(list->plan, unit, list->day);
    snprintf(line, sizeof(line), "%s%s", name_of(list, unit), lives ? "" : words_of[list->language].ended);
    print_text("  ", line, 0);
    each_report(list, row, unit, print_report);
}

/* Puts each unit of whom something is to be listed after the others of its superior; how many there are. */
static int gather(const struct list *list, struct tree *tree, size_t *rows_of, int32_t *last) {
    int count = 0;
    for (size_t row = 0, next; row < childplan_reporting_row_count(list->reporting); row = next) {
        int32_t unit = (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_UNIT);
        next = next_unit(list, row);
        rows_of[unit] = row;
        int32_t parent = childplan_plan_unit_parent(list->plan, unit, list->day);
        if (parent != CHILDPLAN_NONE) {
            tree->is_superior[parent] = 1;
        }
        if (!is_listed(list, row, unit) || each_report(list, row, unit, NULL) == 0) {
            continue;
        }
        int32_t superior = superior_of(list, row, unit);
        if (tree->first[superior] == CHILDPLAN_NONE) {
            tree->first[superior] = unit;
        } else {
            tree->next[last[superior]] = unit;
        }
        last[superior] = unit;
        count++;
    }
    return count;
}

/* Text in so many characters, at its right end. */
static void print_right(const char *text, size_t width) {
    size_t used = characters_of(text, strlen(text));
    printf("%*s%s", used < width ? (int)(width - used) : 0, "", text);
}

/* Cut down to a decimal, so that it is 100% only where all is there. */
static void print_rate(const struct list *list, size_t row) {
    char text[64] = "-";
    int64_t received, expected;
    if (childplan_reporting_rate(list->reporting, row, CHILDPLAN_REPORTING_COLUMN_REPORTING_RATE, &received,
                                 &expected) == CHILDPLAN_OK) {
        long long share = (long long)(received * 1000 / expected);
        if (share < 1000) {
            snprintf(text, sizeof(text), "%lld%c%lld%%", share / 10, list->language == CHILDPLAN_VIETNAMESE ? ',' : '.',
                     share % 10);
        } else {
            snprintf(text, sizeof(text), "100%%");
        }
    }
    print_right(text, COUNT_WIDTH);
    printf("\n");
}

static void print_counts(const struct list *list, int32_t unit, size_t row) {
    static const int32_t columns[COUNT_COLUMNS] = {
        CHILDPLAN_REPORTING_COLUMN_EXPECTED, CHILDPLAN_REPORTING_COLUMN_RECEIVED,
        CHILDPLAN_REPORTING_COLUMN_COMPLETE, CHILDPLAN_REPORTING_COLUMN_ON_TIME,
        CHILDPLAN_REPORTING_COLUMN_LATE,     CHILDPLAN_REPORTING_COLUMN_TIMELINESS_UNKNOWN,
        CHILDPLAN_REPORTING_COLUMN_MISSING,  CHILDPLAN_REPORTING_COLUMN_NOT_YET_DUE};
    const char *name = name_of(list, unit);
    size_t size = bytes_that_fit(name, NAME_WIDTH);
    printf("%.*s%*s", (int)size, name, (int)(NAME_WIDTH - characters_of(name, size)), "");
    for (int i = 0; i < COUNT_COLUMNS; i++) {
        char text[32];
        childplan_reporting_text(list->reporting, row, columns[i], text, sizeof(text));
        print_right(text, COUNT_WIDTH);
    }
    print_rate(list, row);
}

/* Whether a line of its own: the whole, who has units below, and who was asked for. */
static int is_counted(const struct list *list, const struct tree *tree, int32_t unit, size_t row) {
    return childplan_plan_unit_is_alive(list->plan, unit, list->day) && is_listed(list, row, unit) &&
           (tree->is_superior[unit] || childplan_plan_unit_parent(list->plan, unit, list->day) == CHILDPLAN_NONE ||
            (list->unit_count > 0 && is_among(list->units, list->unit_count, unit)));
}

static void print_heads(const struct list *list, size_t row) {
    const struct words *words = &words_of[list->language];
    char name[32];
    childplan_reporting_text(list->reporting, row, CHILDPLAN_REPORTING_COLUMN_PERIOD, name, sizeof(name));
    for (int line = 0; line < 2; line++) {
        printf("%s%-*s", line == 0 ? "\n" : "", NAME_WIDTH, line == 0 ? "" : name);
        for (int i = 0; i <= COUNT_COLUMNS; i++) {
            print_right(words->heads[line][i], *words->heads[line][i] || i < COUNT_COLUMNS ? COUNT_WIDTH : 0);
        }
        printf("\n");
    }
}

/* Every unit has a row for each period. */
static void print_table(const struct list *list, const struct tree *tree) {
    size_t rows = childplan_reporting_row_count(list->reporting);
    size_t periods = rows > 0 ? next_unit(list, 0) : 0;
    int count = 0;
    for (size_t period = 0; period < periods; period++) {
        int lines = 0;
        for (size_t row = period; row < rows; row += periods) {
            int32_t unit = (int32_t)row_figure(list, row, CHILDPLAN_REPORTING_COLUMN_UNIT);
            if (!is_counted(list, tree, unit, row)) {
                continue;
            }
            if (lines++ == 0) {
                print_heads(list, period);
            }
            print_counts(list, unit, row);
        }
        count += lines;
    }
    if (count > 0) {
        printf("%s\n", words_of[list->language].legend);
    }
}

static void print_head(const struct list *list) {
    const struct words *words = &words_of[list->language];
    char day[16];
    int32_t due_days = childplan_plan_due_days(list->plan);
    childplan_date_format(childplan_reporting_until(list->reporting), day, sizeof(day));
    printf("%s %s\n%s %s; ", words->title, childplan_plan_id(list->plan), words->judged, day);
    if (due_days == CHILDPLAN_NONE) {
        printf("%s\n\n", words->no_due_days);
    } else {
        printf(words->due_days, (int)due_days);
        printf("\n\n");
    }
}

static void print_list(const struct list *list, struct tree *tree, size_t *rows_of, int32_t *last) {
    const struct words *words = &words_of[list->language];
    int32_t units = (int32_t)childplan_plan_unit_count(list->plan);
    int count = gather(list, tree, rows_of, last);
    print_head(list);
    if (count == 0) {
        printf("%s\n", words->nobody);
    } else {
        printf("%s %d\n", words->call, count);
    }
    for (int32_t superior = 0; superior < units; superior++) {
        int32_t unit = tree->first[superior];
        if (unit != CHILDPLAN_NONE) {
            printf("\n");
            print_text("", name_of(list, superior), 0);
        }
        for (; unit != CHILDPLAN_NONE; unit = tree->next[unit]) {
            print_unit(list, unit, rows_of[unit]);
        }
    }
    print_table(list, tree);
}

int list_print(const struct list *list) {
    size_t units = childplan_plan_unit_count(list->plan);
    struct tree tree = {calloc(units, sizeof(int32_t)), calloc(units, sizeof(int32_t)), calloc(units, 1)};
    int32_t *last = calloc(units, sizeof(int32_t));
    size_t *rows_of = calloc(units, sizeof(size_t));
    int ok = tree.first && tree.next && tree.is_superior && last && rows_of;
    for (size_t i = 0; ok && i < units; i++) {
        tree.first[i] = tree.next[i] = CHILDPLAN_NONE;
    }
    if (ok) {
        print_list(list, &tree, rows_of, last);
    }
    free(tree.first);
    free(tree.next);
    free(tree.is_superior);
    free(last);
    free(rows_of);
    return ok;
}
