/* Texts and values as a plan takes them. */
#include "loader.h"

#include "../base/text.h"
#include "../base/wide.h"

#include <string.h>

void *childplan__scratch(struct loader *loader, size_t count, size_t size) {
    void *memory = childplan__arena_allocate(&loader->scratch, count, size);
    loader->findings->no_memory = loader->findings->no_memory || !memory;
    return memory;
}

void *childplan__keep(struct loader *loader, size_t count, size_t size) {
    void *memory = childplan__arena_allocate(&loader->plan->arena, count, size);
    loader->findings->no_memory = loader->findings->no_memory || !memory;
    return memory;
}

int32_t childplan__grow(struct loader *loader, void *items, size_t *capacity, size_t needed, size_t item_size) {
    if (childplan__reserve(&loader->plan->allocator, items, capacity, needed, item_size) == CHILDPLAN_OK) {
        return 1;
    }
    loader->findings->no_memory = 1;
    return 0;
}

int32_t childplan__is_mute(const struct loader *loader) {
    return !loader->findings->diagnostics || loader->findings->errors >= ERROR_LIMIT;
}

static char *to_nfc(struct loader *loader, struct arena *arena, const char *text, size_t size, size_t *ret_size) {
    char *normal = NULL;
    if (childplan__nfc(arena, text, size, &normal, ret_size) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
        return NULL;
    }
    return normal;
}

const char *childplan__plain(struct loader *loader, const struct given_text *given) {
    const char *plain = given->text ? to_nfc(loader, &loader->scratch, given->text, given->size, NULL) : NULL;
    return plain ? plain : "";
}

static int32_t is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct given_text trimmed(const struct given_text *given) {
    struct given_text inner = *given;
    while (inner.size > 0 && is_space(inner.text[0])) {
        inner.text++;
        inner.size--;
    }
    while (inner.size > 0 && is_space(inner.text[inner.size - 1])) {
        inner.size--;
    }
    return inner;
}

static int32_t has_control(const struct given_text *given, int32_t lines_allowed) {
    for (size_t i = 0; i < given->size; i++) {
        unsigned char c = (unsigned char)given->text[i];
        /* In UTF-8 something follows it. */
        int32_t c1_control = c == 0xC2 && (unsigned char)given->text[i + 1] < 0xA0;
        if (c == 0x7F || c1_control || (c < 0x20 && !(lines_allowed && is_space((char)c)))) {
            return 1;
        }
    }
    return 0;
}

static int32_t is_too_long(struct loader *loader, const struct given_text *given, int32_t limit, int32_t code) {
    char most[32];
    if (given->size <= (size_t)limit || childplan__utf8_length(given->text, given->size) <= (size_t)limit) {
        return 0;
    }
    (void)childplan__number_format(limit, 0, most);
    REPORT(loader->findings, code, given->position, childplan__plain(loader, given), most);
    return 1;
}

static void report_invisible(struct loader *loader, const struct given_text *given, uint32_t character) {
    char name[] = "U+000000";
    size_t digits = character > 0xFFFF ? 6 : 4;
    for (size_t i = 0; i < digits; i++) {
        name[1 + digits - i] = "0123456789ABCDEF"[character >> (4 * i) & 0xF];
    }
    name[2 + digits] = '\0';
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_INVISIBLE_CHARACTER, given->position, name);
}

/* 1 for an id as it may be; else it was reported. */
static int32_t is_id(struct loader *loader, const struct given_text *given) {
    struct given_text inner = trimmed(given);
    uint32_t invisible = childplan__invisible_character(inner.text, inner.size);
    if (inner.size < given->size) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_ID_BLANKS, given->position, childplan__plain(loader, &inner));
        return 0;
    }
    if (invisible != 0) {
        report_invisible(loader, given, invisible);
        return 0;
    }
    return !is_too_long(loader, given, ID_LIMIT, CHILDPLAN_DIAGNOSTIC_ID_TOO_LONG);
}

static const char *copy_to_plan(struct loader *loader, const struct given_text *given) {
    return to_nfc(loader, &loader->plan->arena, given->text, given->size, NULL);
}

const char *childplan__take_id(struct loader *loader, const struct given_text *given) {
    return given->text && is_id(loader, given) ? copy_to_plan(loader, given) : NULL;
}

const char *childplan__keep_id(struct loader *loader, const struct given_text *given) {
    if (!given->text || !is_id(loader, given)) {
        return NULL;
    }
    return childplan__is_nfc(given->text, given->size) ? given->text : copy_to_plan(loader, given);
}

/* 1 for a name as it may be, which is `inner`; else it was reported. */
static int32_t is_line(struct loader *loader, const struct given_text *inner) {
    if (has_control(inner, 0)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_NAME_LINES, inner->position, childplan__plain(loader, inner));
        return 0;
    }
    return !is_too_long(loader, inner, NAME_LIMIT, CHILDPLAN_DIAGNOSTIC_NAME_TOO_LONG);
}

const char *childplan__take_line(struct loader *loader, const struct given_text *given) {
    if (!given->text) {
        return NULL;
    }
    struct given_text inner = trimmed(given);
    return is_line(loader, &inner) ? copy_to_plan(loader, &inner) : NULL;
}

const char *childplan__keep_line(struct loader *loader, const struct given_text *given) {
    if (!given->text) {
        return NULL;
    }
    struct given_text inner = trimmed(given);
    int32_t is_whole = inner.text + inner.size == given->text + given->size;
    if (!is_line(loader, &inner)) {
        return NULL;
    }
    return is_whole && childplan__is_nfc(inner.text, inner.size) ? inner.text : copy_to_plan(loader, &inner);
}

const char *childplan__take_paragraph(struct loader *loader, const struct given_text *given) {
    if (!given->text) {
        return NULL;
    }
    struct given_text inner = trimmed(given);
    if (has_control(&inner, 1)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TEXT_CONTROL, given->position, childplan__plain(loader, &inner));
        return NULL;
    }
    return to_nfc(loader, &loader->plan->arena, inner.text, inner.size, NULL);
}

/* The same text earlier in the list, by an id table. Returns 1 where there is one, or no memory. */
static int32_t is_repeated(struct loader *loader, struct names *seen, const struct given_text *item) {
    size_t size = 0;
    const char *normal = to_nfc(loader, &loader->scratch, item->text, item->size, &size);
    if (!normal) {
        return 1;
    }
    if (childplan__names_find(seen, normal, size) != CHILDPLAN_NONE) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_LISTED_TWICE, item->position, normal);
        return 1;
    }
    if (childplan__names_add(seen, normal, size, 0) != CHILDPLAN_OK) {
        loader->findings->no_memory = 1;
        return 1;
    }
    return 0;
}

size_t childplan__keep_first(struct loader *loader, struct given_text *items, size_t count) {
    struct names seen;
    size_t kept = 0;
    childplan__names_begin(&seen, &loader->plan->allocator);
    for (size_t i = 0; i < count; i++) {
        if (!is_repeated(loader, &seen, &items[i])) {
            items[kept++] = items[i];
        }
    }
    childplan__names_end(&seen);
    return kept;
}

size_t childplan__take_texts(struct loader *loader, const struct yaml_node *list, const char *name,
                             struct given_text **ret_items) {
    struct given_text *items = childplan__scratch(loader, list->size, sizeof *items);
    size_t count = 0;
    if (!items) {
        return 0;
    }
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        if (node->kind == YAML_MAPPING && node->size == 2) {
            /* `- Tasks: of the union` reads as a key with a value. */
            REPORT_PLAIN(loader->findings, CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COLON, childplan__position(loader, node));
            continue;
        }
        items[count] = childplan__given(loader, node, name);
        count += items[count].text != NULL;
    }
    *ret_items = items;
    return count;
}

void childplan__split_texts(struct loader *loader, const struct given_text *given, struct given_texts *ret_texts) {
    size_t most = 1;
    if (!given->text) {
        return;
    }
    const char *end = given->text + given->size;
    for (const char *at = given->text; at < end; at++) {
        most += *at == ';';
    }
    struct given_texts texts = {childplan__scratch(loader, most, sizeof *texts.items), 0};
    for (const char *at = given->text; texts.items && at <= end; at++) {
        const char *stop = memchr(at, ';', (size_t)(end - at));
        stop = stop ? stop : end;
        const char *last = stop;
        while (at < last && *at == ' ') {
            at++;
        }
        while (at < last && last[-1] == ' ') {
            last--;
        }
        if (at < last) {
            texts.items[texts.count++] = (struct given_text){at, (size_t)(last - at), given->position};
        }
        at = stop;
    }
    *ret_texts = texts;
}

int32_t childplan__parse_date(struct loader *loader, const struct given_text *given, int32_t *ret_date) {
    if (childplan_date_parse(given->text, given->size, ret_date) == CHILDPLAN_OK) {
        return 1;
    }
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_DATE_MALFORMED, given->position, childplan__plain(loader, given));
    return 0;
}

int32_t childplan__parse_period(struct loader *loader, const struct given_text *given, int64_t *ret_period) {
    if (childplan_period_parse(given->text, given->size, ret_period) == CHILDPLAN_OK) {
        return 1;
    }
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PERIOD_MALFORMED, given->position, childplan__plain(loader, given));
    return 0;
}

int32_t childplan__parse_period_inside(struct loader *loader, const struct given_text *given, int64_t *ret_period) {
    const struct calendar *calendar = &loader->plan->calendar;
    int64_t period;
    char first[32];
    char last[32];
    if (!childplan__parse_period(loader, given, &period)) {
        return 0;
    }
    if (loader->horizon_known && !childplan__period_in_horizon(calendar, period)) {
        (void)childplan__number_format(calendar->first_year, 0, first);
        (void)childplan__number_format(calendar->last_year, 0, last);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_PERIOD_OUTSIDE, given->position, childplan__plain(loader, given),
               first, last);
        return 0;
    }
    *ret_period = period;
    return 1;
}

int32_t childplan__parse_whole(struct loader *loader, const struct given_text *given, struct whole_range range,
                               int32_t *ret_value) {
    int64_t value = 0;
    char least[32];
    char most[32];
    int32_t is_number = childplan__number_parse(given->text, given->size, 0, 0, &value) == NUMBER_OK;
    if (is_number && value >= range.least && value <= range.most) {
        *ret_value = (int32_t)value;
        return 1;
    }
    (void)childplan__number_format(range.least, 0, least);
    (void)childplan__number_format(range.most, 0, most);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_WHOLE_NUMBER, given->position, childplan__plain(loader, given), least,
           most);
    return 0;
}

int32_t childplan__parse_number(struct loader *loader, const struct given_text *given, int32_t decimals,
                                int64_t *ret_value) {
    char most[32];
    const char *text = childplan__plain(loader, given);
    switch (childplan__number_parse(given->text, given->size, decimals, 0, ret_value)) {
    case NUMBER_OK:
        return 1;
    case NUMBER_TOO_FINE:
        (void)childplan__number_format(decimals, 0, most);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_NUMBER_TOO_FINE, given->position, text, most);
        return 0;
    case NUMBER_TOO_LARGE:
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_NUMBER_TOO_LARGE, given->position, text);
        return 0;
    default:
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_NUMBER_MALFORMED, given->position, text);
        return 0;
    }
}

int32_t childplan__parse_decimal(struct loader *loader, const struct given_text *given, struct decimal *ret_number,
                                 int32_t *ret_percent) {
    struct given_text bare = trimmed(given);
    int32_t percent = bare.size > 0 && bare.text[bare.size - 1] == '%';
    if (percent) {
        bare.size--;
        bare = trimmed(&bare);
    }
    if (bare.size == 0) {
        bare = *given;
    }
    int32_t decimals = childplan__number_decimals(bare.text, bare.size);
    if (decimals < 0 || decimals > NUMBER_DECIMALS) {
        decimals = decimals < 0 ? 0 : NUMBER_DECIMALS;
    }
    if (!childplan__parse_number(loader, &bare, decimals, &ret_number->value)) {
        return 0;
    }
    ret_number->decimals = decimals;
    *ret_percent = percent;
    return 1;
}
