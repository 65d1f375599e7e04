/* Workbooks at the edges of what a spreadsheet holds, read back from the ZIP file that was written. */
#ifndef _WIN32
#define _XOPEN_SOURCE 700
#endif

#include "workbook.h"

#include "exchange/book.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_OF_A_SHEET 1048576

static const struct book_style plain = {.fill = BOOK_NO_COLOR, .ink = BOOK_NO_COLOR, .points = 10};

static void ok(childplan_status status) {
    assert_int_equal(status, CHILDPLAN_OK);
}

static struct book *begin(void) {
    struct book *book = NULL;
    ok(childplan__book_begin(&childplan__malloc, 10, &book));
    assert_int_equal(childplan__book_add_sheet(book, "s"), 0);
    return book;
}

static void end(struct book *book, struct buffer *bytes) {
    ok(childplan__book_end(book, "t", 20000, buffer_write, bytes));
}

/* More digits than every spreadsheet keeps make a text. */
static void test_figures(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct book_style sign = plain;
    struct book *book = begin();
    sign.is_signed = 1;
    childplan__book_figure(book, 0, 0, &plain, "-123456789012.345", "");
    childplan__book_figure(book, 1, 0, &plain, "1234567890123456", "");
    childplan__book_figure(book, 2, 0, &plain, "none", "");
    childplan__book_figure(book, 3, 0, &sign, "2.5", "");
    childplan__book_figure(book, 4, 0, &plain, "7", " a suffix that is longer than a number format has room for");
    childplan__book_figure(book, 5, 0, &plain, "8", " /100");
    end(book, &bytes);
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "><v>-123456789012.345</v>");
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "<c r=\"A2\" s=\"2\" t=\"s\">");
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "<c r=\"A3\" s=\"2\" t=\"s\">");
    assert_part_holds(&bytes, "xl/sharedStrings.xml", "<t>1234567890123456</t>");
    assert_part_holds(&bytes, "xl/styles.xml", "formatCode=\"+#,##0.0;-#,##0.0;0\"");
    assert_part_holds(&bytes, "xl/styles.xml", "formatCode=\"#,##0&quot; /100&quot;\"");
    buffer_free(&bytes);
}

/* Cells that differ in how they look only, and in one thing only. */
static void test_styles(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct book *book = begin();
    struct book_style styles[12];
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        styles[i] = plain;
    }
    styles[1].fill = 0xFF0000;
    styles[2].ink = 0xFF0000;
    styles[3].points = 11;
    styles[4].bold = 1;
    styles[5].italic = 1;
    styles[6].wrap = 1;
    styles[7].align = BOOK_RIGHT;
    styles[8].top = 1;
    styles[9].border = BOOK_THIN;
    styles[10].unlocked = 1;
    strcpy(styles[11].number, "0.0");
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
            childplan__book_text(book, i, pass, &styles[i], "x");
        }
    }
    end(book, &bytes);
    /* With that of a cell without any: as many as there are, each made once. */
    assert_part_holds(&bytes, "xl/styles.xml", "<cellXfs count=\"13\">");
    buffer_free(&bytes);
}

static void test_rows_beyond_the_sheet(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct book *book = begin();
    childplan__book_height(book, ROWS_OF_A_SHEET, 20);
    childplan__book_filter(book, 0, ROWS_OF_A_SHEET, 1);
    end(book, &bytes);
    bytes.size = 0;
    for (int kind = 0; kind < 3; kind++) {
        book = begin();
        if (kind == 0) {
            childplan__book_text(book, ROWS_OF_A_SHEET, 0, &plain, "x");
        } else if (kind == 1) {
            childplan__book_half(book, ROWS_OF_A_SHEET, 0, &plain);
        } else {
            childplan__book_figure(book, ROWS_OF_A_SHEET, 0, &plain, "1", "");
        }
        childplan__book_text(book, 0, 0, &plain, "x");
        assert_int_equal(childplan__book_end(book, "t", 0, buffer_write, &bytes), CHILDPLAN_ERROR_OVERFLOW);
    }
    assert_int_equal(bytes.size, 0);
    buffer_free(&bytes);
}

/* A text that is longer than a cell takes. */
static void test_text_too_long(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct buffer text = {0};
    for (size_t i = 0; i < 40000; i++) {
        buffer_add(&text, "x", 1);
    }
    struct book *book = begin();
    childplan__book_text(book, 0, 0, &plain, text.bytes);
    assert_int_equal(childplan__book_end(book, "t", 0, buffer_write, &bytes), CHILDPLAN_ERROR_OVERFLOW);
    buffer_free(&text);
}

static void test_footers(void **state) {
    (void)state;
    struct buffer bytes = {0};
    struct buffer letters = {0};
    for (size_t i = 0; i < 100; i++) {
        buffer_add_string(&letters, "ế");
    }
    struct book *book = begin();
    childplan__book_page(book, &(struct book_page){.last_header = 1, .landscape = 1, .footer = "a & b"});
    assert_int_equal(childplan__book_add_sheet(book, "long"), 1);
    childplan__book_page(book, &(struct book_page){.last_header = 1, .footer = letters.bytes});
    end(book, &bytes);
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "&amp;L&amp;8 a &amp;&amp; b&amp;R&amp;8 &amp;P / &amp;N");
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "orientation=\"landscape\"");
    assert_part_holds(&bytes, "xl/worksheets/sheet2.xml", "ế&amp;R&amp;8 &amp;P / &amp;N");
    buffer_free(&letters);
    buffer_free(&bytes);
}

static void test_rules(void **state) {
    (void)state;
    static const char *const choices[] = {"yes", "no", NULL};
    struct buffer bytes = {0};
    struct book *book = begin();
    struct book_rule rule = {.choices = choices, .title = "Một tiêu đề dài hơn ba mươi hai ký tự ế", .message = "m"};
    childplan__book_rule(book, 0, 0, &rule);
    childplan__book_rule(book, 1, 0, &(struct book_rule){.formula = "=A1>0", .title = "t", .message = "m"});
    end(book, &bytes);
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "<formula1>\"yes,no\"</formula1>");
    assert_part_holds(&bytes, "xl/worksheets/sheet1.xml", "errorTitle=\"Một tiêu đề dài hơn ba mươi hai \"");
    buffer_free(&bytes);
}

static void test_no_book(void **state) {
    (void)state;
    struct book *book = NULL;
    assert_int_equal(childplan__book_begin(&childplan__malloc, SIZE_MAX, &book), CHILDPLAN_ERROR_NO_MEMORY);
    assert_null(book);
    childplan__book_abandon(NULL);
    childplan__book_abandon(begin());
}

#ifndef _WIN32
/* What the environment says of where files may be for a while. */
static void test_folder_for_a_while(void **state) {
    (void)state;
    static const struct {
        const char *folder;
        childplan_status status;
    } folders[] = {{".", CHILDPLAN_OK}, {"", CHILDPLAN_OK}, {"./no/such/folder", CHILDPLAN_ERROR_FILE}};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        struct book *book = NULL;
        assert_int_equal(setenv("TMPDIR", folders[i].folder, 1), 0);
        assert_int_equal(childplan__book_begin(&childplan__malloc, 10, &book), folders[i].status);
        assert_int_equal(book == NULL, folders[i].status != CHILDPLAN_OK);
        childplan__book_abandon(book);
    }
    assert_int_equal(unsetenv("TMPDIR"), 0);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_rows_beyond_the_sheet),
        cmocka_unit_test(test_text_too_long),
        cmocka_unit_test(test_footers),
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_no_book),
#ifndef _WIN32
        cmocka_unit_test(test_folder_for_a_while),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
