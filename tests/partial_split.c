#include "partial_split.h"

#include <stdlib.h>

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

/* A number from 0 to below (Knuth's constants for a linear congruential generator). */
static int draw(struct split *split, int below) {
    split->random = split->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((split->random >> 33) % (uint64_t)below);
}

void split_begin(struct split *split, const childplan_plan *plan, uint64_t seed) {
    size_t units = childplan_plan_unit_count(plan);
    *split = (struct split){.plan = plan, .random = seed};
    split->workers = 1 + draw(split, MOST_WORKERS);
    split->worker_of = calloc(units, sizeof *split->worker_of);
    assert_non_null(split->worker_of);
    for (size_t unit = 0; unit < units; unit++) {
        split->worker_of[unit] = draw(split, split->workers);
    }
}

void split_end(struct split *split) {
    free(split->worker_of);
}

childplan_partial *through_arrow(childplan_partial *partial, int64_t batch_rows) {
    struct ArrowArrayStream stream;
    childplan_partial *read = NULL;
    const childplan_plan *plan = childplan_partial_plan(partial);
    ok(childplan_partial_to_arrow(partial, batch_rows, &stream));
    childplan_partial_free(partial);
    ok(childplan_partial_from_arrow(plan, "partial", &stream, &read, NULL));
    assert_null(stream.release);
    return read;
}

static childplan_status compute_part(struct split *split, int worker, const childplan_rollup_options *options,
                                     childplan_partial **ret_partial, childplan_diagnostics *said) {
    size_t units = childplan_plan_unit_count(split->plan);
    int32_t *own = calloc(units, sizeof *own);
    size_t count = 0;
    assert_non_null(own);
    for (size_t unit = units; unit-- > 0;) {
        if (split->worker_of[unit] == worker) {
            own[count++] = (int32_t)unit;
        }
    }
    childplan_status status = childplan_partial_compute(split->reports[worker], options, own, count, ret_partial, said);
    free(own);
    if (status == CHILDPLAN_OK && draw(split, 2)) {
        *ret_partial = through_arrow(*ret_partial, 1 + draw(split, 9));
    }
    return status;
}

/* Any two at a time, until one is left. */
static childplan_status bring_together(struct split *split, childplan_partial **parts, int count,
                                       childplan_diagnostics *said) {
    childplan_status status = CHILDPLAN_OK;
    for (; count > 1 && status == CHILDPLAN_OK; count--) {
        int into = draw(split, count - 1);
        int from = into + 1 + draw(split, count - 1 - into);
        status = childplan_partial_add(parts[into], parts[from], said);
        childplan_partial_free(parts[from]);
        parts[from] = parts[count - 1];
        parts[count - 1] = NULL;
    }
    return status;
}

childplan_status split_rows(struct split *split, const childplan_rollup_options *options, childplan_rollup **ret_rollup,
                            childplan_diagnostics *said) {
    childplan_partial *parts[MOST_WORKERS] = {NULL};
    childplan_status status = CHILDPLAN_OK;
    for (int worker = 0; worker < split->workers && status == CHILDPLAN_OK; worker++) {
        status = compute_part(split, worker, options, &parts[worker], said);
    }
    if (status == CHILDPLAN_OK) {
        status = bring_together(split, parts, split->workers, said);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_partial_rows(parts[0], ret_rollup, said);
    }
    for (int worker = 0; worker < split->workers; worker++) {
        childplan_partial_free(parts[worker]);
    }
    return status;
}

void write_everything(const childplan_rollup *rollup, struct buffer *text) {
    childplan_output *output = NULL;
    ok(childplan_output_new(&output));
    ok(childplan_output_set_pace(output, 1));
    ok(childplan_rollup_write(rollup, output, buffer_write, text));
    ok(childplan_output_set_format(output, CHILDPLAN_FORMAT_JSON));
    ok(childplan_output_set_names(output, 1));
    ok(childplan_rollup_write(rollup, output, buffer_write, text));
    childplan_output_free(output);
}
