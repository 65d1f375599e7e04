/* Whether an indicator here is the one above: of the same elements, for no fewer units. */
#include "uphold.h"

#include "../base/text.h"

#include <string.h>

static int32_t is_same_rate(const struct uphold *uphold, int32_t here, int32_t above) {
    if (here == CHILDPLAN_NONE || above == CHILDPLAN_NONE) {
        return here == above;
    }
    const struct rate *mine = &uphold->here->rates[here];
    const struct rate *theirs = &uphold->above->rates[above];
    int32_t is_same = strcmp(mine->id, theirs->id) == 0 && mine->value_count == theirs->value_count &&
                      mine->decimals == theirs->decimals;
    for (int32_t i = 0; i < mine->value_count && is_same; i++) {
        is_same = mine->values[i].from == theirs->values[i].from && mine->values[i].value == theirs->values[i].value;
    }
    return is_same;
}

/* What is not the same about an element of both figures, as its key. */
static const char *element_difference(const struct uphold *uphold, int32_t here, int32_t above) {
    const struct element *mine = &uphold->here->elements[here];
    const struct element *theirs = &uphold->above->elements[above];
    if (mine->over_time != theirs->over_time) {
        return "over_time";
    }
    if (mine->over_units != theirs->over_units) {
        return "over_units";
    }
    if (mine->given != theirs->given) {
        return "given";
    }
    enum window window = childplan__window_of(uphold->indicator_here, mine);
    return window != childplan__window_of(uphold->indicator_above, theirs) ? "window" : NULL;
}

/* Terms here by their element, from 1. */
static int32_t *mark_of(struct uphold *uphold, int32_t element) {
    return &uphold->term_marks[element == EACH_UNIT ? uphold->here->element_count : element];
}

static const char *term_difference(struct uphold *uphold, const struct term *mine, int32_t count,
                                   const struct term *theirs, int32_t count_above, const char *key) {
    const char *difference = count == count_above ? NULL : key;
    for (int32_t i = 0; i < count; i++) {
        *mark_of(uphold, mine[i].element) = i + 1;
    }
    for (int32_t i = 0; i < count_above && !difference; i++) {
        int32_t element = theirs[i].element == EACH_UNIT ? EACH_UNIT : uphold->element_here[theirs[i].element];
        int32_t mark = element == CHILDPLAN_NONE ? 0 : *mark_of(uphold, element);
        if (mark == 0 || mine[mark - 1].sign != theirs[i].sign) {
            difference = key;
        } else if (!is_same_rate(uphold, mine[mark - 1].rate, theirs[i].rate)) {
            difference = "rate";
        } else if (element != EACH_UNIT) {
            difference = element_difference(uphold, element, theirs[i].element);
        }
    }
    for (int32_t i = 0; i < count; i++) {
        *mark_of(uphold, mine[i].element) = 0;
    }
    return difference;
}

static int32_t counts_the_same(const struct uphold *uphold) {
    const struct indicator *here = uphold->indicator_here;
    const struct indicator *above = uphold->indicator_above;
    if (here->counted == CHILDPLAN_NONE || above->counted == CHILDPLAN_NONE) {
        return here->counted == above->counted;
    }
    return strcmp(uphold->here->indicators[here->counted].id, uphold->above->indicators[above->counted].id) == 0 &&
           uphold->level_here[above->counted_level] == here->counted_level;
}

const char *childplan__uphold_figure(struct uphold *uphold) {
    const struct indicator *here = uphold->indicator_here;
    const struct indicator *above = uphold->indicator_above;
    if (!counts_the_same(uphold)) {
        return "units_meeting";
    }
    if (here->lower_is_better != above->lower_is_better) {
        return "better";
    }
    const char *difference = term_difference(uphold, here->numerator, here->numerator_count, above->numerator,
                                             above->numerator_count, "numerator");
    return difference ? difference
                      : term_difference(uphold, here->denominator, here->denominator_count, above->denominator,
                                        above->denominator_count, "denominator");
}

static int32_t is_named(const struct population *population, int32_t unit) {
    int32_t low = 0;
    int32_t high = population->unit_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (population->units[middle] < unit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < population->unit_count && population->units[low] == unit;
}

static int32_t has_tag(const struct uphold *uphold, const struct unit_version *version, int32_t tag) {
    for (int32_t i = 0; i < version->tag_count; i++) {
        if (uphold->here->tag_lists[version->first_tag + i] == tag) {
            return 1;
        }
    }
    return 0;
}

/* Whether the rule above takes in a unit as it is here. A level, tag or unit that is not known here takes in none. */
static int32_t is_counted_above(const struct uphold *uphold, const struct unit_version *version) {
    const struct population *rule = &uphold->indicator_above->population;
    if (!rule->has_version) {
        return 1;
    }
    if (rule->level != CHILDPLAN_NONE && uphold->level_here[rule->level] != version->level) {
        return 0;
    }
    if (rule->tag != CHILDPLAN_NONE &&
        (uphold->tag_here[rule->tag] == CHILDPLAN_NONE || !has_tag(uphold, version, uphold->tag_here[rule->tag]))) {
        return 0;
    }
    return rule->unit_count == 0 || is_named(rule, uphold->unit_above[version->unit]);
}

static void compare_populations(struct uphold *uphold) {
    const struct childplan_plan *here = uphold->here;
    const uint8_t *has_version = uphold->indicator_here->population.has_version;
    int32_t first = CHILDPLAN_NONE;
    int32_t last = CHILDPLAN_NONE;
    int64_t units = 0;
    for (int32_t i = 0; has_version && i < here->version_count; i++) {
        const struct unit_version *version = &here->versions[i];
        int32_t lives = version->from <= uphold->days.last && version->until >= uphold->days.first;
        if (!lives || has_version[i] || version->unit == last || !is_counted_above(uphold, version)) {
            continue;
        }
        first = first == CHILDPLAN_NONE ? version->unit : first;
        last = version->unit;
        units++;
    }
    if (units > 0) {
        char more[32];
        childplan__uphold_more(units, more);
        REPORT(uphold->loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_POPULATION, uphold->indicator_here->position,
               uphold->indicator_here->id, here->units[first].id,
               childplan__uphold_place(uphold, &uphold->indicator_above->position), more);
    }
}

/* An element that fewer levels report, said once for each level. */
static void compare_levels(struct uphold *uphold, const struct term *terms, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int32_t place = terms[i].element == EACH_UNIT ? CHILDPLAN_NONE : uphold->element_here[terms[i].element];
        if (place == CHILDPLAN_NONE || uphold->levels_reported[place]) {
            continue;
        }
        uphold->levels_reported[place] = 1;
        const struct element *theirs = &uphold->above->elements[terms[i].element];
        const struct element *mine = &uphold->here->elements[place];
        for (int32_t level = 0; level < uphold->above->level_count; level++) {
            int32_t level_here = uphold->level_here[level];
            if (theirs->levels[level] && level_here != CHILDPLAN_NONE && uphold->has_units[level_here] &&
                !mine->levels[level_here]) {
                REPORT(uphold->loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_LEVEL, mine->position, mine->id,
                       uphold->here->levels[level_here].id, childplan__uphold_place(uphold, &theirs->position));
            }
        }
    }
}

void childplan__uphold_population(struct uphold *uphold) {
    const struct indicator *above = uphold->indicator_above;
    compare_populations(uphold);
    compare_levels(uphold, above->numerator, above->numerator_count);
    compare_levels(uphold, above->denominator, above->denominator_count);
}
