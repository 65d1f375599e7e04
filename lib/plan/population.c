/* Which versions of units an indicator's population has. */
#include "model.h"

static int32_t has_tag(const struct childplan_plan *plan, const struct unit_version *version, int32_t tag) {
    for (int32_t i = 0; i < version->tag_count; i++) {
        if (plan->tag_lists[version->first_tag + i] == tag) {
            return 1;
        }
    }
    return 0;
}

static void mark_versions(const struct childplan_plan *plan, const struct population *population, int32_t first,
                          int32_t count, uint8_t *has_version) {
    for (int32_t i = first; i < first + count; i++) {
        const struct unit_version *version = &plan->versions[i];
        has_version[i] = (population->level == CHILDPLAN_NONE || version->level == population->level) &&
                         (population->tag == CHILDPLAN_NONE || has_tag(plan, version, population->tag));
    }
}

void childplan__mark_population(const struct childplan_plan *plan, const struct population *population,
                                int32_t is_of_all, uint8_t *has_version) {
    if (is_of_all) {
        mark_versions(plan, population, 0, plan->version_count, has_version);
    }
    for (int32_t i = 0; i < population->unit_count; i++) {
        const struct unit *unit = &plan->units[population->units[i]];
        mark_versions(plan, population, unit->first_version, unit->version_count, has_version);
    }
}
