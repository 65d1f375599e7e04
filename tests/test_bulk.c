/*
 * Reports that are read straight into cells, in blocks and on threads, against the same reports read one by one: the
 * same facts, the same words about them in the same order, the same statuses and counts. Random inputs, plain for the
 * most part.
 */
#include "support.h"

#include "reports/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNITS 300
#define ELEMENTS 7
#define MOST_CALLS 5
#define MOST_ROWS 160
#define FILE_NAME "test_bulk.csv"

enum { ALL, SOME, FEW, HOURS, HELD, YTD, VISITS };

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

/* How the same inputs are taken. */
struct way {
    int32_t general; /* every row by itself */
    int32_t origins;
    int32_t threads;
    size_t block_size; /* 0: the usual one */
};

enum { CALL_FILE, CALL_MEMORY, CALL_VALUES, CALL_ONE, CALL_WITHDRAWAL };

/* One call to an import. */
struct call {
    int kind;
    int starts_import;
    int32_t lenient;
    int32_t decimal_comma;
    int ends_import;
    struct buffer text;
    size_t count;
    int32_t units[MOST_ROWS];
    int64_t periods[MOST_ROWS];
    int32_t elements[MOST_ROWS];
    int64_t values[MOST_ROWS];
    int32_t dates[MOST_ROWS];
    int has_dates;
};

struct world {
    uint64_t seed;
    uint64_t random;
    int oddness; /* so many rows in a thousand are anything but plain */
    childplan_plan *plan;
    struct call calls[MOST_CALLS];
    int call_count;
    unsigned char used[UNITS + 1][ELEMENTS][60]; /* by the call at hand */
};

/* What came of it. */
struct outcome {
    struct buffer steps; /* statuses and counts */
    struct buffer said;
    struct buffer codes; /* of what was said, sorted */
    struct buffer facts;
    char digest[65];
    size_t said_count;
    int fast_calls;
};

static struct {
    int calls;
    int fast;
    int said;
} seen;

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

static childplan_plan *make_plan(void) {
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

static struct row make_row(struct world *world, int spread, int first) {
    struct row row;
    int tries = 0;
    do {
        row.unit = (first + below(world, spread)) % UNITS;
        row.element = below(world, ELEMENTS);
        choose_cell(world, &row);
    } while (!is_plain(world, &row) && !odd(world) && ++tries < 100);
    world->used[row.unit][row.element][row.cycle] = 1;
    row.value = value_of(world, row.element);
    row.date = below(world, 3) == 0 ? 18900 + below(world, 30) : CHILDPLAN_NO_DATE;
    return row;
}

static void add_cell(struct world *world, struct buffer *text, const char *cell) {
    int quoted = strpbrk(cell, ",;\"") != NULL || below(world, 12) == 0;
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

static void add_note(struct world *world, struct buffer *text) {
    static const char *const notes[] = {"", "đã gửi", "half \"a\" day", "one, two", "x\"y"};
    static const char *const wrong[] = {"two\nlines", "\xFF", "\"", "a\rb"};
    add_cell(world, text, odd(world) ? wrong[below(world, 4)] : notes[below(world, 5)]);
}

static void add_line_end(struct world *world, struct buffer *text, int is_crlf) {
    buffer_add_string(text, odd(world) ? "\r" : is_crlf ? "\r\n" : "\n");
    buffer_add_string(text, odd(world) || below(world, 40) == 0 ? "\n" : "");
}

/* The layouts of a file: what its columns are, u p e v s n and a for a wide one. */
static const char *const layouts[] = {"upev", "upevs", "evups", "unpevs", "puevn", "up0123", "s0un1p2", "upsn456013"};
#define LAYOUTS 8

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
            add_number(world, text, call, row);
            break;
        case 's':
            add_date(world, text, row->date);
            break;
        default:
            add_note(world, text);
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
            add_note(world, text);
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
    const char *layout = layouts[below(world, LAYOUTS)];
    char delimiter = call->decimal_comma || below(world, 4) == 0 ? ';' : below(world, 6) == 0 ? '\t' : ',';
    int is_crlf = below(world, 4) == 0;
    add_header(world, &call->text, layout, delimiter, is_crlf);
    for (int i = 0; i < rows; i++) {
        struct row row = make_row(world, spread, first);
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
    call->has_dates = below(world, 2);
    for (int i = 0; i < rows; i++) {
        struct row row = make_row(world, spread, first);
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

static void make_world(struct world *world, childplan_plan *plan, uint64_t seed) {
    static const int oddness[] = {0, 0, 0, 1, 2, 8, 40};
    *world = (struct world){.random = seed * UINT64_C(0x9E3779B97F4A7C15) + 1, .plan = plan};
    below(world, 2);
    world->oddness = oddness[below(world, 7)];
    world->call_count = 1 + below(world, MOST_CALLS);
    for (int i = 0; i < world->call_count; i++) {
        make_call(world, i);
    }
}

static void free_world(struct world *world) {
    for (int i = 0; i < world->call_count; i++) {
        buffer_free(&world->calls[i].text);
    }
}

static void write_file(const struct buffer *text) {
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, text->size, file), text->size);
    assert_int_equal(fclose(file), 0);
}

static childplan_status do_call(childplan_import *import, const struct call *call, childplan_diagnostics *said) {
    switch (call->kind) {
    case CALL_FILE:
        write_file(&call->text);
        return childplan_import_read_file(import, FILE_NAME, said);
    case CALL_MEMORY:
        return childplan_import_read_memory(import, FILE_NAME, call->text.bytes, call->text.size, said);
    case CALL_VALUES:
        return childplan_import_add_values(import, call->count, call->units, call->periods, call->elements,
                                           call->values, call->has_dates ? call->dates : NULL, said);
    case CALL_ONE:
        return childplan_import_add_value(import, call->units[0], call->periods[0], call->elements[0], call->values[0],
                                          call->dates[0], said);
    default:
        return childplan_import_add_withdrawal(import, call->units[0], call->periods[0], call->elements[0],
                                               call->dates[0], said);
    }
}

static void add_fact(struct buffer *text, const childplan_reports *reports, int32_t unit, int32_t element,
                     int32_t cycle, int32_t origins) {
    struct fact fact;
    int32_t found = childplan__fact_newest(reports, unit, element, cycle, &fact);
    for (; found; found = childplan__fact_older(reports, &fact, &fact)) {
        buffer_print(text, "%d %d %d %d%s@%d", (int)unit, (int)element, (int)cycle, (int)fact.value,
                     fact.withdrawn ? " withdrawn" : "", (int)fact.submitted);
        if (origins) {
            buffer_print(text, " %s:%u", childplan__reports_file(reports, fact.file), (unsigned)fact.line);
        }
        buffer_add_string(text, "\n");
    }
}

static void add_facts(struct buffer *text, const childplan_reports *reports, int32_t origins) {
    for (int32_t unit = 0; unit < UNITS; unit++) {
        for (int32_t element = 0; element < ELEMENTS; element++) {
            int32_t cycles = element == YTD ? 60 : element == VISITS ? 20 : 10;
            for (int32_t cycle = 0; cycle < cycles; cycle++) {
                add_fact(text, reports, unit, element, cycle, origins);
            }
        }
    }
    buffer_print(text, "%u facts\n", (unsigned)childplan_reports_fact_count(reports));
}

static int compare_codes(const void *a, const void *b) {
    int32_t first = *(const int32_t *)a;
    int32_t second = *(const int32_t *)b;
    return (first > second) - (first < second);
}

static void add_codes(struct buffer *text, const childplan_diagnostics *said) {
    size_t count = childplan_diagnostics_count(said);
    int32_t *codes = calloc(count + 1, sizeof *codes);
    assert_non_null(codes);
    for (size_t i = 0; i < count; i++) {
        codes[i] = childplan_diagnostics_code(said, i);
    }
    qsort(codes, count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < count; i++) {
        buffer_print(text, "%d ", (int)codes[i]);
    }
    buffer_add_string(text, "\n");
    free(codes);
}

/* What a call is to be compared by; the import's bulk tells whether it was read the fast way. */
static void note(struct outcome *outcome, const childplan_import *import, childplan_status status,
                 childplan_diagnostics *said, size_t staged) {
    outcome->fast_calls += import->bulk.cells != NULL && import->staged_count == staged;
    buffer_print(&outcome->steps, "%d\n", (int)status);
    buffer_add_diagnostics(&outcome->said, said, CHILDPLAN_ENGLISH);
    add_codes(&outcome->codes, said);
    outcome->said_count += childplan_diagnostics_count(said);
    childplan_diagnostics_clear(said);
}

static void end_import(struct outcome *outcome, childplan_import *import, childplan_diagnostics *said) {
    int64_t accepted = -1;
    int64_t refused = -1;
    childplan_status status = childplan_import_commit(import, &accepted, &refused, said);
    note(outcome, import, status, said, SIZE_MAX);
    buffer_print(&outcome->steps, "%d accepted, %d refused\n", (int)accepted, (int)refused);
}

static void run(const struct world *world, struct way way, struct outcome *outcome) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_diagnostics *said = NULL;
    *outcome = (struct outcome){.fast_calls = 0};
    assert_int_equal(childplan_diagnostics_new(&said), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_new(world->plan, &reports), CHILDPLAN_OK);
    assert_int_equal(childplan_reports_set_origins(reports, way.origins), CHILDPLAN_OK);
    for (int i = 0; i < world->call_count; i++) {
        const struct call *call = &world->calls[i];
        if (call->starts_import) {
            assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
            import->general_only = way.general;
            import->block_size = way.block_size;
            childplan_import_set_threads(import, way.threads);
            childplan_import_set_lenient(import, call->lenient);
        }
        childplan_import_set_decimal_comma(import, call->decimal_comma);
        size_t staged = import->staged_count;
        note(outcome, import, do_call(import, call, said), said, staged);
        if (call->ends_import) {
            end_import(outcome, import, said);
            childplan_import_free(import);
        }
    }
    add_facts(&outcome->facts, reports, way.origins);
    childplan_reports_digest(reports, outcome->digest, sizeof outcome->digest);
    childplan_reports_free(reports);
    childplan_diagnostics_free(said);
}

static void free_outcome(struct outcome *outcome) {
    buffer_free(&outcome->steps);
    buffer_free(&outcome->said);
    buffer_free(&outcome->codes);
    buffer_free(&outcome->facts);
}

static void same(const struct world *world, const char *what, const struct buffer *expected, const struct buffer *got) {
    char label[64];
    snprintf(label, sizeof label, "seed %u: %s", (unsigned)world->seed, what);
    assert_same_lines(label, expected->bytes == NULL ? "" : expected->bytes, got->bytes == NULL ? "" : got->bytes);
}

/* Fails where anything but the places of facts without origins differs. Past a hundred errors the order of the rows
   decides which are said. */
static void compare(const struct world *world, struct way way, const struct outcome *general) {
    struct outcome outcome;
    run(world, way, &outcome);
    same(world, "statuses and counts", &general->steps, &outcome.steps);
    if (way.origins) {
        same(world, "what was said", &general->said, &outcome.said);
        same(world, "facts", &general->facts, &outcome.facts);
    }
    assert_string_equal(general->digest, outcome.digest);
    if (general->said_count < 100) {
        same(world, "codes", &general->codes, &outcome.codes);
    }
    if (!way.general) {
        seen.fast += outcome.fast_calls;
        seen.calls += world->call_count;
        seen.said += outcome.said_count > 0;
    }
    free_outcome(&outcome);
}

static void compare_ways(const struct world *world) {
    static const struct way ways[] = {
        {.origins = 1, .threads = 1},
        {.origins = 0, .threads = 1},
        {.origins = 1, .threads = 1, .block_size = 1},
        {.origins = 0, .threads = 1, .block_size = 100},
        {.origins = 1, .threads = 3, .block_size = 70},
        {.origins = 0, .threads = 2, .block_size = 500},
    };
    struct outcome general;
    run(world, (struct way){.general = 1, .origins = 1, .threads = 2}, &general);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        compare(world, ways[i], &general);
    }
    free_outcome(&general);
}

static void try_world(childplan_plan *plan, uint64_t seed) {
    static struct world world;
    make_world(&world, plan, seed);
    world.seed = seed;
    compare_ways(&world);
    free_world(&world);
}

static void test_both_ways(void **state) {
    const char *count = getenv("CHILDPLAN_WORLDS");
    const char *first = getenv("CHILDPLAN_SEED");
    uint64_t seeds = count == NULL ? 100 : strtoull(count, NULL, 10);
    uint64_t seed = first == NULL ? 1 : strtoull(first, NULL, 10);
    childplan_plan *plan = make_plan();
    (void)state;
    for (uint64_t i = 0; i < seeds; i++) {
        try_world(plan, seed + i);
    }
    print_message("# %d calls, %d of them fast; something was said in %d worlds\n", seen.calls, seen.fast, seen.said);
    assert_true(seen.fast > seen.calls / 4);
    assert_true(seen.fast < seen.calls);
    assert_true(seen.said > 0);
    childplan_plan_free(plan);
    remove(FILE_NAME);
}

/* What was read in the fast way and should not have been. */
static void test_texts(void **state) {
    static const char *const texts[] = {
        /* Line ends before the first LF. */
        "sep=;\runit;period;element;value\nu4;2021-H1;al;1\nu4;2021-H2;all;1\n",
        "unit,period,element,value\ru4,2021-H1,al,1\nu4,2021-H2,all,1\n",
        /* A wide row of a unit that does not live, without values. */
        "unit,period,all\nu4,2021-H1,1\ntổ35,2021-H1,\n",
        /* An id that holds what stands between cells, or quotes. */
        "unit,note,period,element,value\nu1,2021-H1,x,2021-H1,all,1\n",
        "unit,period,element,value\n\"u3\",2021-H1,all,1\n",
        "unit,period,element,value\n\"\"\"u3\"\"\",2021-H1,all,1\n\"\"\"u3\"\"\",2021-H2,all,1\n",
        /* What is not UTF-8, or NUL, in a cell that nobody reads. */
        "unit,period,element,value,note\nu4,2021-H1,all,1,\xFF\n",
        "unit,period,element,value,note\nu4,2021-H1,all,1,\"\xC3\"\n",
        /* Ends that are none. */
        "unit,period,element,value\nu4,2021-H1,all,1\r",
        "unit,period,element,value\nu4,2021-H1,all,1",
        "unit,period,element,value\nu4,2021-H1,all,",
        "unit,period,element,value\nu4,2021-H1,all",
        "unit,period,element,value\nu4,2021-H1,\"all\",\"1",
        "unit,period,element,value",
        "unit,period,element,value\n",
        "unit,period,element,value\n\n\r\n\n",
    };
    static struct world world;
    childplan_plan *plan = make_plan();
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        world = (struct world){.plan = plan, .call_count = 1};
        world.calls[0] = (struct call){.kind = CALL_FILE, .starts_import = 1, .ends_import = 1, .lenient = 1};
        buffer_add_string(&world.calls[0].text, texts[i]);
        compare_ways(&world);
        free_world(&world);
    }
    childplan_plan_free(plan);
    remove(FILE_NAME);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
