/* Digests of plans and reports, and the stamp of a rollup. */
#include "support.h"

#include "base/digest_blocks.h"

#include <stdio.h>
#include <string.h>

static void assert_digest(const char *digits, const char *bytes, size_t size) {
    char expected[DIGEST_SIZE];
    struct digest digest;
    childplan__digest_begin(&digest);
    childplan__digest_add(&digest, bytes, size);
    childplan__digest_end(&digest, expected);
    assert_string_equal(digits, expected);
}

/* The examples of FIPS 180-4 and NIST's long message. */
static void known_messages(void **state) {
    (void)state;
    static const struct {
        const char *message;
        const char *digits;
    } known[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    struct digest digest;
    char digits[DIGEST_SIZE];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        childplan__digest_begin(&digest);
        childplan__digest_add_string(&digest, known[i].message);
        childplan__digest_end(&digest, digits);
        assert_string_equal(digits, known[i].digits);
    }
    char letters[1001];
    size_t left = 1000000;
    memset(letters, 'a', sizeof letters);
    childplan__digest_begin(&digest);
    for (size_t size = 1; left > 0; size = size % sizeof letters + 1) {
        size_t taken = size < left ? size : left;
        childplan__digest_add(&digest, letters, taken);
        left -= taken;
    }
    childplan__digest_end(&digest, digits);
    assert_string_equal(digits, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Portable C and the processor's own instructions: the same of any number of blocks. */
static void instructions_agree(void **state) {
    (void)state;
    if (!childplan__digest_has_instructions()) {
        print_message(
            "This processor has no instructions for SHA-256.\n"); /* meson takes cmocka's skip for a failure */
        return;
    }
    unsigned char blocks[DIGEST_BLOCK * 7];
    uint32_t bits = 1;
    for (size_t i = 0; i < sizeof blocks; i++) {
        bits = bits * 1664525 + 1013904223;
        blocks[i] = (unsigned char)(bits >> 24);
    }
    for (size_t count = 0; count <= 7; count++) {
        uint32_t portable[8] = {1, 2, 3, 4, 5, 6, 7, 8};
        uint32_t fast[8] = {1, 2, 3, 4, 5, 6, 7, 8};
        childplan__digest_add_blocks(portable, blocks, count);
        childplan__digest_add_blocks_by_instructions(fast, blocks, count);
        assert_memory_equal(portable, fast, sizeof fast);
    }
}

#define PLAN_HEAD                                                                                                      \
    "childplan: 1\n"                                                                                                   \
    "plan: {id: 'P, 1', title: T, horizon: {from: 2024, to: 2026}}\n"                                                  \
    "levels: [{id: top, name: Top}, {id: low, name: Low}]\n"
#define PLAN_REST                                                                                                      \
    "elements:\n"                                                                                                      \
    "  - {id: n, name: N, over_time: last}\n"                                                                          \
    "  - {id: 'q, \"1\"', name: Q, over_time: sum, type: decimal, decimals: 2, frequency: quarter}\n"                  \
    "  - {id: flag, name: F, over_time: last, type: flag, frequency: year}\n"                                          \
    "indicators: [{id: i, name: I, numerator: n}]\n"
#define PLAN                                                                                                           \
    PLAN_HEAD "units: [{id: top, name: Top, level: top}, {id: 'a,b', name: A, level: low, parent: top}]\n" PLAN_REST

static childplan_plan *load(const char *text, const childplan_plan_options *options) {
    childplan_plan *plan = NULL;
    assert_int_equal(childplan_plan_load_memory("plan.yaml", text, strlen(text), options, &plan, NULL), CHILDPLAN_OK);
    return plan;
}

static void assert_plan_digest(childplan_plan *plan, const char *bytes, size_t size) {
    char digits[100];
    assert_int_equal(childplan_plan_digest(plan, digits, sizeof digits), 64);
    assert_digest(digits, bytes, size);
    childplan_plan_free(plan);
}

static void a_plan_in_one_text(void **state) {
    (void)state;
    char digits[DIGEST_SIZE] = "x";
    childplan_plan *plan = load(PLAN, NULL);
    assert_int_equal(childplan_plan_digest(plan, NULL, 0), 64);
    assert_int_equal(childplan_plan_digest(plan, digits, 13), 64);
    assert_int_equal(strlen(digits), 12);
    assert_plan_digest(plan, PLAN, strlen(PLAN));
    /* Bytes, not meaning: a byte order mark and a comment count. */
    assert_plan_digest(load("\xEF\xBB\xBF" PLAN "#\n", NULL), "\xEF\xBB\xBF" PLAN "#\n", strlen(PLAN) + 5);
    assert_int_equal(childplan_plan_digest(NULL, digits, sizeof digits), 0);
    assert_string_equal(digits, "");
}

/* The digest is what sha256sum says of the file. */
static void a_plan_file(void **state) {
    (void)state;
    static const char path[] = "test_stamp.tmp";
    static const char text[] = PLAN_HEAD "units: [{id: top, name: Top, level: top}]\n" PLAN_REST;
    char digits[DIGEST_SIZE];
    childplan_plan *plan = NULL;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, sizeof text - 1, file), sizeof text - 1);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(childplan_plan_load_file(path, NULL, &plan, NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_digest(plan, digits, sizeof digits), 64);
    assert_string_equal(digits, "fc76f867cc1e4ef27f73a6fa6b8f8be86d0c21c77817c158d77b157847e95853");
    childplan_plan_free(plan);
    assert_int_equal(remove(path), 0);
}

#define UNITS_FILE "id,name,level,parent\ntop,Top,top,\nlow,Low,low,top\n"

static childplan_status give_units(void *context, const char *name, const char **ret_text, size_t *ret_size) {
    (void)context;
    assert_string_equal(name, "units.csv");
    *ret_text = UNITS_FILE;
    *ret_size = strlen(UNITS_FILE);
    return CHILDPLAN_OK;
}

static void a_plan_with_units_from_elsewhere(void **state) {
    (void)state;
    static const char named[] = PLAN_HEAD "units: {file: units.csv}\n" PLAN_REST;
    static const char rows[] = "new\0New\0low\0top\0"
                               "2025-01-01\0"
                               "\0\0x;y\0"
                               "old\0Old\0low\0top\0\0"
                               "2025-12-31\0"
                               "new\0";
    const char *ids[] = {"new", "old"};
    const char *names[] = {"New", "Old"};
    const char *levels[] = {"low", "low"};
    const char *parents[] = {"top", "top"};
    const char *successors[] = {NULL, "new"};
    const char *tags[] = {"x;y", ""};
    const int32_t from[] = {20089, CHILDPLAN_NO_DATE};
    const int32_t until[] = {CHILDPLAN_NO_DATE, 20453};
    childplan_plan_options *options;
    struct buffer expected = {0};
    assert_int_equal(childplan_plan_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_plan_options_set_resolver(options, give_units, NULL), CHILDPLAN_OK);
    buffer_add_string(&expected, named);
    buffer_add_string(&expected, UNITS_FILE);
    assert_plan_digest(load(named, options), expected.bytes, expected.size);

    assert_int_equal(
        childplan_plan_options_add_units(options, 2, ids, names, levels, parents, from, until, successors, tags),
        CHILDPLAN_OK);
    buffer_add(&expected, rows, sizeof rows);
    assert_plan_digest(load(named, options), expected.bytes, expected.size);
    childplan_plan_options_free(options);
    buffer_free(&expected);
}

static childplan_reports *new_reports(const childplan_plan *plan) {
    childplan_reports *reports = NULL;
    assert_int_equal(childplan_reports_new(plan, &reports), CHILDPLAN_OK);
    return reports;
}

static void take(childplan_reports *reports, const char *text) {
    childplan_import *import = NULL;
    assert_int_equal(childplan_import_new(reports, &import), CHILDPLAN_OK);
    assert_int_equal(childplan_import_read_memory(import, "r.csv", text, strlen(text), NULL), CHILDPLAN_OK);
    assert_int_equal(childplan_import_commit(import, NULL, NULL, NULL), CHILDPLAN_OK);
    childplan_import_free(import);
}

static void assert_reports_digest(const childplan_reports *reports, const char *listing) {
    char digits[DIGEST_SIZE];
    assert_int_equal(childplan_reports_digest(reports, digits, sizeof digits), 64);
    assert_digest(digits, listing, strlen(listing));
}

#define HEADER "unit,period,element,value,submitted\n"

static const char listing[] = "top,2024-H1,n,3,\n"
                              "\"a,b\",2024-H1,n,4,2024-07-03\n"
                              "\"a,b\",2024-H1,n,,2024-07-02\n"
                              "\"a,b\",2024-H1,n,2,2024-07-01\n"
                              "\"a,b\",2024-H1,n,1,\n"
                              "\"a,b\",2025-H2,n,7,\n"
                              "\"a,b\",2024-Q3,\"q, \"\"1\"\"\",12.5,\n"
                              "\"a,b\",2025,flag,1,\n";

static void reports_in_any_order(void **state) {
    (void)state;
    childplan_plan *plan = load(PLAN, NULL);
    childplan_reports *one = new_reports(plan);
    assert_reports_digest(one, "");
    take(one, HEADER "top,2024-H1,n,3,\n"
                     "\"a,b\",2024-H1,n,1,\n"
                     "\"a,b\",2024-H1,n,2,2024-07-01\n"
                     "\"a,b\",2024-H1,n,,2024-07-02\n"
                     "\"a,b\",2024-H1,n,4,2024-07-03\n"
                     "\"a,b\",2025-H2,n,7,\n"
                     "\"a,b\",2024-Q3,\"q, \"\"1\"\"\",12.50,\n"
                     "\"a,b\",2025,flag,yes,\n");
    assert_reports_digest(one, listing);

    /* Other files, other spellings, the newest revisions first. */
    childplan_reports *many = new_reports(plan);
    take(many, "unit;period;q, \"1\";flag\n\"a,b\";2024q3;+12.5;\n\"a,b\";2025;;1\n");
    take(many, HEADER "\"a,b\",2025S2,n,007,\n\"a,b\",2024-H1,n,4,2024-07-03\n");
    take(many, HEADER "\"a,b\",2024-H1,n,1,\n\"a,b\",2024-H1,n,2,2024-07-01\n");
    take(many, HEADER "\"a,b\",2024-H1,n,,2024-07-02\n");
    take(many, HEADER "top,2024-H1,n,3,\ntop,2024-H1,n,3,\n");
    assert_reports_digest(many, listing);

    /* Any further fact makes another digest. */
    take(many, HEADER "top,2024-H1,n,3,2024-07-01\n");
    char digits[2][DIGEST_SIZE];
    assert_int_equal(childplan_reports_digest(one, digits[0], DIGEST_SIZE), 64);
    assert_int_equal(childplan_reports_digest(many, digits[1], DIGEST_SIZE), 64);
    assert_string_not_equal(digits[0], digits[1]);
    take(one, "unit,period,element,value\ntop,2024-H2,n,5\n");
    assert_int_equal(childplan_reports_digest(one, digits[1], DIGEST_SIZE), 64);
    assert_string_not_equal(digits[0], digits[1]);
    assert_int_equal(childplan_reports_digest(NULL, digits[0], DIGEST_SIZE), 0);
    assert_string_equal(digits[0], "");
    childplan_reports_free(one);
    childplan_reports_free(many);
    childplan_plan_free(plan);
}

static void assert_item(const childplan_rollup *rollup, int32_t item, const char *expected) {
    char text[100] = "x";
    assert_int_equal(childplan_rollup_stamp(rollup, item, text, sizeof text), strlen(expected));
    assert_string_equal(text, expected);
}

static void a_rollup_keeps_its_stamp(void **state) {
    (void)state;
    char plan_digits[DIGEST_SIZE];
    char reports_digits[DIGEST_SIZE];
    childplan_plan *plan = load(PLAN, NULL);
    childplan_reports *reports = new_reports(plan);
    take(reports, HEADER "top,2024-H1,n,3,\n");
    childplan_plan_digest(plan, plan_digits, sizeof plan_digits);
    childplan_reports_digest(reports, reports_digits, sizeof reports_digits);

    childplan_rollup *plain = NULL;
    assert_int_equal(childplan_rollup_compute(reports, NULL, &plain, NULL), CHILDPLAN_OK);
    take(reports, HEADER "top,2024-H2,n,3,\n");
    childplan_rollup *without = NULL;
    childplan_rollup_options *bare = NULL;
    assert_int_equal(childplan_rollup_options_new(&bare), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_digest(bare, 0), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(reports, bare, &without, NULL), CHILDPLAN_OK);
    assert_item(without, CHILDPLAN_STAMP_REPORTS_DIGEST, "");
    childplan_rollup_options_free(bare);
    childplan_rollup_free(without);
    assert_item(plain, CHILDPLAN_STAMP_LIBRARY, childplan_version_string());
    assert_item(plain, CHILDPLAN_STAMP_PLAN, "P, 1");
    assert_item(plain, CHILDPLAN_STAMP_PLAN_DIGEST, plan_digits);
    assert_item(plain, CHILDPLAN_STAMP_REPORTS_DIGEST, reports_digits);
    assert_item(plain, CHILDPLAN_STAMP_UNTIL, "2024-06-30");
    assert_item(plain, CHILDPLAN_STAMP_KNOWN_BY, "");
    assert_item(plain, CHILDPLAN_STAMP_STRUCTURE, "");
    childplan_rollup_free(plain);

    childplan_rollup_options *options = NULL;
    childplan_rollup *dated = NULL;
    assert_int_equal(childplan_rollup_options_new(&options), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_until(options, 20088), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_known_by(options, 20089), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_options_set_structure(options, 20090), CHILDPLAN_OK);
    assert_int_equal(childplan_rollup_compute(reports, options, &dated, NULL), CHILDPLAN_OK);
    childplan_rollup_options_free(options);
    childplan_reports_digest(reports, reports_digits, sizeof reports_digits);
    assert_item(dated, CHILDPLAN_STAMP_REPORTS_DIGEST, reports_digits);
    assert_item(dated, CHILDPLAN_STAMP_UNTIL, "2024-12-31");
    assert_item(dated, CHILDPLAN_STAMP_KNOWN_BY, "2025-01-01");
    assert_item(dated, CHILDPLAN_STAMP_STRUCTURE, "2025-01-02");
    assert_item(dated, -1, "");
    assert_item(dated, CHILDPLAN_STAMP_COUNT, "");
    for (int32_t item = 0; item < CHILDPLAN_STAMP_COUNT; item++) {
        assert_item(NULL, item, "");
    }
    childplan_rollup_free(dated);
    childplan_reports_free(reports);
    childplan_plan_free(plan);
}

static void the_names_of_the_stamp(void **state) {
    (void)state;
    static const char *const names[] = {"childplan", "plan_id",  "plan_sha256", "reports_sha256",
                                        "until",     "known_by", "structure"};
    assert_int_equal(sizeof names / sizeof *names, CHILDPLAN_STAMP_COUNT);
    for (int32_t item = 0; item < CHILDPLAN_STAMP_COUNT; item++) {
        assert_string_equal(childplan_stamp_name(item), names[item]);
    }
    assert_null(childplan_stamp_name(-1));
    assert_null(childplan_stamp_name(CHILDPLAN_STAMP_COUNT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_messages),
        cmocka_unit_test(instructions_agree),
        cmocka_unit_test(a_plan_in_one_text),
        cmocka_unit_test(a_plan_file),
        cmocka_unit_test(a_plan_with_units_from_elsewhere),
        cmocka_unit_test(reports_in_any_order),
        cmocka_unit_test(a_rollup_keeps_its_stamp),
        cmocka_unit_test(the_names_of_the_stamp),
    };
    return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
