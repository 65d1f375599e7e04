/* What a rollup was made from and how. */
#include "../base/text.h"
#include "rows.h"

#include <string.h>

const char *childplan_stamp_name(int32_t item) {
    static const char *const names[CHILDPLAN_STAMP_COUNT] = {
        [CHILDPLAN_STAMP_LIBRARY] = "childplan",
        [CHILDPLAN_STAMP_PLAN] = "plan_id",
        [CHILDPLAN_STAMP_PLAN_DIGEST] = "plan_sha256",
        [CHILDPLAN_STAMP_REPORTS_DIGEST] = "reports_sha256",
        [CHILDPLAN_STAMP_UNTIL] = "until",
        [CHILDPLAN_STAMP_KNOWN_BY] = "known_by",
        [CHILDPLAN_STAMP_STRUCTURE] = "structure",
    };
    return item >= 0 && item < CHILDPLAN_STAMP_COUNT ? names[item] : NULL;
}

static const char *text_item(const childplan_rollup *rollup, int32_t item) {
    switch (item) {
    case CHILDPLAN_STAMP_LIBRARY:
        return childplan_version_string();
    case CHILDPLAN_STAMP_PLAN:
        return rollup->plan->id;
    case CHILDPLAN_STAMP_PLAN_DIGEST:
        return rollup->plan_digest;
    case CHILDPLAN_STAMP_REPORTS_DIGEST:
        return rollup->reports_digest;
    default:
        return "";
    }
}

size_t childplan_rollup_stamp(const childplan_rollup *rollup, int32_t item, char *buffer, size_t size) {
    if (rollup != NULL) {
        switch (item) {
        case CHILDPLAN_STAMP_UNTIL:
            return childplan_date_format(rollup->until, buffer, size);
        case CHILDPLAN_STAMP_KNOWN_BY:
            return childplan_date_format(rollup->known_by, buffer, size);
        case CHILDPLAN_STAMP_STRUCTURE:
            return childplan_date_format(rollup->structure, buffer, size);
        default:
            break;
        }
    }
    const char *text = rollup == NULL ? "" : text_item(rollup, item);
    return childplan__give_text(text, strlen(text), buffer, size);
}
