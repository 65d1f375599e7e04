/* `units_meeting`: indicators that count the units which meet another one's target. */
#include "meeting.h"

struct meeting_record {
    struct given_text indicator;
    struct given_text level;
};

static const struct field meeting_fields[] = {
    {"indicator", 1, childplan__read_given, offsetof(struct meeting_record, indicator), NULL},
    {"level", 1, childplan__read_given, offsetof(struct meeting_record, level), NULL},
};

static void refuse_beside(struct loader *loader, const struct yaml_node *node, const char *key) {
    if (node) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_MEETING_BESIDE, childplan__position(loader, node), key);
    }
}

struct given_text childplan__take_meeting(struct loader *loader, const struct yaml_node *node,
                                          const struct yaml_node *numerator, const struct yaml_node *denominator,
                                          struct indicator *indicator) {
    struct meeting_record record = {0};
    childplan__read_mapping(loader, node, "units_meeting", meeting_fields, FIELD_COUNT(meeting_fields), &record);
    indicator->counted_level = childplan__find_level(loader, &record.level);
    refuse_beside(loader, numerator, "numerator");
    refuse_beside(loader, denominator, "denominator");
    return record.indicator;
}

void childplan__add_meeting(struct loader *loader, struct meeting_draft meeting) {
    if (childplan__grow(loader, &loader->meetings, &loader->meeting_capacity, loader->meeting_count + 1,
                        sizeof *loader->meetings)) {
        loader->meetings[loader->meeting_count++] = meeting;
    }
}

static void mark_meetings(const struct loader *loader, uint8_t *is_meeting) {
    for (size_t i = 0; i < loader->meeting_count; i++) {
        is_meeting[loader->meetings[i].indicator] = 1;
    }
}

void childplan__resolve_meetings(struct loader *loader) {
    struct childplan_plan *plan = loader->plan;
    uint8_t *is_meeting = childplan__scratch(loader, (size_t)plan->indicator_count, 1);
    if (!is_meeting) {
        return;
    }
    mark_meetings(loader, is_meeting);
    for (size_t i = 0; i < loader->meeting_count; i++) {
        const struct meeting_draft *meeting = &loader->meetings[i];
        int32_t counted = childplan__find_indicator(loader, &meeting->counted);
        if (counted != CHILDPLAN_NONE && is_meeting[counted]) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_MEETING_OF_MEETING, meeting->counted.position,
                   plan->indicators[counted].id);
        } else {
            plan->indicators[meeting->indicator].counted = counted;
        }
    }
}

void childplan__check_meetings(struct loader *loader) {
    const struct childplan_plan *plan = loader->plan;
    for (size_t i = 0; i < loader->meeting_count && !loader->targets_incomplete; i++) {
        const struct meeting_draft *meeting = &loader->meetings[i];
        int32_t counted = plan->indicators[meeting->indicator].counted;
        if (counted != CHILDPLAN_NONE && plan->indicators[counted].scope_count == 0) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_MEETING_NO_TARGET, meeting->counted.position,
                   plan->indicators[counted].id);
        }
    }
}
