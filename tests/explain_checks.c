#include "explain_checks.h"

#include <stdio.h>
#include <string.h>

/* An explanation that is being checked. */
struct check {
    const char *what;
    const childplan_reports *reports;
    const childplan_rollup *rollup;
    size_t row;
    childplan_explanation *explanation;
    const int32_t *kinds, *parents, *ends, *units;
    int32_t known_by;
    int32_t count;
    int64_t over_units;
};

static void hold(const struct check *check, int32_t node, int holds, const char *rule) {
    char unit[256], period[64], indicator[256], sentence[1024];
    if (holds) {
        return;
    }
    childplan_rollup_text(check->rollup, check->row, CHILDPLAN_COLUMN_UNIT, unit, sizeof unit);
    childplan_rollup_text(check->rollup, check->row, CHILDPLAN_COLUMN_PERIOD, period, sizeof period);
    childplan_rollup_text(check->rollup, check->row, CHILDPLAN_COLUMN_INDICATOR, indicator, sizeof indicator);
    childplan_explanation_sentence(check->explanation, node, CHILDPLAN_ENGLISH, sentence, sizeof sentence);
    fail_msg("%s: %s, %s, %s, node %d (%s): %s", check->what, unit, period, indicator, (int)node, sentence, rule);
}

static int has(const struct check *check, int32_t node, int32_t item) {
    int64_t ignored;
    return childplan_explanation_get(check->explanation, node, item, &ignored) == CHILDPLAN_OK;
}

static int64_t get(const struct check *check, int32_t node, int32_t item) {
    int64_t value = 0;
    hold(check, node, childplan_explanation_get(check->explanation, node, item, &value) == CHILDPLAN_OK,
         childplan_explanation_item_name(item));
    return value;
}

static int64_t get_or(const struct check *check, int32_t node, int32_t item, int64_t absent) {
    int64_t value = absent;
    (void)childplan_explanation_get(check->explanation, node, item, &value);
    return value;
}

static int64_t power(int64_t decimals) {
    int64_t power = 1;
    while (decimals-- > 0) {
        power *= 10;
    }
    return power;
}

/* sum × 10^(to − from) ÷ count, rounded half away from zero. */
static int64_t mean_of(int64_t sum, int64_t count, int64_t from, int64_t to) {
    int64_t scaled = sum * power(to - from);
    int64_t half = scaled < 0 ? -count : count;
    return (2 * scaled + half) / (2 * count);
}

/* Figures as they come together: sum, max, min, or how many. */
struct folded {
    int64_t value;
    int64_t count;
};

static void fold(struct folded *folded, int64_t how, int64_t value) {
    folded->count++;
    if (folded->count == 1) {
        folded->value = value;
    } else if (how == CHILDPLAN_OVER_MAX) {
        folded->value = value > folded->value ? value : folded->value;
    } else if (how == CHILDPLAN_OVER_MIN) {
        folded->value = value < folded->value ? value : folded->value;
    } else {
        folded->value += value;
    }
}

/* Nodes */

static void check_shape(const struct check *check) {
    for (int32_t node = 0; node < check->count; node++) {
        int32_t parent = check->parents[node];
        hold(check, node, check->ends[node] > node && check->ends[node] <= check->count, "its end is none");
        hold(check, node, node == 0 ? parent == CHILDPLAN_NONE : parent >= 0 && parent < node, "its parent is none");
        hold(check, node, node == 0 || check->ends[node] <= check->ends[parent], "it reaches out of its parent");
        hold(check, node, get(check, node, CHILDPLAN_ITEM_KIND) == check->kinds[node], "kind");
        hold(check, node, get(check, node, CHILDPLAN_ITEM_END) == check->ends[node], "end");
        hold(check, node, get(check, node, CHILDPLAN_ITEM_PARENT) == parent, "parent");
        hold(check, node, get(check, node, CHILDPLAN_ITEM_UNIT) == check->units[node], "unit");
    }
    hold(check, 0, check->kinds[0] == CHILDPLAN_NODE_ROW && check->ends[0] == check->count, "it is no row");
}

/* The fact in force in a cell, if any, says what childplan_reports_get says. */
static void check_facts(const struct check *check, int32_t cell) {
    int64_t value = 0;
    int64_t last_day = INT64_MAX;
    int in_force = 0;
    for (int32_t fact = cell + 1; fact < check->ends[cell]; fact = check->ends[fact]) {
        int64_t state = get(check, fact, CHILDPLAN_ITEM_STATE);
        int64_t day = get_or(check, fact, CHILDPLAN_ITEM_DAY, CHILDPLAN_NO_DATE);
        hold(check, fact, check->kinds[fact] == CHILDPLAN_NODE_FACT, "below a cell stands something else");
        hold(check, fact, day < last_day, "it is not older than what superseded it");
        hold(check, fact,
             (state == CHILDPLAN_FACT_NOT_YET_KNOWN) == (check->known_by != CHILDPLAN_NO_DATE && day > check->known_by),
             "known by");
        hold(check, fact,
             state == CHILDPLAN_FACT_NOT_YET_KNOWN ||
                 has(check, fact, CHILDPLAN_ITEM_VALUE) ==
                     (state == CHILDPLAN_FACT_IN_FORCE || state == CHILDPLAN_FACT_SUPERSEDED),
             "a withdrawal with a value");
        if (state == CHILDPLAN_FACT_IN_FORCE) {
            value = get(check, fact, CHILDPLAN_ITEM_VALUE);
            in_force++;
        }
        last_day = day;
    }
    hold(check, cell, in_force == has(check, cell, CHILDPLAN_ITEM_VALUE), "how many facts are in force");
    hold(check, cell, !in_force || value == get(check, cell, CHILDPLAN_ITEM_VALUE), "its value is not the fact's");
}

/* What a reason says of a cell's facts is so. */
static void check_reason(const struct check *check, int32_t cell) {
    int64_t reason = get_or(check, cell, CHILDPLAN_ITEM_REASON, 0);
    int has_value = has(check, cell, CHILDPLAN_ITEM_VALUE);
    int facts = 0, withdrawals = 0, later = 0;
    for (int32_t fact = cell + 1; fact < check->ends[cell]; fact++) {
        int64_t state = get(check, fact, CHILDPLAN_ITEM_STATE);
        facts++;
        withdrawals += state == CHILDPLAN_FACT_WITHDRAWAL;
        later += state == CHILDPLAN_FACT_NOT_YET_KNOWN;
    }
    hold(check, cell, (reason == CHILDPLAN_REASON_WITHDRAWN) <= (withdrawals == 1), "it is not withdrawn");
    hold(check, cell, (reason == CHILDPLAN_REASON_NOT_YET_KNOWN) <= (facts > 0 && facts == later), "it is known");
    hold(check, cell, (reason == CHILDPLAN_REASON_NOT_REPORTED) <= (facts == 0), "it is reported");
    hold(check, cell, (reason == CHILDPLAN_REASON_BEFORE_FIRST_REPORT) <= (facts == 0), "it is reported early");
    switch (reason) {
    case CHILDPLAN_REASON_PARTNER:
    case CHILDPLAN_REASON_CONTAINED:
    case CHILDPLAN_REASON_NO_BASE:
    case CHILDPLAN_REASON_TOO_OLD:
    case CHILDPLAN_REASON_UNUSED_BASE:
        hold(check, cell, has_value, "it is not taken for want of something else, but is not there");
        break;
    case CHILDPLAN_REASON_POPULATION:
        break;
    default:
        hold(check, cell, (reason == 0) == has_value, "its reason and what is there");
        break;
    }
}

static void check_cell(const struct check *check, int32_t cell) {
    const int32_t ends[] = {CHILDPLAN_ITEM_FROM, CHILDPLAN_ITEM_TO};
    int32_t element = (int32_t)get(check, cell, CHILDPLAN_ITEM_ELEMENT);
    int has_value = has(check, cell, CHILDPLAN_ITEM_VALUE);
    int64_t use = get(check, cell, CHILDPLAN_ITEM_USE);
    check_facts(check, cell);
    check_reason(check, cell);
    for (int i = 0; i < 2; i++) {
        int64_t value = 0;
        childplan_status status = childplan_reports_get(check->reports, check->units[cell], get(check, cell, ends[i]),
                                                        element, check->known_by, &value, NULL);
        hold(check, cell, (status == CHILDPLAN_OK) == has_value, "whether something is reported");
        hold(check, cell, !has_value || value == get(check, cell, CHILDPLAN_ITEM_VALUE), "what is reported");
    }
    hold(check, cell, (use == CHILDPLAN_USE_NONE) == has(check, cell, CHILDPLAN_ITEM_REASON), "use and reason");
    hold(check, cell, use == CHILDPLAN_USE_NONE || has_value, "nothing is used");
    hold(check, cell, use == CHILDPLAN_USE_NONE || has(check, cell, CHILDPLAN_ITEM_ADDED), "nothing is added");
    hold(check, cell, !has_value || get(check, cell, CHILDPLAN_ITEM_FROM) == get(check, cell, CHILDPLAN_ITEM_TO),
         "several cells with one report");
    if (has(check, cell, CHILDPLAN_ITEM_RATE_VALUE)) {
        hold(check, cell,
             get(check, cell, CHILDPLAN_ITEM_ADDED) ==
                 get(check, cell, CHILDPLAN_ITEM_VALUE) * get(check, cell, CHILDPLAN_ITEM_RATE_VALUE),
             "value × rate");
    } else if (use != CHILDPLAN_USE_NONE &&
               get(check, check->parents[cell], CHILDPLAN_ITEM_OVER_TIME) != CHILDPLAN_OVER_COUNT) {
        int64_t sign = use == CHILDPLAN_USE_SUBTRACTED ? -1 : 1;
        hold(check, cell, get(check, cell, CHILDPLAN_ITEM_ADDED) == sign * get(check, cell, CHILDPLAN_ITEM_VALUE),
             "what it adds");
    }
}

/* The cells of a term make its own value. */
static void check_term(const struct check *check, int32_t term) {
    struct folded folded = {0, 0};
    int64_t how = get_or(check, term, CHILDPLAN_ITEM_OVER_TIME, CHILDPLAN_OVER_SUM);
    int64_t decimals = get(check, term, CHILDPLAN_ITEM_DECIMALS);
    int64_t cell_decimals = decimals;
    int has_value = has(check, term, CHILDPLAN_ITEM_VALUE);
    for (int32_t cell = term + 1; cell < check->ends[term]; cell = check->ends[cell]) {
        hold(check, cell, check->kinds[cell] == CHILDPLAN_NODE_CELL, "below a term stands something else");
        check_cell(check, cell);
        if (get(check, cell, CHILDPLAN_ITEM_USE) != CHILDPLAN_USE_NONE) {
            fold(&folded, how, get(check, cell, CHILDPLAN_ITEM_ADDED));
            cell_decimals = get(check, cell, CHILDPLAN_ITEM_ADDED_DECIMALS);
        }
    }
    hold(check, term, has_value != has(check, term, CHILDPLAN_ITEM_REASON), "value and reason");
    if (!has(check, term, CHILDPLAN_ITEM_ELEMENT)) {
        hold(check, term, check->ends[term] == term + 1, "each_unit has cells");
        hold(check, term, !has_value || get(check, term, CHILDPLAN_ITEM_VALUE) == 1, "each_unit is not 1");
    } else {
        hold(check, term, (folded.count > 0) == has_value, "an own value without cells, or cells without it");
    }
    if (has_value && has(check, term, CHILDPLAN_ITEM_ELEMENT)) {
        int64_t value =
            how == CHILDPLAN_OVER_MEAN ? mean_of(folded.value, folded.count, cell_decimals, decimals) : folded.value;
        hold(check, term, value == get(check, term, CHILDPLAN_ITEM_VALUE), "the cells do not make the own value");
    }
    if (has_value) {
        int64_t scale = power(get(check, term, CHILDPLAN_ITEM_ADDED_DECIMALS) - decimals);
        hold(check, term,
             get(check, term, CHILDPLAN_ITEM_ADDED) ==
                 get(check, term, CHILDPLAN_ITEM_VALUE) * get(check, term, CHILDPLAN_ITEM_SIGN) * scale,
             "what it adds to its side");
    }
}

/* What the nodes next below a unit that is placed come to. */
struct own {
    int64_t sides[2];
    int64_t size;
    int64_t unknown;
    int values;
    int expected;
    int missing;
    int carried;
};

static void add_term(const struct check *check, int32_t term, struct own *own) {
    check_term(check, term);
    if (has(check, term, CHILDPLAN_ITEM_VALUE)) {
        own->values++;
        own->sides[get(check, term, CHILDPLAN_ITEM_SIDE)] += get(check, term, CHILDPLAN_ITEM_ADDED);
    }
    for (int32_t cell = term + 1; cell < check->ends[term]; cell = check->ends[cell]) {
        if (get(check, cell, CHILDPLAN_ITEM_EXPECTED)) {
            own->expected = 1;
            own->missing = own->missing || !has(check, cell, CHILDPLAN_ITEM_VALUE);
        }
        own->carried = own->carried || get(check, cell, CHILDPLAN_ITEM_USE) == CHILDPLAN_USE_CARRIED;
    }
}

static void check_steps(const struct check *check, int32_t placed) {
    int32_t at = CHILDPLAN_NONE;
    int64_t first = CHILDPLAN_RULE_VERSION;
    for (int32_t node = placed + 1; node < check->ends[placed]; node = check->ends[node]) {
        if (check->kinds[node] == CHILDPLAN_NODE_STEP) {
            first = at == CHILDPLAN_NONE ? get(check, node, CHILDPLAN_ITEM_RULE) : first;
            at = check->units[node];
        }
    }
    int is_itself = check->units[placed] == check->units[check->parents[placed]];
    hold(check, placed, is_itself == (at == CHILDPLAN_NONE), "steps to where it stands itself");
    hold(check, placed, is_itself || at == check->units[check->parents[placed]], "its steps lead elsewhere");
    hold(check, placed, first == get(check, placed, CHILDPLAN_ITEM_RULE), "its rule is not that of its first step");
}

static void check_placed(const struct check *check, int32_t placed) {
    struct own own = {.sides = {0, 0}};
    int64_t contributes = get(check, placed, CHILDPLAN_ITEM_CONTRIBUTING);
    check_steps(check, placed);
    for (int32_t node = placed + 1; node < check->ends[placed]; node = check->ends[node]) {
        if (check->kinds[node] == CHILDPLAN_NODE_TERM) {
            add_term(check, node, &own);
        } else if (check->kinds[node] == CHILDPLAN_NODE_SIZE) {
            own.size += get_or(check, node, CHILDPLAN_ITEM_VALUE, 0);
            own.unknown = own.unknown || !has(check, node, CHILDPLAN_ITEM_VALUE);
        }
    }
    hold(check, placed, contributes != has(check, placed, CHILDPLAN_ITEM_REASON), "it is left out without a reason");
    hold(check, placed, contributes == has(check, placed, CHILDPLAN_ITEM_NUMERATOR), "figures of who brings none");
    hold(check, placed, !contributes || own.values > 0, "it brings what it has not");
    if (contributes) {
        hold(check, placed, get(check, placed, CHILDPLAN_ITEM_NUMERATOR) == own.sides[0],
             "the terms do not make the numerator");
        hold(check, placed, get_or(check, placed, CHILDPLAN_ITEM_DENOMINATOR, 0) == own.sides[1],
             "the terms do not make the denominator");
    }
    hold(check, placed, get(check, placed, CHILDPLAN_ITEM_EXPECTED) == own.expected, "expected");
    hold(check, placed, get(check, placed, CHILDPLAN_ITEM_REPORTED) == (own.expected && !own.missing), "reported");
    hold(check, placed, get(check, placed, CHILDPLAN_ITEM_CARRIED) == (contributes && own.carried), "carried");
    hold(check, placed, get(check, placed, CHILDPLAN_ITEM_MISSING_SIZE) == own.size, "its size");
    hold(check, placed, get(check, placed, CHILDPLAN_ITEM_SIZES_UNKNOWN) == own.unknown, "whether its size is known");
}

/* Sums of a unit. */
static const int32_t counts[] = {CHILDPLAN_ITEM_CONTRIBUTING, CHILDPLAN_ITEM_EXPECTED,
                                 CHILDPLAN_ITEM_REPORTED,     CHILDPLAN_ITEM_CARRIED,
                                 CHILDPLAN_ITEM_MISSING_SIZE, CHILDPLAN_ITEM_SIZES_UNKNOWN};
#define COUNTS (sizeof counts / sizeof counts[0])

static int is_below(const struct check *check, int32_t node, int32_t unit) {
    int32_t kind = check->kinds[node];
    hold(check, node, kind == CHILDPLAN_NODE_PLACED || kind == CHILDPLAN_NODE_COUNTED || kind == CHILDPLAN_NODE_UNIT,
         "below a unit stands something else");
    return check->parents[node] == unit;
}

static void check_counted(const struct check *check, int32_t node) {
    const childplan_rollup *counted = childplan_explanation_counted(check->explanation);
    int64_t met = 0, certain = 0;
    assert_non_null(counted);
    size_t row = (size_t)get(check, node, CHILDPLAN_ITEM_ROW);
    int64_t unit = -1;
    int has_met = childplan_rollup_get(counted, row, CHILDPLAN_COLUMN_MET, &met) == CHILDPLAN_OK;
    (void)childplan_rollup_get(counted, row, CHILDPLAN_COLUMN_CERTAIN, &certain);
    assert_int_equal(childplan_rollup_get(counted, row, CHILDPLAN_COLUMN_UNIT, &unit), CHILDPLAN_OK);
    hold(check, node, unit == check->units[node], "it is counted by another's row");
    hold(check, node, has(check, node, CHILDPLAN_ITEM_REASON) || has_met, "it is counted without a verdict");
    if (!has(check, node, CHILDPLAN_ITEM_REASON)) {
        hold(check, node, get(check, node, CHILDPLAN_ITEM_NUMERATOR) == met, "met");
        hold(check, node, get(check, node, CHILDPLAN_ITEM_REPORTED) == certain, "certain");
        hold(check, node, get(check, node, CHILDPLAN_ITEM_DENOMINATOR) == 1, "it counts other than 1");
    }
}

/* The nodes next below make the sums of a unit. */
static void check_unit(const struct check *check, int32_t unit) {
    struct folded numerator = {0, 0};
    int64_t denominator = 0;
    int64_t sums[COUNTS] = {0};
    for (int32_t node = unit + 1; node < check->ends[unit]; node = check->ends[node]) {
        hold(check, node, is_below(check, node, unit), "it is not below the unit");
        for (size_t i = 0; i < COUNTS; i++) {
            sums[i] += get_or(check, node, counts[i], 0);
        }
        denominator += get_or(check, node, CHILDPLAN_ITEM_DENOMINATOR, 0);
        if (check->kinds[node] == CHILDPLAN_NODE_COUNTED) {
            check_counted(check, node);
        } else if (check->kinds[node] == CHILDPLAN_NODE_PLACED) {
            check_placed(check, node);
        }
        if (get(check, node, CHILDPLAN_ITEM_CONTRIBUTING) > 0) {
            fold(&numerator, check->over_units, get(check, node, CHILDPLAN_ITEM_NUMERATOR));
        }
    }
    for (size_t i = 0; i < COUNTS; i++) {
        hold(check, unit, sums[i] == get(check, unit, counts[i]), childplan_explanation_item_name(counts[i]));
    }
    if (get(check, unit, CHILDPLAN_ITEM_CONTRIBUTING) == 0) {
        hold(check, unit, !has(check, unit, CHILDPLAN_ITEM_NUMERATOR), "a figure of nobody");
        return;
    }
    int64_t expected =
        check->over_units == CHILDPLAN_OVER_COUNT ? get(check, unit, CHILDPLAN_ITEM_CONTRIBUTING) : numerator.value;
    hold(check, unit, get(check, unit, CHILDPLAN_ITEM_NUMERATOR) == expected, "the numerator");
    if (has(check, unit, CHILDPLAN_ITEM_DENOMINATOR)) {
        hold(check, unit, get(check, unit, CHILDPLAN_ITEM_DENOMINATOR) == denominator, "the denominator");
    }
}

/* The cells of the row that is explained are those of the rollup. */
static void check_cells_of_row(const struct check *check) {
    const childplan_rollup *explained = childplan_explanation_rollup(check->explanation);
    assert_int_equal(childplan_rollup_row_count(explained), 1);
    for (int32_t column = 0; column < CHILDPLAN_COLUMN_COUNT; column++) {
        char expected[1024], got[1024];
        childplan_rollup_text(check->rollup, check->row, column, expected, sizeof expected);
        childplan_rollup_text(explained, 0, column, got, sizeof got);
        hold(check, 0, strcmp(expected, got) == 0, "its cells are not the row's");
    }
}

/* A cell of the row is an item of the ROW node. */
static void check_item(const struct check *check, int32_t item, int32_t column) {
    int64_t value = 0;
    int has_cell = childplan_rollup_get(check->rollup, check->row, column, &value) == CHILDPLAN_OK;
    hold(check, 0, has_cell == has(check, 0, item), childplan_explanation_item_name(item));
    hold(check, 0, !has_cell || value == get(check, 0, item), childplan_explanation_item_name(item));
}

/* The unit's sums make the row. */
static void check_row(const struct check *check, int32_t unit) {
    static const int32_t pairs[][2] = {{CHILDPLAN_ITEM_UNIT, CHILDPLAN_COLUMN_UNIT},
                                       {CHILDPLAN_ITEM_PERIOD, CHILDPLAN_COLUMN_PERIOD},
                                       {CHILDPLAN_ITEM_INDICATOR, CHILDPLAN_COLUMN_INDICATOR},
                                       {CHILDPLAN_ITEM_NUMERATOR, CHILDPLAN_COLUMN_NUMERATOR},
                                       {CHILDPLAN_ITEM_DENOMINATOR, CHILDPLAN_COLUMN_DENOMINATOR},
                                       {CHILDPLAN_ITEM_DECIMALS, CHILDPLAN_COLUMN_NUMERATOR_DECIMALS},
                                       {CHILDPLAN_ITEM_EXPECTED, CHILDPLAN_COLUMN_UNITS_EXPECTED},
                                       {CHILDPLAN_ITEM_REPORTED, CHILDPLAN_COLUMN_UNITS_REPORTED},
                                       {CHILDPLAN_ITEM_CARRIED, CHILDPLAN_COLUMN_UNITS_CARRIED}};
    int64_t contributing = get(check, 0, CHILDPLAN_ITEM_CONTRIBUTING);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        check_item(check, pairs[i][0], pairs[i][1]);
    }
    for (size_t i = 0; i < COUNTS; i++) {
        hold(check, 0, get(check, 0, counts[i]) == get(check, unit, counts[i]),
             childplan_explanation_item_name(counts[i]));
    }
    if (contributing == 0) {
        return;
    }
    int64_t numerator = get(check, unit, CHILDPLAN_ITEM_NUMERATOR);
    if (check->over_units == CHILDPLAN_OVER_MEAN) {
        numerator = mean_of(numerator, contributing, get(check, unit, CHILDPLAN_ITEM_DECIMALS), 6);
    }
    hold(check, 0, get(check, 0, CHILDPLAN_ITEM_NUMERATOR) == numerator, "the units do not make the numerator");
    if (has(check, 0, CHILDPLAN_ITEM_DENOMINATOR)) {
        hold(check, 0, get(check, 0, CHILDPLAN_ITEM_DENOMINATOR) == get(check, unit, CHILDPLAN_ITEM_DENOMINATOR),
             "the units do not make the denominator");
    }
}

/* The band says what low and high are. */
static void check_band(const struct check *check) {
    char low[64], high[64], value[64];
    int64_t band = get(check, 0, CHILDPLAN_ITEM_BAND);
    childplan_rollup_text(check->rollup, check->row, CHILDPLAN_COLUMN_LOW, low, sizeof low);
    childplan_rollup_text(check->rollup, check->row, CHILDPLAN_COLUMN_HIGH, high, sizeof high);
    childplan_rollup_text(check->rollup, check->row, CHILDPLAN_COLUMN_VALUE, value, sizeof value);
    hold(check, 0, (band == CHILDPLAN_BAND_NO_VALUE) == (*value == '\0'), "the band of no value");
    hold(check, 0, (*low != '\0') == (band <= CHILDPLAN_BAND_GROWS), "low");
    hold(check, 0, (*high != '\0') == (band <= CHILDPLAN_BAND_SIZES), "high");
    hold(check, 0, (band == CHILDPLAN_BAND_SIZE_UNKNOWN) <= (get(check, 0, CHILDPLAN_ITEM_SIZES_UNKNOWN) > 0),
         "nobody keeps the bounds open");
}

/* A root's explanation leaves no unit out. */
static void check_all_units(const struct check *check) {
    const childplan_plan *plan = childplan_rollup_plan(check->rollup);
    size_t placed = 0;
    for (int32_t node = 0; node < check->count; node++) {
        placed += check->kinds[node] == CHILDPLAN_NODE_PLACED;
    }
    int64_t as_of = 0;
    int32_t structure = childplan_rollup_structure(check->rollup);
    (void)childplan_rollup_get(check->rollup, check->row, CHILDPLAN_COLUMN_AS_OF, &as_of);
    int32_t day = structure == CHILDPLAN_NO_DATE ? (int32_t)as_of : structure;
    if (childplan_plan_unit_parent(plan, check->units[0], day) == CHILDPLAN_NONE &&
        childplan_explanation_counted(check->explanation) == NULL) {
        hold(check, 0, placed == childplan_plan_unit_count(plan), "a unit is left out without a word");
    }
}

static void check_sentences(const struct check *check) {
    for (int32_t node = 0; node < check->count; node++) {
        char whole[2048], cut[24];
        for (int32_t language = CHILDPLAN_ENGLISH; language <= CHILDPLAN_VIETNAMESE; language++) {
            size_t size = childplan_explanation_sentence(check->explanation, node, language, whole, sizeof whole);
            hold(check, node, size > 0 && size < sizeof whole && size == strlen(whole), "its sentence");
            hold(check, node, strchr(whole, '{') == NULL, "a sentence not filled in");
            hold(check, node,
                 childplan_explanation_sentence(check->explanation, node, language, cut, sizeof cut) == size &&
                     strncmp(whole, cut, strlen(cut)) == 0,
                 "its sentence cut");
        }
    }
}

static void see(const struct check *check, struct explained *explained) {
    for (int32_t node = 0; node < check->count; node++) {
        int32_t kind = check->kinds[node];
        explained->nodes[kind]++;
        explained->reasons[get_or(check, node, CHILDPLAN_ITEM_REASON, 0)]++;
        if (kind == CHILDPLAN_NODE_CELL) {
            explained->uses[get(check, node, CHILDPLAN_ITEM_USE)]++;
        } else if (kind == CHILDPLAN_NODE_FACT) {
            explained->states[get(check, node, CHILDPLAN_ITEM_STATE)]++;
        } else if (kind == CHILDPLAN_NODE_PLACED || kind == CHILDPLAN_NODE_STEP) {
            explained->rules[get(check, node, CHILDPLAN_ITEM_RULE)]++;
        } else if (has(check, node, CHILDPLAN_ITEM_SOURCE)) {
            explained->sources[get(check, node, CHILDPLAN_ITEM_SOURCE)]++;
        }
    }
    explained->bands[get(check, 0, CHILDPLAN_ITEM_BAND)]++;
}

static void explain_row(struct check *check, const childplan_rollup_options *options) {
    int64_t unit = 0, period = 0, indicator = 0;
    assert_int_equal(childplan_rollup_get(check->rollup, check->row, CHILDPLAN_COLUMN_UNIT, &unit), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_get(check->rollup, check->row, CHILDPLAN_COLUMN_PERIOD, &period), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_get(check->rollup, check->row, CHILDPLAN_COLUMN_INDICATOR, &indicator),
                     CHILDPLAN_OK);
    childplan_status status = childplan_explanation_make(check->reports, options, (int32_t)unit, period,
                                                         (int32_t)indicator, &check->explanation, NULL);
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
    check->count = (int32_t)childplan_explanation_node_count(check->explanation);
    const int32_t **columns[] = {&check->kinds, &check->parents, &check->ends, &check->units};
    for (int32_t item = CHILDPLAN_ITEM_KIND; item <= CHILDPLAN_ITEM_UNIT; item++) {
        assert_int_equal(childplan_explanation_column(check->explanation, item, columns[item]), CHILDPLAN_OK);
    }
    check->over_units = get(check, 0, CHILDPLAN_ITEM_OVER_UNITS);
}

void explanation_holds(const char *what, const childplan_reports *reports, const childplan_rollup_options *options,
                       const childplan_rollup *rollup, size_t row, struct explained *explained) {
    struct check check = {
        .what = what, .reports = reports, .rollup = rollup, .row = row, .known_by = childplan_rollup_known_by(rollup)};
    explain_row(&check, options);
    check_shape(&check);
    check_cells_of_row(&check);
    check_band(&check);
    int32_t units = 0;
    for (int32_t node = 1; node < check.count; node++) {
        if (check.kinds[node] == CHILDPLAN_NODE_UNIT) {
            check_unit(&check, node);
            units += check.parents[node] == 0;
            if (check.parents[node] == 0) {
                check_row(&check, node);
            }
        }
    }
    hold(&check, 0, units == 1, "the row has not one unit");
    check_all_units(&check);
    check_sentences(&check);
    see(&check, explained);
    childplan_explanation_free(check.explanation);
}
