/* The horizon and the calendar: what every date and period of the plan is judged by. */
#include "loader.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <string.h>

const char *const childplan__frequency_words[] = {"month", "quarter", "half", "year", NULL};

struct horizon_record {
    struct given_text from;
    struct given_text to;
};

static const struct field horizon_fields[] = {
    {"from", 1, childplan__read_given, offsetof(struct horizon_record, from), NULL},
    {"to", 1, childplan__read_given, offsetof(struct horizon_record, to), NULL},
};

struct calendar_record {
    struct given_text year_starts;
    int32_t frequency;
    struct given_text first_report;
    int32_t due_days;
};

static const struct whole_range due_days_range = {0, DUE_DAYS_LIMIT};

static const struct field calendar_fields[] = {
    {"year_starts", 0, childplan__read_given, offsetof(struct calendar_record, year_starts), NULL},
    {"frequency", 0, childplan__read_keyword, offsetof(struct calendar_record, frequency), childplan__frequency_words},
    {"first_report", 0, childplan__read_given, offsetof(struct calendar_record, first_report), NULL},
    {"due_days", 0, childplan__read_whole, offsetof(struct calendar_record, due_days), &due_days_range},
};

/* The number that `size` digits write, or -1. */
static int32_t digits(const char *text, size_t size) {
    int32_t value = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int32_t parse_year(struct loader *loader, const struct given_text *given, int32_t *ret_year) {
    if (!given->text) {
        return 0;
    }
    int32_t year = given->size == 4 ? digits(given->text, 4) : -1;
    if (year < 1) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_YEAR_MALFORMED, given->position, childplan__plain(loader, given));
        return 0;
    }
    *ret_year = year;
    return 1;
}

static void read_horizon(struct loader *loader, const struct yaml_node *node) {
    struct horizon_record record = {0};
    struct calendar *calendar = &loader->plan->calendar;
    childplan__read_mapping(loader, node, "horizon", horizon_fields, FIELD_COUNT(horizon_fields), &record);
    int32_t first_known = parse_year(loader, &record.from, &calendar->first_year);
    int32_t last_known = parse_year(loader, &record.to, &calendar->last_year);
    if (!first_known || !last_known) {
        return;
    }
    if (calendar->last_year < calendar->first_year) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_HORIZON_ORDER, record.to.position,
               childplan__plain(loader, &record.from), childplan__plain(loader, &record.to));
    } else if (calendar->last_year - calendar->first_year >= YEAR_LIMIT) {
        char most[32];
        (void)childplan__number_format(YEAR_LIMIT, 0, most);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_HORIZON_TOO_LONG, record.to.position, most);
    } else {
        loader->horizon_known = 1;
    }
}

static void read_year_starts(struct loader *loader, const struct given_text *given) {
    struct calendar *calendar = &loader->plan->calendar;
    if (!given->text) {
        return;
    }
    int32_t well_formed = given->size == 5 && given->text[2] == '-';
    int32_t month = well_formed ? digits(given->text, 2) : -1;
    int32_t day = well_formed ? digits(given->text + 3, 2) : -1;
    if (month < 1 || month > 12 || day < 1 || day > 28) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_YEAR_STARTS, given->position, childplan__plain(loader, given));
        return;
    }
    calendar->start_month = month;
    calendar->start_day = day;
}

static void find_horizon(struct loader *loader, const struct yaml_node *plan) {
    for (const struct yaml_node *key = plan ? plan->first : NULL; key; key = key->next->next) {
        if (key->kind == YAML_TEXT && strcmp(key->text, "horizon") == 0 && key->next->kind == YAML_MAPPING) {
            read_horizon(loader, key->next);
            return;
        }
    }
}

void childplan__load_calendar(struct loader *loader, const struct yaml_node *plan, const struct yaml_node *calendar) {
    struct calendar_record record = {.frequency = CHILDPLAN_HALF - CHILDPLAN_MONTH, .due_days = -1};
    struct childplan_plan *made = loader->plan;
    made->calendar = (struct calendar){1, 1, 1, 9999};
    find_horizon(loader, plan);
    if (!loader->horizon_known) {
        made->calendar.first_year = 1;
        made->calendar.last_year = 9999;
    }
    if (calendar) {
        childplan__read_mapping(loader, calendar, "calendar", calendar_fields, FIELD_COUNT(calendar_fields), &record);
    }
    read_year_starts(loader, &record.year_starts);
    made->frequency = CHILDPLAN_MONTH + record.frequency;
    made->due_days = record.due_days;
    made->horizon = childplan__horizon(&made->calendar);
    made->first_report_day = made->horizon.first;
    if (record.first_report.text && childplan__parse_period_inside(loader, &record.first_report, &made->first_report)) {
        made->first_report_day = childplan__period_days(&made->calendar, made->first_report).first;
    }
}
