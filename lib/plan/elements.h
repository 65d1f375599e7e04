/* What the files that load data elements share. */
#ifndef CHILDPLAN_LIB_PLAN_ELEMENTS_H
#define CHILDPLAN_LIB_PLAN_ELEMENTS_H

#include "loader.h"

/* What is left to do once every element is known. */
struct element_draft {
    struct given_text part_of;
    struct given_text check_of;
    const struct yaml_node *plausible; /* or NULL */
    int32_t has_levels;                /* they are given */
    int32_t faulty;                    /* something that part_of is judged by was reported */
};

/* Which keys an element needs and which it may not have, as it checks another or not. */
void childplan__check_element_keys(struct loader *loader, const struct yaml_node *node,
                                   const struct given_text *check_of);
/* Elements that check others take what they are from these; and `plausible` of all of them. */
void childplan__resolve_checks(struct loader *loader, const struct element_draft *drafts);

#endif
