/* Numbers, dates and periods as the table's language writes them. */
#include "table_cells.h"

#include <string.h>

#define NO_BREAK "\xC2\xA0"

void childplan__text_clear(struct text *text) {
    text->size = 0;
    if (text->bytes) {
        text->bytes[0] = '\0';
    }
}

const char *childplan__text_string(const struct text *text) {
    return text->bytes ? text->bytes : "";
}

void childplan__text_add_filled(struct text *text, const char *template, const char *first, const char *second,
                                const char *third) {
    const char *const arguments[] = {first, second, third};
    for (const char *brace; (brace = strchr(template, '{')); template = brace + 3) {
        childplan__text_add(text, template, (size_t)(brace - template));
        childplan__text_add_string(text, arguments[brace[1] - '0']);
    }
    childplan__text_add_string(text, template);
}

void childplan__text_add_date(struct text *text, int32_t date, int32_t language) {
    char iso[16];
    size_t size = childplan_date_format(date, iso, sizeof(iso));
    if (language != CHILDPLAN_VIETNAMESE || size < 10) {
        childplan__text_add(text, iso, size);
        return;
    }
    childplan__text_add(text, iso + size - 2, 2);
    childplan__text_add_string(text, "/");
    childplan__text_add(text, iso + size - 5, 2);
    childplan__text_add_string(text, "/");
    childplan__text_add(text, iso, size - 6);
}

void childplan__text_add_number(struct text *text, const char *number, const struct table_words *words) {
    size_t sign = *number == '-' ? 1 : 0;
    childplan__text_add(text, number, sign);
    number += sign;
    size_t whole = strcspn(number, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            childplan__text_add(text, &words->group_mark, 1);
        }
        childplan__text_add(text, number + i, 1);
    }
    if (number[whole] == '.') {
        childplan__text_add(text, &words->decimal_mark, 1);
        childplan__text_add_string(text, number + whole + 1);
    }
}

const char *childplan__sign_of(const childplan_plan *plan, int32_t indicator) {
    int64_t per =
        childplan_plan_indicator_is_ratio(plan, indicator) ? childplan_plan_indicator_per(plan, indicator) : 1;
    return per == 100 ? "%" : per == 1000 ? "‰" : "";
}

int32_t childplan__text_add_target(struct text *text, const char *target, const char *sign, const char *path,
                                   const struct table_words *words, int32_t *ret_is_unknown) {
    int32_t is_path = 0;
    while (*target) {
        char number[CELL_SIZE];
        size_t operator_size = strcspn(target, " ");
        size_t size = strcspn(target + operator_size + 1, " ");
        memcpy(number, target + operator_size + 1, size);
        number[size] = '\0';
        childplan__text_add(text, target, operator_size);
        childplan__text_add_string(text, NO_BREAK);
        childplan__text_add_number(text, number, words);
        childplan__text_add_string(text, *number == '?' ? "" : sign);
        *ret_is_unknown |= *number == '?';
        is_path |= strcmp(number, path) == 0;
        target += operator_size + 1 + size;
        target += *target == ' ' ? 1 : 0;
        childplan__text_add_string(text, *target ? " " : "");
    }
    return is_path;
}

/* A number from 0 to 9999, without grouping. */
static void format_year(int32_t year, char buffer[16]) {
    size_t size = 0;
    for (int32_t rest = year; rest > 0; rest /= 10) {
        memmove(buffer + 1, buffer, size);
        buffer[0] = (char)('0' + rest % 10);
        size++;
    }
    buffer[size] = '\0';
}

static void add_named(struct text *text, const childplan_plan *plan, int64_t period, const char *const *templates,
                      const char *const *halves) {
    char first[16], last[16];
    int32_t kind = childplan_period_kind(period);
    int32_t year = childplan_period_year(period), last_year = childplan_period_last_year(period);
    int32_t number = childplan_period_number(period);
    if (kind == CHILDPLAN_WHOLE_PLAN) {
        year = childplan_plan_first_year(plan);
        last_year = childplan_plan_last_year(plan);
    }
    format_year(kind < CHILDPLAN_YEAR ? number : year, first);
    format_year(last_year, last);
    int32_t is_half = kind == CHILDPLAN_HALF;
    childplan__text_add_filled(text, templates[kind], is_half ? halves[number - 1] : first, last, NULL);
}

void childplan__text_add_period(struct text *text, const childplan_plan *plan, int64_t period,
                                const struct table_words *words) {
    add_named(text, plan, period, words->periods, words->halves);
}

void childplan__text_add_by(struct text *text, const childplan_plan *plan, int64_t period,
                            const struct table_words *words) {
    add_named(text, plan, period, words->by_periods, words->by_halves);
}
