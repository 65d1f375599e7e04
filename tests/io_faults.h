/*
 * Files that fail on purpose. The linker sends the system's calls of the whole program through here
 * (--wrap=NAME for each of IO_FAULT_CALLS in meson.build); until io_faults_begin they pass.
 */
#ifndef CHILDPLAN_TESTS_IO_FAULTS_H
#define CHILDPLAN_TESTS_IO_FAULTS_H

#include <stddef.h>

enum io_fault {
    IO_NO_FAULT,
    IO_FAILS,       /* the call fails with EIO, ENOSPC where it writes */
    IO_INTERRUPTED, /* it fails with EINTR, once */
    IO_ENDS,        /* a read says that the file ends here */
    IO_ONE_BYTE,    /* a read or write takes one byte; all later ones too */
    IO_DIES         /* the process ends without another word */
};

struct io_faults {
    size_t calls;        /* since io_faults_begin */
    size_t reads;        /* of them, those that read */
    size_t fail_at;      /* which of them, from 1; 0: none */
    enum io_fault fault; /* what it meets */
    int only_reads;      /* 1: fail_at counts reads */
    int armed;
    const char *failed; /* the name of the call that met it */
    size_t ends_at;     /* in the bytes of the end_file-th opened file; SIZE_MAX: nowhere */
    size_t end_file;    /* from 1 */
    size_t opened;      /* since io_faults_begin; a file opened again at once is the same */
    char last_path[4096];
    size_t left;                                     /* of the file that ends early */
    void (*before_read)(void *context, size_t read); /* or NULL */
    void *context;
};

extern struct io_faults io_faults;

/* From here on calls are counted, and the fail_at-th meets the fault. */
void io_faults_begin(size_t fail_at, enum io_fault fault);
void io_faults_end(void);

#endif
