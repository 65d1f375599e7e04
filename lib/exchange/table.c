/* Rows as a table a person reads: a block for each unit, in it the periods, in them a line or more for each indicator.
 */
#include "headings.h"
#include "status_color.h"
#include "table_cells.h"

#include "../plan/model.h"

#include <string.h>

#define BOLD "\x1b[1m"
#define FAINT "\x1b[2m"
#define UNDERLINED "\x1b[4m"
#define PERIOD_INDENT 2
/* How many digits of a digest are shown. */
#define SHORT_DIGEST 12
/* "\x1b[38;2;0;0;0;48;2;255;255;255m" and its NUL */
#define STYLE_SIZE 40

struct table {
    const childplan_rollup *rollup;
    const childplan_plan *plan;
    const struct table_words *words;
    struct writer *writer;
    struct text scratch;
    struct table_cells cells;
    struct table_layout layout;
    size_t width;
    int32_t language;
    int32_t color;
};

/* A style where colour was asked for. */
static const char *style(const struct table *table, const char *sequence) {
    return table->color ? sequence : NULL;
}

/* Writes the scratch text as a paragraph and empties it. */
static void write_paragraph(struct table *table, size_t indent, const char *sequence) {
    for (size_t i = 0; i < indent; i++) {
        childplan__write_string(table->writer, " ");
    }
    childplan__write_wrapped(table->writer, childplan__text_string(&table->scratch), indent, indent, table->width,
                             style(table, sequence));
    childplan__text_clear(&table->scratch);
}

static void write_header(struct table *table) {
    const struct table_words *words = table->words;
    childplan__text_add_filled(&table->scratch, words->plan, childplan_plan_id(table->plan), NULL, NULL);
    write_paragraph(table, 0, BOLD);
    childplan__text_add_string(&table->scratch, childplan_plan_title(table->plan));
    write_paragraph(table, 0, BOLD);
    childplan__text_add_issue(&table->scratch, table->rollup, table->words, table->language);
    if (table->scratch.size > 0) {
        write_paragraph(table, 0, NULL);
    }
    childplan__text_add_basis(&table->scratch, table->rollup, table->words, table->language);
    write_paragraph(table, 0, NULL);
}

static void write_rule(struct table *table) {
    for (size_t i = 0; i < table->width; i++) {
        childplan__write_string(table->writer, "─");
    }
    childplan__write_string(table->writer, "\n");
}

static void write_headings(struct table *table) {
    const char *styles[TABLE_COLUMNS];
    const char *headings[TABLE_COLUMNS];
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        styles[column] = style(table, FAINT);
        headings[column] = table->words->headings[column];
    }
    if (table->layout.stacked) {
        headings[TABLE_NAME] = "";
    }
    childplan__layout_write(&table->layout, table->width, headings, styles, table->writer);
}

static void write_unit(struct table *table, size_t row) {
    int32_t unit = childplan__cell_index(table->rollup, row, CHILDPLAN_COLUMN_UNIT);
    int32_t level = childplan__cell_index(table->rollup, row, CHILDPLAN_COLUMN_LEVEL);
    childplan__write_string(table->writer, "\n");
    write_rule(table);
    childplan__text_add_string(
        &table->scratch, childplan_plan_unit_name(table->plan, unit, childplan__structure_day(table->rollup, row)));
    childplan__text_add_string(&table->scratch, " – ");
    childplan__text_add_string(&table->scratch, childplan_plan_level_name(table->plan, level));
    write_paragraph(table, 0, BOLD);
    write_headings(table);
}

static void write_period(struct table *table, size_t row) {
    int64_t period = childplan__cell(table->rollup, row, CHILDPLAN_COLUMN_PERIOD, CHILDPLAN_NO_PERIOD);
    int32_t as_of = (int32_t)childplan__cell(table->rollup, row, CHILDPLAN_COLUMN_AS_OF, CHILDPLAN_NO_DATE);
    childplan__text_add_period_so_far(&table->scratch, table->plan, period, as_of, table->words, table->language);
    childplan__write_string(table->writer, "\n");
    write_paragraph(table, PERIOD_INDENT, UNDERLINED);
}

static int32_t is_same(const childplan_rollup *rollup, size_t row, int32_t column) {
    return childplan__cell_index(rollup, row, column) == childplan__cell_index(rollup, row - 1, column);
}

/* 1 where a row is of another unit than the one before it, or of one that has another name or level by then. */
static int32_t begins_unit(const struct table *table, size_t row) {
    const childplan_rollup *rollup = table->rollup;
    if (row == 0 || !is_same(rollup, row, CHILDPLAN_COLUMN_UNIT) || !is_same(rollup, row, CHILDPLAN_COLUMN_LEVEL)) {
        return 1;
    }
    char buffer[CELL_SIZE];
    return strcmp(childplan__cell_text(rollup, row, OUTPUT_UNIT_NAME, buffer),
                  childplan__cell_text(rollup, row - 1, OUTPUT_UNIT_NAME, buffer)) != 0;
}

static int32_t begins_period(const struct table *table, size_t row) {
    return childplan__cell(table->rollup, row, CHILDPLAN_COLUMN_PERIOD, 0) !=
           childplan__cell(table->rollup, row - 1, CHILDPLAN_COLUMN_PERIOD, 0);
}

/* The escape sequence for a colour as background. */
static void make_style(const int32_t parts[3], char buffer[STYLE_SIZE]) {
    const char *ink = childplan__takes_black_ink(parts) ? "0;0;0" : "255;255;255";
    char *end = buffer;
    memcpy(end, "\x1b[38;2;", 7);
    end += 7;
    memcpy(end, ink, strlen(ink));
    end += strlen(ink);
    memcpy(end, ";48;2", 5);
    end += 5;
    for (int i = 0; i < 3; i++) {
        *end++ = ';';
        *end++ = (char)('0' + parts[i] / 100);
        *end++ = (char)('0' + parts[i] / 10 % 10);
        *end++ = (char)('0' + parts[i] % 10);
    }
    memcpy(end, "m", 2);
}

static childplan_status write_row(struct table *table, size_t row) {
    const char *styles[TABLE_COLUMNS] = {NULL};
    char status_style[STYLE_SIZE];
    int32_t parts[3];
    int32_t status_index = childplan__cell_index(table->rollup, row, CHILDPLAN_COLUMN_STATUS);
    if (table->color && childplan__status_color(table->plan, status_index, parts)) {
        make_style(parts, status_style);
        styles[TABLE_STATUS] = status_style;
    }
    if (begins_unit(table, row)) {
        write_unit(table, row);
        write_period(table, row);
    } else if (begins_period(table, row)) {
        write_period(table, row);
    }
    childplan_status status = childplan__cells_read(&table->cells, row);
    if (status == CHILDPLAN_OK) {
        childplan__layout_write(&table->layout, table->width, table->cells.cells, styles, table->writer);
    }
    return status;
}

static void write_legend(struct table *table) {
    const struct table_words *words = table->words;
    const char *const lines[MARK_COUNT] = {
        [MARK_NO_DENOMINATOR] = words->legend_no_denominator,
        [MARK_REPORTS] = words->legend_reports,
        [MARK_CARRIED] = words->legend_carried,
        [MARK_UNCERTAIN] = words->legend_uncertain,
        [MARK_UNKNOWN_TARGET] = words->legend_unknown_target,
        [MARK_ASPIRATION] = words->legend_aspiration,
        [MARK_RANGE] = words->legend_range,
        [MARK_OR_MORE] = words->legend_or_more,
        [MARK_PATH] = words->legend_path,
        [MARK_GAP] = words->legend_gap,
        [MARK_NO_GAP] = words->legend_no_gap,
        [MARK_PACE] = words->legend_pace,
    };
    const uint8_t *marks = table->cells.marks;
    childplan__write_string(table->writer, "\n");
    write_rule(table);
    for (int mark = 0; mark < MARK_COUNT; mark++) {
        if (marks[mark] && (mark != MARK_NO_GAP || marks[MARK_GAP])) {
            childplan__write_wrapped(table->writer, lines[mark], 0, PERIOD_INDENT, table->width, style(table, FAINT));
        }
    }
}

/* What a reader of the figures compares to know that they were made from the same plan and reports. */
static void write_digests(struct table *table) {
    char plan[SHORT_DIGEST + 1];
    char reports[SHORT_DIGEST + 1];
    (void)childplan_rollup_stamp(table->rollup, CHILDPLAN_STAMP_PLAN_DIGEST, plan, sizeof(plan));
    (void)childplan_rollup_stamp(table->rollup, CHILDPLAN_STAMP_REPORTS_DIGEST, reports, sizeof(reports));
    childplan__text_add_filled(&table->scratch, table->words->digests, plan, reports, NULL);
    write_paragraph(table, 0, FAINT);
}

static childplan_status write_rows(struct table *table) {
    size_t rows = childplan_rollup_row_count(table->rollup);
    childplan__layout_measure(&table->layout, table->words->headings, 1);
    for (size_t row = 0; row < rows && table->writer->status == CHILDPLAN_OK; row++) {
        childplan__writer_step(table->writer);
        childplan_status status = childplan__cells_read(&table->cells, row);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        childplan__layout_measure(&table->layout, table->cells.cells, 0);
    }
    childplan__layout_fit(&table->layout, table->width);

    write_header(table);
    for (size_t row = 0; row < rows && table->writer->status == CHILDPLAN_OK; row++) {
        childplan__writer_step(table->writer);
        childplan_status status = write_row(table, row);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    if (rows == 0) {
        childplan__write_string(table->writer, "\n");
        childplan__write_string(table->writer, table->words->no_rows);
        childplan__write_string(table->writer, "\n");
    } else {
        write_legend(table);
    }
    write_digests(table);
    return table->scratch.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

childplan_status childplan__write_table(const childplan_rollup *rollup, const struct childplan_output *output,
                                        struct writer *writer) {
    struct table table;
    memset(&table, 0, sizeof(table));
    table.rollup = rollup;
    table.plan = childplan_rollup_plan(rollup);
    table.words = childplan__table_words(output->language);
    table.writer = writer;
    table.width = (size_t)output->width;
    table.language = output->language;
    table.color = output->color;
    childplan__text_begin(&table.scratch, &table.plan->allocator);
    childplan__cells_begin(&table.cells, rollup, output, &table.plan->allocator);
    childplan_status status = write_rows(&table);
    childplan__cells_end(&table.cells);
    childplan__text_end(&table.scratch);
    return status;
}
