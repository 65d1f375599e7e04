/* Entry forms as a workbook of one sheet. */
#include "book.h"
#include "form.h"
#include "table_cells.h"

#include <string.h>

#define FORM_ROW 0
#define SUBMITTED_ROW 1
#define FIRST_LINE 2
#define HEADINGS_ROW (FIRST_LINE + FORM_LINES)
#define NAMES_ROW (HEADINGS_ROW + 1)
#define FIRST_ROW (NAMES_ROW + 1)
/* The longest formula a rule can have. */
#define FORMULA_LIMIT 255
/* Fifteen digits: what is larger a spreadsheet would round. */
#define LARGEST INT64_C(999999999999999)
#define LINE_HEIGHT 14
#define INK 0x000000
#define FAINT_INK 0x7F7F7F
#define HEADER_FILL 0xD9E2EC
#define ENTRY_FILL 0xFFF9C4

struct form_sheet {
    const struct form *form;
    struct book *book;
    struct text text;
    struct text formula;
};

static struct book_style plain_style(void) {
    return (struct book_style){.fill = BOOK_NO_COLOR, .ink = BOOK_NO_COLOR, .points = 11};
}

static void set_number(struct book_style *style, const char *number) {
    memcpy(style->number, number, strlen(number) + 1);
}

static void write_top(struct form_sheet *sheet) {
    const struct sheet_words *words = sheet->form->words;
    struct book_style faint = plain_style();
    struct book_style title = plain_style();
    struct book_style entry = plain_style();
    faint.ink = FAINT_INK;
    faint.points = 8;
    childplan__book_text(sheet->book, FORM_ROW, FORM_UNIT, &faint, "#form");
    set_number(&faint, "0.0");
    faint.align = BOOK_LEFT;
    childplan__book_half(sheet->book, FORM_ROW, FORM_PERIOD, &faint);
    title.bold = 1;
    title.points = 14;
    childplan__book_text(sheet->book, FORM_ROW, FORM_NAME, &title, words->form_title);

    faint.number[0] = '\0';
    childplan__book_text(sheet->book, SUBMITTED_ROW, FORM_UNIT, &faint, "#submitted");
    entry.fill = ENTRY_FILL;
    entry.border = BOOK_THIN;
    entry.unlocked = 1;
    set_number(&entry, "yyyy\\-mm\\-dd");
    childplan__book_text(sheet->book, SUBMITTED_ROW, FORM_PERIOD, &entry, "");
    title.bold = 0;
    title.points = 11;
    childplan__book_text(sheet->book, SUBMITTED_ROW, FORM_ELEMENT, &title, words->form_submitted);
    childplan__book_date_rule(sheet->book, SUBMITTED_ROW, FORM_PERIOD,
                              &(struct book_rule){.title = words->rule_title, .message = words->rule_date});
}

static void write_lines(struct form_sheet *sheet) {
    struct book_style faint = plain_style();
    faint.ink = FAINT_INK;
    faint.points = 8;
    for (int32_t line = 0; line < FORM_LINES; line++) {
        struct book_style style = plain_style();
        style.bold = line == 1 || line == 2;
        style.italic = line == FORM_LINES - 1;
        style.wrap = 1;
        childplan__text_clear(&sheet->text);
        childplan__form_line(sheet->form, line, &sheet->text);
        size_t lines = childplan__utf8_length(childplan__text_string(&sheet->text), sheet->text.size) / 130 + 1;
        childplan__book_text(sheet->book, (size_t)(FIRST_LINE + line), FORM_UNIT, &faint, "#");
        childplan__book_merged(sheet->book, (size_t)(FIRST_LINE + line), FORM_NAME, FORM_NOTE, &style,
                               childplan__text_string(&sheet->text));
        childplan__book_height(sheet->book, (size_t)(FIRST_LINE + line),
                               (int32_t)(lines < 8 ? lines : 8) * LINE_HEIGHT + 2);
    }
}

static void write_headings(struct form_sheet *sheet) {
    static const int32_t widths[FORM_COLUMNS] = {13, 12, 18, 44, 36, 15, 15, 17, 24};
    struct book_style heading = plain_style();
    struct book_style name = plain_style();
    heading.fill = name.fill = HEADER_FILL;
    heading.ink = INK;
    heading.align = BOOK_CENTER;
    heading.border = name.border = BOOK_THIN;
    heading.bold = heading.wrap = 1;
    name.ink = FAINT_INK;
    name.points = 8;
    for (int column = 0; column < FORM_COLUMNS; column++) {
        childplan__book_width(sheet->book, column, widths[column]);
        childplan__book_text(sheet->book, HEADINGS_ROW, column, &heading, sheet->form->words->form_headings[column]);
        childplan__book_text(sheet->book, NAMES_ROW, column, &name, childplan__form_name((enum form_column)column));
    }
}

/* Adds "H12", the cell of a row in a column. */
static void add_place(struct text *formula, enum form_column column, size_t row) {
    const char letter = (char)('A' + column);
    childplan__text_add(formula, &letter, 1);
    childplan__text_add_integer(formula, (int64_t)(FIRST_ROW + row) + 1);
}

static void add_number(struct text *formula, int64_t value, int32_t decimals) {
    char number[32];
    (void)childplan__number_format(value, decimals, number);
    childplan__text_add_string(formula, number);
}

/* The largest value that the element takes and a spreadsheet holds. */
static int64_t largest_of(const struct element *element) {
    return element->has_max && element->max < LARGEST ? element->max : LARGEST;
}

/* Adds that a part is no more than its whole: the one filled in, or else the one reported. */
static void add_whole(struct text *formula, const struct form_row *row, size_t number) {
    size_t whole = (size_t)row->whole;
    childplan__text_add_string(formula, ",");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, "<=IF(ISNUMBER(");
    add_place(formula, FORM_VALUE, whole);
    childplan__text_add_string(formula, "),");
    add_place(formula, FORM_VALUE, whole);
    childplan__text_add_string(formula, ",IF(ISNUMBER(");
    add_place(formula, FORM_REPORTED, whole);
    childplan__text_add_string(formula, "),");
    add_place(formula, FORM_REPORTED, whole);
    childplan__text_add_string(formula, ",");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, "))");
}

/* Adds that a whole is no less than any part that is filled in, as far as the formula has room. */
static void add_parts(const struct form *form, struct text *formula, size_t number) {
    for (size_t part = 0; part < form->count && formula->size < FORMULA_LIMIT - 40; part++) {
        if (form->rows[part].whole == (int32_t)number && form->plan->elements[form->rows[part].element].min >= 0) {
            childplan__text_add_string(formula, ",");
            add_place(formula, FORM_VALUE, number);
            childplan__text_add_string(formula, ">=N(");
            add_place(formula, FORM_VALUE, part);
            childplan__text_add_string(formula, ")");
        }
    }
}

/* What must be true of a number: =AND(ISNUMBER(H9),H9=ROUND(H9,0),H9>=0,H9<=500,…) */
static const char *make_formula(struct form_sheet *sheet, size_t number) {
    const struct form_row *row = &sheet->form->rows[number];
    const struct element *element = &sheet->form->plan->elements[row->element];
    struct text *formula = &sheet->formula;
    childplan__text_clear(formula);
    childplan__text_add_string(formula, "=AND(ISNUMBER(");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, "),");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, "=ROUND(");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, ",");
    childplan__text_add_integer(formula, element->decimals);
    childplan__text_add_string(formula, "),");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, ">=");
    add_number(formula, element->has_min ? element->min : -LARGEST, element->decimals);
    childplan__text_add_string(formula, ",");
    add_place(formula, FORM_VALUE, number);
    childplan__text_add_string(formula, "<=");
    add_number(formula, largest_of(element), element->decimals);
    if (row->whole >= 0) {
        add_whole(formula, row, number);
    }
    add_parts(sheet->form, formula, number);
    childplan__text_add_string(formula, ")");
    return childplan__text_string(formula);
}

static void write_entry(struct form_sheet *sheet, size_t number) {
    const struct form *form = sheet->form;
    const struct element *element = &form->plan->elements[form->rows[number].element];
    const char *const choices[] = {form->words->yes, form->words->no, NULL};
    struct book_style style = plain_style();
    struct book_rule rule = {.title = form->words->rule_title};
    style.fill = ENTRY_FILL;
    style.ink = INK;
    style.border = BOOK_THIN;
    style.align = BOOK_RIGHT;
    style.unlocked = 1;
    /* Money is read in groups; what is not whole must be seen in any other, and in the file that is saved. */
    set_number(&style, element->type == TYPE_MONEY ? "#,##0"
                       : element->decimals == 0    ? "[<100000000000]General;0"
                                                   : "General");
    childplan__book_text(sheet->book, FIRST_ROW + number, FORM_VALUE, &style, "");
    rule.message = childplan__form_cell(form, &form->rows[number], FORM_RULE, &sheet->text);
    if (element->type == TYPE_FLAG) {
        rule.choices = choices;
    } else {
        rule.formula = make_formula(sheet, number);
    }
    childplan__book_rule(sheet->book, FIRST_ROW + number, FORM_VALUE, &rule);
    style.align = BOOK_LEFT;
    style.wrap = 1;
    style.number[0] = '\0';
    childplan__book_text(sheet->book, FIRST_ROW + number, FORM_NOTE, &style, "");
}

static int32_t is_number(const char *text) {
    text += *text == '-';
    return *text >= '0' && *text <= '9';
}

static void write_row(struct form_sheet *sheet, size_t number) {
    size_t lines = 1;
    for (int column = FORM_UNIT; column < FORM_VALUE; column++) {
        struct book_style style = plain_style();
        const char *cell =
            childplan__form_cell(sheet->form, &sheet->form->rows[number], (enum form_column)column, &sheet->text);
        style.border = BOOK_THIN;
        style.wrap = 1;
        style.ink = column < FORM_NAME ? FAINT_INK : INK;
        style.points = column < FORM_NAME || column == FORM_RULE ? 9 : 11;
        if ((column == FORM_BEFORE || column == FORM_REPORTED) && is_number(cell)) {
            style.align = BOOK_RIGHT;
            childplan__book_figure(sheet->book, FIRST_ROW + number, column, &style, cell, "");
        } else {
            childplan__book_text(sheet->book, FIRST_ROW + number, column, &style, cell);
        }
        size_t width = column == FORM_ELEMENT ? 20 : 44;
        size_t needed = childplan__utf8_length(cell, strlen(cell)) / width + 1;
        lines = needed > lines ? needed : lines;
    }
    childplan__book_height(sheet->book, FIRST_ROW + number, (int32_t)(lines < 12 ? lines : 12) * LINE_HEIGHT + 3);
    write_entry(sheet, number);
}

static childplan_status write_sheet(struct form_sheet *sheet, childplan_write_fn write, void *context) {
    const struct form *form = sheet->form;
    const struct book_page page = {.frozen_rows = FIRST_ROW,
                                   .frozen_columns = FORM_RULE,
                                   .first_header = HEADINGS_ROW,
                                   .last_header = HEADINGS_ROW,
                                   .landscape = 1,
                                   .footer = form->plan->id};
    childplan_status status =
        childplan__book_begin(&form->plan->allocator, (form->count + 40) * (FORM_COLUMNS + 10), &sheet->book);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    (void)childplan__book_add_sheet(sheet->book, form->words->form_sheet);
    write_top(sheet);
    write_lines(sheet);
    write_headings(sheet);
    for (size_t row = 0; row < form->count; row++) {
        write_row(sheet, row);
    }
    childplan__book_page(sheet->book, &page);
    childplan__book_protect(sheet->book);
    if (sheet->text.no_memory || sheet->formula.no_memory) {
        childplan__book_abandon(sheet->book);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    return childplan__book_end(sheet->book, form->plan->title,
                               childplan__period_days(&form->plan->calendar, form->period).last, write, context);
}

childplan_status childplan__form_write_workbook(const struct form *form, childplan_write_fn write, void *context) {
    struct form_sheet sheet = {.form = form};
    childplan__text_begin(&sheet.text, &form->plan->allocator);
    childplan__text_begin(&sheet.formula, &form->plan->allocator);
    childplan_status status = write_sheet(&sheet, write, context);
    childplan__text_end(&sheet.text);
    childplan__text_end(&sheet.formula);
    return status;
}
