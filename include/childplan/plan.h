/*
 * A plan: its document, calendar, levels, units through time, data elements, indicators, targets and statuses, read
 * from YAML and checked whole. Immutable once loaded; any number of threads may use one at once.
 */
#ifndef CHILDPLAN_PLAN_H
#define CHILDPLAN_PLAN_H

#include "diagnostics.h"
#include "period.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A loaded plan. Since 0.1.0. */
typedef struct childplan_plan childplan_plan;

/* How to load a plan. Since 0.1.0. */
typedef struct childplan_plan_options childplan_plan_options;

/*
 * Gives the text of a file the plan names (`units: {file: units.csv}`). name: as written in the plan. ret_text,
 * ret_size: the bytes, which stay the callback's and must stay valid until the load returns. Returns CHILDPLAN_OK, or
 * CHILDPLAN_ERROR_FILE where there is no such file; anything else stops the load with that status. Since 0.1.0.
 */
typedef childplan_status (*childplan_resolve_fn)(void *context, const char *name, const char **ret_text,
                                                 size_t *ret_size);

/*
 * Makes options with the defaults: malloc, files beside the plan file, 64 MiB of YAML, no further units.
 * ret_options: the caller's. Errors: USAGE (NULL), NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_options_new(childplan_plan_options **ret_options);

/*
 * The same, with every allocation of these options, of the plans loaded with them, and of their reports and rollups
 * made by `allocate` with `context`, both of which must outlive all of those. Errors: USAGE (NULL), NO_MEMORY. Since
 * 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_options_new_with_allocator(childplan_allocate_fn allocate, void *context,
                                                                         childplan_plan_options **ret_options);

/* Frees options; plans loaded with them live on. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_plan_options_free(childplan_plan_options *options);

/*
 * Files named in the plan are asked of `resolve` instead of the disk; NULL goes back to the disk. Without it a plan
 * loaded from memory can name no file. Errors: USAGE. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_options_set_resolver(childplan_plan_options *options,
                                                                   childplan_resolve_fn resolve, void *context);

/* The largest input taken, in bytes per file, at least 1. Errors: USAGE. Since 0.1.0. */
CHILDPLAN_API childplan_status childplan_plan_options_set_size_limit(childplan_plan_options *options, int64_t bytes);

/*
 * Adds `count` rows of units, as columns from a database: the keys of a unit in YAML. They follow the plan file's own
 * units, which may then have no `units:` at all. ids, names, levels: `count` texts each. The other columns may be NULL,
 * and so may single texts: parents (a unit's id), from and until (dates, CHILDPLAN_NO_DATE for none), successors (a
 * unit's id), tags (separated by ';'). Everything is copied. Diagnostics of the load name the file "units" and the row,
 * from 1. Errors: USAGE (NULL column or id, count over 2^31-1), NO_MEMORY. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_options_add_units(childplan_plan_options *options, size_t count,
                                                                const char *const *ids, const char *const *names,
                                                                const char *const *levels, const char *const *parents,
                                                                const int32_t *from, const int32_t *until,
                                                                const char *const *successors, const char *const *tags);

/*
 * Loads a plan file. path: UTF-8. options: NULL for the defaults. ret_plan: the caller's, to be freed with
 * childplan_plan_free. Warnings are added to reterr_diagnostics on success too.
 * Errors: USAGE, NO_MEMORY, FILE, REFUSED (with at least one error in the diagnostics). Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_load_file(const char *path, const childplan_plan_options *options,
                                                        childplan_plan **ret_plan,
                                                        childplan_diagnostics *reterr_diagnostics);

/*
 * Loads a plan from memory. name: what diagnostics call it. text: `size` bytes of YAML, not kept.
 * Otherwise as childplan_plan_load_file. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_load_memory(const char *name, const char *text, size_t size,
                                                          const childplan_plan_options *options,
                                                          childplan_plan **ret_plan,
                                                          childplan_diagnostics *reterr_diagnostics);

/* Frees a plan, which must outlive its reports, imports and rollups. Takes NULL. Since 0.1.0. */
CHILDPLAN_API void childplan_plan_free(childplan_plan *plan);

/*
 * All texts and pointers below are borrowed from the plan and live as long as it. Since 0.1.0, threads: any.
 */

/* The plan's number, such as "251/KH-LĐLĐ". */
CHILDPLAN_API const char *childplan_plan_id(const childplan_plan *plan);
CHILDPLAN_API const char *childplan_plan_title(const childplan_plan *plan);
/* Who signed it; NULL where not said. */
CHILDPLAN_API const char *childplan_plan_signed_by(const childplan_plan *plan);
/* The day it was issued, or CHILDPLAN_NO_DATE. */
CHILDPLAN_API int32_t childplan_plan_issued(const childplan_plan *plan);
/* The unit that issued it, or CHILDPLAN_NONE. */
CHILDPLAN_API int32_t childplan_plan_issuer(const childplan_plan *plan);
/* The first and the last reporting year of the horizon. */
CHILDPLAN_API int32_t childplan_plan_first_year(const childplan_plan *plan);
CHILDPLAN_API int32_t childplan_plan_last_year(const childplan_plan *plan);

/* Parts of the document that are lists of texts. */
#define CHILDPLAN_BASED_ON 1
#define CHILDPLAN_PURPOSE 2
#define CHILDPLAN_OBJECTIVES 3
#define CHILDPLAN_TASKS 4
#define CHILDPLAN_DUTIES 5
#define CHILDPLAN_RECIPIENTS 6

/* How many items a part (CHILDPLAN_BASED_ON …) has. */
CHILDPLAN_API size_t childplan_plan_item_count(const childplan_plan *plan, int32_t part);
/* The id of an item: of a duty the level or unit that has it; NULL for purposes and recipients, which have none. */
CHILDPLAN_API const char *childplan_plan_item_id(const childplan_plan *plan, int32_t part, size_t item);
/* The text of an item; NULL for what the plan is based on, which has an id and a day. */
CHILDPLAN_API const char *childplan_plan_item_text(const childplan_plan *plan, int32_t part, size_t item);
/* The day a document the plan is based on was issued, or CHILDPLAN_NO_DATE. */
CHILDPLAN_API int32_t childplan_plan_item_issued(const childplan_plan *plan, int32_t part, size_t item);

/*
 * The first and last day of a period under the plan's reporting year; the whole plan is its horizon.
 * Errors: USAGE (NULL, no period). Days outside the horizon are given too. Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_period_days(const childplan_plan *plan, int64_t period,
                                                          int32_t *ret_first_day, int32_t *ret_last_day);

/* Kinds of things that have an id. */
#define CHILDPLAN_KIND_LEVEL 1
#define CHILDPLAN_KIND_UNIT 2
#define CHILDPLAN_KIND_ELEMENT 3
#define CHILDPLAN_KIND_INDICATOR 4

/*
 * Looks up an id as a person wrote it: gives the index of the level, unit, element or indicator (kind:
 * CHILDPLAN_KIND_*), or a diagnostic that names the nearest one. id: UTF-8, any normal form. Errors: USAGE, NO_MEMORY,
 * REFUSED (there is none; id is not UTF-8). Since 0.1.0.
 */
CHILDPLAN_API childplan_status childplan_plan_look_up(const childplan_plan *plan, int32_t kind, const char *id,
                                                      int32_t *ret_index, childplan_diagnostics *reterr_diagnostics);

/* Levels, from the top down. find: by id, CHILDPLAN_NONE where there is none. */
CHILDPLAN_API size_t childplan_plan_level_count(const childplan_plan *plan);
CHILDPLAN_API const char *childplan_plan_level_id(const childplan_plan *plan, int32_t level);
CHILDPLAN_API const char *childplan_plan_level_name(const childplan_plan *plan, int32_t level);
CHILDPLAN_API int32_t childplan_plan_find_level(const childplan_plan *plan, const char *id);

/*
 * Units, in document order of their first versions. Name, level and parent are those of the version that lives on
 * `day`, or else of the last one that began before it, or else of the first one. The root's parent is CHILDPLAN_NONE.
 */
CHILDPLAN_API size_t childplan_plan_unit_count(const childplan_plan *plan);
CHILDPLAN_API const char *childplan_plan_unit_id(const childplan_plan *plan, int32_t unit);
CHILDPLAN_API const char *childplan_plan_unit_name(const childplan_plan *plan, int32_t unit, int32_t day);
CHILDPLAN_API int32_t childplan_plan_unit_level(const childplan_plan *plan, int32_t unit, int32_t day);
CHILDPLAN_API int32_t childplan_plan_unit_parent(const childplan_plan *plan, int32_t unit, int32_t day);
/* 1 where some version of the unit lives on that day, else 0. */
CHILDPLAN_API int32_t childplan_plan_unit_is_alive(const childplan_plan *plan, int32_t unit, int32_t day);
CHILDPLAN_API int32_t childplan_plan_find_unit(const childplan_plan *plan, const char *id);

/* Data elements, in document order. decimals: values are whole numbers of 10^-decimals. */
CHILDPLAN_API size_t childplan_plan_element_count(const childplan_plan *plan);
CHILDPLAN_API const char *childplan_plan_element_id(const childplan_plan *plan, int32_t element);
CHILDPLAN_API const char *childplan_plan_element_name(const childplan_plan *plan, int32_t element);
CHILDPLAN_API const char *childplan_plan_element_definition(const childplan_plan *plan, int32_t element);
CHILDPLAN_API int32_t childplan_plan_element_decimals(const childplan_plan *plan, int32_t element);
/* CHILDPLAN_MONTH, QUARTER, HALF or YEAR. */
CHILDPLAN_API int32_t childplan_plan_element_frequency(const childplan_plan *plan, int32_t element);
CHILDPLAN_API int32_t childplan_plan_find_element(const childplan_plan *plan, const char *id);

/* Indicators, in document order. source: where in the document; NULL where not said. */
CHILDPLAN_API size_t childplan_plan_indicator_count(const childplan_plan *plan);
CHILDPLAN_API const char *childplan_plan_indicator_id(const childplan_plan *plan, int32_t indicator);
CHILDPLAN_API const char *childplan_plan_indicator_name(const childplan_plan *plan, int32_t indicator);
CHILDPLAN_API const char *childplan_plan_indicator_source(const childplan_plan *plan, int32_t indicator);
CHILDPLAN_API const char *childplan_plan_indicator_definition(const childplan_plan *plan, int32_t indicator);
/* 1, 100, 1000, …: what the ratio is multiplied by. */
CHILDPLAN_API int64_t childplan_plan_indicator_per(const childplan_plan *plan, int32_t indicator);
/* 1 with a denominator, 0 for a total. */
CHILDPLAN_API int32_t childplan_plan_indicator_is_ratio(const childplan_plan *plan, int32_t indicator);
CHILDPLAN_API int32_t childplan_plan_find_indicator(const childplan_plan *plan, const char *id);

/* A target's operator: > >= < <= = */
#define CHILDPLAN_ABOVE 1
#define CHILDPLAN_AT_LEAST 2
#define CHILDPLAN_BELOW 3
#define CHILDPLAN_AT_MOST 4
#define CHILDPLAN_EQUALS 5

/* Statuses: the built-in five at fixed indices, then the plan's own (or the default) thresholds in file order. */
#define CHILDPLAN_STATUS_MET 0
#define CHILDPLAN_STATUS_MISSED 1
#define CHILDPLAN_STATUS_OPEN 2
#define CHILDPLAN_STATUS_NO_DATA 3
#define CHILDPLAN_STATUS_NO_TARGET 4
#define CHILDPLAN_STATUS_FIRST_THRESHOLD 5

CHILDPLAN_API size_t childplan_plan_status_count(const childplan_plan *plan);
CHILDPLAN_API const char *childplan_plan_status_id(const childplan_plan *plan, int32_t status);
/* The plan's name for it, or else the library's in the language asked for. */
CHILDPLAN_API const char *childplan_plan_status_name(const childplan_plan *plan, int32_t status, int32_t language);
/* "#rrggbb"; NULL where the plan gives none. */
CHILDPLAN_API const char *childplan_plan_status_color(const childplan_plan *plan, int32_t status);

#ifdef __cplusplus
}
#endif

#endif
