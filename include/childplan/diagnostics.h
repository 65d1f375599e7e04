/**
 * @file
 * Diagnostics: what was wrong with an input and where, as a code with arguments, rendered in English or Vietnamese.
 */
#ifndef CHILDPLAN_DIAGNOSTICS_H
#define CHILDPLAN_DIAGNOSTICS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A list of diagnostics, in the order they were found. The caller owns it; calls add to it.
 * @since 0.1.0
 */
typedef struct childplan_diagnostics childplan_diagnostics;

/**
 * @name Severities
 * An error means the input was refused; a warning or a note that it was not. Since 0.1.0.
 * @{
 */
/** Worth knowing. */
#define CHILDPLAN_SEVERITY_NOTE 0
/** Probably a mistake, or a row that a lenient import left out. */
#define CHILDPLAN_SEVERITY_WARNING 1
/** The input was refused. */
#define CHILDPLAN_SEVERITY_ERROR 2
/** @} */

/**
 * @name Codes
 * A number never changes its meaning; the text of a message may. {0}, {1}… are the arguments. Since 0.1.0, unless a
 * code says otherwise.
 * @{
 */
/* DIAGNOSTIC CODES: files and text (1xx) */
/** {0} does not exist. */
#define CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND 101
/** {0} cannot be read (a directory, no permission, a read error). */
#define CHILDPLAN_DIAGNOSTIC_FILE_UNREADABLE 102
/** The input is over the limit of {0} bytes. */
#define CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE 103
/** The bytes here are not UTF-8. */
#define CHILDPLAN_DIAGNOSTIC_NOT_UTF8 104
/** A NUL character. */
#define CHILDPLAN_DIAGNOSTIC_NUL_CHARACTER 105
/** An invisible or direction-changing character, {0} as U+XXXX, in an id. */
#define CHILDPLAN_DIAGNOSTIC_INVISIBLE_CHARACTER 106
/** {0} more errors than the list was allowed to hold. */
#define CHILDPLAN_DIAGNOSTIC_MORE_ERRORS 107
/** {0} cannot be written. */
#define CHILDPLAN_DIAGNOSTIC_FILE_UNWRITABLE 108
/** The standard output cannot be written. */
#define CHILDPLAN_DIAGNOSTIC_OUTPUT_UNWRITABLE 109
/** This build of the library writes no spreadsheets. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_NO_SPREADSHEETS 110
/* DIAGNOSTIC CODES: YAML (2xx) */
/** libyaml cannot read on; {0} are its words. */
#define CHILDPLAN_DIAGNOSTIC_YAML_SYNTAX 201
/** Unquoted text that begins with {0}, which YAML keeps for itself. */
#define CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_CHARACTER 202
/** A colon and a blank within unquoted text. */
#define CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COLON 203
/** An unquoted comma within {…} has made a key of {0}. */
#define CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_COMMA 204
/** An unquoted # has made a comment of the rest of the line. */
#define CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_HASH 205
/** Quotes that are never closed. */
#define CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_OPEN 206
/** Text goes on after a closing quote. */
#define CHILDPLAN_DIAGNOSTIC_YAML_QUOTE_WHOLE 207
/** A backslash in double quotes that begins no known escape. */
#define CHILDPLAN_DIAGNOSTIC_YAML_ESCAPE 208
/** A bracket that {0} does not close. */
#define CHILDPLAN_DIAGNOSTIC_YAML_BRACKET_OPEN 209
/** A line where a key and its colon are expected. */
#define CHILDPLAN_DIAGNOSTIC_YAML_COLON_MISSING 210
/** A line that is indented unlike those it belongs to. */
#define CHILDPLAN_DIAGNOSTIC_YAML_INDENTATION 211
/** A tab where YAML wants blanks. */
#define CHILDPLAN_DIAGNOSTIC_YAML_TAB 212
/** A line that begins with %: a directive. */
#define CHILDPLAN_DIAGNOSTIC_YAML_DIRECTIVE 213
/** The anchor &{0}. */
#define CHILDPLAN_DIAGNOSTIC_YAML_ANCHOR 214
/** The alias *{0}. */
#define CHILDPLAN_DIAGNOSTIC_YAML_ALIAS 215
/** The tag {1}, with the shorthand {0} before it. */
#define CHILDPLAN_DIAGNOSTIC_YAML_TAG 216
/** The merge key <<. */
#define CHILDPLAN_DIAGNOSTIC_YAML_MERGE_KEY 217
/** Something after the end of the document. */
#define CHILDPLAN_DIAGNOSTIC_YAML_SECOND_DOCUMENT 218
/** Lists and mappings nested over {0} deep. */
#define CHILDPLAN_DIAGNOSTIC_YAML_TOO_DEEP 219
/** Nothing in the file. */
#define CHILDPLAN_DIAGNOSTIC_YAML_EMPTY 220
/** A list or mapping that stands as a key. */
#define CHILDPLAN_DIAGNOSTIC_YAML_KEY_NOT_TEXT 221
/** A file in UTF-16 or UTF-32. */
#define CHILDPLAN_DIAGNOSTIC_YAML_UTF16 222
/** The control character {0}, as U+XXXX. */
#define CHILDPLAN_DIAGNOSTIC_YAML_CONTROL_CHARACTER 223
/** {0} is no key of this mapping. */
#define CHILDPLAN_DIAGNOSTIC_KEY_UNKNOWN 230
/** The key {0} stands here again, first on line {1}. */
#define CHILDPLAN_DIAGNOSTIC_KEY_TWICE 231
/** The key {0} is required here. */
#define CHILDPLAN_DIAGNOSTIC_KEY_MISSING 232
/** {0} has no value. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_EMPTY 233
/** {0} must be text. */
#define CHILDPLAN_DIAGNOSTIC_TEXT_EXPECTED 234
/** {0} must be a list. */
#define CHILDPLAN_DIAGNOSTIC_LIST_EXPECTED 235
/** {0} must be a mapping. */
#define CHILDPLAN_DIAGNOSTIC_KEYS_EXPECTED 236
/** The list {0} has no item. */
#define CHILDPLAN_DIAGNOSTIC_LIST_EMPTY 237
/* DIAGNOSTIC CODES: the plan (3xx) */
/** A format version other than 1: {0}. */
#define CHILDPLAN_DIAGNOSTIC_FORMAT_VERSION 301
/** Blanks before or after the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_ID_BLANKS 302
/** The id {0} has over {1} characters. */
#define CHILDPLAN_DIAGNOSTIC_ID_TOO_LONG 303
/** The name {0} has over {1} characters. */
#define CHILDPLAN_DIAGNOSTIC_NAME_TOO_LONG 304
/** The name {0} holds a line end or another control character. */
#define CHILDPLAN_DIAGNOSTIC_NAME_LINES 305
/** A control character within the text {0}. */
#define CHILDPLAN_DIAGNOSTIC_TEXT_CONTROL 348
/** {0} is not one of the words {2} that {1} may be. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_UNKNOWN 306
/** {0} is no date. */
#define CHILDPLAN_DIAGNOSTIC_DATE_MALFORMED 307
/** {0} is no period. */
#define CHILDPLAN_DIAGNOSTIC_PERIOD_MALFORMED 308
/** The period {0} is not within the horizon {1} to {2}. */
#define CHILDPLAN_DIAGNOSTIC_PERIOD_OUTSIDE 309
/** {0} is not a whole number from {1} to {2}. */
#define CHILDPLAN_DIAGNOSTIC_WHOLE_NUMBER 310
/** {0} is not a year. */
#define CHILDPLAN_DIAGNOSTIC_YEAR_MALFORMED 311
/** The horizon ends in {1}, before it begins in {0}. */
#define CHILDPLAN_DIAGNOSTIC_HORIZON_ORDER 312
/** A horizon over {0} years. */
#define CHILDPLAN_DIAGNOSTIC_HORIZON_TOO_LONG 313
/** {0} is no start of a reporting year. */
#define CHILDPLAN_DIAGNOSTIC_YEAR_STARTS 314
/** {0} is no number. */
#define CHILDPLAN_DIAGNOSTIC_NUMBER_MALFORMED 315
/** {0} has over {1} decimals. */
#define CHILDPLAN_DIAGNOSTIC_NUMBER_TOO_FINE 316
/** {0} does not fit 64 bits. */
#define CHILDPLAN_DIAGNOSTIC_NUMBER_TOO_LARGE 317
/** {0} has over {1} items. */
#define CHILDPLAN_DIAGNOSTIC_LIST_TOO_LONG 318
/** {0} stands twice in one list. */
#define CHILDPLAN_DIAGNOSTIC_LISTED_TWICE 319
/** Two levels have the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_LEVEL_TWICE 320
/** Two data elements have the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_ELEMENT_TWICE 321
/** Two indicators have the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_INDICATOR_TWICE 322
/** Two thresholds have the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_THRESHOLD_TWICE 323
/** Two objectives have the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_OBJECTIVE_TWICE 324
/** Two tasks have the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_TASK_TWICE 325
/** attains is {0}, not a percentage. */
#define CHILDPLAN_DIAGNOSTIC_ATTAINS_PERCENT 326
/** The threshold {0} has no attains and is not the last. */
#define CHILDPLAN_DIAGNOSTIC_ATTAINS_MISSING 327
/** The threshold {0} is the last and has attains. */
#define CHILDPLAN_DIAGNOSTIC_ATTAINS_LAST 328
/** The built-in status {0} has attains. */
#define CHILDPLAN_DIAGNOSTIC_ATTAINS_BUILT_IN 329
/** {0} is no level. */
#define CHILDPLAN_DIAGNOSTIC_LEVEL_UNKNOWN 330
/** {0} is no unit. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_UNKNOWN 331
/** {0} is no data element. */
#define CHILDPLAN_DIAGNOSTIC_ELEMENT_UNKNOWN 332
/** {0} is no indicator. */
#define CHILDPLAN_DIAGNOSTIC_INDICATOR_UNKNOWN 333
/** {0} is the tag of no unit. */
#define CHILDPLAN_DIAGNOSTIC_TAG_UNKNOWN 334
/** {0} is neither a level nor a unit. */
#define CHILDPLAN_DIAGNOSTIC_WHO_UNKNOWN 335
/** {0} is no colour. */
#define CHILDPLAN_DIAGNOSTIC_COLOR_MALFORMED 336
/** attains is {0}, below zero. */
#define CHILDPLAN_DIAGNOSTIC_ATTAINS_NEGATIVE 337
/** A plan from memory names the file {0}, and there is no resolver. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_FILE_UNREACHABLE 340
/** {0} is no column of units. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_UNKNOWN 341
/** The column {0} of units is missing. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_MISSING 342
/** The column {0} of units stands twice. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_COLUMN_TWICE 343
/** A row of {0} cells under a header of {1}. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_ROW_TOO_LONG 344
/** A file of units without a header line. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_NO_HEADER 345
/** A plan without any unit. */
#define CHILDPLAN_DIAGNOSTIC_UNITS_NONE 346
/** The tag {0} holds a semicolon. */
#define CHILDPLAN_DIAGNOSTIC_TAG_SEMICOLON 347
/** A version of unit {0} ends on {2}, before it begins on {1}. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_UNTIL_BEFORE_FROM 350
/** Two versions of unit {0} live on {1}. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_OVERLAP 351
/** A version of unit {0} ends on {1}, before the one that stands earlier in the file. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_ORDER 352
/** Unit {0} lives on no day of the horizon. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_OUTSIDE_HORIZON 353
/** Unit {0} is its own successor. */
#define CHILDPLAN_DIAGNOSTIC_SUCCESSOR_ITSELF 354
/** Unit {0} has a successor but no end. */
#define CHILDPLAN_DIAGNOSTIC_SUCCESSOR_WITHOUT_END 355
/** The successor {1} of unit {0} does not live on {2}. */
#define CHILDPLAN_DIAGNOSTIC_SUCCESSOR_NOT_ALIVE 356
/** The parent {1} of unit {0} does not live on {2}. */
#define CHILDPLAN_DIAGNOSTIC_PARENT_NOT_ALIVE 357
/** The level {3} of unit {0} is not below the level {4} of its parent {1} on {2}. */
#define CHILDPLAN_DIAGNOSTIC_PARENT_LEVEL 358
/** On {1} the way up from unit {0} comes back to it. */
#define CHILDPLAN_DIAGNOSTIC_PARENT_CYCLE 359
/** Every unit has a parent on {0}, and so always. */
#define CHILDPLAN_DIAGNOSTIC_ROOT_NONE 360
/** Units {0} and {1} both have no parent on {2}. */
#define CHILDPLAN_DIAGNOSTIC_ROOT_TWO 361
/** On {2} unit {0} is the root instead of {1}. */
#define CHILDPLAN_DIAGNOSTIC_ROOT_CHANGES 362
/** On {1} there is no root; at other times it is {0}. */
#define CHILDPLAN_DIAGNOSTIC_ROOT_GAP 363
/** A decimal element without decimals. */
#define CHILDPLAN_DIAGNOSTIC_DECIMALS_MISSING 370
/** decimals with the type {0}. */
#define CHILDPLAN_DIAGNOSTIC_DECIMALS_NOT_ALLOWED 371
/** year_to_date with over_time {0}. */
#define CHILDPLAN_DIAGNOSTIC_GIVEN_NOT_SUM 372
/** The window {0} with over_time last. */
#define CHILDPLAN_DIAGNOSTIC_WINDOW_OF_LAST 373
/** carry with over_time {0}. */
#define CHILDPLAN_DIAGNOSTIC_CARRY_NOT_LAST 374
/** min {0} is over max {1}. */
#define CHILDPLAN_DIAGNOSTIC_MIN_OVER_MAX 375
/** A flag with a {0} other than its own. */
#define CHILDPLAN_DIAGNOSTIC_FLAG_LIMITS 376
/** Element {0} is part of itself. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_ITSELF 377
/** The elements that {0} is part of lead back to it. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_CYCLE 378
/** Element {0} and the {1} it is part of differ in frequency. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_FREQUENCY 379
/** Element {0} and the {1} it is part of differ in over_time. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_OVER_TIME 380
/** Level {2} reports element {0}, but not the {1} it is part of. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_LEVELS 381
/** Of element {0} and the {1} it is part of one is given year_to_date. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_GIVEN 382
/** An element with the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_ELEMENT_RESERVED 383
/** The element id {0} begins with a minus. */
#define CHILDPLAN_DIAGNOSTIC_ELEMENT_MINUS 384
/** A second milestone for {0} of the same scope, first on line {1}. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_SAME_PERIOD 385
/** {0} stands twice in a numerator or denominator. */
#define CHILDPLAN_DIAGNOSTIC_TERM_TWICE 390
/** each_unit in a numerator. */
#define CHILDPLAN_DIAGNOSTIC_EACH_UNIT_NUMERATOR 391
/** each_unit is subtracted. */
#define CHILDPLAN_DIAGNOSTIC_EACH_UNIT_SUBTRACTED 392
/** per is {0}. */
#define CHILDPLAN_DIAGNOSTIC_PER_MALFORMED 393
/** Element {0} with over_units {1} in an indicator that is not a total of it alone. */
#define CHILDPLAN_DIAGNOSTIC_OVER_UNITS 394
/** A target without any of above, at_least, below, at_most and equals. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_OPERATOR_MISSING 395
/** A target with both {0} and {1}. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_OPERATOR_TWICE 396
/** {0} is a percentage where per is {1}. */
#define CHILDPLAN_DIAGNOSTIC_PERCENT_NOT_ALLOWED 397
/** units of a target has more or less than one of level, tag and ids. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_SCOPE 398
/** The milestone {0} ends on the same day as {1} of the same scope on line {2}. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_SAME_DAY 399
/* DIAGNOSTIC CODES: reports (4xx) */
/** A quote that opens a CSV cell and is never closed. */
#define CHILDPLAN_DIAGNOSTIC_QUOTE_NOT_CLOSED 401
/** Text between a CSV cell's closing quote and the next delimiter. */
#define CHILDPLAN_DIAGNOSTIC_TEXT_AFTER_QUOTE 402
/** A report file without a header line. */
#define CHILDPLAN_DIAGNOSTIC_NO_HEADER 403
/** The column {0} is missing. */
#define CHILDPLAN_DIAGNOSTIC_COLUMN_MISSING 404
/** The column {0} stands twice in the header. */
#define CHILDPLAN_DIAGNOSTIC_COLUMN_TWICE 405
/** The column {0} is neither a known one nor a data element. */
#define CHILDPLAN_DIAGNOSTIC_COLUMN_UNKNOWN 406
/** A wide header without any data element. */
#define CHILDPLAN_DIAGNOSTIC_NO_ELEMENT_COLUMN 407
/** A row of {0} cells under a header of {1}. */
#define CHILDPLAN_DIAGNOSTIC_TOO_MANY_CELLS 408
/** {0} stands in a column without a name. */
#define CHILDPLAN_DIAGNOSTIC_CELL_WITHOUT_COLUMN 409
/** The cell {0} of a row is empty. */
#define CHILDPLAN_DIAGNOSTIC_CELL_EMPTY 410
/** {0} is not a period. */
#define CHILDPLAN_DIAGNOSTIC_REPORT_PERIOD_MALFORMED 413
/** The period {0} is not inside the plan, {1} to {2}. */
#define CHILDPLAN_DIAGNOSTIC_REPORT_OUTSIDE_HORIZON 414
/** {0} is not a period of element {1}, whose periods are such as {2}. */
#define CHILDPLAN_DIAGNOSTIC_REPORT_OTHER_FREQUENCY 415
/** The unit {0} lives on no day of {1}. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_NOT_ALIVE 416
/** The unit {0} is of level {1} in {2}, which does not report element {3}. */
#define CHILDPLAN_DIAGNOSTIC_LEVEL_NOT_ASKED 417
/** {0} is not a number. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_MALFORMED 418
/** {0} is written with a decimal comma, which was not declared. */
#define CHILDPLAN_DIAGNOSTIC_DECIMAL_COMMA 419
/** {0}: where a decimal comma was declared, points only part exact groups of three. */
#define CHILDPLAN_DIAGNOSTIC_NUMBER_GROUPS 420
/** {0} has more than the {1} decimals of element {2}. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_TOO_FINE 421
/** {0} is too large for a 64-bit number. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_TOO_LARGE 422
/** {0} is neither yes nor no, for flag {1}. */
#define CHILDPLAN_DIAGNOSTIC_FLAG_MALFORMED 423
/** {0} is below the smallest {1} of element {2}. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_BELOW_MIN 424
/** {0} is above the largest {1} of element {2}. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_ABOVE_MAX 425
/** {0} is not a date. */
#define CHILDPLAN_DIAGNOSTIC_SUBMITTED_MALFORMED 426
/** An empty value without the date from which it would withdraw the report. */
#define CHILDPLAN_DIAGNOSTIC_VALUE_MISSING 427
/** {0} of {1} for {2} has another value at {3}, submitted on the same date. */
#define CHILDPLAN_DIAGNOSTIC_REPORTED_OTHERWISE 428
/** {0} of {1} for {2} stands already, with the same value and date, at {3}. */
#define CHILDPLAN_DIAGNOSTIC_REPORTED_TWICE 429
/** {0} is {1} but is part of {2}, which is {3}; of unit {4} for period {5}. */
#define CHILDPLAN_DIAGNOSTIC_PART_ABOVE_WHOLE 430
/** {0} is {1} but its part {2}, held from an earlier import, is {3}; of unit {4} for period {5}. */
#define CHILDPLAN_DIAGNOSTIC_WHOLE_BELOW_PART 431
/** {0} of {1} for {2} was not reported before the day it is withdrawn. */
#define CHILDPLAN_DIAGNOSTIC_NOTHING_TO_WITHDRAW 432
/** An Arrow stream failed, saying {0}. */
#define CHILDPLAN_DIAGNOSTIC_ARROW_STREAM_FAILED 440
/** An Arrow stream of something other than rows with named columns. */
#define CHILDPLAN_DIAGNOSTIC_ARROW_NO_ROWS 441
/** The column {0} is of the Arrow type {1}, which cannot be read there. */
#define CHILDPLAN_DIAGNOSTIC_ARROW_COLUMN_TYPE 442
/** A record batch that is not built as its schema says. */
#define CHILDPLAN_DIAGNOSTIC_ARROW_BATCH_MALFORMED 443
/** The floating-point number {0} is not exactly a value. */
#define CHILDPLAN_DIAGNOSTIC_ARROW_FLOAT_NOT_EXACT 444
/** {0} is a time of day where a date was expected. */
#define CHILDPLAN_DIAGNOSTIC_ARROW_TIME_OF_DAY 445
/** {0} does not show how the numbers of a form are written. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_FORM_NUMBERS_MALFORMED 450
/** Note: {0} rows of a form have no value. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_FORM_NOT_FILLED_IN 451
/* DIAGNOSTIC CODES: the rollup (5xx) */
/** The period {0} asked for is not inside the horizon {1}. */
#define CHILDPLAN_DIAGNOSTIC_ASKED_PERIOD_OUTSIDE_HORIZON 501
/** The day {0} asked for (structure or cut-off) is not inside the horizon {1}. */
#define CHILDPLAN_DIAGNOSTIC_ASKED_DAY_OUTSIDE_HORIZON 502
/** A figure of indicator {2} at unit {0} in {1} does not fit 64 bits. */
#define CHILDPLAN_DIAGNOSTIC_FIGURE_TOO_LARGE 503
/** Note: the default cut-off {0} comes before the end of {1}. */
#define CHILDPLAN_DIAGNOSTIC_CUT_OFF_BEFORE_PERIOD 504
/** Note: of {1} units expected in the last cycle, which ends on the default cut-off {2}, only {0} have reported it all.
 */
#define CHILDPLAN_DIAGNOSTIC_FEW_REPORTS 505
/** Note: unit {0} has no rows, as it does not exist on {1}; it exists from {2} to {3}. */
#define CHILDPLAN_DIAGNOSTIC_NO_ROWS_NOT_ALIVE 506
/** Note: unit {0} has no rows, as its level is {1}. */
#define CHILDPLAN_DIAGNOSTIC_NO_ROWS_OTHER_LEVEL 507
/** Note: the period {1} has no rows, as it starts after the cut-off {0}. */
#define CHILDPLAN_DIAGNOSTIC_PERIOD_AFTER_CUT_OFF 508
/** Note: no period was asked for, and those with a report start after the cut-off {0}. */
#define CHILDPLAN_DIAGNOSTIC_NO_PERIOD_BY_CUT_OFF 509
/** Note: there are no reports. */
#define CHILDPLAN_DIAGNOSTIC_NO_REPORTS_KNOWN 510
/** Note: no report had been submitted by {0}, the day of knowledge. */
#define CHILDPLAN_DIAGNOSTIC_NO_REPORTS_KNOWN_BY 511
/** Rows of partial results that do not cover all units. Since 0.2.0, as the five after it. */
#define CHILDPLAN_DIAGNOSTIC_PARTIAL_UNITS_MISSING 520
/** A unit in both of two partial results. */
#define CHILDPLAN_DIAGNOSTIC_PARTIAL_UNIT_TWICE 521
/** A partial result of another plan, or of other units. */
#define CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_PLAN 522
/** Partial results of different options. */
#define CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_OPTIONS 523
/** A partial result of another version of the library. */
#define CHILDPLAN_DIAGNOSTIC_PARTIAL_OTHER_LIBRARY 524
/** A stream that is no partial result. */
#define CHILDPLAN_DIAGNOSTIC_PARTIAL_MALFORMED 525
/* DIAGNOSTIC CODES: forms of target (60x and 61x, all since 0.2.0) */
/** {0} is no column of {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_VALUES_COLUMN_UNKNOWN 600
/** The column {0} of {1} is missing. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_VALUES_COLUMN_MISSING 601
/** The file of {0} has no header line. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_VALUES_NO_HEADER 602
/** The files that the plan names are together over the limit of {0} bytes. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_FILES_TOO_LARGE 603
/** A target with both {0} and {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_KEYS_TOGETHER 604
/** {0} in a target without {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_KEY_WITHOUT 605
/** A range, {0} {1} with {2} {3}, in which there is no number. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_RANGE_EMPTY 606
/** {0} is not a period of the kind {1} that `every` asks for. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_PERIOD_KIND 607
/** A recurring target that ends with {1}, before it begins with {0}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_FROM_AFTER_TO 608
/** keep_until is {0}, which does not end after {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_KEEP_UNTIL 609
/** A relative change of {0}, without %. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_RELATIVE_NUMBER 610
/** A change in points of {0}; {1} is the number without %. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_POINTS_NUMBER 611
/** The number {0} of {1} is below zero; {2} is the opposite key. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_CHANGE_NEGATIVE 612
/** A target against the baseline of the indicator {0}, which has none. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_NO_BASELINE 613
/** `assigned` beside another operator, {0}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_ASSIGNED_RANGE 614
/** {0}: assigned in a target without values. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_VALUES_MISSING 615
/** A value with its own `by` in a target with {0}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_VALUES_BY 616
/** The unit {0} has a value already, on line {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_VALUE_TWICE 617
/** The milestone {0}, or the stretch it is for, overlaps {1} of the same units on line {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_OVERLAP 618
/** A baseline with neither value nor values. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_BASELINE_VALUE_MISSING 619
/* DIAGNOSTIC CODES: populations, windows and rates (62x, 63x), since 0.2.0 */
/** units of an indicator without any of level, tag and ids. */
#define CHILDPLAN_DIAGNOSTIC_POPULATION_EMPTY 620
/** The window {0} of an indicator that counts no flow. */
#define CHILDPLAN_DIAGNOSTIC_WINDOW_WITHOUT_FLOW 621
/** A second rate with the id {0}. */
#define CHILDPLAN_DIAGNOSTIC_RATE_TWICE 630
/** There is no rate {0}. */
#define CHILDPLAN_DIAGNOSTIC_RATE_UNKNOWN 631
/** A rate's value {0} is below 0. */
#define CHILDPLAN_DIAGNOSTIC_RATE_NEGATIVE 632
/** A rate's value from {0} follows, on line {2}, the one from {1}, which is no earlier. */
#define CHILDPLAN_DIAGNOSTIC_RATE_ORDER 633
/** each_unit with a rate. */
#define CHILDPLAN_DIAGNOSTIC_RATE_OF_EACH_UNIT 634
/** Element {0}, whose reports are counted, with a rate. */
#define CHILDPLAN_DIAGNOSTIC_RATE_OF_COUNT 635
/** Element {0}, which is given year_to_date, with a rate. */
#define CHILDPLAN_DIAGNOSTIC_RATE_OF_YEAR_TO_DATE 636
/** The rate {0} begins on {1}, but element {2} can be reported for {3} already, which ends on {4}. */
#define CHILDPLAN_DIAGNOSTIC_RATE_NOT_YET_VALID 637
/* DIAGNOSTIC CODES: units that meet a target (64x), since 0.2.0 */
/** {0} stands beside units_meeting. */
#define CHILDPLAN_DIAGNOSTIC_MEETING_BESIDE 640
/** units_meeting counts {0}, which counts units itself. */
#define CHILDPLAN_DIAGNOSTIC_MEETING_OF_MEETING 641
/** units_meeting counts {0}, which has no target. */
#define CHILDPLAN_DIAGNOSTIC_MEETING_NO_TARGET 642
/* DIAGNOSTIC CODES: the plan that is upheld, files among units, files that serve several plans (66x to 69x) */
/** {0}, the plan named, stands in this chain of plans already. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHOLDS_CIRCLE 660
/** {0} would make a chain of more than {1} plans. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHOLDS_TOO_DEEP 661
/** {0}, which this plan upholds, was refused with {1} errors, so nothing is compared. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_REFUSED 662
/** {0}, the root of this plan, is not a unit of the plan {1} that it upholds. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_ROOT_UNKNOWN 663
/** The indicator {0} is missing, of which {2} (file:line) asks the unit {1}, and {4} more, for {3}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_INDICATOR_MISSING 664
/** The indicator {0} has no target for {1}, and {4} more, of which {2} (file:line) asks for {3}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_TARGET_MISSING 665
/** The milestone {5} of {0} for the unit {1}, and {4} more, is due later than {3} at {2} (file:line). Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_LATER 666
/** The milestone {5} of {0} for {1}, and {4} more, can be met without meeting {3} at {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_WEAKER 667
/** The milestone {5} of {0} for {1}, and {4} more, takes the very number that {3} at {2} does not. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_AT_THE_BAR 668
/** The milestone {5} of {0} for {1}, and {4} more, is of another form than {3} at {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_OTHER_FORM 669
/** The milestone {5} of {0} for {1}, and {4} more, leaves out periods in which {3} at {2} is due. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_REPEATED_LESS 670
/** The milestone {5} of {0} for {1}, and {4} more, is not kept up as long as {3} at {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_KEPT_SHORTER 671
/** The milestone {5} of {0} for {1}, and {4} more, is an aspiration; {3} at {2} is binding. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_ASPIRATION 672
/** The milestone {5} of {0} for {1}, and {4} more, starts from the baseline {6}, {3} at {2} from {7}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_BASELINE 673
/** The indicator {0} is not the figure of that id at {1} (file:line): the key {2} is not the same. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_FIGURE 674
/** The indicator {0} leaves out the unit {1}, and {3} more, which {2} (file:line) counts. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_POPULATION 675
/** The data element {0} is not reported by the level {1}, as at {2} (file:line). Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_LEVEL 676
/** The quotas of {0} of the units below {1} come to {2}, which does not reach its own {3} at {4}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_QUOTAS_SHORT 677
/** Warning: {0} further findings about what this plan upholds. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_MORE 678
/** The plan {0} was compared in part only: more than {1} pairs of unit and milestone. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_UPHELD_TOO_MANY 679
/** A `file` beside other keys in an item of the list {0}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_FILE_NOT_ALONE 690
/** Note: {0} rows and {1} cells of wide rows were left to the other plans that these files serve. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_OTHER_PLANS_ROWS 695
/* DIAGNOSTIC CODES: the check (7xx), since 0.2.0 */
/** Units of level {1} report {2} of the numerator of indicator {0}, and nothing of its denominator. */
#define CHILDPLAN_DIAGNOSTIC_LEVEL_WITHOUT_DENOMINATOR 700
/** Element {0} is added up over time, but in indicator {1} the standing {2} is divided by it. */
#define CHILDPLAN_DIAGNOSTIC_STANDING_OVER_FLOW 701
/** The flag {0} is added up over time, in indicator {1} over each_unit. */
#define CHILDPLAN_DIAGNOSTIC_FLAG_ADDED_UP 702
/** Indicator {0} adds the standing {1} and {2}, which is added up over time. */
#define CHILDPLAN_DIAGNOSTIC_STANDING_AND_FLOW_ADDED 703
/** The baseline of indicator {0}, of {1}, does not end before its first milestone {2} on line {3}. */
#define CHILDPLAN_DIAGNOSTIC_BASELINE_LATE 704
/** The target {1} of indicator {0} by {2} is worse than {3} by {4} on line {5}. */
#define CHILDPLAN_DIAGNOSTIC_MILESTONE_GOES_BACK 705
/** The target {1} of indicator {0} by {2} is worse than the baseline {3} of {4} on line {5}. */
#define CHILDPLAN_DIAGNOSTIC_MILESTONE_UNDER_BASELINE 706
/** The target {1} of indicator {0} goes the other way than its better: {2}; {3} is meant. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_AGAINST_BETTER 707
/** Indicator {0} is never over {2}, so its target {1} is never met. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_OVER_HIGHEST 708
/** Indicator {0} is never under {2}, so its target {1} is never met. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_UNDER_LOWEST 709
/** Indicator {0} is never over {2}, so its target {1} is always met. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_MET_BY_HIGHEST 710
/** Indicator {0} is never under {2}, so its target {1} is always met. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_MET_BY_LOWEST 711
/** Indicator {0}, never negative, is to decrease by over 100%: {1}. */
#define CHILDPLAN_DIAGNOSTIC_DECREASE_OVER_ALL 712
/** Indicator {0} is a total, but its target {1} a percentage. */
#define CHILDPLAN_DIAGNOSTIC_PERCENT_OF_TOTAL 713
/** What attains the {1} of threshold {0} attains the {3} of {2} before it. */
#define CHILDPLAN_DIAGNOSTIC_THRESHOLD_NEVER_REACHED 714
/** Any value attains threshold {0}, of 0%, so none comes to the last one, {1}. */
#define CHILDPLAN_DIAGNOSTIC_THRESHOLD_TAKES_ALL 715
/** The least threshold {0} asks for {1} of the path, so who is on it has the last one, {2}. */
#define CHILDPLAN_DIAGNOSTIC_THRESHOLDS_OVER_PATH 716
/** No indicator uses element {0}. */
#define CHILDPLAN_DIAGNOSTIC_ELEMENT_UNUSED 717
/** From {3} on no unit of level {2} lives to report {1}, without which indicator {0} is no more. */
#define CHILDPLAN_DIAGNOSTIC_INDICATOR_ENDS 718
/** From {3} on no unit of level {2} lives to report {1}, a part of indicator {0}. */
#define CHILDPLAN_DIAGNOSTIC_INDICATOR_LOSES_PART 719
/** No unit of level {2} ever lives to report {1}, without which there is no indicator {0}. */
#define CHILDPLAN_DIAGNOSTIC_INDICATOR_NEVER_REPORTED 720
/** No unit of level {2} ever lives to report {1}, a part of indicator {0}. */
#define CHILDPLAN_DIAGNOSTIC_INDICATOR_LACKS_PART 721
/** Unit {0} ends on {1} without a successor; {2} of its children live on, such as {3}, the first under {4}. */
#define CHILDPLAN_DIAGNOSTIC_UNIT_LEAVES_CHILDREN 722
/** The successor of unit {0} leads back to it: {1}. */
#define CHILDPLAN_DIAGNOSTIC_SUCCESSOR_CIRCLE 723
/** Rate {0} changes on {1}, within {2}, for which element {3} is reported as one figure. */
#define CHILDPLAN_DIAGNOSTIC_RATE_CHANGES_WITHIN 724
/** Of indicator {0} unit {1} was handed {3} by {2}, but the {5} units under it only {4}. */
#define CHILDPLAN_DIAGNOSTIC_QUOTAS_UNDER_OWN 725
/** From {2} on no unit of level {1} lives, whose units indicator {0} counts. */
#define CHILDPLAN_DIAGNOSTIC_MEETING_ENDS 726
/** No unit of level {1} ever lives, whose units indicator {0} counts. */
#define CHILDPLAN_DIAGNOSTIC_MEETING_NEVER 727
/** Indicator {0} is narrowed to units of which none ever lives. */
#define CHILDPLAN_DIAGNOSTIC_POPULATION_WITHOUT_UNIT 728
/** The target {1} of indicator {0} is for {2}, but element {3} is reported by the {4}. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_WITHOUT_ROWS 729
/** The target {1} of indicator {0} by {2} is for units of which none lives from {3} on. */
#define CHILDPLAN_DIAGNOSTIC_TARGET_WITHOUT_UNIT 730
/** Indicator {0} counts units of level {2} that meet {1}, which has targets for others only. */
#define CHILDPLAN_DIAGNOSTIC_MEETING_WITHOUT_TARGET 731
/** {0} declares the figure of subtrees, but below level {1} none reports {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_CHECK_OF_NOTHING_BELOW 732
/* DIAGNOSTIC CODES: checks of data (740 to 769) */
/** {0} is `check_of` {1}, which is itself or another that only checks. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_CHECK_OF_CHECK 740
/** The key {0} beside `check_of`, which takes it from {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_CHECK_OF_BESIDE 741
/** {0} is `check_of` {1}, which is not added up over units but {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_CHECK_OF_OVER_UNITS 742
/** An indicator uses {0}, which is only `check_of` {1}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_CHECK_OF_IN_INDICATOR 743
/** {0} is `part_of` {1}, which only checks. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_PART_OF_CHECK 744
/** `plausible` limits of the flag {0}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_PLAUSIBLE_OF_FLAG 745
/** `plausible` of {0} says neither `min` nor `max`. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_PLAUSIBLE_EMPTY 746
/** The `plausible` limit {0} is outside {1}, the `min` or `max` of {2}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_PLAUSIBLE_OUTSIDE 747
/** {0} of {1} for {2} is {3}, below the plausible {4}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_BELOW_PLAUSIBLE 750
/** {0} of {1} for {2} is {3}, above the plausible {4}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_ABOVE_PLAUSIBLE 751
/** {0} of {1} for {2} is {3}, far from the median {4} of {5} reports: a modified z-score of {6}, over {7}; {8} is not
 * empty where the mean distance stands for a median one of 0, {9} where {3} is what the period adds to the year's
 * total. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_OUTLIER 752
/** {0} of {1} for {2} is {3}, after {4} for {5}; {6} as {9} of an outlier. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_JUMP 753
/** {0} of {1} for {2}, a total since the year began, is {3}, less than {4} for {5}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_TOTAL_FALLS 754
/** {0} of {1} for {2} is {3}, as in each of {4} reports since {5}; {6} as {9} of an outlier. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_COPIED 755
/** {0} of {1} for {2} is declared as {3}, but the {6} units in its subtree have reported {4} of {5}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_SUBTREE_DIFFERS 756
/** {0} of {1} for {2} is declared as {3}, but {7} of {6} units in its subtree have already reported {4} of {5}. Since
 * 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_SUBTREE_EXCEEDED 757
/** {0} of {1} for {2} is declared as {3}; {7} of {6} units in its subtree have reported {4} of {5}. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_SUBTREE_INCOMPLETE 758
/** {0} more findings than asked for. Since 0.2.0. */
#define CHILDPLAN_DIAGNOSTIC_DATA_MORE_FINDINGS 759
/* DIAGNOSTIC CODES: end */
/** @} */

/**
 * Makes an empty list.
 * @param ret_diagnostics The caller's, to be freed with childplan_diagnostics_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_diagnostics_new(childplan_diagnostics **ret_diagnostics);

/**
 * Frees the list and every text borrowed from it.
 * @param diagnostics The list; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_diagnostics_free(childplan_diagnostics *diagnostics);

/**
 * Empties the list for another use; every text borrowed from it ends.
 * @param diagnostics The list; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_diagnostics_clear(childplan_diagnostics *diagnostics);

/**
 * How many there are.
 * @param diagnostics The list.
 * @return The length of the list.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_diagnostics_count(const childplan_diagnostics *diagnostics);

/**
 * How many of them have this severity.
 * @param diagnostics The list.
 * @param severity CHILDPLAN_SEVERITY_*.
 * @return How many.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_diagnostics_count_of(const childplan_diagnostics *diagnostics, int32_t severity);

/**
 * The severity of one.
 * @param diagnostics The list.
 * @param index From 0.
 * @return CHILDPLAN_SEVERITY_*; CHILDPLAN_NONE out of range.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_diagnostics_severity(const childplan_diagnostics *diagnostics, size_t index);

/**
 * The code of one.
 * @param diagnostics The list.
 * @param index From 0.
 * @return CHILDPLAN_DIAGNOSTIC_*; 0 out of range.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_diagnostics_code(const childplan_diagnostics *diagnostics, size_t index);

/**
 * The file, as the caller named it.
 * @param diagnostics The list.
 * @param index From 0.
 * @return NULL where there is none or out of range. Borrowed until the list is cleared or freed.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_diagnostics_file(const childplan_diagnostics *diagnostics, size_t index);

/**
 * The line.
 * @param diagnostics The list.
 * @param index From 0.
 * @return From 1; 0 unknown.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API uint32_t childplan_diagnostics_file_line(const childplan_diagnostics *diagnostics, size_t index);

/**
 * The column in Unicode characters.
 * @param diagnostics The list.
 * @param index From 0.
 * @return From 1; 0 unknown.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API uint32_t childplan_diagnostics_file_column(const childplan_diagnostics *diagnostics, size_t index);

/**
 * How many arguments one has.
 * @param diagnostics The list.
 * @param index From 0.
 * @return How many; 0 out of range.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_diagnostics_argument_count(const childplan_diagnostics *diagnostics, size_t index);

/**
 * One argument.
 * @param diagnostics The list.
 * @param index Which diagnostic, from 0.
 * @param argument Which argument, from 0: the {0}, {1}… of the codes.
 * @return NULL out of range. Borrowed until the list is cleared or freed.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_diagnostics_argument(const childplan_diagnostics *diagnostics, size_t index,
                                                         size_t argument);

/**
 * The nearest known name ("did you mean …?").
 * @param diagnostics The list.
 * @param index From 0.
 * @return NULL where there is none. Borrowed until the list is cleared or freed.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_diagnostics_suggestion(const childplan_diagnostics *diagnostics, size_t index);

/**
 * The message in a language, with the suggestion, without the position.
 * @param diagnostics The list.
 * @param index From 0.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_diagnostics_message(const childplan_diagnostics *diagnostics, size_t index,
                                                   int32_t language, char *buffer, size_t size);

/**
 * The whole line a program prints: "plan.yaml:3:5: error: message", without a line end; parts that are unknown are left
 * out.
 * @param diagnostics The list.
 * @param index From 0.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_diagnostics_format(const childplan_diagnostics *diagnostics, size_t index,
                                                  int32_t language, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif

#endif
