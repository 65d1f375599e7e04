#include "progress.h"

childplan_status childplan__tell(const struct progress *progress, int32_t phase, int64_t done, int64_t total) {
    int32_t stops = progress->tell != NULL && progress->tell(progress->context, phase, done, total) != 0;
    return stops ? CHILDPLAN_ERROR_STOPPED : CHILDPLAN_OK;
}

void childplan__tell_end(const struct progress *progress, int32_t phase, int64_t total) {
    (void)childplan__tell(progress, phase, total, total);
}

void childplan__steps_go_on(struct steps *steps, int64_t step) {
    steps->done += steps->step;
    steps->step = step;
}

childplan_status childplan__steps_reach(const struct steps *steps, size_t part, size_t whole) {
    int64_t of_step = (int64_t)((uint64_t)steps->step * part / whole);
    return childplan__tell(&steps->progress, steps->phase, steps->done + of_step, steps->total);
}

const char *childplan_phase_name(int32_t phase, int32_t language) {
    static const struct {
        const char *english;
        const char *vietnamese;
    } names[] = {
        [CHILDPLAN_PHASE_LOADING] = {"loading the plan", "nạp kế hoạch"},
        [CHILDPLAN_PHASE_READING] = {"reading reports", "đọc báo cáo"},
        [CHILDPLAN_PHASE_COMMITTING] = {"checking reports", "kiểm tra báo cáo"},
        [CHILDPLAN_PHASE_COMPUTING] = {"computing", "tính toán"},
        [CHILDPLAN_PHASE_WRITING] = {"writing", "ghi kết quả"},
    };
    if (phase < CHILDPLAN_PHASE_LOADING || phase > CHILDPLAN_PHASE_WRITING) {
        return NULL;
    }
    return language == CHILDPLAN_VIETNAMESE ? names[phase].vietnamese : names[phase].english;
}
