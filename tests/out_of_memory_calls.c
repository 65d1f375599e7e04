#include "out_of_memory_calls.h"

#include "faults.h"

#include <stdio.h>
#include <string.h>

/* A pointer that no call gives. */
#define UNTOUCHED ((void *)&faults)

void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

void rewind_buffer(struct buffer *buffer) {
    buffer->size = 0;
    buffer_add(buffer, "", 0);
}

static childplan_status give_file(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    const struct world *world = context;
    for (size_t i = 0; world->file_names && world->file_names[i]; i++) {
        if (strcmp(name, world->file_names[i]) == 0) {
            *ret_text = world->file_texts[i].bytes;
            *ret_size = world->file_texts[i].size;
            return CHILDPLAN_OK;
        }
    }
    return CHILDPLAN_ERROR_FILE;
}

childplan_status new_load_options(struct world *world) {
    childplan_plan_options *options = UNTOUCHED;
    childplan_status status = childplan_plan_options_new_with_allocator(faults_allocate, NULL, &options);
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(options, UNTOUCHED);
        return status;
    }
    world->load_options = options;
    return childplan_plan_options_set_resolver(options, give_file, world);
}

void free_load_options(struct world *world) {
    childplan_plan_options_free(world->load_options);
    world->load_options = NULL;
}

childplan_status load(struct world *world) {
    childplan_plan *plan = UNTOUCHED;
    childplan_status status = childplan_plan_load_memory(world->path, world->plan_text.bytes, world->plan_text.size,
                                                         world->load_options, &plan, world->said);
    if (status == CHILDPLAN_OK) {
        world->plan = plan;
    } else {
        assert_ptr_equal(plan, UNTOUCHED);
    }
    return status;
}

childplan_status check(struct world *world) {
    return childplan_plan_check(world->plan, world->said);
}

childplan_status check_reports(struct world *world) {
    childplan_data_check_options *options = UNTOUCHED;
    childplan_status status = childplan_data_check_options_new(&options);
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(options, UNTOUCHED);
        return status;
    }
    ok(childplan_data_check_options_set_floor(options, 0));
    ok(childplan_data_check_options_set_limit(options, 50));
    status = childplan_reports_check(world->reports, options, world->said);
    childplan_data_check_options_free(options);
    return status;
}

void free_plan(struct world *world) {
    childplan_plan_free(world->plan);
    world->plan = NULL;
}

childplan_status new_reports(struct world *world) {
    childplan_reports *reports = UNTOUCHED;
    childplan_status status = childplan_reports_new(world->plan, &reports);
    if (status == CHILDPLAN_OK) {
        world->reports = reports;
    } else {
        assert_ptr_equal(reports, UNTOUCHED);
    }
    return status;
}

childplan_status new_import(struct world *world) {
    childplan_import *import = UNTOUCHED;
    childplan_status status = childplan_import_new(world->reports, &import);
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(import, UNTOUCHED);
        return status;
    }
    world->import = import;
    ok(childplan_import_set_decimal_comma(import, world->decimal_comma));
    ok(childplan_import_set_lenient(import, world->lenient));
    return CHILDPLAN_OK;
}

void free_reports(struct world *world) {
    childplan_import_free(world->import);
    childplan_reports_free(world->reports);
    world->import = NULL;
    world->reports = NULL;
}

childplan_status read_reports(struct world *world) {
    return childplan_import_read_memory(world->import, "reports.csv", world->reports_text.bytes,
                                        world->reports_text.size, world->said);
}

childplan_status commit(struct world *world) {
    int64_t accepted = -7;
    int64_t refused = -7;
    childplan_status status = childplan_import_commit(world->import, &accepted, &refused, world->said);
    assert_int_equal(accepted == -7, status != CHILDPLAN_OK);
    assert_int_equal(refused == -7, status != CHILDPLAN_OK);
    return status;
}

/* The period, day or index that a word names. */
static childplan_status set_argument(struct world *world, const char *option, const char *word) {
    int64_t period = 0;
    int32_t day = 0;
    assert_non_null(word);
    size_t size = strlen(word);
    if (strcmp(option, "-p") == 0) {
        ok(childplan_period_parse(word, size, &period));
        return childplan_rollup_options_add_period(world->options, period);
    }
    if (strcmp(option, "-u") == 0) {
        return childplan_rollup_options_add_unit(world->options, childplan_plan_find_unit(world->plan, word));
    }
    if (strcmp(option, "-l") == 0) {
        return childplan_rollup_options_add_level(world->options, childplan_plan_find_level(world->plan, word));
    }
    if (strcmp(option, "-i") == 0) {
        return childplan_rollup_options_add_indicator(world->options, childplan_plan_find_indicator(world->plan, word));
    }
    ok(childplan_date_parse(word, size, &day));
    if (strcmp(option, "--structure") == 0) {
        return childplan_rollup_options_set_structure(world->options, day);
    }
    if (strcmp(option, "--known-by") == 0) {
        return childplan_rollup_options_set_known_by(world->options, day);
    }
    assert_string_equal(option, "--until");
    return childplan_rollup_options_set_until(world->options, day);
}

void free_rollup_options(struct world *world) {
    childplan_rollup_options_free(world->options);
    world->options = NULL;
}

/* Options without a word after them; they say how rows are read or written, not which. */
static int is_flag(const char *option) {
    static const char *const flags[] = {"--decimal-comma", "--lenient", "--names", "--pace"};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (strcmp(option, flags[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

childplan_status new_rollup_options(struct world *world) {
    childplan_rollup_options *options = UNTOUCHED;
    childplan_status status = childplan_rollup_options_new(&options);
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(options, UNTOUCHED);
        return status;
    }
    world->options = options;
    char lines[sizeof world->arguments];
    strcpy(lines, world->arguments);
    for (char *option = strtok(lines, "\n"); option && status == CHILDPLAN_OK; option = strtok(NULL, "\n")) {
        if (!is_flag(option)) {
            status = set_argument(world, option, strtok(NULL, "\n"));
        }
    }
    if (status != CHILDPLAN_OK) {
        free_rollup_options(world);
    }
    return status;
}

childplan_status compute(struct world *world) {
    childplan_rollup *rollup = UNTOUCHED;
    childplan_status status = childplan_rollup_compute(world->reports, world->options, &rollup, world->said);
    if (status == CHILDPLAN_OK) {
        world->rollup = rollup;
    } else {
        assert_ptr_equal(rollup, UNTOUCHED);
    }
    return status;
}

childplan_status compute_live(struct world *world) {
    ok(childplan_rollup_options_set_live(world->options, 1));
    childplan_status status = compute(world);
    ok(childplan_rollup_options_set_live(world->options, 0));
    return status;
}

/* Every so-maniest unit. */
static childplan_status compute_part(struct world *world, int32_t first, int32_t step, childplan_partial **ret_part) {
    static int32_t units[10000];
    size_t count = 0;
    childplan_partial *part = UNTOUCHED;
    for (int32_t unit = first; unit < (int32_t)childplan_plan_unit_count(world->plan); unit += step) {
        units[count++] = unit;
    }
    childplan_status status =
        childplan_partial_compute(world->reports, world->options, units, count, &part, world->said);
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(part, UNTOUCHED);
        return status;
    }
    *ret_part = part;
    return CHILDPLAN_OK;
}

/* A stream of the library's own breaks off for want of memory only. */
static childplan_status send_part(struct world *world, childplan_partial **part) {
    struct ArrowArrayStream stream;
    childplan_partial *read = UNTOUCHED;
    childplan_status status = childplan_partial_to_arrow(*part, 5, &stream);
    if (status == CHILDPLAN_OK) {
        status = childplan_partial_from_arrow(world->plan, "part", &stream, &read, NULL);
        assert_null(stream.release);
    }
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(read, UNTOUCHED);
        return status == CHILDPLAN_ERROR_FILE ? CHILDPLAN_ERROR_NO_MEMORY : status;
    }
    childplan_partial_free(*part);
    *part = read;
    return CHILDPLAN_OK;
}

static childplan_status bring_together(struct world *world, childplan_partial *parts[2]) {
    childplan_rollup *rollup = UNTOUCHED;
    size_t before = childplan_partial_unit_count(parts[0]);
    childplan_status status = childplan_partial_add(parts[0], parts[1], world->said);
    if (status != CHILDPLAN_OK) {
        assert_int_equal(childplan_partial_unit_count(parts[0]), before);
        return status;
    }
    status = childplan_partial_rows(parts[0], &rollup, world->said);
    if (status == CHILDPLAN_OK) {
        world->rollup = rollup;
    } else {
        assert_ptr_equal(rollup, UNTOUCHED);
    }
    return status;
}

childplan_status compute_in_parts(struct world *world) {
    childplan_partial *parts[2] = {NULL, NULL};
    childplan_status status = CHILDPLAN_OK;
    for (int32_t i = 0; i < 2 && status == CHILDPLAN_OK; i++) {
        status = compute_part(world, i, 2, &parts[i]);
        if (status == CHILDPLAN_OK) {
            status = send_part(world, &parts[i]);
        }
    }
    if (status == CHILDPLAN_OK) {
        status = bring_together(world, parts);
    }
    childplan_partial_free(parts[0]);
    childplan_partial_free(parts[1]);
    return status;
}

void free_rollup(struct world *world) {
    childplan_rollup_free(world->rollup);
    world->rollup = NULL;
}

childplan_status write_rows(struct world *world) {
    rewind_buffer(&world->written);
    return childplan_rollup_write(world->rollup, world->output, buffer_write, &world->written);
}

static childplan_status ask_reporting(childplan_reporting_options *options) {
    int64_t whole = CHILDPLAN_NO_PERIOD;
    ok(childplan_period_parse("plan", 4, &whole));
    childplan_status status = childplan_reporting_options_add_period(options, whole);
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_add_unit(options, 0);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_add_level(options, 0);
    }
    if (status == CHILDPLAN_OK) {
        status = childplan_reporting_options_add_element(options, 0);
    }
    ok(childplan_reporting_options_set_cells(options, 1));
    return status;
}

childplan_status new_reporting_options(struct world *world) {
    childplan_reporting_options *options = UNTOUCHED;
    childplan_status status = childplan_reporting_options_new(&options);
    if (status != CHILDPLAN_OK) {
        assert_ptr_equal(options, UNTOUCHED);
        return status;
    }
    status = ask_reporting(options);
    if (status == CHILDPLAN_OK) {
        world->reporting_options = options;
    } else {
        childplan_reporting_options_free(options);
    }
    return status;
}

void free_reporting_options(struct world *world) {
    childplan_reporting_options_free(world->reporting_options);
    world->reporting_options = NULL;
}

childplan_status compute_reporting(struct world *world) {
    childplan_reporting *reporting = UNTOUCHED;
    childplan_status status =
        childplan_reporting_compute(world->reports, world->reporting_options, &reporting, world->said);
    if (status == CHILDPLAN_OK) {
        world->reporting = reporting;
    } else {
        assert_ptr_equal(reporting, UNTOUCHED);
    }
    return status;
}

void free_reporting(struct world *world) {
    childplan_reporting_free(world->reporting);
    world->reporting = NULL;
}

childplan_status explain(struct world *world) {
    int64_t unit, period, indicator;
    childplan_explanation *explanation = UNTOUCHED;
    ok(childplan_rollup_get(world->rollup, world->row, CHILDPLAN_COLUMN_UNIT, &unit));
    ok(childplan_rollup_get(world->rollup, world->row, CHILDPLAN_COLUMN_PERIOD, &period));
    ok(childplan_rollup_get(world->rollup, world->row, CHILDPLAN_COLUMN_INDICATOR, &indicator));
    childplan_status status = childplan_explanation_make(world->reports, world->options, (int32_t)unit, period,
                                                         (int32_t)indicator, &explanation, world->said);
    if (status == CHILDPLAN_OK) {
        world->explanation = explanation;
    } else {
        assert_ptr_equal(explanation, UNTOUCHED);
    }
    return status;
}

void free_explanation(struct world *world) {
    childplan_explanation_free(world->explanation);
    world->explanation = NULL;
}

childplan_status write_explanation(struct world *world) {
    rewind_buffer(&world->written);
    return childplan_explanation_write_json(world->explanation, CHILDPLAN_VIETNAMESE, buffer_write, &world->written);
}

childplan_status write_form(struct world *world) {
    int64_t whole_plan = CHILDPLAN_NO_PERIOD;
    int32_t unit = 0;
    ok(childplan_period_parse("plan", 4, &whole_plan));
    while (childplan_form_row_count(world->plan, unit, whole_plan) == 0) {
        unit++;
    }
    rewind_buffer(&world->written);
    return childplan_form_write(world->plan, world->reports, unit, whole_plan, world->output, buffer_write,
                                &world->written);
}

void prepare_reports(struct world *world) {
    ok(new_reports(world));
}

void prepare_import(struct world *world) {
    ok(new_reports(world));
    ok(new_import(world));
}

void prepare_commit(struct world *world) {
    prepare_import(world);
    (void)read_reports(world);
}

void prepare_read_twice(struct world *world) {
    prepare_commit(world);
    (void)read_reports(world);
}

void prepare_revision(struct world *world) {
    prepare_commit(world);
    (void)commit(world);
    childplan_import_free(world->import);
    ok(new_import(world));
    ok(childplan_import_set_lenient(world->import, 1));
}

/* For every unit, of one element after the other: a value for the last period of the plan, submitted after all. */
#define MOST_VALUES 500
struct values {
    size_t count;
    int32_t units[MOST_VALUES], elements[MOST_VALUES], submitted[MOST_VALUES];
    int64_t periods[MOST_VALUES], values[MOST_VALUES];
};

static void make_values(const struct world *world, struct values *values) {
    static const int32_t parts[] = {0, 12, 4, 2, 1}; /* of a year, by kind */
    size_t elements = childplan_plan_element_count(world->plan);
    size_t units = childplan_plan_unit_count(world->plan);
    values->count = 0;
    for (size_t i = 0; i < units && i < MOST_VALUES; i++) {
        int32_t element = (int32_t)(i % elements);
        int32_t kind = childplan_plan_element_frequency(world->plan, element);
        values->units[i] = (int32_t)i;
        values->elements[i] = element;
        values->periods[i] = childplan_period_of(kind, childplan_plan_last_year(world->plan), parts[kind]);
        values->values[i] = i % 3 == 0 ? -1 : 1;
        values->submitted[i] = 40000 + (int32_t)(i % 2);
        values->count++;
    }
}

childplan_status add_values(struct world *world) {
    struct values values;
    make_values(world, &values);
    return childplan_import_add_values(world->import, values.count, values.units, values.periods, values.elements,
                                       values.values, values.submitted, world->said);
}

childplan_status withdraw(struct world *world) {
    struct values values;
    make_values(world, &values);
    return childplan_import_add_withdrawal(world->import, values.units[0], values.periods[0], values.elements[0], 40007,
                                           world->said);
}

void prepare_revision_commit(struct world *world) {
    prepare_revision(world);
    ok(add_values(world));
    ok(withdraw(world));
}

childplan_status add_units(struct world *world) {
    static const char *const ids[] = {"r", "x1", "x2", "x2"};
    static const char *const levels[] = {"top", "low", "low", "low"};
    static const char *const parents[] = {NULL, "r", "r", "r"};
    static const char *const successors[] = {NULL, "x2", NULL, NULL};
    static const char *const tags[] = {"a;b", NULL, "b", "cơ sở"};
    static const int32_t from[] = {CHILDPLAN_NO_DATE, CHILDPLAN_NO_DATE, CHILDPLAN_NO_DATE, 19000};
    static const int32_t until[] = {CHILDPLAN_NO_DATE, 19500, 18999, CHILDPLAN_NO_DATE};
    return childplan_plan_options_add_units(world->load_options, 4, ids, ids, levels, parents, from, until, successors,
                                            tags);
}

void free_all(struct world *world) {
    free_explanation(world);
    free_rollup(world);
    free_rollup_options(world);
    free_reports(world);
    free_plan(world);
    free_load_options(world);
}

childplan_status run_all(struct world *world) {
    static childplan_status (*const calls[])(struct world *) = {
        new_load_options, load,   new_reports,        new_import, read_reports,
        commit,           commit, new_rollup_options, compute,    write_rows,
    };
    childplan_status status = CHILDPLAN_OK;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0] && status == CHILDPLAN_OK; i++) {
        status = calls[i](world);
    }
    if (status != CHILDPLAN_OK) {
        free_all(world);
    }
    return status;
}

childplan_status load_file(struct world *world) {
    char path[600];
    childplan_plan *plan = UNTOUCHED;
    snprintf(path, sizeof path, "%s.yaml", world->path);
    childplan_status status = childplan_plan_load_file(path, world->load_options, &plan, world->said);
    if (status == CHILDPLAN_OK) {
        world->plan = plan;
    } else {
        assert_ptr_equal(plan, UNTOUCHED);
    }
    return status;
}

childplan_status read_reports_file(struct world *world) {
    char path[600];
    snprintf(path, sizeof path, "%s.csv", world->path);
    return childplan_import_read_file(world->import, path, world->said);
}
