/* Making explanations: the row is computed as ever, and while its sums stand they are taken apart. */
#include "explain.h"

#include <string.h>

/* Room for one node more, in every column. */
static int32_t make_room(struct childplan_explanation *explanation) {
    const struct allocator *allocator = explanation->allocator;
    size_t needed = explanation->count + 1;
    return explanation->count < INT32_MAX &&
           childplan__reserve(allocator, &explanation->nodes, &explanation->node_capacity, needed,
                              sizeof *explanation->nodes) == CHILDPLAN_OK &&
           childplan__reserve(allocator, &explanation->kinds, &explanation->kind_capacity, needed,
                              sizeof *explanation->kinds) == CHILDPLAN_OK &&
           childplan__reserve(allocator, &explanation->parents, &explanation->parent_capacity, needed,
                              sizeof *explanation->parents) == CHILDPLAN_OK &&
           childplan__reserve(allocator, &explanation->ends, &explanation->end_capacity, needed,
                              sizeof *explanation->ends) == CHILDPLAN_OK &&
           childplan__reserve(allocator, &explanation->units, &explanation->unit_capacity, needed,
                              sizeof *explanation->units) == CHILDPLAN_OK;
}

struct node *childplan__explain_open(struct explaining *explaining, int32_t kind, int32_t unit) {
    struct childplan_explanation *explanation = explaining->explanation;
    explaining->spare = (struct node){0};
    if (explaining->status != CHILDPLAN_OK || !make_room(explanation)) {
        explaining->status = explaining->status == CHILDPLAN_OK ? CHILDPLAN_ERROR_NO_MEMORY : explaining->status;
        return &explaining->spare;
    }
    size_t node = explanation->count++;
    explanation->nodes[node] = (struct node){.row = CHILDPLAN_NONE};
    explanation->kinds[node] = kind;
    explanation->parents[node] = explaining->open;
    explanation->ends[node] = CHILDPLAN_NONE;
    explanation->units[node] = unit;
    explaining->open = (int32_t)node;
    return &explanation->nodes[node];
}

void childplan__explain_close(struct explaining *explaining) {
    struct childplan_explanation *explanation = explaining->explanation;
    if (explaining->status == CHILDPLAN_OK) {
        explanation->ends[explaining->open] = (int32_t)explanation->count;
        explaining->open = explanation->parents[explaining->open];
    }
}

int32_t childplan__explain_here(const struct explaining *explaining) {
    return explaining->open;
}

struct node *childplan__explain_node(struct explaining *explaining, int32_t node) {
    return explaining->status == CHILDPLAN_OK ? &explaining->explanation->nodes[node] : &explaining->spare;
}

/* Sorts positions under their parents, and units that are placed elsewhere under their places. */
static childplan_status sort_units(struct explaining *explaining) {
    const struct tree *tree = explaining->tree;
    const struct allocator *allocator = explaining->explanation->allocator;
    int32_t units = explaining->explanation->plan->unit_count;
    size_t positions = (size_t)tree->count;
    explaining->first_child = childplan__allocate(allocator, positions + 2, sizeof(int32_t));
    explaining->children = childplan__allocate(allocator, positions, sizeof(int32_t));
    explaining->first_placed = childplan__allocate(allocator, positions + 2, sizeof(int32_t));
    explaining->placed = childplan__allocate(allocator, (size_t)units, sizeof(int32_t));
    if (explaining->first_child == NULL || explaining->children == NULL || explaining->first_placed == NULL ||
        explaining->placed == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    /* Counted one further on, so that filling moves each beginning to where it belongs. */
    for (int32_t position = 1; position < tree->count; position++) {
        explaining->first_child[tree->parent[position] + 2]++;
    }
    for (int32_t unit = 0; unit < units; unit++) {
        explaining->first_placed[tree->place[unit] + 2] += !childplan__tree_has(tree, unit);
    }
    for (int32_t position = 0; position < tree->count; position++) {
        explaining->first_child[position + 1] += explaining->first_child[position];
        explaining->first_placed[position + 1] += explaining->first_placed[position];
    }
    for (int32_t position = 1; position < tree->count; position++) {
        explaining->children[explaining->first_child[tree->parent[position] + 1]++] = position;
    }
    for (int32_t unit = 0; unit < units; unit++) {
        if (!childplan__tree_has(tree, unit)) {
            explaining->placed[explaining->first_placed[tree->place[unit] + 1]++] = unit;
        }
    }
    return CHILDPLAN_OK;
}

/* The names of the files that nodes name: the reports may go before the explanation does. */
static childplan_status copy_files(struct explaining *explaining) {
    struct childplan_explanation *explanation = explaining->explanation;
    if (explaining->last_file == 0) {
        return CHILDPLAN_OK;
    }
    explanation->files = childplan__allocate(explanation->allocator, (size_t)explaining->last_file + 1, sizeof(char *));
    if (explanation->files == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < explanation->count; i++) {
        uint32_t file = explanation->kinds[i] == CHILDPLAN_NODE_FACT ? explanation->nodes[i].figure.file : 0;
        if (file == 0 || explanation->files[file] != NULL) {
            continue;
        }
        const char *name = childplan__reports_file(explaining->computation->sources.reports, file);
        explanation->files[file] = childplan__arena_copy_text(&explanation->arena, name, strlen(name));
        if (explanation->files[file] == NULL) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    return CHILDPLAN_OK;
}

static void set_shape(struct explaining *explaining) {
    struct childplan_explanation *explanation = explaining->explanation;
    explanation->day = explaining->tree->day;
    explanation->over_units = explaining->frame->over_units;
    explanation->is_ratio = explaining->frame->is_ratio;
    explanation->numerator_decimals = explaining->frame->numerator_decimals;
    explanation->denominator_decimals = explaining->frame->denominator_decimals;
}

static childplan_status add_nodes(struct explaining *explaining, int32_t unit) {
    explaining->row_position = explaining->tree->place[unit];
    set_shape(explaining);
    childplan_status status = childplan__explain_terms(explaining);
    if (status == CHILDPLAN_OK) {
        status = sort_units(explaining);
    }
    if (status != CHILDPLAN_OK) {
        return status;
    }
    (void)childplan__explain_open(explaining, CHILDPLAN_NODE_ROW, unit);
    childplan__explain_target(explaining, explaining->tree->slot[explaining->row_position]);
    childplan__explain_units(explaining);
    childplan__explain_close(explaining);
    return explaining->status == CHILDPLAN_OK ? copy_files(explaining) : explaining->status;
}

/* Takes the row of a computation apart, whose stage is still open. */
static childplan_status take_apart(const struct computation *computation, int32_t unit,
                                   struct childplan_explanation *explanation) {
    const struct allocator *allocator = explanation->allocator;
    const struct stage *stage = &computation->stages[0];
    struct explaining explaining = {.explanation = explanation,
                                    .computation = computation,
                                    .standing = &stage->standings[0],
                                    .frame = &stage->standings[0].frame,
                                    .tree = stage->tree,
                                    .open = CHILDPLAN_NONE};
    childplan_status status = add_nodes(&explaining, unit);
    childplan__release(allocator, explaining.first_child);
    childplan__release(allocator, explaining.children);
    childplan__release(allocator, explaining.first_placed);
    childplan__release(allocator, explaining.placed);
    return status;
}

/* The rows of the units whose target an indicator counts. */
static childplan_status compute_counted(const struct computation *computation,
                                        struct childplan_explanation *explanation) {
    const struct indicator *indicator = &explanation->plan->indicators[explanation->indicator];
    if (indicator->counted == CHILDPLAN_NONE) {
        return CHILDPLAN_OK;
    }
    int32_t level = indicator->counted_level;
    int32_t counted = indicator->counted;
    struct childplan_rollup_options options = *computation->options;
    options.units = (struct choice){0};
    options.levels = (struct choice){&level, 1, 1};
    options.indicators = (struct choice){&counted, 1, 1};
    options.until = computation->sources.until;
    options.live = 0;
    options.no_digest = 1;
    options.progress = (struct progress){NULL, NULL};
    const struct sources *sources = &computation->sources;
    struct computation rows = {
        .options = &options,
        .findings = computation->findings,
        .sources = {.plan = sources->plan, .reports = sources->reports, .allocator = sources->allocator},
        .is_again = 1};
    childplan_status status = childplan__compute(&rows);
    explanation->counted = rows.rollup;
    childplan__computation_end(&rows);
    return status;
}

/* Explains the row of a computation that asks for it alone. */
static childplan_status explain(struct computation *computation, int32_t unit,
                                struct childplan_explanation *explanation) {
    childplan_status status = childplan__compute(computation);
    if (status == CHILDPLAN_OK) {
        explanation->rollup = computation->rollup;
        status = explanation->rollup->row_count == 0 ? CHILDPLAN_ABSENT : CHILDPLAN_OK;
    }
    if (status == CHILDPLAN_OK && !computation->options->no_digest) {
        childplan__reports_digest(computation->sources.reports, explanation->rollup->reports_digest);
    }
    if (status == CHILDPLAN_OK) {
        status = compute_counted(computation, explanation);
    }
    return status == CHILDPLAN_OK ? take_apart(computation, unit, explanation) : status;
}

childplan_status childplan_explanation_make(const childplan_reports *reports, const childplan_rollup_options *options,
                                            int32_t unit, int64_t period, int32_t indicator,
                                            childplan_explanation **ret_explanation,
                                            childplan_diagnostics *reterr_diagnostics) {
    const struct childplan_plan *plan = reports == NULL ? NULL : childplan__reports_plan(reports);
    if (plan == NULL || ret_explanation == NULL || unit < 0 || unit >= plan->unit_count || indicator < 0 ||
        indicator >= plan->indicator_count || childplan_period_kind(period) == 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct childplan_rollup_options asked = options == NULL ? childplan__default_rollup_options : *options;
    asked.units = (struct choice){&unit, 1, 1};
    asked.levels = (struct choice){0};
    asked.indicators = (struct choice){&indicator, 1, 1};
    asked.periods = &period;
    asked.period_count = asked.period_capacity = 1;
    asked.live = 1; /* its sums stay until the computation ends */
    struct childplan_explanation *explanation = childplan__allocate(&plan->allocator, 1, sizeof *explanation);
    if (explanation == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    explanation->allocator = &plan->allocator;
    explanation->plan = plan;
    explanation->indicator = indicator;
    explanation->period = period;
    childplan__arena_begin(&explanation->arena, explanation->allocator);
    struct findings findings;
    childplan__findings_begin(&findings, reterr_diagnostics, 0);
    struct computation computation = {.options = &asked,
                                      .findings = &findings,
                                      .sources = {.plan = plan, .reports = reports, .allocator = &plan->allocator}};
    childplan_status status = explain(&computation, unit, explanation);
    childplan__computation_end(&computation);
    if (status != CHILDPLAN_OK) {
        childplan_explanation_free(explanation);
        return status;
    }
    *ret_explanation = explanation;
    return CHILDPLAN_OK;
}

void childplan_explanation_free(childplan_explanation *explanation) {
    if (explanation == NULL) {
        return;
    }
    const struct allocator *allocator = explanation->allocator;
    childplan_rollup_free(explanation->rollup);
    childplan_rollup_free(explanation->counted);
    childplan__arena_end(&explanation->arena);
    childplan__release(allocator, explanation->terms);
    childplan__release(allocator, (void *)explanation->files);
    childplan__release(allocator, explanation->nodes);
    childplan__release(allocator, explanation->kinds);
    childplan__release(allocator, explanation->parents);
    childplan__release(allocator, explanation->ends);
    childplan__release(allocator, explanation->units);
    childplan__release(allocator, explanation);
}
