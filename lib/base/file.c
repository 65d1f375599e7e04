/* Files read. Only this and output_file.c call the operating system. */
#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include "file.h"

#include "text.h"

#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

/* What an attempt to open or read came to. */
enum outcome { DONE, NOT_FOUND, UNREADABLE, TOO_LARGE, NO_MEMORY };

#ifdef _WIN32

typedef HANDLE source;

wchar_t *childplan__wide_path(const struct allocator *allocator, const char *path) {
    int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    wchar_t *wide = length > 0 ? childplan__allocate(allocator, (size_t)length, sizeof(*wide)) : NULL;
    if (wide && MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, length) != length) {
        childplan__release(allocator, wide);
        return NULL;
    }
    return wide;
}

static enum outcome open_source(const struct allocator *allocator, const char *path, source *ret) {
    if (childplan__utf8_check(path, strlen(path)) != strlen(path)) {
        return NOT_FOUND;
    }
    wchar_t *wide = childplan__wide_path(allocator, path);
    if (!wide) {
        return NO_MEMORY;
    }
    HANDLE handle = CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    DWORD error = GetLastError();
    childplan__release(allocator, wide);
    if (handle == INVALID_HANDLE_VALUE) {
        int missing = error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND || error == ERROR_INVALID_NAME;
        return missing ? NOT_FOUND : UNREADABLE;
    }
    if (GetFileType(handle) != FILE_TYPE_DISK) {
        CloseHandle(handle);
        return UNREADABLE;
    }
    *ret = handle;
    return DONE;
}

static int64_t source_size(source from) {
    LARGE_INTEGER size;
    return GetFileSizeEx(from, &size) ? size.QuadPart : 0;
}

/* Reads some bytes, at the end none. Returns 0 on an error. */
static int32_t read_some(source from, char *bytes, size_t size, size_t *ret_count) {
    DWORD count = 0;
    DWORD wanted = size < 0x40000000 ? (DWORD)size : 0x40000000;
    if (!ReadFile(from, bytes, wanted, &count, NULL)) {
        return 0;
    }
    *ret_count = count;
    return 1;
}

/* The same from a place on, whoever else reads. */
static int32_t read_some_at(source from, uint64_t place, char *bytes, size_t size, size_t *ret_count) {
    DWORD count = 0;
    DWORD wanted = size < 0x40000000 ? (DWORD)size : 0x40000000;
    OVERLAPPED at = {.Offset = (DWORD)place, .OffsetHigh = (DWORD)(place >> 32)};
    if (!ReadFile(from, bytes, wanted, &count, &at) && GetLastError() != ERROR_HANDLE_EOF) {
        return 0;
    }
    *ret_count = count;
    return 1;
}

static void close_source(source from) {
    CloseHandle(from);
}

#else

typedef int source;

/* Without waiting for the other end of a pipe; only then can it be seen what was opened. */
static enum outcome open_source(const struct allocator *allocator, const char *path, source *ret) {
    (void)allocator;
    int descriptor;
    do {
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) {
        return errno == ENOENT || errno == ENOTDIR ? NOT_FOUND : UNREADABLE;
    }
    struct stat about;
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        (void)close(descriptor);
        return UNREADABLE;
    }
    *ret = descriptor;
    return DONE;
}

static int64_t source_size(source from) {
    struct stat about;
    return fstat(from, &about) == 0 ? (int64_t)about.st_size : 0;
}

/* Reads some bytes, at the end none. Returns 0 on an error. */
static int32_t read_some(source from, char *bytes, size_t size, size_t *ret_count) {
    size_t wanted = size < 0x40000000 ? size : 0x40000000;
    ssize_t count;
    do {
        count = read(from, bytes, wanted);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        return 0;
    }
    *ret_count = (size_t)count;
    return 1;
}

/* The same from a place on, whoever else reads. */
static int32_t read_some_at(source from, uint64_t place, char *bytes, size_t size, size_t *ret_count) {
    size_t wanted = size < 0x40000000 ? size : 0x40000000;
    ssize_t count;
    do {
        count = pread(from, bytes, wanted, (off_t)place);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        return 0;
    }
    *ret_count = (size_t)count;
    return 1;
}

static void close_source(source from) {
    (void)close(from);
}

#endif

/* What was read so far; room for a NUL is always kept. */
struct contents {
    char *bytes;
    size_t size;
    size_t capacity;
};

/* Reads to the end, or until there is more than `limit`. The size the system gives is only a first guess: a file may
   grow or shrink while it is read. */
static enum outcome read_contents(const struct allocator *allocator, source from, size_t limit,
                                  struct contents *contents) {
    enum { CHUNK = 65536 };
    int64_t guess = source_size(from);
    if (guess > 0 && (uint64_t)guess > limit) {
        return TOO_LARGE;
    }
    size_t wanted = guess > 0 ? (size_t)guess : CHUNK;
    size_t count = 1;
    while (count > 0 && contents->size <= limit) {
        /* One byte more for the NUL, and one so that a full buffer is not taken for the end. */
        if (contents->capacity < contents->size + 2 &&
            childplan__reserve(allocator, &contents->bytes, &contents->capacity, contents->size + wanted + 2, 1) !=
                CHILDPLAN_OK) {
            return NO_MEMORY;
        }
        if (!read_some(from, contents->bytes + contents->size, contents->capacity - contents->size - 1, &count)) {
            return UNREADABLE;
        }
        contents->size += count;
        wanted = CHUNK;
    }
    contents->bytes[contents->size] = '\0';
    return contents->size > limit ? TOO_LARGE : DONE;
}

static childplan_status refuse_size(struct findings *findings, const char *path, int64_t limit) {
    const struct position where = {path, 0, 0};
    char most[32];
    (void)childplan__number_format(limit, 0, most);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE, where, most);
    return CHILDPLAN_ERROR_FILE;
}

static childplan_status refuse(struct findings *findings, struct position named_at, const char *path, int64_t limit,
                               enum outcome outcome) {
    if (outcome == NO_MEMORY) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    if (outcome == TOO_LARGE) {
        return refuse_size(findings, path, limit);
    }
    REPORT(findings, outcome == NOT_FOUND ? CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND : CHILDPLAN_DIAGNOSTIC_FILE_UNREADABLE,
           named_at, path);
    return CHILDPLAN_ERROR_FILE;
}

childplan_status childplan__file_read(const struct allocator *allocator, const char *path, int64_t limit,
                                      struct findings *findings, struct position named_at, char **ret_text,
                                      size_t *ret_size) {
    /* No more than fits the address space, with room to spare. */
    uint64_t most = limit < 0 ? 0 : (uint64_t)limit < SIZE_MAX / 4 ? (uint64_t)limit : SIZE_MAX / 4;
    source from;
    enum outcome outcome = open_source(allocator, path, &from);
    if (outcome != DONE) {
        return refuse(findings, named_at, path, limit, outcome);
    }
    struct contents contents = {NULL, 0, 0};
    outcome = read_contents(allocator, from, (size_t)most, &contents);
    close_source(from);
    if (outcome != DONE) {
        childplan__release(allocator, contents.bytes);
        return refuse(findings, named_at, path, limit, outcome);
    }
    *ret_text = contents.bytes;
    *ret_size = contents.size;
    return CHILDPLAN_OK;
}

struct input_file {
    struct allocator allocator;
    source from;
};

childplan_status childplan__input_open(const struct allocator *allocator, const char *path,
                                       struct input_file **ret_file, int64_t *ret_size) {
    struct input_file *file = childplan__allocate(allocator, 1, sizeof *file);
    enum outcome outcome = file == NULL ? NO_MEMORY : open_source(allocator, path, &file->from);
    if (outcome != DONE) {
        childplan__release(allocator, file);
        return outcome == NO_MEMORY ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_ERROR_FILE;
    }
    file->allocator = *allocator;
    *ret_size = source_size(file->from);
    *ret_file = file;
    return CHILDPLAN_OK;
}

childplan_status childplan__input_read(const struct input_file *file, uint64_t from, char *bytes, size_t size) {
    while (size > 0) {
        size_t count = 0;
        if (!read_some_at(file->from, from, bytes, size, &count) || count == 0) {
            return CHILDPLAN_ERROR_FILE;
        }
        bytes += count;
        from += count;
        size -= count;
    }
    return CHILDPLAN_OK;
}

void childplan__input_close(struct input_file *file) {
    struct allocator allocator = file->allocator;
    close_source(file->from);
    childplan__release(&allocator, file);
}

static int32_t is_separator(char c) {
#ifdef _WIN32
    return c == '/' || c == '\\' || c == ':';
#else
    return c == '/';
#endif
}

static int32_t is_absolute(const char *name) {
#ifdef _WIN32
    return name[0] == '/' || name[0] == '\\' || (name[0] != '\0' && name[1] == ':');
#else
    return name[0] == '/';
#endif
}

char *childplan__file_beside(const struct allocator *allocator, const char *path, const char *name) {
    size_t folder = path && !is_absolute(name) ? strlen(path) : 0;
    while (folder > 0 && !is_separator(path[folder - 1])) {
        folder--;
    }
    size_t length = strlen(name);
    char *joined = folder > SIZE_MAX - length - 1 ? NULL : childplan__allocate(allocator, folder + length + 1, 1);
    if (joined) {
        if (folder > 0) {
            memcpy(joined, path, folder);
        }
        memcpy(joined + folder, name, length + 1);
    }
    return joined;
}

static int32_t is_folder_end(char c) {
    return is_separator(c) && c != ':';
}

/* The start of the last part of a path of `size` bytes that begins at `root`. */
static size_t last_part(const char *path, size_t root, size_t size) {
    while (size > root && !is_folder_end(path[size - 1])) {
        size--;
    }
    return size;
}

static int32_t is_dots(const char *part, size_t size, size_t dots) {
    return size == dots && strncmp(part, "..", dots) == 0;
}

void childplan__file_tidy(char *path) {
    size_t root = is_folder_end(path[0]) ? 1 : 0;
    size_t size = root; /* of what is kept; never more than was read */
    for (const char *part = path + root; *part;) {
        const char *end = part;
        while (*end && !is_folder_end(*end)) {
            end++;
        }
        size_t length = (size_t)(end - part);
        size_t last = last_part(path, root, size);
        if (is_dots(part, length, 2) && size > last && !is_dots(path + last, size - last, 2)) {
            size = last > root ? last - 1 : root;
        } else if (length > 0 && !is_dots(part, length, 1)) {
            if (size > root) {
                path[size++] = '/';
            }
            memmove(path + size, part, length);
            size += length;
        }
        part = *end ? end + 1 : end;
    }
    path[size] = '\0';
}
