/*
 * Period codes and their names.
 *
 * A code is made of what stands in the name, from the highest bits down:
 *   bits 32-45  year, of a span the first; 0 for the whole plan
 *   bits 24-27  months of that year before it begins: 0 to 11 (of a year named like the calendar's)
 *   bits 16-18  7 - kind, so that of what begins together the longer comes first; never 0
 *   bits  0-13  the last year of a span, else 0
 * Codes are positive and sort by year, then by place in the year, then the longer first.
 */
#include "calendar.h"

#include "../base/text.h"

#include <string.h>

#define LAST_YEAR 9999

static int64_t code_of(int32_t kind, int32_t year, int32_t months_before, int32_t last_year) {
    return (int64_t)year << 32 | (int64_t)months_before << 24 | (int64_t)(7 - kind) << 16 | (int64_t)last_year;
}

/* 12, 6, 3, 1; 0 for any other kind. */
static int32_t months_of(int32_t kind) {
    switch (kind) {
    case CHILDPLAN_MONTH:
        return 1;
    case CHILDPLAN_QUARTER:
        return 3;
    case CHILDPLAN_HALF:
        return 6;
    case CHILDPLAN_YEAR:
        return 12;
    default:
        return 0;
    }
}

/* The fields of a code; what is no period has kind 0 and nothing else. */
struct fields {
    int32_t kind;
    int32_t year;
    int32_t last_year;
    int32_t number;
};

static int32_t is_year(int32_t year) {
    return year >= 1 && year <= LAST_YEAR;
}

int64_t childplan_period_of(int32_t kind, int32_t year, int32_t number) {
    int32_t months = months_of(kind);
    if (months == 0 || !is_year(year) || number < 1 || number > 12 / months) {
        return CHILDPLAN_NO_PERIOD;
    }
    return code_of(kind, year, (number - 1) * months, 0);
}

int64_t childplan__period_before(int64_t period) {
    int32_t kind = childplan_period_kind(period);
    int32_t year = childplan_period_year(period);
    int32_t number = childplan_period_number(period);
    return number > 1 ? childplan_period_of(kind, year, number - 1)
                      : childplan_period_of(kind, year - 1, months_of(kind) == 0 ? 0 : 12 / months_of(kind));
}

static int64_t span_of(int32_t first, int32_t last) {
    if (!is_year(first) || !is_year(last) || first > last) {
        return CHILDPLAN_NO_PERIOD;
    }
    return first == last ? childplan_period_of(CHILDPLAN_YEAR, first, 1) : code_of(CHILDPLAN_SPAN, first, 0, last);
}

static struct fields fields_of(int64_t period) {
    const struct fields none = {0, 0, 0, 0};
    if (period <= 0 || period >> 46 != 0) {
        return none;
    }
    int32_t kind = 7 - (int32_t)(period >> 16 & 7);
    int32_t year = (int32_t)(period >> 32);
    int32_t months_before = (int32_t)(period >> 24 & 15);
    int32_t last_year = (int32_t)(period & 0x3FFF);
    int32_t months = months_of(kind);
    /* Only what makes the same code again is one. */
    if (kind == CHILDPLAN_WHOLE_PLAN && period == code_of(CHILDPLAN_WHOLE_PLAN, 0, 0, 0)) {
        return (struct fields){kind, 0, 0, 0};
    }
    if (kind == CHILDPLAN_SPAN && year < last_year && period == span_of(year, last_year)) {
        return (struct fields){kind, year, last_year, 0};
    }
    int32_t number = months == 0 ? 0 : months_before / months + 1;
    if (months != 0 && period == childplan_period_of(kind, year, number)) {
        return (struct fields){kind, year, year, number};
    }
    return none;
}

int32_t childplan_period_kind(int64_t period) {
    return fields_of(period).kind;
}

int32_t childplan_period_year(int64_t period) {
    return fields_of(period).year;
}

int32_t childplan_period_last_year(int64_t period) {
    return fields_of(period).last_year;
}

int32_t childplan_period_number(int64_t period) {
    return fields_of(period).number;
}

/* What follows the year: -H1, H1, -S1, S1, -Q3, Q3, -04, 04, ..2025 or nothing. */
static int64_t parse_rest(int32_t year, const char *text, size_t size) {
    if (size == 0) {
        return childplan_period_of(CHILDPLAN_YEAR, year, 1);
    }
    if (size == 6 && text[0] == '.' && text[1] == '.') {
        return span_of(year, childplan__digits(text + 2, 4));
    }
    if (text[0] == '-') {
        text++;
        size--;
    }
    if (size != 2) {
        return CHILDPLAN_NO_PERIOD;
    }
    switch (text[0]) {
    case 'H':
    case 'h':
    case 'S':
    case 's':
        return childplan_period_of(CHILDPLAN_HALF, year, childplan__digits(text + 1, 1));
    case 'Q':
    case 'q':
        return childplan_period_of(CHILDPLAN_QUARTER, year, childplan__digits(text + 1, 1));
    default:
        return childplan_period_of(CHILDPLAN_MONTH, year, childplan__digits(text, 2));
    }
}

childplan_status childplan_period_parse(const char *text, size_t size, int64_t *ret_period) {
    if (!text || !ret_period) {
        return CHILDPLAN_ERROR_USAGE;
    }
    int64_t period = CHILDPLAN_NO_PERIOD;
    if (childplan__equals_ignoring_case(text, size, "plan")) {
        period = code_of(CHILDPLAN_WHOLE_PLAN, 0, 0, 0);
    } else if (size >= 4) {
        period = parse_rest(childplan__digits(text, 4), text + 4, size - 4);
    }
    if (period == CHILDPLAN_NO_PERIOD) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    *ret_period = period;
    return CHILDPLAN_OK;
}

static size_t put_digits(char *to, int32_t value, size_t count) {
    for (size_t i = count; i > 0; i--) {
        to[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return count;
}

size_t childplan_period_format(int64_t period, char *buffer, size_t size) {
    struct fields fields = fields_of(period);
    char text[16];
    size_t length = 0;
    if (fields.kind == CHILDPLAN_WHOLE_PLAN) {
        return childplan__give_text("plan", 4, buffer, size);
    }
    if (fields.kind != 0) {
        length = put_digits(text, fields.year, 4);
    }
    switch (fields.kind) {
    case CHILDPLAN_SPAN:
        text[length++] = '.';
        text[length++] = '.';
        length += put_digits(text + length, fields.last_year, 4);
        break;
    case CHILDPLAN_HALF:
    case CHILDPLAN_QUARTER:
        text[length++] = '-';
        text[length++] = fields.kind == CHILDPLAN_HALF ? 'H' : 'Q';
        length += put_digits(text + length, fields.number, 1);
        break;
    case CHILDPLAN_MONTH:
        text[length++] = '-';
        length += put_digits(text + length, fields.number, 2);
        break;
    default:
        break;
    }
    return childplan__give_text(text, length, buffer, size);
}
