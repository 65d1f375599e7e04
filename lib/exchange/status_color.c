#include "status_color.h"

#include <string.h>

/* The plan's colour of a status, or else ours; NULL where neither has one. */
static const char *color_of(const childplan_plan *plan, int32_t status) {
    static const struct {
        const char *id;
        const char *color;
    } colors[] = {
        {"met", "#1a9850"},     {"missed", "#d73027"},    {"on_track", "#91cf60"},
        {"at_risk", "#fee08b"}, {"off_track", "#fc8d59"}, {"no_data", "#bdbdbd"},
    };
    const char *color = childplan_plan_status_color(plan, status);
    const char *id = childplan_plan_status_id(plan, status);
    for (size_t i = 0; !color && i < sizeof(colors) / sizeof(colors[0]); i++) {
        color = strcmp(colors[i].id, id) == 0 ? colors[i].color : NULL;
    }
    return color;
}

static int32_t hexadecimal(char digit) {
    return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

int32_t childplan__status_color(const childplan_plan *plan, int32_t status, int32_t ret_parts[3]) {
    const char *color = color_of(plan, status);
    if (!color) {
        return 0;
    }
    for (int i = 0; i < 3; i++) {
        ret_parts[i] = hexadecimal(color[1 + 2 * i]) * 16 + hexadecimal(color[2 + 2 * i]);
    }
    return 1;
}

/* By WCAG's luminance, gamma taken as 2. */
int32_t childplan__takes_black_ink(const int32_t parts[3]) {
    int32_t luminance = 2126 * parts[0] * parts[0] + 7152 * parts[1] * parts[1] + 722 * parts[2] * parts[2];
    return luminance > 1790 * 255 * 255;
}
