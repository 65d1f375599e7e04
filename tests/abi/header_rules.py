#!/usr/bin/env python3
"""The rules of the public headers that a machine can check.

usage: header_rules.py INCLUDE_DIR MAP CONSTANTS 'C COMPILER'
       header_rules.py --write INCLUDE_DIR CONSTANTS 'C COMPILER'   writes the table of constants anew

Signatures are read from the preprocessed headers with pycparser; comments, includes and macros from their text.
CONSTANTS is the table of every #define and its number: both must name the same ones. MAP is the library's symbol map.
Prints one TAP line for each rule.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from pycparser import c_ast, c_parser

# The structures of Arrow's C data interface cross as the Arrow project wrote them.
ARROW = {"ArrowSchema", "ArrowArray", "ArrowArrayStream"}
# "double" is a convenience beside exact figures; "char" is text.
TYPES = {"void", "char", "double", "size_t", "uint8_t", "int32_t", "uint32_t", "int64_t", "uint64_t"}
STANDARD_HEADERS = {
    "stddef.h": "typedef unsigned long size_t;\n",
    "stdint.h": "".join(
        f"typedef {kind}{bits}_base {kind}{bits}_t;\n".replace(f"{kind}{bits}_base", base)
        for kind, bits, base in [
            ("int", 8, "signed char"), ("uint", 8, "unsigned char"), ("int", 16, "short"),
            ("uint", 16, "unsigned short"), ("int", 32, "int"), ("uint", 32, "unsigned int"),
            ("int", 64, "long long"), ("uint", 64, "unsigned long long"),
        ]
    ) + "#define INT32_MIN (-2147483647 - 1)\n#define INT64_C(number) number\n",
}
THREADS = {"any", "one per object"}

RULES = [
    "only <stdint.h>, <stddef.h> and the library's own headers are included",
    "no macro but constants and CHILDPLAN_API",
    "the table of constants names the same ones, with the same numbers",
    "numbers of one kind are distinct",
    "names begin with childplan_",
    "nothing but functions is declared: no variables, no definitions, no static inline",
    "each function is marked CHILDPLAN_API",
    "no enum",
    "no union",
    "no bit-fields",
    "no variable arguments",
    "only fixed-width integers, size_t, double, text and handles: no long, int, bool",
    "no struct by value",
    "handles are opaque",
    "inputs, then ret_, last reterr_; what is written to is called so",
    "what can fail returns a childplan_status",
    "every owned type has its _free",
    "every declaration has a comment with @since",
    "every function says @threads",
    "every parameter is described",
    "every result is described, every failure with @errors",
    "ownership is said",
    "@since agrees with the symbol map's node",
]


class Findings:
    """What breaks which rule."""

    def __init__(self):
        self.by_rule = {rule: [] for rule in RULES}

    def add(self, rule, finding):
        (found,) = [known for known in RULES if known.startswith(rule)]
        self.by_rule[found].append(finding)


def preprocess(compiler, include, lines, options=()):
    """The lines after the preprocessor, with stand-ins for the only two standard headers there may be."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in STANDARD_HEADERS.items():
            Path(folder, name).write_text(text)
        source = Path(folder, "all.c")
        source.write_text("".join(f'#include <childplan/{header.name}>\n' for header in headers_of(include)) + lines)
        command = [*shlex.split(compiler), "-E", "-P", "-nostdinc", "-std=c99", "-I", folder, "-I", str(include),
                   *options, str(source)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def headers_of(include):
    return sorted(Path(include, "childplan").glob("*.h"))


def constants_of(include, compiler):
    """Every constant and its number, in the order of the headers; and the macros that are none."""
    names, others = [], []
    for header in headers_of(include):
        text = header.read_text(encoding="utf-8")
        guard = re.search(r"#ifndef (\w+)\n#define \1\n", text)
        for name, rest in re.findall(r"^[ \t]*#[ \t]*define[ \t]+(\w+)((?:[^\n\\]|\\\n)*)", text, re.M):
            if guard and name == guard.group(1) or name in {"ARROW_C_DATA_INTERFACE", "ARROW_C_STREAM_INTERFACE"}:
                continue
            if name == "CHILDPLAN_API":
                continue
            if rest.startswith("(") or not re.match(r"(CHILDPLAN|ARROW_FLAG)_[A-Z0-9_]+$", name):
                others.append(f"{header.name}: {name}")
            else:
                names.append(name)
    out = preprocess(compiler, include, "".join(f'"@{name}" {name}\n' for name in names))
    values = dict(re.findall(r'^"@(\w+)" (.*)$', out, re.M))
    constants = {}
    for name in names:
        number = values[name].strip()
        if re.fullmatch(r"[-()0-9 ]+", number):
            constants[name] = eval(number)  # Digits, signs and brackets only.
        else:
            others.append(f"{name} is no whole number: {number}")
    return constants, others


def read_table(path):
    rows = (line.split() for line in Path(path).read_text().splitlines() if line and not line.startswith("#"))
    return {name: int(number) for name, number in rows}


def check_includes(include, findings):
    for header in headers_of(include):
        text = header.read_text(encoding="utf-8")
        own = {other.name for other in headers_of(include)}
        for name in re.findall(r"^\s*#\s*include\s*(\S+)", text, re.M):
            if name not in {"<stdint.h>", "<stddef.h>"} and name.strip('"') not in own:
                findings.add("only <stdint.h>", f"{header.name}: {name}")


def check_constants(include, table, compiler, findings):
    constants, others = constants_of(include, compiler)
    for other in others:
        findings.add("no macro", other)
    pinned = read_table(table)
    for name in constants.keys() | pinned.keys():
        here, there = constants.get(name, "not there"), pinned.get(name, "not there")
        if here != there:
            findings.add("the table", f"{name}: in the headers {here}, in the table {there}")
    seen = {}
    for name, number in constants.items():
        kind = next((k for k in ("DIAGNOSTIC", "COLUMN", "STAMP", "SEVERITY", "FORMAT", "KIND", "STATUS")
                     if name.startswith(f"CHILDPLAN_{k}_")), None)
        if name in {"CHILDPLAN_OK", "CHILDPLAN_ABSENT"} or name.startswith("CHILDPLAN_ERROR_"):
            kind = "ERROR"
        if kind and (kind, number) in seen:
            findings.add("numbers of one kind", f"{name} and {seen[kind, number]} are both {number}")
        seen[kind, number] = name


class Declarations(c_ast.NodeVisitor):
    """Walks everything but Arrow's structures, and gathers functions, callbacks and handles."""

    def __init__(self, findings):
        self.findings = findings
        self.functions = {}
        self.callbacks = {}
        self.handles = set()
        self.where = ""

    def visit_FileAST(self, tree):
        for node in tree.ext:
            self.where = getattr(node, "name", None) or getattr(getattr(node, "decl", None), "name", "?")
            self.visit_top(node)

    def visit_top(self, node):
        if isinstance(node, c_ast.Typedef):
            if self.where in TYPES or re.fullmatch(r"u?int(8|16)_t", self.where):
                return
            self.check_typedef(node)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl):
            self.functions[node.name] = node.type
            if node.storage or node.funcspec:
                self.findings.add("nothing but functions", node.name)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.Struct):
            if node.type.name in ARROW:
                return
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, (c_ast.Enum, c_ast.Union)):
            pass
        else:
            self.findings.add("nothing but functions", self.where)
        if self.where and not self.where.startswith("childplan_") and self.where not in ARROW:
            self.findings.add("names begin", self.where)
        self.visit(node)

    def check_typedef(self, node):
        kind = node.type
        if isinstance(kind, c_ast.TypeDecl) and isinstance(kind.type, c_ast.Struct):
            self.handles.add(node.name)
            if kind.type.decls is not None or kind.type.name != node.name:
                self.findings.add("handles are opaque", node.name)
        elif isinstance(kind, c_ast.PtrDecl) and isinstance(kind.type, c_ast.FuncDecl):
            self.callbacks[node.name] = kind.type

    def visit_Enum(self, _):
        self.findings.add("no enum", self.where)

    def visit_Union(self, _):
        self.findings.add("no union", self.where)

    def visit_Struct(self, node):
        if node.decls is not None and node.name not in ARROW:
            self.findings.add("handles are opaque", self.where)
            self.generic_visit(node)

    def visit_EllipsisParam(self, _):
        self.findings.add("no variable arguments", self.where)

    def visit_Decl(self, node):
        if node.bitsize is not None:
            self.findings.add("no bit-fields", self.where)
        self.generic_visit(node)

    def visit_IdentifierType(self, node):
        if " ".join(node.names) not in TYPES and not node.names[0].startswith("childplan_"):
            self.findings.add("only fixed-width", f"{self.where}: {' '.join(node.names)}")

    def visit_FuncDecl(self, node):
        for parameter in parameters_of(node):
            if isinstance(parameter.type, c_ast.ArrayDecl):
                self.findings.add("only fixed-width", f"{self.where}: an array")
            self.check_value(parameter.type)
        self.check_value(node.type)
        self.generic_visit(node)

    def check_value(self, kind):
        """A parameter or a result."""
        if isinstance(kind, c_ast.TypeDecl):
            inner = kind.type
            if isinstance(inner, (c_ast.Struct, c_ast.Union)) or (
                    isinstance(inner, c_ast.IdentifierType) and inner.names[0] in self.handles):
                self.findings.add("no struct by value", self.where)
            if isinstance(inner, c_ast.IdentifierType) and inner.names == ["char"]:
                self.findings.add("only fixed-width", f"{self.where}: char by value")


def parameters_of(function):
    """The named parameters; none for (void)."""
    everything = function.args.params if function.args else []
    return [p for p in everything if isinstance(p, c_ast.Decl)]


def shape(kind):
    """A type as (the base's name, whether the base is const, how many pointers)."""
    pointers = 0
    while isinstance(kind, c_ast.PtrDecl):
        pointers, kind = pointers + 1, kind.type
    if isinstance(kind, c_ast.FuncDecl):
        return "function", False, pointers
    if isinstance(kind, c_ast.ArrayDecl):
        return "array", False, pointers
    inner = kind.type
    name = inner.names[0] if isinstance(inner, c_ast.IdentifierType) else inner.name
    return name, "const" in kind.quals, pointers


def is_output(name, kind, handles):
    """Whether a parameter is something the function writes a result to."""
    base, const, pointers = shape(kind)
    if pointers == 0 or base in ARROW or base == "function" or name in {"buffer", "context", "memory"}:
        return False
    if pointers == 1:
        return not const and base not in handles and base != "void"
    inner = kind.type  # T *const * and const T *const * are columns, read only
    return "const" not in inner.quals


def check_parameters(name, function, handles, findings):
    rule = "inputs, then"
    order = []
    for parameter in parameters_of(function):
        base, const, pointers = shape(parameter.type)
        prefix = parameter.name.partition("_")[0]
        kind = prefix if prefix in {"ret", "reterr"} else "in"
        order.append(["in", "ret", "reterr"].index(kind))
        if is_output(parameter.name, parameter.type, handles) != (kind == "ret") and base not in ARROW:
            findings.add(rule, f"{name}: {parameter.name}")
        if base == "childplan_diagnostics" and pointers == 1 and not name.startswith("childplan_diagnostics_"):
            if kind != "reterr" or const:
                findings.add(rule, f"{name}: {parameter.name}")
    if order != sorted(order) or order.count(2) > 1:
        findings.add(rule, name)
    returned = shape(function.type)
    if any(order) and returned != ("childplan_status", False, 0):
        findings.add("what can fail", name)


def check_frees(declarations, findings):
    for handle in sorted(declarations.handles):
        free = declarations.functions.get(f"{handle}_free")
        if free is None:
            findings.add("every owned", handle)
        elif shape(free.type) != ("void", False, 0) or [shape(p.type) for p in parameters_of(free)] != [
                (handle, False, 1)]:
            findings.add("every owned", f"{handle}_free")


def comments_of(include):
    """The comment that stands directly before each declaration, and the declaration's own text, by name."""
    comments = {}
    for header in headers_of(include):
        text = header.read_text(encoding="utf-8")
        text = re.sub(r"/\*\* @cond \*/.*?/\*\* @endcond \*/", ";", text, flags=re.S)
        text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n)*$", ";", text, flags=re.M)
        comment = ""
        for part in re.findall(r"/\*.*?\*/|[^;{}/]*[;{}]", text, re.S):
            declaration = part.strip()
            if declaration.startswith("/*"):
                comment = declaration
                continue
            name = re.search(r"\(\*(\w+)\)\(|(\w+)\(|(\w+);$", declaration)
            if name:
                comments[name[name.lastindex]] = (comment, declaration)
            comment = ""
    return comments


def tags_of(comment):
    """The comment's commands, as (command, text)."""
    words = re.sub(r"\n \* ?", "\n", comment.strip("/*"))
    return [(tag, " ".join(text.split())) for tag, text in re.findall(r"@(\w+)((?:[^@]|(?<=\w)@)*)", words)]


def check_comment(name, function, comment, is_callback, handles, findings):
    tags = tags_of(comment)
    threads = [text for tag, text in tags if tag == "threads"]
    if len(threads) != 1 or not threads[0] or not (is_callback or threads[0] in THREADS):
        findings.add("every function says", name)
    described = {}
    for text in (text for tag, text in tags if tag == "param"):
        names, _, words = text.partition(" ")
        described.update({one: words for one in names.split(",")})
    parameters = parameters_of(function)
    if list(described) != [p.name for p in parameters] or not all(described.values()):
        findings.add("every parameter", f"{name}: {', '.join(described)}")
    result = shape(function.type)
    has = {tag for tag, text in tags if text}
    if (result != ("void", False, 0)) != bool(has & {"return", "errors"}):
        findings.add("every result", name)
    elif result == ("childplan_status", False, 0) and not is_callback and "errors" not in has:
        findings.add("every result", name)
    check_ownership(name, result, parameters, described, tags, handles, findings)


def check_ownership(name, result, parameters, described, tags, handles, findings):
    if name.endswith("_free") and "NULL is taken" not in " ".join(described.values()):
        findings.add("ownership", f"{name}: NULL")
    if result[2] > 0 and result[1] and not any("orrowed" in text for tag, text in tags if tag == "return"):
        findings.add("ownership", f"{name}: the result")
    for parameter in parameters:
        base, const, pointers = shape(parameter.type)
        words = described.get(parameter.name, "")
        if not parameter.name.startswith("ret_") or pointers < 2:
            continue
        if base in handles and not const and f"The caller's, to be freed with {base}_free" not in words:
            findings.add("ownership", f"{name}: {parameter.name}")
        if const and "orrowed" not in words and "stay valid" not in words:
            findings.add("ownership", f"{name}: {parameter.name}")


def nodes_of(map_path):
    """The node of each function of the symbol map."""
    nodes, node = {}, None
    for line in Path(map_path).read_text(encoding="utf-8").splitlines():
        begins = re.match(r"(CHILDPLAN_[0-9.]+) \{", line)
        node = begins.group(1) if begins else node
        if name := re.match(r"\s+(childplan_\w+);", line):
            nodes[name.group(1)] = node
    return nodes


def check_comments(include, declarations, map_path, findings):
    comments = comments_of(include)
    nodes = nodes_of(map_path)
    for name in [*declarations.functions, *declarations.callbacks, *sorted(declarations.handles)]:
        comment, declaration = comments.get(name, ("", ""))
        since = [text for tag, text in tags_of(comment) if tag == "since"]
        if not comment.startswith("/**") or len(since) != 1 or not re.fullmatch(r"\d+\.\d+\.\d+", since[0]):
            findings.add("every declaration", name)
        elif name in nodes and nodes[name] != "CHILDPLAN_" + since[0].rpartition(".")[0]:
            findings.add("@since agrees", f"{name}: since {since[0]}, in {nodes[name]}")
        if name in declarations.functions and not declaration.startswith("CHILDPLAN_API "):
            findings.add("each function", name)
        function = declarations.functions.get(name) or declarations.callbacks.get(name)
        if function:
            check_comment(name, function, comment, name in declarations.callbacks, declarations.handles, findings)


def check(include, map_path, table, compiler):
    findings = Findings()
    check_includes(include, findings)
    if any(findings.by_rule.values()):
        return findings, Declarations(findings)  # The rest cannot be read.
    check_constants(include, table, compiler, findings)
    # clang knows bool only with <stdbool.h>, pycparser only as _Bool.
    source = preprocess(compiler, include, "", ["-Dbool=_Bool", "-D__attribute__(text)="])
    declarations = Declarations(findings)
    tree = c_parser.CParser().parse(source)
    # Handles first: they are what may not cross by value.
    declarations.handles = {n.name for n in tree.ext if isinstance(n, c_ast.Typedef)
                            and isinstance(n.type, c_ast.TypeDecl) and isinstance(n.type.type, c_ast.Struct)}
    declarations.visit(tree)
    for name, function in [*declarations.functions.items(), *declarations.callbacks.items()]:
        check_parameters(name, function, declarations.handles, findings)
    check_frees(declarations, findings)
    check_comments(include, declarations, map_path, findings)
    return findings, declarations


def write(include, table, compiler):
    constants, _ = constants_of(include, compiler)
    with open(table, "w", encoding="utf-8") as file:
        file.write("# Every constant of the public headers. A number never changes and a name never goes; new ones are"
                   " added.\n# Only a …_COUNT grows with what it counts.\n")
        file.writelines(f"{name} {number}\n" for name, number in constants.items())


def main(arguments):
    if len(arguments) == 4 and arguments[0] == "--write":
        write(*arguments[1:])
        return 0
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    findings, declarations = check(*arguments)
    failed = 0
    for number, (rule, found) in enumerate(findings.by_rule.items(), 1):
        failed += bool(found)
        print("not ok" if found else "ok", number, "-", rule)
        for finding in found:
            print("#", finding)
    enough = len(declarations.functions) >= 100
    print("ok" if enough else "not ok", len(RULES) + 1, f"- {len(declarations.functions)} functions were read")
    print(f"1..{len(RULES) + 1}")
    return int(failed > 0 or not enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
