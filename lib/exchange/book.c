/* Workbooks by libxlsxwriter: the only file that knows it. */
#ifndef _WIN32
#define _XOPEN_SOURCE 700
#endif

#include "book.h"

#include "../base/file.h"
#include "../base/text.h"
#include "book_check.h"

#include <locale.h>
#include <string.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

/* Its headers are not written with our warnings in mind. */
#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wpedantic"
#endif
#include <xlsxwriter.h>
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

/* Digits that every spreadsheet keeps. */
#define EXACT_DIGITS 15
/* What a cell takes of memory on its way, with what it says, and a workbook without any. */
#define CELL_BYTES ((size_t)320)
#define BOOK_BYTES ((size_t)1 << 20)
#define PIECE_SIZE 65536
#define SECONDS_A_DAY 86400

struct made_style {
    struct book_style style;
    lxw_format *format;
};

struct book {
    const struct allocator *allocator;
    childplan_status status;
    char *path; /* where libxlsxwriter writes to */
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_worksheet **sheets;
    size_t sheet_count;
    size_t sheet_capacity;
    struct made_style *styles;
    size_t style_count;
    size_t style_capacity;
};

int32_t childplan__books_exist(void) {
    return 1;
}

static void fail(struct book *book, childplan_status status) {
    book->status = book->status == CHILDPLAN_OK ? status : book->status;
}

/* What an error of libxlsxwriter is to our caller. */
static childplan_status status_of(lxw_error error) {
    switch (error) {
    /* GCOV_EXCL_START: the memory that libxlsxwriter itself takes does not fail in the tests */
    case LXW_ERROR_MEMORY_MALLOC_FAILED:
    case LXW_ERROR_SHARED_STRING_INDEX_NOT_FOUND:
        return CHILDPLAN_ERROR_NO_MEMORY;
    /* GCOV_EXCL_STOP */
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
    case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
        return CHILDPLAN_ERROR_OVERFLOW;
    default:
        return CHILDPLAN_ERROR_FILE;
    }
}

static void take(struct book *book, lxw_error error) {
    if (error != LXW_NO_ERROR) {
        fail(book, status_of(error));
    }
}

static childplan_status ask_for_memory(size_t cells) {
    if (cells > (SIZE_MAX - BOOK_BYTES) / CELL_BYTES) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    void *memory = childplan__malloc.allocate(NULL, NULL, BOOK_BYTES + cells * CELL_BYTES);
    childplan__release(&childplan__malloc, memory);
    return memory ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

childplan_status childplan__book_begin(const struct allocator *allocator, size_t cells, struct book **ret_book) {
    struct book *book = childplan__allocate(allocator, 1, sizeof(*book));
    if (!book) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    book->allocator = allocator;
    childplan_status status = ask_for_memory(cells);
    if (status == CHILDPLAN_OK) {
        status = childplan__scratch_create(allocator, &book->path);
    }
    if (status == CHILDPLAN_OK) {
        book->workbook = workbook_new(book->path);
        status =
            book->workbook ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY; /* GCOV_EXCL_BR_LINE: its own memory, likewise */
    }
    if (status != CHILDPLAN_OK) {
        childplan__book_abandon(book);
        return status;
    }
    *ret_book = book;
    return CHILDPLAN_OK;
}

size_t childplan__book_add_sheet(struct book *book, const char *name) {
    if (book->status == CHILDPLAN_OK) {
        fail(book, childplan__reserve(book->allocator, &book->sheets, &book->sheet_capacity, book->sheet_count + 1,
                                      sizeof(lxw_worksheet *)));
    }
    if (book->status != CHILDPLAN_OK) {
        return book->sheet_count;
    }
    book->sheet = workbook_add_worksheet(book->workbook, name);
    if (!book->sheet) {                        /* GCOV_EXCL_BR_LINE: libxlsxwriter's memory, likewise */
        fail(book, CHILDPLAN_ERROR_NO_MEMORY); /* GCOV_EXCL_LINE: likewise */
        return book->sheet_count;              /* GCOV_EXCL_LINE: likewise */
    }
    book->sheets[book->sheet_count] = book->sheet;
    return book->sheet_count++;
}

void childplan__book_select(struct book *book, size_t sheet) {
    if (sheet < book->sheet_count) {
        book->sheet = book->sheets[sheet];
    }
}

static lxw_color_t color_of(int32_t color) {
    return color == 0 ? LXW_COLOR_BLACK : (lxw_color_t)color;
}

static void set_borders(lxw_format *format, const struct book_style *style) {
    if (style->border != BOOK_NO_BORDER) {
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, 0xBFBFBF);
    }
    if (style->border == BOOK_THIN_UNDER_LINE) {
        format_set_top(format, LXW_BORDER_MEDIUM);
        format_set_top_color(format, 0x7F7F7F);
    }
}

static void set_format(lxw_format *format, const struct book_style *style) {
    static const uint8_t aligns[] = {LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT};
    format_set_align(format, aligns[style->align]);
    format_set_align(format, style->top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    format_set_font_name(format, "Times New Roman"); /* as official documents in Viet Nam have it */
    format_set_font_size(format, style->points);
    set_borders(format, style);
    if (style->fill != BOOK_NO_COLOR) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_fg_color(format, color_of(style->fill));
    }
    if (style->ink != BOOK_NO_COLOR) {
        format_set_font_color(format, color_of(style->ink));
    }
    if (style->bold) {
        format_set_bold(format);
    }
    if (style->italic) {
        format_set_italic(format);
    }
    if (style->wrap) {
        format_set_text_wrap(format);
    }
    if (style->unlocked) {
        format_set_unlocked(format);
    }
    if (style->number[0] != '\0') {
        format_set_num_format(format, style->number);
    }
}

static int32_t is_same(const struct book_style *a, const struct book_style *b) {
    return a->fill == b->fill && a->ink == b->ink && a->points == b->points && a->bold == b->bold &&
           a->italic == b->italic && a->wrap == b->wrap && a->align == b->align && a->top == b->top &&
           a->border == b->border && a->unlocked == b->unlocked && strcmp(a->number, b->number) == 0;
}

/* The format of a style, made once; NULL once something failed. */
static lxw_format *format_of(struct book *book, const struct book_style *style) {
    for (size_t i = 0; i < book->style_count; i++) {
        if (is_same(&book->styles[i].style, style)) {
            return book->styles[i].format;
        }
    }
    fail(book, childplan__reserve(book->allocator, &book->styles, &book->style_capacity, book->style_count + 1,
                                  sizeof(*book->styles)));
    lxw_format *format = book->status == CHILDPLAN_OK ? workbook_add_format(book->workbook) : NULL;
    if (!format) {
        fail(book, CHILDPLAN_ERROR_NO_MEMORY);
        return NULL;
    }
    set_format(format, style);
    book->styles[book->style_count++] = (struct made_style){*style, format};
    return format;
}

/* The format for a cell that can be written; NULL, and said why, where none can. */
static lxw_format *open_cell(struct book *book, size_t row, const struct book_style *style) {
    if (row >= LXW_ROW_MAX) {
        fail(book, CHILDPLAN_ERROR_OVERFLOW);
    }
    return book->status == CHILDPLAN_OK ? format_of(book, style) : NULL;
}

void childplan__book_text(struct book *book, size_t row, int32_t column, const struct book_style *style,
                          const char *text) {
    lxw_format *format = open_cell(book, row, style);
    if (format) {
        take(book, worksheet_write_string(book->sheet, (lxw_row_t)row, (lxw_col_t)column, text, format));
    }
}

/* "#,##0.00" and the suffix; returns its size. */
static size_t write_digits(char *number, size_t decimals, const char *suffix) {
    size_t size = 5;
    memcpy(number, "#,##0", size);
    if (decimals > 0) {
        number[size++] = '.';
        memset(number + size, '0', decimals);
        size += decimals;
    }
    size_t suffix_size = strlen(suffix);
    if (suffix_size > 0 && size + suffix_size + 2 < BOOK_NUMBER_SIZE / 2) {
        number[size++] = '"';
        memcpy(number + size, suffix, suffix_size);
        size += suffix_size;
        number[size++] = '"';
    }
    return size;
}

/* The number format of a figure. A signed one has a form for what is above, below and at 0. */
static void write_number_format(struct book_style *style, size_t decimals, const char *suffix) {
    char *number = style->number;
    if (style->is_signed) {
        *number++ = '+';
        number += write_digits(number, decimals, "");
        *number++ = ';';
        *number++ = '-';
        number += write_digits(number, decimals, "");
        *number++ = ';';
        *number++ = '0';
    } else {
        number += write_digits(number, decimals, suffix);
    }
    *number = '\0';
}

/* The number nearest to the figure: the quotient of two that are exact is rounded once. */
static double nearest_of(int64_t value, size_t decimals) {
    double divisor = 1;
    for (size_t i = 0; i < decimals; i++) {
        divisor *= 10;
    }
    return (double)value / divisor;
}

void childplan__book_figure(struct book *book, size_t row, int32_t column, const struct book_style *style,
                            const char *number, const char *suffix) {
    struct book_style figure = *style;
    const char *point = strchr(number, '.');
    size_t decimals = point ? strlen(point + 1) : 0;
    size_t digits = strspn(number + (*number == '-'), "0123456789") + decimals;
    int64_t value;
    if (digits > EXACT_DIGITS ||
        childplan__number_parse(number, strlen(number), (int32_t)decimals, 0, &value) != NUMBER_OK) {
        childplan__book_text(book, row, column, style, number);
        return;
    }
    write_number_format(&figure, decimals, suffix);
    lxw_format *format = open_cell(book, row, &figure);
    if (format) {
        take(book, worksheet_write_number(book->sheet, (lxw_row_t)row, (lxw_col_t)column, nearest_of(value, decimals),
                                          format));
    }
}

void childplan__book_half(struct book *book, size_t row, int32_t column, const struct book_style *style) {
    lxw_format *format = open_cell(book, row, style);
    if (format) {
        take(book, worksheet_write_number(book->sheet, (lxw_row_t)row, (lxw_col_t)column, 0.5, format));
    }
}

void childplan__book_merged(struct book *book, size_t row, int32_t first_column, int32_t last_column,
                            const struct book_style *style, const char *text) {
    lxw_format *format = open_cell(book, row, style);
    if (format) {
        take(book, worksheet_merge_range(book->sheet, (lxw_row_t)row, (lxw_col_t)first_column, (lxw_row_t)row,
                                         (lxw_col_t)last_column, "", format));
        childplan__book_text(book, row, first_column, style, text);
    }
}

void childplan__book_width(struct book *book, int32_t column, int32_t characters) {
    if (book->status == CHILDPLAN_OK) {
        take(book, worksheet_set_column(book->sheet, (lxw_col_t)column, (lxw_col_t)column, characters, NULL));
    }
}

void childplan__book_height(struct book *book, size_t row, int32_t points) {
    if (book->status == CHILDPLAN_OK && row < LXW_ROW_MAX) {
        take(book, worksheet_set_row(book->sheet, (lxw_row_t)row, points, NULL));
    }
}

/* "&L&8 text&R&8 page / pages", where an & of the text is doubled. A digit after &8 would belong to it. */
static void set_footer(struct book *book, const char *left) {
    struct text text;
    childplan__text_begin(&text, book->allocator);
    childplan__text_add_string(&text, "&L&8 ");
    for (; *left && text.size < LXW_HEADER_FOOTER_MAX / 2; left++) {
        childplan__text_add(&text, *left == '&' ? "&&" : left, *left == '&' ? 2 : 1);
    }
    /* A text that is too long ends between two characters. */
    text.size -= *left ? text.size - childplan__utf8_check(text.bytes, text.size) : 0;
    childplan__text_add_string(&text, "&R&8 &P / &N");
    fail(book, text.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK);
    if (!text.no_memory) {
        take(book, worksheet_set_footer(book->sheet, text.bytes));
    }
    childplan__text_end(&text);
}

void childplan__book_page(struct book *book, const struct book_page *page) {
    if (book->status != CHILDPLAN_OK) {
        return;
    }
    worksheet_freeze_panes(book->sheet, (lxw_row_t)page->frozen_rows, (lxw_col_t)page->frozen_columns);
    take(book, worksheet_repeat_rows(book->sheet, (lxw_row_t)page->first_header, (lxw_row_t)page->last_header));
    worksheet_set_paper(book->sheet, 9); /* A4 */
    if (page->landscape) {
        worksheet_set_landscape(book->sheet);
    }
    worksheet_set_margins(book->sheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_fit_to_pages(book->sheet, 1, 0);
    set_footer(book, page->footer);
}

void childplan__book_filter(struct book *book, size_t first_row, size_t last_row, int32_t last_column) {
    if (book->status == CHILDPLAN_OK && last_row < LXW_ROW_MAX) {
        take(book,
             worksheet_autofilter(book->sheet, (lxw_row_t)first_row, 0, (lxw_row_t)last_row, (lxw_col_t)last_column));
    }
}

/* A copy of at most so many characters, with room for more bytes than it has. */
static char *cut_copy(struct book *book, const char *text, size_t characters) {
    size_t size = strlen(text);
    while (childplan__utf8_length(text, size) > characters) {
        size--;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
            size--;
        }
    }
    return childplan__copy_text(book->allocator, text, size);
}

/* Sets a rule with its message, which libxlsxwriter copies. */
static void set_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule,
                     lxw_data_validation *validation) {
    validation->error_title = cut_copy(book, rule->title, 32);
    validation->error_message = cut_copy(book, rule->message, 255);
    validation->input_message = validation->error_message;
    if (!validation->error_title || !validation->error_message) {
        fail(book, CHILDPLAN_ERROR_NO_MEMORY);
    } else if (book->status == CHILDPLAN_OK) {
        take(book, worksheet_data_validation_cell(book->sheet, (lxw_row_t)row, (lxw_col_t)column, validation));
    }
    childplan__release(book->allocator, validation->error_title);
    childplan__release(book->allocator, validation->error_message);
}

/* Its fields are not const, but only read. */
static char *borrowed(const char *text) {
    union {
        const char *given;
        char *taken;
    } pointer = {.given = text};
    return pointer.taken;
}

void childplan__book_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule) {
    char *choices[8] = {NULL};
    lxw_data_validation validation = {.error_type = LXW_VALIDATION_ERROR_TYPE_STOP};
    for (size_t i = 0; rule->choices && rule->choices[i] && i + 1 < sizeof(choices) / sizeof(choices[0]); i++) {
        choices[i] = borrowed(rule->choices[i]);
    }
    validation.validate = rule->formula ? LXW_VALIDATION_TYPE_CUSTOM_FORMULA : LXW_VALIDATION_TYPE_LIST;
    validation.value_formula = borrowed(rule->formula);
    validation.value_list = choices;
    set_rule(book, row, column, rule, &validation);
}

void childplan__book_date_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule) {
    lxw_data_validation validation = {.error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
                                      .validate = LXW_VALIDATION_TYPE_DATE,
                                      .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                      .minimum_datetime = {.year = 1970, .month = 1, .day = 1},
                                      .maximum_datetime = {.year = 9999, .month = 12, .day = 31}};
    set_rule(book, row, column, rule, &validation);
}

void childplan__book_protect(struct book *book) {
    lxw_protection options = {.format_columns = 1, .format_rows = 1};
    if (book->status == CHILDPLAN_OK) {
        worksheet_protect(book->sheet, NULL, &options);
    }
}

/* libxlsxwriter writes numbers as the locale of the thread says, which is not how a workbook has them. */
#ifdef _WIN32
static lxw_error close_book(struct book *book) {
    int former = _configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
    const char *name = setlocale(LC_NUMERIC, NULL);
    char *kept = name ? childplan__copy_text(book->allocator, name, strlen(name)) : NULL;
    lxw_error error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (kept && setlocale(LC_NUMERIC, "C")) {
        error = workbook_close(book->workbook);
        book->workbook = NULL;
        (void)setlocale(LC_NUMERIC, kept);
    }
    childplan__release(book->allocator, kept);
    (void)_configthreadlocale(former);
    return error;
}
#else
static lxw_error close_book(struct book *book) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) {                /* GCOV_EXCL_BR_LINE: the C locale takes no memory in glibc */
        return LXW_ERROR_MEMORY_MALLOC_FAILED; /* GCOV_EXCL_LINE: likewise */
    }
    locale_t former = uselocale(plain);
    lxw_error error = workbook_close(book->workbook);
    book->workbook = NULL;
    (void)uselocale(former);
    freelocale(plain);
    return error;
}
#endif

static childplan_status hand_over(struct input_file *file, uint64_t size, childplan_write_fn write, void *context,
                                  char *piece) {
    childplan_status status = CHILDPLAN_OK;
    for (uint64_t at = 0; at < size && status == CHILDPLAN_OK; at += PIECE_SIZE) {
        size_t part = size - at < PIECE_SIZE ? (size_t)(size - at) : PIECE_SIZE;
        status = childplan__input_read(file, at, piece, part);
        if (status == CHILDPLAN_OK) {
            status = write(context, piece, part);
        }
    }
    return status;
}

/* What was written, once it is seen to be whole: libxlsxwriter does not look whether the parts could be written that
   it gathers in files of its own. */
static childplan_status give(const struct book *book, childplan_write_fn write, void *context) {
    struct input_file *file = NULL;
    int64_t size = 0;
    childplan_status status = childplan__input_open(book->allocator, book->path, &file, &size);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    char *piece = childplan__allocate(book->allocator, PIECE_SIZE, 1);
    status = piece ? childplan__book_check(book->allocator, file, (uint64_t)size) : CHILDPLAN_ERROR_NO_MEMORY;
    if (status == CHILDPLAN_OK) {
        status = hand_over(file, (uint64_t)size, write, context, piece);
    }
    childplan__release(book->allocator, piece);
    childplan__input_close(file);
    return status;
}

childplan_status childplan__book_end(struct book *book, const char *title, int32_t day, childplan_write_fn write,
                                     void *context) {
    lxw_doc_properties properties = {.title = borrowed(title),
                                     /* Its noon: midnight of the first day of 1970 would be taken for now. */
                                     .created = (time_t)day * SECONDS_A_DAY + SECONDS_A_DAY / 2};
    if (book->status == CHILDPLAN_OK) {
        take(book, workbook_set_properties(book->workbook, &properties));
    }
    if (book->status == CHILDPLAN_OK) {
        take(book, close_book(book));
    }
    if (book->status == CHILDPLAN_OK) {
        fail(book, give(book, write, context));
    }
    childplan_status status = book->status;
    childplan__book_abandon(book);
    return status;
}

void childplan__book_abandon(struct book *book) {
    if (!book) {
        return;
    }
    const struct allocator *allocator = book->allocator;
    lxw_workbook_free(book->workbook);
    childplan__scratch_remove(allocator, book->path);
    childplan__release(allocator, book->sheets);
    childplan__release(allocator, book->styles);
    childplan__release(allocator, book);
}
