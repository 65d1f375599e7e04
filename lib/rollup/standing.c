#include "meeting.h"

static childplan_status fill_sums(const struct standing *standing, int32_t *ret_unit) {
    const struct frame *frame = &standing->frame;
    struct standing counted;
    if (frame->indicator->counted == CHILDPLAN_NONE) {
        return childplan__sum_tree(frame, standing->tree, standing->sums, ret_unit);
    }
    childplan_status status = childplan__standing_begin(frame->sources, frame->moment, standing->tree,
                                                        frame->indicator->counted, &counted, ret_unit);
    if (status == CHILDPLAN_OK) {
        status = childplan__sum_meeting(frame, &counted, standing->sums, ret_unit);
        childplan__standing_end(&counted);
    }
    return status;
}

childplan_status childplan__standing_begin(const struct sources *sources, const struct moment *moment,
                                           const struct tree *tree, int32_t indicator, struct standing *ret_standing,
                                           int32_t *ret_unit) {
    struct standing standing = {.tree = tree};
    childplan_status status = childplan__frame_begin(sources, moment, indicator, &standing.frame);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    standing.sums = childplan__allocate(sources->allocator, (size_t)tree->count, sizeof *standing.sums);
    status = standing.sums == NULL ? CHILDPLAN_ERROR_NO_MEMORY : fill_sums(&standing, ret_unit);
    if (status != CHILDPLAN_OK) {
        childplan__standing_end(&standing);
        return status;
    }
    *ret_standing = standing;
    return CHILDPLAN_OK;
}

void childplan__standing_end(struct standing *standing) {
    childplan__release(standing->frame.sources->allocator, standing->sums);
    childplan__frame_end(&standing->frame);
}

childplan_status childplan__standing_at(const struct standing *standing, int32_t position,
                                        struct figures *ret_figures) {
    const struct frame *frame = &standing->frame;
    const struct scope *scope = childplan__scope_of(frame->sources->plan, frame->indicator,
                                                    standing->tree->units[position], standing->tree->day);
    return childplan__assess(frame, &standing->sums[position], scope, ret_figures);
}
