/* The plan that a plan upholds: read by the same options, into the plan that names it. */
#include "files.h"
#include "uphold.h"

#include "../base/file.h"
#include "../base/text.h"

#include <string.h>

/* Plans in one chain. */
#define CHAIN_LIMIT 16

struct upholds_record {
    struct given_text file;
};

static const struct field upholds_fields[] = {
    {"file", 1, childplan__read_given, offsetof(struct upholds_record, file), NULL},
};

/* A plan's name as others of its chain compare it; NULL without memory. */
static const char *tidy_name(struct loader *loader, const char *name) {
    size_t size = strlen(name);
    char *copy = childplan__scratch(loader, size + 1, 1);
    if (copy) {
        memcpy(copy, name, size);
        childplan__file_tidy(copy);
    }
    return copy;
}

/* 1, and reported, where the plan of that name stands in the chain already. */
static int32_t is_circle(struct loader *loader, const struct given_text *given, const char *name) {
    const char *tidy = tidy_name(loader, name);
    for (const struct loader *link = loader; tidy && link; link = link->below) {
        const char *other = tidy_name(loader, link->plan->file);
        if (other && strcmp(tidy, other) == 0) {
            REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UPHOLDS_CIRCLE, given->position, name);
            return 1;
        }
    }
    return 0;
}

static int32_t is_too_deep(struct loader *loader, const struct given_text *given) {
    int32_t plans = 1;
    for (const struct loader *link = loader; link; link = link->below) {
        plans++;
    }
    if (plans <= CHAIN_LIMIT) {
        return 0;
    }
    char most[32];
    (void)childplan__number_format(CHAIN_LIMIT, 0, most);
    REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UPHOLDS_TOO_DEEP, given->position, childplan__plain(loader, given),
           most);
    return 1;
}

/* Without the units that the caller added: those are of the plan that the caller loads. */
static void load_text(struct loader *loader, const struct given_text *given, const struct named_file *file) {
    struct childplan_plan_options options = *loader->options;
    options.rows = NULL;
    options.row_count = 0;
    struct loader above = {.options = &options, .findings = loader->findings, .below = loader};
    const struct source source = {file->name, file->name, file->text, file->size};
    size_t errors = loader->findings->errors;
    loader->plan->upheld = childplan__load_plan(&above, &source);
    if (above.stopped != CHILDPLAN_OK) {
        loader->stopped = above.stopped;
        loader->stops = above.stops;
    }
    if (!loader->plan->upheld && !loader->stops && !loader->findings->no_memory) {
        char count[32];
        (void)childplan__number_format((int64_t)(loader->findings->errors - errors), 0, count);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_REFUSED, given->position, file->name, count);
    }
}

static void load_named(struct loader *loader, const struct given_text *given) {
    struct named_file file;
    if (is_too_deep(loader, given) || !childplan__open_named(loader, given, &file)) {
        return;
    }
    if (!is_circle(loader, given, file.name)) {
        load_text(loader, given, &file);
    }
    childplan__close_named(loader, &file);
}

static void report_more(struct loader *loader, const struct findings *found) {
    if (found->errors > found->limit) {
        char more[32];
        (void)childplan__number_format((int64_t)(found->errors - found->limit), 0, more);
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_UPHELD_MORE, childplan__position(loader, loader->upholds), more);
    }
}

/* With loader->findings those of what is upheld. */
static void load_and_compare(struct loader *loader, const struct given_text *given, int32_t is_whole) {
    load_named(loader, given);
    if (loader->plan->upheld && is_whole && !loader->findings->no_memory) {
        childplan__check_upheld(loader, childplan__position(loader, loader->upholds));
    }
}

void childplan__load_upheld(struct loader *loader) {
    struct upholds_record record = {0};
    struct findings *all = loader->findings;
    childplan__read_mapping(loader, loader->upholds->next, "upholds", upholds_fields, FIELD_COUNT(upholds_fields),
                            &record);
    if (!record.file.text || loader->options->upholding == CHILDPLAN_UPHOLDING_IGNORED) {
        return;
    }
    int32_t is_whole = all->errors == loader->errors_before && loader->stopped == CHILDPLAN_OK;
    if (loader->options->upholding == CHILDPLAN_UPHOLDING_REQUIRED) {
        load_and_compare(loader, &record.file, is_whole);
        return;
    }
    /* Whatever comes of it is said as warnings, and the plan stands. */
    struct findings found;
    childplan_status stopped = loader->stopped;
    childplan__findings_begin(&found, all->diagnostics, ERROR_LIMIT);
    found.lenient = 1;
    loader->findings = &found;
    load_and_compare(loader, &record.file, is_whole);
    loader->findings = all;
    all->no_memory = all->no_memory || found.no_memory;
    loader->stopped = loader->stops ? loader->stopped : stopped;
    report_more(loader, &found);
}
