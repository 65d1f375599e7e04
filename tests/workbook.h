/* Workbooks read back from the ZIP file that was written. */
#ifndef CHILDPLAN_TESTS_WORKBOOK_H
#define CHILDPLAN_TESTS_WORKBOOK_H

#include "support.h"

/* Fails the test where a part, such as "xl/sharedStrings.xml", does not hold the text. */
void assert_part_holds(const struct buffer *book, const char *part, const char *text);

#endif
