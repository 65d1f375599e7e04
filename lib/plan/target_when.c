/* When a target is due: by a period, at the end of every one, or from one until another. */
#include "targets.h"

static int32_t report_together(struct loader *loader, struct position position, const char *first, const char *second) {
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_KEYS_TOGETHER, position, first, second);
    return 0;
}

int32_t childplan__report_without(struct loader *loader, const struct target_record *record, struct position position,
                                  const char *key, const char *needed) {
    if (!record->faulty) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_KEY_WITHOUT, position, key, needed);
    }
    return 0;
}

int32_t childplan__take_by(struct loader *loader, const struct target_record *record, const struct given_text *by,
                           struct target_draft *target) {
    const struct calendar *calendar = &loader->plan->calendar;
    const struct given_text *keep_until = &record->keep_until;
    struct milestone *milestone = &target->milestone;
    if (!childplan__parse_period_inside(loader, by, &milestone->by)) {
        return 0;
    }
    milestone->last_day = childplan__period_days(calendar, milestone->by).last;
    milestone->end_day = milestone->last_day;
    target->until = milestone->by;
    target->first_day = milestone->last_day;
    if (!keep_until->text) {
        return 1;
    }
    milestone->is_kept = 1;
    if (!childplan__parse_period_inside(loader, keep_until, &target->until)) {
        return 0;
    }
    milestone->end_day = childplan__period_days(calendar, target->until).last;
    if (milestone->end_day <= milestone->last_day) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_KEEP_UNTIL, keep_until->position,
               childplan__plain(loader, keep_until), childplan__plain(loader, by));
        return 0;
    }
    return 1;
}

/* `from` or `to`, or what it is by default. */
static int32_t take_end(struct loader *loader, const struct given_text *given, int32_t frequency, int64_t otherwise,
                        int64_t *ret_period) {
    *ret_period = otherwise;
    if (!given->text) {
        return 1;
    }
    if (!childplan__parse_period_inside(loader, given, ret_period)) {
        return 0;
    }
    if (childplan_period_kind(*ret_period) != frequency) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_PERIOD_KIND, given->position,
               childplan__plain(loader, given), childplan__frequency_words[frequency - CHILDPLAN_MONTH]);
        return 0;
    }
    return 1;
}

static int32_t take_every(struct loader *loader, const struct target_record *record, struct target_draft *target) {
    const struct calendar *calendar = &loader->plan->calendar;
    struct milestone *milestone = &target->milestone;
    if (record->every.place == CHILDPLAN_NONE) {
        return 0;
    }
    int32_t frequency = CHILDPLAN_MONTH + record->every.place;
    int32_t last = childplan__cycle_count(calendar, frequency) - 1;
    int32_t from_known =
        take_end(loader, &record->from, frequency, childplan__cycle_period(calendar, frequency, 0), &milestone->by);
    int32_t to_known =
        take_end(loader, &record->to, frequency, childplan__cycle_period(calendar, frequency, last), &target->until);
    if (!from_known || !to_known) {
        return 0;
    }
    struct days first = childplan__period_days(calendar, milestone->by);
    milestone->every = frequency;
    milestone->last_day = first.last;
    milestone->end_day = childplan__period_days(calendar, target->until).last;
    target->first_day = first.first;
    if (milestone->end_day < milestone->last_day) {
        char from[32];
        char to[32];
        childplan_period_format(milestone->by, from, sizeof from);
        childplan_period_format(target->until, to, sizeof to);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_TARGET_FROM_AFTER_TO, record->to.position, from, to);
        return 0;
    }
    return 1;
}

/* Keys that are there without the one they belong to. */
static int32_t check_keys(struct loader *loader, const struct target_record *record) {
    if (childplan__is_given(&record->every)) {
        if (record->by.text) {
            return report_together(loader, record->every.position, "by", "every");
        }
        return !record->keep_until.text ||
               childplan__report_without(loader, record, record->keep_until.position, "keep_until", "by");
    }
    const struct given_text *from = record->from.text ? &record->from : &record->to;
    if (from->text) {
        return childplan__report_without(loader, record, from->position, record->from.text ? "from" : "to", "every");
    }
    return 1;
}

int32_t childplan__take_when(struct loader *loader, const struct target_record *record, struct target_draft *target) {
    if (!check_keys(loader, record)) {
        return 0;
    }
    if (childplan__is_given(&record->every)) {
        return take_every(loader, record, target);
    }
    if (record->by.text) {
        return childplan__take_by(loader, record, &record->by, target);
    }
    if (record->values) {
        return 1;
    }
    if (!record->faulty) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_KEY_MISSING, record->position, "by");
    }
    return 0;
}
