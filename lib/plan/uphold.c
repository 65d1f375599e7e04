/* The comparison of a plan with the one it upholds, indicator by indicator. */
#include "uphold.h"

#include "../base/text.h"
#include "look_up.h"

#include <string.h>

static void check_root(struct uphold *uphold) {
    const struct childplan_plan *here = uphold->here;
    if (uphold->unit_above[here->root] == CHILDPLAN_NONE) {
        const char *id = here->units[here->root].id;
        struct id_kind units = childplan__id_kind(uphold->above, CHILDPLAN_KIND_UNIT);
        REPORT_NEAREST(uphold->loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_ROOT_UNKNOWN, uphold->key,
                       childplan__nearest(id, strlen(id), (size_t)units.count, units.id_of, uphold->above), id,
                       uphold->above->file);
    }
}

/* Compares the milestones of one scope above, whose parties begin at `first`; gives where they end. A target that names
   units gives each a scope, and its findings are told together. */
static size_t compare_scope(struct uphold *uphold, size_t first) {
    const struct scope *scope = uphold->parties[first].above;
    size_t end = first;
    while (end < uphold->party_count && uphold->parties[end].above == scope) {
        end++;
    }
    for (int32_t i = 0; i < scope->milestone_count; i++) {
        for (size_t party = first; party < end; party++) {
            childplan__uphold_milestone(uphold, &scope->milestones[i], party);
        }
        if (scope->kind != SCOPE_IDS) {
            childplan__uphold_report(uphold);
        }
    }
    return end;
}

static void compare_milestones(struct uphold *uphold) {
    for (size_t i = 0; i < uphold->party_count;) {
        int32_t was_ids = uphold->parties[i].above->kind == SCOPE_IDS;
        i = compare_scope(uphold, i);
        if (was_ids && (i == uphold->party_count || uphold->parties[i].above->kind != SCOPE_IDS)) {
            childplan__uphold_report(uphold);
        }
    }
}

/* Hits the first milestone that is due for each party; gives how many there are, or 1 where `any` will do. */
static size_t find_asked(struct uphold *uphold, int32_t any) {
    for (size_t party = 0; party < uphold->party_count; party++) {
        const struct scope *scope = uphold->parties[party].above;
        int32_t i = 0;
        while (i < scope->milestone_count && !childplan__uphold_is_asked(uphold, &scope->milestones[i], party)) {
            i++;
        }
        if (i == scope->milestone_count) {
            continue;
        }
        if (any) {
            return 1;
        }
        const struct hit hit = {CHILDPLAN_DIAGNOSTIC_UPHELD_INDICATOR_MISSING, &scope->milestones[i], NULL, party,
                                uphold->parties[party].unit};
        childplan__uphold_hit(uphold, &hit);
    }
    return uphold->hit_count;
}

/* What is not the same figure has no milestones to compare. */
static void compare_indicator(struct uphold *uphold) {
    const struct indicator *here = uphold->indicator_here;
    if (find_asked(uphold, here != NULL) == 0) {
        return;
    }
    if (!here) {
        childplan__uphold_report_missing(uphold);
        return;
    }
    const char *difference = childplan__uphold_figure(uphold);
    if (difference) {
        REPORT(uphold->loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_FIGURE, here->position, here->id,
               childplan__uphold_place(uphold, &uphold->indicator_above->position), difference);
        return;
    }
    childplan__uphold_population(uphold);
    compare_milestones(uphold);
    childplan__uphold_quotas(uphold);
}

static void compare_indicators(struct uphold *uphold) {
    const struct childplan_plan *here = uphold->here;
    const struct childplan_plan *above = uphold->above;
    for (int32_t i = 0; i < above->indicator_count && !uphold->loader->findings->no_memory; i++) {
        const char *id = above->indicators[i].id;
        int32_t place = childplan__names_find(&here->indicator_names, id, strlen(id));
        uphold->indicator_above = &above->indicators[i];
        uphold->indicator_here = place == CHILDPLAN_NONE ? NULL : &here->indicators[place];
        uphold->grows = uphold->indicator_here && childplan__indicator_grows(here, uphold->indicator_here);
        int64_t steps = (int64_t)uphold->cohort_count + 1;
        if (uphold->indicator_above->scope_count > 0 && childplan__uphold_work(uphold, steps) &&
            childplan__uphold_parties(uphold)) {
            compare_indicator(uphold);
        }
    }
}

static void end_uphold(struct uphold *uphold) {
    const struct allocator *allocator = &uphold->here->allocator;
    childplan__release(allocator, uphold->stays);
    childplan__release(allocator, uphold->special);
    childplan__release(allocator, uphold->special_stays);
    childplan__release(allocator, uphold->parties);
    childplan__release(allocator, uphold->hits);
    childplan__release(allocator, uphold->quotas);
}

void childplan__check_upheld(struct loader *loader, struct position key) {
    struct uphold uphold = {.loader = loader, .key = key, .here = loader->plan, .above = loader->plan->upheld};
    size_t elements = (size_t)loader->plan->element_count + 1;
    uphold.levels_reported = childplan__scratch(loader, elements, 1);
    uphold.term_marks = childplan__scratch(loader, elements, sizeof *uphold.term_marks);
    if (childplan__uphold_units(&uphold) && !loader->findings->no_memory) {
        check_root(&uphold);
        compare_indicators(&uphold);
    }
    end_uphold(&uphold);
}
