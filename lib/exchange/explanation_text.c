/* What a node of an explanation says, in a line. Nothing is allocated: what does not fit is only counted. */
#include "explanation_words.h"
#include "table_words.h"

#include "../base/text.h"

#include <childplan/rates.h>

#include <string.h>

/* Where a sentence goes, by the text convention of base.h. */
struct line {
    char *buffer;
    size_t size;
    size_t written;
    size_t length;
    int32_t is_full;
    const childplan_explanation *explanation;
    const childplan_plan *plan;
    const childplan_rollup *rollup;
    const struct explanation_words *words;
    const struct table_words *table;
    int32_t language;
    int32_t node;
};

static void add(struct line *line, const char *text, size_t size) {
    line->length += size;
    if (line->is_full || line->size == 0) {
        return;
    }
    size_t room = line->size - line->written;
    line->is_full = size >= room;
    (void)childplan__give_text(text, size, line->buffer + line->written, room);
    line->written += line->is_full ? strlen(line->buffer + line->written) : size;
}

static void say(struct line *line, const char *text) {
    add(line, text, text == NULL ? 0 : strlen(text));
}

/* A template filled with texts. */
static void fill(struct line *line, const char *template, const char *first, const char *second, const char *third) {
    const char *const arguments[] = {first, second, third};
    for (const char *brace; (brace = strchr(template, '{')) != NULL; template = brace + 3) {
        add(line, template, (size_t)(brace - template));
        say(line, arguments[brace[1] - '0']);
    }
    say(line, template);
}

#define SHORT 160

/* A number as the language writes it. */
static void write_number(const struct line *line, const char *number, char text[SHORT]) {
    size_t size = 0;
    size_t sign = *number == '-' ? 1 : 0;
    size_t whole = strcspn(number + sign, ".") + sign;
    for (size_t i = 0; number[i] != '\0' && size + 2 < SHORT; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0) {
            text[size++] = line->table->group_mark;
        }
        text[size++] = number[i];
        if (number[i] == '.') {
            text[size - 1] = line->table->decimal_mark;
        }
    }
    text[size] = '\0';
}

static void write_day(const struct line *line, int32_t day, char text[SHORT]) {
    char iso[SHORT];
    size_t size = childplan_date_format(day, iso, sizeof iso);
    if (line->language != CHILDPLAN_VIETNAMESE || size < 10) {
        memcpy(text, iso, size + 1);
        return;
    }
    size_t year = size - 6;
    memcpy(text, iso + size - 2, 2);
    text[2] = text[5] = '/';
    memcpy(text + 3, iso + size - 5, 2);
    memcpy(text + 6, iso, year);
    text[6 + year] = '\0';
}

static int64_t item_of(const struct line *line, int32_t item, int64_t absent) {
    int64_t value;
    return childplan_explanation_get(line->explanation, line->node, item, &value) == CHILDPLAN_OK ? value : absent;
}

static int32_t has(const struct line *line, int32_t item) {
    int64_t ignored;
    return childplan_explanation_get(line->explanation, line->node, item, &ignored) == CHILDPLAN_OK;
}

/* An item that is a figure, as the language writes it; "?" where it is not there. */
static void write_item(const struct line *line, int32_t item, char text[SHORT]) {
    char plain[SHORT];
    (void)childplan_explanation_text(line->explanation, line->node, item, plain, sizeof plain);
    write_number(line, has(line, item) ? plain : line->words->not_known, text);
}

static void write_period(const struct line *line, int32_t item, char text[SHORT]) {
    (void)childplan_explanation_text(line->explanation, line->node, item, text, SHORT);
}

static const char *unit_name(const struct line *line, int32_t unit) {
    int64_t as_of = 0;
    int32_t day = childplan_rollup_structure(line->rollup);
    (void)childplan_rollup_get(line->rollup, 0, CHILDPLAN_COLUMN_AS_OF, &as_of);
    return childplan_plan_unit_name(line->plan, unit, day == CHILDPLAN_NO_DATE ? (int32_t)as_of : day);
}

static const char *own_name(const struct line *line) {
    return unit_name(line, (int32_t)item_of(line, CHILDPLAN_ITEM_UNIT, 0));
}

static const char *reason_of(const struct line *line) {
    return line->words->reasons[item_of(line, CHILDPLAN_ITEM_REASON, 0)];
}

/* A cell of a rollup as the language writes its number. */
static void write_cell(const struct line *line, const childplan_rollup *rollup, size_t row, int32_t column,
                       char text[SHORT]) {
    char plain[SHORT];
    (void)childplan_rollup_text(rollup, row, column, plain, sizeof plain);
    write_number(line, plain, text);
}

/* A target, whose text is operators and numbers. */
static void write_target(const struct line *line, const childplan_rollup *rollup, size_t row, char text[SHORT]) {
    (void)childplan_rollup_text(rollup, row, CHILDPLAN_COLUMN_TARGET, text, SHORT);
    for (char *mark = text; (mark = strchr(mark, '.')) != NULL;) {
        *mark++ = line->table->decimal_mark;
    }
}

/* "341 ÷ 650", or the numerator alone. */
static void say_parts(struct line *line) {
    char text[SHORT];
    write_item(line, CHILDPLAN_ITEM_NUMERATOR, text);
    say(line, text);
    if (has(line, CHILDPLAN_ITEM_DENOMINATOR)) {
        write_item(line, CHILDPLAN_ITEM_DENOMINATOR, text);
        fill(line, " ÷ {0}", text, NULL, NULL);
    }
}

static void say_count(struct line *line, const char *template, int32_t item) {
    char text[SHORT];
    if (item_of(line, item, 0) > 0) {
        write_item(line, item, text);
        say(line, "; ");
        fill(line, template, text, NULL, NULL);
    }
}

static void say_reports(struct line *line) {
    char reported[SHORT];
    char expected[SHORT];
    write_item(line, CHILDPLAN_ITEM_REPORTED, reported);
    write_item(line, CHILDPLAN_ITEM_EXPECTED, expected);
    int64_t many = item_of(line, CHILDPLAN_ITEM_EXPECTED, 0);
    if (many > 1 || many > item_of(line, CHILDPLAN_ITEM_REPORTED, 0)) {
        say(line, "; ");
        fill(line, line->words->reports, reported, expected, NULL);
    }
    say_count(line, line->words->carried, CHILDPLAN_ITEM_CARRIED);
    say_count(line, line->words->unknown, CHILDPLAN_ITEM_SIZES_UNKNOWN);
}

/* The value and how it comes from its parts. */
static void say_value(struct line *line) {
    char text[SHORT];
    int32_t over_units = (int32_t)item_of(line, CHILDPLAN_ITEM_OVER_UNITS, CHILDPLAN_OVER_SUM);
    int32_t indicator = (int32_t)item_of(line, CHILDPLAN_ITEM_INDICATOR, 0);
    write_cell(line, line->rollup, 0, CHILDPLAN_COLUMN_VALUE, text);
    say(line, text);
    if (has(line, CHILDPLAN_ITEM_DENOMINATOR)) {
        char per[SHORT];
        char plain[32];
        (void)childplan__number_format(childplan_plan_indicator_per(line->plan, indicator), 0, plain);
        write_number(line, plain, per);
        say(line, " = ");
        write_item(line, CHILDPLAN_ITEM_NUMERATOR, text);
        fill(line, strcmp(per, "1") == 0 ? "{0}" : "{0} × {1}", text, per, NULL);
        write_item(line, CHILDPLAN_ITEM_DENOMINATOR, text);
        fill(line, " ÷ {0}", text, NULL, NULL);
    }
    if (line->words->over_units[over_units] != NULL) {
        write_item(line, CHILDPLAN_ITEM_CONTRIBUTING, text);
        say(line, ", ");
        fill(line, line->words->over_units[over_units], text, NULL, NULL);
    }
}

static void say_row(struct line *line) {
    char low[SHORT];
    char high[SHORT];
    char period[SHORT];
    int32_t indicator = (int32_t)item_of(line, CHILDPLAN_ITEM_INDICATOR, 0);
    const char *band = line->words->bands[item_of(line, CHILDPLAN_ITEM_BAND, 0)];
    write_period(line, CHILDPLAN_ITEM_PERIOD, period);
    fill(line, line->words->row, own_name(line), childplan_plan_indicator_name(line->plan, indicator), period);
    if (has(line, CHILDPLAN_ITEM_REASON)) {
        say(line, reason_of(line));
    } else {
        say_value(line);
    }
    if (*band != '\0') {
        write_cell(line, line->rollup, 0, CHILDPLAN_COLUMN_LOW, low);
        write_cell(line, line->rollup, 0, CHILDPLAN_COLUMN_HIGH, high);
        say(line, "; ");
        fill(line, band, low, high, NULL);
    }
    say_reports(line);
}

static void say_verdict(struct line *line, const childplan_rollup *rollup, size_t row) {
    int64_t met;
    int64_t certain = 1;
    char gap[SHORT];
    if (childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_MET, &met) != CHILDPLAN_OK) {
        return;
    }
    say(line, "; ");
    say(line, met ? line->words->met : line->words->not_met);
    (void)childplan_rollup_get(rollup, row, CHILDPLAN_COLUMN_CERTAIN, &certain);
    if (!certain) {
        say(line, ", ");
        say(line, line->words->uncertain);
    }
    write_cell(line, rollup, row, CHILDPLAN_COLUMN_GAP, gap);
    if (*gap != '\0' && !met) {
        say(line, ", ");
        fill(line, line->words->gap, gap, NULL, NULL);
    }
}

static void say_target(struct line *line) {
    char target[SHORT];
    char by[SHORT];
    char number[SHORT];
    write_target(line, line->rollup, 0, target);
    write_period(line, CHILDPLAN_ITEM_PERIOD, by);
    fill(line, line->words->target, target, by, NULL);
    if (item_of(line, CHILDPLAN_ITEM_DUE, 0)) {
        say(line, ", ");
        say(line, line->words->due);
    }
    say_verdict(line, line->rollup, 0);
    say(line, "; ");
    say(line, line->words->scopes[item_of(line, CHILDPLAN_ITEM_SCOPE, 0)]);
    const char *file = childplan_explanation_file(line->explanation, line->node);
    if (*file != '\0') {
        (void)childplan_explanation_text(line->explanation, line->node, CHILDPLAN_ITEM_LINE, number, sizeof number);
        say(line, ": ");
        fill(line, line->words->place, file, number, NULL);
    }
}

static void write_source(const struct line *line, char text[SHORT]) {
    char period[SHORT];
    struct line source = *line;
    source.buffer = text;
    source.size = SHORT;
    source.written = source.length = 0;
    source.is_full = 0;
    text[0] = '\0';
    write_period(line, CHILDPLAN_ITEM_PERIOD, period);
    fill(&source, line->words->sources[item_of(line, CHILDPLAN_ITEM_SOURCE, 0)], period, NULL, NULL);
}

static void say_origin(struct line *line, int32_t kind) {
    char value[SHORT];
    char day[SHORT];
    char source[SHORT];
    write_item(line, CHILDPLAN_ITEM_VALUE, value);
    write_source(line, source);
    if (kind == CHILDPLAN_NODE_BASIS) {
        fill(line, line->words->basis, value, source, NULL);
        return;
    }
    write_day(line, (int32_t)item_of(line, CHILDPLAN_ITEM_DAY, 0), day);
    fill(line, line->words->start, value, day, source);
}

static void say_unit(struct line *line) {
    say(line, own_name(line));
    if (has(line, CHILDPLAN_ITEM_NUMERATOR)) {
        say(line, ": ");
        say_parts(line);
    }
    say_reports(line);
}

static void say_placed(struct line *line) {
    fill(line, line->words->placed[item_of(line, CHILDPLAN_ITEM_RULE, 0)], own_name(line), NULL, NULL);
    say(line, ": ");
    if (has(line, CHILDPLAN_ITEM_REASON)) {
        fill(line, line->words->nothing, reason_of(line), NULL, NULL);
        return;
    }
    say_parts(line);
    if (item_of(line, CHILDPLAN_ITEM_CARRIED, 0)) {
        fill(line, ", {0}", line->words->own_carried, NULL, NULL);
    }
    if (item_of(line, CHILDPLAN_ITEM_EXPECTED, 0) > item_of(line, CHILDPLAN_ITEM_REPORTED, 0)) {
        fill(line, ", {0}", line->words->own_missing, NULL, NULL);
    }
}

static void say_step(struct line *line) {
    char day[SHORT] = "";
    if (has(line, CHILDPLAN_ITEM_DAY)) {
        write_day(line, (int32_t)item_of(line, CHILDPLAN_ITEM_DAY, 0), day);
    }
    fill(line, line->words->steps[item_of(line, CHILDPLAN_ITEM_RULE, 0)], own_name(line), day, NULL);
}

static const char *element_name(const struct line *line) {
    return has(line, CHILDPLAN_ITEM_ELEMENT)
               ? childplan_plan_element_name(line->plan, (int32_t)item_of(line, CHILDPLAN_ITEM_ELEMENT, 0))
               : line->words->each_unit;
}

static void say_term(struct line *line) {
    char value[SHORT];
    const char *how = line->words->over_time[item_of(line, CHILDPLAN_ITEM_OVER_TIME, CHILDPLAN_OVER_SUM)];
    const char *name = element_name(line);
    if (item_of(line, CHILDPLAN_ITEM_SIDE, 0)) {
        say(line, line->words->denominator);
    }
    fill(line, item_of(line, CHILDPLAN_ITEM_SIGN, 1) < 0 ? line->words->minus : "{0}", name, NULL, NULL);
    if (has(line, CHILDPLAN_ITEM_RATE)) {
        int32_t rate = (int32_t)item_of(line, CHILDPLAN_ITEM_RATE, 0);
        fill(line, " × {0}", childplan_plan_rate_name(line->plan, rate), NULL, NULL);
    }
    say(line, ": ");
    if (!has(line, CHILDPLAN_ITEM_VALUE)) {
        say(line, reason_of(line));
        return;
    }
    write_item(line, CHILDPLAN_ITEM_VALUE, value);
    say(line, value);
    if (how != NULL) {
        fill(line, ", {0}", how, NULL, NULL);
    }
}

/* "10 × 160,000 = 1,600,000", or the figure alone. */
static void write_figure(const struct line *line, char text[SHORT]) {
    char value[SHORT];
    char rate[SHORT];
    char product[SHORT];
    struct line figure = *line;
    write_item(line, CHILDPLAN_ITEM_VALUE, value);
    figure.buffer = text;
    figure.size = SHORT;
    figure.written = figure.length = 0;
    figure.is_full = 0;
    text[0] = '\0';
    if (!has(line, CHILDPLAN_ITEM_RATE_VALUE)) {
        say(&figure, value);
        return;
    }
    write_item(line, CHILDPLAN_ITEM_RATE_VALUE, rate);
    write_item(line, CHILDPLAN_ITEM_ADDED, product);
    fill(&figure, "{0} × {1} = {2}", value, rate, product);
}

static void say_cell(struct line *line) {
    char from[SHORT];
    char to[SHORT];
    char figure[SHORT];
    int32_t use = (int32_t)item_of(line, CHILDPLAN_ITEM_USE, 0);
    write_period(line, CHILDPLAN_ITEM_FROM, from);
    write_period(line, CHILDPLAN_ITEM_TO, to);
    if (strcmp(from, to) != 0) {
        fill(line, "{0} … {1}: {2}", from, to, reason_of(line));
    } else if (has(line, CHILDPLAN_ITEM_VALUE)) {
        write_figure(line, figure);
        fill(line, line->words->cells[use], from, figure, NULL);
        if (use == CHILDPLAN_USE_NONE) {
            fill(line, ", {0}", reason_of(line), NULL, NULL);
        }
    } else {
        fill(line, line->words->cells[use], from, reason_of(line), NULL);
    }
    if (item_of(line, CHILDPLAN_ITEM_EXPECTED, 0) && !has(line, CHILDPLAN_ITEM_VALUE)) {
        fill(line, ", {0}", line->words->is_due, NULL, NULL);
    }
}

static void say_fact(struct line *line) {
    char text[SHORT];
    const char *file = childplan_explanation_file(line->explanation, line->node);
    const char *state = line->words->states[item_of(line, CHILDPLAN_ITEM_STATE, 0)];
    if (*file != '\0') {
        (void)childplan_explanation_text(line->explanation, line->node, CHILDPLAN_ITEM_LINE, text, sizeof text);
        fill(line, line->words->place_in, file, text, NULL);
    } else {
        say(line, line->words->no_origin);
    }
    if (has(line, CHILDPLAN_ITEM_VALUE)) {
        write_item(line, CHILDPLAN_ITEM_VALUE, text);
        fill(line, ": {0}", text, NULL, NULL);
    }
    if (has(line, CHILDPLAN_ITEM_DAY)) {
        write_day(line, (int32_t)item_of(line, CHILDPLAN_ITEM_DAY, 0), text);
        say(line, ", ");
        fill(line, line->words->submitted, text, NULL, NULL);
    }
    if (*state != '\0') {
        fill(line, ", {0}", state, NULL, NULL);
    }
}

static void say_size(struct line *line) {
    char value[SHORT];
    char source[SHORT];
    if (!has(line, CHILDPLAN_ITEM_VALUE)) {
        fill(line, line->words->no_size, element_name(line), NULL, NULL);
        return;
    }
    write_item(line, CHILDPLAN_ITEM_VALUE, value);
    write_source(line, source);
    fill(line, line->words->size, element_name(line), value, source);
}

static void say_counted(struct line *line) {
    char value[SHORT];
    char target[SHORT];
    const childplan_rollup *counted = childplan_explanation_counted(line->explanation);
    int64_t row = item_of(line, CHILDPLAN_ITEM_ROW, -1);
    fill(line, "{0}: ", own_name(line), NULL, NULL);
    if (row >= 0 && !has(line, CHILDPLAN_ITEM_REASON)) {
        write_cell(line, counted, (size_t)row, CHILDPLAN_COLUMN_VALUE, value);
        write_target(line, counted, (size_t)row, target);
        fill(line, line->words->against, value, target, NULL);
        say_verdict(line, counted, (size_t)row);
    } else {
        say(line, reason_of(line));
    }
}

static void say_node(struct line *line, int32_t kind) {
    switch (kind) {
    case CHILDPLAN_NODE_ROW:
        say_row(line);
        break;
    case CHILDPLAN_NODE_TARGET:
        say_target(line);
        break;
    case CHILDPLAN_NODE_BASIS:
    case CHILDPLAN_NODE_START:
        say_origin(line, kind);
        break;
    case CHILDPLAN_NODE_UNIT:
        say_unit(line);
        break;
    case CHILDPLAN_NODE_PLACED:
        say_placed(line);
        break;
    case CHILDPLAN_NODE_STEP:
        say_step(line);
        break;
    case CHILDPLAN_NODE_TERM:
        say_term(line);
        break;
    case CHILDPLAN_NODE_CELL:
        say_cell(line);
        break;
    case CHILDPLAN_NODE_FACT:
        say_fact(line);
        break;
    case CHILDPLAN_NODE_SIZE:
        say_size(line);
        break;
    default:
        say_counted(line);
        break;
    }
}

size_t childplan_explanation_sentence(const childplan_explanation *explanation, int32_t node, int32_t language,
                                      char *buffer, size_t size) {
    int64_t kind;
    if (size > 0) {
        buffer[0] = '\0';
    }
    if (childplan_explanation_get(explanation, node, CHILDPLAN_ITEM_KIND, &kind) != CHILDPLAN_OK) {
        return 0;
    }
    struct line line = {.buffer = buffer,
                        .size = size,
                        .explanation = explanation,
                        .rollup = childplan_explanation_rollup(explanation),
                        .words = childplan__explanation_words(language),
                        .table = childplan__table_words(language),
                        .language = language,
                        .node = node};
    line.plan = childplan_rollup_plan(line.rollup);
    say_node(&line, (int32_t)kind);
    return line.length;
}
