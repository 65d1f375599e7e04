/* The library as it is built without libxlsxwriter: no workbook can be begun. */
#include "book.h"

int32_t childplan__books_exist(void) {
    return 0;
}

childplan_status childplan__book_begin(const struct allocator *allocator, size_t cells, struct book **ret_book) {
    (void)allocator;
    (void)cells;
    (void)ret_book;
    return CHILDPLAN_ERROR_UNSUPPORTED;
}

size_t childplan__book_add_sheet(struct book *book, const char *name) {
    (void)book;
    (void)name;
    return 0;
}

void childplan__book_select(struct book *book, size_t sheet) {
    (void)book;
    (void)sheet;
}

void childplan__book_text(struct book *book, size_t row, int32_t column, const struct book_style *style,
                          const char *text) {
    (void)book;
    (void)row;
    (void)column;
    (void)style;
    (void)text;
}

void childplan__book_figure(struct book *book, size_t row, int32_t column, const struct book_style *style,
                            const char *number, const char *suffix) {
    (void)book;
    (void)row;
    (void)column;
    (void)style;
    (void)number;
    (void)suffix;
}

void childplan__book_half(struct book *book, size_t row, int32_t column, const struct book_style *style) {
    (void)book;
    (void)row;
    (void)column;
    (void)style;
}

void childplan__book_merged(struct book *book, size_t row, int32_t first_column, int32_t last_column,
                            const struct book_style *style, const char *text) {
    (void)book;
    (void)row;
    (void)first_column;
    (void)last_column;
    (void)style;
    (void)text;
}

void childplan__book_width(struct book *book, int32_t column, int32_t characters) {
    (void)book;
    (void)column;
    (void)characters;
}

void childplan__book_height(struct book *book, size_t row, int32_t points) {
    (void)book;
    (void)row;
    (void)points;
}

void childplan__book_page(struct book *book, const struct book_page *page) {
    (void)book;
    (void)page;
}

void childplan__book_filter(struct book *book, size_t first_row, size_t last_row, int32_t last_column) {
    (void)book;
    (void)first_row;
    (void)last_row;
    (void)last_column;
}

void childplan__book_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule) {
    (void)book;
    (void)row;
    (void)column;
    (void)rule;
}

void childplan__book_date_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule) {
    (void)book;
    (void)row;
    (void)column;
    (void)rule;
}

void childplan__book_protect(struct book *book) {
    (void)book;
}

childplan_status childplan__book_end(struct book *book, const char *title, int32_t day, childplan_write_fn write,
                                     void *context) {
    (void)book;
    (void)title;
    (void)day;
    (void)write;
    (void)context;
    return CHILDPLAN_ERROR_UNSUPPORTED;
}

void childplan__book_abandon(struct book *book) {
    (void)book;
}
