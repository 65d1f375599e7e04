/**
 * @file
 * What every other header needs: export marks, status codes, memory and text conventions.
 *
 * Conventions of the whole library
 * - Text is UTF-8, NUL-terminated unless a size is given beside it. Ids are compared in Unicode NFC.
 * - A date is an int32_t: days since 1970-01-01 in the proleptic Gregorian calendar; CHILDPLAN_NO_DATE where there is
 *   none.
 * - Units, levels, elements, indicators, rates and statuses are dense int32_t indices from 0; CHILDPLAN_NONE is "no
 *   such thing".
 * - A function that writes text takes (char *buffer, size_t size) last and returns the bytes the whole text needs
 *   without its NUL. At most size bytes are written, always with a NUL when size > 0, never cutting a character in two.
 *   buffer may be NULL when size is 0. So: call once, and again with a larger buffer when the result is not below size.
 * - A function that can fail returns a childplan_status. Unless it returns CHILDPLAN_OK it has written to none of its
 *   ret_ parameters. reterr_ parameters are lists of diagnostics that are added to, and may be NULL: "not interested".
 *   The comments leave CHILDPLAN_ERROR_ out before the name of an error.
 * - Every T ** parameter gives ownership to the caller, who ends it with the type's _free; every const T * is borrowed,
 *   for as long as its comment says. Every _free takes NULL. An argument is read during the call only, unless its
 *   comment says that it must outlive something.
 * - A count or getter given NULL or an index out of range returns 0, NULL, CHILDPLAN_NONE or CHILDPLAN_NO_DATE, as its
 *   type has it; it never crashes.
 * - Threads: a plan is immutable and may be used by any number of threads at once. Every other object belongs to one
 *   thread at a time. There is no global state. Of a function the comments say "any" where any number of threads may
 *   call it at once, with the same arguments too; and "one per object" where each object it takes, but for a plan, may
 *   be in use by no other thread.
 */
#ifndef CHILDPLAN_BASE_H
#define CHILDPLAN_BASE_H

#include <stddef.h>
#include <stdint.h>

/** Marks what is exported. A program that links the static library on Windows defines CHILDPLAN_STATIC. */
#if defined(_WIN32) && defined(CHILDPLAN_BUILDING)
#define CHILDPLAN_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(CHILDPLAN_STATIC)
#define CHILDPLAN_API __declspec(dllimport)
#elif defined(__GNUC__) && defined(CHILDPLAN_BUILDING)
#define CHILDPLAN_API __attribute__((visibility("default")))
#else
#define CHILDPLAN_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The outcome of a call: CHILDPLAN_OK or one of the codes below, whose numbers never change.
 * @since 0.1.0
 */
typedef int32_t childplan_status;

/** Done. */
#define CHILDPLAN_OK 0
/** Nothing there: no report in the cell asked for, no value in the row. Not a failure. */
#define CHILDPLAN_ABSENT 1
/** An allocation failed. The objects given are as they were and stay usable. */
#define CHILDPLAN_ERROR_NO_MEMORY 2
/** The call itself is wrong: NULL where an object is required, an index out of range, an unknown constant. */
#define CHILDPLAN_ERROR_USAGE 3
/** A file could not be opened, read or written. */
#define CHILDPLAN_ERROR_FILE 4
/** The input (a plan, reports, options) was refused; the diagnostics say where and why. */
#define CHILDPLAN_ERROR_REFUSED 5
/** A figure does not fit 64 bits; the diagnostics name it. Nothing was rounded or wrapped. */
#define CHILDPLAN_ERROR_OVERFLOW 6
/** A callback of the caller's said to stop. */
#define CHILDPLAN_ERROR_STOPPED 7
/** This build of the library cannot do it. Since 0.2.0. */
#define CHILDPLAN_ERROR_UNSUPPORTED 8

/** No unit, level, element or indicator. */
#define CHILDPLAN_NONE (-1)
/** No date. */
#define CHILDPLAN_NO_DATE INT32_MIN

/** English, and the fallback for any other value. */
#define CHILDPLAN_ENGLISH 0
/** Vietnamese. */
#define CHILDPLAN_VIETNAMESE 1

/**
 * The version of the library that runs.
 * @return "MAJOR.MINOR.PATCH". Borrowed, never freed.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_version_string(void);

/**
 * A short English name for a status.
 * @param status What a function returned.
 * @return Such as "out of memory"; "unknown status" for a number that is none. Borrowed, never freed.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_status_string(childplan_status status);

/**
 * An allocator of the caller's, with the alignment of malloc. It must not call back into the library.
 * @param context The caller's, as given with the allocator.
 * @param memory NULL, or what is to be changed to `size` bytes keeping its contents.
 * @param size In bytes; 0 frees the memory.
 * @return The memory; NULL where there is none, with `memory` left as it was, and when it was freed.
 * @threads called from every thread that uses an object made with it, so from several at once where they share a plan
 * @since 0.1.0
 */
typedef void *(*childplan_allocate_fn)(void *context, void *memory, size_t size);

#ifdef __cplusplus
}
#endif

#endif
