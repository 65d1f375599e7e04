/*
 * A workbook of spreadsheets on its way out: the only door to libxlsxwriter. Rows and columns are counted from 0; all
 * that is written goes to the sheet added or selected last. What fails is kept, and given by childplan__book_end; after
 * that nothing is done. Without libxlsxwriter (book_absent.c) nothing can be begun.
 *
 * libxlsxwriter takes its memory from malloc, and where that fails in its midst it may end the process: so as much as
 * it is going to need is asked for first.
 */
#ifndef CHILDPLAN_LIB_EXCHANGE_BOOK_H
#define CHILDPLAN_LIB_EXCHANGE_BOOK_H

#include "../base/alloc.h"

#include <childplan/output.h>

struct book;

enum book_align { BOOK_LEFT, BOOK_CENTER, BOOK_RIGHT };
enum book_border { BOOK_NO_BORDER, BOOK_THIN, BOOK_THIN_UNDER_LINE };

#define BOOK_NUMBER_SIZE 80
/* No colour. */
#define BOOK_NO_COLOR (-1)

/* What a cell looks like. */
struct book_style {
    int32_t fill; /* 0xRRGGBB or BOOK_NO_COLOR */
    int32_t ink;  /* the same */
    int32_t points;
    int32_t bold;
    int32_t italic;
    int32_t wrap;
    int32_t align;
    int32_t top;
    int32_t border;
    int32_t is_signed;             /* of a figure: + before what is to be added */
    int32_t unlocked;              /* may be written where the sheet is protected */
    char number[BOOK_NUMBER_SIZE]; /* a number format; empty: general */
};

/* Which entries a cell takes. */
struct book_rule {
    const char *formula;        /* must be true; NULL: one of the choices */
    const char *const *choices; /* ended by NULL */
    const char *title;          /* of the message, at most 32 characters */
    const char *message;        /* at most 255 characters; longer ones are cut */
};

/* How a sheet is shown and printed. */
struct book_page {
    int32_t frozen_rows;
    int32_t frozen_columns;
    int32_t first_header; /* rows that are printed on each page */
    int32_t last_header;
    int32_t landscape;
    const char *footer; /* in the left corner */
};

/* 1 where this build can write workbooks. */
int32_t childplan__books_exist(void);

/* cells: how many there will be, about. Errors: NO_MEMORY, UNSUPPORTED, FILE. */
childplan_status childplan__book_begin(const struct allocator *allocator, size_t cells, struct book **ret_book);

/* Adds a sheet, and gives its number. The name has at most 31 characters and none of []:*?/\ */
size_t childplan__book_add_sheet(struct book *book, const char *name);
void childplan__book_select(struct book *book, size_t sheet);

/* Texts are texts, whatever they begin with: never formulas. */
void childplan__book_text(struct book *book, size_t row, int32_t column, const struct book_style *style,
                          const char *text);
/* A number as the library writes it ("-1234.5"): a numeric cell up to 15 digits, which every spreadsheet holds exactly,
   else text. The style's number format is that with grouped thousands and all its decimals, and then the suffix. */
void childplan__book_figure(struct book *book, size_t row, int32_t column, const struct book_style *style,
                            const char *number, const char *suffix);
/* One half, in the style's number format. */
void childplan__book_half(struct book *book, size_t row, int32_t column, const struct book_style *style);
/* A text across columns. */
void childplan__book_merged(struct book *book, size_t row, int32_t first_column, int32_t last_column,
                            const struct book_style *style, const char *text);

void childplan__book_width(struct book *book, int32_t column, int32_t characters);
void childplan__book_height(struct book *book, size_t row, int32_t points);
void childplan__book_page(struct book *book, const struct book_page *page);
void childplan__book_filter(struct book *book, size_t first_row, size_t last_row, int32_t last_column);
void childplan__book_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule);
/* A date and nothing else. */
void childplan__book_date_rule(struct book *book, size_t row, int32_t column, const struct book_rule *rule);
/* Only unlocked cells can be changed from then on. */
void childplan__book_protect(struct book *book);

/* Hands the whole workbook over in pieces, and frees it. day: when it is said to have been made. Errors: what failed
   before, NO_MEMORY, FILE, OVERFLOW (more rows than a sheet has), what `write` returned. */
childplan_status childplan__book_end(struct book *book, const char *title, int32_t day, childplan_write_fn write,
                                     void *context);
/* Frees it; takes NULL. */
void childplan__book_abandon(struct book *book);

#endif
