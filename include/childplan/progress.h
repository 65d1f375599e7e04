/**
 * @file
 * How long work tells how far it is, and how a caller ends it early.
 *
 * A caller sets a function for the progress of loading a plan (childplan_plan_options_set_progress), of reading and
 * taking reports (childplan_import_set_progress), of computing a rollup (childplan_rollup_options_set_progress) and of
 * writing it (childplan_output_set_progress). Without one nothing is told and nothing can be stopped.
 * childplan_explanation_make and childplan_partial_compute tell by their rollup options, childplan_comparison_make by
 * those of its second reading, childplan_reporting_compute by its own (childplan_reporting_options_set_progress).
 * childplan_import_read_arrow, which cannot know how long a stream is, tells 0 of 1 until it ends.
 */
#ifndef CHILDPLAN_PROGRESS_H
#define CHILDPLAN_PROGRESS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A plan is loaded. */
#define CHILDPLAN_PHASE_LOADING 1
/** Reports are read, from one file or memory. */
#define CHILDPLAN_PHASE_READING 2
/** What was read is checked and taken, all together: childplan_import_commit. */
#define CHILDPLAN_PHASE_COMMITTING 3
/** Rows are computed. */
#define CHILDPLAN_PHASE_COMPUTING 4
/** Rows are written. */
#define CHILDPLAN_PHASE_WRITING 5

/**
 * A function of the caller's that is told how far work is. Each call that works tells 0 of its total first, then more
 * and more, never less, and the whole total last, if it succeeds; in between often enough to draw a bar, and so seldom
 * that it costs nothing. It may draw, look for a key or read a clock; it must not use the
 * objects that are at work.
 * @param context The caller's, as given with the function.
 * @param phase CHILDPLAN_PHASE_*.
 * @param done How much of it is done: 0 to total.
 * @param total At least 1. In a measure of the phase's own that means nothing else: done ÷ total is the share.
 * @return 0 to go on; anything else to stop: the call at work then returns CHILDPLAN_ERROR_STOPPED, its ret_
 * parameters, its diagnostics and every object it was given are as they were before it, and it can be made again. Text
 * that was handed to a childplan_write_fn stays handed over; a file that was being written is given up, and one of that
 * name stays as it was. After the last call (done = total) nothing can be stopped any more, and the value is ignored.
 * @threads Called on the thread that made the call at work, never by two at once for one object, however many threads
 * the work itself may use.
 * @since 0.2.0
 */
typedef int32_t (*childplan_progress_fn)(void *context, int32_t phase, int64_t done, int64_t total);

/**
 * What a phase is called, to be shown beside its share.
 * @param phase CHILDPLAN_PHASE_*.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE; any other gives English.
 * @return Such as "reading reports", "đọc báo cáo"; NULL for a number that is no phase. Borrowed, never freed.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_phase_name(int32_t phase, int32_t language);

#ifdef __cplusplus
}
#endif

#endif
