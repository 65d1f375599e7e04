#define _POSIX_C_SOURCE 200809L

#include "workload_files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What is written collects here, for one call a number would take longer than drawing it. */
struct out {
    FILE *file;
    size_t used;
    char bytes[1 << 16];
};

static void stop(const char *what) {
    fprintf(stderr, "workload: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void flush(struct out *out) {
    if (fwrite(out->bytes, 1, out->used, out->file) != out->used) {
        stop("write");
    }
    out->used = 0;
}

static void put(struct out *out, const char *text) {
    size_t size = strlen(text);
    if (out->used + size > sizeof out->bytes) {
        flush(out);
    }
    memcpy(out->bytes + out->used, text, size);
    out->used += size;
}

static void put_number(struct out *out, int64_t number) {
    char digits[24];
    char *first = digits + sizeof digits - 1;
    *first = '\0';
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put(out, first);
}

static const char *const level_ids[] = {"nation", "province", "district", "union"};
static const char *const level_names[] = {"Tổng Liên đoàn", "Liên đoàn Lao động tỉnh", "LĐLĐ huyện, công đoàn ngành",
                                          "Công đoàn cơ sở"};

static const char elements_text[] =
    "elements:\n"
    "  - {id: sessions, name: Số buổi truyền thông, over_time: sum}\n"
    "  - {id: families, name: Gia đình CNVCLĐ được mời, over_time: sum}\n"
    "  - {id: families_reached, name: Gia đình được truyền thông, over_time: sum, part_of: families}\n"
    "  - {id: children_helped, name: Trẻ em được hỗ trợ, over_time: sum}\n"
    "  - {id: money_spent, name: Kinh phí hỗ trợ, type: money, over_time: sum}\n"
    "  - {id: officers, name: Cán bộ công đoàn, over_time: last}\n"
    "  - {id: officers_trained, name: Cán bộ được truyền thông, over_time: last, part_of: officers}\n"
    "  - {id: members, name: Đoàn viên, over_time: last}\n"
    "  - {id: women_members, name: Nữ đoàn viên, over_time: last}\n"
    "  - {id: children, name: Con CNVCLĐ, over_time: last}\n";

static const char indicators_text[] = "indicators:\n"
                                      "  - {id: sessions_held, name: Số buổi truyền thông, numerator: sessions}\n"
                                      "  - {id: helped, name: Số trẻ em được hỗ trợ, numerator: children_helped}\n"
                                      "  - {id: spent, name: Kinh phí hỗ trợ, numerator: money_spent}\n"
                                      "  - {id: all_members, name: Số đoàn viên, numerator: members}\n"
                                      "  - {id: all_children, name: Số con CNVCLĐ, numerator: children}\n"
                                      "  - id: trained\n"
                                      "    name: Cán bộ công đoàn được truyền thông\n"
                                      "    numerator: officers_trained\n"
                                      "    denominator: officers\n"
                                      "    baseline: {period: 2020, value: 62.5}\n"
                                      "    targets: [{by: 2025, above: 90%}, {by: 2030, above: 95%}]\n"
                                      "  - id: reached\n"
                                      "    name: Gia đình CNVCLĐ được truyền thông\n"
                                      "    numerator: families_reached\n"
                                      "    denominator: families\n"
                                      "    baseline: {period: 2020, value: 40}\n"
                                      "    targets: [{by: 2025, at_least: 60%}, {by: 2030, above: 75%}]\n"
                                      "  - id: women\n"
                                      "    name: Tỷ lệ nữ đoàn viên\n"
                                      "    numerator: women_members\n"
                                      "    denominator: members\n"
                                      "    targets: [{by: 2030, at_least: 50%}]\n"
                                      "  - id: helped_share\n"
                                      "    name: Tỷ lệ trẻ em được hỗ trợ\n"
                                      "    numerator: children_helped\n"
                                      "    denominator: children\n"
                                      "    targets: [{by: 2025, at_least: 40%}, {by: 2030, at_least: 50%}]\n"
                                      "  - id: spent_each\n"
                                      "    name: Kinh phí bình quân đoàn viên\n"
                                      "    numerator: money_spent\n"
                                      "    denominator: members\n"
                                      "    per: 1\n"
                                      "    targets: [{by: 2030, at_least: 40000}]\n";

static void put_plan_head(struct out *out, const struct workload *workload) {
    put(out, "childplan: 1\n"
             "plan:\n"
             "  id: 251/KH\n"
             "  title: Chương trình hành động vì trẻ em\n"
             "  horizon: {from: 2021, to: 2030}\n"
             "calendar: {frequency: half}\n"
             "levels:\n");
    for (int32_t level = workload->units[0].level; level <= LEVEL_UNION; level++) {
        put(out, "  - {id: ");
        put(out, level_ids[level]);
        put(out, ", name: \"");
        put(out, level_names[level]);
        put(out, "\"}\n");
    }
    put(out, elements_text);
    put(out, indicators_text);
}

static void put_plan(struct out *out, const struct workload *workload) {
    put_plan_head(out, workload);
    put(out, "units: {file: " UNITS_FILE "}\n");
}

/* A unit's name, between what the format puts around it. */
static void put_name(struct out *out, const struct workload_unit *unit, const char *before, const char *after) {
    put(out, before);
    put(out, level_names[unit->level]);
    put(out, " số ");
    put_number(out, unit->number);
    put(out, after);
}

static void put_yaml_plan(struct out *out, const struct workload *workload) {
    put_plan_head(out, workload);
    put(out, "units:\n");
    for (int32_t i = 0; i < workload->unit_count; i++) {
        const struct workload_unit *unit = &workload->units[i];
        put(out, "  - {id: ");
        put(out, unit->id);
        put_name(out, unit, ", name: \"", "\", level: ");
        put(out, level_ids[unit->level]);
        if (unit->parent >= 0) {
            put(out, ", parent: ");
            put(out, workload->units[unit->parent].id);
        }
        put(out, "}\n");
    }
}

static void put_units(struct out *out, const struct workload *workload) {
    put(out, "id,name,level,parent\n");
    for (int32_t i = 0; i < workload->unit_count; i++) {
        const struct workload_unit *unit = &workload->units[i];
        put(out, unit->id);
        put_name(out, unit, ",\"", "\",");
        put(out, level_ids[unit->level]);
        put(out, ",");
        put(out, unit->parent < 0 ? "" : workload->units[unit->parent].id);
        put(out, "\n");
    }
}

/* Each report of the workload, in the order in which they come in. */
typedef void (*report_fn)(struct out *out, const struct workload *workload, const struct workload_report *report,
                          const char *period);

static void put_all_reports(struct out *out, const struct workload *workload, report_fn put_report) {
    for (int32_t period = 0; period < WORKLOAD_PERIODS; period++) {
        char name[24];
        snprintf(name, sizeof name, "%d-H%d", (int)(WORKLOAD_FIRST_YEAR + period / 2), (int)(period % 2 + 1));
        for (int32_t turn = 0; turn < workload->unit_count; turn++) {
            struct workload_report report;
            workload_report(workload, period, turn, &report);
            put_report(out, workload, &report, name);
        }
    }
}

static void put_report(struct out *out, const struct workload *workload, const struct workload_report *report,
                       const char *period) {
    for (int32_t i = 0; i < WORKLOAD_ELEMENTS; i++) {
        if (report->present >> i & 1) {
            put(out, workload->units[report->unit].id);
            put(out, ",");
            put(out, period);
            put(out, ",");
            put(out, workload_elements[i]);
            put(out, ",");
            put_number(out, report->values[i]);
            put(out, "\n");
        }
    }
}

static void put_reports(struct out *out, const struct workload *workload) {
    put(out, "unit,period,element,value\n");
    put_all_reports(out, workload, put_report);
}

/* The day on which a report came in: within 28 days of a month after its period. */
static void submitted_text(const struct workload_report *report, int32_t months_late, char text[24]) {
    int32_t half = report->period + 1;
    uint64_t day = 1 + workload_hash((uint64_t)report->unit, (uint64_t)report->period) % 28;
    snprintf(text, 24, "%04d-%02d-%02d", (int)(WORKLOAD_FIRST_YEAR + half / 2), (int)(half % 2 * 6 + 1 + months_late),
             (int)day);
}

static void put_dated_row(struct out *out, const char *quote, const char *const cells[3], const char *value,
                          const char *rest) {
    for (int32_t i = 0; i < 3; i++) {
        put(out, quote);
        put(out, cells[i]);
        put(out, quote);
        put(out, ",");
    }
    put(out, value);
    put(out, ",");
    put(out, rest);
    put(out, "\n");
}

/* Parts and their wholes are not revised, so that no revision can break part_of. */
static int32_t is_revised(const struct workload_report *report, int32_t element) {
    uint64_t random = workload_hash((uint64_t)report->unit * 32 + (uint64_t)element, (uint64_t)report->period + 100);
    int32_t is_free = element == 0 || element == 3 || element == 4 || element >= 7;
    return is_free && random % 1000 < 60;
}

static void put_dated_report(struct out *out, const struct workload *workload, const struct workload_report *report,
                             const char *period) {
    const char *quote = report->unit % 7 == 0 ? "\"" : "";
    char first[64];
    char second[24];
    char value[24];
    submitted_text(report, 0, first);
    submitted_text(report, 1, second);
    if (report->unit % 49 == 0) {
        strcat(first, ",\"by phone, \"\"in time\"\"\"");
    } else {
        strcat(first, ",");
    }
    strcat(second, ",");
    for (int32_t i = 0; i < WORKLOAD_ELEMENTS; i++) {
        const char *cells[3] = {workload->units[report->unit].id, period, workload_elements[i]};
        if (!(report->present >> i & 1)) {
            continue;
        }
        snprintf(value, sizeof value, "%" PRId64, report->values[i]);
        put_dated_row(out, quote, cells, value, first);
        if (is_revised(report, i)) {
            /* One revision in 16 withdraws. */
            snprintf(value, sizeof value, "%" PRId64, report->values[i] + 1);
            put_dated_row(out, quote, cells, report->values[i] % 16 == 5 ? "" : value, second);
        }
    }
}

static void put_dated(struct out *out, const struct workload *workload) {
    put(out, "unit,period,element,value,submitted,note\n");
    put_all_reports(out, workload, put_dated_report);
}

static const struct part {
    const char *name;
    void (*put)(struct out *out, const struct workload *workload);
} parts[] = {
    {PLAN_FILE, put_plan},       {UNITS_FILE, put_units}, {YAML_PLAN_FILE, put_yaml_plan},
    {REPORTS_FILE, put_reports}, {DATED_FILE, put_dated},
};

void workload_write(const struct workload *workload, const char *folder, const char *name) {
    static struct out out;
    char path[1200];
    char unfinished[1210];
    struct stat found;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(unfinished, sizeof unfinished, "%s.part", path);
    if (stat(path, &found) == 0) {
        return;
    }
    out.file = fopen(unfinished, "wb");
    if (out.file == NULL) {
        stop(unfinished);
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].name, name) == 0) {
            parts[i].put(&out, workload);
        }
    }
    flush(&out);
    if (fclose(out.file) != 0 || rename(unfinished, path) != 0) {
        stop(path);
    }
}

void workload_folder(const struct workload *workload, const char *parent, char path[1024]) {
    snprintf(path, 1024, "%.900s/%s-%g", parent, workload->kind == WORKLOAD_NATION ? "nation" : "province",
             workload->scale);
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        stop(path);
    }
}
