/* Numerators and denominators: sums of data elements. */
#include "indicators.h"

#include "../base/text.h"

#include <string.h>

/* A sum as it was written. */
struct sum {
    struct given_text *names;
    struct term *terms;
    int32_t count;
    uint8_t *seen;  /* a byte an element, and one for each_unit */
    int32_t broken; /* some term of it was reported */
};

/* "-x" subtracts x. Returns 0 where the term is no element (reported). */
static int32_t take_term(struct loader *loader, const struct given_text *given, int32_t is_denominator,
                         struct term *ret_term) {
    struct given_text name = *given;
    struct term term = {.sign = 1, .rate = CHILDPLAN_NONE};
    if (name.size > 1 && name.text[0] == '-') {
        term.sign = -1;
        name.text++;
        name.size--;
    }
    if (name.size == strlen("each_unit") && memcmp(name.text, "each_unit", name.size) == 0) {
        term.element = EACH_UNIT;
        if (!is_denominator) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_EACH_UNIT_NUMERATOR, given->position);
        } else if (term.sign < 0) {
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_EACH_UNIT_SUBTRACTED, given->position);
        }
    } else {
        term.element = childplan__find_element(loader, &name);
    }
    *ret_term = term;
    return term.element != CHILDPLAN_NONE;
}

static void add_term(struct loader *loader, struct sum *sum, const struct given_text *given, int32_t is_denominator) {
    struct term term;
    if (!take_term(loader, given, is_denominator, &term)) {
        sum->broken = 1;
        return;
    }
    size_t place = term.element == EACH_UNIT ? (size_t)loader->plan->element_count : (size_t)term.element;
    if (sum->seen[place]) {
        const char *id = term.element == EACH_UNIT ? "each_unit" : loader->plan->elements[term.element].id;
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TERM_TWICE, given->position, id);
        sum->broken = 1;
        return;
    }
    sum->seen[place] = 1;
    sum->names[sum->count] = *given;
    sum->terms[sum->count++] = term;
}

/* A list of names, or one name without brackets. */
static struct sum take_sum(struct loader *loader, const struct yaml_node *node, const char *key,
                           int32_t is_denominator) {
    struct sum sum = {0};
    struct given_text alone;
    struct given_text *given = &alone;
    size_t count = 1;
    if (node && node->kind == YAML_LIST) {
        count = childplan__take_texts(loader, node, key, &given);
        if (node->size == 0) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_EMPTY, childplan__position(loader, node), key);
        }
    } else if (node) {
        alone = childplan__given(loader, node, key);
        count = alone.text != NULL;
    }
    if (!node || count == 0 || childplan__is_list_too_long(loader, node, key, TERM_LIMIT)) {
        sum.broken = 1;
        return sum;
    }
    sum.terms = childplan__keep(loader, count, sizeof *sum.terms);
    sum.names = childplan__scratch(loader, count, sizeof *sum.names);
    sum.seen = childplan__scratch(loader, (size_t)loader->plan->element_count + 1, 1);
    for (size_t i = 0; sum.terms && sum.names && sum.seen && i < count; i++) {
        add_term(loader, &sum, &given[i], is_denominator);
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
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_OVER_UNITS, sum->names[i].position, element->id,
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
