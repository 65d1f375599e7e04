/* What is said of milestones that fall short: as they are written, with the lines of both files. */
#include "uphold.h"

#include "../base/order.h"
#include "../base/text.h"

#include <childplan/rollup.h>

#include <stdlib.h>
#include <string.h>

/* A line being put together; what does not fit is left out. */
struct line {
    char *text;
    size_t size;
};

static void add(struct line *line, const char *text) {
    size_t size = strlen(text);
    if (line->size + size < MILESTONE_TEXT) {
        memcpy(line->text + line->size, text, size + 1);
        line->size += size;
    }
}

static void add_key(struct line *line, const char *key) {
    add(line, line->size > 1 ? ", " : "");
    add(line, key);
    add(line, ": ");
}

static void add_period(struct line *line, const char *key, int64_t period) {
    char text[64];
    childplan_period_format(period, text, sizeof text);
    add_key(line, key);
    add(line, text);
}

static void add_number(struct line *line, const struct milestone *milestone, int32_t comparison,
                       struct decimal number) {
    static const char *const keys[] = {"above", "at_least", "below", "at_most", "equals"};
    char text[32];
    (void)childplan__number_format(number.value, number.decimals, text);
    add_key(line, keys[comparison - CHILDPLAN_ABOVE]);
    add(line, text);
    add(line, milestone->is_percent ? "%" : "");
}

/* The longest period that ends on a day, with which some month ends. */
static int64_t period_ending_on(const struct calendar *calendar, int32_t day) {
    int32_t frequency = CHILDPLAN_YEAR;
    int32_t cycle = childplan__last_cycle_until(calendar, frequency, day);
    while (cycle < 0 || childplan__cycle_days(calendar, frequency, cycle).last != day) {
        cycle = childplan__last_cycle_until(calendar, --frequency, day);
    }
    return childplan__cycle_period(calendar, frequency, cycle);
}

static void add_days(struct line *line, const struct calendar *calendar, const struct milestone *milestone) {
    if (!milestone->every) {
        add_period(line, "by", milestone->by);
        return;
    }
    int32_t last = childplan__last_cycle_until(calendar, milestone->every, milestone->end_day);
    add_key(line, "every");
    add(line, childplan__frequency_words[milestone->every - CHILDPLAN_MONTH]);
    add_period(line, "from", milestone->by);
    add_period(line, "to", childplan__cycle_period(calendar, milestone->every, last));
}

static void add_change(struct line *line, const struct milestone *milestone) {
    add_key(line, milestone->is_decrease ? "decrease" : "increase");
    add(line, milestone->change == CHANGE_RELATIVE ? "relative" : "points");
    if (milestone->every && milestone->against == AGAINST_BASELINE) {
        add_key(line, "against");
        add(line, "baseline");
    }
}

void childplan__uphold_text(const struct childplan_plan *plan, const struct milestone *milestone,
                            char buffer[MILESTONE_TEXT]) {
    struct line line = {buffer, 0};
    buffer[0] = '\0';
    add(&line, "{");
    add_days(&line, &plan->calendar, milestone);
    if (milestone->change != CHANGE_NONE) {
        add_change(&line, milestone);
    }
    add_number(&line, milestone, milestone->comparison, milestone->number);
    if (milestone->upper_comparison) {
        add_number(&line, milestone, milestone->upper_comparison, milestone->upper);
    }
    if (milestone->is_kept) {
        add_period(&line, "keep_until", period_ending_on(&plan->calendar, milestone->end_day));
    }
    if (milestone->is_aspiration) {
        add_key(&line, "aspiration");
        add(&line, "yes");
    }
    add(&line, "}");
}

const char *childplan__uphold_place(struct uphold *uphold, const struct position *position) {
    char line[32];
    size_t digits = childplan__number_format(position->line, 0, line);
    size_t size = strlen(position->file);
    char *place = childplan__scratch(uphold->loader, size + digits + 2, 1);
    if (!place) {
        return "";
    }
    memcpy(place, position->file, size);
    place[size] = ':';
    memcpy(place + size + 1, line, digits + 1);
    return place;
}

void childplan__uphold_more(int64_t units, char buffer[32]) {
    buffer[0] = '\0';
    if (units > 1) {
        (void)childplan__number_format(units - 1, 0, buffer);
    }
}

int32_t childplan__uphold_is_mute(const struct uphold *uphold) {
    const struct findings *findings = uphold->loader->findings;
    return !findings->diagnostics || findings->errors >= findings->limit;
}

/* Milestones in the order of their lines. Those of one line, for units that each have a scope of their own, are one to
   a reader; and so are quotas handed out together, whose lines are the units'. */
static int compare_milestones(const struct milestone *a, const struct milestone *b) {
    if (!a || !b) {
        return (a != NULL) - (b != NULL);
    }
    int32_t is_placed = !a->is_assigned || !b->is_assigned;
    const int64_t keys[][2] = {{a->is_assigned, b->is_assigned},
                               {is_placed * (int64_t)a->position.line, is_placed * (int64_t)b->position.line},
                               {is_placed * (int64_t)a->position.column, is_placed * (int64_t)b->position.column},
                               {a->last_day, b->last_day},
                               {a->end_day, b->end_day},
                               {a->every, b->every},
                               {a->comparison, b->comparison}};
    return ORDER_KEYS(keys);
}

static int compare_findings(const struct hit *a, const struct hit *b) {
    const int64_t keys[][2] = {
        {compare_milestones(a->above, b->above), 0}, {a->code, b->code}, {compare_milestones(a->here, b->here), 0}};
    return ORDER_KEYS(keys);
}

/* By finding, in each by unit: parties of one scope are in that order, but scopes of single units are not. */
static int by_finding(const void *left, const void *right) {
    const struct hit *a = left;
    const struct hit *b = right;
    const int64_t keys[][2] = {{compare_findings(a, b), 0}, {a->unit, b->unit}, {(int64_t)a->party, (int64_t)b->party}};
    return ORDER_KEYS(keys);
}

/* A unit may stand in several parties, as one for each of its versions. */
static int64_t count_units(struct uphold *uphold, const struct hit *hits, size_t count) {
    int64_t units = 0;
    uphold->stamp++;
    for (size_t i = 0; i < count; i++) {
        const struct party *party = &uphold->parties[hits[i].party];
        for (size_t k = 0; k < party->count; k++) {
            int32_t unit = party->stays[k].unit;
            int32_t is_counted =
                uphold->stamps[unit] != uphold->stamp && (party->is_single || !uphold->is_special[unit]);
            uphold->stamps[unit] = is_counted ? uphold->stamp : uphold->stamps[unit];
            units += is_counted;
        }
    }
    return units;
}

/* The first hit of a finding stands for all. */
static void report_finding(struct uphold *uphold, const struct hit *hit, int64_t units) {
    struct findings *findings = uphold->loader->findings;
    char here[MILESTONE_TEXT];
    char above[MILESTONE_TEXT];
    char more[32];
    char baseline[32];
    char baseline_above[32];
    const char *id = uphold->indicator_above->id;
    const char *unit = uphold->here->units[hit->unit].id;
    const char *place = childplan__uphold_place(uphold, &hit->above->position);
    childplan__uphold_more(units, more);
    childplan__uphold_text(uphold->above, hit->above, above);
    if (!hit->here) {
        REPORT(findings, hit->code, uphold->key, id, unit, place, above, more);
        return;
    }
    childplan__uphold_text(uphold->here, hit->here, here);
    if (hit->code != CHILDPLAN_DIAGNOSTIC_UPHELD_BASELINE) {
        REPORT(findings, hit->code, hit->here->position, id, unit, place, above, more, here);
        return;
    }
    childplan__uphold_baseline_text(uphold->indicator_here, hit->unit, baseline);
    childplan__uphold_baseline_text(uphold->indicator_above, uphold->unit_above[hit->unit], baseline_above);
    REPORT(findings, hit->code, hit->here->position, id, unit, place, above, more, here, baseline, baseline_above);
}

static void report_hits(struct uphold *uphold, const struct hit *hits, size_t count) {
    if (childplan__uphold_is_mute(uphold)) {
        uphold->loader->findings->errors++;
    } else {
        report_finding(uphold, hits, count_units(uphold, hits, count));
    }
}

void childplan__uphold_report(struct uphold *uphold) {
    if (uphold->hit_count > 1) {
        qsort(uphold->hits, uphold->hit_count, sizeof *uphold->hits, by_finding);
    }
    for (size_t i = 0, end; i < uphold->hit_count; i = end) {
        end = i + 1;
        while (end < uphold->hit_count && compare_findings(&uphold->hits[i], &uphold->hits[end]) == 0) {
            end++;
        }
        report_hits(uphold, &uphold->hits[i], end - i);
    }
    uphold->hit_count = 0;
}

void childplan__uphold_report_missing(struct uphold *uphold) {
    size_t first = 0;
    for (size_t i = 1; i < uphold->hit_count; i++) {
        first = uphold->hits[i].unit < uphold->hits[first].unit ? i : first;
    }
    if (uphold->hit_count > 0) {
        const struct hit swapped = uphold->hits[first];
        uphold->hits[first] = uphold->hits[0];
        uphold->hits[0] = swapped;
        report_hits(uphold, uphold->hits, uphold->hit_count);
    }
    uphold->hit_count = 0;
}
