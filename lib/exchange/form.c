#include "form.h"

#include "../base/text.h"
#include "../reports/store.h"
#include "headings.h"

#include <string.h>

/* The rule of life.h, asked of one unit only. */
static int32_t is_expected(const struct childplan_plan *plan, const struct element *element, int32_t unit,
                           int32_t cycle) {
    struct days days = childplan__cycle_days(&plan->calendar, element->frequency, cycle);
    const struct unit_version *version = childplan__version_on(plan, unit, days.last);
    return version && element->levels[version->level] && days.last >= plan->first_report_day;
}

/* The next cycles of the four frequencies within a period. */
struct cycles {
    const struct calendar *calendar;
    struct days days;
    int32_t next[CHILDPLAN_YEAR + 1];
};

static struct cycles cycles_of(const struct childplan_plan *plan, int64_t period) {
    struct cycles cycles = {.calendar = &plan->calendar, .days = childplan__period_days(&plan->calendar, period)};
    for (int32_t frequency = CHILDPLAN_MONTH; frequency <= CHILDPLAN_YEAR; frequency++) {
        int32_t first = childplan__first_cycle_from(cycles.calendar, frequency, cycles.days.first);
        cycles.next[frequency] = first > 0 ? first : 0;
    }
    return cycles;
}

/* The cycle that ends next, of several the shortest: 1 and written, or 0 where there is none. */
static int32_t next_cycle(struct cycles *cycles, int32_t *ret_frequency, int32_t *ret_cycle) {
    int32_t end = cycles->days.last;
    int32_t found = 0;
    for (int32_t frequency = CHILDPLAN_YEAR; frequency >= CHILDPLAN_MONTH; frequency--) {
        int32_t cycle = cycles->next[frequency];
        if (cycle < childplan__cycle_count(cycles->calendar, frequency)) {
            int32_t last = childplan__cycle_days(cycles->calendar, frequency, cycle).last;
            if (last <= end) {
                end = last;
                *ret_frequency = frequency;
                *ret_cycle = cycle;
                found = 1;
            }
        }
    }
    if (found) {
        cycles->next[*ret_frequency]++;
    }
    return found;
}

static int32_t is_period_of(const struct childplan_plan *plan, int64_t period) {
    return plan && childplan_period_kind(period) != 0;
}

size_t childplan_form_row_count(const childplan_plan *plan, int32_t unit, int64_t period) {
    if (!is_period_of(plan, period) || unit < 0 || unit >= plan->unit_count) {
        return 0;
    }
    struct cycles cycles = cycles_of(plan, period);
    int32_t frequency, cycle;
    size_t count = 0;
    while (next_cycle(&cycles, &frequency, &cycle)) {
        for (int32_t i = 0; i < plan->element_count; i++) {
            const struct element *element = &plan->elements[i];
            count += element->frequency == frequency && is_expected(plan, element, unit, cycle);
        }
    }
    return count;
}

/* The rows of a cycle; a part is asked for with its whole, by the rules of the plan. */
static childplan_status add_rows(struct form *form, int32_t frequency, int32_t cycle, int32_t *row_of) {
    const struct childplan_plan *plan = form->plan;
    childplan_status status = CHILDPLAN_OK;
    size_t first = form->count;
    for (int32_t i = 0; i < plan->element_count && status == CHILDPLAN_OK; i++) {
        row_of[i] = -1;
        if (plan->elements[i].frequency != frequency || !is_expected(plan, &plan->elements[i], form->unit, cycle)) {
            continue;
        }
        status =
            childplan__reserve(&plan->allocator, &form->rows, &form->capacity, form->count + 1, sizeof(*form->rows));
        if (status == CHILDPLAN_OK) {
            row_of[i] = (int32_t)form->count;
            form->rows[form->count++] = (struct form_row){i, cycle, -1};
        }
    }
    for (size_t i = first; i < form->count && status == CHILDPLAN_OK; i++) {
        int32_t whole = plan->elements[form->rows[i].element].part_of;
        form->rows[i].whole = whole == CHILDPLAN_NONE ? -1 : row_of[whole];
    }
    return status;
}

childplan_status childplan__form_begin(struct form *form) {
    const struct allocator *allocator = &form->plan->allocator;
    struct cycles cycles = cycles_of(form->plan, form->period);
    int32_t frequency, cycle;
    int32_t *row_of = childplan__allocate(allocator, (size_t)form->plan->element_count, sizeof(*row_of));
    childplan_status status = row_of ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
    form->words = childplan__sheet_words(form->language);
    form->table_words = childplan__table_words(form->language);
    while (status == CHILDPLAN_OK && next_cycle(&cycles, &frequency, &cycle)) {
        status = add_rows(form, frequency, cycle, row_of);
    }
    childplan__release(allocator, row_of);
    return status;
}

void childplan__form_end(struct form *form) {
    childplan__release(&form->plan->allocator, form->rows);
}

int32_t childplan__form_reported(const struct form *form, int32_t element, int32_t cycle, int64_t *ret_value) {
    return form->reports && cycle >= 0 &&
           childplan__fact_in_force(form->reports, form->unit, element, cycle, CHILDPLAN_NO_DATE, ret_value);
}

static void add_value(const struct form *form, const struct element *element, int64_t value, struct text *text) {
    char number[32];
    if (element->type == TYPE_FLAG) {
        childplan__text_add_string(text, value ? form->words->yes : form->words->no);
        return;
    }
    (void)childplan__number_format(value, element->decimals, number);
    childplan__text_add_string(text, number);
}

static void add_reported(const struct form *form, const struct form_row *row, int32_t cycle, struct text *text) {
    int64_t value;
    if (childplan__form_reported(form, row->element, cycle, &value)) {
        add_value(form, &form->plan->elements[row->element], value, text);
    }
}

/* Adds a template with numbers filled in, as the language writes them. */
static void add_numbers(const struct form *form, const char *template, const struct element *element, int64_t first,
                        int64_t second, struct text *text) {
    const int64_t values[] = {first, second};
    struct text numbers[2];
    for (int i = 0; i < 2; i++) {
        char number[32];
        childplan__text_begin(&numbers[i], text->allocator);
        (void)childplan__number_format(values[i], element->decimals, number);
        childplan__text_add_number(&numbers[i], number, form->table_words);
    }
    childplan__text_add_filled(text, template, childplan__text_string(&numbers[0]), childplan__text_string(&numbers[1]),
                               NULL);
    text->no_memory |= numbers[0].no_memory | numbers[1].no_memory;
    childplan__text_end(&numbers[0]);
    childplan__text_end(&numbers[1]);
}

/* What is expected, in words: "a whole number, from 0 to 500; no more than “Families”". */
static void add_rule(const struct form *form, const struct form_row *row, struct text *text) {
    const struct element *element = &form->plan->elements[row->element];
    char decimals[32];
    if (element->type == TYPE_FLAG) {
        childplan__text_add_string(text, form->words->rule_flag);
        return;
    }
    (void)childplan__number_format(element->decimals, 0, decimals);
    childplan__text_add_filled(text, element->decimals > 0 ? form->words->rule_decimal : form->words->rule_whole,
                               decimals, NULL, NULL);
    if (element->has_min) {
        add_numbers(form, element->has_max ? form->words->rule_range : form->words->rule_from, element, element->min,
                    element->max, text);
    }
    if (row->whole >= 0) {
        const struct form_row *whole = &form->rows[row->whole];
        childplan__text_add_filled(text, form->words->rule_part_of, form->plan->elements[whole->element].name, NULL,
                                   NULL);
    }
}

const char *childplan__form_cell(const struct form *form, const struct form_row *row, enum form_column column,
                                 struct text *text) {
    const struct element *element = &form->plan->elements[row->element];
    char period[CELL_SIZE];
    childplan__text_clear(text);
    switch (column) {
    case FORM_UNIT:
        return form->plan->units[form->unit].id;
    case FORM_ELEMENT:
        return element->id;
    case FORM_NAME:
        return element->name;
    case FORM_PERIOD:
        (void)childplan_period_format(childplan__cycle_period(&form->plan->calendar, element->frequency, row->cycle),
                                      period, sizeof(period));
        childplan__text_add_string(text, period);
        break;
    case FORM_RULE:
        add_rule(form, row, text);
        break;
    case FORM_BEFORE:
        add_reported(form, row, row->cycle - 1, text);
        break;
    case FORM_REPORTED:
        add_reported(form, row, row->cycle, text);
        break;
    default:
        return "";
    }
    return childplan__text_string(text);
}

const char *childplan__form_name(enum form_column column) {
    static const char *const names[FORM_COLUMNS] = {
        [FORM_UNIT] = "unit",          [FORM_PERIOD] = "period",  [FORM_ELEMENT] = "element",
        [FORM_NAME] = "#name",         [FORM_RULE] = "#expected", [FORM_BEFORE] = "#before",
        [FORM_REPORTED] = "#reported", [FORM_VALUE] = "value",    [FORM_NOTE] = "note",
    };
    return names[column];
}

void childplan__form_line(const struct form *form, int32_t line, struct text *text) {
    const struct childplan_plan *plan = form->plan;
    int32_t day = childplan__period_days(&plan->calendar, form->period).last;
    const struct unit_version *version = childplan__version_near(plan, form->unit, day);
    struct text period;
    childplan__text_begin(&period, text->allocator);
    switch (line) {
    case 0:
        childplan__text_add_filled(text, form->table_words->plan, plan->id, NULL, NULL);
        childplan__text_add_string(text, " – ");
        childplan__text_add_string(text, plan->title);
        break;
    case 1:
        childplan__text_add_filled(text, form->words->form_unit, version->name, plan->levels[version->level].name,
                                   NULL);
        break;
    case 2:
        childplan__text_add_whole_period(&period, plan, form->period, form->table_words, form->language);
        childplan__text_add_filled(text, form->words->form_period, childplan__text_string(&period), NULL, NULL);
        break;
    default:
        childplan__text_add_string(text, form->words->form_help);
        break;
    }
    text->no_memory |= period.no_memory;
    childplan__text_end(&period);
}

struct form_product {
    const childplan_plan *plan;
    const childplan_reports *reports;
    int32_t unit;
    int64_t period;
    const childplan_output *output;
};

static int32_t is_usable(const struct form_product *product) {
    int32_t format = product->output ? product->output->format : CHILDPLAN_FORMAT_CSV;
    return is_period_of(product->plan, product->period) && product->unit >= 0 &&
           product->unit < product->plan->unit_count &&
           (format == CHILDPLAN_FORMAT_CSV || format == CHILDPLAN_FORMAT_XLSX) &&
           (!product->reports || childplan__reports_plan(product->reports) == product->plan);
}

static childplan_status produce_form(const void *given, childplan_write_fn write, void *context) {
    const struct form_product *product = given;
    const childplan_output *output = product->output;
    struct form form = {.plan = product->plan,
                        .reports = product->reports,
                        .unit = product->unit,
                        .period = product->period,
                        .language = output ? output->language : CHILDPLAN_ENGLISH};
    childplan_status status = childplan__form_begin(&form);
    if (status == CHILDPLAN_OK && output && output->format == CHILDPLAN_FORMAT_XLSX) {
        status = childplan__form_write_workbook(&form, write, context);
    } else if (status == CHILDPLAN_OK) {
        status = childplan__form_write_csv(&form, write, context);
    }
    childplan__form_end(&form);
    return status;
}

childplan_status childplan_form_write(const childplan_plan *plan, const childplan_reports *reports, int32_t unit,
                                      int64_t period, const childplan_output *output, childplan_write_fn write,
                                      void *context) {
    struct form_product product = {plan, reports, unit, period, output};
    if (!write || !is_usable(&product)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    return childplan_form_row_count(plan, unit, period) == 0 ? CHILDPLAN_ABSENT
                                                             : produce_form(&product, write, context);
}

childplan_status childplan_form_write_file(const childplan_plan *plan, const childplan_reports *reports, int32_t unit,
                                           int64_t period, const childplan_output *output, const char *path,
                                           childplan_diagnostics *reterr_diagnostics) {
    struct form_product product = {plan, reports, unit, period, output};
    if (!is_usable(&product)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (childplan_form_row_count(plan, unit, period) == 0) {
        return CHILDPLAN_ABSENT;
    }
    return childplan__write_product(&plan->allocator, path, produce_form, &product, reterr_diagnostics);
}
