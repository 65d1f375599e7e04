/* Two periods side by side: as they are read, in one structure, and on the units that reported in both. */
#include "../base/fraction.h"
#include "../base/text.h"
#include "comparison.h"
#include "notes.h"
#include "panel_view.h"

#define LINES (CHILDPLAN_PANEL_MATCHED + 1)
#define SIDES 2

struct line_figures {
    int32_t has_parts;
    int32_t is_ratio;
    int32_t has_value;
    struct fraction numerator;
    struct fraction denominator;
    struct fraction value;
};

struct panel_unit {
    int32_t unit;
    int32_t share;
    int32_t move;
};

struct childplan_panel {
    const struct allocator *allocator;
    int32_t structure;
    int32_t is_break;
    struct line_figures lines[LINES][SIDES];
    struct panel_unit *units;
    size_t unit_count;
};

/* What is counted under the name of a unit. */
struct key {
    struct sums sums;
    int32_t lasts; /* some of it was reported by a unit that is there on the period's last day */
};

/* A panel on its way. */
struct making {
    struct panel_world world;
    int64_t periods[SIDES];
    struct view rows[SIDES];
    struct view restated[SIDES];
    uint8_t *marks[SIDES];   /* of the rows */
    struct key *keys[SIDES]; /* restated, by unit */
    struct childplan_panel *made;
};

static struct fraction decimal(int64_t value, int32_t decimals) {
    return (struct fraction){childplan__wide(value), childplan__wide(childplan__power_of_ten(decimals))};
}

static childplan_status set_line(const struct view *view, const struct sums *sums, struct line_figures *line) {
    struct figures figures;
    if (childplan__measure(&view->frame, sums, &figures) != CHILDPLAN_OK) {
        const struct panel_world *world = view->world;
        const struct childplan_plan *plan = world->sources.plan;
        childplan__report_too_large(world->findings, plan, world->unit, view->moment.period,
                                    &plan->indicators[world->indicator]);
        return CHILDPLAN_ERROR_OVERFLOW;
    }
    line->has_parts = figures.has_parts;
    line->is_ratio = view->frame.is_ratio;
    line->has_value = figures.figure.has_value;
    line->numerator = decimal(figures.numerator, figures.numerator_decimals);
    line->denominator = decimal(figures.denominator, view->frame.denominator_decimals);
    line->value = figures.figure.value;
    return CHILDPLAN_OK;
}

/* 1 where all that is owed under a name was reported in both periods, and to their ends: who ended on the way, and has
   no successor that goes on reporting, is there for less of the one than of the other. */
static int32_t is_matched(const struct making *making, int32_t unit) {
    for (int32_t side = 0; side < SIDES; side++) {
        const struct key *key = &making->keys[side][unit];
        if (!key->lasts || key->sums.reported < key->sums.expected) {
            return 0;
        }
    }
    return 1;
}

static childplan_status add_keys(struct making *making, int32_t side) {
    const struct view *view = &making->restated[side];
    struct sums all = {0};
    struct sums matched = {0};
    childplan_status status = CHILDPLAN_OK;
    for (int32_t unit = 0; unit < making->world.sources.plan->unit_count && status == CHILDPLAN_OK; unit++) {
        const struct sums *sums = &making->keys[side][unit].sums;
        status = childplan__view_add(view, &all, sums);
        if (status == CHILDPLAN_OK && is_matched(making, unit)) {
            status = childplan__view_add(view, &matched, sums);
        }
    }
    if (status == CHILDPLAN_OK) {
        status = set_line(view, &all, &making->made->lines[CHILDPLAN_PANEL_RESTATED][side]);
    }
    return status == CHILDPLAN_OK ? set_line(view, &matched, &making->made->lines[CHILDPLAN_PANEL_MATCHED][side])
                                  : status;
}

static childplan_status fill_rows(struct making *making, int32_t side) {
    const struct view *view = &making->rows[side];
    struct sums all = {0};
    childplan_status status = CHILDPLAN_OK;
    if (!childplan__view_has_row(view)) {
        return CHILDPLAN_OK;
    }
    for (int32_t unit = 0; unit < making->world.sources.plan->unit_count && status == CHILDPLAN_OK; unit++) {
        struct sums own;
        if (!childplan__view_has(view, unit)) {
            continue;
        }
        status = childplan__view_own(view, unit, &own);
        if (status == CHILDPLAN_OK) {
            status = childplan__view_add(view, &all, &own);
        }
    }
    return status == CHILDPLAN_OK ? set_line(view, &all, &making->made->lines[CHILDPLAN_PANEL_ROWS][side]) : status;
}

static childplan_status fill_keys(struct making *making, int32_t side) {
    const struct view *view = &making->restated[side];
    const struct sources *sources = &making->world.sources;
    childplan_status status = CHILDPLAN_OK;
    for (int32_t unit = 0; unit < sources->plan->unit_count && status == CHILDPLAN_OK; unit++) {
        struct sums own;
        struct key *key = &making->keys[side][childplan__view_key(view, unit)];
        if (!childplan__view_has(view, unit)) {
            continue;
        }
        status = childplan__view_own(view, unit, &own);
        if (status == CHILDPLAN_OK) {
            int32_t lives = childplan__version_at_end(sources, &view->moment, unit) != NOT_ALIVE;
            key->lasts = key->lasts || (own.contributing > 0 && lives);
            status = childplan__view_add(view, &key->sums, &own);
        }
    }
    return status;
}

static childplan_status fill_side(struct making *making, int32_t side) {
    const struct panel_world *world = &making->world;
    size_t units = (size_t)world->sources.plan->unit_count;
    making->marks[side] = childplan__allocate(world->sources.allocator, units, 1);
    making->keys[side] = childplan__allocate(world->sources.allocator, units, sizeof *making->keys[side]);
    if (making->marks[side] == NULL || making->keys[side] == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    int32_t day = childplan__tree_day(world->sources.plan, world->options->structure, world->sources.until,
                                      making->periods[side]);
    childplan_status status = childplan__view_open(world, making->periods[side], day, &making->rows[side]);
    if (status == CHILDPLAN_OK) {
        status = childplan__view_mark(&making->rows[side], making->marks[side]);
    }
    if (status == CHILDPLAN_OK) {
        status = fill_rows(making, side);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan__view_open(world, making->periods[side], making->made->structure, &making->restated[side]);
    }
    return status == CHILDPLAN_OK ? fill_keys(making, side) : status;
}

static int32_t share_of(const struct making *making, int32_t unit) {
    int32_t first = making->keys[0][unit].sums.contributing > 0;
    int32_t second = making->keys[1][unit].sums.contributing > 0;
    if (first && second) {
        return is_matched(making, unit) ? CHILDPLAN_SHARE_MATCHED : CHILDPLAN_SHARE_INCOMPLETE;
    }
    if (first) {
        return CHILDPLAN_SHARE_FIRST;
    }
    return second ? CHILDPLAN_SHARE_SECOND : CHILDPLAN_SHARE_NONE;
}

static childplan_status list_units(struct making *making) {
    struct childplan_panel *made = making->made;
    size_t capacity = 0;
    for (int32_t unit = 0; unit < making->world.sources.plan->unit_count; unit++) {
        struct panel_unit item = {unit, share_of(making, unit), CHILDPLAN_MOVE_STAYED};
        childplan_status status = childplan__find_move(making->rows, making->marks, unit, &item.move);
        made->is_break = made->is_break || item.move != CHILDPLAN_MOVE_STAYED;
        if (status == CHILDPLAN_OK && (item.share != CHILDPLAN_SHARE_NONE || item.move != CHILDPLAN_MOVE_STAYED)) {
            status =
                childplan__reserve(made->allocator, &made->units, &capacity, made->unit_count + 1, sizeof *made->units);
            if (status == CHILDPLAN_OK) {
                made->units[made->unit_count++] = item;
            }
        }
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    return CHILDPLAN_OK;
}

static void set_structure(struct making *making) {
    const struct panel_world *world = &making->world;
    for (int32_t side = 0; side < SIDES; side++) {
        int32_t day = childplan__tree_day(world->sources.plan, world->options->structure, world->sources.until,
                                          making->periods[side]);
        making->made->structure = side == 0 || day > making->made->structure ? day : making->made->structure;
    }
}

static childplan_status make(struct making *making) {
    const struct panel_world *world = &making->world;
    childplan_status status = CHILDPLAN_OK;
    for (int32_t side = 0; side < SIDES; side++) {
        childplan_status found = childplan__panel_check(world, making->periods[side]);
        status = found > status ? found : status;
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    set_structure(making);
    if (childplan__version_on(world->sources.plan, world->unit, making->made->structure) == NULL) {
        return CHILDPLAN_ABSENT;
    }
    for (int32_t side = 0; side < SIDES && status == CHILDPLAN_OK; side++) {
        status = fill_side(making, side);
    }
    for (int32_t side = 0; side < SIDES && status == CHILDPLAN_OK; side++) {
        status = add_keys(making, side);
    }
    return status == CHILDPLAN_OK ? list_units(making) : status;
}

static void making_end(struct making *making) {
    for (int32_t side = 0; side < SIDES; side++) {
        childplan__view_end(&making->rows[side]);
        childplan__view_end(&making->restated[side]);
        childplan__release(making->world.sources.allocator, making->marks[side]);
        childplan__release(making->world.sources.allocator, making->keys[side]);
    }
    childplan__panel_end(&making->world);
}

childplan_status childplan_panel_make(const childplan_reports *reports, const childplan_rollup_options *options,
                                      int32_t unit, int32_t indicator, int64_t first_period, int64_t second_period,
                                      childplan_panel **ret_panel, childplan_diagnostics *reterr_diagnostics) {
    if (reports == NULL || ret_panel == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    struct making making = {.periods = {first_period, second_period}};
    childplan_status status = childplan__panel_begin(reports, options, unit, indicator, &findings, &making.world);
    const struct allocator *allocator = making.world.sources.allocator;
    if (status == CHILDPLAN_OK) {
        making.made = childplan__allocate(allocator, 1, sizeof *making.made);
        status = making.made == NULL ? CHILDPLAN_ERROR_NO_MEMORY : CHILDPLAN_OK;
    }
    if (status == CHILDPLAN_OK) {
        making.made->allocator = allocator;
        status = make(&making);
    }
    status = findings.no_memory ? CHILDPLAN_ERROR_NO_MEMORY : status;
    making_end(&making);
    if (status == CHILDPLAN_OK) {
        *ret_panel = making.made;
    } else {
        childplan_panel_free(making.made);
    }
    return status;
}

void childplan_panel_free(childplan_panel *panel) {
    if (panel != NULL) {
        childplan__release(panel->allocator, panel->units);
        childplan__release(panel->allocator, panel);
    }
}

/* The figure of one side: 1 and written, or 0 where there is none. */
static int32_t figure_of(const struct line_figures *line, int32_t column, struct fraction *ret_figure) {
    switch (column) {
    case CHILDPLAN_COLUMN_NUMERATOR:
        *ret_figure = line->numerator;
        return line->has_parts;
    case CHILDPLAN_COLUMN_DENOMINATOR:
        *ret_figure = line->denominator;
        return line->has_parts && line->is_ratio;
    default:
        *ret_figure = line->value;
        return line->has_value;
    }
}

/* Errors: USAGE, OVERFLOW. */
static childplan_status find_figure(const struct childplan_panel *panel, int32_t line, int32_t side, int32_t column,
                                    struct fraction *ret_figure) {
    struct fraction first;
    int32_t is_exact = column == CHILDPLAN_COLUMN_NUMERATOR || column == CHILDPLAN_COLUMN_DENOMINATOR ||
                       column == CHILDPLAN_COLUMN_VALUE;
    if (panel == NULL || line < CHILDPLAN_PANEL_ROWS || line > CHILDPLAN_PANEL_MATCHED ||
        side < CHILDPLAN_PANEL_FIRST || side > CHILDPLAN_PANEL_CHANGE || !is_exact) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct line_figures *sides = panel->lines[line];
    if (side != CHILDPLAN_PANEL_CHANGE) {
        return figure_of(&sides[side], column, ret_figure) ? CHILDPLAN_OK : CHILDPLAN_ABSENT;
    }
    if (!figure_of(&sides[0], column, &first) || !figure_of(&sides[1], column, ret_figure)) {
        return CHILDPLAN_ABSENT;
    }
    return childplan__fraction_subtract(*ret_figure, first, ret_figure) ? CHILDPLAN_OK : CHILDPLAN_ERROR_OVERFLOW;
}

childplan_status childplan_panel_figure(const childplan_panel *panel, int32_t line, int32_t side, int32_t column,
                                        int64_t *ret_numerator, int64_t *ret_denominator) {
    struct fraction figure;
    if (ret_numerator == NULL || ret_denominator == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    childplan_status status = find_figure(panel, line, side, column, &figure);
    return status == CHILDPLAN_OK ? childplan__give_fraction(figure, ret_numerator, ret_denominator) : status;
}

size_t childplan_panel_text(const childplan_panel *panel, int32_t line, int32_t side, int32_t column, char *buffer,
                            size_t size) {
    struct fraction figure;
    if (find_figure(panel, line, side, column, &figure) != CHILDPLAN_OK) {
        return childplan__give_text("", 0, buffer, size);
    }
    return childplan__give_figure(figure, column, side == CHILDPLAN_PANEL_CHANGE, buffer, size);
}

int32_t childplan_panel_structure(const childplan_panel *panel) {
    return panel == NULL ? CHILDPLAN_NO_DATE : panel->structure;
}

int32_t childplan_panel_is_break(const childplan_panel *panel) {
    return panel != NULL && panel->is_break;
}

size_t childplan_panel_unit_count(const childplan_panel *panel) {
    return panel == NULL ? 0 : panel->unit_count;
}

int32_t childplan_panel_unit(const childplan_panel *panel, size_t item) {
    return panel == NULL || item >= panel->unit_count ? CHILDPLAN_NONE : panel->units[item].unit;
}

int32_t childplan_panel_unit_share(const childplan_panel *panel, size_t item) {
    return panel == NULL || item >= panel->unit_count ? CHILDPLAN_SHARE_NONE : panel->units[item].share;
}

int32_t childplan_panel_unit_move(const childplan_panel *panel, size_t item) {
    return panel == NULL || item >= panel->unit_count ? CHILDPLAN_MOVE_STAYED : panel->units[item].move;
}
