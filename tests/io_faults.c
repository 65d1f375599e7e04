/* What is wrapped is what the library calls with 64-bit file offsets. */
#define _GNU_SOURCE

#include "io_faults.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct io_faults io_faults;

void io_faults_begin(size_t fail_at, enum io_fault fault) {
    io_faults = (struct io_faults){.fail_at = fail_at, .fault = fault, .armed = 1, .ends_at = SIZE_MAX};
}

void io_faults_end(void) {
    io_faults.armed = 0;
}

/* What this call meets. */
static enum io_fault meets(const char *name, int reads) {
    if (!io_faults.armed) {
        return IO_NO_FAULT;
    }
    io_faults.calls++;
    io_faults.reads += (size_t)reads;
    size_t number = io_faults.only_reads ? (reads ? io_faults.reads : 0) : io_faults.calls;
    int now = io_faults.fail_at > 0 &&
              (number == io_faults.fail_at || (io_faults.fault == IO_ONE_BYTE && number > io_faults.fail_at));
    if (!now) {
        return IO_NO_FAULT;
    }
    if (io_faults.fault == IO_DIES) {
        (void)raise(SIGKILL);
    }
    io_faults.failed = name;
    return io_faults.fault;
}

static int fails(const char *name, int error) {
    enum io_fault fault = meets(name, 0);
    errno = fault == IO_INTERRUPTED ? EINTR : fault == IO_FAILS ? error : errno;
    return fault == IO_FAILS || fault == IO_INTERRUPTED;
}

int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
ssize_t __real_read(int descriptor, void *bytes, size_t size);
ssize_t __wrap_read(int descriptor, void *bytes, size_t size);
ssize_t __real_pread64(int descriptor, void *bytes, size_t size, off64_t from);
ssize_t __wrap_pread64(int descriptor, void *bytes, size_t size, off64_t from);
int __real_fstat64(int descriptor, struct stat64 *about);
int __wrap_fstat64(int descriptor, struct stat64 *about);
int __real_lstat64(const char *path, struct stat64 *about);
int __wrap_lstat64(const char *path, struct stat64 *about);
int __real_stat64(const char *path, struct stat64 *about);
int __wrap_stat64(const char *path, struct stat64 *about);
int __real_fchmod(int descriptor, mode_t mode);
int __wrap_fchmod(int descriptor, mode_t mode);
FILE *__real_fdopen(int descriptor, const char *mode);
FILE *__wrap_fdopen(int descriptor, const char *mode);
size_t __real_fwrite(const void *bytes, size_t size, size_t count, FILE *stream);
size_t __wrap_fwrite(const void *bytes, size_t size, size_t count, FILE *stream);
int __real_fflush(FILE *stream);
int __wrap_fflush(FILE *stream);
int __real_fsync(int descriptor);
int __wrap_fsync(int descriptor);
int __real_fclose(FILE *stream);
int __wrap_fclose(FILE *stream);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

int __wrap_open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    unsigned mode = (flags & 0100) ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    if (fails("open", EIO)) {
        return -1;
    }
    if (io_faults.armed && strcmp(path, io_faults.last_path) != 0) {
        io_faults.opened++;
        snprintf(io_faults.last_path, sizeof io_faults.last_path, "%s", path);
    }
    if (io_faults.armed && io_faults.opened == io_faults.end_file) {
        io_faults.left = io_faults.ends_at;
    }
    return __real_open64(path, flags, mode);
}

ssize_t __wrap_read(int descriptor, void *bytes, size_t size) {
    if (io_faults.armed && io_faults.before_read) {
        io_faults.before_read(io_faults.context, io_faults.reads + 1);
    }
    enum io_fault fault = meets("read", 1);
    if (fault == IO_FAILS || fault == IO_INTERRUPTED) {
        errno = fault == IO_FAILS ? EIO : EINTR;
        return -1;
    }
    size = fault == IO_ENDS ? 0 : fault == IO_ONE_BYTE && size > 1 ? 1 : size;
    int is_cut = io_faults.armed && io_faults.end_file > 0 && io_faults.opened == io_faults.end_file;
    size = is_cut && size > io_faults.left ? io_faults.left : size;
    ssize_t count = __real_read(descriptor, bytes, size);
    io_faults.left -= is_cut && count > 0 ? (size_t)count : 0;
    return count;
}

ssize_t __wrap_pread64(int descriptor, void *bytes, size_t size, off64_t from) {
    if (io_faults.armed && io_faults.before_read) {
        io_faults.before_read(io_faults.context, io_faults.reads + 1);
    }
    enum io_fault fault = meets("pread", 1);
    if (fault == IO_FAILS || fault == IO_INTERRUPTED) {
        errno = fault == IO_FAILS ? EIO : EINTR;
        return -1;
    }
    size = fault == IO_ENDS ? 0 : fault == IO_ONE_BYTE && size > 1 ? 1 : size;
    if (io_faults.armed && io_faults.end_file > 0 && io_faults.opened == io_faults.end_file) {
        size_t left = (size_t)from < io_faults.ends_at ? io_faults.ends_at - (size_t)from : 0;
        size = size > left ? left : size;
    }
    return __real_pread64(descriptor, bytes, size, from);
}

int __wrap_fstat64(int descriptor, struct stat64 *about) {
    return fails("fstat", EIO) ? -1 : __real_fstat64(descriptor, about);
}

int __wrap_lstat64(const char *path, struct stat64 *about) {
    return fails("lstat", EIO) ? -1 : __real_lstat64(path, about);
}

int __wrap_stat64(const char *path, struct stat64 *about) {
    return fails("stat", EIO) ? -1 : __real_stat64(path, about);
}

int __wrap_fchmod(int descriptor, mode_t mode) {
    return fails("fchmod", EPERM) ? -1 : __real_fchmod(descriptor, mode);
}

FILE *__wrap_fdopen(int descriptor, const char *mode) {
    return fails("fdopen", ENOMEM) ? NULL : __real_fdopen(descriptor, mode);
}

size_t __wrap_fwrite(const void *bytes, size_t size, size_t count, FILE *stream) {
    enum io_fault fault = meets("fwrite", 0);
    if (fault == IO_FAILS || (fault == IO_ONE_BYTE && count > 1)) {
        errno = ENOSPC;
        return fault == IO_FAILS ? 0 : __real_fwrite(bytes, size, 1, stream);
    }
    return __real_fwrite(bytes, size, count, stream);
}

int __wrap_fflush(FILE *stream) {
    return fails("fflush", ENOSPC) ? EOF : __real_fflush(stream);
}

int __wrap_fsync(int descriptor) {
    return fails("fsync", EIO) ? -1 : __real_fsync(descriptor);
}

int __wrap_fclose(FILE *stream) {
    int failed = fails("fclose", EIO);
    int closed = __real_fclose(stream);
    return failed ? EOF : closed;
}

int __wrap_rename(const char *from, const char *to) {
    return fails("rename", EIO) ? -1 : __real_rename(from, to);
}
