#include "arrow_partial.h"

#include "../base/words.h"

#include <string.h>

#define WIDE_FORMAT "d:38,0"

const struct partial_field childplan__partial_fields[PARTIAL_COLUMNS] = {
    {"day", "tdD"},
    {"period", "l"},
    {"indicator", "i"},
    {"unit", "i"},
    {"numerator", WIDE_FORMAT},
    {"denominator", WIDE_FORMAT},
    {"sure_numerator", WIDE_FORMAT},
    {"sure_denominator", WIDE_FORMAT},
    {"missing_size", WIDE_FORMAT},
    {"contributing", "i"},
    {"expected", "i"},
    {"reported", "i"},
    {"carried", "i"},
    {"missing_contributing", "i"},
    {"missing_carried", "i"},
    {"missing_unknown", "i"},
};

struct partial_figures childplan__partial_figures(struct exact_sums *sums) {
    return (struct partial_figures){
        {&sums->numerator, &sums->denominator, &sums->sure_numerator, &sums->sure_denominator, &sums->missing_size},
        {&sums->contributing, &sums->expected, &sums->reported, &sums->carried, &sums->missing_contributing,
         &sums->missing_carried, &sums->missing_unknown}};
}

const char *const childplan__partial_items[PARTIAL_ITEMS] = {
    [PARTIAL_ITEM_FORMAT] = "childplan_partial",
    [PARTIAL_ITEM_LIBRARY] = "childplan",
    [PARTIAL_ITEM_PLAN] = "plan_id",
    [PARTIAL_ITEM_PLAN_DIGEST] = "plan_sha256",
    [PARTIAL_ITEM_UNITS_DIGEST] = "units_sha256",
    [PARTIAL_ITEM_UNTIL] = "until",
    [PARTIAL_ITEM_KNOWN_BY] = "known_by",
    [PARTIAL_ITEM_STRUCTURE] = "structure",
    [PARTIAL_ITEM_PERIODS] = "periods",
    [PARTIAL_ITEM_ROW_UNITS] = "row_units",
    [PARTIAL_ITEM_LEVELS] = "row_levels",
    [PARTIAL_ITEM_INDICATORS] = "row_indicators",
    [PARTIAL_ITEM_UNITS] = "units",
    [PARTIAL_ITEM_KNOWS] = "knows_reports",
};

void childplan__put_wide(struct wide value, char *bytes) {
    memcpy(bytes + (LOWEST_FIRST ? 0 : 8), &value.low, 8);
    memcpy(bytes + (LOWEST_FIRST ? 8 : 0), &value.high, 8);
}

struct wide childplan__get_wide(const char *bytes) {
    struct wide value;
    memcpy(&value.low, bytes + (LOWEST_FIRST ? 0 : 8), 8);
    memcpy(&value.high, bytes + (LOWEST_FIRST ? 8 : 0), 8);
    return value;
}

int32_t childplan__wide_is_decimal(struct wide value) {
    struct wide limit = {0, 0};
    struct wide least = {0, 0};
    struct wide ten_to_36 = childplan__wide_product(childplan__power_of_ten(18), childplan__power_of_ten(18));
    (void)childplan__wide_multiply(ten_to_36, childplan__wide(100), &limit);
    (void)childplan__wide_subtract(childplan__wide(0), limit, &least);
    return childplan__wide_compare(value, limit) < 0 && childplan__wide_compare(value, least) > 0;
}
