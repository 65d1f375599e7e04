/* Rows as a workbook: a sheet for each period, in it a line for each unit and indicator. */
#include "book.h"
#include "exchange.h"
#include "headings.h"
#include "sheet_words.h"
#include "status_color.h"

#include "../plan/model.h"

#include <string.h>

#define TITLE_ROW 0
#define ISSUE_ROW 1
#define PERIOD_ROW 2
#define BASIS_ROW 3
#define HEADER_ROW 4
#define FIRST_ROW 5
#define FROZEN_COLUMNS 2
/* A spreadsheet has 1,048,576 rows. What is more goes on in another sheet. */
#define SHEET_LINES 1000000
#define SHEET_NAME_SIZE 128
/* Points; a spreadsheet does not fit the rows itself. */
#define LINE_HEIGHT 13
#define MOST_LINES 20
#define HEADER_FILL 0xD9E2EC
#define INK 0x000000
#define WHITE 0xFFFFFF
#define FAINT_INK 0x595959

/* A period's sheet as far as it is written. */
struct sheet {
    int64_t period;
    size_t number;     /* of the one that is being written */
    size_t part;       /* from 1; 0: nothing is written yet */
    size_t next_row;   /* of it */
    int32_t last_unit; /* in the row above that */
};

struct rows_book {
    const childplan_rollup *rollup;
    const childplan_plan *plan;
    const struct childplan_output *output;
    const struct table_words *table_words;
    const struct sheet_words *words;
    struct book *book;
    struct writer *writer; /* told of each row */
    struct text scratch;
    struct sheet *sheets; /* in order of time */
    size_t sheet_count;
    size_t sheet_capacity;
    int32_t columns[SHEET_COLUMNS]; /* where each stands; -1: left out */
    int32_t column_count;
    int32_t widths[SHEET_COLUMNS];
    size_t sheet_lines;
};

/* The column of the rollup that holds a column's figures; 0, which holds none, where it has text. */
static int32_t figure_of(enum sheet_column column) {
    static const int32_t figures[SHEET_COLUMNS] = {
        [SHEET_NUMERATOR] = CHILDPLAN_COLUMN_NUMERATOR,
        [SHEET_DENOMINATOR] = CHILDPLAN_COLUMN_DENOMINATOR,
        [SHEET_VALUE] = CHILDPLAN_COLUMN_VALUE,
        [SHEET_LOW] = CHILDPLAN_COLUMN_LOW,
        [SHEET_HIGH] = CHILDPLAN_COLUMN_HIGH,
        [SHEET_EXPECTED] = CHILDPLAN_COLUMN_UNITS_EXPECTED,
        [SHEET_REPORTED] = CHILDPLAN_COLUMN_UNITS_REPORTED,
        [SHEET_CARRIED] = CHILDPLAN_COLUMN_UNITS_CARRIED,
        [SHEET_PATH] = CHILDPLAN_COLUMN_PATH,
        [SHEET_GAP] = CHILDPLAN_COLUMN_GAP,
        [SHEET_PERIODS_LEFT] = CHILDPLAN_COLUMN_PERIODS_LEFT,
        [SHEET_PACE] = CHILDPLAN_COLUMN_PACE,
    };
    return figures[column];
}

static int32_t is_of_value(enum sheet_column column) {
    return column == SHEET_VALUE || column == SHEET_LOW || column == SHEET_HIGH || column == SHEET_PATH;
}

static int64_t period_of(const struct rows_book *rows, size_t row) {
    return childplan__cell(rows->rollup, row, CHILDPLAN_COLUMN_PERIOD, CHILDPLAN_NO_PERIOD);
}

static const char *scratch_text(const struct rows_book *rows) {
    return childplan__text_string(&rows->scratch);
}

/*
 * Which sheets there are. The rows of a unit run through the periods, so the one after the last found is tried first.
 */
static size_t find_sheet(const struct rows_book *rows, int64_t period, size_t from) {
    for (size_t i = 0; i < rows->sheet_count; i++) {
        size_t at = (from + i) % rows->sheet_count;
        if (rows->sheets[at].period == period) {
            return at;
        }
    }
    return rows->sheet_count;
}

static int32_t comes_before(const struct rows_book *rows, int64_t a, int64_t b) {
    struct days days_a = childplan__period_days(&rows->plan->calendar, a);
    struct days days_b = childplan__period_days(&rows->plan->calendar, b);
    return days_a.first != days_b.first ? days_a.first < days_b.first : days_a.last > days_b.last;
}

static childplan_status insert_sheet(struct rows_book *rows, int64_t period) {
    childplan_status status = childplan__reserve(&rows->plan->allocator, &rows->sheets, &rows->sheet_capacity,
                                                 rows->sheet_count + 1, sizeof(*rows->sheets));
    if (status != CHILDPLAN_OK) {
        return status;
    }
    size_t at = rows->sheet_count++;
    for (; at > 0 && comes_before(rows, period, rows->sheets[at - 1].period); at--) {
        rows->sheets[at] = rows->sheets[at - 1];
    }
    rows->sheets[at] = (struct sheet){.period = period, .last_unit = CHILDPLAN_NONE};
    return CHILDPLAN_OK;
}

static childplan_status find_sheets(struct rows_book *rows) {
    size_t count = childplan_rollup_row_count(rows->rollup);
    size_t at = 0;
    childplan_status status = CHILDPLAN_OK;
    for (size_t row = 0; row < count && status == CHILDPLAN_OK; row++) {
        at = find_sheet(rows, period_of(rows, row), at);
        if (at == rows->sheet_count) {
            status = insert_sheet(rows, period_of(rows, row));
        }
    }
    return status;
}

/*
 * What the cells of a row say: the scratch text.
 */
static void read_figure(struct rows_book *rows, size_t row, enum sheet_column column) {
    char buffer[CELL_SIZE];
    childplan__text_clear(&rows->scratch);
    childplan__text_add_string(&rows->scratch, childplan__cell_text(rows->rollup, row, figure_of(column), buffer));
}

static void read_target(struct rows_book *rows, size_t row) {
    char buffer[CELL_SIZE];
    int32_t ignored = 0;
    int32_t indicator = childplan__cell_index(rows->rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    const char *target = childplan__cell_text(rows->rollup, row, CHILDPLAN_COLUMN_TARGET, buffer);
    (void)childplan__text_add_target(&rows->scratch, target, childplan__sign_of(rows->plan, indicator), "",
                                     rows->table_words, &ignored);
}

static void read_by(struct rows_book *rows, size_t row) {
    int64_t by = childplan__cell(rows->rollup, row, CHILDPLAN_COLUMN_BY, CHILDPLAN_NO_PERIOD);
    if (by != CHILDPLAN_NO_PERIOD) {
        childplan__text_add_by(&rows->scratch, rows->plan, by, rows->table_words);
    }
}

static int32_t is_missing(const struct rows_book *rows, size_t row, int32_t column) {
    int64_t ignored;
    char buffer[CELL_SIZE];
    if (column == CHILDPLAN_COLUMN_VALUE || column == CHILDPLAN_COLUMN_LOW || column == CHILDPLAN_COLUMN_HIGH) {
        return *childplan__cell_text(rows->rollup, row, column, buffer) == '\0';
    }
    return childplan_rollup_get(rows->rollup, row, column, &ignored) != CHILDPLAN_OK;
}

static int32_t has_note(const struct rows_book *rows, size_t row, enum sheet_note note) {
    char buffer[CELL_SIZE];
    int32_t status = childplan__cell_index(rows->rollup, row, CHILDPLAN_COLUMN_STATUS);
    switch (note) {
    case NOTE_UNCERTAIN:
        return (status == CHILDPLAN_STATUS_MET || status == CHILDPLAN_STATUS_MISSED) &&
               childplan__cell(rows->rollup, row, CHILDPLAN_COLUMN_CERTAIN, 1) == 0;
    case NOTE_NO_DENOMINATOR:
        return is_missing(rows, row, CHILDPLAN_COLUMN_VALUE) && !is_missing(rows, row, CHILDPLAN_COLUMN_NUMERATOR);
    case NOTE_UNKNOWN_TARGET:
        return strchr(childplan__cell_text(rows->rollup, row, CHILDPLAN_COLUMN_TARGET, buffer), '?') != NULL;
    case NOTE_ASPIRATION:
        return childplan__cell(rows->rollup, row, CHILDPLAN_COLUMN_BINDING, 1) == 0;
    default:
        return !is_missing(rows, row, CHILDPLAN_COLUMN_LOW) && is_missing(rows, row, CHILDPLAN_COLUMN_HIGH);
    }
}

static void read_notes(struct rows_book *rows, size_t row) {
    for (int note = 0; note < NOTE_COUNT; note++) {
        if (has_note(rows, row, (enum sheet_note)note)) {
            childplan__text_add_string(&rows->scratch, rows->scratch.size > 0 ? "; " : "");
            childplan__text_add_string(&rows->scratch, rows->words->notes[note]);
        }
    }
}

/* A cell that holds text. */
static const char *read_text(struct rows_book *rows, size_t row, enum sheet_column column) {
    const childplan_rollup *rollup = rows->rollup;
    childplan__text_clear(&rows->scratch);
    switch (column) {
    case SHEET_UNIT:
        return childplan_plan_unit_name(rows->plan, childplan__cell_index(rollup, row, CHILDPLAN_COLUMN_UNIT),
                                        childplan__structure_day(rollup, row));
    case SHEET_INDICATOR:
        return childplan_plan_indicator_name(rows->plan,
                                             childplan__cell_index(rollup, row, CHILDPLAN_COLUMN_INDICATOR));
    case SHEET_STATUS:
        return childplan_plan_status_name(rows->plan, childplan__cell_index(rollup, row, CHILDPLAN_COLUMN_STATUS),
                                          rows->output->language);
    case SHEET_TARGET:
        read_target(rows, row);
        break;
    case SHEET_BY:
        read_by(rows, row);
        break;
    default:
        read_notes(rows, row);
        break;
    }
    return scratch_text(rows);
}

/*
 * Columns as wide as their figures, between limits; those of text have a width of their own and are wrapped.
 */
static void set_columns(struct rows_book *rows) {
    static const int32_t text_widths[SHEET_COLUMNS] = {[SHEET_UNIT] = 20, [SHEET_INDICATOR] = 28, [SHEET_TARGET] = 9,
                                                       [SHEET_BY] = 9,    [SHEET_STATUS] = 13,    [SHEET_NOTES] = 24};
    for (int column = 0; column < SHEET_COLUMNS; column++) {
        int32_t is_shown = rows->output->pace || (column != SHEET_PERIODS_LEFT && column != SHEET_PACE);
        rows->columns[column] = is_shown ? rows->column_count++ : -1;
        rows->widths[column] = text_widths[column] > 0 ? text_widths[column] : 8;
    }
}

static void measure(struct rows_book *rows) {
    size_t count = childplan_rollup_row_count(rows->rollup);
    for (size_t row = 0; row < count; row++) {
        for (int column = 0; column < SHEET_COLUMNS; column++) {
            if (figure_of((enum sheet_column)column) == 0) {
                continue;
            }
            read_figure(rows, row, (enum sheet_column)column);
            /* With a mark between each three digits, a sign, the percentage's and some air. */
            size_t width = rows->scratch.size + rows->scratch.size / 3 + 1;
            width = width < 26 ? width : 26;
            rows->widths[column] = (int32_t)width > rows->widths[column] ? (int32_t)width : rows->widths[column];
        }
    }
}

static struct book_style plain_style(void) {
    return (struct book_style){.fill = BOOK_NO_COLOR, .ink = BOOK_NO_COLOR, .points = 10};
}

/* A line above the header, across all columns, as high as the text needs. */
static void write_line(struct rows_book *rows, size_t row, const struct book_style *style) {
    int32_t across = 0;
    for (int column = 0; column < SHEET_COLUMNS; column++) {
        across += rows->columns[column] >= 0 ? rows->widths[column] : 0;
    }
    size_t length = childplan__utf8_length(scratch_text(rows), rows->scratch.size);
    size_t room = (size_t)(across * 9 / style->points);
    size_t lines = length / room + 1;
    childplan__book_merged(rows->book, row, 0, rows->column_count - 1, style, scratch_text(rows));
    childplan__book_height(rows->book, row, (int32_t)lines * (style->points * 3 / 2));
    childplan__text_clear(&rows->scratch);
}

static void write_above(struct rows_book *rows, int64_t period, int32_t as_of) {
    struct book_style style = plain_style();
    childplan__text_clear(&rows->scratch);
    style.wrap = 1;
    style.bold = 1;
    style.points = 13;
    childplan__text_add_filled(&rows->scratch, rows->table_words->plan, childplan_plan_id(rows->plan), NULL, NULL);
    childplan__text_add_string(&rows->scratch, " – ");
    childplan__text_add_string(&rows->scratch, childplan_plan_title(rows->plan));
    write_line(rows, TITLE_ROW, &style);
    style.bold = 0;
    style.points = 10;
    childplan__text_add_issue(&rows->scratch, rows->rollup, rows->table_words, rows->output->language);
    write_line(rows, ISSUE_ROW, &style);
    style.bold = 1;
    style.points = 12;
    if (period != CHILDPLAN_NO_PERIOD) {
        childplan__text_add_period_so_far(&rows->scratch, rows->plan, period, as_of, rows->table_words,
                                          rows->output->language);
    }
    write_line(rows, PERIOD_ROW, &style);
    style.bold = 0;
    style.points = 10;
    childplan__text_add_basis(&rows->scratch, rows->rollup, rows->table_words, rows->output->language);
    write_line(rows, BASIS_ROW, &style);
}

static void write_header(struct rows_book *rows) {
    struct book_style style = plain_style();
    style.fill = HEADER_FILL;
    style.ink = INK;
    style.bold = 1;
    style.wrap = 1;
    style.align = BOOK_CENTER;
    style.border = BOOK_THIN;
    for (int column = 0; column < SHEET_COLUMNS; column++) {
        if (rows->columns[column] >= 0) {
            childplan__book_width(rows->book, rows->columns[column], rows->widths[column]);
            childplan__book_text(rows->book, HEADER_ROW, rows->columns[column], &style, rows->words->headings[column]);
        }
    }
    childplan__book_height(rows->book, HEADER_ROW, 42);
}

/* The name of a sheet: the period's, and of a further part its number. */
static void name_sheet(struct rows_book *rows, int64_t period, size_t part) {
    childplan__text_clear(&rows->scratch);
    childplan__text_add_period(&rows->scratch, rows->plan, period, rows->table_words);
    if (part > 1) {
        childplan__text_add_string(&rows->scratch, " (");
        childplan__text_add_integer(&rows->scratch, (int64_t)part);
        childplan__text_add_string(&rows->scratch, ")");
    }
}

static void begin_sheet(struct rows_book *rows, struct sheet *sheet, int32_t as_of) {
    const struct book_page page = {.frozen_rows = FIRST_ROW,
                                   .frozen_columns = FROZEN_COLUMNS,
                                   .first_header = HEADER_ROW,
                                   .last_header = HEADER_ROW,
                                   .landscape = 1,
                                   .footer = childplan_plan_id(rows->plan)};
    if (sheet->part > 0) {
        name_sheet(rows, sheet->period, sheet->part + 1);
        sheet->number = childplan__book_add_sheet(rows->book, scratch_text(rows));
    }
    childplan__book_select(rows->book, sheet->number);
    sheet->part++;
    sheet->next_row = FIRST_ROW;
    sheet->last_unit = CHILDPLAN_NONE;
    write_above(rows, sheet->period, as_of);
    write_header(rows);
    childplan__book_page(rows->book, &page);
}

static void end_sheet(struct rows_book *rows, const struct sheet *sheet) {
    if (sheet->next_row > FIRST_ROW) {
        childplan__book_select(rows->book, sheet->number);
        childplan__book_filter(rows->book, HEADER_ROW, sheet->next_row - 1, rows->column_count - 1);
    }
}

static void color_status(const struct rows_book *rows, size_t row, struct book_style *style) {
    int32_t parts[3];
    if (childplan__status_color(rows->plan, childplan__cell_index(rows->rollup, row, CHILDPLAN_COLUMN_STATUS), parts)) {
        style->fill = parts[0] << 16 | parts[1] << 8 | parts[2];
        style->ink = childplan__takes_black_ink(parts) ? INK : WHITE;
    }
}

/* The number format's suffix of a value: "%", or " /100,000" where no sign says it. */
static const char *suffix_of(struct rows_book *rows, size_t row, enum sheet_column column, struct text *text) {
    int32_t indicator = childplan__cell_index(rows->rollup, row, CHILDPLAN_COLUMN_INDICATOR);
    const char *sign = childplan__sign_of(rows->plan, indicator);
    int64_t per = childplan_plan_indicator_per(rows->plan, indicator);
    if (!is_of_value(column) || *sign || per == 1 || !childplan_plan_indicator_is_ratio(rows->plan, indicator)) {
        return is_of_value(column) ? sign : "";
    }
    char number[32];
    (void)childplan__number_format(per, 0, number);
    childplan__text_add_string(text, " /");
    childplan__text_add_number(text, number, rows->table_words);
    return childplan__text_string(text);
}

static void write_figure(struct rows_book *rows, const struct sheet *sheet, size_t row, enum sheet_column column,
                         struct book_style *style) {
    struct text suffix;
    childplan__text_begin(&suffix, rows->scratch.allocator);
    read_figure(rows, row, column);
    style->align = BOOK_RIGHT;
    style->is_signed = column == SHEET_GAP;
    if (rows->scratch.size == 0) {
        childplan__book_text(rows->book, sheet->next_row, rows->columns[column], style, "");
    } else {
        childplan__book_figure(rows->book, sheet->next_row, rows->columns[column], style, scratch_text(rows),
                               suffix_of(rows, row, column, &suffix));
    }
    rows->scratch.no_memory |= suffix.no_memory;
    childplan__text_end(&suffix);
}

/* How many lines a text takes in a column, whose width is in digits: letters are narrower, but words not broken. */
static int32_t lines_of(const char *text, int32_t width) {
    size_t room = (size_t)width + (size_t)width / 3;
    return (int32_t)((childplan__utf8_length(text, strlen(text)) + room - 1) / room);
}

/* Returns how many lines its text takes. */
static int32_t write_cell(struct rows_book *rows, const struct sheet *sheet, size_t row, enum sheet_column column,
                          int32_t begins_unit) {
    struct book_style style = plain_style();
    style.border = begins_unit ? BOOK_THIN_UNDER_LINE : BOOK_THIN;
    style.top = 1;
    if (figure_of(column) != 0) {
        write_figure(rows, sheet, row, column, &style);
        return 1;
    }
    style.wrap = 1;
    style.bold = column == SHEET_UNIT && begins_unit;
    if (column == SHEET_STATUS) {
        style.align = BOOK_CENTER;
        color_status(rows, row, &style);
    }
    const char *text = read_text(rows, row, column);
    childplan__book_text(rows->book, sheet->next_row, rows->columns[column], &style, text);
    return lines_of(text, rows->widths[column]);
}

static void write_row(struct rows_book *rows, struct sheet *sheet, size_t row) {
    int32_t unit = childplan__cell_index(rows->rollup, row, CHILDPLAN_COLUMN_UNIT);
    if (sheet->part == 0 || sheet->next_row >= FIRST_ROW + rows->sheet_lines) {
        end_sheet(rows, sheet);
        begin_sheet(rows, sheet, childplan__cell_index(rows->rollup, row, CHILDPLAN_COLUMN_AS_OF));
    }
    childplan__book_select(rows->book, sheet->number);
    int32_t lines = 1;
    for (int column = 0; column < SHEET_COLUMNS; column++) {
        if (rows->columns[column] >= 0) {
            int32_t needed = write_cell(rows, sheet, row, (enum sheet_column)column, unit != sheet->last_unit);
            lines = needed > lines ? needed : lines;
        }
    }
    childplan__book_height(rows->book, sheet->next_row, (lines < MOST_LINES ? lines : MOST_LINES) * LINE_HEIGHT + 2);
    sheet->last_unit = unit;
    sheet->next_row++;
}

static void write_below_line(struct rows_book *rows, size_t row, const char *text) {
    struct book_style style = plain_style();
    style.ink = FAINT_INK;
    style.italic = 1;
    style.points = 9;
    childplan__book_text(rows->book, row, 0, &style, text);
}

static void write_digest(struct rows_book *rows, size_t row, const char *label, int32_t item) {
    char digest[CELL_SIZE];
    (void)childplan_rollup_stamp(rows->rollup, item, digest, sizeof(digest));
    childplan__text_clear(&rows->scratch);
    childplan__text_add_string(&rows->scratch, label);
    childplan__text_add_string(&rows->scratch, digest);
    write_below_line(rows, row, scratch_text(rows));
}

/* The legend, and what tells the same figures from others. */
static void write_below(struct rows_book *rows, size_t row) {
    for (size_t i = 0; rows->words->legend[i]; i++) {
        write_below_line(rows, ++row, rows->words->legend[i]);
    }
    childplan__text_clear(&rows->scratch);
    childplan__text_add_filled(&rows->scratch, rows->words->stamp, childplan_version_string(), NULL, NULL);
    write_below_line(rows, ++row, scratch_text(rows));
    write_digest(rows, ++row, rows->words->plan_digest, CHILDPLAN_STAMP_PLAN_DIGEST);
    write_digest(rows, ++row, rows->words->reports_digest, CHILDPLAN_STAMP_REPORTS_DIGEST);
}

static void write_no_rows(struct rows_book *rows) {
    struct sheet sheet = {.period = CHILDPLAN_NO_PERIOD};
    struct book_style style = plain_style();
    sheet.number = childplan__book_add_sheet(rows->book, "0");
    begin_sheet(rows, &sheet, childplan_rollup_until(rows->rollup));
    childplan__book_text(rows->book, FIRST_ROW, 0, &style, rows->words->no_rows);
    write_below(rows, FIRST_ROW + 1);
}

static void write_rows(struct rows_book *rows) {
    size_t count = childplan_rollup_row_count(rows->rollup);
    size_t at = 0;
    /* In order of time, whichever is written first. */
    for (size_t i = 0; i < rows->sheet_count; i++) {
        name_sheet(rows, rows->sheets[i].period, 1);
        if (rows->scratch.no_memory) {
            return;
        }
        rows->sheets[i].number = childplan__book_add_sheet(rows->book, scratch_text(rows));
    }
    for (size_t row = 0; row < count && rows->writer->status == CHILDPLAN_OK; row++) {
        at = find_sheet(rows, period_of(rows, row), at);
        write_row(rows, &rows->sheets[at], row);
        childplan__writer_step(rows->writer);
    }
    for (size_t i = 0; i < rows->sheet_count; i++) {
        end_sheet(rows, &rows->sheets[i]);
        write_below(rows, rows->sheets[i].next_row);
    }
    if (rows->sheet_count == 0) {
        write_no_rows(rows);
    }
}

static childplan_status write_book(struct rows_book *rows) {
    size_t count = childplan_rollup_row_count(rows->rollup);
    childplan_status status = find_sheets(rows);
    if (status == CHILDPLAN_OK) {
        /* That many cells can be counted: each row of the rollup takes more bytes than the sheet has columns. */
        status = childplan__book_begin(&rows->plan->allocator, (count + 40 * rows->sheet_count) * SHEET_COLUMNS,
                                       &rows->book);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    set_columns(rows);
    measure(rows);
    write_rows(rows);
    if (rows->scratch.no_memory || rows->writer->status != CHILDPLAN_OK) {
        childplan__book_abandon(rows->book);
        return rows->scratch.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : rows->writer->status;
    }
    return childplan__book_end(rows->book, childplan_plan_title(rows->plan), childplan_rollup_until(rows->rollup),
                               rows->writer->write, rows->writer->context);
}

childplan_status childplan__write_workbook(const childplan_rollup *rollup, const struct childplan_output *output,
                                           struct writer *writer) {
    struct rows_book rows;
    memset(&rows, 0, sizeof(rows));
    rows.rollup = rollup;
    rows.plan = childplan_rollup_plan(rollup);
    rows.output = output;
    rows.writer = writer;
    rows.table_words = childplan__table_words(output->language);
    rows.words = childplan__sheet_words(output->language);
    rows.sheet_lines = output->sheet_lines > 0 ? output->sheet_lines : SHEET_LINES;
    childplan__text_begin(&rows.scratch, &rows.plan->allocator);
    childplan_status status = write_book(&rows);
    childplan__text_end(&rows.scratch);
    childplan__release(&rows.plan->allocator, rows.sheets);
    return status;
}
