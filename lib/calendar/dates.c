/* Dates: days since 1970-01-01 in the proleptic Gregorian calendar. */
#include "calendar.h"

#include "../base/text.h"

/* The calendar repeats after 400 years; its year is taken to begin in March, so that a leap day comes last. */
#define DAYS_OF_400_YEARS 146097
#define DAYS_BEFORE_1970 719468 /* from 0000-03-01 */

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

int32_t childplan__date(int32_t year, int32_t month, int32_t day) {
    int64_t march_year = (int64_t)year - (month <= 2 ? 1 : 0);
    int64_t cycle = floor_divide(march_year, 400);
    int64_t year_of_cycle = march_year - cycle * 400;
    int64_t march_month = (month + 9) % 12;
    int64_t day_of_year = (153 * march_month + 2) / 5 + day - 1;
    int64_t day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    return (int32_t)(cycle * DAYS_OF_400_YEARS + day_of_cycle - DAYS_BEFORE_1970);
}

void childplan__date_split(int32_t date, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day) {
    int64_t days = (int64_t)date + DAYS_BEFORE_1970;
    int64_t cycle = floor_divide(days, DAYS_OF_400_YEARS);
    int64_t day_of_cycle = days - cycle * DAYS_OF_400_YEARS;
    int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
    int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    *ret_day = (int32_t)(day_of_year - (153 * march_month + 2) / 5 + 1);
    *ret_month = (int32_t)(march_month < 10 ? march_month + 3 : march_month - 9);
    *ret_year = (int32_t)(cycle * 400 + year_of_cycle + (*ret_month <= 2 ? 1 : 0));
}

int32_t childplan__digits(const char *text, size_t count) {
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

childplan_status childplan_date_parse(const char *text, size_t size, int32_t *ret_date) {
    if (!text || !ret_date) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (size != 10 || text[4] != '-' || text[7] != '-') {
        return CHILDPLAN_ERROR_REFUSED;
    }
    int32_t year = childplan__digits(text, 4);
    int32_t month = childplan__digits(text + 5, 2);
    int32_t day = childplan__digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    int32_t date = childplan__date(year, month, day);
    int32_t real_year;
    int32_t real_month;
    int32_t real_day;
    childplan__date_split(date, &real_year, &real_month, &real_day);
    if (real_month != month) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    *ret_date = date;
    return CHILDPLAN_OK;
}

/* At least `width` digits. */
static size_t put_padded(char *to, int32_t value, size_t width) {
    char plain[32];
    size_t length = childplan__number_format(value, 0, plain);
    size_t at = 0;
    for (size_t i = length; i < width; i++) {
        to[at++] = '0';
    }
    for (size_t i = 0; i < length; i++) {
        to[at++] = plain[i];
    }
    return at;
}

size_t childplan_date_format(int32_t date, char *buffer, size_t size) {
    char text[48];
    size_t length = 0;
    if (date != CHILDPLAN_NO_DATE) {
        int32_t year;
        int32_t month;
        int32_t day;
        childplan__date_split(date, &year, &month, &day);
        if (year < 0) {
            text[length++] = '-';
        }
        length += put_padded(text + length, year < 0 ? -year : year, 4);
        text[length++] = '-';
        length += put_padded(text + length, month, 2);
        text[length++] = '-';
        length += put_padded(text + length, day, 2);
    }
    return childplan__give_text(text, length, buffer, size);
}
