/*
 * The real plan carries the whole document: every numbered item and dash of parts I to IV and the recipients stand in
 * it, each in its place, and it says nothing in the document's name that the document does not say.
 * usage: test_document PLAN.yaml DOCUMENT.txt
 */
#include "support.h"

#include <stdio.h>
#include <string.h>

static const char *plan_path;
static const char *document_path;

/* An item of the document: the part of the plan it belongs in, and its id there; a duty's is its heading's number. */
struct item {
    int32_t part;
    char id[32];
    char text[2048];
    int found;
};

struct document {
    struct item items[100];
    size_t count;
    int32_t part;
    char numeral[8];
    int section;
    int dash;
    int open; /* 1: lines go on with the last item */
};

/* Without markup and with single blanks between words. */
static void plain(const char *line, char *text, size_t size) {
    size_t used = 0;
    for (; *line && used + 2 < size; line++) {
        if (strchr("*#", *line)) {
            continue;
        }
        if (!strchr(" \t\r", *line)) {
            text[used++] = *line;
        } else if (used > 0 && text[used - 1] != ' ') {
            text[used++] = ' ';
        }
    }
    while (used > 0 && text[used - 1] == ' ') {
        used--;
    }
    text[used] = '\0';
}

/* As it is compared: without the stops at its end, and with the copy's "Phần đầu" set right. */
static void settle(char *text) {
    static const char slip[] = "Phần đầu";
    static const char meant[] = "Phấn đấu";
    if (strncmp(text, slip, strlen(slip)) == 0) {
        assert_int_equal(strlen(slip), strlen(meant));
        memcpy(text, meant, strlen(meant));
    }
    size_t size = strlen(text);
    while (size > 0 && strchr(".; ", text[size - 1])) {
        size--;
    }
    text[size] = '\0';
}

static void read_heading(struct document *document, const char *text) {
    static const struct {
        const char *numeral;
        int32_t part;
    } parts[] = {{"I", CHILDPLAN_PURPOSE},
                 {"II", CHILDPLAN_OBJECTIVES},
                 {"III", CHILDPLAN_TASKS},
                 {"IV", CHILDPLAN_DUTIES},
                 {"Nơi nhận:", CHILDPLAN_RECIPIENTS}};
    document->open = 0;
    document->dash = 0;
    if (sscanf(text, "%d.", &document->section) == 1) {
        return;
    }
    size_t size = strcspn(text, ".");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strlen(parts[i].numeral) == size && strncmp(text, parts[i].numeral, size) == 0) {
            document->part = parts[i].part;
            snprintf(document->numeral, sizeof document->numeral, "%.*s", (int)(size < 4 ? size : 0), text);
        }
    }
}

static void begin_item(struct document *document, const char *number, const char *text) {
    assert_in_range(document->count, 0, 99);
    struct item *item = &document->items[document->count++];
    item->part = document->part;
    if (document->part == CHILDPLAN_DUTIES) {
        snprintf(item->id, sizeof item->id, "%d", document->section);
    } else if (number) {
        snprintf(item->id, sizeof item->id, "%s.%s", document->numeral, number);
    } else if (document->section > 0 && document->part == CHILDPLAN_OBJECTIVES) {
        snprintf(item->id, sizeof item->id, "%s.%d.%d", document->numeral, document->section, ++document->dash);
    }
    snprintf(item->text, sizeof item->text, "%s", text);
    document->open = 1;
}

/* "2.1. Text" or "3. Text": where its text begins, and the number without its last stop. NULL for any other line. */
static const char *numbered(const char *text, char number[8]) {
    size_t size = strspn(text, "0123456789.");
    if (size < 2 || size > 7 || text[size - 1] != '.' || text[size] != ' ') {
        return NULL;
    }
    memcpy(number, text, size - 1);
    number[size - 1] = '\0';
    return text + size + 1;
}

static void read_line(struct document *document, const char *line) {
    char text[2048];
    char number[8];
    const char *rest;
    plain(line, text, sizeof text);
    if (line[0] == '#') {
        read_heading(document, text);
    } else if (line[0] == '*') {
        document->part = 0;
        document->open = 0;
    } else if (document->part == 0 || text[0] == '\0') {
        return;
    } else if (strncmp(text, "- ", 2) == 0) {
        begin_item(document, NULL, text + 2);
    } else if ((rest = numbered(text, number))) {
        begin_item(document, number, rest);
    } else if (document->open) {
        struct item *item = &document->items[document->count - 1];
        size_t used = strlen(item->text);
        snprintf(item->text + used, sizeof item->text - used, " %s", text);
    }
}

static void read_document(struct document *document) {
    struct buffer file = {0};
    memset(document, 0, sizeof *document);
    assert_true(read_whole_file(document_path, &file));
    for (char *line = strtok(file.bytes, "\n"); line; line = strtok(NULL, "\n")) {
        read_line(document, line);
    }
    for (size_t i = 0; i < document->count; i++) {
        settle(document->items[i].text);
    }
    buffer_free(&file);
}

static childplan_plan *load_plan(void) {
    childplan_plan *plan = NULL;
    childplan_diagnostics *said = NULL;
    struct buffer lines = {0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    childplan_plan_load_file(plan_path, NULL, &plan, said);
    buffer_add_diagnostics(&lines, said, CHILDPLAN_ENGLISH);
    assert_string_equal(lines.bytes, "");
    buffer_free(&lines);
    childplan_diagnostics_free(said);
    return plan;
}

/* The id as the document has it: a duty's level or unit is the heading of that number. */
static int same_id(const childplan_plan *plan, const struct item *item, const char *id) {
    if (item->part == CHILDPLAN_DUTIES) {
        char number[12];
        snprintf(number, sizeof number, "%d", (int)childplan_plan_find_level(plan, id) + 1);
        return strcmp(number, item->id) == 0;
    }
    return strcmp(id ? id : "", item->id) == 0;
}

/* Finds one text of the plan in the document; fails where the document does not have it there. */
static void find_text(struct document *document, const childplan_plan *plan, int32_t part, const char *id,
                      const char *text) {
    char wanted[2048];
    plain(text, wanted, sizeof wanted);
    settle(wanted);
    for (size_t i = 0; i < document->count; i++) {
        struct item *item = &document->items[i];
        if (item->part == part && same_id(plan, item, id) && strcmp(item->text, wanted) == 0) {
            item->found = 1;
            return;
        }
    }
    fail_msg("not in the document, or elsewhere in it: %s %s", id ? id : "", text);
}

/* Where it says it is from there is an item of the document; an objective's indicator is defined by its very words. */
static void check_indicator(struct document *document, const childplan_plan *plan, int32_t indicator) {
    const char *source = childplan_plan_indicator_source(plan, indicator);
    const char *definition = childplan_plan_indicator_definition(plan, indicator);
    if (!source) {
        return;
    }
    assert_non_null(definition);
    for (size_t i = 0; i < document->count; i++) {
        if (strcmp(document->items[i].id, source) == 0) {
            if (document->items[i].part == CHILDPLAN_OBJECTIVES) {
                find_text(document, plan, CHILDPLAN_OBJECTIVES, source, definition);
            }
            return;
        }
    }
    fail_msg("%s is from %s, which the document has not", childplan_plan_indicator_id(plan, indicator), source);
}

static void the_plan_is_the_document(void **state) {
    (void)state;
    static struct document document;
    read_document(&document);
    assert_int_equal(document.count, 2 + 2 + 2 + 7 + 2 + 2 + 6);
    childplan_plan *plan = load_plan();
    for (int32_t part = CHILDPLAN_PURPOSE; part <= CHILDPLAN_RECIPIENTS; part++) {
        for (size_t i = 0; i < childplan_plan_item_count(plan, part); i++) {
            find_text(&document, plan, part, childplan_plan_item_id(plan, part, i),
                      childplan_plan_item_text(plan, part, i));
        }
    }
    for (int32_t i = 0; i < (int32_t)childplan_plan_indicator_count(plan); i++) {
        check_indicator(&document, plan, i);
    }
    size_t missing = 0;
    for (size_t i = 0; i < document.count; i++) {
        if (!document.items[i].found) {
            print_error("not in the plan: %s %s\n", document.items[i].id, document.items[i].text);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
    childplan_plan_free(plan);
}

static void the_heading_is_the_documents(void **state) {
    (void)state;
    struct buffer file = {0};
    char day[16];
    assert_true(read_whole_file(document_path, &file));
    childplan_plan *plan = load_plan();
    assert_non_null(strstr(file.bytes, "Số: 251/KH-LĐLĐ\n"));
    assert_string_equal(childplan_plan_id(plan), "251/KH-LĐLĐ");
    assert_non_null(strstr(file.bytes, childplan_plan_title(plan)));
    assert_non_null(strstr(file.bytes, childplan_plan_signed_by(plan)));
    assert_non_null(strstr(file.bytes, "ngày 11 tháng 5 năm 2021"));
    childplan_date_format(childplan_plan_issued(plan), day, sizeof day);
    assert_string_equal(day, "2021-05-11");
    assert_int_equal(childplan_plan_item_count(plan, CHILDPLAN_BASED_ON), 1);
    assert_non_null(strstr(file.bytes, childplan_plan_item_id(plan, CHILDPLAN_BASED_ON, 0)));
    childplan_date_format(childplan_plan_item_issued(plan, CHILDPLAN_BASED_ON, 0), day, sizeof day);
    assert_string_equal(day, "2021-04-29");
    childplan_plan_free(plan);
    buffer_free(&file);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        return 2;
    }
    plan_path = argv[1];
    document_path = argv[2];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_is_the_document),
        cmocka_unit_test(the_heading_is_the_documents),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
