/* Which milestone here answers one above, and where it falls short. */
#include "uphold.h"

#include "../base/text.h"

#include <childplan/rollup.h>

int32_t childplan__uphold_work(struct uphold *uphold, int64_t steps) {
    uphold->work += steps;
    if (uphold->work > UPHOLD_WORK_LIMIT && !uphold->is_spent) {
        char limit[32];
        (void)childplan__number_format(UPHOLD_WORK_LIMIT, 0, limit);
        uphold->is_spent = 1;
        REPORT(uphold->loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_TOO_MANY, uphold->key, uphold->above->file, limit);
    }
    return !uphold->is_spent;
}

void childplan__uphold_hit(struct uphold *uphold, const struct hit *hit) {
    if (childplan__grow(uphold->loader, &uphold->hits, &uphold->hit_capacity, uphold->hit_count + 1,
                        sizeof *uphold->hits)) {
        uphold->hits[uphold->hit_count++] = *hit;
    }
}

/* The first and the last day on which a milestone above is due for units that are alive in these days. */
static int32_t due_days(const struct uphold *uphold, const struct milestone *above, const struct days *alive,
                        struct days *ret_due) {
    const struct calendar *calendar = &uphold->above->calendar;
    struct days due = {above->last_day, above->last_day};
    if (above->every || above->is_kept) {
        due.first = above->last_day > alive->first ? above->last_day : alive->first;
        due.last = above->end_day < alive->last ? above->end_day : alive->last;
    }
    if (above->every) {
        int32_t before = childplan__last_cycle_until(calendar, above->every, due.first - 1);
        int32_t last = childplan__last_cycle_until(calendar, above->every, due.last);
        if (last <= before) {
            return 0;
        }
        due.first = childplan__cycle_days(calendar, above->every, before + 1).last;
        due.last = childplan__cycle_days(calendar, above->every, last).last;
    }
    *ret_due = due;
    return due.first <= due.last && due.first >= alive->first && due.last <= alive->last;
}

/* The end of the period of that kind after the one that ends on a day. */
static int32_t next_due(const struct uphold *uphold, int32_t every, int32_t day) {
    const struct calendar *calendar = &uphold->above->calendar;
    int32_t cycle = childplan__last_cycle_until(calendar, every, day) + 1;
    return cycle < childplan__cycle_count(calendar, every) ? childplan__cycle_days(calendar, every, cycle).last
                                                           : INT32_MAX;
}

int32_t childplan__uphold_is_of_kind(const struct uphold *uphold, const struct milestone *here,
                                     const struct milestone *above) {
    int32_t kind = childplan_period_kind(here->by);
    if (!uphold->grows || (kind <= CHILDPLAN_YEAR && kind == childplan_period_kind(above->by))) {
        return 1;
    }
    struct days days = childplan__period_days(&uphold->here->calendar, here->by);
    struct days days_above = childplan__period_days(&uphold->above->calendar, above->by);
    return days.first == days_above.first && days.last == days_above.last;
}

/* What is asked on a day: the milestone due last by then, or else the first one due later. `every`: only those repeated
   like the one above. */
static const struct milestone *asked_on(struct uphold *uphold, const struct scope *scope, int32_t day,
                                        const struct milestone *above, int32_t every) {
    const struct milestone *found = NULL;
    int32_t count = scope ? scope->milestone_count : 0;
    childplan__uphold_work(uphold, count);
    for (int32_t i = 0; i < count; i++) {
        const struct milestone *here = &scope->milestones[i];
        if (!childplan__uphold_is_of_kind(uphold, here, above) || (every && here->every != above->every)) {
            continue;
        }
        if (found && here->last_day > day) {
            break;
        }
        found = here;
    }
    return found;
}

static int32_t is_of_form(const struct milestone *here, const struct milestone *above) {
    return here->change == above->change && (above->change == CHANGE_NONE || (here->is_decrease == above->is_decrease &&
                                                                              here->against == above->against));
}

/* What a number here falls short of; 0: of nothing. */
static int32_t bar_code(const struct uphold *uphold, const struct milestone *here, const struct milestone *above,
                        int32_t unit) {
    enum implication bar = childplan__uphold_bar(uphold, here, above);
    enum implication from_baselines;
    if (above->change != CHANGE_NONE && above->against == AGAINST_BASELINE &&
        childplan__uphold_baseline(uphold, here, above, unit, &from_baselines)) {
        if (bar == IMPLIED && from_baselines != IMPLIED) {
            return CHILDPLAN_DIAGNOSTIC_UPHELD_BASELINE;
        }
        bar = from_baselines;
    }
    return bar == IMPLIED  ? 0
           : bar == WEAKER ? CHILDPLAN_DIAGNOSTIC_UPHELD_WEAKER
                           : CHILDPLAN_DIAGNOSTIC_UPHELD_AT_THE_BAR;
}

/* A milestone above and what answers it. */
struct answer {
    const struct milestone *above;
    size_t party;
    struct days due;
};

static void add_hit(struct uphold *uphold, const struct answer *answer, const struct milestone *here, int32_t code) {
    const struct hit hit = {code, answer->above, here, answer->party, uphold->parties[answer->party].unit};
    childplan__uphold_hit(uphold, &hit);
}

/* The number and the weight of a milestone. */
static void compare_bars(struct uphold *uphold, const struct answer *answer, const struct milestone *here) {
    const struct milestone *above = answer->above;
    if (!is_of_form(here, above)) {
        add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_OTHER_FORM);
        return;
    }
    int32_t code = bar_code(uphold, here, above, uphold->parties[answer->party].unit);
    if (code != 0) {
        add_hit(uphold, answer, here, code);
    }
    if (here->is_aspiration && !above->is_aspiration) {
        add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_ASPIRATION);
    }
}

/* A milestone above that is due once, or kept up. */
static void compare_once(struct uphold *uphold, const struct answer *answer) {
    const struct milestone *above = answer->above;
    const struct days *due = &answer->due;
    const struct milestone *here = asked_on(uphold, uphold->parties[answer->party].here, due->first, above, 0);
    if (!here) {
        add_hit(uphold, answer, NULL, CHILDPLAN_DIAGNOSTIC_UPHELD_TARGET_MISSING);
        return;
    }
    if (above->is_kept && here->every) {
        add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_OTHER_FORM);
        return;
    }
    if (here->last_day > due->first) {
        add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_LATER);
    } else if (here->every && here->end_day < due->first) {
        add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_REPEATED_LESS);
    }
    if (above->is_kept ? !here->is_kept || here->end_day < due->last : here->is_kept && here->end_day < due->last) {
        add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_KEPT_SHORTER);
    }
    compare_bars(uphold, answer, here);
}

/* Nothing here is repeated like the milestone above. */
static void report_not_repeated(struct uphold *uphold, const struct answer *answer) {
    const struct milestone *here =
        asked_on(uphold, uphold->parties[answer->party].here, answer->due.first, answer->above, 0);
    add_hit(uphold, answer, here,
            here ? CHILDPLAN_DIAGNOSTIC_UPHELD_OTHER_FORM : CHILDPLAN_DIAGNOSTIC_UPHELD_TARGET_MISSING);
}

/* A recurring milestone above: those here must take up all of its periods, one after the other. */
static void compare_recurring(struct uphold *uphold, const struct answer *answer) {
    int32_t every = answer->above->every;
    int32_t is_short = 0;
    for (int32_t day = answer->due.first; day <= answer->due.last && !uphold->is_spent;) {
        const struct milestone *here = asked_on(uphold, uphold->parties[answer->party].here, day, answer->above, every);
        if (!here) {
            report_not_repeated(uphold, answer);
            return;
        }
        int32_t is_past = here->end_day < day;
        if (!is_short && (is_past || here->last_day > day)) {
            add_hit(uphold, answer, here, CHILDPLAN_DIAGNOSTIC_UPHELD_REPEATED_LESS);
            is_short = 1;
        }
        if (!is_past) {
            compare_bars(uphold, answer, here);
        }
        day = next_due(uphold, every, is_past ? day : here->end_day);
    }
}

int32_t childplan__uphold_is_asked(struct uphold *uphold, const struct milestone *above, size_t party) {
    struct days due;
    return childplan__uphold_work(uphold, 1) && due_days(uphold, above, &uphold->parties[party].stays->days, &due);
}

void childplan__uphold_milestone(struct uphold *uphold, const struct milestone *above, size_t party) {
    struct answer answer = {.above = above, .party = party};
    if (!childplan__uphold_work(uphold, 1) ||
        !due_days(uphold, above, &uphold->parties[party].stays->days, &answer.due)) {
        return;
    }
    if (above->every) {
        compare_recurring(uphold, &answer);
    } else {
        compare_once(uphold, &answer);
    }
}
