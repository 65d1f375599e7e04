/* Whether a workbook that was written is whole. */
#ifndef CHILDPLAN_LIB_EXCHANGE_BOOK_CHECK_H
#define CHILDPLAN_LIB_EXCHANGE_BOOK_CHECK_H

#include "../base/file.h"

/* OK where the last tag of each part of the ZIP file closes its first. Errors: NO_MEMORY, FILE. */
childplan_status childplan__book_check(const struct allocator *allocator, const struct input_file *file, uint64_t size);

#endif
