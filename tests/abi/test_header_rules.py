#!/usr/bin/env python3
"""Each rule of header_rules.py finds what breaks it: a header that keeps them all, and one broken snippet for each way.

usage: test_header_rules.py 'C COMPILER'
"""

import sys
import tempfile
from pathlib import Path

import header_rules

GOOD = '''/**
 * @file
 * A header that keeps the rules.
 */
#ifndef CHILDPLAN_GOOD_H
#define CHILDPLAN_GOOD_H

#include <stddef.h>
#include <stdint.h>

#define CHILDPLAN_API

#ifdef __cplusplus
extern "C" {
#endif

/** Borrowed from Arrow. */
struct ArrowArrayStream {
    int (*get_next)(struct ArrowArrayStream *, void *out);
};

/**
 * The outcome.
 * @since 0.1.0
 */
typedef int32_t childplan_status;

/** First. */
#define CHILDPLAN_KIND_FIRST 1
/** Second. */
#define CHILDPLAN_KIND_SECOND INT64_C(2)

/**
 * A thing.
 * @since 0.1.0
 */
typedef struct childplan_thing childplan_thing;

/** @since 0.1.0 */
typedef struct childplan_diagnostics childplan_diagnostics;

/**
 * Frees a list.
 * @param list The list; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_diagnostics_free(childplan_diagnostics *list);

/**
 * Makes a thing.
 * @param kind CHILDPLAN_KIND_*.
 * @param ret_thing The caller's, to be freed with childplan_thing_free.
 * @param reterr_diagnostics Says why not.
 * @errors USAGE (NULL).
 * @threads any
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_thing_new(int32_t kind, childplan_thing **ret_thing,
                                                   childplan_diagnostics *reterr_diagnostics);

/**
 * Frees a thing.
 * @param thing The thing; NULL is taken.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API void childplan_thing_free(childplan_thing *thing);

/**
 * Its name.
 * @param thing The thing.
 * @return Borrowed from the thing.
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API const char *childplan_thing_name(const childplan_thing *thing);

/**
 * Its cells.
 * @param thing The thing.
 * @param ret_cells Borrowed from the thing.
 * @errors USAGE (NULL).
 * @threads one per object
 * @since 0.1.0
 */
CHILDPLAN_API childplan_status childplan_thing_cells(const childplan_thing *thing, const int64_t **ret_cells);

#ifdef __cplusplus
}
#endif

#endif
'''
MAP = "CHILDPLAN_0.1 {\nglobal:\n    childplan_thing_name;\n    childplan_thing_cells;\nlocal:\n    *;\n};\n"
TABLE = "CHILDPLAN_KIND_FIRST 1\nCHILDPLAN_KIND_SECOND 2\n"

DOCUMENTED = "/**\n * More.\n * @threads any\n * @since 0.1.0\n */\n"
NAME = "const char *childplan_thing_name(const childplan_thing *thing);"
# A rule that must complain, what is replaced in the header, and by what.
BROKEN = [
    ("only <stdint.h>", "#include <stdint.h>", "#include <stdint.h>\n#include <stdio.h>"),
    ("no macro", "#ifdef __cplusplus\nextern", "#define CHILDPLAN_TWICE(x) (2 * (x))\n#ifdef __cplusplus\nextern"),
    ("no macro", "INT64_C(2)", '"second"'),
    ("the table", "_FIRST 1", "_FIRST 3"),
    ("the table", "#define CHILDPLAN_KIND_FIRST 1", ""),
    ("the table", "#define CHILDPLAN_KIND_FIRST 1", "#define CHILDPLAN_KIND_FIRST 1\n#define CHILDPLAN_KIND_THIRD 3"),
    ("numbers of one kind", "INT64_C(2)", "1"),
    ("names begin", "childplan_thing_name", "plan_thing_name"),
    ("nothing but functions", "#ifdef __cplusplus\n}", "extern int32_t childplan_count;\n#ifdef __cplusplus\n}"),
    ("nothing but functions", "CHILDPLAN_API " + NAME,
     "static inline const char *childplan_thing_name(const childplan_thing *thing) { return 0; }"),
    ("each function", "CHILDPLAN_API " + NAME, NAME),
    ("no enum", "int32_t kind", "enum childplan_kind kind"),
    ("no enum", "#ifdef __cplusplus\n}", "enum childplan_kind { CHILDPLAN_X };\n#ifdef __cplusplus\n}"),
    ("no union", "int32_t kind", "union childplan_kind *kind"),
    ("no bit-fields", "typedef struct childplan_thing", "typedef struct childplan_thing { int32_t bit : 1; }"),
    ("no variable arguments", NAME, NAME.replace(")", ", ...)")),
    ("only fixed-width", "int32_t kind", "long kind"),
    ("only fixed-width", "int32_t kind", "unsigned long long kind"),
    ("only fixed-width", "int32_t kind", "int kind"),
    ("only fixed-width", "int32_t kind", "_Bool kind"),
    ("only fixed-width", "int32_t kind", "bool kind"),
    ("only fixed-width", "int32_t kind", "float kind"),
    ("only fixed-width", "int32_t kind", "char kind"),
    ("only fixed-width", "int32_t kind", "int32_t kind[2]"),
    ("only fixed-width", "typedef int32_t childplan_status", "typedef int childplan_status"),
    ("no struct by value", "int32_t kind", "childplan_thing kind"),
    ("no struct by value", "int32_t kind", "struct ArrowArrayStream kind"),
    ("no struct by value", NAME, NAME.replace("const char *", "childplan_thing ")),
    ("handles are opaque", "typedef struct childplan_thing", "typedef struct childplan_thing { int32_t size; }"),
    ("inputs, then", "int32_t kind, childplan_thing **ret_thing", "childplan_thing **ret_thing, int32_t kind"),
    ("inputs, then", "childplan_thing **ret_thing", "childplan_thing **thing"),
    ("inputs, then", "const int64_t **ret_cells", "const int64_t **cells"),
    ("inputs, then", "const int64_t **ret_cells", "int64_t *cells"),
    ("inputs, then", "*reterr_diagnostics", "*diagnostics"),
    ("inputs, then", "int32_t kind", "childplan_diagnostics *reterr_diagnostics, int32_t kind"),
    ("what can fail", "childplan_status childplan_thing_cells", "void childplan_thing_cells"),
    ("every owned", "childplan_thing_free(childplan_thing *thing)", "childplan_thing_end(childplan_thing *thing)"),
    ("every owned", "childplan_thing_free(childplan_thing *thing)", "childplan_thing_free(childplan_thing **thing)"),
    ("every declaration", "/**\n * Its name.", "/*\n * Its name."),
    ("every declaration", "#ifdef __cplusplus\n}",
     "CHILDPLAN_API void childplan_thing_do(void);\n#ifdef __cplusplus\n}"),
    ("every declaration", "@since 0.1.0 */\ntypedef", "*/\ntypedef"),
    ("every function says", " * @threads any\n", ""),
    ("every function says", "@threads any", "@threads perhaps"),
    ("every parameter", " * @param kind CHILDPLAN_KIND_*.\n", ""),
    ("every parameter", "@param kind", "@param kinds"),
    ("every parameter", "@param kind CHILDPLAN_KIND_*.", "@param kind"),
    ("every result", " * @return Borrowed from the thing.\n", ""),
    ("every result", " * @errors USAGE (NULL).\n", ""),
    ("every result", "#ifdef __cplusplus\n}",
     DOCUMENTED + "CHILDPLAN_API childplan_status childplan_thing_do(void);\n#ifdef __cplusplus\n}"),
    ("ownership", "@return Borrowed from the thing.", "@return The name."),
    ("ownership", "The caller's, to be freed with childplan_thing_free", "The thing"),
    ("ownership", "@param ret_cells Borrowed from the thing.", "@param ret_cells The cells."),
    ("ownership", "The thing; NULL is taken.", "The thing."),
    ("@since agrees", "Its name.\n * @param thing The thing.\n * @return Borrowed from the thing.\n"
     " * @threads one per object\n * @since 0.1.0", "Its name.\n * @param thing The thing.\n"
     " * @return Borrowed from the thing.\n * @threads one per object\n * @since 0.2.0"),
]


def check(folder, header, compiler):
    """The rules that complain about a header."""
    Path(folder, "childplan").mkdir(exist_ok=True)
    Path(folder, "childplan", "good.h").write_text(header, encoding="utf-8")
    Path(folder, "map").write_text(MAP, encoding="utf-8")
    Path(folder, "table").write_text(TABLE, encoding="utf-8")
    found, _ = header_rules.check(folder, Path(folder, "map"), Path(folder, "table"), compiler)
    return [rule for rule, findings in found.by_rule.items() if findings]


def main(compiler):
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        complaints = check(folder, GOOD, compiler)
        lines.append((not complaints, f"a good header passes {complaints or ''}"))
        for rule, old, new in BROKEN:
            assert GOOD.count(old) >= 1, old
            complaints = check(folder, GOOD.replace(old, new, 1), compiler)
            lines.append((any(c.startswith(rule) for c in complaints), f"{rule}: {' '.join(new.split())[-60:]}"))
    untried = [rule for rule in header_rules.RULES if not any(rule.startswith(broken) for broken, _, _ in BROKEN)]
    lines.append((not untried, f"every rule is tried {untried or ''}"))
    for number, (good, text) in enumerate(lines, 1):
        print("ok" if good else "not ok", number, "-", text.replace("#", ""))
    print(f"1..{len(lines)}")
    return int(not all(good for good, _ in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
