/**
 * @file
 * Why a number is what it is: what one row of a rollup was made of, as a tree down to the lines of the reports.
 *
 * The tree is made of nodes, numbered from 0. A node comes before what is below it, and that before the node's next
 * sibling: what is below node i are the nodes i + 1 … end(i) − 1, its first child is i + 1 (where that is below
 * end(i)), the sibling after i is end(i).
 *
 *     ROW                     the row asked for; childplan_explanation_rollup has all its cells
 *     ├ TARGET                the milestone in force, where one is
 *     │ ├ BASIS               what a change is measured from
 *     │ └ START               where the path begins
 *     └ UNIT                  the row's unit, with the sums of its subtree
 *       ├ PLACED              a unit whose reports count here: itself, an ended one, one that has not begun
 *       │ ├ STEP              how it came to be placed here, step by step
 *       │ ├ TERM              an element (or each_unit) of the indicator, with the unit's own value of it
 *       │ │ └ CELL            a period it was looked for in (or several in a row of which the same is to be said)
 *       │ │   └ FACT          a line of the reports: the newest first, then what it superseded
 *       │ └ SIZE              of a missing unit: what an element of the denominator is taken to be
 *       ├ COUNTED             of units_meeting, in place of PLACED: a unit that is counted, with its row
 *       └ UNIT                a unit next below in the tree, and so on
 *
 * The figures come from the same functions as the row. Those of the PLACED (or COUNTED) nodes add up to those of the
 * UNIT above and to the ROW: sums for numerator and denominator (over_units max and min: the largest and smallest), for
 * expected, reported, carried and contributing units, for sizes. A row whose over_units is mean has the sum of its UNIT
 * node divided by the contributing units, rounded to 6 decimals; with count, ROW and UNIT have how many contribute.
 *
 * One explanation of a unit holds those of all units below it: the UNIT nodes carry their sums. It takes time and
 * memory in proportion to the units below and to what they reported for the row.
 */
#ifndef CHILDPLAN_EXPLAIN_H
#define CHILDPLAN_EXPLAIN_H

#include "output.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What a row was made of.
 * @since 0.2.0
 */
typedef struct childplan_explanation childplan_explanation;

/**
 * @name Kinds of node
 * The comment names the items it has; those in brackets may be absent. Since 0.2.0.
 * @{
 */
/** The row: unit, period, indicator, band, over_units, [reason], [numerator], [denominator], contributing, expected,
 * reported, carried, missing_size, sizes_unknown. Numerator and denominator are those of the row's columns. */
#define CHILDPLAN_NODE_ROW 0
/** The target in force: unit, period (by), scope, due, line and column (in the plan's file). Its number, met, path and
 * gap are in the row's columns. */
#define CHILDPLAN_NODE_TARGET 1
/** What the target's change is measured from: source, [period], [value], decimals (4: rounded for show). */
#define CHILDPLAN_NODE_BASIS 2
/** Where the path to the target begins: source, [period], day, [value], decimals (4: rounded for show). */
#define CHILDPLAN_NODE_START 3
/** A unit of the tree: unit, [numerator], [denominator], contributing, expected, reported, carried, missing_size,
 * sizes_unknown: of its subtree. */
#define CHILDPLAN_NODE_UNIT 4
/** A unit placed there: unit, rule, [reason], [numerator], [denominator], contributing, expected, reported, carried
 * (each 0 or 1), missing_size, sizes_unknown: of its own. */
#define CHILDPLAN_NODE_PLACED 5
/** A step on the way to where it is placed: rule, unit (the one it leads to), [day] (the last one of the version that
 * ended, or the first one of that which has not begun). */
#define CHILDPLAN_NODE_STEP 6
/** A term: [element] (none: each_unit), side, sign, [rate], [over_time], [window], [given], [from], [to] (the periods
 * it is looked for in), [reason], [value] and decimals (its own value), [added] and added_decimals (value × sign, in
 * the decimals of its side). */
#define CHILDPLAN_NODE_TERM 7
/** A cell, or several periods in a row with the same to be said of each and no report in any: element, from, to, use,
 * [reason], expected, [value] and decimals (what is in force), [rate_value], [added] and added_decimals (what goes into
 * the term: value × rate, negative where it is subtracted). */
#define CHILDPLAN_NODE_CELL 8
/** A report of the cell: state, [value] and decimals (none: a withdrawal), [day] (submitted), [line] and the file. */
#define CHILDPLAN_NODE_FACT 9
/** The size of a missing unit: [element] (none: each_unit), source, [period], [value] and decimals. */
#define CHILDPLAN_NODE_SIZE 10
/** A unit counted: unit, [reason], [numerator], denominator, contributing, expected, reported, carried, missing_size (1
 * of who is undecided), sizes_unknown, [row] (of childplan_explanation_counted). */
#define CHILDPLAN_NODE_COUNTED 11
/** How many kinds there are. */
#define CHILDPLAN_NODE_COUNT 12
/** @} */

/**
 * @name Items of a node
 * All are whole numbers. Since 0.2.0.
 * @{
 */
/** CHILDPLAN_NODE_*; every node has it. */
#define CHILDPLAN_ITEM_KIND 0
/** The node above; CHILDPLAN_NONE for the row. Every node has it. */
#define CHILDPLAN_ITEM_PARENT 1
/** One past the last node below it; every node has it. */
#define CHILDPLAN_ITEM_END 2
/** The unit; every node has it: that it is about, or of the nearest node above that is about one. */
#define CHILDPLAN_ITEM_UNIT 3
/** A period's code. */
#define CHILDPLAN_ITEM_PERIOD 4
/** The indicator. */
#define CHILDPLAN_ITEM_INDICATOR 5
/** The data element. */
#define CHILDPLAN_ITEM_ELEMENT 6
/** Whole number of 10^-(CHILDPLAN_ITEM_DECIMALS); none where nothing contributes. Of UNIT and PLACED nodes where
 * over_units is mean: the sum. */
#define CHILDPLAN_ITEM_NUMERATOR 7
/** Whole number of 10^-(the row's denominator decimals); none where nothing contributes, and for a total. Where units
 * that meet a target are counted, also where none of them can be judged, but for the row. */
#define CHILDPLAN_ITEM_DENOMINATOR 8
/** How many units contribute. */
#define CHILDPLAN_ITEM_CONTRIBUTING 9
/** How many units are expected; of a cell: 1 where it is. */
#define CHILDPLAN_ITEM_EXPECTED 10
/** How many of them have reported all that was. */
#define CHILDPLAN_ITEM_REPORTED 11
/** How many contribute with a figure that is carried: older than the newest period that has ended, or than the row's.
 */
#define CHILDPLAN_ITEM_CARRIED 12
/** What the missing units are taken to be, the m of the bounds: whole number of 10^-(the finer of both decimals). */
#define CHILDPLAN_ITEM_MISSING_SIZE 13
/** How many missing units have no known size, and so keep the bounds open. */
#define CHILDPLAN_ITEM_SIZES_UNKNOWN 14
/** CHILDPLAN_REASON_*: why it brings nothing, or is not used. */
#define CHILDPLAN_ITEM_REASON 15
/** CHILDPLAN_RULE_*. Of a PLACED node that of its first step. */
#define CHILDPLAN_ITEM_RULE 16
/** Days since 1970-01-01. */
#define CHILDPLAN_ITEM_DAY 17
/** Whole number of 10^-decimals. */
#define CHILDPLAN_ITEM_VALUE 18
/** The decimals of the value; of ROW, UNIT and PLACED those of the numerator. */
#define CHILDPLAN_ITEM_DECIMALS 19
/** 0 numerator, 1 denominator. */
#define CHILDPLAN_ITEM_SIDE 20
/** 1, or -1 where the term is subtracted. */
#define CHILDPLAN_ITEM_SIGN 21
/** The rate that it is multiplied by. */
#define CHILDPLAN_ITEM_RATE 22
/** Its value for the period: whole number of 10^-(the rate's decimals). */
#define CHILDPLAN_ITEM_RATE_VALUE 23
/** CHILDPLAN_OVER_SUM …: how the cells make the own value. */
#define CHILDPLAN_ITEM_OVER_TIME 24
/** CHILDPLAN_OVER_SUM …: how the units make the row. */
#define CHILDPLAN_ITEM_OVER_UNITS 25
/** 0 period, 1 year, 2 plan. */
#define CHILDPLAN_ITEM_WINDOW 26
/** 0 period, 1 year_to_date. */
#define CHILDPLAN_ITEM_GIVEN 27
/** The first period of several, a period's code. */
#define CHILDPLAN_ITEM_FROM 28
/** The last one; the same where it is one. */
#define CHILDPLAN_ITEM_TO 29
/** What it adds to what is above it. */
#define CHILDPLAN_ITEM_ADDED 30
/** The decimals of that. */
#define CHILDPLAN_ITEM_ADDED_DECIMALS 31
/** CHILDPLAN_USE_*. */
#define CHILDPLAN_ITEM_USE 32
/** CHILDPLAN_FACT_*. */
#define CHILDPLAN_ITEM_STATE 33
/** The line in the file, from 1; none where the reports keep no origins (childplan_reports_set_origins). */
#define CHILDPLAN_ITEM_LINE 34
/** The column there, from 1. */
#define CHILDPLAN_ITEM_COLUMN 35
/** The row of childplan_explanation_counted. */
#define CHILDPLAN_ITEM_ROW 36
/** CHILDPLAN_BAND_*. */
#define CHILDPLAN_ITEM_BAND 37
/** CHILDPLAN_SCOPE_*. */
#define CHILDPLAN_ITEM_SCOPE 38
/** 1 where the target is due, else 0. */
#define CHILDPLAN_ITEM_DUE 39
/** CHILDPLAN_SOURCE_*. */
#define CHILDPLAN_ITEM_SOURCE 40
/** How many items there are. */
#define CHILDPLAN_ITEM_COUNT 41
/** @} */

/**
 * @name Why a unit is placed where it is
 * Since 0.2.0.
 * @{
 */
/** By its own version, alive on the structure's day. */
#define CHILDPLAN_RULE_VERSION 0
/** It had ended: at its successor. */
#define CHILDPLAN_RULE_SUCCESSOR 1
/** It had ended without a successor: at its last parent. */
#define CHILDPLAN_RULE_PARENT 2
/** It had not begun: at its first parent. */
#define CHILDPLAN_RULE_FIRST_PARENT 3
/** The way leads nowhere: at the root. */
#define CHILDPLAN_RULE_ROOT 4
/** After further steps, which are not listed (more than 16). */
#define CHILDPLAN_RULE_FURTHER 5
/** How many rules there are. */
#define CHILDPLAN_RULE_COUNT 6
/** @} */

/**
 * @name Why something brings nothing, or is not used
 * Since 0.2.0.
 * @{
 */
/** Nothing has been reported for it. */
#define CHILDPLAN_REASON_NOT_REPORTED 1
/** What was reported has been withdrawn. */
#define CHILDPLAN_REASON_WITHDRAWN 2
/** It was reported, but after the day of `known by`. */
#define CHILDPLAN_REASON_NOT_YET_KNOWN 3
/** Units of its level are not asked for the indicator's elements. */
#define CHILDPLAN_REASON_LEVEL 4
/** It does not live then: of a stock and each_unit, on the row's last day. */
#define CHILDPLAN_REASON_NOT_ALIVE 5
/** It does not belong to the indicator's population (`units:`). */
#define CHILDPLAN_REASON_POPULATION 6
/** Another element of the ratio is missing, so that not all its terms are present. */
#define CHILDPLAN_REASON_PARTNER 7
/** In no period are all the elements that the ratio takes together reported. */
#define CHILDPLAN_REASON_NO_COMMON_PERIOD 8
/** The year-to-date figure just before the period, which is subtracted, is missing. */
#define CHILDPLAN_REASON_NO_BASE 9
/** No period of the element's frequency has ended (or lies) within the row's. */
#define CHILDPLAN_REASON_NO_PERIOD 10
/** A later year-to-date figure of the same run holds it already. */
#define CHILDPLAN_REASON_CONTAINED 11
/** It ended before first_report, and is not expected. */
#define CHILDPLAN_REASON_BEFORE_FIRST_REPORT 12
/** It brings no figure that fits 64 bits; nothing depends on it. */
#define CHILDPLAN_REASON_TOO_LARGE 13
/** The unit has no target then. */
#define CHILDPLAN_REASON_NO_TARGET 14
/** The unit cannot be judged: it has no value, or the number asked of it is not known. */
#define CHILDPLAN_REASON_NO_VERDICT 15
/** Its newest report is older than `carry` reaches. */
#define CHILDPLAN_REASON_TOO_OLD 16
/** The denominator of what is in is not above zero. */
#define CHILDPLAN_REASON_NO_DENOMINATOR 17
/** No unit brings anything. */
#define CHILDPLAN_REASON_NOBODY 18
/** There is no figure in the period from which it would be subtracted. */
#define CHILDPLAN_REASON_UNUSED_BASE 19
/** One past the last reason. */
#define CHILDPLAN_REASON_END 20
/** @} */

/**
 * @name What becomes of a cell
 * Since 0.2.0.
 * @{
 */
/** Nothing; the reason says why. */
#define CHILDPLAN_USE_NONE 0
/** It goes into the own value. */
#define CHILDPLAN_USE_TAKEN 1
/** It is the own value, though older than the newest period: carried. */
#define CHILDPLAN_USE_CARRIED 2
/** The year-to-date figure that is subtracted. */
#define CHILDPLAN_USE_SUBTRACTED 3
/** How many there are. */
#define CHILDPLAN_USE_COUNT 4
/** @} */

/**
 * @name What a line of the reports is to its cell
 * Since 0.2.0.
 * @{
 */
/** The report in force. */
#define CHILDPLAN_FACT_IN_FORCE 0
/** Superseded by a later one, or withdrawn by it. */
#define CHILDPLAN_FACT_SUPERSEDED 1
/** The withdrawal in force: there is no report. */
#define CHILDPLAN_FACT_WITHDRAWAL 2
/** A withdrawal that a later report superseded. */
#define CHILDPLAN_FACT_SUPERSEDED_WITHDRAWAL 3
/** Submitted after the day of `known by`. */
#define CHILDPLAN_FACT_NOT_YET_KNOWN 4
/** How many there are. */
#define CHILDPLAN_FACT_COUNT 5
/** @} */

/**
 * @name What low and high come from
 * Since 0.2.0.
 * @{
 */
/** Nothing is missing: both are the value. */
#define CHILDPLAN_BAND_CLOSED 0
/** The missing units count with their last known sizes. */
#define CHILDPLAN_BAND_SIZES 1
/** The missing reports can only add: low is the value, high is open. */
#define CHILDPLAN_BAND_GROWS 2
/** Open: some missing unit's size is not known. */
#define CHILDPLAN_BAND_SIZE_UNKNOWN 3
/** Open: all the sizes together are nothing. */
#define CHILDPLAN_BAND_NO_SIZE 4
/** Open: a missing unit's figure is carried, and its report could make it smaller. */
#define CHILDPLAN_BAND_CARRIED 5
/** Open: an indicator of this kind has no bounds while a report is missing. */
#define CHILDPLAN_BAND_NO_RULE 6
/** Open: there is no value. */
#define CHILDPLAN_BAND_NO_VALUE 7
/** How many there are. */
#define CHILDPLAN_BAND_COUNT 8
/** @} */

/**
 * @name Whom a target is for
 * Since 0.2.0.
 * @{
 */
/** The unit itself, by its id. */
#define CHILDPLAN_SCOPE_IDS 0
/** The units with a tag. */
#define CHILDPLAN_SCOPE_TAG 1
/** The units of a level. */
#define CHILDPLAN_SCOPE_LEVEL 2
/** All units. */
#define CHILDPLAN_SCOPE_ALL 3
/** How many there are. */
#define CHILDPLAN_SCOPE_COUNT 4
/** @} */

/**
 * @name What a figure comes from
 * Since 0.2.0.
 * @{
 */
/** It is not known. */
#define CHILDPLAN_SOURCE_UNKNOWN 0
/** The baseline. */
#define CHILDPLAN_SOURCE_BASELINE 1
/** The unit's value in the period before. */
#define CHILDPLAN_SOURCE_PERIOD_BEFORE 2
/** The milestone before. */
#define CHILDPLAN_SOURCE_MILESTONE 3
/** 0, where the counting begins. */
#define CHILDPLAN_SOURCE_ZERO 4
/** The newest report of the element. */
#define CHILDPLAN_SOURCE_LAST_REPORT 5
/** The report of its part, which is larger than the newest one of the whole. */
#define CHILDPLAN_SOURCE_PART 6
/** 1 for the unit itself: each_unit. */
#define CHILDPLAN_SOURCE_EACH_UNIT 7
/** How many there are. */
#define CHILDPLAN_SOURCE_COUNT 8
/** @} */

/**
 * @name How several figures make one
 * Since 0.2.0.
 * @{
 */
/** The sum. */
#define CHILDPLAN_OVER_SUM 0
/** The newest. */
#define CHILDPLAN_OVER_LAST 1
/** The largest. */
#define CHILDPLAN_OVER_MAX 2
/** The smallest. */
#define CHILDPLAN_OVER_MIN 3
/** The mean. */
#define CHILDPLAN_OVER_MEAN 4
/** How many figures there are. */
#define CHILDPLAN_OVER_COUNT 5
/** @} */

/**
 * Explains a row.
 * @param reports The reports, which need not outlive the explanation; their plan must.
 * @param options NULL for the defaults. Of them the cut-off, the structure, the day of knowledge, digest, threads and
 * progress count: with the same ones the row is that of childplan_rollup_compute. Its progress is what is told; what
 * comes after it, the taking apart and the rows that an indicator counts, is not told and cannot be stopped.
 * @param unit The row's unit.
 * @param period The row's period.
 * @param indicator The row's indicator.
 * @param ret_explanation The caller's, to be freed with childplan_explanation_free.
 * @param reterr_diagnostics Gets the errors and notes of childplan_rollup_compute.
 * @return CHILDPLAN_ABSENT, writing nothing, where there is no such row: the unit is not alive on the structure's day,
 * or the period starts after the cut-off.
 * @errors USAGE (NULL, an index or period that is none), NO_MEMORY, REFUSED, OVERFLOW and a callback's stop as
 * childplan_rollup_compute.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_explanation_make(const childplan_reports *reports,
                                                          const childplan_rollup_options *options, int32_t unit,
                                                          int64_t period, int32_t indicator,
                                                          childplan_explanation **ret_explanation,
                                                          childplan_diagnostics *reterr_diagnostics);

/**
 * Frees an explanation and what was borrowed from it.
 * @param explanation The explanation; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_explanation_free(childplan_explanation *explanation);

/**
 * The row that is explained, as a rollup of this one row: its value, bounds, target, path, status, gap, and the stamp.
 * @param explanation The explanation.
 * @return Borrowed until the explanation is freed; NULL for NULL.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const childplan_rollup *childplan_explanation_rollup(const childplan_explanation *explanation);

/**
 * Where the row counts the units that meet a target: the rows of the indicator whose target it is, of the units of the
 * level it counts; those of COUNTED nodes among them.
 * @param explanation The explanation.
 * @return Borrowed until the explanation is freed; NULL where the row counts no units.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const childplan_rollup *childplan_explanation_counted(const childplan_explanation *explanation);

/**
 * How many nodes there are.
 * @param explanation The explanation.
 * @return How many, at least 2.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_explanation_node_count(const childplan_explanation *explanation);

/**
 * An item of every node, as a column.
 * @param explanation The explanation.
 * @param item CHILDPLAN_ITEM_KIND, CHILDPLAN_ITEM_PARENT, CHILDPLAN_ITEM_END or CHILDPLAN_ITEM_UNIT.
 * @param ret_cells One cell a node; borrowed until the explanation is freed.
 * @errors USAGE (NULL, another item).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_explanation_column(const childplan_explanation *explanation, int32_t item,
                                                            const int32_t **ret_cells);

/**
 * An item of a node.
 * @param explanation The explanation.
 * @param node From 0.
 * @param item CHILDPLAN_ITEM_*.
 * @param ret_value The item.
 * @return CHILDPLAN_ABSENT, writing nothing, where the node has it not.
 * @errors USAGE (NULL, no such node or item).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_explanation_get(const childplan_explanation *explanation, int32_t node,
                                                         int32_t item, int64_t *ret_value);

/**
 * An item of a node as text: ids, periods and days as they are written, exact numbers, CHILDPLAN_REASON_* and the like
 * by their name ("not_reported"); nothing where the node has it not.
 * @param explanation The explanation.
 * @param node From 0.
 * @param item CHILDPLAN_ITEM_*.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_explanation_text(const childplan_explanation *explanation, int32_t node, int32_t item,
                                                char *buffer, size_t size);

/**
 * The name of an item, as JSON has it.
 * @param item CHILDPLAN_ITEM_*.
 * @return Such as "numerator"; NULL out of range. Borrowed, never freed.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_explanation_item_name(int32_t item);

/**
 * The name of a kind of node, as JSON has it.
 * @param kind CHILDPLAN_NODE_*.
 * @return Such as "placed"; NULL out of range. Borrowed, never freed.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_explanation_kind_name(int32_t kind);

/**
 * The file that the line of a FACT or TARGET node is in.
 * @param explanation The explanation.
 * @param node From 0.
 * @return Its name; "" where the reports keep no origins, NULL for any other node. Borrowed until the explanation is
 * freed (that of a target: until the plan is).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_explanation_file(const childplan_explanation *explanation, int32_t node);

/**
 * Why something brings nothing, in a few words.
 * @param reason CHILDPLAN_REASON_*.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE.
 * @return Such as "not reported"; NULL out of range. Borrowed, never freed.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const char *childplan_reason_text(int32_t reason, int32_t language);

/**
 * What a node says, as one line for people, with the names of units and elements.
 * @param explanation The explanation.
 * @param node From 0.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_explanation_sentence(const childplan_explanation *explanation, int32_t node,
                                                    int32_t language, char *buffer, size_t size);

/**
 * Writes an explanation as JSON: {"rollup": …, "nodes": […]}. The rollup, of one row, is as childplan_rollup_write
 * writes it with names; a node, one a line, is an object of "kind" (its name), "parent", "end" and the other items that
 * it has, by their names: ids, periods, days and the names of reasons and the like as texts, numbers as exact numbers
 * (so without decimals beside them); of a FACT and a TARGET also "file"; and "text": its sentence.
 * @param explanation The explanation.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE, for the sentences.
 * @param write Is given the pieces, in order.
 * @param context Passed to `write`.
 * @errors USAGE (NULL, no such language), NO_MEMORY, what `write` returned.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_explanation_write_json(const childplan_explanation *explanation,
                                                                int32_t language, childplan_write_fn write,
                                                                void *context);

#ifdef __cplusplus
}
#endif

#endif
