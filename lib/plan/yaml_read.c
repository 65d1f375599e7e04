#include "yaml_read.h"

#include "yaml_explain.h"
#include "yaml_text.h"

#include "../base/text.h"

#include <string.h>

/* Where a character stands. */
struct cursor {
    size_t offset;
    size_t index;
};

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    const char *file;
    const char *text;
    size_t size;
    size_t characters;
    uint32_t end_column; /* where the text ends, if that is within a line; else 0 */
    const struct yaml_items *items;
    struct findings *findings;
    struct cursor cursor;
    struct cursor key_end; /* where the newest mapping key ended; */
    int32_t key_end_known; /* its offset is looked for only where it is needed */
    struct yaml_node *root;
    struct yaml_node *open[YAML_DEPTH_LIMIT]; /* the lists and mappings around the next node, outermost first */
    struct yaml_node *last[YAML_DEPTH_LIMIT]; /* their newest children */
    size_t depth;
    struct yaml_node *item_list;   /* the list whose items are taken; NULL: not yet met */
    struct yaml_node *before_item; /* the item kept last before the newest one */
    struct arena_place item_place;
    int32_t finished;
};

/* A node's or an event's line and column. */
struct place {
    uint32_t line;
    uint32_t column;
};

/* libyaml counts lines and characters as an editor does, now that other line ends are refused; but where the text ends
   within a line it goes on to the next. */
static struct place place_of(const struct reader *reader, const yaml_mark_t *mark) {
    if (mark->column == 0 && reader->end_column > 0 && mark->index == reader->characters) {
        return (struct place){(uint32_t)mark->line, reader->end_column};
    }
    return (struct place){(uint32_t)mark->line + 1, (uint32_t)mark->column + 1};
}

static uint32_t end_column_of(const char *text, size_t size) {
    size_t start = size;
    while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r') {
        start--;
    }
    return start < size ? (uint32_t)childplan__utf8_length(text + start, size - start) + 1 : 0;
}

static int32_t is_inside_character(const struct reader *reader, size_t offset) {
    return offset < reader->size && ((unsigned char)reader->text[offset] & 0xC0) == 0x80;
}

/* Goes on to a character. They are asked for in the order of the text, so that all together cost no more than it. */
static void go_to(struct reader *reader, size_t index) {
    struct cursor *cursor = &reader->cursor;
    while (cursor->index < index && cursor->offset < reader->size) {
        do {
            cursor->offset++;
        } while (is_inside_character(reader, cursor->offset));
        cursor->index++;
    }
}

/* Before the cursor goes past it. */
static void settle_key_end(struct reader *reader) {
    if (!reader->key_end_known) {
        go_to(reader, reader->key_end.index);
        reader->key_end = reader->cursor;
        reader->key_end_known = 1;
    }
}

static struct position position_of(const struct reader *reader, const struct yaml_node *node) {
    return (struct position){reader->file, node->line, node->column};
}

static int32_t expects_key(const struct reader *reader) {
    return reader->depth > 0 && reader->open[reader->depth - 1]->kind == YAML_MAPPING &&
           reader->open[reader->depth - 1]->size % 2 == 0;
}

static int32_t is_among_items(const struct reader *reader) {
    return reader->depth == 2 && reader->open[1] == reader->item_list;
}

/* A new node behind its siblings, with room for a text behind it; NULL without memory. */
static struct yaml_node *append(struct reader *reader, enum yaml_kind kind, struct place place, size_t room) {
    if (is_among_items(reader)) {
        reader->before_item = reader->last[1];
        reader->item_place = childplan__arena_place(reader->arena);
    }
    struct yaml_node *node = childplan__arena_take(reader->arena, sizeof *node + room);
    if (!node) {
        return NULL;
    }
    *node = (struct yaml_node){.kind = (uint8_t)kind, .line = place.line, .column = place.column};
    if (reader->depth == 0) {
        reader->root = node;
        return node;
    }
    struct yaml_node *parent = reader->open[reader->depth - 1];
    struct yaml_node **last = &reader->last[reader->depth - 1];
    if (*last) {
        (*last)->next = node;
    } else {
        parent->first = node;
    }
    *last = node;
    parent->size++;
    return node;
}

/* How an empty value came about: `{a, b}`, or `a: #b`. */
static enum yaml_style style_of_nothing(struct reader *reader, size_t index) {
    const struct yaml_node *parent = reader->depth > 0 ? reader->open[reader->depth - 1] : NULL;
    int32_t is_value = parent && parent->kind == YAML_MAPPING;
    settle_key_end(reader);
    if (!is_value) {
        go_to(reader, index);
    }
    const char *at = reader->text + (is_value ? reader->key_end.offset : reader->cursor.offset);
    const char *end = reader->text + reader->size;
    while (at < end && (*at == ' ' || *at == '\t')) {
        at++;
    }
    int32_t has_colon = at < end && *at == ':';
    while (at < end && (*at == ' ' || *at == '\t' || *at == ':')) {
        at++;
    }
    if (at < end && *at == '#') {
        return STYLE_COMMENTED;
    }
    return is_value && (parent->style & STYLE_BRACES) && !has_colon ? STYLE_NO_COLON : 0;
}

static void refuse_anchor_and_tag(struct reader *reader, const struct yaml_node *node, const yaml_char_t *anchor,
                                  const yaml_char_t *tag) {
    if (anchor) {
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_ANCHOR, position_of(reader, node), (const char *)anchor);
    }
    if (tag) {
        /* libyaml gives `!!str` its full name. */
        const char *name = (const char *)tag;
        const char *prefix = "tag:yaml.org,2002:";
        int32_t is_core = strncmp(name, prefix, strlen(prefix)) == 0;
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_TAG, position_of(reader, node), is_core ? "!!" : "",
               is_core ? name + strlen(prefix) : name);
    }
}

static childplan_status take_text(struct reader *reader, const yaml_event_t *event) {
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    int32_t plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    int32_t is_key = expects_key(reader);
    enum yaml_style style = plain && size == 0 ? style_of_nothing(reader, event->start_mark.index) : 0;
    struct yaml_node *node = append(reader, YAML_TEXT, place_of(reader, &event->start_mark), size + 1);
    if (!node) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    /* libyaml ends a text with a NUL too. */
    node->text = memcpy(node + 1, text, size + 1);
    node->size = (uint32_t)size;
    node->style = (uint8_t)(style | (plain ? STYLE_PLAIN : 0));
    if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE || event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE) {
        node->style = STYLE_BLOCK_TEXT;
    }
    refuse_anchor_and_tag(reader, node, event->data.scalar.anchor, event->data.scalar.tag);
    /* It can only have been written as an escape. */
    if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && size > 0 && memchr(text, 0, size)) {
        REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER, position_of(reader, node));
        node->kind = YAML_REFUSED;
    }
    if (is_key) {
        reader->key_end.index = event->end_mark.index;
        reader->key_end_known = 0;
        if (plain && size == 2 && memcmp(text, "<<", 2) == 0) {
            REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_MERGE_KEY, position_of(reader, node));
            node->kind = YAML_REFUSED;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status take_alias(struct reader *reader, const yaml_event_t *event) {
    struct yaml_node *node = append(reader, YAML_REFUSED, place_of(reader, &event->start_mark), 0);
    if (!node) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    node->text = "";
    REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_ALIAS, position_of(reader, node),
           (const char *)event->data.alias.anchor);
    return CHILDPLAN_OK;
}

/* 1 where a list of the root begins whose items are to be taken. */
static int32_t begins_items(const struct reader *reader) {
    const struct yaml_node *key = reader->depth == 1 ? reader->last[0] : NULL;
    return reader->items && !reader->item_list && key && reader->open[0]->kind == YAML_MAPPING &&
           !expects_key(reader) && key->kind == YAML_TEXT && strcmp(key->text, reader->items->key) == 0;
}

static childplan_status open_node(struct reader *reader, enum yaml_kind kind, const yaml_event_t *event) {
    int32_t is_key = expects_key(reader);
    struct place place = place_of(reader, &event->start_mark);
    if (reader->depth == YAML_DEPTH_LIMIT) {
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_TOO_DEEP,
               ((struct position){reader->file, place.line, place.column}), "64");
        return CHILDPLAN_ERROR_REFUSED;
    }
    int32_t has_items = kind == YAML_LIST && begins_items(reader);
    struct yaml_node *node = append(reader, kind, place, 0);
    if (!node) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (has_items) {
        reader->item_list = node;
    }
    if (is_key) {
        REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_KEY_NOT_TEXT, position_of(reader, node));
    }
    if (kind == YAML_MAPPING) {
        node->style = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? STYLE_BRACES : 0;
        refuse_anchor_and_tag(reader, node, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    } else {
        refuse_anchor_and_tag(reader, node, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    }
    reader->open[reader->depth] = node;
    reader->last[reader->depth] = NULL;
    reader->depth++;
    return CHILDPLAN_OK;
}

/* What follows a mark: little or nothing, as a rule, so it is found from the text's end. */
static struct text_place rest_of(const struct reader *reader, const yaml_mark_t *mark) {
    struct place place = place_of(reader, mark);
    size_t offset = reader->size;
    for (size_t index = reader->characters; index > mark->index; index--) {
        do {
            offset--;
        } while (is_inside_character(reader, offset));
    }
    return (struct text_place){offset, mark->index, place.line, place.column};
}

/*
 * After the document's end only comments may follow. What does is not parsed: a flood of directives would take libyaml
 * time in the square of their number.
 */
static childplan_status check_rest(struct reader *reader, const yaml_event_t *event) {
    struct text_place place = rest_of(reader, &event->end_mark);
    while (place.offset < reader->size) {
        const char *at = reader->text + place.offset;
        size_t left = reader->size - place.offset;
        if (*at == '#') {
            while (place.offset < reader->size && reader->text[place.offset] != '\n' &&
                   reader->text[place.offset] != '\r') {
                childplan__text_advance(&place, reader->text, reader->size, place.index + 1);
            }
        } else if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') {
            childplan__text_advance(&place, reader->text, reader->size, place.index + 1);
        } else if (left >= 3 && memcmp(at, "...", 3) == 0 && place.column == 1) {
            childplan__text_advance(&place, reader->text, reader->size, place.index + 3);
        } else {
            int32_t code = *at == '%' && place.column == 1 ? CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE
                                                           : CHILDPLAN_DIAGNOSTIC_YAML_SECOND_DOCUMENT;
            REPORT_PLAIN(reader->findings, code, ((struct position){reader->file, place.line, place.column}));
            return CHILDPLAN_ERROR_REFUSED;
        }
    }
    return CHILDPLAN_OK;
}

/* The newest item is whole: it leaves the tree, unless it is kept. */
static childplan_status finish_item(struct reader *reader) {
    int32_t is_kept = 0;
    childplan_status status = reader->items->take(reader->items->context, reader->last[1], &is_kept);
    if (status != CHILDPLAN_OK || is_kept) {
        return status;
    }
    if (reader->before_item) {
        reader->before_item->next = NULL;
    } else {
        reader->item_list->first = NULL;
    }
    reader->last[1] = reader->before_item;
    childplan__arena_return(reader->arena, reader->item_place);
    return CHILDPLAN_OK;
}

static childplan_status close_node(struct reader *reader) {
    reader->depth--;
    return CHILDPLAN_OK;
}

/* What is, or ends, a node of its own. */
static childplan_status end_node(struct reader *reader, const yaml_event_t *event) {
    childplan_status status = event->type == YAML_SCALAR_EVENT  ? take_text(reader, event)
                              : event->type == YAML_ALIAS_EVENT ? take_alias(reader, event)
                                                                : close_node(reader);
    return status == CHILDPLAN_OK && is_among_items(reader) ? finish_item(reader) : status;
}

static childplan_status take_event(struct reader *reader, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
    case YAML_ALIAS_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return end_node(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(reader, YAML_LIST, event);
    case YAML_MAPPING_START_EVENT:
        return open_node(reader, YAML_MAPPING, event);
    case YAML_DOCUMENT_END_EVENT:
        reader->finished = 1;
        return check_rest(reader, event);
    case YAML_STREAM_END_EVENT:
        reader->finished = 1;
        return CHILDPLAN_OK;
    default:
        return CHILDPLAN_OK;
    }
}

/* 0 where nothing need be freed, as at every end of a list or mapping. */
static int32_t owns_memory(const yaml_event_t *event) {
    return event->type != YAML_SEQUENCE_END_EVENT && event->type != YAML_MAPPING_END_EVENT;
}

/* Events between two times that it is told how far the reading is. */
#define EVENTS_UNTOLD 4096

static childplan_status tell_reached(const struct reader *reader) {
    const struct yaml_items *items = reader->items;
    return items && items->reach ? items->reach(items->context, reader->parser.mark.index, reader->characters)
                                 : CHILDPLAN_OK;
}

static childplan_status read_events(struct reader *reader) {
    childplan_status status = tell_reached(reader);
    for (size_t count = 1; status == CHILDPLAN_OK && !reader->finished; count++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            return childplan__yaml_explain(&reader->parser, reader->file, reader->text, reader->size, reader->findings);
        }
        status = take_event(reader, &event);
        if (owns_memory(&event)) {
            yaml_event_delete(&event);
        }
        if (status == CHILDPLAN_OK && count % EVENTS_UNTOLD == 0) {
            status = tell_reached(reader);
        }
    }
    return status;
}

static int32_t is_nothing(const struct yaml_node *node) {
    return !node || (node->kind == YAML_TEXT && node->size == 0 && (node->style & STYLE_PLAIN));
}

childplan_status childplan__yaml_read(struct arena *arena, const char *file, const char *text, size_t size,
                                      const struct yaml_items *items, struct findings *findings,
                                      const struct yaml_node **ret_root) {
    size_t characters = 0;
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    childplan_status status = childplan__yaml_check_text(file, text, size, findings, &characters);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct reader reader = {.arena = arena,
                            .file = file,
                            .text = text,
                            .size = size,
                            .characters = characters,
                            .end_column = end_column_of(text, size),
                            .items = items,
                            .findings = findings,
                            .key_end_known = 1};
    if (!yaml_parser_initialize(&reader.parser)) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, size);
    status = read_events(&reader);
    yaml_parser_delete(&reader.parser);
    if (status == CHILDPLAN_OK && is_nothing(reader.root)) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_EMPTY, ((struct position){file, 1, 1}));
        status = CHILDPLAN_ERROR_REFUSED;
    }
    if (status == CHILDPLAN_OK) {
        *ret_root = reader.root;
    }
    return status;
}
