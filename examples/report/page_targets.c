/*
 * What the plan asks of each unit through its whole horizon, also after the cut-off, where there are no rows: the path
 * year by year, and every milestone. Most units are asked the same: each course stands once, and units point to it.
 */
#include "page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NO_COURSE (-1)

/* JSON on its way into memory; of numbers and periods only, so that nothing in it needs escaping. */
struct text {
    char *bytes;
    size_t size, capacity;
    int failed; /* no memory */
};

/* Whom something is asked. */
struct place {
    const struct page *page;
    int32_t unit, indicator;
    int32_t structure; /* the day on which the unit is seen; CHILDPLAN_NO_DATE: that of the period */
};

/* The courses that differ, and a table of open places by which they are found. */
struct courses {
    char **texts;
    size_t count, capacity;
    size_t *slots; /* a course's number and 1; 0: free */
    size_t slot_count;
};

/* Room for so many bytes and a NUL. */
static void make_room_for(struct text *text, size_t size) {
    size_t capacity = (text->capacity + size) * 2 + 64;
    if (text->failed || text->capacity - text->size > size) {
        return;
    }
    char *bytes = realloc(text->bytes, capacity);
    if (!bytes) {
        text->failed = 1;
        return;
    }
    text->bytes = bytes;
    text->capacity = capacity;
}

static void put(struct text *text, const char *piece) {
    size_t size = strlen(piece);
    make_room_for(text, size);
    if (!text->failed) {
        memcpy(text->bytes + text->size, piece, size + 1);
        text->size += size;
    }
}

static void put_whole(struct text *text, int64_t number) {
    char digits[32];
    snprintf(digits, sizeof(digits), "%" PRId64, number);
    put(text, digits);
}

/* The day on which a period sees the tree: after the cut-off its last one. */
static int32_t day_of(const struct place *place, int64_t period) {
    int32_t first, last, structure = childplan_rollup_structure(place->page->rollup);
    childplan_plan_period_days(place->page->plan, period, &first, &last);
    if (place->structure != CHILDPLAN_NO_DATE) {
        return place->structure;
    }
    if (first <= childplan_rollup_until(place->page->rollup)) {
        return page_tree_day(place->page, period);
    }
    return structure != CHILDPLAN_NO_DATE ? structure : last;
}

static int get(const struct place *place, int64_t period, int32_t item, int64_t *value) {
    return childplan_plan_target_get(place->page->plan, place->unit, period, place->indicator, day_of(place, period),
                                     item, value) == CHILDPLAN_OK;
}

/* An item, or null; `quote` where it is no number. */
static int put_item(struct text *text, const struct place *place, int64_t period, int32_t item, const char *quote) {
    char value[64];
    size_t size = childplan_plan_target_text(place->page->plan, place->unit, period, place->indicator,
                                             day_of(place, period), item, value, sizeof(value));
    put(text, size > 0 ? quote : "null");
    put(text, size > 0 ? value : "");
    put(text, size > 0 ? quote : "");
    return size > 0;
}

/* {"operator": …, "number": …}, as the rows have it. */
static void put_edge(struct text *text, const struct place *place, int64_t period, int32_t comparison, int32_t number) {
    static const char *const names[] = {"", "above", "at_least", "below", "at_most", "equals"};
    int64_t operator_of = 0;
    get(place, period, comparison, &operator_of);
    put(text, "{\"operator\":\"");
    put(text, names[operator_of]);
    put(text, "\",\"number\":");
    put_item(text, place, period, number, "");
}

static void put_target(struct text *text, const struct place *place, int64_t period) {
    int64_t upper;
    put_edge(text, place, period, CHILDPLAN_TARGET_OPERATOR, CHILDPLAN_TARGET_NUMBER);
    if (get(place, period, CHILDPLAN_TARGET_OPERATOR_HIGH, &upper)) {
        put(text, ",\"and\":");
        put_edge(text, place, period, CHILDPLAN_TARGET_OPERATOR_HIGH, CHILDPLAN_TARGET_NUMBER_HIGH);
        put(text, "}");
    }
    put(text, "}");
}

static int64_t year_of(int32_t year) {
    return childplan_period_of(CHILDPLAN_YEAR, year, 1);
}

/* What the path at the end of a period comes from: [period its target is due by, day on which that ends; source, day
   and amount of where it begins], or null without a target. */
static void put_origin(struct text *text, const struct place *place, int64_t period) {
    int64_t due;
    if (!get(place, period, CHILDPLAN_TARGET_DUE_DAY, &due)) {
        put(text, "null");
        return;
    }
    put(text, "[");
    put_item(text, place, period, CHILDPLAN_TARGET_BY, "\"");
    put(text, ",");
    put_whole(text, due);
    put(text, ",");
    put_item(text, place, period, CHILDPLAN_TARGET_START_SOURCE, "");
    put(text, ",");
    put_item(text, place, period, CHILDPLAN_TARGET_START_DAY, "\"");
    put(text, ",");
    put_item(text, place, period, CHILDPLAN_TARGET_START, "");
    put(text, "]");
}

/* A year: [path at its end, the period the target then is due by, the target, the path's origin], or null without
   one. */
static void put_year(struct text *text, const struct place *place, int64_t year) {
    int64_t by;
    if (!get(place, year, CHILDPLAN_TARGET_BY, &by)) {
        put(text, "null");
        return;
    }
    put(text, "[");
    put_item(text, place, year, CHILDPLAN_TARGET_PATH, "");
    put(text, ",");
    put_item(text, place, year, CHILDPLAN_TARGET_BY, "\"");
    put(text, ",");
    put_target(text, place, year);
    put(text, ",");
    put_origin(text, place, year);
    put(text, "]");
}

/* A milestone that is in force at the end of a period: [period, day on which it is due, where the path then is, target,
   1 where it is binding]. */
static void put_milestone(struct text *text, const struct place *place, int64_t period) {
    int64_t by = period, day = 0, binding = 0;
    const struct place then = {place->page, place->unit, place->indicator, day_of(place, period)};
    get(place, period, CHILDPLAN_TARGET_BY, &by);
    get(place, period, CHILDPLAN_TARGET_DUE_DAY, &day);
    get(place, period, CHILDPLAN_TARGET_BINDING, &binding);
    put(text, "[");
    put_item(text, place, period, CHILDPLAN_TARGET_BY, "\"");
    put(text, ",");
    put_whole(text, day);
    put(text, ",");
    put_item(text, &then, by, CHILDPLAN_TARGET_PATH, "");
    put(text, ",");
    put_target(text, place, period);
    put(text, binding ? ",1]" : ",0]");
}

/* Milestones in the order of time, by asking one short period after another; of an indicator that grows, the years. */
static size_t put_milestones(struct text *text, const struct place *place) {
    const childplan_plan *plan = place->page->plan;
    int grows = childplan_plan_indicator_grows(plan, place->indicator);
    int64_t last_day = INT64_MIN;
    size_t count = 0;
    for (int32_t year = childplan_plan_first_year(plan) - 1; year <= childplan_plan_last_year(plan); year++) {
        for (int32_t month = 1; month <= (grows ? 1 : 12); month++) {
            int64_t day, period = grows ? year_of(year) : childplan_period_of(CHILDPLAN_MONTH, year, month);
            if (get(place, period, CHILDPLAN_TARGET_DUE_DAY, &day) && day > last_day) {
                put(text, count++ > 0 ? "," : "");
                put_milestone(text, place, period);
                last_day = day;
            }
        }
    }
    return count;
}

/* Where the first path begins that begins at the baseline, or at 0 when counting began: [day, how much]. */
static void put_start(struct text *text, const struct place *place) {
    const childplan_plan *plan = place->page->plan;
    int64_t source, day;
    for (int32_t year = childplan_plan_first_year(plan); year <= childplan_plan_last_year(plan); year++) {
        if (get(place, year_of(year), CHILDPLAN_TARGET_START_SOURCE, &source) && source != CHILDPLAN_SOURCE_MILESTONE &&
            !childplan_plan_indicator_grows(plan, place->indicator)) {
            get(place, year_of(year), CHILDPLAN_TARGET_START_DAY, &day);
            put(text, "[");
            put_whole(text, day);
            put(text, ",");
            put_item(text, place, year_of(year), CHILDPLAN_TARGET_START, "");
            put(text, "]");
            return;
        }
    }
    put(text, "null");
}

/* 0 where nothing is ever asked. */
static int put_course(struct text *text, const struct place *place) {
    const childplan_plan *plan = place->page->plan;
    put(text, "{\"milestones\":[");
    size_t count = put_milestones(text, place);
    put(text, "],\"start\":");
    put_start(text, place);
    put(text, ",\"years\":[");
    for (int32_t year = childplan_plan_first_year(plan); year <= childplan_plan_last_year(plan); year++) {
        put(text, year > childplan_plan_first_year(plan) ? "," : "");
        put_year(text, place, year_of(year));
    }
    put(text, "],\"origins\":[");
    for (size_t i = 0; i < place->page->period_count; i++) {
        put(text, i > 0 ? "," : "");
        put_origin(text, place, place->page->periods[i]);
    }
    put(text, "]}");
    return count > 0;
}

/* The slot in which a course stands, or the free one in which it would. */
static size_t slot_of(const struct courses *courses, const char *text) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const char *byte = text; *byte; byte++) {
        hash = (hash ^ (unsigned char)*byte) * UINT64_C(0x100000001b3);
    }
    size_t slot = (size_t)(hash ^ (hash >> 32)) & (courses->slot_count - 1);
    while (courses->slots[slot] > 0 && strcmp(courses->texts[courses->slots[slot] - 1], text) != 0) {
        slot = (slot + 1) & (courses->slot_count - 1);
    }
    return slot;
}

/* Room for one more, half of the slots free; 0 without memory. */
static int make_room(struct courses *courses) {
    if (courses->count < courses->capacity) {
        return 1;
    }
    size_t capacity = courses->capacity ? courses->capacity * 2 : 64;
    char **texts = realloc(courses->texts, capacity * sizeof(*texts));
    size_t *slots = calloc(capacity * 2, sizeof(*slots));
    courses->texts = texts ? texts : courses->texts;
    if (!texts || !slots) {
        free(slots);
        return 0;
    }
    free(courses->slots);
    courses->slots = slots;
    courses->slot_count = capacity * 2;
    courses->capacity = capacity;
    for (size_t i = 0; i < courses->count; i++) {
        slots[slot_of(courses, texts[i])] = i + 1;
    }
    return 1;
}

/* The number of a course, which is taken over. */
static childplan_status number_of(struct courses *courses, char *text, int64_t *ret_number) {
    if (!make_room(courses)) {
        free(text);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    size_t slot = slot_of(courses, text);
    if (courses->slots[slot] > 0) {
        free(text);
    } else {
        courses->texts[courses->count++] = text;
        courses->slots[slot] = courses->count;
    }
    *ret_number = (int64_t)courses->slots[slot] - 1;
    return CHILDPLAN_OK;
}

static childplan_status find_course(struct courses *courses, const struct place *place, int64_t *ret_number) {
    struct text text = {NULL, 0, 0, 0};
    int is_asked = put_course(&text, place);
    *ret_number = NO_COURSE;
    if (text.failed || !is_asked) {
        free(text.bytes);
        return text.failed ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    }
    return number_of(courses, text.bytes, ret_number);
}

/* For each unit the number of the course of each indicator, -1 for none. */
static childplan_status write_units(const struct page *page, struct courses *courses, struct json *json) {
    childplan_status status = CHILDPLAN_OK;
    json_open(json, '[');
    for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(page->plan); unit++) {
        json_open(json, '[');
        for (int32_t i = 0; status == CHILDPLAN_OK && i < (int32_t)childplan_plan_indicator_count(page->plan); i++) {
            const struct place place = {page, unit, i, CHILDPLAN_NO_DATE};
            int64_t number = NO_COURSE;
            status = find_course(courses, &place, &number);
            json_number(json, number);
        }
        json_close(json, ']');
    }
    json_close(json, ']');
    return status;
}

/* The years of the horizon: [name, first day, last day]. */
static void write_years(const struct page *page, struct json *json) {
    const childplan_plan *plan = page->plan;
    json_open(json, '[');
    for (int32_t year = childplan_plan_first_year(plan); year <= childplan_plan_last_year(plan); year++) {
        char name[64];
        int32_t first = CHILDPLAN_NO_DATE, last = CHILDPLAN_NO_DATE;
        childplan_plan_period_days(plan, year_of(year), &first, &last);
        childplan_period_format(year_of(year), name, sizeof(name));
        json_open(json, '[');
        json_text(json, name);
        json_number(json, first);
        json_number(json, last);
        json_close(json, ']');
    }
    json_close(json, ']');
}

childplan_status page_write_targets(const struct page *page, FILE *file) {
    struct json json = {.file = file};
    struct courses courses = {NULL, 0, 0, NULL, 0};
    json_open(&json, '{');
    json_name(&json, "years");
    write_years(page, &json);
    json_name(&json, "units");
    childplan_status status = write_units(page, &courses, &json);
    json_name(&json, "courses");
    json_open(&json, '[');
    for (size_t i = 0; i < courses.count; i++) {
        json_raw(&json, courses.texts[i]);
        free(courses.texts[i]);
    }
    json_close(&json, ']');
    json_close(&json, '}');
    free(courses.texts);
    free(courses.slots);
    return status;
}
