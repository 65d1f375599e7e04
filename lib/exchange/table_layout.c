#include "table_layout.h"

#include "../base/text.h"

#include <string.h>

#define INDENT 2
#define COLUMN_GAP 2
/* How much deeper the further lines of a name stand. */
#define HANG 2
/* The name's column is not pressed below these before the layout changes, from the widest layout to the narrowest. */
#define NAME_LEAST_APART 32
#define NAME_COMFORTABLE 26
#define NAME_LEAST 20

static void write_spaces(struct writer *writer, size_t count) {
    for (; count > 0; count--) {
        childplan__write_string(writer, " ");
    }
}

/* Writes text with no-break spaces as spaces, and without what could steer a terminal. */
static void write_plain(struct writer *writer, const char *text, size_t size) {
    size_t begin = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        size_t length = byte < 0x20 || byte == 0x7F ? 1 : 0;
        if (byte == 0xC2 && i + 1 < size && (unsigned char)text[i + 1] <= 0xA0) {
            length = 2;
        }
        if (length > 0) {
            childplan__write(writer, text + begin, i - begin);
            childplan__write_string(writer, " ");
            begin = i + length;
            i = begin - 1;
        }
    }
    childplan__write(writer, text + begin, size - begin);
}

static size_t word_size(const char *text) {
    return strcspn(text, " \n");
}

/*
 * Takes the next line of at most `width` columns (at least 2) from *text, which is moved past it.
 * Returns its bytes; *ret_line is where it begins.
 */
static size_t take_line(const char **text, size_t width, const char **ret_line) {
    const char *line = *text + strspn(*text, " ");
    const char *end = line;
    *ret_line = line;
    for (const char *word = line; *word && *word != '\n'; word = end + strspn(end, " ")) {
        const char *word_end = word + word_size(word);
        if (childplan__utf8_width(line, (size_t)(word_end - line)) > width) {
            break;
        }
        end = word_end;
    }
    if (end == line && *line && *line != '\n') {
        end += childplan__utf8_fit(line, word_size(line), width);
    }
    const char *next = end + strspn(end, " ");
    *text = *next == '\n' ? next + 1 : next;
    return (size_t)(end - line);
}

void childplan__write_wrapped(struct writer *writer, const char *text, size_t first, size_t indent, size_t width,
                              const char *style) {
    size_t taken = first;
    do {
        const char *line;
        size_t size = take_line(&text, width > taken + 2 ? width - taken : 2, &line);
        childplan__write_string(writer, style ? style : "");
        write_plain(writer, line, size);
        childplan__write_string(writer, style ? STYLE_END "\n" : "\n");
        if (*text) {
            write_spaces(writer, indent);
            taken = indent;
        }
    } while (*text);
}

static void keep_larger(size_t *largest, size_t value) {
    if (value > *largest) {
        *largest = value;
    }
}

/* The least width in which a line wraps into two at most. */
static size_t halved_width(const char *line, size_t size) {
    size_t halved = childplan__utf8_width(line, size);
    for (const char *end = line + word_size(line); end < line + size; end += word_size(end)) {
        const char *rest = end + strspn(end, " ");
        size_t before = childplan__utf8_width(line, (size_t)(end - line));
        size_t after = childplan__utf8_width(rest, size - (size_t)(rest - line));
        size_t wider = before > after ? before : after;
        halved = wider < halved ? wider : halved;
        end = rest;
    }
    return halved;
}

void childplan__layout_measure(struct table_layout *layout, const char *const cells[TABLE_COLUMNS], int32_t heading) {
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        const char *text = cells[column];
        if (*text && !heading) {
            layout->used[column] = 1;
        }
        while (*text) {
            size_t line = strcspn(text, "\n");
            keep_larger(&layout->natural[column], childplan__utf8_width(text, line));
            keep_larger(&layout->halved[column], halved_width(text, line));
            for (const char *word = text; word < text + line; word += word_size(word), word += strspn(word, " ")) {
                keep_larger(&layout->least[column], childplan__utf8_width(word, word_size(word)));
            }
            text += line + (text[line] == '\n' ? 1 : 0);
        }
    }
}

/* In the order in which they give way. */
static const enum table_column shrinking[] = {TABLE_TARGET, TABLE_REPORTS, TABLE_STATUS, TABLE_GAP, TABLE_VALUE};
#define SHRINKING (sizeof(shrinking) / sizeof(shrinking[0]))

/*
 * Sets the widths of every column but the name's, the first `shrunk` of those that give way to `narrow`. Returns the
 * columns of the terminal they and the gaps take.
 */
static size_t set_widths(struct table_layout *layout, size_t shrunk, const size_t narrow[TABLE_COLUMNS]) {
    memcpy(layout->widths, layout->natural, sizeof(layout->widths));
    for (size_t i = 0; i < shrunk; i++) {
        layout->widths[shrinking[i]] = narrow[shrinking[i]];
    }
    if (!layout->range_apart) {
        size_t range = shrunk < SHRINKING ? layout->natural[TABLE_RANGE] : narrow[TABLE_RANGE];
        keep_larger(&layout->widths[TABLE_VALUE], layout->used[TABLE_RANGE] ? range : 0);
        layout->widths[TABLE_RANGE] = 0;
    }
    layout->widths[TABLE_NAME] = 0;
    size_t taken = INDENT;
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        if (!layout->used[column]) {
            layout->widths[column] = 0;
        }
        taken += layout->widths[column] > 0 ? layout->widths[column] + COLUMN_GAP : 0;
    }
    return taken;
}

/* Gives columns that gave way their natural width back, where that leaves the name its least. */
static void give_back(struct table_layout *layout, size_t shrunk, size_t name_least) {
    for (size_t i = shrunk; i > 0; i--) {
        enum table_column column = shrinking[i - 1];
        size_t natural = layout->used[column] ? layout->natural[column] : 0;
        size_t wanted = natural > layout->widths[column] ? natural - layout->widths[column] : 0;
        if (layout->widths[TABLE_NAME] >= name_least + wanted) {
            layout->widths[TABLE_NAME] -= wanted;
            layout->widths[column] += wanted;
        }
    }
}

/* Tries the columns side by side, the name with what is left; 1 where that is enough. */
static int32_t fit_beside(struct table_layout *layout, size_t width, size_t shrunk, size_t name_least) {
    size_t taken = set_widths(layout, shrunk, layout->halved);
    size_t left = width > taken ? width - taken : 0;
    size_t natural = layout->natural[TABLE_NAME];
    if (name_least > natural) {
        name_least = natural;
    }
    if (left < name_least) {
        return 0;
    }
    layout->widths[TABLE_NAME] = left;
    give_back(layout, shrunk, name_least);
    if (layout->widths[TABLE_NAME] > natural) {
        layout->widths[TABLE_NAME] = natural;
    }
    return 1;
}

/* Tries the columns below the name, which leaves the last gap unused; 1 where they fit. */
static int32_t fit_below(struct table_layout *layout, size_t width, size_t shrunk) {
    return set_widths(layout, shrunk, layout->halved) <= width + COLUMN_GAP;
}

/* Takes from the widest columns, below their widest words, until the columns fit. */
static void squeeze(struct table_layout *layout, size_t width) {
    for (size_t taken = set_widths(layout, SHRINKING, layout->least); taken > width + COLUMN_GAP; taken--) {
        size_t *widest = &layout->widths[0];
        for (int column = 1; column < TABLE_COLUMNS; column++) {
            widest = layout->widths[column] > *widest ? &layout->widths[column] : widest;
        }
        --*widest;
    }
}

void childplan__layout_fit(struct table_layout *layout, size_t width) {
    layout->stacked = 0;
    layout->range_apart = 1;
    if (fit_beside(layout, width, 0, NAME_LEAST_APART)) {
        return;
    }
    layout->range_apart = 0;
    for (size_t shrunk = 0; shrunk <= SHRINKING; shrunk++) {
        if (fit_beside(layout, width, shrunk, NAME_COMFORTABLE)) {
            return;
        }
    }
    if (fit_beside(layout, width, SHRINKING, NAME_LEAST)) {
        return;
    }
    layout->stacked = 1;
    for (size_t shrunk = 0; shrunk <= SHRINKING; shrunk++) {
        if (fit_below(layout, width, shrunk)) {
            return;
        }
    }
    squeeze(layout, width);
}

static int is_right_aligned(int column) {
    return column == TABLE_VALUE || column == TABLE_RANGE || column == TABLE_GAP;
}

/* What is still to be written of a row, and the spaces due before the next text of the line. */
struct row_writer {
    const struct table_layout *layout;
    const char *const *styles;
    struct writer *writer;
    const char *rest[TABLE_COLUMNS];
    const char *range_below; /* follows the value's own lines */
    size_t spaces;
    size_t hang; /* of the name's line that comes next */
};

static int32_t has_more(const struct row_writer *row) {
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        if (row->layout->widths[column] > 0 && *row->rest[column]) {
            return 1;
        }
    }
    return *row->range_below != '\0';
}

static void write_cell_line(struct row_writer *row, int column) {
    if (column == TABLE_VALUE && !*row->rest[column]) {
        row->rest[column] = row->range_below;
        row->range_below = "";
    }
    if (!*row->rest[column]) {
        row->spaces += row->layout->widths[column] + COLUMN_GAP;
        return;
    }
    size_t hang = column == TABLE_NAME ? row->hang : 0;
    size_t width = row->layout->widths[column] - hang;
    const char *line;
    size_t size = take_line(&row->rest[column], width < 2 ? 2 : width, &line);
    size_t taken = childplan__utf8_width(line, size);
    size_t padding = width > taken ? width - taken : 0;
    const char *style = row->styles[column];
    write_spaces(row->writer, row->spaces + hang + (is_right_aligned(column) ? padding : 0));
    childplan__write_string(row->writer, style ? style : "");
    write_plain(row->writer, line, size);
    row->spaces = COLUMN_GAP + (is_right_aligned(column) ? 0 : padding);
    if (style && column == TABLE_STATUS) {
        write_spaces(row->writer, padding);
        row->spaces = COLUMN_GAP;
    }
    childplan__write_string(row->writer, style ? STYLE_END : "");
}

void childplan__layout_write(const struct table_layout *layout, size_t width, const char *const cells[TABLE_COLUMNS],
                             const char *const styles[TABLE_COLUMNS], struct writer *writer) {
    struct row_writer row = {.layout = layout, .styles = styles, .writer = writer, .range_below = ""};
    memcpy(row.rest, cells, sizeof(row.rest));
    if (!layout->range_apart && layout->used[TABLE_RANGE]) {
        row.range_below = cells[TABLE_RANGE];
    }
    if (layout->stacked && *cells[TABLE_NAME]) {
        write_spaces(writer, INDENT);
        childplan__write_wrapped(writer, cells[TABLE_NAME], INDENT, INDENT + HANG, width, styles[TABLE_NAME]);
    }
    while (has_more(&row)) {
        row.spaces = INDENT;
        for (int column = 0; column < TABLE_COLUMNS; column++) {
            if (layout->widths[column] > 0) {
                write_cell_line(&row, column);
            }
        }
        childplan__write_string(writer, "\n");
        row.hang = HANG;
    }
}
