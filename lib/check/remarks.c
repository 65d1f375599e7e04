/* Remarks: kept until all are there, so that each is said once. */
#include "../base/order.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ARGUMENTS 6

struct remark {
    int32_t code;
    int32_t in_other_file; /* than the plan's, which comes first */
    struct position position;
    size_t count;
    const char *arguments[MOST_ARGUMENTS];
};

void childplan__remark(struct check *check, int32_t code, struct position position, size_t count,
                       const char *const *arguments) {
    struct remark remark = {.code = code, .position = position, .count = count};
    remark.in_other_file = strcmp(position.file, check->plan->file) != 0;
    for (size_t i = 0; i < count; i++) {
        remark.arguments[i] = childplan__arena_copy_text(&check->texts, arguments[i], strlen(arguments[i]));
        check->no_memory = check->no_memory || !remark.arguments[i];
    }
    if (check->no_memory || childplan__reserve(check->allocator, &check->remarks, &check->capacity, check->count + 1,
                                               sizeof *check->remarks) != CHILDPLAN_OK) {
        check->no_memory = 1;
        return;
    }
    check->remarks[check->count++] = remark;
}

static int compare_arguments(const struct remark *a, const struct remark *b) {
    int order = childplan__order((int64_t)a->count, (int64_t)b->count);
    for (size_t i = 0; i < a->count && order == 0; i++) {
        order = strcmp(a->arguments[i], b->arguments[i]);
    }
    return order;
}

static int compare_remarks(const void *left, const void *right) {
    const struct remark *a = left;
    const struct remark *b = right;
    const int64_t keys[][2] = {{a->in_other_file, b->in_other_file},
                               {strcmp(a->position.file, b->position.file), 0},
                               {(int64_t)a->position.line, (int64_t)b->position.line},
                               {(int64_t)a->position.column, (int64_t)b->position.column},
                               {a->code, b->code},
                               {compare_arguments(a, b), 0}};
    return ORDER_KEYS(keys);
}

void childplan__check_tell(struct check *check, struct findings *findings) {
    if (check->count > 1) {
        qsort(check->remarks, check->count, sizeof *check->remarks, compare_remarks);
    }
    for (size_t i = 0; i < check->count; i++) {
        const struct remark *remark = &check->remarks[i];
        if (i == 0 || compare_remarks(remark - 1, remark) != 0) {
            childplan__report(findings, remark->code, remark->position, NULL, remark->count, remark->arguments);
        }
    }
}

struct short_text childplan__day_text(int32_t day) {
    struct short_text date = {{0}};
    (void)childplan_date_format(day, date.text, sizeof date.text);
    return date;
}

struct short_text childplan__line_text(struct position position) {
    struct short_text line = {{0}};
    (void)childplan__number_format(position.line, 0, line.text);
    return line;
}

void childplan__add_quoted(struct text *list, const char *id) {
    childplan__text_add_string(list, list->size > 0 ? ", “" : "“");
    childplan__text_add_string(list, id);
    childplan__text_add_string(list, "”");
}

const char *childplan__listed(struct check *check, const struct text *list) {
    check->no_memory = check->no_memory || list->no_memory;
    return list->bytes && !list->no_memory ? list->bytes : "";
}

void childplan__add_levels(const struct check *check, struct text *list, const uint8_t *levels) {
    for (int32_t level = 0; level < check->plan->level_count; level++) {
        if (levels[level]) {
            childplan__add_quoted(list, check->plan->levels[level].id);
        }
    }
}
