/* Mappings read by a table of their keys. */
#include "loader.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <string.h>

#define MOST_FIELDS 32

struct position childplan__position(const struct loader *loader, const struct yaml_node *node) {
    return (struct position){loader->plan->file, node->line, node->column};
}

static const char *name_of_field(const void *context, size_t index) {
    return ((const struct field *)context)[index].key;
}

/* In {…} a sentence that goes on after a comma becomes a key: without a colon, or of several words. */
static int32_t is_rest_of_text(const struct yaml_node *node, const struct yaml_node *key) {
    return (key->next->style & STYLE_NO_COLON) ||
           ((node->style & STYLE_BRACES) && (key->style & STYLE_PLAIN) && key != node->first && strchr(key->text, ' '));
}

static void report_unknown_key(struct loader *loader, const struct yaml_node *node, const struct yaml_node *key,
                               const struct field *fields, size_t count) {
    if (is_rest_of_text(node, key)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COMMA, childplan__position(loader, key), key->text);
        return;
    }
    const char *nearest = childplan__nearest(key->text, key->size, count, name_of_field, fields);
    REPORT_NEAREST(loader->findings, CHILDPLAN_DIAGNOSTIC_KEY_UNKNOWN, childplan__position(loader, key), nearest,
                   key->text);
}

int32_t childplan__is_blank(const struct yaml_node *text) {
    const char *at = text->text;
    while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') {
        at++;
    }
    return at == text->text + text->size;
}

/* Reports a value that holds nothing, however it came about. Returns 1 where it did. */
static int32_t is_empty(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value) {
    if (value->kind != YAML_TEXT || !childplan__is_blank(value)) {
        return 0;
    }
    if (value->style & STYLE_COMMENTED) {
        REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_HASH, childplan__position(loader, key));
    } else if (value->style & STYLE_NO_COLON) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COMMA, childplan__position(loader, key), key->text);
    } else if (value->style & STYLE_BLOCK_TEXT) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER, childplan__position(loader, value), ">");
    } else {
        const struct yaml_node *where = value->style & STYLE_PLAIN ? key : value;
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_EMPTY, childplan__position(loader, where), key->text);
    }
    return 1;
}

static int32_t is_key_of(const struct field *field, const struct yaml_node *key) {
    return field->key[0] == key->text[0] && strcmp(field->key, key->text) == 0;
}

size_t childplan__find_field(const struct field *fields, size_t count, const struct yaml_node *key, size_t expected) {
    for (size_t i = expected; i < count; i++) {
        if (is_key_of(&fields[i], key)) {
            return i;
        }
    }
    for (size_t i = 0; i < expected && i < count; i++) {
        if (is_key_of(&fields[i], key)) {
            return i;
        }
    }
    return count;
}

static void report_key_twice(struct loader *loader, const struct yaml_node *key, const struct yaml_node *first) {
    char line[32];
    (void)childplan__number_format(first->line, 0, line);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_KEY_TWICE, childplan__position(loader, key), key->text, line);
}

int32_t childplan__read_mapping(struct loader *loader, const struct yaml_node *node, const char *name,
                                const struct field *fields, size_t count, void *record) {
    const struct yaml_node *seen[MOST_FIELDS] = {NULL};
    size_t errors = loader->findings->errors;
    size_t expected = 0;
    if (node->kind != YAML_MAPPING) {
        if (node->kind != YAML_REFUSED) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_KEYS_EXPECTED, childplan__position(loader, node), name);
        }
        return 0;
    }
    for (const struct yaml_node *key = node->first; key; key = key->next->next) {
        const struct yaml_node *value = key->next;
        if (key->kind != YAML_TEXT) {
            continue;
        }
        size_t found = childplan__find_field(fields, count, key, expected);
        expected = found + 1;
        if (found == count) {
            report_unknown_key(loader, node, key, fields, count);
        } else if (seen[found]) {
            report_key_twice(loader, key, seen[found]);
        } else {
            seen[found] = key;
            if (value->kind != YAML_REFUSED && !is_empty(loader, key, value)) {
                const struct entry entry = {&fields[found], key, value};
                fields[found].read(loader, &entry, (char *)record + fields[found].offset);
            }
        }
    }
    loader->had_key_errors = loader->findings->errors > errors;
    for (size_t i = 0; i < count; i++) {
        if (fields[i].required && !seen[i]) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_KEY_MISSING, childplan__position(loader, node),
                   fields[i].key);
        }
    }
    return 1;
}

struct given_text childplan__given(struct loader *loader, const struct yaml_node *node, const char *name) {
    struct given_text given = {NULL, 0, childplan__position(loader, node)};
    if (node->kind == YAML_TEXT && !childplan__is_blank(node)) {
        given.text = node->text;
        given.size = node->size;
    } else if (node->kind == YAML_TEXT) {
        int32_t code =
            node->style & STYLE_COMMENTED ? CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_HASH : CHILDPLAN_DIAGNOSTIC_VALUE_EMPTY;
        REPORT(loader->findings, code, given.position, name);
    } else if (node->kind != YAML_REFUSED) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TEXT_EXPECTED, given.position, name);
    }
    return given;
}

void childplan__read_given(struct loader *loader, const struct entry *entry, void *target) {
    *(struct given_text *)target = childplan__given(loader, entry->value, entry->field->key);
}

void childplan__read_line(struct loader *loader, const struct entry *entry, void *target) {
    struct given_text given = childplan__given(loader, entry->value, entry->field->key);
    *(const char **)target = childplan__take_line(loader, &given);
}

void childplan__read_paragraph(struct loader *loader, const struct entry *entry, void *target) {
    struct given_text given = childplan__given(loader, entry->value, entry->field->key);
    *(const char **)target = childplan__take_paragraph(loader, &given);
}

void childplan__read_date(struct loader *loader, const struct entry *entry, void *target) {
    struct given_text given = childplan__given(loader, entry->value, entry->field->key);
    if (given.text) {
        childplan__parse_date(loader, &given, target);
    }
}

/* The words in one line, for the message: "sum, last, max". */
static const char *join_words(struct loader *loader, const char *const *words) {
    size_t size = 0;
    for (size_t i = 0; words[i]; i++) {
        size += strlen(words[i]) + 2;
    }
    char *line = childplan__scratch(loader, size + 1, 1);
    for (size_t i = 0, at = 0; line && words[i]; i++) {
        if (i > 0) {
            memcpy(line + at, ", ", 2);
            at += 2;
        }
        memcpy(line + at, words[i], strlen(words[i]));
        at += strlen(words[i]);
    }
    return line ? line : "";
}

void childplan__read_keyword(struct loader *loader, const struct entry *entry, void *target) {
    const char *const *words = entry->field->detail;
    struct given_text given = childplan__given(loader, entry->value, entry->field->key);
    if (!given.text) {
        return;
    }
    size_t count = 0;
    for (; words[count]; count++) {
        if (strlen(words[count]) == given.size && memcmp(words[count], given.text, given.size) == 0) {
            *(int32_t *)target = (int32_t)count;
            return;
        }
    }
    REPORT_NEAREST(loader->findings, CHILDPLAN_DIAGNOSTIC_VALUE_UNKNOWN, given.position,
                   childplan__nearest_of(given.text, given.size, count, words), childplan__plain(loader, &given),
                   entry->field->key, join_words(loader, words));
}

void childplan__read_placed_keyword(struct loader *loader, const struct entry *entry, void *target) {
    struct keyword *keyword = target;
    childplan__read_keyword(loader, entry, &keyword->place);
    keyword->position = childplan__position(loader, entry->value);
}

void childplan__read_whole(struct loader *loader, const struct entry *entry, void *target) {
    const struct whole_range *range = entry->field->detail;
    struct given_text given = childplan__given(loader, entry->value, entry->field->key);
    if (given.text) {
        childplan__parse_whole(loader, &given, *range, target);
    }
}

void childplan__read_list(struct loader *loader, const struct entry *entry, void *target) {
    if (entry->value->kind == YAML_LIST) {
        *(const struct yaml_node **)target = entry->value;
    } else {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_EXPECTED, childplan__position(loader, entry->value),
               entry->field->key);
    }
}

void childplan__read_some(struct loader *loader, const struct entry *entry, void *target) {
    if (entry->value->kind == YAML_LIST && entry->value->size == 0) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LIST_EMPTY, childplan__position(loader, entry->value),
               entry->field->key);
    } else {
        childplan__read_list(loader, entry, target);
    }
}

void childplan__read_map(struct loader *loader, const struct entry *entry, void *target) {
    if (entry->value->kind == YAML_MAPPING) {
        *(const struct yaml_node **)target = entry->value;
    } else {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_KEYS_EXPECTED, childplan__position(loader, entry->value),
               entry->field->key);
    }
}

void childplan__read_texts(struct loader *loader, const struct entry *entry, void *target) {
    struct given_texts *texts = target;
    const struct yaml_node *list = NULL;
    childplan__read_list(loader, entry, &list);
    if (list) {
        texts->count = childplan__take_texts(loader, list, entry->field->key, &texts->items);
    }
}

void childplan__read_any(struct loader *loader, const struct entry *entry, void *target) {
    (void)loader;
    *(const struct yaml_node **)target = entry->value;
}
