/* Arrow's structures with what each of them owns. Consumers may move one (a copy of its bytes, the original marked as
   released), a child out of its parent too, and release them in any order: so nothing here points back into one. */
#include "arrow_share.h"

struct schema_node {
    struct arrow_share *share;
    struct ArrowSchema *children;
    struct ArrowSchema **child_list;
    struct ArrowSchema dictionary;
};

struct array_node {
    struct arrow_share *share;
    struct ArrowArray *children;
    struct ArrowArray **child_list;
    struct ArrowArray dictionary;
    const void *buffers[3];
    void *owned[3]; /* of the buffers those that are the node's own */
};

static void free_schema_node(struct schema_node *node) {
    struct arrow_share *share = node->share;
    childplan__release(&share->allocator, node->children);
    childplan__release(&share->allocator, (void *)node->child_list);
    childplan__release(&share->allocator, node);
    childplan__arrow_share_drop(share);
}

static void release_schema(struct ArrowSchema *schema) {
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i]->release != NULL) {
            schema->children[i]->release(schema->children[i]);
        }
    }
    if (schema->dictionary != NULL && schema->dictionary->release != NULL) {
        schema->dictionary->release(schema->dictionary);
    }
    free_schema_node(schema->private_data);
    schema->release = NULL;
}

static void free_array_node(struct array_node *node) {
    struct arrow_share *share = node->share;
    for (size_t i = 0; i < 3; i++) {
        childplan__release(&share->allocator, node->owned[i]);
    }
    childplan__release(&share->allocator, node->children);
    childplan__release(&share->allocator, (void *)node->child_list);
    childplan__release(&share->allocator, node);
    childplan__arrow_share_drop(share);
}

static void release_array(struct ArrowArray *array) {
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i]->release != NULL) {
            array->children[i]->release(array->children[i]);
        }
    }
    if (array->dictionary != NULL && array->dictionary->release != NULL) {
        array->dictionary->release(array->dictionary);
    }
    free_array_node(array->private_data);
    array->release = NULL;
}

childplan_status childplan__arrow_schema_new(struct arrow_share *share, const char *format, const char *name,
                                             size_t children, struct ArrowSchema *ret_schema) {
    const struct allocator *allocator = &share->allocator;
    struct schema_node *node = childplan__allocate(allocator, 1, sizeof *node);
    if (node == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__references_add(&share->references);
    node->share = share;
    if (children > 0) {
        node->children = childplan__allocate(allocator, children, sizeof *node->children);
        node->child_list = childplan__allocate(allocator, children, sizeof *node->child_list);
        if (node->children == NULL || node->child_list == NULL) {
            free_schema_node(node);
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    for (size_t i = 0; i < children; i++) {
        node->child_list[i] = &node->children[i];
    }
    *ret_schema = (struct ArrowSchema){.format = format,
                                       .name = name,
                                       .n_children = (int64_t)children,
                                       .children = node->child_list,
                                       .release = release_schema,
                                       .private_data = node};
    return CHILDPLAN_OK;
}

childplan_status childplan__arrow_array_new(struct arrow_share *share, size_t length, size_t buffer_count,
                                            size_t children, struct ArrowArray *ret_array) {
    const struct allocator *allocator = &share->allocator;
    struct array_node *node = childplan__allocate(allocator, 1, sizeof *node);
    if (node == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    childplan__references_add(&share->references);
    node->share = share;
    if (children > 0) {
        node->children = childplan__allocate(allocator, children, sizeof *node->children);
        node->child_list = childplan__allocate(allocator, children, sizeof *node->child_list);
        if (node->children == NULL || node->child_list == NULL) {
            free_array_node(node);
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    }
    for (size_t i = 0; i < children; i++) {
        node->child_list[i] = &node->children[i];
    }
    *ret_array = (struct ArrowArray){.length = (int64_t)length,
                                     .n_buffers = (int64_t)buffer_count,
                                     .n_children = (int64_t)children,
                                     .buffers = node->buffers,
                                     .children = node->child_list,
                                     .release = release_array,
                                     .private_data = node};
    return CHILDPLAN_OK;
}

void *childplan__arrow_array_own(struct ArrowArray *array, size_t buffer, size_t size) {
    struct array_node *node = array->private_data;
    node->owned[buffer] = childplan__allocate(&node->share->allocator, size, 1);
    node->buffers[buffer] = node->owned[buffer];
    return node->owned[buffer];
}

childplan_status childplan__arrow_schema_add_words(struct ArrowSchema *schema) {
    struct schema_node *node = schema->private_data;
    childplan_status status = childplan__arrow_schema_new(node->share, "u", "", 0, &node->dictionary);
    if (status == CHILDPLAN_OK) {
        schema->dictionary = &node->dictionary;
    }
    return status;
}

childplan_status childplan__arrow_array_add_words(struct ArrowArray *array, enum word_list list) {
    struct array_node *node = array->private_data;
    const struct words *words = &node->share->words[list];
    childplan_status status = childplan__arrow_array_new(node->share, (size_t)words->count, 3, 0, &node->dictionary);
    if (status == CHILDPLAN_OK) {
        node->dictionary.buffers[1] = words->offsets;
        node->dictionary.buffers[2] = words->bytes;
        array->dictionary = &node->dictionary;
    }
    return status;
}
