/* The catalogue of messages: one file per range of codes. */
#include "findings.h"

const struct message childplan__messages[] = {
#define X(code, severity, english, vietnamese) {code, severity, english, vietnamese},
#include "messages_cascade.def"
#include "messages_check.def"
#include "messages_counting.def"
#include "messages_data.def"
#include "messages_files.def"
#include "messages_plan.def"
#include "messages_reports.def"
#include "messages_rollup.def"
#include "messages_targets.def"
#include "messages_yaml.def"
#undef X
};

const size_t childplan__message_count = sizeof(childplan__messages) / sizeof(childplan__messages[0]);
