#include "options.h"

#include "../base/alloc.h"

#define MOST_HUNDREDTHS_OF_SCORE 100000
#define MOST_HUNDREDTHS_OF_JUMP 100000000
#define MOST_REPORTS 10000

const struct childplan_data_check_options childplan__default_data_check_options = {
    .checks = CHILDPLAN_DATA_CHECK_ALL,
    .known_by = CHILDPLAN_NO_DATE,
    .since = CHILDPLAN_NO_DATE,
    .score = 350,
    .score_reports = 6,
    .jump = 500,
    .flow_copies = 4,
    .stock_copies = 8,
    .most = 1000,
    .floor = 10,
};

childplan_status childplan_data_check_options_new(childplan_data_check_options **ret_options) {
    if (ret_options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    struct childplan_data_check_options *options = childplan__allocate(&childplan__malloc, 1, sizeof *options);
    if (options == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *options = childplan__default_data_check_options;
    *ret_options = options;
    return CHILDPLAN_OK;
}

void childplan_data_check_options_free(childplan_data_check_options *options) {
    childplan__release(&childplan__malloc, options);
}

childplan_status childplan_data_check_options_set_checks(childplan_data_check_options *options, int32_t checks) {
    if (options == NULL || checks < 1 || checks > CHILDPLAN_DATA_CHECK_ALL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->checks = checks;
    return CHILDPLAN_OK;
}

childplan_status childplan_data_check_options_set_known_by(childplan_data_check_options *options, int32_t day) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->known_by = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_data_check_options_set_since(childplan_data_check_options *options, int32_t day) {
    if (options == NULL) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->since = day;
    return CHILDPLAN_OK;
}

childplan_status childplan_data_check_options_set_outliers(childplan_data_check_options *options, int32_t hundredths,
                                                           int32_t least_reports) {
    if (options == NULL || hundredths < 1 || hundredths > MOST_HUNDREDTHS_OF_SCORE || least_reports < 3 ||
        least_reports > MOST_REPORTS) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->score = hundredths;
    options->score_reports = least_reports;
    return CHILDPLAN_OK;
}

childplan_status childplan_data_check_options_set_jump(childplan_data_check_options *options, int32_t hundredths) {
    if (options == NULL || hundredths < 101 || hundredths > MOST_HUNDREDTHS_OF_JUMP) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->jump = hundredths;
    return CHILDPLAN_OK;
}

childplan_status childplan_data_check_options_set_floor(childplan_data_check_options *options, int64_t floor) {
    if (options == NULL || floor < 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->floor = floor;
    return CHILDPLAN_OK;
}

static int32_t is_run(int32_t reports) {
    return reports == 0 || (reports >= 2 && reports <= MOST_REPORTS);
}

childplan_status childplan_data_check_options_set_copies(childplan_data_check_options *options, int32_t flow_reports,
                                                         int32_t stock_reports) {
    if (options == NULL || !is_run(flow_reports) || !is_run(stock_reports)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->flow_copies = flow_reports;
    options->stock_copies = stock_reports;
    return CHILDPLAN_OK;
}

childplan_status childplan_data_check_options_set_limit(childplan_data_check_options *options, int32_t most) {
    if (options == NULL || most < 0) {
        return CHILDPLAN_ERROR_USAGE;
    }
    options->most = most;
    return CHILDPLAN_OK;
}
