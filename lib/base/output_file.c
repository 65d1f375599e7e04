/*
 * Files written. An ordinary file is written beside its name and takes it in the end, so that whatever fails before
 * leaves what was there. What has no content of its own to lose, or is more than a name (a device, a pipe, a link), is
 * written in place.
 */
#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include "file.h"

#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#ifdef _WIN32
typedef wchar_t path_char;
#else
typedef char path_char;
#endif

/* `.part00` … `.part99` behind the name. */
#define SUFFIX_SIZE 7
#define SUFFIX_COUNT 100

struct output_file {
    struct allocator allocator;
    FILE *stream;
    path_char *path;
    path_char *beside; /* NULL where it is written in place */
    int32_t replaces;  /* there was a file already */
    int32_t failed;
#ifdef _WIN32
    int former_mode; /* of the standard output */
#endif
};

/* What opening beside the name came to. */
enum opening { OPENED, IN_PLACE, FAILED };

#ifdef _WIN32

static int32_t can_name_a_file(const char *path) {
    return childplan__utf8_check(path, strlen(path)) == strlen(path);
}

static path_char *copy_path(const struct allocator *allocator, const char *path) {
    return childplan__wide_path(allocator, path);
}

static size_t path_length(const path_char *path) {
    return wcslen(path);
}

static FILE *open_in_place(const path_char *path) {
    return _wfopen(path, L"wb");
}

/* An ordinary file, alone under its name, that may be written; or nothing yet. */
static enum opening look_at(struct output_file *file) {
    HANDLE handle =
        CreateFileW(file->path, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                    OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        return GetLastError() == ERROR_FILE_NOT_FOUND ? OPENED : IN_PLACE;
    }
    const DWORD special = FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_READONLY;
    BY_HANDLE_FILE_INFORMATION about;
    int32_t ordinary = GetFileType(handle) == FILE_TYPE_DISK && GetFileInformationByHandle(handle, &about) &&
                       (about.dwFileAttributes & special) == 0 && about.nNumberOfLinks == 1;
    CloseHandle(handle);
    file->replaces = 1;
    return ordinary ? OPENED : IN_PLACE;
}

static int create(const path_char *path) {
    return _wopen(path, _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
}

/* Replacing keeps the old file's rights. */
static enum opening keep_rights(const struct output_file *file, int descriptor) {
    (void)file;
    (void)descriptor;
    return OPENED;
}

static FILE *stream_of(int descriptor) {
    return _fdopen(descriptor, "wb");
}

static void close_descriptor(int descriptor) {
    (void)_close(descriptor);
}

static int32_t store(FILE *stream) {
    return _commit(_fileno(stream)) == 0;
}

static int32_t take_place(const struct output_file *file) {
    return file->replaces ? ReplaceFileW(file->path, file->beside, NULL, 0, NULL, NULL)
                          : MoveFileExW(file->beside, file->path, MOVEFILE_WRITE_THROUGH);
}

static void remove_beside(const struct output_file *file) {
    (void)_wremove(file->beside);
}

#else

static int32_t can_name_a_file(const char *path) {
    (void)path;
    return 1;
}

static path_char *copy_path(const struct allocator *allocator, const char *path) {
    return childplan__copy_text(allocator, path, strlen(path));
}

static size_t path_length(const path_char *path) {
    return strlen(path);
}

static FILE *open_in_place(const path_char *path) {
    return fopen(path, "wb");
}

/* An ordinary file, alone under its name, that may be written; or nothing yet. */
static enum opening look_at(struct output_file *file) {
    struct stat about;
    if (lstat(file->path, &about) != 0) {
        return errno == ENOENT ? OPENED : FAILED;
    }
    int32_t ordinary = S_ISREG(about.st_mode) && about.st_nlink == 1;
    file->replaces = 1;
    return ordinary && faccessat(AT_FDCWD, file->path, W_OK, AT_EACCESS) == 0 ? OPENED : IN_PLACE;
}

static int create(const path_char *path) {
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOCTTY | O_CLOEXEC, 0666);
}

/* The new file is as the old one to everybody; where it cannot be, the old one is kept and written. */
static enum opening keep_rights(const struct output_file *file, int descriptor) {
    struct stat old;
    struct stat made;
    if (!file->replaces) {
        return OPENED;
    }
    if (stat(file->path, &old) != 0 || fstat(descriptor, &made) != 0) {
        return FAILED;
    }
    int32_t alike = old.st_uid == made.st_uid && old.st_gid == made.st_gid;
    return alike && fchmod(descriptor, old.st_mode & 07777) == 0 ? OPENED : IN_PLACE;
}

static FILE *stream_of(int descriptor) {
    return fdopen(descriptor, "wb");
}

static void close_descriptor(int descriptor) {
    (void)close(descriptor);
}

/* Some file systems cannot be asked to. */
static int32_t store(FILE *stream) {
    return fsync(fileno(stream)) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static int32_t take_place(const struct output_file *file) {
    return rename(file->beside, file->path) == 0;
}

static void remove_beside(const struct output_file *file) {
    (void)unlink(file->beside);
}

#endif

/* A name beside the path that nobody has; -1 without one. */
static int create_beside(struct output_file *file) {
    size_t length = path_length(file->path);
    int descriptor = -1;
    errno = EEXIST;
    for (int number = 0; number < SUFFIX_COUNT && descriptor < 0 && errno == EEXIST; number++) {
        const char suffix[SUFFIX_SIZE] = {
            '.', 'p', 'a', 'r', 't', (char)('0' + number / 10), (char)('0' + number % 10)};
        for (size_t i = 0; i < SUFFIX_SIZE; i++) {
            file->beside[length + i] = (path_char)suffix[i];
        }
        descriptor = create(file->beside);
    }
    return descriptor;
}

/* Where a folder takes no new file or no longer name, one that is there can still be written. A full disk is not such
   a case: emptying the old file would lose it for nothing. */
static int32_t is_only_the_name(int error) {
    return error == EACCES || error == EPERM || error == EROFS || error == ENAMETOOLONG;
}

static enum opening open_beside(struct output_file *file) {
    enum opening opening = look_at(file);
    if (opening != OPENED) {
        return opening;
    }
    int descriptor = create_beside(file);
    if (descriptor < 0) {
        return is_only_the_name(errno) ? IN_PLACE : FAILED;
    }
    opening = keep_rights(file, descriptor);
    file->stream = opening == OPENED ? stream_of(descriptor) : NULL;
    if (!file->stream) {
        close_descriptor(descriptor);
        remove_beside(file);
        return opening == OPENED ? FAILED : opening;
    }
    return OPENED;
}

static void forget(struct output_file *file) {
    struct allocator allocator = file->allocator;
    childplan__release(&allocator, file->path);
    childplan__release(&allocator, file->beside);
    childplan__release(&allocator, file);
}

static childplan_status open_path(struct output_file *file, const char *path) {
    if (!can_name_a_file(path)) {
        return CHILDPLAN_ERROR_FILE;
    }
    file->path = copy_path(&file->allocator, path);
    file->beside =
        file->path ? childplan__allocate(&file->allocator, path_length(file->path) + SUFFIX_SIZE + 1, sizeof(path_char))
                   : NULL;
    if (!file->beside) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(file->beside, file->path, path_length(file->path) * sizeof(path_char));
    enum opening opening = open_beside(file);
    if (opening == IN_PLACE) {
        childplan__release(&file->allocator, file->beside);
        file->beside = NULL;
        file->stream = open_in_place(file->path);
    }
    return file->stream ? CHILDPLAN_OK : CHILDPLAN_ERROR_FILE;
}

static childplan_status open_standard_output(struct output_file *file) {
    file->stream = stdout;
#ifdef _WIN32
    (void)fflush(stdout);
    file->former_mode = _setmode(_fileno(stdout), _O_BINARY);
#endif
    return CHILDPLAN_OK;
}

childplan_status childplan__file_create(const struct allocator *allocator, const char *path,
                                        struct output_file **ret_file) {
    struct output_file *file = childplan__allocate(allocator, 1, sizeof(*file));
    if (!file) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    file->allocator = *allocator;
    childplan_status status = path ? open_path(file, path) : open_standard_output(file);
    if (status != CHILDPLAN_OK) {
        forget(file);
        return status;
    }
    *ret_file = file;
    return CHILDPLAN_OK;
}

childplan_status childplan__file_write(struct output_file *file, const char *bytes, size_t size) {
    if (size > 0 && !file->failed && fwrite(bytes, 1, size, file->stream) != size) {
        file->failed = 1;
    }
    return file->failed ? CHILDPLAN_ERROR_FILE : CHILDPLAN_OK;
}

static void close_stream(struct output_file *file) {
    if (file->path) {
        file->failed |= fclose(file->stream) != 0;
    }
#ifdef _WIN32
    if (!file->path && file->former_mode != -1) {
        (void)_setmode(_fileno(stdout), file->former_mode);
    }
#endif
}

/* A full disk often shows only when the last bytes leave the buffer. */
childplan_status childplan__file_close(struct output_file *file) {
    if (!file) {
        return CHILDPLAN_OK;
    }
    file->failed |= fflush(file->stream) != 0 || ferror(file->stream);
    file->failed |= file->beside && !file->failed && !store(file->stream);
    close_stream(file);
    file->failed |= file->beside && !file->failed && !take_place(file);
    if (file->beside && file->failed) {
        remove_beside(file);
    }
    childplan_status status = file->failed ? CHILDPLAN_ERROR_FILE : CHILDPLAN_OK;
    forget(file);
    return status;
}

void childplan__file_abandon(struct output_file *file) {
    file->failed = 1;
    (void)childplan__file_close(file);
}
