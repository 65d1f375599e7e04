#include "meeting.h"

/* What a unit brings that has a target; one without a verdict is undecided. */
static struct sums sums_of(const struct figures *figures, const struct sums *counted) {
    struct sums sums = {.denominator = 1, .expected = 1};
    if (figures->has_met) {
        sums.contributing = 1;
        sums.numerator = figures->met;
        sums.reported = figures->certain;
        sums.carried = counted->carried > 0;
    }
    if (sums.reported) {
        sums.sure_numerator = sums.numerator;
        sums.sure_denominator = 1;
    } else {
        sums.missing_size = 1;
    }
    return sums;
}

static int32_t is_counted(const struct frame *frame, const struct tree *tree, int32_t slot) {
    const struct childplan_plan *plan = frame->sources->plan;
    const struct unit_version *version = childplan__version_on(plan, tree->slot_unit[slot], tree->day);
    return version->level == frame->indicator->counted_level &&
           childplan__is_of_population(frame, (int32_t)(version - plan->versions));
}

childplan_status childplan__sums_of_meeting(const struct standing *standing, int32_t slot, struct sums *ret_sums) {
    struct figures figures;
    *ret_sums = (struct sums){0};
    if (!is_counted(&standing->frame, standing->tree, slot)) {
        return CHILDPLAN_OK;
    }
    childplan_status status = childplan__standing_at(standing->counted, slot, &figures);
    if (status == CHILDPLAN_OK && figures.milestone != NULL) {
        *ret_sums = sums_of(&figures, &standing->counted->sums[slot]);
    }
    return status;
}

childplan_status childplan__sum_meeting(struct standing *standing, int32_t *ret_unit) {
    const struct tree *tree = standing->tree;
    for (int32_t slot = 0; slot < tree->slot_count; slot++) {
        if (childplan__sums_of_meeting(standing, slot, &standing->sums[slot]) != CHILDPLAN_OK) {
            *ret_unit = tree->slot_unit[slot];
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return childplan__sum_up(standing->frame.over_units, tree, standing->sums);
}
