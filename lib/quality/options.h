/* What a check of reports was asked for. */
#ifndef CHILDPLAN_LIB_QUALITY_OPTIONS_H
#define CHILDPLAN_LIB_QUALITY_OPTIONS_H

#include <childplan/data_check.h>

struct childplan_data_check_options {
    int32_t checks; /* CHILDPLAN_DATA_CHECK_* */
    int32_t known_by;
    int32_t since; /* day; CHILDPLAN_NO_DATE, the least one: all */
    int32_t score; /* hundredths */
    int32_t score_reports;
    int32_t jump;         /* hundredths */
    int32_t flow_copies;  /* 0: none is found */
    int32_t stock_copies; /* 0: none is found */
    int32_t most;
    int64_t floor; /* whole units of the element */
};

extern const struct childplan_data_check_options childplan__default_data_check_options;

#endif
