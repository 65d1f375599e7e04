/* A plan file and, after a byte FF, the file of units that it may name: loaded, and everything in it looked at. */
#include "fuzz.h"

#include <string.h>

static void check_text(const char *text) {
    if (text) {
        check_printable(text, strlen(text));
    }
}

static void check_id(const char *id, int32_t found, int32_t index) {
    hold(id && id[0] != '\0', "everything has an id");
    check_text(id);
    hold(found == index, "everything is found by its id");
}

static void check_document(const childplan_plan *plan) {
    check_text(childplan_plan_id(plan));
    check_text(childplan_plan_title(plan));
    check_text(childplan_plan_signed_by(plan));
    for (int32_t part = 0; part < 8; part++) {
        for (size_t i = 0; i < childplan_plan_item_count(plan, part); i++) {
            check_text(childplan_plan_item_id(plan, part, i));
            check_text(childplan_plan_item_text(plan, part, i));
        }
    }
}

/* On the day there is one root, and every parent is alive and of a higher level. */
static void check_tree(const childplan_plan *plan, int32_t day) {
    int32_t roots = 0;
    for (int32_t i = 0; i < (int32_t)childplan_plan_unit_count(plan); i++) {
        if (!childplan_plan_unit_is_alive(plan, i, day)) {
            continue;
        }
        int32_t parent = childplan_plan_unit_parent(plan, i, day);
        roots += parent == CHILDPLAN_NONE;
        hold(parent == CHILDPLAN_NONE || childplan_plan_unit_is_alive(plan, parent, day), "every parent is alive");
        hold(parent == CHILDPLAN_NONE ||
                 childplan_plan_unit_level(plan, parent, day) < childplan_plan_unit_level(plan, i, day),
             "every parent is of a higher level");
        check_text(childplan_plan_unit_name(plan, i, day));
    }
    hold(roots == 1, "on every day there is one root");
}

static void check_units(const childplan_plan *plan) {
    int64_t horizon = CHILDPLAN_NO_PERIOD;
    int32_t first = 0;
    int32_t last = 0;
    for (int32_t i = 0; i < (int32_t)childplan_plan_unit_count(plan); i++) {
        const char *id = childplan_plan_unit_id(plan, i);
        check_id(id, childplan_plan_find_unit(plan, id), i);
    }
    hold(childplan_period_parse("plan", 4, &horizon) == CHILDPLAN_OK, "plan is a period");
    hold(childplan_plan_period_days(plan, horizon, &first, &last) == CHILDPLAN_OK, "the horizon has days");
    hold(first < last, "the horizon has days");
    for (int32_t i = 0; i <= 8; i++) {
        check_tree(plan, first + (int32_t)((int64_t)(last - first) * i / 8));
    }
}

static void check_figures(const childplan_plan *plan) {
    for (int32_t i = 0; i < (int32_t)childplan_plan_element_count(plan); i++) {
        const char *id = childplan_plan_element_id(plan, i);
        check_id(id, childplan_plan_find_element(plan, id), i);
        check_text(childplan_plan_element_name(plan, i));
        check_text(childplan_plan_element_definition(plan, i));
    }
    for (int32_t i = 0; i < (int32_t)childplan_plan_indicator_count(plan); i++) {
        const char *id = childplan_plan_indicator_id(plan, i);
        check_id(id, childplan_plan_find_indicator(plan, id), i);
        check_text(childplan_plan_indicator_name(plan, i));
        check_text(childplan_plan_indicator_source(plan, i));
        check_text(childplan_plan_indicator_definition(plan, i));
    }
    for (int32_t i = 0; i < (int32_t)childplan_plan_status_count(plan); i++) {
        check_text(childplan_plan_status_id(plan, i));
        check_text(childplan_plan_status_name(plan, i, CHILDPLAN_ENGLISH));
        check_text(childplan_plan_status_name(plan, i, CHILDPLAN_VIETNAMESE));
        check_text(childplan_plan_status_color(plan, i));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct piece rest = {(const char *)data, size};
    struct piece yaml = next_piece(&rest);
    struct piece units = next_piece(&rest);
    childplan_plan *plan = load_plan(yaml, units);
    if (plan) {
        check_document(plan);
        check_units(plan);
        check_figures(plan);
    }
    childplan_plan_free(plan);
    return 0;
}
