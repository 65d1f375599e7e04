/* Rows on their way out: the settings, a buffered writer, and what the formats share. */
#ifndef CHILDPLAN_LIB_EXCHANGE_EXCHANGE_H
#define CHILDPLAN_LIB_EXCHANGE_EXCHANGE_H

#include "../base/alloc.h"
#include "../base/progress.h"

#include <childplan/output.h>
#include <childplan/period.h>

struct childplan_output {
    int32_t format;
    int32_t names;
    int32_t language;
    int32_t color;
    int32_t width;
    int32_t safe_cells;
    int32_t pace;
    struct progress progress;
    int32_t compact;
    size_t sheet_lines; /* for tests: how many rows a sheet takes; 0: as many as fit */
};

/* Gathers small pieces for the caller's function. After a failure the rest is dropped and the failure kept. */
struct writer {
    childplan_write_fn write;
    void *context;
    const struct progress *progress;
    int64_t steps; /* one for each row that is gone through, and one for the end */
    int64_t step;
    childplan_status status;
    size_t size;
    char bytes[4096];
};

/* Writes what a function writes to a file, as childplan_rollup_write_file says. Errors: NO_MEMORY, FILE (reported),
   UNSUPPORTED (reported), what the function returned. */
typedef childplan_status childplan__produce_fn(const void *product, childplan_write_fn write, void *context);
childplan_status childplan__write_product(const struct allocator *allocator, const char *path,
                                          childplan__produce_fn *produce, const void *product,
                                          childplan_diagnostics *diagnostics);

void childplan__writer_begin(struct writer *writer, childplan_write_fn write, void *context,
                             const struct progress *progress, int64_t steps);
void childplan__write(struct writer *writer, const char *bytes, size_t size);
void childplan__write_string(struct writer *writer, const char *string);
/* Goes on by a row, and tells it now and then; a stop is kept as a failure. */
void childplan__writer_step(struct writer *writer);
/* Hands over what is left; the outcome of the whole. */
childplan_status childplan__writer_end(struct writer *writer);

/* How a cell crosses into JSON. */
enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_YES_NO, CELL_TARGET };

/* Which settings ask for a column. */
enum column_group { COLUMNS_ALWAYS, COLUMNS_OF_NAMES, COLUMNS_OF_PACE };

/* A column of the CSV and JSON outputs, in their order. */
struct output_column {
    const char *name;
    int32_t column; /* CHILDPLAN_COLUMN_…, or one of the names below */
    enum cell_kind kind;
    enum column_group group;
};

#define OUTPUT_UNIT_NAME (-1)
#define OUTPUT_INDICATOR_NAME (-2)

#define OUTPUT_COLUMNS 24
/* Those that the settings ask for, in order; how many. */
size_t childplan__output_columns(const struct childplan_output *output,
                                 const struct output_column *ret_columns[OUTPUT_COLUMNS]);

#define CELL_SIZE 128
/* A cell's text, empty where it holds nothing: borrowed from the plan, or written to the buffer. */
const char *childplan__cell_text(const childplan_rollup *rollup, size_t row, int32_t column, char buffer[CELL_SIZE]);

/* A whole-numbered cell; `absent` where it holds nothing. */
int64_t childplan__cell(const childplan_rollup *rollup, size_t row, int32_t column, int64_t absent);
/* An index cell (unit, period's last day, status, …), CHILDPLAN_NONE where it holds nothing. */
int32_t childplan__cell_index(const childplan_rollup *rollup, size_t row, int32_t column);
/* The day on which a row sees the tree. */
int32_t childplan__structure_day(const childplan_rollup *rollup, size_t row);

void childplan__write_csv(const childplan_rollup *rollup, const struct childplan_output *output, struct writer *writer);
void childplan__write_json(const childplan_rollup *rollup, const struct childplan_output *output,
                           struct writer *writer);
/* A text in quotes, escaped. */
void childplan__write_json_text(struct writer *writer, const char *text);
/* One cell; a text that must not compute is guarded from spreadsheets. */
void childplan__write_csv_cell(struct writer *writer, const char *text, int32_t must_not_compute);
/* The caller's function is given the workbook whole or not at all. Errors: NO_MEMORY, UNSUPPORTED, FILE, OVERFLOW. */
childplan_status childplan__write_workbook(const childplan_rollup *rollup, const struct childplan_output *output,
                                           struct writer *writer);
/* Errors: NO_MEMORY. */
childplan_status childplan__write_table(const childplan_rollup *rollup, const struct childplan_output *output,
                                        struct writer *writer);

#endif
