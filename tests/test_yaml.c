/* YAML as the loader takes it: the tree, its positions, and what is refused with which words. */
#include "support.h"

#include "plan/yaml_read.h"

#include "failing_allocator.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

struct reading {
    struct arena arena;
    struct findings findings;
    childplan_diagnostics *said;
    const struct yaml_node *root;
    childplan_status status;
};

static struct reading begin(const char *text, size_t size) {
    struct reading reading = {0};
    assert_int_equal(childplan_diagnostics_new(&reading.said), CHILDPLAN_OK);
    childplan__findings_begin(&reading.findings, reading.said, 0);
    childplan__arena_begin(&reading.arena, &childplan__malloc);
    reading.status =
        childplan__yaml_read(&reading.arena, "plan.yaml", text, size, NULL, &reading.findings, &reading.root);
    return reading;
}

static struct reading read_text(const char *text) {
    return begin(text, strlen(text));
}

static void end(struct reading *reading) {
    childplan__arena_end(&reading->arena);
    childplan_diagnostics_free(reading->said);
}

static void check_node(const struct yaml_node *node, int kind, const char *text, uint32_t line, uint32_t column) {
    assert_non_null(node);
    assert_int_equal(node->kind, kind);
    if (kind == YAML_TEXT) {
        assert_string_equal(node->text, text);
    }
    assert_int_equal(node->line, line);
    assert_int_equal(node->column, column);
}

static void test_tree(void **state) {
    (void)state;
    struct reading reading = read_text("a: 010\nb:\n  - x y\n  - {c: 'd', e: \"f\"}\ng: >\n  folded\n  text\n");
    assert_int_equal(reading.status, CHILDPLAN_OK);
    check_node(reading.root, YAML_MAPPING, "", 1, 1);
    assert_int_equal(reading.root->size, 6);
    const struct yaml_node *a = reading.root->first;
    check_node(a, YAML_TEXT, "a", 1, 1);
    check_node(a->next, YAML_TEXT, "010", 1, 4);
    assert_true(a->next->style & STYLE_PLAIN);
    const struct yaml_node *list = a->next->next->next;
    check_node(list, YAML_LIST, "", 3, 3);
    assert_int_equal(list->size, 2);
    check_node(list->first, YAML_TEXT, "x y", 3, 5);
    const struct yaml_node *braces = list->first->next;
    check_node(braces, YAML_MAPPING, "", 4, 5);
    assert_true(braces->style & STYLE_BRACES);
    check_node(braces->first->next, YAML_TEXT, "d", 4, 9);
    assert_false(braces->first->next->style & STYLE_PLAIN);
    const struct yaml_node *folded = list->next->next;
    check_node(folded, YAML_TEXT, "folded text\n", 5, 4);
    assert_true(folded->style & STYLE_BLOCK_TEXT);
    end(&reading);
}

/* Columns count characters; lines end as an editor sees them. */
static void test_positions(void **state) {
    (void)state;
    const struct {
        const char *text;
        uint32_t line;
        uint32_t column;
    } cases[] = {
        {"k: v\nx: 1\n", 2, 4},
        {"k: v\r\nx: 1\r\n", 2, 4},
        {"k: v\rx: 1\r", 2, 4},
        {"\xEF\xBB\xBFk: v\nx: 1\n", 2, 4},
        {"{Đông: Thị, x: 1}", 1, 16},
        {"{tre\xCC\x89: a, x: 1}", 1, 14},
        {"{\xF0\x9F\x91\xB6: a, x: 1}", 1, 11},
        {"# Kế hoạch\n\nk: v\n# 2\nx: 1\n", 5, 4},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading reading = read_text(cases[i].text);
        assert_int_equal(reading.status, CHILDPLAN_OK);
        check_node(reading.root->first->next->next->next, YAML_TEXT, "1", cases[i].line, cases[i].column);
        end(&reading);
    }
}

/* A text may end within its last line: what is not there stands at its end. */
static void test_last_line(void **state) {
    (void)state;
    const struct {
        const char *text;
        uint32_t line;
        uint32_t column;
    } cases[] = {
        {"a: b\nx:", 2, 3}, {"a: b\r\nđ: ", 2, 3}, {"a: b\n? x", 2, 4}, {"a: b\nx:\n", 2, 3}, {"a: b\nx: y", 2, 4},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading reading = read_text(cases[i].text);
        assert_int_equal(reading.status, CHILDPLAN_OK);
        const struct yaml_node *value = reading.root->first->next->next->next;
        check_node(value, YAML_TEXT, value->size ? "y" : "", cases[i].line, cases[i].column);
        end(&reading);
    }
}

/* The items of `x`, one letter each; those that begin with `k` are kept. */
static childplan_status take_item(void *context, const struct yaml_node *item, int32_t *ret_is_kept) {
    char *taken = context;
    const char *text = item->kind == YAML_MAPPING ? item->first->text : item->kind == YAML_TEXT ? item->text : "-";
    taken[strlen(taken)] = *text;
    *ret_is_kept = *text == 'k';
    return CHILDPLAN_OK;
}

/* Only the list behind the root's first such key is taken item by item, and what is kept of it stays in order. */
static void test_items(void **state) {
    (void)state;
    const char *text = "a: {x: [1, 2]}\nx: [p, {k: v}, [q, r], k2, {s: [t]}, *u]\nx: [z]\n";
    char taken[16] = "";
    const struct yaml_items items = {"x", take_item, NULL, taken};
    struct findings findings;
    struct arena arena;
    const struct yaml_node *root = NULL;
    childplan__findings_begin(&findings, NULL, 0);
    childplan__arena_begin(&arena, &childplan__malloc);
    assert_int_equal(childplan__yaml_read(&arena, "plan.yaml", text, strlen(text), &items, &findings, &root),
                     CHILDPLAN_OK);
    assert_string_equal(taken, "pk-ks-");
    const struct yaml_node *list = root->first->next->next->next;
    check_node(list, YAML_LIST, "", 2, 4);
    check_node(list->first, YAML_MAPPING, "", 2, 8);
    check_node(list->first->next, YAML_TEXT, "k2", 2, 24);
    assert_null(list->first->next->next);
    check_node(list->next->next->first, YAML_TEXT, "z", 3, 5);
    check_node(root->first->next->first->next->first->next, YAML_TEXT, "2", 1, 12);
    childplan__arena_end(&arena);
}

/* How a value came to be empty. */
static void test_nothing(void **state) {
    (void)state;
    const struct {
        const char *text;
        int style;
    } cases[] = {
        {"a:\n", STYLE_PLAIN},
        {"a: # b\n", STYLE_PLAIN | STYLE_COMMENTED},
        {"a: #b\n", STYLE_PLAIN | STYLE_COMMENTED},
        {"{a, b: c}", STYLE_PLAIN | STYLE_NO_COLON},
        {"{a: , b: c}", STYLE_PLAIN},
        {"a: ''\n", 0},
        {"a: >9\n", STYLE_BLOCK_TEXT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading reading = read_text(cases[i].text);
        assert_int_equal(reading.status, CHILDPLAN_OK);
        assert_int_equal(reading.root->first->next->size, 0);
        assert_int_equal(reading.root->first->next->style, cases[i].style);
        end(&reading);
    }
}

static void test_refused(void **state) {
    (void)state;
    const struct {
        const char *text;
        int32_t code;
        uint32_t line;
        uint32_t column;
    } cases[] = {
        {"", CHILDPLAN_DIAGNOSTIC_YAML_EMPTY, 1, 1},
        {"---\n", CHILDPLAN_DIAGNOSTIC_YAML_EMPTY, 1, 1},
        {"a: b\n---\nc: d\n", CHILDPLAN_DIAGNOSTIC_YAML_SECOND_DOCUMENT, 2, 1},
        {"a: b\n...\nc: d\n", CHILDPLAN_DIAGNOSTIC_YAML_SECOND_DOCUMENT, 3, 1},
        {"\n \n%YAML 1.2\n---\na: b\n", CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE, 3, 1},
        {"a: b\n%TAG ! !\n", CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE, 2, 1},
        {"a: >1x\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER, 1, 4},
        {"a: @b\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER, 1, 4},
        {"a: !c!b\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER, 1, 4},
        {"a: &\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER, 1, 4},
        {"a: trẻ em: b\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COLON, 1, 10},
        {"a: b\n c: d\n", CHILDPLAN_DIAGNOSTIC_YAML_INDENTATION, 2, 3},
        {"{a: \"b#\", c: d #e}\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_HASH, 1, 16},
        {"{a: [b}", CHILDPLAN_DIAGNOSTIC_YAML_BRACKET_OPEN, 1, 5},
        {"a: 'b\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_OPEN, 1, 4},
        {"a: 'b' c\n", CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_WHOLE, 1, 8},
        {"a: \"\\q\"\n", CHILDPLAN_DIAGNOSTIC_YAML_ESCAPE, 1, 5},
        {"a: b\nc\n", CHILDPLAN_DIAGNOSTIC_YAML_COLON_MISSING, 2, 1},
        {"a:\n\t- b\n", CHILDPLAN_DIAGNOSTIC_YAML_TAB, 2, 1},
        {"a: \x1B\n", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: \xC2\x9B\n", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: \xEF\xBB\xBF\n", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: b\xC3\n", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 5},
        {"\xFF\xFE"
         "a",
         CHILDPLAN_DIAGNOSTIC_YAML_UTF16, 1, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading reading = read_text(cases[i].text);
        assert_int_equal(reading.status, CHILDPLAN_ERROR_REFUSED);
        assert_null(reading.root);
        assert_int_equal(childplan_diagnostics_count(reading.said), 1);
        if (childplan_diagnostics_code(reading.said, 0) != cases[i].code) {
            print_error("of: %s\n", cases[i].text);
        }
        assert_int_equal(childplan_diagnostics_code(reading.said, 0), cases[i].code);
        assert_int_equal(childplan_diagnostics_file_line(reading.said, 0), cases[i].line);
        assert_int_equal(childplan_diagnostics_file_column(reading.said, 0), cases[i].column);
        end(&reading);
    }
}

/* Every character beside those that are odd, and every way in which one can break off. */
static void test_characters(void **state) {
    (void)state;
    enum { TAKEN = 0 };
    const struct {
        const char *text;
        int32_t code;
        uint32_t line;
        uint32_t column;
    } cases[] = {
        {"a: \x7F", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: b\r\n \x01", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 2, 2},
        {"a: b\r \x01", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 2, 2},
        {"a: \t\xC2\x85", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 5},
        {"a: \xC2\xA0", TAKEN, 0, 0},
        {"a: \xE2\x80\xA7", TAKEN, 0, 0},
        {"a: \xE2\x80\xA8", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: \xE2\x80\xA9", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: \xE2\x81\xA8", TAKEN, 0, 0},
        {"a: \xE1\x80\xA8", TAKEN, 0, 0},
        {"a: \xEF\xBA\xBF", TAKEN, 0, 0},
        {"a: \xEF\xBB\xBE", TAKEN, 0, 0},
        {"a: \xEF\xBF\xBD", TAKEN, 0, 0},
        {"a: \xEF\xBF\xBE", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 4},
        {"a: \xF0\x9F\x99\x82", TAKEN, 0, 0},
        {"a: \xF0\x9F\x99\x82\xEF\xBF\xBF", CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER, 1, 5},
        {"a: \xC3", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 4},
        {"a: \xC3z", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 4},
        {"a: \xC1\x81", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 4},
        {"a: \xE1\xBA", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 4},
        {"a: \xE1\xBAz", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 4},
        {"a: \xE1zz", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 4},
        {"\xFE\xFF.", CHILDPLAN_DIAGNOSTIC_YAML_UTF16, 1, 1},
        {"\xFE.", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 1},
        {"\xFF.", CHILDPLAN_DIAGNOSTIC_NOT_UTF8, 1, 1},
        {"x", TAKEN, 0, 0},
        {"#a\r%b\n", CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE, 2, 1},
        {"\t\r\n%b\n", CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE, 2, 1},
        {"# a comment", CHILDPLAN_DIAGNOSTIC_YAML_EMPTY, 1, 1},
        {" ", CHILDPLAN_DIAGNOSTIC_YAML_EMPTY, 1, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading reading = read_text(cases[i].text);
        if (cases[i].code == TAKEN) {
            assert_int_equal(reading.status, CHILDPLAN_OK);
            assert_int_equal(childplan_diagnostics_count(reading.said), 0);
        } else {
            if (childplan_diagnostics_code(reading.said, 0) != cases[i].code) {
                print_error("case %d\n", (int)i);
            }
            assert_int_equal(reading.status, CHILDPLAN_ERROR_REFUSED);
            assert_int_equal(childplan_diagnostics_code(reading.said, 0), cases[i].code);
            assert_int_equal(childplan_diagnostics_file_line(reading.said, 0), cases[i].line);
            assert_int_equal(childplan_diagnostics_file_column(reading.said, 0), cases[i].column);
        }
        end(&reading);
    }
}

/* What is refused without ending the reading, so that all of it is said. */
static void test_read_on(void **state) {
    (void)state;
    struct reading reading = read_text("a: &x b\nc: *x\nd: !t e\n<<: f\n? [g]\n: h\ni: \"\\0\"\n");
    const int32_t codes[] = {
        CHILDPLAN_DIAGNOSTIC_YAML_ANCHOR,    CHILDPLAN_DIAGNOSTIC_YAML_ALIAS,        CHILDPLAN_DIAGNOSTIC_YAML_TAG,
        CHILDPLAN_DIAGNOSTIC_YAML_MERGE_KEY, CHILDPLAN_DIAGNOSTIC_YAML_KEY_NOT_TEXT, CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER,
    };
    assert_int_equal(reading.status, CHILDPLAN_OK);
    assert_int_equal(childplan_diagnostics_count(reading.said), COUNT(codes));
    for (size_t i = 0; i < COUNT(codes); i++) {
        assert_int_equal(childplan_diagnostics_code(reading.said, i), codes[i]);
    }
    assert_int_equal(reading.root->size, 12);
    end(&reading);
}

static void test_nul(void **state) {
    (void)state;
    struct reading reading = begin("abc: d\0e\n", 9);
    assert_int_equal(reading.status, CHILDPLAN_ERROR_REFUSED);
    assert_int_equal(childplan_diagnostics_code(reading.said, 0), CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER);
    assert_int_equal(childplan_diagnostics_file_column(reading.said, 0), 7);
    end(&reading);
}

static void check_depth(size_t depth, childplan_status status) {
    struct buffer text = {0};
    for (size_t i = 0; i < depth; i++) {
        buffer_add_string(&text, "[");
    }
    for (size_t i = 0; i < depth; i++) {
        buffer_add_string(&text, "]");
    }
    struct reading reading = begin(text.bytes, text.size);
    assert_int_equal(reading.status, status);
    end(&reading);
    buffer_free(&text);
}

static void test_depth(void **state) {
    (void)state;
    check_depth(YAML_DEPTH_LIMIT, CHILDPLAN_OK);
    check_depth(YAML_DEPTH_LIMIT + 1, CHILDPLAN_ERROR_REFUSED);
    check_depth(100000, CHILDPLAN_ERROR_REFUSED);
}

/* A flood of directives takes libyaml time in the square of their number, wherever it stands. */
static void test_floods(void **state) {
    (void)state;
    const char *const starts[] = {"", "a: b\n", "a: b\n...\n", "{a: [\n"};
    for (size_t i = 0; i < COUNT(starts); i++) {
        struct buffer text = {0};
        buffer_add_string(&text, starts[i]);
        for (int k = 0; k < 200000; k++) {
            buffer_print(&text, "%%TAG !%d! x\n", k);
        }
        struct reading reading = begin(text.bytes, text.size);
        assert_int_equal(reading.status, CHILDPLAN_ERROR_REFUSED);
        end(&reading);
        buffer_free(&text);
    }
}

static void test_without_memory(void **state) {
    (void)state;
    const char *text = "a: [b, {c: d}]\ne: f\n";
    childplan_status status = CHILDPLAN_ERROR_NO_MEMORY;
    for (size_t fail_at = 1; status != CHILDPLAN_OK; fail_at++) {
        struct counts counts = {.fail_at = fail_at};
        struct allocator allocator = counting(&counts);
        struct arena arena;
        struct findings findings;
        const struct yaml_node *root = NULL;
        childplan__arena_begin(&arena, &allocator);
        childplan__findings_begin(&findings, NULL, 0);
        status = childplan__yaml_read(&arena, "plan.yaml", text, strlen(text), NULL, &findings, &root);
        assert_true(status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_NO_MEMORY);
        assert_int_equal(root != NULL, status == CHILDPLAN_OK);
        childplan__arena_end(&arena);
        assert_int_equal(counts.alive, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),           cmocka_unit_test(test_positions),
        cmocka_unit_test(test_nothing),        cmocka_unit_test(test_last_line),
        cmocka_unit_test(test_items),          cmocka_unit_test(test_refused),
        cmocka_unit_test(test_read_on),        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_depth),          cmocka_unit_test(test_floods),
        cmocka_unit_test(test_without_memory), cmocka_unit_test(test_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
