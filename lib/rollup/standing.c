#include "standing.h"

childplan_status childplan__standing_begin(const struct sources *sources, const struct moment *moment,
                                           const struct tree *tree, int32_t indicator, struct standing *ret_standing,
                                           int32_t *ret_unit) {
    struct standing standing = {.tree = tree};
    childplan_status status = childplan__frame_begin(sources, moment, indicator, &standing.frame);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    standing.sums = childplan__allocate(sources->allocator, (size_t)tree->slot_count, sizeof *standing.sums);
    status = standing.sums == NULL ? CHILDPLAN_ERROR_NO_MEMORY
                                   : childplan__sum_tree(&standing.frame, tree, standing.sums, ret_unit);
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

childplan_status childplan__standing_at(const struct standing *standing, int32_t slot, struct figures *ret_figures) {
    const struct frame *frame = &standing->frame;
    const struct scope *scope = childplan__scope_of(frame->sources->plan, frame->indicator,
                                                    standing->tree->slot_unit[slot], standing->tree->day);
    return childplan__assess(frame, &standing->sums[slot], scope, ret_figures);
}
