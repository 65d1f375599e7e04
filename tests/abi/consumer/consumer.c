/* A program of another project: prints the version of the library it runs with, and a period's name. */
#include <childplan/childplan.h>

#include <stdio.h>

int main(void) {
    char name[16];
    childplan_period_format(childplan_period_of(CHILDPLAN_HALF, 2025, 1), name, sizeof name);
    return printf("%s %s\n", childplan_version_string(), name) < 0;
}
