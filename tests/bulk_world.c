#include "bulk_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char plan_head[] =
    "childplan: 1\n"
    "plan: {id: T, title: T, horizon: {from: 2021, to: 2025}}\n"
    "calendar: {frequency: half}\n"
    "levels: [{id: province, name: P}, {id: district, name: D}, {id: grassroots, name: G}]\n"
    "elements:\n"
    "  - {id: all, name: All, over_time: last}\n"
    "  - {id: some, name: Some, over_time: last, part_of: all}\n"
    "  - {id: few, name: Few, over_time: last, part_of: some}\n"
    "  - {id: hours, name: Hours, type: decimal, decimals: 2, over_time: sum, min: -10, "
    "max: 100}\n"
    "  - {id: held, name: Held, type: flag, over_time: last}\n"
    "  - {id: ytd, name: Ytd, over_time: sum, given: year_to_date, frequency: month}\n"
    "  - {id: visits, name: Visits, over_time: sum, frequency: quarter, "
    "levels: [grassroots]}\n"
    "indicators: [{id: i, name: I, numerator: all}]\n"
    "units:\n"
    "  - {id: top, name: Top, level: province}\n"
    "  - {id: \"u1,2021-H1\", name: Odd, level: grassroots, parent: top}\n"
    "  - {id: '\"u3\"', name: Odd, level: grassroots, parent: top}\n";

static const char *const element_ids[ELEMENTS] = {"all", "some", "few", "hours", "held", "ytd", "visits"};

/* xorshift64*, by Vigna. */
static int below(struct world *world, int limit) {
    world->random ^= world->random >> 12;
    world->random ^= world->random << 25;
    world->random ^= world->random >> 27;
    return (int)((world->random * UINT64_C(2685821657736338717) >> 33) % (uint64_t)limit);
}

static int odd(struct world *world) {
    return below(world, 1000) < world->oddness;
}

childplan_plan *make_plan(void) {
    struct buffer text = {0};
    childplan_plan *plan = NULL;
    buffer_add_string(&text, plan_head);
    for (int i = 3; i < UNITS; i++) {
        const char *life = i % 7 == 0 ? ", from: 2022-03-01" : i % 11 == 0 ? ", until: 2023-08-31" : "";
        buffer_print(&text, "  - {id: %s%d, name: U, level: %s, parent: top%s}\n", i % 5 == 0 ? "tổ" : "u", i,
                     i % 13 == 0 ? "district" : "grassroots", life);
    }
    assert_int_equal(childplan_plan_load_memory("plan", text.bytes, text.size, NULL, &plan, NULL), CHILDPLAN_OK);
    buffer_free(&text);
    return plan;
}

/* What a row says; a year for some that give the last state. */
struct row {
    int unit;
    int element;
    int64_t period;
    int cycle;
    int64_t value;
    int32_t date;
    int is_withdrawal;
};

static int64_t value_of(struct world *world, int element) {
    static const int most[ELEMENTS] = {60, 40, 25, 9000, 2, 5000, 30};
    static const int least[ELEMENTS] = {38, 20, 5, -900, 0, 0, 0};
    return least[element] + below(world, most[element] - least[element]);
}

static void choose_cell(struct world *world, struct row *row) {
    static const int frequencies[ELEMENTS] = {CHILDPLAN_HALF, CHILDPLAN_HALF,  CHILDPLAN_HALF,   CHILDPLAN_HALF,
                                              CHILDPLAN_HALF, CHILDPLAN_MONTH, CHILDPLAN_QUARTER};
    static const int a_year[ELEMENTS] = {2, 2, 2, 2, 2, 12, 4};
    row->cycle = below(world, 5 * a_year[row->element]);
    int year = 2021 + row->cycle / a_year[row->element];
    row->period = childplan_period_of(frequencies[row->element], year, 1 + row->cycle % a_year[row->element]);
    int takes_year = row->element <= FEW || row->element == HELD || row->element == YTD;
    if (takes_year && below(world, 8) == 0) {
        row->cycle = (year - 2021 + 1) * a_year[row->element] - 1;
        row->period = childplan_period_of(CHILDPLAN_YEAR, year, 1);
    }
}

/* 1 where an import would have nothing to say of the row by itself. */
static int is_plain(const struct world *world, const struct row *row) {
    if (row->unit >= UNITS || world->used[row->unit][row->element][row->cycle]) {
        return 0;
    }
    if (row->unit % 13 == 0 && row->element == VISITS) {
        return 0;
    }
    int year = childplan_period_year(row->period);
    return row->unit < 3 || (row->unit % 7 == 0 ? year > 2022 : row->unit % 11 == 0 ? year < 2023 : 1);
}

/* What revises an earlier row or, without a value, withdraws it; its day is another one for the most part. */
static struct row revise(struct world *world, const struct row *earlier) {
    struct row row = *earlier;
    row.value = value_of(world, row.element);
    row.is_withdrawal = below(world, 8) == 0;
    row.date = 18930 + below(world, odd(world) ? 4 : 4000);
    return row;
}

/* Where rows come in order: the next half-yearly element of the same report. 0 where there is none. */
static int32_t goes_on(struct world *world, const struct row *last, struct row *row) {
    *row = *last;
    row->is_withdrawal = 0;
    row->element++;
    row->value = value_of(world, row->element % ELEMENTS);
    if (!world->in_order || row->element > HELD || below(world, 20) == 0 || (!is_plain(world, row) && !odd(world))) {
        return 0;
    }
    world->used[row->unit][row->element][row->cycle] = 1;
    return 1;
}

static struct row make_row(struct world *world, int spread, int first, const struct row *last) {
    struct row row;
    int tries = 0;
    if (last != NULL && below(world, 1000) < world->revising) {
        return revise(world, last);
    }
    if (last != NULL && last->element < HELD && goes_on(world, last, &row)) {
        return row;
    }
    do {
        row.unit = (first + below(world, spread)) % UNITS;
        row.element = world->in_order ? 0 : below(world, ELEMENTS);
        choose_cell(world, &row);
    } while (!is_plain(world, &row) && !odd(world) && ++tries < 100);
    world->used[row.unit][row.element][row.cycle] = 1;
    row.value = value_of(world, row.element);
    row.is_withdrawal = 0;
    row.date = world->revising > 0 || below(world, 3) == 0 ? 18900 + below(world, 30) : CHILDPLAN_NO_DATE;
    return row;
}

static void add_cell(struct world *world, struct buffer *text, const char *cell) {
    int quoted = strpbrk(cell, ",;\"") != NULL || (world->in_order ? world->quotes : below(world, 12) == 0);
    const char *blank = odd(world) ? " " : "";
    buffer_add_string(text, blank);
    buffer_add_string(text, quoted ? "\"" : "");
    for (const char *at = cell; *at != '\0'; at++) {
        buffer_add_string(text, *at == '"' ? "\"" : "");
        buffer_add(text, at, 1);
    }
    buffer_add_string(text, quoted ? "\"" : "");
    buffer_add_string(text, blank);
}

static void add_number(struct world *world, struct buffer *text, const struct call *call, const struct row *row) {
    char number[48];
    if (row->element == HOURS) {
        int64_t size = row->value < 0 ? -row->value : row->value;
        snprintf(number, sizeof number, "%s%d%c%02d", row->value < 0 ? "-" : "", (int)(size / 100),
                 call->decimal_comma ? ',' : '.', (int)(size % 100));
    } else if (row->element == HELD && below(world, 2)) {
        snprintf(number, sizeof number, "%s", row->value == 0 ? "no" : "Có");
    } else {
        snprintf(number, sizeof number, below(world, 9) == 0 ? "%03d" : "%d", (int)row->value);
    }
    if (odd(world)) {
        static const char *const wrong[] = {"",     "-1",    "+7", "x", "1e3", "9999999999999999999999",
                                            "12.5", "1\xFF", "00"};
        snprintf(number, sizeof number, "%s", wrong[below(world, 9)]);
    }
    add_cell(world, text, number);
}

static void add_unit(struct world *world, struct buffer *text, int unit) {
    static const char *const wrong[] = {"nobody", "", "u4\xCC\x82", "U4", "\xC0"};
    add_cell(world, text, odd(world) ? wrong[below(world, 5)] : childplan_plan_unit_id(world->plan, unit));
}

static void add_period(struct world *world, struct buffer *text, int64_t period) {
    static const char *const wrong[] = {"2021-h1", "", "2031-H1", "2021", "plan"};
    char name[32];
    childplan_period_format(period, name, sizeof name);
    add_cell(world, text, odd(world) ? wrong[below(world, 5)] : name);
}

static void add_date(struct world *world, struct buffer *text, int32_t day) {
    char name[32] = "";
    if (day != CHILDPLAN_NO_DATE) {
        childplan_date_format(day, name, sizeof name);
    }
    add_cell(world, text, odd(world) ? "soon" : name);
}

static void add_note(struct world *world, struct buffer *text, const struct row *row) {
    static const char *const notes[] = {"", "đã gửi", "half \"a\" day", "one, two", "x\"y"};
    static const char *const wrong[] = {"two\nlines", "\xFF", "\"", "a\rb"};
    add_cell(world, text,
             odd(world) ? wrong[below(world, 4)] : notes[(world->in_order ? row->unit : below(world, 5)) % 5]);
}

static void add_line_end(struct world *world, struct buffer *text, int is_crlf) {
    buffer_add_string(text, odd(world) ? "\r" : is_crlf ? "\r\n" : "\n");
    buffer_add_string(text, odd(world) || below(world, 40) == 0 ? "\n" : "");
}

/* The layouts of a file: what its columns are, u p e v s n and a for a wide one. */
static const char *const layouts[] = {"upev",   "upevs",   "evups",      "unpevs", "puevn",
                                      "up0123", "s0un1p2", "upsn456013", "upevsn"};
#define LAYOUTS 9
/* Where rows are revised. */
static const char *const dated_layouts[] = {"upevs", "evups", "upevsn", "puevsn"};
#define DATED_LAYOUTS 4

static const char *column_name(char column) {
    switch (column) {
    case 'u':
        return "unit";
    case 'p':
        return "period";
    case 'e':
        return "element";
    case 'v':
        return "value";
    case 's':
        return "submitted";
    case 'n':
        return "note";
    default:
        return element_ids[column - '0'];
    }
}

static void add_header(struct world *world, struct buffer *text, const char *layout, char delimiter, int is_crlf) {
    char line[8];
    if (below(world, 10) == 0) {
        buffer_add_string(text, "\xEF\xBB\xBF");
    }
    if (delimiter == ';' && below(world, 4) == 0) {
        snprintf(line, sizeof line, "sep=%c", delimiter);
        buffer_add_string(text, line);
        buffer_add_string(text, odd(world) ? "\r" : is_crlf ? "\r\n" : "\n");
    }
    for (const char *column = layout; *column != '\0'; column++) {
        if (column > layout) {
            buffer_add(text, &delimiter, 1);
        }
        add_cell(world, text, column_name(*column));
    }
    buffer_add_string(text, odd(world) ? "\r" : is_crlf ? "\r\n" : "\n");
}

static void add_long_row(struct world *world, struct call *call, const char *layout, char delimiter,
                         const struct row *row) {
    struct buffer *text = &call->text;
    for (const char *column = layout; *column != '\0'; column++) {
        if (column > layout) {
            buffer_add(text, &delimiter, 1);
        }
        switch (*column) {
        case 'u':
            add_unit(world, text, row->unit);
            break;
        case 'p':
            add_period(world, text, row->period);
            break;
        case 'e':
            add_cell(world, text, odd(world) ? "al" : element_ids[row->element]);
            break;
        case 'v':
            if (!row->is_withdrawal) {
                add_number(world, text, call, row);
            }
            break;
        case 's':
            add_date(world, text, row->date);
            break;
        default:
            add_note(world, text, row);
            break;
        }
    }
}

/* The cells of a wide row are of one period: those whose frequency is another are left empty. */
static void add_wide_row(struct world *world, struct call *call, const char *layout, char delimiter,
                         const struct row *row) {
    struct buffer *text = &call->text;
    for (const char *column = layout; *column != '\0'; column++) {
        struct row cell = *row;
        if (column > layout) {
            buffer_add(text, &delimiter, 1);
        }
        if (*column == 'u') {
            add_unit(world, text, row->unit);
        } else if (*column == 'p') {
            add_period(world, text, row->period);
        } else if (*column == 's') {
            add_date(world, text, row->date);
        } else if (*column == 'n') {
            add_note(world, text, row);
        } else {
            cell.element = *column - '0';
            cell.value = value_of(world, cell.element);
            int fits = cell.element == row->element || (cell.element <= HELD && row->element <= HELD &&
                                                        childplan_period_kind(row->period) == CHILDPLAN_HALF);
            if ((fits && (cell.element == row->element || is_plain(world, &cell)) && below(world, 5) > 0) ||
                odd(world)) {
                world->used[cell.unit][cell.element][cell.cycle] = 1;
                add_number(world, text, call, &cell);
            }
        }
    }
}

static void make_file(struct world *world, struct call *call, int rows, int spread, int first) {
    const char *layout =
        world->revising > 0 ? dated_layouts[below(world, DATED_LAYOUTS)] : layouts[below(world, LAYOUTS)];
    struct row last;
    char delimiter = call->decimal_comma || below(world, 4) == 0 ? ';' : below(world, 6) == 0 ? '\t' : ',';
    int is_crlf = below(world, 4) == 0;
    add_header(world, &call->text, layout, delimiter, is_crlf);
    for (int i = 0; i < rows; i++) {
        struct row row = make_row(world, spread, first, i == 0 ? NULL : &last);
        world->quotes = row.unit % 4 == 0;
        last = row;
        if (strchr(layout, 'v') != NULL) {
            add_long_row(world, call, layout, delimiter, &row);
        } else {
            add_wide_row(world, call, layout, delimiter, &row);
        }
        if (i + 1 < rows || below(world, 3) > 0) {
            add_line_end(world, &call->text, is_crlf);
        }
    }
}

static void make_values(struct world *world, struct call *call, int rows, int spread, int first) {
    struct row last;
    call->has_dates = world->revising > 0 || below(world, 2);
    for (int i = 0; i < rows; i++) {
        struct row row = make_row(world, spread, first, i == 0 ? NULL : &last);
        last = row;
        call->units[i] = row.unit;
        call->periods[i] = odd(world) ? childplan_period_of(CHILDPLAN_YEAR, 2031, 1) : row.period;
        call->elements[i] = row.element;
        call->values[i] = odd(world) ? -5000 : row.value;
        call->dates[i] = row.date == CHILDPLAN_NO_DATE && call->kind == CALL_WITHDRAWAL ? 18900 : row.date;
        call->count++;
    }
}

static void make_call(struct world *world, int index) {
    struct call *call = &world->calls[index];
    int spread = below(world, 3) == 0 ? UNITS : 1 + below(world, 70);
    int first = below(world, UNITS);
    call->starts_import = index == 0 || world->calls[index - 1].ends_import;
    call->ends_import = index + 1 == world->call_count || below(world, 2);
    call->lenient = call->starts_import ? below(world, 2) : world->calls[index - 1].lenient;
    call->decimal_comma = below(world, 4) == 0;
    call->kind = below(world, 9) - 4;
    call->kind = call->kind < 0 ? below(world, 2) : call->kind;
    memset(world->used, 0, sizeof world->used);
    int rows = below(world, 8) == 0 ? 0 : below(world, MOST_ROWS);
    rows = call->kind == CALL_ONE || call->kind == CALL_WITHDRAWAL ? 1 : rows;
    if (call->kind == CALL_FILE || call->kind == CALL_MEMORY) {
        make_file(world, call, rows, spread, first);
    } else {
        make_values(world, call, rows, spread, first);
    }
}

void make_world(struct world *world, childplan_plan *plan, uint64_t seed) {
    static const int oddness[] = {0, 0, 0, 1, 2, 8, 40};
    *world = (struct world){.random = seed * UINT64_C(0x9E3779B97F4A7C15) + 1, .plan = plan};
    below(world, 2);
    world->oddness = oddness[below(world, 7)];
    world->revising = below(world, 2) ? 0 : below(world, 300);
    world->in_order = below(world, 2);
    world->call_count = 1 + below(world, MOST_CALLS);
    for (int i = 0; i < world->call_count; i++) {
        make_call(world, i);
    }
}

void free_world(struct world *world) {
    for (int i = 0; i < world->call_count; i++) {
        buffer_free(&world->calls[i].text);
    }
}
