/* The terms of a unit: its own values of the indicator's elements, and why one of them is not there. */
#include "../base/wide.h"
#include "explain.h"

childplan_status childplan__explain_terms(struct explaining *explaining) {
    const struct frame *frame = explaining->frame;
    const struct childplan_plan *plan = frame->sources->plan;
    struct childplan_explanation *explanation = explaining->explanation;
    explanation->terms =
        childplan__allocate(explanation->allocator, (size_t)frame->term_count, sizeof *explanation->terms);
    if (explanation->terms == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    explanation->term_count = frame->term_count;
    for (int32_t i = 0; i < frame->term_count; i++) {
        const struct frame_term *term = &frame->terms[i];
        explanation->terms[i] = (struct explained_term){
            .element = term->element,
            .index = term->index,
            .sign = term->sign,
            .side = term->in_denominator,
            .rate = term->rate == NULL ? CHILDPLAN_NONE : (int32_t)(term->rate - plan->rates),
            .window = term->window,
            .from = term->first_cycle,
            .to = term->element == NULL ? CHILDPLAN_NONE : term->last_cycle,
            .decimals = term->decimals,
            .figure_decimals = term->figure_decimals,
            .side_decimals = term->in_denominator ? frame->denominator_decimals : frame->numerator_decimals,
            .counts = term->element != NULL && term->element->over_time == AGGREGATE_COUNT};
    }
    return CHILDPLAN_OK;
}

/* Why a version counts for no element of some levels. */
static uint8_t reason_of_version(const struct frame *frame, int32_t version) {
    if (version == NOT_ALIVE) {
        return CHILDPLAN_REASON_NOT_ALIVE;
    }
    return childplan__is_of_population(frame, version) ? CHILDPLAN_REASON_LEVEL : CHILDPLAN_REASON_POPULATION;
}

/* Why a term does not count for the unit at all. */
static uint8_t reason_not_at(const struct frame *frame, const struct frame_term *term, int32_t unit) {
    const struct life *life = &frame->sources->life;
    uint8_t reason = CHILDPLAN_REASON_NOT_ALIVE;
    if (term->element == NULL || term->is_stock) {
        enum window window = frame->is_ratio ? frame->longest : WINDOW_PERIOD;
        return reason_of_version(frame, childplan__version_in_window(frame->sources, frame->moment, window, unit));
    }
    for (int32_t cycle = term->first_cycle; cycle <= term->last_cycle; cycle++) {
        if (childplan__could_report(life, term->element, unit, cycle)) {
            return CHILDPLAN_REASON_POPULATION;
        }
        if (childplan__version_in_cycle(life, term->element->frequency, unit, cycle) != NOT_ALIVE) {
            reason = CHILDPLAN_REASON_LEVEL;
        }
    }
    return reason;
}

/* Of the reasons of several cells the one that says most. */
static int32_t weight_of(uint8_t reason) {
    static const uint8_t from_the_least[] = {CHILDPLAN_REASON_NOT_ALIVE,     CHILDPLAN_REASON_LEVEL,
                                             CHILDPLAN_REASON_POPULATION,    CHILDPLAN_REASON_BEFORE_FIRST_REPORT,
                                             CHILDPLAN_REASON_UNUSED_BASE,   CHILDPLAN_REASON_NOT_REPORTED,
                                             CHILDPLAN_REASON_NOT_YET_KNOWN, CHILDPLAN_REASON_WITHDRAWN,
                                             CHILDPLAN_REASON_TOO_OLD,       CHILDPLAN_REASON_PARTNER,
                                             CHILDPLAN_REASON_NO_BASE};
    int32_t weight = (int32_t)(sizeof from_the_least / sizeof from_the_least[0]) - 1;
    while (weight >= 0 && from_the_least[weight] != reason) {
        weight--;
    }
    return weight;
}

/* Why an own value is not there, by the cells below its node. */
static uint8_t reason_of_cells(struct explaining *explaining, const struct frame_term *term, int32_t node) {
    const struct childplan_explanation *explanation = explaining->explanation;
    uint8_t reason = 0;
    for (size_t i = (size_t)node + 1; i < explanation->count; i++) {
        uint8_t other = explanation->nodes[i].reason;
        if (explanation->kinds[i] == CHILDPLAN_NODE_CELL && weight_of(other) > weight_of(reason)) {
            reason = other;
        }
    }
    if (reason == CHILDPLAN_REASON_PARTNER && term->first_cycle < term->last_cycle) {
        return CHILDPLAN_REASON_NO_COMMON_PERIOD;
    }
    return reason == 0 ? CHILDPLAN_REASON_NO_PERIOD : reason;
}

static int32_t has_expected_cell(const struct childplan_explanation *explanation, int32_t node) {
    for (size_t i = (size_t)node + 1; i < explanation->count; i++) {
        if (explanation->kinds[i] == CHILDPLAN_NODE_CELL && explanation->nodes[i].expected) {
            return 1;
        }
    }
    return 0;
}

static uint8_t reason_of_term(struct explaining *explaining, const struct frame_term *term, int32_t unit,
                              int32_t node) {
    const struct frame *frame = explaining->frame;
    if (!childplan__is_at(frame, term, unit)) {
        return reason_not_at(frame, term, unit);
    }
    if ((term->element == NULL || term->is_stock) && !childplan__is_there_at_end(frame, unit)) {
        return reason_of_version(frame, childplan__version_at_end(frame->sources, frame->moment, unit));
    }
    return reason_of_cells(explaining, term, node);
}

/* The own value of a term: as childplan__own_value. */
static int32_t set_own_value(struct explaining *explaining, const struct frame_term *term, int32_t unit,
                             struct node *node) {
    uint8_t ignored = 0;
    int64_t value = 0;
    int32_t found = childplan__own_value(explaining->frame, term, unit, &value, &ignored);
    if (found > 0) {
        node->has_value = 1;
        node->figure.value = value;
        node->has_added = childplan__multiply(value, term->scale * term->sign, &node->figure.added) != 0;
    }
    return found;
}

/* Adds a term with its cells; gives its reason, 0 where it has a value. One that neither counts for the unit nor is
   expected of it is not added. */
static uint8_t add_term(struct explaining *explaining, int32_t index, int32_t unit) {
    struct childplan_explanation *explanation = explaining->explanation;
    const struct frame_term *term = &explaining->frame->terms[index];
    int32_t is_at = childplan__is_at(explaining->frame, term, unit);
    size_t before = explanation->count;
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_TERM, unit);
    int32_t number = childplan__explain_here(explaining);
    node->figure.term = index;
    int32_t found = is_at ? set_own_value(explaining, term, unit, node) : 0;
    childplan__explain_cells(explaining, index, unit);
    uint8_t reason = 0;
    if (found <= 0) {
        reason = found < 0 ? CHILDPLAN_REASON_TOO_LARGE : reason_of_term(explaining, term, unit, number);
        childplan__explain_node(explaining, number)->reason = reason;
    }
    int32_t says_something = is_at || has_expected_cell(explanation, number);
    childplan__explain_close(explaining);
    if (!says_something && explaining->status == CHILDPLAN_OK) {
        explanation->count = before;
    }
    return reason;
}

/* 1 where a reason says of itself why the unit is left out, whatever its other elements are. */
static int32_t is_of_the_unit(uint8_t reason) {
    return reason == CHILDPLAN_REASON_NOT_ALIVE || reason == CHILDPLAN_REASON_POPULATION ||
           reason == CHILDPLAN_REASON_NO_PERIOD || reason == CHILDPLAN_REASON_NO_COMMON_PERIOD ||
           reason == CHILDPLAN_REASON_NO_BASE;
}

/* What the terms of a unit come to. */
struct verdict {
    uint8_t first_of_unit;  /* among those that are missing */
    uint8_t first;          /* among those at the unit that are missing */
    uint8_t strongest_away; /* among those that do not count for the unit */
    int32_t has_any;        /* something is reported */
};

static void judge(const struct frame_term *term, int32_t is_at, uint8_t reason, struct verdict *verdict) {
    if (!is_at) {
        verdict->strongest_away =
            weight_of(reason) > weight_of(verdict->strongest_away) ? reason : verdict->strongest_away;
        return;
    }
    if (term->element != NULL && (reason == 0 || reason == CHILDPLAN_REASON_PARTNER)) {
        verdict->has_any = 1;
    }
    if (verdict->first_of_unit == 0 && is_of_the_unit(reason)) {
        verdict->first_of_unit = reason;
    }
    if (verdict->first == 0) {
        verdict->first = reason;
    }
}

uint8_t childplan__explain_unit_terms(struct explaining *explaining, int32_t unit, int32_t contributes) {
    const struct frame *frame = explaining->frame;
    struct verdict verdict = {0};
    if (frame->is_empty) {
        return CHILDPLAN_REASON_NO_PERIOD;
    }
    for (int32_t i = 0; i < frame->term_count; i++) {
        uint8_t reason = add_term(explaining, i, unit);
        judge(&frame->terms[i], childplan__is_at(frame, &frame->terms[i], unit), reason, &verdict);
    }
    if (contributes) {
        return 0;
    }
    if (verdict.first == 0) {
        return verdict.strongest_away;
    }
    if (!frame->is_ratio) {
        return verdict.first;
    }
    if (verdict.first_of_unit != 0) {
        return verdict.first_of_unit;
    }
    return verdict.has_any ? CHILDPLAN_REASON_PARTNER : verdict.first;
}

static void add_size(struct explaining *explaining, int32_t index, int32_t unit, int32_t decimals) {
    const struct frame *frame = explaining->frame;
    const struct frame_term *term = &frame->terms[index];
    struct term_size size;
    int32_t known = childplan__term_size(frame, term, unit, decimals, &size);
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_SIZE, unit);
    node->figure = (struct node_figure){.term = index, .from = CHILDPLAN_NONE, .to = CHILDPLAN_NONE};
    node->code = CHILDPLAN_SOURCE_UNKNOWN;
    if (known > 0) {
        node->has_value = 1;
        node->figure.value = size.value;
        node->figure.from = node->figure.to = size.cycle;
        node->code = size.from_part ? CHILDPLAN_SOURCE_PART : CHILDPLAN_SOURCE_LAST_REPORT;
        node->code = term->element == NULL && !size.from_part ? CHILDPLAN_SOURCE_EACH_UNIT : node->code;
        node->figure.day = size.from_part ? term->part : index; /* the term whose report it is */
    }
    childplan__explain_close(explaining);
}

void childplan__explain_sizes(struct explaining *explaining, int32_t unit) {
    const struct frame *frame = explaining->frame;
    int32_t decimals = frame->numerator_decimals > frame->denominator_decimals ? frame->numerator_decimals
                                                                               : frame->denominator_decimals;
    for (int32_t i = frame->indicator->numerator_count; i < frame->term_count; i++) {
        if (childplan__is_at(frame, &frame->terms[i], unit)) {
            add_size(explaining, i, unit, decimals);
        }
    }
}
