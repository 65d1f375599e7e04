/*
 * Answers one hostile input, or lists them.
 * usage: hostile list | hostile answer SHAPE BYTES | hostile show SHAPE BYTES
 * `answer` prints the time of the processor that it took, in milliseconds, and how many diagnostics there were.
 */
#include "shapes.h"

#include <childplan/childplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FIRST_DAY 18628 /* 2021-01-01 */
#define DAYS 3600

struct text {
    char *bytes;
    size_t size;
    size_t capacity;
};

static void add(struct text *text, const char *bytes, size_t size) {
    if (text->size + size > text->capacity) {
        text->capacity = 2 * (text->size + size);
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes) {
            abort();
        }
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
}

static void add_number(struct text *text, size_t number) {
    char digits[32];
    add(text, digits, (size_t)snprintf(digits, sizeof digits, "%zu", number));
}

static void add_day(struct text *text, size_t number) {
    char day[32];
    add(text, day, childplan_date_format(FIRST_DAY + (int32_t)number, day, sizeof day));
}

static void add_item(struct text *text, const char *item, size_t number) {
    for (; item && *item; item++) {
        switch (*item) {
        case '\1':
            add_number(text, number);
            break;
        case '\2':
            add_day(text, number % DAYS);
            break;
        case '\3':
            add_number(text, number / 2);
            break;
        case '\4':
            add_day(text, (number + 1) % DAYS);
            break;
        case '\5':
            add(text, "", 1);
            break;
        case '\6':
            add_number(text, number % 64);
            break;
        case '\7':
            add_day(text, number);
            break;
        case '\b':
            add_number(text, number + 1);
            break;
        default:
            add(text, item, 1);
        }
    }
}

/* The number of the first item that was not added. */
static size_t add_items(struct text *text, const struct shape *shape, const char *item, size_t size) {
    size_t number = 1;
    for (; text->size < size; number++) {
        for (size_t i = 1; shape->nests && i < number; i++) {
            add(text, " ", 1);
        }
        add_item(text, item, number);
    }
    return number;
}

static struct text make(const struct shape *shape, size_t size) {
    struct text text = {NULL, 0, 0};
    add_item(&text, shape->head, 0);
    size_t next = add_items(&text, shape, shape->item, shape->second ? size / 2 : size);
    add_item(&text, shape->middle, 0);
    if (shape->second) {
        (void)add_items(&text, shape, shape->second, size);
    }
    add_item(&text, shape->tail, next);
    return text;
}

static childplan_status give(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    const struct text *text = context;
    (void)name;
    *ret_text = text->bytes;
    *ret_size = text->size;
    return CHILDPLAN_OK;
}

static childplan_status discard(void *context, const char *bytes, size_t size) {
    (void)context;
    (void)bytes;
    (void)size;
    return CHILDPLAN_OK;
}

static childplan_plan *load(const char *yaml, size_t size, struct text *units, childplan_diagnostics *said) {
    childplan_plan *plan = NULL;
    childplan_plan_options *options = NULL;
    childplan_plan_options_new(&options);
    childplan_plan_options_set_resolver(options, give, units);
    childplan_plan_load_memory("plan.yaml", yaml, size, options, &plan, said);
    childplan_plan_options_free(options);
    return plan;
}

static void write_rows(const childplan_reports *reports, const childplan_rollup_options *options,
                       childplan_diagnostics *said) {
    childplan_rollup *rollup = NULL;
    if (childplan_rollup_compute(reports, options, &rollup, said) == CHILDPLAN_OK) {
        childplan_rollup_write(rollup, NULL, discard, NULL);
    }
    childplan_rollup_free(rollup);
}

/* So that there are rows. */
static void report_one(const childplan_plan *plan, childplan_reports *reports, childplan_diagnostics *said) {
    childplan_import *import = NULL;
    int32_t year = childplan_plan_first_year(plan);
    childplan_import_new(reports, &import);
    childplan_import_add_value(import, 0, childplan_period_of(CHILDPLAN_HALF, year, 1), 0, 1, CHILDPLAN_NO_DATE, said);
    childplan_import_commit(import, NULL, NULL, said);
    childplan_import_free(import);
}

/* The whole horizon of a plan with one report, in the trees of its last and of its first day. */
static void roll_up_plan(const childplan_plan *plan, childplan_diagnostics *said) {
    int64_t horizon = CHILDPLAN_NO_PERIOD;
    int32_t days[2] = {0, 0};
    childplan_reports *reports = NULL;
    childplan_rollup_options *options = NULL;
    childplan_reports_new(plan, &reports);
    report_one(plan, reports, said);
    childplan_rollup_options_new(&options);
    childplan_period_parse("plan", 4, &horizon);
    childplan_plan_period_days(plan, horizon, &days[0], &days[1]);
    childplan_rollup_options_add_period(options, horizon);
    childplan_rollup_options_set_until(options, days[1]);
    for (int i = 0; i < 2; i++) {
        childplan_rollup_options_set_structure(options, days[i]);
        write_rows(reports, options, said);
    }
    childplan_rollup_options_free(options);
    childplan_reports_free(reports);
}

/* Once taken whole or not at all, and once as far as it is good. */
static void import(const childplan_plan *plan, const struct text *csv, int lenient, childplan_diagnostics *said) {
    childplan_reports *reports = NULL;
    childplan_import *import = NULL;
    childplan_reports_new(plan, &reports);
    childplan_import_new(reports, &import);
    childplan_import_set_lenient(import, lenient);
    childplan_import_read_memory(import, "reports.csv", csv->bytes, csv->size, said);
    childplan_import_commit(import, NULL, NULL, said);
    childplan_reports_check(reports, NULL, said);
    write_rows(reports, NULL, said);
    childplan_import_free(import);
    childplan_reports_free(reports);
}

static void answer(const struct shape *shape, struct text *text, childplan_diagnostics *said) {
    childplan_plan *plan = NULL;
    if (shape->kind == PLAN) {
        plan = load(text->bytes, text->size, NULL, said);
    } else if (shape->kind == UNITS) {
        plan = load(units_plan, strlen(units_plan), text, said);
    } else {
        plan = load(reports_plan, strlen(reports_plan), NULL, said);
        if (!plan) {
            abort();
        }
        import(plan, text, 0, said);
        import(plan, text, 1, said);
    }
    if (plan && shape->kind != REPORTS) {
        roll_up_plan(plan, said);
    }
    childplan_plan_free(plan);
}

static void print_diagnostics(const childplan_diagnostics *said) {
    char line[1024];
    for (size_t i = 0; i < childplan_diagnostics_count(said) && i < 3; i++) {
        childplan_diagnostics_format(said, i, CHILDPLAN_ENGLISH, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

static void run(const struct shape *shape, size_t size) {
    struct text text = make(shape, size);
    childplan_diagnostics *said = NULL;
    if (childplan_diagnostics_new(&said) != CHILDPLAN_OK) {
        abort();
    }
    clock_t begun = clock();
    answer(shape, &text, said);
    clock_t ended = clock();
    printf("%ld %zu\n", (long)((ended - begun) * 1000 / CLOCKS_PER_SEC), childplan_diagnostics_count(said));
    print_diagnostics(said);
    childplan_diagnostics_free(said);
    free(text.bytes);
}

static int list(void) {
    for (size_t i = 0; i < shape_count; i++) {
        printf("%s\n", shapes[i].name);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "list") == 0) {
        return list();
    }
    for (size_t i = 0; argc == 4 && i < shape_count; i++) {
        size_t size = strtoul(argv[3], NULL, 10);
        if (strcmp(shapes[i].name, argv[2]) == 0 && strcmp(argv[1], "answer") == 0) {
            run(&shapes[i], size);
            return 0;
        }
        if (strcmp(shapes[i].name, argv[2]) == 0 && strcmp(argv[1], "show") == 0) {
            struct text text = make(&shapes[i], size);
            fwrite(text.bytes, 1, text.size, stdout);
            free(text.bytes);
            return 0;
        }
    }
    fputs("usage: hostile list | hostile answer SHAPE BYTES | hostile show SHAPE BYTES\n", stderr);
    return 2;
}
