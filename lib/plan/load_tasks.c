/* What the document's tasks are followed by. */
#include "tasks.h"

static size_t take_names(struct loader *loader, const struct yaml_node *list, const char *key,
                         struct given_text **ret_names) {
    size_t count = list ? childplan__take_texts(loader, list, key, ret_names) : 0;
    return count > 1 ? childplan__keep_first(loader, *ret_names, count) : count;
}

static void take_indicators(struct loader *loader, const struct yaml_node *list, struct task *task) {
    struct given_text *names = NULL;
    size_t count = take_names(loader, list, "indicators", &names);
    int32_t *indicators = childplan__keep(loader, count, sizeof *indicators);
    for (size_t i = 0; i < count && indicators; i++) {
        int32_t found = childplan__find_indicator(loader, &names[i]);
        if (found != CHILDPLAN_NONE) {
            indicators[task->indicator_count++] = found;
        }
    }
    task->indicators = indicators;
}

static void take_leads(struct loader *loader, const struct yaml_node *list, struct task *task) {
    struct given_text *names = NULL;
    size_t count = take_names(loader, list, "leads", &names);
    struct lead *leads = childplan__keep(loader, count, sizeof *leads);
    for (size_t i = 0; i < count && leads; i++) {
        if (childplan__find_lead(loader, &names[i], &leads[task->lead_count])) {
            task->lead_count++;
        }
    }
    task->leads = leads;
}

void childplan__resolve_tasks(struct loader *loader) {
    struct childplan_plan *plan = loader->plan;
    size_t count = plan->parts[CHILDPLAN_TASKS].count;
    plan->tasks = childplan__keep(loader, count, sizeof *plan->tasks);
    for (size_t i = 0; i < count && plan->tasks; i++) {
        plan->tasks[i].cadence = loader->tasks[i].cadence;
        take_indicators(loader, loader->tasks[i].indicators, &plan->tasks[i]);
        take_leads(loader, loader->tasks[i].leads, &plan->tasks[i]);
    }
}
