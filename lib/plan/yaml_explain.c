#include "yaml_explain.h"

#include "yaml_text.h"

#include <string.h>

struct failure {
    const char *file;
    const char *text;
    size_t size;
    const char *problem; /* libyaml's words, never NULL */
    const char *context;
    struct text_place at;    /* where it gave up */
    struct text_place since; /* where what it was reading began */
};

static struct text_place place_of(const char *text, size_t size, const yaml_mark_t *mark) {
    struct text_place place = childplan__text_start;
    childplan__text_advance(&place, text, size, mark->index);
    return place;
}

static struct position position_of(const struct failure *failure, const struct text_place *place) {
    return (struct position){failure->file, place->line, place->column};
}

static char character_at(const struct failure *failure, const struct text_place *place) {
    return place->offset < failure->size ? failure->text[place->offset] : '\0';
}

static int32_t says(const char *words, const char *part) {
    return strstr(words, part) != NULL;
}

static int32_t is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* The character before a place on its line, blanks left out; 0 at the line's start. */
static char character_before(const struct failure *failure, const struct text_place *place) {
    size_t at = place->offset;
    while (at > 0 && is_blank(failure->text[at - 1])) {
        at--;
    }
    return at > 0 && failure->text[at - 1] != '\n' && failure->text[at - 1] != '\r' ? failure->text[at - 1] : '\0';
}

/* 1 where a key stands before the place on its line: `key: text: more`. */
static int32_t follows_a_key(const struct failure *failure, const struct text_place *place) {
    for (size_t at = place->offset; at > 0 && failure->text[at - 1] != '\n' && failure->text[at - 1] != '\r'; at--) {
        if (at < place->offset && failure->text[at - 1] == ':' && is_blank(failure->text[at])) {
            return 1;
        }
    }
    return 0;
}

/* A `#` that made a comment of the rest of a line, between where the reading began and where it ended. */
static int32_t find_comment(const struct failure *failure, struct text_place *ret_place) {
    struct text_place place = failure->since;
    char quote = '\0';
    while (place.offset < failure->at.offset) {
        char c = failure->text[place.offset];
        if (quote == '\0' && c == '#' && place.offset > 0 && is_blank(failure->text[place.offset - 1])) {
            *ret_place = place;
            return 1;
        }
        if (c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'') && strchr(" \t{[,", failure->text[place.offset - 1])) {
            quote = c;
        }
        childplan__text_advance(&place, failure->text, failure->size, place.index + 1);
    }
    return 0;
}

static void report_character(const struct failure *failure, const struct text_place *place, struct findings *findings) {
    char name[2] = {character_at(failure, place), '\0'};
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER, position_of(failure, place), name);
}

/* Text that begins with a character YAML keeps for itself. Returns 1 where that was it. */
static int32_t explain_first_character(const struct failure *failure, struct findings *findings) {
    if (says(failure->problem, "cannot start any token")) {
        if (character_at(failure, &failure->at) == '\t') {
            REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_TAB, position_of(failure, &failure->at));
        } else {
            report_character(failure, &failure->at, findings);
        }
        return 1;
    }
    if (says(failure->problem, "block sequence entries are not allowed")) {
        report_character(failure, &failure->at, findings);
        return 1;
    }
    if (says(failure->context, "block scalar") || says(failure->context, "an alias") ||
        says(failure->context, "an anchor") || says(failure->context, "a tag") ||
        says(failure->problem, "undefined tag handle")) {
        report_character(failure, &failure->since, findings);
        return 1;
    }
    return 0;
}

/* `: ` or ` #` within text. */
static int32_t explain_inner_character(const struct failure *failure, struct findings *findings) {
    struct text_place comment;
    int32_t in_brackets = says(failure->context, "a flow");
    int32_t colon =
        says(failure->problem, "found unexpected ':'") ||
        (says(failure->problem, "mapping values are not allowed") && follows_a_key(failure, &failure->at)) ||
        (in_brackets && character_at(failure, &failure->at) == ':' && follows_a_key(failure, &failure->at));
    if (colon) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COLON, position_of(failure, &failure->at));
        return 1;
    }
    if (in_brackets && find_comment(failure, &comment)) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_HASH, position_of(failure, &comment));
        return 1;
    }
    return 0;
}

static int32_t explain_quotes_and_brackets(const struct failure *failure, struct findings *findings) {
    char before = character_before(failure, &failure->at);
    if (says(failure->context, "quoted scalar")) {
        int32_t escape = !says(failure->problem, "end of stream") && !says(failure->problem, "document indicator");
        REPORT_PLAIN(findings, escape ? CHILDPLAN_DIAGNOSTIC_YAML_ESCAPE : CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_OPEN,
                     position_of(failure, escape ? &failure->at : &failure->since));
        return 1;
    }
    if (before != '\0' && strchr("\"'", before) && !strchr("#,]}", character_at(failure, &failure->at))) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_WHOLE, position_of(failure, &failure->at));
        return 1;
    }
    if (says(failure->problem, "did not find expected ','")) {
        const char *bracket = says(failure->context, "mapping") ? "}" : "]";
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_YAML_BRACKET_OPEN, position_of(failure, &failure->since), bracket);
        return 1;
    }
    return 0;
}

static int32_t explain_lines(const struct failure *failure, struct findings *findings) {
    if (says(failure->problem, "could not find expected ':'")) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_COLON_MISSING, position_of(failure, &failure->since));
        return 1;
    }
    if (says(failure->problem, "did not find expected key") || says(failure->problem, "mapping values") ||
        says(failure->problem, "expected '-' indicator")) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_INDENTATION, position_of(failure, &failure->at));
        return 1;
    }
    return 0;
}

childplan_status childplan__yaml_explain(const yaml_parser_t *parser, const char *file, const char *text, size_t size,
                                         struct findings *findings) {
    if (parser->error == YAML_MEMORY_ERROR || parser->error == YAML_NO_ERROR) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    const char *problem = parser->problem ? parser->problem : "";
    if (parser->error == YAML_READER_ERROR) {
        /* A reader error has no mark, only the byte. */
        size_t offset = parser->problem_offset < size ? parser->problem_offset : size;
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_YAML_SYNTAX, childplan__text_position(file, text, offset), problem);
        return CHILDPLAN_ERROR_REFUSED;
    }
    struct failure failure = {.file = file,
                              .text = text,
                              .size = size,
                              .problem = problem,
                              .context = parser->context ? parser->context : "",
                              .at = place_of(text, size, &parser->problem_mark)};
    failure.since = parser->context ? place_of(text, size, &parser->context_mark) : failure.at;
    if (says(failure.context, "directive")) {
        REPORT_PLAIN(findings, CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE, position_of(&failure, &failure.since));
    } else if (!explain_first_character(&failure, findings) && !explain_inner_character(&failure, findings) &&
               !explain_quotes_and_brackets(&failure, findings) && !explain_lines(&failure, findings)) {
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_YAML_SYNTAX, position_of(&failure, &failure.at), problem);
    }
    return CHILDPLAN_ERROR_REFUSED;
}
