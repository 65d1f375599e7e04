#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/csv.h"
#include "failing_allocator.h"

#include <stdio.h>
#include <string.h>

/* What a scan gives, as text: cells as [text@line:column], records ended by a line end, diagnostics as !code@line:col.
 */
struct scan {
    char text[2048];
    size_t size;
};

static void add(struct scan *scan, const char *text) {
    size_t size = strlen(text);
    assert_true(scan->size + size < sizeof scan->text);
    memcpy(scan->text + scan->size, text, size + 1);
    scan->size += size;
}

static void add_cell(struct scan *scan, const struct csv_cell *cell) {
    char line[256];
    snprintf(line, sizeof line, "[%.*s@%u:%u]", (int)cell->size, cell->text, (unsigned)cell->line,
             (unsigned)cell->column);
    add(scan, line);
}

static void add_diagnostics(struct scan *scan, const childplan_diagnostics *diagnostics) {
    for (size_t i = 0; i < childplan_diagnostics_count(diagnostics); i++) {
        char line[64];
        snprintf(line, sizeof line, "!%d@%u:%u", (int)childplan_diagnostics_code(diagnostics, i),
                 (unsigned)childplan_diagnostics_file_line(diagnostics, i),
                 (unsigned)childplan_diagnostics_file_column(diagnostics, i));
        add(scan, line);
    }
}

static childplan_status scan_records(struct csv_scanner *scanner, struct findings *findings, struct scan *scan) {
    for (;;) {
        const struct csv_cell *cells = NULL;
        size_t count = 0;
        childplan_status status = childplan__csv_next(scanner, findings, &cells, &count);
        if (status == CHILDPLAN_ABSENT || status == CHILDPLAN_ERROR_NO_MEMORY) {
            return status;
        }
        for (size_t i = 0; status == CHILDPLAN_OK && i < count; i++) {
            add_cell(scan, &cells[i]);
        }
        add(scan, status == CHILDPLAN_OK ? "\n" : "refused\n");
    }
}

static void assert_scan(const char *text, size_t size, const char *expected) {
    childplan_diagnostics *diagnostics = NULL;
    struct counts counts = {0};
    struct allocator allocator = counting(&counts);
    struct findings findings;
    struct csv_scanner *scanner = NULL;
    struct scan scan = {"", 0};
    assert_int_equal(childplan_diagnostics_new(&diagnostics), CHILDPLAN_OK);
    childplan__findings_begin(&findings, diagnostics, 0);
    /* A copy of the exact size, so that a sanitizer sees a read past the end. */
    char *exact = malloc(size == 0 ? 1 : size);
    assert_non_null(exact);
    memcpy(exact, text, size);
    if (childplan__csv_begin(&allocator, "file.csv", exact, size, &findings, &scanner) == CHILDPLAN_OK) {
        assert_int_equal(scan_records(scanner, &findings, &scan), CHILDPLAN_ABSENT);
        childplan__csv_end(scanner);
    } else {
        assert_null(scanner);
    }
    add_diagnostics(&scan, diagnostics);
    assert_string_equal(scan.text, expected);
    assert_int_equal(counts.alive, 0);
    free(exact);
    childplan_diagnostics_free(diagnostics);
}

#define SCAN(text, expected) assert_scan(text, sizeof(text) - 1, expected)

static void test_plain(void **state) {
    (void)state;
    SCAN("", "");
    SCAN("a", "[a@1:1]\n");
    SCAN("a,b\n1,2\n", "[a@1:1][b@1:3]\n[1@2:1][2@2:3]\n");
    SCAN("a,b\r\n1,2", "[a@1:1][b@1:3]\n[1@2:1][2@2:3]\n");
    SCAN("a,b\r1,2\r", "[a@1:1][b@1:3]\n[1@2:1][2@2:3]\n");
    SCAN("a,b,\n1,,\n", "[a@1:1][b@1:3][@1:5]\n[1@2:1][@2:3][@2:4]\n");
    SCAN("a;b\n1,5;2\n", "[a@1:1][b@1:3]\n[1,5@2:1][2@2:5]\n");
    SCAN("a\tb\n1 \t 2\n", "[a@1:1][b@1:3]\n[1@2:1][2@2:5]\n");
    SCAN("a,b\n  x y  , z\t\n", "[a@1:1][b@1:3]\n[x y@2:3][z@2:10]\n");
}

static void test_blank_records(void **state) {
    (void)state;
    SCAN("\n\n a,b\n\n,\n \"\" ,\n1,2\n\n", "[a@3:2][b@3:4]\n[1@7:1][2@7:3]\n");
    SCAN("\n;\n", "");
}

static void test_delimiter(void **state) {
    (void)state;
    SCAN("\"a,b,c\";d\n1;2\n", "[a,b,c@1:1][d@1:9]\n[1@2:1][2@2:3]\n");
    SCAN("a;b,c;d\n", "[a@1:1][b,c@1:3][d@1:7]\n");
    SCAN("a,b;c\n", "[a@1:1][b;c@1:3]\n");
    SCAN("\n\na;b\n1;2,0,0,0\n", "[a@3:1][b@3:3]\n[1@4:1][2,0,0,0@4:3]\n");
}

static void test_byte_order_mark_and_sep(void **state) {
    (void)state;
    SCAN("\xEF\xBB\xBF"
         "a;b\n",
         "[a@1:1][b@1:3]\n");
    SCAN("\xEF\xBB\xBFsep=;\r\na,b;c\r\n", "[a,b@2:1][c@2:5]\n");
    SCAN("SEP=\t\na,b\tc\n", "[a,b@2:1][c@2:5]\n");
    SCAN("sep=,", "");
    SCAN("sep=;x\n1\n", "[sep=@1:1][x@1:6]\n[1@2:1]\n");
    SCAN("sep=|\na|b\n", "[sep=|@1:1]\n[a|b@2:1]\n");
    SCAN("a,b\nsep=;\n", "[a@1:1][b@1:3]\n[sep=;@2:1]\n");
}

static void test_quotes(void **state) {
    (void)state;
    SCAN("\"a\",\"b,c\"\n", "[a@1:1][b,c@1:5]\n");
    SCAN("\"a\"\"b\",\"\"\"\",c\n", "[a\"b@1:1][\"@1:8][c@1:13]\n");
    SCAN(" \"a \" , b\n", "[a @1:2][b@1:9]\n");
    SCAN("a\"b,c\n", "[a\"b@1:1][c@1:5]\n");
    SCAN("a,\"x\ny\r\nz\",b\n1,2,3\n", "[a@1:1][x\ny\r\nz@1:3][b@3:4]\n[1@4:1][2@4:3][3@4:5]\n");
    SCAN("a,\"\"\n", "[a@1:1][@1:3]\n");
}

static void test_broken_quotes(void **state) {
    (void)state;
    SCAN("a,b\n\"1\"x,2\n3,4\n", "[a@1:1][b@1:3]\nrefused\n[3@3:1][4@3:3]\n!402@2:4");
    SCAN("a,b\n\"1\"x\"y\",\"2\"\"\"z\n3,4\n", "[a@1:1][b@1:3]\nrefused\n[3@3:1][4@3:3]\n!402@2:4!402@2:14");
    SCAN("a,b\n1,\"2\n3,4\n", "[a@1:1][b@1:3]\nrefused\n!401@2:3");
    SCAN("\"", "refused\n!401@1:1");
    SCAN("a,\"b\"\"", "refused\n!401@1:3");
}

static void test_columns_in_characters(void **state) {
    (void)state;
    SCAN("đơn vị,kỳ\nTam Đường,\"Hà Nội\",x\n", "[đơn vị@1:1][kỳ@1:8]\n[Tam Đường@2:1][Hà Nội@2:11][x@2:20]\n");
}

static void test_not_text(void **state) {
    (void)state;
    SCAN("a,b\nđ,\xFFx\n", "!104@2:3");
    SCAN("a,b\r\n\"x\r\n\xC3", "!104@3:1");
    SCAN("a,b\n1,\0\n", "!105@2:3");
    SCAN("a\0\xFF", "!105@1:2");
    SCAN("a\xFF\0", "!104@1:2");
    SCAN("\xEF\xBB\xBF\xFF", "!104@1:1");
}

static void test_without_memory(void **state) {
    (void)state;
    static const char text[] = "a,b,c,d,e,f,g,h,i,j\n\"1\"\"2\",\"3\"\"4\"\n";
    for (size_t fail_at = 1;; fail_at++) {
        struct counts counts = {.fail_at = fail_at};
        struct allocator allocator = counting(&counts);
        struct findings findings;
        struct csv_scanner *scanner = NULL;
        struct scan scan = {"", 0};
        childplan__findings_begin(&findings, NULL, 0);
        childplan_status status =
            childplan__csv_begin(&allocator, "file.csv", text, sizeof text - 1, &findings, &scanner);
        if (status == CHILDPLAN_OK) {
            status = scan_records(scanner, &findings, &scan);
            childplan__csv_end(scanner);
        }
        assert_int_equal(counts.alive, 0);
        assert_int_equal(findings.errors, 0);
        if (status == CHILDPLAN_ABSENT) {
            assert_true(fail_at > 3);
            break;
        }
        assert_int_equal(status, CHILDPLAN_ERROR_NO_MEMORY);
    }
    childplan__csv_end(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_blank_records),
        cmocka_unit_test(test_delimiter),
        cmocka_unit_test(test_byte_order_mark_and_sep),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_broken_quotes),
        cmocka_unit_test(test_columns_in_characters),
        cmocka_unit_test(test_not_text),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
