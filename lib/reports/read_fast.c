#include "read_fast.h"

#include "../base/file.h"
#include "../base/text.h"
#include "../base/threads.h"
#include "fast_rows.h"

#include <string.h>

/* What is read at a time: of it and of the tiles it fills much stays in cache. */
#define BLOCK_SIZE ((size_t)1 << 18)
/* How much is read past a block at first, to end its last line, and the longest line that is read the fast way. */
#define LINE_SIZE ((size_t)1 << 12)
#define LINE_LIMIT ((size_t)1 << 20)
/* Lines of a block are not counted yet. */
#define NO_LINE SIZE_MAX

/* A text to be read: in memory, or in a file. */
struct source {
    const char *text; /* NULL: a file */
    struct input_file *file;
    uint64_t size;
};

/* A stretch of a source: bytes [from, until), or fewer at its end. */
struct view {
    const char *bytes;
    size_t size;
    char *buffer; /* room for it; NULL: none yet */
    size_t capacity;
};

/* A call at work. Block i has the lines that begin in [first + i × block_size, … + block_size). */
struct reading {
    struct childplan_import *import;
    struct source source;
    struct columns columns;
    char delimiter;
    uint32_t file;  /* of the facts, from 1; 0 where origins are not kept */
    uint64_t first; /* where the rows begin */
    uint32_t line;  /* and in which line */
    size_t block_size;
    size_t blocks;
    struct bulk call;
    struct bulk *bulk; /* that one, or the import's */
    struct filling filling;

    /* Shared by its threads. */
    size_t next;    /* block */
    size_t taken;   /* facts, once all are done */
    size_t stopped; /* by one of them; the others need not go on */
    size_t *lines;  /* by block: in which line it begins, once that is known; NULL: not asked for */
    struct worker *workers;
};

struct worker {
    struct fast_reader reader;
    struct view view;
    childplan_status status;
};

/* Makes room for so many bytes with padding. Errors: NO_MEMORY. */
static childplan_status reserve_view(const struct reading *reading, struct view *view, size_t size) {
    return childplan__reserve(reading->import->allocator, &view->buffer, &view->capacity, size + WORD_PADDING, 1);
}

/* Fills the view from a file. ABSENT where that is not what it was. Errors: NO_MEMORY. */
static childplan_status read_view(const struct reading *reading, struct view *view, uint64_t from, size_t size) {
    childplan_status status = reserve_view(reading, view, size);
    if (status == CHILDPLAN_OK) {
        status = childplan__input_read(reading->source.file, from, view->buffer, size);
    }
    view->bytes = view->buffer;
    view->size = size;
    return status == CHILDPLAN_ERROR_FILE ? CHILDPLAN_ABSENT : status;
}

/* Shows at least so many bytes, or all to the end. Likewise. */
static childplan_status show(const struct reading *reading, struct view *view, uint64_t from, size_t size) {
    uint64_t left = reading->source.size - from;
    size_t shown = left < size ? (size_t)left : size;
    if (reading->source.text == NULL) {
        return read_view(reading, view, from, shown);
    }
    view->bytes = reading->source.text + from;
    view->size = shown;
    return CHILDPLAN_OK;
}

/* The place after the first line end from a place on; NULL where there is none in the view. */
static const char *after_line(const struct view *view, size_t at) {
    const char *end = at >= view->size ? NULL : memchr(view->bytes + at, '\n', view->size - at);
    return end == NULL ? NULL : end + 1;
}

/* The whole lines of a block, which begins `before` bytes into the view: 1 and written, or 0 where the view does
   not hold the end of the last one. None at all: an empty stretch. */
static int32_t find_lines(const struct reading *reading, const struct view *view, uint64_t from, size_t before,
                          const char **ret_begin, const char **ret_end) {
    const char *all = view->bytes + view->size;
    int32_t is_rest = from + view->size == reading->source.size;
    size_t end_at = before + reading->block_size - 1;
    const char *begin = before == 0 ? view->bytes : after_line(view, before - 1);
    const char *end = after_line(view, end_at);
    if (end == NULL && !is_rest) {
        return 0;
    }
    *ret_end = end == NULL ? all : end;
    *ret_begin = begin == NULL || begin > *ret_end ? *ret_end : begin;
    return 1;
}

/* What is behind the lines can be read, and ends them. A text of the caller's is copied at its very end. */
static childplan_status pad(const struct reading *reading, struct view *view, const char **begin, const char **end) {
    size_t size = (size_t)(*end - *begin);
    if (reading->source.text == NULL) {
        memset(view->buffer + (*end - view->buffer), 0, WORD_PADDING);
        return CHILDPLAN_OK;
    }
    if (reading->source.size - (uint64_t)(*end - reading->source.text) >= WORD_PADDING) {
        return CHILDPLAN_OK;
    }
    if (reserve_view(reading, view, size) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(view->buffer, *begin, size);
    memset(view->buffer + size, 0, WORD_PADDING);
    *begin = view->buffer;
    *end = view->buffer + size;
    return CHILDPLAN_OK;
}

/* The lines of a block. ABSENT where one is too long, or the file is another by now. Errors: NO_MEMORY. */
static childplan_status show_block(const struct reading *reading, struct view *view, size_t block,
                                   const char **ret_begin, const char **ret_end) {
    size_t before = block > 0;
    uint64_t from = reading->first + (uint64_t)block * reading->block_size - before;
    for (size_t line = LINE_SIZE; line <= LINE_LIMIT; line *= 16) {
        childplan_status status = show(reading, view, from, before + reading->block_size + line);
        if (status != CHILDPLAN_OK) {
            return status;
        }
        if (find_lines(reading, view, from, before, ret_begin, ret_end)) {
            return pad(reading, view, ret_begin, ret_end);
        }
    }
    return CHILDPLAN_ABSENT;
}

static size_t count_lines(const char *at, const char *end) {
    size_t count = 0;
    for (; at < end; at++) {
        count += *at == '\n';
    }
    return count;
}

/* In which line a block begins: blocks are taken in order, so that whoever has the one before says so soon. */
static uint32_t first_line(struct reading *reading, size_t block, const char *begin, const char *end) {
    if (reading->lines == NULL) {
        return reading->line;
    }
    size_t line;
    while ((line = childplan__shared_read(&reading->lines[block])) == NO_LINE) {
        if (childplan__shared_read(&reading->stopped)) {
            return reading->line;
        }
        childplan__threads_yield();
    }
    childplan__shared_write(&reading->lines[block + 1], line + count_lines(begin, end));
    return (uint32_t)line;
}

static childplan_status read_block(struct reading *reading, struct worker *worker, size_t block) {
    const char *begin;
    const char *end;
    childplan_status status = show_block(reading, &worker->view, block, &begin, &end);
    if (status == CHILDPLAN_OK && begin < end) {
        status = childplan__fast_lines(&worker->reader, begin, end, first_line(reading, block, begin, end));
    } else if (status == CHILDPLAN_OK) {
        (void)first_line(reading, block, begin, end);
    }
    return status;
}

/* The first worker is on the caller's thread; the others leave blocks behind them about as far as it has come. */
static childplan_status tell(const struct reading *reading, int32_t index, size_t block) {
    uint64_t done = reading->first + (uint64_t)block * reading->block_size;
    return index == 0 ? childplan__import_reach(reading->import, done) : CHILDPLAN_OK;
}

static void work(void *context, int32_t index) {
    struct reading *reading = context;
    struct worker *worker = &reading->workers[index];
    while (worker->status == CHILDPLAN_OK && !childplan__shared_read(&reading->stopped)) {
        size_t block = childplan__shared_add(&reading->next, 1);
        if (block >= reading->blocks) {
            break;
        }
        worker->status = tell(reading, index, block);
        if (worker->status == CHILDPLAN_OK) {
            worker->status = read_block(reading, worker, block);
        }
    }
    if (worker->status != CHILDPLAN_OK) {
        childplan__shared_write(&reading->stopped, 1);
    }
}

static childplan_status begin_worker(const struct reading *reading, struct worker *worker) {
    const struct childplan_import *import = reading->import;
    worker->reader = (struct fast_reader){.import = import,
                                          .columns = &reading->columns,
                                          .delimiter = reading->delimiter,
                                          .bulk = reading->bulk,
                                          .keeps_journal = reading->bulk != &reading->call,
                                          .filling = reading->filling,
                                          .file = reading->file};
    return childplan__fast_begin(&worker->reader);
}

static void end_workers(const struct reading *reading, int32_t count) {
    for (int32_t i = 0; reading->workers != NULL && i < count; i++) {
        childplan__fast_end(&reading->workers[i].reader);
        childplan__release(reading->import->allocator, reading->workers[i].view.buffer);
    }
    childplan__release(reading->import->allocator, reading->workers);
    childplan__release(reading->import->allocator, reading->lines);
}

static int32_t is_final(childplan_status status) {
    return status == CHILDPLAN_ERROR_NO_MEMORY || status == CHILDPLAN_ERROR_STOPPED;
}

/* What the workers came to: memory that ran out or a stop, else any that gave up. */
static childplan_status sum_up(struct reading *reading, int32_t count) {
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < count; i++) {
        const struct worker *worker = &reading->workers[i];
        reading->taken += worker->reader.count;
        status = is_final(status) || worker->status == CHILDPLAN_OK ? status : worker->status;
    }
    return status;
}

/* By block, from the first one on: in which line it begins. Errors: NO_MEMORY. */
static childplan_status begin_lines(struct reading *reading) {
    if (reading->file == 0) {
        return CHILDPLAN_OK;
    }
    reading->lines = childplan__allocate(reading->import->allocator, reading->blocks + 1, sizeof *reading->lines);
    for (size_t i = 1; reading->lines != NULL && i <= reading->blocks; i++) {
        reading->lines[i] = NO_LINE;
    }
    if (reading->lines != NULL) {
        reading->lines[0] = reading->line;
    }
    return reading->lines == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
}

static int32_t worker_count(const struct reading *reading) {
    size_t most = (size_t)reading->import->threads;
    size_t count = childplan__threads_exist() && most > 1 ? most : 1;
    return (int32_t)(count < reading->blocks ? count : reading->blocks == 0 ? 1 : reading->blocks);
}

/* Of all workers, in their order; the commit sorts them. */
static childplan_status add_asides(const struct reading *reading, int32_t count) {
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        status = childplan__bulk_add_asides(reading->import, reading->bulk, &reading->workers[i].reader.asides);
    }
    return status;
}

/* All blocks into the call's bulk. */
static childplan_status read_blocks(struct reading *reading) {
    int32_t count = worker_count(reading);
    childplan_status status = begin_lines(reading);
    reading->filling.is_shared = count > 1;
    reading->workers = childplan__allocate(reading->import->allocator, (size_t)count, sizeof *reading->workers);
    if (reading->workers == NULL) {
        status = CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (int32_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        status = begin_worker(reading, &reading->workers[i]);
    }
    if (status == CHILDPLAN_OK) {
        childplan__threads_run(count, work, reading);
        status = sum_up(reading, count);
    }
    if (status == CHILDPLAN_OK) {
        status = add_asides(reading, count);
    }
    for (int32_t i = 0; reading->workers != NULL && i < count && status != CHILDPLAN_OK; i++) {
        childplan__bulk_undo(&reading->workers[i].reader.journal);
    }
    end_workers(reading, count);
    return status;
}

/* Below the header, whose columns are known. */
static childplan_status read_below(struct reading *reading) {
    struct childplan_import *import = reading->import;
    size_t staged = import->staged_count;
    size_t block_size = import->block_size > 0 ? import->block_size : BLOCK_SIZE;
    reading->block_size = block_size;
    reading->blocks = (size_t)((reading->source.size - reading->first + block_size - 1) / block_size);
    reading->filling = (struct filling){.allocator = import->allocator,
                                        .needs = {.submitted = reading->columns.submitted >= 0,
                                                  .origin = reading->file != 0,
                                                  .column = reading->file != 0}};
    childplan_status status = childplan__bulk_open(import, reading->filling.needs, &reading->call, &reading->bulk);
    if (status == CHILDPLAN_OK) {
        status = read_blocks(reading);
    }
    if (status == CHILDPLAN_OK) {
        childplan__bulk_close(import, &reading->call, reading->taken);
    } else {
        import->staged_count = staged;
    }
    import->fast_calls += status == CHILDPLAN_OK;
    childplan__bulk_end(&reading->call, import->plan);
    return status;
}

/* The end of the lines that say how the file is laid out: the header, with a `sep=` line before it. */
static const char *header_end(const char *text, size_t size) {
    const char *end = size == 0 ? NULL : memchr(text, '\n', size);
    size_t start = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (end != NULL && size >= start + 4 && childplan__equals_ignoring_case(text + start, 4, "sep=")) {
        end = memchr(end + 1, '\n', size - (size_t)(end + 1 - text));
    }
    return end == NULL ? NULL : end + 1;
}

/* The header, of which nothing is to be said, in the first `size` bytes. ABSENT: it is another, or rows may be left to
   other plans, which the general reader counts. Errors: NO_MEMORY. */
static childplan_status read_header(struct reading *reading, uint32_t file, const char *text, size_t size) {
    struct childplan_import *import = reading->import;
    const char *below = header_end(text, size);
    struct findings ignored;
    struct preface preface;
    struct csv_scanner *scanner = NULL;
    /* What is left to other plans is counted by the general reader. */
    if (below == NULL || import->other_count > 0) {
        return CHILDPLAN_ABSENT;
    }
    childplan__findings_begin(&ignored, NULL, 1);
    childplan_status status =
        childplan__csv_begin(import->allocator, import->files[file], text, (size_t)(below - text), &ignored, &scanner);
    if (status == CHILDPLAN_OK) {
        status = childplan__columns_begin(import, file, scanner, &ignored, &reading->columns, &preface);
    }
    if (status == CHILDPLAN_OK) {
        reading->delimiter = childplan__csv_delimiter(scanner);
        reading->first = (uint64_t)(childplan__csv_at(scanner) - text);
        reading->line = childplan__csv_line(scanner);
    }
    childplan__csv_end(scanner);
    return status == CHILDPLAN_ERROR_REFUSED ? CHILDPLAN_ABSENT : status;
}

static childplan_status read_source(struct childplan_import *import, uint32_t file, struct source source) {
    struct reading reading = {.import = import, .source = source};
    struct view view = {.buffer = NULL};
    import->read_total = (int64_t)source.size + 1;
    reading.file = childplan__keeps_origins(import->reports) ? file + 1 : 0;
    childplan_status status = childplan__import_reach(import, 0);
    if (status == CHILDPLAN_OK) {
        status = show(&reading, &view, 0, BLOCK_SIZE);
    }
    if (status == CHILDPLAN_OK) {
        status = read_header(&reading, file, view.bytes, view.size);
    }
    childplan__release(import->allocator, view.buffer);
    if (status == CHILDPLAN_OK) {
        status = read_below(&reading);
        childplan__columns_end(import, &reading.columns);
    }
    return status;
}

childplan_status childplan__read_text_fast(struct childplan_import *import, uint32_t file, const char *text,
                                           size_t size) {
    return size == 0 ? CHILDPLAN_ABSENT : read_source(import, file, (struct source){.text = text, .size = size});
}

childplan_status childplan__read_file_fast(struct childplan_import *import, uint32_t file, const char *path,
                                           int64_t limit) {
    struct source source = {.text = NULL};
    int64_t size = 0;
    childplan_status status = childplan__input_open(import->allocator, path, &source.file, &size);
    if (status != CHILDPLAN_OK) {
        return status == CHILDPLAN_ERROR_FILE ? CHILDPLAN_ABSENT : status;
    }
    source.size = size < 0 ? 0 : (uint64_t)size;
    status = size <= 0 || size > limit ? CHILDPLAN_ABSENT : read_source(import, file, source);
    childplan__input_close(source.file);
    return status;
}

static childplan_status read_values(struct childplan_import *import, struct fast_reader *reader,
                                    const struct value_columns *columns) {
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < columns->count && status == CHILDPLAN_OK; i++) {
        if (i % VALUES_UNTOLD == 0 && (status = childplan__import_reach(import, i)) != CHILDPLAN_OK) {
            break;
        }
        int32_t submitted = columns->submitted == NULL ? CHILDPLAN_NO_DATE : columns->submitted[i];
        status = childplan__fast_value(reader, columns->units[i], columns->periods[i], columns->elements[i],
                                       columns->values[i], submitted);
        reader->line++;
    }
    return status;
}

childplan_status childplan__read_columns_fast(struct childplan_import *import, uint32_t file, uint32_t first_line,
                                              const struct value_columns *columns) {
    int32_t origins = childplan__keeps_origins(import->reports);
    struct bulk call = {0};
    size_t staged = import->staged_count;
    struct fast_reader reader = {
        .import = import,
        .filling = {.allocator = import->allocator,
                    .needs = {.submitted = columns->submitted != NULL, .origin = origins, .column = origins}},
        .line = first_line,
        .file = origins ? file + 1 : 0};
    childplan_status status = childplan__bulk_open(import, reader.filling.needs, &call, &reader.bulk);
    reader.keeps_journal = reader.bulk != &call;
    if (status == CHILDPLAN_OK) {
        status = childplan__fast_begin(&reader);
    }
    if (status == CHILDPLAN_OK) {
        status = read_values(import, &reader, columns);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan__bulk_add_asides(import, reader.bulk, &reader.asides);
    }
    if (status == CHILDPLAN_OK) {
        childplan__bulk_close(import, &call, reader.count);
    } else {
        childplan__bulk_undo(&reader.journal);
        import->staged_count = staged;
    }
    childplan__fast_end(&reader);
    import->fast_calls += status == CHILDPLAN_OK;
    childplan__bulk_end(&call, import->plan);
    return status;
}
