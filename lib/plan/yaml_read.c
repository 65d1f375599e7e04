#include "yaml_read.h"

#include "yaml_explain.h"
#include "yaml_text.h"

#include <string.h>

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    const char *file;
    const char *text;
    size_t size;
    struct findings *findings;
    struct text_place place;
    struct text_place key_end; /* where the newest mapping key ended */
    struct yaml_node *root;
    struct yaml_node *open[YAML_DEPTH_LIMIT]; /* the lists and mappings around the next node, outermost first */
    struct yaml_node *last[YAML_DEPTH_LIMIT]; /* their newest children */
    size_t depth;
    int32_t finished;
};

/* Marks come in the order of the text; should one ever step back, libyaml's own line and column must do. */
static struct text_place place_of(struct reader *reader, const yaml_mark_t *mark) {
    if (mark->index < reader->place.index) {
        struct text_place given = reader->place;
        given.line = (uint32_t)mark->line + 1;
        given.column = (uint32_t)mark->column + 1;
        return given;
    }
    childplan__text_advance(&reader->place, reader->text, reader->size, mark->index);
    return reader->place;
}

static struct position position_of(const struct reader *reader, const struct yaml_node *node) {
    return (struct position){reader->file, node->line, node->column};
}

static int32_t expects_key(const struct reader *reader) {
    return reader->depth > 0 && reader->open[reader->depth - 1]->kind == YAML_MAPPING &&
           reader->open[reader->depth - 1]->size % 2 == 0;
}

/* A new node behind its siblings; NULL without memory. */
static struct yaml_node *append(struct reader *reader, enum yaml_kind kind, struct text_place place) {
    struct yaml_node *node = childplan__arena_allocate(reader->arena, 1, sizeof *node);
    if (!node) {
        return NULL;
    }
    node->kind = (uint8_t)kind;
    node->text = "";
    node->line = place.line;
    node->column = place.column;
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
static enum yaml_style style_of_nothing(const struct reader *reader, struct text_place place) {
    const struct yaml_node *parent = reader->depth > 0 ? reader->open[reader->depth - 1] : NULL;
    int32_t is_value = parent && parent->kind == YAML_MAPPING;
    const char *at = reader->text + (is_value ? reader->key_end.offset : place.offset);
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
    struct text_place place = place_of(reader, &event->start_mark);
    enum yaml_style style = plain && size == 0 ? style_of_nothing(reader, place) : 0;
    struct yaml_node *node = append(reader, YAML_TEXT, place);
    if (!node) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    node->text = childplan__arena_copy_text(reader->arena, text, size);
    if (!node->text) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    node->size = (uint32_t)size;
    node->style = (uint8_t)(style | (plain ? STYLE_PLAIN : 0));
    if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE || event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE) {
        node->style = STYLE_BLOCK_TEXT;
    }
    refuse_anchor_and_tag(reader, node, event->data.scalar.anchor, event->data.scalar.tag);
    if (size > 0 && memchr(text, 0, size)) {
        REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER, position_of(reader, node));
        node->kind = YAML_REFUSED;
    }
    if (is_key) {
        reader->key_end = place_of(reader, &event->end_mark);
        if (plain && strcmp(text, "<<") == 0) {
            REPORT_PLAIN(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_MERGE_KEY, position_of(reader, node));
            node->kind = YAML_REFUSED;
        }
    }
    return CHILDPLAN_OK;
}

static childplan_status take_alias(struct reader *reader, const yaml_event_t *event) {
    struct yaml_node *node = append(reader, YAML_REFUSED, place_of(reader, &event->start_mark));
    if (!node) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_ALIAS, position_of(reader, node),
           (const char *)event->data.alias.anchor);
    return CHILDPLAN_OK;
}

static childplan_status open_node(struct reader *reader, enum yaml_kind kind, const yaml_event_t *event) {
    int32_t is_key = expects_key(reader);
    struct text_place place = place_of(reader, &event->start_mark);
    if (reader->depth == YAML_DEPTH_LIMIT) {
        REPORT(reader->findings, CHILDPLAN_DIAGNOSTIC_YAML_TOO_DEEP,
               ((struct position){reader->file, place.line, place.column}), "64");
        return CHILDPLAN_ERROR_REFUSED;
    }
    struct yaml_node *node = append(reader, kind, place);
    if (!node) {
        return CHILDPLAN_ERROR_NO_MEMORY;
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

/*
 * After the document's end only comments may follow. What does is not parsed: a flood of directives would take libyaml
 * time in the square of their number.
 */
static childplan_status check_rest(struct reader *reader, const yaml_event_t *event) {
    struct text_place place = place_of(reader, &event->end_mark);
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

static childplan_status take_event(struct reader *reader, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_text(reader, event);
    case YAML_ALIAS_EVENT:
        return take_alias(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(reader, YAML_LIST, event);
    case YAML_MAPPING_START_EVENT:
        return open_node(reader, YAML_MAPPING, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        return CHILDPLAN_OK;
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

static childplan_status read_events(struct reader *reader) {
    childplan_status status = CHILDPLAN_OK;
    while (status == CHILDPLAN_OK && !reader->finished) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            return childplan__yaml_explain(&reader->parser, reader->file, reader->text, reader->size, reader->findings);
        }
        status = take_event(reader, &event);
        yaml_event_delete(&event);
    }
    return status;
}

static int32_t is_nothing(const struct yaml_node *node) {
    return !node || (node->kind == YAML_TEXT && node->size == 0 && (node->style & STYLE_PLAIN));
}

childplan_status childplan__yaml_read(struct arena *arena, const char *file, const char *text, size_t size,
                                      struct findings *findings, const struct yaml_node **ret_root) {
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    childplan_status status = childplan__yaml_check_text(file, text, size, findings);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    struct reader reader = {
        .arena = arena, .file = file, .text = text, .size = size, .findings = findings, .place = childplan__text_start};
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
