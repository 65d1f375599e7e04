/* The units of a row: those of its subtree, and under each those whose reports count there. */
#include "exact_sums.h"
#include "explain.h"
#include "meeting.h"

/* So many steps of a placement are listed. */
#define MOST_STEPS 16

static void set_sums(const struct exact_sums *exact, int32_t is_shown_as_count, struct node *node) {
    int32_t fits = childplan__wide_to_int64(exact->numerator, &node->sums.numerator) &
                   childplan__wide_to_int64(exact->denominator, &node->sums.denominator);
    node->has_value = exact->contributing > 0 && fits;
    (void)childplan__wide_to_int64(exact->missing_size, &node->sums.missing_size);
    node->sums.contributing = exact->contributing;
    node->sums.expected = exact->expected;
    node->sums.reported = exact->reported;
    node->sums.carried = exact->carried;
    node->sums.sizes_unknown = exact->missing_unknown;
    if (is_shown_as_count) {
        node->sums.numerator = exact->contributing;
    }
}

static uint8_t rule_of(enum step_rule rule) {
    static const uint8_t rules[] = {[STEP_SUCCESSOR] = CHILDPLAN_RULE_SUCCESSOR,
                                    [STEP_PARENT] = CHILDPLAN_RULE_PARENT,
                                    [STEP_FIRST_PARENT] = CHILDPLAN_RULE_FIRST_PARENT};
    return rules[rule];
}

static void add_step(struct explaining *explaining, uint8_t rule, int32_t to, int32_t day) {
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_STEP, to);
    node->code = rule;
    node->figure.day = day;
    childplan__explain_close(explaining);
}

/* The steps from a unit that is not alive to where it is placed. */
static void add_steps(struct explaining *explaining, int32_t unit) {
    const struct tree *tree = explaining->tree;
    int32_t end = tree->units[tree->place[unit]];
    int32_t at = unit;
    for (int32_t i = 0; i < MOST_STEPS && at != end && at != CHILDPLAN_NONE; i++) {
        struct placement_step step =
            childplan__placement_step(explaining->explanation->plan, at, explaining->explanation->day);
        if (step.to == CHILDPLAN_NONE || step.to == unit) {
            add_step(explaining, CHILDPLAN_RULE_ROOT, end, step.day);
            return;
        }
        add_step(explaining, rule_of(step.rule), step.to, step.day);
        at = step.to;
        if (childplan__tree_has(tree, at)) {
            at = end;
        }
    }
    if (at != end) {
        add_step(explaining, CHILDPLAN_RULE_FURTHER, end, CHILDPLAN_NO_DATE);
    }
}

/* A unit whose reports count there, with what it brings; adds that to what is brought already, which fits 128 bits
   however many units there are. */
static void add_placed(struct explaining *explaining, int32_t unit, struct exact_sums *sums) {
    const struct frame *frame = explaining->frame;
    int32_t is_itself = childplan__tree_has(explaining->tree, unit);
    struct sums own = {0};
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_PLACED, unit);
    int32_t number = childplan__explain_here(explaining);
    if (childplan__sums_of_unit(frame, unit, &own) != CHILDPLAN_OK) {
        explaining->status = CHILDPLAN_ERROR_OVERFLOW;
    }
    struct exact_sums exact = childplan__exact_sums(&own);
    set_sums(&exact, 0, node);
    node->code =
        is_itself
            ? CHILDPLAN_RULE_VERSION
            : rule_of(
                  childplan__placement_step(explaining->explanation->plan, unit, explaining->explanation->day).rule);
    if (!is_itself) {
        add_steps(explaining, unit);
    }
    uint8_t reason = childplan__explain_unit_terms(explaining, unit, own.contributing);
    childplan__explain_node(explaining, number)->reason = reason;
    if (frame->bounds == BOUNDS_RATIO && own.expected && !own.reported) {
        childplan__explain_sizes(explaining, unit);
    }
    childplan__explain_close(explaining);
    (void)childplan__combine_exact_sums(frame->over_units, sums, &exact);
}

static int32_t row_of_counted(const struct explaining *explaining, int32_t unit) {
    size_t row;
    const struct childplan_explanation *explanation = explaining->explanation;
    return childplan_rollup_find(explanation->counted, unit, explanation->period, explaining->frame->indicator->counted,
                                 &row) == CHILDPLAN_OK
               ? (int32_t)row
               : CHILDPLAN_NONE;
}

/* A unit of the level that is counted, with what it brings. */
static void add_counted(struct explaining *explaining, int32_t unit, struct exact_sums *sums) {
    const struct childplan_plan *plan = explaining->explanation->plan;
    const struct tree *tree = explaining->tree;
    const struct unit_version *version = childplan__version_on(plan, unit, tree->day);
    int32_t slot = tree->slot[tree->place[unit]];
    struct sums own;
    if (version->level != explaining->frame->indicator->counted_level || slot == CHILDPLAN_NONE) {
        return;
    }
    struct node *node = childplan__explain_open(explaining, CHILDPLAN_NODE_COUNTED, unit);
    if (childplan__sums_of_meeting(explaining->standing, slot, &own) != CHILDPLAN_OK) {
        explaining->status = CHILDPLAN_ERROR_OVERFLOW;
    }
    struct exact_sums exact = childplan__exact_sums(&own);
    set_sums(&exact, 0, node);
    node->row = row_of_counted(explaining, unit);
    if (!childplan__is_of_population(explaining->frame, (int32_t)(version - plan->versions))) {
        node->reason = CHILDPLAN_REASON_POPULATION;
    } else if (own.expected == 0) {
        node->reason = CHILDPLAN_REASON_NO_TARGET;
    } else if (own.contributing == 0) {
        node->reason = CHILDPLAN_REASON_NO_VERDICT;
    }
    childplan__explain_close(explaining);
    (void)childplan__combine_exact_sums(explaining->frame->over_units, sums, &exact);
}

/* A unit of the tree and all below it. NOLINTNEXTLINE(misc-no-recursion): no deeper than there are levels. */
static struct exact_sums add_unit(struct explaining *explaining, int32_t position) {
    struct exact_sums sums = {0};
    int32_t unit = explaining->tree->units[position];
    (void)childplan__explain_open(explaining, CHILDPLAN_NODE_UNIT, unit);
    int32_t number = childplan__explain_here(explaining);
    if (explaining->frame->indicator->counted != CHILDPLAN_NONE) {
        add_counted(explaining, unit, &sums);
    } else {
        add_placed(explaining, unit, &sums);
        for (int32_t i = explaining->first_placed[position]; i < explaining->first_placed[position + 1]; i++) {
            add_placed(explaining, explaining->placed[i], &sums);
        }
    }
    for (int32_t i = explaining->first_child[position]; i < explaining->first_child[position + 1]; i++) {
        if (explaining->status != CHILDPLAN_OK) {
            break;
        }
        struct exact_sums below = add_unit(explaining, explaining->children[i]);
        (void)childplan__combine_exact_sums(explaining->frame->over_units, &sums, &below);
    }
    set_sums(&sums, explaining->frame->over_units == AGGREGATE_COUNT, childplan__explain_node(explaining, number));
    childplan__explain_close(explaining);
    return sums;
}

void childplan__explain_units(struct explaining *explaining) {
    (void)add_unit(explaining, explaining->row_position);
}
