/* Output settings, and the way from a rollup to a callback or a file. */
#include "book.h"
#include "exchange.h"

#include "../base/file.h"
#include "../plan/model.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MIN 60
#define WIDTH_MAX 1000

static const struct childplan_output defaults = {
    .format = CHILDPLAN_FORMAT_CSV, .language = CHILDPLAN_ENGLISH, .width = WIDTH_DEFAULT};

childplan_status childplan_output_new(childplan_output **ret_output) {
    if (!ret_output) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_output *output = childplan__allocate(&childplan__malloc, 1, sizeof(*output));
    if (!output) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *output = defaults;
    *ret_output = output;
    return CHILDPLAN_OK;
}

void childplan_output_free(childplan_output *output) {
    childplan__release(&childplan__malloc, output);
}

/* Sets a setting that takes least … greatest. */
static childplan_status set(childplan_output *output, int32_t *setting, int32_t value, int32_t least,
                            int32_t greatest) {
    if (!output || value < least || value > greatest) {
        return CHILDPLAN_ERROR_USAGE;
    }
    *setting = value;
    return CHILDPLAN_OK;
}

childplan_status childplan_output_set_format(childplan_output *output, int32_t format) {
    return set(output, output ? &output->format : NULL, format, CHILDPLAN_FORMAT_CSV, CHILDPLAN_FORMAT_XLSX);
}

int32_t childplan_output_has_format(int32_t format) {
    return format == CHILDPLAN_FORMAT_XLSX ? childplan__books_exist()
                                           : format >= CHILDPLAN_FORMAT_CSV && format <= CHILDPLAN_FORMAT_TABLE;
}

childplan_status childplan_output_set_names(childplan_output *output, int32_t names) {
    return set(output, output ? &output->names : NULL, names, 0, 1);
}

childplan_status childplan_output_set_safe_cells(childplan_output *output, int32_t safe) {
    return set(output, output ? &output->safe_cells : NULL, safe, 0, 1);
}

childplan_status childplan_output_set_language(childplan_output *output, int32_t language) {
    return set(output, output ? &output->language : NULL, language, CHILDPLAN_ENGLISH, CHILDPLAN_VIETNAMESE);
}

childplan_status childplan_output_set_color(childplan_output *output, int32_t color) {
    return set(output, output ? &output->color : NULL, color, 0, 1);
}

childplan_status childplan_output_set_width(childplan_output *output, int32_t columns) {
    return set(output, output ? &output->width : NULL, columns, WIDTH_MIN, WIDTH_MAX);
}

childplan_status childplan_output_set_pace(childplan_output *output, int32_t pace) {
    return set(output, output ? &output->pace : NULL, pace, 0, 1);
}

childplan_status childplan_output_set_progress(childplan_output *output, childplan_progress_fn tell, void *context) {
    if (!output) {
        return CHILDPLAN_ERROR_USAGE;
    }
    output->progress = (struct progress){tell, context};
    return CHILDPLAN_OK;
}

childplan_status childplan_output_set_compact(childplan_output *output, int32_t compact) {
    return set(output, output ? &output->compact : NULL, compact, 0, 1);
}

childplan_status childplan_rollup_write(const childplan_rollup *rollup, const childplan_output *output,
                                        childplan_write_fn write, void *context) {
    if (!rollup || !write) {
        return CHILDPLAN_ERROR_USAGE;
    }
    if (!output) {
        output = &defaults;
    }
    struct writer writer;
    int32_t passes = output->format == CHILDPLAN_FORMAT_TABLE ? 2 : 1;
    childplan__writer_begin(&writer, write, context, &output->progress,
                            (int64_t)childplan_rollup_row_count(rollup) * passes + 1);
    childplan_status status = CHILDPLAN_OK;
    if (output->format == CHILDPLAN_FORMAT_CSV) {
        childplan__write_csv(rollup, output, &writer);
    } else if (output->format == CHILDPLAN_FORMAT_JSON) {
        childplan__write_json(rollup, output, &writer);
    } else if (output->format == CHILDPLAN_FORMAT_XLSX) {
        status = childplan__write_workbook(rollup, output, &writer);
    } else {
        status = childplan__write_table(rollup, output, &writer);
    }
    status = status != CHILDPLAN_OK ? status : childplan__writer_end(&writer);
    if (status == CHILDPLAN_OK) {
        childplan__tell_end(&output->progress, CHILDPLAN_PHASE_WRITING, writer.steps);
    }
    return status;
}

static childplan_status write_to_file(void *context, const char *bytes, size_t size) {
    return childplan__file_write(context, bytes, size);
}

/* What is to be said where a file could not be written. */
static childplan_status report(childplan_status status, const char *path, childplan_diagnostics *diagnostics) {
    struct findings findings;
    struct position position = {path, 0, 0};
    childplan__findings_begin(&findings, diagnostics, 0);
    if (status == CHILDPLAN_ERROR_UNSUPPORTED) { /* GCOV_EXCL_BR_LINE: only in a build without spreadsheets */
        REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_NO_SPREADSHEETS, position); /* GCOV_EXCL_LINE: likewise */
    } else if (status == CHILDPLAN_ERROR_FILE && path) {
        REPORT(&findings, CHILDPLAN_DIAGNOSTIC_FILE_UNWRITABLE, position, path);
    } else if (status == CHILDPLAN_ERROR_FILE) {
        REPORT_PLAIN(&findings, CHILDPLAN_DIAGNOSTIC_OUTPUT_UNWRITABLE, position);
    }
    return findings.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : status;
}

childplan_status childplan__write_product(const struct allocator *allocator, const char *path,
                                          childplan__produce_fn *produce, const void *product,
                                          childplan_diagnostics *diagnostics) {
    struct output_file *file;
    childplan_status status = childplan__file_create(allocator, path, &file);
    if (status == CHILDPLAN_OK) {
        status = produce(product, write_to_file, file);
        if (status == CHILDPLAN_OK) {
            status = childplan__file_close(file);
        } else {
            childplan__file_abandon(file);
        }
    }
    return status == CHILDPLAN_OK ? status : report(status, path, diagnostics);
}

struct rows_product {
    const childplan_rollup *rollup;
    const childplan_output *output;
};

static childplan_status produce_rows(const void *product, childplan_write_fn write, void *context) {
    const struct rows_product *rows = product;
    return childplan_rollup_write(rows->rollup, rows->output, write, context);
}

childplan_status childplan_rollup_write_file(const childplan_rollup *rollup, const childplan_output *output,
                                             const char *path, childplan_diagnostics *reterr_diagnostics) {
    if (!rollup) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct rows_product rows = {rollup, output};
    return childplan__write_product(&childplan_rollup_plan(rollup)->allocator, path, produce_rows, &rows,
                                    reterr_diagnostics);
}
