/**
 * @file
 * Change between two periods, told apart from what a reorganisation did to the units: on the units that reported in
 * both periods, under one structure; and where a series breaks.
 */
#ifndef CHILDPLAN_PANEL_H
#define CHILDPLAN_PANEL_H

#include "rollup.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Where the series of a unit and an indicator breaks: between two periods next to each other in the list, where some
 * unit brings something to the one row and could not to the other, since it did not exist on the last day of that
 * period; or where some unit that reported is placed in the one row, itself or by its successor, and elsewhere in the
 * other. A unit that only did not report is no break. In the structure of one day (an option) what an ended unit
 * reported is counted at its successor: that is no break there.
 *
 * Of the options the structure, the day of knowledge and the cut-off are used. The work is of the order of the plan's
 * units, for each period; a given cut-off saves looking for the last report.
 * @param reports The reports.
 * @param options NULL for the defaults.
 * @param unit The unit of the row.
 * @param indicator The indicator of the row.
 * @param periods,count The series, in the order of time.
 * @param ret_breaks `count` cells of the caller's: 1 where the series breaks between the period before and this one,
 * else 0; the first is 0, and so is one between periods of which one begins after the cut-off.
 * @param reterr_diagnostics Gets the errors.
 * @errors USAGE (NULL, an index or period that is none), NO_MEMORY, REFUSED (a period or day outside the horizon),
 * OVERFLOW (a figure over 64 bits, named in the diagnostics).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_breaks_find(const childplan_reports *reports,
                                                     const childplan_rollup_options *options, int32_t unit,
                                                     int32_t indicator, const int64_t *periods, size_t count,
                                                     uint8_t *ret_breaks, childplan_diagnostics *reterr_diagnostics);

/**
 * A row in two periods.
 * @since 0.2.0
 */
typedef struct childplan_panel childplan_panel;

/**
 * Makes the panel of a unit and an indicator in two periods. Options and errors are those of childplan_breaks_find.
 * @param reports The reports, which need not outlive the panel.
 * @param options NULL for the defaults. Without a structure the rows are as they were, and what is restated is seen in
 * the tree of the later of the two periods.
 * @param unit The unit of the row.
 * @param indicator The indicator of the row.
 * @param first_period,second_period The two periods.
 * @param ret_panel The caller's, to be freed with childplan_panel_free.
 * @param reterr_diagnostics Gets the errors.
 * @return CHILDPLAN_ABSENT, writing nothing, where a period begins after the cut-off, or the unit does not live on the
 * day of the structure in which the periods are restated.
 * @errors USAGE (NULL, an index or period that is none), NO_MEMORY, REFUSED (a period or day outside the horizon),
 * OVERFLOW (a figure over 64 bits, named in the diagnostics).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_panel_make(const childplan_reports *reports,
                                                    const childplan_rollup_options *options, int32_t unit,
                                                    int32_t indicator, int64_t first_period, int64_t second_period,
                                                    childplan_panel **ret_panel,
                                                    childplan_diagnostics *reterr_diagnostics);

/**
 * Frees a panel.
 * @param panel The panel; NULL is taken.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API void childplan_panel_free(childplan_panel *panel);

/**
 * @name Lines of a panel
 * The change of one line less that of the next is what reorganisation did (ROWS less RESTATED), and what units that did
 * not report in both periods did (RESTATED less MATCHED). Since 0.2.0.
 * @{
 */
/** The rows as they are read. */
#define CHILDPLAN_PANEL_ROWS 0
/** Both periods in one structure. */
#define CHILDPLAN_PANEL_RESTATED 1
/** Of that, the units that reported all they owed in both periods, to the last day of each. What an ended unit reported
 * counts at its successor; one without a successor that goes on reporting, or one that began, has nothing to be matched
 * with. */
#define CHILDPLAN_PANEL_MATCHED 2
/** @} */

/**
 * @name Sides of a panel
 * Since 0.2.0.
 * @{
 */
/** The first period. */
#define CHILDPLAN_PANEL_FIRST 0
/** The second period. */
#define CHILDPLAN_PANEL_SECOND 1
/** The second less the first. */
#define CHILDPLAN_PANEL_CHANGE 2
/** @} */

/**
 * An exact figure, as a fraction in lowest terms.
 * @param panel The panel.
 * @param line CHILDPLAN_PANEL_ROWS … MATCHED.
 * @param side CHILDPLAN_PANEL_FIRST … CHANGE.
 * @param column CHILDPLAN_COLUMN_NUMERATOR, DENOMINATOR or VALUE.
 * @param ret_numerator The fraction's numerator.
 * @param ret_denominator Its denominator, above 0.
 * @return CHILDPLAN_ABSENT, writing nothing, where there is none.
 * @errors USAGE (NULL, out of range, another column), OVERFLOW (the fraction does not fit 64 bits).
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API childplan_status childplan_panel_figure(const childplan_panel *panel, int32_t line, int32_t side,
                                                      int32_t column, int64_t *ret_numerator, int64_t *ret_denominator);

/**
 * The same as text: numerator and denominator exact, a value with at most 4 decimals, rounded half away from zero; of
 * CHILDPLAN_PANEL_CHANGE with its sign.
 * @param panel The panel.
 * @param line CHILDPLAN_PANEL_ROWS … MATCHED.
 * @param side CHILDPLAN_PANEL_FIRST … CHANGE.
 * @param column As for childplan_panel_figure.
 * @param buffer,size Text convention of base.h.
 * @return The bytes the whole text needs, without its NUL; 0 where there is none.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_panel_text(const childplan_panel *panel, int32_t line, int32_t side, int32_t column,
                                          char *buffer, size_t size);

/**
 * The day of the structure in which the periods are restated.
 * @param panel The panel.
 * @return Days since 1970-01-01.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_panel_structure(const childplan_panel *panel);

/**
 * Whether the series breaks between the two periods: see childplan_breaks_find.
 * @param panel The panel.
 * @return 1 where it does, else 0.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_panel_is_break(const childplan_panel *panel);

/**
 * How many units it lists: those that bring something to one of its lines, or make it a break, in document order.
 * @param panel The panel.
 * @return How many.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API size_t childplan_panel_unit_count(const childplan_panel *panel);

/**
 * A unit that it lists.
 * @param panel The panel.
 * @param item From 0.
 * @return The unit; CHILDPLAN_NONE out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_panel_unit(const childplan_panel *panel, size_t item);

/**
 * @name What a unit brings to the restated periods
 * With what is counted at it as a successor. Since 0.2.0.
 * @{
 */
/** Nothing under that name: what it reported, if anything, is counted at another unit. */
#define CHILDPLAN_SHARE_NONE 0
/** All it owed in both periods: it is matched. */
#define CHILDPLAN_SHARE_MATCHED 1
/** Something in the first period only. */
#define CHILDPLAN_SHARE_FIRST 2
/** Something in the second period only. */
#define CHILDPLAN_SHARE_SECOND 3
/** Something in both, but not all it owed, or not to the last day. */
#define CHILDPLAN_SHARE_INCOMPLETE 4
/** @} */

/**
 * What a unit brings to the restated periods.
 * @param panel The panel.
 * @param item From 0.
 * @return CHILDPLAN_SHARE_NONE … INCOMPLETE; NONE out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_panel_unit_share(const childplan_panel *panel, size_t item);

/**
 * @name What reorganisation did to a unit between the periods
 * As it concerns the row; each but STAYED is a break. Since 0.2.0.
 * @{
 */
/** Nothing. */
#define CHILDPLAN_MOVE_STAYED 0
/** It is in the second row only: on the last day of the first period it did not exist. */
#define CHILDPLAN_MOVE_BEGAN 1
/** It is in the first row only: on the last day of the second period it did not exist. */
#define CHILDPLAN_MOVE_ENDED 2
/** It, or the successor that took its place, is placed in the second row, and it was elsewhere in the first. */
#define CHILDPLAN_MOVE_IN 3
/** It was placed in the first row, and it, or the successor that took its place, is elsewhere in the second. */
#define CHILDPLAN_MOVE_OUT 4
/** @} */

/**
 * What reorganisation did to a unit between the periods.
 * @param panel The panel.
 * @param item From 0.
 * @return CHILDPLAN_MOVE_STAYED … OUT; STAYED out of range.
 * @threads one per object
 * @since 0.2.0
 */
CHILDPLAN_API int32_t childplan_panel_unit_move(const childplan_panel *panel, size_t item);

#ifdef __cplusplus
}
#endif

#endif
