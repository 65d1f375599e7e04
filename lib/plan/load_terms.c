/* Numerators and denominators: sums of data elements. */
#include "indicators.h"

#include "../base/text.h"

#include <string.h>

/* A term as it was written: an element, with its rate or without. */
struct given_term {
    struct given_text element;
    struct given_text rate;
};

static const struct field term_fields[] = {
    {"element", 1, childplan__read_given, offsetof(struct given_term, element), NULL},
    {"rate", 1, childplan__read_given, offsetof(struct given_term, rate), NULL},
};

/* A sum as it was written. */
struct sum {
    struct given_term *given;
    struct term *terms;
    int32_t count;
    uint8_t *seen;  /* a byte an element, and one for each_unit */
    int32_t broken; /* some term of it was reported */
};

/* An element that may be in a row; CHILDPLAN_NONE where it is none (reported). */
static int32_t find_used(struct loader *loader, const struct given_text *name) {
    const struct element *elements = loader->plan->elements;
    int32_t found = childplan__find_element(loader, name);
    if (found != CHILDPLAN_NONE && elements[found].check_of != CHILDPLAN_NONE) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_CHECK_OF_IN_INDICATOR, name->position, elements[found].id,
               elements[elements[found].check_of].id);
        return CHILDPLAN_NONE;
    }
    return found;
}

/* "-x" subtracts x. Returns 0 where it is no element (reported). */
static int32_t take_element(struct loader *loader, const struct given_text *given, int32_t is_denominator,
                            struct term *term) {
    struct given_text name = *given;
    if (name.size > 1 && name.text[0] == '-') {
        term->sign = -1;
        name.text++;
        name.size--;
    }
    if (name.size == strlen("each_unit") && memcmp(name.text, "each_unit", name.size) == 0) {
        term->element = EACH_UNIT;
        if (!is_denominator) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_EACH_UNIT_NUMERATOR, given->position);
        } else if (term->sign < 0) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_EACH_UNIT_SUBTRACTED, given->position);
        }
    } else {
        term->element = find_used(loader, &name);
    }
    return term->element != CHILDPLAN_NONE;
}

/* Returns 0 where it is no rate, or none for the element (reported). */
static int32_t take_rate(struct loader *loader, const struct given_term *given, struct term *term) {
    struct findings *findings = loader->findings;
    term->rate = childplan__find_rate(loader, &given->rate);
    if (term->element == EACH_UNIT) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_RATE_OF_EACH_UNIT, given->element.position);
        return 0;
    }
    const struct element *element = &loader->plan->elements[term->element];
    if (element->over_time == AGGREGATE_COUNT) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_RATE_OF_COUNT, given->rate.position, element->id);
        return 0;
    }
    if (element->given == GIVEN_YEAR_TO_DATE) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_RATE_OF_YEAR_TO_DATE, given->rate.position, element->id);
        return 0;
    }
    if (term->rate == CHILDPLAN_NONE) {
        return 0;
    }
    childplan__check_rate_covers(loader, &loader->plan->rates[term->rate], element, given->rate.position);
    return 1;
}

/* Returns 0 where something about it was reported. */
static int32_t take_term(struct loader *loader, const struct given_term *given, int32_t is_denominator,
                         struct term *ret_term) {
    *ret_term = (struct term){.sign = 1, .rate = CHILDPLAN_NONE};
    return given->element.text && take_element(loader, &given->element, is_denominator, ret_term) &&
           (!given->rate.text || take_rate(loader, given, ret_term));
}

static void add_term(struct loader *loader, struct sum *sum, const struct given_term *given, int32_t is_denominator) {
    struct term term;
    if (!take_term(loader, given, is_denominator, &term)) {
        sum->broken = 1;
        return;
    }
    size_t place = term.element == EACH_UNIT ? (size_t)loader->plan->element_count : (size_t)term.element;
    if (sum->seen[place]) {
        const char *id = term.element == EACH_UNIT ? "each_unit" : loader->plan->elements[term.element].id;
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TERM_TWICE, given->element.position, id);
        sum->broken = 1;
        return;
    }
    sum->seen[place] = 1;
    sum->given[sum->count] = *given;
    sum->terms[sum->count++] = term;
}

/* A name, or {element: …, rate: …}. */
static struct given_term read_term(struct loader *loader, const struct yaml_node *node, const char *key) {
    struct given_term given = {0};
    if (node->kind == YAML_MAPPING) {
        childplan__read_mapping(loader, node, key, term_fields, FIELD_COUNT(term_fields), &given);
        if (!given.rate.text) {
            given.element.text = NULL;
        }
    } else {
        given.element = childplan__given(loader, node, key);
    }
    return given;
}

/* A list of terms, or one term without brackets. */
static struct sum take_sum(struct loader *loader, const struct yaml_node *node, const char *key,
                           int32_t is_denominator) {
    struct sum sum = {0};
    int32_t is_list = node->kind == YAML_LIST;
    size_t most = is_list ? node->size : 1;
    if (most == 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_EMPTY, childplan__position(loader, node), key);
    }
    if (most == 0 || (is_list && childplan__is_list_too_long(loader, node, key, TERM_LIMIT))) {
        sum.broken = 1;
        return sum;
    }
    sum.terms = childplan__keep(loader, most, sizeof *sum.terms);
    sum.given = childplan__scratch(loader, most, sizeof *sum.given);
    sum.seen = childplan__scratch(loader, (size_t)loader->plan->element_count + 1, 1);
    if (!sum.terms || !sum.given || !sum.seen) {
        return sum;
    }
    for (const struct yaml_node *item = is_list ? node->first : node; item; item = is_list ? item->next : NULL) {
        const struct given_term given = read_term(loader, item, key);
        add_term(loader, &sum, &given, is_denominator);
    }
    return sum;
}

static const char *aggregate_word(enum aggregate aggregate) {
    static const char *const words[] = {"sum", "last", "max", "min", "mean", "count"};
    return words[aggregate];
}

/* Anything but a sum over units is only for a total of that one element. */
static void check_over_units(struct loader *loader, const struct sum *sum, int32_t is_alone) {
    for (int32_t i = 0; i < sum->count; i++) {
        const struct term *term = &sum->terms[i];
        if (term->element == EACH_UNIT) {
            continue;
        }
        const struct element *element = &loader->plan->elements[term->element];
        if (element->over_units != AGGREGATE_SUM && !(is_alone && term->sign > 0)) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_OVER_UNITS, sum->given[i].element.position, element->id,
                   aggregate_word(element->over_units));
        }
    }
}

int32_t childplan__take_sums(struct loader *loader, const struct yaml_node *numerator_node,
                             const struct yaml_node *denominator_node, struct indicator *indicator) {
    struct sum numerator = {0};
    struct sum denominator = {0};
    if (numerator_node) {
        numerator = take_sum(loader, numerator_node, "numerator", 0);
    }
    if (denominator_node) {
        denominator = take_sum(loader, denominator_node, "denominator", 1);
    }
    int32_t is_alone = numerator.count == 1 && !numerator.broken && !denominator_node;
    check_over_units(loader, &numerator, is_alone);
    check_over_units(loader, &denominator, 0);
    indicator->numerator = numerator.terms;
    indicator->numerator_count = numerator.count;
    indicator->denominator = denominator.terms;
    indicator->denominator_count = denominator.count;
    return numerator_node && !numerator.broken && !denominator.broken;
}
