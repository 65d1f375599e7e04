/*
 * What the rows are made of, as the page needs it. One explanation of the root holds those of all units below it, so
 * there is one for each period and indicator; of each the units placed somewhere, with what they brought. The lines of
 * the reports stand apart, once for each cell, however many figures it goes into.
 */
#include "page.h"

#include <stdlib.h>
#include <string.h>

/* The cells that have been written, in a table of open places. */
struct seen {
    uint64_t *keys;
    size_t size, count;
};

struct writing {
    const struct page *page;
    const childplan_explanation *explanation;
    const int32_t *kinds, *ends;
    struct json *json;
    struct seen *seen;
};

static int has_seen(struct seen *seen, uint64_t key) {
    size_t place = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15)) & (seen->size - 1);
    while (seen->keys[place] != 0 && seen->keys[place] != key) {
        place = (place + 1) & (seen->size - 1);
    }
    int found = seen->keys[place] == key;
    seen->keys[place] = key;
    seen->count += !found;
    return found;
}

/* Room for one more, half of it empty; 0 without memory. */
static int make_room(struct seen *seen) {
    if (seen->count * 2 < seen->size) {
        return 1;
    }
    struct seen larger = {.size = seen->size ? seen->size * 2 : 1024};
    larger.keys = calloc(larger.size, sizeof(*larger.keys));
    if (!larger.keys) {
        return 0;
    }
    for (size_t i = 0; i < seen->size; i++) {
        if (seen->keys[i] != 0) {
            has_seen(&larger, seen->keys[i]);
        }
    }
    free(seen->keys);
    *seen = larger;
    return 1;
}

static int64_t item(const struct writing *writing, int32_t node, int32_t item_of, int64_t absent) {
    int64_t value;
    return childplan_explanation_get(writing->explanation, node, item_of, &value) == CHILDPLAN_OK ? value : absent;
}

/* A whole number, or nothing. */
static void write_item(const struct writing *writing, int32_t node, int32_t item_of) {
    int64_t value;
    if (childplan_explanation_get(writing->explanation, node, item_of, &value) == CHILDPLAN_OK) {
        json_number(writing->json, value);
    } else {
        json_null(writing->json);
    }
}

/* A figure with its decimals, or nothing. */
static void write_figure(const struct writing *writing, int32_t node, int32_t item_of) {
    char text[64];
    size_t size = childplan_explanation_text(writing->explanation, node, item_of, text, sizeof(text));
    json_raw(writing->json, size > 0 ? text : "null");
}

static void write_period(const struct writing *writing, int32_t node, int32_t item_of) {
    char text[64];
    size_t size = childplan_explanation_text(writing->explanation, node, item_of, text, sizeof(text));
    json_text(writing->json, size > 0 ? text : NULL);
}

/* What is directly below a node: from node + 1 on, each time to the end of the one before, up to the node's own end. */
static void write_cell(const struct writing *writing, int32_t cell) {
    json_open(writing->json, '[');
    write_period(writing, cell, CHILDPLAN_ITEM_FROM);
    write_period(writing, cell, CHILDPLAN_ITEM_TO);
    write_item(writing, cell, CHILDPLAN_ITEM_USE);
    write_item(writing, cell, CHILDPLAN_ITEM_REASON);
    write_figure(writing, cell, CHILDPLAN_ITEM_VALUE);
    write_figure(writing, cell, CHILDPLAN_ITEM_RATE_VALUE);
    json_close(writing->json, ']');
}

static void write_term(const struct writing *writing, int32_t term) {
    json_open(writing->json, '[');
    write_item(writing, term, CHILDPLAN_ITEM_ELEMENT);
    write_item(writing, term, CHILDPLAN_ITEM_SIDE);
    write_item(writing, term, CHILDPLAN_ITEM_SIGN);
    write_item(writing, term, CHILDPLAN_ITEM_REASON);
    write_figure(writing, term, CHILDPLAN_ITEM_ADDED);
    json_open(writing->json, '[');
    for (int32_t cell = term + 1; cell < writing->ends[term]; cell = writing->ends[cell]) {
        if (writing->kinds[cell] == CHILDPLAN_NODE_CELL) {
            write_cell(writing, cell);
        }
    }
    json_close(writing->json, ']');
    json_close(writing->json, ']');
}

/* [unit, where it is placed, rule, the day of its last step, reason, numerator, denominator, expected, reported,
   carried, sizes unknown, terms] */
static void write_placed(const struct writing *writing, int32_t node) {
    static const int32_t counts[] = {CHILDPLAN_ITEM_EXPECTED, CHILDPLAN_ITEM_REPORTED, CHILDPLAN_ITEM_CARRIED,
                                     CHILDPLAN_ITEM_SIZES_UNKNOWN};
    struct json *json = writing->json;
    int32_t above = (int32_t)item(writing, node, CHILDPLAN_ITEM_PARENT, 0);
    int64_t day = CHILDPLAN_NO_DATE;
    for (int32_t step = node + 1; step < writing->ends[node]; step = writing->ends[step]) {
        day = writing->kinds[step] == CHILDPLAN_NODE_STEP ? item(writing, step, CHILDPLAN_ITEM_DAY, day) : day;
    }
    json_open(json, '[');
    write_item(writing, node, CHILDPLAN_ITEM_UNIT);
    write_item(writing, above, CHILDPLAN_ITEM_UNIT);
    write_item(writing, node, CHILDPLAN_ITEM_RULE);
    if (day == CHILDPLAN_NO_DATE) {
        json_null(json);
    } else {
        json_number(json, day);
    }
    write_item(writing, node, CHILDPLAN_ITEM_REASON);
    write_figure(writing, node, CHILDPLAN_ITEM_NUMERATOR);
    write_figure(writing, node, CHILDPLAN_ITEM_DENOMINATOR);
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        write_item(writing, node, counts[i]);
    }
    json_open(json, '[');
    for (int32_t term = node + 1; term < writing->ends[node]; term = writing->ends[term]) {
        if (writing->kinds[term] == CHILDPLAN_NODE_TERM) {
            write_term(writing, term);
        }
    }
    json_close(json, ']');
    json_close(json, ']');
}

/* The lines of a cell: [unit, element, period, [[value, submitted, file, line, state], …]]. */
static void write_facts(const struct writing *writing, int32_t cell) {
    struct json *json = writing->json;
    json_open(json, '[');
    write_item(writing, cell, CHILDPLAN_ITEM_UNIT);
    write_item(writing, cell, CHILDPLAN_ITEM_ELEMENT);
    write_period(writing, cell, CHILDPLAN_ITEM_FROM);
    json_open(json, '[');
    for (int32_t fact = cell + 1; fact < writing->ends[cell]; fact = writing->ends[fact]) {
        json_open(json, '[');
        write_figure(writing, fact, CHILDPLAN_ITEM_VALUE);
        write_item(writing, fact, CHILDPLAN_ITEM_DAY);
        json_text(json, childplan_explanation_file(writing->explanation, fact));
        write_item(writing, fact, CHILDPLAN_ITEM_LINE);
        write_item(writing, fact, CHILDPLAN_ITEM_STATE);
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, ']');
}

/* Unit, element and period of a cell as one number; periods by the order in which their codes are met. */
static uint64_t key_of(const struct writing *writing, int32_t cell) {
    uint64_t unit = (uint64_t)item(writing, cell, CHILDPLAN_ITEM_UNIT, 0);
    uint64_t element = (uint64_t)item(writing, cell, CHILDPLAN_ITEM_ELEMENT, 0);
    uint64_t period = (uint64_t)item(writing, cell, CHILDPLAN_ITEM_FROM, 0);
    uint64_t key = (unit * UINT64_C(1000003) + element) * UINT64_C(0x100000001B3) ^ period;
    return key ? key : 1;
}

static childplan_status write_all_placed(const struct writing *writing) {
    int32_t count = (int32_t)childplan_explanation_node_count(writing->explanation);
    for (int32_t node = 0; node < count; node++) {
        if (writing->kinds[node] == CHILDPLAN_NODE_PLACED || writing->kinds[node] == CHILDPLAN_NODE_COUNTED) {
            write_placed(writing, node);
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status write_all_facts(const struct writing *writing) {
    int32_t count = (int32_t)childplan_explanation_node_count(writing->explanation);
    for (int32_t node = 0; node < count; node++) {
        if (writing->kinds[node] != CHILDPLAN_NODE_CELL || writing->ends[node] == node + 1) {
            continue;
        }
        if (!make_room(writing->seen)) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
        if (!has_seen(writing->seen, key_of(writing, node))) {
            write_facts(writing, node);
        }
    }
    return CHILDPLAN_OK;
}

typedef childplan_status (*write_fn)(const struct writing *writing);

static int32_t root_on(const childplan_plan *plan, int32_t day) {
    int32_t unit = 0, count = (int32_t)childplan_plan_unit_count(plan);
    while (unit < count && !(childplan_plan_unit_is_alive(plan, unit, day) &&
                             childplan_plan_unit_parent(plan, unit, day) == CHILDPLAN_NONE)) {
        unit++;
    }
    return unit < count ? unit : CHILDPLAN_NONE;
}

static childplan_status write_one(struct writing *writing, size_t period, int32_t indicator, write_fn write) {
    const struct page *page = writing->page;
    childplan_explanation *explanation = NULL;
    int32_t root = root_on(page->plan, page_tree_day(page, page->periods[period]));
    childplan_status status = childplan_explanation_make(page->reports, page->options, root, page->periods[period],
                                                         indicator, &explanation, page->diagnostics);
    if (status == CHILDPLAN_OK) {
        writing->explanation = explanation;
        childplan_explanation_column(explanation, CHILDPLAN_ITEM_KIND, &writing->kinds);
        childplan_explanation_column(explanation, CHILDPLAN_ITEM_END, &writing->ends);
        status = write(writing);
    }
    childplan_explanation_free(explanation);
    return status == CHILDPLAN_ABSENT ? CHILDPLAN_OK : status;
}

/* For each period a list, in it one for each indicator. */
static childplan_status write_each(struct writing *writing, write_fn write, int is_nested) {
    childplan_status status = CHILDPLAN_OK;
    for (size_t period = 0; status == CHILDPLAN_OK && period < writing->page->period_count; period++) {
        if (is_nested) {
            json_open(writing->json, '[');
        }
        for (size_t i = 0; status == CHILDPLAN_OK && i < childplan_plan_indicator_count(writing->page->plan); i++) {
            if (is_nested) {
                json_open(writing->json, '[');
            }
            status = write_one(writing, period, (int32_t)i, write);
            if (is_nested) {
                json_close(writing->json, ']');
            }
        }
        if (is_nested) {
            json_close(writing->json, ']');
        }
    }
    return status;
}

childplan_status page_write_explanations(const struct page *page, FILE *file) {
    struct json json = {.file = file};
    struct seen seen = {NULL, 0, 0};
    struct writing writing = {.page = page, .json = &json, .seen = &seen};
    json_open(&json, '{');
    json_name(&json, "reasons");
    json_open(&json, '[');
    json_text(&json, "");
    for (int32_t reason = 1; reason < CHILDPLAN_REASON_END; reason++) {
        json_text(&json, childplan_reason_text(reason, CHILDPLAN_VIETNAMESE));
    }
    json_close(&json, ']');
    json_name(&json, "facts");
    json_open(&json, '[');
    childplan_status status = write_each(&writing, write_all_facts, 0);
    json_close(&json, ']');
    json_name(&json, "placed");
    json_open(&json, '[');
    if (status == CHILDPLAN_OK) {
        status = write_each(&writing, write_all_placed, 1);
    }
    json_close(&json, ']');
    json_close(&json, '}');
    free(seen.keys);
    return status;
}
