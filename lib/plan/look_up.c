/* Ids as people write them, found among the plan's. */
#include "look_up.h"

#include "../base/text.h"

#include <childplan/rates.h>

#include <string.h>

static const char *level_id(const void *plan, size_t index) {
    return ((const struct childplan_plan *)plan)->levels[index].id;
}

static const char *unit_id(const void *plan, size_t index) {
    return ((const struct childplan_plan *)plan)->units[index].id;
}

static const char *element_id(const void *plan, size_t index) {
    return ((const struct childplan_plan *)plan)->elements[index].id;
}

static const char *indicator_id(const void *plan, size_t index) {
    return ((const struct childplan_plan *)plan)->indicators[index].id;
}

static const char *rate_id(const void *plan, size_t index) {
    return ((const struct childplan_plan *)plan)->rates[index].id;
}

struct id_kind childplan__id_kind(const struct childplan_plan *plan, int32_t kind) {
    switch (kind) {
    case CHILDPLAN_KIND_LEVEL:
        return (struct id_kind){&plan->level_names, plan->level_count, level_id, CHILDPLAN_DIAGNOSTIC_LEVEL_UNKNOWN};
    case CHILDPLAN_KIND_UNIT:
        return (struct id_kind){&plan->unit_names, plan->unit_count, unit_id, CHILDPLAN_DIAGNOSTIC_UNIT_UNKNOWN};
    case CHILDPLAN_KIND_ELEMENT:
        return (struct id_kind){&plan->element_names, plan->element_count, element_id,
                                CHILDPLAN_DIAGNOSTIC_ELEMENT_UNKNOWN};
    case CHILDPLAN_KIND_RATE:
        return (struct id_kind){&plan->rate_names, plan->rate_count, rate_id, CHILDPLAN_DIAGNOSTIC_RATE_UNKNOWN};
    default:
        return (struct id_kind){&plan->indicator_names, plan->indicator_count, indicator_id,
                                CHILDPLAN_DIAGNOSTIC_INDICATOR_UNKNOWN};
    }
}

/* Ids are kept in NFC; what is asked for need not be. Gives the text to look for, in scratch where it must be copied.
 */
static childplan_status normalise(struct arena *scratch, const char **id, size_t *size) {
    char *normal = NULL;
    *size = strlen(*id);
    if (childplan__is_nfc(*id, *size)) {
        return CHILDPLAN_OK;
    }
    childplan_status status = childplan__nfc(scratch, *id, *size, &normal, size);
    if (status == CHILDPLAN_OK) {
        *id = normal;
    }
    return status;
}

static childplan_status report_unknown(const struct childplan_plan *plan, struct id_kind kind, const char *id,
                                       size_t size, childplan_diagnostics *diagnostics) {
    struct findings findings;
    childplan__findings_begin(&findings, diagnostics, 0);
    REPORT_NEAREST(&findings, kind.code, ((struct position){NULL, 0, 0}),
                   childplan__nearest(id, size, (size_t)kind.count, kind.id_of, plan), id);
    return childplan__findings_end(&findings);
}

childplan_status childplan_plan_look_up(const childplan_plan *plan, int32_t kind, const char *id, int32_t *ret_index,
                                        childplan_diagnostics *reterr_diagnostics) {
    if (!plan || !id || !ret_index || kind < CHILDPLAN_KIND_LEVEL || kind > CHILDPLAN_KIND_RATE) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct arena scratch;
    struct id_kind ids = childplan__id_kind(plan, kind);
    size_t size = 0;
    childplan__arena_begin(&scratch, &plan->allocator);
    childplan_status status = normalise(&scratch, &id, &size);
    int32_t found = status == CHILDPLAN_OK ? childplan__names_find(ids.names, id, size) : CHILDPLAN_NONE;
    if (status == CHILDPLAN_OK && found == CHILDPLAN_NONE) {
        status = report_unknown(plan, ids, id, size, reterr_diagnostics);
    }
    childplan__arena_end(&scratch);
    if (status == CHILDPLAN_OK) {
        *ret_index = found;
    }
    return status;
}

static int32_t find(const childplan_plan *plan, int32_t kind, const char *id) {
    int32_t found = CHILDPLAN_NONE;
    (void)childplan_plan_look_up(plan, kind, id, &found, NULL);
    return found;
}

int32_t childplan_plan_find_level(const childplan_plan *plan, const char *id) {
    return find(plan, CHILDPLAN_KIND_LEVEL, id);
}

int32_t childplan_plan_find_unit(const childplan_plan *plan, const char *id) {
    return find(plan, CHILDPLAN_KIND_UNIT, id);
}

int32_t childplan_plan_find_element(const childplan_plan *plan, const char *id) {
    return find(plan, CHILDPLAN_KIND_ELEMENT, id);
}

int32_t childplan_plan_find_rate(const childplan_plan *plan, const char *id) {
    return find(plan, CHILDPLAN_KIND_RATE, id);
}

int32_t childplan_plan_find_indicator(const childplan_plan *plan, const char *id) {
    return find(plan, CHILDPLAN_KIND_INDICATOR, id);
}
