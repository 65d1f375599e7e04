#include "headings.h"

#include "../plan/model.h"

/* Adds a template with a day filled in. */
static void add_with_day(struct text *text, const char *template, const char *first, int32_t day, int32_t language) {
    struct text date;
    childplan__text_begin(&date, text->allocator);
    childplan__text_add_date(&date, day, language);
    const char *day_text = childplan__text_string(&date);
    childplan__text_add_filled(text, template, first ? first : day_text, first ? day_text : NULL, NULL);
    text->no_memory |= date.no_memory;
    childplan__text_end(&date);
}

void childplan__text_add_issue(struct text *text, const childplan_rollup *rollup, const struct table_words *words,
                               int32_t language) {
    const childplan_plan *plan = childplan_rollup_plan(rollup);
    int32_t issuer = childplan_plan_issuer(plan);
    int32_t issued = childplan_plan_issued(plan);
    if (issuer == CHILDPLAN_NONE) {
        return;
    }
    int32_t is_dated = issued != CHILDPLAN_NO_DATE;
    const char *name = childplan_plan_unit_name(plan, issuer, is_dated ? issued : childplan_rollup_until(rollup));
    add_with_day(text, is_dated ? words->issued : words->issued_by, name, issued, language);
}

void childplan__text_add_basis(struct text *text, const childplan_rollup *rollup, const struct table_words *words,
                               int32_t language) {
    int32_t structure = childplan_rollup_structure(rollup);
    int32_t known_by = childplan_rollup_known_by(rollup);
    add_with_day(text, words->cut_off, NULL, childplan_rollup_until(rollup), language);
    childplan__text_add_string(text, " ");
    add_with_day(text, structure == CHILDPLAN_NO_DATE ? words->structure_as_was : words->structure_as_of, NULL,
                 structure, language);
    if (known_by != CHILDPLAN_NO_DATE) {
        childplan__text_add_string(text, " ");
        add_with_day(text, words->known_by, NULL, known_by, language);
    }
}

static void add_days(struct text *text, const childplan_plan *plan, int64_t period, const struct table_words *words,
                     int32_t language) {
    struct days days = childplan__period_days(&plan->calendar, period);
    struct text first;
    childplan__text_begin(&first, text->allocator);
    childplan__text_add_date(&first, days.first, language);
    add_with_day(text, words->days, childplan__text_string(&first), days.last, language);
    text->no_memory |= first.no_memory;
    childplan__text_end(&first);
}

void childplan__text_add_whole_period(struct text *text, const childplan_plan *plan, int64_t period,
                                      const struct table_words *words, int32_t language) {
    int32_t shows_code = childplan_period_kind(period) < CHILDPLAN_YEAR;
    int32_t shows_days = plan->calendar.start_month != 1 || plan->calendar.start_day != 1;
    childplan__text_add_period(text, plan, period, words);
    childplan__text_add_string(text, shows_code || shows_days ? " (" : "");
    if (shows_code) {
        char code[CELL_SIZE];
        (void)childplan_period_format(period, code, sizeof(code));
        childplan__text_add_string(text, code);
    }
    childplan__text_add_string(text, shows_code && shows_days ? ", " : "");
    if (shows_days) {
        add_days(text, plan, period, words, language);
    }
    childplan__text_add_string(text, shows_code || shows_days ? ")" : "");
}

void childplan__text_add_period_so_far(struct text *text, const childplan_plan *plan, int64_t period, int32_t as_of,
                                       const struct table_words *words, int32_t language) {
    if (as_of >= childplan__period_days(&plan->calendar, period).last) {
        childplan__text_add_whole_period(text, plan, period, words, language);
        return;
    }
    struct text name;
    childplan__text_begin(&name, text->allocator);
    childplan__text_add_whole_period(&name, plan, period, words, language);
    add_with_day(text, words->period_so_far, childplan__text_string(&name), as_of, language);
    text->no_memory |= name.no_memory;
    childplan__text_end(&name);
}
