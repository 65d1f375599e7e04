/* A count of who holds an object, so that the last one to let go frees it, on any thread. */
#ifndef CHILDPLAN_LIB_BASE_REFERENCES_H
#define CHILDPLAN_LIB_BASE_REFERENCES_H

#include <stddef.h>
#include <stdint.h>

#ifndef __STDC_NO_ATOMICS__
#include <stdatomic.h>
typedef atomic_size_t reference_count;
#else
/* A compiler without C11 atomics: what shares an object must then stay on one thread. */
typedef size_t reference_count;
#endif

struct references {
    reference_count count;
};

/* One holder. */
void childplan__references_begin(struct references *references);
void childplan__references_add(struct references *references);
/* 1 where others hold it too. What they did to the object before they let go is then seen. */
int32_t childplan__references_are_shared(struct references *references);
/* 1 where that was the last holder; what the others did to the object is then seen. */
int32_t childplan__references_drop(struct references *references);

#endif
