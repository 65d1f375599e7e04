/*
 * Files that fail while they are read: every call to the system fails, is interrupted, ends short or gives one byte at
 * a time; every file ends early; a file changes under the reader; what is named is no ordinary file.
 * usage: test_read_failure DATA_DIR CASES_DIR [STRIDE]
 *   STRIDE  files are cut at every so many bytes: 23 by default; 1 is the long form, some minutes. Of a file of more
 *           than 4,000 bytes only so many cuts are made as of one of 4,000, evenly spread.
 */
#define _GNU_SOURCE

#include "io_faults.h"
#include "io_runs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST_CUT_BYTES 4000

static struct fixture *fixtures;
static size_t fixture_count;
static size_t stride = 23;
static char folder[] = "/tmp/childplan-read-XXXXXX";

/* A run with one call that meets a fault. Where it makes no difference, what failed was a first try, of which nothing
   is kept: the whole file was read all the same. */
static void visit(const struct fixture *fixture, size_t fail_at, const char *expected, struct buffer *told) {
    io_faults_begin(fail_at, IO_FAILS);
    childplan_status status = run_files(fixture, told);
    io_faults_end();
    if (strcmp(told->bytes, expected) == 0) {
        return;
    }
    if (status != CHILDPLAN_ERROR_FILE && !strstr(told->bytes, "cannot be read")) {
        print_error("%s: %s failing gave\n%s\n", fixture->plan, io_faults.failed, told->bytes);
        fail();
    }
}

static void every_call_fails(void **state) {
    (void)state;
    struct buffer expected = {0};
    struct buffer told = {0};
    size_t points = 0;
    for (size_t i = 0; i < fixture_count; i++) {
        io_faults_begin(0, IO_NO_FAULT);
        (void)run_files(&fixtures[i], &expected);
        io_faults_end();
        size_t calls = io_faults.calls;
        for (size_t fail_at = 1; fail_at <= calls; fail_at++) {
            visit(&fixtures[i], fail_at, expected.bytes, &told);
            points++;
        }
        (void)run_files(&fixtures[i], &told);
        assert_string_equal(told.bytes, expected.bytes);
    }
    print_message("# %zu fixtures, %zu failing calls\n", fixture_count, points);
    assert_true(points > 1000);
    buffer_free(&expected);
    buffer_free(&told);
}

/* What a signal or a slow disk does makes no difference. */
static void interruptions_make_no_difference(void **state) {
    (void)state;
    static const enum io_fault kinds[] = {IO_INTERRUPTED, IO_ONE_BYTE};
    struct buffer expected = {0};
    struct buffer told = {0};
    size_t points = 0;
    for (size_t i = 0; i < fixture_count; i++) {
        (void)run_files(&fixtures[i], &expected);
        for (size_t kind = 0; kind < 2; kind++) {
            size_t reads = 1;
            for (size_t fail_at = 1; fail_at <= (kind == 0 ? reads : 1); fail_at++) {
                io_faults_begin(fail_at, kinds[kind]);
                io_faults.only_reads = 1;
                (void)run_files(&fixtures[i], &told);
                io_faults_end();
                reads = io_faults.reads;
                assert_string_equal(told.bytes, expected.bytes);
                points++;
            }
        }
    }
    print_message("# %zu runs with interrupted and one-byte reads\n", points);
    buffer_free(&expected);
    buffer_free(&told);
}

/* Line and column of every diagnostic of a cut file are within it. */
static void check_cut(const struct fixture *fixture, size_t file, size_t size, const struct buffer *text,
                      struct buffer *told, struct buffer *expected) {
    struct buffer piece = {text->bytes, size, 0};
    io_faults_begin(0, IO_NO_FAULT);
    io_faults.end_file = file;
    io_faults.ends_at = size;
    (void)run_files(fixture, told);
    io_faults_end();
    (void)run_texts(fixture, file == 1 ? &piece : NULL, file == 1 ? NULL : &piece, expected);
    if (strcmp(told->bytes, expected->bytes) != 0) {
        print_error("%s cut at %zu\n", file == 1 ? fixture->plan : fixture->reports, size);
        assert_string_equal(told->bytes, expected->bytes);
    }
}

static int names_units(const struct buffer *plan) {
    return strstr(plan->bytes, "file:") != NULL;
}

static size_t cut_everywhere(const struct fixture *fixture, size_t file, struct buffer *told, struct buffer *expected) {
    struct buffer text = {0};
    size_t cuts = 0;
    assert_true(read_whole_file(file == 1 ? fixture->plan : fixture->reports, &text));
    size_t step = text.size > MOST_CUT_BYTES ? stride * (text.size / MOST_CUT_BYTES) : stride;
    for (size_t size = 0; size < text.size; size += step) {
        check_cut(fixture, file, size, &text, told, expected);
        cuts++;
    }
    buffer_free(&text);
    return cuts;
}

/* Units read from a file that ends early: there is no other way to the same answer, but there must be one. */
static size_t cut_units(const struct fixture *fixture, size_t step, struct buffer *told) {
    size_t cuts = 0;
    childplan_status status = CHILDPLAN_OK;
    for (size_t size = 0; size < MOST_CUT_BYTES; size += step) {
        io_faults_begin(0, IO_NO_FAULT);
        io_faults.end_file = 2;
        io_faults.ends_at = size;
        status = run_files(fixture, told);
        io_faults_end();
        assert_true(status == CHILDPLAN_OK || status == CHILDPLAN_ERROR_REFUSED || status == CHILDPLAN_ERROR_FILE);
        cuts++;
        if (io_faults.left > 0) {
            break;
        }
    }
    return cuts;
}

static void every_file_ends_early(void **state) {
    (void)state;
    struct buffer told = {0};
    struct buffer expected = {0};
    size_t cuts = 0;
    for (size_t i = 0; i < fixture_count; i++) {
        struct buffer plan = {0};
        assert_true(read_whole_file(fixtures[i].plan, &plan));
        if (names_units(&plan)) {
            cuts += cut_units(&fixtures[i], stride, &told);
        } else {
            cuts += cut_everywhere(&fixtures[i], 1, &told, &expected);
            io_faults_begin(0, IO_NO_FAULT);
            (void)run_files(&fixtures[i], &told);
            io_faults_end();
            cuts += io_faults.opened == 2 ? cut_everywhere(&fixtures[i], 2, &told, &expected) : 0;
        }
        buffer_free(&plan);
    }
    print_message("# %zu cuts, one every %zu bytes\n", cuts, stride);
    assert_true(cuts > 1000);
    buffer_free(&told);
    buffer_free(&expected);
}

static const char *in_folder(const char *name) {
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* What happens to the file before its n-th read. */
struct change {
    const char *path;
    size_t at;
    off_t size;      /* it is cut or grows to this */
    const char *now; /* or it holds this from then on */
};

static void change_file(void *context, size_t read) {
    const struct change *change = context;
    if (read == change->at && change->now) {
        write_file(change->path, change->now, strlen(change->now));
    } else if (read == change->at) {
        assert_int_equal(truncate(change->path, change->size), 0);
    }
}

static void a_file_that_changes(void **state) {
    (void)state;
    struct fixture fixture = fixtures[0];
    struct buffer text = {0};
    struct buffer told = {0};
    const char *path = in_folder("changing.yaml");
    assert_true(read_whole_file(fixture.plan, &text));
    snprintf(fixture.plan, sizeof fixture.plan, "%s", path);
    fixture.reports[0] = '\0';
    const struct change changes[] = {{path, 1, 0, NULL},         {path, 2, 0, NULL},
                                     {path, 20, 10, NULL},       {path, 20, 30, NULL},
                                     {path, 20, 90000, NULL},    {path, 20, 200000, NULL},
                                     {path, 5, 0, "x"},          {path, 9, 0, "childplan: 1\nplan:"},
                                     {path, 1, 5, NULL},         {path, 150, 160, NULL},
                                     {path, 300, 70000000, NULL}};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct change change = changes[i];
        write_file(path, text.bytes, text.size);
        io_faults_begin(1, change.size > 100000 ? IO_NO_FAULT : IO_ONE_BYTE);
        io_faults.only_reads = 1;
        change.at = change.size > 100000 ? 1 : change.at;
        io_faults.before_read = change_file;
        io_faults.context = &change;
        childplan_status status = run_files(&fixture, &told);
        io_faults_end();
        /* Every one of these leaves it broken; the last grows over the limit. */
        if (status != (change.size > 60000000 ? CHILDPLAN_ERROR_FILE : CHILDPLAN_ERROR_REFUSED)) {
            print_error("changed to %lld bytes before read %zu:\n%s\n", (long long)change.size, change.at, told.bytes);
            fail();
        }
    }
    assert_non_null(strstr(told.bytes, "67108864"));
    buffer_free(&text);
    buffer_free(&told);
}

/* A file under another user's eyes. */
static void become(uid_t user) {
    if (getuid() == 0) {
        assert_int_equal(seteuid(user), 0);
    }
}

static void make_directory(const char *path) {
    assert_int_equal(mkdir(path, 0755), 0);
}

static void make_pipe(const char *path) {
    assert_int_equal(mkfifo(path, 0644), 0);
}

static void make_secret(const char *path) {
    write_file(path, "childplan: 1\n", 13);
    assert_int_equal(chmod(path, 0), 0);
}

static void make_socket(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(bind(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    (void)close(descriptor);
}

static void make_loop(const char *path) {
    assert_int_equal(symlink(path, path), 0);
}

static void make_device(const char *path) {
    assert_int_equal(symlink("/dev/zero", path), 0);
}

/* A plan, its units and reports that are no file that can be read. */
static void check_refused(const char *path, const char *words) {
    struct fixture valid = fixtures[0];
    struct buffer told = {0};
    struct buffer plan = {0};
    for (int i = 0; !valid.reports[0]; i++) {
        valid = fixtures[i];
    }
    struct fixture as_plan = {"", ""};
    snprintf(as_plan.plan, sizeof as_plan.plan, "%s", path);
    assert_int_equal(run_files(&as_plan, &told), CHILDPLAN_ERROR_FILE);
    assert_non_null(strstr(told.bytes, words));
    snprintf(valid.reports, sizeof valid.reports, "%s", path);
    assert_int_equal(run_files(&valid, &told), CHILDPLAN_ERROR_FILE);
    assert_non_null(strstr(told.bytes, words));
    char yaml[100];
    snprintf(yaml, sizeof yaml, "%s.yaml", path);
    buffer_print(&plan,
                 "childplan: 1\nplan: {id: P, title: P, horizon: {from: 2024, to: 2024}}\nlevels: [{id: l, name: L}]\n"
                 "units: {file: %s}\nelements: [{id: e, name: E, over_time: sum}]\n"
                 "indicators: [{id: i, name: I, numerator: e}]\n",
                 strrchr(path, '/') + 1);
    write_file(yaml, plan.bytes, plan.size);
    snprintf(as_plan.plan, sizeof as_plan.plan, "%s", yaml);
    assert_true(run_files(&as_plan, &told) != CHILDPLAN_OK);
    assert_non_null(strstr(told.bytes, words));
    buffer_free(&plan);
    buffer_free(&told);
}

static void what_is_no_file(void **state) {
    (void)state;
    static const struct {
        const char *name;
        void (*make)(const char *path);
    } kinds[] = {{"directory", make_directory}, {"pipe", make_pipe}, {"secret", make_secret},
                 {"socket", make_socket},       {"loop", make_loop}, {"device", make_device}};
    assert_int_equal(chmod(folder, 0777), 0);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s", in_folder(kinds[i].name));
        kinds[i].make(path);
        become(65534);
        check_refused(path, "cannot be read");
        become(0);
        print_message("# %s\n", kinds[i].name);
    }
    check_refused(in_folder("nothing"), "there is no file");
}

static void an_empty_file(void **state) {
    (void)state;
    struct fixture fixture = fixtures[0];
    struct buffer told = {0};
    const char *path = in_folder("empty");
    write_file(path, "", 0);
    snprintf(fixture.reports, sizeof fixture.reports, "%s", path);
    assert_int_equal(run_files(&fixture, &told), CHILDPLAN_ERROR_REFUSED);
    snprintf(fixture.plan, sizeof fixture.plan, "%s", path);
    assert_int_equal(run_files(&fixture, &told), CHILDPLAN_ERROR_REFUSED);
    buffer_free(&told);
}

/* Nothing of a file over the limit is read: 4 GiB take no memory. */
static void a_file_over_the_limit(void **state) {
    (void)state;
    struct fixture fixture = fixtures[0];
    struct buffer told = {0};
    const char *path = in_folder("large");
    const off_t limits[2] = {(off_t)64 << 20, (off_t)4 << 30};
    for (int i = 0; i < 2; i++) {
        write_file(path, "", 0);
        if (truncate(path, limits[i] + 1) != 0) {
            print_message("# no sparse files here\n");
            continue;
        }
        snprintf(i == 0 ? fixture.plan : fixture.reports, sizeof fixture.plan, "%s", path);
        io_faults_begin(0, IO_NO_FAULT);
        assert_int_equal(run_files(&fixture, &told), CHILDPLAN_ERROR_FILE);
        io_faults_end();
        assert_int_equal(io_faults.reads, i == 0 ? 0 : 2);
        assert_non_null(strstr(told.bytes, i == 0 ? "67108864" : "4294967295"));
        fixture = fixtures[0];
    }
    buffer_free(&told);
}

static int begin(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_fails),      cmocka_unit_test(interruptions_make_no_difference),
        cmocka_unit_test(every_file_ends_early), cmocka_unit_test(a_file_that_changes),
        cmocka_unit_test(what_is_no_file),       cmocka_unit_test(an_empty_file),
        cmocka_unit_test(a_file_over_the_limit),
    };
    if (argc < 3) {
        return 2;
    }
    stride = argc > 3 ? strtoul(argv[3], NULL, 10) : stride;
    fixtures = list_fixtures(argv[1], argv[2], &fixture_count);
    int failed = cmocka_run_group_tests_name("read-failure", tests, begin, end);
    free(fixtures);
    return failed;
}
