/**
 * @file
 * Partial results: a rollup in parts, for reports that are too many for one machine. Each worker takes the plan and the
 * reports of some units, and computes what those units bring to every sum; partial results are added, wherever and in
 * whatever order, and assessed once all units are in. The rows are those of a single rollup over all the reports, to
 * the byte, however the units were dealt out. Between processes a partial result goes as an Arrow stream.
 *
 *     worker:  childplan_partial_compute(its reports, options, its units, …), childplan_partial_to_arrow
 *     whoever collects:  childplan_partial_from_arrow, childplan_partial_add, …, at last childplan_partial_rows
 *
 * All reports of a unit must be with one worker. Units of which no reports came at all must be among somebody's units
 * too, as what is expected of them counts: see childplan_partial_has_unit.
 */
#ifndef CHILDPLAN_PARTIAL_H
#define CHILDPLAN_PARTIAL_H

#include "arrow.h"
#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What some units bring to a rollup.
 * @since 0.2.0
 */
typedef struct childplan_partial childplan_partial;

/**
 * Computes what some units bring. Only their reports are read, whoever else's are there; what is expected of them is
 * part of it. It is as large as there are units of which rows are asked, or which have others below, that got something
 * from them, times periods and indicators.
 * @param reports The reports, which need not outlive the partial result; their plan must.
 * @param options As for childplan_rollup_compute. Periods and cut-off must be given: no worker sees what the defaults
 *     are made from. The threads are those it may use, here and in childplan_partial_rows; the progress function is
 *     told of this call only. The digest of the reports, and whether the rollup is to be live, do not matter.
 * @param units Indices from 0, in any order, each once; may be NULL where there are none.
 * @param count How many units.
 * @param ret_partial The caller's, to be freed with childplan_partial_free.
 * @param reterr_diagnostics Gets the errors.
 * @errors USAGE (NULL, an index that is none, a unit named twice, options without periods or cut-off), NO_MEMORY,
 *     REFUSED (a period or day outside the horizon), OVERFLOW (what one unit brings is over 64 bits, named in the
 *     diagnostics; sums may be larger on their way), STOPPED.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_partial_compute(const childplan_reports *reports,
                                                         const childplan_rollup_options *options, const int32_t *units,
                                                         size_t count, childplan_partial **ret_partial,
                                                         childplan_diagnostics *reterr_diagnostics);

/**
 * Frees a partial result; rows and streams made from it live on.
 * @param partial The partial result; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_partial_free(childplan_partial *partial);

/**
 * The plan it was computed for.
 * @param partial The partial result.
 * @return Borrowed: the plan its reports were made for, or that it was read for.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const childplan_plan *childplan_partial_plan(const childplan_partial *partial);

/**
 * How many units are in it.
 * @param partial The partial result.
 * @return How many; once it is childplan_plan_unit_count, the rows can be computed.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_partial_unit_count(const childplan_partial *partial);

/**
 * Whether a unit is in it. Units that are in none of the parts, as nothing came from them, are added with a partial
 * result over reports that hold nothing of them.
 * @param partial The partial result.
 * @param unit From 0.
 * @return 1 where it is, else 0.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_partial_has_unit(const childplan_partial *partial, int32_t unit);

/**
 * Adds another partial result. The order makes no difference, not even to whether a figure is too large. Refused are
 * parts that would not add up to a rollup: of another plan (its text or its units), of other options (other periods,
 * chosen rows, days), or with a unit that is in already.
 * @param partial The one that is added to; unchanged on failure.
 * @param other The one that is added.
 * @param reterr_diagnostics Says why it was refused.
 * @errors USAGE (NULL, both the same), NO_MEMORY, REFUSED, OVERFLOW (a sum over 128 bits, as only a damaged stream can
 *     bring it about).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_partial_add(childplan_partial *partial, const childplan_partial *other,
                                                     childplan_diagnostics *reterr_diagnostics);

/**
 * Computes the rows once every unit of the plan is in. They are those that childplan_rollup_compute gives with the same
 * options for all the reports, and so are the notes, those on chosen units in the order of the plan; only the digest of
 * the reports is not in their stamp, as nobody has seen them all.
 * @param partial The partial result, which may be added to or freed afterwards; its plan must outlive the rows.
 * @param ret_rollup The caller's, to be freed with childplan_rollup_free.
 * @param reterr_diagnostics Gets the errors, and notes on success too.
 * @errors USAGE (NULL), NO_MEMORY, REFUSED (units are missing; or it came from a stream and holds what its plan and
 *     options do not ask for), OVERFLOW (a figure over 64 bits, named in the diagnostics).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_partial_rows(const childplan_partial *partial, childplan_rollup **ret_rollup,
                                                      childplan_diagnostics *reterr_diagnostics);

/**
 * Gives a partial result as a stream of record batches, to be read by childplan_partial_from_arrow of the same version
 * of the library. The stream is a copy of its own: partial result and plan may end before it. Streams, schemas and
 * arrays may be released in any order, on any thread.
 *
 * A row is what the units so far bring to one sum, without those of the units below it; what got nothing has no row.
 * Columns, none nullable: day (date32: in whose tree), period (int64: a code), indicator, unit (int32: indices),
 * numerator, denominator, sure_numerator, sure_denominator, missing_size (decimal128(38, 0): whole numbers of the
 * indicator's decimals; "sure" without units that are missing, 0 where the value has no bounds), contributing,
 * expected, reported, carried, missing_contributing, missing_carried, missing_unknown (int32: units). Rows ascend by
 * the first four. The schema's metadata names plan, options and units.
 * @param partial The partial result.
 * @param batch_rows The most rows of a batch; 0: 65,536.
 * @param ret_stream The caller's structure, filled on success; whoever holds it ends it with its release.
 * @errors USAGE (NULL, batch_rows below 0), NO_MEMORY, OVERFLOW (a sum of more than 38 digits, as only a damaged stream
 *     can bring it about).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_partial_to_arrow(const childplan_partial *partial, int64_t batch_rows,
                                                          struct ArrowArrayStream *ret_stream);

/**
 * Reads a partial result from a stream as childplan_partial_to_arrow gives it.
 * @param plan The plan it was computed for, loaded from the same text and with the same units; must outlive the partial
 *     result.
 * @param name What diagnostics call the stream; their line is the row, from 1, over all batches.
 * @param stream Released in every case.
 * @param ret_partial The caller's, to be freed with childplan_partial_free.
 * @param reterr_diagnostics Says why it was refused.
 * @errors USAGE (NULL), NO_MEMORY, FILE (the stream failed), REFUSED (of another plan or version of the library, or
 *     not built so).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_partial_from_arrow(const childplan_plan *plan, const char *name,
                                                            struct ArrowArrayStream *stream,
                                                            childplan_partial **ret_partial,
                                                            childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
