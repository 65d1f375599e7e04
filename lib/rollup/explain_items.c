/* The items of the nodes of an explanation. */
#include "../base/text.h"
#include "explain.h"

#include <childplan/rates.h>

#include <string.h>

size_t childplan_explanation_node_count(const childplan_explanation *explanation) {
    return explanation == NULL ? 0 : explanation->count;
}

const childplan_rollup *childplan_explanation_rollup(const childplan_explanation *explanation) {
    return explanation == NULL ? NULL : explanation->rollup;
}

const childplan_rollup *childplan_explanation_counted(const childplan_explanation *explanation) {
    return explanation == NULL ? NULL : explanation->counted;
}

childplan_status childplan_explanation_column(const childplan_explanation *explanation, int32_t item,
                                              const int32_t **ret_cells) {
    if (explanation == NULL || ret_cells == NULL || item < CHILDPLAN_ITEM_KIND || item > CHILDPLAN_ITEM_UNIT) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const int32_t *const columns[] = {[CHILDPLAN_ITEM_KIND] = explanation->kinds,
                                      [CHILDPLAN_ITEM_PARENT] = explanation->parents,
                                      [CHILDPLAN_ITEM_END] = explanation->ends,
                                      [CHILDPLAN_ITEM_UNIT] = explanation->units};
    *ret_cells = columns[item];
    return CHILDPLAN_OK;
}

/* What an item was found to be. */
struct found {
    int32_t has;
    int64_t value;
};

static struct found some(int64_t value) {
    return (struct found){1, value};
}

static struct found some_if(int32_t has, int64_t value) {
    return (struct found){has, has ? value : 0};
}

static struct found index_if_any(int32_t index) {
    return some_if(index != CHILDPLAN_NONE, index);
}

static struct found reason_of(const struct node *node) {
    return some_if(node->reason != 0, node->reason);
}

static int64_t cycle_period(const struct childplan_explanation *explanation, const struct explained_term *term,
                            int32_t cycle) {
    return childplan__cycle_period(&explanation->plan->calendar, term->element->frequency, cycle);
}

static int32_t row_decimals(const struct childplan_explanation *explanation) {
    int64_t decimals = 0;
    (void)childplan_rollup_get(explanation->rollup, 0, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS, &decimals);
    return (int32_t)decimals;
}

/* The decimals of a numerator: a row's as it has them. */
static int32_t numerator_decimals(const struct childplan_explanation *explanation, int32_t kind) {
    int32_t is_count = explanation->over_units == AGGREGATE_COUNT && kind == CHILDPLAN_NODE_UNIT;
    return kind == CHILDPLAN_NODE_ROW || is_count ? row_decimals(explanation) : explanation->numerator_decimals;
}

/* Who has a target is counted in the denominator, also where nobody can be judged. */
static int32_t counts_units(const struct childplan_explanation *explanation, int32_t kind) {
    return explanation->counted != NULL && kind != CHILDPLAN_NODE_ROW;
}

static struct found sums_item(const struct childplan_explanation *explanation, int32_t kind, const struct node *node,
                              int32_t item) {
    const struct node_sums *sums = &node->sums;
    switch (item) {
    case CHILDPLAN_ITEM_NUMERATOR:
        return some_if(node->has_value, sums->numerator);
    case CHILDPLAN_ITEM_DENOMINATOR:
        return some_if(explanation->is_ratio && (node->has_value || counts_units(explanation, kind)),
                       sums->denominator);
    case CHILDPLAN_ITEM_DECIMALS:
        return some(numerator_decimals(explanation, kind));
    case CHILDPLAN_ITEM_CONTRIBUTING:
        return some(sums->contributing);
    case CHILDPLAN_ITEM_EXPECTED:
        return some(sums->expected);
    case CHILDPLAN_ITEM_REPORTED:
        return some(sums->reported);
    case CHILDPLAN_ITEM_CARRIED:
        return some(sums->carried);
    case CHILDPLAN_ITEM_MISSING_SIZE:
        return some(sums->missing_size);
    case CHILDPLAN_ITEM_SIZES_UNKNOWN:
        return some(sums->sizes_unknown);
    case CHILDPLAN_ITEM_REASON:
        return reason_of(node);
    case CHILDPLAN_ITEM_RULE:
        return some_if(kind == CHILDPLAN_NODE_PLACED, node->code);
    case CHILDPLAN_ITEM_ROW:
        return index_if_any(kind == CHILDPLAN_NODE_COUNTED ? node->row : CHILDPLAN_NONE);
    default:
        break;
    }
    int32_t is_row = kind == CHILDPLAN_NODE_ROW;
    switch (item) {
    case CHILDPLAN_ITEM_PERIOD:
        return some_if(is_row, explanation->period);
    case CHILDPLAN_ITEM_INDICATOR:
        return some_if(is_row, explanation->indicator);
    case CHILDPLAN_ITEM_BAND:
        return some_if(is_row, node->code);
    case CHILDPLAN_ITEM_OVER_UNITS:
        return some_if(is_row, explanation->over_units);
    default:
        return (struct found){0, 0};
    }
}

static struct found target_item(const struct childplan_explanation *explanation, const struct node *node,
                                int32_t item) {
    const struct position *position = &explanation->milestone->position;
    switch (item) {
    case CHILDPLAN_ITEM_PERIOD:
        return some(node->figure.period);
    case CHILDPLAN_ITEM_SCOPE:
        return some(node->code);
    case CHILDPLAN_ITEM_DUE:
        return some(node->expected);
    case CHILDPLAN_ITEM_LINE:
        return some_if(position->line > 0, position->line);
    case CHILDPLAN_ITEM_COLUMN:
        return some_if(position->column > 0, position->column);
    default:
        return (struct found){0, 0};
    }
}

/* BASIS and START. */
static struct found origin_item(int32_t kind, const struct node *node, int32_t item) {
    switch (item) {
    case CHILDPLAN_ITEM_SOURCE:
        return some(node->code);
    case CHILDPLAN_ITEM_PERIOD:
        return some_if(node->figure.period != CHILDPLAN_NO_PERIOD, node->figure.period);
    case CHILDPLAN_ITEM_DAY:
        return some_if(kind == CHILDPLAN_NODE_START, node->figure.day);
    case CHILDPLAN_ITEM_VALUE:
        return some_if(node->has_value, node->figure.value);
    case CHILDPLAN_ITEM_DECIMALS:
        return some(4);
    default:
        return (struct found){0, 0};
    }
}

static struct found step_item(const struct node *node, int32_t item) {
    switch (item) {
    case CHILDPLAN_ITEM_RULE:
        return some(node->code);
    case CHILDPLAN_ITEM_DAY:
        return some_if(node->figure.day != CHILDPLAN_NO_DATE, node->figure.day);
    default:
        return (struct found){0, 0};
    }
}

static struct found term_item(const struct childplan_explanation *explanation, const struct node *node, int32_t item) {
    const struct explained_term *term = &explanation->terms[node->figure.term];
    int32_t has_element = term->element != NULL;
    int32_t has_cycles = has_element && term->from <= term->to && term->to >= 0;
    switch (item) {
    case CHILDPLAN_ITEM_ELEMENT:
        return some_if(has_element, term->index);
    case CHILDPLAN_ITEM_SIDE:
        return some(term->side);
    case CHILDPLAN_ITEM_SIGN:
        return some(term->sign);
    case CHILDPLAN_ITEM_RATE:
        return index_if_any(term->rate);
    case CHILDPLAN_ITEM_OVER_TIME:
        return has_element ? some(term->element->over_time) : some_if(0, 0);
    case CHILDPLAN_ITEM_WINDOW:
        return some_if(has_element, term->window);
    case CHILDPLAN_ITEM_GIVEN:
        return has_element ? some(term->element->given) : some_if(0, 0);
    case CHILDPLAN_ITEM_FROM:
        return has_cycles ? some(cycle_period(explanation, term, term->from)) : some_if(0, 0);
    case CHILDPLAN_ITEM_TO:
        return has_cycles ? some(cycle_period(explanation, term, term->to)) : some_if(0, 0);
    case CHILDPLAN_ITEM_REASON:
        return reason_of(node);
    case CHILDPLAN_ITEM_VALUE:
        return some_if(node->has_value, node->figure.value);
    case CHILDPLAN_ITEM_DECIMALS:
        return some(term->decimals);
    case CHILDPLAN_ITEM_ADDED:
        return some_if(node->has_added, node->figure.added);
    case CHILDPLAN_ITEM_ADDED_DECIMALS:
        return some(term->side_decimals);
    default:
        return (struct found){0, 0};
    }
}

static struct found cell_item(const struct childplan_explanation *explanation, const struct node *node, int32_t item) {
    const struct explained_term *term = &explanation->terms[node->figure.term];
    switch (item) {
    case CHILDPLAN_ITEM_ELEMENT:
        return some(term->index);
    case CHILDPLAN_ITEM_FROM:
        return some(cycle_period(explanation, term, node->figure.from));
    case CHILDPLAN_ITEM_TO:
        return some(cycle_period(explanation, term, node->figure.to));
    case CHILDPLAN_ITEM_USE:
        return some(node->code);
    case CHILDPLAN_ITEM_REASON:
        return reason_of(node);
    case CHILDPLAN_ITEM_EXPECTED:
        return some(node->expected);
    case CHILDPLAN_ITEM_VALUE:
        return some_if(node->has_value, node->figure.value);
    case CHILDPLAN_ITEM_DECIMALS:
        return some(term->element->decimals);
    case CHILDPLAN_ITEM_RATE_VALUE:
        return some_if(term->rate != CHILDPLAN_NONE && node->has_added, node->figure.rate_value);
    case CHILDPLAN_ITEM_ADDED:
        return some_if(node->has_added, node->figure.added);
    case CHILDPLAN_ITEM_ADDED_DECIMALS:
        return some(term->counts ? 0 : term->figure_decimals);
    default:
        return (struct found){0, 0};
    }
}

static struct found fact_item(const struct childplan_explanation *explanation, const struct node *node, int32_t item) {
    switch (item) {
    case CHILDPLAN_ITEM_STATE:
        return some(node->code);
    case CHILDPLAN_ITEM_VALUE:
        return some_if(node->has_value, node->figure.value);
    case CHILDPLAN_ITEM_DECIMALS:
        return some(explanation->terms[node->figure.term].element->decimals);
    case CHILDPLAN_ITEM_DAY:
        return some_if(node->figure.day != CHILDPLAN_NO_DATE, node->figure.day);
    case CHILDPLAN_ITEM_LINE:
        return some_if(node->figure.file != 0, node->figure.line);
    default:
        return (struct found){0, 0};
    }
}

static struct found size_item(const struct childplan_explanation *explanation, const struct node *node, int32_t item) {
    const struct explained_term *term = &explanation->terms[node->figure.term];
    int32_t finer = explanation->numerator_decimals > explanation->denominator_decimals
                        ? explanation->numerator_decimals
                        : explanation->denominator_decimals;
    switch (item) {
    case CHILDPLAN_ITEM_ELEMENT:
        return some_if(term->element != NULL, term->index);
    case CHILDPLAN_ITEM_SOURCE:
        return some(node->code);
    case CHILDPLAN_ITEM_PERIOD:
        return node->figure.from == CHILDPLAN_NONE
                   ? some_if(0, 0)
                   : some(cycle_period(explanation, &explanation->terms[node->figure.day], node->figure.from));
    case CHILDPLAN_ITEM_VALUE:
        return some_if(node->has_value, node->figure.value);
    case CHILDPLAN_ITEM_DECIMALS:
        return some(finer);
    default:
        return (struct found){0, 0};
    }
}

static struct found find_item(const struct childplan_explanation *explanation, int32_t number, int32_t item) {
    const struct node *node = &explanation->nodes[number];
    int32_t kind = explanation->kinds[number];
    switch (item) {
    case CHILDPLAN_ITEM_KIND:
        return some(kind);
    case CHILDPLAN_ITEM_PARENT:
        return some(explanation->parents[number]);
    case CHILDPLAN_ITEM_END:
        return some(explanation->ends[number]);
    case CHILDPLAN_ITEM_UNIT:
        return some(explanation->units[number]);
    default:
        break;
    }
    switch (kind) {
    case CHILDPLAN_NODE_TARGET:
        return target_item(explanation, node, item);
    case CHILDPLAN_NODE_BASIS:
    case CHILDPLAN_NODE_START:
        return origin_item(kind, node, item);
    case CHILDPLAN_NODE_STEP:
        return step_item(node, item);
    case CHILDPLAN_NODE_TERM:
        return term_item(explanation, node, item);
    case CHILDPLAN_NODE_CELL:
        return cell_item(explanation, node, item);
    case CHILDPLAN_NODE_FACT:
        return fact_item(explanation, node, item);
    case CHILDPLAN_NODE_SIZE:
        return size_item(explanation, node, item);
    default:
        return sums_item(explanation, kind, node, item);
    }
}

static int32_t is_node(const struct childplan_explanation *explanation, int32_t node) {
    return explanation != NULL && node >= 0 && (size_t)node < explanation->count;
}

childplan_status childplan_explanation_get(const childplan_explanation *explanation, int32_t node, int32_t item,
                                           int64_t *ret_value) {
    if (!is_node(explanation, node) || item < 0 || item >= CHILDPLAN_ITEM_COUNT || ret_value == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct found found = find_item(explanation, node, item);
    if (!found.has) {
        return CHILDPLAN_ABSENT;
    }
    *ret_value = found.value;
    return CHILDPLAN_OK;
}

const char *childplan_explanation_file(const childplan_explanation *explanation, int32_t node) {
    if (!is_node(explanation, node)) {
        return NULL;
    }
    if (explanation->kinds[node] == CHILDPLAN_NODE_TARGET) {
        return explanation->milestone->position.file;
    }
    if (explanation->kinds[node] != CHILDPLAN_NODE_FACT) {
        return NULL;
    }
    uint32_t file = explanation->nodes[node].figure.file;
    return file == 0 ? "" : explanation->files[file];
}

/* How an item is written. */
enum item_form { FORM_NUMBER, FORM_NAME, FORM_ID, FORM_PERIOD, FORM_DAY, FORM_FIGURE };

struct item_shape {
    const char *name;
    enum item_form form;
};

static const struct item_shape shapes[CHILDPLAN_ITEM_COUNT] = {
    [CHILDPLAN_ITEM_KIND] = {"kind", FORM_NAME},
    [CHILDPLAN_ITEM_PARENT] = {"parent", FORM_NUMBER},
    [CHILDPLAN_ITEM_END] = {"end", FORM_NUMBER},
    [CHILDPLAN_ITEM_UNIT] = {"unit", FORM_ID},
    [CHILDPLAN_ITEM_PERIOD] = {"period", FORM_PERIOD},
    [CHILDPLAN_ITEM_INDICATOR] = {"indicator", FORM_ID},
    [CHILDPLAN_ITEM_ELEMENT] = {"element", FORM_ID},
    [CHILDPLAN_ITEM_NUMERATOR] = {"numerator", FORM_FIGURE},
    [CHILDPLAN_ITEM_DENOMINATOR] = {"denominator", FORM_FIGURE},
    [CHILDPLAN_ITEM_CONTRIBUTING] = {"contributing", FORM_NUMBER},
    [CHILDPLAN_ITEM_EXPECTED] = {"expected", FORM_NUMBER},
    [CHILDPLAN_ITEM_REPORTED] = {"reported", FORM_NUMBER},
    [CHILDPLAN_ITEM_CARRIED] = {"carried", FORM_NUMBER},
    [CHILDPLAN_ITEM_MISSING_SIZE] = {"missing_size", FORM_FIGURE},
    [CHILDPLAN_ITEM_SIZES_UNKNOWN] = {"sizes_unknown", FORM_NUMBER},
    [CHILDPLAN_ITEM_REASON] = {"reason", FORM_NAME},
    [CHILDPLAN_ITEM_RULE] = {"rule", FORM_NAME},
    [CHILDPLAN_ITEM_DAY] = {"day", FORM_DAY},
    [CHILDPLAN_ITEM_VALUE] = {"value", FORM_FIGURE},
    [CHILDPLAN_ITEM_DECIMALS] = {"decimals", FORM_NUMBER},
    [CHILDPLAN_ITEM_SIDE] = {"side", FORM_NAME},
    [CHILDPLAN_ITEM_SIGN] = {"sign", FORM_NUMBER},
    [CHILDPLAN_ITEM_RATE] = {"rate", FORM_ID},
    [CHILDPLAN_ITEM_RATE_VALUE] = {"rate_value", FORM_FIGURE},
    [CHILDPLAN_ITEM_OVER_TIME] = {"over_time", FORM_NAME},
    [CHILDPLAN_ITEM_OVER_UNITS] = {"over_units", FORM_NAME},
    [CHILDPLAN_ITEM_WINDOW] = {"window", FORM_NAME},
    [CHILDPLAN_ITEM_GIVEN] = {"given", FORM_NAME},
    [CHILDPLAN_ITEM_FROM] = {"from", FORM_PERIOD},
    [CHILDPLAN_ITEM_TO] = {"to", FORM_PERIOD},
    [CHILDPLAN_ITEM_ADDED] = {"added", FORM_FIGURE},
    [CHILDPLAN_ITEM_ADDED_DECIMALS] = {"added_decimals", FORM_NUMBER},
    [CHILDPLAN_ITEM_USE] = {"use", FORM_NAME},
    [CHILDPLAN_ITEM_STATE] = {"state", FORM_NAME},
    [CHILDPLAN_ITEM_LINE] = {"line", FORM_NUMBER},
    [CHILDPLAN_ITEM_COLUMN] = {"column", FORM_NUMBER},
    [CHILDPLAN_ITEM_ROW] = {"row", FORM_NUMBER},
    [CHILDPLAN_ITEM_BAND] = {"band", FORM_NAME},
    [CHILDPLAN_ITEM_SCOPE] = {"scope", FORM_NAME},
    [CHILDPLAN_ITEM_DUE] = {"due", FORM_NUMBER},
    [CHILDPLAN_ITEM_SOURCE] = {"source", FORM_NAME},
};

static const char *const kind_names[CHILDPLAN_NODE_COUNT] = {"row",  "target", "basis", "start", "unit", "placed",
                                                             "step", "term",   "cell",  "fact",  "size", "counted"};

static const char *const reason_names[CHILDPLAN_REASON_END] = {
    "",          "not_reported",     "withdrawn", "not_yet_known",  "level",     "not_alive",           "population",
    "partner",   "no_common_period", "no_base",   "no_period",      "contained", "before_first_report", "too_large",
    "no_target", "no_verdict",       "too_old",   "no_denominator", "nobody",    "unused_base"};

static const char *const rule_names[] = {"version", "successor", "parent", "first_parent", "root", "further"};
static const char *const side_names[] = {"numerator", "denominator"};
static const char *const over_names[] = {"sum", "last", "max", "min", "mean", "count"};
static const char *const window_names[] = {"period", "year", "plan"};
static const char *const given_names[] = {"period", "year_to_date"};
static const char *const use_names[] = {"none", "taken", "carried", "subtracted"};
static const char *const state_names[] = {"in_force", "superseded", "withdrawal", "superseded_withdrawal",
                                          "not_yet_known"};
static const char *const band_names[] = {"closed",  "sizes",   "grows",   "size_unknown",
                                         "no_size", "carried", "no_rule", "no_value"};
static const char *const scope_names[] = {"ids", "tag", "level", "all"};
static const char *const source_names[] = {"unknown", "baseline",    "period_before", "milestone",
                                           "zero",    "last_report", "part",          "each_unit"};

static const char *name_of(int32_t item, int64_t value) {
    static const char *const *const names[CHILDPLAN_ITEM_COUNT] = {
        [CHILDPLAN_ITEM_KIND] = kind_names,      [CHILDPLAN_ITEM_REASON] = reason_names,
        [CHILDPLAN_ITEM_RULE] = rule_names,      [CHILDPLAN_ITEM_SIDE] = side_names,
        [CHILDPLAN_ITEM_OVER_TIME] = over_names, [CHILDPLAN_ITEM_OVER_UNITS] = over_names,
        [CHILDPLAN_ITEM_WINDOW] = window_names,  [CHILDPLAN_ITEM_GIVEN] = given_names,
        [CHILDPLAN_ITEM_USE] = use_names,        [CHILDPLAN_ITEM_STATE] = state_names,
        [CHILDPLAN_ITEM_BAND] = band_names,      [CHILDPLAN_ITEM_SCOPE] = scope_names,
        [CHILDPLAN_ITEM_SOURCE] = source_names,
    };
    return names[item][value];
}

static const char *id_of(const struct childplan_plan *plan, int32_t item, int32_t index) {
    switch (item) {
    case CHILDPLAN_ITEM_UNIT:
        return childplan_plan_unit_id(plan, index);
    case CHILDPLAN_ITEM_INDICATOR:
        return childplan_plan_indicator_id(plan, index);
    case CHILDPLAN_ITEM_ELEMENT:
        return childplan_plan_element_id(plan, index);
    default:
        return childplan_plan_rate_id(plan, index);
    }
}

/* The decimals in which a figure is written. */
static int32_t decimals_of(const struct childplan_explanation *explanation, int32_t node, int32_t item) {
    int32_t denominator = explanation->denominator_decimals;
    int32_t numerator = explanation->numerator_decimals;
    switch (item) {
    case CHILDPLAN_ITEM_DENOMINATOR:
        return denominator;
    case CHILDPLAN_ITEM_MISSING_SIZE:
        return numerator > denominator ? numerator : denominator;
    case CHILDPLAN_ITEM_RATE_VALUE:
        return explanation->plan->rates[explanation->terms[explanation->nodes[node].figure.term].rate].decimals;
    case CHILDPLAN_ITEM_ADDED:
        return (int32_t)find_item(explanation, node, CHILDPLAN_ITEM_ADDED_DECIMALS).value;
    default:
        return (int32_t)find_item(explanation, node, CHILDPLAN_ITEM_DECIMALS).value;
    }
}

static size_t give(const char *text, char *buffer, size_t size) {
    return childplan__give_text(text, strlen(text), buffer, size);
}

size_t childplan_explanation_text(const childplan_explanation *explanation, int32_t node, int32_t item, char *buffer,
                                  size_t size) {
    if (!is_node(explanation, node) || item < 0 || item >= CHILDPLAN_ITEM_COUNT) {
        return give("", buffer, size);
    }
    char number[32];
    struct found found = find_item(explanation, node, item);
    if (!found.has) {
        return give("", buffer, size);
    }
    switch (shapes[item].form) {
    case FORM_NAME:
        return give(name_of(item, found.value), buffer, size);
    case FORM_ID:
        return give(id_of(explanation->plan, item, (int32_t)found.value), buffer, size);
    case FORM_PERIOD:
        return childplan_period_format(found.value, buffer, size);
    case FORM_DAY:
        return childplan_date_format((int32_t)found.value, buffer, size);
    case FORM_FIGURE:
        (void)childplan__number_format(found.value, decimals_of(explanation, node, item), number);
        return give(number, buffer, size);
    default:
        (void)childplan__number_format(found.value, 0, number);
        return give(number, buffer, size);
    }
}

const char *childplan_explanation_item_name(int32_t item) {
    return item < 0 || item >= CHILDPLAN_ITEM_COUNT ? NULL : shapes[item].name;
}

const char *childplan_explanation_kind_name(int32_t kind) {
    return kind < 0 || kind >= CHILDPLAN_NODE_COUNT ? NULL : kind_names[kind];
}
