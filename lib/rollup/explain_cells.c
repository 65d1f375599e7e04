/* The cells of a term: which reports make a unit's own value, and why the others do not. */
#include "../base/wide.h"
#include "explain.h"

static const struct childplan_reports *reports_of(const struct explaining *explaining) {
    return explaining->frame->sources->reports;
}

/* 1 where the fact had been submitted by the day of knowledge. */
static int32_t is_known(const struct explaining *explaining, const struct fact *fact) {
    int32_t known_by = explaining->frame->sources->known_by;
    return known_by == CHILDPLAN_NO_DATE || fact->submitted <= known_by;
}

/* The reason why no report is in force in a cell that could have one. */
static uint8_t reason_of_facts(const struct explaining *explaining, const struct frame_term *term, int32_t unit,
                               int32_t cycle) {
    struct fact fact;
    int32_t found = childplan__fact_newest(reports_of(explaining), unit, term->index, cycle, &fact);
    if (!found) {
        int32_t first = explaining->frame->sources->life.first_expected[term->element->frequency];
        return cycle < first ? CHILDPLAN_REASON_BEFORE_FIRST_REPORT : CHILDPLAN_REASON_NOT_REPORTED;
    }
    while (found && !is_known(explaining, &fact)) {
        found = childplan__fact_older(reports_of(explaining), &fact, &fact);
    }
    if (!found) {
        return CHILDPLAN_REASON_NOT_YET_KNOWN;
    }
    return fact.withdrawn ? CHILDPLAN_REASON_WITHDRAWN : 0;
}

uint8_t childplan__explain_cell_reason(const struct explaining *explaining, const struct frame_term *term, int32_t unit,
                                       int32_t cycle) {
    const struct frame *frame = explaining->frame;
    const struct life *life = &frame->sources->life;
    if (!childplan__could_report(life, term->element, unit, cycle)) {
        int32_t version = childplan__version_in_cycle(life, term->element->frequency, unit, cycle);
        return version == NOT_ALIVE ? CHILDPLAN_REASON_NOT_ALIVE : CHILDPLAN_REASON_LEVEL;
    }
    if (!term->is_stock && !childplan__counts_in(frame, term, unit, cycle)) {
        return CHILDPLAN_REASON_POPULATION;
    }
    return reason_of_facts(explaining, term, unit, cycle);
}

static uint8_t state_of(const struct explaining *explaining, const struct fact *fact, int32_t *is_decided) {
    if (!is_known(explaining, fact)) {
        return CHILDPLAN_FACT_NOT_YET_KNOWN;
    }
    int32_t is_newest = !*is_decided;
    *is_decided = 1;
    if (fact->withdrawn) {
        return is_newest ? CHILDPLAN_FACT_WITHDRAWAL : CHILDPLAN_FACT_SUPERSEDED_WITHDRAWAL;
    }
    return is_newest ? CHILDPLAN_FACT_IN_FORCE : CHILDPLAN_FACT_SUPERSEDED;
}

static void add_facts(struct explaining *explaining, int32_t term, int32_t unit, int32_t cycle) {
    struct fact fact;
    int32_t is_decided = 0;
    int32_t index = explaining->frame->terms[term].index;
    int32_t found = childplan__fact_newest(reports_of(explaining), unit, index, cycle, &fact);
    while (found && explaining->status == CHILDPLAN_OK) {
        struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_FACT, unit);
        node->code = state_of(explaining, &fact, &is_decided);
        node->has_value = !fact.withdrawn;
        node->figure = (struct node_figure){.value = fact.value,
                                            .term = term,
                                            .from = cycle,
                                            .to = cycle,
                                            .day = fact.submitted,
                                            .file = fact.file,
                                            .line = fact.line};
        if (fact.file > explaining->last_file) {
            explaining->last_file = fact.file;
        }
        childplan__explain_close(explaining);
        found = childplan__fact_older(reports_of(explaining), &fact, &fact);
    }
}

/* What is to be said of a cell. */
struct cell {
    int32_t cycle;
    uint8_t use;
    uint8_t reason;
    uint8_t expected;
};

/* 1 where the cell can be said with the one before it in a node. */
static int32_t goes_with(const struct node *before, const struct cell *cell, int32_t holds_facts) {
    return before != NULL && !holds_facts && cell->use == CHILDPLAN_USE_NONE && before->code == CHILDPLAN_USE_NONE &&
           before->reason == cell->reason && before->expected == cell->expected && before->row;
}

static void set_figures(const struct explaining *explaining, const struct frame_term *term, int32_t unit,
                        const struct cell *cell, struct node *node) {
    int64_t value;
    if (!childplan__reported_value(explaining->frame, term, unit, cell->cycle, &value)) {
        return;
    }
    node->has_value = 1;
    node->figure.value = value;
    if (term->rate != NULL && cell->cycle >= term->first_cycle) {
        node->figure.rate_value = term->rates[cell->cycle - term->first_cycle];
    }
    if (cell->use == CHILDPLAN_USE_NONE || !childplan__apply_rate(term, cell->cycle, &value)) {
        return;
    }
    if (cell->use == CHILDPLAN_USE_SUBTRACTED) {
        node->has_added = value != INT64_MIN;
        node->figure.added = node->has_added ? -value : 0;
        return;
    }
    node->has_added = 1;
    node->figure.added = term->element->over_time == AGGREGATE_COUNT ? 1 : value;
}

/* Adds a cell, or widens the node before it. `last` is that node, or CHILDPLAN_NONE. */
static void add_cell(struct explaining *explaining, int32_t term, int32_t unit, const struct cell *cell,
                     int32_t *last) {
    struct fact ignored;
    const struct frame_term *of = &explaining->frame->terms[term];
    int32_t holds = childplan__fact_newest(reports_of(explaining), unit, of->index, cell->cycle, &ignored);
    struct node *before = *last == CHILDPLAN_NONE ? NULL : childplan__explain_node(explaining, *last);
    if (goes_with(before, cell, holds)) {
        before->figure.from = cell->cycle < before->figure.from ? cell->cycle : before->figure.from;
        before->figure.to = cell->cycle > before->figure.to ? cell->cycle : before->figure.to;
        return;
    }
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_CELL, unit);
    *last = childplan__explain_here(explaining);
    node->code = cell->use;
    node->reason = cell->reason;
    node->expected = cell->expected;
    node->figure = (struct node_figure){.term = term, .from = cell->cycle, .to = cell->cycle};
    node->row = !holds; /* nothing is held: others may join it */
    set_figures(explaining, of, unit, cell, node);
    add_facts(explaining, term, unit, cell->cycle);
    childplan__explain_close(explaining);
}

/* The newest report that `carry` does not reach, where there is one. */
static void add_too_old(struct explaining *explaining, int32_t term, int32_t unit, int32_t newest) {
    const struct frame_term *of = &explaining->frame->terms[term];
    int64_t ignored;
    int32_t last = CHILDPLAN_NONE;
    if (!childplan__has_row(reports_of(explaining), unit, of->index)) {
        return;
    }
    for (int32_t cycle = newest; cycle >= 0; cycle--) {
        struct cell cell = {.cycle = cycle, .reason = CHILDPLAN_REASON_TOO_OLD};
        if (childplan__reported_value(explaining->frame, of, unit, cycle, &ignored)) {
            add_cell(explaining, term, unit, &cell, &last);
            return;
        }
    }
}

/* A stock: the newest cell first, down to the one that counts. */
static void add_stock(struct explaining *explaining, int32_t term, int32_t unit) {
    const struct frame *frame = explaining->frame;
    const struct frame_term *of = &frame->terms[term];
    int64_t value;
    int32_t taken = CHILDPLAN_NONE;
    int32_t last = CHILDPLAN_NONE;
    int32_t has_reports = 0;
    int32_t oldest = childplan__oldest_common_cycle(frame, of, unit);
    if (childplan__is_at(frame, of, unit) && childplan__stock_value(frame, of, unit, &value, &taken)) {
        oldest = taken;
    }
    for (int32_t cycle = of->last_cycle; cycle >= oldest; cycle--) {
        struct cell cell = {.cycle = cycle};
        cell.expected =
            cycle == of->last_cycle && childplan__is_expected(&frame->sources->life, of->element, unit, cycle);
        if (cycle == taken) {
            cell.use = childplan__is_carried(of, cycle) ? CHILDPLAN_USE_CARRIED : CHILDPLAN_USE_TAKEN;
        } else {
            cell.reason = childplan__explain_cell_reason(explaining, of, unit, cycle);
        }
        has_reports = has_reports || cell.reason == 0;
        if (cell.reason == 0 && cycle != taken) {
            cell.reason = CHILDPLAN_REASON_PARTNER;
        }
        add_cell(explaining, term, unit, &cell, &last);
    }
    if (!has_reports) {
        add_too_old(explaining, term, unit, oldest - 1 < of->last_cycle ? oldest - 1 : of->last_cycle);
    }
}

/* 1 where a cell of a flow is expected as one of those that it is taken over. */
static uint8_t is_expected_in(const struct frame *frame, const struct frame_term *term, int32_t unit, int32_t cycle) {
    return childplan__is_expected(&frame->sources->life, term->element, unit, cycle) &&
           childplan__counts_in(frame, term, unit, cycle);
}

/* A cell of a flow that is not taken for want of itself or of its partners; 0 of one that is. */
static uint8_t reason_in_flow(const struct explaining *explaining, const struct frame_term *term, int32_t unit,
                              int32_t cycle) {
    int64_t ignored;
    uint8_t reason = childplan__explain_cell_reason(explaining, term, unit, cycle);
    if (reason == 0 && !childplan__value_in(explaining->frame, term, unit, cycle, &ignored)) {
        return CHILDPLAN_REASON_PARTNER;
    }
    return reason;
}

static void add_flow(struct explaining *explaining, int32_t term, int32_t unit) {
    const struct frame *frame = explaining->frame;
    const struct frame_term *of = &frame->terms[term];
    int32_t last = CHILDPLAN_NONE;
    for (int32_t cycle = of->first_cycle; cycle <= of->last_cycle; cycle++) {
        struct cell cell = {.cycle = cycle, .expected = is_expected_in(frame, of, unit, cycle)};
        cell.reason = reason_in_flow(explaining, of, unit, cycle);
        cell.use = cell.reason == 0 ? CHILDPLAN_USE_TAKEN : CHILDPLAN_USE_NONE;
        add_cell(explaining, term, unit, &cell, &last);
    }
}

/* A run of year-to-date figures: the one before it, which is subtracted, and those inside. */
static void add_run(struct explaining *explaining, int32_t term, int32_t unit, const struct run *run, int32_t *last) {
    const struct frame *frame = explaining->frame;
    const struct frame_term *of = &frame->terms[term];
    int64_t ignored;
    int32_t newest = childplan__newest_in_run(frame, of, unit, run, &ignored);
    int32_t has_base = run->base == CHILDPLAN_NONE || childplan__value_in(frame, of, unit, run->base, &ignored);
    if (run->base != CHILDPLAN_NONE) {
        struct cell base = {.cycle = run->base, .expected = 1};
        base.reason = childplan__reported_value(frame, of, unit, run->base, &ignored)
                          ? CHILDPLAN_REASON_PARTNER
                          : childplan__explain_cell_reason(explaining, of, unit, run->base);
        if (has_base) {
            base.reason = newest == CHILDPLAN_NONE ? CHILDPLAN_REASON_UNUSED_BASE : 0;
            base.use = newest == CHILDPLAN_NONE ? CHILDPLAN_USE_NONE : CHILDPLAN_USE_SUBTRACTED;
        }
        add_cell(explaining, term, unit, &base, last);
    }
    for (int32_t cycle = run->first; cycle <= run->last; cycle++) {
        struct cell cell = {.cycle = cycle, .expected = is_expected_in(frame, of, unit, cycle)};
        cell.reason = reason_in_flow(explaining, of, unit, cycle);
        if (cell.reason == 0 && cycle != newest) {
            cell.reason = CHILDPLAN_REASON_CONTAINED;
        } else if (cell.reason == 0 && !has_base) {
            cell.reason = CHILDPLAN_REASON_NO_BASE;
        }
        cell.use = cell.reason == 0 ? CHILDPLAN_USE_TAKEN : CHILDPLAN_USE_NONE;
        add_cell(explaining, term, unit, &cell, last);
    }
}

/* Cycles outside all runs: the unit was not of the population. */
static void add_outside(struct explaining *explaining, int32_t term, int32_t unit, int32_t from, int32_t end,
                        int32_t *last) {
    const struct frame_term *of = &explaining->frame->terms[term];
    for (int32_t cycle = from; cycle < end; cycle++) {
        struct cell cell = {.cycle = cycle, .reason = CHILDPLAN_REASON_POPULATION};
        cell.expected = is_expected_in(explaining->frame, of, unit, cycle);
        add_cell(explaining, term, unit, &cell, last);
    }
}

static void add_year_to_date(struct explaining *explaining, int32_t term, int32_t unit) {
    const struct frame *frame = explaining->frame;
    const struct frame_term *of = &frame->terms[term];
    struct run run;
    int32_t from = of->first_cycle;
    int32_t last = CHILDPLAN_NONE;
    while (childplan__next_run(frame, of, unit, from, &run)) {
        add_outside(explaining, term, unit, from, run.first, &last);
        add_run(explaining, term, unit, &run, &last);
        from = run.last + 1;
    }
    add_outside(explaining, term, unit, from, of->last_cycle + 1, &last);
}

void childplan__explain_cells(struct explaining *explaining, int32_t term, int32_t unit) {
    const struct frame_term *of = &explaining->frame->terms[term];
    if (of->element == NULL) {
        return;
    }
    if (of->is_stock) {
        if (childplan__is_there_at_end(explaining->frame, unit)) {
            add_stock(explaining, term, unit);
        }
    } else if (of->element->given == GIVEN_YEAR_TO_DATE) {
        add_year_to_date(explaining, term, unit);
    } else {
        add_flow(explaining, term, unit);
    }
}
