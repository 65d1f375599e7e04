#include "faults.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct faults faults;

#ifdef WRAPS_MALLOC
/* What the linker makes of the names in every object of the program. */
void *__real_realloc(void *memory, size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void __wrap_free(void *memory);
#define REALLOC __real_realloc
#define FREE __real_free

void *__wrap_malloc(size_t size) {
    return faults_allocate(NULL, NULL, size ? size : 1);
}

void *__wrap_calloc(size_t count, size_t size) {
    void *memory = size > 0 && count > SIZE_MAX / size ? NULL : __wrap_malloc(count * size);
    if (memory) {
        memset(memory, 0, count * size);
    }
    return memory;
}

void *__wrap_realloc(void *memory, size_t size) {
    return faults_allocate(NULL, memory, size);
}

void __wrap_free(void *memory) {
    (void)faults_allocate(NULL, memory, 0);
}
#else
#define REALLOC realloc
#define FREE free
#endif

void faults_begin(size_t fail_at, int all_later) {
    faults.calls = 0;
    faults.failed = 0;
    faults.fail_at = fail_at;
    faults.all_later = all_later;
    faults.armed = 1;
}

void faults_end(void) {
    faults.armed = 0;
}

static int fails_now(void) {
    if (!faults.armed) {
        return 0;
    }
    faults.calls++;
    return faults.fail_at > 0 &&
           (faults.calls == faults.fail_at || (faults.all_later && faults.calls > faults.fail_at));
}

void *faults_allocate(void *context, void *memory, size_t size) {
    (void)context;
    if (size == 0) {
        faults.alive -= memory ? 1 : 0;
        FREE(memory);
        return NULL;
    }
    if (fails_now()) {
        faults.failed++;
        return NULL;
    }
    void *given = REALLOC(memory, size);
    faults.alive += given && !memory ? 1 : 0;
    return given;
}

#ifdef REPLACES_YAML_MALLOC
/* The program's come before those of a shared libyaml, in libyaml's own calls too. */
void *yaml_malloc(size_t size);
void *yaml_realloc(void *memory, size_t size);
void yaml_free(void *memory);
char *yaml_strdup(const char *text);

void *yaml_malloc(size_t size) {
    return faults_allocate(NULL, NULL, size ? size : 1);
}

void *yaml_realloc(void *memory, size_t size) {
    return faults_allocate(NULL, memory, size ? size : 1);
}

void yaml_free(void *memory) {
    (void)faults_allocate(NULL, memory, 0);
}

char *yaml_strdup(const char *text) {
    size_t size = text ? strlen(text) + 1 : 0;
    char *copy = size > 0 ? faults_allocate(NULL, NULL, size) : NULL;
    if (copy) {
        memcpy(copy, text, size);
    }
    return copy;
}
#endif
