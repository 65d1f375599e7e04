/* A second copy of wide.c, without __int128, under names of its own: the two are compared by test_wide.c. */
#ifndef CHILDPLAN_TESTS_PORTABLE_WIDE_H
#define CHILDPLAN_TESTS_PORTABLE_WIDE_H

#include "base/wide.h"

#undef CHILDPLAN_LIB_BASE_WIDE_H
#define wide portable_wide
#define fraction portable_fraction
#define childplan__wide portable
#define childplan__wide_product portable_product
#define childplan__wide_compare portable_compare
#define childplan__wide_sign portable_sign
#define childplan__wide_add portable_add
#define childplan__wide_subtract portable_subtract
#define childplan__wide_multiply portable_multiply
#define childplan__wide_to_int64 portable_to_int64
#define childplan__wide_floor_divide portable_floor_divide
#define childplan__wide_multiply_divide portable_multiply_divide
#define childplan__wide_to_double portable_to_double
#define childplan__add portable_int64_add
#define childplan__multiply portable_int64_multiply
#define childplan__power_of_ten portable_power_of_ten
#define childplan__fraction_compare portable_fraction_compare
#define childplan__fraction_round portable_fraction_round
#define childplan__fraction_round_wide portable_fraction_round_wide
#define childplan__fraction_format portable_fraction_format
#define childplan__fraction_to_double portable_fraction_to_double
#ifndef CHILDPLAN_NO_INT128
#define CHILDPLAN_NO_INT128
#endif

#include "../lib/base/wide.c"

#undef wide
#undef fraction
#undef childplan__wide
#undef childplan__wide_product
#undef childplan__wide_compare
#undef childplan__wide_sign
#undef childplan__wide_add
#undef childplan__wide_subtract
#undef childplan__wide_multiply
#undef childplan__wide_to_int64
#undef childplan__wide_floor_divide
#undef childplan__wide_multiply_divide
#undef childplan__wide_to_double
#undef childplan__add
#undef childplan__multiply
#undef childplan__power_of_ten
#undef childplan__fraction_compare
#undef childplan__fraction_round
#undef childplan__fraction_round_wide
#undef childplan__fraction_format
#undef childplan__fraction_to_double

#endif
