/* The files that the page is made of, as embed.c holds them: the text, its size, and the name a policy allows it by. */
#ifndef CHILDPLAN_EXAMPLES_REPORT_PARTS_H
#define CHILDPLAN_EXAMPLES_REPORT_PARTS_H

#include <stddef.h>

extern const unsigned char report_page[], report_style[], report_charts[], report_licences[], report_script[];
extern const size_t report_page_size, report_style_size, report_charts_size, report_licences_size, report_script_size;
extern const char report_page_policy[], report_style_policy[], report_charts_policy[], report_licences_policy[],
    report_script_policy[];

#endif
