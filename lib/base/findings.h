/*
 * Findings: how the library's own code reports what is wrong. One `struct findings` lives for one public call; it
 * counts the errors whether or not the caller is interested in the diagnostics, and remembers that memory ran out.
 */
#ifndef CHILDPLAN_LIB_BASE_FINDINGS_H
#define CHILDPLAN_LIB_BASE_FINDINGS_H

#include "alloc.h"

#include <childplan/diagnostics.h>

/* Where: file may be NULL, line and column 0 where unknown. The diagnostics copy it. */
struct position {
    const char *file;
    uint32_t line;
    uint32_t column;
};

struct findings {
    childplan_diagnostics *diagnostics; /* NULL: not interested */
    size_t first;                       /* where this call's diagnostics begin in the list */
    size_t errors;                      /* how many so far, those past the limit too */
    size_t limit;      /* past so many errors they are only counted; 0 without limit. Warnings are all kept. */
    int32_t lenient;   /* 1: errors are reported as warnings (and still counted) */
    int32_t no_memory; /* 1: a diagnostic could not be kept */
};

void childplan__findings_begin(struct findings *findings, childplan_diagnostics *diagnostics, size_t limit);

/* Adds one: code is a CHILDPLAN_DIAGNOSTIC_*, its severity that of the catalogue; suggestion may be NULL. */
void childplan__report(struct findings *findings, int32_t code, struct position position, const char *suggestion,
                       size_t count, const char *const *arguments);

/* REPORT(findings, code, position, "argument", …): at least one argument; REPORT_PLAIN without any. */
#define REPORT(findings, code, position, ...)                                                                          \
    childplan__report(findings, code, position, NULL, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),     \
                      (const char *const[]){__VA_ARGS__})
#define REPORT_PLAIN(findings, code, position) childplan__report(findings, code, position, NULL, 0, NULL)
/* With the nearest known name (may be NULL). */
#define REPORT_NEAREST(findings, code, position, nearest, ...)                                                         \
    childplan__report(findings, code, position, nearest, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),  \
                      (const char *const[]){__VA_ARGS__})

/* Makes a list with another allocator; childplan_diagnostics_new takes malloc. Errors: NO_MEMORY. */
childplan_status childplan__diagnostics_new(const struct allocator *allocator, childplan_diagnostics **ret_diagnostics);

/* Puts what was reported in the order of the files, reports how many were past the limit, if any, and gives the
 * outcome: NO_MEMORY, REFUSED (any error) or OK. */
childplan_status childplan__findings_end(struct findings *findings);

/* Takes back what was reported, as if the call had not been. */
void childplan__findings_forget(struct findings *findings);

/* The catalogue, for tests and for rendering: one entry for each code. */
struct message {
    int32_t code;
    int32_t severity;
    const char *english;
    const char *vietnamese;
};
extern const struct message childplan__messages[];
extern const size_t childplan__message_count;

#endif
