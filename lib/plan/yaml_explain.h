/* What libyaml gave up on, in words an officer can act on. */
#ifndef CHILDPLAN_LIB_PLAN_YAML_EXPLAIN_H
#define CHILDPLAN_LIB_PLAN_YAML_EXPLAIN_H

#include "../base/findings.h"

#include <yaml.h>

/* Reports why a parse call failed. Returns REFUSED, or NO_MEMORY where that is why. */
childplan_status childplan__yaml_explain(const yaml_parser_t *parser, const char *file, const char *text, size_t size,
                                         struct findings *findings);

#endif
