/* The target of the row that is explained: where it stands in the plan, what it is measured from, where its path
   begins. */
#include "explain.h"

#define SHOWN_DECIMALS 4

static void add_origin(struct explaining *explaining, int32_t kind, int32_t unit, const struct origin *origin) {
    struct node *node = childplan__explain_open(explaining, kind, unit);
    node->code = childplan__source_of(origin->source);
    node->figure.period = origin->period;
    node->figure.day = origin->day;
    node->has_value = origin->figure.has_value &&
                      childplan__fraction_round(origin->figure.value, SHOWN_DECIMALS, &node->figure.value) != 0;
    childplan__explain_close(explaining);
}

static uint8_t scope_of(const struct explaining *explaining, int32_t unit) {
    static const uint8_t kinds[] = {[SCOPE_IDS] = CHILDPLAN_SCOPE_IDS,
                                    [SCOPE_TAG] = CHILDPLAN_SCOPE_TAG,
                                    [SCOPE_LEVEL] = CHILDPLAN_SCOPE_LEVEL,
                                    [SCOPE_ALL] = CHILDPLAN_SCOPE_ALL};
    const struct scope *scope =
        childplan__scope_of(explaining->explanation->plan, explaining->frame->indicator, unit, explaining->tree->day);
    return scope == NULL ? CHILDPLAN_SCOPE_ALL : kinds[scope->kind];
}

static uint8_t band_of(const struct frame *frame, const struct sums *sums, const struct figures *figures) {
    if (!figures->figure.has_value) {
        return CHILDPLAN_BAND_NO_VALUE;
    }
    if (sums->reported == sums->expected) {
        return CHILDPLAN_BAND_CLOSED;
    }
    if (frame->bounds == BOUNDS_TOTAL) {
        return figures->figure.has_low ? CHILDPLAN_BAND_GROWS : CHILDPLAN_BAND_CARRIED;
    }
    if (frame->bounds == BOUNDS_NONE) {
        return CHILDPLAN_BAND_NO_RULE;
    }
    if (figures->figure.has_low) {
        return CHILDPLAN_BAND_SIZES;
    }
    return sums->missing_unknown > 0 ? CHILDPLAN_BAND_SIZE_UNKNOWN : CHILDPLAN_BAND_NO_SIZE;
}

static void set_row(struct explaining *explaining, int32_t slot, const struct figures *figures) {
    const struct sums *sums = &explaining->standing->sums[slot];
    struct node *row = childplan__explain_node(explaining, 0);
    row->sums = (struct node_sums){.numerator = figures->numerator,
                                   .denominator = figures->denominator,
                                   .missing_size = sums->missing_size,
                                   .contributing = sums->contributing,
                                   .expected = sums->expected,
                                   .reported = sums->reported,
                                   .carried = sums->carried,
                                   .sizes_unknown = sums->missing_unknown};
    row->has_value = figures->has_parts != 0;
    row->code = band_of(explaining->frame, sums, figures);
    if (!figures->has_parts) {
        row->reason = explaining->frame->is_empty ? CHILDPLAN_REASON_NO_PERIOD : CHILDPLAN_REASON_NOBODY;
    } else if (!figures->figure.has_value) {
        row->reason = CHILDPLAN_REASON_NO_DENOMINATOR;
    }
}

void childplan__explain_target(struct explaining *explaining, int32_t slot) {
    const struct frame *frame = explaining->frame;
    struct figures figures;
    struct asked asked;
    int32_t overflow = 0;
    if (childplan__standing_at(explaining->standing, slot, &figures) != CHILDPLAN_OK ||
        childplan__standing_asked(explaining->standing, slot, &asked) != CHILDPLAN_OK) {
        explaining->status = CHILDPLAN_ERROR_OVERFLOW;
        return;
    }
    set_row(explaining, slot, &figures);
    if (figures.milestone == NULL) {
        return;
    }
    int32_t is_due = childplan__is_due(frame, &asked.current);
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_TARGET, asked.unit);
    explaining->explanation->milestone = figures.milestone;
    node->code = scope_of(explaining, asked.unit);
    node->expected = is_due != 0;
    node->figure.period = figures.by;
    struct origin from = childplan__measured_from(frame, &asked);
    if (figures.milestone->change != CHANGE_NONE) {
        add_origin(explaining, CHILDPLAN_NODE_BASIS, asked.unit, &from);
    }
    if (figures.has_path && !is_due) {
        struct origin start = childplan__start_of_path(frame, &asked, &from, &overflow);
        add_origin(explaining, CHILDPLAN_NODE_START, asked.unit, &start);
    }
    childplan__explain_close(explaining);
}
