#include "options.h"

#include "../calendar/calendar.h"

#define LAST_YEAR 9999

const struct childplan_reporting_options childplan__default_reporting_options = {
    .structure = CHILDPLAN_NO_DATE, .known_by = CHILDPLAN_NO_DATE, .until = CHILDPLAN_NO_DATE};

childplan_status childplan_reporting_options_new(childplan_reporting_options **ret_options) {
    if (ret_options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct childplan_reporting_options *options = childplan__allocate(&childplan__malloc, 1, sizeof *options);
    if (options == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *options = childplan__default_reporting_options;
    *ret_options = options;
    return CHILDPLAN_OK;
}

void childplan_reporting_options_free(childplan_reporting_options *options) {
    if (options == NULL) {
        return;
    }
    childplan__release(&childplan__malloc, options->periods);
    childplan__release(&childplan__malloc, options->units.items);
    childplan__release(&childplan__malloc, options->levels.items);
    childplan__release(&childplan__malloc, options->elements.items);
    childplan__release(&childplan__malloc, options);
}

childplan_status childplan_reporting_options_add_period(childplan_reporting_options *options, int64_t period) {
    return options == NULL
               ? CHILDPLAN_ERROR_USAGE
               : childplan__ask_period(&options->periods, &options->period_count, &options->period_capacity, period);
}

childplan_status childplan_reporting_options_add_unit(childplan_reporting_options *options, int32_t unit) {
    return options == NULL ? CHILDPLAN_ERROR_USAGE : childplan__choose(&options->units, unit);
}

childplan_status childplan_reporting_options_add_level(childplan_reporting_options *options, int32_t level) {
    return options == NULL ? CHILDPLAN_ERROR_USAGE : childplan__choose(&options->levels, level);
}

childplan_status childplan_reporting_options_add_element(childplan_reporting_options *options, int32_t element) {
    return options == NULL ? CHILDPLAN_ERROR_USAGE : childplan__choose(&options->elements, element);
}

childplan_status childplan_reporting_options_set_frequency(childplan_reporting_options *options, int32_t frequency) {
    if (options == NULL || frequency < 0 || frequency > CHILDPLAN_YEAR) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->frequency = frequency;
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_options_set_structure(childplan_reporting_options *options, int32_t day) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->structure = day;
    return CHILDPLAN_OK;
}

/* No date, or one that can be written: so no span of days overflows. */
static int32_t is_usable(int32_t day) {
    return day == CHILDPLAN_NO_DATE || (day >= childplan__date(1, 1, 1) && day <= childplan__date(LAST_YEAR, 12, 31));
}

childplan_status childplan_reporting_options_set_known_by(childplan_reporting_options *options, int32_t day) {
    if (options == NULL || !is_usable(day)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->known_by = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_options_set_until(childplan_reporting_options *options, int32_t day) {
    if (options == NULL || !is_usable(day)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->until = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_options_set_progress(childplan_reporting_options *options,
                                                          childplan_progress_fn tell, void *context) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->progress = (struct progress){tell, context};
    return CHILDPLAN_OK;
}

childplan_status childplan_reporting_options_set_cells(childplan_reporting_options *options, int32_t cells) {
    if (options == NULL || (cells != 0 && cells != 1)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->cells = cells;
    return CHILDPLAN_OK;
}
