/* The top of a plan file, and the calls that load one. */
#include "meeting.h"
#include "targets.h"
#include "tasks.h"
#include "units.h"

#include "../base/file.h"
#include "../base/text.h"

#include <string.h>

struct top_record {
    struct given_text version;
    const struct yaml_node *plan;
    const struct yaml_node *calendar;
    const struct yaml_node *levels;
    const struct yaml_node *units;
    const struct yaml_node *elements;
    const struct yaml_node *rates;
    const struct yaml_node *indicators;
    const struct yaml_node *targets;
    const struct yaml_node *thresholds;
};

#define AT(member) offsetof(struct top_record, member)
#define UNITS_FIELD 4

static const struct field top_fields[] = {
    {"childplan", 1, childplan__read_given, AT(version), NULL},
    {"plan", 1, childplan__read_map, AT(plan), NULL},
    {"calendar", 0, childplan__read_map, AT(calendar), NULL},
    {"levels", 1, childplan__read_some, AT(levels), NULL},
    {"units", 1, childplan__read_rows, AT(units), NULL},
    {"elements", 0, childplan__read_list, AT(elements), NULL},
    {"rates", 0, childplan__read_list, AT(rates), NULL},
    {"indicators", 0, childplan__read_list, AT(indicators), NULL},
    {"targets", 0, childplan__read_list, AT(targets), NULL},
    {"thresholds", 0, childplan__read_list, AT(thresholds), NULL},
};

static void check_version(struct loader *loader, const struct given_text *version) {
    if (version->text && !(version->size == 1 && version->text[0] == '1')) {
        REPORT(loader->findings, CHILDPLAN_DIAGNOSTIC_FORMAT_VERSION, version->position,
               childplan__plain(loader, version));
    }
}

static void load_targets(struct loader *loader, const struct yaml_node *list) {
    size_t errors = loader->findings->errors;
    childplan__load_targets(loader, list);
    loader->targets_incomplete = loader->targets_incomplete || loader->findings->errors > errors;
}

/* Reading the text is half of the way, taking the units from it a quarter. */
#define WAY 1000

/* Of the plan that the caller loads; those it upholds are the end of the way. */
static childplan_status tell(struct loader *loader, int64_t done) {
    childplan_status status = CHILDPLAN_OK;
    if (!loader->below) {
        status = childplan__tell(&loader->options->progress, CHILDPLAN_PHASE_LOADING, done, WAY);
    }
    if (status != CHILDPLAN_OK) {
        childplan__findings_forget(loader->findings);
        loader->stopped = status;
        loader->stops = 1;
    }
    return status;
}

static childplan_status tell_read(void *context, size_t characters, size_t total) {
    uint64_t share = (uint64_t)characters * (WAY / 2) / (total > 0 ? total : 1);
    return tell(context, (int64_t)share);
}

static void load_sections(struct loader *loader, const struct yaml_node *root) {
    struct top_record top = {0};
    struct field fields[FIELD_COUNT(top_fields)];
    memcpy(fields, top_fields, sizeof fields);
    fields[UNITS_FIELD].required = loader->options->row_count == 0;
    if (!childplan__read_mapping(loader, root, "childplan", fields, FIELD_COUNT(fields), &top)) {
        return;
    }
    check_version(loader, &top.version);
    childplan__load_calendar(loader, top.plan, top.calendar);
    childplan__load_levels(loader, top.levels);
    loader->units_incomplete = !top.units && loader->options->row_count == 0;
    childplan__load_units(loader, top.units);
    if (loader->stops || loader->findings->no_memory || tell(loader, WAY * 3 / 4) != CHILDPLAN_OK) {
        return;
    }
    if (top.plan) {
        childplan__load_document(loader, top.plan);
    }
    loader->elements_incomplete = 0;
    childplan__load_elements(loader, top.elements);
    childplan__load_rates(loader, top.rates);
    childplan__load_indicators(loader, top.indicators);
    childplan__resolve_tasks(loader);
    childplan__resolve_meetings(loader);
    load_targets(loader, top.targets);
    if (!loader->findings->no_memory) {
        childplan__build_scopes(loader);
        childplan__check_meetings(loader);
    }
    childplan__load_thresholds(loader, top.thresholds);
    if (loader->upholds && !loader->stops && !loader->findings->no_memory) {
        childplan__load_upheld(loader);
    }
}

static void end_loader(struct loader *loader) {
    const struct allocator *allocator = &loader->plan->allocator;
    childplan__names_end(&loader->tag_names);
    childplan__end_unit_rows(&loader->rows);
    childplan__release(allocator, loader->drafts);
    childplan__release(allocator, loader->targets);
    childplan__release(allocator, loader->values);
    childplan__release(allocator, loader->meetings);
    childplan__arena_end(&loader->scratch);
}

static struct childplan_plan *new_plan(const struct allocator *allocator, const char *file) {
    struct childplan_plan *plan = childplan__allocate(allocator, 1, sizeof *plan);
    if (!plan) {
        return NULL;
    }
    plan->allocator = *allocator;
    plan->root = CHILDPLAN_NONE;
    plan->issuer = CHILDPLAN_NONE;
    plan->issued = CHILDPLAN_NO_DATE;
    childplan__arena_begin(&plan->arena, &plan->allocator);
    childplan__names_begin(&plan->level_names, &plan->allocator);
    childplan__names_begin(&plan->unit_names, &plan->allocator);
    childplan__names_begin(&plan->element_names, &plan->allocator);
    childplan__names_begin(&plan->indicator_names, &plan->allocator);
    childplan__names_begin(&plan->rate_names, &plan->allocator);
    plan->file = childplan__arena_copy_text(&plan->arena, file, strlen(file));
    if (!plan->file) {
        childplan_plan_free(plan);
        return NULL;
    }
    return plan;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the chain of plans that uphold each other, 16 at most. */
void childplan_plan_free(childplan_plan *plan) {
    if (!plan) {
        return;
    }
    struct allocator allocator = plan->allocator;
    childplan__names_end(&plan->level_names);
    childplan__names_end(&plan->unit_names);
    childplan__names_end(&plan->element_names);
    childplan__names_end(&plan->indicator_names);
    childplan__names_end(&plan->rate_names);
    childplan__release(&allocator, plan->units);
    childplan__release(&allocator, plan->versions);
    childplan__release(&allocator, (void *)plan->tags);
    childplan__release(&allocator, plan->tag_lists);
    childplan_plan_free(plan->upheld);
    childplan__arena_end(&plan->arena);
    childplan__release(&allocator, plan);
}

static int32_t is_too_large(const struct source *source, const struct childplan_plan_options *options,
                            struct findings *findings) {
    /* Sizes in the tree are of 32 bits. */
    int64_t limit = options->size_limit < INT32_MAX ? options->size_limit : INT32_MAX;
    char text[32];
    if ((uint64_t)source->size <= (uint64_t)limit) {
        return 0;
    }
    (void)childplan__number_format(limit, 0, text);
    REPORT(findings, CHILDPLAN_DIAGNOSTIC_FILE_TOO_LARGE, ((struct position){source->name, 0, 0}), text);
    return 1;
}

static void read_source(struct loader *loader, const struct source *source) {
    const struct yaml_node *root = NULL;
    struct findings *findings = loader->findings;
    const struct yaml_items units = {top_fields[UNITS_FIELD].key, childplan__take_unit_row, tell_read, loader};
    childplan_status status =
        childplan__yaml_read(&loader->scratch, loader->plan->file, source->text, source->size, &units, findings, &root);
    if (status == CHILDPLAN_OK) {
        load_sections(loader, root);
    } else if (status == CHILDPLAN_ERROR_NO_MEMORY) {
        findings->no_memory = 1;
    }
}

struct childplan_plan *childplan__load_plan(struct loader *loader, const struct source *source) {
    struct findings *findings = loader->findings;
    loader->errors_before = findings->errors;
    if (is_too_large(source, loader->options, findings)) {
        return NULL;
    }
    struct childplan_plan *plan = new_plan(&loader->options->allocator, source->name);
    if (!plan) {
        findings->no_memory = 1;
        return NULL;
    }
    loader->plan = plan;
    loader->path = source->path;
    childplan__arena_begin(&loader->scratch, &plan->allocator);
    childplan__names_begin(&loader->tag_names, &plan->allocator);
    loader->rows = (struct unit_rows){.allocator = &plan->allocator};
    childplan__digest_begin(&loader->digest);
    childplan__digest_add(&loader->digest, source->text, source->size);
    read_source(loader, source);
    childplan__digest_end(&loader->digest, plan->digest);
    end_loader(loader);
    if (findings->errors > loader->errors_before || findings->no_memory || loader->stopped != CHILDPLAN_OK) {
        childplan_plan_free(plan);
        return NULL;
    }
    return plan;
}

static childplan_status load(const struct source *source, const struct childplan_plan_options *options,
                             struct findings *findings, childplan_plan **ret_plan) {
    struct loader loader = {.options = options, .findings = findings};
    struct childplan_plan *plan = childplan__load_plan(&loader, source);
    childplan_status status = childplan__findings_end(findings);
    if (status != CHILDPLAN_ERROR_NO_MEMORY && loader.stopped != CHILDPLAN_OK) {
        status = loader.stopped;
    }
    if (status == CHILDPLAN_OK) {
        *ret_plan = plan;
        childplan__tell_end(&options->progress, CHILDPLAN_PHASE_LOADING, WAY);
    } else {
        childplan_plan_free(plan);
    }
    return status;
}

static const struct childplan_plan_options *options_or_default(const childplan_plan_options *options,
                                                               struct childplan_plan_options *defaults) {
    *defaults = (struct childplan_plan_options){.allocator = childplan__malloc, .size_limit = DEFAULT_SIZE_LIMIT};
    return options ? options : defaults;
}

childplan_status childplan_plan_load_memory(const char *name, const char *text, size_t size,
                                            const childplan_plan_options *options, childplan_plan **ret_plan,
                                            childplan_diagnostics *reterr_diagnostics) {
    struct childplan_plan_options defaults;
    struct findings findings;
    if (!name || !text || !ret_plan) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct source source = {name, NULL, text, size};
    childplan__findings_begin(&findings, reterr_diagnostics, ERROR_LIMIT);
    return load(&source, options_or_default(options, &defaults), &findings, ret_plan);
}

childplan_status childplan_plan_load_file(const char *path, const childplan_plan_options *options,
                                          childplan_plan **ret_plan, childplan_diagnostics *reterr_diagnostics) {
    struct childplan_plan_options defaults;
    struct findings findings;
    if (!path || !ret_plan) {
        return CHILDPLAN_ERROR_USAGE;
    }
    const struct childplan_plan_options *used = options_or_default(options, &defaults);
    char *text = NULL;
    size_t size = 0;
    childplan__findings_begin(&findings, reterr_diagnostics, ERROR_LIMIT);
    childplan_status status = childplan__file_read(&used->allocator, path, used->size_limit, &findings,
                                                   (struct position){path, 0, 0}, &text, &size);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    const struct source source = {path, path, text, size};
    status = load(&source, used, &findings, ret_plan);
    childplan__release(&used->allocator, text);
    return status;
}
