/*
 * Writes a workload into a folder of its own and says where and how large it is.
 * usage: workload nation|province SCALE PARENT_FOLDER [FILE…]
 * Without FILE: plan.yaml, units.csv, plan-units.yaml, reports.csv and dated.csv.
 */
#include "workload_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    static char *all[] = {PLAN_FILE, UNITS_FILE, YAML_PLAN_FILE, REPORTS_FILE, DATED_FILE};
    double scale = argc > 2 ? strtod(argv[2], NULL) : 0;
    if (argc < 4 || scale < 0.01 || scale > 16 || (strcmp(argv[1], "nation") && strcmp(argv[1], "province"))) {
        fprintf(stderr, "usage: workload nation|province SCALE PARENT_FOLDER [FILE...]; SCALE from 0.01 to 16\n");
        return 2;
    }
    struct workload workload;
    char folder[1024];
    workload_begin(&workload, argv[1][0] == 'n' ? WORKLOAD_NATION : WORKLOAD_PROVINCE, scale);
    workload_folder(&workload, argv[3], folder);
    char **names = argc > 4 ? argv + 4 : all;
    int count = argc > 4 ? argc - 4 : (int)(sizeof all / sizeof *all);
    for (int i = 0; i < count; i++) {
        workload_write(&workload, folder, names[i]);
    }
    printf("%s: %d units, %zu facts\n", folder, (int)workload.unit_count, workload_fact_count(&workload));
    workload_end(&workload);
    return 0;
}
