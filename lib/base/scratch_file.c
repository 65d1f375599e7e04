/* Files for a while, which a library of others wants by name. */
#ifndef _WIN32
#define _XOPEN_SOURCE 700
#endif

#include "file.h"

#include <string.h>

#ifdef _WIN32

#include <windows.h>

#define PATH_SIZE (MAX_PATH + 1)

childplan_status childplan__scratch_create(const struct allocator *allocator, char **ret_path) {
    wchar_t folder[PATH_SIZE];
    wchar_t name[PATH_SIZE];
    if (GetTempPathW(PATH_SIZE, folder) == 0 || GetTempFileNameW(folder, L"chp", 0, name) == 0) {
        return CHILDPLAN_ERROR_FILE;
    }
    int size = WideCharToMultiByte(CP_UTF8, 0, name, -1, NULL, 0, NULL, NULL);
    char *path = size > 0 ? childplan__allocate(allocator, (size_t)size, 1) : NULL;
    if (!path || WideCharToMultiByte(CP_UTF8, 0, name, -1, path, size, NULL, NULL) == 0) {
        childplan__release(allocator, path);
        (void)DeleteFileW(name);
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_path = path;
    return CHILDPLAN_OK;
}

void childplan__scratch_remove(const struct allocator *allocator, char *path) {
    wchar_t *wide = path ? childplan__wide_path(allocator, path) : NULL;
    if (wide) {
        (void)DeleteFileW(wide);
    }
    childplan__release(allocator, wide);
    childplan__release(allocator, path);
}

#else

#include <stdlib.h>
#include <unistd.h>

childplan_status childplan__scratch_create(const struct allocator *allocator, char **ret_path) {
    static const char name[] = "/childplan-XXXXXX";
    const char *folder = getenv("TMPDIR");
    folder = folder && *folder ? folder : "/tmp";
    size_t size = strlen(folder);
    char *path = childplan__allocate(allocator, size + sizeof(name), 1);
    if (!path) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    memcpy(path, folder, size);
    memcpy(path + size, name, sizeof(name));
    int descriptor = mkstemp(path);
    if (descriptor < 0) {
        childplan__release(allocator, path);
        return CHILDPLAN_ERROR_FILE;
    }
    (void)close(descriptor);
    *ret_path = path;
    return CHILDPLAN_OK;
}

void childplan__scratch_remove(const struct allocator *allocator, char *path) {
    if (path) {
        (void)unlink(path);
    }
    childplan__release(allocator, path);
}

#endif
