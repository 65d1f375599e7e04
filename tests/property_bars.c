#include "property_bars.h"

#include <stdlib.h>
#include <string.h>

unsigned long seen_rows[SEEN_COUNT];
const char *const seen_names[SEEN_COUNT] = {"rows that meet their target",
                                            "rows that do not",
                                            "rows with an unknown bar",
                                            "gaps",
                                            "paces",
                                            "aspirations that are due and not met",
                                            "rows of recurring targets",
                                            "rows of units that meet a target that were completed",
                                            "totals split into populations",
                                            "years split into halves"};

/* An edge as it is printed: its operator, and its number in ten-thousandths. */
struct edge {
    char comparison[3];
    long long limit;
};

static int read_edges(const char *text, struct edge edges[2]) {
    int count = 0;
    while (*text != '\0' && count < 2) {
        struct edge *edge = &edges[count++];
        size_t length = strcspn(text, " ");
        memset(edge, 0, sizeof *edge);
        memcpy(edge->comparison, text, length < 2 ? length : 2);
        text += length + 1;
        char *end = NULL;
        /* No number has more than four decimals here. */
        double limit = strtod(text, &end);
        edge->limit = (long long)(limit * 10000 + (limit < 0 ? -0.5 : 0.5));
        text = *end == ' ' ? end + 1 : end;
    }
    return count;
}

/* Whether ten-thousandths satisfy an edge; -1 where they are so close that the rounding of print hides it. */
static int is_inside(const struct edge *edge, long long value) {
    long long over = value - edge->limit;
    if (over >= -1 && over <= 1) {
        return -1;
    }
    switch (edge->comparison[0]) {
    case '>':
        return over > 0;
    case '<':
        return over < 0;
    default:
        return 0;
    }
}

static int satisfies(const struct edge *edges, int count, long long value) {
    int inside = 1;
    for (int i = 0; i < count; i++) {
        int one = is_inside(&edges[i], value);
        if (one == 0) {
            return 0;
        }
        inside = one < 0 ? -1 : inside;
    }
    return inside;
}

/* The value that the row would have with its gap closed, in ten-thousandths. */
static long long value_with_gap(const struct world *world, const childplan_rollup *rollup, size_t row) {
    long long numerator = number(rollup, row, CHILDPLAN_COLUMN_NUMERATOR) + number(rollup, row, CHILDPLAN_COLUMN_GAP);
    int64_t indicator = count_of(world, rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    if (!has(rollup, row, CHILDPLAN_COLUMN_DENOMINATOR)) {
        return numerator;
    }
    long double share = (long double)numerator / (long double)number(rollup, row, CHILDPLAN_COLUMN_DENOMINATOR);
    long double value = share * (long double)childplan_plan_indicator_per(world->plan, (int32_t)indicator) * 10000;
    return (long long)(value + (value < 0 ? -0.5L : 0.5L));
}

static int cell_is(const childplan_rollup *rollup, size_t row, int32_t column, const char *text) {
    char cell[128];
    childplan_rollup_text(rollup, row, column, cell, sizeof cell);
    return strcmp(cell, text) == 0;
}

static void check_unknown_bar(const struct world *world, const childplan_rollup *rollup, size_t row) {
    static const int32_t empty[] = {CHILDPLAN_COLUMN_PATH, CHILDPLAN_COLUMN_MET, CHILDPLAN_COLUMN_CERTAIN,
                                    CHILDPLAN_COLUMN_GAP, CHILDPLAN_COLUMN_PACE};
    int64_t status = count_of(world, rollup, row, CHILDPLAN_COLUMN_STATUS);
    seen_rows[SEEN_UNKNOWN_BAR]++;
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        hold_in_row(world, rollup, row, !has(rollup, row, empty[i]), "a bar that is not known is judged by");
    }
    hold_in_row(world, rollup, row, status == CHILDPLAN_STATUS_OPEN || status == CHILDPLAN_STATUS_NO_DATA,
                "a bar that is not known gives a status");
}

static void check_gap(const struct world *world, const childplan_rollup *rollup, size_t row, const struct edge *edges,
                      int count) {
    int met = cell_is(rollup, row, CHILDPLAN_COLUMN_MET, "yes");
    if (!has(rollup, row, CHILDPLAN_COLUMN_GAP)) {
        return;
    }
    long long gap = number(rollup, row, CHILDPLAN_COLUMN_GAP);
    hold_in_row(world, rollup, row, met == (gap == 0), "a gap of 0 is not the same as met");
    hold_in_row(world, rollup, row, met || satisfies(edges, count, value_with_gap(world, rollup, row)) != 0,
                "the gap does not lead inside the bar");
    seen_rows[SEEN_GAP] += !met;
}

/* The milestone lies ahead exactly where periods are counted; a pace for each of them closes the gap. */
static void check_pace(const struct world *world, const childplan_rollup *rollup, size_t row) {
    int64_t by = count_of(world, rollup, row, CHILDPLAN_COLUMN_BY);
    int ahead = last_day(world, by) > count_of(world, rollup, row, CHILDPLAN_COLUMN_AS_OF);
    int64_t left = 0;
    childplan_status counted = childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_PERIODS_LEFT, &left);
    hold_in_row(world, rollup, row, (counted == CHILDPLAN_OK) == ahead, "periods left, and nothing ahead");
    if (!has(rollup, row, CHILDPLAN_COLUMN_PACE)) {
        hold_in_row(world, rollup, row, !ahead || left == 0 || !has(rollup, row, CHILDPLAN_COLUMN_GAP), "no pace");
        return;
    }
    hold_in_row(world, rollup, row, ahead, "a pace to what is not ahead");
    long long rest = number(rollup, row, CHILDPLAN_COLUMN_GAP) - number(rollup, row, CHILDPLAN_COLUMN_PACE) * left;
    hold_in_row(world, rollup, row, 2 * llabs(rest) <= left, "the pace does not close the gap");
    seen_rows[SEEN_PACE] += number(rollup, row, CHILDPLAN_COLUMN_GAP) != 0;
}

/* A recurring target is that of the period which holds the row's last day; nothing is asked outside its stretch, nor of
   one that is kept up after its end. */
static void check_stretch(const struct world *world, const childplan_rollup *rollup, size_t row) {
    const struct made_targets *targets =
        &world->made.indicators[count_of(world, rollup, row, CHILDPLAN_COLUMN_INDICATOR)].targets;
    int32_t as_of = (int32_t)count_of(world, rollup, row, CHILDPLAN_COLUMN_AS_OF);
    int64_t by = count_of(world, rollup, row, CHILDPLAN_COLUMN_BY);
    if (targets->recur) {
        int32_t first = 0;
        int32_t last = 0;
        int32_t begins = 0;
        int32_t unused = 0;
        ok(world, childplan_plan_period_days(world->plan, by, &first, &last));
        ok(world, childplan_plan_period_days(world->plan, childplan_period_of(CHILDPLAN_YEAR, targets->first_year, 1),
                                             &begins, &unused));
        hold_in_row(world, rollup, row, first <= as_of && as_of <= last, "the target is that of another period");
        hold_in_row(world, rollup, row,
                    begins <= as_of &&
                        as_of <= last_day(world, childplan_period_of(CHILDPLAN_YEAR, targets->last_year, 1)),
                    "a target outside its stretch");
        seen_rows[SEEN_INSTANCE]++;
    }
    if (targets->kept_until > 0) {
        hold_in_row(world, rollup, row,
                    as_of <= last_day(world, childplan_period_of(CHILDPLAN_YEAR, targets->kept_until, 1)),
                    "a target is kept up after its end");
    }
}

static void check_status(const struct world *world, const childplan_rollup *rollup, size_t row) {
    int met = cell_is(rollup, row, CHILDPLAN_COLUMN_MET, "yes");
    int64_t status = count_of(world, rollup, row, CHILDPLAN_COLUMN_STATUS);
    int64_t indicator = count_of(world, rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    int64_t by = count_of(world, rollup, row, CHILDPLAN_COLUMN_BY);
    int due = last_day(world, by) <= count_of(world, rollup, row, CHILDPLAN_COLUMN_AS_OF);
    int aspires = world->made.indicators[indicator].targets.aspire;
    hold_in_row(world, rollup, row, met == (status == CHILDPLAN_STATUS_MET), "met, and another status");
    hold_in_row(world, rollup, row, status != CHILDPLAN_STATUS_MISSED || (due && !aspires),
                "missed, and not due or an aspiration");
    hold_in_row(world, rollup, row, count_of(world, rollup, row, CHILDPLAN_COLUMN_BINDING) == !aspires,
                "it is not binding as the plan says");
    seen_rows[SEEN_ASPIRATION] += aspires && due && !met;
}

static void check_bar(const struct world *world, const childplan_rollup *rollup, size_t row) {
    struct edge edges[2];
    char text[128];
    childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_TARGET, text, sizeof text);
    if (text[0] == '\0') {
        return;
    }
    check_stretch(world, rollup, row);
    if (strchr(text, '?')) {
        check_unknown_bar(world, rollup, row);
        return;
    }
    hold_in_row(world, rollup, row, has(rollup, row, CHILDPLAN_COLUMN_VALUE) == has(rollup, row, CHILDPLAN_COLUMN_MET),
                "a value is not judged");
    if (!has(rollup, row, CHILDPLAN_COLUMN_VALUE)) {
        return;
    }
    int count = read_edges(text, edges);
    int met = cell_is(rollup, row, CHILDPLAN_COLUMN_MET, "yes");
    int inside = satisfies(edges, count, number(rollup, row, CHILDPLAN_COLUMN_VALUE));
    hold_in_row(world, rollup, row, inside < 0 || inside == met, "met is not the same as inside the bar");
    seen_rows[met ? SEEN_MET : SEEN_NOT_MET]++;
    check_gap(world, rollup, row, edges, count);
    check_pace(world, rollup, row);
    check_status(world, rollup, row);
}

void bars_hold(struct world *world) {
    childplan_rollup *rollup = roll_up(world, world->reports, CHILDPLAN_NO_DATE);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        check_bar(world, rollup, row);
    }
    childplan_rollup_free(rollup);
}

/* A count or a numerator of the unit's row, 0 where there is none. */
static int64_t held(const childplan_rollup *rollup, int32_t unit, int64_t period, int32_t indicator, int32_t column) {
    size_t row = 0;
    int64_t value = 0;
    if (childplan_rollup_find(rollup, unit, period, indicator, &row) == CHILDPLAN_OK) {
        childplan_rollup_get(rollup, row, column, &value);
    }
    return value;
}

/* Stocks belong as the row's last day has it, flows as each of their periods; either way each is in one population. */
static void check_parts(const struct world *world, const childplan_rollup *rollup, size_t row) {
    int32_t unit = (int32_t)count_of(world, rollup, row, CHILDPLAN_COLUMN_UNIT);
    int64_t period = count_of(world, rollup, row, CHILDPLAN_COLUMN_PERIOD);
    int32_t whole = (int32_t)count_of(world, rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    int64_t together = 0;
    int parts = 0;
    for (int32_t i = 0; i < world->made.indicator_count; i++) {
        if (world->made.indicators[i].whole == whole) {
            together += held(rollup, unit, period, i, CHILDPLAN_COLUMN_NUMERATOR);
            parts++;
        }
    }
    hold_in_row(world, rollup, row,
                parts == 0 || together == held(rollup, unit, period, whole, CHILDPLAN_COLUMN_NUMERATOR),
                "the populations do not add up to the whole");
    seen_rows[SEEN_PARTS] += parts > 0 && together != 0;
}

void parts_make_the_whole(struct world *world) {
    childplan_rollup *rollup = roll_up(world, world->reports, CHILDPLAN_NO_DATE);
    for (size_t row = 0; row < childplan_rollup_row_count(rollup); row++) {
        check_parts(world, rollup, row);
    }
    childplan_rollup_free(rollup);
}

/* 1 where all that is counted are sums, each of its period alone, and of periods that halves are made of. */
static int halves_add_up(const struct made_plan *made, const struct made_indicator *indicator) {
    for (int i = 0; i < indicator->numerator_count; i++) {
        const struct made_element *element = &made->elements[indicator->numerator[i]];
        int window = indicator->window >= 0 ? indicator->window : element->window;
        if (element->over_time != OVER_SUM || element->year_to_date || window != 0 || element->over_units != OVER_SUM ||
            element->frequency == CHILDPLAN_YEAR) {
            return 0;
        }
    }
    return indicator->denominator_count == 0 && indicator->counted < 0;
}

static void check_halves(const struct world *world, const childplan_rollup *rollup, int32_t unit, int32_t indicator) {
    int64_t year = held(rollup, unit, world->periods[0], indicator, CHILDPLAN_COLUMN_NUMERATOR);
    int64_t first = held(rollup, unit, world->periods[1], indicator, CHILDPLAN_COLUMN_NUMERATOR);
    int64_t second = held(rollup, unit, world->periods[2], indicator, CHILDPLAN_COLUMN_NUMERATOR);
    hold(world, year == first + second, "two halves are not their year");
    seen_rows[SEEN_HALVES] += year != 0;
}

void halves_make_their_year(struct world *world) {
    int year = 2022 + chance(&world->made, 2);
    int32_t day = last_day(world, childplan_period_of(CHILDPLAN_YEAR, world->made.last_year, 1));
    struct world asked = *world;
    asked.periods[0] = childplan_period_of(CHILDPLAN_YEAR, year, 1);
    asked.periods[1] = childplan_period_of(CHILDPLAN_HALF, year, 1);
    asked.periods[2] = childplan_period_of(CHILDPLAN_HALF, year, 2);
    asked.period_count = 3;
    asked.until = day;
    childplan_rollup *rollup = roll_up(&asked, world->reports, day - chance(&world->made, 700));
    for (int32_t i = 0; i < world->made.indicator_count; i++) {
        for (int32_t unit = 0; unit < world->made.unit_count && halves_add_up(&world->made, &world->made.indicators[i]);
             unit++) {
            check_halves(&asked, rollup, unit, i);
        }
    }
    childplan_rollup_free(rollup);
}
