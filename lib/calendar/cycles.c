/*
 * Reporting years, and the cycles that divide them. All counting is in reporting months: month 12 × year + number - 1
 * is the one named so, by the calendar month of its last day.
 */
#include "calendar.h"

static int32_t floor_divide(int32_t a, int32_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/* 1 where months begin inside a calendar month, and so are named after the one they end in. */
static int32_t begins_inside(const struct calendar *calendar) {
    return calendar->start_day > 1 ? 1 : 0;
}

/* The first reporting month of the reporting year 0; year y begins 12 × y months later. A year that begins on 1 January
   ends in the same calendar year, any other in the next. */
static int32_t first_month(const struct calendar *calendar) {
    int32_t begins_in = calendar->start_month - 1 + begins_inside(calendar);
    return begins_in == 0 ? 0 : begins_in - 12;
}

static int32_t month_start(const struct calendar *calendar, int32_t month) {
    month -= begins_inside(calendar);
    int32_t year = floor_divide(month, 12);
    return childplan__date(year, month - year * 12 + 1, calendar->start_day);
}

static int32_t month_of(const struct calendar *calendar, int32_t day) {
    int32_t year;
    int32_t month;
    int32_t day_of_month;
    childplan__date_split(day, &year, &month, &day_of_month);
    int32_t has_begun_anew = begins_inside(calendar) && day_of_month >= calendar->start_day;
    return year * 12 + month - 1 + (has_begun_anew ? 1 : 0);
}

static struct days months(const struct calendar *calendar, int32_t first, int32_t count) {
    return (struct days){month_start(calendar, first), month_start(calendar, first + count) - 1};
}

static struct days years(const struct calendar *calendar, int32_t first, int32_t last) {
    return months(calendar, first_month(calendar) + first * 12, (last - first + 1) * 12);
}

struct days childplan__horizon(const struct calendar *calendar) {
    return years(calendar, calendar->first_year, calendar->last_year);
}

struct days childplan__period_days(const struct calendar *calendar, int64_t period) {
    int32_t kind = childplan_period_kind(period);
    int32_t year = childplan_period_year(period);
    int32_t number = childplan_period_number(period);
    switch (kind) {
    case CHILDPLAN_MONTH:
        return months(calendar, year * 12 + number - 1, 1);
    case CHILDPLAN_QUARTER:
        return months(calendar, first_month(calendar) + year * 12 + (number - 1) * 3, 3);
    case CHILDPLAN_HALF:
        return months(calendar, first_month(calendar) + year * 12 + (number - 1) * 6, 6);
    case CHILDPLAN_YEAR:
    case CHILDPLAN_SPAN:
        return years(calendar, year, childplan_period_last_year(period));
    case CHILDPLAN_WHOLE_PLAN:
        return childplan__horizon(calendar);
    default:
        return (struct days){CHILDPLAN_NO_DATE, CHILDPLAN_NO_DATE};
    }
}

int32_t childplan__period_in_horizon(const struct calendar *calendar, int64_t period) {
    struct days horizon = childplan__horizon(calendar);
    struct days days = childplan__period_days(calendar, period);
    return days.first >= horizon.first && days.last <= horizon.last;
}

int32_t childplan__is_same_kind(const struct calendar *calendar, int64_t a, int64_t b) {
    int32_t kind = childplan_period_kind(a);
    if (kind <= CHILDPLAN_YEAR && childplan_period_kind(b) == kind) {
        return 1;
    }
    struct days days = childplan__period_days(calendar, a);
    struct days others = childplan__period_days(calendar, b);
    return days.first == others.first && days.last == others.last;
}

int32_t childplan__cycles_a_year(int32_t frequency) {
    switch (frequency) {
    case CHILDPLAN_MONTH:
        return 12;
    case CHILDPLAN_QUARTER:
        return 4;
    case CHILDPLAN_HALF:
        return 2;
    case CHILDPLAN_YEAR:
        return 1;
    default:
        return 0;
    }
}

/* The first reporting month of the horizon, where cycle 0 begins. */
static int32_t origin(const struct calendar *calendar) {
    return first_month(calendar) + calendar->first_year * 12;
}

int32_t childplan__cycle_count(const struct calendar *calendar, int32_t frequency) {
    return (calendar->last_year - calendar->first_year + 1) * childplan__cycles_a_year(frequency);
}

struct days childplan__cycle_days(const struct calendar *calendar, int32_t frequency, int32_t cycle) {
    int32_t length = 12 / childplan__cycles_a_year(frequency);
    return months(calendar, origin(calendar) + cycle * length, length);
}

int64_t childplan__cycle_period(const struct calendar *calendar, int32_t frequency, int32_t cycle) {
    if (frequency == CHILDPLAN_MONTH) {
        int32_t month = origin(calendar) + cycle;
        return childplan_period_of(frequency, floor_divide(month, 12), month - floor_divide(month, 12) * 12 + 1);
    }
    int32_t a_year = childplan__cycles_a_year(frequency);
    return childplan_period_of(frequency, calendar->first_year + cycle / a_year, cycle % a_year + 1);
}

int32_t childplan__cycle_of(const struct calendar *calendar, int32_t frequency, int64_t period) {
    if (childplan_period_kind(period) != frequency || childplan__cycles_a_year(frequency) == 0) {
        return -1;
    }
    int32_t year = childplan_period_year(period);
    int32_t number = childplan_period_number(period);
    int32_t cycle = frequency == CHILDPLAN_MONTH
                        ? year * 12 + number - 1 - origin(calendar)
                        : (year - calendar->first_year) * childplan__cycles_a_year(frequency) + number - 1;
    return cycle >= 0 && cycle < childplan__cycle_count(calendar, frequency) ? cycle : -1;
}

int32_t childplan__cycle_on(const struct calendar *calendar, int32_t frequency, int32_t day) {
    return floor_divide(month_of(calendar, day) - origin(calendar), 12 / childplan__cycles_a_year(frequency));
}

int32_t childplan__first_cycle_from(const struct calendar *calendar, int32_t frequency, int32_t day) {
    int32_t count = childplan__cycle_count(calendar, frequency);
    int32_t cycle = childplan__cycle_on(calendar, frequency, day);
    if (cycle >= 0 && cycle < count && childplan__cycle_days(calendar, frequency, cycle).first < day) {
        cycle++;
    }
    return cycle < 0 ? 0 : cycle > count ? count : cycle;
}

int32_t childplan__last_cycle_until(const struct calendar *calendar, int32_t frequency, int32_t day) {
    int32_t count = childplan__cycle_count(calendar, frequency);
    int32_t cycle = childplan__cycle_on(calendar, frequency, day);
    if (cycle >= 0 && cycle < count && childplan__cycle_days(calendar, frequency, cycle).last > day) {
        cycle--;
    }
    return cycle < -1 ? -1 : cycle >= count ? count - 1 : cycle;
}

int32_t childplan__year_of(const struct calendar *calendar, int32_t day) {
    return floor_divide(month_of(calendar, day) - first_month(calendar), 12);
}
