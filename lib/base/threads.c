/* The one file that makes threads. */
#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include "threads.h"

#ifndef __STDC_NO_ATOMICS__
#include <stdatomic.h>
#endif

#if defined(__STDC_NO_ATOMICS__) || !defined(CHILDPLAN_THREADS)
#define SYSTEM_NONE
#elif defined(_WIN32)
#define SYSTEM_WINDOWS
#include <windows.h>
#else
#define SYSTEM_POSIX
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#endif

/* What one thread does. */
struct task {
    void (*work)(void *context, int32_t index);
    void *context;
    int32_t index;
};

#ifdef SYSTEM_POSIX

typedef pthread_t thread;

static void *run_task(void *argument) {
    const struct task *task = argument;
    task->work(task->context, task->index);
    return NULL;
}

/* Signals are the program's: its own threads handle them. */
static int32_t start(thread *ret_thread, struct task *task) {
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    int32_t is_masked = pthread_sigmask(SIG_SETMASK, &all, &before) == 0;
    int32_t is_started = pthread_create(ret_thread, NULL, run_task, task) == 0;
    if (is_masked) {
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    return is_started;
}

static void join(thread started) {
    (void)pthread_join(started, NULL);
}

void childplan__threads_yield(void) {
    (void)sched_yield();
}

#elif defined(SYSTEM_WINDOWS)

typedef HANDLE thread;

static DWORD WINAPI run_task(LPVOID argument) {
    const struct task *task = argument;
    task->work(task->context, task->index);
    return 0;
}

static int32_t start(thread *ret_thread, struct task *task) {
    *ret_thread = CreateThread(NULL, 0, run_task, task, 0, NULL);
    return *ret_thread != NULL;
}

static void join(thread started) {
    (void)WaitForSingleObject(started, INFINITE);
    (void)CloseHandle(started);
}

void childplan__threads_yield(void) {
    (void)SwitchToThread();
}

#else

typedef int32_t thread;

static int32_t start(thread *ret_thread, struct task *task) {
    (void)ret_thread;
    (void)task;
    return 0;
}

static void join(thread started) {
    (void)started;
}

void childplan__threads_yield(void) {
}

#endif

int32_t childplan__threads_exist(void) {
#ifdef SYSTEM_NONE
    return 0;
#else
    return 1;
#endif
}

void childplan__threads_run(int32_t count, void (*work)(void *context, int32_t index), void *context) {
    thread threads[MOST_THREADS];
    struct task tasks[MOST_THREADS];
    int32_t started = 0;
    for (int32_t more = 1; more && started + 1 < count;) {
        tasks[started] = (struct task){work, context, started + 1};
        more = start(&threads[started], &tasks[started]);
        started += more;
    }
    work(context, 0);
    for (int32_t index = started + 1; index < count; index++) {
        work(context, index);
    }
    for (int32_t i = 0; i < started; i++) {
        join(threads[i]);
    }
}

#ifdef SYSTEM_NONE

uint64_t childplan__shared_set(uint64_t *word, uint64_t bits) {
    uint64_t before = *word;
    *word |= bits;
    return before;
}

void childplan__shared_raise(uint64_t *word, uint64_t least) {
    *word = *word < least ? least : *word;
}

void *childplan__shared_get(void **place) {
    return *place;
}

void *childplan__shared_publish(void **place, void *item) {
    *place = *place == NULL ? item : *place;
    return *place;
}

size_t childplan__shared_add(size_t *counter, size_t more) {
    size_t before = *counter;
    *counter += more;
    return before;
}

size_t childplan__shared_read(size_t *counter) {
    return *counter;
}

void childplan__shared_write(size_t *counter, size_t value) {
    *counter = value;
}

#else

/* What is plain memory before and after the threads is looked at as atomic between. */
_Static_assert(sizeof(_Atomic(uint64_t)) == sizeof(uint64_t), "a word that threads share is a word");
_Static_assert(sizeof(_Atomic(size_t)) == sizeof(size_t), "a counter that threads share is a number");
_Static_assert(sizeof(_Atomic(void *)) == sizeof(void *), "a pointer that threads share is a pointer");

uint64_t childplan__shared_set(uint64_t *word, uint64_t bits) {
    return atomic_fetch_or_explicit((_Atomic(uint64_t) *)word, bits, memory_order_relaxed);
}

void childplan__shared_raise(uint64_t *word, uint64_t least) {
    _Atomic(uint64_t) *shared = (_Atomic(uint64_t) *)word;
    uint64_t value = atomic_load_explicit(shared, memory_order_relaxed);
    while (value < least &&
           !atomic_compare_exchange_weak_explicit(shared, &value, least, memory_order_relaxed, memory_order_relaxed)) {
    }
}

void *childplan__shared_get(void **place) {
    return atomic_load_explicit((_Atomic(void *) *)place, memory_order_acquire);
}

void *childplan__shared_publish(void **place, void *item) {
    void *held = NULL;
    return atomic_compare_exchange_strong_explicit((_Atomic(void *) *)place, &held, item, memory_order_acq_rel,
                                                   memory_order_acquire)
               ? item
               : held;
}

size_t childplan__shared_add(size_t *counter, size_t more) {
    return atomic_fetch_add_explicit((_Atomic(size_t) *)counter, more, memory_order_acq_rel);
}

size_t childplan__shared_read(size_t *counter) {
    return atomic_load_explicit((_Atomic(size_t) *)counter, memory_order_acquire);
}

void childplan__shared_write(size_t *counter, size_t value) {
    atomic_store_explicit((_Atomic(size_t) *)counter, value, memory_order_release);
}

#endif
