#include "book_check.h"

#include <string.h>
#include <zlib.h>

/* Of the ZIP format: the records that end a file, list a part and begin one. */
#define END_SIZE 22
#define ENTRY_SIZE 46
#define HEADER_SIZE 30
#define PIECE_SIZE 32768
/* Tags at both ends of a part are no longer. */
#define EDGE_SIZE 256

static uint32_t number_at(const unsigned char *bytes, int32_t size) {
    uint32_t number = 0;
    for (int32_t i = size - 1; i >= 0; i--) {
        number = number << 8 | bytes[i];
    }
    return number;
}

/* Both ends of a part's text. */
struct edges {
    char first[EDGE_SIZE];
    size_t first_size;
    char last[EDGE_SIZE];
    size_t last_size;
};

static void look_at(struct edges *edges, const char *bytes, size_t size) {
    size_t wanted = EDGE_SIZE - edges->first_size;
    size_t begun = size < wanted ? size : wanted;
    memcpy(edges->first + edges->first_size, bytes, begun);
    edges->first_size += begun;
    size_t kept = size >= EDGE_SIZE ? 0 : EDGE_SIZE - size;
    kept = kept < edges->last_size ? kept : edges->last_size;
    memmove(edges->last, edges->last + edges->last_size - kept, kept);
    size_t end = size < EDGE_SIZE ? size : EDGE_SIZE;
    memcpy(edges->last + kept, bytes + size - end, end);
    edges->last_size = kept + end;
}

/* The first element of a text, after what begins with <?; NULL where none begins in its first bytes. */
static const char *first_element(const struct edges *edges, size_t *ret_size) {
    for (size_t i = 0; i + 1 < edges->first_size; i++) {
        if (edges->first[i] == '<' && edges->first[i + 1] != '?') {
            const char *name = edges->first + i + 1;
            size_t left = edges->first_size - i - 1;
            size_t size = 0;
            while (size < left && !strchr(" />\n", name[size])) {
                size++;
            }
            *ret_size = size;
            return name;
        }
    }
    return NULL;
}

static int32_t is_whole(const struct edges *edges) {
    size_t name_size = 0;
    size_t end = edges->last_size;
    const char *name = first_element(edges, &name_size);
    while (end > 0 && edges->last[end - 1] == '\n') {
        end--;
    }
    if (!name || end < name_size + 3) {
        return 0;
    }
    const char *tag = edges->last + end - name_size - 3;
    return tag[0] == '<' && tag[1] == '/' && memcmp(tag + 2, name, name_size) == 0 && tag[name_size + 2] == '>';
}

struct check {
    const struct input_file *file;
    uint64_t size;
    unsigned char *packed; /* PIECE_SIZE each */
    unsigned char *text;
};

/* Unpacks `size` bytes from a place on. Errors: NO_MEMORY, FILE. */
static childplan_status unpack(const struct check *check, uint64_t at, uint64_t size, struct edges *edges) {
    z_stream stream;
    memset(&stream, 0, sizeof(stream));
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) { /* GCOV_EXCL_BR_LINE: zlib's memory does not fail in the tests */
        return CHILDPLAN_ERROR_NO_MEMORY;            /* GCOV_EXCL_LINE: likewise */
    }
    childplan_status status = CHILDPLAN_OK;
    int result = Z_OK;
    while (status == CHILDPLAN_OK && result == Z_OK) {
        if (stream.avail_in == 0 && size > 0) {
            size_t part = size < PIECE_SIZE ? (size_t)size : PIECE_SIZE;
            status = childplan__input_read(check->file, at, (char *)check->packed, part);
            stream.next_in = check->packed;
            stream.avail_in = (uInt)part;
            at += part;
            size -= part;
        }
        stream.next_out = check->text;
        stream.avail_out = PIECE_SIZE;
        result = status == CHILDPLAN_OK ? inflate(&stream, Z_NO_FLUSH) : Z_ERRNO;
        look_at(edges, (const char *)check->text, PIECE_SIZE - stream.avail_out);
    }
    (void)inflateEnd(&stream);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    return result == Z_STREAM_END  ? CHILDPLAN_OK
           : result == Z_MEM_ERROR ? CHILDPLAN_ERROR_NO_MEMORY /* GCOV_EXCL_BR_LINE: zlib's memory, likewise */
                                   : CHILDPLAN_ERROR_FILE;
}

/* The part that an entry of the list describes. */
static childplan_status check_part(const struct check *check, const unsigned char *entry) {
    unsigned char header[HEADER_SIZE];
    struct edges edges = {.first_size = 0};
    uint64_t at = number_at(entry + 42, 4);
    uint64_t size = number_at(entry + 20, 4);
    childplan_status status = at + HEADER_SIZE > check->size
                                  ? CHILDPLAN_ERROR_FILE
                                  : childplan__input_read(check->file, at, (char *)header, HEADER_SIZE);
    if (status == CHILDPLAN_OK) {
        at += HEADER_SIZE + number_at(header + 26, 2) + number_at(header + 28, 2);
        status = at + size > check->size ? CHILDPLAN_ERROR_FILE : unpack(check, at, size, &edges);
    }
    return status != CHILDPLAN_OK || is_whole(&edges) ? status : CHILDPLAN_ERROR_FILE;
}

static childplan_status check_parts(const struct check *check) {
    unsigned char record[ENTRY_SIZE];
    if (check->size < END_SIZE) {
        return CHILDPLAN_ERROR_FILE;
    }
    childplan_status status = childplan__input_read(check->file, check->size - END_SIZE, (char *)record, END_SIZE);
    uint32_t count = number_at(record + 10, 2);
    uint64_t at = number_at(record + 16, 4);
    if (status == CHILDPLAN_OK && (memcmp(record, "PK\5\6", 4) != 0 || count == 0)) {
        return CHILDPLAN_ERROR_FILE;
    }
    for (uint32_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        status = at + ENTRY_SIZE > check->size ? CHILDPLAN_ERROR_FILE
                                               : childplan__input_read(check->file, at, (char *)record, ENTRY_SIZE);
        if (status == CHILDPLAN_OK) {
            status = memcmp(record, "PK\1\2", 4) != 0 ? CHILDPLAN_ERROR_FILE : check_part(check, record);
        }
        at += ENTRY_SIZE + number_at(record + 28, 2) + number_at(record + 30, 2) + number_at(record + 32, 2);
    }
    return status;
}

childplan_status childplan__book_check(const struct allocator *allocator, const struct input_file *file,
                                       uint64_t size) {
    struct check check = {.file = file, .size = size};
    check.packed = childplan__allocate(allocator, PIECE_SIZE, 1);
    check.text = childplan__allocate(allocator, PIECE_SIZE, 1);
    childplan_status status = check.packed && check.text ? check_parts(&check) : CHILDPLAN_ERROR_NO_MEMORY;
    childplan__release(allocator, check.packed);
    childplan__release(allocator, check.text);
    return status;
}
