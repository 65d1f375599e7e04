/*
 * Rows written to files where every call to the system fails, the disk is full, or the process dies: what the file held
 * before is there until all of the new is. usage: test_write_failure CASE_DIR
 */
#define _GNU_SOURCE

#include "io_faults.h"
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define OLD "what was there\n"

static const char *case_path;
static char folder[] = "/tmp/childplan-write-XXXXXX";
static childplan_plan *plan;
static childplan_reports *reports;
static childplan_rollup *rollup;
static childplan_diagnostics *said;
static struct buffer rows;

static void ok(childplan_status status) {
    assert_string_equal(childplan_status_string(status), childplan_status_string(CHILDPLAN_OK));
}

static const char *in_folder(const char *name) {
    static char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put_file(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text) {
    struct buffer held = {0};
    assert_true(read_whole_file(path, &held));
    assert_string_equal(held.bytes, text);
    buffer_free(&held);
}

/* Nothing but so many files is left in the folder. */
static void assert_files(size_t expected) {
    size_t count;
    free_names(list_files(folder, "", &count));
    /* list_files gives names longer than its ending, "." and ".." among them. */
    assert_int_equal(count, expected + 2);
}

static childplan_status write_rows(const char *path) {
    childplan_diagnostics_clear(said);
    childplan_status status = childplan_rollup_write_file(rollup, NULL, path, said);
    assert_int_equal(childplan_diagnostics_count(said), status != CHILDPLAN_OK);
    return status;
}

static void assert_refused(const char *path) {
    assert_int_equal(write_rows(path), CHILDPLAN_ERROR_FILE);
    assert_int_equal(childplan_diagnostics_code(said, 0), CHILDPLAN_DIAGNOSTIC_FILE_UNWRITABLE);
    assert_string_equal(childplan_diagnostics_argument(said, 0, 0), path);
}

static int is_written(const char *path) {
    struct buffer held = {0};
    int same = read_whole_file(path, &held) && strcmp(held.bytes, rows.bytes) == 0;
    buffer_free(&held);
    return same;
}

/* One call fails: FILE and the old file, or, where another way led there, all of the new. */
static void visit(const char *path, size_t fail_at, const char *before) {
    io_faults_begin(fail_at, IO_FAILS);
    childplan_status status = write_rows(path);
    io_faults_end();
    if (status == CHILDPLAN_OK) {
        assert_true(is_written(path));
    } else if (before) {
        assert_int_equal(status, CHILDPLAN_ERROR_FILE);
        assert_holds(path, before);
    } else {
        assert_int_equal(access(path, F_OK), -1);
    }
    (void)unlink(path);
    assert_files(0);
}

static void every_call_fails(void **state) {
    (void)state;
    const char *path = in_folder("rows.csv");
    size_t points = 0;
    for (int exists = 0; exists < 2; exists++) {
        io_faults_begin(0, IO_NO_FAULT);
        ok(write_rows(path));
        io_faults_end();
        size_t calls = io_faults.calls;
        assert_int_equal(unlink(path), 0);
        for (size_t fail_at = 1; fail_at <= calls; fail_at++) {
            if (exists) {
                put_file(path, OLD);
            }
            visit(path, fail_at, exists ? OLD : NULL);
            points++;
        }
    }
    print_message("# %zu failing calls\n", points);
    assert_true(points > 10);
}

/* The process ends at any call: the name holds all of the old or all of the new. */
static void death_at_any_call(void **state) {
    (void)state;
    const char *path = in_folder("rows.csv");
    size_t deaths = 0;
    int status = 0;
    do {
        put_file(path, OLD);
        pid_t child = fork();
        if (child == 0) {
            io_faults_begin(++deaths, IO_DIES);
            _exit(childplan_rollup_write_file(rollup, NULL, path, NULL) == CHILDPLAN_OK ? 0 : 1);
        }
        deaths++;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFSIGNALED(status) && !is_written(path)) {
            assert_holds(path, OLD);
        }
        (void)unlink(in_folder("rows.csv.part00"));
        path = in_folder("rows.csv");
    } while (WIFSIGNALED(status));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    print_message("# %zu deaths\n", deaths - 1);
    assert_true(is_written(path));
    assert_int_equal(unlink(path), 0);
    assert_files(0);
}

/* A limit on a file's size fails as a full disk does: in the middle of it. */
static void a_full_disk(void **state) {
    (void)state;
    const char *path = in_folder("rows.csv");
    struct rlimit kept;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &kept), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    const rlim_t sizes[] = {0, 1, 4096, 5000, rows.size - 1};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        put_file(path, OLD);
        struct rlimit limit = {sizes[i], kept.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        childplan_status status = childplan_rollup_write_file(rollup, NULL, path, NULL);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
        assert_int_equal(status, CHILDPLAN_ERROR_FILE);
        assert_holds(path, OLD);
        assert_files(1);
    }
    (void)signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(unlink(path), 0);
    assert_refused("/dev/full");
}

static void a_new_file_is_as_the_old_one(void **state) {
    (void)state;
    static const mode_t modes[] = {0600, 0644, 0640, 0755};
    const char *path = in_folder("rows.csv");
    struct stat about;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        put_file(path, OLD);
        assert_int_equal(chmod(path, modes[i]), 0);
        ok(write_rows(path));
        assert_true(is_written(path));
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_mode & 07777, modes[i]);
        assert_int_equal(unlink(path), 0);
    }
    mode_t mask = umask(027);
    ok(write_rows(path));
    (void)umask(mask);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
    assert_int_equal(unlink(path), 0);
    assert_files(0);
}

/* A name that stands for something else still does. */
static void links_stay_links(void **state) {
    (void)state;
    char target[600];
    struct stat about;
    snprintf(target, sizeof target, "%s", in_folder("target.csv"));
    const char *path = in_folder("rows.csv");
    put_file(target, OLD);
    assert_int_equal(symlink(target, path), 0);
    ok(write_rows(path));
    assert_int_equal(lstat(path, &about), 0);
    assert_true(S_ISLNK(about.st_mode) && is_written(target));
    assert_int_equal(unlink(target), 0);
    ok(write_rows(path));
    assert_true(is_written(target));
    assert_int_equal(unlink(path), 0);
    put_file(target, OLD);
    assert_int_equal(link(target, path), 0);
    ok(write_rows(path));
    assert_true(is_written(target) && is_written(path));
    assert_int_equal(unlink(target), 0);
    assert_int_equal(unlink(path), 0);
    assert_files(0);
}

static void a_pipe_and_the_standard_output(void **state) {
    (void)state;
    const char *path = in_folder("pipe");
    struct buffer got = {0};
    int status;
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        _exit(childplan_rollup_write_file(rollup, NULL, path, NULL) == CHILDPLAN_OK ? 0 : 1);
    }
    assert_true(read_whole_file(path, &got));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_string_equal(got.bytes, rows.bytes);
    assert_int_equal(unlink(path), 0);
    buffer_free(&got);
    /* The name of the program's own output, here a file. */
    path = in_folder("rows.csv");
    child = fork();
    if (child == 0) {
        int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        (void)dup2(descriptor, STDOUT_FILENO);
        _exit(childplan_rollup_write_file(rollup, NULL, "/dev/stdout", NULL) == CHILDPLAN_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(is_written(path));
    assert_int_equal(unlink(path), 0);
}

/* As somebody who may not make files here. */
static void become(uid_t user) {
    if (getuid() == 0) {
        assert_int_equal(seteuid(user), 0);
    }
}

static void where_no_file_can_be_made(void **state) {
    (void)state;
    const char *path = in_folder("rows.csv");
    put_file(path, OLD);
    if (getuid() == 0) {
        assert_int_equal(chown(path, 65534, (gid_t)-1), 0);
    }
    assert_int_equal(chmod(folder, 0555), 0);
    become(65534);
    childplan_status written = write_rows(path);
    become(0);
    ok(written);
    assert_true(is_written(path));
    /* A file that may not be written is not replaced either, though its folder would allow it. */
    put_file(path, OLD);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0777), 0);
    become(65534);
    assert_refused(path);
    become(0);
    assert_holds(path, OLD);
    assert_files(1);
    assert_int_equal(unlink(path), 0);
}

/* Another user's file that may be written stays that user's. */
static void owners_stay(void **state) {
    (void)state;
    const char *path = in_folder("rows.csv");
    struct stat about;
    put_file(path, OLD);
    if (getuid() != 0) {
        print_message("# needs root\n");
    } else {
        assert_int_equal(chown(path, 12345, 12345), 0);
        ok(write_rows(path));
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_uid, 12345);
        assert_true(is_written(path));
    }
    assert_int_equal(unlink(path), 0);
    assert_files(0);
}

static void names_that_are_taken(void **state) {
    (void)state;
    char part[600];
    for (int i = 0; i < 100; i++) {
        snprintf(part, sizeof part, "%s/rows.csv.part%02d", folder, i);
        if (i == 99) {
            ok(write_rows(in_folder("rows.csv")));
            assert_true(is_written(in_folder("rows.csv")));
        }
        put_file(part, OLD);
    }
    put_file(in_folder("rows.csv"), OLD);
    assert_refused(in_folder("rows.csv"));
    assert_holds(in_folder("rows.csv"), OLD);
    for (int i = 0; i < 100; i++) {
        snprintf(part, sizeof part, "%s/rows.csv.part%02d", folder, i);
        assert_holds(part, OLD);
        assert_int_equal(unlink(part), 0);
    }
    assert_int_equal(unlink(in_folder("rows.csv")), 0);
    /* So long that no longer name fits beside it. */
    char name[256];
    memset(name, 'x', 255);
    name[255] = '\0';
    ok(write_rows(in_folder(name)));
    assert_true(is_written(in_folder(name)));
    assert_int_equal(unlink(in_folder(name)), 0);
    assert_refused(folder);
    assert_refused(in_folder("none/rows.csv"));
    assert_files(0);
}

static int begin(void **state) {
    (void)state;
    char path[600];
    childplan_import *import = NULL;
    assert_non_null(mkdtemp(folder));
    ok(childplan_diagnostics_new(&said));
    snprintf(path, sizeof path, "%s/plan.yaml", case_path);
    ok(childplan_plan_load_file(path, NULL, &plan, said));
    ok(childplan_reports_new(plan, &reports));
    ok(childplan_import_new(reports, &import));
    snprintf(path, sizeof path, "%s/reports.csv", case_path);
    ok(childplan_import_read_file(import, path, said));
    ok(childplan_import_commit(import, NULL, NULL, said));
    childplan_import_free(import);
    ok(childplan_rollup_compute(reports, NULL, &rollup, said));
    ok(childplan_rollup_write(rollup, NULL, buffer_write, &rows));
    /* More than one buffer of any kind. */
    assert_true(rows.size > 20000);
    return 0;
}

static int end(void **state) {
    (void)state;
    buffer_free(&rows);
    childplan_rollup_free(rollup);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
    childplan_diagnostics_free(said);
    return rmdir(folder);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_fails),
        cmocka_unit_test(death_at_any_call),
        cmocka_unit_test(a_full_disk),
        cmocka_unit_test(a_new_file_is_as_the_old_one),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(a_pipe_and_the_standard_output),
        cmocka_unit_test(where_no_file_can_be_made),
        cmocka_unit_test(owners_stay),
        cmocka_unit_test(names_that_are_taken),
    };
    if (argc != 2) {
        return 2;
    }
    case_path = argv[1];
    return cmocka_run_group_tests_name("write-failure", tests, begin, end);
}
