/**
 * @file
 * A plan: its document, calendar, levels, units through time, data elements, indicators, targets and statuses, read
 * from YAML and checked whole. Immutable once loaded; any number of threads may use one at once. All texts borrowed
 * from a plan live as long as it.
 */
#ifndef CHILDPLAN_PLAN_H
#define CHILDPLAN_PLAN_H

#include "diagnostics.h"
#include "period.h"
#include "progress.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A loaded plan.
 * @since 0.1.0
 */
typedef struct childplan_plan childplan_plan;

/**
 * How to load a plan.
 * @since 0.1.0
 */
typedef struct childplan_plan_options childplan_plan_options;

/**
 * Gives the text of a file the plan names (`units: {file: units.csv}`, `values: {file: quotas.csv}`, `upholds: {file:
 * above.yaml}`).
 * @param context The caller's, as given with the callback.
 * @param name The file's name as written in the plan, in one that is upheld with that plan's folder before it; valid
 * during the call.
 * @param ret_text The file's bytes, which stay the callback's and must stay valid until the load returns.
 * @param ret_size How many bytes.
 * @return CHILDPLAN_OK, or CHILDPLAN_ERROR_FILE where there is no such file; anything else stops the load with that
 * status.
 * @threads called by the thread that loads the plan
 * @since 0.1.0
 */
typedef childplan_status (*childplan_resolve_fn)(void *context, const char *name, const char **ret_text,
                                                 size_t *ret_size);

/**
 * Makes options with the defaults: malloc, files beside the plan file, 64 MiB of YAML, no further units, findings about
 * what is upheld reported.
 * @param ret_options The caller's, to be freed with childplan_plan_options_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_new(childplan_plan_options **ret_options);

/**
 * The same, with every allocation of these options, of the plans loaded with them, and of their reports and rollups
 * made by an allocator of the caller's.
 * @param allocate The allocator, which must outlive all of those.
 * @param context Passed to `allocate`; must outlive all of those.
 * @param ret_options The caller's, to be freed with childplan_plan_options_free.
 * @errors USAGE (NULL), NO_MEMORY.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_new_with_allocator(childplan_allocate_fn allocate, void *context,
                                                                         childplan_plan_options **ret_options);

/**
 * Frees options; plans loaded with them live on.
 * @param options The options; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_plan_options_free(childplan_plan_options *options);

/**
 * Files named in the plan are asked of a callback instead of the disk. Without it a plan loaded from memory can name no
 * file.
 * @param options The options.
 * @param resolve The callback; NULL goes back to the disk.
 * @param context Passed to `resolve`; must outlive the options.
 * @errors USAGE (NULL options).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_set_resolver(childplan_plan_options *options,
                                                                   childplan_resolve_fn resolve, void *context);

/**
 * The largest input taken.
 * @param options The options.
 * @param bytes For the plan, and for all the files that it names together; at least 1.
 * @errors USAGE (NULL, below 1).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_set_size_limit(childplan_plan_options *options, int64_t bytes);

/**
 * @name What becomes of findings about the plan that a plan upholds
 * Since 0.2.0.
 * @{
 */
/** They are warnings, also where that plan is missing or refused; the plan loads. The default. */
#define CHILDPLAN_UPHOLDING_REPORTED 0
/** They are errors, and the load is refused. */
#define CHILDPLAN_UPHOLDING_REQUIRED 1
/** The plan above is not even read. */
#define CHILDPLAN_UPHOLDING_IGNORED 2
/** @} */

/**
 * What becomes of findings about the plan that a plan upholds (`upholds: {file: …}`), down the whole chain.
 * @param options The options.
 * @param upholding CHILDPLAN_UPHOLDING_*.
 * @errors USAGE (NULL, not one of these).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_set_upholding(childplan_plan_options *options, int32_t upholding);

/**
 * Tells how far the load of a plan is (CHILDPLAN_PHASE_LOADING). Of a chain of plans the first one counts; the others
 * are its end.
 * @param options The options.
 * @param tell Told how far it is, and able to stop it; NULL (default): nobody is told.
 * @param context Passed to `tell`; must outlive the options.
 * @errors USAGE (NULL options).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_set_progress(childplan_plan_options *options,
                                                                   childplan_progress_fn tell, void *context);

/**
 * Adds rows of units, as columns from a database: the keys of a unit in YAML. They follow the plan file's own units,
 * which may then have no `units:` at all. Diagnostics of the load name the file "units" and the row, from 1. The
 * columns that are not required may be NULL, and so may single texts in them. Everything is copied.
 * @param options The options.
 * @param count How many rows: the length of each column.
 * @param ids Required.
 * @param names Required.
 * @param levels The levels' ids; required.
 * @param parents The ids of the units above.
 * @param from The first days; CHILDPLAN_NO_DATE for none.
 * @param until The last days; CHILDPLAN_NO_DATE for none.
 * @param successors The ids of the units that follow.
 * @param tags Separated by ';'.
 * @errors USAGE (NULL column or id, count over 2^31-1), NO_MEMORY.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_options_add_units(childplan_plan_options *options, size_t count,
                                                                const char *const *ids, const char *const *names,
                                                                const char *const *levels, const char *const *parents,
                                                                const int32_t *from, const int32_t *until,
                                                                const char *const *successors, const char *const *tags);

/**
 * Loads a plan file.
 * @param path UTF-8.
 * @param options NULL for the defaults.
 * @param ret_plan The caller's, to be freed with childplan_plan_free.
 * @param reterr_diagnostics Gets the errors; warnings are added on success too.
 * @errors USAGE (NULL), NO_MEMORY, FILE, REFUSED (with at least one error in the diagnostics), STOPPED.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_load_file(const char *path, const childplan_plan_options *options,
                                                        childplan_plan **ret_plan,
                                                        childplan_diagnostics *reterr_diagnostics);

/**
 * Loads a plan from memory. Otherwise as childplan_plan_load_file.
 * @param name What diagnostics call it.
 * @param text `size` bytes of YAML, not kept.
 * @param size The bytes of the text.
 * @param options NULL for the defaults.
 * @param ret_plan The caller's, to be freed with childplan_plan_free.
 * @param reterr_diagnostics Gets the errors; warnings are added on success too.
 * @errors USAGE (NULL), NO_MEMORY, FILE (one the plan names), REFUSED (with at least one error in the diagnostics),
 * STOPPED.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_load_memory(const char *name, const char *text, size_t size,
                                                          const childplan_plan_options *options,
                                                          childplan_plan **ret_plan,
                                                          childplan_diagnostics *reterr_diagnostics);

/**
 * Frees a plan, which must outlive its reports, imports and rollups.
 * @param plan The plan, in use by no other thread; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_plan_free(childplan_plan *plan);

/**
 * The plan's number.
 * @param plan The plan.
 * @return Such as "251/KH-LĐLĐ". Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_id(const childplan_plan *plan);

/**
 * The plan's title.
 * @param plan The plan.
 * @return The title. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_title(const childplan_plan *plan);

/**
 * Who signed it.
 * @param plan The plan.
 * @return NULL where not said. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_signed_by(const childplan_plan *plan);

/**
 * The day it was issued.
 * @param plan The plan.
 * @return Days since 1970-01-01, or CHILDPLAN_NO_DATE.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_issued(const childplan_plan *plan);

/**
 * The unit that issued it.
 * @param plan The plan.
 * @return The unit, or CHILDPLAN_NONE.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_issuer(const childplan_plan *plan);

/**
 * The plan that this one upholds, loaded with it by the same options.
 * @param plan The plan.
 * @return NULL where it names none, or that one could not be loaded or was not asked for. Borrowed from the plan, and
 * freed with it.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API const childplan_plan *childplan_plan_upheld(const childplan_plan *plan);

/**
 * The first reporting year of the horizon.
 * @param plan The plan.
 * @return The year; 0 for NULL.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_first_year(const childplan_plan *plan);

/**
 * The last reporting year of the horizon.
 * @param plan The plan.
 * @return The year; 0 for NULL.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_last_year(const childplan_plan *plan);

/**
 * SHA-256 (FIPS 180-4) of what the plan was loaded from, as 64 hexadecimal digits: of the YAML's bytes, followed by
 * those of the files of units that it names, by the rows of units added as columns, each value ended by a NUL, and by
 * the bytes of the files of values in the order in which they are read: indicator by indicator, of each the baseline's
 * before those of its targets, then those of the plan's own list of targets; a file named twice counts twice. The
 * plan that it upholds is not part of it. For a plan in one file it is what sha256sum says.
 * @param plan The plan.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_digest(const childplan_plan *plan, char *buffer, size_t size);

/**
 * @name Parts of the document that are lists of texts
 * Since 0.1.0.
 * @{
 */
/** The documents it is based on: each an id and a day. */
#define CHILDPLAN_BASED_ON 1
/** What it is for. */
#define CHILDPLAN_PURPOSE 2
/** Objectives, with ids. */
#define CHILDPLAN_OBJECTIVES 3
/** Tasks, with ids. */
#define CHILDPLAN_TASKS 4
/** Duties, each of a level or a unit. */
#define CHILDPLAN_DUTIES 5
/** To whom it was sent. */
#define CHILDPLAN_RECIPIENTS 6
/** @} */

/**
 * How many items a part of the document has.
 * @param plan The plan.
 * @param part CHILDPLAN_BASED_ON … CHILDPLAN_RECIPIENTS.
 * @return How many.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_item_count(const childplan_plan *plan, int32_t part);

/**
 * The id of an item: of a duty the level or unit that has it.
 * @param plan The plan.
 * @param part CHILDPLAN_BASED_ON … CHILDPLAN_RECIPIENTS.
 * @param item From 0.
 * @return NULL for purposes and recipients, which have none. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_item_id(const childplan_plan *plan, int32_t part, size_t item);

/**
 * The text of an item.
 * @param plan The plan.
 * @param part CHILDPLAN_BASED_ON … CHILDPLAN_RECIPIENTS.
 * @param item From 0.
 * @return NULL for what the plan is based on, which has an id and a day. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_item_text(const childplan_plan *plan, int32_t part, size_t item);

/**
 * The day a document the plan is based on was issued.
 * @param plan The plan.
 * @param part CHILDPLAN_BASED_ON; the others have no day.
 * @param item From 0.
 * @return Days since 1970-01-01, or CHILDPLAN_NO_DATE.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_item_issued(const childplan_plan *plan, int32_t part, size_t item);

/**
 * The first and last day of a period under the plan's reporting year; the whole plan is its horizon. Days outside the
 * horizon are given too.
 * @param plan The plan.
 * @param period A period's code.
 * @param ret_first_day,ret_last_day Days since 1970-01-01, both inside the period.
 * @errors USAGE (NULL, no period).
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_period_days(const childplan_plan *plan, int64_t period,
                                                          int32_t *ret_first_day, int32_t *ret_last_day);

/**
 * @name Kinds of things that have an id
 * Since 0.1.0.
 * @{
 */
/** Levels. */
#define CHILDPLAN_KIND_LEVEL 1
/** Units. */
#define CHILDPLAN_KIND_UNIT 2
/** Data elements. */
#define CHILDPLAN_KIND_ELEMENT 3
/** Indicators. */
#define CHILDPLAN_KIND_INDICATOR 4
/** Rates; since 0.2.0. */
#define CHILDPLAN_KIND_RATE 5
/** @} */

/**
 * Looks up an id as a person wrote it: gives its index, or a diagnostic that names the nearest one.
 * @param plan The plan.
 * @param kind CHILDPLAN_KIND_*.
 * @param id UTF-8, any normal form.
 * @param ret_index The index of the level, unit, element, indicator or rate.
 * @param reterr_diagnostics Says that there is none, and names the nearest.
 * @errors USAGE (NULL, no such kind), NO_MEMORY, REFUSED (there is none; id is not UTF-8).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_plan_look_up(const childplan_plan *plan, int32_t kind, const char *id,
                                                      int32_t *ret_index, childplan_diagnostics *reterr_diagnostics);

/**
 * How many levels there are.
 * @param plan The plan.
 * @return How many; level 0 is the top one.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_level_count(const childplan_plan *plan);

/**
 * A level's id.
 * @param plan The plan.
 * @param level From 0, from the top down.
 * @return The id. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_level_id(const childplan_plan *plan, int32_t level);

/**
 * A level's name.
 * @param plan The plan.
 * @param level From 0, from the top down.
 * @return The name. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_level_name(const childplan_plan *plan, int32_t level);

/**
 * Finds a level.
 * @param plan The plan.
 * @param id UTF-8, any normal form.
 * @return The level; CHILDPLAN_NONE where there is none.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_find_level(const childplan_plan *plan, const char *id);

/**
 * How many units there are, in document order of their first versions.
 * @param plan The plan.
 * @return How many.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_unit_count(const childplan_plan *plan);

/**
 * A unit's id.
 * @param plan The plan.
 * @param unit From 0.
 * @return The id. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_unit_id(const childplan_plan *plan, int32_t unit);

/**
 * A unit's name: of the version that lives on a day, or else of the last one that began before it, or else of the first
 * one.
 * @param plan The plan.
 * @param unit From 0.
 * @param day Days since 1970-01-01.
 * @return The name. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_unit_name(const childplan_plan *plan, int32_t unit, int32_t day);

/**
 * A unit's level, of the version childplan_plan_unit_name describes.
 * @param plan The plan.
 * @param unit From 0.
 * @param day Days since 1970-01-01.
 * @return The level; CHILDPLAN_NONE out of range.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_unit_level(const childplan_plan *plan, int32_t unit, int32_t day);

/**
 * The unit above a unit, of the version childplan_plan_unit_name describes.
 * @param plan The plan.
 * @param unit From 0.
 * @param day Days since 1970-01-01.
 * @return The parent; CHILDPLAN_NONE for the root and out of range.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_unit_parent(const childplan_plan *plan, int32_t unit, int32_t day);

/**
 * Whether some version of the unit lives on a day.
 * @param plan The plan.
 * @param unit From 0.
 * @param day Days since 1970-01-01.
 * @return 1 where one does, else 0.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_unit_is_alive(const childplan_plan *plan, int32_t unit, int32_t day);

/**
 * Finds a unit.
 * @param plan The plan.
 * @param id UTF-8, any normal form.
 * @return The unit; CHILDPLAN_NONE where there is none.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_find_unit(const childplan_plan *plan, const char *id);

/**
 * How many data elements there are, in document order.
 * @param plan The plan.
 * @return How many.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_element_count(const childplan_plan *plan);

/**
 * A data element's id.
 * @param plan The plan.
 * @param element From 0.
 * @return The id. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_element_id(const childplan_plan *plan, int32_t element);

/**
 * A data element's name.
 * @param plan The plan.
 * @param element From 0.
 * @return The name. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_element_name(const childplan_plan *plan, int32_t element);

/**
 * A data element's definition.
 * @param plan The plan.
 * @param element From 0.
 * @return NULL where the plan gives none. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_element_definition(const childplan_plan *plan, int32_t element);

/**
 * A data element's decimals: its values are whole numbers of 10^-decimals.
 * @param plan The plan.
 * @param element From 0.
 * @return 0 to 6; 0 out of range.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_element_decimals(const childplan_plan *plan, int32_t element);

/**
 * How often a data element is reported.
 * @param plan The plan.
 * @param element From 0.
 * @return CHILDPLAN_MONTH, CHILDPLAN_QUARTER, CHILDPLAN_HALF or CHILDPLAN_YEAR; 0 out of range.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_element_frequency(const childplan_plan *plan, int32_t element);

/**
 * The element whose subtree's figure a data element declares (`check_of`). Such an element is in no row, and nobody is
 * expected to report it.
 * @param plan The plan.
 * @param element From 0.
 * @return That element; CHILDPLAN_NONE where it is an element like others, or out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_element_check_of(const childplan_plan *plan, int32_t element);

/**
 * The limits outside of which a figure is worth a question (`plausible`), though it is taken.
 * @param plan The plan.
 * @param element From 0.
 * @param upper 0: the lower limit; 1: the upper one.
 * @param ret_limit Whole number of 10^-decimals of the element.
 * @return CHILDPLAN_ABSENT, writing nothing, where the plan gives none.
 * @errors USAGE (NULL, no such element, neither 0 nor 1).
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_plan_element_plausible(const childplan_plan *plan, int32_t element,
                                                                int32_t upper, int64_t *ret_limit);

/**
 * Finds a data element.
 * @param plan The plan.
 * @param id UTF-8, any normal form.
 * @return The data element; CHILDPLAN_NONE where there is none.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_find_element(const childplan_plan *plan, const char *id);

/**
 * How many indicators there are, in document order.
 * @param plan The plan.
 * @return How many.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_indicator_count(const childplan_plan *plan);

/**
 * An indicator's id.
 * @param plan The plan.
 * @param indicator From 0.
 * @return The id. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_indicator_id(const childplan_plan *plan, int32_t indicator);

/**
 * An indicator's name.
 * @param plan The plan.
 * @param indicator From 0.
 * @return The name. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_indicator_name(const childplan_plan *plan, int32_t indicator);

/**
 * Where in the document an indicator stands.
 * @param plan The plan.
 * @param indicator From 0.
 * @return NULL where not said. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_indicator_source(const childplan_plan *plan, int32_t indicator);

/**
 * An indicator's definition.
 * @param plan The plan.
 * @param indicator From 0.
 * @return NULL where the plan gives none. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_indicator_definition(const childplan_plan *plan, int32_t indicator);

/**
 * What an indicator's ratio is multiplied by.
 * @param plan The plan.
 * @param indicator From 0.
 * @return 1, 10, 100, 1000, …; 0 out of range.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int64_t childplan_plan_indicator_per(const childplan_plan *plan, int32_t indicator);

/**
 * Whether an indicator is a ratio.
 * @param plan The plan.
 * @param indicator From 0.
 * @return 1 with a denominator, also where it counts the units that meet a target, 0 for a total.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_indicator_is_ratio(const childplan_plan *plan, int32_t indicator);

/**
 * Which indicator's target the units meet that an indicator counts (`units_meeting`).
 * @param plan The plan.
 * @param indicator From 0.
 * @return The indicator; CHILDPLAN_NONE for one of numerator and denominator, and out of range.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_indicator_counted(const childplan_plan *plan, int32_t indicator);

/**
 * Whether a unit is counted in an indicator: alive on a day and then of the population that `units:` narrows the
 * indicator to.
 * @param plan The plan.
 * @param indicator From 0.
 * @param unit From 0.
 * @param day Days since 1970-01-01.
 * @return 1 or 0; of an indicator without `units:` 1 wherever the unit is alive.
 * @threads any
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_plan_indicator_has_unit(const childplan_plan *plan, int32_t indicator, int32_t unit,
                                                        int32_t day);

/**
 * Finds an indicator.
 * @param plan The plan.
 * @param id UTF-8, any normal form.
 * @return The indicator; CHILDPLAN_NONE where there is none.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API int32_t childplan_plan_find_indicator(const childplan_plan *plan, const char *id);

/**
 * @name A target's operator
 * Since 0.1.0.
 * @{
 */
/** More than: > */
#define CHILDPLAN_ABOVE 1
/** As much or more: >= */
#define CHILDPLAN_AT_LEAST 2
/** Less than: < */
#define CHILDPLAN_BELOW 3
/** As much or less: <= */
#define CHILDPLAN_AT_MOST 4
/** As much: = */
#define CHILDPLAN_EQUALS 5
/** @} */

/**
 * @name Statuses
 * The built-in five at fixed indices, then the plan's own (or the default) thresholds in file order. Since 0.1.0.
 * @{
 */
/** The target is met. */
#define CHILDPLAN_STATUS_MET 0
/** The target is due and not met. */
#define CHILDPLAN_STATUS_MISSED 1
/** The target is not due and not met, and there is no path to judge it by. */
#define CHILDPLAN_STATUS_OPEN 2
/** There is no value. */
#define CHILDPLAN_STATUS_NO_DATA 3
/** No target applies. */
#define CHILDPLAN_STATUS_NO_TARGET 4
/** The first of the thresholds. */
#define CHILDPLAN_STATUS_FIRST_THRESHOLD 5
/** @} */

/**
 * How many statuses there are, the built-in ones included.
 * @param plan The plan.
 * @return How many.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API size_t childplan_plan_status_count(const childplan_plan *plan);

/**
 * A status's id.
 * @param plan The plan.
 * @param status CHILDPLAN_STATUS_*, or a threshold.
 * @return The id. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_status_id(const childplan_plan *plan, int32_t status);

/**
 * The plan's name for a status, or else the library's in the language asked for.
 * @param plan The plan.
 * @param status CHILDPLAN_STATUS_*, or a threshold.
 * @param language CHILDPLAN_ENGLISH or CHILDPLAN_VIETNAMESE.
 * @return The name. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_status_name(const childplan_plan *plan, int32_t status, int32_t language);

/**
 * The plan's colour for a status.
 * @param plan The plan.
 * @param status CHILDPLAN_STATUS_*, or a threshold.
 * @return "#rrggbb"; NULL where the plan gives none. Borrowed from the plan.
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_plan_status_color(const childplan_plan *plan, int32_t status);

#ifdef __cplusplus
}
#endif

#endif
