/**
 * @file
 * The check of reports: figures that the plan's rules allow and that are yet worth a question. It changes no number.
 */
#ifndef CHILDPLAN_DATA_CHECK_H
#define CHILDPLAN_DATA_CHECK_H

#include "reports.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @name Checks of reports
 * Their sum says which are made. Since 0.2.0.
 * @{
 */
/** Outside the limits that the plan calls `plausible`. */
#define CHILDPLAN_DATA_CHECK_PLAUSIBLE 1
/** Far from everything else that the unit has reported. */
#define CHILDPLAN_DATA_CHECK_OUTLIERS 2
/** Many times the unit's report before it, or as small a share of it. */
#define CHILDPLAN_DATA_CHECK_JUMPS 4
/** A total since the year began that is smaller than an earlier one of that year. */
#define CHILDPLAN_DATA_CHECK_FALLS 8
/** The same figure, report after report. */
#define CHILDPLAN_DATA_CHECK_COPIES 16
/** What a unit declares for all of its subtree (`check_of`) against what the units in it have reported. */
#define CHILDPLAN_DATA_CHECK_SUBTREES 32
/** All of them. */
#define CHILDPLAN_DATA_CHECK_ALL 63
/** @} */

/**
 * Which checks, how strict, known by when.
 * @since 0.2.0
 */
typedef struct childplan_data_check_options childplan_data_check_options;

/**
 * Makes options with the defaults: all checks, everything known, findings of any period, outliers over a modified
 * z-score of 3.5 among at least 6 reports, jumps to 5 times or a fifth, 10 as the floor of what is worth a question,
 * copies from 4 reports of a flow or 8 of a stock, and at most 1,000 findings.
 * @param ret_options The caller's, to be freed with childplan_data_check_options_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_new(childplan_data_check_options **ret_options);

/**
 * Frees options.
 * @param options The options; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_data_check_options_free(childplan_data_check_options *options);

/**
 * Which checks are made.
 * @param options The options.
 * @param checks The sum of some CHILDPLAN_DATA_CHECK_*, at least one.
 * @errors USAGE (NULL, 0, another number).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_checks(childplan_data_check_options *options,
                                                                       int32_t checks);

/**
 * Looks at what had been submitted by a day.
 * @param options The options.
 * @param day Days since 1970-01-01; CHILDPLAN_NO_DATE (default): all.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_known_by(childplan_data_check_options *options,
                                                                         int32_t day);

/**
 * Tells only of figures for periods that end on a day or later. What was reported before is still what they are
 * measured by.
 * @param options The options.
 * @param day Days since 1970-01-01; CHILDPLAN_NO_DATE (default): of all.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_since(childplan_data_check_options *options,
                                                                      int32_t day);

/**
 * How far a figure may be from the unit's others.
 * @param options The options.
 * @param hundredths The modified z-score over which it is found, in hundredths: 1 to 100,000; 350 by default.
 * @param least_reports Of fewer reports nothing is said: 3 to 10,000; 6 by default.
 * @errors USAGE (NULL, out of range).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_outliers(childplan_data_check_options *options,
                                                                         int32_t hundredths, int32_t least_reports);

/**
 * How many times the report before a figure may be.
 * @param options The options.
 * @param hundredths In hundredths: 101 to 100,000,000; 500 by default. So many times, or divided by so much, is found.
 * @errors USAGE (NULL, out of range).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_jump(childplan_data_check_options *options,
                                                                     int32_t hundredths);

/**
 * What is too small to ask about: an outlier or a jump is found only where the difference is at least this, a copy only
 * where the figure is, that of a stock where it is ten times this: 12 officers may be 12 for years.
 * @param options The options.
 * @param floor In whole units of the data element, whatever its decimals; 0 or more, 10 by default.
 * @errors USAGE (NULL, below 0).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_floor(childplan_data_check_options *options,
                                                                      int64_t floor);

/**
 * How many reports in a row may be the same.
 * @param options The options.
 * @param flow_reports So many of a flow are found: 2 to 10,000, 0 for none; 4 by default.
 * @param stock_reports So many of a stock (`over_time: last`), which may well stay as it is: the same; 8 by default.
 * @errors USAGE (NULL, out of range).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_copies(childplan_data_check_options *options,
                                                                       int32_t flow_reports, int32_t stock_reports);

/**
 * How many findings are told; of the others a note says how many there are.
 * @param options The options.
 * @param most 0 or more; 1,000 by default.
 * @errors USAGE (NULL, below 0).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_data_check_options_set_limit(childplan_data_check_options *options,
                                                                      int32_t most);

/**
 * Looks for figures worth a question, in the reports in force. Each finding is a warning or a note of the codes 750 to
 * 759, with file and line of the report where they were kept (childplan_reports_set_origins), and always with the data
 * element, the unit and the period. Nothing is changed by it, neither the reports nor any row.
 *
 * A unit is compared with its own past only. Of an element `given: year_to_date` the figures compared are the periods'
 * own, as a rollup takes them apart: none where the report just before is missing or larger. Flags are not compared.
 *
 * - Plausible limits (750, 751): a figure as it was reported, below or above those of the element.
 * - Outliers (752): 0.6745 × |x - median| ÷ MAD over the threshold, by Iglewicz and Hoaglin (1993), where MAD is the
 *   median of the distances |x - median|; all of the unit's figures, x among them, make both medians. Where more than
 *   half of the figures are the same MAD is 0: then |x - median| ÷ (1.253314 × the mean of the distances) is taken.
 * - Jumps (753), between a figure and the reported one before it, also across missing periods: the larger at least so
 *   many times the smaller. Where one is 0, or one is above and one below 0, there is no such number: of a stock any
 *   difference from the floor on is a jump, of a flow none is, since nothing may happen in a period. Of figures found
 *   as outliers jumps are not told again.
 * - Falls (754): a figure `given: year_to_date` below the reported one before it of the same reporting year.
 * - Copies (755): so many reports one after the other with the same figure, told at the last of them; never of 0.
 * - Subtrees (756 to 758): what an element with `check_of` holds, against the sum of that element over the units placed
 *   in the unit's subtree, the unit itself too, on the period's last day. All that could report it have: any difference
 *   is a warning. Some are missing, which is not zero: a warning only where the declared figure is below what is there
 *   already (and nothing below 0 may be reported), otherwise a note that the sum is incomplete. Nothing is said where
 *   both are equal, where none of the units could report, or of a unit that has ended by that day.
 *
 * The work is in proportion to the reports (n log n), and for each period of an element that was declared for subtrees
 * one pass over the units.
 *
 * @param reports The reports.
 * @param options NULL: the defaults.
 * @param reterr_diagnostics What was found is added, by file and line, what has none by unit and element; NULL is
 * taken.
 * @return OK also where something was found.
 * @errors USAGE (NULL reports), NO_MEMORY (some findings may have been added).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_reports_check(const childplan_reports *reports,
                                                       const childplan_data_check_options *options,
                                                       childplan_diagnostics *reterr_diagnostics);

#ifdef __cplusplus
}
#endif

#endif
