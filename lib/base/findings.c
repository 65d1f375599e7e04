#include "findings.h"

#include "order.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define SEVERITIES 3

/* A file that diagnostics name; the newest is the first of the list, and most of them are of it. */
struct named_file {
    const char *name;
    size_t place; /* in the order of their first diagnostics, from 1 */
    struct named_file *older;
};

/* All texts live in the list's arena. */
struct diagnostic {
    int32_t code;
    int32_t severity;
    const struct named_file *file; /* or NULL */
    size_t place;                  /* in the list when it was added, so that sorting is stable */
    uint32_t line;
    uint32_t column;
    const char *suggestion;
    const char **arguments;
    size_t argument_count;
};

struct childplan_diagnostics {
    struct allocator allocator;
    struct arena arena;
    struct named_file *files;
    struct diagnostic *items;
    size_t count;
    size_t capacity;
    size_t count_of[SEVERITIES];
};

childplan_status childplan__diagnostics_new(const struct allocator *allocator,
                                            childplan_diagnostics **ret_diagnostics) {
    childplan_diagnostics *list = childplan__allocate(allocator, 1, sizeof(*list));
    if (!list) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    list->allocator = *allocator;
    childplan__arena_begin(&list->arena, &list->allocator);
    *ret_diagnostics = list;
    return CHILDPLAN_OK;
}

childplan_status childplan_diagnostics_new(childplan_diagnostics **ret_diagnostics) {
    return ret_diagnostics ? childplan__diagnostics_new(&childplan__malloc, ret_diagnostics) : CHILDPLAN_ERROR_USAGE;
}

void childplan_diagnostics_free(childplan_diagnostics *diagnostics) {
    if (!diagnostics) {
        return;
    }
    struct allocator allocator = diagnostics->allocator;
    childplan__arena_end(&diagnostics->arena);
    childplan__release(&allocator, diagnostics->items);
    childplan__release(&allocator, diagnostics);
}

void childplan_diagnostics_clear(childplan_diagnostics *diagnostics) {
    if (!diagnostics) {
        return;
    }
    childplan__arena_end(&diagnostics->arena);
    diagnostics->files = NULL;
    diagnostics->count = 0;
    memset(diagnostics->count_of, 0, sizeof(diagnostics->count_of));
}

size_t childplan_diagnostics_count(const childplan_diagnostics *diagnostics) {
    return diagnostics ? diagnostics->count : 0;
}

size_t childplan_diagnostics_count_of(const childplan_diagnostics *diagnostics, int32_t severity) {
    return diagnostics && severity >= 0 && severity < SEVERITIES ? diagnostics->count_of[severity] : 0;
}

static const struct diagnostic *item(const childplan_diagnostics *diagnostics, size_t index) {
    return diagnostics && index < diagnostics->count ? &diagnostics->items[index] : NULL;
}

int32_t childplan_diagnostics_severity(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found ? found->severity : CHILDPLAN_NONE;
}

int32_t childplan_diagnostics_code(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found ? found->code : 0;
}

const char *childplan_diagnostics_file(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found && found->file ? found->file->name : NULL;
}

uint32_t childplan_diagnostics_file_line(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found ? found->line : 0;
}

uint32_t childplan_diagnostics_file_column(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found ? found->column : 0;
}

size_t childplan_diagnostics_argument_count(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found ? found->argument_count : 0;
}

const char *childplan_diagnostics_argument(const childplan_diagnostics *diagnostics, size_t index, size_t argument) {
    const struct diagnostic *found = item(diagnostics, index);
    return found && argument < found->argument_count ? found->arguments[argument] : NULL;
}

const char *childplan_diagnostics_suggestion(const childplan_diagnostics *diagnostics, size_t index) {
    const struct diagnostic *found = item(diagnostics, index);
    return found ? found->suggestion : NULL;
}

/* The catalogue's entry of a code; NULL for a number that is none. */
static const struct message *message_of(int32_t code) {
    for (size_t i = 0; i < childplan__message_count; i++) {
        if (childplan__messages[i].code == code) {
            return &childplan__messages[i];
        }
    }
    return NULL;
}

/* Copies a text that may be NULL. Returns 0 where there was no memory. */
static int32_t keep(childplan_diagnostics *list, const char *text, const char **ret_copy) {
    *ret_copy = text ? childplan__arena_copy_text(&list->arena, text, strlen(text)) : NULL;
    return text == NULL || *ret_copy != NULL;
}

static int32_t keep_file(childplan_diagnostics *list, const char *name, const struct named_file **ret_file) {
    struct named_file *file = name ? list->files : NULL;
    while (file && strcmp(file->name, name) != 0) {
        file = file->older;
    }
    if (name && !file) {
        file = childplan__arena_allocate(&list->arena, 1, sizeof(*file));
        if (!file || !keep(list, name, &file->name)) {
            return 0;
        }
        file->place = list->files ? list->files->place + 1 : 1;
        file->older = list->files;
        list->files = file;
    }
    *ret_file = file;
    return 1;
}

static int32_t keep_arguments(childplan_diagnostics *list, struct diagnostic *made, size_t count,
                              const char *const *arguments) {
    if (count == 0) {
        return 1;
    }
    made->arguments = childplan__arena_allocate(&list->arena, count, sizeof(*made->arguments));
    if (!made->arguments) {
        return 0;
    }
    made->argument_count = count;
    for (size_t i = 0; i < count; i++) {
        if (!keep(list, arguments[i] ? arguments[i] : "", &made->arguments[i])) {
            return 0;
        }
    }
    return 1;
}

/* What was copied before memory ran out stays in the arena, unused, until the list is cleared. */
static int32_t append(childplan_diagnostics *list, struct diagnostic made, struct position position,
                      const char *suggestion, size_t count, const char *const *arguments) {
    if (childplan__reserve(&list->allocator, &list->items, &list->capacity, list->count + 1, sizeof(*list->items)) !=
            CHILDPLAN_OK ||
        !keep_file(list, position.file, &made.file) || !keep(list, suggestion, &made.suggestion) ||
        !keep_arguments(list, &made, count, arguments)) {
        return 0;
    }
    made.place = list->count;
    list->items[list->count++] = made;
    list->count_of[made.severity]++;
    return 1;
}

void childplan__findings_begin(struct findings *findings, childplan_diagnostics *diagnostics, size_t limit) {
    *findings = (struct findings){
        .diagnostics = diagnostics, .first = childplan_diagnostics_count(diagnostics), .limit = limit};
}

void childplan__report(struct findings *findings, int32_t code, struct position position, const char *suggestion,
                       size_t count, const char *const *arguments) {
    const struct message *message = message_of(code);
    int32_t severity = message ? message->severity : CHILDPLAN_SEVERITY_ERROR;
    if (severity == CHILDPLAN_SEVERITY_ERROR) {
        findings->errors++;
        if (findings->limit > 0 && findings->errors > findings->limit) {
            return;
        }
        if (findings->lenient) {
            severity = CHILDPLAN_SEVERITY_WARNING;
        }
    }
    if (!findings->diagnostics) {
        return;
    }
    struct diagnostic made = {.code = code, .severity = severity, .line = position.line, .column = position.column};
    if (!append(findings->diagnostics, made, position, suggestion, count, arguments)) {
        findings->no_memory = 1;
    }
}

/* By file, line and column; what has no place of its own stays where it was among the others without one. */
static int by_position(const void *left, const void *right) {
    const struct diagnostic *a = left;
    const struct diagnostic *b = right;
    const int64_t keys[][2] = {
        {a->file ? (int64_t)a->file->place : 0, b->file ? (int64_t)b->file->place : 0},
        {(int64_t)a->line, (int64_t)b->line},
        {(int64_t)a->column, (int64_t)b->column},
        {(int64_t)a->place, (int64_t)b->place},
    };
    return ORDER_KEYS(keys);
}

/* Checks find things in their own order; a person reads the file from its top. */
static void sort(const struct findings *findings) {
    childplan_diagnostics *list = findings->diagnostics;
    if (list && list->count > findings->first + 1) {
        qsort(list->items + findings->first, list->count - findings->first, sizeof(*list->items), by_position);
    }
}

childplan_status childplan__findings_end(struct findings *findings) {
    sort(findings);
    if (findings->limit > 0 && findings->errors > findings->limit) {
        char more[32];
        (void)childplan__number_format((int64_t)(findings->errors - findings->limit), 0, more);
        const struct position nowhere = {NULL, 0, 0};
        REPORT(findings, CHILDPLAN_DIAGNOSTIC_MORE_ERRORS, nowhere, more);
    }
    if (findings->no_memory) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    return findings->errors > 0 ? CHILDPLAN_ERROR_REFUSED : CHILDPLAN_OK;
}

void childplan__findings_forget(struct findings *findings) {
    childplan_diagnostics *list = findings->diagnostics;
    while (list && list->count > findings->first) {
        list->count_of[list->items[--list->count].severity]--;
    }
    findings->errors = 0;
}

/* Where rendered pieces go: into the caller's buffer as far as it reaches, counting all. */
struct sink {
    char *buffer;
    size_t size;
    size_t needed;
};

static void put(struct sink *sink, const char *bytes, size_t size) {
    if (sink->needed < sink->size) {
        size_t room = sink->size - sink->needed;
        memcpy(sink->buffer + sink->needed, bytes, size < room ? size : room);
    }
    sink->needed += size;
}

static void put_string(struct sink *sink, const char *string) {
    put(sink, string, strlen(string));
}

static void put_number(struct sink *sink, uint32_t value) {
    char digits[32];
    put(sink, digits, childplan__number_format((int64_t)value, 0, digits));
}

static size_t finish(struct sink *sink) {
    if (sink->size > 0) {
        size_t end = sink->needed;
        if (end >= sink->size) {
            end = sink->size - 1;
            while (end > 0 && ((unsigned char)sink->buffer[end] & 0xC0) == 0x80) {
                end--;
            }
        }
        sink->buffer[end] = '\0';
    }
    return sink->needed;
}

/* A long argument is shown by its beginning. */
#define ARGUMENT_CHARACTERS 200

static int32_t is_control(const char *text) {
    unsigned char first = (unsigned char)*text;
    return first < 0x20 || first == 0x7F || (first == 0xC2 && (unsigned char)text[1] < 0xA0);
}

/* A text of the input's own, a file's name too: a line end or another control character in it must not reach a
   terminal. */
static void put_foreign(struct sink *sink, const char *text, size_t most_characters) {
    for (size_t characters = 0; *text; characters++) {
        size_t length = 1;
        while (((unsigned char)text[length] & 0xC0) == 0x80) {
            length++;
        }
        if (characters == most_characters) {
            put_string(sink, "…");
            return;
        }
        if (is_control(text)) {
            put_string(sink, " ");
        } else {
            put(sink, text, length);
        }
        text += length;
    }
}

static void put_argument(struct sink *sink, const char *text) {
    put_foreign(sink, text, ARGUMENT_CHARACTERS);
}

/* Whether an argument is there, and not empty. */
static int32_t has_argument(const struct diagnostic *found, size_t argument) {
    return argument < found->argument_count && found->arguments[argument][0] != '\0';
}

/* What follows the brace that ends a piece; pieces hold no other braces than those of arguments. */
static const char *after_piece(const char *piece) {
    for (size_t open = 1; *piece && open > 0; piece++) {
        open += *piece == '{';
        open -= *piece == '}';
    }
    return piece;
}

/* The pattern with {0}…{9} replaced; one that has no argument is left out, and so is a piece {4?…} that depends on an
   argument which is not there or empty. */
static void put_pattern(struct sink *sink, const char *pattern, const struct diagnostic *found) {
    int32_t in_piece = 0;
    while (*pattern) {
        size_t argument = pattern[0] == '{' ? (size_t)(pattern[1] - '0') : 10;
        if (argument < 10 && pattern[2] == '}') {
            if (argument < found->argument_count) {
                put_argument(sink, found->arguments[argument]);
            }
            pattern += 3;
        } else if (argument < 10 && pattern[2] == '?') {
            in_piece = has_argument(found, argument);
            pattern = in_piece ? pattern + 3 : after_piece(pattern + 3);
        } else if (in_piece && *pattern == '}') {
            in_piece = 0;
            pattern++;
        } else {
            put(sink, pattern, 1);
            pattern++;
        }
    }
}

static void put_message(struct sink *sink, const struct diagnostic *found, int32_t language) {
    int32_t vietnamese = language == CHILDPLAN_VIETNAMESE;
    const struct message *message = message_of(found->code);
    if (!message) {
        put_string(sink, vietnamese ? "lỗi không rõ" : "unknown error");
        return;
    }
    put_pattern(sink, vietnamese ? message->vietnamese : message->english, found);
    if (found->suggestion) {
        put_string(sink, vietnamese ? "; có phải là “" : "; did you mean “");
        put_argument(sink, found->suggestion);
        put_string(sink, vietnamese ? "” không?" : "”?");
    }
}

size_t childplan_diagnostics_message(const childplan_diagnostics *diagnostics, size_t index, int32_t language,
                                     char *buffer, size_t size) {
    struct sink sink = {buffer, buffer ? size : 0, 0};
    const struct diagnostic *found = item(diagnostics, index);
    if (found) {
        put_message(&sink, found, language);
    }
    return finish(&sink);
}

static void put_position(struct sink *sink, const struct diagnostic *found) {
    if (found->file) {
        put_foreign(sink, found->file->name, SIZE_MAX);
        put_string(sink, ":");
    }
    if (found->line > 0) {
        put_number(sink, found->line);
        put_string(sink, ":");
    }
    if (found->line > 0 && found->column > 0) {
        put_number(sink, found->column);
        put_string(sink, ":");
    }
    if (found->file || found->line > 0) {
        put_string(sink, " ");
    }
}

size_t childplan_diagnostics_format(const childplan_diagnostics *diagnostics, size_t index, int32_t language,
                                    char *buffer, size_t size) {
    static const char *const english[SEVERITIES] = {"note", "warning", "error"};
    static const char *const vietnamese[SEVERITIES] = {"ghi chú", "cảnh báo", "lỗi"};
    struct sink sink = {buffer, buffer ? size : 0, 0};
    const struct diagnostic *found = item(diagnostics, index);
    if (found) {
        put_position(&sink, found);
        put_string(&sink, (language == CHILDPLAN_VIETNAMESE ? vietnamese : english)[found->severity]);
        put_string(&sink, ": ");
        put_message(&sink, found, language);
    }
    return finish(&sink);
}
