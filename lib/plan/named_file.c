/* The text of a file that the plan names. */
#include "files.h"

#include "../base/file.h"
#include "../base/text.h"

#include <string.h>

static void report_size(struct loader *loader, int32_t code, struct position position) {
    char limit[32];
    (void)childplan__number_format(loader->options->size_limit, 0, limit);
    REPORT(loader->findings, code, position, limit);
}

/* The name beside the plan that names it. Returns 0 without memory. */
static int32_t join_name(struct loader *loader, struct named_file *file) {
    char *path = childplan__file_beside(&loader->plan->allocator, loader->path, file->name);
    if (path && loader->options->resolve) {
        childplan__file_tidy(path);
    }
    file->name = path ? childplan__arena_copy_text(&loader->plan->arena, path, strlen(path)) : NULL;
    childplan__release(&loader->plan->allocator, path);
    loader->findings->no_memory = loader->findings->no_memory || !file->name;
    return file->name != NULL;
}

/* A plan that the resolver gave names its files from its own folder. */
static int32_t ask_resolver(struct loader *loader, const struct given_text *name, struct named_file *file) {
    const struct childplan_plan_options *options = loader->options;
    if (loader->below && !join_name(loader, file)) {
        return 0;
    }
    childplan_status status = options->resolve(options->resolve_context, file->name, &file->text, &file->size);
    if (status == CHILDPLAN_ERROR_FILE || (status == CHILDPLAN_OK && !file->text && file->size > 0)) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_FILE_NOT_FOUND, name->position, file->name);
        loader->stopped = CHILDPLAN_ERROR_FILE;
        return 0;
    }
    if (status != CHILDPLAN_OK) {
        loader->stopped = status;
        loader->stops = 1;
        return 0;
    }
    if ((uint64_t)file->size > (uint64_t)options->size_limit) {
        report_size(loader, CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE, (struct position){file->name, 0, 0});
        return 0;
    }
    file->text = file->text ? file->text : "";
    return 1;
}

static int32_t read_from_disk(struct loader *loader, const struct given_text *name, struct named_file *file) {
    const struct allocator *allocator = &loader->plan->allocator;
    if (!join_name(loader, file)) {
        return 0;
    }
    childplan_status status = childplan__file_read(allocator, file->name, loader->options->size_limit, loader->findings,
                                                   name->position, &file->owned, &file->size);
    if (status == CHILDPLAN_ERROR_NO_MEMORY) {
        loader->findings->no_memory = 1;
    } else if (status != CHILDPLAN_OK) {
        loader->stopped = status;
    }
    file->text = file->owned;
    return status == CHILDPLAN_OK;
}

static int32_t get_text(struct loader *loader, const struct given_text *name, struct named_file *file) {
    if (!file->name) {
        loader->findings->no_memory = 1;
        return 0;
    }
    if (loader->options->resolve) {
        return ask_resolver(loader, name, file);
    }
    if (loader->path) {
        return read_from_disk(loader, name, file);
    }
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UNITS_FILE_UNREACHABLE, name->position, file->name);
    return 0;
}

/* A plan may name one file often: together they are no more work than one file of the largest size. */
static int32_t are_too_large(const struct loader *loader) {
    return loader->named_size > (uint64_t)loader->options->size_limit;
}

int32_t childplan__open_named(struct loader *loader, const struct given_text *name, struct named_file *ret_file) {
    struct named_file file = {.name = childplan__arena_copy_text(&loader->plan->arena, name->text, name->size)};
    if (are_too_large(loader) || !get_text(loader, name, &file)) {
        return 0;
    }
    loader->named_size += file.size;
    if (are_too_large(loader)) {
        report_size(loader, CHILDPLAN_DIAGNOSTIC_FILES_TOO_LARGE, name->position);
        childplan__close_named(loader, &file);
        return 0;
    }
    *ret_file = file;
    return 1;
}

void childplan__close_named(struct loader *loader, struct named_file *file) {
    childplan__release(&loader->plan->allocator, file->owned);
    *file = (struct named_file){0};
}
