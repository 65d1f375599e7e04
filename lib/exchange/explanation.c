/* An explanation as JSON; its shape is described in childplan/explain.h. */
#include "exchange.h"

#include "../base/alloc.h"

#include <childplan/explain.h>

#include <string.h>

/* Items that cross as numbers; the others are texts, the decimals go with their figures. */
static int32_t is_number(int32_t item) {
    switch (item) {
    case CHILDPLAN_ITEM_PARENT:
    case CHILDPLAN_ITEM_END:
    case CHILDPLAN_ITEM_NUMERATOR:
    case CHILDPLAN_ITEM_DENOMINATOR:
    case CHILDPLAN_ITEM_CONTRIBUTING:
    case CHILDPLAN_ITEM_EXPECTED:
    case CHILDPLAN_ITEM_REPORTED:
    case CHILDPLAN_ITEM_CARRIED:
    case CHILDPLAN_ITEM_MISSING_SIZE:
    case CHILDPLAN_ITEM_SIZES_UNKNOWN:
    case CHILDPLAN_ITEM_VALUE:
    case CHILDPLAN_ITEM_SIGN:
    case CHILDPLAN_ITEM_RATE_VALUE:
    case CHILDPLAN_ITEM_ADDED:
    case CHILDPLAN_ITEM_LINE:
    case CHILDPLAN_ITEM_COLUMN:
    case CHILDPLAN_ITEM_ROW:
    case CHILDPLAN_ITEM_DUE:
        return 1;
    default:
        return 0;
    }
}

static void write_key(struct writer *writer, const char *name, int32_t is_first) {
    childplan__write_string(writer, is_first ? "{\"" : ",\"");
    childplan__write_string(writer, name);
    childplan__write_string(writer, "\":");
}

static void write_item(const childplan_explanation *explanation, int32_t node, int32_t item, struct writer *writer) {
    char text[1024];
    int64_t ignored;
    if (item == CHILDPLAN_ITEM_DECIMALS || item == CHILDPLAN_ITEM_ADDED_DECIMALS ||
        childplan_explanation_get(explanation, node, item, &ignored) != CHILDPLAN_OK) {
        return;
    }
    (void)childplan_explanation_text(explanation, node, item, text, sizeof text);
    write_key(writer, childplan_explanation_item_name(item), item == CHILDPLAN_ITEM_KIND);
    if (is_number(item)) {
        childplan__write_string(writer, text);
    } else {
        childplan__write_json_text(writer, text);
    }
}

/* A sentence holds three names at most. */
#define SENTENCE_SIZE 16384

static void write_node(const childplan_explanation *explanation, int32_t node, int32_t language, char *sentence,
                       struct writer *writer) {
    for (int32_t item = 0; item < CHILDPLAN_ITEM_COUNT; item++) {
        write_item(explanation, node, item, writer);
    }
    const char *file = childplan_explanation_file(explanation, node);
    if (file != NULL) {
        write_key(writer, "file", 0);
        childplan__write_json_text(writer, file);
    }
    (void)childplan_explanation_sentence(explanation, node, language, sentence, SENTENCE_SIZE);
    write_key(writer, "text", 0);
    childplan__write_json_text(writer, sentence);
    childplan__write_string(writer, "}");
}

childplan_status childplan_explanation_write_json(const childplan_explanation *explanation, int32_t language,
                                                  childplan_write_fn write, void *context) {
    if (explanation == NULL || write == NULL || (language != CHILDPLAN_ENGLISH && language != CHILDPLAN_VIETNAMESE)) {
        return CHILDPLAN_ERROR_USAGE;
    }
    char *sentence = childplan__allocate(&childplan__malloc, SENTENCE_SIZE, 1);
    if (sentence == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    const struct childplan_output output = {.format = CHILDPLAN_FORMAT_JSON, .names = 1};
    struct writer writer;
    const struct progress nobody = {NULL, NULL};
    childplan__writer_begin(&writer, write, context, &nobody, 1);
    childplan__write_string(&writer, "{\"rollup\":");
    childplan__write_json(childplan_explanation_rollup(explanation), &output, &writer);
    childplan__write_string(&writer, ",\"nodes\":[");
    int32_t count = (int32_t)childplan_explanation_node_count(explanation);
    for (int32_t node = 0; node < count && writer.status == CHILDPLAN_OK; node++) {
        childplan__write_string(&writer, node > 0 ? ",\n" : "\n");
        write_node(explanation, node, language, sentence, &writer);
    }
    childplan__write_string(&writer, "\n]}\n");
    childplan__release(&childplan__malloc, sentence);
    return childplan__writer_end(&writer);
}
