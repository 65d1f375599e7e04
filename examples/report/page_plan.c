/* What the page says of the plan: names, the tree of units in each period, how it changed, the tasks. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

/* A unit that does not live then. */
#define NO_PLACE (-2)

static int32_t last_of(const childplan_plan *plan, int64_t period) {
    int32_t first = CHILDPLAN_NO_DATE, last = CHILDPLAN_NO_DATE;
    childplan_plan_period_days(plan, period, &first, &last);
    return last;
}

int32_t page_tree_day(const struct page *page, int64_t period) {
    int32_t structure = childplan_rollup_structure(page->rollup);
    int32_t last = last_of(page->plan, period), until = childplan_rollup_until(page->rollup);
    return structure != CHILDPLAN_NO_DATE ? structure : last < until ? last : until;
}

int page_find_periods(struct page *page) {
    const int64_t *cells = NULL;
    size_t rows = childplan_rollup_row_count(page->rollup), count = 0;
    childplan_rollup_int64_column(page->rollup, CHILDPLAN_COLUMN_PERIOD, &cells, NULL);
    for (size_t row = 0; row < rows; row++) {
        size_t known = 0;
        while (known < count && page->periods[known] != cells[row]) {
            known++;
        }
        if (known < count) {
            continue;
        }
        int64_t *periods = realloc(page->periods, (count + 1) * sizeof(*periods));
        if (!periods) {
            return 0;
        }
        page->periods = periods;
        page->periods[count++] = cells[row];
    }
    page->period_count = count;
    return 1;
}

static void write_day(struct json *json, int32_t day) {
    char text[32];
    json_text(json, childplan_date_format(day, text, sizeof(text)) > 0 ? text : NULL);
}

static void write_document(const struct page *page, struct json *json) {
    const childplan_plan *plan = page->plan;
    int32_t until = childplan_rollup_until(page->rollup), issuer = childplan_plan_issuer(plan);
    json_name(json, "id");
    json_text(json, childplan_plan_id(plan));
    json_name(json, "title");
    json_text(json, childplan_plan_title(plan));
    json_name(json, "issuer");
    json_text(json, issuer == CHILDPLAN_NONE ? NULL : childplan_plan_unit_name(plan, issuer, until));
    json_name(json, "issued");
    write_day(json, childplan_plan_issued(plan));
    json_name(json, "signed_by");
    json_text(json, childplan_plan_signed_by(plan));
    json_name(json, "first_year");
    json_number(json, childplan_plan_first_year(plan));
    json_name(json, "last_year");
    json_number(json, childplan_plan_last_year(plan));
    json_name(json, "until");
    write_day(json, until);
}

static void write_names(const struct page *page, struct json *json) {
    const childplan_plan *plan = page->plan;
    json_name(json, "levels");
    json_open(json, '[');
    for (int32_t i = 0; i < (int32_t)childplan_plan_level_count(plan); i++) {
        json_text(json, childplan_plan_level_name(plan, i));
    }
    json_close(json, ']');
    json_name(json, "statuses");
    json_open(json, '[');
    for (int32_t i = 0; i < (int32_t)childplan_plan_status_count(plan); i++) {
        json_open(json, '[');
        json_text(json, childplan_plan_status_id(plan, i));
        json_text(json, childplan_plan_status_name(plan, i, CHILDPLAN_VIETNAMESE));
        json_text(json, childplan_plan_status_color(plan, i));
        json_close(json, ']');
    }
    json_close(json, ']');
    json_name(json, "elements");
    json_open(json, '[');
    for (int32_t i = 0; i < (int32_t)childplan_plan_element_count(plan); i++) {
        json_open(json, '[');
        json_text(json, childplan_plan_element_id(plan, i));
        json_text(json, childplan_plan_element_name(plan, i));
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void write_indicators(const childplan_plan *plan, struct json *json) {
    json_name(json, "indicators");
    json_open(json, '[');
    for (int32_t i = 0; i < (int32_t)childplan_plan_indicator_count(plan); i++) {
        json_open(json, '[');
        json_text(json, childplan_plan_indicator_id(plan, i));
        json_text(json, childplan_plan_indicator_name(plan, i));
        json_text(json, childplan_plan_indicator_source(plan, i));
        json_text(json, childplan_plan_indicator_definition(plan, i));
        json_number(json, childplan_plan_indicator_per(plan, i));
        json_number(json, childplan_plan_indicator_is_ratio(plan, i));
        json_number(json, childplan_plan_indicator_counted(plan, i));
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void write_periods(const struct page *page, struct json *json) {
    json_name(json, "periods");
    json_open(json, '[');
    for (size_t i = 0; i < page->period_count; i++) {
        char text[64];
        int32_t first = CHILDPLAN_NO_DATE, last = CHILDPLAN_NO_DATE;
        childplan_plan_period_days(page->plan, page->periods[i], &first, &last);
        childplan_period_format(page->periods[i], text, sizeof(text));
        json_open(json, '[');
        json_text(json, text);
        json_number(json, childplan_period_kind(page->periods[i]));
        json_number(json, first);
        json_number(json, last);
        json_close(json, ']');
    }
    json_close(json, ']');
}

/* For each period where each unit stands: the unit above, CHILDPLAN_NONE for the root, NO_PLACE outside its life. */
static void write_tree(const struct page *page, struct json *json) {
    json_name(json, "tree");
    json_open(json, '[');
    for (size_t i = 0; i < page->period_count; i++) {
        int32_t day = page_tree_day(page, page->periods[i]);
        json_open(json, '[');
        for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(page->plan); unit++) {
            int32_t lives = childplan_plan_unit_is_alive(page->plan, unit, day);
            json_number(json, lives ? childplan_plan_unit_parent(page->plan, unit, day) : NO_PLACE);
        }
        json_close(json, ']');
    }
    json_close(json, ']');
}

/* A unit as it is on a day. */
struct version {
    int32_t alive, level, parent;
    const char *name;
};

static struct version version_on(const childplan_plan *plan, int32_t unit, int32_t day) {
    struct version version = {.alive = childplan_plan_unit_is_alive(plan, unit, day)};
    if (version.alive) {
        version.level = childplan_plan_unit_level(plan, unit, day);
        version.parent = childplan_plan_unit_parent(plan, unit, day);
        version.name = childplan_plan_unit_name(plan, unit, day);
    }
    return version;
}

static int is_same(const struct version *one, const struct version *other) {
    return one->alive == other->alive &&
           (!one->alive || (one->level == other->level && one->parent == other->parent &&
                            (one->name == other->name || strcmp(one->name, other->name) == 0)));
}

/* The first day after `from`, up to `to`, on which the unit is another than before; 0 where there is none. Within the
   stretch it may change several times: then it is one of those days, and the rest is looked through after it. */
static int32_t changes_on(const childplan_plan *plan, int32_t unit, int32_t from, int32_t to) {
    struct version before = version_on(plan, unit, from), after = version_on(plan, unit, to);
    if (is_same(&before, &after)) {
        return 0;
    }
    while (to - from > 1) {
        int32_t middle = from + (to - from) / 2;
        struct version there = version_on(plan, unit, middle);
        if (is_same(&before, &there)) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return to;
}

static void write_version(struct json *json, const struct version *version) {
    if (!version->alive) {
        json_null(json);
        return;
    }
    json_open(json, '[');
    json_text(json, version->name);
    json_number(json, version->level);
    json_number(json, version->parent);
    json_close(json, ']');
}

/* How a unit changed, as [unit, first day, before, after]; looked for month by month. */
static void write_changes_of(const struct page *page, int32_t unit, struct json *json) {
    const int32_t month = 28;
    int32_t first, last, end = childplan_rollup_until(page->rollup);
    childplan_plan_period_days(
        page->plan, childplan_period_of(CHILDPLAN_YEAR, childplan_plan_first_year(page->plan), 1), &first, &last);
    for (int32_t day = first; day < end;) {
        int32_t next = day + month < end ? day + month : end;
        int32_t changed = changes_on(page->plan, unit, day, next);
        if (changed != 0) {
            struct version before = version_on(page->plan, unit, changed - 1);
            struct version after = version_on(page->plan, unit, changed);
            json_open(json, '[');
            json_number(json, unit);
            json_number(json, changed);
            write_version(json, &before);
            write_version(json, &after);
            json_close(json, ']');
        }
        day = changed != 0 ? changed : next;
    }
}

/* Where what an ended unit reported is counted by now. */
static int32_t place_of(const struct page *page, int32_t unit) {
    size_t row;
    int64_t place = CHILDPLAN_NONE;
    if (page->period_count > 0 && page->places &&
        childplan_reporting_find(page->places, unit, page->periods[0], &row) == CHILDPLAN_OK) {
        childplan_reporting_get(page->places, row, CHILDPLAN_REPORTING_COLUMN_PLACE, &place);
    }
    return (int32_t)place;
}

/* The day on which a unit last lived, up to the cut-off, or failing that the cut-off. */
static int32_t last_day_of(const struct page *page, int32_t unit) {
    int32_t until = childplan_rollup_until(page->rollup);
    for (size_t i = page->period_count; !childplan_plan_unit_is_alive(page->plan, unit, until) && i-- > 0;) {
        int32_t last = last_of(page->plan, page->periods[i]);
        if (childplan_plan_unit_is_alive(page->plan, unit, last)) {
            return last;
        }
    }
    return until;
}

static void write_units(const struct page *page, struct json *json) {
    int32_t count = (int32_t)childplan_plan_unit_count(page->plan);
    json_name(json, "units");
    json_open(json, '[');
    for (int32_t unit = 0; unit < count; unit++) {
        int32_t day = last_day_of(page, unit);
        json_open(json, '[');
        json_text(json, childplan_plan_unit_id(page->plan, unit));
        json_text(json, childplan_plan_unit_name(page->plan, unit, day));
        json_number(json, childplan_plan_unit_level(page->plan, unit, day));
        json_number(json, place_of(page, unit));
        json_close(json, ']');
    }
    json_close(json, ']');
    json_name(json, "changes");
    json_open(json, '[');
    for (int32_t unit = 0; unit < count; unit++) {
        write_changes_of(page, unit, json);
    }
    json_close(json, ']');
}

static void write_task(const struct page *page, size_t task, struct json *json) {
    const childplan_plan *plan = page->plan;
    json_open(json, '[');
    json_text(json, childplan_plan_item_id(plan, CHILDPLAN_TASKS, task));
    json_text(json, childplan_plan_item_text(plan, CHILDPLAN_TASKS, task));
    json_open(json, '[');
    for (size_t i = 0; i < childplan_plan_task_indicator_count(plan, task); i++) {
        json_number(json, childplan_plan_task_indicator(plan, task, i));
    }
    json_close(json, ']');
    json_open(json, '[');
    for (size_t i = 0; i < childplan_plan_task_lead_count(plan, task); i++) {
        int32_t level = childplan_plan_task_lead_level(plan, task, i);
        json_text(json, level != CHILDPLAN_NONE
                            ? childplan_plan_level_name(plan, level)
                            : childplan_plan_unit_name(plan, childplan_plan_task_lead_unit(plan, task, i),
                                                       childplan_rollup_until(page->rollup)));
    }
    json_close(json, ']');
    json_number(json, childplan_plan_task_cadence(plan, task));
    json_close(json, ']');
}

/* For each period and unit how each task stands: null without a row. */
static void write_tasks(const struct page *page, struct json *json) {
    size_t tasks = childplan_plan_item_count(page->plan, CHILDPLAN_TASKS);
    json_name(json, "tasks");
    json_open(json, '[');
    for (size_t task = 0; task < tasks; task++) {
        write_task(page, task, json);
    }
    json_close(json, ']');
    json_name(json, "standings");
    json_open(json, '[');
    for (size_t i = 0; i < page->period_count; i++) {
        json_open(json, '[');
        for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(page->plan); unit++) {
            json_open(json, '[');
            for (size_t task = 0; task < tasks; task++) {
                int32_t worst;
                if (childplan_rollup_task_standing(page->rollup, unit, page->periods[i], task, &worst) ==
                    CHILDPLAN_OK) {
                    json_number(json, worst);
                } else {
                    json_null(json);
                }
            }
            json_close(json, ']');
        }
        json_close(json, ']');
    }
    json_close(json, ']');
}

void page_write_plan(const struct page *page, FILE *file) {
    struct json json = {.file = file};
    json_open(&json, '{');
    write_document(page, &json);
    write_names(page, &json);
    write_indicators(page->plan, &json);
    write_periods(page, &json);
    write_units(page, &json);
    write_tree(page, &json);
    write_tasks(page, &json);
    json_close(&json, '}');
}
