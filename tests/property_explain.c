#include "property_explain.h"

#include "explain_checks.h"

#include <stdio.h>

#define ROWS_A_PLAN 12

static struct explained explained;

static int32_t day_of_structure(struct world *world) {
    int64_t period = CHILDPLAN_NO_PERIOD;
    int32_t first = 0;
    int32_t last = 0;
    ok(world, childplan_period_parse("plan", 4, &period));
    ok(world, childplan_plan_period_days(world->plan, period, &first, &last));
    return percent(&world->made, 50) ? first + chance(&world->made, last - first + 1) : CHILDPLAN_NO_DATE;
}

void explanations_add_up(struct world *world) {
    char what[64];
    int32_t structure = day_of_structure(world);
    childplan_rollup *rollup = roll_up(world, world->reports, structure);
    childplan_rollup_options *options = NULL;
    size_t count = childplan_rollup_row_count(rollup);
    snprintf(what, sizeof what, "seed %llu", (unsigned long long)world->seed);
    ok(world, childplan_rollup_options_new(&options));
    ok(world, childplan_rollup_options_set_structure(options, structure));
    ok(world, childplan_rollup_options_set_known_by(options, world->known_by));
    ok(world, childplan_rollup_options_set_until(options, childplan_rollup_until(rollup)));
    ok(world, childplan_rollup_options_set_digest(options, 0));
    for (int i = 0; i < ROWS_A_PLAN && count > 0; i++) {
        size_t row = (size_t)chance(&world->made, (int)count);
        explanation_holds(what, world->reports, options, rollup, row, &explained);
    }
    childplan_rollup_options_free(options);
    childplan_rollup_free(rollup);
}

void everything_was_explained(void **state) {
    (void)state;
    for (int32_t reason = 1; reason < CHILDPLAN_REASON_END; reason++) {
        print_message("# %zu times %s\n", explained.reasons[reason], childplan_reason_text(reason, CHILDPLAN_ENGLISH));
        assert_true(explained.reasons[reason] > 0 || reason == CHILDPLAN_REASON_TOO_LARGE);
    }
    for (int32_t band = CHILDPLAN_BAND_CLOSED; band <= CHILDPLAN_BAND_NO_VALUE; band++) {
        print_message("# %zu times band %d\n", explained.bands[band], (int)band);
        assert_true(explained.bands[band] > 0 || band == CHILDPLAN_BAND_NO_SIZE); /* test_explain has that */
    }
    for (int32_t rule = CHILDPLAN_RULE_VERSION; rule <= CHILDPLAN_RULE_FIRST_PARENT; rule++) {
        assert_true(explained.rules[rule] > 0);
    }
    for (int32_t source = CHILDPLAN_SOURCE_BASELINE; source <= CHILDPLAN_SOURCE_EACH_UNIT; source++) {
        assert_true(explained.sources[source] > 0);
    }
}
