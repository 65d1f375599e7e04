/* What a target asks for: its operators, its numbers and what they are measured from. */
#include "targets.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <childplan/rollup.h>

#include <string.h>

/* In the order of CHILDPLAN_ABOVE … CHILDPLAN_EQUALS. */
static const char *const operator_keys[OPERATOR_COUNT] = {"above", "at_least", "below", "at_most", "equals"};

int32_t childplan__is_given(const struct keyword *keyword) {
    return keyword->position.line > 0;
}

int32_t childplan__take_number(struct loader *loader, const struct given_text *given, int64_t per,
                               struct decimal *ret_number, int32_t *ret_percent) {
    struct decimal number;
    if (!childplan__parse_decimal(loader, given, &number, ret_percent)) {
        return 0;
    }
    if (*ret_percent && per != 100 && per != 0) {
        char text[32];
        (void)childplan__number_format(per, 0, text);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PERCENT_NOT_ALLOWED, given->position,
               childplan__plain(loader, given), text);
        return 0;
    }
    *ret_number = number;
    return 1;
}

/* By how much a figure changes: relative ones with %, points without. */
static int32_t take_difference(struct loader *loader, const struct milestone *milestone, const struct given_text *given,
                               struct decimal *ret_number, int32_t *ret_percent) {
    struct decimal number;
    char text[32];
    if (!childplan__parse_decimal(loader, given, &number, ret_percent)) {
        return 0;
    }
    if (number.value < 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_CHANGE_NEGATIVE, given->position,
               childplan__plain(loader, given), milestone->is_decrease ? "decrease" : "increase",
               milestone->is_decrease ? "increase" : "decrease");
        return 0;
    }
    if (milestone->change == CHANGE_RELATIVE && !*ret_percent) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_RELATIVE_NUMBER, given->position,
               childplan__plain(loader, given));
        return 0;
    }
    if (milestone->change == CHANGE_POINTS && *ret_percent) {
        (void)childplan__number_format(number.value, number.decimals, text);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_POINTS_NUMBER, given->position,
               childplan__plain(loader, given), text);
        return 0;
    }
    *ret_number = number;
    return 1;
}

static int32_t take_number(struct loader *loader, const struct bar *bar, const struct given_text *given,
                           struct decimal *ret_number) {
    struct milestone *milestone = bar->milestone;
    int32_t percent = 0;
    int32_t good =
        milestone->change == CHANGE_NONE
            ? childplan__take_number(loader, given, bar->indicator ? bar->indicator->per : 0, ret_number, &percent)
            : take_difference(loader, milestone, given, ret_number, &percent);
    milestone->is_percent = milestone->is_percent || percent;
    return good;
}

static int32_t is_assigned(const struct given_text *given) {
    static const char word[] = "assigned";
    return given->size == sizeof word - 1 && memcmp(given->text, word, given->size) == 0;
}

/* What an operator bounds: from below, from above, or both. */
static int32_t sides_of(int32_t place) {
    return place < 2 ? 1 : place < 4 ? 2 : 3;
}

/* The places of the operators given, that of the lower edge first. Returns how many, or -1 where that was reported. */
static int32_t find_operators(struct loader *loader, const struct target_record *record, int32_t places[2]) {
    int32_t count = 0;
    for (int32_t i = 0; i < OPERATOR_COUNT; i++) {
        const struct given_text *given = &record->operators[i];
        if (!given->text) {
            continue;
        }
        if (count == 2 || (count == 1 && (sides_of(places[0]) & sides_of(i)))) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_OPERATOR_TWICE, given->position,
                   operator_keys[places[count - 1]], operator_keys[i]);
            return -1;
        }
        places[count++] = i;
    }
    if (count == 0 && !record->faulty) {
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_OPERATOR_MISSING, record->position);
    }
    return count == 0 ? -1 : count;
}

/* -1, 0, 1 */
static int32_t compare(struct decimal a, struct decimal b) {
    return childplan__wide_compare(childplan__wide_product(a.value, childplan__power_of_ten(b.decimals)),
                                   childplan__wide_product(b.value, childplan__power_of_ten(a.decimals)));
}

static int32_t check_range(struct loader *loader, const struct bar *bar, const int32_t places[2]) {
    const struct milestone *milestone = bar->milestone;
    int32_t order = compare(milestone->number, milestone->upper);
    int32_t has_edges = milestone->comparison == CHILDPLAN_AT_LEAST && milestone->upper_comparison == CHILDPLAN_AT_MOST;
    if (order < 0 || (order == 0 && has_edges)) {
        return 1;
    }
    const struct given_text *lower = &bar->record->operators[places[0]];
    const struct given_text *upper = &bar->record->operators[places[1]];
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_RANGE_EMPTY, upper->position, operator_keys[places[0]],
           childplan__plain(loader, lower), operator_keys[places[1]], childplan__plain(loader, upper));
    return 0;
}

/* The numbers are those of the values. */
static int32_t check_assigned(struct loader *loader, const struct target_record *record, const int32_t *places,
                              int32_t count) {
    const struct given_text *first = &record->operators[places[0]];
    if (count == 2) {
        int32_t other = is_assigned(first) ? places[1] : places[0];
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_ASSIGNED_RANGE, record->operators[other].position,
               operator_keys[other]);
        return 0;
    }
    if (!record->values && !record->faulty) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_VALUES_MISSING, first->position, operator_keys[places[0]]);
    }
    return record->values != NULL;
}

int32_t childplan__take_operators(struct loader *loader, const struct bar *bar) {
    const struct target_record *record = bar->record;
    struct milestone *milestone = bar->milestone;
    int32_t places[2];
    int32_t count = find_operators(loader, record, places);
    if (count < 0) {
        return 0;
    }
    const struct given_text *lower = &record->operators[places[0]];
    milestone->comparison = CHILDPLAN_ABOVE + places[0];
    milestone->is_assigned = is_assigned(lower) || (count == 2 && is_assigned(&record->operators[places[1]]));
    if (milestone->is_assigned) {
        return check_assigned(loader, record, places, count);
    }
    int32_t good = take_number(loader, bar, lower, &milestone->number);
    if (count == 2) {
        milestone->upper_comparison = CHILDPLAN_ABOVE + places[1];
        good = take_number(loader, bar, &record->operators[places[1]], &milestone->upper) && good;
        good = good && check_range(loader, bar, places);
    }
    return good;
}

int32_t childplan__take_assigned(struct loader *loader, const struct bar *bar, const struct given_text *given) {
    return take_number(loader, bar, given, &bar->milestone->number);
}

/* What the change is measured from. */
static int32_t take_against(struct loader *loader, const struct bar *bar, struct position position) {
    const struct target_record *record = bar->record;
    int32_t recurs = childplan__is_given(&record->every);
    int32_t is_given = childplan__is_given(&record->against);
    if (is_given && record->against.place == CHILDPLAN_NONE) {
        return 0;
    }
    bar->milestone->against = recurs ? AGAINST_PERIOD_BEFORE : AGAINST_BASELINE;
    if (is_given) {
        bar->milestone->against = (enum against)record->against.place;
        position = record->against.position;
    }
    if (bar->milestone->against == AGAINST_PERIOD_BEFORE && !recurs) {
        return childplan__report_without(loader, record, position, "against: period_before", "every");
    }
    if (bar->milestone->against == AGAINST_BASELINE && bar->indicator && !bar->indicator->baseline.position.file) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_NO_BASELINE, position, bar->indicator->id);
        return 0;
    }
    return 1;
}

int32_t childplan__take_change(struct loader *loader, const struct bar *bar) {
    const struct target_record *record = bar->record;
    int32_t is_decrease = childplan__is_given(&record->decrease);
    const struct keyword *change = is_decrease ? &record->decrease : &record->increase;
    if (is_decrease && childplan__is_given(&record->increase)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_KEYS_TOGETHER, record->decrease.position, "increase",
               "decrease");
        return 0;
    }
    if (!childplan__is_given(change)) {
        return !childplan__is_given(&record->against) ||
               childplan__report_without(loader, record, record->against.position, "against", "increase/decrease");
    }
    if (change->place == CHILDPLAN_NONE) {
        return 0;
    }
    bar->milestone->change = (enum change)(CHANGE_RELATIVE + change->place);
    bar->milestone->is_decrease = is_decrease;
    return take_against(loader, bar, change->position);
}
