/* Where series of years break, and what changed on the units that reported in both years. */
#include "page.h"

#include <stdlib.h>

struct series {
    const struct page *page;
    int64_t *years;
    uint8_t *breaks, *is_of_several; /* by year; by unit */
    size_t count;
    struct json *json;
};

/* [value in the first year, in the second, change] */
static void write_line(const childplan_panel *panel, int32_t line, struct json *json) {
    json_open(json, '[');
    for (int32_t side = CHILDPLAN_PANEL_FIRST; side <= CHILDPLAN_PANEL_CHANGE; side++) {
        char text[64];
        size_t size = childplan_panel_text(panel, line, side, CHILDPLAN_COLUMN_VALUE, text, sizeof(text));
        json_text(json, size > 0 ? text : NULL);
    }
    json_close(json, ']');
}

/* Those that make a difference between the lines: [unit, share, move]. */
static void write_moved(const childplan_panel *panel, struct json *json) {
    json_open(json, '[');
    for (size_t i = 0; i < childplan_panel_unit_count(panel); i++) {
        int32_t share = childplan_panel_unit_share(panel, i), move = childplan_panel_unit_move(panel, i);
        if (share == CHILDPLAN_SHARE_MATCHED && move == CHILDPLAN_MOVE_STAYED) {
            continue;
        }
        json_open(json, '[');
        json_number(json, childplan_panel_unit(panel, i));
        json_number(json, share);
        json_number(json, move);
        json_close(json, ']');
    }
    json_close(json, ']');
}

/* [unit, indicator, year before, year, the rows, restated in one structure, on the matched units, the day of that
   structure, units] */
static childplan_status write_break(const struct series *series, int32_t unit, int32_t indicator, size_t year) {
    const struct page *page = series->page;
    struct json *json = series->json;
    childplan_panel *panel = NULL;
    char text[64];
    childplan_status status =
        childplan_panel_make(page->reports, page->options, unit, indicator, series->years[year - 1],
                             series->years[year], &panel, page->diagnostics);
    if (status != CHILDPLAN_OK) {
        return status == CHILDPLAN_ABSENT ? CHILDPLAN_OK : status;
    }
    json_open(json, '[');
    json_number(json, unit);
    json_number(json, indicator);
    for (size_t i = year - 1; i <= year; i++) {
        childplan_period_format(series->years[i], text, sizeof(text));
        json_text(json, text);
    }
    for (int32_t line = CHILDPLAN_PANEL_ROWS; line <= CHILDPLAN_PANEL_MATCHED; line++) {
        write_line(panel, line, json);
    }
    json_number(json, childplan_panel_structure(panel));
    write_moved(panel, json);
    json_close(json, ']');
    childplan_panel_free(panel);
    return CHILDPLAN_OK;
}

static childplan_status write_unit(const struct series *series, int32_t unit, int32_t indicator) {
    const struct page *page = series->page;
    childplan_status status = childplan_breaks_find(page->reports, page->options, unit, indicator, series->years,
                                                    series->count, series->breaks, page->diagnostics);
    for (size_t year = 1; status == CHILDPLAN_OK && year < series->count; year++) {
        if (series->breaks[year]) {
            status = write_break(series, unit, indicator, year);
        }
    }
    return status;
}

/* Marks the units in whose row others are counted in some year, below them or placed at them: the row of one that
   stands alone is of itself, and does not break. */
static void mark_made_of_several(struct series *series) {
    const struct page *page = series->page;
    const childplan_reporting *all[] = {page->reporting, page->places};
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        for (size_t row = 0; row < childplan_reporting_row_count(all[i]); row++) {
            int64_t unit = CHILDPLAN_NONE, place = CHILDPLAN_NONE;
            childplan_reporting_get(all[i], row, CHILDPLAN_REPORTING_COLUMN_UNIT, &unit);
            childplan_reporting_get(all[i], row, CHILDPLAN_REPORTING_COLUMN_PLACE, &place);
            series->is_of_several[place] |= place != unit;
        }
    }
    for (size_t year = 0; year < series->count; year++) {
        int32_t day = page_tree_day(page, series->years[year]);
        for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(page->plan); unit++) {
            int32_t lives = childplan_plan_unit_is_alive(page->plan, unit, day);
            int32_t above = lives ? childplan_plan_unit_parent(page->plan, unit, day) : CHILDPLAN_NONE;
            if (above != CHILDPLAN_NONE) {
                series->is_of_several[above] = 1;
            }
        }
    }
}

static childplan_status write_series(struct series *series) {
    const childplan_plan *plan = series->page->plan;
    childplan_status status = CHILDPLAN_OK;
    mark_made_of_several(series);
    for (int32_t unit = 0; unit < (int32_t)childplan_plan_unit_count(plan); unit++) {
        size_t indicators = series->is_of_several[unit] ? childplan_plan_indicator_count(plan) : 0;
        for (size_t i = 0; status == CHILDPLAN_OK && i < indicators; i++) {
            status = write_unit(series, unit, (int32_t)i);
        }
    }
    return status;
}

childplan_status page_write_breaks(const struct page *page, FILE *file) {
    struct json json = {.file = file};
    struct series series = {.page = page, .json = &json};
    series.years = calloc(page->period_count + 1, sizeof(*series.years));
    series.breaks = calloc(page->period_count + 1, sizeof(*series.breaks));
    series.is_of_several = calloc(childplan_plan_unit_count(page->plan), 1);
    childplan_status status =
        series.years && series.breaks && series.is_of_several ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
    for (size_t i = 0; status == CHILDPLAN_OK && i < page->period_count; i++) {
        if (childplan_period_kind(page->periods[i]) == CHILDPLAN_YEAR) {
            series.years[series.count++] = page->periods[i];
        }
    }
    json_open(&json, '[');
    if (status == CHILDPLAN_OK && series.count > 1) {
        status = write_series(&series);
    }
    json_close(&json, ']');
    free(series.years);
    free(series.breaks);
    free(series.is_of_several);
    return status;
}
